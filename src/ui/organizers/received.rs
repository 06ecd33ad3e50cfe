//! One thing that came: 新, 重复, 读不出, 别的中心的; with its facts, or with the reason why it was not taken.

use leptos::prelude::*;

use crate::domain::slip::{Asks, OpenedSlip, Person};
use crate::domain::standing::Answer;
use crate::domain::time::Month;
use crate::state::desk::{Desk, Received, SlipProblem, Taken};
use crate::state::reasons::{CodeProblem, SlipRefused};
use crate::ui::controls::button::{Look, link_button};
use crate::ui::controls::icon::{Icon, icon};
use crate::ui::organizers::wording::{dotted, published_title};
use crate::ui::parts::reason::reason as why;
use crate::ui::route::Route;
use crate::ui::words::{number, say, say_count, say_with};
use crate::ui::{dates, wording};

/// Draws it.
pub fn received(desk: Desk, received: Received) -> AnyView {
    match received.result {
        Ok(Taken::New(slip, month)) => taken(desk, slip, month, "new", Icon::Plus, say("inbox.new")),
        Ok(Taken::Again(slip, month)) => taken(desk, slip, month, "again", Icon::Undo, say("inbox.again")),
        Err(problem) => refused(&received.excerpt, &problem),
    }
}

fn taken(
    desk: Desk,
    slip: OpenedSlip,
    month: Option<Month>,
    kind: &'static str,
    picture: Icon,
    word: &'static str,
) -> AnyView {
    let id = slip.id;
    let kind_of = what(&slip.content.asks);
    let asks = subject(desk, month, slip.content.asks);
    let person = who(match &asks {
        Asks::Talents { person, .. } => Some(person),
        asks => asks.person(),
    });
    let answer = move || month.and_then(|month| desk.placement(month)?.answers.get(&id).cloned());
    let person = person.or_else(|| both(desk, month, &asks));
    let target = asks.target().cloned();
    let link = month
        .zip(target)
        .map(|(month, session)| Route::OrganizeRoster { month: Some(month), session: Some(session) }.href());
    view! {
        <li class="received-one" data-kind=kind>
            <p class="received-kind">{icon(picture)} <strong>{word}</strong> <span class="meta">{id.handle()}</span></p>
            <p>{kind_of} " " <strong>{move || title(desk, month, &asks)}</strong></p>
            <p>{person}</p>
            <p class="meta">{move || answer().map(standing)}</p>
            {link.map(|link| link_button(Look::Plain, None, say("inbox.to-roster"), link))}
        </li>
    }
    .into_any()
}

/// 报名, 认领岗位, 退出 …
fn what(asks: &Asks) -> &'static str {
    match asks {
        Asks::SignUp { .. } => say("asks.sign-up"),
        Asks::Claim { .. } => say("asks.claim"),
        Asks::Withdraw { .. } => say("asks.withdraw"),
        Asks::StandIn { .. } => say("asks.stand-in"),
        Asks::Swap { .. } => say("asks.swap"),
        Asks::Feedback { .. } => say("asks.feedback"),
        Asks::Wish { .. } => say("asks.wish"),
        Asks::Talents { .. } => say("asks.talents"),
        Asks::CheckIn { .. } => say("asks.check-in"),
    }
}

/// What is meant: a withdrawal only shows a secret, the slip that it opens says the rest.
fn subject(desk: Desk, month: Option<Month>, asks: Asks) -> Asks {
    let (Asks::Withdraw { secret } | Asks::CheckIn { secret, .. }) = &asks else { return asks };
    let book = month.and_then(|month| untrack(|| desk.month(month)));
    let earlier = book.and_then(|book| book.opened_by(secret).map(|arrival| arrival.slip.content.asks.clone()));
    earlier.unwrap_or(asks)
}

/// Of a swap: who changes places, as far as their slips are here.
fn both(desk: Desk, month: Option<Month>, asks: &Asks) -> Option<String> {
    let Asks::Swap { secret, for_secret, .. } = asks else { return None };
    let book = untrack(|| desk.month(month?))?;
    let name = |secret| Some(book.opened_by(secret)?.slip.content.asks.person()?.name.clone());
    Some([name(secret)?, name(for_secret)?].join(" ⇄ "))
}

/// What it is about: a session with its start, or the words of a wish.
fn title(desk: Desk, month: Option<Month>, asks: &Asks) -> String {
    let target = asks.target();
    let words = target.zip(month).and_then(|(id, month)| {
        let book = desk.month(month)?;
        let menu = book.menu.as_ref()?;
        let start = menu.target(id)?.span().start;
        Some(dotted([published_title(menu, id), dates::start(start, desk.today())]))
    });
    match asks {
        Asks::Wish { words, .. } => words.clone(),
        Asks::Talents { talents, .. } => dotted(talents.iter().map(|talent| wording::talent(talent).to_owned())),
        Asks::Withdraw { .. } => String::new(),
        _ => words.or_else(|| target.map(ToString::to_string)).unwrap_or_default(),
    }
}

fn who(person: Option<&Person>) -> Option<String> {
    let person = person?;
    let age = person.age.map(|age| say_count("person.age", age.0));
    let phone = person.contact().map(|phone| say_with("person.tail", &[("tail", phone.tail())]));
    Some(dotted(std::iter::once(person.name.clone()).chain(age).chain(phone)))
}

/// How it stands now, and why.
pub fn standing(answer: Answer) -> String {
    let (standing, reason) = (wording::answer(&answer), why(&answer.reason));
    say_with("organize.because", &[("standing", &standing), ("reason", &reason)])
}

fn refused(excerpt: &str, problem: &SlipProblem) -> AnyView {
    let (kind, word, why) = match problem {
        SlipProblem::Code(problem) => ("unreadable", say("inbox.unreadable"), code_problem(*problem)),
        SlipProblem::Refused(SlipRefused::OtherCentre(centre)) => {
            ("other", say("inbox.other-centre"), say_with("slip-refused.other-centre", &[("centre", centre.as_str())]))
        }
        SlipProblem::Refused(problem) => ("unreadable", say("inbox.unreadable"), slip_refused(problem)),
    };
    view! {
        <li class="received-one" data-kind=kind>
            <p class="received-kind">{icon(Icon::Warning)} <strong>{word}</strong></p>
            <p>{why}</p>
            <p class="meta received-excerpt">{excerpt.to_owned()}</p>
        </li>
    }
    .into_any()
}

/// What is wrong with a code's text.
pub fn code_problem(problem: CodeProblem) -> String {
    match problem {
        CodeProblem::Truncated { have } => say_count("code.truncated", have as i64),
        CodeProblem::NotBase32 { character, after } => {
            let character = character.to_string();
            say_with("code.not-base32", &[("character", &character), ("n", &number(after as i64))])
        }
        CodeProblem::UnknownVersion(_) => say("code.unknown-version").to_owned(),
    }
}

fn slip_refused(problem: &SlipRefused) -> String {
    match problem {
        SlipRefused::WrongLength(bytes) => say_count("slip-refused.wrong-length", *bytes as i64),
        SlipRefused::UnknownVersion(_) => say("code.unknown-version").to_owned(),
        SlipRefused::OtherCentre(centre) => say_with("slip-refused.other-centre", &[("centre", centre.as_str())]),
        SlipRefused::UnknownKey(_) => say("slip-refused.unknown-key").to_owned(),
        SlipRefused::DoesNotOpen => say("slip-refused.does-not-open").to_owned(),
        SlipRefused::Malformed(_) => say("slip-refused.malformed").to_owned(),
        SlipRefused::Crypto(_) => say("slip-refused.crypto").to_owned(),
    }
}

/// What comes after taking: the months whose outcomes are not told yet, each with the way to publish them.
pub fn then(desk: Desk) -> AnyView {
    let waiting = move || {
        let months = desk.months().into_iter().filter(move |month| desk.unpublished(*month).outcomes);
        let links = months.map(|month| {
            let words = say_with("inbox.to-publish", &[("month", &dates::month_and_year(month))]);
            let href = Route::OrganizeRoster { month: Some(month), session: None }.href();
            view! { <li>{link_button(Look::Main, None, words, href)}</li> }
        });
        links.collect_view()
    };
    view! { <ul class="row">{waiting}</ul> }.into_any()
}
