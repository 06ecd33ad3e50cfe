//! The centre's published files as they were last believed, so that everything opens offline and nothing goes back.

use std::cell::Cell;
use std::rc::Rc;

use super::chain::{Hash, hash};
use super::db::Db;
use super::error::StorageError;
use super::idb::{Answer, Decide, Done, Mode, Read, Write};
use super::schema::{PUBLISHED_COUNTER, Store};

/// A published file as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Published {
    /// Its path in the centre's folder.
    pub path: String,
    /// The very bytes that the centre published.
    pub bytes: Vec<u8>,
    /// SHA-256 of the bytes.
    pub hash: Hash,
    /// The counter of the index with which it came.
    pub counter: u64,
}

/// Why published files were not taken over. What was kept before stays as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AdoptError {
    /// They are older than what is kept.
    Older {
        /// The counter of what is kept.
        kept: u64,
    },
    /// Storage's reason.
    Storage(StorageError),
}

const STORES: &[Store] = &[Store::Published, Store::Meta];

impl Db {
    /// Takes over published files, path and bytes, together with their index's counter; removes the superseded paths. All or nothing.
    ///
    /// The same counter again is allowed: files of one index may come in several goes. The caller has checked signature and hashes.
    pub async fn adopt(
        &self,
        counter: u64,
        files: Vec<(String, Vec<u8>)>,
        superseded: Vec<String>,
    ) -> Result<(), AdoptError> {
        let older: Rc<Cell<Option<u64>>> = Rc::default();
        let decide: Decide = {
            let older = older.clone();
            Box::new(move |answers| {
                if let Some(kept) = answers.into_iter().find_map(counter_of)
                    && counter < kept
                {
                    older.set(Some(kept));
                    return None;
                }
                let mut writes = Vec::with_capacity(superseded.len() + files.len() + 1);
                writes.extend(superseded.into_iter().map(|path| Write::Remove(Store::Published, path)));
                writes.extend(
                    files.into_iter().map(|(path, bytes)| Write::Put(Store::Published, path, keep(counter, &bytes))),
                );
                writes.push(Write::Put(Store::Meta, PUBLISHED_COUNTER.to_owned(), counter.to_le_bytes().to_vec()));
                Some(writes)
            })
        };
        let reads = vec![Read::One(Store::Meta, PUBLISHED_COUNTER.to_owned())];
        let done = self.run(Mode::Write, STORES, reads, decide).await.map_err(AdoptError::Storage)?;
        match (done, older.get()) {
            (Done::Completed, _) => Ok(()),
            (Done::Aborted, Some(kept)) => Err(AdoptError::Older { kept }),
            (Done::Aborted, None) => Err(AdoptError::Storage(StorageError::Closed)),
        }
    }

    /// The counter of what is kept; `None` before the first adoption.
    pub async fn published_counter(&self) -> Result<Option<u64>, StorageError> {
        Ok(counter_of(Answer::One(self.meta(PUBLISHED_COUNTER).await?)))
    }

    /// One published file; `Damaged` when its bytes are not the ones that were stored.
    pub async fn published(&self, path: &str) -> Result<Option<Published>, StorageError> {
        let kept = self.one(&[Store::Published], Store::Published, path).await?;
        kept.map(|bytes| file(path.to_owned(), &bytes)).transpose()
    }

    /// All published files whose paths begin so, in the paths' order.
    pub async fn published_all(&self, prefix: &str) -> Result<Vec<Published>, StorageError> {
        let reads =
            vec![Read::Keys(Store::Published, prefix.to_owned()), Read::Values(Store::Published, prefix.to_owned())];
        let (mut paths, mut files) = (Vec::new(), Vec::new());
        for answer in self.read(&[Store::Published], reads).await? {
            match answer {
                Answer::Keys(found) => paths = found,
                Answer::Values(found) => files = found,
                Answer::One(_) => {}
            }
        }
        paths.into_iter().zip(&files).map(|(path, bytes)| file(path, bytes)).collect()
    }
}

const FORMAT: u8 = 1;

/// As stored: the format's number, the counter, the hash, the bytes.
fn keep(counter: u64, bytes: &[u8]) -> Vec<u8> {
    [&[FORMAT], &counter.to_le_bytes()[..], &hash(&[bytes]), bytes].concat()
}

fn file(path: String, kept: &[u8]) -> Result<Published, StorageError> {
    let parse = || {
        let (&[FORMAT], rest) = kept.split_first_chunk()? else { return None };
        let (&counter, rest) = rest.split_first_chunk()?;
        let (&hash_then, bytes) = rest.split_first_chunk()?;
        (hash(&[bytes]) == hash_then).then(|| (u64::from_le_bytes(counter), hash_then, bytes.to_vec()))
    };
    match parse() {
        Some((counter, hash, bytes)) => Ok(Published { path, bytes, hash, counter }),
        None => Err(StorageError::Damaged { place: format!("{}/{path}", Store::Published.name()) }),
    }
}

fn counter_of(answer: Answer) -> Option<u64> {
    let Answer::One(Some(bytes)) = answer else { return None };
    Some(u64::from_le_bytes(bytes.try_into().ok()?))
}
