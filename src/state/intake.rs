//! Taking the district's files into a catalogue: what a file holds, and the catalogue as it would be with its good rows.

use std::cmp::Ordering;

use crate::domain::catalogue::Catalogue;
use crate::exchange::course_menu::{
    FileProblem, Import, RowProblem, read_courses, read_providers, read_services, read_venues,
};

/// What a file is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject {
    /// 社会组织: courses name them, so they come first.
    Providers,
    /// 选课菜单.
    Courses,
    /// 场地.
    Venues,
    /// 志愿服务.
    Services,
}

impl Subject {
    /// All four, in the order in which they are imported.
    pub const ALL: [Subject; 4] = [Subject::Providers, Subject::Courses, Subject::Venues, Subject::Services];

    /// The name used in text keys.
    pub fn slug(self) -> &'static str {
        match self {
            Subject::Providers => "providers",
            Subject::Courses => "courses",
            Subject::Venues => "venues",
            Subject::Services => "services",
        }
    }

    /// How many of them a catalogue holds.
    pub fn count(self, catalogue: &Catalogue) -> usize {
        match self {
            Subject::Providers => catalogue.providers.len(),
            Subject::Courses => catalogue.courses.len(),
            Subject::Venues => catalogue.venues.len(),
            Subject::Services => catalogue.services.len(),
        }
    }
}

/// What a file holds, before anything is taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Preview {
    /// The good rows, by code and name, in their order.
    pub rows: Vec<(String, String)>,
    /// What is wrong with the others.
    pub problems: Vec<RowProblem>,
    /// The catalogue with the good rows in it.
    pub catalogue: Catalogue,
}

/// Reads a file. Rows whose code is known take the place of what was there; with `only_these`, what the file does not
/// name is taken out.
///
/// # Errors
/// When nothing of the file can be taken.
pub fn preview(subject: Subject, text: &str, catalogue: &Catalogue, only_these: bool) -> Result<Preview, FileProblem> {
    let mut next = catalogue.clone();
    let (rows, problems) = match subject {
        Subject::Providers => {
            let import = read_providers(text)?;
            let rows = named(&import, |provider| (provider.code.to_string(), provider.name.clone()));
            (rows, merge(&mut next.providers, import, only_these, |a, b| a.code.cmp(&b.code)))
        }
        Subject::Courses => {
            let import = read_courses(text, Some(&catalogue.providers))?;
            let rows = named(&import, |course| (course.code.to_string(), course.title.clone()));
            (rows, merge(&mut next.courses, import, only_these, |a, b| a.code.cmp(&b.code)))
        }
        Subject::Venues => {
            let import = read_venues(text)?;
            let rows = named(&import, |venue| (venue.code.to_string(), venue.name.clone()));
            (rows, merge(&mut next.venues, import, only_these, |a, b| a.code.cmp(&b.code)))
        }
        Subject::Services => {
            let import = read_services(text)?;
            let rows = named(&import, |service| (service.code.to_string(), service.role.clone()));
            (rows, merge(&mut next.services, import, only_these, |a, b| a.code.cmp(&b.code)))
        }
    };
    Ok(Preview { rows, problems, catalogue: next })
}

fn named<T>(import: &Import<T>, name: impl Fn(&T) -> (String, String)) -> Vec<(String, String)> {
    import.rows.iter().map(name).collect()
}

/// Puts good rows among those that are there, and hands back the problems.
fn merge<T>(
    known: &mut Vec<T>,
    import: Import<T>,
    only_these: bool,
    order: impl Fn(&T, &T) -> Ordering,
) -> Vec<RowProblem> {
    match only_these {
        true => known.clear(),
        false => known.retain(|one| !import.rows.iter().any(|row| order(row, one) == Ordering::Equal)),
    }
    known.extend(import.rows);
    known.sort_by(order);
    import.problems
}
