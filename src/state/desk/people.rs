//! Slips made at the desk for who has no phone, and families that came with two.

use super::{Desk, DeskError};
use crate::domain::book::Fact;
use crate::domain::id::{HouseholdTag, JoinId, SecretHash, SessionId, SlipId, SlipSecret, TrainingId};
use crate::domain::joined::{Join, Joined};
use crate::domain::menu::Target;
use crate::domain::slip::{Arrival, Asks, Content, Person, Phone, Way};
use crate::domain::talent::{FreeTimes, Talents};
use crate::domain::time::Month;
use crate::domain::training::Training;
use crate::domain::volunteers::{Volunteer, volunteers};
use crate::exchange::crypto::{SealingKey, random_array};
use crate::exchange::slip::{open_slip, seal_slip};
use crate::state::clock;
use crate::storage::NO_MONTH;
use chrono::NaiveDate;
use leptos::prelude::*;

impl Desk {
    /// Makes a slip for somebody at the desk: a real one, sealed to the centre's own key and opened again like any that
    /// comes in a chat, and takes it as typed.
    ///
    /// # Errors
    /// When no such session is published, something does not fit on a slip, or it cannot be kept.
    pub async fn type_in(self, target: &SessionId, person: Person) -> Result<SlipId, DeskError> {
        let month = target.start.month();
        let book = self.ensure(month).await?;
        let asks = match book.menu.as_ref().and_then(|menu| menu.target(target)) {
            Some(Target::Session(..)) => Asks::SignUp { session: target.clone(), person },
            Some(Target::Shift(_)) => Asks::Claim { shift: target.clone(), person },
            None => return Err(DeskError::NothingToPublish),
        };
        self.keep_typed(&month.to_string(), None, asks.person().and_then(Person::contact).cloned(), asks).await
    }

    /// Writes down what a volunteer without a phone of their own can do, and when: as a slip of theirs would tell it.
    /// `household` is theirs where they are known.
    ///
    /// # Errors
    /// When something does not fit on a slip, or it cannot be kept.
    pub async fn type_talents(
        self,
        household: Option<HouseholdTag>,
        person: Person,
        talents: Talents,
        times: FreeTimes,
    ) -> Result<SlipId, DeskError> {
        let phone = person.contact().cloned();
        self.keep_typed(NO_MONTH, household, phone, Asks::Talents { person, talents, times }).await
    }

    /// Seals what was typed, opens it again and takes it among a month's facts.
    async fn keep_typed(
        self,
        month: &str,
        household: Option<HouseholdTag>,
        phone: Option<Phone>,
        asks: Asks,
    ) -> Result<SlipId, DeskError> {
        let vault = self.open_vault()?;
        let keys = vault.keys()?;
        // Nobody keeps the secret: whoever was typed in tells the desk when they cannot come.
        let secret_hash: SecretHash = SlipSecret(random_array()?).hash();
        let household = match (household, phone) {
            (Some(household), _) => household,
            (None, Some(phone)) => keys.book.household(&phone),
            (None, None) => HouseholdTag(random_array()?),
        };
        let content = Content { household, secret_hash, asks };
        let sealer = keys.opening.last().ok_or(DeskError::NotOurFile)?;
        let key = SealingKey::import(&sealer.pair.public).await?;
        let sealed = seal_slip(&keys.centre, sealer.id, &key, &content).await.map_err(DeskError::Slip)?;
        let opened = open_slip(&sealed.bytes, &keys.centre, &vault.opening_keys().await?).await;
        let slip = opened.map_err(DeskError::OwnSlip)?;
        let id = slip.id;
        let arrival = Arrival { slip, at: clock::now(), way: Way::Typed };
        self.append(month, vec![Fact::Arrived(arrival)]).await?;
        Ok(id)
    }

    /// Everybody whom a month's facts know as a volunteer; tracked.
    pub fn volunteers(self, month: Month) -> Vec<Volunteer> {
        let Some(page) = self.page(month) else { return Vec::new() };
        self.office.with(|office| volunteers(&page.book, page.placement.as_deref(), office))
    }

    /// Writes down that somebody took part in a training.
    ///
    /// # Errors
    /// When it cannot be kept.
    pub async fn record_training(
        self,
        (household, name): (HouseholdTag, String),
        training: String,
        on: NaiveDate,
        until: Option<NaiveDate>,
    ) -> Result<(), DeskError> {
        let id = TrainingId(random_array()?);
        let record = Training { at: clock::now(), id, household, name, training, on, until };
        self.append(NO_MONTH, vec![Fact::TrainingRecorded(record)]).await
    }

    /// A record of a training was wrong.
    ///
    /// # Errors
    /// When it cannot be kept.
    pub async fn void_training(self, id: TrainingId, why: String) -> Result<(), DeskError> {
        self.append(NO_MONTH, vec![Fact::TrainingVoided { id, why, at: clock::now() }]).await
    }

    /// The joinings of households that hold.
    pub fn joins(self) -> Vec<Join> {
        self.office.with(|office| office.joins.clone())
    }

    /// Households as they are joined.
    pub fn joined(self) -> Joined {
        self.office.with(|office| office.joined())
    }

    /// Joins households that are one family: quotas, clashes and draws count them as one from now on.
    ///
    /// # Errors
    /// When it cannot be kept.
    pub async fn join(self, households: Vec<HouseholdTag>, why: String) -> Result<(), DeskError> {
        let join = Join { at: clock::now(), id: JoinId(random_array()?), households, why };
        self.append(NO_MONTH, vec![Fact::HouseholdsJoined(join)]).await
    }

    /// They are two families after all.
    ///
    /// # Errors
    /// When it cannot be kept.
    pub async fn part(self, id: JoinId) -> Result<(), DeskError> {
        self.append(NO_MONTH, vec![Fact::JoinUndone { id, at: clock::now() }]).await
    }
}
