//! The year at a glance: a strip for each month, lit where something is on.

use leptos::prelude::*;

use super::Shown;
use crate::domain::time::Month;
use crate::ui::dates;
use crate::ui::dom::{El, el, el_of, live, svg};
use crate::ui::pages::site::with_centre;
use crate::ui::route::{Route, View};
use crate::ui::today::today;
use crate::ui::words::{number, say, say_with};

/// A day's window in the strip: its width, and the step from one to the next.
const WINDOW: (i64, i64) = (9, 10);

/// Draws it.
pub fn year(shown: Shown) -> El {
    let strips = move || {
        let year = shown.month.get().year();
        let months: Vec<Month> = (1..=12).filter_map(|month| Month::new(year, month)).collect();
        // What is past and left nothing behind is told in a line: the year begins where there is something to see.
        let published = shown.published.months();
        let now = Month::of(today());
        let gone = months.iter().take_while(|month| **month < now && !published.contains(month)).count();
        let (gone, shown_months) = months.split_at(gone);
        el_of("ol", "year")
            .add(past(gone))
            .add(shown_months.iter().map(|month| el("li").add(strip(shown, *month))).collect::<Vec<_>>())
    };
    el("section").attr("aria-labelledby", "month").add(with_centre(move || live(strips)))
}

fn past(months: &[Month]) -> Option<El> {
    let (first, last) = (dates::month_name(*months.first()?), dates::month_name(*months.last()?));
    let span = match months.len() {
        1 => first.to_owned(),
        _ => say_with("date.days-over-months", &[("from", first), ("to", last)]),
    };
    Some(el_of("li", "meta year-past").text(&say_with("calendar.year-past", &[("months", &span)])))
}

/// A month's strip leads to the month.
fn strip(shown: Shown, month: Month) -> El {
    let route = Route::Calendar { view: View::Month, month: Some(month), day: None, filter: shown.filter.get() };
    // How many things are on each day; none where nobody has published anything yet.
    let counts: Option<Vec<usize>> = shown.selection(month).map(|selection| {
        let mut counts = vec![0; usize::from(month.days())];
        for listed in
            selection.all().filter(|listed| listed.session.cancelled.is_none() && !listed.rhythm.is_everyday())
        {
            let day = (listed.session.start.day() - month.first()).num_days();
            if let Some(count) = usize::try_from(day).ok().and_then(|day| counts.get_mut(day)) {
                *count += 1;
            }
        }
        counts
    });
    let words = match &counts {
        Some(counts) => {
            let (days, things) = (counts.iter().filter(|count| **count > 0).count(), counts.iter().sum::<usize>());
            say_with("calendar.year-month", &[("days", &number(days as i64)), ("n", &number(things as i64))])
        }
        None => say("calendar.year-unpublished").to_owned(),
    };
    let now = today();
    el_of("a", "year-month")
        .attr("href", &route.href())
        // A month is read from its beginning, however far down the year it stood.
        .on("click", |_| window().scroll_to_with_x_and_y(0.0, 0.0))
        .flag("data-unpublished", counts.is_none())
        .flag("data-now", Month::of(now) == month)
        .add(el_of("strong", "year-name").text(dates::month_name(month)))
        .add(windows(month, counts.as_deref()))
        .add(el_of("span", "meta").text(&words))
}

/// One path for each light: a month of windows costs five elements, not thirty.
fn windows(month: Month, counts: Option<&[usize]>) -> El {
    let now = today();
    let (width, step) = WINDOW;
    let mut paths = [String::new(), String::new(), String::new(), String::new()];
    for day in 0..i64::from(month.days()) {
        let count = counts.and_then(|counts| counts.get(day as usize)).copied().unwrap_or(0);
        let path = &mut paths[count.min(3)];
        path.push('M');
        path.push_str(&number(day * step));
        path.push_str(" 0h9v16h-9Z");
    }
    let mut strip = svg("svg").attr("class", "year-days").attr("viewBox", "-1 -1 311 18").attr("aria-hidden", "true");
    for (light, path) in paths.iter().enumerate() {
        strip = strip.add(svg("path").attr("data-lamp", &number(light as i64)).attr("d", path));
    }
    let today = (Month::of(now) == month).then(|| {
        let x = number((now - month.first()).num_days() * step);
        svg("rect")
            .attr("class", "year-today")
            .attr("x", &x)
            .attr("y", "0")
            .attr("width", &number(width))
            .attr("height", "16")
    });
    strip.add(today)
}
