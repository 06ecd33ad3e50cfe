//! The seven marks: a shape that can be said over the phone, and a character beside it. Colour only helps.

use std::cell::RefCell;

use crate::domain::category::{Category, Mark};
use crate::ui::dom::{El, el, el_of, svg};
use crate::ui::wording;

fn path(mark: Mark) -> &'static str {
    match mark {
        Mark::Category(Category::Virtue) => "M6 .8a5.2 5.2 0 1 0 0 10.4A5.2 5.2 0 0 0 6 .8Z",
        Mark::Category(Category::Parenting) => "M6 1l5.6 10H.4Z",
        Mark::Category(Category::Capability) => "M1.3 1.3h9.4v9.4H1.3Z",
        Mark::Category(Category::Arts) => "M6 0l6 6-6 6-6-6Z",
        Mark::Category(Category::Care) => {
            "M6 11.2C2.3 8.4.4 6.3.4 4A3 3 0 0 1 6 2.7 3 3 0 0 1 11.6 4c0 2.3-1.9 4.4-5.6 7.2Z"
        }
        Mark::Stage => "M6 .3l1.7 3.9 4.2.4-3.2 2.8.95 4.15L6 9.35l-3.65 2.2.95-4.15L.1 4.6l4.2-.4Z",
        Mark::Special => "M6 1.6a4.4 4.4 0 1 0 0 8.8 4.4 4.4 0 0 0 0-8.8Z",
    }
}

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
