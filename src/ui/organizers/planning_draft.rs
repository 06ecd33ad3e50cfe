//! The figures of a centre's planning, as typed, and what they mean.

use crate::domain::costs::Money;
use crate::domain::planning::Planning;
use crate::ui::organizers::drafts::{Problem, Problems};
use crate::ui::words::number;

/// The figures as typed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PlanningDraft {
    /// The month of the year in which the programme starts.
    pub starts_in: String,
    /// What a month may cost, in yuan; nothing binds nobody.
    pub budget: String,
    /// The day of the month of the service day.
    pub service_day: String,
}

/// A field of [`PlanningDraft`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PlanningField {
    /// The programme's first month.
    StartsIn,
    /// The budget.
    Budget,
    /// The service day.
    ServiceDay,
}

impl PlanningDraft {
    /// As it stands.
    pub fn of(planning: &Planning) -> Self {
        Self {
            starts_in: number(planning.starts_in),
            budget: planning.budget.map(Money::write).unwrap_or_default(),
            service_day: number(planning.service_day),
        }
    }

    /// What it means; customs are as usual.
    ///
    /// # Errors
    /// With every field that cannot be taken.
    pub fn read(&self) -> Result<Planning, Problems<PlanningField>> {
        let mut problems = Vec::new();
        let mut whole = |field, text: &str, most: u8| {
            let read = text.trim().parse::<u8>().ok().filter(|number| (1..=most).contains(number));
            if read.is_none() {
                problems.push((field, Problem::Number(1, u16::from(most))));
            }
            read
        };
        let starts_in = whole(PlanningField::StartsIn, &self.starts_in, 12);
        let service_day = whole(PlanningField::ServiceDay, &self.service_day, 31);
        let budget = match self.budget.trim() {
            "" => Some(None),
            text => Money::parse(text).map(Some),
        };
        if budget.is_none() {
            problems.push((PlanningField::Budget, Problem::Amount));
        }
        match (starts_in, service_day, budget) {
            (Some(starts_in), Some(service_day), Some(budget)) => {
                Ok(Planning { starts_in, service_day, budget, ..Planning::default() })
            }
            _ => Err(problems),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_go_there_and_back_and_wrong_ones_are_named() {
        let planning = Planning { budget: Some(Money(500_050)), ..Planning::default() };
        assert_eq!(PlanningDraft::of(&planning).read(), Ok(planning));
        let draft = PlanningDraft { starts_in: "13".into(), budget: "很多".into(), service_day: "0".into() };
        let fields: Vec<PlanningField> = draft.read().unwrap_err().into_iter().map(|(field, _)| field).collect();
        assert_eq!(fields, [PlanningField::StartsIn, PlanningField::ServiceDay, PlanningField::Budget]);
    }
}
