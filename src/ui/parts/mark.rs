//! The seven marks: a shape that can be said over the phone, and a character beside it. Colour only helps. A shape is an empty
//! element that style draws (style/parts/mark.css): a month has some forty, and a drawing in each asks a slow phone for more
//! than all its words.

use crate::domain::category::Mark;
use crate::ui::dom::{El, el, el_of};
use crate::ui::wording;

/// The shape alone: decoration beside words that say it.
pub fn shape(mark: Mark) -> El {
    el_of("span", "mark").attr("data-mark", mark.slug())
}

/// Shape and character; what it means in full is heard.
pub fn mark(mark: Mark) -> El {
    el_of("span", "mark-word")
        .add(shape(mark))
        .add(el("span").attr("aria-hidden", "true").text(wording::mark(mark)))
        .add(el_of("span", "unseen").text(wording::mark_meaning(mark)))
}
