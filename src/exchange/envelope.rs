//! The signed envelope: a text with signatures over the very bytes of it that are stored.

use base32ct::{Base32UpperUnpadded, Encoding};
use serde::{Deserialize, Serialize};

use crate::domain::id::CentreId;
use crate::domain::time::Month;
use crate::exchange::crypto::{
    CryptoError, Hash, KeyPair, PublicKey, SigningKey, VerifyingKey, from_base64, to_base64,
};

/// More signatures on one envelope are not looked at.
const MOST_SIGNATURES: usize = 8;

/// What a signature is for: one made for one purpose is none for another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// The index of a centre's folder.
    Index,
    /// A statement of a centre's keys.
    Keys,
    /// A record of somebody's service.
    Record,
    /// A list for a helper's phone.
    List,
    /// A district's course menu.
    CourseMenu,
}

impl Purpose {
    fn name(self) -> &'static str {
        match self {
            Purpose::Index => "index",
            Purpose::Keys => "keys",
            Purpose::Record => "record",
            Purpose::List => "list",
            Purpose::CourseMenu => "course-menu",
        }
    }
}

/// A signed text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Envelope {
    /// The text: JSON, signed as it stands here.
    pub payload: String,
    /// By whom.
    pub signatures: Vec<Signature>,
}

/// One signature.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signature {
    /// The [`key_name`] of the key that made it.
    pub key: String,
    /// `r ‖ s` in base64.
    pub value: String,
    /// The key itself, where it has been known by its hash only: the recovery key.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub public: Option<PublicKey>,
}

/// Why an envelope is not believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EnvelopeRefused {
    /// None of the keys that we know signed it.
    UnknownSigner,
    /// It claims to be signed by a key that we know, and is not: changed on its way.
    BadSignature,
    /// The ciphers failed: says nothing about the envelope.
    Crypto(CryptoError),
}

/// A signing key's short name: base32 of the first five bytes of its SHA-256. The founding key's name is the centre's id.
pub fn key_name(key: &PublicKey) -> String {
    Base32UpperUnpadded::encode_string(&Hash::of(&key.0).0[..5])
}

/// What is signed: purpose, centre and month, then the payload's bytes.
pub fn signed_bytes(purpose: Purpose, centre: &CentreId, month: Option<Month>, payload: &str) -> Vec<u8> {
    let month = month.map(|month| month.to_string());
    let parts = ["linli-v1", purpose.name(), centre.as_str(), month.as_deref().unwrap_or("-"), payload];
    parts.join("\n").into_bytes()
}

impl Envelope {
    /// Signs a text.
    ///
    /// # Errors
    /// Those of the ciphers.
    pub async fn sign(
        pair: &KeyPair,
        purpose: Purpose,
        centre: &CentreId,
        month: Option<Month>,
        payload: String,
    ) -> Result<Self, CryptoError> {
        let message = signed_bytes(purpose, centre, month, &payload);
        let value = to_base64(&SigningKey::import(pair).await?.sign(&message).await?);
        Ok(Self { payload, signatures: vec![Signature { key: key_name(&pair.public), value, public: None }] })
    }

    /// Whether one of these keys signed it for this purpose, centre and month.
    ///
    /// # Errors
    /// With why it is not believed.
    pub async fn verify(
        &self,
        purpose: Purpose,
        centre: &CentreId,
        month: Option<Month>,
        signers: &[PublicKey],
    ) -> Result<(), EnvelopeRefused> {
        let message = signed_bytes(purpose, centre, month, &self.payload);
        let mut refused = EnvelopeRefused::UnknownSigner;
        for signature in self.signatures.iter().take(MOST_SIGNATURES) {
            let Some(signer) = signers.iter().find(|signer| key_name(signer) == signature.key) else { continue };
            let key = VerifyingKey::import(signer).await.map_err(EnvelopeRefused::Crypto)?;
            let value = from_base64(&signature.value).unwrap_or_default();
            if key.verify(&message, &value).await.map_err(EnvelopeRefused::Crypto)? {
                return Ok(());
            }
            refused = EnvelopeRefused::BadSignature;
        }
        Err(refused)
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;
    use crate::exchange::crypto::{generate, ready};

    #[test]
    fn a_signature_covers_purpose_centre_month_and_every_byte() {
        let pair = ready(generate()).unwrap();
        let (here, there) = (CentreId::new("AAAAAAAA").unwrap(), CentreId::new("BBBBBBBB").unwrap());
        let month = Month::parse("2026-12").ok();
        let signed = ready(Envelope::sign(&pair, Purpose::Index, &here, month, "{\"a\":1}".to_owned())).unwrap();
        let verify = |envelope: &Envelope, purpose, centre: &CentreId, month| {
            ready(envelope.verify(purpose, centre, month, &[pair.public]))
        };
        assert_eq!(verify(&signed, Purpose::Index, &here, month), Ok(()));
        let bad = Err(EnvelopeRefused::BadSignature);
        assert_eq!(verify(&signed, Purpose::Keys, &here, month), bad);
        assert_eq!(verify(&signed, Purpose::Index, &there, month), bad);
        assert_eq!(verify(&signed, Purpose::Index, &here, None), bad);
        // The same JSON, written otherwise.
        let spaced = Envelope { payload: "{\"a\": 1}".to_owned(), ..signed.clone() };
        assert_eq!(verify(&spaced, Purpose::Index, &here, month), bad);
        let mut garbled = signed.clone();
        garbled.signatures[0].value = "?".to_owned();
        assert_eq!(verify(&garbled, Purpose::Index, &here, month), bad);
        let unsigned = Envelope { signatures: Vec::new(), ..signed.clone() };
        assert_eq!(verify(&unsigned, Purpose::Index, &here, month), Err(EnvelopeRefused::UnknownSigner));
        let other = ready(generate()).unwrap();
        assert_eq!(
            ready(signed.verify(Purpose::Index, &here, month, &[other.public])),
            Err(EnvelopeRefused::UnknownSigner)
        );
    }

    #[test]
    fn a_key_shown_in_a_signature_is_not_believed_for_that() {
        let (pair, other) = (ready(generate()).unwrap(), ready(generate()).unwrap());
        let here = CentreId::new("AAAAAAAA").unwrap();
        let mut signed = ready(Envelope::sign(&other, Purpose::Index, &here, None, "{}".to_owned())).unwrap();
        signed.signatures[0].public = Some(other.public);
        assert_eq!(
            ready(signed.verify(Purpose::Index, &here, None, &[pair.public])),
            Err(EnvelopeRefused::UnknownSigner)
        );
    }
}
