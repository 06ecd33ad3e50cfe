//! Views of domain values that several pages share. They are given values and know no state.

#[cfg(target_arch = "wasm32")]
pub mod agenda;
#[cfg(target_arch = "wasm32")]
pub mod clash;
#[cfg(target_arch = "wasm32")]
pub mod day_cell;
#[cfg(target_arch = "wasm32")]
pub mod details;
#[cfg(target_arch = "wasm32")]
pub mod mark;
pub mod news;
pub mod openness;
pub mod reason;
#[cfg(target_arch = "wasm32")]
pub mod seats;
#[cfg(target_arch = "wasm32")]
pub mod slip_row;
#[cfg(target_arch = "wasm32")]
pub mod standing;
#[cfg(target_arch = "wasm32")]
pub mod talent_fields;
pub mod telling;
