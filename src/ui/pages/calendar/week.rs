//! A week's hours, day beside day: what is on at the same time stands side by side, what lasts over days lies above.

use chrono::{Datelike, NaiveDate, Timelike};
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::grid::{Reached, cell};
use super::{Shown, days, swiped};
use crate::domain::calendar::{week_of, weekday_index};
use crate::domain::lanes::{Lane, side_by_side};
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
use crate::ui::parts::openness;
use crate::ui::route::Route;
use crate::ui::today::{now, today};
use crate::ui::wording;
use crate::ui::words::{number, read, say};

/// The hours that are always there.
const USUAL: (u16, u16) = (8, 20);
/// So many stand side by side before the rest is counted: on a phone, and where there is room.
const MOST: (usize, usize) = (2, 4);
/// Below this width, in pixels, a day's column holds marks only.
const NARROW: f64 = 600.0;

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
    let head = move || {
        let heads = week.with(|week| week.days.map(|day| day_head(shown, week, reached, day)));
        el_of("div", "week-heads").attr("role", "row").add(heads.into_iter().collect::<Vec<_>>())
    };
    let grid = el_of("div", "week-days")
        .attr("role", "grid")
        .attr("aria-labelledby", "month")
        .on("keydown", move |event| reached.step(event.unchecked_ref()))
        .live(head);
    let hours = with_centre(move || live(move || week.with(|week| hours(shown, week))));
    let list = with_centre(move || {
        live(move || {
            let day = shown.chosen.get();
            shown.published.fills_changed();
            week.with(|week| days::one(shown, week.of_day(day).cloned(), day))
        })
    });
    let list = el_of("section", "agenda").attr("aria-label", say("calendar.agenda-day")).add(list);
    all([swiped(shown, el_of("section", "week-view").add(grid).add(hours)), list])
}

/// A day's head: number, weekday, what day it is; pressed, its list is shown beneath.
fn day_head(shown: Shown, week: &Week, reached: Reached, day: NaiveDate) -> El {
    let today = today();
    let cell = cell(day, today, holidays_tracked());
    let on = week.of_day(day).map(|selection| OnDay::of(selection, day));
    let line = cell.line.map(almanac::day_line).unwrap_or_default();
    let is_today = day == today;
    let href = untrack(|| shown.route(Month::of(day), Some(day)).href());
    let link = el_of("a", "week-head")
        .attr("id", &cell_id(day))
        .attr("href", &href)
        .attr("data-replace", "1")
        .flag("data-today", is_today)
        .maybe("aria-current", is_today.then_some("date"))
        .live_flag("data-chosen", "1", move || shown.chosen.get() == day)
        .live_attr("tabindex", move || Some(if reached.is(day).reached { "0" } else { "-1" }.to_owned()))
        .add(heard_instead(
            &almanac::spoken_day(day, &cell.heard, on.as_ref()),
            all([
                el("span").text(dates::weekday_narrow(weekday_index(day))),
                el_of("strong", "day-number").text(&number(day.day())),
                el_of("span", "day-line").text(if is_today { say("date.today") } else { &line }),
                cell.day_mark.map(day_mark).el(),
            ]),
        ));
    let selected = move || Some(if shown.chosen.get() == day { "true" } else { "false" }.to_owned());
    el("div").attr("role", "gridcell").live_attr("aria-selected", selected).add(link)
}

/// What lasts over days, then the hours.
fn hours(shown: Shown, week: &Week) -> El {
    let on_end = week.days.iter().flat_map(|day| week.on(*day)).filter(|listed| is_run(listed.rhythm));
    let mut runs: Vec<Listed<'_>> = Vec::new();
    for listed in on_end {
        if !runs.iter().any(|run| run.activity.id == listed.activity.id) {
            runs.push(listed);
        }
    }
    let runs: Vec<El> = runs.into_iter().map(|listed| run(week, listed)).collect();
    let timed =
        |day: &NaiveDate| -> Vec<Listed<'_>> { week.on(*day).filter(|listed| !is_run(listed.rhythm)).collect() };
    let columns: Vec<Vec<Listed<'_>>> = week.days.iter().map(timed).collect();
    let (mut first, mut last) = USUAL;
    for listed in columns.iter().flatten() {
        let (from, to) = minutes(*listed);
        first = first.min(from / 60);
        last = last.max(to.div_ceil(60));
    }
    let labels = (first..last).map(|hour| el_of("span", "hour").text(&number(hour)));
    let labels = el_of("div", "hour-labels").attr("aria-hidden", "true").add(labels.collect::<Vec<_>>());
    let columns = week.days.into_iter().zip(columns).map(|(day, listed)| column(shown, day, &listed, first));
    let hours =
        el_of("div", "hours").style("--hours", &number(last - first)).add(labels).add(columns.collect::<Vec<_>>());
    let gap = week.gap.then(|| el_of("p", "meta week-gap").text(say("calendar.week-unpublished")));
    el("div").add((!runs.is_empty()).then(|| el_of("ul", "week-runs").add(runs))).add(gap).add(hours)
}

fn is_run(rhythm: Rhythm) -> bool {
    matches!(rhythm, Rhythm::Run { .. })
}

/// From when to when on its own day, in minutes.
fn minutes(listed: Listed<'_>) -> (u16, u16) {
    let start = listed.session.start.time();
    let from = (start.hour() * 60 + start.minute()) as u16;
    (from, from.saturating_add(listed.session.minutes).min(24 * 60))
}

/// An exhibition lies over its days.
fn run(week: &Week, listed: Listed<'_>) -> El {
    let (from, to) = match listed.rhythm {
        Rhythm::Run { first, last } => (first.max(week.days[0]), last.min(week.days[6])),
        _ => (week.days[0], week.days[0]),
    };
    let href = Route::Session { id: listed.session.id.clone(), member: None }.href();
    let link = el_of("a", "week-run")
        .attr("href", &href)
        .attr("data-mark", listed.activity.sort.mark().slug())
        .add(shape(listed.activity.sort.mark()))
        .add(el("strong").text(read(&listed.activity.title)));
    el("li")
        .style("--from", &number(weekday_index(from) as i64 + 1))
        .style("--to", &number(weekday_index(to) as i64 + 2))
        .add(link)
}

fn column(shown: Shown, day: NaiveDate, listed: &[Listed<'_>], first: u16) -> El {
    let spans: Vec<(u16, u16)> = listed.iter().map(|listed| minutes(*listed)).collect();
    let narrow = window().inner_width().ok().and_then(|width| width.as_f64()).is_some_and(|width| width < NARROW);
    let placed = side_by_side(&spans, if narrow { MOST.0 } else { MOST.1 });
    let at = |element: El, (from, to): (u16, u16), Lane { lane, of }: Lane| {
        element
            .style("--from", &number(from - first * 60))
            .style("--long", &number(to - from))
            .style("--lane", &number(lane as i64))
            .style("--of", &number(of as i64))
    };
    let blocks = listed
        .iter()
        .zip(&spans)
        .zip(placed.lanes)
        .filter_map(|((listed, span), lane)| Some(at(block(shown, *listed), *span, lane?)));
    let crowds = placed.crowds.into_iter().map(|crowd| {
        let mut words = String::from("+");
        words.push_str(&number(crowd.hidden as i64));
        let route = untrack(|| shown.route(Month::of(day), Some(day)));
        let more = el_of("a", "block").flag("data-more", true).attr("href", &route.href()).attr("data-replace", "1");
        at(more.text(&words), (crowd.from, crowd.to), Lane { lane: crowd.of - 1, of: crowd.of })
    });
    let whole = untrack(|| shown.route(Month::of(day), Some(day)));
    // Behind the blocks, the day itself: on a phone a finger is wider than a block.
    let choose = el_of("a", "day-column-choose")
        .attr("href", &whole.href())
        .attr("data-replace", "1")
        .attr("tabindex", "-1")
        .attr("aria-hidden", "true");
    el_of("div", "day-column")
        .flag("data-today", day == today())
        .live_flag("data-chosen", "1", move || shown.chosen.get() == day)
        .add(choose)
        .add(blocks.collect::<Vec<_>>())
        .add(crowds.collect::<Vec<_>>())
}

fn block(shown: Shown, listed: Listed<'_>) -> El {
    let Listed { session, activity, venue, rhythm } = listed;
    let open = session.openness(shown.published.fill(&session.id), now());
    let title = read(&activity.title);
    let mut label = dates::day_and_weekday(session.start.day());
    let place = venue.map_or("", |venue| &venue.name);
    let told = [&dates::span(session.span()), title, place, wording::sort(activity.sort), &openness::words(open)];
    for words in told.into_iter().filter(|words| !words.is_empty()) {
        label.push_str(say("day.comma"));
        label.push_str(words);
    }
    let seen = all([
        shape(activity.sort.mark()),
        el_of("span", "block-time").text(&dates::time(session.start.time())),
        el("strong").text(title),
        venue.map(|venue| el_of("span", "block-place").text(&venue.name)).el(),
    ]);
    el_of("a", "block")
        .attr("href", &Route::Session { id: session.id.clone(), member: None }.href())
        .attr("data-mark", activity.sort.mark().slug())
        .attr("data-open", openness::slug(open))
        .flag("data-everyday", rhythm.is_everyday())
        .flag("data-short", session.minutes < 70)
        .add(heard_instead(&label, seen))
}
