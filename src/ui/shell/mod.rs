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
use crate::ui::controls::button::{Look, button, icon_button};
use crate::ui::controls::icon::{Icon, icon};
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

/// Draws the frame round a page.
pub fn shell(centre: KnownCentre, tabs: Vec<Tab>, page: AnyView) -> AnyView {
    let on_calendar = || matches!(navigation::route(), Some(Route::Calendar { .. }));
    view! {
        <div class="shell" data-page=move || on_calendar().then_some("calendar")>
            {skip()}
            {strips::strips(centre)}
            <header class="masthead">
                {brand(centre)}
                <nav class="tabs" aria-label=say("shell.pages")>
                    {tabs.into_iter().map(tab).collect_view()}
                </nav>
                <div class="masthead-tools">{language_select()} {elder_switch()}</div>
            </header>
            <main class="main" id="main" tabindex="-1">
                {page}
            </main>
        </div>
    }
    .into_any()
}

/// The first thing under the tab key. Not a `#` link: those would lead to `<base>`.
fn skip() -> AnyView {
    let to_main = || {
        if let Some(main) = document().get_element_by_id("main") {
            let _ = main.unchecked_into::<web_sys::HtmlElement>().focus();
        }
    };
    view! { <div class="skip">{button(Look::Plain, say("shell.skip"), to_main)}</div> }.into_any()
}

fn brand(centre: KnownCentre) -> AnyView {
    view! {
        <a class="brand" href=Route::HOME.href() aria-label=say("shell.home")>
            {window_picture()}
            <span class="brand-name">{say("shell.name")}</span>
            <span class="brand-centre">
                {move || centre.read().as_ref().map(|centre| read(&centre.short_name).to_owned())}
            </span>
        </a>
    }
    .into_any()
}

/// The logo: a window, one pane lit.
pub fn window_picture() -> AnyView {
    view! {
        <svg class="window" viewBox="0 0 26 26" aria-hidden="true">
            <path class={"pane"} d="M13 1h12v12H13Z"></path>
            <path d={"M1 1h24v24H1ZM13 1v24M1 13h24"}></path>
        </svg>
    }
    .into_any()
}

fn tab(tab: Tab) -> AnyView {
    let Tab { route, label, icon: picture, holds } = tab;
    let here = move || navigation::route().as_ref().is_some_and(holds);
    view! {
        <a class="tab" href=route.href() aria-current=move || here().then_some("page")>
            {icon(picture)}
            <span>{label}</span>
        </a>
    }
    .into_any()
}

/// 简, 繁 or EN. Another language means other sentences: the page is loaded again.
pub fn language_select() -> AnyView {
    let choose = |event: leptos::ev::Event| {
        if let Some(language) = Language::of_tag(&event_target_value(&event)) {
            settings::set_language(language);
            let _ = window().location().reload();
        }
    };
    let choices = Language::ALL.map(|choice| {
        let name = match choice {
            Language::Hans => "shell.language-hans",
            Language::Hant => "shell.language-hant",
            Language::English => "shell.language-en",
        };
        view! {
            <option value=choice.tag() selected=choice == language()>
                {say(name)}
            </option>
        }
    });
    view! {
        <select class="language" aria-label=say("shell.language") on:change=choose>
            {choices.collect_view()}
        </select>
    }
    .into_any()
}

fn elder_switch() -> AnyView {
    (move || {
        let on = elder();
        let label = if on { "shell.elder-off" } else { "shell.elder-on" };
        icon_button(Look::Plain, Icon::Type, say(label), move || set_elder(!on))
    })
    .into_any()
}

/// A page's heading, which also names the page in the browser's title. `back` leads one step up.
pub fn page_head(heading: &'static str, back: Option<Route>, beside: Option<AnyView>) -> AnyView {
    navigation::title(heading);
    view! {
        <div class="page-head">
            {move || {
                // Large type has no tabs: every page leads back to the doors.
                let up = back.clone().or_else(|| elder().then_some(Route::HOME));
                up.map(|up| crate::ui::controls::button::bare_link(Icon::Left, say("shell.back"), up.href()))
            }}
            <h1>{heading}</h1>
            {beside}
        </div>
    }
    .into_any()
}
