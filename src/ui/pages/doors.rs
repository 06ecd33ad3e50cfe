//! The large-type mode's first page: today, what is on next, and three doors.

use leptos::prelude::*;

use crate::domain::menu::Target;
use crate::domain::time::Month;
use crate::state::almanac::lunar_day;
use crate::state::family::Family;
use crate::state::published::Published;
use crate::ui::almanac;
use crate::ui::controls::icon::{Icon, icon};
use crate::ui::dates;
use crate::ui::navigation;
use crate::ui::pages::site::{notices, with_centre};
use crate::ui::pages::thing::Thing;
use crate::ui::route::{Filter, Route};
use crate::ui::today::{now, today};
use crate::ui::words::{number, say, say_count, say_with};

/// The page.
pub fn doors() -> AnyView {
    navigation::title(say("tab.calendar"));
    view! {
        {head()}
        {with_centre(move || {
            view! {
                {notices()}
                {next_up()}
                <nav class="doors" aria-label=say("shell.pages")>
                    {door(Picture::Window, "doors.look", week_words, || Route::Calendar {
                        month: Some(Month::of(today())),
                        day: None,
                        filter: Filter::default(),
                    })}
                    {door(
                        Picture::Open,
                        "doors.sign-up",
                        || say("doors.sign-up-below").to_owned(),
                        || Route::Courses { category: None, member: None },
                    )}
                    {door(Picture::Closed, "doors.mine", mine_words, || Route::My)}
                </nav>
                {call()}
            }
                .into_any()
        })}
    }
    .into_any()
}

fn head() -> AnyView {
    (|| {
        use chrono::Datelike;
        let today = today();
        let mut below = dates::month_name(Month::of(today)).to_owned();
        if let Some(lunar) = lunar_day(today) {
            below.push_str(say("day.dot"));
            below.push_str(&say_with("doors.lunar", &[("date", &almanac::lunar_date(lunar))]));
        }
        view! {
            <h1 class="doors-head">
                <span class="doors-number">{number(today.day())}</span>
                <span>
                    <strong>{dates::weekday(today)}</strong>
                    <span class="meta">{below}</span>
                </span>
            </h1>
        }
    })
    .into_any()
}

/// What begins next: today or later this month or the next.
fn next_up() -> AnyView {
    (|| {
        let published = Published::here();
        let menus = published.months().into_iter().filter_map(|month| published.menu(month));
        let next = menus.into_iter().find_map(|menu| {
            let session = menu.sessions.iter().find(|session| session.start > now() && session.cancelled.is_none())?;
            let activity = menu.activity(&session.id.activity)?;
            Some((session.id.clone(), Thing::of(published, &menu, Target::Session(session, activity))))
        });
        let (id, thing) = next?;
        let start = thing.span.start;
        let day = dates::near_day(start.day(), today()).map_or_else(|| dates::day_short(start.day()), str::to_owned);
        Some(view! {
            <a class="next-up" href=Route::Session { id, member: None }.href()>
                <span>
                    {day} " " <strong>{dates::spoken_time(start.time())}</strong>
                    <span class="next-up-title">{thing.title}</span>
                </span>
                {icon(Icon::Right)}
            </a>
        })
    })
    .into_any()
}

/// 这周还有 6 场.
fn week_words() -> String {
    let published = Published::here();
    let week = crate::domain::calendar::week_of(today());
    let menus = published.months().into_iter().filter_map(|month| published.menu(month));
    let count: usize = menus
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
        .filter_map(|own| Thing::find(published, own.asks.target()?))
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

fn door(picture: Picture, name: &'static str, below: fn() -> String, to: fn() -> Route) -> AnyView {
    view! {
        <a class="door" href=move || to().href()>
            {drawing(picture)}
            <span class="door-words">
                <strong>{say(name)}</strong>
                <span class="meta">{below}</span>
            </span>
            {icon(Icon::Right)}
        </a>
    }
    .into_any()
}

/// Lit surfaces, leaves of doors, lines.
fn drawing(picture: Picture) -> AnyView {
    let (lit, leaf, lines) = match picture {
        Picture::Window => ("M34 2h28v38H34Z", "", "M4 2h58v76H4ZM33 2v76M4 40h58M0 79h66"),
        Picture::Open => ("M36 10h18v68H36Z", "M11 9h24v69H11Z", "M4 2h58v76H4ZM36 9H11v69M36 9v69M0 79h66M29 43.5h.1"),
        Picture::Closed => ("M19 18h29v22H19Z", "M10 8h46v70H10Z", "M4 2h58v76H4ZM10 78V8h46v70M0 79h66M48 52.5h.1"),
    };
    view! {
        <svg class="drawing" viewBox="-1 0 68 81" aria-hidden="true">
            <path class={"leaf"} d=leaf></path>
            <path class={"lit"} d=lit></path>
            <path class={"lines"} d=lines></path>
        </svg>
    }
    .into_any()
}

fn call() -> AnyView {
    (|| {
        let phone = Published::here().centre()?.phone;
        let mut href = String::from("tel:");
        href.push_str(&phone);
        (!phone.is_empty()).then(|| {
            view! {
                <a class="button call-button" data-look="main" href=href>
                    {icon(Icon::Phone)}
                    {say("doors.call")}
                </a>
            }
        })
    })
    .into_any()
}
