//! A backup: everything that one device keeps for a centre, in one locked text that opens on any other.
//!
//! It carries stored bodies as they are, by month; restoring merges by union, which is the business of who stores.

use std::collections::BTreeMap;

use crate::domain::id::CentreId;
use crate::domain::time::Stamp;
use crate::exchange::crypto::CryptoError;
use crate::exchange::locked::{Kind, LockRefused, lock, unlock};

/// What a backup holds.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Backup {
    /// Settings and the like, by name.
    pub meta: BTreeMap<String, Vec<u8>>,
    /// The bodies of each month's facts in their order, by month (`2026-12`, or `-` for what has none).
    pub months: BTreeMap<String, Vec<Vec<u8>>>,
}

/// Writes a backup of `Kind::Book` or `Kind::Household`.
///
/// # Errors
/// Those of the ciphers.
pub async fn write_backup(
    kind: Kind,
    centre: &CentreId,
    made_at: Stamp,
    passphrase: &str,
    backup: &Backup,
) -> Result<String, CryptoError> {
    lock(kind, centre, made_at, passphrase, &encode(backup)).await
}

/// Opens a backup. What it is, of which centre and from when says [`crate::exchange::locked::read_header`].
///
/// # Errors
/// With why it stays shut: another file, a later program, a wrong passphrase, damage.
pub async fn open_backup(kind: Kind, text: &str, passphrase: &str) -> Result<Backup, LockRefused> {
    let (_, plain) = unlock(kind, text, passphrase).await?;
    decode(&plain).ok_or(LockRefused::Damaged)
}

/// Numbers are u32, big-endian: how many settings; of each its name and value; how many months; of each its name, how
/// many bodies, and each body. Before names, values and bodies stands their length in bytes.
pub(super) fn encode(backup: &Backup) -> Vec<u8> {
    let mut out = Vec::new();
    let number = |out: &mut Vec<u8>, number: usize| out.extend((number as u32).to_be_bytes());
    let bytes = |out: &mut Vec<u8>, bytes: &[u8]| {
        number(out, bytes.len());
        out.extend(bytes);
    };
    number(&mut out, backup.meta.len());
    for (name, value) in &backup.meta {
        bytes(&mut out, name.as_bytes());
        bytes(&mut out, value);
    }
    number(&mut out, backup.months.len());
    for (month, bodies) in &backup.months {
        bytes(&mut out, month.as_bytes());
        number(&mut out, bodies.len());
        for body in bodies {
            bytes(&mut out, body);
        }
    }
    out
}

fn decode(mut rest: &[u8]) -> Option<Backup> {
    fn number(rest: &mut &[u8]) -> Option<usize> {
        let (number, after) = rest.split_first_chunk::<4>()?;
        *rest = after;
        usize::try_from(u32::from_be_bytes(*number)).ok()
    }
    fn bytes(rest: &mut &[u8]) -> Option<Vec<u8>> {
        let length = number(rest)?;
        let (bytes, after) = rest.split_at_checked(length)?;
        *rest = after;
        Some(bytes.to_vec())
    }
    let mut backup = Backup::default();
    for _ in 0..number(&mut rest)? {
        backup.meta.insert(String::from_utf8(bytes(&mut rest)?).ok()?, bytes(&mut rest)?);
    }
    for _ in 0..number(&mut rest)? {
        let month = String::from_utf8(bytes(&mut rest)?).ok()?;
        let mut bodies = Vec::new();
        for _ in 0..number(&mut rest)? {
            bodies.push(bytes(&mut rest)?);
        }
        backup.months.insert(month, bodies);
    }
    rest.is_empty().then_some(backup)
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;
    use crate::exchange::crypto::ready;
    use proptest::prelude::*;

    fn backup() -> Backup {
        Backup {
            meta: [("settings".to_owned(), b"{}".to_vec())].into(),
            months: [
                ("-".to_owned(), vec![]),
                ("2026-12".to_owned(), vec![b"first".to_vec(), vec![], b"third".to_vec()]),
            ]
            .into(),
        }
    }

    #[test]
    fn a_backup_opens_elsewhere_with_its_passphrase() {
        let centre = CentreId::new("AAAAAAAA").unwrap();
        let text = ready(write_backup(Kind::Household, &centre, Stamp(5), "示例口令", &backup())).unwrap();
        assert_eq!(ready(open_backup(Kind::Household, &text, "示例口令")), Ok(backup()));
        assert_eq!(ready(open_backup(Kind::Household, &text, "不对")), Err(LockRefused::WrongPassphrase));
        assert_eq!(ready(open_backup(Kind::Book, &text, "示例口令")), Err(LockRefused::OtherKind(Kind::Household)));
        let mut damaged = text.clone();
        let at = text.len() - 30;
        damaged.replace_range(at..=at, if &text[at..=at] == "A" { "B" } else { "A" });
        assert_eq!(ready(open_backup(Kind::Household, &damaged, "示例口令")), Err(LockRefused::Damaged));
    }

    proptest! {
        #[test]
        fn contents_go_there_and_back(
            meta in prop::collection::btree_map(any::<String>(), any::<Vec<u8>>(), 0..4),
            months in prop::collection::btree_map("[0-9-]{0,7}", prop::collection::vec(any::<Vec<u8>>(), 0..5), 0..4),
        ) {
            let backup = Backup { meta, months };
            prop_assert_eq!(decode(&encode(&backup)), Some(backup));
        }

        #[test]
        fn arbitrary_bytes_never_panic(bytes in any::<Vec<u8>>()) {
            let _ = decode(&bytes);
        }
    }

    #[test]
    fn counts_that_promise_too_much_are_refused() {
        assert_eq!(decode(&[0xff; 64]), None);
        let mut long = encode(&backup());
        long.push(0);
        assert_eq!(decode(&long), None);
    }
}
