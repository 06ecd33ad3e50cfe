//! CSV (RFC 4180) into a sheet and out of the catalogue. Also what people paste out of a spreadsheet: there tabs part the
//! cells.

use csv_core::{ReadRecordResult, Reader, ReaderBuilder};

use crate::domain::catalogue::Catalogue;
use crate::domain::catalogue_fields::{Field, Listed, Part};
use crate::exchange::columns::standard_name;
use crate::exchange::sheet::{Cell, Line, Sheet};

/// Reads a text. Any text is some sheet.
pub fn read_csv(text: &str) -> Sheet {
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let lines = Records::new(text).map(|record| Line {
        number: record.line,
        cells: record.fields.into_iter().map(Cell::new).collect(),
        quotes_are_odd: record.quotes_are_odd,
    });
    Sheet { name: String::new(), lines: lines.filter(|line| !line.is_blank()).collect(), is_exact: true }
}

/// Writes one list of the catalogue, so that spreadsheet programs in China read it as it is meant (a byte order mark, lines
/// that end in CR LF) and no cell is taken for a formula. What [`read_csv`] reads of it gives the same list.
pub fn write_csv(part: Part, catalogue: &Catalogue) -> String {
    let fields = part.fields();
    let mut text = String::from('\u{FEFF}');
    line(&mut text, fields.iter().map(|field| standard_name(*field).to_owned()));
    match part {
        Part::Providers => entries(&mut text, fields, &catalogue.providers),
        Part::Courses => entries(&mut text, fields, &catalogue.courses),
        Part::Venues => entries(&mut text, fields, &catalogue.venues),
        Part::Services => entries(&mut text, fields, &catalogue.services),
    }
    text
}

fn entries<T: Listed>(text: &mut String, fields: &[Field], list: &[T]) {
    for entry in list {
        line(text, fields.iter().map(|field| defused(&entry.text(*field))));
    }
}

/// Adds a line of fields, quoted where they need it.
pub fn line(text: &mut String, fields: impl Iterator<Item = String>) {
    for (place, field) in fields.enumerate() {
        if place > 0 {
            text.push(',');
        }
        if field.contains([',', '"', '\r', '\n']) {
            text.push('"');
            text.push_str(&field.replace('"', "\"\""));
            text.push('"');
        } else {
            text.push_str(&field);
        }
    }
    text.push_str("\r\n");
}

/// What would be taken for a formula gets an apostrophe before it: a spreadsheet program shows it and runs nothing.
pub fn defused(field: &str) -> String {
    let dangerous = field.trim_start().starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠'])
        || field.starts_with(['\t', '\r', '\n']);
    if dangerous { ["'", field].concat() } else { field.to_owned() }
}

/// What [`write_csv`] put before a formula is taken away again.
pub fn undefused(field: &str) -> &str {
    match field.strip_prefix('\'') {
        Some(rest) if defused(rest) == field => rest,
        _ => field,
    }
}

/// A record of a file, before its columns are known.
struct Record {
    line: usize,
    fields: Vec<String>,
    quotes_are_odd: bool,
}

/// The records of a file, one after another; blank lines are left out.
struct Records<'a> {
    reader: Reader,
    rest: &'a [u8],
    line: usize,
}

impl<'a> Records<'a> {
    fn new(text: &'a str) -> Self {
        // Cells copied out of a spreadsheet, and its "Unicode text", are parted by tabs.
        let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
        let delimiter = if first.contains('\t') { b'\t' } else { b',' };
        Self { reader: ReaderBuilder::new().delimiter(delimiter).build(), rest: text.as_bytes(), line: 1 }
    }
}

impl Iterator for Records<'_> {
    type Item = Record;

    fn next(&mut self) -> Option<Record> {
        // The end of the line before and blank lines come first.
        let blank = self.rest.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
        let (before, record) = self.rest.split_at(blank);
        let line = self.line + newlines(before);
        let mut output = vec![0; 256];
        let mut ends = vec![0; 16];
        let (mut input, mut read, mut written, mut ended) = (record, 0, 0, 0);
        loop {
            let (result, taken, wrote, ends_wrote) =
                self.reader.read_record(input, &mut output[written..], &mut ends[ended..]);
            (read, written, ended) = (read + taken, written + wrote, ended + ends_wrote);
            input = &input[taken..];
            match result {
                // No input is left: asked once more with none, the reader ends the last record.
                ReadRecordResult::InputEmpty => {}
                ReadRecordResult::Record => break,
                ReadRecordResult::OutputFull => output.resize(output.len() * 2, 0),
                ReadRecordResult::OutputEndsFull => ends.resize(ends.len() * 2, 0),
                ReadRecordResult::End => return None,
            }
        }
        let taken = &record[..read];
        self.line = line + newlines(taken);
        self.rest = &record[read..];
        let starts = std::iter::once(0).chain(ends[..ended].iter().copied());
        let fields =
            starts.zip(&ends[..ended]).map(|(from, to)| String::from_utf8_lossy(&output[from..*to]).into_owned());
        let quotes = taken.iter().filter(|byte| **byte == b'"').count();
        Some(Record { line, fields: fields.collect(), quotes_are_odd: quotes % 2 == 1 })
    }
}

fn newlines(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| **byte == b'\n').count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::catalogue_changes::CatalogueEdit;
    use crate::domain::venue::Venue;

    fn texts(text: &str) -> Vec<(usize, Vec<String>)> {
        let lines = read_csv(text).lines;
        lines.into_iter().map(|line| (line.number, line.cells.into_iter().map(|cell| cell.text).collect())).collect()
    }

    #[test]
    fn tabs_part_what_is_pasted_out_of_a_spreadsheet() {
        let read = texts("编号\t名称\r\nV01\t厅,大\r\n");
        let line = |number, cells: [&str; 2]| (number, cells.map(str::to_owned).to_vec());
        assert_eq!(read, [line(1, ["编号", "名称"]), line(2, ["V01", "厅,大"])]);
    }

    #[test]
    fn what_is_exported_is_for_spreadsheets_and_runs_nothing() {
        let text = r#"{"code": "V01", "name": "=HYPERLINK(\"x\")", "capacity": 8, "opens": "09:00", "closes": "21:00",
            "notes": "两行\n与\"引号\",逗号"}"#;
        let venue: Venue = serde_json::from_str(text).unwrap();
        let mut catalogue = Catalogue::default();
        catalogue.apply(&CatalogueEdit::PutVenue(venue));
        let written = write_csv(Part::Venues, &catalogue);
        assert!(written.starts_with('\u{FEFF}') && written.ends_with("\r\n"), "{written}");
        assert_eq!(written.matches("\r\n").count(), 2);
        assert!(written.contains("\"'=HYPERLINK(\"\"x\"\")\""), "{written}");
        let read = crate::exchange::course_menu::read_venues(&written).unwrap();
        assert_eq!((read.rows, read.problems), (catalogue.venues, vec![]));
        for (field, kept) in [("-1", "'-1"), ("@SUM", "'@SUM"), ("'s", "'s"), ("好", "好")] {
            assert_eq!(defused(field), kept);
            assert_eq!(undefused(kept), field);
        }
    }
}
