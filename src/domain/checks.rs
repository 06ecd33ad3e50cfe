//! What stands against publishing a month, or should at least be seen: each finding with the facts behind it.
//!
//! What would publish nonsense always blocks; for the rest a centre says how strictly it holds (`planning`). How a finding
//! can be settled is in `mend`.

mod arranged;
mod cadence;
mod year;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::domain::catalogue::Catalogue;
use crate::domain::category::Category;
use crate::domain::centre::Rules;
use crate::domain::costs::Money;
use crate::domain::holiday::Holidays;
use crate::domain::id::{SessionId, VenueCode};
use crate::domain::plan::Plan;
use crate::domain::planning::{Check, Planning, Weight};
use crate::domain::provision::TeamPart;
use crate::domain::time::{Month, Start};

/// What is found about a plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Finding {
    /// Two things in one venue at one time.
    VenueClash(Clash),
    /// The venue is closed for part of the time.
    VenueClosed {
        /// Which session or shift.
        session: SessionId,
        /// Where.
        venue: VenueCode,
    },
    /// The venue is closed for part of a shift: who helps comes before the doors open, so it is only said.
    ShiftOutsideHours {
        /// Which shift.
        shift: SessionId,
        /// Where.
        venue: VenueCode,
    },
    /// The venue holds fewer people than there are places, in sessions of one activity that are alike in this.
    VenueTooSmall {
        /// Which sessions, by start: at least one.
        sessions: Vec<SessionId>,
        /// Where.
        venue: VenueCode,
        /// People it holds.
        capacity: u16,
        /// Places planned.
        places: u16,
    },
    /// The venue's code is not in the catalogue.
    VenueUnknown {
        /// Which session or shift.
        session: SessionId,
    },
    /// A session without a venue.
    VenueMissing {
        /// Which session.
        session: SessionId,
    },
    /// A session that starts outside the month.
    OutsideMonth {
        /// Which.
        session: SessionId,
    },
    /// A rain plan whose day is in another month: a session is published in the month in which it begins.
    RainOutsideMonth {
        /// Of which session.
        session: SessionId,
    },
    /// No title, no length, no places, or longer than a day.
    Incomplete {
        /// Which.
        session: SessionId,
    },
    /// The provider's agreement does not hold on that day.
    NoAgreement {
        /// Which session.
        session: SessionId,
    },
    /// Somebody who teaches or runs a session is in two at once.
    PersonTwice {
        /// By name.
        person: String,
        /// The earlier.
        first: SessionId,
        /// The later.
        second: SessionId,
        /// For how many minutes.
        minutes: u16,
    },
    /// Volunteers are wanted on a day on which most people work.
    ShiftOnWorkday {
        /// Which shift.
        shift: SessionId,
        /// 班: a weekend day worked in exchange for a holiday.
        swapped: bool,
    },
    /// Nobody is named yet for a part of the team that a course session needs.
    TeamMissing {
        /// Which session.
        session: SessionId,
        /// Which parts.
        missing: Vec<TeamPart>,
    },
    /// Nothing to publish.
    Empty,
    /// The 3: fewer sessions from the course menu than the centre's rules ask for.
    TooFewCourses {
        /// Arranged.
        have: u16,
        /// Asked for.
        want: u16,
    },
    /// The N: no special of the centre's own.
    NoSpecial,
    /// The 1: the year's last months, and no children's play in it.
    NoPlay,
    /// The year's last months, and these categories were never held in it.
    CategoriesMissing {
        /// Which.
        missing: Vec<Category>,
    },
    /// A topic that was held in this year already, while others of its category never were.
    TopicAgain {
        /// Which session.
        session: SessionId,
        /// When last.
        last: Month,
        /// How many of its category were never held.
        never: u16,
    },
    /// 周周有活动: weeks without anything.
    WeeksEmpty {
        /// Rows of the month, counted from 0.
        weeks: Vec<usize>,
    },
    /// 月月有演出: none this month.
    NoPerformance,
    /// Weeks without a safety lesson.
    NoSafety {
        /// Rows of the month, counted from 0.
        weeks: Vec<usize>,
    },
    /// No 法治宣传 this month.
    NoLaw,
    /// No science talk this month.
    NoScience,
    /// Nothing charitable and no shift on the service day.
    NoServiceDay {
        /// Which day that is.
        day: NaiveDate,
    },
    /// No day of safety publicity this month.
    NoSafetyDay,
    /// The term's last two months, and no law lesson in it.
    NoLawInTerm,
    /// No drill in the week of the ninth of November.
    NoFireDrill {
        /// Which day that is.
        day: NaiveDate,
    },
    /// May, and no week with science on several of its days.
    NoScienceWeek,
    /// Sessions of an activity that comes on school days, in a vacation: it was written down later than they were planned.
    InVacation {
        /// Which, by start.
        sessions: Vec<SessionId>,
    },
    /// The month's planned cost is above its budget.
    OverBudget {
        /// As planned.
        planned: Money,
        /// As allowed.
        budget: Money,
    },
}

/// Two sessions in one venue at one time.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Clash {
    /// Where.
    pub venue: VenueCode,
    /// The earlier.
    pub first: SessionId,
    /// The later.
    pub second: SessionId,
    /// Since when both are on.
    pub from: Start,
    /// For how many minutes.
    pub minutes: u16,
}

/// A finding, and whether it stands against publishing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// What.
    pub finding: Finding,
    /// Whether it blocks. What remains is a notice: the centre knows best.
    pub blocks: bool,
}

/// What a plan is checked against.
#[derive(Debug, Clone, Copy)]
pub struct Around<'a> {
    /// Venues, courses, providers.
    pub catalogue: &'a Catalogue,
    /// The rules that residents know: how many courses a month.
    pub rules: &'a Rules,
    /// How strictly what holds.
    pub planning: &'a Planning,
    /// The holidays that are known.
    pub holidays: &'a Holidays,
    /// The other months, as far as they are planned: those of the year, and the neighbours of the year's ends.
    pub others: &'a [&'a Plan],
}

impl Finding {
    /// The custom it goes back to. None: what is wrong with it no setting makes right.
    pub fn check(&self) -> Option<Check> {
        Some(match self {
            Finding::VenueClash(_)
            | Finding::VenueUnknown { .. }
            | Finding::OutsideMonth { .. }
            | Finding::RainOutsideMonth { .. }
            | Finding::Incomplete { .. }
            | Finding::Empty => return None,
            Finding::VenueClosed { .. } | Finding::ShiftOutsideHours { .. } => Check::VenueClosed,
            Finding::VenueTooSmall { .. } => Check::VenueTooSmall,
            Finding::VenueMissing { .. } => Check::VenueMissing,
            Finding::NoAgreement { .. } => Check::Agreement,
            Finding::PersonTwice { .. } => Check::Teacher,
            Finding::ShiftOnWorkday { .. } => Check::ShiftDay,
            Finding::TeamMissing { .. } => Check::Team,
            Finding::TooFewCourses { .. } => Check::Courses,
            Finding::NoSpecial => Check::Special,
            Finding::NoPlay => Check::Play,
            Finding::CategoriesMissing { .. } => Check::Categories,
            Finding::TopicAgain { .. } => Check::Topics,
            Finding::WeeksEmpty { .. } => Check::Weekly,
            Finding::NoPerformance => Check::Performance,
            Finding::NoSafety { .. } => Check::SafetyWeekly,
            Finding::NoLaw => Check::LawMonthly,
            Finding::NoScience => Check::ScienceMonthly,
            Finding::NoServiceDay { .. } => Check::ServiceDay,
            Finding::NoSafetyDay => Check::SafetyMonthly,
            Finding::NoLawInTerm => Check::LawTerm,
            Finding::NoFireDrill { .. } => Check::FireDrill,
            Finding::NoScienceWeek => Check::ScienceWeek,
            Finding::InVacation { .. } => Check::Vacation,
            Finding::OverBudget { .. } => Check::Budget,
        })
    }

    /// How strictly it is taken.
    pub fn weight(&self, planning: &Planning) -> Weight {
        let weight = self.check().map_or(Weight::Block, |check| planning.weight(check));
        match self {
            Finding::ShiftOutsideHours { .. } => weight.min(Weight::Notice),
            _ => weight,
        }
    }

    /// Whether it speaks of this session or shift.
    pub fn concerns(&self, id: &SessionId) -> bool {
        match self {
            Finding::VenueClash(Clash { first, second, .. }) | Finding::PersonTwice { first, second, .. } => {
                first == id || second == id
            }
            Finding::InVacation { sessions } | Finding::VenueTooSmall { sessions, .. } => sessions.contains(id),
            _ => self.about() == Some(id),
        }
    }

    /// Which session or shift one would change to settle it; of two that clash the later, of several alike the first.
    pub fn about(&self) -> Option<&SessionId> {
        match self {
            Finding::VenueTooSmall { sessions, .. } => sessions.first(),
            Finding::VenueClash(Clash { second: id, .. })
            | Finding::PersonTwice { second: id, .. }
            | Finding::VenueClosed { session: id, .. }
            | Finding::VenueUnknown { session: id }
            | Finding::VenueMissing { session: id }
            | Finding::OutsideMonth { session: id }
            | Finding::RainOutsideMonth { session: id }
            | Finding::Incomplete { session: id }
            | Finding::NoAgreement { session: id }
            | Finding::ShiftOnWorkday { shift: id, .. }
            | Finding::ShiftOutsideHours { shift: id, .. }
            | Finding::TeamMissing { session: id, .. }
            | Finding::TopicAgain { session: id, .. } => Some(id),
            _ => None,
        }
    }
}

impl Plan {
    /// What stands against publishing it and what should be seen, as strictly as the centre takes it; what blocks first.
    pub fn findings(&self, around: &Around<'_>) -> Vec<Found> {
        let mut findings = Vec::new();
        if self.sessions.is_empty() && self.shifts.is_empty() {
            findings.push(Finding::Empty);
        }
        self.find_arranged(around, &mut findings);
        self.find_of_year(around, &mut findings);
        self.find_cadence(around, &mut findings);
        let weighed = findings.into_iter().map(|finding| (finding.weight(around.planning), finding));
        let said = weighed.filter(|(weight, _)| *weight != Weight::Off);
        let mut found: Vec<Found> =
            said.map(|(weight, finding)| Found { blocks: weight == Weight::Block, finding }).collect();
        // Who runs a session is settled last.
        found.sort_by_key(|found| (!found.blocks, found.finding.check() == Some(Check::Team)));
        found
    }

    /// Sessions that are on.
    pub(crate) fn on(&self) -> impl Iterator<Item = &crate::domain::activity::Session> {
        self.sessions.iter().filter(|session| session.cancelled.is_none())
    }
}

#[cfg(test)]
mod tests;
