//! What publishing would change, in words, and the month as residents would see it.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use leptos::prelude::*;

use crate::domain::activity::Session;
use crate::domain::id::SessionId;
use crate::domain::menu::Menu;
use crate::domain::publishing::{Change, changes as differences, new_answers};
use crate::domain::time::Month;
use crate::state::desk::Desk;
use crate::ui::controls::notice::{Tone, notice};
use crate::ui::organizers::change_words::{self, Revisions};
use crate::ui::parts::agenda::{AgendaRow, DayHeading};
use crate::ui::route::Route;
use crate::ui::words::{read, say, say_count};

/// So many changes are read at once; the rest is folded away.
const AT_ONCE: usize = 12;

/// What the next publication of a month would change in its menu.
pub fn told(desk: Desk, month: Month) -> Vec<Change> {
    let (Some(book), Some(next)) = (desk.month(month), desk.preview(month)) else { return Vec::new() };
    differences(book.menu.as_ref(), &next)
}

/// Draws the changes, how many get an answer, and the preview.
pub fn changes(desk: Desk, month: Month) -> AnyView {
    let (Some(book), Some(next)) = (desk.month(month), desk.preview(month)) else { return ().into_any() };
    let before = book.menu.as_ref();
    let told = differences(before, &next);
    let of = Revisions { before, now: &next };
    let words: Vec<String> = told.iter().map(|change| change_words::change(change, of)).collect();
    let answers = desk.placement(month).map_or(0, |placement| new_answers(&book, &placement).len());
    // The first time everything is new: what it looks like says more than a list.
    let list = match before {
        None => view! { <p>{say_count("publish.first", next.sessions.len() as i64)}</p> }.into_any(),
        Some(_) => list(&words),
    };
    let drawn = untrack(move || next_drawn(&next, desk));
    let warn = (!drawn).then(|| notice(Tone::Plain, say("publish.only-answers"), None));
    let preview = drawn.then(|| preview(desk, month, &told));
    view! {
        {list}
        {(answers > 0).then(|| view! { <h3>{say_count("publish.new-answers", answers as i64)}</h3> })}
        {warn}
        {preview}
    }
    .into_any()
}

/// Whether the menu itself is published anew.
fn next_drawn(next: &Menu, desk: Desk) -> bool {
    desk.unpublished(next.month).menu
}

fn list(words: &[String]) -> AnyView {
    if words.is_empty() {
        return ().into_any();
    }
    let items = |words: &[String]| words.iter().map(|item| view! { <li>{item.clone()}</li> }).collect_view();
    let (first, rest) = words.split_at(words.len().min(AT_ONCE));
    view! {
        <h3>{say_count("publish.menu-changes", words.len() as i64)}</h3>
        <ul class="changes">{items(first)}</ul>
        {(!rest.is_empty())
            .then(|| {
                view! {
                    <details>
                        <summary>{say_count("publish.more-changes", rest.len() as i64)}</summary>
                        <ul class="changes">{items(rest)}</ul>
                    </details>
                }
            })}
    }
    .into_any()
}

/// The month's days as the residents' calendar lists them, what is new or changed marked.
fn preview(desk: Desk, month: Month, told: &[Change]) -> AnyView {
    let Some(next) = desk.preview(month) else { return ().into_any() };
    let mut marks: BTreeMap<&SessionId, &'static str> = BTreeMap::new();
    for change in told {
        match change {
            Change::Added(id) => marks.insert(id, say("publish.mark-new")),
            Change::Altered { id, .. } | Change::Resumed(id) | Change::CalledOff(id) => {
                marks.insert(id, say("publish.mark-changed"))
            }
            Change::Removed(_) | Change::Described { .. } | Change::Rules => None,
        };
    }
    let mut days: BTreeMap<NaiveDate, Vec<&Session>> = BTreeMap::new();
    for session in &next.sessions {
        days.entry(session.start.day()).or_default().push(session);
    }
    let days = days.into_iter().map(|(day, sessions)| {
        let heading =
            DayHeading { day, today: desk.today(), notes: Vec::new(), day_mark: desk.holidays().mark(day) }.view();
        let rows = sessions.into_iter().map(|session| row(desk, &next, session, marks.get(&session.id).copied()));
        view! {
            {heading}
            <ul class="agenda">{rows.collect_view()}</ul>
        }
    });
    let days = days.collect_view();
    view! {
        <details class="preview">
            <summary>{say("publish.preview")}</summary>
            {days}
        </details>
    }
    .into_any()
}

fn row(desk: Desk, menu: &Menu, session: &Session, mark: Option<&'static str>) -> AnyView {
    let Some(activity) = menu.activity(&session.id.activity) else { return ().into_any() };
    let fill = desk.placement(menu.month).and_then(|placement| Some(placement.rosters.get(&session.id)?.fill()));
    let place = session.venue.as_ref().and_then(|code| menu.venue(code)).map(|place| place.name.clone());
    AgendaRow {
        start: session.start,
        mark: activity.sort.mark(),
        title: read(&activity.title).to_owned(),
        place,
        rhythm: mark.map(str::to_owned),
        openness: session.openness(fill, desk.now()),
        joined: false,
        href: Route::OrganizePlan { month: Some(menu.month) }.href(),
    }
    .view()
    .into_any()
}
