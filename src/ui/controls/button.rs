//! Buttons do something here; links lead somewhere. Both look the same where both are the next step.

use crate::ui::controls::icon::{Icon, icon};
use crate::ui::dom::{El, el_of};

/// How much a button stands out. One `Main` for a task.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Look {
    /// Filled with indigo: the next step.
    Main,
    /// Outlined: another way.
    Plain,
    /// Underlined words.
    Words,
    /// Outlined in red: takes something away.
    Grave,
}

impl Look {
    fn name(self) -> &'static str {
        match self {
            Look::Main => "main",
            Look::Plain => "plain",
            Look::Words => "words",
            Look::Grave => "grave",
        }
    }
}

/// A button.
pub fn button(look: Look, label: impl Into<String>, press: impl Fn() + 'static) -> El {
    drawn(look, None, &label.into(), Box::new(press))
}

/// A button with a picture before its words.
pub fn icon_button(look: Look, picture: Icon, label: impl Into<String>, press: impl Fn() + 'static) -> El {
    drawn(look, Some(picture), &label.into(), Box::new(press))
}

fn drawn(look: Look, picture: Option<Icon>, label: &str, press: Box<dyn Fn()>) -> El {
    let button = el_of("button", "button").attr("type", "button").attr("data-look", look.name());
    button.on("click", move |_| press()).add(picture.map(icon)).text(label)
}

/// A button that is only a picture; `label` is heard instead.
pub fn bare_button(picture: Icon, label: impl Into<String>, press: impl Fn() + 'static) -> El {
    let button = el_of("button", "icon-button").attr("type", "button").attr("aria-label", &label.into());
    button.on("click", move |_| press()).add(icon(picture))
}

/// A link that looks like a button.
pub fn link_button(look: Look, picture: Option<Icon>, label: impl Into<String>, href: String) -> El {
    let link = el_of("a", "button").attr("data-look", look.name()).attr("href", &href);
    link.add(picture.map(icon)).text(&label.into())
}

/// A link that is only a picture; `label` is heard instead.
pub fn bare_link(picture: Icon, label: impl Into<String>, href: String) -> El {
    let link = el_of("a", "icon-button").attr("aria-label", &label.into()).attr("href", &href);
    link.add(icon(picture))
}
