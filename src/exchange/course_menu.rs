//! The district's lists (course menu, providers, venues, volunteer services), read out of a sheet whose columns are known.
//!
//! Every row stands for itself: good rows can be taken, each wrong one is listed with its line, its column and what is
//! wrong. Titles, headings between rows and sums are passed over, and said to be.

use chrono::{NaiveDate, NaiveTime};
use std::collections::BTreeMap;
use std::str::FromStr;

use crate::domain::age::{Age, AgeRange};
use crate::domain::catalogue::{Course, Provider, Service, ServiceKind};
use crate::domain::catalogue_fields::{
    Field, Part, read_closing, read_list, read_proposal, read_satisfaction, read_window,
};
use crate::domain::category::Category;
use crate::domain::id::{ActivityId, CourseCode, IdError, ProviderCode, VenueCode};
use crate::domain::provider::Renewal;
use crate::domain::venue::{Partner, Venue};
use crate::domain::weekdays::Weekdays;
use crate::exchange::cell_values::{ages_of, day_of, half_width, time_of, whole_number};
use crate::exchange::columns::Layout;
use crate::exchange::csv::{read_csv, undefused};
use crate::exchange::sheet::{CellTrouble, Line, Sheet};

/// More bytes than this are not a course menu.
pub const MOST_BYTES: usize = 4 * 1024 * 1024;
/// The longest a session or shift may last, in minutes: a day.
const LONGEST_MINUTES: u16 = 24 * 60;
/// The highest age that is asked for.
const OLDEST: u8 = 130;

/// What a sheet gave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Import<T> {
    /// The good rows, in their order.
    pub rows: Vec<T>,
    /// What is wrong with the others; a row may have several problems.
    pub problems: Vec<RowProblem>,
    /// The numbers of the lines that are no rows: headings, sums, notes, the header again.
    pub passed_over: Vec<usize>,
}

/// Why nothing of a file was taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FileProblem {
    /// There is nothing in it.
    Empty,
    /// Larger than [`MOST_BYTES`].
    TooLarge,
    /// These columns were not found: another file, or one with other names.
    MissingColumns(Vec<Field>),
    /// Its characters were lost before it came here (a GBK file that some program read as UTF-8).
    Garbled,
}

/// What is wrong with a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowProblem {
    /// The line of the file on which the row begins, counted from 1.
    pub line: usize,
    /// In which field; none when the whole row is wrong.
    pub field: Option<Field>,
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
    /// No provider has this code, or this name.
    UnknownProvider,
    /// Neither 续约, 不续约 nor 未定.
    UnknownRenewal,
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
    /// Not ages as `6-12`.
    NotAges,
    /// Not a day as `2026-12-05`.
    NotADay,
    /// The last day is before the first.
    EndsBeforeItBegins,
    /// Not a time as `09:00` (`25:00`).
    NotATime,
    /// Closes before, or as, it opens.
    ClosesBeforeItOpens,
    /// Not days of the week.
    NotWeekdays,
    /// Something in the list of this cell is not written as it should be.
    NotAList,
    /// A formula whose value nobody has worked out: the file was not saved by a spreadsheet program.
    Formula,
    /// A formula that went wrong.
    FormulaError,
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

/// Reads a text: a CSV file, or what was pasted out of a spreadsheet.
///
/// # Errors
/// When there is nothing in it that can be read.
pub fn read_text(text: &str) -> Result<Sheet, FileProblem> {
    if text.len() > MOST_BYTES {
        return Err(FileProblem::TooLarge);
    }
    // What a program writes that took GBK for UTF-8: the mark of a lost character, or what GBK makes of that mark.
    if text.contains('\u{FFFD}') || text.contains("锟斤拷") {
        return Err(FileProblem::Garbled);
    }
    let sheet = read_csv(text);
    if sheet.lines.is_empty() { Err(FileProblem::Empty) } else { Ok(sheet) }
}

/// Reads the course menu. With `providers`, a course of an unknown one is a problem, and their names will do for codes.
pub fn courses(sheet: &Sheet, layout: &Layout, providers: Option<&[Provider]>) -> Import<Course> {
    rows(sheet, layout, Field::Category, |row| {
        let code = row.code::<CourseCode>(Field::Code);
        let category = row.known(Field::Category, Reason::UnknownCategory, category_of);
        let title = row.text(Field::Title);
        let provider = row.provider(providers);
        let ages = row.ages();
        let minutes = row.number(Field::Minutes, 1, LONGEST_MINUTES);
        let places = row.number(Field::Places, 1, u16::MAX);
        let cost = if row.is_blank(Field::CostYuan) { Some(0) } else { row.number(Field::CostYuan, 0, u32::MAX) };
        Some(Course {
            code: code?,
            category: category?,
            title: title?,
            provider: provider?,
            audience: row.get(Field::Audience).to_owned(),
            ages: ages?,
            minutes: minutes?,
            places: places?,
            materials: row.get(Field::Materials).to_owned(),
            cost_yuan: cost?,
        })
    })
}

/// Reads the providers.
pub fn providers(sheet: &Sheet, layout: &Layout) -> Import<Provider> {
    rows(sheet, layout, Field::Code, |row| {
        let code = row.code(Field::Code);
        let name = row.text(Field::Name);
        let from = row.day(Field::AgreementFrom);
        let to = row.day(Field::AgreementTo);
        if from.zip(to).is_some_and(|(from, to)| to < from) {
            row.note(Field::AgreementTo, Reason::EndsBeforeItBegins);
        }
        let renewal = row.if_any(Field::Renewal, |text| Renewal::of_official_name(text).ok_or(Reason::UnknownRenewal));
        let proposals = row.list(Field::Proposals, read_proposal);
        let satisfaction = row.list(Field::Satisfaction, read_satisfaction);
        Some(Provider {
            renewal: renewal?.unwrap_or_default(),
            proposals: proposals?,
            satisfaction: satisfaction?,
            ..Provider::new(code?, name?, (from?, to?))
        })
    })
}

/// Reads the venues.
pub fn venues(sheet: &Sheet, layout: &Layout) -> Import<Venue> {
    rows(sheet, layout, Field::Code, |row| {
        let code = row.code(Field::Code);
        let name = row.text(Field::Name);
        let capacity = row.number(Field::Capacity, 1, u16::MAX);
        let area = if row.is_blank(Field::Area) { Some(None) } else { row.number(Field::Area, 1, u16::MAX).map(Some) };
        let opens = row.time(Field::Opens);
        let closes = row.time(Field::Closes);
        if opens.zip(closes).is_some_and(|(opens, closes)| closes <= opens) {
            row.note(Field::Closes, Reason::ClosesBeforeItOpens);
        }
        let weekdays = row.if_any(Field::ClosedWeekdays, |text| Weekdays::read(text).ok_or(Reason::NotWeekdays));
        let closed_days = row.list(Field::ClosedDays, read_closing);
        let windows = row.list(Field::Windows, read_window);
        let lender = row.get(Field::Lender).to_owned();
        let is_partner = !lender.is_empty() || windows.as_ref().is_some_and(|windows| !windows.is_empty());
        Some(Venue {
            area: area?,
            closed_weekdays: weekdays?.unwrap_or_default(),
            closed_days: closed_days?,
            partner: windows.map(|windows| is_partner.then_some(Partner { lender, windows }))?,
            notes: row.get(Field::Notes).to_owned(),
            ..Venue::new(code?, name?, capacity?, (opens?, closes?))
        })
    })
}

/// Reads the volunteer services.
pub fn services(sheet: &Sheet, layout: &Layout) -> Import<Service> {
    rows(sheet, layout, Field::Kind, |row| {
        let code = row.code(Field::Code);
        let kind = row.known(Field::Kind, Reason::UnknownKind, ServiceKind::of_official_name);
        let role = row.text(Field::Role);
        let minutes = row.number(Field::Minutes, 1, LONGEST_MINUTES);
        let from: Option<u16> = row.number(Field::NeededFrom, 1, u16::MAX);
        let to = row.number(Field::NeededTo, 1, u16::MAX);
        if from.zip(to).is_some_and(|(from, to)| to < from) {
            row.note(Field::NeededTo, Reason::Reversed);
        }
        let min_age = match row.is_blank(Field::MinAge) {
            true => Some(None),
            false => row.number(Field::MinAge, 1, OLDEST).map(|age| Some(Age(age))),
        };
        Some(Service {
            code: code?,
            kind: kind?,
            role: role?,
            minutes: minutes?,
            needed_from: from?,
            needed_to: to?,
            skills: row.get(Field::Skills).to_owned(),
            training: row.get(Field::Training).to_owned(),
            min_age: min_age?,
        })
    })
}

/// [`courses`] of a CSV file whose columns are called as they should be.
///
/// # Errors
/// When nothing can be taken.
pub fn read_courses(text: &str, known: Option<&[Provider]>) -> Result<Import<Course>, FileProblem> {
    let (sheet, layout) = laid_out(text, Part::Courses)?;
    Ok(courses(&sheet, &layout, known))
}

/// [`providers`] of a CSV file whose columns are called as they should be.
///
/// # Errors
/// When nothing can be taken.
pub fn read_providers(text: &str) -> Result<Import<Provider>, FileProblem> {
    let (sheet, layout) = laid_out(text, Part::Providers)?;
    Ok(providers(&sheet, &layout))
}

/// [`venues`] of a CSV file whose columns are called as they should be.
///
/// # Errors
/// When nothing can be taken.
pub fn read_venues(text: &str) -> Result<Import<Venue>, FileProblem> {
    let (sheet, layout) = laid_out(text, Part::Venues)?;
    Ok(venues(&sheet, &layout))
}

/// [`services`] of a CSV file whose columns are called as they should be.
///
/// # Errors
/// When nothing can be taken.
pub fn read_services(text: &str) -> Result<Import<Service>, FileProblem> {
    let (sheet, layout) = laid_out(text, Part::Services)?;
    Ok(services(&sheet, &layout))
}

fn laid_out(text: &str, part: Part) -> Result<(Sheet, Layout), FileProblem> {
    let sheet = read_text(text)?;
    let layout = Layout::guess(&sheet, part);
    let missing = layout.missing(part);
    if missing.is_empty() { Ok((sheet, layout)) } else { Err(FileProblem::MissingColumns(missing)) }
}

/// The category whose name stands in a text: 家庭生活艺术, and 四、家庭生活艺术类 too.
fn category_of(text: &str) -> Option<Category> {
    let named = Category::ALL.into_iter().filter(|category| text.contains(category.official_name()));
    let named: Vec<Category> = named.collect();
    if let [only] = named[..] { Some(only) } else { None }
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
    line: &'a Line,
    layout: &'a Layout,
    /// What a blank cell of [`Row::heading_field`] stands for: the heading above, or the row above.
    heading: &'a str,
    heading_field: Field,
    problems: &'a mut Vec<RowProblem>,
}

impl<'a> Row<'a> {
    fn get(&self, field: Field) -> &'a str {
        let text = self.layout.columns.get(&field).map_or("", |column| self.line.text(*column));
        if text.is_empty() && field == self.heading_field { self.heading } else { undefused(text) }
    }

    fn trouble(&self, field: Field) -> Option<Reason> {
        let cell = self.line.cells.get(*self.layout.columns.get(&field)?)?;
        cell.trouble.map(|trouble| match trouble {
            CellTrouble::Formula => Reason::Formula,
            CellTrouble::Error => Reason::FormulaError,
        })
    }

    fn is_blank(&self, field: Field) -> bool {
        self.get(field).is_empty() && self.trouble(field).is_none()
    }

    /// Notes what is wrong; a row with a note is not taken.
    fn note(&mut self, field: Field, reason: Reason) {
        self.problems.push(RowProblem { line: self.line.number, field: Some(field), reason });
    }

    /// A field as a value, or a note of what is wrong with it.
    fn value<T>(&mut self, field: Field, parse: impl FnOnce(&'a str) -> Result<T, Reason>) -> Option<T> {
        let text = self.get(field);
        let value = match self.trouble(field) {
            Some(trouble) => Err(trouble),
            None if text.is_empty() => Err(Reason::Missing),
            None => parse(text),
        };
        value.map_err(|reason| self.note(field, reason)).ok()
    }

    /// A field that may be empty.
    fn if_any<T>(&mut self, field: Field, parse: impl FnOnce(&'a str) -> Result<T, Reason>) -> Option<Option<T>> {
        if self.is_blank(field) { Some(None) } else { self.value(field, parse).map(Some) }
    }

    fn list<T>(&mut self, field: Field, read: impl Fn(&str) -> Option<T>) -> Option<Vec<T>> {
        let list = self.if_any(field, |text| read_list(text, read).ok_or(Reason::NotAList))?;
        Some(list.unwrap_or_default())
    }

    fn text(&mut self, field: Field) -> Option<String> {
        self.value(field, |text| Ok(text.to_owned()))
    }

    fn code<T: Code>(&mut self, field: Field) -> Option<T> {
        self.value(field, |text| T::of(text).map_err(|_| Reason::NotACode { longest: T::LONGEST }))
    }

    fn number<T: FromStr + Copy + Into<u32> + PartialOrd>(&mut self, field: Field, least: T, most: T) -> Option<T> {
        self.value(field, |text| {
            let digits = whole_number(text).ok_or(Reason::NotANumber)?;
            let out_of_range = Reason::OutOfRange { from: least.into(), to: most.into() };
            let number: T = digits.parse().map_err(|_| out_of_range)?;
            if (least..=most).contains(&number) { Ok(number) } else { Err(out_of_range) }
        })
    }

    fn known<T>(&mut self, field: Field, unknown: Reason, of_name: impl FnOnce(&str) -> Option<T>) -> Option<T> {
        self.value(field, |text| of_name(text).ok_or(unknown))
    }

    fn day(&mut self, field: Field) -> Option<NaiveDate> {
        self.value(field, |text| day_of(text).ok_or(Reason::NotADay))
    }

    fn time(&mut self, field: Field) -> Option<NaiveTime> {
        self.value(field, |text| time_of(text).ok_or(Reason::NotATime))
    }

    fn provider(&mut self, known: Option<&[Provider]>) -> Option<ProviderCode> {
        let Some(known) = known else { return self.code(Field::Provider) };
        self.value(Field::Provider, |text| {
            let plain = half_width(text);
            let one = known.iter().find(|one| one.code.as_str() == plain || half_width(&one.name) == plain);
            one.map(|one| one.code.clone()).ok_or(Reason::UnknownProvider)
        })
    }

    /// Ages from and to, each of which may be left open.
    fn ages(&mut self) -> Option<AgeRange> {
        let both = self.layout.ages.map_or("", |column| self.line.text(column));
        if !both.is_empty() && self.is_blank(Field::AgeFrom) && self.is_blank(Field::AgeTo) {
            let ages = ages_of(both);
            if ages.is_none() {
                self.note(Field::AgeFrom, Reason::NotAges);
            }
            return ages;
        }
        let mut age = |field| {
            if self.is_blank(field) {
                return Some(None);
            }
            self.number(field, 0, OLDEST).map(|age| Some(Age(age)))
        };
        let (from, to) = (age(Field::AgeFrom), age(Field::AgeTo));
        let range = AgeRange { from: from?, to: to? };
        if range.from.zip(range.to).is_some_and(|(from, to)| to < from) {
            self.note(Field::AgeTo, Reason::Reversed);
        }
        Some(range)
    }
}

/// Reads the rows of a sheet whose entries have a code that stands once only. `heading_field` is the one that a heading
/// between rows may stand for.
fn rows<T>(sheet: &Sheet, layout: &Layout, heading_field: Field, of_row: impl Fn(&mut Row) -> Option<T>) -> Import<T> {
    let mut import = Import { rows: Vec::new(), problems: Vec::new(), passed_over: Vec::new() };
    let mut first: BTreeMap<String, usize> = BTreeMap::new();
    let mut heading = String::new();
    let header = sheet.lines.get(layout.header);
    let columns = header.map_or(0, |line| line.cells.len());
    import.passed_over.extend(sheet.lines.iter().take(layout.header).map(|line| line.number));
    for line in sheet.lines.iter().skip(layout.header + layout.depth.max(1)) {
        let before = import.problems.len();
        let mut whole = |reason| import.problems.push(RowProblem { line: line.number, field: None, reason });
        if line.quotes_are_odd {
            whole(Reason::Quotes);
            continue;
        }
        // Spreadsheets add empty fields at the end.
        let got = line.cells.iter().rposition(|cell| !cell.is_blank()).map_or(0, |last| last + 1);
        if got == 0 {
            continue;
        }
        if let Some(text) = line.only_text().filter(|text| !looks_like_a_code(text)) {
            if category_of(text).is_some() || ServiceKind::ALL.iter().any(|kind| kind.official_name() == text) {
                text.clone_into(&mut heading);
            }
            import.passed_over.push(line.number);
            continue;
        }
        if is_sum(line) || header.is_some_and(|header| is_again(header, line, layout)) {
            import.passed_over.push(line.number);
            continue;
        }
        if sheet.is_exact && (got > columns || line.cells.len() < columns) {
            whole(Reason::Fields { expected: columns, got: if got > columns { got } else { line.cells.len() } });
            continue;
        }
        let mut row = Row { line, layout, heading: &heading, heading_field, problems: &mut import.problems };
        let value = of_row(&mut row);
        let more = line.cells.len().saturating_sub(columns);
        if sheet.is_exact && more > 0 && row.problems.len() > before {
            // The last cell is blank and one too many: a comma in the middle shifted the rest. If that explains all that is
            // wrong, it is told as that.
            let is_good = |column: usize| {
                let mut problems = Vec::new();
                let joined = line.joined(column, more);
                of_row(&mut Row { line: &joined, layout, heading: &heading, heading_field, problems: &mut problems });
                problems.is_empty()
            };
            if (0..columns).any(is_good) {
                import.problems.truncate(before);
                let reason = Reason::Fields { expected: columns, got: line.cells.len() };
                import.problems.push(RowProblem { line: line.number, field: None, reason });
                continue;
            }
        }
        let code = row.get(Field::Code).to_owned();
        let above = if layout.fill_down { row.get(heading_field).to_owned() } else { String::new() };
        if let Some(line) = first.get(&code) {
            row.note(Field::Code, Reason::Duplicate { line: *line });
        } else if !code.is_empty() {
            first.insert(code, line.number);
        }
        if layout.fill_down {
            heading = above;
        }
        if import.problems.len() == before {
            import.rows.extend(value);
        }
    }
    import
}

fn looks_like_a_code(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}

/// 合计 and the like, in whichever column.
fn is_sum(line: &Line) -> bool {
    let first = line.cells.iter().find(|cell| !cell.is_blank()).map_or("", |cell| cell.text.trim());
    let first: String = first.chars().filter(|c| !c.is_whitespace()).collect();
    ["合计", "总计", "小计"].iter().any(|sum| first.starts_with(sum))
}

/// The header once more, as it stands on every printed page.
fn is_again(header: &Line, line: &Line, layout: &Layout) -> bool {
    !layout.columns.is_empty()
        && layout
            .columns
            .values()
            .all(|column| !header.text(*column).is_empty() && header.text(*column) == line.text(*column))
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
    fn problem(row: &str, column: &str, reason: Reason) {
        let import = courses(row);
        assert_eq!(import.rows, []);
        let problem = &import.problems[0];
        assert_eq!((problem.line, problem.field.map(Field::slug), problem.reason), (2, Some(column), reason));
        assert_eq!(import.problems.len(), 1);
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
        let duplicate = RowProblem { line: 4, field: Some(Field::Code), reason: Reason::Duplicate { line: 2 } };
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
        let missing = FileProblem::MissingColumns(vec![Field::Category, Field::Minutes]);
        let header = HEADER.replace("category,", "").replace("minutes", "mins");
        assert_eq!(read_courses(&header, None), Err(missing));
        assert_eq!(read_courses(&" ".repeat(MOST_BYTES + 1), None), Err(FileProblem::TooLarge));
        assert_eq!(read_courses(HEADER, None), Ok(Import { rows: vec![], problems: vec![], passed_over: vec![] }));
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
        assert_eq!(import.problems, [RowProblem { line: 2, field: None, reason: fields }]);
        let import = courses("A1,家庭美德实践,\"题,P01,,,,60,20,,\nA2,家庭美德实践,题,P01,,,,60,20,,\n");
        assert_eq!(import.problems, [RowProblem { line: 2, field: None, reason: Reason::Quotes }]);
        // Blank cells at the end of a row that is wrong in itself: the cell is told.
        let wrong = courses("A1,家庭美德实践,题,P01,,,,x,20,,,,");
        assert_eq!(wrong.problems[0].field, Some(Field::Minutes));
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

    #[test]
    fn titles_headings_sums_and_a_second_header_are_passed_over() {
        let text = "选课菜单（征求意见稿）,,,,,\n编号,课程名称,类别,社会组织,时长,名额\n四、家庭生活艺术,,,,,\nD01,针织,,P01,90分钟,16人\n编号,课程名称,类别,社会组织,时长,名额\n五、家庭关爱服务类,,,,,\nE01,急救,,P01,1.5小时,\"1,000\"\n合 计,2门,,,,\n注：以实际为准,,,,,\n";
        let import = read_courses(text, None).unwrap();
        assert_eq!(import.problems, []);
        let told: Vec<_> = import.rows.iter().map(|row| (row.category, row.minutes, row.places)).collect();
        assert_eq!(told, [(Category::Arts, 90, 16), (Category::Care, 90, 1000)]);
        assert_eq!(import.passed_over, [1, 3, 5, 6, 8, 9]);
    }

    #[test]
    fn an_empty_category_is_that_of_the_row_above_only_when_a_person_says_so() {
        let text = format!("{HEADER}\nA1,家庭生活艺术,题,P01,,,,60,20,,\nA2,,题,P01,,,,60,20,,\n");
        let sheet = read_text(&text).unwrap();
        let layout = Layout::guess(&sheet, Part::Courses);
        assert_eq!(super::courses(&sheet, &layout, None).problems[0].reason, Reason::Missing);
        let import = super::courses(&sheet, &Layout { fill_down: true, ..layout }, None);
        assert_eq!((import.rows.len(), import.rows[1].category), (2, Category::Arts));
    }

    #[test]
    fn a_provider_goes_by_its_name_too() {
        let known =
            read_providers("code,name,agreement_from,agreement_to\nP02,巧手坊,2026/5/1,2026年12月31日").unwrap();
        assert_eq!(known.problems, []);
        let text = format!("{HEADER}\nA1,家庭生活艺术,题,巧手坊,,,,60,20,,");
        let import = read_courses(&text, Some(&known.rows)).unwrap();
        assert_eq!(import.rows[0].provider.as_str(), "P02");
    }

    #[test]
    fn lost_characters_are_recognised() {
        for text in ["code,name\nV01,\u{FFFD}\u{FFFD}", "锟斤拷,name"] {
            assert_eq!(read_text(text), Err(FileProblem::Garbled));
        }
    }

    #[test]
    fn a_formula_without_a_value_is_named() {
        let mut sheet = read_text("code,name,agreement_from,agreement_to\nP1,社,2026-05-01,2026-12-31").unwrap();
        sheet.lines[1].cells[2].trouble = Some(CellTrouble::Formula);
        sheet.lines[1].cells[2].text.clear();
        let layout = Layout::guess(&sheet, Part::Providers);
        let expected = RowProblem { line: 2, field: Some(Field::AgreementFrom), reason: Reason::Formula };
        assert_eq!(super::providers(&sheet, &layout).problems, [expected]);
        sheet.correct(2, 2, "2026-05-01");
        assert_eq!(super::providers(&sheet, &layout).rows.len(), 1);
    }

    #[test]
    fn venues_with_everything_that_they_may_have() {
        let text = "编号,名称,容纳人数,面积,开门,关门,每周不开放,不开放日期,出借单位,可借时段,备注\nV14,示例小学操场,200,,08：00,20:00,,2026-10-01~2026-10-07,示例小学,周六周日 08:00-18:00;周五 17:30-20:00,自带球\n";
        let import = read_venues(text).unwrap();
        assert_eq!(import.problems, []);
        let venue = &import.rows[0];
        assert_eq!(venue.partner.as_ref().map(|partner| partner.windows.len()), Some(2));
        assert_eq!(venue.closed_days.len(), 1);
        let bad = text.replace("周六周日 08", "周六周八 08");
        assert_eq!(read_venues(&bad).unwrap().problems[0].reason, Reason::NotAList);
    }

    proptest! {
        #[test]
        fn any_text_is_read_without_a_panic(rows in any::<String>(), pieces in prop::collection::vec("[\",\r\n a1中]{0,12}", 0..6)) {
            let text = format!("{HEADER}\n{}{rows}", pieces.concat());
            let lines = text.matches('\n').count() + 1;
            let Ok(import) = read_courses(&text, None) else {
                let is_garbled = text.contains('\u{FFFD}');
                prop_assert!(is_garbled);
                return Ok(());
            };
            for problem in import.problems {
                prop_assert!((2..=lines).contains(&problem.line));
            }
            let _ = read_venues(&rows);
        }
    }
}
