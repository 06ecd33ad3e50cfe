//! 导出: the year's services as a table for another program. The columns are arranged once, to the form that is asked for.

use chrono::{Datelike, Timelike};
use leptos::prelude::*;

use crate::domain::ledger_form::{Column, Field};
use crate::state::desk::Desk;
use crate::state::{save, tables};
use crate::ui::controls::button::{Look, bare_button, button, icon_button};
use crate::ui::controls::icon::Icon;
use crate::ui::controls::notice::{Tone, notice};
use crate::ui::organizers::form::{Write, choice, fine, went};
use crate::ui::organizers::trouble;
use crate::ui::organizers::volunteers::ledger::Books;
use crate::ui::words::{number, say, say_of, say_with};

/// A column while it is arranged.
#[derive(Clone, Copy)]
struct Draft {
    key: usize,
    field: Field,
    name: RwSignal<String>,
}

/// What a column of this kind is usually called.
fn usual_name(field: Field) -> String {
    say_of("column", field.slug()).to_owned()
}

/// The columns as the centre arranged them, or the usual ones.
fn columns(desk: Desk) -> Vec<Column> {
    let chosen = untrack(|| desk.ledger_columns());
    match chosen.is_empty() {
        true => Field::USUAL.iter().map(|field| Column { field: *field, name: usual_name(*field) }).collect(),
        false => chosen,
    }
}

/// The dialog's content.
pub fn export(books: Books) -> AnyView {
    let desk = books.page.desk;
    let known = columns(desk);
    let drafts: RwSignal<Vec<Draft>> = RwSignal::new(
        known
            .into_iter()
            .enumerate()
            .map(|(key, column)| Draft { key, field: column.field, name: RwSignal::new(column.name) })
            .collect(),
    );
    let as_typed = move || -> Vec<Column> {
        let column = |draft: &Draft| Column { field: draft.field, name: draft.name.get_untracked().trim().to_owned() };
        drafts.read_untracked().iter().map(column).collect()
    };
    let unread: RwSignal<Option<String>> = RwSignal::new(None);
    let keep: Write<Vec<Column>> = Action::new_unsync(move |columns: &Vec<Column>| {
        let columns = columns.clone();
        async move { desk.choose_ledger_columns(columns).await }
    });
    let write = move |excel: bool| {
        let columns = as_typed();
        if columns != self::columns(desk) {
            keep.dispatch(columns.clone());
        }
        let ledger = books.ledger.get_untracked();
        let offset = untrack(|| desk.centre()).map_or(480, |centre| centre.utc_offset);
        let (bytes, end, kind) = match excel {
            true => {
                let bytes = tables::xlsx(&ledger, &columns, offset, say("export.sheet"), desk.now());
                (bytes, ".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
            }
            false => (tables::csv(&ledger, &columns, offset), ".csv", "text/csv;charset=utf-8"),
        };
        let name = ["linli-ledger-", &number(books.year.get_untracked()), "-", &stamp(desk), end].concat();
        unread.set(save::download(&name, &bytes, kind).err().as_ref().and_then(trouble::file));
    };
    let fresh = RwSignal::new(Field::Empty.slug().to_owned());
    let offered = Field::ALL.map(|field| (field.slug().to_owned(), usual_name(field)));
    let add = move || {
        let field = Field::ALL.into_iter().find(|field| field.slug() == fresh.read_untracked().as_str());
        drafts.update(|drafts| {
            let key = drafts.iter().map(|draft| draft.key + 1).max().unwrap_or(0);
            let field = field.unwrap_or(Field::Empty);
            drafts.push(Draft { key, field, name: RwSignal::new(usual_name(field)) });
        });
    };
    view! {
        <div class="stack">
            <p class="quiet">{say("export.words")}</p>
            <ol class="export-columns">
                <For each=move || drafts.get() key=|draft| draft.key children=move |draft| row(drafts, draft)/>
            </ol>
            <div class="export-add">
                {choice("export-field", say("export.add-what"), offered.into(), fresh, fine())}
                {button(Look::Plain, say("export.add"), add)}
            </div>
            {went(keep, None)}
            {move || unread.get().map(|words| notice(Tone::Grave, words, None))}
            <div class="row">
                {icon_button(Look::Main, Icon::Download, say("export.excel"), move || write(true))}
                {icon_button(Look::Plain, Icon::Download, say("export.csv"), move || write(false))}
            </div>
        </div>
    }
    .into_any()
}

/// Today and now in digits: one file of a day does not take another's place.
fn stamp(desk: Desk) -> String {
    let now = desk.now();
    let mut text = String::new();
    for part in [now.day().month(), now.day().day(), now.time().hour(), now.time().minute()] {
        text.push(char::from(b'0' + (part / 10) as u8));
        text.push(char::from(b'0' + (part % 10) as u8));
    }
    text
}

fn row(drafts: RwSignal<Vec<Draft>>, draft: Draft) -> AnyView {
    let shift = move |by: isize| {
        drafts.update(|drafts| {
            let Some(at) = drafts.iter().position(|other| other.key == draft.key) else { return };
            let to = at.saturating_add_signed(by).min(drafts.len() - 1);
            let moved = drafts.remove(at);
            drafts.insert(to, moved);
        });
    };
    let usual = usual_name(draft.field);
    let named = |key: &'static str| say_with(key, &[("name", &usual)]);
    let label = named("export.name-of");
    let remove = move || drafts.update(|drafts| drafts.retain(|other| other.key != draft.key));
    view! {
        <li class="export-column">
            <input
                autocomplete="off"
                aria-label=label
                prop:value=move || draft.name.get()
                on:input=move |event| draft.name.set(event_target_value(&event))
            />
            <span class="meta">{usual.clone()}</span>
            <span class="export-moves">
                {bare_button(Icon::Left, named("export.earlier"), move || shift(-1))}
                {bare_button(Icon::Right, named("export.later"), move || shift(1))}
                {bare_button(Icon::Cross, named("export.remove"), remove)}
            </span>
        </li>
    }
    .into_any()
}
