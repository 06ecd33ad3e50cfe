//! The store that holds the centre's folder: where it is, and the key to it. The key is asked for once, kept encrypted, and
//! never shown again.

use leptos::prelude::*;

use crate::state::desk::{Desk, DeskError, Store, StoreField};
use crate::ui::controls::button::{Look, button};
use crate::ui::controls::notice::{Tone, notice};
use crate::ui::controls::typed_field::{Typed, TypedField};
use crate::ui::organizers::form::{Write, form, line, submit, ticked};
use crate::ui::organizers::trouble;
use crate::ui::words::{say, say_with};

#[derive(Clone, Copy)]
struct Fields {
    endpoint: RwSignal<String>,
    region: RwSignal<String>,
    bucket: RwSignal<String>,
    folder: RwSignal<String>,
    in_path: RwSignal<bool>,
    key: RwSignal<String>,
    secret: RwSignal<String>,
}

impl Fields {
    fn empty() -> Self {
        let line = || RwSignal::new(String::new());
        let in_path = RwSignal::new(false);
        Self { endpoint: line(), region: line(), bucket: line(), folder: line(), in_path, key: line(), secret: line() }
    }

    fn show(self, store: &Store) {
        self.endpoint.set(store.endpoint.clone());
        self.region.set(store.region.clone());
        self.bucket.set(store.bucket.clone());
        self.folder.set(store.folder.clone());
        self.in_path.set(store.in_path);
        self.key.set(store.key.clone());
    }

    /// As it is typed. An empty key means the one that is kept.
    fn typed(self, kept: Option<Store>) -> Store {
        let secret = self.secret.get_untracked();
        let secret = match kept {
            Some(kept) if secret.trim().is_empty() => kept.secret,
            _ => secret,
        };
        Store {
            endpoint: self.endpoint.get_untracked(),
            region: self.region.get_untracked(),
            bucket: self.bucket.get_untracked(),
            folder: self.folder.get_untracked(),
            in_path: self.in_path.get_untracked(),
            key: self.key.get_untracked(),
            secret,
        }
    }
}

/// Draws the form.
pub fn store(desk: Desk) -> AnyView {
    let fields = Fields::empty();
    leptos::task::spawn_local(async move {
        if let Ok(Some(store)) = desk.store().await {
            fields.show(&store);
        }
    });
    let write: Write<()> = Action::new_unsync(move |_: &()| async move {
        let kept = desk.store().await?;
        desk.keep_store(fields.typed(kept)).await?;
        fields.secret.set(String::new());
        Ok(())
    });
    let forget: Write<()> = Action::new_unsync(move |_: &()| async move { desk.forget_store().await });
    let wrong = move |field: StoreField| {
        Signal::derive(move || {
            let value = write.value();
            let value = value.read();
            let Some(Err(DeskError::StoreFields(fields))) = value.as_ref() else { return None };
            fields.contains(&field).then(|| say(problem(field)).to_owned())
        })
    };
    let send = move || {
        write.dispatch(());
    };
    let went = move || match write.value().get()? {
        Ok(()) => Some(notice(Tone::Good, say("store.kept"), None)),
        Err(DeskError::StoreFields(_)) => None,
        Err(error) => Some(notice(Tone::Grave, trouble::words(&error), None)),
    };
    let secret = TypedField {
        id: "store-secret",
        label: say("store.secret"),
        hint: Some(say("store.secret-hint")),
        typed: Typed::Passphrase("off"),
        value: fields.secret,
        error: wrong(StoreField::Secret),
    };
    let text = |id, key, hint: Option<&'static str>, value, field| line(id, say(key), hint, value, wrong(field));
    let content = view! {
        {text("store-endpoint", "store.endpoint", Some(say("store.endpoint-hint")), fields.endpoint, StoreField::Endpoint)}
        {text("store-region", "store.region", Some(say("store.region-hint")), fields.region, StoreField::Region)}
        {text("store-bucket", "store.bucket", None, fields.bucket, StoreField::Bucket)}
        {text("store-folder", "store.folder", Some(say("store.folder-hint")), fields.folder, StoreField::Folder)}
        {ticked(say("store.in-path"), fields.in_path)}
        {text("store-key", "store.key", None, fields.key, StoreField::Key)}
        {secret.view()}
        {went}
        {submit(say("store.keep"), move || write.pending().get())}
    };
    let state = move || {
        let place = desk.store_place()?;
        let press = move || {
            forget.dispatch(());
        };
        Some(view! {
            {notice(Tone::Good, say_with("store.is-set", &[("place", &place)]), None)}
            {button(Look::Words, say("store.forget"), press)}
        })
    };
    view! {
        <p class="quiet">{say("store.words")}</p>
        {state}
        {form(send, content.into_any())}
        <p class="meta">{say("store.access")}</p>
    }
    .into_any()
}

fn problem(field: StoreField) -> &'static str {
    match field {
        StoreField::Endpoint => "store.wrong-endpoint",
        StoreField::Bucket => "store.wrong-bucket",
        StoreField::Folder => "store.wrong-folder",
        StoreField::Region | StoreField::Key | StoreField::Secret => "field.missing",
    }
}
