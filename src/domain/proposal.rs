//! Days, times and rooms for a course that clash with nothing, the best first, each with its reasons.

use chrono::{Datelike, Days, NaiveDate, NaiveTime};
use std::collections::BTreeSet;

use crate::domain::activity::Session;
use crate::domain::calendar::week_of;
use crate::domain::catalogue::Course;
use crate::domain::category::Sort;
use crate::domain::checks::Around;
use crate::domain::holiday::{Busy, Free, ServiceDay};
use crate::domain::id::{SessionId, VenueCode};
use crate::domain::plan::Plan;
use crate::domain::time::{Span, Start, is_weekend};
use crate::domain::venue::Venue;

/// At which times of day a session may begin, as hours and minutes.
const TIMES: [(u32, u32); 8] = [(9, 0), (9, 30), (10, 0), (14, 0), (14, 30), (15, 0), (16, 0), (19, 0)];
/// From this age on a course is for elders, who come in the morning of a working day.
const ELDERS: u8 = 55;

/// A room with so many places to spare is small, whatever the course.
const SMALL: u16 = 10;

/// A day, a time and a room.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// When it would begin.
    pub start: Start,
    /// Where.
    pub venue: VenueCode,
    /// What speaks for it, the weightiest first.
    pub reasons: Vec<Why>,
    /// How good it is: more is better. Only for comparing.
    score: i32,
}

/// What speaks for a proposal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// Nothing else is on in this week.
    EmptyWeek,
    /// A weekend or holiday: families are free.
    FreeDay(Free),
    /// A working day: elders have the rooms to themselves.
    Workday,
    /// Nothing else is on on this day.
    QuietDay,
    /// No other course in this week.
    NoCourseInWeek,
    /// The room holds as many as there are places, and hardly more.
    RoomFits {
        /// People it holds.
        capacity: u16,
    },
}

/// What is looked for.
#[derive(Debug, Clone, Copy)]
pub struct Wanted<'a> {
    /// For which course.
    pub course: &'a Course,
    /// No earlier than this day: what residents cannot hear of in time helps nobody.
    pub from: NaiveDate,
    /// On this day only.
    pub on: Option<NaiveDate>,
}

/// The best `most` proposals, each on another day and, where there are enough, in another week.
pub fn propose(plan: &Plan, wanted: Wanted<'_>, around: &Around<'_>, most: usize) -> Vec<Proposal> {
    let mut all: Vec<Proposal> =
        days(plan, &wanted, around).into_iter().filter_map(|day| best_on(plan, wanted.course, day, around)).collect();
    all.sort_by(|a, b| b.score.cmp(&a.score).then(a.start.cmp(&b.start)));
    let mut weeks = BTreeSet::new();
    let (mut chosen, rest): (Vec<Proposal>, Vec<Proposal>) =
        all.into_iter().partition(|proposal| weeks.insert(week_of(proposal.start.day())[0]));
    chosen.extend(rest);
    chosen.truncate(most);
    spread(&mut chosen, plan, wanted.course, around);
    chosen
}

/// Where another room does as well, each proposal is in one of its own: three times the same room is hardly a choice.
fn spread(proposals: &mut [Proposal], plan: &Plan, course: &Course, around: &Around<'_>) {
    let mut taken: BTreeSet<VenueCode> = BTreeSet::new();
    for proposal in proposals {
        if taken.contains(&proposal.venue) {
            let span = Span { start: proposal.start, minutes: course.minutes };
            // No hall for a handful of people.
            let fits = |room: &&&Venue| !taken.contains(&room.code) && spare(room, course) <= course.places.max(SMALL);
            if let Some(room) = free_rooms(plan, span, course.places, None, around).iter().find(fits) {
                proposal.venue = room.code.clone();
                proposal.reasons.retain(|why| !matches!(why, Why::RoomFits { .. }));
                proposal.reasons.extend(room_fits(room, course));
            }
        }
        taken.insert(proposal.venue.clone());
    }
}

fn spare(room: &Venue, course: &Course) -> u16 {
    room.capacity.saturating_sub(course.places)
}

fn room_fits(room: &Venue, course: &Course) -> Option<Why> {
    (spare(room, course) <= course.places / 2).then_some(Why::RoomFits { capacity: room.capacity })
}

/// Rooms that are open all the while, hold so many, and are free; the snuggest first. `besides` does not count as taking one.
pub fn free_rooms<'a>(
    plan: &Plan,
    span: Span,
    places: u16,
    besides: Option<&SessionId>,
    around: &Around<'a>,
) -> Vec<&'a Venue> {
    let near = near(plan, span.start.day(), besides);
    let mut rooms: Vec<&Venue> = around
        .catalogue
        .venues
        .iter()
        .filter(|venue| venue.capacity >= places && venue.is_open_for(span) && is_free(&venue.code, span, &near))
        .collect();
    rooms.sort_by_key(|venue| (venue.capacity, venue.code.clone()));
    rooms
}

/// The nearest other time of the same day at which a session's room is free.
pub fn other_time(plan: &Plan, session: &Session, around: &Around<'_>) -> Option<Start> {
    let venue = around.catalogue.venue(session.venue.as_ref()?)?;
    let near = near(plan, session.start.day(), Some(&session.id));
    let quarters = (1..=40).flat_map(|step| [step * 15, -step * 15]);
    let starts = quarters.map(|minutes| session.start.plus(minutes));
    let mut fitting = starts.filter(|start| {
        let span = Span { start: *start, minutes: session.minutes };
        start.day() == session.start.day() && venue.is_open_for(span) && is_free(&venue.code, span, &near)
    });
    fitting.next()
}

/// What is on around a day.
fn near<'a>(plan: &'a Plan, day: NaiveDate, besides: Option<&SessionId>) -> Vec<&'a Session> {
    // A session may last a day, and begin the day before.
    let before = day.checked_sub_days(Days::new(1)).unwrap_or(day);
    let on = plan.on().filter(|session| (before..=day).contains(&session.start.day()));
    on.filter(|session| Some(&session.id) != besides).collect()
}

fn is_free(venue: &VenueCode, span: Span, near: &[&Session]) -> bool {
    near.iter().all(|other| other.venue.as_ref() != Some(venue) || other.span().overlap(span).is_none())
}

fn days(plan: &Plan, wanted: &Wanted<'_>, around: &Around<'_>) -> Vec<NaiveDate> {
    let provider = around.catalogue.provider(&wanted.course.provider);
    let all = (1..=plan.month.days()).filter_map(|number| plan.month.day(number));
    let fitting = all.filter(|day| {
        *day >= wanted.from
            && wanted.on.is_none_or(|on| on == *day)
            // Who names a day has seen what is said about it.
            && (wanted.on.is_some() || provider.is_none_or(|provider| provider.agreed_on(*day)))
    });
    fitting.collect()
}

fn best_on(plan: &Plan, course: &Course, day: NaiveDate, around: &Around<'_>) -> Option<Proposal> {
    let (of_day, reasons) = weigh_day(plan, course, day, around);
    let elders = for_elders(course);
    let free = is_free_day(day, around);
    let mut best: Option<Proposal> = None;
    for (hour, minute) in TIMES {
        let Some(time) = NaiveTime::from_hms_opt(hour, minute, 0) else { continue };
        let start = Start::new(day, time);
        let span = Span { start, minutes: course.minutes };
        let Some(room) = free_rooms(plan, span, course.places, None, around).into_iter().next() else { continue };
        let of_time = match (elders, free, hour) {
            (true, _, 9 | 10) => 12,
            (false, true, 10) => 12,
            (false, true, 14 | 15) => 11,
            (false, true, 9) => 8,
            // Families come home first.
            (false, false, 19) => 10,
            (false, false, 16) => 4,
            (_, _, 19) => -6,
            _ => 0,
        };
        let fits = room_fits(room, course);
        let score = of_day + of_time + if fits.is_some() { 4 } else { -i32::from(spare(room, course) / 20).min(6) };
        if best.as_ref().is_none_or(|known| score > known.score) {
            let reasons = reasons.iter().copied().chain(fits).collect();
            best = Some(Proposal { start, venue: room.code.clone(), reasons, score });
        }
    }
    best
}

fn weigh_day(plan: &Plan, course: &Course, day: NaiveDate, around: &Around<'_>) -> (i32, Vec<Why>) {
    let (mut score, mut reasons) = (0, Vec::new());
    let week = week_of(day);
    let others = around.others.iter().copied().filter(|other| other.month != plan.month);
    let of_week: Vec<(&Plan, &Session)> = others
        .chain([plan])
        .flat_map(|of| of.on().map(move |session| (of, session)))
        .filter(|(_, session)| (week[0]..=week[6]).contains(&session.start.day()))
        .collect();
    let is_course = |(of, session): &&(&Plan, &Session)| {
        of.activities.get(&session.id.activity).is_some_and(|known| matches!(known.sort, Sort::Course(_)))
    };
    let on_day = of_week.iter().filter(|(_, session)| session.start.day() == day);
    let (things, courses) = (on_day.clone().count(), on_day.filter(is_course).count());
    if of_week.is_empty() {
        score += 30;
        reasons.push(Why::EmptyWeek);
    } else if of_week.iter().find(is_course).is_none() {
        score += 14;
        reasons.push(Why::NoCourseInWeek);
    }
    match (for_elders(course), around.holidays.service_day(day)) {
        (true, ServiceDay::No(Busy::Workday) | ServiceDay::Unknown { weekend: false }) => {
            score += 12;
            reasons.push(Why::Workday);
        }
        (false, ServiceDay::Yes(free)) => {
            // On a holiday many are away.
            score += if free == Free::Weekend { 20 } else { 8 };
            reasons.push(Why::FreeDay(free));
        }
        (false, ServiceDay::Unknown { weekend: true }) => {
            score += 20;
            reasons.push(Why::FreeDay(Free::Weekend));
        }
        _ => {}
    }
    if things == 0 && !of_week.is_empty() {
        score += 6;
        reasons.push(Why::QuietDay);
    }
    score -= 4 * things as i32 + 16 * courses as i32 + day.weekday().num_days_from_monday().min(1) as i32;
    (score, reasons)
}

fn for_elders(course: &Course) -> bool {
    course.ages.from.is_some_and(|age| age.0 >= ELDERS)
        || course.audience.contains('老')
        || course.audience.contains("长者")
}

fn is_free_day(day: NaiveDate, around: &Around<'_>) -> bool {
    match around.holidays.service_day(day) {
        ServiceDay::Yes(_) => true,
        ServiceDay::No(_) => false,
        ServiceDay::Unknown { .. } => is_weekend(day),
    }
}
