//! Something to know, in place: what is so, then what to do.

use crate::ui::controls::icon::{Icon, icon};
use crate::ui::dom::{El, el, el_of, svg};

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
pub fn notice(tone: Tone, words: impl Into<String>, further: Option<El>) -> El {
    let role = if tone == Tone::Grave { "alert" } else { "status" };
    el_of("div", "notice")
        .attr("data-tone", tone.name())
        .attr("role", role)
        .add(icon(tone.icon()))
        .add(el("p").text(&words.into()))
        .add(further.map(|further| el("div").add(further)))
}

/// Nothing is here: said plainly, with what one can do about it.
pub fn empty(words: impl Into<String>, further: Option<El>) -> El {
    el_of("div", "empty").add(dark_window()).add(el("p").text(&words.into())).add(further)
}

/// The window of the logo with no pane lit.
fn dark_window() -> El {
    let window = svg("svg").attr("class", "window").attr("viewBox", "0 0 26 26").attr("aria-hidden", "true");
    window.add(svg("path").attr("d", "M1 1h24v24H1ZM13 1v24M1 13h24"))
}
