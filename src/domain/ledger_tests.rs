//! The ledger's rules, with an account of its own to compare by.

use super::*;
use crate::domain::id::JoinId;
use crate::domain::joined::Join;
use proptest::prelude::*;
use std::collections::BTreeSet;

fn who(name: &str, phone: Option<&str>, household: Option<u8>) -> Volunteer {
    Volunteer {
        name: name.to_owned(),
        phone: phone.and_then(Phone::parse),
        household: household.map(|n| HouseholdTag([n; 8])),
    }
}

fn service(who: Volunteer, from: &str, minutes: u16) -> Service {
    Service {
        who,
        kind: ServiceKind::Elders,
        role: "健康讲座助手".to_owned(),
        place: String::new(),
        from: Start::parse(from).unwrap(),
        minutes,
        slip: None,
    }
}

fn entry(at: i64, id: u8, does: Does) -> Entry {
    Entry { at: Stamp(at), service: ServiceId([id; 16]), by: "示例甲".to_owned(), does }
}

fn plain(at: i64, id: u8, minutes: u16) -> Entry {
    entry(at, id, Does::Confirm(service(who("示例乙", None, Some(1)), "2026-12-05T09:00", minutes)))
}

fn corrected(at: i64, id: u8, minutes: u16) -> Entry {
    let service = service(who("示例乙", None, Some(1)), "2026-12-05T09:00", minutes);
    entry(at, id, Does::Correct { service, why: "提前离开".to_owned() })
}

fn voided(at: i64, id: u8) -> Entry {
    entry(at, id, Does::Void { why: "不是本人".to_owned() })
}

fn ledger(entries: &[Entry]) -> Ledger {
    Ledger::of(entries, &Joined::default())
}

#[track_caller]
fn counts(entries: &[Entry], minutes: u32) {
    assert_eq!(ledger(entries).sum().minutes, minutes);
    let backwards: Vec<Entry> = entries.iter().rev().chain(entries).cloned().collect();
    assert_eq!(ledger(&backwards), ledger(entries), "order and repetition change nothing");
}

#[test]
fn the_latest_correction_counts_and_every_entry_stays() {
    let entries = [plain(1, 1, 120), corrected(2, 1, 90), corrected(3, 1, 100)];
    counts(&entries, 100);
    let ledger = ledger(&entries);
    assert_eq!(ledger.records.len(), 1);
    assert_eq!(ledger.records[0].entries.len(), 3);
    assert_eq!(ledger.records[0].standing(), Some(&entries[2]));
}

#[test]
fn a_voided_service_counts_nothing_and_can_be_corrected_back() {
    counts(&[plain(1, 1, 120), voided(2, 1)], 0);
    counts(&[plain(1, 1, 120), voided(2, 1), corrected(3, 1, 60)], 60);
    let ledger = ledger(&[plain(1, 1, 120), voided(2, 1)]);
    assert!(ledger.records[0].voided);
    assert_eq!(ledger.sum().services, 0);
    assert_eq!(ledger.records[0].service.minutes, 120, "it still says what it was");
}

#[test]
fn one_slip_confirmed_on_two_devices_counts_once() {
    counts(&[plain(1, 1, 120), plain(2, 1, 110)], 110);
    // One device corrected; the other, which had not heard of it, confirms later.
    counts(&[plain(1, 1, 120), corrected(2, 1, 90), plain(5, 1, 120)], 90);
    counts(&[voided(2, 1), plain(5, 1, 120)], 0);
    counts(&[voided(2, 1)], 0);
}

#[test]
fn people_are_told_apart_by_number_and_family() {
    let on = |n: u8, who: Volunteer| entry(i64::from(n), n, Does::Confirm(service(who, "2026-12-05T09:00", 60)));
    let pages = |entries: &[Entry], joined: &Joined| Ledger::of(entries, joined).pages.len();
    let apart = Joined::default();
    let phone = Some("13800000001");
    // By the phone at the desk, by the household on the phone; one slip shows both.
    let three = [on(1, who("王 英", phone, None)), on(2, who("王英", None, Some(1)))];
    assert_eq!(pages(&three, &apart), 2);
    let with_both = [&three[..], &[on(3, who("王英", phone, Some(1)))]].concat();
    assert_eq!(pages(&with_both, &apart), 1);
    // Two of one name.
    assert_eq!(pages(&[on(1, who("王英", phone, Some(1))), on(2, who("王英", None, Some(2)))], &apart), 2);
    let join = Join {
        at: Stamp(1),
        id: JoinId([1; 8]),
        households: vec![HouseholdTag([1; 8]), HouseholdTag([2; 8])],
        why: String::new(),
    };
    let joined = Joined::of([&join], &BTreeSet::new());
    assert_eq!(pages(&[on(1, who("王英", phone, Some(1))), on(2, who("王英", None, Some(2)))], &joined), 1);
    // One family, two people.
    assert_eq!(pages(&[on(1, who("王英", phone, Some(1))), on(2, who("王明", phone, Some(1)))], &joined), 2);
}

#[test]
fn who_is_in_two_places_at_once_is_found() {
    let on = |n: u8, name: &str, from: &str| {
        entry(i64::from(n), n, Does::Confirm(service(who(name, Some("13800000001"), None), from, 60)))
    };
    let entries = [
        on(1, "王英", "2026-12-05T09:00"),
        on(2, "王英", "2026-12-05T09:30"),
        on(3, "王英", "2026-12-05T10:30"),
        on(4, "王明", "2026-12-05T09:30"),
    ];
    let ledger = ledger(&entries);
    let overlaps = ledger.overlaps();
    assert_eq!(overlaps.len(), 1);
    let names = |at: usize| (ledger.records[at].service.who.name.as_str(), ledger.records[at].service.from.to_string());
    assert_eq!(names(overlaps[0].0), ("王英", "2026-12-05T09:00".to_owned()));
    assert_eq!(names(overlaps[0].1), ("王英", "2026-12-05T09:30".to_owned()));
    assert_eq!(super::Ledger::of([&entries[0], &entries[1], &voided(9, 2)], &Joined::default()).overlaps(), []);
}

/// A book of services, of which each is confirmed once, corrected some times and perhaps voided; and what counts in the
/// end by an account of its own.
fn book() -> impl Strategy<Value = (Vec<Entry>, u32)> {
    let of_one = (0..4u8, 1..600u16, prop::collection::vec(prop::option::weighted(0.7, 1..600u16), 0..4));
    prop::collection::vec(of_one, 0..12).prop_map(|services| {
        let (mut entries, mut all) = (Vec::new(), 0);
        for (n, (person, minutes, later)) in services.into_iter().enumerate() {
            let id = n as u8;
            let from = ["2026-11-28T09:00", "2026-12-05T09:00", "2027-01-02T14:00"][n % 3];
            let told = |minutes| Service {
                kind: ServiceKind::ALL[n % 5],
                ..service(who(["甲", "乙", "丙", "丁"][usize::from(person)], None, Some(person)), from, minutes)
            };
            entries.push(entry(1, id, Does::Confirm(told(minutes))));
            let mut stands = minutes;
            for (step, change) in later.into_iter().enumerate() {
                let at = 2 + step as i64;
                stands = change.unwrap_or(0);
                entries.push(match change {
                    Some(minutes) => entry(at, id, Does::Correct { service: told(minutes), why: "更正".to_owned() }),
                    None => voided(at, id),
                });
            }
            all += u32::from(stands);
        }
        (entries, all)
    })
}

proptest! {
    #[test]
    fn minutes_are_the_sum_of_what_was_confirmed(
        (entries, all) in book(),
        seed in any::<u64>(),
        again in prop::collection::vec(any::<prop::sample::Index>(), 0..8),
    ) {
        let ordered = ledger(&entries);
        prop_assert_eq!(ordered.sum().minutes, all);
        // A merge of two books: some entries twice, all in another order.
        let mut merged = entries.clone();
        if !entries.is_empty() {
            merged.extend(again.iter().map(|index| index.get(&entries).clone()));
        }
        let mut state = seed;
        for index in (1..merged.len()).rev() {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            merged.swap(index, (state >> 33) as usize % (index + 1));
        }
        prop_assert_eq!(&ledger(&merged), &ordered);
        let people: u32 = ordered.pages.iter().map(|page| page.minutes).sum();
        let kinds: u32 = ordered.by_kind().values().map(|sum| sum.minutes).sum();
        let months: u32 = ordered.by_month().values().map(|sum| sum.minutes).sum();
        prop_assert_eq!([people, kinds, months], [all; 3]);
    }
}
