//! Everything that one can ask for, each with how many it would show from today on.

use leptos::prelude::*;

use super::Shown;
use super::asked::age_words;
use crate::domain::age::Age;
use crate::domain::category::{Kind, Mark};
use crate::domain::finding::{AGES, Filter, Found};
use crate::domain::household::Member;
use crate::domain::id::VenueCode;
use crate::state::family::Family;
use crate::ui::dom::{El, all, el, el_of, live};
use crate::ui::navigation;
use crate::ui::parts::mark::shape;
use crate::ui::today::today;
use crate::ui::wording;
use crate::ui::words::{number, say, say_count};

/// Draws them.
pub fn choices(shown: Shown, found: Memo<Found>) -> El {
    let marks = Mark::ALL.into_iter().enumerate().map(|(at, mark)| {
        let chosen = move || shown.filter.read().marks.contains(&mark);
        let switched = move || shown.filter.read().with_mark(mark);
        let count = move || found.read().ahead.marks[at];
        counted(shown, wording::mark_meaning(mark), chosen, switched, count, Some(mark))
    });
    let present = Memo::new(move |_| {
        let (found, filter) = (found.read(), shown.filter.read());
        let occurs = |(at, kind): &(usize, Kind)| found.ahead.kinds[*at] > 0 || filter.kinds.contains(kind);
        Kind::ALL.into_iter().enumerate().filter(occurs).collect::<Vec<_>>()
    });
    let kind = move |(at, kind): (usize, Kind)| {
        let chosen = move || shown.filter.read().kinds.contains(&kind);
        let switched = move || shown.filter.read().with_kind(kind);
        counted(shown, wording::kind(kind), chosen, switched, move || found.read().ahead.kinds[at], None)
    };
    let kinds = el_of("div", "chips").live(move || present.get().into_iter().map(kind).collect::<Vec<_>>());
    all([
        el_of("p", "field-hint").text(say("finder.counts")),
        ages(shown, found),
        choice(
            shown,
            ("find-for", say("finder.audience")),
            move || found.read_untracked().ahead.audiences.keys().map(named_as_it_is).collect(),
            move |words| found.read().ahead.audiences.get(words).copied(),
            |filter| filter.audience.clone(),
            |filter, words| filter.audience = Some(words).filter(|words| !words.is_empty()),
        ),
        choice(
            shown,
            ("find-at", say("finder.venue")),
            move || {
                let named = |(code, (name, _)): (&VenueCode, &(String, usize))| (code.to_string(), name.clone());
                found.read_untracked().ahead.venues.iter().map(named).collect()
            },
            move |code| Some(found.read().ahead.venues.get(&VenueCode::new(code).ok()?)?.1),
            |filter| filter.venue.as_ref().map(ToString::to_string),
            |filter, code| filter.venue = VenueCode::new(code).ok(),
        ),
        choice(
            shown,
            ("find-by", say("finder.provider")),
            move || found.read_untracked().ahead.providers.keys().map(named_as_it_is).collect(),
            move |words| found.read().ahead.providers.get(words).copied(),
            |filter| filter.provider.clone(),
            |filter, words| filter.provider = Some(words).filter(|words| !words.is_empty()),
        ),
        el("h2").text(say("finder.categories")),
        el_of("div", "chips").add(marks.collect::<Vec<_>>()),
        kinds,
    ])
}

/// The address with something asked for otherwise.
pub fn change(shown: Shown, change: impl FnOnce(&mut Filter)) {
    let mut filter = shown.filter.get_untracked();
    change(&mut filter);
    navigation::replace(&untrack(|| shown.filtered(filter)));
}

/// A choice that is taken or not, with its count.
pub fn tick(
    shown: Shown,
    label: &'static str,
    count: impl Fn() -> usize + 'static,
    of: fn(&mut Filter) -> &mut bool,
) -> El {
    let chosen = move || *of(&mut shown.filter.get());
    let switched = move || {
        let mut filter = shown.filter.get();
        let asked = of(&mut filter);
        *asked = !*asked;
        filter
    };
    counted(shown, label, chosen, switched, count, None)
}

fn counted(
    shown: Shown,
    label: &str,
    chosen: impl Fn() -> bool + 'static,
    switched: impl Fn() -> Filter + 'static,
    count: impl Fn() -> usize + 'static,
    mark: Option<Mark>,
) -> El {
    chip(shown, chosen, switched)
        .add(mark.map(shape))
        .text(label)
        .add(el_of("span", "chip-count").live_text(move || number(count() as i64)))
}

fn chip(shown: Shown, chosen: impl Fn() -> bool + 'static, switched: impl Fn() -> Filter + 'static) -> El {
    el_of("a", "chip")
        .attr("data-solid", "1")
        .attr("data-bare", "1")
        .attr("data-replace", "1")
        .live_attr("href", move || Some(shown.filtered(switched()).href()))
        .live_flag("aria-current", "true", chosen)
}

/// For whom: one of the family by age, or any age. Only the age stands in the address, never whose it is.
fn ages(shown: Shown, found: Memo<Found>) -> El {
    let member = move |member: Member| {
        let age = member.age_on(today())?;
        let chosen = move || shown.filter.read().age == Some(age);
        let switched = move || {
            let filter = shown.filter.get();
            Filter { age: Some(age).filter(|age| filter.age != Some(*age)), ..filter }
        };
        let note = el_of("span", "chip-count").text(&say_count("age.years", age.0));
        Some(chip(shown, chosen, switched).text(&member.name).add(note))
    };
    let of_family = move || {
        let chips: Vec<El> = Family::here().members().into_iter().filter_map(member).collect();
        (!chips.is_empty()).then(|| el_of("div", "chips").add(chips))
    };
    let options: Vec<El> = AGES
        .into_iter()
        .enumerate()
        .map(|(at, age)| {
            let words = move || with_count(&age_words(age), found.read().ahead.ages[at]);
            el("option").attr("value", &number(age.0)).live_text(words)
        })
        .collect();
    let chosen = move || shown.filter.read().age.map(|age| number(age.0)).unwrap_or_default();
    let select = el("select")
        .attr("id", "find-age")
        .add(el("option").attr("value", "").text(say("finder.any-age")))
        .add(options)
        .live_property("value", move || chosen().into())
        .on("change", move |event| {
            let age = event_target_value(&event).parse().ok().map(Age);
            change(shown, |filter| filter.age = age);
        });
    let field = el_of("div", "field").add(el("label").attr("for", "find-age").text(say("finder.age"))).add(select);
    el_of("div", "finder-ages").add(field).live(of_family)
}

fn with_count(words: &str, count: usize) -> String {
    let mut words = words.to_owned();
    words.push_str(say("finder.count-before"));
    words.push_str(&number(count as i64));
    words.push_str(say("finder.count-after"));
    words
}

fn named_as_it_is(words: &String) -> (String, String) {
    (words.clone(), words.clone())
}

/// One of what occurs: its value and what it is called. The field stays while its counts change: whoever chooses by keys is in it.
fn choice(
    shown: Shown,
    (id, label): (&'static str, &'static str),
    occurring: impl Fn() -> Vec<(String, String)> + 'static,
    count: impl Fn(&str) -> Option<usize> + Copy + 'static,
    chosen: fn(&Filter) -> Option<String>,
    choose: fn(&mut Filter, String),
) -> El {
    let option = move |(value, words): (String, String)| {
        let of = value.clone();
        let words = move || with_count(&words, count(&of).unwrap_or_default());
        el("option").attr("value", &value).live_text(words)
    };
    let field = move || {
        // What occurs changes with what is published alone.
        shown.coming(today());
        let mut choices = occurring();
        // What a link asks for may occur no more.
        let asked = chosen(&shown.filter.read_untracked());
        if let Some(asked) = asked.filter(|asked| choices.iter().all(|(value, _)| value != asked)) {
            choices.push((asked.clone(), asked));
        }
        el("select")
            .attr("id", id)
            .add(el("option").attr("value", "").text(say("finder.any")))
            .add(choices.into_iter().map(option).collect::<Vec<_>>())
            .live_property("value", move || chosen(&shown.filter.read()).unwrap_or_default().into())
            .on("change", move |event| change(shown, |filter| choose(filter, event_target_value(&event))))
    };
    el_of("div", "field").add(el("label").attr("for", id).text(label)).add(live(field))
}
