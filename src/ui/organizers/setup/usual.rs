//! What a new session begins with: places, and when sign-up opens and closes.

use leptos::prelude::*;

use crate::domain::usual::Usual;
use crate::state::desk::Desk;
use crate::ui::controls::typed_field::{Typed, TypedField};
use crate::ui::organizers::drafts::{UsualDraft, UsualField};
use crate::ui::organizers::form::{Trial, Write, form, submit, went};
use crate::ui::words::say;

#[derive(Clone, Copy)]
struct Fields {
    places: RwSignal<String>,
    opens_days: RwSignal<String>,
    opens_time: RwSignal<String>,
    closes_days: RwSignal<String>,
    closes_time: RwSignal<String>,
}

impl Fields {
    fn of(draft: UsualDraft) -> Self {
        Self {
            places: RwSignal::new(draft.places),
            opens_days: RwSignal::new(draft.opens_days),
            opens_time: RwSignal::new(draft.opens_time),
            closes_days: RwSignal::new(draft.closes_days),
            closes_time: RwSignal::new(draft.closes_time),
        }
    }

    fn draft(self) -> UsualDraft {
        UsualDraft {
            places: self.places.get(),
            opens_days: self.opens_days.get(),
            opens_time: self.opens_time.get(),
            closes_days: self.closes_days.get(),
            closes_time: self.closes_time.get(),
        }
    }
}

/// Draws the form.
pub fn usual(desk: Desk) -> AnyView {
    let fields = Fields::of(UsualDraft::of(&untrack(move || desk.usual())));
    let trial = Trial::new(move || fields.draft().read().err().unwrap_or_default());
    let write: Write<Usual> = Action::new_unsync(move |usual: &Usual| desk.choose_usual(usual.clone()));
    let send = move || {
        if let (true, Ok(usual)) = (trial.passes(), untrack(move || fields.draft().read())) {
            write.dispatch(usual);
        }
    };
    let field = move |id, key, hint: Option<&'static str>, typed, value, of| {
        TypedField { id, label: say(key), hint: hint.map(say), typed, value, error: trial.told(of) }.view()
    };
    let content = view! {
        <p class="quiet">{say("usual.words")}</p>
        {field("usual-places", "usual.places", Some("usual.places-hint"), Typed::Number, fields.places, UsualField::Places)}
        <div class="pair">
            {field(
                "usual-opens",
                "usual.opens",
                Some("usual.opens-hint"),
                Typed::Number,
                fields.opens_days,
                UsualField::OpensDays,
            )}
            {field("usual-opens-time", "usual.opens-time", None, Typed::Time, fields.opens_time, UsualField::OpensTime)}
        </div>
        <div class="pair">
            {field(
                "usual-closes",
                "usual.closes",
                Some("usual.closes-hint"),
                Typed::Number,
                fields.closes_days,
                UsualField::ClosesDays,
            )}
            {field("usual-closes-time", "usual.closes-time", None, Typed::Time, fields.closes_time, UsualField::ClosesTime)}
        </div>
        {went(write, Some(say("usual.kept")))}
        {submit(say("usual.keep"), move || write.pending().get())}
    };
    form(send, content.into_any())
}
