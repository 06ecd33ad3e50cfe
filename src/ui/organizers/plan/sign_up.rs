//! How a session's places are given (先到先得 or 抽签), what decides a draw, and when slips are taken.

use chrono::NaiveDate;
use leptos::prelude::*;

use crate::domain::id::SessionId;
use crate::domain::plan::PlanChange;
use crate::domain::repeat::Reach;
use crate::domain::repeating::ByMonth;
use crate::domain::sign_up::Settled;
use crate::domain::text::Text;
use crate::domain::time::parse_day;
use crate::ui::controls::notice::{Tone, notice};
use crate::ui::controls::segmented::segmented;
use crate::ui::controls::typed_field::{Typed, TypedField};
use crate::ui::organizers::drafts::{Problems, SignUp, SignUpDraft, SignUpField};
use crate::ui::organizers::form::Trial;
use crate::ui::organizers::plan::board::Board;
use crate::ui::organizers::plan::times::TimesForm;
use crate::ui::organizers::text_field::{TextIds, TextSignals, text_field};
use crate::ui::organizers::wording::{known_too_early, moment};
use crate::ui::words::{read, say, say_with};

/// A change of the plan, and which public number decides where the session's places are drawn.
#[derive(Debug, Clone, PartialEq)]
pub struct Arranged {
    /// The change.
    pub change: PlanChange,
    /// None where the first to come are placed.
    pub number: Option<Text>,
    /// How far it reaches, where the activity comes again.
    pub reach: Reach,
    /// What makes a new session come again; of the same step.
    pub again: ByMonth,
}

impl From<PlanChange> for Arranged {
    /// A change that leaves the draw as it was.
    fn from(change: PlanChange) -> Self {
        let number = match &change {
            PlanChange::Session { session, .. } => session.draw.as_ref().map(|terms| terms.number.clone()),
            _ => None,
        };
        Self { change, number, reach: Reach::One, again: ByMonth::new() }
    }
}

/// The fields as they are typed.
#[derive(Clone, Copy)]
pub struct SignUpForm {
    order: RwSignal<usize>,
    opens_day: RwSignal<String>,
    opens_time: RwSignal<String>,
    closes_day: RwSignal<String>,
    closes_time: RwSignal<String>,
    number: TextSignals,
    when: TimesForm,
}

impl SignUpForm {
    /// Begins with what stands there, for the session whose times are typed in `when`.
    pub fn of(draft: SignUpDraft, when: TimesForm) -> Self {
        Self {
            order: RwSignal::new(usize::from(draft.drawn)),
            opens_day: RwSignal::new(draft.opens_day),
            opens_time: RwSignal::new(draft.opens_time),
            closes_day: RwSignal::new(draft.closes_day),
            closes_time: RwSignal::new(draft.closes_time),
            number: TextSignals::of(draft.number),
            when,
        }
    }

    /// For a new session: in the order that the centre usually takes.
    pub fn usual(board: Board, when: TimesForm) -> Self {
        let drawn = untrack(move || board.desk.rules().usually_drawn);
        let usual = untrack(move || board.desk.usual());
        let form = Self::of(SignUpDraft { drawn, ..SignUpDraft::default() }, when);
        // As the session's day is chosen, sign-up follows it, until somebody says otherwise.
        Effect::new(move |followed: Option<SignUpDraft>| {
            let start = when.draft().read().ok().map(|times| times.start);
            let usually = start.map(|start| SignUpDraft::usual(&usual, start)).unwrap_or_default();
            form.follow(followed.unwrap_or_default(), &usually);
            usually
        });
        form
    }

    /// Puts in the usual times where still the former ones stand.
    fn follow(self, former: SignUpDraft, usual: &SignUpDraft) {
        let fields = [
            (self.opens_day, former.opens_day, &usual.opens_day),
            (self.opens_time, former.opens_time, &usual.opens_time),
            (self.closes_day, former.closes_day, &usual.closes_day),
            (self.closes_time, former.closes_time, &usual.closes_time),
        ];
        for (field, former, usual) in fields {
            if *field.read_untracked() == former && former != *usual {
                field.set(usual.clone());
            }
        }
    }

    /// What the fields mean, tracked. Who may just come signs up for nothing.
    pub fn read(self) -> Result<SignUp, Problems<SignUpField>> {
        let times = self.when.draft();
        if times.walk_in {
            return Ok(SignUp { opens: None, closes: None, number: None });
        }
        let draft = SignUpDraft {
            drawn: self.order.get() == 1,
            opens_day: self.opens_day.get(),
            opens_time: self.opens_time.get(),
            closes_day: self.closes_day.get(),
            closes_time: self.closes_time.get(),
            number: self.number.draft(),
        };
        draft.read(times.read().ok().map(|times| times.start))
    }

    /// The last day of sign-up, as far as it is typed, tracked.
    fn closing(self) -> Option<NaiveDate> {
        let chosen = parse_day(&self.closes_day.read()).ok();
        chosen.or_else(|| self.when.draft().read().ok().map(|times| times.start.day()))
    }

    /// Tells what is wrong with them.
    pub fn trial(self) -> Trial<SignUpField> {
        Trial::new(move || self.read().err().unwrap_or_default())
    }
}

/// What can no longer be changed about a session that stands in the plan.
pub fn settled(board: Board, session: &SessionId) -> Settled {
    board.book.with_untracked(|book| book.as_ref().map_or(Settled::Open, |book| book.settled(session)))
}

/// Draws the fields; nothing where everybody may just come.
pub fn fields(form: SignUpForm, trial: Trial<SignUpField>, settled: Settled) -> AnyView {
    let shown = Memo::new(move |_| !form.when.draft().walk_in);
    (move || {
        shown.get().then(|| {
            view! {
                <div class="sign-up">
                    {if settled == Settled::Open { order(form, trial) } else { fixed_order(form) }}
                    {if settled == Settled::All { fixed_times(form) } else { times(form, trial) }}
                </div>
            }
        })
    })
    .into_any()
}

/// The same folded away, of a session that stands already: open where places are drawn, whose day and number are to be kept in
/// view, and from the moment that something in it is wrong.
pub fn folded(form: SignUpForm, trial: Trial<SignUpField>, settled: Settled) -> AnyView {
    let shown = Memo::new(move |_| !form.when.draft().walk_in);
    let wrong = Memo::new(move |_| trial.fails());
    let drawn = untrack(move || form.order.get() == 1);
    view! {
        <details hidden=move || !shown.get() open=move || drawn || wrong.get()>
            <summary>{say("sign-up.heading")}</summary>
            {fields(form, trial, settled)}
        </details>
    }
    .into_any()
}

fn order(form: SignUpForm, trial: Trial<SignUpField>) -> AnyView {
    let names = vec![say("sign-up.first-come"), say("sign-up.draw")];
    let ids = TextIds { hans: "draw-number", hant: "draw-number-hant", en: "draw-number-en" };
    let number = move || {
        let hint = Some(say("sign-up.number-hint"));
        let told = trial.told(SignUpField::Number);
        (form.order.get() == 1).then(|| {
            view! {
                <p class="quiet">{say("sign-up.draw-words")}</p>
                {text_field(ids_again(&ids), say("sign-up.number"), hint, 1, form.number, told)}
                {move || {
                    let words = known_too_early(&form.number.draft().read(), form.closing()?)?;
                    Some(notice(Tone::Warn, words, None))
                }}
            }
        })
    };
    view! {
        {segmented("order", say("sign-up.order"), names, form.order, |_| ())}
        {number}
    }
    .into_any()
}

fn ids_again(ids: &TextIds) -> TextIds {
    TextIds { hans: ids.hans, hant: ids.hant, en: ids.en }
}

/// What residents have read, or have answered, stays.
fn fixed_order(form: SignUpForm) -> AnyView {
    let words = untrack(move || match form.order.get() {
        1 => say_with("sign-up.draw-fixed", &[("number", read(&form.number.draft().read()))]),
        _ => say("sign-up.first-come-fixed").to_owned(),
    });
    notice(Tone::Plain, words, None).into_any()
}

fn times(form: SignUpForm, trial: Trial<SignUpField>) -> AnyView {
    let field = move |id, label, hint, typed, value, field| {
        TypedField { id, label, hint, typed, value, error: trial.told(field) }.view()
    };
    let day = || Typed::Day(String::new(), String::new());
    let closes_hint = move || match form.order.get() {
        1 => say("sign-up.closes-hint-draw"),
        _ => say("sign-up.closes-hint"),
    };
    view! {
        <div class="pair">
            {field("opens-day", say("sign-up.opens-day"), None, day(), form.opens_day, SignUpField::OpensDay)}
            {field("opens-time", say("sign-up.opens-time"), None, Typed::Time, form.opens_time, SignUpField::OpensTime)}
        </div>
        <p class="meta">{say("sign-up.opens-hint")}</p>
        <div class="pair">
            {field("closes-day", say("sign-up.closes-day"), None, day(), form.closes_day, SignUpField::ClosesDay)}
            {field(
                "closes-time",
                say("sign-up.closes-time"),
                None,
                Typed::Time,
                form.closes_time,
                SignUpField::ClosesTime,
            )}
        </div>
        <p class="meta">{closes_hint}</p>
    }
    .into_any()
}

fn fixed_times(form: SignUpForm) -> AnyView {
    let closes = untrack(move || form.read().ok()).and_then(|sign_up| sign_up.closes);
    let at = closes.map(moment).unwrap_or_default();
    view! { <p class="meta">{say_with("sign-up.closes-fixed", &[("at", &at)])}</p> }.into_any()
}
