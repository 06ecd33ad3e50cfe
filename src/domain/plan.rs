//! A month's plan: what an organizer arranges before it is published, how far it keeps the 3+1+N rule,
//! and what stands against publishing it.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

use crate::domain::activity::{Activity, Entry, Session, Shift};
use crate::domain::calendar::{month_weeks, week_index};
use crate::domain::catalogue::{Catalogue, Course, Service};
use crate::domain::category::{Category, Kind, Mark, Sort};
use crate::domain::centre::Rules;
use crate::domain::id::{ActivityId, CentreId, CourseCode, SessionId, VenueCode};
use crate::domain::menu::{Menu, Place};
use crate::domain::search::Readings;
use crate::domain::text::Text;
use crate::domain::time::{Month, Span, Start};

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
}

/// What stands against publishing a plan, or should at least be seen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Finding {
    /// Two things in one venue at one time.
    VenueClash {
        /// Where.
        venue: VenueCode,
        /// The earlier.
        first: SessionId,
        /// The later.
        second: SessionId,
        /// For how many minutes.
        minutes: u16,
    },
    /// The venue is closed for part of the time.
    VenueClosed {
        /// Which session or shift.
        session: SessionId,
        /// Where.
        venue: VenueCode,
    },
    /// The venue holds fewer people than there are places.
    VenueTooSmall {
        /// Which session.
        session: SessionId,
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
}

impl Finding {
    /// Whether it stands against publishing. What remains is a notice: the centre knows best.
    pub fn blocks(&self) -> bool {
        !matches!(
            self,
            Finding::TooFewCourses { .. }
                | Finding::NoSpecial
                | Finding::NoAgreement { .. }
                | Finding::VenueTooSmall { .. }
                | Finding::VenueMissing { .. }
        )
    }

    /// Whether it speaks of this session or shift.
    pub fn concerns(&self, id: &SessionId) -> bool {
        match self {
            Finding::VenueClash { first, second, .. } => first == id || second == id,
            _ => self.about() == Some(id),
        }
    }

    /// Which session or shift one would change to settle it; of two that clash, the later.
    pub fn about(&self) -> Option<&SessionId> {
        match self {
            Finding::VenueClash { second: id, .. }
            | Finding::VenueClosed { session: id, .. }
            | Finding::VenueTooSmall { session: id, .. }
            | Finding::VenueUnknown { session: id }
            | Finding::VenueMissing { session: id }
            | Finding::OutsideMonth { session: id }
            | Finding::Incomplete { session: id }
            | Finding::NoAgreement { session: id } => Some(id),
            Finding::Empty | Finding::TooFewCourses { .. } | Finding::NoSpecial => None,
        }
    }
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
    /// Sessions of the centre's own.
    pub specials: u16,
}

impl Plan {
    /// An empty month.
    pub fn new(month: Month) -> Self {
        Self { month, activities: BTreeMap::new(), sessions: Vec::new(), shifts: Vec::new() }
    }

    /// As a further change would leave it: what an organizer is told before it is made.
    pub fn with(&self, change: &PlanChange) -> Self {
        let sessions = self.sessions.iter().filter_map(|session| {
            let activity = self.activities.get(&session.id.activity)?.clone();
            Some(PlanChange::Session { activity, session: session.clone() })
        });
        let shifts = self.shifts.iter().cloned().map(PlanChange::Shift);
        let changes: Vec<PlanChange> = sessions.chain(shifts).chain([change.clone()]).collect();
        Self::of(self.month, &changes)
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
        let mut activities: BTreeMap<ActivityId, Activity> = BTreeMap::new();
        let mut sessions: BTreeMap<SessionId, Session> = BTreeMap::new();
        let mut shifts: BTreeMap<SessionId, Shift> = BTreeMap::new();
        for change in changes {
            match change {
                PlanChange::Session { activity, session } => {
                    activities.insert(activity.id.clone(), activity.clone());
                    sessions.insert(session.id.clone(), session.clone());
                }
                PlanChange::Shift(shift) => {
                    shifts.insert(shift.id.clone(), shift.clone());
                }
                PlanChange::Remove(id) => {
                    sessions.remove(id);
                    shifts.remove(id);
                }
            }
        }
        activities.retain(|id, _| sessions.keys().any(|session| session.activity == *id));
        let mut plan = Self {
            month,
            activities,
            sessions: sessions.into_values().collect(),
            shifts: shifts.into_values().collect(),
        };
        plan.sessions.sort_by(|a, b| (a.start, &a.id).cmp(&(b.start, &b.id)));
        plan.shifts.sort_by(|a, b| (a.start, &a.id).cmp(&(b.start, &b.id)));
        plan
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
        })
    }

    /// How far it keeps the 3+1+N rule.
    pub fn three_one_n(&self, rules: &Rules) -> ThreeOneN {
        let mut count = ThreeOneN { wanted: rules.courses_a_month, ..ThreeOneN::default() };
        for session in self.sessions.iter().filter(|session| session.cancelled.is_none()) {
            match self.activities.get(&session.id.activity).map(|activity| activity.sort) {
                Some(Sort::Course(category)) => count.courses.push(category),
                Some(Sort::Other(Kind::Play)) => count.plays += 1,
                Some(Sort::Other(_)) => count.specials += 1,
                None => {}
            }
        }
        count
    }

    /// What stands against publishing it, what should be seen; blocking findings first.
    pub fn check(&self, catalogue: &Catalogue, rules: &Rules) -> Vec<Finding> {
        let mut findings = Vec::new();
        if self.sessions.is_empty() && self.shifts.is_empty() {
            findings.push(Finding::Empty);
        }
        for session in &self.sessions {
            self.check_session(session, catalogue, &mut findings);
        }
        for shift in &self.shifts {
            let complete = !shift.role.is_empty() && shift.needed_to > 0 && shift.needed_from <= shift.needed_to;
            self.check_span(&shift.id, shift.span(), complete, &mut findings);
            check_venue(&shift.id, shift.span(), shift.venue.as_ref(), catalogue, &mut findings);
        }
        self.check_clashes(&mut findings);
        let count = self.three_one_n(rules);
        let have = u16::try_from(count.courses.len()).unwrap_or(u16::MAX);
        if have < count.wanted {
            findings.push(Finding::TooFewCourses { have, want: count.wanted });
        }
        if count.specials == 0 {
            findings.push(Finding::NoSpecial);
        }
        findings.sort_by_key(|finding| !finding.blocks());
        findings
    }

    fn check_session(&self, session: &Session, catalogue: &Catalogue, findings: &mut Vec<Finding>) {
        let activity = self.activities.get(&session.id.activity);
        let complete = activity.is_some_and(|activity| !activity.title.is_empty()) && session.places() != Some(0);
        self.check_span(&session.id, session.span(), complete, findings);
        check_venue(&session.id, session.span(), session.venue.as_ref(), catalogue, findings);
        if session.venue.is_none() {
            findings.push(Finding::VenueMissing { session: session.id.clone() });
        }
        let venue = session.venue.as_ref().and_then(|code| catalogue.venue(code));
        if let (Some(venue), Some(places)) = (venue, session.places())
            && places > venue.capacity
        {
            let session = session.id.clone();
            findings.push(Finding::VenueTooSmall { session, capacity: venue.capacity, places });
        }
        let course = activity.and_then(|activity| activity.course.as_ref()).and_then(|code| catalogue.course(code));
        if let Some(provider) = course.and_then(|course| catalogue.provider(&course.provider))
            && !provider.agreed_on(session.start.day())
        {
            findings.push(Finding::NoAgreement { session: session.id.clone() });
        }
    }

    fn check_span(&self, id: &SessionId, span: Span, complete: bool, findings: &mut Vec<Finding>) {
        if !complete || span.minutes == 0 || span.minutes > LONGEST_MINUTES {
            findings.push(Finding::Incomplete { session: id.clone() });
        }
        if span.start.month() != self.month {
            findings.push(Finding::OutsideMonth { session: id.clone() });
        }
    }

    /// Sessions only: a shift takes place *at* a session and shares its room.
    fn check_clashes(&self, findings: &mut Vec<Finding>) {
        let on: Vec<&Session> = self.sessions.iter().filter(|session| session.cancelled.is_none()).collect();
        for (index, first) in on.iter().enumerate() {
            let Some(venue) = &first.venue else { continue };
            let end = first.span().end();
            for second in on[index + 1..].iter().take_while(|second| second.start < end) {
                if second.venue.as_ref() != Some(venue) {
                    continue;
                }
                if let Some(minutes) = first.span().overlap(second.span()) {
                    findings.push(Finding::VenueClash {
                        venue: venue.clone(),
                        first: first.id.clone(),
                        second: second.id.clone(),
                        minutes,
                    });
                }
            }
        }
    }

    /// The month as it is published.
    pub fn publish(&self, centre: CentreId, revision: u32, rules: Rules, catalogue: &Catalogue) -> Menu {
        let used = |code: &VenueCode| {
            let here = |venue: &Option<VenueCode>| venue.as_ref() == Some(code);
            self.sessions.iter().any(|session| here(&session.venue))
                || self.shifts.iter().any(|shift| here(&shift.venue))
        };
        Menu {
            format: Menu::FORMAT,
            centre,
            month: self.month,
            revision,
            rules,
            activities: self.activities.values().cloned().collect(),
            venues: catalogue
                .venues
                .iter()
                .filter(|venue| used(&venue.code))
                .map(|venue| Place { code: venue.code.clone(), name: venue.name.clone(), notes: venue.notes.clone() })
                .collect(),
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

fn check_venue(
    id: &SessionId,
    span: Span,
    venue: Option<&VenueCode>,
    catalogue: &Catalogue,
    findings: &mut Vec<Finding>,
) {
    let Some(code) = venue else { return };
    match catalogue.venue(code) {
        None => findings.push(Finding::VenueUnknown { session: id.clone() }),
        Some(venue) if !venue.is_open_for(span) => {
            findings.push(Finding::VenueClosed { session: id.clone(), venue: code.clone() });
        }
        Some(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::age::AgeRange;
    use crate::domain::id::ProviderCode;
    use crate::domain::time::{parse_day, parse_time};
    use crate::domain::venue::Venue;

    fn catalogue() -> Catalogue {
        Catalogue {
            courses: vec![Course {
                code: CourseCode::new("A01").unwrap(),
                category: Category::Virtue,
                title: "好家风".into(),
                provider: ProviderCode::new("P01").unwrap(),
                audience: String::new(),
                ages: AgeRange::default(),
                minutes: 90,
                places: 30,
                materials: String::new(),
                cost_yuan: 0,
            }],
            providers: vec![crate::domain::catalogue::Provider {
                code: ProviderCode::new("P01").unwrap(),
                name: "示例".into(),
                agreement_from: parse_day("2026-05-01").unwrap(),
                agreement_to: parse_day("2026-12-30").unwrap(),
            }],
            venues: vec![Venue {
                code: VenueCode::new("V01").unwrap(),
                name: "会议室".into(),
                capacity: 30,
                opens: parse_time("09:00").unwrap(),
                closes: parse_time("18:00").unwrap(),
                notes: String::new(),
            }],
            services: Vec::new(),
        }
    }

    fn course(number: u8, start: &str, places: u16) -> PlanChange {
        let id = ActivityId::new(format!("A01-{number}")).unwrap();
        let venue = Some(VenueCode::new("V01").unwrap());
        Plan::arrange_course(&catalogue().courses[0], "示例", id, Start::parse(start).unwrap(), venue, places)
    }

    #[track_caller]
    fn blocked(changes: &[PlanChange], expected: usize) -> Vec<Finding> {
        let plan = Plan::of(Month::parse("2026-12").unwrap(), changes);
        let findings = plan.check(&catalogue(), &Rules::default());
        assert_eq!(findings.iter().filter(|finding| finding.blocks()).count(), expected, "{findings:?}");
        findings
    }

    #[test]
    fn an_empty_month_cannot_be_published() {
        blocked(&[], 1);
    }

    #[test]
    fn two_sessions_cannot_share_a_venue() {
        let findings = blocked(&[course(1, "2026-12-05T10:00", 20), course(2, "2026-12-05T11:00", 20)], 1);
        assert!(matches!(findings[0], Finding::VenueClash { minutes: 30, .. }));
        blocked(&[course(1, "2026-12-05T10:00", 20), course(2, "2026-12-05T11:30", 20)], 0);
    }

    #[test]
    fn a_session_longer_than_its_venue_is_open_is_found() {
        let findings = blocked(&[course(1, "2026-12-05T17:00", 20)], 1);
        assert!(matches!(findings[0], Finding::VenueClosed { .. }));
        blocked(&[course(1, "2026-12-05T23:30", 20)], 1);
    }

    #[test]
    fn the_wrong_month_and_no_places_are_found() {
        blocked(&[course(1, "2026-11-30T10:00", 20)], 1);
        blocked(&[course(1, "2026-12-05T10:00", 0)], 1);
    }

    #[test]
    fn what_the_centre_knows_best_is_a_notice() {
        let findings = blocked(&[course(1, "2026-12-31T10:00", 40)], 0);
        assert!(
            findings.iter().any(|finding| matches!(finding, Finding::VenueTooSmall { capacity: 30, places: 40, .. }))
        );
        assert!(findings.iter().any(|finding| matches!(finding, Finding::NoAgreement { .. })));
        assert!(findings.iter().any(|finding| matches!(finding, Finding::TooFewCourses { have: 1, want: 3 })));
        assert!(findings.contains(&Finding::NoSpecial));
    }

    #[test]
    fn the_last_change_holds() {
        let first = course(1, "2026-12-05T10:00", 20);
        let PlanChange::Session { activity, mut session } = first.clone() else { unreachable!() };
        session.start = Start::parse("2026-12-06T10:00").unwrap();
        let moved = PlanChange::Session { activity, session: session.clone() };
        let plan = Plan::of(Month::parse("2026-12").unwrap(), &[first.clone(), moved]);
        assert_eq!(plan.sessions, [session.clone()]);
        assert_eq!(plan.sessions[0].id.to_string(), "A01-1@2026-12-05T10:00", "a moved session keeps its id");
        let plan = Plan::of(Month::parse("2026-12").unwrap(), &[first, PlanChange::Remove(session.id)]);
        assert_eq!(plan, Plan::new(Month::parse("2026-12").unwrap()));
    }

    #[test]
    fn a_change_is_told_before_it_is_made() {
        let plan = Plan::of(Month::parse("2026-12").unwrap(), &[course(1, "2026-12-05T10:00", 20)]);
        let change = course(2, "2026-12-05T11:00", 20);
        let findings = plan.with(&change).check(&catalogue(), &Rules::default());
        let PlanChange::Session { session, .. } = change else { unreachable!() };
        let told: Vec<_> = findings.iter().filter(|finding| finding.concerns(&session.id)).collect();
        assert!(matches!(told[..], [Finding::VenueClash { minutes: 30, .. }]), "{told:?}");
        assert_eq!(told[0].about(), Some(&session.id));
        assert_eq!(plan.sessions.len(), 1);
    }

    #[test]
    fn weeks_with_an_activity_are_counted() {
        let changes = [course(1, "2026-12-05T10:00", 20), course(2, "2026-12-31T10:00", 20)];
        let plan = Plan::of(Month::parse("2026-12").unwrap(), &changes);
        assert_eq!(plan.sessions_by_week(), [1, 0, 0, 0, 1]);
        assert!(plan.holds_course(&CourseCode::new("A01").unwrap()));
        assert!(!plan.holds_course(&CourseCode::new("A02").unwrap()));
        assert_eq!(plan.performances(), 0);
    }

    #[test]
    fn ids_are_not_used_twice() {
        let used = [ActivityId::new("A01-1").unwrap(), ActivityId::new("A01-2").unwrap()];
        let free = Plan::free_id("A01", |id| used.contains(id)).unwrap();
        assert_eq!(free.as_str(), "A01-3");
        assert_eq!(Plan::free_id("much-too-long", |_| false), None);
    }
}
