//! One month with what should be found in it; and that no month without a block has a venue twice at one time.

use super::*;
use crate::domain::activity::{Activity, Entry, Session};
use crate::domain::catalogue::Course;
use crate::domain::category::{Kind, Sort};
use crate::domain::costs::CostLine;
use crate::domain::fixtures::{self, provider, room, start, venue};
use crate::domain::id::{ActivityId, CourseCode};
use crate::domain::mend::Mend;
use crate::domain::plan::{Allowance, PlanChange};
use crate::domain::proposal::{Wanted, Why, propose};
use crate::domain::provision::Provision;
use crate::domain::recurrence::{Frequency, Recurrence};
use crate::domain::repeat::{On, Part, Series};
use crate::domain::school::{Vacation, Vacations};
use crate::domain::text::Text;
use crate::domain::time::parse_day;
use crate::domain::venue::Venue;
use proptest::prelude::*;

fn course(code: &str, category: Category) -> Course {
    Course { cost_yuan: 300, ..fixtures::course(code, category, "好家风") }
}

fn catalogue() -> Catalogue {
    Catalogue {
        courses: vec![course("A01", Category::Virtue), course("A02", Category::Virtue), course("D01", Category::Arts)],
        providers: vec![provider()],
        venues: vec![venue("V01", 30), venue("V02", 60)],
        services: Vec::new(),
    }
}

fn picked(code: &str, number: u8, at: &str, places: u16) -> PlanChange {
    let catalogue = catalogue();
    let id = ActivityId::new(format!("{code}-{number}")).unwrap();
    let course = catalogue.course(&CourseCode::new(code).unwrap()).unwrap();
    Plan::arrange_course(course, "示例", id, start(at), room("V01"), places)
}

fn own(kind: Kind, number: u8, at: &str) -> PlanChange {
    let id = ActivityId::new(format!("X-{number}")).unwrap();
    let PlanChange::Session { activity, mut session } = picked("A01", 1, at, 10) else { unreachable!() };
    session.id = SessionId { activity: id.clone(), start: session.start };
    session.venue = room("V02");
    let activity = Activity { id, sort: Sort::Other(kind), title: Text::new("合唱"), course: None, ..activity };
    PlanChange::Session { activity, session }
}

fn plan(month: &str, changes: &[PlanChange]) -> Plan {
    Plan::of(Month::parse(month).unwrap(), changes)
}

fn around<T>(planning: &Planning, others: &[&Plan], ask: impl FnOnce(&Around<'_>) -> T) -> T {
    let holidays = Holidays::read(Holidays::TABLE).unwrap();
    ask(&Around { catalogue: &catalogue(), rules: &Rules::default(), planning, holidays: &holidays, others })
}

fn found(plan: &Plan, planning: &Planning, others: &[&Plan]) -> Vec<Found> {
    around(planning, others, |around| plan.findings(around))
}

fn findings(plan: &Plan) -> Vec<Finding> {
    found(plan, &Planning::default(), &[]).into_iter().map(|found| found.finding).collect()
}

#[track_caller]
fn blocked(changes: &[PlanChange], expected: usize) -> Vec<Finding> {
    let found = found(&plan("2026-12", changes), &Planning::default(), &[]);
    assert_eq!(found.iter().filter(|found| found.blocks).count(), expected, "{found:?}");
    found.into_iter().map(|found| found.finding).collect()
}

#[test]
fn an_empty_month_cannot_be_published() {
    assert_eq!(blocked(&[], 1)[0], Finding::Empty);
}

#[test]
fn two_sessions_cannot_share_a_venue_unless_somebody_says_why() {
    let two = [picked("A01", 1, "2026-12-05T10:00", 20), picked("A02", 1, "2026-12-05T11:00", 20)];
    let findings = blocked(&two, 1);
    let Finding::VenueClash(clash) = &findings[0] else { panic!("{findings:?}") };
    assert_eq!((clash.minutes, clash.from), (30, Start::parse("2026-12-05T11:00").unwrap()));
    let allow = |why: &str| PlanChange::Allow(Allowance { clash: clash.clone(), why: why.into() });
    let [first, second] = two.clone();
    blocked(&[first.clone(), second.clone(), allow("屏风隔开")], 0);
    blocked(&[first.clone(), second, allow("屏风隔开"), allow("")], 1);
    // Moved since: another clash, which nobody has spoken of.
    let PlanChange::Session { activity, mut session } = two[1].clone() else { unreachable!() };
    session.start = Start::parse("2026-12-05T10:30").unwrap();
    blocked(&[first, PlanChange::Session { activity, session }, allow("屏风隔开")], 1);
    blocked(&[two[0].clone(), picked("A02", 1, "2026-12-05T11:30", 20)], 0);
}

#[test]
fn a_clash_is_settled_by_the_room_or_the_time_next_to_it() {
    let two = [picked("A01", 1, "2026-12-05T10:00", 20), picked("A02", 1, "2026-12-05T11:00", 20)];
    let plan = plan("2026-12", &two);
    around(&Planning::default(), &[], |around| {
        let clash = &plan.findings(around)[0].finding;
        let mends = clash.mends(&plan, around);
        let moves: Vec<(&str, String)> = mends
            .iter()
            .filter_map(|mend| match mend {
                Mend::Move(to) => Some((to.venue.as_ref().unwrap().as_str(), to.start.time().to_string())),
                _ => None,
            })
            .collect();
        assert_eq!(moves, [("V02", "11:00:00".to_owned()), ("V01", "11:30:00".to_owned())]);
        for mend in &mends {
            let Some(change) = mend.changes(&plan).pop() else { continue };
            assert!(plan.with(&change).clashes().is_empty(), "{mend:?}");
        }
        assert!(matches!(mends.last(), Some(Mend::Allow(_))));
    });
}

#[test]
fn a_session_longer_than_its_venue_is_open_is_found() {
    let findings = blocked(&[picked("A01", 1, "2026-12-05T17:00", 20)], 1);
    assert!(matches!(findings[0], Finding::VenueClosed { .. }));
    blocked(&[picked("A01", 1, "2026-12-05T23:30", 20)], 1);
}

#[test]
fn who_helps_may_come_before_the_doors_open() {
    let service = crate::domain::catalogue::Service {
        code: ActivityId::new("S1").unwrap(),
        kind: crate::domain::catalogue::ServiceKind::Culture,
        role: "演出场务".into(),
        minutes: 120,
        needed_from: 1,
        needed_to: 2,
        skills: String::new(),
        training: String::new(),
        min_age: None,
    };
    let start = Start::parse("2026-12-05T08:30").unwrap();
    let venue = VenueCode::new("V01").ok();
    let early = Plan::arrange_shift(&service, ActivityId::new("S1-1").unwrap(), start, venue);
    let plan = plan("2026-12", &[early]);
    for strict in [Weight::Notice, Weight::Block] {
        let found = found(&plan, &Planning::default().with(Check::VenueClosed, strict), &[]);
        let early = found.iter().find(|found| matches!(found.finding, Finding::ShiftOutsideHours { .. }));
        let early = early.expect("it is said");
        assert!(!early.blocks && early.finding.concerns(&plan.shifts[0].id), "{found:?}");
    }
    let off = found(&plan, &Planning::default().with(Check::VenueClosed, Weight::Off), &[]);
    assert!(!off.iter().any(|found| matches!(found.finding, Finding::ShiftOutsideHours { .. })));
}

#[test]
fn too_many_places_are_one_finding_for_all_of_an_activity_and_one_press_settles_it() {
    let club = |day: u8, number: u8, places: u16| {
        let start = format!("2026-12-{day:02}T10:00");
        let PlanChange::Session { activity, mut session } = own(Kind::Club, number, &start) else { unreachable!() };
        session.venue = VenueCode::new("V01").ok();
        session.entry = Entry::Places(places);
        PlanChange::Session { activity, session }
    };
    let plan = plan("2026-12", &[club(1, 1, 40), club(2, 1, 40), club(3, 1, 40), club(4, 1, 20), club(5, 2, 40)]);
    let too_small = |plan: &Plan| -> Vec<Finding> {
        let all = findings(plan).into_iter();
        all.filter(|finding| matches!(finding, Finding::VenueTooSmall { .. })).collect()
    };
    let found = too_small(&plan);
    let [Finding::VenueTooSmall { sessions, capacity: 30, places: 40, .. }, Finding::VenueTooSmall { .. }] = &found[..]
    else {
        panic!("{found:?}")
    };
    assert_eq!(
        sessions.iter().map(|id| id.start.day()).collect::<Vec<_>>(),
        [1, 2, 3].map(|day| { parse_day(&format!("2026-12-{day:02}")).unwrap() })
    );
    let mends = around(&Planning::default(), &[], |around| found[0].mends(&plan, around));
    assert_eq!(mends.len(), 2, "the places, or look at it: nobody moves one of three elsewhere: {mends:?}");
    let later = plan.with_all(&mends[0].changes(&plan));
    assert_eq!(too_small(&later), found[1..]);
    assert_eq!(later.sessions.iter().filter(|session| session.places() == Some(30)).count(), 3);
    assert_eq!(later.series, plan.series);
    let alone = around(&Planning::default(), &[], |around| found[1].mends(&plan, around));
    assert!(matches!(&alone[..2], [Mend::Places(_, 30), Mend::Move(_)]), "{alone:?}");
}

#[test]
fn the_wrong_month_and_no_places_are_found() {
    blocked(&[picked("A01", 1, "2026-11-30T10:00", 20)], 1);
    blocked(&[picked("A01", 1, "2026-12-05T10:00", 0)], 1);
}

#[test]
fn a_rain_date_is_in_the_month_of_its_session() {
    let in_rain = |start: &str| {
        let PlanChange::Session { activity, session } = picked("A01", 1, "2026-12-31T10:00", 20) else { panic!() };
        let rain = crate::domain::changed::RainPlan { start: Start::parse(start).ok(), venue: None };
        PlanChange::Session { activity, session: Session { rain: Some(Box::new(rain)), ..session } }
    };
    let session = SessionId::parse("A01-1@2026-12-31T10:00").unwrap();
    let finding = Finding::RainOutsideMonth { session };
    let found = |start: &str| findings(&plan("2026-12", &[in_rain(start)])).contains(&finding);
    assert!(found("2027-01-02T10:00") && found("2026-11-30T10:00"));
    assert!(!found("2026-12-30T10:00"));
    assert_eq!(finding.weight(&Planning::default()), Weight::Block, "no setting makes it right");
}

#[test]
fn what_the_centre_knows_best_is_a_notice_until_it_says_otherwise() {
    let late = [picked("A01", 1, "2026-12-31T10:00", 40)];
    let findings = blocked(&late, 0);
    let has = |expected: fn(&Finding) -> bool| assert!(findings.iter().any(expected), "{findings:?}");
    has(
        |finding| matches!(finding, Finding::VenueTooSmall { capacity: 30, places: 40, sessions, .. } if sessions.len() == 1),
    );
    has(|finding| matches!(finding, Finding::NoAgreement { .. }));
    has(|finding| matches!(finding, Finding::TooFewCourses { have: 1, want: 3 }));
    has(|finding| *finding == Finding::NoSpecial);
    has(|finding| *finding == Finding::NoPlay);
    has(|finding| matches!(finding, Finding::TeamMissing { missing, .. } if missing.len() == 3));
    let plan = plan("2026-12", &late);
    let strict = Planning::default().with(Check::Agreement, Weight::Block).with(Check::Special, Weight::Off);
    let found = found(&plan, &strict, &[]);
    assert!(matches!(found[0], Found { blocks: true, finding: Finding::NoAgreement { .. } }), "{found:?}");
    assert!(found.iter().all(|found| found.finding != Finding::NoSpecial));
}

#[test]
fn nothing_is_asked_of_the_course_menu_before_the_programme_starts() {
    let of = |month: &str| findings(&plan(month, &[own(Kind::Club, 1, &format!("{month}-07T10:00"))]));
    let few = |findings: &[Finding]| findings.iter().any(|finding| matches!(finding, Finding::TooFewCourses { .. }));
    assert!(!few(&of("2026-03")));
    assert!(few(&of("2026-04")));
}

#[test]
fn a_topic_is_not_repeated_while_others_wait() {
    let before = plan("2026-11", &[picked("A01", 1, "2026-11-07T10:00", 20), picked("D01", 1, "2026-11-14T10:00", 20)]);
    let now = plan("2026-12", &[picked("A01", 1, "2026-12-05T10:00", 20), picked("D01", 1, "2026-12-12T10:00", 20)]);
    let found = found(&now, &Planning::default(), &[&before]);
    let again: Vec<&Finding> = found
        .iter()
        .map(|found| &found.finding)
        .filter(|finding| matches!(finding, Finding::TopicAgain { .. }))
        .collect();
    // Of the arts there is no other.
    let Some(Finding::TopicAgain { session, last, never: 1 }) = again.first() else { panic!("{again:?}") };
    assert_eq!((again.len(), session.activity.as_str(), last.to_string().as_str()), (1, "A01-1", "2026-11"));
}

#[test]
fn a_week_at_the_months_end_belongs_to_one_month() {
    // December 2026 begins on a Tuesday; its last Thursday is the 31st, so the week of 28 December is December's.
    let changes: Vec<PlanChange> =
        [1u8, 8, 15, 22].map(|day| own(Kind::Club, day, &format!("2026-12-{day:02}T10:00"))).into();
    let weeks = |others: &[&Plan]| {
        let found = found(&plan("2026-12", &changes), &Planning::default(), others);
        found.into_iter().find_map(|found| match found.finding {
            Finding::WeeksEmpty { weeks } => Some(weeks),
            _ => None,
        })
    };
    assert_eq!(weeks(&[]), Some(vec![4]));
    let january = plan("2027-01", &[own(Kind::Club, 1, "2027-01-02T10:00")]);
    assert_eq!(weeks(&[&january]), None);
}

#[test]
fn a_centre_chooses_its_own_cadences() {
    let plan = plan("2026-12", &[own(Kind::Club, 1, "2026-12-05T10:00")]);
    let asked = [Check::SafetyWeekly, Check::LawMonthly, Check::ScienceMonthly, Check::ServiceDay];
    let of = |findings: Vec<Found>| {
        let checks = findings.into_iter().filter_map(|found| found.finding.check());
        checks.filter(|check| asked.contains(check)).count()
    };
    assert_eq!(of(found(&plan, &Planning::default(), &[])), 0);
    let all = asked.into_iter().fold(Planning::default(), |all, check| all.with(check, Weight::Notice));
    assert_eq!(of(found(&plan, &all, &[])), 4);
    let charity = own(Kind::Charity, 2, "2026-12-20T10:00");
    assert_eq!(of(found(&plan.with(&charity), &all, &[])), 3);
}

#[test]
fn a_teacher_cannot_be_in_two_rooms() {
    let provide = |number: u8, start: &str| PlanChange::Provide {
        session: SessionId {
            activity: ActivityId::new(format!("X-{number}")).unwrap(),
            start: Start::parse(start).unwrap(),
        },
        provision: Provision { teacher: " 示例老师 ".into(), ..Provision::default() },
    };
    let (first, second) = ("2026-12-05T10:00", "2026-12-05T11:00");
    let changes = [own(Kind::Club, 1, first), own(Kind::Club, 2, second), provide(1, first), provide(2, second)];
    let twice = |findings: &[Finding]| findings.iter().any(|finding| matches!(finding, Finding::PersonTwice { .. }));
    assert!(twice(&findings(&plan("2026-12", &changes))));
    assert!(!twice(&findings(&plan("2026-12", &changes[..3]))));
}

/// A centre that asks for one more custom, and for this one only as a notice.
fn asks(check: Check) -> Planning {
    Planning::default().with(check, Weight::Notice)
}

#[track_caller]
fn occasion(check: Check, month: &str, changes: &[PlanChange], missing: Option<Finding>) {
    let found = found(&plan(month, changes), &asks(check), &[]);
    let of = found.into_iter().map(|found| found.finding).find(|finding| finding.check() == Some(check));
    assert_eq!(of, missing, "{month}");
}

#[test]
fn the_years_occasions_are_asked_for_in_their_months() {
    let day = |text| parse_day(text).unwrap();
    let club = own(Kind::Club, 1, "2026-11-14T10:00");
    occasion(Check::FireDrill, "2026-11", &[club], Some(Finding::NoFireDrill { day: day("2026-11-09") }));
    // The week of Monday the ninth ends on the fifteenth.
    occasion(Check::FireDrill, "2026-11", &[own(Kind::Safety, 1, "2026-11-15T10:00")], None);
    let late = own(Kind::Safety, 1, "2026-11-16T10:00");
    occasion(Check::FireDrill, "2026-11", &[late], Some(Finding::NoFireDrill { day: day("2026-11-09") }));
    occasion(Check::FireDrill, "2026-12", &[own(Kind::Club, 1, "2026-12-05T10:00")], None);

    occasion(Check::SafetyMonthly, "2026-12", &[own(Kind::Club, 1, "2026-12-05T10:00")], Some(Finding::NoSafetyDay));
    occasion(Check::SafetyMonthly, "2026-12", &[own(Kind::Safety, 1, "2026-12-05T10:00")], None);

    let science = |number, start| own(Kind::Science, number, start);
    let apart = [science(1, "2026-05-05T10:00"), science(2, "2026-05-05T14:00"), science(3, "2026-05-20T10:00")];
    occasion(Check::ScienceWeek, "2026-05", &apart, Some(Finding::NoScienceWeek));
    occasion(Check::ScienceWeek, "2026-05", &[science(1, "2026-05-18T10:00"), science(2, "2026-05-24T10:00")], None);
    occasion(Check::ScienceWeek, "2026-06", &[], None);
}

#[test]
fn a_term_that_ends_wants_its_law_lesson() {
    let missing = |month: &str, others: &[&Plan]| {
        let found = found(&plan(month, &[]), &asks(Check::LawTerm), others);
        found.iter().any(|found| found.finding == Finding::NoLawInTerm)
    };
    let spring = plan("2026-03", &[own(Kind::Law, 1, "2026-03-05T10:00")]);
    assert!(!missing("2026-10", &[&spring]), "there is time left");
    assert!(missing("2026-11", &[&spring]) && missing("2026-12", &[&spring]));
    assert!(!missing("2026-05", &[&spring]) && missing("2026-05", &[]));
    let december = plan("2026-12", &[own(Kind::Law, 1, "2026-12-05T10:00")]);
    assert!(!missing("2026-11", &[&december]), "it is planned");
}

#[test]
fn what_comes_on_school_days_is_told_in_a_vacation_and_taken_out() {
    let days = ["2026-12-18T16:00", "2026-12-21T16:00", "2026-12-22T16:00", "2026-12-23T16:00"];
    let mut changes: Vec<PlanChange> = days.iter().map(|start| own(Kind::AfterSchool, 1, start)).collect();
    let rule = Recurrence::every(1, Frequency::Daily);
    let part = Part { from: parse_day("2026-12-18").unwrap(), rule, on: On::SchoolDays };
    let mut series = Series::new(ActivityId::new("X-1").unwrap(), part);
    series.alone.insert(parse_day("2026-12-23").unwrap());
    changes.push(PlanChange::Series(series));
    let planned = plan("2026-12", &changes);
    let winter = Some(Vacation { from: parse_day("2026-12-19").unwrap(), to: parse_day("2027-01-20").unwrap() });
    let planning = Planning { vacations: Vacations { winter, summer: None }, ..Planning::default() };
    let of = |plan: &Plan| {
        let found = found(plan, &planning, &[]).into_iter().map(|found| found.finding);
        found.into_iter().find(|finding| finding.check() == Some(Check::Vacation))
    };
    let finding = of(&planned).unwrap();
    let Finding::InVacation { sessions } = &finding else { panic!("{finding:?}") };
    let said: Vec<String> = sessions.iter().map(|id| id.start.to_string()).collect();
    assert_eq!(said, days[1..3], "who arranged the last day by itself means it");
    let mends = around(&planning, &[], |around| finding.mends(&planned, around));
    let [Mend::TakeOut(out)] = &mends[..] else { panic!("{mends:?}") };
    let gone: Vec<PlanChange> = out.iter().cloned().map(PlanChange::Remove).collect();
    assert_eq!(of(&planned.with_all(&gone)), None);
    assert!(findings(&planned).iter().all(|finding| finding.check() != Some(Check::Vacation)), "no vacation is known");
}

#[test]
fn nobody_who_runs_a_session_is_in_two_at_once() {
    let provide = |number: u8, start: &str, women_worker: &str, social_worker: &str| PlanChange::Provide {
        session: SessionId {
            activity: ActivityId::new(format!("X-{number}")).unwrap(),
            start: Start::parse(start).unwrap(),
        },
        provision: Provision {
            women_worker: women_worker.into(),
            social_worker: social_worker.into(),
            volunteers: "大学生".into(),
            ..Provision::default()
        },
    };
    let (first, second) = ("2026-12-05T10:00", "2026-12-05T11:00");
    let with = |people: [PlanChange; 2]| {
        let sessions = [own(Kind::Club, 1, first), own(Kind::Club, 2, second)];
        let found = findings(&plan("2026-12", &[sessions.as_slice(), people.as_slice()].concat()));
        let people = found.into_iter().filter_map(|finding| match finding {
            Finding::PersonTwice { person, minutes: 30, .. } => Some(person),
            _ => None,
        });
        people.collect::<Vec<_>>()
    };
    // In whichever part, one of several, and once however often named.
    let one = provide(1, first, "示例甲", "示例乙、示例丙");
    assert_eq!(with([one.clone(), provide(2, second, "示例丙", "示例丙")]), ["示例丙"]);
    assert_eq!(with([one.clone(), provide(2, second, "示例丁", "")]), Vec::<String>::new());
    assert_eq!(with([one, provide(2, second, "示例乙", "示例甲")]), ["示例乙", "示例甲"]);
}

#[test]
fn projects_are_specials_not_their_sessions() {
    let specials = |changes: &[PlanChange]| plan("2026-12", changes).three_one_n(&Rules::default()).specials;
    let weekly = |kind, number| [5, 12, 19].map(|day| own(kind, number, &format!("2026-12-{day:02}T10:00")));
    let said = |change: PlanChange, special| match change {
        PlanChange::Session { activity, session } => {
            PlanChange::Session { activity: Activity { special: Some(special), ..activity }, session }
        }
        change => change,
    };
    assert_eq!(specials(&weekly(Kind::Festival, 1)), 1, "held three times, one project");
    assert_eq!(specials(&[weekly(Kind::Club, 1), weekly(Kind::AfterSchool, 2), weekly(Kind::Play, 3)].concat()), 0);
    let club = weekly(Kind::Club, 1).map(|change| said(change, true));
    assert_eq!(specials(&[club, weekly(Kind::Sport, 2)].concat()), 2, "a club counts where the organizer says so");
    assert_eq!(specials(&weekly(Kind::Sport, 2).map(|change| said(change, false))), 0);
    // It is nobody else's business.
    let published = plan("2026-12", &weekly(Kind::Sport, 1).map(|change| said(change, false)));
    let menu =
        published.publish(crate::domain::id::CentreId::new("AAAAAAAA").unwrap(), 1, Rules::default(), &catalogue());
    assert_eq!(menu.activities[0].special, None);
}

#[test]
fn a_shift_on_a_working_day_stays_where_somebody_says_why() {
    let service = crate::domain::catalogue::Service {
        code: ActivityId::new("S01").unwrap(),
        kind: crate::domain::catalogue::ServiceKind::Minors,
        role: "课后值守".into(),
        minutes: 120,
        needed_from: 1,
        needed_to: 2,
        skills: String::new(),
        training: String::new(),
        min_age: None,
    };
    let start = Start::parse("2026-12-02T15:30").unwrap();
    let shift = Plan::arrange_shift(&service, ActivityId::new("S-1").unwrap(), start, None);
    let id = SessionId { activity: ActivityId::new("S-1").unwrap(), start };
    let allow = |day: &str, why: &str| PlanChange::AllowDay {
        shift: id.clone(),
        day: parse_day(day).unwrap(),
        why: why.into(),
    };
    let asked = |changes: &[PlanChange]| {
        let plan = plan("2026-12", changes);
        around(&Planning::default(), &[], |around| {
            let found = plan.findings(around);
            let asked = found.iter().find(|found| matches!(found.finding, Finding::ShiftOnWorkday { .. }));
            asked.map(|found| found.finding.mends(&plan, around).contains(&Mend::AllowDay(id.clone())))
        })
    };
    assert_eq!(asked(std::slice::from_ref(&shift)), Some(true));
    assert_eq!(asked(&[shift.clone(), allow("2026-12-02", "上学日放学后")]), None);
    assert_eq!(
        asked(&[shift.clone(), allow("2026-12-03", "上学日放学后")]),
        Some(true),
        "another day is another matter"
    );
    assert_eq!(asked(&[shift.clone(), allow("2026-12-02", "放学后"), allow("2026-12-02", "")]), Some(true));
    // It goes along into drafts, and falls away with its shift.
    let (bare, said) = (plan("2026-12", std::slice::from_ref(&shift)), [shift, allow("2026-12-02", "放学后")]);
    let said = plan("2026-12", &said);
    for (from, to) in [(&bare, &said), (&said, &bare)] {
        assert_eq!(from.with_all(&from.towards(to)), *to);
    }
    assert!(said.with(&PlanChange::Remove(id.clone())).days_allowed.is_empty());
}

#[test]
fn three_proposals_are_in_three_rooms_where_there_are_as_many() {
    let plan = plan("2026-12", &[]);
    around(&Planning::default(), &[], |around| {
        let rooms = |venues: Vec<Venue>| {
            let known = Catalogue { venues, ..around.catalogue.clone() };
            let around = Around { catalogue: &known, ..*around };
            let wanted = Wanted { course: &known.courses[0], from: parse_day("2026-12-03").unwrap(), on: None };
            let proposals = propose(&plan, wanted, &around, 3);
            proposals.into_iter().map(|proposal| proposal.venue.to_string()).collect::<Vec<_>>()
        };
        assert_eq!(rooms(vec![venue("V01", 30), venue("V02", 35), venue("V03", 40)]), ["V01", "V02", "V03"]);
        // A hall for 300 is no room for 20.
        assert_eq!(rooms(vec![venue("V01", 30), venue("V02", 35), venue("V03", 300)]), ["V01", "V02", "V01"]);
    });
}

#[test]
fn the_budget_counts_what_the_menu_and_the_lines_say() {
    let session = SessionId::parse("A01-1@2026-12-05T10:00").unwrap();
    let line = |planned| CostLine { what: "师资".into(), planned: Some(Money::yuan(planned)), paid: None };
    let costs = vec![line(500), line(100)];
    let provide = PlanChange::Provide { session, provision: Provision { costs, ..Provision::default() } };
    let changes = [picked("A01", 1, "2026-12-05T10:00", 20), picked("A02", 1, "2026-12-06T10:00", 20), provide];
    let budget = |yuan| Planning { budget: Some(Money::yuan(yuan)), ..Planning::default() };
    let over = |yuan| {
        let found = found(&plan("2026-12", &changes), &budget(yuan), &[]);
        found.into_iter().find_map(|found| match found.finding {
            Finding::OverBudget { planned, .. } => Some(planned),
            _ => None,
        })
    };
    assert_eq!(over(899), Some(Money::yuan(900)), "lines of its own, and what the menu says");
    assert_eq!(over(900), None);
}

#[test]
fn proposals_clash_with_nothing_and_say_why() {
    let plan = plan("2026-12", &[own(Kind::Club, 1, "2026-12-05T10:00")]);
    around(&Planning::default(), &[], |around| {
        let course = &around.catalogue.courses[0];
        let wanted = Wanted { course, from: parse_day("2026-12-03").unwrap(), on: None };
        let proposals = propose(&plan, wanted, around, 3);
        assert_eq!(proposals.len(), 3);
        for proposal in &proposals {
            let id = ActivityId::new("A01-1").unwrap();
            let change =
                Plan::arrange_course(course, "", id, proposal.start, Some(proposal.venue.clone()), course.places);
            let next = plan.with(&change);
            let mine = &next.sessions.iter().find(|session| session.start == proposal.start).unwrap().id;
            let said: Vec<Found> =
                next.findings(around).into_iter().filter(|found| found.finding.concerns(mine)).collect();
            assert!(said.iter().all(|found| matches!(found.finding, Finding::TeamMissing { .. })), "{said:?}");
            assert!(!proposal.reasons.is_empty() && proposal.start.day() >= wanted.from);
        }
        assert!(proposals[0].reasons.contains(&Why::EmptyWeek), "{:?}", proposals[0]);
        let last = parse_day("2026-12-31").unwrap();
        assert!(propose(&plan, Wanted { from: last, ..wanted }, around, 3).is_empty(), "no agreement on that day");
        let named = propose(&plan, Wanted { on: Some(last), ..wanted }, around, 3);
        assert_eq!(named.len(), 1, "unless somebody names it");
    });
}

/// A session somewhere in the month, in one of two rooms.
fn anywhere() -> impl Strategy<Value = PlanChange> {
    (0u8..6, 1u8..8, 9u8..16, 0u8..4, 1u8..3).prop_map(|(number, day, hour, quarter, room)| {
        let start = format!("2026-12-{day:02}T{hour:02}:{:02}", quarter * 15);
        let PlanChange::Session { activity, mut session } = own(Kind::Club, number + 1, &start) else { unreachable!() };
        session.venue = Some(VenueCode::new(format!("V0{room}")).unwrap());
        session.entry = Entry::Places(10);
        PlanChange::Session { activity, session }
    })
}

fn overlaps(a: &Session, b: &Session) -> bool {
    a.id != b.id && a.venue == b.venue && a.start < b.span().end() && b.start < a.span().end()
}

proptest! {
    #[test]
    fn no_month_that_can_be_published_has_a_venue_twice_unless_told_so(
        changes in prop::collection::vec(anywhere(), 1..14),
        told in prop::collection::vec(any::<prop::sample::Index>(), 0..4),
        off in prop::collection::vec(any::<prop::sample::Index>(), 0..6),
    ) {
        let mut plan = plan("2026-12", &changes);
        let clashes = plan.clashes();
        let mut said = Vec::new();
        for index in told.iter().filter(|_| !clashes.is_empty()) {
            let clash = clashes[index.index(clashes.len())].clone();
            plan = plan.with(&PlanChange::Allow(Allowance { clash: clash.clone(), why: "屏风隔开".into() }));
            said.push((clash.first, clash.second));
        }
        // Whatever a centre switches off.
        let off = off.iter().map(|index| Check::ALL[index.index(Check::ALL.len())]);
        let planning = off.fold(Planning::default(), |planning, check| planning.with(check, Weight::Off));
        if found(&plan, &planning, &[]).iter().all(|found| !found.blocks) {
            for (index, a) in plan.sessions.iter().enumerate() {
                for b in plan.sessions[index + 1..].iter().filter(|b| overlaps(a, b)) {
                    prop_assert!(said.contains(&(a.id.clone(), b.id.clone())), "{} and {}", a.id, b.id);
                }
            }
        }
    }
}
