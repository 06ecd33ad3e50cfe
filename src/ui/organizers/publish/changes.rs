//! What publishing would change, in words, and the month as residents would see it.

use leptos::prelude::*;

use crate::domain::menu::Menu;
use crate::domain::publishing::{Change, changes as differences, new_answers};
use crate::domain::time::Month;
use crate::state::desk::Desk;
use crate::ui::controls::notice::{Tone, notice};
use crate::ui::organizers::change_words::{self, Revisions};
use crate::ui::organizers::publish::preview::preview;
use crate::ui::words::{number, say, say_count, say_with};

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
        None => view! { <p>{first(&next)}</p> }.into_any(),
        Some(_) => list(&words),
    };
    let drawn = untrack(|| next_drawn(&next, desk));
    let warn = (!drawn).then(|| notice(Tone::Plain, say("publish.only-answers"), None));
    let preview = drawn.then(|| preview(desk, &next, &told, before.is_none()));
    // What binds is said where something is answered.
    let answered = (answers > 0).then(|| {
        view! {
            <h3>{say_count("publish.new-answers", answers as i64)}</h3>
            <p class="quiet">{say("publish.words")}</p>
        }
    });
    view! {
        {list}
        {answered}
        {warn}
        {preview}
    }
    .into_any()
}

/// 第一次发布：34 场活动、12 个志愿岗位.
fn first(next: &Menu) -> String {
    let (sessions, shifts) = (next.sessions.len() as i64, next.shifts.len() as i64);
    match shifts {
        0 => say_count("publish.first", sessions),
        _ => say_with("publish.first-shifts", &[("n", &number(sessions)), ("m", &number(shifts))]),
    }
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
