//! How a session stands for somebody who thinks of coming, in a few words.

use crate::domain::openness::Openness;
use crate::ui::wording;
use crate::ui::words::{say, say_count, say_with};

/// 剩 3 位; 满了，可以排候补; 不用报名.
pub fn words(openness: Openness) -> String {
    match openness {
        Openness::Cancelled => say("standing.cancelled").to_owned(),
        Openness::Over => say("open.over").to_owned(),
        Openness::WalkIn => say("open.walk-in").to_owned(),
        Openness::NotYet { opens } => say_with("open.not-yet", &[("at", &wording::moment(opens))]),
        Openness::Closed => say("open.closed").to_owned(),
        Openness::ToBeDrawn { places } => say_count("open.to-be-drawn", places),
        Openness::Left(left) => wording::seats_left(left),
        Openness::Full { waiting: 0 } => wording::seats_left(0),
        Openness::Full { waiting } => say_count("open.full-waiting", waiting),
    }
}

/// The same as a name for style.
pub fn slug(openness: Openness) -> &'static str {
    match openness {
        Openness::Cancelled => "cancelled",
        Openness::Over => "over",
        Openness::WalkIn => "walk-in",
        Openness::NotYet { .. } | Openness::Closed => "closed",
        Openness::ToBeDrawn { .. } => "left",
        Openness::Left(1..=3) => "few",
        Openness::Left(_) => "left",
        Openness::Full { .. } => "full",
    }
}
