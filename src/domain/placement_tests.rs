//! Stories of one centre's December, told as the field tells them, and what holds in every story.

#[cfg(not(target_arch = "wasm32"))]
#[path = "placement_properties.rs"]
mod properties;

use super::*;
use crate::domain::activity::{Entry, Session, Shift};
use crate::domain::age::{Age, AgeRange};
use crate::domain::category::{Category, Sort};
use crate::domain::centre::Rules;
use crate::domain::draw::{DrawResult, DrawSeed, DrawTerms, PublicNumber};
use crate::domain::fixtures::{self, activity, start};
use crate::domain::id::{ActivityId, CentreId, DecisionId, JoinId, OutcomeKey, OutcomeTag, SlipSecret, TrainingId};
use crate::domain::slip::{Content, Guardian, Phone, Stars, Way};
use crate::domain::standing::Hitch;
use crate::domain::text::Text;

const CHINA: i32 = 480;

fn stamp(text: &str) -> Stamp {
    Stamp((start(text).to_minutes() + 10_957 * 24 * 60 - i64::from(CHINA)) * 60_000)
}

/// Who comes. A name alone is an adult in a household of their own.
#[derive(Debug, Clone)]
struct Guest {
    household: String,
    person: Person,
}

fn guest(name: &str) -> Guest {
    let person = Person { age: Some(Age(40)), ..fixtures::person(name) };
    Guest { household: name.to_owned(), person }
}

impl Guest {
    fn of(mut self, household: &str) -> Self {
        self.household = household.to_owned();
        self
    }

    fn aged(mut self, years: u8) -> Self {
        self.person.age = Some(Age(years));
        self
    }

    fn of_unknown_age(mut self) -> Self {
        self.person.age = None;
        self
    }

    fn phone(mut self, digits: &str) -> Self {
        self.person.phone = Phone::parse(digits);
        self
    }

    fn with_consent_of(mut self, digits: &str) -> Self {
        self.person.guardian = Some(Guardian { name: "家长".to_owned(), phone: Phone::parse(digits).unwrap() });
        self
    }
}

impl From<&str> for Guest {
    fn from(name: &str) -> Self {
        guest(name)
    }
}

/// A slip that was handed in: its number in the story.
type Handed = usize;

fn slip_id(slip: Handed) -> SlipId {
    SlipId::derive("story", &slip.to_be_bytes())
}

fn secret(slip: Handed) -> SlipSecret {
    SlipSecret::derive("story", &slip.to_be_bytes())
}

/// Each session has a seed of its own.
fn seed(session: &SessionId) -> DrawSeed {
    DrawSeed(crate::domain::id::Commitment::derive("story", session.to_string().as_bytes()).0)
}

/// One centre's December, and its book.
#[derive(Debug, Clone)]
struct Centre {
    menu: Menu,
    arrivals: Vec<Arrival>,
    decisions: Vec<Decision>,
    publications: Vec<Publication>,
    elsewhere: Vec<Engagement>,
    joins: Vec<Join>,
    draws: BTreeMap<SessionId, SessionDraw>,
    lost: Vec<HouseholdTag>,
    trainings: Vec<Training>,
    now: Stamp,
    handed: usize,
}

impl Centre {
    /// With an empty month; the story begins on the first of December at eight.
    fn new() -> Self {
        let menu = Menu {
            centre: CentreId::new("LINLI234").unwrap(),
            rules: Rules { version: Rules::CURRENT, ..Rules::default() },
            ..fixtures::menu("2026-12")
        };
        Self {
            menu,
            arrivals: Vec::new(),
            decisions: Vec::new(),
            publications: Vec::new(),
            elsewhere: Vec::new(),
            joins: Vec::new(),
            draws: BTreeMap::new(),
            lost: Vec::new(),
            trainings: Vec::new(),
            now: stamp("2026-12-01T08:00"),
            handed: 0,
        }
    }

    // The month. Every session and shift gets a day of its own, from the 11th on.

    fn next_id(&self, letter: char) -> SessionId {
        let count = self.menu.sessions.len() + self.menu.shifts.len();
        let id = ActivityId::new(format!("{letter}{count:02}")).unwrap();
        SessionId { activity: id, start: start(&format!("2026-12-{:02}T14:00", 11 + count % 20)) }
    }

    fn session(mut self, title: &str, places: u16) -> Self {
        let id = self.next_id('A');
        self.menu.activities.push(activity(id.activity.as_str(), Sort::Course(Category::Arts), title));
        let plain = fixtures::session(id.activity.as_str(), &id.start.to_string());
        self.menu.sessions.push(Session { minutes: 90, entry: Entry::Places(places), ..plain });
        self
    }

    fn ages(mut self, from: u8, to: u8) -> Self {
        self.menu.activities.last_mut().unwrap().ages = AgeRange::new(Some(Age(from)), Some(Age(to))).unwrap();
        self
    }

    fn on(mut self, at: &str, minutes: u16) -> Self {
        let session = self.menu.sessions.last_mut().unwrap();
        (session.start, session.minutes) = (start(at), minutes);
        self
    }

    fn closes(mut self, at: &str) -> Self {
        self.menu.sessions.last_mut().unwrap().closes = Some(start(at));
        self
    }

    fn opens(mut self, at: &str) -> Self {
        self.menu.sessions.last_mut().unwrap().opens = Some(start(at));
        self
    }

    fn drawn_after(mut self, closes: &str) -> Self {
        let session = self.menu.sessions.last_mut().unwrap();
        let commitment = seed(&session.id).commitment();
        session.closes = Some(start(closes));
        session.draw = Some(Box::new(DrawTerms { commitment, number: Text::new("12月10日双色球开奖号码") }));
        self
    }

    fn walk_in(mut self) -> Self {
        self.menu.sessions.last_mut().unwrap().entry = Entry::WalkIn;
        self
    }

    fn shift(mut self, role: &str, needed: u16) -> Self {
        let id = self.next_id('S');
        self.menu.shifts.push(Shift { needed_to: needed, ..fixtures::shift(&id.to_string(), role) });
        self
    }

    fn least_age(mut self, years: u8) -> Self {
        self.menu.shifts.last_mut().unwrap().min_age = Some(Age(years));
        self
    }

    fn regular(mut self) -> Self {
        self.menu.shifts.last_mut().unwrap().regular = true;
        self
    }

    fn training(mut self, name: &str) -> Self {
        self.menu.shifts.last_mut().unwrap().training = name.to_owned();
        self
    }

    /// As months were placed before there were draws.
    fn by_version_1(mut self) -> Self {
        self.menu.rules.version = 1;
        self
    }

    fn quota(mut self, places: u16) -> Self {
        self.menu.rules.household_quota = Some(places);
        self
    }

    fn id(&self, title: &str) -> SessionId {
        let activity = self.menu.activities.iter().find(|activity| activity.title.hans == title);
        let session = activity.and_then(|a| self.menu.sessions.iter().find(|s| s.id.activity == a.id)).map(|s| &s.id);
        let shift = self.menu.shifts.iter().find(|shift| shift.role.hans == title).map(|shift| &shift.id);
        let nowhere = SessionId::parse("NOWHERE@2026-12-30T10:00").unwrap();
        session.or(shift).cloned().unwrap_or(nowhere)
    }

    fn change_places(&mut self, title: &str, places: u16) {
        let id = self.id(title);
        self.menu.sessions.iter_mut().find(|session| session.id == id).unwrap().entry = Entry::Places(places);
    }

    fn call_off(&mut self, title: &str) {
        let id = self.id(title);
        self.menu.sessions.iter_mut().find(|session| session.id == id).unwrap().cancelled = Some(Text::new("下雨"));
    }

    fn take_out(&mut self, title: &str) {
        let id = self.id(title);
        self.menu.sessions.retain(|session| session.id != id);
    }

    // What happens.

    fn clock(&mut self, now: &str) {
        self.now = stamp(now);
    }

    fn hand_in(&mut self, household: &str, asks: Asks) -> Handed {
        let slip = self.handed;
        self.handed += 1;
        self.now.0 += 60_000;
        let content = Content {
            household: HouseholdTag::derive("story", household.as_bytes()),
            secret_hash: secret(slip).hash(),
            asks,
        };
        let id = slip_id(slip);
        let (tag, key) = (OutcomeTag::derive("tag", &id.0), OutcomeKey::derive("key", &id.0));
        let slip_content = OpenedSlip { id, tag, key, content };
        self.arrivals.push(Arrival { slip: slip_content, at: self.now, way: Way::Pasted });
        slip
    }

    fn signs_up(&mut self, who: impl Into<Guest>, title: &str) -> Handed {
        let Guest { household, person } = who.into();
        let session = self.id(title);
        self.hand_in(&household, Asks::SignUp { session, person })
    }

    fn claims(&mut self, who: impl Into<Guest>, role: &str) -> Handed {
        let Guest { household, person } = who.into();
        let shift = self.id(role);
        self.hand_in(&household, Asks::Claim { shift, person })
    }

    /// Somebody who was offered a slip's place gives that of another for it.
    fn swaps(&mut self, offered: Handed, given: Handed) -> Handed {
        let placement = self.place();
        let place = |slip: Handed| {
            let arrival = self.arrivals.iter().find(|arrival| arrival.slip.id == slip_id(slip));
            let asked = arrival.and_then(|arrival| arrival.slip.content.asks.target()).cloned();
            let asked = asked.unwrap_or_else(|| self.menu.shifts[0].id.clone());
            placement.answers.get(&slip_id(slip)).map_or(asked.clone(), |answer| answer.leads_to(&asked).clone())
        };
        let (shift, for_shift) = (place(offered), place(given));
        self.hand_in("换班", Asks::Swap { shift, secret: secret(offered), for_shift, for_secret: secret(given) })
    }

    fn stands_in(&mut self, who: impl Into<Guest>, role: &str, of: Handed) -> Handed {
        let Guest { household, person } = who.into();
        let shift = self.id(role);
        self.hand_in(&household, Asks::StandIn { shift, secret: secret(of), person })
    }

    fn withdraws(&mut self, slip: Handed) -> Handed {
        self.hand_in("谁都行", Asks::Withdraw { secret: secret(slip) })
    }

    /// As when another device's book is merged: the slip was there at that time already.
    fn came(&mut self, slip: Handed, at: &str) {
        let arrival = self.arrivals.iter_mut().find(|arrival| arrival.slip.id == slip_id(slip)).unwrap();
        arrival.at = stamp(at);
    }

    fn decide(&mut self, slip: Handed, verdict: Verdict) {
        self.now.0 += 60_000;
        let id = DecisionId::derive("story", &self.decisions.len().to_be_bytes());
        let why = "照顾".to_owned();
        self.decisions.push(Decision { at: self.now, id, slip: slip_id(slip), verdict, why });
    }

    /// Written down, as having taken part on a day.
    fn trained(&mut self, who: impl Into<Guest>, training: &str, (on, until): (&str, Option<&str>)) {
        let Guest { household, person } = who.into();
        let day = |text: &str| start(&format!("{text}T00:00")).day();
        self.trainings.push(Training {
            at: self.now,
            id: TrainingId::derive("story", &self.trainings.len().to_be_bytes()),
            household: HouseholdTag::derive("story", household.as_bytes()),
            name: person.plain_name(),
            training: training.to_owned(),
            on: day(on),
            until: until.map(day),
        });
    }

    /// Served in a regular job a month ago.
    fn served(&mut self, who: impl Into<Guest>, role: &str) {
        let Guest { household, person } = who.into();
        let activity = self.id(role).activity;
        let before = start("2026-11-14T14:00");
        self.elsewhere.push(Engagement {
            household: HouseholdTag::derive("story", household.as_bytes()),
            name: person.plain_name(),
            session: SessionId { activity, start: before },
            span: Span { start: before, minutes: 120 },
        });
    }

    /// The same slip is handed in once more.
    fn arrives_again(&mut self, slip: Handed, at: &str) {
        let arrival = self.arrivals.iter().find(|arrival| arrival.slip.id == slip_id(slip)).unwrap().clone();
        self.arrivals.push(Arrival { at: stamp(at), ..arrival });
    }

    fn join(&mut self, households: &[&str]) {
        let tag = |name: &&str| HouseholdTag::derive("story", name.as_bytes());
        let id = JoinId::derive("story", &self.joins.len().to_be_bytes());
        let households = households.iter().map(tag).collect();
        self.joins.push(Join { at: self.now, id, households, why: String::new() });
    }

    /// At closing, or at any time.
    fn publish_entrants(&mut self, title: &str) {
        let id = self.id(title);
        let entrants = entrants(&self.facts(), &self.place(), &id);
        let commitment = seed(&id).commitment();
        self.now.0 += 60_000;
        self.draws.insert(id, SessionDraw { commitment, published_at: self.now, entrants, result: None });
    }

    fn draw(&mut self, title: &str, number: &str) {
        let id = self.id(title);
        let result = DrawResult { seed: seed(&id), number: PublicNumber::parse(number).unwrap(), at: self.now };
        self.draws.get_mut(&id).unwrap().result = Some(result);
    }

    fn publish(&mut self) {
        let outcomes = self.place().answers.into_iter().collect();
        self.publish_outcomes(outcomes);
    }

    fn publish_outcomes(&mut self, outcomes: Vec<(SlipId, Answer)>) {
        self.now.0 += 60_000;
        let revision = self.publications.len() as u32 + 1;
        self.publications.push(Publication { month: self.menu.month, revision, at: self.now, outcomes });
    }

    // What comes of it.

    fn facts(&self) -> MonthFacts<'_> {
        MonthFacts {
            menu: &self.menu,
            utc_offset: CHINA,
            now: self.now,
            arrivals: &self.arrivals,
            strays: &[],
            decisions: &self.decisions,
            publications: &self.publications,
            elsewhere: &self.elsewhere,
            joins: &self.joins,
            draws: &self.draws,
            lost: &self.lost,
            trainings: &self.trainings,
        }
    }

    fn place(&self) -> Placement {
        place(&self.facts())
    }

    #[track_caller]
    fn stands(&self, slip: Handed, standing: Standing, reason: Reason) {
        assert_eq!(self.place().answers[&slip_id(slip)], Answer { standing, reason });
    }

    #[track_caller]
    fn confirmed(&self, slip: Handed, reason: Reason) {
        self.stands(slip, Standing::Confirmed, reason);
    }

    #[track_caller]
    fn refused(&self, slip: Handed, reason: Reason) {
        self.stands(slip, Standing::NotPlaced, reason);
    }

    #[track_caller]
    fn waits(&self, slip: Handed, number: u16, reason: Reason) {
        self.stands(slip, Standing::Waitlisted(number), reason);
    }

    #[track_caller]
    fn matters(&self, expected: &[Matter]) {
        assert_eq!(self.place().matters, expected);
    }
}

fn placed(order: u16, places: u16) -> Reason {
    Reason::Placed { order, places }
}

fn promoted(order: u16, places: u16) -> Reason {
    Reason::Promoted { order, places }
}

fn full(order: u16, places: u16) -> Reason {
    Reason::Full { order, places }
}

fn decided() -> Reason {
    Reason::Decided { why: "照顾".to_owned() }
}

const IN_TIME: Reason = Reason::GivenBack { late: false };
const LATE: Reason = Reason::GivenBack { late: true };

// First come, waiting, withdrawing.

#[test]
fn places_go_by_arrival_and_the_rest_wait_in_line() {
    let mut c = Centre::new().session("茶道", 2);
    let [a, b, d, e] = ["王英", "李兰", "张敏", "赵云"].map(|name| c.signs_up(name, "茶道"));
    c.confirmed(a, placed(1, 2));
    c.confirmed(b, placed(2, 2));
    c.waits(d, 1, full(3, 2));
    c.waits(e, 2, full(4, 2));
    let roster = c.place().rosters[&c.id("茶道")].clone();
    assert_eq!(roster.placed, [slip_id(a), slip_id(b)]);
    assert_eq!(roster.waiting, [slip_id(d), slip_id(e)]);
    assert_eq!(roster.fill(), Fill { placed: 2, waiting: 2 });
}

#[test]
fn a_withdrawal_promotes_the_next_in_line() {
    let mut c = Centre::new().session("茶道", 1);
    let [a, b, d] = ["王英", "李兰", "张敏"].map(|name| c.signs_up(name, "茶道"));
    c.publish();
    let w = c.withdraws(a);
    c.stands(a, Standing::Withdrawn, IN_TIME);
    c.stands(w, Standing::Withdrawn, Reason::CarriedOut);
    c.confirmed(b, promoted(2, 1));
    c.waits(d, 1, full(3, 1));
}

#[test]
fn a_withdrawal_may_arrive_before_the_slip_it_gives_back() {
    let mut c = Centre::new().session("茶道", 1);
    let w = c.withdraws(1);
    let a = c.signs_up("王英", "茶道");
    let b = c.signs_up("李兰", "茶道");
    c.stands(w, Standing::Withdrawn, Reason::CarriedOut);
    c.stands(a, Standing::Withdrawn, IN_TIME);
    c.confirmed(b, promoted(2, 1));
}

#[test]
fn a_secret_that_belongs_to_no_slip_moves_nobody() {
    let mut c = Centre::new().session("茶道", 1);
    let a = c.signs_up("王英", "茶道");
    let w = c.withdraws(99);
    c.refused(w, Reason::SecretUnknown);
    c.confirmed(a, placed(1, 1));
}

#[test]
fn who_withdraws_and_signs_up_again_goes_to_the_end() {
    let mut c = Centre::new().session("茶道", 1);
    let a = c.signs_up("王英", "茶道");
    let b = c.signs_up("李兰", "茶道");
    c.withdraws(a);
    let again = c.signs_up("王英", "茶道");
    c.confirmed(b, promoted(2, 1));
    c.waits(again, 1, full(3, 1));
}

// Late withdrawal and offers.

fn late_withdrawal() -> (Centre, [Handed; 4]) {
    let mut c = Centre::new().session("茶道", 1).on("2026-12-12T14:00", 90);
    let slips = ["王英", "李兰", "张敏", "赵云"].map(|name| c.signs_up(name, "茶道"));
    c.publish();
    c.clock("2026-12-12T08:00");
    c.withdraws(slips[0]);
    (c, slips)
}

#[test]
fn a_place_that_falls_free_late_is_offered_until_the_answer_is_recorded() {
    let (mut c, [a, b, d, e]) = late_withdrawal();
    c.stands(a, Standing::Withdrawn, LATE);
    c.stands(b, Standing::Offered, promoted(2, 1));
    c.waits(d, 1, full(3, 1));
    c.publish();
    c.stands(b, Standing::Offered, promoted(2, 1));

    let mut yes = c.clone();
    yes.decide(b, Verdict::OfferAccepted);
    yes.confirmed(b, promoted(2, 1));

    c.decide(b, Verdict::OfferDeclined);
    c.refused(b, Reason::Declined);
    c.stands(d, Standing::Offered, promoted(3, 1));
    c.waits(e, 1, full(4, 1));

    c.decide(b, Verdict::Undo);
    c.stands(b, Standing::Offered, promoted(2, 1));
    c.waits(d, 1, full(3, 1));
}

#[test]
fn an_accepted_offer_binds_before_it_is_published() {
    let (mut c, [_, b, ..]) = late_withdrawal();
    c.decide(b, Verdict::OfferAccepted);
    let merged = c.signs_up("孙梅", "茶道");
    c.came(merged, "2026-12-01T07:00");
    c.confirmed(b, Reason::Promised);
    c.waits(merged, 1, Reason::PromisedToOthers { order: 1, places: 1 });
}

#[test]
fn of_two_decisions_the_later_holds_whatever_they_are_about() {
    let (mut c, [_, b, ..]) = late_withdrawal();
    c.decide(b, Verdict::OfferDeclined);
    c.decide(b, Verdict::Place);
    c.confirmed(b, decided());
    c.decide(b, Verdict::Remove);
    c.refused(b, decided());
    c.decide(b, Verdict::OfferAccepted);
    c.confirmed(b, promoted(2, 1));
}

#[test]
fn a_late_withdrawal_of_one_who_waited_makes_nobody_wait_for_an_answer() {
    let mut c = Centre::new().session("茶道", 1).on("2026-12-12T14:00", 90);
    let [a, b, d] = ["王英", "李兰", "张敏"].map(|name| c.signs_up(name, "茶道"));
    c.publish();
    c.withdraws(a);
    c.clock("2026-12-12T08:00");
    c.withdraws(d);
    c.stands(d, Standing::Withdrawn, LATE);
    c.confirmed(b, promoted(2, 1));
}

#[test]
fn a_second_withdrawal_of_the_same_slip_is_not_a_late_one() {
    let mut c = Centre::new().session("茶道", 1).on("2026-12-12T14:00", 90);
    let [a, b] = ["王英", "李兰"].map(|name| c.signs_up(name, "茶道"));
    c.publish();
    c.withdraws(a);
    c.clock("2026-12-12T08:00");
    let daughter = c.withdraws(a);
    c.stands(daughter, Standing::Withdrawn, Reason::CarriedOut);
    c.stands(a, Standing::Withdrawn, IN_TIME);
    c.confirmed(b, promoted(2, 1));
}

#[test]
fn a_place_taken_away_late_by_the_organizer_is_offered_too() {
    let mut c = Centre::new().session("茶道", 1).on("2026-12-12T14:00", 90);
    let [a, b] = ["王英", "李兰"].map(|name| c.signs_up(name, "茶道"));
    c.publish();
    c.clock("2026-12-12T08:00");
    c.decide(a, Verdict::Remove);
    c.stands(b, Standing::Offered, promoted(2, 1));
}

#[test]
fn nobody_is_called_into_a_session_that_has_begun() {
    let mut c = Centre::new().session("茶道", 1).on("2026-12-12T14:00", 90);
    let [a, b] = ["王英", "李兰"].map(|name| c.signs_up(name, "茶道"));
    c.publish();
    c.clock("2026-12-12T14:00");
    c.withdraws(a);
    c.stands(a, Standing::Withdrawn, LATE);
    c.waits(b, 1, full(2, 1));
}

// What a rule refuses.

#[track_caller]
fn age_case(who: Guest, reason: Option<Reason>) {
    let mut c = Centre::new().session("亲子折纸", 5).ages(6, 12);
    let slip = c.signs_up(who, "亲子折纸");
    match reason {
        Some(reason) => c.refused(slip, reason),
        None => c.confirmed(slip, placed(1, 5)),
    }
}

#[test]
fn ages_are_those_of_the_sessions_day() {
    let child = guest("小明").with_consent_of("13800000000");
    age_case(child.clone().aged(6), None);
    age_case(child.clone().aged(12), None);
    age_case(child.clone().aged(5), Some(Reason::TooYoung { age: 5, from: 6 }));
    age_case(child.clone().aged(13), Some(Reason::TooOld { age: 13, to: 12 }));
    age_case(child.of_unknown_age(), Some(Reason::AgeUnknown));
    age_case(guest("小明").aged(8), Some(Reason::ConsentMissing));
}

#[test]
fn a_childs_slip_needs_consent_also_where_any_age_may_come() {
    let mut c = Centre::new().session("茶道", 5);
    let child = c.signs_up(guest("小明").aged(13), "茶道");
    let youth = c.signs_up(guest("小红").aged(14), "茶道");
    let unknown = c.signs_up(guest("小刚").of_unknown_age(), "茶道");
    c.refused(child, Reason::ConsentMissing);
    c.confirmed(youth, placed(2, 5));
    c.confirmed(unknown, placed(3, 5));
}

#[test]
fn a_refused_slip_takes_nobodys_place() {
    let mut c = Centre::new().session("亲子折纸", 1).ages(6, 12);
    let young = c.signs_up(guest("小明").aged(4).with_consent_of("13800000000"), "亲子折纸");
    let next = c.signs_up(guest("小红").aged(8).with_consent_of("13800000001"), "亲子折纸");
    c.refused(young, Reason::TooYoung { age: 4, from: 6 });
    c.confirmed(next, promoted(2, 1));
    let corrected = c.signs_up(guest("小明").aged(6).with_consent_of("13800000000"), "亲子折纸");
    c.waits(corrected, 1, full(3, 1));
}

fn two_at_once() -> Centre {
    Centre::new()
        .session("茶道", 1)
        .on("2026-12-12T14:00", 90)
        .session("插花", 9)
        .on("2026-12-12T15:00", 90)
        .session("书法", 9)
        .on("2026-12-12T15:30", 60)
}

#[test]
fn nobody_is_in_two_places_at_once() {
    let mut c = two_at_once();
    let tea = c.signs_up("王英", "茶道");
    let flowers = c.signs_up("王英", "插花");
    let sister = c.signs_up(guest("王兰").of("王英"), "插花");
    let writing = c.signs_up("王英", "书法");
    c.confirmed(tea, placed(1, 1));
    c.refused(flowers, Reason::Clash { with: c.id("茶道"), minutes: 30 });
    c.confirmed(sister, placed(2, 9));
    c.confirmed(writing, placed(1, 9));
    c.withdraws(tea);
    c.confirmed(flowers, placed(1, 9));
    c.refused(writing, Reason::Clash { with: c.id("插花"), minutes: 60 });
}

#[test]
fn a_place_in_another_month_clashes_too() {
    let mut c = Centre::new().session("跨年夜", 5).on("2026-12-31T23:00", 120);
    let new_year = SessionId::parse("B01@2027-01-01T00:30").unwrap();
    c.elsewhere.push(Engagement {
        household: HouseholdTag::derive("story", "王英".as_bytes()),
        name: "王英".to_owned(),
        session: new_year.clone(),
        span: Span { start: start("2027-01-01T00:30"), minutes: 60 },
    });
    let a = c.signs_up("王 英", "跨年夜");
    let same_person = c.signs_up(guest("王 英").of("王英"), "跨年夜");
    c.confirmed(a, placed(1, 5));
    c.refused(same_person, Reason::Clash { with: new_year, minutes: 30 });
}

#[test]
fn a_volunteer_cannot_serve_and_sit_in_a_course_at_once() {
    let mut c = two_at_once().shift("签到", 2);
    c.menu.shifts[0].start = start("2026-12-12T14:30");
    let tea = c.signs_up("王英", "茶道");
    let shift = c.claims("王英", "签到");
    c.confirmed(tea, placed(1, 1));
    c.refused(shift, Reason::Clash { with: c.id("茶道"), minutes: 60 });
}

#[test]
fn who_takes_another_place_at_that_time_no_longer_waits_and_publishing_changes_nothing() {
    let mut c = two_at_once();
    c.signs_up("李兰", "茶道");
    let waiting = c.signs_up("王英", "茶道");
    let behind = c.signs_up("张敏", "茶道");
    c.waits(waiting, 1, full(2, 1));
    let flowers = c.signs_up("王英", "插花");
    for _ in 0..2 {
        c.confirmed(flowers, placed(1, 9));
        c.refused(waiting, Reason::Clash { with: c.id("插花"), minutes: 30 });
        c.waits(behind, 1, full(3, 1));
        c.publish();
    }
    // Stepping back from the other one gives the old turn back.
    c.withdraws(flowers);
    c.waits(waiting, 1, full(2, 1));
    c.waits(behind, 2, full(3, 1));
}

#[test]
fn a_household_holds_no_more_places_than_its_quota_over_all_sessions() {
    let mut c = Centre::new().session("茶道", 9).session("插花", 9).session("书法", 9).shift("签到", 2).quota(2);
    let tea = c.signs_up(guest("王英").of("王家"), "茶道");
    let flowers = c.signs_up(guest("王兰").of("王家"), "插花");
    let writing = c.signs_up(guest("王英").of("王家"), "书法");
    let serves = c.claims(guest("王英").of("王家"), "签到");
    let neighbour = c.signs_up("李兰", "书法");
    c.confirmed(tea, placed(1, 9));
    c.confirmed(flowers, placed(1, 9));
    c.refused(writing, Reason::QuotaReached { quota: 2 });
    c.confirmed(serves, placed(1, 2));
    c.confirmed(neighbour, placed(2, 9));
    c.withdraws(tea);
    c.confirmed(writing, placed(1, 9));
}

#[test]
fn the_same_person_stands_in_line_once() {
    let mut c = Centre::new().session("茶道", 1);
    let a = c.signs_up("王英", "茶道");
    let again = c.signs_up(guest(" 王英 ").of("王英"), "茶道");
    let b = c.signs_up("李兰", "茶道");
    let b_again = c.signs_up("李兰", "茶道");
    c.confirmed(a, placed(1, 1));
    c.refused(again, Reason::SameAgain);
    c.waits(b, 1, full(3, 1));
    c.refused(b_again, Reason::SameAgain);
    c.withdraws(a);
    c.confirmed(again, promoted(2, 1));
}

#[test]
fn slips_are_taken_until_the_session_closes_or_begins() {
    let mut c = Centre::new()
        .session("茶道", 9)
        .on("2026-12-12T14:00", 90)
        .closes("2026-12-10T18:00")
        .session("插花", 9)
        .on("2026-12-13T14:00", 90)
        .shift("签到", 9);
    c.menu.shifts[0].start = start("2026-12-13T14:00");
    c.clock("2026-12-10T17:59");
    let in_time = c.signs_up("王英", "茶道");
    let late = c.signs_up("李兰", "茶道");
    c.confirmed(in_time, placed(1, 9));
    c.refused(late, Reason::TooLate);
    c.clock("2026-12-13T13:59");
    let in_time = c.signs_up("王英", "插花");
    let late = [c.signs_up("李兰", "插花"), c.claims("张敏", "签到")];
    c.confirmed(in_time, placed(1, 9));
    c.refused(late[0], Reason::TooLate);
    c.refused(late[1], Reason::TooLate);
}

#[test]
fn what_is_not_in_the_month_or_of_another_kind_is_refused() {
    let mut c = Centre::new().session("茶道", 9).shift("签到", 2);
    let nowhere = c.signs_up("王英", "没有的");
    let claims_course = c.claims("王英", "茶道");
    let signs_up_for_shift = c.signs_up("王英", "签到");
    c.refused(nowhere, Reason::NoSuchSession);
    c.refused(claims_course, Reason::WrongKind);
    c.refused(signs_up_for_shift, Reason::WrongKind);
}

#[test]
fn where_everybody_may_come_nothing_is_placed() {
    let mut c = Centre::new().session("广场演出", 1).walk_in().quota(0);
    let slips = ["王英", "李兰", "王英"].map(|name| c.signs_up(name, "广场演出"));
    for slip in slips {
        c.confirmed(slip, Reason::NoSlipNeeded);
    }
    c.withdraws(slips[0]);
    c.stands(slips[0], Standing::Withdrawn, IN_TIME);
    c.matters(&[]);
}

#[test]
fn a_session_called_off_frees_its_people_for_others() {
    let mut c = two_at_once();
    let tea = c.signs_up("王英", "茶道");
    let flowers = c.signs_up("王英", "插花");
    c.publish();
    c.call_off("茶道");
    c.stands(tea, Standing::Cancelled, Reason::CalledOff);
    c.confirmed(flowers, placed(1, 9));
}

#[test]
fn a_session_taken_out_of_the_month_was_called_off_for_who_knew_of_it() {
    let mut c = two_at_once();
    let told = ["王英", "李兰"].map(|name| c.signs_up(name, "茶道"));
    let tea = c.id("茶道");
    c.publish();
    c.take_out("茶道");
    let guest = guest("张敏");
    let afterwards = c.hand_in("张敏", Asks::SignUp { session: tea, person: guest.person });
    c.stands(told[0], Standing::Cancelled, Reason::CalledOff);
    c.stands(told[1], Standing::Cancelled, Reason::CalledOff);
    c.refused(afterwards, Reason::NoSuchSession);
}

#[test]
fn feedback_and_wishes_are_noted() {
    let mut c = Centre::new().session("茶道", 9);
    let session = c.id("茶道");
    let feedback = c.hand_in("王英", Asks::Feedback { session, stars: Stars(5), words: "好".to_owned() });
    let wish = c.hand_in("王英", Asks::Wish { category: None, words: "想学二胡".to_owned() });
    c.confirmed(feedback, Reason::Noted);
    c.confirmed(wish, Reason::Noted);
    assert_eq!(c.place().rosters[&c.id("茶道")], Roster::default());
}

// Training.

#[test]
fn a_shift_with_children_waits_for_the_training_to_be_seen() {
    let training = "未成年人保护";
    let mut c = Centre::new().shift("课业辅导", 2).training(training).shift("送考", 1).training(training);
    let a = c.claims("王英", "课业辅导");
    let b = c.claims("王英", "送考");
    let other = c.claims("李兰", "课业辅导");
    let missing = || Reason::TrainingMissing { training: training.to_owned() };
    c.refused(a, missing());
    c.decide(a, Verdict::TrainingSeen);
    c.confirmed(a, placed(1, 2));
    c.confirmed(b, placed(1, 1));
    c.refused(other, missing());
}

#[track_caller]
fn shift_age_case(who: Guest, reason: Option<Reason>) {
    let mut c = Centre::new().shift("探访", 5).least_age(16);
    let slip = c.claims(who, "探访");
    match reason {
        Some(reason) => c.refused(slip, reason),
        None => c.confirmed(slip, placed(1, 5)),
    }
}

#[test]
fn nobody_serves_in_a_shift_that_they_are_too_young_for() {
    shift_age_case(guest("小刚").aged(16), None);
    shift_age_case(guest("奶奶").aged(80), None);
    shift_age_case(guest("小刚").aged(15), Some(Reason::TooYoung { age: 15, from: 16 }));
    // The age says more than that a guardian has not agreed.
    shift_age_case(guest("小明").aged(8), Some(Reason::TooYoung { age: 8, from: 16 }));
    shift_age_case(guest("小刚").of_unknown_age(), Some(Reason::AgeUnknown));
    let mut c = Centre::new().shift("签到", 1).least_age(16);
    let a = c.claims("王英", "签到");
    c.publish();
    let s = c.stands_in(guest("小刚").aged(15), "签到", a);
    c.refused(s, Reason::TooYoung { age: 15, from: 16 });
}

#[track_caller]
fn training_case(records: &[(&str, Option<&str>)], counts: bool) {
    let training = "探访须知";
    let mut c = Centre::new().shift("探访", 1).training(training);
    for record in records {
        c.trained("王英", training, *record);
    }
    let slip = c.claims("王英", "探访");
    match counts {
        true => c.confirmed(slip, placed(1, 1)),
        false => c.refused(slip, Reason::TrainingMissing { training: training.to_owned() }),
    }
}

/// The shift is on 11 December.
#[test]
fn a_record_of_a_training_counts_on_the_shifts_day() {
    training_case(&[], false);
    training_case(&[("2026-03-01", None)], true);
    training_case(&[("2026-12-11", Some("2026-12-11"))], true);
    training_case(&[("2026-12-12", None)], false);
    training_case(&[("2026-03-01", Some("2026-12-10"))], false);
    training_case(&[("2026-03-01", Some("2026-12-10")), ("2026-12-05", None)], true);
}

#[test]
fn a_record_is_one_persons_and_one_trainings() {
    let mut c = Centre::new().shift("探访", 3).training("探访须知");
    c.trained(guest("王 英").of("王家"), "探访须知", ("2026-03-01", None));
    c.trained("李兰", "消防", ("2026-03-01", None));
    let missing = Reason::TrainingMissing { training: "探访须知".to_owned() };
    let a = c.claims(guest("王英").of("王家"), "探访");
    let b = c.claims(guest("王英").of("外婆"), "探访");
    let other = c.claims("李兰", "探访");
    c.confirmed(a, placed(1, 3));
    c.refused(b, missing.clone());
    c.refused(other, missing);
    c.join(&["王家", "外婆"]);
    c.refused(b, Reason::SameAgain);
}

#[test]
fn who_served_in_a_regular_shift_before_goes_first() {
    let mut c = Centre::new().shift("探访", 1).regular().shift("签到", 1);
    c.served("王英", "探访");
    c.served("王英", "签到");
    let first = c.claims("李兰", "探访");
    let pair = c.claims("王英", "探访");
    c.confirmed(pair, placed(1, 1));
    c.waits(first, 1, full(2, 1));
    // Not in a job that is only called the same.
    let other = c.claims("李兰", "签到");
    let again = c.claims("王英", "签到");
    c.confirmed(other, placed(1, 1));
    c.waits(again, 1, full(2, 1));
}

#[test]
fn what_was_promised_in_a_regular_shift_holds() {
    let mut c = Centre::new().shift("探访", 1).regular();
    c.served("王英", "探访");
    let first = c.claims("李兰", "探访");
    c.publish();
    let pair = c.claims("王英", "探访");
    c.confirmed(first, Reason::Promised);
    c.waits(pair, 1, Reason::PromisedToOthers { order: 1, places: 1 });
    // A stand-in takes over what the pair has.
    let mut c = Centre::new().shift("探访", 1).regular();
    c.served("王英", "探访");
    let other = c.claims("李兰", "探访");
    let pair = c.claims("王英", "探访");
    let s = c.stands_in("张敏", "探访", pair);
    c.confirmed(s, placed(1, 1));
    c.waits(other, 1, full(2, 1));
}

#[test]
fn undo_takes_back_the_latest_of_training_and_place() {
    let mut c = Centre::new().shift("课业辅导", 2).training("未成年人保护");
    let a = c.claims("王英", "课业辅导");
    c.decide(a, Verdict::Place);
    c.decide(a, Verdict::TrainingSeen);
    c.decide(a, Verdict::Undo);
    c.confirmed(a, decided());
    c.decide(a, Verdict::Undo);
    c.refused(a, Reason::TrainingMissing { training: "未成年人保护".to_owned() });
    c.decide(a, Verdict::Undo);
    c.decide(a, Verdict::TrainingSeen);
    c.confirmed(a, placed(1, 2));
}

// Decisions.

#[test]
fn the_organizer_may_decide_otherwise_and_it_shows() {
    let mut c = Centre::new().session("茶道", 1);
    let [a, b, d] = ["王英", "李兰", "张敏"].map(|name| c.signs_up(name, "茶道"));
    c.decide(d, Verdict::Place);
    c.confirmed(d, decided());
    c.waits(a, 1, Reason::PromisedToOthers { order: 1, places: 1 });
    c.waits(b, 2, Reason::PromisedToOthers { order: 2, places: 1 });
    c.decide(d, Verdict::Undo);
    c.confirmed(a, placed(1, 1));
    c.decide(a, Verdict::Remove);
    c.refused(a, decided());
    c.confirmed(b, promoted(2, 1));
}

#[test]
fn a_decision_to_place_goes_beyond_the_places_and_the_organizer_is_told() {
    let mut c = Centre::new().session("茶道", 1);
    let [a, b] = ["王英", "李兰"].map(|name| c.signs_up(name, "茶道"));
    c.publish();
    c.decide(b, Verdict::Place);
    c.confirmed(a, placed(1, 1));
    c.confirmed(b, decided());
    c.matters(&[Matter::Overfull { session: c.id("茶道"), placed: 2, places: 1 }]);
}

#[test]
fn no_decision_holds_a_place_for_who_withdrew() {
    let mut c = Centre::new().session("茶道", 1);
    let a = c.signs_up("王英", "茶道");
    c.decide(a, Verdict::Place);
    c.withdraws(a);
    c.decide(a, Verdict::Place);
    c.stands(a, Standing::Withdrawn, IN_TIME);
}

// Stand-ins.

#[test]
fn a_stand_in_takes_over_the_turn() {
    let mut c = Centre::new().shift("签到", 1);
    let [a, b] = ["王英", "李兰"].map(|name| c.claims(name, "签到"));
    let s = c.stands_in("张敏", "签到", a);
    c.stands(a, Standing::Withdrawn, Reason::StoodIn);
    c.confirmed(s, placed(1, 1));
    c.waits(b, 1, full(2, 1));
    let roster = c.place().rosters[&c.id("签到")].clone();
    assert_eq!((roster.placed, roster.withdrawn), (vec![slip_id(s)], vec![slip_id(a)]));
}

#[test]
fn a_stand_in_inherits_the_promise() {
    let mut c = Centre::new().shift("签到", 2);
    let [_, b] = ["王英", "李兰"].map(|name| c.claims(name, "签到"));
    c.publish();
    c.menu.shifts[0].needed_to = 1;
    let merged = c.claims("赵云", "签到");
    c.came(merged, "2026-12-01T07:00");
    let s = c.stands_in("张敏", "签到", b);
    c.confirmed(s, Reason::Promised);
    c.waits(merged, 1, Reason::PromisedToOthers { order: 1, places: 1 });
}

#[test]
fn a_promise_never_passes_a_missing_training() {
    let mut c = Centre::new().shift("课业辅导", 1).training("未成年人保护");
    let a = c.claims("王英", "课业辅导");
    c.decide(a, Verdict::TrainingSeen);
    let b = c.claims("李兰", "课业辅导");
    c.decide(b, Verdict::TrainingSeen);
    c.publish();
    let s = c.stands_in("张敏", "课业辅导", a);
    c.refused(s, Reason::TrainingMissing { training: "未成年人保护".to_owned() });
    c.confirmed(b, promoted(2, 1));
    c.decide(s, Verdict::TrainingSeen);
    c.confirmed(s, placed(1, 1));
    c.waits(b, 1, full(2, 1));
}

#[test]
fn a_stand_in_who_was_refused_gets_no_place_that_was_promised_on() {
    let mut c = Centre::new().shift("课业辅导", 1).training("未成年人保护");
    let [a, b] = ["王英", "李兰"].map(|name| c.claims(name, "课业辅导"));
    c.decide(a, Verdict::TrainingSeen);
    c.decide(b, Verdict::TrainingSeen);
    c.publish();
    let s = c.stands_in("张敏", "课业辅导", a);
    c.publish();
    c.confirmed(b, promoted(2, 1));
    c.decide(s, Verdict::TrainingSeen);
    c.confirmed(b, Reason::Promised);
    c.waits(s, 1, Reason::PromisedToOthers { order: 1, places: 1 });
    c.matters(&[]);
    c.withdraws(b);
    c.confirmed(s, placed(1, 1));
}

#[test]
fn a_promise_passes_no_other_rule_about_who_comes() {
    let mut c = Centre::new().session("茶道", 9).on("2026-12-12T14:00", 90).shift("签到", 1);
    c.menu.shifts[0].start = start("2026-12-12T14:30");
    let a = c.claims("王英", "签到");
    let tea = c.signs_up("张敏", "茶道");
    c.publish();
    let mut child = c.clone();
    let s = c.stands_in("张敏", "签到", a);
    c.confirmed(tea, placed(1, 9));
    c.refused(s, Reason::Clash { with: c.id("茶道"), minutes: 60 });

    let s = child.stands_in(guest("小明").aged(12), "签到", a);
    child.refused(s, Reason::ConsentMissing);
}

#[test]
fn a_stand_in_hands_on_and_any_order_of_arrival_will_do() {
    let mut c = Centre::new().shift("签到", 1);
    let a = c.claims("王英", "签到");
    let s = c.stands_in("张敏", "签到", a);
    let t = c.stands_in("赵云", "签到", s);
    let behind = c.claims("李兰", "签到");
    for _ in 0..2 {
        c.stands(a, Standing::Withdrawn, Reason::StoodIn);
        c.stands(s, Standing::Withdrawn, Reason::StoodIn);
        c.confirmed(t, placed(1, 1));
        c.waits(behind, 1, full(2, 1));
        c.came(t, "2026-11-30T07:00");
        c.came(s, "2026-11-30T08:00");
    }
}

#[test]
fn a_claim_is_handed_over_once() {
    let mut c = Centre::new().shift("签到", 1);
    let a = c.claims("王英", "签到");
    let s = c.stands_in("张敏", "签到", a);
    let t = c.stands_in("赵云", "签到", a);
    let u = c.stands_in("孙梅", "签到", t);
    c.confirmed(s, placed(1, 1));
    c.refused(t, Reason::StoodIn);
    c.refused(u, Reason::StoodIn);
}

#[test]
fn a_published_stand_in_gives_way_to_no_earlier_one_of_another_device() {
    let mut c = Centre::new().shift("签到", 1);
    let a = c.claims("王英", "签到");
    let s = c.stands_in("张敏", "签到", a);
    let on = c.stands_in("孙梅", "签到", s);
    c.publish();
    let merged = c.stands_in("赵云", "签到", a);
    c.came(merged, "2026-12-01T07:00");
    c.stands(s, Standing::Withdrawn, Reason::StoodIn);
    c.confirmed(on, placed(1, 1));
    c.refused(merged, Reason::StoodIn);
}

#[test]
fn a_circle_of_stand_ins_stands_in_for_nobody() {
    let mut c = Centre::new().shift("签到", 1).session("茶道", 1);
    let a = c.stands_in("王英", "签到", 1);
    let b = c.stands_in("李兰", "签到", 0);
    let own = c.stands_in("张敏", "签到", 2);
    let course = c.signs_up("赵云", "茶道");
    let of_course = c.stands_in("孙梅", "茶道", course);
    let other_shift = c.stands_in("孙梅", "签到", course);
    for slip in [a, b, own, of_course, other_shift] {
        c.refused(slip, Reason::SecretUnknown);
    }
    assert_eq!(c.place().rosters[&c.id("签到")].refused.len(), 4);
    c.confirmed(course, placed(1, 1));
}

#[test]
fn a_claim_given_back_or_taken_away_hands_nothing_over() {
    for taken_away in [false, true] {
        let mut c = Centre::new().shift("签到", 1);
        let [a, b] = ["王英", "李兰"].map(|name| c.claims(name, "签到"));
        c.publish();
        match taken_away {
            true => c.decide(a, Verdict::Remove),
            false => drop(c.withdraws(a)),
        }
        let s = c.stands_in("张敏", "签到", a);
        c.confirmed(b, promoted(2, 1));
        c.waits(s, 1, full(3, 1));
    }
}

#[test]
fn a_claim_without_the_training_is_no_turn_to_hand_over() {
    let mut c = Centre::new().shift("课业辅导", 1).training("未成年人保护");
    let untrained = c.claims("王英", "课业辅导");
    let b = c.claims("李兰", "课业辅导");
    let s = c.stands_in("张敏", "课业辅导", untrained);
    c.decide(b, Verdict::TrainingSeen);
    c.decide(s, Verdict::TrainingSeen);
    c.refused(untrained, Reason::TrainingMissing { training: "未成年人保护".to_owned() });
    c.confirmed(b, promoted(2, 1));
    c.waits(s, 1, full(3, 1));
}

#[test]
fn withdrawing_after_handing_over_leaves_the_stand_in_alone() {
    let mut c = Centre::new().shift("签到", 1);
    let a = c.claims("王英", "签到");
    c.publish();
    let s = c.stands_in("张敏", "签到", a);
    let w = c.withdraws(a);
    c.stands(w, Standing::Withdrawn, Reason::CarriedOut);
    c.stands(a, Standing::Withdrawn, Reason::StoodIn);
    c.confirmed(s, placed(1, 1));
    c.withdraws(s);
    c.stands(s, Standing::Withdrawn, IN_TIME);
}

#[test]
fn who_was_told_to_wait_comes_from_waiting_though_the_promise_before_them_lapsed() {
    let mut c = Centre::new().shift("签到", 1);
    let a = c.claims("王英", "签到");
    let s = c.stands_in("张敏", "签到", a);
    let t = c.stands_in("赵云", "签到", s);
    // One computer did not know yet whom the last one stands in for; another gave the place to somebody between.
    let told = |slip, standing, reason| vec![(slip_id(slip), Answer { standing, reason })];
    c.publish_outcomes(told(t, Standing::NotPlaced, Reason::SecretUnknown));
    c.publish_outcomes(told(t, Standing::Waitlisted(1), full(1, 1)));
    c.publish_outcomes(told(s, Standing::Confirmed, placed(1, 1)));
    c.confirmed(t, promoted(1, 1));
    c.publish();
    c.confirmed(t, promoted(1, 1));
}

// What was published binds.

#[test]
fn every_promise_holds_when_places_shrink() {
    let mut c = Centre::new().session("茶道", 3);
    let [a, b, d] = ["王英", "李兰", "张敏"].map(|name| c.signs_up(name, "茶道"));
    c.publish();
    c.change_places("茶道", 1);
    c.confirmed(a, placed(1, 1));
    c.confirmed(b, Reason::Promised);
    c.confirmed(d, Reason::Promised);
    c.matters(&[Matter::Overfull { session: c.id("茶道"), placed: 3, places: 1 }]);
    c.withdraws(a);
    c.confirmed(b, promoted(2, 1));
    c.confirmed(d, Reason::Promised);
}

#[test]
fn who_was_published_as_there_or_missed_had_been_promised_the_place() {
    for standing in [Standing::Attended, Standing::Absent, Standing::NotRecorded] {
        let mut c = Centre::new().session("茶道", 1);
        let a = c.signs_up("王英", "茶道");
        c.publish_outcomes(vec![(slip_id(a), Answer { standing, reason: placed(1, 1) })]);
        let merged = c.signs_up("李兰", "茶道");
        c.came(merged, "2026-12-01T07:00");
        c.confirmed(a, Reason::Promised);
        c.waits(merged, 1, Reason::PromisedToOthers { order: 1, places: 1 });
    }
}

#[test]
fn an_earlier_slip_from_another_device_takes_no_promised_place_and_reads_why() {
    let mut c = Centre::new().session("茶道", 1);
    let a = c.signs_up("王英", "茶道");
    c.publish();
    let merged = c.signs_up("李兰", "茶道");
    c.came(merged, "2026-12-01T07:00");
    c.confirmed(a, Reason::Promised);
    c.waits(merged, 1, Reason::PromisedToOthers { order: 1, places: 1 });
    // Without the publication it would have been first.
    c.publications.clear();
    c.confirmed(merged, placed(1, 1));
}

#[test]
fn two_devices_that_promised_the_last_place_twice_both_keep_their_word() {
    let mut one = Centre::new().session("茶道", 1);
    let mut other = one.clone();
    let a = one.signs_up("王英", "茶道");
    one.publish();
    other.handed = 1;
    let b = other.signs_up("李兰", "茶道");
    other.publish();

    let mut merged = one.clone();
    merged.arrivals.extend(other.arrivals.clone());
    merged.publications.extend(other.publications.clone());
    for slip in [a, b] {
        assert_eq!(merged.place().answers[&slip_id(slip)].standing, Standing::Confirmed);
    }
    merged.matters(&[Matter::Overfull { session: merged.id("茶道"), placed: 2, places: 1 }]);

    // One of them was told to wait by the other device: the confirmation holds.
    let waits = Answer { standing: Standing::Waitlisted(1), reason: full(2, 1) };
    merged.publish_outcomes(vec![(slip_id(b), waits)]);
    assert_eq!(merged.place().answers[&slip_id(b)].standing, Standing::Confirmed);
}

// The same person through two phones.

#[test]
fn by_version_1_one_person_on_two_phones_is_placed_twice_and_shown_to_the_organizer() {
    let mut c = Centre::new().by_version_1().session("茶道", 9);
    let grandmother = c.signs_up(guest("王英").phone("13800000000"), "茶道");
    let daughter = c.signs_up(guest("王 英").of("女儿").phone("138-0000-0000"), "茶道");
    let namesake = c.signs_up(guest("王英").of("别家").phone("13900000000"), "茶道");
    let (first, second) = (slip_id(grandmother), slip_id(daughter));
    c.matters(&[Matter::PossiblyTheSame { session: c.id("茶道"), first, second }]);
    c.confirmed(namesake, placed(3, 9));
    let mut two_people = c.clone();
    two_people.decide(daughter, Verdict::Place);
    two_people.matters(&[]);
    c.decide(daughter, Verdict::Remove);
    c.matters(&[]);
}

#[test]
fn both_parents_sign_up_the_same_child() {
    let mut c = Centre::new().session("亲子折纸", 9).ages(6, 12);
    let mother = c.signs_up(guest("小明").of("妈妈").aged(8).with_consent_of("13800000000"), "亲子折纸");
    let father = c.signs_up(guest("小明").of("爸爸").aged(8).with_consent_of("13900000000"), "亲子折纸");
    let other = c.signs_up(guest("小明").of("别家").aged(10).with_consent_of("13700000000"), "亲子折纸");
    let (first, second) = (slip_id(mother), slip_id(father));
    c.matters(&[Matter::PossiblyTheSame { session: c.id("亲子折纸"), first, second }]);
    c.confirmed(mother, placed(1, 9));
    c.stands(father, Standing::Pending, Reason::MaybeTheSame);
    c.confirmed(other, placed(3, 9));
}

#[test]
fn who_looks_like_another_is_held_until_the_organizer_has_found_out() {
    let mut c = Centre::new().session("茶道", 1);
    let grandmother = c.signs_up(guest("王英").phone("13800000000"), "茶道");
    let daughter = c.signs_up(guest("王 英").of("女儿").phone("138-0000-0000"), "茶道");
    let again = c.signs_up(guest("王英").of("女儿"), "茶道");
    let behind = c.signs_up("李兰", "茶道");
    c.confirmed(grandmother, placed(1, 1));
    c.stands(daughter, Standing::Pending, Reason::MaybeTheSame);
    c.refused(again, Reason::SameAgain);
    c.waits(behind, 1, full(4, 1));
    assert_eq!(c.place().rosters[&c.id("茶道")].pending, [slip_id(daughter)]);

    let mut same = c.clone();
    same.decide(daughter, Verdict::SamePerson);
    same.refused(daughter, Reason::SameAgain);
    same.matters(&[]);
    same.decide(daughter, Verdict::Undo);
    same.stands(daughter, Standing::Pending, Reason::MaybeTheSame);

    c.decide(daughter, Verdict::AnotherPerson);
    c.waits(daughter, 1, full(2, 1));
    c.waits(behind, 2, full(4, 1));
    c.matters(&[]);
    c.withdraws(grandmother);
    c.confirmed(daughter, promoted(2, 1));
}

#[test]
fn a_slip_is_held_no_longer_once_the_one_before_it_is_given_back() {
    let mut c = Centre::new().session("茶道", 1);
    let grandmother = c.signs_up(guest("王英").phone("13800000000"), "茶道");
    let daughter = c.signs_up(guest("王英").of("女儿").phone("13800000000"), "茶道");
    c.withdraws(grandmother);
    c.confirmed(daughter, promoted(2, 1));
}

#[test]
fn a_promised_place_is_held_for_nobody_and_an_earlier_slip_from_another_device_is() {
    let mut c = Centre::new().session("茶道", 9);
    let daughter = c.signs_up(guest("王英").of("女儿").phone("13800000000"), "茶道");
    c.publish();
    let merged = c.signs_up(guest("王英").phone("13800000000"), "茶道");
    c.came(merged, "2026-12-01T07:00");
    c.confirmed(daughter, placed(2, 9));
    c.stands(merged, Standing::Pending, Reason::MaybeTheSame);
    let (first, second) = (slip_id(daughter), slip_id(merged));
    c.matters(&[Matter::PossiblyTheSame { session: c.id("茶道"), first, second }]);
}

// Joined households.

#[test]
fn joined_households_are_one_in_quota_clashes_and_second_slips() {
    let mut c = two_at_once().session("合唱", 9).quota(2);
    let tea = c.signs_up(guest("王英").of("女儿"), "茶道");
    let flowers = c.signs_up(guest("王英").of("外婆"), "插花");
    let writing = c.signs_up(guest("小明").of("外婆").with_consent_of("13800000000").aged(8), "书法");
    let again = c.signs_up(guest("王英").of("外婆"), "茶道");
    let choir = c.signs_up(guest("王兰").of("女儿"), "合唱");
    c.confirmed(flowers, placed(1, 9));
    c.refused(again, Reason::Clash { with: c.id("插花"), minutes: 30 });
    c.confirmed(choir, placed(1, 9));
    c.join(&["女儿", "外婆"]);
    c.confirmed(tea, placed(1, 1));
    c.refused(flowers, Reason::Clash { with: c.id("茶道"), minutes: 30 });
    c.confirmed(writing, placed(1, 9));
    c.refused(again, Reason::SameAgain);
    c.refused(choir, Reason::QuotaReached { quota: 2 });
}

// Moved.

#[test]
fn a_moved_slip_stands_in_the_other_session_and_leaves_its_place() {
    let mut c = Centre::new().session("茶道", 1).session("插花", 1);
    let [a, b] = ["王英", "李兰"].map(|name| c.signs_up(name, "茶道"));
    let [x, y] = ["张敏", "赵云"].map(|name| c.signs_up(name, "插花"));
    c.publish();
    let to = c.id("插花");
    c.decide(a, Verdict::Move { to: to.clone() });
    c.confirmed(a, Reason::Moved { to: to.clone(), why: "照顾".to_owned() });
    c.confirmed(b, promoted(1, 1));
    c.confirmed(x, Reason::Promised);
    c.waits(y, 1, full(3, 1));
    c.matters(&[Matter::Overfull { session: to.clone(), placed: 2, places: 1 }]);
    assert_eq!(c.place().rosters[&to].placed, [slip_id(a), slip_id(x)]);
    c.decide(a, Verdict::Undo);
    c.confirmed(a, placed(1, 1));
    c.decide(a, Verdict::Move { to });
    c.withdraws(a);
    c.stands(a, Standing::Withdrawn, IN_TIME);
}

// When sign-up opens.

#[test]
fn who_comes_before_sign_up_opens_comes_again() {
    let mut c = Centre::new().session("茶道", 1).opens("2026-12-02T09:00");
    let early = c.signs_up("王英", "茶道");
    c.refused(early, Reason::TooEarly { opens: start("2026-12-02T09:00") });
    c.clock("2026-12-02T09:00");
    let in_time = c.signs_up("李兰", "茶道");
    c.confirmed(in_time, promoted(2, 1));
    c.arrives_again(early, "2026-12-02T09:05");
    c.waits(early, 1, full(2, 1));
}

// The draw.

fn drawn(nth: u16, of: u16, places: u16) -> Reason {
    Reason::Drawn { nth, of, places }
}

fn awaited() -> Reason {
    Reason::DrawAwaited { closes: start("2026-12-05T18:00") }
}

/// Five people sign up for two places.
fn five_for_two() -> (Centre, [Handed; 5]) {
    let mut c = Centre::new().session("茶道", 2).on("2026-12-12T14:00", 90).drawn_after("2026-12-05T18:00");
    let slips = ["王英", "李兰", "张敏", "赵云", "孙梅"].map(|name| c.signs_up(name, "茶道"));
    (c, slips)
}

/// Slips in the order in which they were drawn.
fn in_order(c: &Centre, slips: &[Handed]) -> Vec<Handed> {
    let placement = c.place();
    let nth = |slip: &Handed| match placement.answers[&slip_id(*slip)].reason {
        Reason::Drawn { nth, .. } | Reason::DrawnNext { nth, .. } | Reason::NotDrawn { nth, .. } => nth,
        Reason::PromisedToOthers { order, .. } => order,
        ref other => panic!("{other:?}"),
    };
    let mut slips = slips.to_vec();
    slips.sort_by_key(nth);
    slips
}

#[test]
fn places_are_drawn_when_the_number_is_known() {
    let (mut c, slips) = five_for_two();
    for slip in slips {
        c.stands(slip, Standing::Pending, awaited());
    }
    c.clock("2026-12-05T18:01");
    let late = c.signs_up("周吉", "茶道");
    c.refused(late, Reason::TooLate);
    c.publish_entrants("茶道");
    assert_eq!(c.draws[&c.id("茶道")].entrants.len(), 5);
    for slip in slips {
        c.stands(slip, Standing::Pending, awaited());
    }
    c.draw("茶道", "03 08 15 22 27 31 + 09");
    let order = in_order(&c, &slips);
    c.confirmed(order[0], drawn(1, 5, 2));
    c.confirmed(order[1], drawn(2, 5, 2));
    c.waits(order[2], 1, Reason::NotDrawn { nth: 3, of: 5, places: 2 });
    c.waits(order[4], 3, Reason::NotDrawn { nth: 5, of: 5, places: 2 });
    c.refused(late, Reason::TooLate);
    assert_eq!(c.place().rosters[&c.id("茶道")].placed, [slip_id(order[0]), slip_id(order[1])]);

    c.withdraws(order[0]);
    c.confirmed(order[2], Reason::DrawnNext { nth: 3, of: 5, places: 2 });
    c.waits(order[3], 1, Reason::NotDrawn { nth: 4, of: 5, places: 2 });

    c.clock("2026-12-12T14:00");
    c.refused(order[3], Reason::NotDrawn { nth: 4, of: 5, places: 2 });
    c.matters(&[]);
}

#[test]
fn another_number_gives_another_order_and_nobody_can_know_it_beforehand() {
    let (mut c, slips) = five_for_two();
    c.publish_entrants("茶道");
    let orders: HashSet<Vec<Handed>> = (0..200)
        .map(|number| {
            c.draw("茶道", &number.to_string());
            in_order(&c, &slips)
        })
        .collect();
    assert!(orders.len() > 80, "{} of 120 orders", orders.len());
}

#[test]
fn a_member_enters_a_draw_once_however_many_slips_they_send() {
    let (mut c, _) = five_for_two();
    let family: Vec<Handed> = (0..20).map(|_| c.signs_up(guest("小明 ").of("王家").aged(20), "茶道")).collect();
    c.stands(family[0], Standing::Pending, awaited());
    for slip in &family[1..] {
        c.refused(*slip, Reason::SameAgain);
    }
    // Giving the first back before closing lets the second in, not both.
    c.withdraws(family[0]);
    c.stands(family[1], Standing::Pending, awaited());
    c.publish_entrants("茶道");
    assert_eq!(c.draws[&c.id("茶道")].entrants.len(), 6);
    c.draw("茶道", "1");
    let nths = family.iter().filter(|slip| c.place().answers[&slip_id(**slip)].reason != Reason::SameAgain);
    assert_eq!(nths.count(), 2, "the one given back and the one that entered");
    // Who gives the entrance back after closing has no second one.
    c.withdraws(family[1]);
    let placement = c.place();
    assert_eq!(placement.answers[&slip_id(family[2])].reason, Reason::MissedTheDraw { of: 6, places: 2 });
    assert_eq!(placement.rosters[&c.id("茶道")].waiting.last(), Some(&slip_id(family[2])));
}

/// A family of four sends twenty slips for each of them, in every order; one neighbour sends one. Over 100,000 numbers
/// all five are drawn equally often. Four degrees of freedom: below 35 but once in 2,000,000 tries.
#[test]
fn twenty_slips_give_no_better_chance_than_one() {
    let mut c = Centre::new().session("茶道", 2).drawn_after("2026-12-05T18:00");
    let family = ["王英", "王兰", "小红", "小明"];
    let mut entered: Vec<Handed> = family.map(|name| c.signs_up(guest(name).of("王家"), "茶道")).to_vec();
    for n in 0..76 {
        let slip = c.signs_up(guest(family[(n * 7 + n / 4) % 4]).of("王家"), "茶道");
        c.refused(slip, Reason::SameAgain);
        if n == 40 {
            entered.push(c.signs_up("李兰", "茶道"));
        }
    }
    c.publish_entrants("茶道");
    let (id, key) = (c.id("茶道"), |slip: &Handed| OutcomeKey::derive("key", &slip_id(*slip).0));
    let tags: Vec<EntrantTag> = entered.iter().map(|slip| EntrantTag::of(&key(slip), &id)).collect();
    let entrants = &c.draws[&id].entrants;
    assert_eq!(entrants.len(), 5);
    let mut wins = [0u32; 5];
    for number in 0..100_000u32 {
        for drawn in &order(&seed(&id), &PublicNumber::parse(&number.to_string()).unwrap(), entrants)[..2] {
            wins[tags.iter().position(|tag| *tag == drawn.tag).unwrap()] += 1;
        }
    }
    let statistic: f64 = wins.iter().map(|won| (f64::from(*won) - 40_000.0).powi(2) / 40_000.0).sum();
    assert!(statistic < 35.0, "{wins:?}: {statistic}");
}

#[test]
fn two_phones_of_a_joined_family_enter_once() {
    let (mut c, _) = five_for_two();
    let daughter = c.signs_up(guest("王芳").of("女儿"), "茶道");
    let own = c.signs_up(guest("王芳").of("外婆"), "茶道");
    c.join(&["女儿", "外婆"]);
    c.publish_entrants("茶道");
    assert_eq!(c.draws[&c.id("茶道")].entrants.len(), 6);
    c.stands(daughter, Standing::Pending, awaited());
    c.refused(own, Reason::SameAgain);
}

#[test]
fn who_may_not_come_and_who_is_held_enters_no_draw() {
    let mut c = Centre::new().session("亲子折纸", 2).ages(6, 12).drawn_after("2026-12-05T18:00");
    let child = |name: &str| guest(name).aged(8).with_consent_of("13800000000");
    let fits = c.signs_up(child("小明"), "亲子折纸");
    let young = c.signs_up(child("小红").aged(4), "亲子折纸");
    let father = c.signs_up(child("小明").of("爸爸"), "亲子折纸");
    c.refused(young, Reason::TooYoung { age: 4, from: 6 });
    c.stands(father, Standing::Pending, Reason::MaybeTheSame);
    c.publish_entrants("亲子折纸");
    assert_eq!(c.draws[&c.id("亲子折纸")].entrants.len(), 1);
    c.draw("亲子折纸", "7");
    c.confirmed(fits, drawn(1, 1, 2));
    // Another child after all: too late for the list, so after everybody in it.
    c.decide(father, Verdict::AnotherPerson);
    c.confirmed(father, Reason::MissedTheDraw { of: 1, places: 2 });
    let slip = slip_id(father);
    c.matters(&[Matter::MissedTheDraw { session: c.id("亲子折纸"), slip }]);
}

#[test]
fn a_slip_of_another_device_that_came_in_time_goes_after_all_entrants() {
    let (mut c, slips) = five_for_two();
    c.publish_entrants("茶道");
    let merged = c.signs_up("周吉", "茶道");
    c.came(merged, "2026-12-01T07:00");
    c.stands(merged, Standing::Pending, Reason::MissedTheDraw { of: 5, places: 2 });
    c.draw("茶道", "5");
    let order = in_order(&c, &slips);
    c.confirmed(order[0], drawn(1, 5, 2));
    c.waits(merged, 4, Reason::MissedTheDraw { of: 5, places: 2 });
    c.matters(&[Matter::MissedTheDraw { session: c.id("茶道"), slip: slip_id(merged) }]);
    for slip in &order[..4] {
        c.withdraws(*slip);
    }
    c.confirmed(order[4], Reason::DrawnNext { nth: 5, of: 5, places: 2 });
    c.confirmed(merged, Reason::MissedTheDraw { of: 5, places: 2 });
}

#[test]
fn who_won_nothing_in_the_last_draws_goes_first_where_the_rules_say_so() {
    let (mut c, slips) = five_for_two();
    c.lost = vec![HouseholdTag::derive("story", "孙梅".as_bytes()), HouseholdTag::derive("story", "张敏".as_bytes())];
    let mut equal = c.clone();
    equal.publish_entrants("茶道");
    assert!(equal.draws[&c.id("茶道")].entrants.first.is_empty());
    c.menu.rules.losers_first = true;
    c.publish_entrants("茶道");
    for number in 0..30 {
        c.draw("茶道", &number.to_string());
        let mut order = in_order(&c, &slips)[..2].to_vec();
        order.sort_unstable();
        assert_eq!(order, [slips[2], slips[4]]);
    }
}

#[test]
fn quotas_and_clashes_cross_from_who_came_first_to_who_was_drawn() {
    let mut c = two_at_once().drawn_after("2026-12-05T18:00");
    // 书法 is drawn, 茶道 and 插花 are not.
    let drawn_slip = c.signs_up("王英", "书法");
    let before_closing = c.signs_up("王英", "茶道");
    c.clock("2026-12-05T19:00");
    let after_closing = c.signs_up("王英", "插花");
    c.publish_entrants("书法");
    c.draw("书法", "1");
    c.confirmed(before_closing, placed(1, 1));
    c.confirmed(drawn_slip, drawn(1, 1, 9));
    c.refused(after_closing, Reason::Clash { with: c.id("茶道"), minutes: 30 });
    c.withdraws(before_closing);
    c.refused(after_closing, Reason::Clash { with: c.id("书法"), minutes: 60 });
}

#[test]
fn of_two_draws_that_close_together_the_higher_drawn_place_counts() {
    let mut c = Centre::new().quota(1);
    for title in ["茶道", "插花"] {
        c = c.session(title, 1).drawn_after("2026-12-05T18:00");
    }
    let [tea, flowers] = ["茶道", "插花"].map(|title| c.signs_up("王英", title));
    c.publish_entrants("茶道");
    c.publish_entrants("插花");
    let mut won = [0, 0];
    for number in 0..60 {
        c.draw("茶道", &number.to_string());
        c.draw("插花", &number.to_string());
        let placement = c.place();
        let holds = [tea, flowers].map(|slip| placement.answers[&slip_id(slip)].standing.holds_a_place());
        assert_ne!(holds[0], holds[1], "one place, whichever draw it is of");
        won[usize::from(holds[1])] += 1;
    }
    assert!(won.iter().all(|won| *won > 15), "neither session is systematically first: {won:?}");
}

#[test]
fn the_organizer_may_place_somebody_before_the_draw() {
    let (mut c, slips) = five_for_two();
    c.decide(slips[3], Verdict::Place);
    c.confirmed(slips[3], decided());
    c.publish_entrants("茶道");
    assert_eq!(c.draws[&c.id("茶道")].entrants.len(), 4);
    c.draw("茶道", "2");
    let others: Vec<Handed> = slips.into_iter().filter(|slip| *slip != slips[3]).collect();
    let order = in_order(&c, &others);
    c.confirmed(order[0], drawn(1, 4, 2));
    c.waits(order[1], 1, Reason::PromisedToOthers { order: 2, places: 2 });
}

#[test]
fn by_version_1_nothing_is_drawn() {
    let (mut c, slips) = five_for_two();
    c.menu.rules.version = 1;
    c.menu.sessions[0].opens = Some(start("2026-12-02T09:00"));
    c.confirmed(slips[0], placed(1, 2));
    c.waits(slips[4], 3, full(5, 2));
}

#[test]
fn placed_in_pieces_or_at_once_is_the_same() {
    let (mut c, _) = five_for_two();
    c.publish_entrants("茶道");
    c.draw("茶道", "5");
    let facts = c.facts();
    let (mut placing, mut steps) = (Placing::of(&facts), 0);
    let placement = loop {
        steps += 1;
        match placing.step() {
            Step::More(rest) => placing = *rest,
            Step::Done(placement) => break placement,
        }
    };
    assert_eq!(placement, c.place());
    assert!(steps > 10);
}

// A late stand-in (version 1 placed somebody who waited once this was published).

#[test]
fn who_waits_behind_a_late_stand_in_waits_after_the_publication_too() {
    let mut c = Centre::new().shift("签到", 1);
    c.menu.shifts[0].start = start("2026-12-08T13:00");
    let claim = c.claims("王英", "签到");
    let waits = c.claims("李兰", "签到");
    c.came(waits, "2026-12-01T07:00");
    c.publish_outcomes(vec![(slip_id(claim), Answer { standing: Standing::Confirmed, reason: placed(1, 1) })]);
    c.clock("2026-12-08T13:30");
    let late = c.stands_in(guest("小红").aged(10), "签到", claim);
    for _ in 0..2 {
        c.refused(late, Reason::ConsentMissing);
        c.waits(waits, 1, Reason::PromisedToOthers { order: 1, places: 1 });
        c.publish();
    }
}

#[test]
fn two_promised_places_of_one_person_are_shown_to_the_organizer() {
    let mut c = Centre::new().session("茶道", 9);
    let slips = ["王英", "王英"].map(|name| c.signs_up(name, "茶道"));
    let confirmed = Answer { standing: Standing::Confirmed, reason: placed(1, 9) };
    for slip in slips {
        c.publish_outcomes(vec![(slip_id(slip), confirmed.clone())]);
    }
    let [first, second] = slips.map(slip_id);
    c.matters(&[Matter::PossiblyTheSame { session: c.id("茶道"), first, second }]);
}

#[test]
fn a_clash_is_foreseen_before_anything_is_sent() {
    let c = two_at_once();
    let [tea, flowers, writing] = [0, 1, 2].map(|n| (c.menu.sessions[n].id.clone(), c.menu.sessions[n].span()));
    assert_eq!(foresee_clash(flowers.1, [tea.clone(), writing.clone()]), Some((tea.0, 30)));
    assert_eq!(foresee_clash(tea.1, [writing]), None);
}

/// Two confirmed volunteers on two days, published.
fn two_days() -> (Centre, Handed, Handed) {
    let mut c = Centre::new().shift("签到", 1).shift("探访", 1).shift("课业辅导", 1);
    c.menu.shifts[1].start = start("2026-12-20T09:00");
    let (a, b) = (c.claims("王英", "签到"), c.claims("李兰", "探访"));
    c.publish();
    (c, a, b)
}

#[test]
fn two_change_places_with_one_slip() {
    let (mut c, a, b) = two_days();
    let w = c.swaps(a, b);
    let (checking, visit) = (c.id("签到"), c.id("探访"));
    c.stands(w, Standing::Confirmed, Reason::CarriedOut);
    c.confirmed(a, Reason::Swapped { to: visit.clone() });
    c.confirmed(b, Reason::Swapped { to: checking.clone() });
    let rosters = c.place().rosters;
    assert_eq!(
        (rosters[&visit].placed.as_slice(), rosters[&checking].placed.as_slice()),
        ([slip_id(a)].as_slice(), [slip_id(b)].as_slice())
    );
    // Published, it holds; and each can give back, hand on or swap what they have now.
    c.publish();
    let s = c.stands_in("张敏", "探访", a);
    c.stands(a, Standing::Withdrawn, Reason::StoodIn);
    assert_eq!(c.place().rosters[&visit].placed, [slip_id(s)]);
    c.withdraws(b);
    assert_eq!(c.place().rosters[&checking].placed, []);
}

#[test]
fn a_swap_comes_to_nothing_for_either() {
    let not = |hitch, mine| Reason::NotSwapped { hitch, mine };
    let nothing = |c: &Centre, a: Handed, w: Handed, hitch, mine: Option<bool>| {
        let given = c.place();
        c.refused(w, not(hitch, mine == Some(true)));
        let answer = &given.answers[&slip_id(a)];
        // Of the one it was offered by, it is the other's.
        let theirs = not(hitch, mine == Some(false));
        assert!(answer.reason == theirs || !answer.standing.holds_a_place(), "{answer:?}");
    };
    // The one who would come has something else then, which was promised.
    let (mut c, a, b) = two_days();
    let other = c.claims("李兰", "课业辅导");
    let at = c.menu.shifts[0].start;
    c.menu.shifts[2].start = at;
    c.publish();
    let w = c.swaps(a, b);
    nothing(&c, a, w, Hitch::Clash, Some(true));
    c.confirmed(other, Reason::Placed { order: 1, places: 1 });
    // A training.
    let (mut c, a, b) = two_days();
    c.menu.shifts[1].training = "未成年人保护".to_owned();
    let w = c.swaps(a, b);
    nothing(&c, a, w, Hitch::Training, Some(false));
    // An age.
    let (mut c, a, b) = two_days();
    c.menu.shifts[0].min_age = Some(Age(41));
    let w = c.swaps(a, b);
    nothing(&c, a, w, Hitch::Age, Some(true));
    // Given back meanwhile, or handed on.
    let (mut c, a, b) = two_days();
    c.withdraws(b);
    let w = c.swaps(a, b);
    nothing(&c, a, w, Hitch::Gone, None);
    let (mut c, a, b) = two_days();
    c.stands_in("张敏", "签到", a);
    let w = c.swaps(a, b);
    nothing(&c, a, w, Hitch::Gone, None);
    // One of the two has begun.
    let (mut c, a, b) = two_days();
    c.now = stamp("2026-12-20T09:01");
    let w = c.swaps(a, b);
    nothing(&c, a, w, Hitch::TooLate, None);
    // Not confirmed yet; and what was told stays, whatever comes later.
    let mut c = Centre::new().shift("签到", 1).shift("探访", 1);
    c.menu.shifts[1].start = start("2026-12-20T09:00");
    let (a, b) = (c.claims("王英", "签到"), c.claims("李兰", "探访"));
    let w = c.swaps(a, b);
    nothing(&c, a, w, Hitch::Gone, None);
    c.publish();
    nothing(&c, a, w, Hitch::Gone, None);
    let again = c.swaps(a, b);
    c.stands(again, Standing::Confirmed, Reason::CarriedOut);
    // A secret of nobody.
    let w = c.swaps(a, 77);
    c.refused(w, Reason::SecretUnknown);
}

#[test]
fn a_swapped_place_is_no_longer_to_be_had_by_the_former_offer() {
    let (mut c, a, b) = two_days();
    c.swaps(a, b);
    let s = c.stands_in("张敏", "签到", a);
    c.refused(s, Reason::StoodIn);
    let third = c.claims("张敏", "课业辅导");
    c.publish();
    let shift = c.id("签到");
    let for_shift = c.id("课业辅导");
    let late = Asks::Swap { shift, secret: secret(a), for_shift, for_secret: secret(third) };
    let late = c.hand_in("换班", late);
    c.refused(late, Reason::NotSwapped { hitch: Hitch::Gone, mine: false });
    c.confirmed(third, Reason::Placed { order: 1, places: 1 });
}
