//! The sample passes the program's own checks, on the day it is looked at and on others.

use std::collections::{BTreeMap, BTreeSet};

use linli::domain::book::Office;
use linli::domain::category::{Category, Kind, Sort};
use linli::domain::checks::{Around, Found};
use linli::domain::draw::Seen;
use linli::domain::holiday::{Holidays, ServiceDay};
use linli::domain::household::{Household, HouseholdFact};
use linli::domain::id::ServiceId;
use linli::domain::menu::Menu;
use linli::domain::plan::Plan;
use linli::domain::planning::{Check, Weight};
use linli::domain::slip::Asks;
use linli::domain::time::Start;
use linli::exchange::backup::open_backup;
use linli::exchange::crypto::ready;
use linli::exchange::hours::open_hours;
use linli::exchange::keys::CentreKeys;
use linli::exchange::locked::Kind as LockedKind;
use linli::exchange::outcome::open_outcome;
use linli::exchange::published::{Counts, Head, Outcomes, Series, Trust, check_head};
use linli::exchange::record::{Record, check};
use linli::storage::record;

use crate::{Sample, keys, morning};

/// A month as a phone reads it.
struct Month {
    menu: Menu,
    counts: Counts,
    outcomes: Outcomes,
}

fn sample(today: &str) -> Sample {
    Sample::new(morning(today).unwrap()).unwrap()
}

/// Reads the folder as a phone does at its first visit.
fn visit(sample: &Sample) -> (Head, Vec<Month>) {
    let files: BTreeMap<_, _> = sample.folder().unwrap().into_iter().map(|file| (file.path, file.bytes)).collect();
    let head = ready(check_head(Trust::FirstVisit(None), &files["centre.json"], &files["index.json"])).unwrap();
    assert_eq!(head.index.files.len() + 1, files.len(), "the index vouches for every other file");
    let (counts, outcomes) = (head.newest(Series::Counts), head.newest(Series::Outcomes));
    let file = |series: Series, month, revision| files[&series.path(month, revision)].as_slice();
    let months = head.newest(Series::Menus).into_iter().map(|(month, revision)| Month {
        menu: head.menu(month, revision, file(Series::Menus, month, revision)).unwrap(),
        counts: head.counts(month, counts[&month], file(Series::Counts, month, counts[&month])).unwrap(),
        outcomes: head.outcomes(month, outcomes[&month], file(Series::Outcomes, month, outcomes[&month])).unwrap(),
    });
    let months = months.collect();
    (head, months)
}

fn plan(menu: &Menu) -> Plan {
    let mut plan = Plan::new(menu.month);
    plan.activities = menu.activities.iter().map(|activity| (activity.id.clone(), activity.clone())).collect();
    plan.sessions = menu.sessions.clone();
    plan.shifts = menu.shifts.clone();
    plan
}

/// What holds on any day: no venue clash, within opening hours, agreements, the 3 and the N (the plan's own checks);
/// one play; every category and kind; volunteers on free days only.
#[track_caller]
fn holds(today: &str) {
    let sample = sample(today);
    let (head, months) = visit(&sample);
    assert!(head.centre.sample);
    assert_eq!(months.len(), 4);
    let holidays = Holidays::read(Holidays::TABLE).unwrap();
    let Office { catalogue, rules, planning, .. } = Office::of(&sample.book.office);
    // Who runs a session is not published.
    let planning = planning.with(Check::Team, Weight::Off);
    let plans: Vec<Plan> = months.iter().map(|month| plan(&month.menu)).collect();
    let others: Vec<&Plan> = plans.iter().collect();
    let (catalogue, rules, planning, known) = (&catalogue, &rules, &planning, &holidays);
    let around = Around { catalogue, rules, planning, holidays: known, others: &others };
    let (mut kinds, mut categories, mut plays) = (BTreeSet::new(), BTreeSet::new(), 0);
    for Month { menu, .. } in &months {
        let plan = plan(menu);
        // Of a year only four months are there: what the whole year should hold is looked at below.
        let of_year =
            |found: &Found| matches!(found.finding.check(), Some(Check::Play | Check::Categories | Check::Topics));
        let found: Vec<Found> = plan.findings(&around).into_iter().filter(|found| !of_year(found)).collect();
        assert_eq!(found, [], "{} as of {today}", menu.month);
        assert!((20..=85).contains(&menu.sessions.len()), "{} sessions in {}", menu.sessions.len(), menu.month);
        assert!(!menu.shifts.is_empty());
        for shift in &menu.shifts {
            assert!(holidays.service_day(shift.start.day()).may_serve(), "{}", shift.id);
        }
        plays += plan.three_one_n(rules).plays;
        for activity in &menu.activities {
            match activity.sort {
                Sort::Course(category) => categories.insert(category),
                Sort::Other(kind) => !kinds.insert(kind),
            };
        }
    }
    assert_eq!(plays, 1, "one play a year");
    assert_eq!(Vec::from_iter(categories), Category::ALL);
    assert_eq!(Vec::from_iter(kinds), Kind::ALL);
}

#[test]
fn the_sample_holds_in_every_season() {
    for today in ["2026-11-24", "2026-10-03", "2026-01-25", "2027-02-28", "2028-07-01"] {
        holds(today);
    }
}

#[test]
fn volunteers_stay_home_on_days_worked_for_a_holiday() {
    let (_, months) = visit(&sample("2026-10-20"));
    let holidays = Holidays::read(Holidays::TABLE).unwrap();
    let days: BTreeSet<_> =
        months.iter().flat_map(|month| &month.menu.shifts).map(|shift| shift.start.day().to_string()).collect();
    assert!(!days.contains("2026-09-20") && !days.contains("2026-10-10"), "班");
    assert!(days.contains("2026-10-01"), "a Thursday, 休");
    for day in &days {
        let day = linli::domain::time::parse_day(day).unwrap();
        assert!(matches!(holidays.service_day(day), ServiceDay::Yes(_)), "{day}");
    }
}

#[test]
fn the_coming_month_has_something_for_every_case() {
    let (_, months) = visit(&sample("2026-11-24"));
    let Month { menu, counts, .. } = months.last().unwrap();
    let counts = &counts.counts;
    assert_eq!(menu.month.to_string(), "2026-12");
    let fills: Vec<_> = menu
        .sessions
        .iter()
        .filter(|session| session.cancelled.is_none())
        .filter_map(|session| Some((session.places()?, *counts.get(&session.id)?)))
        .collect();
    assert!(fills.iter().all(|(places, fill)| fill.placed <= *places));
    assert!(fills.iter().filter(|(places, fill)| fill.placed == *places && fill.waiting > 0).count() >= 3, "full");
    assert!(fills.iter().any(|(places, fill)| (1..=3).contains(&(places - fill.placed))), "nearly full");
    assert!(fills.iter().any(|(places, fill)| fill.placed * 2 < *places), "room");
    assert!(menu.sessions.iter().any(|session| session.places().is_none()), "come as you are");
    assert_eq!(menu.sessions.iter().filter(|session| session.cancelled.is_some()).count(), 1, "called off");
    assert!(menu.shifts.iter().any(|shift| counts[&shift.id].placed < shift.needed_from), "hands missing");
    assert!(menu.shifts.iter().any(|shift| counts[&shift.id].placed == shift.needed_to), "enough hands");
    for activity in &menu.activities {
        assert!(activity.title.hant.is_some() && activity.title.en.is_some(), "{:?}", activity.title);
    }
}

#[test]
fn every_published_outcome_opens_for_the_owner_of_its_slip() {
    let sample = sample("2026-11-24");
    let (_, months) = visit(&sample);
    for Month { menu, outcomes, .. } in &months {
        let published = sample.book.published(menu.month).unwrap();
        assert_eq!(published.arrivals.len(), outcomes.outcomes.len());
        for arrival in &published.arrivals {
            let slip = &arrival.slip;
            let sealed = &outcomes.outcomes[&slip.tag];
            let answer = ready(open_outcome(&slip.key, &slip.tag, menu.month, sealed)).unwrap();
            assert_eq!(Some(answer.standing), published.publication.as_ref().unwrap().standing(&slip.id));
        }
    }
}

#[test]
fn what_many_ask_for_is_drawn_and_every_draw_can_be_run_again() {
    let sample = sample("2026-11-24");
    let files: BTreeMap<_, _> = sample.folder().unwrap().into_iter().map(|file| (file.path, file.bytes)).collect();
    let (head, months) = visit(&sample);
    let (mut decided, mut open) = (0, 0);
    for Month { menu, .. } in &months {
        let newest = head.newest(Series::Draws).get(&menu.month).copied();
        let draws = newest.map(|revision| {
            head.draws(menu.month, revision, &files[&Series::Draws.path(menu.month, revision)]).unwrap()
        });
        for session in menu.sessions.iter().filter(|session| session.draw.is_some()) {
            let held = draws.as_ref().filter(|draws| draws.draws.contains_key(&session.id));
            let Some(held) = held else {
                open += 1;
                continue;
            };
            let checked = held.check(menu, head.centre.utc_offset, &session.id, Seen::default()).unwrap();
            assert!(checked.entrants.len() > usize::from(session.places().unwrap()), "more than there are places");
            decided += usize::from(checked.outcome.is_some());
        }
    }
    assert!(decided >= 2 && open >= 1, "{decided} decided, {open} open");
}

#[test]
fn everybody_in_it_is_openly_invented() {
    let sample = sample("2026-11-24");
    let month = sample.book.published("2026-12".to_owned().try_into().unwrap()).unwrap();
    for arrival in &month.arrivals {
        let Some(person) = arrival.slip.content.asks.person() else { continue };
        assert!(person.name.starts_with("示例") || person.name.starts_with("样例"), "{}", person.name);
        assert!(person.contact().unwrap().digits().starts_with("00000000"), "a number that can be dialled");
    }
    let withdrawn = month.arrivals.iter().filter(|arrival| matches!(arrival.slip.content.asks, Asks::Withdraw { .. }));
    assert!(withdrawn.count() > 5);
}

#[test]
fn the_same_day_gives_the_same_sample() {
    let (first, second) = (sample("2026-11-24"), sample("2026-11-24"));
    assert_eq!(first.folder().unwrap(), second.folder().unwrap());
    assert_eq!(first.book.office, second.book.office);
    assert_eq!(first.book.months, second.book.months);
}

#[test]
fn a_later_sample_counts_on() {
    let counter = |today| visit(&sample(today)).0.index.counter;
    assert!(counter("2026-11-24") < counter("2026-11-25"));
}

#[test]
fn the_workspace_opens_with_the_passphrase_of_the_readme() {
    let sample = sample("2026-11-24");
    let text = String::from_utf8(sample.workspace().unwrap().bytes).unwrap();
    let backup = ready(open_backup(LockedKind::Book, &text, keys::PASSPHRASE)).unwrap();
    let keys: CentreKeys = serde_json::from_slice(&backup.meta["keys"]).unwrap();
    assert_eq!(keys, sample.keys);
    assert_eq!(backup.months.len(), 5);
    for body in backup.months.values().flatten() {
        record::decode::<linli::domain::book::Fact>(body).unwrap();
    }
}

#[test]
fn a_familys_backup_brings_slips_and_hours_that_open() {
    let sample = sample("2026-11-24");
    let text = String::from_utf8(sample.family().unwrap().bytes).unwrap();
    let backup = ready(open_backup(LockedKind::Household, &text, keys::PASSPHRASE)).unwrap();
    let facts: Vec<HouseholdFact> =
        backup.months.values().flatten().map(|body| record::decode(body).unwrap()).collect();
    let household = Household::of(&facts);
    assert_eq!(household.members.len(), 3);
    let files: BTreeMap<_, _> = sample.folder().unwrap().into_iter().map(|file| (file.path, file.bytes)).collect();
    let (head, months) = visit(&sample);
    let (mut hours, mut answered) = (0, 0);
    for own in household.slips.values() {
        for Month { menu, outcomes, .. } in &months {
            answered += usize::from(outcomes.outcomes.contains_key(&own.tag));
            let Some(revision) = head.newest(Series::Hours).get(&menu.month).copied() else { continue };
            let file = head.hours(menu.month, revision, &files[&Series::Hours.path(menu.month, revision)]).unwrap();
            let Some(sealed) = file.hours.get(&own.tag) else { continue };
            let code = ready(open_hours(&own.key, &own.tag, menu.month, sealed)).unwrap();
            let record = ready(check(&code, &head.centre.id, &head.keys.signers)).unwrap();
            assert!(matches!(record, Record::Service(service) if service.service == ServiceId::of_slip(&own.id)));
            hours += 1;
        }
    }
    assert!(hours >= 2, "{hours} services");
    assert!(answered >= 3, "{answered} slips of {}", household.slips.len());
}

#[test]
fn what_is_asked_for_on_the_command_line_is_understood() {
    assert_eq!(morning("2026-11-24").unwrap(), Start::parse("2026-11-24T09:00").unwrap());
    assert!(morning("24.11.2026").is_err());
    let run = |args: &[&str]| crate::run(args.iter().map(|arg| (*arg).to_owned()));
    assert!(run(&[]).is_err());
    assert!(run(&["--today"]).is_err());
    assert!(run(&["folder", "--today"]).is_err());
    assert!(run(&["folder", "--today", "2026-13-01"]).is_err());
    assert!(run(&["folder", "--tomorrow", "2026-12-01"]).is_err());
}
