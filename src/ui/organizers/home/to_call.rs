//! 还要打电话: changes about which somebody has not been called yet. The lists themselves are in the rosters.

use leptos::prelude::*;

use crate::domain::id::SessionId;
use crate::domain::time::Month;
use crate::state::desk::Desk;
use crate::ui::dates;
use crate::ui::organizers::wording::published_title;
use crate::ui::route::Route;
use crate::ui::words::{say, say_count};

/// Draws them; nothing where all were called.
pub fn to_call(desk: Desk, present: Month) -> AnyView {
    let open = Memo::new(move |_| {
        let of = |month: Month| desk.still_to_call(month).into_iter().map(move |(id, count)| (month, id, count));
        [present, present.plus(1)].into_iter().flat_map(of).collect::<Vec<_>>()
    });
    (move || {
        let open = open.get();
        (!open.is_empty()).then(|| {
            view! {
                <section class="card stack" aria-labelledby="home-to-call">
                    <h2 id="home-to-call">{say("home.to-call")}</h2>
                    <ul class="roster-list">
                        {open.into_iter().map(|(month, id, count)| row(desk, month, id, count)).collect_view()}
                    </ul>
                </section>
            }
        })
    })
    .into_any()
}

fn row(desk: Desk, month: Month, id: SessionId, count: usize) -> Option<AnyView> {
    let book = desk.month(month)?;
    let menu = book.menu.as_ref()?;
    let (title, start) = (published_title(menu, &id), menu.target(&id)?.span().start);
    let href = Route::OrganizeRoster { month: Some(month), session: Some(id) }.href();
    Some(
        view! {
            <li>
                <a class="roster-row" href=href>
                    <span class="roster-when">{dates::start(start, desk.today())}</span>
                    <span class="roster-what">{title}</span>
                    <span class="meta">{say_count("home.to-call-count", count as i64)}</span>
                </a>
            </li>
        }
        .into_any(),
    )
}
