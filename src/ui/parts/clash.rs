//! Two things of one person at one time: two bars over one clock, the overlap hatched.

use crate::domain::time::{Span, Start};
use crate::ui::controls::icon::{Icon, icon};
use crate::ui::dates;
use crate::ui::dom::{El, el, el_of};
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
    pub fn view(self, ways_out: El) -> El {
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
        let ticks = ticks.into_iter().filter(|(_, _, shown)| *shown).map(|(name, tick, _)| {
            let tick_at = at(tick.minutes_since(from));
            el("span").attr("data-tick", name).style("--at", &tick_at).text(&dates::time(tick.time()))
        });
        let bars = el_of("div", "clash-bars")
            .attr("aria-hidden", "true")
            .add(bar(&self.other_title, part(self.other), part(both), part(free(self.other, both))))
            .add(bar(say("clash.this"), part(self.this), part(both), part(free(self.this, both))))
            .add(el_of("div", "clash-clock").add(ticks.collect::<Vec<_>>()));
        el_of("div", "clash")
            .add(el_of("p", "clash-words").add(icon(Icon::Warning)).add(el("strong").text(&words)))
            .add(bars)
            .add(el_of("div", "ways").add(ways_out))
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

fn bar(title: &str, whole: Part, both: Part, free: Part) -> El {
    let stretch = |class, part: Part| el_of("span", class).style("--at", &part.0).style("--long", &part.1);
    el_of("div", "clash-row")
        .add(stretch("clash-bar", whole))
        .add(stretch("clash-both", both))
        .add(stretch("clash-title", free).text(title))
}

/// Whole percent: finer than a phone draws.
fn percent(value: f64) -> String {
    let mut text = number(value.round() as i64);
    text.push('%');
    text
}
