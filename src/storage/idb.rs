//! The only file that holds IndexedDB's values: connections, transactions, requests, exceptions.
//!
//! Raw bindings and not a crate, because all of these matter here and no crate has them all: `durability: "strict"`, the
//! non-standard `dataLoss` of an upgrade event, `blocked`, `versionchange`, `close`, and a decision that runs synchronously
//! inside the transaction. It is also the smallest download.

use std::cell::{Cell, RefCell};
use std::future::{Future, poll_fn};
use std::rc::Rc;
use std::task::{Poll, Waker};

use js_sys::{Array, Object, Reflect, Uint8Array};
use wasm_bindgen::prelude::*;
use web_sys::{
    DomException, Event, IdbDatabase, IdbFactory, IdbKeyRange, IdbObjectStore, IdbOpenDbRequest, IdbRequest,
    IdbTransaction, IdbVersionChangeEvent,
};

use super::error::{Moment, StorageError};
use super::schema::Store;

/// What a transaction reads, in this order, before it decides.
pub(super) enum Read {
    /// The value under a key.
    One(Store, String),
    /// All values whose keys begin so, in the keys' order.
    Values(Store, String),
    /// All keys that begin so, in order.
    Keys(Store, String),
}

/// The answer to a [`Read`].
pub(super) enum Answer {
    One(Option<Vec<u8>>),
    Values(Vec<Vec<u8>>),
    Keys(Vec<String>),
}

/// What a transaction writes, in this order.
pub(super) enum Write {
    /// Stores a value, whether or not there is one.
    Put(Store, String, Vec<u8>),
    /// Stores a value where none may be: the transaction fails if there is one.
    Add(Store, String, Vec<u8>),
    /// Removes the value under a key.
    Remove(Store, String),
    /// Removes all values whose keys begin so.
    RemoveAll(Store, String),
}

/// Read-only, or read-write: the latter always strict, acknowledged when it is on the disk.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Mode {
    Read,
    Write,
}

/// Sees the answers, says what to write; `None` aborts. Runs inside the transaction, at most once.
pub(super) type Decide = Box<dyn FnOnce(Vec<Answer>) -> Option<Vec<Write>>>;

/// A transaction to be: it can be tried on another connection as long as `decide` has not run.
pub(super) struct Job {
    pub mode: Mode,
    pub stores: &'static [Store],
    pub reads: Vec<Read>,
    pub decide: Rc<Cell<Option<Decide>>>,
}

/// What became of a transaction that met no error.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Done {
    Completed,
    /// `decide` said so.
    Aborted,
}

/// Why a connection cannot be used any more.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Gone {
    /// Another tab upgrades or deletes the database; to open it again would be in its way.
    Superseded,
    /// The browser closed it; it can be opened again.
    Died,
}

/// An open database.
pub(super) struct Connection {
    db: IdbDatabase,
    gone: Rc<Cell<Option<Gone>>>,
    /// Called by the browser as long as the connection lives.
    _handlers: [Closure<dyn FnMut(Event)>; 2],
}

impl Drop for Connection {
    fn drop(&mut self) {
        self.db.set_onversionchange(None);
        let [_, close] = &self._handlers;
        let _ = self.db.remove_event_listener_with_callback("close", close.as_ref().unchecked_ref());
        self.db.close();
    }
}

impl Connection {
    fn new(db: IdbDatabase) -> Self {
        let gone = Rc::new(Cell::new(None));
        let version_change = {
            let (db, gone) = (db.clone(), gone.clone());
            Closure::new(move |_: Event| {
                gone.set(Some(Gone::Superseded));
                db.close();
            })
        };
        let close = {
            let gone = gone.clone();
            Closure::new(move |_: Event| gone.set(Some(Gone::Died)))
        };
        db.set_onversionchange(Some(version_change.as_ref().unchecked_ref()));
        // No `onclose` in the bindings. If the listener cannot be set, the next transaction finds out.
        let _ = db.add_event_listener_with_callback("close", close.as_ref().unchecked_ref());
        Self { db, gone, _handlers: [version_change, close] }
    }

    /// Why it cannot be used any more, if so.
    pub fn gone(&self) -> Option<Gone> {
        self.gone.get()
    }

    /// Runs a transaction to its end: resolves after `complete` or `abort`.
    pub async fn run(&self, job: &Job) -> Result<Done, StorageError> {
        let failed = |thrown: JsValue| meaning(&thrown, Moment::Working);
        let tx = self.begin(job).map_err(|thrown| {
            // The only InvalidStateError here is a connection that is closing or closed.
            self.gone.set(self.gone.get().or(Some(Gone::Died)));
            failed(thrown)
        })?;
        let mut reads = Vec::with_capacity(job.reads.len());
        for read in &job.reads {
            reads.push(ask(&tx, read).map_err(failed)?);
        }

        let end: Mailbox<bool> = Mailbox::default();
        let problem: Rc<RefCell<Option<StorageError>>> = Rc::default();
        let step = {
            let (tx, decide, reads, problem) = (tx.clone(), job.decide.clone(), reads.clone(), problem.clone());
            move || {
                let result = answers(&reads).and_then(|answers| {
                    let Some(decide) = decide.take() else { return Err(StorageError::Other("decided twice".into())) };
                    let Some(writes) = decide(answers) else { return Ok(false) };
                    for write in writes {
                        store(&tx, write).map_err(|thrown| meaning(&thrown, Moment::Working))?;
                    }
                    Ok(true)
                });
                if result != Ok(true) {
                    // Fails only when the transaction has ended already.
                    let _ = tx.abort();
                }
                *problem.borrow_mut() = result.err();
            }
        };
        let (complete, abort) = (end.posts(true), end.posts(false));
        tx.set_oncomplete(Some(complete.as_ref().unchecked_ref()));
        tx.set_onabort(Some(abort.as_ref().unchecked_ref()));
        let answered = match reads.last() {
            // Requests of one transaction succeed in order: when the last has, all have.
            Some((request, _)) => {
                let answered = Closure::once(move |_: Event| step());
                request.set_onsuccess(Some(answered.as_ref().unchecked_ref()));
                Some((request.clone(), answered))
            }
            None => {
                step();
                None
            }
        };
        let handlers = Handlers { tx, answered, _end: [complete, abort] };

        let completed = end.letter().await;
        if let Some(problem) = problem.take() {
            return Err(problem);
        }
        if completed {
            return Ok(Done::Completed);
        }
        match handlers.tx.error() {
            Some(error) => Err(meaning(&error, Moment::Working)),
            // An abort without an error: our own, or the browser closed the connection.
            None if self.gone().is_some() => Err(StorageError::Closed),
            None => Ok(Done::Aborted),
        }
    }

    fn begin(&self, job: &Job) -> Result<IdbTransaction, JsValue> {
        let stores: Array = job.stores.iter().map(|store| JsValue::from_str(store.name())).collect();
        let options = Object::new();
        let mode = match job.mode {
            Mode::Read => "readonly",
            Mode::Write => {
                Reflect::set(&options, &"durability".into(), &"strict".into())?;
                "readwrite"
            }
        };
        self.db.unchecked_ref::<StrictDatabase>().transaction(&stores, mode, &options)
    }
}

/// Opens a database; `may_create` is false where it was seen before, so that an emptied one is told from a new one.
pub(super) async fn connect(name: &str, version: u32, may_create: bool) -> Result<Connection, StorageError> {
    let request = factory()?.open_with_u32(name, version).map_err(|thrown| meaning(&thrown, Moment::Opening))?;
    let lost: Rc<Cell<bool>> = Rc::default();
    let upgrade = {
        let lost = lost.clone();
        move |event: &IdbVersionChangeEvent, request: &IdbOpenDbRequest| {
            let emptied = Reflect::get(event, &"dataLoss".into()).is_ok_and(|loss| loss.is_string() && loss != "none");
            if emptied || (event.old_version() == 0.0 && !may_create) {
                lost.set(true);
                return false;
            }
            create(request, event.old_version() as u32).is_ok()
        }
    };
    match opened(request, upgrade).await {
        Ok(db) => Ok(Connection::new(db)),
        Err(_) if lost.get() => Err(StorageError::Lost { month: None, expected: 0, found: 0 }),
        Err(Opening::Blocked) => Err(StorageError::Blocked),
        Err(Opening::Failed(error)) if name_of(&error) == "VersionError" => {
            // Opened without a version, a database comes as it is: the only way to ask that all engines have.
            let request = factory()?.open(name).map_err(|thrown| meaning(&thrown, Moment::Opening))?;
            match opened(request, |_, _| false).await {
                Ok(db) => {
                    let found = db.version() as u32;
                    db.close();
                    Err(StorageError::NewerDatabase { found, known: version })
                }
                Err(_) => Err(meaning(&error, Moment::Opening)),
            }
        }
        Err(Opening::Failed(error)) => Err(meaning(&error, Moment::Opening)),
    }
}

/// Deletes a database. Whatever holds it open is told to let go; `Blocked` if something does not.
pub(super) async fn delete(name: &str) -> Result<(), StorageError> {
    let request = factory()?.delete_database(name).map_err(|thrown| meaning(&thrown, Moment::Opening))?;
    match settled(&request, |_, _| false).await {
        Ok(()) => Ok(()),
        Err(Opening::Blocked) => Err(StorageError::Blocked),
        Err(Opening::Failed(error)) => Err(meaning(&error, Moment::Opening)),
    }
}

/// The stores of version 1; later versions add theirs by the version that they start from.
fn create(request: &IdbOpenDbRequest, from: u32) -> Result<(), JsValue> {
    let db: IdbDatabase = request.result()?.unchecked_into();
    if from < 1 {
        for store in Store::ALL {
            db.create_object_store(store.name())?;
        }
    }
    Ok(())
}

enum Opening {
    Blocked,
    Failed(JsValue),
}

async fn opened(
    request: IdbOpenDbRequest,
    upgrade: impl FnMut(&IdbVersionChangeEvent, &IdbOpenDbRequest) -> bool + 'static,
) -> Result<IdbDatabase, Opening> {
    settled(&request, upgrade).await?;
    Ok(request.result().map_err(Opening::Failed)?.unchecked_into())
}

/// Waits for an open or delete request. `upgrade` says whether the upgrade may go on.
async fn settled(
    request: &IdbOpenDbRequest,
    mut upgrade: impl FnMut(&IdbVersionChangeEvent, &IdbOpenDbRequest) -> bool + 'static,
) -> Result<(), Opening> {
    #[derive(Clone, Copy)]
    enum Letter {
        Success,
        Error,
        Blocked,
    }
    let letters: Mailbox<Letter> = Mailbox::default();
    let success = letters.posts(Letter::Success);
    let error = letters.posts(Letter::Error);
    let blocked = letters.posts(Letter::Blocked);
    let upgrading = {
        let request = request.clone();
        Closure::<dyn FnMut(IdbVersionChangeEvent)>::new(move |event| {
            if !upgrade(&event, &request)
                && let Some(tx) = request.transaction()
            {
                let _ = tx.abort();
            }
        })
    };
    request.set_onsuccess(Some(success.as_ref().unchecked_ref()));
    request.set_onerror(Some(error.as_ref().unchecked_ref()));
    request.set_onblocked(Some(blocked.as_ref().unchecked_ref()));
    request.set_onupgradeneeded(Some(upgrading.as_ref().unchecked_ref()));
    let letter = letters.letter().await;
    request.set_onerror(None);
    request.set_onblocked(None);
    match letter {
        Letter::Blocked => {
            // The request stays in the queue and may succeed when nobody waits any more: let go at once, or it would block others.
            let late = {
                let request = request.clone();
                Closure::once_into_js(move |_: Event| {
                    if let Ok(db) = request.result()
                        && let Ok(db) = db.dyn_into::<IdbDatabase>()
                    {
                        db.close();
                    }
                })
            };
            request.set_onsuccess(Some(late.unchecked_ref()));
            upgrading.forget();
            Err(Opening::Blocked)
        }
        letter => {
            request.set_onsuccess(None);
            request.set_onupgradeneeded(None);
            match letter {
                Letter::Success => Ok(()),
                _ => Err(Opening::Failed(request.error().ok().flatten().map_or(JsValue::NULL, JsValue::from))),
            }
        }
    }
}

fn ask(tx: &IdbTransaction, read: &Read) -> Result<(IdbRequest, Kind), JsValue> {
    Ok(match read {
        Read::One(store, key) => (object_store(tx, *store)?.get(&key.into())?, Kind::One),
        Read::Values(store, prefix) => (object_store(tx, *store)?.get_all_with_key(&range(prefix)?)?, Kind::Values),
        Read::Keys(store, prefix) => (object_store(tx, *store)?.get_all_keys_with_key(&range(prefix)?)?, Kind::Keys),
    })
}

#[derive(Clone, Copy)]
enum Kind {
    One,
    Values,
    Keys,
}

fn answers(reads: &[(IdbRequest, Kind)]) -> Result<Vec<Answer>, StorageError> {
    let strange = || StorageError::Damaged { place: "a value that is not ours".into() };
    let bytes = |value: JsValue| value.dyn_into::<Uint8Array>().map(|array| array.to_vec()).map_err(|_| strange());
    let of = |(request, kind): &(IdbRequest, Kind)| {
        let result = request.result().map_err(|thrown| meaning(&thrown, Moment::Working))?;
        Ok(match kind {
            Kind::One if result.is_undefined() => Answer::One(None),
            Kind::One => Answer::One(Some(bytes(result)?)),
            Kind::Values => Answer::Values(Array::from(&result).iter().map(bytes).collect::<Result<_, _>>()?),
            Kind::Keys => {
                let keys = Array::from(&result);
                Answer::Keys(keys.iter().map(|key| key.as_string().ok_or_else(strange)).collect::<Result<_, _>>()?)
            }
        })
    };
    reads.iter().map(of).collect()
}

fn store(tx: &IdbTransaction, write: Write) -> Result<(), JsValue> {
    match write {
        Write::Put(store, key, bytes) => {
            object_store(tx, store)?.put_with_key(&Uint8Array::from(&bytes[..]), &key.into())?;
        }
        Write::Add(store, key, bytes) => {
            object_store(tx, store)?.add_with_key(&Uint8Array::from(&bytes[..]), &key.into())?;
        }
        Write::Remove(store, key) => {
            object_store(tx, store)?.delete(&key.into())?;
        }
        Write::RemoveAll(store, prefix) => {
            object_store(tx, store)?.delete(&range(&prefix)?)?;
        }
    }
    Ok(())
}

fn object_store(tx: &IdbTransaction, store: Store) -> Result<IdbObjectStore, JsValue> {
    tx.object_store(store.name())
}

/// All keys that begin with `prefix`; U+FFFF is no character and sorts after all of them.
fn range(prefix: &str) -> Result<JsValue, JsValue> {
    IdbKeyRange::bound(&prefix.into(), &format!("{prefix}\u{ffff}").into()).map(JsValue::from)
}

fn factory() -> Result<IdbFactory, StorageError> {
    let found = Reflect::get(&js_sys::global(), &"indexedDB".into()).map_err(|_| StorageError::Unavailable)?;
    // Not `dyn_into`: some in-app browsers wrap the factory.
    if found.is_object() { Ok(found.unchecked_into()) } else { Err(StorageError::Unavailable) }
}

/// A thrown or reported value as an error of ours.
pub(super) fn meaning(thrown: &JsValue, moment: Moment) -> StorageError {
    let message = thrown.dyn_ref::<DomException>().map(DomException::message);
    StorageError::of_exception(&name_of(thrown), &message.unwrap_or_default(), moment)
}

fn name_of(thrown: &JsValue) -> String {
    match thrown.dyn_ref::<DomException>() {
        Some(exception) => exception.name(),
        None => thrown.dyn_ref::<js_sys::Error>().map(|error| error.name().into()).unwrap_or_default(),
    }
}

/// Keeps a transaction's event handlers as long as someone waits for it. A future that is dropped takes them back: what was not
/// decided by then is not written.
struct Handlers {
    tx: IdbTransaction,
    answered: Option<(IdbRequest, Closure<dyn FnMut(Event)>)>,
    _end: [Closure<dyn FnMut(Event)>; 2],
}

impl Drop for Handlers {
    fn drop(&mut self) {
        self.tx.set_oncomplete(None);
        self.tx.set_onabort(None);
        if let Some((request, _)) = &self.answered {
            request.set_onsuccess(None);
        }
    }
}

/// Takes one value from an event handler to the future that waits for it.
struct Mailbox<T>(Rc<RefCell<(Option<T>, Option<Waker>)>>);

impl<T> Default for Mailbox<T> {
    fn default() -> Self {
        Self(Rc::new(RefCell::new((None, None))))
    }
}

impl<T: Copy + 'static> Mailbox<T> {
    /// A handler that posts this value. The first one counts.
    fn posts(&self, value: T) -> Closure<dyn FnMut(Event)> {
        let inside = self.0.clone();
        Closure::new(move |_: Event| {
            let mut inside = inside.borrow_mut();
            inside.0.get_or_insert(value);
            if let Some(waker) = inside.1.take() {
                waker.wake();
            }
        })
    }

    fn letter(&self) -> impl Future<Output = T> {
        let inside = self.0.clone();
        poll_fn(move |context| {
            let mut inside = inside.borrow_mut();
            match inside.0 {
                Some(value) => Poll::Ready(value),
                None => {
                    inside.1 = Some(context.waker().clone());
                    Poll::Pending
                }
            }
        })
    }
}

#[wasm_bindgen]
extern "C" {
    /// `transaction` with its third argument, which the bindings call unstable.
    type StrictDatabase;

    #[wasm_bindgen(method, catch)]
    fn transaction(
        this: &StrictDatabase,
        stores: &Array,
        mode: &str,
        options: &Object,
    ) -> Result<IdbTransaction, JsValue>;
}
