//! What is found in all that a centre published: from today on, and month by month.

use chrono::NaiveDate;

use crate::domain::finding::tally::Look;
use crate::domain::finding::{Filter, Misses, Subject, Tally};
use crate::domain::search::Readings;
use crate::domain::time::Month;

/// What a filter finds over all months.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Found {
    /// What each choice would show from today on.
    pub ahead: Tally,
    /// Those in which something is found, in order.
    months: Vec<(Month, usize)>,
}

impl Found {
    /// Counts a month's sessions. Of the present month those from today on count, of an earlier one all.
    pub fn count<'a>(
        &mut self,
        filter: &Filter,
        readings: &Readings,
        subjects: impl IntoIterator<Item = Subject<'a>>,
        today: NaiveDate,
    ) {
        let mut look = Look::new(filter, readings);
        for subject in subjects {
            let misses = look.misses(subject);
            let day = subject.session.start.day();
            let (month, is_ahead) = (Month::of(day), day >= today);
            if is_ahead {
                self.ahead.add(misses, subject);
            }
            if misses == Misses::NONE && (is_ahead || month < Month::of(today)) {
                let at = self.months.iter().take_while(|(other, _)| *other < month).count();
                match self.months.get_mut(at).filter(|(other, _)| *other == month) {
                    Some((_, count)) => *count += 1,
                    None => self.months.insert(at, (month, 1)),
                }
            }
        }
    }

    /// How many are found in a month.
    pub fn in_month(&self, month: Month) -> usize {
        self.months.iter().find(|(other, _)| *other == month).map_or(0, |(_, count)| *count)
    }

    /// Later months in which something is found, with how many, the next first.
    pub fn after(&self, month: Month) -> impl Iterator<Item = (Month, usize)> {
        self.months.iter().copied().filter(move |(other, _)| *other > month)
    }

    /// Earlier months in which something is found, with how many, the last first.
    pub fn before(&self, month: Month) -> impl Iterator<Item = (Month, usize)> {
        self.months.iter().rev().copied().filter(move |(other, _)| *other < month)
    }

    /// Where to look when a month has nothing: in the next later month that has something, or else in the last earlier one.
    pub fn nearest(&self, month: Month) -> Option<(Month, usize)> {
        self.after(month).next().or_else(|| self.before(month).next())
    }
}
