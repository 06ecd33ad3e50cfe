//! What volunteers' own check-in slips say (本人签到): each of the place whose secret it shows, and only where it shows no other
//! poster's code.

use std::collections::HashMap;

use crate::domain::attendance::{Hand, Mark, Says};
use crate::domain::id::{PosterMark, SecretHash, SessionId, SlipId};
use crate::domain::slip::{Arrival, Asks};
use crate::domain::time::Start;

/// A check-in that shows the code of another poster, or of none that ever hung here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DoubtfulCheckIn {
    /// The check-in slip.
    pub slip: SlipId,
    /// The slip that holds the place.
    pub place: SlipId,
    /// For what.
    pub target: SessionId,
    /// When they say that they came.
    pub came: Start,
    /// When they say that they left.
    pub left: Option<Start>,
}

/// What the check-ins leave.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct OwnCheckIns {
    /// Of those that are believed as far as a volunteer is.
    pub marks: Vec<Mark>,
    /// The others: the latest of each place.
    pub doubts: Vec<DoubtfulCheckIn>,
}

/// Reads the check-ins among what came. `poster` says what stands on the poster of a session; none where that cannot be told
/// here, and nothing is compared.
pub fn own_check_ins(arrivals: &[Arrival], poster: impl Fn(&SessionId) -> Option<PosterMark>) -> OwnCheckIns {
    // By the secret alone: whoever was moved or changed places checks in where they are, not where they asked to be.
    let mut places: HashMap<SecretHash, SlipId> = HashMap::new();
    for arrival in arrivals.iter().filter(|arrival| arrival.slip.content.asks.person().is_some()) {
        places.entry(arrival.slip.content.secret_hash).or_insert(arrival.slip.id);
    }
    let mut own = OwnCheckIns::default();
    for arrival in arrivals {
        let Asks::CheckIn { target, secret, came, left, poster: shown } = &arrival.slip.content.asks else { continue };
        let Some(place) = places.get(&secret.hash()).copied() else { continue };
        let differs = |shown: &PosterMark| poster(target).is_some_and(|hangs| hangs != *shown);
        if shown.as_ref().is_some_and(differs) {
            own.doubts.retain(|doubt| doubt.place != place);
            let (slip, target) = (arrival.slip.id, target.clone());
            own.doubts.push(DoubtfulCheckIn { slip, place, target, came: *came, left: *left });
            continue;
        }
        let says = [Some(Says::Came(*came)), left.map(Says::Left)];
        let mark = |says| Mark { at: arrival.at, slip: place, says, by: Hand::Own };
        own.marks.extend(says.into_iter().flatten().map(mark));
    }
    own
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::attendance::Presence;
    use crate::domain::book::{Fact, MonthBook};
    use crate::domain::fixtures::{arrival, month, person, slip_id, start, target};
    use crate::domain::id::SlipSecret;
    use crate::domain::time::Stamp;

    const HANGS: PosterMark = PosterMark([7; 4]);

    fn shift() -> SessionId {
        target("S05-1@2026-12-05T14:00")
    }

    fn claim() -> Fact {
        Fact::Arrived(arrival(1, Asks::Claim { shift: shift(), person: person("示例甲") }))
    }

    fn check_in(n: u8, poster: Option<PosterMark>) -> Fact {
        let came = start("2026-12-05T13:55");
        let asks = Asks::CheckIn { target: shift(), secret: SlipSecret([1; 16]), came, left: None, poster };
        Fact::Arrived(arrival(n, asks))
    }

    fn book(facts: &[Fact]) -> MonthBook {
        MonthBook::checked(month("2026-12"), facts, |id| (*id == shift()).then_some(HANGS))
    }

    #[track_caller]
    fn leaves(facts: &[Fact], by: Option<Hand>, doubts: usize) {
        let backwards: Vec<Fact> = facts.iter().rev().chain(facts).cloned().collect();
        for facts in [facts, &backwards] {
            let book = book(facts);
            let found = book.presences.get(&slip_id(1)).map(|presence| match presence {
                Presence::Came { by, .. } | Presence::Absent { by } | Presence::Excused { by } => *by,
            });
            assert_eq!((found, book.doubts.len()), (by, doubts));
        }
    }

    #[test]
    fn another_posters_code_counts_for_nothing_until_somebody_says_so() {
        leaves(&[claim(), check_in(2, Some(HANGS))], Some(Hand::Own), 0);
        leaves(&[claim(), check_in(2, None)], Some(Hand::Own), 0);
        let wrong = check_in(2, Some(PosterMark([8; 4])));
        leaves(&[claim(), wrong.clone()], None, 1);
        assert_eq!(book(&[claim(), wrong.clone()]).doubts[0].place, slip_id(1));
        // A later one with the right code settles it, and so does the desk, either way.
        leaves(&[claim(), wrong.clone(), check_in(3, Some(HANGS))], Some(Hand::Own), 0);
        for says in [Says::Came(start("2026-12-05T14:00")), Says::Absent, Says::Excused] {
            let mark = Mark { at: Stamp(9), slip: slip_id(1), says, by: Hand::Desk };
            leaves(&[claim(), wrong.clone(), Fact::Marked(mark)], Some(Hand::Desk), 0);
        }
        // The latest of several stands.
        leaves(&[claim(), wrong, check_in(4, Some(PosterMark([9; 4])))], None, 1);
    }

    #[test]
    fn where_no_code_is_known_none_is_compared() {
        let facts = [claim(), check_in(2, Some(PosterMark([8; 4])))];
        let book = MonthBook::of(month("2026-12"), &facts);
        assert_eq!((book.presences.len(), book.doubts.len()), (1, 0));
    }
}
