//! The frame with its tabs, the door, and which page a route shows.

use leptos::prelude::*;
use std::cell::RefCell;
use std::sync::Arc;
use wasm_bindgen::JsCast;

use crate::domain::centre::Centre;
use crate::domain::holiday::Holidays;
use crate::domain::menu::Menu;
use crate::domain::text::Language;
use crate::state::desk::{Desk, Gate, Lookup};
use crate::ui::controls::icon::Icon;
use crate::ui::dom::{El, Piece, live};
use crate::ui::drawn;
use crate::ui::later::{Later, LaterPart};
use crate::ui::navigation;
use crate::ui::organizers::{district, entries, founding, gate, home, inbox, paper, plan, roster, setup, volunteers};
use crate::ui::residents::LATER_TEXT;
use crate::ui::route::{Program, Route, SetupSection, VolunteersPart};
use crate::ui::shell::{KnownCentre, Tab, shell};
use crate::ui::start;
use crate::ui::words::say;

/// Starts the program in the page's body. `later`: the pages behind the desk; `lookup`: the readings of a month's names,
/// which publishing needs.
pub fn start(later: Later<Page>, lookup: Lookup) {
    start::start(Program::Organizers, TEXTS, move || program(later, lookup));
    // Months are drawn in one language, whichever the organizer reads.
    start::keep_beside(drawn::LANGUAGE);
}

/// The text files, up to the language's tag.
const TEXTS: &[&str] = &["text/", LATER_TEXT, "text/organize."];

thread_local! {
    /// How often the language was changed: the whole frame is drawn anew with each.
    static SPOKEN: RefCell<Option<ArcRwSignal<u32>>> = const { RefCell::new(None) };
}

fn spoken() -> ArcRwSignal<u32> {
    SPOKEN.with_borrow_mut(|spoken| spoken.get_or_insert_with(|| ArcRwSignal::new(0)).clone())
}

/// Changes the language. The page is not loaded again: with it would go the key, and the passphrase be asked for once more.
fn speak(language: Language) {
    leptos::task::spawn_local(async move {
        if !start::speak(TEXTS, language).await {
            let _ = window().location().reload();
            return;
        }
        start::keep_beside(drawn::LANGUAGE);
        spoken().update(|times| *times += 1);
        request_animation_frame(|| {
            let select = document().query_selector("select.language").ok().flatten();
            if let Some(select) = select.and_then(|select| select.dyn_into::<web_sys::HtmlElement>().ok()) {
                let _ = select.focus();
            }
        });
    });
}

/// The pages. Two routes of one page differ only in what the page shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Page {
    /// The month at a glance: all that is needed at once.
    Home,
    /// The board.
    Plan,
    /// What came.
    Inbox,
    /// Who comes.
    Roster,
    /// Staffing, volunteers, the ledger.
    Volunteers,
    /// What is printed and hung up.
    Paper,
    /// The centre itself.
    Setup,
    /// A list of the catalogue.
    Entries,
    /// The district's desk.
    District,
}

impl Page {
    fn of(route: Option<Route>) -> Self {
        match route {
            Some(Route::OrganizePlan { .. }) => Page::Plan,
            Some(Route::OrganizeInbox) => Page::Inbox,
            Some(Route::OrganizeRoster { .. }) => Page::Roster,
            Some(Route::OrganizeVolunteers { .. }) => Page::Volunteers,
            Some(Route::OrganizePaper { .. }) => Page::Paper,
            Some(Route::OrganizeSetup { .. }) => Page::Setup,
            Some(Route::OrganizeCatalogue { .. }) => Page::Entries,
            Some(Route::District) => Page::District,
            _ => Page::Home,
        }
    }
}

fn program(later: Later<Page>, lookup: Lookup) -> AnyView {
    let desk = Desk::provide(lookup, draw_month);
    let pages = LaterPart::new(later, None);
    let centre: KnownCentre = Signal::derive(move || desk.centre());
    // A new workspace stays behind its door until its recovery file is saved.
    let recovery: founding::Recovery = RwSignal::new(None);
    let door = Memo::new(move |_| desk.gate());
    let page = Memo::new(move |_| Page::of(navigation::route()));
    let behind = move || match (recovery.read().is_some(), door.get()) {
        (true, _) => founding::save_recovery(recovery),
        (false, Gate::Open) => match page.get() {
            Page::Home => home::page(desk),
            other => pages.draw(other).into_any(),
        },
        (false, closed) => gate::gate(desk, &closed, recovery),
    };
    // The district's desk has a door of its own, and its staff have no business at a centre's.
    let is_district = Memo::new(move |_| page.get() == Page::District);
    let shown = move || if is_district.get() { pages.draw(Page::District).into_any() } else { behind.into_any() };
    let spoken = spoken();
    live(move || {
        spoken.track();
        untrack(|| {
            let district = is_district.get_untracked();
            let home = if district { Route::District } else { Route::Organize };
            shell(
                centre,
                (home, say("organize.to-home")),
                speak,
                if district { Vec::new() } else { tabs() },
                shown.into_any().el(),
            )
        })
    })
    .into_any()
}

/// A month as residents' pages show it before their program has come.
fn draw_month(centre: &Centre, menu: Arc<Menu>, holidays: &Holidays) -> Option<String> {
    drawn::month(centre, menu, holidays)
}

/// Draws a page that is in the later part: called through the seam alone.
pub fn draw_later(page: Page) -> El {
    let desk = Desk::here();
    let page = match page {
        Page::Home => home::page(desk),
        Page::Plan => plan::page(desk),
        Page::Inbox => inbox::page(desk),
        Page::Roster => roster::page(desk),
        Page::Volunteers => volunteers::page(desk),
        Page::Paper => paper::page(desk),
        Page::Setup => setup::page(desk),
        Page::Entries => entries::page(desk),
        Page::District => district::page(),
    };
    page.el()
}

fn tabs() -> Vec<Tab> {
    let tab = |route, label, icon, holds: fn(&Route) -> bool| Tab { route, label: say(label), icon, holds };
    vec![
        tab(Route::Organize, "organize.tab-home", Icon::Window, |route| matches!(route, Route::Organize)),
        tab(Route::OrganizePlan { month: None }, "organize.tab-plan", Icon::Calendar, |route| {
            matches!(route, Route::OrganizePlan { .. })
        }),
        tab(Route::OrganizeInbox, "organize.tab-inbox", Icon::Inbox, |route| matches!(route, Route::OrganizeInbox)),
        tab(Route::OrganizeRoster { month: None, session: None }, "organize.tab-roster", Icon::People, |route| {
            matches!(route, Route::OrganizeRoster { .. })
        }),
        tab(
            Route::OrganizeVolunteers { part: VolunteersPart::Staffing, month: None },
            "organize.tab-volunteers",
            Icon::Heart,
            |route| matches!(route, Route::OrganizeVolunteers { .. }),
        ),
        tab(Route::OrganizeSetup { section: SetupSection::Catalogue }, "organize.tab-setup", Icon::Sliders, |route| {
            matches!(route, Route::OrganizeSetup { .. } | Route::OrganizeCatalogue { .. })
        }),
    ]
}
