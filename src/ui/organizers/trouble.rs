//! What went wrong at the desk, in words that end with a way out.

use crate::state::desk::{DeskError, ObjectError, SHORTEST_PASSPHRASE};
use crate::state::reasons::{RecordError, StorageError};
use crate::state::save::SaveError;
use crate::ui::words::{number, say, say_count, say_with};

/// An error of the desk.
pub fn words(error: &DeskError) -> String {
    match error {
        DeskError::Locked => say("trouble.locked").to_owned(),
        DeskError::WrongPassphrase => say("trouble.wrong-passphrase").to_owned(),
        DeskError::WeakPassphrase => say_count("trouble.weak-passphrase", SHORTEST_PASSPHRASE as i64),
        DeskError::NameMissing => say("trouble.name-missing").to_owned(),
        DeskError::CentreUnknown => say("trouble.centre-unknown").to_owned(),
        DeskError::NotOurFile => say("trouble.not-our-file").to_owned(),
        DeskError::FileFromTheFuture => say("trouble.file-from-the-future").to_owned(),
        DeskError::Exists => say("trouble.exists").to_owned(),
        DeskError::Blocked(findings) => say_count("trouble.blocked", findings.len() as i64),
        DeskError::HostIsAhead { path } => say_with("trouble.host-is-ahead", &[("path", path)]),
        DeskError::OtherCentreThere => say("trouble.other-centre-there").to_owned(),
        DeskError::HostUnreadable => say("trouble.host-unreadable").to_owned(),
        DeskError::FileMissing { path } => say_with("trouble.file-missing", &[("path", path)]),
        DeskError::StoreFields(_) => say("trouble.store-fields").to_owned(),
        DeskError::Store(error) => store(error),
        DeskError::Stopped { path, why } => say_with("trouble.upload-stopped", &[("path", path), ("why", &store(why))]),
        DeskError::Disk(error) => file(error).unwrap_or_default(),
        DeskError::NotASigner => say("trouble.not-a-signer").to_owned(),
        DeskError::TextTooLong { bytes } => say_count("trouble.text-too-long", (*bytes / 1024) as i64),
        DeskError::Changed => say("trouble.changed").to_owned(),
        DeskError::NothingToPublish => say("trouble.nothing-to-publish").to_owned(),
        DeskError::NotSettled => say("trouble.not-settled").to_owned(),
        DeskError::PartMissing => say("trouble.part-missing").to_owned(),
        DeskError::SeedElsewhere => say("trouble.seed-elsewhere").to_owned(),
        DeskError::Slip(_) => say("trouble.slip").to_owned(),
        DeskError::OwnSlip(_) => say("trouble.own-slip").to_owned(),
        DeskError::Storage(_) | DeskError::Record(_) | DeskError::Crypto(_) => {
            let Stopped { what, way_out, .. } = stopped(error);
            say_with("trouble.stopped", &[("what", &what), ("way", way_out)])
        }
    }
}

/// What a store said instead of doing it.
fn store(error: &ObjectError) -> String {
    match error {
        ObjectError::Unreachable => say("store.unreachable").to_owned(),
        ObjectError::NoBucket | ObjectError::Missing => say("store.no-bucket").to_owned(),
        ObjectError::Denied => say("store.denied").to_owned(),
        ObjectError::Status(status) => say_count("store.status", *status),
    }
}

/// Something beneath the desk that failed: what is so, and what to do.
pub struct Stopped {
    /// What is so.
    pub what: String,
    /// What to do.
    pub way_out: &'static str,
    /// Whether a backup brings it back.
    pub from_file: bool,
}

/// A failure of what is beneath the desk, each with its own way out.
pub fn stopped(error: &DeskError) -> Stopped {
    match error {
        DeskError::Storage(error) => storage(error),
        DeskError::Record(RecordError::Newer { .. }) => {
            Stopped { what: say("stopped.newer").to_owned(), way_out: say("stopped.newer-way-out"), from_file: false }
        }
        DeskError::Record(RecordError::Unreadable(place)) => {
            let what = say_with("stopped.damaged", &[("place", place)]);
            Stopped { what, way_out: say("stopped.damaged-way-out"), from_file: true }
        }
        DeskError::Crypto(_) => {
            Stopped { what: say("stopped.crypto").to_owned(), way_out: say("stopped.crypto-way-out"), from_file: false }
        }
        other => Stopped { what: words(other), way_out: say("stopped.other-way-out"), from_file: false },
    }
}

fn storage(error: &StorageError) -> Stopped {
    let (what, way_out) = match error {
        StorageError::NewerDatabase { .. } => (say("stopped.newer").to_owned(), say("stopped.newer-way-out")),
        StorageError::Blocked => (say("stopped.blocked").to_owned(), say("stopped.blocked-way-out")),
        StorageError::Full => (say("stopped.full").to_owned(), say("stopped.full-way-out")),
        StorageError::Unavailable => (say("stopped.unavailable").to_owned(), say("stopped.unavailable-way-out")),
        StorageError::Lost { month, expected, found } => {
            let what = match month {
                Some(month) => {
                    let values = [("month", month.as_str()), ("n", &number(*expected)), ("found", &number(*found))];
                    say_with("stopped.lost", &values)
                }
                None => say("stopped.lost-all").to_owned(),
            };
            (what, say("stopped.lost-way-out"))
        }
        StorageError::Closed => (say("stopped.closed").to_owned(), say("stopped.closed-way-out")),
        StorageError::Damaged { place } => {
            (say_with("stopped.damaged", &[("place", place)]), say("stopped.damaged-way-out"))
        }
        StorageError::Other(words) => (say_with("stopped.other", &[("words", words)]), say("stopped.other-way-out")),
    };
    let from_file = matches!(error, StorageError::Lost { .. } | StorageError::Damaged { .. });
    Stopped { what, way_out, from_file }
}

/// A file that could not be written or read; none where the person chose nothing.
pub fn file(error: &SaveError) -> Option<String> {
    match error {
        SaveError::NotHere => Some(say("file.not-here").to_owned()),
        SaveError::Nothing => None,
        SaveError::Refused { path } => Some(say_with("file.refused", &[("path", path)])),
        SaveError::TooLarge => Some(say("file.too-large").to_owned()),
    }
}
