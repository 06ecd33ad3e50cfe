//! Training records: who may do a job that asks for a training first, and until when. What is kept of a training is what
//! order no. 67 of the Ministry of Civil Affairs (2021) asks for: which, and when.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::domain::id::{HouseholdTag, TrainingId};
use crate::domain::time::{Stamp, day_text, day_text_if_any};

/// That somebody took part in a training.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Training {
    /// When it was written down.
    pub at: Stamp,
    /// Which record.
    pub id: TrainingId,
    /// Whose household.
    pub household: HouseholdTag,
    /// Their name, without spaces.
    pub name: String,
    /// Which training, as shifts ask for it.
    pub training: String,
    /// On which day: it counts from then on.
    #[serde(with = "day_text")]
    pub on: NaiveDate,
    /// The last day on which it counts; no end when not given.
    #[serde(default, with = "day_text_if_any", skip_serializing_if = "Option::is_none")]
    pub until: Option<NaiveDate>,
}

/// How a record stands on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Validity {
    /// The training is still to come.
    NotYet,
    /// It counts.
    Valid,
    /// It counts, for so many days more, at most [`SOON`].
    Ending {
        /// 0 on the last day.
        days: u16,
    },
    /// It counted until then.
    Expired,
}

/// So many days before its end a record is worth a word.
pub const SOON: u16 = 30;

impl Training {
    /// Whether it counts on a day.
    pub fn covers(&self, day: NaiveDate) -> bool {
        self.on <= day && self.until.is_none_or(|until| day <= until)
    }

    /// How it stands on a day.
    pub fn validity(&self, day: NaiveDate) -> Validity {
        match self.until.map(|until| (until - day).num_days()) {
            _ if day < self.on => Validity::NotYet,
            Some(days) if days < 0 => Validity::Expired,
            Some(days) if days <= i64::from(SOON) => Validity::Ending { days: days as u16 },
            _ => Validity::Valid,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::time::parse_day;

    fn day(text: &str) -> NaiveDate {
        parse_day(text).unwrap()
    }

    #[track_caller]
    fn stands(until: Option<&str>, on: &str, expected: Validity) {
        let training = Training {
            at: Stamp(1),
            id: TrainingId([1; 8]),
            household: HouseholdTag([1; 8]),
            name: "示例甲".to_owned(),
            training: "探访须知".to_owned(),
            on: day("2026-03-01"),
            until: until.map(day),
        };
        assert_eq!(training.validity(day(on)), expected);
        assert_eq!(training.covers(day(on)), matches!(expected, Validity::Valid | Validity::Ending { .. }));
    }

    #[test]
    fn a_record_counts_from_its_day_to_its_last_day() {
        stands(None, "2026-02-28", Validity::NotYet);
        stands(None, "2026-03-01", Validity::Valid);
        stands(None, "2046-03-01", Validity::Valid);
        stands(Some("2026-12-31"), "2026-11-30", Validity::Valid);
        stands(Some("2026-12-31"), "2026-12-01", Validity::Ending { days: 30 });
        stands(Some("2026-12-31"), "2026-12-31", Validity::Ending { days: 0 });
        stands(Some("2026-12-31"), "2027-01-01", Validity::Expired);
        stands(Some("2026-12-31"), "2026-02-01", Validity::NotYet);
    }
}
