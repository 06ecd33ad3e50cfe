//! What the calendar shows beyond its month, by which the later part is reached: nothing of it may be called from what a first
//! visit shows, since its words come with that part.

use leptos::prelude::*;

use super::{Shown, asked, days, find, none, week, year};
use crate::ui::dom::{El, nothing};
use crate::ui::route::View;

/// What is looked at otherwise than by month: drawn within [`super::calendar`].
pub fn views() -> El {
    let shown = expect_context::<Shown>();
    match shown.view.get_untracked() {
        View::Month => nothing(),
        View::Week => week::week(shown),
        View::Agenda => days::agenda(shown),
        View::Year => year::year(shown),
        View::Find => find::find(shown),
    }
}

/// What is asked for: drawn within [`super::calendar`].
pub fn asked() -> El {
    asked::asked(expect_context())
}

/// In place of days of which none has what is asked for.
pub fn none() -> El {
    none::none(expect_context())
}
