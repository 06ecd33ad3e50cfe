//! One sign-up device serves a whole family: elders, parents, children. Known only to its own phone.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

use crate::domain::age::{Age, Birth};
use crate::domain::id::{HouseholdSecret, MemberId, OutcomeKey, OutcomeTag, SessionId, SlipId, SlipSecret};
use crate::domain::slip::{Asks, Guardian, Needs, Person, Phone};
use crate::domain::standing::{Answer, Standing};
use crate::domain::time::{Span, Stamp};

/// One of the family.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Member {
    /// On this phone only.
    pub id: MemberId,
    /// As the centre should call them; at most [`crate::domain::slip::NAME_BYTES`] bytes.
    pub name: String,
    /// Month of birth: never leaves the phone, a slip carries the age on the session's day.
    pub birth: Birth,
    /// Where they can be reached; a child's slip carries a guardian's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<Phone>,
    /// For a child: who consents, once it was asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub guardian: Option<Guardian>,
    /// Whether photographs are agreed to; asked apart.
    #[serde(default)]
    pub photographs: bool,
    /// Ticks, never health details.
    #[serde(default)]
    pub needs: Needs,
}

impl Member {
    /// The age on a day.
    pub fn age_on(&self, day: NaiveDate) -> Option<Age> {
        self.birth.age_on(day)
    }

    /// The name without spaces, to compare by.
    pub fn plain_name(&self) -> String {
        self.name.chars().filter(|c| !c.is_whitespace()).collect()
    }

    /// As a slip for a session on that day says it.
    pub fn on_a_slip(&self, day: NaiveDate) -> Person {
        let age = self.age_on(day);
        Person {
            name: self.name.clone(),
            age,
            phone: self.phone.clone(),
            guardian: self.guardian.clone().filter(|_| age.is_some_and(Age::needs_guardian)),
            photographs: self.photographs,
            needs: self.needs,
        }
    }
}

/// A slip that this phone made, with everything it takes to show it, to read its outcome and to withdraw it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct OwnSlip {
    /// Its identity.
    pub id: SlipId,
    /// What is shown as a QR code, copied and pasted.
    pub code: String,
    /// Under which its outcome is published.
    pub tag: OutcomeTag,
    /// With which its outcome is encrypted.
    pub key: OutcomeKey,
    /// Who can show it may withdraw the slip.
    pub secret: SlipSecret,
    /// What it asks.
    pub asks: Asks,
    /// For whom of the family.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub member: Option<MemberId>,
    /// Of a withdrawal: the slip that it gives back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub withdraws: Option<SlipId>,
    /// When it was made.
    pub made_at: Stamp,
}

/// Something that happened on a family's phone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum HouseholdFact {
    /// The household's secret was made. The earliest holds.
    Founded {
        /// Never sent.
        secret: HouseholdSecret,
        /// When.
        at: Stamp,
    },
    /// A member was added or described anew.
    MemberPut {
        /// As they are now.
        member: Member,
        /// When.
        at: Stamp,
    },
    /// A member was taken out. Their slips stay.
    MemberRemoved {
        /// Who.
        id: MemberId,
        /// When.
        at: Stamp,
    },
    /// A slip was made.
    SlipMade(OwnSlip),
    /// Its owner says that a slip was handed in, or takes that back.
    HandedIn {
        /// Which.
        slip: SlipId,
        /// Whether it was.
        handed_in: bool,
        /// When.
        at: Stamp,
    },
}

impl HouseholdFact {
    fn at(&self) -> Stamp {
        match self {
            HouseholdFact::Founded { at, .. }
            | HouseholdFact::MemberPut { at, .. }
            | HouseholdFact::MemberRemoved { at, .. }
            | HouseholdFact::HandedIn { at, .. } => *at,
            HouseholdFact::SlipMade(slip) => slip.made_at,
        }
    }
}

/// How far a slip got, as its owner sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Progress {
    /// 未交: the owner has not said that it was handed in.
    NotHandedIn,
    /// Its owner says it was handed in; the centre has not published that it came.
    HandedIn {
        /// When the owner said so.
        at: Stamp,
    },
    /// From here on the centre alone speaks.
    Answered(Answer),
}

/// A household as its facts leave it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Household {
    /// None before the first member is added.
    pub secret: Option<HouseholdSecret>,
    /// In the order in which they were added.
    pub members: Vec<Member>,
    /// By id.
    pub slips: BTreeMap<SlipId, OwnSlip>,
    /// When owners said that slips were handed in.
    pub handed_in: BTreeMap<SlipId, Stamp>,
}

impl Household {
    /// What a phone's facts leave, in any order.
    pub fn of(facts: &[HouseholdFact]) -> Self {
        let mut by_time: Vec<&HouseholdFact> = facts.iter().collect();
        by_time.sort_by_key(|fact| fact.at());
        let mut household = Self::default();
        let mut founded: BTreeSet<(Stamp, HouseholdSecret)> = BTreeSet::new();
        for fact in by_time {
            match fact {
                HouseholdFact::Founded { secret, at } => {
                    founded.insert((*at, *secret));
                }
                HouseholdFact::MemberPut { member, .. } => {
                    match household.members.iter_mut().find(|known| known.id == member.id) {
                        Some(known) => *known = member.clone(),
                        None => household.members.push(member.clone()),
                    }
                }
                HouseholdFact::MemberRemoved { id, .. } => household.members.retain(|member| member.id != *id),
                HouseholdFact::SlipMade(slip) => {
                    household.slips.insert(slip.id, slip.clone());
                }
                HouseholdFact::HandedIn { slip, handed_in: true, at } => {
                    household.handed_in.insert(*slip, *at);
                }
                HouseholdFact::HandedIn { slip, handed_in: false, .. } => {
                    household.handed_in.remove(slip);
                }
            }
        }
        household.secret = founded.first().map(|(_, secret)| *secret);
        household
    }

    /// The member of that id.
    pub fn member(&self, id: &MemberId) -> Option<&Member> {
        self.members.iter().find(|member| member.id == *id)
    }

    /// The withdrawal that this phone made for a slip.
    pub fn withdrawal_of(&self, slip: &SlipId) -> Option<&OwnSlip> {
        self.slips.values().find(|own| own.withdraws == Some(*slip))
    }

    /// How far a slip got, given what the centre published of it.
    pub fn progress(&self, slip: &SlipId, published: Option<&Answer>) -> Progress {
        match (published, self.handed_in.get(slip)) {
            (Some(answer), _) => Progress::Answered(answer.clone()),
            (None, Some(at)) => Progress::HandedIn { at: *at },
            (None, None) => Progress::NotHandedIn,
        }
    }

    /// Slips of one person that ask for a place and have not been given back or refused: what a further one may
    /// clash with, told before anything is sent. `answer` is what the centre published of a slip.
    pub fn held_by<'a>(
        &'a self,
        member: &'a MemberId,
        answer: impl Fn(&OwnSlip) -> Option<Answer> + 'a,
        span: impl Fn(&SessionId) -> Option<Span> + 'a,
    ) -> impl Iterator<Item = (&'a SessionId, Span)> + 'a {
        self.slips.values().filter_map(move |own| {
            let target = own.asks.target()?;
            own.asks.person()?;
            let mine = own.member.as_ref() == Some(member);
            let given_back = self.withdrawal_of(&own.id).is_some();
            let refused = answer(own).is_some_and(|answer| {
                matches!(answer.standing, Standing::NotPlaced | Standing::Withdrawn | Standing::Cancelled)
            });
            (mine && !given_back && !refused).then(|| span(target).map(|span| (target, span)))?
        })
    }

    /// This member's slip for that session or shift which still asks for a place.
    pub fn asks_for(&self, member: &MemberId, target: &SessionId) -> Option<&OwnSlip> {
        self.slips.values().find(|own| {
            own.member.as_ref() == Some(member)
                && own.asks.person().is_some()
                && own.asks.target() == Some(target)
                && self.withdrawal_of(&own.id).is_none()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::id::{ActivityId, SecretHash};
    use crate::domain::standing::Reason;
    use crate::domain::time::Start;

    fn member(id: &str) -> Member {
        Member {
            id: MemberId::new(id).unwrap(),
            name: "示例 甲".into(),
            birth: Birth::new(2020, 5).unwrap(),
            phone: Phone::parse("13800000000"),
            guardian: Some(Guardian { name: "示例乙".into(), phone: Phone::parse("13800000000").unwrap() }),
            photographs: false,
            needs: Needs::default(),
        }
    }

    fn slip(n: u8, withdraws: Option<SlipId>) -> OwnSlip {
        let session =
            SessionId { activity: ActivityId::new("A01-1").unwrap(), start: Start::parse("2026-12-05T10:00").unwrap() };
        let member = member("m1");
        let secret = SlipSecret([n; 16]);
        let _: SecretHash = secret.hash();
        OwnSlip {
            id: SlipId([n; 16]),
            code: String::new(),
            tag: OutcomeTag([n; 16]),
            key: OutcomeKey([n; 16]),
            secret,
            asks: match withdraws {
                Some(_) => Asks::Withdraw { secret: SlipSecret([1; 16]) },
                None => Asks::SignUp { person: member.on_a_slip(session.start.day()), session },
            },
            member: Some(member.id),
            withdraws,
            made_at: Stamp(i64::from(n)),
        }
    }

    #[test]
    fn a_household_is_the_same_in_whatever_order_its_facts_come() {
        let facts = vec![
            HouseholdFact::Founded { secret: HouseholdSecret([1; 16]), at: Stamp(1) },
            HouseholdFact::Founded { secret: HouseholdSecret([2; 16]), at: Stamp(2) },
            HouseholdFact::MemberPut { member: member("m1"), at: Stamp(3) },
            HouseholdFact::MemberPut { member: member("m2"), at: Stamp(4) },
            HouseholdFact::MemberRemoved { id: MemberId::new("m2").unwrap(), at: Stamp(5) },
            HouseholdFact::SlipMade(slip(6, None)),
            HouseholdFact::HandedIn { slip: SlipId([6; 16]), handed_in: true, at: Stamp(7) },
        ];
        let household = Household::of(&facts);
        assert_eq!(household.secret, Some(HouseholdSecret([1; 16])));
        assert_eq!(household.members.len(), 1);
        let backwards: Vec<_> = facts.into_iter().rev().collect();
        assert_eq!(Household::of(&backwards), household);
    }

    #[test]
    fn progress_is_the_owners_word_until_the_centre_speaks() {
        let id = SlipId([6; 16]);
        let mut facts = vec![HouseholdFact::SlipMade(slip(6, None))];
        assert_eq!(Household::of(&facts).progress(&id, None), Progress::NotHandedIn);
        facts.push(HouseholdFact::HandedIn { slip: id, handed_in: true, at: Stamp(7) });
        assert_eq!(Household::of(&facts).progress(&id, None), Progress::HandedIn { at: Stamp(7) });
        let answer = Answer { standing: Standing::Pending, reason: Reason::Waiting };
        assert_eq!(Household::of(&facts).progress(&id, Some(&answer)), Progress::Answered(answer));
        facts.push(HouseholdFact::HandedIn { slip: id, handed_in: false, at: Stamp(8) });
        assert_eq!(Household::of(&facts).progress(&id, None), Progress::NotHandedIn);
    }

    #[test]
    fn what_was_given_back_no_longer_clashes() {
        let id = MemberId::new("m1").unwrap();
        let span = |target: &SessionId| Some(Span { start: target.start, minutes: 90 });
        let mut facts = vec![HouseholdFact::SlipMade(slip(1, None))];
        assert_eq!(Household::of(&facts).held_by(&id, |_| None, span).count(), 1);
        assert!(Household::of(&facts).asks_for(&id, slip(1, None).asks.target().unwrap()).is_some());
        facts.push(HouseholdFact::SlipMade(slip(2, Some(SlipId([1; 16])))));
        assert_eq!(Household::of(&facts).held_by(&id, |_| None, span).count(), 0);
        let refused = Answer { standing: Standing::NotPlaced, reason: Reason::TooLate };
        let household = Household::of(&facts[..1]);
        assert_eq!(household.held_by(&id, |_| Some(refused.clone()), span).count(), 0);
    }

    #[test]
    fn a_slip_carries_the_age_on_the_day_and_a_guardian_for_a_child_only() {
        let day = Start::parse("2026-12-05T10:00").unwrap().day();
        assert_eq!(member("m1").on_a_slip(day).age, Some(Age(6)));
        assert!(member("m1").on_a_slip(day).guardian.is_some());
        let adult = Member { birth: Birth::new(1980, 5).unwrap(), ..member("m1") };
        assert!(adult.on_a_slip(day).guardian.is_none());
    }
}
