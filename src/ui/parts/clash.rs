//! Two things of one person at one time: two bars over one clock, the overlap hatched.

use leptos::prelude::*;

use crate::domain::time::Span;
use crate::ui::controls::icon::{Icon, icon};
use crate::ui::dates;
use crate::ui::words::{number, say_with};

/// A clash.
pub struct Clash {
    /// Who would be in two places.
    pub name: String,
    /// What they have already.
    pub other_title: String,
    /// When that is.
    pub other: Span,
    /// What they think of.
    pub title: String,
    /// When that is.
    pub this: Span,
    /// Minutes that both are on.
    pub minutes: u16,
}

impl Clash {
    /// Draws it, with what one can do about it.
    pub fn view(self, ways_out: AnyView) -> AnyView {
        let from = self.other.start.min(self.this.start);
        let to = self.other.end().max(self.this.end());
        let whole = to.minutes_since(from).max(1) as f64;
        let at = move |minutes: i64| percent(minutes as f64 / whole * 100.0);
        let part = move |span: Span| (at(span.start.minutes_since(from)), at(i64::from(span.minutes)));
        let both_from = self.other.start.max(self.this.start);
        let both = Span { start: both_from, minutes: self.minutes };
        let ticks =
            [from, both.start, both.end(), to].map(|tick| (at(tick.minutes_since(from)), dates::time(tick.time())));
        let other_first = self.other.start <= self.this.start;
        let words = say_with("clash.words", &[("name", &self.name), ("n", &number(self.minutes))]);
        let this_title = say_with("clash.this", &[("title", &self.title)]);
        view! {
            <div class="clash">
                <p class="clash-words">
                    {icon(Icon::Warning)} <strong>{words}</strong>
                </p>
                <div class="clash-bars" aria-hidden="true">
                    {bar(self.other_title, part(self.other), part(both), other_first)}
                    {bar(this_title, part(self.this), part(both), !other_first)}
                    <div class="clash-clock">
                        {ticks
                            .into_iter()
                            .enumerate()
                            .map(|(index, (left, time))| {
                                view! {
                                    <span data-tick=["first", "both", "both-end", "last"][index] style=("--at", left)>
                                        {time}
                                    </span>
                                }
                            })
                            .collect_view()}
                    </div>
                </div>
                <div class="ways">{ways_out}</div>
            </div>
        }
        .into_any()
    }
}

fn bar(
    title: String,
    (from, length): (String, String),
    (both_from, both_length): (String, String),
    starts: bool,
) -> AnyView {
    view! {
        <div class="clash-row">
            <span class="clash-both" style=("--at", both_from) style=("--long", both_length)></span>
            <span class="clash-bar" data-end=(!starts).then_some("1") style=("--at", from) style=("--long", length)>
                {title}
            </span>
        </div>
    }
    .into_any()
}

/// Whole percent: finer than a phone draws.
fn percent(value: f64) -> String {
    let mut text = number(value.round() as i64);
    text.push('%');
    text
}
