//! Who came, in the sample's days that are over: most of those who had a place, some late, some not at all. Volunteers' hours
//! are confirmed two days later, so that the last days still wait; one is corrected, one voided.

use linli::domain::attendance::{Hand, Mark, Says};
use linli::domain::book::{Fact, MonthBook, Office};
use linli::domain::id::ServiceId;
use linli::domain::ledger::{Does, Entry, Service};
use linli::domain::serving::unconfirmed;
use linli::domain::time::{Month, Start};

use crate::book::around;
use crate::chance::Chance;
use crate::times::stamp;

/// Who confirms at the sample centre.
const BY: &str = "示例乙";
/// So many minutes after a service an organizer confirms it: two days.
const CONFIRMED_AFTER: i64 = 2 * 24 * 60;

/// The facts of a month's days that are over.
pub fn attended(month: Month, facts: &[Fact], now: Start) -> Vec<Fact> {
    let book = MonthBook::of(month, facts);
    let Some(placement) = book.placement(&around(&Office::default(), stamp(now))) else { return Vec::new() };
    let mut made = Vec::new();
    for (id, roster) in &placement.rosters {
        let Some(target) = book.menu.as_ref().and_then(|menu| menu.target(id)) else { continue };
        let span = target.span();
        if target.is_cancelled() || span.end() >= now {
            continue;
        }
        let shift = book.menu.as_ref().is_some_and(|menu| menu.shift(id).is_some());
        for slip in &roster.placed {
            let chance = Chance::of(&format!("came {slip}"));
            let mark = |minutes, says| {
                Fact::Marked(Mark { at: stamp(span.start.plus(minutes)), slip: *slip, says, by: Hand::Desk })
            };
            if chance.one_in("absent", 9) {
                made.push(mark(30, Says::Absent));
                continue;
            }
            let late = chance.between("late", 0, 14) as i64 - 10;
            made.push(mark(late, Says::Came(span.start.plus(late))));
            // One in seven forgets to check out.
            if shift && !chance.one_in("forgets", 7) {
                let left = i64::from(span.minutes) + chance.between("left", 0, 12) as i64 - 4;
                made.push(mark(left, Says::Left(span.start.plus(left))));
            }
        }
    }
    made.extend(confirmed(month, facts, &made, now));
    made
}

fn confirmed(month: Month, facts: &[Fact], marked: &[Fact], now: Start) -> Vec<Fact> {
    let book = MonthBook::of(month, facts.iter().chain(marked));
    let mut entries = Vec::new();
    for one in unconfirmed(&book) {
        let at = one.service.from.plus(CONFIRMED_AFTER);
        if at >= now {
            continue;
        }
        let id = ServiceId::of_slip(&one.slip);
        let entry = |minutes, does| Entry { at: stamp(at.plus(minutes)), service: id, by: BY.to_owned(), does };
        entries.push(Fact::Served(entry(0, Does::Confirm(one.service.clone()))));
        let chance = Chance::of(&format!("amended {id}"));
        if chance.one_in("corrected", 25) && at.plus(60) < now {
            let service = Service { minutes: one.service.minutes.saturating_sub(20), ..one.service };
            let does = Does::Correct { service, why: "提前离开，按实际时间更正".to_owned() };
            entries.push(Fact::Served(entry(60, does)));
        } else if chance.one_in("voided", 40) && at.plus(60) < now {
            let does = Does::Void { why: "与另一条重复".to_owned() };
            entries.push(Fact::Served(entry(60, does)));
        }
    }
    entries
}
