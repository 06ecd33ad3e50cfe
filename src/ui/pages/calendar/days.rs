//! What is on, day after day: the list beneath a month or a week, and the agenda that goes on and on.

use chrono::NaiveDate;
use std::cell::Cell;
use std::ops::Range;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::{Shown, later, told};
use crate::domain::time::Month;
use crate::domain::timetable::{Listed, Selection};
use crate::state::almanac::holidays;
use crate::state::family::Family;
use crate::ui::almanac;
use crate::ui::controls::button::{Look, button, link_button};
use crate::ui::controls::endless::{Part, endless};
use crate::ui::controls::icon::{Icon, icon};
use crate::ui::controls::notice::empty;
use crate::ui::dates;
use crate::ui::dom::{El, all, el, el_of, live};
use crate::ui::pages::site::with_centre;
use crate::ui::parts::agenda::{AgendaRow, DayHeading};
use crate::ui::residents::Page;
use crate::ui::route::Route;
use crate::ui::shell::elder;
use crate::ui::today::{now, today};
use crate::ui::wording;
use crate::ui::words::{read, say, say_with};

/// The chosen day, then the days after it that have something on.
pub fn of_month(shown: Shown, selection: Option<Selection>) -> El {
    let Some(selection) = selection else { return unpublished(shown) };
    if selection.is_empty() && !shown.filter.read().is_open() {
        return later(Page::NothingFound);
    }
    let chosen = shown.chosen.get();
    if elder() {
        listen(shown);
        return one_at_a_time(shown, &selection, chosen);
    }
    let mut days = selection.days_from(chosen);
    if days.first() != Some(&chosen) {
        days.insert(0, chosen);
    }
    listen(shown);
    let mut parts = days.into_iter().flat_map(move |day| parts(shown, &selection, day));
    endless(&BENEATH, move || parts.next())
}

/// In large type: the chosen day, and a way to the nearest day before and after it that has something on.
fn one_at_a_time(shown: Shown, selection: &Selection, chosen: NaiveDate) -> El {
    let days = selection.days_from(shown.month.get().first());
    let step = |to: Option<&NaiveDate>, picture: Icon| {
        to.map(|day| {
            let link = el_of("a", "button day-step").attr("data-look", "plain").attr("data-replace", "1");
            let words = el("span").text(&dates::day_short(*day));
            let link = link.attr("href", &shown.route(Month::of(*day), Some(*day)).href());
            if picture == Icon::Left { link.add(icon(picture)).add(words) } else { link.add(words).add(icon(picture)) }
        })
    };
    let before = days.iter().rev().find(|day| **day < chosen);
    let after = days.iter().find(|day| **day > chosen);
    let steps = el_of("nav", "day-steps").attr("aria-label", say("calendar.other-days"));
    let steps = steps.add(step(before, Icon::Left)).add(step(after, Icon::Right));
    all([draw(shown, selection, chosen, 0..usize::MAX), steps])
}

/// One day alone.
pub fn one(shown: Shown, selection: Option<Selection>, day: NaiveDate) -> El {
    match selection {
        Some(selection) => draw(shown, &selection, day, 0..usize::MAX),
        None => unpublished(shown),
    }
}

/// From today on, or from the chosen day, over the ends of months, for as long as something is published.
pub fn agenda(shown: Shown) -> El {
    let list = move || {
        let from = shown.chosen.get();
        let mut months = shown.published.months().into_iter().filter(move |month| *month >= Month::of(from));
        let mut waiting: Vec<Part> = Vec::new();
        // What is read while the list grows is not tracked: here is everything that it depends on.
        listen(shown);
        shown.filter.track();
        months.clone().for_each(|month| drop(shown.published.menu(month)));
        let mut next = move || {
            while waiting.is_empty() {
                let month = months.next()?;
                // One that is on its way shows when it is here.
                let Some(selection) = untrack(|| shown.selection(month)) else { continue };
                let days = selection.days_from(from).into_iter();
                waiting = days.flat_map(|day| parts(shown, &selection, day)).collect();
                waiting.reverse();
            }
            waiting.pop()
        };
        let mut first = next();
        if first.is_none() {
            return later(Page::NothingFound);
        }
        endless(&ALONE, move || first.take().or_else(&mut next))
    };
    let agenda = with_centre(move || live(list));
    el_of("section", "agenda").attr("data-alone", "1").attr("aria-labelledby", "month").add(agenda)
}

/// Slips that are made meanwhile, and new counts of places, show at once.
pub fn listen(shown: Shown) {
    Family::here().slips_changed();
    shown.published.fills_changed();
}

thread_local! {
    /// Beneath a month.
    static BENEATH: Cell<f64> = const { Cell::new(0.0) };
    /// By itself.
    static ALONE: Cell<f64> = const { Cell::new(0.0) };
}

/// How high a day's heading is on a phone, and a row, in pixels.
const HEADING: f64 = 56.0;
const ROW: f64 = 72.0;

/// So many rows are drawn at a time: a crowded day comes in pieces, like a month.
const ROWS: usize = 2;

/// A day's pieces; at least one.
pub fn parts(shown: Shown, selection: &Selection, day: NaiveDate) -> Vec<Part> {
    let rows = selection.on(day).count();
    let pieces = rows.div_ceil(ROWS).max(1);
    let piece = |piece: usize| {
        let selection = selection.clone();
        let about = HEADING + ROW * (rows - piece * ROWS).min(ROWS) as f64;
        Part {
            about,
            draw: Box::new(move || untrack(|| draw(shown, &selection, day, piece * ROWS..(piece + 1) * ROWS))),
        }
    };
    (0..pieces).map(piece).collect()
}

/// Some of a day's rows; the first with the day's heading.
fn draw(shown: Shown, selection: &Selection, day: NaiveDate, which: Range<usize>) -> El {
    let family = Family::here();
    let heading = (which.start == 0)
        .then(|| DayHeading { day, today: today(), notes: almanac::notes(day), day_mark: holidays().mark(day) }.view());
    let listed = selection.on(day).skip(which.start).take(which.len());
    let rows: Vec<El> = listed.map(|listed| row(shown, family, listed).view()).collect();
    let nothing = rows.is_empty().then(|| told(say("calendar.nothing")));
    let class = if heading.is_some() { "agenda-day" } else { "agenda-day agenda-more" };
    el_of("section", class).add(heading).add(nothing).add(el("ul").add(rows))
}

fn row(shown: Shown, family: Family, listed: Listed<'_>) -> AgendaRow {
    let Listed { session, activity, venue, rhythm } = listed;
    AgendaRow {
        start: session.start,
        mark: activity.sort.mark(),
        title: read(&activity.title).to_owned(),
        place: venue.map(|venue| venue.name.clone()),
        rhythm: wording::rhythm(rhythm, session.start.day()),
        openness: session.openness(shown.published.fill(&session.id), now()),
        joined: family.stands_at(&session.id),
        href: Route::Session { id: session.id.clone(), member: None }.href(),
    }
}

/// A month that the centre has not published: where the nearest one is. One that is on its way: that it is.
pub fn unpublished(shown: Shown) -> El {
    let month = shown.month.get();
    let months = shown.published.months();
    if months.contains(&month) {
        // Listened to: what comes after all is shown, and who is back in reach need not ask.
        let out_of_reach = shown.published.notice().is_some();
        let again = || button(Look::Plain, say("site.again"), move || spawn_local(shown.published.refresh()));
        let words = if out_of_reach { "calendar.not-here" } else { "calendar.coming" };
        let words = say_with(words, &[("month", dates::month_name(month))]);
        return empty(words, out_of_reach.then(again));
    }
    let is_past = month < Month::of(today());
    let nearest = months.into_iter().min_by_key(|other| (other.first() - month.first()).num_days().abs());
    let to = nearest.map(|other| {
        let label = say_with("calendar.to-month", &[("month", dates::month_name(other))]);
        link_button(Look::Plain, None, label, shown.route(other, None).href())
    });
    match is_past {
        true => empty(say_with("calendar.year-past", &[("months", dates::month_name(month))]), to),
        false => empty(say_with("calendar.unpublished", &[("month", dates::month_name(month))]), to),
    }
}
