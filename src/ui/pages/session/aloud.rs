//! 读给我听: sentences in the phone's own voice, where it has one that speaks the language. A second press stops it, and so does
//! leaving the page.

use std::cell::{Cell, RefCell};

use js_sys::{Array, Function, Reflect};
use leptos::prelude::*;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};

use crate::domain::text::Language;
use crate::ui::controls::icon::{Icon, icon};
use crate::ui::dom::{El, el, el_of, live};
use crate::ui::words::{language, say};

thread_local! {
    /// How often reading has begun.
    static TURN: Cell<u32> = const { Cell::new(0) };
    /// What is being read.
    static READ: RefCell<Array> = RefCell::new(Array::new());
}

/// The browser's voice. By name: chat apps' browsers have no `speechSynthesis`, and the bindings would throw there.
#[derive(Clone)]
struct Voice(JsValue);

/// Draws the button once it is known that there is a voice: some phones tell so a moment later, and some have none.
pub fn aloud(sentences: Vec<String>) -> Option<El> {
    let voice = Voice::here()?;
    let has_voice = RwSignal::new(voice.speaks());
    let reading = RwSignal::new(false);
    let heard = {
        let voice = voice.clone();
        Closure::<dyn Fn()>::new(move || {
            let _ = has_voice.try_set(voice.speaks());
        })
    };
    let _ = Reflect::set(&voice.0, &"onvoiceschanged".into(), heard.as_ref());
    let ends = Ends { voice: voice.clone(), _heard: heard };
    let sentences = StoredValue::new(sentences);
    let press = move || {
        voice.stop();
        let begins = !reading.get_untracked();
        reading.set(begins && sentences.with_value(|sentences| voice.read(sentences, reading)));
    };
    // The same button all the while: who pressed it by keyboard presses it again.
    let press = StoredValue::new_local(press);
    let button = move || {
        let words = move || say(if reading.get() { "session.stop-reading" } else { "session.read-aloud" }).to_owned();
        el_of("button", "button")
            .attr("type", "button")
            .attr("data-look", "plain")
            .on("click", move |_| press.with_value(|press| press()))
            .live(move || icon(if reading.get() { Icon::Cross } else { Icon::Aloud }))
            .add(el("span").live_text(words))
    };
    let shown = Memo::new(move |_| has_voice.get());
    Some(live(move || shown.get().then(button)).keep(ends))
}

/// With the page the voice ends.
struct Ends {
    voice: Voice,
    _heard: Closure<dyn Fn()>,
}

impl Drop for Ends {
    fn drop(&mut self) {
        let _ = Reflect::set(&self.voice.0, &"onvoiceschanged".into(), &JsValue::NULL);
        self.voice.stop();
    }
}

impl Voice {
    fn here() -> Option<Self> {
        let voice = Reflect::get(&window(), &"speechSynthesis".into()).ok()?;
        voice.is_object().then_some(Self(voice))
    }

    /// Whether it has a voice that speaks the language of the page.
    fn speaks(&self) -> bool {
        let voices = self.call("getVoices", &Array::new());
        let voices = voices.and_then(|voices| voices.dyn_into::<Array>().ok()).unwrap_or_default();
        let tags: &[&str] = if language() == Language::English { &["en"] } else { &["zh", "cmn", "yue"] };
        voices.iter().any(|voice| {
            let lang = Reflect::get(&voice, &"lang".into()).ok().and_then(|lang| lang.as_string());
            lang.is_some_and(|lang| tags.iter().any(|tag| lang.to_ascii_lowercase().starts_with(tag)))
        })
    }

    /// Reads sentence by sentence: some voices break off in the middle of a long text. `reading` is told when it ends.
    fn read(&self, sentences: &[String], reading: RwSignal<bool>) -> bool {
        TURN.set(TURN.get() + 1);
        READ.with_borrow(|read| read.set_length(0));
        let begun = || {
            let make: Function = Reflect::get(&window(), &"SpeechSynthesisUtterance".into()).ok()?.dyn_into().ok()?;
            let last = sentences.len().checked_sub(1)?;
            for (at, sentence) in sentences.iter().enumerate() {
                let utterance = Reflect::construct(&make, &Array::of1(&sentence.into())).ok()?;
                let lang = if language() == Language::English { "en" } else { "zh-CN" };
                let _ = Reflect::set(&utterance, &"lang".into(), &lang.into());
                if at == last {
                    // Stopping ends it as well, a moment later: by then another reading may have begun.
                    let this = TURN.get();
                    let over = move || {
                        if TURN.get() == this {
                            let _ = reading.try_set(false);
                        }
                    };
                    let over = Closure::<dyn Fn()>::new(over).into_js_value();
                    for event in ["onend", "onerror"] {
                        let _ = Reflect::set(&utterance, &event.into(), &over);
                    }
                }
                self.call("speak", &Array::of1(&utterance))?;
                // An engine that lets go of what it still reads never tells that it ended.
                let _ = READ.with_borrow(|read| read.push(&utterance));
            }
            Some(())
        };
        begun().is_some()
    }

    fn stop(&self) {
        let _ = self.call("cancel", &Array::new());
    }

    fn call(&self, name: &str, with: &Array) -> Option<JsValue> {
        let function: Function = Reflect::get(&self.0, &name.into()).ok()?.dyn_into().ok()?;
        function.apply(&self.0, with).ok()
    }
}
