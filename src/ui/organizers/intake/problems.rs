//! What is wrong: with a whole file in one sentence, with rows by line, column and reason. A wrong cell can be put right
//! where it is told of.

use std::sync::Arc;

use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::Table;
use crate::state::intake::{Preview, Sheet, SourceProblem};
use crate::state::reasons::{FileProblem, MenuRefused, RowProblem, RowReason, WorkbookProblem};
use crate::ui::controls::notice::{Tone, notice};
use crate::ui::organizers::trouble;
use crate::ui::organizers::wording::listed;
use crate::ui::words::{number, say, say_count, say_of, say_with};

/// More wrong cells than this are not listed one by one: the file is another than was thought.
const LISTED: usize = 200;

/// Why nothing of a file can be used; none when nothing was chosen.
pub fn of_source(problem: &SourceProblem) -> Option<String> {
    Some(match problem {
        SourceProblem::File(error) => return trouble::file(error),
        SourceProblem::Text(problem) => text(problem),
        SourceProblem::Workbook(problem) => say(match problem {
            WorkbookProblem::OldFormat => "workbook.old-format",
            WorkbookProblem::Password => "workbook.password",
            WorkbookProblem::NotASpreadsheet => "workbook.not-a-spreadsheet",
            WorkbookProblem::Damaged => "workbook.damaged",
            WorkbookProblem::TooLarge => "workbook.too-large",
            WorkbookProblem::NoReader => "workbook.no-reader",
        })
        .to_owned(),
        SourceProblem::Menu(refused) => say(match refused {
            MenuRefused::NotOurs => "menu-file.not-ours",
            MenuRefused::TooNew => "menu-file.too-new",
            MenuRefused::NotSigned => "menu-file.not-signed",
            MenuRefused::Crypto(_) => "stopped.crypto",
        })
        .to_owned(),
    })
}

fn text(problem: &FileProblem) -> String {
    match problem {
        FileProblem::Empty => say("import.empty").to_owned(),
        FileProblem::TooLarge => say("import.too-large").to_owned(),
        FileProblem::Garbled => say("import.garbled").to_owned(),
        FileProblem::MissingColumns(fields) => {
            let names = listed(fields.iter().map(|field| say_of("entry-field", field.slug())));
            say_with("import.missing-columns", &[("columns", &names)])
        }
    }
}

/// Draws the wrong rows.
pub fn problems(table: Table, seen: Memo<Option<Arc<Preview>>>) -> AnyView {
    (move || {
        let seen = seen.get().filter(|seen| !seen.problems.is_empty())?;
        let sheet = untrack(move || table.corrected())?;
        let mut lines: Vec<usize> = seen.problems.iter().map(|problem| problem.line).collect();
        lines.dedup();
        let rows = seen.problems.iter().take(LISTED).map(|problem| row(table, &sheet, problem)).collect_view();
        Some(view! {
            {notice(Tone::Warn, say_count("import.wrong", lines.len() as i64), None)}
            <table class="plain-table wrong-rows">
                <thead>
                    <tr>
                        <th scope="col">{say("import.line")}</th>
                        <th scope="col">{say("import.column")}</th>
                        <th scope="col">{say("import.reason")}</th>
                        <th scope="col">{say("import.instead")}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        })
    })
    .into_any()
}

fn row(table: Table, sheet: &Sheet, problem: &RowProblem) -> AnyView {
    let line = problem.line;
    let column = problem.field.map_or(say("import.whole-row"), |field| say_of("entry-field", field.slug()));
    let place = problem.field.and_then(|field| table.layout.with_untracked(|to| to.columns.get(&field).copied()));
    let instead = place.map(|place| {
        let text = sheet.place(line).map(|at| sheet.lines[at].text(place).to_owned()).unwrap_or_default();
        let label = say_with("import.instead-of", &[("n", &number(line as i64)), ("column", column)]);
        let correct = move |event| {
            let text = event_target_value(&event);
            table.corrections.update(|corrections| {
                corrections.retain(|(at, column, _)| (*at, *column) != (line, place));
                corrections.push((line, place, text));
            });
        };
        // The return key is done with this cell, and not with the whole file.
        let done = move |event: leptos::ev::KeyboardEvent| {
            if event.key() == "Enter" {
                event.prevent_default();
                let field = event.target().and_then(|field| field.dyn_into::<web_sys::HtmlElement>().ok());
                let _ = field.map(|field| field.blur());
            }
        };
        view! {
            <span class="field">
                <input type="text" aria-label=label autocomplete="off" value=text on:keydown=done on:change=correct />
            </span>
        }
    });
    view! {
        <tr>
            <td>{number(line as i64)}</td>
            <td>{column}</td>
            <td>{reason(problem.reason)}</td>
            <td>{instead}</td>
        </tr>
    }
    .into_any()
}

/// What is wrong with a row.
pub fn reason(reason: RowReason) -> String {
    let n = |n: usize| number(n as i64);
    let plain = match reason {
        RowReason::NotACode { longest } => return say_count("row.not-a-code", longest as i64),
        RowReason::Duplicate { line } => return say_count("row.duplicate", line as i64),
        RowReason::OutOfRange { from, to } => {
            return say_with("row.out-of-range", &[("from", &number(from)), ("to", &number(to))]);
        }
        RowReason::Fields { expected, got } => {
            return say_with("row.fields", &[("expected", &n(expected)), ("n", &n(got))]);
        }
        RowReason::Missing => "row.missing",
        RowReason::UnknownCategory => "row.unknown-category",
        RowReason::UnknownKind => "row.unknown-kind",
        RowReason::UnknownProvider => "row.unknown-provider",
        RowReason::UnknownRenewal => "row.unknown-renewal",
        RowReason::NotANumber => "row.not-a-number",
        RowReason::Reversed => "row.reversed",
        RowReason::NotAges => "row.not-ages",
        RowReason::NotADay => "row.not-a-day",
        RowReason::EndsBeforeItBegins => "row.ends-before-it-begins",
        RowReason::NotATime => "row.not-a-time",
        RowReason::ClosesBeforeItOpens => "row.closes-before-it-opens",
        RowReason::NotWeekdays => "row.not-weekdays",
        RowReason::NotAList => "row.not-a-list",
        RowReason::Formula => "row.formula",
        RowReason::FormulaError => "row.formula-error",
        RowReason::Quotes => "row.quotes",
    };
    say(plain).to_owned()
}
