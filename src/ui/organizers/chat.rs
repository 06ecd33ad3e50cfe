//! What a centre writes into its residents' group: the changes of a publication, or the whole month. Plain text, no names.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::domain::changed::News;
use crate::domain::id::{SessionId, VenueCode};
use crate::domain::menu::{Menu, Target};
use crate::domain::text::Text;
use crate::domain::time::{Span, Stamp};
use crate::ui::dates;
use crate::ui::organizers::change_words::span;
use crate::ui::organizers::wording::published_title;
use crate::ui::words::{read, say, say_with};

/// What a session or shift that was changed last says about itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// What it is called.
    pub title: String,
    /// Called off; else it is on, somewhere or some time else.
    pub off: bool,
    /// When it is on; when it would have been.
    pub when: String,
    /// When it was to be, where that changed.
    pub when_before: Option<String>,
    /// Where it is.
    pub place: String,
    /// Where it was to be, where that changed.
    pub place_before: Option<String>,
    /// What the centre says.
    pub why: String,
}

impl Told {
    /// What is said of a session or shift; none where nothing changed for anybody.
    pub fn of(menu: &Menu, id: &SessionId) -> Option<Self> {
        let target = menu.target(id)?;
        // As those see it who knew how it stood until the last change.
        let since = target.changed_at().map_or(Stamp(i64::MIN), |at| Stamp(at.0 - 1));
        let news = target.news(since)?;
        let place = |code: Option<&VenueCode>| {
            code.and_then(|code| menu.venue(code)).map(|place| place.name.clone()).unwrap_or_default()
        };
        let now = place(venue(target).as_ref());
        let told = Self {
            title: published_title(menu, id),
            off: matches!(news, News::CalledOff { .. }),
            when: span(target.span()),
            when_before: None,
            place: now.clone(),
            place_before: None,
            why: String::new(),
        };
        Some(match news {
            News::CalledOff { why } => Self { why: said(why), ..told },
            News::Moved { before, why } => {
                let was: Span = before.span();
                let former = place(before.venue.as_ref());
                Self {
                    when_before: (was != target.span()).then(|| span(was)),
                    place_before: (former != now).then_some(former),
                    why: said(why),
                    ..told
                }
            }
        })
    }

    /// In one sentence after another.
    pub fn line(&self) -> String {
        let head = [("title", self.title.as_str()), ("when", self.when.as_str())];
        let mut line = match self.off {
            true => say_with("chat.off", &head),
            false => say_with("chat.moved", &head),
        };
        if let Some(before) = &self.when_before {
            line.push_str(&say_with("chat.time", &[("now", &self.when), ("before", before)]));
        }
        if let Some(before) = &self.place_before {
            let before = if before.is_empty() { say("detail.no-venue") } else { before };
            line.push_str(&say_with("chat.place", &[("now", &self.place), ("before", before)]));
        }
        line.push_str(&sentence(&self.why));
        line
    }
}

fn said(why: Option<&Text>) -> String {
    why.map(|why| read(why).to_owned()).unwrap_or_default()
}

/// Ends a sentence that its writer left open.
fn sentence(words: &str) -> String {
    let mut words = words.trim().to_owned();
    let open = !words.is_empty() && !words.ends_with(['。', '！', '？', '.', '!', '?']);
    if open {
        words.push_str(say("chat.stop"));
    }
    words
}

fn venue(target: Target<'_>) -> Option<VenueCode> {
    match target {
        Target::Session(session, _) => session.venue.clone(),
        Target::Shift(shift) => shift.venue.clone(),
    }
}

/// The changes, as they are sent.
pub fn changes(centre: &str, told: &[Told], address: &str) -> String {
    let mut lines = vec![say_with("chat.changes", &[("centre", centre)])];
    lines.extend(told.iter().map(Told::line));
    lines.push(say_with("chat.look", &[("address", address)]));
    lines.join("\n")
}

/// The whole month, day by day.
pub fn month(centre: &str, menu: &Menu, address: &str) -> String {
    let month = dates::month_name(menu.month);
    let mut lines = vec![say_with("chat.month", &[("centre", centre), ("month", month)])];
    let mut days: BTreeMap<NaiveDate, Vec<String>> = BTreeMap::new();
    for session in menu.sessions.iter().filter(|session| session.cancelled.is_none()) {
        let mut line = dates::time(session.start.time());
        line.push(' ');
        line.push_str(&published_title(menu, &session.id));
        if let Some(place) = session.venue.as_ref().and_then(|code| menu.venue(code)) {
            line.push_str(&say_with("chat.at", &[("place", &place.name)]));
        }
        if session.places().is_none() {
            line.push_str(say("chat.walk-in"));
        }
        days.entry(session.start.day()).or_default().push(line);
    }
    for (day, sessions) in days {
        lines.push(dates::day_and_weekday(day));
        lines.extend(sessions);
    }
    lines.push(say_with("chat.sign-up", &[("address", address)]));
    lines.join("\n")
}
