//! Why two sessions may share a room: a decision with its reason, which holds as long as they clash just like this.

use leptos::prelude::*;

use crate::domain::plan::{Allowance, PlanChange};
use crate::ui::controls::notice::{Tone, notice};
use crate::ui::organizers::drafts::Problem;
use crate::ui::organizers::form::{Trial, form, line, submit, went};
use crate::ui::organizers::plan::board::Board;
use crate::ui::organizers::plan::course::arranging;
use crate::ui::organizers::plan::sign_up::Arranged;
use crate::ui::organizers::wording;
use crate::ui::words::{number, say, say_with};

/// The dialog's content.
pub fn allow(board: Board) -> AnyView {
    let Some(clash) = board.editor.clash.get_untracked() else {
        return notice(Tone::Grave, say("plan.gone"), None).into_any();
    };
    let words = untrack(|| {
        let venue = board.catalogue.read().venue(&clash.venue).map(|venue| venue.name.clone()).unwrap_or_default();
        let title = |id| board.with_plan(|plan| wording::title(plan, id)).unwrap_or_default();
        let (first, second) = (title(&clash.first), title(&clash.second));
        let minutes = number(clash.minutes);
        say_with("allow.words", &[("venue", &venue), ("first", &first), ("second", &second), ("n", &minutes)])
    });
    let why = RwSignal::new(String::new());
    let trial = Trial::new(move || match why.read().trim().is_empty() {
        true => vec![((), Problem::Missing)],
        false => Vec::new(),
    });
    let write = arranging(board, board.editor.allow);
    let send = move || {
        if trial.passes() {
            let why = why.get_untracked().trim().to_owned();
            write.dispatch(Arranged::from(PlanChange::Allow(Allowance { clash: clash.clone(), why })));
        }
    };
    let content = view! {
        {line("allow-why", say("allow.why"), Some(say("allow.why-hint")), why, trial.told(()))}
        {went(write, None)}
        {submit(say("allow.keep"), move || write.pending().get())}
    };
    view! {
        <p>{words}</p>
        {form(send, content.into_any())}
    }
    .into_any()
}
