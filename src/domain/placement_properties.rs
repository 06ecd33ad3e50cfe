//! What holds in every history: arrivals, withdrawals, stand-ins, decisions, changes of places, publications
//! from one device or the other, draws, joined households, and slips that turn out to have come earlier, as after a
//! merge.

#[path = "placement_agreement_tests.rs"]
mod agreement;

use proptest::prelude::*;
use proptest::test_runner::RngSeed;

use super::*;

/// 10,000 histories for each property; `PROPTEST_CASES` asks for more (`make nightly`: 1,000,000).
/// The same histories at every run, so that a failure can be looked at again; others with `PROPTEST_RNG_SEED`, more with
/// `PROPTEST_CASES`.
fn histories() -> ProptestConfig {
    let config = ProptestConfig::default();
    let rng_seed = match config.rng_seed {
        RngSeed::Random => RngSeed::Fixed(20_261_201),
        chosen => chosen,
    };
    ProptestConfig { cases: config.cases.max(10_000), failure_persistence: None, rng_seed, ..config }
}

#[derive(Debug, Clone)]
enum Event {
    SignUp {
        guest: usize,
        session: usize,
    },
    Claim {
        guest: usize,
        shift: usize,
    },
    Withdraw {
        of: usize,
    },
    StandIn {
        guest: usize,
        of: usize,
    },
    /// One place for another, wherever they are by then.
    Swap {
        of: usize,
        given: usize,
    },
    Decide {
        of: usize,
        verdict: Verdict,
    },
    /// What the device sees; both books when none is named.
    Publish {
        device: Option<bool>,
    },
    Places {
        session: usize,
        places: u16,
    },
    CallOff {
        session: usize,
    },
    /// The latest slip had come so many hours before.
    CameEarlier {
        hours: i64,
    },
    Later {
        hours: i64,
    },
    /// An organizer moves a slip.
    Move {
        of: usize,
        session: usize,
    },
    /// Two households turn out to be one family.
    Join {
        guests: [usize; 2],
    },
    /// The list of a draw's entrants is published, once.
    Entrants {
        session: usize,
    },
    /// Its number is known.
    Draw {
        session: usize,
        number: u8,
    },
    /// The month is placed by version 1 of the rules.
    OldRules,
}

const SESSIONS: [&str; 7] = ["茶道", "插花", "书法", "亲子折纸", "合唱", "舞蹈", "瑜伽"];
/// Of these, those that are drawn.
const DRAWN: std::ops::Range<usize> = 4..6;
const SHIFTS: [&str; 3] = ["签到", "课业辅导", "探访"];
const QUOTA: u16 = 2;

/// Two overlapping sessions, a third on another day, one for children; two that are drawn at one closing and overlap, one
/// whose sign-up opens a day later; a shift that overlaps the first,
/// another that asks for a training, which one guest has on record and another had; a regular one from an age on, in which one
/// guest served before.
fn month() -> Centre {
    let mut c = Centre::new()
        .quota(QUOTA)
        .session("茶道", 2)
        .on("2026-12-08T14:00", 90)
        .session("插花", 1)
        .on("2026-12-08T15:00", 90)
        .session("书法", 2)
        .session("亲子折纸", 1)
        .ages(6, 12)
        .session("合唱", 2)
        .drawn_after("2026-12-04T18:00")
        .on("2026-12-09T10:00", 90)
        .session("舞蹈", 1)
        .drawn_after("2026-12-04T18:00")
        .on("2026-12-09T11:00", 90)
        .session("瑜伽", 2)
        .on("2026-12-10T10:00", 60)
        .opens("2026-12-02T09:00")
        .shift("签到", 1)
        .shift("课业辅导", 1)
        .training("未成年人保护")
        .shift("探访", 1)
        .regular()
        .least_age(9);
    c.served("李兰", "探访");
    c.trained("李兰", "未成年人保护", ("2026-03-01", None));
    c.trained(guest("张敏").of("张家"), "未成年人保护", ("2026-03-01", Some("2026-12-15")));
    c.menu.shifts[0].start = start("2026-12-08T13:00");
    c.elsewhere.push(Engagement {
        household: HouseholdTag::derive("story", "张家".as_bytes()),
        name: "张敏".to_owned(),
        session: SessionId::parse("N01@2026-11-30T08:00").unwrap(),
        span: Span { start: start("2026-12-08T16:00"), minutes: 60 },
    });
    c
}

fn guests() -> Vec<Guest> {
    vec![
        guest("王英").of("王家").phone("13800000000"),
        guest("小明").of("王家").aged(8).with_consent_of("13800000000"),
        guest("李兰").of("李家"),
        guest("张敏").of("张家"),
        guest("小红").of("张家").aged(10),
        guest("王英").of("外婆").phone("13800000000"),
        guest("小明").of("爸爸").aged(8).with_consent_of("13900000000"),
    ]
}

/// How many there are.
const GUESTS: usize = 7;

fn event() -> impl Strategy<Value = Event> {
    use Verdict::*;
    let slip = 0..12usize;
    let verdicts = vec![Place, Remove, Undo, OfferAccepted, OfferDeclined, TrainingSeen, SamePerson, AnotherPerson];
    let verdict = prop::sample::select(verdicts);
    prop_oneof![
        12 => (0..GUESTS, 0..SESSIONS.len()).prop_map(|(guest, session)| Event::SignUp { guest, session }),
        4 => (0..GUESTS, 0..SHIFTS.len()).prop_map(|(guest, shift)| Event::Claim { guest, shift }),
        3 => slip.clone().prop_map(|of| Event::Withdraw { of }),
        3 => (0..GUESTS, slip.clone()).prop_map(|(guest, of)| Event::StandIn { guest, of }),
        5 => (slip.clone(), slip.clone()).prop_map(|(of, given)| Event::Swap { of, given }),
        1 => (slip.clone(), 0..SESSIONS.len()).prop_map(|(of, session)| Event::Move { of, session }),
        1 => [0..GUESTS, 0..GUESTS].prop_map(|guests| Event::Join { guests }),
        3 => DRAWN.prop_map(|session| Event::Entrants { session }),
        3 => (DRAWN, any::<u8>()).prop_map(|(session, number)| Event::Draw { session, number }),
        3 => (slip, verdict).prop_map(|(of, verdict)| Event::Decide { of, verdict }),
        4 => prop::option::of(any::<bool>()).prop_map(|device| Event::Publish { device }),
        1 => (0..SESSIONS.len(), 0..4u16).prop_map(|(session, places)| Event::Places { session, places }),
        1 => (0..SESSIONS.len()).prop_map(|session| Event::CallOff { session }),
        2 => (1..300i64).prop_map(|hours| Event::CameEarlier { hours }),
        2 => (1..72i64).prop_map(|hours| Event::Later { hours }),
        1 => (100..260i64).prop_map(|hours| Event::Later { hours }),
    ]
}

/// A history without organizers' interference, in one book: only the rules are at work.
fn quiet(event: &Event) -> bool {
    !matches!(
        event,
        Event::Decide { .. }
            | Event::Move { .. }
            | Event::Places { .. }
            | Event::CameEarlier { .. }
            | Event::Publish { device: Some(_) }
    )
}

/// Slips with even numbers came to one device, the others to the other.
fn seen_by(c: &Centre, device: bool) -> Centre {
    let mut view = c.clone();
    let of_device: HashSet<SlipId> = (0..c.handed).filter(|slip| (slip % 2 == 0) == device).map(slip_id).collect();
    view.arrivals.retain(|arrival| of_device.contains(&arrival.slip.id));
    view.publications.clear();
    view
}

fn happen(c: &mut Centre, event: &Event) {
    match event {
        Event::SignUp { guest, session } => drop(c.signs_up(guests()[*guest].clone(), SESSIONS[*session])),
        Event::Claim { guest, shift } => drop(c.claims(guests()[*guest].clone(), SHIFTS[*shift])),
        Event::Withdraw { of } => drop(c.withdraws(*of)),
        Event::StandIn { guest, of } => {
            let asked = c.arrivals.iter().find(|arrival| arrival.slip.id == slip_id(*of));
            let shift = asked.and_then(|arrival| arrival.slip.content.asks.target()).cloned();
            let shift = shift.unwrap_or_else(|| c.id(SHIFTS[0]));
            let Guest { household, person } = guests()[*guest].clone();
            c.hand_in(&household, Asks::StandIn { shift, secret: secret(*of), person });
        }
        Event::Swap { of, given } => drop(c.swaps(*of, *given)),
        Event::Decide { of, verdict } => c.decide(*of, verdict.clone()),
        Event::Publish { device: None } => c.publish(),
        Event::Publish { device: Some(device) } => {
            c.publish_outcomes(seen_by(c, *device).place().answers.into_iter().collect());
        }
        Event::Places { session, places } => c.change_places(SESSIONS[*session], *places),
        Event::CallOff { session } => c.call_off(SESSIONS[*session]),
        Event::CameEarlier { hours } => {
            if let Some(arrival) = c.arrivals.last_mut() {
                arrival.at.0 -= hours * 3_600_000;
            }
        }
        Event::Later { hours } => c.now.0 += hours * 3_600_000,
        Event::Move { of, session } => c.decide(*of, Verdict::Move { to: c.id(SESSIONS[*session]) }),
        Event::Join { guests: two } => {
            let [one, other] = two.map(|guest| guests()[guest].household.clone());
            c.join(&[&one, &other]);
        }
        Event::Entrants { session } => {
            if !c.draws.contains_key(&c.id(SESSIONS[*session])) {
                c.publish_entrants(SESSIONS[*session]);
            }
        }
        Event::Draw { session, number } => {
            if c.draws.contains_key(&c.id(SESSIONS[*session])) {
                c.draw(SESSIONS[*session], &number.to_string());
            }
        }
        Event::OldRules => {}
    }
}

fn after(events: &[Event]) -> Centre {
    let mut c = beginning(events);
    for event in events {
        happen(&mut c, event);
    }
    c
}

fn beginning(events: &[Event]) -> Centre {
    let mut c = month();
    c.menu.rules.losers_first = true;
    c.lost = vec![HouseholdTag::derive("story", "李家".as_bytes())];
    if matches!(events.first(), Some(Event::OldRules)) { c.by_version_1() } else { c }
}

fn history() -> impl Strategy<Value = Vec<Event>> {
    prop::collection::vec(event(), 0..40)
}

/// Every second one with volunteers who know already that they are wanted, so that some change places.
fn history_with_volunteers() -> impl Strategy<Value = Vec<Event>> {
    (prop::option::of(confirmed_volunteers()), any_history()).prop_map(|(first, mut then)| {
        let begin = usize::from(matches!(then.first(), Some(Event::OldRules)));
        then.splice(begin..begin, first.unwrap_or_default());
        then
    })
}

/// A few claims, and their publication.
fn confirmed_volunteers() -> impl Strategy<Value = Vec<Event>> {
    let claim = (0..GUESTS - 2, 0..SHIFTS.len()).prop_map(|(guest, shift)| Event::Claim { guest, shift });
    prop::collection::vec(claim, 2..6).prop_map(|mut events| {
        events.push(Event::Publish { device: None });
        events
    })
}

/// One in four by the rules of version 1.
fn any_history() -> impl Strategy<Value = Vec<Event>> {
    (0..4u8, history()).prop_map(|(version, mut events)| {
        if version == 0 {
            events.insert(0, Event::OldRules);
        }
        events
    })
}

fn quiet_history() -> impl Strategy<Value = Vec<Event>> {
    history().prop_map(|events| events.into_iter().filter(quiet).collect())
}

/// What the facts alone say of a slip that asks for a place.
struct Known<'a> {
    arrival: &'a Arrival,
    family: HouseholdTag,
    /// Where it stands: where it was moved.
    id: &'a SessionId,
    target: Target<'a>,
    answer: &'a Answer,
    /// Published as confirmed or offered, decided, or standing in: not by the rules alone.
    bound: bool,
}

impl Known<'_> {
    fn person(&self) -> (HouseholdTag, String) {
        (self.family, self.arrival.slip.content.asks.person().unwrap().plain_name())
    }

    fn is_placed(&self) -> bool {
        self.answer.standing.holds_a_place()
    }
}

fn known<'a>(c: &'a Centre, placement: &'a Placement) -> Vec<Known<'a>> {
    let published: Vec<_> = c.publications.iter().flat_map(|publication| &publication.outcomes).collect();
    let joined = Joined::of(&c.joins, &BTreeSet::new());
    let mut listed: HashMap<SlipId, &SessionId> = HashMap::new();
    for (id, roster) in &placement.rosters {
        let lists = [&roster.placed, &roster.waiting, &roster.refused, &roster.withdrawn, &roster.pending];
        listed.extend(lists.into_iter().flatten().map(|slip| (*slip, id)));
    }
    let asks = c.arrivals.iter().filter(|arrival| arrival.slip.content.asks.person().is_some());
    asks.filter_map(|arrival| {
        let id = arrival.slip.id;
        let asks = &arrival.slip.content.asks;
        let promised = published.iter().any(|(slip, answer)| *slip == id && answer.standing.holds_a_place());
        let decides = |decision: &&Decision| {
            matches!(decision.verdict, Verdict::Place | Verdict::OfferAccepted | Verdict::Move { .. })
        };
        let decided = c.decisions.iter().filter(decides).any(|decision| decision.slip == id);
        let bound = promised || decided || matches!(asks, Asks::StandIn { .. });
        let session = listed.get(&id)?;
        let family = joined.family(arrival.slip.content.household);
        let target = c.menu.target(session)?;
        Some(Known { arrival, family, id: session, target, answer: &placement.answers[&id], bound })
    })
    .collect()
}

fn by_turn(reason: &Reason) -> bool {
    use Reason::*;
    matches!(reason, Placed { .. } | Promoted { .. } | Drawn { .. } | DrawnNext { .. } | MissedTheDraw { .. })
}

/// Whether a reason can stand beside a standing.
fn agree(answer: &Answer) -> bool {
    use Reason::*;
    match answer.standing {
        Standing::Confirmed => {
            by_turn(&answer.reason)
                || matches!(
                    answer.reason,
                    Promised
                        | Decided { .. }
                        | Moved { .. }
                        | Swapped { .. }
                        | NotSwapped { .. }
                        | CarriedOut
                        | NoSlipNeeded
                        | Noted
                )
        }
        Standing::Offered => by_turn(&answer.reason) || matches!(answer.reason, Promised | NotSwapped { .. }),
        Standing::Waitlisted(_) => {
            matches!(answer.reason, Full { .. } | PromisedToOthers { .. } | NotDrawn { .. } | MissedTheDraw { .. })
        }
        Standing::Pending => matches!(answer.reason, DrawAwaited { .. } | MissedTheDraw { .. } | MaybeTheSame),
        Standing::Withdrawn => matches!(answer.reason, GivenBack { .. } | CarriedOut | StoodIn),
        Standing::Cancelled => answer.reason == CalledOff,
        Standing::NotPlaced => matches!(
            answer.reason,
            TooYoung { .. }
                | TooOld { .. }
                | AgeUnknown
                | ConsentMissing
                | Clash { .. }
                | QuotaReached { .. }
                | TrainingMissing { .. }
                | SameAgain
                | TooLate
                | NoSuchSession
                | WrongKind
                | SecretUnknown
                | NotSwapped { .. }
                | StoodIn
                | Decided { .. }
                | Declined
                | TooEarly { .. }
                | NotDrawn { .. }
                | MissedTheDraw { .. }
                | PromisedToOthers { .. }
        ),
        _ => false,
    }
}

proptest! {
    #![proptest_config(histories())]

    #[test]
    fn any_order_and_any_repetition_of_the_facts_gives_the_same(
        events in any_history(),
        mut seed in any::<u64>(),
    ) {
        let c = after(&events);
        let mut other = c.clone();
        // The same slips come again, later (but for one that came too early: handed in again, it counts); the same decisions and publications come from the other device.
        let placement = c.place();
        let early = |arrival: &&Arrival| {
            let session = arrival.slip.content.asks.target().and_then(|target| c.menu.session(target));
            session.is_some_and(|session| session.opens.is_some())
        };
        other.arrivals.extend(c.arrivals.clone());
        other.arrivals.extend(c.arrivals.iter().filter(|arrival| !early(arrival)).step_by(2).cloned().map(|arrival| {
            Arrival { at: Stamp(arrival.at.0 + 5 * 3_600_000), way: Way::Shown, ..arrival }
        }));
        other.decisions.extend(c.decisions.clone());
        other.publications.extend(c.publications.clone());
        other.elsewhere.extend(c.elsewhere.clone());
        other.joins.extend(c.joins.clone());
        other.trainings.extend(c.trainings.clone());
        shuffle(&mut other.joins, &mut seed);
        shuffle(&mut other.arrivals, &mut seed);
        shuffle(&mut other.decisions, &mut seed);
        shuffle(&mut other.publications, &mut seed);
        for publication in &mut other.publications {
            shuffle(&mut publication.outcomes, &mut seed);
        }
        prop_assert_eq!(placement, other.place());
    }

    #[test]
    fn every_slip_has_one_answer_with_one_fitting_reason_and_rosters_agree(events in any_history()) {
        let c = after(&events);
        let placement = c.place();
        prop_assert_eq!(placement.answers.len(), c.handed);
        for slip in 0..c.handed {
            let answer = &placement.answers[&slip_id(slip)];
            prop_assert!(agree(answer), "{answer:?}");
        }
        let mut listed = 0;
        for roster in placement.rosters.values() {
            listed += roster.placed.len() + roster.waiting.len() + roster.refused.len() + roster.withdrawn.len();
            listed += roster.pending.len();
            prop_assert!(roster.pending.iter().all(|slip| placement.answers[slip].standing == Standing::Pending));
            let standing = |slip: &SlipId| placement.answers[slip].standing;
            prop_assert!(roster.placed.iter().all(|slip| standing(slip).holds_a_place()));
            prop_assert!(roster.refused.iter().all(|slip| standing(slip) == Standing::NotPlaced));
            let gone = |slip| matches!(standing(slip), Standing::Withdrawn | Standing::Cancelled);
            prop_assert!(roster.withdrawn.iter().all(gone));
            for (index, slip) in roster.waiting.iter().enumerate() {
                prop_assert_eq!(standing(slip), Standing::Waitlisted(index as u16 + 1));
            }
        }
        let known = known(&c, &placement);
        prop_assert_eq!(listed, known.len());
        let with_a_session = c.arrivals.iter().filter(|arrival| {
            let asks = &arrival.slip.content.asks;
            asks.person().is_some() && asks.target().is_some_and(|target| c.menu.target(target).is_some())
        });
        prop_assert_eq!(listed, with_a_session.count());
        let mut slips: Vec<SlipId> = known.iter().map(|slip| slip.arrival.slip.id).collect();
        slips.sort_unstable();
        slips.dedup();
        prop_assert_eq!(listed, slips.len(), "each slip stands in one list");
    }

    #[test]
    fn by_the_rules_alone_no_session_is_overfull(events in quiet_history()) {
        let c = after(&events);
        let placement = c.place();
        let overfull = placement.matters.iter().any(|matter| matches!(matter, Matter::Overfull { .. }));
        prop_assert!(!overfull);
        for (id, roster) in &placement.rosters {
            let places = c.menu.target(id).and_then(|target| target.places()).unwrap();
            prop_assert!(roster.placed.len() <= usize::from(places));
        }
    }

    #[test]
    fn an_overfull_session_was_made_so_by_word_and_the_organizer_is_told(events in any_history()) {
        let c = after(&events);
        let placement = c.place();
        let known = known(&c, &placement);
        for (id, roster) in &placement.rosters {
            let places = c.menu.target(id).and_then(|target| target.places()).unwrap();
            let matter = Matter::Overfull { session: id.clone(), placed: roster.fill().placed, places };
            let overfull = roster.placed.len() > usize::from(places);
            prop_assert_eq!(placement.matters.contains(&matter), overfull);
            if overfull {
                for slip in known.iter().filter(|slip| roster.placed.contains(&slip.arrival.slip.id)) {
                    prop_assert!(slip.bound);
                }
            }
        }
    }

    #[test]
    fn nobody_who_withdrew_is_placed(events in any_history()) {
        let c = after(&events);
        let placement = c.place();
        for arrival in &c.arrivals {
            let Asks::Withdraw { secret } = &arrival.slip.content.asks else { continue };
            for given_back in c.arrivals.iter().filter(|a| a.slip.content.secret_hash == secret.hash()) {
                if given_back.slip.content.asks.person().is_some() {
                    let standing = placement.answers[&given_back.slip.id].standing;
                    prop_assert!(!standing.holds_a_place() && !matches!(standing, Standing::Waitlisted(_)));
                }
            }
        }
    }

    #[test]
    fn a_published_confirmation_is_never_taken_away(events in any_history()) {
        let mut c = beginning(&events);
        let mut called_off: HashSet<SessionId> = HashSet::new();
        for event in &events {
            happen(&mut c, event);
            if let Event::CallOff { session } = event {
                called_off.insert(c.id(SESSIONS[*session]));
            }
            let placement = c.place();
            for (id, answer) in c.publications.iter().flat_map(|publication| &publication.outcomes) {
                if answer.standing != Standing::Confirmed || answer.reason == Reason::Noted {
                    continue;
                }
                let slip = &c.arrivals.iter().find(|arrival| arrival.slip.id == *id).unwrap().slip;
                let released = c.arrivals.iter().any(|other| match &other.slip.content.asks {
                    Asks::Withdraw { secret } | Asks::StandIn { secret, .. } => {
                        secret.hash() == slip.content.secret_hash && other.slip.id != *id
                    }
                    _ => false,
                });
                let refuses = |d: &&Decision| {
                    use Verdict::*;
                    matches!(d.verdict, Remove | OfferDeclined | SamePerson | Move { .. })
                };
                let decided = c.decisions.iter().filter(refuses).any(|decision| decision.slip == *id);
                let off = slip.content.asks.target().is_some_and(|target| called_off.contains(target));
                // Two computers may have published two swaps that exclude each other: the first holds.
                let published = |other: &SlipId| c.publications.iter().any(|p| p.standing(other) == Some(Standing::Confirmed));
                let swaps = |arrival: &&Arrival| matches!(arrival.slip.content.asks, Asks::Swap { .. });
                let other_swap = c.arrivals.iter().filter(swaps).any(|a| a.slip.id != *id && published(&a.slip.id));
                let off = off || (answer.reason == Reason::CarriedOut && other_swap);
                if !released && !decided && !off {
                    prop_assert_eq!(placement.answers[id].standing, Standing::Confirmed);
                }
            }
        }
    }

    #[test]
    fn publishing_alone_changes_nothing(events in history()) {
        let mut c = after(&events);
        let before = c.place();
        let now = c.now;
        c.publish();
        c.now = now;
        let published = c.place();
        prop_assert_eq!(&before.rosters, &published.rosters);
        for (slip, answer) in &before.answers {
            prop_assert_eq!(answer.standing, published.answers[slip].standing);
            // Which of too many promises goes beyond the places may be told of another.
            let promised = [answer, &published.answers[slip]].map(|answer| answer.reason == Reason::Promised);
            prop_assert!(answer.reason == published.answers[slip].reason || promised.contains(&true));
        }
        prop_assert_eq!(before.matters, published.matters);
    }

    #[test]
    fn nobody_is_overtaken_and_no_place_stays_empty_while_somebody_waits(events in any_history()) {
        let c = after(&events);
        let placement = c.place();
        let known = known(&c, &placement);
        for waiting in known.iter().filter(|slip| matches!(slip.answer.standing, Standing::Waitlisted(_))) {
            let asks = &waiting.arrival.slip.content.asks;
            let of_session = || known.iter().filter(|slip| slip.id == waiting.id);
            let drawn = |slip: &Known<'_>| match slip.answer.reason {
                Reason::Drawn { nth, .. } | Reason::DrawnNext { nth, .. } | Reason::NotDrawn { nth, .. } => Some(nth),
                Reason::PromisedToOthers { order, .. } if c.draws.contains_key(slip.id) => Some(order),
                Reason::MissedTheDraw { .. } => Some(u16::MAX),
                _ => None,
            };
            // Who served in a regular shift before goes first.
            let served = |slip: &Known<'_>| {
                let regular = c.menu.shift(slip.id).is_some_and(|shift| shift.regular);
                let joined = Joined::of(&c.joins, &BTreeSet::new());
                regular && c.elsewhere.iter().any(|engagement| {
                    let who = (joined.family(engagement.household), engagement.name.clone());
                    who == slip.person() && engagement.session.activity == slip.id.activity
                })
            };
            let by_arrival = |slip: &Known<'_>| (!served(slip), slip.arrival.at, slip.arrival.slip.id);
            let ahead = |slip: &Known<'_>| match (drawn(slip), drawn(waiting)) {
                (Some(nth), Some(waits)) if (nth, waits) != (u16::MAX, u16::MAX) => nth < waits,
                _ => by_arrival(slip) < by_arrival(waiting),
            };
            if !matches!(asks, Asks::StandIn { .. }) {
                prop_assert!(of_session().filter(|slip| slip.is_placed() && !slip.bound).all(ahead));
            }
            // From the start on nobody is called any more.
            if c.now.local(CHINA) < waiting.target.span().start {
                let placed = of_session().filter(|slip| slip.is_placed()).count();
                prop_assert!(placed >= usize::from(waiting.target.places().unwrap()));
            }
        }
    }

    #[test]
    fn what_is_not_bound_keeps_to_quota_clashes_consent_ages_and_training(events in any_history()) {
        let c = after(&events);
        let placement = c.place();
        let known = known(&c, &placement);
        for slip in known.iter().filter(|slip| slip.is_placed()) {
            let is_stand_in = matches!(slip.arrival.slip.content.asks, Asks::StandIn { .. });
            let published = c.publications.iter().any(|p| p.standing(&slip.arrival.slip.id).is_some_and(Standing::holds_a_place));
            let decides = |d: &&Decision| {
                matches!(d.verdict, Verdict::Place | Verdict::OfferAccepted | Verdict::Move { .. })
            };
            let decided = c.decisions.iter().filter(decides).any(|d| d.slip == slip.arrival.slip.id);
            if published || decided {
                continue;
            }
            let person = slip.arrival.slip.content.asks.person().unwrap();
            prop_assert!(person.guardian.is_some() || person.age.is_none_or(|age| age >= Age::CONSENT));
            for other in known.iter().filter(|other| other.is_placed() && other.person() == slip.person()) {
                let same = other.arrival.slip.id == slip.arrival.slip.id;
                prop_assert!(same || other.target.span().overlap(slip.target.span()).is_none());
            }
            for engagement in &c.elsewhere {
                let family = Joined::of(&c.joins, &BTreeSet::new()).family(engagement.household);
                let same = (family, engagement.name.clone()) == slip.person();
                prop_assert!(!same || engagement.span.overlap(slip.target.span()).is_none());
            }
            match slip.target {
                Target::Session(_, activity) => {
                    prop_assert!(!is_stand_in);
                    prop_assert_eq!(person.age.map(|age| activity.ages.fit(age)), Some(Fit::Fits));
                    let of_household = known.iter().filter(|other| {
                        other.is_placed()
                            && matches!(other.target, Target::Session(..))
                            && other.person().0 == slip.person().0
                    });
                    prop_assert!(of_household.count() <= usize::from(QUOTA));
                }
                Target::Shift(shift) => {
                    let seen = c.decisions.iter().any(|decision| {
                        decision.verdict == Verdict::TrainingSeen
                            && known.iter().any(|other| {
                                other.arrival.slip.id == decision.slip && other.person() == slip.person()
                            })
                    });
                    let recorded = c.trainings.iter().any(|record| {
                        let family = Joined::of(&c.joins, &BTreeSet::new()).family(record.household);
                        (family, record.name.clone()) == slip.person()
                            && record.training == shift.training
                            && record.covers(shift.start.day())
                    });
                    prop_assert!(shift.training.is_empty() || seen || recorded);
                    prop_assert!(person.age.is_some_and(|age| shift.ages().fit(age) == Fit::Fits) || shift.ages().is_open());
                }
            }
        }
    }

    #[test]
    fn a_member_enters_a_draw_once_and_only_who_may_come_enters(events in history()) {
        let mut c = month();
        for event in &events {
            let before = c.draws.clone();
            happen(&mut c, event);
            for (session, draw) in c.draws.iter().filter(|(session, _)| !before.contains_key(session)) {
                prop_assert!(draw.entrants.are_in_order());
                let joined = Joined::of(&c.joins, &BTreeSet::new());
                let mut members: HashSet<(HouseholdTag, String)> = HashSet::new();
                let mut entered = 0;
                for arrival in &c.arrivals {
                    let slip = &arrival.slip;
                    if draw.entrants.find(&EntrantTag::of(&slip.key, session)).is_none() {
                        continue;
                    }
                    entered += 1;
                    let person = slip.content.asks.person().unwrap();
                    prop_assert!(members.insert((joined.family(slip.content.household), person.plain_name())));
                    prop_assert!(arrival.at.local(CHINA) <= c.menu.session(session).unwrap().closes_at());
                    prop_assert!(person.guardian.is_some() || person.age.is_none_or(|age| age >= Age::CONSENT));
                    let given_back = c.arrivals.iter().any(|other| match &other.slip.content.asks {
                        Asks::Withdraw { secret } => secret.hash() == slip.content.secret_hash,
                        _ => false,
                    });
                    prop_assert!(!given_back);
                }
                prop_assert_eq!(entered, draw.entrants.len());
            }
        }
    }

    #[test]
    fn published_entrants_are_the_draw(events in history()) {
        let mut c = month();
        for event in &events {
            happen(&mut c, event);
            let placement = c.place();
            for (session, draw) in &c.draws {
                let of = u16::try_from(draw.entrants.len()).unwrap();
                for slip in c.arrivals.iter().map(|arrival| &arrival.slip) {
                    let entered = draw.entrants.find(&EntrantTag::of(&slip.key, session)).is_some();
                    match &placement.answers[&slip.id].reason {
                        Reason::Drawn { nth, of: told, .. }
                        | Reason::DrawnNext { nth, of: told, .. }
                        | Reason::NotDrawn { nth, of: told, .. }
                            if slip.content.asks.target() == Some(session) =>
                        {
                            prop_assert!(entered && *told == of && *nth <= of && draw.result.is_some());
                        }
                        _ => {}
                    }
                }
            }
        }
    }
}

/// Claims, withdrawals, swaps and stand-ins alone, by people of whom no organizer has said anything: what a month of volunteers is
/// made of.
fn service() -> impl Strategy<Value = Vec<Event>> {
    // Without the last two guests, who look like the first two: a slip that is held for that counts nowhere.
    let guests = 0..GUESTS - 2;
    let claim = (guests.clone(), 0..SHIFTS.len()).prop_map(|(guest, shift)| Event::Claim { guest, shift });
    let event = prop_oneof![
        6 => claim,
        2 => (0..12usize).prop_map(|of| Event::Withdraw { of }),
        5 => (guests, 0..12usize).prop_map(|(guest, of)| Event::StandIn { guest, of }),
        5 => (0..12usize, 0..12usize).prop_map(|(of, given)| Event::Swap { of, given }),
        3 => Just(Event::Publish { device: None }),
        2 => (0..12usize).prop_map(|of| Event::Decide { of, verdict: Verdict::TrainingSeen }),
        2 => (1..72i64).prop_map(|hours| Event::Later { hours }),
    ];
    let any = prop::collection::vec(event, 0..40);
    (prop::option::of(confirmed_volunteers()), any).prop_map(|(first, then)| [first.unwrap_or_default(), then].concat())
}

/// The month, with two shifts of two places that overlap.
fn after_service(events: &[Event]) -> Centre {
    let mut c = month();
    c.menu.shifts[0].needed_to = 2;
    c.menu.shifts[2].needed_to = 2;
    c.menu.shifts[2].start = start("2026-12-08T14:00");
    for event in events {
        happen(&mut c, event);
    }
    c
}

proptest! {
    #![proptest_config(histories())]

    #[test]
    fn no_one_is_on_two_shifts_at_once(events in service()) {
        let c = after_service(&events);
        let placement = c.place();
        let known = known(&c, &placement);
        let serving: Vec<_> = known.iter().filter(|slip| slip.is_placed()).collect();
        for (index, one) in serving.iter().enumerate() {
            for other in serving[index + 1..].iter().filter(|other| other.person() == one.person()) {
                prop_assert!(one.target.span().overlap(other.target.span()).is_none());
                prop_assert_ne!(one.id, other.id, "nobody serves twice in one shift");
            }
        }
    }

    /// Whoever stands in for somebody with a place, and may come, takes exactly that place: before and after the shift
    /// counts as many, and of the two only one is counted.
    #[test]
    fn a_stand_in_never_makes_a_shift_over_or_under_counted(events in service(), of in 0..12usize, told in any::<bool>()) {
        let mut c = after_service(&events);
        if told {
            c.publish();
        }
        let before = c.place();
        // Not a slip that somebody gave back before it was made.
        c.handed += 40;
        let mut hands_over = c.arrivals.iter().filter(|arrival| arrival.slip.id == slip_id(of));
        let holds = before.answers.get(&slip_id(of)).is_some_and(|answer| answer.standing.holds_a_place());
        // Who has further slips is free for those now, and others for what they leave: that is placing, not counting.
        let listed = known(&c, &before);
        let holder = listed.iter().find(|slip| slip.arrival.slip.id == slip_id(of)).map(Known::person);
        let slips = listed.iter().filter(|slip| Some(slip.person()) == holder).count();
        let holds = holds && slips == 1;
        if let Some(shift) = hands_over.find_map(|arrival| arrival.slip.content.asks.target()).filter(|_| holds).cloned() {
            let training = c.menu.shift(&shift).unwrap().training.clone();
            c.trained("替班", &training, ("2026-01-01", None));
            let Guest { household, person } = guest("替班");
            let stands_in = c.hand_in(&household, Asks::StandIn { shift: shift.clone(), secret: secret(of), person });
            let after = c.place();
            prop_assert_eq!(before.rosters[&shift].placed.len(), after.rosters[&shift].placed.len());
            prop_assert!(after.answers[&slip_id(stands_in)].standing.holds_a_place());
            prop_assert_eq!(&after.answers[&slip_id(of)].reason, &Reason::StoodIn);
            prop_assert!(!after.rosters[&shift].placed.contains(&slip_id(of)));
        }
    }

    #[test]
    fn publishing_changes_nothing_where_volunteers_change_places(events in service()) {
        let mut c = after_service(&events);
        let before = c.place();
        let now = c.now;
        c.publish();
        c.now = now;
        let published = c.place();
        prop_assert_eq!(&before.rosters, &published.rosters);
        for (slip, answer) in &before.answers {
            prop_assert_eq!(answer.standing, published.answers[slip].standing);
            let reasons = [&answer.reason, &published.answers[slip].reason];
            let of_swaps = |reason: &&Reason| {
                matches!(reason, Reason::Swapped { .. } | Reason::NotSwapped { .. } | Reason::CarriedOut)
            };
            prop_assert!(reasons[0] == reasons[1] || !reasons.iter().any(of_swaps));
        }
    }

    /// Two with a confirmed shift each change places: both are where the other was, or nothing at all is different.
    #[test]
    fn a_swap_is_carried_out_whole_or_not_at_all(
        events in service(),
        of in 0..6usize,
        given in 0..6usize,
        open_to_all in any::<bool>(),
    ) {
        let mut c = after_service(&events);
        if open_to_all {
            c.menu.shifts[1].training = String::new();
            c.menu.shifts[2].min_age = None;
        }
        c.publish();
        let before = c.place();
        c.handed += 40;
        let swap = slip_id(c.swaps(of, given));
        let after = c.place();
        let place = |placement: &Placement, slip: usize| {
            let arrival = c.arrivals.iter().find(|arrival| arrival.slip.id == slip_id(slip))?;
            Some(placement.answers[&slip_id(slip)].leads_to(arrival.slip.content.asks.target()?).clone())
        };
        if after.answers[&swap].standing == Standing::Confirmed {
            prop_assert_eq!(&after.answers[&swap].reason, &Reason::CarriedOut);
            for (one, other) in [(of, given), (given, of)] {
                prop_assert_eq!(place(&after, one), place(&before, other));
                prop_assert!(before.answers[&slip_id(one)].standing.holds_a_place());
                prop_assert!(after.rosters[&place(&after, one).unwrap()].placed.contains(&slip_id(one)));
            }
            // Who has further slips is free for those now, or is not any more: that is placing, not counting.
            let listed = known(&c, &before);
            let slips = |slip: usize| {
                let person = listed.iter().find(|known| known.arrival.slip.id == slip_id(slip)).map(Known::person);
                listed.iter().filter(|known| Some(known.person()) == person).count()
            };
            if slips(of) == 1 && slips(given) == 1 {
                for (id, roster) in &before.rosters {
                    prop_assert_eq!(roster.placed.len(), after.rosters[id].placed.len());
                }
            }
        } else {
            prop_assert_eq!(&before.rosters, &after.rosters);
            for (slip, answer) in &before.answers {
                prop_assert_eq!(answer.standing, after.answers[slip].standing);
                prop_assert!(*slip == slip_id(of) || answer.reason == after.answers[slip].reason);
            }
        }
    }

    #[test]
    fn by_claims_and_stand_ins_alone_no_shift_is_overfull(events in service()) {
        let c = after_service(&events);
        for (id, roster) in &c.place().rosters {
            let places = c.menu.target(id).and_then(|target| target.places()).unwrap();
            prop_assert!(roster.placed.len() <= usize::from(places));
        }
    }
}

fn shuffle<T>(list: &mut [T], seed: &mut u64) {
    for last in (1..list.len()).rev() {
        *seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        list.swap(last, (*seed >> 33) as usize % (last + 1));
    }
}
