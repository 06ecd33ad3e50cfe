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
    /// Words: what it is about, for whom, who teaches, what to bring, which training or age a shift asks for.
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
    let words = |shift: &Shift| {
        (shift.kind, shift.skills.clone(), shift.training.clone(), shift.min_age, shift.talent, shift.regular)
    };
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
        ..activity.published()
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
    use crate::domain::age::Age;
    use crate::domain::book::Fact;
    use crate::domain::catalogue::{Catalogue, ServiceKind};
    use crate::domain::category::{Category, Kind, Sort};
    use crate::domain::centre::Rules;
    use crate::domain::changed::{Changed, RainPlan};
    use crate::domain::fixtures::{self, activity, centre, session};
    use crate::domain::plan::{Plan, PlanChange};
    use crate::domain::provision::Provision;
    use crate::domain::talent::Talent;
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
        fixtures::published(&Plan::of(Month::parse("2026-12").unwrap(), &changes))
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

    /// A month with these changes, published: from its facts alone, as a browser that opens it again reads it.
    fn published(planned: &[PlanChange]) -> MonthBook {
        let month = Month::parse("2026-12").unwrap();
        let mut facts: Vec<Fact> = planned
            .iter()
            .zip(1..)
            .map(|(change, at)| Fact::Planned { month, change: change.clone(), at: Stamp(at) })
            .collect();
        let menu = MonthBook::of(month, &facts).plan.publish(centre(), 1, Rules::default(), &Catalogue::default());
        facts.push(Fact::MenuPublished { menu, at: Stamp(100) });
        MonthBook::of(month, &facts)
    }

    /// Whether a further change waits to be published, asked in both ways.
    #[track_caller]
    fn waits(planned: &[PlanChange], further: &PlanChange) -> bool {
        let book = published(planned);
        assert!(!book.has_unpublished_changes(), "what was just published waits: {planned:?}");
        let mut later = book.clone();
        later.plan = book.plan.with(further);
        let menu = book.menu.as_ref().unwrap();
        let next = later.plan.publish(menu.centre.clone(), 2, menu.rules.clone(), &Catalogue::default());
        let told = changes(Some(menu), &next);
        assert_eq!(later.has_unpublished_changes(), !told.is_empty(), "{told:?}\n{further:?}");
        !told.is_empty()
    }

    fn shift() -> Shift {
        Shift { kind: ServiceKind::Culture, minutes: 120, ..fixtures::shift("S1-1@2026-12-05T09:00", "演出场务") }
    }

    #[test]
    fn a_published_month_equals_its_draft_however_its_activities_were_added() {
        let mut sorts: Vec<Sort> = Category::ALL.into_iter().map(Sort::Course).collect();
        sorts.extend(Kind::ALL.into_iter().map(Sort::Other));
        for sort in sorts {
            for special in [None, Some(true), Some(false)] {
                let (activity, session) = choir(20);
                let activity = Activity { sort, special, ..activity };
                let planned = [PlanChange::Session { activity: activity.clone(), session: session.clone() }];
                for special in [None, Some(true), Some(false)] {
                    let activity = Activity { special, ..activity.clone() };
                    let further = PlanChange::Session { activity, session: session.clone() };
                    assert!(!waits(&planned, &further), "the centre's own reckoning is not published");
                }
            }
        }
    }

    #[test]
    fn what_waits_to_be_published_is_named_and_nothing_else_waits() {
        let (activity, session) = choir(20);
        let shift = shift();
        let of_session = |activity: &Activity, session: &Session| PlanChange::Session {
            activity: activity.clone(),
            session: session.clone(),
        };
        let planned = [of_session(&activity, &session), PlanChange::Shift(shift.clone())];
        let other = |edit: fn(&mut Activity, &mut Session)| {
            let (mut activity, mut session) = (activity.clone(), session.clone());
            edit(&mut activity, &mut session);
            of_session(&activity, &session)
        };
        let edits: [fn(&mut Activity, &mut Session); 14] = [
            |activity, _| activity.sort = Sort::Other(Kind::Sport),
            |activity, _| activity.title = Text::new("老年合唱"),
            |activity, _| activity.about = Text::new("每周"),
            |activity, _| activity.audience = "长者".to_owned(),
            |activity, _| activity.ages.from = Some(Age(60)),
            |activity, _| activity.fee = 5,
            |_, session| session.start = session.start.plus(30),
            |_, session| session.entry = Entry::WalkIn,
            |_, session| session.opens = Some(session.start.plus(-60)),
            |_, session| session.closes = Some(session.start.plus(-30)),
            |_, session| session.venue = VenueCode::new("V02").ok(),
            |_, session| session.cancelled = Some(Text::default()),
            |_, session| session.changed = Changed::because(Text::new("换教室")),
            |_, session| session.rain = Some(Box::new(RainPlan { start: None, venue: VenueCode::new("V02").ok() })),
        ];
        for edit in edits {
            assert!(waits(&planned, &other(edit)));
        }
        let edits: [fn(&mut Shift); 9] = [
            |shift| shift.kind = ServiceKind::Elders,
            |shift| shift.needed_to = 3,
            |shift| shift.skills = "普通话".to_owned(),
            |shift| shift.training = "须知".to_owned(),
            |shift| shift.min_age = Some(Age(16)),
            |shift| shift.talent = Some(Talent::Music),
            |shift| shift.regular = true,
            |shift| shift.minutes = 60,
            |shift| shift.cancelled = Some(Text::default()),
        ];
        for edit in edits {
            let mut shift = shift.clone();
            edit(&mut shift);
            assert!(waits(&planned, &PlanChange::Shift(shift)));
        }
        assert!(waits(&planned, &PlanChange::Remove(session.id.clone())));
        let nothing = PlanChange::Provide { session: session.id.clone(), provision: Provision::default() };
        assert!(!waits(&planned, &nothing));
    }
}
