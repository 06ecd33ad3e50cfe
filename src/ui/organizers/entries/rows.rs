//! A field that is a list: its items one below the other, each with what it consists of, more of them at a press. The field's
//! value stays the one text that files hold.

use leptos::prelude::*;

use super::entry::weekdays;
use crate::domain::catalogue_fields::Field;
use crate::domain::category::Category;
use crate::domain::provider::ProposalVerdict;
use crate::ui::controls::button::{Look, bare_button, icon_button};
use crate::ui::controls::field::problem;
use crate::ui::controls::icon::Icon;
use crate::ui::wording;
use crate::ui::words::{number, say, say_of, say_with};

/// What a part of an item is.
#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Words,
    Number,
    Day,
    Time,
    Weekdays,
    Category,
    Verdict,
}

/// How a field's items are made up, and how they are written.
struct Shape {
    /// Of each part, the key of its name and its kind.
    parts: &'static [(&'static str, Kind)],
    split: fn(&str) -> Vec<String>,
    join: fn(&[String]) -> String,
}

/// The shape of a field that is a list.
fn shape(field: Field) -> Option<Shape> {
    Some(match field {
        Field::Proposals => Shape {
            parts: &[
                ("entry-field.title", Kind::Words),
                ("entry-field.category", Kind::Category),
                ("rows.verdict", Kind::Verdict),
            ],
            split: |text| text.split('/').map(str::to_owned).collect(),
            join: |parts| parts.join("/"),
        },
        Field::Satisfaction => Shape {
            parts: &[("rows.year", Kind::Number), ("rows.percent", Kind::Number), ("rows.answers", Kind::Number)],
            split: |text| text.split_whitespace().map(|part| part.trim_end_matches('%').to_owned()).collect(),
            join: |parts| parts.join(" "),
        },
        Field::ClosedDays => Shape {
            parts: &[("rows.from", Kind::Day), ("rows.to", Kind::Day)],
            split: |text| text.split('~').map(str::to_owned).collect(),
            join: |parts| match parts {
                [from, to] if !to.is_empty() && from != to => [from.as_str(), "~", to].concat(),
                _ => parts.first().cloned().unwrap_or_default(),
            },
        },
        Field::Windows => Shape {
            parts: &[
                ("rows.weekdays", Kind::Weekdays),
                ("entry-field.opens", Kind::Time),
                ("entry-field.closes", Kind::Time),
            ],
            split: |text| {
                let (days, hours) = text.rsplit_once(' ').unwrap_or((text, ""));
                let (opens, closes) = hours.split_once('-').unwrap_or((hours, ""));
                [days, opens, closes].map(str::to_owned).to_vec()
            },
            join: |parts| match parts {
                [days, opens, closes] => [days.as_str(), " ", opens, "-", closes].concat(),
                _ => String::new(),
            },
        },
        _ => return None,
    })
}

/// An item while it is typed.
#[derive(Clone)]
struct Row {
    key: usize,
    parts: Vec<RwSignal<String>>,
}

/// Draws a field that is a list; none for other fields.
pub fn rows(field: Field, value: RwSignal<String>, error: Signal<Option<String>>) -> Option<AnyView> {
    let Shape { parts, split, join } = shape(field)?;
    let row = move |key, text: &str| {
        let mut typed = split(text);
        typed.resize(parts.len(), String::new());
        Row { key, parts: typed.into_iter().map(RwSignal::new).collect() }
    };
    let first = value.with_untracked(|value| {
        let items = value.split(['\n', ';']).filter(|item| !item.trim().is_empty());
        items.enumerate().map(|(key, item)| row(key, item.trim())).collect::<Vec<_>>()
    });
    let next = StoredValue::new(first.len());
    let rows = RwSignal::new(first);
    // The parts are what is typed; the text follows them.
    Effect::new(move |_| {
        let items = rows.with(|rows| {
            let texts = rows.iter().map(|row| row.parts.iter().map(|part| part.get()).collect::<Vec<_>>());
            let typed = texts.filter(|texts| texts.iter().any(|text| !text.trim().is_empty()));
            typed.map(|texts| join(&texts)).collect::<Vec<_>>()
        });
        let text = items.join("\n");
        if *value.read_untracked() != text {
            value.set(text);
        }
    });
    let add = move || {
        let key = next.get_value();
        next.set_value(key + 1);
        rows.update(|rows| rows.push(row(key, "")));
    };
    let label = say_of("entry-field", field.slug());
    let told = [field.slug(), "-told"].concat();
    let described = told.clone();
    Some(
        view! {
            <fieldset class="field list-field" aria-describedby=described>
                <legend>{label}</legend>
                <ul>
                    <For each=move || rows.get() key=|row| row.key children=move |row| item(parts, row, rows) />
                </ul>
                <div class="row">{icon_button(Look::Plain, Icon::Plus, say_of("rows-add", field.slug()), add)}</div>
                {problem(told, error)}
            </fieldset>
        }
        .into_any(),
    )
}

fn item(parts: &'static [(&'static str, Kind)], row: Row, rows: RwSignal<Vec<Row>>) -> AnyView {
    let key = row.key;
    let remove = move || rows.update(|rows| rows.retain(|row| row.key != key));
    let fields = parts.iter().zip(row.parts).map(|((name, kind), value)| part(say(name), *kind, value));
    let label = say_with("rows.remove", &[("n", &number(key as i64 + 1))]);
    view! {
        <li>
            {fields.collect_view()} {bare_button(Icon::Cross, label, remove)}
        </li>
    }
    .into_any()
}

fn part(label: &'static str, kind: Kind, value: RwSignal<String>) -> AnyView {
    let none = |words: &'static str| (String::new(), words.to_owned());
    let choices = match kind {
        Kind::Weekdays => return weekdays(label, value),
        Kind::Category => {
            let all = Category::ALL.map(|of| (of.official_name().to_owned(), wording::category(of).to_owned()));
            Some(std::iter::once(none(say("rows.no-category"))).chain(all).collect::<Vec<_>>())
        }
        Kind::Verdict => {
            let all = ProposalVerdict::ALL;
            Some(all.map(|of| (of.official_name().to_owned(), say_of("verdict-on", of.slug()).to_owned())).to_vec())
        }
        _ => None,
    };
    let input = match (kind, choices) {
        (_, Some(choices)) => {
            let options = choices.into_iter().map(|(choice, words)| {
                let chosen = value.with_untracked(|value| *value == choice);
                view! {
                    <option value=choice selected=chosen>
                        {words}
                    </option>
                }
            });
            view! {
                <select on:change=move |event| value.set(event_target_value(&event))>{options.collect_view()}</select>
            }
            .into_any()
        }
        (kind, None) => {
            let typed = match kind {
                Kind::Number => "number",
                Kind::Day => "date",
                Kind::Time => "time",
                _ => "text",
            };
            view! {
                <input
                    type=typed
                    autocomplete="off"
                    prop:value=move || value.get()
                    on:input=move |event| value.set(event_target_value(&event))
                />
            }
            .into_any()
        }
    };
    view! {
        <label class="field">
            <span class="field-hint">{label}</span>
            {input}
        </label>
    }
    .into_any()
}
