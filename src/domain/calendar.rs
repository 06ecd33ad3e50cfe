//! The month as people see it: weeks from Monday to Sunday, and where the arrow keys go.

use chrono::{Datelike, Days, NaiveDate};

use crate::domain::time::Month;

/// A week, Monday first; no day where it belongs to another month.
pub type WeekRow = [Option<NaiveDate>; 7];

/// The weeks of a month: four, five or six rows.
pub fn month_weeks(month: Month) -> Vec<WeekRow> {
    let blanks = weekday_index(month.first());
    let cells = blanks + usize::from(month.days());
    let mut weeks = vec![WeekRow::default(); cells.div_ceil(7)];
    for number in 1..=month.days() {
        let cell = blanks + usize::from(number) - 1;
        weeks[cell / 7][cell % 7] = month.day(number);
    }
    weeks
}

/// In which row of [`month_weeks`] a day of the month stands, counted from 0.
pub fn week_index(day: NaiveDate) -> usize {
    (weekday_index(Month::of(day).first()) + day.day0() as usize) / 7
}

/// In which column a day stands: Monday is 0, Sunday 6.
pub fn weekday_index(day: NaiveDate) -> usize {
    day.weekday().num_days_from_monday() as usize
}

/// The seven days of a day's week, Monday first, over the ends of months.
pub fn week_of(day: NaiveDate) -> [NaiveDate; 7] {
    let monday = back(day, weekday_index(day) as u64);
    std::array::from_fn(|index| on(monday, index as u64))
}

/// The month that a calendar opens with: the present one; where the centre has not published it, the next that it has.
pub fn opening_month(present: Month, published: &[Month]) -> Month {
    if published.contains(&present) {
        return present;
    }
    published.iter().copied().filter(|month| *month > present).min().unwrap_or(present)
}

/// A step through the days with the keyboard, as the grid pattern of WAI-ARIA has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Left.
    PreviousDay,
    /// Right.
    NextDay,
    /// Up.
    PreviousWeek,
    /// Down.
    NextWeek,
    /// Home.
    WeekStart,
    /// End.
    WeekEnd,
    /// Page up.
    PreviousMonth,
    /// Page down.
    NextMonth,
}

impl Step {
    /// The step of a key by its name in `KeyboardEvent.key`.
    pub fn of_key(key: &str) -> Option<Self> {
        Some(match key {
            "ArrowLeft" => Step::PreviousDay,
            "ArrowRight" => Step::NextDay,
            "ArrowUp" => Step::PreviousWeek,
            "ArrowDown" => Step::NextWeek,
            "Home" => Step::WeekStart,
            "End" => Step::WeekEnd,
            "PageUp" => Step::PreviousMonth,
            "PageDown" => Step::NextMonth,
            _ => return None,
        })
    }

    /// Where it leads from a day. A month's step keeps the number of the day, or takes the month's last.
    pub fn from(self, day: NaiveDate) -> NaiveDate {
        match self {
            Step::PreviousDay => back(day, 1),
            Step::NextDay => on(day, 1),
            Step::PreviousWeek => back(day, 7),
            Step::NextWeek => on(day, 7),
            Step::WeekStart => week_of(day)[0],
            Step::WeekEnd => week_of(day)[6],
            Step::PreviousMonth => same_day(day, Month::of(day).plus(-1)),
            Step::NextMonth => same_day(day, Month::of(day).plus(1)),
        }
    }
}

/// The day of that number in a month, or its last.
fn same_day(day: NaiveDate, month: Month) -> NaiveDate {
    let number = (day.day() as u8).min(month.days());
    month.day(number).unwrap_or(day)
}

/// So many days later; the same day at the end of the calendar's reckoning.
fn on(day: NaiveDate, days: u64) -> NaiveDate {
    day.checked_add_days(Days::new(days)).unwrap_or(day)
}

fn back(day: NaiveDate, days: u64) -> NaiveDate {
    day.checked_sub_days(Days::new(days)).unwrap_or(day)
}

/// The published month that is looked at when none is named: the present one, else the next, else the last before. The
/// present one where nothing was published.
pub fn month_to_show(present: Month, published: &[Month]) -> Month {
    let coming = published.iter().copied().filter(|month| *month >= present).min();
    coming.or_else(|| published.iter().copied().max()).unwrap_or(present)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::time::{parse_day, write_day};

    /// A month with its rows, the blanks before its first day and after its last.
    #[track_caller]
    fn grid(month: &str, rows: usize, before: usize, after: usize) {
        let month = Month::parse(month).unwrap();
        let weeks = month_weeks(month);
        assert_eq!(weeks.len(), rows, "{month}");
        let cells: Vec<_> = weeks.into_iter().flatten().collect();
        let days = usize::from(month.days());
        assert!(cells[..before].iter().all(Option::is_none), "{month}");
        assert!(cells[before + days..].iter().all(Option::is_none), "{month}");
        assert_eq!(cells.len(), before + days + after, "{month}");
        for (index, cell) in cells[before..before + days].iter().enumerate() {
            assert_eq!(*cell, month.day(index as u8 + 1));
            assert_eq!(week_index(cell.unwrap()), (before + index) / 7, "{month}");
        }
    }

    #[test]
    fn a_month_has_as_many_weeks_as_it_needs() {
        grid("2026-12", 5, 1, 3);
        grid("2026-02", 5, 6, 1);
        grid("2027-02", 4, 0, 0);
        grid("2026-08", 6, 5, 6);
        grid("2028-02", 5, 1, 5);
        grid("2026-09", 5, 1, 4);
    }

    #[track_caller]
    fn opens(present: &str, published: &[&str], with: &str) {
        let month = |text: &str| Month::parse(text).unwrap();
        let published: Vec<_> = published.iter().map(|text| month(text)).collect();
        assert_eq!(opening_month(month(present), &published), month(with), "{present}, {published:?}");
    }

    #[test]
    fn a_month_without_a_menu_gives_way_to_the_next_that_has_one() {
        opens("2026-11", &[], "2026-11");
        opens("2026-11", &["2026-10", "2026-11", "2026-12"], "2026-11");
        opens("2026-11", &["2026-10", "2027-01", "2026-12"], "2026-12");
        opens("2026-11", &["2026-09", "2026-10"], "2026-11");
    }

    fn step(key: &str, from: &str, to: &str) {
        let reached = Step::of_key(key).unwrap().from(parse_day(from).unwrap());
        assert_eq!(write_day(reached), to, "{key} from {from}");
    }

    #[test]
    fn keys_lead_over_the_ends_of_weeks_months_and_years() {
        step("ArrowLeft", "2026-12-01", "2026-11-30");
        step("ArrowRight", "2026-12-31", "2027-01-01");
        step("ArrowUp", "2026-12-03", "2026-11-26");
        step("ArrowDown", "2026-12-28", "2027-01-04");
        step("Home", "2026-12-06", "2026-11-30");
        step("Home", "2026-11-30", "2026-11-30");
        step("End", "2026-12-31", "2027-01-03");
        step("PageDown", "2026-01-31", "2026-02-28");
        step("PageUp", "2026-03-31", "2026-02-28");
        step("PageUp", "2026-01-15", "2025-12-15");
        assert_eq!(Step::of_key("Enter"), None);
    }

    #[test]
    fn the_nearest_published_month_is_shown() {
        let month = |text: &str| Month::parse(text).unwrap();
        let shows = |published: &[&str], expected: &str| {
            let published: Vec<Month> = published.iter().map(|text| month(text)).collect();
            assert_eq!(month_to_show(month("2026-11"), &published), month(expected), "{published:?}");
        };
        shows(&[], "2026-11");
        shows(&["2026-12"], "2026-12");
        shows(&["2027-01", "2026-12", "2026-09"], "2026-12");
        shows(&["2026-08", "2026-10"], "2026-10");
        shows(&["2026-10", "2026-11", "2026-12"], "2026-11");
    }
}
