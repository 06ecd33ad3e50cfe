//! Views of domain values that several pages share. They are given values and know no state.

pub mod agenda;
pub mod clash;
pub mod day_cell;
pub mod details;
pub mod mark;
pub mod openness;
pub mod seats;
pub mod slip_row;
pub mod standing;
