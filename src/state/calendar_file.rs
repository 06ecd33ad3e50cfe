//! Sessions for other calendars, and a link as a QR code.

use crate::domain::id::CentreId;
use crate::domain::menu::{Menu, Target};
use crate::domain::text::Text;
use crate::exchange::icalendar::{file, file_name};
use crate::exchange::qr::Qr;
use crate::state::published::Published;
use crate::state::save::{SaveError, download, in_chat_app};
use crate::state::{clock, net};

pub use crate::exchange::icalendar::Entry;

/// What a calendar keeps of a session or shift. `read` chooses the language; `href` is where it is read.
pub fn entry(centre: &CentreId, menu: &Menu, target: Target<'_>, read: fn(&Text) -> &str, href: &str) -> Entry {
    let (id, title, about, venue, materials) = match target {
        Target::Session(session, activity) => {
            (&session.id, &activity.title, read(&activity.about), &session.venue, activity.materials.as_str())
        }
        Target::Shift(shift) => (&shift.id, &shift.role, shift.skills.as_str(), &shift.venue, ""),
    };
    let span = target.span();
    let place = venue.as_ref().and_then(|code| menu.venue(code));
    let description = [about, materials].into_iter().filter(|words| !words.is_empty()).collect::<Vec<_>>().join("\n");
    Entry {
        uid: [&id.to_string(), "@", centre.as_str(), ".linli"].concat(),
        sequence: menu.revision,
        start: span.start,
        minutes: span.minutes,
        summary: read(title).to_owned(),
        location: place.map(|place| place.name.clone()).unwrap_or_default(),
        description,
        url: address(href),
        cancelled: target.is_cancelled(),
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
