//! The organizer's workspace: unlocked by a passphrase, encrypted at rest, published from.
//!
//! The book's facts are read a month at a time and kept decrypted in signals only while the desk is open.

mod attending;
mod calling;
mod drawing;
mod going_on;
mod hosting;
mod inbox;
mod ledger;
mod people;
mod placing;
mod planning;
mod publishing;
mod vault;

use chrono::NaiveDate;
use leptos::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::pin::Pin;
use std::sync::Arc;

use crate::domain::book::{Decision, Fact, MonthBook, Office, Verdict};
use crate::domain::calendar::month_to_show;
use crate::domain::catalogue::{Catalogue, MenuSource};
use crate::domain::catalogue_changes::CatalogueEdit;
use crate::domain::centre::{Centre, Rules};
use crate::domain::checks::Finding;
use crate::domain::holiday::Holidays;
use crate::domain::holiday_years::HolidayYear;
use crate::domain::id::{ActivityId, CentreId, DecisionId, SlipId};
use crate::domain::menu::Menu;
use crate::domain::placement::Placement;
use crate::domain::plan::{Plan, ThreeOneN};
use crate::domain::publishing::new_answers;
use crate::domain::search::Readings;
use crate::domain::slip::Arrival;
use crate::domain::text::Text;
use crate::domain::time::{Month, Start};
use crate::domain::usual::Usual;
use crate::exchange::crypto::{CryptoError, random_array};
use crate::exchange::locked::LockRefused;
use crate::exchange::published::{CENTRE_PATH, CentreFile};
use crate::exchange::slip::{SealRefused, SlipRefused, TextTooLong};
use crate::exchange::zip::{self, FolderFile};
use crate::json;
use crate::state::idle::Touched;
use crate::state::save::SaveError;
use crate::state::{almanac, clock, net};
use crate::storage::record::RecordError;
use crate::storage::{NO_MONTH, StorageError};

pub use crate::exchange::bucket::{Store, StoreField};
pub use crate::state::net::ObjectError;
pub use attending::{ReportRefused, ReportTaken};
pub use hosting::Delivered;
pub use inbox::{Received, SlipProblem, Taken};
use ledger::LedgerBooks;
use vault::Vault;

/// The shortest passphrase that is taken, in characters.
pub const SHORTEST_PASSPHRASE: usize = 8;
/// Where a host keeps the workspace of a sample centre.
const SAMPLE_PATH: &str = "sample/workspace.json";

/// Where the workspace stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Gate {
    /// Reading storage.
    Opening,
    /// No workspace in this browser.
    None,
    /// There is one; the passphrase is needed.
    Locked,
    /// Open.
    Open,
    /// It cannot be read. Nothing is ever reset to get going again.
    Failed(DeskError),
}

/// Why something was not done. Nothing has changed, and what was typed is still there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DeskError {
    /// The desk is locked.
    Locked,
    /// Not the passphrase.
    WrongPassphrase,
    /// Shorter than [`SHORTEST_PASSPHRASE`].
    WeakPassphrase,
    /// A field that must be filled in.
    NameMissing,
    /// The book does not say who the centre is: only its keys came back.
    CentreUnknown,
    /// Another file altogether, or a damaged one.
    NotOurFile,
    /// Written by a later program.
    FileFromTheFuture,
    /// A workspace stands in this browser already.
    Exists,
    /// Storage's reason.
    Storage(StorageError),
    /// Something stored was written by a newer program, or is damaged.
    Record(RecordError),
    /// The ciphers failed.
    Crypto(CryptoError),
    /// What stands against publishing.
    Blocked(Vec<Finding>),
    /// The host has a publication that this book does not know: merge the books first.
    HostIsAhead {
        /// Which file.
        path: String,
    },
    /// The host holds the folder of another centre.
    OtherCentreThere,
    /// What lies on the host cannot be read as a centre's folder.
    HostUnreadable,
    /// A published file that lies neither here nor on the host: the other computer has it.
    FileMissing {
        /// Which.
        path: String,
    },
    /// A field of the store's description that cannot be taken.
    StoreFields(Vec<StoreField>),
    /// The store did not do what it was asked to.
    Store(ObjectError),
    /// The store stopped half-way; what residents read is as it was.
    Stopped {
        /// At which file.
        path: String,
        /// Why.
        why: ObjectError,
    },
    /// A chosen folder could not be written.
    Disk(SaveError),
    /// This browser's key is not one of those that the host's centre vouches for.
    NotASigner,
    /// Pasted text beyond what is read at once, in bytes.
    TextTooLong {
        /// How long it was.
        bytes: usize,
    },
    /// Another tab wrote meanwhile: look again, then try again.
    Changed,
    /// Nothing of this month can be published yet.
    NothingToPublish,
    /// 疑似重复 among those who want to enter a draw.
    NotSettled,
    /// A part of the program that publishing needs could not be fetched: no network.
    PartMissing,
    /// The draw was arranged on another device, whose book has not come here.
    SeedElsewhere,
    /// Something does not fit on a slip.
    Slip(SealRefused),
    /// A slip that was made here does not open here: the keys do not belong together.
    OwnSlip(SlipRefused),
}

impl From<StorageError> for DeskError {
    fn from(error: StorageError) -> Self {
        DeskError::Storage(error)
    }
}

impl From<RecordError> for DeskError {
    fn from(error: RecordError) -> Self {
        DeskError::Record(error)
    }
}

impl From<CryptoError> for DeskError {
    fn from(error: CryptoError) -> Self {
        DeskError::Crypto(error)
    }
}

impl From<TextTooLong> for DeskError {
    fn from(error: TextTooLong) -> Self {
        DeskError::TextTooLong { bytes: error.bytes }
    }
}

impl From<LockRefused> for DeskError {
    fn from(refused: LockRefused) -> Self {
        match refused {
            LockRefused::WrongPassphrase => DeskError::WrongPassphrase,
            LockRefused::TooNew { .. } => DeskError::FileFromTheFuture,
            LockRefused::Crypto(error) => DeskError::Crypto(error),
            LockRefused::NotOurs | LockRefused::OtherKind(_) | LockRefused::Damaged => DeskError::NotOurFile,
        }
    }
}

/// A new centre, as typed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CentreDraft {
    /// What it is called.
    pub name: String,
    /// Its community, short.
    pub short_name: String,
    /// Where it is.
    pub address: String,
    /// Whom to call.
    pub phone: String,
    /// When someone is there.
    pub hours: String,
}

impl CentreDraft {
    fn centre(&self, id: CentreId) -> Centre {
        let text = |text: &str| Text::new(text.trim());
        let short = if self.short_name.trim().is_empty() { &self.name } else { &self.short_name };
        Centre {
            name: text(&self.name),
            short_name: text(short),
            address: text(&self.address),
            phone: self.phone.trim().to_owned(),
            hours: text(&self.hours),
            ..Centre::unnamed(id)
        }
    }
}

/// What publishing a month would change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Unpublished {
    /// Its menu.
    pub menu: bool,
    /// Its outcomes.
    pub outcomes: bool,
}

/// A centre's folder, to be laid beside the program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Folder {
    /// Whose.
    pub centre: CentreId,
    /// Everything in it that this browser has.
    pub files: Vec<FolderFile>,
    /// The paths that the last publication made or changed.
    pub changed: Vec<String>,
}

impl Folder {
    /// How often this centre has published; 0 where the index cannot be read.
    pub fn counter(&self) -> u64 {
        publishing::kept_index(&self.files).map_or(0, |(index, _)| index.counter)
    }

    /// All of it in one file to download.
    pub fn archive(&self, now: Start) -> Vec<u8> {
        use chrono::{Datelike, Timelike};
        let (day, time) = (now.day(), now.time());
        let stamp = (day.year() as u16, day.month() as u8, day.day() as u8, time.hour() as u8, time.minute() as u8);
        zip::pack(&self.files, stamp)
    }
}

/// What a file brought back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Restored {
    /// The centre's keys; the book is empty.
    Keys,
    /// Keys and book.
    Book {
        /// Facts that were not here before.
        facts: usize,
    },
}

/// A month of the book, with the placement that follows from it.
#[derive(Debug, Clone)]
struct Page {
    book: Arc<MonthBook>,
    placement: Option<Arc<Placement>>,
}

/// How a month is drawn for pages that show it before the program has come: words are the pages' business. None while they
/// are not there.
pub type Drawing = fn(&Centre, Arc<Menu>, &Holidays) -> Option<String>;
/// Looks up how a month's names sound and are written in the other script. The tables weigh as much as all the rest of the
/// program, so they come in a part of their own: none when it cannot be fetched.
pub type Lookup = fn(Menu) -> Pin<Box<dyn Future<Output = Option<Readings>>>>;

/// The organizer's desk.
#[derive(Clone, Copy)]
pub struct Desk {
    lookup: Lookup,
    gate: RwSignal<Gate>,
    has_sample: RwSignal<bool>,
    office: RwSignal<Arc<Office>>,
    /// The program's table, what this centre wrote down, and what is off by law: made anew when that changes.
    holidays: RwSignal<&'static Holidays>,
    pages: RwSignal<BTreeMap<Month, Page>>,
    months: RwSignal<BTreeSet<Month>>,
    folder: RwSignal<Option<Arc<Folder>>>,
    ledger_books: LedgerBooks,
    store: RwSignal<Option<String>>,
    /// Months that stand published and are not in this book.
    on_site: RwSignal<Vec<Month>>,
    placing: RwSignal<bool>,
    asked: StoredValue<BTreeSet<Month>>,
    touched: Touched,
    vault: StoredValue<Option<Vault>, LocalStorage>,
    drawing: Drawing,
}

impl Desk {
    /// Begins to read storage, and puts the handle into context.
    pub fn provide(lookup: Lookup, drawing: Drawing) -> Self {
        let desk = Self {
            lookup,
            gate: RwSignal::new(Gate::Opening),
            has_sample: RwSignal::new(false),
            office: RwSignal::default(),
            holidays: RwSignal::new(almanac::foreseen(&BTreeMap::new())),
            pages: RwSignal::default(),
            months: RwSignal::default(),
            folder: RwSignal::default(),
            ledger_books: LedgerBooks::new(),
            store: RwSignal::default(),
            on_site: RwSignal::default(),
            placing: RwSignal::new(false),
            asked: StoredValue::default(),
            touched: Touched::new(),
            vault: StoredValue::new_local(None),
            drawing,
        };
        provide_context(desk);
        leptos::task::spawn_local(async move {
            let gate = match Vault::find().await {
                Ok(Some(vault)) => {
                    desk.vault.set_value(Some(vault));
                    Gate::Locked
                }
                Ok(None) => Gate::None,
                Err(error) => Gate::Failed(error),
            };
            desk.gate.set(gate);
            desk.has_sample.set(is_sample().await);
        });
        desk.touched.lock_when_idle(move || desk.gate.get_untracked() == Gate::Open, move || desk.lock());
        desk
    }

    /// The handle in context.
    ///
    /// # Panics
    /// Outside the program that provided it.
    pub fn here() -> Self {
        expect_context()
    }

    /// Where the workspace stands.
    pub fn gate(self) -> Gate {
        self.gate.get()
    }

    /// Whether this host has a sample centre to play with.
    pub fn has_sample(self) -> bool {
        self.has_sample.get()
    }

    /// Makes a new centre: its keys, its workspace. Returns the recovery file, which belongs into a drawer.
    ///
    /// # Errors
    /// When a workspace stands here already, a field is missing, or it cannot be kept.
    pub async fn make(self, draft: CentreDraft, passphrase: String) -> Result<Vec<u8>, DeskError> {
        if !matches!(self.gate.get_untracked(), Gate::None) {
            return Err(DeskError::Exists);
        }
        if draft.name.trim().is_empty() {
            return Err(DeskError::NameMissing);
        }
        if passphrase.chars().count() < SHORTEST_PASSPHRASE {
            return Err(DeskError::WeakPassphrase);
        }
        let (vault, recovery) = Vault::make(&passphrase).await?;
        let centre = draft.centre(vault.centre());
        self.vault.set_value(Some(vault));
        self.append(NO_MONTH, vec![Fact::Introduced { centre, at: clock::now() }]).await?;
        self.open().await?;
        Ok(recovery)
    }

    /// Opens the workspace.
    ///
    /// # Errors
    /// [`DeskError::WrongPassphrase`], or when it cannot be read.
    pub async fn unlock(self, passphrase: String) -> Result<(), DeskError> {
        let vault = self.vault.get_value().ok_or(DeskError::NotOurFile)?;
        self.vault.set_value(Some(vault.unlock(&passphrase).await?));
        self.open().await
    }

    /// Locks it again: nothing readable stays in memory's signals.
    pub fn lock(self) {
        self.vault.update_value(|vault| {
            if let Some(vault) = vault {
                vault.lock();
            }
        });
        self.office.set(Arc::default());
        self.holidays.set(almanac::foreseen(&BTreeMap::new()));
        self.pages.set(BTreeMap::new());
        self.asked.set_value(BTreeSet::new());
        self.folder.set(None);
        self.ledger_books.forget();
        self.store.set(None);
        self.on_site.set(Vec::new());
        if self.gate.get_untracked() == Gate::Open {
            self.gate.set(Gate::Locked);
        }
    }

    /// Takes keys, or keys and book, from a file. What is here already stays: a merge is a union.
    ///
    /// # Errors
    /// When the file is none of ours, or the passphrase is wrong.
    pub async fn restore(self, file: Vec<u8>, passphrase: String) -> Result<Restored, DeskError> {
        let here = self.vault.get_value();
        let (vault, restored) = Vault::restore(here, file, &passphrase).await?;
        self.vault.set_value(Some(vault));
        self.open().await?;
        Ok(restored)
    }

    /// Opens the sample centre that this host offers.
    ///
    /// # Errors
    /// As [`Desk::restore`].
    pub async fn open_sample(self, passphrase: String) -> Result<(), DeskError> {
        let file = net::fetch(SAMPLE_PATH, true).await.map_err(|_| DeskError::NotOurFile)?;
        self.restore(file, passphrase).await.map(|_| ())
    }

    /// Everything in one file, locked under the passphrase.
    ///
    /// # Errors
    /// When something cannot be read.
    pub async fn backup(self) -> Result<Vec<u8>, DeskError> {
        self.open_vault()?.backup().await
    }

    /// Takes this browser's workspace away.
    ///
    /// # Errors
    /// When the browser does not let go of it.
    pub async fn destroy(self) -> Result<(), DeskError> {
        if let Some(vault) = self.vault.get_value() {
            vault.destroy().await?;
        }
        self.lock();
        self.vault.set_value(None);
        self.months.set(BTreeSet::new());
        self.gate.set(Gate::None);
        Ok(())
    }

    /// The centre; none where only its keys came back, and its site did not say who it is.
    pub fn centre(self) -> Option<Centre> {
        self.office.with(|office| office.centre.clone())
    }

    /// The centre, or what is known of it without its book, to be introduced; none while the desk is locked.
    pub fn centre_to_introduce(self) -> Option<Centre> {
        self.centre().or_else(|| Some(Centre::unnamed(self.open_vault().ok()?.centre())))
    }

    /// The fingerprint of its founding key, as it stands on every poster.
    pub fn fingerprint(self) -> String {
        self.open_vault().map(|vault| vault.fingerprint()).unwrap_or_default()
    }

    /// The rules for months to come.
    pub fn rules(self) -> Rules {
        self.office.with(|office| office.rules.clone())
    }

    /// Courses, providers, venues and services.
    pub fn catalogue(self) -> Catalogue {
        self.office.with(|office| office.catalogue.clone())
    }

    /// Introduces the centre anew.
    ///
    /// # Errors
    /// When it cannot be kept.
    pub async fn introduce(self, centre: Centre) -> Result<(), DeskError> {
        self.append(NO_MONTH, vec![Fact::Introduced { centre, at: clock::now() }]).await
    }

    /// Chooses the rules for months to come.
    ///
    /// # Errors
    /// When it cannot be kept.
    pub async fn choose_rules(self, rules: Rules) -> Result<(), DeskError> {
        self.append(NO_MONTH, vec![Fact::RulesChosen { rules, at: clock::now() }]).await
    }

    /// Whose signed course menu was last taken.
    pub fn menu_source(self) -> Option<MenuSource> {
        self.office.with(|office| office.source.clone())
    }

    /// Puts and takes away entries of the catalogue, with the district whose signed menu brought them.
    ///
    /// # Errors
    /// When it cannot be kept.
    pub async fn edit_catalogue(self, edits: Vec<CatalogueEdit>, source: Option<MenuSource>) -> Result<(), DeskError> {
        self.append(NO_MONTH, vec![Fact::CatalogueEdited { edits, source, at: clock::now() }]).await
    }

    /// What a new session begins with.
    pub fn usual(self) -> Usual {
        self.office.with(|office| office.usual.clone())
    }

    /// Chooses what a new session begins with.
    ///
    /// # Errors
    /// When it cannot be kept.
    pub async fn choose_usual(self, usual: Usual) -> Result<(), DeskError> {
        self.append(NO_MONTH, vec![Fact::UsualChosen { usual, at: clock::now() }]).await
    }

    /// Today at the centre.
    pub fn today(self) -> NaiveDate {
        clock::today(self.utc_offset())
    }

    /// Now on the centre's clock.
    pub fn now(self) -> Start {
        clock::local_now(self.utc_offset())
    }

    /// The public holidays that are known, and what is off by law in years that are not; tracked.
    pub fn holidays(self) -> &'static Holidays {
        self.holidays.get()
    }

    /// The notices that were written down here; tracked.
    pub fn holiday_years(self) -> Vec<HolidayYear> {
        self.office.with(|office| office.holidays.values().cloned().collect())
    }

    /// Writes down years' public holidays; one without days takes its year back.
    ///
    /// # Errors
    /// When they cannot be kept.
    pub async fn write_holidays(self, years: Vec<HolidayYear>) -> Result<(), DeskError> {
        self.append(NO_MONTH, years.into_iter().map(Fact::HolidaysWritten).collect()).await
    }

    /// The months that hold anything.
    pub fn months(self) -> Vec<Month> {
        self.months.with(|months| months.iter().copied().collect())
    }

    /// A month's book; it loads itself, and is none until then.
    pub fn month(self, month: Month) -> Option<Arc<MonthBook>> {
        self.page(month).map(|page| page.book)
    }

    /// How the month's slips stand.
    pub fn placement(self, month: Month) -> Option<Arc<Placement>> {
        self.page(month)?.placement
    }

    /// A slip that came.
    pub fn arrival(self, month: Month, slip: &SlipId) -> Option<Arrival> {
        let page = self.page(month)?;
        page.book.arrivals.iter().filter(|arrival| arrival.slip.id == *slip).min_by_key(|arrival| arrival.at).cloned()
    }

    /// How far a month keeps the 3+1+N rule.
    pub fn three_one_n(self, month: Month) -> ThreeOneN {
        let Some(book) = self.month(month) else { return ThreeOneN::default() };
        self.office.with(|office| {
            let count = book.plan.three_one_n(&office.rules);
            // Before the year's programme starts nothing is asked of the course menu.
            let wanted = if office.planning.runs_in(month) { count.wanted } else { 0 };
            ThreeOneN { wanted, ..count }
        })
    }

    /// An activity id that was never used in the month, nor in a later one that is known: what begins here may come again.
    pub fn free_activity_id(self, month: Month, stem: &str) -> Option<ActivityId> {
        let later = self.months.with(|known| known.range(month..).copied().collect::<Vec<_>>());
        let books: Vec<_> = later.into_iter().chain([month]).filter_map(|month| self.month(month)).collect();
        (!books.is_empty()).then(|| Plan::free_id(stem, |id| books.iter().any(|book| book.used.contains(id))))?
    }

    /// Decides about a slip, beyond the rules.
    ///
    /// # Errors
    /// When it cannot be kept.
    pub async fn decide(self, month: Month, slip: SlipId, verdict: Verdict, why: String) -> Result<(), DeskError> {
        let decision = Decision { at: clock::now(), id: DecisionId(random_array()?), slip, verdict, why };
        self.append(&month.to_string(), vec![Fact::Decided(decision)]).await
    }

    /// The month that a page of published months shows when none is named.
    pub fn month_to_show(self) -> Month {
        let is_published = |month: &Month| self.month(*month).is_some_and(|book| book.menu.is_some());
        let published: Vec<Month> = self.months().into_iter().filter(is_published).collect();
        month_to_show(Month::of(self.today()), &published)
    }

    /// What publishing a month would change.
    pub fn unpublished(self, month: Month) -> Unpublished {
        let Some(page) = self.page(month) else { return Unpublished::default() };
        let menu = page.book.has_unpublished_changes();
        let answers = page.placement.is_some_and(|placement| !new_answers(&page.book, &placement).is_empty());
        let outcomes = answers || self.untold_hours(&page.book);
        Unpublished { menu, outcomes }
    }

    /// The folder as last published, to be downloaded again.
    pub fn folder(self) -> Option<Arc<Folder>> {
        self.folder.get()
    }

    /// Whether anything was ever published from here.
    pub fn is_published_before(self) -> bool {
        self.folder.with(Option::is_some)
    }

    fn utc_offset(self) -> i32 {
        self.office.with_untracked(|office| office.centre.as_ref().map_or(480, |centre| centre.utc_offset))
    }

    fn open_vault(self) -> Result<Vault, DeskError> {
        self.vault.get_value().filter(Vault::is_open).ok_or(DeskError::Locked)
    }

    /// Reads the office and this month; the desk is open when both are there.
    async fn open(self) -> Result<(), DeskError> {
        let opened = self.read_all().await;
        self.gate.set(match &opened {
            Ok(()) => Gate::Open,
            Err(error) => Gate::Failed(error.clone()),
        });
        opened
    }

    async fn read_all(self) -> Result<(), DeskError> {
        self.touched.touch();
        let vault = self.open_vault()?;
        vault.listen(move |month| {
            leptos::task::spawn_local(async move {
                // Another tab wrote. If it cannot be read now, the next write will say so.
                let _ = self.read(&month).await;
            });
        });
        self.read(NO_MONTH).await?;
        self.learn_from_site(&vault).await?;
        let months = vault.months().await?;
        self.months.set(months.iter().filter_map(|month| Month::parse(month).ok()).collect());
        let present = Month::of(self.today());
        for month in [present, present.plus(1)] {
            self.read(&month.to_string()).await?;
        }
        self.folder.set(vault.folder().await?.map(Arc::new));
        self.store.set(vault.store().await?.map(|store| store.place()));
        // Whoever published from here knows what is there; the desk does not wait for the answer.
        if self.folder.with_untracked(Option::is_none) {
            leptos::task::spawn_local(self.look_at_site());
        }
        Ok(())
    }

    /// Reads a month (or the office) anew.
    async fn read(self, month: &str) -> Result<(), DeskError> {
        let facts = self.open_vault()?.read(month).await?;
        let Ok(month) = Month::parse(month) else {
            let office = Office::of(&facts);
            // A table lives as long as the page: a new one is made only where other days are written down.
            if self.office.with_untracked(|known| known.holidays != office.holidays) {
                self.holidays.set(almanac::foreseen(&office.holidays));
            }
            self.office.set(Arc::new(office));
            self.place_all().await;
            return Ok(());
        };
        self.asked.update_value(|asked| {
            asked.insert(month);
        });
        if !facts.is_empty() {
            self.months.update(|months| {
                months.insert(month);
            });
        }
        let book = Arc::new(MonthBook::checked(month, &facts, |id| self.poster_mark(id)));
        self.ledger_books.renew(&book);
        self.pages.update(|pages| {
            // How it stood until now is shown until the new standing is known.
            let placement = pages.get(&month).and_then(|page| page.placement.clone());
            pages.insert(month, Page { book, placement });
        });
        self.place_around(month).await;
        Ok(())
    }

    /// Reads a month unless it is there.
    async fn ensure(self, month: Month) -> Result<Arc<MonthBook>, DeskError> {
        if !self.pages.with_untracked(|pages| pages.contains_key(&month)) {
            self.read(&month.to_string()).await?;
        }
        self.pages.with_untracked(|pages| pages.get(&month).map(|page| page.book.clone())).ok_or(DeskError::Locked)
    }

    /// A page of the book for a view. Asks for it when it is not there; a desk that is locked meanwhile asks no more.
    fn page(self, month: Month) -> Option<Page> {
        let page = self.pages.with(|pages| pages.get(&month).cloned());
        let first = page.is_none() && self.asked.try_update_value(|asked| asked.insert(month)).unwrap_or(false);
        if first && self.open_vault().is_ok() {
            leptos::task::spawn_local(async move {
                if let Err(error) = self.read(&month.to_string()).await {
                    self.gate.set(Gate::Failed(error));
                }
            });
        }
        page
    }

    /// Every write goes this way: encrypted before, on screen after the transaction is complete.
    async fn append(self, month: &str, facts: Vec<Fact>) -> Result<(), DeskError> {
        self.open_vault()?.append(month, &facts, None).await?;
        self.read(month).await
    }
}

/// Whether the centre of this host says that it is a sample.
async fn is_sample() -> bool {
    let file = net::fetch(CENTRE_PATH, true).await.ok();
    let file = file.and_then(|file| json::read::<CentreFile>(&file).ok());
    file.is_some_and(|file| file.centre.sample)
}
