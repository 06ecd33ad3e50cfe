//! The residents' and volunteers' program: the frame with four tabs, and a page per route.

use std::pin::Pin;
use std::task::{Context, Poll, Waker};

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;
use wasm_split_helpers::SplitLoaderError;

use crate::state::family::Family;
use crate::state::published::{Published, Site};
use crate::ui::controls::button::{Look, button, link_button};
use crate::ui::controls::icon::Icon;
use crate::ui::controls::notice::empty;
use crate::ui::dom::{El, all, el_of, live, nothing};
use crate::ui::navigation;
use crate::ui::pages;
use crate::ui::route::{Program, Route};
use crate::ui::shell::{Tab, page_head, shell};
use crate::ui::start;
use crate::ui::words::say;

/// The part of the program with the pages beyond the calendar: how it comes, and how it is used once it is here.
#[derive(Clone, Copy)]
pub struct Later {
    /// Fetches it; false when it could not be had.
    pub fetch: fn() -> Pin<Box<dyn Future<Output = bool>>>,
    /// Draws one of its pages; ready at once when it is here.
    pub draw: fn(Page) -> Pin<Box<dyn Future<Output = Result<El, SplitLoaderError>>>>,
}

/// How far the part has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    NotAsked,
    OnItsWay,
    Here,
    Missing,
}

/// The part as pages use it; in context.
#[derive(Clone, Copy)]
pub struct LaterPart {
    later: Later,
    part: RwSignal<Part>,
}

impl LaterPart {
    /// Not asked for yet; puts the handle into context.
    pub fn provide(later: Later) -> Self {
        let part = Self { later, part: RwSignal::new(Part::NotAsked) };
        provide_context(part);
        part
    }

    /// The handle in context.
    ///
    /// # Panics
    /// Outside the program that provided it.
    pub fn here() -> Self {
        expect_context()
    }

    /// One of its pages, or what is told until it is here; tracked.
    pub fn draw(self, page: Page) -> El {
        match self.part.get() {
            Part::Here => ready((self.later.draw)(page)).and_then(Result::ok).unwrap_or_else(missing),
            Part::Missing => missing(),
            Part::NotAsked => {
                let cold = untrack(|| !navigation::has_turned());
                self.part.set(Part::OnItsWay);
                spawn_local(async move {
                    let is_here = (self.later.fetch)().await;
                    self.part.set(if is_here { Part::Here } else { Part::Missing });
                    if !cold && page.is_whole() {
                        navigation::attend_to_heading();
                    }
                });
                nothing()
            }
            Part::OnItsWay => el_of("div", "waiting").attr("aria-busy", "true"),
        }
    }
}

/// Starts the program in the page's body.
pub fn start(later: Later) {
    start::start(Program::Residents, &["text/"], move || program(later));
}

fn program(later: Later) -> El {
    let published = Published::provide();
    Family::provide(published);
    if start::is_drawn() {
        uncover_when_ready(published);
    }
    shell(Signal::derive(move || published.centre()), tabs(), page(later))
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
fn page(later: Later) -> El {
    let later = LaterPart::provide(later);
    let page = Memo::new(|_| navigation::route().map(|route| Page::of(&route)));
    live(move || match page.get() {
        Some(Page::Calendar) => pages::calendar::calendar(),
        Some(Page::Elsewhere) | None => nowhere(),
        Some(page) => later.draw(page),
    })
}

/// What a future gives that need not wait.
fn ready<T>(mut future: Pin<Box<dyn Future<Output = T>>>) -> Option<T> {
    match future.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => Some(value),
        Poll::Pending => None,
    }
}

/// Draws a page that the calendar does not need.
pub fn draw_later(page: Page) -> El {
    match page {
        Page::Courses => pages::courses::courses(),
        Page::Session => pages::session::session(),
        Page::Slip => pages::slip::slip(),
        Page::Volunteer => pages::volunteer::volunteer(),
        Page::My => pages::my::my(),
        Page::Views => pages::calendar::views(),
        Page::Finder => pages::calendar::finder(),
        Page::Verify => pages::verify::verify(),
        Page::CheckIn => pages::check_in::check_in(),
        Page::Helper => pages::helper::helper(),
        Page::Calendar | Page::Elsewhere => nothing(),
    }
}

/// The part could not be fetched: no network, or the host has another build by now. Loading the page again asks anew.
fn missing() -> El {
    let again = || drop(window().location().reload());
    let button = button(Look::Plain, say("missing.again"), again);
    all([page_head(say("missing.page"), None, None), empty(say("missing.words"), Some(button))])
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
    /// Within `/`: the week, the agenda, the year.
    Views,
    /// Within `/`: what one can ask for.
    Finder,
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
    /// Whether it is a page, and not a part of one.
    fn is_whole(self) -> bool {
        !matches!(self, Page::Views | Page::Finder)
    }

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
            holds: |route| matches!(route, Route::My | Route::Slip { .. }),
        },
    ]
}
