//! The large-type mode's first page: today, what is on next, and three doors.

use crate::domain::finding::Filter;
use crate::domain::lunar::lunar_day;
use crate::domain::menu::Target;
use crate::domain::time::Month;
use crate::state::family::Family;
use crate::state::published::Published;
use crate::ui::almanac;
use crate::ui::controls::button::{Look, link_button};
use crate::ui::controls::icon::{Icon, icon};
use crate::ui::dates;
use crate::ui::dom::{El, all, el, el_of, live, svg};
use crate::ui::navigation;
use crate::ui::pages::reminder::about;
use crate::ui::pages::site::{notices, with_centre};
use crate::ui::pages::thing::Thing;
use crate::ui::route::{Route, View};
use crate::ui::today::{now, today};
use crate::ui::words::{number, say, say_count, say_with};
use chrono::Datelike;

/// The page.
pub fn doors() -> El {
    navigation::title(say("tab.calendar"));
    let content = with_centre(|| {
        // Day after day from today on: what is counted beneath the door is what stands behind it.
        let coming = || Route::Calendar { view: View::Agenda, month: None, day: None, filter: Filter::OPEN };
        let doors = el_of("div", "doors")
            .add(door(Picture::Window, "doors.look", week_words, coming))
            .add(door(
                Picture::Open,
                "doors.sign-up",
                || say("doors.sign-up-below").to_owned(),
                || Route::Courses { category: None, member: None },
            ))
            .add(door(Picture::Closed, "doors.mine", mine_words, || Route::My));
        let serve = Route::Volunteer { member: None, day: None, offer: None }.href();
        let serve = link_button(Look::Plain, Some(Icon::Heart), say("doors.serve"), serve);
        all([notices(), live(next_up), doors, el_of("div", "doors-further").add(live(call)).add(serve)])
    });
    all([live(head), content])
}

fn head() -> El {
    let today = today();
    let mut below = dates::month_name(Month::of(today)).to_owned();
    if let Some(lunar) = lunar_day(today) {
        below.push_str(say("day.dot"));
        below.push_str(&say_with("doors.lunar", &[("date", &almanac::lunar_date(lunar))]));
    }
    let day = el("span").add(el("strong").text(dates::weekday(today))).add(el_of("span", "meta").text(&below));
    el_of("h1", "doors-head").add(el_of("span", "doors-number").text(&number(today.day()))).add(day)
}

/// What begins next: today or later this month or the next.
fn next_up() -> Option<El> {
    let published = Published::here();
    let menus = published.coming();
    let (id, thing) = menus.into_iter().find_map(|menu| {
        let session = menu.sessions.iter().find(|session| session.start > now() && session.cancelled.is_none())?;
        let activity = menu.activity(&session.id.activity)?;
        Some((session.id.clone(), Thing::of(published, &menu, Target::Session(session, activity))))
    })?;
    let start = thing.span.start;
    let day = dates::near_day(start.day(), today()).map_or_else(|| dates::day_short(start.day()), str::to_owned);
    let words = el("span")
        .text(&day)
        .text(" ")
        .add(el("strong").text(&dates::time(start.time())))
        .add(el_of("span", "next-up-title").text(&thing.title));
    let href = Route::Session { id, member: None }.href();
    Some(el_of("a", "next-up").attr("href", &href).add(words).add(icon(Icon::Right)))
}

/// 这周还有 6 场.
fn week_words() -> String {
    let published = Published::here();
    let week = crate::domain::calendar::week_of(today());
    let menus = published.coming();
    let count: usize = menus
        .into_iter()
        .map(|menu| {
            let this_week = menu.sessions.iter().filter(|session| {
                session.start > now() && week.contains(&session.start.day()) && session.cancelled.is_none()
            });
            this_week.count()
        })
        .sum();
    say_count("doors.this-week", count as i64)
}

/// What the family has next.
fn mine_words() -> String {
    let (published, family) = (Published::here(), Family::here());
    let things = family.slips().into_iter().filter(|own| family.withdrawal_of(&own.id).is_none());
    let next = things
        .filter_map(|own| Thing::find(published, &about(family, &own)?))
        .filter(|thing| thing.span.start > now())
        .min_by_key(|thing| thing.span.start);
    match next {
        Some(thing) => {
            let when = dates::start(thing.span.start, today());
            say_with("doors.mine-next", &[("when", &when), ("title", &thing.title)])
        }
        None => say("doors.mine-none").to_owned(),
    }
}

/// A picture on a door.
#[derive(Clone, Copy)]
enum Picture {
    Window,
    Open,
    Closed,
}

fn door(picture: Picture, name: &'static str, below: fn() -> String, to: fn() -> Route) -> El {
    let words =
        el_of("span", "door-words").add(el("strong").text(say(name))).add(el_of("span", "meta").live_text(below));
    el_of("a", "door")
        .live_attr("href", move || Some(to().href()))
        .add(drawing(picture))
        .add(words)
        .add(icon(Icon::Right))
}

/// Lit surfaces, leaves of doors, lines.
fn drawing(picture: Picture) -> El {
    let (lit, leaf, lines) = match picture {
        Picture::Window => ("M34 2h28v38H34Z", "", "M4 2h58v76H4ZM33 2v76M4 40h58M0 79h66"),
        Picture::Open => ("M36 10h18v68H36Z", "M11 9h24v69H11Z", "M4 2h58v76H4ZM36 9H11v69M36 9v69M0 79h66M29 43.5h.1"),
        Picture::Closed => ("M19 18h29v22H19Z", "M10 8h46v70H10Z", "M4 2h58v76H4ZM10 78V8h46v70M0 79h66M48 52.5h.1"),
    };
    let path = |class, d| svg("path").attr("class", class).attr("d", d);
    svg("svg")
        .attr("class", "drawing")
        .attr("viewBox", "-1 0 68 81")
        .attr("aria-hidden", "true")
        .add(path("leaf", leaf))
        .add(path("lit", lit))
        .add(path("lines", lines))
}

fn call() -> Option<El> {
    let phone = Published::here().centre()?.phone;
    let mut href = String::from("tel:");
    href.push_str(&phone);
    let link = el_of("a", "button call-button").attr("data-look", "main").attr("href", &href);
    (!phone.is_empty()).then(|| link.add(icon(Icon::Phone)).text(say("doors.call")))
}
