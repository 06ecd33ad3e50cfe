//! Sessions for other calendars, and a link as a QR code.

use crate::domain::id::CentreId;
use crate::domain::menu::{Menu, Target};
use crate::exchange::icalendar::{Sure, file, file_name};
use crate::state::published::Published;
use crate::state::save::{SaveError, download, in_chat_app};
use crate::state::{clock, net};

pub use crate::exchange::icalendar::Entry;
pub use crate::exchange::qr::Qr;

/// What an entry says, in words.
pub struct Said {
    /// What it is called.
    pub summary: String,
    /// Where it is; may be empty.
    pub location: String,
    /// What else is to know; may be empty.
    pub description: String,
    /// Whether the centre confirmed a place, or nobody needs one.
    pub confirmed: bool,
}

/// What a calendar keeps of a session or shift; `href` is where it is read.
pub fn entry(centre: &CentreId, menu: &Menu, target: Target<'_>, said: Said, href: &str) -> Entry {
    let id = match target {
        Target::Session(session, _) => &session.id,
        Target::Shift(shift) => &shift.id,
    };
    let span = target.span();
    Entry {
        uid: [&id.to_string(), "@", centre.as_str(), ".linli"].concat(),
        sequence: menu.revision,
        start: span.start,
        minutes: span.minutes,
        summary: said.summary,
        location: said.location,
        description: said.description,
        url: address(href),
        sure: match said.confirmed {
            _ if target.is_cancelled() => Sure::Cancelled,
            true => Sure::Confirmed,
            false => Sure::Tentative,
        },
    }
}

/// The full address of a page of ours.
pub fn address(href: &str) -> String {
    let mut address = net::base();
    address.push_str(href);
    address
}

/// Offers the entries as a file that is called after its `title`. Gives its name.
///
/// # Errors
/// Where there are no downloads: chat apps' browsers take them and keep nothing.
pub fn offer(published: Published, entries: &[Entry], title: &str) -> Result<String, SaveError> {
    if in_chat_app() {
        return Err(SaveError::NotHere);
    }
    let (offset, name) = (published.utc_offset(), file_name(title));
    download(&name, file(entries, offset, clock::local_now(offset)).as_bytes(), "text/calendar")?;
    Ok(name)
}

/// A link as a QR code.
pub fn code(link: &str) -> Option<Qr> {
    Qr::of_link(link)
}
