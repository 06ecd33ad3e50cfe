//! Codes that pages show as pictures.

pub use crate::exchange::qr::{QUIET, Qr};
