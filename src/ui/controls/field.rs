//! Fields to fill in: the label above, a hint below it, and what is wrong in words beneath. What was typed stays.

use leptos::prelude::*;

use crate::ui::controls::icon::{Icon, icon};

/// What the phone's keyboard should offer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Typing {
    /// Words.
    Words,
    /// A name, not corrected.
    Name,
    /// A telephone number.
    Phone,
    /// Digits.
    Digits,
}

/// One line of text.
pub struct TextField {
    /// The element's id, unique on the page.
    pub id: &'static str,
    /// What is asked.
    pub label: &'static str,
    /// How to answer, where it helps.
    pub hint: Option<&'static str>,
    /// What the keyboard should offer.
    pub typing: Typing,
    /// What is typed so far.
    pub value: Signal<String>,
    /// Takes what is typed.
    pub typed: SignalSetter<String>,
    /// What is wrong with it.
    pub error: Signal<Option<String>>,
}

impl TextField {
    /// Draws it.
    pub fn view(self) -> AnyView {
        let TextField { id, label, hint, typing, value, typed, error } = self;
        let (mode, complete) = match typing {
            Typing::Words => ("text", "off"),
            Typing::Name => ("text", "name"),
            Typing::Phone => ("tel", "tel"),
            Typing::Digits => ("numeric", "off"),
        };
        let told = described(id);
        view! {
            <div class="field">
                <label for=id>{label}</label>
                {hint.map(|hint| view! { <span class="field-hint">{hint}</span> })}
                <input
                    id=id
                    inputmode=mode
                    autocomplete=complete
                    prop:value=move || value.get()
                    on:input=move |event| typed.set(event_target_value(&event))
                    aria-invalid=move || error.read().is_some().then_some("true")
                    aria-describedby=told.clone()
                />
                {problem(told.clone(), error)}
            </div>
        }
        .into_any()
    }
}

/// A choice from a list: `choices` are values and words.
pub struct SelectField {
    /// The element's id, unique on the page.
    pub id: &'static str,
    /// What is asked.
    pub label: &'static str,
    /// Values and the words for them.
    pub choices: Vec<(String, String)>,
    /// The chosen value.
    pub value: Signal<String>,
    /// Takes the choice.
    pub choose: SignalSetter<String>,
    /// What is wrong with it.
    pub error: Signal<Option<String>>,
}

impl SelectField {
    /// Draws it.
    pub fn view(self) -> AnyView {
        let SelectField { id, label, choices, value, choose, error } = self;
        let told = described(id);
        let choices = choices.into_iter().map(|(choice, words)| {
            let selected = value.get_untracked() == choice;
            view! { <option value=choice selected=selected>{words}</option> }
        });
        view! {
            <div class="field">
                <label for=id>{label}</label>
                <select
                    id=id
                    on:change=move |event| choose.set(event_target_value(&event))
                    aria-invalid=move || error.read().is_some().then_some("true")
                    aria-describedby=told.clone()
                >
                    {choices.collect_view()}
                </select>
                {problem(told.clone(), error)}
            </div>
        }
        .into_any()
    }
}

/// A tick with its sentence.
pub fn tick(label: impl Into<String>, value: Signal<bool>, ticked: SignalSetter<bool>) -> AnyView {
    view! {
        <label class="tick">
            <input
                type="checkbox"
                prop:checked=move || value.get()
                on:change=move |event| ticked.set(event_target_checked(&event))
            />
            <span>{label.into()}</span>
        </label>
    }
    .into_any()
}

/// What is wrong, beneath a field; read out when it appears.
pub fn problem(id: String, error: Signal<Option<String>>) -> AnyView {
    view! {
        <span id=id aria-live="polite">
            {move || {
                error.get().map(|words| view! { <span class="field-error">{icon(Icon::Warning)} {words}</span> })
            }}
        </span>
    }
    .into_any()
}

fn described(id: &str) -> String {
    let mut told = id.to_owned();
    told.push_str("-told");
    told
}
