//! A few exclusive choices in one frame: radio buttons underneath.

use leptos::prelude::*;

/// Draws the choices; `chosen` counts from 0 and follows what is pressed.
pub fn segmented(
    name: &'static str,
    legend: &'static str,
    labels: Vec<&'static str>,
    chosen: RwSignal<usize>,
    choose: impl Fn(usize) + Copy + Send + Sync + 'static,
) -> AnyView {
    let choices = labels.into_iter().enumerate().map(|(index, label)| {
        let is_chosen = move || chosen.get() == index;
        view! {
            <label data-chosen=move || is_chosen().then_some("1")>
                <input
                    type="radio"
                    name=name
                    prop:checked=is_chosen
                    on:change=move |_| {
                        chosen.set(index);
                        choose(index);
                    }
                />
                {label}
            </label>
        }
    });
    view! {
        <fieldset class="field">
            <legend>{legend}</legend>
            <div class="segmented">{choices.collect_view()}</div>
        </fieldset>
    }
    .into_any()
}
