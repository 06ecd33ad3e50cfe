//! Whose keys are a centre's: the founding key gives the centre its id, a chain of signed statements leads from
//! there to today's keys, and a phone remembers how far it has followed.

use serde::{Deserialize, Serialize};
use std::fmt;

use crate::domain::id::{CentreId, hex, parse_hex};
use crate::exchange::crypto::{CryptoError, Hash, PublicKey};
use crate::exchange::envelope::{Envelope, EnvelopeRefused, Purpose};
use crate::json;

/// More signers, or more sealing keys, than this are a damaged statement.
const MOST_KEYS: usize = 16;

/// The SHA-256 of a centre's founding signing key: on every poster, so that a phone need not believe the host.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fingerprint(pub Hash);

impl Fingerprint {
    /// Of a founding key.
    pub fn of(founder: &PublicKey) -> Self {
        Self(Hash::of(&founder.0))
    }

    /// The id that the centre has from it: base32 of the first five bytes.
    pub fn centre(&self) -> CentreId {
        let mut bytes = [0; 5];
        bytes.copy_from_slice(&self.0.0[..5]);
        crate::exchange::slip::centre_of_bytes(bytes)
    }

    /// Reads 64 hexadecimal digits, with or without spaces.
    pub fn parse(text: &str) -> Option<Self> {
        let digits: String = text.chars().filter(|c| !c.is_whitespace()).map(|c| c.to_ascii_lowercase()).collect();
        parse_hex(&digits).map(|bytes| Self(Hash(bytes)))
    }
}

/// In groups of four digits, to be compared by eye.
impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = hex(&self.0.0);
        for (n, digit) in digits.chars().enumerate() {
            if n > 0 && n % 4 == 0 {
                f.write_str(" ")?;
            }
            f.write_str(digit.encode_utf8(&mut [0; 4]))?;
        }
        Ok(())
    }
}

/// A key that slips are sealed to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sealer {
    /// Its number, which stands in every slip.
    pub id: u8,
    /// The key.
    pub key: PublicKey,
}

/// A centre's keys as of one edition.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct KeyStatement {
    /// Counts up from 1.
    pub edition: u32,
    /// Who signs. In the first edition, the first of them is the founding key.
    pub signers: Vec<PublicKey>,
    /// To what slips are sealed: the last one is in use, earlier ones are still opened.
    pub sealers: Vec<Sealer>,
    /// The SHA-256 of the recovery key, which lies in a drawer and can replace all of the above.
    pub recovery_hash: Hash,
}

/// Why a statement of keys is not believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeysRefused {
    /// Not a statement, or one without keys.
    Malformed,
    /// The founding statement is not by the key from which the centre has its id.
    NotTheFounder,
    /// Signed by none of the keys of the edition before.
    UnknownSigner,
    /// Changed on its way.
    BadSignature,
    /// Not the edition that follows.
    Edition {
        /// The one believed so far.
        have: u32,
        /// The one offered.
        got: u32,
    },
    /// A signing key tried to replace the recovery key: only the recovery key can do that.
    RecoveryReplaced,
    /// Other keys are offered for an edition that is already known.
    Forked {
        /// Which edition.
        edition: u32,
    },
    /// The ciphers failed: says nothing about the keys.
    Crypto(CryptoError),
}

impl From<EnvelopeRefused> for KeysRefused {
    fn from(refused: EnvelopeRefused) -> Self {
        match refused {
            EnvelopeRefused::UnknownSigner => KeysRefused::UnknownSigner,
            EnvelopeRefused::BadSignature => KeysRefused::BadSignature,
            EnvelopeRefused::Crypto(error) => KeysRefused::Crypto(error),
        }
    }
}

impl KeyStatement {
    /// The key that new slips are sealed to.
    pub fn sealer(&self) -> Option<&Sealer> {
        self.sealers.last()
    }

    /// What an envelope states, before anything is believed.
    fn read(envelope: &Envelope) -> Result<Self, KeysRefused> {
        let statement: Self = json::read(envelope.payload.as_bytes()).map_err(|_| KeysRefused::Malformed)?;
        let keys = 1..=MOST_KEYS;
        let twice = |n: usize, sealer: &Sealer| statement.sealers[..n].iter().any(|earlier| earlier.id == sealer.id);
        let sound = keys.contains(&statement.signers.len())
            && keys.contains(&statement.sealers.len())
            && statement.edition > 0
            && !statement.sealers.iter().enumerate().any(|(n, sealer)| twice(n, sealer));
        if sound { Ok(statement) } else { Err(KeysRefused::Malformed) }
    }
}

/// Believes a founding statement: edition 1, signed by its own first signer, from whom the centre has its id.
///
/// # Errors
/// With why it is not believed.
pub async fn accept_founding(
    centre: &CentreId,
    envelope: &Envelope,
) -> Result<(KeyStatement, Fingerprint), KeysRefused> {
    let statement = KeyStatement::read(envelope)?;
    if statement.edition != 1 {
        return Err(KeysRefused::Edition { have: 0, got: statement.edition });
    }
    let founder = statement.signers[0];
    let fingerprint = Fingerprint::of(&founder);
    if fingerprint.centre() != *centre {
        return Err(KeysRefused::NotTheFounder);
    }
    envelope.verify(Purpose::Keys, centre, None, &[founder]).await?;
    Ok((statement, fingerprint))
}

/// Believes a change of keys: the next edition, signed by a key of the pinned one; or any later edition signed by the
/// recovery key, whose hash was pinned. A stolen signing key therefore never locks the recovery key out.
///
/// # Errors
/// With why it is not believed; the pinned keys stay.
pub async fn accept_change(
    centre: &CentreId,
    pinned: &KeyStatement,
    change: &Envelope,
) -> Result<KeyStatement, KeysRefused> {
    let next = KeyStatement::read(change)?;
    let wrong_edition = KeysRefused::Edition { have: pinned.edition, got: next.edition };
    let shown = change.signatures.iter().find_map(|signature| signature.public);
    if let Some(recovery) = shown.filter(|key| Hash::of(&key.0) == pinned.recovery_hash) {
        if next.edition <= pinned.edition {
            return Err(wrong_edition);
        }
        change.verify(Purpose::Keys, centre, None, &[recovery]).await?;
        return Ok(next);
    }
    if Some(next.edition) != pinned.edition.checked_add(1) {
        return Err(wrong_edition);
    }
    change.verify(Purpose::Keys, centre, None, &pinned.signers).await?;
    if next.recovery_hash != pinned.recovery_hash {
        return Err(KeysRefused::RecoveryReplaced);
    }
    Ok(next)
}

/// A key of the centre's that is no longer one, and what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EarlierSigner {
    /// The key.
    pub key: PublicKey,
    /// Whether the recovery key took it out: it may have been stolen, and what it signed need not be the centre's.
    pub taken_out: bool,
}

/// The signing keys that a centre had before `today`'s, by its chain of statements from the founding on. None where the chain
/// does not lead to `today`.
pub async fn earlier_signers(
    centre: &CentreId,
    chain: &[Envelope],
    today: &KeyStatement,
) -> Option<Vec<EarlierSigner>> {
    let (first, rest) = chain.split_first()?;
    let (mut keys, _) = accept_founding(centre, first).await.ok()?;
    let mut earlier: Vec<EarlierSigner> = Vec::new();
    for change in rest {
        let next = accept_change(centre, &keys, change).await.ok()?;
        let shown = change.signatures.iter().find_map(|signature| signature.public);
        let taken_out = shown.is_some_and(|key| Hash::of(&key.0) == keys.recovery_hash);
        let gone = keys.signers.iter().filter(|key| !next.signers.contains(key));
        earlier.extend(gone.map(|key| EarlierSigner { key: *key, taken_out }));
        keys = next;
    }
    (keys == *today).then_some(earlier)
}

/// Follows a centre's chain of statements from what is pinned (or, at the first visit, from its founding) to today's.
///
/// # Errors
/// With the first reason not to believe it.
pub async fn follow(
    centre: &CentreId,
    pinned: Option<(&KeyStatement, &Fingerprint)>,
    chain: &[Envelope],
) -> Result<(KeyStatement, Fingerprint), KeysRefused> {
    let (first, rest) = chain.split_first().ok_or(KeysRefused::Malformed)?;
    let Some((pinned, fingerprint)) = pinned else {
        let (mut keys, fingerprint) = accept_founding(centre, first).await?;
        for change in rest {
            keys = accept_change(centre, &keys, change).await?;
        }
        return Ok((keys, fingerprint));
    };
    let mut keys = pinned.clone();
    let mut forked = false;
    for envelope in chain {
        let statement = KeyStatement::read(envelope)?;
        if statement.edition > keys.edition {
            keys = accept_change(centre, &keys, envelope).await?;
        } else if statement.edition == pinned.edition {
            forked = statement != *pinned;
        }
    }
    // Where both a thief and the centre stated an edition, the recovery key's later one settles it.
    if forked && keys.edition == pinned.edition {
        return Err(KeysRefused::Forked { edition: pinned.edition });
    }
    Ok((keys, *fingerprint))
}
