//! Names of things: each kind of thing has an identifier type of its own.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::fmt;

use crate::domain::time::{Start, StartError};

/// An identifier that does not fit its kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum IdError {
    /// Empty, or longer than the given number of characters.
    Length(usize),
    /// Holds a character that is not allowed.
    Character(char),
    /// The part after `@` is not a local start.
    Start(StartError),
}

fn check(text: &str, longest: usize) -> Result<(), IdError> {
    if text.is_empty() || text.len() > longest {
        return Err(IdError::Length(longest));
    }
    match text.chars().find(|c| !(c.is_ascii_alphanumeric() || *c == '-')) {
        Some(c) => Err(IdError::Character(c)),
        None => Ok(()),
    }
}

macro_rules! short_id {
    ($(#[$doc:meta])* $name:ident, $longest:expr) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        impl $name {
            /// The longest such identifier, in characters.
            pub const LONGEST: usize = $longest;

            /// Checks and takes an identifier: ASCII letters, digits and `-`.
            ///
            /// # Errors
            /// When it is empty, too long, or holds another character.
            pub fn new(text: impl Into<String>) -> Result<Self, IdError> {
                let text = text.into();
                check(&text, Self::LONGEST)?;
                Ok(Self(text))
            }

            /// As it is written.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl TryFrom<String> for $name {
            type Error = IdError;
            fn try_from(text: String) -> Result<Self, IdError> {
                Self::new(text)
            }
        }

        impl From<$name> for String {
            fn from(id: $name) -> String {
                id.0
            }
        }
    };
}

impl fmt::Display for IdError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            IdError::Length(_) => "identifier of a wrong length",
            IdError::Character(_) => "identifier with a character that is not allowed",
            IdError::Start(_) => "identifier without a local start",
        })
    }
}

impl std::error::Error for IdError {}

short_id!(
    /// A centre: eight base32 characters taken from the hash of its founding signing key.
    CentreId, 8
);
short_id!(
    /// An activity of one centre; also a volunteer job. At most ten characters, so that a slip can name it.
    ActivityId, 10
);
short_id!(
    /// A course's code in the district's course menu (`A01`).
    CourseCode, 10
);
short_id!(
    /// A provider's code (`P01`).
    ProviderCode, 10
);
short_id!(
    /// A venue's code (`V01`).
    VenueCode, 10
);
short_id!(
    /// One member of a household, known only on the household's own phone.
    MemberId, 16
);

/// One dated occurrence: its activity and its *original* local start (iCalendar's RECURRENCE-ID,
/// RFC 5545 §3.8.4.4), written `A01-1@2026-12-05T10:00`. Moving a session keeps its id.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct SessionId {
    /// Whose occurrence it is.
    pub activity: ActivityId,
    /// The start it was first planned for.
    pub start: Start,
}

impl SessionId {
    /// Reads `activity@start`.
    ///
    /// # Errors
    /// When either half is not what it should be.
    pub fn parse(text: &str) -> Result<Self, IdError> {
        let (activity, start) = text.split_once('@').ok_or(IdError::Character('@'))?;
        Ok(Self { activity: ActivityId::new(activity)?, start: Start::parse(start).map_err(IdError::Start)? })
    }
}

impl fmt::Display for SessionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}@{}", self.activity, self.start)
    }
}

impl TryFrom<String> for SessionId {
    type Error = IdError;
    fn try_from(text: String) -> Result<Self, IdError> {
        Self::parse(&text)
    }
}

impl From<SessionId> for String {
    fn from(id: SessionId) -> String {
        id.to_string()
    }
}

macro_rules! bytes_id {
    ($(#[$doc:meta])* $name:ident, $length:expr) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(pub [u8; $length]);

        impl $name {
            /// Reads lower-case hexadecimal digits, two for each byte.
            pub fn parse(text: &str) -> Option<Self> {
                parse_hex(text).map(Self)
            }

            /// The first bytes of a SHA-256 over a purpose and its input: the same input under
            /// another purpose gives an unrelated value.
            pub fn derive(purpose: &str, input: &[u8]) -> Self {
                let mut hash = Sha256::new();
                hash.update(purpose.as_bytes());
                hash.update([0]);
                hash.update(input);
                let hash = hash.finalize();
                let mut bytes = [0; $length];
                bytes.copy_from_slice(&hash[..$length]);
                Self(bytes)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&hex(&self.0))
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&hex(&self.0))
            }
        }

        impl TryFrom<String> for $name {
            type Error = &'static str;
            fn try_from(text: String) -> Result<Self, Self::Error> {
                Self::parse(&text).ok_or("not the expected number of hexadecimal digits")
            }
        }

        impl From<$name> for String {
            fn from(id: $name) -> String {
                id.to_string()
            }
        }
    };
}

/// Lower-case hexadecimal digits.
pub fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let mut text = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        text.push(DIGITS[usize::from(byte >> 4)] as char);
        text.push(DIGITS[usize::from(byte & 15)] as char);
    }
    text
}

/// Reads exactly `N` bytes of hexadecimal digits.
pub fn parse_hex<const N: usize>(text: &str) -> Option<[u8; N]> {
    let digits = text.as_bytes();
    if digits.len() != N * 2 {
        return None;
    }
    let mut bytes = [0; N];
    for (byte, pair) in bytes.iter_mut().zip(digits.chunks(2)) {
        let high = (pair[0] as char).to_digit(16)?;
        let low = (pair[1] as char).to_digit(16)?;
        *byte = (high * 16 + low) as u8;
    }
    Some(bytes)
}

bytes_id!(
    /// A slip: the first 128 bits of the SHA-256 of its sealed bytes.
    SlipId, 16
);
bytes_id!(
    /// The random secret of one slip. Who can show it may withdraw the slip.
    SlipSecret, 16
);
bytes_id!(
    /// What a slip says of its secret: a hash, so that only who knows the secret can withdraw.
    SecretHash, 16
);
bytes_id!(
    /// A household as the centre knows it: derived from the household's secret and the centre.
    HouseholdTag, 8
);
bytes_id!(
    /// The random secret of a household, made on its phone and never sent.
    HouseholdSecret, 16
);
bytes_id!(
    /// Under which a slip's outcome is published; both sides derive it from the seal.
    OutcomeTag, 16
);
bytes_id!(
    /// With which a slip's outcome is encrypted; both sides derive it from the seal.
    OutcomeKey, 16
);
bytes_id!(
    /// One organizer's decision, made once.
    DecisionId, 8
);
bytes_id!(
    /// That an organizer joined households, made once.
    JoinId, 8
);

bytes_id!(
    /// A plan put aside, made once.
    DraftId, 8
);
bytes_id!(
    /// A record of a training, made once.
    TrainingId, 8
);
bytes_id!(
    /// The hash of a draw's seed, published before sign-up opens.
    Commitment, 32
);
bytes_id!(
    /// The SHA-256 of a founding key, as books keep it.
    KeyPrint, 32
);
bytes_id!(
    /// Under which a slip stands in the published list of a draw's entrants.
    EntrantTag, 16
);

bytes_id!(
    /// One day's list, sealed to a helper's phone.
    ListId, 8
);
bytes_id!(
    /// With which a poster at the door is told from an address that somebody made up.
    PosterMark, 4
);
bytes_id!(
    /// A service in the ledger, whichever device writes of it.
    ServiceId, 16
);
bytes_id!(
    /// An award or an evaluation, made once.
    MeritId, 8
);
bytes_id!(
    /// A certificate of service, made once.
    CertificateId, 3
);

impl ServiceId {
    /// The service of whoever holds a place by this slip.
    pub fn of_slip(slip: &SlipId) -> Self {
        Self::derive("linli service", &slip.0)
    }
}

impl EntrantTag {
    /// The slip with this key, in the draw of this session. Only its owner and the centre know the key; the tags of
    /// outcomes are public, and nobody can tell which of them this belongs to.
    pub fn of(key: &OutcomeKey, session: &SessionId) -> Self {
        let mut input = key.0.to_vec();
        input.extend_from_slice(session.to_string().as_bytes());
        Self::derive("linli draw entrant", &input)
    }
}

impl SlipSecret {
    /// What may be told of the secret.
    pub fn hash(&self) -> SecretHash {
        SecretHash::derive("linli slip secret", &self.0)
    }
}

impl HouseholdSecret {
    /// The tag under which one centre knows this household; two centres cannot compare theirs.
    pub fn tag(&self, centre: &CentreId) -> HouseholdTag {
        let mut input = self.0.to_vec();
        input.extend_from_slice(centre.as_str().as_bytes());
        HouseholdTag::derive("linli household", &input)
    }
}

impl SlipId {
    /// The identity of sealed bytes.
    pub fn of(bytes: &[u8]) -> Self {
        Self::derive("linli slip", bytes)
    }

    /// Eight characters to read aloud, in two groups: no `0 O 1 I L U`. A handle, never an identity.
    pub fn handle(&self) -> String {
        const SPOKEN: &[u8; 30] = b"23456789ABCDEFGHJKMNPQRSTVWXYZ";
        let mut number = u64::from_be_bytes([
            self.0[0], self.0[1], self.0[2], self.0[3], self.0[4], self.0[5], self.0[6], self.0[7],
        ]);
        let mut text = String::with_capacity(9);
        for place in 0..8 {
            if place == 4 {
                text.push(' ');
            }
            text.push(SPOKEN[(number % 30) as usize] as char);
            number /= 30;
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_session_id_goes_there_and_back() {
        let id = SessionId::parse("A01-1@2026-12-05T10:00").unwrap();
        assert_eq!(id.to_string(), "A01-1@2026-12-05T10:00");
        for bad in
            ["", "@", "A01", "A01@", "A01@2026-13-01T10:00", "A 1@2026-12-01T10:00", "TOOLONGFORIT@2026-12-01T10:00"]
        {
            assert!(SessionId::parse(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_handle_has_no_characters_that_sound_or_look_alike() {
        for n in 0..200u8 {
            let handle = SlipId([n; 16]).handle();
            assert_eq!(handle.len(), 9);
            assert!(!handle.contains(['0', 'O', '1', 'I', 'L', 'U']), "{handle}");
        }
    }

    #[test]
    fn hexadecimal_goes_there_and_back() {
        let id = SlipId([7; 16]);
        assert_eq!(SlipId::parse(&id.to_string()), Some(id));
        assert_eq!(SlipId::parse("07"), None);
        assert_eq!(SlipId::parse(&"zz".repeat(16)), None);
        assert_eq!(SlipId::parse(&"é".repeat(16)), None);
    }

    #[test]
    fn two_centres_know_one_household_by_unrelated_tags() {
        let secret = HouseholdSecret([1; 16]);
        assert_ne!(secret.tag(&CentreId::new("AAAAAAAA").unwrap()), secret.tag(&CentreId::new("BBBBBBBB").unwrap()));
    }
}
