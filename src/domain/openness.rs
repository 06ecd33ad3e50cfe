//! How a session or shift stands for somebody who thinks of coming: from the published month, the published counts
//! and the centre's clock. A slip decides nothing here; it only tells what is worth asking for.

use crate::domain::activity::{Session, Shift};
use crate::domain::book::Fill;
use crate::domain::time::Start;

/// Whether one can still get in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Openness {
    /// 活动取消: the centre called it off.
    Cancelled,
    /// It is over.
    Over,
    /// 不用报名: come as you are.
    WalkIn,
    /// Slips are not taken yet.
    NotYet {
        /// From when on.
        opens: Start,
    },
    /// Slips are no longer taken.
    Closed,
    /// 抽签: whoever signs up until it closes has the same chance.
    ToBeDrawn {
        /// How many places there are.
        places: u16,
    },
    /// So many places are left.
    Left(u16),
    /// Full: so many wait already.
    Full {
        /// Ahead of whoever comes next.
        waiting: u16,
    },
}

impl Openness {
    /// Whether a slip would be taken.
    pub fn takes_slips(self) -> bool {
        matches!(self, Openness::Left(_) | Openness::Full { .. } | Openness::ToBeDrawn { .. })
    }
}

impl Session {
    /// How it stands. Nothing published of its places means that all are free.
    pub fn openness(&self, fill: Option<Fill>, now: Start) -> Openness {
        match self.places() {
            _ if self.cancelled.is_some() => Openness::Cancelled,
            _ if now >= self.span().end() => Openness::Over,
            None => Openness::WalkIn,
            Some(_) if now > self.closes_at() => Openness::Closed,
            Some(places) => match self.opens.filter(|opens| now < *opens) {
                Some(opens) => Openness::NotYet { opens },
                None if self.draw.is_some() => Openness::ToBeDrawn { places },
                None => left(places, fill),
            },
        }
    }
}

impl Shift {
    /// How it stands: its places are the people it needs at most.
    pub fn openness(&self, fill: Option<Fill>, now: Start) -> Openness {
        if self.cancelled.is_some() {
            Openness::Cancelled
        } else if now >= self.span().end() {
            Openness::Over
        } else if now > self.start {
            Openness::Closed
        } else {
            left(self.needed_to, fill)
        }
    }
}

fn left(places: u16, fill: Option<Fill>) -> Openness {
    let Fill { placed, waiting } = fill.unwrap_or_default();
    match places.saturating_sub(placed) {
        // Who waits is served first: a place that fell free is not open to others.
        0 => Openness::Full { waiting },
        _ if waiting > 0 => Openness::Full { waiting },
        left => Openness::Left(left),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::activity::Entry;
    use crate::domain::fixtures::{self, start};
    use crate::domain::text::Text;

    fn session(entry: Entry) -> Session {
        Session { entry, closes: Some(start("2026-12-04T18:00")), ..fixtures::session("A01-1", "2026-12-05T10:00") }
    }

    #[track_caller]
    fn stands(session: &Session, fill: Option<(u16, u16)>, now: &str, expected: Openness) {
        let fill = fill.map(|(placed, waiting)| Fill { placed, waiting });
        assert_eq!(session.openness(fill, start(now)), expected);
    }

    #[test]
    fn a_session_stands_by_its_places_and_the_clock() {
        let ten = session(Entry::Places(10));
        stands(&ten, None, "2026-12-01T09:00", Openness::Left(10));
        stands(&ten, Some((7, 0)), "2026-12-01T09:00", Openness::Left(3));
        stands(&ten, Some((10, 0)), "2026-12-01T09:00", Openness::Full { waiting: 0 });
        stands(&ten, Some((12, 2)), "2026-12-01T09:00", Openness::Full { waiting: 2 });
        stands(&ten, Some((9, 2)), "2026-12-01T09:00", Openness::Full { waiting: 2 });
        stands(&ten, None, "2026-12-04T18:00", Openness::Left(10));
        stands(&ten, None, "2026-12-04T18:01", Openness::Closed);
        stands(&ten, None, "2026-12-05T10:59", Openness::Closed);
        stands(&ten, None, "2026-12-05T11:00", Openness::Over);
    }

    #[test]
    fn sign_up_opens_and_is_drawn_as_the_menu_says() {
        let mut ten = session(Entry::Places(10));
        ten.opens = Some(start("2026-12-01T09:00"));
        let opens = start("2026-12-01T09:00");
        stands(&ten, None, "2026-12-01T08:59", Openness::NotYet { opens });
        stands(&ten, None, "2026-12-01T09:00", Openness::Left(10));
        let commitment = crate::domain::draw::DrawSeed([7; 32]).commitment();
        ten.draw = Some(Box::new(crate::domain::draw::DrawTerms { commitment, number: Text::new("双色球") }));
        stands(&ten, None, "2026-12-01T08:59", Openness::NotYet { opens });
        stands(&ten, Some((0, 0)), "2026-12-01T09:00", Openness::ToBeDrawn { places: 10 });
        stands(&ten, None, "2026-12-04T18:01", Openness::Closed);
        assert!(!Openness::NotYet { opens }.takes_slips() && Openness::ToBeDrawn { places: 1 }.takes_slips());
    }

    #[test]
    fn a_walk_in_stays_open_until_it_is_over() {
        let open = session(Entry::WalkIn);
        stands(&open, None, "2026-12-05T10:30", Openness::WalkIn);
        stands(&open, None, "2026-12-05T11:00", Openness::Over);
        let off = Session { cancelled: Some(Text::new("老师生病")), ..open };
        stands(&off, None, "2026-12-01T09:00", Openness::Cancelled);
        assert!(!Openness::Cancelled.takes_slips() && Openness::Full { waiting: 0 }.takes_slips());
    }
}
