//! What a chosen file is, by its first bytes: whatever its name says.

use serde::{Deserialize, Serialize};

/// More bytes than this are not read as a spreadsheet.
pub const MOST_WORKBOOK_BYTES: usize = 16 * 1024 * 1024;

/// Why nothing of a spreadsheet was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum WorkbookProblem {
    /// The form of spreadsheets before 2007 (.xls), whatever the file is called.
    OldFormat,
    /// It opens with a password only.
    Password,
    /// Another kind of file.
    NotASpreadsheet,
    /// Cut or changed on its way.
    Damaged,
    /// More in it than a course menu has.
    TooLarge,
    /// What reads spreadsheets could not be fetched: no network yet.
    NoReader,
}

/// A kind of file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileKind {
    /// A package of parts (.xlsx), or another archive.
    Package,
    /// An OLE compound file: a spreadsheet from before 2007, or one with a password.
    Compound(WorkbookProblem),
    /// A signed course menu, or another of our own files.
    Json,
    /// Anything else: a CSV file, as far as its bytes tell.
    Text,
}

impl FileKind {
    /// By the first bytes.
    pub fn of(bytes: &[u8]) -> Self {
        if bytes.starts_with(b"PK") {
            return FileKind::Package;
        }
        if bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]) {
            // The directory of its streams names them in UTF-16.
            let has = |name: &str| {
                let name: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
                bytes.windows(name.len()).any(|window| window == name)
            };
            return FileKind::Compound(match () {
                () if has("EncryptedPackage") => WorkbookProblem::Password,
                () if has("Workbook") || has("Book") => WorkbookProblem::OldFormat,
                () => WorkbookProblem::NotASpreadsheet,
            });
        }
        let begins = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes).trim_ascii_start();
        if begins.starts_with(b"{") { FileKind::Json } else { FileKind::Text }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_what_its_bytes_say() {
        let old = FileKind::of(include_bytes!("../../tests/spreadsheets/old.xlsx"));
        assert_eq!(old, FileKind::Compound(WorkbookProblem::OldFormat));
        let locked = FileKind::of(include_bytes!("../../tests/spreadsheets/password.xlsx"));
        assert_eq!(locked, FileKind::Compound(WorkbookProblem::Password));
        assert_eq!(FileKind::of(include_bytes!("../../tests/spreadsheets/course-menu.xlsx")), FileKind::Package);
        assert_eq!(FileKind::of("\u{FEFF} {\"linli\"".as_bytes()), FileKind::Json);
        assert_eq!(FileKind::of("编号,名称".as_bytes()), FileKind::Text);
        assert_eq!(FileKind::of(b""), FileKind::Text);
    }
}
