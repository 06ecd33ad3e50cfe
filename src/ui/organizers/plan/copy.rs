//! From last month, or from a template: what would be taken over, where it lands, and what has to be known before.

use leptos::prelude::*;

use crate::domain::draft::Draft;
use crate::domain::plan::{Plan, PlanChange};
use crate::domain::repeating::ByMonth;
use crate::domain::skeleton::{Copied, CopyNote, skeleton, take_over};
use crate::domain::time::Month;
use crate::ui::controls::icon::{Icon, icon};
use crate::ui::controls::notice::{Tone, empty, notice};
use crate::ui::dates;
use crate::ui::organizers::form::{Write, choice, fine, form, submit, ticked, went};
use crate::ui::organizers::plan::board::Board;
use crate::ui::organizers::plan::course::catch_focus;
use crate::ui::organizers::wording::{self, moment};
use crate::ui::route::{Route, SetupSection};
use crate::ui::words::{number, say, say_count, say_with};

/// So many months back one can look for a model.
const BACK: i32 = 12;

/// The dialog's content.
pub fn copy(board: Board) -> AnyView {
    let month = board.month.get_untracked();
    let sources = untrack(|| sources(board, month));
    let Some((first, _)) = sources.first().cloned() else { return empty(say("copy.none"), None).into_any() };
    let chosen = RwSignal::new(first);
    let source = Memo::new(move |_| source(board, &chosen.read()));
    let items = Memo::new(move |_| {
        let Some(source) = source.get() else { return Vec::new() };
        let copied = skeleton(&source, month, board.desk.school_year());
        copied.into_iter().map(|copied| (RwSignal::new(copied.usual), copied)).collect::<Vec<_>>()
    });
    let write: Write<ByMonth> = Action::new_unsync(move |changes: &ByMonth| {
        let changes = changes.clone();
        async move {
            // As many as were chosen: what else is recorded with them is none of the organizer's numbers.
            let is_thing = |change: &&PlanChange| matches!(change, PlanChange::Session { .. } | PlanChange::Shift(_));
            let count = changes.values().flatten().filter(is_thing).count();
            board.desk.arrange_all(changes, None).await?;
            board.said.set(say_count("copy.done", count as i64));
            board.editor.copy.close();
            catch_focus();
            Ok(())
        }
    });
    let send = move || {
        let changes = untrack(|| changes(board, &source.get()?, &items.get(), month));
        if let Some(changes) = changes {
            write.dispatch(changes);
        }
    };
    let count = move || items.read().iter().filter(|(tick, copied)| tick.get() && copied.start.is_some()).count();
    let content = view! {
        {choice("copy-source", say("copy.source"), sources, chosen, fine())}
        <p class="meta">{say("copy.words")}</p>
        {not_announced(board, month)}
        <ul class="copy-list">
            {move || {
                let Some(source) = source.get() else { return ().into_any() };
                items.get().into_iter().map(|(tick, copied)| item(&source, tick, &copied)).collect_view().into_any()
            }}
        </ul>
        {move || items.read().is_empty().then(|| empty(say("copy.empty"), None))}
        {went(write, None)}
        <p class="meta" role="status">
            {move || say_with("copy.count", &[("n", &number(count() as i64))])}
        </p>
        {submit(say("copy.take"), move || write.pending().get())}
    };
    form(send, content.into_any())
}

/// That nobody knows yet which days of the month are off, and where it is written down once it is known.
pub fn not_announced(board: Board, month: Month) -> AnyView {
    (move || {
        let known = board.desk.holidays().is_known(i32::from(month.year()));
        (!known).then(|| {
            let href = Route::OrganizeSetup { section: SetupSection::Planning }.href();
            let words = say_with("plan.year-unknown", &[("year", &month.year().to_string())]);
            view! {
                <p class="not-announced">
                    {icon(Icon::Warning)}
                    <span>{words} " " <a href=href>{say("plan.to-holidays")}</a></span>
                </p>
            }
        })
    })
    .into_any()
}

/// Months before this one that hold anything, the last first, then templates: a value and its words each.
fn sources(board: Board, month: Month) -> Vec<(String, String)> {
    let earlier = board.desk.months().into_iter().rev().filter(|other| *other < month && *other >= month.plus(-BACK));
    let months = earlier.map(|other| (other.to_string(), dates::month_and_year(other)));
    let templates = board.desk.templates().into_iter().map(|draft| {
        let words = say_with("copy.template", &[("name", &draft.name)]);
        (draft.id.to_string(), words)
    });
    months.chain(templates).collect()
}

/// The plan behind a value of [`sources`]; tracked.
fn source(board: Board, value: &str) -> Option<Plan> {
    match Month::parse(value) {
        Ok(month) => board.desk.month(month).map(|book| book.plan.clone()),
        Err(_) => board.desk.templates().iter().find(|draft| draft.id.to_string() == value).map(Draft::plan),
    }
}

fn changes(board: Board, source: &Plan, items: &[(RwSignal<bool>, Copied)], month: Month) -> Option<ByMonth> {
    let ticked: Vec<&Copied> = items.iter().filter(|(tick, _)| tick.get()).map(|(_, copied)| copied).collect();
    let book = board.book.get()?;
    let changes = take_over(&ticked, source, month, |id| book.used.contains(id));
    (!changes.is_empty()).then(|| ByMonth::from([(month, changes)]))
}

fn item(source: &Plan, tick: RwSignal<bool>, copied: &Copied) -> AnyView {
    let title = wording::title(source, &copied.from);
    let note = copied.note.map(|note| {
        let words = match note {
            CopyNote::Picked => say("copy.picked"),
            CopyNote::OnceAYear => say("copy.once-a-year"),
            CopyNote::NoSuchWeek => say("copy.no-such-week"),
            CopyNote::Holiday => say("copy.holiday"),
            CopyNote::MaybeHoliday => say("copy.maybe-holiday"),
            CopyNote::SwappedWorkday => say("copy.swapped"),
            CopyNote::NoServiceDay => say("copy.no-service-day"),
            CopyNote::Festival => say("copy.festival"),
            CopyNote::NoSession => say("copy.no-session"),
        };
        view! { <span class="meta">{words}</span> }
    });
    match copied.start {
        Some(start) => {
            let label = wording::dotted([moment(start), title]);
            view! { <li>{ticked(label, tick)} {note}</li> }.into_any()
        }
        // Of several dates of one name each says which it was.
        None => {
            let was = wording::dotted([moment(copied.from.start), title]);
            view! { <li>{notice(Tone::Plain, was, None)} {note}</li> }.into_any()
        }
    }
}
