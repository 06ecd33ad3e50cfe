//! 换班: two confirmed volunteers change places. Settled before any place is given, from what was published alone: so it is
//! carried out whole or not at all, and never changes how many serve in a shift.

use std::collections::HashMap;

use super::{Hall, Who};
use crate::domain::age::Fit;
use crate::domain::book::Verdict;
use crate::domain::id::{SecretHash, SessionId, SlipId, SlipSecret};
use crate::domain::menu::Target;
use crate::domain::slip::{Arrival, Asks};
use crate::domain::standing::{Answer, Hitch, Reason, Standing};
use crate::domain::time::Stamp;

/// Slips that ask for a place, by the hash of their secret.
type BySecret<'a> = HashMap<SecretHash, Vec<&'a Arrival>>;

/// A swap that is not settled yet.
struct Asked<'a> {
    arrival: &'a Arrival,
    /// The place that was offered, then the one that is given for it.
    places: [(&'a SessionId, SlipSecret); 2],
}

/// Of whom a place is, to look for others of theirs.
struct Holder<'a> {
    arrival: &'a Arrival,
    who: Who,
}

impl<'a> Hall<'a> {
    /// Settles every swap: those that were published as carried out first, then in order of arrival; one whose places come
    /// about by another waits for that one.
    pub(super) fn read_swaps(&mut self, by_secret: &BySecret<'a>) {
        let mut open: Vec<Asked<'a>> = self.arrivals.iter().filter_map(|arrival| asked(arrival)).collect();
        open.sort_by_key(|one| !self.is_promised(one.arrival));
        while let Some((index, holders)) = self.next_swap(&open, by_secret) {
            let one = open.remove(index);
            let hitch = match self.is_promised(one.arrival) {
                true => None,
                false => self.told_hitch(&one).or_else(|| self.hitch(&one, &holders)),
            };
            match hitch {
                None => self.carry_out(&one, holders),
                Some(hitch) => self.refuse_swap(&one, Some(holders[0]), hitch),
            }
        }
        // What is left shows no slip, or one that is not in that shift (any more).
        for one in open {
            if one.places.iter().all(|(_, secret)| by_secret.contains_key(&secret.hash())) {
                let (shift, secret) = &one.places[0];
                let offered = self.in_shift(shift, secret, by_secret);
                self.refuse_swap(&one, offered, self.told_hitch(&one).unwrap_or((Hitch::Gone, None)));
            } else {
                let unknown = Answer { standing: Standing::NotPlaced, reason: Reason::SecretUnknown };
                self.answers.insert(one.arrival.slip.id, unknown);
            }
        }
    }

    /// Where a slip's person would come: the shift that it names, or the one that a swap brought it to.
    pub(super) fn named(&self, slip: &SlipId, asked: &'a SessionId) -> &'a SessionId {
        self.swapped.get(slip).and_then(|other| other.slip.content.asks.target()).unwrap_or(asked)
    }

    /// The slip whose turn this one has: its own, or that of the one whose place it has by a swap.
    pub(super) fn turn_giver(&self, arrival: &'a Arrival) -> &'a Arrival {
        self.swapped.get(&arrival.slip.id).copied().unwrap_or(arrival)
    }

    fn next_swap(&self, open: &[Asked<'a>], by_secret: &BySecret<'a>) -> Option<(usize, [&'a Arrival; 2])> {
        open.iter().enumerate().find_map(|(index, one)| {
            let [offered, given] = one.places.map(|(shift, secret)| self.in_shift(shift, &secret, by_secret));
            Some((index, [offered?, given?])).filter(|(_, [offered, given])| offered.slip.id != given.slip.id)
        })
    }

    /// Who has that secret and would come to that shift: a claim before a stand-in.
    fn in_shift(&self, shift: &SessionId, secret: &SlipSecret, by_secret: &BySecret<'a>) -> Option<&'a Arrival> {
        let serves = |arrival: &&&'a Arrival| {
            let asks = &arrival.slip.content.asks;
            let asked = asks.target().filter(|_| !matches!(asks, Asks::SignUp { .. }));
            asked.is_some_and(|asked| self.named(&arrival.slip.id, asked) == shift)
        };
        let shown = by_secret.get(&secret.hash())?.iter().filter(serves);
        shown.min_by_key(|arrival| !matches!(arrival.slip.content.asks, Asks::Claim { .. })).copied()
    }

    fn carry_out(&mut self, one: &Asked<'a>, [offered, given]: [&'a Arrival; 2]) {
        let (to_given, to_offered) = (self.turn_giver(given), self.turn_giver(offered));
        self.swapped.insert(offered.slip.id, to_given);
        self.swapped.insert(given.slip.id, to_offered);
        let answer = Answer { standing: Standing::Confirmed, reason: Reason::CarriedOut };
        self.answers.insert(one.arrival.slip.id, answer);
    }

    /// Both are told: on the swap's own slip who made it, on the slip that was offered the other.
    fn refuse_swap(&mut self, one: &Asked<'a>, offered: Option<&'a Arrival>, (hitch, side): (Hitch, Option<usize>)) {
        let reason = Reason::NotSwapped { hitch, mine: side == Some(1) };
        self.answers.insert(one.arrival.slip.id, Answer { standing: Standing::NotPlaced, reason });
        if let Some(offered) = offered {
            // Of several the one that came last is told, in whatever order they were settled.
            let why = (one.arrival.at, one.arrival.slip.id, Reason::NotSwapped { hitch, mine: side == Some(0) });
            let told = self.not_swapped.entry(offered.slip.id).or_insert_with(|| why.clone());
            if *told < why {
                *told = why;
            }
        }
    }

    /// What was published of a swap that came to nothing stays.
    fn told_hitch(&self, one: &Asked<'a>) -> Option<(Hitch, Option<usize>)> {
        match self.told_not_swapped.get(&one.arrival.slip.id)? {
            (_, _, Reason::NotSwapped { hitch, mine: true }) => Some((*hitch, Some(1))),
            // Of the other or of neither: the same to who made it.
            (_, _, Reason::NotSwapped { hitch: hitch @ (Hitch::Gone | Hitch::TooLate), .. }) => Some((*hitch, None)),
            (_, _, Reason::NotSwapped { hitch, .. }) => Some((*hitch, Some(0))),
            _ => None,
        }
    }

    /// The first thing that stands against a swap, and with whom of the two it lies.
    fn hitch(&mut self, one: &Asked<'a>, holders: &[&'a Arrival; 2]) -> Option<(Hitch, Option<usize>)> {
        let at = one.arrival.at;
        let targets = one.places.map(|(shift, _)| self.targets.get(shift).copied());
        let [Some(Target::Shift(offered)), Some(Target::Shift(given))] = targets else {
            return Some((Hitch::Gone, None));
        };
        let shifts = [offered, given];
        if shifts.iter().any(|shift| shift.cancelled.is_some())
            || holders.iter().zip(&one.places).any(|(holder, (shift, _))| !self.can_give(holder, shift, at))
        {
            return Some((Hitch::Gone, None));
        }
        let now = at.local(self.facts.utc_offset);
        if shifts.iter().any(|shift| now > shift.start) {
            return Some((Hitch::TooLate, None));
        }
        for (side, holder) in holders.iter().enumerate() {
            // Each comes to the other's.
            let shift = shifts[1 - side];
            let person = holder.slip.content.asks.person()?;
            let ages = Target::Shift(shift).ages();
            let fits = person.age.map_or(ages.is_open(), |age| ages.fit(age) == Fit::Fits);
            if !fits {
                return Some((Hitch::Age, Some(side)));
            }
            let family = self.joined.family(holder.slip.content.household);
            let who = self.persons.number(family, person.plain_name());
            if !self.is_trained(who, shift) {
                return Some((Hitch::Training, Some(side)));
            }
            if self.is_elsewhere(&Holder { arrival: holder, who }, Target::Shift(shift), &shift.id) {
                return Some((Hitch::Clash, Some(side)));
            }
        }
        None
    }

    /// Whether a place is there to be given: published as confirmed, and neither handed on, given back nor taken away by then.
    fn can_give(&self, holder: &'a Arrival, shift: &SessionId, at: Stamp) -> bool {
        let id = &holder.slip.id;
        let by_then = |moment: Stamp| moment <= at;
        let refused = self.verdicts.get(id).is_some_and(|decision| refuses(&decision.verdict) && by_then(decision.at));
        let handed_on = |arrival: &Arrival| by_then(arrival.at) || self.is_promised(arrival);
        self.told.get(id).is_some_and(|told| told.confirmed)
            && !self.withdrawn.get(id).is_some_and(|at| by_then(*at))
            && !refused
            && !self.is_handed_on(holder, shift, handed_on)
    }

    /// Whether somebody of whom that holds shows a slip's secret to stand in for it in a shift.
    fn is_handed_on(&self, holder: &Arrival, shift: &SessionId, to: impl Fn(&Arrival) -> bool) -> bool {
        let all = self.stand_ins.get(&(holder.slip.content.secret_hash, shift));
        all.into_iter().flatten().any(|arrival| arrival.slip.id != holder.slip.id && to(arrival))
    }

    /// Whether somebody has another place, promised or decided upon, in that shift or at that time.
    fn is_elsewhere(&mut self, holder: &Holder<'a>, target: Target<'a>, shift: &SessionId) -> bool {
        let span = target.span();
        if self.clash(holder.who, shift, span).is_some() {
            return true;
        }
        for index in 0..self.arrivals.len() {
            let arrival = self.arrivals[index];
            let (slip, asks) = (&arrival.slip, &arrival.slip.content.asks);
            let (Some(person), Some(asked)) = (asks.person(), asks.target()) else { continue };
            let verdict = self.verdicts.get(&slip.id).map(|decision| &decision.verdict);
            let binds = self.is_promised(arrival) || verdict.is_some();
            if slip.id == holder.arrival.slip.id || !binds || self.withdrawn.contains_key(&slip.id) {
                continue;
            }
            let at = match verdict {
                Some(Verdict::Move { to }) => to,
                Some(verdict) if refuses(verdict) => continue,
                _ => self.named(&slip.id, asked),
            };
            let Some(other) = self.targets.get(at).copied().filter(|target| !target.is_cancelled()) else { continue };
            if at != shift && other.span().overlap(span).is_none() || self.is_handed_on(arrival, at, |_| true) {
                continue;
            }
            let family = self.joined.family(slip.content.household);
            if self.persons.number(family, person.plain_name()) == holder.who {
                return true;
            }
        }
        false
    }
}

fn asked(arrival: &Arrival) -> Option<Asked<'_>> {
    let Asks::Swap { shift, secret, for_shift, for_secret } = &arrival.slip.content.asks else { return None };
    Some(Asked { arrival, places: [(shift, *secret), (for_shift, *for_secret)] })
}

/// After which a slip has no place that could be given on.
fn refuses(verdict: &Verdict) -> bool {
    matches!(verdict, Verdict::Remove | Verdict::OfferDeclined | Verdict::SamePerson | Verdict::Move { .. })
}
