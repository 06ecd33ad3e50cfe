//! The month at a glance: how far it keeps 3+1+N, what is not published, what comes next, and when the last backup was.

mod rain;
mod to_call;

use leptos::prelude::*;

use crate::domain::id::SessionId;
use crate::domain::plan::Plan;
use crate::domain::publishing::new_answers;
use crate::domain::time::{Month, Start};
use crate::state::desk::Desk;
use crate::ui::controls::button::{Look, icon_button, link_button};
use crate::ui::controls::icon::{Icon, icon};
use crate::ui::controls::notice::{Tone, notice};
use crate::ui::dates;
use crate::ui::dom::El;
use crate::ui::organizers::home::rain::Rain;
use crate::ui::organizers::meter::{meter, plays_of_year};
use crate::ui::organizers::wording::published_title;
use crate::ui::organizers::{backup, going_on, head};
use crate::ui::route::{Paper, Route, SetupSection};
use crate::ui::words::{number, say, say_count, say_with};

/// How many of the next sessions are shown.
const NEXT: usize = 6;

/// Draws the page.
pub fn page(desk: Desk) -> AnyView {
    let present = Month::of(desk.today());
    let rain = Rain::new(desk, present);
    let lock = icon_button(Look::Plain, Icon::Lock, say("home.lock"), move || desk.lock());
    view! {
        {head::head(say("home.heading"), Some(lock.into_any()))}
        {going_on::offer(desk)}
        {move || first_steps(desk)}
        <div class="home">
            {rain.soon(present)}
            {to_call::to_call(desk, present)}
            {month(desk, present)}
            {month(desk, present.plus(1))}
            {next(desk, present, rain)}
            <section class="card stack" aria-labelledby="home-backup">
                <h2 id="home-backup">{say("home.backup")}</h2>
                {backup::backup(desk, Look::Plain)}
            </section>
        </div>
        {rain.dialog()}
    }
    .into_any()
}

/// An empty workspace, or one of which only the keys came back: where to begin.
fn first_steps(desk: Desk) -> Option<El> {
    // First things first: what is published already comes before what is imported.
    if desk.months_on_site() > 0 {
        return None;
    }
    if desk.centre().is_none() {
        let link = link_button(
            Look::Main,
            None,
            say("setup.heading"),
            Route::OrganizeSetup { section: SetupSection::Centre }.href(),
        );
        return Some(notice(Tone::Warn, say("setup.centre-unknown"), Some(link)));
    }
    let empty = desk.catalogue().venues.is_empty() || desk.catalogue().courses.is_empty();
    let planned = || desk.months().into_iter().any(|month| desk.month(month).is_some_and(|book| !is_bare(&book.plan)));
    if !empty && !planned() {
        let coming = Month::of(desk.today()).plus(1);
        let words = say_with("home.plan-first", &[("month", dates::month_name(coming))]);
        let link =
            link_button(Look::Main, None, say("home.to-plan"), Route::OrganizePlan { month: Some(coming) }.href());
        return Some(notice(Tone::Plain, words, Some(link)));
    }
    empty.then(|| {
        let link = link_button(
            Look::Main,
            None,
            say("plan.to-import"),
            Route::OrganizeSetup { section: SetupSection::Catalogue }.href(),
        );
        notice(Tone::Plain, say("home.first-steps"), Some(link))
    })
}

/// Whether nothing is arranged.
fn is_bare(plan: &Plan) -> bool {
    plan.sessions.is_empty() && plan.shifts.is_empty()
}

fn month(desk: Desk, month: Month) -> AnyView {
    let glance = move || {
        // A month that has begun without a plan is not made up for: nobody needs to hear what it lacks.
        let bare = desk.month(month).is_none_or(|book| is_bare(&book.plan));
        let counts = !bare || month > Month::of(desk.today());
        view! {
            {counts.then(|| meter(&desk.three_one_n(month), plays_of_year(desk, month)))}
            {menu(desk, month)}
            {outcomes(desk, month)}
        }
    };
    view! {
        <section class="card stack">
            <h2>{dates::month_and_year(month)}</h2>
            {glance}
            <div class="row">
                {link_button(Look::Plain, None, say("home.to-plan"), Route::OrganizePlan { month: Some(month) }.href())}
                {link_button(
                    Look::Plain,
                    None,
                    say("home.to-rosters"),
                    Route::OrganizeRoster { month: Some(month), session: None }.href(),
                )}
                {link_button(
                    Look::Plain,
                    None,
                    say("home.to-paper"),
                    Route::OrganizePaper { month: Some(month), paper: Paper::PosterA3, session: None }.href(),
                )}
            </div>
        </section>
    }
    .into_any()
}

/// Whether everybody can see the month as it is planned.
fn menu(desk: Desk, month: Month) -> AnyView {
    let Some(book) = desk.month(month) else {
        return view! { <p class="quiet">{say("organize.reading")}</p> }.into_any();
    };
    let empty = is_bare(&book.plan);
    let (picture, words) = match (&book.menu, book.has_unpublished_changes()) {
        (None, _) if empty => (Icon::Note, say("home.nothing-planned").to_owned()),
        (None, _) => (Icon::Warning, say("home.not-published").to_owned()),
        (Some(_), true) => (Icon::Warning, say("home.changed").to_owned()),
        (Some(menu), false) => (Icon::Check, say_count("plan.published", menu.revision)),
    };
    view! { <p class="glance">{icon(picture)} <span>{words}</span></p> }.into_any()
}

/// Whether everybody was told.
fn outcomes(desk: Desk, month: Month) -> Option<AnyView> {
    let (book, placement) = (desk.month(month)?, desk.placement(month)?);
    let count = new_answers(&book, &placement).len();
    let (picture, words) = match (count, book.arrivals.is_empty()) {
        (_, true) => (Icon::Note, say("home.no-slips").to_owned()),
        (0, false) => (Icon::Check, say("home.all-answered").to_owned()),
        (count, false) => (Icon::Warning, say_count("home.not-answered", count as i64)),
    };
    let matters = placement.matters.len();
    let settle = (matters > 0).then(|| {
        let words = say_count("home.matters", matters as i64);
        view! { <p class="glance">{icon(Icon::Warning)} <span>{words}</span></p> }
    });
    Some(view! { <p class="glance">{icon(picture)} <span>{words}</span></p> {settle} }.into_any())
}

/// The next sessions and shifts that are published.
fn next(desk: Desk, present: Month, rain: Rain) -> AnyView {
    let rows = move || {
        let mut coming: Vec<(Start, Month, SessionId)> = Vec::new();
        for month in [present, present.plus(1)] {
            let Some(book) = desk.month(month) else { continue };
            let Some(menu) = &book.menu else { continue };
            let sessions = menu.sessions.iter().filter(|session| session.cancelled.is_none());
            coming.extend(sessions.map(|session| (session.start, month, session.id.clone())));
            let shifts = menu.shifts.iter().filter(|shift| shift.cancelled.is_none());
            coming.extend(shifts.map(|shift| (shift.start, month, shift.id.clone())));
        }
        coming.retain(|(start, ..)| *start >= desk.now());
        coming.sort();
        coming.truncate(NEXT);
        if coming.is_empty() {
            return view! { <p class="quiet">{say("home.nothing-next")}</p> }.into_any();
        }
        let rows = coming.into_iter().map(|(start, month, id)| coming_row(desk, start, month, id, rain));
        view! { <ul class="roster-list">{rows.collect_view()}</ul> }.into_any()
    };
    view! {
        <section class="card stack" aria-labelledby="home-next">
            <h2 id="home-next">{say("home.next")}</h2>
            {rows}
        </section>
    }
    .into_any()
}

fn coming_row(desk: Desk, start: Start, month: Month, id: SessionId, rain: Rain) -> Option<AnyView> {
    let book = desk.month(month)?;
    let menu = book.menu.as_ref()?;
    let places = menu.target(&id)?.places();
    let fill = desk.placement(month).and_then(|placement| book.fill_of(&placement, &id)).unwrap_or_default();
    let count = match places {
        None => say("roster.walk-in").to_owned(),
        Some(places) => say_with("roster.count", &[("n", &number(fill.placed)), ("places", &number(places))]),
    };
    let title = published_title(menu, &id);
    let switch = rain.later(&book, &id);
    let href = Route::OrganizeRoster { month: Some(month), session: Some(id) }.href();
    Some(
        view! {
            <li>
                <a class="roster-row" href=href>
                    <span class="roster-when">{dates::start(start, desk.today())}</span>
                    <span class="roster-what">{title}</span>
                    <span class="meta">{count}</span>
                </a>
                {switch}
            </li>
        }
        .into_any(),
    )
}
