//! The door of the workspace: what an organizer meets before it is open.

use leptos::prelude::*;
use wasm_bindgen::JsCast;

use crate::state::desk::{Desk, DeskError, Gate};
use crate::ui::controls::button::{Look, button};
use crate::ui::controls::icon::{Icon, icon};
use crate::ui::controls::notice::{Tone, notice};
use crate::ui::controls::typed_field::{Typed, TypedField};
use crate::ui::dom::Piece;
use crate::ui::organizers::form::{Write, fine, form, submit, went};
use crate::ui::organizers::{founding, head, restore, trouble};
use crate::ui::words::say;

/// What stands before the open workspace. `gate` is never [`Gate::Open`] here.
pub fn gate(desk: Desk, gate: &Gate, recovery: founding::Recovery) -> AnyView {
    match gate {
        Gate::Opening | Gate::Open => opening(),
        Gate::None => nobody(desk, recovery),
        Gate::Locked => locked(desk),
        Gate::Failed(error) => failed(desk, error),
    }
}

fn opening() -> AnyView {
    view! {
        <div class="door">
            {head::head(say("gate.heading"), None)} <p class="quiet" role="status">{say("gate.opening")}</p>
        </div>
    }
    .into_any()
}

/// Ways in from an empty browser.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    Make,
    Restore,
    Sample,
}

fn nobody(desk: Desk, recovery: founding::Recovery) -> AnyView {
    let way = RwSignal::new(None::<Way>);
    let back = move || button(Look::Words, say("gate.another-way"), move || way.set(None));
    let body = move || match way.get() {
        None => doors(desk, way),
        Some(Way::Make) => view! { {founding::make(desk, recovery)} {back()} }.into_any(),
        Some(Way::Restore) => view! { {restore::restore(desk)} {back()} }.into_any(),
        Some(Way::Sample) => view! { {sample(desk)} {back()} }.into_any(),
    };
    view! { <div class="door">{head::head(say("gate.heading"), None)} {body}</div> }.into_any()
}

fn doors(desk: Desk, way: RwSignal<Option<Way>>) -> AnyView {
    let door = move |to: Way, picture: Icon, label: &'static str, words: &'static str| {
        view! {
            <button type="button" class="door-way" on:click=move |_| way.set(Some(to))>
                {icon(picture)}
                <strong>{label}</strong>
                <span class="quiet">{words}</span>
            </button>
        }
    };
    view! {
        <p class="quiet">{say("gate.none")}</p>
        {door(Way::Make, Icon::Plus, say("gate.make"), say("gate.make-words"))}
        {door(Way::Restore, Icon::Undo, say("gate.restore"), say("gate.restore-words"))}
        {move || {
            desk.has_sample().then(|| door(Way::Sample, Icon::Board, say("gate.sample"), say("gate.sample-words")))
        }}
    }
    .into_any()
}

/// Asks for the passphrase of an existing workspace and does something with it.
fn ask(id: &'static str, label: &'static str, send: &'static str, write: Write<String>) -> AnyView {
    let passphrase = RwSignal::new(String::new());
    let field = TypedField {
        id,
        label,
        hint: None,
        typed: Typed::Passphrase("current-password"),
        value: passphrase,
        error: fine(),
    };
    let fields = view! {
        {field.view()}
        {went(write, None)}
        {submit(send, move || write.pending().get())}
    };
    let press = move || {
        write.dispatch(passphrase.get_untracked());
    };
    form(press, fields.into_any())
}

fn sample(desk: Desk) -> AnyView {
    let open = Action::new_unsync(move |passphrase: &String| desk.open_sample(passphrase.clone()));
    view! {
        <h2>{say("gate.sample")}</h2>
        <p>{say("gate.sample-hint")}</p>
        {ask("sample-passphrase", say("gate.passphrase"), say("gate.sample-open"), open)}
    }
    .into_any()
}

fn locked(desk: Desk) -> AnyView {
    let unlock = Action::new_unsync(move |passphrase: &String| desk.unlock(passphrase.clone()));
    let forgotten = RwSignal::new(false);
    // The one thing to do here: a reload asks for it again.
    request_animation_frame(|| {
        let field = document().get_element_by_id("passphrase");
        if let Some(field) = field.and_then(|field| field.dyn_into::<web_sys::HtmlElement>().ok()) {
            let _ = field.focus();
        }
    });
    view! {
        <div class="door">
            {head::head(say("gate.heading"), None)} <p class="quiet">{say("gate.locked")}</p>
            {ask("passphrase", say("gate.passphrase"), say("gate.unlock"), unlock)}
            {button(Look::Words, say("gate.forgotten"), move || forgotten.update(|shown| *shown = !*shown))}
            {move || {
                forgotten.get().then(|| view! { <p>{say("gate.forgotten-words")}</p> {restore::restore(desk)} })
            }}
        </div>
    }
    .into_any()
}

fn failed(desk: Desk, error: &DeskError) -> AnyView {
    let told = trouble::stopped(error);
    let reload = || {
        let _ = window().location().reload();
    };
    let way_out = view! {
        <p>{told.way_out}</p>
        {button(Look::Plain, say("gate.reload"), reload)}
    };
    view! {
        <div class="door">
            {head::head(say("gate.heading"), None)} {notice(Tone::Grave, told.what, Some(way_out.into_any().el()))}
            {told.from_file.then(|| restore::restore(desk))}
        </div>
    }
    .into_any()
}
