//! From a sheet to a catalogue: what a file holds, and what would be another with its good rows taken.

use crate::domain::catalogue::Catalogue;
use crate::domain::catalogue_changes::{CatalogueEdit, Difference};
use crate::domain::catalogue_fields::{Field, Listed, Part};
use crate::exchange::columns::Layout;
use crate::exchange::course_menu::{Import, RowProblem, RowReason, courses, providers, services, venues};
use crate::exchange::sheet::{Cell, Line, Sheet};

/// What a file holds, before anything is taken.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Preview {
    /// Required fields for which no column was found: nothing can be read until a person says which.
    pub missing: Vec<Field>,
    /// The good rows, by code and name, in their order.
    pub rows: Vec<(String, String)>,
    /// What is wrong with the others.
    pub problems: Vec<RowProblem>,
    /// The numbers of the lines that were taken for titles, sums and notes.
    pub passed_over: Vec<usize>,
    /// What would be another in the catalogue.
    pub differences: Vec<Difference>,
    /// The edits that make it so.
    pub edits: Vec<CatalogueEdit>,
}

/// Reads a sheet. Rows whose code is known take the place of what was there; with `only_these`, what the sheet does not
/// name is taken out.
pub fn preview(part: Part, sheet: &Sheet, layout: &Layout, catalogue: &Catalogue, only_these: bool) -> Preview {
    let missing = layout.missing(part);
    if !missing.is_empty() {
        return Preview { missing, ..Preview::default() };
    }
    let mut later = catalogue.clone();
    let (rows, problems, passed_over) = match part {
        Part::Providers => {
            let import = providers(sheet, layout);
            // A file that says nothing of these takes nothing away.
            let import = kept(import, &catalogue.providers, |row, known| {
                let has = |field| layout.columns.contains_key(&field);
                if !has(Field::Renewal) {
                    row.renewal = known.renewal;
                }
                if !has(Field::Proposals) {
                    row.proposals.clone_from(&known.proposals);
                }
                if !has(Field::Satisfaction) {
                    row.satisfaction.clone_from(&known.satisfaction);
                }
            });
            merge(&mut later.providers, import, only_these)
        }
        Part::Courses => {
            let import = courses(sheet, layout, Some(&catalogue.providers));
            let import = kept(import, &catalogue.courses, |row, known| {
                let has = |field| layout.columns.contains_key(&field);
                if !has(Field::Audience) {
                    row.audience.clone_from(&known.audience);
                }
                if !has(Field::AgeFrom) && !has(Field::AgeTo) && layout.ages.is_none() {
                    row.ages = known.ages;
                }
                if !has(Field::Materials) {
                    row.materials.clone_from(&known.materials);
                }
                if !has(Field::CostYuan) {
                    row.cost_yuan = known.cost_yuan;
                }
            });
            merge(&mut later.courses, import, only_these)
        }
        Part::Venues => {
            let import = kept(venues(sheet, layout), &catalogue.venues, |row, known| {
                let has = |field| layout.columns.contains_key(&field);
                if !has(Field::Area) {
                    row.area = known.area;
                }
                if !has(Field::ClosedWeekdays) {
                    row.closed_weekdays = known.closed_weekdays;
                }
                if !has(Field::ClosedDays) {
                    row.closed_days.clone_from(&known.closed_days);
                }
                if !has(Field::Lender) && !has(Field::Windows) {
                    row.partner.clone_from(&known.partner);
                }
            });
            merge(&mut later.venues, import, only_these)
        }
        Part::Services => {
            let import = kept(services(sheet, layout), &catalogue.services, |row, known| {
                let has = |field| layout.columns.contains_key(&field);
                if !has(Field::Skills) {
                    row.skills.clone_from(&known.skills);
                }
                if !has(Field::Training) {
                    row.training.clone_from(&known.training);
                }
                if !has(Field::MinAge) {
                    row.min_age = known.min_age;
                }
            });
            merge(&mut later.services, import, only_these)
        }
    };
    let differences = catalogue.differences_to(&later);
    let edits = catalogue.edits_to(&later);
    Preview { missing, rows, problems, passed_over, differences, edits }
}

/// One entry as it is typed into a form, by the same rules as a file's row.
///
/// # Errors
/// With what is wrong with each field.
pub fn entry_edit(
    part: Part,
    texts: &[(Field, String)],
    catalogue: &Catalogue,
) -> Result<CatalogueEdit, Vec<RowProblem>> {
    let cells = texts.iter().map(|(_, text)| Cell::new(text.trim())).collect();
    let header = Line { number: 1, cells: vec![Cell::new("-")], quotes_are_odd: false };
    let lines = vec![header, Line { number: 2, cells, quotes_are_odd: false }];
    let columns = texts.iter().enumerate().map(|(place, (field, _))| (*field, place)).collect();
    let layout = Layout { depth: 1, columns, ..Layout::default() };
    // Courses are looked at beside the providers that they may name, and beside nothing else.
    let providers = if part == Part::Courses { catalogue.providers.clone() } else { Vec::new() };
    let around = Catalogue { providers, ..Catalogue::default() };
    let mut seen = preview(part, &Sheet { lines, ..Sheet::default() }, &layout, &around, false);
    match seen.edits.pop() {
        Some(edit) if seen.problems.is_empty() => Ok(edit),
        _ if !seen.problems.is_empty() => Err(seen.problems),
        // Too little is typed for a row at all.
        _ => Err(part
            .required()
            .iter()
            .map(|field| RowProblem { line: 2, field: Some(*field), reason: RowReason::Missing })
            .collect()),
    }
}

/// The sheet that a file's list most likely stands in, and how its columns are laid out.
pub fn likeliest(part: Part, sheets: &[Sheet]) -> (usize, Layout) {
    let guesses = sheets.iter().map(|sheet| Layout::guess(sheet, part)).enumerate();
    // Of two alike the first.
    guesses.rev().max_by_key(|(_, layout)| layout.columns.len()).unwrap_or_default()
}

/// Which of these lists a file most likely holds: the one of whose needed columns it has the largest share, and most of
/// them. Which column is the last one a person can say. A word or two that happen to be headings make no list.
pub fn looks_like(parts: &[Part], sheets: &[Sheet]) -> Option<Part> {
    let share = |part: Part| {
        let (needed, layout) = (part.required().len(), likeliest(part, sheets).1);
        if layout.columns.len() < FEWEST_COLUMNS { 0 } else { (needed - layout.missing(part).len()) * 100 / needed }
    };
    let shares = parts.iter().map(|part| (*part, share(*part)));
    shares.filter(|(_, share)| *share >= MOST_COLUMNS).max_by_key(|(_, share)| *share).map(|(part, _)| part)
}

/// In per cent.
const MOST_COLUMNS: usize = 66;
/// So many columns at least.
const FEWEST_COLUMNS: usize = 3;

/// Whether anything in these sheets is called as a column of any list is.
pub fn has_headings(sheets: &[Sheet]) -> bool {
    Part::ALL.into_iter().any(|part| !likeliest(part, sheets).1.columns.is_empty())
}

/// How a row that has another number of cells than there are columns may be put right as a whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RowMend {
    /// Some cells were one, in which commas stood.
    Join {
        /// The first of them.
        column: usize,
        /// How many more.
        more: usize,
        /// What stands in it then.
        text: String,
    },
    /// The last cells are empty, and were left out.
    Lengthen {
        /// So many cells there are then.
        width: usize,
    },
}

impl RowMend {
    /// Puts the row right.
    pub fn apply(&self, sheet: &mut Sheet, line: usize) {
        match self {
            RowMend::Join { column, more, .. } => sheet.join(line, *column, *more),
            RowMend::Lengthen { width } => sheet.lengthen(line, *width),
        }
    }
}

/// The ways in which a row of `got` cells fits `expected` columns. Those that leave nothing wrong with it; where there is
/// no such way, all that there are.
pub fn row_mends(
    part: Part,
    sheet: &Sheet,
    layout: &Layout,
    catalogue: &Catalogue,
    (line, expected, got): (usize, usize, usize),
) -> Vec<RowMend> {
    // What stands before the rows, and this one row: the others say nothing about it.
    let above = layout.header + layout.depth.max(1);
    let lines = sheet.lines.iter().enumerate();
    let lines = lines.filter(|(place, known)| *place < above || known.number == line).map(|(_, known)| known.clone());
    let alone = Sheet { name: String::new(), lines: lines.collect(), is_exact: sheet.is_exact };
    let after = |mend: RowMend| {
        let mut mended = alone.clone();
        mend.apply(&mut mended, line);
        let is_good = preview(part, &mended, layout, catalogue, false).problems.is_empty();
        let mend = match (mend, mended.place(line)) {
            (RowMend::Join { column, more, .. }, Some(place)) => {
                RowMend::Join { column, more, text: mended.lines[place].text(column).to_owned() }
            }
            (mend, _) => mend,
        };
        (mend, is_good)
    };
    let ways: Vec<(RowMend, bool)> = match got.checked_sub(expected) {
        Some(more) => (0..expected).map(|column| after(RowMend::Join { column, more, text: String::new() })).collect(),
        None => vec![after(RowMend::Lengthen { width: expected })],
    };
    let any_good = ways.iter().any(|(_, is_good)| *is_good);
    ways.into_iter().filter(|(_, is_good)| *is_good || !any_good).map(|(mend, _)| mend).collect()
}

/// Rows whose code is known keep what the file has no column for.
fn kept<T: Listed>(mut import: Import<T>, known: &[T], keep: impl Fn(&mut T, &T)) -> Import<T> {
    for row in &mut import.rows {
        if let Some(known) = known.iter().find(|one| one.code() == row.code()) {
            keep(row, known);
        }
    }
    import
}

type Told = (Vec<(String, String)>, Vec<RowProblem>, Vec<usize>);

fn merge<T: Listed>(list: &mut Vec<T>, import: Import<T>, only_these: bool) -> Told {
    let told = import.rows.iter().map(|row| (row.code().to_owned(), row.name().to_owned())).collect();
    match only_these {
        true => list.clear(),
        false => list.retain(|one| !import.rows.iter().any(|row| row.code() == one.code())),
    }
    list.extend(import.rows);
    list.sort_by(|a, b| a.code().cmp(b.code()));
    (told, import.problems, import.passed_over)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::catalogue_changes::Differs;
    use crate::exchange::course_menu::read_text;
    use crate::exchange::workbook::read_workbook;

    fn take(part: Part, sheet: &Sheet, layout: &Layout, catalogue: &mut Catalogue) -> Preview {
        let seen = preview(part, sheet, layout, catalogue, false);
        seen.edits.iter().for_each(|edit| catalogue.apply(edit));
        seen
    }

    #[test]
    fn a_newer_edition_says_what_changed() {
        let mut catalogue = Catalogue::default();
        let providers = "code,name,agreement_from,agreement_to,renewal\n\
            P02,巧手坊公益手作社（示例）,2026-05-01,2026-12-31,续约\nP03,银杏树老年服务中心（示例）,2026-05-01,2026-12-31,\n\
            P06,守望安全教育中心（示例）,2026-05-01,2026-12-31,\nP07,雅集传统文化促进会（示例）,2026-05-01,2026-12-31,";
        let sheet = read_text(providers).unwrap();
        take(Part::Providers, &sheet, &Layout::guess(&sheet, Part::Providers), &mut catalogue);
        let edition = |bytes: &[u8]| {
            let sheets = read_workbook(bytes).unwrap();
            let (place, mut layout) = likeliest(Part::Courses, &sheets);
            assert_eq!(place, 1, "not the sheet with the explanations");
            layout.columns.insert(Field::Places, 7);
            (sheets[place].clone(), layout)
        };
        let (sheet, layout) = edition(include_bytes!("../../tests/spreadsheets/course-menu.xlsx"));
        assert_eq!(take(Part::Courses, &sheet, &layout, &mut catalogue).differences.len(), 4);
        assert_eq!(preview(Part::Courses, &sheet, &layout, &catalogue, false).edits, []);
        let (sheet, layout) = edition(include_bytes!("../../tests/spreadsheets/course-menu-newer.xlsx"));
        let told: Vec<_> = preview(Part::Courses, &sheet, &layout, &catalogue, true)
            .differences
            .into_iter()
            .map(|difference| (difference.code, difference.how))
            .collect();
        let changed = Differs::Changed(vec![(Field::Places, "12".to_owned(), "14".to_owned())]);
        let expected = [("D03", changed), ("E02", Differs::Added), ("E05", Differs::Added)];
        assert_eq!(told, expected.map(|(code, how)| (code.to_owned(), how)));
        // The district's own list of providers has no column for renewals.
        let sheet = read_text("编号,名称,协议开始,协议结束\nP02,巧手坊,2026-05-01,2027-12-31").unwrap();
        let seen = take(Part::Providers, &sheet, &Layout::guess(&sheet, Part::Providers), &mut catalogue);
        assert_eq!(seen.differences.len(), 1);
        assert_eq!(catalogue.providers[0].renewal, crate::domain::provider::Renewal::Renews);
        // Nor has its list of courses one for whom they are.
        catalogue.courses[0].audience = "亲子".to_owned();
        let sheet = read_text("code,category,title,provider,minutes,places\nD01,家庭生活艺术,针织,P02,120,16").unwrap();
        take(Part::Courses, &sheet, &Layout::guess(&sheet, Part::Courses), &mut catalogue);
        let course = &catalogue.courses[0];
        assert_eq!((course.title.as_str(), course.audience.as_str(), course.cost_yuan), ("针织", "亲子", 700));
        let sheet = read_text("编号,名称,协议开始,协议结束\nP02,巧手坊,2026-05-01,2027-12-31").unwrap();
        let gone = preview(Part::Providers, &sheet, &Layout::guess(&sheet, Part::Providers), &catalogue, true);
        assert_eq!(gone.edits.len(), 3);
    }

    #[test]
    fn a_form_is_read_as_a_row_is() {
        let mut catalogue = Catalogue::default();
        let typed = |texts: &[(Field, &str)]| -> Vec<(Field, String)> {
            texts.iter().map(|(field, text)| (*field, (*text).to_owned())).collect()
        };
        let venue = [
            (Field::Code, "V14"),
            (Field::Name, "示例小学操场"),
            (Field::Capacity, "200"),
            (Field::Opens, "08:00"),
            (Field::Closes, "20:00"),
            (Field::ClosedWeekdays, "周一"),
            (Field::Lender, "示例小学"),
            (Field::Windows, "周六周日 08:00-18:00\n周五 17:30-20:00"),
        ];
        let edit = entry_edit(Part::Venues, &typed(&venue), &catalogue).unwrap();
        catalogue.apply(&edit);
        let texts = catalogue.texts(Part::Venues, "V14").unwrap();
        assert_eq!(entry_edit(Part::Venues, &texts, &catalogue), Ok(edit), "unchanged, it goes there and back");
        let reasons = |texts: &[(Field, &str)], part| -> Vec<(&'static str, RowReason)> {
            let problems = entry_edit(part, &typed(texts), &catalogue).unwrap_err();
            problems.into_iter().map(|problem| (problem.field.map_or("", Field::slug), problem.reason)).collect()
        };
        let mut wrong = venue;
        wrong[2].1 = "";
        wrong[4].1 = "07:00";
        let expected = [("capacity", RowReason::Missing), ("closes", RowReason::ClosesBeforeItOpens)];
        assert_eq!(reasons(&wrong, Part::Venues), expected);
        let course = [
            (Field::Code, "A1"),
            (Field::Category, "家庭生活艺术"),
            (Field::Title, "题"),
            (Field::Provider, "P09"),
            (Field::Minutes, "90"),
            (Field::Places, "20"),
        ];
        assert_eq!(reasons(&course, Part::Courses), [("provider", RowReason::UnknownProvider)]);
        let nothing = Part::Courses.required().iter().map(|field| (*field, "")).collect::<Vec<_>>();
        assert_eq!(reasons(&nothing, Part::Courses).len(), Part::Courses.required().len());
        assert!(
            reasons(
                &[
                    (Field::Code, ""),
                    (Field::Name, "室"),
                    (Field::Capacity, ""),
                    (Field::Opens, ""),
                    (Field::Closes, "")
                ],
                Part::Venues
            )
            .len()
                > 3
        );
    }

    #[test]
    fn a_row_with_a_comma_too_many_is_put_right_where_that_makes_it_good() {
        let header = "code,name,capacity,area_m2,opens,closes,notes\n";
        let mends = |row: &str, found: (usize, usize)| {
            let sheet = read_text(&[header, row].concat()).unwrap();
            let layout = Layout::guess(&sheet, Part::Venues);
            let seen = preview(Part::Venues, &sheet, &layout, &Catalogue::default(), false);
            let reason = RowReason::Fields { expected: found.0, got: found.1 };
            assert_eq!(seen.problems, [RowProblem { line: 2, field: None, reason }]);
            let mends = row_mends(Part::Venues, &sheet, &layout, &Catalogue::default(), (2, found.0, found.1));
            let good = mends.iter().all(|mend| {
                let mut mended = sheet.clone();
                mend.apply(&mut mended, 2);
                preview(Part::Venues, &mended, &layout, &Catalogue::default(), false).rows.len() == 1
            });
            (mends, good)
        };
        let join = |column, text: &str| RowMend::Join { column, more: 1, text: text.to_owned() };
        let (notes, good) = mends("V13,文化广场,300,900,07:00,21:30,室外,雨天不用", (7, 8));
        assert_eq!((notes, good), (vec![join(6, "室外,雨天不用")], true));
        // A number in which a comma parts the thousands is not one that is read, but the name may have had a comma.
        let (name, good) = mends("V13,文化广场,东侧,300,900,07:00,21:30,室外", (7, 8));
        assert_eq!((name, good), (vec![join(1, "文化广场,东侧")], true));
        // With a blank last cell the row has no cell too many that holds anything, and yet stands shifted.
        let (name, good) = mends("V13,文化广场,东侧,300,900,07:00,21:30,", (7, 8));
        assert_eq!((name, good), (vec![join(1, "文化广场,东侧")], true));
        // Where no way makes it good, all are offered.
        let (all, good) = mends("V13,文化广场,东侧,300,900,07:00,25:30,室外", (7, 8));
        assert_eq!((all.len(), good), (7, false));
        let (short, good) = mends("V13,文化广场,300,900,07:00,21:30", (7, 6));
        assert_eq!((short, good), (vec![RowMend::Lengthen { width: 7 }], true));
    }

    #[test]
    fn a_file_is_told_by_its_columns() {
        let sheets = |text: &str| vec![read_text(text).unwrap()];
        let menu = read_workbook(include_bytes!("../../tests/spreadsheets/course-menu.xlsx")).unwrap();
        let header = sheets("code,category,title,provider,minutes,places\nA1,家庭美德实践,题,P01,60,20");
        assert_eq!(looks_like(&Part::ALL, &header), Some(Part::Courses));
        assert_eq!(looks_like(&[Part::Providers, Part::Venues], &header), None);
        assert!(has_headings(&menu) && has_headings(&header));
        // The heading over its places is none that is known.
        assert_eq!(looks_like(&Part::ALL, &menu), Some(Part::Courses));
        let venues = sheets("编号,名称,容纳人数,开门,关门\nV01,室,30,9:00,18:00");
        assert_eq!(looks_like(&Part::ALL, &venues), Some(Part::Venues));
        for words in ["hello", "name\nhello", "名称,备注\n室,好"] {
            assert_eq!(looks_like(&Part::ALL, &sheets(words)), None, "{words}");
        }
        assert!(!has_headings(&sheets("hello")));
    }

    #[test]
    fn without_its_columns_nothing_is_read() {
        let sheet = read_text("编号,名称\nV01,室").unwrap();
        let layout = Layout::guess(&sheet, Part::Venues);
        let seen = preview(Part::Venues, &sheet, &layout, &Catalogue::default(), true);
        assert_eq!(seen.missing, [Field::Capacity, Field::Opens, Field::Closes]);
        assert_eq!((seen.rows, seen.problems, seen.edits), (vec![], vec![], vec![]));
    }
}
