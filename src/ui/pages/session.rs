//! One session: everything one needs to decide, for whom, and the slip.

mod aloud;
mod held;
mod placing;
mod poster;
mod series;
pub mod take_along;
mod together;

use leptos::prelude::*;
use std::sync::Arc;

use crate::domain::activity::{Activity, Session};
use crate::domain::category::Mark;
use crate::domain::finding::Filter;
use crate::domain::id::{MemberId, SessionId};
use crate::domain::menu::{Menu, Place, Target};
use crate::domain::openness::Openness;
use crate::domain::series::Rhythm;
use crate::domain::text::Language;
use crate::domain::time::Stamp;
use crate::state::family::Family;
use crate::state::published::Published;
use crate::ui::controls::button::{Look, link_button};
use crate::ui::controls::icon::Icon;
use crate::ui::controls::notice::{Tone, empty, notice};
use crate::ui::dates;
use crate::ui::dom::{El, Piece, all, el, el_of, live, nothing};
use crate::ui::navigation;
use crate::ui::pages::asking::Asking;
use crate::ui::pages::member_form::MemberForm;
use crate::ui::pages::members::{chosen_member, member_chips};
use crate::ui::pages::site::{opening, with_centre};
use crate::ui::pages::thing::Thing;
use crate::ui::parts::details::{detail, detail_with};
use crate::ui::parts::mark::shape;
use crate::ui::parts::news::news;
use crate::ui::parts::openness;
use crate::ui::parts::seats::seats;
use crate::ui::parts::telling::{called_off, whom};
use crate::ui::route::{Route, View};
use crate::ui::shell::{page_bar, page_head};
use crate::ui::today::today;
use crate::ui::wording;
use crate::ui::words::{language, read, say, say_with};

/// The page.
pub fn session() -> El {
    let shown = Memo::new(|_| match navigation::route() {
        Some(Route::Session { id, member }) => Some((id, member)),
        _ => None,
    });
    let id = Memo::new(move |_| shown.read().as_ref().map(|(id, _)| id.clone()));
    let family = Family::here();
    let member = chosen_member(family, |_| true, move || shown.get().and_then(|(_, member)| member));
    let back = move || {
        let day = id.get().map(|id| id.start.day());
        Route::Calendar { view: View::Month, month: day.map(crate::domain::time::Month::of), day, filter: Filter::OPEN }
    };
    let content = with_centre(move || {
        let published = Published::here();
        let id = id.get();
        let found = id.as_ref().and_then(|id| published.menu_of(id).map(|menu| (id.clone(), menu)));
        match found {
            Some((id, menu)) => card(&menu, &id, member),
            None if id.as_ref().is_some_and(|id| published.is_on_its_way(id.start.month())) => opening(),
            None => {
                let home = link_button(Look::Plain, None, say("session.to-calendar"), Route::HOME.href());
                let other_days = id.and_then(|id| series::other_days(published, &id, member.get().as_ref()));
                all([empty(say("session.unknown"), Some(home)), other_days.el()])
            }
        }
    });
    let name = Memo::new(move |_| name(id.read().as_ref()?));
    let head = move || match name.get() {
        // The heading is the session's name, on its card.
        Some(name) => page_bar(&name, back()),
        None => page_head(say("session.page"), Some(back()), None),
    };
    all([live(head), content])
}

/// 亲子瑜伽 11月28日 周六: what the page is called in the browser's title.
fn name(id: &SessionId) -> Option<String> {
    let menu = Published::here().menu_of(id)?;
    let Target::Session(session, activity) = menu.target(id)? else { return None };
    Some([read(&activity.title), " ", &dates::day_short(session.start.day())].concat())
}

fn card(menu: &Arc<Menu>, id: &SessionId, member: Memo<Option<MemberId>>) -> El {
    let Some(target @ Target::Session(session, activity)) = menu.target(id) else {
        // A shift's address brought here by hand.
        navigation::replace(&Route::Volunteer { member: None, day: Some(id.start.day()), offer: None });
        return nothing();
    };
    let published = Published::here();
    let thing = Thing::of(published, menu, target);
    let sort = el_of("p", "session-sort")
        .add(seen_mark(activity.sort.mark()))
        .add(el_of("span", "meta").text(wording::sort(activity.sort)));
    let card = el_of("article", "card session-card")
        .add(sort)
        .add(el_of("h1", "session-title").text(&thing.title))
        .add(cancelled(session))
        .add(moved(menu, session))
        .add(facts(menu, session, activity, thing.openness))
        // That it was called off is said above.
        .add(session.cancelled.is_none().then(|| seats(session.places(), thing.openness)))
        .add(series::counted(published, session, thing.openness))
        .add(about(activity))
        .add(series::other_dates(published, session, activity, member.get_untracked().as_ref()));
    let after = el_of("section", "session-after")
        .add(placing::placing(&menu.rules, session))
        .add(take_along::take_along(menu, session, activity, thing.openness));
    all([card, deciding(id.clone(), thing.openness, member), after])
}

fn cancelled(session: &Session) -> Option<El> {
    let why = session.cancelled.as_ref()?;
    Some(notice(Tone::Grave, called_off(why), None))
}

/// Where it was to be until the last change, for who read of it then.
fn moved(menu: &Menu, session: &Session) -> Option<El> {
    let last = session.changed.before.last().filter(|_| session.cancelled.is_none())?;
    let lines = news(menu, &session.id, Stamp(last.until.0 - 1))?;
    Some(notice(Tone::Warn, lines.join("\n"), None))
}

/// When, where, for whom, with whom.
pub fn facts(menu: &Menu, session: &Session, activity: &Activity, stands: Openness) -> El {
    let venue = session.venue.as_ref().and_then(|code| menu.venue(code));
    let mut day = dates::day_and_weekday(session.start.day());
    if let Some(near) = dates::near_day(session.start.day(), today()) {
        day.push_str(say("day.dot"));
        day.push_str(near);
    }
    let days: Vec<_> = menu.sessions.iter().filter(|other| other.id.activity == activity.id).collect();
    let days: Vec<_> = days.into_iter().map(|other| other.start.day()).collect();
    let rhythm = wording::rhythm(Rhythm::of(activity.sort, &days), session.start.day());
    let comes = !matches!(stands, Openness::Cancelled | Openness::Over);
    let closes = session.closes.filter(|_| comes && session.places().is_some());
    let closes = closes.map(|closes| say_with("session.closes", &[("until", &dates::start(closes, today()))]));
    let bring = (!activity.materials.is_empty()).then(|| say_with("session.bring", &[("what", &activity.materials)]));
    el_of("ul", "details")
        .add(detail_with(Icon::Clock, &day, &dates::span(session.span())))
        .add(rhythm.map(|rhythm| detail(Icon::Calendar, &rhythm)))
        .add(venue.map(|venue| as_written(detail(Icon::Pin, &place(venue)))))
        .add(rain(menu, session).filter(|_| comes).map(|rain| detail(Icon::Note, &rain)))
        .add(detail(Icon::People, &whom(activity)))
        .add((!activity.provider.is_empty()).then(|| as_written(detail(Icon::Board, &activity.provider))))
        .add(bring.map(|bring| detail(Icon::Bag, &bring)))
        .add((activity.fee > 0).then(|| detail(Icon::Note, &wording::fee(activity.fee))))
        .add(closes.map(|closes| detail(Icon::Note, &closes)))
}

/// 操场，示例小学: a lent room with whose it is.
fn place(venue: &Place) -> String {
    let parts = [venue.name.as_str(), venue.lender.as_str()];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(say("day.comma"))
}

/// What a centre wrote in simplified Chinese alone: voices are told so where the page speaks another language.
fn as_written(words: El) -> El {
    words.maybe("lang", (language() != Language::Hans).then_some("zh-Hans"))
}

/// Shape and character; its meaning stands beside it.
fn seen_mark(of: Mark) -> El {
    el_of("span", "mark-word").attr("aria-hidden", "true").add(shape(of)).add(el("span").text(wording::mark(of)))
}

/// 如遇下雨，改到多功能厅.
fn rain(menu: &Menu, session: &Session) -> Option<String> {
    let plan = session.rain.as_ref()?;
    let start = plan.start.map(|start| dates::start(start, today()));
    let place = plan.venue.as_ref().and_then(|code| menu.venue(code)).map(|place| place.name.clone());
    let parts: Vec<String> = start.into_iter().chain(place).collect();
    Some(say_with("session.rain", &[("where", &parts.join(say("day.dot")))]))
}

fn about(activity: &Activity) -> Option<El> {
    let about = read(&activity.about);
    (!about.is_empty()).then(|| el_of("p", "session-about").text(about))
}

/// For whom, what is foreseen, and the button; nothing of it where there is nothing to decide.
fn deciding(id: SessionId, stands: Openness, member: Memo<Option<MemberId>>) -> El {
    let decided = match stands {
        Openness::Cancelled | Openness::Over => Some(call_line()),
        Openness::WalkIn => Some(notice(Tone::Good, say("session.walk-in"), Some(call("call.to-ask")))),
        Openness::NotYet { .. } => Some(notice(Tone::Plain, openness::words(stands), Some(call_line()))),
        Openness::Closed => Some(notice(Tone::Plain, say("session.closed"), Some(call_line()))),
        Openness::Left(_) | Openness::Full { .. } | Openness::ToBeDrawn { .. } => None,
    };
    if let Some(decided) = decided {
        return el_of("section", "deciding").add(held::held(id, || None)).add(decided);
    }
    let family = Family::here();
    let form = MemberForm::new(|_| ());
    let asking = Asking::new(form);
    let of = StoredValue::new(id);
    let chips = member_chips(say("ask.for-whom"), member, move |member| Route::Session {
        id: of.get_value(),
        member: Some(member),
    });
    let panel = move || {
        let id = of.get_value();
        let menu = Published::here().menu_of(&id)?;
        match member.get().and_then(|member| family.member(&member)) {
            Some(member) => Some(asking.view(&menu, &id, &member)),
            None if family.failure().is_some() => family
                .failure()
                .map(|error| notice(Tone::Grave, crate::ui::failures::family(&error), Some(call_line()))),
            None => Some(asking.first()),
        }
    };
    let several = together::together(of.get_value(), stands);
    let others = held::held(of.get_value(), move || member.get());
    let section = el_of("section", "deciding").add(chips).live(panel).add(others).add(several).add(call_line());
    all([section, form.view()])
}

/// Every flow ends with a number to call, and a door to come in by.
pub fn call_line() -> El {
    call("call.by-phone")
}

fn call(key: &'static str) -> El {
    live(move || {
        let centre = Published::here().centre()?;
        if centre.phone.is_empty() {
            return None;
        }
        let mut href = String::from("tel:");
        href.push_str(&centre.phone);
        let number = el("a").attr("href", &href).text(&centre.phone);
        let words = el_of("p", "call").text(say(key)).text(" ").add(number).text(" ");
        let known = [read(&centre.hours), read(&centre.address)].into_iter().filter(|known| !known.is_empty());
        let known = known.collect::<Vec<_>>().join(say("day.dot"));
        Some(words.add(el_of("span", "meta").text(&known)))
    })
}
