//! What the district hands a centre: the course menu (选课菜单), who teaches it, and the volunteer services.

use serde::{Deserialize, Serialize};

use crate::domain::age::{Age, AgeRange};
use crate::domain::category::Category;
use crate::domain::id::{ActivityId, CourseCode, KeyPrint, ProviderCode};
use crate::domain::time::Stamp;

pub use crate::domain::provider::Provider;

/// A course of the district's menu.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Course {
    /// Its code (`A01`).
    pub code: CourseCode,
    /// One of the five.
    pub category: Category,
    /// What it is called.
    pub title: String,
    /// Who teaches it.
    pub provider: ProviderCode,
    /// For whom, in the district's words (亲子, 家长, …).
    #[serde(default)]
    pub audience: String,
    /// For which ages.
    #[serde(default)]
    pub ages: AgeRange,
    /// How long a session lasts, in minutes.
    pub minutes: u16,
    /// How many places a session has.
    pub places: u16,
    /// What to bring.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub materials: String,
    /// What a session costs the centre, in yuan.
    #[serde(default)]
    pub cost_yuan: u32,
}

/// Of which kind a volunteer service is: five.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ServiceKind {
    /// 未成年人成长.
    Minors,
    /// 老年人健康.
    Elders,
    /// 居民文娱.
    Culture,
    /// 物业便民.
    Convenience,
    /// 志愿队伍培育.
    Volunteers,
}

impl ServiceKind {
    /// All five.
    pub const ALL: [ServiceKind; 5] = [
        ServiceKind::Minors,
        ServiceKind::Elders,
        ServiceKind::Culture,
        ServiceKind::Convenience,
        ServiceKind::Volunteers,
    ];

    /// The name that the files use.
    pub fn official_name(self) -> &'static str {
        match self {
            ServiceKind::Minors => "未成年人成长",
            ServiceKind::Elders => "老年人健康",
            ServiceKind::Culture => "居民文娱",
            ServiceKind::Convenience => "物业便民",
            ServiceKind::Volunteers => "志愿队伍培育",
        }
    }

    /// The kind of that name.
    pub fn of_official_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.official_name() == name)
    }

    /// The name used in addresses and text keys.
    pub fn slug(self) -> &'static str {
        match self {
            ServiceKind::Minors => "minors",
            ServiceKind::Elders => "elders",
            ServiceKind::Culture => "culture",
            ServiceKind::Convenience => "convenience",
            ServiceKind::Volunteers => "volunteers",
        }
    }
}

/// A volunteer service that a centre may ask for; a shift is one dated job of it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Service {
    /// Its code (`S01`).
    pub code: ActivityId,
    /// Of which kind.
    pub kind: ServiceKind,
    /// What one does (课业辅导).
    pub role: String,
    /// How long a shift lasts, in minutes.
    pub minutes: u16,
    /// With fewer people it does not work.
    pub needed_from: u16,
    /// More people are not needed.
    pub needed_to: u16,
    /// What one should be able to do.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub skills: String,
    /// Which training comes before.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub training: String,
    /// From which age on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min_age: Option<Age>,
}

/// Whose course menu a centre took: what it saw of the district that signed it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct MenuSource {
    /// What the district calls itself.
    pub name: String,
    /// Of its founding key: pinned when a menu of it is first taken.
    pub fingerprint: KeyPrint,
    /// Counts up with every menu that the district signs.
    pub edition: u32,
    /// When that was.
    pub made_at: Stamp,
}

/// All of it, as one centre has it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Catalogue {
    /// The district's course menu.
    pub courses: Vec<Course>,
    /// Who teaches.
    pub providers: Vec<Provider>,
    /// The centre's rooms and squares.
    pub venues: Vec<crate::domain::venue::Venue>,
    /// Volunteer services.
    pub services: Vec<Service>,
}

impl Catalogue {
    /// The course of that code.
    pub fn course(&self, code: &CourseCode) -> Option<&Course> {
        self.courses.iter().find(|course| course.code == *code)
    }

    /// The provider of that code.
    pub fn provider(&self, code: &ProviderCode) -> Option<&Provider> {
        self.providers.iter().find(|provider| provider.code == *code)
    }

    /// The venue of that code.
    pub fn venue(&self, code: &crate::domain::id::VenueCode) -> Option<&crate::domain::venue::Venue> {
        self.venues.iter().find(|venue| venue.code == *code)
    }
}
