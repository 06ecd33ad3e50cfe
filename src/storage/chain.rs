//! The chain of a month's facts: what shows that none was lost, changed or moved behind our back.
//!
//! Each record has a digest over a random salt and its body; each link is a hash over the link before and the digest. The head
//! (how many, and the last link) is stored apart. A record whose person was erased keeps its digest alone, so the chain still holds;
//! without the salt, nobody can try out names against the digest.

use sha2::{Digest as _, Sha256};

/// SHA-256.
pub type Hash = [u8; 32];

/// Random bytes before a body.
pub type Salt = [u8; 16];

/// How far a month's chain has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Head {
    /// How many facts.
    pub count: u32,
    /// The link of the last one.
    pub link: Hash,
}

impl Head {
    /// Where the chain of a month begins. It contains the month, so that one month cannot stand for another.
    pub fn origin(month: &str) -> Self {
        Self { count: 0, link: hash(&[b"linli chain 1 ", month.as_bytes()]) }
    }

    /// The head with one record more.
    pub fn then(self, record: &Record) -> Self {
        Self { count: self.count + 1, link: hash(&[&self.link, &record.digest]) }
    }

    /// As stored: the format's number, the count, the link.
    pub fn to_bytes(self) -> Vec<u8> {
        [&[FORMAT], &self.count.to_le_bytes()[..], &self.link].concat()
    }

    /// `None` for bytes that are no head.
    pub fn from_bytes(mut bytes: &[u8]) -> Option<Self> {
        let [FORMAT] = take(&mut bytes)? else { return None };
        let head = Self { count: u32::from_le_bytes(take(&mut bytes)?), link: take(&mut bytes)? };
        bytes.is_empty().then_some(head)
    }
}

/// One fact as it is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    digest: Hash,
    content: Option<(Salt, Vec<u8>)>,
}

impl Record {
    /// `salt` is random, new for each record.
    pub fn new(salt: Salt, body: Vec<u8>) -> Self {
        Self { digest: hash(&[&salt, &body]), content: Some((salt, body)) }
    }

    /// Forgets body and salt.
    pub fn erase(&mut self) {
        self.content = None;
    }

    /// `None` when it was erased.
    pub fn body(&self) -> Option<&[u8]> {
        self.content.as_ref().map(|(_, body)| body.as_slice())
    }

    /// Is the body the one that the digest was made over? An erased record has nothing to contradict it.
    pub fn is_whole(&self) -> bool {
        self.content.as_ref().is_none_or(|(salt, body)| self.digest == hash(&[salt, body]))
    }
}

/// A fact as it is handed out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stored {
    /// Its place in the month's chain on this device, from 1. Not the same on another device.
    pub ordinal: u32,
    /// `None` when it was erased.
    pub body: Option<Vec<u8>>,
}

/// A month as it is read: all its facts in the order of their arrival here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Month {
    /// What an encrypted caller compares with the head it computed on.
    pub head: Head,
    /// Oldest first.
    pub facts: Vec<Stored>,
}

impl Month {
    /// The records' bodies with their places.
    pub fn of(head: Head, records: Vec<Record>) -> Self {
        let facts = (1..)
            .zip(records)
            .map(|(ordinal, record)| Stored { ordinal, body: record.content.map(|(_, body)| body) })
            .collect();
        Self { head, facts }
    }
}

/// What is wrong with a chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Broken {
    /// Records are missing, or others stand in their place.
    Lost {
        /// How many there should be.
        expected: u32,
        /// How many there are.
        found: u32,
    },
    /// This record's body is not the one that was stored.
    Record {
        /// Its place, from 1.
        ordinal: u32,
    },
}

/// Do these records lead to the head, and through the witness?
///
/// The witness is a head that was noted elsewhere: it may be behind (a note is written after the transaction), never ahead.
pub fn verify(month: &str, records: &[Record], head: Head, witness: Option<Head>) -> Result<(), Broken> {
    let found = records.len() as u32;
    let lost = |expected| Broken::Lost { expected, found };
    let witness = witness.unwrap_or_else(|| Head::origin(month));
    let mut passed_witness = false;
    let mut at = Head::origin(month);
    passed_witness |= at == witness;
    for record in records {
        if !record.is_whole() {
            return Err(Broken::Record { ordinal: at.count + 1 });
        }
        at = at.then(record);
        passed_witness |= at == witness;
    }
    if at != head {
        return Err(lost(head.count.max(witness.count)));
    }
    if !passed_witness {
        return Err(lost(witness.count));
    }
    Ok(())
}

/// Records in one value: the format's number, then one after another.
pub fn pack(records: &[Record]) -> Vec<u8> {
    let mut bytes = vec![FORMAT];
    for record in records {
        match &record.content {
            None => bytes.push(ERASED),
            Some(_) => bytes.push(WHOLE),
        }
        bytes.extend_from_slice(&record.digest);
        if let Some((salt, body)) = &record.content {
            bytes.extend_from_slice(salt);
            bytes.extend_from_slice(&(body.len() as u32).to_le_bytes());
            bytes.extend_from_slice(body);
        }
    }
    bytes
}

/// Adds what a packed value holds to `records`; `None` when it ends in something unreadable. What stands before that was added.
pub fn unpack(mut bytes: &[u8], records: &mut Vec<Record>) -> Option<()> {
    let [FORMAT] = take(&mut bytes)? else { return None };
    while !bytes.is_empty() {
        let [kind] = take(&mut bytes)?;
        let digest = take(&mut bytes)?;
        let content = match kind {
            ERASED => None,
            WHOLE => {
                let salt = take(&mut bytes)?;
                let length = u32::from_le_bytes(take(&mut bytes)?) as usize;
                let (body, rest) = bytes.split_at_checked(length)?;
                bytes = rest;
                Some((salt, body.to_vec()))
            }
            _ => return None,
        };
        records.push(Record { digest, content });
    }
    Some(())
}

const FORMAT: u8 = 1;
const ERASED: u8 = 0;
const WHOLE: u8 = 1;

/// SHA-256 over the parts, one after another.
pub fn hash(parts: &[&[u8]]) -> Hash {
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update(part);
    }
    hasher.finalize().into()
}

fn take<const N: usize>(bytes: &mut &[u8]) -> Option<[u8; N]> {
    let (head, rest) = bytes.split_first_chunk()?;
    *bytes = rest;
    Some(*head)
}

#[cfg(test)]
mod tests;
