//! 登记才艺: what a volunteer can do and when, told at the desk by who has no phone for it.

use leptos::prelude::*;

use crate::domain::id::HouseholdTag;
use crate::domain::slip::{NAME_BYTES, Needs, Person, Phone};
use crate::domain::talent::{FreeTimes, Talents};
use crate::domain::volunteers::Volunteer;
use crate::ui::controls::dialog::Dialog;
use crate::ui::dom::Piece;
use crate::ui::organizers::form::{Write, form, line, submit, went};
use crate::ui::organizers::volunteers::Volunteers;
use crate::ui::parts::talent_fields;
use crate::ui::words::say;

/// The dialog, and what is written in it.
#[derive(Clone, Copy)]
pub struct Telling {
    page: Volunteers,
    dialog: Dialog,
    /// Of whom, where they are known already.
    household: RwSignal<Option<HouseholdTag>>,
    name: RwSignal<String>,
    phone: RwSignal<String>,
    talents: RwSignal<Talents>,
    times: RwSignal<FreeTimes>,
}

impl Telling {
    /// Closed.
    pub fn new(page: Volunteers) -> Self {
        Self {
            page,
            dialog: Dialog::new(),
            household: RwSignal::default(),
            name: RwSignal::default(),
            phone: RwSignal::default(),
            talents: RwSignal::default(),
            times: RwSignal::default(),
        }
    }

    /// Opens it for somebody, with what is known of them.
    pub fn open(self, known: Option<&Volunteer>) {
        self.household.set(known.map(|one| one.household));
        self.name.set(known.map(|one| one.person.name.clone()).unwrap_or_default());
        let phone = known.and_then(|one| one.person.contact());
        self.phone.set(phone.map(|phone| phone.digits().to_owned()).unwrap_or_default());
        self.talents.set(known.map(|one| one.talents).unwrap_or_default());
        self.times.set(known.map(|one| one.times).unwrap_or_default());
        self.dialog.open();
    }

    /// Draws it.
    pub fn view(self) -> AnyView {
        self.dialog.view(say("telling.heading"), move || self.content().el()).into_any()
    }

    /// Who it is about, as a slip names them; with what is wrong with name and number.
    fn person(self) -> Result<Person, (Option<&'static str>, Option<&'static str>)> {
        let (name, phone) = (self.name.get().trim().to_owned(), self.phone.get().trim().to_owned());
        let wrong_name = match name.len() {
            0 => Some(say("problem.name-missing")),
            length if length > NAME_BYTES => Some(say("problem.name-too-long")),
            _ => None,
        };
        let number = Phone::parse(&phone);
        let wrong_phone = (!phone.is_empty() && number.is_none()).then(|| say("problem.phone"));
        if wrong_name.is_some() || wrong_phone.is_some() {
            return Err((wrong_name, wrong_phone));
        }
        let needs = Needs::default();
        Ok(Person { name, age: None, phone: number, guardian: None, photographs: false, needs })
    }

    fn content(self) -> AnyView {
        let (tried, talents, times) = (RwSignal::new(false), self.talents, self.times);
        let problem = move |which: fn((Option<&'static str>, Option<&'static str>)) -> Option<&'static str>| {
            Signal::derive(move || {
                let problems = self.person().err().filter(|_| tried.get());
                problems.and_then(which).map(str::to_owned)
            })
        };
        let write: Write<Person> = Action::new_unsync(move |person: &Person| {
            let (person, household) = (person.clone(), self.household.get_untracked());
            let (talents, times) = (self.talents.get_untracked(), self.times.get_untracked());
            async move {
                self.page.desk.type_talents(household, person, talents, times).await?;
                self.dialog.close();
                Ok(())
            }
        });
        let send = move || {
            tried.set(true);
            if let Ok(person) = untrack(|| self.person()) {
                write.dispatch(person);
            }
        };
        let fields = view! {
            <p class="quiet">{say("telling.words")}</p>
            {line("telling-name", say("telling.name"), None, self.name, problem(|(name, _)| name))}
            {line("telling-phone", say("telling.phone"), None, self.phone, problem(|(_, phone)| phone))}
            {talent_fields::can(
                move |talent| talents.get().has(talent),
                move |talent, on| talents.update(|talents| talents.set(talent, on)),
            )}
            {talent_fields::free(
                move |day, part| times.get().has(day, part),
                move |day, part, on| times.update(|times| times.set(day, part, on)),
            )}
            {went(write, None)}
            {submit(say("telling.send"), move || write.pending().get())}
        };
        form(send, fields.into_any())
    }
}
