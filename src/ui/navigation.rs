//! Where the reader is, over the browser's history. Links are plain `<a href>` relative to the site's root; a plain
//! click on one that leads within the program is followed here, everything else is left to the browser.

use std::cell::{Cell, RefCell};

use leptos::ev::{MouseEvent, PopStateEvent};
use leptos::prelude::*;
use wasm_bindgen::prelude::*;
use web_sys::{HtmlAnchorElement, HtmlElement, Url};

use crate::state::net;
use crate::ui::route::{Program, Route};
use crate::ui::words::say;

thread_local! {
    /// Made when the program starts and kept for as long as the page is: no component owns it.
    static HERE: RefCell<Option<ArcRwSignal<Option<Route>>>> = const { RefCell::new(None) };
    /// Whether a page was turned since the program started.
    static TURNED: Cell<bool> = const { Cell::new(false) };
    static SHEETS: RefCell<Sheets> = RefCell::default();
}

/// The sheets that lie over a page. On a phone the way back is how one closes them: each has an entry of the history.
#[derive(Default)]
struct Sheets {
    /// Whether this program's sheets have entries. Organizers' ask before what was typed is thrown away, and have none.
    counted: bool,
    /// Whether each is open, the topmost last.
    open: Vec<RwSignal<bool>>,
    /// The last entry is that of a sheet which was closed a moment ago: what follows at once takes its place.
    spare: bool,
    /// The history is on its way back past such an entry.
    leaving: bool,
    /// What is followed once it is there.
    next: Option<(String, Keep)>,
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

/// A sheet was opened: the way back closes it.
pub fn sheet_opened(open: RwSignal<bool>) {
    SHEETS.with_borrow_mut(|sheets| {
        if !sheets.counted || sheets.leaving {
            return;
        }
        let entered = sheets.spare
            || window().history().is_ok_and(|history| history.push_state_with_url(&JsValue::NULL, "", None).is_ok());
        sheets.spare = false;
        if entered {
            sheets.open.push(open);
        }
    });
}

/// A sheet was closed, not by the way back: its entry goes as well, unless another page takes its place at once.
pub fn sheet_closed(open: RwSignal<bool>) {
    let had_entry = SHEETS.with_borrow_mut(|sheets| {
        let at = sheets.open.iter().position(|other| *other == open);
        sheets.spare |= at.is_some();
        at.map(|at| sheets.open.remove(at)).is_some()
    });
    if had_entry {
        set_timeout(
            || {
                let spare = SHEETS.with_borrow_mut(|sheets| {
                    sheets.leaving |= sheets.spare;
                    std::mem::take(&mut sheets.spare)
                });
                if spare {
                    back();
                }
            },
            std::time::Duration::ZERO,
        );
    }
}

fn back() {
    let _ = window().history().and_then(|history| history.back());
}

/// Names the page in the browser's title, before the centre's or the program's name.
pub fn title(page: &str) {
    let mut title = page.to_owned();
    title.push_str(say("shell.title-end"));
    document().set_title(&title);
}

/// Begins to listen: links, and the browser's own back and forward.
pub fn listen(program: Program) {
    let here = here();
    SHEETS.with_borrow_mut(|sheets| sheets.counted = program == Program::Residents);
    let _ = window_event_listener(leptos::ev::popstate, move |_: PopStateEvent| {
        let (left, next, sheet) = SHEETS.with_borrow_mut(|sheets| {
            let left = std::mem::take(&mut sheets.leaving);
            (left, sheets.next.take(), if left { None } else { sheets.open.pop() })
        });
        if left {
            if let Some((address, keep)) = next {
                follow(&address, keep);
            }
            return;
        }
        if let Some(sheet) = sheet {
            let _ = sheet.try_set(false);
        }
        let before = here.get_untracked();
        let now = of_address(&address());
        if before == now {
            return;
        }
        let turned = page_of(&before) != page_of(&now);
        TURNED.set(TURNED.get() || turned);
        here.set(now);
        if turned {
            attend_to_heading();
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
enum Keep {
    Both,
    Last,
}

fn follow(address: &str, keep: Keep) {
    let (closed, over) = SHEETS.with_borrow_mut(|sheets| {
        let over = std::mem::take(&mut sheets.spare) || !sheets.open.is_empty();
        // In place of the page beneath a sheet: first back to it.
        if sheets.leaving || (over && keep == Keep::Last) {
            sheets.next = Some((address.to_owned(), keep));
        }
        (std::mem::take(&mut sheets.open), over)
    });
    for sheet in closed {
        let _ = sheet.try_set(false);
    }
    if SHEETS.with_borrow(|sheets| sheets.leaving) {
        return;
    }
    if over && keep == Keep::Last {
        SHEETS.with_borrow_mut(|sheets| sheets.leaving = true);
        return back();
    }
    let keep = if over { Keep::Last } else { keep };
    let here = here();
    let history = window().history();
    // A browser may refuse (some limit how often): then the page is loaded the plain way.
    let done = history.and_then(|history| match keep {
        Keep::Both => history.push_state_with_url(&JsValue::NULL, "", Some(address)),
        Keep::Last => history.replace_state_with_url(&JsValue::NULL, "", Some(address)),
    });
    if done.is_err() {
        let _ = window().location().set_href(address);
        return;
    }
    let before = here.get_untracked();
    let now = of_address(address);
    let turned = page_of(&before) != page_of(&now);
    TURNED.set(TURNED.get() || turned);
    here.set(now);
    if turned {
        window().scroll_to_with_x_and_y(0.0, 0.0);
        attend_to_heading();
    }
}

/// The address of a pressed link that leads within this program; none when the press asks for more than following it.
fn inner_link(event: &MouseEvent, program: Program) -> Option<(String, Keep)> {
    if event.default_prevented() || event.button() != 0 {
        return None;
    }
    if event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key() {
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

/// A new page is announced by its heading, and the next tab key starts from there.
pub fn attend_to_heading() {
    request_animation_frame(|| {
        let heading = document().query_selector("main h1").ok().flatten();
        if let Some(heading) = heading.and_then(|heading| heading.dyn_into::<HtmlElement>().ok()) {
            heading.set_tab_index(-1);
            let quietly = web_sys::FocusOptions::new();
            quietly.set_prevent_scroll(true);
            let _ = heading.focus_with_options(&quietly);
        }
    });
}
