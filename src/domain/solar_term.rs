//! 节气: the 24 solar terms, by the day each begins in China, from 2000 to 2099.
//!
//! The day follows the almanac makers' rule of thumb: `⌊0.2422·Y + C⌋ − leap days`, with Y the last two digits
//! of the year and one constant C for each term of the century. Nine of the century's 2,400 days differ from it
//! (a term within minutes of midnight, mostly) and stand in a table. The whole century was compared with the
//! sun's apparent longitude from an astronomical ephemeris and with a published almanac: no day differs.

use chrono::{Datelike, NaiveDate};

/// A solar term, in the order of the calendar year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SolarTerm {
    /// 小寒.
    Xiaohan,
    /// 大寒.
    Dahan,
    /// 立春.
    Lichun,
    /// 雨水.
    Yushui,
    /// 惊蛰.
    Jingzhe,
    /// 春分.
    Chunfen,
    /// 清明, also a public holiday.
    Qingming,
    /// 谷雨.
    Guyu,
    /// 立夏.
    Lixia,
    /// 小满.
    Xiaoman,
    /// 芒种.
    Mangzhong,
    /// 夏至.
    Xiazhi,
    /// 小暑.
    Xiaoshu,
    /// 大暑.
    Dashu,
    /// 立秋.
    Liqiu,
    /// 处暑.
    Chushu,
    /// 白露.
    Bailu,
    /// 秋分.
    Qiufen,
    /// 寒露.
    Hanlu,
    /// 霜降.
    Shuangjiang,
    /// 立冬.
    Lidong,
    /// 小雪.
    Xiaoxue,
    /// 大雪.
    Daxue,
    /// 冬至.
    Dongzhi,
}

impl SolarTerm {
    /// All 24, in the order of the calendar year: two to a month.
    pub const ALL: [SolarTerm; 24] = [
        SolarTerm::Xiaohan,
        SolarTerm::Dahan,
        SolarTerm::Lichun,
        SolarTerm::Yushui,
        SolarTerm::Jingzhe,
        SolarTerm::Chunfen,
        SolarTerm::Qingming,
        SolarTerm::Guyu,
        SolarTerm::Lixia,
        SolarTerm::Xiaoman,
        SolarTerm::Mangzhong,
        SolarTerm::Xiazhi,
        SolarTerm::Xiaoshu,
        SolarTerm::Dashu,
        SolarTerm::Liqiu,
        SolarTerm::Chushu,
        SolarTerm::Bailu,
        SolarTerm::Qiufen,
        SolarTerm::Hanlu,
        SolarTerm::Shuangjiang,
        SolarTerm::Lidong,
        SolarTerm::Xiaoxue,
        SolarTerm::Daxue,
        SolarTerm::Dongzhi,
    ];

    /// The term that begins on a day. None on other days, and outside 2000–2099.
    pub fn on(day: NaiveDate) -> Option<Self> {
        let first = (day.month0() as usize) * 2;
        let days = Self::ALL.into_iter().zip(CONSTANTS).enumerate();
        days.skip(first).take(2).find_map(|(index, (term, constant))| {
            (day_of_month(day.year(), index, constant)? == day.day()).then_some(term)
        })
    }

    /// The name used in text keys.
    pub fn slug(self) -> &'static str {
        match self {
            SolarTerm::Xiaohan => "xiaohan",
            SolarTerm::Dahan => "dahan",
            SolarTerm::Lichun => "lichun",
            SolarTerm::Yushui => "yushui",
            SolarTerm::Jingzhe => "jingzhe",
            SolarTerm::Chunfen => "chunfen",
            SolarTerm::Qingming => "qingming",
            SolarTerm::Guyu => "guyu",
            SolarTerm::Lixia => "lixia",
            SolarTerm::Xiaoman => "xiaoman",
            SolarTerm::Mangzhong => "mangzhong",
            SolarTerm::Xiazhi => "xiazhi",
            SolarTerm::Xiaoshu => "xiaoshu",
            SolarTerm::Dashu => "dashu",
            SolarTerm::Liqiu => "liqiu",
            SolarTerm::Chushu => "chushu",
            SolarTerm::Bailu => "bailu",
            SolarTerm::Qiufen => "qiufen",
            SolarTerm::Hanlu => "hanlu",
            SolarTerm::Shuangjiang => "shuangjiang",
            SolarTerm::Lidong => "lidong",
            SolarTerm::Xiaoxue => "xiaoxue",
            SolarTerm::Daxue => "daxue",
            SolarTerm::Dongzhi => "dongzhi",
        }
    }
}

/// The constants C of this century, in thousandths of a day, in the order of [`SolarTerm::ALL`].
const CONSTANTS: [u32; 24] = [
    5405, 20120, 3870, 18730, 5630, 20646, 4810, 20100, 5520, 21040, 5678, 21370, 7108, 22830, 7500, 23130, 7646,
    23042, 8318, 23438, 7438, 22360, 7180, 21940,
];

/// Where the rule of thumb is a day off: year, index in [`SolarTerm::ALL`], days to add.
const EXCEPTIONS: [(i32, usize, i32); 9] = [
    (2002, 14, 1),
    (2008, 9, 1),
    (2016, 12, 1),
    (2019, 0, -1),
    (2021, 23, -1),
    (2026, 3, -1),
    (2082, 1, 1),
    (2089, 19, 1),
    (2089, 20, 1),
];

/// On which day of its month a term begins.
fn day_of_month(year: i32, index: usize, constant: u32) -> Option<u32> {
    let y = u32::try_from(year).ok().filter(|year| (2000..2100).contains(year))? - 2000;
    // Terms of January and February come before the leap day of their own year.
    let leap_days = match index {
        0..4 => y.checked_sub(1).map_or(0, |before| before / 4),
        _ => y / 4,
    };
    let day = (y * 2422 + constant * 10) / 10_000 - leap_days;
    // In 2000 the leap day before January is that of 1996, which the constant does not count.
    let day = if year == 2000 && index < 4 { day + 1 } else { day };
    let off = EXCEPTIONS.iter().find(|exception| (exception.0, exception.1) == (year, index));
    day.checked_add_signed(off.map_or(0, |exception| exception.2))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::time::parse_day;

    #[track_caller]
    fn begins(day: &str, term: SolarTerm) {
        assert_eq!(SolarTerm::on(parse_day(day).unwrap()), Some(term), "{day}");
    }

    #[test]
    fn the_terms_of_2026_begin_as_the_almanac_has_them() {
        let days = [
            "01-05", "01-20", "02-04", "02-18", "03-05", "03-20", "04-05", "04-20", "05-05", "05-21", "06-05", "06-21",
            "07-07", "07-23", "08-07", "08-23", "09-07", "09-23", "10-08", "10-23", "11-07", "11-22", "12-07", "12-22",
        ];
        for (day, term) in days.into_iter().zip(SolarTerm::ALL) {
            begins(&format!("2026-{day}"), term);
        }
    }

    #[test]
    fn days_that_the_rule_of_thumb_misses_are_right_too() {
        begins("2002-08-08", SolarTerm::Liqiu);
        begins("2008-05-21", SolarTerm::Xiaoman);
        begins("2016-07-07", SolarTerm::Xiaoshu);
        begins("2019-01-05", SolarTerm::Xiaohan);
        begins("2021-12-21", SolarTerm::Dongzhi);
        begins("2082-01-20", SolarTerm::Dahan);
        begins("2089-10-23", SolarTerm::Shuangjiang);
        begins("2089-11-07", SolarTerm::Lidong);
    }

    #[test]
    fn other_years_begin_as_published() {
        begins("2000-01-06", SolarTerm::Xiaohan);
        begins("2000-02-04", SolarTerm::Lichun);
        begins("2000-03-20", SolarTerm::Chunfen);
        begins("2014-03-06", SolarTerm::Jingzhe);
        begins("2020-12-07", SolarTerm::Daxue);
        begins("2024-04-04", SolarTerm::Qingming);
        begins("2024-12-21", SolarTerm::Dongzhi);
        begins("2025-02-03", SolarTerm::Lichun);
        begins("2025-12-21", SolarTerm::Dongzhi);
        begins("2027-01-05", SolarTerm::Xiaohan);
        begins("2027-06-21", SolarTerm::Xiazhi);
        begins("2028-09-07", SolarTerm::Bailu);
        begins("2099-12-21", SolarTerm::Dongzhi);
    }

    #[test]
    fn every_year_has_all_terms_in_order_some_fortnight_apart() {
        let mut last: Option<NaiveDate> = None;
        for year in 2000..2100 {
            let days = NaiveDate::from_ymd_opt(year, 1, 1).unwrap().iter_days().take_while(|day| day.year() == year);
            let terms: Vec<_> = days.filter_map(|day| SolarTerm::on(day).map(|term| (day, term))).collect();
            assert!(terms.iter().map(|(_, term)| *term).eq(SolarTerm::ALL), "{year}");
            for (day, term) in terms {
                let gap = last.map_or(15, |last| (day - last).num_days());
                assert!((14..=16).contains(&gap), "{term:?} {day}: {gap} days");
                last = Some(day);
            }
        }
        assert_eq!(SolarTerm::on(parse_day("1999-12-22").unwrap()), None);
        assert_eq!(SolarTerm::on(parse_day("2100-01-05").unwrap()), None);
    }
}
