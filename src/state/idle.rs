//! A desk that nobody touches locks itself: it may stand in a room with open doors.

use std::time::Duration;

use leptos::prelude::*;

use crate::state::clock;

/// After so long without a touch, in milliseconds.
const IDLE: i64 = 15 * 60 * 1000;
/// So often it is looked at.
const LOOK: Duration = Duration::from_secs(20);

/// When somebody last touched the page.
#[derive(Debug, Clone, Copy)]
pub struct Touched(StoredValue<i64>);

impl Touched {
    /// Just now.
    pub fn new() -> Self {
        Self(StoredValue::new(clock::now().0))
    }

    /// Just now, again.
    pub fn touch(self) {
        let _ = self.0.try_update_value(|at| *at = clock::now().0);
    }

    /// Calls `lock` when an open desk was not touched for long. Goes with what it was begun in.
    pub fn lock_when_idle(self, is_open: impl Fn() -> bool + 'static, lock: impl Fn() + 'static) {
        let pressed = window_event_listener(leptos::ev::pointerdown, move |_| self.touch());
        let typed = window_event_listener(leptos::ev::keydown, move |_| self.touch());
        let look = move || {
            let since = self.0.try_get_value().map(|at| clock::now().0 - at);
            if since.is_some_and(|since| since > IDLE) && is_open() {
                lock();
            }
        };
        let looks = set_interval_with_handle(look, LOOK);
        on_cleanup(move || {
            pressed.remove();
            typed.remove();
            if let Ok(looks) = looks {
                looks.clear();
            }
        });
    }
}

impl Default for Touched {
    fn default() -> Self {
        Self::new()
    }
}
