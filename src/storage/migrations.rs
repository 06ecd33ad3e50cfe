//! How a stored body of an earlier version becomes one of today's. Pure, in order, never edited once released.
//!
//! To change the shape of a stored body: append a function here, put what the golden files of all earlier versions become
//! into `tests/golden/v<new>/`, and never touch the older ones.

use serde_json::Value;

/// From the version of its place (the first: from 1 to 2) to the next; fails with the reason, for the report of a defect.
pub type Migration = fn(Value) -> Result<Value, String>;

/// All of them. Version 1 needs none.
pub const MIGRATIONS: &[Migration] = &[];

/// The version that is written today.
pub const CURRENT: u32 = MIGRATIONS.len() as u32 + 1;
