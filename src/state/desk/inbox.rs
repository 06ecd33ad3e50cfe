//! The inbox: anything may be pasted, every slip in it is found, and nothing but slips changes anything.

use leptos::prelude::*;
use std::collections::BTreeMap;

use super::{Desk, DeskError};
use crate::domain::book::Fact;
use crate::domain::id::SlipId;
use crate::domain::slip::{Arrival, Asks, OpenedSlip, Way};
use crate::domain::standing::Reason;
use crate::domain::time::{Month, Stamp};
use crate::exchange::slip::{CodeProblem, SlipRefused, find_codes, open_slip};
use crate::state::clock;
use crate::storage::NO_MONTH;

/// How much of a code is shown so that its line can be found again, in characters.
const EXCERPT: usize = 24;
/// Months around the present one in which a withdrawal looks for what it gives back.
const REACH: i32 = 4;

/// One thing that was found in what was pasted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Received {
    /// Its beginning, as it stood there.
    pub excerpt: String,
    /// What became of it.
    pub result: Result<Taken, SlipProblem>,
}

/// A slip that opens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Taken {
    /// It came for the first time; the month it belongs to.
    New(OpenedSlip, Option<Month>),
    /// It had come before: nothing changes.
    Again(OpenedSlip, Option<Month>),
}

/// Why something that looks like a slip was not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SlipProblem {
    /// The text is damaged.
    Code(CodeProblem),
    /// The slip is not one for us.
    Refused(SlipRefused),
}

impl Desk {
    /// Takes every slip in a text, in its order. Answers for all of them, taken or not.
    ///
    /// # Errors
    /// When the text is too long or nothing can be kept: then nothing was taken.
    pub async fn receive(self, text: String, way: Way) -> Result<Vec<Received>, DeskError> {
        let found = find_codes(&text)?;
        let vault = self.open_vault()?;
        let (centre, keys) = (vault.centre(), vault.opening_keys().await?);
        let now = clock::now();
        let mut received = Vec::new();
        let mut fresh: BTreeMap<String, Vec<Arrival>> = BTreeMap::new();
        for (index, found) in found.into_iter().enumerate() {
            let excerpt = text.get(found.from..found.to).unwrap_or_default().chars().take(EXCERPT).collect();
            let opened = match found.slip {
                Ok(bytes) => open_slip(&bytes, &centre, &keys).await.map_err(SlipProblem::Refused),
                Err(problem) => Err(SlipProblem::Code(problem)),
            };
            let result = match opened {
                // One millisecond apart, so that what stands first in the text came first.
                Ok(slip) => {
                    Ok(self.sort_in(Arrival { slip, at: Stamp(now.0 + index as i64), way }, &mut fresh).await?)
                }
                Err(problem) => Err(problem),
            };
            received.push(Received { excerpt, result });
        }
        for (month, arrivals) in fresh {
            let known = self.known_again(&month, &arrivals).await?;
            self.append(&month, arrivals.into_iter().map(Fact::Arrived).chain(known).collect()).await?;
        }
        Ok(received)
    }

    /// Finds the month of a slip and whether it came before.
    async fn sort_in(self, arrival: Arrival, fresh: &mut BTreeMap<String, Vec<Arrival>>) -> Result<Taken, DeskError> {
        let month = self.month_of(&arrival.slip, fresh).await?;
        let key = month.map_or(NO_MONTH.to_owned(), |month| month.to_string());
        let id = arrival.slip.id;
        let before = match month {
            Some(month) => self.ensure(month).await?.arrivals.iter().any(|known| known.slip.id == id),
            None => false,
        };
        // What came before its time was refused for that: it counts when it is handed in again.
        let before = before && !month.is_some_and(|month| self.came_too_early(month, &id));
        let before = before || self.office.with_untracked(|o| o.arrivals.iter().any(|known| known.slip.id == id));
        let waiting = fresh.entry(key).or_default();
        let slip = arrival.slip.clone();
        if before || waiting.iter().any(|known| known.slip.id == id) {
            return Ok(Taken::Again(slip, month));
        }
        waiting.push(arrival);
        Ok(Taken::New(slip, month))
    }

    /// Whether a slip was refused for coming before sign-up opened, and by now it is open.
    fn came_too_early(self, month: Month, id: &SlipId) -> bool {
        let now = self.now();
        self.pages.with_untracked(|pages| {
            let placement = pages.get(&month).and_then(|page| page.placement.as_ref());
            let answer = placement.and_then(|placement| placement.answers.get(id));
            answer.is_some_and(|answer| matches!(answer.reason, Reason::TooEarly { opens } if opens <= now))
        })
    }

    /// A slip belongs to the month of its session; a withdrawal to that of the slip it gives back.
    async fn month_of(
        self,
        slip: &OpenedSlip,
        fresh: &BTreeMap<String, Vec<Arrival>>,
    ) -> Result<Option<Month>, DeskError> {
        if let Some(target) = slip.content.asks.target() {
            return Ok(Some(target.start.month()));
        }
        let Asks::Withdraw { secret } = &slip.content.asks else { return Ok(None) };
        let hash = secret.hash();
        for (month, arrivals) in fresh {
            if arrivals.iter().any(|arrival| arrival.slip.content.secret_hash == hash) {
                return Ok(Month::parse(month).ok());
            }
        }
        let present = Month::of(self.today());
        for month in (-1..=REACH).map(|months| present.plus(months)) {
            if self.ensure(month).await?.opened_by(secret).is_some() {
                return Ok(Some(month));
            }
        }
        Ok(None)
    }
}
