//! Confirmed service as it is published: `hours/YYYY-MM.rN.json`, for each served slip the signed record of it, encrypted
//! under the key that the slip's seal gave to both sides.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

use crate::domain::book::MonthBook;
use crate::domain::id::{CentreId, OutcomeKey, OutcomeTag};
use crate::domain::joined::Joined;
use crate::domain::ledger::Ledger;
use crate::domain::serving::volunteer;
use crate::domain::slip::OpenedSlip;
use crate::domain::time::{Month, Stamp};
use crate::exchange::crypto::{
    AesKey, CryptoError, NONCE_BYTES, from_base64, open_with_nonce, random_array, to_base64,
};
use crate::exchange::letter::{Kind, find_one, write};
use crate::exchange::record::ConfirmedService;

/// The length of every record before it is encrypted: neither the length of a name nor of a role shows.
const PLAIN_BYTES: usize = 192;

/// The file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Hours {
    /// Of this file's form.
    pub format: u16,
    /// Whose.
    pub centre: CentreId,
    /// Of which month.
    pub month: Month,
    /// That of the outcomes with which they were published.
    pub revision: u32,
    /// When they were made.
    pub made_at: Stamp,
    /// By the slip's outcome tag.
    pub hours: BTreeMap<OutcomeTag, String>,
}

/// What a month's ledger tells the owners of its slips, each with their slip: voided services with no minutes.
pub fn confirmed_services<'a>(
    book: &'a MonthBook,
    joined: &Joined,
    utc_offset: i32,
) -> Vec<(&'a OpenedSlip, ConfirmedService)> {
    let slips: BTreeMap<_, &OpenedSlip> =
        book.arrivals.iter().map(|arrival| (arrival.slip.id, &arrival.slip)).collect();
    let ledger = Ledger::of(&book.entries, joined);
    let told = ledger.records.iter().filter_map(|record| {
        let slip = slips.get(&record.service.slip?)?;
        let (standing, who) = (record.standing()?, volunteer(slip)?);
        // One minute more for each entry before: of two corrections in one minute the later is signed later.
        let nth = record.entries.len() as i64 - 1;
        let confirmed = ConfirmedService {
            service: record.id,
            name: who.name,
            role: record.service.role.clone(),
            from: record.service.from,
            minutes: u16::try_from(record.minutes()).unwrap_or(u16::MAX),
            signed_at: standing.at.local(utc_offset).plus(nth),
        };
        Some((*slip, confirmed))
    });
    told.collect()
}

/// Encrypts a record's text for the owner of a slip.
///
/// # Errors
/// Those of the ciphers. [`CryptoError::Failed`] for a text that is no record of a service.
pub async fn seal_hours(key: &OutcomeKey, tag: &OutcomeTag, month: Month, record: &str) -> Result<String, CryptoError> {
    seal_hours_with(&random_array()?, key, tag, month, record).await
}

/// [`seal_hours`] with a given nonce, for published test vectors and the sample.
///
/// # Errors
/// As there.
pub async fn seal_hours_with(
    nonce: &[u8; NONCE_BYTES],
    key: &OutcomeKey,
    tag: &OutcomeTag,
    month: Month,
    record: &str,
) -> Result<String, CryptoError> {
    let bytes = find_one(Kind::Record, record).map_err(|_| CryptoError::Failed)?;
    let length = u8::try_from(bytes.len()).ok().filter(|length| usize::from(*length) < PLAIN_BYTES);
    let mut plain = vec![length.ok_or(CryptoError::Failed)?];
    plain.extend(bytes);
    plain.resize(PLAIN_BYTES, 0);
    let key = AesKey::import(&key.0).await?;
    let mut sealed = nonce.to_vec();
    sealed.extend(key.seal(nonce, &about(tag, month), &plain).await?);
    Ok(to_base64(&sealed))
}

/// Opens what [`seal_hours`] made: the record's text, still to be checked.
///
/// # Errors
/// [`CryptoError::DoesNotOpen`] also when it is not what should be there.
pub async fn open_hours(key: &OutcomeKey, tag: &OutcomeTag, month: Month, sealed: &str) -> Result<String, CryptoError> {
    let sealed = from_base64(sealed).ok_or(CryptoError::DoesNotOpen)?;
    let key = AesKey::import(&key.0).await?;
    let plain = open_with_nonce(&key, &about(tag, month), &sealed).await?;
    let (length, rest) = plain.split_first().ok_or(CryptoError::DoesNotOpen)?;
    let record = rest.get(..usize::from(*length)).and_then(|bytes| write(Kind::Record, bytes));
    record.ok_or(CryptoError::DoesNotOpen)
}

/// An outcome is sealed about month and tag; hours about these and the word, so that neither passes for the other.
fn about(tag: &OutcomeTag, month: Month) -> Vec<u8> {
    let mut about = month.to_string().into_bytes();
    about.extend(tag.0);
    about.extend(b"hours");
    about
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;
    use crate::domain::id::ServiceId;
    use crate::domain::time::Start;
    use crate::exchange::crypto::{generate, ready};
    use crate::exchange::outcome::open_outcome;
    use crate::exchange::record::{Record, check, sign};
    use crate::exchange::trust::Fingerprint;

    #[test]
    fn hours_belong_to_one_slip_and_one_month_and_keep_their_signature() {
        let pair = ready(generate()).unwrap();
        let centre = Fingerprint::of(&pair.public).centre();
        let service = ConfirmedService {
            service: ServiceId([7; 16]),
            name: "示".repeat(10),
            role: "助".repeat(12),
            from: Start::parse("2026-12-05T14:00").unwrap(),
            minutes: 95,
            signed_at: Start::parse("2026-12-06T09:30").unwrap(),
        };
        let record = Record::Service(service);
        let text = ready(sign(&pair, &centre, &record)).unwrap();
        let (key, tag, month) = (OutcomeKey([3; 16]), OutcomeTag([4; 16]), Month::parse("2026-12").unwrap());
        let sealed = ready(seal_hours(&key, &tag, month, &text)).unwrap();
        assert_eq!(sealed.len(), (12usize + 192 + 16).div_ceil(3) * 4);
        let opened = ready(open_hours(&key, &tag, month, &sealed)).unwrap();
        assert_eq!(ready(check(&opened, &centre, &[pair.public])), Ok(record));
        for other in [
            ready(open_hours(&OutcomeKey([0; 16]), &tag, month, &sealed)),
            ready(open_hours(&key, &OutcomeTag([0; 16]), month, &sealed)),
            ready(open_hours(&key, &tag, month.plus(1), &sealed)),
        ] {
            assert_eq!(other, Err(CryptoError::DoesNotOpen));
        }
        assert!(ready(open_outcome(&key, &tag, month, &sealed)).is_err());
    }
}
