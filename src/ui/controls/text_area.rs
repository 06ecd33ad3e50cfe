//! Several lines of text, otherwise as [`super::field`].

use leptos::prelude::*;

use crate::ui::controls::field::problem;

/// Several lines.
pub struct TextArea {
    /// The element's id, unique on the page.
    pub id: &'static str,
    /// What is asked.
    pub label: &'static str,
    /// How to answer, where it helps.
    pub hint: Option<&'static str>,
    /// How many lines are seen.
    pub rows: u8,
    /// What is typed.
    pub value: RwSignal<String>,
    /// What is wrong with it.
    pub error: Signal<Option<String>>,
}

impl TextArea {
    /// Draws it.
    pub fn view(self) -> AnyView {
        let TextArea { id, label, hint, rows, value, error } = self;
        let told = [id, "-told"].concat();
        view! {
            <div class="field">
                <label for=id>{label}</label>
                {hint.map(|hint| view! { <span class="field-hint">{hint}</span> })}
                <textarea
                    id=id
                    rows=rows.to_string()
                    autocomplete="off"
                    spellcheck="false"
                    prop:value=move || value.get()
                    on:input=move |event| value.set(event_target_value(&event))
                    aria-invalid=move || error.read().is_some().then_some("true")
                    aria-describedby=told.clone()
                ></textarea>
                {problem(told.clone(), error)}
            </div>
        }
        .into_any()
    }
}
