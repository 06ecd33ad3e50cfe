//! What is printed beside the roster itself: stubs to take home, and the list that hangs on the wall. On screen nobody
//! sees it; on paper nothing else is seen.

use leptos::prelude::*;

use crate::domain::activity::Session;
use crate::domain::book::MonthBook;
use crate::domain::draw::SessionDraw;
use crate::domain::id::{SessionId, SlipId};
use crate::domain::menu::Menu;
use crate::domain::public_list::{PublicLine, PublicList};
use crate::state::codes::Qr;
use crate::ui::dates;
use crate::ui::organizers::received::standing;
use crate::ui::organizers::roster::Rosters;
use crate::ui::organizers::wording::{dotted, published_title};
use crate::ui::route::Route;
use crate::ui::words::{number, read, say, say_count, say_with};

/// What is on the paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Paper {
    /// Stubs of these slips, four to a sheet.
    Stubs(Vec<SlipId>),
    /// The public list of the chosen session.
    List,
    /// What hangs at the door: volunteers check in with their phones.
    Poster,
}

/// Draws it.
pub fn paper(rosters: Rosters) -> AnyView {
    let content = move || match rosters.paper.get()? {
        Paper::Stubs(slips) => {
            let stubs = slips.iter().map(|slip| stub(rosters, slip)).collect_view();
            Some(view! { <div class="stubs">{stubs}</div> }.into_any())
        }
        Paper::List => list(rosters),
        Paper::Poster => poster(rosters),
    };
    view! { <div class="paper">{content}</div> }.into_any()
}

/// One stub: what, when and where; who, under which handle; how it stands and why; whom to call.
pub fn stub(rosters: Rosters, slip: &SlipId) -> Option<AnyView> {
    let (month, centre) = (rosters.month.get(), rosters.desk.centre()?);
    let arrival = rosters.desk.arrival(month, slip)?;
    let asks = &arrival.slip.content.asks;
    let (person, target) = (asks.person()?, asks.target()?);
    let book = rosters.book.get()?;
    let menu = book.menu.as_ref()?;
    let answer = rosters.placement.get().and_then(|placement| placement.answers.get(slip).cloned());
    let call = say_with("stub.call", &[("phone", &centre.phone), ("centre", read(&centre.short_name))]);
    Some(
        view! {
            <article class="stub">
                <p class="stub-centre">{read(&centre.name).to_owned()}</p>
                <h3>{published_title(menu, target)}</h3>
                <p>{when_and_where(rosters, menu, target)}</p>
                <p class="stub-who">
                    <strong>{person.name.clone()}</strong> <span class="stub-handle">{slip.handle()}</span>
                </p>
                <p>{answer.map(standing)}</p>
                <p class="stub-call">{call}</p>
            </article>
        }
        .into_any(),
    )
}

/// 12月5日 周六 10:00–11:30・二楼多功能室.
pub fn when_and_where(rosters: Rosters, menu: &Menu, id: &SessionId) -> String {
    let Some(target) = menu.target(id) else { return String::new() };
    let mut when = dates::day_and_weekday(target.span().start.day());
    when.push(' ');
    when.push_str(&dates::span(target.span()));
    let code = menu.session(id).map(|session| &session.venue).or_else(|| menu.shift(id).map(|shift| &shift.venue));
    let venue = code.and_then(Option::as_ref).and_then(|code| {
        let catalogue = rosters.desk.catalogue();
        catalogue.venue(code).map(|venue| venue.name.clone())
    });
    dotted(std::iter::once(when).chain(venue))
}

/// What hangs at the door: a code that opens this session's check-in on whoever's phone it is.
fn poster(rosters: Rosters) -> Option<AnyView> {
    let id = rosters.session.get()?;
    let book = rosters.book.get()?;
    let menu = book.menu.as_ref()?;
    let mark = rosters.desk.poster_mark(&id)?;
    let base = crate::state::net::base();
    let address = [&base, &*Route::CheckIn { target: Some(id.clone()), poster: Some(mark) }.href()].concat();
    let picture = Qr::of_link(&address).map(|qr| qr.picture(8));
    Some(
        view! {
            <article class="door-poster">
                <p>{rosters.desk.centre().map(|centre| read(&centre.name).to_owned())}</p>
                <h2>{say("door.poster-heading")}</h2>
                <h3>{published_title(menu, &id)}</h3>
                <p>{when_and_where(rosters, menu, &id)}</p>
                {picture.map(|picture| view! { <img src=picture alt=""/> })}
                <p>{say("door.poster-words")}</p>
                <p>{say("door.poster-else")}</p>
            </article>
        }
        .into_any(),
    )
}

/// How the draw was decided, in the numbers that anyone can check: by what, and among how many.
pub fn decided_by(session: &Session, draw: &SessionDraw) -> Option<[String; 2]> {
    let (terms, result) = (session.draw.as_ref()?, draw.result.as_ref()?);
    let what = [("what", read(&terms.number)), ("number", result.number.digits())];
    let among = [("of", &*number(draw.entrants.len() as i64)), ("n", &*number(session.places().unwrap_or(0)))];
    Some([say_with("list.decided-by", &what), say_with("list.decided-among", &among)])
}

/// Where anyone can run the draw again.
pub fn verify_address(id: &SessionId) -> String {
    [&crate::state::net::base(), "verify/?session=", &id.to_string()].concat()
}

/// What the list and its picture show.
pub struct Shown {
    /// What it is called.
    pub title: String,
    /// When and where.
    pub when: String,
    /// By what the draw was decided, where it was.
    pub decided: Option<[String; 2]>,
    /// Whose centre.
    pub centre: String,
    /// The lines.
    pub list: PublicList,
    /// The seed of the draw, for who checks by hand.
    pub seed: Option<String>,
}

/// The list of the chosen session; none before anything was placed.
pub fn shown(rosters: Rosters) -> Option<Shown> {
    let id = rosters.session.get()?;
    let (book, placement) = (rosters.book.get()?, rosters.placement.get()?);
    let menu = book.menu.as_ref()?;
    let draw = book.draws.get(&id);
    Some(Shown {
        title: published_title(menu, &id),
        when: when_and_where(rosters, menu, &id),
        decided: draw.and_then(|draw| decided_by(menu.session(&id)?, draw)),
        centre: rosters.desk.centre().map(|centre| read(&centre.name).to_owned()).unwrap_or_default(),
        list: PublicList::of(&book, &placement, &id),
        seed: seed(&book, &id),
    })
}

fn seed(book: &MonthBook, id: &SessionId) -> Option<String> {
    Some(String::from(book.draws.get(id)?.result.as_ref()?.seed))
}

/// 尾号 6673.
pub fn tail(line: &PublicLine) -> String {
    line.tail.as_ref().map(|tail| say_with("person.tail", &[("tail", tail)])).unwrap_or_default()
}

fn list(rosters: Rosters) -> Option<AnyView> {
    let id = rosters.session.get()?;
    let Shown { title, when, decided, centre, list, seed } = shown(rosters)?;
    let address = verify_address(&id);
    let gaps = decided.is_some();
    let check = decided.is_some().then(|| {
        let picture = Qr::of_link(&address).map(|qr| qr.picture(4));
        let seed = seed.map(|seed| say_with("list.seed", &[("seed", &seed)]));
        view! {
            <footer class="list-check">
                {picture.map(|picture| view! { <img src=picture alt=""/> })}
                <div>
                    <p>{say("list.check")}</p>
                    <p class="list-address">{address.clone()}</p>
                    <p class="list-address">{seed}</p>
                </div>
            </footer>
        }
    });
    Some(
        view! {
            <article class="public-list">
                <p>{centre}</p>
                <h2>{title}</h2>
                <p>{when}</p>
                {decided.map(|lines| lines.map(|line| view! { <p>{line}</p> }))}
                {group(say_count("list.placed", list.placed.len() as i64), &list.placed)}
                {group(say_count("list.waiting", list.waiting.len() as i64), &list.waiting)}
                {gaps.then(|| view! { <p class="meta">{say("list.gaps")}</p> })}
                {check}
            </article>
        }
        .into_any(),
    )
}

fn group(heading: String, lines: &[PublicLine]) -> Option<AnyView> {
    let rows = lines.iter().map(|line| {
        view! {
            <li>
                <span class="list-nth">{number(line.nth)}</span>
                <strong>{line.name.clone()}</strong>
                <span>{tail(line)}</span>
            </li>
        }
    });
    let rows = rows.collect_view();
    (!lines.is_empty()).then(|| {
        view! {
            <h3>{heading}</h3>
            <ol class="list-lines">{rows}</ol>
        }
        .into_any()
    })
}
