//! Today at the centre, for pages that stay open over midnight.

use std::cell::RefCell;

use chrono::NaiveDate;
use leptos::prelude::*;

use crate::domain::time::Start;
use crate::state::clock;
use crate::state::published::Published;

thread_local! {
    /// Kept for as long as the page is: no component owns it.
    static TODAY: RefCell<Option<ArcRwSignal<NaiveDate>>> = const { RefCell::new(None) };
}

/// Today, tracked: looked up anew whenever the page is looked at again.
pub fn today() -> NaiveDate {
    let signal = TODAY.with_borrow_mut(|today| {
        today
            .get_or_insert_with(|| {
                // Asked for here: a listener runs outside of every component.
                let published = Published::here();
                let day = move || clock::today(published.utc_offset());
                let signal = ArcRwSignal::new(day());
                let shown = signal.clone();
                let _ = window_event_listener(leptos::ev::visibilitychange, move |_| {
                    let now = day();
                    if shown.get_untracked() != now {
                        shown.set(now);
                    }
                });
                signal
            })
            .clone()
    });
    signal.get()
}

/// Now on the centre's clock; not tracked.
pub fn now() -> Start {
    clock::local_now(Published::here().utc_offset())
}
