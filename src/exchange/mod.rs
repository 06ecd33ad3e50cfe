//! exchange
pub mod zip;
