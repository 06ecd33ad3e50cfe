//! Plans change by change, and what is told of them.

use super::*;
use crate::domain::fixtures::{self, provider, room, start, venue};
use crate::domain::time::parse_day;

fn catalogue() -> Catalogue {
    let course = Course { places: 30, ..fixtures::course("A01", Category::Virtue, "好家风") };
    Catalogue {
        courses: vec![course],
        providers: vec![provider()],
        venues: vec![venue("V01", 30)],
        services: Vec::new(),
    }
}

fn course(number: u8, at: &str, places: u16) -> PlanChange {
    let id = ActivityId::new(format!("A01-{number}")).unwrap();
    Plan::arrange_course(&catalogue().courses[0], "示例", id, start(at), room("V01"), places)
}

#[test]
fn the_last_change_holds() {
    let first = course(1, "2026-12-05T10:00", 20);
    let PlanChange::Session { activity, mut session } = first.clone() else { unreachable!() };
    session.start = Start::parse("2026-12-06T10:00").unwrap();
    let moved = PlanChange::Session { activity, session: session.clone() };
    let plan = Plan::of(Month::parse("2026-12").unwrap(), &[first.clone(), moved]);
    assert_eq!(plan.sessions, [session.clone()]);
    assert_eq!(plan.sessions[0].id.to_string(), "A01-1@2026-12-05T10:00", "a moved session keeps its id");
    let plan = Plan::of(Month::parse("2026-12").unwrap(), &[first, PlanChange::Remove(session.id)]);
    assert_eq!(plan, Plan::new(Month::parse("2026-12").unwrap()));
}

#[test]
fn weeks_with_an_activity_are_counted() {
    let changes = [course(1, "2026-12-05T10:00", 20), course(2, "2026-12-31T10:00", 20)];
    let plan = Plan::of(Month::parse("2026-12").unwrap(), &changes);
    assert_eq!(plan.sessions_by_week(), [1, 0, 0, 0, 1]);
    assert!(plan.holds_course(&CourseCode::new("A01").unwrap()));
    assert!(!plan.holds_course(&CourseCode::new("A02").unwrap()));
    assert_eq!(plan.performances(), 0);
}

#[test]
fn ids_are_not_used_twice() {
    let used = [ActivityId::new("A01-1").unwrap(), ActivityId::new("A01-2").unwrap()];
    let free = Plan::free_id("A01", |id| used.contains(id)).unwrap();
    assert_eq!(free.as_str(), "A01-3");
    assert_eq!(Plan::free_id("much-too-long", |_| false), None);
}

/// A plan's bytes: as they would be published, and everything else that is kept of it.
fn bytes(plan: &Plan) -> Vec<u8> {
    let centre = CentreId::new("AAAAAAAA").unwrap();
    let menu = plan.publish(centre, 1, Rules::default(), &catalogue());
    let kept = Plan::new(plan.month).towards(plan);
    [serde_json::to_vec(&menu).unwrap(), serde_json::to_vec(&kept).unwrap()].concat()
}

mod steps {
    use super::*;
    use crate::domain::book::{Fact, MonthBook};
    use crate::domain::checks::Clash;
    use crate::domain::recurrence::{Frequency, Recurrence};
    use crate::domain::repeat::{On, Part};
    use crate::domain::time::Stamp;
    use proptest::prelude::*;

    fn id(number: u8) -> SessionId {
        let PlanChange::Session { session, .. } = at(number, 0, 20) else { unreachable!() };
        session.id
    }

    fn at(number: u8, day: u8, places: u16) -> PlanChange {
        let PlanChange::Session { mut activity, mut session } = course(number + 1, "2026-12-05T10:00", places) else {
            unreachable!()
        };
        activity.provider = format!("示例{places}");
        session.start = Start::parse(&format!("2026-12-{:02}T10:00", day + 1)).unwrap();
        PlanChange::Session { activity, session }
    }

    fn change() -> impl Strategy<Value = PlanChange> {
        prop_oneof![
            4 => (0u8..4, 0u8..28, 1u16..30).prop_map(|(number, day, places)| at(number, day, places)),
            2 => (0u8..4).prop_map(|number| PlanChange::Remove(id(number))),
            1 => (0u8..4, "[甲乙]{0,2}").prop_map(|(number, teacher)| PlanChange::Provide {
                session: id(number),
                provision: Provision { teacher, ..Provision::default() },
            }),
            1 => (0u8..4, 0usize..2).prop_map(|(number, parts)| {
                let from = parse_day("2026-12-05").unwrap();
                let part = Part { from, rule: Recurrence::every(1, Frequency::Weekly), on: On::Every };
                let series = Series::new(id(number).activity, part.clone());
                PlanChange::Series(Series { parts: vec![part; parts], ..series })
            }),
            1 => (0u8..4, 0u8..4, "[屏风]{0,2}").prop_map(|(first, second, why)| PlanChange::Allow(Allowance {
                clash: Clash {
                    venue: VenueCode::new("V01").unwrap(),
                    first: id(first),
                    second: id(second),
                    from: id(second).start,
                    minutes: 30,
                },
                why,
            })),
        ]
    }

    /// What an organizer does: a step, or back, or forth.
    #[derive(Debug, Clone)]
    enum Press {
        Step(Vec<PlanChange>),
        Undo,
        Redo,
    }

    fn press() -> impl Strategy<Value = Press> {
        prop_oneof![
            3 => prop::collection::vec(change(), 1..4).prop_map(Press::Step),
            2 => Just(Press::Undo),
            1 => Just(Press::Redo),
        ]
    }

    fn book(facts: &[Fact]) -> MonthBook {
        MonthBook::of(month(), facts)
    }

    fn month() -> Month {
        Month::parse("2026-12").unwrap()
    }

    /// Records what a press does, as the desk does.
    fn record(facts: &mut Vec<Fact>, press: Press) -> bool {
        let (known, month) = (book(facts), month());
        let at = known.steps.next(Stamp(1));
        match press {
            Press::Step(changes) => {
                facts.extend(changes.into_iter().map(|change| Fact::Planned { month, change, at }));
                true
            }
            Press::Undo => {
                let step = known.steps.undo();
                facts.extend(step.map(|step| Fact::StepUndone { month, step, at }));
                step.is_some()
            }
            Press::Redo => {
                let step = known.steps.redo();
                facts.extend(step.map(|step| Fact::StepRedone { month, step, at }));
                step.is_some()
            }
        }
    }

    proptest! {
        #[test]
        fn undoing_everything_gives_the_first_plan_and_redoing_everything_the_last(
            first in prop::collection::vec(change(), 0..6),
            presses in prop::collection::vec(press(), 0..24),
        ) {
            let mut facts: Vec<Fact> = Vec::new();
            // A month that was published begins anew: that plan is the first.
            record(&mut facts, Press::Step(first));
            let menu = book(&facts).plan.publish(CentreId::new("AAAAAAAA").unwrap(), 1, Rules::default(), &catalogue());
            facts.push(Fact::MenuPublished { menu, at: book(&facts).steps.next(Stamp(1)) });
            let first = bytes(&book(&facts).plan);
            for press in presses {
                record(&mut facts, press);
            }
            let reached = book(&facts).plan;
            let mut taken_back = 0;
            while record(&mut facts, Press::Undo) {
                taken_back += 1;
            }
            prop_assert_eq!(bytes(&book(&facts).plan), first);
            for _ in 0..taken_back {
                prop_assert!(record(&mut facts, Press::Redo));
            }
            prop_assert_eq!(bytes(&book(&facts).plan), bytes(&reached));
            prop_assert_eq!(&book(&facts).plan, &reached);
            // Another device learns of it in another order.
            let backwards: Vec<Fact> = facts.iter().rev().cloned().collect();
            prop_assert_eq!(&book(&backwards).plan, &reached);
        }

        #[test]
        fn a_plan_leads_to_any_other(
            here in prop::collection::vec(change(), 0..10),
            there in prop::collection::vec(change(), 0..10),
        ) {
            let (here, there) = (Plan::of(month(), &here), Plan::of(month(), &there));
            let mut changes = here.towards(&there);
            // Of one moment: recorded in whatever order.
            changes.sort();
            prop_assert_eq!(bytes(&here.with_all(&changes)), bytes(&there));
            prop_assert!(there.towards(&there).is_empty());
        }
    }
}
