//! Arranges the sample's months: what the tables ask for, where a room is open and free.

use chrono::{Datelike, Days, NaiveDate, NaiveTime};
use std::collections::BTreeMap;

use linli::domain::activity::{Activity, Entry, Session};
use linli::domain::age::{Age, AgeRange};
use linli::domain::catalogue::Catalogue;
use linli::domain::category::{Kind, Sort};
use linli::domain::changed::{Changed, RainPlan};
use linli::domain::draw::DrawTerms;
use linli::domain::id::{ActivityId, CourseCode, SessionId, VenueCode};
use linli::domain::plan::{Plan, PlanChange};
use linli::domain::talent::Talent;
use linli::domain::text::Text;
use linli::domain::time::{Month, Span, Start, parse_time};

use crate::keys::seed;
use crate::tables::{Row, Table};
use crate::when::Year;

/// The square, which is of no use in the rain.
const SQUARE: &str = "V13";
/// Where what is on there goes instead, the first that is open.
const DRY: [&str; 2] = ["V12", "V01"];

/// One month, arranged.
pub struct Arranged {
    /// Which.
    pub month: Month,
    /// As an organizer would have arranged it, step by step.
    pub changes: Vec<PlanChange>,
    /// How many ask for each session or shift, in percent of its places.
    pub demand: BTreeMap<SessionId, u32>,
}

/// Everything the months are made from.
pub struct Maker<'a> {
    /// What the district handed over.
    pub catalogue: &'a Catalogue,
    /// Days.
    pub year: Year<'a>,
    activities: Table,
    courses: Table,
    titles: Table,
    shifts: Table,
    roles: Table,
}

impl<'a> Maker<'a> {
    /// Reads the sample's tables.
    pub fn new(catalogue: &'a Catalogue, year: Year<'a>) -> Result<Self, String> {
        Ok(Self {
            catalogue,
            year,
            activities: Table::read("activities.tsv", include_str!("data/activities.tsv"))?,
            courses: Table::read("courses-by-month.tsv", include_str!("data/courses-by-month.tsv"))?,
            titles: Table::read("course-titles.tsv", include_str!("data/course-titles.tsv"))?,
            shifts: Table::read("shifts.tsv", include_str!("data/shifts.tsv"))?,
            roles: Table::read("service-roles.tsv", include_str!("data/service-roles.tsv"))?,
        })
    }

    /// Arranges a month: courses first, then everything else in the tables' order.
    pub fn arrange(&self, month: Month) -> Result<Arranged, String> {
        let mut board = Board {
            catalogue: self.catalogue,
            taken: Vec::new(),
            arranged: Arranged { month, changes: Vec::new(), demand: BTreeMap::new() },
        };
        for row in self.courses.rows() {
            if row.text("month")? == month.number().to_string() {
                self.arrange_course(row, &mut board)?;
            }
        }
        for row in self.activities.rows() {
            self.arrange_activity(row, &mut board)?;
        }
        for row in self.shifts.rows() {
            self.arrange_shifts(row, &mut board)?;
        }
        Ok(board.arranged)
    }

    fn arrange_course(&self, row: Row<'_>, board: &mut Board<'_>) -> Result<(), String> {
        let month = board.arranged.month;
        let code = row.parse("course", CourseCode::new)?;
        let course = self.catalogue.course(&code).ok_or_else(|| row.fault("course", "not on the menu"))?;
        let provider = self.catalogue.provider(&course.provider).ok_or_else(|| row.fault("course", "no provider"))?;
        let venue = row.parse("venue", VenueCode::new)?;
        let time = row.parse("time", parse_time)?;
        // A month of holidays may lack the day that the table names: then any weekend day, then any day.
        let named = row.parse("when", |rule| self.year.days(rule, month))?;
        let weekends = self.year.days("sat sun", month)?;
        let weekdays = self.year.days("tue wed thu fri", month)?;
        let free =
            |day: &NaiveDate| board.is_free(&venue, Span { start: Start::new(*day, time), minutes: course.minutes });
        let day = named.into_iter().chain(weekends).chain(weekdays).find(free);
        let day = day.ok_or_else(|| row.fault("when", format!("no day of {month} has room")))?;
        let capacity = self.catalogue.venue(&venue).map_or(0, |venue| venue.capacity);
        let id = ActivityId::new(format!("{code}-1")).map_err(|e| e.to_string())?;
        let start = Start::new(day, time);
        let places = course.places.min(capacity);
        let mut change = Plan::arrange_course(course, &provider.name, id, start, Some(venue), places);
        if let PlanChange::Session { activity, session } = &mut change {
            session.closes = closes(session.entry, start);
            if row.parse("demand", str::parse::<u32>)? >= DRAWN_FROM {
                // Three days before, so that there is an evening for the list and another for the number.
                session.closes = session.closes.map(|closes| closes.plus(-2 * 24 * 60));
                let commitment = seed(&session.id.to_string()).commitment();
                session.draw = Some(Box::new(DrawTerms { commitment, number: number_of(closes_day(session)) }));
            }
            let titles = self.titles.find("course", code.as_str())?;
            activity.title.hant = Some(titles.text("zh-Hant")?.to_owned());
            activity.title.en = Some(titles.text("en")?.to_owned());
        }
        board.put(change, row.parse("demand", str::parse)?);
        Ok(())
    }

    fn arrange_activity(&self, row: Row<'_>, board: &mut Board<'_>) -> Result<(), String> {
        let activity = activity(row)?;
        let time = row.parse("time", parse_time)?;
        let minutes = row.parse("minutes", str::parse)?;
        let venues = row.text("venues")?.split(' ').map(VenueCode::new).collect::<Result<Vec<_>, _>>();
        let venues = venues.map_err(|e| row.fault("venues", e))?;
        let demand = row.parse("demand", str::parse)?;
        let entry = match row.text("entry")? {
            "walk-in" => Entry::WalkIn,
            _ => Entry::Places(row.parse("entry", str::parse)?),
        };
        for day in row.parse("when", |rule| self.year.days(rule, board.arranged.month))? {
            let start = Start::new(day, time);
            // A club pauses when its room is taken for something that comes once.
            let Some(venue) = venues.iter().find(|venue| board.is_free(venue, Span { start, minutes })) else {
                continue;
            };
            let id = SessionId { activity: activity.id.clone(), start };
            let rain = self.out_of_the_rain(venue, Span { start, minutes });
            let venue = Some(venue.clone());
            let session = Session {
                id,
                start,
                minutes,
                venue,
                entry,
                closes: closes(entry, start),
                opens: None,
                draw: None,
                cancelled: None,
                changed: Changed::default(),
                rain,
            };
            board.put(PlanChange::Session { activity: activity.clone(), session }, demand);
        }
        Ok(())
    }

    /// What is on in the square goes indoors when it rains.
    fn out_of_the_rain(&self, venue: &VenueCode, span: Span) -> Option<Box<RainPlan>> {
        let outdoors = venue.as_str() == SQUARE;
        let open = |code: &str| {
            self.catalogue.venues.iter().any(|venue| venue.code.as_str() == code && venue.is_open_for(span))
        };
        let dry = DRY.into_iter().find(|code| outdoors && open(code))?;
        Some(Box::new(RainPlan { start: None, venue: VenueCode::new(dry).ok() }))
    }

    fn arrange_shifts(&self, row: Row<'_>, board: &mut Board<'_>) -> Result<(), String> {
        let code = row.parse("service", ActivityId::new)?;
        let service = self.catalogue.services.iter().find(|service| service.code == code);
        let service = service.ok_or_else(|| row.fault("service", "not in the catalogue"))?;
        let time = row.parse("time", parse_time)?;
        let venue = row.parse("venue", VenueCode::new)?;
        let demand = row.parse("demand", str::parse)?;
        let roles = self.roles.find("service", code.as_str())?;
        for day in row.parse("when", |rule| self.year.days(rule, board.arranged.month))? {
            if !self.year.holidays.service_day(day).may_serve() {
                continue;
            }
            let mut change = Plan::arrange_shift(service, code.clone(), Start::new(day, time), Some(venue.clone()));
            if let PlanChange::Shift(shift) = &mut change {
                shift.role.hant = Some(roles.text("zh-Hant")?.to_owned());
                shift.role.en = Some(roles.text("en")?.to_owned());
                shift.talent = talent(code.as_str());
                // Visits keep the same pair.
                shift.regular = matches!(code.as_str(), "S04" | "S12");
            }
            board.put(change, demand);
        }
        Ok(())
    }
}

/// A month's rooms while it is being arranged.
struct Board<'a> {
    catalogue: &'a Catalogue,
    taken: Vec<(VenueCode, Span)>,
    arranged: Arranged,
}

impl Board<'_> {
    fn is_free(&self, venue: &VenueCode, span: Span) -> bool {
        let open = self.catalogue.venue(venue).is_some_and(|venue| venue.is_open_for(span));
        open && !self.taken.iter().any(|(other, taken)| other == venue && taken.overlap(span).is_some())
    }

    fn put(&mut self, change: PlanChange, demand: u32) {
        let id = match &change {
            PlanChange::Session { session, .. } => {
                self.taken.extend(session.venue.clone().map(|venue| (venue, session.span())));
                session.id.clone()
            }
            PlanChange::Shift(shift) => shift.id.clone(),
            // Nobody asks for anything else.
            _ => return self.arranged.changes.push(change),
        };
        self.arranged.demand.insert(id, demand);
        self.arranged.changes.push(change);
    }
}

/// For what a service looks first.
fn talent(service: &str) -> Option<Talent> {
    Some(match service {
        "S01" => Talent::Tutoring,
        "S04" | "S12" => Talent::Company,
        "S05" => Talent::Nursing,
        "S08" => Talent::Music,
        "S11" => Talent::Repairs,
        "S14" => Talent::Photography,
        "S15" => Talent::Computers,
        _ => return None,
    })
}

/// Courses that so many ask for, in percent of their places, are drawn.
const DRAWN_FROM: u32 = 140;

fn closes_day(session: &Session) -> NaiveDate {
    session.closes_at().day()
}

/// What decides a draw: a number of the evening after sign-up has closed.
fn number_of(closes: NaiveDate) -> Text {
    let day = closes.succ_opt().unwrap_or(closes);
    let (month, day) = (day.month(), day.day());
    Text {
        hans: format!("{month}月{day}日福彩3D开奖号码（示例）"),
        hant: Some(format!("{month}月{day}日福彩3D開獎號碼（示例）")),
        en: Some(format!("the 3D lottery numbers of {day}/{month} (sample)")),
    }
}

/// Slips for what has places are taken until the evening before.
fn closes(entry: Entry, start: Start) -> Option<Start> {
    let eve = start.day().checked_sub_days(Days::new(1))?;
    let six = NaiveTime::from_hms_opt(18, 0, 0)?;
    matches!(entry, Entry::Places(_)).then(|| Start::new(eve, six))
}

fn activity(row: Row<'_>) -> Result<Activity, String> {
    let kind = Kind::of_slug(row.text("kind")?).ok_or_else(|| row.fault("kind", "unknown"))?;
    let words = |hans, hant, en| -> Result<Text, String> {
        Ok(Text {
            hans: row.text(hans)?.to_owned(),
            hant: Some(row.text(hant)?.to_owned()),
            en: Some(row.text(en)?.to_owned()),
        })
    };
    Ok(Activity {
        id: row.parse("id", ActivityId::new)?,
        sort: Sort::Other(kind),
        title: words("zh-Hans", "zh-Hant", "en")?,
        about: words("about", "about-zh-Hant", "about-en")?,
        course: None,
        provider: row.text("provider")?.to_owned(),
        audience: row.text("audience")?.to_owned(),
        ages: row.parse("ages", ages)?,
        materials: row.text("materials")?.to_owned(),
        fee: if row.text("fee")?.is_empty() { 0 } else { row.parse("fee", str::parse)? },
        special: None,
    })
}

/// Reads `6-12`, `18-`, or nothing.
fn ages(text: &str) -> Result<AgeRange, String> {
    let (from, to) = text.split_once('-').unwrap_or_default();
    let end = |text: &str| if text.is_empty() { Ok(None) } else { text.parse().map(|age| Some(Age(age))) };
    let (Ok(from), Ok(to)) = (end(from), end(to)) else { return Err(format!("{text} is no range of ages")) };
    AgeRange::new(from, to).ok_or_else(|| format!("{text} is the wrong way round"))
}
