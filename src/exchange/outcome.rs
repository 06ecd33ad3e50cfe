//! An outcome as it is published: encrypted under the key that a slip's seal gave to both sides, and of one
//! length, so that a confirmation cannot be told from a refusal.

use crate::domain::id::{OutcomeKey, OutcomeTag};
use crate::domain::standing::{Answer, Hitch, Reason, Standing};
use crate::domain::time::{Month, Start};
use crate::exchange::crypto::{
    AesKey, CryptoError, NONCE_BYTES, from_base64, open_with_nonce, random_array, to_base64,
};
use crate::exchange::slip::{ContentProblem, Reader, Writer};

/// The length of every outcome before it is encrypted.
const PLAIN_BYTES: usize = 64;

/// As they are numbered.
const HITCHES: [Hitch; 5] = [Hitch::Gone, Hitch::TooLate, Hitch::Age, Hitch::Training, Hitch::Clash];

/// Why a published outcome could not be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OutcomeRefused {
    /// Not made with this slip's key, for another month, or changed.
    DoesNotOpen,
    /// A standing or reason that this program does not know: a later one wrote it.
    Unknown,
    /// The ciphers failed.
    Crypto(CryptoError),
}

/// Encrypts an answer for the owner of a slip. Words of more than 59 bytes are cut at a character.
///
/// # Errors
/// Those of the ciphers.
pub async fn seal_outcome(
    key: &OutcomeKey,
    tag: &OutcomeTag,
    month: Month,
    answer: &Answer,
) -> Result<String, CryptoError> {
    seal_outcome_with(&random_array()?, key, tag, month, answer).await
}

/// [`seal_outcome`] with a given nonce, for published test vectors.
///
/// # Errors
/// As there.
pub async fn seal_outcome_with(
    nonce: &[u8; NONCE_BYTES],
    key: &OutcomeKey,
    tag: &OutcomeTag,
    month: Month,
    answer: &Answer,
) -> Result<String, CryptoError> {
    let key = AesKey::import(&key.0).await?;
    let mut sealed = nonce.to_vec();
    sealed.extend(key.seal(nonce, &about(tag, month), &encode(answer)).await?);
    Ok(to_base64(&sealed))
}

/// Reads a slip's outcome.
///
/// # Errors
/// With the reason to show.
pub async fn open_outcome(
    key: &OutcomeKey,
    tag: &OutcomeTag,
    month: Month,
    sealed: &str,
) -> Result<Answer, OutcomeRefused> {
    let sealed = from_base64(sealed).ok_or(OutcomeRefused::DoesNotOpen)?;
    let key = AesKey::import(&key.0).await.map_err(OutcomeRefused::Crypto)?;
    let plain = open_with_nonce(&key, &about(tag, month), &sealed).await.map_err(|error| match error {
        CryptoError::DoesNotOpen => OutcomeRefused::DoesNotOpen,
        other => OutcomeRefused::Crypto(other),
    })?;
    decode(&plain).map_err(|_| OutcomeRefused::Unknown)
}

/// The month as it is written, then the tag.
fn about(tag: &OutcomeTag, month: Month) -> Vec<u8> {
    let mut about = month.to_string().into_bytes();
    about.extend(tag.0);
    about
}

fn encode(answer: &Answer) -> Vec<u8> {
    let (standing, position) = match answer.standing {
        Standing::NotHandedIn => (1, 0),
        Standing::Pending => (2, 0),
        Standing::Confirmed => (3, 0),
        Standing::Waitlisted(position) => (4, position),
        Standing::Offered => (5, 0),
        Standing::NotPlaced => (6, 0),
        Standing::Withdrawn => (7, 0),
        Standing::Cancelled => (8, 0),
        Standing::Attended => (9, 0),
        Standing::Absent => (10, 0),
        Standing::NotRecorded => (11, 0),
    };
    let mut out = Writer { bytes: Vec::with_capacity(PLAIN_BYTES) };
    out.bytes.push(standing);
    out.bytes.extend(u16::to_be_bytes(position));
    let numbers = |out: &mut Writer, kind: u8, numbers: &[u16]| {
        out.bytes.push(kind);
        out.bytes.extend(numbers.iter().flat_map(|number| number.to_be_bytes()));
    };
    match &answer.reason {
        Reason::Placed { order, places } => numbers(&mut out, 1, &[*order, *places]),
        Reason::Promoted { order, places } => numbers(&mut out, 2, &[*order, *places]),
        Reason::Full { order, places } => numbers(&mut out, 3, &[*order, *places]),
        Reason::NoSlipNeeded => numbers(&mut out, 4, &[]),
        Reason::TooYoung { age, from } => numbers(&mut out, 5, &[u16::from(*age), u16::from(*from)]),
        Reason::TooOld { age, to } => numbers(&mut out, 6, &[u16::from(*age), u16::from(*to)]),
        Reason::AgeUnknown => numbers(&mut out, 7, &[]),
        Reason::ConsentMissing => numbers(&mut out, 8, &[]),
        Reason::Clash { with, minutes } => {
            numbers(&mut out, 9, &[*minutes]);
            // Sessions of a published menu start after the year 2000; any other is left out.
            if out.target(with).is_err() {
                out.bytes.truncate(6);
            }
        }
        Reason::QuotaReached { quota } => numbers(&mut out, 10, &[*quota]),
        Reason::TrainingMissing { training } => words(&mut out, 11, training),
        Reason::SameAgain => numbers(&mut out, 12, &[]),
        Reason::TooLate => numbers(&mut out, 13, &[]),
        Reason::NoSuchSession => numbers(&mut out, 14, &[]),
        Reason::WrongKind => numbers(&mut out, 15, &[]),
        Reason::SecretUnknown => numbers(&mut out, 16, &[]),
        Reason::GivenBack { late } => numbers(&mut out, 17, &[u16::from(*late)]),
        Reason::CarriedOut => numbers(&mut out, 18, &[]),
        Reason::StoodIn => numbers(&mut out, 19, &[]),
        Reason::CalledOff => numbers(&mut out, 20, &[]),
        Reason::Decided { why } => words(&mut out, 21, why),
        Reason::Declined => numbers(&mut out, 22, &[]),
        Reason::Promised => numbers(&mut out, 23, &[]),
        Reason::Noted => numbers(&mut out, 24, &[]),
        Reason::Waiting => numbers(&mut out, 25, &[]),
        Reason::PromisedToOthers { order, places } => numbers(&mut out, 26, &[*order, *places]),
        Reason::DrawAwaited { closes } => moment(&mut out, 27, *closes),
        Reason::Drawn { nth, of, places } => numbers(&mut out, 28, &[*nth, *of, *places]),
        Reason::DrawnNext { nth, of, places } => numbers(&mut out, 29, &[*nth, *of, *places]),
        Reason::NotDrawn { nth, of, places } => numbers(&mut out, 30, &[*nth, *of, *places]),
        Reason::MissedTheDraw { of, places } => numbers(&mut out, 31, &[*of, *places]),
        Reason::MaybeTheSame => numbers(&mut out, 32, &[]),
        Reason::TooEarly { opens } => moment(&mut out, 33, *opens),
        Reason::Moved { to, why } => {
            numbers(&mut out, 34, &[]);
            // As with a clash: a session that cannot be named is left out.
            if out.target(to).is_err() {
                out.bytes.truncate(4);
            }
            some_words(&mut out, why);
        }
        Reason::Swapped { to } => {
            numbers(&mut out, 35, &[]);
            if out.target(to).is_err() {
                out.bytes.truncate(4);
            }
        }
        Reason::NotSwapped { hitch, mine } => {
            let nth = HITCHES.iter().position(|one| one == hitch).unwrap_or_default();
            out.bytes.extend([36, nth as u8, u8::from(*mine)]);
        }
    }
    out.bytes.resize(PLAIN_BYTES, 0);
    out.bytes
}

/// A kind and a local time, to the minute.
fn moment(out: &mut Writer, kind: u8, at: Start) {
    out.bytes.push(kind);
    let minutes = u32::try_from(at.to_minutes()).unwrap_or_default();
    out.bytes.extend(minutes.to_be_bytes());
}

fn words(out: &mut Writer, kind: u8, words: &str) {
    out.bytes.push(kind);
    some_words(out, words);
}

/// As many words as fit. What cannot stand on a page (control characters) is left out.
fn some_words(out: &mut Writer, words: &str) {
    let room = PLAIN_BYTES.saturating_sub(out.bytes.len() + 1);
    let mut kept = String::new();
    for c in words.chars().filter(|c| !c.is_control()) {
        if kept.len() + c.len_utf8() > room {
            break;
        }
        kept.push(c);
    }
    out.bytes.push(kept.len() as u8);
    out.bytes.extend(kept.into_bytes());
}

fn decode(plain: &[u8]) -> Result<Answer, ContentProblem> {
    if plain.len() != PLAIN_BYTES {
        return Err(ContentProblem::Length);
    }
    let mut rest = Reader { bytes: plain };
    let [standing, high, low, kind] = rest.array()?;
    let standing = match standing {
        1 => Standing::NotHandedIn,
        2 => Standing::Pending,
        3 => Standing::Confirmed,
        4 => Standing::Waitlisted(u16::from_be_bytes([high, low])),
        5 => Standing::Offered,
        6 => Standing::NotPlaced,
        7 => Standing::Withdrawn,
        8 => Standing::Cancelled,
        9 => Standing::Attended,
        10 => Standing::Absent,
        11 => Standing::NotRecorded,
        other => return Err(ContentProblem::Kind(other)),
    };
    let number = |rest: &mut Reader| rest.array().map(u16::from_be_bytes);
    let small = |rest: &mut Reader| rest.array().map(|[_, low]: [u8; 2]| low);
    let moment = |rest: &mut Reader| rest.array().map(|minutes| Start::from_minutes(u32::from_be_bytes(minutes)));
    let words = |rest: &mut Reader| -> Result<String, ContentProblem> {
        let [length] = rest.array()?;
        let bytes = rest.bytes.get(..usize::from(length)).ok_or(ContentProblem::Length)?;
        String::from_utf8(bytes.to_vec()).map_err(|_| ContentProblem::Text)
    };
    let reason = match kind {
        1 => Reason::Placed { order: number(&mut rest)?, places: number(&mut rest)? },
        2 => Reason::Promoted { order: number(&mut rest)?, places: number(&mut rest)? },
        3 => Reason::Full { order: number(&mut rest)?, places: number(&mut rest)? },
        4 => Reason::NoSlipNeeded,
        5 => Reason::TooYoung { age: small(&mut rest)?, from: small(&mut rest)? },
        6 => Reason::TooOld { age: small(&mut rest)?, to: small(&mut rest)? },
        7 => Reason::AgeUnknown,
        8 => Reason::ConsentMissing,
        9 => {
            let minutes = number(&mut rest)?;
            Reason::Clash { with: rest.target()?, minutes }
        }
        10 => Reason::QuotaReached { quota: number(&mut rest)? },
        11 => Reason::TrainingMissing { training: words(&mut rest)? },
        12 => Reason::SameAgain,
        13 => Reason::TooLate,
        14 => Reason::NoSuchSession,
        15 => Reason::WrongKind,
        16 => Reason::SecretUnknown,
        17 => Reason::GivenBack { late: number(&mut rest)? != 0 },
        18 => Reason::CarriedOut,
        19 => Reason::StoodIn,
        20 => Reason::CalledOff,
        21 => Reason::Decided { why: words(&mut rest)? },
        22 => Reason::Declined,
        23 => Reason::Promised,
        24 => Reason::Noted,
        25 => Reason::Waiting,
        26 => Reason::PromisedToOthers { order: number(&mut rest)?, places: number(&mut rest)? },
        27 => Reason::DrawAwaited { closes: moment(&mut rest)? },
        28 => Reason::Drawn { nth: number(&mut rest)?, of: number(&mut rest)?, places: number(&mut rest)? },
        29 => Reason::DrawnNext { nth: number(&mut rest)?, of: number(&mut rest)?, places: number(&mut rest)? },
        30 => Reason::NotDrawn { nth: number(&mut rest)?, of: number(&mut rest)?, places: number(&mut rest)? },
        31 => Reason::MissedTheDraw { of: number(&mut rest)?, places: number(&mut rest)? },
        32 => Reason::MaybeTheSame,
        33 => Reason::TooEarly { opens: moment(&mut rest)? },
        34 => Reason::Moved { to: rest.target()?, why: words(&mut rest)? },
        35 => Reason::Swapped { to: rest.target()? },
        36 => {
            let [nth, mine] = rest.array()?;
            let hitch = *HITCHES.get(usize::from(nth)).ok_or(ContentProblem::Kind(nth))?;
            Reason::NotSwapped { hitch, mine: mine != 0 }
        }
        other => return Err(ContentProblem::Kind(other)),
    };
    Ok(Answer { standing, reason })
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;
    use crate::domain::id::SessionId;
    use crate::exchange::crypto::ready;
    use proptest::prelude::*;

    const KEY: OutcomeKey = OutcomeKey([3; 16]);
    const TAG: OutcomeTag = OutcomeTag([4; 16]);

    fn december() -> Month {
        Month::parse("2026-12").unwrap()
    }

    fn seal(answer: &Answer) -> String {
        ready(seal_outcome(&KEY, &TAG, december(), answer)).unwrap()
    }

    fn open(sealed: &str) -> Result<Answer, OutcomeRefused> {
        ready(open_outcome(&KEY, &TAG, december(), sealed))
    }

    /// One of every standing and of every reason.
    fn answers() -> Vec<Answer> {
        let standings = [
            Standing::NotHandedIn,
            Standing::Pending,
            Standing::Confirmed,
            Standing::Waitlisted(2),
            Standing::Offered,
            Standing::NotPlaced,
            Standing::Withdrawn,
            Standing::Cancelled,
            Standing::Attended,
            Standing::Absent,
            Standing::NotRecorded,
        ];
        let reasons = vec![
            Reason::Placed { order: 22, places: 20 },
            Reason::Promoted { order: 65_535, places: 1 },
            Reason::Full { order: 22, places: 20 },
            Reason::NoSlipNeeded,
            Reason::TooYoung { age: 5, from: 6 },
            Reason::TooOld { age: 13, to: 12 },
            Reason::AgeUnknown,
            Reason::ConsentMissing,
            Reason::Clash { with: SessionId::parse("ABCDEFGHIJ@2026-12-05T10:00").unwrap(), minutes: 30 },
            Reason::QuotaReached { quota: 2 },
            Reason::TrainingMissing { training: "未成年人保护".to_owned() },
            Reason::SameAgain,
            Reason::TooLate,
            Reason::NoSuchSession,
            Reason::WrongKind,
            Reason::SecretUnknown,
            Reason::GivenBack { late: true },
            Reason::GivenBack { late: false },
            Reason::CarriedOut,
            Reason::StoodIn,
            Reason::CalledOff,
            Reason::Decided { why: "老师同意加一个座位".to_owned() },
            Reason::Declined,
            Reason::Promised,
            Reason::Noted,
            Reason::Waiting,
            Reason::PromisedToOthers { order: 22, places: 20 },
            Reason::DrawAwaited { closes: Start::parse("2026-12-03T18:00").unwrap() },
            Reason::Drawn { nth: 3, of: 57, places: 20 },
            Reason::DrawnNext { nth: 21, of: 57, places: 20 },
            Reason::NotDrawn { nth: 57, of: 57, places: 20 },
            Reason::MissedTheDraw { of: 57, places: 20 },
            Reason::MaybeTheSame,
            Reason::TooEarly { opens: Start::parse("2026-12-01T09:00").unwrap() },
            Reason::Moved {
                to: SessionId::parse("ABCDEFGHIJ@2026-12-05T10:00").unwrap(),
                why: "上午的一场已满，下午还有座位".to_owned(),
            },
            Reason::Swapped { to: SessionId::parse("ABCDEFGHIJ@2026-12-05T10:00").unwrap() },
            Reason::NotSwapped { hitch: Hitch::Gone, mine: false },
            Reason::NotSwapped { hitch: Hitch::Clash, mine: true },
        ];
        let pairs = standings.iter().map(|standing| Answer { standing: *standing, reason: Reason::Waiting });
        pairs.chain(reasons.into_iter().map(|reason| Answer { standing: Standing::Confirmed, reason })).collect()
    }

    #[test]
    fn every_answer_goes_there_and_back_in_one_length() {
        for answer in answers() {
            let sealed = seal(&answer);
            assert_eq!(sealed.len(), (12usize + 64 + 16).div_ceil(3) * 4);
            assert_eq!(open(&sealed), Ok(answer));
        }
    }

    #[test]
    fn an_outcome_belongs_to_one_slip_and_one_month() {
        let sealed = seal(&answers()[0]);
        assert_ne!(sealed, seal(&answers()[0]), "the same answer never looks the same");
        let refused = Err(OutcomeRefused::DoesNotOpen);
        let month = december();
        assert_eq!(ready(open_outcome(&OutcomeKey([0; 16]), &TAG, month, &sealed)), refused);
        assert_eq!(ready(open_outcome(&KEY, &OutcomeTag([0; 16]), month, &sealed)), refused);
        assert_eq!(ready(open_outcome(&KEY, &TAG, month.plus(1), &sealed)), refused);
        for garbage in ["", "AAAA", "not base64", &sealed[4..]] {
            assert_eq!(open(garbage), refused, "{garbage}");
        }
    }

    #[test]
    fn words_are_cut_at_a_character() {
        let why = "示".repeat(30);
        let sealed = seal(&Answer { standing: Standing::NotPlaced, reason: Reason::Decided { why } });
        let Ok(Answer { reason: Reason::Decided { why }, .. }) = open(&sealed) else { panic!() };
        assert_eq!(why, "示".repeat(19));
    }

    proptest! {
        #[test]
        fn arbitrary_plain_text_never_panics(bytes in prop::collection::vec(any::<u8>(), 60..68)) {
            let _ = decode(&bytes);
        }
    }
}
