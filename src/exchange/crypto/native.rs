//! The ciphers without a browser: for tests and for the program that writes the sample centre.

use aes_gcm::aead::{Aead, Payload};
use aes_gcm::{Aes128Gcm, Aes256Gcm, KeyInit, Nonce};
use p256::ecdsa::signature::{Signer, Verifier};
use p256::elliptic_curve::sec1::ToEncodedPoint;
use rand_core::{OsRng, RngCore};
use sha2::Sha256;
use std::future::Future;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use super::{CryptoError, KeyPair, NONCE_BYTES, PublicKey};

/// The result of an asynchronous function of this layer: natively none of them ever waits.
///
/// # Panics
/// When the future does wait, because something else is in it.
pub fn ready<T>(future: impl Future<Output = T>) -> T {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => value,
        Poll::Pending => panic!("only ciphers can be had at once"),
    }
}

/// Fills with random bytes.
///
/// # Errors
/// [`CryptoError::Unavailable`] when the machine has none.
pub fn random(bytes: &mut [u8]) -> Result<(), CryptoError> {
    OsRng.try_fill_bytes(bytes).map_err(|_| CryptoError::Unavailable)
}

/// Makes a new P-256 key. The same key must not both sign and open: make two.
///
/// # Errors
/// None natively.
pub async fn generate() -> Result<KeyPair, CryptoError> {
    Ok(pair_of(&p256::SecretKey::random(&mut OsRng)))
}

/// The pair of a scalar, for published test vectors.
#[cfg(test)]
pub(in crate::exchange) fn pair_of_secret(secret: &[u8; 32]) -> Result<KeyPair, CryptoError> {
    p256::SecretKey::from_slice(secret).map(|secret| pair_of(&secret)).map_err(|_| CryptoError::BadKey)
}

fn point_of(public: &p256::PublicKey) -> Result<PublicKey, CryptoError> {
    PublicKey::from_bytes(public.to_encoded_point(false).as_bytes())
}

fn pair_of(secret: &p256::SecretKey) -> KeyPair {
    let mut public = [0; super::PUBLIC_BYTES];
    public.copy_from_slice(secret.public_key().to_encoded_point(false).as_bytes());
    KeyPair { secret: secret.to_bytes().into(), public: PublicKey(public) }
}

fn secret_of(pair: &KeyPair) -> Result<p256::SecretKey, CryptoError> {
    let secret = p256::SecretKey::from_slice(&pair.secret).map_err(|_| CryptoError::BadKey)?;
    if point_of(&secret.public_key())? == pair.public { Ok(secret) } else { Err(CryptoError::BadKey) }
}

fn public_of(key: &PublicKey) -> Result<p256::PublicKey, CryptoError> {
    p256::PublicKey::from_sec1_bytes(&key.0).map_err(|_| CryptoError::BadKey)
}

/// Signs what a centre publishes (ECDSA, SHA-256).
#[derive(Clone)]
pub struct SigningKey(p256::ecdsa::SigningKey);

impl SigningKey {
    /// Makes it usable.
    ///
    /// # Errors
    /// [`CryptoError::BadKey`].
    pub async fn import(pair: &KeyPair) -> Result<Self, CryptoError> {
        Ok(Self(secret_of(pair)?.into()))
    }

    /// The signature, `r ‖ s`, 64 bytes.
    ///
    /// # Errors
    /// None natively.
    pub async fn sign(&self, message: &[u8]) -> Result<Vec<u8>, CryptoError> {
        let signature: p256::ecdsa::Signature = self.0.sign(message);
        Ok(signature.to_bytes().to_vec())
    }
}

/// Checks signatures.
#[derive(Clone)]
pub struct VerifyingKey(p256::ecdsa::VerifyingKey);

impl VerifyingKey {
    /// Makes it usable.
    ///
    /// # Errors
    /// [`CryptoError::BadKey`] when it is no point of the curve.
    pub async fn import(key: &PublicKey) -> Result<Self, CryptoError> {
        Ok(Self(public_of(key)?.into()))
    }

    /// Whether this key signed these bytes. A signature of another form is none.
    ///
    /// # Errors
    /// None natively.
    pub async fn verify(&self, message: &[u8], signature: &[u8]) -> Result<bool, CryptoError> {
        Ok(p256::ecdsa::Signature::from_slice(signature)
            .is_ok_and(|signature| self.0.verify(message, &signature).is_ok()))
    }
}

/// To whom something is sealed (ECDH).
#[derive(Clone)]
pub struct SealingKey {
    point: p256::PublicKey,
    raw: PublicKey,
}

impl SealingKey {
    /// Makes it usable.
    ///
    /// # Errors
    /// [`CryptoError::BadKey`] when it is no point of the curve.
    pub async fn import(key: &PublicKey) -> Result<Self, CryptoError> {
        Ok(Self { point: public_of(key)?, raw: *key })
    }

    /// Its bytes.
    pub fn public(&self) -> &PublicKey {
        &self.raw
    }
}

/// Opens what was sealed to its public half (ECDH).
#[derive(Clone)]
pub struct OpeningKey {
    secret: p256::SecretKey,
    raw: PublicKey,
}

impl OpeningKey {
    /// Makes it usable.
    ///
    /// # Errors
    /// [`CryptoError::BadKey`].
    pub async fn import(pair: &KeyPair) -> Result<Self, CryptoError> {
        Ok(Self { secret: secret_of(pair)?, raw: pair.public })
    }

    /// A key for one use, which cannot be written down.
    ///
    /// # Errors
    /// None natively.
    pub async fn ephemeral() -> Result<Self, CryptoError> {
        Self::import(&generate().await?).await
    }

    /// The bytes of the public half.
    pub fn public(&self) -> &PublicKey {
        &self.raw
    }

    /// The shared secret (the x coordinate).
    ///
    /// # Errors
    /// None natively.
    pub async fn agree(&self, other: &SealingKey) -> Result<[u8; 32], CryptoError> {
        let shared = p256::ecdh::diffie_hellman(self.secret.to_nonzero_scalar(), other.point.as_affine());
        Ok((*shared.raw_secret_bytes()).into())
    }
}

/// A key of AES-GCM.
#[derive(Clone)]
pub struct AesKey(Size);

#[derive(Clone)]
enum Size {
    Small(Box<Aes128Gcm>),
    Large(Box<Aes256Gcm>),
}

impl AesKey {
    /// Takes 16 or 32 bytes.
    ///
    /// # Errors
    /// [`CryptoError::BadKey`] for any other length.
    pub async fn import(key: &[u8]) -> Result<Self, CryptoError> {
        match key.len() {
            16 => Ok(Self(Size::Small(Box::new(Aes128Gcm::new(key.into()))))),
            32 => Ok(Self(Size::Large(Box::new(Aes256Gcm::new(key.into()))))),
            _ => Err(CryptoError::BadKey),
        }
    }

    /// Ciphertext ‖ tag. A nonce must never serve twice with one key.
    ///
    /// # Errors
    /// [`CryptoError::Failed`] for texts of impossible length.
    pub async fn seal(&self, nonce: &[u8; NONCE_BYTES], aad: &[u8], plain: &[u8]) -> Result<Vec<u8>, CryptoError> {
        let (nonce, payload): (&Nonce<_>, _) = (nonce.into(), Payload { msg: plain, aad });
        match &self.0 {
            Size::Small(key) => key.encrypt(nonce, payload),
            Size::Large(key) => key.encrypt(nonce, payload),
        }
        .map_err(|_| CryptoError::Failed)
    }

    /// The text, if this key sealed it about `aad` and nothing was changed.
    ///
    /// # Errors
    /// [`CryptoError::DoesNotOpen`].
    pub async fn open(&self, nonce: &[u8; NONCE_BYTES], aad: &[u8], sealed: &[u8]) -> Result<Vec<u8>, CryptoError> {
        let (nonce, payload): (&Nonce<_>, _) = (nonce.into(), Payload { msg: sealed, aad });
        match &self.0 {
            Size::Small(key) => key.decrypt(nonce, payload),
            Size::Large(key) => key.decrypt(nonce, payload),
        }
        .map_err(|_| CryptoError::DoesNotOpen)
    }
}

/// Stretches a passphrase into a key (PBKDF2, HMAC-SHA-256, RFC 8018).
///
/// # Errors
/// None natively.
pub async fn stretch(passphrase: &str, salt: &[u8], rounds: u32) -> Result<[u8; 32], CryptoError> {
    Ok(pbkdf2::pbkdf2_hmac_array::<Sha256, 32>(passphrase.as_bytes(), salt, rounds))
}
