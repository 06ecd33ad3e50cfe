//! Finding, over all months from today on: words, what one can ask for, and at once beneath it what is found.

use leptos::prelude::*;
use std::cell::Cell;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, HtmlInputElement};

use super::{Shown, asked, choices, days, found, none, timetable};
use crate::domain::finding::{Ask, Filter, Found, examples};
use crate::domain::time::Month;
use crate::ui::controls::endless::{Part, endless};
use crate::ui::controls::icon::{Icon, icon};
use crate::ui::dom::{El, Piece, all, el, el_of, live};
use crate::ui::pages::site::with_centre;
use crate::ui::route::{Route, View};
use crate::ui::today::today;
use crate::ui::words::{language, number, say, say_count, say_with};

/// So many words are offered to begin with.
const EXAMPLES: usize = 4;

/// Draws it.
pub fn find(shown: Shown) -> El {
    let found = Memo::new(move |_| found::everywhere(shown, &shown.filter.read()));
    let open = RwSignal::new(false);
    let is_more_asked = Memo::new(move |_| shown.filter.read().asks().iter().any(is_folded));
    let ask = el_of("div", "find-ask")
        .add(words(shown))
        .live(move || shown.filter.read().is_open().then(|| offered(shown)))
        .add(most_asked(shown, found, open))
        .live(move || is_more_asked.get().then(|| asked::chips(shown, is_folded)))
        .add(choices(shown, found, open));
    let heading = el_of("h2", "found")
        .attr("id", "found")
        .attr("tabindex", "-1")
        .add(el("span").attr("role", "status").live_text(move || count(&found.read())));
    let results = with_centre(move || all([live(move || list(shown)), live(move || earlier(shown, found))]));
    let results = el_of("section", "agenda").attr("aria-labelledby", "found").add(heading).add(results);
    el_of("div", "find").add(ask).add(results)
}

fn count(found: &Found) -> String {
    match found.ahead.shown {
        0 => say("finder.none-ahead").to_owned(),
        count => say_count("finder.found", count as i64),
    }
}

/// Leads eyes, keys and ears to what is found.
pub fn attend() {
    request_animation_frame(|| {
        if let Some(found) = document().get_element_by_id("found") {
            let _ = found.unchecked_into::<HtmlElement>().focus();
        }
    });
}

fn words(shown: Shown) -> El {
    let input = el("input")
        .attr("id", "find-words")
        .attr("type", "search")
        .attr("enterkeyhint", "search")
        .attr("autocomplete", "off")
        .attr("placeholder", say("finder.words-hint"))
        .on("input", move |event| {
            let words = event_target_value(&event);
            choices::change(shown, |filter| filter.words = words.trim().to_owned());
        });
    // What is being typed stays as it is: it says the same but for spaces at its ends.
    let typed = input.element().clone().unchecked_into::<HtmlInputElement>();
    let input = input.follows(move || {
        let words = shown.filter.read().words.clone();
        if typed.value().trim() != words {
            typed.set_value(&words);
        }
    });
    el_of("form", "field")
        .attr("role", "search")
        .add(el_of("label", "unseen").attr("for", "find-words").text(say("finder.words")))
        .add(input)
        .on("submit", move |event| {
            event.prevent_default();
            attend();
        })
}

/// Words with which something is found, and how else they can be typed.
fn offered(shown: Shown) -> Option<El> {
    let today = today();
    let menus = shown.coming(today);
    let timetables: Vec<_> = menus.iter().map(timetable).collect();
    let listed = timetables.iter().flat_map(|timetable| {
        let readings = &timetable.menu().readings;
        timetable.all().filter(move |listed| listed.session.start.day() >= today).map(move |listed| (listed, readings))
    });
    let mut examples = examples(listed, language(), EXAMPLES);
    // That of which it is told how else it can be typed is seen first.
    let first = examples.iter().position(|example| example.typed.is_some()).unwrap_or_default();
    examples.rotate_left(first);
    if examples.is_empty() {
        return None;
    }
    let typed = examples.iter().find_map(|example| example.typed.as_ref()).map(|(sounds, initials)| {
        let hint = say_with("finder.typed", &[("sounds", sounds), ("initials", initials)]);
        el_of("p", "field-hint").text(&hint)
    });
    let chip = |words: String| {
        let route = shown.filtered(Filter { words: words.clone(), ..shown.filter.get_untracked() });
        el("li").add(el_of("a", "chip").attr("data-replace", "1").attr("href", &route.href()).text(&words))
    };
    let chips: Vec<El> = examples.into_iter().map(|example| chip(example.words)).collect();
    let say_so = el_of("li", "meta").text(say("finder.examples"));
    let chips = el_of("ul", "chips find-examples").add(say_so).add(chips);
    Some(all([chips, typed.el()]))
}

/// Whether it is asked where nobody may look: words, and what most people ask, show that they are asked.
fn is_folded(ask: &Ask) -> bool {
    !matches!(ask, Ask::Words(_) | Ask::Places | Ask::Weekends | Ask::Free)
}

/// What most people ask, and the way to everything else that one can ask for.
fn most_asked(shown: Shown, found: Memo<Found>, open: RwSignal<bool>) -> El {
    let folded = move || shown.filter.read().asks().iter().filter(|ask| is_folded(ask)).count();
    let counted = move || {
        let heard = |count: usize| el_of("span", "unseen").text(&say_count("finder.chosen", count as i64));
        let seen = |count: usize| el_of("span", "chip-count").attr("aria-hidden", "true").text(&number(count as i64));
        Some(folded()).filter(|count| *count > 0).map(|count| all([seen(count), heard(count)]))
    };
    let fold = el_of("button", "chip find-fold")
        .attr("type", "button")
        .attr("aria-controls", "find-choices")
        .live_attr("aria-expanded", move || Some(if open.get() { "true" } else { "false" }.to_owned()))
        .on("click", move |_| open.update(|open| *open = !*open))
        .add(icon(Icon::Sliders))
        .text(say("finder.filters"))
        .live(counted);
    let tally = move || found.read();
    el_of("div", "chips")
        .add(fold)
        .add(choices::tick(shown, say("finder.places"), move || tally().ahead.with_places, |f| &mut f.with_places))
        .add(choices::tick(shown, say("finder.weekends"), move || tally().ahead.weekends, |f| &mut f.weekends))
        .add(choices::tick(shown, say("finder.free"), move || tally().ahead.free, |f| &mut f.free))
}

/// Everything else; on a phone folded away, with a way to what is found that stays in view.
fn choices(shown: Shown, found: Memo<Found>, open: RwSignal<bool>) -> El {
    let see = el_of("button", "button find-see")
        .attr("type", "button")
        .attr("data-look", "main")
        .on("click", move |_| {
            open.set(false);
            attend();
        })
        .live_text(move || match found.read().ahead.shown {
            0 => say("finder.none-ahead").to_owned(),
            count => say_count("finder.see", count as i64),
        });
    el_of("div", "find-choices")
        .attr("id", "find-choices")
        .live_flag("data-open", "1", move || open.get())
        .add(choices::choices(shown, found))
        .add(see)
}

thread_local! {
    /// What filled the view last time.
    static FOUND: Cell<f64> = const { Cell::new(0.0) };
}

/// How high a month's heading is on a phone, in pixels.
const HEADING: f64 = 60.0;

/// All that is found from today on, by month and day.
fn list(shown: Shown) -> El {
    days::listen(shown);
    shown.filter.track();
    let from = today();
    let mut menus = shown.coming(from).into_iter();
    let mut waiting: Vec<Part> = Vec::new();
    let mut next = move || {
        while waiting.is_empty() {
            let month = menus.next()?.month;
            let Some(selection) = untrack(|| shown.selection(month)) else { continue };
            let count = selection.from(from).count();
            if count > 0 {
                let days = selection.days_from(from).into_iter();
                waiting = days.flat_map(|day| days::parts(shown, &selection, day)).collect();
                waiting.reverse();
                waiting
                    .push(Part { about: HEADING, draw: Box::new(move || untrack(|| month_head(shown, month, count))) });
            }
        }
        waiting.pop()
    };
    let mut first = next();
    match first {
        None => none::none(shown),
        Some(_) => endless(&FOUND, move || first.take().or_else(&mut next)),
    }
}

/// 十二月 12 场, and the way to that month with the same question.
fn month_head(shown: Shown, month: Month, count: usize) -> El {
    let route = Route::Calendar { view: View::Month, month: Some(month), day: None, filter: shown.filter.get() };
    let link = el("a").attr("href", &route.href()).text(say("finder.on-calendar"));
    el_of("h2", "found-month").text(&asked::month_words("finder.in-month", month, count)).text(" ").add(link)
}

/// Earlier months in which it was found.
fn earlier(shown: Shown, found: Memo<Found>) -> Option<El> {
    let present = Month::of(today());
    let found = found.read();
    let link = |of| el("li").add(asked::to_month(shown, "finder.in-month", of));
    let links: Vec<El> = found.before(present).map(link).collect();
    let heading = || el_of("h2", "found-month").text(say("finder.earlier"));
    (!links.is_empty()).then(|| all([heading(), el_of("ul", "found-earlier").add(links)]))
}
