//! Activities of the centre's own: kind, words, and when and where.

use leptos::prelude::*;

use crate::domain::activity::Activity;
use crate::domain::category::Kind;
use crate::domain::id::ActivityId;
use crate::domain::sign_up::Settled;
use crate::domain::time::write_day;
use crate::ui::controls::field::tick;
use crate::ui::controls::notice::{Tone, notice};
use crate::ui::controls::typed_field::{Typed, TypedField};
use crate::ui::organizers::drafts::{ActivityDraft, ActivityField, TimesDraft};
use crate::ui::organizers::form::{Trial, choice, fine, form, line, submit, went};
use crate::ui::organizers::plan::board::Board;
use crate::ui::organizers::plan::course::{arranging, session};
use crate::ui::organizers::plan::repeat;
use crate::ui::organizers::plan::sign_up::{self, Arranged, SignUpForm};
use crate::ui::organizers::plan::times::{self, TimesForm};
use crate::ui::organizers::text_field::{TextIds, TextSignals, text_field};
use crate::ui::wording;
use crate::ui::words::{number, say};

/// The stem of ids of activities of the centre's own.
const STEM: &str = "X";
/// How long they last unless something else is typed, in minutes.
const USUAL_MINUTES: &str = "90";

/// The fields of an activity as they are typed.
#[derive(Clone, Copy)]
pub struct ActivityForm {
    kind: RwSignal<String>,
    title: TextSignals,
    about: TextSignals,
    audience: RwSignal<String>,
    from: RwSignal<String>,
    to: RwSignal<String>,
    materials: RwSignal<String>,
    provider: RwSignal<String>,
    fee: RwSignal<String>,
    special: RwSignal<Option<bool>>,
}

impl ActivityForm {
    /// Begins with what stands there.
    pub fn of(draft: ActivityDraft) -> Self {
        Self {
            kind: RwSignal::new(draft.kind),
            title: TextSignals::of(draft.title),
            about: TextSignals::of(draft.about),
            audience: RwSignal::new(draft.audience),
            from: RwSignal::new(draft.from),
            to: RwSignal::new(draft.to),
            materials: RwSignal::new(draft.materials),
            provider: RwSignal::new(draft.provider),
            fee: RwSignal::new(draft.fee),
            special: RwSignal::new(draft.special),
        }
    }

    /// As they are typed now, tracked.
    pub fn draft(self) -> ActivityDraft {
        ActivityDraft {
            kind: self.kind.get(),
            title: self.title.draft(),
            about: self.about.draft(),
            audience: self.audience.get(),
            from: self.from.get(),
            to: self.to.get(),
            materials: self.materials.get(),
            provider: self.provider.get(),
            fee: self.fee.get(),
            special: self.special.get(),
        }
    }

    /// What the fields mean for the activity of this id, or nothing yet; tracked.
    pub fn read(self, id: &ActivityId) -> Option<Activity> {
        self.draft().read(id.clone()).ok()
    }

    /// Its problems are the same whatever the id is.
    pub fn trial(self, id: ActivityId) -> Trial<ActivityField> {
        Trial::new(move || self.draft().read(id.clone()).err().unwrap_or_default())
    }
}

/// The dialog's content.
pub fn add(board: Board) -> AnyView {
    let month = board.month.get_untracked();
    let Some(id) = untrack(|| board.desk.free_activity_id(month, STEM)) else {
        return notice(Tone::Grave, say("organize.reading"), None).into_any();
    };
    let kind = board.editor.kind.get_untracked().map(|kind| kind.slug().to_owned()).unwrap_or_default();
    let special = board.editor.special.get_untracked().then_some(true);
    let words = ActivityForm::of(ActivityDraft { kind, special, ..ActivityDraft::default() });
    let when = TimesForm::fresh(TimesDraft {
        day: board.editor.day.get_untracked().map(write_day).unwrap_or_default(),
        minutes: USUAL_MINUTES.to_owned(),
        places: number(untrack(|| board.desk.usual()).places),
        ..TimesDraft::default()
    });
    let words_trial = words.trial(id.clone());
    let when_trial = Trial::new(move || when.draft().read().err().unwrap_or_default());
    let sign_up = SignUpForm::usual(board, when);
    let sign_up_trial = sign_up.trial();
    let again = repeat::Fields::once(month);
    let again_trial = again.trial_of(when, month);
    let arranged = Memo::new(move |_| {
        let arranged = session(&words.read(&id)?, when, sign_up)?;
        let again = again.again(board, &arranged.change).unwrap_or_default();
        Some(Arranged { again, ..arranged })
    });
    let write = arranging(board, board.editor.own);
    let send = move || {
        // All, so that everything that is missing is told at once.
        let passes = [words_trial.passes(), when_trial.passes(), sign_up_trial.passes(), again_trial.passes()];
        let passes = passes == [true; 4];
        if let (true, Some(arranged)) = (passes, arranged.get_untracked()) {
            write.dispatch(arranged);
        }
    };
    let content = view! {
        {fields(words, words_trial)}
        {times::fields(board, when, when_trial)}
        {times::foreseen(board, arranged)}
        {repeat::added(board, again, when, again_trial, arranged)}
        {sign_up::fields(sign_up, sign_up_trial, Settled::Open)}
        {went(write, None)}
        <div class="dialog-end">{submit(say("plan.add"), move || write.pending().get())}</div>
    };
    form(send, content.into_any())
}

/// Draws the fields of an activity.
pub fn fields(words: ActivityForm, trial: Trial<ActivityField>) -> AnyView {
    let none = (String::new(), say("own.no-kind").to_owned());
    let kinds = Kind::ALL.map(|kind| (kind.slug().to_owned(), wording::kind(kind).to_owned()));
    let kinds = std::iter::once(none).chain(kinds).collect();
    let title = TextIds { hans: "own-title", hant: "own-title-hant", en: "own-title-en" };
    view! {
        {choice("own-kind", say("own.kind"), kinds, words.kind, trial.told(ActivityField::Kind))}
        {special(words)}
        {text_field(title, say("own.title"), None, 1, words.title, trial.told(ActivityField::Title))}
        <details>
            <summary>{say("own.more")}</summary>
            <div class="stack">{more(words, trial)}</div>
        </details>
    }
    .into_any()
}

/// Whether it is one of the N: as its kind is, until the organizer says otherwise.
fn special(words: ActivityForm) -> AnyView {
    let usual = move || Kind::of_slug(&words.kind.read()).is_some_and(Kind::is_special);
    let is_special = Signal::derive(move || words.special.get().unwrap_or(usual()));
    let say_so = SignalSetter::map(move |special: bool| {
        words.special.set((special != untrack(usual)).then_some(special));
    });
    // The play is the 1 and no part of the N.
    let asked = Memo::new(move |_| *words.kind.read() != Kind::Play.slug());
    (move || asked.get().then(|| tick(say("own.special"), is_special, say_so))).into_any()
}

fn more(words: ActivityForm, trial: Trial<ActivityField>) -> AnyView {
    let age = move |id, label, value, field| {
        TypedField { id, label, hint: None, typed: Typed::Number, value, error: trial.told(field) }.view()
    };
    let about = TextIds { hans: "own-about", hant: "own-about-hant", en: "own-about-en" };
    view! {
        {text_field(about, say("own.about"), None, 3, words.about, fine())}
        <div class="pair">
            {age("own-from", say("own.from"), words.from, ActivityField::From)}
            {age("own-to", say("own.to"), words.to, ActivityField::To)}
        </div>
        {line("own-audience", say("own.audience"), Some(say("own.audience-hint")), words.audience, fine())}
        {line("own-provider", say("own.provider"), None, words.provider, fine())}
        {line("own-materials", say("own.materials"), None, words.materials, fine())}
        {age("own-fee", say("own.fee"), words.fee, ActivityField::Fee)}
    }
    .into_any()
}
