//! 找人替班, 换班: who cannot come hands on a link; who opens it takes the place over, or gives one of their own for it.

use leptos::prelude::*;

use crate::domain::household::{Member, OwnSlip, Progress};
use crate::domain::slip::Asks;
use crate::domain::standing::{Reason, Standing};
use crate::domain::volunteering::{NotOpen, StandInOffer};
use crate::state::calendar_file;
use crate::state::family::{Family, FamilyError};
use crate::state::published::Published;
use crate::ui::controls::button::{Look, button, icon_button, link_button};
use crate::ui::controls::copy::copy_button;
use crate::ui::controls::dialog::Dialog;
use crate::ui::controls::icon::{Icon, icon};
use crate::ui::controls::notice::{Tone, notice};
use crate::ui::dates;
use crate::ui::dom::{El, Piece, all, el, el_of, live, nothing};
use crate::ui::failures;
use crate::ui::navigation;
use crate::ui::pages::asking::asked;
use crate::ui::pages::thing::Thing;
use crate::ui::pages::volunteer::{Shown, open, swap};
use crate::ui::route::Route;
use crate::ui::today::now;
use crate::ui::words::{read, say, say_count, say_with};

/// Of a slip that holds a place in a shift: the ways to find somebody else for it, with or without one of theirs in exchange;
/// nothing where there is none to hand on.
pub fn find_stand_in(own: &OwnSlip, progress: &Progress, thing: Option<&Thing>) -> El {
    let (Asks::Claim { shift, .. } | Asks::StandIn { shift, .. }) = &own.asks else { return nothing() };
    let shift = progress.leads_to(shift);
    let Some(thing) = thing.filter(|thing| thing.span.start > now()) else { return nothing() };
    let holds = match progress {
        Progress::NotHandedIn => false,
        Progress::HandedIn { .. } => true,
        Progress::Answered(answer) => {
            matches!(answer.standing, Standing::Pending | Standing::Confirmed | Standing::Offered)
        }
    };
    if !holds || Family::here().withdrawal_of(&own.id).is_some() {
        return nothing();
    }
    if let Some(made) = Family::here().open_swap_of(&own.id) {
        let show = link_button(Look::Plain, None, say("swap.show"), Route::Slip { id: made.id }.href());
        return notice(Tone::Plain, say("swap.made"), Some(show));
    }
    // Only what was published as confirmed can change hands in exchange for something.
    let confirmed = matches!(progress, Progress::Answered(answer) if answer.standing == Standing::Confirmed
        && !matches!(answer.reason, Reason::Moved { .. }));
    let offer = |in_exchange| StandInOffer { in_exchange, shift: shift.clone(), secret: own.secret };
    let (stand_in, dialog) = hand_on(thing, &offer(false));
    let (swap, swap_dialog) = confirmed.then(|| hand_on(thing, &offer(true))).unzip();
    all([el_of("div", "leave hand-on").add(stand_in).add(swap), dialog, swap_dialog.el()])
}

/// The button, and the dialog with what is sent to somebody.
fn hand_on(thing: &Thing, offer: &StandInOffer) -> (El, El) {
    let dialog = Dialog::new();
    let (words, link) = (message(thing, offer), link(offer));
    let (find, send, until) = match offer.in_exchange {
        true => (say("swap.find"), say("swap.words"), say("swap.until")),
        false => (say("stand-in.find"), say("stand-in.words"), say("stand-in.until")),
    };
    let content = move || {
        let code = calendar_file::code(&link).map(|code| {
            let picture = el_of("img", "qr").attr("src", &code.picture(6)).attr("alt", say("stand-in.code"));
            picture.attr("width", "260").attr("height", "260")
        });
        all([
            el("p").text(send),
            el_of("p", "message").text(&words),
            copy_button(Look::Main, say("stand-in.copy"), words.clone()),
            el_of("p", "meta").text(until),
            el("div").add(code),
            notice(Tone::Plain, say("stand-in.trust"), None),
        ])
    };
    let picture = if offer.in_exchange { Icon::Undo } else { Icon::People };
    let open = icon_button(Look::Plain, picture, find, move || dialog.open());
    (open, dialog.view(find, content))
}

fn link(offer: &StandInOffer) -> String {
    calendar_file::address(&Route::Volunteer { member: None, day: None, offer: Some(offer.clone()) }.href())
}

/// What goes into the chat: when, what, where, and the link.
fn message(thing: &Thing, offer: &StandInOffer) -> String {
    let mut what = dates::day_short(thing.span.start.day());
    what.push(' ');
    what.push_str(&dates::span(thing.span));
    for words in [Some(thing.title.clone()), thing.place.clone()].into_iter().flatten() {
        what.push_str(say("day.dot"));
        what.push_str(&words);
    }
    let (ask, open) = match offer.in_exchange {
        true => (say("swap.ask"), "swap.open"),
        false => (say("stand-in.ask"), "stand-in.open"),
    };
    [ask, &what, &say_with(open, &[("link", &link(offer))])].join("\n")
}

/// What the address offers, on top of the page.
pub fn offered(shown: Shown) -> Option<El> {
    let offer = shown.offer.get()?;
    let heading = if offer.in_exchange { say("swap.offered") } else { say("stand-in.offered") };
    let heading = el("h2").attr("id", "offered").text(heading);
    let section = el_of("section", "card stack offered").attr("aria-labelledby", "offered").add(heading);
    let menu = shown.published.menu_of(&offer.shift);
    let shift = menu.as_ref().and_then(|menu| menu.shift(&offer.shift));
    let (Some(menu), Some(shift)) = (&menu, shift) else {
        return Some(section.add(el("p").text(say("stand-in.unknown"))));
    };
    let mut when = dates::day_and_weekday(shift.start.day());
    when.push(' ');
    when.push_str(&dates::span(shift.span()));
    let place = shift.venue.as_ref().and_then(|code| menu.venue(code)).map(|place| place.name.clone());
    let line = |picture, words: &str| el_of("p", "glance").add(icon(picture)).add(el("span").text(words));
    let section = section
        .add(el_of("p", "offered-role").add(el("strong").text(read(&shift.role))))
        .add(line(Icon::Clock, &when))
        .add(place.map(|place| line(Icon::Pin, &place)));
    let mine = shown.family.slips().into_iter().find(|own| own.secret == offer.secret);
    if let Some(own) = mine {
        let show = link_button(Look::Plain, None, say("volunteer.show"), Route::Slip { id: own.id }.href());
        return Some(section.add(notice(Tone::Plain, say("stand-in.own"), Some(show))));
    }
    let act = match shown.who() {
        None => el("p").text(say("stand-in.who-first")),
        Some(member) => act(shown, &offer, shift, member),
    };
    if !offer.in_exchange {
        return Some(section.add(act));
    }
    // Who has nothing to give, or would rather not, may still stand in.
    let instead = el("details").add(el("summary").text(say("swap.instead"))).add(act);
    Some(section.add(swap::swap(shown, &offer, shift)).add(instead))
}

/// 我来替, or why not.
fn act(shown: Shown, offer: &StandInOffer, shift: &crate::domain::activity::Shift, member: Member) -> El {
    let failure = RwSignal::new(None::<FamilyError>);
    let under_way = RwSignal::new(false);
    let (id, taken) = (member.id.clone(), offer.clone());
    let press = move || {
        if under_way.get_untracked() {
            return;
        }
        under_way.set(true);
        let (id, taken) = (id.clone(), taken.clone());
        leptos::task::spawn_local(async move {
            let made = shown.family.stand_in(&id, &taken).await;
            under_way.set(false);
            match made {
                Ok(slip) | Err(FamilyError::Already(slip)) => navigation::go(&Route::Slip { id: slip }),
                Err(error) => failure.set(Some(error)),
            }
        });
    };
    // That it is full is why somebody is looked for.
    let why = match open::look(shown, &member, shift) {
        _ if member.age_on(shift.start.day()).is_some_and(|age| age.needs_guardian()) => {
            Some(say_with("stand-in.no-children", &[("name", &member.name)]))
        }
        Ok(_) | Err(NotOpen::Full) => None,
        Err(NotOpen::Mine(slip)) => {
            return asked(Published::here(), Family::here(), slip, &member.name);
        }
        Err(NotOpen::TooYoung { from, .. }) => Some(say_count("volunteer.from-age", from)),
        Err(NotOpen::Training) => Some(say_with("volunteer.training", &[("what", &shift.training)])),
        Err(NotOpen::Clash { with, .. }) => {
            let title = Thing::find(Published::here(), &with).map(|thing| thing.title).unwrap_or_default();
            Some(say_with("volunteer.clash", &[("title", &title)]))
        }
        Err(NotOpen::Closed(open)) => Some(crate::ui::parts::openness::words(open)),
    };
    match why {
        Some(why) => notice(Tone::Warn, why, None),
        None => all([
            button(Look::Main, say_with("stand-in.me", &[("name", &member.name)]), press),
            live(move || failure.get().map(|error| notice(Tone::Grave, failures::family(&error), None))),
        ]),
    }
}
