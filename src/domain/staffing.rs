//! 缺人情况: how a month's shifts are staffed, and what is asked for when people are missing.

use crate::domain::activity::Shift;
use crate::domain::book::MonthBook;
use crate::domain::id::SlipId;
use crate::domain::placement::Placement;
use crate::domain::standing::Standing;
use crate::domain::time::Start;

/// How a shift is staffed. A place is counted once, whoever serves in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Staffed {
    /// The shift, as published.
    pub shift: Shift,
    /// Places taken, told or not.
    pub claimed: u16,
    /// Of these, published as confirmed.
    pub confirmed: u16,
    /// How many wait.
    pub waiting: u16,
    /// Who serves, by turn.
    pub slips: Vec<SlipId>,
}

impl Staffed {
    /// So many more can come.
    pub fn missing(&self) -> u16 {
        self.shift.needed_to.saturating_sub(self.claimed)
    }

    /// So many are missing before it works at all.
    pub fn short(&self) -> u16 {
        self.shift.needed_from.saturating_sub(self.claimed)
    }

    /// Whether it is a gap at a time: it has not begun, is on, and more can come. Where somebody waits already, the
    /// place is theirs.
    pub fn is_gap(&self, now: Start) -> bool {
        self.shift.cancelled.is_none() && self.shift.start > now && self.missing() > self.waiting
    }
}

/// How every shift of the published month is staffed, by start.
pub fn staffing(book: &MonthBook, placement: Option<&Placement>) -> Vec<Staffed> {
    let Some(menu) = &book.menu else { return Vec::new() };
    let told = book.told_last();
    let count = |count: usize| u16::try_from(count).unwrap_or(u16::MAX);
    let staffed = |shift: &Shift| {
        let roster = placement.and_then(|placement| placement.rosters.get(&shift.id)).cloned().unwrap_or_default();
        let confirmed = roster
            .placed
            .iter()
            .filter(|slip| told.get(slip).is_some_and(|told| told.standing == Standing::Confirmed))
            .count();
        Staffed {
            claimed: count(roster.placed.len()),
            confirmed: count(confirmed),
            waiting: count(roster.waiting.len()),
            slips: roster.placed,
            shift: shift.clone(),
        }
    };
    let mut shifts: Vec<Staffed> = menu.shifts.iter().map(staffed).collect();
    shifts.sort_by(|a, b| (a.shift.start, &a.shift.id).cmp(&(b.shift.start, &b.shift.id)));
    shifts
}

/// The gaps, those that do not work yet first, then by start: exactly what is asked for.
pub fn gaps(staffed: &[Staffed], now: Start) -> Vec<&Staffed> {
    let mut gaps: Vec<&Staffed> = staffed.iter().filter(|one| one.is_gap(now)).collect();
    gaps.sort_by_key(|one| (one.short() == 0, one.shift.start));
    gaps
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::fixtures::{self, start};
    use crate::domain::text::Text;

    fn staffed(at: &str, (from, to): (u16, u16), claimed: u16, waiting: u16) -> Staffed {
        let shift = Shift { needed_from: from, needed_to: to, ..fixtures::shift(&format!("S01@{at}"), "探访") };
        Staffed { shift, claimed, confirmed: 0, waiting, slips: Vec::new() }
    }

    #[track_caller]
    fn gap(one: Staffed, expected: bool) {
        assert_eq!(one.is_gap(start("2026-12-04T12:00")), expected, "{one:?}");
    }

    #[test]
    fn a_gap_is_where_more_can_come_and_nobody_waits() {
        gap(staffed("2026-12-05T09:00", (1, 2), 0, 0), true);
        gap(staffed("2026-12-05T09:00", (1, 2), 1, 0), true);
        gap(staffed("2026-12-05T09:00", (1, 2), 2, 0), false);
        gap(staffed("2026-12-05T09:00", (1, 2), 3, 0), false);
        gap(staffed("2026-12-05T09:00", (1, 2), 1, 1), false);
        gap(staffed("2026-12-04T12:00", (1, 2), 0, 0), false);
        let mut off = staffed("2026-12-05T09:00", (1, 2), 0, 0);
        off.shift.cancelled = Some(Text::new("下雨"));
        gap(off, false);
    }

    #[test]
    fn what_does_not_work_yet_is_asked_for_first() {
        let staffed = [
            staffed("2026-12-05T09:00", (1, 3), 1, 0),
            staffed("2026-12-06T09:00", (2, 3), 1, 0),
            staffed("2026-12-06T14:00", (1, 1), 1, 0),
            staffed("2026-12-13T09:00", (1, 1), 0, 0),
        ];
        let found: Vec<_> = gaps(&staffed, start("2026-12-01T08:00")).iter().map(|one| one.shift.start).collect();
        assert_eq!(found, [start("2026-12-06T09:00"), start("2026-12-13T09:00"), start("2026-12-05T09:00")]);
    }
}
