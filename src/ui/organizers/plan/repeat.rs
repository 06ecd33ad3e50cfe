//! How an activity comes again: by which rule, until when, and what that makes, told before it is kept.

use chrono::{Datelike, NaiveDate};
use leptos::prelude::*;

use crate::domain::activity::{Activity, Session};
use crate::domain::id::SessionId;
use crate::domain::plan::PlanChange;
use crate::domain::recurrence::{DayName, Frequency, Recurrence};
use crate::domain::repeat::{On, Reach};
use crate::domain::repeating::{ByMonth, Wish};
use crate::domain::time::{Month, parse_day, write_day};
use crate::ui::controls::notice::{Tone, notice};
use crate::ui::controls::segmented::segmented;
use crate::ui::controls::typed_field::{Typed, TypedField};
use crate::ui::dates;
use crate::ui::organizers::drafts::Problem;
use crate::ui::organizers::form::{Trial, Write, choice, fine, form, submit, ticked, went};
use crate::ui::organizers::plan::board::Board;
use crate::ui::organizers::plan::course::catch_focus;
use crate::ui::organizers::plan::sign_up::Arranged;
use crate::ui::organizers::plan::times::TimesForm;
use crate::ui::organizers::wording;
use crate::ui::words::{number, read, say, say_count, say_nth, say_with};

/// No more dates are named one by one.
const NAMED: usize = 12;

/// The fields as they are chosen.
#[derive(Clone, Copy)]
pub struct Fields {
    /// By which rule; nothing where it does not come again.
    how: RwSignal<String>,
    /// A bit for each weekday; none stands for that of the session.
    weekdays: RwSignal<u8>,
    until: RwSignal<String>,
    no_holidays: RwSignal<bool>,
    reach: RwSignal<usize>,
}

/// The dialog's content.
pub fn repeat(board: Board) -> AnyView {
    let known = untrack(|| {
        let id = board.editor.chosen.get()?;
        board.with_plan(|plan| Some((plan.activities.get(&id.activity)?.clone(), plan.session(&id)?.clone())))?
    });
    let Some((activity, session)) = known else { return notice(Tone::Grave, say("plan.gone"), None).into_any() };
    let month = session.start.month();
    let repeats = untrack(|| board.with_plan(|plan| plan.series.contains_key(&activity.id))).unwrap_or(false);
    let day = session.id.start.day();
    let last_of_month = month.day(month.days()).unwrap_or(day);
    let last_of_year = Month::new(month.year(), 12).and_then(|december| december.day(31)).unwrap_or(last_of_month);
    let fields = Fields::new("weekly", last_of_month);
    let title = read(&activity.title).to_owned();
    let trial = fields.trial(move || day, repeats);
    let (named, kept) = (activity.clone(), session.clone());
    let changes = Memo::new(move |_| made(board, &activity, &session, wish(fields, day, repeats).ok()?));
    let write: Write<ByMonth> = Action::new_unsync(move |changes: &ByMonth| {
        let (changes, title) = (changes.clone(), read(&named.title).to_owned());
        async move {
            board.desk.arrange_all(changes, None).await?;
            board.said.set(say_with("repeat.kept", &[("title", &title)]));
            board.editor.repeat.close();
            catch_focus();
            Ok(())
        }
    });
    let send = move || {
        if let (true, Some(changes)) = (trial.passes(), changes.get_untracked()) {
            write.dispatch(changes);
        }
    };
    let until = Typed::Day(write_day(day), write_day(last_of_year));
    let weekly = move || matches!(fields.how.read().as_str(), "weekly" | "fortnightly");
    let content = view! {
        {choice("repeat-how", say("repeat.how"), hows(day), fields.how, fine())}
        {move || weekly().then(|| weekdays(fields, day))}
        {TypedField { id: "repeat-until", label: say("repeat.until"), hint: None, typed: until, value: fields.until, error: trial.told(()) }.view()}
        {move || (fields.how.read().as_str() != "school").then(|| ticked(say("repeat.no-holidays"), fields.no_holidays))}
        {repeats.then(|| {
            let labels = vec![say("reach.following"), say("reach.all")];
            segmented("repeat-reach", say("reach.legend"), labels, fields.reach, |_| ())
        })}
        {move || changes.get().map(|changes| foretold(board, &kept, &changes))}
        {went(write, None)}
        {submit(say("repeat.keep"), move || write.pending().get())}
    };
    view! {
        <p>
            <strong>{title}</strong>
        </p>
        {form(send, content.into_any())}
    }
    .into_any()
}

impl Fields {
    fn new(how: &str, until: NaiveDate) -> Self {
        Self {
            how: RwSignal::new(how.to_owned()),
            weekdays: RwSignal::new(0),
            until: RwSignal::new(write_day(until)),
            no_holidays: RwSignal::new(true),
            reach: RwSignal::new(0),
        }
    }

    /// For what does not come again until somebody says how; at first to the end of a month.
    pub fn once(month: Month) -> Self {
        Self::new("", month.day(month.days()).unwrap_or_else(|| month.first()))
    }

    /// On which weekdays it comes again, tracked.
    fn named(self, day: NaiveDate) -> u8 {
        match self.weekdays.get() {
            0 => 1 << day.weekday().num_days_from_monday(),
            named => named,
        }
    }

    /// Whether it comes again; tracked.
    fn repeats(self) -> bool {
        !self.how.read().is_empty()
    }

    fn trial(self, day: impl Fn() -> NaiveDate + Send + Sync + 'static, repeats: bool) -> Trial<()> {
        Trial::new(move || match wish(self, day(), repeats) {
            Err(problem) if self.repeats() => vec![((), problem)],
            _ => Vec::new(),
        })
    }

    /// As [`Fields::trial`], for a session whose day is still typed.
    pub fn trial_of(self, times: TimesForm, month: Month) -> Trial<()> {
        self.trial(move || day_of(times, month), false)
    }

    /// What makes a session that is typed come again: nothing where it does not; tracked.
    pub fn again(self, board: Board, change: &PlanChange) -> Option<ByMonth> {
        let PlanChange::Session { activity, session } = change else { return None };
        let wish = self.repeats().then(|| wish(self, session.start.day(), false).ok())??;
        made(board, activity, session, wish)
    }
}

/// The day that is typed; until then the first of the month.
fn day_of(times: TimesForm, month: Month) -> NaiveDate {
    parse_day(times.day().trim()).unwrap_or_else(|_| month.first())
}

/// The fields for a session that is being added, and what they make.
pub fn added(
    board: Board,
    fields: Fields,
    times: TimesForm,
    trial: Trial<()>,
    arranged: Memo<Option<Arranged>>,
) -> AnyView {
    let month = board.month.get_untracked();
    let last_of_year = Month::new(month.year(), 12).and_then(|december| december.day(31));
    let day = Memo::new(move |_| day_of(times, month));
    let weekly = Memo::new(move |_| matches!(fields.how.read().as_str(), "weekly" | "fortnightly"));
    let school = Memo::new(move |_| fields.how.read().as_str() == "school");
    let repeats = Memo::new(move |_| fields.repeats());
    let how = move || {
        let once = (String::new(), say("repeat.once").to_owned());
        let hows = std::iter::once(once).chain(hows(day.get())).collect();
        choice("repeat-how", say("repeat.heading"), hows, fields.how, fine())
    };
    let until = move || {
        let until = Typed::Day(write_day(month.first()), last_of_year.map(write_day).unwrap_or_default());
        TypedField {
            id: "repeat-until",
            label: say("repeat.until"),
            hint: None,
            typed: until,
            value: fields.until,
            error: trial.told(()),
        }
        .view()
    };
    let told = move || {
        let arranged = arranged.get()?;
        let PlanChange::Session { session, .. } = &arranged.change else { return None };
        // The one that all come from is among them.
        let mut all = arranged.again.clone();
        all.entry(session.start.month()).or_default().insert(0, arranged.change.clone());
        Some(foretold(board, session, &all))
    };
    view! {
        {how}
        {move || weekly.get().then(|| weekdays(fields, day.get()))}
        {move || repeats.get().then(until)}
        {move || (repeats.get() && !school.get()).then(|| ticked(say("repeat.no-holidays"), fields.no_holidays))}
        {move || repeats.get().then(told)}
    }
    .into_any()
}

fn hows(day: NaiveDate) -> Vec<(String, String)> {
    let nth = (day.day() - 1) / 7 + 1;
    let named = say_nth("repeat.ordinals", nth as usize - 1);
    let by_weekday = say_with("repeat.monthly-weekday", &[("nth", named), ("weekday", dates::weekday(day))]);
    vec![
        ("weekly".to_owned(), say("repeat.weekly").to_owned()),
        ("fortnightly".to_owned(), say("repeat.fortnightly").to_owned()),
        ("school".to_owned(), say("repeat.school").to_owned()),
        ("daily".to_owned(), say("repeat.daily").to_owned()),
        ("monthly-day".to_owned(), say_count("repeat.monthly-day", day.day())),
        ("monthly-weekday".to_owned(), by_weekday),
    ]
}

fn weekdays(fields: Fields, day: NaiveDate) -> AnyView {
    let days = (0..7usize).map(|index| {
        let bit = 1u8 << index;
        let chosen = move || fields.named(day) & bit != 0;
        view! {
            <button
                type="button"
                class="category"
                aria-pressed=move || if chosen() { "true" } else { "false" }
                on:click=move |_| fields.weekdays.set(untrack(move || fields.named(day)) ^ bit)
            >
                {dates::weekday_narrow(index)}
            </button>
        }
    });
    view! {
        <div class="categories" role="group" aria-label=say("repeat.weekdays")>
            {days.collect_view()}
        </div>
    }
    .into_any()
}

/// What the fields mean, tracked.
fn wish(fields: Fields, day: NaiveDate, repeats: bool) -> Result<Wish, Problem> {
    let last = parse_day(fields.until.get().trim()).map_err(|_| Problem::Day)?;
    if last < day {
        return Err(Problem::WrongWayRound);
    }
    let named = fields.named(day);
    let weekdays = (0..7u8).filter(|index| named & (1 << index) != 0);
    let how = fields.how.get();
    let rule = match how.as_str() {
        "weekly" => Recurrence::every(1, Frequency::Weekly).on(weekdays),
        "fortnightly" => Recurrence::every(2, Frequency::Weekly).on(weekdays),
        "school" | "daily" => Recurrence::every(1, Frequency::Daily),
        "monthly-day" => {
            let number = i8::try_from(day.day()).map_err(|_| Problem::Day)?;
            Recurrence { month_days: vec![number], ..Recurrence::every(1, Frequency::Monthly) }
        }
        _ => {
            let nth = i8::try_from((day.day() - 1) / 7 + 1).ok();
            let weekday = day.weekday().num_days_from_monday() as u8;
            Recurrence { weekdays: vec![DayName { nth, weekday }], ..Recurrence::every(1, Frequency::Monthly) }
        }
    };
    let on = match (how.as_str(), fields.no_holidays.get()) {
        ("school", _) => On::SchoolDays,
        (_, true) => On::NoHolidays,
        (_, false) => On::Every,
    };
    let reach = if repeats && fields.reach.get() == 0 { Reach::Following } else { Reach::All };
    Ok(Wish { rule: rule.until(last), on, reach, last })
}

fn made(board: Board, activity: &Activity, session: &Session, wish: Wish) -> Option<ByMonth> {
    let desk = board.desk;
    let kept = |id: &SessionId| desk.is_published(id);
    let free = |month: Month| desk.may_repeat_in(month, &activity.id);
    Some(desk.with_months(|months| months.repeated(activity, session, &wish, kept, free)))
}

/// Which dates come, which go, and what clashes.
fn foretold(board: Board, session: &Session, changes: &ByMonth) -> AnyView {
    let mut new: Vec<NaiveDate> = Vec::new();
    let mut gone = 0i64;
    for change in changes.values().flatten() {
        match change {
            PlanChange::Session { session, .. } => new.push(session.start.day()),
            PlanChange::Remove(_) => gone += 1,
            _ => {}
        }
    }
    new.sort_unstable();
    // What all come from may be told twice.
    new.dedup();
    let named: Vec<String> = new.iter().take(NAMED).map(|day| dates::day_short(*day)).collect();
    let words = match new.len() {
        0 => say("repeat.none").to_owned(),
        count => {
            let mut named = wording::listed(named.iter().map(String::as_str));
            if count > NAMED {
                named.push_str(say("chat.and-more"));
            }
            say_with("repeat.new", &[("n", &number(count as i64)), ("days", &named)])
        }
    };
    let month = session.start.month();
    let here = changes.get(&month).map(Vec::as_slice).unwrap_or_default();
    let clashes = board.with_plan(|plan| plan.with_all(here).clashes().len().saturating_sub(plan.clashes().len()));
    let clashes = clashes.filter(|clashes| *clashes > 0);
    view! {
        <div class="stack" aria-live="polite">
            {notice(Tone::Plain, words, None)}
            {(gone > 0).then(|| notice(Tone::Plain, say_count("repeat.gone", gone), None))}
            {clashes.map(|count| notice(Tone::Warn, say_count("repeat.clashes", count as i64), None))}
        </div>
    }
    .into_any()
}
