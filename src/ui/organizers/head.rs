//! The heading of an organizers' page, which also names the page in the browser's title.

use leptos::prelude::*;

use crate::ui::navigation;

/// Draws it, with what stands beside it.
pub fn head(heading: &'static str, beside: Option<AnyView>) -> AnyView {
    navigation::title(heading);
    view! {
        <div class="page-head">
            <h1>{heading}</h1>
            {beside}
        </div>
    }
    .into_any()
}
