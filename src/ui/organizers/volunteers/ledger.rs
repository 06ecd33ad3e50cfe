//! 台账: the hours that volunteers served.

use leptos::prelude::*;

use crate::ui::controls::notice::empty;
use crate::ui::organizers::volunteers::Volunteers;
use crate::ui::words::say;

/// Draws the part.
pub fn ledger(_page: Volunteers) -> AnyView {
    empty(say("volunteers.no-ledger"), None).into_any()
}
