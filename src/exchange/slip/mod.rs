//! A slip as it travels: 190 bytes that name the centre and show nothing else; 311 characters of text;
//! one QR code of version 10-M.
//!
//! Bytes: `version 1 ‖ centre 5 ‖ sealing key 1 ‖ point 65 ‖ sealed content 102 ‖ tag 16`. The first seven are
//! the associated data of the seal. See `docs/formats.md`.

mod code;
mod content;

pub(super) use code::plain_characters;
pub use code::{CODE_CHARS, CodeProblem, Found, MOST_TEXT, TextTooLong, find_codes, write_code};
pub use content::{CONTENT_BYTES, ContentProblem, decode, encode};
pub(super) use content::{Reader, Writer};

use base32ct::{Base32UpperUnpadded, Encoding};

use crate::domain::id::{CentreId, OutcomeKey, OutcomeTag, SlipId};
use crate::domain::slip::{Content, OpenedSlip};
use crate::exchange::crypto::{CryptoError, OpeningKey, SealingKey};
use crate::exchange::hpke;

/// The version of a slip's bytes that this program writes and reads.
pub const VERSION: u8 = 1;
/// What stands in the clear: version, centre, sealing key.
const CLEAR_BYTES: usize = 7;
/// The length of every slip, whatever it asks.
pub const SLIP_BYTES: usize = CLEAR_BYTES + CONTENT_BYTES + hpke::OVERHEAD;

const INFO: &[u8] = b"linli slip v1";
const TAG_PURPOSE: &[u8] = b"linli outcome tag";
const KEY_PURPOSE: &[u8] = b"linli outcome key";

/// A slip ready to hand in, with what its owner keeps to look up its outcome.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SealedSlip {
    /// What travels, [`SLIP_BYTES`] long.
    pub bytes: Vec<u8>,
    /// The same as text, for chats, barcode guns and the QR code.
    pub code: String,
    /// Its identity.
    pub id: SlipId,
    /// Under which its outcome will be published.
    pub tag: OutcomeTag,
    /// With which its outcome will be encrypted.
    pub key: OutcomeKey,
}

/// Why a slip could not be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SealRefused {
    /// Something on it does not fit or is not allowed.
    Content(ContentProblem),
    /// The centre's id is not eight characters of base32.
    Centre,
    /// The ciphers failed.
    Crypto(CryptoError),
}

/// Why bytes are not a slip of ours.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SlipRefused {
    /// Not 190 bytes, but so many.
    WrongLength(usize),
    /// Made by a program that knows another form.
    UnknownVersion(u8),
    /// Handed in at the wrong centre.
    OtherCentre(CentreId),
    /// Sealed to a key that this device does not have.
    UnknownKey(u8),
    /// Changed on its way, or sealed to another key.
    DoesNotOpen,
    /// Sealed well, but its content is not one that our program writes.
    Malformed(ContentProblem),
    /// The ciphers failed: no fault of the slip, worth trying again.
    Crypto(CryptoError),
}

/// A centre's id as the five bytes that stand in every slip.
pub fn centre_bytes(centre: &CentreId) -> Option<[u8; 5]> {
    Base32UpperUnpadded::decode_vec(centre.as_str()).ok()?.try_into().ok()
}

/// The id that five bytes stand for.
pub fn centre_of_bytes(bytes: [u8; 5]) -> CentreId {
    // Five bytes are eight letters and digits.
    let Ok(centre) = CentreId::new(Base32UpperUnpadded::encode_string(&bytes)) else { unreachable!() };
    centre
}

/// Seals a slip to a centre's key, of which `key_id` is the number in `centre.json`.
///
/// # Errors
/// When the content does not fit, or the ciphers fail.
pub async fn seal_slip(
    centre: &CentreId,
    key_id: u8,
    key: &SealingKey,
    content: &Content,
) -> Result<SealedSlip, SealRefused> {
    let ephemeral = OpeningKey::ephemeral().await.map_err(SealRefused::Crypto)?;
    seal_slip_with(&ephemeral, centre, key_id, key, content).await
}

/// [`seal_slip`] with a given ephemeral key, for published test vectors.
///
/// # Errors
/// As there.
pub async fn seal_slip_with(
    ephemeral: &OpeningKey,
    centre: &CentreId,
    key_id: u8,
    key: &SealingKey,
    content: &Content,
) -> Result<SealedSlip, SealRefused> {
    let plain = encode(content).map_err(SealRefused::Content)?;
    let mut bytes = Vec::with_capacity(SLIP_BYTES);
    bytes.push(VERSION);
    bytes.extend(centre_bytes(centre).ok_or(SealRefused::Centre)?);
    bytes.push(key_id);
    let (sealed, exporter) =
        hpke::seal_with(ephemeral, key, INFO, &bytes, &plain).await.map_err(SealRefused::Crypto)?;
    bytes.extend(sealed);
    Ok(SealedSlip {
        code: write_code(&bytes),
        id: SlipId::of(&bytes),
        tag: OutcomeTag(exporter.export(TAG_PURPOSE)),
        key: OutcomeKey(exporter.export(KEY_PURPOSE)),
        bytes,
    })
}

/// The sealing key's number, when the bytes look like a slip for this centre. Costs nothing.
///
/// # Errors
/// With every reason that can be known without opening it.
pub fn check_slip(bytes: &[u8], centre: &CentreId) -> Result<u8, SlipRefused> {
    let [version, a, b, c, d, e, key_id, ..] = *bytes else { return Err(SlipRefused::WrongLength(bytes.len())) };
    if version != VERSION {
        return Err(SlipRefused::UnknownVersion(version));
    }
    if bytes.len() != SLIP_BYTES {
        return Err(SlipRefused::WrongLength(bytes.len()));
    }
    let theirs = centre_of_bytes([a, b, c, d, e]);
    if theirs == *centre { Ok(key_id) } else { Err(SlipRefused::OtherCentre(theirs)) }
}

/// Opens a slip with whichever of the centre's keys it was sealed to. Cheap checks come first.
///
/// # Errors
/// With the reason to show; nothing else changes.
pub async fn open_slip(bytes: &[u8], centre: &CentreId, keys: &[(u8, OpeningKey)]) -> Result<OpenedSlip, SlipRefused> {
    let key_id = check_slip(bytes, centre)?;
    let (_, key) = keys.iter().find(|(id, _)| *id == key_id).ok_or(SlipRefused::UnknownKey(key_id))?;
    let (clear, sealed) = bytes.split_at(CLEAR_BYTES);
    let (plain, exporter) = hpke::open(key, INFO, clear, sealed).await.map_err(|error| match error {
        CryptoError::DoesNotOpen => SlipRefused::DoesNotOpen,
        other => SlipRefused::Crypto(other),
    })?;
    Ok(OpenedSlip {
        id: SlipId::of(bytes),
        tag: OutcomeTag(exporter.export(TAG_PURPOSE)),
        key: OutcomeKey(exporter.export(KEY_PURPOSE)),
        content: decode(&plain).map_err(SlipRefused::Malformed)?,
    })
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::content::arbitrary;
    use super::*;
    use crate::domain::id::{HouseholdTag, SecretHash, SessionId, SlipSecret};
    use crate::domain::slip::{Asks, Person};
    use crate::exchange::crypto::ready;
    use proptest::prelude::*;

    fn centre() -> CentreId {
        CentreId::new("LINLIAAA").unwrap()
    }

    fn sign_up(name: &str) -> Content {
        Content {
            household: HouseholdTag([1; 8]),
            secret_hash: SecretHash([2; 16]),
            asks: Asks::SignUp {
                session: SessionId::parse("A01-1@2026-12-05T10:00").unwrap(),
                person: Person {
                    name: name.to_owned(),
                    age: None,
                    phone: None,
                    guardian: None,
                    photographs: false,
                    needs: Default::default(),
                },
            },
        }
    }

    fn key() -> (OpeningKey, SealingKey) {
        let key = ready(OpeningKey::ephemeral()).unwrap();
        let to = ready(SealingKey::import(key.public())).unwrap();
        (key, to)
    }

    #[test]
    fn what_was_sealed_opens_with_the_same_tag_and_key() {
        let (key, to) = key();
        let content = sign_up("甲");
        let slip = ready(seal_slip(&centre(), 3, &to, &content)).unwrap();
        let opened = ready(open_slip(&slip.bytes, &centre(), &[(3, key)])).unwrap();
        assert_eq!(opened, OpenedSlip { id: slip.id, tag: slip.tag, key: slip.key, content });
        assert_eq!(find_codes(&slip.code).unwrap()[0].slip.as_ref(), Ok(&slip.bytes));
    }

    #[test]
    fn changing_any_byte_makes_it_refuse() {
        let (key, to) = key();
        let slip = ready(seal_slip(&centre(), 1, &to, &sign_up("甲"))).unwrap();
        let keys = [(1, key)];
        for at in 0..SLIP_BYTES {
            for bit in [1, 0x80] {
                let mut changed = slip.bytes.clone();
                changed[at] ^= bit;
                let refused = ready(open_slip(&changed, &centre(), &keys)).unwrap_err();
                match at {
                    0 => assert_eq!(refused, SlipRefused::UnknownVersion(changed[0])),
                    1..=5 => assert!(matches!(refused, SlipRefused::OtherCentre(_))),
                    6 => assert_eq!(refused, SlipRefused::UnknownKey(changed[6])),
                    _ => assert_eq!(refused, SlipRefused::DoesNotOpen, "byte {at}"),
                }
            }
        }
    }

    #[test]
    fn the_clear_part_is_bound_even_where_the_key_is_the_same() {
        let (key, to) = key();
        let slip = ready(seal_slip(&centre(), 1, &to, &sign_up("甲"))).unwrap();
        let mut turned = slip.bytes.clone();
        turned[6] = 2;
        assert_eq!(ready(open_slip(&turned, &centre(), &[(1, key.clone()), (2, key)])), Err(SlipRefused::DoesNotOpen));
    }

    #[test]
    fn a_wrong_length_is_refused_before_anything_is_computed() {
        let (key, to) = key();
        let slip = ready(seal_slip(&centre(), 1, &to, &sign_up("甲"))).unwrap();
        let keys = [(1, key)];
        for length in 0..SLIP_BYTES {
            assert_eq!(
                ready(open_slip(&slip.bytes[..length], &centre(), &keys)),
                Err(SlipRefused::WrongLength(length))
            );
        }
        let long = [slip.bytes.as_slice(), &[0]].concat();
        assert_eq!(ready(open_slip(&long, &centre(), &keys)), Err(SlipRefused::WrongLength(191)));
    }

    #[test]
    fn the_same_content_never_gives_the_same_slip() {
        let (_, to) = key();
        let first = ready(seal_slip(&centre(), 1, &to, &sign_up("甲"))).unwrap();
        let second = ready(seal_slip(&centre(), 1, &to, &sign_up("甲"))).unwrap();
        assert_ne!(first.id, second.id);
        assert_ne!(first.tag, second.tag);
        assert_ne!(first.bytes[CLEAR_BYTES..], second.bytes[CLEAR_BYTES..]);
    }

    #[test]
    fn a_secret_stands_only_inside_the_seal() {
        let (_, to) = key();
        let secret = SlipSecret([0xa5; 16]);
        let content = Content { asks: Asks::Withdraw { secret }, ..sign_up("甲") };
        let slip = ready(seal_slip(&centre(), 1, &to, &content)).unwrap();
        assert!(!slip.bytes.windows(4).any(|bytes| bytes == &secret.0[..4]));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn every_slip_is_of_one_length_and_shows_nothing(content in arbitrary::content()) {
            let (key, to) = key();
            let slip = ready(seal_slip(&centre(), 1, &to, &content)).unwrap();
            prop_assert_eq!(slip.bytes.len(), 190);
            prop_assert_eq!(slip.code.len(), 311);
            prop_assert_eq!(&slip.bytes[..7], &[&[1][..], &centre_bytes(&centre()).unwrap(), &[1]].concat()[..]);
            let shown = |part: &[u8]| part.len() >= 4 && slip.bytes.windows(part.len()).any(|bytes| bytes == part);
            prop_assert!(!shown(&content.household.0));
            prop_assert!(!shown(&content.secret_hash.0));
            if let Some(target) = content.asks.target() {
                prop_assert!(!shown(target.activity.as_str().as_bytes()));
            }
            if let Some(person) = content.asks.person() {
                prop_assert!(!shown(person.name.as_bytes()));
            }
            let opened = ready(open_slip(&slip.bytes, &centre(), &[(1, key)])).unwrap();
            prop_assert_eq!(opened.content, content);
        }

        #[test]
        fn arbitrary_bytes_are_refused_and_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
            let (key, _) = key();
            prop_assert!(ready(open_slip(&bytes, &centre(), &[(1, key)])).is_err());
        }
    }
}
