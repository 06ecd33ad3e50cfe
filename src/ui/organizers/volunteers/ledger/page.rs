//! One volunteer's page: what counts, every entry with its corrections, awards and evaluations, certificates.

use leptos::prelude::*;

use crate::domain::id::{MeritId, ServiceId};
use crate::domain::ledger::{Does, Entry, Ledger, Page, Record};
use crate::domain::merit::{KnownMerit, MeritKind};
use crate::domain::time::write_day;
use crate::ui::controls::button::{Look, button, icon_button};
use crate::ui::controls::dialog::Dialog;
use crate::ui::controls::icon::Icon;
use crate::ui::controls::notice::empty;
use crate::ui::controls::segmented::segmented;
use crate::ui::dates;
use crate::ui::dom::Piece;
use crate::ui::organizers::form::{Write, fine, form, line, submit, went};
use crate::ui::organizers::volunteers::ledger::{Books, amend, certificate, duration};
use crate::ui::organizers::wording::dotted;
use crate::ui::wording;
use crate::ui::words::{say, say_count, say_with};

/// Draws the page of whoever did this service.
pub fn page(books: Books, id: ServiceId) -> AnyView {
    let back = button(Look::Words, say("ledger.back"), move || books.open.set(None));
    let amended: RwSignal<Option<ServiceId>> = RwSignal::new(None);
    let amending = Dialog::new();
    let (praising, certifying) = (Dialog::new(), Dialog::new());
    let content = move || {
        let ledger = books.ledger.get();
        let Some(page) = ledger.page_of(&id) else { return empty(say("ledger.gone"), None).into_any() };
        view! {
            {head(&ledger, page)}
            <div class="row no-print">
                {icon_button(Look::Main, Icon::Note, say("certificate.make"), move || certifying.open())}
                {icon_button(Look::Plain, Icon::Plus, say("merit.add"), move || praising.open())}
                {icon_button(Look::Plain, Icon::Print, say("roster.print"), || drop(window().print()))}
            </div>
            <section class="stack">
                <h3>{say("ledger.records")}</h3>
                <ul class="records">
                    {page
                        .records
                        .iter()
                        .rev()
                        .map(|at| {
                            let id = ledger.records[*at].id;
                            record(books, &ledger.records[*at], move || {
                                amended.set(Some(id));
                                amending.open();
                            })
                        })
                        .collect_view()}
                </ul>
            </section>
            {trainings(books, &ledger, page)} {merits(books, &ledger, page)}
            {certificate::issued(books, &ledger, page)}
        }
        .into_any()
    };
    let amend = move || {
        let ledger = books.ledger.get_untracked();
        let record = ledger.records.iter().find(|record| Some(record.id) == amended.get_untracked())?;
        Some(amend::amend(books, record, move || amending.close()))
    };
    let whose = move || {
        let ledger = books.ledger.get_untracked();
        ledger.page_of(&id).map(|page| page.who.clone())
    };
    view! {
        <div class="no-print">{back}</div>
        {content}
        {amending.view(say("serving.amend"), move || amend().el())}
        {praising.view(say("merit.add"), move || whose().map(|who| praise(books, who, praising)).el())}
        {certifying.view(say("certificate.heading"), move || certificate::make(books, id, certifying).el())}
    }
    .into_any()
}

fn head(ledger: &Ledger, page: &Page) -> AnyView {
    let tail = page.who.phone.as_ref().map(|phone| say_with("person.tail", &[("tail", phone.tail())]));
    let voided = page.records.iter().filter(|at| ledger.records[**at].voided).count();
    let counts = [
        Some(duration(page.minutes)),
        Some(say_count("ledger.times", i64::from(page.services))),
        (voided > 0).then(|| say_count("ledger.voided-count", voided as i64)),
    ];
    view! {
        <div class="roster-head">
            <h2>{page.who.name.clone()}</h2>
            <p class="meta">{tail}</p>
            <p class="ledger-total">{dotted(counts.into_iter().flatten())}</p>
        </div>
    }
    .into_any()
}

fn record(books: Books, record: &Record, amend: impl Fn() + 'static) -> AnyView {
    let service = &record.service;
    let when = dotted([dates::day_and_weekday(service.from.day()), dates::span(service.span())]);
    let what = [Some(wording::service(service.kind).to_owned()), Some(service.place.clone()).filter(|p| !p.is_empty())];
    let offset = books.page.desk.centre().map_or(480, |centre| centre.utc_offset);
    let entries = record.entries.iter().map(|entry| view! { <li>{told(entry, offset)}</li> }).collect_view();
    let named = say_with("serving.amend-named", &[("day", &dates::day(service.from.day()))]);
    let change = button(Look::Words, say("serving.amend"), amend).attr("aria-label", &named);
    view! {
        <li class="record" data-voided=record.voided.then_some("1")>
            <span class="record-what">
                <strong>{service.role.clone()}</strong>
                {record.voided.then(|| view! { <span class="flag" data-kind="late">{say("serving.voided")}</span> })}
            </span>
            <span class="ledger-minutes">{duration(u32::from(service.minutes))}</span>
            <span class="meta">{when}</span>
            <span class="meta">{dotted(what.into_iter().flatten())}</span>
            <ol class="entries">{entries}</ol>
            <span class="no-print record-change">{change}</span>
        </li>
    }
    .into_any()
}

/// 12月6日 王确认 120 分钟.
fn told(entry: &Entry, utc_offset: i32) -> String {
    let day = dates::day(entry.at.local(utc_offset).day());
    let with = |key, minutes: Option<u16>, why: &str| {
        let minutes = minutes.map(|minutes| duration(u32::from(minutes))).unwrap_or_default();
        say_with(key, &[("day", &day), ("by", &entry.by), ("long", &minutes), ("why", why)])
    };
    match &entry.does {
        Does::Confirm(service) => with("serving.told-confirm", Some(service.minutes), ""),
        Does::Correct { service, why } => with("serving.told-correct", Some(service.minutes), why),
        Does::Void { why } => with("serving.told-void", None, why),
    }
}

/// Trainings stand beside the hours, as order no. 67 asks; they are kept with the people.
fn trainings(books: Books, ledger: &Ledger, page: &Page) -> Option<AnyView> {
    let joined = books.page.desk.joined();
    let theirs = books.page.desk.trainings_of(|household, name| {
        page.records.iter().map(|at| &ledger.records[*at].service.who).any(|who| {
            let family = who.household.map(|household| joined.family(household));
            who.plain_name() == name && family == Some(joined.family(household))
        })
    });
    let rows = theirs.iter().map(|training| {
        view! {
            <li class="record">
                <strong class="record-what">{training.training.clone()}</strong>
                <span class="meta">{write_day(training.on)}</span>
            </li>
        }
    });
    let rows = rows.collect_view();
    (!theirs.is_empty()).then(|| {
        view! {
            <section class="stack">
                <h3>{say("ledger.trainings")}</h3>
                <ul class="records">{rows}</ul>
            </section>
        }
        .into_any()
    })
}

fn merits(books: Books, ledger: &Ledger, page: &Page) -> Option<AnyView> {
    let joined = books.page.desk.joined();
    let known = books.page.desk.merits();
    let of_page = |known: &&KnownMerit| ledger.page(&known.merit.who, &joined) == Some(page);
    let rows: Vec<AnyView> = known.iter().filter(of_page).map(|known| merit(books, known)).collect();
    (!rows.is_empty()).then(|| {
        view! {
            <section class="stack">
                <h3>{say("merit.heading")}</h3>
                <ul class="records">{rows}</ul>
            </section>
        }
        .into_any()
    })
}

fn merit(books: Books, known: &KnownMerit) -> AnyView {
    let merit = &known.merit;
    let kind = match merit.kind {
        MeritKind::Award => say("merit.award"),
        MeritKind::Evaluation => say("merit.evaluation"),
    };
    let about = dotted([kind.to_owned(), write_day(merit.on), merit.by.clone()]);
    let back = known.taken_back.as_ref().map(|back| say_with("merit.taken-back", &[("why", &back.why)]));
    let gone = back.is_some();
    view! {
        <li class="record" data-voided=gone.then_some("1")>
            <strong class="record-what">{merit.words.clone()}</strong>
            <span class="meta">{about}</span>
            <span class="meta">{back}</span>
            <span class="no-print record-change">{(!gone).then(|| take_back(books, merit.id))}</span>
        </li>
    }
    .into_any()
}

fn take_back(books: Books, id: MeritId) -> AnyView {
    let (asked, why) = (RwSignal::new(false), RwSignal::new(String::new()));
    let write: Write<String> = Action::new_unsync(move |why: &String| {
        let why = why.clone();
        async move { books.page.desk.take_back_merit(id, why).await }
    });
    let send = move || {
        let why = why.get_untracked().trim().to_owned();
        if !why.is_empty() {
            write.dispatch(why);
        }
    };
    (move || match asked.get() {
        false => button(Look::Words, say("merit.take-back"), move || asked.set(true)).into_any(),
        true => {
            let fields = view! {
                {line("merit-why", say("serving.why"), None, why, fine())}
                {went(write, None)}
                {submit(say("merit.take-back"), move || write.pending().get())}
            };
            form(send, fields.into_any())
        }
    })
    .into_any()
}

fn praise(books: Books, who: crate::domain::ledger::Volunteer, dialog: Dialog) -> AnyView {
    let (what, words) = (RwSignal::new(0), RwSignal::new(String::new()));
    let write: Write<(MeritKind, String)> = Action::new_unsync(move |(kind, words): &(MeritKind, String)| {
        let (kind, words, who) = (*kind, words.clone(), who.clone());
        async move {
            let by = books.by.get_untracked().trim().to_owned();
            books.page.desk.write_merit(who, kind, words, by).await?;
            dialog.close();
            Ok(())
        }
    });
    let send = move || {
        let words = words.get_untracked().trim().to_owned();
        if !words.is_empty() {
            write.dispatch((MeritKind::ALL[what.get_untracked()], words));
        }
    };
    let kinds = vec![say("merit.award"), say("merit.evaluation")];
    let fields = view! {
        {segmented("merit-kind", say("merit.kind"), kinds, what, move |chosen| what.set(chosen))}
        {line("merit-words", say("merit.words"), Some(say("merit.words-hint")), words, fine())}
        {line("merit-by", say("serving.by"), None, books.by, fine())}
        {went(write, None)}
        {submit(say("merit.send"), move || write.pending().get())}
    };
    form(send, fields.into_any())
}
