//! A lost book with a month that was published, taken over from the site, gone on with, merged again.

use super::*;
use crate::domain::activity::Activity;
use crate::domain::age::AgeRange;
use crate::domain::book::{Office, Publication, Surroundings};
use crate::domain::category::{Kind, Sort};
use crate::domain::centre::Rules;
use crate::domain::changed::Before;
use crate::domain::id::{ActivityId, CentreId, HouseholdTag, OutcomeKey, SlipSecret};
use crate::domain::menu::Place;
use crate::domain::placement::Placement;
use crate::domain::slip::{Arrival, Asks, Content, Needs, OpenedSlip, Person, Way};
use crate::domain::text::Text;
use crate::domain::time::Start;

fn month() -> Month {
    Month::parse("2026-12").unwrap()
}

fn id(number: u8) -> SessionId {
    SessionId::parse(&format!("X-{number}@2026-12-05T10:00")).unwrap()
}

fn arranged_session(number: u8, places: u16) -> PlanChange {
    let activity = Activity {
        id: ActivityId::new(format!("X-{number}")).unwrap(),
        sort: Sort::Other(Kind::Club),
        title: Text::new("合唱"),
        about: Text::default(),
        course: None,
        provider: String::new(),
        audience: String::new(),
        ages: AgeRange::default(),
        materials: String::new(),
        fee: 0,
        special: Some(true),
    };
    let session = Session {
        id: id(number),
        start: id(number).start,
        minutes: 90,
        venue: VenueCode::new("V01").ok(),
        entry: Entry::Places(places),
        closes: None,
        opens: None,
        draw: None,
        cancelled: None,
        changed: Changed::default(),
        rain: None,
    };
    PlanChange::Session { activity, session }
}

fn planned(change: PlanChange, at: i64) -> Fact {
    Fact::Planned { month: month(), change, at: Stamp(at) }
}

fn arrived(n: u8, at: i64) -> Fact {
    let person = Person {
        name: format!("示例{n}"),
        age: None,
        phone: None,
        guardian: None,
        photographs: false,
        needs: Needs::default(),
    };
    let (secret_hash, asks) = (SlipSecret([n; 16]).hash(), Asks::SignUp { session: id(1), person });
    let content = Content { household: HouseholdTag([n; 8]), secret_hash, asks };
    let slip = OpenedSlip { id: SlipId([n; 16]), tag: OutcomeTag([n; 16]), key: OutcomeKey([n; 16]), content };
    Fact::Arrived(Arrival { slip, at: Stamp(at), way: Way::Pasted })
}

fn told(revision: u32, at: i64, slips: &[(u8, Standing)]) -> Fact {
    let answer = |standing| Answer { standing, reason: Reason::Placed { order: 1, places: 2 } };
    let outcomes = slips.iter().map(|(n, standing)| (SlipId([*n; 16]), answer(*standing))).collect();
    Fact::OutcomesPublished(Publication { month: month(), revision, at: Stamp(at), outcomes })
}

/// The book that was lost: two sessions, of which the first is full, published twice.
fn lost() -> Vec<Fact> {
    let mut facts = vec![planned(arranged_session(1, 2), 10), planned(arranged_session(2, 9), 11)];
    let centre = CentreId::new("AAAAAAAA").unwrap();
    let book = MonthBook::of(month(), &facts);
    let mut menu = book.plan.publish(centre, 3, Rules::default(), &Catalogue::default());
    menu.venues = vec![Place {
        code: VenueCode::new("V01").unwrap(),
        name: "多功能会议室".into(),
        lender: "示例小学".into(),
        notes: String::new(),
    }];
    let before = Before { until: Stamp(30), start: id(1).start, minutes: 60, venue: None };
    menu.sessions[0].changed.before = vec![before];
    facts.push(Fact::MenuPublished { menu, at: Stamp(40) });
    facts.extend([arrived(1, 41), arrived(2, 42), arrived(3, 43)]);
    facts.push(told(7, 50, &[(1, Standing::Confirmed), (2, Standing::Confirmed), (3, Standing::Waitlisted(1))]));
    facts
}

fn on_site() -> OnSite {
    let counts = BTreeMap::from([(id(1), Fill { placed: 2, waiting: 1 })]);
    let sealed = [1, 2, 3].map(|n| (OutcomeTag([n; 16]), "sealed".to_owned())).into();
    let told = TakenOver { month: month(), revision: 7, at: Stamp(50), counts, sealed, hours: BTreeMap::new() };
    OnSite { menu: MonthBook::of(month(), &lost()).menu.unwrap(), told, draws: None }
}

fn placed(book: &MonthBook) -> Placement {
    let office = Office::default();
    let around = Surroundings { utc_offset: 480, now: Stamp(0), office: &office, elsewhere: &[], lost: &[] };
    book.placement(&around).unwrap()
}

fn standing(book: &MonthBook, n: u8) -> Standing {
    placed(book).answers[&SlipId([n; 16])].standing
}

#[test]
fn a_month_goes_on_as_it_was_published() {
    let book = MonthBook::of(month(), &go_on(&on_site()));
    assert_eq!(book.plan.sessions.len(), 2);
    assert!(!book.has_unpublished_changes(), "nothing is another than residents read it");
    assert_eq!((book.next_menu_revision(), book.next_outcomes_revision()), (4, 8));
    assert!(book.used.contains(&ActivityId::new("X-2").unwrap()));
    assert_eq!(book.steps.undo(), None, "what was published is taken back by calling off");
    assert_eq!(go_on(&on_site()), go_on(&on_site()), "two computers take over alike");
}

#[test]
fn places_that_were_given_stay_given() {
    let mut facts = go_on(&on_site());
    facts.push(arrived(9, 60));
    let book = MonthBook::of(month(), &facts);
    assert_eq!(standing(&book, 9), Standing::Waitlisted(1), "both places are others'");
    assert_eq!(book.fill(&placed(&book))[&id(1)], Fill { placed: 2, waiting: 2 });
    // One of the two hands in the slip again, and is known by what it was told.
    facts.extend([arrived(1, 61), told(7, 50, &[(1, Standing::Confirmed)])]);
    let book = MonthBook::of(month(), &facts);
    assert_eq!((standing(&book, 1), standing(&book, 9)), (Standing::Confirmed, Standing::Waitlisted(1)));
    assert_eq!(book.fill(&placed(&book))[&id(1)], Fill { placed: 2, waiting: 2 });
    assert_eq!(book.given_elsewhere()[&id(1)], Fill { placed: 1, waiting: 1 });
    // The room is larger: there is one more to give.
    facts.push(planned(arranged_session(1, 3), 70));
    let larger = MonthBook::of(month(), &facts);
    let menu = larger.plan.publish(CentreId::new("AAAAAAAA").unwrap(), 4, Rules::default(), &Catalogue::default());
    assert_eq!(standing(&larger.with_menu(menu), 9), Standing::Confirmed);
}

#[test]
fn a_slip_that_comes_again_after_the_next_publication_tells_nothing_new() {
    let mut facts = go_on(&on_site());
    facts.extend([told(8, 60, &[]), arrived(1, 61), told(7, 50, &[(1, Standing::Confirmed)])]);
    let book = MonthBook::of(month(), &facts);
    assert_eq!(book.told_last()[&SlipId([1; 16])].standing, Standing::Confirmed);
    assert_eq!(standing(&book, 1), Standing::Confirmed);
}

#[test]
fn a_merge_with_the_book_that_was_lost_leaves_that_book() {
    let original = lost();
    let merged = |facts: &[Fact]| MonthBook::of(month(), &[facts, &go_on(&on_site())].concat());
    let (before, after) = (MonthBook::of(month(), &original), merged(&original));
    assert_eq!(after.plan, before.plan);
    assert!(after.given_elsewhere().is_empty(), "everybody is known again");
    assert_eq!(placed(&after), placed(&before));
    // What was taken out there and not published, stays out.
    let removed = [original, vec![planned(PlanChange::Remove(id(2)), 45)]].concat();
    assert_eq!(merged(&removed).plan, MonthBook::of(month(), &removed).plan);
}

#[test]
fn an_older_backup_knows_those_whom_it_had_told() {
    let mut older = lost();
    older.truncate(older.len() - 1);
    older.push(told(6, 45, &[(1, Standing::Confirmed)]));
    let merged = MonthBook::of(month(), &[older, go_on(&on_site())].concat());
    assert_eq!(merged.given_elsewhere()[&id(1)], Fill { placed: 1, waiting: 1 });
    assert_eq!(standing(&merged, 1), Standing::Confirmed);
}

#[test]
fn rooms_that_nobody_knows_any_more_come_back_by_name() {
    let menu = on_site().menu;
    let Some(fact) = rooms(&[&menu], &Catalogue::default()) else { panic!("a room is missing") };
    let office = Office::of([&fact]);
    assert_eq!(office.catalogue.venues.len(), 1);
    assert_eq!((&*office.catalogue.venues[0].name, office.catalogue.venues[0].capacity), ("多功能会议室", 9));
    assert_eq!(rooms(&[&menu], &office.catalogue), None);
    let published = MonthBook::of(month(), &go_on(&on_site())).plan.publish(
        menu.centre.clone(),
        4,
        Rules::default(),
        &office.catalogue,
    );
    assert_eq!(published.venues, menu.venues, "the next revision names it");
    assert_eq!(Start::parse("2026-12-05T10:00").unwrap(), published.sessions[0].start);
}
