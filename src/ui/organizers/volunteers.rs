//! Volunteers as the centre needs them: who is missing where, who can do what, and the hours that were served. One part at
//! a time; which one stands in the address.

mod asking;
mod ledger;
mod making;
mod match_up;
mod people;
mod staffing;
mod telling;
mod training;

use std::sync::Arc;

use leptos::prelude::*;

use crate::domain::book::MonthBook;
use crate::domain::placement::Placement;
use crate::domain::time::Month;
use crate::state::desk::Desk;
use crate::ui::controls::button::bare_link;
use crate::ui::controls::icon::Icon;
use crate::ui::controls::segmented::segmented_links;
use crate::ui::route::{Route, VolunteersPart};
use crate::ui::words::{say, say_with};
use crate::ui::{dates, navigation};

/// What the page's parts share.
#[derive(Clone, Copy)]
pub struct Volunteers {
    /// Where everything is read and written.
    pub desk: Desk,
    /// The month of the address, or this one.
    pub month: Memo<Month>,
    /// The month's book; none until it is read.
    pub book: Memo<Option<Arc<MonthBook>>>,
    /// How its slips stand; none before the month is published.
    pub placement: Memo<Option<Arc<Placement>>>,
}

/// Draws the page.
pub fn page(desk: Desk) -> AnyView {
    let asked = Memo::new(|_| match navigation::route() {
        Some(Route::OrganizeVolunteers { part, month }) => (part, month),
        _ => (VolunteersPart::Staffing, None),
    });
    let month = Memo::new(move |_| asked.get().1.unwrap_or_else(|| desk.month_to_show()));
    let part = Memo::new(move |_| asked.get().0);
    let page = Volunteers {
        desk,
        month,
        book: Memo::new(move |_| desk.month(month.get())),
        placement: Memo::new(move |_| desk.placement(month.get())),
    };
    let drawn = move || match part.get() {
        VolunteersPart::Staffing => staffing::staffing(page),
        VolunteersPart::People => people::people(page),
        VolunteersPart::Ledger => ledger::ledger(page),
    };
    view! { <div class="volunteers">{head(month, part)} {parts(part)} {drawn}</div> }.into_any()
}

fn head(month: Memo<Month>, part: Memo<VolunteersPart>) -> AnyView {
    let to =
        move |months: i32| Route::OrganizeVolunteers { part: part.get(), month: Some(month.get().plus(months)) }.href();
    (move || {
        navigation::title(&say_with("volunteers.title", &[("month", &dates::month_and_year(month.get()))]));
        view! {
            <div class="month-head">
                <h1>{say("volunteers.heading")}</h1>
                <span class="meta">{dates::month_and_year(month.get())}</span>
                <span class="month-steps">
                    {bare_link(Icon::Left, say("plan.earlier"), to(-1))}
                    {bare_link(Icon::Right, say("plan.later"), to(1))}
                </span>
            </div>
        }
    })
    .into_any()
}

/// The parts side by side, as links: what is looked at can be shared.
fn parts(chosen: Memo<VolunteersPart>) -> AnyView {
    let asked_month = move || match navigation::route() {
        Some(Route::OrganizeVolunteers { month, .. }) => month,
        _ => None,
    };
    let links = move || {
        let link = |part: VolunteersPart| {
            let label = match part {
                VolunteersPart::Staffing => say("volunteers.part-staffing"),
                VolunteersPart::People => say("volunteers.part-people"),
                VolunteersPart::Ledger => say("volunteers.part-ledger"),
            };
            (label, Route::OrganizeVolunteers { part, month: asked_month() }.href(), chosen.get() == part)
        };
        segmented_links(say("volunteers.parts"), VolunteersPart::ALL.map(link).into())
    };
    links.into_any()
}
