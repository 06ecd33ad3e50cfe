//! The district's files, as the sample centre took them in.

use linli::domain::age::{Age, AgeRange};
use linli::domain::catalogue::{Catalogue, Course, Provider, Service, ServiceKind};
use linli::domain::category::Category;
use linli::domain::id::{ActivityId, CourseCode, ProviderCode, VenueCode};
use linli::domain::time::{Month, parse_day, parse_time};
use linli::domain::venue::Venue;
use std::str::FromStr;

/// A file's rows below its header, split at commas: the sample's files quote nothing.
fn rows<const N: usize>(name: &str, text: &'static str) -> Result<Vec<[&'static str; N]>, String> {
    let rows = text.trim_start_matches('\u{feff}').lines().enumerate().skip(1);
    rows.map(|(index, row)| {
        let fields: Vec<_> = row.trim().split(',').collect();
        fields.try_into().map_err(|_| format!("{name}, line {}: not {N} fields", index + 1))
    })
    .collect()
}

fn number<T: FromStr>(text: &str) -> Result<T, String> {
    text.parse().map_err(|_| format!("{text} is no number"))
}

fn age(text: &str) -> Result<Option<Age>, String> {
    if text.is_empty() { Ok(None) } else { Ok(Some(Age(number(text)?))) }
}

fn text_of(error: impl std::fmt::Display) -> String {
    error.to_string()
}

/// Reads the four files. Agreements of a year that the files do not know are taken as renewed: the sample may be
/// made for any month.
pub fn read(first: Month, last: Month) -> Result<Catalogue, String> {
    let mut catalogue = Catalogue::default();
    for [code, category, title, provider, audience, from, to, minutes, places, materials, cost] in
        rows("course-menu.csv", include_str!("data/course-menu.csv"))?
    {
        catalogue.courses.push(Course {
            code: CourseCode::new(code).map_err(text_of)?,
            category: Category::of_official_name(category).ok_or_else(|| format!("{category} is no category"))?,
            title: title.to_owned(),
            provider: ProviderCode::new(provider).map_err(text_of)?,
            audience: audience.to_owned(),
            ages: AgeRange::new(age(from)?, age(to)?).ok_or_else(|| format!("{code}: ages the wrong way round"))?,
            minutes: number(minutes)?,
            places: number(places)?,
            materials: materials.to_owned(),
            cost_yuan: number(cost)?,
        });
    }
    for [code, name, from, to] in rows("providers.csv", include_str!("data/providers.csv"))? {
        let last_day = last.plus(1).first().pred_opt().ok_or("no last day")?;
        catalogue.providers.push(Provider {
            code: ProviderCode::new(code).map_err(text_of)?,
            name: name.to_owned(),
            agreement_from: parse_day(from).map_err(text_of)?.min(first.first()),
            agreement_to: parse_day(to).map_err(text_of)?.max(last_day),
        });
    }
    for [code, name, capacity, _area, opens, closes, notes] in rows("venues.csv", include_str!("data/venues.csv"))? {
        catalogue.venues.push(Venue {
            code: VenueCode::new(code).map_err(text_of)?,
            name: name.to_owned(),
            capacity: number(capacity)?,
            opens: parse_time(opens).map_err(text_of)?,
            closes: parse_time(closes).map_err(text_of)?,
            notes: notes.to_owned(),
        });
    }
    for [code, kind, role, minutes, from, to, skills, training] in
        rows("volunteer-services.csv", include_str!("data/volunteer-services.csv"))?
    {
        catalogue.services.push(Service {
            code: ActivityId::new(code).map_err(text_of)?,
            kind: ServiceKind::of_official_name(kind).ok_or_else(|| format!("{kind} is no kind of service"))?,
            role: role.to_owned(),
            minutes: number(minutes)?,
            needed_from: number(from)?,
            needed_to: number(to)?,
            skills: skills.to_owned(),
            training: training.to_owned(),
        });
    }
    Ok(catalogue)
}
