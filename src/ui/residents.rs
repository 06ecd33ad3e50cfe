//! The residents' and volunteers' program: the frame with four tabs, and a page per route.

use leptos::prelude::*;

use crate::state::family::Family;
use crate::state::published::{Published, Site};
use crate::state::settings;
use crate::ui::controls::button::{Look, link_button};
use crate::ui::controls::icon::Icon;
use crate::ui::controls::notice::empty;
use crate::ui::dom::{El, all, live, nothing};
use crate::ui::later::{Later, LaterPart};
use crate::ui::navigation;
use crate::ui::pages;
use crate::ui::route::{Program, Route};
use crate::ui::shell::{HEAD, Tab, page_head, shell};
use crate::ui::start;
use crate::ui::words::say;

/// Where the words of the later pages stand.
pub const LATER_TEXT: &str = "text/later.";

/// Starts the program in the page's body.
pub fn start(later: Later<Page>) {
    start::start(Program::Residents, &["text/"], move || program(later));
}

fn program(later: Later<Page>) -> El {
    let published = Published::provide();
    Family::provide(published);
    if start::is_drawn() {
        uncover_when_ready(published);
    }
    // Another language means other sentences: the page is loaded again.
    let speak = |_| {
        settings::leave_at(HEAD);
        let _ = window().location().reload();
    };
    shell(Signal::derive(move || published.centre()), (Route::HOME, say("shell.home")), speak, tabs(), page(later))
}

/// A month that was drawn beforehand stays until the checked one stands behind it, or it is known that none will.
fn uncover_when_ready(published: Published) {
    Effect::new(move |_| {
        if published.site() != Site::Opening {
            // Drawn by the effects that wait together with this one.
            request_animation_frame(start::uncover);
        }
    });
}

/// The page of the route. What a page shows may change with the address; the page itself only with its path.
fn page(later: Later<Page>) -> El {
    let later = LaterPart::new(later, Some(LATER_TEXT));
    provide_context(later);
    let page = Memo::new(|_| navigation::route().map(|route| Page::of(&route)));
    live(move || match page.get() {
        Some(Page::Calendar) => pages::calendar::calendar(),
        Some(Page::Elsewhere) | None => nowhere(),
        Some(page) => later.draw(page),
    })
}

/// Draws a page that the calendar does not need.
pub fn draw_later(page: Page) -> El {
    match page {
        Page::Courses => pages::courses::courses(),
        Page::Session => pages::session::session(),
        Page::Slip => pages::slip::slip(),
        Page::Volunteer => pages::volunteer::volunteer(),
        Page::My => pages::my::my(),
        Page::Doors => pages::doors::doors(),
        Page::Reminder => pages::reminder::reminder(),
        Page::Views => pages::calendar::beyond::views(),
        Page::Asked => pages::calendar::beyond::asked(),
        Page::NothingFound => pages::calendar::beyond::none(),
        Page::Verify => pages::verify::verify(),
        Page::CheckIn => pages::check_in::check_in(),
        Page::Helper => pages::helper::helper(),
        Page::Calendar | Page::Elsewhere => nothing(),
    }
}

/// A path without what it shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Page {
    /// `/`.
    Calendar,
    /// `/courses/`.
    Courses,
    /// `/session/`.
    Session,
    /// `/slip/`.
    Slip,
    /// `/volunteer/`.
    Volunteer,
    /// `/my/`.
    My,
    /// In place of `/` in large type.
    Doors,
    /// Above a page: a slip that is to be handed in.
    Reminder,
    /// Within `/`: the week, the agenda, the year, finding.
    Views,
    /// Within `/`: what is asked for.
    Asked,
    /// Within `/`, in place of days: nothing has what is asked for.
    NothingFound,
    /// `/verify/`.
    Verify,
    /// `/check-in/`.
    CheckIn,
    /// `/helper/`.
    Helper,
    /// No page of this program.
    Elsewhere,
}

impl Page {
    fn of(route: &Route) -> Self {
        match route {
            Route::Calendar { .. } => Page::Calendar,
            Route::Courses { .. } => Page::Courses,
            Route::Session { .. } => Page::Session,
            Route::Slip { .. } => Page::Slip,
            Route::Volunteer { .. } => Page::Volunteer,
            Route::My => Page::My,
            Route::Verify { .. } => Page::Verify,
            Route::CheckIn { .. } => Page::CheckIn,
            Route::Helper => Page::Helper,
            _ => Page::Elsewhere,
        }
    }
}

/// An address of ours that names nothing.
fn nowhere() -> El {
    let home = link_button(Look::Plain, None, say("session.to-calendar"), Route::HOME.href());
    all([page_head(say("nowhere.page"), None, None), empty(say("nowhere.words"), Some(home))])
}

fn tabs() -> Vec<Tab> {
    vec![
        Tab {
            route: Route::HOME,
            label: say("tab.calendar"),
            icon: Icon::Calendar,
            holds: |route| matches!(route, Route::Calendar { .. } | Route::Session { .. }),
        },
        Tab {
            route: Route::Courses { category: None, member: None },
            label: say("tab.courses"),
            icon: Icon::Bookmark,
            holds: |route| matches!(route, Route::Courses { .. }),
        },
        Tab {
            route: Route::Volunteer { member: None, day: None, offer: None },
            label: say("tab.volunteer"),
            icon: Icon::Heart,
            holds: |route| matches!(route, Route::Volunteer { .. } | Route::CheckIn { .. } | Route::Helper),
        },
        Tab {
            route: Route::My,
            label: say("tab.my"),
            icon: Icon::Person,
            holds: |route| matches!(route, Route::My | Route::Slip { .. } | Route::Verify { .. }),
        },
    ]
}
