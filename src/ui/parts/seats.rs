//! Seats as small squares, taken and free, with the number in words beside them.

use leptos::prelude::*;

use crate::domain::openness::Openness;
use crate::ui::parts::openness;
use crate::ui::words::number;

/// More squares than this are not counted by anybody: then a bar says it.
const MOST: u16 = 24;

/// Draws them; nothing where everybody may come.
pub fn seats(places: Option<u16>, stands: Openness) -> AnyView {
    let words = openness::words(stands);
    let name = openness::slug(stands);
    let taken = match (places, stands) {
        (Some(places), Openness::Left(left)) => Some((places - left.min(places), places)),
        (Some(places), Openness::Full { .. }) => Some((places, places)),
        _ => None,
    };
    view! {
        <p class="seats" data-open=name>
            {taken.map(|(taken, places)| if places > MOST { bar(taken, places) } else { squares(taken, places) })}
            <strong>{words}</strong>
        </p>
    }
    .into_any()
}

fn squares(taken: u16, places: u16) -> AnyView {
    let squares = (0..places).map(|seat| view! { <i data-taken=(seat < taken).then_some("1")></i> });
    view! { <span class="pips" aria-hidden="true">{squares.collect_view()}</span> }.into_any()
}

fn bar(taken: u16, places: u16) -> AnyView {
    let mut part = number(u32::from(taken) * 100 / u32::from(places.max(1)));
    part.push('%');
    view! { <span class="seat-bar" aria-hidden="true" style=("--part", part)></span> }.into_any()
}
