//! Tables for other programs: CSV (RFC 4180, with the byte order mark that Excel wants, formulas defused) and Excel workbooks.
//!
//! A workbook (ECMA-376) of one plain sheet is a few small files in an archive that this program writes anyway; a crate for any
//! workbook would bring styles, charts and formulas along.

use std::collections::HashMap;

use crate::exchange::csv::{defused, line};
use crate::exchange::zip::{FolderFile, pack};

/// A cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    /// Words, whatever they look like: a telephone number keeps its zeros.
    Words(String),
    /// A number to calculate with.
    Number(i64),
}

/// A table: its columns' names, and its rows.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Table {
    /// One for each column.
    pub columns: Vec<String>,
    /// Of the same length each.
    pub rows: Vec<Vec<Cell>>,
}

impl Table {
    /// As CSV.
    pub fn csv(&self) -> Vec<u8> {
        let mut text = String::from('\u{FEFF}');
        line(&mut text, self.columns.iter().map(|name| defused(name)));
        for row in &self.rows {
            let fields = row.iter().map(|cell| match cell {
                Cell::Words(words) => defused(words),
                Cell::Number(number) => number.to_string(),
            });
            line(&mut text, fields);
        }
        text.into_bytes()
    }

    /// As an Excel workbook. `stamp` as in [`pack`].
    pub fn xlsx(&self, sheet: &str, stamp: (u16, u8, u8, u8, u8)) -> Vec<u8> {
        let file = |path: &str, content: String| FolderFile { path: path.to_owned(), bytes: content.into_bytes() };
        let mut strings = Strings::default();
        let sheet_xml = self.sheet(&mut strings);
        let workbook = [WORKBOOK.0, &escaped(&sheet_name(sheet)), WORKBOOK.1].concat();
        let files = [
            file("[Content_Types].xml", CONTENT_TYPES.to_owned()),
            file("_rels/.rels", RELS.to_owned()),
            file("xl/workbook.xml", workbook),
            file("xl/_rels/workbook.xml.rels", WORKBOOK_RELS.to_owned()),
            file("xl/styles.xml", STYLES.to_owned()),
            file("xl/sharedStrings.xml", strings.xml()),
            file("xl/worksheets/sheet1.xml", sheet_xml),
        ];
        pack(&files, stamp)
    }

    fn sheet<'a>(&'a self, strings: &mut Strings<'a>) -> String {
        let mut xml = String::from(SHEET.0);
        for (nth, width) in self.widths().into_iter().enumerate() {
            let n = (nth + 1).to_string();
            for part in
                ["<col min=\"", &n, "\" max=\"", &n, "\" width=\"", &width.to_string(), "\" customWidth=\"1\"/>"]
            {
                xml.push_str(part);
            }
        }
        xml.push_str("</cols><sheetData>");
        let head: Vec<Shown<'a>> = self.columns.iter().map(|name| Shown::Words(name)).collect();
        push_row(&mut xml, 1, head, true, strings);
        for (nth, row) in self.rows.iter().enumerate() {
            let cells = row.iter().map(|cell| match cell {
                Cell::Words(words) => Shown::Words(words),
                Cell::Number(number) => Shown::Number(*number),
            });
            push_row(&mut xml, nth + 2, cells, false, strings);
        }
        xml.push_str(SHEET.1);
        xml
    }

    /// How wide each column is, in characters: as its widest cell, within reason.
    fn widths(&self) -> Vec<usize> {
        let wide = |text: &str| text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum::<usize>();
        let of_cell = |cell: &Cell| match cell {
            Cell::Words(words) => wide(words),
            Cell::Number(number) => number.to_string().len(),
        };
        let of_column = |(nth, name): (usize, &String)| {
            let cells = self.rows.iter().take(200).filter_map(|row| row.get(nth)).map(of_cell);
            cells.chain([wide(name)]).max().unwrap_or(8).clamp(8, 40) + 2
        };
        self.columns.iter().enumerate().map(of_column).collect()
    }
}

/// A cell, or a column's name.
enum Shown<'a> {
    Words(&'a str),
    Number(i64),
}

/// Every text once: in a ledger the same names, roles and places come again in every row.
#[derive(Default)]
struct Strings<'a> {
    known: HashMap<&'a str, usize>,
    /// In the order of their numbers.
    all: Vec<&'a str>,
    /// How many cells hold one.
    cells: usize,
}

impl<'a> Strings<'a> {
    fn number(&mut self, words: &'a str) -> usize {
        self.cells += 1;
        *self.known.entry(words).or_insert_with(|| {
            self.all.push(words);
            self.all.len() - 1
        })
    }

    fn xml(&self) -> String {
        let (cells, all) = (self.cells.to_string(), self.all.len().to_string());
        let mut xml = [STRINGS, " count=\"", &cells, "\" uniqueCount=\"", &all, "\">"].concat();
        for words in &self.all {
            for part in ["<si><t xml:space=\"preserve\">", &escaped(words), "</t></si>"] {
                xml.push_str(part);
            }
        }
        xml.push_str("</sst>");
        xml
    }
}

fn push_row<'a>(
    xml: &mut String,
    row: usize,
    cells: impl IntoIterator<Item = Shown<'a>>,
    head: bool,
    strings: &mut Strings<'a>,
) {
    let row = row.to_string();
    for part in ["<row r=\"", &row, "\">"] {
        xml.push_str(part);
    }
    for (nth, cell) in cells.into_iter().enumerate() {
        // Words are words to Excel, whatever they begin with: nothing of them is ever a formula.
        let (kind, value) = match cell {
            Shown::Number(number) => ("", number.to_string()),
            Shown::Words(words) => (" t=\"s\"", strings.number(words).to_string()),
        };
        let style = if head { " s=\"1\"" } else { "" };
        for part in ["<c r=\"", &column(nth), &row, "\"", style, kind, "><v>", &value, "</v></c>"] {
            xml.push_str(part);
        }
    }
    xml.push_str("</row>");
}

/// A, B, … Z, AA, …
fn column(nth: usize) -> String {
    let mut name = String::new();
    let mut left = nth + 1;
    while left > 0 {
        name.insert(0, char::from(b'A' + ((left - 1) % 26) as u8));
        left = (left - 1) / 26;
    }
    name
}

/// At most 31 characters, without those that Excel does not take.
fn sheet_name(name: &str) -> String {
    let kept: String = name.chars().filter(|c| !"[]:*?/\\'".contains(*c)).take(31).collect();
    if kept.is_empty() { "1".to_owned() } else { kept }
}

/// XML text. Characters that XML 1.0 does not know are left out.
fn escaped(words: &str) -> String {
    let mut text = String::with_capacity(words.len());
    for c in words.chars() {
        match c {
            '&' => text.push_str("&amp;"),
            '<' => text.push_str("&lt;"),
            '>' => text.push_str("&gt;"),
            '"' => text.push_str("&quot;"),
            '\t' | '\n' => text.push(c),
            '\u{FFFE}' | '\u{FFFF}' => {}
            c if c < ' ' => {}
            c => text.push(c),
        }
    }
    text
}

const CONTENT_TYPES: &str = concat!(
    r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#,
    r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">"#,
    r#"<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>"#,
    r#"<Default Extension="xml" ContentType="application/xml"/>"#,
    r#"<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>"#,
    r#"<Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>"#,
    r#"<Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/>"#,
    r#"<Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/>"#,
    "</Types>"
);
const RELS: &str = concat!(
    r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#,
    r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">"#,
    r#"<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/>"#,
    "</Relationships>"
);
const WORKBOOK: (&str, &str) = (
    concat!(
        r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#,
        r#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" "#,
        r#"xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name=""#
    ),
    r#"" sheetId="1" r:id="rId1"/></sheets></workbook>"#,
);
const WORKBOOK_RELS: &str = concat!(
    r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#,
    r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">"#,
    r#"<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/>"#,
    r#"<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/>"#,
    r#"<Relationship Id="rId3" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/>"#,
    "</Relationships>"
);
const STRINGS: &str = concat!(
    r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#,
    r#"<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main""#
);
const STYLES: &str = concat!(
    r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#,
    r#"<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">"#,
    r#"<fonts count="2"><font><sz val="11"/><name val="等线"/></font><font><b/><sz val="11"/><name val="等线"/></font></fonts>"#,
    r#"<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>"#,
    r#"<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>"#,
    r#"<cellXfs count="2"><xf xfId="0"/><xf xfId="0" fontId="1" applyFont="1"/></cellXfs></styleSheet>"#
);
const SHEET: (&str, &str) = (
    concat!(
        r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#,
        r#"<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">"#,
        r#"<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>"#,
        r#"</sheetView></sheetViews><cols>"#
    ),
    "</sheetData></worksheet>",
);

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;
    use crate::exchange::workbook::read_workbook;
    use proptest::prelude::*;

    fn words(text: &str) -> Cell {
        Cell::Words(text.to_owned())
    }

    fn table(rows: Vec<Vec<Cell>>) -> Table {
        Table { columns: vec!["姓名".to_owned(), "分钟".to_owned()], rows }
    }

    #[test]
    fn csv_is_what_spreadsheets_in_china_open() {
        let table = table(vec![vec![words("示例甲,\"乙\""), Cell::Number(90)], vec![words("=1+1"), Cell::Number(-5)]]);
        let text = String::from_utf8(table.csv()).unwrap();
        assert_eq!(text, "\u{FEFF}姓名,分钟\r\n\"示例甲,\"\"乙\"\"\",90\r\n'=1+1,-5\r\n");
    }

    #[test]
    fn no_cell_is_a_formula() {
        for bad in ["=1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1", "=cmd|' /C calc'!A0"] {
            assert!(defused(bad).trim_start_matches('"').starts_with('\''), "{bad:?}: {}", defused(bad));
        }
        assert_eq!(defused("2026-12-05"), "2026-12-05");
        assert_eq!(defused("示例 - 甲"), "示例 - 甲");
    }

    #[test]
    fn columns_are_named_as_excel_names_them() {
        assert_eq!([0, 25, 26, 51, 52, 701, 702].map(column), ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]);
        assert_eq!(sheet_name("台账[2026]: 12/1"), "台账2026 121");
        assert_eq!(sheet_name("?"), "1");
    }

    #[test]
    fn another_program_reads_the_workbook() {
        let table = table(vec![
            vec![words("<示例>&\"甲\"\u{1}"), Cell::Number(90)],
            vec![words("=1+1"), Cell::Number(0)],
            vec![words("013800000000"), Cell::Number(1)],
        ]);
        let path = std::env::temp_dir().join(format!("linli-table-{}.xlsx", std::process::id()));
        std::fs::write(&path, table.xlsx("台账", (2026, 12, 5, 9, 0))).unwrap();
        let script = "import sys,zipfile,xml.dom.minidom as x\n\
            z=zipfile.ZipFile(sys.argv[1]); assert z.testzip() is None\n\
            [x.parseString(z.read(n)) for n in z.namelist()]\n\
            d=x.parseString(z.read('xl/worksheets/sheet1.xml'))\n\
            s=[''.join(t.firstChild.data for t in i.getElementsByTagName('t')) for i in x.parseString(z.read('xl/sharedStrings.xml')).getElementsByTagName('si')]\n\
            v=lambda c: c.getElementsByTagName('v')[0].firstChild.data\n\
            print('|'.join(s[int(v(c))] if c.getAttribute('t')=='s' else v(c) for c in d.getElementsByTagName('c')))\n\
            print(len(d.getElementsByTagName('f')))";
        let run = std::process::Command::new("python3").args(["-c", script]).arg(&path).output().unwrap();
        std::fs::remove_file(&path).unwrap();
        let said = String::from_utf8(run.stdout).unwrap();
        assert_eq!(
            said,
            "姓名|分钟|<示例>&\"甲\"|90|=1+1|0|013800000000|1\n0\n",
            "{}",
            String::from_utf8_lossy(&run.stderr)
        );
    }

    proptest! {
        #[test]
        fn every_text_is_read_back(text in any::<String>()) {
            let csv = table(vec![vec![words(&text), Cell::Number(1)]]).csv();
            let mut reader = csv_core::Reader::new();
            let (mut output, mut ends) = (vec![0; csv.len() * 2 + 16], [0; 8]);
            let input = &csv["\u{FEFF}姓名,分钟\r\n".len()..];
            let (_, _, written, _) = reader.read_record(input, &mut output, &mut ends);
            let read = std::str::from_utf8(&output[..ends[0].min(written)]).unwrap();
            prop_assert_eq!(read.strip_prefix('\'').filter(|_| !text.starts_with('\'')).unwrap_or(read), text);
        }
    }

    #[test]
    fn a_workbook_reads_back_as_it_was_written() {
        let table = Table {
            columns: vec!["姓名".to_owned(), "手机号".to_owned(), "分钟".to_owned()],
            rows: vec![
                vec![words("示例甲"), words("013800000000"), Cell::Number(95)],
                vec![words("=1+1 <b>&\""), words("示例甲"), Cell::Number(-5)],
                vec![words("示例甲"), words("  前后有空  "), Cell::Number(0)],
            ],
        };
        let sheets = read_workbook(&table.xlsx("台账", (2026, 12, 31, 9, 0))).unwrap();
        let cells: Vec<Vec<String>> =
            sheets[0].lines.iter().map(|line| line.cells.iter().map(|cell| cell.text.clone()).collect()).collect();
        assert_eq!(sheets[0].name, "台账");
        assert_eq!(cells[0], ["姓名", "手机号", "分钟"]);
        assert_eq!(cells[1], ["示例甲", "013800000000", "95"]);
        assert_eq!(cells[2], ["=1+1 <b>&\"", "示例甲", "-5"]);
        assert_eq!(cells[3][0], "示例甲");
    }

    /// A year of services as the ledger writes them: 6,000 rows of eleven columns, of which names, roles and places repeat.
    #[test]
    fn every_text_is_in_a_workbook_once() {
        let row = |n: usize| {
            let mut row = vec![
                words(&format!("示例{}", n % 120)),
                words(&format!("1380000{:04}", n % 120)),
                words("健康讲座助手"),
                words("清荷社区家庭服务中心二楼活动室"),
                words(&format!("2026-{:02}-{:02}", n % 12 + 1, n % 28 + 1)),
                Cell::Number(90),
            ];
            row.extend((0..5).map(|_| words("由中心确认")));
            row
        };
        let table = Table { columns: (0..11).map(|n| n.to_string()).collect(), rows: (0..6_000).map(row).collect() };
        let kilobytes = table.xlsx("台账", (2026, 12, 31, 9, 0)).len() / 1_000;
        assert!(kilobytes < 2_300, "{kilobytes} kB");
    }
}
