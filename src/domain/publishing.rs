//! What publishing a month would change: in its menu for everybody, in its outcomes for those who handed something in.

use crate::domain::book::MonthBook;
use crate::domain::id::{SessionId, SlipId};
use crate::domain::menu::Menu;
use crate::domain::placement::Placement;
use crate::domain::plan::Plan;
use crate::domain::standing::Answer;
use crate::domain::time::Start;
use std::collections::BTreeMap;

/// How a session or shift of the plan differs from the published menu.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// It is new.
    Added(SessionId),
    /// It starts at another time.
    Moved {
        /// Which.
        id: SessionId,
        /// As published.
        from: Start,
    },
    /// It was called off.
    CalledOff(SessionId),
    /// It is on after all.
    Resumed(SessionId),
    /// Something else about it: venue, places, words.
    Altered(SessionId),
    /// It is no longer there; slips for it will be answered with that.
    Removed(SessionId),
}

impl Change {
    /// Which session or shift it is about.
    pub fn id(&self) -> &SessionId {
        match self {
            Change::Added(id)
            | Change::Moved { id, .. }
            | Change::CalledOff(id)
            | Change::Resumed(id)
            | Change::Altered(id)
            | Change::Removed(id) => id,
        }
    }
}

/// What publishing the plan would change in the menu as it was published last, in the plan's order, removals last.
pub fn changes(menu: Option<&Menu>, plan: &Plan) -> Vec<Change> {
    let mut changes = Vec::new();
    for session in &plan.sessions {
        let known = menu.and_then(|menu| menu.session(&session.id));
        let told = menu.and_then(|menu| menu.activity(&session.id.activity));
        let same = known == Some(session) && told == plan.activities.get(&session.id.activity);
        let known = known.map(|known| (known.start, known.cancelled.is_some()));
        changes.extend(change(&session.id, known, (session.start, session.cancelled.is_some()), same));
    }
    for shift in &plan.shifts {
        let known = menu.and_then(|menu| menu.shift(&shift.id));
        let same = known == Some(shift);
        let known = known.map(|known| (known.start, known.cancelled.is_some()));
        changes.extend(change(&shift.id, known, (shift.start, shift.cancelled.is_some()), same));
    }
    if let Some(menu) = menu {
        let ids = menu.sessions.iter().map(|session| &session.id).chain(menu.shifts.iter().map(|shift| &shift.id));
        let gone = ids.filter(|id| !plan.holds(id));
        changes.extend(gone.cloned().map(Change::Removed));
    }
    changes
}

fn change(id: &SessionId, known: Option<(Start, bool)>, now: (Start, bool), same: bool) -> Option<Change> {
    let id = id.clone();
    match (known, now) {
        (None, _) => Some(Change::Added(id)),
        (Some((_, false)), (_, true)) => Some(Change::CalledOff(id)),
        (Some((_, true)), (_, false)) => Some(Change::Resumed(id)),
        (Some((from, _)), (start, _)) if from != start => Some(Change::Moved { id, from }),
        _ if same => None,
        _ => Some(Change::Altered(id)),
    }
}

/// A slip whose answer the next publication would tell or change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewAnswer {
    /// Whose.
    pub slip: SlipId,
    /// What was published of it, if anything was.
    pub before: Option<Answer>,
    /// What would be.
    pub now: Answer,
}

/// The slips whose answers the next publication would tell or change.
pub fn new_answers(book: &MonthBook, placement: &Placement) -> Vec<NewAnswer> {
    let published = book.publications.iter().max_by_key(|publication| (publication.revision, publication.at));
    // The first entry of a slip counts. By slip, because a month may have many thousands.
    let told = published.into_iter().flat_map(|last| last.outcomes.iter().rev());
    let told: BTreeMap<&SlipId, &Answer> = told.map(|(slip, answer)| (slip, answer)).collect();
    let before = |slip: &SlipId| told.get(slip).map(|answer| (*answer).clone());
    placement
        .answers
        .iter()
        .map(|(slip, now)| NewAnswer { slip: *slip, before: before(slip), now: book.told(slip, now) })
        .filter(|answer| answer.before.as_ref() != Some(&answer.now))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::activity::{Activity, Entry, Session};
    use crate::domain::age::AgeRange;
    use crate::domain::catalogue::Catalogue;
    use crate::domain::category::{Kind, Sort};
    use crate::domain::centre::Rules;
    use crate::domain::id::{ActivityId, CentreId};
    use crate::domain::plan::PlanChange;
    use crate::domain::text::Text;
    use crate::domain::time::Month;

    fn session(places: u16) -> (Activity, Session) {
        let id = ActivityId::new("X-1").unwrap();
        let start = Start::parse("2026-12-05T10:00").unwrap();
        let activity = Activity {
            id: id.clone(),
            sort: Sort::Other(Kind::Club),
            title: Text::new("合唱"),
            about: Text::default(),
            course: None,
            provider: String::new(),
            audience: String::new(),
            ages: AgeRange::default(),
            materials: String::new(),
            fee: 0,
        };
        let id = SessionId { activity: id, start };
        let entry = Entry::Places(places);
        let session = Session {
            id,
            start,
            minutes: 90,
            venue: None,
            entry,
            closes: None,
            opens: None,
            draw: None,
            cancelled: None,
        };
        (activity, session)
    }

    fn plan(sessions: &[(Activity, Session)]) -> Plan {
        let changes: Vec<_> = sessions
            .iter()
            .map(|(activity, session)| PlanChange::Session { activity: activity.clone(), session: session.clone() })
            .collect();
        Plan::of(Month::parse("2026-12").unwrap(), &changes)
    }

    #[track_caller]
    fn after(edit: impl FnOnce(&mut Activity, &mut Session), expected: &[Change]) {
        let (mut activity, mut session) = session(20);
        let before = plan(&[(activity.clone(), session.clone())]);
        let centre = CentreId::new("AAAAAAAA").unwrap();
        let menu = before.publish(centre, 1, Rules::default(), &Catalogue::default());
        edit(&mut activity, &mut session);
        assert_eq!(changes(Some(&menu), &plan(&[(activity, session)])), expected);
    }

    #[test]
    fn what_differs_is_named() {
        let id = session(20).1.id;
        let from = id.start;
        after(|_, _| {}, &[]);
        after(|_, session| session.entry = Entry::Places(12), &[Change::Altered(id.clone())]);
        after(|activity, _| activity.title = Text::new("老年合唱"), &[Change::Altered(id.clone())]);
        after(|_, session| session.start = from.plus(60), &[Change::Moved { id: id.clone(), from }]);
        after(|_, session| session.cancelled = Some(Text::new("下雨")), &[Change::CalledOff(id.clone())]);
    }

    #[test]
    fn what_is_new_and_what_is_gone_are_named() {
        let one = session(20);
        let id = one.1.id.clone();
        let month = Month::parse("2026-12").unwrap();
        let full = plan(&[one]);
        assert_eq!(changes(None, &full), [Change::Added(id.clone())]);
        let centre = CentreId::new("AAAAAAAA").unwrap();
        let menu = full.publish(centre, 1, Rules::default(), &Catalogue::default());
        assert_eq!(changes(Some(&menu), &Plan::new(month)), [Change::Removed(id)]);
    }
}
