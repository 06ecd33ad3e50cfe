//! How changes of a published month are worded.

use crate::domain::activity::Entry;
use crate::domain::id::{ActivityId, SessionId, VenueCode};
use crate::domain::menu::Menu;
use crate::domain::publishing::{Change, Detail};
use crate::domain::time::{Span, Start};
use crate::ui::dates;
use crate::ui::organizers::wording::{listed, moment, published_title};
use crate::ui::wording;
use crate::ui::words::{number, read, say, say_with};

/// The two revisions that are compared.
#[derive(Clone, Copy)]
pub struct Revisions<'a> {
    /// As it was published; none the first time.
    pub before: Option<&'a Menu>,
    /// As it would be.
    pub now: &'a Menu,
}

/// One change: 合唱，12月6日 9:30：地点由文化广场改到多功能室.
pub fn change(change: &Change, of: Revisions<'_>) -> String {
    match change {
        Change::Added(id) => titled("change.added", of, id),
        Change::CalledOff(id) => titled("change.called-off", of, id),
        Change::Resumed(id) => titled("change.resumed", of, id),
        Change::Removed(id) => titled("change.removed", of, id),
        Change::Altered { id, how } => {
            let (title, start) = what(of, id);
            let how = list(how, of);
            say_with("change.altered", &[("title", &title), ("start", &moment(start)), ("how", &how)])
        }
        Change::Described { id, how } => {
            say_with("change.described", &[("title", &activity(of, id)), ("how", &list(how, of))])
        }
        Change::Rules => say("change.rules").to_owned(),
    }
}

/// 12月5日 周六 10:00–11:30.
pub fn span(span: Span) -> String {
    let mut text = dates::day_short(span.start.day());
    text.push(' ');
    text.push_str(&dates::span(span));
    text
}

/// The same beside another one: of one day only the times are said.
pub fn span_beside(of: Span, other: Span) -> String {
    if of.start.day() == other.start.day() { dates::span(of) } else { span(of) }
}

/// What a venue of either revision is called.
pub fn venue(of: Revisions<'_>, code: Option<&VenueCode>) -> String {
    let Some(code) = code else { return say("detail.no-venue").to_owned() };
    let named = of.now.venue(code).or_else(|| of.before.and_then(|menu| menu.venue(code)));
    named.map_or_else(|| code.to_string(), |venue| venue.name.clone())
}

fn titled(key: &'static str, of: Revisions<'_>, id: &SessionId) -> String {
    let (title, start) = what(of, id);
    say_with(key, &[("title", &title), ("start", &moment(start))])
}

/// What it is called and when it begins; of what is gone, as it was.
fn what(of: Revisions<'_>, id: &SessionId) -> (String, Start) {
    let menu = match of.now.target(id) {
        Some(_) => of.now,
        None => of.before.unwrap_or(of.now),
    };
    (published_title(menu, id), menu.target(id).map_or(id.start, |target| target.span().start))
}

fn activity(of: Revisions<'_>, id: &ActivityId) -> String {
    of.now.activity(id).map_or_else(|| id.to_string(), |activity| read(&activity.title).to_owned())
}

fn list(how: &[Detail], of: Revisions<'_>) -> String {
    let details: Vec<String> = how.iter().map(|how| detail(how, of)).collect();
    listed(details.iter().map(String::as_str))
}

fn detail(detail: &Detail, of: Revisions<'_>) -> String {
    let with = |key, from: String, to: String| say_with(key, &[("from", &from), ("to", &to)]);
    let at = |key, at: Start| say_with(key, &[("at", &moment(at))]);
    match detail {
        Detail::Time { from, to } => with("detail.time", span_beside(*from, *to), span_beside(*to, *from)),
        Detail::Venue { from, to } => with("detail.venue", venue(of, from.as_ref()), venue(of, to.as_ref())),
        Detail::Entry { to: Entry::WalkIn, .. } => say("detail.to-walk-in").to_owned(),
        Detail::Entry { from: Entry::Places(from), to: Entry::Places(to) } => {
            with("detail.places", number(*from), number(*to))
        }
        Detail::Entry { from: Entry::WalkIn, to: Entry::Places(to) } => {
            say_with("detail.to-places", &[("n", &number(*to))])
        }
        Detail::Needed { from, to } => with("detail.needed", needed(*from), needed(*to)),
        Detail::Opens(Some(opens)) => at("detail.opens", *opens),
        Detail::Opens(None) => say("detail.opens-at-once").to_owned(),
        Detail::Closes(Some(closes)) => at("detail.closes", *closes),
        Detail::Closes(None) => say("detail.closes-at-start").to_owned(),
        Detail::Draw => say("detail.draw").to_owned(),
        Detail::Title { from } => say_with("detail.title", &[("from", read(from))]),
        Detail::Ages { to } => say_with("detail.ages", &[("to", &wording::ages(*to))]),
        Detail::Fee { from, to } => with("detail.fee", number(*from), number(*to)),
        Detail::Words => say("detail.words").to_owned(),
        Detail::Rain => say("detail.rain").to_owned(),
        Detail::Why => say("detail.why").to_owned(),
    }
}

/// 2–4.
fn needed((from, to): (u16, u16)) -> String {
    [number(from), number(to)].join("–")
}
