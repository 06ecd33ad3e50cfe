//! 找人替班: who cannot come hands on a link; who opens it takes the place over, and may hand one back (换班).

use leptos::prelude::*;

use crate::domain::household::{Member, OwnSlip, Progress};
use crate::domain::slip::Asks;
use crate::domain::standing::Standing;
use crate::domain::time::Start;
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
use crate::ui::dom::{El, all, el, el_of, live, nothing};
use crate::ui::failures;
use crate::ui::navigation;
use crate::ui::pages::thing::Thing;
use crate::ui::pages::volunteer::{Shown, mine, open};
use crate::ui::route::Route;
use crate::ui::today::{now, today};
use crate::ui::words::{read, say, say_count, say_with};

/// Of a slip that holds a place in a shift: the way to find somebody else for it; nothing where there is none to hand on.
pub fn find_stand_in(own: &OwnSlip, progress: &Progress, thing: Option<&Thing>) -> El {
    let (Asks::Claim { shift, .. } | Asks::StandIn { shift, .. }) = &own.asks else { return nothing() };
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
    let offer = StandInOffer { shift: shift.clone(), secret: own.secret };
    let dialog = Dialog::new();
    let (words, link) = (message(thing, &offer), link(&offer));
    let content = move || {
        let code = calendar_file::code(&link).map(|code| {
            let picture = el_of("img", "qr").attr("src", &code.picture(6)).attr("alt", say("stand-in.code"));
            picture.attr("width", "260").attr("height", "260")
        });
        all([
            el("p").text(say("stand-in.words")),
            el_of("p", "message").text(&words),
            copy_button(Look::Main, say("stand-in.copy"), words.clone()),
            el_of("p", "meta").text(say("stand-in.until")),
            el("div").add(code),
            notice(Tone::Plain, say("stand-in.trust"), None),
        ])
    };
    let open = icon_button(Look::Plain, Icon::People, say("stand-in.find"), move || dialog.open());
    all([el_of("p", "leave").add(open), dialog.view(say("stand-in.find"), content)])
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
    [say("stand-in.ask"), &what, &say_with("stand-in.open", &[("link", &link(offer))])].join("\n")
}

/// What the address offers, on top of the page.
pub fn offered(shown: Shown) -> Option<El> {
    let offer = shown.offer.get()?;
    let heading = el("h2").attr("id", "offered").text(say("stand-in.offered"));
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
    Some(section.add(act).add(swap(shown, shift.start)))
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
            let show = link_button(Look::Plain, None, say("volunteer.show"), Route::Slip { id: slip }.href());
            let words = say_with("ask.already", &[("name", &member.name)]);
            return notice(Tone::Good, words, Some(show));
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

/// 换班: one of mine in return. Two takings-over, each on a slip of its own.
fn swap(shown: Shown, other: Start) -> Option<El> {
    let holds = |own: &OwnSlip| !matches!(shown.family.progress(&own.id), Progress::NotHandedIn);
    let mine = mine::coming(shown).into_iter().filter(|(own, thing)| holds(own) && thing.span.start != other);
    let rows: Vec<El> = mine
        .filter_map(|(own, thing)| {
            let offer = StandInOffer { shift: own.asks.target()?.clone(), secret: own.secret };
            let mut words = dates::start(thing.span.start, today());
            words.push(' ');
            words.push_str(&thing.title);
            let copy = copy_button(Look::Plain, say("stand-in.copy"), message(&thing, &offer));
            Some(el("li").add(el("span").text(&words)).add(copy))
        })
        .collect();
    (!rows.is_empty()).then(|| {
        el("details")
            .add(el("summary").text(say("stand-in.swap")))
            .add(el("p").text(say("stand-in.swap-words")))
            .add(el_of("ul", "swaps").add(rows))
    })
}
