//! The draw (抽签): an order that nobody can steer and anybody can check.
//!
//! 1. Before sign-up opens the month says the hash of a secret seed, and which public number will decide.
//! 2. At closing the list of entrants is published. From then on the list *is* the draw: nobody enters, nobody leaves.
//! 3. When the public number is known, seed and number are published. The order is HMAC-SHA-256 under both.
//!
//! The centre knows the seed, but the number only when the entrants are published; everybody else knows neither.

use hmac::{Hmac, Mac};
use serde::{Deserialize, Serialize};
use sha2::Sha256;
use std::fmt;

use crate::domain::activity::Session;
use crate::domain::id::{Commitment, EntrantTag, SessionId, hex, parse_hex};
use crate::domain::menu::Menu;
use crate::domain::text::Text;
use crate::domain::time::{Stamp, Start};

/// What is said of a draw beforehand.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DrawTerms {
    /// Of the seed, which nobody but the centre knows yet.
    pub commitment: Commitment,
    /// Which public number will decide, in the centre's words (12月10日双色球开奖号码). Nobody may know it at closing.
    pub number: Text,
}

/// The secret of one draw, until its number is known. Never shown before.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct DrawSeed(pub [u8; 32]);

impl DrawSeed {
    /// What is published of it beforehand.
    pub fn commitment(&self) -> Commitment {
        Commitment::derive("linli draw seed", &self.0)
    }
}

impl fmt::Debug for DrawSeed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("DrawSeed")
    }
}

impl TryFrom<String> for DrawSeed {
    type Error = &'static str;
    fn try_from(text: String) -> Result<Self, Self::Error> {
        parse_hex(&text).map(Self).ok_or("not 64 hexadecimal digits")
    }
}

impl From<DrawSeed> for String {
    fn from(seed: DrawSeed) -> String {
        hex(&seed.0)
    }
}

/// The public number, in one form however it is typed: `03 08,15 + 09` and `０３０８１５０９` are the same.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PublicNumber(String);

impl PublicNumber {
    /// The longest, in digits.
    pub const LONGEST: usize = 64;

    /// Takes the digits of what was typed; spaces, commas, `+`, `-`, `/`, `|`, `:` and full-width digits are understood.
    pub fn parse(text: &str) -> Option<Self> {
        let mut digits = String::new();
        for c in text.chars() {
            match c {
                '0'..='9' => digits.push(c),
                '０'..='９' => digits.push(char::from(b'0' + (c as u32 - '０' as u32) as u8)),
                ' ' | ',' | '+' | '-' | '/' | '|' | ':' | '.' | '\t' | '\u{3000}' | '，' | '、' | '＋' | '：'
                | '－' => {}
                _ => return None,
            }
        }
        (!digits.is_empty() && digits.len() <= Self::LONGEST).then_some(Self(digits))
    }

    /// Its digits.
    pub fn digits(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for PublicNumber {
    type Error = &'static str;
    fn try_from(text: String) -> Result<Self, Self::Error> {
        // Published in one form only, so that one number is one text.
        Self::parse(&text).filter(|number| number.0 == text).ok_or("not a number of 1 to 64 digits")
    }
}

impl From<PublicNumber> for String {
    fn from(number: PublicNumber) -> String {
        number.0
    }
}

/// Who takes part in a draw: one tag for each member, by tag, so that the lists say nothing of who came when.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
pub struct Entrants {
    /// Of households that won nothing in their last draws, where the rules let these go first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub first: Vec<EntrantTag>,
    /// All others.
    pub others: Vec<EntrantTag>,
}

impl Entrants {
    /// Sorts them.
    pub fn new(entrants: impl IntoIterator<Item = (EntrantTag, bool)>) -> Self {
        let mut list = Self::default();
        for (tag, first) in entrants {
            if first { list.first.push(tag) } else { list.others.push(tag) }
        }
        list.first.sort_unstable();
        list.others.sort_unstable();
        list
    }

    /// How many.
    pub fn len(&self) -> usize {
        self.first.len() + self.others.len()
    }

    /// Whether nobody takes part.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Whether one takes part, and if so, whether among those who go first.
    pub fn find(&self, tag: &EntrantTag) -> Option<bool> {
        let first = self.first.binary_search(tag).is_ok();
        (first || self.others.binary_search(tag).is_ok()).then_some(first)
    }

    /// Whether each stands there once, by tag.
    pub fn are_in_order(&self) -> bool {
        let rising = |list: &[EntrantTag]| list.windows(2).all(|pair| pair[0] < pair[1]);
        rising(&self.first)
            && rising(&self.others)
            && self.first.iter().all(|tag| self.others.binary_search(tag).is_err())
    }
}

/// What decides a draw.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct DrawResult {
    /// The seed, no longer secret.
    pub seed: DrawSeed,
    /// The public number.
    pub number: PublicNumber,
    /// When both were put together.
    pub at: Stamp,
}

/// One session's draw, as far as it has come.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SessionDraw {
    /// Of the seed.
    pub commitment: Commitment,
    /// When the entrants were published.
    pub published_at: Stamp,
    /// Who takes part.
    pub entrants: Entrants,
    /// Once the number is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub result: Option<DrawResult>,
}

/// One entrant in the order of the draw.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Drawn {
    /// Whose.
    pub tag: EntrantTag,
    /// Whether they went first, for having won nothing in the last draws.
    pub first: bool,
    /// By which they stand where they do: HMAC-SHA-256(seed ‖ number, tag).
    pub value: [u8; 32],
}

/// The order of a draw: who goes first, then by value.
pub fn order(seed: &DrawSeed, number: &PublicNumber, entrants: &Entrants) -> Vec<Drawn> {
    let mut key = seed.0.to_vec();
    key.extend_from_slice(number.digits().as_bytes());
    // HMAC takes keys of any length.
    let Ok(mac) = Hmac::<Sha256>::new_from_slice(&key) else { unreachable!() };
    let draw = |tag: &EntrantTag, first| {
        let mut mac = mac.clone();
        mac.update(&tag.0);
        Drawn { tag: *tag, first, value: mac.finalize().into_bytes().into() }
    };
    let first = entrants.first.iter().map(|tag| draw(tag, true));
    let mut order: Vec<Drawn> = first.chain(entrants.others.iter().map(|tag| draw(tag, false))).collect();
    order.sort_by_key(|drawn| (!drawn.first, drawn.value, drawn.tag));
    order
}

/// Why a published draw is not what it should be: the first thing that is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DrawRefused {
    /// No such session in the published month.
    NoSuchSession,
    /// The month says nothing of a draw for this session.
    NoTerms,
    /// Another commitment than the month's: the seed was changed.
    OtherCommitment {
        /// What the month says.
        menu: Commitment,
        /// What the draw says.
        draw: Commitment,
    },
    /// The commitment was another one when the reader first saw this session.
    CommitmentChanged {
        /// As seen first.
        before: Commitment,
        /// As it is now.
        now: Commitment,
    },
    /// The list of entrants was another one when the reader first saw it.
    EntrantsChanged,
    /// The entrants were published while slips were still taken.
    PublishedBeforeClosing {
        /// Until when they are taken.
        closes: Start,
        /// When the list was published.
        published: Start,
    },
    /// Somebody stands in the list twice, or it is not by tag.
    EntrantsNotInOrder,
    /// Seed and number were put together before the entrants were published.
    DecidedBeforePublished,
    /// The seed is not the one that was committed to.
    SeedDoesNotMatch {
        /// What was committed to.
        commitment: Commitment,
        /// The hash of the seed.
        hash: Commitment,
    },
}

/// What a reader sees when running a draw again, step by step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DrawChecked {
    /// What was said beforehand.
    pub terms: DrawTerms,
    /// Until when slips were taken.
    pub closes: Start,
    /// How many places there are.
    pub places: u16,
    /// When the entrants were published.
    pub published_at: Stamp,
    /// Who takes part.
    pub entrants: Entrants,
    /// Seed and number, and the order that follows; none while the number is awaited.
    pub outcome: Option<(DrawResult, Vec<Drawn>)>,
}

impl DrawChecked {
    /// Those who are drawn as far as there are places, in order. Somebody among them may still have given the place
    /// back, or hold another at that time: then the next in order is asked.
    pub fn winners(&self) -> &[Drawn] {
        let order = self.outcome.as_ref().map_or(&[][..], |(_, order)| order);
        &order[..order.len().min(usize::from(self.places))]
    }

    /// Where an entrant stands in the order, counted from 1.
    pub fn position(&self, tag: &EntrantTag) -> Option<usize> {
        let (_, order) = self.outcome.as_ref()?;
        order.iter().position(|drawn| drawn.tag == *tag).map(|index| index + 1)
    }
}

/// What a reader kept of a draw from an earlier visit: files that were signed then and say something else now.
#[derive(Debug, Clone, Copy, Default)]
pub struct Seen<'a> {
    /// The month's commitment.
    pub commitment: Option<&'a Commitment>,
    /// The published entrants.
    pub entrants: Option<&'a Entrants>,
}

/// Checks a published draw, and runs it again where it is decided, from the published files alone.
///
/// # Errors
/// With the first thing that is wrong.
pub fn check(
    menu: &Menu,
    utc_offset: i32,
    session: &SessionId,
    draw: &SessionDraw,
    seen: Seen<'_>,
) -> Result<DrawChecked, DrawRefused> {
    let session: &Session = menu.session(session).ok_or(DrawRefused::NoSuchSession)?;
    let terms = session.draw.as_deref().ok_or(DrawRefused::NoTerms)?;
    if let Some(before) = seen.commitment.filter(|before| **before != terms.commitment) {
        return Err(DrawRefused::CommitmentChanged { before: *before, now: terms.commitment });
    }
    if draw.commitment != terms.commitment {
        return Err(DrawRefused::OtherCommitment { menu: terms.commitment, draw: draw.commitment });
    }
    let (closes, published) = (session.closes_at(), draw.published_at.local(utc_offset));
    if published <= closes {
        return Err(DrawRefused::PublishedBeforeClosing { closes, published });
    }
    if !draw.entrants.are_in_order() {
        return Err(DrawRefused::EntrantsNotInOrder);
    }
    if seen.entrants.is_some_and(|entrants| *entrants != draw.entrants) {
        return Err(DrawRefused::EntrantsChanged);
    }
    let outcome = match &draw.result {
        None => None,
        Some(result) if result.at < draw.published_at => return Err(DrawRefused::DecidedBeforePublished),
        Some(result) => {
            let hash = result.seed.commitment();
            if hash != terms.commitment {
                return Err(DrawRefused::SeedDoesNotMatch { commitment: terms.commitment, hash });
            }
            Some((result.clone(), order(&result.seed, &result.number, &draw.entrants)))
        }
    };
    Ok(DrawChecked {
        terms: terms.clone(),
        closes,
        places: session.places().unwrap_or(0),
        published_at: draw.published_at,
        entrants: draw.entrants.clone(),
        outcome,
    })
}

/// How far a session's draw has come, and what the organizer does next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DrawStage {
    /// Slips are still taken.
    Open,
    /// Sign-up has closed: publish the entrants.
    ToPublish,
    /// The entrants are published: enter the number as soon as it is known.
    AwaitsNumber,
    /// Decided.
    Decided,
}

impl DrawStage {
    /// Of a session at a local time; none where nothing is drawn. `held` is the book's draw or the published one.
    pub fn of(session: &Session, held: Option<&SessionDraw>, now: Start) -> Option<Self> {
        session.draw.as_ref()?;
        Some(match held {
            None if now <= session.closes_at() => DrawStage::Open,
            None => DrawStage::ToPublish,
            Some(SessionDraw { result: None, .. }) => DrawStage::AwaitsNumber,
            Some(_) => DrawStage::Decided,
        })
    }
}

#[cfg(test)]
#[path = "draw_tests.rs"]
mod tests;
