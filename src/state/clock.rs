//! The browser's clock: the only place that asks what time it is.

use chrono::NaiveDate;

use crate::domain::time::{Stamp, Start};

/// Now.
pub fn now() -> Stamp {
    Stamp(js_sys::Date::now() as i64)
}

/// Now on a centre's clock, `utc_offset` minutes east of UTC.
pub fn local_now(utc_offset: i32) -> Start {
    now().local(utc_offset)
}

/// Today at a centre.
pub fn today(utc_offset: i32) -> NaiveDate {
    local_now(utc_offset).day()
}

/// Lets the browser do what it has to, and goes on in its next task.
pub async fn breathe() {
    let turn = js_sys::Promise::new(&mut |resolve, _| {
        if let Some(window) = web_sys::window() {
            let _ = window.set_timeout_with_callback(&resolve);
        }
    });
    // Resolved by the timer, never refused.
    let _ = wasm_bindgen_futures::JsFuture::from(turn).await;
}
