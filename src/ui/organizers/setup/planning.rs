//! By which customs the centre plans its months, and how strictly. They stay here: residents see none of it.

use leptos::prelude::*;

use crate::domain::planning::{Check, Planning, Weight};
use crate::state::desk::Desk;
use crate::ui::controls::typed_field::{Typed, TypedField};
use crate::ui::organizers::drafts::Problem;
use crate::ui::organizers::form::{Trial, Write, form, line, submit, went};
use crate::ui::organizers::planning_draft::{PlanningDraft, PlanningField};
use crate::ui::words::{say, say_of};

/// First and last day of a vacation, as they are typed.
type Days = (RwSignal<String>, RwSignal<String>);

/// Draws the form.
pub fn planning(desk: Desk) -> AnyView {
    let known = untrack(move || desk.planning());
    let draft = PlanningDraft::of(&known);
    let starts_in = RwSignal::new(draft.starts_in);
    let budget = RwSignal::new(draft.budget);
    let service_day = RwSignal::new(draft.service_day);
    let days = |(from, to): (String, String)| (RwSignal::new(from), RwSignal::new(to));
    let (winter, summer) = (days(draft.winter), days(draft.summer));
    let weights: Vec<(Check, RwSignal<usize>)> = Check::ALL
        .into_iter()
        .map(|check| {
            let weight = known.weight(check);
            (check, RwSignal::new(Weight::ALL.iter().position(|other| *other == weight).unwrap_or(0)))
        })
        .collect();
    let chosen = weights.clone();
    let read = move || {
        let draft = PlanningDraft {
            starts_in: starts_in.get(),
            budget: budget.get(),
            service_day: service_day.get(),
            winter: (winter.0.get(), winter.1.get()),
            summer: (summer.0.get(), summer.1.get()),
        };
        let planning = draft.read()?;
        let weighed = chosen
            .iter()
            .fold(planning, |planning, (check, weight)| planning.with(*check, Weight::ALL[weight.get().min(2)]));
        Ok::<Planning, Vec<(PlanningField, Problem)>>(weighed)
    };
    let problems = read.clone();
    let trial = Trial::new(move || problems().err().unwrap_or_default());
    let write: Write<Planning> = Action::new_unsync(move |planning: &Planning| desk.choose_planning(planning.clone()));
    let send = move || {
        if let (true, Ok(planning)) = (trial.passes(), untrack(&read)) {
            write.dispatch(planning);
        }
    };
    let number = move |id, label, hint, value, field| {
        TypedField { id, label, hint: Some(hint), typed: Typed::Number, value, error: trial.told(field) }.view()
    };
    let day = move |id, label, value, field| {
        let typed = Typed::Day(String::new(), String::new());
        TypedField { id, label, hint: None, typed, value, error: trial.told(field) }.view()
    };
    let vacation = move |ids: (&'static str, &'static str), labels: (&'static str, &'static str), days: Days, field| {
        view! {
            <div class="pair">{day(ids.0, say(labels.0), days.0, field)} {day(ids.1, say(labels.1), days.1, field)}</div>
        }
    };
    let rows = weights.into_iter().map(|(check, weight)| row(check, weight)).collect_view();
    let content = view! {
        <table class="customs">
            <caption class="unseen">{say("planning.customs")}</caption>
            <thead>
                <tr>
                    <th scope="col">{say("planning.custom")}</th>
                    <th scope="col">{say("planning.weight")}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
        {number(
            "starts-in",
            say("planning.starts-in"),
            say("planning.starts-in-hint"),
            starts_in,
            PlanningField::StartsIn,
        )}
        {number(
            "service-day",
            say("planning.service-day"),
            say("planning.service-day-hint"),
            service_day,
            PlanningField::ServiceDay,
        )}
        {line("budget", say("planning.budget"), Some(say("planning.budget-hint")), budget, trial.told(PlanningField::Budget))}
        {vacation(
            ("winter-from", "winter-to"),
            ("planning.winter-from", "planning.winter-to"),
            winter,
            PlanningField::Winter,
        )}
        {vacation(
            ("summer-from", "summer-to"),
            ("planning.summer-from", "planning.summer-to"),
            summer,
            PlanningField::Summer,
        )}
        <p class="meta">{say("planning.vacations-hint")}</p>
        {went(write, Some(say("planning.kept")))}
        {submit(say("planning.keep"), move || write.pending().get())}
    };
    view! {
        <p class="quiet">{say("planning.words")}</p>
        {form(send, content.into_any())}
    }
    .into_any()
}

fn row(check: Check, weight: RwSignal<usize>) -> AnyView {
    let name = say_of("check", check.slug());
    let options = ["planning.off", "planning.notice", "planning.block"];
    view! {
        <tr>
            <th scope="row">{name}</th>
            <td>
                <select
                    aria-label=name
                    prop:value=move || ["0", "1", "2"][weight.get().min(2)]
                    on:change=move |event| weight.set(event_target_value(&event).parse().unwrap_or(0))
                >
                    {options
                        .into_iter()
                        .enumerate()
                        .map(|(index, key)| {
                            let value = ["0", "1", "2"][index];
                            view! {
                                <option value=value selected=index == weight.get_untracked()>
                                    {say(key)}
                                </option>
                            }
                        })
                        .collect_view()}
                </select>
            </td>
        </tr>
    }
    .into_any()
}
