//! The year at a glance: each month a small block of windows, lit where something is on.

use leptos::prelude::*;

use super::Shown;
use crate::domain::calendar::month_weeks;
use crate::domain::on_day::OnDay;
use crate::domain::time::Month;
use crate::domain::timetable::Selection;
use crate::ui::dates;
use crate::ui::dom::{El, el, el_of, live, svg};
use crate::ui::pages::site::with_centre;
use crate::ui::route::{Route, View};
use crate::ui::today::today;
use crate::ui::words::{number, say, say_with};

/// From one window to the next, across and down; a window itself is one less.
const STEP: usize = 10;

/// Draws it.
pub fn year(shown: Shown) -> El {
    let blocks = move || {
        let year = shown.month.get().year();
        let months: Vec<Month> = (1..=12).filter_map(|month| Month::new(year, month)).collect();
        // What is past and left nothing behind is told in a line: the year begins where there is something to see.
        let published = shown.published.months();
        let now = Month::of(today());
        let gone = months.iter().take_while(|month| **month < now && !published.contains(month)).count();
        let (gone, shown_months) = months.split_at(gone);
        el_of("ol", "year")
            .add(past(gone))
            .add(shown_months.iter().map(|month| el("li").add(block(shown, *month))).collect::<Vec<_>>())
    };
    el("section").attr("aria-labelledby", "month").add(with_centre(move || live(blocks)))
}

fn past(months: &[Month]) -> Option<El> {
    let (first, last) = (dates::month_name(*months.first()?), dates::month_name(*months.last()?));
    let span = match months.len() {
        1 => first.to_owned(),
        _ => say_with("date.days-over-months", &[("from", first), ("to", last)]),
    };
    Some(el_of("li", "meta year-past").text(&say_with("calendar.year-past", &[("months", &span)])))
}

/// A month's block leads to the month.
fn block(shown: Shown, month: Month) -> El {
    let route = Route::Calendar { view: View::Month, month: Some(month), day: None, filter: shown.filter.get() };
    let selection = shown.selection(month);
    let words = match &selection {
        Some(selection) => {
            // What lights a day's window, here as in the month: what is on that day alone.
            let on = |day| OnDay::of(selection, day).marks.len();
            let days = || (1..=month.days()).filter_map(|day| month.day(day)).map(on);
            let (lit, things) = (days().filter(|on| *on > 0).count(), days().sum::<usize>());
            say_with("calendar.year-month", &[("days", &number(lit as i64)), ("n", &number(things as i64))])
        }
        None => say("calendar.year-unpublished").to_owned(),
    };
    el_of("a", "year-month")
        .attr("href", &route.href())
        // A month is read from its beginning, however far down the year it stood.
        .on("click", |_| window().scroll_to_with_x_and_y(0.0, 0.0))
        .flag("data-unpublished", selection.is_none())
        .flag("data-now", Month::of(today()) == month)
        .add(el_of("strong", "year-name").text(dates::month_name(month)))
        .add(windows(month, selection.as_ref()))
        .add(el_of("span", "meta").text(&words))
}

/// One path for each light: a month of windows costs six elements, not thirty.
fn windows(month: Month, selection: Option<&Selection>) -> El {
    let today = today();
    let mut paths: [String; 4] = Default::default();
    let mut frame = None;
    let at = |step: usize| number((step * STEP) as i64);
    let weeks = month_weeks(month);
    for (row, week) in weeks.iter().enumerate() {
        for (column, day) in week.iter().enumerate() {
            let Some(day) = *day else { continue };
            let lamp = selection.and_then(|selection| OnDay::of(selection, day).lamp());
            let path = &mut paths[lamp.map_or(0, |lamp| usize::from(lamp.as_bytes()[0] - b'0'))];
            for part in ["M", &at(column), " ", &at(row), "h9v9h-9Z"] {
                path.push_str(part);
            }
            if day == today {
                let window = svg("rect").attr("class", "year-today").attr("x", &at(column)).attr("y", &at(row));
                frame = Some(window.attr("width", "9").attr("height", "9"));
            }
        }
    }
    let field = ["-1 -1 71 ", &number((weeks.len() * STEP + 1) as i64)].concat();
    let mut block = svg("svg").attr("class", "year-days").attr("viewBox", &field).attr("aria-hidden", "true");
    for (light, path) in paths.iter().enumerate() {
        block = block.add(svg("path").attr("data-lamp", &number(light as i64)).attr("d", path));
    }
    block.add(frame)
}
