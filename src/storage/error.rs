//! What can go wrong with storage, as values. The sentences for people are the pages' business.

/// Why storage could not do it. Nothing was changed, unless a variant says otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StorageError {
    /// The database was written by a newer program: load that one. Versions are [`super::schema::VERSION`]s.
    NewerDatabase {
        /// The version of what is stored.
        found: u32,
        /// The version of this program.
        known: u32,
    },
    /// Another tab holds the database open and does not let go: close the other tabs.
    Blocked,
    /// The disk, or the share of it that the browser grants, is full.
    Full,
    /// No IndexedDB here: private mode, storage switched off, an opaque origin.
    Unavailable,
    /// Facts that were stored are gone, or others stand in their place. Leads to recovery, never to an empty calendar.
    Lost {
        /// The month; `None` when the browser emptied the whole database.
        month: Option<String>,
        /// How many facts there should be.
        expected: u32,
        /// How many there are. The same number means that their content or their order is not what was stored.
        found: u32,
    },
    /// The connection is gone for good: another tab upgraded or deleted the database, or the browser died beneath it.
    /// Load the page again.
    Closed,
    /// Something is there and cannot be read.
    Damaged {
        /// Store and key, for the report of a defect.
        place: String,
    },
    /// Anything else, in the browser's words, for the report of a defect.
    Other(String),
}

/// Why a change was not made: the rule refused, or the storage could not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ChangeError<E> {
    /// The rule's own reason. Nothing was changed.
    Refused(E),
    /// Storage's reason.
    Storage(StorageError),
}

impl<E> From<StorageError> for ChangeError<E> {
    fn from(error: StorageError) -> Self {
        ChangeError::Storage(error)
    }
}

/// When an exception was thrown: the same name means different things.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moment {
    /// While opening or deleting a database.
    Opening,
    /// While reading or writing.
    Working,
}

impl StorageError {
    /// The meaning of a DOMException by its name.
    ///
    /// `VersionError` is not here: the versions have to be asked for, see `idb::connect`.
    pub fn of_exception(name: &str, message: &str, moment: Moment) -> Self {
        match (name, moment) {
            // Firefox has a name of its own for the disk; the standard has one for the share.
            ("QuotaExceededError" | "NS_ERROR_FILE_NO_DEVICE_SPACE", _) => Self::Full,
            // Firefox in private mode says InvalidStateError, other engines UnknownError, sandboxed frames SecurityError.
            ("SecurityError" | "NotSupportedError" | "NotAllowedError", _) => Self::Unavailable,
            ("InvalidStateError" | "UnknownError", Moment::Opening) => Self::Unavailable,
            // WebKit: "Connection to Indexed Database server lost" is an UnknownError.
            ("InvalidStateError" | "UnknownError" | "AbortError", Moment::Working) => Self::Closed,
            ("AbortError", Moment::Opening) => Self::Closed,
            // Chromium reports a large value whose file is gone as DataError or NotReadableError; a missing store is
            // NotFoundError; a place in the chain that is taken already is ConstraintError.
            ("DataError" | "NotReadableError" | "NotFoundError" | "ConstraintError" | "DataCloneError", _) => {
                Self::Damaged { place: format!("{name}: {message}") }
            }
            _ => Self::Other(format!("{name}: {message}")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn case(name: &str, opening: StorageError, working: StorageError) {
        assert_eq!(StorageError::of_exception(name, "why", Moment::Opening), opening, "{name} while opening");
        assert_eq!(StorageError::of_exception(name, "why", Moment::Working), working, "{name} while working");
    }

    #[test]
    fn exceptions_by_name() {
        use StorageError::*;
        let damaged = |name: &str| Damaged { place: format!("{name}: why") };
        let other = |name: &str| Other(format!("{name}: why"));
        case("QuotaExceededError", Full, Full);
        case("NS_ERROR_FILE_NO_DEVICE_SPACE", Full, Full);
        case("SecurityError", Unavailable, Unavailable);
        case("NotSupportedError", Unavailable, Unavailable);
        case("NotAllowedError", Unavailable, Unavailable);
        case("InvalidStateError", Unavailable, Closed);
        case("UnknownError", Unavailable, Closed);
        case("AbortError", Closed, Closed);
        for name in ["DataError", "NotReadableError", "NotFoundError", "ConstraintError", "DataCloneError"] {
            case(name, damaged(name), damaged(name));
        }
        for name in ["TransactionInactiveError", "ReadOnlyError", "TimeoutError", ""] {
            case(name, other(name), other(name));
        }
    }
}
