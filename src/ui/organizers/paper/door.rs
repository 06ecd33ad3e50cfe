//! The notice for a door: what is called off or held elsewhere, on a sheet of its own, readable from across the hall.

use leptos::prelude::*;

use crate::domain::id::SessionId;
use crate::domain::menu::Menu;
use crate::ui::controls::notice::empty;
use crate::ui::organizers::chat::Told;
use crate::ui::organizers::paper::Sender;
use crate::ui::words::say;

/// One notice for the session of the address; for every change of the month when none is named.
pub fn notices(menu: &Menu, sender: &Sender, session: Option<&SessionId>) -> AnyView {
    let sessions = menu.sessions.iter().map(|session| &session.id).chain(menu.shifts.iter().map(|shift| &shift.id));
    let asked = sessions.filter(|id| session.is_none_or(|session| session == *id));
    let told: Vec<Told> = asked.filter_map(|id| Told::of(menu, id)).collect();
    if told.is_empty() {
        return empty(say("door.nothing"), None).into_any();
    }
    let sheets = told.into_iter().map(|told| sheet(told, sender)).collect_view();
    view! {
        <div class="sheets" data-sheet="a4">
            {sheets}
        </div>
    }
    .into_any()
}

fn sheet(told: Told, sender: &Sender) -> AnyView {
    let what = match (told.off, told.when_before.is_some(), told.place_before.is_some()) {
        (true, ..) => say("plan.cancelled"),
        (false, true, true) => say("door.moved"),
        (false, true, false) => say("door.other-time"),
        _ => say("door.other-place"),
    };
    let row = |label: &'static str, now: String, before: Option<String>| {
        let struck = before.filter(|before| !before.is_empty());
        let struck = struck.map(|before| view! { <span class="door-was">{say("door.was")} <s>{before}</s></span> });
        (!now.is_empty())
            .then(|| view! { <p class="door-row"><span>{label}</span> <strong>{now}</strong> {struck}</p> })
    };
    view! {
        <article class="sheet door-notice">
            <header>
                <p class="sheet-centre">{sender.name.clone()}</p>
                <p class="door-what">{what}</p>
            </header>
            <div class="door-body">
                <h2>{told.title}</h2>
                {row(say("door.when"), told.when, told.when_before)}
                {row(say("door.where"), told.place, told.place_before)}
                <p class="door-why">{told.why}</p>
            </div>
            {sender.foot()}
        </article>
    }
    .into_any()
}
