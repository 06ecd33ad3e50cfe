//! Public holidays, from the table that ships with the program.

use crate::domain::holiday::Holidays;

thread_local! {
    static HOLIDAYS: &'static Holidays = Box::leak(Box::new(read_table()));
}

/// The public holidays as they were announced when the program was made.
pub fn holidays() -> &'static Holidays {
    HOLIDAYS.with(|holidays| *holidays)
}

/// The table is part of the program and read by its tests: an error here cannot reach a phone, but if one did,
/// every year would be "not announced", which is true of what we know then.
fn read_table() -> Holidays {
    Holidays::read(Holidays::TABLE).unwrap_or_default()
}
