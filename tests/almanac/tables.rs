//! The tables that the almanac is tested against.

use std::collections::BTreeMap;

use chrono::{Duration, NaiveDate};
use linli::domain::festival::LunarDay;
use linli::domain::lunar::Lunar;
use linli::domain::time::parse_day;

/// Every day from 2020 to 2040.
pub fn days() -> impl Iterator<Item = NaiveDate> {
    let (first, last) = (parse_day("2020-01-01").unwrap(), parse_day("2040-12-31").unwrap());
    (0..=(last - first).num_days()).map(move |days| first + Duration::days(days))
}

fn rows(table: &'static str) -> impl Iterator<Item = (NaiveDate, Vec<&'static str>)> {
    table.lines().skip(1).map(|line| {
        let mut fields = line.split('\t');
        (parse_day(fields.next().unwrap()).unwrap(), fields.collect())
    })
}

/// The lunar date of each day: months follow from their first days.
pub fn lunar_days() -> BTreeMap<NaiveDate, Lunar> {
    let months: Vec<_> = rows(include_str!("lunar-months.tsv")).collect();
    let mut lunar = BTreeMap::new();
    for (at, (begins, fields)) in months.iter().enumerate() {
        let ends = months.get(at + 1).map_or(parse_day("2041-01-01").unwrap(), |(next, _)| *next);
        let number: i64 = fields[3].parse().unwrap();
        for days in 0..(ends - *begins).num_days() {
            let day = LunarDay::new(fields[1].parse().unwrap(), fields[2] == "leap", (number + days) as u8).unwrap();
            lunar.insert(*begins + Duration::days(days), Lunar { day, year: fields[0].parse().unwrap() });
        }
    }
    lunar
}

/// Slugs by day.
pub fn solar_terms() -> BTreeMap<NaiveDate, String> {
    rows(include_str!("solar-terms.tsv")).map(|(day, fields)| (day, fields[0].to_owned())).collect()
}

/// Slugs by day.
pub fn festivals() -> BTreeMap<NaiveDate, Vec<String>> {
    let mut festivals: BTreeMap<NaiveDate, Vec<String>> = BTreeMap::new();
    for (day, fields) in rows(include_str!("festivals.tsv")) {
        festivals.entry(day).or_default().push(fields[0].to_owned());
    }
    festivals
}
