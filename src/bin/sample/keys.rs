//! The sample centre's keys. SAMPLE ONLY, NEVER USE: they stand in public source code, so that everybody can play
//! the organizer. A real centre's keys are made in its organizer's browser and never leave it unlocked.

use linli::domain::draw::DrawSeed;
use linli::exchange::crypto::{Hash, KeyPair, OpeningKey, PublicKey, ready};
use linli::exchange::keys::{BookKey, CentreKeys, NumberedKey, RecoveryKey};
use linli::exchange::trust::Fingerprint;
use p256::SecretKey;
use p256::elliptic_curve::sec1::ToEncodedPoint;

/// What unlocks the sample centre's workspace; it also stands in the README.
pub const PASSPHRASE: &str = "linli-2026-shili";

/// The sample centre's keys and the recovery key that would lie in its drawer.
pub fn centre_keys() -> Result<(CentreKeys, RecoveryKey), String> {
    let signing = pair("signing")?;
    let keys = CentreKeys {
        centre: Fingerprint::of(&signing.public).centre(),
        signing,
        opening: vec![NumberedKey { id: 1, pair: pair("opening")? }],
        book: BookKey(secret("book")),
    };
    Ok((keys, RecoveryKey(pair("recovery")?)))
}

/// A key for one slip: what a phone makes by chance follows here from the slip's name.
pub fn ephemeral(slip: &str) -> Result<OpeningKey, String> {
    ready(OpeningKey::import(&pair(&format!("slip {slip}"))?)).map_err(|e| e.to_string())
}

/// The nonce under which an outcome is encrypted. A real centre takes a random one.
pub fn nonce(outcome: &str) -> [u8; 12] {
    let mut nonce = [0; 12];
    nonce.copy_from_slice(&secret(&format!("nonce {outcome}"))[..12]);
    nonce
}

/// The seed of a session's draw. A real centre's is made by chance, and known to nobody before the draw.
pub fn seed(session: &str) -> DrawSeed {
    DrawSeed(secret(&format!("draw {session}")))
}

/// The bytes that follow from a name: known to everybody.
fn secret(name: &str) -> [u8; 32] {
    Hash::of(format!("linli SAMPLE ONLY, NEVER USE: {name}").as_bytes()).0
}

fn pair(name: &str) -> Result<KeyPair, String> {
    let secret = secret(name);
    let key = SecretKey::from_slice(&secret).map_err(|e| e.to_string())?;
    let public = PublicKey::from_bytes(key.public_key().to_encoded_point(false).as_bytes());
    Ok(KeyPair { secret, public: public.map_err(|e| e.to_string())? })
}
