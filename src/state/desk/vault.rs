//! Where the desk's keys and facts lie: a database of its own, in which nothing can be read without the passphrase.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::{DeskError, Folder, Restored};
use crate::domain::book::Fact;
use crate::domain::id::CentreId;
use crate::exchange::backup::{Backup, open_backup, write_backup};
use crate::exchange::bucket::Store;
use crate::exchange::crypto::{AesKey, CryptoError, OpeningKey, open_with_nonce, seal_with_nonce};
use crate::exchange::envelope::Envelope;
use crate::exchange::keys::{CentreKeys, RecoveryKey, make, open_recovery, write_recovery};
use crate::exchange::locked::{Kind, read_header};
use crate::exchange::published::{CENTRE_PATH, CentreFile, INDEX_PATH};
use crate::exchange::trust::Fingerprint;
use crate::exchange::zip::FolderFile;
use crate::json;
use crate::state::{clock, net, settings};
use crate::storage::record::{decode, encode};
use crate::storage::tabs::{Tabs, persist};
use crate::storage::{ChangeError, Db, DbName, Head, Role, StorageError};

/// The centre's keys, locked under the passphrase; in a backup, which is locked as a whole, open.
const KEYS: &str = "keys";
/// The signed statements of the centre's keys, from the founding one on.
const STATEMENTS: &str = "statements";
/// The store that holds the centre's folder, and the key to it; encrypted like the book.
const STORE: &str = "store";
/// In a sample's backup: the recovery key, which a real centre keeps in a drawer.
const RECOVERY: &str = "recovery";

/// A workspace, locked or open.
#[derive(Clone)]
pub(super) struct Vault {
    db: Db,
    tabs: Tabs,
    centre: CentreId,
    locked: String,
    open: Option<Rc<Open>>,
}

struct Open {
    keys: CentreKeys,
    book: AesKey,
    /// Locks backups. It lives as long as the keys that lie beside it.
    passphrase: String,
    /// Where each month's chain stood when it was last read here.
    heads: RefCell<BTreeMap<String, Head>>,
}

impl Open {
    async fn new(keys: CentreKeys, passphrase: &str) -> Result<Rc<Self>, CryptoError> {
        let book = AesKey::import(&keys.book.0).await?;
        Ok(Rc::new(Self { keys, book, passphrase: passphrase.to_owned(), heads: RefCell::default() }))
    }
}

impl Vault {
    /// The workspace of this browser for this address, locked.
    pub async fn find() -> Result<Option<Self>, DeskError> {
        let Some(centre) = settings::desk_here().and_then(|id| CentreId::new(id).ok()) else { return Ok(None) };
        let db = Db::open(DbName::new(centre.as_str(), Role::Organizer)).await?;
        let Some(locked) = db.meta(KEYS).await? else { return Ok(None) };
        let locked = String::from_utf8(locked).map_err(|_| damaged())?;
        let tabs = Tabs::join(db.name());
        Ok(Some(Self { db, tabs, centre, locked, open: None }))
    }

    /// A new centre. Returns the recovery file too.
    pub async fn make(passphrase: &str) -> Result<(Self, Vec<u8>), DeskError> {
        let (keys, recovery) = make().await?;
        let file = write_recovery(&keys, &recovery, clock::now(), passphrase).await?;
        let founding = keys.found(&recovery).await?;
        let vault = Self::settle(keys, passphrase, &[founding]).await?;
        Ok((vault, file.into_bytes()))
    }

    /// Keeps keys in this browser, and opens the workspace.
    async fn settle(keys: CentreKeys, passphrase: &str, statements: &[Envelope]) -> Result<Self, DeskError> {
        let centre = keys.centre.clone();
        let db = Db::open(DbName::new(centre.as_str(), Role::Organizer)).await?;
        let locked = keys.lock(clock::now(), passphrase).await?;
        // Statements are texts: JSON holds them.
        let statements = serde_json::to_vec(statements).unwrap_or_default();
        db.set_meta(STATEMENTS, statements).await?;
        db.set_meta(KEYS, locked.clone().into_bytes()).await?;
        settings::set_desk_here(Some(centre.as_str()));
        persist().await;
        let tabs = Tabs::join(db.name());
        let open = Some(Open::new(keys, passphrase).await?);
        Ok(Self { db, tabs, centre, locked, open })
    }

    /// Takes a recovery file or a backup.
    pub async fn restore(here: Option<Self>, file: Vec<u8>, passphrase: &str) -> Result<(Self, Restored), DeskError> {
        let text = String::from_utf8(file).map_err(|_| DeskError::NotOurFile)?;
        let header = read_header(&text)?;
        if here.is_some_and(|here| here.centre != header.centre) {
            return Err(DeskError::Exists);
        }
        match header.kind {
            Kind::Recovery => {
                let (keys, recovery) = open_recovery(&text, passphrase).await?;
                let statements = statements(&keys, Some(&recovery), None).await?;
                Ok((Self::settle(keys, passphrase, &statements).await?, Restored::Keys))
            }
            Kind::Book => {
                let backup = open_backup(Kind::Book, &text, passphrase).await?;
                let from_meta = |name: &str| backup.meta.get(name).map(Vec::as_slice);
                let keys: CentreKeys =
                    from_meta(KEYS).and_then(|keys| json::read(keys).ok()).ok_or(DeskError::NotOurFile)?;
                let recovery: Option<RecoveryKey> = from_meta(RECOVERY).and_then(|recovery| json::read(recovery).ok());
                let kept = from_meta(STATEMENTS).and_then(|kept| json::read(kept).ok());
                let statements = statements(&keys, recovery.as_ref(), kept).await?;
                let vault = Self::settle(keys, passphrase, &statements).await?;
                // What this browser was told about the store stands: a backup may be old.
                let store = from_meta(STORE).and_then(|store| json::read::<Store>(store).ok());
                if let (Some(store), None) = (store, vault.store().await?) {
                    vault.set_store(Some(&store)).await?;
                }
                let facts = vault.merge(backup.months).await?;
                Ok((vault, Restored::Book { facts }))
            }
            Kind::Workspace | Kind::Household => Err(DeskError::NotOurFile),
        }
    }

    /// Adds what is not here yet. Bodies are compared as they read, so that a second restore changes nothing.
    async fn merge(&self, months: BTreeMap<String, Vec<Vec<u8>>>) -> Result<usize, DeskError> {
        let mut added = 0;
        for (month, bodies) in months {
            let here: BTreeSet<Fact> = self.read(&month).await?.into_iter().collect();
            let mut missing = Vec::new();
            for body in bodies {
                let fact: Fact = decode(&body)?;
                if !here.contains(&fact) && !missing.contains(&fact) {
                    missing.push(fact);
                }
            }
            added += missing.len();
            self.append(&month, &missing, None).await?;
            self.db.pack(&month).await?;
        }
        Ok(added)
    }

    /// Opens it with the passphrase.
    pub async fn unlock(mut self, passphrase: &str) -> Result<Self, DeskError> {
        let keys = CentreKeys::unlock(&self.locked, passphrase).await?;
        self.open = Some(Open::new(keys, passphrase).await?);
        Ok(self)
    }

    /// Forgets the keys.
    pub fn lock(&mut self) {
        self.open = None;
    }

    pub fn is_open(&self) -> bool {
        self.open.is_some()
    }

    pub fn centre(&self) -> CentreId {
        self.centre.clone()
    }

    fn opened(&self) -> Result<Rc<Open>, DeskError> {
        self.open.clone().ok_or(DeskError::Locked)
    }

    /// The centre's keys.
    pub fn keys(&self) -> Result<CentreKeys, DeskError> {
        Ok(self.opened()?.keys.clone())
    }

    pub async fn opening_keys(&self) -> Result<Vec<(u8, OpeningKey)>, DeskError> {
        Ok(self.opened()?.keys.opening_keys().await?)
    }

    pub fn fingerprint(&self) -> String {
        self.opened().map(|open| Fingerprint::of(&open.keys.signing.public).to_string()).unwrap_or_default()
    }

    /// The signed statements of the centre's keys.
    pub async fn statements(&self) -> Result<Vec<Envelope>, DeskError> {
        let kept = self.db.meta(STATEMENTS).await?.ok_or_else(damaged)?;
        json::read(&kept).map_err(|_| damaged())
    }

    /// Calls back with a month in which another tab wrote.
    pub fn listen(&self, callback: impl Fn(String) + 'static) {
        self.tabs.listen(callback);
    }

    /// Months that hold facts.
    pub async fn months(&self) -> Result<Vec<String>, DeskError> {
        Ok(self.db.months().await?)
    }

    /// A month's facts. One that cannot be read is an error, never skipped in silence; an erased one is passed over.
    pub async fn read(&self, month: &str) -> Result<Vec<Fact>, DeskError> {
        let open = self.opened()?;
        let kept = self.db.read_month(month).await?;
        open.heads.borrow_mut().insert(month.to_owned(), kept.head);
        let mut facts = Vec::with_capacity(kept.facts.len());
        for sealed in kept.facts.iter().filter_map(|fact| fact.body.as_deref()) {
            let body = open_with_nonce(&open.book, month.as_bytes(), sealed).await?;
            facts.push(decode(&body)?);
        }
        Ok(facts)
    }

    /// Where a month's chain stood when it was last read here.
    pub fn head(&self, month: &str) -> Option<Head> {
        self.open.as_ref().and_then(|open| open.heads.borrow().get(month).copied())
    }

    /// Appends facts, encrypted. With an expected head, only if nobody wrote since: that is checked inside the
    /// transaction, where two tabs cannot both be right.
    pub async fn append(&self, month: &str, facts: &[Fact], expected: Option<Head>) -> Result<(), DeskError> {
        let open = self.opened()?;
        let mut bodies = Vec::with_capacity(facts.len());
        for fact in facts {
            bodies.push(seal_with_nonce(&open.book, month.as_bytes(), &encode(fact)?).await?);
        }
        let rule = move |kept: &crate::storage::Month| match expected {
            Some(expected) if kept.head != expected => Err(DeskError::Changed),
            _ => Ok(bodies),
        };
        let head = self.db.change(month, rule).await.map_err(|error| match error {
            ChangeError::Refused(error) => error,
            ChangeError::Storage(error) => DeskError::Storage(error),
        })?;
        open.heads.borrow_mut().insert(month.to_owned(), head);
        self.tabs.announce(month);
        Ok(())
    }

    /// The folder as last published from here.
    pub async fn folder(&self) -> Result<Option<Folder>, DeskError> {
        let kept = self.db.published_all("").await?;
        let files: Vec<FolderFile> =
            kept.into_iter().map(|file| FolderFile { path: file.path, bytes: file.bytes }).collect();
        let whole = files.iter().any(|file| file.path == INDEX_PATH);
        Ok(whole.then(|| Folder { centre: self.centre(), files, changed: Vec::new() }))
    }

    /// Keeps published files.
    pub async fn keep_folder(
        &self,
        counter: u64,
        files: &[FolderFile],
        superseded: Vec<String>,
    ) -> Result<(), DeskError> {
        let files = files.iter().map(|file| (file.path.clone(), file.bytes.clone())).collect();
        match self.db.adopt(counter, files, superseded).await {
            Ok(()) => Ok(()),
            Err(crate::storage::AdoptError::Storage(error)) => Err(DeskError::Storage(error)),
            Err(crate::storage::AdoptError::Older { .. }) => Err(DeskError::Changed),
        }
    }

    /// Packs a month's journal into one value: what is read together is stored together.
    pub async fn pack(&self, month: &str) -> Result<(), DeskError> {
        Ok(self.db.pack(month).await?)
    }

    /// Everything in one file, locked under the passphrase.
    pub async fn backup(&self) -> Result<Vec<u8>, DeskError> {
        let open = self.opened()?;
        let mut backup = Backup::default();
        let keys = serde_json::to_vec(&open.keys).map_err(|_| damaged())?;
        backup.meta.insert(KEYS.to_owned(), keys);
        if let Some(statements) = self.db.meta(STATEMENTS).await? {
            backup.meta.insert(STATEMENTS.to_owned(), statements);
        }
        if let Some(store) = self.store().await? {
            backup.meta.insert(STORE.to_owned(), serde_json::to_vec(&store).map_err(|_| damaged())?);
        }
        for month in self.months().await? {
            let facts = self.read(&month).await?;
            let bodies = facts.iter().map(encode).collect::<Result<Vec<_>, _>>()?;
            backup.months.insert(month, bodies);
        }
        let text = write_backup(Kind::Book, &self.centre, clock::now(), &open.passphrase, &backup).await?;
        Ok(text.into_bytes())
    }

    /// The store that holds the centre's folder, if one is set up.
    pub async fn store(&self) -> Result<Option<Store>, DeskError> {
        let open = self.opened()?;
        let Some(sealed) = self.db.meta(STORE).await? else { return Ok(None) };
        let kept = open_with_nonce(&open.book, STORE.as_bytes(), &sealed).await?;
        json::read(&kept).map(Some).map_err(|_| damaged())
    }

    /// Keeps a store, or forgets it.
    pub async fn set_store(&self, store: Option<&Store>) -> Result<(), DeskError> {
        let Some(store) = store else { return Ok(self.db.remove_meta(STORE).await?) };
        let open = self.opened()?;
        let plain = serde_json::to_vec(store).map_err(|_| damaged())?;
        let sealed = seal_with_nonce(&open.book, STORE.as_bytes(), &plain).await?;
        Ok(self.db.set_meta(STORE, sealed).await?)
    }

    /// Takes everything of this workspace out of this browser.
    pub async fn destroy(&self) -> Result<(), DeskError> {
        Db::destroy(self.db.name(), &[]).await?;
        settings::set_desk_here(None);
        Ok(())
    }
}

fn damaged() -> DeskError {
    DeskError::Storage(StorageError::Damaged { place: "meta".to_owned() })
}

/// The statements that lead to these keys: as kept, as the host shows them, or the founding one made again.
async fn statements(
    keys: &CentreKeys,
    recovery: Option<&RecoveryKey>,
    kept: Option<Vec<Envelope>>,
) -> Result<Vec<Envelope>, DeskError> {
    if let Some(kept) = kept {
        return Ok(kept);
    }
    if let Ok(file) = net::fetch(CENTRE_PATH, true).await {
        if let Ok(file) = json::read::<CentreFile>(&file) {
            if file.centre.id == keys.centre {
                return Ok(file.keys);
            }
        }
    }
    let recovery = recovery.ok_or(DeskError::NotOurFile)?;
    Ok(vec![keys.found(recovery).await?])
}
