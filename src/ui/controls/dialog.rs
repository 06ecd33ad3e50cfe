//! A `<dialog>`: the browser keeps the focus inside, closes it with Escape and gives the focus back.

use leptos::html;
use leptos::prelude::*;
use std::sync::Arc;

use crate::ui::controls::button::bare_button;
use crate::ui::controls::icon::Icon;
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
        self.0.set(true);
    }

    /// Closes it.
    pub fn close(self) {
        self.0.set(false);
    }

    /// Draws it: `content` is made anew each time it opens.
    pub fn view(self, heading: &'static str, content: impl Fn() -> AnyView + Send + Sync + 'static) -> AnyView {
        self.draw(heading, Arc::new(content))
    }

    /// Not generic: a copy of this for each dialog would reach every phone.
    fn draw(self, heading: &'static str, content: Arc<dyn Fn() -> AnyView + Send + Sync>) -> AnyView {
        let node = NodeRef::<html::Dialog>::new();
        Effect::new(move |_| {
            let open = self.0.get();
            let Some(dialog) = node.get() else { return };
            match (open, dialog.open()) {
                // An old engine without modal dialogs shows it in place.
                (true, false) if dialog.show_modal().is_err() => dialog.set_open(true),
                (false, true) => dialog.close(),
                _ => {}
            }
        });
        view! {
            <dialog class="dialog" node_ref=node aria-label=heading on:close=move |_| self.close()>
                {move || {
                    let content = content.clone();
                    self.0
                        .get()
                        .then(move || {
                            view! {
                                <div class="dialog-head">
                                    <h2>{heading}</h2>
                                    {bare_button(Icon::Cross, say("control.close"), move || self.close())}
                                </div>
                                <div class="dialog-body">{content()}</div>
                            }
                        })
                }}
            </dialog>
        }
        .into_any()
    }
}

impl Default for Dialog {
    fn default() -> Self {
        Self::new()
    }
}
