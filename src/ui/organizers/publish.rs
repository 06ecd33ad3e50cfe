//! Publishing a month: what it changes, then the folder to lie beside the program, and what to do with it.

use std::sync::Arc;

use leptos::prelude::*;

use crate::domain::publishing::{changes, new_answers};
use crate::domain::time::{Month, write_day, write_time};
use crate::state::desk::{Desk, DeskError, Folder};
use crate::state::save::{self, SaveError};
use crate::ui::controls::button::{Look, icon_button};
use crate::ui::controls::dialog::Dialog;
use crate::ui::controls::icon::Icon;
use crate::ui::controls::notice::{Tone, notice};
use crate::ui::dom::Piece;
use crate::ui::organizers::form::{form, submit};
use crate::ui::organizers::{trouble, wording};
use crate::ui::words::{number, say, say_count, say_with};

/// Publishes one month.
#[derive(Clone, Copy)]
pub struct Publisher {
    desk: Desk,
    month: Memo<Month>,
    dialog: Dialog,
    /// What was just published.
    folder: RwSignal<Option<Arc<Folder>>>,
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
        Self { desk, month, dialog: Dialog::new(), folder: RwSignal::new(None) }
    }

    /// Shows what was published otherwise: a step of a draw.
    pub fn show(self, folder: Folder) {
        self.folder.set(Some(Arc::new(folder)));
        self.dialog.open();
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
        let press = move |_| {
            if ready.get_untracked() == Ready::Yes {
                self.folder.set(None);
                self.dialog.open();
            }
        };
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
                on:click=press
            >
                {label}
            </button>
            <p class="meta" id="publish-why" role="status">
                {words}
            </p>
            {move || (ready.get() == Ready::Nothing).then(|| again(self.desk))}
        }
        .into_any()
    }

    /// The dialog.
    pub fn view(self) -> AnyView {
        self.dialog
            .view(say("publish.heading"), move || {
                (move || match self.folder.get() {
                    None => self.before(),
                    Some(folder) => after(self.desk, folder),
                })
                .into_any()
                .el()
            })
            .into_any()
    }

    /// What publishing would change.
    fn before(self) -> AnyView {
        let write = Action::new_unsync(move |_: &()| async move {
            let folder = self.desk.publish(self.month.get_untracked()).await?;
            self.folder.set(Some(Arc::new(folder)));
            Ok::<(), DeskError>(())
        });
        let send = move || {
            write.dispatch(());
        };
        let content = view! {
            {move || {
                let failed = write.value().get().and_then(Result::err);
                failed.map(|error| notice(Tone::Grave, trouble::words(&error), None))
            }}
            {submit(say("publish.confirm"), move || write.pending().get())}
        };
        view! {
            {untrack(move || self.changes())}
            <p class="quiet">{say("publish.words")}</p>
            {form(send, content.into_any())}
        }
        .into_any()
    }

    fn changes(self) -> AnyView {
        let month = self.month.get();
        let Some(book) = self.desk.month(month) else { return ().into_any() };
        let menu = book.menu.as_ref();
        let told = changes(menu, &book.plan);
        let answers = self.desk.placement(month).map_or(0, |placement| new_answers(&book, &placement).len());
        let items: Vec<String> = told.iter().map(|change| wording::change(change, &book.plan, menu)).collect();
        view! {
            {(!items.is_empty())
                .then(|| {
                    view! {
                        <h3>{say_count("publish.menu-changes", items.len() as i64)}</h3>
                        <ul class="changes">
                            {items.iter().map(|item| view! { <li>{item.clone()}</li> }).collect_view()}
                        </ul>
                    }
                })}
            {(answers > 0).then(|| view! { <h3>{say_count("publish.new-answers", answers as i64)}</h3> })}
        }
        .into_any()
    }
}

/// The folder as it was last published, for who did not save it then.
fn again(desk: Desk) -> AnyView {
    (move || {
        desk.folder().map(|folder| {
            view! {
                <details>
                    <summary>{say("publish.again")}</summary>
                    <div class="stack">{ways(desk, folder)}</div>
                </details>
            }
        })
    })
    .into_any()
}

/// The folder, and what to do with it.
fn after(desk: Desk, folder: Arc<Folder>) -> AnyView {
    let files = folder.changed.iter().map(|path| view! { <li>{path.clone()}</li> }).collect_view();
    let steps = ["publish.step-unpack", "publish.step-upload", "publish.step-index", "publish.step-look"];
    view! {
        {notice(Tone::Good, say("publish.done"), None)}
        {ways(desk, folder)}
        <h3>{say("publish.next")}</h3>
        <ol class="steps">{steps.map(|step| view! { <li>{say(step)}</li> }).collect_view()}</ol>
        <details>
            <summary>{say("publish.files")}</summary>
            <ul class="meta">{files}</ul>
        </details>
    }
    .into_any()
}

/// Download it; where the browser can, write it straight into a folder.
fn ways(desk: Desk, folder: Arc<Folder>) -> AnyView {
    let saved = RwSignal::new(None::<Result<usize, SaveError>>);
    let zipped = folder.clone();
    let download = move || {
        let now = desk.now();
        let name =
            ["linli-", zipped.centre.as_str(), "-", &write_day(now.day()), "-", &file_time(&write_time(now.time()))]
                .concat();
        let done = save::download(&[&name, ".zip"].concat(), &zipped.archive(now), "application/zip");
        saved.set(Some(done.map(|()| zipped.files.len())));
    };
    let write = move || {
        let folder = folder.clone();
        leptos::task::spawn_local(async move {
            saved.set(Some(save::write_folder(&folder.files).await));
        });
    };
    let went = move || match saved.get()? {
        Ok(files) => {
            let words = say_with("publish.saved", &[("n", &number(files as i64))]);
            Some(notice(Tone::Good, words, None))
        }
        Err(error) => trouble::file(&error).map(|words| notice(Tone::Grave, words, None)),
    };
    view! {
        <div class="row">
            {icon_button(Look::Main, Icon::Download, say("publish.download"), download)}
            {save::can_pick_folder().then(|| icon_button(Look::Plain, Icon::Right, say("publish.write"), write))}
        </div>
        {went}
    }
    .into_any()
}

/// A time without the colon, which no file name may have everywhere.
fn file_time(time: &str) -> String {
    time.chars().filter(char::is_ascii_digit).collect()
}
