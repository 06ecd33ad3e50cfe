//! How long the ledger of an example year takes: 120 volunteers, 1,500 shifts, 6,000 services, and what is corrected and voided
//! among them: `make bench`. What a page does at once, each at its best of some runs. `-- --book <file>` writes the year as a
//! backup as well, to be brought back in a browser under the passphrase `linli-2026-shili`.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use linli::domain::activity::Shift;
use linli::domain::attendance::{Hand, Mark, Says, presences};
use linli::domain::book::Fact;
use linli::domain::catalogue::{Catalogue, ServiceKind};
use linli::domain::centre::{Centre, Rules};
use linli::domain::certificate::Certificate;
use linli::domain::changed::Changed;
use linli::domain::id::{
    ActivityId, CertificateId, HouseholdTag, OutcomeKey, OutcomeTag, SecretHash, ServiceId, SessionId, SlipId,
};
use linli::domain::joined::Joined;
use linli::domain::ledger::{Does, Entry, Ledger, Service, Volunteer};
use linli::domain::ledger_form::{Column, Field, rows};
use linli::domain::plan::{Plan, PlanChange};
use linli::domain::slip::{Arrival, Asks, Content, Needs, OpenedSlip, Person, Phone, Way};
use linli::domain::text::Text;
use linli::domain::time::{Month, Stamp, Start, parse_day};
use linli::exchange::backup::{Backup, write_backup};
use linli::exchange::crypto::ready;
use linli::exchange::keys::make;
use linli::exchange::locked::Kind;
use linli::exchange::table::{Cell, Table};
use linli::storage::record;

const VOLUNTEERS: u32 = 120;
const SHIFTS: u32 = 1_500;
const SERVICES: u32 = 6_000;

/// At its best of several runs: the machine may be busy with others.
fn best<T>(what: &str, mut work: impl FnMut() -> T) -> T {
    let (mut best, mut last) = (Duration::MAX, None);
    for _ in 0..20 {
        let begin = Instant::now();
        let made = work();
        best = best.min(begin.elapsed());
        last = Some(made);
    }
    println!("{:>8.2} ms  {what}", best.as_secs_f64() * 1e3);
    last.expect("it ran")
}

fn id(n: u32) -> [u8; 16] {
    SlipId::derive("linli bench", &n.to_be_bytes()).0
}

fn service(n: u32) -> Service {
    // Four in a row come to one shift, and nobody comes to two in a row.
    let (shift, volunteer) = (n * SHIFTS / SERVICES, n * 7 % VOLUNTEERS);
    let first = Start::parse("2026-01-01T09:00").expect("a time");
    Service {
        who: Volunteer {
            name: format!("示例{volunteer}"),
            phone: (volunteer % 5 != 0).then(|| Phone::parse(&format!("1380000{volunteer:04}")).expect("a number")),
            household: Some(HouseholdTag::derive("linli bench", &(volunteer / 2).to_be_bytes())),
        },
        kind: ServiceKind::ALL[(shift % 5) as usize],
        role: "健康讲座助手".to_owned(),
        place: "多功能会议室".to_owned(),
        from: first.plus(i64::from(shift) * 350),
        minutes: 90 + (n % 61) as u16,
        slip: Some(SlipId(id(n))),
    }
}

/// The year as an organizer's backup: menus, claims, marks and the ledger, month by month.
fn write_book(path: &str, entries: &[Entry], marks: &[Mark]) {
    let (keys, recovery) = ready(make()).expect("keys are made");
    let centre = Centre {
        id: keys.centre.clone(),
        name: Text::new("示例社区家庭服务中心"),
        short_name: Text::new("示例社区"),
        address: Text::new("示例路 1 号"),
        phone: "010-00000000".to_owned(),
        hours: Text::new("周二至周日 9:00–18:00"),
        utc_offset: 480,
        sample: true,
    };
    let mut months: BTreeMap<Month, Vec<Fact>> = BTreeMap::new();
    let shift_of = |n: u32| {
        let of = service(n);
        let start = Start::parse("2026-01-01T09:00").expect("a time").plus(i64::from(n * SHIFTS / SERVICES) * 350);
        let activity = ActivityId::new(format!("Y{}", n * SHIFTS / SERVICES)).expect("an id");
        let (id, role) = (SessionId { activity, start }, Text::new(of.role));
        Shift {
            id,
            start,
            kind: of.kind,
            role,
            minutes: 120,
            venue: None,
            needed_from: 2,
            needed_to: 4,
            skills: String::new(),
            training: String::new(),
            min_age: None,
            regular: false,
            talent: None,
            cancelled: None,
            changed: Changed::default(),
        }
    };
    let mut plans: BTreeMap<Month, Vec<PlanChange>> = BTreeMap::new();
    for n in 0..SERVICES {
        let (shift, who) = (shift_of(n), service(n).who);
        let month = shift.start.month();
        let person = Person {
            name: who.name,
            age: None,
            phone: who.phone,
            guardian: None,
            photographs: false,
            needs: Needs::default(),
        };
        let household = who.household.expect("a household");
        let asks = Asks::Claim { shift: shift.id.clone(), person };
        let content = Content { household, secret_hash: SecretHash::derive("linli bench", &n.to_be_bytes()), asks };
        let (tag, key) = (OutcomeTag(id(n)), OutcomeKey(id(n)));
        let slip = OpenedSlip { id: SlipId(id(n)), tag, key, content };
        let at = Stamp(shift.start.stamp(480).0 - 86_400_000 * 7 + i64::from(n));
        let facts = months.entry(month).or_default();
        facts.push(Fact::Arrived(Arrival { slip, at, way: Way::Pasted }));
        let of_slip = marks.iter().skip(2 * n as usize).take(2);
        facts.extend(of_slip.cloned().map(Fact::Marked));
        let plan = plans.entry(month).or_default();
        if n == 0 || shift_of(n - 1).id != shift.id {
            plan.push(PlanChange::Shift(shift));
        }
    }
    for entry in entries {
        let month = entries.iter().find_map(|other| other.service().filter(|_| other.service == entry.service));
        let month = month.expect("its service").from.month();
        months.entry(month).or_default().push(Fact::Served(entry.clone()));
    }
    for (month, changes) in plans {
        let plan = Plan::of(month, &changes);
        let menu = plan.publish(keys.centre.clone(), 1, Rules::default(), &Catalogue::default());
        let at = Stamp(0);
        let planned = changes.into_iter().map(|change| Fact::Planned { month, change, at });
        let facts = months.entry(month).or_default();
        facts.extend(planned.chain([Fact::MenuPublished { menu, at: Stamp(1) }]));
    }
    let json = |value: serde_json::Result<Vec<u8>>| value.expect("JSON holds it");
    let body = |fact: &Fact| record::encode(fact).expect("JSON holds it");
    let founding = ready(keys.found(&recovery)).expect("it is signed");
    let mut backup = Backup::default();
    backup.meta.insert("keys".to_owned(), json(serde_json::to_vec(&keys)));
    backup.meta.insert("recovery".to_owned(), json(serde_json::to_vec(&recovery)));
    backup.meta.insert("statements".to_owned(), json(serde_json::to_vec(&[founding])));
    backup.months.insert("-".to_owned(), vec![body(&Fact::Introduced { centre, at: Stamp(0) })]);
    let bodies = months.iter().map(|(month, facts)| (month.to_string(), facts.iter().map(body).collect()));
    backup.months.extend(bodies);
    let text = ready(write_backup(Kind::Book, &keys.centre, Stamp(1), "linli-2026-shili", &backup));
    std::fs::write(path, text.expect("it is locked")).expect("the book can be written");
    println!("the year as a backup: {path}");
}

fn main() {
    let mut entries = Vec::new();
    for n in 0..SERVICES {
        let of = ServiceId::of_slip(&SlipId(id(n)));
        let entry = |at, does| Entry { at: Stamp(at), service: of, by: "示例".to_owned(), does };
        let base = i64::from(n) * 1_000;
        entries.push(entry(base, Does::Confirm(service(n))));
        if n % 20 == 0 {
            let corrected = Service { minutes: 60, ..service(n) };
            entries.push(entry(base + 1, Does::Correct { service: corrected, why: "更正".to_owned() }));
        }
        if n % 50 == 0 {
            entries.push(entry(base + 2, Does::Void { why: "重复".to_owned() }));
        }
    }
    let marks: Vec<Mark> = (0..SERVICES)
        .flat_map(|n| {
            let service = service(n);
            let mark = |at, says| Mark { at: Stamp(at), slip: SlipId(id(n)), says, by: Hand::Desk };
            [mark(1, Says::Came(service.from)), mark(2, Says::Left(service.span().end()))]
        })
        .collect();
    println!(
        "{VOLUNTEERS} volunteers, {SHIFTS} shifts, {SERVICES} services, {} entries, {} marks",
        entries.len(),
        marks.len()
    );
    let mut arguments = std::env::args().skip_while(|argument| argument != "--book");
    if let Some(path) = arguments.nth(1) {
        write_book(&path, &entries, &marks);
    }
    best("who was there, out of all marks", || presences(&marks));
    let ledger = best("the year's ledger", || Ledger::of(&entries, &Joined::default()));
    best("sums by kind and by month", || (ledger.by_kind(), ledger.by_month()));
    best("who was in two places at once", || ledger.overlaps());
    let day = |text| parse_day(text).expect("a day");
    let period = (day("2026-01-01"), day("2026-12-31"));
    best("a certificate of the year", || {
        Certificate::of(&ledger, &ledger.pages[0], period, CertificateId([1; 3]), day("2027-01-05"))
    })
    .expect("something to certify");
    let columns: Vec<Column> =
        Field::USUAL.iter().map(|field| Column { field: *field, name: field.slug().to_owned() }).collect();
    let cells = best("the year as rows of a form", || rows(&ledger, &columns, 480));
    let cell = |cell| match cell {
        linli::domain::ledger_form::FormCell::Words(words) => Cell::Words(words),
        linli::domain::ledger_form::FormCell::Number(number) => Cell::Number(number),
    };
    let table = Table {
        columns: columns.iter().map(|column| column.name.clone()).collect(),
        rows: cells.into_iter().map(|row| row.into_iter().map(cell).collect()).collect(),
    };
    let csv = best("as CSV", || table.csv());
    let xlsx = best("as an Excel workbook", || table.xlsx("台账", (2026, 12, 31, 9, 0)));
    println!(
        "{} people on {} pages; CSV {} kB, workbook {} kB",
        VOLUNTEERS,
        ledger.pages.len(),
        csv.len() / 1000,
        xlsx.len() / 1000
    );
}
