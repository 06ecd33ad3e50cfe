//! 补登: a volunteer who forgot to check in says afterwards when they came and left. It is a check-in like any other, on their word
//! alone: the organizer decides whether it counts.

use leptos::prelude::*;

use crate::domain::household::{OwnSlip, Progress};
use crate::domain::id::SlipId;
use crate::domain::slip::Asks;
use crate::domain::standing::Standing;
use crate::domain::time::Start;
use crate::state::family::{Family, FamilyError};
use crate::ui::controls::button::{Look, button, link_button};
use crate::ui::controls::dialog::Dialog;
use crate::ui::controls::notice::{Tone, notice};
use crate::ui::dates;
use crate::ui::dom::{El, all, el, el_of, live, nothing};
use crate::ui::failures;
use crate::ui::navigation;
use crate::ui::pages::thing::Thing;
use crate::ui::route::Route;
use crate::ui::today::now;
use crate::ui::words::say;

/// Of a slip whose shift is over and of which nothing was recorded: the way to say that its owner was there.
pub fn past_hours(own: &OwnSlip, progress: &Progress, thing: Option<&Thing>) -> El {
    let family = Family::here();
    let serves = matches!(own.asks, Asks::Claim { .. } | Asks::StandIn { .. });
    let open = matches!(progress, Progress::Answered(answer)
        if matches!(answer.standing, Standing::Confirmed | Standing::NotRecorded));
    let Some(thing) = thing.filter(|thing| serves && open && thing.span.end() <= now()) else { return nothing() };
    if family.hours_of(&own.id).is_some() {
        return nothing();
    }
    if let Some(made) = family.check_in_of(&own.id) {
        let show = link_button(Look::Plain, None, say("check-in.show"), Route::Slip { id: made.id }.href());
        return notice(Tone::Plain, say("past.made"), Some(show));
    }
    let dialog = Dialog::new();
    let (id, span) = (own.id, thing.span);
    let content = move || form(id, span.start, span.end());
    all([
        notice(Tone::Plain, say("past.words"), Some(button(Look::Plain, say("past.open"), move || dialog.open()))),
        dialog.view(say("past.open"), content),
    ])
}

fn form(id: SlipId, start: Start, end: Start) -> El {
    let family = Family::here();
    let (came, left) = (RwSignal::new(dates::time(start.time())), RwSignal::new(dates::time(end.time())));
    let wrong = RwSignal::new(false);
    let failure = RwSignal::new(None::<FamilyError>);
    let under_way = RwSignal::new(false);
    let make = move || {
        // The day is the shift's: a time alone is asked.
        let at = |time: &str| Start::parse(&[&start.day().to_string(), "T", time].concat()).ok();
        let (from, to) = (at(&came.read_untracked()), at(&left.read_untracked()));
        let Some((from, to)) = from.zip(to).filter(|(from, to)| from < to && *to <= now()) else {
            wrong.set(true);
            return;
        };
        wrong.set(false);
        if under_way.get_untracked() {
            return;
        }
        under_way.set(true);
        leptos::task::spawn_local(async move {
            match family.check_in(&id, from, Some(to), None).await {
                Ok(slip) => navigation::go(&Route::Slip { id: slip }),
                Err(error) => {
                    under_way.set(false);
                    failure.set(Some(error));
                }
            }
        });
    };
    all([
        el("p").text(say("past.decides")),
        time_field("past-came", say("past.came"), came),
        time_field("past-left", say("past.left"), left),
        live(move || wrong.get().then(|| notice(Tone::Warn, say("past.wrong"), None))),
        live(move || failure.get().map(|error| notice(Tone::Grave, failures::family(&error), None))),
        button(Look::Main, say("past.make"), make),
    ])
}

fn time_field(id: &'static str, label: &'static str, value: RwSignal<String>) -> El {
    let input = el("input")
        .attr("id", id)
        .attr("type", "time")
        .live_property("value", move || value.get().into())
        .on("input", move |event| value.set(event_target_value(&event)));
    el_of("div", "field").add(el("label").attr("for", id).text(label)).add(input)
}
