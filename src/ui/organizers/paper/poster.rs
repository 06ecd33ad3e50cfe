//! The month's poster: lit windows, what comes again and again, then day by day; the type as large as the sheet allows.

use std::sync::Arc;

use chrono::Datelike;
use leptos::html::Div;
use leptos::prelude::*;

use crate::domain::calendar::month_weeks;
use crate::domain::category::Mark;
use crate::domain::lunar::Lunar;
use crate::domain::menu::Menu;
use crate::domain::poster::{Job, Poster, Regular};
use crate::state::desk::Desk;
use crate::ui::organizers::paper::{self, Sender, facts, fit, line, span};
use crate::ui::parts::day_cell::day_mark;
use crate::ui::parts::mark::shape;
use crate::ui::words::{number, read, say};
use crate::ui::{almanac, dates, wording};

/// On one A3 sheet.
pub fn one(desk: Desk, menu: &Arc<Menu>, sender: &Sender) -> AnyView {
    let poster = Poster::of(menu);
    let root = NodeRef::<Div>::new();
    fit::fit(root);
    view! {
        <div class="sheets" data-sheet="a3" node_ref=root>
            {sheet(desk, menu, &poster, sender, None)}
        </div>
    }
    .into_any()
}

/// On two A4 sheets that hang beside each other.
pub fn two(desk: Desk, menu: &Arc<Menu>, sender: &Sender) -> AnyView {
    let [first, second] = Poster::of(menu).halves();
    let root = NodeRef::<Div>::new();
    fit::fit(root);
    view! {
        <div class="sheets" data-sheet="a4" node_ref=root>
            {sheet(desk, menu, &first, sender, Some(1))}
            {sheet(desk, menu, &second, sender, Some(2))}
        </div>
    }
    .into_any()
}

fn sheet(desk: Desk, menu: &Menu, poster: &Poster<'_>, sender: &Sender, part: Option<u8>) -> AnyView {
    let lunar = Lunar::on(poster.month.first()).map(|lunar| almanac::lunar_year(lunar.year));
    let regular = (!poster.regular.is_empty()).then(|| {
        let rows = poster.regular.iter().map(|regular| often(menu, regular)).collect_view();
        view! {
            <section class="sheet-regular">
                <h3>{say("paper.regular")}</h3>
                <ul>{rows}</ul>
            </section>
        }
    });
    let days = poster.days.iter().map(|(day, sessions)| {
        let rows = sessions.iter().map(|session| line(menu, session)).collect_view();
        let mark = desk.holidays().mark(*day).map(day_mark);
        view! {
            <section class="sheet-day" data-short=(sessions.len() <= 5).then_some("1")>
                <h3>
                    <span class="sheet-number">{number(day.day())}</span> {dates::weekday(*day)} {mark}
                </h3>
                <ul>{rows}</ul>
            </section>
        }
    });
    let jobs = (!poster.jobs.is_empty()).then(|| {
        let rows = poster.jobs.iter().map(|one| job(menu, one)).collect_view();
        view! {
            <section class="sheet-jobs">
                <h3>{say("paper.jobs")}</h3>
                <ul>{rows}</ul>
            </section>
        }
    });
    let count = poster.days.iter().map(|(_, sessions)| sessions.len()).sum::<usize>()
        + poster.regular.len()
        + poster.jobs.len();
    let columns = match (count, part.is_some()) {
        (0..=8, _) => "1",
        (9..=24, _) | (_, true) => "2",
        (25..=60, false) => "3",
        _ => "4",
    };
    view! {
        <article class="sheet poster">
            <header class="sheet-head">
                <div>
                    <p class="sheet-centre">{sender.name.clone()}</p>
                    <h2>{dates::month_name(poster.month)} <span>{say("paper.activities")}</span></h2>
                    <p class="sheet-year">
                        {number(poster.month.year())} " " {lunar} " "
                        {part.map(|part| say(if part == 1 { "paper.first" } else { "paper.second" }))}
                    </p>
                </div>
                {windows(desk, poster)}
            </header>
            <div class="sheet-body" data-columns=columns>
                {regular}
                {days.collect_view()}
                {jobs}
            </div>
            {legend(menu)}
            {sender.foot()}
        </article>
    }
    .into_any()
}

/// 每周三 14:00 棋牌: an activity with its days.
fn often(menu: &Menu, regular: &Regular<'_>) -> AnyView {
    let facts = facts(menu, Some(regular.activity), regular.first);
    view! {
        <li class="sheet-line">
            {span(regular.first.span())}
            <span class="sheet-what">
                {shape(regular.activity.sort.mark())} <strong>{read(&regular.activity.title).to_owned()}</strong>
                <span class="sheet-place">{facts}</span>
                <span class="sheet-days">{paper::often(regular)}</span>
            </span>
        </li>
    }
    .into_any()
}

/// A volunteer job with its days.
fn job(menu: &Menu, job: &Job<'_>) -> AnyView {
    let first = job.first;
    let place = first.venue.as_ref().and_then(|code| menu.venue(code)).map(|place| place.name.clone());
    view! {
        <li class="sheet-line">
            {span(first.span())}
            <span class="sheet-what">
                <strong>{read(&first.role).to_owned()}</strong>
                <span class="sheet-place">
                    {place.map(|place| view! { <em>{place}</em> })} <em>{paper::listed_days(&job.days)}</em>
                </span>
            </span>
        </li>
    }
    .into_any()
}

/// What the shapes stand for, those that are on the sheet.
fn legend(menu: &Menu) -> AnyView {
    let on = menu.sessions.iter().filter(|session| session.cancelled.is_none());
    let marks: Vec<Mark> = on.filter_map(|session| Some(menu.activity(&session.id.activity)?.sort.mark())).collect();
    let used = Mark::ALL.into_iter().filter(|mark| marks.contains(mark));
    let items = used.map(|mark| view! { <span>{shape(mark)} {wording::mark_meaning(mark)}</span> });
    view! { <p class="sheet-legend">{items.collect_view()}</p> }.into_any()
}

/// The month's windows: lit where something is on.
fn windows(desk: Desk, poster: &Poster<'_>) -> AnyView {
    let heads = (0..7).map(|day| view! { <span class="pane-head">{dates::weekday_narrow(day)}</span> });
    let panes = month_weeks(poster.month).into_iter().flatten().map(|day| {
        let lamp = day.map_or(0, |day| poster.lamps.get(&day).copied().unwrap_or(0));
        let lamp = (lamp > 0).then(|| number(lamp.min(3) as i64));
        let mark = day.and_then(|day| desk.holidays().mark(day)).map(day_mark);
        view! {
            <span class="pane" data-lamp=lamp>
                {day.map(|day| number(day.day()))} {mark}
            </span>
        }
    });
    view! {
        <div class="panes" aria-hidden="true">
            {heads.collect_view()} {panes.collect_view()}
        </div>
    }
    .into_any()
}
