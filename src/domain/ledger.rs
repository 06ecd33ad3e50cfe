//! The ledger of service (志愿服务台账): confirmed services in whole minutes. A correction and a voiding are entries of
//! their own with a reason; nothing is ever taken out. What was not confirmed is not here, so it cannot count.
//!
//! What is kept of a person is what order no. 67 of the Ministry of Civil Affairs (2020) asks for, and no number of any
//! document.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

use crate::domain::catalogue::ServiceKind;
use crate::domain::id::{HouseholdTag, ServiceId, SlipId};
use crate::domain::joined::Joined;
use crate::domain::slip::Phone;
use crate::domain::time::{Month, Span, Stamp, Start};

/// The longest service that one entry holds, in minutes: a day.
pub const LONGEST: u16 = 24 * 60;

/// Who served: as their slip said, or as the desk wrote it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Volunteer {
    /// Their name.
    pub name: String,
    /// Their number: with the name it tells people of one name apart.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<Phone>,
    /// Their household, where a slip said it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub household: Option<HouseholdTag>,
}

impl Volunteer {
    /// The name without spaces, to compare by.
    pub fn plain_name(&self) -> String {
        self.name.chars().filter(|c| !c.is_whitespace()).collect()
    }
}

/// What somebody did, as it counts.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Service {
    /// Who.
    pub who: Volunteer,
    /// Of which kind.
    pub kind: ServiceKind,
    /// What they did (课业辅导).
    pub role: String,
    /// Where; never a visited person's address.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub place: String,
    /// When it began.
    pub from: Start,
    /// How long it lasted, in whole minutes.
    pub minutes: u16,
    /// With which slip they had claimed it; none where it was written into the ledger at the desk.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub slip: Option<SlipId>,
}

impl Service {
    /// When they served.
    pub fn span(&self) -> Span {
        Span { start: self.from, minutes: self.minutes }
    }
}

/// What an entry does.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Does {
    /// The service is confirmed.
    Confirm(Service),
    /// What was written of it was wrong; this is right.
    Correct {
        /// As it was.
        service: Service,
        /// Why, in the organizer's words.
        why: String,
    },
    /// It does not count.
    Void {
        /// Why.
        why: String,
    },
}

/// An entry of the ledger: written once, never changed.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Entry {
    /// When.
    pub at: Stamp,
    /// About which service: two devices that confirm one slip write of one service.
    pub service: ServiceId,
    /// Who confirmed it: an organizer's name.
    pub by: String,
    /// What it does.
    pub does: Does,
}

impl Entry {
    /// The service as the entry tells it.
    pub fn service(&self) -> Option<&Service> {
        match &self.does {
            Does::Confirm(service) | Does::Correct { service, .. } => Some(service),
            Does::Void { .. } => None,
        }
    }

    /// Why, where it corrects or voids.
    pub fn why(&self) -> Option<&str> {
        match &self.does {
            Does::Confirm(_) => None,
            Does::Correct { why, .. } | Does::Void { why } => Some(why),
        }
    }
}

/// A service with everything that was written of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// Which.
    pub id: ServiceId,
    /// As it stands; a voided one as it was last.
    pub service: Service,
    /// Whether it was voided.
    pub voided: bool,
    /// Every entry, the earliest first.
    pub entries: Vec<Entry>,
}

impl Record {
    /// What counts of it, in minutes.
    pub fn minutes(&self) -> u32 {
        if self.voided { 0 } else { u32::from(self.service.minutes) }
    }

    /// The entry by which it stands as it does.
    pub fn standing(&self) -> Option<&Entry> {
        self.entries.iter().max_by_key(|entry| weight(entry))
    }

    /// What is believed of the entries: whoever corrects or voids has thought about it, and no confirmation that was made
    /// elsewhere meanwhile takes that back.
    fn of(id: ServiceId, mut entries: Vec<Entry>) -> Option<Self> {
        entries.sort();
        entries.dedup();
        let voided = matches!(entries.iter().max_by_key(|entry| weight(entry))?.does, Does::Void { .. });
        // A voiding whose service has not come here yet leaves nothing to show.
        let told = entries.iter().filter_map(|entry| Some((weight(entry), entry.service()?)));
        let service = told.max_by_key(|(weight, _)| *weight)?.1.clone();
        Some(Self { id, service, voided, entries })
    }
}

fn weight(entry: &Entry) -> (bool, Stamp, &Entry) {
    (!matches!(entry.does, Does::Confirm(_)), entry.at, entry)
}

/// One volunteer's page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// As their latest service names them.
    pub who: Volunteer,
    /// Their records in the ledger, by time.
    pub records: Vec<usize>,
    /// What counts, in minutes.
    pub minutes: u32,
    /// How many services count.
    pub services: u32,
}

/// Minutes and services together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Sum {
    /// In minutes.
    pub minutes: u32,
    /// How many.
    pub services: u32,
}

impl Sum {
    fn add(&mut self, record: &Record) {
        if !record.voided {
            self.minutes += record.minutes();
            self.services += 1;
        }
    }
}

/// The ledger as its entries leave it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Ledger {
    /// Every service, by time.
    pub records: Vec<Record>,
    /// A page for each who served, those with most minutes first.
    pub pages: Vec<Page>,
}

impl Ledger {
    /// What the entries leave, in any order. People who are joined, or who left the same number under the same name, are
    /// one person.
    pub fn of<'a>(entries: impl IntoIterator<Item = &'a Entry>, joined: &Joined) -> Self {
        let mut by_service: BTreeMap<ServiceId, Vec<Entry>> = BTreeMap::new();
        for entry in entries {
            by_service.entry(entry.service).or_default().push(entry.clone());
        }
        let records = by_service.into_iter().filter_map(|(id, entries)| Record::of(id, entries));
        let mut records: Vec<Record> = records.collect();
        records.sort_by(|a, b| (a.service.from, &a.service, a.id).cmp(&(b.service.from, &b.service, b.id)));
        let pages = pages(&records, joined);
        Self { records, pages }
    }

    /// Of everything that counts.
    pub fn sum(&self) -> Sum {
        self.sum_of(|_| true)
    }

    /// Of the services that fit.
    pub fn sum_of(&self, fits: impl Fn(&Service) -> bool) -> Sum {
        let mut sum = Sum::default();
        for record in self.records.iter().filter(|record| fits(&record.service)) {
            sum.add(record);
        }
        sum
    }

    /// By kind of service.
    pub fn by_kind(&self) -> BTreeMap<ServiceKind, Sum> {
        self.by(|service| service.kind)
    }

    /// By month.
    pub fn by_month(&self) -> BTreeMap<Month, Sum> {
        self.by(|service| service.from.month())
    }

    fn by<K: Ord>(&self, key: impl Fn(&Service) -> K) -> BTreeMap<K, Sum> {
        let mut sums: BTreeMap<K, Sum> = BTreeMap::new();
        for record in self.records.iter().filter(|record| !record.voided) {
            sums.entry(key(&record.service)).or_default().add(record);
        }
        sums
    }

    /// The page of whoever did a service.
    pub fn page_of(&self, id: &ServiceId) -> Option<&Page> {
        let at = self.records.iter().position(|record| record.id == *id)?;
        self.pages.iter().find(|page| page.records.contains(&at))
    }

    /// The page of a volunteer.
    pub fn page(&self, who: &Volunteer, joined: &Joined) -> Option<&Page> {
        self.pages.iter().find(|page| {
            page.records.iter().any(|at| same_person(&self.records[*at].service.who, who, joined)) || page.who == *who
        })
    }

    /// Pairs of counting services of one person that overlap: somebody was in two places at once. By record, the earlier
    /// first.
    pub fn overlaps(&self) -> Vec<(usize, usize)> {
        let mut pairs = Vec::new();
        for page in &self.pages {
            let counting: Vec<usize> = page.records.iter().copied().filter(|at| !self.records[*at].voided).collect();
            for (nth, one) in counting.iter().enumerate() {
                let span = self.records[*one].service.span();
                // By time: who begins after this one ends, and everybody after, overlaps no more.
                let others = counting[nth + 1..].iter().take_while(|at| self.records[**at].service.from < span.end());
                pairs.extend(
                    others.filter(|at| self.records[**at].service.span().overlap(span).is_some()).map(|at| (*one, *at)),
                );
            }
        }
        pairs
    }
}

/// Whether two names mean one person: the same name, and the same number or family.
fn same_person(one: &Volunteer, other: &Volunteer, joined: &Joined) -> bool {
    let family = |who: &Volunteer| who.household.map(|household| joined.family(household));
    one.plain_name() == other.plain_name()
        && (one.phone.is_some() && one.phone == other.phone
            || family(one).is_some() && family(one) == family(other)
            || one.phone.is_none() && other.phone.is_none() && one.household.is_none() && other.household.is_none())
}

fn pages(records: &[Record], joined: &Joined) -> Vec<Page> {
    // A group for each who is known by a number or a family; a record that is known by both makes them one.
    let mut groups = Groups(Vec::new());
    let mut known: BTreeMap<(String, Option<&Phone>, Option<HouseholdTag>), usize> = BTreeMap::new();
    let mut of_record = Vec::with_capacity(records.len());
    for record in records {
        let who = &record.service.who;
        let name = who.plain_name();
        let mut handles = Vec::with_capacity(2);
        handles.extend(who.phone.as_ref().map(|phone| (name.clone(), Some(phone), None)));
        handles.extend(who.household.map(|household| (name.clone(), None, Some(joined.family(household)))));
        if handles.is_empty() {
            handles.push((name, None, None));
        }
        let nodes: Vec<usize> =
            handles.into_iter().map(|handle| *known.entry(handle).or_insert_with(|| groups.new_one())).collect();
        for pair in nodes.windows(2) {
            groups.join(pair[0], pair[1]);
        }
        of_record.push(nodes[0]);
    }
    let mut pages: BTreeMap<usize, Page> = BTreeMap::new();
    for (at, record) in records.iter().enumerate() {
        let page = pages.entry(groups.root(of_record[at])).or_insert_with(|| Page {
            who: record.service.who.clone(),
            records: Vec::new(),
            minutes: 0,
            services: 0,
        });
        page.records.push(at);
        page.who = record.service.who.clone();
        if !record.voided {
            page.minutes += record.minutes();
            page.services += 1;
        }
    }
    let mut pages: Vec<Page> = pages.into_values().collect();
    pages.sort_by(|a, b| b.minutes.cmp(&a.minutes).then_with(|| a.who.cmp(&b.who)));
    pages
}

/// Disjoint sets by index: each points towards the one that stands for its set.
struct Groups(Vec<usize>);

impl Groups {
    fn new_one(&mut self) -> usize {
        self.0.push(self.0.len());
        self.0.len() - 1
    }

    fn root(&mut self, mut at: usize) -> usize {
        while self.0[at] != at {
            self.0[at] = self.0[self.0[at]];
            at = self.0[at];
        }
        at
    }

    fn join(&mut self, one: usize, other: usize) {
        let (one, other) = (self.root(one), self.root(other));
        // The smaller stands for both, whatever came first.
        self.0[one.max(other)] = one.min(other);
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
#[path = "ledger_tests.rs"]
mod tests;
