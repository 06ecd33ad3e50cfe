//! Making a workspace: who the centre is, a passphrase, and the recovery file that has to be saved before anything
//! else, because nobody can bring a forgotten passphrase back.

use leptos::prelude::*;

use crate::state::desk::{CentreDraft, Desk, DeskError, SHORTEST_PASSPHRASE};
use crate::state::save::{self, SaveError};
use crate::ui::controls::button::{Look, icon_button};
use crate::ui::controls::icon::Icon;
use crate::ui::controls::notice::{Tone, notice};
use crate::ui::controls::typed_field::{Typed, TypedField};
use crate::ui::organizers::drafts::{CentreField, CentreForm, TextDraft};
use crate::ui::organizers::form::{Trial, form, line, phone, submit, ticked, went};
use crate::ui::organizers::passphrase::{Strength, strength};
use crate::ui::organizers::{head, trouble};
use crate::ui::words::{say, say_count, say_of};

/// The recovery file of a workspace that was just made, until it is saved.
pub type Recovery = RwSignal<Option<Vec<u8>>>;

/// What is typed to make a workspace.
#[derive(Clone, Copy)]
struct Fields {
    name: RwSignal<String>,
    short_name: RwSignal<String>,
    address: RwSignal<String>,
    phone: RwSignal<String>,
    hours: RwSignal<String>,
    passphrase: RwSignal<String>,
    again: RwSignal<String>,
}

impl Fields {
    fn empty() -> Self {
        let empty = || RwSignal::new(String::new());
        Self {
            name: empty(),
            short_name: empty(),
            address: empty(),
            phone: empty(),
            hours: empty(),
            passphrase: empty(),
            again: empty(),
        }
    }

    fn form(self) -> CentreForm {
        let text = |signal: RwSignal<String>| TextDraft { hans: signal.get(), ..TextDraft::default() };
        CentreForm {
            name: text(self.name),
            short_name: text(self.short_name),
            address: text(self.address),
            phone: self.phone.get(),
            hours: text(self.hours),
        }
    }

    fn draft(self) -> CentreDraft {
        let text = |signal: RwSignal<String>| signal.with_untracked(|text| text.trim().to_owned());
        CentreDraft {
            name: text(self.name),
            short_name: text(self.short_name),
            address: text(self.address),
            phone: text(self.phone),
            hours: text(self.hours),
        }
    }
}

/// Draws the form that makes a workspace. The recovery file goes into `recovery` as soon as it exists.
pub fn make(desk: Desk, recovery: Recovery) -> AnyView {
    let fields = Fields::empty();
    let trial = Trial::new(move || fields.form().problems());
    let tried = RwSignal::new(false);
    let write: Action<(), Result<(), DeskError>> = Action::new_unsync(move |_: &()| async move {
        let file = desk.make(fields.draft(), fields.passphrase.get_untracked()).await?;
        recovery.set(Some(file));
        Ok(())
    });
    let send = move || {
        tried.set(true);
        let same = fields.passphrase.get_untracked() == fields.again.get_untracked();
        let strong = fields.passphrase.with_untracked(|passphrase| how_strong(passphrase)).is_taken();
        if trial.passes() && same && strong {
            write.dispatch(());
        }
    };
    let content = view! {
        <h3>{say("make.centre")}</h3>
        <p class="quiet">{say("make.words")}</p>
        {centre_fields(fields, trial)}
        <h3>{say("make.own")}</h3>
        <p class="quiet">{say("make.own-words")}</p>
        {passphrase_fields(fields, tried)}
        {went(write, None)}
        {submit(say("make.send"), move || write.pending().get())}
    };
    view! {
        <section class="stack" aria-labelledby="make-heading">
            <h2 id="make-heading">{say("make.heading")}</h2>
            {form(send, content.into_any())}
        </section>
    }
    .into_any()
}

fn centre_fields(fields: Fields, trial: Trial<CentreField>) -> AnyView {
    let told = move |field| trial.told(field);
    let hint = |key| Some(say(key));
    view! {
        {line("centre-name", say("centre.name"), hint("centre.name-hint"), fields.name, told(CentreField::Name))}
        {line(
            "centre-short-name",
            say("centre.short-name"),
            hint("centre.short-name-hint"),
            fields.short_name,
            told(CentreField::ShortName),
        )}
        {line("centre-address", say("centre.address"), None, fields.address, told(CentreField::Address))}
        {phone("centre-phone", say("centre.phone"), fields.phone, told(CentreField::Phone))}
        {line("centre-hours", say("centre.hours"), hint("centre.hours-hint"), fields.hours, told(CentreField::Hours))}
    }
    .into_any()
}

fn passphrase_fields(fields: Fields, tried: RwSignal<bool>) -> AnyView {
    let weak = Signal::derive(move || {
        let refused = Some(fields.passphrase.with(|passphrase| how_strong(passphrase)));
        let refused = refused.filter(|strength| tried.get() && !strength.is_taken())?;
        Some(match refused {
            Strength::Shown => say("strength.shown").to_owned(),
            _ => say_count("trouble.weak-passphrase", SHORTEST_PASSPHRASE as i64),
        })
    });
    let differs = Signal::derive(move || {
        let differs = fields.passphrase.get() != fields.again.get();
        (tried.get() && differs).then(|| say("make.differs").to_owned())
    });
    let first = TypedField {
        id: "make-passphrase",
        label: say("make.passphrase"),
        hint: Some(say("make.passphrase-hint")),
        typed: Typed::Passphrase("new-password"),
        value: fields.passphrase,
        error: weak,
    };
    let again = TypedField {
        id: "make-passphrase-again",
        label: say("make.again"),
        hint: None,
        typed: Typed::Passphrase("new-password"),
        value: fields.again,
        error: differs,
    };
    view! {
        {first.view()}
        {move || {
            let strength = fields.passphrase.with(|passphrase| how_strong(passphrase));
            let typed = !fields.passphrase.read().is_empty();
            typed.then(|| view! { <p class="strength" data-strength=strength.slug()>{say_of("strength", strength.slug())}</p> })
        }}
        {again.view()}
    }
    .into_any()
}

fn how_strong(passphrase: &str) -> Strength {
    strength(passphrase, SHORTEST_PASSPHRASE, say("make.passphrase-hint"))
}

/// What stands between a new workspace and its use: the recovery file, to be saved.
pub fn save_recovery(recovery: Recovery) -> AnyView {
    let saved = RwSignal::new(None::<Result<(), SaveError>>);
    let kept = RwSignal::new(false);
    let press = move || {
        let file = recovery.with_untracked(|file| file.clone()).unwrap_or_default();
        saved.set(Some(save::download(RECOVERY_NAME, &file, "application/octet-stream")));
    };
    let go_on = move || {
        if kept.get_untracked() {
            recovery.set(None);
        }
    };
    let refused = move || match saved.get() {
        Some(Err(error)) => trouble::file(&error).map(|words| notice(Tone::Grave, words, None)),
        _ => None,
    };
    let ready = move || kept.get();
    view! {
        <div class="door">
            {head::head(say("recovery.heading"), None)} <p>{say("recovery.words")}</p>
            {icon_button(Look::Main, Icon::Download, say("recovery.save"), press)} {refused}
            {ticked(say("recovery.kept"), kept)}
            <button
                type="button"
                class="button"
                aria-disabled=move || (!ready()).then_some("true")
                on:click=move |_| go_on()
            >
                {say("recovery.go-on")}
            </button>
            <p class="meta" role="status">
                {move || (!ready()).then(|| say("recovery.not-yet"))}
            </p>
        </div>
    }
    .into_any()
}

/// What the recovery file is called on the organizer's disk.
pub const RECOVERY_NAME: &str = "linli-recovery.linli";
