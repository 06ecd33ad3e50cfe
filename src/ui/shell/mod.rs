//! The frame round every page: who this is, where one can go, what to know about the network and the program.

mod elder;
mod strips;
mod update;

use leptos::prelude::*;
use wasm_bindgen::JsCast;

pub use elder::{elder, set_elder};

use crate::domain::centre::Centre;
use crate::domain::text::Language;
use crate::state::settings;
use crate::ui::controls::button::{Look, bare_link, button, icon_button};
use crate::ui::controls::icon::{Icon, icon};
use crate::ui::dom::{El, Piece, el, el_of, svg};
use crate::ui::navigation;
use crate::ui::route::Route;
use crate::ui::words::{language, read, say};

/// The centre as far as it is known yet.
pub type KnownCentre = Signal<Option<Centre>>;

/// A place that the frame leads to.
pub struct Tab {
    /// Where.
    pub route: Route,
    /// Its name.
    pub label: &'static str,
    /// Its picture.
    pub icon: Icon,
    /// Whether a route belongs to it.
    pub holds: fn(&Route) -> bool,
}

/// Where somebody is who chooses a language in the frame.
pub const HEAD: &str = "head";

/// Where the logo leads, and how that is said.
pub type Home = (Route, &'static str);

/// Draws the frame round a page. `speak` changes the language.
pub fn shell(centre: KnownCentre, home: Home, speak: fn(Language), tabs: Vec<Tab>, page: impl Piece) -> El {
    let on_calendar = || matches!(navigation::route(), Some(Route::Calendar { .. }));
    let tabs: Vec<El> = tabs.into_iter().map(tab).collect();
    let masthead = el_of("header", "masthead")
        .add(brand(centre, home))
        .add(el_of("nav", "tabs").attr("aria-label", say("shell.pages")).add(tabs))
        .add(el_of("div", "masthead-tools").add(language_select(speak)).add(elder_switch()));
    let main = el_of("main", "main").attr("id", "main").attr("tabindex", "-1").add(page);
    el_of("div", "shell")
        .live_flag("data-page", "calendar", on_calendar)
        .add(skip())
        .add(strips::strips(centre))
        .add(masthead)
        .add(main)
}

/// The first thing under the tab key. Not a `#` link: those would lead to `<base>`.
fn skip() -> El {
    let to_main = || {
        if let Some(main) = document().get_element_by_id("main") {
            let _ = main.unchecked_into::<web_sys::HtmlElement>().focus();
        }
    };
    el_of("div", "skip").add(button(Look::Plain, say("shell.skip"), to_main))
}

fn brand(centre: KnownCentre, (home, words): Home) -> El {
    let name = move || centre.read().as_ref().map(|centre| read(&centre.short_name).to_owned()).unwrap_or_default();
    el_of("a", "brand")
        .attr("href", &home.href())
        .add(window_picture())
        .add(el_of("span", "brand-name").text(say("shell.name")))
        .add(el_of("span", "brand-centre").live_text(name))
        .add(el_of("span", "unseen").text(words))
}

/// The logo: a window, one pane lit.
pub fn window_picture() -> El {
    svg("svg")
        .attr("class", "window")
        .attr("viewBox", "0 0 26 26")
        .attr("aria-hidden", "true")
        .add(svg("path").attr("class", "pane").attr("d", "M13 1h12v12H13Z"))
        .add(svg("path").attr("d", "M1 1h24v24H1ZM13 1v24M1 13h24"))
}

fn tab(tab: Tab) -> El {
    let Tab { route, label, icon: picture, holds } = tab;
    let here = move || navigation::route().as_ref().is_some_and(holds);
    el_of("a", "tab")
        .attr("href", &route.href())
        .live_flag("aria-current", "page", here)
        .add(icon(picture))
        .add(el("span").text(label))
}

/// 简, 繁 or EN.
fn language_select(speak: fn(Language)) -> El {
    let choose = move |event: leptos::ev::Event| {
        if let Some(language) = Language::of_tag(&event_target_value(&event)) {
            settings::set_language(language);
            speak(language);
        }
    };
    let choices = Language::ALL.map(|choice| {
        let name = match choice {
            Language::Hans => "shell.language-hans",
            Language::Hant => "shell.language-hant",
            Language::English => "shell.language-en",
        };
        let option = el("option").attr("value", choice.tag());
        option.maybe("selected", (choice == language()).then_some("")).text(say(name))
    });
    el_of("select", "language")
        .attr("aria-label", say("shell.language"))
        .flag("autofocus", settings::was_left_at(HEAD))
        .on("change", choose)
        .add(choices.into_iter().collect::<Vec<_>>())
}

/// The same button in both: who presses it by keyboard is still there.
fn elder_switch() -> El {
    let words = || say(if elder() { "shell.elder-off" } else { "shell.elder-on" }).to_owned();
    icon_button(Look::Plain, Icon::Type, "", || set_elder(!untrack(elder))).live_text(words)
}

/// The way back alone, for a page whose heading stands with what it shows; `name` is for the browser's title.
pub fn page_bar(name: &str, back: Route) -> El {
    navigation::title(name);
    el_of("div", "page-head").add(way_up(back))
}

fn way_up(to: Route) -> El {
    let up = bare_link(Icon::Left, say("shell.back"), to.href());
    up.on("click", |event| navigation::step_back(&event))
}

/// A page's heading, which also names the page in the browser's title. `back` leads one step up.
pub fn page_head(heading: &'static str, back: Option<Route>, beside: Option<El>) -> El {
    navigation::title(heading);
    let up = move || {
        // Large type has no tabs: every page leads back to the doors.
        let up = back.clone().or_else(|| elder().then_some(Route::HOME));
        up.map(way_up)
    };
    el_of("div", "page-head").live(up).add(el("h1").text(heading)).add(beside)
}
