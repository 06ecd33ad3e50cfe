//! One sign-up device serves a whole family: elders, parents, children. Known only to its own phone.

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

use crate::domain::age::{Age, Birth, Fit};
use crate::domain::id::{HouseholdSecret, MemberId, OutcomeKey, OutcomeTag, SessionId, SlipId, SlipSecret};
use crate::domain::menu::Target;
use crate::domain::placement::foresee_clash;
use crate::domain::slip::{Asks, GUARDIAN_NAME_BYTES, Guardian, NAME_BYTES, Needs, Person, Phone};
use crate::domain::standing::{Answer, Standing};
use crate::domain::talent::{FreeTimes, Talents};
use crate::domain::time::{Month, Span, Stamp, Start};

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
    /// As a volunteer.
    #[serde(default, skip_serializing_if = "Serving::is_empty")]
    pub serving: Serving,
}

/// What a member said of themselves as a volunteer.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Serving {
    /// What they can do.
    pub talents: Talents,
    /// When they usually have time.
    pub times: FreeTimes,
    /// Trainings that they took part in; whether one counts, the centre's records decide.
    pub trainings: Vec<String>,
}

impl Serving {
    /// Whether nothing was said.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
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

    /// As the guardian of a child of the family: an adult with a number, and a name that a slip has room for.
    pub fn as_guardian(&self, today: NaiveDate) -> Option<Guardian> {
        let adult = self.age_on(today).is_some_and(|age| age >= Age::ADULT);
        let phone = self.phone.clone().filter(|_| adult && self.name.len() <= GUARDIAN_NAME_BYTES)?;
        Some(Guardian { name: self.name.clone(), phone })
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

/// A confirmed service of somebody in the family, with the centre's signature: theirs to carry and to show.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct OwnHours {
    /// By which slip.
    pub slip: SlipId,
    /// When the centre signed it: of two of one slip the later holds.
    pub signed_at: Start,
    /// When the service began.
    pub from: Start,
    /// Whole minutes; 0 when it was voided.
    pub minutes: u16,
    /// What they did.
    pub role: String,
    /// Who served.
    pub name: String,
    /// The signed record as text.
    pub code: String,
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
    /// Its owner keeps the place after all: a withdrawal that was not handed in is as if it had not been made.
    TakenBack {
        /// The withdrawal.
        slip: SlipId,
        /// When.
        at: Stamp,
    },
    /// The centre confirmed a service.
    HoursConfirmed {
        /// Which.
        hours: OwnHours,
        /// When it was read here.
        at: Stamp,
    },
}

impl HouseholdFact {
    fn at(&self) -> Stamp {
        match self {
            HouseholdFact::Founded { at, .. }
            | HouseholdFact::MemberPut { at, .. }
            | HouseholdFact::MemberRemoved { at, .. }
            | HouseholdFact::HandedIn { at, .. }
            | HouseholdFact::TakenBack { at, .. }
            | HouseholdFact::HoursConfirmed { at, .. } => *at,
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

impl Progress {
    /// Where the slip's person is expected: where it asked for, or where the centre moved it.
    pub fn leads_to<'a>(&'a self, asked: &'a SessionId) -> &'a SessionId {
        match self {
            Progress::Answered(answer) => answer.leads_to(asked),
            _ => asked,
        }
    }

    /// Of several slips for one thing, how that one stands at which their owner has to look first: what is theirs to do, what
    /// is on its way, what waits, what holds, what is settled.
    pub fn first_of(several: impl Iterator<Item = Progress>) -> Option<Progress> {
        several.min_by_key(|progress| match progress {
            Progress::NotHandedIn => 0,
            Progress::HandedIn { .. } => 2,
            Progress::Answered(answer) => match answer.standing {
                Standing::NotHandedIn => 0,
                Standing::Offered => 1,
                Standing::Pending => 3,
                Standing::Waitlisted(_) => 4,
                Standing::Confirmed => 5,
                _ => 6,
            },
        })
    }
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
    /// Confirmed services, by slip.
    pub hours: BTreeMap<SlipId, OwnHours>,
}

impl Household {
    /// What a phone's facts leave, in any order.
    pub fn of(facts: &[HouseholdFact]) -> Self {
        let mut by_time: Vec<&HouseholdFact> = facts.iter().collect();
        by_time.sort_by_key(|fact| fact.at());
        let mut household = Self::default();
        let mut founded: BTreeSet<(Stamp, HouseholdSecret)> = BTreeSet::new();
        for fact in &by_time {
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
                // Looked up here rather than taken out at the end: removing from a map is code that every first visit would load.
                HouseholdFact::SlipMade(slip) if slip.withdraws.is_some() && is_taken_back(&slip.id, &by_time) => {}
                HouseholdFact::SlipMade(slip) => {
                    household.slips.insert(slip.id, slip.clone());
                }
                HouseholdFact::HandedIn { slip, handed_in: true, at } => {
                    household.handed_in.insert(*slip, *at);
                }
                HouseholdFact::HandedIn { slip, handed_in: false, .. } => {
                    household.handed_in.remove(slip);
                }
                HouseholdFact::TakenBack { .. } => {}
                HouseholdFact::HoursConfirmed { hours, .. } => {
                    let known = household.hours.entry(hours.slip).or_insert_with(|| hours.clone());
                    if (known.signed_at, &*known) < (hours.signed_at, hours) {
                        *known = hours.clone();
                    }
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

    /// Whether somebody else of the family has that name and month of birth: the same person, put down twice.
    pub fn has_another(&self, member: &Member) -> bool {
        let same = |known: &&Member| known.plain_name() == member.plain_name() && known.birth == member.birth;
        self.members.iter().filter(same).any(|known| known.id != member.id)
    }

    /// The slip with which a member last told their talents, if it says just this.
    pub fn told_already(&self, who: &MemberId, asks: &Asks) -> Option<&OwnSlip> {
        self.told_last(who).filter(|own| own.asks == *asks)
    }

    /// The slip with which a member last told their talents: of a person the latest holds.
    pub fn told_last(&self, who: &MemberId) -> Option<&OwnSlip> {
        let tells = |own: &&OwnSlip| own.member.as_ref() == Some(who) && matches!(own.asks, Asks::Talents { .. });
        self.slips.values().filter(tells).max_by_key(|own| (own.made_at, own.id))
    }

    /// The withdrawal that this phone made for a slip.
    pub fn withdrawal_of(&self, slip: &SlipId) -> Option<&OwnSlip> {
        self.slips.values().find(|own| own.withdraws == Some(*slip))
    }

    /// Whether a slip was given back before it was handed in: nothing has to reach the centre. Should the centre have
    /// it after all, it will say so, and the withdrawal counts like any other.
    pub fn is_dropped(&self, slip: &SlipId, published: Option<&Answer>) -> bool {
        self.withdrawal_of(slip).is_some() && self.progress(slip, published) == Progress::NotHandedIn
    }

    /// Whether it is the withdrawal of what never was handed in, and was not handed in either: nobody need see it again.
    /// `published` is what the centre published of the slip that it gives back.
    pub fn is_moot(&self, own: &OwnSlip, published: Option<&Answer>) -> bool {
        let unsent = !self.handed_in.contains_key(&own.id);
        own.withdraws.is_some_and(|earlier| unsent && self.is_dropped(&earlier, published))
    }

    /// The slip whose place a check-in is about.
    pub fn checked_in(&self, own: &OwnSlip) -> Option<&OwnSlip> {
        let Asks::CheckIn { secret: shown, .. } = &own.asks else { return None };
        self.slips.values().find(|slip| slip.secret == *shown && slip.asks.person().is_some())
    }

    /// The latest check-in that this phone made for a slip: it says all that the earlier ones said.
    pub fn check_in_of(&self, slip: &SlipId) -> Option<&OwnSlip> {
        let secret = self.slips.get(slip)?.secret;
        let about = |own: &&OwnSlip| matches!(&own.asks, Asks::CheckIn { secret: shown, .. } if *shown == secret);
        self.slips.values().filter(about).max_by_key(|own| (own.made_at, own.id))
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
    ) -> impl Iterator<Item = (SessionId, Span)> + 'a {
        self.slips.values().filter_map(move |own| {
            let asked = own.asks.target()?;
            own.asks.person()?;
            if own.member.as_ref() != Some(member) || !self.still_asks(own, &answer) {
                return None;
            }
            let target = answer(own).map_or_else(|| asked.clone(), |answer| answer.leads_to(asked).clone());
            span(&target).map(|span| (target, span))
        })
    }

    /// How many places in a month's sessions the family's slips hold or ask for: what a quota counts. Shifts do not
    /// count. `answer` is what the centre published of a slip.
    pub fn asked_in(&self, month: Month, answer: impl Fn(&OwnSlip) -> Option<Answer>) -> u16 {
        let asking = self.slips.values().filter(|own| match &own.asks {
            Asks::SignUp { session, .. } => session.start.month() == month && self.still_asks(own, &answer),
            _ => false,
        });
        u16::try_from(asking.count()).unwrap_or(u16::MAX)
    }

    /// How many of the family's slips ask for a place there without an answer yet: they are on their way, and the places
    /// that the centre counted do not know of them.
    pub fn on_the_way(&self, target: &SessionId, answer: impl Fn(&OwnSlip) -> Option<Answer>) -> u16 {
        let asking = self.slips.values().filter(|own| {
            own.asks.person().is_some()
                && own.asks.target() == Some(target)
                && answer(own).is_none()
                && self.withdrawal_of(&own.id).is_none()
        });
        u16::try_from(asking.count()).unwrap_or(u16::MAX)
    }

    fn still_asks(&self, own: &OwnSlip, answer: impl Fn(&OwnSlip) -> Option<Answer>) -> bool {
        let refused = answer(own).is_some_and(|answer| {
            matches!(answer.standing, Standing::NotPlaced | Standing::Withdrawn | Standing::Cancelled)
        });
        !refused && self.withdrawal_of(&own.id).is_none()
    }

    /// This member's slip for that session or shift which still asks for a place; where it was moved or swapped to, if it was.
    /// `answer` is what the centre published of a slip.
    pub fn asks_for(
        &self,
        member: &MemberId,
        target: &SessionId,
        answer: impl Fn(&OwnSlip) -> Option<Answer>,
    ) -> Option<&OwnSlip> {
        self.slips.values().find(|own| {
            own.member.as_ref() == Some(member)
                && own.asks.person().is_some()
                && self.withdrawal_of(&own.id).is_none()
                && own
                    .asks
                    .target()
                    .is_some_and(|asked| answer(own).map_or(asked == target, |answer| answer.leads_to(asked) == target))
        })
    }

    /// The swap that this phone made of a slip's place and that the centre has not answered.
    pub fn open_swap_of(&self, slip: &SlipId, answer: impl Fn(&OwnSlip) -> Option<Answer>) -> Option<&OwnSlip> {
        let given = self.slips.get(slip)?.secret;
        let gives = |own: &&OwnSlip| matches!(own.asks, Asks::Swap { for_secret, .. } if for_secret == given);
        self.slips.values().filter(gives).find(|own| answer(own).is_none())
    }
}

/// Whether a withdrawal was taken back. What was handed in after all, as another device says, was not.
fn is_taken_back(withdrawal: &SlipId, by_time: &[&HouseholdFact]) -> bool {
    let mut taken_back = false;
    let mut handed = false;
    for fact in by_time {
        match fact {
            HouseholdFact::TakenBack { slip, .. } if slip == withdrawal => taken_back = true,
            HouseholdFact::HandedIn { slip, handed_in, .. } if slip == withdrawal => handed = *handed_in,
            _ => {}
        }
    }
    taken_back && !handed
}

/// What a phone can tell a member before anything is sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Foresight {
    /// The age on the day.
    pub age: Option<Age>,
    /// How the age stands to the session or shift.
    pub fit: Fit,
    /// A child whose guardian has not consented on this phone.
    pub consent_missing: bool,
    /// Another thing of this member's that is on at the same time, and for how many minutes.
    pub clash: Option<(SessionId, u16)>,
    /// The slip with which this member asks already.
    pub already: Option<SlipId>,
    /// Slips are no longer taken.
    pub closed: bool,
}

impl Foresight {
    /// Whether the centre would refuse it for certain: better said before than after.
    pub fn is_hopeless(&self) -> bool {
        self.closed || self.fit != Fit::Fits || self.already.is_some() || self.consent_missing
    }
}

impl Household {
    /// What can be told before a slip is made. `answer` is what the centre published of a slip, `span` when a
    /// session or shift is on, `now` the centre's clock.
    pub fn foresee(
        &self,
        member: &Member,
        target: Target<'_>,
        now: Start,
        answer: impl Fn(&OwnSlip) -> Option<Answer>,
        span: impl Fn(&SessionId) -> Option<Span>,
    ) -> Foresight {
        let on = target.span();
        let age = member.age_on(on.start.day());
        let fit = age.map_or(Fit::Fits, |age| target.ages().fit(age));
        let (id, closes) = match target {
            Target::Session(session, _) => (&session.id, session.closes_at()),
            Target::Shift(shift) => (&shift.id, shift.start),
        };
        let already = self.asks_for(&member.id, id, &answer).map(|own| own.id);
        let clash = self.held_by(&member.id, answer, span).filter(|(other, _)| other != id);
        Foresight {
            age,
            fit,
            consent_missing: age.is_some_and(Age::needs_guardian) && member.guardian.is_none(),
            clash: foresee_clash(on, clash),
            already,
            closed: target.is_cancelled() || now > closes,
        }
    }
}

/// A member as typed: every field as text, nothing checked.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct MemberDraft {
    /// Name.
    pub name: String,
    /// Year of birth.
    pub year: String,
    /// Month of birth.
    pub month: String,
    /// Telephone number; may be empty for a child.
    pub phone: String,
    /// Who consents for a child.
    pub guardian_name: String,
    /// Where they can be reached.
    pub guardian_phone: String,
    /// That they consent.
    pub consent: bool,
    /// Consent to photographs.
    pub photographs: bool,
    /// Ticks.
    pub needs: Needs,
    /// As it was: it has a form of its own.
    pub serving: Serving,
}

/// What is wrong with a draft, and in which field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum MemberProblem {
    /// No name.
    NameMissing,
    /// The name is longer than a slip holds: at most ten Chinese characters.
    NameTooLong,
    /// The name holds a character that cannot be printed.
    NameOdd,
    /// Somebody of that name and month of birth is in the family already.
    Twice,
    /// No year of birth.
    YearMissing,
    /// Not a year of four digits.
    Year,
    /// A year or month to come, or more than [`MemberDraft::OLDEST`] years ago.
    Born,
    /// No month of birth.
    Month,
    /// Typed at the desk: not an age in years.
    Age,
    /// An adult without a telephone number.
    PhoneMissing,
    /// Not a telephone number.
    Phone,
    /// A child, and nobody consents.
    ConsentMissing,
    /// No guardian's name.
    GuardianNameMissing,
    /// The guardian's name is longer than a slip holds: at most five Chinese characters.
    GuardianNameTooLong,
    /// No guardian's telephone number.
    GuardianPhoneMissing,
    /// The guardian's telephone number is not one.
    GuardianPhone,
}

impl MemberDraft {
    /// Nobody older signs up, in years: such a year is a slip of the finger.
    pub const OLDEST: u8 = 115;

    /// A member's draft, to be changed.
    pub fn of(member: &Member) -> Self {
        let guardian = member.guardian.as_ref();
        let digits = |phone: Option<&Phone>| phone.map(|phone| phone.digits().to_owned()).unwrap_or_default();
        Self {
            name: member.name.clone(),
            year: member.birth.year.to_string(),
            month: member.birth.month.to_string(),
            phone: digits(member.phone.as_ref()),
            guardian_name: guardian.map(|guardian| guardian.name.clone()).unwrap_or_default(),
            guardian_phone: digits(guardian.map(|guardian| &guardian.phone)),
            consent: guardian.is_some(),
            photographs: member.photographs,
            needs: member.needs,
            serving: member.serving.clone(),
        }
    }

    /// Whether this would be a child whose guardian must consent; what the form asks depends on it.
    pub fn is_child(&self, today: NaiveDate) -> bool {
        self.birth(today).and_then(|birth| birth.age_on(today)).is_some_and(Age::needs_guardian)
    }

    fn birth(&self, today: NaiveDate) -> Option<Birth> {
        self.check_birth(today, &mut Vec::new())
    }

    /// The month of birth; of a wrong one, which half of it is.
    fn check_birth(&self, today: NaiveDate, problems: &mut Vec<MemberProblem>) -> Option<Birth> {
        let year = year_of(&self.year);
        let age = |year: i32| today.year() - year;
        match year {
            None if self.year.trim().is_empty() => problems.push(MemberProblem::YearMissing),
            None => problems.push(MemberProblem::Year),
            Some(year) if !(0..=i32::from(Self::OLDEST)).contains(&age(year.into())) => {
                problems.push(MemberProblem::Born);
            }
            Some(_) => {}
        }
        let month = self.month.trim().parse::<u8>().ok().filter(|month| (1..=12).contains(month));
        if month.is_none() {
            problems.push(MemberProblem::Month);
        }
        let birth = Birth::new(year?, month?)?;
        if problems.is_empty() && birth.age_on(today).is_none() {
            problems.push(MemberProblem::Born);
        }
        birth.age_on(today).filter(|_| !problems.contains(&MemberProblem::Born)).map(|_| birth)
    }

    /// The member, or everything that is wrong.
    ///
    /// # Errors
    /// With one problem for each field that needs another look, in the order of the form.
    pub fn check(&self, id: MemberId, today: NaiveDate) -> Result<Member, Vec<MemberProblem>> {
        let mut problems = Vec::new();
        let name = check_name(&self.name, &mut problems);
        let mut of_birth = Vec::new();
        let birth = self.check_birth(today, &mut of_birth);
        problems.append(&mut of_birth);
        let child = self.is_child(today);
        // A child may go without a number, and nobody knows yet who has no year of birth.
        let phone = check_phone(&self.phone, child || birth.is_none(), &mut problems);
        let guardian = match child {
            true => check_guardian(&self.guardian_name, &self.guardian_phone, self.consent, &mut problems),
            false => None,
        };
        let (Some(birth), true) = (birth, problems.is_empty()) else { return Err(problems) };
        let (photographs, needs) = (self.photographs, self.needs);
        let serving = self.serving.clone();
        Ok(Member { id, name: name.to_owned(), birth, phone, guardian, photographs, needs, serving })
    }
}

/// 1954, １９５４ or 1954年: a year of four digits.
fn year_of(typed: &str) -> Option<u16> {
    let typed = typed.trim();
    let typed = typed.strip_suffix('年').unwrap_or(typed).trim();
    let digit = |c: char| match c {
        '０'..='９' => Some(c as u16 - '０' as u16),
        _ => c.to_digit(10).map(|digit| digit as u16),
    };
    let digits: Option<Vec<u16>> = typed.chars().map(digit).collect();
    let digits = digits.filter(|digits| digits.len() == 4)?;
    Some(digits.into_iter().fold(0, |year, digit| year * 10 + digit))
}

/// A name as a slip holds it.
pub(crate) fn check_name<'a>(name: &'a str, problems: &mut Vec<MemberProblem>) -> &'a str {
    let name = name.trim();
    if name.is_empty() {
        problems.push(MemberProblem::NameMissing);
    } else if name.len() > NAME_BYTES {
        problems.push(MemberProblem::NameTooLong);
    } else if name.chars().any(char::is_control) {
        problems.push(MemberProblem::NameOdd);
    }
    name
}

/// A telephone number, which only a child may lack.
pub(crate) fn check_phone(phone: &str, child: bool, problems: &mut Vec<MemberProblem>) -> Option<Phone> {
    let parsed = Phone::typed(phone);
    match (&parsed, phone.trim().is_empty()) {
        (None, true) if !child => problems.push(MemberProblem::PhoneMissing),
        (None, false) => problems.push(MemberProblem::Phone),
        _ => {}
    }
    parsed
}

/// Who answers for a child.
pub(crate) fn check_guardian(
    name: &str,
    phone: &str,
    consent: bool,
    problems: &mut Vec<MemberProblem>,
) -> Option<Guardian> {
    let name = name.trim();
    if name.is_empty() {
        problems.push(MemberProblem::GuardianNameMissing);
    } else if name.len() > GUARDIAN_NAME_BYTES || name.chars().any(char::is_control) {
        problems.push(MemberProblem::GuardianNameTooLong);
    }
    let typed = Phone::typed(phone);
    if typed.is_none() {
        let missing = phone.trim().is_empty();
        problems.push(if missing { MemberProblem::GuardianPhoneMissing } else { MemberProblem::GuardianPhone });
    }
    if !consent {
        problems.push(MemberProblem::ConsentMissing);
    }
    Some(Guardian { name: name.to_owned(), phone: typed? })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::id::{ActivityId, SecretHash};
    use crate::domain::standing::Reason;

    fn member(id: &str) -> Member {
        Member {
            id: MemberId::new(id).unwrap(),
            name: "示例 甲".into(),
            birth: Birth::new(2020, 5).unwrap(),
            phone: Phone::parse("13800000000"),
            guardian: Some(Guardian { name: "示例乙".into(), phone: Phone::parse("13800000000").unwrap() }),
            photographs: false,
            needs: Needs::default(),
            serving: Serving::default(),
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
    fn of_two_records_of_one_service_the_one_signed_later_holds() {
        let hours = |signed_at: &str, minutes| OwnHours {
            slip: SlipId([6; 16]),
            signed_at: Start::parse(signed_at).unwrap(),
            from: Start::parse("2026-12-05T14:00").unwrap(),
            minutes,
            role: "健康讲座助手".into(),
            name: "示例甲".into(),
            code: String::new(),
        };
        // Read in another order than signed: an old backup was restored.
        let facts = [("2026-12-07T09:00", 90, 1), ("2026-12-06T09:00", 120, 2), ("2026-12-06T09:00", 120, 3)].map(
            |(signed, minutes, at)| HouseholdFact::HoursConfirmed { hours: hours(signed, minutes), at: Stamp(at) },
        );
        let minutes = |facts: &[HouseholdFact]| Household::of(facts).hours[&SlipId([6; 16])].minutes;
        assert_eq!(minutes(&facts), 90);
        let backwards: Vec<_> = facts.iter().rev().cloned().collect();
        assert_eq!(minutes(&backwards), 90);
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
    fn what_was_given_back_before_it_was_handed_in_is_dropped() {
        let id = SlipId([1; 16]);
        let mut facts = vec![HouseholdFact::SlipMade(slip(1, None))];
        assert!(!Household::of(&facts).is_dropped(&id, None));
        facts.push(HouseholdFact::SlipMade(slip(2, Some(id))));
        assert!(Household::of(&facts).is_dropped(&id, None));
        let answer = Answer { standing: Standing::Confirmed, reason: Reason::Promised };
        assert!(!Household::of(&facts).is_dropped(&id, Some(&answer)));
        facts.push(HouseholdFact::HandedIn { slip: id, handed_in: true, at: Stamp(7) });
        assert!(!Household::of(&facts).is_dropped(&id, None));
    }

    #[test]
    fn the_withdrawal_of_what_was_dropped_is_moot() {
        let back = slip(2, Some(SlipId([1; 16])));
        let mut facts = vec![HouseholdFact::SlipMade(slip(1, None)), HouseholdFact::SlipMade(back.clone())];
        assert!(Household::of(&facts).is_moot(&back, None));
        assert!(!Household::of(&facts).is_moot(&slip(1, None), None), "the dropped one itself is told of");
        let answer = Answer { standing: Standing::Confirmed, reason: Reason::Promised };
        assert!(!Household::of(&facts).is_moot(&back, Some(&answer)), "the centre had the slip after all");
        facts.push(HouseholdFact::HandedIn { slip: back.id, handed_in: true, at: Stamp(7) });
        assert!(!Household::of(&facts).is_moot(&back, None), "it is on its way to the centre");
    }

    #[test]
    fn of_several_slips_the_one_that_needs_its_owner_is_told() {
        let answered = |standing| Progress::Answered(Answer { standing, reason: Reason::Waiting });
        let first = |several: &[Progress]| Progress::first_of(several.iter().cloned());
        let confirmed = answered(Standing::Confirmed);
        assert_eq!(first(&[]), None);
        assert_eq!(first(&[confirmed.clone(), Progress::NotHandedIn]), Some(Progress::NotHandedIn));
        let handed = Progress::HandedIn { at: Stamp(1) };
        assert_eq!(first(&[confirmed.clone(), handed.clone()]), Some(handed.clone()));
        assert_eq!(first(&[handed, answered(Standing::Offered)]), Some(answered(Standing::Offered)));
        let waits = answered(Standing::Waitlisted(2));
        assert_eq!(first(&[answered(Standing::NotPlaced), confirmed, waits.clone()]), Some(waits));
    }

    #[test]
    fn a_withdrawal_is_taken_back_unless_it_was_handed_in() {
        let (id, withdrawal) = (SlipId([1; 16]), SlipId([2; 16]));
        let mut facts = vec![
            HouseholdFact::SlipMade(slip(1, None)),
            HouseholdFact::SlipMade(slip(2, Some(id))),
            HouseholdFact::TakenBack { slip: withdrawal, at: Stamp(5) },
        ];
        let leaves = |facts: &[HouseholdFact]| {
            let backwards: Vec<HouseholdFact> = facts.iter().rev().cloned().collect();
            let left = [facts, &backwards].map(|facts| Household::of(facts).withdrawal_of(&id).map(|own| own.id));
            assert_eq!(left[0], left[1], "order changes nothing");
            left[0]
        };
        assert_eq!(leaves(&facts), None);
        // A further one is a withdrawal again.
        facts.push(HouseholdFact::SlipMade(slip(6, Some(id))));
        assert_eq!(leaves(&facts), Some(SlipId([6; 16])));
        facts.pop();
        facts.push(HouseholdFact::HandedIn { slip: withdrawal, handed_in: true, at: Stamp(4) });
        assert_eq!(leaves(&facts), Some(withdrawal), "the centre has it");
        // What asks for a place is not taken back like that.
        facts.push(HouseholdFact::TakenBack { slip: id, at: Stamp(9) });
        assert!(Household::of(&facts).slips.contains_key(&id));
    }

    #[test]
    fn what_was_given_back_no_longer_clashes() {
        let id = MemberId::new("m1").unwrap();
        let span = |target: &SessionId| Some(Span { start: target.start, minutes: 90 });
        let mut facts = vec![HouseholdFact::SlipMade(slip(1, None))];
        assert_eq!(Household::of(&facts).held_by(&id, |_| None, span).count(), 1);
        assert!(Household::of(&facts).asks_for(&id, slip(1, None).asks.target().unwrap(), |_| None).is_some());
        facts.push(HouseholdFact::SlipMade(slip(2, Some(SlipId([1; 16])))));
        assert_eq!(Household::of(&facts).held_by(&id, |_| None, span).count(), 0);
        let refused = Answer { standing: Standing::NotPlaced, reason: Reason::TooLate };
        let household = Household::of(&facts[..1]);
        assert_eq!(household.held_by(&id, |_| Some(refused.clone()), span).count(), 0);
    }

    #[test]
    fn a_moved_slip_clashes_where_it_was_moved_to() {
        let id = MemberId::new("m1").unwrap();
        let span = |target: &SessionId| Some(Span { start: target.start, minutes: 90 });
        let household = Household::of(&[HouseholdFact::SlipMade(slip(1, None))]);
        let to = SessionId::parse("B02-1@2026-12-20T09:00").unwrap();
        let reason = Reason::Moved { to: to.clone(), why: "换一天".to_owned() };
        let moved = Answer { standing: Standing::Confirmed, reason };
        let held: Vec<_> = household.held_by(&id, |_| Some(moved.clone()), span).collect();
        assert_eq!(held, [(to.clone(), Span { start: to.start, minutes: 90 })]);
    }

    #[test]
    fn a_swapped_slip_asks_where_it_is_now() {
        let id = MemberId::new("m1").unwrap();
        let household = Household::of(&[HouseholdFact::SlipMade(slip(1, None))]);
        let from = slip(1, None).asks.target().unwrap().clone();
        let to = SessionId::parse("S02-1@2026-12-20T09:00").unwrap();
        let swapped = Answer { standing: Standing::Confirmed, reason: Reason::Swapped { to: to.clone() } };
        assert!(household.asks_for(&id, &to, |_| Some(swapped.clone())).is_some());
        assert!(household.asks_for(&id, &from, |_| Some(swapped.clone())).is_none());
    }

    #[test]
    fn a_place_is_given_in_one_swap_at_a_time() {
        let id = SlipId([1; 16]);
        let shift = SessionId::parse("S01-1@2026-12-19T09:00").unwrap();
        let for_shift = slip(1, None).asks.target().unwrap().clone();
        let swap = Asks::Swap { shift, secret: SlipSecret([9; 16]), for_shift, for_secret: slip(1, None).secret };
        let made = OwnSlip { asks: swap, ..slip(5, None) };
        let household = Household::of(&[HouseholdFact::SlipMade(slip(1, None)), HouseholdFact::SlipMade(made)]);
        assert_eq!(household.open_swap_of(&id, |_| None).map(|own| own.id), Some(SlipId([5; 16])));
        let done = Answer { standing: Standing::Confirmed, reason: Reason::CarriedOut };
        assert!(household.open_swap_of(&id, |_| Some(done.clone())).is_none());
    }

    #[test]
    fn a_quota_counts_the_months_slips_that_still_ask() {
        let december = Month::new(2026, 12).unwrap();
        let mut facts = vec![HouseholdFact::SlipMade(slip(1, None)), HouseholdFact::SlipMade(slip(3, None))];
        assert_eq!(Household::of(&facts).asked_in(december, |_| None), 2);
        assert_eq!(Household::of(&facts).asked_in(december.plus(1), |_| None), 0);
        facts.push(HouseholdFact::SlipMade(slip(2, Some(SlipId([1; 16])))));
        assert_eq!(Household::of(&facts).asked_in(december, |_| None), 1);
        let refused = Answer { standing: Standing::NotPlaced, reason: Reason::TooLate };
        assert_eq!(Household::of(&facts).asked_in(december, |_| Some(refused.clone())), 0);
    }

    #[test]
    fn slips_without_an_answer_are_on_their_way() {
        let target = slip(1, None).asks.target().unwrap().clone();
        let mut facts = vec![HouseholdFact::SlipMade(slip(1, None)), HouseholdFact::SlipMade(slip(3, None))];
        assert_eq!(Household::of(&facts).on_the_way(&target, |_| None), 2);
        let answer = Answer { standing: Standing::Confirmed, reason: Reason::Promised };
        let of_one = |own: &OwnSlip| (own.id == SlipId([3; 16])).then(|| answer.clone());
        assert_eq!(Household::of(&facts).on_the_way(&target, of_one), 1);
        facts.push(HouseholdFact::SlipMade(slip(2, Some(SlipId([1; 16])))));
        assert_eq!(Household::of(&facts).on_the_way(&target, |_| None), 1);
    }

    #[test]
    fn a_guardian_is_a_grown_up_of_the_family_with_a_number() {
        let today = Start::parse("2026-12-01T00:00").unwrap().day();
        let adult = Member { birth: Birth::new(1980, 5).unwrap(), name: "示例乙".into(), ..member("m1") };
        let guardian = Guardian { name: "示例乙".into(), phone: Phone::parse("13800000000").unwrap() };
        assert_eq!(adult.as_guardian(today), Some(guardian));
        assert_eq!(member("m1").as_guardian(today), None, "a child");
        assert_eq!(Member { phone: None, ..adult.clone() }.as_guardian(today), None);
        assert_eq!(Member { name: "一二三四五六".into(), ..adult }.as_guardian(today), None, "no room on a slip");
    }

    #[test]
    fn one_person_is_put_down_once() {
        let household = Household::of(&[HouseholdFact::MemberPut { member: member("m1"), at: Stamp(1) }]);
        assert!(household.has_another(&Member { name: "示例甲".into(), ..member("m2") }));
        assert!(!household.has_another(&member("m1")), "described anew");
        assert!(!household.has_another(&Member { birth: Birth::new(2021, 5).unwrap(), ..member("m2") }));
        assert!(!household.has_another(&Member { name: "示例乙".into(), ..member("m2") }));
    }

    #[test]
    fn the_same_talents_are_told_once() {
        let id = MemberId::new("m1").unwrap();
        let day = Start::parse("2026-12-05T10:00").unwrap().day();
        let asks = |talents| Asks::Talents { person: member("m1").on_a_slip(day), talents, times: FreeTimes(3) };
        let told = |n, talents| HouseholdFact::SlipMade(OwnSlip { asks: asks(Talents(talents)), ..slip(n, None) });
        let mut facts = vec![told(1, 5)];
        let known = |facts: &[HouseholdFact], talents| {
            Household::of(facts).told_already(&id, &asks(Talents(talents))).map(|own| own.id)
        };
        assert_eq!(known(&facts, 5), Some(SlipId([1; 16])));
        assert_eq!(known(&facts, 7), None);
        facts.push(told(2, 7));
        assert_eq!(known(&facts, 5), None, "something else was told since");
        assert_eq!(Household::of(&facts).told_last(&id).map(|own| own.id), Some(SlipId([2; 16])));
        assert_eq!(Household::of(&facts).told_already(&MemberId::new("m2").unwrap(), &asks(Talents(7))), None);
    }

    #[test]
    fn a_slip_carries_the_age_on_the_day_and_a_guardian_for_a_child_only() {
        let day = Start::parse("2026-12-05T10:00").unwrap().day();
        assert_eq!(member("m1").on_a_slip(day).age, Some(Age(6)));
        assert!(member("m1").on_a_slip(day).guardian.is_some());
        let adult = Member { birth: Birth::new(1980, 5).unwrap(), ..member("m1") };
        assert!(adult.on_a_slip(day).guardian.is_none());
    }

    fn draft() -> MemberDraft {
        MemberDraft {
            name: " 示例甲 ".into(),
            year: "1980".into(),
            month: "5".into(),
            phone: "138 0000 0000".into(),
            ..MemberDraft::default()
        }
    }

    #[track_caller]
    fn problems(draft: MemberDraft, expected: &[MemberProblem]) {
        let today = Start::parse("2026-12-01T00:00").unwrap().day();
        let found = draft.check(MemberId::new("m1").unwrap(), today).err().unwrap_or_default();
        assert_eq!(found, expected);
    }

    #[test]
    fn a_draft_names_every_field_that_needs_another_look() {
        use MemberProblem as P;
        problems(draft(), &[]);
        // Whether a number is asked for depends on the age: first things first.
        problems(MemberDraft::default(), &[P::NameMissing, P::YearMissing, P::Month]);
        problems(MemberDraft { phone: String::new(), ..draft() }, &[P::PhoneMissing]);
        problems(MemberDraft { year: String::new(), phone: "12".into(), ..draft() }, &[P::YearMissing, P::Phone]);
        problems(MemberDraft { name: "一二三四五六七八九十十一".into(), ..draft() }, &[P::NameTooLong]);
        problems(MemberDraft { name: "示\u{7}例".into(), ..draft() }, &[P::NameOdd]);
        for (year, month, wrong) in [
            ("2027", "1", P::Born),
            ("2030", "1", P::Born),
            ("1896", "1", P::Born),
            ("1980", "13", P::Month),
            ("1980", "", P::Month),
            ("", "5", P::YearMissing),
            ("x", "1", P::Year),
            ("54", "5", P::Year),
            ("999", "5", P::Year),
        ] {
            problems(MemberDraft { year: year.into(), month: month.into(), ..draft() }, &[wrong]);
        }
        for year in ["1954年", " 1954 ", "１９５４", "1954 年"] {
            problems(MemberDraft { year: year.into(), ..draft() }, &[]);
        }
        for phone in ["12", "138 0013 800"] {
            problems(MemberDraft { phone: phone.into(), ..draft() }, &[P::Phone]);
        }
        let child = MemberDraft { year: "2020".into(), phone: String::new(), ..draft() };
        problems(child.clone(), &[P::GuardianNameMissing, P::GuardianPhoneMissing, P::ConsentMissing]);
        let consented = MemberDraft {
            guardian_name: "示例乙".into(),
            guardian_phone: "13800000000".into(),
            consent: true,
            ..child
        };
        problems(consented.clone(), &[]);
        problems(MemberDraft { guardian_phone: "abc".into(), ..consented.clone() }, &[P::GuardianPhone]);
        problems(MemberDraft { guardian_name: "一二三四五六".into(), ..consented }, &[P::GuardianNameTooLong]);
    }

    #[test]
    fn a_draft_of_a_member_checks_as_that_member() {
        let today = Start::parse("2026-12-01T00:00").unwrap().day();
        let serving = Serving { talents: Talents(5), times: FreeTimes(3), trainings: vec!["探访须知".into()] };
        let member = Member { name: "示例甲".into(), serving, ..member("m1") };
        assert_eq!(MemberDraft::of(&member).check(member.id.clone(), today), Ok(member));
    }
}
