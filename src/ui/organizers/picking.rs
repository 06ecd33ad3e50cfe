//! The course menu as a month's organizer wants to see it: what fits a search, what the month still lacks first, or what
//! was liked best.

use std::cmp::Reverse;

use crate::domain::catalogue::{Catalogue, Course};
use crate::domain::category::Category;
use crate::domain::id::CourseCode;
use crate::domain::plan::Plan;
use crate::domain::provider::Satisfaction;
use crate::domain::time::Month;

/// When a course was held in the month's year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Used {
    /// Not yet.
    Never,
    /// Last in this other month.
    In(Month),
    /// It is arranged in this month.
    ThisMonth,
}

/// What is looked for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Search {
    /// Part of a title, a code or an audience; nothing looks for all.
    pub words: String,
    /// Of one category only.
    pub category: Option<Category>,
    /// Only what was not held in this year.
    pub not_held: bool,
    /// Courses of the providers with whom participants were most satisfied come first.
    pub liked_first: bool,
}

/// How satisfied participants last were with who teaches a course.
pub fn satisfaction(catalogue: &Catalogue, course: &Course) -> Option<Satisfaction> {
    catalogue.provider(&course.provider)?.last_satisfaction()
}

impl Search {
    fn finds(&self, course: &Course) -> bool {
        let words = self.words.trim().to_lowercase();
        let within = |text: &str| text.to_lowercase().contains(&words);
        let here = within(&course.title) || within(course.code.as_str()) || within(&course.audience);
        here && self.category.is_none_or(|category| category == course.category)
    }
}

/// When a course was held: in `plan`, or last in one of the year's other months.
pub fn used<'a>(code: &CourseCode, plan: &Plan, others: impl Iterator<Item = &'a Plan>) -> Used {
    if plan.holds_course(code) {
        return Used::ThisMonth;
    }
    let held = others.filter(|other| other.month != plan.month && other.holds_course(code));
    held.map(|other| other.month).max().map_or(Used::Never, Used::In)
}

/// The categories that a month has no course of yet.
pub fn lacking(catalogue: &Catalogue, plan: &Plan) -> Vec<Category> {
    let here =
        |category: &Category| plan.activities.values().any(|activity| activity.sort.category() == Some(*category));
    // What the menu has no course of cannot be arranged.
    let offered = |category: &Category| catalogue.courses.iter().any(|course| course.category == *category);
    Category::ALL.into_iter().filter(|category| offered(category) && !here(category)).collect()
}

/// The courses that a search finds: categories that the month lacks come first, and in each what was not held before. Where
/// it is asked for, before all of that what was liked best; who has no record yet comes after those who have.
pub fn offered(
    catalogue: &Catalogue,
    plan: &Plan,
    search: &Search,
    used: impl Fn(&CourseCode) -> Used,
) -> Vec<CourseCode> {
    let lacking = lacking(catalogue, plan);
    let fresh = |course: &Course| !search.not_held || used(&course.code) == Used::Never;
    let found = catalogue.courses.iter().filter(|course| search.finds(course) && fresh(course));
    let mut found: Vec<&Course> = found.collect();
    let liked = |course: &Course| {
        let record = satisfaction(catalogue, course).filter(|_| search.liked_first);
        Reverse(record.map(|record| record.percent))
    };
    found.sort_by_cached_key(|course| {
        (liked(course), !lacking.contains(&course.category), used(&course.code), course.code.clone())
    });
    found.into_iter().map(|course| course.code.clone()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::fixtures::{self, month};
    use crate::domain::id::{ActivityId, ProviderCode};
    use crate::domain::provider::Provider;
    use crate::domain::time::Start;

    fn course(code: &str, category: Category, title: &str) -> Course {
        Course { audience: "亲子".into(), ..fixtures::course(code, category, title) }
    }

    fn catalogue() -> Catalogue {
        let courses = vec![
            course("A01", Category::Virtue, "好家风"),
            course("A02", Category::Virtue, "家训"),
            course("D01", Category::Arts, "针织入门"),
        ];
        Catalogue { courses, ..Catalogue::default() }
    }

    fn plan(of: &str, code: &str) -> Plan {
        let month = month(of);
        let catalogue = catalogue();
        let course = catalogue.course(&CourseCode::new(code).unwrap()).unwrap();
        let start = Start::new(month.first(), chrono::NaiveTime::default());
        let id = ActivityId::new(format!("{code}-1")).unwrap();
        Plan::of(month, &[Plan::arrange_course(course, "", id, start, None, 20)])
    }

    #[track_caller]
    fn finds(words: &str, expected: &[&str]) {
        let plan = plan("2026-12", "A01");
        let others = [self::plan("2026-11", "A01"), self::plan("2026-10", "D01")];
        let search = Search { words: words.into(), ..Search::default() };
        let found = offered(&catalogue(), &plan, &search, |code| used(code, &plan, others.iter()));
        assert_eq!(found.iter().map(CourseCode::as_str).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn what_the_month_lacks_comes_first() {
        finds("", &["D01", "A02", "A01"]);
        finds("家", &["A02", "A01"]);
        finds(" a02 ", &["A02"]);
        finds("没有这门", &[]);
    }

    #[test]
    fn what_was_liked_best_comes_first_where_that_is_asked_for() {
        let mut catalogue = catalogue();
        let agreement = (month("2026-01").first(), month("2027-01").first());
        let provider = |code: &str, percents: &[(u16, u8)]| {
            let mut provider = Provider::new(ProviderCode::new(code).unwrap(), "社", agreement);
            let records =
                percents.iter().map(|(year, percent)| Satisfaction { year: *year, percent: *percent, answers: 40 });
            provider.satisfaction = records.collect();
            provider
        };
        catalogue.providers =
            vec![provider("P01", &[]), provider("P02", &[(2025, 80), (2024, 99)]), provider("P03", &[(2025, 92)])];
        catalogue.courses[1].provider = ProviderCode::new("P02").unwrap();
        catalogue.courses[2].provider = ProviderCode::new("P03").unwrap();
        let plan = plan("2026-12", "D01");
        let order = |liked_first| {
            let search = Search { liked_first, ..Search::default() };
            let found = offered(&catalogue, &plan, &search, |code| used(code, &plan, std::iter::empty()));
            found.iter().map(ToString::to_string).collect::<Vec<_>>()
        };
        assert_eq!(order(true), ["D01", "A02", "A01"], "the last year counts; who has no record comes last");
        assert_eq!(order(false), ["A01", "A02", "D01"]);
    }

    #[test]
    fn only_what_the_menu_offers_is_lacking() {
        let empty = Plan::new(month("2026-12"));
        assert_eq!(lacking(&catalogue(), &empty), [Category::Virtue, Category::Arts]);
        assert_eq!(lacking(&catalogue(), &plan("2026-12", "A01")), [Category::Arts]);
        assert_eq!(lacking(&Catalogue::default(), &empty), []);
    }

    #[test]
    fn only_what_was_not_held_is_asked_for() {
        let plan = plan("2026-12", "A01");
        let others = [self::plan("2026-10", "D01")];
        let search = Search { not_held: true, ..Search::default() };
        let found = offered(&catalogue(), &plan, &search, |code| used(code, &plan, others.iter()));
        assert_eq!(found.iter().map(CourseCode::as_str).collect::<Vec<_>>(), ["A02"]);
    }

    #[test]
    fn the_last_month_counts() {
        let plan = plan("2026-12", "A01");
        let others = [self::plan("2026-10", "D01"), self::plan("2026-03", "D01"), plan.clone()];
        let of = |code: &str| used(&CourseCode::new(code).unwrap(), &plan, others.iter());
        assert_eq!(of("D01"), Used::In(month("2026-10")));
        assert_eq!(of("A01"), Used::ThisMonth);
        assert_eq!(of("A02"), Used::Never);
    }
}
