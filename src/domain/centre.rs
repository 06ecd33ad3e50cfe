//! One community's centre, and the rules that it chose for itself.

use serde::{Deserialize, Serialize};

use crate::domain::id::CentreId;
use crate::domain::text::Text;

/// A centre (社区家庭服务中心), as it introduces itself.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Centre {
    /// Derived from its founding signing key.
    pub id: CentreId,
    /// What it is called.
    pub name: Text,
    /// Its community, short, as it stands beside the logo.
    pub short_name: Text,
    /// Where it is.
    #[serde(default)]
    pub address: Text,
    /// Whom to call: every flow ends with a number.
    #[serde(default)]
    pub phone: String,
    /// When someone is there, in the centre's words (周二至周日 9:00–18:00).
    #[serde(default)]
    pub hours: Text,
    /// Minutes east of UTC on the centre's clock (China: 480, all year).
    #[serde(default = "china")]
    pub utc_offset: i32,
    /// A sample: invented people, invented months; every page says so.
    #[serde(default)]
    pub sample: bool,
}

fn china() -> i32 {
    480
}

impl Centre {
    /// A centre of which no more is known than its keys.
    pub fn unnamed(id: CentreId) -> Self {
        Self {
            id,
            name: Text::default(),
            short_name: Text::default(),
            address: Text::default(),
            phone: String::new(),
            hours: Text::default(),
            utc_offset: china(),
            sample: false,
        }
    }
}

/// In which order slips of one session are taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Order {
    /// By arrival at the centre.
    #[default]
    FirstCome,
}

/// By which rules a month's places are given. They stand in the published menu, so an old month computes as it did.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Rules {
    /// Of this description of rules: see [`Rules::CURRENT`].
    pub version: u16,
    /// In which order slips are taken.
    pub order: Order,
    /// How many places one household may hold in a month, over all sessions (shifts do not count). None: no limit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub household_quota: Option<u16>,
    /// From so many hours before a session on, a place that falls free is *offered* to the next in line, and a
    /// withdrawal is noted as late.
    pub notice_hours: u16,
    /// How many sessions from the course menu a month should have (the 3).
    pub courses_a_month: u16,
    /// 抽签 is offered first when a session is arranged. Each session says by itself how its places are given.
    #[serde(skip_serializing_if = "is_false")]
    pub usually_drawn: bool,
    /// In a draw, households that won nothing in their last draws go before all others.
    #[serde(skip_serializing_if = "is_false")]
    pub losers_first: bool,
    /// By when an answer comes, in the centre's words (每天 17:00 前).
    pub answers_by: Text,
}

fn is_false(value: &bool) -> bool {
    !value
}

impl Rules {
    /// By which a month is placed that is published for the first time today. Version 1 knows no draws and no opening
    /// of sign-up, and places both of two slips that look like one person's; `docs/placement.md` has the rest.
    pub const CURRENT: u16 = 2;
}

impl Default for Rules {
    fn default() -> Self {
        Self {
            version: 1,
            order: Order::FirstCome,
            household_quota: None,
            notice_hours: 24,
            courses_a_month: 3,
            usually_drawn: false,
            losers_first: false,
            answers_by: Text::default(),
        }
    }
}
