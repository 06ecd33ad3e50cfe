//! A text of the centre's: simplified Chinese first, the other two languages behind a fold.

use leptos::prelude::*;

use crate::ui::controls::text_area::TextArea;
use crate::ui::organizers::drafts::TextDraft;
use crate::ui::organizers::form::{fine, line};
use crate::ui::words::say;

/// A text as it is typed.
#[derive(Clone, Copy)]
pub struct TextSignals {
    hans: RwSignal<String>,
    hant: RwSignal<String>,
    en: RwSignal<String>,
}

impl TextSignals {
    /// Begins with what stands there.
    pub fn of(draft: TextDraft) -> Self {
        let TextDraft { hans, hant, en } = draft;
        Self { hans: RwSignal::new(hans), hant: RwSignal::new(hant), en: RwSignal::new(en) }
    }

    /// Says something else.
    pub fn fill(self, draft: TextDraft) {
        let TextDraft { hans, hant, en } = draft;
        self.hans.set(hans);
        self.hant.set(hant);
        self.en.set(en);
    }

    /// As it is typed now, tracked.
    pub fn draft(self) -> TextDraft {
        TextDraft { hans: self.hans.get(), hant: self.hant.get(), en: self.en.get() }
    }
}

/// The field's three elements.
pub struct TextIds {
    /// Of the simplified text.
    pub hans: &'static str,
    /// Of the traditional text.
    pub hant: &'static str,
    /// Of the English text.
    pub en: &'static str,
}

/// Draws it; `rows` above 1 make room for several lines.
pub fn text_field(
    ids: TextIds,
    label: &'static str,
    hint: Option<&'static str>,
    rows: u8,
    text: TextSignals,
    error: Signal<Option<String>>,
) -> AnyView {
    let line = move |id, label, hint, value, error| match rows {
        1 => line(id, label, hint, value, error),
        _ => TextArea { id, label, hint, rows, value, error }.view(),
    };
    view! {
        <div class="text-field">
            {line(ids.hans, label, hint, text.hans, error)}
            <details>
                <summary>{say("text.others")}</summary>
                <div class="stack">
                    {line(ids.hant, say("text.hant"), None, text.hant, fine())}
                    {line(ids.en, say("text.en"), None, text.en, fine())}
                </div>
            </details>
        </div>
    }
    .into_any()
}
