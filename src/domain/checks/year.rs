//! 3+1+N, the five categories and the topics over the year, and what the month may cost.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::category::{Category, Kind, Sort};
use crate::domain::checks::{Around, Finding};
use crate::domain::costs::{Money, sums};
use crate::domain::id::CourseCode;
use crate::domain::plan::Plan;
use crate::domain::time::Month;

/// From this month of a year on, what the whole year still lacks is said: before, there is time for it.
const LATE_IN_THE_YEAR: u8 = 10;

impl Plan {
    pub(super) fn find_of_year(&self, around: &Around<'_>, findings: &mut Vec<Finding>) {
        let count = self.three_one_n(around.rules);
        let runs = around.planning.runs_in(self.month);
        let have = u16::try_from(count.courses.len()).unwrap_or(u16::MAX);
        if runs && have < count.wanted {
            findings.push(Finding::TooFewCourses { have, want: count.wanted });
        }
        if runs && count.specials == 0 {
            findings.push(Finding::NoSpecial);
        }
        if self.month.number() >= LATE_IN_THE_YEAR {
            self.find_of_years_end(around, findings);
        }
        self.find_topics(around, findings);
        let planned = sums([self], around.catalogue).all.planned;
        if let Some(budget) = around.planning.budget.filter(|budget| *budget > Money(0) && planned > *budget) {
            findings.push(Finding::OverBudget { planned, budget });
        }
    }

    fn find_of_years_end(&self, around: &Around<'_>, findings: &mut Vec<Finding>) {
        let mut held: BTreeSet<Category> = BTreeSet::new();
        let mut plays = 0;
        for plan in self.and_of_year(around) {
            for session in plan.on() {
                match plan.activities.get(&session.id.activity).map(|activity| activity.sort) {
                    Some(Sort::Course(category)) => {
                        held.insert(category);
                    }
                    Some(Sort::Other(Kind::Play)) => plays += 1,
                    _ => {}
                }
            }
        }
        if plays == 0 {
            findings.push(Finding::NoPlay);
        }
        // Only what the course menu offers can be held.
        let offered = |category: &Category| around.catalogue.courses.iter().any(|course| course.category == *category);
        let missing: Vec<Category> =
            Category::ALL.into_iter().filter(|category| !held.contains(category) && offered(category)).collect();
        if !missing.is_empty() {
            findings.push(Finding::CategoriesMissing { missing });
        }
    }

    fn find_topics(&self, around: &Around<'_>, findings: &mut Vec<Finding>) {
        let mut held: BTreeMap<&CourseCode, Month> = BTreeMap::new();
        for plan in around.others.iter().filter(|plan| self.is_of_year(plan) && plan.month < self.month) {
            for session in plan.on() {
                if let Some(code) = plan.activities.get(&session.id.activity).and_then(|known| known.course.as_ref()) {
                    let last = held.entry(code).or_insert(plan.month);
                    *last = (*last).max(plan.month);
                }
            }
        }
        if held.is_empty() {
            return;
        }
        let here: BTreeSet<&CourseCode> = self.activities.values().filter_map(|known| known.course.as_ref()).collect();
        let mut told = BTreeSet::new();
        for session in self.on() {
            let Some(code) = self.activities.get(&session.id.activity).and_then(|known| known.course.as_ref()) else {
                continue;
            };
            let (Some(last), Some(course)) = (held.get(code), around.catalogue.course(code)) else { continue };
            let never = around.catalogue.courses.iter().filter(|other| {
                other.category == course.category && !held.contains_key(&other.code) && !here.contains(&other.code)
            });
            let never = u16::try_from(never.count()).unwrap_or(u16::MAX);
            if never > 0 && told.insert(code) {
                findings.push(Finding::TopicAgain { session: session.id.clone(), last: *last, never });
            }
        }
    }

    fn is_of_year(&self, other: &Plan) -> bool {
        other.month.year() == self.month.year() && other.month != self.month
    }

    /// This month and the others of its year.
    fn and_of_year<'a>(&'a self, around: &'a Around<'a>) -> impl Iterator<Item = &'a Plan> {
        let others = around.others.iter().copied().filter(|other| self.is_of_year(other));
        std::iter::once(self).chain(others)
    }
}
