//! Placement: one pure function from a month's facts to how every slip stands, and why.
//!
//! The order of steps is that of the design:
//! 1. what a withdrawal, a cancellation or an organizer's decision settles;
//! 2. what binds: places that were published as confirmed, accepted offers, decisions to place;
//! 3. everybody else in order of arrival, over all sessions of the month at once, because clashes and
//!    quotas cross them: refuse what breaks a rule, place while there are places, let the rest wait.
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
    /// What came, in any order, as often as it came.
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
    /// 疑似重复: the same name and number on slips of two households for one session.
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

/// One person of one household: who can clash with themselves.
type Who = (HouseholdTag, String);

/// A slip that asks for a place, on its way through placement.
struct Candidate<'a> {
    slip: &'a OpenedSlip,
    person: &'a Person,
    who: Who,
    target: &'a SessionId,
    /// Arrival and slip id: nobody is ahead by chance.
    turn: (Stamp, SlipId),
    /// 报名顺序, counted from 1 among all that ever asked for the same session.
    order: u16,
}

/// Gives a month's places.
pub fn place(facts: &MonthFacts<'_>) -> Placement {
    Hall::open(facts).seat()
}

/// Placement at work.
struct Hall<'a> {
    facts: &'a MonthFacts<'a>,
    arrivals: Vec<&'a Arrival>,
    verdicts: HashMap<SlipId, &'a Decision>,
    offer_answers: HashMap<SlipId, bool>,
    promised: HashSet<SlipId>,
    offered: HashSet<SlipId>,
    told_to_wait: HashSet<SlipId>,
    trained: HashSet<(Who, String)>,
    withdrawn: HashMap<SlipId, Stamp>,
    late_withdrawals: HashSet<&'a SessionId>,
    placement: Placement,
    taken: HashMap<SessionId, u16>,
    active: HashMap<(Who, SessionId), SlipId>,
    engagements: HashMap<Who, Vec<(SessionId, Span)>>,
    held: HashMap<HouseholdTag, u16>,
}

impl<'a> Hall<'a> {
    fn open(facts: &'a MonthFacts<'a>) -> Self {
        let mut engagements: HashMap<Who, Vec<(SessionId, Span)>> = HashMap::new();
        for engagement in facts.elsewhere {
            engagements
                .entry((engagement.household, engagement.name.clone()))
                .or_default()
                .push((engagement.session.clone(), engagement.span));
        }
        let mut hall = Self {
            facts,
            arrivals: earliest(facts.arrivals),
            verdicts: HashMap::new(),
            offer_answers: HashMap::new(),
            promised: HashSet::new(),
            offered: HashSet::new(),
            told_to_wait: HashSet::new(),
            trained: HashSet::new(),
            withdrawn: HashMap::new(),
            late_withdrawals: HashSet::new(),
            placement: Placement::default(),
            taken: HashMap::new(),
            active: HashMap::new(),
            engagements,
            held: HashMap::new(),
        };
        let ids = facts.menu.sessions.iter().map(|s| &s.id).chain(facts.menu.shifts.iter().map(|s| &s.id));
        hall.placement.rosters = ids.map(|id| (id.clone(), Roster::default())).collect();
        hall.read_publications();
        hall.read_decisions();
        hall
    }

    fn read_publications(&mut self) {
        for (slip, answer) in self.facts.publications.iter().flat_map(|publication| &publication.outcomes) {
            match answer.standing {
                Standing::Confirmed => self.promised.insert(*slip),
                Standing::Offered => self.offered.insert(*slip),
                Standing::Waitlisted(_) => self.told_to_wait.insert(*slip),
                _ => false,
            };
        }
    }

    /// Of several decisions about one slip the latest holds; the sort makes "latest" the same everywhere.
    fn read_decisions(&mut self) {
        let persons: HashMap<SlipId, &OpenedSlip> =
            self.arrivals.iter().map(|arrival| (arrival.slip.id, &arrival.slip)).collect();
        let decisions: BTreeSet<&Decision> = self.facts.decisions.iter().collect();
        for decision in decisions {
            match decision.verdict {
                Verdict::Place | Verdict::Remove => {
                    self.verdicts.insert(decision.slip, decision);
                }
                Verdict::Undo => {
                    self.verdicts.remove(&decision.slip);
                    self.offer_answers.remove(&decision.slip);
                }
                Verdict::OfferAccepted => {
                    self.offer_answers.insert(decision.slip, true);
                }
                Verdict::OfferDeclined => {
                    self.offer_answers.insert(decision.slip, false);
                }
                Verdict::TrainingSeen => {
                    let Some(slip) = persons.get(&decision.slip) else { continue };
                    let (Some(target), Some(person)) = (slip.content.asks.target(), slip.content.asks.person()) else {
                        continue;
                    };
                    if let Some(shift) = self.facts.menu.shift(target) {
                        self.trained.insert(((slip.content.household, person.plain_name()), shift.training.clone()));
                    }
                }
            }
        }
    }

    fn seat(mut self) -> Placement {
        let candidates = self.candidates();
        let turns: HashMap<SlipId, usize> = candidates.iter().enumerate().map(|(turn, c)| (c.slip.id, turn)).collect();
        let mut open = Vec::new();
        let mut bound = Vec::new();
        for candidate in candidates {
            match self.settled(&candidate) {
                Some(answer) => self.answer(&candidate, answer),
                None if self.binds(&candidate) => bound.push(candidate),
                None => open.push(candidate),
            }
        }
        for candidate in &bound {
            let answer = self.bound_answer(candidate);
            self.take(candidate);
            self.answer(candidate, answer);
        }
        for candidate in &open {
            let answer = self.decide(candidate);
            self.answer(candidate, answer);
        }
        for roster in self.placement.rosters.values_mut() {
            for list in [&mut roster.placed, &mut roster.waiting, &mut roster.refused, &mut roster.withdrawn] {
                list.sort_by_key(|slip| turns.get(slip));
            }
        }
        self.number_the_waiting();
        self.collect_matters();
        self.placement
    }

    /// Every slip that asks for a place, by turn; the others are answered on the way.
    fn candidates(&mut self) -> Vec<Candidate<'a>> {
        let mut by_secret: HashMap<SecretHash, Vec<&'a Arrival>> = HashMap::new();
        for arrival in &self.arrivals {
            if arrival.slip.content.asks.person().is_some() {
                by_secret.entry(arrival.slip.content.secret_hash).or_default().push(arrival);
            }
        }
        self.read_withdrawals(&by_secret);
        let turns = self.read_stand_ins(&by_secret);

        let mut candidates = Vec::new();
        for arrival in self.arrivals.clone() {
            let slip = &arrival.slip;
            let asks = &slip.content.asks;
            let (Some(person), Some(target)) = (asks.person(), asks.target()) else {
                if matches!(asks, Asks::Feedback { .. } | Asks::Wish { .. }) {
                    self.placement
                        .answers
                        .insert(slip.id, Answer { standing: Standing::Confirmed, reason: Reason::Noted });
                }
                continue;
            };
            if self.placement.answers.contains_key(&slip.id) {
                continue;
            }
            let turn = turns.get(&slip.id).copied().unwrap_or((arrival.at, slip.id));
            let who = (slip.content.household, person.plain_name());
            candidates.push(Candidate { slip, person, who, target, turn, order: 0 });
        }
        candidates.sort_by_key(|candidate| (candidate.turn, candidate.slip.id));
        let mut asked: HashMap<&SessionId, u16> = HashMap::new();
        for candidate in &mut candidates {
            let order = asked.entry(candidate.target).or_default();
            *order = order.saturating_add(1);
            candidate.order = *order;
        }
        candidates
    }

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
                if let Some(target) = earlier.slip.content.asks.target().filter(|id| self.is_late(id, arrival.at)) {
                    self.late_withdrawals.insert(target);
                }
            }
        }
    }

    /// A stand-in takes over the turn of the claim whose secret it shows, with all that was promised to it.
    fn read_stand_ins(
        &mut self,
        by_secret: &HashMap<SecretHash, Vec<&'a Arrival>>,
    ) -> HashMap<SlipId, (Stamp, SlipId)> {
        let mut turns: HashMap<SlipId, (Stamp, SlipId)> = HashMap::new();
        for arrival in self.arrivals.clone() {
            let Asks::StandIn { shift, secret, .. } = &arrival.slip.content.asks else { continue };
            let claim = by_secret.get(&secret.hash()).into_iter().flatten().find(|earlier| {
                let serves = match earlier.slip.content.asks {
                    Asks::Claim { .. } => true,
                    Asks::StandIn { .. } => turns.contains_key(&earlier.slip.id),
                    _ => false,
                };
                serves && earlier.slip.id != arrival.slip.id && earlier.slip.content.asks.target() == Some(shift)
            });
            let Some(claim) = claim.filter(|claim| !self.placement.answers.contains_key(&claim.slip.id)) else {
                let answer = Answer { standing: Standing::NotPlaced, reason: Reason::SecretUnknown };
                self.placement.answers.insert(arrival.slip.id, answer);
                continue;
            };
            let given_back_before = self.withdrawn.get(&claim.slip.id).is_some_and(|at| *at <= arrival.at);
            if given_back_before {
                turns.insert(arrival.slip.id, (arrival.at, arrival.slip.id));
                continue;
            }
            let turn = turns.get(&claim.slip.id).copied().unwrap_or((claim.at, claim.slip.id));
            turns.insert(arrival.slip.id, turn);
            for told in [&mut self.promised, &mut self.offered, &mut self.told_to_wait] {
                if told.contains(&claim.slip.id) {
                    told.insert(arrival.slip.id);
                }
            }
            let answer = Answer { standing: Standing::Withdrawn, reason: Reason::StoodIn };
            self.placement.answers.insert(claim.slip.id, answer);
            if let Some(roster) = self.placement.rosters.get_mut(shift) {
                roster.withdrawn.push(claim.slip.id);
            }
        }
        turns
    }

    fn is_late(&self, target: &SessionId, at: Stamp) -> bool {
        let Some(target) = self.facts.menu.target(target) else { return false };
        let minutes = target.span().start.minutes_since(at.local(self.facts.utc_offset));
        minutes < i64::from(self.facts.menu.rules.notice_hours) * 60
    }

    /// What needs no place to be answered.
    fn settled(&self, candidate: &Candidate<'_>) -> Option<Answer> {
        let not_placed = |reason| Some(Answer { standing: Standing::NotPlaced, reason });
        if let Some(at) = self.withdrawn.get(&candidate.slip.id) {
            let late = self.is_late(candidate.target, *at);
            return Some(Answer { standing: Standing::Withdrawn, reason: Reason::GivenBack { late } });
        }
        let Some(target) = self.facts.menu.target(candidate.target) else {
            return not_placed(Reason::NoSuchSession);
        };
        if target.is_cancelled() {
            return Some(Answer { standing: Standing::Cancelled, reason: Reason::CalledOff });
        }
        let signs_up = matches!(candidate.slip.content.asks, Asks::SignUp { .. });
        if signs_up != matches!(target, Target::Session(..)) {
            return not_placed(Reason::WrongKind);
        }
        if let Some(decision) = self.verdicts.get(&candidate.slip.id).filter(|d| d.verdict == Verdict::Remove) {
            return not_placed(Reason::Decided { why: decision.why.clone() });
        }
        if self.offer_answers.get(&candidate.slip.id) == Some(&false) {
            return not_placed(Reason::Declined);
        }
        if target.places().is_none() {
            return Some(Answer { standing: Standing::Confirmed, reason: Reason::NoSlipNeeded });
        }
        None
    }

    fn binds(&self, candidate: &Candidate<'_>) -> bool {
        let id = &candidate.slip.id;
        if self.verdicts.get(id).is_some_and(|decision| decision.verdict == Verdict::Place) {
            return true;
        }
        // A promise to one volunteer passes to the stand-in, but never past a missing training.
        let stands_in = matches!(candidate.slip.content.asks, Asks::StandIn { .. });
        let promised = self.promised.contains(id) || self.offered.contains(id);
        promised && !(stands_in && self.missing_training(candidate).is_some())
    }

    fn missing_training(&self, candidate: &Candidate<'_>) -> Option<&'a str> {
        let training = self.facts.menu.shift(candidate.target)?.training.as_str();
        let seen = || self.trained.contains(&(candidate.who.clone(), training.to_owned()));
        (!training.is_empty() && !seen()).then_some(training)
    }

    fn bound_answer(&self, candidate: &Candidate<'_>) -> Answer {
        let id = &candidate.slip.id;
        if let Some(decision) = self.verdicts.get(id) {
            return Answer { standing: Standing::Confirmed, reason: Reason::Decided { why: decision.why.clone() } };
        }
        let (order, places) = (candidate.order, self.places(candidate.target));
        let reason = match self.told_to_wait.contains(id) {
            true => Reason::Promoted { order, places },
            false if order <= places => Reason::Placed { order, places },
            false => Reason::Promised,
        };
        let asked_first = self.offered.contains(id) && !self.promised.contains(id);
        let standing = match asked_first && !self.offer_answers.contains_key(id) {
            true => Standing::Offered,
            false => Standing::Confirmed,
        };
        Answer { standing, reason }
    }

    /// By the rules, in turn.
    fn decide(&mut self, candidate: &Candidate<'_>) -> Answer {
        if let Some(reason) = self.refusal(candidate) {
            return Answer { standing: Standing::NotPlaced, reason };
        }
        let (order, places) = (candidate.order, self.places(candidate.target));
        let taken = self.taken.get(candidate.target).copied().unwrap_or(0);
        if taken >= places {
            self.active.insert((candidate.who.clone(), candidate.target.clone()), candidate.slip.id);
            return Answer { standing: Standing::Waitlisted(0), reason: Reason::Full { order, places } };
        }
        self.take(candidate);
        let waited = self.told_to_wait.contains(&candidate.slip.id);
        let reason = match waited || order > places {
            true => Reason::Promoted { order, places },
            false => Reason::Placed { order, places },
        };
        let ask_first = waited && self.late_withdrawals.contains(candidate.target);
        let accepted = self.offer_answers.contains_key(&candidate.slip.id);
        let standing = if ask_first && !accepted { Standing::Offered } else { Standing::Confirmed };
        Answer { standing, reason }
    }

    /// The first rule that a slip breaks.
    fn refusal(&self, candidate: &Candidate<'_>) -> Option<Reason> {
        let target = self.facts.menu.target(candidate.target)?;
        if let Target::Session(session, activity) = target {
            if candidate.turn.0.local(self.facts.utc_offset) > session.closes_at() {
                return Some(Reason::TooLate);
            }
            match candidate.person.age {
                None if !activity.ages.is_open() => return Some(Reason::AgeUnknown),
                None => {}
                Some(age) => match activity.ages.fit(age) {
                    Fit::TooYoung(from) => return Some(Reason::TooYoung { age: age.0, from: from.0 }),
                    Fit::TooOld(to) => return Some(Reason::TooOld { age: age.0, to: to.0 }),
                    Fit::Fits => {}
                },
            }
        }
        if candidate.person.age.is_some_and(|age| age.needs_guardian()) && candidate.person.guardian.is_none() {
            return Some(Reason::ConsentMissing);
        }
        if let Target::Shift(shift) = target {
            if candidate.turn.0.local(self.facts.utc_offset) > shift.start {
                return Some(Reason::TooLate);
            }
            if let Some(training) = self.missing_training(candidate) {
                return Some(Reason::TrainingMissing { training: training.to_owned() });
            }
        }
        if self.active.contains_key(&(candidate.who.clone(), candidate.target.clone())) {
            return Some(Reason::SameAgain);
        }
        if let Some((with, minutes)) = self.clash(&candidate.who, candidate.target, target.span()) {
            return Some(Reason::Clash { with, minutes });
        }
        if let (Target::Session(..), Some(quota)) = (target, self.facts.menu.rules.household_quota) {
            if self.held.get(&candidate.who.0).copied().unwrap_or(0) >= quota {
                return Some(Reason::QuotaReached { quota });
            }
        }
        None
    }

    /// The first other place of the same person that is on at the same time.
    fn clash(&self, who: &Who, target: &SessionId, span: Span) -> Option<(SessionId, u16)> {
        self.engagements
            .get(who)?
            .iter()
            .filter(|(id, _)| id != target)
            .find_map(|(id, other)| span.overlap(*other).map(|minutes| (id.clone(), minutes)))
    }

    fn take(&mut self, candidate: &Candidate<'_>) {
        let taken = self.taken.entry(candidate.target.clone()).or_default();
        *taken = taken.saturating_add(1);
        self.active.insert((candidate.who.clone(), candidate.target.clone()), candidate.slip.id);
        if let Some(target) = self.facts.menu.target(candidate.target) {
            let engagement = (candidate.target.clone(), target.span());
            self.engagements.entry(candidate.who.clone()).or_default().push(engagement);
            if matches!(target, Target::Session(..)) {
                *self.held.entry(candidate.who.0).or_default() += 1;
            }
        }
    }

    fn places(&self, target: &SessionId) -> u16 {
        self.facts.menu.target(target).and_then(|target| target.places()).unwrap_or(0)
    }

    fn answer(&mut self, candidate: &Candidate<'_>, answer: Answer) {
        if let Some(roster) = self.placement.rosters.get_mut(candidate.target) {
            let list = match answer.standing {
                Standing::Confirmed | Standing::Offered => &mut roster.placed,
                Standing::Waitlisted(_) => &mut roster.waiting,
                Standing::Withdrawn | Standing::Cancelled => &mut roster.withdrawn,
                _ => &mut roster.refused,
            };
            list.push(candidate.slip.id);
        }
        self.placement.answers.insert(candidate.slip.id, answer);
    }

    fn number_the_waiting(&mut self) {
        for roster in self.placement.rosters.values() {
            for (index, slip) in roster.waiting.iter().enumerate() {
                if let Some(answer) = self.placement.answers.get_mut(slip) {
                    answer.standing = Standing::Waitlisted(u16::try_from(index + 1).unwrap_or(u16::MAX));
                }
            }
        }
    }

    fn collect_matters(&mut self) {
        for (session, roster) in &self.placement.rosters {
            let places = self.facts.menu.target(session).and_then(|target| target.places());
            let placed = roster.fill().placed;
            if let Some(places) = places.filter(|places| placed > *places) {
                self.placement.matters.push(Matter::Overfull { session: session.clone(), placed, places });
            }
        }
        let mut seen: HashMap<(&SessionId, String, &str), &OpenedSlip> = HashMap::new();
        for arrival in &self.arrivals {
            let asks = &arrival.slip.content.asks;
            let (Some(person), Some(session)) = (asks.person(), asks.target()) else { continue };
            let Some(phone) = person.contact() else { continue };
            let standing = self.placement.answers.get(&arrival.slip.id).map(|answer| answer.standing);
            if !matches!(standing, Some(Standing::Confirmed | Standing::Offered | Standing::Waitlisted(_))) {
                continue;
            }
            match seen.get(&(session, person.plain_name(), phone.digits())) {
                Some(first) if first.content.household != arrival.slip.content.household => {
                    self.placement.matters.push(Matter::PossiblyTheSame {
                        session: session.clone(),
                        first: first.id,
                        second: arrival.slip.id,
                    });
                }
                Some(_) => {}
                None => {
                    seen.insert((session, person.plain_name(), phone.digits()), &arrival.slip);
                }
            }
        }
    }
}

/// One arrival of each slip, the earliest; by time, then by slip.
fn earliest(arrivals: &[Arrival]) -> Vec<&Arrival> {
    let mut first: BTreeMap<SlipId, &Arrival> = BTreeMap::new();
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
