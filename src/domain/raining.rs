//! 下雨了: which of the next sessions have a way out of the rain.

use crate::domain::activity::Session;
use crate::domain::book::MonthBook;
use crate::domain::time::Start;

/// So many minutes ahead one looks at the sky: two days.
const AHEAD: i64 = 48 * 60;

/// The sessions that residents have read of, that begin within two days, and that have a rain plan; by start.
pub fn soon(book: &MonthBook, now: Start) -> Vec<&Session> {
    let Some(menu) = &book.menu else { return Vec::new() };
    let read_of = |session: &Session| menu.session(&session.id).is_some_and(|known| known.cancelled.is_none());
    let near = |session: &Session| session.start >= now && session.start <= now.plus(AHEAD);
    let dry = book.plan.on().filter(|session| session.rain.is_some());
    dry.filter(|session| near(session) && read_of(session)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::book::Fact;
    use crate::domain::category::{Kind, Sort};
    use crate::domain::changed::RainPlan;
    use crate::domain::fixtures::{activity, month, published, room, session, start};
    use crate::domain::plan::{Plan, PlanChange};
    use crate::domain::time::Stamp;

    fn outdoors(at: &str, rain: bool) -> PlanChange {
        let rain = rain.then(|| Box::new(RainPlan { start: None, venue: room("V01") }));
        PlanChange::Session {
            activity: activity("X-1", Sort::Other(Kind::Performance), "广场演出"),
            session: Session { rain, ..session("X-1", at) },
        }
    }

    #[test]
    fn what_is_published_and_near_and_has_a_rain_plan_is_offered() {
        let month = month("2026-12");
        let days = [("2026-12-05T18:30", true), ("2026-12-06T18:30", true), ("2026-12-05T10:00", false)];
        let changes: Vec<PlanChange> = days.into_iter().map(|(at, rain)| outdoors(at, rain)).collect();
        let menu = published(&Plan::of(month, &changes));
        let later = outdoors("2026-12-06T20:00", true);
        let planned = changes.into_iter().chain([later]).map(|change| Fact::Planned { month, change, at: Stamp(1) });
        let facts: Vec<Fact> = planned.chain([Fact::MenuPublished { menu, at: Stamp(2) }]).collect();
        let book = MonthBook::of(month, &facts);
        let at = |now: &str| {
            let found = soon(&book, start(now));
            found.into_iter().map(|session| session.start.to_string()).collect::<Vec<_>>()
        };
        assert_eq!(at("2026-12-04T18:30"), ["2026-12-05T18:30", "2026-12-06T18:30"], "one is not published");
        assert_eq!(at("2026-12-04T18:29"), ["2026-12-05T18:30"]);
        assert_eq!(at("2026-12-05T18:31"), ["2026-12-06T18:30"], "one has begun");
        assert!(at("2026-12-07T00:00").is_empty());
    }
}
