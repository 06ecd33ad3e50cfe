//! One line that the browser helps to fill in: a day, a time, a number, a passphrase. Otherwise as [`super::field`].

use leptos::prelude::*;

use crate::ui::controls::field::problem;
use crate::ui::words::say;

/// What is typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Typed {
    /// A day as `YYYY-MM-DD`, from the first to the second; an empty one binds nothing.
    Day(String, String),
    /// A time of day as `HH:MM`.
    Time,
    /// A whole number.
    Number,
    /// Hidden, until its reader wants to see it. The argument is the browser's hint: `new-password` or
    /// `current-password`.
    Passphrase(&'static str),
}

/// One line of a kind.
pub struct TypedField {
    /// The element's id, unique on the page.
    pub id: &'static str,
    /// What is asked.
    pub label: &'static str,
    /// How to answer, where it helps.
    pub hint: Option<&'static str>,
    /// Of which kind.
    pub typed: Typed,
    /// What is typed.
    pub value: RwSignal<String>,
    /// What is wrong with it.
    pub error: Signal<Option<String>>,
}

impl TypedField {
    /// Draws it.
    pub fn view(self) -> AnyView {
        let TypedField { id, label, hint, typed, value, error } = self;
        let shown = RwSignal::new(false);
        let hides = matches!(typed, Typed::Passphrase(_));
        let kind = match typed {
            Typed::Day(..) => "date",
            Typed::Time => "time",
            Typed::Number => "number",
            Typed::Passphrase(_) => "password",
        };
        let (least, most) = match &typed {
            Typed::Day(least, most) => (bound(least), bound(most)),
            _ => (None, None),
        };
        let complete = if let Typed::Passphrase(hint) = typed { hint } else { "off" };
        let told = [id, "-told"].concat();
        view! {
            <div class="field">
                <label for=id>{label}</label>
                {hint.map(|hint| view! { <span class="field-hint">{hint}</span> })}
                <div class="field-line">
                    <input
                        id=id
                        type=move || if shown.get() { "text" } else { kind }
                        autocomplete=complete
                        autocapitalize="none"
                        spellcheck="false"
                        min=least
                        max=most
                        prop:value=move || value.get()
                        on:input=move |event| value.set(event_target_value(&event))
                        aria-invalid=move || error.read().is_some().then_some("true")
                        aria-describedby=told.clone()
                    />
                    {hides.then(|| reveal(shown))}
                </div>
                {problem(told.clone(), error)}
            </div>
        }
        .into_any()
    }
}

fn bound(day: &str) -> Option<String> {
    (!day.is_empty()).then(|| day.to_owned())
}

/// Shows what stands in a hidden field.
fn reveal(shown: RwSignal<bool>) -> AnyView {
    view! {
        <button
            type="button"
            class="button"
            data-look="words"
            aria-pressed=move || if shown.get() { "true" } else { "false" }
            on:click=move |_| shown.update(|shown| *shown = !*shown)
        >
            {move || say(if shown.get() { "control.hide" } else { "control.show" })}
        </button>
    }
    .into_any()
}
