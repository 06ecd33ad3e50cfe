//! A volunteer's training records: written down with the day until which they count, and struck out with a reason.

use leptos::prelude::*;

use chrono::{Datelike, NaiveDate};

use crate::domain::id::{HouseholdTag, TrainingId};
use crate::domain::time::{parse_day, write_day};
use crate::domain::volunteers::Volunteer;
use crate::ui::controls::button::{Look, button};
use crate::ui::controls::dialog::Dialog;
use crate::ui::controls::typed_field::{Typed, TypedField};
use crate::ui::dom::Piece;
use crate::ui::organizers::drafts::Problem;
use crate::ui::organizers::form::{Trial, Write, choice, fine, form, line, submit, went};
use crate::ui::organizers::volunteers::Volunteers;
use crate::ui::organizers::volunteers::people::validity;
use crate::ui::words::say;

/// Whose records: a family and a name.
type Who = (HouseholdTag, String);
/// A record to be made: which training, from which day on, until which.
type Made = (String, NaiveDate, Option<NaiveDate>);

/// The dialog, and about whom.
#[derive(Clone, Copy)]
pub struct Records {
    page: Volunteers,
    dialog: Dialog,
    who: RwSignal<Option<Who>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Field {
    Training,
    On,
    Until,
}

impl Records {
    /// Closed.
    pub fn new(page: Volunteers) -> Self {
        Self { page, dialog: Dialog::new(), who: RwSignal::new(None) }
    }

    /// Opens it for somebody.
    pub fn open(self, who: Who) {
        self.who.set(Some(who));
        self.dialog.open();
    }

    /// Draws it.
    pub fn view(self, known: Memo<Vec<Volunteer>>) -> AnyView {
        self.dialog.view(say("training.heading"), move || self.content(known).el()).into_any()
    }

    fn content(self, known: Memo<Vec<Volunteer>>) -> AnyView {
        let Some(who) = self.who.get_untracked() else { return ().into_any() };
        let volunteer = Memo::new(move |_| {
            let known = known.read();
            known.iter().find(|one| (one.family, one.person.plain_name()) == who).cloned()
        });
        let void: Write<(TrainingId, String)> = Action::new_unsync(move |(id, why): &(TrainingId, String)| {
            let (id, why) = (*id, why.clone());
            self.page.desk.void_training(id, why)
        });
        let today = self.page.desk.today();
        let list = move || {
            let volunteer = volunteer.get()?;
            let rows: Vec<AnyView> = volunteer
                .trainings
                .iter()
                .map(|record| {
                    let (state, words) = validity(record, today);
                    let id = record.id;
                    let why = RwSignal::new(String::new());
                    let strike = move || {
                        let words = why.with_untracked(|why| why.trim().to_owned());
                        if !words.is_empty() {
                            void.dispatch((id, words));
                        }
                    };
                    view! {
                        <li class="stack">
                            <span class="flag" data-kind=state>{words}</span>
                            <details>
                                <summary>{say("training.strike")}</summary>
                                <div class="stack">
                                    {line("training-why", say("training.why"), None, why, fine())}
                                    {button(Look::Grave, say("training.strike-now"), strike)}
                                </div>
                            </details>
                        </li>
                    }
                    .into_any()
                })
                .collect();
            let empty = rows.is_empty().then(|| view! { <p class="quiet">{say("training.none")}</p> });
            Some(view! {
                <p><strong>{volunteer.person.name.clone()}</strong></p>
                {empty}
                <ul class="stack">{rows}</ul>
            })
        };
        view! { {list} {went(void, None)} {self.add(volunteer)} }.into_any()
    }

    /// A further record.
    fn add(self, volunteer: Memo<Option<Volunteer>>) -> AnyView {
        let today = self.page.desk.today();
        let named = RwSignal::new(String::new());
        let on = RwSignal::new(write_day(today));
        let year = today.with_year(today.year() + 1).unwrap_or(today);
        let until = RwSignal::new(write_day(year));
        let read = move || -> Result<Made, Vec<(Field, Problem)>> {
            let mut problems = Vec::new();
            let training = named.get();
            if training.is_empty() {
                problems.push((Field::Training, Problem::Missing));
            }
            let from = parse_day(on.read().trim()).ok();
            if from.is_none() {
                problems.push((Field::On, Problem::Day));
            }
            let last = until.get();
            let to = (!last.trim().is_empty()).then(|| parse_day(last.trim()));
            match (&to, from) {
                (Some(Err(_)), _) => problems.push((Field::Until, Problem::Day)),
                (Some(Ok(to)), Some(from)) if *to < from => problems.push((Field::Until, Problem::WrongWayRound)),
                _ => {}
            }
            match (from, problems.is_empty()) {
                (Some(from), true) => Ok((training, from, to.and_then(Result::ok))),
                _ => Err(problems),
            }
        };
        let trial = Trial::new(move || read().err().unwrap_or_default());
        let write: Write<Made> = Action::new_unsync(move |(training, from, to): &Made| {
            let (training, from, to) = (training.clone(), *from, *to);
            let who = volunteer.get_untracked().map(|one| (one.household, one.person.plain_name()));
            async move {
                let Some(who) = who else { return Ok(()) };
                self.page.desk.record_training(who, training, from, to).await?;
                named.set(String::new());
                Ok(())
            }
        });
        let send = move || {
            if let (true, Ok(made)) = (trial.passes(), untrack(read)) {
                write.dispatch(made);
            }
        };
        let choices = untrack(move || self.trainings());
        let day = |id, label, hint, value, field| {
            let typed = Typed::Day(String::new(), String::new());
            TypedField { id, label, hint, typed, value, error: trial.told(field) }.view()
        };
        let fields = view! {
            {choice("training-named", say("training.which"), choices, named, trial.told(Field::Training))}
            <div class="pair">
                {day("training-on", say("training.on"), None, on, Field::On)}
                {day("training-until", say("training.until"), Some(say("training.until-hint")), until, Field::Until)}
            </div>
            {went(write, Some(say("training.kept")))}
            {submit(say("training.add"), move || write.pending().get())}
        };
        form(send, fields.into_any())
    }

    /// The trainings that services and shifts ask for.
    fn trainings(self) -> Vec<(String, String)> {
        let mut names: Vec<String> =
            self.page.desk.catalogue().services.iter().map(|service| service.training.clone()).collect();
        if let Some(book) = self.page.book.get() {
            names.extend(book.plan.shifts.iter().map(|shift| shift.training.clone()));
        }
        names.retain(|name| !name.is_empty());
        names.sort();
        names.dedup();
        let none = (String::new(), say("training.choose").to_owned());
        std::iter::once(none).chain(names.into_iter().map(|name| (name.clone(), name))).collect()
    }
}
