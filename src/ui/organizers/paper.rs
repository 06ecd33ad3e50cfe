//! Paper: the month's poster, the strip for stairwells, the notice for a door. On the screen each sheet is shown small; in
//! print it is one page, and says so.

mod door;
mod fit;
mod poster;
mod strip;

use std::sync::Arc;

use chrono::{Datelike, NaiveDate};
use leptos::prelude::*;

use crate::domain::activity::{Activity, Session};
use crate::domain::category::{Kind, Sort};
use crate::domain::menu::Menu;
use crate::domain::poster::Regular;
use crate::domain::series::{Rhythm, Weekdays};
use crate::domain::time::Span;
use crate::state::codes::Qr;
use crate::state::desk::Desk;
use crate::state::net;
use crate::ui::controls::button::{Look, icon_button};
use crate::ui::controls::chips::{ChipLook, chip_link};
use crate::ui::controls::icon::Icon;
use crate::ui::controls::notice::empty;
use crate::ui::organizers::head;
use crate::ui::parts::mark::shape;
use crate::ui::route::{Paper, Route};
use crate::ui::words::{number, read, say, say_with};
use crate::ui::{dates, navigation, wording};

/// What every sheet says about the centre.
#[derive(Clone)]
struct Sender {
    name: String,
    short_name: String,
    address: String,
    phone: String,
    hours: String,
    /// Of the founding key.
    fingerprint: String,
    /// Where the site is.
    site: String,
    /// The same with the fingerprint, as a QR code's picture: a phone that comes by it checks the host against the paper.
    code: Option<String>,
}

impl Sender {
    fn of(desk: Desk) -> Option<Self> {
        let centre = desk.centre()?;
        let (site, fingerprint) = (net::base(), desk.fingerprint());
        let digits: String = fingerprint.split_whitespace().collect();
        Some(Self {
            name: read(&centre.name).to_owned(),
            short_name: read(&centre.short_name).to_owned(),
            address: read(&centre.address).to_owned(),
            phone: centre.phone.clone(),
            hours: read(&centre.hours).to_owned(),
            code: Qr::of_link(&[&site, "#", &digits].concat()).map(|qr| qr.picture(8)),
            fingerprint,
            site,
        })
    }

    /// The foot of a sheet: code, address, whom to call, fingerprint.
    fn foot(&self) -> AnyView {
        let code = self.code.clone().map(|code| view! { <img class="sheet-code" src=code alt=""/> });
        let lines = [self.address.clone(), self.phone.clone(), self.hours.clone()];
        let lines = lines.into_iter().filter(|line| !line.is_empty()).map(|line| view! { <span>{line}</span> });
        view! {
            <footer class="sheet-foot">
                {code}
                <div>
                    <p class="sheet-scan">{say("paper.scan")}</p>
                    <p class="sheet-address">{self.site.clone()}</p>
                    <p class="sheet-lines">{lines.collect_view()}</p>
                    <p class="sheet-print">{say_with("paper.fingerprint", &[("print", &self.fingerprint)])}</p>
                </div>
            </footer>
        }
        .into_any()
    }
}

/// Draws the page.
pub fn page(desk: Desk) -> AnyView {
    let asked = Memo::new(move |_| match navigation::route() {
        Some(Route::OrganizePaper { month, paper, session }) => (month, paper, session),
        _ => (None, Paper::PosterA3, None),
    });
    let month = Memo::new(move |_| asked.read().0.unwrap_or_else(|| desk.month_to_show()));
    let print = || {
        let _ = window().print();
    };
    let sheets = move || {
        let (_, paper, session) = asked.get();
        let sender = Sender::of(desk)?;
        let book = desk.month(month.get())?;
        let Some(menu) = book.menu.clone().map(Arc::new) else {
            return Some(empty(say("paper.not-published"), None).into_any());
        };
        Some(match paper {
            Paper::PosterA3 => poster::one(desk, &menu, &sender),
            Paper::PosterA4 => poster::two(desk, &menu, &sender),
            Paper::Strip => strip::strips(desk, &menu, &sender),
            Paper::Door => door::notices(&menu, &sender, session.as_ref()),
        })
    };
    let choices = move || {
        let choice = |(paper, key): (Paper, &'static str)| {
            let href = Route::OrganizePaper { month: Some(month.get()), paper, session: None }.href();
            chip_link(ChipLook::Ticked, href, move || asked.read().1 == paper, say(key), None)
        };
        let papers = [
            (Paper::PosterA3, "paper.poster-a3"),
            (Paper::PosterA4, "paper.poster-a4"),
            (Paper::Strip, "paper.strip"),
            (Paper::Door, "paper.door"),
        ];
        papers.map(choice).collect_view()
    };
    let button = icon_button(Look::Main, Icon::Print, say("paper.print"), print);
    view! {
        <div class="papers-head no-print">
            {head::head(say("paper.heading"), Some(button.into_any()))}
            <p class="meta">{move || dates::month_and_year(month.get())}</p>
            <nav class="chips" aria-label=say("paper.heading")>
                {choices}
            </nav>
        </div>
        <div class="papers">{sheets}</div>
    }
    .into_any()
}

/// A session's time and title, and where: one line of a sheet.
fn line(menu: &Menu, session: &Session) -> AnyView {
    let activity = menu.activity(&session.id.activity);
    let mark = activity.map(|activity| shape(activity.sort.mark()));
    let title = activity.map(|activity| read(&activity.title).to_owned()).unwrap_or_default();
    let facts = facts(menu, activity, session);
    view! {
        <li class="sheet-line">
            {span(session.span())}
            <span class="sheet-what">
                {mark} <strong>{title}</strong> <span class="sheet-place">{facts}</span>
            </span>
        </li>
    }
    .into_any()
}

/// From when to when.
fn span(span: Span) -> AnyView {
    view! {
        <span class="sheet-time">
            {dates::time(span.start.time())} <small>"–" {dates::time(span.end().time())}</small>
        </span>
    }
    .into_any()
}

/// Where, for which ages, and how one gets in. A room that is called as what is on in it is not said twice.
fn facts(menu: &Menu, activity: Option<&Activity>, session: &Session) -> AnyView {
    let title = activity.map(|activity| read(&activity.title).to_owned()).unwrap_or_default();
    let place = session.venue.as_ref().and_then(|code| menu.venue(code)).map(|place| place.name.clone());
    let place = place.filter(|place| *place != title);
    let ages = activity.map(|activity| activity.ages).filter(|ages| !ages.is_open()).map(wording::ages);
    let entry = match (session.places(), session.draw.is_some()) {
        (None, _) => say("paper.walk-in"),
        (Some(_), true) => say("paper.drawn"),
        (Some(_), false) => say("paper.sign-up"),
    };
    let facts = place.into_iter().chain(ages).chain([entry.to_owned()]);
    facts.map(|fact| view! { <em>{fact}</em> }).collect_view().into_any()
}

/// When an activity comes that is said once: its rhythm, with its dates as long as they are read at a glance.
fn often(regular: &Regular<'_>) -> String {
    let named = weekly(regular);
    let days = (named.is_none() || regular.days.len() <= DATES_NAMED).then(|| listed_days(&regular.days));
    named.into_iter().chain(days).collect::<Vec<_>>().join(" ")
}

/// 上学日, 每周三; its dates where they follow no rule.
fn rhythm(regular: &Regular<'_>) -> String {
    weekly(regular).unwrap_or_else(|| listed_days(&regular.days))
}

fn weekly(regular: &Regular<'_>) -> Option<String> {
    let rhythm = Rhythm::of(regular.activity.sort, &regular.days);
    let school = regular.activity.sort == Sort::Other(Kind::AfterSchool);
    match rhythm {
        Rhythm::Weekly(Weekdays::MONDAY_TO_FRIDAY) if school => Some(say("paper.school-days").to_owned()),
        Rhythm::Weekly(_) => wording::rhythm(rhythm, regular.first.start.day()),
        _ => None,
    }
}

/// More dates of a weekly activity than these tell nobody more than its weekdays.
const DATES_NAMED: usize = 6;

/// 2、9、16日.
fn listed_days(days: &[NaiveDate]) -> String {
    let days: Vec<String> = days.iter().map(|day| number(day.day())).collect();
    say_with("paper.days", &[("days", &days.join(say("paper.and")))])
}
