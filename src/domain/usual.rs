//! How this centre usually arranges a session: what a new one begins with. Each session may be arranged otherwise.

use chrono::{Days, NaiveTime};
use serde::{Deserialize, Serialize};

use crate::domain::time::{Start, time_text};

/// What a new session begins with.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(default)]
pub struct Usual {
    /// Places of an activity of the centre's own; a course says its own number.
    pub places: u16,
    /// When sign-up opens; at once when not given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub opens: Option<Before>,
    /// When sign-up closes; when the session begins if not given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub closes: Option<Before>,
}

impl Default for Usual {
    fn default() -> Self {
        Self { places: 30, opens: None, closes: None }
    }
}

/// A time of day so many days before a session (0: on its day).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Before {
    /// How many days.
    pub days: u16,
    /// At what time.
    #[serde(with = "time_text")]
    pub time: NaiveTime,
}

impl Before {
    /// When that is for a session that begins then; none where it would not be before the session.
    pub fn of(self, start: Start) -> Option<Start> {
        let day = start.day().checked_sub_days(Days::new(u64::from(self.days)))?;
        Some(Start::new(day, self.time)).filter(|at| *at < start)
    }
}

impl Usual {
    /// When sign-up for a session that begins then usually opens and closes.
    pub fn sign_up(&self, start: Start) -> (Option<Start>, Option<Start>) {
        let at = |before: Option<Before>| before.and_then(|before| before.of(start));
        (at(self.opens), at(self.closes))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::time::parse_time;

    #[test]
    fn sign_up_opens_and_closes_so_many_days_before() {
        let before = |days, time| Some(Before { days, time: parse_time(time).unwrap() });
        let usual = Usual { opens: before(7, "09:00"), closes: before(1, "18:00"), ..Usual::default() };
        let start = Start::parse("2027-01-03T10:00").unwrap();
        let at = |text| Some(Start::parse(text).unwrap());
        assert_eq!(usual.sign_up(start), (at("2026-12-27T09:00"), at("2027-01-02T18:00")));
        let same_day = Usual { closes: before(0, "12:00"), ..Usual::default() };
        assert_eq!(same_day.sign_up(start), (None, None), "it would close after the beginning");
        assert_eq!(serde_json::from_str::<Usual>("{}").unwrap(), Usual::default());
    }
}
