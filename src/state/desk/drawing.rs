//! Draws from the desk: a seed when a session is arranged, the entrants at closing, the public number at last.

use leptos::prelude::*;
use std::sync::Arc;

use super::{Desk, DeskError, Folder};
use crate::domain::activity::Session;
use crate::domain::book::{Fact, MonthBook};
use crate::domain::draw::{DrawSeed, DrawStage, DrawTerms, PublicNumber};
use crate::domain::id::SessionId;
use crate::domain::placement::{Placement, entrants};
use crate::domain::plan::PlanChange;
use crate::domain::text::Text;
use crate::domain::time::{Month, Stamp};
use crate::exchange::crypto::random_array;
use crate::state::clock;

impl Desk {
    /// Changes a month's plan. `number` says which public number decides, where a session's places are drawn: a new
    /// draw gets its seed, one that was arranged before keeps what it committed to.
    ///
    /// # Errors
    /// When it cannot be kept.
    pub async fn arrange(self, month: Month, change: PlanChange, number: Option<Text>) -> Result<(), DeskError> {
        let at = self.ensure(month).await?.steps.next(clock::now());
        self.append(&month.to_string(), planned(month, change, number, at)?).await
    }

    /// How far a session's draw has come; tracked.
    pub fn draw_stage(self, month: Month, session: &SessionId) -> Option<DrawStage> {
        let book = self.month(month)?;
        let session = book.menu.as_ref()?.session(session)?;
        DrawStage::of(session, book.draws.get(&session.id), self.now())
    }

    /// Publishes who takes part in a session's draw: from then on the list is the draw.
    ///
    /// # Errors
    /// When sign-up is still open, something about the entrants is not settled, or it cannot be published.
    pub async fn publish_entrants(self, month: Month, session: &SessionId) -> Result<Folder, DeskError> {
        let lost = self.losers_before(month).await?;
        let book = self.ensure(month).await?;
        let drawn = known(&book, session)?;
        let stage = DrawStage::of(drawn, book.draws.get(session), self.now());
        let (Some(terms), Some(DrawStage::ToPublish)) = (&drawn.draw, stage) else { return Err(DeskError::Changed) };
        let (office, elsewhere) = (self.office.get_untracked(), self.elsewhere(month));
        let around = self.surroundings(&office, &elsewhere, &lost);
        let placement = self.place(&book, &around).await.ok_or(DeskError::NothingToPublish)?;
        if placement.suspicions(session).next().is_some() {
            return Err(DeskError::NotSettled);
        }
        let facts = book.facts(&around).ok_or(DeskError::NothingToPublish)?;
        let fact = Fact::EntrantsPublished {
            session: session.clone(),
            revision: book.next_draws_revision(),
            commitment: terms.commitment,
            entrants: entrants(&facts, &placement, session),
            at: clock::now(),
        };
        self.publish_with(month, Some(fact)).await
    }

    /// How the month would stand with this number: shown before it is published, so that a typing mistake is seen.
    ///
    /// # Errors
    /// When the seed is on another device, or nothing of the month is published.
    pub async fn preview_draw(
        self,
        month: Month,
        session: &SessionId,
        number: PublicNumber,
    ) -> Result<Arc<Placement>, DeskError> {
        let book = self.ensure(month).await?;
        let decided = book.with_draw(&decision(&book, session, number)?);
        let (office, elsewhere) = (self.office.get_untracked(), self.elsewhere(month));
        let around = self.surroundings(&office, &elsewhere, &[]);
        let placement = self.place(&decided, &around).await.ok_or(DeskError::NothingToPublish)?;
        Ok(Arc::new(placement))
    }

    /// Publishes seed and number of a session's draw, and the outcomes that follow.
    ///
    /// # Errors
    /// As [`Desk::preview_draw`] and [`Desk::publish`].
    pub async fn publish_draw(
        self,
        month: Month,
        session: &SessionId,
        number: PublicNumber,
    ) -> Result<Folder, DeskError> {
        let book = self.ensure(month).await?;
        let fact = decision(&book, session, number)?;
        self.publish_with(month, Some(fact)).await
    }
}

/// What records a change of the plan; a new draw needs a seed besides.
pub(super) fn planned(
    month: Month,
    change: PlanChange,
    number: Option<Text>,
    at: Stamp,
) -> Result<Vec<Fact>, DeskError> {
    let mut facts = Vec::new();
    let change = match change {
        PlanChange::Session { activity, session } => {
            let draw = match (number, &session.draw) {
                (None, _) => None,
                (Some(number), Some(terms)) => Some(Box::new(DrawTerms { number, ..(**terms).clone() })),
                (Some(number), None) => {
                    let seed = DrawSeed(random_array()?);
                    facts.push(Fact::SeedDrawn { session: session.id.clone(), seed, at });
                    Some(Box::new(DrawTerms { commitment: seed.commitment(), number }))
                }
            };
            PlanChange::Session { activity, session: Session { draw, ..session } }
        }
        change => change,
    };
    facts.push(Fact::Planned { month, change, at });
    Ok(facts)
}

fn known<'a>(book: &'a MonthBook, session: &SessionId) -> Result<&'a Session, DeskError> {
    book.menu.as_ref().and_then(|menu| menu.session(session)).ok_or(DeskError::NothingToPublish)
}

fn decision(book: &MonthBook, session: &SessionId, number: PublicNumber) -> Result<Fact, DeskError> {
    let awaits = book.draws.get(session).is_some_and(|draw| draw.result.is_none());
    if !awaits {
        return Err(DeskError::Changed);
    }
    let seed = book.seed(known(book, session)?).ok_or(DeskError::SeedElsewhere)?;
    let (session, revision) = (session.clone(), book.next_draws_revision());
    Ok(Fact::DrawDecided { session, revision, seed, number, at: clock::now() })
}
