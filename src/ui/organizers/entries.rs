//! One list of the catalogue on a page of its own: what stands in it, an entry to be changed beside it, all of it to be
//! exported.

mod entry;
mod list;
mod rows;

use leptos::prelude::*;

use crate::domain::catalogue_fields::Part;
use crate::state::desk::Desk;
use crate::state::intake::write_csv;
use crate::state::save;
use crate::ui::controls::button::{Look, icon_button, link_button};
use crate::ui::controls::icon::Icon;
use crate::ui::controls::notice::{Tone, notice};
use crate::ui::navigation;
use crate::ui::organizers::{head, trouble};
use crate::ui::route::{Entry, Route, SetupSection};
use crate::ui::words::{say, say_of};

/// What is shown.
type Shown = (Part, Option<Entry>);

/// Draws the page of the route.
pub fn page(desk: Desk) -> AnyView {
    let shown = Memo::new(|_| match navigation::route() {
        Some(Route::OrganizeCatalogue { part, entry }) => Some((part, entry)),
        _ => None,
    });
    let part = Memo::new(move |_| shown.get().map(|(part, _)| part));
    (move || part.get().map(|part| of_part(desk, part, shown))).into_any()
}

fn of_part(desk: Desk, part: Part, shown: Memo<Option<Shown>>) -> AnyView {
    let entry = Memo::new(move |_| shown.get().and_then(|(_, entry)| entry));
    let open = move || match entry.get() {
        None => view! { <p class="quiet entry-none">{say("entries.choose")}</p> }.into_any(),
        Some(entry) => entry::entry(desk, part, entry),
    };
    view! {
        {head::head(say_of("subject", part.slug()), None)}
        {nav(part)}
        <div class="entries" data-open=move || entry.read().is_some().then_some("1")>
            <section class="card stack entries-list" aria-label=say_of("subject", part.slug())>
                {tools(desk, part)} {list::list(desk, part, entry)}
            </section>
            <section class="card stack entry">{open}</section>
        </div>
    }
    .into_any()
}

/// The other lists, and back to the setup.
fn nav(here: Part) -> AnyView {
    let link = |route: Route, words: &'static str, current: bool| {
        view! {
            <a class="chip" href=route.href() aria-current=current.then_some("page")>
                {words}
            </a>
        }
    };
    let parts = Part::ALL
        .map(|part| link(Route::OrganizeCatalogue { part, entry: None }, say_of("subject", part.slug()), part == here));
    view! {
        <nav class="chips setup-nav" aria-label=say("setup.lists")>
            {link(Route::OrganizeSetup { section: SetupSection::Catalogue }, say("setup.back"), false)} {parts.collect_view()}
        </nav>
    }
    .into_any()
}

fn tools(desk: Desk, part: Part) -> AnyView {
    let trouble = RwSignal::new(None::<String>);
    let export = move || {
        let text = untrack(move || write_csv(part, &desk.catalogue()));
        let name = ["linli-", part.slug(), ".csv"].concat();
        let saved = save::download(&name, text.as_bytes(), "text/csv;charset=utf-8");
        trouble.set(saved.err().and_then(|error| trouble::file(&error)));
    };
    let add = Route::OrganizeCatalogue { part, entry: Some(Entry::New) };
    view! {
        <div class="row">
            {link_button(Look::Plain, Some(Icon::Plus), say_of("entries-add", part.slug()), add.href())}
            {icon_button(Look::Plain, Icon::Download, say("entries.export"), export)}
        </div>
        {move || trouble.get().map(|words| notice(Tone::Grave, words, None))}
    }
    .into_any()
}
