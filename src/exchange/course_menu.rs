//! The district's files: course menu, providers, venues and volunteer services as CSV (RFC 4180).
//!
//! A file with the wrong columns gives nothing. In a file with the right ones every row stands for itself: good rows can be
//! taken, each wrong one is listed with its line, its column and what is wrong.

use chrono::{NaiveDate, NaiveTime};
use csv_core::{ReadRecordResult, Reader};
use std::collections::BTreeMap;
use std::str::FromStr;

use crate::domain::age::{Age, AgeRange};
use crate::domain::catalogue::{Course, Provider, Service, ServiceKind};
use crate::domain::category::Category;
use crate::domain::id::{ActivityId, CourseCode, IdError, ProviderCode, VenueCode};
use crate::domain::time::{parse_day, parse_time};
use crate::domain::venue::Venue;

/// More bytes than this are not a course menu.
pub const MOST_BYTES: usize = 4 * 1024 * 1024;
/// The longest a session or shift may last, in minutes: a day.
const LONGEST_MINUTES: u16 = 24 * 60;
/// The highest age that is asked for.
const OLDEST: u8 = 130;

/// What a file gave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Import<T> {
    /// The good rows, in their order.
    pub rows: Vec<T>,
    /// What is wrong with the others; a row may have several problems.
    pub problems: Vec<RowProblem>,
}

/// Why nothing of a file was taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FileProblem {
    /// There is nothing in it.
    Empty,
    /// Larger than [`MOST_BYTES`].
    TooLarge,
    /// The first line lacks these columns: another file, or one with other names.
    MissingColumns(Vec<&'static str>),
}

/// What is wrong with a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowProblem {
    /// The line of the file on which the row begins, counted from 1.
    pub line: usize,
    /// The column's name in the file; none when the whole row is wrong.
    pub column: Option<&'static str>,
    /// What.
    pub reason: RowReason,
}

/// What can be wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowReason {
    /// Nothing stands there.
    Missing,
    /// Not a code: letters, digits and `-`, at most so many.
    NotACode {
        /// How many.
        longest: usize,
    },
    /// The same code stands on an earlier line.
    Duplicate {
        /// Which line.
        line: usize,
    },
    /// Not one of the five categories.
    UnknownCategory,
    /// Not one of the five kinds of volunteer service.
    UnknownKind,
    /// No provider has this code.
    UnknownProvider,
    /// Not a whole number.
    NotANumber,
    /// A number outside of what is possible.
    OutOfRange {
        /// The least.
        from: u32,
        /// The most.
        to: u32,
    },
    /// Less than the column it counts up from (ages, people needed).
    Reversed,
    /// Not a day as `2026-12-05`.
    NotADay,
    /// The last day is before the first.
    EndsBeforeItBegins,
    /// Not a time as `09:00` (`25:00`).
    NotATime,
    /// Closes before, or as, it opens.
    ClosesBeforeItOpens,
    /// Another number of fields than columns: often a comma without quotes around its field.
    Fields {
        /// Columns.
        expected: usize,
        /// Fields in this row.
        got: usize,
    },
    /// A quotation mark that is never closed, or stands inside a field.
    Quotes,
}

use RowReason as Reason;

/// Reads the course menu. With `providers`, a course of an unknown one is a problem.
///
/// # Errors
/// When nothing can be taken.
pub fn read_courses(text: &str, providers: Option<&[Provider]>) -> Result<Import<Course>, FileProblem> {
    let columns = [
        "code",
        "category",
        "title",
        "provider",
        "audience",
        "age_from",
        "age_to",
        "minutes",
        "places",
        "materials",
        "cost_yuan",
    ];
    read(text, &columns, |row| {
        let code = row.code::<CourseCode>("code");
        let category = row.known("category", Reason::UnknownCategory, Category::of_official_name);
        let title = row.text("title");
        let provider = row.code::<ProviderCode>("provider");
        let is_known = |code: &ProviderCode| providers.is_none_or(|all| all.iter().any(|one| one.code == *code));
        if provider.as_ref().is_some_and(|code| !is_known(code)) {
            row.note("provider", Reason::UnknownProvider);
        }
        let ages = row.ages();
        let minutes = row.number("minutes", 1, LONGEST_MINUTES);
        let places = row.number("places", 1, u16::MAX);
        let cost = if row.get("cost_yuan").is_empty() { Some(0) } else { row.number("cost_yuan", 0, u32::MAX) };
        Some(Course {
            code: code?,
            category: category?,
            title: title?,
            provider: provider?,
            audience: row.get("audience").to_owned(),
            ages: ages?,
            minutes: minutes?,
            places: places?,
            materials: row.get("materials").to_owned(),
            cost_yuan: cost?,
        })
    })
}

/// Reads the providers.
///
/// # Errors
/// When nothing can be taken.
pub fn read_providers(text: &str) -> Result<Import<Provider>, FileProblem> {
    read(text, &["code", "name", "agreement_from", "agreement_to"], |row| {
        let code = row.code("code");
        let name = row.text("name");
        let from = row.day("agreement_from");
        let to = row.day("agreement_to");
        if from.zip(to).is_some_and(|(from, to)| to < from) {
            row.note("agreement_to", Reason::EndsBeforeItBegins);
        }
        Some(Provider { code: code?, name: name?, agreement_from: from?, agreement_to: to? })
    })
}

/// Reads the venues.
///
/// # Errors
/// When nothing can be taken.
pub fn read_venues(text: &str) -> Result<Import<Venue>, FileProblem> {
    read(text, &["code", "name", "capacity", "opens", "closes", "notes"], |row| {
        let code = row.code("code");
        let name = row.text("name");
        let capacity = row.number("capacity", 1, u16::MAX);
        let opens = row.time("opens");
        let closes = row.time("closes");
        if opens.zip(closes).is_some_and(|(opens, closes)| closes <= opens) {
            row.note("closes", Reason::ClosesBeforeItOpens);
        }
        Some(Venue {
            code: code?,
            name: name?,
            capacity: capacity?,
            opens: opens?,
            closes: closes?,
            notes: row.get("notes").to_owned(),
        })
    })
}

/// Reads the volunteer services.
///
/// # Errors
/// When nothing can be taken.
pub fn read_services(text: &str) -> Result<Import<Service>, FileProblem> {
    let columns = ["code", "kind", "role", "minutes", "needed_from", "needed_to", "skills", "training"];
    // Lists from before there was one have none.
    read_with(text, &columns, &["min_age"], |row| {
        let code = row.code("code");
        let kind = row.known("kind", Reason::UnknownKind, ServiceKind::of_official_name);
        let role = row.text("role");
        let minutes = row.number("minutes", 1, LONGEST_MINUTES);
        let from: Option<u16> = row.number("needed_from", 1, u16::MAX);
        let to = row.number("needed_to", 1, u16::MAX);
        if from.zip(to).is_some_and(|(from, to)| to < from) {
            row.note("needed_to", Reason::Reversed);
        }
        let min_age = match row.get("min_age") {
            "" => Some(None),
            _ => row.number("min_age", 1, OLDEST).map(|age| Some(Age(age))),
        };
        Some(Service {
            code: code?,
            kind: kind?,
            role: role?,
            minutes: minutes?,
            needed_from: from?,
            needed_to: to?,
            skills: row.get("skills").to_owned(),
            training: row.get("training").to_owned(),
            min_age: min_age?,
        })
    })
}

/// A code of one of the kinds that files have.
trait Code: Sized {
    const LONGEST: usize;
    fn of(text: &str) -> Result<Self, IdError>;
}

macro_rules! codes {
    ($($name:ident),*) => {
        $(impl Code for $name {
            const LONGEST: usize = $name::LONGEST;
            fn of(text: &str) -> Result<Self, IdError> {
                Self::new(text)
            }
        })*
    };
}

codes!(CourseCode, ProviderCode, VenueCode, ActivityId);

/// One row, while it is turned into a value. Asking for a field notes what is wrong with it.
struct Row<'a> {
    line: usize,
    fields: &'a [&'a str],
    /// Where each column stands in this file.
    places: &'a BTreeMap<&'static str, usize>,
    problems: &'a mut Vec<RowProblem>,
}

impl<'a> Row<'a> {
    fn get(&self, column: &'static str) -> &'a str {
        self.places.get(column).and_then(|place| self.fields.get(*place)).map_or("", |field| field.trim())
    }

    /// Notes what is wrong; a row with a note is not taken.
    fn note(&mut self, column: &'static str, reason: Reason) {
        self.problems.push(RowProblem { line: self.line, column: Some(column), reason });
    }

    /// A field as a value, or a note of what is wrong with it.
    fn value<T>(&mut self, column: &'static str, parse: impl FnOnce(&'a str) -> Result<T, Reason>) -> Option<T> {
        let field = self.get(column);
        let value = if field.is_empty() { Err(Reason::Missing) } else { parse(field) };
        value.map_err(|reason| self.note(column, reason)).ok()
    }

    fn text(&mut self, column: &'static str) -> Option<String> {
        self.value(column, |field| Ok(field.to_owned()))
    }

    fn code<T: Code>(&mut self, column: &'static str) -> Option<T> {
        self.value(column, |field| T::of(field).map_err(|_| Reason::NotACode { longest: T::LONGEST }))
    }

    fn number<T: FromStr + Copy + Into<u32> + PartialOrd>(
        &mut self,
        column: &'static str,
        least: T,
        most: T,
    ) -> Option<T> {
        self.value(column, |field| {
            // Digits only: `+5` and `5.0` are no numbers here.
            if !field.bytes().all(|byte| byte.is_ascii_digit()) {
                return Err(Reason::NotANumber);
            }
            let out_of_range = Reason::OutOfRange { from: least.into(), to: most.into() };
            let number: T = field.parse().map_err(|_| out_of_range)?;
            if (least..=most).contains(&number) { Ok(number) } else { Err(out_of_range) }
        })
    }

    fn known<T>(
        &mut self,
        column: &'static str,
        unknown: Reason,
        of_name: impl FnOnce(&str) -> Option<T>,
    ) -> Option<T> {
        self.value(column, |field| of_name(field).ok_or(unknown))
    }

    fn day(&mut self, column: &'static str) -> Option<NaiveDate> {
        self.value(column, |field| parse_day(field).map_err(|_| Reason::NotADay))
    }

    fn time(&mut self, column: &'static str) -> Option<NaiveTime> {
        self.value(column, |field| parse_time(field).map_err(|_| Reason::NotATime))
    }

    /// Ages from and to, each of which may be left open.
    fn ages(&mut self) -> Option<AgeRange> {
        let mut age = |column| match self.get(column) {
            "" => Some(None),
            _ => self.number(column, 0, OLDEST).map(|age| Some(Age(age))),
        };
        let (from, to) = (age("age_from"), age("age_to"));
        let range = AgeRange { from: from?, to: to? };
        if range.from.zip(range.to).is_some_and(|(from, to)| to < from) {
            self.note("age_to", Reason::Reversed);
        }
        Some(range)
    }
}

/// Reads a file whose first column is a code that stands once only.
fn read<T>(
    text: &str,
    columns: &[&'static str],
    of_row: impl Fn(&mut Row) -> Option<T>,
) -> Result<Import<T>, FileProblem> {
    read_with(text, columns, &[], of_row)
}

/// The same, with columns that a file may lack.
fn read_with<T>(
    text: &str,
    columns: &[&'static str],
    optional: &[&'static str],
    of_row: impl Fn(&mut Row) -> Option<T>,
) -> Result<Import<T>, FileProblem> {
    if text.len() > MOST_BYTES {
        return Err(FileProblem::TooLarge);
    }
    let mut records = Records::new(text.strip_prefix('\u{FEFF}').unwrap_or(text));
    let header = records.next().ok_or(FileProblem::Empty)?;
    let places: BTreeMap<&'static str, usize> = columns
        .iter()
        .chain(optional)
        .filter_map(|column| {
            let here = header.fields.iter().position(|name| name.trim().eq_ignore_ascii_case(column));
            here.map(|place| (*column, place))
        })
        .collect();
    let missing: Vec<_> = columns.iter().copied().filter(|column| !places.contains_key(column)).collect();
    if !missing.is_empty() {
        return Err(FileProblem::MissingColumns(missing));
    }
    let mut import = Import { rows: Vec::new(), problems: Vec::new() };
    let mut lines: BTreeMap<String, usize> = BTreeMap::new();
    for record in records {
        let fields: Vec<&str> = record.fields.iter().map(String::as_str).collect();
        let before = import.problems.len();
        let mut whole = |reason| import.problems.push(RowProblem { line: record.line, column: None, reason });
        if record.quotes_are_odd {
            whole(Reason::Quotes);
            continue;
        }
        // Spreadsheets add empty fields at the end.
        let got = fields.iter().rposition(|field| !field.trim().is_empty()).map_or(0, |last| last + 1);
        if got == 0 {
            continue;
        }
        if got > header.fields.len() || fields.len() < header.fields.len() {
            whole(Reason::Fields { expected: header.fields.len(), got: fields.len() });
            continue;
        }
        let mut row = Row { line: record.line, fields: &fields, places: &places, problems: &mut import.problems };
        let value = of_row(&mut row);
        let code = row.get(columns[0]);
        if let Some(line) = lines.get(code) {
            row.note(columns[0], Reason::Duplicate { line: *line });
        } else if !code.is_empty() {
            lines.insert(code.to_owned(), record.line);
        }
        if import.problems.len() == before {
            import.rows.extend(value);
        }
    }
    Ok(import)
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
        Self { reader: Reader::new(), rest: text.as_bytes(), line: 1 }
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

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const HEADER: &str = "code,category,title,provider,audience,age_from,age_to,minutes,places,materials,cost_yuan";

    fn courses(rows: &str) -> Import<Course> {
        read_courses(&format!("{HEADER}\n{rows}"), None).unwrap()
    }

    #[track_caller]
    fn problem(row: &str, column: &'static str, reason: Reason) {
        let import = courses(row);
        assert_eq!(import.rows, []);
        assert_eq!(import.problems, [RowProblem { line: 2, column: Some(column), reason }]);
    }

    #[test]
    fn a_good_row_becomes_a_course() {
        let import = courses("B07,家长素质提升,亲子共读入门,P04,亲子,3,8,60,20,绘本一册,400\n");
        assert_eq!(import.problems, []);
        let course = &import.rows[0];
        assert_eq!((course.code.as_str(), course.category), ("B07", Category::Parenting));
        assert_eq!(course.ages, AgeRange { from: Some(Age(3)), to: Some(Age(8)) });
        assert_eq!((course.minutes, course.places, course.cost_yuan), (60, 20, 400));
        let open = courses("A06,家庭美德实践,分享会,P01,全家,,,60,60,,");
        assert_eq!((open.rows[0].ages, open.rows[0].cost_yuan), (AgeRange::default(), 0));
    }

    #[test]
    fn each_wrong_field_is_named() {
        problem(",家庭美德实践,题,P01,,,,60,20,,", "code", Reason::Missing);
        problem("A 1,家庭美德实践,题,P01,,,,60,20,,", "code", Reason::NotACode { longest: 10 });
        problem("A1,家庭美德,题,P01,,,,60,20,,", "category", Reason::UnknownCategory);
        problem("A1,家庭美德实践, ,P01,,,,60,20,,", "title", Reason::Missing);
        problem("A1,家庭美德实践,题,P01,,12,6,60,20,,", "age_to", Reason::Reversed);
        problem("A1,家庭美德实践,题,P01,,131,,60,20,,", "age_from", Reason::OutOfRange { from: 0, to: 130 });
        problem("A1,家庭美德实践,题,P01,,,,一小时,20,,", "minutes", Reason::NotANumber);
        problem("A1,家庭美德实践,题,P01,,,,-60,20,,", "minutes", Reason::NotANumber);
        problem("A1,家庭美德实践,题,P01,,,,0,20,,", "minutes", Reason::OutOfRange { from: 1, to: 1440 });
        problem("A1,家庭美德实践,题,P01,,,,1441,20,,", "minutes", Reason::OutOfRange { from: 1, to: 1440 });
        problem("A1,家庭美德实践,题,P01,,,,60,0,,", "places", Reason::OutOfRange { from: 1, to: 65_535 });
        problem("A1,家庭美德实践,题,P01,,,,60,99999999999,,", "places", Reason::OutOfRange { from: 1, to: 65_535 });
        let two = courses("A1,家庭美德,题,P01,,,,0,20,,");
        assert_eq!(two.problems.len(), 2);
    }

    #[test]
    fn good_rows_are_taken_beside_wrong_ones() {
        let import =
            courses("A1,家庭美德实践,题,P01,,,,60,20,,\nA2,?,题,P01,,,,60,20,,\nA1,家庭美德实践,又,P01,,,,60,20,,\n");
        assert_eq!(import.rows.len(), 1);
        let duplicate = RowProblem { line: 4, column: Some("code"), reason: Reason::Duplicate { line: 2 } };
        assert_eq!(import.problems[1], duplicate);
        let providers = read_providers("code,name,agreement_from,agreement_to\nP02,乙,2026-05-01,2026-12-31").unwrap();
        let text = format!("{HEADER}\nA1,家庭美德实践,题,P01,,,,60,20,,\nA2,家庭美德实践,题,P02,,,,60,20,,");
        let import = read_courses(&text, Some(&providers.rows)).unwrap();
        assert_eq!(import.rows[0].code.as_str(), "A2");
        assert_eq!((import.problems[0].line, import.problems[0].reason), (2, Reason::UnknownProvider));
    }

    #[test]
    fn a_file_with_other_columns_gives_nothing() {
        assert_eq!(read_courses("", None), Err(FileProblem::Empty));
        assert_eq!(read_courses("\u{FEFF}\r\n\r\n", None), Err(FileProblem::Empty));
        let missing = FileProblem::MissingColumns(vec!["category", "minutes"]);
        let header = HEADER.replace("category,", "").replace("minutes", "mins");
        assert_eq!(read_courses(&header, None), Err(missing));
        assert_eq!(read_courses(&" ".repeat(MOST_BYTES + 1), None), Err(FileProblem::TooLarge));
        assert_eq!(read_courses(HEADER, None), Ok(Import { rows: vec![], problems: vec![] }));
    }

    #[test]
    fn spreadsheets_write_it_in_many_ways() {
        let row = "A1,家庭美德实践,\"好家风,\"\"从餐桌\"\"开始\n第二行\",P01,,,,60,20,,";
        for text in [
            format!("{HEADER}\n{row}"),
            format!("{HEADER}\r\n{row}\r\n"),
            format!("\u{FEFF}{HEADER},,\r\n\r\n{row},,\r\n,,,,,,,,,,,,\r\n"),
            format!("{}\n{row}\n", HEADER.to_uppercase()),
        ] {
            let import = read_courses(&text, None).unwrap();
            assert_eq!(import.problems, [], "{text}");
            assert_eq!(import.rows[0].title, "好家风,\"从餐桌\"开始\n第二行");
        }
        // Columns in another order, and one more.
        let text = "extra,capacity,name,code,closes,opens,notes\nx,80,会议室,V01,21:00,9:00,";
        assert_eq!(read_venues(text).unwrap().rows[0].capacity, 80);
    }

    #[test]
    fn lines_are_those_that_an_editor_shows() {
        let text =
            format!("{HEADER}\r\n\r\nA1,家庭美德实践,\"两\r\n行\",P01,,,,60,20,,\r\n\r\nA2,?,题,P01,,,,60,20,,\r\n");
        let import = read_courses(&text, None).unwrap();
        assert_eq!(import.rows.len(), 1);
        assert_eq!(import.problems[0].line, 6);
    }

    #[test]
    fn a_row_with_too_many_fields_or_an_open_quote_is_wrong_as_a_whole() {
        let text = "code,name,capacity,area_m2,opens,closes,notes\nV13,文化广场,300,900,07:00,21:30,室外,雨天不用\nV1,好,9,1,09:00,18:00,\n";
        let import = read_venues(text).unwrap();
        assert_eq!(import.rows.len(), 1);
        let fields = Reason::Fields { expected: 7, got: 8 };
        assert_eq!(import.problems, [RowProblem { line: 2, column: None, reason: fields }]);
        let import = courses("A1,家庭美德实践,\"题,P01,,,,60,20,,\nA2,家庭美德实践,题,P01,,,,60,20,,\n");
        assert_eq!(import.problems, [RowProblem { line: 2, column: None, reason: Reason::Quotes }]);
        let few = courses("A1,家庭美德实践,题");
        assert_eq!(few.problems[0].reason, Reason::Fields { expected: 11, got: 3 });
    }

    #[test]
    fn venues_providers_and_services_have_their_own_rules() {
        let venue = |row: &str| read_venues(&format!("code,name,capacity,opens,closes,notes\n{row}")).unwrap().problems;
        assert_eq!(venue("V1,室,9,25:00,18:00,")[0].reason, Reason::NotATime);
        assert_eq!(venue("V1,室,9,18:00,09:00,")[0].reason, Reason::ClosesBeforeItOpens);
        assert_eq!(venue("V1,室,0,09:00,18:00,")[0].reason, Reason::OutOfRange { from: 1, to: 65_535 });
        assert_eq!(venue("V1,室,9,09:00,18:00,"), []);
        let provider =
            |row: &str| read_providers(&format!("code,name,agreement_from,agreement_to\n{row}")).unwrap().problems;
        assert_eq!(provider("P1,社,2026-02-30,2026-12-31")[0].reason, Reason::NotADay);
        assert_eq!(provider("P1,社,2026-12-31,2026-05-01")[0].reason, Reason::EndsBeforeItBegins);
        let header = "code,kind,role,minutes,needed_from,needed_to,skills,training";
        let service = |row: &str| read_services(&format!("{header}\n{row}")).unwrap();
        assert_eq!(service("S1,别的,守门,60,2,4,,").problems[0].reason, Reason::UnknownKind);
        assert_eq!(service("S1,居民文娱,守门,60,4,2,,").problems[0].reason, Reason::Reversed);
        assert_eq!(service("S1,居民文娱,守门,60,2,4,急救,").rows[0].skills, "急救");
    }

    #[test]
    fn the_largest_file_is_read_in_time_proportional_to_its_length() {
        let row = "A1,家庭美德实践,题,P01,,,,60,20,,\n";
        let import = courses(&row.repeat((MOST_BYTES - HEADER.len() - 1) / row.len()));
        assert_eq!((import.rows.len(), import.problems.len()), (1, (MOST_BYTES - HEADER.len() - 1) / row.len() - 1));
        let long = "长".repeat(MOST_BYTES / 4);
        assert_eq!(courses(&format!("A1,家庭美德实践,{long},P01,,,,60,20,,")).rows[0].title, long);
    }

    proptest! {
        #[test]
        fn any_text_is_read_without_a_panic(rows in any::<String>(), pieces in prop::collection::vec("[\",\r\n a1中]{0,12}", 0..6)) {
            let text = format!("{HEADER}\n{}{rows}", pieces.concat());
            let lines = text.matches('\n').count() + 1;
            let import = read_courses(&text, None).unwrap();
            for problem in import.problems {
                prop_assert!((2..=lines).contains(&problem.line));
            }
            let _ = read_venues(&rows);
        }
    }
}
