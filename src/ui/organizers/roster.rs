//! Rosters: who is placed in each session and shift, who waits, who could not be placed and why; what only an
//! organizer can settle; and publishing the outcomes.

mod decide;
mod list;
mod matters;
mod person;
mod sheet;

use std::sync::Arc;

use leptos::prelude::*;

use crate::domain::book::MonthBook;
use crate::domain::id::{SessionId, SlipId};
use crate::domain::placement::Placement;
use crate::domain::time::Month;
use crate::state::desk::Desk;
use crate::ui::controls::button::bare_link;
use crate::ui::controls::dialog::Dialog;
use crate::ui::controls::icon::Icon;
use crate::ui::controls::notice::empty;
use crate::ui::dom::Piece;
use crate::ui::organizers::publish::Publisher;
use crate::ui::route::Route;
use crate::ui::words::{say, say_with};
use crate::ui::{dates, navigation};

/// What the page's parts share.
#[derive(Clone, Copy)]
pub struct Rosters {
    /// Where everything is read and written.
    pub desk: Desk,
    /// The month of the address, or this one.
    pub month: Memo<Month>,
    /// The session of the address.
    pub session: Memo<Option<SessionId>>,
    /// The month's book.
    pub book: Memo<Option<Arc<MonthBook>>>,
    /// How its slips stand; none before the month is published.
    pub placement: Memo<Option<Arc<Placement>>>,
    /// The slip that is decided about.
    pub chosen: RwSignal<Option<SlipId>>,
    /// The dialog for it.
    pub dialog: Dialog,
}

impl Rosters {
    fn open(desk: Desk) -> Self {
        let month = Memo::new(move |_| match navigation::route() {
            Some(Route::OrganizeRoster { month: Some(month), .. }) => month,
            _ => Month::of(desk.today()),
        });
        let session = Memo::new(move |_| match navigation::route() {
            Some(Route::OrganizeRoster { session, .. }) => session,
            _ => None,
        });
        Self {
            desk,
            month,
            session,
            book: Memo::new(move |_| desk.month(month.get())),
            placement: Memo::new(move |_| desk.placement(month.get())),
            chosen: RwSignal::new(None),
            dialog: Dialog::new(),
        }
    }
}

/// Draws the page.
pub fn page(desk: Desk) -> AnyView {
    let rosters = Rosters::open(desk);
    let publisher = Publisher::new(desk, rosters.month);
    let is_published = move || rosters.book.read().as_ref().is_some_and(|book| book.menu.is_some());
    let is_read = move || rosters.book.read().is_some();
    view! {
        <div class="roster" data-chosen=move || rosters.session.read().is_some().then_some("1")>
            <div class="roster-side">
                {head(rosters)}
                {move || match (is_read(), is_published()) {
                    (false, _) => view! { <p class="quiet" role="status">{say("organize.reading")}</p> }.into_any(),
                    (true, false) => empty(say("roster.not-published"), None).into_any(),
                    (true, true) => {
                        view! { {publisher.button(say("roster.publish"), "roster.blocked")} {matters::matters(rosters)} {list::list(rosters)} }
                            .into_any()
                    }
                }}
            </div>
            <div class="roster-sheet">{move || sheet::sheet(rosters)}</div>
        </div>
        {rosters.dialog.view(say("decide.heading"), move || decide::decide(rosters).el())}
        {publisher.view()}
    }
    .into_any()
}

fn head(rosters: Rosters) -> AnyView {
    let to = move |months: i32| {
        Route::OrganizeRoster { month: Some(rosters.month.get().plus(months)), session: None }.href()
    };
    (move || {
        let month = rosters.month.get();
        navigation::title(&say_with("roster.title", &[("month", &dates::month_and_year(month))]));
        view! {
            <div class="month-head">
                <h1>{say("roster.heading")}</h1>
                <span class="meta">{dates::month_and_year(month)}</span>
                <span class="month-steps">
                    {bare_link(Icon::Left, say("plan.earlier"), to(-1))}
                    {bare_link(Icon::Right, say("plan.later"), to(1))}
                </span>
            </div>
        }
    })
    .into_any()
}
