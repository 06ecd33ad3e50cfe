//! A week's hours: what is on at the same time stands side by side, and an hour is as high as its words need. On a phone they
//! hold three of the days or so, from the chosen one on, and are moved along day by day under the heads.

use std::cell::Cell;
use std::time::Duration;

use chrono::{Datelike, NaiveDate, NaiveTime, Timelike};
use js_sys::Array;
use leptos::leptos_dom::helpers::IntervalHandle;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use wasm_bindgen_futures::spawn_local;
use web_sys::{Element, HtmlElement, IntersectionObserver, IntersectionObserverEntry, IntersectionObserverInit};

use super::{Frame, Week, is_run};
use crate::domain::calendar::weekday_index;
use crate::domain::hour_rows::HourRows;
use crate::domain::lanes::{Column, side_by_side};
use crate::domain::time::Month;
use crate::domain::timetable::Listed;
use crate::state::clock;
use crate::state::published::Published;
use crate::ui::dates;
use crate::ui::dom::{El, Piece, all, el, el_of, nothing};
use crate::ui::pages::calendar::Shown;
use crate::ui::pages::calendar::month::bring_list;
use crate::ui::parts::day_cell::{cell_id, heard_instead};
use crate::ui::parts::mark::shape;
use crate::ui::parts::openness;
use crate::ui::route::Route;
use crate::ui::today::{now, today};
use crate::ui::wording;
use crate::ui::words::{number, read, say};

/// The hours that are always there where there is room.
const USUAL: (u16, u16) = (8, 20);
/// So many stand side by side before the rest is counted: on a phone, and where there is room.
const MOST: (usize, usize) = (2, 3);
/// A day's whole width in parts: up to three may share it evenly.
const WIDTH: usize = 6;
/// A day stands in view when this much of it does.
const IN_VIEW: f64 = 0.6;

/// How often the clock is looked at.
const LOOK: Duration = Duration::from_secs(20);

thread_local! {
    /// How far along the hours were moved while a day was chosen.
    static ALONG: Cell<Option<(NaiveDate, i32)>> = const { Cell::new(None) };
}

/// A day of the week as it is drawn.
struct Day<'a> {
    day: NaiveDate,
    listed: Vec<Listed<'a>>,
    spans: Vec<(u16, u16)>,
    column: Column,
    /// Its first line across, and how many tracks it has.
    line: usize,
    tracks: usize,
}

/// Draws them; nothing where a phone would show empty hours.
pub fn hours(frame: Frame, week: &Week) -> El {
    let is_narrow = frame.is_narrow.get();
    let days = columns(week, if is_narrow { MOST.0 } else { MOST.1 });
    let spans: Vec<(u16, u16)> = days.iter().flat_map(|day| day.spans.iter().copied()).collect();
    let rows = HourRows::of(&spans, (!is_narrow).then_some(USUAL));
    let mut across = String::from("var(--hour-label)");
    for day in &days {
        for _ in 0..day.tracks {
            across.push(' ');
            across.push_str(&track(day.tracks));
        }
    }
    let mut down = String::from("auto");
    for row in rows.rows() {
        let height = if row.is_busy { " minmax(calc(var(--hour)*" } else { " minmax(calc(var(--empty-hour)*" };
        down.push_str(height);
        down.push_str(&number(row.minutes));
        down.push_str("/60),auto)");
    }
    if rows.rows().next().is_none() {
        return nothing();
    }
    let labels = rows.hours().map(|(hour, row)| {
        let at = line(row);
        let label = el_of("span", "hour").style("grid-row", &at).text(&number(hour));
        all([label, el_of("span", "hour-line").style("grid-row", &at)])
    });
    let labels = el_of("div", "as-one")
        .attr("aria-hidden", "true")
        .add(el_of("span", "hour-edge"))
        .add(labels.collect::<Vec<_>>());
    let hours = el_of("div", "week-hours").style("grid-template-columns", &across).style("grid-template-rows", &down);
    let hours = hours.add(labels).add(days.iter().map(|day| column(frame, day, &rows)).collect::<Vec<_>>());
    moved(frame.shown, seen(hours, week.days), week.days)
}

/// A grid's line, before which stand the days' names and their line.
fn line(row: usize) -> String {
    number(row as i64 + 2)
}

/// As wide as a day is, or wide enough to be read; what is left is shared out evenly.
fn track(of: usize) -> String {
    let mut track = String::from("minmax(calc(max(var(--day),var(--lane)*");
    let of_day = number(of as i64);
    track.push_str(&of_day);
    track.push_str(")/");
    track.push_str(&of_day);
    track.push_str("),");
    track.push_str(&number((WIDTH / of) as i64));
    track.push_str("fr)");
    track
}

fn columns(week: &Week, most: usize) -> Vec<Day<'_>> {
    let mut line = 2;
    let day = |day: NaiveDate| {
        let listed: Vec<Listed<'_>> = week.on(day).filter(|listed| !is_run(listed.rhythm)).collect();
        let spans: Vec<(u16, u16)> = listed.iter().map(|listed| minutes(*listed)).collect();
        let column = side_by_side(&spans, most);
        let shared = |tracks: usize| column.lanes.iter().flatten().all(|lane| tracks % lane.of == 0);
        let tracks = [1, 2, 3].into_iter().find(|tracks| shared(*tracks)).unwrap_or(WIDTH);
        let made = Day { day, listed, spans, column, line, tracks };
        line += tracks;
        made
    };
    week.days.into_iter().map(day).collect()
}

/// From when to when on its own day, in minutes.
fn minutes(listed: Listed<'_>) -> (u16, u16) {
    let from = minute(listed.session.start.time());
    (from, from.saturating_add(listed.session.minutes).min(24 * 60))
}

fn minute(time: NaiveTime) -> u16 {
    (time.hour() * 60 + time.minute()) as u16
}

/// Marks the heads of the days that stand in view.
fn seen(hours: El, days: [NaiveDate; 7]) -> El {
    let see = Closure::<dyn FnMut(Array)>::new(move |entries: Array| {
        for entry in entries.iter() {
            let entry: IntersectionObserverEntry = entry.unchecked_into();
            let at = entry.target().get_attribute("data-at").and_then(|at| at.parse::<usize>().ok());
            let head = at.and_then(|at| days.get(at)).and_then(|day| document().get_element_by_id(&cell_id(*day)));
            if let Some(head) = head {
                let _ = match entry.is_intersecting() {
                    true => head.set_attribute("data-seen", "1"),
                    false => head.remove_attribute("data-seen"),
                };
            }
        }
    });
    let options = IntersectionObserverInit::new();
    options.set_root(Some(hours.element()));
    // Beside the hours' names.
    options.set_root_margin("0px 0px 0px -24px");
    options.set_threshold(&IN_VIEW.into());
    let observer = IntersectionObserver::new_with_options(see.as_ref().unchecked_ref(), &options).ok();
    if let Some(observer) = &observer {
        for at in 0..days.len() {
            if let Some(day) = of_day(hours.element(), at) {
                observer.observe(&day);
            }
        }
    }
    hours.keep(Gone { observer, _see: see })
}

/// Ends the observing when the hours leave the page.
struct Gone {
    observer: Option<IntersectionObserver>,
    _see: Closure<dyn FnMut(Array)>,
}

impl Drop for Gone {
    fn drop(&mut self) {
        if let Some(observer) = &self.observer {
            observer.disconnect();
        }
    }
}

fn of_day(hours: &Element, at: usize) -> Option<HtmlElement> {
    let mut which = String::from("[data-at=\"");
    which.push_str(&number(at as i64));
    which.push_str("\"]");
    hours.query_selector(&which).ok().flatten().and_then(|day| day.dyn_into().ok())
}

/// Begins with the chosen day, and goes to another that is chosen; drawn anew for the same, they stay where they were moved.
fn moved(shown: Shown, hours: El, days: [NaiveDate; 7]) -> El {
    let hours = hours.on("scroll", move |event| {
        if let (Some(day), Some(hours)) = (shown.chosen.try_get_untracked(), event.target()) {
            ALONG.set(Some((day, hours.unchecked_ref::<Element>().scroll_left())));
        }
    });
    let element = hours.element().clone();
    let is_first = Cell::new(true);
    hours.follows(move || {
        let (chosen, is_first) = (shown.chosen.get(), is_first.replace(false));
        let Some(at) = days.iter().position(|day| *day == chosen) else { return };
        let hours = element.clone();
        // Once it is in the page.
        spawn_local(async move {
            let known = ALONG.get().filter(|(day, _)| *day == chosen && is_first);
            let left = |at: usize| of_day(&hours, at).map_or(0, |day| day.offset_left());
            if !is_first {
                let _ = hours.set_attribute("data-eases", "1");
            }
            hours.set_scroll_left(known.map_or_else(|| left(at) - left(0), |(_, left)| left));
            let _ = hours.remove_attribute("data-eases");
        });
    })
}

fn column(frame: Frame, day: &Day<'_>, rows: &HourRows) -> El {
    let (shown, date) = (frame.shown, day.day);
    let is_today = date == today();
    let whole = || untrack(|| shown.route(Month::of(date), Some(date))).href();
    let across = |element: El, lane: usize, of: usize| {
        let width = day.tracks / of;
        let from = number((day.line + lane * width) as i64);
        element.style("grid-column", &[&from, " / span ", &number(width as i64)].concat())
    };
    let down = |element: El, span: (u16, u16)| {
        let (from, to) = rows.across(span);
        element.style("grid-row", &[&line(from), " / ", &line(to)].concat())
    };
    // Behind what is on, the day itself, which a press between chooses.
    let choose = el_of("a", "day-column")
        .attr("href", &whole())
        .attr("data-replace", "1")
        .attr("data-at", &number(weekday_index(date) as i64))
        .attr("tabindex", "-1")
        .attr("aria-hidden", "true")
        .flag("data-today", is_today)
        .live_flag("data-chosen", "1", move || shown.chosen.get() == date);
    let name = el_of("span", "day-column-name")
        .attr("aria-hidden", "true")
        .flag("data-today", is_today)
        .text(dates::weekday_short(date))
        .add(el("strong").text(&number(date.day())));
    let places = day.listed.iter().zip(&day.spans).zip(&day.column.lanes);
    let blocks = places.filter_map(|((listed, span), lane)| {
        let lane = (*lane)?;
        let block = block(shown, *listed).flag("data-tight", lane.of > 1);
        Some(across(down(block, *span), lane.lane, lane.of))
    });
    let crowds = day.column.crowds.iter().map(|crowd| {
        let more = el_of("a", "block").flag("data-more", true).attr("href", &whole()).attr("data-replace", "1");
        let more = more.text("+").text(&number(crowd.hidden as i64)).on("click", move |_| bring_list(shown));
        across(down(more, (crowd.from, crowd.to)), crowd.of - 1, crowd.of)
    });
    el_of("div", "as-one")
        .add(across(choose, 0, 1))
        .add(across(name, 0, 1))
        .add(blocks.collect::<Vec<_>>())
        .add(crowds.collect::<Vec<_>>())
        .add(is_today.then(|| across(the_present(rows.clone()), 0, 1)))
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
    let time = el_of("span", "block-time").add(shape(activity.sort.mark())).text(&dates::time(session.start.time()));
    let seen =
        all([time, el("strong").text(title), venue.map(|venue| el_of("span", "block-place").text(&venue.name)).el()]);
    el_of("a", "block")
        .attr("href", &Route::Session { id: session.id.clone(), member: None }.href())
        .attr("data-mark", activity.sort.mark().slug())
        .attr("data-open", openness::slug(open))
        .flag("data-everyday", rhythm.is_everyday())
        .flag("data-short", session.minutes < 70)
        .add(heard_instead(&label, seen))
}

/// Across today, the line that says now; it moves on by itself.
fn the_present(rows: HourRows) -> El {
    let present = el_of("span", "hour-now").attr("aria-hidden", "true");
    let element: HtmlElement = present.element().clone().unchecked_into();
    // Asked for here: a clock ticks outside of every component.
    let published = Published::here();
    let stand = move || {
        let style = element.style();
        let at = rows.at(minute(clock::local_now(published.utc_offset()).time()));
        let (row, down) = at.map_or((String::new(), String::new()), |(row, down)| (line(row), number(down)));
        let _ = style.set_property("grid-row", &row);
        let _ = style.set_property("--down", &down);
        element.set_hidden(at.is_none());
    };
    stand();
    present.keep(Ticking(set_interval_with_handle(stand, LOOK).ok()))
}

/// Ends when it is dropped.
struct Ticking(Option<IntervalHandle>);

impl Drop for Ticking {
    fn drop(&mut self) {
        if let Some(tick) = self.0.take() {
            tick.clear();
        }
    }
}
