//! A plan that is put aside under a name: another draft (方案) of the same month to compare with, or, kept with no month of its
//! own, a template (模板) from which months are made.

use serde::{Deserialize, Serialize};

use crate::domain::id::{DraftId, SessionId};
use crate::domain::plan::{Plan, PlanChange};
use crate::domain::time::{Month, Stamp};

/// A plan put aside.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Draft {
    /// Which.
    pub id: DraftId,
    /// What the organizer calls it.
    pub name: String,
    /// Of which month it is, or was taken.
    pub month: Month,
    /// What makes it out of an empty month.
    pub changes: Vec<PlanChange>,
    /// When it was put aside.
    pub at: Stamp,
}

impl Draft {
    /// Puts a plan aside.
    pub fn of(plan: &Plan, id: DraftId, name: String, at: Stamp) -> Self {
        Self { id, name, month: plan.month, changes: Plan::new(plan.month).towards(plan), at }
    }

    /// The plan.
    pub fn plan(&self) -> Plan {
        Plan::of(self.month, &self.changes)
    }
}

/// How one plan of a month differs from another, session by session and shift by shift, by start.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Difference {
    /// Only in the first.
    OnlyHere(SessionId),
    /// Only in the second.
    OnlyThere(SessionId),
    /// In both, arranged otherwise.
    Otherwise(SessionId),
}

/// Compares two plans of a month.
pub fn differences(here: &Plan, there: &Plan) -> Vec<Difference> {
    let mut all = Vec::new();
    for session in &here.sessions {
        let id = &session.id;
        match there.session(id) {
            None => all.push((session.start, Difference::OnlyHere(id.clone()))),
            Some(other) => {
                let same = other == session && there.activities.get(&id.activity) == here.activities.get(&id.activity);
                if !same {
                    all.push((session.start, Difference::Otherwise(id.clone())));
                }
            }
        }
    }
    for shift in &here.shifts {
        match there.shift(&shift.id) {
            None => all.push((shift.start, Difference::OnlyHere(shift.id.clone()))),
            Some(other) if other != shift => all.push((shift.start, Difference::Otherwise(shift.id.clone()))),
            Some(_) => {}
        }
    }
    let there_alone = there.sessions.iter().map(|session| (session.start, &session.id));
    let there_alone = there_alone.chain(there.shifts.iter().map(|shift| (shift.start, &shift.id)));
    let gone = there_alone.filter(|(_, id)| !here.holds(id));
    all.extend(gone.map(|(start, id)| (start, Difference::OnlyThere(id.clone()))));
    all.sort_by_key(|(start, _)| *start);
    all.into_iter().map(|(_, difference)| difference).collect()
}
