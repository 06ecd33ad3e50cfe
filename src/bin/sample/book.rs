//! The sample centre's book: every fact as its organizers would have recorded it, up to now.

use std::collections::BTreeMap;

use chrono::{Months, NaiveDate, NaiveTime};
use linli::domain::activity::Session;
use linli::domain::book::{Decision, Fact, MonthBook, Office, Publication, Surroundings, Verdict};
use linli::domain::centre::{Centre, Order, Rules};
use linli::domain::costs::CostLine;
use linli::domain::draw::{PublicNumber, SessionDraw};
use linli::domain::id::{CentreId, DecisionId, SessionId, TrainingId};
use linli::domain::joined::Joined;
use linli::domain::menu::Menu;
use linli::domain::placement::{Placement, entrants};
use linli::domain::plan::{Plan, PlanChange};
use linli::domain::provision::Provision;
use linli::domain::slip::{Arrival, Asks, OpenedSlip};
use linli::domain::text::Text;
use linli::domain::time::{Month, Stamp, Start};
use linli::domain::training::Training;
use linli::exchange::hours::confirmed_services;
use linli::exchange::readings::readings_of;
use linli::exchange::record::ConfirmedService;

use crate::attendance::attended;
use crate::chance::Chance;
use crate::keys::seed;
use crate::months::{Arranged, Maker};
use crate::people::{Family, Generation};
use crate::slips::{Desk, Opening, SERVING};
use crate::times::{UTC_OFFSET, stamp};

/// Of which activity a session is called off, once, in the month after this.
const CALLED_OFF: &str = "yoga";
/// The trainings that the services ask for.
const TRAININGS: [&str; 2] = ["未成年人保护", "探访须知"];
/// Minutes of a day.
const DAY: i64 = 24 * 60;

/// All facts, by month.
pub struct Book {
    /// Those of no month.
    pub office: Vec<Fact>,
    /// Those of a month.
    pub months: BTreeMap<Month, Vec<Fact>>,
}

/// As the centre introduces itself. Everything about it is invented and says so.
pub fn centre(id: CentreId) -> Centre {
    let text = |hans: &str, hant: &str, en: &str| Text {
        hans: hans.to_owned(),
        hant: Some(hant.to_owned()),
        en: Some(en.to_owned()),
    };
    Centre {
        id,
        name: text(
            "邻里社区家庭服务中心（示例）",
            "鄰里社區家庭服務中心（示例）",
            "Linli community family-service centre (sample)",
        ),
        short_name: text("暖灯里社区", "暖燈里社區", "Warm Lamp Lane"),
        address: text(
            "暖灯里 1 号（示例，没有这个地方）",
            "暖燈里 1 號（示例，沒有這個地方）",
            "1 Warm Lamp Lane (a sample: no such place)",
        ),
        phone: "000-00000000".to_owned(),
        hours: text(
            "每天 9:00–18:00，有晚间活动时到 21:00",
            "每天 9:00–18:00，有晚間活動時到 21:00",
            "Every day 9:00–18:00, to 21:00 when something is on",
        ),
        utc_offset: UTC_OFFSET,
        sample: true,
    }
}

/// The rules that the centre chose.
pub fn rules() -> Rules {
    Rules {
        version: Rules::CURRENT,
        order: Order::FirstCome,
        household_quota: Some(4),
        notice_hours: 24,
        courses_a_month: 3,
        usually_drawn: false,
        losers_first: false,
        answers_by: Text {
            hans: "每天 17:00 前".to_owned(),
            hant: Some("每天 17:00 前".to_owned()),
            en: Some("every day by 17:00".to_owned()),
        },
    }
}

/// Keeps the book of some months up to now.
pub fn keep(
    maker: &Maker<'_>,
    desk: &Desk,
    families: &[Family],
    centre: &Centre,
    months: &[Month],
    now: Start,
) -> Result<Book, String> {
    let first = months.first().ok_or("no months")?;
    let founded = stamp(Start::new(first.plus(-2).first(), hour(9)));
    let wishes = Opening { from: Start::new(first.first(), hour(9)), until: now };
    let mut office = vec![
        Fact::Introduced { centre: centre.clone(), at: founded },
        Fact::RulesChosen { rules: rules(), at: Stamp(founded.0 + 60_000) },
        Fact::CatalogueImported { catalogue: maker.catalogue.clone(), at: Stamp(founded.0 + 120_000) },
    ];
    office.extend(desk.wishes(families, wishes)?.into_iter().map(Fact::Arrived));
    office.extend(desk.talents(families, wishes)?.into_iter().map(Fact::Arrived));
    office.extend(trainings(families, first.first(), stamp(Start::new(first.first(), hour(9)))));
    let mut book = Book { office, months: BTreeMap::new() };
    for month in months {
        let arranged = maker.arrange(*month)?;
        let facts = Keeping { maker, centre, arranged: &arranged, now }.facts(desk, families)?;
        book.months.insert(*month, facts);
    }
    Ok(book)
}

/// Who took part in the centre's trainings: some records end with the coming month, some have ended.
fn trainings(families: &[Family], on: NaiveDate, at: Stamp) -> Vec<Fact> {
    let mut facts = Vec::new();
    for family in families.iter().take(SERVING) {
        let chance = Chance::of(&family.tag.to_string());
        if chance.one_in("untrained", 3) {
            continue;
        }
        let name = family.person(Generation::Adult, on, &chance).plain_name();
        for training in TRAININGS.into_iter().filter(|training| chance.one_in(training, 2)) {
            let months = chance.between(&format!("months of {training}"), 1, 18) as u32;
            let until = on.checked_add_months(Months::new(months));
            let id = TrainingId::derive("linli sample training", format!("{} {training}", family.tag).as_bytes());
            let (household, name, training) = (family.tag, name.clone(), training.to_owned());
            facts.push(Fact::TrainingRecorded(Training { at, id, household, name, training, on, until }));
        }
    }
    facts
}

/// One month being kept.
struct Keeping<'a> {
    maker: &'a Maker<'a>,
    centre: &'a Centre,
    arranged: &'a Arranged,
    now: Start,
}

impl Keeping<'_> {
    fn facts(&self, desk: &Desk, families: &[Family]) -> Result<Vec<Fact>, String> {
        let month = self.arranged.month;
        // On the 20th of the month before; in any case some days ago, so that the coming month is always there.
        let twentieth = month.plus(-1).day(20).map(|day| Start::new(day, hour(10)));
        let published = twentieth.ok_or("no 20th")?.min(Start::new(self.now.plus(-3 * DAY).day(), hour(10)));
        let mut facts = Vec::new();
        for (n, change) in self.arranged.changes.iter().enumerate() {
            let at = Stamp(stamp(published.plus(-3 * DAY)).0 + n as i64 * 45_000);
            facts.push(Fact::Planned { month, change: change.clone(), at });
        }
        let plan = Plan::of(month, &self.arranged.changes);
        facts.extend(self.provide(&plan, stamp(published.plus(-2 * DAY))));
        self.publish_menu(&mut facts, stamp(published));
        let opening = Opening { from: published.plus(15), until: self.now };
        let arrivals = desk.month(&plan, &self.arranged.demand, families, opening)?;
        facts.extend(self.training_seen(&plan, &arrivals).into_iter().map(Fact::Decided));
        facts.extend(arrivals.into_iter().map(Fact::Arrived));
        if month == self.maker.year.this_month.plus(1) {
            self.call_off(&plan, &mut facts)?;
        }
        for session in plan.sessions.iter().filter(|session| session.draw.is_some()) {
            self.draw(session, stamp(published.plus(-3 * DAY)), &mut facts)?;
        }
        facts.extend(attended(month, &facts, self.now));
        let last_evening = Start::new(self.now.day().pred_opt().ok_or("no yesterday")?, hour(17));
        // Feedback on its last days still comes in after a month has ended.
        let fifth = month.plus(1).day(5).ok_or("no 5th")?;
        let month_ends = Start::new(fifth, hour(17));
        let answers = [published.plus(2 * DAY + 7 * 60), last_evening.min(month_ends)];
        for at in answers {
            if at > published && at < self.now {
                self.publish_outcomes(&mut facts, stamp(at))?;
            }
        }
        facts.sort_by_key(Fact::at);
        Ok(facts)
    }

    fn publish_menu(&self, facts: &mut Vec<Fact>, at: Stamp) {
        let book = MonthBook::of(self.arranged.month, &*facts);
        let revision = book.next_menu_revision();
        let menu = book.plan.publish(self.centre.id.clone(), revision, rules(), self.maker.catalogue);
        let mut menu = match &book.menu {
            Some(earlier) => menu.following(earlier, at),
            None => menu,
        };
        menu.readings = readings_of(&menu);
        facts.push(Fact::MenuPublished { menu, at });
    }

    /// One draw as far as it has come: the seed with the plan, the entrants when sign-up has closed, the number a day later.
    fn draw(&self, session: &Session, planned: Stamp, facts: &mut Vec<Fact>) -> Result<(), String> {
        let (month, id) = (self.arranged.month, session.id.clone());
        let seed = seed(&id.to_string());
        facts.push(Fact::SeedDrawn { session: id.clone(), seed, at: planned });
        let closed = session.closes_at().plus(30);
        if closed >= self.now {
            return Ok(());
        }
        let at = stamp(closed);
        let known: Vec<Fact> = facts.iter().filter(|fact| fact.at() <= at).cloned().collect();
        let book = MonthBook::of(month, &known);
        let office = Office::default();
        let around = around(&office, at);
        let (of_month, placement) = (book.facts(&around), book.placement(&around));
        let (Some(of_month), Some(placement)) = (of_month, placement) else {
            return Err("nothing is published".into());
        };
        let entrants = entrants(&of_month, &placement, &id);
        let revision = MonthBook::of(month, &*facts).next_draws_revision();
        let commitment = seed.commitment();
        facts.push(Fact::EntrantsPublished { session: id.clone(), revision, commitment, entrants, at });
        let decided = closed.plus(DAY + 3 * 60);
        if decided < self.now {
            let chance = Chance::of(&format!("number of {id}"));
            let number = ["first", "second", "third"].map(|digit| chance.between(digit, 0, 9).to_string()).concat();
            let number = PublicNumber::parse(&number).ok_or("no number")?;
            facts.push(Fact::DrawDecided { session: id, revision: revision + 1, seed, number, at: stamp(decided) });
        }
        Ok(())
    }

    /// A teacher fell ill: one session is called off the afternoon before now, and the menu published again.
    fn call_off(&self, plan: &Plan, facts: &mut Vec<Fact>) -> Result<(), String> {
        let of = |id: &SessionId| id.activity.as_str() == CALLED_OFF;
        let Some(session) = plan.sessions.iter().find(|session| of(&session.id)) else { return Ok(()) };
        let activity = plan.activities.get(&session.id.activity).ok_or("no such activity")?.clone();
        let mut session = session.clone();
        session.cancelled = Some(Text {
            hans: "老师生病，这一场取消。报过名的家庭由中心打电话告知。".to_owned(),
            hant: Some("老師生病，這一場取消。報過名的家庭由中心打電話告知。".to_owned()),
            en: Some("The teacher is ill. The centre will call the families who signed up.".to_owned()),
        });
        let at = stamp(Start::new(self.now.day().pred_opt().ok_or("no yesterday")?, hour(15)));
        let change = PlanChange::Session { activity, session };
        facts.push(Fact::Planned { month: self.arranged.month, change, at });
        self.publish_menu(facts, Stamp(at.0 + 60_000));
        Ok(())
    }

    /// Who runs the courses and what they cost: paid where they are over. One of the coming month is still to be settled.
    fn provide(&self, plan: &Plan, at: Stamp) -> Vec<Fact> {
        let course = |session: &&Session| plan.activities.get(&session.id.activity).is_some_and(|a| a.course.is_some());
        let open = usize::from(self.arranged.month == self.maker.year.this_month.plus(1));
        let courses: Vec<&Session> = plan.sessions.iter().filter(course).collect();
        let settled = courses.len().saturating_sub(open);
        let provided = courses.into_iter().take(settled).map(|session| {
            let planned = plan.cost(&session.id, self.maker.catalogue).planned;
            let paid = (session.start < self.now).then_some(planned);
            let provision = Provision {
                women_worker: "示例甲".to_owned(),
                social_worker: "示例乙".to_owned(),
                volunteers: "示例丙".to_owned(),
                costs: vec![CostLine { what: "师资".to_owned(), planned: Some(planned), paid }],
                ..Provision::default()
            };
            let change = PlanChange::Provide { session: session.id.clone(), provision };
            Fact::Planned { month: self.arranged.month, change, at }
        });
        provided.collect()
    }

    /// Two of three volunteers who claim a shift with training have shown that they had it.
    fn training_seen(&self, plan: &Plan, arrivals: &[Arrival]) -> Vec<Decision> {
        let trained = arrivals.iter().filter(|arrival| {
            let Asks::Claim { shift, .. } = &arrival.slip.content.asks else { return false };
            let asked = plan.shifts.iter().any(|other| other.id == *shift && !other.training.is_empty());
            asked && !Chance::of(&arrival.slip.content.household.to_string()).one_in("untrained", 3)
        });
        trained
            .map(|arrival| Decision {
                at: Stamp(arrival.at.0 + 600_000),
                id: DecisionId::derive("linli sample decision", &arrival.slip.id.0),
                slip: arrival.slip.id,
                verdict: Verdict::TrainingSeen,
                why: String::new(),
            })
            .filter(|decision| decision.at < stamp(self.now))
            .collect()
    }

    fn publish_outcomes(&self, facts: &mut Vec<Fact>, at: Stamp) -> Result<(), String> {
        let known: Vec<Fact> = facts.iter().filter(|fact| fact.at() <= at).cloned().collect();
        let book = MonthBook::of(self.arranged.month, &known);
        let placement = book.placement(&around(&Office::default(), at)).ok_or("nothing is published")?;
        let revision = book.next_outcomes_revision();
        let told = placement.answers.iter().map(|(slip, answer)| (*slip, book.told(slip, answer)));
        let outcomes = told.collect();
        facts.push(Fact::OutcomesPublished(Publication { month: self.arranged.month, revision, at, outcomes }));
        Ok(())
    }
}

/// A month as it was last published.
pub struct Published {
    /// Its menu.
    pub menu: Menu,
    /// Its outcomes, if any were published.
    pub publication: Option<Publication>,
    /// How it stood then.
    pub placement: Placement,
    /// Everything that had come by then.
    pub arrivals: Vec<Arrival>,
    /// The services that were confirmed by then, each with its slip.
    pub services: Vec<(OpenedSlip, ConfirmedService)>,
    /// Its draws as far as they have come, with their file's revision; 0 before the first.
    pub draws: (u32, BTreeMap<SessionId, SessionDraw>),
}

impl Book {
    /// What the centre's folder shows of a month.
    pub fn published(&self, month: Month) -> Result<Published, String> {
        let facts = self.months.get(&month).ok_or_else(|| format!("{month} is not in the book"))?;
        let book = MonthBook::of(month, facts);
        let draws = (book.draws_revision, book.draws);
        let menu = book.menu.ok_or_else(|| format!("{month} is not published"))?;
        let publication = book.publications.into_iter().max_by_key(|publication| publication.revision);
        let at = publication.as_ref().map_or(Stamp(i64::MAX), |publication| publication.at);
        let known: Vec<Fact> = facts.iter().filter(|fact| fact.at() < at).cloned().collect();
        let then = MonthBook::of(month, &known);
        let placement = then.placement(&around(&Office::default(), at)).unwrap_or_default();
        let services = confirmed_services(&then, &Joined::default(), UTC_OFFSET);
        let services = services.into_iter().map(|(slip, service)| (slip.clone(), service)).collect();
        Ok(Published { menu, publication, placement, services, arrivals: then.arrivals, draws })
    }
}

/// What placing takes from outside, in a sample: nothing.
pub fn around(office: &Office, now: Stamp) -> Surroundings<'_> {
    Surroundings { utc_offset: UTC_OFFSET, now, office, elsewhere: &[], lost: &[] }
}

fn hour(hour: u32) -> NaiveTime {
    NaiveTime::from_hms_opt(hour, 0, 0).unwrap_or_default()
}
