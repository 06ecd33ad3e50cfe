//! The five categories of courses, the kinds of other activities, and the seven marks they share on screen.

use serde::{Deserialize, Serialize};

/// Of a course in the district's course menu: exactly five.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Category {
    /// 家庭美德实践.
    Virtue,
    /// 家长素质提升.
    Parenting,
    /// 家庭发展能力.
    Capability,
    /// 家庭生活艺术.
    Arts,
    /// 家庭关爱服务.
    Care,
}

impl Category {
    /// All five, in the district's order.
    pub const ALL: [Category; 5] =
        [Category::Virtue, Category::Parenting, Category::Capability, Category::Arts, Category::Care];

    /// The name that the district's files use.
    pub fn official_name(self) -> &'static str {
        match self {
            Category::Virtue => "家庭美德实践",
            Category::Parenting => "家长素质提升",
            Category::Capability => "家庭发展能力",
            Category::Arts => "家庭生活艺术",
            Category::Care => "家庭关爱服务",
        }
    }

    /// The category of that official name.
    pub fn of_official_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|category| category.official_name() == name)
    }

    /// The name used in addresses.
    pub fn slug(self) -> &'static str {
        match self {
            Category::Virtue => "virtue",
            Category::Parenting => "parenting",
            Category::Capability => "capability",
            Category::Arts => "arts",
            Category::Care => "care",
        }
    }

    /// The category of that name in an address.
    pub fn of_slug(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|category| category.slug() == slug)
    }
}

/// Of an activity that is not from the course menu (特色服务项目, the N of 3+1+N; and the play).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// 儿童剧: one a year from the district.
    Play,
    /// 文艺演出.
    Performance,
    /// 体育健身.
    Sport,
    /// 科普.
    Science,
    /// 安全教育与演练.
    Safety,
    /// 法治宣传.
    Law,
    /// 节日庆祝.
    Festival,
    /// 社团活动.
    Club,
    /// 展览, several days.
    Exhibition,
    /// 课后托管.
    AfterSchool,
    /// 公益.
    Charity,
    /// 评选, with nomination and vote.
    Award,
    /// 征集, a call for works.
    Call,
}

impl Kind {
    /// All of them.
    pub const ALL: [Kind; 13] = [
        Kind::Play,
        Kind::Performance,
        Kind::Sport,
        Kind::Science,
        Kind::Safety,
        Kind::Law,
        Kind::Festival,
        Kind::Club,
        Kind::Exhibition,
        Kind::AfterSchool,
        Kind::Charity,
        Kind::Award,
        Kind::Call,
    ];

    /// The name used in addresses and text keys.
    pub fn slug(self) -> &'static str {
        match self {
            Kind::Play => "play",
            Kind::Performance => "performance",
            Kind::Sport => "sport",
            Kind::Science => "science",
            Kind::Safety => "safety",
            Kind::Law => "law",
            Kind::Festival => "festival",
            Kind::Club => "club",
            Kind::Exhibition => "exhibition",
            Kind::AfterSchool => "after-school",
            Kind::Charity => "charity",
            Kind::Award => "award",
            Kind::Call => "call",
        }
    }

    /// Whether an activity of this kind counts as a special (特色服务项目) where nothing else is said: a club that meets every
    /// week and after-school care are the centre's daily work, the play is the 1 of 3+1+N.
    pub fn is_special(self) -> bool {
        !matches!(self, Kind::Play | Kind::Club | Kind::AfterSchool)
    }

    /// The kind of that name in an address.
    pub fn of_slug(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.slug() == slug)
    }
}

/// What an activity is: a course of one of the five categories, or of another kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Sort {
    /// A course from the district's menu.
    Course(Category),
    /// Anything else.
    Other(Kind),
}

/// The sign that stands for a sort of activity: shape and character, never colour alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Mark {
    /// ● 德, ▲ 育, ■ 能, ◆ 艺, ♥ 爱.
    Category(Category),
    /// ★ 演: plays and performances.
    Stage,
    /// ○ 特: the centre's own specials.
    Special,
}

impl Mark {
    /// All seven, in the order of the legend.
    pub const ALL: [Mark; 7] = [
        Mark::Category(Category::Virtue),
        Mark::Category(Category::Parenting),
        Mark::Category(Category::Capability),
        Mark::Category(Category::Arts),
        Mark::Category(Category::Care),
        Mark::Stage,
        Mark::Special,
    ];

    /// The name used in addresses, style and text keys.
    pub fn slug(self) -> &'static str {
        match self {
            Mark::Category(category) => category.slug(),
            Mark::Stage => "stage",
            Mark::Special => "special",
        }
    }

    /// The mark of that name in an address.
    pub fn of_slug(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|mark| mark.slug() == slug)
    }
}

impl Sort {
    /// Its mark.
    pub fn mark(self) -> Mark {
        match self {
            Sort::Course(category) => Mark::Category(category),
            Sort::Other(Kind::Play | Kind::Performance) => Mark::Stage,
            Sort::Other(_) => Mark::Special,
        }
    }

    /// The category, when it is a course.
    pub fn category(self) -> Option<Category> {
        match self {
            Sort::Course(category) => Some(category),
            Sort::Other(_) => None,
        }
    }
}
