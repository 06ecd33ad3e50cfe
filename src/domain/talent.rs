//! What a volunteer can do (才艺), and when there is time for it: told to the centre once, matched to what is needed.

use serde::{Deserialize, Serialize};

use crate::domain::holiday::{DayMark, Holidays};
use crate::domain::time::{Start, is_weekend};
use chrono::{Datelike, NaiveDate, Timelike, Weekday};

/// Something one can do, as centres keep it in their talent files (个人才艺信息档案). The order is part of what slips and
/// phones store: further ones are added at the end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Talent {
    /// 辅导功课.
    Tutoring,
    /// 陪伴聊天.
    Company,
    /// 音乐.
    Music,
    /// 舞蹈.
    Dance,
    /// 书画.
    Painting,
    /// 手工.
    Crafts,
    /// 厨艺.
    Cooking,
    /// 体育.
    Sport,
    /// 摄影.
    Photography,
    /// 手机电脑.
    Computers,
    /// 维修.
    Repairs,
    /// 理发.
    Hairdressing,
    /// 医护.
    Nursing,
    /// 法律.
    Law,
    /// 外语方言.
    Languages,
    /// 主持.
    Hosting,
}

impl Talent {
    /// All of them, in the order in which they are offered and counted.
    pub const ALL: [Talent; 16] = [
        Talent::Tutoring,
        Talent::Company,
        Talent::Music,
        Talent::Dance,
        Talent::Painting,
        Talent::Crafts,
        Talent::Cooking,
        Talent::Sport,
        Talent::Photography,
        Talent::Computers,
        Talent::Repairs,
        Talent::Hairdressing,
        Talent::Nursing,
        Talent::Law,
        Talent::Languages,
        Talent::Hosting,
    ];

    /// Its place in [`Talent::ALL`].
    pub fn index(self) -> usize {
        self as usize
    }

    /// The one of that place.
    pub fn of_index(index: usize) -> Option<Self> {
        Self::ALL.get(index).copied()
    }
}

/// Several talents: bit n stands for the nth of [`Talent::ALL`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
pub struct Talents(pub u16);

impl Talents {
    /// Whether it is among them.
    pub fn has(self, talent: Talent) -> bool {
        self.0 & (1 << talent.index()) != 0
    }

    /// With or without one.
    pub fn set(&mut self, talent: Talent, has: bool) {
        let bit = 1 << talent.index();
        self.0 = if has { self.0 | bit } else { self.0 & !bit };
    }

    /// In order.
    pub fn iter(self) -> impl Iterator<Item = Talent> {
        Talent::ALL.into_iter().filter(move |talent| self.has(*talent))
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0 == 0
    }
}

/// On which sort of day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FreeDay {
    /// A Saturday that nobody works.
    Saturday,
    /// A Sunday that nobody works.
    Sunday,
    /// A public holiday (休).
    Holiday,
}

/// In which part of it: until twelve, until six, or later.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FreePart {
    /// Before 12:00.
    Morning,
    /// Before 18:00.
    Afternoon,
    /// From 18:00 on.
    Evening,
}

impl FreeDay {
    /// All three.
    pub const ALL: [FreeDay; 3] = [FreeDay::Saturday, FreeDay::Sunday, FreeDay::Holiday];

    /// Of which sort a day is; none where volunteers do not serve.
    pub fn of(day: NaiveDate, holidays: &Holidays) -> Option<Self> {
        match holidays.mark(day) {
            Some(DayMark::Work) => None,
            Some(DayMark::Rest) => Some(FreeDay::Holiday),
            None if !is_weekend(day) => None,
            None if day.weekday() == Weekday::Sat => Some(FreeDay::Saturday),
            None => Some(FreeDay::Sunday),
        }
    }
}

impl FreePart {
    /// All three.
    pub const ALL: [FreePart; 3] = [FreePart::Morning, FreePart::Afternoon, FreePart::Evening];

    fn of(start: Start) -> Self {
        match start.time().hour() {
            0..12 => FreePart::Morning,
            12..18 => FreePart::Afternoon,
            _ => FreePart::Evening,
        }
    }
}

/// When somebody usually has time: bit `3 × day + part`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
pub struct FreeTimes(pub u16);

impl FreeTimes {
    /// Bits beyond these mean nothing.
    pub const MOST: u16 = (1 << 9) - 1;

    fn bit(day: FreeDay, part: FreePart) -> u16 {
        1 << (3 * day as u16 + part as u16)
    }

    /// Whether that part of that day is free.
    pub fn has(self, day: FreeDay, part: FreePart) -> bool {
        self.0 & Self::bit(day, part) != 0
    }

    /// Free or not.
    pub fn set(&mut self, day: FreeDay, part: FreePart, free: bool) {
        let bit = Self::bit(day, part);
        self.0 = if free { self.0 | bit } else { self.0 & !bit };
    }

    /// Whether something that begins then falls into a free time.
    pub fn covers(self, start: Start, holidays: &Holidays) -> bool {
        FreeDay::of(start.day(), holidays).is_some_and(|day| self.has(day, FreePart::of(start)))
    }

    /// Whether nothing was said.
    pub fn is_empty(&self) -> bool {
        self.0 == 0
    }
}

/// How well somebody suits a shift: the better, the greater.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Suits {
    /// Has the talent that is asked for (or none is).
    pub talent: bool,
    /// Has said to have time then.
    pub time: bool,
}

/// How well what somebody told suits a shift that wants a talent and begins then.
pub fn suits(talents: Talents, times: FreeTimes, wants: Option<Talent>, start: Start, holidays: &Holidays) -> Suits {
    Suits { talent: wants.is_none_or(|talent| talents.has(talent)), time: times.covers(start, holidays) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn talents_are_kept_by_their_place() {
        for (index, talent) in Talent::ALL.into_iter().enumerate() {
            assert_eq!((talent.index(), Talent::of_index(index)), (index, Some(talent)));
        }
        let mut talents = Talents::default();
        assert!(talents.is_empty());
        talents.set(Talent::Music, true);
        talents.set(Talent::Hosting, true);
        talents.set(Talent::Music, false);
        assert_eq!(talents.iter().collect::<Vec<_>>(), [Talent::Hosting]);
    }

    #[track_caller]
    fn free(times: FreeTimes, at: &str, expected: bool) {
        let holidays = Holidays::read(Holidays::TABLE).unwrap();
        assert_eq!(times.covers(Start::parse(at).unwrap(), &holidays), expected, "{at}");
    }

    #[test]
    fn times_follow_the_days_off_and_the_days_worked_in_exchange() {
        let mut times = FreeTimes::default();
        times.set(FreeDay::Saturday, FreePart::Morning, true);
        times.set(FreeDay::Holiday, FreePart::Evening, true);
        assert!(times.0 <= FreeTimes::MOST);
        free(times, "2026-12-05T09:00", true);
        free(times, "2026-12-05T11:59", true);
        free(times, "2026-12-05T12:00", false);
        free(times, "2026-12-06T09:00", false);
        // A Saturday marked 班, and a Thursday marked 休.
        free(times, "2026-10-10T09:00", false);
        free(times, "2026-10-01T18:30", true);
        free(times, "2026-10-01T09:00", false);
        // A Saturday within a holiday is a holiday.
        free(times, "2026-10-03T09:00", false);
        free(times, "2026-12-07T09:00", false);
    }

    #[test]
    fn who_can_and_has_time_suits_best() {
        let holidays = Holidays::read(Holidays::TABLE).unwrap();
        let at = Start::parse("2026-12-05T09:00").unwrap();
        let mut talents = Talents::default();
        talents.set(Talent::Music, true);
        let mut times = FreeTimes::default();
        times.set(FreeDay::Saturday, FreePart::Morning, true);
        let found = |wants| suits(talents, times, wants, at, &holidays);
        assert_eq!(found(None), Suits { talent: true, time: true });
        assert_eq!(found(Some(Talent::Law)), Suits { talent: false, time: true });
        assert!(found(Some(Talent::Music)) > found(Some(Talent::Law)));
    }
}
