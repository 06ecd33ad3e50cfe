//! The data with which other calendars are measured, as a centre's months.

use linli::domain::activity::{Activity, Entry, Session};
use linli::domain::age::AgeRange;
use linli::domain::category::{Category, Kind, Sort};
use linli::domain::centre::Rules;
use linli::domain::changed::Changed;
use linli::domain::id::{ActivityId, CentreId, SessionId, VenueCode};
use linli::domain::menu::{Menu, Place};
use linli::domain::text::Text;
use linli::domain::time::{Month, Start, parse_day};
use serde::Deserialize;
use std::collections::BTreeMap;

/// The measured data: events of several months.
#[derive(Deserialize)]
pub struct Data {
    categories: Vec<String>,
    events: Vec<Event>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Event {
    id: String,
    title: String,
    all_day: bool,
    start: String,
    end: String,
    category: String,
    place: String,
    capacity: u16,
}

/// What the eight categories of the data are here. The first alone is what the filter is measured with.
const SORTS: [Sort; 8] = [
    Sort::Course(Category::Virtue),
    Sort::Course(Category::Parenting),
    Sort::Course(Category::Capability),
    Sort::Course(Category::Arts),
    Sort::Course(Category::Care),
    Sort::Other(Kind::Performance),
    Sort::Other(Kind::Exhibition),
    Sort::Other(Kind::Club),
];

/// A menu for each month; what lasts over days has a session for each of them, as an exhibition has.
pub fn menus(data: &Data) -> Vec<Menu> {
    let mut months: BTreeMap<Month, Menu> = BTreeMap::new();
    for event in &data.events {
        let sort = data.categories.iter().position(|category| *category == event.category);
        let sort = sort.and_then(|at| SORTS.get(at)).copied().unwrap_or(SORTS[7]);
        let Some(sessions) = sessions(event) else { continue };
        for session in sessions {
            let month = session.start.month();
            let menu = months.entry(month).or_insert_with(|| empty(month));
            if menu.activities.last().is_none_or(|last| last.id != session.id.activity) {
                menu.activities.push(activity(event, sort, session.id.activity.clone()));
            }
            if let Some(venue) = &session.venue
                && !menu.venues.iter().any(|place| place.code == *venue)
            {
                let (code, name) = (venue.clone(), event.place.clone());
                menu.venues.push(Place { code, name, lender: String::new(), notes: String::new() });
            }
            menu.sessions.push(session);
        }
    }
    months.into_values().collect()
}

fn sessions(event: &Event) -> Option<Vec<Session>> {
    let activity = ActivityId::new(event.id.as_str()).ok()?;
    let hash = event.place.bytes().fold(0u32, |hash, byte| hash.wrapping_mul(31).wrapping_add(u32::from(byte)));
    let venue = VenueCode::new(linli::ui::words::number(hash % 10_000)).ok();
    let session = |start: Start, minutes: u16| Session {
        id: SessionId { activity: activity.clone(), start },
        start,
        minutes,
        venue: venue.clone(),
        entry: Entry::Places(event.capacity),
        closes: None,
        opens: None,
        draw: None,
        cancelled: None,
        changed: Changed::default(),
        rain: None,
    };
    if !event.all_day {
        let (start, end) = (Start::parse(&event.start).ok()?, Start::parse(&event.end).ok()?);
        return Some(vec![session(start, u16::try_from(end.minutes_since(start)).ok()?)]);
    }
    let (first, last) = (parse_day(&event.start).ok()?, parse_day(&event.end).ok()?);
    let days = first.iter_days().take_while(|day| *day <= last);
    Some(days.map(|day| session(Start::new(day, chrono::NaiveTime::MIN), 24 * 60)).collect())
}

fn activity(event: &Event, sort: Sort, id: ActivityId) -> Activity {
    Activity {
        id,
        sort,
        title: Text::new(event.title.as_str()),
        about: Text::default(),
        course: None,
        provider: String::new(),
        audience: String::new(),
        ages: AgeRange::default(),
        materials: String::new(),
        fee: 0,
        special: None,
    }
}

fn empty(month: Month) -> Menu {
    Menu {
        format: Menu::FORMAT,
        centre: nobody(),
        month,
        revision: 1,
        rules: Rules::default(),
        activities: Vec::new(),
        venues: Vec::new(),
        sessions: Vec::new(),
        shifts: Vec::new(),
        readings: Default::default(),
    }
}

/// The centre that has them.
#[cfg(not(target_arch = "wasm32"))]
pub fn centre() -> linli::domain::centre::Centre {
    linli::domain::centre::Centre {
        id: nobody(),
        name: Text::new("Bench"),
        short_name: Text::new("Bench"),
        address: Text::default(),
        phone: String::new(),
        hours: Text::default(),
        utc_offset: 480,
        sample: false,
    }
}

/// An id that no centre has: nothing of this is ever kept.
fn nobody() -> CentreId {
    let Ok(centre) = CentreId::new("BENCHING") else { unreachable!() };
    centre
}
