//! From a month's facts to the sentence that somebody reads: what a draw, a place too many and a lost draw leave.

use super::*;
use crate::domain::activity::{Entry, Session};
use crate::domain::book::{Fact, MonthBook, Office, Publication, Surroundings, losers};
use crate::domain::category::{Kind, Sort};
use crate::domain::centre::Rules;
use crate::domain::draw::{DrawSeed, DrawTerms, PublicNumber};
use crate::domain::fixtures::{self, activity, arrival, month, person, session, slip_id, start};
use crate::domain::id::{HouseholdTag, SessionId};
use crate::domain::joined::Joined;
use crate::domain::menu::Menu;
use crate::domain::placement::{Matter, Placement, entrants};
use crate::domain::slip::{Arrival, Asks, Person};
use crate::domain::text::{Language, Text};
use crate::domain::time::Stamp;
use crate::ui::organizers;
use crate::ui::parts::reason::reason;
use crate::ui::words::speak;

const SEED: DrawSeed = DrawSeed([7; 32]);
const CHINA: i32 = 480;

/// One month of a centre in which the places of the tea ceremony on the 12th are drawn, after closing on the 5th.
struct Tea {
    of: &'static str,
    facts: Vec<Fact>,
    lost: Vec<HouseholdTag>,
}

impl Tea {
    fn with_places(of: &'static str, places: u16) -> Self {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/public/text/");
        for file in ["zh-Hans", "later.zh-Hans", "organize.zh-Hans"] {
            speak(Language::Hans, std::fs::read_to_string(format!("{path}{file}.txt")).unwrap());
        }
        let mut tea = Self { of, facts: Vec::new(), lost: Vec::new() };
        tea.publish(1, places);
        tea
    }

    fn id(&self) -> SessionId {
        fixtures::target(&format!("X-1@{}-12T14:00", self.of))
    }

    /// A moment of the month: `05T18:00`.
    fn at(&self, moment: &str) -> Stamp {
        start(&format!("{}-{moment}", self.of)).stamp(CHINA)
    }

    fn publish(&mut self, revision: u32, places: u16) {
        let terms = DrawTerms { commitment: SEED.commitment(), number: Text::new("6日开出的号码") };
        let drawn = Session {
            entry: Entry::Places(places),
            closes: Some(start(&format!("{}-05T18:00", self.of))),
            draw: Some(Box::new(terms)),
            ..session("X-1", &format!("{}-12T14:00", self.of))
        };
        let menu = Menu {
            revision,
            rules: Rules { version: Rules::CURRENT, losers_first: true, ..Rules::default() },
            activities: vec![activity("X-1", Sort::Other(Kind::Club), "茶道")],
            sessions: vec![drawn],
            ..fixtures::menu(self.of)
        };
        self.facts.push(Fact::MenuPublished { menu, at: Stamp(i64::from(revision)) });
    }

    /// Somebody's n-th slip, which came before closing; of the n-th household, or of another's.
    fn arrives(&mut self, n: u8, household: u8) {
        let person = Person { age: Some(Age(40)), ..person(&format!("示例{household}")) };
        let asks = Asks::SignUp { session: self.id(), person };
        let mut came = Arrival { at: Stamp(self.at("02T09:00").0 + i64::from(n)), ..arrival(n, asks) };
        came.slip.content.household = HouseholdTag([household; 8]);
        self.facts.push(Fact::Arrived(came));
    }

    fn book(&self) -> MonthBook {
        MonthBook::of(month(self.of), &self.facts)
    }

    fn around<'a>(&'a self, office: &'a Office, now: &str) -> Surroundings<'a> {
        Surroundings { utc_offset: CHINA, now: self.at(now), office, elsewhere: &[], lost: &self.lost }
    }

    fn placed(&self) -> Placement {
        self.book().placement(&self.around(&Office::default(), "07T12:00")).unwrap()
    }

    /// The list at closing.
    fn publish_entrants(&mut self) {
        let (book, office) = (self.book(), Office::default());
        let around = self.around(&office, "05T19:00");
        let entrants = entrants(&book.facts(&around).unwrap(), &book.placement(&around).unwrap(), &self.id());
        let (session, commitment, at) = (self.id(), SEED.commitment(), self.at("05T19:00"));
        self.facts.push(Fact::EntrantsPublished { session, revision: 1, commitment, entrants, at });
    }

    /// The number, the day after.
    fn draw(&mut self, number: &str) {
        let number = PublicNumber::parse(number).unwrap();
        let (session, at) = (self.id(), self.at("06T21:30"));
        self.facts.push(Fact::DrawDecided { session, revision: 2, seed: SEED, number, at });
    }

    /// What somebody reads of their slip: how it stands, and why.
    fn reads(&self, n: u8) -> (String, String) {
        let answer = self.placed().answers[&slip_id(n)].clone();
        (super::answer(&answer), reason(&answer.reason))
    }
}

#[test]
fn who_came_after_the_list_of_a_draw_reads_that_they_stand_behind_it() {
    let mut tea = Tea::with_places("2026-12", 1);
    tea.arrives(1, 1);
    tea.arrives(2, 2);
    tea.publish_entrants();
    // Handed in before closing, taken in after the list was out.
    tea.arrives(3, 3);
    let why = "抽签名单公布后中心才收到，排在抽签的 2 位之后，名额 1 个";
    assert_eq!(tea.reads(3), ("待确认".to_owned(), why.to_owned()));
    tea.draw("03081509");
    assert_eq!(tea.reads(3), ("候补第 2 位".to_owned(), why.to_owned()));
    let organizer: Vec<String> =
        tea.placed().matters.iter().map(|matter| organizers::wording::matter(matter, "茶道", "示例3")).collect();
    assert_eq!(organizer, ["示例3的报名单截止前就到了，茶道的抽签名单公布后才并入：排在名单之后。"]);
}

#[test]
fn who_was_promised_a_place_too_many_keeps_it_and_the_organizer_reads_of_it() {
    let mut tea = Tea::with_places("2026-12", 2);
    tea.arrives(1, 1);
    tea.arrives(2, 2);
    tea.publish_entrants();
    tea.draw("03081509");
    let outcomes = tea.placed().answers.into_iter().collect();
    let at = tea.at("06T22:00");
    tea.facts.push(Fact::OutcomesPublished(Publication { month: month("2026-12"), revision: 1, at, outcomes }));
    tea.publish(2, 1);
    let standings = [1, 2].map(|n| tea.reads(n).0);
    assert_eq!(standings, ["已确认", "已确认"]);
    let mut reasons = [1, 2].map(|n| tea.reads(n).1);
    reasons.sort();
    assert_eq!(reasons, ["之前已公布确认，名额保留", "抽签抽中：第 1/2 位，名额 1 个"]);
    let placed = tea.placed();
    let [matter @ Matter::Overfull { .. }] = placed.matters.as_slice() else { panic!("{:?}", placed.matters) };
    assert_eq!(
        organizers::wording::matter(matter, "茶道", ""),
        "茶道：已确认 2 位，名额只有 1 个。名额都答应过，请定一下谁来、要不要加名额。"
    );
}

#[test]
fn who_was_not_drawn_last_time_is_drawn_first_whatever_the_number() {
    let mut december = Tea::with_places("2026-12", 1);
    for n in 1..=3 {
        december.arrives(n, n);
    }
    december.publish_entrants();
    december.draw("03081509");
    let placed = december.placed();
    let lost = losers(&[december.book().luck(&placed)], &Joined::default());
    assert_eq!(lost.len(), 2);
    let of_lost = |n: u8| lost.contains(&HouseholdTag([n; 8]));
    for n in 1..=3 {
        let (standing, why) = december.reads(n);
        assert_eq!(standing.starts_with("候补第"), of_lost(n), "{standing}");
        assert_eq!(why.starts_with("未抽中：抽签第"), of_lost(n), "{why}");
    }
    // One of the two who lost, the one who won, and two who are new.
    let loser = (1..=3).find(|n| of_lost(*n)).unwrap();
    let winner = (1..=3).find(|n| !of_lost(*n)).unwrap();
    for number in 0..20 {
        let mut january = Tea { lost: lost.clone(), ..Tea::with_places("2027-01", 1) };
        for (n, household) in [(10, winner), (11, 8), (12, 9), (13, loser)] {
            january.arrives(n, household);
        }
        january.publish_entrants();
        january.draw(&number.to_string());
        assert_eq!(january.reads(13), ("已确认".to_owned(), "抽签抽中：第 1/4 位，名额 1 个".to_owned()));
        assert!(january.reads(10).0.starts_with("候补第"), "whoever won goes into the common drum");
    }
}
