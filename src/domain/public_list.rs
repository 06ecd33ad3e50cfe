//! The result of a session as it may hang in the stairwell: hidden names, last digits, in the order that decided.

use crate::domain::book::MonthBook;
use crate::domain::id::{SessionId, SlipId};
use crate::domain::placement::Placement;
use crate::domain::public_name::public_name;
use crate::domain::standing::Reason;

/// One line of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicLine {
    /// The place in the draw; where nothing is drawn, on the list.
    pub nth: u16,
    /// 王*英.
    pub name: String,
    /// The last four digits of the number to call.
    pub tail: Option<String>,
}

/// Who comes and who waits.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PublicList {
    /// Who has a place.
    pub placed: Vec<PublicLine>,
    /// Who waits, first in line first.
    pub waiting: Vec<PublicLine>,
}

impl PublicList {
    /// Of a session, as its slips stand.
    pub fn of(book: &MonthBook, placement: &Placement, session: &SessionId) -> Self {
        let Some(roster) = placement.rosters.get(session) else { return Self::default() };
        let lines = |slips: &[SlipId]| {
            let lines = slips.iter().zip(1..).filter_map(|(slip, place)| line(book, placement, slip, place));
            let mut lines: Vec<PublicLine> = lines.collect();
            lines.sort_by_key(|line| line.nth);
            lines
        };
        // Who waits stands in line, which is the draw's order but for who missed it.
        let waiting = roster.waiting.iter().zip(1..).filter_map(|(slip, place)| line(book, placement, slip, place));
        Self { placed: lines(&roster.placed), waiting: waiting.collect() }
    }
}

fn line(book: &MonthBook, placement: &Placement, slip: &SlipId, place: u16) -> Option<PublicLine> {
    let arrival = book.arrivals.iter().find(|arrival| arrival.slip.id == *slip)?;
    let person = arrival.slip.content.asks.person()?;
    let nth = match placement.answers.get(slip)?.reason {
        Reason::Drawn { nth, .. } | Reason::DrawnNext { nth, .. } | Reason::NotDrawn { nth, .. } => nth,
        _ => place,
    };
    let tail = person.contact().map(|phone| phone.tail().to_owned());
    Some(PublicLine { nth, name: public_name(&person.name), tail })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::book::Fact;
    use crate::domain::fixtures::{arrival, month, person, slip_id, target};
    use crate::domain::placement::Roster;
    use crate::domain::slip::{Asks, Person, Phone};
    use crate::domain::standing::{Answer, Standing};

    fn arrived(n: u8, name: &str) -> Fact {
        let person = Person { phone: Phone::parse(&format!("1380000000{n}")), ..person(name) };
        Fact::Arrived(arrival(n, Asks::SignUp { session: target("A01-1@2026-12-05T10:00"), person }))
    }

    #[test]
    fn the_list_is_in_the_order_of_the_draw_and_shows_no_full_name() {
        let session = target("A01-1@2026-12-05T10:00");
        let facts = [arrived(1, "示例甲"), arrived(2, "示例乙"), arrived(3, "示例丙")];
        let book = MonthBook::of(month("2026-12"), &facts);
        let mut placement = Placement::default();
        let drawn = |nth| Reason::Drawn { nth, of: 3, places: 2 };
        let answers = [
            (1, Standing::Confirmed, drawn(2)),
            (2, Standing::Confirmed, drawn(1)),
            (3, Standing::Waitlisted(1), Reason::NotDrawn { nth: 3, of: 3, places: 2 }),
        ];
        for (n, standing, reason) in answers {
            placement.answers.insert(slip_id(n), Answer { standing, reason });
        }
        let roster = Roster { placed: vec![slip_id(1), slip_id(2)], waiting: vec![slip_id(3)], ..Roster::default() };
        placement.rosters.insert(session.clone(), roster);
        let list = PublicList::of(&book, &placement, &session);
        let shown = |lines: &[PublicLine]| {
            lines.iter().map(|line| (line.nth, line.name.clone(), line.tail.clone().unwrap())).collect::<Vec<_>>()
        };
        assert_eq!(shown(&list.placed), [(1, "示*乙".into(), "0002".into()), (2, "示*甲".into(), "0001".into())]);
        assert_eq!(shown(&list.waiting), [(3, "示*丙".into(), "0003".into())]);
    }
}
