//! The day that somebody names in words of their own: which public number decides a draw is written by hand, and that number has to
//! come out after sign-up has closed.

use chrono::{Datelike, NaiveDate};

/// The first day that these words name as `12月10日`, with its year or without, or as `2026-12-10`. Without a year it is the one
/// nearest to `near`.
pub fn named_day(words: &str, near: NaiveDate) -> Option<NaiveDate> {
    let numbers = numbers(words);
    (0..numbers.len()).find_map(|at| match numbers[at..] {
        [(year, '年'), (month, '月'), (day, _), ..] => NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day),
        [(year, '-'), (month, '-'), (day, _), ..] => NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day),
        [(month, '月'), (day, _), ..] => {
            let years = near.year() - 1..=near.year() + 1;
            let days = years.filter_map(|year| NaiveDate::from_ymd_opt(year, month, day));
            days.min_by_key(|day| (*day - near).abs())
        }
        _ => None,
    })
}

/// The numbers of a text, each with the sign that stands behind it; digits as wide as they may be typed.
fn numbers(words: &str) -> Vec<(u32, char)> {
    let mut found: Vec<(u32, char)> = Vec::new();
    let mut number: Option<u32> = None;
    for c in words.chars().filter(|c| !c.is_whitespace()).chain([' ']) {
        let digit = match c {
            '０'..='９' => Some(c as u32 - '０' as u32),
            _ => c.to_digit(10),
        };
        match (digit, number) {
            (Some(digit), before) => number = Some(before.unwrap_or(0).saturating_mul(10).saturating_add(digit)),
            (None, Some(before)) => {
                found.push((before, c));
                number = None;
            }
            (None, None) => {}
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::time::{parse_day, write_day};

    #[track_caller]
    fn names(words: &str, expected: Option<&str>) {
        let near = parse_day("2026-12-28").unwrap();
        assert_eq!(named_day(words, near).map(write_day).as_deref(), expected, "{words}");
    }

    #[test]
    fn a_day_is_found_in_what_somebody_wrote() {
        names("12月10日双色球开奖号码", Some("2026-12-10"));
        names("福彩 １２ 月 １０ 日开奖", Some("2026-12-10"));
        names("第 145 期，1月3号开出", Some("2027-01-03"));
        names("2027年12月10日的号码", Some("2027-12-10"));
        names("2026-12-31 的收盘指数", Some("2026-12-31"));
        names("2月30日", None);
        names("下一期双色球", None);
        names("3D 第 2026145 期", None);
        names("", None);
    }
}
