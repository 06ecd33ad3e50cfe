//! What is asked for: each thing can be taken away by itself. And in which other months it is found.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::{Shown, found};
use crate::domain::age::Age;
use crate::domain::finding::{Ask, Filter};
use crate::domain::id::VenueCode;
use crate::domain::time::Month;
use crate::ui::controls::icon::{Icon, icon};
use crate::ui::dates;
use crate::ui::dom::{El, el, el_of};
use crate::ui::route::{Route, View};
use crate::ui::today::today;
use crate::ui::wording;
use crate::ui::words::{number, say, say_count, say_with};

/// What is asked for, and beneath it, where a month is shown, how much of it that month and others have.
pub fn asked(shown: Shown) -> El {
    let of_month = move || (shown.view.get() == View::Month).then(|| months(shown));
    el("div").add(chips(shown, |_| true)).live(of_month)
}

/// A chip for each of these that are asked, which takes it away.
pub fn chips(shown: Shown, told: impl Fn(&Ask) -> bool + 'static) -> El {
    let list = el_of("ul", "chips").attr("aria-label", say("finder.asked")).attr("tabindex", "-1");
    let chip = move |ask: Ask| {
        let words = words(shown, &ask);
        let link = el_of("a", "chip")
            .attr("href", &shown.filtered(shown.filter.get().less(&ask)).href())
            .attr("data-replace", "1")
            .attr("aria-label", &say_with("finder.take-away", &[("what", &words)]));
        el("li").add(link.text(&words).add(icon(Icon::Cross)))
    };
    let all = move || {
        let link = el_of("a", "chip").attr("data-replace", "1").attr("href", &shown.filtered(Filter::OPEN).href());
        el("li").add(link.text(say("finder.take-all-away")))
    };
    let of = list.element().clone();
    let chips = move || {
        let asks = shown.filter.read().asks();
        let all = (asks.len() > 1).then(all);
        asks.into_iter().filter(&told).map(chip).chain(all).collect::<Vec<El>>()
    };
    // What was pressed is gone: keys go on from what is left.
    let list = list.on("click", move |_| {
        let of = of.clone();
        request_animation_frame(move || {
            let _ = of.unchecked_into::<HtmlElement>().focus();
        });
    });
    list.live(chips)
}

/// 十二月 12 场; 一月还有 3 场: each of the others a way to it that keeps what is asked.
fn months(shown: Shown) -> El {
    let found = Memo::new(move |_| {
        let filter = shown.filter.read();
        let ahead = found::ahead(shown, &filter);
        // An earlier month that is shown is counted as well.
        if ahead.ahead.shown == 0 || shown.month.get() < Month::of(today()) {
            found::everywhere(shown, &filter)
        } else {
            ahead
        }
    });
    let here = el("strong").live_text(move || {
        let month = shown.month.get();
        let name = dates::month_name(month);
        match found.read().in_month(month) {
            0 if shown.selection(month).is_some_and(|of_month| !of_month.is_empty()) => {
                say_with("finder.none-left", &[("month", name)])
            }
            0 => say_with("finder.none-in-month", &[("month", name)]),
            count => say_with("finder.in-month", &[("month", name), ("n", &number(count as i64))]),
        }
    });
    let others = move || {
        let (month, present) = (shown.month.get(), Month::of(today()));
        let found = found.read();
        let more = if found.in_month(month) > 0 { "finder.more-in-month" } else { "finder.in-month" };
        let mut links: Vec<El> = found.after(month).take(2).map(|of| to_month(shown, more, of)).collect();
        if links.is_empty() {
            let key = |of| if of < present { "finder.earlier-in-month" } else { "finder.in-month" };
            links.extend(found.before(month).take(1).map(|of| to_month(shown, key(of.0), of)));
        }
        links
    };
    let list = el("a").live_attr("href", move || Some(shown.viewed(View::Find).href())).text(say("finder.list-all"));
    el_of("p", "asked-months").attr("role", "status").add(here).live(others).add(list)
}

/// The way to another month, with the same question.
pub fn to_month(shown: Shown, key: &'static str, (month, count): (Month, usize)) -> El {
    let filter = shown.filter.get();
    let route = Route::Calendar { view: View::Month, month: Some(month), day: None, filter };
    el("a").attr("href", &route.href()).text(&month_words(key, month, count))
}

/// 一月还有 3 场.
pub fn month_words(key: &'static str, month: Month, count: usize) -> String {
    let name = match month.year() == Month::of(today()).year() {
        true => dates::month_name(month).to_owned(),
        false => dates::month_and_year(month),
    };
    say_with(key, &[("month", &name), ("n", &number(count as i64))])
}

/// What is asked, in words.
pub fn words(shown: Shown, ask: &Ask) -> String {
    match ask {
        Ask::Words(words) | Ask::Audience(words) | Ask::Provider(words) => words.clone(),
        Ask::Mark(mark) => wording::mark_meaning(*mark).to_owned(),
        Ask::Kind(kind) => wording::kind(*kind).to_owned(),
        Ask::Age(age) => age_words(*age),
        Ask::Venue(code) => venue_name(shown, code),
        Ask::Places => say("finder.places").to_owned(),
        Ask::Free => say("finder.free").to_owned(),
        Ask::Weekends => say("finder.weekends").to_owned(),
    }
}

fn venue_name(shown: Shown, code: &VenueCode) -> String {
    let menus = shown.published.menus_here();
    let name = menus.iter().rev().find_map(|menu| menu.venue(code).map(|venue| venue.name.clone()));
    name.unwrap_or_else(|| code.to_string())
}

/// 6 岁; 成年人; 老年人.
pub fn age_words(age: Age) -> String {
    match age.0 {
        0..=17 => say_count("age.years", age.0),
        18..=59 => say("finder.grown-up").to_owned(),
        _ => say("finder.older").to_owned(),
    }
}
