//! The sample's people: openly invented, under names that nobody has and numbers that cannot be dialled.

use chrono::NaiveDate;
use linli::domain::age::{Age, Birth};
use linli::domain::household::{Member, Serving};
use linli::domain::id::{CentreId, HouseholdSecret, HouseholdTag, MemberId};
use linli::domain::slip::{Guardian, Needs, Person, Phone};

use crate::chance::Chance;

/// How many families the sample has.
const FAMILIES: usize = 120;

/// Three generations under one roof, one sign-up device.
pub struct Family {
    /// What the centre knows it by.
    pub tag: HouseholdTag,
    /// What only its phone would know.
    pub secret: HouseholdSecret,
    name: String,
    phone: Phone,
    child: Birth,
    adult: Birth,
    elder: Birth,
}

/// Which of a family.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Generation {
    /// Up to 13 years.
    Child,
    /// 28 to 45.
    Adult,
    /// 58 to 82.
    Elder,
}

impl Generation {
    /// All three.
    pub const ALL: [Generation; 3] = [Generation::Child, Generation::Adult, Generation::Elder];
}

/// All families, as old as they are in that year.
pub fn families(centre: &CentreId, year: u16) -> Result<Vec<Family>, String> {
    const STEMS: [&str; 10] = ["甲", "乙", "丙", "丁", "戊", "己", "庚", "辛", "壬", "癸"];
    const BRANCHES: [&str; 12] = ["子", "丑", "寅", "卯", "辰", "巳", "午", "未", "申", "酉", "戌", "亥"];
    (0..FAMILIES)
        .map(|n| {
            let chance = Chance::of(&format!("family {n}"));
            let born = |label: &str, from: u64, to: u64| {
                let age = chance.between(label, from, to) as u16;
                Birth::new(year - age, chance.between("month", 1, 12) as u8).ok_or("no such month")
            };
            // Sixty names that count, twice.
            let series = if n < 60 { "示例" } else { "样例" };
            let secret = HouseholdSecret::derive("linli sample household", &n.to_be_bytes());
            Ok(Family {
                tag: secret.tag(centre),
                secret,
                name: format!("{series}{}{}", STEMS[n % 10], BRANCHES[n % 12]),
                phone: Phone::parse(&format!("{:011}", n + 1)).ok_or("no such number")?,
                child: born("child", 1, 13)?,
                adult: born("adult", 28, 45)?,
                elder: born("elder", 58, 82)?,
            })
        })
        .collect()
}

impl Family {
    /// How old one of them is on a day.
    pub fn age(&self, generation: Generation, day: NaiveDate) -> Option<Age> {
        match generation {
            Generation::Child => self.child,
            Generation::Adult => self.adult,
            Generation::Elder => self.elder,
        }
        .age_on(day)
    }

    /// All of them, as their phone knows them.
    pub fn members(&self) -> Result<Vec<Member>, String> {
        let born = [self.child, self.adult, self.elder];
        Generation::ALL
            .into_iter()
            .zip(born)
            .enumerate()
            .map(|(n, (generation, birth))| {
                let day = NaiveDate::from_ymd_opt(2026, 1, 1).ok_or("no such day")?;
                let Person { name, phone, guardian, photographs, needs, .. } =
                    self.person(generation, day, &Chance::of(&self.name));
                let id = MemberId::new(format!("{n:016}")).map_err(|e| format!("{e:?}"))?;
                Ok(Member { id, name, birth, phone, guardian, photographs, needs, serving: Serving::default() })
            })
            .collect()
    }

    /// One of them as a slip names them; a child's slip carries the parent's consent.
    pub fn person(&self, generation: Generation, day: NaiveDate, chance: &Chance) -> Person {
        let (mark, own_phone) = match generation {
            Generation::Child => ("小", None),
            Generation::Adult => ("", Some(self.phone.clone())),
            Generation::Elder => ("老", Some(self.phone.clone())),
        };
        let split = self.name.char_indices().nth(2).map_or(0, |(at, _)| at);
        let guardian = Guardian { name: self.name.clone(), phone: self.phone.clone() };
        Person {
            name: format!("{}{mark}{}", &self.name[..split], &self.name[split..]),
            age: self.age(generation, day),
            phone: own_phone,
            guardian: (generation == Generation::Child).then_some(guardian),
            photographs: chance.one_in("photographs", 2),
            needs: Needs {
                front_seat: generation == Generation::Elder && chance.one_in("front seat", 5),
                speak_slowly: generation == Generation::Elder && chance.one_in("speak slowly", 8),
                companion: false,
            },
        }
    }
}
