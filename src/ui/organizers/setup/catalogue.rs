//! The district's files: chosen or pasted, looked at, and taken. Nothing changes until the good rows are taken.

use std::sync::Arc;

use leptos::prelude::*;
use web_sys::File;

use crate::domain::catalogue::Catalogue;
use crate::state::desk::Desk;
use crate::state::intake::{Preview, Subject, preview};
use crate::state::reasons::FileProblem;
use crate::state::save;
use crate::ui::controls::file_field::file_field;
use crate::ui::controls::notice::{Tone, notice};
use crate::ui::controls::segmented::segmented;
use crate::ui::controls::text_area::TextArea;
use crate::ui::organizers::form::{Write, fine, form, submit, ticked, went};
use crate::ui::organizers::{setup, trouble};
use crate::ui::words::{number, say, say_of, say_with};

/// What is typed here.
#[derive(Clone, Copy)]
struct Fields {
    subject: RwSignal<usize>,
    text: RwSignal<String>,
    only_these: RwSignal<bool>,
    unread: RwSignal<Option<String>>,
}

/// What the text that stands in the field would give; none while it is empty.
pub type Seen = Memo<Option<Result<Arc<Preview>, FileProblem>>>;

impl Fields {
    fn subject(self) -> Subject {
        Subject::ALL.get(self.subject.get()).copied().unwrap_or(Subject::Courses)
    }

    fn read(self, file: File) {
        leptos::task::spawn_local(async move {
            match save::read_text(&file).await {
                Ok(text) => {
                    // An empty file is something to say, an empty field is not.
                    self.unread.set(text.trim().is_empty().then(|| say("import.empty").to_owned()));
                    self.text.set(text);
                }
                Err(error) => self.unread.set(trouble::file(&error)),
            }
        });
    }
}

/// Draws the section.
pub fn catalogue(desk: Desk) -> AnyView {
    let fields = Fields {
        subject: RwSignal::new(untrack(move || first_missing(&desk.catalogue()))),
        text: RwSignal::new(String::new()),
        only_these: RwSignal::new(false),
        unread: RwSignal::new(None),
    };
    let seen: Seen = Memo::new(move |_| {
        let typed = fields.text.with(|text| !text.trim().is_empty());
        let read = || {
            let only = fields.only_these.get();
            fields.text.with(|text| preview(fields.subject(), text, &desk.catalogue(), only).map(Arc::new))
        };
        typed.then(read)
    });
    let write: Write<Catalogue> = Action::new_unsync(move |catalogue: &Catalogue| {
        let catalogue = catalogue.clone();
        async move {
            desk.import(catalogue).await?;
            fields.text.set(String::new());
            Ok(())
        }
    });
    let names = Subject::ALL.map(|subject| say_of("subject", subject.slug())).to_vec();
    view! {
        {move || have(&desk.catalogue())}
        {segmented("subject", say("import.subject"), names, fields.subject, |_| ())}
        {move || missing(fields.subject(), &desk.catalogue())}
        {sources(fields)}
        {move || fields.unread.get().map(|words| notice(Tone::Grave, words, None))}
        {take(fields, seen, write)}
    }
    .into_any()
}

/// Providers first: courses name them.
fn first_missing(catalogue: &Catalogue) -> usize {
    Subject::ALL.iter().position(|subject| subject.count(catalogue) == 0).unwrap_or(1)
}

/// What the catalogue holds.
fn have(catalogue: &Catalogue) -> AnyView {
    let items = Subject::ALL.map(|subject| {
        let count = subject.count(catalogue) as i64;
        view! {
            <li>
                <span>{say_of("subject", subject.slug())}</span>
                <strong>{number(count)}</strong>
            </li>
        }
    });
    view! { <ul class="figures">{items.collect_view()}</ul> }.into_any()
}

/// What has to be there before this can be taken.
fn missing(subject: Subject, catalogue: &Catalogue) -> Option<AnyView> {
    let needed = subject == Subject::Courses && catalogue.providers.is_empty();
    needed.then(|| notice(Tone::Warn, say("import.providers-first"), None).into_any())
}

fn sources(fields: Fields) -> AnyView {
    let take = move |file| fields.read(file);
    let paste = TextArea {
        id: "import-text",
        label: say("import.paste"),
        hint: None,
        rows: 5,
        value: fields.text,
        error: fine(),
    };
    view! {
        <p class="meta">{move || say_of("import-columns", fields.subject().slug())}</p>
        {file_field("import-file", say("import.file"), Some(say("import.file-hint")), ".csv,.txt,text/csv", take)}
        {paste.view()}
    }
    .into_any()
}

fn take(fields: Fields, seen: Seen, write: Write<Catalogue>) -> AnyView {
    let send = move || {
        let catalogue = seen.with_untracked(|seen| match seen {
            Some(Ok(preview)) if !preview.rows.is_empty() => Some(preview.catalogue.clone()),
            _ => None,
        });
        if let Some(catalogue) = catalogue {
            write.dispatch(catalogue);
        }
    };
    let good = move || match seen.read().as_ref() {
        Some(Ok(preview)) => preview.rows.len(),
        _ => 0,
    };
    let content = view! {
        {move || seen.get().map(setup::preview::preview)}
        {move || {
            (good() > 0)
                .then(|| {
                    let values = [("subject", say_of("subject", fields.subject().slug()))];
                    let only = ticked(say_with("import.only-these", &values), fields.only_these);
                    view! { {only} {submit(say("import.take"), move || write.pending().get())} }
                })
        }}
        {went(write, Some(say("import.taken")))}
    };
    form(send, content.into_any())
}
