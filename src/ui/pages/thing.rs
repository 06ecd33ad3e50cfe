//! What a session's or shift's id means today: its title, when and where it is.

use crate::domain::id::SessionId;
use crate::domain::menu::{Menu, Target};
use crate::domain::openness::Openness;
use crate::domain::time::Span;
use crate::state::published::Published;
use crate::ui::today::now;
use crate::ui::words::read;

/// A session or shift in a few words.
pub struct Thing {
    /// What it is called.
    pub title: String,
    /// When it is on.
    pub span: Span,
    /// Where.
    pub place: Option<String>,
    /// How it stands.
    pub openness: Openness,
}

impl Thing {
    /// Looks it up in the published months; tracked.
    pub fn find(published: Published, id: &SessionId) -> Option<Thing> {
        let menu = published.menu_of(id)?;
        Some(Thing::of(published, &menu, menu.target(id)?))
    }

    /// What a target of this menu is.
    pub fn of(published: Published, menu: &Menu, target: Target<'_>) -> Thing {
        let (title, venue, openness) = match target {
            Target::Session(session, activity) => {
                let openness = session.openness(published.fill(&session.id), now());
                (&activity.title, &session.venue, openness)
            }
            Target::Shift(shift) => (&shift.role, &shift.venue, shift.openness(published.fill(&shift.id), now())),
        };
        let place = venue.as_ref().and_then(|code| menu.venue(code)).map(|place| place.name.clone());
        Thing { title: read(title).to_owned(), span: target.span(), place, openness }
    }
}
