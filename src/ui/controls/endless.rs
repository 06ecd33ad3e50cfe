//! A list that grows as its end comes into view. Only what is near the view is in the page: what is far gives way to an
//! empty space of the same height, and is drawn anew when it comes near.
//!
//! At first it fills the view, in the frame in which it comes into the page; what lies below waits until the reader rests, scrolls,
//! or goes into it by keys: most who turn a month, or press a filter, look at the month and go on.

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::thread::LocalKey;
use std::time::Duration;

use js_sys::Array;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use wasm_bindgen_futures::spawn_local;
use web_sys::{HtmlElement, IntersectionObserver, IntersectionObserverEntry, IntersectionObserverInit};

use crate::ui::dom::{El, el, el_of};

/// How far from the view a part is drawn: most of a screen, so that a thumb meets no gaps.
const NEAR: &str = "600px 0px";
/// The same in pixels.
const MARGIN: f64 = 600.0;
/// How long nobody turns to another list before this one grows ahead of the view: a screen reader goes on where the last part ends.
const REST: Duration = Duration::from_millis(400);
/// How much of a screen is mostly left to a list at first.
const FIRST: f64 = 0.3;

/// So much of what filled the view last time is drawn at first: a part too many costs as much as looking whether one is missing.
const ENOUGH: f64 = 0.9;

/// How much filled the view last time, as [`Part::about`] counts it; 0 as long as nobody knows. One for each place where lists
/// come and go: the next list begins with as much, and is laid out once.
pub type Room = LocalKey<Cell<f64>>;

/// A part of the list, drawn as often as it comes near.
pub struct Part {
    /// How high it will be, roughly, in pixels.
    pub about: f64,
    /// Draws it.
    pub draw: Box<dyn Fn() -> El>,
}

struct List {
    next: Box<dyn FnMut() -> Option<Part>>,
    parts: Vec<Shown>,
    list: HtmlElement,
    end: HtmlElement,
    observer: Option<IntersectionObserver>,
    owner: Option<Owner>,
    room: &'static Room,
    /// How high its parts together were said to be.
    about: f64,
    /// Somebody reads it: it grows ahead of the view from now on.
    ahead: bool,
}

struct Shown {
    place: HtmlElement,
    draw: Box<dyn Fn() -> El>,
    drawn: Option<El>,
}

/// Draws the list; `next` gives its parts one after another.
pub fn endless(room: &'static Room, next: impl FnMut() -> Option<Part> + 'static) -> El {
    let (whole, end) = (el("div"), el_of("div", "endless-end"));
    let html = |el: &El| el.element().clone().unchecked_into::<HtmlElement>();
    let list = Rc::new(RefCell::new(List {
        next: Box::new(next),
        parts: Vec::new(),
        list: html(&whole),
        end: html(&end),
        observer: None,
        owner: Owner::current(),
        room,
        about: 0.0,
        ahead: false,
    }));
    let whole = whole.add(end);
    let seen = list.clone();
    let see = Closure::<dyn FnMut(Array)>::new(move |entries: Array| {
        in_page(&seen, |list| list.look(&entries));
    });
    let options = IntersectionObserverInit::new();
    options.set_root_margin(NEAR);
    let observer = IntersectionObserver::new_with_options(see.as_ref().unchecked_ref(), &options).ok();
    // Weak: a listener that held the list would keep its elements, and so itself, for as long as the page lives.
    let go_ahead = {
        let list = Rc::downgrade(&list);
        move || {
            if let Some(list) = list.upgrade() {
                in_page(&list, List::go_ahead);
            }
        }
    };
    let scrolled = window_event_listener_untyped("scroll", {
        let go_ahead = go_ahead.clone();
        move |_| go_ahead()
    });
    // Who goes through it by keys or by ear may reach its end without scrolling.
    set_timeout(go_ahead.clone(), REST);
    let whole = whole.on("focusin", move |_| go_ahead());
    {
        let mut list = list.borrow_mut();
        list.observer = observer.clone();
        // Most likely enough: what is added after looking is laid out a second time. The screen's height, since the window's
        // would have the page laid out now.
        let screen = || f64::from(window().screen().and_then(|screen| screen.height()).unwrap_or_default());
        let filled = room.get();
        let likely = if filled > 0.0 { filled * ENOUGH } else { screen() * FIRST };
        while list.about < likely && list.grow() {}
    }
    // Not in the page yet, so nobody knows how high it is; before the next frame it is.
    let placed = Rc::downgrade(&list);
    spawn_local(async move {
        if let Some(list) = placed.upgrade() {
            in_page(&list, List::fill_view);
        }
    });
    whole.keep(Gone { observer, scrolled: Some(scrolled), _see: see })
}

/// Where the view ends, in pixels below its top: at the window's end, or at the bar over it, which the root's scroll padding
/// keeps clear. What would lie beneath the bar waits like everything below.
fn view_end() -> f64 {
    let height = window().inner_height().ok().and_then(|height| height.as_f64()).unwrap_or_default();
    let bar = || {
        let style = window().get_computed_style(&document().document_element()?).ok()??;
        style.get_property_value("scroll-padding-bottom").ok()?.strip_suffix("px")?.parse::<f64>().ok()
    };
    height - bar().unwrap_or_default()
}

/// What is drawn may ask for the page's handles: it is drawn as part of the page.
fn in_page(list: &Rc<RefCell<List>>, act: impl FnOnce(&mut List)) {
    let owner = list.borrow().owner.clone();
    let act = || act(&mut list.borrow_mut());
    match owner {
        Some(owner) => owner.with(act),
        None => act(),
    }
}

/// Ends the observing when the list leaves the page.
struct Gone {
    observer: Option<IntersectionObserver>,
    scrolled: Option<WindowListenerHandle>,
    _see: Closure<dyn FnMut(Array)>,
}

impl Drop for Gone {
    fn drop(&mut self) {
        if let Some(observer) = &self.observer {
            observer.disconnect();
        }
        if let Some(scrolled) = self.scrolled.take() {
            scrolled.remove();
        }
    }
}

impl List {
    /// Adds a part; false at the end.
    fn grow(&mut self) -> bool {
        let Some(Part { about, draw }) = (self.next)() else {
            self.end.remove();
            return false;
        };
        self.about += about;
        let place = el("div").attr("data-part", &self.parts.len().to_string());
        let place = place.element().clone().unchecked_into::<HtmlElement>();
        let drawn = draw();
        let _ = place.append_child(drawn.element());
        let _ = self.list.insert_before(&place, Some(&self.end));
        if let Some(observer) = &self.observer {
            observer.observe(&place);
        }
        self.parts.push(Shown { place, draw, drawn: Some(drawn) });
        true
    }

    /// What the view has room for, once the list is in the page; then waits for the end to come near.
    fn fill_view(&mut self) {
        if !self.list.is_connected() {
            return;
        }
        let goes_on = self.fill();
        let drawn = self.list.get_bounding_client_rect();
        if drawn.height() > 0.0 {
            self.room.set(self.about * (view_end() - drawn.top()) / drawn.height());
        }
        if goes_on {
            self.watch_end();
        }
    }

    /// Somebody begins to read: a thumb must meet no gaps. Who comes back is far below the end: all before it is drawn.
    fn go_ahead(&mut self) {
        if !self.ahead {
            self.ahead = true;
            if self.fill() {
                self.watch_end();
            }
        }
    }

    /// Has the observer tell where the end is, even where it told before: it speaks of changes only.
    fn watch_end(&self) {
        if let (Some(observer), true) = (&self.observer, self.end.is_connected()) {
            observer.unobserve(&self.end);
            observer.observe(&self.end);
        }
    }

    /// Adds parts until the end is out of reach: a list of short days must not take a frame for each of them. Says whether
    /// there may be more.
    fn fill(&mut self) -> bool {
        // What is hidden has no height, and would never be full.
        if self.list.offset_height() == 0 {
            return true;
        }
        let reach = if self.ahead { view_end() + MARGIN } else { view_end() };
        while self.end.get_bounding_client_rect().top() <= reach {
            if !self.grow() {
                return false;
            }
        }
        true
    }

    fn look(&mut self, entries: &Array) {
        for entry in entries.iter() {
            let entry: IntersectionObserverEntry = entry.unchecked_into();
            let target = entry.target();
            let Some(at) = target.get_attribute("data-part").and_then(|at| at.parse::<usize>().ok()) else {
                if entry.is_intersecting() && self.fill() && self.ahead {
                    self.watch_end();
                }
                continue;
            };
            let Some(part) = self.parts.get_mut(at) else { continue };
            match (entry.is_intersecting(), part.drawn.is_some()) {
                (true, false) => {
                    let drawn = (part.draw)();
                    let _ = part.place.append_child(drawn.element());
                    let _ = part.place.style().remove_property("min-height");
                    part.drawn = Some(drawn);
                }
                // Where the focus is stays.
                (false, true) if part.place.query_selector(":focus").ok().flatten().is_none() => {
                    let height = entry.bounding_client_rect().height();
                    let mut space = (height as i32).to_string();
                    space.push_str("px");
                    let _ = part.place.style().set_property("min-height", &space);
                    part.place.set_text_content(None);
                    part.drawn = None;
                }
                _ => {}
            }
        }
    }
}
