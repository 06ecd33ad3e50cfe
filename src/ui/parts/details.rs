//! Facts one decides by, a line each: a picture, then words.

use crate::ui::controls::icon::{Icon, icon};
use crate::ui::dom::{El, el, el_of};

/// One line.
pub fn detail(picture: Icon, words: &str) -> El {
    el_of("li", "detail").add(icon(picture)).add(el("span").text(words))
}

/// One line whose beginning stands out: a date before its time.
pub fn detail_with(picture: Icon, first: &str, then: &str) -> El {
    let words = el("span").add(el("strong").text(first)).text(" ").add(el_of("span", "whole").text(then));
    el_of("li", "detail").add(icon(picture)).add(words)
}

/// One line in a colour: something fits, or it does not.
pub fn detail_toned(picture: Icon, tone: &str, words: &str) -> El {
    el_of("li", "detail").attr("data-tone", tone).add(icon(picture)).add(el("strong").text(words))
}

/// What a thing is called, and what it is.
pub fn fact(name: &str, words: &str) -> El {
    el_of("div", "fact").add(el("dt").text(name)).add(el("dd").text(words))
}
