//! A month's plan: what an organizer arranges before it is published, and what stands against publishing it.

use serde::{Deserialize, Serialize};

use crate::domain::activity::{Activity, Session, Shift};
use crate::domain::id::SessionId;

/// One change of a plan. Later changes of the same thing hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PlanChange {
    /// A session is arranged, or arranged otherwise.
    Session {
        /// Of this activity.
        activity: Activity,
        /// When, where, for how many.
        session: Session,
    },
    /// A shift is arranged, or arranged otherwise.
    Shift(Shift),
    /// A session or shift is taken out of the plan.
    Remove(SessionId),
}
