//! Buttons do something here; links lead somewhere. Both look the same where both are the next step.

use leptos::prelude::*;

use crate::ui::controls::icon::{Icon, icon};

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
pub fn button(look: Look, label: impl Into<String>, press: impl Fn() + 'static) -> AnyView {
    drawn(look, None, label.into(), Box::new(press))
}

/// A button with a picture before its words.
pub fn icon_button(look: Look, picture: Icon, label: impl Into<String>, press: impl Fn() + 'static) -> AnyView {
    drawn(look, Some(picture), label.into(), Box::new(press))
}

fn drawn(look: Look, picture: Option<Icon>, label: String, press: Box<dyn Fn()>) -> AnyView {
    view! {
        <button type="button" class="button" data-look=look.name() on:click=move |_| press()>
            {picture.map(icon)}
            {label}
        </button>
    }
    .into_any()
}

/// A button that is only a picture; `label` is heard instead.
pub fn bare_button(picture: Icon, label: impl Into<String>, press: impl Fn() + 'static) -> AnyView {
    let press: Box<dyn Fn()> = Box::new(press);
    view! {
        <button type="button" class="icon-button" aria-label=label.into() on:click=move |_| press()>
            {icon(picture)}
        </button>
    }
    .into_any()
}

/// A link that looks like a button.
pub fn link_button(look: Look, picture: Option<Icon>, label: impl Into<String>, href: String) -> AnyView {
    view! {
        <a class="button" data-look=look.name() href=href>
            {picture.map(icon)}
            {label.into()}
        </a>
    }
    .into_any()
}

/// A link that is only a picture; `label` is heard instead.
pub fn bare_link(picture: Icon, label: impl Into<String>, href: String) -> AnyView {
    view! {
        <a class="icon-button" aria-label=label.into() href=href>
            {icon(picture)}
        </a>
    }
    .into_any()
}
