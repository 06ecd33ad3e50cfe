//! The centre itself: how it introduces itself, its rules, the district's files, and the safety of all of it. One section is
//! looked at at a time, and stands in the address; what was typed in another one stays there.

mod catalogue;
mod centre;
mod holidays;
mod planning;
mod rules;
mod safety;
mod store;
mod usual;

use leptos::prelude::*;

use crate::state::desk::Desk;
use crate::ui::controls::icon::{Icon, icon};
use crate::ui::navigation;
use crate::ui::organizers::head;
use crate::ui::route::{Route, SetupSection};
use crate::ui::words::{say, say_of};

fn content(section: SetupSection, desk: Desk) -> AnyView {
    match section {
        SetupSection::Catalogue => catalogue::catalogue(desk),
        SetupSection::Rules => rules::rules(desk),
        SetupSection::Usual => usual::usual(desk),
        SetupSection::Planning => view! { {planning::planning(desk)} {holidays::holidays(desk)} }.into_any(),
        SetupSection::Store => store::store(desk),
        SetupSection::Centre => centre::centre(desk),
        SetupSection::Safety => safety::safety(desk),
    }
}

/// Draws the page.
pub fn page(desk: Desk) -> AnyView {
    let here = Memo::new(move |_| match navigation::route() {
        Some(Route::OrganizeSetup { section }) => section,
        _ => SetupSection::default(),
    });
    let sections = SetupSection::ALL.map(|section| {
        let heading = ["setup-", section.slug()].concat();
        let labelled = heading.clone();
        view! {
            <section class="card stack" aria-labelledby=labelled hidden=move || here.get() != section>
                <h2 id=heading>{say_of("setup", section.slug())}</h2>
                {content(section, desk)}
            </section>
        }
    });
    view! {
        {head::head(say("setup.heading"), None)}
        <div class="setup">
            {sections_nav(here)}
            <div>{sections.collect_view()}</div>
        </div>
    }
    .into_any()
}

/// The sections: a list beside them; on a phone one that opens.
fn sections_nav(here: Memo<SetupSection>) -> AnyView {
    let open = RwSignal::new(false);
    let links = SetupSection::ALL.map(|section| {
        view! {
            <li>
                <a
                    href=Route::OrganizeSetup { section }.href()
                    aria-current=move || (here.get() == section).then_some("page")
                    on:click=move |_| open.set(false)
                >
                    <strong>{say_of("setup", section.slug())}</strong>
                    <span class="meta">{say_of("setup-about", section.slug())}</span>
                </a>
            </li>
        }
    });
    view! {
        <nav class="setup-sections" aria-label=say("setup.sections")>
            <button
                type="button"
                class="button"
                data-look="plain"
                aria-expanded=move || if open.get() { "true" } else { "false" }
                aria-controls="setup-list"
                on:click=move |_| open.update(|open| *open = !*open)
            >
                {move || say_of("setup", here.get().slug())}
                {icon(Icon::Right)}
            </button>
            <ul id="setup-list" data-open=move || open.get().then_some("1")>
                {links.collect_view()}
            </ul>
        </nav>
    }
    .into_any()
}
