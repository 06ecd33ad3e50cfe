//! How the domain's values are worded: names of sorts, standings, days and ages. The reason behind a standing: [`crate::ui::parts::reason`].

use crate::domain::age::{Age, AgeRange, Fit};
use crate::domain::catalogue::ServiceKind;
use crate::domain::category::{Category, Kind, Mark, Sort};
use crate::domain::series::{Rhythm, Weekdays};
use crate::domain::standing::{Answer, Reason, Standing};
use crate::domain::talent::Talent;
use crate::domain::time::Start;
use crate::ui::dates;
use crate::ui::words::{number, say, say_count, say_nth, say_of, say_with};
use chrono::NaiveDate;

/// 家庭生活艺术.
pub fn category(category: Category) -> &'static str {
    say_of("category", category.slug())
}

/// 社团活动.
pub fn kind(kind: Kind) -> &'static str {
    say_of("kind", kind.slug())
}

/// 未成年人成长.
pub fn service(kind: ServiceKind) -> &'static str {
    say_of("service", kind.slug())
}

/// 辅导功课.
pub fn talent(talent: Talent) -> &'static str {
    say_nth("talent.all", talent.index())
}

/// The name of a sort: its category or its kind.
pub fn sort(sort: Sort) -> &'static str {
    match sort {
        Sort::Course(of) => category(of),
        Sort::Other(of) => kind(of),
    }
}

/// The character that stands beside a mark's shape.
pub fn mark(mark: Mark) -> &'static str {
    say_of("mark", mark.slug())
}

/// What a mark means, in full.
pub fn mark_meaning(mark: Mark) -> &'static str {
    match mark {
        Mark::Category(of) => category(of),
        Mark::Stage => say("mark-meaning.stage"),
        Mark::Special => say("mark-meaning.special"),
    }
}

/// 已确认, 候补第 2 位.
pub fn standing(standing: Standing) -> String {
    match standing {
        Standing::Waitlisted(n) => say_count("standing.waitlisted", n),
        other => say_of("standing", other.slug()).to_owned(),
    }
}

/// The same of an answer: who was not drawn reads 未抽中, not 未报上.
pub fn answer(answer: &Answer) -> String {
    match (answer.standing, &answer.reason) {
        (Standing::NotPlaced, Reason::NotDrawn { .. }) => say("standing.not-drawn").to_owned(),
        (Standing::NotPlaced, Reason::NotSwapped { .. }) => say("standing.not-swapped").to_owned(),
        (Standing::Confirmed, Reason::CarriedOut) => say("standing.swapped").to_owned(),
        (other, _) => standing(other),
    }
}

/// 12月3日 周四 18:00.
pub fn moment(at: Start) -> String {
    let mut text = dates::day_short(at.day());
    text.push(' ');
    text.push_str(&dates::time(at.time()));
    text
}

/// 4–10 岁, 6 岁起, 12 岁以下, 不限年龄.
pub fn ages(range: AgeRange) -> String {
    match (range.from, range.to) {
        (None, None) => say("age.any").to_owned(),
        (Some(from), None) => say_count("age.from", from.0),
        (None, Some(to)) => say_count("age.to", to.0),
        (Some(from), Some(to)) => say_with("age.between", &[("from", &number(from.0)), ("to", &number(to.0))]),
    }
}

/// 每周三; 周一到周五; 第 2 天，共 3 天. Nothing for what is on once, or on dates of no rule.
pub fn rhythm(of: Rhythm, day: NaiveDate) -> Option<String> {
    match of {
        Rhythm::Once | Rhythm::Dates => None,
        Rhythm::Run { .. } => {
            let (nth, of) = of.day_of_run(day)?;
            Some(say_with("series.day-of", &[("n", &number(nth)), ("of", &number(of))]))
        }
        Rhythm::Weekly(Weekdays::MONDAY_TO_FRIDAY) => Some(say("series.workdays").to_owned()),
        Rhythm::Weekly(weekdays) => {
            let mut days = String::new();
            for index in weekdays.indices() {
                if !days.is_empty() {
                    days.push_str(say("series.and"));
                }
                days.push_str(say_nth("series.weekdays", index));
            }
            Some(say_with("series.weekly", &[("days", &days)]))
        }
    }
}

/// What a stroke through the month stands for: 12月12日–14日; 周一到周五.
pub fn lasting(of: Rhythm, day: NaiveDate) -> String {
    match of {
        Rhythm::Run { first, last } => dates::days(first, last),
        other => rhythm(other, day).unwrap_or_default(),
    }
}

/// 每人 20 元; 免费.
pub fn fee(yuan: u16) -> String {
    match yuan {
        0 => say("fee.none").to_owned(),
        yuan => say_count("fee.each", yuan),
    }
}

/// 小禾 5 岁，合适: how a member fits, said before a slip is made.
pub fn fit(name: &str, age: Age, fit: Fit) -> String {
    let age = number(age.0);
    match fit {
        Fit::Fits => say_with("fit.fits", &[("name", name), ("age", &age)]),
        Fit::TooYoung(from) => say_with("fit.too-young", &[("name", name), ("age", &age), ("n", &number(from.0))]),
        Fit::TooOld(to) => say_with("fit.too-old", &[("name", name), ("age", &age), ("n", &number(to.0))]),
    }
}

/// 剩 3 位; 满了，可以排候补.
pub fn seats_left(left: u16) -> String {
    match left {
        0 => say("seats.full").to_owned(),
        n => say_count("seats.left", n),
    }
}

#[cfg(test)]
#[path = "told_tests.rs"]
mod told;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::text::Language;
    use crate::domain::time::parse_day;
    use crate::ui::words::speak;

    fn in_language(language: Language) {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/public/text/");
        speak(language, std::fs::read_to_string(format!("{path}{}.txt", language.tag())).unwrap());
    }

    #[test]
    fn standings_are_worded() {
        in_language(Language::Hans);
        assert_eq!(standing(Standing::Waitlisted(2)), "候补第 2 位");
        assert_eq!(standing(Standing::NotHandedIn), "未交");
        let reason_of_a_draw = Reason::NotDrawn { nth: 24, of: 30, places: 20 };
        let told = |standing, reason: &Reason| answer(&Answer { standing, reason: reason.clone() });
        assert_eq!(told(Standing::NotPlaced, &reason_of_a_draw), "未抽中");
        assert_eq!(told(Standing::Waitlisted(4), &reason_of_a_draw), "候补第 4 位");
        assert_eq!(told(Standing::NotPlaced, &Reason::TooLate), "未报上");
    }

    #[test]
    fn every_standing_has_its_word() {
        in_language(Language::English);
        for slug in [
            Standing::NotHandedIn,
            Standing::Pending,
            Standing::Confirmed,
            Standing::Waitlisted(1),
            Standing::Offered,
            Standing::NotPlaced,
            Standing::Withdrawn,
            Standing::Cancelled,
            Standing::Attended,
            Standing::Absent,
            Standing::NotRecorded,
        ] {
            assert!(!standing(slug).is_empty(), "{}", slug.slug());
        }
    }

    #[test]
    fn ages_are_worded() {
        in_language(Language::Hans);
        let range = |from: Option<u8>, to: Option<u8>| ages(AgeRange { from: from.map(Age), to: to.map(Age) });
        assert_eq!(range(Some(4), Some(10)), "4–10 岁");
        assert_eq!(range(Some(6), None), "6 岁起");
        assert_eq!(range(None, Some(12)), "12 岁以下");
        assert_eq!(fit("小禾", Age(5), Fit::Fits), "小禾 5 岁，年龄合适");
        assert_eq!(seats_left(0), "满了，可以排候补");
    }

    #[test]
    fn a_rhythm_is_worded() {
        in_language(Language::Hans);
        let day = |text| parse_day(text).unwrap();
        let (first, last) = (day("2026-12-12"), day("2026-12-14"));
        let weekly = |days: &[NaiveDate]| rhythm(Rhythm::Weekly(Weekdays::of(days)), first);
        assert_eq!(rhythm(Rhythm::Run { first, last }, day("2026-12-13")).as_deref(), Some("第 2 天，共 3 天"));
        assert_eq!(weekly(&[day("2026-12-02")]).as_deref(), Some("每周三"));
        assert_eq!(weekly(&[day("2026-12-01"), day("2026-12-03")]).as_deref(), Some("每周二、四"));
        assert_eq!(rhythm(Rhythm::Weekly(Weekdays::MONDAY_TO_FRIDAY), first).as_deref(), Some("周一到周五"));
        assert_eq!(rhythm(Rhythm::Once, first), None);
    }
}
