//! Finding among what is published: what is asked for, what fits it, and how many each further choice would leave.

mod found;
mod nearby;
mod tally;

use crate::domain::activity::{Activity, Session};
use crate::domain::age::{Age, Fit};
use crate::domain::category::{Kind, Mark, Sort};
use crate::domain::id::VenueCode;
use crate::domain::menu::Place;
use crate::domain::openness::Openness;
use crate::domain::search::Search;

pub use found::Found;
pub use nearby::{Example, examples, near};
pub use tally::{AGES, Tally};

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

/// One thing that a filter asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ask {
    /// These words.
    Words(String),
    /// This mark, or another that is asked.
    Mark(Mark),
    /// This kind, or another that is asked.
    Kind(Kind),
    /// For this age.
    Age(Age),
    /// For these people.
    Audience(String),
    /// At this venue.
    Venue(VenueCode),
    /// By this organisation.
    Provider(String),
    /// With places left.
    Places,
    /// Free of charge.
    Free,
    /// On free days.
    Weekends,
}

impl Ask {
    /// What it is about.
    pub fn facet(&self) -> Facet {
        match self {
            Ask::Words(_) => Facet::Words,
            Ask::Mark(_) | Ask::Kind(_) => Facet::Sort,
            Ask::Age(_) => Facet::Age,
            Ask::Audience(_) => Facet::Audience,
            Ask::Venue(_) => Facet::Venue,
            Ask::Provider(_) => Facet::Provider,
            Ask::Places => Facet::Places,
            Ask::Free => Facet::Free,
            Ask::Weekends => Facet::Weekends,
        }
    }
}

/// What a filter asks about. All facets must fit; of the sorts that are asked one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Facet {
    /// Words that are found in it.
    Words,
    /// Mark or kind.
    Sort,
    /// For which age.
    Age,
    /// For whom, in the centre's words.
    Audience,
    /// Where.
    Venue,
    /// By whom.
    Provider,
    /// Whether places are left.
    Places,
    /// What it costs.
    Free,
    /// On which days.
    Weekends,
}

impl Facet {
    /// All of them, in the order in which they are told.
    pub const ALL: [Facet; 9] = [
        Facet::Words,
        Facet::Sort,
        Facet::Age,
        Facet::Audience,
        Facet::Venue,
        Facet::Provider,
        Facet::Places,
        Facet::Free,
        Facet::Weekends,
    ];
}

/// Some of the facets: a bit for each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Misses(u16);

impl Misses {
    const NONE: Misses = Misses(0);

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

    /// Whether anything but marks is asked.
    pub fn asks_beyond_marks(&self) -> bool {
        !Filter { marks: Vec::new(), ..self.clone() }.is_open()
    }

    /// Everything that is asked, one by one, in the order in which it is told.
    pub fn asks(&self) -> Vec<Ask> {
        let mut asks = Vec::new();
        asks.extend(Some(&self.words).filter(|words| !words.is_empty()).cloned().map(Ask::Words));
        asks.extend(self.marks.iter().copied().map(Ask::Mark));
        asks.extend(self.kinds.iter().copied().map(Ask::Kind));
        asks.extend(self.age.map(Ask::Age));
        asks.extend(self.audience.clone().map(Ask::Audience));
        asks.extend(self.venue.clone().map(Ask::Venue));
        asks.extend(self.provider.clone().map(Ask::Provider));
        asks.extend(self.with_places.then_some(Ask::Places));
        asks.extend(self.free.then_some(Ask::Free));
        asks.extend(self.weekends.then_some(Ask::Weekends));
        asks
    }

    /// The same without one thing that is asked.
    pub fn less(mut self, ask: &Ask) -> Filter {
        match ask {
            Ask::Words(_) => self.words.clear(),
            Ask::Mark(mark) => self.marks.retain(|other| other != mark),
            Ask::Kind(kind) => self.kinds.retain(|other| other != kind),
            Ask::Age(_) => self.age = None,
            Ask::Audience(_) => self.audience = None,
            Ask::Venue(_) => self.venue = None,
            Ask::Provider(_) => self.provider = None,
            Ask::Places => self.with_places = false,
            Ask::Free => self.free = false,
            Ask::Weekends => self.weekends = false,
        }
        self
    }

    /// The same without everything that is asked about this.
    pub fn without(&self, facet: Facet) -> Filter {
        self.asks().iter().filter(|ask| ask.facet() == facet).fold(self.clone(), Filter::less)
    }

    /// Whether a session is shown. `search` is made of this filter's words.
    pub fn shows(&self, subject: Subject<'_>, search: &Search<'_>) -> bool {
        self.misses(subject, || search.is_open() || finds(search, subject.activity, subject.venue)) == Misses::NONE
    }

    /// `finds`: whether its words are found.
    fn misses(&self, subject: Subject<'_>, finds: impl FnOnce() -> bool) -> Misses {
        let Subject { activity, session, openness, free_day, .. } = subject;
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
        ask(Facet::Words, finds());
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
    let [a, b, c, d, e, f, g, h] = texts(activity);
    search.finds(&[a, b, c, d, e, f, g, h, venue.map_or("", |venue| &venue.name)])
}

/// Where words are looked for.
fn texts(activity: &Activity) -> [&str; 8] {
    let (title, about) = (&activity.title, &activity.about);
    fn other(text: &Option<String>) -> &str {
        text.as_deref().unwrap_or_default()
    }
    [
        &title.hans,
        other(&title.hant),
        other(&title.en),
        &about.hans,
        other(&about.en),
        &activity.provider,
        &activity.audience,
        &activity.materials,
    ]
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

#[cfg(test)]
mod tests;
