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

/// Draws September of the data file that it is given beforehand, as a published month is (`ui::drawn`), onto standard output.
#[cfg(not(target_arch = "wasm32"))]
fn main() -> Result<(), String> {
    use linli::domain::holiday::Holidays;
    use linli::domain::text::Language;
    use linli::ui::{drawn, words};

    let path = std::env::args().nth(1).ok_or("usage: bench <events.json>; without it, `make bench` builds the page")?;
    let data = std::fs::read(&path).map_err(|e| format!("{path}: {e}"))?;
    let data = linli::json::read::<data::Data>(&data).map_err(|e| format!("{path}: {e:?}"))?;
    words::speak(Language::Hans, include_str!("../../../public/text/zh-Hans.txt").to_owned());
    let holidays = Holidays::read(Holidays::TABLE).map_err(|e| e.to_string())?;
    let september = data::menus(&data).into_iter().find(|menu| menu.month.number() == 9).ok_or("no September in it")?;
    println!("{}", drawn::month(&data::centre(), september.into(), &holidays).unwrap_or_default());
    Ok(())
}

mod data;

#[cfg(target_arch = "wasm32")]
mod page {
    use leptos::prelude::*;
    use linli::domain::text::Language;
    use linli::state::family::Family;
    use linli::state::net::fetch;
    use linli::state::published::Published;
    use linli::ui::dom::{Piece, el_of, nothing};
    use linli::ui::later::{Later, LaterPart};
    use linli::ui::pages::calendar::calendar;
    use linli::ui::residents::Page;
    use linli::ui::route::Program;
    use linli::ui::{navigation, start as page, words};

    use crate::data::{Data, menus};

    /// Asks for words and data at once, then shows the month.
    pub async fn start() -> Option<()> {
        let asked = window().location().search().ok()?;
        if let Some(slips) = asked.split(['?', '&']).find_map(|pair| pair.strip_prefix("place=")) {
            return super::placing::show(slips.parse().ok()?).await;
        }
        let n = asked.split(['?', '&']).find_map(|pair| pair.strip_prefix("n=")).unwrap_or("100").to_owned();
        let (text, data) = (fetch("text/zh-Hans.txt", false), fetch(&["data/events-", &n, ".json"].concat(), false));
        words::speak(Language::Hans, String::from_utf8(text.await.ok()?).ok()?);
        let menus = menus(&linli::json::read::<Data>(&data.await.ok()?).ok()?);
        // From here on it is the calendar that works: the reading of the data lies behind.
        let performance = js_sys::Reflect::get(&window(), &"performance".into()).ok()?;
        let mark: js_sys::Function = js_sys::Reflect::get(&performance, &"mark".into()).ok()?.into();
        mark.call1(&performance, &"mount-start".into()).ok()?;
        navigation::listen(Program::Residents);
        mount_to_body(move || {
            Family::provide(Published::given(menus));
            // The month alone is measured.
            let later =
                Later::<Page> { fetch: || Box::pin(async { false }), draw: |_| Box::pin(async { Ok(nothing()) }) };
            provide_context(LaterPart::new(later, None));
            el_of("main", "main").add(calendar()).el()
        });
        page::uncover();
        Some(())
    }
}

#[cfg(target_arch = "wasm32")]
#[path = "../../../benches/placement/month.rs"]
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
