//! A series edited at random agrees with a list of days that is changed by hand; and the cases that people meet.

use super::*;
use crate::domain::activity::Entry;
use crate::domain::fixtures::{self};
use crate::domain::holiday::Holidays;
use crate::domain::school::{Vacation, Vacations};
use crate::domain::time::parse_day;
use chrono::{Datelike, Days};
use proptest::prelude::*;

const FIRST: &str = "2026-12-01";
const LAST: &str = "2027-03-31";

fn day(text: &str) -> NaiveDate {
    parse_day(text).unwrap()
}

fn year(holidays: &Holidays) -> SchoolYear<'_> {
    SchoolYear { holidays, vacations: Vacations::default() }
}

fn holidays() -> Holidays {
    Holidays::read(Holidays::TABLE).unwrap()
}

fn session(on: NaiveDate, time: &str, places: u16) -> Session {
    let at = format!("{on}T{time}");
    Session { minutes: 90, entry: Entry::Places(places), ..fixtures::session("X-1", &at) }
}

fn part(from: NaiveDate, rule: &str, on: On) -> Part {
    Part { from, rule: Recurrence::parse(rule).unwrap(), on }
}

fn apply(sessions: &mut Vec<Session>, fitted: Vec<Fitted>) {
    for change in fitted {
        match change {
            Fitted::Remove(id) => sessions.retain(|session| session.id != id),
            Fitted::Put(put) => {
                sessions.retain(|session| session.id != put.id);
                sessions.push(put);
            }
        }
    }
    sessions.sort_by(|a, b| a.id.cmp(&b.id));
}

fn fresh(rule: &str, on: On) -> (Series, Vec<Session>) {
    let pattern = session(day(FIRST), "14:00", 20);
    let series = Series::new(pattern.id.activity.clone(), part(day(FIRST), rule, on));
    let none = Series { parts: Vec::new(), ..series.clone() };
    let mut sessions = Vec::new();
    let window = (day(FIRST), day(LAST));
    apply(&mut sessions, series.fit(&none, &[], &pattern, window, year(&holidays()), |_| false));
    (series, sessions)
}

#[test]
fn school_days_leave_holidays_out_and_take_swapped_workdays_in() {
    let holidays = holidays();
    let series = Series::new(
        ActivityId::new("X-1").unwrap(),
        part(day("2026-09-14"), "FREQ=DAILY;UNTIL=20261011", On::SchoolDays),
    );
    let days = series.days(day("2026-12-31"), year(&holidays));
    // 班, a Saturday and a Sunday; 休, a Thursday.
    for (on, expected) in [("2026-09-20", true), ("2026-10-10", true), ("2026-10-01", false), ("2026-09-19", false)] {
        assert_eq!(days.contains(&day(on)), expected, "{on}");
    }
    assert!(days.contains(&day("2026-09-18")));
    let summer = Some(Vacation { from: day("2026-07-01"), to: day("2026-09-20") });
    let school = SchoolYear { holidays: &holidays, vacations: Vacations { winter: None, summer } };
    let left = series.days(day("2026-12-31"), school);
    assert_eq!(left.first(), Some(&day("2026-09-21")), "the vacation went on for longer than the rule");
    let (_, weekly) = fresh("FREQ=WEEKLY;BYDAY=FR", On::NoHolidays);
    assert!(weekly.iter().all(|session| holidays.mark(session.start.day()) != Some(DayMark::Rest)));
}

#[test]
fn what_was_arranged_alone_survives_what_is_changed_for_all() {
    let (series, mut sessions) = fresh("FREQ=WEEKLY;BYDAY=WE", On::Every);
    let second = sessions[1].clone();
    let moved = Session { start: Start::parse("2026-12-10T09:00").unwrap(), ..second.clone() };
    let (series, fitted) = series.edit(&sessions, &second, &moved, Reach::One);
    apply(&mut sessions, fitted);
    let first = sessions[0].clone();
    let larger = Session { entry: Entry::Places(40), ..first.clone() };
    let (series, fitted) = series.edit(&sessions, &first, &larger, Reach::All);
    apply(&mut sessions, fitted);
    assert_eq!(sessions[1], moved, "its own time and its own places");
    assert!(sessions.iter().filter(|session| session.places() == Some(40)).count() == sessions.len() - 1);
    // Not on Wednesdays any more: the one that was moved stays.
    let ruled = series.ruled(part(day(FIRST), "FREQ=WEEKLY;BYDAY=TH", On::Every), Reach::All);
    let window = (day(FIRST), day(LAST));
    let fitted = ruled.fit(&series, &sessions, &first, window, year(&holidays()), |_| false);
    apply(&mut sessions, fitted);
    let wednesdays = sessions.iter().filter(|session| session.id.start.day().weekday() == chrono::Weekday::Wed);
    assert_eq!(wednesdays.collect::<Vec<_>>(), [&moved]);
}

#[test]
fn what_residents_have_read_is_not_taken_out_by_a_rule() {
    let (series, sessions) = fresh("FREQ=WEEKLY;BYDAY=WE", On::Every);
    let published = sessions[0].id.clone();
    let ruled = series.ruled(part(day(FIRST), "FREQ=WEEKLY;INTERVAL=2;BYDAY=WE", On::Every), Reach::All);
    let other = series.ruled(part(day(FIRST), "FREQ=WEEKLY;BYDAY=SU", On::Every), Reach::All);
    let fit = |to: &Series| {
        to.fit(&series, &sessions, &sessions[0], (day(FIRST), day(LAST)), year(&holidays()), |id| *id == published)
    };
    assert!(fit(&ruled).iter().all(|change| matches!(change, Fitted::Remove(_))));
    assert!(!fit(&other).contains(&Fitted::Remove(published.clone())));
}

#[test]
fn sign_up_closes_as_long_before_each_session() {
    let closes = Start::parse("2026-12-01T18:00").unwrap();
    let pattern = Session { closes: Some(closes), ..session(day("2026-12-02"), "14:00", 20) };
    assert_eq!(on_day(&pattern, day("2026-12-09")).closes, Some(Start::parse("2026-12-08T18:00").unwrap()));
}

#[test]
fn a_series_goes_to_storage_and_back() {
    let (series, sessions) = fresh("FREQ=WEEKLY;INTERVAL=2;BYDAY=SA", On::NoHolidays);
    let series = series.with_alone(&sessions[0].id);
    let text = serde_json::to_string(&series).unwrap();
    assert!(text.contains("\"FREQ=WEEKLY;INTERVAL=2;BYDAY=SA\"") && text.contains("\"no-holidays\""), "{text}");
    assert_eq!(serde_json::from_str::<Series>(&text).unwrap(), series);
}

/// A rule as a child would say it.
#[derive(Debug, Clone, Copy)]
struct Said {
    weekdays: u8,
    weeks: i64,
}

impl Said {
    fn rule(self) -> Recurrence {
        let names = (0..7).filter(|index| self.weekdays & (1 << index) != 0);
        Recurrence::every(self.weeks as u16, crate::domain::recurrence::Frequency::Weekly).on(names)
    }

    fn says(self, from: NaiveDate, day: NaiveDate) -> bool {
        let monday = |day: NaiveDate| day - Days::new(u64::from(day.weekday().num_days_from_monday()));
        let weeks = (monday(day) - monday(from)).num_days() / 7;
        day >= from && weeks % self.weeks == 0 && self.weekdays & (1 << day.weekday().num_days_from_monday()) != 0
    }
}

#[derive(Debug, Clone)]
enum Edit {
    One(prop::sample::Index, u8),
    TakeOut(prop::sample::Index),
    Time(prop::sample::Index, u8, bool),
    Places(prop::sample::Index, u16, bool),
    Rule(prop::sample::Index, Said, bool),
}

fn said() -> impl Strategy<Value = Said> {
    (1u8..128, 1i64..4).prop_map(|(weekdays, weeks)| Said { weekdays, weeks })
}

fn edit() -> impl Strategy<Value = Edit> {
    let at = any::<prop::sample::Index>;
    prop_oneof![
        (at(), 8u8..20).prop_map(|(at, hour)| Edit::One(at, hour)),
        at().prop_map(Edit::TakeOut),
        (at(), 8u8..20, any::<bool>()).prop_map(|(at, hour, all)| Edit::Time(at, hour, all)),
        (at(), 1u16..90, any::<bool>()).prop_map(|(at, places, all)| Edit::Places(at, places, all)),
        (at(), said(), any::<bool>()).prop_map(|(at, said, all)| Edit::Rule(at, said, all)),
    ]
}

/// By hand: what stands on each original day, and which days were touched by themselves.
#[derive(Default)]
struct ByHand {
    rules: Vec<(NaiveDate, Said)>,
    days: BTreeMap<NaiveDate, (u8, u16)>,
    alone: BTreeSet<NaiveDate>,
}

impl ByHand {
    fn reached(&mut self, on: NaiveDate, all: bool) -> impl Iterator<Item = &mut (u8, u16)> {
        let alone = &self.alone;
        let days = self.days.iter_mut();
        let reached = days.filter(move |(day, _)| **day == on || ((all || **day >= on) && !alone.contains(day)));
        reached.map(|(_, stands)| stands)
    }

    fn says(&self, day: NaiveDate) -> bool {
        let holding = self.rules.iter().rev().find(|(from, _)| *from <= day);
        holding.is_some_and(|(from, said)| said.says(*from, day))
    }

    fn rule(&mut self, from: NaiveDate, said: Said, all: bool, like: (u8, u16)) {
        let mut each = day(FIRST);
        let before: BTreeSet<NaiveDate> = std::iter::from_fn(|| {
            let here = each;
            each = each + Days::new(1);
            (here <= day(LAST)).then_some(here)
        })
        .filter(|each| self.says(*each))
        .collect();
        if all {
            self.rules.clear();
        }
        self.rules.retain(|(known, _)| *known < from);
        self.rules.push((from, said));
        let mut each = from;
        while each <= day(LAST) {
            let untouched = !self.alone.contains(&each);
            if untouched && self.says(each) {
                self.days.entry(each).or_insert(like);
            } else if untouched && before.contains(&each) {
                self.days.remove(&each);
            }
            each = each + Days::new(1);
        }
    }
}

fn hours(session: &Session) -> (u8, u16) {
    use chrono::Timelike;
    (session.start.time().hour() as u8, session.places().unwrap())
}

fn at_hour(session: &Session, hour: u8) -> Session {
    let time = chrono::NaiveTime::from_hms_opt(u32::from(hour), 0, 0).unwrap();
    Session { start: Start::new(session.start.day(), time), ..session.clone() }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, ..ProptestConfig::default() })]

    #[test]
    fn a_series_edited_at_random_agrees_with_expanding_it_by_hand(
        first in said(),
        edits in prop::collection::vec(edit(), 0..14),
    ) {
        let window = |from| (from, day(LAST));
        let holidays = holidays();
        let (mut series, mut sessions) = fresh(&first.rule().to_string(), On::Every);
        let mut by_hand = ByHand::default();
        by_hand.rule(day(FIRST), first, true, (14, 20));
        for edit in edits {
            if sessions.is_empty() {
                break;
            }
            let pick = |at: &prop::sample::Index| sessions[at.index(sessions.len())].clone();
            match edit {
                Edit::One(at, hour) => {
                    let before = pick(&at);
                    let (next, fitted) = series.edit(&sessions, &before, &at_hour(&before, hour), Reach::One);
                    series = next;
                    apply(&mut sessions, fitted);
                    let on = before.id.start.day();
                    by_hand.days.get_mut(&on).unwrap().0 = hour;
                    by_hand.alone.insert(on);
                }
                Edit::TakeOut(at) => {
                    let gone = pick(&at).id;
                    series = series.with_alone(&gone);
                    by_hand.days.remove(&gone.start.day());
                    by_hand.alone.insert(gone.start.day());
                    apply(&mut sessions, vec![Fitted::Remove(gone)]);
                }
                Edit::Time(at, hour, all) => {
                    let before = pick(&at);
                    let reach = if all { Reach::All } else { Reach::Following };
                    let after = at_hour(&before, hour);
                    let (next, fitted) = series.edit(&sessions, &before, &after, reach);
                    series = next;
                    apply(&mut sessions, fitted);
                    let on = before.id.start.day();
                    for stands in by_hand.reached(on, all) {
                        // What stays as it was is not taken over.
                        stands.0 = if hours(&before).0 == hour { stands.0 } else { hour };
                    }
                }
                Edit::Places(at, places, all) => {
                    let before = pick(&at);
                    let reach = if all { Reach::All } else { Reach::Following };
                    let after = Session { entry: Entry::Places(places), ..before.clone() };
                    let (next, fitted) = series.edit(&sessions, &before, &after, reach);
                    series = next;
                    apply(&mut sessions, fitted);
                    let on = before.id.start.day();
                    for stands in by_hand.reached(on, all) {
                        stands.1 = if hours(&before).1 == places { stands.1 } else { places };
                    }
                }
                Edit::Rule(at, said, all) => {
                    let pattern = pick(&at);
                    let (from, reach) = match all {
                        true => (day(FIRST), Reach::All),
                        false => (pattern.id.start.day(), Reach::Following),
                    };
                    let next = series.ruled(Part { from, rule: said.rule(), on: On::Every }, reach);
                    let fitted = next.fit(&series, &sessions, &pattern, window(from), year(&holidays), |_| false);
                    series = next;
                    apply(&mut sessions, fitted);
                    by_hand.rule(from, said, all, hours(&pattern));
                }
            }
            let ours: BTreeMap<NaiveDate, (u8, u16)> =
                sessions.iter().map(|session| (session.id.start.day(), hours(session))).collect();
            prop_assert_eq!(ours.len(), sessions.len(), "one session for each day");
            prop_assert_eq!(&ours, &by_hand.days);
        }
    }
}
