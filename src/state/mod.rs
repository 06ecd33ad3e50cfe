//! Between the pages and what is stored or fetched: small handles of signals, with methods named after intentions.

pub mod almanac;
pub mod calendar_file;
pub mod camera;
pub mod clock;
pub mod codes;
pub mod desk;
pub mod district;
pub mod family;
pub mod helping;
pub mod holidays;
pub mod household_backup;
pub mod idle;
pub mod intake;
pub mod net;
pub mod own_hours;
pub mod published;
pub mod reasons;
pub mod records;
pub mod save;
pub mod settings;
pub mod tables;
pub mod workbook;

// What pages have to word, under the layer that they may know.
pub use crate::exchange::published::{Head, Refused};
pub use crate::storage::StorageError;
