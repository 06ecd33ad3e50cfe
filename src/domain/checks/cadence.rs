//! 周周有活动, 月月有演出 and what else a centre has taken upon itself to hold every week or month.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Days, NaiveDate, Weekday};

use crate::domain::activity::Session;
use crate::domain::calendar::month_weeks;
use crate::domain::category::{Kind, Mark, Sort};
use crate::domain::checks::{Around, Finding};
use crate::domain::id::{ActivityId, SessionId};
use crate::domain::plan::Plan;
use crate::domain::planning::{Check, Weight};
use crate::domain::repeat::{On, Series};

/// 上学期 and 下学期 by their first and last month within one year: what begins in September is over for a plan in December.
const TERMS: [(u8, u8); 2] = [(2, 6), (9, 12)];
/// 安全教育与演练.
const SAFETY: Sort = Sort::Other(Kind::Safety);

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
        self.find_occasions(around, findings);
        self.find_in_vacation(around, findings);
        if let Some(day) = self.month.day(around.planning.service_day).filter(|day| !self.serves_on(*day)) {
            findings.push(Finding::NoServiceDay { day });
        }
    }

    /// What is asked for at certain times of the year.
    fn find_occasions(&self, around: &Around<'_>, findings: &mut Vec<Finding>) {
        let month = self.month.number();
        if !self.holds_sort(|sort| sort == SAFETY) {
            findings.push(Finding::NoSafetyDay);
        }
        let term = TERMS.into_iter().find(|(_, last)| (last - 1..=*last).contains(&month));
        if let Some((first, last)) = term {
            let others = around.others.iter().copied().filter(|other| other.month.year() == self.month.year());
            let of_term = others.filter(|other| other.month != self.month).chain([self]);
            let mut of_term = of_term.filter(|plan| (first..=last).contains(&plan.month.number()));
            if !of_term.any(|plan| plan.holds_sort(|sort| sort == Sort::Other(Kind::Law))) {
                findings.push(Finding::NoLawInTerm);
            }
        }
        if let Some(day) = self.month.day(9).filter(|_| month == 11) {
            let week = day.week(Weekday::Mon).days();
            if !self.days_of(|sort| sort == SAFETY).iter().any(|drill| week.contains(drill)) {
                findings.push(Finding::NoFireDrill { day });
            }
        }
        if month == 5 {
            let days = self.days_of(|sort| sort == Sort::Other(Kind::Science));
            let several = |day: &NaiveDate| {
                let week = day.week(Weekday::Mon).days();
                days.iter().filter(|other| week.contains(other)).count() > 1
            };
            if !days.iter().any(several) {
                findings.push(Finding::NoScienceWeek);
            }
        }
    }

    /// One finding for each activity: a vacation has many school days.
    fn find_in_vacation(&self, around: &Around<'_>, findings: &mut Vec<Finding>) {
        let vacations = around.planning.vacations;
        if vacations.is_empty() {
            return;
        }
        let in_vacation = |session: &&Session| {
            let day = session.start.day();
            let of_school = |series: &Series| {
                series.part_on(day).is_some_and(|part| part.on == On::SchoolDays)
                    && !series.alone.contains(&session.id.start.day())
            };
            vacations.hold(day) && self.series.get(&session.id.activity).is_some_and(of_school)
        };
        let mut by_activity: BTreeMap<&ActivityId, Vec<SessionId>> = BTreeMap::new();
        for session in self.on().filter(in_vacation) {
            by_activity.entry(&session.id.activity).or_default().push(session.id.clone());
        }
        findings.extend(by_activity.into_values().map(|sessions| Finding::InVacation { sessions }));
    }

    /// The days on which something of a sort is on.
    fn days_of(&self, fits: impl Fn(Sort) -> bool) -> BTreeSet<NaiveDate> {
        let on =
            self.on().filter(|session| self.activities.get(&session.id.activity).is_some_and(|known| fits(known.sort)));
        on.map(|session| session.start.day()).collect()
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
        let charity = |session: &&Session| {
            self.activities.get(&session.id.activity).is_some_and(|known| known.sort == Sort::Other(Kind::Charity))
        };
        self.on().filter(|session| session.start.day() == day).any(|session| charity(&session))
            || self.shifts.iter().any(|shift| shift.start.day() == day && shift.cancelled.is_none())
    }
}
