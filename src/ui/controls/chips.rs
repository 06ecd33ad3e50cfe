//! Choices side by side of which one is taken. They are links where the choice stands in the address.

use leptos::prelude::*;

use crate::ui::controls::icon::{Icon, icon};

/// How a chosen chip shows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChipLook {
    /// A thick frame and a tick in the corner.
    Ticked,
    /// Filled.
    Solid,
}

/// A chip that leads to the same page with another choice.
pub fn chip_link(
    look: ChipLook,
    href: String,
    chosen: impl Fn() -> bool + Send + Sync + Copy + 'static,
    label: String,
    note: Option<String>,
) -> AnyView {
    view! {
        <a
            class="chip"
            href=href
            data-replace="1"
            data-solid=(look == ChipLook::Solid).then_some("1")
            aria-current=move || chosen().then_some("true")
        >
            <strong>{label}</strong>
            {note.map(|note| view! { <span class="chip-note">{note}</span> })}
            {move || {
                (look == ChipLook::Ticked && chosen()).then(|| view! { <span class="chip-tick">{icon(Icon::Check)}</span> })
            }}
        </a>
    }
    .into_any()
}

/// A chip that adds a further choice.
pub fn chip_add(label: String, press: impl Fn() + 'static) -> AnyView {
    let press: Box<dyn Fn()> = Box::new(press);
    view! {
        <button type="button" class="chip" data-look="add" on:click=move |_| press()>
            {icon(Icon::Plus)}
            {label}
        </button>
    }
    .into_any()
}
