//! The sample's own tables: tab-separated, one header line, read by column name.
//!
//! They come with the program, so a fault in one is a fault of this program: the message names line and column.

use std::fmt::Display;

/// A table's rows.
pub struct Table {
    name: &'static str,
    columns: Vec<&'static str>,
    rows: Vec<Vec<&'static str>>,
}

/// One row of a table.
#[derive(Clone, Copy)]
pub struct Row<'a> {
    table: &'a Table,
    index: usize,
}

impl Table {
    /// Splits a table at tabs.
    pub fn read(name: &'static str, text: &'static str) -> Result<Self, String> {
        let mut lines = text.lines().map(|line| line.split('\t').collect::<Vec<_>>());
        let columns = lines.next().ok_or_else(|| format!("{name} is empty"))?;
        let rows: Vec<_> = lines.collect();
        match rows.iter().position(|row| row.len() != columns.len()) {
            Some(index) => Err(format!("{name}, line {}: not {} fields", index + 2, columns.len())),
            None => Ok(Self { name, columns, rows }),
        }
    }

    /// Its rows in order.
    pub fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        (0..self.rows.len()).map(|index| Row { table: self, index })
    }

    /// The row that has this in that column.
    pub fn find(&self, column: &str, value: &str) -> Result<Row<'_>, String> {
        for row in self.rows() {
            if row.text(column)? == value {
                return Ok(row);
            }
        }
        Err(format!("{}: no {column} {value}", self.name))
    }
}

impl Row<'_> {
    /// A field as it stands.
    pub fn text(&self, column: &str) -> Result<&'static str, String> {
        let at = self.table.columns.iter().position(|name| *name == column);
        let at = at.ok_or_else(|| format!("{} has no column {column}", self.table.name))?;
        Ok(self.table.rows[self.index][at])
    }

    /// A field, read by `read`.
    pub fn parse<T, E: Display>(
        &self,
        column: &str,
        read: impl FnOnce(&'static str) -> Result<T, E>,
    ) -> Result<T, String> {
        read(self.text(column)?).map_err(|e| self.fault(column, e))
    }

    /// Says where something is wrong.
    pub fn fault(&self, column: &str, what: impl Display) -> String {
        format!("{}, line {}, {column}: {what}", self.table.name, self.index + 2)
    }
}
