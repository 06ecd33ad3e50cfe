//! Whom to call: nobody hears of a change unless somebody calls or writes into the group.

use serde::{Deserialize, Serialize};

use crate::domain::book::MonthBook;
use crate::domain::changed::News;
use crate::domain::id::{SessionId, SlipId};
use crate::domain::menu::Target;
use crate::domain::placement::Placement;
use crate::domain::slip::{Arrival, Phone};
use crate::domain::standing::{Answer, Reason, Standing};
use crate::domain::time::{Stamp, Start};

/// Somebody to call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Call {
    /// Whose slip.
    pub slip: SlipId,
    /// Who comes.
    pub name: String,
    /// Who consents, where it is a child: it is they who answer.
    pub guardian: Option<String>,
    /// Their number, or the guardian's; none where nobody left one.
    pub phone: Option<Phone>,
    /// Whether somebody has called them about this change.
    pub called: bool,
}

/// That somebody was called about a change, or, ticked by mistake, was not.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct CallNote {
    /// About which session or shift.
    pub session: SessionId,
    /// Whose slip.
    pub slip: SlipId,
    /// Which change of it, by when it was published: another change is another call.
    pub about: Stamp,
    /// Whether they were called.
    pub done: bool,
    /// When it was noted.
    pub at: Stamp,
}

/// When the change was published about which is called.
pub fn called_about(target: Target<'_>) -> Stamp {
    target.changed_at().unwrap_or(Stamp(0))
}

/// The sessions and shifts of a month that are not over and about which somebody is still to be called, by start, each with
/// how many. What was moved is not over while it would have been at its former time either: who does not know comes then.
pub fn still_to_call(book: &MonthBook, placement: &Placement, now: Start) -> Vec<(SessionId, usize)> {
    let Some(menu) = &book.menu else { return Vec::new() };
    let ids = menu.sessions.iter().map(|session| &session.id).chain(menu.shifts.iter().map(|shift| &shift.id));
    let open = ids.filter_map(|id| {
        let target = menu.target(id)?;
        target.changed_at()?;
        let ends = [Some(target.span().end()), target.before().map(|before| before.span().end())];
        let left = ends.into_iter().flatten().max()? > now;
        let count = if left { calls(book, placement, id).iter().filter(|call| !call.called).count() } else { 0 };
        (count > 0).then(|| (target.span().start, id.clone(), count))
    });
    let mut open: Vec<(Start, SessionId, usize)> = open.collect();
    open.sort();
    open.into_iter().map(|(_, id, count)| (id, count)).collect()
}

/// Whom to call about a session or shift that was moved or called off: those who hold a place in it (or held it until
/// it was called off) and came before that was published. Who waits is told by the phone; who came later knew. In
/// order of arrival.
pub fn calls(book: &MonthBook, placement: &Placement, id: &SessionId) -> Vec<Call> {
    let Some(target) = book.menu.as_ref().and_then(|menu| menu.target(id)) else { return Vec::new() };
    let mut arrivals: Vec<&Arrival> = book.arrivals.iter().collect();
    arrivals.sort_by_key(|arrival| (arrival.at, arrival.slip.id));
    let mut calls: Vec<Call> = Vec::new();
    for arrival in arrivals {
        let asks = &arrival.slip.content.asks;
        let (Some(person), Some(asked)) = (asks.person(), asks.target()) else { continue };
        let slip = arrival.slip.id;
        let Some(answer) = placement.answers.get(&slip).filter(|answer| answer.leads_to(asked) == id) else { continue };
        let concerned = match target.news(arrival.at) {
            Some(News::CalledOff { .. }) => {
                let knew = target.changed_at().is_some_and(|at| arrival.at >= at);
                answer.standing == Standing::Cancelled && !knew && held_a_place(book, &slip)
            }
            Some(News::Moved { .. }) => answer.standing.holds_a_place(),
            None => false,
        };
        if concerned && calls.iter().all(|call| call.slip != slip) {
            let guardian = person.guardian.as_ref();
            calls.push(Call {
                slip,
                name: person.name.clone(),
                guardian: guardian.map(|guardian| guardian.name.clone()),
                phone: person.phone.clone().or_else(|| guardian.map(|guardian| guardian.phone.clone())),
                called: book.called.contains(&(id.clone(), slip, called_about(target))),
            });
        }
    }
    calls
}

/// Whether a slip held a place when it was last answered with something else than that it is off. Who was never
/// answered counts on coming: they are called as well.
fn held_a_place(book: &MonthBook, slip: &SlipId) -> bool {
    let mut publications: Vec<_> = book.publications.iter().collect();
    publications.sort_by_key(|publication| std::cmp::Reverse((publication.revision, publication.at)));
    let told = publications.into_iter().filter_map(|publication| {
        let told = publication.outcomes.iter().find(|(id, _)| id == slip)?;
        Some(&told.1).filter(|answer: &&Answer| answer.reason != Reason::CalledOff)
    });
    told.into_iter().next().is_none_or(|answer| answer.standing.holds_a_place())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::activity::{Entry, Session};
    use crate::domain::age::Age;
    use crate::domain::book::{Fact, Office, Publication, Surroundings};
    use crate::domain::catalogue::Catalogue;
    use crate::domain::category::{Kind, Sort};
    use crate::domain::centre::Rules;
    use crate::domain::fixtures::{activity, arrival, centre, person, room, session, slip_id};
    use crate::domain::id::VenueCode;
    use crate::domain::plan::PlanChange;
    use crate::domain::slip::{Asks, Guardian, Person};
    use crate::domain::text::Text;
    use crate::domain::time::{Month, Stamp, Start};

    /// A centre with one session of two places.
    struct Story {
        facts: Vec<Fact>,
        now: i64,
    }

    fn month() -> Month {
        Month::parse("2026-12").unwrap()
    }

    fn id() -> SessionId {
        SessionId::parse("X-1@2026-12-05T10:00").unwrap()
    }

    impl Story {
        fn opened() -> Self {
            let mut story = Self { facts: Vec::new(), now: 0 };
            story.plan(|_| {});
            story.publish();
            story
        }

        fn plan(&mut self, edit: impl FnOnce(&mut Session)) {
            let activity = activity("X-1", Sort::Other(Kind::Club), "合唱");
            let places = Entry::Places(2);
            let mut session =
                Session { minutes: 90, venue: room("V01"), entry: places, ..session("X-1", "2026-12-05T10:00") };
            edit(&mut session);
            let change = PlanChange::Session { activity, session };
            let at = self.tick();
            self.facts.push(Fact::Planned { month: month(), change, at });
        }

        fn arrives(&mut self, n: u8, guardian: bool) -> &mut Self {
            let phone = Phone::parse("13800000000").unwrap();
            let guardian = guardian.then(|| Guardian { name: "示例乙".into(), phone: phone.clone() });
            let person = Person {
                age: Some(Age(if guardian.is_some() { 8 } else { 40 })),
                phone: guardian.is_none().then_some(phone),
                guardian,
                ..person(&format!("示例{n}"))
            };
            let at = self.tick();
            let asks = Asks::SignUp { session: id(), person };
            self.facts.push(Fact::Arrived(Arrival { at, ..arrival(n, asks) }));
            self
        }

        /// As the desk publishes: the menu that follows, then what follows from it.
        fn publish(&mut self) {
            let book = self.book();
            let at = self.tick();
            let revision = book.next_menu_revision();
            let menu = book.plan.publish(centre(), revision, Rules::default(), &Catalogue::default());
            let menu = match &book.menu {
                Some(earlier) => menu.following(earlier, at),
                None => menu,
            };
            self.facts.push(Fact::MenuPublished { menu, at });
            let outcomes = self.placement().answers.into_iter().collect();
            let revision = book.next_outcomes_revision();
            self.facts.push(Fact::OutcomesPublished(Publication { month: month(), revision, at, outcomes }));
        }

        /// Ticks somebody off the list.
        fn calls_off(&mut self, n: u8, done: bool) -> &mut Self {
            let about = called_about(self.book().menu.as_ref().unwrap().target(&id()).unwrap());
            let at = self.tick();
            self.facts.push(Fact::Called(CallNote { session: id(), slip: slip_id(n), about, done, at }));
            self
        }

        fn book(&self) -> MonthBook {
            MonthBook::of(month(), &self.facts)
        }

        fn placement(&self) -> Placement {
            let office = Office::default();
            let around = Surroundings { utc_offset: 480, now: Stamp(0), office: &office, elsewhere: &[], lost: &[] };
            self.book().placement(&around).unwrap()
        }

        fn tick(&mut self) -> Stamp {
            self.now += 10;
            Stamp(self.now)
        }

        #[track_caller]
        fn calls(&self, names: &[&str]) {
            let calls = calls(&self.book(), &self.placement(), &id());
            assert_eq!(calls.iter().map(|call| call.name.as_str()).collect::<Vec<_>>(), names);
            assert!(calls.iter().all(|call| call.phone.is_some()), "{calls:?}");
        }
    }

    #[test]
    fn who_holds_a_place_is_called_when_the_room_changes() {
        let mut story = Story::opened();
        story.arrives(1, false).arrives(2, true).arrives(3, false).publish();
        story.calls(&[]);
        story.plan(|session| session.venue = VenueCode::new("V02").ok());
        story.publish();
        story.calls(&["示例1", "示例2"]);
        // Children do not answer.
        let called = calls(&story.book(), &story.placement(), &id());
        assert_eq!(called[1].guardian.as_deref(), Some("示例乙"));
        // Back again: nobody has to hear of anything.
        story.plan(|_| {});
        story.publish();
        story.calls(&[]);
    }

    #[test]
    fn who_had_a_place_is_called_when_it_is_called_off_and_who_waited_or_came_later_is_not() {
        let mut story = Story::opened();
        story.arrives(1, false).arrives(2, false).arrives(3, false).publish();
        story.plan(|session| session.cancelled = Some(Text::new("老师生病")));
        story.publish();
        story.arrives(4, false).publish();
        story.calls(&["示例1", "示例2"]);
    }

    #[test]
    fn who_was_never_answered_counts_on_coming() {
        let mut story = Story::opened();
        story.arrives(1, false);
        story.plan(|session| session.cancelled = Some(Text::new("下雨")));
        story.publish();
        story.calls(&["示例1"]);
    }

    #[test]
    fn who_was_called_stays_ticked_until_it_changes_again() {
        let mut story = Story::opened();
        story.arrives(1, false).arrives(2, false).publish();
        story.plan(|session| session.venue = VenueCode::new("V02").ok());
        story.publish();
        let ticked = |story: &Story| -> Vec<bool> {
            calls(&story.book(), &story.placement(), &id()).iter().map(|call| call.called).collect()
        };
        let left = |story: &Story, now: &str| {
            let open = still_to_call(&story.book(), &story.placement(), Start::parse(now).unwrap());
            open.into_iter().map(|(_, count)| count).sum::<usize>()
        };
        story.calls_off(1, true);
        assert_eq!(ticked(&story), [true, false]);
        assert_eq!(left(&story, "2026-12-05T11:29"), 1);
        assert_eq!(left(&story, "2026-12-05T11:30"), 0, "it is over");
        story.calls_off(1, false);
        assert_eq!(ticked(&story), [false, false], "ticked by mistake");
        story.calls_off(1, true).calls_off(2, true);
        assert_eq!(left(&story, "2026-12-01T09:00"), 0);
        // Another change is another call.
        story.plan(|session| session.start = Start::parse("2026-12-05T14:00").unwrap());
        story.publish();
        assert_eq!(ticked(&story), [false, false]);
    }

    #[test]
    fn who_signed_up_after_the_change_knew_of_it() {
        let mut story = Story::opened();
        story.arrives(1, false).publish();
        story.plan(|session| session.start = Start::parse("2026-12-05T14:00").unwrap());
        story.publish();
        story.arrives(2, false).publish();
        story.calls(&["示例1"]);
    }
}
