//! A month drawn beforehand is what the calendar draws of it: the two are compared element by element.

use std::collections::BTreeMap;
use std::sync::Arc;

use leptos::prelude::*;
use linli::domain::activity::{Activity, Entry, Session};
use linli::domain::age::AgeRange;
use linli::domain::category::{Category, Kind, Sort};
use linli::domain::centre::{Centre, Rules};
use linli::domain::changed::Changed;
use linli::domain::id::{ActivityId, CentreId, SessionId, VenueCode};
use linli::domain::menu::{Menu, Place};
use linli::domain::text::{Language, Text};
use linli::domain::time::{Month, Start};
use linli::state::almanac::holidays;
use linli::state::clock;
use linli::state::family::Family;
use linli::state::published::Published;
use linli::ui::dom::{Piece, el_of};
use linli::ui::later::{Later, LaterPart};
use linli::ui::pages::calendar::calendar;
use linli::ui::residents::{Page, draw_later};
use linli::ui::route::Program;
use linli::ui::shell::set_elder;
use linli::ui::{drawn, navigation, words};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::Element;

/// How long a list may take to be drawn, in milliseconds, on a machine that is busy.
const PATIENCE: i64 = 10_000;
const TEXT: &str = include_str!("../../public/text/zh-Hans.txt");
const LATER_TEXT: &str = include_str!("../../public/text/later.zh-Hans.txt");

fn centre() -> CentreId {
    CentreId::new("ABCDEFGH").unwrap()
}

fn activity(id: &str, sort: Sort) -> Activity {
    Activity {
        id: ActivityId::new(id).unwrap(),
        sort,
        title: Text::new(format!("{id} <b>&</b>").as_str()),
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

/// Of each thing that a day can show: single ones, a crowded day, days on end, nearly every day, called off.
fn menu(month: Month) -> Menu {
    let at =
        |day: u8, hour: u32| Start::new(month.day(day).unwrap(), chrono::NaiveTime::from_hms_opt(hour, 30, 0).unwrap());
    let session = |id: &str, start: Start, entry: Entry| Session {
        id: SessionId { activity: ActivityId::new(id).unwrap(), start },
        start,
        minutes: 60,
        venue: Some(VenueCode::new("V01").unwrap()),
        entry,
        closes: None,
        opens: None,
        draw: None,
        cancelled: None,
        changed: Changed::default(),
        rain: None,
    };
    let mut sessions =
        vec![session("course", at(12, 9), Entry::Places(20)), session("play", at(12, 14), Entry::Places(60))];
    sessions.extend((8..14).map(|hour| session("club", at(20, hour), Entry::WalkIn)));
    sessions.extend((15..19).map(|day| session("show", at(day, 10), Entry::WalkIn)));
    sessions.extend((1..=28).map(|day| session("school", at(day, 16), Entry::WalkIn)));
    let off = session("course", at(25, 9), Entry::Places(20));
    sessions.push(Session { cancelled: Some(Text::new("老师生病")), ..off });
    Menu {
        format: Menu::FORMAT,
        centre: centre(),
        month,
        revision: 1,
        rules: Rules::default(),
        activities: vec![
            activity("course", Sort::Course(Category::Arts)),
            activity("play", Sort::Other(Kind::Performance)),
            activity("club", Sort::Other(Kind::Club)),
            activity("show", Sort::Other(Kind::Exhibition)),
            activity("school", Sort::Other(Kind::AfterSchool)),
        ],
        venues: vec![Place {
            code: VenueCode::new("V01").unwrap(),
            name: "茶艺室".to_owned(),
            lender: String::new(),
            notes: String::new(),
        }],
        sessions,
        shifts: Vec::new(),
        readings: Default::default(),
    }
}

#[wasm_bindgen_test]
async fn a_month_drawn_beforehand_is_what_the_calendar_draws() {
    words::speak(Language::Hans, TEXT.to_owned());
    // A month that nobody is in: no day of it is today.
    let month = Month::of(clock::today(480)).plus(2);
    let menu = menu(month);
    let markup = drawn::month(
        &Centre {
            id: centre(),
            name: Text::new("示例社区家庭服务中心"),
            short_name: Text::new("示例"),
            address: Text::default(),
            phone: String::new(),
            hours: Text::default(),
            utc_offset: 480,
            sample: true,
        },
        Arc::new(menu.clone()),
        holidays(),
    );
    let beforehand = document().create_element("div").unwrap();
    beforehand.set_inner_html(&markup.unwrap());

    let (place, mounted) = opened(&format!("?month={month}"), menu);
    // The list comes in pieces, as it is scrolled to: its beginning has to do. Without the site's style its pictures are large.
    let style = document().create_element("style").unwrap();
    style.set_text_content(Some("svg { width: 12px; height: 12px }"));
    place.append_child(&style).unwrap();
    place.query_selector(".agenda").unwrap().unwrap().scroll_into_view();
    let begun = clock::now();
    while rows(&place).len() < 12 && clock::now().0 - begun.0 < PATIENCE {
        clock::breathe().await;
    }
    for (of, least) in
        [(".grid .day", 28), (".lasting li", 2), (".legend-mark", 7), (".day-heading", 6), (".agenda-row > a", 6)]
    {
        let (there, here) = (all(&beforehand, of), all(&place, of));
        let whole = !of.starts_with(".agenda") && !of.starts_with(".day-");
        assert!(
            here.len() == there.len() || !whole && here.len() < there.len(),
            "{of}: {} of {}",
            here.len(),
            there.len()
        );
        assert!(here.len() >= least, "{of}: {}", here.len());
        for (there, here) in there.iter().zip(&here) {
            assert_eq!(seen(there), seen(here), "{of}");
        }
    }
    for of in [".month-name", ".month-head .meta", ".views"] {
        let text = |of_whom: &Element| of_whom.query_selector(of).unwrap().unwrap().text_content();
        assert_eq!(text(&beforehand), text(&place), "{of}");
    }
    drop(mounted);
    go("?");
}

#[wasm_bindgen_test]
async fn large_type_comes_and_goes_on_the_open_page() {
    words::speak(Language::Hans, TEXT.to_owned());
    words::speak(Language::Hans, LATER_TEXT.to_owned());
    let (place, mounted) = opened("?", menu(Month::of(clock::today(480))));
    let is_there = |of: &str| place.query_selector(of).unwrap().is_some();
    assert!(is_there(".grid .day") && is_there(".agenda"));
    for _ in 0..2 {
        set_elder(true);
        settle().await;
        assert!(is_there(".doors") && !is_there(".grid"), "{}", place.inner_html());
        set_elder(false);
        settle().await;
        assert!(is_there(".grid .day") && is_there(".agenda") && !is_there(".doors"), "{}", place.inner_html());
    }
    drop(mounted);
}

/// Whatever follows a change has followed it.
async fn settle() {
    for _ in 0..5 {
        clock::breathe().await;
    }
}

/// To an address. The tests share one page, and with it what the program knows of its address: it is told as by a press of "back".
fn go(address: &str) {
    window().history().unwrap().replace_state_with_url(&JsValue::NULL, "", Some(address)).unwrap();
    window().dispatch_event(&web_sys::PopStateEvent::new("popstate").unwrap()).unwrap();
}

/// The calendar at an address, over this month.
fn opened(address: &str, menu: Menu) -> (Element, impl Sized + use<>) {
    navigation::listen(Program::Residents);
    go(address);
    let place = document().create_element("div").unwrap();
    document().body().unwrap().append_child(&place).unwrap();
    let mounted = mount_to(place.clone().unchecked_into(), move || {
        Family::provide(Published::given(vec![menu]));
        let later = Later::<Page> {
            fetch: || Box::pin(async { true }),
            draw: |page| Box::pin(async move { Ok(draw_later(page)) }),
        };
        provide_context(LaterPart::new(later, None));
        el_of("main", "main").add(calendar()).el()
    });
    (place, mounted)
}

fn all(within: &Element, selector: &str) -> Vec<Element> {
    let ask: js_sys::Function = js_sys::Reflect::get(within, &"querySelectorAll".into()).unwrap().unchecked_into();
    let found = ask.call1(within, &selector.into()).unwrap();
    js_sys::Array::from(&found).iter().map(|element| element.unchecked_into()).collect()
}

fn rows(within: &Element) -> Vec<Element> {
    all(within, ".agenda-row")
}

/// What stands below an element, without what only the program adds: what a row's places are, where the tab key is.
fn seen(element: &Element) -> Vec<String> {
    let mut lines = Vec::new();
    let everything = all(element, "*");
    for part in std::iter::once(element).chain(&everything) {
        let mut attributes = BTreeMap::new();
        for name in part.get_attribute_names().iter().filter_map(|name| name.as_string()) {
            let added = ["id", "tabindex", "data-day", "data-chosen", "data-replace", "aria-current", "href"];
            if !added.contains(&name.as_str()) {
                attributes.insert(name.clone(), part.get_attribute(&name).unwrap_or_default());
            }
        }
        if part.class_list().contains("agenda-seats") {
            continue;
        }
        let words = match part.child_element_count() {
            0 => part.text_content().unwrap_or_default(),
            _ => String::new(),
        };
        lines.push(format!("{} {attributes:?} {words}", part.tag_name()));
    }
    lines
}
