//! What the browser and our table know of days: lunar dates from `Intl`, public holidays from the table that
//! ships with the program.

use chrono::{Datelike, NaiveDate};
use js_sys::{Array, Date, Intl, Object, Reflect};
use std::cell::RefCell;
use std::collections::HashMap;
use wasm_bindgen::JsValue;

use crate::domain::festival::LunarDay;
use crate::domain::holiday::Holidays;

thread_local! {
    /// None where the browser has no Chinese calendar.
    static CHINESE: Option<Intl::DateTimeFormat> = chinese_calendar();
    /// A formatted date costs a slow phone a fraction of a millisecond: each day is asked for once.
    static KNOWN: RefCell<HashMap<NaiveDate, Option<Lunar>>> = RefCell::default();
    static HOLIDAYS: &'static Holidays = Box::leak(Box::new(read_table()));
}

/// A lunar date and the Gregorian year in which its lunar year begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lunar {
    /// Month and day.
    pub day: LunarDay,
    /// For 丙午年: the year that its name is computed from.
    pub year: i32,
}

/// The public holidays as they were announced when the program was made.
pub fn holidays() -> &'static Holidays {
    HOLIDAYS.with(|holidays| *holidays)
}

/// The table is part of the program and read by its tests: an error here cannot reach a phone, but if one did,
/// every year would be "not announced", which is true of what we know then.
fn read_table() -> Holidays {
    Holidays::read(Holidays::TABLE).unwrap_or_default()
}

fn chinese_calendar() -> Option<Intl::DateTimeFormat> {
    let options = Object::new();
    for (key, value) in [("month", "numeric"), ("day", "numeric"), ("year", "numeric"), ("timeZone", "UTC")] {
        Reflect::set(&options, &key.into(), &value.into()).ok()?;
    }
    let format = Intl::DateTimeFormat::new(&Array::of1(&"en-u-ca-chinese".into()), &options);
    let calendar = Reflect::get(&format.resolved_options(), &"calendar".into()).ok()?;
    (calendar.as_string().as_deref() == Some("chinese")).then_some(format)
}

/// The lunar date of a day, where the browser knows it.
///
/// `Intl` is asked for its parts, because engines spell whole dates differently.
pub fn lunar(day: NaiveDate) -> Option<Lunar> {
    if let Some(known) = KNOWN.with_borrow(|known| known.get(&day).copied()) {
        return known;
    }
    let lunar = CHINESE.with(|format| ask(format.as_ref()?, day));
    KNOWN.with_borrow_mut(|known| known.insert(day, lunar));
    lunar
}

/// The lunar day alone.
pub fn lunar_day(day: NaiveDate) -> Option<LunarDay> {
    lunar(day).map(|lunar| lunar.day)
}

fn ask(format: &Intl::DateTimeFormat, day: NaiveDate) -> Option<Lunar> {
    let noon = Date::utc(f64::from(day.year()), f64::from(day.month0())) + f64::from(day.day0()) * 864e5 + 432e5;
    let date = Date::new(&JsValue::from_f64(noon));
    let (mut year, mut month, mut number) = (None, None, None);
    for part in format.format_to_parts(&date).iter() {
        let text = |key: &str| Reflect::get(&part, &key.into()).ok().and_then(|value| value.as_string());
        let value = text("value")?;
        match text("type")?.as_str() {
            "relatedYear" | "year" => year = year.or_else(|| value.parse().ok()),
            "month" => month = Some(value),
            "day" => number = value.parse().ok(),
            _ => {}
        }
    }
    let month = month?;
    // A leap month is "6bis": digits, then anything.
    let digits = month.len() - month.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let leap = digits < month.len();
    Some(Lunar { day: LunarDay::new(month.get(..digits)?.parse().ok()?, leap, number?)?, year: year? })
}
