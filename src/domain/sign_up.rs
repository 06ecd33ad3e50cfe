//! What may still be changed about how a session's places are given, and what stands before publishing who takes part
//! in its draw.

use crate::domain::book::{Fact, MonthBook};
use crate::domain::draw::{DrawResult, SessionDraw};
use crate::domain::id::{SessionId, SlipId};
use crate::domain::placement::{Matter, Placement};

/// How far the terms of a session's sign-up are settled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Settled {
    /// Everything can be changed.
    Open,
    /// 先到先得 or 抽签, and what decides: residents have read it, or have answered.
    Order,
    /// When slips are taken as well: the list for the draw is published.
    All,
}

impl MonthBook {
    /// What can no longer be changed about a session's sign-up: what a draw was committed to stays, or nobody could
    /// check it; and who came first when the first were placed does not wake up in a draw.
    pub fn settled(&self, session: &SessionId) -> Settled {
        if self.draws.contains_key(session) {
            return Settled::All;
        }
        let Some(known) = self.menu.as_ref().and_then(|menu| menu.session(session)) else { return Settled::Open };
        let asked = || self.arrivals.iter().any(|arrival| arrival.slip.content.asks.target() == Some(session));
        if known.draw.is_some() || asked() { Settled::Order } else { Settled::Open }
    }

    /// The book as it will be once a step of a draw is written into it: to look at what follows before it is published.
    pub fn with_draw(&self, step: &Fact) -> MonthBook {
        let mut book = self.clone();
        match step {
            Fact::EntrantsPublished { session, revision, commitment, entrants, at } => {
                book.draws_revision = book.draws_revision.max(*revision);
                book.draws.entry(session.clone()).or_insert_with(|| SessionDraw {
                    commitment: *commitment,
                    published_at: *at,
                    entrants: entrants.clone(),
                    result: None,
                });
            }
            Fact::DrawDecided { session, revision, seed, number, at } => {
                book.draws_revision = book.draws_revision.max(*revision);
                if let Some(draw) = book.draws.get_mut(session).filter(|draw| draw.commitment == seed.commitment()) {
                    draw.result = Some(DrawResult { seed: *seed, number: number.clone(), at: *at });
                }
            }
            _ => {}
        }
        book
    }
}

impl Placement {
    /// 疑似重复 that the organizer has not settled: held slips would miss a session's draw. Each with the slip that came
    /// before.
    pub fn suspicions<'a>(&'a self, session: &'a SessionId) -> impl Iterator<Item = (SlipId, SlipId)> + 'a {
        self.matters.iter().filter_map(move |matter| match matter {
            Matter::PossiblyTheSame { session: of, first, second } if of == session => Some((*first, *second)),
            _ => None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::draw::{DrawSeed, Entrants, PublicNumber};
    use crate::domain::id::EntrantTag;
    use crate::domain::time::{Month, Stamp};

    #[test]
    fn a_step_that_is_looked_at_is_the_step_that_is_written() {
        let session = SessionId::parse("A01-1@2026-12-05T10:00").unwrap();
        let seed = DrawSeed([7; 32]);
        let steps = [
            Fact::EntrantsPublished {
                session: session.clone(),
                revision: 1,
                commitment: seed.commitment(),
                entrants: Entrants::new([(EntrantTag([1; 16]), false)]),
                at: Stamp(10),
            },
            Fact::DrawDecided {
                session: session.clone(),
                revision: 2,
                seed,
                number: PublicNumber::parse("03 08 15").unwrap(),
                at: Stamp(20),
            },
        ];
        let month = Month::new(2026, 12).unwrap();
        let mut looked_at = MonthBook::of(month, &[]);
        assert_eq!(looked_at.settled(&session), Settled::Open);
        for written in 1..=steps.len() {
            looked_at = looked_at.with_draw(&steps[written - 1]);
            assert_eq!(looked_at, MonthBook::of(month, &steps[..written]));
        }
        assert_eq!(looked_at.settled(&session), Settled::All);
    }
}
