//! Ages in whole years, and the range an activity is for.

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

/// Whole years on a given day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Age(pub u8);

impl Age {
    /// Below this age a guardian must consent (Personal Information Protection Law, article 31).
    pub const CONSENT: Age = Age(14);

    /// From this age on somebody is of age (Civil Code, article 17), and can be a child's guardian.
    pub const ADULT: Age = Age(18);

    /// Whether a guardian's consent must stand on the slip.
    pub fn needs_guardian(self) -> bool {
        self < Self::CONSENT
    }
}

/// When someone was born, as exactly as a phone is told: the month suffices.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Birth {
    /// Year.
    pub year: u16,
    /// Month, 1 to 12.
    pub month: u8,
}

impl Birth {
    /// A month of birth; none when the month is not 1 to 12.
    pub fn new(year: u16, month: u8) -> Option<Self> {
        (1..=12).contains(&month).then_some(Self { year, month })
    }

    /// The age in years on a day: in the month of birth the birthday counts as reached. None before birth
    /// and beyond 130.
    pub fn age_on(self, day: NaiveDate) -> Option<Age> {
        let months = (day.year() * 12 + day.month() as i32) - (i32::from(self.year) * 12 + i32::from(self.month));
        let years = months.checked_div(12).filter(|_| months >= 0)?;
        u8::try_from(years).ok().filter(|years| *years <= 130).map(Age)
    }
}

/// The ages an activity is for, both ends included. No end means no limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
pub struct AgeRange {
    /// From this age.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Age>,
    /// Up to this age.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<Age>,
}

/// How an age stands to a range.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fit {
    /// Within.
    Fits,
    /// Below the range's lower end.
    TooYoung(Age),
    /// Above the range's upper end.
    TooOld(Age),
}

impl AgeRange {
    /// A range; none when it is the wrong way round.
    pub fn new(from: Option<Age>, to: Option<Age>) -> Option<Self> {
        match (from, to) {
            (Some(from), Some(to)) if from > to => None,
            _ => Some(Self { from, to }),
        }
    }

    /// How an age stands to it.
    pub fn fit(self, age: Age) -> Fit {
        match (self.from, self.to) {
            (Some(from), _) if age < from => Fit::TooYoung(from),
            (_, Some(to)) if age > to => Fit::TooOld(to),
            _ => Fit::Fits,
        }
    }

    /// Whether any age fits.
    pub fn is_open(&self) -> bool {
        self.from.is_none() && self.to.is_none()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::time::parse_day;

    #[track_caller]
    fn age(year: u16, month: u8, day: &str, expected: Option<u8>) {
        let birth = Birth::new(year, month).unwrap();
        assert_eq!(birth.age_on(parse_day(day).unwrap()), expected.map(Age));
    }

    #[test]
    fn age_counts_on_the_sessions_day() {
        age(2020, 12, "2026-12-01", Some(6));
        age(2020, 12, "2026-11-30", Some(5));
        age(2026, 12, "2026-12-31", Some(0));
        age(2027, 1, "2026-12-31", None);
        age(1890, 1, "2026-12-31", None);
        assert_eq!(Birth::new(2000, 13), None);
    }

    #[test]
    fn a_range_includes_both_ends() {
        let range = AgeRange::new(Some(Age(5)), Some(Age(12))).unwrap();
        assert_eq!(range.fit(Age(5)), Fit::Fits);
        assert_eq!(range.fit(Age(12)), Fit::Fits);
        assert_eq!(range.fit(Age(4)), Fit::TooYoung(Age(5)));
        assert_eq!(range.fit(Age(13)), Fit::TooOld(Age(12)));
        assert_eq!(AgeRange::new(Some(Age(12)), Some(Age(5))), None);
        assert_eq!(AgeRange::default().fit(Age(99)), Fit::Fits);
    }
}
