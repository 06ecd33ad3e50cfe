//! A month's plan: what an organizer arranges before it is published, and how far it keeps the 3+1+N rule. What stands
//! against publishing it is in `checks`.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

use crate::domain::activity::{Activity, Entry, Session, Shift};
use crate::domain::calendar::{month_weeks, week_index};
use crate::domain::catalogue::{Catalogue, Course, Service};
use crate::domain::category::{Category, Kind, Mark, Sort};
use crate::domain::centre::Rules;
use crate::domain::changed::Changed;
use crate::domain::checks::Clash;
use crate::domain::id::{ActivityId, CentreId, CourseCode, SessionId, VenueCode};
use crate::domain::menu::Menu;
use crate::domain::provision::Provision;
use crate::domain::repeat::Series;
use crate::domain::search::Readings;
use crate::domain::text::Text;
use crate::domain::time::{Month, Start, day_text};
use crate::domain::venue::Venue;

/// The longest a session may last: a day. An exhibition has a session for each of its days.
pub const LONGEST_MINUTES: u16 = 24 * 60;

/// One change of a plan. Later changes of the same thing hold.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
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
    /// An activity comes again by rules, or, without a part, no longer does.
    Series(Series),
    /// What stands behind a session: people and costs. An empty one takes it away.
    Provide {
        /// Behind which.
        session: SessionId,
        /// What.
        provision: Provision,
    },
    /// Two sessions may share a venue all the same. Without a reason they no longer may.
    Allow(Allowance),
    /// Volunteers are wanted on a day on which most people work, and an organizer knows why. Without a reason it is asked
    /// again.
    AllowDay {
        /// Which shift.
        shift: SessionId,
        /// On which day: on another one it is asked again.
        #[serde(with = "day_text")]
        day: NaiveDate,
        /// Why, in the organizer's words.
        why: String,
    },
}

/// That two sessions may be in one venue at one time: told so by an organizer, as long as they clash just like this.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Allowance {
    /// Which two, where and when.
    pub clash: Clash,
    /// Why, in the organizer's words.
    pub why: String,
}

/// A month as arranged so far. Sessions and shifts by start.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// Which month.
    pub month: Month,
    /// What the sessions are of.
    pub activities: BTreeMap<ActivityId, Activity>,
    /// Arranged sessions.
    pub sessions: Vec<Session>,
    /// Arranged shifts.
    pub shifts: Vec<Shift>,
    /// Activities that come again.
    pub series: BTreeMap<ActivityId, Series>,
    /// What stands behind sessions.
    pub provisions: BTreeMap<SessionId, Provision>,
    /// Why two sessions share a venue.
    pub allowed: BTreeMap<Clash, String>,
    /// Why volunteers are wanted on a working day: shift, day.
    pub days_allowed: BTreeMap<(SessionId, NaiveDate), String>,
}

/// How far a month keeps the 3+1+N rule (domain: three course sessions a month, one play a year, specials).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ThreeOneN {
    /// The category of each session picked from the course menu, by start.
    pub courses: Vec<Category>,
    /// How many course sessions the rules ask for.
    pub wanted: u16,
    /// Plays this month.
    pub plays: u16,
    /// Specials of the centre's own: projects (活动), however often each is held.
    pub specials: u16,
}

impl Plan {
    /// An empty month.
    pub fn new(month: Month) -> Self {
        Self::of(month, &[])
    }

    /// As a further change would leave it: what an organizer is told before it is made.
    pub fn with(&self, change: &PlanChange) -> Self {
        self.with_all([change])
    }

    /// As further changes would leave it.
    pub fn with_all<'a>(&self, changes: impl IntoIterator<Item = &'a PlanChange>) -> Self {
        let mut making = Making::of(self);
        changes.into_iter().for_each(|change| making.change(change));
        making.done(self.month)
    }

    /// Whether it is allowed that two sessions clash like this.
    pub fn allows(&self, clash: &Clash) -> bool {
        self.allowed.contains_key(clash)
    }

    /// Whether a session or shift is in it.
    pub fn holds(&self, id: &SessionId) -> bool {
        self.session(id).is_some() || self.shift(id).is_some()
    }

    /// The session of that id.
    pub fn session(&self, id: &SessionId) -> Option<&Session> {
        self.sessions.iter().find(|session| session.id == *id)
    }

    /// The shift of that id.
    pub fn shift(&self, id: &SessionId) -> Option<&Shift> {
        self.shifts.iter().find(|shift| shift.id == *id)
    }

    /// Whether a course of the menu is arranged in it, and on.
    pub fn holds_course(&self, code: &CourseCode) -> bool {
        let on = self.sessions.iter().filter(|session| session.cancelled.is_none());
        let mut activities = on.filter_map(|session| self.activities.get(&session.id.activity));
        activities.any(|activity| activity.course.as_ref() == Some(code))
    }

    /// 周周有活动: how many sessions each week of the month has, in the rows of [`month_weeks`].
    pub fn sessions_by_week(&self) -> Vec<u16> {
        let mut weeks = vec![0; month_weeks(self.month).len()];
        let on = self.sessions.iter().filter(|session| session.cancelled.is_none());
        for session in on.filter(|session| session.start.month() == self.month) {
            if let Some(count) = weeks.get_mut(week_index(session.start.day())) {
                *count += 1;
            }
        }
        weeks
    }

    /// 月月有演出: how many performances and plays it has.
    pub fn performances(&self) -> u16 {
        let on = self.sessions.iter().filter(|session| session.cancelled.is_none());
        let staged = on.filter(|session| {
            let activity = self.activities.get(&session.id.activity);
            activity.is_some_and(|activity| activity.sort.mark() == Mark::Stage)
        });
        u16::try_from(staged.count()).unwrap_or(u16::MAX)
    }

    /// A month as its changes, in order of their recording, leave it.
    pub fn of<'a>(month: Month, changes: impl IntoIterator<Item = &'a PlanChange>) -> Self {
        let mut making = Making::default();
        changes.into_iter().for_each(|change| making.change(change));
        making.done(month)
    }

    /// The changes that make another plan of the month out of this one; none between two that are the same.
    pub fn towards(&self, other: &Plan) -> Vec<PlanChange> {
        let (mine, theirs) = (Making::of(self), Making::of(other));
        let gone = mine.sessions.keys().filter(|id| !theirs.sessions.contains_key(id));
        let gone = gone.chain(mine.shifts.keys().filter(|id| !theirs.shifts.contains_key(id)));
        let mut changes: Vec<PlanChange> = gone.cloned().map(PlanChange::Remove).collect();
        for (id, session) in &theirs.sessions {
            let Some(activity) = theirs.activities.get(&id.activity) else { continue };
            if mine.sessions.get(id) != Some(session) || mine.activities.get(&id.activity) != Some(activity) {
                changes.push(PlanChange::Session { activity: activity.clone(), session: session.clone() });
            }
        }
        let shifts = theirs.shifts.iter().filter(|(id, shift)| mine.shifts.get(id) != Some(shift));
        changes.extend(shifts.map(|(_, shift)| PlanChange::Shift(shift.clone())));
        let ended = mine.series.iter().filter(|(id, _)| !theirs.series.contains_key(id));
        let ended = ended.map(|(_, known)| Series { parts: Vec::new(), ..known.clone() });
        let series = theirs.series.iter().filter(|(id, series)| mine.series.get(id) != Some(series));
        changes.extend(ended.chain(series.map(|(_, series)| series.clone())).map(PlanChange::Series));
        let bare = mine.provisions.keys().filter(|id| !theirs.provisions.contains_key(id));
        let bare = bare.map(|id| (id.clone(), Provision::default()));
        let provided = theirs.provisions.iter().filter(|(id, known)| mine.provisions.get(id) != Some(known));
        let provided = bare.chain(provided.map(|(id, known)| (id.clone(), known.clone())));
        changes.extend(provided.map(|(session, provision)| PlanChange::Provide { session, provision }));
        let forbidden = mine.allowed.keys().filter(|clash| !theirs.allowed.contains_key(clash));
        let forbidden = forbidden.map(|clash| Allowance { clash: clash.clone(), why: String::new() });
        let allowed = theirs.allowed.iter().filter(|(clash, why)| mine.allowed.get(clash) != Some(why));
        let allowed = allowed.map(|(clash, why)| Allowance { clash: clash.clone(), why: why.clone() });
        changes.extend(forbidden.chain(allowed).map(PlanChange::Allow));
        let forbidden = mine.days_allowed.keys().filter(|key| !theirs.days_allowed.contains_key(key));
        let forbidden = forbidden.map(|key| (key.clone(), String::new()));
        let allowed = theirs.days_allowed.iter().filter(|(key, why)| mine.days_allowed.get(key) != Some(why));
        let allowed = allowed.map(|(key, why)| (key.clone(), why.clone()));
        let days = forbidden.chain(allowed).map(|((shift, day), why)| PlanChange::AllowDay { shift, day, why });
        changes.extend(days);
        changes
    }

    /// An id for a further activity, made of a stem (`A01`, `X`) and the first number that is free: ids of an
    /// activity are not used twice in a month, even after it was taken out (`used` holds all that ever were).
    pub fn free_id(stem: &str, used: impl Fn(&ActivityId) -> bool) -> Option<ActivityId> {
        (1..1000).find_map(|number| {
            let id = ActivityId::new(format!("{stem}-{number}")).ok()?;
            (!used(&id)).then_some(id)
        })
    }

    /// A course of the menu, arranged as a session: `id` is the activity's.
    pub fn arrange_course(
        course: &Course,
        provider: &str,
        id: ActivityId,
        start: Start,
        venue: Option<VenueCode>,
        places: u16,
    ) -> PlanChange {
        let activity = Activity {
            id: id.clone(),
            sort: Sort::Course(course.category),
            title: Text::new(course.title.clone()),
            about: Text::default(),
            course: Some(course.code.clone()),
            provider: provider.to_owned(),
            audience: course.audience.clone(),
            ages: course.ages,
            materials: course.materials.clone(),
            fee: 0,
            special: None,
        };
        let session = Session {
            id: SessionId { activity: id, start },
            start,
            minutes: course.minutes,
            venue,
            entry: Entry::Places(places),
            closes: None,
            opens: None,
            draw: None,
            cancelled: None,
            changed: Changed::default(),
            rain: None,
        };
        PlanChange::Session { activity, session }
    }

    /// A volunteer service, arranged as a shift: `id` is the job's.
    pub fn arrange_shift(service: &Service, id: ActivityId, start: Start, venue: Option<VenueCode>) -> PlanChange {
        PlanChange::Shift(Shift {
            id: SessionId { activity: id, start },
            kind: service.kind,
            role: Text::new(service.role.clone()),
            start,
            minutes: service.minutes,
            venue,
            needed_from: service.needed_from,
            needed_to: service.needed_to,
            skills: service.skills.clone(),
            training: service.training.clone(),
            min_age: service.min_age,
            talent: None,
            regular: false,
            cancelled: None,
            changed: Changed::default(),
        })
    }

    /// How far it keeps the 3+1+N rule.
    pub fn three_one_n(&self, rules: &Rules) -> ThreeOneN {
        let mut count = ThreeOneN { wanted: rules.courses_a_month, ..ThreeOneN::default() };
        let mut specials: BTreeSet<&ActivityId> = BTreeSet::new();
        for session in self.sessions.iter().filter(|session| session.cancelled.is_none()) {
            let Some(activity) = self.activities.get(&session.id.activity) else { continue };
            match activity.sort {
                Sort::Course(category) => count.courses.push(category),
                Sort::Other(Kind::Play) => count.plays += 1,
                Sort::Other(_) => {}
            }
            if activity.is_special() {
                specials.insert(&activity.id);
            }
        }
        count.specials = u16::try_from(specials.len()).unwrap_or(u16::MAX);
        count
    }

    /// The month as it is published.
    pub fn publish(&self, centre: CentreId, revision: u32, rules: Rules, catalogue: &Catalogue) -> Menu {
        let used = |code: &VenueCode| {
            let here = |venue: &Option<VenueCode>| venue.as_ref() == Some(code);
            let in_rain = |session: &Session| session.rain.as_ref().is_some_and(|rain| here(&rain.venue));
            self.sessions.iter().any(|session| here(&session.venue) || in_rain(session))
                || self.shifts.iter().any(|shift| here(&shift.venue))
        };
        Menu {
            format: Menu::FORMAT,
            centre,
            month: self.month,
            revision,
            rules,
            activities: self.activities.values().map(Activity::published).collect(),
            venues: catalogue.venues.iter().filter(|venue| used(&venue.code)).map(Venue::published).collect(),
            sessions: self.sessions.clone(),
            shifts: self.shifts.clone(),
            readings: Readings::default(),
        }
    }

    /// Sessions of a day.
    pub fn sessions_on(&self, day: NaiveDate) -> impl Iterator<Item = &Session> {
        self.sessions.iter().filter(move |session| session.start.day() == day)
    }
}

/// A plan while its changes are read.
#[derive(Default)]
struct Making {
    activities: BTreeMap<ActivityId, Activity>,
    sessions: BTreeMap<SessionId, Session>,
    shifts: BTreeMap<SessionId, Shift>,
    series: BTreeMap<ActivityId, Series>,
    provisions: BTreeMap<SessionId, Provision>,
    allowed: BTreeMap<Clash, String>,
    days_allowed: BTreeMap<(SessionId, NaiveDate), String>,
}

impl Making {
    fn of(plan: &Plan) -> Self {
        Self {
            activities: plan.activities.clone(),
            sessions: plan.sessions.iter().map(|session| (session.id.clone(), session.clone())).collect(),
            shifts: plan.shifts.iter().map(|shift| (shift.id.clone(), shift.clone())).collect(),
            series: plan.series.clone(),
            provisions: plan.provisions.clone(),
            allowed: plan.allowed.clone(),
            days_allowed: plan.days_allowed.clone(),
        }
    }

    fn change(&mut self, change: &PlanChange) {
        match change {
            PlanChange::Session { activity, session } => {
                self.activities.insert(activity.id.clone(), activity.clone());
                self.sessions.insert(session.id.clone(), session.clone());
            }
            PlanChange::Shift(shift) => {
                self.shifts.insert(shift.id.clone(), shift.clone());
            }
            PlanChange::Remove(id) => {
                self.sessions.remove(id);
                self.shifts.remove(id);
            }
            PlanChange::Series(series) => {
                self.series.insert(series.activity.clone(), series.clone());
            }
            PlanChange::Provide { session, provision } => {
                self.provisions.insert(session.clone(), provision.clone());
            }
            PlanChange::Allow(Allowance { clash, why }) => {
                self.allowed.insert(clash.clone(), why.clone());
            }
            PlanChange::AllowDay { shift, day, why } => {
                self.days_allowed.insert((shift.clone(), *day), why.clone());
            }
        }
    }

    /// What belongs to nothing any more falls away.
    fn done(mut self, month: Month) -> Plan {
        let held: BTreeSet<&ActivityId> = self.sessions.keys().map(|id| &id.activity).collect();
        self.activities.retain(|id, _| held.contains(id));
        self.series.retain(|id, series| held.contains(id) && !series.parts.is_empty());
        self.provisions.retain(|id, provision| self.sessions.contains_key(id) && !provision.is_empty());
        let sessions = &self.sessions;
        let held = |id: &SessionId| sessions.contains_key(id);
        self.allowed.retain(|clash, why| !why.is_empty() && held(&clash.first) && held(&clash.second));
        self.days_allowed.retain(|(shift, _), why| !why.is_empty() && self.shifts.contains_key(shift));
        let mut plan = Plan {
            month,
            activities: self.activities,
            sessions: self.sessions.into_values().collect(),
            shifts: self.shifts.into_values().collect(),
            series: self.series,
            provisions: self.provisions,
            allowed: self.allowed,
            days_allowed: self.days_allowed,
        };
        plan.sessions.sort_by(|a, b| (a.start, &a.id).cmp(&(b.start, &b.id)));
        plan.shifts.sort_by(|a, b| (a.start, &a.id).cmp(&(b.start, &b.id)));
        plan
    }
}

#[cfg(test)]
#[path = "plan_tests.rs"]
mod tests;
