//! A `<dialog>`: the browser keeps the focus inside, closes it with Escape and gives the focus back.
//! On residents' phones the way back closes it as well.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlDialogElement;

use crate::ui::controls::button::bare_button;
use crate::ui::controls::icon::Icon;
use crate::ui::dom::{El, Piece, all, el, el_of};
use crate::ui::sheets;
use crate::ui::words::say;

/// Whether a dialog is open; its content exists only then.
#[derive(Debug, Clone, Copy)]
pub struct Dialog(RwSignal<bool>);

impl Dialog {
    /// A closed one.
    pub fn new() -> Self {
        Self(RwSignal::new(false))
    }

    /// Opens it.
    pub fn open(self) {
        if !self.0.get_untracked() {
            self.0.set(true);
            sheets::opened(self.0);
        }
    }

    /// Closes it.
    pub fn close(self) {
        // The browser tells of a close that began here, too, and of one whose page has gone.
        if self.0.try_get_untracked() == Some(true) {
            self.0.set(false);
            sheets::closed(self.0);
        }
    }

    /// Draws it: `content` is made anew each time it opens.
    pub fn view<P: Piece>(self, heading: &'static str, content: impl Fn() -> P + 'static) -> El {
        self.draw(heading, Box::new(move || content().el()))
    }

    fn draw(self, heading: &'static str, content: Box<dyn Fn() -> El>) -> El {
        let inside = move || {
            // What is read while it is made must not make it anew: what was typed would be gone.
            let content = self.0.get().then(|| untrack(|| content()))?;
            let close = bare_button(Icon::Cross, say("control.close"), move || self.close());
            let head = el_of("div", "dialog-head").add(el("h2").text(heading)).add(close);
            Some(all([head, el_of("div", "dialog-body").add(content)]))
        };
        let dialog = el_of("dialog", "dialog").attr("aria-label", heading).on("close", move |_| self.close());
        let element = dialog.element().clone().unchecked_into::<HtmlDialogElement>();
        // After what is inside was made: the browser gives the focus to the first thing in it.
        Effect::new(move |_| {
            match (self.0.get(), element.open()) {
                // An old engine without modal dialogs shows it in place.
                (true, false) => {
                    if element.show_modal().is_err() {
                        element.set_open(true);
                    }
                    // The browser remembers how far the content before was read.
                    element.set_scroll_top(0);
                }
                (false, true) => element.close(),
                _ => {}
            }
        });
        dialog.live(inside)
    }
}

impl Default for Dialog {
    fn default() -> Self {
        Self::new()
    }
}
