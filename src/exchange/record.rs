//! A record of service that its owner can carry and anyone can check without a network: what a centre confirms, and its
//! signature over that.
//!
//! The QR code of a certificate is an address with the record behind `#`, which browsers send to no host.

use base32ct::{Base32UpperUnpadded, Encoding};
use chrono::{Days, NaiveDate};

use crate::domain::certificate::Certificate;
use crate::domain::id::{CentreId, CertificateId, ServiceId};
use crate::domain::slip::NAME_BYTES;
use crate::domain::time::Start;
use crate::exchange::crypto::{CryptoError, KeyPair, PublicKey, from_base64, to_base64};
use crate::exchange::envelope::{Envelope, EnvelopeRefused, Purpose, Signature};
use crate::exchange::letter::{Kind, find_one, write};
use crate::exchange::slip::{CodeProblem, ContentProblem, Reader, Writer, centre_bytes, centre_of_bytes};
use crate::exchange::trust::{KeyStatement, earlier_signers};

const VERSION: u8 = 1;
const CERTIFICATE: u8 = 1;
const SERVICE: u8 = 2;
/// The signer's name and `r ‖ s`.
const SIGNATURE_BYTES: usize = 5 + 64;
/// The longest name of what was done, in bytes of UTF-8 (twelve Chinese characters).
pub const ROLE_BYTES: usize = 36;

/// One confirmed service, for its owner.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConfirmedService {
    /// Which.
    pub service: ServiceId,
    /// Who served.
    pub name: String,
    /// What they did; at most [`ROLE_BYTES`] bytes, a longer one is cut.
    pub role: String,
    /// When it began.
    pub from: Start,
    /// How long, in minutes; 0 of one that was voided.
    pub minutes: u16,
    /// When this was signed: of two of one service the later holds.
    pub signed_at: Start,
}

/// What a record says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Record {
    /// 志愿服务记录证明.
    Certificate(Certificate),
    /// One service.
    Service(ConfirmedService),
}

/// Why a record could not be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RecordUnwritten {
    /// Something does not fit.
    Content(ContentProblem),
    /// A day before 2000 or after 2179.
    Day,
    /// The centre's id is not eight characters of base32.
    Centre,
    /// The ciphers failed.
    Crypto(CryptoError),
}

/// Why a record is not believed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RecordRefused {
    /// The text is no record, or damaged.
    Code(CodeProblem),
    /// Written by a program that knows another form, or damaged.
    Malformed,
    /// Another centre's.
    OtherCentre(CentreId),
    /// Signed by none of the keys that this centre has now.
    UnknownSigner,
    /// Signed by a key that the centre's recovery key has taken out since: it may have been stolen.
    KeyTakenOut,
    /// Something on it was changed.
    BadSignature,
    /// The ciphers failed: says nothing about the record.
    Crypto(CryptoError),
}

/// Signs a record, and writes it down.
///
/// # Errors
/// When something does not fit, or the ciphers fail.
pub async fn sign(pair: &KeyPair, centre: &CentreId, record: &Record) -> Result<String, RecordUnwritten> {
    let body = encode(centre, record)?;
    let envelope = Envelope::sign(pair, Purpose::Record, centre, None, Base32UpperUnpadded::encode_string(&body));
    let envelope = envelope.await.map_err(RecordUnwritten::Crypto)?;
    let Some(Signature { key, value, .. }) = envelope.signatures.first() else { unreachable!() };
    let signer = Base32UpperUnpadded::decode_vec(key).unwrap_or_default();
    let bytes = [body, signer, from_base64(value).unwrap_or_default()].concat();
    write(Kind::Record, &bytes).ok_or(RecordUnwritten::Content(ContentProblem::Length))
}

/// Reads a record out of a text, and checks it against a centre's keys.
///
/// # Errors
/// With why it is not believed.
pub async fn check(text: &str, centre: &CentreId, signers: &[PublicKey]) -> Result<Record, RecordRefused> {
    let bytes = find_one(Kind::Record, text).map_err(RecordRefused::Code)?;
    let (theirs, record) = read(&bytes)?;
    if theirs != *centre {
        return Err(RecordRefused::OtherCentre(theirs));
    }
    let (body, signature) = bytes.split_at(bytes.len() - SIGNATURE_BYTES);
    let (signer, value) = signature.split_at(5);
    let envelope = Envelope {
        payload: Base32UpperUnpadded::encode_string(body),
        signatures: vec![Signature {
            key: Base32UpperUnpadded::encode_string(signer),
            value: to_base64(value),
            public: None,
        }],
    };
    match envelope.verify(Purpose::Record, centre, None, signers).await {
        Ok(()) => Ok(record),
        Err(EnvelopeRefused::UnknownSigner) => Err(RecordRefused::UnknownSigner),
        Err(EnvelopeRefused::BadSignature) => Err(RecordRefused::BadSignature),
        Err(EnvelopeRefused::Crypto(error)) => Err(RecordRefused::Crypto(error)),
    }
}

/// Whose key a record was signed with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SignedWith {
    /// One that the centre has now.
    Todays,
    /// One that it had before, and changed by its own hand.
    Earlier,
}

/// As [`check`], along the chain of the centre's keys: what it signed with a key that it has changed since is still its own.
/// Not so where its recovery key took that key out.
///
/// # Errors
/// As [`check`], and [`RecordRefused::KeyTakenOut`].
pub async fn check_along(
    text: &str,
    centre: &CentreId,
    today: &KeyStatement,
    chain: &[Envelope],
) -> Result<(Record, SignedWith), RecordRefused> {
    match check(text, centre, &today.signers).await {
        Err(RecordRefused::UnknownSigner) => {}
        checked => return checked.map(|record| (record, SignedWith::Todays)),
    }
    let earlier = earlier_signers(centre, chain, today).await.unwrap_or_default();
    let keys: Vec<PublicKey> = earlier.iter().map(|signer| signer.key).collect();
    let record = check(text, centre, &keys).await?;
    // Taken out once is taken out, wherever else the key had stood.
    let taken_out: Vec<PublicKey> = earlier.iter().filter(|signer| signer.taken_out).map(|signer| signer.key).collect();
    match check(text, centre, &taken_out).await {
        Ok(_) => Err(RecordRefused::KeyTakenOut),
        Err(_) => Ok((record, SignedWith::Earlier)),
    }
}

/// What bytes say, and of which centre, before any signature is looked at.
fn read(bytes: &[u8]) -> Result<(CentreId, Record), RecordRefused> {
    let body = bytes.len().checked_sub(SIGNATURE_BYTES).map(|end| &bytes[..end]);
    body.and_then(|body| decode(body).ok()).ok_or(RecordRefused::Malformed)
}

fn encode(centre: &CentreId, record: &Record) -> Result<Vec<u8>, RecordUnwritten> {
    let mut out = Writer { bytes: vec![VERSION] };
    out.bytes.extend(centre_bytes(centre).ok_or(RecordUnwritten::Centre)?);
    match record {
        Record::Certificate(certificate) => {
            out.bytes.push(CERTIFICATE);
            out.bytes.extend(certificate.id.0);
            for day in [certificate.on, certificate.from, certificate.to] {
                out.bytes.extend(days(day)?.to_be_bytes());
            }
            out.bytes.extend(certificate.minutes.to_be_bytes());
            out.bytes.extend(certificate.services.to_be_bytes());
            text(&mut out, &certificate.name, NAME_BYTES)?;
        }
        Record::Service(service) => {
            out.bytes.push(SERVICE);
            out.bytes.extend(service.service.0);
            for time in [service.from, service.signed_at] {
                let minutes = u32::try_from(time.to_minutes()).map_err(|_| RecordUnwritten::Day)?;
                out.bytes.extend(minutes.to_be_bytes());
            }
            out.bytes.extend(service.minutes.to_be_bytes());
            text(&mut out, &service.name, NAME_BYTES)?;
            text(&mut out, cut(&service.role), ROLE_BYTES)?;
        }
    }
    Ok(out.bytes)
}

fn text(out: &mut Writer, text: &str, longest: usize) -> Result<(), RecordUnwritten> {
    out.text(text, longest, ContentProblem::NameLength).map_err(RecordUnwritten::Content)
}

/// As much of a text as fits, at a character.
fn cut(text: &str) -> &str {
    let mut end = text.len().min(ROLE_BYTES);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

fn decode(body: &[u8]) -> Result<(CentreId, Record), ContentProblem> {
    let mut rest = Reader { bytes: body };
    let [version, a, b, c, d, e, kind] = rest.array()?;
    if version != VERSION {
        return Err(ContentProblem::Kind(version));
    }
    let centre = centre_of_bytes([a, b, c, d, e]);
    let day = |rest: &mut Reader| rest.array().map(|days| day(u16::from_be_bytes(days)));
    let time = |rest: &mut Reader| rest.array().map(|minutes| Start::from_minutes(u32::from_be_bytes(minutes)));
    let name = |rest: &mut Reader, longest| rest.text(longest, ContentProblem::NameLength, false);
    let record = match kind {
        CERTIFICATE => {
            let id = CertificateId(rest.array()?);
            let (on, from, to) = (day(&mut rest)?, day(&mut rest)?, day(&mut rest)?);
            let (minutes, services) = (u32::from_be_bytes(rest.array()?), u16::from_be_bytes(rest.array()?));
            Record::Certificate(Certificate { id, name: name(&mut rest, NAME_BYTES)?, from, to, minutes, services, on })
        }
        SERVICE => {
            let service = ServiceId(rest.array()?);
            let (from, signed_at) = (time(&mut rest)?, time(&mut rest)?);
            let minutes = u16::from_be_bytes(rest.array()?);
            let (name, role) = (name(&mut rest, NAME_BYTES)?, name(&mut rest, ROLE_BYTES)?);
            Record::Service(ConfirmedService { service, name, role, from, minutes, signed_at })
        }
        other => return Err(ContentProblem::Kind(other)),
    };
    if rest.bytes.is_empty() { Ok((centre, record)) } else { Err(ContentProblem::Padding) }
}

const DAY_NOUGHT: NaiveDate = match NaiveDate::from_ymd_opt(2000, 1, 1) {
    Some(day) => day,
    None => unreachable!(),
};

fn days(day: NaiveDate) -> Result<u16, RecordUnwritten> {
    u16::try_from((day - DAY_NOUGHT).num_days()).map_err(|_| RecordUnwritten::Day)
}

fn day(days: u16) -> NaiveDate {
    DAY_NOUGHT + Days::new(u64::from(days))
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;
    use crate::domain::time::parse_day;
    use crate::exchange::crypto::{generate, ready};
    use crate::exchange::keys::{CentreKeys, make, sign_statement_by_recovery};
    use crate::exchange::trust::Fingerprint;

    pub fn certificate() -> Record {
        let day = |text| parse_day(text).unwrap();
        Record::Certificate(Certificate {
            id: CertificateId([1, 2, 3]),
            name: "示例甲".to_owned(),
            from: day("2026-01-01"),
            to: day("2026-12-31"),
            minutes: 2_430,
            services: 21,
            on: day("2027-01-05"),
        })
    }

    pub fn service() -> Record {
        Record::Service(ConfirmedService {
            service: ServiceId([7; 16]),
            name: "示例甲".to_owned(),
            role: "健康讲座助手".to_owned(),
            from: Start::parse("2026-12-05T14:00").unwrap(),
            minutes: 95,
            signed_at: Start::parse("2026-12-06T09:30").unwrap(),
        })
    }

    #[test]
    fn what_was_signed_is_read_and_checked() {
        let pair = ready(generate()).unwrap();
        let centre = Fingerprint::of(&pair.public).centre();
        for record in [certificate(), service()] {
            let text = ready(sign(&pair, &centre, &record)).unwrap();
            assert!(text.len() < 270, "{}", text.len());
            let checked = |text: &str, signers: &[PublicKey]| ready(check(text, &centre, signers));
            assert_eq!(checked(&text, &[pair.public]), Ok(record.clone()));
            assert_eq!(checked(&format!("看：{}。", text.to_lowercase()), &[pair.public]), Ok(record));
            let other = ready(generate()).unwrap();
            assert_eq!(checked(&text, &[other.public]), Err(RecordRefused::UnknownSigner));
            let elsewhere = Fingerprint::of(&other.public).centre();
            assert_eq!(
                ready(check(&text, &elsewhere, &[other.public])),
                Err(RecordRefused::OtherCentre(centre.clone()))
            );
        }
    }

    #[test]
    fn what_was_signed_before_a_change_of_keys_stays_the_centres_own() {
        let (keys, recovery) = ready(make()).unwrap();
        let centre = keys.centre.clone();
        let founding = ready(keys.found(&recovery)).unwrap();
        let with = |signing: &KeyPair| CentreKeys { signing: signing.clone(), ..keys.clone() };
        let (second, third) = (with(&ready(generate()).unwrap()), with(&ready(generate()).unwrap()));
        let (next, last) = (second.statement(2, recovery.hash()), third.statement(3, recovery.hash()));
        let by_signer = ready(keys.sign_statement(&next)).unwrap();
        let by_recovery = ready(sign_statement_by_recovery(&recovery, &centre, &last)).unwrap();
        let old = ready(sign(&keys.signing, &centre, &certificate())).unwrap();
        let newer = ready(sign(&second.signing, &centre, &certificate())).unwrap();
        let of = |text: &str, today: &KeyStatement, chain: &[Envelope]| {
            ready(check_along(text, &centre, today, chain)).map(|(_, with)| with)
        };

        let chain = [founding.clone(), by_signer.clone()];
        assert_eq!(of(&old, &next, &chain), Ok(SignedWith::Earlier));
        assert_eq!(of(&newer, &next, &chain), Ok(SignedWith::Todays));
        // The recovery key took the second one out; the first had been changed by the centre's own hand.
        let recovered = [founding.clone(), by_signer, by_recovery];
        assert_eq!(of(&old, &last, &recovered), Ok(SignedWith::Earlier));
        assert_eq!(of(&newer, &last, &recovered), Err(RecordRefused::KeyTakenOut));

        let stranger = ready(generate()).unwrap();
        let forged = ready(sign(&stranger, &centre, &certificate())).unwrap();
        assert_eq!(of(&forged, &next, &chain), Err(RecordRefused::UnknownSigner));
        // Statements that lead elsewhere, or are not here, prove nothing.
        assert_eq!(of(&old, &last, &chain), Err(RecordRefused::UnknownSigner));
        assert_eq!(of(&old, &next, &[founding]), Err(RecordRefused::UnknownSigner));
        assert_eq!(of(&old, &next, &[]), Err(RecordRefused::UnknownSigner));
        let mut changed = old.clone();
        let at = old.len() / 2;
        changed.replace_range(at..=at, if &old[at..=at] == "A" { "B" } else { "A" });
        assert_eq!(of(&changed, &next, &chain), Err(RecordRefused::BadSignature));
    }

    #[test]
    fn no_character_can_be_changed() {
        let pair = ready(generate()).unwrap();
        let centre = Fingerprint::of(&pair.public).centre();
        let text = ready(sign(&pair, &centre, &certificate())).unwrap();
        for at in "LINLIZ1:".len()..text.len() {
            let other = if text.as_bytes()[at] == b'A' { "B" } else { "A" };
            let changed = [&text[..at], other, &text[at + 1..]].concat();
            assert!(ready(check(&changed, &centre, &[pair.public])).is_err(), "at {at}");
        }
        for end in 0..text.len() {
            assert!(ready(check(&text[..end], &centre, &[pair.public])).is_err(), "up to {end}");
        }
    }

    #[test]
    fn a_long_role_is_cut_at_a_character() {
        let pair = ready(generate()).unwrap();
        let centre = Fingerprint::of(&pair.public).centre();
        let Record::Service(service) = service() else { unreachable!() };
        let long = ConfirmedService { role: "助".repeat(13), ..service.clone() };
        let text = ready(sign(&pair, &centre, &Record::Service(long))).unwrap();
        let Ok(Record::Service(read)) = ready(check(&text, &centre, &[pair.public])) else { panic!() };
        assert_eq!(read.role, "助".repeat(12));
        let long = ConfirmedService { name: "甲".repeat(11), ..service };
        assert_eq!(
            ready(sign(&pair, &centre, &Record::Service(long))),
            Err(RecordUnwritten::Content(ContentProblem::NameLength))
        );
    }
}
