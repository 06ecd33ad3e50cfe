//! Between the pages and what is stored or fetched: small handles of signals, with methods named after intentions.

pub mod clock;
pub mod net;
pub mod settings;
