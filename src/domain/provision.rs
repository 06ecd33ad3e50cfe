//! What stands behind a session: who teaches, who runs it, what it costs. The centre's own business, never published.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::domain::costs::CostLine;

/// What an organizer has arranged behind a session.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Provision {
    /// Who teaches, by name.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub teacher: String,
    /// 妇女工作者.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub women_worker: String,
    /// 专业社工.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub social_worker: String,
    /// 志愿者, where they are arranged without a shift.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub volunteers: String,
    /// What it costs.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub costs: Vec<CostLine>,
}

/// One of the three sorts of people who run a course session together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum TeamPart {
    /// 妇女工作者.
    WomenWorker,
    /// 专业社工.
    SocialWorker,
    /// 志愿者.
    Volunteers,
}

impl TeamPart {
    /// All three.
    pub const ALL: [TeamPart; 3] = [TeamPart::WomenWorker, TeamPart::SocialWorker, TeamPart::Volunteers];

    /// The name used in text keys.
    pub fn slug(self) -> &'static str {
        match self {
            TeamPart::WomenWorker => "women-worker",
            TeamPart::SocialWorker => "social-worker",
            TeamPart::Volunteers => "volunteers",
        }
    }
}

impl Provision {
    /// Whether nothing is arranged.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Everybody who is named as teacher, 妇女工作者 or 社工, each once. Volunteers are not: there often stands who is wanted.
    pub fn people(&self) -> BTreeSet<&str> {
        let fields = [&self.teacher, &self.women_worker, &self.social_worker];
        let names = fields.into_iter().flat_map(|field| field.split(['、', '，', ',', '；', ';', '/']));
        names.map(str::trim).filter(|name| !name.is_empty()).collect()
    }

    /// Who is named for a part of the team.
    pub fn named(&self, part: TeamPart) -> &str {
        match part {
            TeamPart::WomenWorker => &self.women_worker,
            TeamPart::SocialWorker => &self.social_worker,
            TeamPart::Volunteers => &self.volunteers,
        }
    }
}
