//! One centre's published month: sessions and shifts, with a revision number.

use serde::{Deserialize, Serialize};

use crate::domain::activity::{Activity, Session, Shift};
use crate::domain::age::AgeRange;
use crate::domain::centre::Rules;
use crate::domain::id::{ActivityId, CentreId, SessionId, VenueCode};
use crate::domain::search::Readings;
use crate::domain::time::{Month, Span};

/// A venue as residents need it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Place {
    /// Its code.
    pub code: VenueCode,
    /// What it is called.
    pub name: String,
    /// Whose it is, where a school or company lends it: it is not at the centre's address. Nothing for the centre's own, and in
    /// months published before it was told.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub lender: String,
    /// Equipment and the like (无障碍, 室外).
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub notes: String,
}

/// A published month (月度活动安排).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Menu {
    /// Of this file's form; 1 today.
    pub format: u16,
    /// Whose.
    pub centre: CentreId,
    /// Of which month: that in which its sessions start.
    pub month: Month,
    /// Counts up from 1 with every publication of the month.
    pub revision: u32,
    /// By which rules places are given.
    pub rules: Rules,
    /// What the sessions are of.
    pub activities: Vec<Activity>,
    /// Where they are.
    pub venues: Vec<Place>,
    /// The month's sessions, by start.
    pub sessions: Vec<Session>,
    /// The month's shifts, by start.
    pub shifts: Vec<Shift>,
    /// How the characters of its texts sound, for finding; nothing in months published before there were any.
    #[serde(default, skip_serializing_if = "Readings::is_empty")]
    pub readings: Readings,
}

/// What a slip can ask a place in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target<'a> {
    /// A session and its activity.
    Session(&'a Session, &'a Activity),
    /// A shift.
    Shift(&'a Shift),
}

impl Menu {
    /// The version of a menu's form that this program writes and reads.
    pub const FORMAT: u16 = 1;

    /// The activity of that id.
    pub fn activity(&self, id: &ActivityId) -> Option<&Activity> {
        self.activities.iter().find(|activity| activity.id == *id)
    }

    /// The session of that id.
    pub fn session(&self, id: &SessionId) -> Option<&Session> {
        self.sessions.iter().find(|session| session.id == *id)
    }

    /// The shift of that id.
    pub fn shift(&self, id: &SessionId) -> Option<&Shift> {
        self.shifts.iter().find(|shift| shift.id == *id)
    }

    /// The venue of that code.
    pub fn venue(&self, code: &VenueCode) -> Option<&Place> {
        self.venues.iter().find(|venue| venue.code == *code)
    }

    /// The sessions that somebody may come to as well as to one of `activity`: its own, and those of another activity that gives
    /// the same course of the district's menu.
    pub fn sessions_like<'a>(&'a self, activity: &'a Activity) -> impl Iterator<Item = &'a Session> {
        self.sessions.iter().filter(|session| {
            session.id.activity == activity.id
                || activity.course.as_ref().is_some_and(|course| {
                    self.activity(&session.id.activity).is_some_and(|other| other.course.as_ref() == Some(course))
                })
        })
    }

    /// What an id means here.
    pub fn target(&self, id: &SessionId) -> Option<Target<'_>> {
        if let Some(session) = self.session(id) {
            return self.activity(&session.id.activity).map(|activity| Target::Session(session, activity));
        }
        self.shift(id).map(Target::Shift)
    }
}

impl Target<'_> {
    /// When it is on.
    pub fn span(&self) -> Span {
        match self {
            Target::Session(session, _) => session.span(),
            Target::Shift(shift) => shift.span(),
        }
    }

    /// For which ages it is.
    pub fn ages(&self) -> AgeRange {
        match self {
            Target::Session(_, activity) => activity.ages,
            Target::Shift(shift) => shift.ages(),
        }
    }

    /// Whether the centre called it off.
    pub fn is_cancelled(&self) -> bool {
        match self {
            Target::Session(session, _) => session.cancelled.is_some(),
            Target::Shift(shift) => shift.cancelled.is_some(),
        }
    }

    /// How many places it has; none where everybody may come.
    pub fn places(&self) -> Option<u16> {
        match self {
            Target::Session(session, _) => session.places(),
            Target::Shift(shift) => Some(shift.needed_to),
        }
    }
}
