//! Why volunteers are wanted on a day on which most people work: a decision with its reason, for one shift or for all of the
//! same job.

use chrono::NaiveDate;
use leptos::prelude::*;

use crate::domain::checks::Finding;
use crate::domain::id::SessionId;
use crate::domain::plan::PlanChange;
use crate::domain::repeating::ByMonth;
use crate::ui::controls::notice::{Tone, notice};
use crate::ui::dates;
use crate::ui::organizers::drafts::Problem;
use crate::ui::organizers::form::{Trial, Write, form, line, submit, ticked, went};
use crate::ui::organizers::plan::board::Board;
use crate::ui::organizers::plan::course::catch_focus;
use crate::ui::organizers::wording;
use crate::ui::words::{read, say, say_count, say_with};

/// The dialog's content.
pub fn allow_day(board: Board) -> AnyView {
    let known = untrack(|| {
        let id = board.editor.chosen.get()?;
        let day = board.with_plan(|plan| plan.shift(&id).map(|shift| shift.start.day()))??;
        Some((same(board, &id, day), board.with_plan(|plan| wording::title(plan, &id))?, day, id))
    });
    let Some((shifts, title, day, id)) = known else { return notice(Tone::Grave, say("plan.gone"), None).into_any() };
    let why = RwSignal::new(String::new());
    let all = RwSignal::new(true);
    let trial = Trial::new(move || match why.read().trim().is_empty() {
        true => vec![((), Problem::Missing)],
        false => Vec::new(),
    });
    let month = board.month.get_untracked();
    let said = title.clone();
    let write: Write<ByMonth> = Action::new_unsync(move |changes: &ByMonth| {
        let (changes, title) = (changes.clone(), said.clone());
        async move {
            board.desk.arrange_all(changes, None).await?;
            board.said.set(say_with("plan.kept", &[("title", &title)]));
            board.editor.allow_day.close();
            catch_focus();
            Ok(())
        }
    });
    let count = shifts.len();
    let send = move || {
        if trial.passes() {
            let why = why.get_untracked().trim().to_owned();
            let these = shifts.iter().filter(|(shift, _)| all.get_untracked() || *shift == id);
            let changes =
                these.map(|(shift, day)| PlanChange::AllowDay { shift: shift.clone(), day: *day, why: why.clone() });
            write.dispatch(ByMonth::from([(month, changes.collect())]));
        }
    };
    let content = view! {
        {line("allow-day-why", say("allow-day.why"), Some(say("allow-day.why-hint")), why, trial.told(()))}
        {(count > 1).then(|| ticked(say_count("allow-day.all", count as i64), all))}
        {went(write, None)}
        {submit(say("allow-day.keep"), move || write.pending().get())}
    };
    view! {
        <p>{say_with("allow-day.words", &[("title", &title), ("day", &dates::day(day))])}</p>
        {form(send, content.into_any())}
    }
    .into_any()
}

/// The shifts of the same job that are asked about, the chosen one among them.
fn same(board: Board, id: &SessionId, day: NaiveDate) -> Vec<(SessionId, NaiveDate)> {
    let asked = board.findings.get();
    let asked = asked.iter().filter_map(|found| match &found.finding {
        Finding::ShiftOnWorkday { shift, .. } => Some(shift),
        _ => None,
    });
    let found = board.with_plan(|plan| {
        let role = plan.shift(id).map(|shift| read(&shift.role).to_owned())?;
        let shifts = asked.filter_map(|other| plan.shift(other)).filter(|shift| read(&shift.role) == role);
        Some(shifts.map(|shift| (shift.id.clone(), shift.start.day())).collect::<Vec<_>>())
    });
    let mut shifts = found.flatten().unwrap_or_default();
    if shifts.iter().all(|(other, _)| other != id) {
        shifts.push((id.clone(), day));
    }
    shifts
}
