//! An organisation that teaches (社会组织): what it offered, until when it is agreed with, how its courses were liked.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::domain::category::Category;
use crate::domain::id::ProviderCode;
use crate::domain::time::day_text;

/// A provider.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Provider {
    /// Its code (`P01`).
    pub code: ProviderCode,
    /// What it is called.
    pub name: String,
    /// First day of its agreement.
    #[serde(with = "day_text")]
    pub agreement_from: NaiveDate,
    /// Last day of its agreement.
    #[serde(with = "day_text")]
    pub agreement_to: NaiveDate,
    /// Whether it goes on after that.
    #[serde(default, skip_serializing_if = "is_default")]
    pub renewal: Renewal,
    /// The course proposals that it handed in (end of April, says the year's course).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub proposals: Vec<Proposal>,
    /// How satisfied participants were, a year each.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub satisfaction: Vec<Satisfaction>,
}

fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

/// Whether an agreement goes on after its last day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Renewal {
    /// Not decided yet.
    #[default]
    Open,
    /// 续约.
    Renews,
    /// 不续约: the year's assessment failed it, or it does not want to.
    Ends,
}

impl Renewal {
    /// All of them.
    pub const ALL: [Renewal; 3] = [Renewal::Open, Renewal::Renews, Renewal::Ends];

    /// The name used in text keys.
    pub fn slug(self) -> &'static str {
        match self {
            Renewal::Open => "open",
            Renewal::Renews => "renews",
            Renewal::Ends => "ends",
        }
    }

    /// The name that files use.
    pub fn official_name(self) -> &'static str {
        match self {
            Renewal::Open => "未定",
            Renewal::Renews => "续约",
            Renewal::Ends => "不续约",
        }
    }

    /// The state of that name.
    pub fn of_official_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.official_name() == name)
    }
}

/// A course that a provider proposed.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Proposal {
    /// What it would be called.
    pub title: String,
    /// In which category.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub category: Option<Category>,
    /// What became of it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub verdict: ProposalVerdict,
}

/// What became of a proposal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ProposalVerdict {
    /// Not looked at yet.
    #[default]
    Open,
    /// It stands, or will stand, in the course menu.
    Taken,
    /// It does not.
    Declined,
}

impl ProposalVerdict {
    /// All of them.
    pub const ALL: [ProposalVerdict; 3] = [ProposalVerdict::Open, ProposalVerdict::Taken, ProposalVerdict::Declined];

    /// The name used in text keys.
    pub fn slug(self) -> &'static str {
        match self {
            ProposalVerdict::Open => "open",
            ProposalVerdict::Taken => "taken",
            ProposalVerdict::Declined => "declined",
        }
    }

    /// The name that files use.
    pub fn official_name(self) -> &'static str {
        match self {
            ProposalVerdict::Open => "待定",
            ProposalVerdict::Taken => "采用",
            ProposalVerdict::Declined => "未采用",
        }
    }

    /// The verdict of that name.
    pub fn of_official_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|verdict| verdict.official_name() == name)
    }
}

/// How satisfied participants were with a provider in one year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Satisfaction {
    /// In which year.
    pub year: u16,
    /// Per cent of those who answered.
    pub percent: u8,
    /// How many answered.
    pub answers: u16,
}

/// How an agreement stands on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Agreement {
    /// It begins later.
    NotYet,
    /// It holds for more than [`Provider::SOON`] days from here.
    Holds,
    /// It holds, and ends in so many days (0: today is its last).
    EndsIn {
        /// How many.
        days: u16,
    },
    /// It has ended.
    Ended,
}

impl Provider {
    /// So many days before its end an agreement is something to see to.
    pub const SOON: i64 = 60;

    /// A provider of which no more is known than its agreement, first and last day.
    pub fn new(code: ProviderCode, name: impl Into<String>, (from, to): (NaiveDate, NaiveDate)) -> Self {
        Self {
            code,
            name: name.into(),
            agreement_from: from,
            agreement_to: to,
            renewal: Renewal::Open,
            proposals: Vec::new(),
            satisfaction: Vec::new(),
        }
    }

    /// Whether its agreement holds on a day.
    pub fn agreed_on(&self, day: NaiveDate) -> bool {
        (self.agreement_from..=self.agreement_to).contains(&day)
    }

    /// How its agreement stands on a day.
    pub fn agreement(&self, today: NaiveDate) -> Agreement {
        let left = (self.agreement_to - today).num_days();
        match left {
            ..0 => Agreement::Ended,
            _ if today < self.agreement_from => Agreement::NotYet,
            0..=Self::SOON => Agreement::EndsIn { days: left as u16 },
            _ => Agreement::Holds,
        }
    }

    /// The latest year's record.
    pub fn last_satisfaction(&self) -> Option<Satisfaction> {
        self.satisfaction.iter().copied().max_by_key(|record| record.year)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::time::parse_day;

    #[test]
    fn an_agreement_is_told_by_the_day() {
        let text = r#"{"code": "P01", "name": "社", "agreementFrom": "2026-05-01", "agreementTo": "2026-12-31"}"#;
        let provider: Provider = serde_json::from_str(text).unwrap();
        let on = |day: &str| provider.agreement(parse_day(day).unwrap());
        assert_eq!(on("2026-04-30"), Agreement::NotYet);
        assert_eq!(on("2026-05-01"), Agreement::Holds);
        assert_eq!(on("2026-11-01"), Agreement::EndsIn { days: 60 });
        assert_eq!(on("2026-12-31"), Agreement::EndsIn { days: 0 });
        assert_eq!(on("2027-01-01"), Agreement::Ended);
        assert_eq!(serde_json::to_value(&provider).unwrap(), serde_json::from_str::<serde_json::Value>(text).unwrap());
    }
}
