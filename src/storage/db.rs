//! The handle to one centre's database: opens it, opens it again when the browser has let it die, deletes it.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use js_sys::Reflect;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::chain::Head;
use super::error::StorageError;
use super::idb::{self, Answer, Connection, Decide, Done, Gone, Job, Mode, Read, Write};
use super::schema::{DbName, Store, VERSION};
use super::witness;

/// An open database; clones are handles to the same connection.
#[derive(Clone)]
pub struct Db(Rc<Inner>);

struct Inner {
    name: DbName,
    version: u32,
    connection: RefCell<Option<Rc<Connection>>>,
}

impl Db {
    /// Opens the database, or makes a new one where there was none.
    ///
    /// `Lost` when it was here before and the browser has emptied it: then only [`Db::destroy`] makes way for a new one, and
    /// nothing calls that but a person.
    pub async fn open(name: DbName) -> Result<Self, StorageError> {
        Self::open_at(name, VERSION).await
    }

    /// Opens it as a program whose schema has this number would: for rehearsing an upgrade.
    pub async fn open_at(name: DbName, version: u32) -> Result<Self, StorageError> {
        let seen = witness::exists(&name).await;
        let connection = idb::connect(name.as_str(), version, !seen).await?;
        witness::begin(&name).await;
        Ok(Self(Rc::new(Inner { name, version, connection: RefCell::new(Some(Rc::new(connection))) })))
    }

    /// The database's name, from which locks and channels take theirs.
    pub fn name(&self) -> &DbName {
        &self.0.name
    }

    /// Deletes the database, what was noted about it elsewhere, and these keys of `localStorage`. There is no way back.
    ///
    /// Open handles, in this tab and others, are told to let go and answer `Closed` from then on. `Blocked` when one does not:
    /// the deletion is then done as soon as it does.
    pub async fn destroy(name: &DbName, local_storage_keys: &[&str]) -> Result<(), StorageError> {
        let deleted = idb::delete(name.as_str()).await;
        witness::forget(name).await;
        let local = Reflect::get(&js_sys::global(), &"localStorage".into())
            .ok()
            .and_then(|found| found.dyn_into::<web_sys::Storage>().ok());
        if let Some(local) = local {
            for key in local_storage_keys {
                let _ = local.remove_item(key);
            }
        }
        deleted
    }

    /// Forgets what was noted about the database elsewhere. Only for a deliberate restore: from then on the database is believed.
    pub async fn forget_witness(&self) {
        witness::forget(&self.0.name).await;
        witness::begin(&self.0.name).await;
    }

    /// The head that was noted elsewhere for a month; it may be behind the database's own, never ahead.
    pub async fn witness(&self, month: &str) -> Option<Head> {
        witness::head(&self.0.name, month).await
    }

    /// Notes a head elsewhere, without making anyone wait for it.
    pub(super) fn note(&self, month: &str, head: Head) {
        let (name, month) = (self.0.name.clone(), month.to_owned());
        spawn_local(async move { witness::note(&name, &month, head).await });
    }

    /// What stands under a key.
    pub async fn meta(&self, key: &str) -> Result<Option<Vec<u8>>, StorageError> {
        self.one(&[Store::Meta], Store::Meta, key).await
    }

    /// Stores bytes under a key, strictly.
    pub async fn set_meta(&self, key: &str, bytes: Vec<u8>) -> Result<(), StorageError> {
        self.write(&[Store::Meta], vec![Write::Put(Store::Meta, key.to_owned(), bytes)]).await
    }

    /// Removes a key and what stands under it.
    pub async fn remove_meta(&self, key: &str) -> Result<(), StorageError> {
        self.write(&[Store::Meta], vec![Write::Remove(Store::Meta, key.to_owned())]).await
    }

    pub(super) async fn one(
        &self,
        stores: &'static [Store],
        store: Store,
        key: &str,
    ) -> Result<Option<Vec<u8>>, StorageError> {
        let mut answers = self.read(stores, vec![Read::One(store, key.to_owned())]).await?;
        match answers.pop() {
            Some(Answer::One(bytes)) => Ok(bytes),
            _ => Err(StorageError::Other("a value was read otherwise than asked".into())),
        }
    }

    pub(super) async fn read(&self, stores: &'static [Store], reads: Vec<Read>) -> Result<Vec<Answer>, StorageError> {
        let read: Rc<Cell<Vec<Answer>>> = Rc::default();
        let decide: Decide = {
            let read = read.clone();
            Box::new(move |answers| {
                read.set(answers);
                Some(Vec::new())
            })
        };
        self.run(Mode::Read, stores, reads, decide).await?;
        Ok(read.take())
    }

    pub(super) async fn write(&self, stores: &'static [Store], writes: Vec<Write>) -> Result<(), StorageError> {
        self.run(Mode::Write, stores, Vec::new(), Box::new(move |_| Some(writes))).await.map(|_| ())
    }

    /// Runs a transaction; once more on a new connection when the old one turned out to be dead before anything was decided.
    pub(super) async fn run(
        &self,
        mode: Mode,
        stores: &'static [Store],
        reads: Vec<Read>,
        decide: Decide,
    ) -> Result<Done, StorageError> {
        let job = Job { mode, stores, reads, decide: Rc::new(Cell::new(Some(decide))) };
        let connection = self.connection().await?;
        let result = connection.run(&job).await;
        if result != Err(StorageError::Closed) || connection.gone() == Some(Gone::Superseded) {
            return result;
        }
        let Some(decide) = job.decide.take() else { return result };
        job.decide.set(Some(decide));
        self.let_go(&connection);
        self.connection().await?.run(&job).await
    }

    async fn connection(&self) -> Result<Rc<Connection>, StorageError> {
        let open = self.0.connection.borrow().clone();
        if let Some(connection) = open {
            match connection.gone() {
                None => return Ok(connection),
                Some(Gone::Superseded) => return Err(StorageError::Closed),
                Some(Gone::Died) => self.let_go(&connection),
            }
        }
        // It was open before: if it is empty now, it was emptied.
        let connection = Rc::new(idb::connect(self.0.name.as_str(), self.0.version, false).await?);
        *self.0.connection.borrow_mut() = Some(connection.clone());
        Ok(connection)
    }

    /// Forgets a dead connection, unless someone else has replaced it meanwhile.
    fn let_go(&self, dead: &Rc<Connection>) {
        let mut connection = self.0.connection.borrow_mut();
        if connection.as_ref().is_some_and(|current| Rc::ptr_eq(current, dead)) {
            *connection = None;
        }
    }
}
