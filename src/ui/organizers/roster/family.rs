//! Families that came with two phones: joined with a reason, and parted again.

use leptos::prelude::*;

use crate::domain::book::MonthBook;
use crate::domain::id::{HouseholdTag, JoinId};
use crate::domain::slip::{Arrival, Person};
use crate::ui::controls::button::{Look, button};
use crate::ui::organizers::form::{Write, choice, fine, form, line, submit, went};
use crate::ui::organizers::roster::Rosters;
use crate::ui::organizers::wording::{dotted, listed};
use crate::ui::words::{say, say_with};

/// The section of a person's sheet.
pub fn family(rosters: Rosters, arrival: &Arrival) -> AnyView {
    let here = arrival.slip.content.household;
    let chosen = RwSignal::new(String::new());
    let why = RwSignal::new(String::new());
    let tried = RwSignal::new(false);
    let join: Write<(HouseholdTag, String)> = Action::new_unsync(move |(other, why): &(HouseholdTag, String)| {
        let (other, why) = (*other, why.clone());
        async move {
            rosters.desk.join(vec![here, other], why).await?;
            chosen.set(String::new());
            tried.set(false);
            Ok(())
        }
    });
    let part: Write<JoinId> = Action::new_unsync(move |id: &JoinId| rosters.desk.part(*id));
    let send = move || {
        tried.set(true);
        let other = chosen.with_untracked(|chosen| HouseholdTag::parse(chosen));
        let words = why.with_untracked(|why| why.trim().to_owned());
        if let (Some(other), false) = (other, words.is_empty()) {
            join.dispatch((other, words));
        }
    };
    let missing =
        Signal::derive(move || (tried.get() && why.read().trim().is_empty()).then(|| say("field.missing").to_owned()));
    let own_number = arrival.slip.content.asks.person().and_then(Person::contact).cloned();
    let ask = move || {
        let book = rosters.book.get()?;
        let joined = rosters.desk.joined();
        let mut others: Vec<(HouseholdTag, Vec<&Person>)> = Vec::new();
        for (household, person) in people(&book) {
            if joined.family(household) == joined.family(here) {
                continue;
            }
            match others.iter_mut().find(|(other, _)| *other == household) {
                Some((_, persons)) if persons.iter().any(|known| known.plain_name() == person.plain_name()) => {}
                Some((_, persons)) => persons.push(person),
                None => others.push((household, vec![person])),
            }
        }
        // Who left the same number is the likeliest.
        let same = |persons: &[&Person]| persons.iter().any(|person| person.contact() == own_number.as_ref());
        others.sort_by_key(|(_, persons)| (!same(persons), persons[0].name.clone()));
        let none = (String::new(), say("family.none").to_owned());
        let choices = others.iter().map(|(household, persons)| (household.to_string(), described(persons)));
        let choices: Vec<_> = std::iter::once(none).chain(choices).collect();
        let content = view! {
            {choice("family-other", say("family.other"), choices, chosen, fine())}
            {line("family-why", say("family.why"), Some(say("family.why-hint")), why, missing)}
            {went(join, None)}
            {submit(say("family.join"), move || join.pending().get())}
        };
        Some(form(send, content.into_any()))
    };
    view! {
        <details class="family">
            <summary>{say("family.heading")}</summary>
            <div class="stack">
                <p class="quiet">{say("family.words")}</p>
                {move || joins(rosters, here, part)}
                {went(part, None)}
                {ask}
            </div>
        </details>
    }
    .into_any()
}

/// Everybody on a slip of the month.
fn people(book: &MonthBook) -> impl Iterator<Item = (HouseholdTag, &Person)> {
    book.arrivals.iter().filter_map(|arrival| {
        let content = &arrival.slip.content;
        Some((content.household, content.asks.person()?))
    })
}

/// 示例甲、示例乙・尾号 0000.
fn described(persons: &[&Person]) -> String {
    let names = listed(persons.iter().map(|person| person.name.as_str()));
    let tail = persons.iter().find_map(|person| person.contact());
    let tail = tail.map(|phone| say_with("person.tail", &[("tail", phone.tail())]));
    dotted(std::iter::once(names).chain(tail))
}

/// What the family was joined with, each with its reason and the way back.
fn joins(rosters: Rosters, here: HouseholdTag, part: Write<JoinId>) -> Option<AnyView> {
    let book = rosters.book.get()?;
    let joined = rosters.desk.joined();
    let of_family = |household: &HouseholdTag| joined.family(*household) == joined.family(here);
    let rows = rosters.desk.joins().into_iter().filter(|join| join.households.iter().any(of_family)).map(|join| {
        let mut persons: Vec<&Person> = Vec::new();
        for (household, person) in people(&book) {
            let known = persons.iter().any(|known| known.plain_name() == person.plain_name());
            if join.households.contains(&household) && !known {
                persons.push(person);
            }
        }
        let names = listed(persons.iter().map(|person| person.name.as_str()));
        let words = say_with("family.joined", &[("names", &names), ("why", &join.why)]);
        let id = join.id;
        let press = move || {
            part.dispatch(id);
        };
        view! { <li><span>{words}</span> {button(Look::Words, say("family.part"), press)}</li> }
    });
    Some(view! { <ul class="family-joins">{rows.collect_view()}</ul> }.into_any())
}
