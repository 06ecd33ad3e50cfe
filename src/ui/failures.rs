//! What went wrong, in words, and what one can do about it.

use crate::state::StorageError;
use crate::state::family::FamilyError;
use crate::ui::words::say;

/// Why something could not be kept on this phone.
pub fn storage(error: &StorageError) -> &'static str {
    match error {
        StorageError::NewerDatabase { .. } => say("failure.newer-database"),
        StorageError::Blocked => say("failure.blocked"),
        StorageError::Full => say("failure.full"),
        StorageError::Unavailable => say("failure.unavailable"),
        StorageError::Lost { .. } => say("failure.lost"),
        StorageError::Closed => say("failure.closed"),
        StorageError::Damaged { .. } => say("failure.damaged"),
        StorageError::Other(_) => say("failure.other"),
    }
}

/// Why something could not be made or kept for the family.
pub fn family(error: &FamilyError) -> &'static str {
    match error {
        FamilyError::NoCentre => say("failure.no-centre"),
        FamilyError::Gone => say("failure.gone"),
        FamilyError::Already(_) => say("failure.already"),
        FamilyError::Seal(_) => say("failure.seal"),
        FamilyError::Crypto => say("failure.crypto"),
        FamilyError::Record(_) => say("failure.damaged"),
        FamilyError::Storage(error) => storage(error),
    }
}
