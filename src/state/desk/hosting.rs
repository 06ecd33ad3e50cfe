//! Where the centre's folder is put: a bucket of a store, or a folder of this computer. Whichever it is, what lies there is
//! read first, and the index is written last.

use leptos::prelude::*;

use super::publishing::kept_index;
use super::vault::Vault;
use super::{Desk, DeskError, ObjectError, Store};
use crate::exchange::bucket::{Missing, uploads};
use crate::exchange::published::{CENTRE_PATH, Head, INDEX_PATH, Series, Trust, read_head};
use crate::exchange::zip::FolderFile;
use crate::state::save;
use crate::state::{clock, net};

/// The centre's folder as it lies in a store.
pub(super) struct There {
    /// What it vouches for.
    pub head: Head,
    /// `centre.json`, to be put back should an upload stop before its index.
    centre_json: Vec<u8>,
}

impl There {
    /// A file as it lies there, if it has no revision and would be overwritten: what a path with a revision holds is never
    /// another. One that cannot be read now is left as it will be.
    async fn former(&self, store: &Store, path: &str) -> Option<FolderFile> {
        if path == INDEX_PATH || Series::month_of(path).is_some() {
            return None;
        }
        let bytes = match path {
            CENTRE_PATH => self.centre_json.clone(),
            _ if self.head.index.files.contains_key(path) => get(store, path).await.ok()??,
            _ => return None,
        };
        Some(FolderFile { path: path.to_owned(), bytes })
    }
}

/// How far an upload has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Delivered {
    /// Files that are there.
    pub files: usize,
    /// Of so many.
    pub of: usize,
}

impl Desk {
    /// The store that is set up, as its bucket and folder; tracked.
    pub fn store_place(self) -> Option<String> {
        self.store.get()
    }

    /// Whether a store is set up.
    pub fn has_store(self) -> bool {
        self.store.with_untracked(Option::is_some)
    }

    /// The store that is set up, the key included: for the form that changes it.
    ///
    /// # Errors
    /// When it cannot be read.
    pub async fn store(self) -> Result<Option<Store>, DeskError> {
        self.open_vault()?.store().await
    }

    /// Takes a store as it was typed, tries whether it answers, and keeps it encrypted.
    ///
    /// # Errors
    /// With the fields that cannot be taken, or what the store said. Then nothing is kept.
    pub async fn keep_store(self, typed: Store) -> Result<(), DeskError> {
        let store = Store::read(&typed).map_err(DeskError::StoreFields)?;
        let vault = self.open_vault()?;
        let there = read_store(&vault, &store).await?;
        vault.set_store(Some(&store)).await?;
        self.store.set(Some(store.place()));
        if let Some(there) = there {
            self.learn(&there.head).await?;
            self.look_at_site().await;
        }
        Ok(())
    }

    /// Forgets the store and its key. What lies there stays.
    ///
    /// # Errors
    /// When it cannot be removed.
    pub async fn forget_store(self) -> Result<(), DeskError> {
        self.open_vault()?.set_store(None).await?;
        self.store.set(None);
        Ok(())
    }

    /// Puts the folder as last published into the store: what is not there yet, the index last. `told` hears how far it
    /// has come.
    ///
    /// # Errors
    /// When the host knows more than this book, or does not take a file. Until the index is there, residents read what
    /// they read before.
    pub async fn deliver(self, told: impl Fn(Delivered)) -> Result<Delivered, DeskError> {
        let vault = self.open_vault()?;
        let store = vault.store().await?.ok_or(DeskError::NothingToPublish)?;
        let there = read_store(&vault, &store).await?;
        let files = self.folder_to_lay(&vault, there.as_ref().map(|there| &there.head)).await?;
        let mut delivered = Delivered { files: 0, of: files.len() };
        let mut overwritten: Vec<FolderFile> = Vec::new();
        for file in &files {
            told(delivered);
            let former = match &there {
                Some(there) => there.former(&store, &file.path).await,
                None => None,
            };
            if let Err(why) = put(&store, file).await {
                put_back(&store, &overwritten).await;
                return Err(DeskError::Stopped { path: file.path.clone(), why });
            }
            overwritten.extend(former);
            delivered.files += 1;
        }
        told(delivered);
        Ok(delivered)
    }

    /// Writes the folder as last published into a folder that the person chooses. Returns how many files were written.
    ///
    /// # Errors
    /// As [`Desk::deliver`], for a folder of this computer.
    pub async fn write_folder(self) -> Result<usize, DeskError> {
        let vault = self.open_vault()?;
        let root = save::pick_folder().await.map_err(DeskError::Disk)?;
        let here = [save::read_in(&root, CENTRE_PATH).await, save::read_in(&root, INDEX_PATH).await];
        let head = match here {
            [Some(centre_json), Some(index_json)] => Some(ours(&vault, &centre_json, &index_json).await?),
            _ => None,
        };
        let files = self.folder_to_lay(&vault, head.as_ref()).await?;
        let files: Vec<&FolderFile> = files.iter().collect();
        // What has a revision lies there beside the former one; what has none is put back should the writing stop.
        let replaced = |path: &str| path != INDEX_PATH && Series::month_of(path).is_none();
        save::write_in(&root, &files, replaced).await.map_err(DeskError::Disk)
    }

    /// The files that a host lacks, in the order in which they go there.
    async fn folder_to_lay(self, vault: &Vault, head: Option<&Head>) -> Result<Vec<FolderFile>, DeskError> {
        let folder = vault.folder().await?.ok_or(DeskError::NothingToPublish)?;
        let (index, payload) = kept_index(&folder.files).ok_or(DeskError::NothingToPublish)?;
        if let Some(head) = head {
            let known = self.known_revisions(Some(head)).await?;
            let revisions = head.index.files.keys().filter(|path| Series::month_of(path).is_some());
            if let Some(path) = revisions.into_iter().find(|path| !known.contains(*path)) {
                return Err(DeskError::HostIsAhead { path: path.clone() });
            }
            let newer = head.index.counter > index.counter;
            if newer || (head.index.counter == index.counter && head.payload != payload) {
                return Err(DeskError::HostIsAhead { path: INDEX_PATH.to_owned() });
            }
        }
        let files = uploads(&folder.files, &index, head.map(|head| &head.index));
        let files = files.map_err(|Missing { path }| DeskError::FileMissing { path })?;
        Ok(files.into_iter().cloned().collect())
    }
}

/// What lies in a store; none where there is no folder yet.
pub(super) async fn read_store(vault: &Vault, store: &Store) -> Result<Option<There>, DeskError> {
    let Some(index_json) = get(store, INDEX_PATH).await? else { return Ok(None) };
    let centre_json = get(store, CENTRE_PATH).await?.ok_or(DeskError::HostUnreadable)?;
    let head = ours(vault, &centre_json, &index_json).await?;
    Ok(Some(There { head, centre_json }))
}

/// The head of a folder that must be this centre's.
async fn ours(vault: &Vault, centre_json: &[u8], index_json: &[u8]) -> Result<Head, DeskError> {
    let head = read_head(Trust::FirstVisit(None), centre_json, index_json).await;
    let head = head.map_err(|_| DeskError::HostUnreadable)?;
    if head.centre.id == vault.centre() { Ok(head) } else { Err(DeskError::OtherCentreThere) }
}

pub(super) async fn get(store: &Store, path: &str) -> Result<Option<Vec<u8>>, DeskError> {
    let address = store.get(path, clock::now()).ok_or(DeskError::Store(ObjectError::Unreachable))?;
    match net::read_object(&address).await {
        Ok(bytes) => Ok(Some(bytes)),
        Err(ObjectError::Missing) => Ok(None),
        Err(error) => Err(DeskError::Store(error)),
    }
}

async fn put(store: &Store, file: &FolderFile) -> Result<(), ObjectError> {
    // Signed anew for each file: a slow line may take longer than an address holds.
    let put = store.put(&file.path, clock::now()).ok_or(ObjectError::Unreachable)?;
    net::put_object(&put.address, &put.headers, &file.bytes).await
}

/// What was overwritten, as it was: a new `centre.json` and the former index would contradict each other, and a month that
/// is drawn anew would be read before it is published. If even this fails, the next attempt mends it.
async fn put_back(store: &Store, overwritten: &[FolderFile]) {
    for file in overwritten {
        let _ = put(store, file).await;
    }
}
