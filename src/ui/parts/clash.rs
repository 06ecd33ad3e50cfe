//! Two things of one person at one time: two bars over one clock, the overlap hatched.

use leptos::prelude::*;

use crate::domain::time::{Span, Start};
use crate::ui::controls::icon::{Icon, icon};
use crate::ui::dates;
use crate::ui::words::{number, say, say_with};

/// A clash.
pub struct Clash {
    /// Who would be in two places.
    pub name: String,
    /// What they have already.
    pub other_title: String,
    /// When that is.
    pub other: Span,
    /// When is what they think of.
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
        let far = |a: Start, b: Start| a.minutes_since(b).unsigned_abs() as f64 / whole > 0.26;
        // Where two times would stand on each other, the overlap's is kept: the rest is in the facts above.
        let ticks = [
            ("first", from, far(from, both.start)),
            ("both", both.start, true),
            ("both-end", both.end(), true),
            ("last", to, far(to, both.end())),
        ];
        let words = say_with("clash.words", &[("name", &self.name), ("n", &number(self.minutes))]);
        view! {
            <div class="clash">
                <p class="clash-words">
                    {icon(Icon::Warning)} <strong>{words}</strong>
                </p>
                <div class="clash-bars" aria-hidden="true">
                    {bar(self.other_title, part(self.other), part(both), part(free(self.other, both)))}
                    {bar(say("clash.this").to_owned(), part(self.this), part(both), part(free(self.this, both)))}
                    <div class="clash-clock">
                        {ticks
                            .into_iter()
                            .filter(|(_, _, shown)| *shown)
                            .map(|(name, tick, _)| {
                                view! {
                                    <span data-tick=name style=("--at", at(tick.minutes_since(from)))>
                                        {dates::time(tick.time())}
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

/// The longer part of a span that is not in the overlap: where its title can be read.
fn free(span: Span, both: Span) -> Span {
    let before = both.start.minutes_since(span.start).max(0);
    let after = span.end().minutes_since(both.end()).max(0);
    let minutes = |minutes: i64| u16::try_from(minutes).unwrap_or(u16::MAX);
    match before >= after {
        true => Span { start: span.start, minutes: minutes(before) },
        false => Span { start: both.end(), minutes: minutes(after) },
    }
}

/// Where a part begins and how long it is, in percent of the whole.
type Part = (String, String);

fn bar(title: String, whole: Part, both: Part, free: Part) -> AnyView {
    view! {
        <div class="clash-row">
            <span class="clash-bar" style=("--at", whole.0) style=("--long", whole.1)></span>
            <span class="clash-both" style=("--at", both.0) style=("--long", both.1)></span>
            <span class="clash-title" style=("--at", free.0) style=("--long", free.1)>
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
