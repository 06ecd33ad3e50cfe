//! How days, times and durations are worded. The pieces stand in the text files; here they are only put together.

use chrono::{Datelike, NaiveDate, NaiveTime, Timelike};

use crate::domain::time::{Month, Span, Start};
use crate::ui::words::{number, say, say_count, say_nth, say_with};

/// 九月, September.
pub fn month_name(month: Month) -> &'static str {
    say_nth("date.months", usize::from(month.number()) - 1)
}

/// 2026年9月, Sep 2026.
pub fn month_and_year(month: Month) -> String {
    let name = say_nth("date.months-short", usize::from(month.number()) - 1);
    say_with("date.month-year", &[("month", name), ("year", &number(month.year()))])
}

/// 9月19日, 19 Sep.
pub fn day(day: NaiveDate) -> String {
    let month = say_nth("date.months-short", day.month0() as usize);
    say_with("date.day", &[("month", month), ("d", &number(day.day()))])
}

/// 12月7日–13日, 7–13 Dec; 11月30日–12月6日.
pub fn week(week: [NaiveDate; 7]) -> String {
    days(week[0], week[6])
}

/// 12月12日–14日, 12–14 Dec: from a day to another.
pub fn days(first: NaiveDate, last: NaiveDate) -> String {
    if first.month() != last.month() {
        return say_with("date.days-over-months", &[("from", &day(first)), ("to", &day(last))]);
    }
    let month = say_nth("date.months-short", first.month0() as usize);
    say_with("date.days", &[("month", month), ("d", &number(first.day())), ("end", &number(last.day()))])
}

/// 星期六, Saturday.
pub fn weekday(day: NaiveDate) -> &'static str {
    say_nth("date.weekdays", day.weekday().num_days_from_monday() as usize)
}

/// 周六, Sat.
pub fn weekday_short(day: NaiveDate) -> &'static str {
    say_nth("date.weekdays-short", day.weekday().num_days_from_monday() as usize)
}

/// 一, Mo: the head of a column, counted from Monday.
pub fn weekday_narrow(from_monday: usize) -> &'static str {
    say_nth("date.weekdays-narrow", from_monday)
}

/// 9月19日 星期六, Saturday 19 Sep.
pub fn day_and_weekday(date: NaiveDate) -> String {
    say_with("date.day-weekday", &[("day", &day(date)), ("weekday", weekday(date))])
}

/// 9月19日 周六, Sat 19 Sep.
pub fn day_short(date: NaiveDate) -> String {
    say_with("date.day-short", &[("day", &day(date)), ("short", weekday_short(date))])
}

/// 今天, 明天; nothing further off: beside dates a bare weekday reads like another kind of thing.
pub fn near_day(day: NaiveDate, today: NaiveDate) -> Option<&'static str> {
    match (day - today).num_days() {
        0 => Some(say("date.today")),
        1 => Some(say("date.tomorrow")),
        _ => None,
    }
}

/// 9:00, 13:30.
pub fn time(time: NaiveTime) -> String {
    let mut text = number(time.hour());
    text.push_str(if time.minute() < 10 { ":0" } else { ":" });
    text.push_str(&number(time.minute()));
    text
}

/// 上午 9:00, 下午 3:00; 3:00 pm: the clock as it is spoken, for the large-type mode.
pub fn spoken_time(at: NaiveTime) -> String {
    let part = match at.hour() {
        0..=4 => 0,
        5..=11 => 1,
        12 => 2,
        13..=17 => 3,
        _ => 4,
    };
    let twelve = NaiveTime::from_hms_opt((at.hour() + 11) % 12 + 1, at.minute(), 0).unwrap_or(at);
    say_with("date.spoken-time", &[("part", say_nth("date.day-parts", part)), ("time", &time(twelve))])
}

/// 14:00–15:30; with the last day where it runs over midnight.
pub fn span(span: Span) -> String {
    let mut text = time(span.start.time());
    text.push('–');
    if span.end().day() != span.start.day() {
        text.push_str(&day(span.end().day()));
        text.push(' ');
    }
    text.push_str(&time(span.end().time()));
    text
}

/// 周六 13:30 when it is near, else 9月26日 周六 13:30.
pub fn start(start: Start, today: NaiveDate) -> String {
    let mut text = near_day(start.day(), today).map_or_else(|| day_short(start.day()), str::to_owned);
    text.push(' ');
    text.push_str(&time(start.time()));
    text
}

/// 45 分钟, 2 小时, 1 小时 30 分.
pub fn duration(minutes: impl Into<i64>) -> String {
    let minutes = minutes.into();
    match (minutes / 60, minutes % 60) {
        (0, _) => say_count("date.minutes", minutes),
        (hours, 0) => say_count("date.hours", hours),
        (hours, rest) => say_with("date.hours-minutes", &[("h", &number(hours)), ("n", &number(rest))]),
    }
}

/// How long ago something was, in the largest unit that says enough: 刚刚, 12 分钟前, 3 小时前, 2 天前.
pub fn ago(minutes: i64) -> String {
    match minutes {
        ..=1 => say("date.just-now").to_owned(),
        2..=59 => say_count("date.minutes-ago", minutes),
        60..=1439 => say_count("date.hours-ago", minutes / 60),
        _ => say_count("date.days-ago", minutes / 1440),
    }
}

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

    fn at(text: &str) -> Start {
        Start::parse(text).unwrap()
    }

    fn on(text: &str) -> NaiveDate {
        parse_day(text).unwrap()
    }

    #[test]
    fn days_are_worded_in_chinese() {
        in_language(Language::Hans);
        let saturday = on("2026-09-19");
        assert_eq!(month_name(Month::of(saturday)), "九月");
        assert_eq!(month_and_year(Month::of(saturday)), "2026年9月");
        assert_eq!(day(saturday), "9月19日");
        assert_eq!(day_and_weekday(saturday), "9月19日 星期六");
        assert_eq!(week(crate::domain::calendar::week_of(on("2026-12-12"))), "12月7日–13日");
        assert_eq!(week(crate::domain::calendar::week_of(on("2026-12-01"))), "11月30日–12月6日");
        assert_eq!(start(at("2026-09-19T13:30"), on("2026-09-17")), "9月19日 周六 13:30");
        assert_eq!(start(at("2026-09-19T13:30"), on("2026-09-18")), "明天 13:30");
        assert_eq!(start(at("2026-09-19T09:05"), on("2026-09-12")), "9月19日 周六 9:05");
        assert_eq!(start(at("2026-09-19T09:05"), on("2026-09-20")), "9月19日 周六 9:05");
        assert_eq!(spoken_time(at("2026-09-19T15:00").time()), "下午 3:00");
        assert_eq!(spoken_time(at("2026-09-19T12:30").time()), "中午 12:30");
        assert_eq!(spoken_time(at("2026-09-19T00:30").time()), "凌晨 12:30");
    }

    #[test]
    fn days_are_worded_in_english() {
        in_language(Language::English);
        let saturday = on("2026-09-19");
        assert_eq!(month_and_year(Month::of(saturday)), "Sep 2026");
        assert_eq!(day_and_weekday(saturday), "Saturday 19 Sep");
        assert_eq!(start(at("2026-09-26T10:00"), on("2026-09-16")), "Sat 26 Sep 10:00");
        assert_eq!(duration(60), "1 hour");
    }

    #[test]
    fn spans_and_durations_are_worded() {
        in_language(Language::Hans);
        let span_of = |start, minutes| span(Span { start: at(start), minutes });
        assert_eq!(span_of("2026-09-19T14:00", 90), "14:00–15:30");
        assert_eq!(span_of("2026-12-31T23:00", 120), "23:00–1月1日 1:00");
        assert_eq!(duration(45), "45 分钟");
        assert_eq!(duration(120), "2 小时");
        assert_eq!(duration(90), "1 小时 30 分");
        assert_eq!(ago(0), "刚刚");
        assert_eq!(ago(150), "2 小时前");
        assert_eq!(ago(4000), "2 天前");
    }
}
