//! A place is one place, whatever the door noted, two computers settled, and somebody took back.

use super::*;
use crate::domain::activity::Shift;
use crate::domain::attendance::Presence;
use crate::domain::book::{Fact, MonthBook, Office, Surroundings};
use crate::domain::fixtures::{self, arrival, person, slip_id, target};
use crate::domain::id::{ServiceId, SessionId};
use crate::domain::ledger::{Does, Entry, Ledger};
use crate::domain::plan::{Plan, PlanChange};
use crate::domain::serving::unconfirmed;
use crate::domain::slip::{Arrival, Way};
use crate::domain::standing::{Reason, Standing};
use crate::domain::time::Month;
use proptest::prelude::*;

const LIST: ListId = ListId([3; 8]);
const SECRET: &[u8] = b"book key";

fn start(minutes: i64) -> Start {
    shift().start.plus(minutes)
}

fn shift() -> SessionId {
    target("S05-1@2026-12-05T14:00")
}

fn month() -> Month {
    fixtures::month("2026-12")
}

/// On the centre's clock, which is UTC here.
fn stamp(minutes: i64) -> Stamp {
    start(minutes).stamp(0)
}

/// A shift for two, claimed by two.
fn published() -> Vec<Fact> {
    let shift = fixtures::shift("S05-1@2026-12-05T14:00", "健康讲座助手");
    let change = PlanChange::Shift(Shift { training: "急救".to_owned(), ..shift });
    let menu = fixtures::published(&Plan::of(month(), [&change]));
    let decided = |n: u8| {
        let id = DecisionId([n; 8]);
        Fact::Decided(Decision {
            at: Stamp(9),
            id,
            slip: slip_id(n),
            verdict: Verdict::TrainingSeen,
            why: String::new(),
        })
    };
    let mut facts = vec![Fact::MenuPublished { menu, at: Stamp(0) }];
    facts.extend([claim(1, "示例甲"), claim(2, "示例乙"), decided(1), decided(2)]);
    facts
}

fn claim(n: u8, name: &str) -> Fact {
    Fact::Arrived(arrival(n, Asks::Claim { shift: shift(), person: person(name) }))
}

fn note(who: &str) -> DoorNote {
    DoorNote { at: stamp(5), list: LIST, slip: slip_id(1), who: who.to_owned() }
}

/// As a desk settles a note, or takes the settling back.
fn settle(at: i64, who: Option<&str>) -> Vec<Fact> {
    let place = match claim(1, "示例甲") {
        Fact::Arrived(arrival) => arrival.slip,
        _ => unreachable!(),
    };
    let made = who.map(|who| slip_of(&note(who), &place, &KnownAs::default(), SECRET).unwrap());
    let came = made.as_ref().map(|made| CameInstead { slip: made.id, at: start(5), list: LIST });
    let arrived = made.map(|slip| Fact::Arrived(Arrival { slip, at: stamp(at), way: Way::Typed }));
    let why = "当天由别人到场".to_owned();
    let settled = Fact::DoorSettled(Settlement { at: stamp(at), claimed: slip_id(1), came, why });
    arrived.into_iter().chain([settled]).collect()
}

fn marked(at: i64, n: u8, says: Says, by: Hand) -> Fact {
    Fact::Marked(Mark { at: stamp(at), slip: slip_id(n), says, by })
}

fn book(facts: &[Fact]) -> MonthBook {
    MonthBook::of(month(), facts)
}

/// Names of who has a place, in order of name.
fn placed(book: &MonthBook) -> Vec<String> {
    let office = Office::default();
    let around = Surroundings { utc_offset: 0, now: stamp(600), office: &office, elsewhere: &[], lost: &[] };
    let placement = book.placement(&around).unwrap();
    let name = |slip: &SlipId| {
        let arrival = book.arrivals.iter().find(|arrival| arrival.slip.id == *slip).unwrap();
        arrival.slip.content.asks.person().unwrap().name.clone()
    };
    let mut names: Vec<String> = placement.rosters[&shift()].placed.iter().map(name).collect();
    names.sort();
    names
}

#[test]
fn one_press_passes_the_place_on_and_another_gives_it_back() {
    let helper = Hand::Helper(LIST);
    let mut facts = published();
    facts.push(Fact::DoorNoted(note("示例戊")));
    // The door ticks the row when the other one comes, and when they leave.
    facts.push(marked(6, 1, Says::Came(start(6)), helper));
    assert_eq!(placed(&book(&facts)), ["示例乙", "示例甲"]);
    facts.extend(settle(200, Some("示例戊")));
    facts.push(marked(110, 1, Says::Left(start(110)), helper));
    let settled = book(&facts);
    assert_eq!(placed(&settled), ["示例乙", "示例戊"]);
    let came = settled.settlements.instead_of(&slip_id(1)).unwrap();
    assert_eq!(settled.presences[&came.slip], Presence::Came { from: start(6), to: Some(start(110)), by: helper });
    assert_eq!(settled.presences[&slip_id(1)], Presence::Absent { by: Hand::Desk });
    let waiting = unconfirmed(&settled);
    assert_eq!(waiting.iter().map(|one| one.service.who.name.as_str()).collect::<Vec<_>>(), ["示例戊"]);
    assert_eq!(waiting[0].service.minutes, 104);

    facts.extend(settle(300, None));
    let back = book(&facts);
    assert_eq!(placed(&back), ["示例乙", "示例甲"]);
    assert_eq!(unconfirmed(&back)[0].service.who.name, "示例甲", "what the door marked is the row's again");
}

#[test]
fn whoever_was_missing_was_missing_and_who_came_was_there() {
    let mut facts = published();
    facts.push(marked(4, 1, Says::Absent, Hand::Helper(LIST)));
    facts.extend(settle(200, Some("示例戊")));
    let book = book(&facts);
    let came = book.settlements.instead_of(&slip_id(1)).unwrap();
    assert!(book.presences[&came.slip].came());
    // The outcome tells why.
    let office = Office::default();
    let around = Surroundings { utc_offset: 0, now: stamp(600), office: &office, elsewhere: &[], lost: &[] };
    let answer = &book.placement(&around).unwrap().answers[&slip_id(1)];
    assert_eq!(answer.standing, Standing::NotPlaced);
    assert_eq!(answer.reason, Reason::Decided { why: "当天由别人到场".to_owned() });
}

#[test]
fn two_computers_that_settle_one_note_make_one_slip() {
    let place = match claim(1, "示例甲") {
        Fact::Arrived(arrival) => arrival.slip,
        _ => unreachable!(),
    };
    let made = |secret: &[u8], who: &str| slip_of(&note(who), &place, &KnownAs::default(), secret).unwrap();
    assert_eq!(made(SECRET, "示例戊"), made(SECRET, "示例戊"));
    assert_ne!(made(SECRET, "示例戊").id, made(SECRET, "示例己").id);
    assert_ne!(made(SECRET, "示例戊").key, made(b"another centre", "示例戊").key);
    let known = KnownAs { phone: Phone::parse("13800000000"), household: Some(HouseholdTag([9; 8])) };
    let known = slip_of(&note("示例戊"), &place, &known, SECRET).unwrap();
    assert_eq!(known.id, made(SECRET, "示例戊").id, "what one computer knows more changes no identity");
    assert_eq!(known.content.household, HouseholdTag([9; 8]));
}

/// What may happen to the place of the first claim: minutes after its beginning, and what.
#[derive(Debug, Clone)]
enum Happens {
    Settled(Option<&'static str>),
    Marked(Hand, Says),
    Confirmed,
}

fn happens() -> impl Strategy<Value = Happens> {
    let who = prop::sample::select(vec![None, Some("示例戊"), Some("示例己"), Some("示例庚")]);
    let hand = prop::sample::select(vec![Hand::Own, Hand::Helper(LIST), Hand::Desk]);
    let says = prop::sample::select(vec![
        Says::Came(start(2)),
        Says::Left(start(90)),
        Says::Absent,
        Says::Excused,
        Says::Nothing,
    ]);
    prop_oneof![
        3 => who.prop_map(Happens::Settled),
        3 => (hand, says).prop_map(|(hand, says)| Happens::Marked(hand, says)),
        1 => Just(Happens::Confirmed),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, ..ProptestConfig::default() })]

    /// Whatever is noted, settled, taken back and confirmed, on one computer or on two that merge: two places are two places,
    /// and the ledger has one service of each at the most.
    #[test]
    fn a_place_counts_exactly_once(happens in prop::collection::vec((0..40i64, happens()), 0..10), split in any::<u64>()) {
        let mut facts = published();
        for (at, happens) in happens {
            match happens {
                Happens::Settled(who) => facts.extend(settle(at, who)),
                Happens::Marked(hand, says) => facts.push(marked(at, 1, says, hand)),
                // One computer confirms all that it sees waiting.
                Happens::Confirmed => {
                    let waiting = unconfirmed(&book(&facts));
                    facts.extend(waiting.into_iter().map(|one| Fact::Served(Entry {
                        at: stamp(at),
                        service: ServiceId::of_slip(&one.slip),
                        by: "示例丁".to_owned(),
                        does: Does::Confirm(one.service),
                    })));
                }
            }
        }
        let mut shuffled: Vec<Fact> = facts.iter().chain(&facts).cloned().collect();
        let mut state = split;
        for index in (1..shuffled.len()).rev() {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            shuffled.swap(index, (state >> 33) as usize % (index + 1));
        }
        let (book, merged) = (book(&facts), book(&shuffled));
        prop_assert_eq!(&book.presences, &merged.presences);
        prop_assert_eq!(placed(&book), placed(&merged));

        let names = placed(&book);
        prop_assert_eq!(names.len(), 2, "{:?}", names);
        prop_assert!(names.contains(&"示例乙".to_owned()));
        let of_place = book.settlements.of_one_place(&slip_id(1));
        let there = of_place.iter().filter(|slip| book.presences.get(slip).is_some_and(Presence::came));
        prop_assert!(there.count() <= 1);
        let ledger = Ledger::of(&book.entries, &crate::domain::joined::Joined::default());
        let counted = ledger.records.iter().filter(|record| !record.voided).count();
        prop_assert!(counted + unconfirmed(&book).len() <= 1);
    }
}
