//! A part of a program that comes when one of its pages is first looked at, and is told of until it is here. The programs'
//! `main` files hold the seams, and know how their part is fetched.

use std::pin::Pin;
use std::task::{Context, Poll, Waker};

use leptos::prelude::*;
use wasm_bindgen_futures::{JsFuture, future_to_promise, spawn_local};
use wasm_split_helpers::SplitLoaderError;

use crate::ui::controls::button::{Look, button};
use crate::ui::controls::notice::empty;
use crate::ui::dom::{El, all, el_of, nothing};
use crate::ui::navigation;
use crate::ui::shell::page_head;
use crate::ui::start::read_more;
use crate::ui::words::say;

/// How the part comes, and how it is used once it is here. `P` names its pages.
pub struct Later<P: 'static> {
    /// Fetches it; false when it could not be had.
    pub fetch: fn() -> Pin<Box<dyn Future<Output = bool>>>,
    /// Draws one of its pages; ready at once when it is here.
    pub draw: fn(P) -> Pin<Box<dyn Future<Output = Result<El, SplitLoaderError>>>>,
}

/// How far the part has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    NotAsked,
    OnItsWay,
    Here,
    Missing,
}

/// The part as the program uses it.
pub struct LaterPart<P: 'static> {
    later: Later<P>,
    words: Option<&'static str>,
    stage: RwSignal<Stage>,
}

// Not derived: that would ask the same of `P`.
impl<P> Clone for Later<P> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<P> Copy for Later<P> {}

impl<P> Clone for LaterPart<P> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<P> Copy for LaterPart<P> {}

impl<P> LaterPart<P> {
    /// Not asked for yet. `words`: its own text files' name up to the language's tag (`text/later.`), where it has some.
    pub fn new(later: Later<P>, words: Option<&'static str>) -> Self {
        Self { later, words, stage: RwSignal::new(Stage::NotAsked) }
    }

    /// One of its pages, or what is told until it is here; tracked.
    pub fn draw(self, page: P) -> El {
        self.drawn(page, true)
    }

    /// What stands within another page, which keeps the reader's attention; tracked.
    pub fn draw_within(self, page: P) -> El {
        self.drawn(page, false)
    }

    /// What stands beside another page: nothing until it is here; tracked.
    pub fn draw_beside(self, page: P) -> El {
        match self.stage.get() {
            Stage::Here | Stage::NotAsked => self.drawn(page, false),
            Stage::Missing | Stage::OnItsWay => nothing(),
        }
    }

    fn drawn(self, page: P, is_whole: bool) -> El {
        match self.stage.get() {
            Stage::Here => ready((self.later.draw)(page)).and_then(Result::ok).unwrap_or_else(missing),
            Stage::Missing => missing(),
            Stage::NotAsked => {
                self.ask(is_whole);
                nothing()
            }
            Stage::OnItsWay => el_of("p", "waiting").attr("role", "status").text(say("missing.waiting")),
        }
    }

    fn ask(self, is_whole: bool) {
        let attends = is_whole && untrack(navigation::has_turned);
        self.stage.set(Stage::OnItsWay);
        // On their way together; a page without its words would be none.
        let words = self.words.map(|name| future_to_promise(async move { Ok(read_more(name).await.into()) }));
        spawn_local(async move {
            let is_here = (self.later.fetch)().await;
            let has_words = match words {
                Some(words) => JsFuture::from(words).await.is_ok_and(|come| come.is_truthy()),
                None => true,
            };
            self.stage.set(if is_here && has_words { Stage::Here } else { Stage::Missing });
            if attends {
                navigation::attend_to_heading();
            }
        });
    }
}

/// What a future gives that need not wait.
fn ready<T>(mut future: Pin<Box<dyn Future<Output = T>>>) -> Option<T> {
    match future.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => Some(value),
        Poll::Pending => None,
    }
}

/// The part could not be fetched: no network, or the host has another build by now. Loading the page again asks anew.
fn missing() -> El {
    let again = || drop(window().location().reload());
    let button = button(Look::Plain, say("missing.again"), again);
    all([page_head(say("missing.page"), None, None), empty(say("missing.words"), Some(button))])
}
