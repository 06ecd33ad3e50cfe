//! The month's sessions and shifts with their counts; one of them is chosen in the address.

use leptos::prelude::*;

use crate::domain::draw::DrawStage;
use crate::domain::id::SessionId;
use crate::domain::menu::Target;
use crate::domain::time::Start;
use crate::ui::controls::icon::{Icon, icon};
use crate::ui::dates;
use crate::ui::organizers::roster::Rosters;
use crate::ui::organizers::wording::{dotted, published_title};
use crate::ui::parts::mark::shape;
use crate::ui::route::Route;
use crate::ui::words::{number, say, say_count, say_with};

/// Draws it, by start.
pub fn list(rosters: Rosters) -> AnyView {
    let ids = Memo::new(move |_| {
        let book = rosters.book.read();
        let Some(menu) = book.as_ref().and_then(|book| book.menu.as_ref()) else { return Vec::new() };
        let sessions = menu.sessions.iter().map(|session| (session.start, session.id.clone()));
        let shifts = menu.shifts.iter().map(|shift| (shift.start, shift.id.clone()));
        let mut ids: Vec<(Start, SessionId)> = sessions.chain(shifts).collect();
        ids.sort();
        ids
    });
    // What is over is folded away, unless the whole month is.
    let today = rosters.desk.today();
    let over = Memo::new(move |_| {
        let over = ids.read().iter().filter(|(start, _)| start.day() < today).count();
        if over == ids.read().len() { 0 } else { over }
    });
    let coming = Signal::derive(move || ids.read()[over.get()..].to_vec());
    let past = Signal::derive(move || ids.read()[..over.get()].to_vec());
    view! {
        {rows(rosters, coming)}
        {move || {
            (over.get() > 0)
                .then(|| {
                    view! {
                        <details>
                            <summary>{say_count("roster.over", over.get() as i64)}</summary>
                            {rows(rosters, past)}
                        </details>
                    }
                })
        }}
    }
    .into_any()
}

fn rows(rosters: Rosters, ids: Signal<Vec<(Start, SessionId)>>) -> AnyView {
    view! {
        <ul class="roster-list">
            <For
                each=move || ids.get()
                key=|(_, id)| id.clone()
                children=move |(start, id)| row(rosters, start, id)
            />
        </ul>
    }
    .into_any()
}

fn row(rosters: Rosters, start: Start, id: SessionId) -> AnyView {
    let (known, here) = (id.clone(), id.clone());
    let href = move || Route::OrganizeRoster { month: Some(rosters.month.get()), session: Some(id.clone()) }.href();
    let chosen = move || rosters.session.read().as_ref() == Some(&here);
    view! {
        <li>
            <a class="roster-row" href=href data-replace="1" aria-current=move || chosen().then_some("true")>
                <span class="roster-when">
                    {dates::day_short(start.day())} " " <strong>{dates::time(start.time())}</strong>
                </span>
                {move || facts(rosters, &known)}
            </a>
        </li>
    }
    .into_any()
}

fn facts(rosters: Rosters, id: &SessionId) -> Option<AnyView> {
    let book = rosters.book.get()?;
    let menu = book.menu.as_ref()?;
    let target = menu.target(id)?;
    let picture = match target {
        Target::Session(_, activity) => shape(activity.sort.mark()),
        Target::Shift(_) => icon(Icon::People),
    };
    let placement = rosters.placement.get();
    let roster = placement.as_ref().and_then(|placement| placement.rosters.get(id));
    let fill = placement.as_ref().and_then(|placement| book.fill_of(placement, id)).unwrap_or_default();
    let pending = roster.map_or(0, |roster| roster.pending.len());
    let count = match (target.is_cancelled(), target.places()) {
        (true, _) => say("plan.cancelled").to_owned(),
        (false, None) => say("roster.walk-in").to_owned(),
        (false, Some(places)) => say_with("roster.count", &[("n", &number(fill.placed)), ("places", &number(places))]),
    };
    let waiting = (fill.waiting > 0).then(|| say_count("roster.waiting-count", fill.waiting));
    let pending = (pending > 0).then(|| say_count("roster.pending-count", pending as i64));
    let stage = menu.session(id).and_then(|session| DrawStage::of(session, book.draws.get(id), rosters.now.get()));
    let stage = stage.map(|stage| stage_words(stage).to_owned());
    let count = dotted([stage, Some(count), pending, waiting].into_iter().flatten());
    Some(
        view! {
            <span class="roster-what">{picture} {published_title(menu, id)}</span>
            <span class="meta">{count}</span>
        }
        .into_any(),
    )
}

/// Where a draw stands, in the words of its steps.
fn stage_words(stage: DrawStage) -> &'static str {
    match stage {
        DrawStage::Open => say("sign-up.draw"),
        DrawStage::ToPublish => say("drawing.step-entrants"),
        DrawStage::AwaitsNumber => say("drawing.step-number"),
        DrawStage::Decided => say("drawing.step-decided"),
    }
}
