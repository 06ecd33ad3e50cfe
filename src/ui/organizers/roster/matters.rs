//! What only an organizer can settle: more confirmed than places, and 疑似重复.

use leptos::prelude::*;

use crate::domain::id::SessionId;
use crate::domain::placement::Matter;
use crate::ui::controls::button::{Look, link_button};
use crate::ui::controls::notice::{Tone, notice};
use crate::ui::organizers::roster::Rosters;
use crate::ui::organizers::wording::published_title;
use crate::ui::route::Route;
use crate::ui::words::{number, say, say_with};

/// Draws them.
pub fn matters(rosters: Rosters) -> AnyView {
    (move || {
        let placement = rosters.placement.get()?;
        let matters = placement.matters.iter().map(|matter| {
            let (session, words) = told(rosters, matter);
            let href = Route::OrganizeRoster { month: Some(rosters.month.get()), session: Some(session) }.href();
            notice(Tone::Warn, words, Some(link_button(Look::Words, None, say("roster.look"), href)))
        });
        Some(view! { <div class="stack">{matters.collect_view()}</div> })
    })
    .into_any()
}

fn told(rosters: Rosters, matter: &Matter) -> (SessionId, String) {
    let title = |id: &SessionId| {
        let book = rosters.book.read();
        let menu = book.as_ref().and_then(|book| book.menu.as_ref());
        menu.map(|menu| published_title(menu, id)).unwrap_or_default()
    };
    match matter {
        Matter::Overfull { session, placed, places } => {
            let values = [("title", &*title(session)), ("n", &number(*placed)), ("places", &number(*places))];
            (session.clone(), say_with("matter.overfull", &values))
        }
        Matter::PossiblyTheSame { session, first: slip, .. } | Matter::MissedTheDraw { session, slip } => {
            let name = rosters.desk.arrival(rosters.month.get(), slip);
            let name = name.and_then(|arrival| arrival.slip.content.asks.person().map(|person| person.name.clone()));
            let values = [("title", &*title(session)), ("name", &*name.unwrap_or_default())];
            let words = match matter {
                Matter::MissedTheDraw { .. } => say_with("matter.missed-the-draw", &values),
                _ => say_with("matter.possibly-the-same", &values),
            };
            (session.clone(), words)
        }
    }
}
