//! A helper's phone: a key of its own, one sealed list, and what was noted on it. The names go when the list's day is over;
//! what was noted stays until it was handed back.

use std::collections::BTreeMap;

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::domain::id::{ListId, SlipId, SlipSecret};
use crate::domain::time::Start;
use crate::exchange::crypto::{KeyPair, OpeningKey, generate};
use crate::exchange::helper::{List, Noted, Report, open_list, seal_report, short, write_code};
use crate::exchange::qr::Qr;
use crate::exchange::slip::find_codes;
use crate::json;
use crate::state::clock;
use crate::state::published::Published;
use crate::storage::{Db, StorageError};

pub use crate::exchange::helper::{Duty, Expected, HelperRefused, Saw};

/// Under which it is kept.
const KEPT: &str = "helper";
/// The longest report that is shown as a code: more would not be read from a screen.
const LONGEST_SHOWN: usize = 900;

/// What the phone keeps.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Kept {
    pair: KeyPair,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    list: Option<List>,
    /// Whose report is not handed back yet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    owed: Option<(ListId, SlipSecret)>,
    #[serde(default)]
    noted: Vec<Noted>,
}

/// Why something did not work here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HelpingError {
    /// The centre's files have not come yet.
    NoCentre,
    /// Not taken.
    Refused(HelperRefused),
    /// The list's day is over.
    Over,
    /// What was noted on the list before is not handed back yet.
    Owed,
    /// Storage's reason.
    Storage(StorageError),
}

impl From<StorageError> for HelpingError {
    fn from(error: StorageError) -> Self {
        HelpingError::Storage(error)
    }
}

impl From<HelperRefused> for HelpingError {
    fn from(refused: HelperRefused) -> Self {
        HelpingError::Refused(refused)
    }
}

/// How it is with one who is expected.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Seen {
    /// When they came.
    pub came: Option<Start>,
    /// When they left.
    pub left: Option<Start>,
    /// Whether they did not come.
    pub absent: bool,
    /// Who came instead.
    pub another: Option<String>,
}

/// The helper's phone.
#[derive(Clone, Copy)]
pub struct Helping {
    published: Published,
    kept: RwSignal<Option<Kept>>,
    failure: RwSignal<Option<HelpingError>>,
}

impl Helping {
    /// Reads what is kept, as soon as the centre is known; makes the key at the first time.
    pub fn open(published: Published) -> Self {
        let helping = Self { published, kept: RwSignal::new(None), failure: RwSignal::new(None) };
        published.when_open(move |db| {
            leptos::task::spawn_local(async move {
                let read = helping.read(&db).await;
                helping.failure.try_set(read.err());
            });
        });
        helping
    }

    async fn read(self, db: &Db) -> Result<(), HelpingError> {
        let kept = db.meta(KEPT).await?.and_then(|bytes| json::read::<Kept>(&bytes).ok());
        let mut kept = match kept {
            Some(kept) => kept,
            None => {
                let pair = generate().await.map_err(|error| HelpingError::Refused(HelperRefused::Crypto(error)))?;
                Kept { pair, list: None, owed: None, noted: Vec::new() }
            }
        };
        // The names of a day that is over are gone before anything is shown.
        if kept.list.as_ref().is_some_and(|list| list.until <= self.now()) {
            kept.list = None;
        }
        self.keep(kept).await
    }

    fn now(self) -> Start {
        clock::local_now(self.published.utc_offset())
    }

    async fn keep(self, kept: Kept) -> Result<(), HelpingError> {
        let db = self.published.db().ok_or(HelpingError::NoCentre)?;
        let bytes = serde_json::to_vec(&kept).map_err(|_| HelpingError::Refused(HelperRefused::Malformed))?;
        db.set_meta(KEPT, bytes).await?;
        self.kept.try_set(Some(kept));
        Ok(())
    }

    /// Why nothing can be kept here.
    pub fn failure(self) -> Option<HelpingError> {
        self.failure.get()
    }

    /// Whether it has been read.
    pub fn is_read(self) -> bool {
        self.kept.with(Option::is_some)
    }

    /// The phone's code: what the desk seals a list to.
    pub fn code(self) -> Option<String> {
        let (centre, _) = self.published.sealer()?;
        self.kept.with(|kept| write_code(&centre, &kept.as_ref()?.pair.public))
    }

    /// The list, as long as its day lasts.
    pub fn list(self) -> Option<List> {
        self.kept.with(|kept| kept.as_ref()?.list.clone()).filter(|list| list.until > self.now())
    }

    /// Whether something was noted that is not handed back.
    pub fn owes(self) -> bool {
        self.kept.with(|kept| kept.as_ref().is_some_and(|kept| kept.owed.is_some() && !kept.noted.is_empty()))
    }

    /// Takes the list in a text.
    ///
    /// # Errors
    /// With why not; what is here stays.
    pub async fn take(self, text: &str) -> Result<(), HelpingError> {
        let kept = self.kept.get_untracked().ok_or(HelpingError::NoCentre)?;
        let head = untrack(|| self.published.head()).ok_or(HelpingError::NoCentre)?;
        let key = OpeningKey::import(&kept.pair).await.map_err(HelperRefused::from)?;
        let list = open_list(text, &head.centre.id, &key, &head.keys.signers).await?;
        if list.until <= self.now() {
            return Err(HelpingError::Over);
        }
        let owed = Some((list.id, list.secret));
        // The same list again changes nothing; another one would lose what is not handed back.
        if kept.owed == owed {
            return self.keep(Kept { list: Some(list), ..kept }).await;
        }
        if !kept.noted.is_empty() {
            return Err(HelpingError::Owed);
        }
        self.keep(Kept { list: Some(list), owed, noted: Vec::new(), ..kept }).await
    }

    /// Notes what was seen, now.
    ///
    /// # Errors
    /// When it cannot be kept.
    pub async fn note(self, slip: SlipId, saw: Saw) -> Result<(), HelpingError> {
        let mut kept = self.kept.get_untracked().ok_or(HelpingError::NoCentre)?;
        kept.noted.push(Noted { slip: short(&slip), at: self.now(), saw });
        self.keep(kept).await
    }

    /// Whose slip a text shows, among those on the list; of several the one whose turn is first.
    pub fn shown(self, text: &str) -> Option<(Expected, Duty)> {
        let codes = find_codes(text).ok()?.into_iter().filter_map(|found| found.slip.ok());
        let shown: Vec<SlipId> = codes.map(|bytes| SlipId::of(&bytes)).collect();
        let list = self.kept.with_untracked(|kept| kept.as_ref()?.list.clone())?;
        list.duties.iter().find_map(|duty| {
            let person = duty.people.iter().find(|person| shown.contains(&person.slip))?;
            Some((person.clone(), duty.clone()))
        })
    }

    /// What was noted so far, by the beginning of a slip's id.
    pub fn seen(self, slip: &SlipId) -> Seen {
        let of = short(slip);
        self.kept.with(|kept| {
            let mut seen = Seen::default();
            for noted in kept.iter().flat_map(|kept| &kept.noted).filter(|noted| noted.slip == of) {
                match &noted.saw {
                    Saw::Came => (seen.came, seen.absent) = (Some(noted.at), false),
                    Saw::Left => seen.left = Some(noted.at),
                    Saw::Absent => seen = Seen { absent: true, another: seen.another, ..Seen::default() },
                    Saw::Nothing => seen = Seen { another: seen.another, ..Seen::default() },
                    Saw::Another(who) => seen.another = Some(who.clone()),
                }
            }
            seen
        })
    }

    /// How many of a duty are there, missed, and not seen yet.
    pub fn counts(self, duty: &Duty) -> BTreeMap<&'static str, i64> {
        let mut counts = BTreeMap::from([("came", 0), ("absent", 0), ("n", 0)]);
        for person in &duty.people {
            let seen = self.seen(&person.slip);
            let name = if seen.came.is_some() {
                "came"
            } else if seen.absent {
                "absent"
            } else {
                "n"
            };
            *counts.entry(name).or_default() += 1;
        }
        counts
    }

    /// The report of what was noted so far, sealed to the centre, with a picture of it where it is short enough.
    ///
    /// # Errors
    /// When there is none, or it cannot be sealed.
    pub async fn report(self) -> Result<(String, Option<String>), HelpingError> {
        let kept = self.kept.get_untracked().ok_or(HelpingError::NoCentre)?;
        let (centre, sealer) = self.published.sealer().ok_or(HelpingError::NoCentre)?;
        let (list, secret) = kept.owed.ok_or(HelpingError::NoCentre)?;
        let report = Report { list, secret, noted: kept.noted };
        let text = seal_report(&centre, sealer.id, &sealer.key, &report).await?;
        let picture = (text.len() <= LONGEST_SHOWN).then(|| Qr::of_link(&text)).flatten().map(|qr| qr.picture(4));
        Ok((text, picture))
    }

    /// The report was handed back: nothing of the list stays.
    ///
    /// # Errors
    /// When it cannot be kept.
    pub async fn done(self) -> Result<(), HelpingError> {
        let kept = self.kept.get_untracked().ok_or(HelpingError::NoCentre)?;
        self.keep(Kept { list: None, owed: None, noted: Vec::new(), pair: kept.pair }).await
    }

    /// A code as the address of a picture.
    pub fn picture(code: &str) -> Option<String> {
        Qr::of_link(code).map(|qr| qr.picture(5))
    }
}
