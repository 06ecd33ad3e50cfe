//! 服务时长: what the centre confirmed of the family's services, and apart from it what awaits confirmation.

use leptos::prelude::*;

use crate::domain::household::OwnHours;
use crate::domain::slip::Asks;
use crate::state::codes::Qr;
use crate::state::family::Family;
use crate::state::own_hours;
use crate::state::published::Published;
use crate::ui::controls::dialog::Dialog;
use crate::ui::dates;
use crate::ui::dom::{El, all, el, el_of, live};
use crate::ui::today::today;
use crate::ui::words::{say, say_count, say_with};

/// The part of the page.
pub fn hours() -> El {
    let (published, family) = (Published::here(), Family::here());
    own_hours::listen(published, family);
    let shown: RwSignal<Option<OwnHours>> = RwSignal::new(None);
    let dialog = Dialog::new();
    let content = move || {
        let confirmed: Vec<OwnHours> = family.hours().into_iter().filter(|hours| hours.minutes > 0).collect();
        let minutes: u32 = confirmed.iter().map(|hours| u32::from(hours.minutes)).sum();
        let waiting = waiting(family);
        if confirmed.is_empty() && waiting == 0 {
            // Who has none yet learns where they will stand.
            let none = el("strong").text(say("hours.heading")).text(" ").text(&say_count("date.hours", 0));
            return el_of("p", "quiet hours-none").add(none).text(say("day.dot")).text(say("hours.none"));
        }
        let waiting = (waiting > 0)
            .then(|| el_of("p", "meta").text(&say_with("hours.waiting", &[("long", &dates::duration(waiting))])));
        let row = |hours: OwnHours| {
            let when = dates::start(hours.from, today());
            let show = el_of("button", "hours-row")
                .attr("type", "button")
                .add(el("strong").text(&hours.role))
                .add(el_of("span", "meta").text(&hours.name).text(say("day.dot")).text(&when))
                .add(el_of("span", "hours-minutes").text(&dates::duration(hours.minutes)))
                .on("click", move |_| {
                    shown.set(Some(hours.clone()));
                    dialog.open();
                });
            el("li").add(show)
        };
        let rows: Vec<El> = confirmed.into_iter().map(row).collect();
        let total = el_of("p", "hours-total").text(&dates::duration(minutes));
        let list = (!rows.is_empty()).then(|| {
            let summary = el("summary").text(say("hours.each"));
            el("details").add(summary).add(el_of("ul", "hours-rows").add(rows))
        });
        el_of("section", "card hours")
            .add(el("h2").text(say("hours.heading")))
            .add(total)
            .add(waiting)
            .add(el_of("p", "meta").text(say("hours.words")))
            .add(list)
    };
    let signed = move || {
        let hours = shown.get_untracked()?;
        let address = [&crate::state::net::base(), "verify/#", &hours.code].concat();
        let picture = Qr::of_link(&address)
            .map(|qr| el_of("img", "qr").attr("src", &qr.picture(4)).attr("alt", say("hours.signed")));
        Some(el("div").add(el("p").text(say("hours.signed-words"))).add(picture))
    };
    all([live(content), dialog.view(say("hours.signed"), signed)])
}

/// Minutes of check-ins that the centre has not confirmed.
fn waiting(family: Family) -> u32 {
    let slips = family.slips().into_iter().filter(|own| matches!(own.asks, Asks::Claim { .. } | Asks::StandIn { .. }));
    let minutes = slips.filter(|own| family.hours_of(&own.id).is_none()).filter_map(|own| {
        let check_in = family.check_in_of(&own.id)?;
        let Asks::CheckIn { came, left: Some(left), .. } = check_in.asks else { return None };
        u32::try_from(left.minutes_since(came)).ok()
    });
    minutes.sum()
}
