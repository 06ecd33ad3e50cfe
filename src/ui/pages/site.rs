//! What a page shows while there is no centre to show, and what is to know about the one that is shown.

use leptos::prelude::*;

use crate::state::clock;
use crate::state::family::Family;
use crate::state::net::FetchError;
use crate::state::published::{Notice, Published, Site};
use crate::ui::controls::button::{Look, button};
use crate::ui::controls::notice::{Tone, empty, notice};
use crate::ui::dates;
use crate::ui::dom::{El, el_of, live};
use crate::ui::failures;
use crate::ui::later::LaterPart;
use crate::ui::residents::Page;
use crate::ui::words::{say, say_with};

/// Draws a page's content once there is a centre; until then, what is known about that.
pub fn with_centre(content: impl Fn() -> El + Send + Sync + 'static) -> El {
    draw(Box::new(content))
}

/// Not generic: a copy of the program's code for each page would reach every phone.
fn draw(content: Box<dyn Fn() -> El + Send + Sync>) -> El {
    let published = Published::here();
    let site = Memo::new(move |_| published.site());
    let again = move || button(Look::Main, say("site.again"), move || leptos::task::spawn_local(published.refresh()));
    live(move || match site.get() {
        Site::Opening => opening(),
        Site::NoCentre(FetchError::NotFound) => empty(say("site.no-centre"), Some(again())),
        Site::NoCentre(_) => empty(say("site.no-network"), Some(again())),
        Site::Refused(_) => empty(say("site.refused"), Some(again())),
        Site::Open => content(),
    })
}

/// While something is being read.
pub fn opening() -> El {
    el_of("p", "empty").attr("role", "status").text(say("site.opening"))
}

/// What is to know before anything else: about the centre's files (not believed, old, not kept), and about slips
/// that are not handed in.
pub fn notices() -> El {
    let published = Published::here();
    let age = move || {
        let minutes = published.made_at().map_or(0, |made| (clock::now().0 - made.0) / 60_000);
        dates::ago(minutes)
    };
    let of_site = move || {
        let words = match published.notice()? {
            // The frame says that there is no network; here only how old it is.
            Notice::Offline => return None,
            Notice::Refused(_) => say_with("site.refused-newer", &[("age", &age())]),
            Notice::Expired => say_with("site.expired", &[("age", &age())]),
        };
        Some(notice(Tone::Warn, words, None))
    };
    let of_storage = move || {
        let failure = published.storage_failure();
        failure.map(|error| notice(Tone::Warn, failures::storage(&error), None))
    };
    let family = Family::here();
    let has_slips = Memo::new(move |_| family.has_slips());
    let of_slips = move || has_slips.get().then(|| expect_context::<LaterPart<Page>>().draw_beside(Page::Reminder));
    el_of("div", "notices").live(of_site).live(of_storage).live(of_slips)
}
