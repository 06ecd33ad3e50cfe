//! Icons as elements.

use std::cell::RefCell;

use super::Icon;
use crate::ui::dom::{El, svg};

thread_local! {
    /// Each is made once and copied.
    static DRAWN: RefCell<Vec<(Icon, El)>> = const { RefCell::new(Vec::new()) };
}

/// Draws an icon.
pub fn icon(which: Icon) -> El {
    DRAWN.with_borrow_mut(|known| {
        if let Some((_, icon)) = known.iter().find(|(other, _)| *other == which) {
            return icon.copy();
        }
        let icon = drawn(which);
        let copy = icon.copy();
        known.push((which, icon));
        copy
    })
}

fn drawn(which: Icon) -> El {
    let path = svg("path").attr("d", which.path());
    let icon = svg("svg").attr("class", "icon").attr("viewBox", "0 0 24 24").attr("aria-hidden", "true");
    icon.add(path)
}
