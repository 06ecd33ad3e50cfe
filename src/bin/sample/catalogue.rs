//! The district's files, as the sample centre's organizer imported them.

use linli::domain::catalogue::Catalogue;
use linli::domain::provider::Satisfaction;
use linli::domain::time::Month;
use linli::exchange::course_menu::{FileProblem, Import, read_courses, read_providers, read_services, read_venues};

/// Reads the four files. Agreements of a year that they do not know are taken as renewed: the sample may be made for
/// any month.
pub fn read(first: Month, last: Month) -> Result<Catalogue, String> {
    let mut providers = whole("providers.csv", read_providers(include_str!("data/providers.csv")))?;
    let last_day = last.plus(1).first().pred_opt().ok_or("no last day")?;
    // Invented, like everything of the sample: the year before, each a little less than the one before it.
    let year = first.year().saturating_sub(1);
    for (index, provider) in (0u8..).zip(&mut providers) {
        provider.satisfaction =
            vec![Satisfaction { year, percent: 98 - 3 * (index % 6), answers: 46 + u16::from(index) }];
        provider.agreement_from = provider.agreement_from.min(first.first());
        provider.agreement_to = provider.agreement_to.max(last_day);
    }
    let courses = read_courses(include_str!("data/course-menu.csv"), Some(&providers));
    Ok(Catalogue {
        courses: whole("course-menu.csv", courses)?,
        providers,
        venues: whole("venues.csv", read_venues(include_str!("data/venues.csv")))?,
        services: whole("volunteer-services.csv", read_services(include_str!("data/volunteer-services.csv")))?,
    })
}

/// All rows, or what is wrong with the first that cannot be taken.
fn whole<T>(name: &str, import: Result<Import<T>, FileProblem>) -> Result<Vec<T>, String> {
    let import = import.map_err(|problem| format!("{name}: {problem:?}"))?;
    match import.problems.first() {
        Some(problem) => Err(format!("{name}, line {}, {:?}: {:?}", problem.line, problem.field, problem.reason)),
        None => Ok(import.rows),
    }
}
