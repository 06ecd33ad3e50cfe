//! A year's public holidays as people have them: a small table, pasted or out of a file. One line for a day or for several on end, with
//! 休 or 班 and the holiday's name, parted by commas, tabs or spaces: `2027-01-01,休,元旦`, `2027年2月5日~2027年2月13日 休 春节`.

use chrono::{Datelike, NaiveDate};
use std::collections::BTreeMap;

use crate::domain::holiday::DayMark;
use crate::domain::holiday_years::{HolidayDay, HolidayYear, YearProblem};
use crate::domain::time::Stamp;
use crate::exchange::cell_values::day_of;

/// The longest run of days that a line may name: no holiday is longer.
const LONGEST_RUN: i64 = 16;
/// More lines are another table.
const MOST_LINES: usize = 200;

/// Why a table was not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TableProblem {
    /// Nothing in it.
    Empty,
    /// A line, counted from 1, that names no day or no 休 or 班.
    Line(usize),
    /// More lines than a year has.
    TooLong,
    /// A year is not whole, or contradicts itself.
    Year(u16, YearProblem),
}

/// Reads the notices of one year or several.
///
/// # Errors
/// With everything that is wrong: nothing of it is taken then.
pub fn read(text: &str, at: Stamp) -> Result<Vec<HolidayYear>, Vec<TableProblem>> {
    let (mut days, mut problems) = (BTreeMap::<u16, Vec<HolidayDay>>::new(), Vec::new());
    let lines = text.trim_start_matches('\u{feff}').lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    let lines: Vec<(usize, &str)> = lines.collect();
    if lines.len() > MOST_LINES {
        return Err(vec![TableProblem::TooLong]);
    }
    for (place, (index, line)) in lines.iter().enumerate() {
        match line_of(line) {
            Some(of_line) => {
                for known in of_line {
                    days.entry(u16::try_from(known.day.year()).unwrap_or_default()).or_default().push(known);
                }
            }
            // A heading, whatever it is called.
            None if place == 0 && !line.chars().any(|c| c.is_ascii_digit()) => {}
            None => problems.push(TableProblem::Line(index + 1)),
        }
    }
    if problems.is_empty() && days.is_empty() {
        problems.push(TableProblem::Empty);
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    let mut years = Vec::new();
    for (year, days) in days {
        match HolidayYear::new(year, days, at) {
            Ok(known) => years.push(known),
            Err(wrong) => problems.extend(wrong.into_iter().map(|wrong| TableProblem::Year(year, wrong))),
        }
    }
    if problems.is_empty() { Ok(years) } else { Err(problems) }
}

fn line_of(line: &str) -> Option<Vec<HolidayDay>> {
    let apart = |c: char| matches!(c, ',' | '，' | ';' | '；' | '\t' | ' ' | '\u{3000}');
    let (mut run, mut mark, mut name) = (None, None, "");
    for cell in line.split(apart).map(|cell| cell.trim_matches('"')).filter(|cell| !cell.is_empty()) {
        if run.is_none() {
            run = Some(run_of(cell)?);
        } else if let Some(known) = mark_of(cell).filter(|_| mark.is_none()) {
            mark = Some(known);
        } else if name.is_empty() {
            name = cell;
        }
    }
    let ((first, last), mark) = (run?, mark?);
    let days = first.iter_days().take_while(|day| *day <= last);
    Some(days.map(|day| HolidayDay { day, mark, name: name.to_owned() }).collect())
}

fn run_of(cell: &str) -> Option<(NaiveDate, NaiveDate)> {
    let (first, last) = cell.split_once(['~', '～', '至', '到', '—']).unwrap_or((cell, cell));
    let (first, last) = (day_of(first)?, day_of(last)?);
    (0..LONGEST_RUN).contains(&(last - first).num_days()).then_some((first, last))
}

fn mark_of(cell: &str) -> Option<DayMark> {
    match cell {
        "休" | "放假" | "休息" => Some(DayMark::Rest),
        "班" | "上班" | "补班" => Some(DayMark::Work),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOTICE: &str = "日期,标记,节日\n2027-01-01~2027-01-03,休,元旦\n2027年2月5日至2027年2月13日\t休\t春节\n\
        2027/2/14 班 春节\n2027-04-05,休,清明节\n2027-05-01~2027-05-05,休,劳动节\n2027-06-09,休,端午节\n\
        2027-09-15，休，中秋节\n2027-10-01~2027-10-07,放假,国庆节\n2027-10-09,上班,国庆节\n";

    #[test]
    fn a_table_is_read_as_people_write_it() {
        let years = read(NOTICE, Stamp(3)).unwrap();
        assert_eq!((years.len(), years[0].year, years[0].counts()), (1, 2027, (27, 2)));
        let spring: Vec<_> = years[0].days.iter().filter(|known| known.name == "春节").collect();
        assert_eq!((spring.len(), spring[9].mark), (10, DayMark::Work));
    }

    #[track_caller]
    fn refused(text: &str, problems: &[TableProblem]) {
        assert_eq!(read(text, Stamp(0)).unwrap_err(), problems);
    }

    #[test]
    fn what_cannot_be_read_is_told_by_line() {
        refused("", &[TableProblem::Empty]);
        refused("日期,标记\n", &[TableProblem::Empty]);
        let lines = "2027-01-01,休,元旦\n2027-02-30,休,春节\n2027-03-01,off,x\n2027-01-05~2027-03-05,休,长";
        refused(lines, &[TableProblem::Line(2), TableProblem::Line(3), TableProblem::Line(4)]);
        refused(&"2027-01-01,休\n".repeat(201), &[TableProblem::TooLong]);
        // What is read and cannot be a year's notice.
        let half = NOTICE.replace("2027-06-09,休,端午节\n", "");
        let missing = YearProblem::LawfulMissing(NaiveDate::from_ymd_opt(2027, 6, 9).unwrap());
        refused(&half, &[TableProblem::Year(2027, missing)]);
    }
}
