//! Writes the sample centre's folder: `cargo run --release --bin sample -- <folder> [--today YYYY-MM-DD]`.
//!
//! Everything in it is invented and says so. The same day gives the same folder (but for the lock of the
//! workspace file, whose salt is random); without `--today` it is as of now on the centre's clock.

// `cargo test` for the browser compiles every program of the package; there this one is empty.
#![cfg_attr(target_arch = "wasm32", no_main)]
#![cfg(not(target_arch = "wasm32"))]

mod attendance;
mod book;
mod catalogue;
mod chance;
mod folder;
mod keys;
mod months;
mod people;
mod slips;
mod tables;
#[cfg(test)]
mod tests;
mod times;
mod when;

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::SystemTime;

use chrono::NaiveTime;
use linli::domain::book::Fact;
use linli::domain::holiday::Holidays;
use linli::domain::household::HouseholdFact;
use linli::domain::time::{Month, Stamp, Start, parse_day};
use linli::exchange::keys::{CentreKeys, RecoveryKey};
use linli::exchange::zip::FolderFile;

use crate::book::Book;
use crate::months::Maker;
use crate::slips::Desk;
use crate::tables::Table;
use crate::times::UTC_OFFSET;
use crate::when::Year;

/// How many months before this one the sample has.
const MONTHS_BEFORE: i32 = 2;

fn main() -> ExitCode {
    match run(std::env::args().skip(1)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("sample: {problem}");
            ExitCode::FAILURE
        }
    }
}

fn run(mut args: impl Iterator<Item = String>) -> Result<(), String> {
    const USAGE: &str = "usage: sample <folder> [--today YYYY-MM-DD]";
    let folder = PathBuf::from(args.next().filter(|first| !first.starts_with('-')).ok_or(USAGE)?);
    let now = match (args.next().as_deref(), args.next(), args.next()) {
        (None, None, None) => clock()?,
        (Some("--today"), Some(day), None) => morning(&day)?,
        _ => return Err(USAGE.to_owned()),
    };
    let sample = Sample::new(now)?;
    let mut files = sample.folder()?;
    files.push(sample.workspace()?);
    files.push(sample.family()?);
    for file in &files {
        put(&folder, file).map_err(|e| format!("{}: {e}", file.path))?;
    }
    println!("The sample centre as of {now}: {} files in {}", files.len(), folder.display());
    Ok(())
}

/// The sample as of a moment.
struct Sample {
    keys: CentreKeys,
    recovery: RecoveryKey,
    book: Book,
    /// What the phone of the family that serves most keeps.
    phone: Vec<(String, Vec<HouseholdFact>)>,
    now: Start,
}

impl Sample {
    fn new(now: Start) -> Result<Self, String> {
        let this_month = Month::of(now.day());
        let months: Vec<_> = (-MONTHS_BEFORE..=1).map(|n| this_month.plus(n)).collect();
        let holidays = Holidays::read(Holidays::TABLE).map_err(|e| e.to_string())?;
        let lunar = Table::read("lunar-festivals.tsv", include_str!("data/lunar-festivals.tsv"))?;
        let lunar = when::lunar_festivals(&lunar)?;
        let catalogue = catalogue::read(this_month.plus(-MONTHS_BEFORE), this_month.plus(1))?;
        let maker = Maker::new(&catalogue, Year { holidays: &holidays, lunar: &lunar, this_month })?;

        let (keys, recovery) = keys::centre_keys()?;
        let desk = Desk::new(&keys)?;
        let families = people::families(&keys.centre, this_month.year())?;
        let centre = book::centre(keys.centre.clone());
        let book = book::keep(&maker, &desk, &families, &centre, &months, now)?;
        let served = |family: &&people::Family| {
            let entries = book.months.values().flatten().filter_map(|fact| match fact {
                Fact::Served(entry) => entry.service(),
                _ => None,
            });
            entries.filter(|service| service.who.household == Some(family.tag)).count()
        };
        let phone = desk.phone(families.iter().max_by_key(served).ok_or("no family")?)?;
        Ok(Self { keys, recovery, book, phone, now })
    }

    /// The centre's folder, index last.
    fn folder(&self) -> Result<Vec<FolderFile>, String> {
        folder::write(&self.keys, &self.recovery, &self.book, self.now)
    }

    /// The file with which everybody plays a family.
    fn family(&self) -> Result<FolderFile, String> {
        folder::family(&self.keys, &self.phone, self.now)
    }

    /// The file with which everybody plays the organizer.
    fn workspace(&self) -> Result<FolderFile, String> {
        folder::workspace(&self.keys, &self.recovery, &self.book, self.now)
    }
}

fn put(folder: &Path, file: &FolderFile) -> std::io::Result<()> {
    let path = folder.join(&file.path);
    std::fs::create_dir_all(path.parent().unwrap_or(folder))?;
    std::fs::write(path, &file.bytes)
}

/// Nine in the morning of a day.
fn morning(day: &str) -> Result<Start, String> {
    let day = parse_day(day).map_err(|e| format!("{day}: {e}"))?;
    Ok(Start::new(day, NaiveTime::from_hms_opt(9, 0, 0).unwrap_or_default()))
}

/// Now, on the centre's clock.
fn clock() -> Result<Start, String> {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).map_err(|e| e.to_string())?;
    let stamp = i64::try_from(since.as_millis()).map_err(|e| e.to_string())?;
    Ok(Stamp(stamp).local(UTC_OFFSET))
}
