//! Months that stand published on the site and are not in this book: go on with them, or bring the book that made them.

use leptos::prelude::*;

use crate::state::desk::Desk;
use crate::ui::controls::button::{Look, link_button};
use crate::ui::controls::notice::{Tone, notice};
use crate::ui::dom::El;
use crate::ui::organizers::form::{form, submit};
use crate::ui::organizers::trouble;
use crate::ui::route::{Route, SetupSection};
use crate::ui::words::{say, say_count};

/// Draws the offer, what comes back with it and what does not; nothing where every published month is known.
pub fn offer(desk: Desk) -> AnyView {
    let go_on = Action::new_unsync(move |_: &()| desk.go_on());
    let send = move || {
        go_on.dispatch(());
    };
    let months = move || desk.months_on_site();
    let points = ["going-on.back", "going-on.held", "going-on.lost", "going-on.merge-words"];
    let offer = move || {
        let to_merge = Route::OrganizeSetup { section: SetupSection::Safety }.href();
        let content = view! {
            <div class="row">
                {submit(say("going-on.press"), move || go_on.pending().get())}
                {link_button(Look::Plain, None, say("going-on.merge"), to_merge)}
            </div>
        };
        view! {
            <section class="card stack" aria-labelledby="going-on">
                <h2 id="going-on">{say("going-on.heading")}</h2>
                {notice(Tone::Warn, say_count("going-on.words", months() as i64), None)}
                <ul class="going-on">{points.map(|point| view! { <li>{say(point)}</li> }).collect_view()}</ul>
                {form(send, content.into_any())}
            </section>
        }
    };
    let went = move || {
        go_on.value().get().map(|went| match went {
            Ok(months) => notice(Tone::Good, say_count("going-on.done", months as i64), None),
            Err(error) => notice(Tone::Grave, trouble::words(&error), None),
        })
    };
    view! {
        {move || (months() > 0).then(offer)}
        <div aria-live="polite">{went}</div>
    }
    .into_any()
}

/// The way there, below an error that it may settle.
pub fn way(desk: Desk) -> Option<El> {
    let unknown = untrack(move || desk.months_on_site()) > 0;
    unknown.then(|| link_button(Look::Plain, None, say("going-on.heading"), Route::Organize.href()))
}
