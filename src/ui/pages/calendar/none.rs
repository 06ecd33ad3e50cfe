//! Nothing has what is asked for: where else to look, what was perhaps meant, and which single thing stands in the way.

use leptos::prelude::*;

use super::find::attend;
use super::{Shown, asked, found};
use crate::domain::finding::{Facet, Filter, near};
use crate::domain::menu::Menu;
use crate::domain::time::Month;
use crate::ui::controls::notice::empty;
use crate::ui::dates;
use crate::ui::dom::{El, el, el_of};
use crate::ui::navigation::attend_to_heading;
use crate::ui::route::View;
use crate::ui::today::today;
use crate::ui::words::{number, read, say, say_with};

/// So many titles are offered in place of words that nothing is called.
const MEANT: usize = 3;

/// Says it.
pub fn none(shown: Shown) -> El {
    let filter = shown.filter.get();
    let ways = [nearest(shown, &filter), meant(shown, &filter), hindrances(shown, &filter)];
    let mut ways: Vec<El> = ways.into_iter().flatten().collect();
    if ways.is_empty() && !filter.is_open() {
        let all = el_of("a", "button").attr("data-look", "plain").attr("data-replace", "1");
        ways.push(all.attr("href", &shown.filtered(Filter::OPEN).href()).text(say("calendar.show-all")));
    }
    let ways = el_of("div", "none-ways").add(ways);
    match shown.view.get() {
        // Its heading says so already.
        View::Find => ways.on("click", |_| attend()),
        View::Month => {
            let words = say_with("finder.none-in-month", &[("month", dates::month_name(shown.month.get()))]);
            empty(words, Some(ways.on("click", |_| attend_to_heading())))
        }
        _ => empty(say("finder.none"), Some(ways.on("click", |_| attend_to_heading()))),
    }
}

/// The nearest month that has it; where days to come are looked through, the last earlier one.
fn nearest(shown: Shown, filter: &Filter) -> Option<El> {
    let month = match shown.view.get() {
        View::Month => shown.month.get(),
        // All of them stand below.
        View::Find => return None,
        _ => Month::of(today()),
    };
    let found = found::everywhere(shown, filter);
    let (nearest, count) = found.nearest(month)?;
    let key = if nearest < Month::of(today()) { "finder.earlier-in-month" } else { "finder.in-month" };
    let to = asked::to_month(shown, key, (nearest, count)).attr("class", "button").attr("data-look", "plain");
    Some(to)
}

/// Titles that are near to the words, where the words are found nowhere at all.
fn meant(shown: Shown, filter: &Filter) -> Option<El> {
    let words_alone = Filter { words: filter.words.clone(), ..Filter::OPEN };
    if filter.words.is_empty() || found::ahead(shown, &words_alone).ahead.shown > 0 {
        return None;
    }
    let menus = shown.coming(today());
    let menus: Vec<&Menu> = menus.iter().map(|menu| &**menu).collect();
    let titles = near(&filter.words, &menus).into_iter().map(|title| read(title).to_owned());
    let counted = titles.map(|words| {
        let instead = Filter { words: words.clone(), ..filter.clone() };
        let count = found::ahead(shown, &instead).ahead.shown;
        (words, instead, count)
    });
    let offered: Vec<_> = counted.filter(|(_, _, count)| *count > 0).take(MEANT).collect();
    let chips = offered.into_iter().map(|(words, instead, count)| way(shown, &words, &instead, count));
    group(say("finder.meant"), chips.collect())
}

/// Each single thing without which something would be shown, with how much.
fn hindrances(shown: Shown, filter: &Filter) -> Option<El> {
    let tally = found::in_view(shown, filter);
    let asks = filter.asks();
    let chip = |(facet, count): (Facet, usize)| {
        let asked = asks.iter().filter(|ask| ask.facet() == facet);
        let asked: Vec<String> = asked.map(|ask| asked::words(shown, ask)).collect();
        let words = say_with("finder.without", &[("what", &asked.join(say("day.dot")))]);
        way(shown, &words, &filter.without(facet), count)
    };
    // Without all that is asked everything is shown: for that there is a way of its own.
    let some_is_left = |(facet, _): &(Facet, usize)| !filter.without(*facet).is_open();
    group(say("finder.less"), tally.hindrances(filter).into_iter().filter(some_is_left).map(chip).collect())
}

fn way(shown: Shown, words: &str, filter: &Filter, count: usize) -> El {
    el_of("a", "chip")
        .attr("href", &shown.filtered(filter.clone()).href())
        .attr("data-replace", "1")
        .text(words)
        .add(el_of("span", "chip-count").text(&say_with("finder.sessions", &[("n", &number(count as i64))])))
}

fn group(heading: &str, chips: Vec<El>) -> Option<El> {
    let chips = (!chips.is_empty()).then(|| el_of("div", "chips").add(chips))?;
    Some(el("div").add(el("p").text(heading)).add(chips))
}
