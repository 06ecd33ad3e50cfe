//! By which customs a centre plans its months, and how strictly: settings, since each centre chooses which hold for it.
//! They stay with the organizers: the published rules (`centre::Rules`) say only what residents' slips are placed by.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

use crate::domain::costs::Money;
use crate::domain::school::Vacations;
use crate::domain::time::Month;

/// A custom or condition of which a centre may say how strictly it holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Check {
    /// The 3: course sessions a month.
    Courses,
    /// The 1: a children's play a year.
    Play,
    /// The N: a special of the centre's own a month.
    Special,
    /// All five categories within the year.
    Categories,
    /// A topic is not repeated while others of its category were never held.
    Topics,
    /// 周周有活动.
    Weekly,
    /// 月月有演出.
    Performance,
    /// A safety lesson every week.
    SafetyWeekly,
    /// 法治宣传 every month.
    LawMonthly,
    /// A science talk every month.
    ScienceMonthly,
    /// A service day on the 20th of each month.
    ServiceDay,
    /// A day of safety publicity every month (安全宣传日).
    SafetyMonthly,
    /// A law lesson every school term (法治课).
    LawTerm,
    /// A fire drill around the ninth of November (11·9 消防日).
    FireDrill,
    /// A science week in May (科技周).
    ScienceWeek,
    /// What comes on school days does not come in a vacation.
    Vacation,
    /// A venue is closed.
    VenueClosed,
    /// A venue holds fewer people than there are places.
    VenueTooSmall,
    /// A session has no venue.
    VenueMissing,
    /// A provider's agreement does not hold.
    Agreement,
    /// One teacher in two sessions at once.
    Teacher,
    /// Volunteers on a working day.
    ShiftDay,
    /// 妇女工作者+专业社工+志愿者 for each course session.
    Team,
    /// The budget of the month.
    Budget,
}

/// How strictly a custom holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Weight {
    /// Not at all.
    Off,
    /// It is said.
    Notice,
    /// It stands against publishing.
    Block,
}

impl Weight {
    /// All three, as offered.
    pub const ALL: [Weight; 3] = [Weight::Off, Weight::Notice, Weight::Block];
}

impl Check {
    /// All of them, as offered.
    pub const ALL: [Check; 24] = [
        Check::Courses,
        Check::Play,
        Check::Special,
        Check::Categories,
        Check::Topics,
        Check::Weekly,
        Check::Performance,
        Check::SafetyWeekly,
        Check::LawMonthly,
        Check::ScienceMonthly,
        Check::ServiceDay,
        Check::SafetyMonthly,
        Check::LawTerm,
        Check::FireDrill,
        Check::ScienceWeek,
        Check::Vacation,
        Check::VenueClosed,
        Check::VenueTooSmall,
        Check::VenueMissing,
        Check::Agreement,
        Check::Teacher,
        Check::ShiftDay,
        Check::Team,
        Check::Budget,
    ];

    /// How strictly it holds unless a centre says otherwise. What comes from the plans of schools and villages is off;
    /// nobody is let before a locked door.
    pub fn usual(self) -> Weight {
        match self {
            Check::SafetyWeekly
            | Check::LawMonthly
            | Check::ScienceMonthly
            | Check::ServiceDay
            | Check::SafetyMonthly
            | Check::LawTerm
            | Check::FireDrill
            | Check::ScienceWeek => Weight::Off,
            Check::VenueClosed => Weight::Block,
            _ => Weight::Notice,
        }
    }

    /// The name used in text keys.
    pub fn slug(self) -> &'static str {
        match self {
            Check::Courses => "courses",
            Check::Play => "play",
            Check::Special => "special",
            Check::Categories => "categories",
            Check::Topics => "topics",
            Check::Weekly => "weekly",
            Check::Performance => "performance",
            Check::SafetyWeekly => "safety-weekly",
            Check::LawMonthly => "law-monthly",
            Check::ScienceMonthly => "science-monthly",
            Check::ServiceDay => "service-day",
            Check::SafetyMonthly => "safety-monthly",
            Check::LawTerm => "law-term",
            Check::FireDrill => "fire-drill",
            Check::ScienceWeek => "science-week",
            Check::Vacation => "vacation",
            Check::VenueClosed => "venue-closed",
            Check::VenueTooSmall => "venue-too-small",
            Check::VenueMissing => "venue-missing",
            Check::Agreement => "agreement",
            Check::Teacher => "teacher",
            Check::ShiftDay => "shift-day",
            Check::Team => "team",
            Check::Budget => "budget",
        }
    }
}

/// By which customs a centre plans.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Planning {
    /// What holds otherwise than usual.
    #[serde(skip_serializing_if = "BTreeMap::is_empty", with = "pairs")]
    pub weights: BTreeMap<Check, Weight>,
    /// The month of a year (1 to 12) in which its programme starts: the 3 count from it.
    pub starts_in: u8,
    /// What a month may cost.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub budget: Option<Money>,
    /// On which day of the month the service day is.
    pub service_day: u8,
    /// When there is no school.
    #[serde(skip_serializing_if = "Vacations::is_empty")]
    pub vacations: Vacations,
}

impl Default for Planning {
    /// Sessions run from late April on; the service day is the 20th.
    fn default() -> Self {
        Self { weights: BTreeMap::new(), starts_in: 4, budget: None, service_day: 20, vacations: Vacations::default() }
    }
}

impl Planning {
    /// How strictly a custom holds.
    pub fn weight(&self, check: Check) -> Weight {
        self.weights.get(&check).copied().unwrap_or_else(|| check.usual())
    }

    /// The same, with a custom that holds so strictly.
    pub fn with(mut self, check: Check, weight: Weight) -> Self {
        match weight == check.usual() {
            true => self.weights.remove(&check),
            false => self.weights.insert(check, weight),
        };
        self
    }

    /// Whether the year's programme runs in a month: before it, nothing is asked of the course menu.
    pub fn runs_in(&self, month: Month) -> bool {
        month.number() >= self.starts_in
    }
}

/// Serde for the weights as `[["special", "block"]]`.
mod pairs {
    use super::{BTreeMap, Check, Weight};
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    pub fn serialize<S: Serializer>(weights: &BTreeMap<Check, Weight>, s: S) -> Result<S::Ok, S::Error> {
        weights.iter().collect::<Vec<_>>().serialize(s)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(d: D) -> Result<BTreeMap<Check, Weight>, D::Error> {
        Ok(Vec::<(Check, Weight)>::deserialize(d)?.into_iter().collect())
    }
}
