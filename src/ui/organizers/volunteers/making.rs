//! 安排岗位: one job on one day, on all weekends and public holidays of the month, for a session that needs helpers, or the
//! month before's regular visits once more.

use chrono::NaiveDate;
use leptos::prelude::*;
use std::collections::BTreeSet;

use crate::domain::catalogue::ServiceKind;
use crate::domain::holiday::{Busy, DayMark, ServiceDay};
use crate::domain::id::{ActivityId, SessionId};
use crate::domain::plan::{Plan, PlanChange};
use crate::domain::talent::Talent;
use crate::domain::time::{parse_day, write_day};
use crate::ui::controls::button::{Look, button};
use crate::ui::controls::dialog::Dialog;
use crate::ui::controls::field::{problem, tick};
use crate::ui::controls::notice::{Tone, notice};
use crate::ui::controls::typed_field::{Typed, TypedField};
use crate::ui::dates;
use crate::ui::dom::Piece;
use crate::ui::organizers::form::{Trial, Write, choice, fine, form, line, submit, ticked, went};
use crate::ui::organizers::shift_draft::{JobDraft, JobField};
use crate::ui::organizers::volunteers::Volunteers;
use crate::ui::organizers::wording::dotted;
use crate::ui::wording;
use crate::ui::words::{number, read, say, say_count, say_with};

/// The dialog.
#[derive(Clone, Copy)]
pub struct Making {
    page: Volunteers,
    dialog: Dialog,
    /// The shift that is arranged otherwise, in a dialog of its own.
    changed: RwSignal<Option<SessionId>>,
    changing: Dialog,
}

/// The fields as they are typed.
#[derive(Clone, Copy)]
struct Fields {
    role: RwSignal<String>,
    kind: RwSignal<String>,
    time: RwSignal<String>,
    minutes: RwSignal<String>,
    venue: RwSignal<String>,
    from: RwSignal<String>,
    to: RwSignal<String>,
    skills: RwSignal<String>,
    training: RwSignal<String>,
    min_age: RwSignal<String>,
    talent: RwSignal<String>,
    regular: RwSignal<bool>,
}

impl Fields {
    fn new() -> Self {
        let empty = || RwSignal::new(String::new());
        Self {
            role: empty(),
            kind: empty(),
            time: empty(),
            minutes: empty(),
            venue: empty(),
            from: empty(),
            to: empty(),
            skills: empty(),
            training: empty(),
            min_age: empty(),
            talent: empty(),
            regular: RwSignal::new(false),
        }
    }

    fn fill(self, draft: JobDraft) {
        let JobDraft { role, kind, time, minutes, venue, from, to, skills, training, min_age, talent, regular } = draft;
        self.role.set(role);
        self.kind.set(kind);
        // A time that was typed already stays where the job says none.
        if !time.is_empty() {
            self.time.set(time);
        }
        self.minutes.set(minutes);
        if !venue.is_empty() {
            self.venue.set(venue);
        }
        self.from.set(from);
        self.to.set(to);
        self.skills.set(skills);
        self.training.set(training);
        self.min_age.set(min_age);
        self.talent.set(talent);
        self.regular.set(regular);
    }

    /// As they are typed now, tracked.
    fn draft(self) -> JobDraft {
        JobDraft {
            role: self.role.get(),
            kind: self.kind.get(),
            time: self.time.get(),
            minutes: self.minutes.get(),
            venue: self.venue.get(),
            from: self.from.get(),
            to: self.to.get(),
            skills: self.skills.get(),
            training: self.training.get(),
            min_age: self.min_age.get(),
            talent: self.talent.get(),
            regular: self.regular.get(),
        }
    }
}

/// What a job is made from.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Source {
    Own,
    Service(ActivityId),
    Session(SessionId),
    /// A regular job of the month before: it keeps its id, and with it who served in it.
    Regular(ActivityId),
}

impl Source {
    fn write(&self) -> String {
        match self {
            Source::Own => String::new(),
            Source::Service(code) => ["service ", code.as_str()].concat(),
            Source::Session(id) => ["session ", &id.to_string()].concat(),
            Source::Regular(id) => ["regular ", id.as_str()].concat(),
        }
    }

    fn parse(text: &str) -> Self {
        let source = || {
            let (kind, id) = text.split_once(' ')?;
            Some(match kind {
                "service" => Source::Service(ActivityId::new(id).ok()?),
                "session" => Source::Session(SessionId::parse(id).ok()?),
                _ => Source::Regular(ActivityId::new(id).ok()?),
            })
        };
        source().unwrap_or(Source::Own)
    }
}

impl Making {
    /// Closed.
    pub fn new(page: Volunteers) -> Self {
        Self { page, dialog: Dialog::new(), changed: RwSignal::new(None), changing: Dialog::new() }
    }

    /// Opens it.
    pub fn open(self) {
        self.dialog.open();
    }

    /// Opens the dialog for a shift that is there.
    pub fn change(self, id: SessionId) {
        self.changed.set(Some(id));
        self.changing.open();
    }

    /// Draws both.
    pub fn view(self) -> AnyView {
        view! {
            {self.dialog.view(say("making.heading"), move || self.content().el())}
            {self.changing.view(say("making.change"), move || self.change_content().el())}
        }
        .into_any()
    }

    fn change_content(self) -> AnyView {
        let page = self.page;
        let month = page.month.get_untracked();
        let book = page.book.get_untracked();
        let shift = self.changed.get_untracked().and_then(|id| book?.plan.shift(&id).cloned());
        let Some(shift) = shift else { return notice(Tone::Grave, say("plan.gone"), None).into_any() };
        let fields = Fields::new();
        fields.fill(JobDraft::of_shift(&shift));
        let day = RwSignal::new(write_day(shift.start.day()));
        let made = move || fields.draft().change(&shift, parse_day(day.read().trim()).ok());
        let made = StoredValue::new(made);
        let trial = Trial::new(move || made.with_value(|made| made().err().unwrap_or_default()));
        let write: Write<PlanChange> = Action::new_unsync(move |change: &PlanChange| {
            let change = change.clone();
            async move {
                page.desk.arrange_all([(month, vec![change])].into(), None).await?;
                self.changing.close();
                Ok(())
            }
        });
        let send = move || {
            if let (true, Ok(change)) = (trial.passes(), untrack(|| made.with_value(|made| made()))) {
                write.dispatch(change);
            }
        };
        let typed = Typed::Day(write_day(month.first()), month.day(month.days()).map(write_day).unwrap_or_default());
        let error = trial.told(JobField::Days);
        let on = TypedField { id: "making-on", label: say("times.day"), hint: None, typed, value: day, error };
        let content = view! {
            {what(fields, trial)}
            {on.view()}
            {when(page, fields, trial)}
            {more(fields, trial)}
            {went(write, None)}
            {submit(say("making.change-send"), move || write.pending().get())}
        };
        form(send, content.into_any())
    }

    fn content(self) -> AnyView {
        let page = self.page;
        let month = page.month.get_untracked();
        let Some(book) = page.book.get_untracked() else {
            return notice(Tone::Grave, say("organize.reading"), None).into_any();
        };
        let before = untrack(|| page.desk.month(month.plus(-1)));
        let fields = Fields::new();
        let source = RwSignal::new(Source::Own.write());
        let free: Vec<NaiveDate> = page.desk.holidays().service_days(month).collect();
        let all: BTreeSet<NaiveDate> = free.iter().copied().collect();
        let days = RwSignal::new(all.clone());
        let others = RwSignal::new(free);
        let services = page.desk.catalogue().services;
        let sources = sources(&services, &book.plan, before.as_ref().map(|book| &book.plan));
        let plan = book.plan.clone();
        let last = before.map(|book| book.plan.clone());
        // What is chosen fills in what it usually takes.
        let fill = move |event: leptos::ev::Event| match Source::parse(&event_target_value(&event)) {
            Source::Own => {}
            Source::Service(code) => {
                if let Some(service) = services.iter().find(|service| service.code == code) {
                    fields.fill(JobDraft::of_service(service));
                }
            }
            Source::Session(id) => {
                let activity = plan.activities.get(&id.activity);
                if let (Some(session), Some(activity)) = (plan.session(&id), activity) {
                    let role = say_with("making.helper", &[("title", read(&activity.title))]);
                    fields.fill(JobDraft::of_session(session, role));
                    let day = session.start.day();
                    others.update(|others| {
                        if !others.contains(&day) {
                            others.push(day);
                            others.sort_unstable();
                        }
                    });
                    days.set(BTreeSet::from([day]));
                }
            }
            Source::Regular(id) => {
                let known =
                    last.as_ref().and_then(|last| last.shifts.iter().rev().find(|shift| shift.id.activity == id));
                if let Some(shift) = known {
                    fields.fill(JobDraft::of_shift(shift));
                }
            }
        };
        let id = move || {
            let stem = match Source::parse(&source.read()) {
                Source::Regular(id) => return Some(id),
                Source::Service(code) => code.as_str().to_owned(),
                Source::Own | Source::Session(_) => "V".to_owned(),
            };
            page.desk.free_activity_id(month, &stem)
        };
        let made = move || {
            let days: Vec<NaiveDate> = days.read().iter().copied().collect();
            let anything = ActivityId::new("V");
            let id = id().or(anything.ok());
            id.map_or(Err(Vec::new()), |id| fields.draft().read(&id, &days))
        };
        let trial = Trial::new(move || made().err().unwrap_or_default());
        let write: Write<Vec<PlanChange>> = Action::new_unsync(move |changes: &Vec<PlanChange>| {
            let changes = changes.clone();
            async move {
                page.desk.arrange_all([(month, changes)].into(), None).await?;
                self.dialog.close();
                Ok(())
            }
        });
        let send = move || {
            if let (true, Ok(changes)) = (trial.passes(), untrack(made)) {
                write.dispatch(changes);
            }
        };
        let count = move || say_count("making.count", days.read().len() as i64);
        let content = view! {
            <div on:change=fill>{choice("making-source", say("making.source"), sources, source, fine())}</div>
            {what(fields, trial)}
            {when(page, fields, trial)}
            {self::days(page, days, others, all, trial)}
            {more(fields, trial)}
            <p role="status">{count}</p>
            {went(write, None)}
            {submit(say("making.send"), move || write.pending().get())}
            <p class="meta">{say("making.then")}</p>
        };
        form(send, content.into_any())
    }
}

fn sources(
    services: &[crate::domain::catalogue::Service],
    plan: &Plan,
    before: Option<&Plan>,
) -> Vec<(String, String)> {
    let mut sources = vec![(Source::Own.write(), say("making.own").to_owned())];
    let mut regular: Vec<ActivityId> = Vec::new();
    for shift in before.into_iter().flat_map(|plan| &plan.shifts).filter(|shift| shift.regular) {
        let id = shift.id.activity.clone();
        if !regular.contains(&id) {
            let role = say_with("making.again", &[("role", read(&shift.role))]);
            sources.push((Source::Regular(id.clone()).write(), role));
            regular.push(id);
        }
    }
    for service in services {
        let words = dotted([wording::service(service.kind).to_owned(), service.role.clone()]);
        sources.push((Source::Service(service.code.clone()).write(), words));
    }
    for session in plan.sessions.iter().filter(|session| session.cancelled.is_none()) {
        let Some(activity) = plan.activities.get(&session.id.activity) else { continue };
        let title = say_with("making.helper", &[("title", read(&activity.title))]);
        let mut when = dates::day_short(session.start.day());
        when.push(' ');
        when.push_str(&dates::time(session.start.time()));
        sources.push((Source::Session(session.id.clone()).write(), dotted([title, when])));
    }
    sources
}

fn what(fields: Fields, trial: Trial<JobField>) -> AnyView {
    let kinds = ServiceKind::ALL.map(|kind| (kind.slug().to_owned(), wording::service(kind).to_owned()));
    let kinds = std::iter::once((String::new(), say("making.no-kind").to_owned())).chain(kinds).collect();
    view! {
        {line("making-role", say("making.role"), None, fields.role, trial.told(JobField::Role))}
        {choice("making-kind", say("making.kind"), kinds, fields.kind, trial.told(JobField::Kind))}
    }
    .into_any()
}

fn when(page: Volunteers, fields: Fields, trial: Trial<JobField>) -> AnyView {
    let number = move |id, label, value, field| {
        TypedField { id, label, hint: None, typed: Typed::Number, value, error: trial.told(field) }.view()
    };
    let time = TypedField {
        id: "making-time",
        label: say("times.time"),
        hint: None,
        typed: Typed::Time,
        value: fields.time,
        error: trial.told(JobField::Time),
    };
    let venues = page.desk.catalogue().venues;
    let venues = venues.into_iter().map(|venue| (venue.code.to_string(), venue.name));
    let venues = std::iter::once((String::new(), say("times.no-venue").to_owned())).chain(venues).collect();
    view! {
        <div class="pair">
            {time.view()} {number("making-minutes", say("times.minutes"), fields.minutes, JobField::Minutes)}
        </div>
        {choice("making-venue", say("shift.venue"), venues, fields.venue, trial.told(JobField::Venue))}
        <div class="pair">
            {number("making-from", say("shift.from"), fields.from, JobField::From)}
            {number("making-to", say("shift.to"), fields.to, JobField::To)}
        </div>
    }
    .into_any()
}

/// The month's weekends and public holidays to tick, and any other day.
fn days(
    page: Volunteers,
    days: RwSignal<BTreeSet<NaiveDate>>,
    offered: RwSignal<Vec<NaiveDate>>,
    all: BTreeSet<NaiveDate>,
    trial: Trial<JobField>,
) -> AnyView {
    let holidays = page.desk.holidays();
    let month = page.month.get_untracked();
    let ticks = move || {
        let day = move |day: NaiveDate| {
            let mut words = dates::day_short(day);
            if let Some(mark) = holidays.mark(day) {
                words.push(' ');
                words.push_str(match mark {
                    DayMark::Rest => say("day-mark.rest"),
                    DayMark::Work => say("day-mark.work"),
                });
            }
            tick(
                words,
                Signal::derive(move || days.read().contains(&day)),
                SignalSetter::map(move |on| {
                    days.update(|days| {
                        if on {
                            days.insert(day)
                        } else {
                            days.remove(&day)
                        };
                    });
                }),
            )
        };
        offered.get().into_iter().map(day).collect_view()
    };
    let other = RwSignal::new(String::new());
    let typed = Typed::Day(write_day(month.first()), month.day(month.days()).map(write_day).unwrap_or_default());
    let field =
        TypedField { id: "making-day", label: say("making.other-day"), hint: None, typed, value: other, error: fine() };
    let add = move || {
        let day = other.with_untracked(|text| parse_day(text.trim()).ok());
        if let Some(day) = day.filter(|day| crate::domain::time::Month::of(*day) == month) {
            offered.update(|offered| {
                if !offered.contains(&day) {
                    offered.push(day);
                    offered.sort_unstable();
                }
            });
            days.update(|days| {
                days.insert(day);
            });
            other.set(String::new());
        }
    };
    let busy = move || {
        let days = days.read();
        let busy = days.iter().filter_map(|day| match holidays.service_day(*day) {
            ServiceDay::No(Busy::SwappedWorkday) => Some(say_with("making.swapped", &[("day", &dates::day(*day))])),
            ServiceDay::No(Busy::Workday) => Some(say_with("making.workday", &[("day", &dates::day(*day))])),
            _ => None,
        });
        busy.map(|words| notice(Tone::Warn, words, None)).collect::<Vec<_>>()
    };
    let none = BTreeSet::new();
    view! {
        <fieldset class="field">
            <legend>{say("making.days")}</legend>
            <div class="row">
                {button(Look::Words, say("making.all-days"), move || days.set(all.clone()))}
                {button(Look::Words, say("making.no-days"), move || days.set(none.clone()))}
            </div>
            <div class="making-days">{ticks}</div>
            {problem("making-days-told".to_owned(), trial.told(JobField::Days))}
        </fieldset>
        <div class="making-other">{field.view()} {button(Look::Plain, say("making.add-day"), add)}</div>
        {move || busy()}
    }
    .into_any()
}

fn more(fields: Fields, trial: Trial<JobField>) -> AnyView {
    let age = TypedField {
        id: "making-age",
        label: say("making.min-age"),
        hint: None,
        typed: Typed::Number,
        value: fields.min_age,
        error: trial.told(JobField::MinAge),
    };
    let talents = Talent::ALL.map(|talent| (number(talent.index() as i64), wording::talent(talent).to_owned()));
    let talents = std::iter::once((String::new(), say("making.any-talent").to_owned())).chain(talents).collect();
    view! {
        {ticked(say("making.regular"), fields.regular)}
        <details>
            <summary>{say("making.more")}</summary>
            <div class="stack">
                <div class="pair">
                    {age.view()} {choice("making-talent", say("making.talent"), talents, fields.talent, fine())}
                </div>
                {line("making-training", say("making.training"), None, fields.training, fine())}
                {line("making-skills", say("making.skills"), None, fields.skills, fine())}
            </div>
        </details>
    }
    .into_any()
}
