//! What is typed into the organizers' forms, and what it means: text becomes a value once, or a list of problems
//! that each name their field. The forms themselves are views; nothing here knows a browser.

mod usual;

pub use usual::{UsualDraft, UsualField};

use chrono::NaiveDate;

use crate::domain::activity::{Activity, Entry, Session, Shift};
use crate::domain::age::{Age, AgeRange};
use crate::domain::catalogue::Service;
use crate::domain::category::{Kind, Sort};
use crate::domain::centre::{Centre, Rules};
use crate::domain::changed::Changed;
use crate::domain::id::{ActivityId, SessionId, VenueCode};
use crate::domain::plan::{LONGEST_MINUTES, PlanChange};
use crate::domain::text::Text;
use crate::domain::time::{Start, parse_day, parse_time, write_day, write_time};
use crate::ui::words::number;

/// Why a field cannot be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Problem {
    /// It has to be filled in.
    Missing,
    /// Not a day.
    Day,
    /// Not a time of day.
    Time,
    /// Not a whole number from the first to the second.
    Number(u16, u16),
    /// The lower end is above the upper.
    WrongWayRound,
    /// Nothing that can be chosen here.
    Choice,
    /// Sign-up would open when it has closed.
    AfterItCloses,
    /// Sign-up would close when the session has begun; a draw needs time before.
    AfterTheStart,
    /// Not an amount of money.
    Amount,
}

/// Each field that cannot be taken, with the reason.
pub type Problems<F> = Vec<(F, Problem)>;

/// The most places a session may be given.
const MOST_PLACES: u16 = 2000;
/// The most people a shift may ask for.
const MOST_NEEDED: u16 = 200;

/// Collects the problems of a form while its fields are read.
pub(super) struct Reader<F> {
    problems: Problems<F>,
}

impl<F: Copy> Reader<F> {
    pub(super) fn new() -> Self {
        Self { problems: Vec::new() }
    }

    fn refuse<T>(&mut self, field: F, problem: Problem) -> Option<T> {
        self.problems.push((field, problem));
        None
    }

    fn words(&mut self, field: F, text: &str) -> Option<String> {
        match text.trim() {
            "" => self.refuse(field, Problem::Missing),
            words => Some(words.to_owned()),
        }
    }

    fn day(&mut self, field: F, text: &str) -> Option<NaiveDate> {
        match text.trim() {
            "" => self.refuse(field, Problem::Missing),
            text => parse_day(text).ok().or_else(|| self.refuse(field, Problem::Day)),
        }
    }

    /// A browser's time field may write seconds.
    fn start(&mut self, (day_field, time_field): (F, F), day: &str, time: &str) -> Option<Start> {
        let day = self.day(day_field, day);
        let time = match time.trim() {
            "" => self.refuse(time_field, Problem::Missing),
            text => {
                let minutes = text.strip_suffix(":00").filter(|rest| rest.contains(':')).unwrap_or(text);
                parse_time(minutes).ok().or_else(|| self.refuse(time_field, Problem::Time))
            }
        };
        Some(Start::new(day?, time?))
    }

    /// None stands for two empty fields.
    pub(super) fn start_if_any(&mut self, fields: (F, F), day: &str, time: &str) -> Option<Option<Start>> {
        match (day.trim(), time.trim()) {
            ("", "") => Some(None),
            (day, time) => self.start(fields, day, time).map(Some),
        }
    }

    fn number(&mut self, field: F, text: &str, (least, most): (u16, u16)) -> Option<u16> {
        if text.trim().is_empty() {
            return self.refuse(field, Problem::Missing);
        }
        let within = text.trim().parse().ok().filter(|number| (least..=most).contains(number));
        within.or_else(|| self.refuse(field, Problem::Number(least, most)))
    }

    /// None stands for an empty field.
    fn number_if_any(&mut self, field: F, text: &str, bounds: (u16, u16)) -> Option<Option<u16>> {
        match text.trim() {
            "" => Some(None),
            text => self.number(field, text, bounds).map(Some),
        }
    }

    fn age_if_any(&mut self, field: F, text: &str) -> Option<Option<Age>> {
        let years = self.number_if_any(field, text, (0, 120))?;
        Some(years.and_then(|years| u8::try_from(years).ok()).map(Age))
    }

    pub(super) fn venue_if_any(&mut self, field: F, text: &str) -> Option<Option<VenueCode>> {
        match text.trim() {
            "" => Some(None),
            code => VenueCode::new(code).ok().map(Some).or_else(|| self.refuse(field, Problem::Choice)),
        }
    }

    /// What all fields together make, unless one of them could not be read.
    pub(super) fn done<T>(self, value: Option<T>) -> Result<T, Problems<F>> {
        match value {
            Some(value) if self.problems.is_empty() => Ok(value),
            _ => Err(self.problems),
        }
    }
}

/// A text in up to three languages, as typed. Only simplified Chinese has to be there.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TextDraft {
    /// 简体.
    pub hans: String,
    /// 繁體.
    pub hant: String,
    /// English.
    pub en: String,
}

impl TextDraft {
    /// As it stands.
    pub fn of(text: &Text) -> Self {
        let other = |text: &Option<String>| text.clone().unwrap_or_default();
        Self { hans: text.hans.clone(), hant: other(&text.hant), en: other(&text.en) }
    }

    /// As a text. It may be empty.
    pub fn read(&self) -> Text {
        let other = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
        Text { hans: self.hans.trim().to_owned(), hant: other(&self.hant), en: other(&self.en) }
    }
}

/// The most that anybody is charged, in yuan.
const DEAREST: u16 = 9999;

/// When and where a session is, and how one gets in, as typed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TimesDraft {
    /// `YYYY-MM-DD`.
    pub day: String,
    /// `HH:MM`.
    pub time: String,
    /// How long.
    pub minutes: String,
    /// A venue's code, or nothing.
    pub venue: String,
    /// How many places.
    pub places: String,
    /// 不用报名: places do not matter.
    pub walk_in: bool,
}

/// A field of [`TimesDraft`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TimesField {
    /// The day.
    Day,
    /// The time of the day.
    Time,
    /// How long.
    Minutes,
    /// Where.
    Venue,
    /// How many places.
    Places,
}

/// When and where a session is, and how one gets in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Times {
    /// When it begins.
    pub start: Start,
    /// How long it lasts, in minutes.
    pub minutes: u16,
    /// Where.
    pub venue: Option<VenueCode>,
    /// How one gets in.
    pub entry: Entry,
}

impl TimesDraft {
    /// As a session has it.
    pub fn of(session: &Session) -> Self {
        Self {
            day: write_day(session.start.day()),
            time: write_time(session.start.time()),
            minutes: number(session.minutes),
            venue: session.venue.as_ref().map(ToString::to_string).unwrap_or_default(),
            places: session.places().map(number).unwrap_or_default(),
            walk_in: session.entry == Entry::WalkIn,
        }
    }

    /// What it means.
    ///
    /// # Errors
    /// With every field that cannot be taken.
    pub fn read(&self) -> Result<Times, Problems<TimesField>> {
        let mut reader = Reader::new();
        let start = reader.start((TimesField::Day, TimesField::Time), &self.day, &self.time);
        let minutes = reader.number(TimesField::Minutes, &self.minutes, (1, LONGEST_MINUTES));
        let venue = reader.venue_if_any(TimesField::Venue, &self.venue);
        let entry = match self.walk_in {
            true => Some(Entry::WalkIn),
            false => reader.number(TimesField::Places, &self.places, (1, MOST_PLACES)).map(Entry::Places),
        };
        let times = || Some(Times { start: start?, minutes: minutes?, venue: venue?, entry: entry? });
        let times = times();
        reader.done(times)
    }
}

impl Times {
    /// As a new session of an activity.
    pub fn new_session(self, activity: ActivityId) -> Session {
        Session {
            id: SessionId { activity, start: self.start },
            start: self.start,
            minutes: self.minutes,
            venue: self.venue,
            entry: self.entry,
            closes: None,
            opens: None,
            draw: None,
            cancelled: None,
            changed: Changed::default(),
            rain: None,
        }
    }

    /// The session arranged otherwise: its id stays.
    pub fn moved(self, session: &Session) -> Session {
        let Times { start, minutes, venue, entry } = self;
        Session { start, minutes, venue, entry, ..session.clone() }
    }
}

/// How a session's places are given, and when slips are taken, as typed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SignUpDraft {
    /// 抽签; else 先到先得.
    pub drawn: bool,
    /// From when on slips are taken: `YYYY-MM-DD`, or nothing.
    pub opens_day: String,
    /// `HH:MM`.
    pub opens_time: String,
    /// Until when: `YYYY-MM-DD`, or nothing.
    pub closes_day: String,
    /// `HH:MM`.
    pub closes_time: String,
    /// Which public number will decide a draw.
    pub number: TextDraft,
}

/// A field of [`SignUpDraft`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SignUpField {
    /// The day on which sign-up opens.
    OpensDay,
    /// The time of that day.
    OpensTime,
    /// The day on which it closes.
    ClosesDay,
    /// The time of that day.
    ClosesTime,
    /// Which public number will decide.
    Number,
}

/// How a session's places are given, and when slips are taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignUp {
    /// From when on.
    pub opens: Option<Start>,
    /// Until when.
    pub closes: Option<Start>,
    /// Which public number decides, where places are drawn.
    pub number: Option<Text>,
}

impl SignUpDraft {
    /// As a session has it.
    pub fn of(session: &Session) -> Self {
        let day = |at: Option<Start>| at.map(|at| write_day(at.day())).unwrap_or_default();
        let time = |at: Option<Start>| at.map(|at| write_time(at.time())).unwrap_or_default();
        Self {
            drawn: session.draw.is_some(),
            opens_day: day(session.opens),
            opens_time: time(session.opens),
            closes_day: day(session.closes),
            closes_time: time(session.closes),
            number: session.draw.as_ref().map(|terms| TextDraft::of(&terms.number)).unwrap_or_default(),
        }
    }

    /// What it means for a session that begins then; its own problems alone while that is not known. A draw has to
    /// close some time before, so that it can be held.
    ///
    /// # Errors
    /// With every field that cannot be taken.
    pub fn read(&self, start: Option<Start>) -> Result<SignUp, Problems<SignUpField>> {
        use SignUpField as F;
        let mut reader = Reader::new();
        let opens = reader.start_if_any((F::OpensDay, F::OpensTime), &self.opens_day, &self.opens_time);
        let closes = match self.drawn {
            true => reader.start((F::ClosesDay, F::ClosesTime), &self.closes_day, &self.closes_time).map(Some),
            false => reader.start_if_any((F::ClosesDay, F::ClosesTime), &self.closes_day, &self.closes_time),
        };
        let until = closes.flatten().or(start);
        if matches!((closes.flatten(), start), (Some(closes), Some(start)) if closes > start || (self.drawn && closes == start))
        {
            reader.refuse::<()>(F::ClosesDay, Problem::AfterTheStart);
        }
        if matches!((opens.flatten(), until), (Some(opens), Some(until)) if opens >= until) {
            reader.refuse::<()>(F::OpensDay, Problem::AfterItCloses);
        }
        let number = match self.drawn {
            true => reader.words(F::Number, &self.number.hans).map(|_| Some(self.number.read())),
            false => Some(None),
        };
        let sign_up = || Some(SignUp { opens: opens?, closes: closes?, number: number? });
        let sign_up = sign_up();
        reader.done(sign_up)
    }
}

impl SignUp {
    /// The session with slips taken then. How its places are given is arranged by the desk, which makes the seeds.
    pub fn within(&self, session: Session) -> Session {
        Session { opens: self.opens, closes: self.closes, ..session }
    }
}

/// The words of an activity of the centre's own, as typed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ActivityDraft {
    /// A kind's slug.
    pub kind: String,
    /// What it is called.
    pub title: TextDraft,
    /// A few sentences.
    pub about: TextDraft,
    /// For whom, in words.
    pub audience: String,
    /// From this age.
    pub from: String,
    /// Up to this age.
    pub to: String,
    /// What to bring.
    pub materials: String,
    /// Who teaches or stages it.
    pub provider: String,
    /// What each who comes pays, in yuan; nothing is free of charge.
    pub fee: String,
    /// Whether it counts as one of the centre's specials; none: as its kind does.
    pub special: Option<bool>,
}

/// A field of [`ActivityDraft`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ActivityField {
    /// What it is.
    Kind,
    /// What it is called.
    Title,
    /// From this age.
    From,
    /// Up to this age.
    To,
    /// What it costs.
    Fee,
}

impl ActivityDraft {
    /// As an activity of the centre's own has it. A course's words come from the course menu.
    pub fn of(activity: &Activity) -> Self {
        let age = |age: Option<Age>| age.map(|age| number(age.0)).unwrap_or_default();
        Self {
            kind: match activity.sort {
                Sort::Other(kind) => kind.slug().to_owned(),
                Sort::Course(_) => String::new(),
            },
            title: TextDraft::of(&activity.title),
            about: TextDraft::of(&activity.about),
            audience: activity.audience.clone(),
            from: age(activity.ages.from),
            to: age(activity.ages.to),
            materials: activity.materials.clone(),
            provider: activity.provider.clone(),
            fee: if activity.fee == 0 { String::new() } else { number(activity.fee) },
            special: activity.special,
        }
    }

    /// What it means, for the activity of this id.
    ///
    /// # Errors
    /// With every field that cannot be taken.
    pub fn read(&self, id: ActivityId) -> Result<Activity, Problems<ActivityField>> {
        let mut reader = Reader::new();
        let kind = Kind::of_slug(&self.kind).or_else(|| reader.refuse(ActivityField::Kind, Problem::Missing));
        reader.words(ActivityField::Title, &self.title.hans);
        let from = reader.age_if_any(ActivityField::From, &self.from);
        let to = reader.age_if_any(ActivityField::To, &self.to);
        let range = || AgeRange::new(from?, to?);
        let range = match (range(), from, to) {
            (None, Some(_), Some(_)) => reader.refuse(ActivityField::To, Problem::WrongWayRound),
            (range, ..) => range,
        };
        let fee = reader.number_if_any(ActivityField::Fee, &self.fee, (0, DEAREST));
        let activity = || {
            Some(Activity {
                id,
                sort: Sort::Other(kind?),
                title: self.title.read(),
                about: self.about.read(),
                course: None,
                provider: self.provider.trim().to_owned(),
                audience: self.audience.trim().to_owned(),
                ages: range?,
                materials: self.materials.trim().to_owned(),
                fee: fee?.unwrap_or(0),
                // What its kind says anyway is nothing that was said.
                special: self.special.filter(|special| kind.is_some_and(|kind| kind.is_special() != *special)),
            })
        };
        let activity = activity();
        reader.done(activity)
    }
}

/// A volunteer job on a day, as typed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ShiftDraft {
    /// A service's code.
    pub service: String,
    /// `YYYY-MM-DD`.
    pub day: String,
    /// `HH:MM`.
    pub time: String,
    /// How long.
    pub minutes: String,
    /// Where to meet: a venue's code, or nothing.
    pub venue: String,
    /// With fewer people it does not work.
    pub from: String,
    /// More people are not needed.
    pub to: String,
}

/// A field of [`ShiftDraft`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ShiftField {
    /// Which service.
    Service,
    /// The day.
    Day,
    /// The time of the day.
    Time,
    /// How long.
    Minutes,
    /// Where to meet.
    Venue,
    /// With fewer people it does not work.
    From,
    /// More people are not needed.
    To,
}

/// When and where a shift is, and for how many.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShiftTimes {
    /// When it begins.
    pub start: Start,
    /// How long it lasts, in minutes.
    pub minutes: u16,
    /// Where to meet.
    pub venue: Option<VenueCode>,
    /// With fewer people it does not work.
    pub needed_from: u16,
    /// More people are not needed.
    pub needed_to: u16,
}

impl ShiftDraft {
    /// As a shift has it.
    pub fn of(shift: &Shift) -> Self {
        Self {
            service: String::new(),
            day: write_day(shift.start.day()),
            time: write_time(shift.start.time()),
            minutes: number(shift.minutes),
            venue: shift.venue.as_ref().map(ToString::to_string).unwrap_or_default(),
            from: number(shift.needed_from),
            to: number(shift.needed_to),
        }
    }

    /// What it means.
    ///
    /// # Errors
    /// With every field that cannot be taken.
    pub fn read(&self) -> Result<ShiftTimes, Problems<ShiftField>> {
        let mut reader = Reader::new();
        let start = reader.start((ShiftField::Day, ShiftField::Time), &self.day, &self.time);
        let minutes = reader.number(ShiftField::Minutes, &self.minutes, (1, LONGEST_MINUTES));
        let venue = reader.venue_if_any(ShiftField::Venue, &self.venue);
        let from = reader.number(ShiftField::From, &self.from, (1, MOST_NEEDED));
        let to = reader.number(ShiftField::To, &self.to, (1, MOST_NEEDED));
        if matches!((from, to), (Some(from), Some(to)) if from > to) {
            reader.refuse::<()>(ShiftField::To, Problem::WrongWayRound);
        }
        let times = || {
            let (needed_from, needed_to) = (from?, to?);
            Some(ShiftTimes { start: start?, minutes: minutes?, venue: venue?, needed_from, needed_to })
        };
        let times = times();
        reader.done(times)
    }

    /// Everything that cannot be taken of a new shift, the service included.
    pub fn problems(&self) -> Problems<ShiftField> {
        let missing = self.service.is_empty().then_some((ShiftField::Service, Problem::Missing));
        missing.into_iter().chain(self.read().err().unwrap_or_default()).collect()
    }
}

impl ShiftTimes {
    /// As a new shift of a service.
    pub fn new_shift(self, service: &Service, id: ActivityId) -> PlanChange {
        PlanChange::Shift(Shift {
            id: SessionId { activity: id, start: self.start },
            kind: service.kind,
            role: Text::new(service.role.clone()),
            start: self.start,
            minutes: self.minutes,
            venue: self.venue,
            needed_from: self.needed_from,
            needed_to: self.needed_to,
            skills: service.skills.clone(),
            training: service.training.clone(),
            min_age: service.min_age,
            talent: None,
            regular: false,
            cancelled: None,
            changed: Changed::default(),
        })
    }

    /// The shift arranged otherwise: its id stays.
    pub fn moved(self, shift: &Shift) -> PlanChange {
        let ShiftTimes { start, minutes, venue, needed_from, needed_to } = self;
        PlanChange::Shift(Shift { start, minutes, venue, needed_from, needed_to, ..shift.clone() })
    }
}

/// How a centre introduces itself, as typed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CentreForm {
    /// What it is called.
    pub name: TextDraft,
    /// Its community, short.
    pub short_name: TextDraft,
    /// Where it is.
    pub address: TextDraft,
    /// Whom to call.
    pub phone: String,
    /// When someone is there.
    pub hours: TextDraft,
}

/// A field of [`CentreForm`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CentreField {
    /// What it is called.
    Name,
    /// Its community, short.
    ShortName,
    /// Where it is.
    Address,
    /// Whom to call.
    Phone,
    /// When someone is there.
    Hours,
}

impl CentreForm {
    /// As the centre introduced itself.
    pub fn of(centre: &Centre) -> Self {
        Self {
            name: TextDraft::of(&centre.name),
            short_name: TextDraft::of(&centre.short_name),
            address: TextDraft::of(&centre.address),
            phone: centre.phone.clone(),
            hours: TextDraft::of(&centre.hours),
        }
    }

    /// The fields that residents need and that are empty: every flow ends with a number to call and a place to go.
    pub fn problems(&self) -> Problems<CentreField> {
        let mut reader = Reader::new();
        reader.words(CentreField::Name, &self.name.hans);
        reader.words(CentreField::ShortName, &self.short_name.hans);
        reader.words(CentreField::Address, &self.address.hans);
        reader.words(CentreField::Phone, &self.phone);
        reader.words(CentreField::Hours, &self.hours.hans);
        reader.problems
    }

    /// The centre introduced anew.
    ///
    /// # Errors
    /// With every field that cannot be taken.
    pub fn read(&self, centre: &Centre) -> Result<Centre, Problems<CentreField>> {
        let problems = self.problems();
        if !problems.is_empty() {
            return Err(problems);
        }
        Ok(Centre {
            name: self.name.read(),
            short_name: self.short_name.read(),
            address: self.address.read(),
            phone: self.phone.trim().to_owned(),
            hours: self.hours.read(),
            ..centre.clone()
        })
    }
}

/// The rules of a centre, as typed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RulesDraft {
    /// Places a household may hold in a month, or nothing.
    pub quota: String,
    /// Hours before a session from which a free place is offered.
    pub notice_hours: String,
    /// The 3.
    pub courses: String,
    /// By when an answer comes.
    pub answers_by: TextDraft,
    /// 抽签 is offered first.
    pub usually_drawn: bool,
    /// Who won nothing in the last draws goes first.
    pub losers_first: bool,
}

/// A field of [`RulesDraft`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RulesField {
    /// Places a household may hold in a month.
    Quota,
    /// Hours before a session from which a free place is offered.
    NoticeHours,
    /// The 3.
    Courses,
}

impl RulesDraft {
    /// As they hold.
    pub fn of(rules: &Rules) -> Self {
        Self {
            quota: rules.household_quota.map(number).unwrap_or_default(),
            notice_hours: number(rules.notice_hours),
            courses: number(rules.courses_a_month),
            answers_by: TextDraft::of(&rules.answers_by),
            usually_drawn: rules.usually_drawn,
            losers_first: rules.losers_first,
        }
    }

    /// What they mean; what stands on no form stays as it is.
    ///
    /// # Errors
    /// With every field that cannot be taken.
    pub fn read(&self, rules: &Rules) -> Result<Rules, Problems<RulesField>> {
        let mut reader = Reader::new();
        let quota = reader.number_if_any(RulesField::Quota, &self.quota, (1, 100));
        let notice = reader.number(RulesField::NoticeHours, &self.notice_hours, (0, 240));
        let courses = reader.number(RulesField::Courses, &self.courses, (0, 50));
        let rules = || {
            Some(Rules {
                household_quota: quota?,
                notice_hours: notice?,
                courses_a_month: courses?,
                answers_by: self.answers_by.read(),
                usually_drawn: self.usually_drawn,
                losers_first: self.losers_first,
                ..rules.clone()
            })
        };
        let rules = rules();
        reader.done(rules)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn times() -> TimesDraft {
        TimesDraft {
            day: "2026-12-05".into(),
            time: "10:00".into(),
            minutes: "90".into(),
            venue: "V01".into(),
            places: "20".into(),
            walk_in: false,
        }
    }

    #[track_caller]
    fn refused(change: impl FnOnce(&mut TimesDraft), expected: &[(TimesField, Problem)]) {
        let mut draft = times();
        change(&mut draft);
        assert_eq!(draft.read().unwrap_err(), expected);
    }

    #[test]
    fn times_are_read_field_by_field() {
        let read = times().read().unwrap();
        assert_eq!(read.start.to_string(), "2026-12-05T10:00");
        assert_eq!((read.minutes, read.entry), (90, Entry::Places(20)));
        refused(|draft| draft.time = "25:00".into(), &[(TimesField::Time, Problem::Time)]);
        refused(|draft| draft.day = "2026-02-30".into(), &[(TimesField::Day, Problem::Day)]);
        refused(|draft| draft.places = "0".into(), &[(TimesField::Places, Problem::Number(1, MOST_PLACES))]);
        refused(
            |draft| {
                draft.day.clear();
                draft.minutes = "1441".into();
            },
            &[(TimesField::Day, Problem::Missing), (TimesField::Minutes, Problem::Number(1, LONGEST_MINUTES))],
        );
    }

    #[test]
    fn who_may_just_come_needs_no_places() {
        let draft = TimesDraft { walk_in: true, places: String::new(), venue: String::new(), ..times() };
        let read = draft.read().unwrap();
        assert_eq!((read.entry, read.venue), (Entry::WalkIn, None));
    }

    #[test]
    fn a_browsers_time_may_have_seconds() {
        let draft = TimesDraft { time: "10:30:00".into(), ..times() };
        assert_eq!(draft.read().unwrap().start.to_string(), "2026-12-05T10:30");
    }

    #[test]
    fn a_session_goes_through_the_form_unchanged() {
        let session = times().read().unwrap().new_session(ActivityId::new("X-1").unwrap());
        assert_eq!(TimesDraft::of(&session), times());
        let moved = TimesDraft { day: "2026-12-06".into(), ..times() }.read().unwrap().moved(&session);
        assert_eq!(moved.id, session.id);
        assert_eq!(moved.start.to_string(), "2026-12-06T10:00");
    }

    fn draw() -> SignUpDraft {
        SignUpDraft {
            drawn: true,
            closes_day: "2026-12-03".into(),
            closes_time: "18:00".into(),
            number: TextDraft { hans: "12月3日开奖号码".into(), ..Default::default() },
            ..Default::default()
        }
    }

    #[track_caller]
    fn sign_up_refused(change: impl FnOnce(&mut SignUpDraft), expected: &[(SignUpField, Problem)]) {
        let mut draft = draw();
        change(&mut draft);
        assert_eq!(draft.read(Start::parse("2026-12-05T10:00").ok()).unwrap_err(), expected);
    }

    #[test]
    fn a_draw_says_when_it_closes_and_what_decides() {
        use SignUpField as F;
        let start = Start::parse("2026-12-05T10:00").ok();
        let read = draw().read(start).unwrap();
        assert_eq!(read.number.unwrap().hans, "12月3日开奖号码");
        assert_eq!((read.opens, read.closes), (None, Start::parse("2026-12-03T18:00").ok()));
        sign_up_refused(|draft| draft.number.hans.clear(), &[(F::Number, Problem::Missing)]);
        sign_up_refused(
            |draft| {
                draft.closes_day.clear();
                draft.closes_time.clear();
            },
            &[(F::ClosesDay, Problem::Missing), (F::ClosesTime, Problem::Missing)],
        );
        sign_up_refused(|draft| draft.closes_day = "2026-12-06".into(), &[(F::ClosesDay, Problem::AfterTheStart)]);
        sign_up_refused(
            |draft| {
                draft.opens_day = "2026-12-03".into();
                draft.opens_time = "18:00".into();
            },
            &[(F::OpensDay, Problem::AfterItCloses)],
        );
        sign_up_refused(|draft| draft.opens_day = "2026-12-01".into(), &[(F::OpensTime, Problem::Missing)]);
    }

    #[test]
    fn where_the_first_to_come_are_placed_nothing_needs_to_be_said() {
        let read = SignUpDraft::default().read(None).unwrap();
        assert_eq!(read, SignUp { opens: None, closes: None, number: None });
    }

    #[test]
    fn ages_have_to_be_the_right_way_round() {
        let id = ActivityId::new("X-1").unwrap();
        let mut draft = ActivityDraft { kind: "club".into(), from: "12".into(), to: "6".into(), ..Default::default() };
        let expected = [(ActivityField::Title, Problem::Missing), (ActivityField::To, Problem::WrongWayRound)];
        assert_eq!(draft.read(id.clone()).unwrap_err(), expected);
        draft.title.hans = "合唱<script>".into();
        draft.to = "60".into();
        let activity = draft.read(id).unwrap();
        assert_eq!(activity.title.hans, "合唱<script>", "words stay as they are typed");
        assert_eq!(ActivityDraft::of(&activity), draft);
    }

    #[test]
    fn a_shift_cannot_need_more_than_it_takes() {
        let draft = ShiftDraft {
            day: "2026-12-05".into(),
            time: "9:00".into(),
            minutes: "120".into(),
            from: "4".into(),
            to: "2".into(),
            ..Default::default()
        };
        assert_eq!(draft.read().unwrap_err(), [(ShiftField::To, Problem::WrongWayRound)]);
        let draft = ShiftDraft { to: "6".into(), ..draft };
        assert_eq!(draft.read().unwrap().needed_to, 6);
    }

    #[test]
    fn rules_are_read() {
        let rules = Rules::default();
        let draft = RulesDraft::of(&rules);
        assert_eq!(draft.read(&rules).unwrap(), rules);
        let draft = RulesDraft { quota: "0".into(), notice_hours: String::new(), ..draft };
        let expected = [(RulesField::Quota, Problem::Number(1, 100)), (RulesField::NoticeHours, Problem::Missing)];
        assert_eq!(draft.read(&rules).unwrap_err(), expected);
    }

    #[test]
    fn residents_need_a_number_to_call() {
        let form = CentreForm { name: TextDraft { hans: "中心".into(), ..Default::default() }, ..Default::default() };
        let missing: Vec<CentreField> = form.problems().into_iter().map(|(field, _)| field).collect();
        let expected = [CentreField::ShortName, CentreField::Address, CentreField::Phone, CentreField::Hours];
        assert_eq!(missing, expected);
    }
}
