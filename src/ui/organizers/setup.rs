//! The centre itself: how it introduces itself, its rules, the district's files, and the safety of all of it.

mod catalogue;
mod centre;
mod planning;
mod preview;
mod rules;
mod safety;
mod store;

use leptos::prelude::*;

use crate::state::desk::Desk;
use crate::ui::organizers::head;
use crate::ui::words::say;

/// Draws the page.
pub fn page(desk: Desk) -> AnyView {
    view! {
        {head::head(say("setup.heading"), None)}
        <div class="setup">
            {section("setup-catalogue", say("setup.catalogue"), catalogue::catalogue(desk))}
            {section("setup-centre", say("setup.centre"), centre::centre(desk))}
            {section("setup-rules", say("setup.rules"), rules::rules(desk))}
            {section("setup-planning", say("setup.planning"), planning::planning(desk))}
            {section("setup-store", say("setup.store"), store::store(desk))}
            {section("setup-safety", say("setup.safety"), safety::safety(desk))}
        </div>
    }
    .into_any()
}

fn section(id: &'static str, heading: &'static str, content: AnyView) -> AnyView {
    view! {
        <section class="card stack" aria-labelledby=id>
            <h2 id=id>{heading}</h2>
            {content}
        </section>
    }
    .into_any()
}
