//! A slip: one thing that a resident or volunteer asks of the centre. Immutable and portable.
//!
//! What stands here is a slip's content, as only its maker and the centre see it; how it is sealed and
//! written down is the business of `exchange`.

use serde::{Deserialize, Serialize};

use crate::domain::age::Age;
use crate::domain::category::Category;
use crate::domain::id::{HouseholdTag, OutcomeKey, OutcomeTag, PosterMark, SecretHash, SessionId, SlipId, SlipSecret};
use crate::domain::talent::{FreeTimes, Talents};
use crate::domain::time::{Stamp, Start};

/// The longest name on a slip, in bytes of UTF-8 (ten Chinese characters).
pub const NAME_BYTES: usize = 30;
/// The longest guardian's name on a slip, in bytes of UTF-8 (five Chinese characters).
pub const GUARDIAN_NAME_BYTES: usize = 15;
/// The longest feedback or wish, in bytes of UTF-8 (eighteen Chinese characters).
pub const WORDS_BYTES: usize = 54;

/// A telephone number: 5 to 12 digits, as they are dialled, without `+` or spaces.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Phone(String);

impl Phone {
    /// Takes the digits of what was typed; spaces, `-`, a leading `+86` and full-width digits are understood.
    pub fn parse(text: &str) -> Option<Self> {
        let mut digits = String::new();
        for c in text.trim().chars() {
            match c {
                '0'..='9' => digits.push(c),
                '０'..='９' => digits.push(char::from(b'0' + (c as u32 - '０' as u32) as u8)),
                ' ' | '-' | '\u{3000}' | '(' | ')' | '（' | '）' => {}
                '+' | '＋' if digits.is_empty() => digits.push('+'),
                _ => return None,
            }
        }
        let digits = digits.strip_prefix("+86").unwrap_or(&digits);
        ((5..=12).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit()))
            .then(|| Self(digits.to_owned()))
    }

    /// A number as somebody types it now: a mobile number (1, then 3 to 9) has eleven digits, no fewer and no more.
    /// What stands on slips already is read by [`Phone::parse`].
    pub fn typed(text: &str) -> Option<Self> {
        let phone = Self::parse(text)?;
        let is_mobile = matches!(phone.0.as_bytes(), [b'1', b'3'..=b'9', ..]);
        (!is_mobile || phone.0.len() == 11).then_some(phone)
    }

    /// The digits.
    pub fn digits(&self) -> &str {
        &self.0
    }

    /// The last four digits (尾号), as rosters show them.
    pub fn tail(&self) -> &str {
        &self.0[self.0.len() - 4..]
    }
}

impl TryFrom<String> for Phone {
    type Error = &'static str;
    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text).ok_or("not a telephone number of 5 to 12 digits")
    }
}

impl From<Phone> for String {
    fn from(phone: Phone) -> String {
        phone.0
    }
}

/// Ticks that help a person take part; never health details.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Needs {
    /// 坐前排.
    pub front_seat: bool,
    /// 慢点说.
    pub speak_slowly: bool,
    /// 有人陪.
    pub companion: bool,
}

/// Who answers for a child, and that they agree.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Guardian {
    /// As they sign; at most [`GUARDIAN_NAME_BYTES`] bytes.
    pub name: String,
    /// Where they can be reached.
    pub phone: Phone,
}

/// Who comes.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Person {
    /// At most [`NAME_BYTES`] bytes.
    pub name: String,
    /// In years on the session's day; unknown when somebody else does not know it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub age: Option<Age>,
    /// Where they (or whoever signs them up) can be reached.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<Phone>,
    /// For a child: who consents.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub guardian: Option<Guardian>,
    /// Consent to photographs, asked apart from everything else.
    #[serde(default)]
    pub photographs: bool,
    /// Ticks.
    #[serde(default)]
    pub needs: Needs,
}

impl Person {
    /// The name without spaces, to compare by.
    pub fn plain_name(&self) -> String {
        self.name.chars().filter(|c| !c.is_whitespace()).collect()
    }

    /// Where to call: the guardian's number first.
    pub fn contact(&self) -> Option<&Phone> {
        self.guardian.as_ref().map(|guardian| &guardian.phone).or(self.phone.as_ref())
    }
}

/// How content an answer is: 1 (not at all) to 5 (very).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Stars(pub u8);

/// What a slip asks.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Asks {
    /// 报名: a place in a session.
    SignUp {
        /// Which.
        session: SessionId,
        /// For whom.
        person: Person,
    },
    /// 认领岗位: a place in a volunteer shift.
    Claim {
        /// Which.
        shift: SessionId,
        /// Who serves.
        person: Person,
    },
    /// 退出: gives an earlier slip's place back, by showing that slip's secret.
    Withdraw {
        /// The earlier slip's secret.
        secret: SlipSecret,
    },
    /// 替班: somebody else comes to a claimed shift, by showing the claim's secret.
    StandIn {
        /// Which shift.
        shift: SessionId,
        /// The claim's secret.
        secret: SlipSecret,
        /// Who comes instead.
        person: Person,
    },
    /// 换班: two volunteers change places, each serves in the other's shift. Both or neither: whoever makes it was shown the
    /// other's secret, and knows their own.
    Swap {
        /// The shift that was offered.
        shift: SessionId,
        /// The secret of the slip that holds it.
        secret: SlipSecret,
        /// The shift that is given for it: in the same month.
        for_shift: SessionId,
        /// The secret of the slip that holds that one.
        for_secret: SlipSecret,
    },
    /// 反馈单: how a session was.
    Feedback {
        /// Which.
        session: SessionId,
        /// How content.
        stars: Stars,
        /// At most [`WORDS_BYTES`] bytes.
        words: String,
    },
    /// 心愿单: what somebody would like to see.
    Wish {
        /// Of which category, if any.
        category: Option<Category>,
        /// At most [`WORDS_BYTES`] bytes.
        words: String,
    },
    /// 才艺: what a volunteer can do and when; asks for nothing. The latest of a person holds.
    Talents {
        /// Who.
        person: Person,
        /// What they can do.
        talents: Talents,
        /// When they usually have time.
        times: FreeTimes,
    },
    /// 签到: that whoever holds a place was there, by showing that slip's secret. A later one says all that an earlier one said.
    CheckIn {
        /// Of which session or shift.
        target: SessionId,
        /// The secret of the slip that holds the place.
        secret: SlipSecret,
        /// When they came.
        came: Start,
        /// When they left, once they have.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        left: Option<Start>,
        /// What stood on the poster at the door, if they came by one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        poster: Option<PosterMark>,
    },
}

impl Asks {
    /// The session or shift it is about.
    pub fn target(&self) -> Option<&SessionId> {
        match self {
            Asks::SignUp { session: target, .. }
            | Asks::Claim { shift: target, .. }
            | Asks::StandIn { shift: target, .. }
            | Asks::Swap { shift: target, .. }
            | Asks::Feedback { session: target, .. }
            | Asks::CheckIn { target, .. } => Some(target),
            Asks::Withdraw { .. } | Asks::Wish { .. } | Asks::Talents { .. } => None,
        }
    }

    /// The shift that is given in exchange, where one is.
    pub fn in_exchange(&self) -> Option<&SessionId> {
        match self {
            Asks::Swap { for_shift, .. } => Some(for_shift),
            _ => None,
        }
    }

    /// Who would come, when it asks for a place.
    pub fn person(&self) -> Option<&Person> {
        match self {
            Asks::SignUp { person, .. } | Asks::Claim { person, .. } | Asks::StandIn { person, .. } => Some(person),
            Asks::Withdraw { .. }
            | Asks::Swap { .. }
            | Asks::Feedback { .. }
            | Asks::Wish { .. }
            | Asks::Talents { .. }
            | Asks::CheckIn { .. } => None,
        }
    }
}

/// Everything that is inside a slip's seal.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Content {
    /// Of which household.
    pub household: HouseholdTag,
    /// The hash of the slip's secret.
    pub secret_hash: SecretHash,
    /// What it asks.
    pub asks: Asks,
}

/// A slip that the centre has opened, with what both sides derive from its seal.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct OpenedSlip {
    /// Its identity.
    pub id: SlipId,
    /// Under which its outcome is published.
    pub tag: OutcomeTag,
    /// With which its outcome is encrypted.
    pub key: OutcomeKey,
    /// What it says.
    pub content: Content,
}

/// How a slip reached the centre.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Way {
    /// Scanned from a screen.
    Shown,
    /// Read by a barcode gun.
    Gunned,
    /// Pasted as text.
    Pasted,
    /// Made at the desk for someone without a phone.
    Typed,
    /// Through a shared engine.
    Posted,
}

/// That a slip came. The same slip may come again: only the earliest arrival counts.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Arrival {
    /// The slip.
    pub slip: OpenedSlip,
    /// When it was recorded.
    pub at: Stamp,
    /// How it came.
    pub way: Way,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phones_are_taken_as_people_type_them() {
        for text in ["13800000000", "138 0000 0000", "138-0000-0000", "+86 138 0000 0000", "１３８００００００００"]
        {
            assert_eq!(Phone::parse(text).unwrap().digits(), "13800000000", "{text}");
        }
        assert_eq!(Phone::parse("010-00000000").unwrap().tail(), "0000");
        for bad in ["", "1234", "1380000000a", "1234567890123", "138+00000000", "+", "+44123"] {
            assert_eq!(Phone::parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn a_mobile_number_is_typed_with_all_its_digits() {
        for text in ["13800000000", "+86 138 0000 0000", "010-00000000", "00000000", "12345"] {
            assert!(Phone::typed(text).is_some(), "{text}");
        }
        for bad in ["138 0013 800", "138000000000", "1380000", "abc", ""] {
            assert_eq!(Phone::typed(bad), None, "{bad}");
        }
    }
}
