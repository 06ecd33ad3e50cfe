//! What people write into the cells of a list: numbers with their unit, days and times in many ways, ages in one cell.

use chrono::{NaiveDate, NaiveTime};

use crate::domain::age::{Age, AgeRange};
use crate::domain::time::{parse_day, parse_time};

/// Units that may stand behind a number.
const UNITS: [&str; 14] =
    ["分钟", "分", "人次", "人", "名", "位", "元", "岁", "周岁", "平方米", "㎡", "m2", "个", "户"];

/// The digits of a whole number: `90`, `９０`, `1,200`, `30人`, `90分钟`; hours as minutes (`1.5小时`). Not `5.0`, not `+5`.
pub fn whole_number(text: &str) -> Option<String> {
    let text = half_width(text);
    if let Some(hours) = text.strip_suffix("小时") {
        return minutes_of_hours(hours.trim());
    }
    let unit = UNITS.iter().filter(|unit| text.ends_with(**unit)).max_by_key(|unit| unit.len());
    let digits = unit.and_then(|unit| text.strip_suffix(unit)).unwrap_or(&text).trim().replace(',', "");
    (!digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())).then_some(digits)
}

/// Whole and half hours.
fn minutes_of_hours(hours: &str) -> Option<String> {
    let (whole, half) = match hours.split_once('.') {
        Some((whole, "5")) => (whole, 30),
        Some(_) => return None,
        None => (hours, 0),
    };
    let whole: u16 = whole.parse().ok().filter(|whole| *whole <= 24)?;
    Some((whole * 60 + half).to_string())
}

/// `2026-12-05`, `2026/12/5`, `2026.12.5`, `2026年12月5日`; a time behind it is passed over.
pub fn day_of(text: &str) -> Option<NaiveDate> {
    let text = half_width(text);
    let day = text.split([' ', 'T']).next()?.trim_end_matches('日');
    let mut parts = day.split(['-', '/', '.', '年', '月']).filter(|part| !part.is_empty());
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() {
        return None;
    }
    let padded = |part: &str| if part.len() == 1 { ["0", part].concat() } else { part.to_owned() };
    parse_day(&[year, &padded(month), &padded(day)].join("-")).ok()
}

/// `09:00`, `9:00`, `9：00`, `09:00:00`.
pub fn time_of(text: &str) -> Option<NaiveTime> {
    let text = half_width(text);
    let minutes = match text.strip_suffix(":00") {
        Some(rest) if rest.contains(':') => rest,
        _ => &text,
    };
    parse_time(minutes).ok()
}

/// `6-12岁`, `18岁以上`, `3岁以下`, `6`; 不限 and 全龄 are open at both ends.
pub fn ages_of(text: &str) -> Option<AgeRange> {
    let text = half_width(text).replace("周岁", "").replace('岁', "");
    let text = text.trim();
    let age = |text: &str| text.trim().parse::<u8>().ok().filter(|age| *age <= 130).map(Age);
    if matches!(text, "不限" | "全龄" | "全年龄" | "无") {
        return Some(AgeRange::default());
    }
    let open = |end: &str| text.strip_suffix(end).map(age);
    if let Some(from) = open("及以上").or_else(|| open("以上")).or_else(|| open("+")) {
        return from.map(|from| AgeRange { from: Some(from), to: None });
    }
    if let Some(to) = open("及以下").or_else(|| open("以下")) {
        return to.map(|to| AgeRange { from: None, to: Some(to) });
    }
    let (from, to) = text.split_once(['-', '–', '~', '至', '到']).unwrap_or((text, text));
    let (from, to) = (age(from)?, age(to)?);
    (from <= to).then_some(AgeRange { from: Some(from), to: Some(to) })
}

/// Digits, letters and marks as they are typed without an input method.
pub fn half_width(text: &str) -> String {
    let half = |c: char| match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        '\u{3000}' | '\u{A0}' => ' ',
        c => c,
    };
    text.chars().map(half).collect::<String>().trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_may_have_their_unit() {
        for (text, digits) in [
            ("90", "90"),
            ("９０ 分钟", "90"),
            ("30人", "30"),
            ("1,200元", "1200"),
            ("1，200", "1200"),
            ("2小时", "120"),
            ("1.5小时", "90"),
            ("60平方米", "60"),
        ] {
            assert_eq!(whole_number(text).as_deref(), Some(digits), "{text}");
        }
        for bad in ["", "人", "+5", "-5", "5.0", "一小时", "30多人", "1.25小时", "约30"] {
            assert_eq!(whole_number(bad), None, "{bad}");
        }
    }

    #[test]
    fn days_and_times_come_in_many_ways() {
        let day = parse_day("2026-05-01").ok();
        for text in ["2026-05-01", "2026/5/1", "2026.5.1", "2026年5月1日", "２０２６－５－１", "2026-05-01 00:00"]
        {
            assert_eq!(day_of(text), day, "{text}");
        }
        for bad in ["5月1日", "2026-02-30", "26/5/1", "2026-5", "46143", "2026-5-1-1", ""] {
            assert_eq!(day_of(bad), None, "{bad}");
        }
        let time = parse_time("09:00").ok();
        for text in ["9:00", "09：00", "09:00:00"] {
            assert_eq!(time_of(text), time, "{text}");
        }
        for bad in ["25:00", "9", "9点", ":00", "09:00:30"] {
            assert_eq!(time_of(bad), None, "{bad}");
        }
    }

    #[test]
    fn ages_may_stand_in_one_cell() {
        let ages = |from: Option<u8>, to: Option<u8>| Some(AgeRange { from: from.map(Age), to: to.map(Age) });
        assert_eq!(ages_of("6-12岁"), ages(Some(6), Some(12)));
        assert_eq!(ages_of("3～6周岁"), ages(Some(3), Some(6)));
        assert_eq!(ages_of("18岁以上"), ages(Some(18), None));
        assert_eq!(ages_of("12岁及以下"), ages(None, Some(12)));
        assert_eq!(ages_of("不限"), ages(None, None));
        for bad in ["12-6岁", "成人", "200岁以上", "-"] {
            assert_eq!(ages_of(bad), None, "{bad}");
        }
    }
}
