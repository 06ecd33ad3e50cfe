//! Who runs a session and what it costs, as typed, and what it means.

use crate::domain::costs::{CostLine, Money};
use crate::domain::provision::Provision;

/// One thing that is paid for, as typed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CostDraft {
    /// What for.
    pub what: String,
    /// Planned, in yuan.
    pub planned: String,
    /// Paid, in yuan.
    pub paid: String,
}

/// What stands behind a session, as typed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ProvisionDraft {
    /// Who teaches.
    pub teacher: String,
    /// 妇女工作者.
    pub women_worker: String,
    /// 专业社工.
    pub social_worker: String,
    /// 志愿者.
    pub volunteers: String,
    /// What it costs.
    pub costs: Vec<CostDraft>,
}

/// An amount that cannot be read, by its line, counted from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BadAmount(pub usize);

impl CostDraft {
    fn is_empty(&self) -> bool {
        [&self.what, &self.planned, &self.paid].iter().all(|text| text.trim().is_empty())
    }
}

impl ProvisionDraft {
    /// As it stands, with a line to type the next cost into.
    pub fn of(provision: &Provision) -> Self {
        let amount = |money: Option<Money>| money.map(Money::write).unwrap_or_default();
        let lines = provision.costs.iter();
        let lines = lines.map(|line| CostDraft {
            what: line.what.clone(),
            planned: amount(line.planned),
            paid: amount(line.paid),
        });
        Self {
            teacher: provision.teacher.clone(),
            women_worker: provision.women_worker.clone(),
            social_worker: provision.social_worker.clone(),
            volunteers: provision.volunteers.clone(),
            costs: lines.chain([CostDraft::default()]).collect(),
        }
    }

    /// What it means; empty lines fall away.
    ///
    /// # Errors
    /// The first line with an amount that cannot be read.
    pub fn read(&self) -> Result<Provision, BadAmount> {
        let mut costs = Vec::new();
        for (index, line) in self.costs.iter().enumerate().filter(|(_, line)| !line.is_empty()) {
            let amount = |text: &str| match text.trim() {
                "" => Ok(None),
                text => Money::parse(text).map(Some).ok_or(BadAmount(index)),
            };
            let (planned, paid) = (amount(&line.planned)?, amount(&line.paid)?);
            costs.push(CostLine { what: line.what.trim().to_owned(), planned, paid });
        }
        let words = |text: &str| text.trim().to_owned();
        Ok(Provision {
            teacher: words(&self.teacher),
            women_worker: words(&self.women_worker),
            social_worker: words(&self.social_worker),
            volunteers: words(&self.volunteers),
            costs,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_go_there_and_back_and_a_wrong_amount_is_named() {
        let line = |what: &str, planned: &str, paid: &str| CostDraft {
            what: what.into(),
            planned: planned.into(),
            paid: paid.into(),
        };
        let draft = ProvisionDraft {
            teacher: " 示例老师 ".into(),
            costs: vec![line("师资", "600", "580.5"), line("", "", ""), line("物料", "", "")],
            ..ProvisionDraft::default()
        };
        let provision = draft.read().unwrap();
        assert_eq!((provision.teacher.as_str(), provision.costs.len()), ("示例老师", 2));
        assert_eq!(provision.costs[0].paid, Some(Money(58_050)));
        assert_eq!(ProvisionDraft::of(&provision).costs[0], line("师资", "600", "580.50"));
        assert_eq!(ProvisionDraft::of(&provision).read(), Ok(provision));
        let wrong = ProvisionDraft { costs: vec![line("师资", "六百", "")], ..draft };
        assert_eq!(wrong.read(), Err(BadAmount(0)));
    }
}
