//! A file to choose, or to drop.

use leptos::ev::DragEvent;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{File, HtmlInputElement};

/// Draws the field; `take` is handed each chosen or dropped file. `accept` is the browser's list of endings, so that
/// its dialog shows the right ones first.
pub fn file_field(
    id: &'static str,
    label: &'static str,
    hint: Option<&'static str>,
    accept: &'static str,
    take: impl Fn(File) + Copy + 'static,
) -> AnyView {
    let over = RwSignal::new(false);
    let chosen = move |event: leptos::ev::Event| {
        let Some(input) = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok()) else { return };
        if let Some(file) = input.files().and_then(|files| files.get(0)) {
            take(file);
        }
        // The same file chosen again, after it was corrected, is a choice too.
        input.set_value("");
    };
    let dropped = move |event: DragEvent| {
        event.prevent_default();
        over.set(false);
        if let Some(file) = dropped_file(&event) {
            take(file);
        }
    };
    view! {
        <div
            class="field file-field"
            data-over=move || over.get().then_some("1")
            on:dragover=move |event| {
                event.prevent_default();
                over.set(true);
            }
            on:dragleave=move |_| over.set(false)
            on:drop=dropped
        >
            <div class="field-line">
                <input class="unseen" id=id type="file" accept=accept on:change=chosen />
                <label class="button" for=id>
                    {label}
                </label>
            </div>
            {hint.map(|hint| view! { <span class="field-hint">{hint}</span> })}
        </div>
    }
    .into_any()
}

/// The first file that a drop brings.
pub fn dropped_file(event: &DragEvent) -> Option<File> {
    event.data_transfer()?.files()?.get(0)
}
