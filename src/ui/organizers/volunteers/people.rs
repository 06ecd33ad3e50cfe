//! 志愿者: everybody whom the centre knows, what they can do and when, and their training records.

use leptos::prelude::*;

use crate::domain::talent::{FreeDay, FreePart, FreeTimes};
use crate::domain::training::{Training, Validity};
use crate::domain::volunteers::Volunteer;
use crate::ui::controls::button::{Look, button};
use crate::ui::controls::notice::empty;
use crate::ui::dates;
use crate::ui::organizers::form::{fine, line};
use crate::ui::organizers::volunteers::Volunteers;
use crate::ui::organizers::volunteers::telling::Telling;
use crate::ui::organizers::volunteers::training::Records;
use crate::ui::organizers::wording::{dotted, listed};
use crate::ui::wording;
use crate::ui::words::{number, say, say_count, say_nth, say_with};

/// Draws the part.
pub fn people(page: Volunteers) -> AnyView {
    let find = RwSignal::new(String::new());
    let (records, telling) = (Records::new(page), Telling::new(page));
    let known = Memo::new(move |_| page.desk.volunteers(page.month.get()));
    let list = move || {
        if page.book.read().is_none() {
            return view! { <p class="quiet" role="status">{say("organize.reading")}</p> }.into_any();
        }
        let known = known.get();
        if known.is_empty() {
            return empty(say("volunteers.nobody"), None).into_any();
        }
        let words = find.read().trim().to_lowercase();
        let found: Vec<&Volunteer> = known.iter().filter(|one| words.is_empty() || holds(one, &words)).collect();
        let count = say_count("volunteers.people", found.len() as i64);
        let rows: Vec<AnyView> = found.into_iter().map(|one| row(page, one, records, telling)).collect();
        view! {
            <p class="meta" role="status">{count}</p>
            <ul class="people">{rows}</ul>
        }
        .into_any()
    };
    view! {
        {line("people-find", say("volunteers.find"), Some(say("volunteers.find-hint")), find, fine())}
        <div class="row">{button(Look::Plain, say("telling.heading"), move || telling.open(None))}</div>
        {list}
        {records.view(known)}
        {telling.view()}
    }
    .into_any()
}

fn holds(volunteer: &Volunteer, words: &str) -> bool {
    let talents = volunteer.talents.iter().map(wording::talent);
    let trainings = volunteer.trainings.iter().map(|record| record.training.as_str());
    let told = |text: &str| text.to_lowercase().contains(words);
    told(&volunteer.person.name) || talents.into_iter().any(told) || trainings.into_iter().any(told)
}

fn row(page: Volunteers, volunteer: &Volunteer, records: Records, telling: Telling) -> AnyView {
    let person = &volunteer.person;
    let age = person.age.map(|age| say_count("person.age", age.0));
    let tail = person.contact().map(|phone| say_with("person.tail", &[("tail", phone.tail())]));
    let serves = (!volunteer.serves.is_empty()).then(|| say_count("match.serves", volunteer.serves.len() as i64));
    let talents = (!volunteer.talents.is_empty()).then(|| listed(volunteer.talents.iter().map(wording::talent)));
    let times = (!volunteer.times.is_empty()).then(|| free(volunteer.times));
    let today = page.desk.today();
    let trainings: Vec<AnyView> = volunteer
        .trainings
        .iter()
        .map(|record| {
            let (state, words) = validity(record, today);
            view! { <span class="flag" data-kind=state>{words}</span> }.into_any()
        })
        .collect();
    let who = (volunteer.family, person.plain_name());
    let label = say_with("training.of", &[("name", &person.name)]);
    let (talents_label, known) = (say_with("telling.of", &[("name", &person.name)]), volunteer.clone());
    view! {
        <li class="person">
            <p>
                <strong>{person.name.clone()}</strong>
                " "
                <span class="meta">{dotted([age, tail, serves].into_iter().flatten())}</span>
            </p>
            {talents.map(|words| view! { <p>{words}</p> })}
            {times.map(|words| view! { <p class="meta">{words}</p> })}
            <p class="row">{trainings}</p>
            <p class="row">
                {button(Look::Words, label, move || records.open(who.clone()))}
                {button(Look::Words, talents_label, move || telling.open(Some(&known)))}
            </p>
        </li>
    }
    .into_any()
}

/// 周六上午、节假日晚上.
fn free(times: FreeTimes) -> String {
    let mut words = Vec::new();
    for day in FreeDay::ALL {
        for part in FreePart::ALL.into_iter().filter(|part| times.has(day, *part)) {
            let (day, part) = (say_nth("talent.days", day as usize), say_nth("talent.parts", part as usize));
            words.push(say_with("volunteers.free", &[("day", day), ("part", part)]));
        }
    }
    listed(words.iter().map(String::as_str))
}

/// 2027年2月28日.
fn long_day(day: chrono::NaiveDate) -> String {
    say_with("training.date", &[("year", &number(chrono::Datelike::year(&day))), ("day", &dates::day(day))])
}

/// How a record stands, in a word for style and in words.
pub fn validity(record: &Training, today: chrono::NaiveDate) -> (&'static str, String) {
    let until = record.until.map(long_day).unwrap_or_default();
    let with = |key| say_with(key, &[("training", &record.training), ("until", &until)]);
    match record.validity(today) {
        Validity::NotYet => ("later", say_with("training.not-yet", &[("training", &record.training)])),
        Validity::Valid if record.until.is_none() => ("valid", record.training.clone()),
        Validity::Valid => ("valid", with("training.valid")),
        Validity::Ending { .. } => ("ending", with("training.ending")),
        Validity::Expired => ("expired", with("training.expired")),
    }
}
