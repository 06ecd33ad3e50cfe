//! When there is school (上学日): 寒假 and 暑假, as the schools near a centre have them, beside the public holidays.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::domain::holiday::{Busy, Holidays, ServiceDay};
use crate::domain::time::day_text;

/// A vacation, first and last day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Vacation {
    /// Its first day.
    #[serde(with = "day_text")]
    pub from: NaiveDate,
    /// Its last day.
    #[serde(with = "day_text")]
    pub to: NaiveDate,
}

impl Vacation {
    /// Whether a day is in it.
    pub fn holds(self, day: NaiveDate) -> bool {
        (self.from..=self.to).contains(&day)
    }
}

/// The two vacations of the school year, as they were announced last; each town says its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Vacations {
    /// 寒假.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub winter: Option<Vacation>,
    /// 暑假.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub summer: Option<Vacation>,
}

impl Vacations {
    /// Whether none is known.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Whether a day is in one of them.
    pub fn hold(self, day: NaiveDate) -> bool {
        self.winter.into_iter().chain(self.summer).any(|vacation| vacation.holds(day))
    }
}

/// Public holidays and vacations together.
#[derive(Debug, Clone, Copy)]
pub struct SchoolYear<'a> {
    /// The holidays that are known.
    pub holidays: &'a Holidays,
    /// The vacations that the centre has written down.
    pub vacations: Vacations,
}

impl SchoolYear<'_> {
    /// Monday to Friday without holidays, the weekend days that are worked in exchange, and nothing within a vacation.
    pub fn is_school_day(self, day: NaiveDate) -> bool {
        let worked = matches!(
            self.holidays.service_day(day),
            ServiceDay::No(Busy::Workday | Busy::SwappedWorkday) | ServiceDay::Unknown { weekend: false }
        );
        worked && !self.vacations.hold(day)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::time::parse_day;

    #[test]
    fn a_school_day_is_no_holiday_and_in_no_vacation() {
        let holidays = Holidays::read(Holidays::TABLE).unwrap();
        let day = |text: &str| parse_day(text).unwrap();
        let winter = Some(Vacation { from: day("2026-01-31"), to: day("2026-03-01") });
        let year = SchoolYear { holidays: &holidays, vacations: Vacations { winter, summer: None } };
        let school = |text: &str| year.is_school_day(day(text));
        assert!(school("2026-01-30") && school("2026-03-02") && school("2026-07-15"));
        assert!(!school("2026-02-02"), "a Monday of the vacation");
        assert!(school("2026-10-10") && !school("2026-10-01"), "班 and 休");
        assert!(!year.is_school_day(day("2026-03-01")), "a Sunday");
    }
}
