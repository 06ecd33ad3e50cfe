//! What happens when something is put down on a day: a course finds its time and room, a session moves or is copied.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use leptos::prelude::*;

use crate::domain::activity::{Session, Shift};
use crate::domain::id::{CourseCode, SessionId};
use crate::domain::plan::{Plan, PlanChange};
use crate::domain::proposal::{Proposal, Wanted, propose};
use crate::domain::repeat::{Reach, moved, on_day};
use crate::domain::repeating::ByMonth;
use crate::domain::sign_up::Settled;
use crate::domain::time::Start;
use crate::ui::dates;
use crate::ui::organizers::plan::board::Board;
use crate::ui::organizers::plan::carry::{Load, focus_thing};
use crate::ui::organizers::plan::sign_up;
use crate::ui::organizers::wording::{self, moment};
use crate::ui::words::{say, say_with};

/// Puts something down on a day.
pub fn put_down(board: Board, load: Load, day: NaiveDate) {
    board.carry.put_back();
    match load {
        Load::Course(code) => untrack(|| put_course(board, code, day)),
        Load::Move(id) => untrack(|| put_thing(board, &id, day, false)),
        Load::Copy(id) => untrack(|| put_thing(board, &id, day, true)),
    }
}

/// The best times and rooms for a course: on a day, or from now on in the month. Nobody hears in time of what is tomorrow.
pub fn proposals(board: Board, code: &CourseCode, on: Option<NaiveDate>, most: usize) -> Vec<Proposal> {
    let soonest = board.desk.today() + chrono::Days::new(3);
    let found = board.ask(|plan, around| {
        let course = around.catalogue.course(code)?;
        let from = on.map_or(soonest, |day| day.min(soonest));
        Some(propose(plan, Wanted { course, from, on }, around, most))
    });
    found.flatten().unwrap_or_default()
}

/// What would become of something on a day, told while it hangs over it: when and where a course would be, what a session
/// would clash with. The first says whether that stands against publishing.
pub fn landing(board: Board, load: &Load, day: NaiveDate) -> Option<(bool, String)> {
    match load {
        Load::Course(code) => match proposals(board, code, Some(day), 1).first() {
            Some(proposal) => {
                let catalogue = board.catalogue.read();
                let room = catalogue.venue(&proposal.venue).map(|venue| venue.name.clone()).unwrap_or_default();
                Some((false, wording::dotted([dates::time(proposal.start.time()), room])))
            }
            None => Some((true, say("carry.no-room").to_owned())),
        },
        Load::Move(id) | Load::Copy(id) => {
            let change = board.with_plan(|plan| {
                let session = plan.session(id)?;
                let activity = plan.activities.get(&id.activity)?.clone();
                let start = Start::new(day, session.start.time());
                Some(PlanChange::Session { activity, session: moved(session, start) })
            })??;
            let told = board.foresee(&change);
            let (grave, told) = told.into_iter().find(|(blocks, _)| *blocks)?;
            Some((grave, told.title))
        }
    }
}

/// A course lands where it clashes with nothing. Where there is no such place, or where places are usually drawn and the
/// draw has to be described, the dialog asks.
fn put_course(board: Board, code: CourseCode, day: NaiveDate) {
    let proposal = proposals(board, &code, Some(day), 1).into_iter().next();
    let usual = !board.desk.rules().usually_drawn;
    match proposal.filter(|_| usual) {
        Some(proposal) => arrange(board, &code, &proposal),
        None => board.editor.arrange(code, Some(day)),
    }
}

/// Arranges a course as it was proposed.
pub fn arrange(board: Board, code: &CourseCode, proposal: &Proposal) {
    let catalogue = board.catalogue.get();
    let month = board.month.get();
    let Some(course) = catalogue.course(code) else { return };
    let Some(id) = board.desk.free_activity_id(month, code.as_str()) else { return };
    let provider = catalogue.provider(&course.provider).map(|provider| provider.name.clone()).unwrap_or_default();
    let venue = Some(proposal.venue.clone());
    let change = Plan::arrange_course(course, &provider, id.clone(), proposal.start, venue, course.places);
    let room = catalogue.venue(&proposal.venue).map(|venue| venue.name.clone()).unwrap_or_default();
    let values = [("title", course.title.as_str()), ("start", &moment(proposal.start)), ("venue", &room)];
    let words = say_with("plan.placed", &values);
    let new = SessionId { activity: id, start: proposal.start };
    board.act(BTreeMap::from([(month, vec![change])]), words, move || focus_thing(&new));
}

fn put_thing(board: Board, id: &SessionId, day: NaiveDate, copies: bool) {
    let Some(book) = board.book.get() else { return };
    let title = wording::title(&book.plan, id);
    let told = |key| say_with(key, &[("title", &title), ("day", &dates::day(day))]);
    if let Some(session) = book.plan.session(id) {
        let changes = if copies { copied(&book.plan, session, day) } else { put_session(board, session, day) };
        let Some((changes, new)) = changes else {
            return board.said.set(told("plan.there-already"));
        };
        let words = told(if copies { "plan.copied" } else { "plan.moved" });
        board.act(changes, words, move || focus_thing(&new));
    } else if book.plan.shift(id).is_none() {
        // It was picked up in another month.
        board.said.set(say("plan.gone").to_owned());
    } else if let Some(shift) = book.plan.shift(id) {
        let start = Start::new(day, shift.start.time());
        let new = if copies { SessionId { start, ..id.clone() } } else { id.clone() };
        if start == shift.start || (copies && book.plan.holds(&new)) {
            return board.said.set(told("plan.there-already"));
        }
        let cancelled = if copies { None } else { shift.cancelled.clone() };
        let change = PlanChange::Shift(Shift { id: new.clone(), start, cancelled, ..shift.clone() });
        let words = told(if copies { "plan.copied" } else { "plan.moved" });
        board.act(BTreeMap::from([(book.month, vec![change])]), words, move || focus_thing(&new));
    }
}

/// None where it stands there already.
fn put_session(board: Board, session: &Session, day: NaiveDate) -> Option<(ByMonth, SessionId)> {
    let start = Start::new(day, session.start.time());
    if start == session.start {
        return None;
    }
    // What residents have read about sign-up stays, even where the session moves.
    let after = match sign_up::settled(board, &session.id) {
        Settled::Open => moved(session, start),
        _ => Session { start, ..session.clone() },
    };
    let activity = board.with_plan(|plan| plan.activities.get(&session.id.activity).cloned())??;
    let changes = board.desk.with_months(|months| months.changed(&activity, session, &after, Reach::One));
    Some((changes, session.id.clone()))
}

fn copied(plan: &Plan, session: &Session, day: NaiveDate) -> Option<(ByMonth, SessionId)> {
    let new = on_day(session, day);
    let activity = plan.activities.get(&session.id.activity)?.clone();
    let id = new.id.clone();
    let change = PlanChange::Session { activity, session: new };
    (!plan.holds(&id)).then(|| (BTreeMap::from([(plan.month, vec![change])]), id))
}

/// Picks a session or shift up from its dialog, to be moved or copied.
pub fn from_dialog(board: Board, load: Load) {
    board.editor.edit.close();
    board.carry.pick_up(load);
    crate::ui::organizers::plan::carry::focus_first(board.month.get_untracked());
}

/// The words on the button of a day that takes what is carried.
pub fn put_words(day: NaiveDate) -> String {
    say_with("carry.put", &[("day", &dates::day(day))])
}
