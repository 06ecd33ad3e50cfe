//! A button that puts a text on the clipboard, and says whether it did.

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use crate::state::save;
use crate::ui::controls::button::Look;
use crate::ui::controls::icon::{Icon, icon};
use crate::ui::words::say;

/// How a copy went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Copied {
    NotYet,
    Yes,
    Refused,
}

/// Draws the button. Where a browser refuses, the text is shown to be selected by hand.
pub fn copy_button(look: Look, label: &'static str, text: String) -> AnyView {
    let copied = RwSignal::new(Copied::NotYet);
    let main = if look == Look::Main { "main" } else { "plain" };
    let shown = text.clone();
    let select = |event: leptos::ev::FocusEvent| event_target::<web_sys::HtmlTextAreaElement>(&event).select();
    let press = move |_| {
        let text = text.clone();
        spawn_local(async move {
            copied.set(if save::copy(&text).await { Copied::Yes } else { Copied::Refused });
        });
    };
    view! {
        <button type="button" class="button" data-look=main on:click=press>
            {move || icon(if copied.get() == Copied::Yes { Icon::Check } else { Icon::Copy })}
            <span aria-live="polite">
                {move || if copied.get() == Copied::Yes { say("control.copied") } else { label }}
            </span>
        </button>
        {move || {
            (copied.get() == Copied::Refused)
                .then(|| {
                    view! {
                        <label class="field">
                            <span class="field-hint">{say("control.copy-by-hand")}</span>
                            <textarea readonly=true on:focus=select prop:value=shown.clone()></textarea>
                        </label>
                    }
                })
        }}
    }
    .into_any()
}
