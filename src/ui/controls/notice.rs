//! Something to know, in place: what is so, then what to do.

use leptos::prelude::*;

use crate::ui::controls::icon::{Icon, icon};

/// How a notice is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// To know.
    Plain,
    /// To look at twice.
    Warn,
    /// Something is wrong.
    Grave,
    /// Done.
    Good,
}

impl Tone {
    fn name(self) -> &'static str {
        match self {
            Tone::Plain => "plain",
            Tone::Warn => "warn",
            Tone::Grave => "grave",
            Tone::Good => "good",
        }
    }

    fn icon(self) -> Icon {
        match self {
            Tone::Plain => Icon::Note,
            Tone::Warn | Tone::Grave => Icon::Warning,
            Tone::Good => Icon::Check,
        }
    }
}

/// A notice, with further content such as a button below its words. A grave one is read out at once.
pub fn notice(tone: Tone, words: impl Into<String>, further: Option<AnyView>) -> AnyView {
    view! {
        <div class="notice" data-tone=tone.name() role=if tone == Tone::Grave { "alert" } else { "status" }>
            {icon(tone.icon())}
            <p>{words.into()}</p>
            {further.map(|further| view! { <div>{further}</div> })}
        </div>
    }
    .into_any()
}

/// Nothing is here: said plainly, with what one can do about it.
pub fn empty(words: impl Into<String>, further: Option<AnyView>) -> AnyView {
    view! {
        <div class="empty">
            {dark_window()}
            <p>{words.into()}</p>
            {further}
        </div>
    }
    .into_any()
}

/// The window of the logo with no pane lit.
fn dark_window() -> AnyView {
    view! {
        <svg class="window" viewBox="0 0 26 26" aria-hidden="true">
            <path d="M1 1h24v24H1ZM13 1v24M1 13h24"></path>
        </svg>
    }
    .into_any()
}
