//! How lunar days, solar terms, festivals and days off are worded.

use chrono::NaiveDate;

use crate::domain::festival::{DayLine, Festival, LunarDay, stem_and_branch};
use crate::domain::holiday::DayMark;
use crate::domain::lunar::lunar_day;
use crate::domain::on_day::OnDay;
use crate::domain::solar_term::SolarTerm;
use crate::ui::dates;
use crate::ui::words::{say, say_count, say_nth, say_of, say_with};

/// Everything that a day is, in full: lunar date, festivals, solar term.
pub fn notes(day: NaiveDate) -> Vec<String> {
    let today = lunar_day(day);
    let tomorrow = day.succ_opt().and_then(lunar_day);
    let festivals = Festival::on(day, today, tomorrow).map(|of_day| festival(of_day).to_owned());
    let term = SolarTerm::on(day).map(|term| solar_term(term).to_owned());
    today.map(lunar_date).into_iter().chain(festivals).chain(term).collect()
}

/// A day of the month as it is heard: 9月19日 星期六，八月初九，休息日，3 场活动. `heard` is what the day is, in full.
pub fn spoken_day(day: NaiveDate, heard: &[String], on: Option<&OnDay>) -> String {
    let mut label = dates::day_and_weekday(day);
    for heard in heard {
        label.push_str(say("day.comma"));
        label.push_str(heard);
    }
    if let Some(on) = on {
        label.push_str(say("day.comma"));
        label.push_str(&match on.count() {
            0 => say("day.nothing").to_owned(),
            count => say_count("day.activities", count as i64),
        });
    }
    label
}

/// The same line as a name for style: the great holidays in the colour of seals, other names in bold.
pub fn line_name(line: Option<DayLine>) -> &'static str {
    match line {
        Some(DayLine::Festival(
            Festival::NewYear
            | Festival::SpringFestival
            | Festival::NewYearsEve
            | Festival::Lantern
            | Festival::Labour
            | Festival::DragonBoat
            | Festival::MidAutumn
            | Festival::DoubleNinth
            | Festival::NationalDay,
        )) => "feast",
        Some(DayLine::Festival(_) | DayLine::Term(_)) => "name",
        Some(DayLine::LunarMonth { .. } | DayLine::LunarDay(_)) | None => "lunar",
    }
}

/// What a month's cell shows below the number: 中秋节, 白露, 八月, 初九.
pub fn day_line(line: DayLine) -> String {
    match line {
        DayLine::Festival(festival) => say_of("festival-short", festival.slug()).to_owned(),
        DayLine::Term(term) => say_of("term-short", term.slug()).to_owned(),
        DayLine::LunarMonth { month, leap } => say_with("lunar.month-begins", &[("month", &lunar_month(month, leap))]),
        DayLine::LunarDay(day) => say_nth("lunar.days", usize::from(day) - 1).to_owned(),
    }
}

/// The full name of a festival.
pub fn festival(festival: Festival) -> &'static str {
    say_of("festival", festival.slug())
}

/// The full name of a solar term.
pub fn solar_term(term: SolarTerm) -> &'static str {
    say_of("term", term.slug())
}

/// 八月初九, 闰六月初一.
pub fn lunar_date(day: LunarDay) -> String {
    let month = lunar_month(day.month(), day.is_leap());
    say_with("lunar.date", &[("month", &month), ("day", say_nth("lunar.days", usize::from(day.day()) - 1))])
}

/// 丙午年.
pub fn lunar_year(lunar_year: i32) -> String {
    let (stem, branch) = stem_and_branch(lunar_year);
    say_with("lunar.year", &[("stem", say_nth("lunar.stems", stem)), ("branch", say_nth("lunar.branches", branch))])
}

/// 休, 班.
pub fn day_mark(mark: DayMark) -> &'static str {
    say_of("day-mark", mark.slug())
}

/// What 休 or 班 means, for who hears it instead of seeing it.
pub fn day_mark_meaning(mark: DayMark) -> &'static str {
    say_of("day-mark-meaning", mark.slug())
}

fn lunar_month(month: u8, leap: bool) -> String {
    let name = say_nth("lunar.months", usize::from(month) - 1);
    match leap {
        true => say_with("lunar.leap-month", &[("month", name)]),
        false => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::text::Language;
    use crate::ui::words::speak;

    /// On a thread of its own: what is spoken belongs to the thread.
    fn in_language(language: Language, check: impl FnOnce() + Send) {
        std::thread::scope(|threads| {
            threads.spawn(|| {
                let path = concat!(env!("CARGO_MANIFEST_DIR"), "/public/text/");
                speak(language, std::fs::read_to_string(format!("{path}{}.txt", language.tag())).unwrap());
                check();
            });
        });
    }

    #[test]
    fn what_is_on_is_said_where_it_is_known() {
        in_language(Language::Hans, || {
            let day = NaiveDate::from_ymd_opt(2026, 12, 5).unwrap();
            let said = |on: Option<&OnDay>| spoken_day(day, &notes(day), on);
            assert!(said(Some(&OnDay::default())).ends_with("，没有活动"), "a published day without anything");
            let unknown = said(None);
            assert!(unknown.starts_with("12月5日 星期六，") && !unknown.contains("活动"), "{unknown}");
        });
    }

    #[test]
    fn a_months_cell_takes_every_line() {
        let festivals = Festival::ALL.into_iter().map(DayLine::Festival);
        let terms = SolarTerm::ALL.into_iter().map(DayLine::Term);
        let months = (1..=12).flat_map(|month| [false, true].map(|leap| DayLine::LunarMonth { month, leap }));
        let lines: Vec<_> = festivals.chain(terms).chain(months).chain((2..=30).map(DayLine::LunarDay)).collect();
        for (language, longest) in [(Language::Hans, 3), (Language::Hant, 3), (Language::English, 9)] {
            in_language(language, || {
                for line in &lines {
                    let text = day_line(*line);
                    assert!((1..=longest).contains(&text.chars().count()), "{text} for {line:?}");
                }
            });
        }
    }

    #[test]
    fn lunar_days_are_named() {
        let date = |month, leap, day| lunar_date(LunarDay::new(month, leap, day).unwrap());
        in_language(Language::Hans, || {
            assert_eq!(date(8, false, 9), "八月初九");
            assert_eq!(date(1, false, 10), "正月初十");
            assert_eq!(date(11, false, 20), "冬月二十");
            assert_eq!(date(12, false, 21), "腊月廿一");
            assert_eq!(date(6, true, 30), "闰六月三十");
            assert_eq!(lunar_year(2026), "丙午年");
        });
        in_language(Language::Hant, || assert_eq!(date(12, true, 1), "閏臘月初一"));
        in_language(Language::English, || {
            assert_eq!(date(8, false, 15), "8/15 lunar");
            assert_eq!(lunar_year(2026), "Bing-wu year");
        });
    }

    #[test]
    fn every_festival_term_and_mark_has_its_words() {
        for language in Language::ALL {
            in_language(language, || {
                let names = Festival::ALL.into_iter().map(festival).chain(SolarTerm::ALL.into_iter().map(solar_term));
                let marks = DayMark::ALL.into_iter().flat_map(|mark| [day_mark(mark), day_mark_meaning(mark)]);
                for name in names.chain(marks) {
                    assert!(!name.is_empty(), "a name is missing in {}", language.tag());
                }
            });
        }
    }
}
