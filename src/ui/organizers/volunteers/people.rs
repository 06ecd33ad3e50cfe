//! 志愿者: everybody who claimed a shift of the month.

use leptos::prelude::*;
use std::collections::BTreeMap;

use crate::domain::slip::Asks;
use crate::ui::controls::notice::empty;
use crate::ui::organizers::volunteers::Volunteers;
use crate::ui::words::{say, say_count};

/// Draws the part.
pub fn people(page: Volunteers) -> AnyView {
    (move || {
        let Some(book) = page.book.get() else {
            return view! { <p class="quiet" role="status">{say("organize.reading")}</p> }.into_any();
        };
        let mut people: BTreeMap<String, u32> = BTreeMap::new();
        for arrival in &book.arrivals {
            if let Asks::Claim { person, .. } | Asks::StandIn { person, .. } = &arrival.slip.content.asks {
                *people.entry(person.name.clone()).or_default() += 1;
            }
        }
        if people.is_empty() {
            return empty(say("volunteers.nobody"), None).into_any();
        }
        let row =
            |(name, claims)| view! { <li><strong>{name}</strong> " " {say_count("volunteers.claims", claims)}</li> };
        view! { <ul class="roster-list">{people.into_iter().map(row).collect_view()}</ul> }.into_any()
    })
    .into_any()
}
