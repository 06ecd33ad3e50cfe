//! 发布前: how far the month keeps 3+1+N, what stands against publishing it, what should be seen, and what is right.

use std::collections::BTreeMap;

use leptos::prelude::*;
use wasm_bindgen::JsCast;

use crate::domain::category::Mark;
use crate::domain::checks::{Finding, Found};
use crate::domain::id::SessionId;
use crate::domain::mend::Mend;
use crate::domain::plan::PlanChange;
use crate::domain::planning::{Check, Weight};
use crate::ui::controls::button::{Look, button};
use crate::ui::controls::icon::{Icon, icon};
use crate::ui::dates;
use crate::ui::organizers::meter::{meter, plays_of_year};
use crate::ui::organizers::plan::board::{Board, Drawer};
use crate::ui::organizers::plan::carry::focus_thing;
use crate::ui::organizers::plan::course::catch_focus;
use crate::ui::organizers::publish::Publisher;
use crate::ui::organizers::wording::{self, Told};
use crate::ui::wording as words;
use crate::ui::words::{number, read, say, say_count, say_with};

/// Draws the pane.
pub fn pane(board: Board, publisher: Publisher) -> AnyView {
    let count = Memo::new(move |_| {
        let month = board.month.get();
        (board.desk.three_one_n(month), plays_of_year(board.desk, month))
    });
    view! {
        <section class="checks" aria-labelledby="checks-heading">
            <div class="fold-head">
                <h2 id="checks-heading">{say("checks.heading")}</h2>
                {board.folder(Drawer::Checks, say("checks.heading"))}
            </div>
            {move || {
                let (count, plays) = count.get();
                meter(&count, plays)
            }}
            <ul class="check-list">
                {move || findings(board)} {move || passed(board)}
            </ul>
            <div class="check-publish">
                {publisher.button(say("publish.button"), "publish.blocked")} {publisher.hand_outs()}
            </div>
        </section>
    }
    .into_any()
}

fn findings(board: Board) -> AnyView {
    let found = board.findings.get();
    let catalogue = board.catalogue.get();
    let items = found.into_iter().enumerate().map(|(index, found)| {
        let told = board.with_plan(|plan| wording::finding(&found.finding, plan, &catalogue));
        told.map(|told| item(board, index + 1, &found, told))
    });
    items.collect_view().into_any()
}

fn item(board: Board, number_of: usize, found: &Found, told: Told) -> AnyView {
    let blocks = found.blocks;
    let kind = if blocks { say("checks.blocks") } else { say("checks.notice") };
    let mends = board.ask(|plan, around| found.finding.mends(plan, around)).unwrap_or_default();
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
                <div class="check-mends">{mends.into_iter().map(|mend| way(board, mend)).collect_view()}</div>
            </div>
        </li>
    }
    .into_any()
}

/// A way to settle a finding.
fn way(board: Board, mend: Mend) -> AnyView {
    let title = |id: &SessionId| board.with_plan(|plan| wording::title(plan, id)).unwrap_or_default();
    let (label, press): (String, Box<dyn Fn()>) = match mend {
        Mend::Move(session) => {
            let label = move_words(board, &session, &title(&session.id));
            return button(Look::Words, label, move || untrack(|| apply(board, &Mend::Move(session.clone()))))
                .into_any();
        }
        Mend::Places(ref sessions, places) => {
            let label = match sessions.len() {
                1 => say_with("checks.places", &[("n", &number(places))]),
                count => say_with("checks.places-all", &[("n", &number(places)), ("count", &number(count as i64))]),
            };
            let mend = mend.clone();
            (label, Box::new(move || untrack(|| fewer_places(board, &mend))))
        }
        Mend::Edit(id) => {
            (say_with("checks.change", &[("title", &title(&id))]), Box::new(move || board.editor.change(id.clone())))
        }
        Mend::Provide(id) => {
            (say_with("checks.provide", &[("title", &title(&id))]), Box::new(move || board.editor.provide(id.clone())))
        }
        Mend::Allow(clash) => (say("checks.allow").to_owned(), Box::new(move || board.editor.allow(clash.clone()))),
        Mend::AllowDay(shift) => {
            (say("checks.allow-day").to_owned(), Box::new(move || board.editor.allow_day(shift.clone())))
        }
        Mend::AddSpecial => (say("checks.add-special").to_owned(), Box::new(move || board.editor.add_special())),
        Mend::Pick(category) => {
            let label =
                category.map(|category| say_with("checks.pick-of", &[("mark", words::mark(Mark::Category(category)))]));
            let label = label.unwrap_or_else(|| say("checks.from-menu").to_owned());
            (label, Box::new(move || to_search(board, category)))
        }
        Mend::Add(kind, day) => {
            let label = kind.map(|kind| say_with("checks.add-kind", &[("kind", words::kind(kind))]));
            let label = label.unwrap_or_else(|| say("checks.add-own").to_owned());
            (label, Box::new(move || board.editor.add_own(kind, day)))
        }
        Mend::TakeOut(sessions) => {
            let kept = |id: &SessionId| board.desk.is_published(id);
            let out: Vec<SessionId> = sessions.into_iter().filter(|id| !kept(id)).collect();
            if out.is_empty() {
                return ().into_any();
            }
            let label = say_count("checks.take-out", out.len() as i64);
            (label, Box::new(move || untrack(|| take_out(board, &out))))
        }
        Mend::Costs => (say("checks.costs").to_owned(), Box::new(move || board.editor.costs.open())),
    };
    button(Look::Words, label, press).into_any()
}

fn move_words(board: Board, session: &crate::domain::activity::Session, title: &str) -> String {
    let stays = board.with_plan(|plan| plan.session(&session.id).is_some_and(|known| known.start == session.start));
    let catalogue = board.catalogue.read();
    let venue = session.venue.as_ref().and_then(|code| catalogue.venue(code));
    match stays {
        Some(true) => {
            let venue = venue.map(|venue| venue.name.clone()).unwrap_or_default();
            say_with("checks.to-room", &[("title", title), ("venue", &venue)])
        }
        _ => say_with("checks.to-time", &[("title", title), ("time", &dates::time(session.start.time()))]),
    }
}

fn apply(board: Board, mend: &Mend) {
    let Some(book) = board.book.get() else { return };
    let Some(PlanChange::Session { activity, session }) = mend.changes(&book.plan).pop() else { return };
    let Some(before) = book.plan.session(&session.id) else { return };
    let words = say_with("plan.kept", &[("title", read(&activity.title))]);
    let reach = crate::domain::repeat::Reach::One;
    let changes = board.desk.with_months(|months| months.changed(&activity, before, &session, reach));
    let id = session.id.clone();
    board.act(changes, words, move || focus_thing(&id));
}

fn fewer_places(board: Board, mend: &Mend) {
    let Some(book) = board.book.get() else { return };
    let changes = mend.changes(&book.plan);
    let Some(PlanChange::Session { activity, .. }) = changes.first() else { return };
    let words = say_with("plan.kept", &[("title", read(&activity.title))]);
    board.act([(board.month.get(), changes)].into(), words, catch_focus);
}

fn take_out(board: Board, sessions: &[SessionId]) {
    let gone: Vec<PlanChange> = sessions.iter().cloned().map(PlanChange::Remove).collect();
    board.act([(board.month.get(), gone)].into(), say("plan.removed").to_owned(), catch_focus);
}

fn to_search(board: Board, category: Option<crate::domain::category::Category>) {
    board.pick(category);
    request_animation_frame(|| {
        if let Some(search) = document().get_element_by_id("course-search") {
            let _ = search.unchecked_into::<web_sys::HtmlElement>().focus();
        }
    });
}

/// What is right already.
fn passed(board: Board) -> AnyView {
    let found = board.findings.get();
    let planning = board.desk.planning();
    let some = board.with_plan(|plan| !plan.sessions.is_empty()).unwrap_or(false);
    let lacks = |check: Check| found.iter().any(|found| found.finding.check() == Some(check));
    let keeps = |check: Check| planning.weight(check) != Weight::Off && !lacks(check);
    let clash = found.iter().any(|found| matches!(found.finding, Finding::VenueClash(_)));
    let right =
        |words: &'static str| view! { <li class="check" data-right="1">{icon(Icon::Check)} <span>{words}</span></li> };
    let told = BTreeMap::from([
        (Check::Weekly, "checks.weekly"),
        (Check::Performance, "checks.performance"),
        (Check::SafetyWeekly, "checks.safety"),
        (Check::LawMonthly, "checks.law"),
        (Check::ScienceMonthly, "checks.science"),
        (Check::ServiceDay, "checks.service-day"),
        (Check::SafetyMonthly, "checks.safety-day"),
        (Check::Budget, "checks.budget"),
    ]);
    let told = told.into_iter().filter(|(check, _)| keeps(*check));
    let told = told.filter(|(check, _)| *check != Check::Budget || planning.budget.is_some());
    view! {
        {some.then(|| told.map(|(_, key)| right(say(key))).collect_view())}
        {(some && !clash).then(|| right(say("checks.no-clash")))}
    }
    .into_any()
}
