//! A list that grows as its end comes into view. Only what is near the view is in the page: what is far gives way to an
//! empty space of the same height, and is drawn anew when it comes near.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::Array;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{HtmlElement, IntersectionObserver, IntersectionObserverEntry, IntersectionObserverInit};

use crate::ui::dom::{El, el, el_of};

/// How far from the view a part is drawn: most of a screen, so that a thumb meets no gaps.
const NEAR: &str = "600px 0px";
/// The same in pixels.
const MARGIN: f64 = 600.0;

/// A part of the list, drawn as often as it comes near.
pub type Part = Box<dyn Fn() -> El>;

struct List {
    next: Box<dyn FnMut() -> Option<Part>>,
    parts: Vec<Shown>,
    list: HtmlElement,
    end: HtmlElement,
    observer: Option<IntersectionObserver>,
    owner: Option<Owner>,
}

struct Shown {
    place: HtmlElement,
    draw: Part,
    drawn: Option<El>,
}

/// Draws the list; `next` gives its parts one after another.
pub fn endless(next: impl FnMut() -> Option<Part> + 'static) -> El {
    let (whole, end) = (el("div"), el_of("div", "endless-end"));
    let html = |el: &El| el.element().clone().unchecked_into::<HtmlElement>();
    let list = Rc::new(RefCell::new(List {
        next: Box::new(next),
        parts: Vec::new(),
        list: html(&whole),
        end: html(&end),
        observer: None,
        owner: Owner::current(),
    }));
    let whole = whole.add(end);
    let seen = list.clone();
    let see = Closure::<dyn FnMut(Array)>::new(move |entries: Array| {
        // What is drawn may ask for the page's handles: it is drawn as part of the page.
        let owner = seen.borrow().owner.clone();
        let look = || seen.borrow_mut().look(&entries);
        owner.map_or_else(look, |owner| owner.with(look));
    });
    let options = IntersectionObserverInit::new();
    options.set_root_margin(NEAR);
    let observer = IntersectionObserver::new_with_options(see.as_ref().unchecked_ref(), &options).ok();
    {
        let mut list = list.borrow_mut();
        list.observer = observer.clone();
        // Not in the page yet, so nobody knows how high it is: the observer asks for the rest.
        let more = list.grow();
        if let (Some(observer), true) = (&observer, more) {
            observer.observe(&list.end);
        }
    }
    whole.keep(Gone { observer, _see: see })
}

/// Ends the observing when the list leaves the page.
struct Gone {
    observer: Option<IntersectionObserver>,
    _see: Closure<dyn FnMut(Array)>,
}

impl Drop for Gone {
    fn drop(&mut self) {
        if let Some(observer) = &self.observer {
            observer.disconnect();
        }
    }
}

impl List {
    /// Adds a part; says whether there may be more.
    fn grow(&mut self) -> bool {
        let Some(draw) = (self.next)() else {
            self.end.remove();
            return false;
        };
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

    /// Adds parts until the end, which is this far below the top of the view, is out of reach: a list of short days must not
    /// take a frame for each of them. Says whether there may be more.
    fn fill(&mut self, top: f64) -> bool {
        let reach = window().inner_height().ok().and_then(|height| height.as_f64()).unwrap_or_default() + MARGIN;
        let before = self.list.offset_height();
        loop {
            if !self.grow() {
                return false;
            }
            if top + f64::from(self.list.offset_height() - before) > reach {
                return true;
            }
        }
    }

    fn look(&mut self, entries: &Array) {
        for entry in entries.iter() {
            let entry: IntersectionObserverEntry = entry.unchecked_into();
            let target = entry.target();
            let Some(at) = target.get_attribute("data-part").and_then(|at| at.parse::<usize>().ok()) else {
                if entry.is_intersecting() && self.fill(entry.bounding_client_rect().top()) {
                    // Asked anew: it is told only when that changes.
                    if let Some(observer) = &self.observer {
                        observer.unobserve(&self.end);
                        observer.observe(&self.end);
                    }
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
