//! Reasons of the layers below that pages put into words.

pub use crate::exchange::course_menu::{FileProblem, RowProblem, RowReason};
pub use crate::exchange::district_menu::{MenuRefused, Standing as MenuStanding};
pub use crate::exchange::file_kind::WorkbookProblem;
pub use crate::exchange::helper::HelperRefused;
pub use crate::exchange::slip::{CodeProblem, SlipRefused};
pub use crate::storage::StorageError;
pub use crate::storage::record::RecordError;
