//! What only an organizer can settle: more confirmed than places, 疑似重复, and slips that missed a draw.

use leptos::prelude::*;

use crate::domain::book::Verdict;
use crate::domain::id::{SessionId, SlipId};
use crate::domain::placement::Matter;
use crate::domain::slip::Way;
use crate::state::desk::Desk;
use crate::ui::controls::button::{Look, button, link_button};
use crate::ui::controls::notice::{Tone, notice};
use crate::ui::dom::Piece;
use crate::ui::organizers::form::{Write, went};
use crate::ui::organizers::roster::Rosters;
use crate::ui::organizers::wording::{self, dotted, moment, published_title};
use crate::ui::route::Route;
use crate::ui::words::{say, say_count, say_with};

/// 疑似重复 is settled by one press.
#[derive(Clone, Copy)]
pub struct Settling(Write<(SessionId, SlipId, Verdict)>);

impl Settling {
    /// Written at this desk.
    pub fn new(desk: Desk) -> Self {
        Self(Action::new_unsync(move |(session, slip, verdict): &(SessionId, SlipId, Verdict)| {
            let (month, slip, verdict) = (session.start.month(), *slip, verdict.clone());
            async move { desk.decide(month, slip, verdict, String::new()).await }
        }))
    }
}

/// Draws them all, each with the way to its roster.
pub fn matters(rosters: Rosters) -> AnyView {
    (move || {
        let placement = rosters.placement.get()?;
        let matters = placement.matters.iter().map(|matter| {
            let (session, words) = told(rosters, matter);
            let href = Route::OrganizeRoster { month: Some(rosters.month.get()), session: Some(session) }.href();
            notice(Tone::Warn, words, Some(link_button(Look::Words, None, say("roster.look"), href)))
        });
        Some(view! { <div class="stack">{matters.collect_view()}</div> })
    })
    .into_any()
}

/// Draws those of one session, each with what can be done about it.
pub fn of_session(rosters: Rosters, id: &SessionId) -> Option<AnyView> {
    let placement = rosters.placement.get()?;
    let all: Vec<&Matter> = placement.matters.iter().filter(|matter| session_of(matter) == id).collect();
    if all.is_empty() {
        return None;
    }
    let notices = all.into_iter().map(|matter| {
        let (_, words) = told(rosters, matter);
        let further = match matter {
            Matter::PossiblyTheSame { session, first, second } => Some(same_or_not(rosters, session, first, second)),
            Matter::MissedTheDraw { slip, .. } => Some(decide(rosters, *slip)),
            Matter::Overfull { .. } => None,
        };
        notice(Tone::Warn, words, further.map(Piece::el))
    });
    Some(
        view! { <div class="stack no-print">{notices.collect_view()} {went(rosters.settling.0, None)}</div> }
            .into_any(),
    )
}

fn session_of(matter: &Matter) -> &SessionId {
    match matter {
        Matter::Overfull { session, .. }
        | Matter::PossiblyTheSame { session, .. }
        | Matter::MissedTheDraw { session, .. } => session,
    }
}

/// Both slips side by side, and the two answers.
fn same_or_not(rosters: Rosters, session: &SessionId, first: &SlipId, second: &SlipId) -> AnyView {
    let lines = [first, second].map(|slip| view! { <li>{described(rosters, slip)}</li> });
    let settle = |verdict: Verdict, look| {
        let (session, slip) = (session.clone(), *second);
        let label = wording::verdict(&verdict);
        button(look, label, move || {
            rosters.settling.0.dispatch((session.clone(), slip, verdict.clone()));
        })
    };
    view! {
        <ul class="changes">{lines.collect_view()}</ul>
        <div class="row">
            {settle(Verdict::SamePerson, Look::Plain)} {settle(Verdict::AnotherPerson, Look::Plain)}
        </div>
    }
    .into_any()
}

/// 示例甲・71 岁・尾号 0000・当面登记・12月1日 周二 9:30・ABCD EFGH.
fn described(rosters: Rosters, slip: &SlipId) -> Option<String> {
    let arrival = rosters.desk.arrival(rosters.month.get(), slip)?;
    let person = arrival.slip.content.asks.person()?;
    let offset = rosters.desk.centre().map_or(480, |centre| centre.utc_offset);
    let parts = [
        Some(person.name.clone()),
        person.age.map(|age| say_count("person.age", age.0)),
        person.contact().map(|phone| say_with("person.tail", &[("tail", phone.tail())])),
        (arrival.way == Way::Typed).then(|| say("roster.typed").to_owned()),
        Some(moment(arrival.at.local(offset))),
        Some(slip.handle()),
    ];
    Some(dotted(parts.into_iter().flatten()))
}

fn decide(rosters: Rosters, slip: SlipId) -> AnyView {
    let press = move || {
        rosters.chosen.set(Some(slip));
        rosters.dialog.open();
    };
    button(Look::Plain, say("roster.decide"), press).into_any()
}

fn told(rosters: Rosters, matter: &Matter) -> (SessionId, String) {
    let title = |id: &SessionId| {
        let book = rosters.book.read();
        let menu = book.as_ref().and_then(|book| book.menu.as_ref());
        menu.map(|menu| published_title(menu, id)).unwrap_or_default()
    };
    let of_whom = match matter {
        Matter::Overfull { .. } => None,
        Matter::PossiblyTheSame { first: slip, .. } | Matter::MissedTheDraw { slip, .. } => {
            rosters.desk.arrival(rosters.month.get(), slip)
        }
    };
    let name = of_whom.and_then(|arrival| arrival.slip.content.asks.person().map(|person| person.name.clone()));
    let session = session_of(matter);
    (session.clone(), wording::matter(matter, &title(session), &name.unwrap_or_default()))
}
