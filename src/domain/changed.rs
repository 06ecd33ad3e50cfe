//! What people have to hear about a session or shift that is no longer as they read of it, and the way out that an
//! outdoor session has when it rains.

use serde::{Deserialize, Serialize};

use crate::domain::activity::Session;
use crate::domain::id::{SessionId, VenueCode};
use crate::domain::menu::{Menu, Place, Target};
use crate::domain::text::Text;
use crate::domain::time::{Span, Stamp, Start};

/// How a session or shift stood before, and what the centre says about it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
pub struct Changed {
    /// 对居民说明: why, and what to do.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<Box<Text>>,
    /// As it was published before, the oldest first. Publishing writes it; in a plan there is none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub before: Vec<Before>,
}

/// A session or shift as it had been published.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Before {
    /// Until when it stood so: the publication that changed it.
    pub until: Stamp,
    /// When it began.
    pub start: Start,
    /// How long it lasted, in minutes.
    pub minutes: u16,
    /// Where, by code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub venue: Option<VenueCode>,
}

/// How many former states a session carries: who has not looked for longer than that reads how it is now.
const MOST: usize = 8;

impl Changed {
    /// A change about which a centre says this, if anything.
    pub fn because(why: Text) -> Self {
        Self { why: Some(why).filter(|why| !why.is_empty()).map(Box::new), before: Vec::new() }
    }

    /// Whether there is nothing to say.
    pub fn is_empty(&self) -> bool {
        self.why.is_none() && self.before.is_empty()
    }

    /// The same as a plan has it.
    fn planned(&self) -> Self {
        Self { why: self.why.clone(), before: Vec::new() }
    }
}

impl Before {
    /// When it was on.
    pub fn span(&self) -> Span {
        Span { start: self.start, minutes: self.minutes }
    }
}

/// 雨天方案: where and when an outdoor session is held when it rains. One of the two at least.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct RainPlan {
    /// Another time; the planned one when not given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub start: Option<Start>,
    /// Another venue, by code; the planned one when not given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub venue: Option<VenueCode>,
}

impl Session {
    /// As it is held when it rains, with what is said about it; none without a rain plan, or when it is called off.
    pub fn in_rain(&self, why: Text) -> Option<Session> {
        let plan = self.rain.as_deref().filter(|_| self.cancelled.is_none())?;
        Some(Session {
            start: plan.start.unwrap_or(self.start),
            venue: plan.venue.clone().or_else(|| self.venue.clone()),
            rain: None,
            changed: Changed::because(why),
            ..self.clone()
        })
    }

    /// Whether both are arranged alike, whatever was published before.
    pub fn is_planned_as(&self, other: &Session) -> bool {
        if self.changed.before == other.changed.before {
            return self == other;
        }
        let planned = |session: &Session| Session { changed: session.changed.planned(), ..session.clone() };
        planned(self) == planned(other)
    }
}

impl crate::domain::activity::Shift {
    /// Whether both are arranged alike, whatever was published before.
    pub fn is_planned_as(&self, other: &Self) -> bool {
        if self.changed.before == other.changed.before {
            return self == other;
        }
        let planned = |shift: &Self| Self { changed: shift.changed.planned(), ..shift.clone() };
        planned(self) == planned(other)
    }
}

/// What somebody has to hear who knew of a session or shift at some time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum News<'a> {
    /// 活动取消.
    CalledOff {
        /// What the centre says about it.
        why: Option<&'a Text>,
    },
    /// Another time, another venue, or both.
    Moved {
        /// As it was then.
        before: &'a Before,
        /// What the centre says about it.
        why: Option<&'a Text>,
    },
}

impl<'a> Target<'a> {
    /// What is new for who read of it at that time; none where time and venue are what they were.
    pub fn news(self, since: Stamp) -> Option<News<'a>> {
        let (cancelled, changed, span, venue) = match self {
            Target::Session(session, _) => (&session.cancelled, &session.changed, session.span(), &session.venue),
            Target::Shift(shift) => (&shift.cancelled, &shift.changed, shift.span(), &shift.venue),
        };
        if let Some(why) = cancelled {
            return Some(News::CalledOff { why: Some(why).filter(|why| !why.is_empty()) });
        }
        let before = changed.before.iter().find(|before| before.until > since)?;
        let same = before.span() == span && before.venue == *venue;
        (!same).then_some(News::Moved { before, why: changed.why.as_deref() })
    }

    /// As it was published before the last change; none where it never changed.
    pub fn before(self) -> Option<&'a Before> {
        match self {
            Target::Session(session, _) => session.changed.before.last(),
            Target::Shift(shift) => shift.changed.before.last(),
        }
    }

    /// When it was published otherwise for the last time: called off, resumed, or moved.
    pub fn changed_at(self) -> Option<Stamp> {
        let changed = match self {
            Target::Session(session, _) => &session.changed,
            Target::Shift(shift) => &shift.changed,
        };
        changed.before.last().map(|before| before.until)
    }
}

impl Menu {
    /// The sessions and shifts that the last publication which moved or called anything off was about.
    pub fn changed_last(&self) -> Vec<SessionId> {
        let ids = self.sessions.iter().map(|session| &session.id).chain(self.shifts.iter().map(|shift| &shift.id));
        let changed = ids.filter_map(|id| Some((self.target(id)?.changed_at()?, id)));
        let changed: Vec<(Stamp, &SessionId)> = changed.collect();
        let last = changed.iter().map(|(at, _)| *at).max();
        changed.into_iter().filter(|(at, _)| Some(*at) == last).map(|(_, id)| id.clone()).collect()
    }

    /// The revision that follows `earlier`: what is moved or called off says how it stood until now, and venues that
    /// only the past needs are named.
    pub fn following(mut self, earlier: &Menu, now: Stamp) -> Self {
        for session in &mut self.sessions {
            let Some(known) = earlier.session(&session.id) else { continue };
            let now_so = (session.span(), &session.venue, session.cancelled.is_some());
            let then = (known.span(), &known.venue, known.cancelled.is_some());
            session.changed.before = remember(&known.changed, then, now_so, now);
        }
        for shift in &mut self.shifts {
            let Some(known) = earlier.shift(&shift.id) else { continue };
            let now_so = (shift.span(), &shift.venue, shift.cancelled.is_some());
            let then = (known.span(), &known.venue, known.cancelled.is_some());
            shift.changed.before = remember(&known.changed, then, now_so, now);
        }
        let of_sessions = self.sessions.iter().flat_map(|session| &session.changed.before);
        let of_shifts = self.shifts.iter().flat_map(|shift| &shift.changed.before);
        let past: Vec<&VenueCode> = of_sessions.chain(of_shifts).filter_map(|before| before.venue.as_ref()).collect();
        let unnamed = |place: &&Place| past.contains(&&place.code) && self.venue(&place.code).is_none();
        let places: Vec<Place> = earlier.venues.iter().filter(unnamed).cloned().collect();
        self.venues.extend(places);
        self
    }
}

/// When, where, and whether it is called off.
type State<'a> = (Span, &'a Option<VenueCode>, bool);

fn remember(known: &Changed, then: State<'_>, now_so: State<'_>, now: Stamp) -> Vec<Before> {
    let mut before = known.before.clone();
    if then != now_so {
        let (span, venue, _) = then;
        before.push(Before { until: now, start: span.start, minutes: span.minutes, venue: venue.clone() });
        before.drain(..before.len().saturating_sub(MOST));
    }
    before
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::activity::Entry;
    use crate::domain::category::{Kind, Sort};
    use crate::domain::fixtures::{self, activity, place, room, session, start};

    fn menu(revision: u32, edit: impl FnOnce(&mut Session)) -> Menu {
        let mut session =
            Session { minutes: 90, venue: room("V10"), entry: Entry::Places(20), ..session("X-1", "2026-12-05T10:00") };
        edit(&mut session);
        Menu {
            revision,
            activities: vec![activity("X-1", Sort::Other(Kind::Performance), "广场演出")],
            venues: session.venue.iter().map(|code| place(code.as_str(), code.as_str())).collect(),
            sessions: vec![session],
            ..fixtures::menu("2026-12")
        }
    }

    fn news(menu: &Menu, since: i64) -> Option<News<'_>> {
        menu.target(&menu.sessions[0].id).unwrap().news(Stamp(since))
    }

    #[test]
    fn who_signed_up_before_a_change_hears_of_it_and_who_came_later_does_not() {
        let first = menu(1, |_| {});
        let second = menu(2, |session| session.venue = room("V02")).following(&first, Stamp(100));
        let Some(News::Moved { before, .. }) = news(&second, 99) else { panic!("the room changed") };
        assert_eq!(before.venue, room("V10"));
        assert_eq!(news(&second, 100), None, "what was made after the publication was made knowing of it");
        assert!(second.venue(&room("V10").unwrap()).is_some(), "the former room still has a name");

        // A further change, and one back: each hears what is new since they knew.
        let moved = |session: &mut Session| {
            session.venue = room("V02");
            session.start = session.start.plus(60);
        };
        let third = menu(3, moved).following(&second, Stamp(200));
        let Some(News::Moved { before, .. }) = news(&third, 150) else { panic!("the time changed") };
        assert_eq!((before.venue.clone(), before.minutes), (room("V02"), 90));
        let Some(News::Moved { before, .. }) = news(&third, 50) else { panic!("room and time changed") };
        assert_eq!(before.venue, room("V10"));
        let fourth = menu(4, |_| {}).following(&third, Stamp(300));
        assert_eq!(news(&fourth, 50), None, "all is as it was");
        assert!(news(&fourth, 250).is_some());
    }

    #[test]
    fn what_is_called_off_is_news_for_everybody() {
        let first = menu(1, |_| {});
        let off = menu(2, |session| session.cancelled = Some(Text::new("老师生病"))).following(&first, Stamp(100));
        let why = Text::new("老师生病");
        for since in [0, 1_000] {
            assert_eq!(news(&off, since), Some(News::CalledOff { why: Some(&why) }));
        }
        assert_eq!(off.target(&off.sessions[0].id).unwrap().changed_at(), Some(Stamp(100)));
        let again = menu(3, |_| {}).following(&off, Stamp(200));
        assert_eq!(news(&again, 0), None);
    }

    #[test]
    fn what_was_changed_last_is_known_again() {
        let first = menu(1, |_| {});
        assert_eq!(first.changed_last(), []);
        let second = menu(2, |session| session.venue = room("V02")).following(&first, Stamp(100));
        let id = second.sessions[0].id.clone();
        assert_eq!(second.changed_last(), std::slice::from_ref(&id));
        // A publication that moved nothing does not make what was moved before it forgotten.
        let third = menu(3, |session| session.venue = room("V02")).following(&second, Stamp(200));
        assert_eq!(third.changed_last(), [id]);
    }

    #[test]
    fn words_and_places_alone_are_no_news() {
        let first = menu(1, |_| {});
        let second = menu(2, |session| session.entry = Entry::Places(12)).following(&first, Stamp(100));
        assert_eq!(second.sessions[0].changed, Changed::default());
    }

    #[test]
    fn what_was_published_before_is_no_part_of_a_plan() {
        let (first, planned) = (menu(1, |_| {}), menu(2, |session| session.venue = room("V02")));
        let published = planned.clone().following(&first, Stamp(100));
        assert_ne!(published.sessions, planned.sessions);
        assert!(published.sessions[0].is_planned_as(&planned.sessions[0]));
        assert!(!published.sessions[0].is_planned_as(&first.sessions[0]));
    }

    #[test]
    fn rain_leads_to_the_other_room_or_day() {
        let plan = |at: Option<&str>, code: Option<&str>| RainPlan { start: at.map(start), venue: code.and_then(room) };
        let outdoors = |rain| menu(1, |session| session.rain = Some(Box::new(rain))).sessions.remove(0);
        let inside = outdoors(plan(None, Some("V02"))).in_rain(Text::new("下雨")).unwrap();
        assert_eq!((inside.start.to_string().as_str(), inside.venue.clone()), ("2026-12-05T10:00", room("V02")));
        assert_eq!((inside.changed.clone(), inside.rain.clone()), (Changed::because(Text::new("下雨")), None));
        let later = outdoors(plan(Some("2026-12-06T10:00"), None)).in_rain(Text::default()).unwrap();
        assert_eq!((later.start.to_string().as_str(), later.venue), ("2026-12-06T10:00", room("V10")));
        assert_eq!(inside.in_rain(Text::default()), None, "once is enough");
        let off = Session { cancelled: Some(Text::default()), ..outdoors(plan(None, Some("V02"))) };
        assert_eq!(off.in_rain(Text::default()), None);
    }

    #[test]
    fn a_session_without_changes_is_written_as_before() {
        let text = serde_json::to_string(&menu(1, |_| {}).sessions[0]).unwrap();
        assert!(!text.contains("changed") && !text.contains("rain"), "{text}");
        let first = menu(1, |session| session.rain = Some(Box::new(RainPlan { start: None, venue: room("V02") })));
        let second = menu(2, |session| session.start = session.start.plus(30)).following(&first, Stamp(100));
        let text = serde_json::to_string(&second.sessions[0]).unwrap();
        assert_eq!(serde_json::from_str::<Session>(&text).unwrap(), second.sessions[0]);
    }
}
