//! Public holidays: from the table that ships with the program, and from what a centre published of newer notices.

use std::cell::Cell;
use std::collections::BTreeMap;

use chrono::Datelike;
use leptos::prelude::*;

use crate::domain::holiday::Holidays;
use crate::domain::holiday_years::HolidayYear;
use crate::state::clock;

thread_local! {
    /// A page has one table at a time; each lives as long as the page.
    static HOLIDAYS: Cell<&'static Holidays> = Cell::new(Box::leak(Box::new(read(Holidays::TABLE))));
    /// Changes when another table is there.
    static LEARNT: ArcRwSignal<bool> = ArcRwSignal::new(false);
}

/// The public holidays as they were announced when the program was made, and as the centre published them since.
pub fn holidays() -> &'static Holidays {
    HOLIDAYS.get()
}

/// The same for what is drawn before the centre was heard of: tracked. Asked once a day drawn, never once a session.
pub fn holidays_tracked() -> &'static Holidays {
    LEARNT.with(ArcRwSignal::track);
    holidays()
}

/// Takes in what the centre published of years that the program does not know. A table that cannot be read says nothing.
pub fn learn(table: &str) {
    let known = HOLIDAYS.get();
    let now = known.clone().and(read(table));
    if now != *known {
        HOLIDAYS.set(Box::leak(Box::new(now)));
        LEARNT.with(|learnt| learnt.set(true));
    }
}

/// How many years ahead months are planned.
const AHEAD: i32 = 3;

/// The table for those who plan: with what their centre wrote down, and what is off by law in the next years.
pub fn foreseen(written: &BTreeMap<u16, HolidayYear>) -> &'static Holidays {
    let year = clock::today(0).year();
    Box::leak(Box::new(published(written).with_lawful(year..=year + AHEAD)))
}

/// The table as residents' phones have it once they read what their centre wrote down.
pub fn published(written: &BTreeMap<u16, HolidayYear>) -> Holidays {
    read(Holidays::TABLE).with_years(written)
}

/// The program's own table is read by its tests: an error there cannot reach a phone, but if one did, every year would be "not
/// announced", which is true of what we know then.
fn read(table: &str) -> Holidays {
    Holidays::read(table).unwrap_or_default()
}
