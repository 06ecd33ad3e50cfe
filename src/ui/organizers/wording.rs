//! How findings, changes and refused fields are worded.

use chrono::NaiveDate;

use crate::domain::book::Verdict;
use crate::domain::calendar::month_weeks;
use crate::domain::catalogue::Catalogue;
use crate::domain::category::{Category, Mark};
use crate::domain::checks::{Clash, Finding};
use crate::domain::costs::Money;
use crate::domain::holiday::Free;
use crate::domain::id::{SessionId, VenueCode};
use crate::domain::menu::{Menu, Target};
use crate::domain::named_day::named_day;
use crate::domain::placement::Matter;
use crate::domain::plan::Plan;
use crate::domain::proposal::Why;
use crate::domain::text::Text;
use crate::domain::time::{Month, Start};
use crate::ui::dates;
use crate::ui::organizers::drafts::Problem;
use crate::ui::wording;
use crate::ui::words::{number, read, say, say_count, say_nth, say_of, say_with};

/// 德、育、能.
pub fn listed<'a>(items: impl IntoIterator<Item = &'a str>) -> String {
    joined("organize.and", items.into_iter().map(str::to_owned))
}

/// 2026・丙午年.
pub fn dotted(items: impl IntoIterator<Item = String>) -> String {
    joined("organize.dot", items)
}

/// Puts one after another as the sentence of this key has it.
fn joined(key: &'static str, items: impl IntoIterator<Item = String>) -> String {
    let joined = items.into_iter().reduce(|first, next| say_with(key, &[("first", &first), ("next", &next)]));
    joined.unwrap_or_default()
}

/// What only an organizer can settle: of which activity, and of whom where it is about somebody.
pub fn matter(matter: &Matter, title: &str, name: &str) -> String {
    match matter {
        Matter::Overfull { placed, places, .. } => {
            say_with("matter.overfull", &[("title", title), ("n", &number(*placed)), ("places", &number(*places))])
        }
        Matter::PossiblyTheSame { .. } => say_with("matter.possibly-the-same", &[("title", title), ("name", name)]),
        Matter::MissedTheDraw { .. } => say_with("matter.missed-the-draw", &[("title", title), ("name", name)]),
    }
}

/// Where the number that decides a draw comes out, as it is named, before the day on which sign-up closes: that it is no fair one
/// then.
pub fn known_too_early(number: &Text, closes: NaiveDate) -> Option<String> {
    let day = named_day(&number.hans, closes).filter(|day| *day < closes)?;
    let values = [("day", &*dates::day_and_weekday(day)), ("closes", &*dates::day_and_weekday(closes))];
    Some(say_with("sign-up.number-early", &values))
}

/// 12月3日 周四 18:00.
pub fn moment(at: Start) -> String {
    let mut text = dates::day_short(at.day());
    text.push(' ');
    text.push_str(&dates::time(at.time()));
    text
}

/// 2–4 人; 2 人 where neither more nor less are needed.
pub fn needed(from: u16, to: u16) -> String {
    match from == to {
        true => say_count("entries.needed-so-many", to),
        false => say_with("entries.needed", &[("from", &number(from)), ("to", &number(to))]),
    }
}

/// Something to look at: what is so, and the facts behind it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// What is so.
    pub title: String,
    /// With which numbers and names.
    pub detail: String,
}

/// A finding about a plan.
pub fn finding(finding: &Finding, plan: &Plan, catalogue: &Catalogue) -> Told {
    let on = |key, id: &SessionId| say_with(key, &[("day", &day_of(plan, id))]);
    let name = |id: &SessionId| title(plan, id);
    let venue = |code: &VenueCode| catalogue.venue(code).map_or_else(|| code.to_string(), |venue| venue.name.clone());
    let (title, detail) = match finding {
        Finding::VenueClash(Clash { venue: code, first, second, minutes, .. }) => {
            let values =
                [("venue", venue(code)), ("first", name(first)), ("second", name(second)), ("n", number(*minutes))];
            (on("finding.clash", second), with("finding.clash-detail", &values))
        }
        Finding::VenueClosed { session, venue: code } => {
            let values = [("venue", venue(code)), ("title", name(session)), ("hours", hours(catalogue, code))];
            (on("finding.closed", session), with("finding.closed-detail", &values))
        }
        Finding::ShiftOutsideHours { shift, venue: code } => {
            let values = [("venue", venue(code)), ("title", name(shift)), ("hours", hours(catalogue, code))];
            (on("finding.shift-outside", shift), with("finding.shift-outside-detail", &values))
        }
        Finding::VenueTooSmall { sessions, venue: code, capacity, places } => {
            let Some(first) = sessions.first() else { return Told { title: String::new(), detail: String::new() } };
            let (title, venue) = (name(first), venue(code));
            let values =
                [("title", title.clone()), ("venue", venue), ("capacity", number(*capacity)), ("n", number(*places))];
            match sessions.len() {
                1 => (on("finding.too-small", first), with("finding.too-small-detail", &values)),
                count => {
                    let counted = [("n", number(count as i64)), ("title", title)];
                    (with("finding.too-small-all", &counted), with("finding.too-small-all-detail", &values[1..]))
                }
            }
        }
        Finding::VenueUnknown { session } => (on("finding.venue-unknown", session), name(session)),
        Finding::VenueMissing { session } => (on("finding.venue-missing", session), name(session)),
        Finding::OutsideMonth { session } => (on("finding.outside-month", session), name(session)),
        Finding::RainOutsideMonth { session } => (
            on("finding.rain-outside-month", session),
            with("finding.rain-outside-month-detail", &[("title", name(session))]),
        ),
        Finding::Incomplete { session } => (on("finding.incomplete", session), name(session)),
        Finding::NoAgreement { session } => {
            let activity = plan.activities.get(&session.activity);
            let provider = activity.map(|activity| activity.provider.clone()).unwrap_or_default();
            let values = [("title", name(session)), ("provider", provider)];
            (on("finding.no-agreement", session), with("finding.no-agreement-detail", &values))
        }
        Finding::Empty => (say("finding.empty").to_owned(), say("finding.empty-detail").to_owned()),
        Finding::TooFewCourses { have, want } => {
            let held: Vec<Category> =
                plan.activities.values().filter_map(|activity| activity.sort.category()).collect();
            let missing: Vec<&str> = Category::ALL
                .into_iter()
                .filter(|category| !held.contains(category))
                .filter(|category| catalogue.courses.iter().any(|course| course.category == *category))
                .map(|category| wording::mark(Mark::Category(category)))
                .collect();
            let detail = match missing.is_empty() {
                true => String::new(),
                false => say_with("finding.too-few-detail", &[("marks", &listed(missing))]),
            };
            (say_count("finding.too-few", want.saturating_sub(*have)), detail)
        }
        Finding::NoSpecial => plainly("finding.no-special", "finding.no-special-detail"),
        Finding::PersonTwice { person, first, second, minutes } => {
            let values =
                [("person", person.clone()), ("first", name(first)), ("second", name(second)), ("n", number(*minutes))];
            let title = [("day", day_of(plan, second)), ("person", person.clone())];
            (with("finding.person-twice", &title), with("finding.person-twice-detail", &values))
        }
        Finding::ShiftOnWorkday { shift, swapped } => {
            let key = if *swapped { "finding.shift-swapped" } else { "finding.shift-workday" };
            (on(key, shift), with("finding.shift-detail", &[("title", name(shift))]))
        }
        Finding::TeamMissing { session, missing } => {
            let parts = listed(missing.iter().map(|part| say_of("team", part.slug())));
            (on("finding.team", session), with("finding.team-detail", &[("title", name(session)), ("parts", parts)]))
        }
        Finding::NoPlay => plainly("finding.no-play", "finding.no-play-detail"),
        Finding::CategoriesMissing { missing } => {
            let marks = listed(missing.iter().map(|category| wording::mark(Mark::Category(*category))));
            let title = say_count("finding.categories", missing.len() as i64);
            (title, with("finding.categories-detail", &[("marks", marks)]))
        }
        Finding::TopicAgain { session, last, never } => {
            let values = [("month", month_short(*last)), ("n", number(*never))];
            (with("finding.topic-again", &[("title", name(session))]), with("finding.topic-again-detail", &values))
        }
        Finding::WeeksEmpty { weeks: rows } => {
            let title = say_count("finding.weeks-empty", rows.len() as i64);
            (title, with("finding.weeks-detail", &[("weeks", weeks(plan.month, rows))]))
        }
        Finding::NoSafety { weeks: rows } => {
            let title = say_count("finding.no-safety", rows.len() as i64);
            (title, with("finding.safety-detail", &[("weeks", weeks(plan.month, rows))]))
        }
        Finding::NoPerformance => plainly("finding.no-performance", "finding.no-performance-detail"),
        Finding::NoLaw => plainly("finding.no-law", "finding.no-law-detail"),
        Finding::NoScience => plainly("finding.no-science", "finding.no-science-detail"),
        Finding::NoServiceDay { day } => {
            let title = with("finding.no-service-day", &[("day", dates::day(*day))]);
            (title, say("finding.no-service-day-detail").to_owned())
        }
        Finding::NoSafetyDay => plainly("finding.no-safety-day", "finding.no-safety-day-detail"),
        Finding::NoLawInTerm => plainly("finding.no-law-term", "finding.no-law-term-detail"),
        Finding::NoFireDrill { day } => {
            let detail = with("finding.no-fire-drill-detail", &[("day", dates::day(*day))]);
            (say("finding.no-fire-drill").to_owned(), detail)
        }
        Finding::NoScienceWeek => plainly("finding.no-science-week", "finding.no-science-week-detail"),
        Finding::InVacation { sessions } => {
            let days = listed_days(sessions);
            let title = sessions.first().map(name).unwrap_or_default();
            let values = [("title", title), ("days", days)];
            (say_count("finding.in-vacation", sessions.len() as i64), with("finding.in-vacation-detail", &values))
        }
        Finding::OverBudget { planned, budget } => {
            let over = Money(planned.0.saturating_sub(budget.0)).write();
            let values = [("planned", planned.write()), ("budget", budget.write())];
            (with("finding.over-budget", &[("n", over)]), with("finding.over-budget-detail", &values))
        }
    };
    Told { title, detail }
}

/// 9:00–18:00; nothing of a venue that is not known.
fn hours(catalogue: &Catalogue, code: &VenueCode) -> String {
    let venue = catalogue.venue(code);
    venue.map(|venue| [dates::time(venue.opens), dates::time(venue.closes)].join("–")).unwrap_or_default()
}

/// 1月20日至2月27日; one day by itself.
fn listed_days(sessions: &[SessionId]) -> String {
    let days = || sessions.iter().map(|session| session.start.day());
    match (days().min(), days().max()) {
        (Some(first), Some(last)) if first < last => {
            with("finding.days", &[("from", dates::day(first)), ("to", dates::day(last))])
        }
        (first, _) => first.map(dates::day).unwrap_or_default(),
    }
}

/// What speaks for a proposal.
pub fn why(why: Why) -> String {
    match why {
        Why::EmptyWeek => say("propose.empty-week").to_owned(),
        Why::FreeDay(Free::Weekend) => say("propose.weekend").to_owned(),
        Why::FreeDay(Free::Holiday) => say("propose.holiday").to_owned(),
        Why::Workday => say("propose.workday").to_owned(),
        Why::QuietDay => say("propose.quiet-day").to_owned(),
        Why::NoCourseInWeek => say("propose.no-course").to_owned(),
        Why::RoomFits { capacity } => say_count("propose.room", capacity),
    }
}

fn plainly(title: &'static str, detail: &'static str) -> (String, String) {
    (say(title).to_owned(), say(detail).to_owned())
}

/// 3月.
pub fn month_short(month: Month) -> String {
    say_nth("date.months-short", usize::from(month.number()) - 1).to_owned()
}

/// 12月7日那周、12月21日那周.
fn weeks(month: Month, rows: &[usize]) -> String {
    let all = month_weeks(month);
    let firsts = rows.iter().filter_map(|row| all.get(*row)?.iter().find_map(|day| *day));
    let named = firsts.map(|first| say_with("finding.week", &[("from", &dates::day(first))]));
    joined("organize.and", named)
}

fn with(key: &'static str, values: &[(&str, String)]) -> String {
    let values: Vec<(&str, &str)> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
    say_with(key, &values)
}

fn day_of(plan: &Plan, id: &SessionId) -> String {
    dates::day(start(plan, id).day())
}

fn start(plan: &Plan, id: &SessionId) -> Start {
    let session = plan.session(id).map(|session| session.start);
    session.or_else(|| plan.shift(id).map(|shift| shift.start)).unwrap_or(id.start)
}

/// What a session or shift of a plan is called.
pub fn title(plan: &Plan, id: &SessionId) -> String {
    let shift = plan.shift(id).map(|shift| read(&shift.role).to_owned());
    let activity = || plan.activities.get(&id.activity).map(|activity| read(&activity.title).to_owned());
    shift.or_else(activity).unwrap_or_else(|| id.activity.to_string())
}

/// What a session or shift of a published month is called.
pub fn published_title(menu: &Menu, id: &SessionId) -> String {
    match menu.target(id) {
        Some(Target::Session(_, activity)) => read(&activity.title).to_owned(),
        Some(Target::Shift(shift)) => read(&shift.role).to_owned(),
        None => id.activity.to_string(),
    }
}

/// Why a field cannot be taken.
pub fn problem(problem: Problem) -> String {
    match problem {
        Problem::Missing => say("field.missing").to_owned(),
        Problem::Day => say("field.day").to_owned(),
        Problem::Time => say("field.time").to_owned(),
        Problem::Number(from, to) => say_with("field.number", &[("from", &number(from)), ("to", &number(to))]),
        Problem::WrongWayRound => say("field.wrong-way-round").to_owned(),
        Problem::Choice => say("field.choice").to_owned(),
        Problem::AfterItCloses => say("field.after-it-closes").to_owned(),
        Problem::AfterTheStart => say("field.after-the-start").to_owned(),
        Problem::Amount => say("field.amount").to_owned(),
    }
}

/// What an organizer may decide, as the words on its choice.
pub fn verdict(verdict: &Verdict) -> &'static str {
    match verdict {
        Verdict::Place => say("verdict.place"),
        Verdict::Remove => say("verdict.remove"),
        Verdict::Undo => say("verdict.undo"),
        Verdict::OfferAccepted => say("verdict.offer-accepted"),
        Verdict::OfferDeclined => say("verdict.offer-declined"),
        Verdict::TrainingSeen => say("verdict.training-seen"),
        Verdict::SamePerson => say("verdict.same-person"),
        Verdict::AnotherPerson => say("verdict.another-person"),
        Verdict::Move { .. } => say("verdict.move"),
    }
}
