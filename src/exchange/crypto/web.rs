//! The ciphers of the browser: WebCrypto, called through the few signatures that are needed.
//!
//! The one file of this layer that holds JavaScript values. Slices are passed as views of our memory:
//! WebCrypto copies them before it returns its promise.

use base64ct::{Base64UrlUnpadded, Encoding};
use js_sys::{Object, Reflect, Uint8Array};
use wasm_bindgen::prelude::*;

use super::{CryptoError, KeyPair, NONCE_BYTES, PublicKey};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_namespace = crypto, js_name = getRandomValues)]
    fn get_random_values(bytes: &mut [u8]) -> Result<(), JsValue>;

    #[wasm_bindgen(catch, js_namespace = ["crypto", "subtle"], js_name = importKey)]
    async fn import_bytes(
        format: &str,
        bytes: &[u8],
        algorithm: &JsValue,
        movable: bool,
        uses: Vec<String>,
    ) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch, js_namespace = ["crypto", "subtle"], js_name = importKey)]
    async fn import_object(
        format: &str,
        key: &JsValue,
        algorithm: &JsValue,
        movable: bool,
        uses: Vec<String>,
    ) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch, js_namespace = ["crypto", "subtle"], js_name = exportKey)]
    async fn export_key(format: &str, key: &JsValue) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch, js_namespace = ["crypto", "subtle"], js_name = generateKey)]
    async fn generate_key(algorithm: &JsValue, movable: bool, uses: Vec<String>) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch, js_namespace = ["crypto", "subtle"], js_name = deriveBits)]
    async fn derive_bits(algorithm: &JsValue, key: &JsValue, bits: u32) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch, js_namespace = ["crypto", "subtle"])]
    async fn encrypt(algorithm: &JsValue, key: &JsValue, plain: &[u8]) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch, js_namespace = ["crypto", "subtle"])]
    async fn decrypt(algorithm: &JsValue, key: &JsValue, sealed: &[u8]) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch, js_namespace = ["crypto", "subtle"])]
    async fn sign(algorithm: &JsValue, key: &JsValue, message: &[u8]) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch, js_namespace = ["crypto", "subtle"])]
    async fn verify(algorithm: &JsValue, key: &JsValue, signature: &[u8], message: &[u8]) -> Result<JsValue, JsValue>;
}

/// What a refusal means: where there is no WebCrypto at all, every call refuses.
fn refused(otherwise: CryptoError) -> impl FnOnce(JsValue) -> CryptoError {
    move |_| {
        let there = Reflect::get(&js_sys::global(), &"crypto".into())
            .and_then(|crypto| Reflect::get(&crypto, &"subtle".into()))
            .is_ok_and(|subtle| subtle.is_object());
        if there { otherwise } else { CryptoError::Unavailable }
    }
}

/// A plain object. Setting a field of one that was just made cannot fail.
fn object(fields: &[(&str, JsValue)]) -> JsValue {
    let object = Object::new();
    for (name, value) in fields {
        let _ = Reflect::set(&object, &(*name).into(), value);
    }
    object.into()
}

fn field(object: &JsValue, name: &str) -> Result<JsValue, CryptoError> {
    Reflect::get(object, &name.into()).map_err(|_| CryptoError::Failed)
}

fn bytes_of(buffer: &JsValue) -> Vec<u8> {
    Uint8Array::new(buffer).to_vec()
}

fn uses(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

fn ec(name: &str) -> JsValue {
    object(&[("name", name.into()), ("namedCurve", "P-256".into())])
}

fn ecdsa() -> JsValue {
    object(&[("name", "ECDSA".into()), ("hash", "SHA-256".into())])
}

/// Fills with random bytes, at most 65,536.
///
/// # Errors
/// [`CryptoError::Unavailable`].
pub fn random(bytes: &mut [u8]) -> Result<(), CryptoError> {
    get_random_values(bytes).map_err(|_| CryptoError::Unavailable)
}

/// Makes a new P-256 key. The same key must not both sign and open: make two.
///
/// # Errors
/// Those of the browser.
pub async fn generate() -> Result<KeyPair, CryptoError> {
    let made = generate_key(&ec("ECDH"), true, uses(&["deriveBits"])).await.map_err(refused(CryptoError::Failed))?;
    let key = export_key("jwk", &field(&made, "privateKey")?).await.map_err(refused(CryptoError::Failed))?;
    // A JWK (RFC 7518 §6.2) rather than PKCS#8: its numbers are always written in full, and no DER is read.
    let number = |name| -> Result<[u8; 32], CryptoError> {
        let text = field(&key, name)?.as_string().ok_or(CryptoError::Failed)?;
        let bytes = Base64UrlUnpadded::decode_vec(&text).map_err(|_| CryptoError::Failed)?;
        bytes.try_into().map_err(|_| CryptoError::Failed)
    };
    let mut public = [4; super::PUBLIC_BYTES];
    public[1..33].copy_from_slice(&number("x")?);
    public[33..].copy_from_slice(&number("y")?);
    Ok(KeyPair { secret: number("d")?, public: PublicKey(public) })
}

async fn import_pair(pair: &KeyPair, algorithm: &str, usage: &str) -> Result<JsValue, CryptoError> {
    let number = |bytes: &[u8]| JsValue::from(Base64UrlUnpadded::encode_string(bytes));
    let key = object(&[
        ("kty", "EC".into()),
        ("crv", "P-256".into()),
        ("d", number(&pair.secret)),
        ("x", number(&pair.public.0[1..33])),
        ("y", number(&pair.public.0[33..])),
    ]);
    import_object("jwk", &key, &ec(algorithm), false, uses(&[usage])).await.map_err(refused(CryptoError::BadKey))
}

async fn import_public(key: &PublicKey, algorithm: &str, usages: &[&str]) -> Result<JsValue, CryptoError> {
    import_bytes("raw", &key.0, &ec(algorithm), true, uses(usages)).await.map_err(refused(CryptoError::BadKey))
}

/// Signs what a centre publishes (ECDSA, SHA-256). Once imported it cannot be read out again.
#[derive(Clone)]
pub struct SigningKey(JsValue);

impl SigningKey {
    /// Makes it usable.
    ///
    /// # Errors
    /// [`CryptoError::BadKey`].
    pub async fn import(pair: &KeyPair) -> Result<Self, CryptoError> {
        Ok(Self(import_pair(pair, "ECDSA", "sign").await?))
    }

    /// The signature, `r ‖ s`, 64 bytes.
    ///
    /// # Errors
    /// Those of the browser.
    pub async fn sign(&self, message: &[u8]) -> Result<Vec<u8>, CryptoError> {
        sign(&ecdsa(), &self.0, message).await.map(|bytes| bytes_of(&bytes)).map_err(refused(CryptoError::Failed))
    }
}

/// Checks signatures.
#[derive(Clone)]
pub struct VerifyingKey(JsValue);

impl VerifyingKey {
    /// Makes it usable.
    ///
    /// # Errors
    /// [`CryptoError::BadKey`] when it is no point of the curve.
    pub async fn import(key: &PublicKey) -> Result<Self, CryptoError> {
        Ok(Self(import_public(key, "ECDSA", &["verify"]).await?))
    }

    /// Whether this key signed these bytes. A signature of another form is none.
    ///
    /// # Errors
    /// Those of the browser.
    pub async fn verify(&self, message: &[u8], signature: &[u8]) -> Result<bool, CryptoError> {
        verify(&ecdsa(), &self.0, signature, message)
            .await
            .map(|answer| answer.is_truthy())
            .map_err(refused(CryptoError::Failed))
    }
}

/// To whom something is sealed (ECDH).
#[derive(Clone)]
pub struct SealingKey {
    key: JsValue,
    raw: PublicKey,
}

impl SealingKey {
    /// Makes it usable.
    ///
    /// # Errors
    /// [`CryptoError::BadKey`] when it is no point of the curve.
    pub async fn import(key: &PublicKey) -> Result<Self, CryptoError> {
        Ok(Self { key: import_public(key, "ECDH", &[]).await?, raw: *key })
    }

    /// Its bytes.
    pub fn public(&self) -> &PublicKey {
        &self.raw
    }
}

/// Opens what was sealed to its public half (ECDH). Once imported it cannot be read out again.
#[derive(Clone)]
pub struct OpeningKey {
    key: JsValue,
    raw: PublicKey,
}

impl OpeningKey {
    /// Makes it usable.
    ///
    /// # Errors
    /// [`CryptoError::BadKey`].
    pub async fn import(pair: &KeyPair) -> Result<Self, CryptoError> {
        Ok(Self { key: import_pair(pair, "ECDH", "deriveBits").await?, raw: pair.public })
    }

    /// A key for one use, which cannot be written down.
    ///
    /// # Errors
    /// Those of the browser.
    pub async fn ephemeral() -> Result<Self, CryptoError> {
        let made =
            generate_key(&ec("ECDH"), false, uses(&["deriveBits"])).await.map_err(refused(CryptoError::Failed))?;
        let raw = export_key("raw", &field(&made, "publicKey")?).await.map_err(refused(CryptoError::Failed))?;
        Ok(Self { key: field(&made, "privateKey")?, raw: PublicKey::from_bytes(&bytes_of(&raw))? })
    }

    /// The bytes of the public half.
    pub fn public(&self) -> &PublicKey {
        &self.raw
    }

    /// The shared secret (the x coordinate).
    ///
    /// # Errors
    /// Those of the browser.
    pub async fn agree(&self, other: &SealingKey) -> Result<[u8; 32], CryptoError> {
        let algorithm = object(&[("name", "ECDH".into()), ("public", other.key.clone())]);
        derive(&algorithm, &self.key).await
    }
}

async fn derive(algorithm: &JsValue, key: &JsValue) -> Result<[u8; 32], CryptoError> {
    let bits = derive_bits(algorithm, key, 256).await.map_err(refused(CryptoError::Failed))?;
    bytes_of(&bits).try_into().map_err(|_| CryptoError::Failed)
}

/// A key of AES-GCM.
#[derive(Clone)]
pub struct AesKey(JsValue);

impl AesKey {
    /// Takes 16 or 32 bytes.
    ///
    /// # Errors
    /// [`CryptoError::BadKey`] for any other length.
    pub async fn import(key: &[u8]) -> Result<Self, CryptoError> {
        // 24 bytes are a key of AES too, but not of ours.
        if !matches!(key.len(), 16 | 32) {
            return Err(CryptoError::BadKey);
        }
        import_bytes("raw", key, &"AES-GCM".into(), false, uses(&["encrypt", "decrypt"]))
            .await
            .map(Self)
            .map_err(refused(CryptoError::BadKey))
    }

    /// Ciphertext ‖ tag. A nonce must never serve twice with one key.
    ///
    /// # Errors
    /// Those of the browser.
    pub async fn seal(&self, nonce: &[u8; NONCE_BYTES], aad: &[u8], plain: &[u8]) -> Result<Vec<u8>, CryptoError> {
        encrypt(&gcm(nonce, aad), &self.0, plain)
            .await
            .map(|bytes| bytes_of(&bytes))
            .map_err(refused(CryptoError::Failed))
    }

    /// The text, if this key sealed it about `aad` and nothing was changed.
    ///
    /// # Errors
    /// [`CryptoError::DoesNotOpen`].
    pub async fn open(&self, nonce: &[u8; NONCE_BYTES], aad: &[u8], sealed: &[u8]) -> Result<Vec<u8>, CryptoError> {
        decrypt(&gcm(nonce, aad), &self.0, sealed)
            .await
            .map(|bytes| bytes_of(&bytes))
            .map_err(refused(CryptoError::DoesNotOpen))
    }
}

fn gcm(nonce: &[u8], aad: &[u8]) -> JsValue {
    object(&[
        ("name", "AES-GCM".into()),
        ("iv", Uint8Array::from(nonce).into()),
        ("additionalData", Uint8Array::from(aad).into()),
    ])
}

/// Stretches a passphrase into a key (PBKDF2, HMAC-SHA-256, RFC 8018).
///
/// # Errors
/// Those of the browser.
pub async fn stretch(passphrase: &str, salt: &[u8], rounds: u32) -> Result<[u8; 32], CryptoError> {
    let key = import_bytes("raw", passphrase.as_bytes(), &"PBKDF2".into(), false, uses(&["deriveBits"]))
        .await
        .map_err(refused(CryptoError::Failed))?;
    let algorithm = object(&[
        ("name", "PBKDF2".into()),
        ("hash", "SHA-256".into()),
        ("salt", Uint8Array::from(salt).into()),
        ("iterations", rounds.into()),
    ]);
    derive(&algorithm, &key).await
}
