//! Anything people come to, and its dated sessions; volunteer jobs and their dated shifts.

use serde::{Deserialize, Serialize};

use crate::domain::age::{Age, AgeRange};
use crate::domain::catalogue::ServiceKind;
use crate::domain::category::Sort;
use crate::domain::changed::{Changed, RainPlan};
use crate::domain::draw::DrawTerms;
use crate::domain::id::{ActivityId, CourseCode, SessionId, VenueCode};
use crate::domain::talent::Talent;
use crate::domain::text::Text;
use crate::domain::time::{Span, Start};

/// An activity (活动): what its sessions have in common.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Activity {
    /// Its id within the centre.
    pub id: ActivityId,
    /// What it is.
    pub sort: Sort,
    /// What it is called.
    pub title: Text,
    /// A few sentences.
    #[serde(default, skip_serializing_if = "Text::is_empty")]
    pub about: Text,
    /// From which course of the menu it was picked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub course: Option<CourseCode>,
    /// Who teaches or stages it, by name.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub provider: String,
    /// For whom, in words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub audience: String,
    /// For which ages.
    #[serde(default, skip_serializing_if = "AgeRange::is_open")]
    pub ages: AgeRange,
    /// What to bring.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub materials: String,
    /// What each who comes pays, in yuan; 0 is free of charge.
    #[serde(default, skip_serializing_if = "is_nothing")]
    pub fee: u16,
    /// Whether it counts as a special of the centre's own (特色服务项目, the N of 3+1+N); none: as its kind does. The
    /// centre's own reckoning, never published.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub special: Option<bool>,
}

fn is_not(holds: &bool) -> bool {
    !*holds
}

impl Activity {
    /// As residents read it: without the centre's own reckoning.
    pub fn published(&self) -> Activity {
        Activity { special: None, ..self.clone() }
    }

    /// Whether it counts as one of the centre's specials: as the organizer says, else as its kind does.
    pub fn is_special(&self) -> bool {
        match self.sort {
            Sort::Course(_) => false,
            Sort::Other(kind) => self.special.unwrap_or(kind.is_special()),
        }
    }

    /// Whether residents read the same of both: how the centre reckons it is not told.
    pub fn is_told_as(&self, other: &Self) -> bool {
        if self.special == other.special {
            return self == other;
        }
        Activity { special: other.special, ..self.clone() } == *other
    }
}

fn is_nothing(fee: &u16) -> bool {
    *fee == 0
}

/// How one gets into a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Entry {
    /// With a slip; so many places.
    Places(u16),
    /// 不用报名: come as you are.
    WalkIn,
}

/// One dated occurrence (场次). Its capacity is its own.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Session {
    /// Activity and original start; stays when the session is moved.
    pub id: SessionId,
    /// When it begins now.
    pub start: Start,
    /// How long it lasts, in minutes.
    pub minutes: u16,
    /// Where, by code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub venue: Option<VenueCode>,
    /// How one gets in.
    pub entry: Entry,
    /// Until when slips are taken; else until the start.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closes: Option<Start>,
    /// From when on slips are taken; else as soon as the month is published.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub opens: Option<Start>,
    /// 抽签: places are drawn among all who signed up; else the first to come are placed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub draw: Option<Box<DrawTerms>>,
    /// 活动取消: called off by the centre, with what it says about it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cancelled: Option<Text>,
    /// What it was before, for who read of it then.
    #[serde(default, skip_serializing_if = "Changed::is_empty")]
    pub changed: Changed,
    /// 雨天方案, of a session outdoors.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rain: Option<Box<RainPlan>>,
}

impl Session {
    /// When it is on.
    pub fn span(&self) -> Span {
        Span { start: self.start, minutes: self.minutes }
    }

    /// Until when slips are taken.
    pub fn closes_at(&self) -> Start {
        self.closes.map_or(self.start, |closes| closes.min(self.start))
    }

    /// How many places there are; none where everybody may come.
    pub fn places(&self) -> Option<u16> {
        match self.entry {
            Entry::Places(places) => Some(places),
            Entry::WalkIn => None,
        }
    }
}

/// A dated volunteer job (志愿岗位).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Shift {
    /// Service and original start.
    pub id: SessionId,
    /// Of which kind of service.
    pub kind: ServiceKind,
    /// What one does.
    pub role: Text,
    /// When it begins now.
    pub start: Start,
    /// How long it lasts, in minutes.
    pub minutes: u16,
    /// Where to meet, by code: visits publish a meeting point, never an address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub venue: Option<VenueCode>,
    /// With fewer people it does not work.
    pub needed_from: u16,
    /// More people are not needed: its places.
    pub needed_to: u16,
    /// What one should be able to do.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub skills: String,
    /// Which training comes before.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub training: String,
    /// From which age on, on the shift's day; no limit when not given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min_age: Option<Age>,
    /// For which talent it is looked for first, when somebody is asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub talent: Option<Talent>,
    /// 定期探访: the same job again and again under one activity's id, month after month; who served in it before goes first.
    #[serde(default, skip_serializing_if = "is_not")]
    pub regular: bool,
    /// Called off by the centre.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cancelled: Option<Text>,
    /// What it was before, for who read of it then.
    #[serde(default, skip_serializing_if = "Changed::is_empty")]
    pub changed: Changed,
}

impl Shift {
    /// For which ages it is.
    pub fn ages(&self) -> AgeRange {
        AgeRange { from: self.min_age, to: None }
    }

    /// When it is on.
    pub fn span(&self) -> Span {
        Span { start: self.start, minutes: self.minutes }
    }
}
