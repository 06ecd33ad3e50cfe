//! The strip for stairwells: three to an A4 sheet, cut along the dashes. What comes next, in large type, the code, and whom to call.

use std::sync::Arc;

use leptos::html::Div;
use leptos::prelude::*;

use crate::domain::activity::Session;
use crate::domain::menu::Menu;
use crate::domain::poster::Poster;
use crate::domain::time::Start;
use crate::state::desk::Desk;
use crate::ui::dates;
use crate::ui::organizers::paper::{self, Sender, fit, span};
use crate::ui::words::{read, say, say_count};

/// How many fit: more is not read in a stairwell.
const MOST: usize = 8;
/// On one sheet.
const STRIPS: usize = 3;

/// Draws the sheet.
pub fn strips(desk: Desk, menu: &Arc<Menu>, sender: &Sender) -> AnyView {
    let root = NodeRef::<Div>::new();
    fit::fit(root);
    let chosen = coming(menu, desk.now());
    let rest = coming_count(menu, desk.now()) - chosen.len();
    let strips = (0..STRIPS).map(|_| strip(menu, sender, &chosen, rest)).collect_view();
    view! {
        <div class="sheets" data-sheet="a4" node_ref=root>
            <article class="sheet strips">{strips}</article>
        </div>
    }
    .into_any()
}

/// What is still to come, each activity once, what one signs up for first.
fn coming(menu: &Menu, now: Start) -> Vec<&Session> {
    let mut first: Vec<&Session> = Vec::new();
    for session in menu.sessions.iter().filter(|session| session.cancelled.is_none() && session.start >= now) {
        if first.iter().all(|known| known.id.activity != session.id.activity) {
            first.push(session);
        }
    }
    first.sort_by_key(|session| (session.places().is_none(), session.start));
    first.truncate(MOST);
    first.sort_by_key(|session| session.start);
    first
}

fn coming_count(menu: &Menu, now: Start) -> usize {
    menu.sessions.iter().filter(|session| session.cancelled.is_none() && session.start >= now).count()
}

fn strip(menu: &Menu, sender: &Sender, chosen: &[&Session], rest: usize) -> AnyView {
    let regular = Poster::of(menu).regular;
    let rows = chosen.iter().map(|session| {
        let activity = menu.activity(&session.id.activity);
        let title = activity.map(|activity| read(&activity.title).to_owned()).unwrap_or_default();
        // What comes again and again is on more days than the next.
        let regular = regular.iter().find(|regular| regular.activity.id == session.id.activity);
        let day = regular.map_or_else(|| dates::day_short(session.start.day()), paper::rhythm);
        view! {
            <li>
                <span>{day}</span>
                {span(session.span())}
                <strong>{title}</strong>
            </li>
        }
    });
    let rows = rows.collect_view();
    let more = (rest > 0).then(|| view! { <p class="strip-more">{say_count("paper.more", rest as i64)}</p> });
    // Who has no phone to scan with has one to call with.
    let phone = (!sender.phone.is_empty()).then(|| view! { <p>{sender.phone.clone()}</p> });
    let code = sender.code.clone().map(|code| view! { <img class="sheet-code" src=code alt=""/> });
    view! {
        <section class="strip-part">
            <header>
                <p>{sender.short_name.clone()}</p>
                <h2>{dates::month_name(menu.month)} {say("paper.activities")}</h2>
                {code}
                <p class="strip-scan">{say("paper.scan-short")}</p>
                {phone}
            </header>
            <div class="sheet-body">
                <ul>{rows}</ul>
                {more}
            </div>
        </section>
    }
    .into_any()
}
