//! Volunteer jobs: a service on a day, with a word where volunteers do not serve on it.

use leptos::prelude::*;

use crate::domain::holiday::{Busy, ServiceDay};
use crate::domain::id::ActivityId;
use crate::domain::plan::PlanChange;
use crate::domain::time::parse_day;
use crate::ui::controls::button::{Look, link_button};
use crate::ui::controls::notice::{Tone, empty, notice};
use crate::ui::controls::typed_field::{Typed, TypedField};
use crate::ui::organizers::drafts::{ShiftDraft, ShiftField};
use crate::ui::organizers::form::{Trial, choice, form, submit, went};
use crate::ui::organizers::plan::board::Board;
use crate::ui::organizers::plan::course::arranging;
use crate::ui::organizers::plan::shift_days::Further;
use crate::ui::organizers::plan::times;
use crate::ui::route::{Route, SetupSection};
use crate::ui::words::{number, say, say_with};

/// The fields as they are typed.
#[derive(Clone, Copy)]
pub struct ShiftForm {
    service: RwSignal<String>,
    day: RwSignal<String>,
    time: RwSignal<String>,
    minutes: RwSignal<String>,
    venue: RwSignal<String>,
    from: RwSignal<String>,
    to: RwSignal<String>,
}

impl ShiftForm {
    /// Begins with what stands there.
    pub fn of(draft: ShiftDraft) -> Self {
        Self {
            service: RwSignal::new(draft.service),
            day: RwSignal::new(draft.day),
            time: RwSignal::new(draft.time),
            minutes: RwSignal::new(draft.minutes),
            venue: RwSignal::new(draft.venue),
            from: RwSignal::new(draft.from),
            to: RwSignal::new(draft.to),
        }
    }

    /// As they are typed now, tracked.
    pub fn draft(self) -> ShiftDraft {
        ShiftDraft {
            service: self.service.get(),
            day: self.day.get(),
            time: self.time.get(),
            minutes: self.minutes.get(),
            venue: self.venue.get(),
            from: self.from.get(),
            to: self.to.get(),
        }
    }
}

/// The dialog's content.
pub fn add(board: Board) -> AnyView {
    if board.catalogue.read_untracked().services.is_empty() {
        let link = link_button(
            Look::Main,
            None,
            say("plan.to-import"),
            Route::OrganizeSetup { section: SetupSection::Catalogue }.href(),
        );
        return empty(say("shift.no-services"), Some(link)).into_any();
    }
    let fields = ShiftForm::of(ShiftDraft::default());
    let trial = Trial::new(move || fields.draft().problems());
    let further = Further::none();
    let change = Memo::new(move |_| Some(further.with(board, new_shift(board, fields)?)));
    let write = arranging(board, board.editor.shift);
    let send = move || {
        if let (true, Some(change)) = (trial.passes(), change.get_untracked()) {
            write.dispatch(change);
        }
    };
    let content = view! {
        {service(board, fields, trial)}
        {self::fields(board, fields, trial)}
        {times::foreseen(board, change)}
        {further.fields(board, change)}
        {went(write, None)}
        <div class="dialog-end">{submit(say("plan.add"), move || write.pending().get())}</div>
    };
    form(send, content.into_any())
}

fn new_shift(board: Board, fields: ShiftForm) -> Option<PlanChange> {
    let draft = fields.draft();
    let code = ActivityId::new(draft.service.clone()).ok()?;
    let id = board.desk.free_activity_id(board.month.get(), code.as_str())?;
    let catalogue = board.catalogue.read();
    let service = catalogue.services.iter().find(|service| service.code == code)?;
    Some(draft.read().ok()?.new_shift(service, id))
}

/// Which service; choosing one fills in what it usually takes.
fn service(board: Board, fields: ShiftForm, trial: Trial<ShiftField>) -> AnyView {
    let services = board.catalogue.with_untracked(|catalogue| {
        let none = (String::new(), say("shift.no-service").to_owned());
        let named = catalogue.services.iter().map(|service| (service.code.to_string(), service.role.clone()));
        std::iter::once(none).chain(named).collect::<Vec<_>>()
    });
    let fill = move |event: leptos::ev::Event| {
        let code = event_target_value(&event);
        let catalogue = board.catalogue.read_untracked();
        if let Some(service) = catalogue.services.iter().find(|service| service.code.as_str() == code) {
            fields.minutes.set(number(service.minutes));
            fields.from.set(number(service.needed_from));
            fields.to.set(number(service.needed_to));
        }
    };
    view! {
        <div on:change=fill>
            {choice("shift-service", say("shift.service"), services, fields.service, trial.told(ShiftField::Service))}
        </div>
    }
    .into_any()
}

/// When, where and for how many.
pub fn fields(board: Board, fields: ShiftForm, trial: Trial<ShiftField>) -> AnyView {
    let number = move |id, label, value, field| {
        TypedField { id, label, hint: None, typed: Typed::Number, value, error: trial.told(field) }.view()
    };
    let venues = times::venues(&board.catalogue.read_untracked());
    view! {
        <div class="pair">
            {times::day(board, "shift-day", fields.day, trial.told(ShiftField::Day))}
            {times::time("shift-time", fields.time, trial.told(ShiftField::Time))}
        </div>
        {move || service_day(board, &fields.day.read()).map(|words| notice(Tone::Warn, words, None))}
        {choice("shift-venue", say("shift.venue"), venues, fields.venue, trial.told(ShiftField::Venue))}
        {number("shift-minutes", say("times.minutes"), fields.minutes, ShiftField::Minutes)}
        <div class="pair">
            {number("shift-from", say("shift.from"), fields.from, ShiftField::From)}
            {number("shift-to", say("shift.to"), fields.to, ShiftField::To)}
        </div>
    }
    .into_any()
}

/// A word about a day on which volunteers do not serve, or on which nobody knows yet.
fn service_day(board: Board, day: &str) -> Option<String> {
    let day = parse_day(day).ok()?;
    let holidays = board.desk.holidays();
    match holidays.service_day(day) {
        ServiceDay::Yes(_) => None,
        ServiceDay::No(Busy::Workday) => Some(say("shift.workday").to_owned()),
        ServiceDay::No(Busy::SwappedWorkday) => {
            let name = holidays.name(day).unwrap_or_default();
            Some(say_with("shift.swapped", &[("holiday", name)]))
        }
        ServiceDay::Unknown { weekend: true } => Some(say("shift.unknown-weekend").to_owned()),
        ServiceDay::Unknown { weekend: false } => Some(say("shift.unknown").to_owned()),
    }
}
