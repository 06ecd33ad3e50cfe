//! Files of the district on their way in: opened by what they are, looked at, and read as a person has corrected them.

use web_sys::File;

use crate::domain::catalogue::{Catalogue, MenuSource};
use crate::domain::catalogue_changes::{CatalogueEdit, Difference};
use crate::exchange::course_menu::read_text;
use crate::exchange::district_menu::{DistrictMenu, open_menu};
use crate::exchange::file_kind::FileKind;
use crate::exchange::intake::has_headings;
use crate::state::reasons::{FileProblem, MenuRefused, WorkbookProblem};
use crate::state::save::{self, SaveError};
use crate::state::workbook::read_workbook;

pub use crate::exchange::columns::Layout;
pub use crate::exchange::csv::write_csv;
pub use crate::exchange::district_menu::SignedMenu;
pub use crate::exchange::intake::{Preview, RowMend, entry_edit, likeliest, looks_like, preview, row_mends};
pub use crate::exchange::sheet::{Sheet, column_letters};

/// What a file is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// Sheets, at least one.
    Sheets(Vec<Sheet>),
    /// A district's signed course menu, checked.
    Signed(Box<SignedMenu>),
}

/// Why nothing of a file can be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SourceProblem {
    /// It cannot be opened.
    File(SaveError),
    /// It is no text that can be read.
    Text(FileProblem),
    /// It is no spreadsheet that can be read.
    Workbook(WorkbookProblem),
    /// It is called like a spreadsheet, is a text, and no list.
    NamedLikeAWorkbook,
    /// It is no signed course menu that can be believed.
    Menu(MenuRefused),
}

/// Opens a file that was chosen or dropped.
///
/// # Errors
/// With why nothing of it can be used.
pub async fn open(file: &File) -> Result<Source, SourceProblem> {
    let bytes = save::read_bytes(file).await.map_err(SourceProblem::File)?;
    match FileKind::of(&bytes) {
        FileKind::Package | FileKind::Compound(_) => {
            let sheets = read_workbook(&bytes).await.map_err(SourceProblem::Workbook)?;
            if sheets.is_empty() { Err(SourceProblem::Text(FileProblem::Empty)) } else { Ok(Source::Sheets(sheets)) }
        }
        FileKind::Json => {
            let menu = open_menu(&bytes).await.map_err(SourceProblem::Menu)?;
            Ok(Source::Signed(Box::new(menu)))
        }
        FileKind::Text => {
            let named = is_named_like_a_workbook(&file.name());
            let unreadable =
                if named { SourceProblem::NamedLikeAWorkbook } else { SourceProblem::Text(FileProblem::Garbled) };
            let text = save::decode(&bytes).ok_or(unreadable)?;
            // Programs there are that write a CSV file and call it so: what can be read is read.
            match of_text(&text)? {
                Source::Sheets(sheets) if named && !has_headings(&sheets) => Err(SourceProblem::NamedLikeAWorkbook),
                source => Ok(source),
            }
        }
    }
}

fn is_named_like_a_workbook(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    name.ends_with(".xlsx") || name.ends_with(".xls")
}

/// What was pasted.
///
/// # Errors
/// With why nothing of it can be used.
pub fn of_text(text: &str) -> Result<Source, SourceProblem> {
    read_text(text).map(|sheet| Source::Sheets(vec![sheet])).map_err(SourceProblem::Text)
}

/// What a signed menu would change: courses and providers become what it says; what the centre notes about providers
/// stays.
pub fn of_signed(menu: &DistrictMenu, catalogue: &Catalogue) -> (Vec<Difference>, Vec<CatalogueEdit>) {
    let mut later = Catalogue {
        courses: menu.courses.clone(),
        providers: menu.providers.clone(),
        venues: catalogue.venues.clone(),
        services: catalogue.services.clone(),
    };
    for provider in &mut later.providers {
        if let Some(known) = catalogue.provider(&provider.code).cloned() {
            provider.renewal = known.renewal;
            provider.proposals = known.proposals;
            provider.satisfaction = known.satisfaction;
        }
    }
    (catalogue.differences_to(&later), catalogue.edits_to(&later))
}

/// What is to be taken: edits, and whose signed menu brings them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taking {
    /// The edits.
    pub edits: Vec<CatalogueEdit>,
    /// Whose.
    pub source: Option<MenuSource>,
}
