//! What is on, on a day of the month, as its cell shows it: a mark for each thing, a stroke for what lasts over days.

use chrono::NaiveDate;

use crate::domain::category::Mark;
use crate::domain::series::Rhythm;
use crate::domain::timetable::{Listed, Selection};

/// What is on, on a day.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct OnDay {
    /// One for each thing that is on, by start.
    pub marks: Vec<Mark>,
    /// What is on for several days on end, or nearly every day.
    pub bands: Vec<Band>,
}

/// A stroke along the bottom of days: something that lasts over them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Band {
    /// Of which mark.
    pub mark: Mark,
    /// Day after day without a break; else it comes again nearly every day.
    pub unbroken: bool,
    /// This is its first day.
    pub begins: bool,
    /// This is its last day.
    pub ends: bool,
}

/// What is drawn of a day's marks: how many shapes, and how many more there are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drawn {
    /// The shapes.
    pub shapes: Vec<Mark>,
    /// So many more.
    pub more: usize,
}

impl OnDay {
    /// What was called off is not on.
    pub fn of(selection: &Selection, day: NaiveDate) -> Self {
        let (mut marks, mut bands): (Vec<Mark>, Vec<Band>) = (Vec::new(), Vec::new());
        for listed in selection.on(day).filter(|listed| listed.session.cancelled.is_none()) {
            let mark = listed.activity.sort.mark();
            match listed.rhythm {
                Rhythm::Run { first, last } => {
                    bands.push(Band { mark, unbroken: true, begins: day == first, ends: day == last })
                }
                rhythm if rhythm.is_everyday() => {
                    bands.push(Band { mark, unbroken: false, begins: false, ends: false })
                }
                _ => marks.push(mark),
            }
        }
        // What lasts lies on one line from day to day; below it what only comes again.
        bands.sort_by_key(|band| !band.unbroken);
        Self { marks, bands }
    }

    /// How many things.
    pub fn count(&self) -> usize {
        self.marks.len() + self.bands.len()
    }

    /// How strongly the day's window is lit, 1 to 3; not at all where nothing is on that day alone.
    pub fn lamp(&self) -> Option<&'static str> {
        match self.marks.len() {
            0 => None,
            1 => Some("1"),
            2 => Some("2"),
            _ => Some("3"),
        }
    }

    /// Up to three shapes; of more, two and how many more.
    pub fn drawn(&self) -> Drawn {
        let mut shapes = self.marks.clone();
        if shapes.len() <= 3 {
            return Drawn { shapes, more: 0 };
        }
        // The centre's everyday activities give way to courses and plays.
        shapes.sort_unstable();
        shapes.truncate(2);
        Drawn { shapes, more: self.marks.len() - 2 }
    }

    /// The strokes that are drawn: two at most, what is on is told in full by the list.
    pub fn strokes(&self) -> &[Band] {
        &self.bands[..self.bands.len().min(2)]
    }
}

/// What the strokes of a month stand for: of each such activity the first of its sessions; what lasts without a break before what
/// comes again. Four at most: of more the list tells.
pub fn lasting(selection: &Selection) -> Vec<Listed<'_>> {
    let mut found: Vec<Listed<'_>> = Vec::new();
    for listed in selection.all().filter(|listed| listed.session.cancelled.is_none()) {
        let lasts = listed.rhythm.is_everyday() || matches!(listed.rhythm, Rhythm::Run { .. });
        if lasts && found.iter().all(|other| other.activity.id != listed.activity.id) {
            found.push(listed);
        }
    }
    found.sort_by_key(|listed| listed.rhythm.is_everyday());
    found.truncate(4);
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::category::Category;

    #[test]
    fn of_a_crowded_day_two_are_drawn_and_the_rest_counted() {
        let art = Mark::Category(Category::Arts);
        let of = |marks: &[Mark]| OnDay { marks: marks.to_vec(), bands: Vec::new() };
        let three = of(&[Mark::Special, Mark::Special, art]);
        assert_eq!(three.drawn(), Drawn { shapes: vec![Mark::Special, Mark::Special, art], more: 0 });
        let four = of(&[Mark::Special, Mark::Special, art, Mark::Stage]);
        assert_eq!(four.drawn(), Drawn { shapes: vec![art, Mark::Stage], more: 2 });
        assert_eq!((of(&[]).lamp(), three.lamp(), four.count()), (None, Some("3"), 4));
    }
}
