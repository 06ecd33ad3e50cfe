//! The month's board: the course menu, the month, and what stands against publishing it.

mod allow;
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
mod sign_up;
mod times;
mod versions;

use leptos::prelude::*;

pub use rain::switched;
pub use sign_up::Arranged;

use crate::state::desk::Desk;
use crate::ui::dom::Piece;
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
            <div class="plan-head">{head::head(board)} {head::said(board)} {carry::view(board)}</div>
            {course_menu::pane(board)}
            {checks::pane(board, publisher)}
            <div class="plan-month">{month::month(board)} {head::stars(board)}</div>
        </div>
        {board.editor.course.view(heading("plan.arrange-course"), move || course::arrange(board).el())}
        {board.editor.own.view(heading("plan.add-own"), move || own::add(board).el())}
        {board.editor.shift.view(heading("plan.add-shift"), move || shift::add(board).el())}
        {board.editor.edit.view(heading("plan.edit"), move || edit::edit(board).el())}
        {board.editor.repeat.view(heading("repeat.heading"), move || repeat::repeat(board).el())}
        {board.editor.provide.view(heading("provide.heading"), move || provide::provide(board).el())}
        {board.editor.allow.view(heading("allow.heading"), move || allow::allow(board).el())}
        {board.editor.copy.view(heading("copy.heading"), move || copy::copy(board).el())}
        {board.editor.versions.view(heading("versions.heading"), move || versions::versions(board).el())}
        {board.editor.costs.view(heading("costs.heading"), move || costs::costs(board).el())}
        {publisher.view()}
    }
    .into_any()
}
