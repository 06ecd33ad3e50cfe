//! What awaits an organizer's confirmation: who was at their shift and does not stand in the ledger yet. It never counts.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::attendance::{Hand, Presence};
use crate::domain::book::{MonthBook, Verdict};
use crate::domain::id::{SecretHash, ServiceId, SessionId, SlipId};
use crate::domain::joined::Joined;
use crate::domain::ledger::{Ledger, Service, Volunteer};
use crate::domain::slip::{Asks, OpenedSlip};
use crate::domain::standing::Reason;

/// A service to be confirmed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unconfirmed {
    /// By which slip.
    pub slip: SlipId,
    /// Of which shift.
    pub shift: SessionId,
    /// As it would be confirmed: the minutes of the shift in which they were there.
    pub service: Service,
    /// Whether nobody checked out, so that the end of the shift stands for it.
    pub open_end: bool,
    /// Who says that they were there.
    pub by: Hand,
    /// 补登: they themselves, by no poster's code: a word that somebody should look into.
    pub word_only: bool,
}

/// Who served, as a slip says it.
pub fn volunteer(slip: &OpenedSlip) -> Option<Volunteer> {
    let person = slip.content.asks.person()?;
    Some(Volunteer {
        name: person.name.clone(),
        phone: person.contact().cloned(),
        household: Some(slip.content.household),
    })
}

/// Everything of a month that awaits confirmation, by shift.
pub fn unconfirmed(book: &MonthBook) -> Vec<Unconfirmed> {
    let Some(menu) = &book.menu else { return Vec::new() };
    let confirmed: BTreeSet<ServiceId> = book.entries.iter().map(|entry| entry.service).collect();
    let standing = standing(book);
    let mut moved = swapped(book);
    for decision in &book.decisions {
        match &decision.verdict {
            Verdict::Move { to } => drop(moved.insert(decision.slip, to)),
            Verdict::Undo => drop(moved.remove(&decision.slip)),
            _ => {}
        }
    }
    let by_poster = shown_posters(book);
    let mut seen: BTreeSet<SlipId> = BTreeSet::new();
    let mut found: Vec<Unconfirmed> = book
        .arrivals
        .iter()
        .filter_map(|arrival| {
            let slip = &arrival.slip;
            let presence @ Presence::Came { by, .. } = book.presences.get(&slip.id)? else { return None };
            let asked = slip.content.asks.target()?;
            let shift = menu.shift(moved.get(&slip.id).copied().unwrap_or(asked))?;
            if confirmed.contains(&ServiceId::of_slip(&slip.id)) || !seen.insert(slip.id) {
                return None;
            }
            // A place counts once: who came instead waits until what was confirmed of the place is voided.
            if book.settlements.of_one_place(&slip.id).iter().any(|slip| standing.contains(&ServiceId::of_slip(slip))) {
                return None;
            }
            let proposal = presence.proposal(shift.span())?;
            let place = shift.venue.as_ref().and_then(|code| menu.venue(code)).map(|venue| venue.name.clone());
            let service = Service {
                who: volunteer(slip)?,
                kind: shift.kind,
                role: shift.role.hans.clone(),
                place: place.unwrap_or_default(),
                from: proposal.from,
                minutes: proposal.minutes,
                slip: Some(slip.id),
            };
            let (slip, shift) = (slip.id, shift.id.clone());
            let word_only = *by == Hand::Own && !by_poster.contains(&arrival.slip.content.secret_hash);
            Some(Unconfirmed { slip, shift, service, open_end: proposal.open_end, by: *by, word_only })
        })
        .collect();
    found.sort_by(|a, b| (a.service.from, &a.shift, &a.service).cmp(&(b.service.from, &b.shift, &b.service)));
    found
}

/// Whose places were checked in by a poster's code.
fn shown_posters(book: &MonthBook) -> BTreeSet<SecretHash> {
    let shown = book.arrivals.iter().filter_map(|arrival| match &arrival.slip.content.asks {
        Asks::CheckIn { secret, poster: Some(_), .. } => Some(secret.hash()),
        _ => None,
    });
    shown.collect()
}

/// Where those serve who changed places, as it was published last.
fn swapped(book: &MonthBook) -> BTreeMap<SlipId, &SessionId> {
    let mut publications: Vec<_> = book.publications.iter().collect();
    publications.sort_by_key(|publication| (publication.revision, publication.at));
    let mut swapped = BTreeMap::new();
    for (slip, answer) in publications.into_iter().flat_map(|publication| &publication.outcomes) {
        match &answer.reason {
            Reason::Swapped { to } => swapped.insert(*slip, to),
            _ => swapped.remove(slip),
        };
    }
    swapped
}

/// Whether something that was confirmed of a slip's place counts in the ledger: by this slip, or by who came instead.
pub fn is_counted(book: &MonthBook, slip: &SlipId) -> bool {
    let standing = standing(book);
    book.settlements.of_one_place(slip).iter().any(|slip| standing.contains(&ServiceId::of_slip(slip)))
}

/// The services of a month that count.
fn standing(book: &MonthBook) -> BTreeSet<ServiceId> {
    let ledger = Ledger::of(&book.entries, &Joined::default());
    ledger.records.iter().filter(|record| !record.voided).map(|record| record.id).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::attendance::{Mark, Refusal, Says};
    use crate::domain::book::{Fact, Publication};
    use crate::domain::fixtures::{self, arrival, month, person, published, slip_id, start, target};
    use crate::domain::id::SlipSecret;
    use crate::domain::ledger::{Does, Entry};
    use crate::domain::plan::{Plan, PlanChange};
    use crate::domain::standing::{Answer, Standing};
    use crate::domain::time::Stamp;

    fn shift() -> SessionId {
        target("S05-1@2026-12-05T14:00")
    }

    fn a_claim() -> Vec<Fact> {
        let change = PlanChange::Shift(fixtures::shift("S05-1@2026-12-05T14:00", "健康讲座助手"));
        let menu = published(&Plan::of(month("2026-12"), [&change]));
        let claim = arrival(1, Asks::Claim { shift: shift(), person: person("示例甲") });
        vec![Fact::MenuPublished { menu, at: Stamp(0) }, Fact::Arrived(claim)]
    }

    fn check_in(n: u8, left: Option<&str>, secret: u8) -> Fact {
        let secret = SlipSecret([secret; 16]);
        let (came, left) = (start("2026-12-05T13:50"), left.map(start));
        Fact::Arrived(arrival(n, Asks::CheckIn { target: shift(), secret, came, left, poster: None }))
    }

    fn book(facts: &[Fact]) -> MonthBook {
        MonthBook::of(month("2026-12"), facts)
    }

    #[test]
    fn a_volunteers_own_slip_awaits_confirmation_and_counts_nothing() {
        let mut facts = a_claim();
        assert_eq!(unconfirmed(&book(&facts)), []);
        facts.push(check_in(2, None, 1));
        let waiting = unconfirmed(&book(&facts));
        assert_eq!((waiting[0].service.minutes, waiting[0].open_end), (120, true));
        facts.push(check_in(3, Some("2026-12-05T15:30"), 1));
        let waiting = unconfirmed(&book(&facts));
        assert_eq!((waiting.len(), waiting[0].service.minutes, waiting[0].open_end), (1, 90, false));
        assert_eq!(waiting[0].by, Hand::Own);
        assert_eq!(book(&facts).entries, []);
        let backwards: Vec<Fact> = facts.iter().rev().chain(&facts).cloned().collect();
        assert_eq!(unconfirmed(&book(&backwards)), waiting, "order and repetition change nothing");
    }

    #[test]
    fn who_changed_places_serves_where_they_are_now() {
        let there = target("S06-1@2026-12-06T09:00");
        let mut facts = a_claim();
        let Fact::MenuPublished { menu, .. } = &mut facts[0] else { panic!() };
        menu.shifts.push(fixtures::shift("S06-1@2026-12-06T09:00", "秩序维护"));
        let swapped = Answer { standing: Standing::Confirmed, reason: Reason::Swapped { to: there.clone() } };
        facts.push(Fact::OutcomesPublished(Publication {
            month: month("2026-12"),
            revision: 1,
            at: Stamp(3),
            outcomes: vec![(slip_id(1), swapped)],
        }));
        let (came, left) = (start("2026-12-06T09:00"), Some(start("2026-12-06T10:30")));
        let secret = SlipSecret([1; 16]);
        let check_in = Asks::CheckIn { target: there.clone(), secret, came, left, poster: None };
        facts.push(Fact::Arrived(arrival(4, check_in)));
        let waiting = unconfirmed(&book(&facts));
        assert_eq!((waiting.len(), &waiting[0].shift, waiting[0].service.minutes), (1, &there, 90));
        assert_eq!(waiting[0].service.role, "秩序维护");
    }

    #[test]
    fn a_word_alone_stands_apart_and_may_be_refused_with_a_reason() {
        let mut facts = a_claim();
        facts.push(check_in(2, Some("2026-12-05T15:30"), 1));
        assert!(unconfirmed(&book(&facts))[0].word_only);
        let secret = SlipSecret([1; 16]);
        let (came, poster) = (start("2026-12-05T13:50"), Some(crate::domain::id::PosterMark([7; 4])));
        let by_poster = Asks::CheckIn { target: shift(), secret, came, left: None, poster };
        let by_poster = Fact::Arrived(arrival(3, by_poster));
        assert!(!unconfirmed(&book(&[facts.clone(), vec![by_poster]].concat()))[0].word_only);
        let why = "当天签到表上没有".to_owned();
        facts.push(Fact::HoursRefused(Refusal { at: Stamp(9), slip: slip_id(1), why: why.clone() }));
        let refused = book(&facts);
        assert_eq!(unconfirmed(&refused), []);
        let placed = Answer { standing: Standing::Confirmed, reason: Reason::Placed { order: 1, places: 2 } };
        let told = refused.told(&slip_id(1), &placed);
        assert_eq!(told, Answer { standing: Standing::Absent, reason: Reason::Decided { why } });
        let backwards: Vec<Fact> = facts.iter().rev().cloned().collect();
        assert_eq!(book(&backwards).told(&slip_id(1), &placed), told);
    }

    #[test]
    fn another_slips_secret_checks_nobody_in() {
        let mut facts = a_claim();
        facts.push(check_in(2, None, 9));
        assert_eq!(unconfirmed(&book(&facts)), []);
    }

    #[test]
    fn what_was_confirmed_waits_no_more_and_its_owner_is_told_that_they_were_there() {
        let mut facts = a_claim();
        let mark = Mark { at: Stamp(5), slip: slip_id(1), says: Says::Came(start("2026-12-05T14:10")), by: Hand::Desk };
        facts.push(Fact::Marked(mark));
        let waiting = unconfirmed(&book(&facts));
        assert_eq!(waiting[0].service.minutes, 110);
        let placed = Answer { standing: Standing::Confirmed, reason: Reason::Placed { order: 1, places: 2 } };
        assert_eq!(book(&facts).told(&slip_id(1), &placed).standing, Standing::Attended);
        let refused = Answer { standing: Standing::NotPlaced, reason: Reason::TooLate };
        assert_eq!(book(&facts).told(&slip_id(1), &refused), refused);
        facts.push(Fact::Served(Entry {
            at: Stamp(6),
            service: ServiceId::of_slip(&slip_id(1)),
            by: "示例乙".into(),
            does: Does::Confirm(waiting[0].service.clone()),
        }));
        assert_eq!(unconfirmed(&book(&facts)), []);
    }
}
