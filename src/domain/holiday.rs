//! Public holidays and swapped working days, and on which days volunteers serve.
//!
//! China's State Council announces each year's holidays in a notice of the year before: which days are off
//! (休) and which weekend days are worked in exchange (班, 调休). Until then nobody knows them. A centre's
//! volunteers serve at weekends and on public holidays, so both marks decide over a shift.

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt;

use crate::domain::time::{Month, is_weekend, parse_day};

/// What the notice says of a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DayMark {
    /// 休: off, whatever weekday it is.
    Rest,
    /// 班: a working day, though it is a Saturday or Sunday.
    Work,
}

impl DayMark {
    /// Both.
    pub const ALL: [DayMark; 2] = [DayMark::Rest, DayMark::Work];

    /// The one character that the notice's tables use.
    pub fn official_name(self) -> &'static str {
        match self {
            DayMark::Rest => "休",
            DayMark::Work => "班",
        }
    }

    /// The name used in style and text keys.
    pub fn slug(self) -> &'static str {
        match self {
            DayMark::Rest => "rest",
            DayMark::Work => "work",
        }
    }
}

/// Why a day is free for service.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Free {
    /// A Saturday or Sunday that nobody works.
    Weekend,
    /// 休.
    Holiday,
}

/// Why a day is not free for service.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Busy {
    /// Monday to Friday.
    Workday,
    /// 班: a weekend day worked in exchange for a holiday.
    SwappedWorkday,
}

/// Whether volunteers serve on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ServiceDay {
    /// They do.
    Yes(Free),
    /// They do not.
    No(Busy),
    /// The year's holidays are not announced. Most weekend days stay free and most others do not, so a
    /// weekend may be planned and has to be looked at again after the notice.
    Unknown {
        /// Whether it is a Saturday or Sunday.
        weekend: bool,
    },
}

impl ServiceDay {
    /// Whether a shift may be planned: certainly on a free day, and on a weekend day of a year not yet announced.
    pub fn may_serve(self) -> bool {
        matches!(self, ServiceDay::Yes(_) | ServiceDay::Unknown { weekend: true })
    }
}

/// A row of the holidays' table that cannot be taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HolidayError {
    /// Counted from 1, the header included.
    pub line: usize,
    /// What is wrong.
    pub problem: HolidayProblem,
}

/// What is wrong with a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HolidayProblem {
    /// The first line is not `date,mark,holiday`.
    Header,
    /// Not three fields.
    Fields,
    /// No such day.
    Day,
    /// Neither 休 nor 班.
    Mark,
    /// The day has another row already.
    Twice,
}

impl fmt::Display for HolidayError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let problem = match self.problem {
            HolidayProblem::Header => "the header is not date,mark,holiday",
            HolidayProblem::Fields => "not three fields",
            HolidayProblem::Day => "no such day",
            HolidayProblem::Mark => "a mark other than 休 and 班",
            HolidayProblem::Twice => "a day that was marked before",
        };
        write!(f, "holidays, line {}: {problem}", self.line)
    }
}

impl std::error::Error for HolidayError {}

/// The announced years' marks.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Holidays {
    pub(super) days: BTreeMap<NaiveDate, (DayMark, String)>,
    /// Years of which only what is off by law is marked.
    pub(super) foreseen: Vec<i32>,
}

impl Holidays {
    /// The table that comes with the program (`facts/holidays.csv`): one line for each marked day, a new year's
    /// lines are appended when its notice is out.
    pub const TABLE: &'static str = include_str!("facts/holidays.csv");

    /// Reads a table of `date,mark,holiday`, with a header; empty lines are skipped.
    ///
    /// # Errors
    /// The first row that cannot be taken: half a year's holidays would send volunteers out on a working day.
    pub fn read(table: &str) -> Result<Self, HolidayError> {
        let mut days = BTreeMap::new();
        for (index, row) in table.trim_start_matches('\u{feff}').lines().enumerate() {
            let refuse = |problem| HolidayError { line: index + 1, problem };
            let row = row.trim();
            if index == 0 {
                if row != "date,mark,holiday" {
                    return Err(refuse(HolidayProblem::Header));
                }
                continue;
            }
            if row.is_empty() {
                continue;
            }
            let mut fields = row.split(',').map(str::trim);
            let (Some(day), Some(mark), Some(name), None) =
                (fields.next(), fields.next(), fields.next(), fields.next())
            else {
                return Err(refuse(HolidayProblem::Fields));
            };
            let day = parse_day(day).map_err(|_| refuse(HolidayProblem::Day))?;
            let mark = DayMark::ALL.into_iter().find(|known| known.official_name() == mark);
            let mark = mark.ok_or_else(|| refuse(HolidayProblem::Mark))?;
            if days.insert(day, (mark, name.to_owned())).is_some() {
                return Err(refuse(HolidayProblem::Twice));
            }
        }
        Ok(Self { days, foreseen: Vec::new() })
    }

    /// How many days are marked.
    pub fn marked(&self) -> usize {
        self.days.len()
    }

    /// 休, 班, or neither. Neither says nothing in a year that is not [known](Self::is_known).
    pub fn mark(&self, day: NaiveDate) -> Option<DayMark> {
        self.days.get(&day).map(|(mark, _)| *mark)
    }

    /// The holiday that a marked day belongs to (国庆节); for 班, the one it is worked in exchange for.
    pub fn name(&self, day: NaiveDate) -> Option<&str> {
        self.days.get(&day).map(|(_, name)| name.as_str())
    }

    /// Whether a year's notice is in the table. Every notice begins with 1 January; a mark at the end of a
    /// December may come with the next year's notice and says nothing about its own year.
    pub fn is_known(&self, year: i32) -> bool {
        let first = NaiveDate::from_ymd_opt(year, 1, 1);
        first.is_some_and(|first| self.days.contains_key(&first)) && !self.foreseen.contains(&year)
    }

    /// Whether volunteers serve on a day: weekends and public holidays (周末及节假日). A Saturday marked 班 is
    /// not a weekend, a Thursday marked 休 is free.
    pub fn service_day(&self, day: NaiveDate) -> ServiceDay {
        match self.mark(day) {
            Some(DayMark::Rest) => ServiceDay::Yes(Free::Holiday),
            Some(DayMark::Work) => ServiceDay::No(Busy::SwappedWorkday),
            None if !self.is_known(day.year()) => ServiceDay::Unknown { weekend: is_weekend(day) },
            None if is_weekend(day) => ServiceDay::Yes(Free::Weekend),
            None => ServiceDay::No(Busy::Workday),
        }
    }

    /// The days of a month for which shifts may be planned, in order.
    pub fn service_days(&self, month: Month) -> impl Iterator<Item = NaiveDate> {
        (1..=month.days()).filter_map(move |day| month.day(day)).filter(|day| self.service_day(*day).may_serve())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        parse_day(text).unwrap()
    }

    #[track_caller]
    fn serves(on: &str, expected: ServiceDay) {
        let holidays = Holidays::read(Holidays::TABLE).unwrap();
        assert_eq!(holidays.service_day(day(on)), expected, "{on}");
    }

    #[test]
    fn volunteers_serve_at_weekends_and_on_public_holidays() {
        serves("2026-12-05", ServiceDay::Yes(Free::Weekend));
        serves("2026-12-06", ServiceDay::Yes(Free::Weekend));
        serves("2026-12-07", ServiceDay::No(Busy::Workday));
        // A Saturday and a Sunday marked 班.
        serves("2026-10-10", ServiceDay::No(Busy::SwappedWorkday));
        serves("2026-09-20", ServiceDay::No(Busy::SwappedWorkday));
        // A Thursday marked 休, and a Saturday that is off anyway.
        serves("2026-10-01", ServiceDay::Yes(Free::Holiday));
        serves("2026-10-03", ServiceDay::Yes(Free::Holiday));
        serves("2027-01-02", ServiceDay::Unknown { weekend: true });
        serves("2027-01-01", ServiceDay::Unknown { weekend: false });
        serves("2025-12-31", ServiceDay::Unknown { weekend: false });
    }

    #[test]
    fn a_shift_may_be_planned_on_free_days_and_on_weekends_of_a_year_not_yet_announced() {
        assert!(ServiceDay::Yes(Free::Holiday).may_serve());
        assert!(ServiceDay::Unknown { weekend: true }.may_serve());
        assert!(!ServiceDay::Unknown { weekend: false }.may_serve());
        assert!(!ServiceDay::No(Busy::SwappedWorkday).may_serve());
    }

    #[track_caller]
    fn days_of(month: &str, expected: &[u32]) {
        let holidays = Holidays::read(Holidays::TABLE).unwrap();
        let days = holidays.service_days(Month::parse(month).unwrap());
        assert_eq!(days.map(|day| day.day()).collect::<Vec<_>>(), expected, "{month}");
    }

    #[test]
    fn a_months_days_of_service_follow_the_notice() {
        days_of("2026-12", &[5, 6, 12, 13, 19, 20, 26, 27]);
        // 1 to 7 October are off; Saturday the 10th is worked in exchange.
        days_of("2026-10", &[1, 2, 3, 4, 5, 6, 7, 11, 17, 18, 24, 25, 31]);
        // Not announced: weekends only.
        days_of("2028-02", &[5, 6, 12, 13, 19, 20, 26, 27]);
    }

    #[test]
    fn the_year_2026_has_33_days_off_and_6_worked_in_exchange() {
        let holidays = Holidays::read(Holidays::TABLE).unwrap();
        let count = |mark| holidays.days.values().filter(|(m, _)| *m == mark).count();
        assert_eq!((count(DayMark::Rest), count(DayMark::Work)), (33, 6));
        assert_eq!(holidays.name(day("2026-09-25")), Some("中秋节"));
        assert_eq!(holidays.name(day("2026-09-24")), None);
        // Only a weekend can be worked in exchange for a holiday.
        for (day, (mark, _)) in &holidays.days {
            assert!(*mark == DayMark::Rest || is_weekend(*day), "{day}");
        }
    }

    #[test]
    fn a_mark_of_the_next_notice_does_not_make_its_own_year_known() {
        let holidays = Holidays::read("date,mark,holiday\n2026-12-31,休,元旦\n2027-01-01,休,元旦\n").unwrap();
        assert!(!holidays.is_known(2026));
        assert!(holidays.is_known(2027));
        assert_eq!(holidays.service_day(day("2026-12-31")), ServiceDay::Yes(Free::Holiday));
        assert_eq!(holidays.service_day(day("2026-12-30")), ServiceDay::Unknown { weekend: false });
    }

    #[track_caller]
    fn refused(table: &str, line: usize, problem: HolidayProblem) {
        assert_eq!(Holidays::read(table), Err(HolidayError { line, problem }));
    }

    #[test]
    fn a_table_with_a_wrong_row_is_refused() {
        refused("day,mark,holiday\n", 1, HolidayProblem::Header);
        refused("date,mark,holiday\n2026-01-01,休\n", 2, HolidayProblem::Fields);
        refused("date,mark,holiday\n2026-01-01,休,元旦,x\n", 2, HolidayProblem::Fields);
        refused("date,mark,holiday\n\n2026-02-30,休,春节\n", 3, HolidayProblem::Day);
        refused("date,mark,holiday\n2026-01-01,off,元旦\n", 2, HolidayProblem::Mark);
        refused("date,mark,holiday\n2026-01-01,休,元旦\n2026-01-01,班,元旦\n", 3, HolidayProblem::Twice);
        assert_eq!(Holidays::read("date,mark,holiday\n"), Ok(Holidays::default()));
        assert!(Holidays::read("\u{feff}date,mark,holiday\r\n2026-01-01,休,元旦\r\n").unwrap().is_known(2026));
    }
}
