//! The book (活动台账): everything that one centre's organizers have received and decided, as facts.
//!
//! A fact is written once and never changed. The same fact may arrive twice or from another device;
//! a merge is a union, and what follows from the facts is computed.

use serde::{Deserialize, Serialize};

use crate::domain::catalogue::Catalogue;
use crate::domain::centre::{Centre, Rules};
use crate::domain::id::{DecisionId, SessionId, SlipId};
use crate::domain::menu::Menu;
use crate::domain::plan::PlanChange;
use crate::domain::slip::Arrival;
use crate::domain::standing::{Answer, Standing};
use crate::domain::time::{Month, Stamp};

/// Something that happened, or that an organizer did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Fact {
    /// The centre introduced itself anew.
    Introduced {
        /// How.
        centre: Centre,
        /// When.
        at: Stamp,
    },
    /// The rules for months to come were chosen.
    RulesChosen {
        /// Which.
        rules: Rules,
        /// When.
        at: Stamp,
    },
    /// Course menu, providers, venues or services were imported: the whole catalogue as it is now.
    CatalogueImported {
        /// As it is now.
        catalogue: Catalogue,
        /// When.
        at: Stamp,
    },
    /// A month's plan was changed.
    Planned {
        /// Of which month.
        month: Month,
        /// How.
        change: PlanChange,
        /// When.
        at: Stamp,
    },
    /// A month was published.
    MenuPublished {
        /// As published.
        menu: Menu,
        /// When.
        at: Stamp,
    },
    /// A slip came.
    Arrived(Arrival),
    /// An organizer decided.
    Decided(Decision),
    /// Outcomes were published: from now on they bind.
    OutcomesPublished(Publication),
}

impl Fact {
    /// When it was recorded.
    pub fn at(&self) -> Stamp {
        match self {
            Fact::Introduced { at, .. }
            | Fact::RulesChosen { at, .. }
            | Fact::CatalogueImported { at, .. }
            | Fact::Planned { at, .. }
            | Fact::MenuPublished { at, .. } => *at,
            Fact::Arrived(arrival) => arrival.at,
            Fact::Decided(decision) => decision.at,
            Fact::OutcomesPublished(publication) => publication.at,
        }
    }
}

/// What an organizer may decide against or beyond the rules.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// Give this slip a place, whatever the rules say.
    Place,
    /// Give this slip no place, or take it away.
    Remove,
    /// Let the rules decide again.
    Undo,
    /// The one who was offered a place said yes.
    OfferAccepted,
    /// The one who was offered a place said no.
    OfferDeclined,
    /// The slip's person has the training that the shift asks for.
    TrainingSeen,
}

/// A decision about one slip, with its reason.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Decision {
    /// When: of two decisions about one slip the later holds.
    pub at: Stamp,
    /// Which decision.
    pub id: DecisionId,
    /// About which slip.
    pub slip: SlipId,
    /// What.
    pub verdict: Verdict,
    /// Why, in the organizer's words.
    #[serde(default)]
    pub why: String,
}

/// A published state of outcomes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Publication {
    /// Of which month.
    pub month: Month,
    /// Counts up from 1 with every publication of the month's outcomes.
    pub revision: u32,
    /// When.
    pub at: Stamp,
    /// What was published.
    pub outcomes: Vec<(SlipId, Answer)>,
}

impl Publication {
    /// What it said of a slip.
    pub fn standing(&self, slip: &SlipId) -> Option<Standing> {
        self.outcomes.iter().find(|(id, _)| id == slip).map(|(_, answer)| answer.standing)
    }
}

/// How full a session or shift is: counts without names, published with the outcomes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Fill {
    /// Places taken (offers hold a place).
    pub placed: u16,
    /// How many wait.
    #[serde(default)]
    pub waiting: u16,
}

/// A member's place in another month, which may clash with one in this month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Engagement {
    /// Whose household.
    pub household: crate::domain::id::HouseholdTag,
    /// The person's name without spaces.
    pub name: String,
    /// In which session.
    pub session: SessionId,
    /// When.
    pub span: crate::domain::time::Span,
}
