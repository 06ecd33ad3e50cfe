//! What a file holds: good rows counted and named, wrong ones with line, column and reason.

use std::sync::Arc;

use leptos::prelude::*;

use crate::state::intake::Preview;
use crate::state::reasons::{FileProblem, RowProblem, RowReason};
use crate::ui::controls::notice::{Tone, notice};
use crate::ui::organizers::wording::listed;
use crate::ui::words::{number, say, say_count, say_with};

/// Draws it.
pub fn preview(seen: Result<Arc<Preview>, FileProblem>) -> AnyView {
    match seen {
        Ok(preview) => found(&preview),
        Err(problem) => notice(Tone::Grave, file_problem(&problem), None).into_any(),
    }
}

fn found(preview: &Preview) -> AnyView {
    let good = say_count("import.good", preview.rows.len() as i64);
    let tone = if preview.rows.is_empty() { Tone::Warn } else { Tone::Good };
    view! {
        {notice(tone, good, None)}
        {(!preview.rows.is_empty()).then(|| rows(&preview.rows))}
        {(!preview.problems.is_empty()).then(|| problems(&preview.problems))}
    }
    .into_any()
}

fn rows(rows: &[(String, String)]) -> AnyView {
    let items = rows.iter().map(|(code, name)| {
        view! {
            <li>
                <span class="meta">{code.clone()}</span>
                {name.clone()}
            </li>
        }
    });
    view! {
        <details>
            <summary>{say("import.show-rows")}</summary>
            <ul class="import-rows">{items.collect_view()}</ul>
        </details>
    }
    .into_any()
}

fn problems(problems: &[RowProblem]) -> AnyView {
    let mut lines: Vec<usize> = problems.iter().map(|problem| problem.line).collect();
    lines.dedup();
    let rows = problems.iter().map(|problem| {
        view! {
            <tr>
                <td>{number(problem.line as i64)}</td>
                <td>{problem.column.unwrap_or_else(|| say("import.whole-row"))}</td>
                <td>{reason(problem.reason)}</td>
            </tr>
        }
    });
    view! {
        {notice(Tone::Warn, say_count("import.wrong", lines.len() as i64), None)}
        <table class="plain-table">
            <thead>
                <tr>
                    <th scope="col">{say("import.line")}</th>
                    <th scope="col">{say("import.column")}</th>
                    <th scope="col">{say("import.reason")}</th>
                </tr>
            </thead>
            <tbody>{rows.collect_view()}</tbody>
        </table>
    }
    .into_any()
}

/// Why nothing of a file can be taken.
fn file_problem(problem: &FileProblem) -> String {
    match problem {
        FileProblem::Empty => say("import.empty").to_owned(),
        FileProblem::TooLarge => say("import.too-large").to_owned(),
        FileProblem::MissingColumns(columns) => {
            say_with("import.missing-columns", &[("columns", &listed(columns.iter().copied()))])
        }
    }
}

/// What is wrong with a row.
fn reason(reason: RowReason) -> String {
    let n = |n: usize| number(n as i64);
    match reason {
        RowReason::Missing => say("row.missing").to_owned(),
        RowReason::NotACode { longest } => say_count("row.not-a-code", longest as i64),
        RowReason::Duplicate { line } => say_count("row.duplicate", line as i64),
        RowReason::UnknownCategory => say("row.unknown-category").to_owned(),
        RowReason::UnknownKind => say("row.unknown-kind").to_owned(),
        RowReason::UnknownProvider => say("row.unknown-provider").to_owned(),
        RowReason::NotANumber => say("row.not-a-number").to_owned(),
        RowReason::OutOfRange { from, to } => {
            say_with("row.out-of-range", &[("from", &number(from)), ("to", &number(to))])
        }
        RowReason::Reversed => say("row.reversed").to_owned(),
        RowReason::NotADay => say("row.not-a-day").to_owned(),
        RowReason::EndsBeforeItBegins => say("row.ends-before-it-begins").to_owned(),
        RowReason::NotATime => say("row.not-a-time").to_owned(),
        RowReason::ClosesBeforeItOpens => say("row.closes-before-it-opens").to_owned(),
        RowReason::Fields { expected, got } => say_with("row.fields", &[("expected", &n(expected)), ("n", &n(got))]),
        RowReason::Quotes => say("row.quotes").to_owned(),
    }
}
