//! 我的岗位: the family's shifts still to come, how they stand, and a file for the phone's calendar.

use crate::domain::household::{OwnSlip, Progress};
use crate::domain::slip::Asks;
use crate::domain::standing::Standing;
use crate::state::calendar_file::{self, Entry};
use crate::ui::controls::button::{Look, icon_button};
use crate::ui::controls::icon::Icon;
use crate::ui::dates;
use crate::ui::dom::{El, all, el_of, live};
use crate::ui::pages::reminder::{about, changed};
use crate::ui::pages::session::take_along::{entry, told};
use crate::ui::pages::thing::Thing;
use crate::ui::pages::volunteer::Shown;
use crate::ui::parts::slip_row::SlipRow;
use crate::ui::parts::standing;
use crate::ui::route::Route;
use crate::ui::today::{now, today};
use crate::ui::words::say;
use leptos::prelude::*;

/// Draws the part; nothing where nobody of the family has a shift.
pub fn mine(shown: Shown) -> El {
    let went = RwSignal::new(None);
    let part = move || {
        let shifts = coming(shown);
        (!shifts.is_empty()).then(|| {
            // Made now: a press happens outside of every component, where the clock cannot be asked.
            let entries = entries(shown, &shifts);
            let keep = move || went.set(Some(calendar_file::offer(shown.published, &entries, say("volunteer.mine"))));
            let rows: Vec<El> = shifts.into_iter().map(|(own, thing)| row(shown, own, thing)).collect();
            let keep = icon_button(Look::Plain, Icon::Calendar, say("volunteer.keep"), keep);
            el_of("section", "my-shifts")
                .attr("aria-labelledby", "my-shifts")
                .add(el_of("h2", "small-heading").attr("id", "my-shifts").text(say("volunteer.mine")))
                .add(el_of("ul", "slip-rows").add(rows))
                .add(all([el_of("div", "take-along").add(keep), told(went)]))
        })
    };
    live(part)
}

/// The family's shifts that are not over, and not given back or refused, by start.
pub fn coming(shown: Shown) -> Vec<(OwnSlip, Thing)> {
    let family = shown.family;
    let serves = |own: &OwnSlip| {
        let settled = matches!(family.progress(&own.id), Progress::Answered(answer) if matches!(
            answer.standing,
            Standing::NotPlaced | Standing::Withdrawn | Standing::Cancelled
        ));
        matches!(own.asks, Asks::Claim { .. } | Asks::StandIn { .. })
            && !settled
            && family.withdrawal_of(&own.id).is_none()
    };
    let mine = family.slips().into_iter().filter(serves);
    let mut mine: Vec<_> = mine
        .filter_map(|own| {
            let thing = Thing::find(shown.published, &about(family, &own)?)?;
            (thing.span.end() > now()).then_some((own, thing))
        })
        .collect();
    mine.sort_by_key(|(own, thing)| (thing.span.start, own.made_at));
    mine
}

fn row(shown: Shown, own: OwnSlip, thing: Thing) -> El {
    let mut below = dates::start(thing.span.start, today());
    for words in [own.asks.person().map(|person| person.name.clone()), thing.place].into_iter().flatten() {
        below.push_str(say("day.dot"));
        below.push_str(&words);
    }
    let standing = standing::standing(&shown.family.progress(&own.id));
    let news = changed(shown.published, shown.family, &own);
    SlipRow { standing, title: thing.title, news, below, href: Route::Slip { id: own.id }.href() }.view()
}

/// All of them for one file, each with its reminders.
fn entries(shown: Shown, shifts: &[(OwnSlip, Thing)]) -> Vec<Entry> {
    let kept = |own: &OwnSlip| {
        let id = &about(shown.family, own)?;
        let href = Route::Slip { id: own.id }.href();
        entry(shown.published, id, &href, Some(&shown.family.progress(&own.id)))
    };
    let mut entries: Vec<_> = shifts.iter().filter_map(|(own, _)| kept(own)).collect();
    // Two of the family in one shift are one entry.
    entries.dedup_by(|a, b| a.uid == b.uid);
    entries
}
