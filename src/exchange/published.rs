//! A centre's folder as a phone reads it: who the centre is, the signed index, menus, counts and outcomes.
//!
//! Nothing is believed but what the index vouches for, the index only with a signature of the centre's keys, and the keys
//! only from the founding key or from what was pinned earlier. Whatever is refused leaves what is kept as it is.

use serde::{Deserialize, Serialize, de::DeserializeOwned};
use std::collections::BTreeMap;

use crate::domain::book::Fill;
use crate::domain::centre::{Centre, Rules};
use crate::domain::draw::{self, DrawChecked, DrawRefused, Seen, SessionDraw};
use crate::domain::id::{CentreId, OutcomeTag, SessionId};
use crate::domain::menu::Menu;
use crate::domain::time::{Month, Stamp};
use crate::exchange::crypto::{CryptoError, Hash};
use crate::exchange::envelope::{Envelope, EnvelopeRefused, Purpose};
use crate::exchange::hours::Hours;
use crate::exchange::trust::{Fingerprint, KeyStatement, KeysRefused, follow};
use crate::json::{self, Json, Unread};

/// Who the centre is.
pub const CENTRE_PATH: &str = "centre.json";
/// What the centre vouches for.
pub const INDEX_PATH: &str = "index.json";
/// The version of these files' form that this program writes and reads.
pub const FORMAT: u16 = 1;

/// `centre.json`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CentreFile {
    /// Of this file's form.
    pub format: u16,
    /// As it introduces itself.
    pub centre: Centre,
    /// Its rules as of today; each menu carries those of its month.
    pub rules: Rules,
    /// Statements of its keys, from the founding one on.
    pub keys: Vec<Envelope>,
    /// Public holidays of years that came after the program, as a table that [`crate::domain::holiday::Holidays::read`] reads.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub holidays: String,
}

/// What `index.json` signs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Index {
    /// Of this file's form.
    pub format: u16,
    /// Whose.
    pub centre: CentreId,
    /// Counts up with every publication: a phone refuses one that goes back.
    pub counter: u64,
    /// The hash of the payload before it; none in the first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub previous: Option<Hash>,
    /// When it was made.
    pub made_at: Stamp,
    /// From when on a phone should say that it has not heard from the centre for long.
    pub expires: Stamp,
    /// Every file of the folder that the centre vouches for.
    pub files: BTreeMap<String, FileMark>,
}

/// By which a file is recognised.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileMark {
    /// Of its bytes.
    pub sha256: Hash,
    /// How many.
    pub bytes: u64,
}

impl FileMark {
    /// Of a file's bytes.
    pub fn of(bytes: &[u8]) -> Self {
        Self { sha256: Hash::of(bytes), bytes: bytes.len() as u64 }
    }
}

/// `outcomes/YYYY-MM.rN.json`: how slips of a month stand, each under its tag and encrypted for its owner.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Outcomes {
    /// Of this file's form.
    pub format: u16,
    /// Whose.
    pub centre: CentreId,
    /// Of which month.
    pub month: Month,
    /// Counts up from 1.
    pub revision: u32,
    /// On which revision of the menu they rest.
    pub menu_revision: u32,
    /// When they were made.
    pub made_at: Stamp,
    /// How full each session and shift is, in folders from before these had files of their own.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub counts: BTreeMap<SessionId, Fill>,
    /// By tag; see [`crate::exchange::outcome`].
    pub outcomes: BTreeMap<OutcomeTag, String>,
}

/// `counts/YYYY-MM.rN.json`: how full each session and shift of a month is. Apart from the outcomes, because everybody
/// reads the counts, and the outcomes only who has a slip.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Counts {
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
    /// By session and shift.
    pub counts: BTreeMap<SessionId, Fill>,
}

/// `draws/YYYY-MM.rN.json`: a month's draws as far as they have come. Anyone can run them again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Draws {
    /// Of this file's form.
    pub format: u16,
    /// Whose.
    pub centre: CentreId,
    /// Of which month.
    pub month: Month,
    /// Counts up from 1.
    pub revision: u32,
    /// When they were made.
    pub made_at: Stamp,
    /// By session.
    pub draws: BTreeMap<SessionId, SessionDraw>,
}

impl Draws {
    /// The first session whose commitment or entrants are not what they were when seen before, or that is gone. The number
    /// may be corrected, and an outcome may come.
    pub fn goes_back_on<'a>(&self, seen: &'a Draws) -> Option<&'a SessionId> {
        let same = |before: &SessionDraw, now: &SessionDraw| {
            before.commitment == now.commitment && before.entrants == now.entrants
        };
        let kept = |(id, before): &(&SessionId, &SessionDraw)| self.draws.get(*id).is_some_and(|now| same(before, now));
        seen.draws.iter().find(|draw| !kept(draw)).map(|(id, _)| id)
    }

    /// Checks a session's draw, and runs it again where it is decided: see [`crate::domain::draw::check`].
    ///
    /// # Errors
    /// With the first thing that is wrong. [`DrawRefused::NoSuchSession`] also when no entrants are published yet.
    pub fn check(
        &self,
        menu: &Menu,
        utc_offset: i32,
        session: &SessionId,
        seen: Seen<'_>,
    ) -> Result<DrawChecked, DrawRefused> {
        let draw = self.draws.get(session).ok_or(DrawRefused::NoSuchSession)?;
        draw::check(menu, utc_offset, session, draw, seen)
    }
}

/// Why published files are not shown. What is kept stays, with a notice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refused {
    /// The centre's keys are not believed.
    Keys(KeysRefused),
    /// The index is signed by none of the centre's keys.
    UnknownSigner,
    /// The index was changed on its way.
    BadSignature,
    /// Another centre's.
    OtherCentre(CentreId),
    /// An index from before the one that is kept.
    OlderIndex {
        /// The counter of the one that is kept.
        kept: u64,
        /// The counter of the one offered.
        got: u64,
    },
    /// Two different indexes of one counter.
    ForkedIndex {
        /// Which.
        counter: u64,
    },
    /// A file is not the one that the index vouches for.
    HashMismatch(String),
    /// The index does not vouch for such a file.
    Missing(String),
    /// Written by a later program: this one must be updated first.
    TooNew {
        /// Which file.
        path: String,
        /// Its form.
        format: u16,
    },
    /// Not what should be there.
    Malformed {
        /// Which file.
        path: String,
        /// At which line and column it is no JSON; `(0, 0)` when it is, and not what belongs there.
        at: (usize, usize),
    },
    /// A draw's commitment or entrants are not the ones that were seen before.
    DrawChanged(SessionId),
    /// The ciphers failed: says nothing about the files.
    Crypto(CryptoError),
}

impl From<KeysRefused> for Refused {
    fn from(refused: KeysRefused) -> Self {
        match refused {
            KeysRefused::Crypto(error) => Refused::Crypto(error),
            other => Refused::Keys(other),
        }
    }
}

impl From<EnvelopeRefused> for Refused {
    fn from(refused: EnvelopeRefused) -> Self {
        match refused {
            EnvelopeRefused::UnknownSigner => Refused::UnknownSigner,
            EnvelopeRefused::BadSignature => Refused::BadSignature,
            EnvelopeRefused::Crypto(error) => Refused::Crypto(error),
        }
    }
}

/// What a phone remembers of a centre: kept with the files, and only ever moved forward.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pin {
    /// Of the founding key.
    pub fingerprint: Fingerprint,
    /// The keys followed so far.
    pub keys: KeyStatement,
    /// Of the newest index believed.
    pub counter: u64,
    /// Of that index's payload.
    pub payload: Hash,
}

/// What the head of a folder is measured against.
#[derive(Debug, Clone, Copy)]
pub enum Trust<'a> {
    /// Nothing is known yet but, if the person came by a poster, the fingerprint on it.
    FirstVisit(Option<&'a Fingerprint>),
    /// What was pinned earlier.
    Pinned(&'a Pin),
}

/// The head of a folder that is believed: who the centre is, and what it vouches for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// The centre.
    pub centre: Centre,
    /// Its rules as of today.
    pub rules: Rules,
    /// What it published of newer notices: see [`CentreFile::holidays`].
    pub holidays: String,
    /// Its keys as of today.
    pub keys: KeyStatement,
    /// Of its founding key.
    pub fingerprint: Fingerprint,
    /// What it vouches for.
    pub index: Index,
    /// The hash of the index's payload.
    pub payload: Hash,
}

/// The kinds of files that have months and revisions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Series {
    /// `menus/`.
    Menus,
    /// `counts/`.
    Counts,
    /// `outcomes/`.
    Outcomes,
    /// `draws/`.
    Draws,
    /// `hours/`.
    Hours,
}

impl Series {
    /// All of them.
    pub const ALL: [Series; 5] = [Series::Menus, Series::Counts, Series::Outcomes, Series::Draws, Series::Hours];

    fn folder(self) -> &'static str {
        match self {
            Series::Menus => "menus/",
            Series::Counts => "counts/",
            Series::Outcomes => "outcomes/",
            Series::Draws => "draws/",
            Series::Hours => "hours/",
        }
    }

    /// The month of a path of any kind.
    pub fn month_of(path: &str) -> Option<Month> {
        Series::ALL.into_iter().find_map(|series| series.parse(path)).map(|(month, _)| month)
    }

    /// The path of a revision (`menus/2026-12.r3.json`).
    pub fn path(self, month: Month, revision: u32) -> String {
        let mut path = String::from(self.folder());
        path.push_str(&month.to_string());
        path.push_str(".r");
        path.push_str(&revision.to_string());
        path.push_str(".json");
        path
    }

    /// The month and revision of a path, if it is of this kind.
    pub fn parse(self, path: &str) -> Option<(Month, u32)> {
        let (month, revision) = path.strip_prefix(self.folder())?.strip_suffix(".json")?.split_once(".r")?;
        let (month, revision) = (Month::parse(month).ok()?, revision.parse().ok()?);
        // One path for one revision: no `+3`, no `03`.
        (self.path(month, revision) == path).then_some((month, revision))
    }
}

/// Reads and checks the head of a folder: `centre.json` and `index.json`, as fetched or as kept.
///
/// # Errors
/// With why it is not believed. Then the kept head stays.
pub async fn check_head(trust: Trust<'_>, centre_json: &[u8], index_json: &[u8]) -> Result<Head, Refused> {
    let head = read_head(trust, centre_json, index_json).await?;
    head.check(CENTRE_PATH, centre_json)?;
    Ok(head)
}

/// As [`check_head`], for who writes the folder: also where an upload stopped between `centre.json` and the index.
///
/// # Errors
/// As [`check_head`], except that `centre.json` may be newer than the index.
pub async fn read_head(trust: Trust<'_>, centre_json: &[u8], index_json: &[u8]) -> Result<Head, Refused> {
    let file: CentreFile = read(CENTRE_PATH, centre_json)?;
    let id = file.centre.id.clone();
    let expected = match trust {
        Trust::FirstVisit(fingerprint) => fingerprint,
        Trust::Pinned(pin) => Some(&pin.fingerprint),
    };
    if expected.is_some_and(|fingerprint| fingerprint.centre() != id) {
        return Err(Refused::OtherCentre(id));
    }
    let pinned = match trust {
        Trust::FirstVisit(_) => None,
        Trust::Pinned(pin) => Some((&pin.keys, &pin.fingerprint)),
    };
    let (keys, fingerprint) = follow(&id, pinned, &file.keys).await?;
    // The id is 40 bits of the fingerprint; a poster carries all 256.
    if expected.is_some_and(|expected| *expected != fingerprint) {
        return Err(Refused::OtherCentre(id));
    }

    let envelope: Envelope = json::read(index_json).map_err(|unread| malformed(INDEX_PATH, unread))?;
    envelope.verify(Purpose::Index, &id, None, &keys.signers).await?;
    let index: Index = read(INDEX_PATH, envelope.payload.as_bytes())?;
    if index.centre != id {
        return Err(Refused::OtherCentre(index.centre));
    }
    if !index.files.keys().all(|path| is_plain(path)) {
        return Err(contradiction(INDEX_PATH));
    }
    let payload = Hash::of(envelope.payload.as_bytes());
    if let Trust::Pinned(pin) = trust {
        if index.counter < pin.counter {
            return Err(Refused::OlderIndex { kept: pin.counter, got: index.counter });
        }
        if index.counter == pin.counter && payload != pin.payload {
            return Err(Refused::ForkedIndex { counter: index.counter });
        }
    }
    Ok(Head { centre: file.centre, rules: file.rules, holidays: file.holidays, keys, fingerprint, index, payload })
}

impl Head {
    /// What to remember of it.
    pub fn pin(&self) -> Pin {
        Pin {
            fingerprint: self.fingerprint,
            keys: self.keys.clone(),
            counter: self.index.counter,
            payload: self.payload,
        }
    }

    /// Whether the centre said that it should have been heard of again by now. A notice, not a refusal.
    pub fn is_expired(&self, now: Stamp) -> bool {
        now > self.index.expires
    }

    /// The newest revision of each month, by month.
    pub fn newest(&self, series: Series) -> BTreeMap<Month, u32> {
        let mut newest = BTreeMap::new();
        for (month, revision) in self.index.files.keys().filter_map(|path| series.parse(path)) {
            let kept = newest.entry(month).or_insert(revision);
            *kept = revision.max(*kept);
        }
        newest
    }

    /// Whether these are the bytes that the index vouches for.
    ///
    /// # Errors
    /// [`Refused::Missing`], [`Refused::HashMismatch`].
    pub fn check(&self, path: &str, bytes: &[u8]) -> Result<(), Refused> {
        let mark = self.index.files.get(path).ok_or_else(|| Refused::Missing(path.to_owned()))?;
        if *mark == FileMark::of(bytes) { Ok(()) } else { Err(Refused::HashMismatch(path.to_owned())) }
    }

    /// Checks and reads a menu.
    ///
    /// # Errors
    /// With why it is not shown.
    pub fn menu(&self, month: Month, revision: u32, bytes: &[u8]) -> Result<Menu, Refused> {
        let path = Series::Menus.path(month, revision);
        self.check(&path, bytes)?;
        let menu: Menu = read(&path, bytes)?;
        self.belongs(&path, &menu.centre, (menu.month, menu.revision) == (month, revision))?;
        Ok(menu)
    }

    /// Checks and reads counts.
    ///
    /// # Errors
    /// With why they are not shown.
    pub fn counts(&self, month: Month, revision: u32, bytes: &[u8]) -> Result<Counts, Refused> {
        let path = Series::Counts.path(month, revision);
        self.check(&path, bytes)?;
        let counts: Counts = read(&path, bytes)?;
        self.belongs(&path, &counts.centre, (counts.month, counts.revision) == (month, revision))?;
        Ok(counts)
    }

    /// Checks and reads outcomes.
    ///
    /// # Errors
    /// With why they are not shown.
    pub fn outcomes(&self, month: Month, revision: u32, bytes: &[u8]) -> Result<Outcomes, Refused> {
        let path = Series::Outcomes.path(month, revision);
        self.check(&path, bytes)?;
        let outcomes: Outcomes = read(&path, bytes)?;
        self.belongs(&path, &outcomes.centre, (outcomes.month, outcomes.revision) == (month, revision))?;
        Ok(outcomes)
    }

    /// Checks and reads draws.
    ///
    /// # Errors
    /// With why they are not shown.
    pub fn draws(&self, month: Month, revision: u32, bytes: &[u8]) -> Result<Draws, Refused> {
        let path = Series::Draws.path(month, revision);
        self.check(&path, bytes)?;
        let draws: Draws = read(&path, bytes)?;
        self.belongs(&path, &draws.centre, (draws.month, draws.revision) == (month, revision))?;
        Ok(draws)
    }

    /// Checks and reads confirmed hours.
    ///
    /// # Errors
    /// With why they are not shown.
    pub fn hours(&self, month: Month, revision: u32, bytes: &[u8]) -> Result<Hours, Refused> {
        let path = Series::Hours.path(month, revision);
        self.check(&path, bytes)?;
        let hours: Hours = read(&path, bytes)?;
        self.belongs(&path, &hours.centre, (hours.month, hours.revision) == (month, revision))?;
        Ok(hours)
    }

    fn belongs(&self, path: &str, centre: &CentreId, is_this: bool) -> Result<(), Refused> {
        if *centre != self.centre.id {
            return Err(Refused::OtherCentre(centre.clone()));
        }
        if is_this { Ok(()) } else { Err(contradiction(path)) }
    }
}

/// Reads a file's form first: what a later program wrote may not parse at all.
fn read<T: DeserializeOwned>(path: &str, bytes: &[u8]) -> Result<T, Refused> {
    #[derive(Deserialize)]
    struct Form {
        format: u16,
    }
    let malformed = |unread| malformed(path, unread);
    let json = Json::parse(bytes).map_err(malformed)?;
    let Form { format } = json.to().map_err(malformed)?;
    match format {
        0 => Err(contradiction(path)),
        FORMAT => json.to().map_err(malformed),
        _ => Err(Refused::TooNew { path: path.to_owned(), format }),
    }
}

fn malformed(path: &str, unread: Unread) -> Refused {
    let at = match unread {
        Unread::NotJson { line, column } => (line, column),
        Unread::Unexpected => (0, 0),
    };
    Refused::Malformed { path: path.to_owned(), at }
}

fn contradiction(path: &str) -> Refused {
    Refused::Malformed { path: path.to_owned(), at: (0, 0) }
}

/// Below the folder, in letters that every host serves: paths become addresses.
fn is_plain(path: &str) -> bool {
    let part = |part: &str| {
        !part.is_empty()
            && !part.starts_with('.')
            && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte))
    };
    path.split('/').all(part)
}
