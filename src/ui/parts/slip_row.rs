//! One of the family's slips in a list: how it stands, what it is for, for whom and when.

use crate::ui::controls::icon::{Icon, icon};
use crate::ui::dom::{El, el, el_of};

/// A row that leads to its slip.
pub struct SlipRow {
    /// How it stands, drawn.
    pub standing: El,
    /// What it is for.
    pub title: String,
    /// 小禾・9月26日 10:00.
    pub below: String,
    /// What changed since it was made.
    pub news: Vec<String>,
    /// Where a press leads.
    pub href: String,
}

impl SlipRow {
    /// Draws it.
    pub fn view(self) -> El {
        let words = el_of("span", "slip-row-words")
            .add(self.standing)
            .add(el_of("strong", "slip-row-title").text(&self.title))
            .add(self.news.iter().map(|line| el_of("span", "slip-row-news").text(line)).collect::<Vec<_>>())
            .add(el_of("span", "meta").text(&self.below));
        el("li").add(el_of("a", "slip-row").attr("href", &self.href).add(words).add(icon(Icon::Right)))
    }
}
