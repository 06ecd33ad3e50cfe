//! Rosters: who is placed in each session and shift, who waits, who could not be placed and why; what only an
//! organizer can settle; and publishing the outcomes.

mod decide;
mod door;
mod draw;
mod family;
mod heads;
mod helper;
mod list;
mod matters;
mod paper;
mod person;
pub mod settling;
mod share;
mod sheet;
mod typing;

use std::collections::BTreeSet;
use std::sync::Arc;

use leptos::prelude::*;

use crate::domain::book::MonthBook;
use crate::domain::id::{SessionId, SlipId};
use crate::domain::placement::Placement;
use crate::domain::publishing::new_answers;
use crate::domain::time::{Month, Start};
use crate::state::desk::Desk;
use crate::ui::controls::button::bare_link;
use crate::ui::controls::dialog::Dialog;
use crate::ui::controls::icon::Icon;
use crate::ui::controls::notice::empty;
use crate::ui::dom::Piece;
pub use crate::ui::organizers::roster::door::whose;
pub use crate::ui::organizers::roster::helper::refusal;

use crate::ui::organizers::clock::minutes;
use crate::ui::organizers::publish::Publisher;
use crate::ui::organizers::roster::draw::Drawing;
use crate::ui::organizers::roster::matters::Settling;
use crate::ui::organizers::roster::paper::Paper;
use crate::ui::organizers::roster::typing::TypedForm;
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
    /// The slips whose standing is not the published one.
    pub untold: Memo<BTreeSet<SlipId>>,
    /// The centre's clock, by the minute: sign-up closes while the page is open.
    pub now: RwSignal<Start>,
    /// The slip that is decided about.
    pub chosen: RwSignal<Option<SlipId>>,
    /// The dialog for it.
    pub dialog: Dialog,
    /// 当面登记: what is typed, and its dialog.
    pub typed: TypedForm,
    /// See [`Rosters::typed`].
    pub typing: Dialog,
    /// The public list as a picture.
    pub share: Dialog,
    /// Whether the day's list is marked instead of the roster read.
    pub door: RwSignal<bool>,
    /// A list for a helper's phone.
    pub helper: Dialog,
    /// What is printed instead of the roster.
    pub paper: RwSignal<Option<Paper>>,
    /// The steps of draws.
    pub drawing: Drawing,
    /// 疑似重复 as it is settled.
    pub settling: Settling,
}

impl Rosters {
    /// Prints something else than the roster.
    pub fn print(self, paper: Paper) {
        self.paper.set(Some(paper));
        // Two frames: by then it is drawn, and the dialog it was asked from is closed.
        request_animation_frame(move || {
            request_animation_frame(move || {
                let _ = window().print();
                self.paper.set(None);
            });
        });
    }

    fn open(desk: Desk, month: Memo<Month>, publisher: Publisher) -> Self {
        let session = Memo::new(move |_| match navigation::route() {
            Some(Route::OrganizeRoster { session, .. }) => session,
            _ => None,
        });
        let book = Memo::new(move |_| desk.month(month.get()));
        let placement = Memo::new(move |_| desk.placement(month.get()));
        let untold = Memo::new(move |_| match (book.get(), placement.get()) {
            (Some(book), Some(placement)) => {
                new_answers(&book, &placement).into_iter().map(|answer| answer.slip).collect()
            }
            _ => BTreeSet::new(),
        });
        let now = minutes(desk);
        Self {
            desk,
            month,
            session,
            book,
            placement,
            untold,
            now,
            chosen: RwSignal::new(None),
            dialog: Dialog::new(),
            typed: TypedForm::new(),
            typing: Dialog::new(),
            share: Dialog::new(),
            door: RwSignal::new(false),
            helper: Dialog::new(),
            paper: RwSignal::new(None),
            drawing: Drawing::new(desk, publisher),
            settling: Settling::new(desk),
        }
    }
}

/// Draws the page.
pub fn page(desk: Desk) -> AnyView {
    let month = Memo::new(move |_| match navigation::route() {
        Some(Route::OrganizeRoster { month: Some(month), .. }) => month,
        _ => desk.month_to_show(),
    });
    let publisher = Publisher::new(desk, month);
    let rosters = Rosters::open(desk, month, publisher);
    // From the end of a long list one comes to the head of a roster, not into its middle.
    Effect::new(move |before: Option<Option<SessionId>>| {
        let now = rosters.session.get();
        if now.is_some() && before.is_some_and(|before| before != now) {
            window().scroll_to_with_x_and_y(0.0, 0.0);
        }
        now
    });
    let is_published = move || rosters.book.read().as_ref().is_some_and(|book| book.menu.is_some());
    let is_read = move || rosters.book.read().is_some();
    view! {
        <div
            class="roster"
            data-chosen=move || rosters.session.read().is_some().then_some("1")
            data-paper=move || rosters.paper.read().is_some().then_some("1")
        >
            <div class="roster-side">
                {head(rosters)}
                {move || match (is_read(), is_published()) {
                    (false, _) => view! { <p class="quiet" role="status">{say("organize.reading")}</p> }.into_any(),
                    (true, false) => empty(say("roster.not-published"), None).into_any(),
                    (true, true) => {
                        view! { {publisher.button(say("roster.publish"), "roster.blocked")} {placing(rosters)} {matters::matters(rosters)} {list::list(rosters)} }
                            .into_any()
                    }
                }}
            </div>
            <div class="roster-sheet">{move || sheet::sheet(rosters)}</div>
            {paper::paper(rosters)}
        </div>
        {rosters.dialog.view(say("decide.heading"), move || decide::decide(rosters).el())}
        {rosters.typing.view(say("typed.heading"), move || typing::typing(rosters).el())}
        {rosters.share.view(say("list.heading"), move || share::share(rosters).el())}
        {rosters.helper.view(say("helping.heading"), move || helper::helper(rosters).el())}
        {publisher.view()}
    }
    .into_any()
}

/// That a large month is being placed: what is shown meanwhile is how it stood before.
fn placing(rosters: Rosters) -> AnyView {
    let words = move || rosters.desk.is_placing().then(|| say("roster.placing"));
    view! {
        <p class="quiet" role="status">
            {words}
        </p>
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
