//! What a session costs: lines planned and paid, and their sums by provider and category. Organizers only: none of it is
//! ever published. Money is settled on actual cost (domain: 按实结算).

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::iter::Sum;
use std::ops::{Add, AddAssign};

use crate::domain::catalogue::Catalogue;
use crate::domain::category::Mark;
use crate::domain::id::SessionId;
use crate::domain::plan::Plan;

/// An amount, in fen: a hundredth of a yuan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
pub struct Money(pub u64);

impl Money {
    /// The most that is taken, in fen: a hundred million yuan.
    const MOST: u64 = 10_000_000_000;

    /// So many whole yuan.
    pub fn yuan(yuan: u32) -> Self {
        Self(u64::from(yuan) * 100)
    }

    /// Reads yuan with up to two digits behind the point (`1,200.50`, also with a full-width comma).
    pub fn parse(text: &str) -> Option<Self> {
        let text: String = text.trim().chars().filter(|c| !matches!(c, ',' | '，' | '¥' | '￥')).collect();
        let (yuan, rest) = text.split_once('.').unwrap_or((&text, ""));
        let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        if yuan.is_empty() || yuan.len() > 9 || rest.len() > 2 || !digits(yuan) || !digits(rest) {
            return None;
        }
        let fen: u64 = match rest.len() {
            0 => 0,
            1 => rest.parse::<u64>().ok()? * 10,
            _ => rest.parse().ok()?,
        };
        Some(Self(yuan.parse::<u64>().ok()? * 100 + fen)).filter(|money| money.0 <= Self::MOST)
    }

    /// In yuan, with fen only where there are any: `1200`, `80.50`.
    pub fn write(self) -> String {
        let (yuan, fen) = (self.0 / 100, self.0 % 100);
        match fen {
            0 => yuan.to_string(),
            fen => format!("{yuan}.{fen:02}"),
        }
    }
}

impl Add for Money {
    type Output = Money;

    fn add(self, other: Money) -> Money {
        Money(self.0.saturating_add(other.0))
    }
}

impl AddAssign for Money {
    fn add_assign(&mut self, other: Money) {
        *self = *self + other;
    }
}

impl Sum for Money {
    fn sum<I: Iterator<Item = Money>>(amounts: I) -> Money {
        amounts.fold(Money::default(), Add::add)
    }
}

/// One thing that is paid for.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
pub struct CostLine {
    /// What for, in the organizer's words (师资, 物料).
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub what: String,
    /// As planned.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub planned: Option<Money>,
    /// As paid.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paid: Option<Money>,
}

/// What something costs, planned and paid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Cost {
    /// As planned.
    pub planned: Money,
    /// As paid, as far as it is known.
    pub paid: Money,
    /// Sessions with a planned cost of which nothing is paid yet.
    pub unpaid: u16,
}

impl AddAssign for Cost {
    fn add_assign(&mut self, other: Cost) {
        self.planned += other.planned;
        self.paid += other.paid;
        self.unpaid = self.unpaid.saturating_add(other.unpaid);
    }
}

/// Sums of one or several months.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Costs {
    /// Of everything.
    pub all: Cost,
    /// By who teaches or stages; the empty name stands for the centre itself.
    pub by_provider: BTreeMap<String, Cost>,
    /// By category: the five of the course menu, plays and performances, specials.
    pub by_mark: BTreeMap<Mark, Cost>,
}

impl Plan {
    /// What a session costs. Without lines of its own, a course of the menu is planned with what the menu says.
    pub fn cost(&self, id: &SessionId, catalogue: &Catalogue) -> Cost {
        let lines = self.provisions.get(id).map_or(&[][..], |provision| &provision.costs);
        let course = self.activities.get(&id.activity).and_then(|activity| activity.course.as_ref());
        let planned = match lines.iter().any(|line| line.planned.is_some()) {
            true => lines.iter().filter_map(|line| line.planned).sum(),
            false => Money::yuan(course.and_then(|code| catalogue.course(code)).map_or(0, |course| course.cost_yuan)),
        };
        let paid: Money = lines.iter().filter_map(|line| line.paid).sum();
        let open = planned > Money(0) && lines.iter().all(|line| line.paid.is_none());
        Cost { planned, paid, unpaid: u16::from(open) }
    }
}

/// The sums of these months. What was called off costs what was paid for it, and no more is planned.
pub fn sums<'a>(plans: impl IntoIterator<Item = &'a Plan>, catalogue: &Catalogue) -> Costs {
    let mut costs = Costs::default();
    for plan in plans {
        for session in &plan.sessions {
            let Some(activity) = plan.activities.get(&session.id.activity) else { continue };
            let cost = plan.cost(&session.id, catalogue);
            let cost = match session.cancelled {
                Some(_) => Cost { planned: cost.paid, unpaid: 0, ..cost },
                None => cost,
            };
            if cost == Cost::default() {
                continue;
            }
            costs.all += cost;
            *costs.by_provider.entry(activity.provider.clone()).or_default() += cost;
            *costs.by_mark.entry(activity.sort.mark()).or_default() += cost;
        }
    }
    costs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn reads(text: &str, fen: Option<u64>) {
        assert_eq!(Money::parse(text), fen.map(Money), "{text}");
    }

    #[test]
    fn amounts_are_read_as_people_write_them() {
        reads("120", Some(12_000));
        reads(" 1,200.5 ", Some(120_050));
        reads("￥80.05", Some(8_005));
        reads("0", Some(0));
        for bad in ["", ".5", "1.234", "-3", "1e3", "十", "9999999999"] {
            reads(bad, None);
        }
        for text in ["120", "1200.50", "0.05"] {
            assert_eq!(Money::parse(text).unwrap().write(), text);
        }
    }
}
