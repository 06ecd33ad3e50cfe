//! How this device shows the program. Kept beside the page (localStorage) because it is read before the program
//! starts; everything that must not be lost is in the database.

use crate::domain::text::Language;
use crate::domain::time::Stamp;

/// Light, dark, or as the system has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Theme {
    /// As the system has it.
    #[default]
    System,
    /// Always light.
    Light,
    /// Always dark.
    Dark,
}

const THEME: &str = "linli.theme";
const ELDER: &str = "linli.elder";
const LANGUAGE: &str = "linli.lang";
const CENTRE: &str = "linli.centre";
const DESK: &str = "linli.desk";
const DISTRICT: &str = "linli.district";
const BACKUP: &str = "linli.backup";
const LEFT: &str = "linli.left";

fn kept(key: &str) -> Option<String> {
    web_sys::window()?.local_storage().ok()??.get_item(key).ok()?
}

/// Private windows may refuse: then the choice holds for this page only.
fn keep(key: &str, value: Option<&str>) {
    let storage = web_sys::window().and_then(|window| window.local_storage().ok().flatten());
    if let Some(storage) = storage {
        let _ = match value {
            Some(value) => storage.set_item(key, value),
            None => storage.remove_item(key),
        };
    }
}

fn mark_page(attribute: &str, value: Option<&str>) {
    let root = web_sys::window().and_then(|window| window.document()).and_then(|page| page.document_element());
    if let Some(root) = root {
        let _ = match value {
            Some(value) => root.set_attribute(attribute, value),
            None => root.remove_attribute(attribute),
        };
    }
}

/// The chosen theme.
pub fn theme() -> Theme {
    match kept(THEME).as_deref() {
        Some("light") => Theme::Light,
        Some("dark") => Theme::Dark,
        _ => Theme::System,
    }
}

/// Chooses a theme.
pub fn set_theme(theme: Theme) {
    let value = match theme {
        Theme::System => None,
        Theme::Light => Some("light"),
        Theme::Dark => Some("dark"),
    };
    keep(THEME, value);
    mark_page("data-theme", value);
}

/// Whether the elder mode (长辈版) is on.
pub fn elder() -> bool {
    kept(ELDER).as_deref() == Some("1")
}

/// Turns the elder mode on or off.
pub fn set_elder(on: bool) {
    let value = on.then_some("1");
    keep(ELDER, value);
    mark_page("data-elder", value);
}

/// The chosen language; simplified Chinese unless another was chosen.
pub fn language() -> Language {
    kept(LANGUAGE).and_then(|tag| Language::of_tag(&tag)).unwrap_or_default()
}

/// Chooses a language. The page has to be loaded again to be read in it.
pub fn set_language(language: Language) {
    keep(LANGUAGE, Some(language.tag()));
}

/// The page is about to be loaded again: remembers where on it the reader was.
pub fn leave_at(place: &str) {
    keep(LEFT, Some(place));
}

/// Whether the reader was there when the page was loaded again; told once.
pub fn was_left_at(place: &str) -> bool {
    let was = kept(LEFT).as_deref() == Some(place);
    if was {
        keep(LEFT, None);
    }
    was
}

/// Which centre's folder lay at this address last time, so that the program opens without a network.
pub fn centre_here() -> Option<String> {
    kept(&at_this_address(CENTRE))
}

/// Remembers which centre's folder lies at this address.
pub fn set_centre_here(centre: Option<&str>) {
    keep(&at_this_address(CENTRE), centre);
}

/// Which centre's workspace stands in this browser for this address.
pub fn desk_here() -> Option<String> {
    kept(&at_this_address(DESK))
}

/// Remembers which centre's workspace stands here.
pub fn set_desk_here(centre: Option<&str>) {
    keep(&at_this_address(DESK), centre);
}

/// Which district's keys stand in this browser for this address.
pub fn district_here() -> Option<String> {
    kept(&at_this_address(DISTRICT))
}

/// Remembers which district's keys stand here.
pub fn set_district_here(district: Option<&str>) {
    keep(&at_this_address(DISTRICT), district);
}

/// When a backup of this address' workspace was last handed out here.
pub fn last_backup() -> Option<Stamp> {
    kept(&at_this_address(BACKUP))?.parse().ok().map(Stamp)
}

/// Remembers when a backup was handed out.
pub fn set_last_backup(at: Stamp) {
    keep(&at_this_address(BACKUP), Some(&at.0.to_string()));
}

/// Everything of a resident's that stands in localStorage for this address.
pub fn keys() -> [String; 4] {
    [THEME.to_owned(), ELDER.to_owned(), LANGUAGE.to_owned(), at_this_address(CENTRE)]
}

fn at_this_address(key: &str) -> String {
    let mut key = String::from(key);
    key.push(' ');
    key.push_str(&crate::state::net::base());
    key
}
