//! What is wrong: with a whole file in one sentence, with rows by line, column and reason. A wrong cell can be put right
//! where it is told of.

use std::sync::Arc;

use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::{Correction, Table};
use crate::domain::catalogue_fields::{Field, Part};
use crate::state::intake::{Preview, RowMend, Sheet, SourceProblem, row_mends};
use crate::state::reasons::{FileProblem, MenuRefused, RowProblem, RowReason, WorkbookProblem};
use crate::ui::controls::button::{Look, button};
use crate::ui::controls::notice::{Tone, notice};
use crate::ui::organizers::trouble;
use crate::ui::organizers::wording::listed;
use crate::ui::words::{number, say, say_count, say_of, say_with};

/// More wrong cells than this are not listed one by one: the file is another than was thought.
const LISTED: usize = 200;

/// Why nothing of a file can be used; none when nothing was chosen.
pub fn of_source(problem: &SourceProblem, name: &str) -> Option<String> {
    Some(match problem {
        SourceProblem::NamedLikeAWorkbook => say_with("workbook.only-named", &[("file", name)]),
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

/// A wrong cell, or a row that is wrong as a whole. Of the same place in another file it is another one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct Place {
    /// Which file on the table, and which of its sheets, read as which list.
    file: (usize, usize, Part),
    line: usize,
    field: Option<Field>,
    /// Where the field stands.
    column: Option<usize>,
}

/// Draws the wrong rows.
pub fn problems(table: Table, seen: Memo<Option<Arc<Preview>>>) -> AnyView {
    let wrong: Memo<Vec<(Place, RowReason)>> = Memo::new(move |_| {
        let Some(seen) = seen.get() else { return Vec::new() };
        let file = (table.nth.get(), table.sheet.get(), table.part());
        let column = |field: &Field| table.layout.with(|to| to.columns.get(field).copied());
        let place = |problem: &RowProblem| {
            let column = problem.field.as_ref().and_then(column);
            (Place { file, line: problem.line, field: problem.field, column }, problem.reason)
        };
        seen.problems.iter().map(place).collect()
    });
    let lines = Memo::new(move |_| {
        let mut lines: Vec<usize> = wrong.with(|wrong| wrong.iter().map(|(place, _)| place.line).collect());
        lines.dedup();
        lines.len()
    });
    let places = move || wrong.with(|wrong| wrong.iter().take(LISTED).map(|(place, _)| *place).collect::<Vec<_>>());
    let all = move || {
        view! {
            {move || notice(Tone::Warn, say_count("import.wrong", lines.get() as i64), None)}
            <table class="plain-table wrong-rows">
                <thead>
                    <tr>
                        <th scope="col">{say("import.line")}</th>
                        <th scope="col">{say("import.column")}</th>
                        <th scope="col">{say("import.reason")}</th>
                        <th scope="col">{say("import.instead")}</th>
                    </tr>
                </thead>
                <tbody>
                    // By their place: what is typed for one cell never stands at another.
                    <For each=places key=|place| *place children=move |place| row(table, wrong, place)/>
                </tbody>
            </table>
        }
    };
    let any = Memo::new(move |_| lines.get() > 0);
    (move || any.get().then(|| untrack(all))).into_any()
}

fn row(table: Table, wrong: Memo<Vec<(Place, RowReason)>>, place: Place) -> AnyView {
    let now = move || wrong.with(|wrong| wrong.iter().find(|(other, _)| *other == place).map(|(_, reason)| *reason));
    let column = place.field.map_or(say("import.whole-row"), |field| say_of("entry-field", field.slug()));
    let sheet = untrack(move || table.corrected()).unwrap_or_default();
    let named = named(table, &sheet, place);
    let instead = match (place.column, untrack(now)) {
        (Some(at), _) => cell(table, &sheet, place.line, at, column),
        (None, Some(RowReason::Fields { expected, got })) => ways(table, &sheet, (place.line, expected, got)),
        _ => ().into_any(),
    };
    view! {
        <tr>
            <td>
                {number(place.line as i64)}
                <span class="meta wrong-name">{named}</span>
            </td>
            <td>{column}</td>
            <td>{move || now().map(reason)}</td>
            <td>{instead}</td>
        </tr>
    }
    .into_any()
}

/// What stands in a row, so that it is known again: its code and name, or where it is wrong as a whole all of it.
fn named(table: Table, sheet: &Sheet, place: Place) -> String {
    let Some(line) = sheet.place(place.line).and_then(|at| sheet.lines.get(at)) else { return String::new() };
    if place.field.is_none() {
        let cells: Vec<&str> = line.cells.iter().map(|cell| cell.text.trim()).collect();
        return cells.join(say("import.between-cells"));
    }
    let names = [Field::Code, Field::Name, Field::Title, Field::Role].into_iter();
    let names = names.filter(|field| Some(*field) != place.field);
    let texts = names.filter_map(|field| {
        let column = table.layout.with_untracked(|to| to.columns.get(&field).copied())?;
        Some(line.text(column)).filter(|text| !text.is_empty())
    });
    texts.collect::<Vec<_>>().join(" ")
}

/// A box for what stands in a cell instead.
fn cell(table: Table, sheet: &Sheet, line: usize, column: usize, name: &'static str) -> AnyView {
    let text = sheet.place(line).map(|at| sheet.lines[at].text(column).to_owned()).unwrap_or_default();
    let label = say_with("import.instead-of", &[("n", &number(line as i64)), ("column", name)]);
    let correct = move |event| {
        let text = event_target_value(&event);
        table.corrections.update(|corrections| {
            let same = |known: &Correction| {
                matches!(known, Correction::Cell { line: at, column: other, .. } if (*at, *other) == (line, column))
            };
            corrections.retain(|known| !same(known));
            corrections.push(Correction::Cell { line, column, text });
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
    .into_any()
}

/// A button for each way in which a row's cells fit the columns.
fn ways(table: Table, sheet: &Sheet, found: (usize, usize, usize)) -> AnyView {
    let line = found.0;
    let part = untrack(move || table.part());
    let mends = table
        .intake
        .catalogue
        .with_untracked(|known| table.layout.with_untracked(|layout| row_mends(part, sheet, layout, known, found)));
    let way = |mend: RowMend| {
        let words = match &mend {
            RowMend::Join { text, .. } => say_with("import.join", &[("text", text)]),
            RowMend::Lengthen { .. } => say("import.lengthen").to_owned(),
        };
        let press = move || {
            let mend = mend.clone();
            table.corrections.update(|corrections| corrections.push(Correction::Row { line, mend }));
        };
        button(Look::Plain, words, press)
    };
    view! { <div class="row-ways">{mends.into_iter().map(way).collect_view()}</div> }.into_any()
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
