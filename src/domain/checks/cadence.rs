//! 周周有活动, 月月有演出 and what else a centre has taken upon itself to hold every week or month.

use chrono::{Days, NaiveDate};

use crate::domain::calendar::month_weeks;
use crate::domain::category::{Kind, Mark, Sort};
use crate::domain::checks::{Around, Finding};
use crate::domain::plan::Plan;
use crate::domain::planning::{Check, Weight};

impl Plan {
    pub(super) fn find_cadence(&self, around: &Around<'_>, findings: &mut Vec<Finding>) {
        let asked = |check| around.planning.weight(check) != Weight::Off;
        if asked(Check::Weekly) {
            let weeks = self.weeks_without(around, |_| true);
            if !weeks.is_empty() {
                findings.push(Finding::WeeksEmpty { weeks });
            }
        }
        if asked(Check::SafetyWeekly) {
            let weeks = self.weeks_without(around, |sort| sort == Sort::Other(Kind::Safety));
            if !weeks.is_empty() {
                findings.push(Finding::NoSafety { weeks });
            }
        }
        if !self.holds_sort(|sort| sort.mark() == Mark::Stage) {
            findings.push(Finding::NoPerformance);
        }
        if !self.holds_sort(|sort| sort == Sort::Other(Kind::Law)) {
            findings.push(Finding::NoLaw);
        }
        if !self.holds_sort(|sort| sort == Sort::Other(Kind::Science)) {
            findings.push(Finding::NoScience);
        }
        if let Some(day) = self.month.day(around.planning.service_day).filter(|day| !self.serves_on(*day)) {
            findings.push(Finding::NoServiceDay { day });
        }
    }

    /// The rows of the month in which nothing of a sort is on. A week belongs to the month of its Thursday, and what its
    /// other days hold in the neighbouring month counts: else a week at a month's end would be asked for twice.
    fn weeks_without(&self, around: &Around<'_>, fits: impl Fn(Sort) -> bool) -> Vec<usize> {
        let rows = month_weeks(self.month).into_iter().enumerate();
        let mine = rows.filter_map(|(index, week)| Some((index, week[3]?)));
        let near = || around.others.iter().copied().filter(|other| other.month != self.month).chain([self]);
        let has = |thursday: NaiveDate| {
            let (Some(monday), Some(sunday)) =
                (thursday.checked_sub_days(Days::new(3)), thursday.checked_add_days(Days::new(3)))
            else {
                return true;
            };
            near().any(|plan| {
                // Sessions stand by start.
                let from = plan.sessions.partition_point(|session| session.start.day() < monday);
                let of_week = plan.sessions[from..].iter().take_while(|session| session.start.day() <= sunday);
                let mut on = of_week.filter(|session| session.cancelled.is_none());
                on.any(|session| plan.activities.get(&session.id.activity).is_some_and(|known| fits(known.sort)))
            })
        };
        mine.filter(|(_, thursday)| !has(*thursday)).map(|(index, _)| index).collect()
    }

    fn holds_sort(&self, fits: impl Fn(Sort) -> bool) -> bool {
        self.on().any(|session| self.activities.get(&session.id.activity).is_some_and(|known| fits(known.sort)))
    }

    fn serves_on(&self, day: NaiveDate) -> bool {
        let charity = |session: &&crate::domain::activity::Session| {
            self.activities.get(&session.id.activity).is_some_and(|known| known.sort == Sort::Other(Kind::Charity))
        };
        self.on().filter(|session| session.start.day() == day).any(|session| charity(&session))
            || self.shifts.iter().any(|shift| shift.start.day() == day && shift.cancelled.is_none())
    }
}
