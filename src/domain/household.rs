//! One sign-up device serves a whole family: elders, parents, children. Known only to its own phone.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::domain::age::{Age, Birth};
use crate::domain::id::MemberId;
use crate::domain::slip::{Needs, Phone};

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
    /// Ticks, never health details.
    #[serde(default)]
    pub needs: Needs,
    /// Kinds of training this person says to have done (未成年人保护, …); the centre decides.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub training: Vec<String>,
}

impl Member {
    /// The age on a day.
    pub fn age_on(&self, day: NaiveDate) -> Option<Age> {
        self.birth.age_on(day)
    }
}
