//! Local days and times, to the minute, and months. A centre has one time zone; nothing here converts.

use chrono::{Datelike, Duration, NaiveDate, NaiveDateTime, NaiveTime, Timelike, Weekday};
use serde::{Deserialize, Serialize};
use std::fmt;

/// A text that is not a day, a time, a start or a month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StartError {
    /// Not `YYYY-MM-DD`, or no such day.
    Day,
    /// Not `HH:MM`, or no such time (`25:00`).
    Time,
    /// Not `YYYY-MM`, or no such month.
    Month,
}

impl fmt::Display for StartError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            StartError::Day => "no such day",
            StartError::Time => "no such time of day",
            StartError::Month => "no such month",
        })
    }
}

impl std::error::Error for StartError {}

fn number(text: &str, digits: usize) -> Option<u32> {
    (text.len() == digits && text.bytes().all(|b| b.is_ascii_digit())).then(|| text.parse().ok())?
}

/// Reads `YYYY-MM-DD`.
///
/// # Errors
/// When the text has another form or no such day exists.
pub fn parse_day(text: &str) -> Result<NaiveDate, StartError> {
    let mut parts = text.split('-');
    let (Some(year), Some(month), Some(day), None) = (parts.next(), parts.next(), parts.next(), parts.next()) else {
        return Err(StartError::Day);
    };
    let (Some(year), Some(month), Some(day)) = (number(year, 4), number(month, 2), number(day, 2)) else {
        return Err(StartError::Day);
    };
    NaiveDate::from_ymd_opt(year as i32, month, day).ok_or(StartError::Day)
}

/// Writes `YYYY-MM-DD`.
pub fn write_day(day: NaiveDate) -> String {
    let mut text = String::with_capacity(10);
    push(&mut text, day.year() as u32, 4);
    text.push('-');
    push(&mut text, day.month(), 2);
    text.push('-');
    push(&mut text, day.day(), 2);
    text
}

/// Reads `HH:MM` (also `H:MM`), from 00:00 to 23:59.
///
/// # Errors
/// When the text has another form or no such time exists.
pub fn parse_time(text: &str) -> Result<NaiveTime, StartError> {
    let (hour, minute) = text.split_once(':').ok_or(StartError::Time)?;
    let hour = number(hour, 2).or_else(|| number(hour, 1)).ok_or(StartError::Time)?;
    let minute = number(minute, 2).ok_or(StartError::Time)?;
    NaiveTime::from_hms_opt(hour, minute, 0).ok_or(StartError::Time)
}

/// Writes `HH:MM`.
pub fn write_time(time: NaiveTime) -> String {
    let mut text = String::with_capacity(5);
    push(&mut text, time.hour(), 2);
    text.push(':');
    push(&mut text, time.minute(), 2);
    text
}

/// Appends a number with leading zeros: the formatting machinery costs a phone more than it is worth.
fn push(text: &mut String, number: u32, digits: u32) {
    for place in (0..digits).rev() {
        text.push((b'0' + (number / 10u32.pow(place) % 10) as u8) as char);
    }
}

/// A local start, to the minute, written `2026-12-05T10:00`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Start(NaiveDateTime);

impl Start {
    /// A day and a time of it; seconds are dropped.
    pub fn new(day: NaiveDate, time: NaiveTime) -> Self {
        let minute = NaiveTime::from_hms_opt(time.hour(), time.minute(), 0).unwrap_or(time);
        Self(day.and_time(minute))
    }

    /// Reads `YYYY-MM-DDTHH:MM`.
    ///
    /// # Errors
    /// When the text has another form, or no such day or time exists.
    pub fn parse(text: &str) -> Result<Self, StartError> {
        let (day, time) = text.split_once('T').ok_or(StartError::Day)?;
        Ok(Self::new(parse_day(day)?, parse_time(time)?))
    }

    /// The day.
    pub fn day(self) -> NaiveDate {
        self.0.date()
    }

    /// The time of the day.
    pub fn time(self) -> NaiveTime {
        self.0.time()
    }

    /// The month it belongs to: that of its start, however long it lasts.
    pub fn month(self) -> Month {
        Month::of(self.day())
    }

    /// So many minutes later (earlier when negative).
    pub fn plus(self, minutes: i64) -> Start {
        Start(self.0 + Duration::minutes(minutes))
    }

    /// Whole minutes from `earlier` to this.
    pub fn minutes_since(self, earlier: Start) -> i64 {
        (self.0 - earlier.0).num_minutes()
    }

    /// Minutes since 2000-01-01T00:00, as a slip carries them.
    pub fn to_minutes(self) -> i64 {
        self.minutes_since(EPOCH)
    }

    /// The moment at which a clock so many minutes east of UTC shows this.
    pub fn stamp(self, offset_minutes: i32) -> Stamp {
        Stamp((self.to_minutes() + DAYS_TO_2000 * 24 * 60 - i64::from(offset_minutes)) * 60_000)
    }

    /// From minutes since 2000-01-01T00:00.
    pub fn from_minutes(minutes: u32) -> Self {
        EPOCH.plus(i64::from(minutes))
    }
}

const EPOCH: Start = match NaiveDate::from_ymd_opt(2000, 1, 1) {
    Some(day) => Start(day.and_time(NaiveTime::MIN)),
    None => unreachable!(),
};

/// Days from 1970-01-01 to 2000-01-01.
const DAYS_TO_2000: i64 = 10_957;

impl fmt::Display for Start {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&write_day(self.day()))?;
        f.write_str("T")?;
        f.write_str(&write_time(self.time()))
    }
}

impl TryFrom<String> for Start {
    type Error = StartError;
    fn try_from(text: String) -> Result<Self, StartError> {
        Self::parse(&text)
    }
}

impl From<Start> for String {
    fn from(start: Start) -> String {
        start.to_string()
    }
}

/// From a start, for so many minutes: what can clash.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Span {
    /// When it begins.
    pub start: Start,
    /// How long it lasts, in minutes.
    pub minutes: u16,
}

impl Span {
    /// When it is over.
    pub fn end(self) -> Start {
        self.start.plus(i64::from(self.minutes))
    }

    /// For how many minutes both are on; none when one ends as the other begins.
    pub fn overlap(self, other: Span) -> Option<u16> {
        let from = self.start.max(other.start);
        let to = self.end().min(other.end());
        u16::try_from(to.minutes_since(from)).ok().filter(|minutes| *minutes > 0)
    }
}

/// A calendar month, written `2026-12`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Month {
    year: u16,
    month: u8,
}

impl Month {
    /// A month of a year from 1 to 9998; `month` is 1 to 12.
    pub fn new(year: u16, month: u8) -> Option<Self> {
        ((1..=9998).contains(&year) && (1..=12).contains(&month)).then_some(Self { year, month })
    }

    /// The month a day lies in.
    pub fn of(day: NaiveDate) -> Self {
        Self { year: day.year().clamp(1, 9998) as u16, month: day.month() as u8 }
    }

    /// Reads `YYYY-MM`.
    ///
    /// # Errors
    /// When the text has another form or no such month exists.
    pub fn parse(text: &str) -> Result<Self, StartError> {
        let (year, month) = text.split_once('-').ok_or(StartError::Month)?;
        let (Some(year), Some(month)) = (number(year, 4), number(month, 2)) else {
            return Err(StartError::Month);
        };
        Self::new(year as u16, month as u8).ok_or(StartError::Month)
    }

    /// The year.
    pub fn year(self) -> u16 {
        self.year
    }

    /// The month, 1 to 12.
    pub fn number(self) -> u8 {
        self.month
    }

    /// The first day.
    pub fn first(self) -> NaiveDate {
        NaiveDate::from_ymd_opt(i32::from(self.year), u32::from(self.month), 1).unwrap_or_default()
    }

    /// How many days it has.
    pub fn days(self) -> u8 {
        (self.plus(1).first() - self.first()).num_days() as u8
    }

    /// Its day of that number, counted from 1.
    pub fn day(self, number: u8) -> Option<NaiveDate> {
        NaiveDate::from_ymd_opt(i32::from(self.year), u32::from(self.month), u32::from(number))
    }

    /// So many months later (earlier when negative), within the years 1 to 9998.
    pub fn plus(self, months: i32) -> Self {
        let index = i32::from(self.year) * 12 + i32::from(self.month) - 1 + months;
        let index = index.clamp(12, 9999 * 12 - 1);
        Self { year: (index / 12) as u16, month: (index % 12 + 1) as u8 }
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&write_day(self.first())[..7])
    }
}

impl TryFrom<String> for Month {
    type Error = StartError;
    fn try_from(text: String) -> Result<Self, StartError> {
        Self::parse(&text)
    }
}

impl From<Month> for String {
    fn from(month: Month) -> String {
        month.to_string()
    }
}

/// Whether a day is a Saturday or a Sunday, whatever the holidays say.
pub fn is_weekend(day: NaiveDate) -> bool {
    matches!(day.weekday(), Weekday::Sat | Weekday::Sun)
}

/// When something was recorded: milliseconds since 1970 in UTC, as the recording device had it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Stamp(pub i64);

impl Stamp {
    /// The local time at an offset from UTC, in minutes (China: 480).
    pub fn local(self, offset_minutes: i32) -> Start {
        let minutes = self.0.div_euclid(60_000) + i64::from(offset_minutes);
        EPOCH.plus((minutes - DAYS_TO_2000 * 24 * 60).clamp(-500_000_000, 4_000_000_000))
    }
}

/// Serde for a day as `2026-12-05`.
pub mod day_text {
    use super::{parse_day, write_day};
    use chrono::NaiveDate;
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    /// Writes the day.
    ///
    /// # Errors
    /// Those of the serializer.
    pub fn serialize<S: Serializer>(day: &NaiveDate, s: S) -> Result<S::Ok, S::Error> {
        s.serialize_str(&write_day(*day))
    }

    /// Reads the day.
    ///
    /// # Errors
    /// When the text is not a day.
    pub fn deserialize<'de, D: Deserializer<'de>>(d: D) -> Result<NaiveDate, D::Error> {
        parse_day(&String::deserialize(d)?).map_err(D::Error::custom)
    }
}

/// Serde for a day that may be missing.
pub mod day_text_if_any {
    use super::{parse_day, write_day};
    use chrono::NaiveDate;
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    /// Writes the day, if there is one.
    ///
    /// # Errors
    /// Those of the serializer.
    pub fn serialize<S: Serializer>(day: &Option<NaiveDate>, s: S) -> Result<S::Ok, S::Error> {
        match day {
            Some(day) => s.serialize_str(&write_day(*day)),
            None => s.serialize_none(),
        }
    }

    /// Reads the day, if there is one.
    ///
    /// # Errors
    /// When the text is not a day.
    pub fn deserialize<'de, D: Deserializer<'de>>(d: D) -> Result<Option<NaiveDate>, D::Error> {
        let text: Option<String> = Option::deserialize(d)?;
        text.map(|text| parse_day(&text).map_err(D::Error::custom)).transpose()
    }
}

/// Serde for a time of day as `09:00`.
pub mod time_text {
    use super::{parse_time, write_time};
    use chrono::NaiveTime;
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    /// Writes the time.
    ///
    /// # Errors
    /// Those of the serializer.
    pub fn serialize<S: Serializer>(time: &NaiveTime, s: S) -> Result<S::Ok, S::Error> {
        s.serialize_str(&write_time(*time))
    }

    /// Reads the time.
    ///
    /// # Errors
    /// When the text is not a time of day.
    pub fn deserialize<'de, D: Deserializer<'de>>(d: D) -> Result<NaiveTime, D::Error> {
        parse_time(&String::deserialize(d)?).map_err(D::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn starts_go_there_and_back() {
        for text in ["2026-12-05T10:00", "2000-01-01T00:00", "2028-02-29T23:59"] {
            assert_eq!(Start::parse(text).unwrap().to_string(), text);
            let start = Start::parse(text).unwrap();
            assert_eq!(Start::from_minutes(start.to_minutes() as u32), start);
        }
    }

    #[test]
    fn times_that_do_not_exist_are_refused() {
        for bad in ["25:00", "24:00", "10:60", "1000", "", ":", "10:0", "-1:00", "+9:00"] {
            assert_eq!(parse_time(bad), Err(StartError::Time), "{bad}");
        }
        for bad in ["2026-02-29", "2026-13-01", "26-01-01", "2026-1-1", "2026-01-01-01", "", "+026-01-01"] {
            assert_eq!(parse_day(bad), Err(StartError::Day), "{bad}");
        }
        for bad in ["2026-00", "2026-13", "2026", "2026-1", "0000-01"] {
            assert_eq!(Month::parse(bad), Err(StartError::Month), "{bad}");
        }
    }

    #[track_caller]
    fn overlap(a: (&str, u16), b: (&str, u16), minutes: Option<u16>) {
        let span = |(start, minutes): (&str, u16)| Span { start: Start::parse(start).unwrap(), minutes };
        assert_eq!(span(a).overlap(span(b)), minutes);
        assert_eq!(span(b).overlap(span(a)), minutes);
    }

    #[test]
    fn spans_overlap_only_while_both_are_on() {
        overlap(("2026-12-05T10:00", 90), ("2026-12-05T11:00", 60), Some(30));
        overlap(("2026-12-05T10:00", 60), ("2026-12-05T11:00", 60), None);
        overlap(("2026-12-05T10:00", 120), ("2026-12-05T10:30", 30), Some(30));
        overlap(("2026-12-31T23:00", 120), ("2027-01-01T00:30", 60), Some(30));
    }

    #[test]
    fn months_count_on_over_the_year() {
        let december = Month::parse("2026-12").unwrap();
        assert_eq!(december.plus(1).to_string(), "2027-01");
        assert_eq!(december.plus(-12).to_string(), "2025-12");
        assert_eq!(december.days(), 31);
        assert_eq!(Month::parse("2028-02").unwrap().days(), 29);
    }

    #[test]
    fn a_stamp_is_read_on_the_centres_clock() {
        // 2026-12-01T02:00:00Z is ten in the morning in China.
        assert_eq!(Stamp(1_796_090_400_000).local(480).to_string(), "2026-12-01T10:00");
        assert_eq!(Start::parse("2026-12-01T10:00").unwrap().stamp(480), Stamp(1_796_090_400_000));
    }
}
