//! What comes again (重复): an activity whose sessions follow a rule, changed one by one, from one on, or all together.
//!
//! Each session stands in its month's plan as any other; the series says by which rule they came, and which days somebody
//! arranged or took out by themselves: later changes of the series leave those alone. A session belongs to the day it was
//! first planned for (iCalendar's RECURRENCE-ID), wherever it was moved since.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

use crate::domain::activity::Session;
use crate::domain::changed::{Changed, RainPlan};
use crate::domain::holiday::DayMark;
use crate::domain::id::{ActivityId, SessionId};
use crate::domain::recurrence::Recurrence;
use crate::domain::school::SchoolYear;
use crate::domain::time::{Start, day_text};

/// How an activity comes again.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Series {
    /// Which.
    pub activity: ActivityId,
    /// By which rules, in the order in which they begin; each holds until the next begins. None: it no longer repeats.
    pub parts: Vec<Part>,
    /// Days whose session was arranged or taken out by itself.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty", with = "days_text")]
    pub alone: BTreeSet<NaiveDate>,
}

/// A rule of a series, from a day on.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Part {
    /// From when on it holds.
    #[serde(with = "day_text")]
    pub from: NaiveDate,
    /// The rule.
    pub rule: Recurrence,
    /// On which of its days.
    #[serde(default, skip_serializing_if = "On::is_every")]
    pub on: On,
}

/// On which of a rule's days something takes place: what iCalendar cannot say, because it knows no holidays.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum On {
    /// On all.
    #[default]
    Every,
    /// 上学日: Monday to Friday without holidays and vacations, and the weekend days that are worked in exchange.
    SchoolDays,
    /// Not on public holidays.
    NoHolidays,
}

impl On {
    fn is_every(&self) -> bool {
        *self == On::Every
    }

    /// Whether something takes place on a day that its rule gives.
    pub fn takes_place(self, day: NaiveDate, year: SchoolYear<'_>) -> bool {
        match self {
            On::Every => true,
            On::NoHolidays => year.holidays.mark(day) != Some(DayMark::Rest),
            On::SchoolDays => year.is_school_day(day),
        }
    }
}

/// How far a change reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// 只改这一场.
    One,
    /// 这一场和以后.
    Following,
    /// 全部.
    All,
}

impl Reach {
    /// All three, as offered.
    pub const EACH: [Reach; 3] = [Reach::One, Reach::Following, Reach::All];
}

/// What a change of a series does to a session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fitted {
    /// It is new, or arranged otherwise.
    Put(Session),
    /// It is taken out.
    Remove(SessionId),
}

impl Series {
    /// An activity that comes again by one rule.
    pub fn new(activity: ActivityId, part: Part) -> Self {
        Self { activity, parts: vec![part], alone: BTreeSet::new() }
    }

    /// The days that the rules give up to `last`.
    pub fn days(&self, last: NaiveDate, year: SchoolYear<'_>) -> BTreeSet<NaiveDate> {
        let mut days = BTreeSet::new();
        for (index, part) in self.parts.iter().enumerate() {
            let next = self.parts.get(index + 1).map(|next| next.from);
            let until = next.and_then(|next| next.pred_opt()).map_or(last, |before| before.min(last));
            let of_part = part.rule.days(part.from, until).into_iter();
            days.extend(of_part.filter(|day| part.on.takes_place(*day, year)));
        }
        days
    }

    /// By which part a day goes.
    pub fn part_on(&self, day: NaiveDate) -> Option<&Part> {
        self.parts.iter().rev().find(|part| part.from <= day)
    }

    /// Whether a session is one that a change of all reaches.
    fn reaches(&self, session: &Session, from: Option<NaiveDate>) -> bool {
        let day = session.id.start.day();
        session.id.activity == self.activity && !self.alone.contains(&day) && from.is_none_or(|from| day >= from)
    }

    /// The series after one session was arranged or taken out by itself.
    pub fn with_alone(&self, session: &SessionId) -> Self {
        let mut series = self.clone();
        series.alone.insert(session.start.day());
        series
    }

    /// A session of the series was changed from `before` to `after`: what that does to `sessions`, all that there are of
    /// the activity. What reaches further than the one takes over what was changed, and leaves each session on its day:
    /// only a rule says on which days.
    pub fn edit(&self, sessions: &[Session], before: &Session, after: &Session, reach: Reach) -> (Self, Vec<Fitted>) {
        let from = match reach {
            Reach::One => return (self.with_alone(&before.id), vec![Fitted::Put(after.clone())]),
            Reach::Following => Some(before.id.start.day()),
            Reach::All => None,
        };
        let reached = sessions.iter().filter(|session| self.reaches(session, from) || session.id == before.id);
        let put = reached.filter_map(|session| {
            let changed = take_over(session, before, after);
            (changed != *session).then_some(Fitted::Put(changed))
        });
        (self.clone(), put.collect())
    }

    /// The series by another rule: from a session on, or altogether.
    pub fn ruled(&self, part: Part, reach: Reach) -> Self {
        let mut parts: Vec<Part> = match reach {
            Reach::All => Vec::new(),
            Reach::One | Reach::Following => self.parts.clone(),
        };
        parts.retain(|known| known.from < part.from);
        parts.push(part);
        Self { parts, ..self.clone() }
    }

    /// What makes the sessions of the activity those that `self` gives from `from` up to `last`, where they were as `known`
    /// had them: new ones are like `pattern`. Days that stand alone stay as they are, and so does what `kept` names (what
    /// residents have read is called off by a person, not by a rule).
    pub fn fit(
        &self,
        known: &Series,
        sessions: &[Session],
        pattern: &Session,
        (from, last): (NaiveDate, NaiveDate),
        year: SchoolYear<'_>,
        kept: impl Fn(&SessionId) -> bool,
    ) -> Vec<Fitted> {
        let (was, now) = (known.days(last, year), self.days(last, year));
        let mine = sessions.iter().filter(|session| session.id.activity == self.activity);
        let by_day: BTreeMap<NaiveDate, &Session> = mine.map(|session| (session.id.start.day(), session)).collect();
        let free = |day: &NaiveDate| *day >= from && !self.alone.contains(day);
        let gone = was.difference(&now).filter(|day| free(day)).filter_map(|day| by_day.get(day));
        let gone = gone.filter(|session| !kept(&session.id)).map(|session| Fitted::Remove(session.id.clone()));
        let new = now.iter().filter(|day| free(day) && !by_day.contains_key(day));
        let new = new.map(|day| Fitted::Put(on_day(pattern, *day)));
        gone.chain(new).collect()
    }
}

/// A further session like this one, on another day.
pub fn on_day(pattern: &Session, day: NaiveDate) -> Session {
    let start = Start::new(day, pattern.start.time());
    let id = SessionId { activity: pattern.id.activity.clone(), start };
    // A draw is committed to for one session; what was called off, and what was told of a change, is one session's as well.
    Session { id, draw: None, cancelled: None, changed: Changed::default(), ..moved(pattern, start) }
}

/// The session at another time; sign-up opens and closes as long before it as it did, and another time in rain moves along.
pub fn moved(session: &Session, start: Start) -> Session {
    let along = |at: Option<Start>| at.map(|at| start.plus(at.minutes_since(session.start)));
    let rain = session.rain.as_ref().map(|rain| Box::new(RainPlan { start: along(rain.start), ..(**rain).clone() }));
    Session { start, opens: along(session.opens), closes: along(session.closes), rain, ..session.clone() }
}

/// The session with what differs between `before` and `after`. Its day, its draw and whether it is on stay its own; of
/// sign-up's times the distance to the start is taken over.
fn take_over(session: &Session, before: &Session, after: &Session) -> Session {
    let time = match before.start.time() == after.start.time() {
        true => session.start.time(),
        false => after.start.time(),
    };
    let mut changed = moved(session, Start::new(session.start.day(), time));
    if before.minutes != after.minutes {
        changed.minutes = after.minutes;
    }
    if before.venue != after.venue {
        changed.venue.clone_from(&after.venue);
    }
    if before.entry != after.entry {
        changed.entry = after.entry;
    }
    if before.rain != after.rain {
        changed.rain = moved(after, changed.start).rain;
    }
    let distance = |session: &Session, at: Option<Start>| at.map(|at| at.minutes_since(session.start));
    let start = changed.start;
    let as_after = |at: Option<Start>| distance(after, at).map(|minutes| start.plus(minutes));
    if distance(before, before.opens) != distance(after, after.opens) {
        changed.opens = as_after(after.opens);
    }
    // What closes a draw was arranged for this draw.
    if distance(before, before.closes) != distance(after, after.closes) && session.draw.is_none() {
        changed.closes = as_after(after.closes);
    }
    changed
}

/// Serde for days as `["2026-12-05"]`.
mod days_text {
    use super::{BTreeSet, NaiveDate};
    use crate::domain::time::{parse_day, write_day};
    use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

    pub fn serialize<S: Serializer>(days: &BTreeSet<NaiveDate>, s: S) -> Result<S::Ok, S::Error> {
        days.iter().map(|day| write_day(*day)).collect::<Vec<_>>().serialize(s)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(d: D) -> Result<BTreeSet<NaiveDate>, D::Error> {
        let days = Vec::<String>::deserialize(d)?;
        days.iter().map(|day| parse_day(day).map_err(D::Error::custom)).collect()
    }
}

#[cfg(test)]
#[path = "repeat_tests.rs"]
mod tests;
