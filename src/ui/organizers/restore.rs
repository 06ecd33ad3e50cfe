//! Bringing a workspace back from a file: the recovery file brings the keys, a backup brings everything.

use leptos::prelude::*;
use web_sys::File;

use crate::state::desk::{Desk, DeskError, Restored};
use crate::state::save::{self, SaveError};
use crate::ui::controls::file_field::file_field;
use crate::ui::controls::notice::{Tone, notice};
use crate::ui::controls::typed_field::{Typed, TypedField};
use crate::ui::organizers::form::{fine, form, submit};
use crate::ui::organizers::trouble;
use crate::ui::words::{say, say_count, say_with};

/// A file that was chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Chosen {
    name: String,
    bytes: Vec<u8>,
}

/// Draws the form.
pub fn restore(desk: Desk) -> AnyView {
    let chosen = RwSignal::new(None::<Result<Chosen, SaveError>>);
    let passphrase = RwSignal::new(String::new());
    let write = Action::new_unsync(move |(file, passphrase): &(Vec<u8>, String)| {
        desk.restore(file.clone(), passphrase.clone())
    });
    let take = move |file: File| {
        leptos::task::spawn_local(async move {
            let bytes = save::read_bytes(&file).await;
            chosen.set(Some(bytes.map(|bytes| Chosen { name: file.name(), bytes })));
        });
    };
    let send = move || {
        let bytes = chosen.with_untracked(|chosen| match chosen {
            Some(Ok(chosen)) => Some(chosen.bytes.clone()),
            _ => None,
        });
        if let Some(bytes) = bytes {
            write.dispatch((bytes, passphrase.get_untracked()));
        }
    };
    let field = TypedField {
        id: "restore-passphrase",
        label: say("restore.passphrase"),
        hint: Some(say("restore.passphrase-hint")),
        typed: Typed::Passphrase("current-password"),
        value: passphrase,
        error: fine(),
    };
    let fields = view! {
        {file_field("restore-file", say("restore.file"), Some(say("restore.file-hint")), ".linli,.json,.txt", take)}
        {move || chosen.get().map(told)}
        {field.view()}
        {move || write.value().read().as_ref().map(went)}
        {submit(say("restore.send"), move || write.pending().get())}
    };
    view! {
        <section class="stack" aria-labelledby="restore-heading">
            <h2 id="restore-heading">{say("restore.heading")}</h2>
            {form(send, fields.into_any())}
        </section>
    }
    .into_any()
}

fn told(chosen: Result<Chosen, SaveError>) -> AnyView {
    match chosen {
        Ok(chosen) => {
            let name = say_with("restore.chosen", &[("name", &chosen.name)]);
            view! { <p class="meta" role="status">{name}</p> }.into_any()
        }
        Err(error) => trouble::file(&error).map(|words| notice(Tone::Grave, words, None)).into_any(),
    }
}

fn went(result: &Result<Restored, DeskError>) -> AnyView {
    match result {
        Ok(Restored::Keys) => notice(Tone::Good, say("restore.keys-are-back"), None).into_any(),
        Ok(Restored::Book { facts }) => {
            notice(Tone::Good, say_count("restore.book-is-back", *facts as i64), None).into_any()
        }
        Err(error) => notice(Tone::Grave, trouble::words(error), None).into_any(),
    }
}
