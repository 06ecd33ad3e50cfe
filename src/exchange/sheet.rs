//! A sheet as a spreadsheet program or a CSV file holds it: lines of cells, all of them text, before anything is known of
//! what they mean.

use serde::{Deserialize, Serialize};

/// A sheet.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Sheet {
    /// What it is called; a CSV file's only sheet has no name.
    pub name: String,
    /// Its lines that hold anything.
    pub lines: Vec<Line>,
    /// Every line has to have as many cells as the first: in a CSV file another number is a mistake, in a spreadsheet it
    /// is not.
    #[serde(default)]
    pub is_exact: bool,
}

/// A line that holds something.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Line {
    /// Its number as an editor or spreadsheet program shows it, from 1.
    pub number: usize,
    /// Its cells from the first column on.
    pub cells: Vec<Cell>,
    /// A quotation mark is never closed, or stands inside a field (CSV).
    #[serde(default)]
    pub quotes_are_odd: bool,
}

/// A cell.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Cell {
    /// What stands in it; days as `2026-12-05`, times as `09:00`, whole numbers without a point.
    pub text: String,
    /// It repeats the cell that it is merged with.
    #[serde(default)]
    pub is_merged: bool,
    /// Why its value is not known.
    #[serde(default)]
    pub trouble: Option<CellTrouble>,
}

/// Why a cell's value is not known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CellTrouble {
    /// A formula that no program has worked out yet.
    Formula,
    /// A formula that went wrong (`#REF!`).
    Error,
}

impl Cell {
    /// A cell in which this text stands.
    pub fn new(text: impl Into<String>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }

    /// Whether nothing stands in it.
    pub fn is_blank(&self) -> bool {
        self.text.trim().is_empty() && self.trouble.is_none()
    }
}

impl Line {
    /// What stands in a column, counted from 0, without spaces around it.
    pub fn text(&self, column: usize) -> &str {
        self.cells.get(column).map_or("", |cell| cell.text.trim())
    }

    /// Whether nothing stands in it.
    pub fn is_blank(&self) -> bool {
        self.cells.iter().all(Cell::is_blank)
    }

    /// With one cell made of this one and so many after it; as it is where there are not so many.
    pub fn joined(&self, column: usize, more: usize) -> Self {
        let mut line = self.clone();
        if column + more < line.cells.len() {
            let joined: Vec<String> = line.cells.drain(column..=column + more).map(|cell| cell.text).collect();
            line.cells.insert(column, Cell::new(joined.join(",")));
        }
        line
    }

    /// The one thing that stands in this line, if it is only one: a title, a heading between rows, a note. Merged cells
    /// count once.
    pub fn only_text(&self) -> Option<&str> {
        let mut texts = self.cells.iter().filter(|cell| !cell.is_blank());
        let first = texts.next()?;
        texts.all(|cell| cell.is_merged && cell.text == first.text).then_some(first.text.trim())
    }
}

impl Sheet {
    /// How many columns it has.
    pub fn width(&self) -> usize {
        self.lines.iter().map(|line| line.cells.len()).max().unwrap_or(0)
    }

    /// The place of a line among [`Sheet::lines`], by its number.
    pub fn place(&self, number: usize) -> Option<usize> {
        self.lines.iter().position(|line| line.number == number)
    }

    /// Writes another text into a cell, as a person corrected it. A line that is not there stays away.
    pub fn correct(&mut self, number: usize, column: usize, text: &str) {
        let Some(line) = self.place(number).and_then(|place| self.lines.get_mut(place)) else { return };
        if line.cells.len() <= column {
            line.cells.resize(column + 1, Cell::default());
        }
        line.cells[column] = Cell::new(text);
    }

    /// Makes one cell of this one and so many after it: the commas between them ended no cell.
    pub fn join(&mut self, number: usize, column: usize, more: usize) {
        let Some(line) = self.place(number).and_then(|place| self.lines.get_mut(place)) else { return };
        *line = line.joined(column, more);
    }

    /// Gives a line that was cut short empty cells at its end.
    pub fn lengthen(&mut self, number: usize, width: usize) {
        if let Some(line) = self.place(number).and_then(|place| self.lines.get_mut(place))
            && line.cells.len() < width
        {
            line.cells.resize(width, Cell::default());
        }
    }
}

/// The letters by which spreadsheet programs call a column, counted from 0: A, B, … Z, AA.
pub fn column_letters(column: usize) -> String {
    let mut letters = Vec::new();
    let mut left = column + 1;
    while left > 0 {
        letters.push((b'A' + ((left - 1) % 26) as u8) as char);
        left = (left - 1) / 26;
    }
    letters.into_iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_called_as_spreadsheets_call_them() {
        for (column, letters) in [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (52, "BA"), (701, "ZZ"), (702, "AAA")] {
            assert_eq!(column_letters(column), letters);
        }
    }

    #[test]
    fn a_title_over_merged_cells_is_one_text() {
        let merged = |text: &str| Cell { is_merged: true, ..Cell::new(text) };
        let line = |cells: Vec<Cell>| Line { number: 1, cells, quotes_are_odd: false };
        assert_eq!(line(vec![Cell::new("选课菜单"), merged("选课菜单")]).only_text(), Some("选课菜单"));
        assert_eq!(line(vec![Cell::new(""), Cell::new("注")]).only_text(), Some("注"));
        assert_eq!(line(vec![Cell::new("30"), Cell::new("30")]).only_text(), None);
        assert_eq!(line(vec![]).only_text(), None);
    }

    #[test]
    fn a_correction_takes_the_place_of_what_stood_there() {
        let cells = vec![Cell { trouble: Some(CellTrouble::Formula), ..Cell::default() }];
        let mut sheet = Sheet { lines: vec![Line { number: 3, cells, quotes_are_odd: false }], ..Sheet::default() };
        sheet.correct(3, 0, "2026-05-01");
        sheet.correct(3, 2, "x");
        sheet.correct(4, 0, "y");
        assert_eq!(sheet.lines[0].cells[0], Cell::new("2026-05-01"));
        assert_eq!((sheet.lines[0].text(1), sheet.lines[0].text(2), sheet.lines.len()), ("", "x", 1));
    }

    #[test]
    fn cells_are_joined_where_a_comma_ended_none() {
        let cells = ["V13", "室外", "雨天不用", ""].map(Cell::new).to_vec();
        let mut sheet = Sheet { lines: vec![Line { number: 3, cells, quotes_are_odd: false }], ..Sheet::default() };
        sheet.join(3, 3, 1);
        assert_eq!(sheet.lines[0].cells.len(), 4, "nothing is there to join");
        sheet.join(3, 1, 1);
        let texts: Vec<&str> = (0..4).map(|column| sheet.lines[0].text(column)).collect();
        assert_eq!((texts, sheet.lines[0].cells.len()), (vec!["V13", "室外,雨天不用", "", ""], 3));
        sheet.lengthen(3, 5);
        sheet.lengthen(3, 2);
        assert_eq!(sheet.lines[0].cells.len(), 5);
    }
}
