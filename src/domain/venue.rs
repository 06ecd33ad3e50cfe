//! A room or square: how many it holds and when it is open.

use chrono::NaiveTime;
use serde::{Deserialize, Serialize};

use crate::domain::id::VenueCode;
use crate::domain::time::{Span, time_text};

/// A venue (场地, 功能室).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Venue {
    /// Its code.
    pub code: VenueCode,
    /// What it is called.
    pub name: String,
    /// How many people it holds.
    pub capacity: u16,
    /// From when it is open.
    #[serde(with = "time_text")]
    pub opens: NaiveTime,
    /// Until when.
    #[serde(with = "time_text")]
    pub closes: NaiveTime,
    /// Equipment and the like.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub notes: String,
}

impl Venue {
    /// Whether it is open all the while. Nothing that runs past midnight fits.
    pub fn is_open_for(&self, span: Span) -> bool {
        let end = span.end();
        end.day() == span.start.day() && span.start.time() >= self.opens && end.time() <= self.closes
    }
}
