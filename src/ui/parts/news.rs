//! What is no longer as somebody read of it: called off, at another time, in another place, with the centre's words.

use crate::domain::changed::News;
use crate::domain::id::SessionId;
use crate::domain::menu::{Menu, Target};
use crate::domain::time::{Span, Stamp};
use crate::ui::dates;
use crate::ui::words::{read, say, say_with};

/// In sentences, for who knew of a session or shift at that time; none where it is what it was.
pub fn news(menu: &Menu, id: &SessionId, since: Stamp) -> Option<Vec<String>> {
    let target = menu.target(id)?;
    let mut lines = Vec::new();
    let why = match target.news(since)? {
        News::CalledOff { why } => {
            lines.push(say("slip.cancelled").to_owned());
            why
        }
        News::Moved { before, why } => {
            let (was, now) = (before.span(), target.span());
            if was != now {
                let (was, now) = (span(was), span(now));
                lines.push(say_with("news.time", &[("now", &now), ("was", &was)]));
            }
            let venue = match target {
                Target::Session(session, _) => &session.venue,
                Target::Shift(shift) => &shift.venue,
            };
            if before.venue != *venue {
                let name = |code: &Option<_>| {
                    let named = code.as_ref().and_then(|code| menu.venue(code));
                    named.map_or(say("news.nowhere"), |place| &place.name).to_owned()
                };
                lines.push(say_with("news.place", &[("now", &name(venue)), ("was", &name(&before.venue))]));
            }
            why
        }
    };
    lines.extend(why.map(|why| say_with("news.why", &[("why", read(why))])));
    Some(lines)
}

fn span(span: Span) -> String {
    let mut text = dates::day_and_weekday(span.start.day());
    text.push(' ');
    text.push_str(&dates::span(span));
    text
}
