//! Publishing a month: its menu, its outcomes, and a signed index over the whole folder.

use leptos::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::hosting::read_store;
use super::vault::Vault;
use super::{Desk, DeskError, Folder};
use crate::domain::book::{Fact, MonthBook, Publication};
use crate::domain::holiday::Holidays;
use crate::domain::holiday_years;
use crate::domain::id::{OutcomeTag, SlipId};
use crate::domain::learnt::learnt;
use crate::domain::menu::Menu;
use crate::domain::placement::Placement;
use crate::domain::slip::Arrival;
use crate::domain::standing::{Answer, Reason};
use crate::domain::time::{Month, Stamp};
use crate::exchange::crypto::Hash;
use crate::exchange::envelope::Envelope;
use crate::exchange::hours::Hours;
use crate::exchange::outcome::seal_outcome;
use crate::exchange::publish::{
    Dates, PublishConflict, PublishedFiles, centre_file, counts_file, drawn_file, draws_file, hours_file, menu_file,
    outcomes_file, publish,
};
use crate::exchange::published::{
    CENTRE_PATH, CentreFile, Counts, Draws, FORMAT, Head, INDEX_PATH, Index, Outcomes, Series, Trust, check_head,
};
use crate::exchange::zip::FolderFile;
use crate::json;
use crate::state::{almanac, clock, net};
use crate::storage::NO_MONTH;

/// For so long phones take the folder as fresh, in milliseconds: a month and a half.
const FRESH: i64 = 45 * 24 * 60 * 60 * 1000;

impl Desk {
    /// Publishes a month: its menu when the plan has changed, its outcomes, and the index. Nothing leaves the
    /// browser: what is returned is for the person to lay on the host.
    ///
    /// # Errors
    /// When something stands against it, the host is ahead of this book, or it cannot be kept.
    pub async fn publish(self, month: Month) -> Result<Folder, DeskError> {
        self.publish_with(month, None).await
    }

    /// The month as residents would read it after the next publication; none before anything is planned.
    pub fn preview(self, month: Month) -> Option<Menu> {
        let book = self.month(month)?;
        let (centre, rules, catalogue) =
            self.office.with(|office| (office.centre.clone(), office.rules.clone(), office.catalogue.clone()));
        if book.menu.is_some() && !book.has_unpublished_changes() {
            return book.menu.clone();
        }
        let menu = book.plan.publish(centre?.id, book.next_menu_revision(), book.rules(&rules), &catalogue);
        Some(match &book.menu {
            Some(earlier) => menu.following(earlier, clock::now()),
            None => menu,
        })
    }

    /// Takes over what the site says of the centre, where the book does not know it. A site that cannot be reached says
    /// nothing: the centre can be introduced by hand.
    ///
    /// # Errors
    /// When it cannot be kept.
    pub(super) async fn learn_from_site(self, vault: &Vault) -> Result<(), DeskError> {
        if self.office.with_untracked(|office| office.centre.is_some()) {
            return Ok(());
        }
        match read_beside(vault).await {
            Some(head) => self.learn(&head).await,
            None => Ok(()),
        }
    }

    /// The same from a folder that was read.
    ///
    /// # Errors
    /// When it cannot be kept.
    pub(super) async fn learn(self, head: &Head) -> Result<(), DeskError> {
        let at = head.index.made_at;
        let facts = self.office.with_untracked(|office| {
            let mut facts = learnt(office, &head.centre, &head.rules, at);
            if !facts.is_empty() && office.holidays.is_empty() {
                let published = Holidays::read(&head.holidays).unwrap_or_default();
                facts.extend(holiday_years::years(&published, at).into_iter().map(Fact::HolidaysWritten));
            }
            facts
        });
        if facts.is_empty() { Ok(()) } else { self.append(NO_MONTH, facts).await }
    }

    /// Publishes, and with it a further step of a draw. A step publishes no change of the plan: what residents have
    /// read about a draw stands while it is held.
    pub(super) async fn publish_with(self, month: Month, drawn: Option<Fact>) -> Result<Folder, DeskError> {
        let vault = self.open_vault()?;
        let book = self.ensure(month).await?;
        let office = self.office.get_untracked();
        let centre = office.centre.clone().ok_or(DeskError::CentreUnknown)?;
        let expected = vault.head(&month.to_string());
        let at = clock::now();

        let changed_plan = drawn.is_none() && (book.menu.is_none() || book.has_unpublished_changes());
        let mut facts: Vec<Fact> = drawn.iter().cloned().collect();
        let mut files = vec![centre_file(&CentreFile {
            format: FORMAT,
            centre: centre.clone(),
            rules: office.rules.clone(),
            keys: vault.statements().await?,
            holidays: holiday_years::table(&office.holidays),
        })];
        let menu = match &book.menu {
            Some(menu) if !changed_plan => menu.clone(),
            _ => {
                let blocking = self.blocking(&book.plan).await?;
                if !blocking.is_empty() {
                    return Err(DeskError::Blocked(blocking));
                }
                let revision = book.next_menu_revision();
                let rules = book.rules(&office.rules);
                let menu = book.plan.publish(centre.id.clone(), revision, rules, &office.catalogue);
                let mut menu = match &book.menu {
                    Some(earlier) => menu.following(earlier, at),
                    None => menu,
                };
                menu.readings = (self.lookup)(menu.clone()).await.ok_or(DeskError::PartMissing)?;
                files.push(menu_file(&menu));
                facts.push(Fact::MenuPublished { menu: menu.clone(), at });
                menu
            }
        };
        let holidays = almanac::published(&office.holidays);
        files.extend((self.drawing)(&centre, Arc::new(menu.clone()), &holidays).map(|drawn| drawn_file(month, drawn)));
        let mut now = book.with_menu(menu.clone());
        if let Some(fact) = &drawn {
            now = now.with_draw(fact);
            files.push(draws_file(&Draws {
                format: FORMAT,
                centre: centre.id.clone(),
                month,
                revision: now.draws_revision,
                made_at: at,
                draws: now.draws.clone(),
            }));
        }
        let elsewhere = self.elsewhere(month);
        let around = self.surroundings(&office, &elsewhere, &[]);
        let placement = self.place(&now, &around).await.ok_or(DeskError::NothingToPublish)?;
        let told = tell(&now, &office.arrivals, &placement);
        let publication = Publication {
            month,
            revision: now.next_outcomes_revision(),
            at,
            outcomes: told.iter().map(|(arrival, answer)| (arrival.slip.id, answer.clone())).collect(),
        };
        files.push(counts_file(&Counts {
            format: FORMAT,
            centre: centre.id.clone(),
            month,
            revision: publication.revision,
            made_at: at,
            counts: now.fill(&placement),
        }));
        let mut outcomes = seal_all(&menu, &publication, &told).await?;
        let mut hours = self.sealed_hours(&now, publication.revision).await?;
        if let Some(known) = &now.taken_over {
            // Whoever has not handed in again reads what was published before.
            outcomes.outcomes = with(&known.sealed, outcomes.outcomes);
            hours = hours.map(|file| Hours { hours: with(&known.hours, file.hours), ..file });
        }
        files.push(outcomes_file(&outcomes));
        files.extend(hours.as_ref().map(hours_file));
        facts.push(Fact::OutcomesPublished(publication));

        let published = match self.index(&vault, files, at).await {
            Err(DeskError::HostIsAhead { path }) => {
                // Whole months that are not known here can be gone on with.
                self.look_at_site().await;
                return Err(DeskError::HostIsAhead { path });
            }
            published => published?,
        };
        vault.append(&month.to_string(), &facts, expected).await?;
        let superseded = superseded(&vault, &published.index).await?;
        vault.keep_folder(published.index.counter, &published.files, superseded).await?;
        vault.pack(&month.to_string()).await?;
        self.read(&month.to_string()).await?;
        let changed = published.files.iter().map(|file| file.path.clone()).collect();
        let kept = vault.folder().await?.ok_or(DeskError::NothingToPublish)?;
        let folder = Folder { changed, ..kept };
        self.folder.set(Some(Arc::new(folder.clone())));
        Ok(folder)
    }

    /// Signs an index over the changed files and everything published before, here or on the host.
    async fn index(self, vault: &Vault, changed: Vec<FolderFile>, at: Stamp) -> Result<PublishedFiles, DeskError> {
        let keys = vault.keys()?;
        let host = read_host(vault).await?;
        let known = self.known_revisions(host.as_ref()).await?;
        let kept = vault.folder().await?.and_then(|folder| kept_index(&folder.files));
        let changed = self.with_menus(changed, host.as_ref(), kept.as_ref().map(|(index, _)| index)).await?;
        let kept = kept.as_ref().map(|(index, payload)| (index, *payload));
        let dates = Dates { made_at: at, expires: Stamp(at.0 + FRESH) };
        let is_known = |path: &str| known.contains(path);
        publish(&keys.signing, &keys.centre, host.as_ref(), kept, is_known, changed, dates).await.map_err(|conflict| {
            match conflict {
                PublishConflict::UnknownRevision { path } | PublishConflict::RevisionTaken { path } => {
                    DeskError::HostIsAhead { path }
                }
                PublishConflict::NotASigner => DeskError::NotASigner,
                PublishConflict::CentreMissing => DeskError::NothingToPublish,
                PublishConflict::Crypto(error) => DeskError::Crypto(error),
            }
        })
    }

    /// The months' menus besides, where neither the host nor this browser has them: a book that was restored onto a new
    /// host would else publish answers without the sessions that they are about.
    async fn with_menus(
        self,
        mut changed: Vec<FolderFile>,
        host: Option<&Head>,
        kept: Option<&Index>,
    ) -> Result<Vec<FolderFile>, DeskError> {
        let indexes: Vec<&Index> = host.map(|head| &head.index).into_iter().chain(kept).collect();
        for month in self.months.get_untracked() {
            let book = self.ensure(month).await?;
            let Some(menu) = &book.menu else { continue };
            let newest = |path: &String| Series::Menus.parse(path).is_some_and(|(of, _)| of == month);
            let named = indexes.iter().any(|index| index.files.keys().any(newest));
            if !named && !changed.iter().any(|file| newest(&file.path)) {
                changed.push(menu_file(menu));
            }
        }
        Ok(changed)
    }

    /// The paths of all revisions that this book published or learnt of.
    pub(super) async fn known_revisions(self, host: Option<&Head>) -> Result<BTreeSet<String>, DeskError> {
        let mut months: BTreeSet<Month> = self.months.get_untracked();
        for path in host.iter().flat_map(|host| host.index.files.keys()) {
            months.extend(Series::month_of(path));
        }
        let mut known = BTreeSet::new();
        for month in months {
            let book = self.ensure(month).await?;
            let menus = 1..book.next_menu_revision();
            known.extend(menus.map(|revision| Series::Menus.path(month, revision)));
            let taken_over = book.taken_over.iter().flat_map(|told| 1..=told.revision);
            for revision in book.publications.iter().map(|publication| publication.revision).chain(taken_over) {
                let with_it = [Series::Counts, Series::Outcomes, Series::Hours];
                known.extend(with_it.map(|series| series.path(month, revision)));
            }
            let draws = 1..book.next_draws_revision();
            known.extend(draws.map(|revision| Series::Draws.path(month, revision)));
        }
        Ok(known)
    }
}

/// What lies on the host now. A store that is set up must answer: what is there decides what may be published. Else
/// the host is the one that this page came from, and without a network the folder as last published has to do.
pub(super) async fn read_host(vault: &Vault) -> Result<Option<Head>, DeskError> {
    match vault.store().await? {
        Some(store) => Ok(read_store(vault, &store).await?.map(|there| there.head)),
        None => Ok(read_beside(vault).await),
    }
}

pub(super) async fn read_beside(vault: &Vault) -> Option<Head> {
    let (centre_json, index_json) = (net::fetch(CENTRE_PATH, true), net::fetch(INDEX_PATH, true));
    let (centre_json, index_json) = (centre_json.await.ok()?, index_json.await.ok()?);
    let head = check_head(Trust::FirstVisit(None), &centre_json, &index_json).await.ok()?;
    (head.centre.id == vault.centre()).then_some(head)
}

pub(super) fn kept_index(files: &[FolderFile]) -> Option<(Index, Hash)> {
    let file = files.iter().find(|file| file.path == INDEX_PATH)?;
    let envelope: Envelope = json::read(&file.bytes).ok()?;
    let index = json::read(envelope.payload.as_bytes()).ok()?;
    Some((index, Hash::of(envelope.payload.as_bytes())))
}

/// Kept files that the new index no longer names.
async fn superseded(vault: &Vault, index: &Index) -> Result<Vec<String>, DeskError> {
    let Some(folder) = vault.folder().await? else { return Ok(Vec::new()) };
    let paths = folder.files.into_iter().map(|file| file.path);
    Ok(paths.filter(|path| path != INDEX_PATH && !index.files.contains_key(path)).collect())
}

/// Whom to answer what: every slip of the month, and withdrawals that came early and found their slip here.
fn tell<'a>(book: &'a MonthBook, office: &'a [Arrival], placement: &Placement) -> Vec<(&'a Arrival, Answer)> {
    let mut told: BTreeMap<SlipId, (&Arrival, Answer)> = BTreeMap::new();
    for arrival in book.arrivals.iter().chain(office) {
        if let Some(answer) = placement.answers.get(&arrival.slip.id) {
            let answer = book.told(&arrival.slip.id, answer);
            told.entry(arrival.slip.id).or_insert((arrival, answer));
        }
    }
    let strays: BTreeSet<SlipId> = office.iter().map(|arrival| arrival.slip.id).collect();
    told.retain(|id, (_, answer)| !(strays.contains(id) && answer.reason == Reason::SecretUnknown));
    told.into_values().collect()
}

/// What was sealed before, and over it what is sealed now.
fn with(before: &BTreeMap<OutcomeTag, String>, now: BTreeMap<OutcomeTag, String>) -> BTreeMap<OutcomeTag, String> {
    let mut all = before.clone();
    all.extend(now);
    all
}

async fn seal_all(menu: &Menu, publication: &Publication, told: &[(&Arrival, Answer)]) -> Result<Outcomes, DeskError> {
    let mut outcomes = BTreeMap::new();
    for (arrival, answer) in told {
        let slip = &arrival.slip;
        outcomes.insert(slip.tag, seal_outcome(&slip.key, &slip.tag, publication.month, answer).await?);
    }
    Ok(Outcomes {
        format: FORMAT,
        centre: menu.centre.clone(),
        month: publication.month,
        revision: publication.revision,
        menu_revision: menu.revision,
        made_at: publication.at,
        counts: BTreeMap::new(),
        outcomes,
    })
}
