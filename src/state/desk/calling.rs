//! Whom to call about a change: who was called is noted, so that a list begun in the morning is finished at noon, by another
//! person, at another computer.

use super::{Desk, DeskError};
use crate::domain::book::Fact;
use crate::domain::calling::{CallNote, called_about, still_to_call};
use crate::domain::id::{SessionId, SlipId};
use crate::domain::time::Month;
use crate::state::clock;

impl Desk {
    /// Notes that somebody was called about a session or shift as it was published last, or was not.
    ///
    /// # Errors
    /// When it cannot be kept, or nothing is published.
    pub async fn note_call(self, month: Month, session: SessionId, slip: SlipId, done: bool) -> Result<(), DeskError> {
        let book = self.ensure(month).await?;
        let target = book.menu.as_ref().and_then(|menu| menu.target(&session));
        let about = called_about(target.ok_or(DeskError::NothingToPublish)?);
        let note = CallNote { session, slip, about, done, at: clock::now() };
        self.append(&month.to_string(), vec![Fact::Called(note)]).await
    }

    /// The sessions and shifts of a month about which somebody is still to be called, and how many; tracked.
    pub fn still_to_call(self, month: Month) -> Vec<(SessionId, usize)> {
        match (self.month(month), self.placement(month)) {
            (Some(book), Some(placement)) => still_to_call(&book, &placement, self.now()),
            _ => Vec::new(),
        }
    }
}
