//! How the centre introduces itself.

use leptos::prelude::*;

use crate::domain::centre::Centre;
use crate::state::desk::Desk;
use crate::ui::controls::notice::{Tone, notice};
use crate::ui::organizers::drafts::{CentreField, CentreForm};
use crate::ui::organizers::form::{Trial, Write, form, phone, submit, went};
use crate::ui::organizers::text_field::{TextIds, TextSignals, text_field};
use crate::ui::words::say;

#[derive(Clone, Copy)]
struct Fields {
    name: TextSignals,
    short_name: TextSignals,
    address: TextSignals,
    phone: RwSignal<String>,
    hours: TextSignals,
}

impl Fields {
    fn of(form: CentreForm) -> Self {
        Self {
            name: TextSignals::of(form.name),
            short_name: TextSignals::of(form.short_name),
            address: TextSignals::of(form.address),
            phone: RwSignal::new(form.phone),
            hours: TextSignals::of(form.hours),
        }
    }

    fn fill(self, form: CentreForm) {
        self.name.fill(form.name);
        self.short_name.fill(form.short_name);
        self.address.fill(form.address);
        self.phone.set(form.phone);
        self.hours.fill(form.hours);
    }

    fn form(self) -> CentreForm {
        CentreForm {
            name: self.name.draft(),
            short_name: self.short_name.draft(),
            address: self.address.draft(),
            phone: self.phone.get(),
            hours: self.hours.draft(),
        }
    }
}

/// Draws the form. Where only the centre's keys came back it is empty, until somebody fills it in or a store that is set
/// up says who the centre is.
pub fn centre(desk: Desk) -> AnyView {
    let Some(centre) = untrack(move || desk.centre_to_introduce()) else { return ().into_any() };
    let fields = Fields::of(CentreForm::of(&centre));
    let unknown = Memo::new(move |_| desk.centre().is_none());
    Effect::new(move |_| {
        if let (false, true) = (unknown.get(), untrack(move || fields.form() == CentreForm::default())) {
            fields.fill(untrack(move || desk.centre()).map(|centre| CentreForm::of(&centre)).unwrap_or_default());
        }
    });
    let trial = Trial::new(move || fields.form().problems());
    let write: Write<Centre> = Action::new_unsync(move |centre: &Centre| desk.introduce(centre.clone()));
    let send = move || {
        let centre = untrack(move || desk.centre_to_introduce());
        let draft = untrack(move || fields.form());
        if let (true, Some(Ok(centre))) = (trial.passes(), centre.map(|centre| draft.read(&centre))) {
            write.dispatch(centre);
        }
    };
    let content = view! {
        {lines(fields, trial)}
        {went(write, Some(say("setup.kept")))}
        {submit(say("setup.keep-centre"), move || write.pending().get())}
    };
    view! {
        {move || unknown.get().then(|| notice(Tone::Warn, say("setup.centre-unknown"), None))}
        {form(send, content.into_any())}
    }
    .into_any()
}

fn lines(fields: Fields, trial: Trial<CentreField>) -> AnyView {
    let text = move |ids, label, hint, signals, field| text_field(ids, label, hint, 1, signals, trial.told(field));
    let ids = |hans, hant, en| TextIds { hans, hant, en };
    let name = ids("name", "name-hant", "name-en");
    let short = ids("short", "short-hant", "short-en");
    let address = ids("address", "address-hant", "address-en");
    let hours = ids("hours", "hours-hant", "hours-en");
    view! {
        {text(name, say("centre.name"), Some(say("centre.name-hint")), fields.name, CentreField::Name)}
        {text(
            short,
            say("centre.short-name"),
            Some(say("centre.short-name-hint")),
            fields.short_name,
            CentreField::ShortName,
        )}
        {text(address, say("centre.address"), None, fields.address, CentreField::Address)}
        {phone("phone", say("centre.phone"), fields.phone, trial.told(CentreField::Phone))}
        {text(hours, say("centre.hours"), Some(say("centre.hours-hint")), fields.hours, CentreField::Hours)}
    }
    .into_any()
}
