//! What the centre has of courses, organisations, venues and services, and the district's files on their way in.

use leptos::prelude::*;

use crate::domain::catalogue::MenuSource;
use crate::domain::catalogue_fields::Part;
use crate::state::desk::Desk;
use crate::state::intake::Taking;
use crate::ui::organizers::form::Write;
use crate::ui::organizers::intake::{Intake, intake};
use crate::ui::route::Route;
use crate::ui::words::{number, say, say_of, say_with};

/// Draws the section.
pub fn catalogue(desk: Desk) -> AnyView {
    let write: Write<Taking> = Action::new_unsync(move |taking: &Taking| {
        let Taking { edits, source } = taking.clone();
        desk.edit_catalogue(edits, source)
    });
    let catalogue = Signal::derive(move || desk.catalogue());
    let source = Signal::derive(move || desk.menu_source());
    view! {
        {move || have(desk)}
        {move || whose(source.get())}
        <h3>{say("setup.import")}</h3>
        {intake(Intake { parts: &Part::ALL, catalogue, source, write })}
    }
    .into_any()
}

/// Whose course menu it is.
fn whose(source: Option<MenuSource>) -> AnyView {
    let Some(source) = source else { return view! { <p class="meta">{say("setup.source-none")}</p> }.into_any() };
    let words = say_with("setup.source", &[("name", &source.name), ("n", &number(source.edition))]);
    let fingerprint = source.fingerprint.to_string();
    let groups: Vec<&str> = fingerprint.as_bytes().chunks(4).filter_map(|group| str::from_utf8(group).ok()).collect();
    view! {
        <p class="menu-source">{words}</p>
        <details>
            <summary>{say("menu-file.fingerprint")}</summary>
            <code class="fingerprint">{groups.join(" ")}</code>
        </details>
    }
    .into_any()
}

/// What the catalogue holds, each with the way to it.
fn have(desk: Desk) -> AnyView {
    let catalogue = desk.catalogue();
    let items = Part::ALL.map(|part| {
        view! {
            <li>
                <a href=Route::OrganizeCatalogue { part, entry: None }.href()>
                    <span>{say_of("subject", part.slug())}</span>
                    <strong>{number(part.count(&catalogue) as i64)}</strong>
                    <span class="go">{say("setup.change")}</span>
                </a>
            </li>
        }
    });
    view! { <ul class="figures">{items.collect_view()}</ul> }.into_any()
}
