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
use crate::ui::today::today;
use crate::ui::wording;
use crate::ui::words::{number, read, say, say_with};

/// Draws it. Days are known without any centre: the month stands there at once.
pub fn month(shown: Shown) -> El {
    let of_month = Memo::new(move |_| shown.selection(shown.month.get()));
    let agenda = with_centre(move || live(move || days::of_month(shown, of_month.get())));
    let agenda = el_of("section", "agenda").attr("aria-label", say("calendar.agenda")).add(agenda);
    let month = el_of("section", "month")
        .add(grid::grid(shown, of_month))
        .live(move || of_month.with(|of| of.as_ref().and_then(strokes)))
        .add(legend(shown))
        .live(move || unknown(shown));
    all([month, agenda])
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
    let all = move || {
        (!shown.filter.read().is_open()).then(|| {
            let link = el_of("a", "filter-all").attr("href", &shown.filtered(Filter::OPEN).href());
            link.attr("data-replace", "1").text(say("calendar.show-all"))
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
        .live(all)
}
