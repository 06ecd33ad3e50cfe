//! Going on from what is on the site: a workspace that came back from its recovery file alone takes over the months that its
//! centre had published.

use leptos::prelude::*;
use std::collections::BTreeMap;

use super::hosting::{get, read_store};
use super::publishing::{read_beside, read_host};
use super::vault::Vault;
use super::{Desk, DeskError};
use crate::domain::book::Fact;
use crate::domain::menu::Menu;
use crate::domain::slip::Arrival;
use crate::domain::taken_over::{OnSite, TakenOver, go_on, rooms};
use crate::domain::time::Month;
use crate::exchange::bucket::Store;
use crate::exchange::outcome::{OutcomeRefused, open_outcome};
use crate::exchange::published::{CENTRE_PATH, Head, INDEX_PATH, Refused, Series};
use crate::exchange::zip::FolderFile;
use crate::state::net::{self, FetchError, ObjectError};
use crate::storage::NO_MONTH;

/// Where a centre's folder is read from.
enum Source {
    Store(Store),
    Beside,
}

impl Source {
    async fn of(vault: &Vault) -> Result<Self, DeskError> {
        Ok(vault.store().await?.map_or(Source::Beside, Source::Store))
    }

    async fn read(&self, path: &str) -> Result<Vec<u8>, DeskError> {
        let missing = || DeskError::FileMissing { path: path.to_owned() };
        match self {
            Source::Store(store) => get(store, path).await?.ok_or_else(missing),
            Source::Beside => net::fetch(path, true).await.map_err(|error| match error {
                FetchError::NotFound => missing(),
                FetchError::Status(status) => DeskError::Store(ObjectError::Status(status)),
                FetchError::Offline | FetchError::TooLarge => DeskError::Store(ObjectError::Unreachable),
            }),
        }
    }

    async fn head(&self, vault: &Vault) -> Result<Option<Head>, DeskError> {
        match self {
            Source::Store(store) => Ok(read_store(vault, store).await?.map(|there| there.head)),
            Source::Beside => Ok(read_beside(vault).await),
        }
    }
}

impl Desk {
    /// How many months stand published on the site of which this book knows nothing; tracked.
    pub fn months_on_site(self) -> usize {
        self.on_site.with(Vec::len)
    }

    /// Looks which they are. Months that are not read yet but hold something are taken for known: this is for books that
    /// hold next to nothing.
    pub(super) async fn look_at_site(self) {
        let Ok(vault) = self.open_vault() else { return };
        // A site that is out of reach says nothing.
        let Ok(Some(head)) = read_host(&vault).await else { return };
        let unknown = |month: &Month| {
            let read = self.pages.with_untracked(|pages| pages.get(month).map(|page| page.book.menu.is_none()));
            read.unwrap_or_else(|| self.months.with_untracked(|months| !months.contains(month)))
        };
        let months: Vec<Month> = head.newest(Series::Menus).into_keys().filter(unknown).collect();
        if self.vault.with_value(|vault| vault.as_ref().is_some_and(Vault::is_open)) {
            self.on_site.set(months);
        }
    }

    /// Takes over every month that stands published and of which this book knows nothing: its plan, its menu, its draws, and
    /// what people were told. Returns how many. All of it is read and checked before anything is kept.
    ///
    /// # Errors
    /// When the site cannot be read whole, or it cannot be kept.
    pub async fn go_on(self) -> Result<usize, DeskError> {
        let vault = self.open_vault()?;
        let source = Source::of(&vault).await?;
        let head = source.head(&vault).await?.ok_or(DeskError::HostUnreadable)?;
        let mut files: BTreeMap<String, Vec<u8>> = BTreeMap::new();
        for path in [CENTRE_PATH, INDEX_PATH].into_iter().chain(head.index.files.keys().map(String::as_str)) {
            if !files.contains_key(path) {
                files.insert(path.to_owned(), source.read(path).await?);
            }
        }
        let mut months: Vec<OnSite> = Vec::new();
        for (month, revision) in head.newest(Series::Menus) {
            if self.ensure(month).await?.menu.is_none() {
                months.push(read_month(&head, &files, month, revision).map_err(|_| DeskError::HostUnreadable)?);
            }
        }
        self.learn(&head).await?;
        let menus: Vec<&Menu> = months.iter().map(|known| &known.menu).collect();
        if let Some(rooms) = self.office.with_untracked(|office| rooms(&menus, &office.catalogue)) {
            self.append(NO_MONTH, vec![rooms]).await?;
        }
        for known in &months {
            self.append(&known.menu.month.to_string(), go_on(known)).await?;
        }
        // The folder as it lies there is this computer's from now on: it can be laid elsewhere whole.
        let kept = vault.folder().await?.map_or(0, |folder| folder.counter());
        if head.index.counter > kept {
            let files: Vec<FolderFile> = files.into_iter().map(|(path, bytes)| FolderFile { path, bytes }).collect();
            vault.keep_folder(head.index.counter, &files, Vec::new()).await?;
            self.folder.set(vault.folder().await?.map(std::sync::Arc::new));
        }
        self.on_site.set(Vec::new());
        Ok(months.len())
    }

    /// What slips were told that come again after a month was taken over: whoever hands one in shows the key to its outcome.
    ///
    /// # Errors
    /// When the ciphers fail.
    pub(super) async fn known_again(self, month: &str, arrivals: &[Arrival]) -> Result<Option<Fact>, DeskError> {
        let Ok(month) = Month::parse(month) else { return Ok(None) };
        let book = self.ensure(month).await?;
        let Some(told) = &book.taken_over else { return Ok(None) };
        let mut outcomes = Vec::new();
        for slip in arrivals.iter().map(|arrival| &arrival.slip) {
            let Some(sealed) = told.sealed.get(&slip.tag) else { continue };
            match open_outcome(&slip.key, &slip.tag, month, sealed).await {
                Ok(answer) => outcomes.push((slip.id, answer)),
                Err(OutcomeRefused::Crypto(error)) => return Err(DeskError::Crypto(error)),
                // Not what it was sealed for, or by a later program: the slip is placed like any other.
                Err(OutcomeRefused::DoesNotOpen | OutcomeRefused::Unknown) => {}
            }
        }
        let publication = crate::domain::book::Publication { month, revision: told.revision, at: told.at, outcomes };
        Ok((!publication.outcomes.is_empty()).then_some(Fact::OutcomesPublished(publication)))
    }
}

/// One month of a folder, checked file by file.
fn read_month(head: &Head, files: &BTreeMap<String, Vec<u8>>, month: Month, revision: u32) -> Result<OnSite, Refused> {
    let bytes = |series: Series, revision: u32| {
        let path = series.path(month, revision);
        files.get(&path).map(Vec::as_slice).ok_or(Refused::Missing(path))
    };
    let newest = |series: Series| head.newest(series).get(&month).copied();
    let menu = head.menu(month, revision, bytes(Series::Menus, revision)?)?;
    let mut told = TakenOver {
        month,
        revision: 0,
        at: head.index.made_at,
        counts: BTreeMap::new(),
        sealed: BTreeMap::new(),
        hours: BTreeMap::new(),
    };
    if let Some(revision) = newest(Series::Outcomes) {
        let outcomes = head.outcomes(month, revision, bytes(Series::Outcomes, revision)?)?;
        (told.revision, told.at) = (revision, outcomes.made_at);
        (told.counts, told.sealed) = (outcomes.counts, outcomes.outcomes);
    }
    if let Some(revision) = newest(Series::Counts) {
        told.counts = head.counts(month, revision, bytes(Series::Counts, revision)?)?.counts;
    }
    if let Some(revision) = newest(Series::Hours) {
        told.hours = head.hours(month, revision, bytes(Series::Hours, revision)?)?.hours;
    }
    let draws = match newest(Series::Draws) {
        Some(revision) => Some((revision, head.draws(month, revision, bytes(Series::Draws, revision)?)?.draws)),
        None => None,
    };
    Ok(OnSite { menu, told, draws })
}
