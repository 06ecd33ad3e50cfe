//! A shift on further days of its month, several at once.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use leptos::prelude::*;

use crate::domain::activity::Shift;
use crate::domain::plan::PlanChange;
use crate::domain::shift_days::{on_day, other_days};
use crate::ui::controls::button::{Look, button};
use crate::ui::controls::field::tick;
use crate::ui::dates;
use crate::ui::organizers::plan::board::Board;
use crate::ui::organizers::plan::course::catch_focus;
use crate::ui::words::{read, say, say_count, say_with};

/// Draws the days to tick, and the press that adds them.
pub fn further(board: Board, shift: &Shift) -> AnyView {
    let holidays = board.desk.holidays();
    let offered = untrack(|| board.with_plan(|plan| other_days(shift, plan, holidays))).unwrap_or_default();
    if offered.is_empty() {
        return ().into_any();
    }
    let usual = offered.iter().filter(|one| one.usual).map(|one| one.day);
    let days = RwSignal::new(usual.collect::<BTreeSet<NaiveDate>>());
    let ticks = offered.into_iter().map(move |one| {
        let day = one.day;
        let ticked = SignalSetter::map(move |on| {
            days.update(|days| {
                let _ = if on { days.insert(day) } else { days.remove(&day) };
            });
        });
        tick(dates::day_short(day), Signal::derive(move || days.read().contains(&day)), ticked)
    });
    let ticks = ticks.collect_view();
    let shift = shift.clone();
    let add = move || {
        let wanted = days.get_untracked();
        if wanted.is_empty() {
            return;
        }
        let changes: Vec<PlanChange> = wanted.iter().map(|day| PlanChange::Shift(on_day(&shift, *day))).collect();
        let words = say_with("plan.kept", &[("title", read(&shift.role))]);
        board.editor.edit.close();
        board.act([(board.month.get_untracked(), changes)].into(), words, catch_focus);
    };
    view! {
        <details>
            <summary>{say("shift.further")}</summary>
            <div class="stack">
                <div class="making-days">{ticks}</div>
                <p class="meta" role="status">
                    {move || say_count("shift.further-count", days.read().len() as i64)}
                </p>
                {button(Look::Plain, say("shift.further-add"), add)}
            </div>
        </details>
    }
    .into_any()
}
