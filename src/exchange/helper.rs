//! What passes between the desk and a helper's phone: the phone's key as a code, a day's list sealed to that key, and the
//! report sealed to the centre. Nothing of it can be read on its way.

use serde::{Deserialize, Serialize};

use crate::domain::id::{CentreId, ListId, SessionId, SlipId, SlipSecret};
use crate::domain::slip::NAME_BYTES;
use crate::domain::time::Start;
use crate::exchange::crypto::{CryptoError, KeyPair, OpeningKey, PublicKey, SealingKey, from_base64, to_base64};
use crate::exchange::envelope::{Envelope, EnvelopeRefused, Purpose, Signature};
use crate::exchange::letter::{Kind, find_one, write};
use crate::exchange::slip::{CodeProblem, ContentProblem, Reader, Writer, centre_bytes, centre_of_bytes};
use crate::exchange::{hpke, slip};
use crate::json;
use base32ct::{Base32UpperUnpadded, Encoding};

const VERSION: u8 = 1;
const LIST_INFO: &[u8] = b"linli helper list v1";
const REPORT_INFO: &[u8] = b"linli helper report v1";
/// The signer's name and `r ‖ s`.
const SIGNATURE_BYTES: usize = 5 + 64;
/// So many bytes of a slip's id tell the people of one list apart.
const SLIP_BYTES: usize = 6;

/// One who is expected.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Expected {
    /// By which slip.
    pub slip: SlipId,
    /// Who.
    pub name: String,
    /// The last four digits of their number (尾号): enough to tell two of one name apart.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub tail: String,
}

/// A session or shift of the day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Duty {
    /// Which.
    pub target: SessionId,
    /// What it is called.
    pub title: String,
    /// Where.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub place: String,
    /// When it begins.
    pub start: Start,
    /// How long it lasts, in minutes.
    pub minutes: u16,
    /// Whether it is a shift: volunteers check out too.
    #[serde(default)]
    pub shift: bool,
    /// Who is expected.
    pub people: Vec<Expected>,
}

/// A list: one day's, or one team's of a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct List {
    /// Of this form; 1 today.
    pub format: u16,
    /// Which.
    pub id: ListId,
    /// Shown by the report, so that the desk knows from whom it comes.
    pub secret: SlipSecret,
    /// Who helps, in the organizer's words.
    pub helper: String,
    /// From when on it shows nothing more: the end of its day.
    pub until: Start,
    /// What is on.
    pub duties: Vec<Duty>,
}

impl List {
    /// The form that this program writes and reads.
    pub const FORMAT: u16 = 1;
}

/// What a helper saw of one who was expected.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Saw {
    /// 已到.
    Came,
    /// 签退.
    Left,
    /// 未到.
    Absent,
    /// A tap too many: nothing.
    Nothing,
    /// Somebody else came, by this name.
    Another(String),
}

/// One thing that a helper noted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Noted {
    /// By the beginning of whose slip's id.
    pub slip: [u8; SLIP_BYTES],
    /// When, on the centre's clock.
    pub at: Start,
    /// What.
    pub saw: Saw,
}

/// What a helper hands back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// Of which list.
    pub list: ListId,
    /// The list's secret.
    pub secret: SlipSecret,
    /// In the order in which it was noted.
    pub noted: Vec<Noted>,
}

/// Why a code, a list or a report is not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HelperRefused {
    /// The text is none, or damaged.
    Code(CodeProblem),
    /// Written by a program that knows another form.
    TooNew,
    /// Another centre's.
    OtherCentre(CentreId),
    /// Sealed to another phone or key, or changed on its way.
    DoesNotOpen,
    /// A list that the centre did not sign.
    NotSigned,
    /// Sealed well, but not what our program writes.
    Malformed,
    /// More than fits.
    TooLong,
    /// The ciphers failed: worth trying again.
    Crypto(CryptoError),
}

impl From<CryptoError> for HelperRefused {
    fn from(error: CryptoError) -> Self {
        match error {
            CryptoError::DoesNotOpen => HelperRefused::DoesNotOpen,
            other => HelperRefused::Crypto(other),
        }
    }
}

impl From<ContentProblem> for HelperRefused {
    fn from(_: ContentProblem) -> Self {
        HelperRefused::Malformed
    }
}

/// How the ids of a list's slips are shortened.
pub fn short(slip: &SlipId) -> [u8; SLIP_BYTES] {
    let mut short = [0; SLIP_BYTES];
    short.copy_from_slice(&slip.0[..SLIP_BYTES]);
    short
}

/// The code of a helper's phone.
pub fn write_code(centre: &CentreId, key: &PublicKey) -> Option<String> {
    let mut bytes = vec![VERSION];
    bytes.extend(centre_bytes(centre)?);
    bytes.extend(key.0);
    write(Kind::Helper, &bytes)
}

/// The key of the helper whose code stands in a text.
///
/// # Errors
/// With what is wrong with it.
pub fn read_code(text: &str, centre: &CentreId) -> Result<PublicKey, HelperRefused> {
    let bytes = find_one(Kind::Helper, text).map_err(HelperRefused::Code)?;
    let mut rest = Reader { bytes: &bytes };
    clear(&mut rest, centre)?;
    PublicKey::from_bytes(rest.bytes).map_err(|_| HelperRefused::Malformed)
}

/// Version and centre, as they stand at the front of everything.
fn clear(rest: &mut Reader<'_>, centre: &CentreId) -> Result<(), HelperRefused> {
    let [version, a, b, c, d, e] = rest.array()?;
    if version != VERSION {
        return Err(HelperRefused::TooNew);
    }
    let theirs = centre_of_bytes([a, b, c, d, e]);
    if theirs == *centre { Ok(()) } else { Err(HelperRefused::OtherCentre(theirs)) }
}

/// Signs a list and seals it to a helper's key.
///
/// # Errors
/// When it is too long, or the ciphers fail.
pub async fn seal_list(
    signing: &KeyPair,
    centre: &CentreId,
    to: &PublicKey,
    list: &List,
) -> Result<String, HelperRefused> {
    seal_list_with(&OpeningKey::ephemeral().await?, signing, centre, to, list).await
}

/// [`seal_list`] with a given ephemeral key, for published test vectors.
///
/// # Errors
/// As there.
pub async fn seal_list_with(
    ephemeral: &OpeningKey,
    signing: &KeyPair,
    centre: &CentreId,
    to: &PublicKey,
    list: &List,
) -> Result<String, HelperRefused> {
    // Texts, numbers and lists: JSON holds them all.
    let json = serde_json::to_string(list).map_err(|_| HelperRefused::Malformed)?;
    let envelope = Envelope::sign(signing, Purpose::List, centre, None, json).await?;
    let Some(Signature { key, value, .. }) = envelope.signatures.first() else { unreachable!() };
    let mut plain = Base32UpperUnpadded::decode_vec(key).unwrap_or_default();
    plain.extend(from_base64(value).unwrap_or_default());
    plain.extend(envelope.payload.as_bytes());
    let mut bytes = vec![VERSION];
    bytes.extend(centre_bytes(centre).ok_or(HelperRefused::Malformed)?);
    let (sealed, _) = hpke::seal_with(ephemeral, &SealingKey::import(to).await?, LIST_INFO, &bytes, &plain).await?;
    bytes.extend(sealed);
    write(Kind::List, &bytes).ok_or(HelperRefused::TooLong)
}

/// Opens the list in a text, and checks who signed it.
///
/// # Errors
/// With why it is not taken.
pub async fn open_list(
    text: &str,
    centre: &CentreId,
    key: &OpeningKey,
    signers: &[PublicKey],
) -> Result<List, HelperRefused> {
    let bytes = find_one(Kind::List, text).map_err(HelperRefused::Code)?;
    let mut rest = Reader { bytes: &bytes };
    clear(&mut rest, centre)?;
    let aad = &bytes[..bytes.len() - rest.bytes.len()];
    let (plain, _) = hpke::open(key, LIST_INFO, aad, rest.bytes).await?;
    let (signature, payload) = plain.split_at_checked(SIGNATURE_BYTES).ok_or(HelperRefused::Malformed)?;
    let payload = String::from_utf8(payload.to_vec()).map_err(|_| HelperRefused::Malformed)?;
    let (key, value) = signature.split_at(5);
    let signature = Signature { key: Base32UpperUnpadded::encode_string(key), value: to_base64(value), public: None };
    let envelope = Envelope { payload, signatures: vec![signature] };
    match envelope.verify(Purpose::List, centre, None, signers).await {
        Ok(()) => {}
        Err(EnvelopeRefused::Crypto(error)) => return Err(HelperRefused::Crypto(error)),
        Err(_) => return Err(HelperRefused::NotSigned),
    }
    let list: List = json::read(envelope.payload.as_bytes()).map_err(|_| HelperRefused::Malformed)?;
    if list.format > List::FORMAT { Err(HelperRefused::TooNew) } else { Ok(list) }
}

/// Seals a report to the centre's key of this number.
///
/// # Errors
/// When it is too long, or the ciphers fail.
pub async fn seal_report(
    centre: &CentreId,
    key_id: u8,
    to: &PublicKey,
    report: &Report,
) -> Result<String, HelperRefused> {
    seal_report_with(&OpeningKey::ephemeral().await?, centre, key_id, to, report).await
}

/// [`seal_report`] with a given ephemeral key, for published test vectors.
///
/// # Errors
/// As there.
pub async fn seal_report_with(
    ephemeral: &OpeningKey,
    centre: &CentreId,
    key_id: u8,
    to: &PublicKey,
    report: &Report,
) -> Result<String, HelperRefused> {
    let mut out = Writer { bytes: Vec::new() };
    out.bytes.extend(report.list.0);
    out.bytes.extend(report.secret.0);
    for noted in &report.noted {
        out.bytes.extend(noted.slip);
        out.bytes.extend(u32::try_from(noted.at.to_minutes()).map_err(|_| HelperRefused::Malformed)?.to_be_bytes());
        out.bytes.push(match &noted.saw {
            Saw::Nothing => 0,
            Saw::Came => 1,
            Saw::Left => 2,
            Saw::Absent => 3,
            Saw::Another(_) => 4,
        });
        if let Saw::Another(who) = &noted.saw {
            out.text(who, NAME_BYTES, ContentProblem::NameLength)?;
        }
    }
    let mut bytes = vec![VERSION];
    bytes.extend(centre_bytes(centre).ok_or(HelperRefused::Malformed)?);
    bytes.push(key_id);
    let (sealed, _) =
        hpke::seal_with(ephemeral, &SealingKey::import(to).await?, REPORT_INFO, &bytes, &out.bytes).await?;
    bytes.extend(sealed);
    write(Kind::Report, &bytes).ok_or(HelperRefused::TooLong)
}

/// Opens the bytes of a report.
///
/// # Errors
/// With why it is not taken.
pub async fn open_report(bytes: &[u8], centre: &CentreId, keys: &[(u8, OpeningKey)]) -> Result<Report, HelperRefused> {
    let mut rest = Reader { bytes };
    clear(&mut rest, centre)?;
    let [key_id] = rest.array()?;
    let (_, key) = keys.iter().find(|(id, _)| *id == key_id).ok_or(HelperRefused::DoesNotOpen)?;
    let aad = &bytes[..bytes.len() - rest.bytes.len()];
    let (plain, _) = hpke::open(key, REPORT_INFO, aad, rest.bytes).await?;
    let mut rest = slip::Reader { bytes: &plain };
    let (list, secret) = (ListId(rest.array()?), SlipSecret(rest.array()?));
    let mut noted = Vec::new();
    while !rest.bytes.is_empty() {
        let (slip, at) = (rest.array()?, Start::from_minutes(u32::from_be_bytes(rest.array()?)));
        let saw = match rest.array()? {
            [0] => Saw::Nothing,
            [1] => Saw::Came,
            [2] => Saw::Left,
            [3] => Saw::Absent,
            [4] => Saw::Another(rest.text(NAME_BYTES, ContentProblem::NameLength, false)?),
            _ => return Err(HelperRefused::Malformed),
        };
        noted.push(Noted { slip, at, saw });
    }
    Ok(Report { list, secret, noted })
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;
    use crate::exchange::crypto::{generate, ready};
    use crate::exchange::letter::find;
    use crate::exchange::trust::Fingerprint;

    fn start(text: &str) -> Start {
        Start::parse(text).unwrap()
    }

    fn list() -> List {
        List {
            format: 1,
            id: ListId([1; 8]),
            secret: SlipSecret([2; 16]),
            helper: "示例丁".to_owned(),
            until: start("2026-12-06T00:00"),
            duties: vec![Duty {
                target: SessionId::parse("S05-1@2026-12-05T14:00").unwrap(),
                title: "健康讲座助手".to_owned(),
                place: "多功能会议室".to_owned(),
                start: start("2026-12-05T14:00"),
                minutes: 120,
                shift: true,
                people: vec![Expected { slip: SlipId([3; 16]), name: "示例甲".to_owned(), tail: "0000".to_owned() }],
            }],
        }
    }

    #[test]
    fn a_list_reaches_the_phone_it_was_sealed_to_and_no_other() {
        let (signing, phone, other) =
            (ready(generate()).unwrap(), ready(generate()).unwrap(), ready(generate()).unwrap());
        let centre = Fingerprint::of(&signing.public).centre();
        let code = write_code(&centre, &phone.public).unwrap();
        let to = read_code(&format!("我的码 {}", code.to_lowercase()), &centre).unwrap();
        assert_eq!(to, phone.public);
        let sealed = ready(seal_list(&signing, &centre, &to, &list())).unwrap();
        let open = |pair: &KeyPair, text: &str, signers: &[PublicKey]| {
            let key = ready(OpeningKey::import(pair)).unwrap();
            ready(open_list(text, &centre, &key, signers))
        };
        assert_eq!(open(&phone, &sealed, &[signing.public]), Ok(list()));
        assert_eq!(open(&other, &sealed, &[signing.public]), Err(HelperRefused::DoesNotOpen));
        assert_eq!(open(&phone, &sealed, &[other.public]), Err(HelperRefused::NotSigned));
        let forged = ready(seal_list(&other, &centre, &to, &list())).unwrap();
        assert_eq!(open(&phone, &forged, &[signing.public]), Err(HelperRefused::NotSigned));
        let elsewhere = Fingerprint::of(&other.public).centre();
        assert_eq!(read_code(&code, &elsewhere), Err(HelperRefused::OtherCentre(centre.clone())));
        assert!(!sealed.contains(&Base32UpperUnpadded::encode_string("示例甲".as_bytes())[..8]));
    }

    #[test]
    fn a_report_goes_there_and_back() {
        let pair = ready(generate()).unwrap();
        let centre = Fingerprint::of(&pair.public).centre();
        let noted = |n: u8, saw| Noted { slip: [n; 6], at: start("2026-12-05T14:03"), saw };
        let report = Report {
            list: ListId([1; 8]),
            secret: SlipSecret([2; 16]),
            noted: vec![
                noted(1, Saw::Came),
                noted(1, Saw::Left),
                noted(2, Saw::Absent),
                noted(3, Saw::Another("示例戊".to_owned())),
                noted(4, Saw::Nothing),
            ],
        };
        let text = ready(seal_report(&centre, 1, &pair.public, &report)).unwrap();
        let bytes = find(Kind::Report, &text).unwrap().remove(0).unwrap();
        let keys = [(1, ready(OpeningKey::import(&pair)).unwrap())];
        assert_eq!(ready(open_report(&bytes, &centre, &keys)), Ok(report));
        for at in 0..bytes.len() {
            let mut changed = bytes.clone();
            changed[at] ^= 1;
            assert!(ready(open_report(&changed, &centre, &keys)).is_err(), "byte {at}");
        }
    }
}
