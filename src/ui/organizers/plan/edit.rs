//! A session or shift arranged otherwise, once more, called off, or taken out.

use leptos::prelude::*;
use wasm_bindgen::JsCast;

use crate::domain::activity::{Activity, Session, Shift};
use crate::domain::id::SessionId;
use crate::domain::plan::PlanChange;
use crate::domain::repeat::Reach;
use crate::domain::repeating::ByMonth;
use crate::domain::text::Text;
use crate::ui::controls::button::{Look, button};
use crate::ui::controls::notice::{Tone, notice};
use crate::ui::controls::segmented::segmented;
use crate::ui::dom::Piece;
use crate::ui::organizers::drafts::{ActivityDraft, ShiftDraft, SignUpDraft, TimesDraft};
use crate::ui::organizers::form::{Trial, Write, fine, form, line, submit, went};
use crate::ui::organizers::plan::board::Board;
use crate::ui::organizers::plan::carry::Load;
use crate::ui::organizers::plan::course::{arranging, reaching, session as new_session};
use crate::ui::organizers::plan::own::{self, ActivityForm};
use crate::ui::organizers::plan::placing;
use crate::ui::organizers::plan::rain::{self, RainForm};
use crate::ui::organizers::plan::shift::{self, ShiftForm};
use crate::ui::organizers::plan::shift_days;
use crate::ui::organizers::plan::sign_up::{self, Arranged, SignUpForm};
use crate::ui::organizers::plan::times::{self, TimesForm};
use crate::ui::organizers::publish::Publisher;
use crate::ui::words::{read, say};

/// The dialog's content.
pub fn edit(board: Board) -> AnyView {
    let Some(id) = board.editor.chosen.get_untracked() else { return ().into_any() };
    let session = untrack(|| {
        board.with_plan(|plan| {
            let session = plan.session(&id)?.clone();
            let activity = plan.activities.get(&id.activity)?.clone();
            Some((activity, session))
        })
    });
    if let Some((activity, session)) = session.flatten() {
        return edit_session(board, activity, session);
    }
    match untrack(|| board.with_plan(|plan| plan.shift(&id).cloned())).flatten() {
        Some(shift) => edit_shift(board, shift),
        None => notice(Tone::Grave, say("plan.gone"), None).into_any(),
    }
}

fn edit_session(board: Board, activity: Activity, session: Session) -> AnyView {
    let id = session.id.clone();
    let cancelled = session.cancelled.clone();
    let off = cancelled.is_some();
    let own = activity.course.is_none();
    let title = activity.title.clone();
    let words = ActivityForm::of(ActivityDraft::of(&activity));
    let when = TimesForm::of(TimesDraft::of(&session));
    let sign_up = SignUpForm::of(SignUpDraft::of(&session), when);
    let settled = sign_up::settled(board, &session.id);
    let rain = RainForm::of(&session);
    let rain_trial = Trial::new(move || rain.draft().read().err().unwrap_or_default());
    let published = is_published(board, &session.id);
    let words_trial = words.trial(activity.id.clone());
    let when_trial = Trial::new(move || when.draft().read().err().unwrap_or_default());
    let sign_up_trial = sign_up.trial();
    let (known, kept) = (activity.clone(), session.clone());
    let repeats = untrack(|| board.with_plan(|plan| plan.series.contains_key(&activity.id))).unwrap_or(false);
    let reach = RwSignal::new(0usize);
    let arranged = Memo::new(move |_| {
        let activity = if own { words.read(&known.id)? } else { known.clone() };
        let sign_up = sign_up.read().ok()?;
        let session = sign_up.within(when.draft().read().ok()?.moved(&kept));
        let reach = Reach::EACH[reach.get().min(2)];
        let session = rain.within(session)?;
        let change = PlanChange::Session { activity, session };
        Some(Arranged { change, number: sign_up.number, reach, again: ByMonth::new() })
    });
    let write = arranging(board, board.editor.edit);
    let send = move || {
        let passes = [!own || words_trial.passes(), when_trial.passes(), sign_up_trial.passes(), rain_trial.passes()];
        let passes = passes == [true; 4];
        if let (true, Some(arranged)) = (passes, arranged.get_untracked()) {
            write.dispatch(arranged);
        }
    };
    let tried = move || {
        when_trial.passes();
        sign_up_trial.passes();
    };
    let again = again(board, activity.clone(), when, sign_up, tried, write);
    let others = others(board, &session.id, repeats);
    let in_rain = published.then(|| rain::switch(&activity, &session, into_the_dry(board))).flatten();
    let before = session.clone();
    let call_off = move |words: Option<Text>| {
        let session = Session { cancelled: words, ..session.clone() };
        PlanChange::Session { activity: activity.clone(), session }
    };
    let content = view! {
        {own.then(|| own::fields(words, words_trial))}
        {times::fields(board, when, when_trial)}
        {times::foreseen(board, arranged)}
        {(published && !off).then(|| rain::why(rain, when, &before))}
        {sign_up::folded(sign_up, sign_up_trial, settled)}
        {rain::fields(board, rain, rain_trial)}
        {again}
        {ending(board, id, cancelled, call_off, reach, write)}
        {went(write, None)}
        <div class="dialog-end">
            {repeats.then(|| reaches(reach))} {submit(say("plan.keep"), move || write.pending().get())}
        </div>
    };
    view! {
        <p>
            <strong>{read(&title).to_owned()}</strong>
        </p>
        {others}
        {in_rain}
        {form(send, content.into_any())}
    }
    .into_any()
}

/// What else can be done with a session: each leads out of this dialog.
fn others(board: Board, id: &SessionId, repeats: bool) -> AnyView {
    let (moved, copied, repeated, provided) = (id.clone(), id.clone(), id.clone(), id.clone());
    view! {
        <div class="row plan-others">
            {button(Look::Plain, say("carry.move"), move || placing::from_dialog(board, Load::Move(moved.clone())))}
            {button(Look::Plain, say("carry.copy"), move || placing::from_dialog(board, Load::Copy(copied.clone())))}
            {button(Look::Plain, say("repeat.open"), move || board.editor.repeat(repeated.clone()))}
            {button(Look::Plain, say("provide.open"), move || board.editor.provide(provided.clone()))}
        </div>
        {repeats.then(|| view! { <p class="meta">{say("plan.repeats-words")}</p> })}
    }
    .into_any()
}

/// How far a change reaches, where the activity comes again.
fn reaches(reach: RwSignal<usize>) -> AnyView {
    let labels = vec![say("reach.one"), say("reach.following"), say("reach.all")];
    view! {
        {segmented("edit-reach", say("reach.legend"), labels, reach, |_| ())}
        {move || (reach.get() > 0).then(|| view! { <p class="meta">{say("reach.stays")}</p> })}
    }
    .into_any()
}

/// The same activity on a further day: what is typed becomes another session, with a draw of its own.
fn again(
    board: Board,
    activity: Activity,
    when: TimesForm,
    sign_up: SignUpForm,
    tried: impl Fn() + 'static,
    write: Write<Arranged>,
) -> AnyView {
    let taken = RwSignal::new(false);
    let press = move || {
        let Some(arranged) = untrack(|| new_session(&activity, when, sign_up)) else { return tried() };
        let id = match &arranged.change {
            PlanChange::Session { session, .. } => session.id.clone(),
            _ => return,
        };
        let exists = untrack(|| board.with_plan(|plan| plan.holds(&id))).unwrap_or(true);
        taken.set(exists);
        if !exists {
            write.dispatch(arranged);
        }
    };
    view! {
        {button(Look::Plain, say("plan.again"), press)}
        {move || taken.get().then(|| notice(Tone::Warn, say("plan.again-where"), None))}
    }
    .into_any()
}

fn edit_shift(board: Board, known: Shift) -> AnyView {
    let fields = ShiftForm::of(ShiftDraft::of(&known));
    let trial = Trial::new(move || fields.draft().read().err().unwrap_or_default());
    let title = read(&known.role).to_owned();
    let (id, cancelled, kept) = (known.id.clone(), known.cancelled.clone(), known.clone());
    let change = Memo::new(move |_| Some(Arranged::from(fields.draft().read().ok()?.moved(&kept))));
    let write = arranging(board, board.editor.edit);
    let send = move || {
        if let (true, Some(change)) = (trial.passes(), change.get_untracked()) {
            write.dispatch(change);
        }
    };
    let further = shift_days::further(board, &known);
    let call_off = move |words: Option<Text>| PlanChange::Shift(Shift { cancelled: words, ..known.clone() });
    let content = view! {
        {shift::fields(board, fields, trial)}
        {times::foreseen(board, change)}
        {further}
        {ending(board, id.clone(), cancelled, call_off, RwSignal::new(0), write)}
        {went(write, None)}
        <div class="dialog-end">{submit(say("plan.keep"), move || write.pending().get())}</div>
    };
    let (moved, copied) = (id.clone(), id.clone());
    view! {
        <p>
            <strong>{title}</strong>
        </p>
        <div class="row plan-others">
            {button(Look::Plain, say("carry.move"), move || placing::from_dialog(board, Load::Move(moved.clone())))}
            {button(Look::Plain, say("carry.copy"), move || placing::from_dialog(board, Load::Copy(copied.clone())))}
        </div>
        {form(send, content.into_any())}
    }
    .into_any()
}

/// Whether people have read of a session or shift.
fn is_published(board: Board, id: &SessionId) -> bool {
    board.book.with_untracked(|book| {
        let menu = book.as_ref().and_then(|book| book.menu.as_ref());
        menu.is_some_and(|menu| menu.target(id).is_some())
    })
}

/// Keeps a session that is moved out of the rain, and goes on to publish it.
fn into_the_dry(board: Board) -> Write<Arranged> {
    let publisher = use_context::<Publisher>();
    Action::new_unsync(move |arranged: &Arranged| {
        let change = arranged.change.clone();
        async move {
            // By itself, and with what decides its draw.
            let changes = untrack(|| reaching(board, change, Reach::One));
            board.desk.arrange_all(changes, None).await?;
            board.editor.edit.close();
            if let Some(publisher) = publisher {
                publisher.ask();
            }
            Ok(())
        }
    })
}

/// What was published is called off, with words for those who signed up; what was not is simply taken out.
fn ending(
    board: Board,
    id: SessionId,
    cancelled: Option<Text>,
    call_off: impl Fn(Option<Text>) -> PlanChange + Clone + 'static,
    reach: RwSignal<usize>,
    write: Write<Arranged>,
) -> AnyView {
    let published = is_published(board, &id);
    let content = match (cancelled, published) {
        (Some(words), _) => {
            let resume = call_off.clone();
            let press = move || {
                write.dispatch(resume(None).into());
            };
            view! {
                {notice(Tone::Warn, say("plan.is-cancelled"), Some(read(&words).to_owned().into_any().el()))}
                {button(Look::Plain, say("plan.resume"), press)}
            }
            .into_any()
        }
        (None, true) => calling_off(call_off, write),
        (None, false) => {
            let press = move || {
                let reach = Reach::EACH[reach.get_untracked().min(2)];
                write.dispatch(Arranged { reach, ..PlanChange::Remove(id.clone()).into() });
            };
            button(Look::Grave, say("plan.remove"), press).into_any()
        }
    };
    // Within the form, and no part of it: the return key in its field keeps nothing and closes nothing.
    let enter = |event: web_sys::KeyboardEvent| {
        let target = event.target().and_then(|target| target.dyn_into::<web_sys::HtmlInputElement>().ok());
        if event.key() == "Enter" && target.is_some() {
            event.prevent_default();
        }
    };
    view! {
        <div class="stack ending" on:keydown=enter>
            {content}
        </div>
    }
    .into_any()
}

fn calling_off(call_off: impl Fn(Option<Text>) -> PlanChange + 'static, write: Write<Arranged>) -> AnyView {
    let words = RwSignal::new(String::new());
    let press = move || {
        let words = words.with_untracked(|words| words.trim().to_owned());
        write.dispatch(call_off(Some(Text::new(words))).into());
    };
    view! {
        <details>
            <summary>{say("plan.call-off")}</summary>
            <div class="stack">
                <p class="quiet">{say("plan.call-off-words")}</p>
                {line("call-off", say("plan.call-off-why"), Some(say("plan.call-off-hint")), words, fine())}
                {button(Look::Grave, say("plan.call-off-now"), press)}
            </div>
        </details>
    }
    .into_any()
}
