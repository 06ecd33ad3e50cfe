//! Spreadsheets (.xlsx) into sheets of text. Runs in a worker of its own, because a large file takes a while and the
//! reader is no small program.

use calamine::{DataRef, Dimensions, ExcelDateTime, Reader, SheetVisible, Xlsx, XlsxError, open_workbook_from_rs};
use std::collections::BTreeMap;
use std::io::Cursor;

use crate::exchange::file_kind::{FileKind, MOST_WORKBOOK_BYTES, WorkbookProblem};
use crate::exchange::sheet::{Cell, CellTrouble, Line, Sheet};

/// A course menu has hundreds of lines, never so many.
const MOST_LINES: usize = 5_000;
/// Cells further to the right are not looked at.
const MOST_COLUMNS: u32 = 100;
/// More than this, unpacked, is made to fill a computer's memory.
const MOST_UNPACKED: u64 = 200 * 1024 * 1024;

/// The visible sheets that hold anything, in their order.
///
/// # Errors
/// When nothing can be read.
pub fn read_workbook(bytes: &[u8]) -> Result<Vec<Sheet>, WorkbookProblem> {
    match FileKind::of(bytes) {
        FileKind::Package => {}
        FileKind::Compound(problem) => return Err(problem),
        FileKind::Json | FileKind::Text => return Err(WorkbookProblem::NotASpreadsheet),
    }
    if bytes.len() > MOST_WORKBOOK_BYTES || unpacked(bytes) > MOST_UNPACKED {
        return Err(WorkbookProblem::TooLarge);
    }
    let mut workbook: Xlsx<_> = open_workbook_from_rs(Cursor::new(bytes)).map_err(problem)?;
    let visible = workbook.sheets_metadata().iter().filter(|sheet| sheet.visible == SheetVisible::Visible);
    let names: Vec<String> = visible.map(|sheet| sheet.name.clone()).collect();
    let mut sheets = Vec::new();
    for name in names {
        let lines = lines(&mut workbook, &name)?;
        if !lines.is_empty() {
            sheets.push(Sheet { name, lines, is_exact: false });
        }
    }
    Ok(sheets)
}

/// [`read_workbook`] as the worker hands it over.
pub fn read_workbook_as_json(bytes: &[u8]) -> String {
    serde_json::to_string(&read_workbook(bytes)).unwrap_or_default()
}

fn problem(error: XlsxError) -> WorkbookProblem {
    match error {
        XlsxError::Password => WorkbookProblem::Password,
        // A package of something else (.docx, .zip) has no workbook in it.
        XlsxError::FileNotFound(_) | XlsxError::RelationshipNotFound => WorkbookProblem::NotASpreadsheet,
        _ => WorkbookProblem::Damaged,
    }
}

fn lines(workbook: &mut Xlsx<Cursor<&[u8]>>, name: &str) -> Result<Vec<Line>, WorkbookProblem> {
    let mut lines: BTreeMap<u32, Vec<Cell>> = BTreeMap::new();
    // Cell by cell: tens of thousands of lines that are only painted cost nothing.
    let mut cells = workbook.worksheet_cells_reader(name).map_err(problem)?;
    while let Some(found) = cells.next_cell_with_formula_metadata().map_err(problem)? {
        let (line, column) = found.pos;
        let Some(cell) = cell(&found.value, found.formula.is_some()).filter(|_| column < MOST_COLUMNS) else {
            continue;
        };
        put(lines.entry(line).or_default(), column, cell);
        if lines.len() > MOST_LINES {
            return Err(WorkbookProblem::TooLarge);
        }
    }
    drop(cells);
    let merges = workbook.merge_cells_by_sheet_name(name).unwrap_or_default();
    for merge in merges {
        spread(&mut lines, merge);
    }
    let line = |(number, cells)| Line { number: number as usize + 1, cells, quotes_are_odd: false };
    Ok(lines.into_iter().map(line).collect())
}

fn put(line: &mut Vec<Cell>, column: u32, cell: Cell) {
    let column = column as usize;
    if line.len() <= column {
        line.resize(column + 1, Cell::default());
    }
    line[column] = cell;
}

/// Writes what stands in merged cells into each of them.
fn spread(lines: &mut BTreeMap<u32, Vec<Cell>>, Dimensions { start, end }: Dimensions) {
    let first = lines.get(&start.0).and_then(|line| line.get(start.1 as usize)).filter(|cell| !cell.is_blank());
    let Some(first) = first.cloned() else { return };
    let again = Cell { is_merged: true, ..first };
    for (number, line) in lines.range_mut(start.0..=end.0) {
        for column in start.1..=end.1.min(MOST_COLUMNS) {
            if (*number, column) != start {
                put(line, column, again.clone());
            }
        }
    }
}

/// A cell with something in it.
fn cell(value: &DataRef, is_formula: bool) -> Option<Cell> {
    let text = match value {
        DataRef::Empty if is_formula => {
            return Some(Cell { trouble: Some(CellTrouble::Formula), ..Cell::default() });
        }
        DataRef::Error(_) => return Some(Cell { trouble: Some(CellTrouble::Error), ..Cell::default() }),
        DataRef::Empty => return None,
        DataRef::Int(number) => number.to_string(),
        // Written with as many digits as tell it from its neighbours: 90, 1.5.
        DataRef::Float(number) => number.to_string(),
        DataRef::String(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Bool(yes) => yes.to_string(),
        DataRef::DateTime(moment) => moment_text(*moment),
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
    };
    let text = text.trim();
    (!text.is_empty()).then(|| Cell::new(text))
}

/// `2026-05-01`, `09:00`, or both.
fn moment_text(moment: ExcelDateTime) -> String {
    let (year, month, day, hour, minute, ..) = moment.to_ymd_hms_milli();
    let (whole, part) = (moment.as_f64().trunc() != 0.0, moment.as_f64().fract() != 0.0);
    let date = format!("{year:04}-{month:02}-{day:02}");
    let time = format!("{hour:02}:{minute:02}");
    match (whole && !moment.is_duration(), part) {
        (true, false) => date,
        (false, _) => time,
        (true, true) => [date.as_str(), " ", &time].concat(),
    }
}

/// How large a package says that it is, unpacked: the sum over its list of parts.
fn unpacked(bytes: &[u8]) -> u64 {
    const LISTED: &[u8] = b"PK\x01\x02";
    let sizes = bytes.windows(LISTED.len()).enumerate().filter(|(_, window)| *window == LISTED).map(|(at, _)| {
        let size = bytes.get(at + 24..at + 28).and_then(|size| size.try_into().ok());
        size.map_or(0, |size| u64::from(u32::from_le_bytes(size)))
    });
    sizes.sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::catalogue_fields::{Field, Part};
    use crate::exchange::columns::Layout;
    use crate::exchange::course_menu::{RowProblem, RowReason, courses, providers, read_providers, venues};

    macro_rules! sheets {
        ($name:literal) => {
            read_workbook(include_bytes!(concat!("../../tests/spreadsheets/", $name)))
        };
    }

    #[test]
    fn a_menu_as_the_district_sends_it() {
        let sheets = sheets!("course-menu.xlsx").unwrap();
        assert_eq!(sheets.iter().map(|sheet| sheet.name.as_str()).collect::<Vec<_>>(), ["填表说明", "选课菜单"]);
        let sheet = &sheets[1];
        let mut layout = Layout::guess(sheet, Part::Courses);
        assert_eq!((layout.header, layout.depth, layout.missing(Part::Courses)), (2, 2, vec![Field::Places]));
        assert_eq!((layout.columns[&Field::AgeFrom], layout.columns[&Field::AgeTo]), (4, 5));
        // The step that a person takes.
        layout.columns.insert(Field::Places, 7);
        let providers =
            ["P02,巧手坊公益手作社（示例）", "P06,守望安全教育中心（示例）", "P07,雅集传统文化促进会（示例）"];
        let lines = providers.map(|line| [line, ",2026-05-01,2026-12-31"].concat());
        let text = format!("code,name,agreement_from,agreement_to\n{}", lines.join("\n"));
        let import = courses(sheet, &layout, Some(&read_providers(&text).unwrap().rows));
        let told: Vec<_> = import
            .rows
            .iter()
            .map(|row| (row.code.as_str(), row.category.slug(), row.provider.as_str(), row.cost_yuan))
            .collect();
        let expected = [
            ("D01", "arts", "P02", 700),
            ("D03", "arts", "P07", 800),
            ("D07", "arts", "P02", 300),
            ("E04", "care", "P06", 1200),
        ];
        assert_eq!(told, expected, "merged categories reach every row");
        let problem = |line, field, reason| RowProblem { line, field: Some(field), reason };
        let expected = [
            problem(8, Field::Minutes, RowReason::NotANumber),
            problem(10, Field::Code, RowReason::Duplicate { line: 5 }),
        ];
        assert_eq!(import.problems, expected);
        assert_eq!(import.passed_over, [1, 2, 11, 12]);
    }

    #[test]
    fn days_are_days_and_a_formula_counts_with_the_value_that_was_saved() {
        let sheet = &sheets!("providers.xlsx").unwrap()[0];
        let import = providers(sheet, &Layout::guess(sheet, Part::Providers));
        let told: Vec<_> = import.rows.iter().map(|row| (row.code.as_str(), row.agreement_to.to_string())).collect();
        assert_eq!(told, [("P02", "2026-12-31".to_owned()), ("P06", "2026-12-31".to_owned())]);
        let problem = |line, reason| RowProblem { line, field: Some(Field::AgreementTo), reason };
        assert_eq!(import.problems, [problem(3, RowReason::Formula), problem(5, RowReason::FormulaError)]);
    }

    #[test]
    fn tens_of_thousands_of_empty_lines_are_nothing() {
        let sheets = sheets!("empty-rows.xlsx").unwrap();
        assert_eq!(sheets[0].lines.len(), 2);
        let import = venues(&sheets[0], &Layout::guess(&sheets[0], Part::Venues));
        assert_eq!((import.problems, import.rows.len()), (vec![], 1));
        assert_eq!(import.rows[0].closes.to_string(), "21:00:00");
    }

    #[test]
    fn each_file_that_is_no_workbook_has_its_own_reason() {
        assert_eq!(sheets!("old.xlsx"), Err(WorkbookProblem::OldFormat));
        assert_eq!(sheets!("password.xlsx"), Err(WorkbookProblem::Password));
        assert_eq!(sheets!("cut.xlsx"), Err(WorkbookProblem::Damaged));
        assert_eq!(read_workbook("code,name".as_bytes()), Err(WorkbookProblem::NotASpreadsheet));
        let other = crate::exchange::zip::FolderFile { path: "word/document.xml".into(), bytes: b"<a/>".to_vec() };
        let archive = crate::exchange::zip::pack(&[other], (2026, 12, 5, 10, 0));
        assert_eq!(read_workbook(&archive), Err(WorkbookProblem::NotASpreadsheet));
        let mut bomb = include_bytes!("../../tests/spreadsheets/course-menu.xlsx").to_vec();
        let listed = bomb.windows(4).position(|window| window == b"PK\x01\x02").unwrap();
        bomb[listed + 24..listed + 28].copy_from_slice(&u32::MAX.to_le_bytes());
        assert_eq!(read_workbook(&bomb), Err(WorkbookProblem::TooLarge));
    }

    #[test]
    fn what_the_worker_hands_over_is_read_again() {
        let read = |bytes: &[u8]| -> Result<Vec<Sheet>, WorkbookProblem> {
            serde_json::from_str(&read_workbook_as_json(bytes)).unwrap()
        };
        let menu = include_bytes!("../../tests/spreadsheets/course-menu.xlsx");
        assert_eq!(read(menu), read_workbook(menu));
        assert_eq!(read(b"x"), Err(WorkbookProblem::NotASpreadsheet));
    }
}
