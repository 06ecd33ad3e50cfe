//! Sessions of one activity on days on end: told once, as a line over those days of the week, instead of day by day.

use std::collections::BTreeMap;

use crate::domain::activity::Session;
use crate::domain::calendar::week_of;
use crate::domain::id::{ActivityId, SessionId};
use crate::domain::plan::Plan;

/// Where a session stands in its line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InRun {
    /// Counted from 0.
    pub nth: usize,
    /// How many there are.
    pub of: usize,
}

impl InRun {
    /// Whether the line begins with it.
    pub fn is_first(self) -> bool {
        self.nth == 0
    }

    /// Whether the line ends with it.
    pub fn is_last(self) -> bool {
        self.nth + 1 == self.of
    }
}

/// From so many days on end a line is easier to read than each day's own entry.
const FEWEST: usize = 3;

/// The sessions of a plan that stand in a line: of one activity, at one time, one day after the other within a week.
pub fn runs(plan: &Plan) -> BTreeMap<SessionId, InRun> {
    let mut by_activity: BTreeMap<&ActivityId, Vec<&Session>> = BTreeMap::new();
    for session in plan.on().filter(|session| session.start.month() == plan.month) {
        by_activity.entry(&session.id.activity).or_default().push(session);
    }
    let mut all = BTreeMap::new();
    for sessions in by_activity.values() {
        for run in sessions.chunk_by(|one, next| follows(one, next)).filter(|run| run.len() >= FEWEST) {
            let places = run.iter().enumerate();
            all.extend(places.map(|(nth, session)| (session.id.clone(), InRun { nth, of: run.len() })));
        }
    }
    all
}

fn follows(one: &Session, next: &Session) -> bool {
    let same_time = one.start.time() == next.start.time() && one.minutes == next.minutes;
    let (day, later) = (one.start.day(), next.start.day());
    same_time && day.succ_opt() == Some(later) && week_of(day)[0] == week_of(later)[0]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::category::{Kind, Sort};
    use crate::domain::fixtures::{activity, month, session};
    use crate::domain::plan::PlanChange;

    fn at(name: &str, day: u8, time: &str) -> PlanChange {
        let activity = activity(name, Sort::Other(Kind::AfterSchool), name);
        PlanChange::Session { activity, session: session(name, &format!("2026-12-{day:02}T{time}")) }
    }

    #[test]
    fn days_on_end_are_a_line_as_far_as_the_week_goes() {
        // The first is a Tuesday; the ninth is at another time.
        let mut changes: Vec<PlanChange> =
            [1, 2, 3, 4, 7, 8, 10, 11, 19, 20, 21].map(|day| at("care", day, "16:00")).into();
        changes.push(at("care", 9, "15:00"));
        changes.extend([1, 2, 8].map(|day| at("choir", day, "19:00")));
        let plan = Plan::of(month("2026-12"), &changes);
        let runs = runs(&plan);
        let told: Vec<(String, usize, usize)> =
            runs.iter().map(|(id, run)| (id.to_string(), run.nth, run.of)).collect();
        let expected = [1, 2, 3, 4].map(|day| (format!("care@2026-12-{day:02}T16:00"), day - 1, 4));
        assert_eq!(told, expected, "two days, or over a Sunday, are no line");
        let first = runs.values().filter(|run| run.is_first()).count();
        assert_eq!((first, runs.values().filter(|run| run.is_last()).count()), (1, 1));
    }
}
