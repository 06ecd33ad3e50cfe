//! 发布前: how far the month keeps 3+1+N, what stands against publishing it, what should be seen, and what is right.

use leptos::prelude::*;
use wasm_bindgen::JsCast;

use crate::domain::id::SessionId;
use crate::domain::plan::Finding;
use crate::ui::controls::button::{Look, button};
use crate::ui::controls::icon::{Icon, icon};
use crate::ui::organizers::meter::{meter, plays_of_year};
use crate::ui::organizers::plan::board::{Board, Drawer};
use crate::ui::organizers::publish::Publisher;
use crate::ui::organizers::wording::{self, Told};
use crate::ui::words::{number, say, say_with};

/// Draws the pane.
pub fn pane(board: Board, publisher: Publisher) -> AnyView {
    let count = Memo::new(move |_| {
        let month = board.month.get();
        (board.desk.three_one_n(month), plays_of_year(board.desk, month))
    });
    view! {
        <section class="checks" aria-labelledby="checks-heading">
            <h2 id="checks-heading">{say("checks.heading")}</h2>
            {move || {
                let (count, plays) = count.get();
                meter(&count, plays)
            }}
            <ul class="check-list">
                {move || findings(board)} {move || passed(board)}
            </ul>
            <div class="check-publish">{publisher.button(say("publish.button"), "publish.blocked")}</div>
        </section>
    }
    .into_any()
}

fn findings(board: Board) -> AnyView {
    let findings = board.findings.get();
    let catalogue = board.catalogue.get();
    let items = findings.into_iter().enumerate().map(|(index, finding)| {
        let told = board.with_plan(|plan| wording::finding(&finding, plan, &catalogue));
        told.map(|told| item(board, index + 1, &finding, told))
    });
    items.collect_view().into_any()
}

fn item(board: Board, number_of: usize, finding: &Finding, told: Told) -> AnyView {
    let blocks = finding.blocks();
    let kind = if blocks { say("checks.blocks") } else { say("checks.notice") };
    view! {
        <li class="check" data-blocks=blocks.then_some("1")>
            {match blocks {
                true => view! { <span class="check-number" aria-hidden="true">{number(number_of as i64)}</span> }.into_any(),
                false => icon(Icon::Warning).into_any(),
            }}
            <div>
                <strong>
                    <span class="unseen">{kind}</span>
                    {told.title}
                </strong>
                <p class="meta">{told.detail}</p>
                {fix(board, finding)}
            </div>
        </li>
    }
    .into_any()
}

/// The way to settle a finding.
fn fix(board: Board, finding: &Finding) -> AnyView {
    match (finding.about().cloned(), finding) {
        (Some(id), _) => fix_one(board, id),
        (None, Finding::NoSpecial) => {
            button(Look::Words, say("checks.add-own"), move || board.editor.add_own(None)).into_any()
        }
        (None, _) => button(Look::Words, say("checks.from-menu"), move || to_search(board)).into_any(),
    }
}

fn fix_one(board: Board, id: SessionId) -> AnyView {
    let title = board.with_plan(|plan| wording::title(plan, &id)).unwrap_or_default();
    let label = say_with("checks.change", &[("title", &title)]);
    button(Look::Words, label, move || board.editor.change(id.clone())).into_any()
}

fn to_search(board: Board) {
    board.drawer.set(Some(Drawer::Menu));
    request_animation_frame(|| {
        if let Some(search) = document().get_element_by_id("course-search") {
            let _ = search.unchecked_into::<web_sys::HtmlElement>().focus();
        }
    });
}

/// What is right already.
fn passed(board: Board) -> AnyView {
    let found = board.findings.get();
    let clash = found.iter().any(|finding| matches!(finding, Finding::VenueClash { .. }));
    let weeks = board.with_plan(|plan| plan.sessions_by_week()).unwrap_or_default();
    let (busy, all) = (weeks.iter().filter(|count| **count > 0).count(), weeks.len());
    let staged = board.with_plan(|plan| plan.performances()).unwrap_or(0) > 0;
    let some = busy > 0;
    let weekly = say_with("checks.weekly", &[("n", &number(busy as i64)), ("all", &number(all as i64))]);
    let right =
        |words: String| view! { <li class="check" data-right="1">{icon(Icon::Check)} <span>{words}</span></li> };
    let open = |words: String| view! { <li class="check">{icon(Icon::Note)} <span>{words}</span></li> };
    view! {
        {if busy == all && some { right(weekly).into_any() } else { open(weekly).into_any() }}
        {if staged {
            right(say("checks.performance").to_owned()).into_any()
        } else {
            open(say("checks.no-performance").to_owned()).into_any()
        }}
        {(some && !clash).then(|| right(say("checks.no-clash").to_owned()))}
    }
    .into_any()
}
