//! What is found about sessions and shifts one by one, and about two at one time.

use std::collections::BTreeMap;

use crate::domain::activity::{Session, Shift};
use crate::domain::category::Sort;
use crate::domain::checks::{Around, Clash, Finding};
use crate::domain::holiday::{Busy, ServiceDay};
use crate::domain::id::{ActivityId, SessionId, VenueCode};
use crate::domain::plan::{LONGEST_MINUTES, Plan};
use crate::domain::provision::{Provision, TeamPart};
use crate::domain::time::Span;

impl Plan {
    pub(super) fn find_arranged(&self, around: &Around<'_>, findings: &mut Vec<Finding>) {
        for session in &self.sessions {
            self.find_session(session, around, findings);
        }
        self.find_too_small(around, findings);
        for shift in &self.shifts {
            self.find_shift(shift, around, findings);
        }
        findings.extend(self.clashes().into_iter().filter(|clash| !self.allows(clash)).map(Finding::VenueClash));
        self.find_people(findings);
    }

    fn find_session(&self, session: &Session, around: &Around<'_>, findings: &mut Vec<Finding>) {
        let id = || session.id.clone();
        let activity = self.activities.get(&session.id.activity);
        let complete = activity.is_some_and(|activity| !activity.title.is_empty()) && session.places() != Some(0);
        self.find_span(&session.id, session.span(), complete, findings);
        if session.cancelled.is_some() {
            return;
        }
        let in_rain = session.rain.as_ref().and_then(|rain| rain.start);
        if in_rain.is_some_and(|start| start.month() != self.month) {
            findings.push(Finding::RainOutsideMonth { session: id() });
        }
        if let Some(code) = find_venue(&session.id, session.span(), session.venue.as_ref(), around, findings) {
            findings.push(Finding::VenueClosed { session: id(), venue: code.clone() });
        }
        if session.venue.is_none() {
            findings.push(Finding::VenueMissing { session: id() });
        }
        let course =
            activity.and_then(|activity| activity.course.as_ref()).and_then(|code| around.catalogue.course(code));
        if let Some(provider) = course.and_then(|course| around.catalogue.provider(&course.provider))
            && !provider.agreed_on(session.start.day())
        {
            findings.push(Finding::NoAgreement { session: id() });
        }
        if activity.is_some_and(|activity| matches!(activity.sort, Sort::Course(_))) {
            let missing = self.team_missing(session);
            if !missing.is_empty() {
                findings.push(Finding::TeamMissing { session: id(), missing });
            }
        }
    }

    /// One finding for all of an activity's sessions that have as many places too many in the same room: they came out of one
    /// decision and are settled by one.
    fn find_too_small(&self, around: &Around<'_>, findings: &mut Vec<Finding>) {
        let mut alike: Vec<(&ActivityId, &VenueCode, u16, u16, Vec<SessionId>)> = Vec::new();
        for session in self.on() {
            let (Some(code), Some(places)) = (&session.venue, session.places()) else { continue };
            let Some(venue) = around.catalogue.venue(code).filter(|venue| places > venue.capacity) else { continue };
            let activity = &session.id.activity;
            let known = alike.iter_mut().find(|(id, room, _, n, _)| (*id, *room, *n) == (activity, code, places));
            match known {
                Some((.., sessions)) => sessions.push(session.id.clone()),
                None => alike.push((activity, code, venue.capacity, places, vec![session.id.clone()])),
            }
        }
        findings.extend(alike.into_iter().map(|(_, venue, capacity, places, sessions)| Finding::VenueTooSmall {
            sessions,
            venue: venue.clone(),
            capacity,
            places,
        }));
    }

    /// Volunteers are there when they are named, or when a shift is on while the session is.
    fn team_missing(&self, session: &Session) -> Vec<TeamPart> {
        let named = self.provisions.get(&session.id);
        let helped = |shift: &Shift| shift.cancelled.is_none() && shift.span().overlap(session.span()).is_some();
        let missing = |part: &TeamPart| {
            let nobody = named.is_none_or(|provision| provision.named(*part).trim().is_empty());
            nobody && !(*part == TeamPart::Volunteers && self.shifts.iter().any(helped))
        };
        TeamPart::ALL.into_iter().filter(missing).collect()
    }

    fn find_shift(&self, shift: &Shift, around: &Around<'_>, findings: &mut Vec<Finding>) {
        let complete = !shift.role.is_empty() && shift.needed_to > 0 && shift.needed_from <= shift.needed_to;
        self.find_span(&shift.id, shift.span(), complete, findings);
        if shift.cancelled.is_some() {
            return;
        }
        if let Some(code) = find_venue(&shift.id, shift.span(), shift.venue.as_ref(), around, findings) {
            findings.push(Finding::ShiftOutsideHours { shift: shift.id.clone(), venue: code.clone() });
        }
        // Of a year whose notice is not out nobody can say.
        let day = shift.start.day();
        if let ServiceDay::No(busy) = around.holidays.service_day(day)
            && !self.days_allowed.contains_key(&(shift.id.clone(), day))
        {
            let swapped = busy == Busy::SwappedWorkday;
            findings.push(Finding::ShiftOnWorkday { shift: shift.id.clone(), swapped });
        }
    }

    fn find_span(&self, id: &SessionId, span: Span, complete: bool, findings: &mut Vec<Finding>) {
        if !complete || span.minutes == 0 || span.minutes > LONGEST_MINUTES {
            findings.push(Finding::Incomplete { session: id.clone() });
        }
        if span.start.month() != self.month {
            findings.push(Finding::OutsideMonth { session: id.clone() });
        }
    }

    /// Whenever a venue is taken twice, also where that was allowed. Sessions only: a shift takes place *at* a session and
    /// shares its room.
    pub fn clashes(&self) -> Vec<Clash> {
        let on: Vec<&Session> = self.on().collect();
        let mut clashes = Vec::new();
        for (index, first) in on.iter().enumerate() {
            let Some(venue) = &first.venue else { continue };
            let end = first.span().end();
            for second in on[index + 1..].iter().take_while(|second| second.start < end) {
                if second.venue.as_ref() != Some(venue) {
                    continue;
                }
                if let Some(minutes) = first.span().overlap(second.span()) {
                    clashes.push(Clash {
                        venue: venue.clone(),
                        first: first.id.clone(),
                        second: second.id.clone(),
                        from: second.start,
                        minutes,
                    });
                }
            }
        }
        clashes
    }

    /// Whoever is named as teacher, 妇女工作者 or 社工 is in one session at a time.
    fn find_people(&self, findings: &mut Vec<Finding>) {
        let mut by_person: BTreeMap<&str, Vec<&Session>> = BTreeMap::new();
        for session in self.on() {
            let people = self.provisions.get(&session.id).map(Provision::people).unwrap_or_default();
            for person in people {
                by_person.entry(person).or_default().push(session);
            }
        }
        for (person, sessions) in by_person {
            for (index, first) in sessions.iter().enumerate() {
                let end = first.span().end();
                for second in sessions[index + 1..].iter().take_while(|second| second.start < end) {
                    if let Some(minutes) = first.span().overlap(second.span()) {
                        findings.push(Finding::PersonTwice {
                            person: person.to_owned(),
                            first: first.id.clone(),
                            second: second.id.clone(),
                            minutes,
                        });
                    }
                }
            }
        }
    }
}

/// A venue that nobody knows is found; one that is closed for part of the time is given back, for what it means depends.
fn find_venue<'a>(
    id: &SessionId,
    span: Span,
    venue: Option<&'a VenueCode>,
    around: &Around<'_>,
    findings: &mut Vec<Finding>,
) -> Option<&'a VenueCode> {
    let code = venue?;
    match around.catalogue.venue(code) {
        None => {
            findings.push(Finding::VenueUnknown { session: id.clone() });
            None
        }
        Some(venue) => (!venue.is_open_for(span)).then_some(code),
    }
}
