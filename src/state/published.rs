//! What the centre published, as this phone believes it: checked, kept, shown offline, and asked for anew.

use leptos::prelude::*;
use std::collections::BTreeMap;
use std::sync::Arc;

use crate::domain::book::Fill;
use crate::domain::centre::Centre;
use crate::domain::id::{CentreId, OutcomeKey, OutcomeTag, SessionId};
use crate::domain::menu::Menu;
use crate::domain::standing::Answer;
use crate::domain::time::{Month, Span, Stamp};
use crate::exchange::outcome::open_outcome;
use crate::exchange::published::{CENTRE_PATH, Head, INDEX_PATH, Outcomes, Refused, Series, Trust, check_head};
use crate::exchange::trust::Sealer;
use crate::json;
use crate::state::clock;
use crate::state::net::{FetchError, fetch};
use crate::state::settings;
use crate::storage::{AdoptError, Db, DbName, Role, StorageError};

/// Where the site stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Site {
    /// Reading what is kept, or asking the host for the first time.
    Opening,
    /// Nothing is kept, and no centre's folder was to be had.
    NoCentre(FetchError),
    /// Nothing is kept, and what the host has is not believed.
    Refused(Refused),
    /// There is a centre.
    Open,
}

/// What is wrong with the newest asking, while something older is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Notice {
    /// No network; what is shown is as of the given time.
    Offline,
    /// The host's files are not believed; what is kept stays.
    Refused(Refused),
    /// The centre said that it should have been heard of again by now.
    Expired,
}

/// How long a tab that is looked at again waits before it asks the host anew, in milliseconds.
const STALE: i64 = 60_000;

/// The centre's published files.
#[derive(Clone, Copy)]
pub struct Published {
    site: RwSignal<Site>,
    notice: RwSignal<Option<Notice>>,
    storage_failure: RwSignal<Option<StorageError>>,
    head: RwSignal<Option<Arc<Head>>>,
    menus: RwSignal<BTreeMap<Month, Arc<Menu>>>,
    outcomes: RwSignal<BTreeMap<Month, Arc<Outcomes>>>,
    asked_at: StoredValue<Option<Stamp>>,
    db: StoredValue<Option<Db>, LocalStorage>,
    waiting: StoredValue<Vec<Box<dyn Fn(Db)>>, LocalStorage>,
}

impl Published {
    /// Begins to read and to ask, and puts the handle into context.
    pub fn provide() -> Self {
        let published = Self {
            site: RwSignal::new(Site::Opening),
            notice: RwSignal::default(),
            storage_failure: RwSignal::default(),
            head: RwSignal::default(),
            menus: RwSignal::default(),
            outcomes: RwSignal::default(),
            asked_at: StoredValue::new(None),
            db: StoredValue::new_local(None),
            waiting: StoredValue::new_local(Vec::new()),
        };
        provide_context(published);
        leptos::task::spawn_local(async move {
            published.show_kept().await;
            published.refresh().await;
        });
        let _ = window_event_listener(leptos::ev::online, move |_| published.refresh_if_stale(0));
        let _ = window_event_listener(leptos::ev::visibilitychange, move |_| published.refresh_if_stale(STALE));
        published
    }

    /// The handle in context.
    ///
    /// # Panics
    /// Outside the program that provided it.
    pub fn here() -> Self {
        expect_context()
    }

    /// Where the site stands.
    pub fn site(self) -> Site {
        self.site.get()
    }

    /// What is wrong with the newest asking.
    pub fn notice(self) -> Option<Notice> {
        self.notice.get()
    }

    /// Why nothing can be kept on this phone: what is published is shown all the same.
    pub fn storage_failure(self) -> Option<StorageError> {
        self.storage_failure.get()
    }

    /// When what is shown was made by the centre.
    pub fn made_at(self) -> Option<Stamp> {
        self.head.with(|head| head.as_ref().map(|head| head.index.made_at))
    }

    /// The centre.
    pub fn centre(self) -> Option<Centre> {
        self.head.with(|head| head.as_ref().map(|head| head.centre.clone()))
    }

    /// Minutes that the centre's clock is east of UTC.
    pub fn utc_offset(self) -> i32 {
        self.head.with_untracked(|head| head.as_ref().map_or(480, |head| head.centre.utc_offset))
    }

    /// A month's menu.
    pub fn menu(self, month: Month) -> Option<Arc<Menu>> {
        self.menus.with(|menus| menus.get(&month).cloned())
    }

    /// A month's menu, without listening for changes.
    pub fn menu_untracked(self, month: Month) -> Option<Arc<Menu>> {
        self.menus.with_untracked(|menus| menus.get(&month).cloned())
    }

    /// The months that the centre published, in order.
    pub fn months(self) -> Vec<Month> {
        self.menus.with(|menus| menus.keys().copied().collect())
    }

    /// The menu that holds a session or shift.
    pub fn menu_of(self, id: &SessionId) -> Option<Arc<Menu>> {
        let holds = |menu: &&Arc<Menu>| menu.target(id).is_some();
        self.menus.with(|menus| {
            let likely = menus.get(&id.start.month()).filter(holds);
            likely.or_else(|| menus.values().find(holds)).cloned()
        })
    }

    /// When a session or shift is on.
    pub fn span(self, id: &SessionId) -> Option<Span> {
        self.menu_of(id)?.target(id).map(|target| target.span())
    }

    /// How full a session or shift is, as the centre last said. Nothing said is nobody placed.
    pub fn fill(self, id: &SessionId) -> Option<Fill> {
        self.outcomes.with(|outcomes| outcomes.get(&id.start.month())?.counts.get(id).copied())
    }

    /// To which key slips are sealed.
    pub fn sealer(self) -> Option<(CentreId, Sealer)> {
        self.head.with_untracked(|head| {
            let head = head.as_ref()?;
            Some((head.centre.id.clone(), head.keys.sealer()?.clone()))
        })
    }

    /// What the centre published of a slip. One that cannot be read counts as not there: the next revision may be.
    pub async fn answer(self, tag: &OutcomeTag, key: &OutcomeKey) -> Option<Answer> {
        let (month, sealed) = self.outcomes.with_untracked(|outcomes| {
            let mut months = outcomes.values().rev();
            months.find_map(|of_month| Some((of_month.month, of_month.outcomes.get(tag)?.clone())))
        })?;
        open_outcome(key, tag, month, &sealed).await.ok()
    }

    /// Listens for new outcomes.
    pub fn outcomes_changed(self) {
        self.outcomes.track();
    }

    /// The database, once it is open.
    pub fn db(self) -> Option<Db> {
        self.db.get_value()
    }

    /// Calls back as soon as the database is open; at once when it is.
    pub fn when_open(self, callback: impl Fn(Db) + 'static) {
        match self.db() {
            Some(db) => callback(db),
            None => self.waiting.update_value(|waiting| waiting.push(Box::new(callback))),
        }
    }

    fn refresh_if_stale(self, stale: i64) {
        let hidden = leptos::leptos_dom::helpers::document().hidden();
        let fresh = self.asked_at.get_value().is_some_and(|asked| clock::now().0 - asked.0 < stale);
        if !hidden && !fresh {
            leptos::task::spawn_local(self.refresh());
        }
    }

    async fn open_db(self, centre: &str) -> Option<Db> {
        if let Some(db) = self.db() {
            return Some(db);
        }
        match Db::open(DbName::new(centre, Role::Resident)).await {
            Ok(db) => {
                self.db.set_value(Some(db.clone()));
                self.waiting.update_value(|waiting| waiting.drain(..).for_each(|callback| callback(db.clone())));
                Some(db)
            }
            Err(error) => {
                self.storage_failure.set(Some(error));
                None
            }
        }
    }

    /// Shows what is kept: it was checked when it was taken over.
    async fn show_kept(self) {
        let Some(centre) = settings::centre_here() else { return };
        let Some(db) = self.open_db(&centre).await else { return };
        let kept = match db.published_all("").await {
            Ok(kept) => kept,
            Err(error) => return self.storage_failure.set(Some(error)),
        };
        let bytes = |path: &str| kept.iter().find(|file| file.path == path).map(|file| file.bytes.as_slice());
        let (Some(centre_json), Some(index_json)) = (bytes(CENTRE_PATH), bytes(INDEX_PATH)) else { return };
        let Ok(head) = check_head(Trust::FirstVisit(None), centre_json, index_json).await else { return };
        let (mut menus, mut outcomes) = (BTreeMap::new(), BTreeMap::new());
        for file in &kept {
            if let Some((month, _)) = Series::Menus.parse(&file.path) {
                if let Ok(menu) = json::read::<Menu>(&file.bytes) {
                    menus.insert(month, Arc::new(menu));
                }
            } else if let Some((month, _)) = Series::Outcomes.parse(&file.path) {
                if let Ok(of_month) = json::read::<Outcomes>(&file.bytes) {
                    outcomes.insert(month, Arc::new(of_month));
                }
            }
        }
        self.head.set(Some(Arc::new(head)));
        self.menus.set(menus);
        self.outcomes.set(outcomes);
        self.site.set(Site::Open);
    }

    /// Asks the host for something newer. Whatever is refused changes nothing.
    pub async fn refresh(self) {
        self.asked_at.set_value(Some(clock::now()));
        let (centre_json, index_json) = (fetch(CENTRE_PATH, true), fetch(INDEX_PATH, true));
        let (centre_json, index_json) = match (centre_json.await, index_json.await) {
            (Ok(centre_json), Ok(index_json)) => (centre_json, index_json),
            (Err(error), _) | (_, Err(error)) => return self.not_fetched(error),
        };
        let kept = self.head.get_untracked();
        let pin = kept.as_ref().map(|head| head.pin());
        let trust = pin.as_ref().map_or(Trust::FirstVisit(None), Trust::Pinned);
        let head = match check_head(trust, &centre_json, &index_json).await {
            Ok(head) => Arc::new(head),
            Err(refused) => return self.refuse(refused),
        };
        settings::set_centre_here(Some(head.centre.id.as_str()));
        let db = self.open_db(head.centre.id.as_str()).await;
        let expired = head.is_expired(clock::now());
        if kept.as_ref() != Some(&head) {
            self.head.set(Some(head.clone()));
        }
        let mut files = vec![(CENTRE_PATH.to_owned(), centre_json), (INDEX_PATH.to_owned(), index_json)];
        let mut superseded = Vec::new();
        let refused = self.fetch_months(&head, &mut files, &mut superseded).await;
        self.site.set(Site::Open);
        if let Some(db) = db {
            match db.adopt(head.index.counter, files, superseded).await {
                Ok(()) => {}
                // Another tab has taken over something newer meanwhile: show that.
                Err(AdoptError::Older { .. }) => self.show_kept().await,
                Err(AdoptError::Storage(error)) => self.storage_failure.set(Some(error)),
            }
        }
        self.notice.set(refused.or(expired.then_some(Notice::Expired)));
    }

    /// Fetches what is newer, the present month first, and shows each month as it comes.
    async fn fetch_months(
        self,
        head: &Head,
        files: &mut Vec<(String, Vec<u8>)>,
        superseded: &mut Vec<String>,
    ) -> Option<Notice> {
        let present = Month::of(clock::today(head.centre.utc_offset));
        let (menus, outcomes) = (head.newest(Series::Menus), head.newest(Series::Outcomes));
        let mut months: Vec<Month> = menus.keys().chain(outcomes.keys()).copied().collect();
        months.sort_by_key(|month| (*month < present, *month));
        months.dedup();
        let known_menu = |month: Month| self.menus.with_untracked(|known| known.get(&month).map(|menu| menu.revision));
        let known_outcomes =
            |month: Month| self.outcomes.with_untracked(|known| known.get(&month).map(|of_month| of_month.revision));
        // All are asked for at once, then taken in order. Outcomes first: a month that appears has its seats counted.
        let asked: Vec<_> = months
            .into_iter()
            .map(|month| {
                let outcomes = Ask::newer(Series::Outcomes, month, outcomes.get(&month), known_outcomes(month));
                let menu = Ask::newer(Series::Menus, month, menus.get(&month), known_menu(month));
                (outcomes, menu)
            })
            .collect();
        let mut notice = None;
        for (outcomes, menu) in asked {
            if let Some(ask) = outcomes {
                let read = |bytes: &[u8]| head.outcomes(ask.month, ask.revision, bytes);
                match take(ask.fetched, read).await {
                    Ok((of_month, bytes)) => {
                        self.outcomes.update(|known| drop(known.insert(ask.month, Arc::new(of_month))));
                        files.push((ask.path, bytes));
                        superseded.extend(ask.superseded);
                    }
                    Err(refused) => notice = Some(refused),
                }
            }
            if let Some(ask) = menu {
                let read = |bytes: &[u8]| head.menu(ask.month, ask.revision, bytes);
                match take(ask.fetched, read).await {
                    Ok((menu, bytes)) => {
                        self.menus.update(|known| drop(known.insert(ask.month, Arc::new(menu))));
                        self.site.set(Site::Open);
                        files.push((ask.path, bytes));
                        superseded.extend(ask.superseded);
                    }
                    Err(refused) => notice = Some(refused),
                }
            }
        }
        notice
    }

    fn not_fetched(self, error: FetchError) {
        match self.head.with_untracked(Option::is_some) {
            true => self.notice.set(Some(Notice::Offline)),
            false => self.site.set(Site::NoCentre(error)),
        }
    }

    fn refuse(self, refused: Refused) {
        match self.head.with_untracked(Option::is_some) {
            true => self.notice.set(Some(Notice::Refused(refused))),
            false => self.site.set(Site::Refused(refused)),
        }
    }
}

impl From<FetchError> for Notice {
    fn from(error: FetchError) -> Self {
        match error {
            FetchError::NotFound => Notice::Refused(Refused::Missing(String::new())),
            FetchError::Offline | FetchError::Status(_) | FetchError::TooLarge => Notice::Offline,
        }
    }
}

/// A revision that was asked of the host.
struct Ask<F> {
    month: Month,
    revision: u32,
    path: String,
    superseded: Option<String>,
    fetched: F,
}

impl Ask<()> {
    /// Asks for the newest revision of a month, unless it is the one that is known.
    fn newer(
        series: Series,
        month: Month,
        newest: Option<&u32>,
        known: Option<u32>,
    ) -> Option<Ask<impl Future<Output = Result<Vec<u8>, FetchError>> + use<>>> {
        let revision = *newest.filter(|revision| known != Some(**revision))?;
        let path = series.path(month, revision);
        let fetched = fetch(&path, false);
        Some(Ask { month, revision, path, superseded: known.map(|revision| series.path(month, revision)), fetched })
    }
}

async fn take<T>(
    fetched: impl Future<Output = Result<Vec<u8>, FetchError>>,
    read: impl FnOnce(&[u8]) -> Result<T, Refused>,
) -> Result<(T, Vec<u8>), Notice> {
    let bytes = fetched.await.map_err(Notice::from)?;
    Ok((read(&bytes).map_err(Notice::Refused)?, bytes))
}
