//! Finding: words, and what one can ask for, with a count beside each of how many it would show.

use leptos::prelude::*;

use super::Shown;
use crate::domain::age::Age;
use crate::domain::calendar::week_of;
use crate::domain::category::{Kind, Mark};
use crate::domain::finding::{AGES, Filter, Tally};
use crate::domain::id::VenueCode;
use crate::domain::search::Search;
use crate::domain::time::Month;
use crate::state::family::Family;
use crate::ui::controls::icon::{Icon, icon};
use crate::ui::dom::{El, all, el, el_of, live, nothing};
use crate::ui::later::LaterPart;
use crate::ui::navigation;
use crate::ui::parts::mark::shape;
use crate::ui::residents::Page;
use crate::ui::route::View;
use crate::ui::today::{now, today};
use crate::ui::wording;
use crate::ui::words::{number, say, say_count};

/// Draws the button that opens it, and what is asked for now.
pub fn finder(shown: Shown) -> El {
    let open = RwSignal::new(false);
    let button = el_of("button", "find-button")
        .attr("type", "button")
        .attr("aria-controls", "finder")
        .live_attr("aria-expanded", move || Some(if open.get() { "true" } else { "false" }.to_owned()))
        .on("click", move |_| open.update(|open| *open = !*open))
        .add(icon(Icon::Search))
        .text(say("finder.open"));
    let panel =
        move || if open.get() { expect_context::<LaterPart<Page>>().draw_within(Page::Finder) } else { nothing() };
    let panel = el("div").attr("id", "finder").live(panel);
    all([button, panel, live(move || (!open.get()).then(|| asked(shown)))])
}

/// What is asked for in a line, while the panel is shut: nothing is hidden by a filter that nobody sees.
fn asked(shown: Shown) -> Option<El> {
    let filter = shown.filter.get();
    let only_marks = Filter { marks: Vec::new(), ..filter.clone() }.is_open();
    if only_marks {
        return None;
    }
    let mut asked = Vec::new();
    if !filter.words.is_empty() {
        asked.push(filter.words.clone());
    }
    asked.extend(filter.kinds.iter().map(|kind| wording::kind(*kind).to_owned()));
    asked.extend(filter.age.map(age_words));
    asked.extend(filter.audience.clone());
    asked.extend(filter.venue.as_ref().map(|venue| venue_name(shown, venue)));
    asked.extend(filter.provider.clone());
    let ticked =
        [(filter.with_places, "finder.places"), (filter.free, "finder.free"), (filter.weekends, "finder.weekends")];
    asked.extend(ticked.into_iter().filter(|(asked, _)| *asked).map(|(_, key)| say(key).to_owned()));
    let words = el("strong").text(&asked.join(say("day.dot")));
    let clear = el("a").attr("href", &shown.filtered(Filter::OPEN).href()).attr("data-replace", "1");
    Some(el_of("p", "asked").add(words).text(" ").add(clear.text(say("calendar.show-all"))))
}

fn venue_name(shown: Shown, code: &VenueCode) -> String {
    let menu = shown.published.menu(shown.month.get());
    let name = menu.and_then(|menu| menu.venue(code).map(|venue| venue.name.clone()));
    name.unwrap_or_else(|| code.to_string())
}

/// Everything that one can ask for.
pub fn panel(shown: Shown) -> El {
    let tally = Memo::new(move |_| tally(shown));
    let words = el("input")
        .attr("id", "find-words")
        .attr("type", "search")
        .attr("enterkeyhint", "search")
        .attr("autocomplete", "off")
        .attr("value", &shown.filter.read_untracked().words)
        .on("input", move |event| {
            let words = event_target_value(&event);
            change(shown, |filter| filter.words = words.trim().to_owned());
        });
    let words = el_of("div", "field")
        .add(el("label").attr("for", "find-words").text(say("finder.words")))
        .add(words)
        .add(el_of("span", "field-hint").text(say("finder.words-hint")));
    let ticks = el_of("div", "chips")
        .add(chip(shown, say("finder.places"), move || tally.read().with_places, |filter| &mut filter.with_places))
        .add(chip(shown, say("finder.weekends"), move || tally.read().weekends, |filter| &mut filter.weekends))
        .add(chip(shown, say("finder.free"), move || tally.read().free, |filter| &mut filter.free));
    let marks = Mark::ALL.into_iter().enumerate().map(|(at, mark)| {
        let chosen = move || shown.filter.read().marks.contains(&mark);
        let switched = move || shown.filter.read().with_mark(mark);
        counted(shown, wording::mark_meaning(mark), chosen, switched, move || tally.read().marks[at], Some(mark))
    });
    let present = Memo::new(move |_| {
        let tally = tally.read();
        let filter = shown.filter.read();
        let occurs = |(at, kind): &(usize, Kind)| tally.kinds[*at] > 0 || filter.kinds.contains(kind);
        Kind::ALL.into_iter().enumerate().filter(occurs).collect::<Vec<_>>()
    });
    let kind = move |(at, kind): (usize, Kind)| {
        let chosen = move || shown.filter.read().kinds.contains(&kind);
        let switched = move || shown.filter.read().with_kind(kind);
        counted(shown, wording::kind(kind), chosen, switched, move || tally.read().kinds[at], None)
    };
    let kinds = el_of("div", "chips").live(move || present.get().into_iter().map(kind).collect::<Vec<_>>());
    let choices = el_of("div", "finder-choices").add(ages(shown, tally)).add(live(move || choices(shown, tally)));
    let found = el_of("p", "found")
        .attr("role", "status")
        .live_text(move || say_count("finder.found", tally.read().shown as i64));
    let list = move || {
        let to = shown.viewed(View::Agenda);
        (shown.view.get() != View::Agenda)
            .then(|| el("a").attr("href", &to.href()).attr("data-replace", "1").text(say("finder.as-list")))
    };
    let clear = move || {
        let link = el("a").attr("href", &shown.filtered(Filter::OPEN).href()).attr("data-replace", "1");
        (!shown.filter.read().is_open()).then(|| link.text(say("calendar.show-all")))
    };
    el_of("div", "finder")
        .add(words)
        .add(ticks)
        .add(choices)
        .add(el("h2").text(say("finder.categories")))
        .add(el_of("div", "chips").add(marks.collect::<Vec<_>>()))
        .add(kinds)
        .add(el_of("div", "finder-found").add(found).live(list).live(clear))
}

/// The address with something asked for otherwise.
fn change(shown: Shown, change: impl FnOnce(&mut Filter)) {
    let mut filter = shown.filter.get_untracked();
    change(&mut filter);
    navigation::replace(&untrack(|| shown.filtered(filter)));
}

/// Counts over the days that are shown.
fn tally(shown: Shown) -> Tally {
    let (month, chosen) = (shown.month.get(), shown.chosen.get());
    let filter = shown.filter.read();
    let week = week_of(chosen);
    let months: Vec<Month> = match shown.view.get() {
        View::Month => vec![month],
        View::Week => vec![Month::of(week[0]), Month::of(week[6])],
        View::Agenda => shown.published.months().into_iter().filter(|month| *month >= Month::of(chosen)).collect(),
        View::Year => shown.published.months().into_iter().filter(|other| other.year() == month.year()).collect(),
    };
    let in_view = |day: chrono::NaiveDate| match shown.view.get() {
        View::Month | View::Year => true,
        View::Week => week.contains(&day),
        View::Agenda => day >= chosen,
    };
    let mut tally = Tally::default();
    let now = now();
    for (at, month) in months.iter().enumerate() {
        let Some(menu) = shown.published.menu(*month).filter(|_| !months[..at].contains(month)) else { continue };
        let search = Search::new(&filter.words, &menu.readings);
        for listed in super::timetable(&menu).all().filter(|listed| in_view(listed.session.start.day())) {
            tally.count(&filter, &search, shown.subject(listed, now));
        }
    }
    tally
}

/// A choice that is taken or not, with its count.
fn chip(
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
    el_of("a", "chip")
        .attr("data-solid", "1")
        .attr("data-replace", "1")
        .live_attr("href", move || Some(shown.filtered(switched()).href()))
        .live_flag("aria-current", "true", chosen)
        .add(mark.map(shape))
        .text(label)
        .add(el_of("span", "chip-count").live_text(move || number(count() as i64)))
}

/// 6 岁; 成年人; 老年人.
fn age_words(age: Age) -> String {
    match age.0 {
        0..=17 => say_count("age.years", age.0),
        18..=59 => say("finder.grown-up").to_owned(),
        _ => say("finder.older").to_owned(),
    }
}

/// For whom: one of the family by age, or any age. Only the age stands in the address, never whose it is.
fn ages(shown: Shown, tally: Memo<Tally>) -> El {
    let of_family = move || {
        let members = Family::here().members();
        let member = |member: crate::domain::household::Member| {
            let age = member.age_on(today())?;
            let chosen = move || shown.filter.read().age == Some(age);
            let switched = move || {
                let filter = shown.filter.get();
                Filter { age: Some(age).filter(|age| filter.age != Some(*age)), ..filter }
            };
            let link = el_of("a", "chip")
                .attr("data-solid", "1")
                .attr("data-replace", "1")
                .live_attr("href", move || Some(shown.filtered(switched()).href()))
                .live_flag("aria-current", "true", chosen);
            Some(link.text(&member.name).add(el_of("span", "chip-count").text(&say_count("age.years", age.0))))
        };
        let chips: Vec<El> = members.into_iter().filter_map(member).collect();
        (!chips.is_empty()).then(|| el_of("div", "chips").add(chips))
    };
    let options: Vec<El> = AGES
        .into_iter()
        .enumerate()
        .map(|(at, age)| {
            let words = move || counted_words(&age_words(age), tally.read().ages[at]);
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

fn counted_words(words: &str, count: usize) -> String {
    let mut words = words.to_owned();
    words.push_str(say("finder.count-before"));
    words.push_str(&number(count as i64));
    words.push_str(say("finder.count-after"));
    words
}

/// What occurs among the shown days: for whom in the centre's words, where, by whom.
fn choices(shown: Shown, tally: Memo<Tally>) -> El {
    let tally = tally.read();
    let filter = shown.filter.get();
    let words = |counts: &std::collections::BTreeMap<String, usize>| {
        counts.iter().map(|(words, count)| (words.clone(), counted_words(words, *count))).collect::<Vec<_>>()
    };
    let venues = tally.venues.iter().map(|(code, (name, count))| (code.to_string(), counted_words(name, *count)));
    let taken = |words: String| Some(words).filter(|words| !words.is_empty());
    all([
        choice(
            ("find-for", say("finder.audience")),
            words(&tally.audiences),
            filter.audience.clone().unwrap_or_default(),
            move |words| change(shown, |filter| filter.audience = taken(words)),
        ),
        choice(
            ("find-at", say("finder.venue")),
            venues.collect(),
            filter.venue.as_ref().map(ToString::to_string).unwrap_or_default(),
            move |code| change(shown, |filter| filter.venue = VenueCode::new(code).ok()),
        ),
        choice(
            ("find-by", say("finder.provider")),
            words(&tally.providers),
            filter.provider.clone().unwrap_or_default(),
            move |words| change(shown, |filter| filter.provider = taken(words)),
        ),
    ])
}

fn choice(
    (id, label): (&'static str, &str),
    mut choices: Vec<(String, String)>,
    chosen: String,
    choose: impl Fn(String) + 'static,
) -> El {
    if !chosen.is_empty() && !choices.iter().any(|(value, _)| *value == chosen) {
        choices.push((chosen.clone(), chosen.clone()));
    }
    let option = |(value, words): (String, String)| {
        el("option").attr("value", &value).maybe("selected", (value == chosen).then_some("")).text(&words)
    };
    let any = (String::new(), say("finder.any").to_owned());
    let options: Vec<El> = std::iter::once(any).chain(choices).map(option).collect();
    let select = el("select").attr("id", id).add(options).on("change", move |event| choose(event_target_value(&event)));
    el_of("div", "field").add(el("label").attr("for", id).text(label)).add(select)
}
