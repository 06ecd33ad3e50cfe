//! A course of the menu becomes a session of the month.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use crate::domain::activity::Activity;
use crate::domain::catalogue::Course;
use crate::domain::category::Sort;
use crate::domain::id::{ActivityId, SessionId};
use crate::domain::plan::PlanChange;
use crate::domain::repeat::Reach;
use crate::domain::repeating::ByMonth;
use crate::domain::sign_up::Settled;
use crate::domain::text::Text;
use crate::domain::time::write_day;
use crate::ui::controls::dialog::Dialog;
use crate::ui::controls::notice::{Tone, notice};
use crate::ui::organizers::drafts::TimesDraft;
use crate::ui::organizers::form::{Trial, Write, form, submit, went};
use crate::ui::organizers::plan::board::Board;
use crate::ui::organizers::plan::placing;
use crate::ui::organizers::plan::sign_up::{self, Arranged, SignUpForm};
use crate::ui::organizers::plan::times::{self, TimesForm};
use crate::ui::organizers::wording;
use crate::ui::parts::mark::mark;
use crate::ui::words::{number, read, say, say_with};

/// The dialog's content.
pub fn arrange(board: Board) -> AnyView {
    let course = board.editor.chosen_course.get_untracked();
    let course = course.and_then(|code| board.catalogue.read_untracked().course(&code).cloned());
    let Some(course) = course else { return notice(Tone::Grave, say("plan.gone"), None).into_any() };
    let month = board.month.get_untracked();
    let id = untrack(|| board.desk.free_activity_id(month, course.code.as_str()));
    let Some(id) = id else { return notice(Tone::Grave, say("organize.reading"), None).into_any() };

    let day = board.editor.day.get_untracked();
    let fields = TimesForm::fresh(TimesDraft {
        day: day.map(write_day).unwrap_or_default(),
        minutes: number(course.minutes),
        places: number(course.places),
        ..TimesDraft::default()
    });
    let sign_up = SignUpForm::usual(board, fields);
    let trial = Trial::new(move || fields.draft().read().err().unwrap_or_default());
    let sign_up_trial = sign_up.trial();
    let heading = heading(&course);
    let activity = activity(board, course, id);
    let arranged = Memo::new(move |_| session(&activity, fields, sign_up));
    let write = arranging(board, board.editor.course);
    let send = move || {
        // Both, so that everything that is missing is told at once.
        let passes = [trial.passes(), sign_up_trial.passes()] == [true, true];
        if let (true, Some(arranged)) = (passes, arranged.get_untracked()) {
            write.dispatch(arranged);
        }
    };
    let content = view! {
        {proposed(board, fields)}
        {times::fields(board, fields, trial)}
        {times::foreseen(board, arranged)}
        {sign_up::fields(sign_up, sign_up_trial, Settled::Open)}
        {went(write, None)}
        <div class="dialog-end">{submit(say("plan.arrange"), move || write.pending().get())}</div>
    };
    view! {
        {heading}
        {form(send, content.into_any())}
    }
    .into_any()
}

/// Days, times and rooms that clash with nothing, each with its reasons: a press fills them in.
fn proposed(board: Board, fields: TimesForm) -> AnyView {
    let Some(code) = board.editor.chosen_course.get_untracked() else { return ().into_any() };
    let proposals = untrack(|| placing::proposals(board, &code, board.editor.day.get(), 3));
    if proposals.is_empty() {
        return notice(Tone::Plain, say("propose.none"), None).into_any();
    }
    let items = proposals.into_iter().map(|proposal| {
        let room = board.catalogue.with_untracked(|known| known.venue(&proposal.venue).map(|venue| venue.name.clone()));
        let reasons: Vec<String> = proposal.reasons.iter().map(|why| wording::why(*why)).collect();
        let when = wording::dotted([wording::moment(proposal.start), room.unwrap_or_default()]);
        let chosen = proposal.venue.clone();
        view! {
            <li>
                <button
                    type="button"
                    class="proposal"
                    aria-pressed=move || if fields.holds(proposal.start, &chosen) { "true" } else { "false" }
                    on:click=move |_| fields.put(proposal.start, &proposal.venue)
                >
                    <strong>{when}</strong>
                    <span class="meta">{wording::listed(reasons.iter().map(String::as_str))}</span>
                </button>
            </li>
        }
    });
    view! {
        <section class="stack" aria-labelledby="proposals-heading">
            <h3 id="proposals-heading">{say("propose.heading")}</h3>
            <ul class="proposals">{items.collect_view()}</ul>
        </section>
    }
    .into_any()
}

/// Keeps a change of the plan; when it is kept, says so and closes the dialog. On an error everything typed stays.
pub fn arranging(board: Board, dialog: Dialog) -> Write<Arranged> {
    Action::new_unsync(move |arranged: &Arranged| {
        let Arranged { change, number, reach, again } = arranged.clone();
        async move {
            let words = match &change {
                PlanChange::Session { activity, .. } => say_with("plan.kept", &[("title", read(&activity.title))]),
                PlanChange::Shift(shift) => say_with("plan.kept", &[("title", read(&shift.role))]),
                _ => say("plan.removed").to_owned(),
            };
            let decides = match &change {
                PlanChange::Session { session, .. } => Some((session.id.clone(), number)),
                _ => None,
            };
            let mut changes = untrack(|| reaching(board, change, reach));
            for (month, more) in again {
                changes.entry(month).or_default().extend(more);
            }
            board.desk.arrange_all(changes, decides).await?;
            board.said.set(words);
            dialog.close();
            catch_focus();
            Ok(())
        }
    })
}

/// What a change does in every month that it reaches into.
pub fn reaching(board: Board, change: PlanChange, reach: Reach) -> ByMonth {
    let month = board.month.get();
    let known = |id: &SessionId| board.with_plan(|plan| plan.session(id).cloned()).flatten();
    match &change {
        PlanChange::Session { activity, session } => {
            if let Some(before) = known(&session.id) {
                return board.desk.with_months(|months| months.changed(activity, &before, session, reach));
            }
        }
        PlanChange::Remove(id) => {
            if let Some(session) = known(id) {
                let kept = |id: &SessionId| board.desk.is_published(id);
                return board.desk.with_months(|months| months.taken_out(&session, reach, kept));
            }
        }
        _ => {}
    }
    ByMonth::from([(month, vec![change])])
}

/// The browser gives the focus back to what opened the dialog. Where that is gone (a session that was moved to another
/// day, or taken out), the month's heading takes it.
pub fn catch_focus() {
    request_animation_frame(|| {
        let page = document();
        let lost = page.active_element().is_none_or(|element| element.tag_name() == "BODY");
        let heading = page.query_selector("main h1").ok().flatten();
        if let (true, Some(heading)) = (lost, heading.and_then(|heading| heading.dyn_into::<HtmlElement>().ok())) {
            heading.set_tab_index(-1);
            let _ = heading.focus();
        }
    });
}

fn heading(course: &Course) -> AnyView {
    view! {
        <p>
            {mark(Sort::Course(course.category).mark())} " " <strong>{course.title.clone()}</strong>
        </p>
    }
    .into_any()
}

/// The course as an activity of the month: its words are the menu's.
fn activity(board: Board, course: Course, id: ActivityId) -> Activity {
    let provider = board.catalogue.with_untracked(|catalogue| {
        catalogue.provider(&course.provider).map(|provider| provider.name.clone()).unwrap_or_default()
    });
    Activity {
        id,
        sort: Sort::Course(course.category),
        title: Text::new(course.title),
        about: Text::default(),
        course: Some(course.code),
        provider,
        audience: course.audience,
        ages: course.ages,
        materials: course.materials,
        fee: 0,
        special: None,
    }
}

/// What is typed as a new session of an activity, once all of it can be read; tracked.
pub fn session(activity: &Activity, times: TimesForm, sign_up: SignUpForm) -> Option<Arranged> {
    let (times, sign_up) = (times.draft().read().ok()?, sign_up.read().ok()?);
    let session = sign_up.within(times.new_session(activity.id.clone()));
    let change = PlanChange::Session { activity: activity.clone(), session };
    Some(Arranged { change, number: sign_up.number, reach: Reach::One, again: ByMonth::new() })
}
