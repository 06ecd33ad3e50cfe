//! Placement: one pure function from a month's facts to how every slip stands, and why.
//!
//! The order of steps is that of the design:
//! 1. what a withdrawal, a stand-in, a cancellation or an organizer's decision settles;
//! 2. what binds: places that were published as confirmed or offered, accepted offers, decisions to place;
//! 3. everybody else in order of arrival, over all sessions of the month at once, because clashes and
//!    quotas cross them: place while there are places and no rule is broken;
//! 4. those left without a place, when all places of the month are known: refuse what breaks a rule, let
//!    the rest wait. So only who could come stands in line, and publishing alone changes nobody's standing.
//!
//! Nothing depends on the order in which facts are handed over, nor on how often.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use crate::domain::age::Fit;
use crate::domain::book::{Decision, Engagement, Fill, Publication, Verdict};
use crate::domain::id::{HouseholdTag, SecretHash, SessionId, SlipId};
use crate::domain::menu::{Menu, Target};
use crate::domain::slip::{Arrival, Asks, OpenedSlip, Person};
use crate::domain::standing::{Answer, Reason, Standing};
use crate::domain::time::{Span, Stamp};

/// What a month's places are given by.
#[derive(Debug, Clone, Copy)]
pub struct MonthFacts<'a> {
    /// The published month, with its rules.
    pub menu: &'a Menu,
    /// The centre's clock, in minutes east of UTC.
    pub utc_offset: i32,
    /// What came for this month, in any order, as often as it came. A withdrawal names no month: it belongs
    /// to that of the slip whose secret it shows.
    pub arrivals: &'a [Arrival],
    /// What organizers decided.
    pub decisions: &'a [Decision],
    /// What was published.
    pub publications: &'a [Publication],
    /// Places that members hold in other months.
    pub elsewhere: &'a [Engagement],
}

/// Who is placed in a session or shift, and who waits. In order of arrival.
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
}

impl Roster {
    /// Its counts.
    pub fn fill(&self) -> Fill {
        let count = |list: &[SlipId]| u16::try_from(list.len()).unwrap_or(u16::MAX);
        Fill { placed: count(&self.placed), waiting: count(&self.waiting) }
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
    /// Settled by a decision to place or remove one of them.
    PossiblyTheSame {
        /// Where.
        session: SessionId,
        /// The earlier slip.
        first: SlipId,
        /// The later slip.
        second: SlipId,
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

/// Arrival and slip id: nobody is ahead by chance.
type Turn = (Stamp, SlipId);

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
            return Self { told: Told { to_wait: self.told.to_wait, ..Told::default() }, lapsed: true, ..self };
        }
        Self { told: self.told.and(own), lapsed: self.lapsed && !own.promised(), ..self }
    }
}

/// A slip that asks for a place, on its way through placement.
struct Candidate<'a> {
    slip: &'a OpenedSlip,
    person: &'a Person,
    who: Who,
    id: &'a SessionId,
    /// None when no such session is in the month.
    target: Option<Target<'a>>,
    came: Stamp,
    turn: Turn,
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

/// Gives every person of every household a number, so that names are compared once.
#[derive(Default)]
struct Persons(HashMap<(HouseholdTag, String), Who>);

impl Persons {
    fn number(&mut self, household: HouseholdTag, name: String) -> Who {
        let next = self.0.len();
        *self.0.entry((household, name)).or_insert(next)
    }
}

/// Gives a month's places.
pub fn place(facts: &MonthFacts<'_>) -> Placement {
    Hall::open(facts).seat()
}

/// Placement at work.
struct Hall<'a> {
    facts: &'a MonthFacts<'a>,
    targets: HashMap<&'a SessionId, Target<'a>>,
    arrivals: Vec<&'a Arrival>,
    persons: Persons,
    told: HashMap<SlipId, Told>,
    /// The decision that holds about a slip's place.
    verdicts: HashMap<SlipId, &'a Decision>,
    trained: HashSet<(Who, &'a str)>,
    withdrawn: HashMap<SlipId, Stamp>,
    /// Where a promised place fell free within the notice time: the next is asked first.
    freed_late: HashSet<&'a SessionId>,
    /// Ranks of those who hold a place, and of those who gave it back when it could no longer be used.
    seats: HashMap<&'a SessionId, Vec<usize>>,
    /// Who has a slip for a session that was not refused.
    active: HashSet<(Who, &'a SessionId)>,
    engagements: HashMap<Who, Vec<(&'a SessionId, Span)>>,
    /// Places that households hold in sessions of this month.
    held: HashMap<HouseholdTag, u16>,
    placement: Placement,
}

impl<'a> Hall<'a> {
    fn open(facts: &'a MonthFacts<'a>) -> Self {
        let mut hall = Self {
            facts,
            targets: targets(facts.menu),
            arrivals: earliest(facts.arrivals),
            persons: Persons::default(),
            told: HashMap::new(),
            verdicts: HashMap::new(),
            trained: HashSet::new(),
            withdrawn: HashMap::new(),
            freed_late: HashSet::new(),
            seats: HashMap::new(),
            active: HashSet::new(),
            engagements: HashMap::new(),
            held: HashMap::new(),
            placement: Placement::default(),
        };
        for engagement in facts.elsewhere {
            let who = hall.persons.number(engagement.household, engagement.name.clone());
            hall.engagements.entry(who).or_default().push((&engagement.session, engagement.span));
        }
        let ids = facts.menu.sessions.iter().map(|s| &s.id).chain(facts.menu.shifts.iter().map(|s| &s.id));
        hall.placement.rosters = ids.map(|id| (id.clone(), Roster::default())).collect();
        hall.read_publications();
        hall.read_decisions();
        hall
    }

    fn read_publications(&mut self) {
        for (slip, answer) in self.facts.publications.iter().flat_map(|publication| &publication.outcomes) {
            let told = self.told.entry(*slip).or_default();
            match answer.standing {
                Standing::Confirmed => told.confirmed = true,
                Standing::Offered => told.offered = true,
                Standing::Waitlisted(_) => told.to_wait = true,
                Standing::NotPlaced => told.refused = true,
                _ => {}
            }
        }
    }

    /// Of several decisions about one slip's place the latest holds; the sort makes "latest" the same
    /// everywhere. Undo takes back the latest of what holds, be it about the place or about the training.
    fn read_decisions(&mut self) {
        let mut trainings: HashMap<SlipId, &'a Decision> = HashMap::new();
        let decisions: BTreeSet<&'a Decision> = self.facts.decisions.iter().collect();
        for decision in decisions {
            let slip = decision.slip;
            match decision.verdict {
                Verdict::Place | Verdict::Remove | Verdict::OfferAccepted | Verdict::OfferDeclined => {
                    self.verdicts.insert(slip, decision);
                }
                Verdict::TrainingSeen => {
                    trainings.insert(slip, decision);
                }
                Verdict::Undo => {
                    let training_is_later = match (trainings.get(&slip), self.verdicts.get(&slip)) {
                        (Some(training), Some(verdict)) => training > verdict,
                        (training, _) => training.is_some(),
                    };
                    match training_is_later {
                        true => trainings.remove(&slip),
                        false => self.verdicts.remove(&slip),
                    };
                }
            }
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
                let who = self.persons.number(slip.content.household, person.plain_name());
                self.trained.insert((who, training));
            }
        }
    }

    fn seat(mut self) -> Placement {
        let candidates = self.candidates();
        let (mut bound, mut heirs, mut open, mut left) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        for candidate in &candidates {
            if self.placement.answers.contains_key(&candidate.slip.id) {
                continue; // By its secret: a claim somebody stands in for, a stand-in for nobody.
            }
            match self.settled(candidate) {
                Some(answer) => {
                    if candidate.had_promise() {
                        self.free_when_given_back(candidate);
                    }
                    self.placement.answers.insert(candidate.slip.id, answer);
                }
                None if self.binds(candidate) => bound.push(candidate),
                None if candidate.told_in_all.promised() => heirs.push(candidate),
                None => open.push(candidate),
            }
        }
        for candidate in bound {
            self.take(candidate);
        }
        for candidate in heirs {
            // The promised place passes on, but never past a rule about who comes.
            match self.refusal(candidate) {
                None => self.take(candidate),
                Some(_) => {
                    self.free(candidate, candidate.came);
                    left.push(candidate);
                }
            }
        }
        for candidate in open {
            let is_refused = self.refusal(candidate).is_some();
            if is_refused && candidate.lapsed {
                self.free(candidate, candidate.came);
            }
            match is_refused || self.taken(candidate.id) >= usize::from(candidate.places()) {
                false => self.take(candidate),
                true => left.push(candidate),
            }
        }
        left.sort_by_key(|candidate| candidate.rank);
        for candidate in left {
            let answer = match self.refusal(candidate) {
                Some(reason) => Answer { standing: Standing::NotPlaced, reason },
                None => self.wait(candidate),
            };
            self.placement.answers.insert(candidate.slip.id, answer);
        }
        self.fill_rosters(&candidates);
        self.collect_matters();
        self.placement
    }

    /// Every slip that asks for a place, by turn; the others are answered on the way.
    fn candidates(&mut self) -> Vec<Candidate<'a>> {
        let mut by_secret: HashMap<SecretHash, Vec<&'a Arrival>> = HashMap::new();
        for &arrival in &self.arrivals {
            if arrival.slip.content.asks.person().is_some() {
                by_secret.entry(arrival.slip.content.secret_hash).or_default().push(arrival);
            }
        }
        self.read_withdrawals(&by_secret);
        let inheritances = self.read_stand_ins(&by_secret);

        let mut candidates = Vec::with_capacity(self.arrivals.len());
        for index in 0..self.arrivals.len() {
            let arrival = self.arrivals[index];
            let slip = &arrival.slip;
            let asks = &slip.content.asks;
            let (Some(person), Some(id)) = (asks.person(), asks.target()) else {
                if matches!(asks, Asks::Feedback { .. } | Asks::Wish { .. }) {
                    let noted = Answer { standing: Standing::Confirmed, reason: Reason::Noted };
                    self.placement.answers.insert(slip.id, noted);
                }
                continue;
            };
            let told = self.told.get(&slip.id).copied().unwrap_or_default();
            let on_its_own = Inheritance { turn: (arrival.at, slip.id), told, lapsed: false };
            let in_all = inheritances.get(&slip.id).map_or(on_its_own, |inheritance| inheritance.by(told));
            candidates.push(Candidate {
                slip,
                person,
                who: self.persons.number(slip.content.household, person.plain_name()),
                id,
                target: self.targets.get(id).copied(),
                came: arrival.at,
                turn: in_all.turn,
                rank: 0,
                order: 0,
                told,
                told_in_all: in_all.told,
                lapsed: in_all.lapsed,
            });
        }
        candidates.sort_by_key(|candidate| (candidate.turn, candidate.slip.id));
        let mut asked: HashMap<&SessionId, u16> = HashMap::new();
        for (rank, candidate) in candidates.iter_mut().enumerate() {
            candidate.rank = rank;
            // A claim and its stand-in are one in the count.
            if !self.placement.answers.contains_key(&candidate.slip.id) {
                let order = asked.entry(candidate.id).or_default();
                *order = order.saturating_add(1);
                candidate.order = *order;
            }
        }
        candidates
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
            self.placement.answers.insert(arrival.slip.id, answer);
            for earlier in given_back.into_iter().flatten() {
                self.withdrawn.entry(earlier.slip.id).or_insert(arrival.at);
            }
        }
    }

    /// A stand-in takes over the turn of the claim whose secret it shows, with all that was promised to it.
    /// A claim is handed over once, to the first who stands in; that one's secret hands it on. Where one of
    /// several was published as standing in, no earlier arrival from another device comes before.
    fn read_stand_ins(&mut self, by_secret: &HashMap<SecretHash, Vec<&'a Arrival>>) -> HashMap<SlipId, Inheritance> {
        let is_claim = |arrival: &Arrival| matches!(arrival.slip.content.asks, Asks::Claim { .. });
        let mut claims: Vec<&'a Arrival> = Vec::new();
        let mut followers: HashMap<SlipId, Vec<&'a Arrival>> = HashMap::new();
        let mut holders: HashMap<SlipId, SlipId> = HashMap::new();
        for &arrival in &self.arrivals {
            let Asks::StandIn { shift, secret, .. } = &arrival.slip.content.asks else { continue };
            if !self.is_promised(arrival) {
                let not_found = Answer { standing: Standing::NotPlaced, reason: Reason::SecretUnknown };
                self.placement.answers.insert(arrival.slip.id, not_found);
            }
            let serves = |earlier: &&&Arrival| {
                let asks = &earlier.slip.content.asks;
                !matches!(asks, Asks::SignUp { .. })
                    && earlier.slip.id != arrival.slip.id
                    && asks.target() == Some(shift)
            };
            let shown = by_secret.get(&secret.hash()).into_iter().flatten().filter(serves);
            let Some(&holder) = shown.min_by_key(|earlier| !is_claim(earlier)) else { continue };
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
            chain.push((claim, Some(Inheritance { turn: (claim.at, claim.slip.id), told, lapsed: false })));
        }
        while let Some((holder, mut has)) = chain.pop() {
            let mut of_holder = followers.remove(&holder.slip.id).unwrap_or_default();
            of_holder.sort_by_key(|follower| !leads_to_promise.contains(&follower.slip.id));
            for follower in of_holder {
                let id = follower.slip.id;
                let own = self.told.get(&id).copied().unwrap_or_default();
                let on_its_own = Inheritance { turn: (follower.at, id), told: Told::default(), lapsed: false };
                let handed = match has {
                    // Handed over before, or never had; but what was published holds.
                    None => own.promised().then_some(on_its_own),
                    Some(_) if self.has_nothing_to_hand_over(holder, follower.at) => Some(on_its_own),
                    Some(inheritance) => {
                        has = None;
                        let answer = Answer { standing: Standing::Withdrawn, reason: Reason::StoodIn };
                        self.placement.answers.insert(holder.slip.id, answer);
                        Some(inheritance)
                    }
                };
                match handed {
                    Some(inheritance) => {
                        self.placement.answers.remove(&id);
                        inheritances.insert(id, inheritance);
                        chain.push((follower, Some(inheritance.by(own))));
                    }
                    None => {
                        let answer = Answer { standing: Standing::NotPlaced, reason: Reason::StoodIn };
                        self.placement.answers.insert(id, answer);
                        chain.push((follower, None));
                    }
                }
            }
        }
        inheritances
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
            Some((Verdict::Remove | Verdict::OfferDeclined, decided)) => decided <= at,
            Some(_) => false,
            None => {
                let asks = &slip.content.asks;
                let (Some(person), Some(Target::Shift(shift))) =
                    (asks.person(), asks.target().and_then(|id| self.targets.get(id)))
                else {
                    return false;
                };
                let training = shift.training.as_str();
                let who = self.persons.number(slip.content.household, person.plain_name());
                !training.is_empty() && !self.is_promised(holder) && !self.trained.contains(&(who, training))
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

    /// What becomes of a promised place that falls free.
    fn free(&mut self, candidate: &Candidate<'a>, at: Stamp) {
        let Some(target) = candidate.target else { return };
        if self.is_late(candidate.target, at) {
            self.freed_late.insert(candidate.id);
        }
        if at.local(self.facts.utc_offset) >= target.span().start {
            // Nobody is called into something that has begun.
            self.seats.entry(candidate.id).or_default().push(candidate.rank);
        }
    }

    fn binds(&self, candidate: &Candidate<'_>) -> bool {
        // Of the decisions that refuse, none comes this far.
        self.verdicts.contains_key(&candidate.slip.id) || candidate.told.promised()
    }

    fn taken(&self, id: &SessionId) -> usize {
        self.seats.get(id).map_or(0, Vec::len)
    }

    /// Gives a place, and the answer with it.
    fn take(&mut self, candidate: &Candidate<'a>) {
        let answer = self.seated_answer(candidate);
        self.placement.answers.insert(candidate.slip.id, answer);
        self.seats.entry(candidate.id).or_default().push(candidate.rank);
        self.active.insert((candidate.who, candidate.id));
        if let Some(target) = candidate.target {
            self.engagements.entry(candidate.who).or_default().push((candidate.id, target.span()));
            if matches!(target, Target::Session(..)) {
                let held = self.held.entry(candidate.slip.content.household).or_default();
                *held = held.saturating_add(1);
            }
        }
    }

    fn seated_answer(&self, candidate: &Candidate<'_>) -> Answer {
        let verdict = self.verdicts.get(&candidate.slip.id);
        if let Some(decision) = verdict.filter(|decision| decision.verdict == Verdict::Place) {
            return Answer { standing: Standing::Confirmed, reason: Reason::Decided { why: decision.why.clone() } };
        }
        let (order, places) = (candidate.order, candidate.places());
        let told = candidate.told_in_all;
        let reason = if self.taken(candidate.id) >= usize::from(places) {
            Reason::Promised
        } else if told.to_wait || order > places {
            Reason::Promoted { order, places }
        } else {
            Reason::Placed { order, places }
        };
        let ask_first = told.offered || (told.to_wait && self.freed_late.contains(candidate.id));
        let accepted = verdict.is_some_and(|decision| decision.verdict == Verdict::OfferAccepted);
        let standing = match ask_first && !told.confirmed && !accepted {
            true => Standing::Offered,
            false => Standing::Confirmed,
        };
        Answer { standing, reason }
    }

    fn wait(&mut self, candidate: &Candidate<'a>) -> Answer {
        self.active.insert((candidate.who, candidate.id));
        let (order, places) = (candidate.order, candidate.places());
        let seats = self.seats.get(candidate.id).map(Vec::as_slice).unwrap_or_default();
        let ahead = seats.iter().filter(|rank| **rank < candidate.rank).count();
        let reason = match ahead >= usize::from(places) {
            true => Reason::Full { order, places },
            false => Reason::PromisedToOthers { order, places },
        };
        Answer { standing: Standing::Waitlisted(0), reason }
    }

    /// The first rule that a slip breaks, as places are given so far.
    fn refusal(&self, candidate: &Candidate<'_>) -> Option<Reason> {
        let target = candidate.target?;
        let age = candidate.person.age;
        let asked_at = candidate.turn.0.local(self.facts.utc_offset);
        let closes_at = match target {
            Target::Session(session, _) => session.closes_at(),
            Target::Shift(shift) => shift.start,
        };
        if asked_at > closes_at {
            return Some(Reason::TooLate);
        }
        if let Target::Session(_, activity) = target {
            match age.map(|age| (age, activity.ages.fit(age))) {
                None if !activity.ages.is_open() => return Some(Reason::AgeUnknown),
                Some((age, Fit::TooYoung(from))) => return Some(Reason::TooYoung { age: age.0, from: from.0 }),
                Some((age, Fit::TooOld(to))) => return Some(Reason::TooOld { age: age.0, to: to.0 }),
                None | Some((_, Fit::Fits)) => {}
            }
        }
        if age.is_some_and(|age| age.needs_guardian()) && candidate.person.guardian.is_none() {
            return Some(Reason::ConsentMissing);
        }
        if let Target::Shift(shift) = target {
            let training = shift.training.as_str();
            if !training.is_empty() && !self.trained.contains(&(candidate.who, training)) {
                return Some(Reason::TrainingMissing { training: training.to_owned() });
            }
        }
        if self.active.contains(&(candidate.who, candidate.id)) {
            return Some(Reason::SameAgain);
        }
        if let Some((with, minutes)) = self.clash(candidate.who, candidate.id, target.span()) {
            return Some(Reason::Clash { with, minutes });
        }
        let quota = self.facts.menu.rules.household_quota.filter(|_| matches!(target, Target::Session(..)))?;
        let held = self.held.get(&candidate.slip.content.household).copied().unwrap_or(0);
        (held >= quota).then_some(Reason::QuotaReached { quota })
    }

    /// Another place of the same person that is on at the same time: of several, the first to begin.
    fn clash(&self, who: Who, id: &SessionId, span: Span) -> Option<(SessionId, u16)> {
        let others = self.engagements.get(&who)?.iter().filter(|(other, _)| *other != id);
        let clashes = others.filter_map(|(other, at)| span.overlap(*at).map(|minutes| (at.start, *other, minutes)));
        clashes.min().map(|(_, with, minutes)| (with.clone(), minutes))
    }

    /// Enters every answer in its roster, by turn, and numbers the waiting.
    fn fill_rosters(&mut self, candidates: &[Candidate<'a>]) {
        let mut somebody_waits: HashSet<&SessionId> = HashSet::new();
        for candidate in candidates {
            let id = candidate.slip.id;
            let Some(answer) = self.placement.answers.get_mut(&id) else { continue };
            let Some(roster) = self.placement.rosters.get_mut(candidate.id) else { continue };
            let list = match answer.standing {
                Standing::Confirmed | Standing::Offered => {
                    let by_order = matches!(answer.reason, Reason::Placed { .. } | Reason::Promoted { .. });
                    if by_order && answer.standing == Standing::Confirmed && somebody_waits.contains(candidate.id) {
                        // Not by order alone: somebody ahead is still in line.
                        answer.reason = Reason::Promised;
                    }
                    &mut roster.placed
                }
                Standing::Waitlisted(_) => {
                    somebody_waits.insert(candidate.id);
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

    fn collect_matters(&mut self) {
        for (session, roster) in &self.placement.rosters {
            let places = self.targets.get(session).and_then(|target| target.places());
            let placed = roster.fill().placed;
            if let Some(places) = places.filter(|places| placed > *places) {
                self.placement.matters.push(Matter::Overfull { session: session.clone(), placed, places });
            }
        }
        let mut seen: HashMap<(&SessionId, Mark<'_>, String), usize> = HashMap::new();
        for (index, arrival) in self.arrivals.iter().enumerate() {
            let slip = &arrival.slip;
            let (Some(person), Some(session)) = (slip.content.asks.person(), slip.content.asks.target()) else {
                continue;
            };
            let standing = self.placement.answers.get(&slip.id).map(|answer| answer.standing);
            let counts = matches!(standing, Some(Standing::Confirmed | Standing::Offered | Standing::Waitlisted(_)));
            let has_places = self.targets.get(session).is_some_and(|target| target.places().is_some());
            let decided = self.verdicts.get(&slip.id).is_some_and(|decision| decision.verdict == Verdict::Place);
            if !counts || !has_places || decided {
                continue;
            }
            let name = person.plain_name();
            let marks = marks(person, slip.content.household);
            let first = marks.iter().filter_map(|mark| seen.get(&(session, *mark, name.clone()))).min();
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

fn marks(person: &Person, household: HouseholdTag) -> Vec<Mark<'_>> {
    let numbers = person.guardian.as_ref().map(|guardian| &guardian.phone).into_iter().chain(&person.phone);
    let child = person.age.filter(|age| age.needs_guardian()).map(|age| Mark::ChildOf(age.0));
    numbers.map(|phone| Mark::Number(phone.digits())).chain(child).chain([Mark::Household(household)]).collect()
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

/// One arrival of each slip, the earliest; by time, then by slip.
fn earliest(arrivals: &[Arrival]) -> Vec<&Arrival> {
    let mut first: HashMap<SlipId, &Arrival> = HashMap::with_capacity(arrivals.len());
    for arrival in arrivals {
        let kept = first.entry(arrival.slip.id).or_insert(arrival);
        if arrival.at < kept.at {
            *kept = arrival;
        }
    }
    let mut arrivals: Vec<&Arrival> = first.into_values().collect();
    arrivals.sort_by_key(|arrival| (arrival.at, arrival.slip.id));
    arrivals
}

/// What a member would run into with a session, from what a phone knows: told before anything is sent.
pub fn foresee_clash<'a>(
    span: Span,
    held: impl IntoIterator<Item = (&'a SessionId, Span)>,
) -> Option<(&'a SessionId, u16)> {
    held.into_iter().find_map(|(id, other)| span.overlap(other).map(|minutes| (id, minutes)))
}

#[cfg(test)]
#[path = "placement_tests.rs"]
mod tests;
