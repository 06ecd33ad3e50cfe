//! The large-type mode (长辈版), as the pages see it.

use std::cell::RefCell;

use leptos::prelude::*;

use crate::state::settings;

thread_local! {
    /// Kept for as long as the page is: no component owns it.
    static ELDER: RefCell<Option<ArcRwSignal<bool>>> = const { RefCell::new(None) };
}

fn signal() -> ArcRwSignal<bool> {
    ELDER.with_borrow_mut(|elder| elder.get_or_insert_with(|| ArcRwSignal::new(settings::elder())).clone())
}

/// Whether it is on, tracked.
pub fn elder() -> bool {
    signal().get()
}

/// Turns it on or off.
pub fn set_elder(on: bool) {
    settings::set_elder(on);
    signal().set(on);
}
