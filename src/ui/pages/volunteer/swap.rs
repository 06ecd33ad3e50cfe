//! 换班: which of the family's own shifts is given for the one that was offered. One slip settles both.

use leptos::prelude::*;

use crate::domain::activity::Shift;
use crate::domain::household::{OwnSlip, Progress};
use crate::domain::standing::{Reason, Standing};
use crate::domain::volunteering::{NotOpen, StandInOffer};
use crate::state::family::FamilyError;
use crate::ui::controls::button::{Look, button};
use crate::ui::controls::notice::{Tone, notice};
use crate::ui::dates;
use crate::ui::dom::{El, all, el, el_of, live};
use crate::ui::failures;
use crate::ui::navigation;
use crate::ui::pages::thing::Thing;
use crate::ui::pages::volunteer::{Shown, mine, open};
use crate::ui::parts::standing;
use crate::ui::route::Route;
use crate::ui::today::{now, today};
use crate::ui::words::{say, say_count, say_with};

/// Draws the shifts that can be given, each with whose it is and why it cannot, where it cannot.
pub fn swap(shown: Shown, offer: &StandInOffer, shift: &Shift) -> El {
    let failure = RwSignal::new(None::<FamilyError>);
    let rows: Vec<El> = mine::coming(shown)
        .into_iter()
        .filter(|(own, thing)| can_be_given(shown, own, thing, offer))
        .map(|(own, thing)| row(shown, offer, shift, own, &thing, failure))
        .collect();
    if rows.is_empty() {
        return notice(Tone::Plain, say("swap.none"), None);
    }
    all([
        el("p").text(say("swap.choose")),
        el_of("ul", "swaps").add(rows),
        live(move || failure.get().map(|error| notice(Tone::Grave, failures::family(&error), None))),
    ])
}

/// Confirmed, of the same month, and not begun: else the centre would refuse it.
fn can_be_given(shown: Shown, own: &OwnSlip, thing: &Thing, offer: &StandInOffer) -> bool {
    let progress = shown.family.progress(&own.id);
    let confirmed = matches!(&progress, Progress::Answered(answer) if answer.standing == Standing::Confirmed
        && !matches!(answer.reason, Reason::Moved { .. }));
    let at = own.asks.target().map(|asked| progress.leads_to(asked));
    let fits = at.is_some_and(|at| *at != offer.shift && at.start.month() == offer.shift.start.month());
    confirmed && fits && own.secret != offer.secret && thing.span.start > now()
}

fn row(
    shown: Shown,
    offer: &StandInOffer,
    shift: &Shift,
    own: OwnSlip,
    thing: &Thing,
    failure: RwSignal<Option<FamilyError>>,
) -> El {
    let when = dates::start(thing.span.start, today());
    let mut below = when.clone();
    if let Some(person) = own.asks.person() {
        below.push_str(say("day.dot"));
        below.push_str(&person.name);
    }
    let words = el("span").add(el("strong").text(&thing.title)).text(" ").add(el_of("span", "meta").text(&below));
    let act = match why_not(shown, shift, &own) {
        Some(why) => el_of("span", "shift-why").text(&why),
        None => {
            let (offer, given) = (offer.clone(), own.id);
            let press = move || {
                let offer = offer.clone();
                leptos::task::spawn_local(async move {
                    match shown.family.swap(&offer, &given).await {
                        Ok(slip) | Err(FamilyError::Already(slip)) => navigation::go(&Route::Slip { id: slip }),
                        Err(error) => failure.set(Some(error)),
                    }
                });
            };
            button(Look::Main, say_with("swap.with", &[("when", &when)]), press)
        }
    };
    el("li").add(words).add(act)
}

/// Why whoever holds that place could not come to the offered shift; that it is full is no reason, nor what they would give.
fn why_not(shown: Shown, shift: &Shift, own: &OwnSlip) -> Option<String> {
    let member = shown.family.member(own.member.as_ref()?)?;
    let given = own.asks.target().map(|asked| shown.family.progress(&own.id).leads_to(asked).clone());
    match open::look(shown, &member, shift) {
        Ok(_) | Err(NotOpen::Full) => None,
        Err(NotOpen::Mine(slip)) => {
            let stands = standing::words(&shown.family.progress(&slip));
            Some(say_with("ask.stands", &[("name", &member.name), ("stands", &stands)]))
        }
        Err(NotOpen::TooYoung { from, .. }) => Some(say_count("volunteer.from-age", from)),
        Err(NotOpen::Training) => Some(say_with("volunteer.training", &[("what", &shift.training)])),
        Err(NotOpen::Clash { with, .. }) if Some(&with) == given.as_ref() => None,
        Err(NotOpen::Clash { with, .. }) => {
            let title = Thing::find(shown.published, &with).map(|thing| thing.title).unwrap_or_default();
            Some(say_with("volunteer.clash", &[("title", &title)]))
        }
        Err(NotOpen::Closed(open)) => Some(crate::ui::parts::openness::words(open)),
    }
}
