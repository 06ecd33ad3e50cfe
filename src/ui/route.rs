//! Every address of the site, both programs', as one type: the path below the site's root, and the query.
//!
//! What can be shared is in the address: the month, the day, the filters, the chosen item. A value in a query that
//! cannot be read is as if it were not there; a path that is none of ours is no route.

use chrono::NaiveDate;

use crate::domain::age::Age;
use crate::domain::catalogue_fields::Part;
use crate::domain::category::{Category, Kind, Mark};
use crate::domain::finding::Filter;
use crate::domain::id::{MemberId, PosterMark, SessionId, SlipId, VenueCode};
use crate::domain::time::{Month, parse_day, write_day};
use crate::domain::volunteering::StandInOffer;

/// How the calendar is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum View {
    /// A month's windows, and the chosen day's list.
    #[default]
    Month,
    /// A week's hours, day beside day.
    Week,
    /// Day after day, for as long as there is something.
    Agenda,
    /// The days of a year on which something is on.
    Year,
    /// What is asked for, and all that is found from today on.
    Find,
}

impl View {
    /// Those that are offered side by side.
    pub const ALL: [View; 4] = [View::Month, View::Week, View::Agenda, View::Year];

    /// The name used in addresses and text keys.
    pub fn slug(self) -> &'static str {
        match self {
            View::Month => "month",
            View::Week => "week",
            View::Agenda => "agenda",
            View::Year => "year",
            View::Find => "find",
        }
    }

    /// The view of that name in an address.
    pub fn of_slug(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().chain([View::Find]).find(|view| view.slug() == slug)
    }
}

/// What is printed of a month.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Paper {
    /// The month's poster, on A3.
    #[default]
    PosterA3,
    /// The same on two A4 sheets.
    PosterA4,
    /// Strips for stairwells.
    Strip,
    /// Notices for doors.
    Door,
}

impl Paper {
    /// All of them, as offered.
    pub const ALL: [Paper; 4] = [Paper::PosterA3, Paper::PosterA4, Paper::Strip, Paper::Door];

    /// The name used in addresses.
    pub fn slug(self) -> &'static str {
        match self {
            Paper::PosterA3 => "poster",
            Paper::PosterA4 => "poster-a4",
            Paper::Strip => "strip",
            Paper::Door => "door",
        }
    }

    /// The paper of that name in an address.
    pub fn of_slug(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|paper| paper.slug() == slug)
    }
}

/// An address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Route {
    /// `/`: a month, the agenda from the chosen day on, and what is shown of it.
    Calendar {
        /// How it is looked at.
        view: View,
        /// This month when not given.
        month: Option<Month>,
        /// The chosen day.
        day: Option<NaiveDate>,
        /// What is shown.
        filter: Filter,
    },
    /// `/courses/`: course selection.
    Courses {
        /// One of the five.
        category: Option<Category>,
        /// For whom.
        member: Option<MemberId>,
    },
    /// `/session/`: everything one needs to decide about one session.
    Session {
        /// Which.
        id: SessionId,
        /// For whom.
        member: Option<MemberId>,
    },
    /// `/slip/`: one slip of this device.
    Slip {
        /// Which.
        id: SlipId,
    },
    /// `/volunteer/`: shifts.
    Volunteer {
        /// Who would serve.
        member: Option<MemberId>,
        /// The weekend or holiday that holds this day.
        day: Option<NaiveDate>,
        /// 替班: what somebody offers who cannot come. It stands behind `#`, which no host ever sees.
        offer: Option<StandInOffer>,
    },
    /// `/my/`: household, slips, settings.
    My,
    /// `/verify/`: check the centre's signature; run a draw again.
    Verify {
        /// Which draw; the whole folder when not given.
        session: Option<SessionId>,
    },
    /// `/check-in/`: a volunteer's own check-in, by the poster at the door or without it.
    CheckIn {
        /// Of which session or shift; the family's of today when not given.
        target: Option<SessionId>,
        /// What stood on the poster.
        poster: Option<PosterMark>,
    },
    /// `/helper/`: the sealed list of a door volunteer or team leader.
    Helper,
    /// `/organize/`: unlock, and the month's state at a glance.
    Organize,
    /// `/organize/plan/`: the month's board.
    OrganizePlan {
        /// The coming month when not given.
        month: Option<Month>,
    },
    /// `/organize/inbox/`: what came.
    OrganizeInbox,
    /// `/organize/roster/`: who comes.
    OrganizeRoster {
        /// This month when not given.
        month: Option<Month>,
        /// One session or shift.
        session: Option<SessionId>,
    },
    /// `/organize/volunteers/`: staffing, volunteers, the ledger.
    OrganizeVolunteers {
        /// What is looked at.
        part: VolunteersPart,
        /// This month when not given.
        month: Option<Month>,
    },
    /// `/organize/paper/`: what is printed and hung up.
    OrganizePaper {
        /// This month when not given.
        month: Option<Month>,
        /// What it is.
        paper: Paper,
        /// Of one session or shift.
        session: Option<SessionId>,
    },
    /// `/organize/setup/`: the centre itself.
    OrganizeSetup {
        /// Which of its sections.
        section: SetupSection,
    },
    /// `/organize/setup/?list=venues`: one list of the catalogue.
    OrganizeCatalogue {
        /// Which.
        part: Part,
        /// What is open in it.
        entry: Option<Entry>,
    },
    /// `/district/`: the district makes and signs its course menu.
    District,
}

/// A section of the setup.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum SetupSection {
    /// What the centre has, and the district's files.
    #[default]
    Catalogue,
    /// How sign-up goes.
    Rules,
    /// What a new session begins with.
    Usual,
    /// What is checked before publishing.
    Planning,
    /// Where the site lies.
    Store,
    /// How the centre introduces itself.
    Centre,
    /// Backup, fingerprint, leaving.
    Safety,
}

impl SetupSection {
    /// All of them, in the order of the page.
    pub const ALL: [SetupSection; 7] = [
        SetupSection::Catalogue,
        SetupSection::Rules,
        SetupSection::Usual,
        SetupSection::Planning,
        SetupSection::Store,
        SetupSection::Centre,
        SetupSection::Safety,
    ];

    /// The name used in addresses and text keys.
    pub fn slug(self) -> &'static str {
        match self {
            SetupSection::Catalogue => "catalogue",
            SetupSection::Rules => "rules",
            SetupSection::Usual => "usual",
            SetupSection::Planning => "planning",
            SetupSection::Store => "store",
            SetupSection::Centre => "centre",
            SetupSection::Safety => "safety",
        }
    }

    fn of_slug(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|section| section.slug() == slug)
    }
}

/// An entry of a list that is open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Entry {
    /// One that is being added.
    New,
    /// The one of this code.
    Code(String),
}

/// What an organizer looks at of the volunteers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum VolunteersPart {
    /// 缺人情况: who is missing where.
    #[default]
    Staffing,
    /// 志愿者: talents, free times, training.
    People,
    /// 台账: hours of service.
    Ledger,
}

impl VolunteersPart {
    /// All of them, as offered.
    pub const ALL: [VolunteersPart; 3] = [VolunteersPart::Staffing, VolunteersPart::People, VolunteersPart::Ledger];

    /// The name used in addresses.
    pub fn slug(self) -> &'static str {
        match self {
            VolunteersPart::Staffing => "staffing",
            VolunteersPart::People => "people",
            VolunteersPart::Ledger => "ledger",
        }
    }

    /// The part of that name in an address.
    pub fn of_slug(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|part| part.slug() == slug)
    }
}

/// The two programs. A link from one to the other loads the page anew.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Program {
    /// Residents and volunteers.
    Residents,
    /// Organizers.
    Organizers,
}

impl Route {
    /// The calendar as it opens.
    pub const HOME: Route = Route::Calendar { view: View::Month, month: None, day: None, filter: Filter::OPEN };

    /// Which program shows it.
    pub fn program(&self) -> Program {
        match self {
            Route::Calendar { .. }
            | Route::Courses { .. }
            | Route::Session { .. }
            | Route::Slip { .. }
            | Route::Volunteer { .. }
            | Route::My
            | Route::Verify { .. }
            | Route::CheckIn { .. }
            | Route::Helper => Program::Residents,
            Route::Organize
            | Route::OrganizePlan { .. }
            | Route::OrganizeInbox
            | Route::OrganizeRoster { .. }
            | Route::OrganizeVolunteers { .. }
            | Route::OrganizePaper { .. }
            | Route::OrganizeSetup { .. }
            | Route::OrganizeCatalogue { .. }
            | Route::District => Program::Organizers,
        }
    }

    /// Reads a path below the site's root (`courses/`) and a query (`?category=arts` or without the `?`).
    pub fn parse(path: &str, query: &str) -> Option<Route> {
        let query = Query(query.trim_start_matches('?'));
        let path = path.strip_suffix("index.html").unwrap_or(path);
        Some(match path.trim_matches('/') {
            "" => Route::Calendar {
                view: query.get("view", View::of_slug).unwrap_or_default(),
                month: query.month(),
                day: query.day(),
                filter: query.filter(),
            },
            "courses" => Route::Courses { category: query.get("category", Category::of_slug), member: query.member() },
            "session" => Route::Session { id: query.get("id", session)?, member: query.member() },
            "slip" => Route::Slip { id: query.get("id", SlipId::parse)? },
            "volunteer" => Route::Volunteer {
                member: query.member(),
                day: query.day(),
                offer: query.get("offer", StandInOffer::parse),
            },
            "my" => Route::My,
            "verify" => Route::Verify { session: query.get("session", session) },
            "check-in" => {
                Route::CheckIn { target: query.get("id", session), poster: query.get("poster", PosterMark::parse) }
            }
            "helper" => Route::Helper,
            "organize" => Route::Organize,
            "organize/plan" => Route::OrganizePlan { month: query.month() },
            "organize/inbox" => Route::OrganizeInbox,
            "organize/roster" => Route::OrganizeRoster { month: query.month(), session: query.get("session", session) },
            "organize/volunteers" => Route::OrganizeVolunteers {
                part: query.get("part", VolunteersPart::of_slug).unwrap_or_default(),
                month: query.month(),
            },
            "organize/paper" => Route::OrganizePaper {
                month: query.month(),
                paper: query.get("paper", Paper::of_slug).unwrap_or_default(),
                session: query.get("session", session),
            },
            "organize/setup" => match query.get("list", Part::of_slug) {
                Some(part) => Route::OrganizeCatalogue { part, entry: query.entry() },
                None => {
                    Route::OrganizeSetup { section: query.get("section", SetupSection::of_slug).unwrap_or_default() }
                }
            },
            "district" => Route::District,
            _ => return None,
        })
    }

    /// Writes it as a link relative to the site's root. The root itself is `./`.
    pub fn href(&self) -> String {
        match self {
            Route::Calendar { view, month, day, filter } => Link::to("./")
                .with("view", (*view != View::Month).then(|| view.slug().to_owned()))
                .with("month", month.map(|month| month.to_string()))
                .with("day", day.map(write_day))
                .filtered(filter),
            Route::Courses { category, member } => Link::to("courses/")
                .with("category", category.map(|category| category.slug().to_owned()))
                .with("member", member.clone().map(String::from)),
            Route::Session { id, member } => {
                Link::to("session/").with("id", Some(id.to_string())).with("member", member.clone().map(String::from))
            }
            Route::Slip { id } => Link::to("slip/").with("id", Some(id.to_string())),
            Route::Volunteer { member, day, offer } => Link::to("volunteer/")
                .with("member", member.clone().map(String::from))
                .with("day", day.map(write_day))
                .behind("offer", offer.as_ref().map(StandInOffer::write)),
            Route::My => Link::to("my/"),
            Route::Verify { session } => Link::to("verify/").with("session", session.as_ref().map(ToString::to_string)),
            Route::CheckIn { target, poster } => Link::to("check-in/")
                .with("id", target.as_ref().map(ToString::to_string))
                .with("poster", poster.map(String::from)),
            Route::Helper => Link::to("helper/"),
            Route::Organize => Link::to("organize/"),
            Route::OrganizePlan { month } => {
                Link::to("organize/plan/").with("month", month.map(|month| month.to_string()))
            }
            Route::OrganizeInbox => Link::to("organize/inbox/"),
            Route::OrganizeRoster { month, session } => Link::to("organize/roster/")
                .with("month", month.map(|month| month.to_string()))
                .with("session", session.as_ref().map(ToString::to_string)),
            Route::OrganizeVolunteers { part, month } => Link::to("organize/volunteers/")
                .with("part", (*part != VolunteersPart::Staffing).then(|| part.slug().to_owned()))
                .with("month", month.map(|month| month.to_string())),
            Route::OrganizePaper { month, paper, session } => Link::to("organize/paper/")
                .with("month", month.map(|month| month.to_string()))
                .with("paper", (*paper != Paper::PosterA3).then(|| paper.slug().to_owned()))
                .with("session", session.as_ref().map(ToString::to_string)),
            Route::OrganizeSetup { section } => Link::to("organize/setup/")
                .with("section", (*section != SetupSection::Catalogue).then(|| section.slug().to_owned())),
            Route::OrganizeCatalogue { part, entry } => Link::to("organize/setup/")
                .with("list", Some(part.slug().to_owned()))
                .with("add", (*entry == Some(Entry::New)).then(|| "1".to_owned()))
                .with(
                    "code",
                    match entry {
                        Some(Entry::Code(code)) => Some(escaped(code)),
                        _ => None,
                    },
                ),
            Route::District => Link::to("district/"),
        }
        .0
    }
}

fn session(text: &str) -> Option<SessionId> {
    SessionId::parse(text).ok()
}

fn joined(slugs: impl Iterator<Item = &'static str>) -> Option<String> {
    let slugs: Vec<_> = slugs.collect();
    (!slugs.is_empty()).then(|| slugs.join(","))
}

/// A link in the making. What we write into a query is letters, digits, `-`, `,`, `@` and `:`, which need no escape; words
/// are escaped.
struct Link(String);

impl Link {
    fn to(path: &str) -> Self {
        Self(path.to_owned())
    }

    fn with(mut self, name: &str, value: Option<String>) -> Self {
        if let Some(value) = value {
            self.0.push(if self.0.contains('?') { '&' } else { '?' });
            self.0.push_str(name);
            self.0.push('=');
            self.0.push_str(&value);
        }
        self
    }

    /// Behind `#`: for the page alone.
    fn behind(mut self, name: &str, value: Option<String>) -> Self {
        if let Some(value) = value {
            self.0.extend(["#", name, "=", &value]);
        }
        self
    }

    fn filtered(self, filter: &Filter) -> Self {
        let words = |words: &str| Some(escaped(words)).filter(|words| !words.is_empty());
        let yes = |asked: bool| asked.then(|| "1".to_owned());
        self.with("only", joined(filter.marks.iter().map(|mark| mark.slug())))
            .with("kind", joined(filter.kinds.iter().map(|kind| kind.slug())))
            .with("age", filter.age.map(|age| age.0.to_string()))
            .with("for", filter.audience.as_deref().and_then(words))
            .with("at", filter.venue.as_ref().map(ToString::to_string))
            .with("by", filter.provider.as_deref().and_then(words))
            .with("places", yes(filter.with_places))
            .with("free", yes(filter.free))
            .with("weekends", yes(filter.weekends))
            .with("find", words(&filter.words))
    }
}

/// The part of an address after `?`.
struct Query<'a>(&'a str);

impl Query<'_> {
    fn get<T>(&self, name: &str, read: impl FnOnce(&str) -> Option<T>) -> Option<T> {
        let value = self.0.split('&').find_map(|pair| pair.split_once('=').filter(|(n, _)| *n == name))?.1;
        read(&unescaped(value))
    }

    fn list<T: Ord>(&self, name: &str, read: impl Fn(&str) -> Option<T>) -> Vec<T> {
        let mut found =
            self.get(name, |text| Some(text.split(',').filter_map(read).collect::<Vec<_>>())).unwrap_or_default();
        found.sort_unstable();
        found.dedup();
        found
    }

    fn filter(&self) -> Filter {
        let words = |name| self.get(name, |words| Some(words.trim().to_owned()).filter(|words| !words.is_empty()));
        let yes = |name| self.get(name, |value| (value == "1").then_some(())).is_some();
        Filter {
            marks: self.list("only", Mark::of_slug),
            kinds: self.list("kind", Kind::of_slug),
            age: self.get("age", |age| age.parse().ok().filter(|age| *age <= 130).map(Age)),
            audience: words("for"),
            venue: self.get("at", |code| VenueCode::new(code).ok()),
            provider: words("by"),
            with_places: yes("places"),
            free: yes("free"),
            weekends: yes("weekends"),
            words: words("find").unwrap_or_default(),
        }
    }

    fn entry(&self) -> Option<Entry> {
        let code = || self.get("code", |code| (!code.is_empty()).then(|| Entry::Code(code.to_owned())));
        self.get("add", |add| (add == "1").then_some(Entry::New)).or_else(code)
    }

    fn month(&self) -> Option<Month> {
        self.get("month", |text| Month::parse(text).ok())
    }

    fn day(&self) -> Option<NaiveDate> {
        self.get("day", |text| parse_day(text).ok())
    }

    fn member(&self) -> Option<MemberId> {
        self.get("member", |text| MemberId::new(text).ok())
    }
}

/// Everything but letters and digits as `%` and two digits: chats cut an address at the first other character.
fn escaped(words: &str) -> String {
    let mut escaped = String::new();
    for byte in words.trim().bytes() {
        match byte {
            b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' | b'-' => escaped.push(char::from(byte)),
            _ => {
                escaped.push('%');
                escaped.extend([byte >> 4, byte & 15].map(|half| char::from(b"0123456789ABCDEF"[usize::from(half)])));
            }
        }
    }
    escaped
}

/// Undoes `%40`: chats escape an address that is pasted into them.
fn unescaped(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut plain = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let hex = |offset: usize| bytes.get(at + offset).and_then(|b| char::from(*b).to_digit(16));
        match (bytes[at], hex(1), hex(2)) {
            (b'%', Some(high), Some(low)) => {
                plain.push((high * 16 + low) as u8);
                at += 3;
            }
            (byte, ..) => {
                plain.push(byte);
                at += 1;
            }
        }
    }
    String::from_utf8_lossy(&plain).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::id::SlipSecret;

    fn parse(link: &str) -> Option<Route> {
        let link = link.replacen('#', if link.contains('?') { "&" } else { "?" }, 1);
        let (path, query) = link.split_once('?').unwrap_or((&link, ""));
        Route::parse(path.trim_start_matches("./"), query)
    }

    #[track_caller]
    fn both_ways(link: &str, route: Route) {
        assert_eq!(parse(link).as_ref(), Some(&route));
        assert_eq!(route.href(), link);
    }

    fn december() -> Option<Month> {
        Month::new(2026, 12)
    }

    fn fifth() -> Option<NaiveDate> {
        NaiveDate::from_ymd_opt(2026, 12, 5)
    }

    fn member() -> Option<MemberId> {
        Some(MemberId::new("m1").unwrap())
    }

    #[test]
    fn addresses_go_there_and_back() {
        let id = SessionId::parse("A01-1@2026-12-05T10:00").unwrap();
        let marks = vec![Mark::Category(Category::Arts), Mark::Stage];
        let filter = Filter { marks, kinds: vec![Kind::Club], ..Filter::OPEN };
        both_ways("./", Route::HOME);
        both_ways("organize/setup/", Route::OrganizeSetup { section: SetupSection::Catalogue });
        for section in SetupSection::ALL.into_iter().skip(1) {
            both_ways(&format!("organize/setup/?section={}", section.slug()), Route::OrganizeSetup { section });
        }
        let list = |part, entry| Route::OrganizeCatalogue { part, entry };
        both_ways("organize/setup/?list=venues", list(Part::Venues, None));
        both_ways("organize/setup/?list=providers&add=1", list(Part::Providers, Some(Entry::New)));
        both_ways("organize/setup/?list=courses&code=A01", list(Part::Courses, Some(Entry::Code("A01".to_owned()))));
        both_ways("district/", Route::District);
        both_ways(
            "./?month=2026-12&day=2026-12-05&only=arts,stage&kind=club",
            Route::Calendar { view: View::Month, month: december(), day: fifth(), filter },
        );
        for view in [View::Week, View::Agenda, View::Year, View::Find] {
            let route = Route::Calendar { view, month: None, day: fifth(), filter: Filter::OPEN };
            both_ways(&format!("./?view={}&day=2026-12-05", view.slug()), route);
        }
        let filter = Filter {
            age: Some(Age(6)),
            audience: Some("亲子".to_owned()),
            venue: Some(VenueCode::new("V01").unwrap()),
            provider: Some("a & b".to_owned()),
            with_places: true,
            free: true,
            weekends: true,
            words: "针织 zz".to_owned(),
            ..Filter::OPEN
        };
        both_ways(
            "./?age=6&for=%E4%BA%B2%E5%AD%90&at=V01&by=a%20%26%20b&places=1&free=1&weekends=1\
             &find=%E9%92%88%E7%BB%87%20zz",
            Route::Calendar { view: View::Month, month: None, day: None, filter },
        );
        both_ways("courses/", Route::Courses { category: None, member: None });
        both_ways(
            "courses/?category=care&member=m1",
            Route::Courses { category: Some(Category::Care), member: member() },
        );
        both_ways("session/?id=A01-1@2026-12-05T10:00", Route::Session { id: id.clone(), member: None });
        both_ways("session/?id=A01-1@2026-12-05T10:00&member=m1", Route::Session { id: id.clone(), member: member() });
        both_ways("slip/?id=000102030405060708090a0b0c0d0e0f", Route::Slip { id: slip() });
        both_ways("check-in/", Route::CheckIn { target: None, poster: None });
        both_ways(
            "check-in/?id=A01-1@2026-12-05T10:00&poster=01020304",
            Route::CheckIn { target: Some(id.clone()), poster: Some(PosterMark([1, 2, 3, 4])) },
        );
        both_ways("helper/", Route::Helper);
        both_ways("volunteer/", Route::Volunteer { member: None, day: None, offer: None });
        both_ways(
            "volunteer/?member=m1&day=2026-12-05",
            Route::Volunteer { member: member(), day: fifth(), offer: None },
        );
        let offer = StandInOffer { in_exchange: false, shift: id.clone(), secret: SlipSecret([0xab; 16]) };
        both_ways(
            "volunteer/?member=m1#offer=A01-1@2026-12-05T10:00.abababababababababababababababab",
            Route::Volunteer { member: member(), day: None, offer: Some(offer.clone()) },
        );
        let offer = Some(StandInOffer { in_exchange: true, ..offer });
        both_ways(
            "volunteer/#offer=swap.A01-1@2026-12-05T10:00.abababababababababababababababab",
            Route::Volunteer { member: None, day: None, offer },
        );
        both_ways("check-in/", Route::CheckIn { target: None, poster: None });
        both_ways(
            "check-in/?id=A01-1@2026-12-05T10:00&poster=01020304",
            Route::CheckIn { target: Some(id.clone()), poster: Some(PosterMark([1, 2, 3, 4])) },
        );
        both_ways("helper/", Route::Helper);
        both_ways("my/", Route::My);
        both_ways("verify/", Route::Verify { session: None });
        both_ways("verify/?session=A01-1@2026-12-05T10:00", Route::Verify { session: Some(id.clone()) });
        both_ways("organize/", Route::Organize);
        both_ways("organize/plan/", Route::OrganizePlan { month: None });
        both_ways("organize/plan/?month=2026-12", Route::OrganizePlan { month: december() });
        both_ways("organize/inbox/", Route::OrganizeInbox);
        both_ways(
            "organize/roster/?month=2026-12&session=A01-1@2026-12-05T10:00",
            Route::OrganizeRoster { month: december(), session: Some(id) },
        );
        both_ways("organize/volunteers/", Route::OrganizeVolunteers { part: VolunteersPart::Staffing, month: None });
        for part in [VolunteersPart::People, VolunteersPart::Ledger] {
            let route = Route::OrganizeVolunteers { part, month: december() };
            both_ways(&format!("organize/volunteers/?part={}&month=2026-12", part.slug()), route);
        }
        let poster = Route::OrganizePaper { month: december(), paper: Paper::PosterA3, session: None };
        both_ways("organize/paper/?month=2026-12", poster);
        for paper in [Paper::PosterA4, Paper::Strip, Paper::Door] {
            let session = SessionId::parse("A01-1@2026-12-05T10:00").ok();
            let link = format!("organize/paper/?paper={}&session=A01-1@2026-12-05T10:00", paper.slug());
            both_ways(&link, Route::OrganizePaper { month: None, paper, session });
        }
        both_ways("organize/setup/", Route::OrganizeSetup { section: SetupSection::default() });
    }

    fn slip() -> SlipId {
        SlipId([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15])
    }

    #[track_caller]
    fn read_as(link: &str, canonical: Option<&str>) {
        assert_eq!(parse(link).map(|route| route.href()).as_deref(), canonical);
    }

    #[test]
    fn addresses_are_read_as_people_bring_them() {
        read_as("index.html", Some("./"));
        read_as("courses", Some("courses/"));
        read_as("courses/index.html?category=nonsense&x=1", Some("courses/"));
        read_as("?month=2026-13&day=2026-02-30&only=,arts,arts,x", Some("./?only=arts"));
        read_as("?view=nonsense&age=200&places=yes&find=%20", Some("./"));
        read_as("?find=针织", Some("./?find=%E9%92%88%E7%BB%87"));
        read_as("?find=a+b", Some("./?find=a%2Bb"));
        read_as("session/?id=A01-1%402026-12-05T10%3A00", Some("session/?id=A01-1@2026-12-05T10:00"));
        read_as("session/?id=%F", None);
        read_as("volunteer/#offer=nonsense", Some("volunteer/"));
        read_as("session/", None);
        read_as("slip/?id=abc", None);
        read_as("elsewhere/", None);
        read_as("organize/elsewhere/", None);
    }
}
