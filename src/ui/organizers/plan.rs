//! The month's board: the course menu, the month, and what stands against publishing it.

mod board;
mod checks;
mod course;
mod course_menu;
mod edit;
mod head;
mod month;
mod own;
mod shift;
mod sign_up;
mod times;

use leptos::prelude::*;

use crate::state::desk::Desk;
use crate::ui::dom::Piece;
use crate::ui::organizers::plan::board::{Board, Drawer};
use crate::ui::organizers::publish::Publisher;
use crate::ui::words::say;

/// Draws the page.
pub fn page(desk: Desk) -> AnyView {
    let board = Board::open(desk);
    let publisher = Publisher::new(desk, board.month);
    let heading = |key| say(key);
    view! {
        <div
            class="plan"
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
            <div class="plan-head">{head::head(board)}</div>
            {course_menu::pane(board)}
            {checks::pane(board, publisher)}
            <div class="plan-month">{month::month(board)} {head::stars(board)}</div>
        </div>
        <p class="unseen" role="status">
            {move || board.said.get()}
        </p>
        {board.editor.course.view(heading("plan.arrange-course"), move || course::arrange(board).el())}
        {board.editor.own.view(heading("plan.add-own"), move || own::add(board).el())}
        {board.editor.shift.view(heading("plan.add-shift"), move || shift::add(board).el())}
        {board.editor.edit.view(heading("plan.edit"), move || edit::edit(board).el())}
        {publisher.view()}
    }
    .into_any()
}
