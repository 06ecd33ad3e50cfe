//! Undo and redo of a month's plan, without limit: which steps hold, and which can be taken back or made again.
//!
//! A step is what was recorded of the plan in one moment. Taking it back is a further fact, so a merge of two books knows it
//! as well; the plan is what the steps that hold leave. What was published is taken back by calling off, not by undoing: each
//! publication begins anew.

use std::collections::BTreeSet;

use crate::domain::time::Stamp;

/// What happened to a plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Event {
    /// Something was planned: of one moment is one step.
    Planned,
    /// A step was taken back.
    Undone(Stamp),
    /// A step that was taken back was made again.
    Redone(Stamp),
    /// The month was published.
    Published,
}

/// The steps of a month's plan.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Steps {
    /// Steps that do not hold.
    void: BTreeSet<Stamp>,
    /// Steps that can be taken back, the newest last.
    open: Vec<Stamp>,
    /// Steps that can be made again, the one that was taken back last stands last.
    again: Vec<Stamp>,
    /// When the last thing was recorded.
    last: Option<Stamp>,
}

impl Steps {
    /// What these events leave, which stand in the order of their recording.
    pub fn of(events: impl IntoIterator<Item = (Stamp, Event)>) -> Self {
        let mut steps = Self::default();
        for (at, event) in events {
            steps.last = steps.last.max(Some(at));
            steps.take(at, event);
        }
        steps
    }

    fn take(&mut self, at: Stamp, event: Event) {
        match event {
            Event::Planned => {
                if self.open.last() != Some(&at) {
                    self.open.push(at);
                    self.again.clear();
                }
            }
            Event::Undone(step) => {
                if self.void.insert(step) {
                    self.open.retain(|open| *open != step);
                    self.again.push(step);
                }
            }
            Event::Redone(step) => {
                if self.void.remove(&step) {
                    self.again.retain(|again| *again != step);
                    self.open.push(step);
                }
            }
            Event::Published => {
                self.open.clear();
                self.again.clear();
            }
        }
    }

    /// Whether what was recorded then holds.
    pub fn holds(&self, step: Stamp) -> bool {
        !self.void.contains(&step)
    }

    /// The step that is taken back next.
    pub fn undo(&self) -> Option<Stamp> {
        self.open.last().copied()
    }

    /// The step that is made again next.
    pub fn redo(&self) -> Option<Stamp> {
        self.again.last().copied()
    }

    /// When a further step is recorded, at the earliest: two steps never share a moment, whatever the device's clock says.
    pub fn next(&self, now: Stamp) -> Stamp {
        self.last.map_or(now, |last| now.max(Stamp(last.0 + 1)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn leaves(more: &[Event], undo: Option<i64>, redo: Option<i64>) -> Steps {
        let planned = [1, 2, 2].map(|at| (Stamp(at), Event::Planned));
        let more = more.iter().copied().enumerate().map(|(index, event)| (Stamp(9 + index as i64), event));
        let steps = Steps::of(planned.into_iter().chain(more));
        assert_eq!((steps.undo(), steps.redo()), (undo.map(Stamp), redo.map(Stamp)));
        steps
    }

    #[test]
    fn steps_are_taken_back_and_made_again_in_their_order() {
        use Event::{Planned, Published, Redone, Undone};
        leaves(&[], Some(2), None);
        leaves(&[Undone(Stamp(2))], Some(1), Some(2));
        leaves(&[Undone(Stamp(2)), Undone(Stamp(1))], None, Some(1));
        leaves(&[Undone(Stamp(2)), Undone(Stamp(1)), Redone(Stamp(1))], Some(1), Some(2));
        // A new step ends what could be made again.
        let steps = leaves(&[Undone(Stamp(2)), Planned], Some(10), None);
        assert!(steps.holds(Stamp(1)) && !steps.holds(Stamp(2)));
        leaves(&[Published], None, None);
        leaves(&[Published, Planned], Some(10), None);
        // Told twice, by two devices.
        leaves(&[Undone(Stamp(2)), Undone(Stamp(2)), Redone(Stamp(2)), Redone(Stamp(2))], Some(2), None);
    }

    #[test]
    fn a_clock_that_was_set_back_makes_no_step_earlier() {
        let steps = leaves(&[], Some(2), None);
        assert_eq!(steps.next(Stamp(1)), Stamp(3));
        assert_eq!(steps.next(Stamp(7)), Stamp(7));
    }
}
