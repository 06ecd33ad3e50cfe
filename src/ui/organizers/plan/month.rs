//! The month: weeks and days with what is on, and per week whether anything is (周周有活动).

use chrono::{Datelike, NaiveDate};
use leptos::ev::DragEvent;
use leptos::prelude::*;

use crate::domain::calendar::{WeekRow, month_weeks};
use crate::domain::festival::DayLine;
use crate::domain::id::{CourseCode, SessionId};
use crate::domain::lunar::lunar_day;
use crate::ui::controls::icon::{Icon, icon};
use crate::ui::organizers::plan::board::{Board, Thing};
use crate::ui::parts::day_cell::day_mark;
use crate::ui::parts::mark::shape;
use crate::ui::words::{number, say, say_count, say_with};
use crate::ui::{almanac as wording, dates};

/// Draws it.
pub fn month(board: Board) -> AnyView {
    let heads = (0..7).map(|day| view! { <th scope="col">{dates::weekday_narrow(day)}</th> });
    view! {
        <table class="board">
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
    let over = RwSignal::new(false);
    let dropped = move |event: DragEvent| {
        event.prevent_default();
        over.set(false);
        let code = event.data_transfer().and_then(|data| data.get_data("text/plain").ok());
        let known = code.and_then(|code| CourseCode::new(code).ok());
        if let Some(code) = known.filter(|code| board.catalogue.read_untracked().course(code).is_some()) {
            board.editor.arrange(code, Some(day));
        }
    };
    let lamp = move || match things.read().len() {
        0 => None,
        1 => Some("1"),
        2 => Some("2"),
        _ => Some("3"),
    };
    view! {
        <td
            data-lamp=lamp
            data-past=(day < board.desk.today()).then_some("1")
            data-over=move || over.get().then_some("1")
            on:dragover=move |event| {
                event.prevent_default();
                over.set(true);
            }
            on:dragleave=move |_| over.set(false)
            on:drop=dropped
        >
            {day_head(board, day)}
            <ul class="board-things">
                <For each=move || things.get() key=SessionId::clone children=move |id| thing(board, id) />
            </ul>
        </td>
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
                on:click=move |_| board.editor.add_own(Some(day))
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
    let press = move |_| board.editor.change(id.clone());
    view! {
        <li>
            <button
                type="button"
                class="board-thing"
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
            {state}
        </span>
        <span class="board-title">{thing.title}</span>
    }
    .into_any()
}
