//! A month for measuring: so many slips in its sessions, and what was published of it meanwhile. A third of the sessions is
//! drawn, a tenth asks for an age; one slip in twenty gives an earlier one back, half of the month was published twice.

use std::collections::BTreeMap;

use linli::domain::activity::{Activity, Entry, Session};
use linli::domain::age::{Age, AgeRange};
use linli::domain::book::{Fact, Publication};
use linli::domain::category::{Category, Sort};
use linli::domain::centre::Rules;
use linli::domain::changed::Changed;
use linli::domain::draw::{DrawResult, DrawSeed, DrawTerms, PublicNumber, SessionDraw};
use linli::domain::id::{ActivityId, CentreId, HouseholdTag, OutcomeKey, OutcomeTag, SessionId, SlipId, SlipSecret};
use linli::domain::menu::Menu;
use linli::domain::placement::{MonthFacts, Placement, entrants, place};
use linli::domain::slip::{Arrival, Asks, Content, Needs, OpenedSlip, Person, Phone, Way};
use linli::domain::text::Text;
use linli::domain::time::{Month, Stamp, Start};

const CHINA: i32 = 480;

/// A month and everything that came for it.
pub struct Book {
    /// Its sessions.
    pub menu: Menu,
    arrivals: Vec<Arrival>,
    publications: Vec<Publication>,
    draws: BTreeMap<SessionId, SessionDraw>,
}

/// Numbers that look like chance and are always the same.
struct Chance(u64);

impl Chance {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % bound
    }
}

impl Book {
    /// With so many slips.
    pub fn of(slips: usize) -> Self {
        let sessions = (slips / 200).max(5);
        let mut book = Self {
            menu: menu(sessions),
            arrivals: Vec::with_capacity(slips),
            publications: Vec::new(),
            draws: BTreeMap::new(),
        };
        let opened = start("2026-11-25T09:00").stamp(CHINA);
        let mut chance = Chance(7);
        for n in 0..slips {
            let at = Stamp(opened.0 + (n * (8 * 86_400_000 / slips)) as i64);
            let asks = match n % 20 {
                19 => Asks::Withdraw { secret: secret(n - 1 - chance.below(18)) },
                _ => Asks::SignUp {
                    session: book.menu.sessions[chance.below(sessions)].id.clone(),
                    person: person(chance.below(4), chance.below(slips / 4)),
                },
            };
            let household = HouseholdTag::derive("bench", &chance.below(slips / 6).to_be_bytes());
            let id = SlipId::derive("bench", &n.to_be_bytes());
            let content = Content { household, secret_hash: secret(n).hash(), asks };
            let (tag, key) = (OutcomeTag::derive("tag", &id.0), OutcomeKey::derive("key", &id.0));
            book.arrivals.push(Arrival { slip: OpenedSlip { id, tag, key, content }, at, way: Way::Pasted });
        }
        let half: Vec<Arrival> = book.arrivals[..slips / 2].to_vec();
        for revision in 1..=2 {
            let outcomes = place(&MonthFacts { arrivals: &half, ..book.facts() }).answers.into_iter().collect();
            let at = Stamp(opened.0 + 4 * 86_400_000);
            book.publications.push(Publication { month: book.menu.month, revision, at, outcomes });
        }
        let awaited = place(&book.facts());
        book.draws = draws(&book, &awaited);
        book
    }

    /// What its places are given by.
    pub fn facts(&self) -> MonthFacts<'_> {
        MonthFacts {
            menu: &self.menu,
            utc_offset: CHINA,
            now: start("2026-12-06T09:00").stamp(CHINA),
            arrivals: &self.arrivals,
            strays: &[],
            decisions: &[],
            publications: &self.publications,
            elsewhere: &[],
            joins: &[],
            draws: &self.draws,
            lost: &[],
            trainings: &[],
        }
    }
}

/// The same as facts of an organizer's book.
#[allow(dead_code)]
pub fn written(book: &Book) -> Vec<Fact> {
    let menu = Fact::MenuPublished { menu: book.menu.clone(), at: Stamp(0) };
    let published = book.publications.iter().cloned().map(Fact::OutcomesPublished);
    [menu].into_iter().chain(book.arrivals.iter().cloned().map(Fact::Arrived)).chain(published).collect()
}

fn draws(book: &Book, awaited: &Placement) -> BTreeMap<SessionId, SessionDraw> {
    let drawn = book.menu.sessions.iter().filter(|session| session.draw.is_some());
    let number = PublicNumber::parse("03 08 15 22 27 31 + 09");
    drawn
        .map(|session| {
            let seed = seed(&session.id);
            let at = start("2026-12-05T20:00").stamp(CHINA);
            let result = number.clone().map(|number| DrawResult { seed, number, at });
            let entrants = entrants(&book.facts(), awaited, &session.id);
            (session.id.clone(), SessionDraw { commitment: seed.commitment(), published_at: at, entrants, result })
        })
        .collect()
}

fn seed(session: &SessionId) -> DrawSeed {
    DrawSeed(linli::domain::id::Commitment::derive("bench", session.to_string().as_bytes()).0)
}

fn secret(slip: usize) -> SlipSecret {
    SlipSecret::derive("bench", &slip.to_be_bytes())
}

fn start(text: &str) -> Start {
    Start::parse(text).expect("a local start")
}

fn person(member: usize, number: usize) -> Person {
    let phone = Phone::parse(&format!("138{:08}", number));
    let age = Some(Age(20 + member as u8));
    let (name, needs) = (format!("示例{member}"), Needs::default());
    Person { name, age, phone, guardian: None, photographs: false, needs }
}

fn menu(sessions: usize) -> Menu {
    let mut menu = Menu {
        format: Menu::FORMAT,
        centre: CentreId::new("LINLI234").expect("an id"),
        month: Month::parse("2026-12").expect("a month"),
        revision: 1,
        rules: Rules { version: Rules::CURRENT, household_quota: Some(6), ..Rules::default() },
        activities: Vec::new(),
        venues: Vec::new(),
        sessions: Vec::new(),
        shifts: Vec::new(),
        readings: Default::default(),
    };
    for n in 0..sessions {
        let id = ActivityId::new(format!("B{n}")).expect("an id");
        let ages = AgeRange { from: (n % 10 == 0).then_some(Age(21)), to: None };
        menu.activities.push(Activity {
            id: id.clone(),
            sort: Sort::Course(Category::Arts),
            title: Text::new("示例"),
            about: Text::default(),
            course: None,
            provider: String::new(),
            audience: String::new(),
            ages,
            materials: String::new(),
            fee: 0,
            special: None,
        });
        let start = start("2026-12-07T08:00").plus((n as i64 % 24) * 1_440 + (n as i64 % 8) * 45);
        let id = SessionId { activity: id, start };
        let commitment = seed(&id).commitment();
        let draw = (n % 3 == 0).then(|| Box::new(DrawTerms { commitment, number: Text::new("示例") }));
        let (closes, opens) = (Some(self::start("2026-12-05T18:00")), None);
        let entry = Entry::Places(120);
        menu.sessions.push(Session {
            id,
            start,
            minutes: 90,
            venue: None,
            entry,
            closes,
            opens,
            draw,
            cancelled: None,
            changed: Changed::default(),
            rain: None,
        });
    }
    menu
}
