//! How an activity's days hang together, in a few words.

use chrono::NaiveDate;

use crate::domain::series::{Rhythm, Weekdays};
use crate::ui::words::{number, say, say_nth, say_with};

/// 每周三; 周一到周五; 第 2 天，共 3 天. Nothing for what is on once, or on dates of no rule.
pub fn words(rhythm: Rhythm, day: NaiveDate) -> Option<String> {
    match rhythm {
        Rhythm::Once | Rhythm::Dates => None,
        Rhythm::Run { .. } => {
            let (nth, of) = rhythm.day_of_run(day)?;
            Some(say_with("series.day-of", &[("n", &number(nth)), ("of", &number(of))]))
        }
        Rhythm::Weekly(Weekdays::MONDAY_TO_FRIDAY) => Some(say("series.workdays").to_owned()),
        Rhythm::Weekly(weekdays) => {
            let mut days = String::new();
            for index in weekdays.indices() {
                if !days.is_empty() {
                    days.push_str(say("series.and"));
                }
                days.push_str(say_nth("series.weekdays", index));
            }
            Some(say_with("series.weekly", &[("days", &days)]))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::text::Language;
    use crate::domain::time::parse_day;
    use crate::ui::words::speak;

    #[test]
    fn a_rhythm_is_worded() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/public/text/zh-Hans.txt");
        speak(Language::Hans, std::fs::read_to_string(path).unwrap());
        let day = |text| parse_day(text).unwrap();
        let (first, last) = (day("2026-12-12"), day("2026-12-14"));
        let weekly = |days: &[NaiveDate]| words(Rhythm::Weekly(Weekdays::of(days)), first);
        assert_eq!(words(Rhythm::Run { first, last }, day("2026-12-13")).as_deref(), Some("第 2 天，共 3 天"));
        assert_eq!(weekly(&[day("2026-12-02")]).as_deref(), Some("每周三"));
        assert_eq!(weekly(&[day("2026-12-01"), day("2026-12-03")]).as_deref(), Some("每周二、四"));
        assert_eq!(words(Rhythm::Weekly(Weekdays::MONDAY_TO_FRIDAY), first).as_deref(), Some("周一到周五"));
        assert_eq!(words(Rhythm::Once, first), None);
    }
}
