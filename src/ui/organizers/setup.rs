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

/// All parts, in their order: another one is a line here.
const SECTIONS: [Section; 7] = [
    Section { id: "setup-catalogue", heading: "setup.catalogue", content: catalogue::catalogue },
    Section { id: "setup-rules", heading: "setup.rules", content: rules::rules },
    Section { id: "setup-usual", heading: "setup.usual", content: usual::usual },
    Section { id: "setup-planning", heading: "setup.planning", content: planning::planning },
    Section { id: "setup-store", heading: "setup.store", content: store::store },
    Section { id: "setup-centre", heading: "setup.centre", content: centre::centre },
    Section { id: "setup-safety", heading: "setup.safety", content: safety::safety },
];

/// Draws the page.
pub fn page(desk: Desk) -> AnyView {
    let links = SECTIONS.map(|section| {
        view! {
            <button type="button" class="chip" on:click=move |_| lead_to(section.id)>
                {say(section.heading)}
            </button>
        }
    });
    let sections = SECTIONS.map(|section| {
        view! {
            <section class="card stack" aria-labelledby=section.id>
                <h2 id=section.id tabindex="-1">
                    {say(section.heading)}
                </h2>
                {(section.content)(desk)}
            </section>
        }
    });
    view! {
        {head::head(say("setup.heading"), None)}
        <nav class="chips setup-nav" aria-label=say("setup.sections")>
            {links.collect_view()}
        </nav>
        <div class="setup">{sections.collect_view()}</div>
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
