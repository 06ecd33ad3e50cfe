//! Days of the week as a set: on which a venue is closed, on which a partner lends its rooms.

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

/// Some days of the week. Written as numbers from Monday (1) to Sunday (7), as ISO 8601 counts them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(from = "Vec<u8>", into = "Vec<u8>")]
pub struct Weekdays(u8);

/// The characters by which the days go, from Monday on, as files write them.
const NAMES: [char; 7] = ['一', '二', '三', '四', '五', '六', '日'];

impl Weekdays {
    /// No day.
    pub const NONE: Weekdays = Weekdays(0);
    /// Every day.
    pub const ALL: Weekdays = Weekdays(0b111_1111);

    /// These days, 1 to 7; other numbers are no days.
    pub fn of(numbers: impl IntoIterator<Item = u8>) -> Self {
        let bits = numbers.into_iter().filter(|number| (1..=7).contains(number));
        Self(bits.fold(0, |bits, number| bits | 1 << (number - 1)))
    }

    /// Its days in their order, 1 to 7.
    pub fn numbers(self) -> impl Iterator<Item = u8> {
        (1..=7).filter(move |number| self.0 & 1 << (number - 1) != 0)
    }

    /// Whether it holds the weekday of this day.
    pub fn holds(self, day: NaiveDate) -> bool {
        self.0 & 1 << day.weekday().num_days_from_monday() != 0
    }

    /// Whether it holds the day of this number.
    pub fn has(self, number: u8) -> bool {
        self.numbers().any(|one| one == number)
    }

    /// With this day if it was not there, without it if it was.
    #[must_use]
    pub fn toggled(self, number: u8) -> Self {
        Self(self.0 ^ Self::of([number]).0)
    }

    /// Whether it holds none.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// As files write it: 周六周日, 每天; nothing for no day.
    pub fn written(self) -> String {
        if self == Self::ALL {
            return "每天".to_owned();
        }
        self.numbers().flat_map(|number| ['周', NAMES[usize::from(number) - 1]]).collect()
    }

    /// Reads 周六周日, 周六、日, 星期一至五, 6,7 or 每天. None when something else stands there.
    pub fn read(text: &str) -> Option<Self> {
        let text = text.trim();
        if matches!(text, "每天" | "每日" | "天天") {
            return Some(Self::ALL);
        }
        let (mut days, mut last, mut range) = (Self::NONE, None, false);
        let plain = text.replace("星期", "").replace("礼拜", "");
        for c in plain.chars() {
            let number = match c {
                '1'..='7' => c as u8 - b'0',
                '天' => 7,
                '至' | '到' | '-' | '–' | '~' | '～' => {
                    range = true;
                    continue;
                }
                '周' | '、' | '，' | ',' | ' ' | '和' => continue,
                _ => NAMES.iter().position(|name| *name == c)? as u8 + 1,
            };
            let from = last.filter(|_| range).unwrap_or(number);
            days = Self(days.0 | Self::of(from..=number).0);
            (last, range) = (Some(number), false);
        }
        (!range).then_some(days)
    }
}

impl From<Vec<u8>> for Weekdays {
    fn from(numbers: Vec<u8>) -> Self {
        Self::of(numbers)
    }
}

impl From<Weekdays> for Vec<u8> {
    fn from(days: Weekdays) -> Self {
        days.numbers().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::time::parse_day;

    #[track_caller]
    fn case(text: &str, days: &[u8]) {
        let read = Weekdays::read(text).unwrap();
        assert_eq!(read, Weekdays::of(days.iter().copied()), "{text}");
        assert_eq!(Weekdays::read(&read.written()), Some(read), "{text}");
    }

    #[test]
    fn they_are_read_as_people_write_them() {
        case("周六周日", &[6, 7]);
        case("周六、日", &[6, 7]);
        case("星期一至五", &[1, 2, 3, 4, 5]);
        case("周一到周三，周日", &[1, 2, 3, 7]);
        case("6,7", &[6, 7]);
        case("1-5", &[1, 2, 3, 4, 5]);
        case("每天", &[1, 2, 3, 4, 5, 6, 7]);
        case("", &[]);
        for bad in ["周末", "周八", "周一至", "Monday"] {
            assert_eq!(Weekdays::read(bad), None, "{bad}");
        }
    }

    #[test]
    fn a_day_belongs_to_its_weekday() {
        let weekend = Weekdays::of([6, 7]);
        assert!(weekend.holds(parse_day("2026-12-05").unwrap()));
        assert!(!weekend.holds(parse_day("2026-12-07").unwrap()));
        assert_eq!(weekend.toggled(7).toggled(1), Weekdays::of([1, 6]));
        assert_eq!(serde_json::to_string(&weekend).unwrap(), "[6,7]");
    }
}
