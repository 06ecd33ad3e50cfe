//! 缺人情况: who is missing where, a strip for each weekend and holiday; shifts are made and help is asked for from here.

use leptos::prelude::*;
use std::collections::BTreeMap;

use crate::domain::book::MonthBook;
use crate::domain::id::{ActivityId, SlipId};
use crate::domain::staffing::{Staffed, staffing as staffing_of};
use crate::domain::time::Start;
use crate::ui::controls::button::{Look, button, icon_button};
use crate::ui::controls::icon::Icon;
use crate::ui::controls::notice::empty;
use crate::ui::dates;
use crate::ui::organizers::publish::Publisher;
use crate::ui::organizers::volunteers::asking::Calling;
use crate::ui::organizers::volunteers::making::Making;
use crate::ui::organizers::volunteers::{Volunteers, match_up};
use crate::ui::organizers::wording::listed;
use crate::ui::route::Route;
use crate::ui::weekends::{Together, together};
use crate::ui::words::{number, read, say, say_count, say_with};

/// Draws the part.
pub fn staffing(page: Volunteers) -> AnyView {
    let publisher = Publisher::new(page.desk, page.month);
    let making = Making::new(page);
    let calling = Calling::new(page);
    let matching = match_up::Matching::new(page);
    let staffed = Memo::new(move |_| {
        let (book, placement) = (page.book.get(), page.placement.get());
        book.map(|book| staffing_of(&book, placement.as_deref())).unwrap_or_default()
    });
    let unpublished = Memo::new(move |_| {
        let unpublished = page.desk.unpublished(page.month.get());
        unpublished.menu || unpublished.outcomes
    });
    let now = page.desk.now();
    let strips = move || {
        let Some(book) = page.book.get() else {
            return view! { <p class="quiet" role="status">{say("organize.reading")}</p> }.into_any();
        };
        let staffed = staffed.get();
        if staffed.is_empty() {
            let words = match book.plan.shifts.is_empty() {
                true => say("volunteers.no-shifts"),
                false => say("volunteers.not-published"),
            };
            return empty(words, None).into_any();
        }
        let pairs = pairs(page);
        let days = staffed.iter().map(|one| one.shift.start.day());
        let occasions = together(days, page.desk.holidays());
        let (over, coming): (Vec<_>, Vec<_>) =
            occasions.into_iter().partition(|occasion| occasion.days.iter().all(|day| *day < now.day()));
        let strip = |occasion: &Together| strip(page, &book, occasion, &staffed, &pairs, now, (matching, making));
        let coming: Vec<AnyView> = coming.iter().map(strip).collect();
        let past = (!over.is_empty()).then(|| {
            let past: Vec<AnyView> = over.iter().map(strip).collect();
            view! {
                <details open=coming.is_empty()>
                    <summary>{say_count("volunteers.over", over.len() as i64)}</summary>
                    {past}
                </details>
            }
        });
        view! { {coming} {past} }.into_any()
    };
    view! {
        <div class="row">
            {icon_button(Look::Plain, Icon::Plus, say("making.heading"), move || making.open())}
            {move || {
                staffed
                    .read()
                    .iter()
                    .any(|one| one.is_gap(now))
                    .then(|| icon_button(if unpublished.get() { Look::Plain } else { Look::Main }, Icon::Share, say("calling.heading"), move || calling.open(None)))
            }}
        </div>
        {move || unpublished.get().then(|| publisher.button(say("publish.button"), "roster.blocked"))}
        {move || summary(&staffed.read(), now)}
        {strips}
        {making.view()}
        {calling.view(staffed)}
        {matching.view()}
        {publisher.view()}
    }
    .into_any()
}

/// The month in one line.
fn summary(staffed: &[Staffed], now: Start) -> Option<AnyView> {
    if staffed.is_empty() {
        return None;
    }
    let gaps: Vec<&Staffed> = staffed.iter().filter(|one| one.is_gap(now)).collect();
    let words = match gaps.is_empty() {
        true => say("volunteers.all-staffed").to_owned(),
        false => {
            let missing: u32 = gaps.iter().map(|one| u32::from(one.missing() - one.waiting)).sum();
            let short = gaps.iter().filter(|one| one.short() > 0).count();
            let values =
                [("n", number(missing)), ("shifts", number(gaps.len() as i64)), ("short", number(short as i64))];
            let values: Vec<(&str, &str)> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
            say_with("volunteers.summary", &values)
        }
    };
    Some(view! { <p role="status">{words}</p> }.into_any())
}

/// Who served in regular shifts the month before, by activity.
fn pairs(page: Volunteers) -> BTreeMap<ActivityId, Vec<String>> {
    let before = page.month.get().plus(-1);
    let (Some(book), Some(placement)) = (page.desk.month(before), page.desk.placement(before)) else {
        return BTreeMap::new();
    };
    let mut pairs: BTreeMap<ActivityId, Vec<String>> = BTreeMap::new();
    for one in staffing_of(&book, Some(&placement)).into_iter().filter(|one| one.shift.regular) {
        let known = pairs.entry(one.shift.id.activity.clone()).or_default();
        for name in names(&book, &one.slips) {
            if !known.contains(&name) {
                known.push(name);
            }
        }
    }
    pairs
}

fn names(book: &MonthBook, slips: &[SlipId]) -> Vec<String> {
    let name = |slip: &SlipId| {
        let arrival = book.arrivals.iter().find(|arrival| arrival.slip.id == *slip)?;
        arrival.slip.content.asks.person().map(|person| person.name.clone())
    };
    slips.iter().filter_map(name).collect()
}

fn strip(
    page: Volunteers,
    book: &MonthBook,
    occasion: &Together,
    staffed: &[Staffed],
    pairs: &BTreeMap<ActivityId, Vec<String>>,
    now: Start,
    dialogs: (match_up::Matching, Making),
) -> AnyView {
    let here: Vec<&Staffed> = staffed.iter().filter(|one| occasion.days.contains(&one.shift.start.day())).collect();
    let missing: u32 =
        here.iter().filter(|one| one.is_gap(now)).map(|one| u32::from(one.missing() - one.waiting)).sum();
    let words = match missing {
        0 => say("volunteer.enough").to_owned(),
        missing => say_count("volunteer.still-missing", missing),
    };
    let tiles: Vec<AnyView> =
        here.into_iter().map(|one| tile(page, book, one, pairs.get(&one.shift.id.activity), now, dialogs)).collect();
    view! {
        <section class="staffing-strip">
            <h2 class="list-heading">{occasion.name(page.desk.today())} <span class="meta">{words}</span></h2>
            <ul class="staffing-tiles">{tiles}</ul>
        </section>
    }
    .into_any()
}

/// A shift: needed, claimed, confirmed; who is there; and who could be asked.
fn tile(
    page: Volunteers,
    book: &MonthBook,
    one: &Staffed,
    pair: Option<&Vec<String>>,
    now: Start,
    dialogs: (match_up::Matching, Making),
) -> AnyView {
    let shift = &one.shift;
    let is_gap = one.is_gap(now);
    let (state, words) = match () {
        () if shift.cancelled.is_some() => ("cancelled", say("plan.cancelled").to_owned()),
        () if is_gap && one.short() > 0 => ("short", say_count("volunteer.short", one.short())),
        () if is_gap => ("gap", say_count("volunteer.still-missing", one.missing() - one.waiting)),
        () if shift.start <= now => ("over", say("volunteers.begun").to_owned()),
        () => ("full", say("volunteer.enough").to_owned()),
    };
    let needed = match shift.needed_from == shift.needed_to {
        true => number(shift.needed_to),
        false => [number(shift.needed_from), number(shift.needed_to)].join("–"),
    };
    let counts = say_with(
        "volunteers.counts",
        &[("needed", &needed), ("claimed", &number(one.claimed)), ("confirmed", &number(one.confirmed))],
    );
    let waiting = (one.waiting > 0).then(|| say_count("roster.waiting-count", one.waiting));
    let names = names(book, &one.slips);
    let names = (!names.is_empty()).then(|| listed(names.iter().map(String::as_str)));
    let pair = pair.filter(|pair| shift.regular && !pair.is_empty());
    let pair = pair.map(|pair| say_with("volunteers.pair", &[("names", &listed(pair.iter().map(String::as_str)))]));
    let href =
        Route::OrganizeRoster { month: Some(page.month.get_untracked()), session: Some(shift.id.clone()) }.href();
    let dots = (0..shift.needed_to.min(20)).map(|index| {
        let state = match index {
            _ if index < one.confirmed.min(one.claimed) => Some("confirmed"),
            _ if index < one.claimed => Some("claimed"),
            _ => None,
        };
        view! { <i data-dot=state></i> }
    });
    let dots = dots.collect_view();
    let (matching, making) = dialogs;
    let id = shift.id.clone();
    let known = shift.id.clone();
    let ask = is_gap.then(|| {
        icon_button(Look::Words, Icon::Search, say("match.heading"), move || matching.open(id.clone())).into_any()
    });
    view! {
        <li class="staffing-tile" data-state=state>
            <span class="meta">
                {dates::day_short(shift.start.day())} " " <strong>{dates::span(shift.span())}</strong>
            </span>
            <a href=href>{read(&shift.role).to_owned()}</a>
            {shift.regular.then(|| view! { <span class="stage">{say("volunteer.regular")}</span> })}
            <span class="dots" aria-hidden="true">{dots}</span>
            <span>{counts}</span>
            <strong class="staffing-state">{words}</strong>
            {waiting.map(|words| view! { <span class="meta">{words}</span> })}
            {names.map(|names| view! { <span class="meta">{names}</span> })}
            {pair.map(|pair| view! { <span class="meta">{pair}</span> })}
            <span class="row">
                {ask}
                {(shift.start > now)
                    .then(|| button(Look::Words, say("making.change"), move || making.change(known.clone())))}
            </span>
        </li>
    }
    .into_any()
}
