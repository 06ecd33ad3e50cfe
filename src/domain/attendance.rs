//! Who was there (签到、签退): marks from several hands, and the one presence that follows from them.
//!
//! The desk, a helper at the door and a volunteer's own slip may all say something of one place. Whoever is nearer to
//! the centre is believed before the others; of one hand the latest word holds. So order, repetition and merges of marks
//! change nothing.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

use crate::domain::id::{ListId, SecretHash, SessionId, SlipId};
use crate::domain::time::{Span, Stamp, Start};

/// Who says it, the least believed first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Hand {
    /// The volunteer's own check-in slip.
    Own,
    /// A helper with a sealed list.
    Helper(ListId),
    /// The organizers' desk.
    Desk,
}

/// What is said of a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Says {
    /// 已到, at this time on the centre's clock.
    Came(Start),
    /// 签退, at this time.
    Left(Start),
    /// 未到.
    Absent,
    /// 请假: they said beforehand that they could not come. No minute of it counts.
    Excused,
    /// What the same hand said before is taken back.
    Nothing,
}

/// A mark: written once, never changed.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Mark {
    /// When it was made.
    pub at: Stamp,
    /// Whose place.
    pub slip: SlipId,
    /// What it says.
    pub says: Says,
    /// By whom.
    pub by: Hand,
}

/// A list of one day that was sealed to a helper's phone.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SealedList {
    /// When.
    pub at: Stamp,
    /// Which.
    pub id: ListId,
    /// The hash of the secret that stands in the list: a report that shows the secret comes from its helper.
    pub secret_hash: SecretHash,
    /// Who helps, in the organizer's words.
    pub helper: String,
    /// From when on the list shows nothing more.
    pub until: Start,
}

/// Somebody who came in another's place, or came without a place: noted at the door, settled at the desk.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct DoorNote {
    /// When it was noted.
    pub at: Stamp,
    /// On which list.
    pub list: ListId,
    /// Whose place.
    pub slip: SlipId,
    /// Who came instead, as the helper wrote it.
    pub who: String,
}

/// That somebody could not come and had said so (请假), as the desk writes it down.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Excuse {
    /// When it was written: of several the latest holds, as of marks.
    pub at: Stamp,
    /// Whose place.
    pub slip: SlipId,
    /// Why, in the organizer's words; never what somebody suffers from.
    pub why: String,
}

impl Excuse {
    /// As a mark among the others.
    pub fn mark(&self) -> Mark {
        Mark { at: self.at, slip: self.slip, says: Says::Excused, by: Hand::Desk }
    }
}

/// That the desk does not take what somebody says of their own attendance (补登不认): nothing of it counts.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Refusal {
    /// When it was written: of several marks the latest holds.
    pub at: Stamp,
    /// Whose place.
    pub slip: SlipId,
    /// Why, in the organizer's words: its owner reads them.
    pub why: String,
}

impl Refusal {
    /// As a mark among the others.
    pub fn mark(&self) -> Mark {
        Mark { at: self.at, slip: self.slip, says: Says::Absent, by: Hand::Desk }
    }
}

/// How many came without a slip, as somebody counted (到场人数): all who came where none is asked for.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct HeadCount {
    /// When it was written: of several counts the latest holds.
    pub at: Stamp,
    /// Of which session.
    pub session: SessionId,
    /// How many people.
    pub people: u16,
}

/// How it is with a place on its day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Presence {
    /// 已到.
    Came {
        /// When.
        from: Start,
        /// When they left, where that is known: later than they came.
        to: Option<Start>,
        /// Who says so.
        by: Hand,
    },
    /// 未到.
    Absent {
        /// Who says so.
        by: Hand,
    },
    /// 请假.
    Excused {
        /// Who says so.
        by: Hand,
    },
}

/// What a check-out that nobody recorded leaves to be settled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Proposal {
    /// When the service began: not before its shift.
    pub from: Start,
    /// Whole minutes of the shift in which they were there.
    pub minutes: u16,
    /// Whether nobody checked out, and the end of the shift stands for it.
    pub open_end: bool,
}

impl Presence {
    /// Whether they were there.
    pub fn came(&self) -> bool {
        matches!(self, Presence::Came { .. })
    }

    /// What an organizer may confirm of a shift: the whole minutes of it in which they were there. The way there and
    /// back is no service (order no. 67 of the Ministry of Civil Affairs).
    pub fn proposal(&self, shift: Span) -> Option<Proposal> {
        let Presence::Came { from, to, .. } = *self else { return None };
        let (begin, end) = (from.max(shift.start), to.unwrap_or(shift.end()).min(shift.end()));
        let minutes = u16::try_from(end.minutes_since(begin)).unwrap_or(0);
        Some(Proposal { from: begin, minutes, open_end: to.is_none() })
    }
}

/// What one hand said, in the order of saying.
#[derive(Default)]
struct Said {
    there: Option<Says>,
    left: Option<Start>,
}

/// What the marks leave, in any order.
pub fn presences<'a>(marks: impl IntoIterator<Item = &'a Mark>) -> BTreeMap<SlipId, Presence> {
    let mut sorted: Vec<&Mark> = marks.into_iter().collect();
    sorted.sort_unstable();
    // By believing, so that the last hand that says something is the one believed.
    let mut said: BTreeMap<SlipId, BTreeMap<Hand, Said>> = BTreeMap::new();
    for mark in sorted {
        let hand = said.entry(mark.slip).or_default().entry(mark.by).or_default();
        match mark.says {
            Says::Came(_) => hand.there = Some(mark.says),
            Says::Absent | Says::Excused => *hand = Said { there: Some(mark.says), left: None },
            Says::Left(at) => hand.left = Some(at),
            Says::Nothing => *hand = Said::default(),
        }
    }
    said.into_iter().filter_map(|(slip, hands)| Some((slip, believed(&hands)?))).collect()
}

/// Where one hand saw the coming and another the leaving, both count; an absence takes away what less believed hands said.
fn believed(hands: &BTreeMap<Hand, Said>) -> Option<Presence> {
    let (mut came, mut left) = (None, None);
    for (by, said) in hands {
        match said.there {
            Some(Says::Came(from)) => came = Some(Presence::Came { from, to: None, by: *by }),
            Some(Says::Absent) => (came, left) = (Some(Presence::Absent { by: *by }), None),
            Some(Says::Excused) => (came, left) = (Some(Presence::Excused { by: *by }), None),
            _ => {}
        }
        left = said.left.or(left);
    }
    match came? {
        Presence::Came { from, by, .. } => Some(Presence::Came { from, to: left.filter(|to| *to > from), by }),
        missed => Some(missed),
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const SLIP: SlipId = SlipId([1; 16]);
    const LIST: Hand = Hand::Helper(ListId([1; 8]));

    fn at(minutes: i64) -> Start {
        Start::parse("2026-12-05T09:00").unwrap().plus(minutes)
    }

    fn mark(n: i64, by: Hand, says: Says) -> Mark {
        Mark { at: Stamp(n), slip: SLIP, says, by }
    }

    #[track_caller]
    fn leaves(marks: &[Mark], expected: Option<Presence>) {
        assert_eq!(presences(marks).get(&SLIP).copied(), expected);
        let twice: Vec<Mark> = marks.iter().rev().chain(marks).cloned().collect();
        assert_eq!(presences(&twice).get(&SLIP).copied(), expected, "backwards and twice");
    }

    #[test]
    fn the_desk_is_believed_before_the_door_and_the_door_before_a_slip() {
        let own = mark(9, Hand::Own, Says::Came(at(-10)));
        let door = mark(5, LIST, Says::Came(at(3)));
        let desk = mark(1, Hand::Desk, Says::Came(at(0)));
        let came = |from, by| Some(Presence::Came { from, to: None, by });
        leaves(std::slice::from_ref(&own), came(at(-10), Hand::Own));
        leaves(&[own.clone(), door.clone()], came(at(3), LIST));
        leaves(&[own, door, desk], came(at(0), Hand::Desk));
    }

    #[test]
    fn the_latest_word_of_one_hand_holds() {
        let came = mark(1, Hand::Desk, Says::Came(at(0)));
        let back = mark(2, Hand::Desk, Says::Nothing);
        leaves(&[came.clone(), back.clone()], None);
        let again = mark(3, Hand::Desk, Says::Came(at(5)));
        leaves(&[came.clone(), back, again], Some(Presence::Came { from: at(5), to: None, by: Hand::Desk }));
        let absent = mark(4, Hand::Desk, Says::Absent);
        leaves(&[came, absent], Some(Presence::Absent { by: Hand::Desk }));
    }

    #[test]
    fn what_the_desk_takes_back_leaves_what_the_door_said() {
        let door = mark(1, LIST, Says::Came(at(3)));
        let (desk, back) = (mark(2, Hand::Desk, Says::Absent), mark(3, Hand::Desk, Says::Nothing));
        leaves(&[door, desk, back], Some(Presence::Came { from: at(3), to: None, by: LIST }));
    }

    #[test]
    fn one_hand_may_see_the_coming_and_another_the_leaving() {
        let door = mark(1, LIST, Says::Came(at(3)));
        let desk = mark(2, Hand::Desk, Says::Left(at(90)));
        leaves(&[door.clone(), desk.clone()], Some(Presence::Came { from: at(3), to: Some(at(90)), by: LIST }));
        let absent = mark(3, Hand::Desk, Says::Absent);
        leaves(&[door.clone(), desk, absent], Some(Presence::Absent { by: Hand::Desk }));
        let before = mark(2, Hand::Desk, Says::Left(at(1)));
        leaves(&[door, before], Some(Presence::Came { from: at(3), to: None, by: LIST }));
        leaves(&[mark(1, Hand::Desk, Says::Left(at(9)))], None);
    }

    #[test]
    fn who_is_excused_was_not_there_whatever_a_phone_says() {
        let own = mark(9, Hand::Own, Says::Came(at(0)));
        let excuse = Excuse { at: Stamp(2), slip: SLIP, why: "家里有事".to_owned() }.mark();
        leaves(&[own.clone(), excuse.clone()], Some(Presence::Excused { by: Hand::Desk }));
        let came = mark(3, Hand::Desk, Says::Came(at(4)));
        leaves(&[own, excuse, came], Some(Presence::Came { from: at(4), to: None, by: Hand::Desk }));
    }

    #[track_caller]
    fn proposes(from: i64, to: Option<i64>, expected: (i64, u16, bool)) {
        let shift = Span { start: at(0), minutes: 120 };
        let presence = Presence::Came { from: at(from), to: to.map(at), by: Hand::Desk };
        let (from, minutes, open_end) = expected;
        assert_eq!(presence.proposal(shift), Some(Proposal { from: at(from), minutes, open_end }));
    }

    #[test]
    fn only_minutes_of_the_shift_are_proposed() {
        proposes(-20, Some(150), (0, 120, false));
        proposes(10, Some(100), (10, 90, false));
        proposes(10, None, (10, 110, true));
        proposes(-60, Some(-5), (0, 0, false));
        proposes(130, None, (130, 0, true));
        for missed in [Presence::Absent { by: Hand::Desk }, Presence::Excused { by: Hand::Desk }] {
            assert_eq!(missed.proposal(Span { start: at(0), minutes: 60 }), None);
        }
    }

    prop_compose! {
        fn marks()(marks in prop::collection::vec((0..4i64, 0..3u8, 0..5u8, 0..60i64), 0..12)) -> Vec<Mark> {
            let hands = [Hand::Own, LIST, Hand::Desk];
            marks.into_iter().map(|(n, by, says_which, when)| {
                let says = [Says::Came(at(when)), Says::Left(at(when)), Says::Absent, Says::Excused, Says::Nothing];
                let says = says[usize::from(says_which)];
                mark(n, hands[usize::from(by)], says)
            }).collect()
        }
    }

    proptest! {
        #[test]
        fn order_and_repetition_change_nothing(marks in marks(), seed in any::<u64>()) {
            let mut shuffled: Vec<Mark> = marks.iter().chain(&marks).cloned().collect();
            let mut state = seed;
            for index in (1..shuffled.len()).rev() {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                shuffled.swap(index, (state >> 33) as usize % (index + 1));
            }
            prop_assert_eq!(presences(&marks), presences(&shuffled));
        }
    }
}
