//! Writing a service into the ledger at the desk, correcting one, voiding one. A correction and a voiding say why.

use leptos::prelude::*;

use crate::domain::catalogue::ServiceKind;
use crate::domain::ledger::{Does, LONGEST, Record, Service, Volunteer};
use crate::domain::slip::{NAME_BYTES, Phone};
use crate::domain::time::{Month, Start, parse_day, parse_time, write_day, write_time};
use crate::ui::controls::notice::{Tone, notice};
use crate::ui::controls::segmented::segmented;
use crate::ui::controls::typed_field::{Typed, TypedField};
use crate::ui::organizers::form::{Write, choice, fine, form, line, phone, submit, went};
use crate::ui::organizers::volunteers::ledger::Books;
use crate::ui::wording;
use crate::ui::words::{number, say};

/// When, how long, where: what can be typed wrong.
#[derive(Clone, Copy)]
struct Times {
    day: RwSignal<String>,
    from: RwSignal<String>,
    minutes: RwSignal<String>,
    place: RwSignal<String>,
}

impl Times {
    fn of(day: String, from: String, minutes: String, place: String) -> Self {
        Self {
            day: RwSignal::new(day),
            from: RwSignal::new(from),
            minutes: RwSignal::new(minutes),
            place: RwSignal::new(place),
        }
    }

    /// As typed; none when one of them cannot be.
    fn read(self) -> Option<(Start, u16)> {
        let start = Start::new(parse_day(&self.day.get()).ok()?, parse_time(&self.from.get()).ok()?);
        let minutes = self.minutes.read().trim().parse::<u16>().ok()?;
        (1..=LONGEST).contains(&minutes).then_some((start, minutes))
    }

    fn view(self, first: String, last: String) -> AnyView {
        let day = TypedField {
            id: "serving-day",
            label: say("serving.day"),
            hint: None,
            typed: Typed::Day(first, last),
            value: self.day,
            error: fine(),
        };
        let from = TypedField {
            id: "serving-from",
            label: say("serving.from"),
            hint: None,
            typed: Typed::Time,
            value: self.from,
            error: fine(),
        };
        let minutes = TypedField {
            id: "serving-minutes",
            label: say("serving.minutes"),
            hint: None,
            typed: Typed::Number,
            value: self.minutes,
            error: fine(),
        };
        view! {
            {day.view()}
            <div class="pair">{from.view()} {minutes.view()}</div>
            {line("serving-place", say("serving.place"), None, self.place, fine())}
        }
        .into_any()
    }
}

/// 补录: a service that no slip had claimed. The dialog's content.
pub fn write(books: Books) -> AnyView {
    let desk = books.page.desk;
    let (name, number_of) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let (kind, role) = (RwSignal::new(ServiceKind::Minors.slug().to_owned()), RwSignal::new(String::new()));
    let times = Times::of(write_day(desk.today()), String::new(), String::new(), String::new());
    let tried = RwSignal::new(false);
    let wrong = Memo::new(move |_| {
        let phone_wrong = !number_of.read().trim().is_empty() && Phone::parse(&number_of.read()).is_none();
        let name = name.read();
        let name_wrong = name.trim().is_empty() || name.trim().len() > NAME_BYTES;
        let future = times.read().is_some_and(|(from, _)| from > desk.now());
        let missing = role.read().trim().is_empty() || books.by.read().trim().is_empty();
        match (name_wrong || missing, phone_wrong, times.read().is_none(), future) {
            (true, ..) => Some(say("serving.missing")),
            (_, true, ..) => Some(say("problem.phone")),
            (_, _, true, _) => Some(say("serving.times-wrong")),
            (_, _, _, true) => Some(say("serving.in-future")),
            _ => None,
        }
    });
    let send_it: Write<Service> = Action::new_unsync(move |service: &Service| {
        let service = service.clone();
        async move {
            let by = books.by.get_untracked().trim().to_owned();
            desk.confirm_services(service.from.month(), vec![service], by).await?;
            books.writing.close();
            Ok(())
        }
    });
    let send = move || {
        tried.set(true);
        let (None, Some((from, minutes))) = (wrong.get_untracked(), untrack(|| times.read())) else { return };
        let kind = ServiceKind::ALL.into_iter().find(|one| one.slug() == kind.read_untracked().as_str());
        send_it.dispatch(Service {
            who: Volunteer {
                name: name.get_untracked().trim().to_owned(),
                phone: Phone::parse(&number_of.get_untracked()),
                household: None,
            },
            kind: kind.unwrap_or(ServiceKind::Minors),
            role: role.get_untracked().trim().to_owned(),
            place: times.place.get_untracked().trim().to_owned(),
            from,
            minutes,
            slip: None,
        });
    };
    let kinds = ServiceKind::ALL.map(|kind| (kind.slug().to_owned(), wording::service(kind).to_owned()));
    let fields = view! {
        <p class="quiet">{say("serving.write-words")}</p>
        <div class="pair">
            {line("serving-name", say("serving.name"), None, name, fine())}
            {phone("serving-phone", say("serving.phone"), number_of, fine())}
        </div>
        {choice("serving-kind", say("serving.kind"), kinds.into(), kind, fine())}
        {line("serving-role", say("serving.role"), None, role, fine())}
        {times.view(String::new(), write_day(desk.today()))}
        {line("serving-write-by", say("serving.by"), None, books.by, fine())}
        {move || tried.get().then(|| wrong.get()).flatten().map(|words| notice(Tone::Warn, words, None))}
        {went(send_it, None)}
        {submit(say("serving.write-send"), move || send_it.pending().get())}
    };
    form(send, fields.into_any())
}

/// Corrects or voids a service. `done` is called once it is kept.
pub fn amend(books: Books, record: &Record, done: impl Fn() + Copy + Send + Sync + 'static) -> AnyView {
    let desk = books.page.desk;
    let (id, service) = (record.id, record.service.clone());
    let month = service.from.month();
    let times = Times::of(
        write_day(service.from.day()),
        write_time(service.from.time()),
        number(service.minutes),
        service.place.clone(),
    );
    let what = RwSignal::new(0);
    let (why, tried) = (RwSignal::new(String::new()), RwSignal::new(false));
    let wrong = Memo::new(move |_| {
        let void = what.get() == 1;
        let bad = !void && times.read().is_none_or(|(from, _)| from.month() != month);
        match (why.read().trim().is_empty(), books.by.read().trim().is_empty(), bad) {
            (true, ..) => Some(say("serving.why-missing")),
            (_, true, _) => Some(say("serving.by-missing")),
            (_, _, true) => Some(say("serving.times-wrong-month")),
            _ => None,
        }
    });
    let send_it: Write<Does> = Action::new_unsync(move |does: &Does| {
        let does = does.clone();
        async move {
            let by = books.by.get_untracked().trim().to_owned();
            desk.amend_service(month, id, by, does).await?;
            done();
            Ok(())
        }
    });
    let send = move || {
        tried.set(true);
        if wrong.get_untracked().is_some() {
            return;
        }
        let why = why.get_untracked().trim().to_owned();
        let does = match (what.get_untracked(), untrack(|| times.read())) {
            (1, _) => Does::Void { why },
            (_, Some((from, minutes))) => {
                let place = times.place.get_untracked().trim().to_owned();
                Does::Correct { service: Service { from, minutes, place, ..service.clone() }, why }
            }
            (_, None) => return,
        };
        send_it.dispatch(does);
    };
    let (first, last) = (write_day(month.first()), write_day(last_day(month)));
    let choices = vec![say("serving.correct"), say("serving.void")];
    let fields = view! {
        {segmented("serving-what", say("serving.what"), choices, what, move |chosen| what.set(chosen))}
        {move || (what.get() == 0).then(|| times.view(first.clone(), last.clone()))}
        {line("serving-why", say("serving.why"), Some(say("serving.why-hint")), why, fine())}
        {line("serving-amend-by", say("serving.by"), None, books.by, fine())}
        {move || tried.get().then(|| wrong.get()).flatten().map(|words| notice(Tone::Warn, words, None))}
        {went(send_it, None)}
        {submit(say("serving.amend-send"), move || send_it.pending().get())}
    };
    form(send, fields.into_any())
}

fn last_day(month: Month) -> chrono::NaiveDate {
    month.day(month.days()).unwrap_or_else(|| month.first())
}
