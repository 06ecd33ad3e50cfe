//! The volunteers whom a centre knows: whoever claimed a shift of the month or told their talents; and who of them suits a gap.

use std::collections::BTreeMap;

use crate::domain::activity::Shift;
use crate::domain::age::Fit;
use crate::domain::book::{MonthBook, Office};
use crate::domain::holiday::Holidays;
use crate::domain::id::{HouseholdTag, SessionId};
use crate::domain::placement::Placement;
use crate::domain::slip::{Asks, Person};
use crate::domain::talent::{FreeTimes, Suits, Talents, suits};
use crate::domain::time::{Span, Stamp};
use crate::domain::training::Training;

/// A volunteer, as their slips and the centre's records say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Volunteer {
    /// Of which family.
    pub family: HouseholdTag,
    /// One household of it, for new records.
    pub household: HouseholdTag,
    /// As they last wrote themselves.
    pub person: Person,
    /// What they told.
    pub talents: Talents,
    /// When they have time.
    pub times: FreeTimes,
    /// Their training records that hold, by time.
    pub trainings: Vec<Training>,
    /// Where they serve this month, and when.
    pub serves: Vec<(SessionId, Span)>,
}

impl Volunteer {
    /// Whether a record of theirs covers what a shift asks for.
    pub fn is_trained_for(&self, shift: &Shift) -> bool {
        let covers = |record: &Training| record.training == shift.training && record.covers(shift.start.day());
        shift.training.is_empty() || self.trainings.iter().any(covers)
    }
}

/// Everybody whom the month's and the office's facts know, by name.
pub fn volunteers(book: &MonthBook, placement: Option<&Placement>, office: &Office) -> Vec<Volunteer> {
    let joined = office.joined();
    let mut known: BTreeMap<(String, HouseholdTag), (Stamp, Volunteer)> = BTreeMap::new();
    let mut see = |household: HouseholdTag, person: &Person, at: Stamp| -> (String, HouseholdTag) {
        let key = (person.plain_name(), joined.family(household));
        let fresh = || Volunteer {
            family: key.1,
            household,
            person: person.clone(),
            talents: Talents::default(),
            times: FreeTimes::default(),
            trainings: Vec::new(),
            serves: Vec::new(),
        };
        let (last, volunteer) = known.entry(key.clone()).or_insert_with(|| (at, fresh()));
        if at >= *last {
            *last = at;
            volunteer.person = person.clone();
        }
        key
    };
    let mut told: Vec<((String, HouseholdTag), Stamp, Talents, FreeTimes)> = Vec::new();
    let mut serves = Vec::new();
    for arrival in office.arrivals.iter().chain(&book.arrivals) {
        let content = &arrival.slip.content;
        match &content.asks {
            Asks::Talents { person, talents, times } => {
                told.push((see(content.household, person, arrival.at), arrival.at, *talents, *times));
            }
            Asks::Claim { shift, person } | Asks::StandIn { shift, person, .. } => {
                let key = see(content.household, person, arrival.at);
                let answer = placement.and_then(|placement| placement.answers.get(&arrival.slip.id));
                let placed = answer.filter(|answer| answer.standing.holds_a_place());
                let at = placed.map(|answer| answer.leads_to(shift));
                let span = at.and_then(|at| Some(book.menu.as_ref()?.target(at)?.span()));
                serves.extend(at.cloned().zip(span).map(|served| (key, served)));
            }
            _ => {}
        }
    }
    told.sort_by_key(|(_, at, ..)| *at);
    for (key, _, talents, times) in told {
        if let Some((_, volunteer)) = known.get_mut(&key) {
            (volunteer.talents, volunteer.times) = (talents, times);
        }
    }
    for (key, served) in serves {
        if let Some((_, volunteer)) = known.get_mut(&key).filter(|(_, volunteer)| !volunteer.serves.contains(&served)) {
            volunteer.serves.push(served);
        }
    }
    for training in &office.trainings {
        let key = (training.name.clone(), joined.family(training.household));
        if let Some((_, volunteer)) = known.get_mut(&key) {
            volunteer.trainings.push(training.clone());
        }
    }
    known.into_values().map(|(_, volunteer)| volunteer).collect()
}

/// Who could be asked to come to a shift, who suits best first: without those who serve in it, are busy at that time, too
/// young, or lack its training.
pub fn to_ask<'a>(shift: &Shift, volunteers: &'a [Volunteer], holidays: &Holidays) -> Vec<(&'a Volunteer, Suits)> {
    let can = |volunteer: &&Volunteer| {
        let free = |(id, span): &(SessionId, Span)| *id != shift.id && span.overlap(shift.span()).is_none();
        let age = volunteer.person.age;
        let grown = age.is_none_or(|age| shift.ages().fit(age) == Fit::Fits && !age.needs_guardian());
        grown && volunteer.is_trained_for(shift) && volunteer.serves.iter().all(free)
    };
    let of = |volunteer: &Volunteer| suits(volunteer.talents, volunteer.times, shift.talent, shift.start, holidays);
    let mut found: Vec<_> = volunteers.iter().filter(can).map(|volunteer| (volunteer, of(volunteer))).collect();
    // Of those who suit alike, who serves less is asked first.
    found.sort_by_key(|(volunteer, suits)| (std::cmp::Reverse(*suits), volunteer.serves.len()));
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::age::Age;
    use crate::domain::fixtures::{self, month};
    use crate::domain::id::TrainingId;
    use crate::domain::slip::Arrival;
    use crate::domain::talent::{FreeDay, FreePart, Talent};
    use crate::domain::time::{Start, parse_day};

    fn person(name: &str, age: u8) -> Person {
        Person { age: Some(Age(age)), ..fixtures::person(name) }
    }

    fn arrival(n: u8, household: u8, at: i64, asks: Asks) -> Arrival {
        let mut arrival = Arrival { at: Stamp(at), ..fixtures::arrival(n, asks) };
        arrival.slip.content.household = HouseholdTag([household; 8]);
        arrival
    }

    fn talents(person: Person, talent: Talent) -> Asks {
        let mut talents = Talents::default();
        talents.set(talent, true);
        let mut times = FreeTimes::default();
        times.set(FreeDay::Saturday, FreePart::Morning, true);
        Asks::Talents { person, talents, times }
    }

    fn shift() -> Shift {
        let shift = fixtures::shift("S01@2026-12-05T09:00", "领唱");
        Shift { min_age: Some(Age(16)), talent: Some(Talent::Music), ..shift }
    }

    fn known(arrivals: &[Arrival], trainings: &[Training]) -> Vec<Volunteer> {
        let book = MonthBook::of(month("2026-12"), []);
        let office = Office { arrivals: arrivals.to_vec(), trainings: trainings.to_vec(), ..Office::default() };
        volunteers(&book, None, &office)
    }

    #[test]
    fn what_somebody_told_last_holds() {
        let arrivals = [
            arrival(1, 1, 20, talents(person("示例 甲", 40), Talent::Music)),
            arrival(2, 1, 10, talents(person("示例甲", 39), Talent::Law)),
            arrival(3, 2, 30, talents(person("示例甲", 50), Talent::Dance)),
        ];
        let known = known(&arrivals, &[]);
        assert_eq!(known.len(), 2, "two households, two people");
        let first = known.iter().find(|one| one.household == HouseholdTag([1; 8])).unwrap();
        assert_eq!(first.talents.iter().collect::<Vec<_>>(), [Talent::Music]);
        assert_eq!(first.person.age, Some(Age(40)));
    }

    fn training(name: &str, until: Option<&str>) -> Training {
        Training {
            at: Stamp(1),
            id: TrainingId([1; 8]),
            household: HouseholdTag([1; 8]),
            name: name.to_owned(),
            training: "探访须知".to_owned(),
            on: parse_day("2026-01-01").unwrap(),
            until: until.map(|day| parse_day(day).unwrap()),
        }
    }

    #[track_caller]
    fn asked(shift: &Shift, volunteers: &[Volunteer], expected: &[&str]) {
        let holidays = Holidays::read(Holidays::TABLE).unwrap();
        let names: Vec<_> = to_ask(shift, volunteers, &holidays).iter().map(|(v, _)| v.person.name.as_str()).collect();
        assert_eq!(names, expected);
    }

    #[test]
    fn who_suits_best_is_asked_first_and_who_cannot_is_not_asked() {
        let arrivals = [
            arrival(1, 1, 1, talents(person("甲", 40), Talent::Law)),
            arrival(2, 2, 2, talents(person("乙", 40), Talent::Music)),
            arrival(3, 3, 3, talents(person("丙", 15), Talent::Music)),
            arrival(4, 4, 4, talents(person("丁", 40), Talent::Music)),
        ];
        let mut volunteers = known(&arrivals, &[training("甲", None)]);
        asked(&shift(), &volunteers, &["丁", "乙", "甲"]);
        let busy = |start: &str| {
            (
                SessionId::parse(&format!("S02@{start}")).unwrap(),
                Span { start: Start::parse(start).unwrap(), minutes: 90 },
            )
        };
        let at = volunteers.iter().position(|one| one.person.name == "丁").unwrap();
        volunteers[at].serves.push(busy("2026-12-06T09:00"));
        asked(&shift(), &volunteers, &["乙", "丁", "甲"]);
        volunteers[at].serves.push(busy("2026-12-05T10:30"));
        asked(&shift(), &volunteers, &["乙", "甲"]);
        asked(&Shift { training: "探访须知".into(), ..shift() }, &volunteers, &["甲"]);
    }
}
