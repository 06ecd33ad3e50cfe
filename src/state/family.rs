//! A family on its phone: members, slips, and how they stand.

use chrono::NaiveDate;
use leptos::prelude::*;
use std::cell::Cell;
use std::collections::BTreeMap;

use crate::domain::household::{Foresight, Household, HouseholdFact, Member, OwnHours, OwnSlip, Progress, Serving};
use crate::domain::id::{CentreId, HouseholdSecret, MemberId, PosterMark, SessionId, SlipId, SlipSecret, hex};
use crate::domain::menu::{Menu, Target};
use crate::domain::slip::{Asks, Content, Needs, Person};
use crate::domain::standing::{Answer, Standing};
use crate::domain::time::{Month, Start};
use crate::domain::volunteering::StandInOffer;
use crate::exchange::crypto::random_array;
use crate::exchange::qr::Qr;
use crate::exchange::slip::{SealRefused, seal_slip};
use crate::state::clock;
use crate::state::published::Published;
use crate::state::settings;
use crate::storage::record::{RecordError, decode, encode};
use crate::storage::tabs::{Tabs, persist};
use crate::storage::{ChangeError, Db, NO_MONTH, StorageError, Stored};

/// Why something could not be kept or made on this phone. What was typed is still in the form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FamilyError {
    /// The centre's files have not come yet, so there is nothing to seal a slip to.
    NoCentre,
    /// No such member, session or slip (any more).
    Gone,
    /// This member asks for it already.
    Already(SlipId),
    /// Something on the slip does not fit.
    Seal(SealRefused),
    /// The browser has no randomness or no ciphers.
    Crypto,
    /// Something stored was written by a newer program, or is damaged.
    Record(RecordError),
    /// Storage's reason.
    Storage(StorageError),
}

impl From<StorageError> for FamilyError {
    fn from(error: StorageError) -> Self {
        FamilyError::Storage(error)
    }
}

impl From<RecordError> for FamilyError {
    fn from(error: RecordError) -> Self {
        FamilyError::Record(error)
    }
}

impl From<ChangeError<FamilyError>> for FamilyError {
    fn from(error: ChangeError<FamilyError>) -> Self {
        match error {
            ChangeError::Refused(error) => error,
            ChangeError::Storage(error) => FamilyError::Storage(error),
        }
    }
}

thread_local! {
    /// A page has one: also where something is pressed, outside of every component.
    static HERE: Cell<Option<Family>> = const { Cell::new(None) };
}

/// The family of this phone.
#[derive(Clone, Copy)]
pub struct Family {
    published: Published,
    household: RwSignal<Household>,
    answers: RwSignal<BTreeMap<SlipId, Answer>>,
    failure: RwSignal<Option<FamilyError>>,
    read: RwSignal<bool>,
    tabs: StoredValue<Option<Tabs>, LocalStorage>,
}

impl Family {
    /// Opens the family's part of the database as soon as the centre is known, and puts the handle into context.
    pub fn provide(published: Published) -> Self {
        let family = Self {
            published,
            household: RwSignal::default(),
            answers: RwSignal::default(),
            failure: RwSignal::default(),
            read: RwSignal::new(false),
            tabs: StoredValue::new_local(None),
        };
        HERE.set(Some(family));
        provide_context(family);
        published.when_open(move |db| {
            let tabs = Tabs::join(db.name());
            tabs.listen(move |_| family.reload());
            family.tabs.set_value(Some(tabs));
            family.reload();
        });
        Effect::new(move |_| {
            published.outcomes_changed();
            if family.read.get() {
                leptos::task::spawn_local(family.read_answers());
            }
        });
        family
    }

    /// The handle in context.
    ///
    /// # Panics
    /// Outside the program that provided it.
    pub fn here() -> Self {
        HERE.get().unwrap_or_else(expect_context)
    }

    /// Whether the phone's own data has been read.
    pub fn is_read(self) -> bool {
        self.read.get()
    }

    /// Why the phone's own data could not be read. Then nothing is written either.
    pub fn failure(self) -> Option<FamilyError> {
        self.failure.get()
    }

    /// Those of the family, in the order in which they were added.
    pub fn members(self) -> Vec<Member> {
        self.household.with(|household| household.members.clone())
    }

    /// One of them.
    pub fn member(self, id: &MemberId) -> Option<Member> {
        self.household.with(|household| household.member(id).cloned())
    }

    /// All slips that this phone made, the latest first.
    pub fn slips(self) -> Vec<OwnSlip> {
        let mut slips: Vec<OwnSlip> = self.household.with(|household| household.slips.values().cloned().collect());
        slips.sort_by_key(|slip| std::cmp::Reverse((slip.made_at, slip.id)));
        slips
    }

    /// Whether there is any.
    pub fn has_slips(self) -> bool {
        self.household.with(|household| !household.slips.is_empty())
    }

    /// Listens for slips that are made or given back.
    pub fn slips_changed(self) {
        self.household.track();
    }

    /// One slip.
    pub fn slip(self, id: &SlipId) -> Option<OwnSlip> {
        self.household.with(|household| household.slips.get(id).cloned())
    }

    /// How far a slip got.
    pub fn progress(self, id: &SlipId) -> Progress {
        self.household.with(|household| self.answers.with(|answers| household.progress(id, answers.get(id))))
    }

    /// Whether a slip was given back before it was handed in.
    pub fn is_dropped(self, id: &SlipId) -> bool {
        self.household.with(|household| self.answers.with(|answers| household.is_dropped(id, answers.get(id))))
    }

    /// The slip with which a slip was given back.
    pub fn withdrawal_of(self, id: &SlipId) -> Option<OwnSlip> {
        self.household.with(|household| household.withdrawal_of(id).cloned())
    }

    /// The slip with which a member asks for a session or shift.
    pub fn asks_for(self, member: &MemberId, target: &SessionId) -> Option<SlipId> {
        self.household.with(|household| {
            self.answers.with(|answers| {
                household.asks_for(member, target, |own| answers.get(&own.id).cloned()).map(|own| own.id)
            })
        })
    }

    /// The family's slips for a session or shift that were not given back; those that were moved or swapped where they are now.
    pub fn slips_for(self, target: &SessionId) -> Vec<OwnSlip> {
        let is_there = |own: &OwnSlip| {
            own.asks.target().is_some_and(|asked| {
                self.answers
                    .with(|answers| answers.get(&own.id).map_or(asked, |answer| answer.leads_to(asked)) == target)
            })
        };
        let asks = |own: &&OwnSlip| own.asks.person().is_some() && is_there(own);
        self.household.with(|household| {
            let kept = household.slips.values().filter(asks).filter(|own| household.withdrawal_of(&own.id).is_none());
            kept.cloned().collect()
        })
    }

    /// How the family's slip for a session or shift stands, of several the one to look at first; none where there is none.
    pub fn stands_at(self, target: &SessionId) -> Option<Progress> {
        Progress::first_of(self.slips_for(target).iter().map(|own| self.progress(&own.id)))
    }

    /// Whether it is the withdrawal of what was dropped: nobody need see it.
    pub fn is_moot(self, own: &OwnSlip) -> bool {
        let answer = |answers: &BTreeMap<SlipId, Answer>| answers.get(&own.withdraws?).cloned();
        self.household.with(|household| household.is_moot(own, self.answers.with(answer).as_ref()))
    }

    /// What can be told before a slip is made.
    pub fn foresee(self, member: &Member, target: Target<'_>) -> Foresight {
        let now = clock::local_now(self.published.utc_offset());
        self.household.with(|household| {
            self.answers.with(|answers| {
                let answer = |own: &OwnSlip| answers.get(&own.id).cloned();
                household.foresee(member, target, now, answer, |id| self.published.span(id))
            })
        })
    }

    /// How many of the family's slips ask for a place there and have no answer yet.
    pub fn on_the_way(self, target: &SessionId) -> u16 {
        self.household.with(|household| {
            self.answers.with(|answers| household.on_the_way(target, |own| answers.get(&own.id).cloned()))
        })
    }

    /// How many places a household may hold in a month, when the family's slips already ask for that many.
    pub fn quota_reached(self, menu: &Menu) -> Option<u16> {
        let quota = menu.rules.household_quota?;
        let asked = self.household.with(|household| {
            self.answers.with(|answers| household.asked_in(menu.month, |own| answers.get(&own.id).cloned()))
        });
        (asked >= quota).then_some(quota)
    }

    /// A slip's QR code as the address of a picture, with its light margin: a long press saves it.
    pub fn picture(own: &OwnSlip) -> Option<String> {
        Qr::of_code(&own.code).map(|qr| qr.picture(6))
    }

    /// Adds a member, or describes one anew.
    ///
    /// # Errors
    /// When it cannot be kept.
    pub async fn put_member(self, member: Member) -> Result<(), FamilyError> {
        self.keep(NO_MONTH, vec![HouseholdFact::MemberPut { member, at: clock::now() }]).await?;
        // Now there is something to lose: ask the browser to keep it. It may say no; nothing depends on it.
        persist().await;
        Ok(())
    }

    /// Whether a slip tells what its person can do, and nothing told later stands in its place.
    pub fn tells_talents(self, own: &OwnSlip) -> bool {
        let is_last = |household: &Household| own.member.as_ref().and_then(|who| household.told_last(who)) == Some(own);
        matches!(own.asks, Asks::Talents { .. }) && self.household.with(is_last)
    }

    /// Whether somebody else of the family has that name and month of birth.
    pub fn has_another(self, member: &Member) -> bool {
        self.household.with_untracked(|household| household.has_another(member))
    }

    /// An id for a further member.
    ///
    /// # Errors
    /// When the browser has no randomness.
    pub fn fresh_member_id(self) -> Result<MemberId, FamilyError> {
        let bytes: [u8; 8] = random_array().map_err(|_| FamilyError::Crypto)?;
        MemberId::new(hex(&bytes)).map_err(|_| FamilyError::Crypto)
    }

    /// Takes a member out. Their slips stay.
    ///
    /// # Errors
    /// When it cannot be kept.
    pub async fn remove_member(self, id: MemberId) -> Result<(), FamilyError> {
        self.keep(NO_MONTH, vec![HouseholdFact::MemberRemoved { id, at: clock::now() }]).await
    }

    /// Makes a slip that asks for a place in a session, or claims a shift, for a member.
    ///
    /// # Errors
    /// When the member asks already, the centre is not known, or it cannot be kept.
    pub async fn ask(self, member: &MemberId, target: &SessionId) -> Result<SlipId, FamilyError> {
        let member = self.household.with_untracked(|household| household.member(member).cloned());
        let member = member.ok_or(FamilyError::Gone)?;
        let menu = self.published.menu_untracked(target.start.month()).ok_or(FamilyError::Gone)?;
        let on = menu.target(target).ok_or(FamilyError::Gone)?;
        let person = member.on_a_slip(on.span().start.day());
        let asks = match on {
            Target::Session(..) => Asks::SignUp { session: target.clone(), person },
            Target::Shift(_) => Asks::Claim { shift: target.clone(), person },
        };
        self.keep_asking(asks, member.id, target).await
    }

    async fn keep_asking(self, asks: Asks, who: MemberId, target: &SessionId) -> Result<SlipId, FamilyError> {
        let own = self.seal(asks, Some(who.clone()), None).await?;
        let id = own.id;
        let fact = encode(&HouseholdFact::SlipMade(own))?;
        let what = target.clone();
        let answers = self.answers.get_untracked();
        self.change(&month_key(target.start.month()), move |stored| {
            // Inside the transaction: another tab may have asked a moment ago.
            let facts = read_facts(stored)?;
            match Household::of(&facts).asks_for(&who, &what, |own| answers.get(&own.id).cloned()) {
                Some(own) => Err(FamilyError::Already(own.id)),
                None => Ok(vec![fact]),
            }
        })
        .await?;
        Ok(id)
    }

    /// Asks for several places at once, for several of the family or on several days: a slip for each. Who asked already is
    /// passed over.
    ///
    /// # Errors
    /// As [`Family::ask`]; the slips before the one that failed are made.
    pub async fn ask_all(self, places: Vec<(MemberId, SessionId)>) -> Result<Vec<SlipId>, FamilyError> {
        let mut made = Vec::new();
        for (member, target) in places {
            match self.ask(&member, &target).await {
                Ok(slip) | Err(FamilyError::Already(slip)) => made.push(slip),
                Err(error) => return Err(error),
            }
        }
        Ok(made)
    }

    /// Makes the slip with which a member stands in for whoever made the offer.
    ///
    /// # Errors
    /// When the member serves in the shift already, the centre is not known, or it cannot be kept.
    pub async fn stand_in(self, member: &MemberId, offer: &StandInOffer) -> Result<SlipId, FamilyError> {
        let member = self.household.with_untracked(|household| household.member(member).cloned());
        let member = member.ok_or(FamilyError::Gone)?;
        let menu = self.published.menu_untracked(offer.shift.start.month()).ok_or(FamilyError::Gone)?;
        let on = menu.target(&offer.shift).ok_or(FamilyError::Gone)?;
        let person = member.on_a_slip(on.span().start.day());
        let asks = Asks::StandIn { shift: offer.shift.clone(), secret: offer.secret, person };
        self.keep_asking(asks, member.id, &offer.shift).await
    }

    /// Makes the one slip with which a place of the family's and the offered one change hands, or finds the one that was made
    /// of this place and is not answered.
    ///
    /// # Errors
    /// When there is no such slip, the centre is not known, or it cannot be kept.
    pub async fn swap(self, offer: &StandInOffer, given: &SlipId) -> Result<SlipId, FamilyError> {
        if let Some(made) = untrack(|| self.open_swap_of(given)) {
            return Ok(made.id);
        }
        let held = self.household.with_untracked(|household| household.slips.get(given).cloned());
        let held = held.ok_or(FamilyError::Gone)?;
        let asked = held.asks.target().ok_or(FamilyError::Gone)?;
        let for_shift = untrack(|| self.progress(given)).leads_to(asked).clone();
        let (shift, secret, for_secret) = (offer.shift.clone(), offer.secret, held.secret);
        let month = month_key(shift.start.month());
        let own = self.seal(Asks::Swap { shift, secret, for_shift, for_secret }, held.member, None).await?;
        let (id, given) = (own.id, *given);
        let fact = encode(&HouseholdFact::SlipMade(own))?;
        let answers = self.answers.get_untracked();
        self.change(&month, move |stored| {
            // Inside the transaction: a thumb in a hurry presses twice.
            let household = Household::of(&read_facts(stored)?);
            match household.open_swap_of(&given, |own| answers.get(&own.id).cloned()) {
                Some(made) => Err(FamilyError::Already(made.id)),
                None => Ok(vec![fact]),
            }
        })
        .await?;
        Ok(id)
    }

    /// The swap of a slip's place that the centre has not answered.
    pub fn open_swap_of(self, id: &SlipId) -> Option<OwnSlip> {
        self.household.with(|household| {
            self.answers.with(|answers| household.open_swap_of(id, |own| answers.get(&own.id).cloned()).cloned())
        })
    }

    /// Keeps what a member can do and when, and makes the slip that tells the centre; the one made last where it says just this.
    ///
    /// # Errors
    /// When the centre is not known, or it cannot be kept.
    pub async fn tell_talents(
        self,
        member: &MemberId,
        serving: Serving,
        today: NaiveDate,
    ) -> Result<SlipId, FamilyError> {
        let known = self.household.with_untracked(|household| household.member(member).cloned());
        let member = Member { serving, ..known.ok_or(FamilyError::Gone)? };
        let Serving { talents, times, .. } = member.serving;
        let (needs, photographs) = (Needs::default(), false);
        let person = Person { guardian: None, photographs, needs, ..member.on_a_slip(today) };
        let own = self.seal(Asks::Talents { person, talents, times }, Some(member.id.clone()), None).await?;
        let (id, who, asks) = (own.id, member.id.clone(), own.asks.clone());
        let put = encode(&HouseholdFact::MemberPut { member, at: clock::now() })?;
        let made = encode(&HouseholdFact::SlipMade(own))?;
        let kept =
            self.change(NO_MONTH, move |stored| match Household::of(&read_facts(stored)?).told_already(&who, &asks) {
                Some(own) => Err(FamilyError::Already(own.id)),
                None => Ok(vec![put, made]),
            });
        match kept.await {
            Ok(()) => Ok(id),
            Err(FamilyError::Already(told)) => Ok(told),
            Err(error) => Err(error),
        }
    }

    /// Whether a member has a training, as they say or as the centre's answers show.
    pub fn has_training(self, member: &Member, training: &str) -> bool {
        let served = |own: &OwnSlip| {
            let answered = matches!(self.progress(&own.id), Progress::Answered(answer)
                if answer.standing.holds_a_place() || answer.standing == Standing::Attended);
            let asks_for_it = || {
                let id = own.asks.target()?;
                let menu = self.published.menu_of(id)?;
                menu.shift(id).map(|shift| shift.training == training)
            };
            own.member.as_ref() == Some(&member.id) && answered && asks_for_it() == Some(true)
        };
        training.is_empty()
            || member.serving.trainings.iter().any(|said| said == training)
            || self.slips().iter().any(served)
    }

    /// Makes the slip that gives an earlier one back, or finds the one made before.
    ///
    /// # Errors
    /// When there is no such slip, the centre is not known, or it cannot be kept.
    pub async fn withdraw(self, id: &SlipId) -> Result<SlipId, FamilyError> {
        if let Some(made) = self.household.with_untracked(|household| household.withdrawal_of(id).map(|own| own.id)) {
            return Ok(made);
        }
        let earlier = self.household.with_untracked(|household| household.slips.get(id).cloned());
        let earlier = earlier.ok_or(FamilyError::Gone)?;
        let month = earlier.asks.target().ok_or(FamilyError::Gone)?.start.month();
        let own = self.seal(Asks::Withdraw { secret: earlier.secret }, earlier.member, Some(earlier.id)).await?;
        let (id, given_back) = (own.id, earlier.id);
        let fact = encode(&HouseholdFact::SlipMade(own))?;
        let month = month_key(month);
        let kept = self.change(&month, move |stored| {
            // Inside the transaction, as when it was asked for: one press after another finds the one made a moment ago.
            match Household::of(&read_facts(stored)?).withdrawal_of(&given_back) {
                Some(made) => Err(FamilyError::Already(made.id)),
                None => Ok(vec![fact]),
            }
        });
        match kept.await {
            Ok(()) => Ok(id),
            Err(FamilyError::Already(made)) => Ok(made),
            Err(error) => Err(error),
        }
    }

    /// Makes the slip that says when the holder of a place came, and once they have left also when: it says all that an
    /// earlier one said. Works without a network, like every slip.
    ///
    /// # Errors
    /// When there is no such slip, the centre is not known, or it cannot be kept.
    pub async fn check_in(
        self,
        id: &SlipId,
        came: Start,
        left: Option<Start>,
        poster: Option<PosterMark>,
    ) -> Result<SlipId, FamilyError> {
        let held = self.household.with_untracked(|household| household.slips.get(id).cloned());
        let held = held.ok_or(FamilyError::Gone)?;
        let asked = held.asks.target().ok_or(FamilyError::Gone)?;
        let target = untrack(|| self.progress(id)).leads_to(asked).clone();
        let month = month_key(target.start.month());
        let asks = Asks::CheckIn { target, secret: held.secret, came, left, poster };
        let own = self.seal(asks, held.member, None).await?;
        let id = own.id;
        self.keep(&month, vec![HouseholdFact::SlipMade(own)]).await?;
        Ok(id)
    }

    /// The latest check-in of a slip.
    pub fn check_in_of(self, id: &SlipId) -> Option<OwnSlip> {
        self.household.with(|household| household.check_in_of(id).cloned())
    }

    /// The slip whose place a check-in is about.
    pub fn checked_in(self, own: &OwnSlip) -> Option<OwnSlip> {
        self.household.with(|household| household.checked_in(own).cloned())
    }

    /// The family's confirmed services, the latest first.
    pub fn hours(self) -> Vec<OwnHours> {
        let mut hours: Vec<OwnHours> = self.household.with(|household| household.hours.values().cloned().collect());
        hours.sort_by_key(|hours| std::cmp::Reverse((hours.from, hours.slip)));
        hours
    }

    /// The confirmed service of a slip.
    pub fn hours_of(self, id: &SlipId) -> Option<OwnHours> {
        self.household.with(|household| household.hours.get(id).cloned())
    }

    /// Keeps confirmed services that are not here yet: they are the family's own, and go with every copy of its facts.
    ///
    /// # Errors
    /// When they cannot be kept.
    pub async fn keep_hours(self, month: Month, hours: Vec<OwnHours>) -> Result<(), FamilyError> {
        let at = clock::now();
        let facts = hours.into_iter().map(|hours| HouseholdFact::HoursConfirmed { hours, at }).collect();
        self.keep(&month_key(month), facts).await
    }

    /// Notes that a slip was handed in, or that it was not after all.
    ///
    /// # Errors
    /// When it cannot be kept.
    pub async fn hand_in(self, slip: SlipId, handed_in: bool) -> Result<(), FamilyError> {
        self.note(HouseholdFact::HandedIn { slip, handed_in, at: clock::now() }, slip).await
    }

    /// Takes back a withdrawal that was not handed in: the place is kept.
    ///
    /// # Errors
    /// When it cannot be kept.
    pub async fn take_back(self, slip: SlipId) -> Result<(), FamilyError> {
        self.note(HouseholdFact::TakenBack { slip, at: clock::now() }, slip).await
    }

    /// Keeps a fact about a slip where the month of what it is about is kept.
    async fn note(self, fact: HouseholdFact, slip: SlipId) -> Result<(), FamilyError> {
        let month = self.household.with_untracked(|household| {
            let own = household.slips.get(&slip)?;
            let about = own.withdraws.and_then(|earlier| household.slips.get(&earlier)).unwrap_or(own);
            about.asks.target().map(|target| month_key(target.start.month()))
        });
        self.keep(month.as_deref().unwrap_or(NO_MONTH), vec![fact]).await
    }

    /// Deletes everything of this centre's on this phone: family, slips and kept files.
    ///
    /// # Errors
    /// When the browser does not let go of it.
    pub async fn forget_everything(self) -> Result<(), FamilyError> {
        let db = self.db()?;
        let keys = settings::keys();
        let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
        Db::destroy(db.name(), &keys).await?;
        Ok(())
    }

    async fn seal(
        self,
        asks: Asks,
        member: Option<MemberId>,
        withdraws: Option<SlipId>,
    ) -> Result<OwnSlip, FamilyError> {
        let household = self.household_secret().await?;
        let secret = SlipSecret(random_array().map_err(|_| FamilyError::Crypto)?);
        let (centre, sealer) = self.published.sealer().ok_or(FamilyError::NoCentre)?;
        let key = crate::exchange::crypto::SealingKey::import(&sealer.key).await.map_err(|_| FamilyError::Crypto)?;
        let content = Content { household: household.tag(&centre), secret_hash: secret.hash(), asks };
        let sealed = seal_slip(&centre, sealer.id, &key, &content).await.map_err(FamilyError::Seal)?;
        Ok(OwnSlip {
            id: sealed.id,
            code: sealed.code,
            tag: sealed.tag,
            key: sealed.key,
            secret,
            asks: content.asks,
            member,
            withdraws,
            made_at: clock::now(),
        })
    }

    /// The household's secret, made when it is first needed. Two tabs that need it at once end up with one.
    async fn household_secret(self) -> Result<HouseholdSecret, FamilyError> {
        if let Some(secret) = self.household.with_untracked(|household| household.secret) {
            return Ok(secret);
        }
        let secret = HouseholdSecret(random_array().map_err(|_| FamilyError::Crypto)?);
        let fact = encode(&HouseholdFact::Founded { secret, at: clock::now() })?;
        self.change(NO_MONTH, move |stored| {
            let known = Household::of(&read_facts(stored)?).secret.is_some();
            Ok(if known { Vec::new() } else { vec![fact] })
        })
        .await?;
        self.household.with_untracked(|household| household.secret).ok_or(FamilyError::Gone)
    }

    /// Adds stored facts of a copy, of those that are not here: a copy and its original are one family's.
    pub(super) async fn keep_copied(self, month: &str, bodies: Vec<Vec<u8>>) -> Result<(), FamilyError> {
        self.change(month, move |stored| {
            let here = |body: &Vec<u8>| stored.iter().any(|fact| fact.body.as_ref() == Some(body));
            Ok(bodies.into_iter().filter(|body| !here(body)).collect())
        })
        .await
    }

    async fn keep(self, month: &str, facts: Vec<HouseholdFact>) -> Result<(), FamilyError> {
        let bodies = facts.iter().map(encode).collect::<Result<Vec<_>, _>>()?;
        self.change(month, move |_| Ok(bodies)).await
    }

    /// Every write goes this way: the rule runs inside the transaction, and the screen changes once it is complete.
    async fn change(
        self,
        month: &str,
        rule: impl FnOnce(&[Stored]) -> Result<Vec<Vec<u8>>, FamilyError> + 'static,
    ) -> Result<(), FamilyError> {
        if let Some(failure) = self.failure.get_untracked() {
            return Err(failure);
        }
        let db = self.db()?;
        db.change(month, move |kept| rule(&kept.facts)).await.map_err(FamilyError::from)?;
        if let Some(tabs) = self.tabs.get_value() {
            tabs.announce(month);
        }
        self.load(&db).await
    }

    pub(super) fn db(self) -> Result<Db, FamilyError> {
        self.published.db().ok_or(FamilyError::NoCentre)
    }

    pub(super) fn centre_id(self) -> Option<CentreId> {
        untrack(|| self.published.centre()).map(|centre| centre.id)
    }

    fn reload(self) {
        leptos::task::spawn_local(async move {
            let loaded = match self.db() {
                Ok(db) => self.load(&db).await,
                Err(error) => Err(error),
            };
            self.failure.set(loaded.err());
            self.read.set(true);
        });
    }

    async fn load(self, db: &Db) -> Result<(), FamilyError> {
        let mut facts = Vec::new();
        for month in db.months().await? {
            facts.extend(read_facts(&db.read_month(&month).await?.facts)?);
        }
        self.household.set(Household::of(&facts));
        self.read_answers().await;
        Ok(())
    }

    /// Looks every slip up in the published outcomes.
    async fn read_answers(self) {
        let slips: Vec<OwnSlip> =
            self.household.with_untracked(|household| household.slips.values().cloned().collect());
        let about = |own: &OwnSlip| own.withdraws.and_then(|id| slips.iter().find(|slip| slip.id == id));
        let targets = slips.iter().filter_map(|own| about(own).unwrap_or(own).asks.target());
        self.published.await_outcomes(targets.map(|target| target.start.month()));
        let mut answers = BTreeMap::new();
        for own in &slips {
            if let Some(answer) = self.published.answer(&own.tag, &own.key).await {
                answers.insert(own.id, answer);
            }
        }
        if self.answers.with_untracked(|known| *known != answers) {
            self.answers.set(answers);
        }
    }
}

fn month_key(month: Month) -> String {
    month.to_string()
}

/// An erased fact is passed over; one that cannot be read is an error, never skipped in silence.
fn read_facts(stored: &[Stored]) -> Result<Vec<HouseholdFact>, FamilyError> {
    let bodies = stored.iter().filter_map(|fact| fact.body.as_deref());
    bodies.map(|body| decode(body).map_err(FamilyError::from)).collect()
}
