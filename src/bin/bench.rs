//! The month as residents have it, over the data with which other calendars are measured; and with `?place=20000`, how long
//! an organizer's browser is held up by placing so many slips. `make bench`. Nothing of it is part of the site; what it shows
//! and does is `ui::pages::calendar` and `domain::placement`, as they stand there.

#[cfg(target_arch = "wasm32")]
fn main() {
    wasm_bindgen_futures::spawn_local(async {
        if page::start().await.is_none() {
            leptos::logging::error!("the words or the data did not come");
        }
    });
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    eprintln!("This page runs in a browser: `make bench` builds it.");
}

#[cfg(target_arch = "wasm32")]
mod page {
    use leptos::prelude::*;
    use linli::domain::activity::{Activity, Entry, Session};
    use linli::domain::age::AgeRange;
    use linli::domain::category::{Category, Kind, Sort};
    use linli::domain::centre::Rules;
    use linli::domain::id::{ActivityId, CentreId, SessionId, VenueCode};
    use linli::domain::menu::{Menu, Place};
    use linli::domain::text::{Language, Text};
    use linli::domain::time::{Month, Start, parse_day};
    use linli::state::family::Family;
    use linli::state::net::fetch;
    use linli::state::published::Published;
    use linli::ui::dom::{Piece, el_of, nothing};
    use linli::ui::pages::calendar::calendar;
    use linli::ui::residents::{Later, LaterPart};
    use linli::ui::route::Program;
    use linli::ui::{navigation, words};
    use serde::Deserialize;
    use std::collections::BTreeMap;

    /// The measured data: events of several months.
    #[derive(Deserialize)]
    struct Data {
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

    /// Asks for words and data at once, then shows the month.
    pub async fn start() -> Option<()> {
        let asked = window().location().search().ok()?;
        if let Some(slips) = asked.split(['?', '&']).find_map(|pair| pair.strip_prefix("place=")) {
            return super::placing::show(slips.parse().ok()?).await;
        }
        let n = asked.split(['?', '&']).find_map(|pair| pair.strip_prefix("n=")).unwrap_or("100").to_owned();
        let (text, data) = (fetch("text/zh-Hans.txt", false), fetch(&["data/events-", &n, ".json"].concat(), false));
        words::speak(Language::Hans, String::from_utf8(text.await.ok()?).ok()?);
        let menus = menus(linli::json::read::<Data>(&data.await.ok()?).ok()?);
        // From here on it is the calendar that works: the reading of the data lies behind.
        let performance = js_sys::Reflect::get(&window(), &"performance".into()).ok()?;
        let mark: js_sys::Function = js_sys::Reflect::get(&performance, &"mark".into()).ok()?.into();
        mark.call1(&performance, &"mount-start".into()).ok()?;
        navigation::listen(Program::Residents);
        mount_to_body(move || {
            Family::provide(Published::given(menus));
            // The month alone is measured.
            LaterPart::provide(Later {
                fetch: || Box::pin(async { false }),
                draw: |_| Box::pin(async { Ok(nothing()) }),
            });
            el_of("main", "main").add(calendar()).el()
        });
        Some(())
    }

    /// A menu for each month; what lasts over days has a session for each of them, as an exhibition has.
    fn menus(data: Data) -> Vec<Menu> {
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
                    menu.venues.push(Place { code: venue.clone(), name: event.place.clone(), notes: String::new() });
                }
                menu.sessions.push(session);
            }
        }
        months.into_values().collect()
    }

    fn sessions(event: &Event) -> Option<Vec<Session>> {
        let activity = ActivityId::new(event.id.as_str()).ok()?;
        let hash = event.place.bytes().fold(0u32, |hash, byte| hash.wrapping_mul(31).wrapping_add(u32::from(byte)));
        let venue = VenueCode::new(words::number(hash % 10_000)).ok();
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
        }
    }

    fn empty(month: Month) -> Menu {
        // An id that no centre has: nothing of this is ever kept.
        let Ok(centre) = CentreId::new("BENCHING") else { unreachable!() };
        Menu {
            format: Menu::FORMAT,
            centre,
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
}

#[cfg(target_arch = "wasm32")]
#[path = "../../benches/placement/month.rs"]
mod month;

/// How long the main thread is held up by reading a month's facts and giving its places, as an organizer's desk does both.
#[cfg(target_arch = "wasm32")]
mod placing {
    use leptos::prelude::*;
    use linli::domain::book::MonthBook;
    use linli::domain::placement::{Placing, Step};
    use linli::state::clock;
    use linli::storage::record::{decode, encode};
    use wasm_bindgen::JsCast;

    use crate::month::{Book, written};

    fn milliseconds() -> f64 {
        let performance = js_sys::Reflect::get(&window(), &"performance".into()).ok();
        let now = performance.as_ref().and_then(|performance| js_sys::Reflect::get(performance, &"now".into()).ok());
        let now = now.and_then(|now| now.dyn_into::<js_sys::Function>().ok());
        let read = now.and_then(|now| now.call0(&performance.unwrap_or_default()).ok());
        read.and_then(|read| read.as_f64()).unwrap_or_default()
    }

    /// Prints the figures into the page.
    pub async fn show(slips: usize) -> Option<()> {
        let book = Book::of(slips);
        let mut lines = vec![format!("{slips} slips in {} sessions", book.menu.sessions.len())];
        let facts = written(&book);
        let bodies: Vec<Vec<u8>> = facts.iter().filter_map(|fact| encode(fact).ok()).collect();
        let begin = milliseconds();
        let read: Vec<linli::domain::book::Fact> = bodies.iter().filter_map(|body| decode(body).ok()).collect();
        lines.push(format!("reading {} facts in one go: {:.1} ms", read.len(), milliseconds() - begin));
        let begin = milliseconds();
        let of_month = MonthBook::of(book.menu.month, &read);
        lines.push(format!("the month's book: {:.1} ms", milliseconds() - begin));
        drop(of_month);
        for run in 1..=5 {
            let facts = book.facts();
            let (mut placing, mut all, mut longest, mut pieces) = (Placing::of(&facts), 0.0, 0.0_f64, 0);
            loop {
                let begin = milliseconds();
                let step = placing.step();
                let took = milliseconds() - begin;
                all += took;
                longest = longest.max(took);
                pieces += 1;
                match step {
                    Step::More(rest) => placing = *rest,
                    Step::Done(_) => break,
                }
                if pieces % 4 == 0 {
                    clock::breathe().await;
                }
            }
            lines.push(format!("placing, run {run}: {all:.1} ms in {pieces} pieces, the longest {longest:.1} ms"));
        }
        let list = document().create_element("pre").ok()?;
        list.set_id("figures");
        list.set_text_content(Some(&lines.join("\n")));
        document().body()?.append_child(&list).ok()?;
        Some(())
    }
}
