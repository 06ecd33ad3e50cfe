//! The month's board: the course menu, the month, and what stands against publishing it.

mod allow;
mod allow_day;
mod board;
mod carry;
mod checks;
mod copy;
mod costs;
mod course;
mod course_menu;
mod edit;
mod head;
mod month;
mod own;
mod placing;
mod provide;
mod rain;
mod repeat;
mod shift;
mod shift_days;
mod sign_up;
mod times;
mod versions;

use leptos::prelude::*;

pub use rain::switched;

use crate::state::desk::Desk;
use crate::ui::controls::dialog::Dialog;
use crate::ui::dom::Piece;
use crate::ui::organizers::editing::editing;
use crate::ui::organizers::plan::board::{Board, Drawer};
use crate::ui::organizers::publish::Publisher;
use crate::ui::words::say;

/// Draws the page.
pub fn page(desk: Desk) -> AnyView {
    let board = Board::open(desk);
    let publisher = Publisher::new(desk, board.month);
    carry::follow(board);
    head::keys(board);
    // Who moves a session out of the rain goes on to publish that.
    provide_context(publisher);
    let form =
        |dialog: Dialog, heading, content: fn(Board) -> AnyView| editing(dialog, say(heading), move || content(board));
    view! {
        <div
            class="plan"
            data-menu-folded=move || board.folded.read().contains(&Drawer::Menu).then_some("1")
            data-checks-folded=move || board.folded.read().contains(&Drawer::Checks).then_some("1")
            data-drawer=move || {
                board
                    .drawer
                    .get()
                    .map(|drawer| match drawer {
                        Drawer::Menu => "menu",
                        Drawer::Checks => "checks",
                    })
            }
        >
            <div class="plan-head">{head::head(board)} {head::said(board)} {carry::view(board)}</div>
            {course_menu::pane(board)}
            {checks::pane(board, publisher)}
            <div class="plan-month">{month::month(board)} {head::stars(board)}</div>
        </div>
        {form(board.editor.course, "plan.arrange-course", course::arrange)}
        {form(board.editor.own, "plan.add-own", own::add)}
        {form(board.editor.shift, "plan.add-shift", shift::add)}
        {form(board.editor.edit, "plan.edit", edit::edit)}
        {form(board.editor.repeat, "repeat.heading", repeat::repeat)}
        {form(board.editor.provide, "provide.heading", provide::provide)}
        {form(board.editor.allow, "allow.heading", allow::allow)}
        {form(board.editor.allow_day, "allow-day.heading", allow_day::allow_day)}
        {form(board.editor.copy, "copy.heading", copy::copy)}
        {board.editor.versions.view(say("versions.heading"), move || versions::versions(board).el())}
        {board.editor.costs.view(say("costs.heading"), move || costs::costs(board).el())}
        {publisher.view()}
    }
    .into_any()
}
