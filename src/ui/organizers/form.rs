//! What the organizers' forms share: problems told field by field, one way to send, and how a write went.

use leptos::prelude::*;
use wasm_bindgen::JsCast;

use crate::state::desk::DeskError;
use crate::ui::controls::field::{SelectField, TextField, Typing, tick};
use crate::ui::controls::notice::{Tone, notice};
use crate::ui::organizers::drafts::Problems;
use crate::ui::organizers::{trouble, wording};
use crate::ui::words::say;

/// A write that a press begins.
pub type Write<I> = Action<I, Result<(), DeskError>>;

/// What is wrong with a form: told from the first attempt to send it, and from then on while it is corrected.
pub struct Trial<F: Send + Sync + 'static> {
    problems: Memo<Problems<F>>,
    tried: RwSignal<bool>,
}

impl<F: Send + Sync> Clone for Trial<F> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<F: Send + Sync> Copy for Trial<F> {}

impl<F: Copy + PartialEq + Send + Sync> Trial<F> {
    /// A form that nobody tried to send yet. `problems` reads its fields.
    pub fn new(problems: impl Fn() -> Problems<F> + Send + Sync + 'static) -> Self {
        Self { problems: Memo::new(move |_| problems()), tried: RwSignal::new(false) }
    }

    /// What is wrong with one field.
    pub fn told(self, field: F) -> Signal<Option<String>> {
        Signal::derive(move || {
            let problems = self.problems.read();
            let problem = problems.iter().find(|(other, _)| *other == field).map(|(_, problem)| *problem);
            problem.filter(|_| self.tried.get()).map(wording::problem)
        })
    }

    /// Whether it was tried and something is wrong; tracked.
    pub fn fails(self) -> bool {
        self.tried.get() && !self.problems.read().is_empty()
    }

    /// As if nobody had tried yet: what was sent is kept, and the fields are for something else.
    pub fn begin_again(self) {
        self.tried.set(false);
    }

    /// An attempt to send it: whether it may be.
    pub fn passes(self) -> bool {
        self.tried.set(true);
        self.problems.with_untracked(|problems| problems.is_empty())
    }
}

/// A form, sent by its button or by the return key. Problems are told in our own words.
pub fn form(send: impl Fn() + 'static, fields: AnyView) -> AnyView {
    let send = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        // Asked for now: when the form is sent well it may be gone by the next frame.
        let form = event.target().and_then(|form| form.dyn_into::<web_sys::Element>().ok());
        send();
        // What is wrong is marked by then: the first such field takes the focus.
        request_animation_frame(move || {
            let wrong = form.and_then(|form| form.query_selector("[aria-invalid]").ok().flatten());
            if let Some(field) = wrong.and_then(|field| field.dyn_into::<web_sys::HtmlElement>().ok()) {
                let _ = field.focus();
            }
        });
    };
    view! {
        <form class="form" novalidate=true on:submit=send>
            {fields}
        </form>
    }
    .into_any()
}

/// The button that sends a form. While something is being written it says so and does nothing.
pub fn submit(label: &'static str, pending: impl Fn() -> bool + Copy + Send + Sync + 'static) -> AnyView {
    submit_as(label.to_owned(), pending)
}

/// The same with words that were put together.
pub fn submit_as(label: String, pending: impl Fn() -> bool + Copy + Send + Sync + 'static) -> AnyView {
    view! {
        <button
            type="submit"
            class="button"
            data-look="main"
            aria-disabled=move || pending().then_some("true")
            on:click=move |event| {
                if pending() {
                    event.prevent_default();
                }
            }
        >
            {move || if pending() { say("organize.working").to_owned() } else { label.clone() }}
        </button>
    }
    .into_any()
}

/// How a write went: nothing until it is over, then what went wrong, or the words for done.
pub fn went<I: Send + Sync + 'static>(write: Write<I>, done: Option<&'static str>) -> AnyView {
    (move || {
        let value = write.value();
        let value = value.read();
        match value.as_ref()? {
            Ok(()) => done.map(|done| notice(Tone::Good, done, None)),
            Err(error) => Some(notice(Tone::Grave, trouble::words(error), None)),
        }
    })
    .into_any()
}

/// One line of text over a signal of the form.
pub fn line(
    id: &'static str,
    label: &'static str,
    hint: Option<&'static str>,
    value: RwSignal<String>,
    error: Signal<Option<String>>,
) -> AnyView {
    TextField { id, label, hint, typing: Typing::Words, value: value.into(), typed: value.into(), error }
        .view()
        .into_any()
}

/// A telephone number over a signal of the form.
pub fn phone(id: &'static str, label: &'static str, value: RwSignal<String>, error: Signal<Option<String>>) -> AnyView {
    TextField { id, label, hint: None, typing: Typing::Phone, value: value.into(), typed: value.into(), error }
        .view()
        .into_any()
}

/// A choice over a signal of the form. `choices` are values and their words.
pub fn choice(
    id: &'static str,
    label: &'static str,
    choices: Vec<(String, String)>,
    value: RwSignal<String>,
    error: Signal<Option<String>>,
) -> AnyView {
    SelectField { id, label, choices, value: value.into(), choose: value.into(), error }.view().into_any()
}

/// A tick over a signal of the form.
pub fn ticked(label: impl Into<String>, value: RwSignal<bool>) -> AnyView {
    tick(label, value.into(), value.into()).into_any()
}

/// No problem, for fields that cannot have one.
pub fn fine() -> Signal<Option<String>> {
    Signal::stored(None)
}
