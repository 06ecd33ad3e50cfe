//! A button that puts a text on the clipboard, and says whether it did.

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use crate::state::save;
use crate::ui::controls::button::Look;
use crate::ui::controls::icon::{Icon, icon};
use crate::ui::dom::{El, all, el, el_of, live};
use crate::ui::words::say;

/// How a copy went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Copied {
    NotYet,
    Yes,
    Refused,
}

/// Draws the button. Where a browser refuses, the text is shown to be selected by hand.
pub fn copy_button(look: Look, label: &str, text: String) -> El {
    let label = label.to_owned();
    let copied = RwSignal::new(Copied::NotYet);
    let done = move || copied.get() == Copied::Yes;
    let main = if look == Look::Main { "main" } else { "plain" };
    let shown = text.clone();
    let press = move |_| {
        let text = text.clone();
        spawn_local(async move {
            copied.set(if save::copy(&text).await { Copied::Yes } else { Copied::Refused });
        });
    };
    let words = move || (if done() { say("control.copied") } else { &label }).to_owned();
    let button = el_of("button", "button")
        .attr("type", "button")
        .attr("data-look", main)
        .on("click", press)
        .live(move || icon(if done() { Icon::Check } else { Icon::Copy }))
        .add(el("span").attr("aria-live", "polite").live_text(words));
    let by_hand = move || (copied.get() == Copied::Refused).then(|| by_hand(&shown));
    all([button, live(by_hand)])
}

/// The text to be copied by hand.
fn by_hand(text: &str) -> El {
    let select = |event: web_sys::Event| event_target::<web_sys::HtmlTextAreaElement>(&event).select();
    let area = el("textarea").attr("readonly", "").text(text).on("focus", select);
    el_of("label", "field").add(el_of("span", "field-hint").text(say("control.copy-by-hand"))).add(area)
}
