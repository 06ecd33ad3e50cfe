//! Sealing to a public key: HPKE (RFC 9180) in base mode, one text per seal, with
//! DHKEM(P-256, HKDF-SHA256), HKDF-SHA256 and AES-128-GCM.
//!
//! Key agreement and AES are the browser's; the key schedule (HKDF, RFC 5869) is computed here.

use crate::exchange::crypto::{
    AesKey, CryptoError, NONCE_BYTES, OpeningKey, PUBLIC_BYTES, PublicKey, SealingKey, TAG_BYTES, hmac,
};

/// What a sealed text is longer than its plain text: the ephemeral point and the tag.
pub const OVERHEAD: usize = PUBLIC_BYTES + TAG_BYTES;

/// KEM 0x0010, in front of everything the KEM derives.
const KEM: &[u8] = b"KEM\x00\x10";
/// KEM 0x0010, KDF 0x0001, AEAD 0x0001, in front of everything else.
const SUITE: &[u8] = b"HPKE\x00\x10\x00\x01\x00\x01";

/// Derives further secrets that only both ends of one seal know (RFC 9180 §5.3).
#[derive(Clone, Copy)]
pub struct Exporter([u8; 32]);

impl Exporter {
    /// So many bytes (at most 32) for one purpose.
    pub fn export<const N: usize>(&self, purpose: &[u8]) -> [u8; N] {
        expand(SUITE, &self.0, b"sec", &[purpose])
    }
}

/// LabeledExtract (RFC 9180 §4).
fn extract(suite: &[u8], salt: &[u8], label: &[u8], input: &[u8]) -> [u8; 32] {
    hmac(salt, &[b"HPKE-v1", suite, label, input])
}

/// LabeledExpand (RFC 9180 §4). No key, nonce or secret here is longer than one block of the hash.
fn expand<const N: usize>(suite: &[u8], secret: &[u8; 32], label: &[u8], info: &[&[u8]]) -> [u8; N] {
    const { assert!(N <= 32) };
    let length = (N as u16).to_be_bytes();
    let mut parts = vec![&length[..], b"HPKE-v1", suite, label];
    parts.extend_from_slice(info);
    parts.push(&[1]);
    let block = hmac(secret, &parts);
    let mut bytes = [0; N];
    bytes.copy_from_slice(&block[..N]);
    bytes
}

struct Schedule {
    key: [u8; 16],
    nonce: [u8; NONCE_BYTES],
    exporter: Exporter,
}

/// ExtractAndExpand (§4.1) and KeySchedule (§5.1) for the base mode.
fn schedule(dh: &[u8; 32], enc: &PublicKey, recipient: &PublicKey, info: &[u8]) -> Schedule {
    let prk = extract(KEM, b"", b"eae_prk", dh);
    let shared: [u8; 32] = expand(KEM, &prk, b"shared_secret", &[&enc.0, &recipient.0]);
    let psk_id_hash = extract(SUITE, b"", b"psk_id_hash", b"");
    let info_hash = extract(SUITE, b"", b"info_hash", info);
    let context: [&[u8]; 3] = [&[0], &psk_id_hash, &info_hash];
    let secret = extract(SUITE, &shared, b"secret", b"");
    Schedule {
        key: expand(SUITE, &secret, b"key", &context),
        nonce: expand(SUITE, &secret, b"base_nonce", &context),
        exporter: Exporter(expand(SUITE, &secret, b"exp", &context)),
    }
}

/// Seals a text to a public key: `enc 65 ‖ ciphertext ‖ tag 16`.
///
/// # Errors
/// Those of the ciphers.
pub async fn seal(to: &SealingKey, info: &[u8], aad: &[u8], plain: &[u8]) -> Result<(Vec<u8>, Exporter), CryptoError> {
    seal_with(&OpeningKey::ephemeral().await?, to, info, aad, plain).await
}

/// [`seal`] with a given ephemeral key, for published test vectors. A key that serves twice betrays both texts.
///
/// # Errors
/// Those of the ciphers.
pub async fn seal_with(
    ephemeral: &OpeningKey,
    to: &SealingKey,
    info: &[u8],
    aad: &[u8],
    plain: &[u8],
) -> Result<(Vec<u8>, Exporter), CryptoError> {
    let enc = ephemeral.public();
    let schedule = schedule(&ephemeral.agree(to).await?, enc, to.public(), info);
    let mut sealed = enc.0.to_vec();
    sealed.extend(AesKey::import(&schedule.key).await?.seal(&schedule.nonce, aad, plain).await?);
    Ok((sealed, schedule.exporter))
}

/// Opens what [`seal`] made.
///
/// # Errors
/// [`CryptoError::DoesNotOpen`] for another key, other associated data, or a single changed byte.
pub async fn open(
    key: &OpeningKey,
    info: &[u8],
    aad: &[u8],
    sealed: &[u8],
) -> Result<(Vec<u8>, Exporter), CryptoError> {
    let does_not_open = |error| match error {
        CryptoError::BadKey => CryptoError::DoesNotOpen,
        other => other,
    };
    let (enc, sealed) = sealed.split_at_checked(PUBLIC_BYTES).ok_or(CryptoError::DoesNotOpen)?;
    let enc = PublicKey::from_bytes(enc).map_err(does_not_open)?;
    let dh = key.agree(&SealingKey::import(&enc).await.map_err(does_not_open)?).await?;
    let schedule = schedule(&dh, &enc, key.public(), info);
    let plain = AesKey::import(&schedule.key).await?.open(&schedule.nonce, aad, sealed).await?;
    Ok((plain, schedule.exporter))
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;
    use crate::domain::id::{hex, parse_hex};
    use crate::exchange::crypto::{KeyPair, random, random_array, ready};
    use ::hpke::{
        Deserializable, Kem as _, OpModeR, OpModeS, Serializable, aead::AesGcm128, kdf::HkdfSha256,
        kem::DhP256HkdfSha256,
    };

    fn pair(secret: &str, public: &str) -> KeyPair {
        KeyPair { secret: parse_hex(secret).unwrap(), public: PublicKey(parse_hex(public).unwrap()) }
    }

    /// The device's random numbers, as the other implementation asks for them.
    struct Device;

    impl ::hpke::rand_core::RngCore for Device {
        fn next_u32(&mut self) -> u32 {
            u32::from_le_bytes(random_array().unwrap())
        }
        fn next_u64(&mut self) -> u64 {
            u64::from_le_bytes(random_array().unwrap())
        }
        fn fill_bytes(&mut self, bytes: &mut [u8]) {
            random(bytes).unwrap();
        }
    }

    impl ::hpke::rand_core::CryptoRng for Device {}

    /// RFC 9180, appendix A.3.1.
    #[test]
    fn the_rfcs_vector_comes_out() {
        let sender = pair(
            "4995788ef4b9d6132b249ce59a77281493eb39af373d236a1fe415cb0c2d7beb",
            "04a92719c6195d5085104f469a8b9814d5838ff72b60501e2c4466e5e67b325ac98536d7b61a1af4b78e5b7f951c0900be863c403ce65c9bfcb9382657222d18c4",
        );
        let recipient = pair(
            "f3ce7fdae57e1a310d87f1ebbde6f328be0a99cdbcadf4d6589cf29de4b8ffd2",
            "04fe8c19ce0905191ebc298a9245792531f26f0cece2460639e8bc39cb7f706a826a779b4cf969b8a0e539c7f62fb3d30ad6aa8f80e30f1d128aafd68a2ce72ea0",
        );
        let info: [u8; 20] = parse_hex("4f6465206f6e2061204772656369616e2055726e").unwrap();
        let plain = b"Beauty is truth, truth beauty";
        let ephemeral = ready(OpeningKey::import(&sender)).unwrap();
        let to = ready(SealingKey::import(&recipient.public)).unwrap();
        let (sealed, exporter) = ready(seal_with(&ephemeral, &to, &info, b"Count-0", plain)).unwrap();
        assert_eq!(sealed[..65], sender.public.0);
        assert_eq!(
            hex(&sealed[65..]),
            "5ad590bb8baa577f8619db35a36311226a896e7342a6d836d8b7bcd2f20b6c7f9076ac232e3ab2523f39513434"
        );
        for (context, value) in [
            (&b""[..], "5e9bc3d236e1911d95e65b576a8a86d478fb827e8bdfe77b741b289890490d4d"),
            (b"\0", "6cff87658931bda83dc857e6353efe4987a201b849658d9b047aab4cf216e796"),
            (b"TestContext", "d8f1ea7942adbba7412c6d431c62d01371ea476b823eb697e1f6e6cae1dab85a"),
        ] {
            assert_eq!(hex(&exporter.export::<32>(context)), value);
        }
        let key = ready(OpeningKey::import(&recipient)).unwrap();
        let (opened, theirs) = ready(open(&key, &info, b"Count-0", &sealed)).unwrap();
        assert_eq!(opened, plain);
        assert_eq!(theirs.0, exporter.0);
    }

    /// Against a second implementation, in both directions.
    #[test]
    fn another_implementation_opens_ours_and_we_open_its() {
        type Kem = DhP256HkdfSha256;
        for round in 0..20u8 {
            let pair = ready(crate::exchange::crypto::generate()).unwrap();
            let their_secret = <Kem as ::hpke::Kem>::PrivateKey::from_bytes(&pair.secret).unwrap();
            let their_public = Kem::sk_to_pk(&their_secret);
            assert_eq!(their_public.to_bytes()[..], pair.public.0);
            let plain = vec![round; usize::from(round) * 7];

            let to = ready(SealingKey::import(&pair.public)).unwrap();
            let (sealed, exporter) = ready(seal(&to, b"info", b"aad", &plain)).unwrap();
            let enc = <Kem as ::hpke::Kem>::EncappedKey::from_bytes(&sealed[..65]).unwrap();
            let mut context =
                ::hpke::setup_receiver::<AesGcm128, HkdfSha256, Kem>(&OpModeR::Base, &their_secret, &enc, b"info")
                    .unwrap();
            assert_eq!(context.open(&sealed[65..], b"aad").unwrap(), plain);
            let mut exported = [0; 16];
            context.export(b"purpose", &mut exported).unwrap();
            assert_eq!(exporter.export::<16>(b"purpose"), exported);

            let (enc, mut context) = ::hpke::setup_sender::<AesGcm128, HkdfSha256, Kem, _>(
                &OpModeS::Base,
                &their_public,
                b"info",
                &mut Device,
            )
            .unwrap();
            let mut sealed = enc.to_bytes().to_vec();
            sealed.extend(context.seal(&plain, b"aad").unwrap());
            let key = ready(OpeningKey::import(&pair)).unwrap();
            let (opened, exporter) = ready(open(&key, b"info", b"aad", &sealed)).unwrap();
            assert_eq!(opened, plain);
            context.export(b"other", &mut exported).unwrap();
            assert_eq!(exporter.export::<16>(b"other"), exported);
        }
    }

    #[test]
    fn nothing_else_opens() {
        let key = ready(OpeningKey::ephemeral()).unwrap();
        let to = ready(SealingKey::import(key.public())).unwrap();
        let (sealed, _) = ready(seal(&to, b"info", b"aad", b"text")).unwrap();
        let opens =
            |info: &[u8], aad: &[u8], sealed: &[u8]| ready(open(&key, info, aad, sealed)).map(|(plain, _)| plain);
        assert_eq!(opens(b"info", b"aad", &sealed).unwrap(), b"text");
        assert_eq!(opens(b"infO", b"aad", &sealed), Err(CryptoError::DoesNotOpen));
        assert_eq!(opens(b"info", b"aaD", &sealed), Err(CryptoError::DoesNotOpen));
        for at in 0..sealed.len() {
            let mut changed = sealed.clone();
            changed[at] ^= 0x10;
            assert_eq!(opens(b"info", b"aad", &changed), Err(CryptoError::DoesNotOpen), "byte {at}");
        }
        for length in 0..sealed.len() {
            assert_eq!(opens(b"info", b"aad", &sealed[..length]), Err(CryptoError::DoesNotOpen), "length {length}");
        }
    }
}
