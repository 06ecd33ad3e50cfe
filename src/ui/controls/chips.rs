//! Choices side by side of which one is taken. They are links where the choice stands in the address.

use crate::ui::controls::icon::{Icon, icon};
use crate::ui::dom::{El, el, el_of, live};

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
    chosen: impl Fn() -> bool + Send + Clone + 'static,
    label: &str,
    note: Option<String>,
) -> El {
    let tick = {
        let chosen = chosen.clone();
        live(move || chosen().then(|| el_of("span", "chip-tick").add(icon(Icon::Check))))
    };
    el_of("a", "chip")
        .attr("href", &href)
        .attr("data-replace", "1")
        .flag("data-solid", look == ChipLook::Solid)
        .live_flag("aria-current", "true", chosen)
        .add(el("strong").text(label))
        .add(note.map(|note| el_of("span", "chip-note").text(&note)))
        .add((look == ChipLook::Ticked).then_some(tick))
}

/// A chip that adds a further choice.
pub fn chip_add(label: &str, press: impl Fn() + 'static) -> El {
    let chip = el_of("button", "chip").attr("type", "button").attr("data-look", "add");
    chip.on("click", move |_| press()).add(icon(Icon::Plus)).text(label)
}
