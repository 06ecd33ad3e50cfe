//! 待确认: who was at their shift, with the minutes that would count; a forgotten check-out is settled here.

use leptos::prelude::*;
use std::collections::BTreeMap;

use crate::domain::id::{SessionId, SlipId};
use crate::domain::ledger::{LONGEST, Service};
use crate::domain::serving::Unconfirmed;
use crate::domain::time::Month;
use crate::ui::controls::button::{Look, button};
use crate::ui::controls::notice::{Tone, notice};
use crate::ui::dates;
use crate::ui::organizers::form::{Write, form, line, went};
use crate::ui::organizers::roster::settling::{doubts, settle_doubts};
use crate::ui::organizers::roster::whose;
use crate::ui::organizers::volunteers::ledger::Books;
use crate::ui::organizers::wording::dotted;
use crate::ui::words::{number, say, say_count, say_with};

/// Shifts are drawn so many at a time.
const PIECE: usize = 20;

/// What is confirmed: of which month, and which services.
type Confirming = Write<(Month, Vec<Service>)>;

/// Draws everything that waits, the latest shift first.
pub fn confirm(books: Books) -> AnyView {
    let tried = RwSignal::new(false);
    let missing = Signal::derive(move || {
        (tried.get() && books.by.read().trim().is_empty()).then(|| say("serving.by-missing").to_owned())
    });
    let write: Confirming = Action::new_unsync(move |(month, services): &(Month, Vec<Service>)| {
        let (month, services) = (*month, services.clone());
        async move {
            let by = books.by.get_untracked().trim().to_owned();
            books.page.desk.confirm_services(month, services, by).await
        }
    });
    let shifts = Memo::new(move |_| {
        let mut shifts: Vec<(Month, SessionId)> =
            books.waiting.read().iter().map(|(month, one)| (*month, one.shift.clone())).collect();
        shifts.dedup();
        shifts.reverse();
        shifts
    });
    // A year's backlog is not drawn at once: the shifts below are looked at in their turn.
    let drawn = RwSignal::new(PIECE);
    let rest = move || shifts.read().len().saturating_sub(drawn.get());
    let more = move || {
        (rest() > 0).then(|| {
            let label = say_count("serving.more", rest() as i64);
            button(Look::Plain, label, move || drawn.update(|drawn| *drawn += PIECE))
        })
    };
    let content = move || {
        let waiting = books.waiting.read().len() as i64;
        (waiting > 0).then(|| {
            view! {
                <section class="card stack no-print">
                    <h2>{say_count("serving.waiting", waiting)}</h2>
                    <p class="quiet">{say("serving.waiting-words")}</p>
                    {line("serving-by", say("serving.by"), None, books.by, missing)}
                    {went(write, None)}
                </section>
            }
        })
    };
    let (desk, settling) = (books.page.desk, settle_doubts(books.page.desk));
    // What shows another poster's code waits for nothing: it is here to be looked at.
    let doubtful = move || {
        let (of_year, _) = desk.year(books.year.get());
        let rows: Vec<_> = of_year.iter().flat_map(|book| doubts(desk, book.month, book, settling, |_| true)).collect();
        (!rows.is_empty()).then(|| view! { <div class="stack no-print">{rows}</div> })
    };
    // The fields of the shifts stay while the count above changes.
    view! {
        {doubtful} {went(settling, None)} {move || content()}
        <For
            each=move || shifts.get().into_iter().take(drawn.get())
            key=|shift| shift.clone()
            children=move |(month, shift)| of_shift(books, month, shift, write, tried)
        />
        {more}
    }
    .into_any()
}

fn of_shift(books: Books, month: Month, shift: SessionId, write: Confirming, tried: RwSignal<bool>) -> AnyView {
    let of_this = {
        let shift = shift.clone();
        Memo::new(move |_| -> Vec<Unconfirmed> {
            let waiting = books.waiting.read();
            waiting.iter().filter(|(_, one)| one.shift == shift).map(|(_, one)| one.clone()).collect()
        })
    };
    let minutes: StoredValue<BTreeMap<(SlipId, u16), RwSignal<String>>> = StoredValue::default();
    let field = move |one: &Unconfirmed| {
        let known = minutes.with_value(|minutes| minutes.get(&(one.slip, one.service.minutes)).copied());
        known.unwrap_or_else(|| {
            let fresh = RwSignal::new(number(one.service.minutes));
            minutes.update_value(|minutes| {
                minutes.insert((one.slip, one.service.minutes), fresh);
            });
            fresh
        })
    };
    let wrong = RwSignal::new(false);
    let send = move || {
        tried.set(true);
        let read = |one: &Unconfirmed| {
            let minutes = field(one).read_untracked().trim().parse::<u16>().ok().filter(|n| *n <= LONGEST)?;
            Some(Service { minutes, ..one.service.clone() })
        };
        let services: Option<Vec<Service>> = of_this.read_untracked().iter().map(read).collect();
        wrong.set(services.is_none());
        if let Some(services) = services.filter(|_| !books.by.read_untracked().trim().is_empty()) {
            write.dispatch((month, services));
        }
    };
    let title = move || {
        let waiting = of_this.read();
        let service = &waiting.first()?.service;
        Some(dotted([dates::day_and_weekday(service.from.day()), service.role.clone()]))
    };
    let count = move || say_count("serving.confirm", of_this.read().len() as i64);
    let fields = view! {
        <h3>{title}</h3>
        <ul class="serving-rows">
            <For
                each=move || of_this.get()
                key=|one| (one.slip, one.service.from, one.service.minutes, one.open_end)
                children=move |one| row(books, month, &one, field(&one))
            />
        </ul>
        {move || wrong.get().then(|| notice(Tone::Warn, say("serving.minutes-wrong"), None))}
        <button type="submit" class="button" data-look="main" aria-disabled=move || write.pending().get().then_some("true")>
            {count}
        </button>
    };
    view! { <section class="card stack no-print serving">{form(send, fields.into_any())}</section> }.into_any()
}

fn row(books: Books, month: Month, one: &Unconfirmed, minutes: RwSignal<String>) -> AnyView {
    let tail = one.service.who.phone.as_ref().map(|phone| say_with("person.tail", &[("tail", phone.tail())]));
    let mut when = dates::time(one.service.from.time());
    when.push('–');
    when.push_str(&dates::time(one.service.span().end().time()));
    let open = one.open_end.then(|| say("serving.open-end").to_owned());
    let whose = if one.word_only { Some(say("serving.word-only").to_owned()) } else { whose(one.by) };
    let about = dotted(std::iter::once(when).chain(whose).chain(open.clone()));
    let refusing = one.word_only.then(|| refuse(books, month, one.slip));
    let label = say_with("serving.minutes-of", &[("name", &one.service.who.name)]);
    view! {
        <li class="serving-row" data-open=(open.is_some() || one.word_only).then_some("1")>
            <span class="doorway-who">
                <strong>{one.service.who.name.clone()}</strong> <span class="meta">{tail}</span>
            </span>
            <span class="meta">{about}</span>
            <span class="serving-minutes">
                <input
                    inputmode="numeric"
                    autocomplete="off"
                    aria-label=label
                    prop:value=move || minutes.get()
                    on:input=move |event| minutes.set(event_target_value(&event))
                />
                <span aria-hidden="true">{say("serving.minutes-short")}</span>
            </span>
            {refusing}
        </li>
    }
    .into_any()
}

/// Of what rests on a word alone: not to take it, with a reason that its owner reads. Asked in the row itself, which stands in a
/// form of its own already.
fn refuse(books: Books, month: Month, slip: SlipId) -> AnyView {
    let asked = RwSignal::new(false);
    let why = RwSignal::new(String::new());
    let write: Write<String> = Action::new_unsync(move |why: &String| {
        let why = why.clone();
        async move { books.page.desk.refuse_hours(month, slip, why).await }
    });
    let send = move || {
        let why = why.get_untracked().trim().to_owned();
        if !why.is_empty() {
            write.dispatch(why);
        }
    };
    (move || match asked.get() {
        false => button(Look::Words, say("serving.refuse"), move || asked.set(true)).into_any(),
        true => view! {
            <div class="doorway-excuse">
                {line("serving-refuse", say("serving.refuse-why"), Some(say("serving.refuse-hint")), why, Signal::stored(None))}
                {went(write, None)}
                <div class="row">
                    {button(Look::Plain, say("serving.refuse-send"), send)}
                    {button(Look::Words, say("serving.refuse-leave"), move || asked.set(false))}
                </div>
            </div>
        }
        .into_any(),
    })
    .into_any()
}
