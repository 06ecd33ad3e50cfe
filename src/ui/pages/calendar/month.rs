//! The month as a block of windows, lit where something is on; the legend; the list from the chosen day on.

use chrono::Datelike;
use leptos::prelude::*;

use super::{Shown, days, grid};
use crate::domain::category::Mark;
use crate::domain::finding::Filter;
use crate::domain::on_day::lasting;
use crate::domain::timetable::{Listed, Selection};
use crate::state::almanac::holidays_tracked;
use crate::ui::dom::{El, all, el, el_of, live};
use crate::ui::pages::site::with_centre;
use crate::ui::parts::mark::mark;
use crate::ui::route::{Route, View};
use crate::ui::today::today;
use crate::ui::wording;
use crate::ui::words::{number, read, say, say_with};

/// From this width on, in pixels, the list stands beside the month.
const BESIDE: i32 = 760;
/// How high the tabs at the bottom of a phone are, in pixels, roughly.
const TABS: i32 = 68;

/// Draws it. Days are known without any centre: the month stands there at once.
pub fn month(shown: Shown) -> El {
    let of_month = Memo::new(move |_| shown.selection(shown.month.get()));
    let agenda = with_centre(move || live(move || days::of_month(shown, of_month.get())));
    let agenda = el_of("section", "agenda").attr("aria-label", say("calendar.agenda")).add(agenda);
    let month = el_of("section", "month")
        .add(grid::grid(shown, of_month).on("click", move |_| bring_list(shown)))
        .live(move || of_month.with(|of| of.as_ref().and_then(strokes)))
        .add(legend(shown))
        .live(move || unknown(shown));
    all([month, agenda])
}

/// On a phone the list begins below what is seen: when a day is pressed, its first things come into view, and no further than they
/// must, so that the day stays in view where both fit. Where they are in view and the day was chosen before, the way leads
/// back up.
pub fn bring_list(shown: Shown) {
    let before = shown.chosen.get_untracked();
    // After the list is drawn.
    request_animation_frame(move || {
        let first = document().query_selector(".agenda :is(.agenda-row, .agenda-nothing)").ok().flatten();
        let (Some(first), Some(page)) = (first, document().document_element()) else { return };
        if page.client_width() >= BESIDE {
            return;
        }
        let _ = page.set_attribute("data-eases", "1");
        if first.get_bounding_client_rect().bottom() > f64::from(page.client_height() - TABS) {
            first.scroll_into_view_with_bool(false);
        } else if shown.chosen.try_get_untracked() == Some(before) {
            window().scroll_to_with_x_and_y(0.0, 0.0);
        }
        let _ = page.remove_attribute("data-eases");
    });
}

/// A year whose 休 and 班 nobody knows yet is said to be one.
fn unknown(shown: Shown) -> Option<El> {
    let year = i32::from(shown.month.get().year());
    let words = || say_with("calendar.year-unknown", &[("year", &number(year))]);
    // Of one that is over nobody waits to hear.
    (year >= today().year() && !holidays_tracked().is_known(year))
        .then(|| el_of("p", "year-unknown meta").text(&words()))
}

/// What the strokes through the days stand for.
fn strokes(of_month: &Selection) -> Option<El> {
    let row = |listed: Listed<'_>| {
        let band = el_of("span", "band").attr("data-mark", listed.activity.sort.mark().slug());
        let when = wording::lasting(listed.rhythm, listed.session.start.day());
        el("li")
            .add(band.flag("data-unbroken", !listed.rhythm.is_everyday()))
            .add(el("span").text(read(&listed.activity.title)))
            .add(el_of("span", "meta").text(&when))
    };
    let rows: Vec<El> = lasting(of_month).into_iter().map(row).collect();
    (!rows.is_empty()).then(|| el_of("ul", "lasting").attr("aria-label", say("calendar.lasting")).add(rows))
}

/// The seven marks under the seven columns: what they mean, and a filter.
fn legend(shown: Shown) -> El {
    // What else is asked is told above, with ways of its own.
    let ways = move || {
        let filter = shown.filter.read();
        (!filter.is_open() && !filter.asks_beyond_marks()).then(|| {
            let link = |route: Route| el_of("a", "filter-all").attr("href", &route.href());
            let here = link(shown.filtered(Filter::OPEN)).attr("data-replace", "1").text(say("calendar.show-all"));
            all([here, link(shown.viewed(View::Find)).text(say("calendar.all-found"))])
        })
    };
    let chip = move |of: Mark| {
        let link = el_of("a", "legend-mark")
            .attr("data-replace", "1")
            .live_attr("href", move || Some(shown.filtered(shown.filter.read().with_mark(of)).href()))
            .live_flag("aria-current", "true", move || shown.filter.read().marks.contains(&of));
        el("li").add(link.add(mark(of)))
    };
    let marks: Vec<El> = Mark::ALL.into_iter().map(chip).collect();
    el_of("div", "legend")
        .live_flag("data-filtered", "1", move || !shown.filter.read().marks.is_empty())
        .add(el_of("ul", "legend-marks").attr("aria-label", say("calendar.filter")).add(marks))
        .live(ways)
}
