//! What one takes along of a session: an entry for the phone's own calendar, a picture for the chat, the page read aloud.

use leptos::prelude::*;
use std::sync::Arc;

use super::aloud::aloud;
use super::poster;
use crate::domain::activity::{Activity, Session};
use crate::domain::household::Progress;
use crate::domain::id::SessionId;
use crate::domain::menu::{Menu, Target};
use crate::domain::openness::Openness;
use crate::domain::standing::Standing;
use crate::state::calendar_file::{self, Entry, Said};
use crate::state::family::Family;
use crate::state::published::Published;
use crate::state::save::{SaveError, in_chat_app};
use crate::ui::controls::button::{Look, icon_button};
use crate::ui::controls::copy::copy_button;
use crate::ui::controls::dialog::Dialog;
use crate::ui::controls::icon::{Icon, icon};
use crate::ui::dates;
use crate::ui::dom::{El, all, el, el_of, live};
use crate::ui::parts::standing;
use crate::ui::parts::telling::{Telling, location};
use crate::ui::route::Route;
use crate::ui::today::{now, today};
use crate::ui::words::{read, say, say_with};

/// Draws the buttons.
pub fn take_along(menu: &Arc<Menu>, session: &Session, activity: &Activity, openness: Openness) -> El {
    let published = Published::here();
    let href = Route::Session { id: session.id.clone(), member: None }.href();
    let went = RwSignal::new(None);
    let title = [read(&activity.title), " ", &dates::day(session.start.day())].concat();
    let keep = {
        let (id, href, title) = (session.id.clone(), href.clone(), title.clone());
        move || {
            let stands = || Family::here().stands_at(&id);
            if let Some(entry) = untrack(|| entry(published, &id, &href, stands().as_ref())) {
                went.set(Some(calendar_file::offer(published, &[entry], &title)));
            }
        }
    };
    let dialog = Dialog::new();
    let picture = {
        let (menu, id, href) = (menu.clone(), session.id.clone(), href);
        move || {
            let link = calendar_file::address(&href);
            let drawn = || {
                let centre = published.centre()?;
                let Target::Session(session, activity) = menu.target(&id)? else { return None };
                let poster = Telling { menu: &menu, session, activity, openness }.poster(&centre);
                let picture = poster::picture(&poster, read(&centre.name), &calendar_file::code(&link)?)?;
                Some(kept_picture(&picture, &poster.words(), &title))
            };
            all([drawn().unwrap_or_else(|| el("div")), copy_button(Look::Plain, say("share.copy-link"), link)])
        }
    };
    let voice = aloud(Telling { menu, session, activity, openness }.aloud(today()));
    let buttons = el_of("div", "take-along")
        .add(icon_button(Look::Plain, Icon::Calendar, say("session.keep"), keep))
        .add(icon_button(Look::Plain, Icon::Share, say("session.share"), move || dialog.open()))
        .add(voice);
    all([buttons, told(went), dialog.view(say("session.share"), picture)])
}

/// A picture with the ways to keep it; `heard` is what it says, `title` what its file is called after.
pub fn kept_picture(address: &str, heard: &str, title: &str) -> El {
    // Chat apps' browsers have no downloads: there a long press alone keeps it.
    let save = (!in_chat_app()).then(|| {
        let link = el_of("a", "button").attr("data-look", "plain").attr("href", address);
        link.attr("download", &[title, ".png"].concat()).add(icon(Icon::Download)).text(say("share.save"))
    });
    el_of("div", "stack")
        .add(el_of("p", "long-press").text(say("share.long-press")))
        .add(el_of("img", "kept-picture").attr("src", address).attr("alt", heard))
        .add(el_of("div", "take-along").add(save))
}

/// What the phone's calendar keeps of a session or shift that one of the family asked for, or nobody yet.
pub fn entry(published: Published, id: &SessionId, href: &str, progress: Option<&Progress>) -> Option<Entry> {
    let (centre, menu) = (published.centre()?, published.menu_of(id)?);
    let target = menu.target(id)?;
    let (title, notes, venue, open) = match target {
        Target::Session(session, activity) => {
            let openness = session.openness(published.fill(id), now());
            let notes = Telling { menu: &menu, session, activity, openness }.notes();
            (&activity.title, notes, &session.venue, session.places().is_none())
        }
        Target::Shift(shift) => (&shift.role, shift.skills.clone(), &shift.venue, false),
    };
    let stands = progress.map(standing::words);
    let said = Said {
        summary: read(title).to_owned(),
        location: location(&centre, venue.as_ref().and_then(|code| menu.venue(code))),
        description: stands.into_iter().chain([notes]).filter(|words| !words.is_empty()).collect::<Vec<_>>().join("\n"),
        confirmed: open || matches!(progress, Some(Progress::Answered(a)) if a.standing == Standing::Confirmed),
    };
    Some(calendar_file::entry(&centre.id, &menu, target, said, href))
}

/// What became of a calendar file: its name, or the way to have one after all.
pub fn told(went: RwSignal<Option<Result<String, SaveError>>>) -> El {
    live(move || {
        let words = match went.get()? {
            Ok(name) => say_with("session.file-kept", &[("name", &name)]),
            Err(_) => say("session.no-file").to_owned(),
        };
        Some(el_of("p", "meta").attr("role", "status").text(&words))
    })
}
