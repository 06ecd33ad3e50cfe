//! What holds in every history: arrivals, withdrawals, stand-ins, decisions, changes of places, publications
//! from one device or the other, and slips that turn out to have come earlier, as after a merge.

use proptest::prelude::*;
use proptest::test_runner::RngSeed;

use super::*;

/// At least 2,000 histories for each property; `PROPTEST_CASES` asks for more.
/// The same histories at every run, so that a failure can be looked at again; others with `PROPTEST_RNG_SEED`, more with
/// `PROPTEST_CASES`.
fn histories() -> ProptestConfig {
    let config = ProptestConfig::default();
    let rng_seed = match config.rng_seed {
        RngSeed::Random => RngSeed::Fixed(20_261_201),
        chosen => chosen,
    };
    ProptestConfig { cases: config.cases.max(2_000), failure_persistence: None, rng_seed, ..config }
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
}

const SESSIONS: [&str; 4] = ["茶道", "插花", "书法", "亲子折纸"];
const SHIFTS: [&str; 2] = ["签到", "课业辅导"];
const QUOTA: u16 = 2;

/// Two overlapping sessions, a third on another day, one for children; a shift that overlaps the first,
/// another that asks for a training.
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
        .shift("签到", 1)
        .shift("课业辅导", 1)
        .training("未成年人保护");
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
    ]
}

fn event() -> impl Strategy<Value = Event> {
    use Verdict::*;
    let slip = 0..12usize;
    let verdict = prop::sample::select(vec![Place, Remove, Undo, OfferAccepted, OfferDeclined, TrainingSeen]);
    prop_oneof![
        8 => (0..6usize, 0..SESSIONS.len()).prop_map(|(guest, session)| Event::SignUp { guest, session }),
        4 => (0..6usize, 0..SHIFTS.len()).prop_map(|(guest, shift)| Event::Claim { guest, shift }),
        3 => slip.clone().prop_map(|of| Event::Withdraw { of }),
        3 => (0..6usize, slip.clone()).prop_map(|(guest, of)| Event::StandIn { guest, of }),
        2 => (slip, verdict).prop_map(|(of, verdict)| Event::Decide { of, verdict }),
        4 => prop::option::of(any::<bool>()).prop_map(|device| Event::Publish { device }),
        1 => (0..SESSIONS.len(), 0..4u16).prop_map(|(session, places)| Event::Places { session, places }),
        1 => (0..SESSIONS.len()).prop_map(|session| Event::CallOff { session }),
        2 => (1..300i64).prop_map(|hours| Event::CameEarlier { hours }),
        2 => (1..72i64).prop_map(|hours| Event::Later { hours }),
    ]
}

/// A history without organizers' interference, in one book: only the rules are at work.
fn quiet(event: &Event) -> bool {
    !matches!(
        event,
        Event::Decide { .. } | Event::Places { .. } | Event::CameEarlier { .. } | Event::Publish { device: Some(_) }
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
    }
}

fn after(events: &[Event]) -> Centre {
    let mut c = month();
    for event in events {
        happen(&mut c, event);
    }
    c
}

fn history() -> impl Strategy<Value = Vec<Event>> {
    prop::collection::vec(event(), 0..40)
}

fn quiet_history() -> impl Strategy<Value = Vec<Event>> {
    history().prop_map(|events| events.into_iter().filter(quiet).collect())
}

/// What the facts alone say of a slip that asks for a place.
struct Known<'a> {
    arrival: &'a Arrival,
    target: Target<'a>,
    answer: &'a Answer,
    /// Published as confirmed or offered, decided, or standing in: not by the rules alone.
    bound: bool,
}

impl Known<'_> {
    fn person(&self) -> (HouseholdTag, String) {
        let content = &self.arrival.slip.content;
        (content.household, content.asks.person().unwrap().plain_name())
    }

    fn is_placed(&self) -> bool {
        self.answer.standing.holds_a_place()
    }
}

fn known<'a>(c: &'a Centre, placement: &'a Placement) -> Vec<Known<'a>> {
    let published: Vec<_> = c.publications.iter().flat_map(|publication| &publication.outcomes).collect();
    let asks = c.arrivals.iter().filter(|arrival| arrival.slip.content.asks.person().is_some());
    asks.filter_map(|arrival| {
        let id = arrival.slip.id;
        let asks = &arrival.slip.content.asks;
        let promised = published.iter().any(|(slip, answer)| *slip == id && answer.standing.holds_a_place());
        let decides = |decision: &&Decision| matches!(decision.verdict, Verdict::Place | Verdict::OfferAccepted);
        let decided = c.decisions.iter().filter(decides).any(|decision| decision.slip == id);
        let bound = promised || decided || matches!(asks, Asks::StandIn { .. });
        let target = c.menu.target(asks.target()?)?;
        Some(Known { arrival, target, answer: &placement.answers[&id], bound })
    })
    .collect()
}

/// Whether a reason can stand beside a standing.
fn agree(answer: &Answer) -> bool {
    use Reason::*;
    match answer.standing {
        Standing::Confirmed => {
            matches!(answer.reason, Placed { .. } | Promoted { .. } | Promised | Decided { .. } | NoSlipNeeded | Noted)
        }
        Standing::Offered => matches!(answer.reason, Placed { .. } | Promoted { .. } | Promised),
        Standing::Waitlisted(_) => matches!(answer.reason, Full { .. } | PromisedToOthers { .. }),
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
                | StoodIn
                | Decided { .. }
                | Declined
        ),
        _ => false,
    }
}

proptest! {
    #![proptest_config(histories())]

    #[test]
    fn any_order_and_any_repetition_of_the_facts_gives_the_same(
        events in history(),
        mut seed in any::<u64>(),
    ) {
        let c = after(&events);
        let mut other = c.clone();
        // The same slips come again, later; the same decisions and publications come from the other device.
        other.arrivals.extend(c.arrivals.iter().step_by(2).cloned().map(|arrival| {
            Arrival { at: Stamp(arrival.at.0 + 5 * 3_600_000), way: Way::Shown, ..arrival }
        }));
        other.decisions.extend(c.decisions.clone());
        other.publications.extend(c.publications.clone());
        other.elsewhere.extend(c.elsewhere.clone());
        shuffle(&mut other.arrivals, &mut seed);
        shuffle(&mut other.decisions, &mut seed);
        shuffle(&mut other.publications, &mut seed);
        for publication in &mut other.publications {
            shuffle(&mut publication.outcomes, &mut seed);
        }
        prop_assert_eq!(c.place(), other.place());
    }

    #[test]
    fn every_slip_has_one_answer_with_one_fitting_reason_and_rosters_agree(events in history()) {
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
            let standing = |slip: &SlipId| placement.answers[slip].standing;
            prop_assert!(roster.placed.iter().all(|slip| standing(slip).holds_a_place()));
            prop_assert!(roster.refused.iter().all(|slip| standing(slip) == Standing::NotPlaced));
            let gone = |slip| matches!(standing(slip), Standing::Withdrawn | Standing::Cancelled);
            prop_assert!(roster.withdrawn.iter().all(gone));
            for (index, slip) in roster.waiting.iter().enumerate() {
                prop_assert_eq!(standing(slip), Standing::Waitlisted(index as u16 + 1));
            }
        }
        prop_assert_eq!(listed, known(&c, &placement).len());
        for slip in known(&c, &placement) {
            let roster = &placement.rosters[slip.arrival.slip.content.asks.target().unwrap()];
            let id = slip.arrival.slip.id;
            let times = [&roster.placed, &roster.waiting, &roster.refused, &roster.withdrawn]
                .map(|list| list.iter().filter(|listed| **listed == id).count());
            prop_assert_eq!(times.iter().sum::<usize>(), 1);
        }
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
    fn an_overfull_session_was_made_so_by_word_and_the_organizer_is_told(events in history()) {
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
    fn nobody_who_withdrew_is_placed(events in history()) {
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
    fn a_published_confirmation_is_never_taken_away(events in history()) {
        let mut c = month();
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
                let refuses = |d: &&Decision| matches!(d.verdict, Verdict::Remove | Verdict::OfferDeclined);
                let decided = c.decisions.iter().filter(refuses).any(|decision| decision.slip == *id);
                let off = slip.content.asks.target().is_some_and(|target| called_off.contains(target));
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
        c.publish();
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
    fn nobody_is_overtaken_and_no_place_stays_empty_while_somebody_waits(events in history()) {
        let c = after(&events);
        let placement = c.place();
        let known = known(&c, &placement);
        for waiting in known.iter().filter(|slip| matches!(slip.answer.standing, Standing::Waitlisted(_))) {
            let asks = &waiting.arrival.slip.content.asks;
            let of_session = || known.iter().filter(|slip| slip.arrival.slip.content.asks.target() == asks.target());
            let ahead = |slip: &Known<'_>| {
                (slip.arrival.at, slip.arrival.slip.id) < (waiting.arrival.at, waiting.arrival.slip.id)
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
    fn what_is_not_bound_keeps_to_quota_clashes_consent_ages_and_training(events in history()) {
        let c = after(&events);
        let placement = c.place();
        let known = known(&c, &placement);
        for slip in known.iter().filter(|slip| slip.is_placed()) {
            let is_stand_in = matches!(slip.arrival.slip.content.asks, Asks::StandIn { .. });
            let published = c.publications.iter().any(|p| p.standing(&slip.arrival.slip.id).is_some_and(Standing::holds_a_place));
            let decides = |d: &&Decision| matches!(d.verdict, Verdict::Place | Verdict::OfferAccepted);
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
                let same = (engagement.household, engagement.name.clone()) == slip.person();
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
                    prop_assert!(shift.training.is_empty() || seen);
                }
            }
        }
    }
}

fn shuffle<T>(list: &mut [T], seed: &mut u64) {
    for last in (1..list.len()).rev() {
        *seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        list.swap(last, (*seed >> 33) as usize % (last + 1));
    }
}

/// `cargo test --release -- --ignored --nocapture a_month_of` prints how long a large month takes.
#[test]
#[ignore = "prints a time, asserts nothing about it"]
fn a_month_of_twenty_thousand_slips_in_five_hundred_sessions() {
    let mut c = Centre::new().quota(6);
    for n in 0..500 {
        c = c.session(&format!("课{n}"), 20);
        let start = c.menu.sessions[n].start.plus((n as i64 % 8) * 45);
        c.menu.sessions[n].start = start;
    }
    let ids: Vec<SessionId> = c.menu.sessions.iter().map(|session| session.id.clone()).collect();
    let mut seed = 7;
    for slip in 0..20_000usize {
        shuffle(&mut [0, 1], &mut seed);
        let household = format!("家{}", (seed >> 33) % 3_000);
        let person = guest(&format!("人{}", (seed >> 40) % 3)).person;
        let session = ids[(seed >> 20) as usize % ids.len()].clone();
        match slip % 20 {
            19 => drop(c.withdraws(slip - 7)),
            _ => drop(c.hand_in(&household, Asks::SignUp { session, person })),
        }
        c.now.0 -= 59_000;
        if slip == 10_000 {
            c.publish();
        }
    }
    let begin = std::time::Instant::now();
    let placement = c.place();
    println!("{:?} for {} slips", begin.elapsed(), placement.answers.len());
    assert_eq!(placement.answers.len(), 20_000);
    assert!(placement.rosters.values().any(|roster| !roster.waiting.is_empty()));
}
