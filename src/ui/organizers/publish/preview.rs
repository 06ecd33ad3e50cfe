//! The month as residents would see it: day by day what is on and where volunteers are needed. Rows to read, not to press:
//! what is not published yet has no page of its own.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use leptos::prelude::*;

use crate::domain::activity::{Session, Shift};
use crate::domain::id::{SessionId, VenueCode};
use crate::domain::menu::Menu;
use crate::domain::publishing::Change;
use crate::state::desk::Desk;
use crate::ui::dates;
use crate::ui::organizers::wording::{dotted, needed};
use crate::ui::parts::agenda::DayHeading;
use crate::ui::parts::mark::mark;
use crate::ui::parts::openness;
use crate::ui::words::{read, say};

/// What a row says of itself against the last revision.
type Marks = BTreeMap<SessionId, &'static str>;

/// Draws it. `told` is what changes; of a first revision everything would be new, so nothing is called so.
pub fn preview(desk: Desk, next: &Menu, told: &[Change], is_first: bool) -> AnyView {
    let marks = if is_first { Marks::new() } else { marks(told) };
    let sessions = next.sessions.iter().map(|session| session.start.day());
    let days: BTreeSet<NaiveDate> = sessions.chain(next.shifts.iter().map(|shift| shift.start.day())).collect();
    let days = days.into_iter().map(|day| {
        let heading =
            DayHeading { day, today: desk.today(), notes: Vec::new(), day_mark: desk.holidays().mark(day) }.view();
        let sessions = next.sessions.iter().filter(|session| session.start.day() == day);
        let sessions = sessions.map(|session| of_session(desk, next, session, &marks));
        let shifts = next.shifts.iter().filter(|shift| shift.start.day() == day);
        let shifts = shifts.map(|shift| of_shift(next, shift, &marks));
        view! {
            {heading}
            <ul class="agenda">{sessions.collect_view()} {shifts.collect_view()}</ul>
        }
    });
    let days = days.collect_view();
    view! {
        <details class="preview">
            <summary>{say("publish.preview")}</summary>
            {days}
        </details>
    }
    .into_any()
}

fn marks(told: &[Change]) -> Marks {
    let marks = told.iter().filter_map(|change| match change {
        Change::Added(id) => Some((id.clone(), say("publish.mark-new"))),
        Change::Altered { id, .. } | Change::Resumed(id) | Change::CalledOff(id) => {
            Some((id.clone(), say("publish.mark-changed")))
        }
        Change::Removed(_) | Change::Described { .. } | Change::Rules => None,
    });
    marks.collect()
}

fn of_session(desk: Desk, menu: &Menu, session: &Session, marks: &Marks) -> AnyView {
    let Some(activity) = menu.activity(&session.id.activity) else { return ().into_any() };
    let known = desk.month(menu.month).zip(desk.placement(menu.month));
    let fill = known.and_then(|(book, placement)| book.fill_of(&placement, &session.id));
    let stands = openness::words(session.openness(fill, desk.now()));
    let when = view! {
        <strong>{dates::time(session.start.time())}</strong>
        {mark(activity.sort.mark())}
    };
    row(when.into_any(), read(&activity.title), place(menu, session.venue.as_ref()), stands, marks.get(&session.id))
}

fn of_shift(menu: &Menu, shift: &Shift, marks: &Marks) -> AnyView {
    let stands = match shift.cancelled {
        Some(_) => say("plan.cancelled").to_owned(),
        None => needed(shift.needed_from, shift.needed_to),
    };
    let when = view! {
        <strong>{dates::time(shift.start.time())}</strong>
        <span class="meta">{say("publish.shift")}</span>
    };
    row(when.into_any(), read(&shift.role), place(menu, shift.venue.as_ref()), stands, marks.get(&shift.id))
}

fn place(menu: &Menu, code: Option<&VenueCode>) -> String {
    code.and_then(|code| menu.venue(code)).map(|place| place.name.clone()).unwrap_or_default()
}

fn row(when: AnyView, title: &str, place: String, stands: String, mark: Option<&&'static str>) -> AnyView {
    let below = dotted([place, stands].into_iter().filter(|words| !words.is_empty()));
    view! {
        <li class="agenda-row">
            <div class="preview-row">
                <span class="agenda-when">{when}</span>
                <span class="agenda-what">
                    <strong>{title.to_owned()}</strong>
                    <span class="agenda-below">
                        {mark.map(|mark| view! { <span class="agenda-rhythm">{*mark}</span> })} {below}
                    </span>
                </span>
            </div>
        </li>
    }
    .into_any()
}
