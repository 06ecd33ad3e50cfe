//! The ciphers: P-256, AES-GCM, SHA-256 and PBKDF2, nothing else.
//!
//! The same asynchronous functions stand here twice: a browser's own (WebCrypto, so no byte of a cipher
//! is downloaded; in windows and in workers), and the RustCrypto crates for native programs.

use base64ct::{Base64, Encoding};
use hmac::{Hmac, Mac};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::fmt;

use crate::domain::id::{hex, parse_hex};

#[cfg(not(target_arch = "wasm32"))]
mod native;
#[cfg(not(target_arch = "wasm32"))]
pub use native::{AesKey, OpeningKey, SealingKey, SigningKey, VerifyingKey, generate, random, ready, stretch};

#[cfg(all(test, not(target_arch = "wasm32")))]
pub(super) use native::pair_of_secret;

#[cfg(target_arch = "wasm32")]
mod web;
#[cfg(target_arch = "wasm32")]
pub use web::{AesKey, OpeningKey, SealingKey, SigningKey, VerifyingKey, generate, random, stretch};

/// The bytes of an uncompressed point: `04 ‖ x ‖ y` (some WebKit refuses compressed ones).
pub const PUBLIC_BYTES: usize = 65;
/// What AES-GCM adds to a text.
pub const TAG_BYTES: usize = 16;
/// The bytes of an AES-GCM nonce.
pub const NONCE_BYTES: usize = 12;
/// The fewest rounds of PBKDF2 that a passphrase is stretched by (OWASP's figure for SHA-256).
pub const ROUNDS: u32 = 600_000;
/// The most rounds that are carried out for a file from elsewhere: a file must not hang the page.
pub const MOST_ROUNDS: u32 = 5_000_000;

/// Why a cipher gave nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CryptoError {
    /// There is no WebCrypto here: the page does not come over HTTPS or from this very machine.
    Unavailable,
    /// These bytes are not a key of the kind asked for.
    BadKey,
    /// Another key sealed this, or a byte was changed.
    DoesNotOpen,
    /// The browser refused for a reason of its own.
    Failed,
}

impl fmt::Display for CryptoError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            CryptoError::Unavailable => "no WebCrypto here",
            CryptoError::BadKey => "not a key",
            CryptoError::DoesNotOpen => "does not open",
            CryptoError::Failed => "cipher failed",
        })
    }
}

impl std::error::Error for CryptoError {}

/// The public half of a P-256 key, uncompressed; in files as base64.
#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PublicKey(pub [u8; PUBLIC_BYTES]);

impl fmt::Debug for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&to_base64(&self.0))
    }
}

impl TryFrom<String> for PublicKey {
    type Error = CryptoError;
    fn try_from(text: String) -> Result<Self, CryptoError> {
        from_base64(&text).ok_or(CryptoError::BadKey).and_then(|bytes| Self::from_bytes(&bytes))
    }
}

impl From<PublicKey> for String {
    fn from(key: PublicKey) -> String {
        to_base64(&key.0)
    }
}

impl PublicKey {
    /// Takes 65 bytes that begin with 4. Whether they are a point of the curve is found on import.
    ///
    /// # Errors
    /// [`CryptoError::BadKey`].
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, CryptoError> {
        match <[u8; PUBLIC_BYTES]>::try_from(bytes) {
            Ok(bytes) if bytes[0] == 4 => Ok(Self(bytes)),
            _ => Err(CryptoError::BadKey),
        }
    }
}

/// Both halves of a P-256 key, as bytes that can be wrapped and moved.
///
/// WebCrypto imports no bare scalar, and a point is costly to compute without a library: so a private key
/// is always kept together with its public half (scalar 32 ‖ point 65).
#[derive(Clone, PartialEq, Eq)]
pub struct KeyPair {
    /// The scalar, big-endian.
    pub secret: [u8; 32],
    /// The point.
    pub public: PublicKey,
}

impl Serialize for KeyPair {
    fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.serialize_str(&to_base64(&self.to_bytes()))
    }
}

impl<'de> Deserialize<'de> for KeyPair {
    fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let bytes = from_base64(&String::deserialize(d)?);
        bytes
            .and_then(|bytes| Self::from_bytes(&bytes).ok())
            .ok_or_else(|| serde::de::Error::custom(CryptoError::BadKey))
    }
}

/// A key never shows its secret, not even in a panic.
impl fmt::Debug for KeyPair {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.public.fmt(f)
    }
}

impl KeyPair {
    /// Scalar ‖ point.
    pub fn to_bytes(&self) -> [u8; 32 + PUBLIC_BYTES] {
        let mut bytes = [0; 32 + PUBLIC_BYTES];
        bytes[..32].copy_from_slice(&self.secret);
        bytes[32..].copy_from_slice(&self.public.0);
        bytes
    }

    /// Takes scalar ‖ point. Whether they belong together is found on import.
    ///
    /// # Errors
    /// [`CryptoError::BadKey`].
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, CryptoError> {
        let (secret, public) = bytes.split_first_chunk::<32>().ok_or(CryptoError::BadKey)?;
        Ok(Self { secret: *secret, public: PublicKey::from_bytes(public)? })
    }
}

/// So many random bytes, as an array.
///
/// # Errors
/// [`CryptoError::Unavailable`].
pub fn random_array<const N: usize>() -> Result<[u8; N], CryptoError> {
    let mut bytes = [0; N];
    random(&mut bytes)?;
    Ok(bytes)
}

/// Seals with a fresh random nonce, which goes in front: `nonce 12 ‖ ciphertext ‖ tag 16`.
///
/// # Errors
/// Those of the cipher.
pub async fn seal_with_nonce(key: &AesKey, aad: &[u8], plain: &[u8]) -> Result<Vec<u8>, CryptoError> {
    let nonce = random_array::<NONCE_BYTES>()?;
    let mut sealed = nonce.to_vec();
    sealed.extend(key.seal(&nonce, aad, plain).await?);
    Ok(sealed)
}

/// Opens what [`seal_with_nonce`] made.
///
/// # Errors
/// [`CryptoError::DoesNotOpen`] also when it is too short.
pub async fn open_with_nonce(key: &AesKey, aad: &[u8], sealed: &[u8]) -> Result<Vec<u8>, CryptoError> {
    let (nonce, sealed) = sealed.split_first_chunk::<NONCE_BYTES>().ok_or(CryptoError::DoesNotOpen)?;
    key.open(nonce, aad, sealed).await
}

/// HMAC-SHA-256 (RFC 2104) of the parts one after another.
pub(super) fn hmac(key: &[u8], parts: &[&[u8]]) -> [u8; 32] {
    // HMAC takes keys of every length.
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(key) else { unreachable!() };
    for part in parts {
        mac.update(part);
    }
    mac.finalize().into_bytes().into()
}

/// A SHA-256; in files as lower-case hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Hash(pub [u8; 32]);

impl Hash {
    /// Of bytes.
    pub fn of(bytes: &[u8]) -> Self {
        Self(Sha256::digest(bytes).into())
    }
}

impl fmt::Display for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex(&self.0))
    }
}

impl fmt::Debug for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex(&self.0))
    }
}

impl TryFrom<String> for Hash {
    type Error = &'static str;
    fn try_from(text: String) -> Result<Self, Self::Error> {
        parse_hex(&text).map(Self).ok_or("not 64 hexadecimal digits")
    }
}

impl From<Hash> for String {
    fn from(hash: Hash) -> String {
        hex(&hash.0)
    }
}

/// Standard base64 with padding (RFC 4648 §4).
pub fn to_base64(bytes: &[u8]) -> String {
    Base64::encode_string(bytes)
}

/// Reads standard base64, strictly.
pub fn from_base64(text: &str) -> Option<Vec<u8>> {
    Base64::decode_vec(text).ok()
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;

    #[test]
    fn a_signature_holds_for_its_bytes_only() {
        let pair = generate_now();
        let key = ready(SigningKey::import(&pair)).unwrap();
        let signature = ready(key.sign(b"month")).unwrap();
        let public = ready(VerifyingKey::import(&pair.public)).unwrap();
        assert!(ready(public.verify(b"month", &signature)).unwrap());
        assert!(!ready(public.verify(b"mouth", &signature)).unwrap());
        assert!(!ready(public.verify(b"month", &signature[1..])).unwrap());
        let other = ready(VerifyingKey::import(&generate_now().public)).unwrap();
        assert!(!ready(other.verify(b"month", &signature)).unwrap());
    }

    fn generate_now() -> KeyPair {
        ready(generate()).unwrap()
    }

    #[test]
    fn both_ends_agree_on_a_secret() {
        let (a, b) = (generate_now(), generate_now());
        let ours = ready(OpeningKey::import(&a)).unwrap();
        let theirs = ready(OpeningKey::import(&b)).unwrap();
        let to_b = ready(SealingKey::import(&b.public)).unwrap();
        let to_a = ready(SealingKey::import(&a.public)).unwrap();
        assert_eq!(ready(ours.agree(&to_b)).unwrap(), ready(theirs.agree(&to_a)).unwrap());
    }

    #[test]
    fn what_is_not_a_key_is_refused() {
        assert_eq!(PublicKey::from_bytes(&[4; 64]), Err(CryptoError::BadKey));
        assert_eq!(PublicKey::from_bytes(&[2; 65]), Err(CryptoError::BadKey));
        // Not a point of the curve.
        assert_eq!(ready(SealingKey::import(&PublicKey([4; 65]))).err(), Some(CryptoError::BadKey));
        assert_eq!(ready(VerifyingKey::import(&PublicKey([4; 65]))).err(), Some(CryptoError::BadKey));
        // Halves of two different keys.
        let mixed = KeyPair { secret: generate_now().secret, public: generate_now().public };
        assert_eq!(ready(SigningKey::import(&mixed)).err(), Some(CryptoError::BadKey));
        assert_eq!(ready(OpeningKey::import(&mixed)).err(), Some(CryptoError::BadKey));
        assert_eq!(ready(AesKey::import(&[0; 15])).err(), Some(CryptoError::BadKey));
    }

    #[test]
    fn a_pair_goes_there_and_back_and_hides_its_secret() {
        let pair = generate_now();
        assert_eq!(KeyPair::from_bytes(&pair.to_bytes()), Ok(pair.clone()));
        assert!(!format!("{pair:?}").contains(&to_base64(&pair.secret)[..40]));
    }

    #[test]
    fn stretching_follows_rfc_7914() {
        // RFC 7914 §11: PBKDF2-HMAC-SHA-256 (P="passwd", S="salt", c=1), first 32 of 64 bytes.
        let key = ready(stretch("passwd", b"salt", 1)).unwrap();
        assert_eq!(crate::domain::id::hex(&key), "55ac046e56e3089fec1691c22544b605f94185216dde0465e68b9d57c20dacbc");
    }

    #[test]
    fn a_changed_byte_does_not_open() {
        for length in [16, 32] {
            let key = ready(AesKey::import(&vec![7; length])).unwrap();
            let sealed = ready(seal_with_nonce(&key, b"about", b"text")).unwrap();
            assert_eq!(ready(open_with_nonce(&key, b"about", &sealed)).unwrap(), b"text");
            assert_eq!(ready(open_with_nonce(&key, b"other", &sealed)), Err(CryptoError::DoesNotOpen));
            for at in 0..sealed.len() {
                let mut changed = sealed.clone();
                changed[at] ^= 1;
                assert_eq!(ready(open_with_nonce(&key, b"about", &changed)), Err(CryptoError::DoesNotOpen));
            }
            assert_eq!(ready(open_with_nonce(&key, b"about", b"short")), Err(CryptoError::DoesNotOpen));
        }
    }
}
