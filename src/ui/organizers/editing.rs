//! A dialog in which something is filled in: it begins at its first field, and does not throw away what was typed without
//! asking.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlElement};

use crate::ui::controls::button::{Look, button};
use crate::ui::controls::dialog::Dialog;
use crate::ui::dom::{El, Piece, all, el, el_of, live};
use crate::ui::words::say;

/// What can be filled in or pressed, in the order of the page.
const FIRST: &str = "dialog[open] .dialog-body :is(button, input, select, textarea, summary, a[href])";

/// What is known of a dialog while it is open.
#[derive(Clone, Copy)]
struct Filling {
    /// Something was typed or chosen since it opened.
    begun: RwSignal<bool>,
    /// It was asked whether to throw that away, and not answered yet.
    asked: RwSignal<bool>,
}

/// Draws it, as [`Dialog::view`] does.
pub fn editing<P: Piece>(dialog: Dialog, heading: &'static str, content: impl Fn() -> P + 'static) -> El {
    let filling = Filling { begun: RwSignal::new(false), asked: RwSignal::new(false) };
    let drawn = dialog.view(heading, move || {
        filling.begun.set(false);
        filling.asked.set(false);
        request_animation_frame(begin);
        all([content().el(), live(move || filling.asked.get().then(|| question(dialog, filling)))])
    });
    let begun = move |_: Event| filling.begun.set(true);
    let stay = move |event: Event| {
        if filling.begun.get_untracked() && !filling.asked.get_untracked() {
            event.prevent_default();
            event.stop_propagation();
            filling.asked.set(true);
            request_animation_frame(|| focus("dialog[open] .dialog-ask button"));
        }
    };
    let crossed = move |event: Event| {
        let pressed = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        if pressed.is_some_and(|pressed| matches!(pressed.closest(".dialog-head button"), Ok(Some(_)))) {
            stay(event);
        }
    };
    // Before the cross itself hears of it.
    let capture = wasm_bindgen::closure::Closure::<dyn Fn(Event)>::new(crossed);
    let element = drawn.element().clone();
    let _ = element.add_event_listener_with_callback_and_bool("click", capture.as_ref().unchecked_ref(), true);
    drawn.on("input", begun).on("change", begun).on("cancel", stay).keep(capture)
}

/// Whether to throw away what was typed, where the thumb is.
fn question(dialog: Dialog, filling: Filling) -> El {
    let on = move || {
        filling.asked.set(false);
        begin();
    };
    el_of("div", "dialog-ask")
        .attr("role", "alert")
        .add(el("p").text(say("editing.throw-away")))
        .add(button(Look::Plain, say("editing.go-on"), on))
        .add(button(Look::Grave, say("editing.leave"), move || dialog.close()))
}

/// Not the cross: the first thing that there is to do.
fn begin() {
    focus(FIRST);
}

fn focus(selector: &'static str) {
    let found = document().query_selector(selector).ok().flatten();
    if let Some(found) = found.and_then(|found| found.dyn_into::<HtmlElement>().ok()) {
        let _ = found.focus();
    }
}
