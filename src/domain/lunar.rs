//! The Chinese lunar calendar (农历) from 2000 to 2099, from a table of its months.
//!
//! Browsers have it too (`Intl`, calendar `chinese`), but reckon it themselves and not as it is published: ICU 78 puts
//! the Spring Festival of 2027 on 7 February and that of 2030 on the 2nd, each a day off. The table weighs less than
//! asking them did.

use chrono::{Datelike, Duration, NaiveDate};

use crate::domain::festival::LunarDay;

/// A lunar date and the Gregorian year in which its lunar year begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lunar {
    /// Month and day.
    pub day: LunarDay,
    /// For 丙午年: the year that its name is computed from.
    pub year: i32,
}

/// The lunar day of a day, without its year.
pub fn lunar_day(day: NaiveDate) -> Option<LunarDay> {
    Lunar::on(day).map(|lunar| lunar.day)
}

/// Of which lunar year the table's first entry is.
const FIRST: i32 = 1999;

/// For each lunar year: in the lowest 13 bits, which of its months, in their order, have 30 days and not 29; in the next
/// four, after which month a leap month comes, or 0; above them, how many days after 1 January it begins. The ninth month
/// of 2057, whose new moon falls within minutes of midnight, begins on 29 September as the later almanacs have it.
#[rustfmt::skip]
const YEARS: [u32; 101] = [
    0x5c0749, 0x460693, 0x2e952b, 0x54052b, 0x3e0a5b, 0x2a555a, 0x4e056a, 0x38fb55, 0x600ba4, 0x4a0b49,
    0x32ba93, 0x580a95, 0x42052d, 0x2c8aad, 0x500ab5, 0x3d35aa, 0x6205d2, 0x4c0da5, 0x36dd4a, 0x5c0d4a,
    0x460c95, 0x30952e, 0x540556, 0x3e0ab5, 0x2a55b2, 0x5006d2, 0x38cea5, 0x5e0725, 0x48064b, 0x32ac97,
    0x560cab, 0x42055a, 0x2c6ad6, 0x520b69, 0x3d7752, 0x620b52, 0x4c0b25, 0x36da4b, 0x5a0a4b, 0x4404ab,
    0x2ea55b, 0x5405ad, 0x3e0b6a, 0x2a5b52, 0x500d92, 0x3afd25, 0x5e0d25, 0x480a55, 0x32b4ad, 0x5804b6,
    0x4005b5, 0x2c6daa, 0x520ec9, 0x3f1e92, 0x620e92, 0x4c0d26, 0x36ca56, 0x5a0a57, 0x4404d6, 0x2e86d5,
    0x540755, 0x400749, 0x286e93, 0x4e0693, 0x38f52b, 0x5e052b, 0x460a5b, 0x32b55a, 0x58056a, 0x420b65,
    0x2c974a, 0x520b4a, 0x3d1a95, 0x620a95, 0x4a052d, 0x34caad, 0x5a0ab5, 0x4605aa, 0x2e8ba5, 0x540da5,
    0x400d4a, 0x2a7c95, 0x4e0c96, 0x38f94e, 0x5e0556, 0x480ab5, 0x32b5b2, 0x5806d2, 0x420ea5, 0x2e8e4a,
    0x50068b, 0x3b0c97, 0x6004ab, 0x4a055b, 0x34cad6, 0x5a0b6a, 0x460752, 0x309725, 0x540b45, 0x3e0a8b,
    0x28549b,
];

impl Lunar {
    /// The lunar date of a day; none outside of the table.
    pub fn on(day: NaiveDate) -> Option<Self> {
        (day.year() > FIRST).then(|| Self::in_year(day, day.year()).or_else(|| Self::in_year(day, day.year() - 1)))?
    }

    fn in_year(day: NaiveDate, year: i32) -> Option<Self> {
        let of_year = *YEARS.get(usize::try_from(year - FIRST).ok()?)?;
        let begins = NaiveDate::from_ymd_opt(year, 1, 1)? + Duration::days(i64::from(of_year >> 17));
        let mut days = (day - begins).num_days();
        if days < 0 {
            return None;
        }
        let leap = (of_year >> 13 & 15) as usize;
        for index in 0..if leap > 0 { 13 } else { 12 } {
            let long = 29 + i64::from(of_year >> index & 1);
            if days < long {
                let after_leap = leap > 0 && index >= leap;
                let month = if after_leap { index } else { index + 1 };
                let day = LunarDay::new(month as u8, leap > 0 && index == leap, days as u8 + 1)?;
                return Some(Self { day, year });
            }
            days -= long;
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::time::parse_day;

    #[track_caller]
    fn is(day: &str, year: i32, month: u8, leap: bool, number: u8) {
        let expected = Lunar { day: LunarDay::new(month, leap, number).unwrap(), year };
        assert_eq!(Lunar::on(parse_day(day).unwrap()), Some(expected), "{day}");
    }

    #[test]
    fn days_are_named_as_the_almanac_has_them() {
        is("2026-02-16", 2025, 12, false, 29);
        is("2026-02-17", 2026, 1, false, 1);
        is("2026-12-05", 2026, 10, false, 27);
        is("2025-07-25", 2025, 6, true, 1);
        is("2025-08-22", 2025, 6, true, 29);
        is("2025-08-23", 2025, 7, false, 1);
        is("2033-12-22", 2033, 11, true, 1);
        is("2027-02-06", 2027, 1, false, 1);
        is("2030-02-03", 2030, 1, false, 1);
        is("2000-01-01", 1999, 11, false, 25);
        is("2057-09-29", 2057, 9, false, 1);
    }

    #[test]
    fn outside_of_the_table_nothing_is_claimed() {
        assert_eq!(Lunar::on(parse_day("1999-12-31").unwrap()), None);
        assert!(Lunar::on(parse_day("2099-12-31").unwrap()).is_some());
        assert_eq!(Lunar::on(parse_day("2101-01-01").unwrap()), None);
    }

    #[test]
    fn every_day_follows_the_one_before() {
        let mut day = parse_day("2000-01-01").unwrap();
        while day < parse_day("2099-12-31").unwrap() {
            let next = day.succ_opt().unwrap();
            let (Some(one), Some(other)) = (Lunar::on(day), Lunar::on(next)) else { panic!("{day}") };
            match other.day.day() {
                1 => assert!(one.day.day() >= 29, "{day}"),
                number => assert_eq!((one.day.month(), one.day.day() + 1), (other.day.month(), number), "{day}"),
            }
            day = next;
        }
    }
}
