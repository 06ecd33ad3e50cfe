//! Finding among what is published: what is asked for, what fits it, and how many each further choice would leave.

use std::collections::BTreeMap;

use crate::domain::activity::{Activity, Session};
use crate::domain::age::{Age, Fit};
use crate::domain::category::{Kind, Mark, Sort};
use crate::domain::id::VenueCode;
use crate::domain::menu::Place;
use crate::domain::openness::Openness;
use crate::domain::search::Search;

/// Which activities are shown. Nothing chosen means all.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Filter {
    /// Those with one of these marks.
    pub marks: Vec<Mark>,
    /// Or of one of these kinds.
    pub kinds: Vec<Kind>,
    /// That are for somebody of this age.
    pub age: Option<Age>,
    /// For these people, in the centre's words.
    pub audience: Option<String>,
    /// At this venue.
    pub venue: Option<VenueCode>,
    /// By this organisation.
    pub provider: Option<String>,
    /// To which one can still come: places are left, or none are counted.
    pub with_places: bool,
    /// That cost those who come nothing.
    pub free: bool,
    /// At weekends and on public holidays.
    pub weekends: bool,
    /// In which these words are found.
    pub words: String,
}

/// What a filter asks about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Facet {
    Sort,
    Age,
    Audience,
    Venue,
    Provider,
    Places,
    Free,
    Weekends,
    Words,
}

/// Some of the facets: a bit for each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Misses(u16);

impl Misses {
    /// None but perhaps this one.
    fn none_but(self, facet: Facet) -> bool {
        self.0 & !(1 << facet as u16) == 0
    }
}

/// A session as it is looked at.
#[derive(Debug, Clone, Copy)]
pub struct Subject<'a> {
    /// What it is of.
    pub activity: &'a Activity,
    /// The session.
    pub session: &'a Session,
    /// Where it is.
    pub venue: Option<&'a Place>,
    /// Whether one can still get in.
    pub openness: Openness,
    /// Whether its day is free: a weekend nobody works, a public holiday.
    pub free_day: bool,
}

impl Filter {
    /// Nothing chosen.
    pub const OPEN: Filter = Filter {
        marks: Vec::new(),
        kinds: Vec::new(),
        age: None,
        audience: None,
        venue: None,
        provider: None,
        with_places: false,
        free: false,
        weekends: false,
        words: String::new(),
    };

    /// Whether all activities are shown.
    pub fn is_open(&self) -> bool {
        *self == Self::OPEN
    }

    /// How many things are asked beside marks and words.
    pub fn finer(&self) -> usize {
        let asked = [
            self.age.is_some(),
            self.audience.is_some(),
            self.venue.is_some(),
            self.provider.is_some(),
            self.with_places,
            self.free,
            self.weekends,
        ];
        asked.into_iter().filter(|asked| *asked).count() + self.kinds.len()
    }

    /// Whether a session is shown. `search` is made of this filter's words.
    pub fn shows(&self, subject: Subject<'_>, search: &Search<'_>) -> bool {
        self.misses(subject, search) == Misses(0)
    }

    fn misses(&self, subject: Subject<'_>, search: &Search<'_>) -> Misses {
        let Subject { activity, session, venue, openness, free_day } = subject;
        let mut misses = 0;
        let mut ask = |facet: Facet, holds: bool| misses |= u16::from(!holds) << facet as u16;
        ask(Facet::Sort, self.shows_sort(activity.sort));
        ask(Facet::Age, self.age.is_none_or(|age| activity.ages.fit(age) == Fit::Fits));
        ask(Facet::Audience, self.audience.as_ref().is_none_or(|audience| activity.audience == *audience));
        ask(Facet::Venue, self.venue.as_ref().is_none_or(|venue| session.venue.as_ref() == Some(venue)));
        ask(Facet::Provider, self.provider.as_ref().is_none_or(|provider| activity.provider == *provider));
        ask(Facet::Places, !self.with_places || has_places(openness));
        ask(Facet::Free, !self.free || activity.fee == 0);
        ask(Facet::Weekends, !self.weekends || free_day);
        ask(Facet::Words, search.is_open() || finds(search, activity, venue));
        Misses(misses)
    }

    /// Whether activities of this sort are shown.
    pub fn shows_sort(&self, sort: Sort) -> bool {
        (self.marks.is_empty() && self.kinds.is_empty())
            || self.marks.contains(&sort.mark())
            || matches!(sort, Sort::Other(kind) if self.kinds.contains(&kind))
    }

    /// The same with this mark switched.
    pub fn with_mark(&self, mark: Mark) -> Filter {
        Filter { marks: switched(&self.marks, mark), ..self.clone() }
    }

    /// The same with this kind switched.
    pub fn with_kind(&self, kind: Kind) -> Filter {
        Filter { kinds: switched(&self.kinds, kind), ..self.clone() }
    }
}

fn has_places(openness: Openness) -> bool {
    matches!(openness, Openness::Left(_) | Openness::WalkIn | Openness::ToBeDrawn { .. })
}

fn finds(search: &Search<'_>, activity: &Activity, venue: Option<&Place>) -> bool {
    let (title, about) = (&activity.title, &activity.about);
    let other = |text: &Option<String>| text.as_deref().unwrap_or_default().to_owned();
    let (hant, en, about_en) = (other(&title.hant), other(&title.en), other(&about.en));
    search.finds(&[
        &title.hans,
        &hant,
        &en,
        &about.hans,
        &about_en,
        &activity.provider,
        &activity.audience,
        &activity.materials,
        venue.map_or("", |venue| &venue.name),
    ])
}

fn switched<T: Copy + Ord>(all: &[T], one: T) -> Vec<T> {
    let mut all = all.to_vec();
    match all.iter().position(|other| *other == one) {
        Some(at) => {
            all.remove(at);
        }
        None => {
            all.push(one);
            all.sort_unstable();
        }
    }
    all
}

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
}

impl Tally {
    /// Counts one more session.
    pub fn count(&mut self, filter: &Filter, search: &Search<'_>, subject: Subject<'_>) {
        let misses = filter.misses(subject, search);
        let Subject { activity, session, venue, openness, free_day } = subject;
        let one = |facet: Facet, holds: bool| usize::from(misses.none_but(facet) && holds);
        self.shown += usize::from(misses == Misses(0));
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::activity::Entry;
    use crate::domain::age::AgeRange;
    use crate::domain::category::Category;
    use crate::domain::fixtures::{activity, place, room, session};
    use crate::domain::search::Readings;
    use proptest::prelude::*;

    #[derive(Debug)]
    struct Thing {
        activity: Activity,
        session: Session,
        place: Place,
        openness: Openness,
        free_day: bool,
    }

    impl Thing {
        fn new(title: &str, sort: Sort) -> Self {
            Self {
                activity: Activity {
                    provider: "针线坊".to_owned(),
                    audience: "亲子".to_owned(),
                    ages: AgeRange { from: Some(Age(5)), to: Some(Age(12)) },
                    ..activity("a1", sort, title)
                },
                session: Session { venue: room("V01"), entry: Entry::Places(10), ..session("a1", "2026-12-05T10:00") },
                place: place("V01", "多功能室"),
                openness: Openness::Left(3),
                free_day: true,
            }
        }

        fn subject(&self) -> Subject<'_> {
            Subject {
                activity: &self.activity,
                session: &self.session,
                venue: Some(&self.place),
                openness: self.openness,
                free_day: self.free_day,
            }
        }
    }

    #[track_caller]
    fn shows(filter: Filter, thing: &Thing, expected: bool) {
        let readings = Readings { sounds: "zhen针 zhi织".to_owned(), forms: "针針 织織".to_owned() };
        let search = Search::new(&filter.words, &readings);
        assert_eq!(filter.shows(thing.subject(), &search), expected, "{filter:?}");
    }

    fn knitting() -> Thing {
        Thing::new("针织", Sort::Course(Category::Arts))
    }

    #[test]
    fn a_filter_shows_what_was_asked_for() {
        let thing = knitting();
        shows(Filter::OPEN, &thing, true);
        for (age, expected) in [(4, false), (5, true), (6, true), (12, true), (13, false)] {
            shows(Filter { age: Some(Age(age)), ..Filter::OPEN }, &thing, expected);
        }
        let venue = |code| Filter { venue: Some(VenueCode::new(code).unwrap()), ..Filter::OPEN };
        shows(venue("V01"), &thing, true);
        shows(venue("V02"), &thing, false);
        let audience = |words: &str| Filter { audience: Some(words.to_owned()), ..Filter::OPEN };
        shows(audience("亲子"), &thing, true);
        shows(audience("长者"), &thing, false);
        let provider = |words: &str| Filter { provider: Some(words.to_owned()), ..Filter::OPEN };
        shows(provider("针线坊"), &thing, true);
        shows(provider("别处"), &thing, false);
        for words in ["针织", "zhenzhi", "zz", "針織", "多功能", "针线坊"] {
            shows(Filter { words: words.to_owned(), ..Filter::OPEN }, &thing, true);
        }
        shows(Filter { words: "茶道".to_owned(), ..Filter::OPEN }, &thing, false);
    }

    #[test]
    fn places_charges_and_days_are_asked_as_they_stand() {
        let places = Filter { with_places: true, ..Filter::OPEN };
        for (openness, expected) in [
            (Openness::Left(1), true),
            (Openness::WalkIn, true),
            (Openness::Full { waiting: 0 }, false),
            (Openness::Closed, false),
            (Openness::Over, false),
            (Openness::Cancelled, false),
        ] {
            shows(places.clone(), &Thing { openness, ..knitting() }, expected);
        }
        let mut dear = knitting();
        dear.activity.fee = 20;
        shows(Filter { free: true, ..Filter::OPEN }, &knitting(), true);
        shows(Filter { free: true, ..Filter::OPEN }, &dear, false);
        shows(Filter { weekends: true, ..Filter::OPEN }, &knitting(), true);
        shows(Filter { weekends: true, ..Filter::OPEN }, &Thing { free_day: false, ..knitting() }, false);
    }

    #[test]
    fn marks_and_kinds_are_asked_together() {
        let choir = Thing::new("合唱团", Sort::Other(Kind::Club));
        let arts = Filter::OPEN.with_mark(Mark::Category(Category::Arts));
        shows(arts.clone(), &knitting(), true);
        shows(arts.clone(), &choir, false);
        shows(arts.with_kind(Kind::Club), &choir, true);
        shows(Filter::OPEN.with_kind(Kind::Sport), &choir, false);
        assert_eq!(arts.with_mark(Mark::Category(Category::Arts)), Filter::OPEN);
        assert_eq!((arts.finer(), arts.with_kind(Kind::Club).finer()), (0, 1));
    }

    fn things() -> impl Strategy<Value = Vec<Thing>> {
        let thing = (0usize..18, 0u8..4, 0u8..3, 0u16..2, any::<bool>(), 0u8..3).prop_map(
            |(sort, from, words, fee, free_day, open)| {
                let sort = match sort.checked_sub(5) {
                    None => Sort::Course(Category::ALL[sort]),
                    Some(kind) => Sort::Other(Kind::ALL[kind]),
                };
                let mut thing = Thing::new(["针织", "合唱", "茶道"][usize::from(words)], sort);
                thing.activity.ages = AgeRange { from: Some(Age(from * 5)), to: None };
                thing.activity.audience = ["亲子", "长者", ""][usize::from(words)].to_owned();
                thing.activity.fee = fee;
                thing.openness =
                    [Openness::Left(2), Openness::Full { waiting: 1 }, Openness::WalkIn][usize::from(open)];
                Thing { free_day, ..thing }
            },
        );
        prop::collection::vec(thing, 0..30)
    }

    fn filters() -> impl Strategy<Value = Filter> {
        (
            prop::collection::btree_set(0usize..7, 0..3),
            prop::option::of(0u8..20),
            prop::option::of(0usize..2),
            any::<bool>(),
            any::<bool>(),
            any::<bool>(),
            0usize..3,
        )
            .prop_map(|(marks, age, audience, with_places, free, weekends, words)| Filter {
                marks: marks.into_iter().map(|mark| Mark::ALL[mark]).collect(),
                age: age.map(Age),
                audience: audience.map(|at| ["亲子", "长者"][at].to_owned()),
                with_places,
                free,
                weekends,
                words: ["", "针", "合唱"][words].to_owned(),
                ..Filter::OPEN
            })
    }

    proptest! {
        /// A count beside a choice is how many would be shown if it were the only one of its facet.
        #[test]
        fn counts_say_what_a_choice_would_show(things in things(), filter in filters()) {
            let readings = Readings::default();
            let search = Search::new(&filter.words, &readings);
            let mut tally = Tally::default();
            things.iter().for_each(|thing| tally.count(&filter, &search, thing.subject()));
            let shown = |filter: Filter| {
                let search = Search::new(&filter.words, &readings);
                things.iter().filter(|thing| filter.shows(thing.subject(), &search)).count()
            };
            prop_assert_eq!(tally.shown, shown(filter.clone()));
            prop_assert_eq!(tally.with_places, shown(Filter { with_places: true, ..filter.clone() }));
            prop_assert_eq!(tally.free, shown(Filter { free: true, ..filter.clone() }));
            prop_assert_eq!(tally.weekends, shown(Filter { weekends: true, ..filter.clone() }));
            for (mark, count) in Mark::ALL.into_iter().zip(tally.marks) {
                prop_assert_eq!(count, shown(Filter { marks: vec![mark], kinds: Vec::new(), ..filter.clone() }));
            }
            for (kind, count) in Kind::ALL.into_iter().zip(tally.kinds) {
                prop_assert_eq!(count, shown(Filter { marks: Vec::new(), kinds: vec![kind], ..filter.clone() }));
            }
            for (age, count) in AGES.into_iter().zip(tally.ages) {
                prop_assert_eq!(count, shown(Filter { age: Some(age), ..filter.clone() }));
            }
            for (audience, count) in &tally.audiences {
                prop_assert_eq!(*count, shown(Filter { audience: Some(audience.clone()), ..filter.clone() }));
            }
            for (venue, (_, count)) in &tally.venues {
                prop_assert_eq!(*count, shown(Filter { venue: Some(venue.clone()), ..filter.clone() }));
            }
        }
    }
}
