//! `/district`: the district makes the course menu out of its spreadsheet and signs it. A desk of its own, with a key of its
//! own; a centre's workspace in the same browser is another matter.

use leptos::prelude::*;
use web_sys::File;

use crate::domain::catalogue::MenuSource;
use crate::domain::catalogue_fields::Part;
use crate::state::desk::{DeskError, SHORTEST_PASSPHRASE};
use crate::state::district::{District, DistrictGate};
use crate::state::intake::Taking;
use crate::state::save;
use crate::ui::controls::button::{Look, button, icon_button};
use crate::ui::controls::file_field::file_field;
use crate::ui::controls::icon::Icon;
use crate::ui::controls::notice::{Tone, notice};
use crate::ui::controls::typed_field::{Typed, TypedField};
use crate::ui::organizers::form::{Write, fine, form, line, submit, went};
use crate::ui::organizers::intake::{Intake, intake};
use crate::ui::organizers::{founding, head, trouble};
use crate::ui::words::{number, say, say_count, say_of, say_with};

/// The lists that a district's menu holds.
const PARTS: [Part; 2] = [Part::Providers, Part::Courses];

/// Draws the page.
pub fn page() -> AnyView {
    let district = District::begin();
    // The recovery file of keys that were just made, until it is saved.
    let recovery: founding::Recovery = RwSignal::new(None);
    let gate = Memo::new(move |_| district.gate());
    (move || match (recovery.read().is_some(), gate.get()) {
        (true, _) => founding::save_recovery(recovery),
        (false, DistrictGate::Opening) => view! { <p class="quiet" role="status">{say("gate.opening")}</p> }.into_any(),
        (false, DistrictGate::None) => door(nobody(district, recovery)),
        (false, DistrictGate::Locked) => door(locked(district)),
        (false, DistrictGate::Open) => open(district),
        (false, DistrictGate::Failed(error)) => door(notice(Tone::Grave, trouble::words(&error), None).into_any()),
    })
    .into_any()
}

fn door(content: AnyView) -> AnyView {
    view! { <div class="door">{head::head(say("district.heading"), None)} {content}</div> }.into_any()
}

/// A passphrase that is typed for the first time.
fn new_passphrase(value: RwSignal<String>, tried: RwSignal<bool>) -> AnyView {
    let error = Signal::derive(move || {
        let short = value.with(|value| value.chars().count() < SHORTEST_PASSPHRASE);
        (tried.get() && short).then(|| say_count("trouble.weak-passphrase", SHORTEST_PASSPHRASE as i64))
    });
    TypedField {
        id: "district-passphrase",
        label: say("make.passphrase"),
        hint: Some(say("district.passphrase-hint")),
        typed: Typed::Passphrase("new-password"),
        value,
        error,
    }
    .view()
}

fn nobody(district: District, recovery: founding::Recovery) -> AnyView {
    let (name, passphrase) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let (tried, restoring) = (RwSignal::new(false), RwSignal::new(false));
    let missing =
        Signal::derive(move || (tried.get() && name.read().trim().is_empty()).then(|| say("field.missing").to_owned()));
    let write: Write<()> = Action::new_unsync(move |_: &()| async move {
        let file = district.make(name.get_untracked(), passphrase.get_untracked()).await?;
        recovery.set(Some(file));
        Ok(())
    });
    let send = move || {
        tried.set(true);
        let strong = passphrase.with_untracked(|typed| typed.chars().count() >= SHORTEST_PASSPHRASE);
        if strong && !name.with_untracked(|name| name.trim().is_empty()) {
            write.dispatch(());
        }
    };
    let fields = view! {
        {line("district-name", say("district.name"), Some(say("district.name-hint")), name, missing)}
        {new_passphrase(passphrase, tried)}
        {went(write, None)}
        {submit(say("district.make"), move || write.pending().get())}
    };
    view! {
        <p class="quiet">{say("district.words")}</p>
        {form(send, fields.into_any())}
        <div class="row">
            {button(Look::Words, say("district.restore"), move || restoring.update(|shown| *shown = !*shown))}
        </div>
        {move || restoring.get().then(|| restore(district, name))}
    }
    .into_any()
}

/// The keys back from the file in the drawer.
fn restore(district: District, name: RwSignal<String>) -> AnyView {
    let file = RwSignal::new(None::<Vec<u8>>);
    let chosen = RwSignal::new(String::new());
    let passphrase = RwSignal::new(String::new());
    let take = move |picked: File| {
        leptos::task::spawn_local(async move {
            chosen.set(picked.name());
            file.set(save::read_bytes(&picked).await.ok());
        });
    };
    let write: Write<()> = Action::new_unsync(move |_: &()| async move {
        let bytes = file.get_untracked().ok_or(DeskError::NotOurFile)?;
        district.restore(name.get_untracked(), bytes, passphrase.get_untracked()).await
    });
    let field = TypedField {
        id: "district-restore-passphrase",
        label: say("restore.passphrase"),
        hint: None,
        typed: Typed::Passphrase("current-password"),
        value: passphrase,
        error: fine(),
    };
    let press = move || {
        write.dispatch(());
    };
    let fields = view! {
        <p class="quiet">{say("district.restore-words")}</p>
        {file_field("district-restore-file", say("restore.file"), None, ".linli", take)}
        {move || {
            let name = chosen.get();
            (!name.is_empty()).then(|| view! { <p class="meta">{say_with("restore.chosen", &[("name", &name)])}</p> })
        }}
        {field.view()}
        {went(write, None)}
        {submit(say("restore.send"), move || write.pending().get())}
    };
    form(press, fields.into_any())
}

fn locked(district: District) -> AnyView {
    let passphrase = RwSignal::new(String::new());
    let write: Write<String> = Action::new_unsync(move |passphrase: &String| district.unlock(passphrase.clone()));
    let field = TypedField {
        id: "district-unlock",
        label: say("gate.passphrase"),
        hint: None,
        typed: Typed::Passphrase("current-password"),
        value: passphrase,
        error: fine(),
    };
    let press = move || {
        write.dispatch(passphrase.get_untracked());
    };
    let fields = view! {
        {field.view()}
        {went(write, None)}
        {submit(say("gate.unlock"), move || write.pending().get())}
    };
    view! {
        <p class="quiet">{say("district.locked")}</p>
        {form(press, fields.into_any())}
    }
    .into_any()
}

fn open(district: District) -> AnyView {
    let write: Write<Taking> = Action::new_unsync(move |taking: &Taking| district.take(taking.clone()));
    let catalogue = Signal::derive(move || district.draft());
    // Its own signed menu comes back in with any of its files.
    let source = Signal::derive(move || None::<MenuSource>);
    view! {
        {head::head(say("district.heading"), Some(button(Look::Plain, say("district.lock"), move || district.lock()).into_any()))}
        <div class="setup">
            <section class="card stack" aria-labelledby="district-menu">
                <h2 id="district-menu">{say("district.menu")}</h2>
                {move || figures(district)}
                {intake(Intake { parts: &PARTS, catalogue, source, write })}
            </section>
            <section class="card stack" aria-labelledby="district-sign">
                <h2 id="district-sign">{say("district.sign-heading")}</h2>
                {sign(district)}
            </section>
            <section class="card stack" aria-labelledby="district-key">
                <h2 id="district-key">{move || district.name()}</h2>
                <span class="field-label">{say("menu-file.fingerprint")}</span>
                <code class="fingerprint">{move || district.fingerprint()}</code>
                <p class="field-hint">{say("district.fingerprint-hint")}</p>
            </section>
        </div>
    }
    .into_any()
}

fn figures(district: District) -> AnyView {
    let draft = district.draft();
    let items = PARTS.map(|part| {
        view! {
            <li>
                <span>{say_of("subject", part.slug())}</span>
                <strong>{number(part.count(&draft) as i64)}</strong>
            </li>
        }
    });
    view! { <ul class="figures">{items.collect_view()}</ul> }.into_any()
}

fn sign(district: District) -> AnyView {
    let write: Write<()> = Action::new_unsync(move |_: &()| district.sign());
    let refused = RwSignal::new(None::<String>);
    let press = move || {
        write.dispatch(());
    };
    let download = move || {
        let Some(signed) = untrack(move || district.signed()) else { return };
        let name = ["linli-course-menu-", &signed.edition.to_string(), ".json"].concat();
        let saved = save::download(&name, &signed.bytes, "application/json");
        refused.set(saved.err().and_then(|error| trouble::file(&error)));
    };
    let is_empty = move || district.draft().courses.is_empty();
    let signed = move || {
        let signed = district.signed()?;
        let values = [("n", number(signed.edition)), ("courses", number(signed.courses as i64))];
        let values: Vec<(&str, &str)> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let words = say_with("district.signed", &values);
        Some(view! {
            {notice(Tone::Good, words, None)}
            <div class="row">{icon_button(Look::Main, Icon::Download, say("district.download"), download)}</div>
            <p class="field-hint">{say("district.download-hint")}</p>
        })
    };
    view! {
        <p class="quiet">{say("district.sign-words")}</p>
        {move || match is_empty() {
            true => view! { <p class="quiet">{say("district.nothing")}</p> }.into_any(),
            false => view! { <div class="row">{button(Look::Plain, say("district.sign"), press)}</div> }.into_any(),
        }}
        {went(write, None)}
        {signed}
        {move || refused.get().map(|words| notice(Tone::Grave, words, None))}
    }
    .into_any()
}
