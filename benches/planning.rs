//! How long the checks of a plan take while a session is dragged: a year of 2,000 sessions in 13 rooms, of
//! which one session moves to each of the days of its month. `make bench`. Says the time of making the changed plan and
//! checking it with its year, and of checking all twelve months; a hand notices nothing under 16 ms.

use std::time::{Duration, Instant};

use linli::domain::activity::{Activity, Entry, Session};
use linli::domain::age::AgeRange;
use linli::domain::catalogue::{Catalogue, Course, Provider};
use linli::domain::category::{Category, Kind, Sort};
use linli::domain::centre::Rules;
use linli::domain::changed::Changed;
use linli::domain::checks::Around;
use linli::domain::holiday::Holidays;
use linli::domain::id::{ActivityId, CourseCode, ProviderCode, SessionId, VenueCode};
use linli::domain::plan::{Plan, PlanChange};
use linli::domain::planning::{Check, Planning, Weight};
use linli::domain::provision::Provision;
use linli::domain::repeat::moved;
use linli::domain::text::Text;
use linli::domain::time::{Month, Start, parse_day, parse_time};
use linli::domain::venue::Venue;

const SESSIONS: usize = 2_000;
const ROOMS: usize = 13;
const COURSES: usize = 60;

fn main() {
    let catalogue = catalogue();
    let plans: Vec<Plan> = (1..=12).map(|month| plan(month, &catalogue)).collect();
    let holidays = Holidays::read(Holidays::TABLE).expect("the holidays can be read");
    // Everything that can be asked is asked.
    let planning = Check::ALL.into_iter().fold(Planning::default(), |all, check| all.with(check, Weight::Notice));
    let rules = Rules::default();
    let others: Vec<&Plan> = plans.iter().collect();
    let around =
        Around { catalogue: &catalogue, rules: &rules, planning: &planning, holidays: &holidays, others: &others };

    let december = &plans[11];
    let session = &december.sessions[december.sessions.len() / 2];
    let activity = &december.activities[&session.id.activity];
    let (mut times, mut found) = (Vec::new(), 0);
    for _ in 0..20 {
        for day in 1..=december.month.days() {
            let start = Start::new(december.month.day(day).expect("such a day"), session.start.time());
            let change = PlanChange::Session { activity: activity.clone(), session: moved(session, start) };
            let begin = Instant::now();
            found += december.with(&change).findings(&around).len();
            times.push(begin.elapsed());
        }
    }
    times.sort_unstable();
    let all: usize = plans.iter().map(|plan| plan.sessions.len()).sum();
    let milliseconds = |time: Duration| time.as_secs_f64() * 1e3;
    println!(
        "{all} sessions in the year, {} in the month, {} findings at a time",
        december.sessions.len(),
        found / times.len()
    );
    println!(
        "one session moved:  {:.3} ms in the middle, {:.3} ms at worst",
        milliseconds(times[times.len() / 2]),
        milliseconds(times[times.len() - 1])
    );

    let begin = Instant::now();
    let found: usize = plans.iter().map(|plan| plan.findings(&around).len()).sum();
    println!("all twelve months:  {:.3} ms, {found} findings", milliseconds(begin.elapsed()));
}

fn catalogue() -> Catalogue {
    let courses = (0..COURSES).map(|n| Course {
        code: CourseCode::new(format!("A{n:02}")).expect("a code"),
        category: Category::ALL[n % 5],
        title: format!("课程{n}"),
        provider: ProviderCode::new(format!("P{:02}", n % 10)).expect("a code"),
        audience: String::new(),
        ages: AgeRange::default(),
        minutes: 90,
        places: 20,
        materials: String::new(),
        cost_yuan: 500,
    });
    let year = (parse_day("2026-04-01").expect("a day"), parse_day("2026-12-31").expect("a day"));
    let providers = (0..10)
        .map(|n| Provider::new(ProviderCode::new(format!("P{n:02}")).expect("a code"), format!("示例{n}"), year));
    let hours = (parse_time("09:00").expect("a time"), parse_time("20:30").expect("a time"));
    let venues = (0..ROOMS).map(|n| Venue::new(room(n), format!("场地{n}"), 30, hours));
    Catalogue {
        courses: courses.collect(),
        providers: providers.collect(),
        venues: venues.collect(),
        services: Vec::new(),
    }
}

fn room(n: usize) -> VenueCode {
    VenueCode::new(format!("V{:02}", n % ROOMS)).expect("a code")
}

/// A twelfth of the year: a course in ten, the rest of the centre's own, each with a teacher.
fn plan(month: u8, catalogue: &Catalogue) -> Plan {
    let month = Month::new(2026, month).expect("a month");
    let of_month = SESSIONS.div_ceil(12).min(SESSIONS - SESSIONS.div_ceil(12) * usize::from(month.number() - 1));
    let mut changes = Vec::new();
    for n in 0..of_month {
        let day = month.day((n % usize::from(month.days())) as u8 + 1).expect("such a day");
        let time = parse_time(["09:00", "10:00", "14:00", "15:00", "19:00"][n / 31 % 5]).expect("a time");
        let start = Start::new(day, time);
        let course = (n % 10 == 0).then(|| &catalogue.courses[(n / 10 + usize::from(month.number())) % COURSES]);
        let id = ActivityId::new(format!("X-{n}")).expect("an id");
        let activity = Activity {
            id: id.clone(),
            sort: course.map_or(Sort::Other(Kind::ALL[n % 13]), |course| Sort::Course(course.category)),
            title: Text::new("合唱"),
            about: Text::default(),
            course: course.map(|course| course.code.clone()),
            provider: format!("示例{}", n % 10),
            audience: String::new(),
            ages: AgeRange::default(),
            materials: String::new(),
            fee: 0,
            special: None,
        };
        let session = Session {
            id: SessionId { activity: id, start },
            start,
            minutes: 90,
            venue: Some(room(n)),
            entry: Entry::Places(20),
            closes: None,
            opens: None,
            draw: None,
            cancelled: None,
            changed: Changed::default(),
            rain: None,
        };
        let provision = Provision { teacher: format!("老师{}", n % 40), ..Provision::default() };
        changes.push(PlanChange::Provide { session: session.id.clone(), provision });
        changes.push(PlanChange::Session { activity, session });
    }
    Plan::of(month, &changes)
}
