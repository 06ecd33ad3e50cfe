//! One roster: who is placed, who waits and in which order, who could not be placed, who gave a place back.

use std::collections::BTreeSet;

use leptos::prelude::*;

use crate::domain::id::{SessionId, SlipId};
use crate::domain::menu::Menu;
use crate::domain::placement::Roster;
use crate::domain::slip::Way;
use crate::ui::controls::button::{Look, icon_button};
use crate::ui::controls::icon::Icon;
use crate::ui::controls::notice::empty;
use crate::ui::organizers::publish::reach;
use crate::ui::organizers::roster::paper::{Paper, when_and_where};
use crate::ui::organizers::roster::{Rosters, door, draw, heads, matters, person};
use crate::ui::organizers::wording::published_title;
use crate::ui::route::Route;
use crate::ui::words::{number, say, say_count, say_with};

/// Draws the roster of the chosen session. What is typed, and what the camera looks at, stays while the book changes around it.
pub fn sheet(rosters: Rosters) -> AnyView {
    let Some(id) = rosters.session.get() else {
        return view! { <p class="quiet roster-choose">{say("roster.choose")}</p> }.into_any();
    };
    let (of, top, opened, counted, below) = (id.clone(), id.clone(), id.clone(), id.clone(), id);
    let span = Memo::new(move |_| rosters.book.get()?.menu.as_ref()?.target(&of).map(|target| target.span()));
    let top = move || {
        let book = rosters.book.get()?;
        let menu = book.menu.as_ref().filter(|menu| menu.target(&top).is_some())?;
        Some(
            view! { {head(rosters, menu, &top)} {reach::of_session(rosters.desk, rosters.month.get(), &top)} {draw::draw(rosters, &top)} {matters::of_session(rosters, &top)} },
        )
    };
    let door = Memo::new(move |_| span.get().filter(|_| rosters.door.get()));
    let below = move || {
        let roster = rosters.placement.get().and_then(|placement| placement.rosters.get(&below).cloned());
        let published = rosters.book.get().is_some_and(|book| book.menu.is_some());
        match roster {
            Some(roster) => Some(groups(rosters, &roster)),
            None => published.then(|| empty(say("roster.gone"), None).into_any()),
        }
    };
    view! {
        {top}
        {move || door.get().map(|_| door::door(rosters, &opened))}
        {move || span.get().map(|_| heads::heads(rosters, counted.clone()))}
        {below}
    }
    .into_any()
}

fn head(rosters: Rosters, menu: &Menu, id: &SessionId) -> AnyView {
    let target = menu.target(id);
    let has_places = target.is_some_and(|target| target.places().is_some() && !target.is_cancelled());
    let type_in = move || {
        rosters.typed.next();
        rosters.typing.open();
    };
    let stubs = typed_slips(rosters, id);
    let back = Route::OrganizeRoster { month: Some(rosters.month.get()), session: None }.href();
    let print = || {
        let _ = window().print();
    };
    view! {
        <div class="roster-head">
            <a class="sheet-back" href=back data-replace="1">
                {say("roster.back")}
            </a>
            <h2>{published_title(menu, id)}</h2>
            <p class="meta">{when_and_where(rosters, menu, id)}</p>
            <div class="row sheet-ways no-print">
                {has_places.then(|| icon_button(Look::Main, Icon::Plus, say("roster.type-in"), type_in))}
                {has_places
                    .then(|| {
                        icon_button(Look::Plain, Icon::Check, say("door.open"), move || {
                            rosters.door.update(|open| *open = !*open);
                        })
                        .live_flag("aria-expanded", "true", move || rosters.door.get())
                    })}
                {icon_button(Look::Plain, Icon::Print, say("roster.print"), print)}
                {has_places
                    .then(|| icon_button(Look::Plain, Icon::Board, say("roster.share"), move || rosters.share.open()))}
                {(!stubs.is_empty())
                    .then(|| {
                        let press = move || rosters.print(Paper::Stubs(stubs.clone()));
                        icon_button(Look::Plain, Icon::Print, say("roster.print-stubs"), press)
                    })}
            </div>
        </div>
        {bar(rosters, id)}
    }
    .into_any()
}

/// Slips that were made at the desk and are still good for a place: each may want its stub.
fn typed_slips(rosters: Rosters, id: &SessionId) -> Vec<SlipId> {
    let (Some(book), Some(placement)) = (rosters.book.get(), rosters.placement.get()) else { return Vec::new() };
    let Some(roster) = placement.rosters.get(id) else { return Vec::new() };
    let typed: BTreeSet<SlipId> =
        book.arrivals.iter().filter(|arrival| arrival.way == Way::Typed).map(|arrival| arrival.slip.id).collect();
    let asking = roster.placed.iter().chain(&roster.pending).chain(&roster.waiting);
    asking.filter(|slip| typed.contains(slip)).copied().collect()
}

/// Places taken, as a bar and in words.
fn bar(rosters: Rosters, id: &SessionId) -> Option<AnyView> {
    let book = rosters.book.get()?;
    let places = book.menu.as_ref()?.target(id)?.places()?;
    let fill = book.fill_of(&*rosters.placement.get()?, id)?;
    let left = places.saturating_sub(fill.placed);
    let words =
        say_with("roster.bar", &[("placed", &number(fill.placed)), ("places", &number(places)), ("n", &number(left))]);
    let others = book.given_elsewhere().get(id).map(|fill| fill.placed).filter(|placed| *placed > 0);
    let others = others.map(|placed| view! { <p class="meta">{say_count("roster.given-elsewhere", placed)}</p> });
    Some(
        view! {
            <div class="roster-bar">
                <span class="roster-taken" aria-hidden="true">
                    <span style:width=percent(fill.placed, places)></span>
                </span>
                <p>{words}</p>
                {others}
            </div>
        }
        .into_any(),
    )
}

fn percent(part: u16, whole: u16) -> String {
    let percent = u32::from(part.min(whole)) * 100 / u32::from(whole.max(1));
    let mut text = number(percent);
    text.push('%');
    text
}

fn groups(rosters: Rosters, roster: &Roster) -> AnyView {
    let nobody = [&roster.placed, &roster.pending, &roster.waiting, &roster.refused, &roster.withdrawn]
        .iter()
        .all(|list| list.is_empty());
    if nobody {
        return empty(say("roster.nobody"), None).into_any();
    }
    view! {
        {group(rosters, "placed", say_count("roster.placed", roster.placed.len() as i64), &roster.placed)}
        {group(rosters, "pending", say_count("roster.pending", roster.pending.len() as i64), &roster.pending)}
        {group(rosters, "waiting", say_count("roster.waiting", roster.waiting.len() as i64), &roster.waiting)}
        {group(rosters, "refused", say_count("roster.refused", roster.refused.len() as i64), &roster.refused)}
        {group(rosters, "withdrawn", say_count("roster.withdrawn", roster.withdrawn.len() as i64), &roster.withdrawn)}
    }
    .into_any()
}

fn group(rosters: Rosters, name: &'static str, heading: String, slips: &[SlipId]) -> Option<AnyView> {
    if slips.is_empty() {
        return None;
    }
    let rows = slips.iter().enumerate().map(|(index, slip)| person::row(rosters, index + 1, *slip));
    let columns = ["roster.number", "roster.who", "roster.age", "roster.phone", "roster.ticks", "roster.standing"];
    let heads = columns.map(|column| view! { <th scope="col">{say(column)}</th> });
    Some(
        view! {
            <section class="roster-group" data-group=name>
                <h3>{heading.clone()}</h3>
                <table class="plain-table roster-table" aria-label=heading>
                    <thead>
                        <tr>
                            {heads.collect_view()} <th scope="col" class="no-print">
                                {say("roster.decide")}
                            </th>
                        </tr>
                    </thead>
                    <tbody>{rows.collect_view()}</tbody>
                </table>
            </section>
        }
        .into_any(),
    )
}
