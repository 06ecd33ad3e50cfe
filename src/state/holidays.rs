//! Public holidays as they are typed in: what pages see of how a table is read.

pub use crate::domain::holiday_years::YearProblem;
pub use crate::exchange::holiday_table::{TableProblem, read};
