//! 雨天方案, and what the centre says about a change: the fields of a session's dialog that speak to people who have read of
//! it, and the one press that moves it out of the rain.

use leptos::prelude::*;

use crate::domain::activity::{Activity, Session};
use crate::domain::changed::Changed;
use crate::domain::plan::PlanChange;
use crate::domain::text::Text;
use crate::ui::controls::button::{Look, icon_button};
use crate::ui::controls::icon::Icon;
use crate::ui::organizers::drafts::TimesDraft;
use crate::ui::organizers::form::{Trial, Write, choice, fine, line};
use crate::ui::organizers::plan::board::Board;
use crate::ui::organizers::plan::sign_up::Arranged;
use crate::ui::organizers::plan::times::{self, TimesForm};
use crate::ui::organizers::rain_draft::{RainDraft, RainField};
use crate::ui::words::say;

/// The fields as they are typed.
#[derive(Clone, Copy)]
pub struct RainForm {
    venue: RwSignal<String>,
    day: RwSignal<String>,
    time: RwSignal<String>,
    why: RwSignal<String>,
}

impl RainForm {
    /// Begins with what stands there.
    pub fn of(session: &Session) -> Self {
        let draft = RainDraft::of(session.rain.as_deref());
        Self {
            venue: RwSignal::new(draft.venue),
            day: RwSignal::new(draft.day),
            time: RwSignal::new(draft.time),
            why: RwSignal::new(session.changed.why.as_ref().map(|why| why.hans.clone()).unwrap_or_default()),
        }
    }

    /// As it is typed now, tracked.
    pub fn draft(self) -> RainDraft {
        RainDraft { venue: self.venue.get(), day: self.day.get(), time: self.time.get() }
    }

    /// The session with what is typed; tracked. None where a field cannot be read.
    pub fn within(self, session: Session) -> Option<Session> {
        let rain = self.draft().read().ok()?;
        let why = self.why.get().trim().to_owned();
        // What was translated stays with its words.
        let same = session.changed.why.as_ref().is_some_and(|known| known.hans == why);
        let changed = if same { session.changed } else { Changed::because(Text::new(why)) };
        Some(Session { rain: rain.map(Box::new), changed, ..session })
    }
}

/// What is said about a change to people who have read of the session: asked for where it is moved, or was said before.
pub fn why(form: RainForm, when: TimesForm, before: &Session) -> AnyView {
    let before = TimesDraft::of(before);
    let moved = Memo::new(move |_| {
        let now = when.draft();
        let at =
            |draft: &TimesDraft| (draft.day.clone(), draft.time.clone(), draft.venue.clone(), draft.minutes.clone());
        at(&now) != at(&before) || !untrack(move || form.why.get()).is_empty()
    });
    (move || moved.get().then(|| line("change-why", say("plan.why"), Some(say("plan.why-hint")), form.why, fine())))
        .into_any()
}

/// Draws the fields of the rain plan.
pub fn fields(board: Board, form: RainForm, trial: Trial<RainField>) -> AnyView {
    let venues = times::venues(&board.catalogue.read_untracked());
    let has_plan = form.draft() != RainDraft::default();
    view! {
        <details open=has_plan>
            <summary>{say("rain.heading")}</summary>
            <div class="stack">
                <p class="quiet">{say("rain.words")}</p>
                {choice("rain-venue", say("rain.venue"), venues, form.venue, trial.told(RainField::Venue))}
                <div class="pair">
                    {times::other_day(board, "rain-day", say("rain.day"), form.day, trial.told(RainField::Day))}
                    {times::other_time("rain-time", say("rain.time"), form.time, trial.told(RainField::Time))}
                </div>
            </div>
        </details>
    }
    .into_any()
}

/// A session as it is held in the rain, with what is said about it.
pub fn switched(session: &Session) -> Option<Session> {
    session.in_rain(Text::new(say("rain.why")))
}

/// The one press.
pub fn switch(activity: &Activity, session: &Session, write: Write<Arranged>) -> Option<AnyView> {
    let change = PlanChange::Session { activity: activity.clone(), session: switched(session)? };
    let press = move || {
        write.dispatch(Arranged::from(change.clone()));
    };
    Some(
        view! {
            <div class="stack">
                {icon_button(Look::Main, Icon::Undo, say("rain.switch"), press)}
                <p class="meta">{say("rain.switch-words")}</p>
            </div>
        }
        .into_any(),
    )
}
