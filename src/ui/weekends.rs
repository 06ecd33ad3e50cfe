//! Days of service put together as people speak of them: this weekend, the Mid-Autumn holiday.

use chrono::{Days, NaiveDate};

use crate::domain::calendar::weekday_index;
use crate::domain::holiday::{DayMark, Holidays};
use crate::domain::time::is_weekend;
use crate::ui::dates;
use crate::ui::words::{say, say_with};

/// As what days belong together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Occasion {
    /// A public holiday by its name.
    Holiday(String),
    /// The weekend that begins on this Saturday.
    Weekend(NaiveDate),
    /// A day that is neither.
    Day(NaiveDate),
}

/// Days that belong together, in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Together {
    /// As what.
    pub occasion: Occasion,
    /// At least one.
    pub days: Vec<NaiveDate>,
}

/// Puts days, given in order, together.
pub fn together(days: impl IntoIterator<Item = NaiveDate>, holidays: &Holidays) -> Vec<Together> {
    let mut groups: Vec<Together> = Vec::new();
    for day in days {
        let occasion = occasion(day, holidays);
        match groups.last_mut().filter(|group| group.occasion == occasion) {
            Some(group) if group.days.last() == Some(&day) => {}
            Some(group) => group.days.push(day),
            None => groups.push(Together { occasion, days: vec![day] }),
        }
    }
    groups
}

fn occasion(day: NaiveDate, holidays: &Holidays) -> Occasion {
    match (holidays.mark(day), holidays.name(day)) {
        (Some(DayMark::Rest), Some(name)) => Occasion::Holiday(name.to_owned()),
        (None, _) if is_weekend(day) => {
            let since_saturday = weekday_index(day) as u64 - 5;
            Occasion::Weekend(day.checked_sub_days(Days::new(since_saturday)).unwrap_or(day))
        }
        _ => Occasion::Day(day),
    }
}

impl Together {
    /// 这周末, 下周末, 12月19日周末, 国庆节, 9月20日 周日.
    pub fn name(&self, today: NaiveDate) -> String {
        match &self.occasion {
            Occasion::Holiday(name) => name.clone(),
            Occasion::Day(day) => dates::day_short(*day),
            Occasion::Weekend(saturday) => {
                let monday = today.checked_sub_days(Days::new(weekday_index(today) as u64)).unwrap_or(today);
                match (*saturday - monday).num_days() {
                    5 => say("weekend.this").to_owned(),
                    12 => say("weekend.next").to_owned(),
                    _ => say_with("weekend.of", &[("day", &dates::day(*saturday))]),
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::time::parse_day;

    fn on(text: &str) -> NaiveDate {
        parse_day(text).unwrap()
    }

    #[track_caller]
    fn grouped(days: &[&str], expected: &[(Occasion, usize)]) {
        let holidays = Holidays::read(Holidays::TABLE).unwrap();
        let groups = together(days.iter().map(|day| on(day)), &holidays);
        let found: Vec<_> = groups.into_iter().map(|group| (group.occasion, group.days.len())).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn days_are_put_together_as_people_speak_of_them() {
        let weekend = |saturday| Occasion::Weekend(on(saturday));
        grouped(
            &["2026-12-05", "2026-12-05", "2026-12-06", "2026-12-12"],
            &[(weekend("2026-12-05"), 2), (weekend("2026-12-12"), 1)],
        );
        // 班 is not a weekend; 休 is a holiday on whatever weekday.
        grouped(&["2026-09-20"], &[(Occasion::Day(on("2026-09-20")), 1)]);
        let holidays = Holidays::read(Holidays::TABLE).unwrap();
        let name = holidays.name(on("2026-10-01")).unwrap().to_owned();
        grouped(&["2026-10-01", "2026-10-03", "2026-10-05"], &[(Occasion::Holiday(name), 3)]);
    }
}
