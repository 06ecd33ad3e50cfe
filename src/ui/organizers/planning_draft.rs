//! The figures of a centre's planning, as typed, and what they mean.

use crate::domain::costs::Money;
use crate::domain::planning::Planning;
use crate::domain::school::{Vacation, Vacations};
use crate::domain::time::{parse_day, write_day};
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
    /// 寒假, first and last day, `YYYY-MM-DD`; nothing where it is not known.
    pub winter: (String, String),
    /// 暑假.
    pub summer: (String, String),
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
    /// 寒假.
    Winter,
    /// 暑假.
    Summer,
}

impl PlanningDraft {
    /// As it stands.
    pub fn of(planning: &Planning) -> Self {
        Self {
            starts_in: number(planning.starts_in),
            budget: planning.budget.map(Money::write).unwrap_or_default(),
            service_day: number(planning.service_day),
            winter: written(planning.vacations.winter),
            summer: written(planning.vacations.summer),
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
        let mut vacation = |field, days: &(String, String)| match vacation(days) {
            Ok(vacation) => vacation,
            Err(problem) => {
                problems.push((field, problem));
                None
            }
        };
        let winter = vacation(PlanningField::Winter, &self.winter);
        let summer = vacation(PlanningField::Summer, &self.summer);
        match (starts_in, service_day, budget) {
            (Some(starts_in), Some(service_day), Some(budget)) if problems.is_empty() => {
                let vacations = Vacations { winter, summer };
                Ok(Planning { starts_in, service_day, budget, vacations, ..Planning::default() })
            }
            _ => Err(problems),
        }
    }
}

fn written(vacation: Option<Vacation>) -> (String, String) {
    vacation.map(|vacation| (write_day(vacation.from), write_day(vacation.to))).unwrap_or_default()
}

fn vacation((from, to): &(String, String)) -> Result<Option<Vacation>, Problem> {
    match (from.trim(), to.trim()) {
        ("", "") => Ok(None),
        ("", _) | (_, "") => Err(Problem::Missing),
        (from, to) => match (parse_day(from), parse_day(to)) {
            (Ok(from), Ok(to)) if from <= to => Ok(Some(Vacation { from, to })),
            (Ok(_), Ok(_)) => Err(Problem::WrongWayRound),
            _ => Err(Problem::Day),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_go_there_and_back_and_wrong_ones_are_named() {
        let day = |text| parse_day(text).unwrap();
        let winter = Some(Vacation { from: day("2027-01-23"), to: day("2027-02-28") });
        let vacations = Vacations { winter, summer: None };
        let planning = Planning { budget: Some(Money(500_050)), vacations, ..Planning::default() };
        assert_eq!(PlanningDraft::of(&planning).read(), Ok(planning));
        let draft = PlanningDraft {
            starts_in: "13".into(),
            budget: "很多".into(),
            service_day: "0".into(),
            winter: ("2027-02-28".into(), "2027-01-23".into()),
            summer: ("2027-07-10".into(), String::new()),
        };
        let fields: Vec<PlanningField> = draft.read().unwrap_err().into_iter().map(|(field, _)| field).collect();
        let [figures @ .., winter, summer] = &fields[..] else { panic!("{fields:?}") };
        assert_eq!(figures, [PlanningField::StartsIn, PlanningField::ServiceDay, PlanningField::Budget]);
        assert_eq!([*winter, *summer], [PlanningField::Winter, PlanningField::Summer]);
    }
}
