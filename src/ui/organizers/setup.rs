//! The centre itself: how it introduces itself, its rules, the district's files, and the safety of all of it. Every part is
//! a section with an id, to which the line at the top leads.

mod catalogue;
mod centre;
mod planning;
mod rules;
mod safety;
mod store;
mod usual;

use leptos::prelude::*;
use wasm_bindgen::JsCast;

use crate::state::desk::Desk;
use crate::ui::organizers::head;
use crate::ui::words::say;

/// A part of the setup.
struct Section {
    /// The id of its heading.
    id: &'static str,
    heading: &'static str,
    content: fn(Desk) -> AnyView,
}

/// What the centre has and is, in their order: another part is a line here or in [`CUSTOMS`].
const BASICS: [Section; 4] = [
    Section { id: "setup-catalogue", heading: "setup.catalogue", content: catalogue::catalogue },
    Section { id: "setup-centre", heading: "setup.centre", content: centre::centre },
    Section { id: "setup-store", heading: "setup.store", content: store::store },
    Section { id: "setup-safety", heading: "setup.safety", content: safety::safety },
];
/// How it goes about things: beside that where there is room, below it on a phone.
const CUSTOMS: [Section; 3] = [
    Section { id: "setup-rules", heading: "setup.rules", content: rules::rules },
    Section { id: "setup-usual", heading: "setup.usual", content: usual::usual },
    Section { id: "setup-planning", heading: "setup.planning", content: planning::planning },
];

/// Draws the page.
pub fn page(desk: Desk) -> AnyView {
    let links = BASICS.iter().chain(&CUSTOMS).map(|section| {
        view! {
            <button type="button" class="chip" on:click=move |_| lead_to(section.id)>
                {say(section.heading)}
            </button>
        }
    });
    let column = |sections: &'static [Section]| {
        let sections = sections.iter().map(|section| {
            view! {
                <section class="card stack" aria-labelledby=section.id>
                    <h2 id=section.id tabindex="-1">
                        {say(section.heading)}
                    </h2>
                    {(section.content)(desk)}
                </section>
            }
        });
        view! { <div class="setup-column">{sections.collect_view()}</div> }
    };
    view! {
        {head::head(say("setup.heading"), None)}
        <nav class="chips setup-nav" aria-label=say("setup.sections")>
            {links.collect_view()}
        </nav>
        <div class="setup">{column(&BASICS)} {column(&CUSTOMS)}</div>
    }
    .into_any()
}

/// Brings a section into view and reading there. Not a `#` link: those would lead to `<base>`.
fn lead_to(id: &str) {
    let heading = document().get_element_by_id(id).and_then(|heading| heading.dyn_into::<web_sys::HtmlElement>().ok());
    if let Some(heading) = heading {
        heading.scroll_into_view();
        let _ = heading.focus();
    }
}
