//! The catalogue field by field, as text: what spreadsheets hold, what is compared between two editions, what is
//! exported.

use chrono::NaiveTime;

use crate::domain::catalogue::{Catalogue, Course, Service};
use crate::domain::category::Category;
use crate::domain::provider::{Proposal, ProposalVerdict, Provider, Satisfaction};
use crate::domain::time::{parse_day, parse_time, write_day, write_time};
use crate::domain::venue::{Closing, Venue, Window};
use crate::domain::weekdays::Weekdays;

/// One of the catalogue's four lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// 社会组织: courses name them, so they come first.
    Providers,
    /// 选课菜单.
    Courses,
    /// 场地.
    Venues,
    /// 志愿服务.
    Services,
}

impl Part {
    /// All four, in the order in which they are imported.
    pub const ALL: [Part; 4] = [Part::Providers, Part::Courses, Part::Venues, Part::Services];

    /// The name used in addresses and text keys.
    pub fn slug(self) -> &'static str {
        match self {
            Part::Providers => "providers",
            Part::Courses => "courses",
            Part::Venues => "venues",
            Part::Services => "services",
        }
    }

    /// The part of that name in an address.
    pub fn of_slug(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|part| part.slug() == slug)
    }

    /// How many of them a catalogue holds.
    pub fn count(self, catalogue: &Catalogue) -> usize {
        match self {
            Part::Providers => catalogue.providers.len(),
            Part::Courses => catalogue.courses.len(),
            Part::Venues => catalogue.venues.len(),
            Part::Services => catalogue.services.len(),
        }
    }

    /// Its fields, in the order of a file's columns.
    pub fn fields(self) -> &'static [Field] {
        use Field as F;
        match self {
            Part::Providers => {
                &[F::Code, F::Name, F::AgreementFrom, F::AgreementTo, F::Renewal, F::Proposals, F::Satisfaction]
            }
            Part::Courses => &[
                F::Code,
                F::Category,
                F::Title,
                F::Provider,
                F::Audience,
                F::AgeFrom,
                F::AgeTo,
                F::Minutes,
                F::Places,
                F::Materials,
                F::CostYuan,
            ],
            Part::Venues => &[
                F::Code,
                F::Name,
                F::Capacity,
                F::Area,
                F::Opens,
                F::Closes,
                F::ClosedWeekdays,
                F::ClosedDays,
                F::Lender,
                F::Windows,
                F::Notes,
            ],
            Part::Services => {
                &[F::Code, F::Kind, F::Role, F::Minutes, F::NeededFrom, F::NeededTo, F::Skills, F::Training, F::MinAge]
            }
        }
    }

    /// Without these columns a file says too little.
    pub fn required(self) -> &'static [Field] {
        use Field as F;
        match self {
            Part::Providers => &[F::Code, F::Name, F::AgreementFrom, F::AgreementTo],
            Part::Courses => &[F::Code, F::Category, F::Title, F::Provider, F::Minutes, F::Places],
            Part::Venues => &[F::Code, F::Name, F::Capacity, F::Opens, F::Closes],
            Part::Services => &[F::Code, F::Kind, F::Role, F::Minutes, F::NeededFrom, F::NeededTo],
        }
    }
}

/// A field of an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs)] // They are called what the entries' own fields are called.
pub enum Field {
    Code,
    Category,
    Title,
    Provider,
    Audience,
    AgeFrom,
    AgeTo,
    Minutes,
    Places,
    Materials,
    CostYuan,
    Name,
    AgreementFrom,
    AgreementTo,
    Renewal,
    Proposals,
    Satisfaction,
    Capacity,
    Area,
    Opens,
    Closes,
    ClosedWeekdays,
    ClosedDays,
    Lender,
    Windows,
    Notes,
    Kind,
    Role,
    NeededFrom,
    NeededTo,
    Skills,
    Training,
    MinAge,
}

impl Field {
    /// The name used in files and text keys.
    pub fn slug(self) -> &'static str {
        match self {
            Field::Code => "code",
            Field::Category => "category",
            Field::Title => "title",
            Field::Provider => "provider",
            Field::Audience => "audience",
            Field::AgeFrom => "age_from",
            Field::AgeTo => "age_to",
            Field::Minutes => "minutes",
            Field::Places => "places",
            Field::Materials => "materials",
            Field::CostYuan => "cost_yuan",
            Field::Name => "name",
            Field::AgreementFrom => "agreement_from",
            Field::AgreementTo => "agreement_to",
            Field::Renewal => "renewal",
            Field::Proposals => "proposals",
            Field::Satisfaction => "satisfaction",
            Field::Capacity => "capacity",
            Field::Area => "area_m2",
            Field::Opens => "opens",
            Field::Closes => "closes",
            Field::ClosedWeekdays => "closed_weekdays",
            Field::ClosedDays => "closed_days",
            Field::Lender => "lender",
            Field::Windows => "windows",
            Field::Notes => "notes",
            Field::Kind => "kind",
            Field::Role => "role",
            Field::NeededFrom => "needed_from",
            Field::NeededTo => "needed_to",
            Field::Skills => "skills",
            Field::Training => "training",
            Field::MinAge => "min_age",
        }
    }
}

/// Something that a catalogue lists.
pub trait Listed {
    /// By what it is told from others of its list.
    fn code(&self) -> &str;
    /// What it is called.
    fn name(&self) -> &str;
    /// A field of it as text; of another part's fields nothing.
    fn text(&self, field: Field) -> String;
}

impl Listed for Course {
    fn code(&self) -> &str {
        self.code.as_str()
    }

    fn name(&self) -> &str {
        &self.title
    }

    fn text(&self, field: Field) -> String {
        match field {
            Field::Code => self.code.to_string(),
            Field::Category => self.category.official_name().to_owned(),
            Field::Title => self.title.clone(),
            Field::Provider => self.provider.to_string(),
            Field::Audience => self.audience.clone(),
            Field::AgeFrom => self.ages.from.map(|age| age.0.to_string()).unwrap_or_default(),
            Field::AgeTo => self.ages.to.map(|age| age.0.to_string()).unwrap_or_default(),
            Field::Minutes => self.minutes.to_string(),
            Field::Places => self.places.to_string(),
            Field::Materials => self.materials.clone(),
            Field::CostYuan => self.cost_yuan.to_string(),
            _ => String::new(),
        }
    }
}

impl Listed for Provider {
    fn code(&self) -> &str {
        self.code.as_str()
    }

    fn name(&self) -> &str {
        &self.name
    }

    fn text(&self, field: Field) -> String {
        match field {
            Field::Code => self.code.to_string(),
            Field::Name => self.name.clone(),
            Field::AgreementFrom => write_day(self.agreement_from),
            Field::AgreementTo => write_day(self.agreement_to),
            Field::Renewal => self.renewal.official_name().to_owned(),
            Field::Proposals => write_list(&self.proposals, write_proposal),
            Field::Satisfaction => write_list(&self.satisfaction, write_satisfaction),
            _ => String::new(),
        }
    }
}

impl Listed for Venue {
    fn code(&self) -> &str {
        self.code.as_str()
    }

    fn name(&self) -> &str {
        &self.name
    }

    fn text(&self, field: Field) -> String {
        let partner = self.partner.as_ref();
        match field {
            Field::Code => self.code.to_string(),
            Field::Name => self.name.clone(),
            Field::Capacity => self.capacity.to_string(),
            Field::Area => self.area.map(|area| area.to_string()).unwrap_or_default(),
            Field::Opens => write_time(self.opens),
            Field::Closes => write_time(self.closes),
            Field::ClosedWeekdays => self.closed_weekdays.written(),
            Field::ClosedDays => write_list(&self.closed_days, write_closing),
            Field::Lender => partner.map(|partner| partner.lender.clone()).unwrap_or_default(),
            Field::Windows => partner.map(|partner| write_list(&partner.windows, write_window)).unwrap_or_default(),
            Field::Notes => self.notes.clone(),
            _ => String::new(),
        }
    }
}

impl Listed for Service {
    fn code(&self) -> &str {
        self.code.as_str()
    }

    fn name(&self) -> &str {
        &self.role
    }

    fn text(&self, field: Field) -> String {
        match field {
            Field::Code => self.code.to_string(),
            Field::Kind => self.kind.official_name().to_owned(),
            Field::Role => self.role.clone(),
            Field::Minutes => self.minutes.to_string(),
            Field::NeededFrom => self.needed_from.to_string(),
            Field::NeededTo => self.needed_to.to_string(),
            Field::Skills => self.skills.clone(),
            Field::Training => self.training.clone(),
            Field::MinAge => self.min_age.map(|age| age.0.to_string()).unwrap_or_default(),
            _ => String::new(),
        }
    }
}

/// Between the items of a list in one cell. A line of its own separates just as well when it is read.
const BETWEEN: &str = ";";

fn write_list<T>(items: &[T], write: impl Fn(&T) -> String) -> String {
    items.iter().map(write).collect::<Vec<_>>().join(BETWEEN)
}

/// Reads the items of a list in one cell, or one a line. None when one of them cannot be read.
pub fn read_list<T>(text: &str, read: impl Fn(&str) -> Option<T>) -> Option<Vec<T>> {
    let items = text.split(['\n', ';', '；']).map(str::trim).filter(|item| !item.is_empty());
    items.map(read).collect()
}

/// `2026-10-01`, or `2026-10-01~2026-10-07`.
pub fn write_closing(closing: &Closing) -> String {
    let from = write_day(closing.from);
    if closing.to == closing.from { from } else { [from.as_str(), "~", &write_day(closing.to)].concat() }
}

/// Reads what [`write_closing`] writes.
pub fn read_closing(text: &str) -> Option<Closing> {
    let (from, to) = text.split_once(['~', '～', '至']).unwrap_or((text, text));
    let closing = Closing { from: parse_day(from.trim()).ok()?, to: parse_day(to.trim()).ok()? };
    (closing.from <= closing.to).then_some(closing)
}

/// `周六周日 09:00-17:00`.
pub fn write_window(window: &Window) -> String {
    let (opens, closes) = (write_time(window.opens), write_time(window.closes));
    [window.weekdays.written().as_str(), " ", &opens, "-", &closes].concat()
}

/// Reads what [`write_window`] writes.
pub fn read_window(text: &str) -> Option<Window> {
    let text = text.replace('：', ":").replace(['–', '~', '～', '至'], "-");
    let (days, hours) = text.rsplit_once(' ')?;
    let (opens, closes) = hours.split_once('-')?;
    let time = |text: &str| -> Option<NaiveTime> { parse_time(text.trim()).ok() };
    let window = Window { weekdays: Weekdays::read(days)?, opens: time(opens)?, closes: time(closes)? };
    (window.opens < window.closes && !window.weekdays.is_empty()).then_some(window)
}

/// `亲子烘焙/家庭生活艺术/采用`.
pub fn write_proposal(proposal: &Proposal) -> String {
    let title = proposal.title.replace(['/', ';', '\n'], " ");
    let category = proposal.category.map(Category::official_name).unwrap_or_default();
    [title.as_str(), "/", category, "/", proposal.verdict.official_name()].concat()
}

/// Reads what [`write_proposal`] writes; category and verdict may be left out.
pub fn read_proposal(text: &str) -> Option<Proposal> {
    let mut parts = text.split('/').map(str::trim);
    let title = parts.next().filter(|title| !title.is_empty())?.to_owned();
    let category = match parts.next().unwrap_or_default() {
        "" => None,
        name => Some(Category::of_official_name(name)?),
    };
    let verdict = match parts.next().unwrap_or_default() {
        "" => ProposalVerdict::default(),
        name => ProposalVerdict::of_official_name(name)?,
    };
    parts.next().is_none().then_some(Proposal { title, category, verdict })
}

/// `2026 92% 120`: year, per cent, how many answered.
pub fn write_satisfaction(record: &Satisfaction) -> String {
    [&record.year.to_string(), " ", &record.percent.to_string(), "% ", &record.answers.to_string()].concat()
}

/// Reads what [`write_satisfaction`] writes.
pub fn read_satisfaction(text: &str) -> Option<Satisfaction> {
    let mut parts = text.split_whitespace();
    let year = parts.next()?.trim_end_matches('年').parse().ok().filter(|year| (2000..=2100).contains(year))?;
    let percent = parts.next()?.trim_end_matches('%').parse().ok().filter(|percent| *percent <= 100)?;
    let answers = parts.next().map_or(Some(0), |answers| answers.trim_end_matches('人').parse().ok())?;
    parts.next().is_none().then_some(Satisfaction { year, percent, answers })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn there_and_back<T>(text: &str, read: impl Fn(&str) -> Option<T>, write: impl Fn(&T) -> String, written: &str) {
        let items = read_list(text, &read).unwrap_or_else(|| panic!("{text} is not read"));
        assert_eq!(write_list(&items, &write), written);
        let again = read_list(written, &read).unwrap();
        assert_eq!(write_list(&again, &write), written);
    }

    #[test]
    fn lists_in_one_cell_go_there_and_back() {
        let days = "2026-10-01~2026-10-07;2026-12-25";
        there_and_back("2026-10-01 至 2026-10-07\n2026-12-25", read_closing, write_closing, days);
        let windows = "周六周日 09:00-17:00;周五 18:00-20:30";
        there_and_back("周六、日 9:00–17:00；星期五 18：00-20:30", read_window, write_window, windows);
        let proposals = "亲子烘焙/家庭生活艺术/采用;茶道//待定";
        there_and_back("亲子烘焙/家庭生活艺术/采用;茶道", read_proposal, write_proposal, proposals);
        there_and_back("2026年 92% 120人", read_satisfaction, write_satisfaction, "2026 92% 120");
    }

    #[test]
    fn one_wrong_item_is_told_of_instead_of_left_out() {
        for bad in ["2026-10-07~2026-10-01", "2026-02-30", "十月"] {
            assert_eq!(read_list(bad, read_closing), None, "{bad}");
        }
        for bad in ["周六 17:00-09:00", "周六", "09:00-17:00", "周八 09:00-17:00"] {
            assert_eq!(read_list(bad, read_window), None, "{bad}");
        }
        for bad in ["/家庭生活艺术", "茶道/艺术", "茶道//也许", "a///b"] {
            assert_eq!(read_list(bad, read_proposal), None, "{bad}");
        }
        for bad in ["92%", "2026 101%", "2026 92% 很多"] {
            assert_eq!(read_list(bad, read_satisfaction), None, "{bad}");
        }
    }

    #[test]
    fn what_is_required_is_a_field() {
        for part in Part::ALL {
            assert!(part.required().iter().all(|field| part.fields().contains(field)), "{part:?}");
            assert_eq!(Part::of_slug(part.slug()), Some(part));
        }
    }
}
