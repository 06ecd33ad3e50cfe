//! Where the reader is, over the browser's history. Links are plain `<a href>` relative to the site's root; a plain
//! click on one that leads within the program is followed here, everything else is left to the browser.

use std::cell::{Cell, RefCell};
use std::time::Duration;

use leptos::ev::{MouseEvent, PopStateEvent};
use leptos::prelude::*;
use wasm_bindgen::prelude::*;
use web_sys::{Event, HtmlAnchorElement, HtmlElement, Url};

use crate::state::net;
use crate::ui::route::{Program, Route};
use crate::ui::words::say;

thread_local! {
    /// The entries of the history that this page knows of, from the one it began with to the one that is shown.
    static TRAIL: RefCell<Vec<Entry>> = const { RefCell::new(Vec::new()) };
    /// Made when the program starts and kept for as long as the page is: no component owns it.
    static HERE: RefCell<Option<ArcRwSignal<Option<Route>>>> = const { RefCell::new(None) };
    /// Whether a page was turned since the program started.
    static TURNED: Cell<bool> = const { Cell::new(false) };
    static OVER: Cell<Option<Over>> = const { Cell::new(None) };
    /// What the browser's own frame is still to be told: title and address.
    static UNTOLD: RefCell<Vec<Box<dyn FnOnce()>>> = const { RefCell::new(Vec::new()) };
}

/// What is known of an entry of the history.
struct Entry {
    route: Option<Route>,
    /// How far down the page was when another one was turned to, in pixels.
    scrolled: f64,
}

/// How what lies over a page takes part in its history: [`crate::ui::sheets`], which a first visit does not have.
#[derive(Clone, Copy)]
pub struct Over {
    /// Told of a step back or forward; whether nothing else is to happen.
    pub stepped: fn() -> bool,
    /// Told of what is to be followed; how to keep what is left, nothing where that has to wait.
    pub followed: fn(&str, Keep) -> Option<Keep>,
}

fn here() -> ArcRwSignal<Option<Route>> {
    HERE.with_borrow_mut(|here| here.get_or_insert_with(|| ArcRwSignal::new(of_address(&address()))).clone())
}

/// The route that is shown, tracked; none for an address of ours that does not exist.
pub fn route() -> Option<Route> {
    here().get()
}

/// Whether the reader has come to this page from another one of this program.
pub fn has_turned() -> bool {
    TURNED.get()
}

/// Follows a route as if its link had been pressed.
pub fn go(route: &Route) {
    let mut address = net::base();
    address.push_str(&route.href());
    follow(&address, Keep::Both);
}

/// Follows a route in place of the one that is shown: the way back leads past it.
pub fn replace(route: &Route) {
    let mut address = net::base();
    address.push_str(&route.href());
    follow(&address, Keep::Last);
}

/// A link that leads back was pressed: where the page before this one is known it is shown as it was left, past what was looked
/// at on this one. Where it is not, the link is followed.
pub fn step_back(event: &Event) {
    if is_plain(event.unchecked_ref()) && back() {
        event.prevent_default();
    }
}

fn back() -> bool {
    let steps = TRAIL.with_borrow(|trail| {
        let page = page_of(&trail.last()?.route);
        trail.iter().rev().position(|entry| page_of(&entry.route) != page)
    });
    let Some(steps) = steps else { return false };
    tell_now();
    window().history().is_ok_and(|history| history.go_with_delta(-(steps as i32)).is_ok())
}

/// From now on this is told of every step.
pub fn lie_over(over: Over) {
    OVER.set(Some(over));
}

/// Names the page in the browser's title, before the centre's or the program's name.
pub fn title(page: &str) {
    let mut title = page.to_owned();
    title.push_str(say("shell.title-end"));
    tell_later(move || document().set_title(&title));
}

/// The browser's own frame hears of a change after the page has shown it: telling it costs a slow phone as much as ten days of
/// the month.
fn tell_later(tell: impl FnOnce() + 'static) {
    let waits = UNTOLD.with_borrow_mut(|untold| {
        untold.push(Box::new(tell));
        untold.len() > 1
    });
    if document().hidden() {
        return tell_now();
    }
    if !waits {
        request_animation_frame(|| set_timeout(tell_now, Duration::ZERO));
    }
}

/// Tells it now what it has not been told: the address is relied on.
pub fn tell_now() {
    for tell in UNTOLD.take() {
        tell();
    }
}

/// Begins to listen: links, and the browser's own back and forward.
pub fn listen(program: Program) {
    let here = here();
    let _ = window_event_listener(leptos::ev::popstate, move |_: PopStateEvent| {
        // The reader went somewhere else before it heard of it.
        UNTOLD.take();
        if OVER.get().is_some_and(|over| (over.stepped)()) {
            return;
        }
        let before = here.get_untracked();
        let now = of_address(&address());
        if before == now {
            return;
        }
        let turned = page_of(&before) != page_of(&now);
        TURNED.set(TURNED.get() || turned);
        let scrolled = TRAIL.with_borrow_mut(|trail| {
            let known = trail.iter().rev().skip(1).position(|entry| entry.route == now);
            match known {
                Some(above) => trail.truncate(trail.len() - 1 - above),
                // Forward, or an entry of before this page was loaded.
                None => trail.push(Entry { route: now.clone(), scrolled: 0.0 }),
            }
            known.and_then(|_| trail.last()).map(|entry| entry.scrolled)
        });
        here.set(now);
        match (turned, scrolled) {
            (false, _) => {}
            (true, Some(scrolled)) => come_back(scrolled, before),
            (true, None) => attend_to_heading(),
        }
    });
    let _ = window_event_listener(leptos::ev::click, move |event: MouseEvent| {
        if let Some((address, keep)) = inner_link(&event, program) {
            event.prevent_default();
            follow(&address, keep);
        }
    });
}

/// Whether the route that is left stays in the history.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Keep {
    /// It stays, and the way back leads to it.
    Both,
    /// It is replaced.
    Last,
}

/// Follows a full address of this program.
pub fn follow(address: &str, keep: Keep) {
    let asked = keep;
    let keep = match OVER.get() {
        Some(over) => {
            // It reads and turns back the history.
            tell_now();
            match (over.followed)(address, keep) {
                Some(keep) => keep,
                None => return,
            }
        }
        None => keep,
    };
    let here = here();
    let before = here.get_untracked();
    let now = of_address(address);
    let turned = page_of(&before) != page_of(&now);
    let told = address.to_owned();
    tell_later(move || enter(&told, keep));
    if turned {
        // Addresses on the new page are relative to it.
        tell_now();
    }
    TURNED.set(TURNED.get() || turned);
    TRAIL.with_borrow_mut(|trail| {
        if trail.is_empty() {
            trail.push(Entry { route: before, scrolled: 0.0 });
        }
        let entry = Entry { route: now.clone(), scrolled: 0.0 };
        match (trail.last_mut(), asked) {
            (Some(last), Keep::Last) => *last = entry,
            (Some(last), Keep::Both) => {
                if turned {
                    last.scrolled = window().scroll_y().unwrap_or_default();
                }
                trail.push(entry);
            }
            (None, _) => {}
        }
    });
    here.set(now);
    if turned {
        window().scroll_to_with_x_and_y(0.0, 0.0);
        attend_to_heading();
    }
}

/// Writes an address into the history.
fn enter(address: &str, keep: Keep) {
    let done = window().history().and_then(|history| match keep {
        Keep::Both => history.push_state_with_url(&JsValue::NULL, "", Some(address)),
        Keep::Last => history.replace_state_with_url(&JsValue::NULL, "", Some(address)),
    });
    // A browser may refuse (some limit how often): then the page is loaded the plain way.
    if done.is_err() {
        let _ = window().location().set_href(address);
    }
}

/// The address of a pressed link that leads within this program; none when the press asks for more than following it.
fn inner_link(event: &MouseEvent, program: Program) -> Option<(String, Keep)> {
    if event.default_prevented() || !is_plain(event) {
        return None;
    }
    let element = event.target()?.dyn_into::<web_sys::Element>().ok()?;
    let link = element.closest("a[href]").ok()??.dyn_into::<HtmlAnchorElement>().ok()?;
    if link.has_attribute("target") || link.has_attribute("download") {
        return None;
    }
    let address = link.href();
    let route = of_address(&address)?;
    let keep = if link.has_attribute("data-replace") { Keep::Last } else { Keep::Both };
    (route.program() == program).then_some((address, keep))
}

fn is_plain(event: &MouseEvent) -> bool {
    event.button() == 0 && !event.ctrl_key() && !event.meta_key() && !event.shift_key() && !event.alt_key()
}

fn address() -> String {
    window().location().href().unwrap_or_default()
}

/// The route of a full address; none where it leads off the site.
fn of_address(address: &str) -> Option<Route> {
    let address = Url::new(address).ok()?;
    let base = Url::new(&net::base()).ok()?;
    if address.origin() != base.origin() {
        return None;
    }
    let path = address.pathname();
    // What stands behind `#` is read like a query that no host sees.
    let mut query = address.search();
    if let Some(behind) = address.hash().strip_prefix('#') {
        query.push('&');
        query.push_str(behind);
    }
    Route::parse(path.strip_prefix(&base.pathname())?, &query)
}

/// Two routes of one page differ only in what the page shows.
fn page_of(route: &Option<Route>) -> Option<std::mem::Discriminant<Route>> {
    route.as_ref().map(std::mem::discriminant)
}

/// A page that one comes back to is where it was left, with the focus on what was pressed there. What it holds may be drawn
/// only as far as it is looked at: until then the room for it is kept.
fn come_back(scrolled: f64, from: Option<Route>) {
    let pressed = move || {
        let mut link = String::from("main a[href=\"");
        link.push_str(&from.as_ref()?.href());
        link.push_str("\"]");
        document().query_selector(&link).ok().flatten()?.dyn_into::<HtmlElement>().ok()
    };
    request_animation_frame(move || {
        let Some(body) = document().body() else { return };
        let mut room = (scrolled as i32).to_string();
        room.push_str("px");
        let _ = body.style().set_property("padding-bottom", &room);
        window().scroll_to_with_x_and_y(0.0, scrolled);
        let settle = move || {
            let _ = body.style().remove_property("padding-bottom");
            match pressed() {
                Some(link) => focus_quietly(&link),
                None => attend_to_heading(),
            }
        };
        set_timeout(settle, Duration::from_millis(200));
    });
}

fn focus_quietly(element: &HtmlElement) {
    let quietly = web_sys::FocusOptions::new();
    quietly.set_prevent_scroll(true);
    let _ = element.focus_with_options(&quietly);
}

/// A new page is announced by its heading, and the next tab key starts from there.
pub fn attend_to_heading() {
    request_animation_frame(|| {
        let heading = document().query_selector("main h1").ok().flatten();
        if let Some(heading) = heading.and_then(|heading| heading.dyn_into::<HtmlElement>().ok()) {
            heading.set_tab_index(-1);
            focus_quietly(&heading);
        }
    });
}
