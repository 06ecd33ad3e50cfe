//! One entry of a list as a form: a field for each of its fields, read by the same rules as a file's row.

use leptos::prelude::*;

use crate::domain::catalogue::ServiceKind;
use crate::domain::catalogue_changes::CatalogueEdit;
use crate::domain::catalogue_fields::{Field, Part};
use crate::domain::category::Category;
use crate::domain::provider::Renewal;
use crate::domain::weekdays::Weekdays;
use crate::state::desk::Desk;
use crate::state::intake::entry_edit;
use crate::state::reasons::RowReason;
use crate::ui::controls::button::{Look, button};
use crate::ui::controls::field::{TextField, Typing};
use crate::ui::controls::notice::{Tone, notice};
use crate::ui::controls::typed_field::{Typed, TypedField};
use crate::ui::organizers::entries::rows;
use crate::ui::organizers::form::{Write, choice, form, submit, went};
use crate::ui::organizers::intake::reason;
use crate::ui::route::{Entry, Route};
use crate::ui::words::{say, say_count, say_nth, say_of, say_with};
use crate::ui::{navigation, wording};

/// The form while it is filled in.
#[derive(Clone, Copy)]
struct Form {
    desk: Desk,
    part: Part,
    fields: StoredValue<Vec<(Field, RwSignal<String>)>>,
    is_new: bool,
    tried: RwSignal<bool>,
}

impl Form {
    fn texts(self) -> Vec<(Field, String)> {
        self.fields.with_value(|fields| fields.iter().map(|(field, text)| (*field, text.get())).collect())
    }

    fn read(self) -> Result<CatalogueEdit, Vec<(Field, String)>> {
        let texts = self.texts();
        let catalogue = self.desk.catalogue();
        let code = texts.iter().find(|(field, _)| *field == Field::Code).map_or("", |(_, text)| text.trim());
        if self.is_new && catalogue.texts(self.part, code).is_some() {
            return Err(vec![(Field::Code, say("entry.code-taken").to_owned())]);
        }
        entry_edit(self.part, &texts, &catalogue).map_err(|problems| {
            let told = problems
                .into_iter()
                .filter_map(|problem| Some((problem.field?, worded(problem.field?, problem.reason))));
            told.collect()
        })
    }
}

/// A list in one field says how it is written.
fn worded(field: Field, why: RowReason) -> String {
    match why {
        RowReason::NotAList => say_of("entry-list", field.slug()).to_owned(),
        why => reason(why),
    }
}

/// Draws it.
pub fn entry(desk: Desk, part: Part, entry: Entry) -> AnyView {
    let is_new = entry == Entry::New;
    let texts = match &entry {
        Entry::New => part.fields().iter().map(|field| (*field, beginning(*field))).collect(),
        Entry::Code(code) => match untrack(move || desk.catalogue()).texts(part, code) {
            Some(texts) => texts,
            None => return view! { <p class="quiet">{say("entry.gone")}</p> }.into_any(),
        },
    };
    let name = match &entry {
        Entry::New => say_of("entries-add", part.slug()).to_owned(),
        Entry::Code(code) => {
            let name = untrack(move || desk.catalogue()).name(part, code).unwrap_or_default();
            say_with("entry.heading", &[("code", code), ("name", &name)])
        }
    };
    let fields = texts.into_iter().map(|(field, text)| (field, RwSignal::new(text.replace(';', "\n"))));
    let form_of = Form { desk, part, fields: StoredValue::new(fields.collect()), is_new, tried: RwSignal::new(false) };
    let problems = Memo::new(move |_| form_of.read().err().unwrap_or_default());
    let write: Write<CatalogueEdit> = Action::new_unsync(move |edit: &CatalogueEdit| {
        let edit = edit.clone();
        async move {
            let code = edit.code().to_owned();
            desk.edit_catalogue(vec![edit], None).await?;
            if is_new {
                navigation::replace(&Route::OrganizeCatalogue { part, entry: Some(Entry::Code(code)) });
            }
            Ok(())
        }
    });
    let send = move || {
        form_of.tried.set(true);
        if let Ok(edit) = untrack(move || form_of.read()) {
            write.dispatch(edit);
        }
    };
    let views = form_of.fields.with_value(|fields| {
        fields.iter().map(|(field, text)| one_field(form_of, *field, *text, problems)).collect::<Vec<_>>()
    });
    let content = view! {
        <div class="entry-fields">{views}</div>
        {went(write, Some(say("entry.kept")))}
        <div class="row">
            {submit(say("entry.keep"), move || write.pending().get())}
            <a class="button" data-look="words" href=Route::OrganizeCatalogue { part, entry: None }.href()>
                {say("entry.close")}
            </a>
        </div>
    };
    view! {
        <h2>{name}</h2>
        {form(send, content.into_any())}
        {(!is_new).then(|| remove(form_of))}
    }
    .into_any()
}

/// What a new entry begins with.
fn beginning(field: Field) -> String {
    match field {
        Field::Renewal => Renewal::Open.official_name().to_owned(),
        Field::Opens => "09:00".to_owned(),
        Field::Closes => "18:00".to_owned(),
        _ => String::new(),
    }
}

fn one_field(to: Form, field: Field, value: RwSignal<String>, problems: Memo<Vec<(Field, String)>>) -> AnyView {
    let error = Signal::derive(move || {
        let told = problems.read().iter().find(|(of, _)| *of == field).map(|(_, words)| words.clone());
        told.filter(|_| to.tried.get())
    });
    let (id, label) = (field.slug(), say_of("entry-field", field.slug()));
    let typed = |typed| TypedField { id, label, hint: None, typed, value, error }.view();
    match field {
        // A code is what everything else goes by: it stays.
        Field::Code if !to.is_new => ().into_any(),
        Field::Category => {
            let choices = Category::ALL.map(|of| (of.official_name().to_owned(), wording::category(of).to_owned()));
            choice(id, label, with_none(choices.to_vec()), value, error)
        }
        Field::Kind => {
            let choices = ServiceKind::ALL.map(|of| (of.official_name().to_owned(), wording::service(of).to_owned()));
            choice(id, label, with_none(choices.to_vec()), value, error)
        }
        Field::Renewal => {
            let choices =
                Renewal::ALL.map(|of| (of.official_name().to_owned(), say_of("renewal", of.slug()).to_owned()));
            choice(id, label, choices.to_vec(), value, error)
        }
        Field::Provider => {
            let providers = untrack(move || to.desk.catalogue()).providers;
            let choices = providers.into_iter().map(|one| (one.code.to_string(), one.name));
            choice(id, label, with_none(choices.collect()), value, error)
        }
        Field::AgreementFrom | Field::AgreementTo => typed(Typed::Day(String::new(), String::new())),
        Field::Opens | Field::Closes => typed(Typed::Time),
        Field::AgeFrom
        | Field::AgeTo
        | Field::Minutes
        | Field::Places
        | Field::CostYuan
        | Field::Capacity
        | Field::Area
        | Field::NeededFrom
        | Field::NeededTo
        | Field::MinAge => typed(Typed::Number),
        Field::ClosedWeekdays => weekdays(label, value),
        Field::ClosedDays | Field::Windows | Field::Proposals | Field::Satisfaction => {
            rows::rows(field, value, error).into_any()
        }
        _ => {
            let typing = Typing::Words;
            TextField { id, label, hint: None, typing, value: value.into(), typed: value.into(), error }
                .view()
                .into_any()
        }
    }
}

fn with_none(choices: Vec<(String, String)>) -> Vec<(String, String)> {
    std::iter::once((String::new(), say("entry.choose").to_owned())).chain(choices).collect()
}

/// Seven buttons, each pressed or not.
pub(super) fn weekdays(label: &'static str, value: RwSignal<String>) -> AnyView {
    let days = move || Weekdays::read(&value.read()).unwrap_or_default();
    let buttons = (1..=7u8).map(|day| {
        let press = move |_| value.set(days().toggled(day).written());
        view! {
            <button
                type="button"
                class="weekday"
                aria-pressed=move || if days().has(day) { "true" } else { "false" }
                aria-label=say_nth("date.weekdays", usize::from(day) - 1)
                on:click=press
            >
                {say_nth("date.weekdays-narrow", usize::from(day) - 1)}
            </button>
        }
    });
    view! {
        <fieldset class="field">
            <legend>{label}</legend>
            <div class="weekdays">{buttons.collect::<Vec<_>>()}</div>
        </fieldset>
    }
    .into_any()
}

/// Taking the entry away, in two steps; refused while courses name the organisation.
fn remove(to: Form) -> AnyView {
    let sure = RwSignal::new(false);
    let code = untrack(move || to.texts()).into_iter().find(|(field, _)| *field == Field::Code);
    let code = code.map(|(_, text)| text).unwrap_or_default();
    let courses = untrack(move || to.desk.catalogue()).courses;
    let named = courses.iter().filter(|course| course.provider.as_str() == code).count();
    if to.part == Part::Providers && named > 0 {
        let words = say_count("entry.named-by-courses", named as i64);
        return view! { <p class="meta">{words}</p> }.into_any();
    }
    let name = say_with("entry.remove", &[("code", &code)]);
    let write: Write<CatalogueEdit> = Action::new_unsync(move |edit: &CatalogueEdit| {
        let edit = edit.clone();
        async move {
            to.desk.edit_catalogue(vec![edit], None).await?;
            navigation::replace(&Route::OrganizeCatalogue { part: to.part, entry: None });
            Ok(())
        }
    });
    let code = StoredValue::new(code);
    let press = move || {
        if let Some(edit) = code.with_value(|code| CatalogueEdit::removal(to.part, code)) {
            write.dispatch(edit);
        }
    };
    view! {
        <div class="stack">
            {move || match sure.get() {
                false => {
                    view! { <div class="row">{button(Look::Words, name.clone(), move || sure.set(true))}</div> }.into_any()
                }
                true => {
                    view! {
                        {notice(Tone::Warn, say("entry.remove-sure"), None)}
                        <div class="row">
                            {button(Look::Grave, say("entry.remove-now"), press)}
                            {button(Look::Words, say("entry.remove-not"), move || sure.set(false))}
                        </div>
                    }
                        .into_any()
                }
            }}
            {went(write, None)}
        </div>
    }
    .into_any()
}
