//! Festivals and observances, and the one short line that a month's cell has room for.
//!
//! Half of them follow the lunar calendar. Which lunar day a day is comes in as an argument: `lunar` knows it for the
//! years of its table. Names are texts, found under each festival's slug.

use chrono::{Datelike, NaiveDate, Weekday};

use crate::domain::solar_term::SolarTerm;

/// A day of the Chinese lunar calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LunarDay {
    month: u8,
    leap: bool,
    day: u8,
}

impl LunarDay {
    /// A lunar day: `month` 1 to 12, `leap` for the second month of that number (闰), `day` 1 to 30.
    pub fn new(month: u8, leap: bool, day: u8) -> Option<Self> {
        ((1..=12).contains(&month) && (1..=30).contains(&day)).then_some(Self { month, leap, day })
    }

    /// Of which month, 1 to 12.
    pub fn month(self) -> u8 {
        self.month
    }

    /// Whether the month is the second of its number (闰).
    pub fn is_leap(self) -> bool {
        self.leap
    }

    /// Of the month, 1 to 30.
    pub fn day(self) -> u8 {
        self.day
    }
}

/// The Heavenly Stem (天干, 0 to 9) and Earthly Branch (地支, 0 to 11) that name a lunar year: 丙午 (2, 6) for 2026.
pub fn stem_and_branch(lunar_year: i32) -> (usize, usize) {
    // The year 4 was 甲子.
    let since = lunar_year - 4;
    (since.rem_euclid(10) as usize, since.rem_euclid(12) as usize)
}

/// A festival or observance that a neighbourhood's calendar shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Festival {
    /// 除夕: the last day of the lunar year.
    NewYearsEve,
    /// 春节: the first of the first month.
    SpringFestival,
    /// 元宵节.
    Lantern,
    /// 端午节.
    DragonBoat,
    /// 中秋节.
    MidAutumn,
    /// 国庆节.
    NationalDay,
    /// 元旦.
    NewYear,
    /// 劳动节.
    Labour,
    /// 重阳节, by law also the day of older people (老年节).
    DoubleNinth,
    /// 腊八节.
    Laba,
    /// 小年, on the 23rd of the 12th month as in the north; the south has the 24th.
    LittleNewYear,
    /// 龙抬头.
    DragonHead,
    /// 七夕节.
    Qixi,
    /// 中元节.
    Zhongyuan,
    /// 学雷锋纪念日: the volunteers' day in March.
    LeiFeng,
    /// 妇女节.
    Women,
    /// 植树节.
    Arbor,
    /// 青年节.
    Youth,
    /// 全国防灾减灾日.
    DisasterPrevention,
    /// 国际家庭日.
    Families,
    /// 母亲节: the second Sunday of May.
    Mothers,
    /// 儿童节.
    Children,
    /// 父亲节: the third Sunday of June.
    Fathers,
    /// 建党节.
    Party,
    /// 建军节.
    Army,
    /// 教师节.
    Teachers,
    /// 全国消防日 (119).
    FireSafety,
    /// 国家宪法日.
    Constitution,
    /// 国际志愿者日.
    Volunteers,
}

/// When a festival is.
enum Falls {
    /// On a month's day of the lunar calendar; never in a leap month.
    Lunar(u8, u8),
    /// On a month's day.
    Solar(u32, u32),
    /// On a month's Sunday, counted from 1.
    Sunday(u32, u32),
    /// On the eve of the lunar new year.
    LunarNewYearsEve,
}

impl Festival {
    /// All of them. Of two on one day the one that stands first here is shown first.
    pub const ALL: [Festival; 29] = [
        Festival::NewYearsEve,
        Festival::SpringFestival,
        Festival::Lantern,
        Festival::DragonBoat,
        Festival::MidAutumn,
        Festival::NationalDay,
        Festival::NewYear,
        Festival::Labour,
        Festival::DoubleNinth,
        Festival::Laba,
        Festival::LittleNewYear,
        Festival::DragonHead,
        Festival::Qixi,
        Festival::Zhongyuan,
        Festival::LeiFeng,
        Festival::Women,
        Festival::Arbor,
        Festival::Youth,
        Festival::DisasterPrevention,
        Festival::Families,
        Festival::Mothers,
        Festival::Children,
        Festival::Fathers,
        Festival::Party,
        Festival::Army,
        Festival::Teachers,
        Festival::FireSafety,
        Festival::Constitution,
        Festival::Volunteers,
    ];

    /// The festivals of a day, the weightiest first. `lunar` is the day's lunar day, `tomorrow` the next day's;
    /// where the browser does not know them, festivals of the lunar calendar are left out.
    pub fn on(
        day: NaiveDate,
        lunar: Option<LunarDay>,
        tomorrow: Option<LunarDay>,
    ) -> impl Iterator<Item = Festival> + use<> {
        Self::ALL.into_iter().filter(move |festival| match festival.falls() {
            Falls::Lunar(month, number) => lunar == LunarDay::new(month, false, number),
            Falls::Solar(month, number) => (day.month(), day.day()) == (month, number),
            Falls::Sunday(month, nth) => {
                day.month() == month && day.weekday() == Weekday::Sun && day.day().div_ceil(7) == nth
            }
            Falls::LunarNewYearsEve => tomorrow == LunarDay::new(1, false, 1),
        })
    }

    fn falls(self) -> Falls {
        match self {
            Festival::NewYearsEve => Falls::LunarNewYearsEve,
            Festival::SpringFestival => Falls::Lunar(1, 1),
            Festival::Lantern => Falls::Lunar(1, 15),
            Festival::DragonBoat => Falls::Lunar(5, 5),
            Festival::MidAutumn => Falls::Lunar(8, 15),
            Festival::NationalDay => Falls::Solar(10, 1),
            Festival::NewYear => Falls::Solar(1, 1),
            Festival::Labour => Falls::Solar(5, 1),
            Festival::DoubleNinth => Falls::Lunar(9, 9),
            Festival::Laba => Falls::Lunar(12, 8),
            Festival::LittleNewYear => Falls::Lunar(12, 23),
            Festival::DragonHead => Falls::Lunar(2, 2),
            Festival::Qixi => Falls::Lunar(7, 7),
            Festival::Zhongyuan => Falls::Lunar(7, 15),
            Festival::LeiFeng => Falls::Solar(3, 5),
            Festival::Women => Falls::Solar(3, 8),
            Festival::Arbor => Falls::Solar(3, 12),
            Festival::Youth => Falls::Solar(5, 4),
            Festival::DisasterPrevention => Falls::Solar(5, 12),
            Festival::Families => Falls::Solar(5, 15),
            Festival::Mothers => Falls::Sunday(5, 2),
            Festival::Children => Falls::Solar(6, 1),
            Festival::Fathers => Falls::Sunday(6, 3),
            Festival::Party => Falls::Solar(7, 1),
            Festival::Army => Falls::Solar(8, 1),
            Festival::Teachers => Falls::Solar(9, 10),
            Festival::FireSafety => Falls::Solar(11, 9),
            Festival::Constitution => Falls::Solar(12, 4),
            Festival::Volunteers => Falls::Solar(12, 5),
        }
    }

    /// The name used in text keys.
    pub fn slug(self) -> &'static str {
        match self {
            Festival::NewYearsEve => "new-years-eve",
            Festival::SpringFestival => "spring-festival",
            Festival::Lantern => "lantern",
            Festival::DragonBoat => "dragon-boat",
            Festival::MidAutumn => "mid-autumn",
            Festival::NationalDay => "national-day",
            Festival::NewYear => "new-year",
            Festival::Labour => "labour",
            Festival::DoubleNinth => "double-ninth",
            Festival::Laba => "laba",
            Festival::LittleNewYear => "little-new-year",
            Festival::DragonHead => "dragon-head",
            Festival::Qixi => "qixi",
            Festival::Zhongyuan => "zhongyuan",
            Festival::LeiFeng => "lei-feng",
            Festival::Women => "women",
            Festival::Arbor => "arbor",
            Festival::Youth => "youth",
            Festival::DisasterPrevention => "disaster-prevention",
            Festival::Families => "families",
            Festival::Mothers => "mothers",
            Festival::Children => "children",
            Festival::Fathers => "fathers",
            Festival::Party => "party",
            Festival::Army => "army",
            Festival::Teachers => "teachers",
            Festival::FireSafety => "fire-safety",
            Festival::Constitution => "constitution",
            Festival::Volunteers => "volunteers",
        }
    }
}

/// What a month's cell shows below the day's number: one thing, at most three characters in Chinese.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DayLine {
    /// A festival's short name.
    Festival(Festival),
    /// A solar term that begins on the day.
    Term(SolarTerm),
    /// 八月, 闰六月: the name of a lunar month, on its first day.
    LunarMonth {
        /// 1 to 12.
        month: u8,
        /// 闰.
        leap: bool,
    },
    /// 初二 to 三十: any other lunar day, 2 to 30.
    LunarDay(u8),
}

impl DayLine {
    /// The line of a day: a festival before a solar term, that before the lunar day. None only where the lunar
    /// day is not known and the day is neither. See [`Festival::on`] for the arguments.
    pub fn of(day: NaiveDate, lunar: Option<LunarDay>, tomorrow: Option<LunarDay>) -> Option<Self> {
        let festival = Festival::on(day, lunar, tomorrow).next().map(DayLine::Festival);
        let term = || SolarTerm::on(day).map(DayLine::Term);
        let lunar = || {
            lunar.map(|lunar| match lunar.day {
                1 => DayLine::LunarMonth { month: lunar.month, leap: lunar.leap },
                day => DayLine::LunarDay(day),
            })
        };
        festival.or_else(term).or_else(lunar)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::time::parse_day;
    use std::collections::HashSet;

    /// Lunar days as `8/15`, of a leap month as `闰6/1`.
    fn lunar(text: &str) -> Option<LunarDay> {
        let (month, day) = text.trim_start_matches('闰').split_once('/')?;
        LunarDay::new(month.parse().ok()?, text.starts_with('闰'), day.parse().ok()?)
    }

    #[track_caller]
    fn shows(day: &str, today: &str, tomorrow: &str, expected: DayLine) {
        let line = DayLine::of(parse_day(day).unwrap(), lunar(today), lunar(tomorrow));
        assert_eq!(line, Some(expected), "{day}");
    }

    #[test]
    fn a_festival_comes_before_a_solar_term_and_that_before_the_lunar_day() {
        shows("2026-02-16", "12/29", "1/1", DayLine::Festival(Festival::NewYearsEve));
        shows("2026-02-17", "1/1", "1/2", DayLine::Festival(Festival::SpringFestival));
        shows("2026-03-03", "1/15", "1/16", DayLine::Festival(Festival::Lantern));
        shows("2026-06-19", "5/5", "5/6", DayLine::Festival(Festival::DragonBoat));
        shows("2026-09-07", "7/26", "7/27", DayLine::Term(SolarTerm::Bailu));
        shows("2026-09-10", "7/29", "8/1", DayLine::Festival(Festival::Teachers));
        shows("2026-09-11", "8/1", "8/2", DayLine::LunarMonth { month: 8, leap: false });
        shows("2026-09-16", "8/6", "8/7", DayLine::LunarDay(6));
        shows("2026-09-25", "8/15", "8/16", DayLine::Festival(Festival::MidAutumn));
        shows("2026-10-18", "9/9", "9/10", DayLine::Festival(Festival::DoubleNinth));
        shows("2026-11-09", "10/1", "10/2", DayLine::Festival(Festival::FireSafety));
        shows("2026-12-04", "10/26", "10/27", DayLine::Festival(Festival::Constitution));
        shows("2026-12-05", "10/27", "10/28", DayLine::Festival(Festival::Volunteers));
        shows("2026-12-22", "11/14", "11/15", DayLine::Term(SolarTerm::Dongzhi));
        shows("2027-01-15", "12/8", "12/9", DayLine::Festival(Festival::Laba));
        shows("2027-01-30", "12/23", "12/24", DayLine::Festival(Festival::LittleNewYear));
        // Both on one day: the family feast stands first.
        shows("2020-10-01", "8/15", "8/16", DayLine::Festival(Festival::MidAutumn));
    }

    #[test]
    fn a_leap_month_has_a_name_and_no_festivals() {
        shows("2025-07-25", "闰6/1", "闰6/2", DayLine::LunarMonth { month: 6, leap: true });
        // 2028 has two fifth months.
        shows("2028-06-27", "闰5/5", "闰5/6", DayLine::LunarDay(5));
    }

    #[test]
    fn without_a_lunar_calendar_the_rest_is_still_shown() {
        let of = |day| DayLine::of(parse_day(day).unwrap(), None, None);
        assert_eq!(of("2026-10-01"), Some(DayLine::Festival(Festival::NationalDay)));
        assert_eq!(of("2026-12-07"), Some(DayLine::Term(SolarTerm::Daxue)));
        assert_eq!(of("2026-12-08"), None);
    }

    #[track_caller]
    fn sunday(day: &str, expected: &[Festival]) {
        let festivals: Vec<_> = Festival::on(parse_day(day).unwrap(), None, None).collect();
        assert_eq!(festivals, expected, "{day}");
    }

    #[test]
    fn mothers_and_fathers_have_their_sundays() {
        sunday("2026-05-10", &[Festival::Mothers]);
        sunday("2026-05-03", &[]);
        sunday("2026-05-17", &[]);
        sunday("2026-06-21", &[Festival::Fathers]);
        sunday("2025-06-15", &[Festival::Fathers]);
        sunday("2026-06-14", &[]);
    }

    #[test]
    fn lunar_days_are_checked() {
        assert_eq!(LunarDay::new(13, false, 1), None);
        assert_eq!(LunarDay::new(0, false, 1), None);
        assert_eq!(LunarDay::new(1, false, 31), None);
        assert_eq!(LunarDay::new(1, false, 0), None);
        assert!(LunarDay::new(12, true, 30).is_some());
    }

    #[test]
    fn years_are_named_by_stem_and_branch() {
        assert_eq!(stem_and_branch(2026), (2, 6));
        assert_eq!(stem_and_branch(1984), (0, 0));
        assert_eq!(stem_and_branch(2027), (3, 7));
    }

    #[test]
    fn slugs_are_distinct() {
        let slugs: HashSet<_> = Festival::ALL.into_iter().map(Festival::slug).collect();
        assert_eq!(slugs.len(), Festival::ALL.len());
    }
}
