//! A room or square: how many it holds and when it is open.

use chrono::{NaiveDate, NaiveTime};
use serde::{Deserialize, Serialize};

use crate::domain::id::VenueCode;
use crate::domain::menu::Place;
use crate::domain::time::{Span, day_text, time_text};
use crate::domain::weekdays::Weekdays;

/// A venue (场地, 功能室).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Venue {
    /// Its code.
    pub code: VenueCode,
    /// What it is called.
    pub name: String,
    /// How many people it holds.
    pub capacity: u16,
    /// How large it is, in square metres.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub area: Option<u16>,
    /// From when it is open.
    #[serde(with = "time_text")]
    pub opens: NaiveTime,
    /// Until when.
    #[serde(with = "time_text")]
    pub closes: NaiveTime,
    /// On these days of the week it is closed.
    #[serde(default, skip_serializing_if = "is_none")]
    pub closed_weekdays: Weekdays,
    /// On these days it is closed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub closed_days: Vec<Closing>,
    /// Whose it is, if a school or company lends it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub partner: Option<Partner>,
    /// Equipment and the like.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub notes: String,
}

fn is_none(days: &Weekdays) -> bool {
    days.is_empty()
}

/// Days on which a venue is closed, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Closing {
    /// The first.
    #[serde(with = "day_text")]
    pub from: NaiveDate,
    /// The last.
    #[serde(with = "day_text")]
    pub to: NaiveDate,
}

/// A school or company that lends a venue outside its own hours.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Partner {
    /// What it is called.
    pub lender: String,
    /// When it lends the venue; none stands for the venue's own hours.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub windows: Vec<Window>,
}

/// Hours on some days of the week.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Window {
    /// On which days.
    pub weekdays: Weekdays,
    /// From when.
    #[serde(with = "time_text")]
    pub opens: NaiveTime,
    /// Until when.
    #[serde(with = "time_text")]
    pub closes: NaiveTime,
}

/// Why a venue is not open all the while.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClosedBecause {
    /// It is closed on this day of the week.
    Weekday,
    /// It is closed on this day.
    Day,
    /// Outside of its hours.
    Hours,
    /// Its partner does not lend it then.
    NotLent,
}

impl Venue {
    /// A venue of the centre's own that is open every day in the same hours.
    pub fn new(
        code: VenueCode,
        name: impl Into<String>,
        capacity: u16,
        (opens, closes): (NaiveTime, NaiveTime),
    ) -> Self {
        Self {
            code,
            name: name.into(),
            capacity,
            area: None,
            opens,
            closes,
            closed_weekdays: Weekdays::NONE,
            closed_days: Vec::new(),
            partner: None,
            notes: String::new(),
        }
    }

    /// As a published month names it.
    pub fn published(&self) -> Place {
        Place {
            code: self.code.clone(),
            name: self.name.clone(),
            lender: self.partner.as_ref().map(|partner| partner.lender.clone()).unwrap_or_default(),
            notes: self.notes.clone(),
        }
    }

    /// Whether it is open all the while. Nothing that runs past midnight fits.
    pub fn is_open_for(&self, span: Span) -> bool {
        self.why_closed(span).is_none()
    }

    /// Why it is not open all the while; none when it is.
    pub fn why_closed(&self, span: Span) -> Option<ClosedBecause> {
        let (day, from, end) = (span.start.day(), span.start.time(), span.end());
        let within = |opens, closes| end.day() == day && from >= opens && end.time() <= closes;
        let windows = self.partner.as_ref().map(|partner| &partner.windows).filter(|windows| !windows.is_empty());
        let lent = |window: &Window| window.weekdays.holds(day) && within(window.opens, window.closes);
        if self.closed_days.iter().any(|closing| (closing.from..=closing.to).contains(&day)) {
            return Some(ClosedBecause::Day);
        }
        if self.closed_weekdays.holds(day) {
            return Some(ClosedBecause::Weekday);
        }
        match windows {
            Some(windows) => (!windows.iter().any(lent)).then_some(ClosedBecause::NotLent),
            None => (!within(self.opens, self.closes)).then_some(ClosedBecause::Hours),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::time::{Start, parse_day, parse_time};

    fn room() -> Venue {
        let text = r#"{"code": "V01", "name": "室", "capacity": 80, "opens": "09:00", "closes": "21:00"}"#;
        serde_json::from_str(text).unwrap()
    }

    fn span(start: &str, minutes: u16) -> Span {
        Span { start: Start::parse(start).unwrap(), minutes }
    }

    #[test]
    fn a_room_is_open_in_its_hours_but_for_its_closed_days() {
        let mut venue = room();
        assert!(venue.is_open_for(span("2026-12-05T09:00", 12 * 60)));
        assert_eq!(venue.why_closed(span("2026-12-05T20:00", 90)), Some(ClosedBecause::Hours));
        assert_eq!(venue.why_closed(span("2026-12-05T20:00", 6 * 60)), Some(ClosedBecause::Hours), "past midnight");
        venue.closed_weekdays = Weekdays::of([1]);
        assert_eq!(venue.why_closed(span("2026-12-07T10:00", 60)), Some(ClosedBecause::Weekday));
        let day = |text| parse_day(text).unwrap();
        venue.closed_days = vec![Closing { from: day("2027-02-05"), to: day("2027-02-12") }];
        assert_eq!(venue.why_closed(span("2027-02-12T10:00", 60)), Some(ClosedBecause::Day));
        assert!(venue.is_open_for(span("2027-02-13T10:00", 60)));
    }

    #[test]
    fn a_partner_lends_its_room_in_windows_of_its_own() {
        let mut venue = room();
        venue.partner = Some(Partner { lender: "示例小学".into(), windows: vec![] });
        assert!(venue.is_open_for(span("2026-12-04T10:00", 60)), "without windows the venue's own hours hold");
        let time = |text| parse_time(text).unwrap();
        let window = |days: &[u8], opens, closes| Window {
            weekdays: Weekdays::of(days.iter().copied()),
            opens: time(opens),
            closes: time(closes),
        };
        let windows = vec![window(&[6, 7], "08:00", "22:00"), window(&[5], "18:00", "20:30")];
        venue.partner = Some(Partner { lender: "示例小学".into(), windows });
        assert!(venue.is_open_for(span("2026-12-05T08:00", 60)), "earlier than the room's own hours");
        assert!(venue.is_open_for(span("2026-12-04T18:00", 150)));
        assert_eq!(venue.why_closed(span("2026-12-04T18:00", 151)), Some(ClosedBecause::NotLent));
        assert_eq!(venue.why_closed(span("2026-12-03T18:00", 60)), Some(ClosedBecause::NotLent));
    }

    #[test]
    fn a_month_tells_whose_a_lent_room_is() {
        let mut venue = room();
        assert_eq!(venue.published().lender, "");
        venue.partner = Some(Partner { lender: "示例小学".into(), windows: vec![] });
        assert_eq!((venue.published().name.as_str(), venue.published().lender.as_str()), ("室", "示例小学"));
    }

    #[test]
    fn what_was_stored_before_reads_as_it_did() {
        let venue = room();
        assert_eq!((venue.area, venue.closed_weekdays, venue.partner.clone()), (None, Weekdays::NONE, None));
        assert!(!serde_json::to_string(&venue).unwrap().contains("closed"));
    }
}
