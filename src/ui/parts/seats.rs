//! Seats as small squares, taken and free, with the number in words beside them.

use crate::domain::openness::Openness;
use crate::ui::dom::{El, el, el_of};
use crate::ui::parts::openness;
use crate::ui::words::number;

/// More squares than this are not counted by anybody: then a bar says it.
const MOST: u16 = 24;

/// Draws them; nothing where everybody may come.
pub fn seats(places: Option<u16>, stands: Openness) -> El {
    let words = openness::words(stands);
    let name = openness::slug(stands);
    let taken = match (places, stands) {
        (Some(places), Openness::Left(left)) => Some((places - left.min(places), places)),
        (Some(places), Openness::Full { .. }) => Some((places, places)),
        _ => None,
    };
    let picture = taken.map(|(taken, places)| if places > MOST { bar(taken, places) } else { squares(taken, places) });
    el_of("p", "seats").attr("data-open", name).add(picture).add(el("strong").text(&words))
}

fn squares(taken: u16, places: u16) -> El {
    let squares: Vec<El> = (0..places).map(|seat| el("i").flag("data-taken", seat < taken)).collect();
    el_of("span", "pips").attr("aria-hidden", "true").add(squares)
}

fn bar(taken: u16, places: u16) -> El {
    let mut part = number(u32::from(taken) * 100 / u32::from(places.max(1)));
    part.push('%');
    el_of("span", "seat-bar").attr("aria-hidden", "true").style("--part", &part)
}
