//! Publishing a month: what it changes and how residents will see it, then where the folder goes and whom the changes
//! must reach.

mod changes;
mod preview;
pub mod reach;
mod ways;

use std::sync::Arc;

use leptos::prelude::*;

use crate::domain::id::SessionId;
use crate::domain::menu::Menu;
use crate::domain::publishing::{Change, Detail};
use crate::domain::time::Month;
use crate::state::desk::{Delivered, Desk, DeskError, Folder};
use crate::ui::controls::button::{Look, icon_button};
use crate::ui::controls::dialog::Dialog;
use crate::ui::controls::icon::Icon;
use crate::ui::controls::notice::{Tone, notice};
use crate::ui::dates;
use crate::ui::dom::Piece;
use crate::ui::organizers::form::{form, submit};
use crate::ui::organizers::{going_on, trouble, wording};
use crate::ui::words::{say, say_count};

/// Publishes one month.
#[derive(Clone, Copy)]
pub struct Publisher {
    desk: Desk,
    month: Memo<Month>,
    dialog: Dialog,
    /// What was just published.
    folder: RwSignal<Option<Arc<Folder>>>,
    /// The sessions and shifts that it moved or called off.
    moved: RwSignal<Vec<SessionId>>,
    /// Only what was handed out is shown once more: nothing is published.
    handing: RwSignal<bool>,
    /// How the upload into the store goes, where there is one.
    upload: Upload,
}

/// How an upload goes.
#[derive(Clone, Copy)]
struct Upload {
    /// So far, while it goes on.
    progress: RwSignal<Option<Delivered>>,
    /// How it ended.
    ended: RwSignal<Option<Result<Delivered, DeskError>>>,
}

impl Upload {
    fn new() -> Self {
        Self { progress: RwSignal::new(None), ended: RwSignal::new(None) }
    }

    /// Begins it.
    async fn run(self, desk: Desk) {
        self.ended.set(None);
        self.progress.set(Some(Delivered::default()));
        let ended = desk.deliver(move |progress| self.progress.set(Some(progress))).await;
        self.progress.set(None);
        self.ended.set(Some(ended));
    }
}

/// Whether there is something to publish.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ready {
    Yes,
    Blocked(usize),
    Nothing,
}

impl Publisher {
    /// For the month in this memo.
    pub fn new(desk: Desk, month: Memo<Month>) -> Self {
        let (folder, moved) = (RwSignal::new(None), RwSignal::new(Vec::new()));
        let handing = RwSignal::new(false);
        Self { desk, month, dialog: Dialog::new(), folder, moved, handing, upload: Upload::new() }
    }

    /// What the last publication handed out, once more: the group's text, the notices, whom to call.
    pub fn again(self) {
        let month = self.month.get_untracked();
        let menu = self.desk.month(month).and_then(|book| book.menu.clone());
        let latest = menu.as_ref().map(Menu::changed_last).unwrap_or_default();
        self.moved.set(latest);
        self.handing.set(true);
        self.dialog.open();
    }

    /// The button for that, on a month that was published.
    pub fn hand_outs(self) -> AnyView {
        let published = move || self.desk.month(self.month.get()).is_some_and(|book| book.menu.is_some());
        (move || {
            published().then(|| {
                icon_button(Look::Plain, Icon::Share, say("publish.hand-outs"), move || untrack(|| self.again()))
            })
        })
        .into_any()
    }

    /// Asks whether to publish, where nothing stands against it.
    pub fn ask(self) {
        if untrack(move || self.ready()) == Ready::Yes {
            self.handing.set(false);
            self.folder.set(None);
            self.dialog.open();
        }
    }

    /// Shows what was published otherwise: a step of a draw.
    pub fn show(self, folder: Folder) {
        self.handing.set(false);
        self.moved.set(Vec::new());
        self.folder.set(Some(Arc::new(folder)));
        self.dialog.open();
        if self.desk.has_store() {
            leptos::task::spawn_local(self.upload.run(self.desk));
        }
    }

    fn ready(self) -> Ready {
        let unpublished = self.desk.unpublished(self.month.get());
        let blocks = self.desk.findings(self.month.get()).iter().filter(|found| found.blocks).count();
        match (unpublished.menu, unpublished.outcomes, blocks) {
            (false, false, _) => Ready::Nothing,
            (true, _, blocks) if blocks > 0 => Ready::Blocked(blocks),
            _ => Ready::Yes,
        }
    }

    /// The button that leads to publishing. It keeps the focus when it cannot, and says why; `blocked` is the
    /// sentence for findings that stand against it.
    pub fn button(self, label: &'static str, blocked: &'static str) -> AnyView {
        let ready = Memo::new(move |_| self.ready());
        let words = move || match ready.get() {
            Ready::Yes => String::new(),
            Ready::Blocked(count) => say_count(blocked, count as i64),
            Ready::Nothing => say("publish.nothing").to_owned(),
        };
        view! {
            <button
                type="button"
                class="button"
                data-look="main"
                data-wide="1"
                aria-disabled=move || (ready.get() != Ready::Yes).then_some("true")
                aria-describedby="publish-why"
                on:click=move |_| self.ask()
            >
                {label}
            </button>
            <p class="meta" id="publish-why" role="status">
                {words}
            </p>
            {move || (ready.get() == Ready::Nothing).then(|| ways::again(self.desk))}
        }
        .into_any()
    }

    /// The dialog.
    pub fn view(self) -> AnyView {
        self.dialog
            .view(say("publish.heading"), move || {
                (move || match (self.handing.get(), self.folder.get()) {
                    (true, _) => untrack(move || reach::reach(self.desk, self.month.get(), self.moved.get())),
                    (false, None) => self.before(),
                    (false, Some(folder)) => self.after(folder),
                })
                .into_any()
                .el()
            })
            .into_any()
    }

    /// What publishing would change.
    fn before(self) -> AnyView {
        let write = Action::new_unsync(move |_: &()| async move {
            let month = self.month.get_untracked();
            let moved = untrack(move || changes::told(self.desk, month)).into_iter().filter_map(moved).collect();
            let folder = self.desk.publish(month).await?;
            self.moved.set(moved);
            self.folder.set(Some(Arc::new(folder)));
            if self.desk.has_store() {
                self.upload.run(self.desk).await;
            }
            Ok::<(), DeskError>(())
        });
        let send = move || {
            write.dispatch(());
        };
        let label = if self.desk.has_store() { say("publish.to-store") } else { say("publish.confirm") };
        let content = view! {
            {move || {
                let failed = write.value().get().and_then(Result::err);
                failed.map(|error| notice(Tone::Grave, trouble::words(&error), going_on::way(self.desk)))
            }}
            {submit(label, move || write.pending().get())}
        };
        let month = untrack(move || dates::month_and_year(self.month.get()));
        view! {
            <p class="meta">{month}</p>
            {untrack(move || changes::changes(self.desk, self.month.get()))}
            {untrack(move || self.notices())}
            {form(send, content.into_any())}
        }
        .into_any()
    }

    /// What should be seen before, and does not stand against it.
    fn notices(self) -> Option<AnyView> {
        let month = self.month.get();
        let book = self.desk.month(month).filter(|_| self.desk.unpublished(month).menu)?;
        let catalogue = self.desk.catalogue();
        let found = self.desk.findings(month);
        let notices = found.iter().filter(|found| !found.blocks);
        let told: Vec<_> = notices.map(|found| wording::finding(&found.finding, &book.plan, &catalogue)).collect();
        let items = told.iter().map(|told| view! { <li>{told.title.clone()}</li> }).collect_view();
        let items = view! { <ul class="publish-notices">{items}</ul> }.into_any().el();
        let words = say_count("publish.notices", told.len() as i64);
        (!told.is_empty()).then(|| notice(Tone::Warn, words, Some(items)).into_any())
    }

    /// That it is published, where it goes, and whom the changes must reach.
    fn after(self, folder: Arc<Folder>) -> AnyView {
        let in_store = self.desk.has_store();
        // What was just done stands at the top, wherever the long list before it was left.
        request_animation_frame(|| {
            if let Some(dialog) = document().query_selector("dialog[open]").ok().flatten() {
                dialog.set_scroll_top(0);
            }
        });
        view! {
            {(!in_store).then(|| notice(Tone::Good, say("publish.done"), None))}
            {in_store.then(|| ways::upload(self.desk, self.upload))}
            {(!in_store).then(|| ways::ways(self.desk, folder.clone()))}
            {(!in_store).then(ways::steps)}
            {untrack(move || reach::reach(self.desk, self.month.get(), self.moved.get()))}
            {ways::further(self.desk, folder, in_store)}
        }
        .into_any()
    }
}

/// What somebody has to hear of: called off, or at another time or place.
fn moved(change: Change) -> Option<SessionId> {
    let heard = |detail: &Detail| matches!(detail, Detail::Time { .. } | Detail::Venue { .. });
    match change {
        Change::CalledOff(id) => Some(id),
        Change::Altered { id, how } if how.iter().any(heard) => Some(id),
        _ => None,
    }
}
