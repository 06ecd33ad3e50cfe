//! Which column of a sheet holds which field: by the names that districts and centres write over their columns, below
//! whatever title lines stand before them.

use std::collections::BTreeMap;

use crate::domain::catalogue_fields::{Field, Part};
use crate::exchange::sheet::{Line, Sheet};

/// Field, the name that exports write, and other names that are read: parted by tabs, the last ones by spaces.
const NAMES: &str = include_str!("columns.tsv");

/// In one column both ends of the ages: `6-12岁`, `18岁以上`. No field of its own.
const AGES: &str = "ages";

/// The header is looked for among so many lines.
const HEADER_WITHIN: usize = 40;

/// What the columns of a sheet hold. Guessed, and corrected by a person where the guess is wrong.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Layout {
    /// The place of the header among the sheet's lines.
    pub header: usize,
    /// How many lines it takes: 2 where a merged cell heads several columns.
    pub depth: usize,
    /// In which column each field stands.
    pub columns: BTreeMap<Field, usize>,
    /// In which column both ends of the ages stand.
    pub ages: Option<usize>,
    /// An empty category, kind or provider is the one of the line above: merged cells look so in a CSV file.
    pub fill_down: bool,
}

/// What exports call a field.
pub fn standard_name(field: Field) -> &'static str {
    names(field.slug()).map_or("", |(standard, _)| standard)
}

impl Layout {
    /// The layout that explains most of a sheet.
    pub fn guess(sheet: &Sheet, part: Part) -> Self {
        let mut best = Self::default();
        for header in 0..sheet.lines.len().min(HEADER_WITHIN) {
            let guess = Self::with_header(sheet, part, header);
            if guess.found() > best.found() {
                best = guess;
            }
        }
        if best.depth == 0 { Self::with_header(sheet, part, 0) } else { best }
    }

    /// The layout when the header stands in this line.
    pub fn with_header(sheet: &Sheet, part: Part, header: usize) -> Self {
        let one = Self::matched(sheet, part, header, 1);
        // Two lines only where cells of the first are merged: a line of data below an ordinary header is none of it.
        // A title over the whole width is no heading of any column.
        let is_title = sheet.lines.get(header).is_none_or(|line| line.only_text().is_some());
        let has_merged =
            |place: usize| sheet.lines.get(place).is_some_and(|line| line.cells.iter().any(|cell| cell.is_merged));
        if !is_title && (has_merged(header) || has_merged(header + 1)) {
            let two = Self::matched(sheet, part, header, 2);
            if two.found() > one.found() {
                return two;
            }
        }
        one
    }

    /// What stands over each column.
    pub fn headings(&self, sheet: &Sheet) -> Vec<String> {
        headings(sheet, self.header, self.depth)
    }

    /// The required fields for which there is no column.
    pub fn missing(&self, part: Part) -> Vec<Field> {
        part.required().iter().copied().filter(|field| !self.columns.contains_key(field)).collect()
    }

    fn found(&self) -> usize {
        self.columns.len() + usize::from(self.ages.is_some())
    }

    fn matched(sheet: &Sheet, part: Part, header: usize, depth: usize) -> Self {
        let headings: Vec<String> = headings(sheet, header, depth).iter().map(|name| plain(name)).collect();
        let mut layout = Self { header, depth, ..Self::default() };
        let mut taken = vec![false; headings.len()];
        let wanted: Vec<(Option<Field>, &str)> = part
            .fields()
            .iter()
            .map(|field| (Some(*field), field.slug()))
            .chain((part == Part::Courses).then_some((None, AGES)))
            .collect();
        // Whole names before names that only contain one: 课程名称 is the title, even beside 课程.
        for whole in [true, false] {
            for (field, slug) in &wanted {
                let is_known = match field {
                    Some(field) => layout.columns.contains_key(field),
                    None => layout.ages.is_some(),
                };
                if is_known {
                    continue;
                }
                let best = headings.iter().enumerate().filter(|(place, _)| !taken[*place]);
                let best = best.filter_map(|(place, heading)| Some((likeness(heading, slug, whole)?, place)));
                // The likeliest; of two alike the first.
                let Some((_, place)) = best.min_by_key(|(likeness, place)| (*likeness, *place)) else { continue };
                taken[place] = true;
                match field {
                    Some(field) => {
                        layout.columns.insert(*field, place);
                    }
                    None => layout.ages = Some(place),
                }
            }
        }
        layout
    }
}

fn headings(sheet: &Sheet, header: usize, depth: usize) -> Vec<String> {
    let lines: Vec<&Line> = sheet.lines.iter().skip(header).take(depth.max(1)).collect();
    let width = lines.iter().map(|line| line.cells.len()).max().unwrap_or(0);
    let heading = |column| {
        let mut parts: Vec<&str> = lines.iter().map(|line| line.text(column)).collect();
        parts.dedup();
        parts.concat()
    };
    (0..width).map(heading).collect()
}

/// How far down a field's names the first stands that a heading is (or contains, which counts for less the shorter it
/// is).
fn likeness(heading: &str, slug: &str, whole: bool) -> Option<usize> {
    let (standard, others) = names(slug)?;
    let mut names = std::iter::once(standard).chain(others.split(' '));
    if whole {
        return names.position(|name| plain(name) == heading);
    }
    let contained = names.filter(|name| name.chars().count() > 1 && heading.contains(&plain(name)));
    contained.map(|name| 100 - name.chars().count().min(100)).min()
}

fn names(slug: &str) -> Option<(&'static str, &'static str)> {
    NAMES.lines().find_map(|line| {
        let (field, names) = line.split_once('\t')?;
        names.split_once('\t').filter(|_| field == slug)
    })
}

/// A heading without spaces, punctuation and what stands in brackets, in small letters.
fn plain(heading: &str) -> String {
    let mut depth = 0;
    let mut plain = String::new();
    for c in heading.chars() {
        match c {
            '(' | '（' | '[' | '【' => depth += 1,
            ')' | '）' | ']' | '】' => depth = (depth - 1).max(0),
            _ if depth == 0 && (c.is_alphanumeric() || c == '_') => plain.extend(c.to_lowercase()),
            _ => {}
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::csv::read_csv;
    use crate::exchange::sheet::{Cell, Line};

    fn guess(part: Part, text: &str) -> (usize, Vec<(&'static str, usize)>) {
        let layout = Layout::guess(&read_csv(text), part);
        (layout.header, layout.columns.into_iter().map(|(field, column)| (field.slug(), column)).collect())
    }

    #[test]
    fn a_header_is_found_below_title_lines_and_by_other_names() {
        let text = "某区 2026 年家庭服务选课菜单,,,,\n填表日期,2026-04-30,,,\n序号,课程类别,课程名称(暂定),授课单位,时 长（分钟）,人数\nA1,家庭美德实践,题,P01,90,30\n";
        let columns = vec![("code", 0), ("category", 1), ("title", 2), ("provider", 3), ("minutes", 4), ("places", 5)];
        assert_eq!(guess(Part::Courses, text), (2, columns));
    }

    #[test]
    fn one_word_means_what_the_list_is_about() {
        let (_, venues) = guess(Part::Venues, "编号,场地,人数,开门,关门\n");
        assert_eq!(venues, [("code", 0), ("name", 1), ("capacity", 2), ("opens", 3), ("closes", 4)]);
        let (_, services) = guess(Part::Services, "类别,编号,服务项目,时长,最少人数,最多人数\n");
        let expected = [("code", 1), ("minutes", 3), ("kind", 0), ("role", 2), ("needed_from", 4), ("needed_to", 5)];
        assert_eq!(services, expected);
    }

    #[test]
    fn every_field_has_a_name_and_is_found_by_it() {
        for part in Part::ALL {
            let header: Vec<&str> = part.fields().iter().map(|field| standard_name(*field)).collect();
            let layout = Layout::guess(&read_csv(&header.join(",")), part);
            let expected: BTreeMap<Field, usize> =
                part.fields().iter().copied().enumerate().map(|(place, field)| (field, place)).collect();
            assert_eq!(layout.columns, expected, "{part:?}");
            let slugs: Vec<&str> = part.fields().iter().map(|field| field.slug()).collect();
            assert_eq!(Layout::guess(&read_csv(&slugs.join(",")), part).columns, expected, "{part:?}");
        }
    }

    #[test]
    fn a_merged_heading_stands_over_two_columns() {
        let cell = Cell::new;
        let merged = |text: &str| Cell { is_merged: true, ..Cell::new(text) };
        let line = |number, cells| Line { number, cells, quotes_are_odd: false };
        let sheet = Sheet {
            lines: vec![
                line(1, vec![cell("编号"), cell("课程名称"), cell("年龄"), merged("年龄")]),
                line(2, vec![merged("编号"), merged("课程名称"), cell("下限"), cell("上限")]),
                line(3, vec![cell("A1"), cell("题"), cell("3"), cell("6")]),
            ],
            ..Sheet::default()
        };
        let layout = Layout::guess(&sheet, Part::Courses);
        assert_eq!((layout.header, layout.depth), (0, 2));
        let columns = [(Field::Code, 0), (Field::Title, 1), (Field::AgeFrom, 2), (Field::AgeTo, 3)];
        assert_eq!(layout.columns, columns.into());
    }

    #[test]
    fn a_title_over_the_whole_width_is_no_heading() {
        let merged = |text: &str| Cell { is_merged: true, ..Cell::new(text) };
        let line = |number, cells| Line { number, cells, quotes_are_odd: false };
        let names = ["编号", "类别", "课程名称", "社会组织", "时长", "名额"];
        let title = "2026年家庭服务选课菜单";
        let titled: Vec<Cell> =
            std::iter::once(Cell::new(title)).chain((1..names.len()).map(|_| merged(title))).collect();
        let sheet = Sheet {
            lines: vec![line(1, titled), line(2, names.iter().map(|name| Cell::new(*name)).collect())],
            ..Sheet::default()
        };
        for part in Part::ALL {
            let layout = Layout::guess(&sheet, part);
            assert_eq!((layout.header, layout.depth), (1, 1), "{part:?}");
            assert_eq!(layout.headings(&sheet), names, "{part:?}");
        }
        // Where somebody says that the title is the header, it is taken as it stands.
        assert_eq!(Layout::with_header(&sheet, Part::Courses, 0).depth, 1);
    }

    #[test]
    fn a_sheet_without_a_header_has_no_columns() {
        let layout = Layout::guess(&read_csv("1,2\n3,4\n"), Part::Courses);
        assert_eq!((layout.header, layout.depth, layout.columns.len()), (0, 1, 0));
        assert_eq!(layout.missing(Part::Courses).len(), Part::Courses.required().len());
        assert_eq!(Layout::guess(&Sheet::default(), Part::Venues).columns.len(), 0);
    }
}
