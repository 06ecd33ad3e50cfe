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
    if table.is_empty() {
        return;
    }
    // One table is read: merging two would be more program, for every first visit.
    let (own, mut both) = (read(Holidays::TABLE), Holidays::TABLE.to_owned());
    let year = |line: &str| line.get(..4)?.parse::<i32>().ok();
    for line in table.lines().filter(|line| year(line).is_some_and(|year| !own.is_known(year))) {
        both.push('\n');
        both.push_str(line);
    }
    if let Ok(now) = Holidays::read(&both) {
        let is_news = now.marked() != holidays().marked();
        HOLIDAYS.set(Box::leak(Box::new(now)));
        if is_news {
            LEARNT.with(|learnt| learnt.set(true));
        }
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
