//! The residents' and volunteers' program: the frame with four tabs, and a page per route.

use leptos::prelude::*;

use crate::ui::controls::icon::Icon;
use crate::ui::route::{Program, Route};
use crate::ui::shell::{Tab, shell};
use crate::ui::words::say;

/// Starts the program in the page's body.
pub fn start() {
    crate::ui::start::start(Program::Residents, &["text/"], program);
}

fn program() -> AnyView {
    shell(Signal::stored(None), tabs(), view! { <h1>{say("tab.calendar")}</h1> }.into_any())
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
