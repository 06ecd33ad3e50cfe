//! Marks as elements.

use std::cell::RefCell;

use super::path;
use crate::domain::category::Mark;
use crate::ui::dom::{El, el, el_of, svg};
use crate::ui::wording;

thread_local! {
    /// Each shape is made once and copied: a month of marks costs a call for each, not five.
    static SHAPES: RefCell<Vec<(Mark, El)>> = const { RefCell::new(Vec::new()) };
}

/// The shape alone: decoration beside words that say it.
pub fn shape(mark: Mark) -> El {
    SHAPES.with_borrow_mut(|shapes| {
        if let Some((_, shape)) = shapes.iter().find(|(known, _)| *known == mark) {
            return shape.copy();
        }
        let shape = drawn(mark);
        let copy = shape.copy();
        shapes.push((mark, shape));
        copy
    })
}

fn drawn(mark: Mark) -> El {
    let shape = svg("svg").attr("class", "mark").attr("data-mark", mark.slug());
    let shape = shape.attr("viewBox", "0 0 12 12").attr("aria-hidden", "true");
    shape.add(svg("path").attr("d", path(mark)))
}

/// Shape and character; what it means in full is heard.
pub fn mark(mark: Mark) -> El {
    el_of("span", "mark-word")
        .add(shape(mark))
        .add(el("span").attr("aria-hidden", "true").text(wording::mark(mark)))
        .add(el_of("span", "unseen").text(wording::mark_meaning(mark)))
}
