//! Above and below the month: which month it is, the way to its neighbours, and the year's performances.

use leptos::prelude::*;
use wasm_bindgen::JsCast;

use crate::domain::lunar::Lunar;
use crate::domain::time::Month;
use crate::ui::almanac as wording;
use crate::ui::controls::button::{Look, bare_link, button, icon_button};
use crate::ui::controls::dialog::Dialog;
use crate::ui::controls::icon::{Icon, icon};
use crate::ui::controls::notice::{Tone, notice};
use crate::ui::dates;
use crate::ui::navigation;
use crate::ui::organizers::plan::board::{Board, Drawer};
use crate::ui::organizers::plan::copy;
use crate::ui::organizers::trouble;
use crate::ui::organizers::wording::dotted;
use crate::ui::parts::mark::shape;
use crate::ui::route::Route;
use crate::ui::words::{number, say, say_count, say_nth, say_with};

/// The month's name and its neighbours.
pub fn head(board: Board) -> AnyView {
    let to = move |months: i32| Route::OrganizePlan { month: Some(board.month.get().plus(months)) }.href();
    view! {
        <div class="plan-top">
        {move || {
            let month = board.month.get();
            navigation::title(&say_with("plan.title", &[("month", &dates::month_and_year(month))]));
            view! {
                <div class="month-head">
                    <h1>{dates::month_name(month)}</h1>
                    <span class="meta">{year(month)}</span>
                    {stage(board)}
                    <span class="month-steps">
                        {bare_link(Icon::Left, say("plan.earlier"), to(-1))}
                        {bare_link(Icon::Right, say("plan.later"), to(1))}
                    </span>
                </div>
            }
        }}
        {move || copy::not_announced(board, board.month.get())}
        <div class="row plan-actions">
            <span class="when-menu-hides">
                {button(Look::Plain, say("plan.course-menu"), move || board.draw_out(Drawer::Menu))}
            </span>
            <span class="when-checks-hide">
                {button(Look::Plain, say("checks.heading"), move || board.draw_out(Drawer::Checks))}
            </span>
            {icon_button(Look::Plain, Icon::Plus, say("plan.add-own"), move || board.editor.add_own(None, None))}
            {more(board)}
            {steps(board)}
        </div>
        </div>
    }
    .into_any()
}

/// Back and forth.
fn steps(board: Board) -> AnyView {
    let can = Memo::new(move |_| board.desk.can_step(board.month.get()));
    view! {
        <span class="plan-steps">
            <button
                type="button"
                class="icon-button"
                aria-label=say("plan.undo")
                title=say("plan.undo")
                aria-disabled=move || (!can.get().0).then_some("true")
                on:click=move |_| step(board, true)
            >
                {icon(Icon::Undo)}
            </button>
            <button
                type="button"
                class="icon-button redo"
                aria-label=say("plan.redo")
                title=say("plan.redo")
                aria-disabled=move || (!can.get().1).then_some("true")
                on:click=move |_| step(board, false)
            >
                {icon(Icon::Undo)}
            </button>
        </span>
    }
    .into_any()
}

/// Takes a step back, or makes it again.
pub fn step(board: Board, back: bool) {
    let (can_undo, can_redo) = untrack(|| board.desk.can_step(board.month.get()));
    if !(if back { can_undo } else { can_redo }) {
        return;
    }
    leptos::task::spawn_local(async move {
        let month = board.month.get_untracked();
        let done = if back { board.desk.undo(month).await } else { board.desk.redo(month).await };
        match done {
            Ok(()) => board.said.set(say(if back { "plan.undone" } else { "plan.redone" }).to_owned()),
            Err(error) => board.trouble.set(Some(error)),
        }
    });
}

/// Ctrl+Z and Ctrl+Shift+Z, outside of fields, which take their own typing back.
pub fn keys(board: Board) {
    let keys = window_event_listener(leptos::ev::keydown, move |event| {
        let typing = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
        let typing =
            typing.and_then(|target| target.closest("input, textarea, select, dialog").ok().flatten()).is_some();
        if typing || !(event.ctrl_key() || event.meta_key()) {
            return;
        }
        match (event.key().as_str(), event.shift_key()) {
            ("z", false) => step(board, true),
            ("Z" | "z", true) | ("y", _) => step(board, false),
            _ => return,
        }
        event.prevent_default();
    });
    on_cleanup(move || keys.remove());
}

/// What is needed less often: on narrow screens behind one button.
fn more(board: Board) -> AnyView {
    let open = RwSignal::new(false);
    let add_shift = move || {
        open.set(false);
        board.editor.add_shift();
    };
    let way = move |label, dialog: Dialog| {
        button(Look::Plain, say(label), move || {
            open.set(false);
            dialog.open();
        })
    };
    view! {
        <div class="plan-more" data-open=move || open.get().then_some("1")>
            <button
                type="button"
                class="button"
                data-look="plain"
                aria-expanded=move || if open.get() { "true" } else { "false" }
                on:click=move |_| open.update(|open| *open = !*open)
            >
                {say("plan.more")}
            </button>
            <div class="row plan-more-ways">
                {icon_button(Look::Plain, Icon::Plus, say("plan.add-shift"), add_shift)}
                {way("copy.open", board.editor.copy)} {way("versions.open", board.editor.versions)}
                {way("costs.open", board.editor.costs)}
            </div>
        </div>
    }
    .into_any()
}

/// What was just done, or why it was not.
pub fn said(board: Board) -> AnyView {
    let words = move || {
        let said = board.said.get();
        (!said.is_empty()).then(|| view! { <p class="plan-said">{said}</p> })
    };
    let trouble = move || board.trouble.get().map(|error| notice(Tone::Grave, trouble::words(&error), None));
    view! {
        <div role="status">{words}</div>
        {trouble}
    }
    .into_any()
}

/// 2026 · 丙午年.
fn year(month: Month) -> String {
    let lunar = Lunar::on(month.first()).map(|lunar| wording::lunar_year(lunar.year));
    dotted(std::iter::once(number(month.year())).chain(lunar))
}

/// Draft, published, or published with changes that nobody has seen yet.
fn stage(board: Board) -> AnyView {
    let words = move || {
        board.book.with(|book| {
            let book = book.as_ref()?;
            Some(match (&book.menu, book.has_unpublished_changes()) {
                (None, _) => say("plan.draft").to_owned(),
                (Some(menu), false) => say_count("plan.published", menu.revision),
                (Some(menu), true) => say_count("plan.changed", menu.revision),
            })
        })
    };
    view! { <span class="stage">{words}</span> }.into_any()
}

/// 月月有演出: the twelve months of the year, those with a performance lit.
pub fn stars(board: Board) -> AnyView {
    let months = move || {
        let here = board.month.get();
        let year = board.year.read();
        let held = |month: Month| {
            year.iter().find(|book| book.month == month).is_some_and(|book| book.plan.performances() > 0)
        };
        let stars = (1..=12).filter_map(|number| Month::new(here.year(), number)).map(|month| {
            let lit = held(month);
            let name = say_nth("date.months-short", usize::from(month.number()) - 1);
            let state = if lit { say("plan.star-lit") } else { say("plan.star-unlit") };
            view! {
                <li data-lit=lit.then_some("1") aria-current=(month == here).then_some("true")>
                    <span class="star">{lit.then(|| shape(crate::domain::category::Mark::Stage))}</span>
                    {name}
                    <span class="unseen">{state}</span>
                </li>
            }
        });
        stars.collect_view()
    };
    view! {
        <div class="stars">
            <strong>{say("plan.monthly-performance")}</strong>
            <ol>{months}</ol>
        </div>
    }
    .into_any()
}
