//! Lunar days, solar terms and festivals agree with an independent library on every day from 2020 to 2040;
//! `tests/almanac/make.mjs` made the tables.
#![cfg(not(target_arch = "wasm32"))]

#[path = "almanac/tables.rs"]
mod tables;

use std::collections::BTreeSet;

use linli::domain::festival::Festival;
use linli::domain::lunar::{Lunar, lunar_day};
use linli::domain::solar_term::SolarTerm;
use tables::{days, festivals, lunar_days, solar_terms};

#[test]
fn lunar_days_are_the_librarys() {
    let expected = lunar_days();
    for day in days() {
        let ours = Lunar::on(day).unwrap();
        assert_eq!(ours, expected[&day], "{day}");
    }
}

#[test]
fn solar_terms_begin_on_the_librarys_days() {
    let terms = solar_terms();
    assert_eq!(terms.len(), 24 * 21);
    for day in days() {
        let ours = SolarTerm::on(day).map(SolarTerm::slug);
        assert_eq!(ours, terms.get(&day).map(String::as_str), "{day}");
    }
}

#[test]
fn festivals_are_on_the_librarys_days() {
    let festivals = festivals();
    // The library does not know every observance of a neighbourhood; those that it knows it knows for all years.
    let known: BTreeSet<&str> = festivals.values().flatten().map(String::as_str).collect();
    assert_eq!(known.len(), 22);
    for day in days() {
        let ours: BTreeSet<&str> = Festival::on(day, lunar_day(day), day.succ_opt().and_then(lunar_day))
            .map(Festival::slug)
            .filter(|slug| known.contains(slug))
            .collect();
        let theirs: BTreeSet<&str> = festivals.get(&day).into_iter().flatten().map(String::as_str).collect();
        assert_eq!(ours, theirs, "{day}");
    }
}
