//! The district's desk: its own key, founded like a centre's and kept under a passphrase, and the course menu that it
//! makes and signs with it.

use leptos::prelude::*;

use crate::domain::catalogue::Catalogue;
use crate::domain::id::CentreId;
use crate::exchange::district_menu::{DistrictMenu, open_menu, sign_menu};
use crate::exchange::envelope::Envelope;
use crate::exchange::keys::{CentreKeys, RecoveryKey, make, open_recovery, write_recovery};
use crate::exchange::published::FORMAT;
use crate::exchange::trust::Fingerprint;
use crate::json;
use crate::state::desk::{DeskError, SHORTEST_PASSPHRASE};
use crate::state::idle::Touched;
use crate::state::intake::Taking;
use crate::state::{clock, settings};
use crate::storage::tabs::persist;
use crate::storage::{Db, DbName, Role};

/// The keys, locked under the passphrase.
const KEYS: &str = "keys";
/// The signed statements of the keys.
const STATEMENTS: &str = "statements";
/// What the district calls itself.
const NAME: &str = "name";
/// The course menu as it is being made: it holds nobody's name and is no secret.
const DRAFT: &str = "draft";
/// The file that was signed last.
const SIGNED: &str = "signed";
/// The number of the last edition.
const EDITION: &str = "edition";

/// Where the district's desk stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DistrictGate {
    /// Reading storage.
    Opening,
    /// No district's keys in this browser.
    None,
    /// There are; the passphrase is needed.
    Locked,
    /// Open.
    Open,
    /// It cannot be read.
    Failed(DeskError),
}

/// A signed course menu as a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedFile {
    /// Counts up from 1.
    pub edition: u32,
    /// How many courses.
    pub courses: usize,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// The district's desk.
#[derive(Clone, Copy)]
pub struct District {
    gate: RwSignal<DistrictGate>,
    name: RwSignal<String>,
    draft: RwSignal<Catalogue>,
    signed: RwSignal<Option<SignedFile>>,
    edition: RwSignal<u32>,
    fingerprint: RwSignal<String>,
    held: StoredValue<Option<Held>, LocalStorage>,
    touched: Touched,
}

#[derive(Clone)]
struct Held {
    db: Db,
    locked: String,
    keys: Option<CentreKeys>,
}

impl District {
    /// Begins to read storage.
    pub fn begin() -> Self {
        let district = Self {
            gate: RwSignal::new(DistrictGate::Opening),
            name: RwSignal::default(),
            draft: RwSignal::default(),
            signed: RwSignal::default(),
            edition: RwSignal::default(),
            fingerprint: RwSignal::default(),
            held: StoredValue::new_local(None),
            touched: Touched::new(),
        };
        let is_open = move || district.gate.try_get_untracked() == Some(DistrictGate::Open);
        district.touched.lock_when_idle(is_open, move || district.lock());
        leptos::task::spawn_local(async move {
            district.gate.set(match district.find().await {
                Ok(true) => DistrictGate::Locked,
                Ok(false) => DistrictGate::None,
                Err(error) => DistrictGate::Failed(error),
            });
        });
        district
    }

    /// Where it stands.
    pub fn gate(self) -> DistrictGate {
        self.gate.get()
    }

    /// What the district calls itself.
    pub fn name(self) -> String {
        self.name.get()
    }

    /// The course menu as it is being made.
    pub fn draft(self) -> Catalogue {
        self.draft.get()
    }

    /// The fingerprint of its founding key.
    pub fn fingerprint(self) -> String {
        self.fingerprint.get()
    }

    /// What was signed last.
    pub fn signed(self) -> Option<SignedFile> {
        self.signed.get()
    }

    /// Makes the district's keys. Returns the recovery file, which belongs into a drawer.
    ///
    /// # Errors
    /// When the name is missing, the passphrase too short, or it cannot be kept.
    pub async fn make(self, name: String, passphrase: String) -> Result<Vec<u8>, DeskError> {
        if name.trim().is_empty() {
            return Err(DeskError::NameMissing);
        }
        if passphrase.chars().count() < SHORTEST_PASSPHRASE {
            return Err(DeskError::WeakPassphrase);
        }
        let (keys, recovery) = make().await?;
        let file = write_recovery(&keys, &recovery, clock::now(), &passphrase).await?;
        self.settle(keys, &recovery, name.trim(), &passphrase).await?;
        Ok(file.into_bytes())
    }

    /// Takes the keys from a recovery file. The menu is taken from the file that was signed last, by importing it.
    ///
    /// # Errors
    /// When the file is none of ours, or the passphrase is wrong.
    pub async fn restore(self, name: String, file: Vec<u8>, passphrase: String) -> Result<(), DeskError> {
        if name.trim().is_empty() {
            return Err(DeskError::NameMissing);
        }
        let text = String::from_utf8(file).map_err(|_| DeskError::NotOurFile)?;
        let (keys, recovery) = open_recovery(&text, &passphrase).await?;
        self.settle(keys, &recovery, name.trim(), &passphrase).await
    }

    async fn settle(
        self,
        keys: CentreKeys,
        recovery: &RecoveryKey,
        name: &str,
        passphrase: &str,
    ) -> Result<(), DeskError> {
        let statements = vec![keys.found(recovery).await?];
        let db = Db::open(DbName::new(keys.centre.as_str(), Role::District)).await?;
        let locked = keys.lock(clock::now(), passphrase).await?;
        // Statements are texts: JSON holds them.
        db.set_meta(STATEMENTS, serde_json::to_vec(&statements).unwrap_or_default()).await?;
        db.set_meta(NAME, name.as_bytes().to_vec()).await?;
        db.set_meta(KEYS, locked.clone().into_bytes()).await?;
        settings::set_district_here(Some(keys.centre.as_str()));
        persist().await;
        self.held.set_value(Some(Held { db, locked, keys: None }));
        self.unlock(passphrase.to_owned()).await
    }

    /// Opens it.
    ///
    /// # Errors
    /// [`DeskError::WrongPassphrase`], or when it cannot be read.
    pub async fn unlock(self, passphrase: String) -> Result<(), DeskError> {
        let mut held = self.held.get_value().ok_or(DeskError::NotOurFile)?;
        let keys = CentreKeys::unlock(&held.locked, &passphrase).await?;
        let text = |bytes: Option<Vec<u8>>| bytes.and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default();
        self.name.set(text(held.db.meta(NAME).await?));
        if let Some(draft) = held.db.meta(DRAFT).await? {
            self.draft.set(json::read(&draft).map_err(|_| DeskError::NotOurFile)?);
        }
        if let Some(bytes) = held.db.meta(SIGNED).await? {
            let menu = open_menu(&bytes).await.map_err(|_| DeskError::NotOurFile)?.menu;
            self.edition.set(menu.edition);
            self.signed.set(Some(SignedFile { edition: menu.edition, courses: menu.courses.len(), bytes }));
        }
        let counted = text(held.db.meta(EDITION).await?).parse().unwrap_or(0);
        self.edition.update(|edition| *edition = counted.max(*edition));
        self.fingerprint.set(Fingerprint::of(&keys.signing.public).to_string());
        held.keys = Some(keys);
        self.held.set_value(Some(held));
        self.gate.set(DistrictGate::Open);
        Ok(())
    }

    /// Locks it again.
    pub fn lock(self) {
        self.held.update_value(|held| {
            if let Some(held) = held {
                held.keys = None;
            }
        });
        self.gate.set(DistrictGate::Locked);
    }

    /// Changes the menu that is being made. Where a menu of the district's own comes back in, the next edition counts on
    /// from it.
    ///
    /// # Errors
    /// When it cannot be kept.
    pub async fn take(self, taking: Taking) -> Result<(), DeskError> {
        let held = self.held.get_value().ok_or(DeskError::Locked)?;
        let keys = held.keys.clone().ok_or(DeskError::Locked)?;
        let mut draft = self.draft.get_untracked();
        taking.edits.iter().for_each(|edit| draft.apply(edit));
        let own = taking.source.filter(|source| source.fingerprint.0 == Fingerprint::of(&keys.signing.public).0.0);
        if let Some(source) = own {
            let edition = source.edition.max(self.edition.get_untracked());
            held.db.set_meta(EDITION, edition.to_string().into_bytes()).await?;
            self.edition.set(edition);
        }
        // Numbers, lists and texts: JSON holds them all.
        held.db.set_meta(DRAFT, serde_json::to_vec(&draft).unwrap_or_default()).await?;
        self.draft.set(draft);
        Ok(())
    }

    /// Signs the menu as it stands, as the next edition.
    ///
    /// # Errors
    /// When the desk is locked, there is nothing to sign, or it cannot be kept.
    pub async fn sign(self) -> Result<(), DeskError> {
        let held = self.held.get_value().ok_or(DeskError::Locked)?;
        let keys = held.keys.clone().ok_or(DeskError::Locked)?;
        let Catalogue { courses, providers, .. } = self.draft.get_untracked();
        if courses.is_empty() {
            return Err(DeskError::NothingToPublish);
        }
        let kept = held.db.meta(STATEMENTS).await?.ok_or(DeskError::NotOurFile)?;
        let statements: Vec<Envelope> = json::read(&kept).map_err(|_| DeskError::NotOurFile)?;
        let edition = self.edition.get_untracked() + 1;
        let count = courses.len();
        let menu = DistrictMenu {
            format: FORMAT,
            district: keys.centre.clone(),
            name: self.name.get_untracked(),
            edition,
            made_at: clock::now(),
            courses,
            providers,
        };
        let bytes = sign_menu(&keys, &statements, &menu).await?.into_bytes();
        held.db.set_meta(SIGNED, bytes.clone()).await?;
        self.edition.set(edition);
        self.signed.set(Some(SignedFile { edition, courses: count, bytes }));
        Ok(())
    }

    async fn find(self) -> Result<bool, DeskError> {
        let Some(district) = settings::district_here().and_then(|id| CentreId::new(id).ok()) else { return Ok(false) };
        let db = Db::open(DbName::new(district.as_str(), Role::District)).await?;
        let Some(locked) = db.meta(KEYS).await? else { return Ok(false) };
        let locked = String::from_utf8(locked).map_err(|_| DeskError::NotOurFile)?;
        self.held.set_value(Some(Held { db, locked, keys: None }));
        Ok(true)
    }
}
