//! Sheets in the history: on a phone the way back is how one closes them. Each has an entry of its own, which goes with it.

use std::cell::RefCell;
use std::time::Duration;

use leptos::prelude::*;
use wasm_bindgen::JsValue;

use crate::ui::navigation::{self, Keep, Over};
use crate::ui::route::Program;

thread_local! {
    static SHEETS: RefCell<Sheets> = RefCell::default();
}

#[derive(Default)]
struct Sheets {
    /// Whether each is open, the topmost last.
    open: Vec<RwSignal<bool>>,
    /// The last entry is that of a sheet which was closed a moment ago: what follows at once takes its place.
    spare: bool,
    /// The history is on its way back past such an entry.
    leaving: bool,
    /// What is followed once it is there.
    next: Option<(String, Keep)>,
}

/// A sheet was opened: the way back closes it. Organizers' ask before what was typed is thrown away, and have no entries.
pub fn opened(open: RwSignal<bool>) {
    if untrack(navigation::route).is_none_or(|route| route.program() != Program::Residents) {
        return;
    }
    navigation::lie_over(Over { stepped, followed });
    navigation::tell_now();
    SHEETS.with_borrow_mut(|sheets| {
        if sheets.leaving {
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
pub fn closed(open: RwSignal<bool>) {
    let had_entry = SHEETS.with_borrow_mut(|sheets| {
        let at = sheets.open.iter().position(|other| *other == open);
        sheets.spare |= at.is_some();
        at.map(|at| sheets.open.remove(at)).is_some()
    });
    if !had_entry {
        return;
    }
    let leave = || {
        let spare = SHEETS.with_borrow_mut(|sheets| {
            sheets.leaving |= sheets.spare;
            std::mem::take(&mut sheets.spare)
        });
        if spare {
            back();
        }
    };
    set_timeout(leave, Duration::ZERO);
}

fn stepped() -> bool {
    let (left, next, sheet) = SHEETS.with_borrow_mut(|sheets| {
        let left = std::mem::take(&mut sheets.leaving);
        (left, sheets.next.take(), if left { None } else { sheets.open.pop() })
    });
    if let Some((address, keep)) = next {
        navigation::follow(&address, keep);
    }
    if let Some(sheet) = sheet {
        let _ = sheet.try_set(false);
    }
    left
}

fn followed(address: &str, keep: Keep) -> Option<Keep> {
    let (closed, over, leaving) = SHEETS.with_borrow_mut(|sheets| {
        let over = std::mem::take(&mut sheets.spare) || !sheets.open.is_empty();
        // In place of the page beneath a sheet: first back to it.
        let wait = sheets.leaving || (over && keep == Keep::Last);
        if wait {
            sheets.next = Some((address.to_owned(), keep));
        }
        let leaving = std::mem::replace(&mut sheets.leaving, wait);
        (std::mem::take(&mut sheets.open), over, leaving)
    });
    for sheet in closed {
        let _ = sheet.try_set(false);
    }
    if leaving {
        return None;
    }
    match (over, keep) {
        (false, keep) => Some(keep),
        // The page takes the sheet's entry.
        (true, Keep::Both) => Some(Keep::Last),
        (true, Keep::Last) => {
            back();
            None
        }
    }
}

fn back() {
    let _ = window().history().and_then(|history| history.back());
}
