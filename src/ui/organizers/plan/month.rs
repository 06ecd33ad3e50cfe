//! The month: weeks and days with what is on, and per week whether anything is (周周有活动).

use chrono::{Datelike, NaiveDate};
use leptos::prelude::*;

use crate::domain::calendar::{WeekRow, month_weeks};
use crate::domain::festival::DayLine;
use crate::domain::id::SessionId;
use crate::domain::lunar::lunar_day;
use crate::domain::time::{Month, write_day};
use crate::ui::controls::icon::{Icon, icon};
use crate::ui::organizers::plan::board::{Board, Thing};
use crate::ui::organizers::plan::carry::{self, Load};
use crate::ui::organizers::plan::placing;
use crate::ui::parts::day_cell::day_mark;
use crate::ui::parts::mark::shape;
use crate::ui::words::{number, say, say_count, say_with};
use crate::ui::{almanac as wording, dates};

/// Draws it.
pub fn month(board: Board) -> AnyView {
    let heads = (0..7).map(|day| view! { <th scope="col">{dates::weekday_narrow(day)}</th> });
    view! {
        <table
            class="board"
            data-carrying=move || board.carry.carries().then_some("1")
            on:keydown=move |event| carry::step(board, &event)
        >
            <caption class="unseen">{move || dates::month_and_year(board.month.get())}</caption>
            <thead>
                <tr>
                    {heads.collect_view()} <th scope="col" class="board-week">
                        {say("plan.weekly")}
                    </th>
                </tr>
            </thead>
            <tbody>
                {move || {
                    let weeks = month_weeks(board.month.get()).into_iter().enumerate();
                    weeks.map(|(index, week)| row(board, index, week)).collect_view()
                }}
            </tbody>
        </table>
        {move || board.book.read().is_none().then(|| view! { <p class="quiet" role="status">{say("organize.reading")}</p> })}
    }
    .into_any()
}

fn row(board: Board, index: usize, week: WeekRow) -> AnyView {
    let days = week.into_iter().map(|day| match day {
        Some(day) => cell(board, day),
        None => view! { <td class="board-none"></td> }.into_any(),
    });
    let count = move || board.with_plan(|plan| plan.sessions_by_week().get(index).copied()).flatten().unwrap_or(0);
    view! {
        <tr>
            {days.collect_view()} <td class="board-week" data-empty=move || (count() == 0).then_some("1")>
                {move || (count() > 0).then(|| icon(Icon::Check))}
                <span>
                    {move || match count() {
                        0 => say("plan.week-empty").to_owned(),
                        count => say_count("plan.week-count", count),
                    }}
                </span>
            </td>
        </tr>
    }
    .into_any()
}

fn cell(board: Board, day: NaiveDate) -> AnyView {
    let things = Memo::new(move |_| board.on_day(day));
    let lamp = move || match things.read().len() {
        0 => None,
        1 => Some("1"),
        2 => Some("2"),
        _ => Some("3"),
    };
    view! {
        <td
            class=if Month::of(day) == board.month.get_untracked() { "board-day-of-month" } else { "" }
            data-day=write_day(day)
            data-lamp=lamp
            data-past=(day < board.desk.today()).then_some("1")
            data-over=move || board.carry.is_over(day).then_some("1")
        >
            {day_head(board, day)}
            <ul class="board-things">
                <For each=move || things.get() key=SessionId::clone children=move |id| thing(board, id) />
            </ul>
            {move || board.carry.waits().then(|| put_here(board, day))}
        </td>
    }
    .into_any()
}

/// Where what was picked up can be put down.
fn put_here(board: Board, day: NaiveDate) -> AnyView {
    let press = move |_| {
        if let Some(load) = board.carry.load() {
            placing::put_down(board, load, day);
        }
    };
    view! {
        <button type="button" class="board-put" data-put=write_day(day) aria-label=placing::put_words(day) on:click=press>
            {say("carry.put-short")}
        </button>
    }
    .into_any()
}

fn day_head(board: Board, day: NaiveDate) -> AnyView {
    let tomorrow = day.succ_opt().and_then(lunar_day);
    let line = DayLine::of(day, lunar_day(day), tomorrow);
    let named = matches!(line, Some(DayLine::Festival(_) | DayLine::Term(_)));
    let add = say_with("plan.add-on", &[("day", &dates::day(day))]);
    let today = day == board.desk.today();
    view! {
        <div class="board-day" aria-current=today.then_some("date")>
            <strong>{number(day.day())}</strong>
            <span class="board-line" data-named=named.then_some("1")>
                {line.map(wording::day_line)}
            </span>
            <span class="board-weekday">{dates::weekday_short(day)}</span>
            {board.desk.holidays().mark(day).map(day_mark)}
            <button
                type="button"
                class="board-add"
                aria-label=add
                on:click=move |_| board.editor.add_own(None, Some(day))
            >
                {icon(Icon::Plus)}
            </button>
        </div>
    }
    .into_any()
}

fn thing(board: Board, id: SessionId) -> AnyView {
    let known = id.clone();
    let thing = Memo::new(move |_| board.thing(&known));
    let (grasped, name) = (id.clone(), id.to_string());
    let press = move |event: web_sys::MouseEvent| {
        if board.carry.is_press(&event) {
            board.editor.change(id.clone());
        }
    };
    let grasp = move |event: web_sys::PointerEvent| match event.pointer_type().as_str() {
        // A finger scrolls; what it wants to move it moves from the dialog.
        "touch" => board.carry.forget_drag(),
        _ => board.carry.grasp(Load::Move(grasped.clone()), &event),
    };
    view! {
        <li>
            <button
                type="button"
                class="board-thing"
                data-thing=name
                data-repeats=move || thing.read().as_ref().is_some_and(|thing| thing.repeats).then_some("1")
                on:pointerdown=grasp
                data-run=move || {
                    thing
                        .read()
                        .as_ref()
                        .and_then(|thing| thing.run)
                        .map(|run| match (run.is_first(), run.is_last()) {
                            (true, _) => "first",
                            (_, true) => "last",
                            _ => "on",
                        })
                }
                data-shift=move || thing.read().as_ref().is_some_and(|thing| thing.mark.is_none()).then_some("1")
                data-blocked=move || thing.read().as_ref().is_some_and(|thing| thing.blocked).then_some("1")
                data-cancelled=move || thing.read().as_ref().is_some_and(|thing| thing.cancelled).then_some("1")
                on:click=press
            >
                {move || thing.get().map(facts)}
            </button>
        </li>
    }
    .into_any()
}

fn facts(thing: Thing) -> AnyView {
    let state = match (thing.cancelled, thing.blocked) {
        (true, _) => Some(view! { <em>{say("plan.cancelled")}</em> }.into_any()),
        (false, true) => {
            Some(view! { {icon(Icon::Warning)} <span class="unseen">{say("plan.to-fix")}</span> }.into_any())
        }
        _ => None,
    };
    view! {
        <span class="board-time">
            {match thing.mark {
                Some(mark) => shape(mark),
                None => icon(Icon::People),
            }} {dates::time(thing.start.time())}
            {thing.repeats.then(|| view! { <span class="unseen">{say("plan.repeats")}</span> })}
            {state}
        </span>
        <span class="board-title">{thing.title}</span>
    }
    .into_any()
}
