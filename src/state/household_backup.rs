//! Everything that this phone keeps of the family's own, in one locked text: for another phone, or for this one after its browser
//! was cleaned. Bringing it back is a union: what is here stays.

use crate::domain::household::HouseholdFact;
use crate::exchange::backup::{Backup, open_backup, write_backup};
use crate::exchange::locked::{Kind, LockRefused, read_header};
use crate::state::clock;
use crate::state::family::{Family, FamilyError};
use crate::storage::record::decode;

/// The shortest passphrase, in characters. Whoever has the file may try as many as they like.
pub const SHORTEST: usize = 6;

/// Why a backup was not made or not brought back. What is on the phone is as it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BackupError {
    /// Of less than [`SHORTEST`] characters.
    ShortPassphrase,
    /// Not the one under which it was locked.
    WrongPassphrase,
    /// Not a family's backup.
    NotOurs,
    /// Written by a later program.
    TooNew,
    /// Cut or changed.
    Damaged,
    /// Another centre's: its slips mean nothing here.
    OtherCentre,
    /// It cannot be read or kept on this phone.
    Family(FamilyError),
}

impl From<FamilyError> for BackupError {
    fn from(error: FamilyError) -> Self {
        BackupError::Family(error)
    }
}

impl From<LockRefused> for BackupError {
    fn from(refused: LockRefused) -> Self {
        match refused {
            LockRefused::NotOurs | LockRefused::OtherKind(_) => BackupError::NotOurs,
            LockRefused::TooNew { .. } => BackupError::TooNew,
            LockRefused::WrongPassphrase => BackupError::WrongPassphrase,
            LockRefused::Damaged => BackupError::Damaged,
            LockRefused::Crypto(_) => BackupError::Family(FamilyError::Crypto),
        }
    }
}

/// What a backup brought.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BroughtBack {
    /// Members of the family that are here now.
    pub members: usize,
    /// Slips that are here now.
    pub slips: usize,
    /// Slips, members and hours that were not here before.
    pub new: usize,
}

/// How much of a family is here.
fn size(family: Family) -> (usize, usize, usize) {
    leptos::prelude::untrack(|| (family.members().len(), family.slips().len(), family.hours().len()))
}

impl Family {
    /// Everything of the family's in one text, locked under a passphrase.
    ///
    /// # Errors
    /// When the passphrase is too short, or something cannot be read.
    pub async fn backup(self, passphrase: &str) -> Result<String, BackupError> {
        if passphrase.trim().chars().count() < SHORTEST {
            return Err(BackupError::ShortPassphrase);
        }
        let (db, centre) = (self.db()?, self.centre_id().ok_or(FamilyError::NoCentre)?);
        let mut backup = Backup::default();
        for month in db.months().await.map_err(FamilyError::from)? {
            let kept = db.read_month(&month).await.map_err(FamilyError::from)?;
            let bodies: Vec<Vec<u8>> = kept.facts.into_iter().filter_map(|fact| fact.body).collect();
            backup.months.insert(month, bodies);
        }
        let text = write_backup(Kind::Household, &centre, clock::now(), passphrase, &backup).await;
        text.map_err(|_| BackupError::Family(FamilyError::Crypto))
    }

    /// Brings back what such a text holds.
    ///
    /// # Errors
    /// With why not. Then nothing of it is kept.
    pub async fn bring_back(self, text: &str, passphrase: &str) -> Result<BroughtBack, BackupError> {
        let header = read_header(text)?;
        if header.kind != Kind::Household {
            return Err(BackupError::NotOurs);
        }
        if self.centre_id() != Some(header.centre) {
            return Err(BackupError::OtherCentre);
        }
        let backup = open_backup(Kind::Household, text, passphrase).await?;
        // All of it is understood before any of it is kept.
        for body in backup.months.values().flatten() {
            decode::<HouseholdFact>(body).map_err(FamilyError::from)?;
        }
        let before = size(self);
        for (month, bodies) in backup.months {
            self.keep_copied(&month, bodies).await?;
        }
        let (members, slips, hours) = size(self);
        // Members may be fewer than before: one was taken out on the other phone.
        let new = (members + slips + hours).saturating_sub(before.0 + before.1 + before.2);
        Ok(BroughtBack { members, slips, new })
    }
}
