//! The ledger as files for other programs.

use chrono::{Datelike, Timelike};

use crate::domain::ledger::Ledger;
use crate::domain::ledger_form::{Column, FormCell, rows};
use crate::domain::time::Start;
use crate::exchange::table::{Cell, Table};

fn table(ledger: &Ledger, columns: &[Column], utc_offset: i32) -> Table {
    let cell = |cell| match cell {
        FormCell::Words(words) => Cell::Words(words),
        FormCell::Number(number) => Cell::Number(number),
    };
    let rows = rows(ledger, columns, utc_offset).into_iter().map(|row| row.into_iter().map(cell).collect());
    Table { columns: columns.iter().map(|column| column.name.clone()).collect(), rows: rows.collect() }
}

/// As CSV.
pub fn csv(ledger: &Ledger, columns: &[Column], utc_offset: i32) -> Vec<u8> {
    table(ledger, columns, utc_offset).csv()
}

/// As an Excel workbook with one sheet of this name.
pub fn xlsx(ledger: &Ledger, columns: &[Column], utc_offset: i32, sheet: &str, now: Start) -> Vec<u8> {
    let (day, time) = (now.day(), now.time());
    let stamp = (day.year() as u16, day.month() as u8, day.day() as u8, time.hour() as u8, time.minute() as u8);
    table(ledger, columns, utc_offset).xlsx(sheet, stamp)
}
