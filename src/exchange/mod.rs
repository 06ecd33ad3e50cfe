//! What crosses the device's edge: slips, published files, keys, backups. Formats: `docs/formats.md`.
//!
//! Everything here is checked before it is believed, and every refusal is a value that says why.
//! Ciphers are asynchronous because WebCrypto is; what must run inside a transaction does not seal.

pub mod backup;
pub mod bucket;
pub mod cell_values;
pub mod columns;
pub mod course_menu;
pub mod crypto;
pub mod csv;
pub mod district_menu;
pub mod envelope;
pub mod file_kind;
pub mod helper;
pub mod holiday_table;
pub mod hours;
pub mod hpke;
pub mod icalendar;
pub mod intake;
pub mod keys;
pub mod letter;
pub mod locked;
pub mod outcome;
pub mod publish;
pub mod published;
pub mod qr;
pub mod readings;
pub mod record;
pub mod sheet;
pub mod slip;
pub mod table;
pub mod trust;
pub mod workbook;
pub mod zip;

#[cfg(all(test, not(target_arch = "wasm32")))]
mod vectors;
