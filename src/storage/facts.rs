//! Facts by month: read whole, appended one by one under a rule, packed when quiet, erased without breaking the chain.

use std::cell::RefCell;
use std::rc::Rc;

use wasm_bindgen::prelude::*;

use super::chain::{self, Broken, Head, Month, Record, Salt, Stored};
use super::db::Db;
use super::error::{ChangeError, StorageError};
use super::idb::{Answer, Decide, Done, Mode, Read, Write};
use super::schema::{Store, journal_key, journal_prefix};
use super::witness;

const FACTS: &[Store] = &[Store::Heads, Store::Months, Store::Journal];

impl Db {
    /// All facts of a month. `Lost` when the chain, or the head noted elsewhere, says that some are missing.
    pub async fn read_month(&self, month: &str) -> Result<Month, StorageError> {
        // First the witness: while the database is read, another tab may go ahead of it, never the other way round.
        let witness = witness::head(self.name(), month).await;
        let answers = self.read(FACTS, reads(month)).await?;
        let loaded = Loaded::from(month, answers, witness)?;
        Ok(Month::of(loaded.head, loaded.records()))
    }

    /// Appends what a rule decides on the month as it stands, in the same strict transaction, and acknowledges when it is on the disk.
    ///
    /// `rule` sees the month, runs once and synchronously, and returns the bodies to append; none leave everything as it is. An
    /// encrypted caller compares `month.head` with the head it computed on, and refuses when they differ.
    pub async fn change<E: 'static>(
        &self,
        month: &str,
        rule: impl FnOnce(&Month) -> Result<Vec<Vec<u8>>, E> + 'static,
    ) -> Result<Head, ChangeError<E>> {
        let refused: Rc<RefCell<Option<E>>> = Rc::default();
        let rule = {
            let (refused, name) = (refused.clone(), month.to_owned());
            move |loaded: Loaded| {
                let mut head = loaded.head;
                let bodies = match rule(&Month::of(head, loaded.records())) {
                    Ok(bodies) => bodies,
                    Err(why) => {
                        *refused.borrow_mut() = Some(why);
                        return Err(StorageError::Other("refused by the rule".into()));
                    }
                };
                let mut writes = Vec::with_capacity(bodies.len() + 1);
                for body in bodies {
                    let record = Record::new(salt()?, body);
                    head = head.then(&record);
                    // `Add`: a place that is taken is never overwritten.
                    writes.push(Write::Add(Store::Journal, journal_key(&name, head.count), chain::pack(&[record])));
                }
                if !writes.is_empty() {
                    writes.push(Write::Put(Store::Heads, name, head.to_bytes()));
                }
                Ok((writes, head))
            }
        };
        let changed = self.alter(month, Box::new(rule)).await;
        match refused.take() {
            Some(why) => Err(ChangeError::Refused(why)),
            None => Ok(changed?),
        }
    }

    /// The months that hold facts, or are known to have held some: reading a month of the latter kind tells what was lost.
    pub async fn months(&self) -> Result<Vec<String>, StorageError> {
        let mut months = witness::months(self.name()).await;
        for answer in self.read(&[Store::Heads], vec![Read::Keys(Store::Heads, String::new())]).await? {
            if let Answer::Keys(keys) = answer {
                months.extend(keys);
            }
        }
        months.sort_unstable();
        months.dedup();
        Ok(months)
    }

    /// Moves a month's facts from the journal into one value, which is read several times faster. For quiet moments; right at any time.
    pub async fn pack(&self, month: &str) -> Result<(), StorageError> {
        let name = month.to_owned();
        let rule = move |loaded: Loaded| {
            let head = loaded.head;
            let writes = if loaded.journal.is_empty() { Vec::new() } else { repack(&name, loaded.records()) };
            Ok((writes, head))
        };
        self.alter(month, Box::new(rule)).await.map(|_| ())
    }

    /// Forgets the bodies of these facts; the chain holds, the month's other facts keep their ordinals.
    ///
    /// Write the fact that says so first: it is what wins when books are merged.
    pub async fn erase(&self, month: &str, ordinals: &[u32]) -> Result<(), StorageError> {
        let (name, ordinals) = (month.to_owned(), ordinals.to_vec());
        let rule = move |loaded: Loaded| {
            let head = loaded.head;
            let mut records = loaded.records();
            for (ordinal, record) in (1..).zip(&mut records) {
                if ordinals.contains(&ordinal) {
                    record.erase();
                }
            }
            Ok((repack(&name, records), head))
        };
        self.alter(month, Box::new(rule)).await.map(|_| ())
    }

    /// For recovery after `Lost` or `Damaged`: whatever of a month can still be read, without a promise that it is all.
    pub async fn salvage(&self, month: &str) -> Result<Vec<Stored>, StorageError> {
        let (_, packed, journal) = parts(self.read(FACTS, reads(month)).await?)?;
        let mut records = Vec::new();
        for bytes in packed.iter().chain(&journal) {
            // What stands before something unreadable was added, and is worth having.
            let _ = chain::unpack(bytes, &mut records);
        }
        records.retain(Record::is_whole);
        Ok(Month::of(Head::origin(month), records).facts)
    }

    /// For recovery: puts these bodies in the place of whatever the month holds, as a new chain that is believed from now on.
    pub async fn restart(&self, month: &str, bodies: Vec<Vec<u8>>) -> Result<Head, StorageError> {
        let mut head = Head::origin(month);
        let mut records = Vec::with_capacity(bodies.len());
        for body in bodies {
            let record = Record::new(salt()?, body);
            head = head.then(&record);
            records.push(record);
        }
        let mut writes = repack(month, records);
        writes.push(Write::Put(Store::Heads, month.to_owned(), head.to_bytes()));
        self.write(FACTS, writes).await?;
        witness::note(self.name(), month, head).await;
        Ok(head)
    }

    /// Reads and checks a month inside a strict transaction, and stores what `rule` makes of it; an error aborts.
    async fn alter(&self, month: &str, rule: Rule) -> Result<Head, StorageError> {
        let witness = witness::head(self.name(), month).await;
        let result = Rc::new(RefCell::new(Err(StorageError::Closed)));
        let decide: Decide = {
            let (month, result) = (month.to_owned(), result.clone());
            Box::new(move |answers| {
                let (writes, decided) = match Loaded::from(&month, answers, witness).and_then(rule) {
                    Ok((writes, head)) => (Some(writes), Ok(head)),
                    Err(error) => (None, Err(error)),
                };
                *result.borrow_mut() = decided;
                writes
            })
        };
        let done = self.run(Mode::Write, FACTS, reads(month), decide).await?;
        let decided = result.replace(Err(StorageError::Closed));
        match (done, decided) {
            (Done::Completed, Ok(head)) => {
                if Some(head) != witness {
                    self.note(month, head);
                }
                Ok(head)
            }
            // Aborted, and not by us: the browser took the transaction away.
            (Done::Aborted, Ok(_)) => Err(StorageError::Closed),
            (_, Err(error)) => Err(error),
        }
    }
}

type Rule = Box<dyn FnOnce(Loaded) -> Result<(Vec<Write>, Head), StorageError>>;

/// A month's records as they lie: packed ones first, then the journal's.
struct Loaded {
    head: Head,
    packed: Vec<Record>,
    journal: Vec<Record>,
}

impl Loaded {
    fn from(month: &str, answers: Vec<Answer>, witness: Option<Head>) -> Result<Self, StorageError> {
        let damaged = |store: Store| StorageError::Damaged { place: format!("{}/{month}", store.name()) };
        let (head, packed_bytes, journal_bytes) = parts(answers)?;
        let head = match head {
            Some(bytes) => Head::from_bytes(&bytes).ok_or_else(|| damaged(Store::Heads))?,
            None => Head::origin(month),
        };
        let mut records = Vec::new();
        if let Some(bytes) = packed_bytes {
            chain::unpack(&bytes, &mut records).ok_or_else(|| damaged(Store::Months))?;
        }
        let packed = records.len();
        for bytes in journal_bytes {
            chain::unpack(&bytes, &mut records).ok_or_else(|| damaged(Store::Journal))?;
        }
        chain::verify(month, &records, head, witness).map_err(|broken| match broken {
            Broken::Lost { expected, found } => StorageError::Lost { month: Some(month.to_owned()), expected, found },
            Broken::Record { ordinal } => StorageError::Damaged { place: format!("{month}/{ordinal}") },
        })?;
        let journal = records.split_off(packed);
        Ok(Self { head, packed: records, journal })
    }

    fn records(self) -> Vec<Record> {
        let mut records = self.packed;
        records.extend(self.journal);
        records
    }
}

fn reads(month: &str) -> Vec<Read> {
    vec![
        Read::One(Store::Heads, month.to_owned()),
        Read::One(Store::Months, month.to_owned()),
        Read::Values(Store::Journal, journal_prefix(month)),
    ]
}

type Parts = (Option<Vec<u8>>, Option<Vec<u8>>, Vec<Vec<u8>>);

/// The answers to [`reads`]: head, packed value, journal.
fn parts(answers: Vec<Answer>) -> Result<Parts, StorageError> {
    match <[Answer; 3]>::try_from(answers) {
        Ok([Answer::One(head), Answer::One(packed), Answer::Values(journal)]) => Ok((head, packed, journal)),
        _ => Err(StorageError::Other("a month was read otherwise than asked".into())),
    }
}

/// All records of a month in its packed value, and none in the journal.
fn repack(month: &str, records: Vec<Record>) -> Vec<Write> {
    vec![
        Write::Put(Store::Months, month.to_owned(), chain::pack(&records)),
        Write::RemoveAll(Store::Journal, journal_prefix(month)),
    ]
}

#[wasm_bindgen]
extern "C" {
    /// The same in windows and workers.
    #[wasm_bindgen(catch, js_namespace = crypto, js_name = getRandomValues)]
    fn get_random_values(bytes: &mut [u8]) -> Result<(), JsValue>;
}

fn salt() -> Result<Salt, StorageError> {
    let mut salt = Salt::default();
    get_random_values(&mut salt).map_err(|_| StorageError::Unavailable)?;
    Ok(salt)
}
