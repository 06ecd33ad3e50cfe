//! On which days of a month something is on, as the sample's tables say it.
//!
//! A rule is a list of words: `sat2` (the second Saturday), `wed` (every Wednesday), `d20`, `12-04`, `school`
//! (every school day), `last:sat`, `off` (every day marked 休), `term:dongzhi`, `fest:mid-autumn-2` (two days before),
//! each possibly with `x5` (and the four days after) and behind `odd/`, `even/`, `m11-4/` (from November to
//! April), `past/`, `this/` or `next/` (seen from today's month). Weekdays leave out public holidays, and
//! weekend days that are worked.

use chrono::{Datelike, Days, NaiveDate, Weekday};
use linli::domain::holiday::{DayMark, Holidays};
use linli::domain::solar_term::SolarTerm;
use linli::domain::time::{Month, is_weekend, parse_day};

use crate::tables::Table;

/// What the days of a month are, for the rules.
pub struct Year<'a> {
    /// 休 and 班.
    pub holidays: &'a Holidays,
    /// Festivals of the lunar calendar, by day.
    pub lunar: &'a [(NaiveDate, &'static str)],
    /// The month today lies in.
    pub this_month: Month,
}

/// Reads the table of lunar festivals.
pub fn lunar_festivals(table: &Table) -> Result<Vec<(NaiveDate, &'static str)>, String> {
    table.rows().map(|row| Ok((row.parse("date", parse_day)?, row.text("festival")?))).collect()
}

impl Year<'_> {
    /// The days of a month for a rule, in order.
    pub fn days(&self, rule: &str, month: Month) -> Result<Vec<NaiveDate>, String> {
        let mut days = Vec::new();
        for word in rule.split(' ') {
            days.extend(self.word(word, month).ok_or_else(|| format!("\"{word}\" is no rule"))?);
        }
        days.sort();
        days.dedup();
        Ok(days)
    }

    /// The days of one word; None when it is not understood.
    fn word(&self, word: &str, month: Month) -> Option<Vec<NaiveDate>> {
        if let Some((months, rest)) = word.split_once('/') {
            let days = self.word(rest, month)?;
            return Some(if self.in_months(months, month)? { days } else { Vec::new() });
        }
        if let Some((first, count)) = word.rsplit_once('x').filter(|(_, count)| count.parse::<u64>().is_ok()) {
            let first = self.word(first, month)?;
            let count = count.parse().ok()?;
            let run = |day: NaiveDate| (0..count).filter_map(move |n| day.checked_add_days(Days::new(n)));
            return Some(first.into_iter().flat_map(run).filter(|day| Month::of(*day) == month).collect());
        }
        if word == "school" {
            return Some(all(month).filter(|day| self.is_school_day(*day)).collect());
        }
        if word == "off" {
            return Some(all(month).filter(|day| self.holidays.mark(*day) == Some(DayMark::Rest)).collect());
        }
        if let Some(slug) = word.strip_prefix("term:") {
            let term = SolarTerm::ALL.into_iter().find(|term| term.slug() == slug)?;
            return Some(all(month).filter(|day| SolarTerm::on(*day) == Some(term)).collect());
        }
        if let Some(festival) = word.strip_prefix("fest:") {
            let (slug, before) = match festival.rsplit_once('-').map(|(slug, days)| (slug, days.parse().ok())) {
                Some((slug, Some(before))) => (slug, before),
                _ => (festival, 0),
            };
            let days = self.lunar.iter().filter(|(_, name)| *name == slug);
            let days = days.filter_map(|(day, _)| day.checked_sub_days(Days::new(before)));
            return Some(days.filter(|day| Month::of(*day) == month).collect());
        }
        if let Some(number) = word.strip_prefix('d').and_then(|number| number.parse().ok()) {
            return Some(month.day(number).into_iter().collect());
        }
        if let Some((of, day)) = word.split_once('-') {
            let day = month.day(day.parse().ok()?);
            return Some(if of.parse::<u8>().ok()? == month.number() { day.into_iter().collect() } else { Vec::new() });
        }
        if let Some(weekday) = word.strip_prefix("last:") {
            return Some(self.word(weekday, month)?.pop().into_iter().collect());
        }
        let (name, nth) = word.split_at_checked(3)?;
        let weekday: Weekday = name.parse().ok()?;
        let days: Vec<_> = all(month).filter(|day| day.weekday() == weekday && self.is_ordinary(*day)).collect();
        match nth {
            "" => Some(days),
            nth => Some(days.get(nth.parse::<usize>().ok()?.checked_sub(1)?).copied().into_iter().collect()),
        }
    }

    fn in_months(&self, months: &str, month: Month) -> Option<bool> {
        Some(match months {
            "odd" => !month.number().is_multiple_of(2),
            "even" => month.number().is_multiple_of(2),
            "past" => month < self.this_month,
            "this" => month == self.this_month,
            "next" => month == self.this_month.plus(1),
            range => {
                let (from, to) = match range.strip_prefix('m')?.split_once('-') {
                    Some((from, to)) => (from.parse::<u8>().ok()?, to.parse::<u8>().ok()?),
                    None => (range[1..].parse().ok()?, range[1..].parse().ok()?),
                };
                let number = month.number();
                if from <= to { (from..=to).contains(&number) } else { number >= from || number <= to }
            }
        })
    }

    /// Neither a public holiday nor a weekend day that is worked.
    fn is_ordinary(&self, day: NaiveDate) -> bool {
        self.holidays.mark(day).is_none()
    }

    /// School days as the sample has them: working days outside two invented holidays.
    fn is_school_day(&self, day: NaiveDate) -> bool {
        let on_holiday = match day.month() {
            1 => day.day() >= 20,
            2 | 7 | 8 => true,
            _ => false,
        };
        let works = match self.holidays.mark(day) {
            Some(DayMark::Rest) => false,
            Some(DayMark::Work) => true,
            None => !is_weekend(day),
        };
        works && !on_holiday
    }
}

fn all(month: Month) -> impl Iterator<Item = NaiveDate> {
    (1..=month.days()).filter_map(move |number| month.day(number))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn falls(rule: &str, month: &str, expected: &[u32]) {
        let holidays = Holidays::read(Holidays::TABLE).unwrap();
        let lunar = [(parse_day("2026-09-25").unwrap(), "mid-autumn")];
        let year = Year { holidays: &holidays, lunar: &lunar, this_month: Month::parse("2026-11").unwrap() };
        let days = year.days(rule, Month::parse(month).unwrap()).unwrap();
        assert_eq!(days.iter().map(|day| day.day()).collect::<Vec<_>>(), expected, "{rule} in {month}");
    }

    #[test]
    fn rules_fall_on_their_days() {
        falls("sat2", "2026-12", &[12]);
        falls("wed", "2026-12", &[2, 9, 16, 23, 30]);
        falls("sun2 sat1", "2026-12", &[5, 13]);
        // 20 September is worked, 26 and 27 are holidays.
        falls("sun", "2026-09", &[6, 13]);
        falls("sat4", "2026-09", &[]);
        falls("last:sat", "2026-09", &[19]);
        falls("off", "2026-09", &[25, 26, 27]);
        falls("fest:mid-autumn-2", "2026-09", &[23]);
        falls("fest:mid-autumn", "2026-10", &[]);
        falls("term:dongzhi", "2026-12", &[22]);
        falls("12-04", "2026-12", &[4]);
        falls("12-04", "2026-11", &[]);
        falls("d20", "2026-11", &[20]);
        falls("sat2x5", "2026-12", &[12, 13, 14, 15, 16]);
        falls("d30x5", "2026-12", &[30, 31]);
        falls("m11-4/d1", "2026-12", &[1]);
        falls("m11-4/d1", "2026-05", &[]);
        falls("m5/d1", "2026-05", &[1]);
        falls("odd/d1 even/d2", "2026-12", &[2]);
        falls("past/d1 this/d2 next/d3", "2026-10", &[1]);
        falls("past/d1 this/d2 next/d3", "2026-12", &[3]);
        falls("school", "2026-10", &[8, 9, 10, 12, 13, 14, 15, 16, 19, 20, 21, 22, 23, 26, 27, 28, 29, 30]);
        falls("school", "2026-08", &[]);
    }

    #[test]
    fn other_words_are_refused() {
        let holidays = Holidays::default();
        let year = Year { holidays: &holidays, lunar: &[], this_month: Month::parse("2026-11").unwrap() };
        for word in ["", "someday", "satx", "x/sat1", "term:none", "d", "sat0"] {
            assert!(year.days(word, Month::parse("2026-12").unwrap()).is_err(), "{word}");
        }
    }
}
