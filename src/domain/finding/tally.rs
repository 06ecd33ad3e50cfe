//! How many each choice would show: what stands beside a choice is what choosing it gives.

use std::collections::BTreeMap;

use crate::domain::age::{Age, Fit};
use crate::domain::category::{Kind, Mark, Sort};
use crate::domain::finding::{Facet, Filter, Misses, Subject, has_places, texts};
use crate::domain::id::VenueCode;
use crate::domain::search::{Readings, Search};

/// The ages that are offered to choose from: every year of childhood, grown up, older.
pub const AGES: [Age; 20] = {
    let mut ages = [Age(0); 20];
    let mut at = 0;
    while at < 18 {
        ages[at] = Age(at as u8);
        at += 1;
    }
    ages[18] = Age(30);
    ages[19] = Age(65);
    ages
};

/// How many sessions each choice would show, with everything else chosen as it is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Tally {
    /// How many are shown now.
    pub shown: usize,
    /// By mark.
    pub marks: [usize; Mark::ALL.len()],
    /// By kind.
    pub kinds: [usize; Kind::ALL.len()],
    /// By age, as [`AGES`] has them.
    pub ages: [usize; AGES.len()],
    /// By audience, those that occur.
    pub audiences: BTreeMap<String, usize>,
    /// By venue, with its name.
    pub venues: BTreeMap<VenueCode, (String, usize)>,
    /// By organisation.
    pub providers: BTreeMap<String, usize>,
    /// With places.
    pub with_places: usize,
    /// Free of charge.
    pub free: usize,
    /// At weekends.
    pub weekends: usize,
    /// With everything that is asked about one facet taken away, as [`Facet::ALL`] has them.
    without: [usize; Facet::ALL.len()],
}

impl Tally {
    /// What is asked about and hides something that everything else would show, with how many would be shown without it; that
    /// which gives most first.
    pub fn hindrances(&self, filter: &Filter) -> Vec<(Facet, usize)> {
        let asks = filter.asks();
        let asked = |facet: &Facet| asks.iter().any(|ask| ask.facet() == *facet);
        let mut hindrances: Vec<(Facet, usize)> = Vec::new();
        for (facet, count) in Facet::ALL.into_iter().zip(self.without) {
            if asked(&facet) && count > self.shown {
                // A handful: sorting code of its own would weigh more than all of this.
                let at = hindrances.iter().take_while(|(_, more)| *more >= count).count();
                hindrances.insert(at, (facet, count));
            }
        }
        hindrances
    }

    /// Counts one more.
    pub(super) fn add(&mut self, misses: Misses, subject: Subject<'_>) {
        let Subject { activity, session, venue, openness, free_day } = subject;
        let one = |facet: Facet, holds: bool| usize::from(misses.none_but(facet) && holds);
        self.shown += usize::from(misses == Misses::NONE);
        for (facet, count) in Facet::ALL.into_iter().zip(&mut self.without) {
            *count += usize::from(misses.none_but(facet));
        }
        let sort = one(Facet::Sort, true);
        self.marks[place(&Mark::ALL, activity.sort.mark())] += sort;
        if let Sort::Other(kind) = activity.sort {
            self.kinds[place(&Kind::ALL, kind)] += sort;
        }
        if misses.none_but(Facet::Age) {
            for (age, count) in AGES.into_iter().zip(&mut self.ages) {
                *count += usize::from(activity.ages.fit(age) == Fit::Fits);
            }
        }
        // What occurs is offered even where it would show nothing: a choice that vanishes cannot be taken back.
        count(&mut self.audiences, &activity.audience, one(Facet::Audience, true));
        count(&mut self.providers, &activity.provider, one(Facet::Provider, true));
        if let (Some(code), Some(place)) = (&session.venue, venue) {
            let here = one(Facet::Venue, true);
            match self.venues.get_mut(code) {
                Some((_, count)) => *count += here,
                None => drop(self.venues.insert(code.clone(), (place.name.clone(), here))),
            }
        }
        self.with_places += one(Facet::Places, has_places(openness));
        self.free += one(Facet::Free, activity.fee == 0);
        self.weekends += one(Facet::Weekends, free_day);
    }
}

/// A month looked at with one filter. Its words are looked for once in each activity and each venue, not once for each session.
pub(super) struct Look<'a, 's> {
    filter: &'a Filter,
    search: Search<'a>,
    /// By where the activity or venue stands.
    heard: BTreeMap<usize, u64>,
    subjects: std::marker::PhantomData<Subject<'s>>,
}

impl<'a, 's> Look<'a, 's> {
    pub(super) fn new(filter: &'a Filter, readings: &'a Readings) -> Self {
        let search = Search::new(&filter.words, readings);
        Self { filter, search, heard: BTreeMap::new(), subjects: std::marker::PhantomData }
    }

    pub(super) fn misses(&mut self, subject: Subject<'s>) -> Misses {
        let Self { filter, search, heard, .. } = self;
        filter.misses(subject, || {
            if search.is_open() {
                return true;
            }
            let Subject { activity, venue, .. } = subject;
            let mut heard = |at: usize, texts: &[&str]| *heard.entry(at).or_insert_with(|| search.heard(texts));
            let in_activity = heard(std::ptr::from_ref(activity).addr(), &texts(activity));
            let in_venue = venue.map_or(0, |venue| heard(std::ptr::from_ref(venue).addr(), &[&venue.name]));
            search.is_all(in_activity | in_venue)
        })
    }
}

fn place<T: PartialEq>(all: &[T], one: T) -> usize {
    all.iter().position(|other| *other == one).unwrap_or_default()
}

fn count(counts: &mut BTreeMap<String, usize>, word: &str, more: usize) {
    match counts.get_mut(word) {
        _ if word.is_empty() => {}
        Some(count) => *count += more,
        None => drop(counts.insert(word.to_owned(), more)),
    }
}
