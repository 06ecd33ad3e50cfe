//! 方案: other drafts of the month, put aside and compared; and plans kept as templates.

use std::sync::Arc;

use leptos::prelude::*;

use crate::domain::book::MonthBook;
use crate::domain::costs::sums;
use crate::domain::draft::{Difference, Draft, differences};
use crate::domain::id::DraftId;
use crate::domain::plan::Plan;
use crate::domain::repeating::ByMonth;
use crate::ui::controls::button::{Look, button};
use crate::ui::organizers::drafts::Problem;
use crate::ui::organizers::form::{Trial, Write, form, line, submit, went};
use crate::ui::organizers::plan::board::Board;
use crate::ui::organizers::wording::{self, moment};
use crate::ui::words::{number, say, say_with};

/// The dialog's content.
pub fn versions(board: Board) -> AnyView {
    let name = RwSignal::new(String::new());
    let trial = Trial::new(move || match name.read().trim().is_empty() {
        true => vec![((), Problem::Missing)],
        false => Vec::new(),
    });
    let write: Write<(String, bool)> = Action::new_unsync(move |(kept, template): &(String, bool)| {
        let (kept, template, month) = (kept.clone(), *template, board.month.get_untracked());
        async move {
            match template {
                true => board.desk.keep_template(month, kept).await?,
                false => board.desk.keep_draft(month, kept).await?,
            }
            name.set(String::new());
            trial.begin_again();
            Ok(())
        }
    });
    let keep = move |template: bool| {
        if trial.passes() {
            write.dispatch((name.get_untracked().trim().to_owned(), template));
        }
    };
    let content = view! {
        {line("version-name", say("versions.name"), Some(say("versions.name-hint")), name, trial.told(()))}
        {went(write, Some(say("versions.kept")))}
        <div class="row">
            {submit(say("versions.keep"), move || write.pending().get())}
            {button(Look::Plain, say("versions.keep-template"), move || keep(true))}
        </div>
    };
    view! {
        <p class="quiet">{say("versions.words")}</p>
        {form(move || keep(false), content.into_any())}
        {move || {
            let book = board.book.get();
            book.map(|book| {
                let drafts = book.drafts.clone();
                view! { {compared(board, &book, &drafts)} {drafts.into_iter().map(|draft| other(board, &book, draft)).collect_view()} }
            })
        }}
        {move || templates(board)}
    }
    .into_any()
}

/// The plan as it stands beside the others, figure by figure.
fn compared(board: Board, book: &Arc<MonthBook>, drafts: &[Draft]) -> AnyView {
    if drafts.is_empty() {
        return ().into_any();
    }
    let others = drafts.iter().map(|draft| (draft.name.clone(), draft.plan()));
    let all: Vec<(String, Plan)> =
        std::iter::once((say("versions.now").to_owned(), book.plan.clone())).chain(others).collect();
    let rules = board.desk.rules();
    let catalogue = board.catalogue.get();
    let figure = |key: &'static str, of: &dyn Fn(&Plan) -> String| {
        view! {
            <tr>
                <th scope="row">{say(key)}</th>
                {all.iter().map(|(_, plan)| view! { <td>{of(plan)}</td> }).collect_view()}
            </tr>
        }
    };
    let count = |n: usize| number(n as i64);
    let blocks = |plan: &Plan| board.desk.around(plan.month, |around| plan.findings(around));
    view! {
        <div class="wide-table">
            <table class="costs">
                <caption>{say("versions.compared")}</caption>
                <thead>
                    <tr>
                        <td></td>
                        {all.iter().map(|(name, _)| view! { <th scope="col">{name.clone()}</th> }).collect_view()}
                    </tr>
                </thead>
                <tbody>
                    {figure("versions.sessions", &|plan| count(plan.sessions.len()))}
                    {figure("versions.courses", &|plan| count(plan.three_one_n(&rules).courses.len()))}
                    {figure("versions.specials", &|plan| number(plan.three_one_n(&rules).specials))}
                    {figure("versions.shifts", &|plan| count(plan.shifts.len()))}
                    {figure("versions.to-fix", &|plan| count(blocks(plan).iter().filter(|found| found.blocks).count()))}
                    {figure("versions.notices", &|plan| count(blocks(plan).iter().filter(|found| !found.blocks).count()))}
                    {figure("versions.cost", &|plan| sums([plan], &catalogue).all.planned.write())}
                </tbody>
            </table>
        </div>
    }
    .into_any()
}

fn other(board: Board, book: &Arc<MonthBook>, draft: Draft) -> AnyView {
    let there = draft.plan();
    let told: Vec<String> = differences(&book.plan, &there).iter().map(|one| words(one, &book.plan, &there)).collect();
    let (id, name, said) = (draft.id, draft.name.clone(), draft.name.clone());
    let changes = ByMonth::from([(book.month, book.plan.towards(&there))]);
    let take = move || {
        board.act(changes.clone(), say_with("versions.taken", &[("name", &said)]), || ());
        board.editor.versions.close();
    };
    view! {
        <section class="stack version">
            <h3>{name}</h3>
            {match told.is_empty() {
                true => view! { <p class="meta">{say("versions.same")}</p> }.into_any(),
                false => {
                    view! {
                        <details>
                            <summary>{say_with("versions.differences", &[("n", &number(told.len() as i64))])}</summary>
                            <ul class="changes">{told.into_iter().map(|item| view! { <li>{item}</li> }).collect_view()}</ul>
                        </details>
                    }
                        .into_any()
                }
            }}
            <div class="row">
                {button(Look::Plain, say("versions.take"), take)}
                {button(Look::Words, say("versions.drop"), move || drop_draft(board, true, id))}
            </div>
        </section>
    }
    .into_any()
}

fn words(difference: &Difference, here: &Plan, there: &Plan) -> String {
    let (key, plan, id) = match difference {
        Difference::OnlyHere(id) => ("versions.only-here", here, id),
        Difference::OnlyThere(id) => ("versions.only-there", there, id),
        Difference::Otherwise(id) => ("versions.otherwise", there, id),
    };
    let session = plan.session(id).map(|session| session.start);
    let start = session.or_else(|| plan.shift(id).map(|shift| shift.start)).unwrap_or(id.start);
    say_with(key, &[("title", &wording::title(plan, id)), ("start", &moment(start))])
}

fn templates(board: Board) -> AnyView {
    let templates = board.desk.templates();
    if templates.is_empty() {
        return ().into_any();
    }
    let items = templates.into_iter().map(|draft| {
        let id = draft.id;
        view! {
            <li class="row">
                <span>{draft.name}</span>
                {button(Look::Words, say("versions.drop"), move || drop_draft(board, false, id))}
            </li>
        }
    });
    view! {
        <section class="stack version">
            <h3>{say("versions.templates")}</h3>
            <ul>{items.collect_view()}</ul>
        </section>
    }
    .into_any()
}

fn drop_draft(board: Board, of_month: bool, id: DraftId) {
    leptos::task::spawn_local(async move {
        let month = of_month.then(|| board.month.get_untracked());
        if let Err(error) = board.desk.drop_draft(month, id).await {
            board.trouble.set(Some(error));
        }
    });
}
