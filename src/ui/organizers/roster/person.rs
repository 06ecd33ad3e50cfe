//! One line of a roster: the full name first, the tail of the number (a press shows it whole), ticks, and why.

use leptos::prelude::*;

use crate::domain::id::SlipId;
use crate::domain::slip::{Person, Phone, Way};
use crate::domain::standing::{Reason, Standing};
use crate::ui::organizers::roster::Rosters;
use crate::ui::organizers::wording::listed;
use crate::ui::parts::reason::reason;
use crate::ui::wording;
use crate::ui::words::{number, say, say_count, say_with};

/// Draws it.
pub fn row(rosters: Rosters, index: usize, slip: SlipId) -> AnyView {
    let arrival = rosters.desk.arrival(rosters.month.get(), &slip);
    let placed = rosters.placement.get().and_then(|placement| placement.answers.get(&slip).cloned());
    let book = rosters.book.get();
    let answer = placed.map(|answer| book.as_ref().map_or(answer.clone(), |book| book.told(&slip, &answer)));
    let (Some(arrival), Some(answer)) = (arrival, answer) else { return ().into_any() };
    let Some(person) = arrival.slip.content.asks.person().cloned() else { return ().into_any() };
    let untold = rosters.untold.read().contains(&slip);
    let late = matches!(answer.reason, Reason::GivenBack { late: true });
    let typed = arrival.way == Way::Typed;
    let number_of = match answer.standing {
        Standing::Waitlisted(n) => view! { <span class="tile">{number(n)}</span> }.into_any(),
        _ => number(index as i64).into_any(),
    };
    view! {
        <tr>
            <td>{number_of}</td>
            <th scope="row">
                {person.name.clone()} {typed.then(|| flag("typed", say("roster.typed")))} {person.guardian.as_ref().map(|guardian| {
                    let words = say_with("person.guardian", &[("name", &guardian.name)]);
                    view! { <span class="meta">{words}</span> }
                })}
            </th>
            <td>{person.age.map(|age| say_count("person.age", age.0))}</td>
            <td>{person.contact().cloned().map(phone)}</td>
            <td>{ticks(&person)}</td>
            <td>
                {wording::answer(&answer)} {late.then(|| flag("late", say("roster.late")))}
                {untold.then(|| flag("untold", say("roster.untold")))}
                <span class="meta">{reason(&answer.reason)}</span>
            </td>
            <td class="no-print">{decide(rosters, slip, &person)}</td>
        </tr>
    }
    .into_any()
}

/// The tail; a press shows the whole number, which can be called.
fn phone(phone: Phone) -> AnyView {
    let shown = RwSignal::new(false);
    let label = say_with("person.show-phone", &[("tail", phone.tail())]);
    (move || match shown.get() {
        true => {
            let href = ["tel:", phone.digits()].concat();
            view! { <a href=href>{phone.digits().to_owned()}</a> }.into_any()
        }
        false => view! {
            <button type="button" class="tail" aria-label=label.clone() on:click=move |_| shown.set(true)>
                {phone.tail().to_owned()}
            </button>
        }
        .into_any(),
    })
    .into_any()
}

fn ticks(person: &Person) -> String {
    let ticks = [
        (person.needs.front_seat, "tick.front-seat"),
        (person.needs.speak_slowly, "tick.speak-slowly"),
        (person.needs.companion, "tick.companion"),
        (!person.photographs, "tick.no-photographs"),
    ];
    listed(ticks.into_iter().filter(|(ticked, _)| *ticked).map(|(_, key)| say(key)))
}

/// A word in a frame beside another.
fn flag(kind: &'static str, words: &'static str) -> AnyView {
    view! {
        <span class="flag" data-kind=kind>
            {words}
        </span>
    }
    .into_any()
}

fn decide(rosters: Rosters, slip: SlipId, person: &Person) -> AnyView {
    let label = say_with("roster.decide-named", &[("name", &person.name)]);
    let press = move |_| {
        rosters.chosen.set(Some(slip));
        rosters.dialog.open();
    };
    view! {
        <button type="button" class="button" data-look="plain" aria-label=label on:click=press>
            {say("roster.decide")}
        </button>
    }
    .into_any()
}
