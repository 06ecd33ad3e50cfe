//! How something comes again: the recurrence rules of iCalendar (RFC 5545 §3.3.10), as far as a centre writes them.
//!
//! Days, weeks and months with an interval; weekdays, also the second or last of a month; days of the month, also from its
//! end; an end by count or day. Weeks begin on Monday. `tests/recurrence.rs` compares some thousand rules with another
//! implementation. What a neighbourhood never says (seconds, week numbers, set positions) is refused, not ignored. The crate
//! that knows all of it reckons in time zones and brings their tables and a regular-expression engine: more to download than
//! the whole board.

use chrono::{Datelike, Days, NaiveDate, Weekday};
use serde::{Deserialize, Serialize};
use std::fmt;

use crate::domain::time::{Month, parse_day, write_day};

/// No rule looks further than this many periods ahead: it may never fit (the 31st, every twelve months from June).
const FURTHEST: u32 = 4000;
/// As RFC 5545 writes weekdays, Monday first.
const NAMES: [&str; 7] = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];

/// The step of a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Frequency {
    /// Day by day.
    Daily,
    /// Week by week, from Monday.
    Weekly,
    /// Month by month. A month without the day is left out.
    Monthly,
}

/// A weekday; in a month also the n-th of that name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DayName {
    /// The second is 2, the last -1; every one without it.
    pub nth: Option<i8>,
    /// Counted from Monday, which is 0.
    pub weekday: u8,
}

/// When it ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum End {
    /// Not by itself.
    Never,
    /// After so many times.
    Count(u16),
    /// On this day at the latest.
    Until(NaiveDate),
}

/// A rule, written `FREQ=WEEKLY;INTERVAL=2;BYDAY=SA`. It begins with a day that it is told.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Recurrence {
    /// The step.
    pub frequency: Frequency,
    /// Every so many steps, from 1.
    pub interval: u16,
    /// On which weekdays; where none are named, on that of the first day.
    pub weekdays: Vec<DayName>,
    /// On which days of the month, counted from 1, from its end with -1.
    pub month_days: Vec<i8>,
    /// When it ends.
    pub end: End,
}

/// A text that is not such a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RuleError {
    /// A part that is unknown here, stands twice, or is missing.
    Part,
    /// A part that cannot be read, or does not go with this step.
    Value,
}

impl fmt::Display for RuleError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            RuleError::Part => "a recurrence rule with an unknown, missing or repeated part",
            RuleError::Value => "a recurrence rule with a part that cannot be read",
        })
    }
}

impl std::error::Error for RuleError {}

impl Recurrence {
    /// Every so many steps, on the first day's weekday or number, without an end.
    pub fn every(interval: u16, frequency: Frequency) -> Self {
        Self { frequency, interval: interval.max(1), weekdays: Vec::new(), month_days: Vec::new(), end: End::Never }
    }

    /// The same rule, until this day.
    pub fn until(self, day: NaiveDate) -> Self {
        Self { end: End::Until(day), ..self }
    }

    /// The same rule, on these weekdays, counted from Monday, which is 0.
    pub fn on(self, weekdays: impl IntoIterator<Item = u8>) -> Self {
        Self { weekdays: weekdays.into_iter().map(|weekday| DayName { nth: None, weekday }).collect(), ..self }
    }

    /// Its days from `first` to `last`, both included, in order. A first day that does not fit the rule is not one of them.
    pub fn days(&self, first: NaiveDate, last: NaiveDate) -> Vec<NaiveDate> {
        let last = match self.end {
            End::Until(day) => last.min(day),
            _ => last,
        };
        let most = match self.end {
            End::Count(count) => usize::from(count),
            _ => usize::MAX,
        };
        let mut days = Vec::new();
        for period in 0..FURTHEST {
            let Some(of_period) = self.period(first, period * u32::from(self.interval.max(1))) else { break };
            for day in of_period.days.into_iter().filter(|day| *day >= first) {
                if day > last || days.len() == most {
                    return days;
                }
                days.push(day);
            }
            if of_period.begins > last {
                break;
            }
        }
        days
    }

    /// What the rule gives in the period so many steps after that of the first day; none at the end of all reckoning.
    fn period(&self, first: NaiveDate, steps: u32) -> Option<Period> {
        match self.frequency {
            Frequency::Daily => {
                let day = first.checked_add_days(Days::new(u64::from(steps)))?;
                let fits = self.fits_weekday(day) && self.fits_month_day(day);
                Some(Period { begins: day, days: fits.then_some(day).into_iter().collect() })
            }
            Frequency::Weekly => {
                let monday = first.checked_sub_days(Days::new(u64::from(index(first))))?;
                let monday = monday.checked_add_days(Days::new(u64::from(steps) * 7))?;
                let week = (0..7).filter_map(|plus| monday.checked_add_days(Days::new(plus)));
                let fits = |day: &NaiveDate| match self.weekdays.is_empty() {
                    true => index(*day) == index(first),
                    false => self.fits_weekday(*day),
                };
                Some(Period { begins: monday, days: week.filter(fits).collect() })
            }
            Frequency::Monthly => {
                let months = i32::try_from(steps).ok()?;
                let month = Month::of(first).plus(months);
                let begins = month.first();
                let by_number = self.weekdays.is_empty() && self.month_days.is_empty();
                let fits = |day: &NaiveDate| match by_number {
                    true => day.day() == first.day(),
                    false => self.fits_weekday(*day) && self.fits_month_day(*day),
                };
                let days = (1..=month.days()).filter_map(|number| month.day(number));
                Some(Period { begins, days: days.filter(fits).collect() })
            }
        }
    }

    fn fits_weekday(&self, day: NaiveDate) -> bool {
        let named = |name: &DayName| {
            name.weekday == index(day)
                && name.nth.is_none_or(|nth| {
                    let (from_first, from_last) = (day.day0() / 7 + 1, (days_of_month(day) - day.day()) / 7 + 1);
                    i32::from(nth) == from_first as i32 || i32::from(nth) == -(from_last as i32)
                })
        };
        self.weekdays.is_empty() || self.weekdays.iter().any(named)
    }

    fn fits_month_day(&self, day: NaiveDate) -> bool {
        let (number, from_last) = (day.day() as i32, day.day() as i32 - days_of_month(day) as i32 - 1);
        let fits = |wanted: &i8| i32::from(*wanted) == number || i32::from(*wanted) == from_last;
        self.month_days.is_empty() || self.month_days.iter().any(fits)
    }

    /// Reads a rule.
    ///
    /// # Errors
    /// When it says what a centre does not: an unknown rule that is half understood would put people before a locked door.
    pub fn parse(text: &str) -> Result<Self, RuleError> {
        let (mut frequency, mut interval, mut weekdays, mut month_days, mut end) = (None, None, None, None, None);
        for part in text.split(';') {
            let (name, value) = part.split_once('=').ok_or(RuleError::Part)?;
            match name {
                "FREQ" => put(&mut frequency, read_frequency(value)?)?,
                "INTERVAL" => put(&mut interval, value.parse().ok().filter(|n| *n > 0).ok_or(RuleError::Value)?)?,
                "BYDAY" => put(&mut weekdays, list(value, read_day_name)?)?,
                "BYMONTHDAY" => put(&mut month_days, list(value, read_month_day)?)?,
                "COUNT" => put(&mut end, End::Count(value.parse().map_err(|_| RuleError::Value)?))?,
                "UNTIL" => put(&mut end, End::Until(read_compact(value)?))?,
                // The only week that we know.
                "WKST" if value == "MO" => {}
                _ => return Err(RuleError::Part),
            }
        }
        let rule = Self {
            frequency: frequency.ok_or(RuleError::Part)?,
            interval: interval.unwrap_or(1),
            weekdays: weekdays.unwrap_or_default(),
            month_days: month_days.unwrap_or_default(),
            end: end.unwrap_or(End::Never),
        };
        let numbered = rule.weekdays.iter().any(|name| name.nth.is_some());
        let strange = (numbered && rule.frequency != Frequency::Monthly)
            || (!rule.month_days.is_empty() && rule.frequency == Frequency::Weekly);
        if strange { Err(RuleError::Value) } else { Ok(rule) }
    }
}

/// One day, week or month of a rule.
struct Period {
    begins: NaiveDate,
    days: Vec<NaiveDate>,
}

impl fmt::Display for Recurrence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let frequency = match self.frequency {
            Frequency::Daily => "DAILY",
            Frequency::Weekly => "WEEKLY",
            Frequency::Monthly => "MONTHLY",
        };
        write!(f, "FREQ={frequency}")?;
        if self.interval > 1 {
            write!(f, ";INTERVAL={}", self.interval)?;
        }
        let mut before = ";BYDAY=";
        for name in &self.weekdays {
            f.write_str(before)?;
            if let Some(nth) = name.nth {
                write!(f, "{nth}")?;
            }
            f.write_str(NAMES[usize::from(name.weekday) % 7])?;
            before = ",";
        }
        before = ";BYMONTHDAY=";
        for day in &self.month_days {
            write!(f, "{before}{day}")?;
            before = ",";
        }
        match self.end {
            End::Never => Ok(()),
            End::Count(count) => write!(f, ";COUNT={count}"),
            End::Until(day) => write!(f, ";UNTIL={}", write_day(day).replace('-', "")),
        }
    }
}

impl TryFrom<String> for Recurrence {
    type Error = RuleError;

    fn try_from(text: String) -> Result<Self, RuleError> {
        Self::parse(&text)
    }
}

impl From<Recurrence> for String {
    fn from(rule: Recurrence) -> String {
        rule.to_string()
    }
}

fn put<T>(place: &mut Option<T>, value: T) -> Result<(), RuleError> {
    match place.replace(value) {
        None => Ok(()),
        Some(_) => Err(RuleError::Part),
    }
}

fn list<T>(text: &str, read: impl Fn(&str) -> Result<T, RuleError>) -> Result<Vec<T>, RuleError> {
    text.split(',').map(read).collect()
}

fn read_frequency(text: &str) -> Result<Frequency, RuleError> {
    Ok(match text {
        "DAILY" => Frequency::Daily,
        "WEEKLY" => Frequency::Weekly,
        "MONTHLY" => Frequency::Monthly,
        _ => return Err(RuleError::Value),
    })
}

fn read_day_name(text: &str) -> Result<DayName, RuleError> {
    let at = text.len().checked_sub(2).filter(|at| text.is_char_boundary(*at)).ok_or(RuleError::Value)?;
    let (nth, name) = text.split_at(at);
    let weekday = NAMES.iter().position(|known| *known == name).ok_or(RuleError::Value)? as u8;
    let nth = match nth {
        "" => None,
        nth => Some(nth.parse().ok().filter(|nth| (-5..=5).contains(nth) && *nth != 0).ok_or(RuleError::Value)?),
    };
    Ok(DayName { nth, weekday })
}

fn read_month_day(text: &str) -> Result<i8, RuleError> {
    text.parse().ok().filter(|day| (-31..=31).contains(day) && *day != 0).ok_or(RuleError::Value)
}

/// `20261231`.
fn read_compact(text: &str) -> Result<NaiveDate, RuleError> {
    if text.len() != 8 || !text.is_ascii() {
        return Err(RuleError::Value);
    }
    parse_day(&[&text[..4], "-", &text[4..6], "-", &text[6..]].concat()).map_err(|_| RuleError::Value)
}

fn index(day: NaiveDate) -> u8 {
    match day.weekday() {
        Weekday::Mon => 0,
        Weekday::Tue => 1,
        Weekday::Wed => 2,
        Weekday::Thu => 3,
        Weekday::Fri => 4,
        Weekday::Sat => 5,
        Weekday::Sun => 6,
    }
}

fn days_of_month(day: NaiveDate) -> u32 {
    u32::from(Month::of(day).days())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn gives(rule: &str, first: &str, expected: &[&str]) {
        let first = parse_day(first).unwrap();
        let last = parse_day("2027-06-30").unwrap();
        let days = Recurrence::parse(rule).unwrap().days(first, last);
        let days: Vec<String> = days.into_iter().take(expected.len()).map(write_day).collect();
        assert_eq!(days, expected, "{rule}");
    }

    #[test]
    fn what_a_neighbourhood_says() {
        gives("FREQ=WEEKLY", "2026-12-02", &["2026-12-02", "2026-12-09", "2026-12-16"]);
        gives("FREQ=WEEKLY;INTERVAL=2;BYDAY=SA", "2026-12-05", &["2026-12-05", "2026-12-19", "2027-01-02"]);
        gives("FREQ=MONTHLY;BYMONTHDAY=20", "2026-12-01", &["2026-12-20", "2027-01-20", "2027-02-20"]);
        gives("FREQ=MONTHLY;BYDAY=2SA", "2026-12-01", &["2026-12-12", "2027-01-09", "2027-02-13"]);
        gives("FREQ=MONTHLY;BYDAY=-1FR", "2026-12-01", &["2026-12-25", "2027-01-29", "2027-02-26"]);
        gives("FREQ=MONTHLY", "2026-12-31", &["2026-12-31", "2027-01-31", "2027-03-31"]);
        gives("FREQ=MONTHLY;BYMONTHDAY=-1", "2027-01-01", &["2027-01-31", "2027-02-28", "2027-03-31"]);
        gives("FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR", "2026-12-04", &["2026-12-04", "2026-12-07", "2026-12-08"]);
        gives("FREQ=WEEKLY;BYDAY=TU,TH;COUNT=3", "2026-12-02", &["2026-12-03", "2026-12-08", "2026-12-10"]);
    }

    #[test]
    fn a_rule_ends_when_it_says() {
        let first = parse_day("2026-12-02").unwrap();
        let last = parse_day("2036-12-31").unwrap();
        let of = |rule: &str| Recurrence::parse(rule).unwrap().days(first, last).len();
        assert_eq!(of("FREQ=WEEKLY;UNTIL=20261216"), 3);
        assert_eq!(of("FREQ=WEEKLY;COUNT=2"), 2);
        assert_eq!(of("FREQ=WEEKLY;COUNT=0"), 0);
        // Every twelve months, and the 30th of February.
        assert_eq!(of("FREQ=MONTHLY;INTERVAL=12;BYMONTHDAY=31"), 11);
        let never = Recurrence::parse("FREQ=MONTHLY;INTERVAL=12;BYMONTHDAY=30").unwrap();
        assert!(never.days(parse_day("2027-02-01").unwrap(), last).is_empty());
    }

    #[test]
    fn rules_go_there_and_back() {
        for text in [
            "FREQ=DAILY",
            "FREQ=WEEKLY;INTERVAL=2;BYDAY=SA",
            "FREQ=MONTHLY;BYDAY=2SA,-1FR",
            "FREQ=MONTHLY;BYMONTHDAY=20,-1;COUNT=12",
            "FREQ=WEEKLY;BYDAY=MO,TU;UNTIL=20261231",
        ] {
            assert_eq!(Recurrence::parse(text).unwrap().to_string(), text);
        }
    }

    #[test]
    fn what_is_half_understood_is_refused() {
        for bad in [
            "",
            "FREQ",
            "FREQ=YEARLY",
            "INTERVAL=2",
            "FREQ=DAILY;FREQ=DAILY",
            "FREQ=DAILY;COUNT=2;UNTIL=20261231",
            "FREQ=DAILY;INTERVAL=0",
            "FREQ=WEEKLY;BYDAY=2SA",
            "FREQ=WEEKLY;BYMONTHDAY=20",
            "FREQ=MONTHLY;BYDAY=6SA",
            "FREQ=MONTHLY;BYDAY=六",
            "FREQ=MONTHLY;BYMONTHDAY=0",
            "FREQ=MONTHLY;BYSETPOS=1;BYDAY=SA",
            "FREQ=WEEKLY;WKST=SU",
            "FREQ=DAILY;UNTIL=2026-12-31",
            "FREQ=DAILY;UNTIL=20261301",
        ] {
            assert!(Recurrence::parse(bad).is_err(), "{bad}");
        }
    }
}
