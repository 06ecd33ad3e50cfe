//! What stands in a list: each entry by its name, with what one looks for, and what is to be seen to.

use chrono::NaiveDate;
use leptos::prelude::*;

use crate::domain::catalogue::{Catalogue, Course, Service};
use crate::domain::catalogue_fields::{Field, Listed, Part};
use crate::domain::provider::{Agreement, Provider, Renewal};
use crate::domain::venue::Venue;
use crate::state::desk::Desk;
use crate::ui::controls::notice::empty;
use crate::ui::dates;
use crate::ui::organizers::wording::{dotted, needed};
use crate::ui::route::{Entry, Route};
use crate::ui::wording;
use crate::ui::words::{number, say, say_count, say_of, say_with};

/// A line of the list.
#[derive(Clone, PartialEq)]
struct Row {
    code: String,
    name: String,
    facts: String,
    /// What is to be seen to.
    mark: Option<String>,
}

/// Draws it.
pub fn list(desk: Desk, part: Part, open: Memo<Option<Entry>>) -> AnyView {
    let words = RwSignal::new(String::new());
    let rows = Memo::new(move |_| {
        let rows = rows(part, &desk.catalogue(), desk.today());
        let words = words.read().trim().to_lowercase();
        let has =
            |row: &Row| [&row.code, &row.name, &row.facts].iter().any(|text| text.to_lowercase().contains(&words));
        rows.into_iter().filter(has).collect::<Vec<_>>()
    });
    view! {
        <div class="field">
            <input
                type="search"
                id="entries-search"
                aria-label=say("entries.search")
                placeholder=say("entries.search")
                prop:value=move || words.get()
                on:input=move |event| words.set(event_target_value(&event))
            />
        </div>
        <ul class="entry-rows">
            <For
                each=move || rows.get()
                key=|row| (row.code.clone(), row.name.clone(), row.facts.clone())
                children=move |row| item(part, row, open)
            />
        </ul>
        {move || rows.read().is_empty().then(|| empty(say("entries.none"), None))}
    }
    .into_any()
}

fn item(part: Part, row: Row, open: Memo<Option<Entry>>) -> AnyView {
    let Row { code, name, facts, mark } = row;
    let entry = Some(Entry::Code(code.clone()));
    let href = Route::OrganizeCatalogue { part, entry: entry.clone() }.href();
    let here = move || (*open.read() == entry).then_some("true");
    view! {
        <li>
            <a href=href aria-current=here>
                <span class="meta">{code}</span>
                <strong>{name}</strong>
                <span class="quiet">{facts}</span>
                {mark.map(|mark| view! { <span class="entry-mark">{mark}</span> })}
            </a>
        </li>
    }
    .into_any()
}

fn rows(part: Part, catalogue: &Catalogue, today: NaiveDate) -> Vec<Row> {
    match part {
        Part::Providers => rows_of(&catalogue.providers, provider, |one| agreement(one, today)),
        Part::Courses => rows_of(&catalogue.courses, |one| course(one, catalogue), |_| None),
        Part::Venues => rows_of(&catalogue.venues, venue, |one| {
            one.partner.as_ref().map(|partner| say_with("entries.lent-by", &[("name", &partner.lender)]))
        }),
        Part::Services => rows_of(&catalogue.services, service, |_| None),
    }
}

fn rows_of<T: Listed>(list: &[T], facts: impl Fn(&T) -> String, mark: impl Fn(&T) -> Option<String>) -> Vec<Row> {
    let row =
        |one: &T| Row { code: one.code().to_owned(), name: one.name().to_owned(), facts: facts(one), mark: mark(one) };
    list.iter().map(row).collect()
}

fn provider(one: &Provider) -> String {
    let values = [("from", one.text(Field::AgreementFrom)), ("to", one.text(Field::AgreementTo))];
    let values: Vec<(&str, &str)> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let satisfied = one.last_satisfaction().map(|record| {
        say_with("entries.satisfied", &[("n", &number(record.percent)), ("year", &record.year.to_string())])
    });
    let proposals = (!one.proposals.is_empty()).then(|| say_count("entries.proposals", one.proposals.len() as i64));
    dotted([Some(say_with("entries.agreement", &values)), satisfied, proposals].into_iter().flatten())
}

fn agreement(one: &Provider, today: NaiveDate) -> Option<String> {
    match (one.agreement(today), one.renewal) {
        (Agreement::Ended, _) => Some(say("entries.agreement-ended").to_owned()),
        (Agreement::EndsIn { days }, Renewal::Open) => Some(say_count("entries.agreement-ends", days)),
        (Agreement::EndsIn { .. }, renewal) => Some(say_of("renewal", renewal.slug()).to_owned()),
        (Agreement::NotYet, _) => Some(say("entries.agreement-not-yet").to_owned()),
        (Agreement::Holds, _) => None,
    }
}

fn course(one: &Course, catalogue: &Catalogue) -> String {
    let teaches = catalogue.provider(&one.provider).map_or_else(|| one.provider.to_string(), |by| by.name.clone());
    let category = wording::category(one.category).to_owned();
    dotted([category, teaches, dates::duration(one.minutes), say_count("entries.places", one.places)])
}

fn venue(one: &Venue) -> String {
    let hours = [dates::time(one.opens), "–".to_owned(), dates::time(one.closes)].concat();
    let closed = (!one.closed_weekdays.is_empty()).then(|| {
        let days: Vec<&str> =
            one.closed_weekdays.numbers().map(|day| dates::weekday_narrow(usize::from(day) - 1)).collect();
        say_with("entries.closed-on", &[("days", &days.concat())])
    });
    dotted([Some(say_count("entries.holds", one.capacity)), Some(hours), closed].into_iter().flatten())
}

fn service(one: &Service) -> String {
    let kind = wording::service(one.kind).to_owned();
    dotted([kind, dates::duration(one.minutes), needed(one.needed_from, one.needed_to)])
}
