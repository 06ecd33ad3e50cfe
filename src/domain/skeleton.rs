//! A month made from another: each session and shift on the same weekday of the same week, with the holidays in between
//! taken into account. From last month, or from a template.

use chrono::{Datelike, NaiveDate};
use std::collections::{BTreeMap, BTreeSet};

use crate::domain::activity::{Activity, Session, Shift};
use crate::domain::category::{Kind, Sort};
use crate::domain::holiday::{DayMark, Holidays, ServiceDay};
use crate::domain::id::{ActivityId, SessionId};
use crate::domain::plan::{Plan, PlanChange};
use crate::domain::provision::Provision;
use crate::domain::repeat::{Part, Series, on_day};
use crate::domain::school::SchoolYear;
use crate::domain::time::{Month, Start};

/// Something of the earlier month, and where it would stand in the later.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Copied {
    /// What it was.
    pub from: SessionId,
    /// When it would begin; none where the later month has no such day.
    pub start: Option<Start>,
    /// What has to be known before it is taken over.
    pub note: Option<CopyNote>,
    /// Whether it is taken over unless somebody says otherwise.
    pub usual: bool,
    what: What,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum What {
    Session(Box<(Activity, Session, Provision)>),
    Shift(Box<Shift>),
}

/// What has to be known before something is taken over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CopyNote {
    /// The courses of the menu are picked anew each month.
    Picked,
    /// One play a year.
    OnceAYear,
    /// The month has no fifth such weekday.
    NoSuchWeek,
    /// It falls on a public holiday.
    Holiday,
    /// The year's holidays are not announced, and by all experience this day will be off.
    MaybeHoliday,
    /// It falls on a weekend day that is worked in exchange.
    SwappedWorkday,
    /// Volunteers do not serve on that day.
    NoServiceDay,
    /// A festival is on its own day each year.
    Festival,
    /// It helps at a session that is not taken over.
    NoSession,
}

/// What a month would take over from another.
pub fn skeleton(source: &Plan, to: Month, year: SchoolYear<'_>) -> Vec<Copied> {
    let mut copied = Vec::new();
    let mut repeated = BTreeSet::new();
    for session in source.on() {
        let Some(activity) = source.activities.get(&session.id.activity) else { continue };
        if let Some(series) = source.series.get(&activity.id) {
            if repeated.insert(&activity.id) {
                copied.extend(by_rule(source, series, activity, session, to, year));
            }
            continue;
        }
        let day = same_weekday(session.start.day(), to);
        copied.push(copy_session(source, activity, session, day, year.holidays));
    }
    for shift in source.shifts.iter().filter(|shift| shift.cancelled.is_none()) {
        let mut item = copy_shift(shift, same_weekday(shift.start.day(), to), year.holidays);
        if item.usual && helps_at_nothing(source, shift, &copied) {
            (item.note, item.usual) = (Some(CopyNote::NoSession), false);
        }
        copied.push(item);
    }
    copied.sort_by_key(|copied| (copied.start.is_none(), copied.start));
    copied
}

/// Whether a shift takes place at sessions none of which is taken over: in their room, while they are on. What is on by
/// itself, as the service desk in the square, helps at none.
fn helps_at_nothing(source: &Plan, shift: &Shift, copied: &[Copied]) -> bool {
    let taken = |session: &Session| {
        let again = source.series.contains_key(&session.id.activity);
        let here = |known: &&Copied| match again {
            true => known.from.activity == session.id.activity,
            false => known.from == session.id,
        };
        copied.iter().filter(here).any(|known| known.usual)
    };
    let same_room = |session: &Session| shift.venue.is_none() || session.venue == shift.venue;
    let at = source.on().filter(|session| same_room(session) && session.span().overlap(shift.span()).is_some());
    let at: Vec<&Session> = at.collect();
    !at.is_empty() && !at.into_iter().any(taken)
}

/// The changes that take over what is ticked. An activity keeps its id where the later month never used it, else it gets
/// what `free` finds.
pub fn take_over(ticked: &[&Copied], source: &Plan, to: Month, used: impl Fn(&ActivityId) -> bool) -> Vec<PlanChange> {
    let mut ids: BTreeMap<ActivityId, ActivityId> = BTreeMap::new();
    let mut changes = Vec::new();
    for copied in ticked {
        let (Some(start), old) = (copied.start, &copied.from.activity) else { continue };
        if !ids.contains_key(old) {
            let taken = |id: &ActivityId| used(id) || ids.values().any(|known| known == id);
            let stem = old.as_str().rsplit_once('-').map_or(old.as_str(), |(stem, _)| stem);
            // 定期探访 is the same job month after month, under one id.
            let regular = matches!(&copied.what, What::Shift(shift) if shift.regular);
            let id = match taken(old) && !regular {
                false => Some(old.clone()),
                true => Plan::free_id(stem, taken),
            };
            let Some(id) = id else { continue };
            if let Some(series) = source.series.get(old).and_then(|series| go_on(series, &id, to)) {
                changes.push(PlanChange::Series(series));
            }
            ids.insert(old.clone(), id);
        }
        let Some(activity_id) = ids.get(old).cloned() else { continue };
        let id = SessionId { activity: activity_id.clone(), start };
        match &copied.what {
            What::Session(known) => {
                let (activity, session, provision) = &**known;
                let activity = Activity { id: activity_id, ..activity.clone() };
                let session = Session { id: id.clone(), ..session.clone() };
                changes.push(PlanChange::Session { activity, session });
                if !provision.is_empty() {
                    changes.push(PlanChange::Provide { session: id, provision: provision.clone() });
                }
            }
            What::Shift(shift) => changes.push(PlanChange::Shift(Shift { id, ..(**shift).clone() })),
        }
    }
    changes
}

/// A series goes on by its last rule.
fn go_on(series: &Series, id: &ActivityId, to: Month) -> Option<Series> {
    let last = series.parts.last()?;
    let rule =
        crate::domain::recurrence::Recurrence { end: crate::domain::recurrence::End::Never, ..last.rule.clone() };
    let days = rule.days(last.from, to.day(to.days())?);
    let from = days.into_iter().find(|day| *day >= to.first())?;
    Some(Series::new(id.clone(), Part { from, rule, on: last.on }))
}

fn by_rule(
    source: &Plan,
    series: &Series,
    activity: &Activity,
    pattern: &Session,
    to: Month,
    year: SchoolYear<'_>,
) -> Vec<Copied> {
    let (Some(next), Some(last)) = (go_on(series, &activity.id, to), to.day(to.days())) else { return Vec::new() };
    // What was arranged by itself is no pattern for others.
    let mine = || source.on().filter(|session| session.id.activity == activity.id);
    let usual = mine().filter(|session| !series.alone.contains(&session.id.start.day())).last();
    let pattern = usual.unwrap_or(pattern);
    let days = next.days(last, year).into_iter();
    days.map(|day| copy_session(source, activity, pattern, Some(day), year.holidays)).collect()
}

fn copy_session(
    source: &Plan,
    activity: &Activity,
    session: &Session,
    day: Option<NaiveDate>,
    holidays: &Holidays,
) -> Copied {
    let mark = day.and_then(|day| holidays.mark(day));
    let school = activity.sort == Sort::Other(Kind::AfterSchool);
    let note = match (activity.sort, day, mark) {
        (_, None, _) => Some(CopyNote::NoSuchWeek),
        (Sort::Course(_), ..) => Some(CopyNote::Picked),
        (Sort::Other(Kind::Play), ..) => Some(CopyNote::OnceAYear),
        (Sort::Other(Kind::Festival), ..) => Some(CopyNote::Festival),
        (_, _, Some(DayMark::Rest)) => Some(CopyNote::Holiday),
        // A school day like any other.
        (_, _, Some(DayMark::Work)) if !school => Some(CopyNote::SwappedWorkday),
        (_, Some(day), None) if holidays.may_be_off(day) => Some(CopyNote::MaybeHoliday),
        _ => None,
    };
    let usual = match note {
        None | Some(CopyNote::SwappedWorkday) => true,
        Some(_) => false,
    };
    let new = on_day(session, day.unwrap_or_else(|| session.start.day()));
    let mut provision = source.provisions.get(&session.id).cloned().unwrap_or_default();
    provision.costs.iter_mut().for_each(|line| line.paid = None);
    let what = What::Session(Box::new((activity.clone(), new, provision)));
    let start = day.map(|day| Start::new(day, session.start.time()));
    Copied { from: session.id.clone(), start, note, usual, what }
}

fn copy_shift(shift: &Shift, day: Option<NaiveDate>, holidays: &Holidays) -> Copied {
    let start = day.map(|day| Start::new(day, shift.start.time()));
    let note = match day.map(|day| holidays.service_day(day)) {
        None => Some(CopyNote::NoSuchWeek),
        Some(ServiceDay::No(_) | ServiceDay::Unknown { weekend: false }) => Some(CopyNote::NoServiceDay),
        Some(_) => None,
    };
    let new = Shift { start: start.unwrap_or(shift.start), ..shift.clone() };
    Copied { from: shift.id.clone(), start, note, usual: note.is_none(), what: What::Shift(Box::new(new)) }
}

/// The second Saturday for a second Saturday.
fn same_weekday(day: NaiveDate, to: Month) -> Option<NaiveDate> {
    let week = u8::try_from(day.day0() / 7 + 1).ok()?;
    NaiveDate::from_weekday_of_month_opt(i32::from(to.year()), u32::from(to.number()), day.weekday(), week)
}

#[cfg(test)]
#[path = "skeleton_tests.rs"]
mod tests;
