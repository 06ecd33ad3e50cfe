//! The residents' and volunteers' program: the frame with four tabs, and a page per route.

use leptos::prelude::*;

use crate::state::family::Family;
use crate::state::published::Published;
use crate::ui::controls::button::{Look, link_button};
use crate::ui::controls::icon::Icon;
use crate::ui::controls::notice::empty;
use crate::ui::dom::{El, all, live};
use crate::ui::navigation;
use crate::ui::pages;
use crate::ui::route::{Program, Route};
use crate::ui::shell::{Tab, page_head, shell};
use crate::ui::words::say;

/// Starts the program in the page's body.
pub fn start() {
    crate::ui::start::start(Program::Residents, &["text/"], program);
}

fn program() -> El {
    let published = Published::provide();
    Family::provide(published);
    shell(Signal::derive(move || published.centre()), tabs(), page())
}

/// The page of the route. What a page shows may change with the address; the page itself only with its path.
fn page() -> El {
    let page = Memo::new(|_| navigation::route().map(|route| Page::of(&route)));
    live(move || match page.get() {
        Some(Page::Calendar) => pages::calendar::calendar(),
        Some(Page::Courses) => pages::courses::courses(),
        Some(Page::Session) => pages::session::session(),
        Some(Page::Slip) => pages::slip::slip(),
        Some(Page::Volunteer) => pages::volunteer::volunteer(),
        Some(Page::My) => pages::my::my(),
        Some(Page::Elsewhere) | None => nowhere(),
    })
}

/// A path without what it shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Page {
    Calendar,
    Courses,
    Session,
    Slip,
    Volunteer,
    My,
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
            route: Route::Volunteer { member: None, day: None },
            label: say("tab.volunteer"),
            icon: Icon::Heart,
            holds: |route| matches!(route, Route::Volunteer { .. }),
        },
        Tab {
            route: Route::My,
            label: say("tab.my"),
            icon: Icon::Person,
            holds: |route| matches!(route, Route::My | Route::Slip { .. }),
        },
    ]
}
