//! The parts of the organizers' program that come when they are first needed: the pages behind the desk, and the tables that
//! publishing needs. `main` knows how each is fetched.

use std::pin::Pin;
use std::task::{Context, Poll, Waker};

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;
use wasm_split_helpers::SplitLoaderError;

use crate::state::desk::Lookup;
use crate::ui::controls::button::{Look, button};
use crate::ui::controls::notice::empty;
use crate::ui::dom::{El, el_of, nothing};
use crate::ui::navigation;
use crate::ui::organizers::program::Page;
use crate::ui::words::say;

/// How the parts come, and how they are used once they are here.
#[derive(Clone, Copy)]
pub struct Later {
    /// Looks up readings.
    pub lookup: Lookup,
    /// Fetches the pages; false when they could not be had.
    pub fetch: fn() -> Pin<Box<dyn Future<Output = bool>>>,
    /// Draws one of them; ready at once when they are here.
    pub draw: fn(Page) -> Pin<Box<dyn Future<Output = Result<El, SplitLoaderError>>>>,
}

/// How far the pages have come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    NotAsked,
    OnItsWay,
    Here,
    Missing,
}

/// The pages behind the desk.
#[derive(Clone, Copy)]
pub struct LaterPages {
    later: Later,
    part: RwSignal<Part>,
}

impl LaterPages {
    /// Not asked for yet.
    pub fn new(later: Later) -> Self {
        Self { later, part: RwSignal::new(Part::NotAsked) }
    }

    /// One of them, or what is told until they are here; tracked.
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
                    if !cold {
                        navigation::attend_to_heading();
                    }
                });
                nothing()
            }
            Part::OnItsWay => el_of("div", "waiting").attr("aria-busy", "true"),
        }
    }
}

/// What a future gives that need not wait.
fn ready<T>(mut future: Pin<Box<dyn Future<Output = T>>>) -> Option<T> {
    match future.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => Some(value),
        Poll::Pending => None,
    }
}

/// No network yet, and never kept.
fn missing() -> El {
    let again = || {
        let _ = window().location().reload();
    };
    empty(say("organize.part-missing"), Some(button(Look::Main, say("gate.reload"), again)))
}
