//! Fields to fill in: the label above, a hint below it, and what is wrong in words beneath. What was typed stays.

use leptos::prelude::*;

use crate::ui::controls::icon::{Icon, icon};
use crate::ui::dom::{El, el, el_of};

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
    pub fn view(self) -> El {
        let TextField { id, label, hint, typing, value, typed, error } = self;
        let (mode, complete) = match typing {
            Typing::Words => ("text", "off"),
            Typing::Name => ("text", "name"),
            Typing::Phone => ("tel", "tel"),
            Typing::Digits => ("numeric", "off"),
        };
        let told = described(id);
        let input = el("input")
            .attr("id", id)
            .attr("inputmode", mode)
            .attr("autocomplete", complete)
            .attr("aria-describedby", &told)
            .live_property("value", move || value.get().into())
            .live_flag("aria-invalid", "true", move || error.read().is_some())
            .on("input", move |event| typed.set(event_target_value(&event)));
        el_of("div", "field")
            .add(el("label").attr("for", id).text(label))
            .add(hint.map(|hint| el_of("span", "field-hint").text(hint)))
            .add(input)
            .add(problem(told, error))
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
    pub fn view(self) -> El {
        let SelectField { id, label, choices, value, choose, error } = self;
        let told = described(id);
        let choices = choices.into_iter().map(|(choice, words)| {
            let selected = value.get_untracked() == choice;
            el("option").attr("value", &choice).maybe("selected", selected.then_some("")).text(&words)
        });
        let select = el("select")
            .attr("id", id)
            .attr("aria-describedby", &told)
            .live_flag("aria-invalid", "true", move || error.read().is_some())
            .on("change", move |event| choose.set(event_target_value(&event)))
            .add(choices.collect::<Vec<_>>())
            .live_property("value", move || value.get().into());
        el_of("div", "field").add(el("label").attr("for", id).text(label)).add(select).add(problem(told, error))
    }
}

/// A tick with its sentence.
pub fn tick(label: impl Into<String>, value: Signal<bool>, ticked: SignalSetter<bool>) -> El {
    let input = el("input")
        .attr("type", "checkbox")
        .live_property("checked", move || value.get().into())
        .on("change", move |event| ticked.set(event_target_checked(&event)));
    el_of("label", "tick").add(input).add(el("span").text(&label.into()))
}

/// What is wrong, beneath a field; read out when it appears.
pub fn problem(id: String, error: Signal<Option<String>>) -> El {
    let words = move || error.get().map(|words| el_of("span", "field-error").add(icon(Icon::Warning)).text(&words));
    el("span").attr("id", &id).attr("aria-live", "polite").live(words)
}

fn described(id: &str) -> String {
    let mut told = id.to_owned();
    told.push_str("-told");
    told
}
