//! How a finding can be settled: what one press does, or where it leads.

use chrono::NaiveDate;

use crate::domain::activity::{Entry, Session};
use crate::domain::category::{Category, Kind};
use crate::domain::checks::{Around, Clash, Finding};
use crate::domain::id::SessionId;
use crate::domain::plan::{Plan, PlanChange};
use crate::domain::proposal::{free_rooms, other_time};
use crate::domain::repeat::moved;

/// A way to settle a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Mend {
    /// A session moves into another room, or to another time of its day: done with one press.
    Move(Box<Session>),
    /// So many places in each of these sessions, as many as their room holds: done with one press.
    Places(Vec<SessionId>, u16),
    /// Open what is arranged, and change it.
    Edit(SessionId),
    /// Name who runs it, who teaches, what it costs.
    Provide(SessionId),
    /// Say why two may share a room.
    Allow(Clash),
    /// Say why volunteers are wanted on a working day.
    AllowDay(SessionId),
    /// Pick a course from the menu, of this category where one is asked for.
    Pick(Option<Category>),
    /// Add an activity of the centre's own, of this kind and on this day where they are asked for.
    Add(Option<Kind>, Option<NaiveDate>),
    /// Add one of the centre's specials.
    AddSpecial,
    /// Look at the costs.
    Costs,
    /// Take these sessions out: done with one press, as far as residents have not read of them.
    TakeOut(Vec<SessionId>),
}

impl Finding {
    /// How it can be settled, the likeliest first.
    pub fn mends(&self, plan: &Plan, around: &Around<'_>) -> Vec<Mend> {
        let elsewhere = |id: &SessionId| plan.session(id).map(|session| elsewhere(plan, session, around));
        let mut mends = match self {
            Finding::VenueClash(Clash { second, .. }) => elsewhere(second).unwrap_or_default(),
            Finding::VenueClosed { session, .. }
            | Finding::VenueMissing { session }
            | Finding::VenueUnknown { session } => elsewhere(session).unwrap_or_default(),
            // The room was chosen for what is done in it; only one by itself is offered another.
            Finding::VenueTooSmall { sessions, capacity, .. } => {
                let mut mends = vec![Mend::Places(sessions.clone(), *capacity)];
                if let [session] = &sessions[..] {
                    mends.extend(elsewhere(session).unwrap_or_default());
                }
                mends
            }
            Finding::PersonTwice { second, .. } => vec![Mend::Provide(second.clone())],
            Finding::TeamMissing { session, .. } => vec![Mend::Provide(session.clone())],
            Finding::TooFewCourses { .. } => vec![Mend::Pick(None)],
            Finding::CategoriesMissing { missing } => vec![Mend::Pick(missing.first().copied())],
            Finding::Empty => vec![Mend::Pick(None), Mend::Add(None, None)],
            Finding::NoSpecial => vec![Mend::AddSpecial],
            Finding::NoPlay => vec![Mend::Add(Some(Kind::Play), None)],
            Finding::NoPerformance => vec![Mend::Add(Some(Kind::Performance), None)],
            Finding::NoLaw => vec![Mend::Add(Some(Kind::Law), None)],
            Finding::NoScience => vec![Mend::Add(Some(Kind::Science), None)],
            Finding::WeeksEmpty { weeks } => vec![Mend::Add(None, saturday(plan, weeks))],
            Finding::NoSafety { weeks } => vec![Mend::Add(Some(Kind::Safety), saturday(plan, weeks))],
            Finding::NoServiceDay { day } => vec![Mend::Add(Some(Kind::Charity), Some(*day))],
            Finding::NoSafetyDay => vec![Mend::Add(Some(Kind::Safety), None)],
            Finding::NoLawInTerm => vec![Mend::Add(Some(Kind::Law), None)],
            Finding::NoFireDrill { day } => vec![Mend::Add(Some(Kind::Safety), Some(*day))],
            Finding::NoScienceWeek => vec![Mend::Add(Some(Kind::Science), None)],
            Finding::InVacation { sessions } => vec![Mend::TakeOut(sessions.clone())],
            Finding::OverBudget { .. } => vec![Mend::Costs],
            Finding::OutsideMonth { .. }
            | Finding::RainOutsideMonth { .. }
            | Finding::Incomplete { .. }
            | Finding::NoAgreement { .. }
            | Finding::ShiftOnWorkday { .. }
            | Finding::ShiftOutsideHours { .. } => Vec::new(),
            Finding::TopicAgain { session, .. } => {
                let category = plan.activities.get(&session.activity).and_then(|activity| activity.sort.category());
                vec![Mend::Pick(category)]
            }
        };
        mends.extend(self.about().cloned().map(Mend::Edit));
        if let Finding::VenueClash(clash) = self {
            mends.push(Mend::Allow(clash.clone()));
        }
        if let Finding::ShiftOnWorkday { shift, .. } = self {
            mends.push(Mend::AllowDay(shift.clone()));
        }
        mends
    }
}

/// The session in the snuggest room that is free then, and in its own room at the nearest time that is.
fn elsewhere(plan: &Plan, session: &Session, around: &Around<'_>) -> Vec<Mend> {
    let rooms = free_rooms(plan, session.span(), session.places().unwrap_or(0), Some(&session.id), around);
    let room = rooms.into_iter().find(|room| Some(&room.code) != session.venue.as_ref());
    let to_room = room.map(|room| Session { venue: Some(room.code.clone()), ..session.clone() });
    let fits = |session: &Session| {
        let venue = session.venue.as_ref().and_then(|code| around.catalogue.venue(code));
        venue.is_some_and(|venue| venue.capacity >= session.places().unwrap_or(0))
    };
    let to_time = other_time(plan, session, around).map(|start| moved(session, start)).filter(fits);
    to_room.into_iter().chain(to_time).map(|session| Mend::Move(Box::new(session))).collect()
}

/// The Saturday of the first such week, or its last day in the month.
fn saturday(plan: &Plan, weeks: &[usize]) -> Option<NaiveDate> {
    let rows = crate::domain::calendar::month_weeks(plan.month);
    let row = rows.get(*weeks.first()?)?;
    row[5].or_else(|| row.iter().rev().find_map(|day| *day))
}

impl Mend {
    /// What one press records; nothing where it leads into a dialog.
    pub fn changes(&self, plan: &Plan) -> Vec<PlanChange> {
        let change = |session: Session| {
            let activity = plan.activities.get(&session.id.activity)?.clone();
            Some(PlanChange::Session { activity, session })
        };
        match self {
            Mend::Move(session) => change((**session).clone()).into_iter().collect(),
            // All of a series: none of them is arranged by itself by that.
            Mend::Places(sessions, places) => {
                let fewer = |session: &Session| Session { entry: Entry::Places(*places), ..session.clone() };
                sessions.iter().filter_map(|id| change(fewer(plan.session(id)?))).collect()
            }
            _ => Vec::new(),
        }
    }
}
