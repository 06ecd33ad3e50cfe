//! What an activity's dates are together: one occasion, several days on end (an exhibition), or something that comes
//! again (a club every Wednesday, after-school care every school day).

use chrono::{Datelike, NaiveDate};

use crate::domain::category::{Kind, Sort};

/// How an activity's days hang together, as far as they are published.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rhythm {
    /// On one day.
    Once,
    /// On several days on end.
    Run {
        /// The first.
        first: NaiveDate,
        /// The last.
        last: NaiveDate,
    },
    /// Week by week on the same weekdays.
    Weekly(Weekdays),
    /// On several days that follow no such rule.
    Dates,
}

/// Some of the seven weekdays: a bit for each, Monday the lowest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Weekdays(u8);

impl Weekdays {
    /// The working days.
    pub const MONDAY_TO_FRIDAY: Weekdays = Weekdays(0b001_1111);

    /// Those of some days.
    pub fn of<'a>(days: impl IntoIterator<Item = &'a NaiveDate>) -> Self {
        Self(days.into_iter().fold(0, |bits, day| bits | (1 << day.weekday().num_days_from_monday())))
    }

    /// Counted from Monday, which is 0.
    pub fn indices(self) -> impl Iterator<Item = usize> {
        (0..7).filter(move |index| self.0 & (1 << index) != 0)
    }

    /// How many.
    pub fn count(self) -> u32 {
        self.0.count_ones()
    }
}

impl Rhythm {
    /// Of an activity's days, in order; several sessions a day count once.
    pub fn of(sort: Sort, days: &[NaiveDate]) -> Self {
        let mut days = days.to_vec();
        days.dedup();
        let (Some(first), Some(last)) = (days.first().copied(), days.last().copied()) else { return Rhythm::Once };
        if days.len() == 1 {
            return Rhythm::Once;
        }
        let on_end = days.windows(2).all(|pair| (pair[1] - pair[0]).num_days() == 1);
        // Two days on end are a weekend's two dates, unless it is shown: an exhibition stays up overnight.
        if on_end && (days.len() > 2 || sort == Sort::Other(Kind::Exhibition)) && days.len() <= 14 {
            return Rhythm::Run { first, last };
        }
        let weekdays = Weekdays::of(&days);
        // A holiday may leave a week out.
        let within_a_fortnight = |weekday: usize| {
            let of_weekday: Vec<_> =
                days.iter().filter(|day| day.weekday().num_days_from_monday() as usize == weekday).collect();
            of_weekday.len() > 1 && of_weekday.windows(2).all(|pair| (*pair[1] - *pair[0]).num_days() <= 14)
        };
        let mostly_weekly = || {
            let steps = days.windows(2).filter(|pair| (pair[1] - pair[0]).num_days() <= 7).count();
            steps * 3 >= (days.len() - 1) * 2
        };
        if days.len() > 2 && weekdays.indices().all(within_a_fortnight) && mostly_weekly() {
            return Rhythm::Weekly(weekdays);
        }
        Rhythm::Dates
    }

    /// Whether it is on nearly every day of the week: then no single day is about it.
    pub fn is_everyday(self) -> bool {
        matches!(self, Rhythm::Weekly(weekdays) if weekdays.count() >= 4)
    }

    /// Which day of a run this is, counted from 1, and of how many.
    pub fn day_of_run(self, day: NaiveDate) -> Option<(i64, i64)> {
        match self {
            Rhythm::Run { first, last } => Some(((day - first).num_days() + 1, (last - first).num_days() + 1)),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::category::Category;
    use crate::domain::time::parse_day;

    const CLUB: Sort = Sort::Other(Kind::Club);
    const SHOW: Sort = Sort::Other(Kind::Exhibition);

    fn december(days: &[u32]) -> Vec<NaiveDate> {
        days.iter().map(|day| parse_day(&format!("2026-12-{day:02}")).unwrap()).collect()
    }

    #[track_caller]
    fn weekly(sort: Sort, days: &[u32], expected: &[usize]) {
        match Rhythm::of(sort, &december(days)) {
            Rhythm::Weekly(weekdays) => assert_eq!(weekdays.indices().collect::<Vec<_>>(), expected),
            other => panic!("{other:?}"),
        }
    }

    #[track_caller]
    fn is(sort: Sort, days: &[u32], expected: Rhythm) {
        assert_eq!(Rhythm::of(sort, &december(days)), expected);
    }

    fn run(first: u32, last: u32) -> Rhythm {
        Rhythm::Run { first: december(&[first])[0], last: december(&[last])[0] }
    }

    #[test]
    fn days_hang_together_as_people_say_it() {
        is(CLUB, &[], Rhythm::Once);
        is(CLUB, &[5], Rhythm::Once);
        is(CLUB, &[5, 5], Rhythm::Once);
        is(SHOW, &[12, 13, 14], run(12, 14));
        is(SHOW, &[12, 13], run(12, 13));
        is(Sort::Course(Category::Arts), &[12, 13], Rhythm::Dates);
        is(Sort::Course(Category::Arts), &[12, 13, 14], run(12, 14));
        is(CLUB, &[5, 19], Rhythm::Dates);
        is(CLUB, &[4, 18, 30], Rhythm::Dates);
        // Wednesdays; and with one left out.
        weekly(CLUB, &[2, 9, 16, 23, 30], &[2]);
        weekly(CLUB, &[2, 9, 23, 30], &[2]);
        // School days of December 2026.
        let school: Vec<u32> =
            (1..=31).filter(|day| december(&[*day])[0].weekday().num_days_from_monday() < 5).collect();
        weekly(Sort::Other(Kind::AfterSchool), &school, &[0, 1, 2, 3, 4]);
        assert!(Rhythm::of(CLUB, &december(&school)).is_everyday());
        assert!(!Rhythm::of(CLUB, &december(&[2, 9, 16])).is_everyday());
        assert_eq!(Weekdays::of(&december(&school)), Weekdays::MONDAY_TO_FRIDAY);
    }

    #[test]
    fn a_run_counts_its_days() {
        let show = run(12, 14);
        assert_eq!(show.day_of_run(december(&[13])[0]), Some((2, 3)));
        assert_eq!(Rhythm::Once.day_of_run(december(&[13])[0]), None);
    }
}
