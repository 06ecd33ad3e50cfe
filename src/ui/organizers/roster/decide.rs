//! An organizer decides about one slip, and says why.

use leptos::prelude::*;

use crate::domain::book::Verdict;
use crate::domain::id::SlipId;
use crate::domain::standing::Answer;
use crate::ui::controls::text_area::TextArea;
use crate::ui::organizers::form::{Write, form, submit, went};
use crate::ui::organizers::received::standing;
use crate::ui::organizers::roster::Rosters;
use crate::ui::organizers::wording;
use crate::ui::words::say;

/// What is chosen and written.
#[derive(Clone, Copy)]
struct Fields {
    chosen: RwSignal<usize>,
    why: RwSignal<String>,
    tried: RwSignal<bool>,
}

/// The dialog's content.
pub fn decide(rosters: Rosters) -> AnyView {
    let Some(slip) = rosters.chosen.get_untracked() else { return ().into_any() };
    let placement = rosters.placement.get_untracked();
    let Some(answer) = placement.and_then(|placement| placement.answers.get(&slip).cloned()) else {
        return ().into_any();
    };
    let month = rosters.month.get_untracked();
    let arrival = untrack(|| rosters.desk.arrival(month, &slip));
    let name = arrival.and_then(|arrival| arrival.slip.content.asks.person().map(|person| person.name.clone()));
    view! {
        <p>
            <strong>{name}</strong>
        </p>
        <p class="meta">{standing(answer.clone())}</p>
        {choose(rosters, slip, &answer)}
    }
    .into_any()
}

fn choose(rosters: Rosters, slip: SlipId, answer: &Answer) -> AnyView {
    let verdicts = StoredValue::new(Verdict::open_to(answer));
    let fields = Fields { chosen: RwSignal::new(0), why: RwSignal::new(String::new()), tried: RwSignal::new(false) };
    let chosen = move || verdicts.with_value(|verdicts| verdicts.get(fields.chosen.get()).cloned());
    let lacks_why = move || {
        let needs = chosen().is_some_and(|verdict| verdict.needs_a_reason());
        needs && fields.why.read().trim().is_empty()
    };
    let write: Write<(Verdict, String)> = Action::new_unsync(move |(verdict, why): &(Verdict, String)| {
        let (verdict, why) = (verdict.clone(), why.clone());
        async move {
            rosters.desk.decide(rosters.month.get_untracked(), slip, verdict, why).await?;
            rosters.dialog.close();
            Ok(())
        }
    });
    let send = move || {
        fields.tried.set(true);
        let (verdict, lacks) = (untrack(chosen), untrack(lacks_why));
        if let (Some(verdict), false) = (verdict, lacks) {
            write.dispatch((verdict, fields.why.with_untracked(|why| why.trim().to_owned())));
        }
    };
    let error =
        Signal::derive(move || (fields.tried.get() && lacks_why()).then(|| say("decide.why-missing").to_owned()));
    let why = TextArea {
        id: "decide-why",
        label: say("decide.why"),
        hint: Some(say("decide.why-hint")),
        rows: 2,
        value: fields.why,
        error,
    };
    let content = view! {
        {choices(verdicts.get_value(), fields.chosen)}
        {why.view()}
        {went(write, None)}
        {submit(say("decide.send"), move || write.pending().get())}
    };
    form(send, content.into_any())
}

fn choices(verdicts: Vec<Verdict>, chosen: RwSignal<usize>) -> AnyView {
    let choices = verdicts.into_iter().enumerate().map(|(index, verdict)| {
        view! {
            <label class="tick">
                <input
                    type="radio"
                    name="verdict"
                    prop:checked=move || chosen.get() == index
                    on:change=move |_| chosen.set(index)
                />
                <span>{wording::verdict(&verdict)}</span>
            </label>
        }
    });
    view! {
        <fieldset>
            <legend class="field-label">{say("decide.what")}</legend>
            {choices.collect_view()}
        </fieldset>
    }
    .into_any()
}
