//! Placement: one pure function from a month's facts to how every slip stands, and why.
//!
//! The order of steps is that of the design:
//! 1. what a withdrawal, a swap, a stand-in, a cancellation or an organizer's decision settles;
//! 2. what looks like the same person twice is held for the organizer;
//! 3. what binds: places that were published as confirmed or offered, accepted offers, decisions to place;
//! 4. everybody else by turn, over all sessions of the month at once, because clashes and quotas cross them: place
//!    while there are places and no rule is broken. The turn of who signed up where the first to come are placed is
//!    the arrival, that of who was drawn is the closing of sign-up, then the order of the draw;
//! 5. those left without a place, when all places of the month are known: refuse what breaks a rule, let
//!    the rest wait. So only who could come stands in line, and publishing alone changes nobody's standing.
//!
//! Nothing depends on the order in which facts are handed over, nor on how often. `docs/placement.md` says all of it in
//! words; a second program written from there agrees (`tests/placement/`).

mod swaps;

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::ops::Range;

use crate::domain::activity::Shift;
use crate::domain::age::Fit;
use crate::domain::book::{Decision, Engagement, Fill, Publication, Verdict};
use crate::domain::draw::{Entrants, SessionDraw, order};
use crate::domain::id::{EntrantTag, HouseholdTag, SecretHash, SessionId, SlipId};
use crate::domain::joined::{Join, Joined};
use crate::domain::menu::{Menu, Target};
use crate::domain::slip::{Arrival, Asks, OpenedSlip, Person};
use crate::domain::standing::{Answer, Reason, Standing};
use crate::domain::time::{Span, Stamp, Start};
use crate::domain::training::Training;

/// What a month's places are given by.
#[derive(Debug, Clone, Copy)]
pub struct MonthFacts<'a> {
    /// The published month, with its rules.
    pub menu: &'a Menu,
    /// The centre's clock, in minutes east of UTC.
    pub utc_offset: i32,
    /// What time it is: who was not drawn waits until the session begins.
    pub now: Stamp,
    /// What came for this month, in any order, as often as it came. A withdrawal names no month: it belongs
    /// to that of the slip whose secret it shows.
    pub arrivals: &'a [Arrival],
    /// What came and names no month: of these, withdrawals count.
    pub strays: &'a [Arrival],
    /// What organizers decided.
    pub decisions: &'a [Decision],
    /// What was published.
    pub publications: &'a [Publication],
    /// Places that members hold in other months.
    pub elsewhere: &'a [Engagement],
    /// Households that are one family, as organizers joined them and did not undo.
    pub joins: &'a [Join],
    /// Draws whose entrants were published.
    pub draws: &'a BTreeMap<SessionId, SessionDraw>,
    /// Families that won nothing in their last draws: they go first in draws to come, if the rules say so.
    pub lost: &'a [HouseholdTag],
    /// Training records that hold.
    pub trainings: &'a [Training],
}

/// Who is placed in a session or shift, and who waits. By turn.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Roster {
    /// Confirmed, and offered.
    pub placed: Vec<SlipId>,
    /// Waiting, first in line first.
    pub waiting: Vec<SlipId>,
    /// Not placed.
    pub refused: Vec<SlipId>,
    /// Given back, or called off.
    pub withdrawn: Vec<SlipId>,
    /// Not answered yet: a draw is awaited, or the organizer is to find something out.
    pub pending: Vec<SlipId>,
}

impl Roster {
    /// Its counts.
    pub fn fill(&self) -> Fill {
        Fill { placed: small(self.placed.len()), waiting: small(self.waiting.len()) }
    }
}

/// What only an organizer can settle.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Matter {
    /// More are confirmed than there are places: every one of them was promised.
    Overfull {
        /// Where.
        session: SessionId,
        /// Confirmed.
        placed: u16,
        /// There are.
        places: u16,
    },
    /// 疑似重复: one person seems to be on two slips for one session. The same name and number, or the same
    /// child by name and age, from two households; or two places of one person that were both promised.
    /// The second is held, unless its place was promised. Settled by deciding whether it is the same person, or by
    /// placing or removing one of them.
    PossiblyTheSame {
        /// Where.
        session: SessionId,
        /// The earlier slip.
        first: SlipId,
        /// The later slip.
        second: SlipId,
    },
    /// A slip that came in time, but became known only after a draw's entrants were published (it came to another
    /// device): it stands after all of them.
    MissedTheDraw {
        /// Where.
        session: SessionId,
        /// Which.
        slip: SlipId,
    },
}

/// How a month stands.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Placement {
    /// Of every slip that came.
    pub answers: BTreeMap<SlipId, Answer>,
    /// Of every session and shift of the menu.
    pub rosters: BTreeMap<SessionId, Roster>,
    /// For the organizer.
    pub matters: Vec<Matter>,
}

impl Placement {
    /// How full every session and shift is: counts without names, for everybody.
    pub fn fill(&self) -> BTreeMap<SessionId, Fill> {
        self.rosters.iter().map(|(session, roster)| (session.clone(), roster.fill())).collect()
    }
}

/// One person of one household, who can clash with themselves: a number given out by [`Persons`].
type Who = usize;

/// Sessions and shifts are looked up by number: comparing ids costs more.
type SessionNumber = usize;

/// When a slip's turn is: one line through the whole month.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Turn {
    /// The arrival, or the closing of a session whose places are drawn.
    at: Stamp,
    drawn: bool,
    class: Class,
    /// In a draw: HMAC-SHA-256(seed ‖ number, tag).
    value: [u8; 32],
    came: Stamp,
    id: SlipId,
}

/// Who goes before whom in a draw.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Class {
    /// Won nothing in the last draws.
    First,
    Usual,
    /// Not among the entrants.
    Missed,
}

impl Turn {
    fn by_arrival(at: Stamp, id: SlipId) -> Self {
        Self { at, drawn: false, class: Class::Usual, value: [0; 32], came: at, id }
    }
}

/// How a slip gets to its turn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Lot {
    /// By its arrival.
    Arrival,
    /// By a draw to come.
    Awaited { closes: Start },
    /// By a draw.
    Drawn { nth: u16, of: u16 },
    /// After a draw that it did not enter.
    Missed { of: u16, decided: bool },
}

/// A session's draw, ready to be looked up.
struct Draw {
    closes: Start,
    at: Stamp,
    /// Tags of entrants with their place in the order, once the entrants are published; places are 0 until the number
    /// is known.
    entrants: Option<HashMap<EntrantTag, Entrant>>,
    decided: bool,
}

#[derive(Debug, Clone, Copy)]
struct Entrant {
    nth: u16,
    class: Class,
    value: [u8; 32],
}

impl Draw {
    fn of(closes: Start, utc_offset: i32, held: Option<&SessionDraw>) -> Self {
        let entrants = held.map(|held| match &held.result {
            Some(result) => {
                let order = order(&result.seed, &result.number, &held.entrants).into_iter().enumerate();
                let place = |(index, drawn): (usize, crate::domain::draw::Drawn)| {
                    let class = if drawn.first { Class::First } else { Class::Usual };
                    (drawn.tag, Entrant { nth: small(index + 1), class, value: drawn.value })
                };
                order.map(place).collect()
            }
            None => {
                let tags = held.entrants.first.iter().chain(&held.entrants.others);
                tags.map(|tag| (*tag, Entrant { nth: 0, class: Class::Usual, value: [0; 32] })).collect()
            }
        });
        let decided = held.is_some_and(|held| held.result.is_some());
        Self { closes, at: closes.stamp(utc_offset), entrants, decided }
    }

    fn lot(&self, slip: &OpenedSlip, session: &SessionId, came: Stamp) -> (Lot, Turn) {
        let by_class = |class, value| Turn { at: self.at, drawn: true, class, value, came, id: slip.id };
        let awaited = (Lot::Awaited { closes: self.closes }, by_class(Class::Usual, [0; 32]));
        let Some(entrants) = &self.entrants else { return awaited };
        let of = small(entrants.len());
        match entrants.get(&EntrantTag::of(&slip.key, session)) {
            Some(Entrant { nth, class, value }) if self.decided => {
                (Lot::Drawn { nth: *nth, of }, by_class(*class, *value))
            }
            Some(_) => awaited,
            None => (Lot::Missed { of, decided: self.decided }, by_class(Class::Missed, [0; 32])),
        }
    }
}

fn small(count: usize) -> u16 {
    u16::try_from(count).unwrap_or(u16::MAX)
}

/// What was published of a slip, by whichever device and however often.
#[derive(Debug, Clone, Copy, Default)]
struct Told {
    confirmed: bool,
    offered: bool,
    to_wait: bool,
    refused: bool,
}

impl Told {
    fn promised(self) -> bool {
        self.confirmed || self.offered
    }

    fn and(self, other: Told) -> Told {
        Told {
            confirmed: self.confirmed || other.confirmed,
            offered: self.offered || other.offered,
            to_wait: self.to_wait || other.to_wait,
            refused: self.refused || other.refused,
        }
    }
}

/// What a stand-in takes over from the claim whose secret it shows.
#[derive(Debug, Clone, Copy)]
struct Inheritance {
    turn: Turn,
    told: Told,
    /// A place was promised, but a stand-in on the way was published as not placed: by now the place may be
    /// another's, the turn remains.
    lapsed: bool,
}

impl Inheritance {
    /// As it is handed on by a stand-in who was told this.
    fn by(self, own: Told) -> Self {
        if own.refused && !own.promised() && self.told.promised() {
            let to_wait = self.told.to_wait || own.to_wait;
            return Self { told: Told { to_wait, ..Told::default() }, lapsed: true, ..self };
        }
        Self { told: self.told.and(own), lapsed: self.lapsed && !own.promised(), ..self }
    }
}

/// A slip that asks for a place, on its way through placement.
struct Candidate<'a> {
    slip: &'a OpenedSlip,
    person: &'a Person,
    who: Who,
    name: usize,
    family: HouseholdTag,
    /// Where it asks for one; where an organizer moved it.
    id: &'a SessionId,
    /// The number of that session.
    at: SessionNumber,
    /// None when no such session is in the month.
    target: Option<Target<'a>>,
    came: Stamp,
    turn: Turn,
    lot: Lot,
    /// Its place among all candidates of the month, by turn.
    rank: usize,
    /// 报名顺序, counted from 1 among all that ever asked for the same session.
    order: u16,
    /// Told to this slip itself.
    told: Told,
    /// Told to this slip and to the claim that it stands in for.
    told_in_all: Told,
    /// See [`Inheritance`].
    lapsed: bool,
    /// Looks like a person on another slip.
    held: bool,
    /// A further slip of a person who is held.
    held_before: bool,
}

impl Candidate<'_> {
    fn places(&self) -> u16 {
        self.target.and_then(|target| target.places()).unwrap_or(0)
    }

    /// Whether a place was promised, were it only once.
    fn had_promise(&self) -> bool {
        self.told_in_all.promised() || self.lapsed
    }
}

/// Gives every person of every family a number, so that names are compared once.
#[derive(Default)]
struct Persons {
    names: HashMap<String, usize>,
    persons: HashMap<(HouseholdTag, usize), Who>,
}

impl Persons {
    fn name(&mut self, name: String) -> usize {
        let next = self.names.len();
        *self.names.entry(name).or_insert(next)
    }

    fn of_name(&mut self, family: HouseholdTag, name: usize) -> Who {
        let next = self.persons.len();
        *self.persons.entry((family, name)).or_insert(next)
    }

    fn number(&mut self, family: HouseholdTag, name: String) -> Who {
        let name = self.name(name);
        self.of_name(family, name)
    }
}

/// Gives a month's places.
pub fn place(facts: &MonthFacts<'_>) -> Placement {
    let mut placing = Placing::of(facts);
    loop {
        match placing.step() {
            Step::More(rest) => placing = *rest,
            Step::Done(placement) => return placement,
        }
    }
}

/// Placement in pieces, so that a page stays responsive while a large month is placed.
pub struct Placing<'a> {
    hall: Hall<'a>,
    stage: Stage,
    /// How much of the stage is done.
    done: usize,
    candidates: Vec<Candidate<'a>>,
    alike: Alike<'a>,
    groups: Groups,
    rosters: Rosters,
}

/// What became of a step.
pub enum Step<'a> {
    /// There is more to do.
    More(Box<Placing<'a>>),
    /// All is placed.
    Done(Placement),
}

/// What makes two slips look like one person's: the session, the name, and a mark.
type AlikeBy<'a> = (SessionNumber, usize, Mark<'a>);

/// The search for slips that look like one person's.
#[derive(Default)]
struct Alike<'a> {
    /// Indices of candidates that are held for nobody.
    firm: Vec<usize>,
    /// Indices of all others that are looked at.
    others: Vec<usize>,
    /// The first candidate that looks so.
    seen: HashMap<AlikeBy<'a>, usize>,
    /// Of whom a slip is held, where.
    held: HashSet<(Who, SessionNumber)>,
}

fn alike_by<'a>(candidate: &Candidate<'a>) -> [Option<AlikeBy<'a>>; 4] {
    marks(candidate.person, candidate.family).map(|mark| mark.map(|mark| (candidate.at, candidate.name, mark)))
}

/// Rosters, by the session's number, while they are filled.
#[derive(Default)]
struct Rosters {
    lists: Vec<Roster>,
    somebody_waits: Vec<bool>,
}

/// Indices of candidates, by what is to become of them.
#[derive(Default)]
struct Groups {
    bound: Vec<usize>,
    heirs: Vec<usize>,
    open: Vec<usize>,
    awaiting: Vec<usize>,
    left: Vec<usize>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    Publications,
    Arrivals,
    Decisions,
    Secrets,
    Candidates,
    Suspicions,
    Firm,
    Hold,
    Turns,
    Settle,
    Bound,
    Heirs,
    Open,
    Awaiting,
    Left,
    Rosters,
    Matters,
}

/// So many slips are looked at in one step.
const STEP: usize = 2_048;

impl<'a> Placing<'a> {
    /// Begins. Nothing is computed yet.
    pub fn of(facts: &MonthFacts<'a>) -> Self {
        Self {
            hall: Hall::open(facts),
            stage: Stage::Publications,
            done: 0,
            candidates: Vec::with_capacity(facts.arrivals.len()),
            alike: Alike::default(),
            groups: Groups::default(),
            rosters: Rosters::default(),
        }
    }

    /// Does the next piece: a few milliseconds, whatever the month's size.
    pub fn step(mut self) -> Step<'a> {
        let next = match self.stage {
            Stage::Publications => {
                let publications = self.hall.facts.publications;
                if let Some(publication) = publications.get(self.done) {
                    self.hall.read_publication(publication);
                    self.done += 1;
                }
                self.is_through(publications.len()).then_some(Stage::Arrivals)
            }
            Stage::Arrivals => {
                let all = self.hall.facts.arrivals.len() + self.hall.facts.strays.len();
                let piece = self.piece(all);
                self.hall.read_arrivals(piece);
                self.is_through(all).then(|| {
                    self.hall.sort_arrivals();
                    Stage::Decisions
                })
            }
            Stage::Decisions => {
                self.hall.read_decisions();
                Some(Stage::Secrets)
            }
            Stage::Secrets => {
                self.hall.read_secrets();
                Some(Stage::Candidates)
            }
            Stage::Candidates => {
                let all = self.hall.arrivals.len();
                let piece = self.piece(all);
                self.hall.list_candidates(piece, &mut self.candidates);
                self.is_through(all).then_some(Stage::Suspicions)
            }
            Stage::Suspicions => {
                let all = if self.hall.version >= 2 { self.candidates.len() } else { 0 };
                let piece = self.piece(all);
                self.hall.look_for_suspicions(&self.candidates, piece, &mut self.alike);
                self.is_through(all).then_some(Stage::Firm)
            }
            Stage::Firm => {
                let all = self.alike.firm.len();
                let piece = self.piece(all);
                self.hall.pair_firm(&self.candidates, piece, &mut self.alike);
                self.is_through(all).then_some(Stage::Hold)
            }
            Stage::Hold => {
                let all = self.alike.others.len();
                let piece = self.piece(all);
                self.hall.hold(&mut self.candidates, piece, &mut self.alike);
                self.is_through(all).then_some(Stage::Turns)
            }
            Stage::Turns => {
                self.hall.give_turns(&mut self.candidates);
                Some(Stage::Settle)
            }
            Stage::Settle => {
                let all = self.candidates.len();
                let piece = self.piece(all);
                self.hall.settle(&self.candidates, piece, &mut self.groups);
                self.is_through(all).then_some(Stage::Bound)
            }
            Stage::Bound => {
                let all = self.groups.bound.len();
                for at in self.piece(all) {
                    self.hall.take(&self.candidates[self.groups.bound[at]]);
                }
                self.is_through(all).then_some(Stage::Heirs)
            }
            Stage::Heirs => {
                self.hall.seat_heirs(&self.candidates, &mut self.groups);
                Some(Stage::Open)
            }
            Stage::Open => {
                let all = self.groups.open.len();
                let piece = self.piece(all);
                self.hall.seat_open(&self.candidates, piece, &mut self.groups);
                self.is_through(all).then_some(Stage::Awaiting)
            }
            Stage::Awaiting => {
                let all = self.groups.awaiting.len();
                for at in self.piece(all) {
                    self.hall.await_draw(&self.candidates[self.groups.awaiting[at]]);
                }
                self.is_through(all).then(|| {
                    self.groups.left.sort_unstable();
                    Stage::Left
                })
            }
            Stage::Left => {
                let all = self.groups.left.len();
                for at in self.piece(all) {
                    self.hall.leave(&self.candidates[self.groups.left[at]]);
                }
                self.is_through(all).then_some(Stage::Rosters)
            }
            Stage::Rosters => {
                let all = self.candidates.len();
                let piece = self.piece(all);
                self.hall.fill_rosters(&self.candidates, piece, &mut self.rosters);
                self.is_through(all).then(|| {
                    self.hall.keep_rosters(std::mem::take(&mut self.rosters.lists));
                    Stage::Matters
                })
            }
            Stage::Matters => {
                self.hall.collect_matters(&self.candidates);
                let Hall { answers, mut placement, .. } = self.hall;
                placement.answers = answers.into_iter().collect();
                return Step::Done(placement);
            }
        };
        if let Some(next) = next {
            (self.stage, self.done) = (next, 0);
        }
        Step::More(Box::new(self))
    }

    /// The next piece of a stage that looks at so many things.
    fn piece(&mut self, all: usize) -> Range<usize> {
        let from = self.done;
        self.done = all.min(from + STEP);
        from..self.done
    }

    fn is_through(&self, all: usize) -> bool {
        self.done >= all
    }
}

/// Placement at work.
struct Hall<'a> {
    facts: MonthFacts<'a>,
    version: u16,
    joined: Joined,
    numbers: HashMap<&'a SessionId, SessionNumber>,
    targets: HashMap<&'a SessionId, Target<'a>>,
    /// From when on slips are taken, where that was said and the first to come are placed.
    opens: HashMap<&'a SessionId, Stamp>,
    draws: HashMap<&'a SessionId, Draw>,
    earliest: HashMap<SlipId, &'a Arrival>,
    arrivals: Vec<&'a Arrival>,
    persons: Persons,
    told: HashMap<SlipId, Told>,
    /// The decision that holds about a slip's place.
    verdicts: HashMap<SlipId, &'a Decision>,
    /// Slips of which an organizer said that they are another person's than they seem.
    others: HashSet<SlipId>,
    /// Of whom an organizer said on a slip that they have the training.
    trained: HashSet<(Who, &'a str)>,
    /// Training records, by person and training.
    records: HashMap<(Who, &'a str), Vec<&'a Training>>,
    withdrawn: HashMap<SlipId, Stamp>,
    inheritances: HashMap<SlipId, Inheritance>,
    /// Of slips that changed places: the slip whose place each has now.
    swapped: HashMap<SlipId, &'a Arrival>,
    /// Of slips that were offered in a swap which came to nothing: why.
    not_swapped: HashMap<SlipId, (Stamp, SlipId, Reason)>,
    /// What was published first of swaps that came to nothing: when, in which revision, why.
    told_not_swapped: HashMap<SlipId, (Stamp, u32, &'a Reason)>,
    /// Stand-ins, by the secret that they show and the shift.
    stand_ins: HashMap<(SecretHash, &'a SessionId), Vec<&'a Arrival>>,
    /// Where a promised place fell free within the notice time: the next is asked first.
    freed_late: HashSet<SessionNumber>,
    /// Ranks of those who hold a place, and of those who gave it back when it could no longer be used.
    seats: Vec<Vec<usize>>,
    /// Who has a slip for a session that was not refused.
    active: HashSet<(Who, SessionNumber)>,
    engagements: HashMap<Who, Vec<(&'a SessionId, Span)>>,
    /// Places that families hold in sessions of this month.
    held: HashMap<HouseholdTag, u16>,
    /// Pairs of slips that look like one person's.
    pairs: Vec<(&'a SessionId, SlipId, SlipId)>,
    /// Of the slips answered so far.
    answers: HashMap<SlipId, Answer>,
    placement: Placement,
}

impl<'a> Hall<'a> {
    fn open(facts: &MonthFacts<'a>) -> Self {
        let version = facts.menu.rules.version;
        let mut hall = Self {
            facts: *facts,
            version,
            joined: Joined::of(facts.joins, &BTreeSet::new()),
            numbers: HashMap::new(),
            targets: targets(facts.menu),
            opens: HashMap::new(),
            draws: HashMap::new(),
            earliest: HashMap::with_capacity(facts.arrivals.len()),
            arrivals: Vec::new(),
            persons: Persons::default(),
            told: HashMap::new(),
            verdicts: HashMap::new(),
            others: HashSet::new(),
            trained: HashSet::new(),
            records: HashMap::new(),
            withdrawn: HashMap::new(),
            inheritances: HashMap::new(),
            swapped: HashMap::new(),
            not_swapped: HashMap::new(),
            told_not_swapped: HashMap::new(),
            stand_ins: HashMap::new(),
            freed_late: HashSet::new(),
            seats: Vec::new(),
            active: HashSet::new(),
            engagements: HashMap::new(),
            held: HashMap::new(),
            pairs: Vec::new(),
            answers: HashMap::with_capacity(facts.arrivals.len()),
            placement: Placement::default(),
        };
        for session in facts.menu.sessions.iter().filter(|_| version >= 2) {
            if session.draw.is_some() {
                let draw = Draw::of(session.closes_at(), facts.utc_offset, facts.draws.get(&session.id));
                hall.draws.insert(&session.id, draw);
            } else if let Some(opens) = session.opens {
                hall.opens.insert(&session.id, opens.stamp(facts.utc_offset));
            }
        }
        for engagement in facts.elsewhere {
            let family = hall.joined.family(engagement.household);
            let who = hall.persons.number(family, engagement.name.clone());
            hall.engagements.entry(who).or_default().push((&engagement.session, engagement.span));
        }
        for record in facts.trainings {
            let family = hall.joined.family(record.household);
            let who = hall.persons.number(family, record.name.clone());
            hall.records.entry((who, record.training.as_str())).or_default().push(record);
        }
        let ids = facts.menu.sessions.iter().map(|s| &s.id).chain(facts.menu.shifts.iter().map(|s| &s.id));
        hall.placement.rosters = ids.map(|id| (id.clone(), Roster::default())).collect();
        hall
    }

    /// One arrival of each slip: the earliest. Where sign-up opens later, the earliest from then on, if there is one.
    fn read_arrivals(&mut self, piece: Range<usize>) {
        let facts = self.facts;
        for index in piece {
            let arrival = match facts.arrivals.get(index) {
                Some(arrival) => arrival,
                None => {
                    let stray = &facts.strays[index - facts.arrivals.len()];
                    if !matches!(stray.slip.content.asks, Asks::Withdraw { .. }) {
                        continue;
                    }
                    stray
                }
            };
            let opens = arrival.slip.content.asks.target().and_then(|target| self.opens.get(target)).copied();
            let key = |arrival: &Arrival| (opens.is_some_and(|opens| arrival.at < opens), arrival.at);
            let kept = self.earliest.entry(arrival.slip.id).or_insert(arrival);
            if key(arrival) < key(kept) {
                *kept = arrival;
            }
        }
    }

    fn number(&mut self, id: &'a SessionId) -> SessionNumber {
        let next = self.numbers.len();
        let number = *self.numbers.entry(id).or_insert(next);
        if number == next {
            self.seats.push(Vec::new());
        }
        number
    }

    /// By time, then by slip.
    fn sort_arrivals(&mut self) {
        self.arrivals = std::mem::take(&mut self.earliest).into_values().collect();
        self.arrivals.sort_unstable_by_key(|arrival| (arrival.at, arrival.slip.id));
    }

    fn read_publication(&mut self, publication: &'a Publication) {
        for (slip, answer) in &publication.outcomes {
            if let (Standing::NotPlaced, reason @ Reason::NotSwapped { .. }) = (answer.standing, &answer.reason) {
                let told = (publication.at, publication.revision, reason);
                let first = self.told_not_swapped.entry(*slip).or_insert(told);
                *first = told.min(*first);
            }
            let told = self.told.entry(*slip).or_default();
            match answer.standing {
                // Whoever was there, or was missed, had been confirmed.
                Standing::Confirmed | Standing::Attended | Standing::Absent | Standing::NotRecorded => {
                    told.confirmed = true;
                }
                Standing::Offered => told.offered = true,
                Standing::Waitlisted(_) => told.to_wait = true,
                Standing::NotPlaced => told.refused = true,
                _ => {}
            }
        }
    }

    /// Of several decisions about one slip's place the latest holds; the sort makes "latest" the same
    /// everywhere. Undo takes back the latest of what holds: about the place, the training or who it is.
    fn read_decisions(&mut self) {
        let mut trainings: HashMap<SlipId, &'a Decision> = HashMap::new();
        let mut others: HashMap<SlipId, &'a Decision> = HashMap::new();
        let decisions: BTreeSet<&'a Decision> = self.facts.decisions.iter().collect();
        for decision in decisions {
            let slip = decision.slip;
            match decision.verdict {
                Verdict::SamePerson => {
                    others.remove(&slip);
                    self.verdicts.insert(slip, decision);
                }
                Verdict::Place
                | Verdict::Remove
                | Verdict::OfferAccepted
                | Verdict::OfferDeclined
                | Verdict::Move { .. } => {
                    self.verdicts.insert(slip, decision);
                }
                Verdict::TrainingSeen => {
                    trainings.insert(slip, decision);
                }
                Verdict::AnotherPerson => {
                    if self.verdicts.get(&slip).is_some_and(|held| held.verdict == Verdict::SamePerson) {
                        self.verdicts.remove(&slip);
                    }
                    others.insert(slip, decision);
                }
                Verdict::Undo => {
                    let of = |held: &HashMap<SlipId, &'a Decision>| held.get(&slip).copied();
                    let latest = [of(&trainings), of(&others), of(&self.verdicts)].into_iter().flatten().max();
                    match latest.map(|latest| &latest.verdict) {
                        Some(Verdict::TrainingSeen) => trainings.remove(&slip),
                        Some(Verdict::AnotherPerson) => others.remove(&slip),
                        _ => self.verdicts.remove(&slip),
                    };
                }
            }
        }
        self.others = others.into_keys().collect();
        if trainings.is_empty() {
            return;
        }
        for index in 0..self.arrivals.len() {
            let slip = &self.arrivals[index].slip;
            let asks = &slip.content.asks;
            let (Some(person), Some(target)) = (asks.person(), asks.target()) else { continue };
            if !trainings.contains_key(&slip.id) {
                continue;
            }
            if let Some(Target::Shift(shift)) = self.targets.get(target) {
                let training = shift.training.as_str();
                let family = self.joined.family(slip.content.household);
                let who = self.persons.number(family, person.plain_name());
                self.trained.insert((who, training));
            }
        }
    }

    /// Withdrawals, swaps and stand-ins: what shows another slip's secret.
    fn read_secrets(&mut self) {
        let mut by_secret: HashMap<SecretHash, Vec<&'a Arrival>> = HashMap::new();
        for &arrival in &self.arrivals {
            match &arrival.slip.content.asks {
                Asks::Withdraw { secret } => drop(by_secret.entry(secret.hash()).or_default()),
                Asks::StandIn { secret, shift, .. } => {
                    by_secret.entry(secret.hash()).or_default();
                    self.stand_ins.entry((secret.hash(), shift)).or_default().push(arrival);
                }
                Asks::Swap { secret, for_secret, .. } => {
                    by_secret.entry(secret.hash()).or_default();
                    by_secret.entry(for_secret.hash()).or_default();
                }
                _ => {}
            }
        }
        for &arrival in &self.arrivals {
            if arrival.slip.content.asks.person().is_some()
                && let Some(of_secret) = by_secret.get_mut(&arrival.slip.content.secret_hash)
            {
                of_secret.push(arrival);
            }
        }
        by_secret.retain(|_, slips| !slips.is_empty());
        self.read_withdrawals(&by_secret);
        self.read_swaps(&by_secret);
        self.inheritances = self.read_stand_ins(&by_secret);
    }

    /// Lists slips that ask for a place, in order of arrival; the others are answered on the way.
    fn list_candidates(&mut self, piece: Range<usize>, candidates: &mut Vec<Candidate<'a>>) {
        for index in piece {
            let arrival = self.arrivals[index];
            let slip = &arrival.slip;
            let asks = &slip.content.asks;
            let (Some(person), Some(asked)) = (asks.person(), asks.target()) else {
                if matches!(
                    asks,
                    Asks::Feedback { .. } | Asks::Wish { .. } | Asks::Talents { .. } | Asks::CheckIn { .. }
                ) {
                    let noted = Answer { standing: Standing::Confirmed, reason: Reason::Noted };
                    self.answers.insert(slip.id, noted);
                }
                continue;
            };
            let id = match self.verdicts.get(&slip.id).map(|decision| &decision.verdict) {
                Some(Verdict::Move { to }) => to,
                _ => self.named(&slip.id, asked),
            };
            let told = self.told.get(&slip.id).copied().unwrap_or_default();
            let (lot, turn) = match self.draws.get(id) {
                Some(draw) => draw.lot(slip, id, arrival.at),
                None => (Lot::Arrival, self.own_turn(arrival)),
            };
            let on_its_own = Inheritance { turn, told, lapsed: false };
            let has = self.inheritances.get(&slip.id).map_or(on_its_own, |inheritance| inheritance.by(told));
            let in_all = if self.swapped.contains_key(&slip.id) { Inheritance { turn, ..has } } else { has };
            let family = self.joined.family(slip.content.household);
            let name = self.persons.name(person.plain_name());
            candidates.push(Candidate {
                slip,
                person,
                who: self.persons.of_name(family, name),
                name,
                family,
                id,
                at: self.number(id),
                target: self.targets.get(id).copied(),
                came: arrival.at,
                turn: in_all.turn,
                lot,
                rank: 0,
                order: 0,
                told,
                told_in_all: in_all.told,
                lapsed: in_all.lapsed,
                held: false,
                held_before: false,
            });
        }
    }

    /// 疑似重复. Who was promised a place, or has entered a draw, comes before who was not; then who came first. A slip
    /// about which an organizer decided is not held, and holds none.
    fn look_for_suspicions(&self, candidates: &[Candidate<'a>], piece: Range<usize>, alike: &mut Alike<'a>) {
        for index in piece {
            let candidate = &candidates[index];
            let id = candidate.slip.id;
            let counts = !self.answers.contains_key(&id)
                && !self.verdicts.contains_key(&id)
                && !self.others.contains(&id)
                && self.settled(candidate).is_none()
                && (candidate.told.promised() || self.own_refusal(candidate).is_none());
            if counts {
                let comes_before = candidate.told.promised()
                    || matches!(candidate.slip.content.asks, Asks::StandIn { .. })
                    || self.has_entered(candidate);
                if comes_before { alike.firm.push(index) } else { alike.others.push(index) }
            }
        }
    }

    /// Those that are held for nobody.
    fn pair_firm(&mut self, candidates: &[Candidate<'a>], piece: Range<usize>, alike: &mut Alike<'a>) {
        for at in piece {
            let index = alike.firm[at];
            let candidate = &candidates[index];
            let keys = alike_by(candidate);
            let first = keys.iter().flatten().filter_map(|key| alike.seen.get(key)).min();
            if let Some(first) = first {
                self.pairs.push((candidate.id, candidates[*first].slip.id, candidate.slip.id));
            }
            for key in keys.into_iter().flatten() {
                alike.seen.entry(key).or_insert(index);
            }
        }
    }

    /// All others.
    fn hold(&mut self, candidates: &mut [Candidate<'a>], piece: Range<usize>, alike: &mut Alike<'a>) {
        for at in piece {
            let index = alike.others[at];
            let candidate = &candidates[index];
            if alike.held.contains(&(candidate.who, candidate.at)) {
                candidates[index].held_before = true;
                continue;
            }
            let keys = alike_by(candidate);
            let seen = keys.iter().flatten().filter_map(|key| alike.seen.get(key)).copied();
            let first = seen.filter(|first| candidates[*first].who != candidate.who).min();
            if let Some(first) = first {
                self.pairs.push((candidate.id, candidates[first].slip.id, candidate.slip.id));
                alike.held.insert((candidate.who, candidate.at));
            }
            for key in keys.into_iter().flatten() {
                alike.seen.entry(key).or_insert(index);
            }
            candidates[index].held = first.is_some();
        }
    }

    /// Whether it stands in the published list of a draw's entrants.
    fn has_entered(&self, candidate: &Candidate<'_>) -> bool {
        let entrants = self.draws.get(candidate.id).and_then(|draw| draw.entrants.as_ref());
        entrants.is_some_and(|entrants| entrants.contains_key(&EntrantTag::of(&candidate.slip.key, candidate.id)))
    }

    /// Sorts all by turn, and counts them.
    fn give_turns(&mut self, candidates: &mut [Candidate<'a>]) {
        candidates.sort_by_cached_key(|candidate| (candidate.turn, candidate.slip.id));
        let mut asked: Vec<u16> = vec![0; self.seats.len()];
        for (rank, candidate) in candidates.iter_mut().enumerate() {
            candidate.rank = rank;
            // A claim and its stand-in are one in the count.
            if !self.answers.contains_key(&candidate.slip.id) {
                let order = &mut asked[candidate.at];
                *order = order.saturating_add(1);
                candidate.order = *order;
            }
        }
    }

    /// Answers what needs no place to be answered, and sorts out the rest.
    fn settle(&mut self, candidates: &[Candidate<'a>], piece: Range<usize>, groups: &mut Groups) {
        for index in piece {
            let candidate = &candidates[index];
            if self.answers.contains_key(&candidate.slip.id) {
                continue; // By its secret: a claim somebody stands in for, a stand-in for nobody.
            }
            match self.settled(candidate) {
                Some(answer) => {
                    if candidate.had_promise() {
                        self.free_when_given_back(candidate);
                    }
                    self.answers.insert(candidate.slip.id, answer);
                }
                None if self.binds(candidate) => {
                    self.free_when_moved(candidate);
                    groups.bound.push(index);
                }
                None if candidate.held => {
                    let held = Answer { standing: Standing::Pending, reason: Reason::MaybeTheSame };
                    self.answers.insert(candidate.slip.id, held);
                }
                None if candidate.held_before => {
                    let again = Answer { standing: Standing::NotPlaced, reason: Reason::SameAgain };
                    self.answers.insert(candidate.slip.id, again);
                }
                None if candidate.told_in_all.promised() => groups.heirs.push(index),
                None if candidate.lapsed && self.version >= 2 => groups.heirs.push(index),
                None => match candidate.lot {
                    Lot::Awaited { .. } | Lot::Missed { decided: false, .. } => groups.awaiting.push(index),
                    Lot::Arrival | Lot::Drawn { .. } | Lot::Missed { decided: true, .. } => groups.open.push(index),
                },
            }
        }
    }

    /// Those who stand in for somebody with a promised place.
    fn seat_heirs(&mut self, candidates: &[Candidate<'a>], groups: &mut Groups) {
        let heirs = std::mem::take(&mut groups.heirs);
        let had_lapsed = heirs.iter().any(|index| !candidates[*index].told_in_all.promised());
        for index in heirs {
            let candidate = &candidates[index];
            // The promised place passes on, but never past a rule about who comes.
            match self.refusal(candidate) {
                Some(_) => {
                    self.free(candidate, candidate.came);
                    groups.left.push(index);
                }
                None if candidate.told_in_all.promised() => self.take(candidate),
                // Once it did not pass on: no more than a turn is left of it.
                None => groups.open.push(index),
            }
        }
        if had_lapsed {
            groups.open.sort_unstable();
        }
    }

    /// Everybody else, by turn.
    fn seat_open(&mut self, candidates: &[Candidate<'a>], piece: Range<usize>, groups: &mut Groups) {
        for at in piece {
            let index = groups.open[at];
            let candidate = &candidates[index];
            let is_refused = self.refusal(candidate).is_some();
            if is_refused && candidate.lapsed {
                self.free(candidate, candidate.came);
            }
            match is_refused || self.taken(candidate) >= usize::from(candidate.places()) {
                false => self.take(candidate),
                true => groups.left.push(index),
            }
        }
    }

    /// Before the draw: one entrance for each member, for those who may come at all.
    fn await_draw(&mut self, candidate: &Candidate<'a>) {
        let answer = match self.own_refusal(candidate).or_else(|| self.same_again(candidate)) {
            Some(reason) => Answer { standing: Standing::NotPlaced, reason },
            None => {
                self.active.insert((candidate.who, candidate.at));
                let reason = match candidate.lot {
                    Lot::Missed { of, .. } => Reason::MissedTheDraw { of, places: candidate.places() },
                    Lot::Awaited { closes } => Reason::DrawAwaited { closes },
                    Lot::Arrival | Lot::Drawn { .. } => Reason::Waiting,
                };
                Answer { standing: Standing::Pending, reason }
            }
        };
        self.answers.insert(candidate.slip.id, answer);
    }

    /// Those without a place.
    fn leave(&mut self, candidate: &Candidate<'a>) {
        let answer = match self.refusal(candidate) {
            Some(reason) => Answer { standing: Standing::NotPlaced, reason },
            None => self.wait(candidate),
        };
        self.answers.insert(candidate.slip.id, answer);
    }

    /// A withdrawal may come before the slip that it gives back; of several the first counts.
    fn read_withdrawals(&mut self, by_secret: &HashMap<SecretHash, Vec<&'a Arrival>>) {
        for arrival in &self.arrivals {
            let Asks::Withdraw { secret } = &arrival.slip.content.asks else { continue };
            let given_back = by_secret.get(&secret.hash());
            let answer = match given_back {
                Some(_) => Answer { standing: Standing::Withdrawn, reason: Reason::CarriedOut },
                None => Answer { standing: Standing::NotPlaced, reason: Reason::SecretUnknown },
            };
            self.answers.insert(arrival.slip.id, answer);
            for earlier in given_back.into_iter().flatten() {
                self.withdrawn.entry(earlier.slip.id).or_insert(arrival.at);
            }
        }
    }

    /// A stand-in takes over the turn of the claim whose secret it shows, with all that was promised to it.
    /// A claim is handed over once, to the first who stands in; that one's secret hands it on. Where one of
    /// several was published as standing in, no earlier arrival from another device comes before. After a swap it is handed
    /// over where it is then.
    fn read_stand_ins(&mut self, by_secret: &HashMap<SecretHash, Vec<&'a Arrival>>) -> HashMap<SlipId, Inheritance> {
        let is_claim = |arrival: &Arrival| matches!(arrival.slip.content.asks, Asks::Claim { .. });
        let mut claims: Vec<&'a Arrival> = Vec::new();
        let mut followers: HashMap<SlipId, Vec<&'a Arrival>> = HashMap::new();
        let mut holders: HashMap<SlipId, SlipId> = HashMap::new();
        for &arrival in &self.arrivals {
            let Asks::StandIn { shift, secret, .. } = &arrival.slip.content.asks else { continue };
            if !self.is_promised(arrival) {
                let not_found = Answer { standing: Standing::NotPlaced, reason: Reason::SecretUnknown };
                self.answers.insert(arrival.slip.id, not_found);
            }
            let serves = |earlier: &&&Arrival| {
                let asks = &earlier.slip.content.asks;
                !matches!(asks, Asks::SignUp { .. })
                    && earlier.slip.id != arrival.slip.id
                    && asks.target().is_some_and(|asked| self.named(&earlier.slip.id, asked) == shift)
            };
            let of_secret = || by_secret.get(&secret.hash()).into_iter().flatten();
            let Some(&holder) = of_secret().filter(serves).min_by_key(|earlier| !is_claim(earlier)) else {
                let has_left = |earlier: &&Arrival| self.swapped.contains_key(&earlier.slip.id);
                if !self.is_promised(arrival) && of_secret().any(has_left) {
                    // It was given in a swap before.
                    let too_late = Answer { standing: Standing::NotPlaced, reason: Reason::StoodIn };
                    self.answers.insert(arrival.slip.id, too_late);
                }
                continue;
            };
            let of_holder = followers.entry(holder.slip.id).or_default();
            if of_holder.is_empty() && is_claim(holder) {
                claims.push(holder);
            }
            of_holder.push(arrival);
            holders.insert(arrival.slip.id, holder.slip.id);
        }
        let mut leads_to_promise: HashSet<SlipId> = HashSet::new();
        for arrival in self.arrivals.iter().filter(|arrival| self.is_promised(arrival)) {
            let mut along = Some(&arrival.slip.id);
            while let Some(slip) = along.filter(|slip| leads_to_promise.insert(**slip)) {
                along = holders.get(slip);
            }
        }

        let mut inheritances = HashMap::new();
        // From each claim along its chain; a circle of stand-ins hangs on no claim and is never reached.
        let mut chain: Vec<(&'a Arrival, Option<Inheritance>)> = Vec::new();
        for claim in claims {
            let told = self.told.get(&claim.slip.id).copied().unwrap_or_default();
            let turn = self.own_turn(claim);
            chain.push((claim, Some(Inheritance { turn, told, lapsed: false })));
        }
        while let Some((holder, mut has)) = chain.pop() {
            let mut of_holder = followers.remove(&holder.slip.id).unwrap_or_default();
            of_holder.sort_by_key(|follower| !leads_to_promise.contains(&follower.slip.id));
            for follower in of_holder {
                let id = follower.slip.id;
                let own = self.told.get(&id).copied().unwrap_or_default();
                let turn = self.own_turn(follower);
                let on_its_own = Inheritance { turn, told: Told::default(), lapsed: false };
                let handed = match has {
                    // Handed over before, or never had; but what was published holds.
                    None => own.promised().then_some(on_its_own),
                    Some(_) if self.has_nothing_to_hand_over(holder, follower.at) => Some(on_its_own),
                    Some(inheritance) => {
                        has = None;
                        let answer = Answer { standing: Standing::Withdrawn, reason: Reason::StoodIn };
                        self.answers.insert(holder.slip.id, answer);
                        Some(inheritance)
                    }
                };
                match handed {
                    Some(inheritance) => {
                        self.answers.remove(&id);
                        inheritances.insert(id, inheritance);
                        chain.push((follower, Some(inheritance.by(own))));
                    }
                    None => {
                        let answer = Answer { standing: Standing::NotPlaced, reason: Reason::StoodIn };
                        self.answers.insert(id, answer);
                        chain.push((follower, None));
                    }
                }
            }
        }
        inheritances
    }

    /// A slip's turn by itself: its arrival, but who served in a regular job before goes ahead of all others. Who changed
    /// places has the other's.
    fn own_turn(&mut self, arrival: &'a Arrival) -> Turn {
        let arrival = self.turn_giver(arrival);
        let slip = &arrival.slip;
        let asks = &slip.content.asks;
        let turn = Turn::by_arrival(arrival.at, slip.id);
        let (Some(person), Some(id)) = (asks.person(), asks.target()) else { return turn };
        let Some(Target::Shift(shift)) = self.targets.get(id).filter(|_| !self.engagements.is_empty()) else {
            return turn;
        };
        if !shift.regular {
            return turn;
        }
        let family = self.joined.family(slip.content.household);
        let who = self.persons.number(family, person.plain_name());
        let before = |(other, span): &(&SessionId, Span)| other.activity == id.activity && span.start < shift.start;
        match self.engagements.get(&who).is_some_and(|served| served.iter().any(before)) {
            true => Turn { at: Stamp(0), ..turn },
            false => turn,
        }
    }

    /// Whether somebody has the training that a shift asks for, on its day.
    fn is_trained(&self, who: Who, shift: &'a Shift) -> bool {
        let training = shift.training.as_str();
        let records = || self.records.get(&(who, training)).into_iter().flatten();
        training.is_empty()
            || self.trained.contains(&(who, training))
            || records().any(|record| record.covers(shift.start.day()))
    }

    fn is_promised(&self, arrival: &Arrival) -> bool {
        self.told.get(&arrival.slip.id).is_some_and(|told| told.promised())
    }

    /// Given back, declined, taken away, or never to be had for want of a training: a stand-in then asks anew.
    fn has_nothing_to_hand_over(&mut self, holder: &'a Arrival, at: Stamp) -> bool {
        let slip = &holder.slip;
        if self.withdrawn.get(&slip.id).is_some_and(|withdrawn| *withdrawn <= at) {
            return true;
        }
        let verdict = self.verdicts.get(&slip.id);
        match verdict.map(|decision| (&decision.verdict, decision.at)) {
            Some((Verdict::Remove | Verdict::OfferDeclined | Verdict::SamePerson | Verdict::Move { .. }, decided)) => {
                decided <= at
            }
            Some(_) => false,
            None => {
                let asks = &slip.content.asks;
                let (Some(person), Some(Target::Shift(shift))) =
                    (asks.person(), asks.target().and_then(|id| self.targets.get(id)))
                else {
                    return false;
                };
                let family = self.joined.family(slip.content.household);
                let who = self.persons.number(family, person.plain_name());
                !self.is_promised(holder) && !self.is_trained(who, shift)
            }
        }
    }

    /// Whether a moment lies within the notice time of a session, or after.
    fn is_late(&self, target: Option<Target<'_>>, at: Stamp) -> bool {
        target.is_some_and(|target| {
            let minutes = target.span().start.minutes_since(at.local(self.facts.utc_offset));
            minutes < i64::from(self.facts.menu.rules.notice_hours) * 60
        })
    }

    /// What needs no place to be answered.
    fn settled(&self, candidate: &Candidate<'_>) -> Option<Answer> {
        let not_placed = |reason| Some(Answer { standing: Standing::NotPlaced, reason });
        if let Some(at) = self.withdrawn.get(&candidate.slip.id) {
            let late = self.is_late(candidate.target, *at);
            return Some(Answer { standing: Standing::Withdrawn, reason: Reason::GivenBack { late } });
        }
        let called_off = Some(Answer { standing: Standing::Cancelled, reason: Reason::CalledOff });
        let Some(target) = candidate.target else {
            // Who was told to come, or to wait, knew of a session: the centre has taken it out since.
            let told = candidate.told_in_all;
            return if told.promised() || told.to_wait { called_off } else { not_placed(Reason::NoSuchSession) };
        };
        if target.is_cancelled() {
            return called_off;
        }
        let signs_up = matches!(candidate.slip.content.asks, Asks::SignUp { .. });
        if signs_up != matches!(target, Target::Session(..)) {
            return not_placed(Reason::WrongKind);
        }
        if let Some(decision) = self.verdicts.get(&candidate.slip.id) {
            match decision.verdict {
                Verdict::Remove => return not_placed(Reason::Decided { why: decision.why.clone() }),
                Verdict::OfferDeclined => return not_placed(Reason::Declined),
                Verdict::SamePerson => return not_placed(Reason::SameAgain),
                _ => {}
            }
        }
        if target.places().is_none() {
            return Some(Answer { standing: Standing::Confirmed, reason: Reason::NoSlipNeeded });
        }
        None
    }

    fn free_when_given_back(&mut self, candidate: &Candidate<'a>) {
        let decided = self.verdicts.get(&candidate.slip.id).map(|decision| decision.at);
        let given_back = self.withdrawn.get(&candidate.slip.id).copied();
        if let Some(at) = given_back.or(decided) {
            self.free(candidate, at);
        }
    }

    /// Who was promised a place in one session and moved to another leaves the first one free.
    fn free_when_moved(&mut self, candidate: &Candidate<'a>) {
        let Some(decision) = self.verdicts.get(&candidate.slip.id) else { return };
        let asked = candidate.slip.content.asks.target().map(|asked| self.named(&candidate.slip.id, asked));
        if let (Verdict::Move { .. }, Some(from), true) = (&decision.verdict, asked, candidate.told.promised()) {
            self.free_in(from, candidate.rank, decision.at);
        }
    }

    /// What becomes of a promised place that falls free.
    fn free(&mut self, candidate: &Candidate<'a>, at: Stamp) {
        self.free_in(candidate.id, candidate.rank, at);
    }

    fn free_in(&mut self, id: &'a SessionId, rank: usize, at: Stamp) {
        let Some(target) = self.targets.get(id).copied() else { return };
        let number = self.number(id);
        if self.is_late(Some(target), at) {
            self.freed_late.insert(number);
        }
        if at.local(self.facts.utc_offset) >= target.span().start {
            // Nobody is called into something that has begun.
            self.seats[number].push(rank);
        }
    }

    fn binds(&self, candidate: &Candidate<'_>) -> bool {
        // Of the decisions that refuse, none comes this far.
        self.verdicts.contains_key(&candidate.slip.id) || candidate.told.promised()
    }

    fn taken(&self, candidate: &Candidate<'_>) -> usize {
        self.seats[candidate.at].len()
    }

    /// Gives a place, and the answer with it.
    fn take(&mut self, candidate: &Candidate<'a>) {
        let answer = self.seated_answer(candidate);
        self.answers.insert(candidate.slip.id, answer);
        self.seats[candidate.at].push(candidate.rank);
        self.active.insert((candidate.who, candidate.at));
        if let Some(target) = candidate.target {
            self.engagements.entry(candidate.who).or_default().push((candidate.id, target.span()));
            if matches!(target, Target::Session(..)) {
                let held = self.held.entry(candidate.family).or_default();
                *held = held.saturating_add(1);
            }
        }
    }

    fn seated_answer(&self, candidate: &Candidate<'_>) -> Answer {
        let verdict = self.verdicts.get(&candidate.slip.id);
        let moves = verdict.is_some_and(|decision| matches!(decision.verdict, Verdict::Move { .. }));
        if self.swapped.contains_key(&candidate.slip.id) && !moves {
            let to = candidate.id.clone();
            return Answer { standing: Standing::Confirmed, reason: Reason::Swapped { to } };
        }
        let by_decision = verdict.and_then(|decision| match &decision.verdict {
            Verdict::Place => Some(Reason::Decided { why: decision.why.clone() }),
            Verdict::Move { to } => Some(Reason::Moved { to: to.clone(), why: decision.why.clone() }),
            _ => None,
        });
        if let Some(reason) = by_decision {
            return Answer { standing: Standing::Confirmed, reason };
        }
        let (order, places) = (candidate.order, candidate.places());
        let told = candidate.told_in_all;
        let reason = match candidate.lot {
            _ if self.taken(candidate) >= usize::from(places) => Reason::Promised,
            Lot::Arrival if told.to_wait || order > places => Reason::Promoted { order, places },
            Lot::Arrival => Reason::Placed { order, places },
            Lot::Drawn { nth, of } if told.to_wait || nth > places => Reason::DrawnNext { nth, of, places },
            Lot::Drawn { nth, of } => Reason::Drawn { nth, of, places },
            Lot::Missed { of, .. } => Reason::MissedTheDraw { of, places },
            // Promised before there was a draw.
            Lot::Awaited { .. } => Reason::Promised,
        };
        let ask_first = told.offered || (told.to_wait && self.freed_late.contains(&candidate.at));
        let accepted = verdict.is_some_and(|decision| decision.verdict == Verdict::OfferAccepted);
        let standing = match ask_first && !told.confirmed && !accepted {
            true => Standing::Offered,
            false => Standing::Confirmed,
        };
        Answer { standing, reason }
    }

    fn wait(&mut self, candidate: &Candidate<'a>) -> Answer {
        self.active.insert((candidate.who, candidate.at));
        let (order, places) = (candidate.order, candidate.places());
        let ahead = self.seats[candidate.at].iter().filter(|rank| **rank < candidate.rank).count();
        let others_came_first = ahead >= usize::from(places);
        let reason = match candidate.lot {
            Lot::Missed { of, .. } => Reason::MissedTheDraw { of, places },
            Lot::Drawn { nth, of } if nth > places => Reason::NotDrawn { nth, of, places },
            Lot::Drawn { nth, .. } => Reason::PromisedToOthers { order: nth, places },
            Lot::Arrival | Lot::Awaited { .. } if others_came_first => Reason::Full { order, places },
            Lot::Arrival | Lot::Awaited { .. } => Reason::PromisedToOthers { order, places },
        };
        Answer { standing: Standing::Waitlisted(0), reason }
    }

    /// The first rule that a slip breaks, as places are given so far.
    fn refusal(&self, candidate: &Candidate<'_>) -> Option<Reason> {
        let own = self.own_refusal(candidate).or_else(|| self.same_again(candidate));
        if own.is_some() {
            return own;
        }
        let target = candidate.target?;
        if let Some((with, minutes)) = self.clash(candidate.who, candidate.id, target.span()) {
            return Some(Reason::Clash { with, minutes });
        }
        let quota = self.facts.menu.rules.household_quota.filter(|_| matches!(target, Target::Session(..)))?;
        let held = self.held.get(&candidate.family).copied().unwrap_or(0);
        (held >= quota).then_some(Reason::QuotaReached { quota })
    }

    fn same_again(&self, candidate: &Candidate<'_>) -> Option<Reason> {
        self.active.contains(&(candidate.who, candidate.at)).then_some(Reason::SameAgain)
    }

    /// The first rule that a slip breaks by itself, whatever becomes of others.
    fn own_refusal(&self, candidate: &Candidate<'_>) -> Option<Reason> {
        let target = candidate.target?;
        let age = candidate.person.age;
        if self.opens.get(candidate.id).is_some_and(|opens| candidate.came < *opens) {
            return match target {
                Target::Session(session, _) => session.opens.map(|opens| Reason::TooEarly { opens }),
                Target::Shift(_) => None,
            };
        }
        let asked_at = candidate.turn.came.local(self.facts.utc_offset);
        let closes_at = match target {
            Target::Session(session, _) => session.closes_at(),
            Target::Shift(shift) => shift.start,
        };
        if asked_at > closes_at {
            return Some(Reason::TooLate);
        }
        let ages = target.ages();
        match age.map(|age| (age, ages.fit(age))) {
            None if !ages.is_open() => return Some(Reason::AgeUnknown),
            Some((age, Fit::TooYoung(from))) => return Some(Reason::TooYoung { age: age.0, from: from.0 }),
            Some((age, Fit::TooOld(to))) => return Some(Reason::TooOld { age: age.0, to: to.0 }),
            None | Some((_, Fit::Fits)) => {}
        }
        if age.is_some_and(|age| age.needs_guardian()) && candidate.person.guardian.is_none() {
            return Some(Reason::ConsentMissing);
        }
        match target {
            Target::Shift(shift) if !self.is_trained(candidate.who, shift) => {
                Some(Reason::TrainingMissing { training: shift.training.clone() })
            }
            _ => None,
        }
    }

    /// Another place of the same person that is on at the same time: of several, the first to begin.
    fn clash(&self, who: Who, id: &SessionId, span: Span) -> Option<(SessionId, u16)> {
        let others = self.engagements.get(&who)?.iter().filter(|(other, _)| *other != id);
        let clashes = others.filter_map(|(other, at)| span.overlap(*at).map(|minutes| (at.start, *other, minutes)));
        clashes.min().map(|(_, with, minutes)| (with.clone(), minutes))
    }

    /// Who was not drawn waits no longer once the session has begun.
    fn is_drawn_and_over(&self, candidate: &Candidate<'_>) -> bool {
        let begun = |target: Target<'_>| self.facts.now.local(self.facts.utc_offset) >= target.span().start;
        candidate.lot != Lot::Arrival && candidate.target.is_some_and(begun)
    }

    /// Enters every answer in its roster, by turn, and numbers the waiting.
    fn fill_rosters(&mut self, candidates: &[Candidate<'a>], piece: Range<usize>, rosters: &mut Rosters) {
        rosters.lists.resize_with(self.seats.len(), Roster::default);
        rosters.somebody_waits.resize(self.seats.len(), false);
        for candidate in &candidates[piece] {
            let id = candidate.slip.id;
            let is_over = self.is_drawn_and_over(candidate);
            let Some(answer) = self.answers.get_mut(&id) else { continue };
            let (roster, somebody_waits) =
                (&mut rosters.lists[candidate.at], &mut rosters.somebody_waits[candidate.at]);
            let list = match answer.standing {
                Standing::Confirmed | Standing::Offered => {
                    let by_rules = !matches!(
                        answer.reason,
                        Reason::Swapped { .. } | Reason::Moved { .. } | Reason::Decided { .. }
                    );
                    if let Some((_, _, why)) = self.not_swapped.get(&id).filter(|_| by_rules) {
                        answer.reason = why.clone();
                    }
                    let by_order = matches!(
                        answer.reason,
                        Reason::Placed { .. }
                            | Reason::Promoted { .. }
                            | Reason::Drawn { .. }
                            | Reason::DrawnNext { .. }
                            | Reason::MissedTheDraw { .. }
                    );
                    if by_order && answer.standing == Standing::Confirmed && *somebody_waits {
                        // Not by order alone: somebody ahead is still in line.
                        answer.reason = Reason::Promised;
                    }
                    &mut roster.placed
                }
                Standing::Waitlisted(_) if is_over => {
                    *somebody_waits = true;
                    answer.standing = Standing::NotPlaced;
                    &mut roster.refused
                }
                Standing::Pending => &mut roster.pending,
                Standing::Waitlisted(_) => {
                    *somebody_waits = true;
                    let number = u16::try_from(roster.waiting.len() + 1).unwrap_or(u16::MAX);
                    answer.standing = Standing::Waitlisted(number);
                    &mut roster.waiting
                }
                Standing::Withdrawn | Standing::Cancelled => &mut roster.withdrawn,
                _ => &mut roster.refused,
            };
            list.push(id);
        }
    }

    fn keep_rosters(&mut self, mut lists: Vec<Roster>) {
        for (id, number) in &self.numbers {
            if let Some(roster) = self.placement.rosters.get_mut(*id) {
                *roster = std::mem::take(&mut lists[*number]);
            }
        }
    }

    fn collect_matters(&mut self, candidates: &[Candidate<'a>]) {
        for (session, roster) in &self.placement.rosters {
            let places = self.targets.get(session).and_then(|target| target.places());
            let placed = roster.fill().placed;
            if let Some(places) = places.filter(|places| placed > *places) {
                self.placement.matters.push(Matter::Overfull { session: session.clone(), placed, places });
            }
        }
        if self.version < 2 {
            self.collect_suspicions();
            return;
        }
        let answers = &self.answers;
        let counts = |slip: &SlipId| {
            let standing = answers.get(slip).map(|answer| answer.standing);
            matches!(
                standing,
                Some(Standing::Confirmed | Standing::Offered | Standing::Waitlisted(_) | Standing::Pending)
            )
        };
        let is_held = |slip: &SlipId| answers.get(slip).is_some_and(|answer| answer.reason == Reason::MaybeTheSame);
        for (session, first, second) in &self.pairs {
            if is_held(second) || (counts(first) && counts(second)) {
                let (session, first, second) = ((*session).clone(), *first, *second);
                self.placement.matters.push(Matter::PossiblyTheSame { session, first, second });
            }
        }
        for candidate in candidates {
            let slip = candidate.slip.id;
            let missed = matches!(candidate.lot, Lot::Missed { .. }) && !self.verdicts.contains_key(&slip);
            if missed && counts(&slip) && !is_held(&slip) {
                self.placement.matters.push(Matter::MissedTheDraw { session: candidate.id.clone(), slip });
            }
        }
    }

    /// Version 1: both slips of one person were placed.
    fn collect_suspicions(&mut self) {
        let mut seen: HashMap<(&SessionId, Mark<'_>, String), usize> = HashMap::new();
        for (index, arrival) in self.arrivals.iter().enumerate() {
            let slip = &arrival.slip;
            let (Some(person), Some(session)) = (slip.content.asks.person(), slip.content.asks.target()) else {
                continue;
            };
            let standing = self.answers.get(&slip.id).map(|answer| answer.standing);
            let counts = matches!(standing, Some(Standing::Confirmed | Standing::Offered | Standing::Waitlisted(_)));
            let has_places = self.targets.get(session).is_some_and(|target| target.places().is_some());
            let decided = self.verdicts.get(&slip.id).is_some_and(|decision| decision.verdict == Verdict::Place);
            if !counts || !has_places || decided {
                continue;
            }
            let name = person.plain_name();
            let marks = marks(person, slip.content.household);
            let marks = marks.into_iter().flatten();
            let first = marks.clone().filter_map(|mark| seen.get(&(session, mark, name.clone()))).min();
            if let Some(first) = first.map(|first| self.arrivals[*first].slip.id) {
                let matter = Matter::PossiblyTheSame { session: session.clone(), first, second: slip.id };
                self.placement.matters.push(matter);
            }
            for mark in marks {
                seen.entry((session, mark, name.clone())).or_insert(index);
            }
        }
    }
}

/// What, beside the name, makes two slips look like one person's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Mark<'a> {
    Household(HouseholdTag),
    Number(&'a str),
    /// Mother and father sign up the same child, each with a number of their own.
    ChildOf(u8),
}

fn marks(person: &Person, family: HouseholdTag) -> [Option<Mark<'_>>; 4] {
    let guardian = person.guardian.as_ref().map(|guardian| Mark::Number(guardian.phone.digits()));
    let own = person.phone.as_ref().map(|phone| Mark::Number(phone.digits()));
    let child = person.age.filter(|age| age.needs_guardian()).map(|age| Mark::ChildOf(age.0));
    [guardian, own, child, Some(Mark::Household(family))]
}

/// What the ids of a month mean, as [`Menu::target`] says.
fn targets(menu: &Menu) -> HashMap<&SessionId, Target<'_>> {
    let activities: HashMap<_, _> = menu.activities.iter().rev().map(|activity| (&activity.id, activity)).collect();
    let mut targets: HashMap<_, _> = menu.shifts.iter().rev().map(|shift| (&shift.id, Target::Shift(shift))).collect();
    for session in menu.sessions.iter().rev() {
        if let Some(activity) = activities.get(&session.id.activity) {
            targets.insert(&session.id, Target::Session(session, activity));
        }
    }
    targets
}

/// Who takes part in a session's draw, to be published when sign-up has closed: one slip of each member who may come,
/// that was neither given back nor held. The answers are those of `facts`.
pub fn entrants(facts: &MonthFacts<'_>, placement: &Placement, session: &SessionId) -> Entrants {
    let joined = Joined::of(facts.joins, &BTreeSet::new());
    let lost: HashSet<HouseholdTag> = facts.lost.iter().map(|household| joined.family(*household)).collect();
    let mut entrants: BTreeMap<EntrantTag, bool> = BTreeMap::new();
    for arrival in facts.arrivals {
        let slip = &arrival.slip;
        let answer = placement.answers.get(&slip.id);
        let awaits = answer.is_some_and(|answer| matches!(answer.reason, Reason::DrawAwaited { .. }));
        if awaits && slip.content.asks.target() == Some(session) {
            let first = facts.menu.rules.losers_first && lost.contains(&joined.family(slip.content.household));
            entrants.insert(EntrantTag::of(&slip.key, session), first);
        }
    }
    Entrants::new(entrants)
}

/// What a member would run into with a session, from what a phone knows: told before anything is sent.
pub fn foresee_clash(span: Span, held: impl IntoIterator<Item = (SessionId, Span)>) -> Option<(SessionId, u16)> {
    held.into_iter().find_map(|(id, other)| span.overlap(other).map(|minutes| (id, minutes)))
}

#[cfg(test)]
#[path = "placement_tests.rs"]
mod tests;
