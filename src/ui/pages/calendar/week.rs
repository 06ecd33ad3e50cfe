//! A week: its days with what they are and how much is on, what lasts over days, and beneath it the hours, day beside day.

mod hours;

use chrono::{Datelike, NaiveDate};
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::grid::{Reached, cell};
use super::{Shown, days, swiped};
use crate::domain::calendar::{week_of, weekday_index};
use crate::domain::on_day::OnDay;
use crate::domain::series::Rhythm;
use crate::domain::time::Month;
use crate::domain::timetable::{Listed, Selection};
use crate::state::almanac::holidays_tracked;
use crate::ui::almanac;
use crate::ui::dates;
use crate::ui::dom::{El, Piece, all, el, el_of, live};
use crate::ui::pages::site::with_centre;
use crate::ui::parts::day_cell::{cell_id, day_mark, heard_instead};
use crate::ui::parts::mark::shape;
use crate::ui::route::Route;
use crate::ui::today::today;
use crate::ui::wording;
use crate::ui::words::{number, read, say};
use hours::hours;

/// Below this width, in pixels, the hours hold some of the days, and are moved along under the week's heads.
const NARROW: f64 = 700.0;

/// A week's days with what is on.
#[derive(Clone, PartialEq)]
struct Week {
    days: [NaiveDate; 7],
    /// Of the months that the week lies in: one or two.
    selections: Vec<Selection>,
    /// Some of its days lie in a month that is not published.
    gap: bool,
}

impl Week {
    fn on(&self, day: NaiveDate) -> impl Iterator<Item = Listed<'_>> {
        self.selections.iter().flat_map(move |selection| selection.on(day))
    }

    fn of_day(&self, day: NaiveDate) -> Option<&Selection> {
        self.selections.iter().find(|selection| selection.menu().month == Month::of(day))
    }
}

/// What is the same for all of a week's parts.
#[derive(Clone, Copy)]
struct Frame {
    shown: Shown,
    is_narrow: RwSignal<bool>,
}

/// Draws it.
pub fn week(shown: Shown) -> El {
    let week = Memo::new(move |_| {
        let days = week_of(shown.chosen.get());
        let mut months = vec![Month::of(days[0]), Month::of(days[6])];
        months.dedup();
        let count = months.len();
        let selections: Vec<_> = months.into_iter().filter_map(|month| shown.selection(month)).collect();
        Week { days, gap: selections.len() < count, selections }
    });
    let reached = Reached::new(shown);
    let (is_narrow, resized) = narrow();
    let frame = Frame { shown, is_narrow };
    let head = move || {
        let heads = week.with(|week| week.days.map(|day| day_head(shown, week, reached, day)));
        el_of("div", "week-heads").attr("role", "row").add(heads.into_iter().collect::<Vec<_>>())
    };
    let grid = el_of("div", "week-days")
        .attr("role", "grid")
        .attr("aria-labelledby", "month")
        .on("keydown", move |event| reached.step(event.unchecked_ref()))
        .live(head);
    let beneath = with_centre(move || {
        live(move || {
            // What is on stands as it stands now: places left, and what of it is over.
            shown.published.fills_changed();
            week.with(|week| all([runs(week), gap(week).el(), hours(frame, week)]))
        })
    });
    let list = with_centre(move || {
        live(move || {
            let day = shown.chosen.get();
            shown.published.fills_changed();
            week.with(|week| days::one(shown, week.of_day(day).cloned(), day))
        })
    });
    let list = el_of("section", "agenda").attr("aria-label", say("calendar.agenda-day")).add(list);
    all([el_of("section", "week-view").add(swiped(shown, grid)).add(beneath).keep(resized), list])
}

/// Whether the window is narrow, as long as the second is kept: a phone may be turned.
fn narrow() -> (RwSignal<bool>, Listening) {
    let look = || window().inner_width().ok().and_then(|width| width.as_f64()).is_some_and(|width| width < NARROW);
    let is_narrow = RwSignal::new(look());
    let resized = window_event_listener_untyped("resize", move |_| {
        if is_narrow.try_get_untracked().is_some_and(|known| known != look()) {
            is_narrow.set(look());
        }
    });
    (is_narrow, Listening(Some(resized)))
}

/// Ends when it is dropped.
struct Listening(Option<WindowListenerHandle>);

impl Drop for Listening {
    fn drop(&mut self) {
        if let Some(listener) = self.0.take() {
            listener.remove();
        }
    }
}

/// A day's head: weekday, number, what day it is, what is on; pressed, its list is shown beneath.
fn day_head(shown: Shown, week: &Week, reached: Reached, day: NaiveDate) -> El {
    let today = today();
    let at = weekday_index(day);
    let cell = cell(day, today, holidays_tracked());
    let known = week.of_day(day).map(|selection| OnDay::of(selection, day));
    let on = known.clone().unwrap_or_default();
    let is_today = day == today;
    let line = match is_today {
        true => say("date.today").to_owned(),
        false => cell.line.map(almanac::day_line).unwrap_or_default(),
    };
    let drawn = on.drawn();
    let mut marks = el_of("span", "day-marks").flag("data-crowded", drawn.more > 0);
    for mark in drawn.shapes {
        marks = marks.add(shape(mark));
    }
    if drawn.more > 0 {
        marks = marks.add(el_of("span", "day-more").text("+").text(&number(drawn.more as i64)));
    }
    let href = untrack(|| shown.route(Month::of(day), Some(day)).href());
    let link = el_of("a", "day week-head")
        .attr("id", &cell_id(day))
        .attr("href", &href)
        .attr("data-replace", "1")
        .maybe("data-lamp", on.lamp())
        .flag("data-past", day < today)
        .flag("data-today", is_today)
        .maybe("aria-current", is_today.then_some("date"))
        .live_flag("data-chosen", "1", move || shown.chosen.get() == day)
        .live_attr("tabindex", move || Some(if reached.is(day).reached { "0" } else { "-1" }.to_owned()))
        .add(heard_instead(
            &almanac::spoken_day(day, &cell.heard, known.as_ref()),
            all([
                el_of("span", "week-weekday").text(dates::weekday_narrow(at)),
                el_of("strong", "day-number").text(&number(day.day())),
                el_of("span", "day-line")
                    .attr("data-line", if is_today { "today" } else { almanac::line_name(cell.line) })
                    .text(&line),
                cell.day_mark.map(day_mark).el(),
                marks,
            ]),
        ));
    let selected = move || Some(if shown.chosen.get() == day { "true" } else { "false" }.to_owned());
    el("div").attr("role", "gridcell").live_attr("aria-selected", selected).add(link)
}

fn gap(week: &Week) -> Option<El> {
    week.gap.then(|| el_of("p", "meta week-gap").text(say("calendar.week-unpublished")))
}

fn is_run(rhythm: Rhythm) -> bool {
    matches!(rhythm, Rhythm::Run { .. })
}

/// What lasts over days, each once.
fn runs(week: &Week) -> El {
    let mut runs: Vec<Listed<'_>> = Vec::new();
    for listed in week.days.iter().flat_map(|day| week.on(*day)).filter(|listed| is_run(listed.rhythm)) {
        if !runs.iter().any(|run| run.activity.id == listed.activity.id) {
            runs.push(listed);
        }
    }
    let runs: Vec<El> = runs.into_iter().map(|listed| run(week, listed)).collect();
    (!runs.is_empty()).then(|| el_of("ul", "week-runs").add(runs)).el()
}

/// An exhibition lies over its days.
fn run(week: &Week, listed: Listed<'_>) -> El {
    let (from, to) = match listed.rhythm {
        Rhythm::Run { first, last } => (first.max(week.days[0]), last.min(week.days[6])),
        _ => (week.days[0], week.days[0]),
    };
    let when = wording::lasting(listed.rhythm, listed.session.start.day());
    let link = el_of("a", "week-run")
        .attr("href", &Route::Session { id: listed.session.id.clone(), member: None }.href())
        .attr("data-mark", listed.activity.sort.mark().slug())
        .add(shape(listed.activity.sort.mark()))
        .add(el("strong").text(read(&listed.activity.title)))
        .add(el_of("span", "week-run-days").text(&when));
    el("li")
        .style("--from", &number(weekday_index(from) as i64 + 1))
        .style("--to", &number(weekday_index(to) as i64 + 2))
        .add(link)
}
