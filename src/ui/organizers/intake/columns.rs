//! The step in which a person puts right what was guessed: which sheet, where its header stands, which column is what.

use std::sync::Arc;

use leptos::prelude::*;

use super::Table;
use crate::domain::catalogue_fields::{Field, Part};
use crate::state::intake::{Layout, Preview, Sheet, Source, column_letters, looks_like};
use crate::ui::controls::button::{Look, button};
use crate::ui::controls::field::tick;
use crate::ui::controls::notice::{Tone, notice};
use crate::ui::organizers::wording::listed;
use crate::ui::words::{number, say, say_count, say_of, say_with};

/// So many lines are offered as the header.
const HEADERS: usize = 12;
/// So many characters of a cell are shown as an example.
const EXAMPLE: usize = 14;

/// Draws it: open while something is missing.
pub fn columns(table: Table, seen: Memo<Option<Arc<Preview>>>) -> AnyView {
    let missing = move || {
        let seen = seen.get()?;
        let names = seen.missing.iter().map(|field| say_of("entry-field", field.slug()));
        let names = (!seen.missing.is_empty()).then(|| listed(names))?;
        // Another list, chosen under this one's name: said first, with the way there.
        if let Some(part) = other(table) {
            let words = say_with("import.looks-like", &[("subject", say_of("subject", part.slug()))]);
            let press = button(Look::Main, say_of("import-as", part.slug()), move || table.turn_to(part));
            return Some(notice(Tone::Warn, words, Some(press)));
        }
        Some(notice(Tone::Warn, say_with("import.missing-columns", &[("columns", &names)]), None))
    };
    // Open from the beginning where the guess lacks something; afterwards as the person leaves it.
    let open = untrack(move || table.layout.with(|layout| !layout.missing(table.part()).is_empty()));
    let summary = move || {
        let found = table.layout.with(|layout| layout.columns.len() + usize::from(layout.ages.is_some()));
        say_count("import.columns", found as i64)
    };
    // Drawn anew when another sheet or header is looked at, not with every choice: the choice keeps its focus.
    let looked_at = Memo::new(move |_| (table.part(), table.sheet.get(), table.layout.with(|layout| layout.header)));
    view! {
        {missing}
        <details class="import-columns" open=open>
            <summary>{summary}</summary>
            <p class="quiet">{say("import.columns-words")}</p>
            {move || sheets(table)}
            {move || {
                // Read, not only tracked: a memo that nobody reads never looks at what it is made of.
                let _ = looked_at.get();
                untrack(move || table.sheet()).map(|sheet| choices(table, &sheet))
            }}
        </details>
    }
    .into_any()
}

/// Which other list it is by its columns, where it is not the chosen one.
fn other(table: Table) -> Option<Part> {
    let opened = table.opened.get()?;
    let Source::Sheets(sheets) = opened.as_ref() else { return None };
    looks_like(table.intake.parts, sheets).filter(|part| *part != table.part())
}

fn sheets(table: Table) -> Option<AnyView> {
    let opened = table.opened.get()?;
    let Source::Sheets(sheets) = opened.as_ref() else { return None };
    let choices = sheets.iter().enumerate().map(|(place, sheet)| (place.to_string(), sheet.name.clone()));
    let choose = move |place: String| {
        let Ok(place) = place.parse() else { return };
        table.sheet.set(place);
        table.corrections.set(Vec::new());
        let part = untrack(move || table.part());
        if let Some(sheet) = untrack(move || table.sheet()) {
            table.layout.set(Layout::guess(&sheet, part));
        }
    };
    let chosen = Signal::derive(move || table.sheet.get().to_string());
    (sheets.len() > 1)
        .then(|| picker("import-sheet".to_owned(), say("import.sheet"), choices.collect(), chosen, choose))
}

fn choices(table: Table, sheet: &Sheet) -> AnyView {
    let part = untrack(move || table.part());
    let headers = sheet.lines.iter().take(HEADERS).enumerate().map(|(place, line)| {
        let texts = line.cells.iter().filter(|cell| !cell.is_blank() && !cell.is_merged).map(|cell| cell.text.trim());
        let texts = short(&texts.collect::<Vec<_>>().join(" "), EXAMPLE * 3);
        (place.to_string(), say_with("import.line-words", &[("n", &number(line.number as i64)), ("text", &texts)]))
    });
    let again = sheet.clone();
    let choose_header = move |place: String| {
        if let Ok(header) = place.parse() {
            table.layout.set(Layout::with_header(&again, part, header));
        }
    };
    let header = Signal::derive(move || table.layout.with(|layout| layout.header.to_string()));
    let columns = column_choices(table, sheet);
    let fields = part.fields().iter().map(|field| column(table, *field, part.required().contains(field), &columns));
    let fill = part.fields().iter().any(|field| matches!(field, Field::Category | Field::Kind)).then(|| {
        let on = Signal::derive(move || table.layout.with(|layout| layout.fill_down));
        tick(
            say("import.fill-down"),
            on,
            SignalSetter::map(move |on| table.layout.update(|layout| layout.fill_down = on)),
        )
    });
    view! {
        {picker("import-header".to_owned(), say("import.header"), headers.collect(), header, choose_header)}
        <div class="import-fields">{fields.collect_view()}</div>
        {fill}
    }
    .into_any()
}

/// Every column as the sheet has it: its letter, its heading, and what stands in it first.
fn column_choices(table: Table, sheet: &Sheet) -> Vec<(String, String)> {
    let layout = table.layout.get_untracked();
    let headings = layout.headings(sheet);
    let rows = sheet.lines.iter().skip(layout.header + layout.depth.max(1));
    let example = |column| rows.clone().map(|line| line.text(column)).find(|text| !text.is_empty()).unwrap_or_default();
    let choice = |column: usize| {
        let heading = headings.get(column).map_or("", String::as_str);
        let values = [
            ("letter", column_letters(column)),
            ("heading", short(heading, EXAMPLE)),
            ("example", short(example(column), EXAMPLE)),
        ];
        let values: Vec<(&str, &str)> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
        (column.to_string(), say_with("import.column-words", &values))
    };
    (0..sheet.width()).map(choice).collect()
}

fn column(table: Table, field: Field, required: bool, columns: &[(String, String)]) -> AnyView {
    let mut choices = vec![(String::new(), say("import.no-column").to_owned())];
    choices.extend_from_slice(columns);
    let chosen = move || table.layout.with(|layout| layout.columns.get(&field).map(ToString::to_string));
    let chosen = Signal::derive(move || chosen().unwrap_or_default());
    let choose = move |column: String| {
        table.layout.update(|layout| match column.parse() {
            Ok(column) => {
                layout.columns.insert(field, column);
            }
            Err(_) => {
                layout.columns.remove(&field);
            }
        });
    };
    let label = say_of("entry-field", field.slug());
    let label = if required { say_with("import.required", &[("column", label)]) } else { label.to_owned() };
    picker(["import-column-", field.slug()].concat(), label, choices, chosen, choose)
}

/// A choice whose id is made here.
fn picker(
    id: String,
    label: impl Into<String>,
    choices: Vec<(String, String)>,
    chosen: Signal<String>,
    choose: impl Fn(String) + 'static,
) -> AnyView {
    let options = choices.into_iter().map(|(value, words)| {
        let is_chosen = {
            let value = value.clone();
            move || *chosen.read() == value
        };
        view! {
            <option value=value selected=is_chosen>
                {words}
            </option>
        }
    });
    view! {
        <div class="field">
            <label for=id.clone()>{label.into()}</label>
            <select id=id prop:value=move || chosen.get() on:change=move |event| choose(event_target_value(&event))>
                {options.collect_view()}
            </select>
        </div>
    }
    .into_any()
}

fn short(text: &str, most: usize) -> String {
    let mut short: String = text.chars().take(most).collect();
    if text.chars().count() > most {
        short.push('…');
    }
    short
}
