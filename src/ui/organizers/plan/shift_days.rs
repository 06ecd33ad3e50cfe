//! A shift on further days of its month, several at once: with the first, or later.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use leptos::prelude::*;

use crate::domain::activity::Shift;
use crate::domain::plan::PlanChange;
use crate::domain::repeating::ByMonth;
use crate::domain::shift_days::{on_day, other_days};
use crate::ui::controls::button::{Look, button};
use crate::ui::controls::field::tick;
use crate::ui::dates;
use crate::ui::organizers::plan::board::Board;
use crate::ui::organizers::plan::course::catch_focus;
use crate::ui::organizers::plan::sign_up::Arranged;
use crate::ui::words::{read, say, say_count, say_with};

/// The days on which a new shift is wanted as well.
#[derive(Clone, Copy)]
pub struct Further(RwSignal<BTreeSet<NaiveDate>>);

impl Further {
    /// None yet.
    pub fn none() -> Self {
        Self(RwSignal::new(BTreeSet::new()))
    }

    /// The new shift, and the same on the other days: one step. A day that the shift itself was moved to counts once.
    pub fn with(self, board: Board, change: PlanChange) -> Arranged {
        let mut again = ByMonth::new();
        if let PlanChange::Shift(shift) = &change {
            let offered = board.with_plan(|plan| other_days(shift, plan, board.desk.holidays())).unwrap_or_default();
            let days = self.0.get();
            let wanted = offered.iter().filter(|one| days.contains(&one.day) && one.day != shift.start.day());
            let changes: Vec<PlanChange> = wanted.map(|one| PlanChange::Shift(on_day(shift, one.day))).collect();
            if !changes.is_empty() {
                again.insert(board.month.get(), changes);
            }
        }
        Arranged { again, ..Arranged::from(change) }
    }

    /// The days to tick, once the first is known.
    pub fn fields(self, board: Board, arranged: Memo<Option<Arranged>>) -> AnyView {
        // Drawn anew when the first day is another, not with every tick: the tick keeps its focus.
        let offered = Memo::new(move |_| match &arranged.get()?.change {
            PlanChange::Shift(shift) => {
                let own = shift.start.day();
                let days = board.with_plan(|plan| other_days(shift, plan, board.desk.holidays()))?;
                Some(days.into_iter().map(|one| one.day).filter(|day| *day != own).collect::<Vec<_>>())
            }
            _ => None,
        });
        (move || {
            let offered = offered.get().filter(|days| !days.is_empty())?;
            Some(view! {
                <fieldset class="stack">
                    <legend>{say("shift.same-again")}</legend>
                    {ticks(self.0, offered)}
                </fieldset>
            })
        })
        .into_any()
    }
}

fn ticks(days: RwSignal<BTreeSet<NaiveDate>>, offered: Vec<NaiveDate>) -> AnyView {
    let ticks = offered.into_iter().map(move |day| {
        let ticked = SignalSetter::map(move |on| {
            days.update(|days| {
                let _ = if on { days.insert(day) } else { days.remove(&day) };
            });
        });
        tick(dates::day_short(day), Signal::derive(move || days.read().contains(&day)), ticked)
    });
    view! { <div class="making-days">{ticks.collect_view()}</div> }.into_any()
}

/// Draws the days to tick, and the press that adds them.
pub fn further(board: Board, shift: &Shift) -> AnyView {
    let holidays = board.desk.holidays();
    let offered = untrack(|| board.with_plan(|plan| other_days(shift, plan, holidays))).unwrap_or_default();
    if offered.is_empty() {
        return ().into_any();
    }
    let usual = offered.iter().filter(|one| one.usual).map(|one| one.day);
    let days = RwSignal::new(usual.collect::<BTreeSet<NaiveDate>>());
    let ticks = ticks(days, offered.iter().map(|one| one.day).collect());
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
                {ticks}
                <p class="meta" role="status">
                    {move || say_count("shift.further-count", days.read().len() as i64)}
                </p>
                {button(Look::Plain, say("shift.further-add"), add)}
            </div>
        </details>
    }
    .into_any()
}
