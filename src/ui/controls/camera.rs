//! A button that reads codes with the camera, or out of a picture that is chosen. Before the press nothing is asked; what is
//! left is off. Where the browser cannot read codes, what works instead is said in its place.

use std::rc::Rc;

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;
use web_sys::{Element, HtmlInputElement};

use crate::state::camera::{Camera, CameraError, can_read, read_file};
use crate::ui::controls::button::{Look, button};
use crate::ui::controls::notice::{Tone, notice};
use crate::ui::dom::{El, all, el, el_of, live};
use crate::ui::words::say;

/// Between two looks, in milliseconds: a hand holds still for longer.
const PAUSE: i32 = 200;
/// The same code again is read only after so many looks without it: nobody holds it up twice.
const FORGET: u32 = 10;

/// Whether to look on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Next {
    /// For the next one.
    GoOn,
    /// That was it.
    Stop,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Off,
    Asking,
    On,
    Failed(CameraError),
    NothingRead,
}

/// Draws it. `instead` says what works where the browser cannot; `read` is handed each code's text.
pub fn camera(instead: &'static str, read: impl Fn(String) -> Next + 'static) -> El {
    if !can_read() {
        return el_of("p", "quiet camera-instead").text(instead);
    }
    let state = RwSignal::new(State::Off);
    let read: Rc<dyn Fn(String) -> Next> = Rc::new(read);
    let screen = el("video").attr("playsinline", "").attr("aria-label", say("camera.view"));
    let by_camera = read.clone();
    let begin = move |event: web_sys::Event| {
        // Found at the press: a button that held the video would be held by it, and neither would ever go.
        let pressed = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let around = pressed.and_then(|pressed| pressed.closest(".camera").ok().flatten());
        let Some(screen) = around.and_then(|around| around.query_selector("video").ok().flatten()) else { return };
        state.set(State::Asking);
        spawn_local(look(screen, state, by_camera.clone()));
    };
    let acts = move || match state.get() {
        State::Asking | State::On => button(Look::Plain, say("camera.stop"), move || state.set(State::Off)),
        _ => {
            let scan = el_of("button", "button").attr("type", "button").attr("data-look", "plain");
            scan.on("click", begin.clone()).text(say("camera.scan"))
        }
    };
    let told = move || {
        let words = match state.get() {
            State::Off | State::On => return None,
            State::Asking => return Some(notice(Tone::Plain, say("camera.asking"), None)),
            State::Failed(CameraError::Denied) => say("camera.denied"),
            State::Failed(CameraError::NotThere) => say("camera.not-there"),
            State::NothingRead => say("camera.nothing-read"),
        };
        Some(notice(Tone::Warn, words, None))
    };
    let picture = picture(state, read);
    // Without a camera a picture will do: it is offered only then.
    let picture = picture
        .live_attr("hidden", move || (!matches!(state.get(), State::Failed(_) | State::NothingRead)).then(String::new));
    let frame = el_of("div", "camera-frame")
        .live_attr("hidden", move || (state.get() != State::On).then(String::new))
        .add(screen);
    el_of("div", "camera").add(all([frame, live(told), el_of("div", "row").add(live(acts)).add(picture)]))
}

/// Looks until it is stopped, the page is left or out of sight, or the reader has what it wants.
async fn look(screen: web_sys::Element, state: RwSignal<State>, read: Rc<dyn Fn(String) -> Next>) {
    let is = |wanted: State| state.try_get_untracked() == Some(wanted);
    let camera = match Camera::open(screen).await {
        Ok(camera) => camera,
        Err(error) => {
            if is(State::Asking) {
                state.set(State::Failed(error));
            }
            return;
        }
    };
    // It was called off while the person was asked.
    if !is(State::Asking) {
        return;
    }
    state.set(State::On);
    let (mut last, mut without) = (String::new(), FORGET);
    while is(State::On) && !Camera::is_hidden() {
        let seen = camera.read().await;
        if !is(State::On) {
            return;
        }
        without = if seen.contains(&last) { 0 } else { without.saturating_add(1) };
        for text in seen {
            if text == last && without < FORGET {
                continue;
            }
            (last, without) = (text.clone(), 0);
            if read(text) == Next::Stop {
                let _ = state.try_set(State::Off);
                return;
            }
        }
        Camera::wait(PAUSE).await;
    }
    if is(State::On) {
        state.set(State::Off);
    }
}

/// A picture to choose, or to take with the phone's own camera.
fn picture(state: RwSignal<State>, read: Rc<dyn Fn(String) -> Next>) -> El {
    let chosen = move |event: web_sys::Event| {
        let input = event_target::<HtmlInputElement>(&event);
        let Some(file) = input.files().and_then(|files| files.get(0)) else { return };
        // The same picture chosen again is a choice too.
        input.set_value("");
        let read = read.clone();
        spawn_local(async move {
            let found = read_file(&file).await;
            let _ = state.try_set(if found.is_empty() { State::NothingRead } else { State::Off });
            for text in found {
                if read(text) == Next::Stop {
                    return;
                }
            }
        });
    };
    let input = el_of("input", "unseen").attr("type", "file").attr("accept", "image/*").on("change", chosen);
    el_of("label", "button camera-picture").add(input).add(el("span").text(say("camera.picture")))
}
