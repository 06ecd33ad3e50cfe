//! How long the ledger of an example year takes: 120 volunteers, 1,500 shifts, 6,000 services, and what is corrected and voided
//! among them: `make bench`. What a page does at once, each at its best of some runs.

use std::time::{Duration, Instant};

use linli::domain::attendance::{Hand, Mark, Says, presences};
use linli::domain::catalogue::ServiceKind;
use linli::domain::certificate::Certificate;
use linli::domain::id::{CertificateId, HouseholdTag, ServiceId, SlipId};
use linli::domain::joined::Joined;
use linli::domain::ledger::{Does, Entry, Ledger, Service, Volunteer};
use linli::domain::ledger_form::{Column, Field, rows};
use linli::domain::slip::Phone;
use linli::domain::time::{Stamp, Start, parse_day};
use linli::exchange::table::{Cell, Table};

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
    let (shift, volunteer) = (n * SHIFTS / SERVICES, n.wrapping_mul(2_654_435_761) % VOLUNTEERS);
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

fn main() {
    let mut entries = Vec::new();
    for n in 0..SERVICES {
        let entry = |at, does| Entry { at: Stamp(at), service: ServiceId(id(n)), by: "示例".to_owned(), does };
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
