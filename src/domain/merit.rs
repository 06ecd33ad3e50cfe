//! What stands beside the hours in a volunteer's record: awards (表彰奖励) and evaluations (评价). Order no. 67 of the Ministry of
//! Civil Affairs asks for both; each can be taken back with a reason, none disappears.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

use crate::domain::id::MeritId;
use crate::domain::ledger::Volunteer;
use crate::domain::time::{Stamp, day_text};

/// Of which sort.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MeritKind {
    /// 表彰奖励.
    Award,
    /// 评价.
    Evaluation,
}

impl MeritKind {
    /// Both.
    pub const ALL: [MeritKind; 2] = [MeritKind::Award, MeritKind::Evaluation];

    /// The name used in text keys.
    pub fn slug(self) -> &'static str {
        match self {
            MeritKind::Award => "award",
            MeritKind::Evaluation => "evaluation",
        }
    }
}

/// One of them.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Merit {
    /// When it was written.
    pub at: Stamp,
    /// Which.
    pub id: MeritId,
    /// Whose.
    pub who: Volunteer,
    /// Of which sort.
    pub kind: MeritKind,
    /// Of which day.
    #[serde(with = "day_text")]
    pub on: NaiveDate,
    /// What, and by whom, in the organizer's words.
    pub words: String,
    /// Who wrote it.
    pub by: String,
}

/// That one was taken back.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct MeritTakenBack {
    /// When.
    pub at: Stamp,
    /// Which.
    pub id: MeritId,
    /// Why.
    pub why: String,
}

/// A merit, and how it was taken back if it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownMerit {
    /// As it was written first.
    pub merit: Merit,
    /// The first taking back.
    pub taken_back: Option<MeritTakenBack>,
}

/// What the facts leave, in any order, by day.
pub fn merits<'a>(
    written: impl IntoIterator<Item = &'a Merit>,
    taken_back: impl IntoIterator<Item = &'a MeritTakenBack>,
) -> Vec<KnownMerit> {
    let mut first: BTreeMap<MeritId, &Merit> = BTreeMap::new();
    for merit in written {
        let known = first.entry(merit.id).or_insert(merit);
        *known = merit.min(*known);
    }
    let mut back: BTreeMap<MeritId, &MeritTakenBack> = BTreeMap::new();
    for one in taken_back {
        let known = back.entry(one.id).or_insert(one);
        *known = one.min(*known);
    }
    let known = first
        .into_values()
        .map(|merit| KnownMerit { merit: merit.clone(), taken_back: back.get(&merit.id).map(|back| (*back).clone()) });
    let mut known: Vec<KnownMerit> = known.collect();
    known.sort_by(|a, b| (a.merit.on, &a.merit).cmp(&(b.merit.on, &b.merit)));
    known
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::time::parse_day;

    #[test]
    fn what_is_taken_back_stays_to_be_seen_and_order_changes_nothing() {
        let merit = |at: i64, n: u8| Merit {
            at: Stamp(at),
            id: MeritId([n; 8]),
            who: Volunteer { name: "示例甲".into(), phone: None, household: None },
            kind: MeritKind::Award,
            on: parse_day("2026-12-05").unwrap(),
            words: "季度之星".into(),
            by: "示例乙".into(),
        };
        let back = |at: i64| MeritTakenBack { at: Stamp(at), id: MeritId([1; 8]), why: "写错了人".into() };
        let written = [merit(1, 1), merit(2, 2)];
        let known = merits(&written, &[back(9), back(5)]);
        assert_eq!(known.len(), 2);
        assert_eq!(known[0].taken_back, Some(back(5)));
        assert_eq!(known[1].taken_back, None);
        assert_eq!(merits([&written[1], &written[0], &written[1]], &[back(5), back(9), back(5)]), known);
    }
}
