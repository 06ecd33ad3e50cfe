//! Public holidays beyond the program's table: what a centre wrote down of a newer notice (放假安排), and what is certain before
//! any notice is out.
//!
//! The Regulation on Public Holidays for National Annual Festivals and Memorial Days (全国年节及纪念日放假办法, State Council order no. 795,
//! in force since 2025) names 13 days that are off whatever a notice says; the notice adds which days around them are off or worked
//! in exchange.

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

use crate::domain::festival::LunarDay;
use crate::domain::holiday::{DayMark, Holidays};
use crate::domain::lunar::lunar_day;
use crate::domain::solar_term::SolarTerm;
use crate::domain::time::{Stamp, day_text, is_weekend, write_day};

/// A year's notice, as a centre wrote it down. Of several of one year the latest holds; one without days takes it back.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct HolidayYear {
    /// Which year.
    pub year: u16,
    /// Its marked days, in order.
    pub days: Vec<HolidayDay>,
    /// When it was written.
    pub at: Stamp,
}

/// A marked day.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct HolidayDay {
    /// Which.
    #[serde(with = "day_text")]
    pub day: NaiveDate,
    /// 休 or 班.
    pub mark: DayMark,
    /// The holiday that it belongs to.
    pub name: String,
}

/// Why a year's days are not taken as its notice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum YearProblem {
    /// A weekday cannot be worked in exchange: it is worked anyway.
    WorkOnWeekday(NaiveDate),
    /// A day that is off by law is not among those off: the list is not whole.
    LawfulMissing(NaiveDate),
    /// The day is marked twice.
    Twice(NaiveDate),
}

impl HolidayYear {
    /// A year's days as a notice, if they can be one.
    ///
    /// # Errors
    /// With everything that says otherwise: half a notice would send volunteers out on a working day.
    pub fn new(year: u16, mut days: Vec<HolidayDay>, at: Stamp) -> Result<Self, Vec<YearProblem>> {
        days.sort();
        let twice =
            days.windows(2).filter(|pair| pair[0].day == pair[1].day).map(|pair| YearProblem::Twice(pair[1].day));
        let weekday = |known: &&HolidayDay| known.mark == DayMark::Work && !is_weekend(known.day);
        let worked = days.iter().filter(weekday).map(|known| YearProblem::WorkOnWeekday(known.day));
        let off = |day: &NaiveDate| days.iter().any(|known| known.day == *day && known.mark == DayMark::Rest);
        let missing =
            lawful(i32::from(year)).map(|(day, _)| day).filter(|day| !off(day)).map(YearProblem::LawfulMissing);
        let problems: Vec<YearProblem> = twice.chain(worked).chain(missing).collect();
        if problems.is_empty() { Ok(Self { year, days, at }) } else { Err(problems) }
    }

    /// How many days it says are off, and how many are worked in exchange.
    pub fn counts(&self) -> (usize, usize) {
        let off = self.days.iter().filter(|known| known.mark == DayMark::Rest).count();
        (off, self.days.len() - off)
    }
}

/// The days that are off by law, with the holiday's name, in order. Lunar ones as far as the lunar table goes.
pub fn lawful(year: i32) -> impl Iterator<Item = (NaiveDate, &'static str)> {
    of_year(year).filter_map(|day| lawful_name(day).map(|name| (day, name)))
}

fn of_year(year: i32) -> impl Iterator<Item = NaiveDate> {
    let first = NaiveDate::from_ymd_opt(year, 1, 1).unwrap_or_default();
    first.iter_days().take_while(move |day| day.year() == year)
}

fn lawful_name(day: NaiveDate) -> Option<&'static str> {
    match (day.month(), day.day()) {
        (1, 1) => return Some("元旦"),
        (5, 1 | 2) => return Some("劳动节"),
        (10, 1..=3) => return Some("国庆节"),
        (4, 4..=6) if SolarTerm::on(day) == Some(SolarTerm::Qingming) => return Some("清明节"),
        _ => {}
    }
    let is = |lunar: Option<LunarDay>, month: u8, days: std::ops::RangeInclusive<u8>| {
        lunar.is_some_and(|lunar| lunar.month() == month && !lunar.is_leap() && days.contains(&lunar.day()))
    };
    let today = lunar_day(day);
    match () {
        () if is(today, 1, 1..=3) || is(day.succ_opt().and_then(lunar_day), 1, 1..=1) => Some("春节"),
        () if is(today, 5, 5..=5) => Some("端午节"),
        () if is(today, 8, 15..=15) => Some("中秋节"),
        () => None,
    }
}

/// Days that every notice of recent years has put beside those that are off by law.
fn is_usual(day: NaiveDate) -> bool {
    let spring = || lunar_day(day).is_some_and(|lunar| lunar.month() == 1 && !lunar.is_leap() && lunar.day() <= 7);
    matches!((day.month(), day.day()), (5, 1..=5) | (10, 1..=7)) || spring()
}

impl Holidays {
    /// With the notices that a centre wrote down, of years that are not known without them.
    pub fn with_years(mut self, years: &BTreeMap<u16, HolidayYear>) -> Self {
        for year in years.values().filter(|year| !self.is_known(i32::from(year.year))).collect::<Vec<_>>() {
            let days = year.days.iter().map(|known| (known.day, (known.mark, known.name.clone())));
            self.days.extend(days);
        }
        self
    }

    /// With what is off by law in those of these years that are not known: they stay unknown, for nobody knows the rest.
    pub fn with_lawful(mut self, years: impl IntoIterator<Item = i32>) -> Self {
        for year in years {
            if !self.is_known(year) {
                self.foreseen.push(year);
                self.days.extend(lawful(year).map(|(day, name)| (day, (DayMark::Rest, name.to_owned()))));
            }
        }
        self
    }

    /// Whether a day of a year that is not known will be off by all experience, and nobody can say for certain.
    pub fn may_be_off(&self, day: NaiveDate) -> bool {
        !self.is_known(day.year()) && self.mark(day).is_none() && is_usual(day)
    }
}

/// Notices as the table that is published: what [`Holidays::read`] reads. Nothing without any.
pub fn table(years: &BTreeMap<u16, HolidayYear>) -> String {
    let mut table = String::new();
    for known in years.values().flat_map(|year| &year.days) {
        if table.is_empty() {
            table.push_str("date,mark,holiday\n");
        }
        for part in [&write_day(known.day), ",", known.mark.official_name(), ",", &known.name, "\n"] {
            table.push_str(part);
        }
    }
    table
}

/// A published table as notices again.
pub fn years(holidays: &Holidays, at: Stamp) -> Vec<HolidayYear> {
    let mut years: BTreeMap<i32, Vec<HolidayDay>> = BTreeMap::new();
    for (day, (mark, name)) in &holidays.days {
        let known = HolidayDay { day: *day, mark: *mark, name: name.clone() };
        years.entry(day.year()).or_default().push(known);
    }
    let read = |(year, days)| HolidayYear::new(u16::try_from(year).ok()?, days, at).ok();
    years.into_iter().filter_map(read).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::holiday::ServiceDay;
    use crate::domain::time::parse_day;

    fn day(text: &str) -> NaiveDate {
        parse_day(text).unwrap()
    }

    #[track_caller]
    fn off(year: i32, expected: &str) {
        let days: Vec<String> = lawful(year).map(|(day, _)| write_day(day)[5..].to_owned()).collect();
        assert_eq!(days.join(" "), expected, "{year}");
    }

    #[test]
    fn thirteen_days_are_off_by_law() {
        off(2026, "01-01 02-16 02-17 02-18 02-19 04-05 05-01 05-02 06-19 09-25 10-01 10-02 10-03");
        off(2027, "01-01 02-05 02-06 02-07 02-08 04-05 05-01 05-02 06-09 09-15 10-01 10-02 10-03");
        off(2028, "01-01 01-25 01-26 01-27 01-28 04-04 05-01 05-02 05-28 10-01 10-02 10-03");
        // The notice of 2026 says so, too.
        let announced = Holidays::read(Holidays::TABLE).unwrap();
        for (day, name) in lawful(2026) {
            assert_eq!((announced.mark(day), announced.name(day)), (Some(DayMark::Rest), Some(name)), "{day}");
        }
    }

    #[test]
    fn a_year_without_a_notice_has_its_lawful_days_and_stays_unknown() {
        let holidays = Holidays::read(Holidays::TABLE).unwrap().with_lawful(2026..=2028);
        assert!(holidays.is_known(2026) && !holidays.is_known(2027));
        assert_eq!(holidays.mark(day("2027-01-01")), Some(DayMark::Rest));
        assert!(matches!(holidays.service_day(day("2027-02-08")), ServiceDay::Yes(_)));
        assert_eq!(holidays.service_day(day("2027-02-09")), ServiceDay::Unknown { weekend: false });
        assert!(holidays.may_be_off(day("2027-05-04")) && holidays.may_be_off(day("2027-02-12")));
        assert!(!holidays.may_be_off(day("2027-05-06")) && !holidays.may_be_off(day("2026-05-04")));
    }

    fn notice() -> Vec<HolidayDay> {
        let off = lawful(2027).map(|(day, name)| HolidayDay { day, mark: DayMark::Rest, name: name.to_owned() });
        let worked = HolidayDay { day: day("2027-02-14"), mark: DayMark::Work, name: "春节".to_owned() };
        off.chain([worked]).collect()
    }

    #[test]
    fn a_notice_that_a_centre_wrote_makes_its_year_known() {
        let year = HolidayYear::new(2027, notice(), Stamp(5)).unwrap();
        assert_eq!(year.counts(), (13, 1));
        let years_known = BTreeMap::from([(2027, year.clone())]);
        let table = table(&years_known);
        let published = Holidays::read(&table).unwrap();
        assert!(published.is_known(2027));
        assert_eq!(years(&published, Stamp(5)), [year]);
        let holidays = Holidays::read(Holidays::TABLE).unwrap().with_years(&years_known).with_lawful(2026..=2028);
        assert!(holidays.is_known(2027) && !holidays.is_known(2028));
        assert_eq!(holidays.mark(day("2027-02-14")), Some(DayMark::Work));
        assert_eq!(super::table(&BTreeMap::new()), "");
    }

    #[test]
    fn half_a_notice_is_refused() {
        let mut days = notice();
        days.retain(|known| known.day != day("2027-01-01"));
        days.push(HolidayDay { day: day("2027-02-15"), mark: DayMark::Work, name: String::new() });
        days.push(days[0].clone());
        let twice = days[0].day;
        let problems = HolidayYear::new(2027, days, Stamp(0)).unwrap_err();
        let expected = [
            YearProblem::Twice(twice),
            YearProblem::WorkOnWeekday(day("2027-02-15")),
            YearProblem::LawfulMissing(day("2027-01-01")),
        ];
        assert_eq!(problems, expected);
    }
}
