//! The residents' program: mounts the shell with the residents' pages.

use leptos::prelude::*;

/// Starts the program in the page's body.
pub fn start() {
    mount_to_body(|| view! { <main><h1>"邻里"</h1></main> });
    // What stood on the screen until now.
    if let Some(waiting) = document().get_element_by_id("boot") {
        waiting.remove();
    }
}
