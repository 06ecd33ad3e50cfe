//! 志愿服务记录证明: what a centre confirms of somebody's service in a period, with a number and a date. It is the centre's own
//! record, and never claims to be more.

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::domain::id::CertificateId;
use crate::domain::ledger::{Ledger, Page, Volunteer};
use crate::domain::time::{Stamp, day_text};

/// What a certificate says.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Certificate {
    /// By chance: no two devices give one number twice.
    pub id: CertificateId,
    /// Of whose service.
    pub name: String,
    /// The first day of the period.
    #[serde(with = "day_text")]
    pub from: NaiveDate,
    /// The last day of the period.
    #[serde(with = "day_text")]
    pub to: NaiveDate,
    /// What counts, in minutes.
    pub minutes: u32,
    /// In how many services.
    pub services: u16,
    /// On which day it was issued.
    #[serde(with = "day_text")]
    pub on: NaiveDate,
}

/// That a certificate was issued.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Issued {
    /// When.
    pub at: Stamp,
    /// What it says.
    pub certificate: Certificate,
    /// To whom.
    pub who: Volunteer,
    /// By whom: an organizer's name.
    pub by: String,
}

/// Why no certificate can be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NothingToCertify {
    /// The period ends before it begins.
    Period,
    /// No service of the period counts.
    NoService,
}

impl Certificate {
    /// Of a page of the ledger. Services that begin within the period count.
    ///
    /// # Errors
    /// When nothing would stand on it.
    pub fn of(
        ledger: &Ledger,
        page: &Page,
        (from, to): (NaiveDate, NaiveDate),
        id: CertificateId,
        on: NaiveDate,
    ) -> Result<Self, NothingToCertify> {
        if to < from {
            return Err(NothingToCertify::Period);
        }
        let counting = page.records.iter().map(|at| &ledger.records[*at]).filter(|record| !record.voided);
        let within: Vec<_> = counting.filter(|record| (from..=to).contains(&record.service.from.day())).collect();
        let minutes: u32 = within.iter().map(|record| record.minutes()).sum();
        if minutes == 0 {
            return Err(NothingToCertify::NoService);
        }
        let services = u16::try_from(within.len()).unwrap_or(u16::MAX);
        Ok(Self { id, name: page.who.name.clone(), from, to, minutes, services, on })
    }

    /// The number that is printed and read aloud: the day, and five characters that cannot be mistaken.
    pub fn number(&self) -> String {
        const SPOKEN: &[u8; 30] = b"23456789ABCDEFGHJKMNPQRSTVWXYZ";
        let [a, b, c] = self.id.0;
        let mut left = u32::from_be_bytes([0, a, b, c]);
        let mut text = String::new();
        for (number, digits) in [(self.on.year() as u32, 4), (self.on.month(), 2), (self.on.day(), 2)] {
            for place in (0..digits).rev() {
                text.push(char::from(b'0' + (number / 10u32.pow(place) % 10) as u8));
            }
        }
        text.push('-');
        for _ in 0..5 {
            text.push(SPOKEN[(left % 30) as usize] as char);
            left /= 30;
        }
        text
    }
}

/// Whole hours and the minutes beyond them: order no. 67 counts in hours, the ledger in minutes.
pub fn hours_and_minutes(minutes: u32) -> (u32, u32) {
    (minutes / 60, minutes % 60)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::catalogue::ServiceKind;
    use crate::domain::id::ServiceId;
    use crate::domain::joined::Joined;
    use crate::domain::ledger::{Does, Entry, Service};
    use crate::domain::time::{Start, parse_day};

    fn entry(n: u8, from: &str, minutes: u16) -> Entry {
        let who = Volunteer { name: "示例甲".into(), phone: None, household: None };
        let from = Start::parse(from).unwrap();
        let service = Service {
            who,
            kind: ServiceKind::Minors,
            role: "课业辅导".into(),
            place: String::new(),
            from,
            minutes,
            slip: None,
        };
        Entry { at: Stamp(1), service: ServiceId([n; 16]), by: "示例乙".into(), does: Does::Confirm(service) }
    }

    #[test]
    fn it_says_what_counts_in_its_period() {
        let entries =
            [entry(1, "2026-11-30T09:00", 60), entry(2, "2026-12-01T09:00", 90), entry(3, "2026-12-31T20:00", 45)];
        let voided =
            Entry { at: Stamp(2), does: Does::Void { why: "重复".into() }, ..entry(3, "2026-12-31T20:00", 45) };
        let day = |text| parse_day(text).unwrap();
        let certificate = |entries: &[Entry], from, to| {
            let ledger = Ledger::of(entries, &Joined::default());
            let id = CertificateId([0, 0, 31]);
            Certificate::of(&ledger, &ledger.pages[0], (day(from), day(to)), id, day("2027-01-05"))
        };
        let december = certificate(&entries, "2026-12-01", "2026-12-31").unwrap();
        assert_eq!((december.minutes, december.services), (135, 2));
        assert_eq!(december.number(), "20270105-33222");
        let without = [&entries[..], &[voided]].concat();
        assert_eq!(certificate(&without, "2026-12-01", "2026-12-31").unwrap().minutes, 90);
        assert_eq!(certificate(&entries, "2026-10-01", "2026-10-31"), Err(NothingToCertify::NoService));
        assert_eq!(certificate(&entries, "2026-12-31", "2026-12-01"), Err(NothingToCertify::Period));
    }

    #[test]
    fn numbers_have_no_characters_that_look_alike() {
        let day = parse_day("2026-12-05").unwrap();
        let certificate = |id| Certificate {
            id: CertificateId(id),
            name: String::new(),
            from: day,
            to: day,
            minutes: 1,
            services: 1,
            on: day,
        };
        for n in 0..=255 {
            let number = certificate([n, n.wrapping_mul(7), n.wrapping_mul(31)]).number();
            assert_eq!(number.len(), 14);
            assert!(!number[9..].contains(['0', '1', 'I', 'L', 'O', 'U']), "{number}");
        }
    }
}
