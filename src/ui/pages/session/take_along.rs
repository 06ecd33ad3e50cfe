//! What one takes along of a session: an entry for the phone's own calendar, a picture for the chat, the page read aloud.

use leptos::prelude::*;
use std::sync::Arc;

use crate::domain::activity::{Activity, Session};
use crate::domain::menu::{Menu, Target};
use crate::state::calendar_file;
use crate::state::published::Published;
use crate::state::save::SaveError;
use crate::ui::controls::button::{Look, icon_button};
use crate::ui::controls::copy::copy_button;
use crate::ui::controls::dialog::Dialog;
use crate::ui::controls::icon::Icon;
use crate::ui::dates;
use crate::ui::dom::{El, all, el, el_of, live};
use crate::ui::picture::{INK, INK2, LAMP, MARGIN, Sheet, has_voice, read_aloud};
use crate::ui::route::Route;
use crate::ui::wording;
use crate::ui::words::{language, read, say, say_with};

/// The picture's size in pixels: four thirds, as chats show it whole.
const SIZE: (u32, u32) = (750, 1000);

/// Draws the buttons.
pub fn take_along(menu: &Arc<Menu>, session: &Session, activity: &Activity) -> El {
    let published = Published::here();
    let href = Route::Session { id: session.id.clone(), member: None }.href();
    let went = RwSignal::new(None);
    let keep = {
        let (menu, id, href) = (menu.clone(), session.id.clone(), href.clone());
        let title = [read(&activity.title), " ", &dates::day(session.start.day())].concat();
        move || {
            let entry = || {
                let centre = published.centre()?;
                Some(calendar_file::entry(&centre.id, &menu, menu.target(&id)?, read, &href))
            };
            if let Some(entry) = untrack(entry) {
                went.set(Some(calendar_file::offer(published, &[entry], &title)));
            }
        }
    };
    let dialog = Dialog::new();
    let picture = {
        let (menu, id, href) = (menu.clone(), session.id.clone(), href);
        move || {
            let link = calendar_file::address(&href);
            let address = match menu.target(&id) {
                Some(Target::Session(session, activity)) => picture(published, &menu, session, activity, &link),
                _ => None,
            };
            let picture = address
                .map(|address| el_of("img", "kept-picture").attr("src", &address).attr("alt", say("share.picture")));
            all([
                el("p").text(say("share.long-press")),
                el("div").add(picture),
                copy_button(Look::Plain, say("share.copy-link"), link),
            ])
        }
    };
    let words = spoken(menu, session, activity);
    let aloud = has_voice().then(|| {
        icon_button(Look::Plain, Icon::Aloud, say("session.read-aloud"), move || {
            read_aloud(&words, if language().tag() == "en" { "en" } else { "zh-CN" });
        })
    });
    let buttons = el_of("div", "take-along")
        .add(icon_button(Look::Plain, Icon::Calendar, say("session.keep"), keep))
        .add(icon_button(Look::Plain, Icon::Share, say("session.share"), move || dialog.open()))
        .add(aloud);
    all([buttons, told(went), dialog.view(say("session.share"), picture)])
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

/// The page's facts as sentences.
fn spoken(menu: &Menu, session: &Session, activity: &Activity) -> String {
    let mut words = read(&activity.title).to_owned();
    let span = session.span();
    let when = say_with(
        "session.spoken-when",
        &[
            ("day", &dates::day_and_weekday(span.start.day())),
            ("from", &dates::spoken_time(span.start.time())),
            ("to", &dates::spoken_time(span.end().time())),
        ],
    );
    let venue = session.venue.as_ref().and_then(|code| menu.venue(code)).map(|venue| venue.name.clone());
    let bring = (!activity.materials.is_empty()).then(|| say_with("session.bring", &[("what", &activity.materials)]));
    let about = Some(read(&activity.about).to_owned()).filter(|about| !about.is_empty());
    let rest = [Some(when), venue, Some(wording::ages(activity.ages)), bring, about];
    for sentence in rest.into_iter().flatten() {
        words.push_str(say("session.spoken-stop"));
        words.push_str(&sentence);
    }
    words
}

/// A poster for a chat group: what, when, where, and the way here.
fn picture(published: Published, menu: &Menu, session: &Session, activity: &Activity, link: &str) -> Option<String> {
    let centre = published.centre()?;
    let code = calendar_file::code(link)?;
    let mut sheet = Sheet::new(SIZE.0, SIZE.1)?;
    let (width, height) = (f64::from(SIZE.0), f64::from(SIZE.1));
    sheet.fill(LAMP, (0.0, 0.0, width, 340.0));
    sheet.words(read(&centre.name), 28, false, INK2, 1);
    sheet.down += 12.0;
    sheet.words(read(&activity.title), 54, true, INK, 3);
    sheet.down = 364.0;
    let day = dates::day_and_weekday(session.start.day());
    sheet.words(&day, 40, true, INK, 1);
    sheet.words(&dates::span(session.span()), 40, true, INK, 1);
    if let Some(venue) = session.venue.as_ref().and_then(|code| menu.venue(code)) {
        sheet.words(&venue.name, 32, false, INK, 1);
    }
    let mut ages = wording::ages(activity.ages);
    if !activity.audience.is_empty() {
        ages.push_str(say("day.dot"));
        ages.push_str(&activity.audience);
    }
    sheet.words(&ages, 32, false, INK, 1);
    if activity.fee > 0 {
        sheet.words(&wording::fee(activity.fee), 32, false, INK, 1);
    }
    let scale = (260.0 / code.size as f64).floor();
    let side = scale * code.size as f64;
    let (left, top) = (width - MARGIN - side, height - MARGIN - side);
    sheet.modules(|x, y| code.is_dark(x, y), code.size, (left, top), scale);
    sheet.down = top;
    let beside = (MARGIN, left - 32.0);
    sheet.words_within(say("share.scan"), beside, 30, true, INK, 3);
    if !centre.phone.is_empty() {
        sheet.down += 8.0;
        sheet.words_within(&say_with("share.or-call", &[("phone", &centre.phone)]), beside, 28, false, INK2, 3);
    }
    sheet.address()
}
