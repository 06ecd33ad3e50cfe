//! What the board's three panes share: the month, its book, its findings, and which dialog is open about what.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::NaiveDate;
use leptos::prelude::*;

use crate::domain::book::MonthBook;
use crate::domain::catalogue::Catalogue;
use crate::domain::category::{Category, Kind, Mark};
use crate::domain::checks::{Around, Clash, Found};
use crate::domain::id::{CourseCode, SessionId};
use crate::domain::plan::{Plan, PlanChange};
use crate::domain::planning::Check;
use crate::domain::repeating::ByMonth;
use crate::domain::runs::{InRun, runs};
use crate::domain::text::Text;
use crate::domain::time::{Month, Start};
use crate::state::desk::{Desk, DeskError};
use crate::ui::controls::dialog::Dialog;
use crate::ui::controls::icon::{Icon, icon};
use crate::ui::navigation;
use crate::ui::organizers::picking::{self, Search, Used};
use crate::ui::organizers::plan::carry::Carry;
use crate::ui::organizers::wording::{self, Told};
use crate::ui::route::Route;
use crate::ui::words::{read, say_with};

/// The board.
#[derive(Clone, Copy)]
pub struct Board {
    /// Where everything is read and written.
    pub desk: Desk,
    /// The month of the address, or the coming one.
    pub month: Memo<Month>,
    /// Its book, once it is read.
    pub book: Memo<Option<Arc<MonthBook>>>,
    /// Courses, venues and services.
    pub catalogue: Memo<Arc<Catalogue>>,
    /// What stands on days on end: a line over the week.
    pub runs: Memo<Arc<BTreeMap<SessionId, InRun>>>,
    /// What stands against publishing, and what should be seen.
    pub findings: Memo<Vec<Found>>,
    /// The books of the month's year, as far as they hold anything.
    pub year: Memo<Vec<Arc<MonthBook>>>,
    /// The dialogs.
    pub editor: Editor,
    /// What is drawn out on narrow screens, where the month stands alone.
    pub drawer: RwSignal<Option<Drawer>>,
    /// What is folded away on wide screens, so that the month has room.
    pub folded: RwSignal<BTreeSet<Drawer>>,
    /// What is looked for in the course menu.
    pub search: RwSignal<Search>,
    /// What is being carried to another day.
    pub carry: Carry,
    /// What was just done.
    pub said: RwSignal<String>,
    /// Why it was not done.
    pub trouble: RwSignal<Option<DeskError>>,
}

/// The dialogs of the board, and what they are about.
#[derive(Clone, Copy)]
pub struct Editor {
    /// A course becomes a session.
    pub course: Dialog,
    /// An activity of the centre's own.
    pub own: Dialog,
    /// A volunteer job.
    pub shift: Dialog,
    /// A session or shift is arranged otherwise.
    pub edit: Dialog,
    /// How an activity comes again.
    pub repeat: Dialog,
    /// Who runs a session, and what it costs.
    pub provide: Dialog,
    /// Two sessions share a room.
    pub allow: Dialog,
    /// Volunteers come on a working day.
    pub allow_day: Dialog,
    /// From last month, or a template.
    pub copy: Dialog,
    /// Other drafts of the month.
    pub versions: Dialog,
    /// What month and year cost.
    pub costs: Dialog,
    /// Which course.
    pub chosen_course: RwSignal<Option<CourseCode>>,
    /// Which session or shift.
    pub chosen: RwSignal<Option<SessionId>>,
    /// On which day, where one was pressed.
    pub day: RwSignal<Option<NaiveDate>>,
    /// Of which kind, where one is asked for.
    pub kind: RwSignal<Option<Kind>>,
    /// Whether one of the centre's specials is asked for.
    pub special: RwSignal<bool>,
    /// Which clash.
    pub clash: RwSignal<Option<Clash>>,
}

/// A pane that is folded away on narrow screens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Drawer {
    /// The course menu.
    Menu,
    /// What stands against publishing.
    Checks,
}

/// A session or shift as the board shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Thing {
    /// When it begins.
    pub start: Start,
    /// What it is called.
    pub title: String,
    /// Its mark; none for a shift.
    pub mark: Option<Mark>,
    /// Called off.
    pub cancelled: bool,
    /// Whether it comes again by a rule.
    pub repeats: bool,
    /// Whether a finding that blocks is about it.
    pub blocked: bool,
    /// Its place in a line over several days.
    pub run: Option<InRun>,
}

impl Board {
    /// The board of the month in the address.
    pub fn open(desk: Desk) -> Self {
        let month = Memo::new(move |_| match navigation::route() {
            Some(Route::OrganizePlan { month: Some(month) }) => month,
            _ => Month::of(desk.today()).plus(1),
        });
        let year = Memo::new(move |_| {
            let same = |other: &Month| other.year() == month.get().year();
            desk.months().into_iter().filter(same).filter_map(|other| desk.month(other)).collect()
        });
        Self {
            desk,
            month,
            book: Memo::new(move |_| desk.month(month.get())),
            catalogue: Memo::new(move |_| Arc::new(desk.catalogue())),
            runs: Memo::new(move |_| {
                Arc::new(desk.month(month.get()).map(|book| runs(&book.plan)).unwrap_or_default())
            }),
            findings: Memo::new(move |_| desk.findings(month.get())),
            year,
            editor: Editor {
                course: Dialog::new(),
                own: Dialog::new(),
                shift: Dialog::new(),
                edit: Dialog::new(),
                repeat: Dialog::new(),
                provide: Dialog::new(),
                allow: Dialog::new(),
                allow_day: Dialog::new(),
                copy: Dialog::new(),
                versions: Dialog::new(),
                costs: Dialog::new(),
                chosen_course: RwSignal::new(None),
                chosen: RwSignal::new(None),
                day: RwSignal::new(None),
                kind: RwSignal::new(None),
                special: RwSignal::new(false),
                clash: RwSignal::new(None),
            },
            drawer: RwSignal::new(None),
            folded: RwSignal::default(),
            search: RwSignal::default(),
            carry: Carry::new(),
            said: RwSignal::new(String::new()),
            trouble: RwSignal::new(None),
        }
    }

    /// Draws a pane out, or puts it back.
    pub fn draw_out(self, drawer: Drawer) {
        self.drawer.update(|open| *open = (*open != Some(drawer)).then_some(drawer));
    }

    /// Folds a pane away, or unfolds it.
    pub fn fold(self, drawer: Drawer) {
        self.folded.update(|folded| {
            let _ = folded.remove(&drawer) || folded.insert(drawer);
        });
    }

    /// The button that does it, beside the pane's heading.
    pub fn folder(self, drawer: Drawer, name: &'static str) -> AnyView {
        let folded = Memo::new(move |_| self.folded.read().contains(&drawer));
        let label = move || say_with(if folded.get() { "plan.unfold" } else { "plan.fold" }, &[("pane", name)]);
        let outwards = drawer == Drawer::Menu;
        view! {
            <button
                type="button"
                class="icon-button pane-fold"
                aria-expanded=move || if folded.get() { "false" } else { "true" }
                aria-label=label
                title=label
                on:click=move |_| self.fold(drawer)
            >
                {move || icon(if folded.get() == outwards { Icon::Right } else { Icon::Left })}
            </button>
        }
        .into_any()
    }

    /// Asks the plan; nothing while the month is read.
    pub fn with_plan<T>(self, ask: impl FnOnce(&Plan) -> T) -> Option<T> {
        self.book.with(|book| book.as_ref().map(|book| ask(&book.plan)))
    }

    /// Asks the plan together with what has a say in it.
    pub fn ask<T>(self, ask: impl FnOnce(&Plan, &Around<'_>) -> T) -> Option<T> {
        let book = self.book.get()?;
        Some(self.desk.around(book.month, |around| ask(&book.plan, around)))
    }

    /// Records a step, and says what was done; `then` follows when it is kept.
    pub fn act(self, changes: ByMonth, words: String, then: impl FnOnce() + 'static) {
        self.trouble.set(None);
        leptos::task::spawn_local(async move {
            match self.desk.arrange_all(changes, None::<(SessionId, Option<Text>)>).await {
                Ok(()) => {
                    self.said.set(words);
                    then();
                }
                Err(error) => self.trouble.set(Some(error)),
            }
        });
    }

    /// Draws out the course menu, at a category where one is asked for.
    pub fn pick(self, category: Option<Category>) {
        self.search.update(|search| search.category = category);
        self.folded.update(|folded| {
            folded.remove(&Drawer::Menu);
        });
        self.drawer.set(Some(Drawer::Menu));
    }

    /// Sessions and shifts that start on a day: what goes on over several days, so that its line is straight; then by time.
    pub fn on_day(self, day: NaiveDate) -> Vec<SessionId> {
        let ids = self.with_plan(|plan| {
            let shifts = plan.shifts.iter().filter(|shift| shift.start.day() == day);
            let shifts = shifts.map(|shift| (true, shift.start, true, &shift.id));
            let runs = self.runs.get();
            let alone = |id: &SessionId| !runs.contains_key(id);
            let sessions = plan.sessions_on(day);
            let sessions = sessions.map(|session| (alone(&session.id), session.start, false, &session.id));
            let mut all: Vec<_> = sessions.chain(shifts).collect();
            all.sort();
            all.into_iter().map(|(.., id)| id.clone()).collect()
        });
        ids.unwrap_or_default()
    }

    /// A session or shift as the board shows it.
    pub fn thing(self, id: &SessionId) -> Option<Thing> {
        let blocks = |found: &Found| found.blocks && found.finding.concerns(id);
        let blocked = self.findings.with(|findings| findings.iter().any(blocks));
        self.with_plan(|plan| {
            if let Some(shift) = plan.shift(id) {
                let title = read(&shift.role).to_owned();
                let cancelled = shift.cancelled.is_some();
                return Some(Thing {
                    start: shift.start,
                    title,
                    mark: None,
                    cancelled,
                    repeats: false,
                    blocked,
                    run: None,
                });
            }
            let session = plan.session(id)?;
            let activity = plan.activities.get(&id.activity)?;
            Some(Thing {
                start: session.start,
                title: read(&activity.title).to_owned(),
                mark: Some(activity.sort.mark()),
                cancelled: session.cancelled.is_some(),
                repeats: plan.series.contains_key(&id.activity),
                blocked,
                run: self.runs.read().get(id).copied(),
            })
        })?
    }

    /// When a course was held in this year.
    pub fn used(self, code: &CourseCode) -> Used {
        let year = self.year.read();
        self.with_plan(|plan| picking::used(code, plan, year.iter().map(|book| &book.plan))).unwrap_or(Used::Never)
    }

    /// What would be found about the session or shift that a change makes; told before it is made.
    pub fn foresee(self, change: &PlanChange) -> Vec<(bool, Told)> {
        let id = match change {
            PlanChange::Session { session, .. } => &session.id,
            PlanChange::Shift(shift) => &shift.id,
            PlanChange::Remove(id) => id,
            _ => return Vec::new(),
        };
        let catalogue = self.catalogue.get();
        let told = self.with_plan(|plan| {
            let next = plan.with(change);
            let found = self.desk.around(plan.month, |around| next.findings(around));
            // Who runs it is settled in a dialog of its own: there is no field for it here.
            let here = |found: &Found| found.finding.concerns(id) && found.finding.check() != Some(Check::Team);
            let found = found.into_iter().filter(here);
            found.map(|found| (found.blocks, wording::finding(&found.finding, &next, &catalogue))).collect()
        });
        told.unwrap_or_default()
    }
}

impl Editor {
    /// Opens the dialog that arranges a course.
    pub fn arrange(self, code: CourseCode, day: Option<NaiveDate>) {
        self.chosen_course.set(Some(code));
        self.day.set(day);
        self.course.open();
    }

    /// Opens the dialog that adds an activity of the centre's own.
    pub fn add_own(self, kind: Option<Kind>, day: Option<NaiveDate>) {
        self.kind.set(kind);
        self.special.set(false);
        self.day.set(day);
        self.own.open();
    }

    /// The same for one of the centre's specials.
    pub fn add_special(self) {
        self.kind.set(None);
        self.special.set(true);
        self.day.set(None);
        self.own.open();
    }

    /// Opens the dialog that adds a volunteer job.
    pub fn add_shift(self) {
        self.day.set(None);
        self.shift.open();
    }

    /// Opens the dialog about who runs a session and what it costs.
    pub fn provide(self, id: SessionId) {
        self.chosen.set(Some(id));
        self.edit.close();
        self.provide.open();
    }

    /// Opens the dialog about how an activity comes again.
    pub fn repeat(self, id: SessionId) {
        self.chosen.set(Some(id));
        self.edit.close();
        self.repeat.open();
    }

    /// Opens the dialog that asks why two may share a room.
    pub fn allow(self, clash: Clash) {
        self.clash.set(Some(clash));
        self.allow.open();
    }

    /// Opens the dialog that asks why volunteers come on a working day.
    pub fn allow_day(self, shift: SessionId) {
        self.chosen.set(Some(shift));
        self.allow_day.open();
    }

    /// Opens the dialog that arranges a session or shift otherwise.
    pub fn change(self, id: SessionId) {
        self.chosen.set(Some(id));
        self.edit.open();
    }
}
