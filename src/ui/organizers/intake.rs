//! A file of the district's on its way in: chosen or pasted, its columns put right, looked at, and taken. Nothing changes
//! until it is taken. The centre's setup and the district's own page both show it.

mod columns;
mod differences;
mod problems;
mod signed;

pub use problems::reason;

use std::sync::Arc;

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{File, HtmlElement};

use crate::domain::catalogue::{Catalogue, MenuSource};
use crate::domain::catalogue_fields::Part;
use crate::state::intake::{
    Layout, Preview, RowMend, Sheet, Source, SourceProblem, Taking, likeliest, of_text, open, preview,
};
use crate::ui::controls::button::{Look, button};
use crate::ui::controls::file_field::file_field;
use crate::ui::controls::notice::{Tone, notice};
use crate::ui::controls::segmented::segmented;
use crate::ui::controls::text_area::TextArea;
use crate::ui::dom::Piece;
use crate::ui::organizers::form::{Write, fine, form, submit_as, ticked};
use crate::ui::organizers::trouble;
use crate::ui::organizers::wording::listed;
use crate::ui::words::{number, say, say_count, say_of, say_with};

/// What files may bring in here, and where to.
#[derive(Clone, Copy)]
pub struct Intake {
    /// Which lists.
    pub parts: &'static [Part],
    /// What is there already.
    pub catalogue: Signal<Catalogue>,
    /// Whose signed menu was taken last.
    pub source: Signal<Option<MenuSource>>,
    /// Takes it.
    pub write: Write<Taking>,
}

/// What a person put right in a file, in the order in which it was done.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Correction {
    /// Another text in a cell.
    Cell { line: usize, column: usize, text: String },
    /// A line that has another number of cells.
    Row { line: usize, mend: RowMend },
}

/// A file that lies on the table, and how a person has put it right.
#[derive(Clone, Copy)]
struct Table {
    intake: Intake,
    part: RwSignal<usize>,
    /// What the file is called; nothing where a table was pasted.
    name: RwSignal<String>,
    /// How many files lay here so far: what was typed for one is nothing to the next.
    nth: RwSignal<usize>,
    text: RwSignal<String>,
    opened: RwSignal<Option<Arc<Source>>>,
    problem: RwSignal<Option<SourceProblem>>,
    reading: RwSignal<bool>,
    sheet: RwSignal<usize>,
    layout: RwSignal<Layout>,
    corrections: RwSignal<Vec<Correction>>,
    only_these: RwSignal<bool>,
    anyway: RwSignal<bool>,
    /// What is said of the file that was taken last, until another is looked at.
    taken: RwSignal<String>,
    /// Which of its rows were not taken.
    left: RwSignal<String>,
}

impl Table {
    fn part(self) -> Part {
        self.intake.parts.get(self.part.get()).copied().unwrap_or(Part::Courses)
    }

    /// The chosen sheet as it came.
    fn sheet(self) -> Option<Sheet> {
        match self.opened.get()?.as_ref() {
            Source::Sheets(sheets) => sheets.get(self.sheet.get()).cloned(),
            Source::Signed(_) => None,
        }
    }

    /// With a person's corrections.
    fn corrected(self) -> Option<Sheet> {
        let mut sheet = self.sheet()?;
        for correction in self.corrections.get() {
            match correction {
                Correction::Cell { line, column, text } => sheet.correct(line, column, &text),
                Correction::Row { line, mend } => mend.apply(&mut sheet, line),
            }
        }
        Some(sheet)
    }

    /// Puts a file on the table, and guesses how it is laid out.
    fn put(self, opened: Result<Source, SourceProblem>) {
        self.begin();
        self.nth.update(|nth| *nth += 1);
        self.corrections.set(Vec::new());
        self.anyway.set(false);
        match opened {
            Ok(source) => {
                self.problem.set(None);
                self.opened.set(Some(Arc::new(source)));
                self.guess();
            }
            Err(problem) => {
                self.opened.set(None);
                self.problem.set(Some(problem));
            }
        }
    }

    fn guess(self) {
        let part = untrack(move || self.part());
        let guess = self.opened.with_untracked(|opened| match opened.as_deref() {
            Some(Source::Sheets(sheets)) => Some(likeliest(part, sheets)),
            _ => None,
        });
        if let Some((sheet, layout)) = guess {
            self.sheet.set(sheet);
            self.layout.set(layout);
        }
    }

    /// Something else is looked at: how it went with the file before is no news any more.
    fn begin(self) {
        self.taken.set(String::new());
        self.intake.write.clear();
    }

    /// Looks for another list in what lies here.
    fn turn_to(self, part: Part) {
        self.begin();
        if let Some(place) = self.intake.parts.iter().position(|other| *other == part) {
            self.part.set(place);
            self.guess();
        }
    }

    /// Hands over what is to be taken, `count` entries of a list, and clears the table. `left` says which rows were not
    /// taken, if any.
    fn take(self, taking: Taking, part: Part, count: usize, left: Option<String>) {
        let key = match part {
            Part::Providers => "import.taken-providers",
            Part::Courses => "import.taken-courses",
            Part::Venues => "import.taken-venues",
            Part::Services => "import.taken-services",
        };
        let words = say_count(key, count as i64);
        self.taken.set(match untrack(move || self.name.get()) {
            name if name.is_empty() => words,
            name => say_with("import.taken-from", &[("file", &name), ("what", &words)]),
        });
        self.left.set(left.unwrap_or_default());
        self.intake.write.dispatch(taking);
        self.clear();
    }

    fn read(self, file: File) {
        self.begin();
        self.name.set(file.name());
        self.reading.set(true);
        leptos::task::spawn_local(async move {
            let opened = open(&file).await;
            self.reading.set(false);
            self.text.set(String::new());
            self.put(opened);
        });
    }

    fn clear(self) {
        self.text.set(String::new());
        self.name.set(String::new());
        self.opened.set(None);
        self.corrections.set(Vec::new());
    }
}

/// Draws it.
pub fn intake(intake: Intake) -> AnyView {
    let first = intake.catalogue.with_untracked(|catalogue| first_missing(intake.parts, catalogue));
    let table = Table {
        intake,
        part: RwSignal::new(first),
        name: RwSignal::default(),
        nth: RwSignal::new(0),
        text: RwSignal::new(String::new()),
        opened: RwSignal::new(None),
        problem: RwSignal::new(None),
        reading: RwSignal::new(false),
        sheet: RwSignal::new(0),
        layout: RwSignal::default(),
        corrections: RwSignal::default(),
        only_these: RwSignal::new(false),
        anyway: RwSignal::new(false),
        taken: RwSignal::default(),
        left: RwSignal::default(),
    };
    let names = intake.parts.iter().map(|part| say_of("subject", part.slug())).collect();
    view! {
        {segmented("subject", say("import.subject"), names, table.part, move |_| {
            table.begin();
            table.guess();
        })}
        {move || providers_first(table)}
        {sources(table)}
        {move || table.reading.get().then(|| view! { <p class="quiet" role="status">{say("import.reading")}</p> })}
        {move || table.problem.get().and_then(|problem| problems::of_source(&problem, &table.name.get())).map(|words| notice(Tone::Grave, words, None))}
        {move || match table.opened.get().as_deref() {
            Some(Source::Signed(menu)) => signed::signed(table, menu),
            Some(Source::Sheets(_)) => sheet(table),
            None => ().into_any(),
        }}
        {went(table)}
    }
    .into_any()
}

/// How it went with the file that was taken last.
fn went(table: Table) -> AnyView {
    // What was read and pressed is gone by now: the eye and the keys go where it says how it went.
    Effect::new(move |before: Option<bool>| {
        let done = table.intake.write.value().read().is_some();
        if done && before == Some(false) {
            request_animation_frame(|| {
                let told = document().get_element_by_id(WENT).and_then(|told| told.dyn_into::<HtmlElement>().ok());
                if let Some(told) = told {
                    told.scroll_into_view();
                    let _ = told.focus();
                }
            });
        }
        done
    });
    let words = move || {
        let value = table.intake.write.value();
        let value = value.read();
        Some(match value.as_ref()? {
            Ok(()) => {
                let words = table.taken.get();
                let words = if words.is_empty() { say("import.taken").to_owned() } else { words };
                let left = table.left.get();
                let left = (!left.is_empty()).then(|| notice(Tone::Warn, left, None));
                view! { {notice(Tone::Good, words, None)} {left} }.into_any().el()
            }
            Err(error) => notice(Tone::Grave, trouble::words(error), None),
        })
    };
    view! {
        <div class="import-went" id=WENT tabindex="-1">
            {words}
        </div>
    }
    .into_any()
}

/// Where it says how it went.
const WENT: &str = "import-went";
/// The lines that cannot be taken, each once.
fn skipped(seen: &Preview) -> Vec<usize> {
    let mut lines: Vec<usize> = seen.problems.iter().map(|problem| problem.line).collect();
    lines.dedup();
    lines
}

/// So many rows that were not taken are named.
const NAMED: usize = 8;

/// 还有 1 行没导入：V13. By what stands first in them, for that is mostly a code; a line without anything by its number.
fn left_out(table: Table, seen: &Preview) -> Option<String> {
    let lines = skipped(seen);
    let sheet = untrack(move || table.corrected())?;
    let name = |number: &usize| {
        let line = sheet.place(*number).and_then(|place| sheet.lines.get(place));
        let first = line.and_then(|line| line.cells.iter().map(|cell| cell.text.trim()).find(|text| !text.is_empty()));
        first.map_or_else(|| number.to_string(), str::to_owned)
    };
    let mut names: Vec<String> = lines.iter().take(NAMED).map(name).collect();
    if lines.len() > NAMED {
        names.push("…".to_owned());
    }
    let names = listed(names.iter().map(String::as_str));
    let values = [("n", number(lines.len() as i64)), ("names", names)];
    let values: Vec<(&str, &str)> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
    (!lines.is_empty()).then(|| say_with("import.left", &values))
}

/// Providers first: courses name them.
fn first_missing(parts: &[Part], catalogue: &Catalogue) -> usize {
    let missing = parts.iter().position(|part| part.count(catalogue) == 0);
    missing.or_else(|| parts.iter().position(|part| *part == Part::Courses)).unwrap_or(0)
}

/// What has to be there before this can be taken.
fn providers_first(table: Table) -> Option<AnyView> {
    lacks_providers(table).then(|| {
        let here = table.intake.parts.contains(&Part::Providers);
        let press = here.then(|| {
            let press = move || {
                table.clear();
                table.turn_to(Part::Providers);
            };
            button(Look::Plain, say("import-as.providers-first"), press)
        });
        notice(Tone::Warn, say("import.providers-first"), press).into_any()
    })
}

/// Whether each course would be wrong for the same reason: said once, and not with every row.
fn lacks_providers(table: Table) -> bool {
    table.part() == Part::Courses && table.intake.catalogue.with(|known| known.providers.is_empty())
}

const ACCEPTED: &str =
    ".xlsx,.csv,.txt,.json,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

fn sources(table: Table) -> AnyView {
    let paste = TextArea {
        id: "import-text",
        label: say("import.paste"),
        hint: Some(say("import.paste-hint")),
        rows: 5,
        value: table.text,
        error: fine(),
    };
    // What is typed is read when it changes; an empty field is not an empty file.
    Effect::new(move |was: Option<String>| {
        let text = table.text.get();
        if !text.trim().is_empty() {
            table.name.set(String::new());
            table.put(of_text(&text));
        } else if was.is_some_and(|was| !was.trim().is_empty()) && !table.reading.get_untracked() {
            table.opened.set(None);
        }
        text
    });
    view! {
        {file_field("import-file", say("import.file"), Some(say("import.file-hint")), ACCEPTED, move |file| table.read(file))}
        <details>
            <summary>{say("import.paste")}</summary>
            {paste.view()}
        </details>
    }
    .into_any()
}

/// A sheet: its columns, what it holds, and the button that takes it.
fn sheet(table: Table) -> AnyView {
    let seen: Memo<Option<Arc<Preview>>> = Memo::new(move |_| {
        let sheet = table.corrected()?;
        let (part, only) = (table.part(), table.only_these.get());
        let preview =
            table.intake.catalogue.with(|known| table.layout.with(|to| preview(part, &sheet, to, known, only)));
        Some(Arc::new(preview))
    });
    let send = move || {
        let Some(seen) = seen.get_untracked() else { return };
        if !seen.edits.is_empty() {
            let taking = Taking { edits: seen.edits.clone(), source: None };
            let left = left_out(table, &seen);
            table.take(taking, untrack(move || table.part()), seen.rows.len(), left);
        }
    };
    let found = move || seen.get().filter(|seen| seen.missing.is_empty());
    let take = move || {
        let seen = found()?;
        let part = table.part();
        // Nothing can be taken out of a list that is empty.
        let has_rows = !seen.rows.is_empty() && table.intake.catalogue.with(|known| part.count(known) > 0);
        let skipped = skipped(&seen).len();
        let label = match (seen.rows.is_empty() || skipped == 0, seen.rows.len()) {
            (true, _) => say("import.take").to_owned(),
            (false, rows) => {
                say_with("import.take-some", &[("n", &number(rows as i64)), ("skipped", &number(skipped as i64))])
            }
        };
        let only = say_with("import.only-these", &[("subject", say_of("import-entries", table.part().slug()))]);
        let pending = move || table.intake.write.pending().get();
        let button = (!seen.edits.is_empty()).then(|| submit_as(label, pending));
        Some(view! { {has_rows.then(|| ticked(only, table.only_these))} {button} })
    };
    let content = view! {
        {columns::columns(table, seen)}
        {move || {
            found()
                .map(|seen| {
                    // Where no row can be taken, nothing is as it was either.
                    let some = !seen.rows.is_empty() || !seen.differences.is_empty();
                    view! { {counts(&seen)} {some.then(|| differences::differences(&seen.differences))} }
                })
        }}
        {move || (!lacks_providers(table)).then(|| problems::problems(table, seen))}
        {take}
    };
    form(send, content.into_any())
}

fn counts(seen: &Preview) -> AnyView {
    let tone = if seen.rows.is_empty() { Tone::Warn } else { Tone::Good };
    let passed = (!seen.passed_over.is_empty()).then(|| {
        let lines: Vec<String> = seen.passed_over.iter().map(ToString::to_string).collect();
        let lines = listed(lines.iter().map(String::as_str));
        view! { <p class="meta">{say_with("import.passed-over", &[("lines", &lines)])}</p> }
    });
    view! {
        {notice(tone, say_count("import.good", seen.rows.len() as i64), None)}
        {passed}
    }
    .into_any()
}
