//! Where the folder goes: straight into the store that is set up, into a file to download, into a folder of this computer.

use std::sync::Arc;

use leptos::prelude::*;

use crate::domain::time::{write_day, write_time};
use crate::state::desk::{Desk, DeskError, Folder};
use crate::state::save::{self, SaveError};
use crate::ui::controls::button::{Look, icon_button};
use crate::ui::controls::icon::Icon;
use crate::ui::controls::notice::{Tone, notice};
use crate::ui::dom::Piece;
use crate::ui::organizers::publish::Upload;
use crate::ui::organizers::trouble;
use crate::ui::words::{number, say, say_with};

/// The folder as it was last published, for who did not save it then, or whose upload stopped.
pub fn again(desk: Desk) -> AnyView {
    (move || {
        desk.folder().map(|folder| {
            let store = desk.has_store().then(|| upload(desk, Upload::new()));
            view! {
                <details>
                    <summary>{say("publish.again")}</summary>
                    <div class="stack">{store} {ways(desk, folder)}</div>
                </details>
            }
        })
    })
    .into_any()
}

/// How the upload goes, and a button for another attempt.
pub fn upload(desk: Desk, upload: Upload) -> AnyView {
    let press = move || {
        if upload.progress.get_untracked().is_none() {
            leptos::task::spawn_local(upload.run(desk));
        }
    };
    let place = move || desk.store_place().unwrap_or_default();
    (move || match (upload.progress.get(), upload.ended.get()) {
        (Some(so_far), _) => {
            let values = [("n", &*number(so_far.files as i64)), ("of", &*number(so_far.of as i64))];
            notice(Tone::Plain, say_with("publish.uploading", &values), None)
        }
        (None, Some(Ok(_))) => notice(Tone::Good, say_with("publish.uploaded", &[("place", &place())]), None),
        (None, Some(Err(error))) => {
            let again = icon_button(Look::Main, Icon::Right, say("publish.upload-again"), press);
            notice(Tone::Grave, trouble::words(&error), Some(again))
        }
        (None, None) => {
            view! { <div class="row">{icon_button(Look::Main, Icon::Right, say("publish.upload"), press)}</div> }
                .into_any()
                .el()
        }
    })
    .into_any()
}

/// Download it; where the browser can, write it straight into a folder.
pub fn ways(desk: Desk, folder: Arc<Folder>) -> AnyView {
    let saved = RwSignal::new(None::<Result<usize, DeskError>>);
    let download = move || {
        let now = desk.now();
        // How often it was published tells two archives of one minute apart.
        let (time, count) = (file_time(&write_time(now.time())), number(folder.counter() as i64));
        let name = ["linli-", folder.centre.as_str(), "-", &write_day(now.day()), "-", &time, "-", &count, ".zip"];
        let done = save::download(&name.concat(), &folder.archive(now), "application/zip");
        saved.set(Some(done.map(|()| folder.files.len()).map_err(DeskError::Disk)));
    };
    let write = move || {
        leptos::task::spawn_local(async move {
            saved.set(Some(desk.write_folder().await));
        });
    };
    let went = move || match saved.get()? {
        Ok(files) => {
            let words = say_with("publish.saved", &[("n", &number(files as i64))]);
            Some(notice(Tone::Good, words, None))
        }
        Err(DeskError::Disk(SaveError::Nothing)) => None,
        Err(error) => Some(notice(Tone::Grave, trouble::words(&error), None)),
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

/// What is still to be done by hand with what was downloaded: before anybody is told to look.
pub fn steps() -> AnyView {
    let steps = ["publish.step-unpack", "publish.step-upload", "publish.step-index", "publish.step-look"];
    view! {
        <h3>{say("publish.next")}</h3>
        <ol class="steps">{steps.map(|step| view! { <li>{say(step)}</li> }).collect_view()}</ol>
    }
    .into_any()
}

/// The other ways, and which files were made.
pub fn further(desk: Desk, folder: Arc<Folder>, in_store: bool) -> AnyView {
    let files = folder.changed.iter().map(|path| view! { <li>{path.clone()}</li> }).collect_view();
    let by_hand = in_store.then(|| {
        view! {
            <details>
                <summary>{say("publish.other-ways")}</summary>
                <div class="stack">{ways(desk, folder)}</div>
            </details>
        }
    });
    view! {
        {by_hand}
        <details>
            <summary>{say("publish.files")}</summary>
            <ul class="meta">{files}</ul>
        </details>
    }
    .into_any()
}

/// A time without the colon, which no file name may have everywhere.
fn file_time(time: &str) -> String {
    time.chars().filter(char::is_ascii_digit).collect()
}
