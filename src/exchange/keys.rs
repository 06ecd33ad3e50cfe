//! A centre's own keys: made once, kept under the passphrase, recovered from a file in a drawer, changed by a signed
//! statement.

use serde::{Deserialize, Serialize};

use crate::domain::id::{CentreId, HouseholdTag};
use crate::domain::slip::Phone;
use crate::domain::time::Stamp;
use crate::exchange::crypto::{CryptoError, Hash, KeyPair, OpeningKey, from_base64, generate, random_array, to_base64};
use crate::exchange::envelope::{Envelope, Purpose};
use crate::exchange::locked::{Kind, LockRefused, lock, unlock};
use crate::exchange::trust::{Fingerprint, KeyStatement, Sealer};
use crate::json;

/// What an organizer's browser holds while it is unlocked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CentreKeys {
    /// Whose.
    pub centre: CentreId,
    /// Signs what is published.
    pub signing: KeyPair,
    /// Open slips; the last one is in use.
    pub opening: Vec<NumberedKey>,
    /// Encrypts the book at rest.
    pub book: BookKey,
}

/// A key that opens slips, with the number that stands in them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NumberedKey {
    /// As in `centre.json`.
    pub id: u8,
    /// The key.
    pub pair: KeyPair,
}

/// 32 bytes of AES-256. Never shown.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct BookKey(pub [u8; 32]);

impl BookKey {
    /// The household of those who come to the desk and leave this number: one number, one family, without anybody who
    /// sees the tag learning the number.
    pub fn household(&self, phone: &Phone) -> HouseholdTag {
        let input = [&self.0[..], phone.digits().as_bytes()].concat();
        HouseholdTag::derive("linli household at the desk", &input)
    }
}

impl std::fmt::Debug for BookKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("BookKey")
    }
}

impl TryFrom<String> for BookKey {
    type Error = CryptoError;
    fn try_from(text: String) -> Result<Self, CryptoError> {
        let bytes = from_base64(&text).and_then(|bytes| bytes.try_into().ok());
        bytes.map(Self).ok_or(CryptoError::BadKey)
    }
}

impl From<BookKey> for String {
    fn from(key: BookKey) -> String {
        to_base64(&key.0)
    }
}

/// The key that lies in a drawer: signs nothing but changes of keys.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecoveryKey(pub KeyPair);

impl RecoveryKey {
    /// What the centre's first statement says of it.
    pub fn hash(&self) -> Hash {
        Hash::of(&self.0.public.0)
    }
}

/// What a recovery file holds.
#[derive(Serialize, Deserialize)]
struct Recovery {
    keys: CentreKeys,
    recovery: RecoveryKey,
}

/// Makes the keys of a new centre, and with them its id.
///
/// # Errors
/// Those of the ciphers.
pub async fn make() -> Result<(CentreKeys, RecoveryKey), CryptoError> {
    let signing = generate().await?;
    let keys = CentreKeys {
        centre: Fingerprint::of(&signing.public).centre(),
        signing,
        opening: vec![NumberedKey { id: 1, pair: generate().await? }],
        book: BookKey(random_array()?),
    };
    Ok((keys, RecoveryKey(generate().await?)))
}

impl CentreKeys {
    /// A statement of these keys as an edition. Another organizer's signers, if any, are added by the caller.
    pub fn statement(&self, edition: u32, recovery_hash: Hash) -> KeyStatement {
        let sealers = self.opening.iter().map(|key| Sealer { id: key.id, key: key.pair.public }).collect();
        KeyStatement { edition, signers: vec![self.signing.public], sealers, recovery_hash }
    }

    /// The founding statement, for a new centre's `centre.json`.
    ///
    /// # Errors
    /// Those of the ciphers.
    pub async fn found(&self, recovery: &RecoveryKey) -> Result<Envelope, CryptoError> {
        self.sign_statement(&self.statement(1, recovery.hash())).await
    }

    /// Signs a change of keys with the key in use before it.
    ///
    /// # Errors
    /// Those of the ciphers.
    pub async fn sign_statement(&self, statement: &KeyStatement) -> Result<Envelope, CryptoError> {
        Envelope::sign(&self.signing, Purpose::Keys, &self.centre, None, payload(statement)).await
    }

    /// The keys that open slips, ready for use.
    ///
    /// # Errors
    /// Those of the ciphers.
    pub async fn opening_keys(&self) -> Result<Vec<(u8, OpeningKey)>, CryptoError> {
        let mut keys = Vec::with_capacity(self.opening.len());
        for key in &self.opening {
            keys.push((key.id, OpeningKey::import(&key.pair).await?));
        }
        Ok(keys)
    }

    /// Wraps the keys under the passphrase, to be kept by an organizer's browser.
    ///
    /// # Errors
    /// Those of the ciphers.
    pub async fn lock(&self, made_at: Stamp, passphrase: &str) -> Result<String, CryptoError> {
        lock(Kind::Workspace, &self.centre, made_at, passphrase, &json(self)).await
    }

    /// Unwraps what [`CentreKeys::lock`] made.
    ///
    /// # Errors
    /// [`LockRefused::WrongPassphrase`] and others.
    pub async fn unlock(text: &str, passphrase: &str) -> Result<Self, LockRefused> {
        let (_, plain) = unlock(Kind::Workspace, text, passphrase).await?;
        json::read(&plain).map_err(|_| LockRefused::Damaged)
    }
}

/// Signs a change of keys with the recovery key, and shows it: phones compare it with the hash they pinned.
///
/// # Errors
/// Those of the ciphers.
pub async fn sign_statement_by_recovery(
    recovery: &RecoveryKey,
    centre: &CentreId,
    statement: &KeyStatement,
) -> Result<Envelope, CryptoError> {
    let mut envelope = Envelope::sign(&recovery.0, Purpose::Keys, centre, None, payload(statement)).await?;
    for signature in &mut envelope.signatures {
        signature.public = Some(recovery.0.public);
    }
    Ok(envelope)
}

/// The recovery file: everything, under a passphrase of its own.
///
/// # Errors
/// Those of the ciphers.
pub async fn write_recovery(
    keys: &CentreKeys,
    recovery: &RecoveryKey,
    made_at: Stamp,
    passphrase: &str,
) -> Result<String, CryptoError> {
    let all = Recovery { keys: keys.clone(), recovery: recovery.clone() };
    lock(Kind::Recovery, &keys.centre, made_at, passphrase, &json(&all)).await
}

/// Opens a recovery file.
///
/// # Errors
/// [`LockRefused::WrongPassphrase`] and others.
pub async fn open_recovery(text: &str, passphrase: &str) -> Result<(CentreKeys, RecoveryKey), LockRefused> {
    let (_, plain) = unlock(Kind::Recovery, text, passphrase).await?;
    let Recovery { keys, recovery } = json::read(&plain).map_err(|_| LockRefused::Damaged)?;
    Ok((keys, recovery))
}

fn payload(statement: &KeyStatement) -> String {
    // Numbers, lists and texts: JSON holds them all.
    let Ok(text) = serde_json::to_string(statement) else { unreachable!() };
    text
}

fn json(value: &impl Serialize) -> Vec<u8> {
    // As above.
    let Ok(bytes) = serde_json::to_vec(value) else { unreachable!() };
    bytes
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;
    use crate::exchange::crypto::ready;
    use crate::exchange::trust::{KeysRefused, accept_change, accept_founding, follow};

    fn centre() -> (CentreKeys, RecoveryKey, Envelope) {
        let (keys, recovery) = ready(make()).unwrap();
        let founding = ready(keys.found(&recovery)).unwrap();
        (keys, recovery, founding)
    }

    fn changed(keys: &CentreKeys) -> CentreKeys {
        CentreKeys { signing: ready(generate()).unwrap(), ..keys.clone() }
    }

    #[test]
    fn a_centre_has_its_id_from_its_founding_key() {
        let (keys, recovery, founding) = centre();
        let (statement, fingerprint) = ready(accept_founding(&keys.centre, &founding)).unwrap();
        assert_eq!(statement, keys.statement(1, recovery.hash()));
        assert_eq!(fingerprint.centre(), keys.centre);
        assert_eq!(Fingerprint::parse(&fingerprint.to_string()), Some(fingerprint));
        let (_, _, other) = centre();
        assert_eq!(ready(accept_founding(&keys.centre, &other)), Err(KeysRefused::NotTheFounder));
    }

    #[test]
    fn a_host_cannot_slip_in_a_sealing_key_of_its_own() {
        let (keys, recovery, founding) = centre();
        let theirs = ready(generate()).unwrap();
        let mut statement = keys.statement(1, recovery.hash());
        statement.sealers[0].key = theirs.public;
        let forged = Envelope { payload: payload(&statement), ..founding };
        assert_eq!(ready(accept_founding(&keys.centre, &forged)), Err(KeysRefused::BadSignature));
        // Signed, but by a further signer and not by the founder.
        statement.signers.push(theirs.public);
        let signed = ready(Envelope::sign(&theirs, Purpose::Keys, &keys.centre, None, payload(&statement))).unwrap();
        assert_eq!(ready(accept_founding(&keys.centre, &signed)), Err(KeysRefused::UnknownSigner));
    }

    #[test]
    fn a_change_is_believed_from_the_key_before_or_from_the_recovery_key() {
        let (keys, recovery, founding) = centre();
        let (first, _) = ready(accept_founding(&keys.centre, &founding)).unwrap();
        let next = changed(&keys);
        let second = next.statement(2, recovery.hash());
        let by_signer = ready(keys.sign_statement(&second)).unwrap();
        assert_eq!(ready(accept_change(&keys.centre, &first, &by_signer)), Ok(second.clone()));
        let by_itself = ready(next.sign_statement(&second)).unwrap();
        assert_eq!(ready(accept_change(&keys.centre, &first, &by_itself)), Err(KeysRefused::UnknownSigner));
        let by_recovery = ready(sign_statement_by_recovery(&recovery, &keys.centre, &second)).unwrap();
        assert_eq!(ready(accept_change(&keys.centre, &first, &by_recovery)), Ok(second.clone()));
        let (_, other_recovery, _) = centre();
        let by_other = ready(sign_statement_by_recovery(&other_recovery, &keys.centre, &second)).unwrap();
        assert_eq!(ready(accept_change(&keys.centre, &first, &by_other)), Err(KeysRefused::UnknownSigner));
        let third = next.statement(3, recovery.hash());
        let skips = ready(keys.sign_statement(&third)).unwrap();
        let edition = Err(KeysRefused::Edition { have: 1, got: 3 });
        assert_eq!(ready(accept_change(&keys.centre, &first, &skips)), edition);
        assert_eq!(
            ready(accept_change(&keys.centre, &second, &by_recovery)),
            Err(KeysRefused::Edition { have: 2, got: 2 })
        );
    }

    #[test]
    fn a_stolen_signing_key_cannot_lock_the_recovery_key_out() {
        let (keys, recovery, founding) = centre();
        let (first, fingerprint) = ready(accept_founding(&keys.centre, &founding)).unwrap();
        let thief = changed(&keys);
        let (_, thiefs_recovery, _) = centre();
        let grab = ready(keys.sign_statement(&thief.statement(2, thiefs_recovery.hash()))).unwrap();
        assert_eq!(ready(accept_change(&keys.centre, &first, &grab)), Err(KeysRefused::RecoveryReplaced));
        // The thief's edition without that is believed, until the drawer is opened.
        let stolen = ready(keys.sign_statement(&thief.statement(2, recovery.hash()))).unwrap();
        let pinned = ready(accept_change(&keys.centre, &first, &stolen)).unwrap();
        let fresh = changed(&keys).statement(3, recovery.hash());
        let second = ready(keys.sign_statement(&keys.statement(2, recovery.hash()))).unwrap();
        let third = ready(sign_statement_by_recovery(&recovery, &keys.centre, &fresh)).unwrap();
        let chain = [founding.clone(), second.clone(), third];
        let followed = ready(follow(&keys.centre, Some((&pinned, &fingerprint)), &chain));
        assert_eq!(followed, Ok((fresh.clone(), fingerprint)));
        assert_eq!(ready(follow(&keys.centre, None, &chain)), Ok((fresh, fingerprint)));
        assert_eq!(
            ready(follow(&keys.centre, Some((&pinned, &fingerprint)), &[founding, second])),
            Err(KeysRefused::Forked { edition: 2 })
        );
    }

    #[test]
    fn a_phone_that_is_ahead_of_the_host_keeps_what_it_pinned() {
        let (keys, recovery, founding) = centre();
        let (first, fingerprint) = ready(accept_founding(&keys.centre, &founding)).unwrap();
        let second = ready(keys.sign_statement(&changed(&keys).statement(2, recovery.hash()))).unwrap();
        let pinned = ready(accept_change(&keys.centre, &first, &second)).unwrap();
        let followed = ready(follow(&keys.centre, Some((&pinned, &fingerprint)), &[founding]));
        assert_eq!(followed, Ok((pinned, fingerprint)));
        assert_eq!(ready(follow(&keys.centre, None, &[])), Err(KeysRefused::Malformed));
    }

    #[test]
    fn statements_without_keys_are_none() {
        let (keys, recovery, _) = centre();
        for change in [
            |statement: &mut KeyStatement| statement.signers.clear(),
            |statement: &mut KeyStatement| statement.sealers.clear(),
            |statement: &mut KeyStatement| statement.sealers.push(statement.sealers[0].clone()),
            |statement: &mut KeyStatement| statement.edition = 0,
        ] {
            let mut statement = keys.statement(1, recovery.hash());
            change(&mut statement);
            let signed = ready(keys.sign_statement(&statement)).unwrap();
            assert_eq!(ready(accept_founding(&keys.centre, &signed)), Err(KeysRefused::Malformed));
        }
    }

    #[test]
    fn keys_come_back_with_the_passphrase_only() {
        let (keys, recovery, _) = centre();
        let locked = ready(keys.lock(Stamp(0), "示例口令")).unwrap();
        assert_eq!(ready(CentreKeys::unlock(&locked, "示例口令")), Ok(keys.clone()));
        assert_eq!(ready(CentreKeys::unlock(&locked, "别的")), Err(LockRefused::WrongPassphrase));
        let file = ready(write_recovery(&keys, &recovery, Stamp(0), "抽屉里的")).unwrap();
        assert_eq!(ready(open_recovery(&file, "抽屉里的")), Ok((keys.clone(), recovery)));
        assert_eq!(ready(open_recovery(&file, "示例口令")), Err(LockRefused::WrongPassphrase));
        assert_eq!(ready(CentreKeys::unlock(&file, "抽屉里的")), Err(LockRefused::OtherKind(Kind::Recovery)));
        assert!(!locked.contains(&to_base64(&keys.book.0)[..20]));
        assert!(!format!("{keys:?}").contains(&to_base64(&keys.signing.secret)[..20]));
    }
}
