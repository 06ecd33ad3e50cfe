//! Who came instead (现场替班): noted at the door by a helper, settled at the desk in one press, and counted once.
//!
//! A settling is one fact, and all that follows from it is computed: the place passes from who was expected to who came, and
//! so does what the door marked. Of several settlings of one place the latest holds, whichever computer wrote it; so a place
//! counts once after every merge, and a settling can be taken back.

use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

use crate::domain::attendance::{DoorNote, Hand, Mark, Says};
use crate::domain::book::{Decision, Verdict};
use crate::domain::id::{DecisionId, HouseholdTag, ListId, OutcomeKey, OutcomeTag, SecretHash, SlipId};
use crate::domain::slip::{Asks, Content, Needs, OpenedSlip, Person, Phone};
use crate::domain::time::{Stamp, Start};

/// That an organizer settled who had a place on its day.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Settlement {
    /// When.
    pub at: Stamp,
    /// Whose place it was.
    pub claimed: SlipId,
    /// Who came instead; none where an earlier settling is taken back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub came: Option<CameInstead>,
    /// As the outcome tells it to both, in the organizer's words.
    pub why: String,
}

/// Who came instead, and since when.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct CameInstead {
    /// By the slip that the desk made for them.
    pub slip: SlipId,
    /// When the helper noted it; what the door marked besides goes before.
    pub at: Start,
    /// On which list.
    pub list: ListId,
}

/// What is known of who came instead, beyond the name: where exactly one volunteer of that name is known, their number and
/// their family, so that the hours come to their page of the ledger.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct KnownAs {
    /// Their number.
    pub phone: Option<Phone>,
    /// Their household.
    pub household: Option<HouseholdTag>,
}

/// The slip of who came instead, as the desk makes it. The same note gives the same slip on every computer of the centre, so
/// that two that settle it make one. None where the place is no place.
///
/// `secret` is known to the centre's computers alone: nobody else can look the slip's outcome up.
pub fn slip_of(note: &DoorNote, place: &OpenedSlip, known: &KnownAs, secret: &[u8]) -> Option<OpenedSlip> {
    let person = Person {
        name: note.who.clone(),
        age: None,
        phone: known.phone.clone(),
        guardian: None,
        photographs: false,
        needs: Needs::default(),
    };
    let asks = match &place.content.asks {
        Asks::SignUp { session, .. } => Asks::SignUp { session: session.clone(), person },
        Asks::Claim { shift, .. } | Asks::StandIn { shift, .. } => Asks::Claim { shift: shift.clone(), person },
        _ => return None,
    };
    let input = [secret, &note.list.0, &note.slip.0, note.who.as_bytes()].concat();
    let household = known.household.unwrap_or_else(|| HouseholdTag::derive("linli door household", &input));
    Some(OpenedSlip {
        id: SlipId::derive("linli door slip", &input),
        tag: OutcomeTag::derive("linli door tag", &input),
        key: OutcomeKey::derive("linli door key", &input),
        // Nobody knows a secret of that hash: who was written down at the door tells the desk when they cannot come.
        content: Content { household, secret_hash: SecretHash::derive("linli door secret", &input), asks },
    })
}

/// The settlings of a month, by whose place it was.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Settlements {
    latest: BTreeMap<SlipId, Settlement>,
    /// Everybody who ever was settled to have come instead, with whose place it was.
    came: BTreeMap<SlipId, SlipId>,
}

impl Settlements {
    /// What settlings leave, in any order.
    pub fn of<'a>(all: impl IntoIterator<Item = &'a Settlement>) -> Self {
        let mut settled = Self::default();
        for one in all {
            settled.came.extend(one.came.map(|came| (came.slip, one.claimed)));
            let latest = settled.latest.entry(one.claimed).or_insert_with(|| one.clone());
            if *latest < *one {
                *latest = one.clone();
            }
        }
        settled
    }

    /// Who has a place instead of who claimed it.
    pub fn instead_of(&self, claimed: &SlipId) -> Option<CameInstead> {
        self.latest.get(claimed)?.came
    }

    /// Whether a slip no longer has its place: somebody else came, or somebody else came instead after all.
    fn is_replaced(&self, slip: &SlipId) -> bool {
        let lost = |claimed: &SlipId| self.instead_of(claimed).is_none_or(|came| came.slip != *slip);
        self.instead_of(slip).is_some() || self.came.get(slip).is_some_and(lost)
    }

    /// All slips that stand for the place of this one, itself included: of them one counts.
    pub fn of_one_place(&self, slip: &SlipId) -> BTreeSet<SlipId> {
        let mut root = *slip;
        let mut seen = BTreeSet::from([root]);
        while let Some(claimed) = self.came.get(&root).filter(|claimed| seen.insert(**claimed)) {
            root = *claimed;
        }
        let mut grown = 0;
        while grown < seen.len() {
            grown = seen.len();
            let more: Vec<SlipId> =
                self.came.iter().filter(|(_, claimed)| seen.contains(claimed)).map(|(came, _)| *came).collect();
            seen.extend(more);
        }
        seen
    }

    /// What the settlings decide: who came has the place, who was expected has not. What an organizer decides later holds.
    pub fn decisions(&self) -> Vec<Decision> {
        let decision = |slip: SlipId, verdict: Verdict, by: &Settlement| Decision {
            at: by.at,
            id: DecisionId::derive("linli door decision", &slip.0),
            slip,
            verdict,
            why: by.why.clone(),
        };
        let expected = self.latest.values().filter(|one| one.came.is_some());
        let expected = expected.map(|one| decision(one.claimed, Verdict::Remove, one));
        let came = self.came.iter().filter_map(|(slip, claimed)| {
            let one = self.latest.get(claimed)?;
            match (self.is_replaced(slip), self.instead_of(slip)) {
                // Somebody came instead of them in turn: that settling says so.
                (_, Some(_)) => None,
                (true, None) => Some(decision(*slip, Verdict::Remove, one)),
                (false, None) => Some(decision(*slip, Verdict::Place, one)),
            }
        });
        expected.chain(came).collect()
    }

    /// The marks of a month, those of settled places put right: what the door marked of who was expected was who came.
    pub fn marks(&self, marks: Vec<Mark>) -> Vec<Mark> {
        if self.latest.is_empty() {
            return marks;
        }
        let mut right: Vec<Mark> = Vec::with_capacity(marks.len());
        for mark in marks {
            match (self.instead_of(&mark.slip), mark.by) {
                // That the expected one was missing says nothing of who came.
                (Some(came), Hand::Helper(_)) if mark.says != Says::Absent => {
                    right.push(Mark { slip: came.slip, ..mark })
                }
                (Some(_), _) => {}
                (None, _) if self.is_replaced(&mark.slip) => {}
                (None, _) => right.push(mark),
            }
        }
        for one in self.latest.values() {
            let Some(came) = one.came else { continue };
            let (says, by) = (Says::Came(came.at), Hand::Helper(came.list));
            // Before all that the door marked: where it marked a time, that is the time.
            right.push(Mark { at: Stamp(i64::MIN), slip: came.slip, says, by });
        }
        let replaced = self.latest.keys().chain(self.came.keys()).filter(|slip| self.is_replaced(slip));
        right.extend(replaced.map(|slip| Mark { at: Stamp(0), slip: *slip, says: Says::Absent, by: Hand::Desk }));
        right
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
#[path = "door_tests.rs"]
mod tests;
