//! The centre's clock on pages that stay open.

use std::time::Duration;

use leptos::prelude::*;

use crate::domain::time::Start;
use crate::state::desk::Desk;

/// How often it is looked at: a minute is never seen late by more than this.
const LOOK: Duration = Duration::from_secs(5);

/// Now, by the minute, as long as the page is there.
pub fn minutes(desk: Desk) -> RwSignal<Start> {
    let now = RwSignal::new(desk.now());
    let look = move || {
        let present = desk.now();
        if now.try_get_untracked().is_some_and(|known| known != present) {
            now.set(present);
        }
    };
    if let Ok(tick) = set_interval_with_handle(look, LOOK) {
        on_cleanup(move || tick.clear());
    }
    now
}
