//! What the centre published, as this phone believes it: checked, kept, shown offline, and asked for anew.

use leptos::prelude::*;
use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::domain::book::Fill;
use crate::domain::centre::Centre;
use crate::domain::draw::SessionDraw;
use crate::domain::id::{CentreId, OutcomeKey, OutcomeTag, SessionId};
use crate::domain::menu::Menu;
use crate::domain::standing::Answer;
use crate::domain::time::{Month, Span, Stamp};
use crate::exchange::hours::Hours;
use crate::exchange::outcome::open_outcome;
use crate::exchange::published::{
    CENTRE_PATH, Counts, Draws, Head, INDEX_PATH, Outcomes, Refused, Series, Trust, check_head,
};
use crate::exchange::trust::{Fingerprint, Sealer};
use crate::json;
use crate::state::net::{self, FetchError, fetch};
use crate::state::settings;
use crate::state::{almanac, clock};
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

/// What came of fetching the whole folder and checking it.
#[derive(Debug, Clone)]
pub struct Inspection {
    /// The head, if it is believed.
    pub head: Result<Head, Refused>,
    /// How many files it vouches for.
    pub files: usize,
    /// Those that are not as they were signed, and why.
    pub wrong: Vec<(String, Refused)>,
}

impl Inspection {
    fn refused(refused: Refused) -> Self {
        Self { head: Err(refused), files: 0, wrong: Vec::new() }
    }
}

thread_local! {
    /// A page has one.
    static HERE: Cell<Option<Published>> = const { Cell::new(None) };
}

/// How long a tab that is looked at again waits before it asks the host anew, in milliseconds.
const STALE: i64 = 60_000;

/// The centre's published files. Months from the present one on are fetched at the first visit; an earlier one when it is
/// looked at, and outcomes where this phone has slips.
#[derive(Clone, Copy)]
pub struct Published {
    site: RwSignal<Site>,
    notice: RwSignal<Option<Notice>>,
    storage_failure: RwSignal<Option<StorageError>>,
    head: RwSignal<Option<Arc<Head>>>,
    menus: RwSignal<BTreeMap<Month, Arc<Menu>>>,
    counts: RwSignal<BTreeMap<Month, Arc<Counts>>>,
    outcomes: RwSignal<BTreeMap<Month, Arc<Outcomes>>>,
    draws: RwSignal<BTreeMap<Month, Arc<Draws>>>,
    hours: RwSignal<BTreeMap<Month, Arc<Hours>>>,
    looked_at: StoredValue<BTreeSet<Month>>,
    with_slips: StoredValue<BTreeSet<Month>>,
    draws_asked: StoredValue<BTreeSet<Month>>,
    under_way: StoredValue<BTreeSet<String>>,
    asked_at: StoredValue<Option<Stamp>>,
    db: StoredValue<Option<Db>, LocalStorage>,
    waiting: StoredValue<Vec<Box<dyn Fn(Db)>>, LocalStorage>,
}

impl Published {
    fn new() -> Self {
        Self {
            site: RwSignal::new(Site::Opening),
            notice: RwSignal::default(),
            storage_failure: RwSignal::default(),
            head: RwSignal::default(),
            menus: RwSignal::default(),
            counts: RwSignal::default(),
            outcomes: RwSignal::default(),
            draws: RwSignal::default(),
            hours: RwSignal::default(),
            looked_at: StoredValue::default(),
            with_slips: StoredValue::default(),
            draws_asked: StoredValue::default(),
            under_way: StoredValue::default(),
            asked_at: StoredValue::new(None),
            db: StoredValue::new_local(None),
            waiting: StoredValue::new_local(Vec::new()),
        }
    }

    /// Begins to read and to ask, and puts the handle into context.
    pub fn provide() -> Self {
        let published = Self::new();
        HERE.set(Some(published));
        provide_context(published);
        leptos::task::spawn_local(async move {
            published.show_kept().await;
            published.refresh().await;
        });
        let _ = window_event_listener(leptos::ev::online, move |_| published.refresh_if_stale(0));
        let _ = window_event_listener(leptos::ev::visibilitychange, move |_| published.refresh_if_stale(STALE));
        published
    }

    /// These months and no centre to ask, put into context: for measuring what is drawn of them.
    pub fn given(menus: Vec<Menu>) -> Self {
        let published = Self::new();
        published.menus.set(menus.into_iter().map(|menu| (menu.month, Arc::new(menu))).collect());
        published.site.set(Site::Open);
        HERE.set(Some(published));
        provide_context(published);
        published
    }

    /// The page's handle: also where something is pressed or a timer ends, outside of every component.
    ///
    /// # Panics
    /// Outside the program that provided it.
    pub fn here() -> Self {
        HERE.get().unwrap_or_else(expect_context)
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

    /// A month's menu. One that is published and not here yet is asked for.
    pub fn menu(self, month: Month) -> Option<Arc<Menu>> {
        self.look_at(month);
        self.menus.with(|menus| menus.get(&month).cloned())
    }

    /// A month's menu, without listening for changes.
    pub fn menu_untracked(self, month: Month) -> Option<Arc<Menu>> {
        self.menus.with_untracked(|menus| menus.get(&month).cloned())
    }

    /// The months that the centre published, in order, whether they are here or not.
    pub fn months(self) -> Vec<Month> {
        self.head
            .with(|head| head.as_ref().map(|head| head.newest(Series::Menus).into_keys().collect()).unwrap_or_default())
    }

    /// Whether a month is published and not here yet.
    pub fn is_on_its_way(self, month: Month) -> bool {
        self.menus.with(|menus| !menus.contains_key(&month))
            && self.head.with(|head| head.as_ref().is_some_and(|head| head.newest(Series::Menus).contains_key(&month)))
    }

    /// The menus of the present and later months that are here, in order.
    pub fn coming(self) -> Vec<Arc<Menu>> {
        let present = Month::of(clock::today(self.utc_offset()));
        self.menus.with(|menus| menus.range(present..).map(|(_, menu)| menu.clone()).collect())
    }

    /// The menu that holds a session or shift.
    pub fn menu_of(self, id: &SessionId) -> Option<Arc<Menu>> {
        let month = id.start.month();
        self.look_at(month);
        let holds = |menu: &&Arc<Menu>| menu.target(id).is_some();
        self.menus.with(|menus| {
            let likely = menus.get(&month).filter(holds);
            likely.or_else(|| menus.values().find(holds)).cloned()
        })
    }

    /// All menus that are here, in order.
    pub fn menus_here(self) -> Vec<Arc<Menu>> {
        self.menus.with(|menus| menus.values().cloned().collect())
    }

    /// A month's draws as far as they are published. Those that are not here are asked for.
    pub fn draws(self, month: Month) -> Option<Arc<Draws>> {
        if !self.draws_asked.with_value(|months| months.contains(&month)) {
            self.draws_asked.update_value(|months| {
                months.insert(month);
            });
            self.fetch_more();
        }
        self.draws.with(|draws| draws.get(&month).cloned())
    }

    /// The months in which entrants of draws are published.
    pub fn months_with_draws(self) -> Vec<Month> {
        self.head
            .with(|head| head.as_ref().map(|head| head.newest(Series::Draws).into_keys().collect()).unwrap_or_default())
    }

    /// A session's draw, as far as it is published.
    pub fn session_draw(self, id: &SessionId) -> Option<SessionDraw> {
        self.draws(id.start.month())?.draws.get(id).cloned()
    }

    /// The head of the folder that is shown.
    pub fn head(self) -> Option<Arc<Head>> {
        self.head.get()
    }

    /// Fetches the whole folder anew and checks every file of it; changes nothing of what is shown or kept.
    pub async fn inspect(self) -> Inspection {
        let missing = |path: &str| Refused::Missing(path.to_owned());
        let (centre_json, index_json) = (fetch(CENTRE_PATH, true), fetch(INDEX_PATH, true));
        let (centre_json, index_json) = match (centre_json.await, index_json.await) {
            (Ok(centre_json), Ok(index_json)) => (centre_json, index_json),
            (Err(_), _) => return Inspection::refused(missing(CENTRE_PATH)),
            (_, Err(_)) => return Inspection::refused(missing(INDEX_PATH)),
        };
        let pin = self.head.with_untracked(|head| head.as_ref().map(|head| head.pin()));
        let trust = pin.as_ref().map_or(Trust::FirstVisit(None), Trust::Pinned);
        let head = match check_head(trust, &centre_json, &index_json).await {
            Ok(head) => head,
            Err(refused) => return Inspection::refused(refused),
        };
        let asked: Vec<_> = head.index.files.keys().map(|path| (path.clone(), fetch(path, true))).collect();
        let (files, mut wrong) = (asked.len(), Vec::new());
        for (path, fetched) in asked {
            let checked = match fetched.await {
                Ok(bytes) => head.check(&path, &bytes),
                Err(_) => Err(missing(&path)),
            };
            wrong.extend(checked.err().map(|refused| (path, refused)));
        }
        Inspection { head: Ok(head), files, wrong }
    }

    /// When a session or shift is on.
    pub fn span(self, id: &SessionId) -> Option<Span> {
        self.menu_of(id)?.target(id).map(|target| target.span())
    }

    /// How full a session or shift is, as the centre last said. Nothing said is nobody placed.
    pub fn fill(self, id: &SessionId) -> Option<Fill> {
        let month = id.start.month();
        match self.counts.with(|counts| counts.get(&month).map(|of_month| of_month.counts.get(id).copied())) {
            Some(fill) => fill,
            None => self.outcomes.with(|outcomes| outcomes.get(&month)?.counts.get(id).copied()),
        }
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

    /// The confirmed hours of a slip, still sealed, and of which month; tracked.
    pub fn sealed_hours(self, tag: &OutcomeTag) -> Option<(Month, String)> {
        self.hours.with(|hours| hours.values().rev().find_map(|of| Some((of.month, of.hours.get(tag)?.clone()))))
    }

    /// This phone has slips of these months: their outcomes are wanted.
    pub fn await_outcomes(self, months: impl IntoIterator<Item = Month>) {
        let known = self.with_slips.with_value(BTreeSet::len);
        self.with_slips.update_value(|with_slips| with_slips.extend(months));
        if self.with_slips.with_value(BTreeSet::len) > known {
            self.fetch_more();
        }
    }

    /// Listens for new counts of how full things are.
    pub fn fills_changed(self) {
        self.counts.track();
        self.outcomes.track();
    }

    /// When the centre last said how full this month's sessions are.
    pub fn counted_at(self, month: Month) -> Option<Stamp> {
        let counted = self.counts.with(|counts| counts.get(&month).map(|of_month| of_month.made_at));
        counted.or_else(|| self.outcomes.with(|outcomes| outcomes.get(&month).map(|of_month| of_month.made_at)))
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
        let (mut menus, mut counts) = (BTreeMap::new(), BTreeMap::new());
        let (mut outcomes, mut draws, mut hours) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
        for file in &kept {
            let month = |series: Series| series.parse(&file.path).map(|(month, _)| month);
            // What cannot be read any more is asked for anew.
            if let Some(month) = month(Series::Menus) {
                menus.extend(json::read::<Menu>(&file.bytes).ok().map(|menu| (month, Arc::new(menu))));
            } else if let Some(month) = month(Series::Counts) {
                counts.extend(json::read::<Counts>(&file.bytes).ok().map(|counts| (month, Arc::new(counts))));
            } else if let Some(month) = month(Series::Outcomes) {
                outcomes.extend(json::read::<Outcomes>(&file.bytes).ok().map(|outcomes| (month, Arc::new(outcomes))));
            } else if let Some(month) = month(Series::Draws) {
                draws.extend(json::read::<Draws>(&file.bytes).ok().map(|draws| (month, Arc::new(draws))));
            } else if let Some(month) = month(Series::Hours) {
                hours.extend(json::read::<Hours>(&file.bytes).ok().map(|hours| (month, Arc::new(hours))));
            }
        }
        almanac::learn(&head.holidays);
        self.head.set(Some(Arc::new(head)));
        self.menus.set(menus);
        self.counts.set(counts);
        self.outcomes.set(outcomes);
        self.draws.set(draws);
        self.hours.set(hours);
        self.site.set(Site::Open);
    }

    /// Asks the host for something newer. Whatever is refused changes nothing.
    pub async fn refresh(self) {
        self.asked_at.set_value(Some(clock::now()));
        // Who comes from a poster need not believe the host at the first visit either.
        let poster = net::fragment().and_then(|digits| Fingerprint::parse(&digits));
        let (centre_json, index_json) = (fetch(CENTRE_PATH, true), fetch(INDEX_PATH, true));
        let (centre_json, index_json) = match (centre_json.await, index_json.await) {
            (Ok(centre_json), Ok(index_json)) => (centre_json, index_json),
            (Err(error), _) | (_, Err(error)) => return self.not_fetched(error),
        };
        let kept = self.head.get_untracked();
        let pin = kept.as_ref().map(|head| head.pin());
        let trust = pin.as_ref().map_or(Trust::FirstVisit(poster.as_ref()), Trust::Pinned);
        let head = match check_head(trust, &centre_json, &index_json).await {
            Ok(head) => Arc::new(head),
            Err(refused) => return self.refuse(refused),
        };
        settings::set_centre_here(Some(head.centre.id.as_str()));
        let db = self.open_db(head.centre.id.as_str()).await;
        let expired = head.is_expired(clock::now());
        if kept.as_ref() != Some(&head) {
            almanac::learn(&head.holidays);
            self.head.set(Some(head.clone()));
        }
        let files = vec![(CENTRE_PATH.to_owned(), centre_json), (INDEX_PATH.to_owned(), index_json)];
        let refused = self.fetch_months(&head, db, files).await;
        self.site.set(Site::Open);
        self.notice.set(refused.or(expired.then_some(Notice::Expired)));
    }

    /// A month is looked at: if the centre published it and it is not here, it is fetched.
    fn look_at(self, month: Month) {
        if self.looked_at.with_value(|months| months.contains(&month)) {
            return;
        }
        self.looked_at.update_value(|months| {
            months.insert(month);
        });
        if self.menus.with_untracked(|menus| !menus.contains_key(&month)) {
            self.fetch_more();
        }
    }

    /// Fetches what has come to be wanted since the host was asked last. Before the first asking there is nothing to do.
    fn fetch_more(self) {
        let Some(head) = self.head.get_untracked() else { return };
        leptos::task::spawn_local(async move {
            let db = self.db();
            if let Some(refused) = self.fetch_months(&head, db, Vec::new()).await {
                self.notice.set(Some(refused));
            }
        });
    }

    /// What of a month's files is to be here: everything of the present and later months and of those looked at, except that
    /// outcomes are for who has slips (or where the counts are still in them).
    fn is_wanted(self, head: &Head, series: Series, month: Month) -> bool {
        let is_near = || {
            let present = Month::of(clock::today(head.centre.utc_offset));
            month >= present || self.looked_at.with_value(|months| months.contains(&month))
        };
        match series {
            Series::Menus => is_near() || self.menus.with_untracked(|menus| menus.contains_key(&month)),
            Series::Counts => is_near() || self.counts.with_untracked(|counts| counts.contains_key(&month)),
            Series::Outcomes => {
                self.with_slips.with_value(|months| months.contains(&month))
                    || (is_near() && !head.newest(Series::Counts).contains_key(&month))
            }
            Series::Draws => {
                self.draws_asked.with_value(|months| months.contains(&month))
                    || self.draws.with_untracked(|draws| draws.contains_key(&month))
            }
            Series::Hours => self.with_slips.with_value(|months| months.contains(&month)),
        }
    }

    /// Fetches what is wanted and newer than what is here, the present month first, shows each file as it comes, and keeps
    /// them together with the head's own `files`.
    async fn fetch_months(self, head: &Head, db: Option<Db>, mut files: Vec<(String, Vec<u8>)>) -> Option<Notice> {
        let present = Month::of(clock::today(head.centre.utc_offset));
        let newest = Series::ALL.map(|series| head.newest(series));
        let mut months: Vec<Month> = newest.iter().flat_map(|months| months.keys()).copied().collect();
        months.sort_by_key(|month| (*month < present, *month));
        months.dedup();
        // All are asked for at once, then taken in order. Counts first: a month that appears has its seats counted.
        let mut asked = Vec::new();
        for month in months {
            for (series, newest) in Series::ALL.into_iter().zip(&newest).rev() {
                let Some(revision) = newest.get(&month).copied() else { continue };
                let known = self.known(series, month);
                let path = series.path(month, revision);
                let is_asked = self.under_way.with_value(|under_way| under_way.contains(&path));
                if known == Some(revision) || is_asked || !self.is_wanted(head, series, month) {
                    continue;
                }
                self.under_way.update_value(|under_way| {
                    under_way.insert(path.clone());
                });
                let fetched = fetch(&path, false);
                asked.push((series, month, revision, known, path, fetched));
            }
        }
        let (mut superseded, mut notice) = (Vec::new(), None);
        for (series, month, revision, known, path, fetched) in asked {
            let taken = match fetched.await {
                Ok(bytes) => self.take(head, series, month, revision, &bytes).map(|()| bytes).map_err(Notice::Refused),
                Err(error) => Err(Notice::from(error)),
            };
            self.under_way.update_value(|under_way| {
                under_way.remove(&path);
            });
            match taken {
                Ok(bytes) => {
                    files.push((path, bytes));
                    superseded.extend(known.map(|revision| series.path(month, revision)));
                }
                Err(refused) => notice = Some(refused),
            }
        }
        if let Some(db) = db.filter(|_| !files.is_empty()) {
            match db.adopt(head.index.counter, files, superseded).await {
                Ok(()) => {}
                // Another tab has taken over something newer meanwhile: show that.
                Err(AdoptError::Older { .. }) => self.show_kept().await,
                Err(AdoptError::Storage(error)) => self.storage_failure.set(Some(error)),
            }
        }
        notice
    }

    /// The revision that is here.
    fn known(self, series: Series, month: Month) -> Option<u32> {
        match series {
            Series::Menus => self.menus.with_untracked(|known| known.get(&month).map(|menu| menu.revision)),
            Series::Counts => self.counts.with_untracked(|known| known.get(&month).map(|counts| counts.revision)),
            Series::Draws => self.draws.with_untracked(|known| known.get(&month).map(|draws| draws.revision)),
            Series::Outcomes => {
                self.outcomes.with_untracked(|known| known.get(&month).map(|of_month| of_month.revision))
            }
            Series::Hours => self.hours.with_untracked(|known| known.get(&month).map(|hours| hours.revision)),
        }
    }

    /// Checks a file and shows it. Draws that go back on what this phone has seen of them are refused.
    fn take(self, head: &Head, series: Series, month: Month, revision: u32, bytes: &[u8]) -> Result<(), Refused> {
        match series {
            Series::Menus => {
                let menu = Arc::new(head.menu(month, revision, bytes)?);
                self.menus.update(|known| drop(known.insert(month, menu)));
                self.site.set(Site::Open);
            }
            Series::Counts => {
                let counts = Arc::new(head.counts(month, revision, bytes)?);
                self.counts.update(|known| drop(known.insert(month, counts)));
            }
            Series::Outcomes => {
                let outcomes = Arc::new(head.outcomes(month, revision, bytes)?);
                self.outcomes.update(|known| drop(known.insert(month, outcomes)));
            }
            Series::Draws => {
                let draws = Arc::new(head.draws(month, revision, bytes)?);
                let seen = self.draws.with_untracked(|known| known.get(&month).cloned());
                if let Some(session) = seen.as_ref().and_then(|seen| draws.goes_back_on(seen)) {
                    return Err(Refused::DrawChanged(session.clone()));
                }
                self.draws.update(|known| drop(known.insert(month, draws)));
            }
            Series::Hours => {
                let hours = Arc::new(head.hours(month, revision, bytes)?);
                self.hours.update(|known| drop(known.insert(month, hours)));
            }
        }
        Ok(())
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
