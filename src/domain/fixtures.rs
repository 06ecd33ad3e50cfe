//! What the tests' stories are made of: the plainest activity, session, shift, month, person and slip that there can be. A test
//! names what it is about and takes the rest from here:
//! `Session { entry: Entry::Places(2), ..session("X-1", "2026-12-05T10:00") }`.

use crate::domain::activity::{Activity, Entry, Session, Shift};
use crate::domain::age::AgeRange;
use crate::domain::catalogue::{Catalogue, Course, ServiceKind};
use crate::domain::category::{Category, Sort};
use crate::domain::centre::Rules;
use crate::domain::changed::Changed;
use crate::domain::id::{
    ActivityId, CentreId, CourseCode, HouseholdTag, OutcomeKey, OutcomeTag, ProviderCode, SessionId, SlipId,
    SlipSecret, VenueCode,
};
use crate::domain::menu::{Menu, Place};
use crate::domain::plan::Plan;
use crate::domain::provider::Provider;
use crate::domain::slip::{Arrival, Asks, Content, Needs, OpenedSlip, Person, Way};
use crate::domain::text::Text;
use crate::domain::time::{Month, Stamp, Start, parse_day, parse_time};
use crate::domain::venue::Venue;

/// `2026-12-05T10:00`.
pub fn start(text: &str) -> Start {
    Start::parse(text).unwrap()
}

/// `2026-12`.
pub fn month(text: &str) -> Month {
    Month::parse(text).unwrap()
}

/// `X-1@2026-12-05T10:00`.
pub fn target(text: &str) -> SessionId {
    SessionId::parse(text).unwrap()
}

/// A room by its code.
pub fn room(code: &str) -> Option<VenueCode> {
    Some(VenueCode::new(code).unwrap())
}

/// The centre of every story that says no other.
pub fn centre() -> CentreId {
    CentreId::new("AAAAAAAA").unwrap()
}

/// An activity for everybody, free, nobody's in particular.
pub fn activity(id: &str, sort: Sort, title: &str) -> Activity {
    Activity {
        id: ActivityId::new(id).unwrap(),
        sort,
        title: Text::new(title),
        about: Text::default(),
        course: None,
        provider: String::new(),
        audience: String::new(),
        ages: AgeRange::default(),
        materials: String::new(),
        fee: 0,
        special: None,
    }
}

/// An hour of an activity, nowhere in particular, without sign-up.
pub fn session(activity: &str, at: &str) -> Session {
    let start = start(at);
    Session {
        id: SessionId { activity: ActivityId::new(activity).unwrap(), start },
        start,
        minutes: 60,
        venue: None,
        entry: Entry::WalkIn,
        closes: None,
        opens: None,
        draw: None,
        cancelled: None,
        changed: Changed::default(),
        rain: None,
    }
}

/// Two hours for one or two volunteers of any age: `S05-1@2026-12-05T14:00`.
pub fn shift(id: &str, role: &str) -> Shift {
    let id = target(id);
    Shift {
        start: id.start,
        id,
        kind: ServiceKind::Elders,
        role: Text::new(role),
        minutes: 120,
        venue: None,
        needed_from: 1,
        needed_to: 2,
        skills: String::new(),
        training: String::new(),
        min_age: None,
        talent: None,
        regular: false,
        cancelled: None,
        changed: Changed::default(),
    }
}

/// A room as a published month names it.
pub fn place(code: &str, name: &str) -> Place {
    Place { code: VenueCode::new(code).unwrap(), name: name.to_owned(), lender: String::new(), notes: String::new() }
}

/// A month in which nothing is on.
pub fn menu(of: &str) -> Menu {
    Menu {
        format: Menu::FORMAT,
        centre: centre(),
        month: month(of),
        revision: 1,
        rules: Rules::default(),
        activities: Vec::new(),
        venues: Vec::new(),
        sessions: Vec::new(),
        shifts: Vec::new(),
        readings: Default::default(),
    }
}

/// A plan as it is published first, by a centre without lists.
pub fn published(plan: &Plan) -> Menu {
    plan.publish(centre(), 1, Rules::default(), &Catalogue::default())
}

/// Somebody of whom a name is known.
pub fn person(name: &str) -> Person {
    Person {
        name: name.to_owned(),
        age: None,
        phone: None,
        guardian: None,
        photographs: false,
        needs: Needs::default(),
    }
}

/// The number of a story's n-th slip.
pub fn slip_id(n: u8) -> SlipId {
    SlipId([n; 16])
}

/// A story's n-th slip, from a household of its own, which came at that moment.
pub fn arrival(n: u8, asks: Asks) -> Arrival {
    let content = Content { household: HouseholdTag([n; 8]), secret_hash: SlipSecret([n; 16]).hash(), asks };
    let slip = OpenedSlip { id: slip_id(n), tag: OutcomeTag([n; 16]), key: OutcomeKey([n; 16]), content };
    Arrival { slip, at: Stamp(i64::from(n)), way: Way::Pasted }
}

/// A course of an hour and a half for twenty, by the provider `P01`.
pub fn course(code: &str, category: Category, title: &str) -> Course {
    Course {
        code: CourseCode::new(code).unwrap(),
        category,
        title: title.to_owned(),
        provider: ProviderCode::new("P01").unwrap(),
        audience: String::new(),
        ages: AgeRange::default(),
        minutes: 90,
        places: 20,
        materials: String::new(),
        cost_yuan: 0,
    }
}

/// The provider `P01`, whose agreement holds from May to the day before New Year's Eve of 2026.
pub fn provider() -> Provider {
    let agreement = (parse_day("2026-05-01").unwrap(), parse_day("2026-12-30").unwrap());
    Provider::new(ProviderCode::new("P01").unwrap(), "P01", agreement)
}

/// A room that is open every day from nine to six.
pub fn venue(code: &str, capacity: u16) -> Venue {
    Venue::new(
        VenueCode::new(code).unwrap(),
        code,
        capacity,
        (parse_time("09:00").unwrap(), parse_time("18:00").unwrap()),
    )
}
