//! What publishing a month would change: in its menu for everybody, in its outcomes for those who handed something in.

use crate::domain::activity::{Activity, Entry, Session, Shift};
use crate::domain::age::AgeRange;
use crate::domain::book::MonthBook;
use crate::domain::id::{ActivityId, SessionId, SlipId, VenueCode};
use crate::domain::menu::Menu;
use crate::domain::placement::Placement;
use crate::domain::standing::Answer;
use crate::domain::text::Text;
use crate::domain::time::{Span, Start};

/// One thing that the next revision of a month says otherwise than the last.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// A session or shift is new.
    Added(SessionId),
    /// It is arranged otherwise.
    Altered {
        /// Which.
        id: SessionId,
        /// How: at least one.
        how: Vec<Detail>,
    },
    /// It was called off.
    CalledOff(SessionId),
    /// It is on after all.
    Resumed(SessionId),
    /// It is no longer there; slips for it will be answered with that.
    Removed(SessionId),
    /// What all sessions of an activity have in common is described otherwise.
    Described {
        /// Which.
        id: ActivityId,
        /// How: at least one.
        how: Vec<Detail>,
    },
    /// The month's rules: quota, hours of notice, when answers come.
    Rules,
}

/// How a session, shift or activity differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Detail {
    /// When it is on.
    Time {
        /// As published.
        from: Span,
        /// As it would be.
        to: Span,
    },
    /// Where.
    Venue {
        /// As published.
        from: Option<VenueCode>,
        /// As it would be.
        to: Option<VenueCode>,
    },
    /// How many places there are, or that everybody may come.
    Entry {
        /// As published.
        from: Entry,
        /// As it would be.
        to: Entry,
    },
    /// How many volunteers are needed: at least, at most.
    Needed {
        /// As published.
        from: (u16, u16),
        /// As it would be.
        to: (u16, u16),
    },
    /// From when on slips are taken.
    Opens(Option<Start>),
    /// Until when.
    Closes(Option<Start>),
    /// Whether places are drawn, and by which number.
    Draw,
    /// What it is called.
    Title {
        /// As published.
        from: Text,
    },
    /// For which ages.
    Ages {
        /// As it would be.
        to: AgeRange,
    },
    /// What each who comes pays, in yuan.
    Fee {
        /// As published.
        from: u16,
        /// As it would be.
        to: u16,
    },
    /// Words: what it is about, for whom, who teaches, what to bring, which training is asked for.
    Words,
    /// The rain plan.
    Rain,
    /// What the centre says about a change, or about calling it off.
    Why,
}

/// What `now` says otherwise than `before`: sessions and shifts in their order, removals, then what is described
/// otherwise. Of a month that was never published everything is new.
pub fn changes(before: Option<&Menu>, now: &Menu) -> Vec<Change> {
    let known = |id: &SessionId| before.and_then(|menu| menu.session(id));
    let mut changes: Vec<Change> = Vec::new();
    for session in &now.sessions {
        let cancelled = (known(&session.id).map(|known| known.cancelled.is_some()), session.cancelled.is_some());
        let how = known(&session.id).map(|known| of_session(known, session)).unwrap_or_default();
        changes.extend(change(&session.id, cancelled, how));
    }
    for shift in &now.shifts {
        let known = before.and_then(|menu| menu.shift(&shift.id));
        let cancelled = (known.map(|known| known.cancelled.is_some()), shift.cancelled.is_some());
        let how = known.map(|known| of_shift(known, shift)).unwrap_or_default();
        changes.extend(change(&shift.id, cancelled, how));
    }
    let Some(before) = before else { return changes };
    let ids = before.sessions.iter().map(|session| &session.id).chain(before.shifts.iter().map(|shift| &shift.id));
    changes.extend(ids.filter(|id| now.target(id).is_none()).cloned().map(Change::Removed));
    for activity in &now.activities {
        let how = before.activity(&activity.id).map(|known| of_activity(known, activity)).unwrap_or_default();
        if !how.is_empty() {
            changes.push(Change::Described { id: activity.id.clone(), how });
        }
    }
    if before.rules != now.rules {
        changes.push(Change::Rules);
    }
    changes
}

fn change(id: &SessionId, (then, now): (Option<bool>, bool), how: Vec<Detail>) -> Option<Change> {
    let id = id.clone();
    match (then, now) {
        (None, _) => Some(Change::Added(id)),
        (Some(false), true) => Some(Change::CalledOff(id)),
        (Some(true), false) => Some(Change::Resumed(id)),
        _ => (!how.is_empty()).then_some(Change::Altered { id, how }),
    }
}

fn of_session(then: &Session, now: &Session) -> Vec<Detail> {
    let mut how = Vec::new();
    when_and_where(&mut how, (then.span(), &then.venue), (now.span(), &now.venue));
    note(&mut how, then.entry != now.entry, || Detail::Entry { from: then.entry, to: now.entry });
    note(&mut how, then.opens != now.opens, || Detail::Opens(now.opens));
    note(&mut how, then.closes != now.closes, || Detail::Closes(now.closes));
    note(&mut how, then.draw != now.draw, || Detail::Draw);
    note(&mut how, then.rain != now.rain, || Detail::Rain);
    note(&mut how, (&then.changed.why, &then.cancelled) != (&now.changed.why, &now.cancelled), || Detail::Why);
    how
}

fn of_shift(then: &Shift, now: &Shift) -> Vec<Detail> {
    let mut how = Vec::new();
    when_and_where(&mut how, (then.span(), &then.venue), (now.span(), &now.venue));
    let needed = |shift: &Shift| (shift.needed_from, shift.needed_to);
    note(&mut how, needed(then) != needed(now), || Detail::Needed { from: needed(then), to: needed(now) });
    note(&mut how, then.role != now.role, || Detail::Title { from: then.role.clone() });
    let words = |shift: &Shift| (shift.kind, shift.skills.clone(), shift.training.clone());
    note(&mut how, words(then) != words(now), || Detail::Words);
    note(&mut how, (&then.changed.why, &then.cancelled) != (&now.changed.why, &now.cancelled), || Detail::Why);
    how
}

fn of_activity(then: &Activity, now: &Activity) -> Vec<Detail> {
    let mut how = Vec::new();
    note(&mut how, then.title != now.title, || Detail::Title { from: then.title.clone() });
    note(&mut how, then.ages != now.ages, || Detail::Ages { to: now.ages });
    note(&mut how, then.fee != now.fee, || Detail::Fee { from: then.fee, to: now.fee });
    // Whatever else an activity says.
    let rest = |activity: &Activity| Activity {
        title: Text::default(),
        ages: AgeRange::default(),
        fee: 0,
        special: None,
        ..activity.clone()
    };
    note(&mut how, rest(then) != rest(now), || Detail::Words);
    how
}

fn when_and_where(how: &mut Vec<Detail>, then: (Span, &Option<VenueCode>), now: (Span, &Option<VenueCode>)) {
    note(how, then.0 != now.0, || Detail::Time { from: then.0, to: now.0 });
    note(how, then.1 != now.1, || Detail::Venue { from: then.1.clone(), to: now.1.clone() });
}

fn note(how: &mut Vec<Detail>, differs: bool, detail: impl FnOnce() -> Detail) {
    if differs {
        how.push(detail());
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
    // By slip, because a month may have many thousands.
    let told = book.told_last();
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
    use crate::domain::category::{Kind, Sort};
    use crate::domain::centre::Rules;
    use crate::domain::changed::Changed;
    use crate::domain::fixtures::{activity, published, session};
    use crate::domain::plan::{Plan, PlanChange};
    use crate::domain::time::{Month, Stamp};

    fn choir(places: u16) -> (Activity, Session) {
        let session = Session { minutes: 90, entry: Entry::Places(places), ..session("X-1", "2026-12-05T10:00") };
        (activity("X-1", Sort::Other(Kind::Club), "合唱"), session)
    }

    fn menu(sessions: &[(Activity, Session)]) -> Menu {
        let changes: Vec<_> = sessions
            .iter()
            .map(|(activity, session)| PlanChange::Session { activity: activity.clone(), session: session.clone() })
            .collect();
        published(&Plan::of(Month::parse("2026-12").unwrap(), &changes))
    }

    #[track_caller]
    fn after(edit: impl FnOnce(&mut Activity, &mut Session), expected: &[Change]) {
        let (mut activity, mut session) = choir(20);
        let before = menu(&[(activity.clone(), session.clone())]);
        edit(&mut activity, &mut session);
        let now = menu(&[(activity, session)]);
        assert_eq!(changes(Some(&before), &now), expected);
        // What publishing adds about the past is no further change.
        let published = now.clone().following(&before, Stamp(1));
        assert_eq!(changes(Some(&published), &now), []);
    }

    #[test]
    fn what_differs_is_named() {
        let session = choir(20).1;
        let id = session.id.clone();
        let altered = |how: Detail| [Change::Altered { id: id.clone(), how: vec![how] }];
        let (from, to) = (session.span(), Span { start: id.start.plus(60), minutes: 45 });
        let room = VenueCode::new("V02").ok();
        after(|_, _| {}, &[]);
        let entry = Detail::Entry { from: Entry::Places(20), to: Entry::Places(12) };
        after(|_, session| session.entry = Entry::Places(12), &altered(entry));
        after(|_, session| (session.start, session.minutes) = (to.start, 45), &altered(Detail::Time { from, to }));
        after(|_, session| session.venue = room.clone(), &altered(Detail::Venue { from: None, to: room.clone() }));
        after(|_, session| session.closes = Some(id.start), &altered(Detail::Closes(Some(id.start))));
        after(|_, session| session.changed = Changed::because(Text::new("换大教室")), &altered(Detail::Why));
        after(|_, session| session.cancelled = Some(Text::new("下雨")), &[Change::CalledOff(id.clone())]);
    }

    #[test]
    fn what_all_sessions_share_is_named_once() {
        let described = |how: Detail| [Change::Described { id: ActivityId::new("X-1").unwrap(), how: vec![how] }];
        after(
            |activity, _| activity.title = Text::new("老年合唱"),
            &described(Detail::Title { from: Text::new("合唱") }),
        );
        after(|activity, _| activity.fee = 5, &described(Detail::Fee { from: 0, to: 5 }));
        after(|activity, _| activity.materials = "水杯".to_owned(), &described(Detail::Words));
    }

    #[test]
    fn what_is_new_and_what_is_gone_are_named() {
        let one = choir(20);
        let id = one.1.id.clone();
        let full = menu(&[one]);
        assert_eq!(changes(None, &full), [Change::Added(id.clone())]);
        assert_eq!(changes(Some(&full), &menu(&[])), [Change::Removed(id.clone())]);
        let stricter = Menu { rules: Rules { household_quota: Some(1), ..Rules::default() }, ..full.clone() };
        assert_eq!(changes(Some(&full), &stricter), [Change::Rules]);
        let off = |words: &str| {
            let (activity, session) = choir(20);
            menu(&[(activity, Session { cancelled: Some(Text::new(words)), ..session })])
        };
        assert_eq!(changes(Some(&off("下雨")), &full), [Change::Resumed(id.clone())]);
        let how = vec![Detail::Why];
        assert_eq!(changes(Some(&off("下雨")), &off("老师生病")), [Change::Altered { id, how }]);
    }
}
