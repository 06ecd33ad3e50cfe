//! Changes of what comes again, over all the months that it reaches into: what each month's plan has to record.

use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet};

use crate::domain::activity::{Activity, Session};
use crate::domain::id::{ActivityId, SessionId};
use crate::domain::plan::{Plan, PlanChange};
use crate::domain::recurrence::Recurrence;
use crate::domain::repeat::{Fitted, On, Part, Reach, Series};
use crate::domain::school::SchoolYear;
use crate::domain::time::Month;

/// What each month's plan has to record.
pub type ByMonth = BTreeMap<Month, Vec<PlanChange>>;

/// The months that are known, and the rules by which an activity comes again in them.
#[derive(Debug, Clone, Copy)]
pub struct Months<'a> {
    /// Their plans.
    pub plans: &'a [&'a Plan],
    /// Holidays and vacations, as far as they are known.
    pub year: SchoolYear<'a>,
}

/// How an activity shall come again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wish {
    /// By which rule, which ends by itself.
    pub rule: Recurrence,
    /// On which of its days.
    pub on: On,
    /// From the chosen session on, or altogether.
    pub reach: Reach,
    /// Up to this day at the latest.
    pub last: NaiveDate,
}

impl Months<'_> {
    /// The activity's series, as the month of `from` or the last before it has it.
    pub fn series(&self, activity: &ActivityId, from: Month) -> Option<&Series> {
        let known = self.plans.iter().filter_map(|plan| Some((plan.month, plan.series.get(activity)?)));
        let (before, after): (Vec<_>, Vec<_>) = known.partition(|(month, _)| *month <= from);
        let newest = before.into_iter().max_by_key(|(month, _)| *month);
        newest.or_else(|| after.into_iter().min_by_key(|(month, _)| *month)).map(|(_, series)| series)
    }

    /// A session was changed from `before` to `after`, its activity's words to `activity`: what that does as far as it reaches.
    pub fn changed(&self, activity: &Activity, before: &Session, after: &Session, reach: Reach) -> ByMonth {
        let month = self.month_of(&before.id).unwrap_or(before.start.month());
        let Some(series) = self.series(&activity.id, month) else {
            let change = PlanChange::Session { activity: activity.clone(), session: after.clone() };
            return BTreeMap::from([(month, vec![change])]);
        };
        let sessions = self.sessions(&activity.id);
        let (next, fitted) = series.edit(&sessions, before, after, reach);
        let mut changes = self.record(activity, fitted);
        self.keep_series(series, &next, &mut changes);
        self.keep_words(activity, &mut changes);
        changes
    }

    /// Several sessions were changed, each by itself; those that are not known are left out.
    pub fn each_alone(&self, sessions: &[Session]) -> ByMonth {
        let mut changes: ByMonth = BTreeMap::new();
        let mut series: BTreeMap<&ActivityId, (&Series, Series)> = BTreeMap::new();
        for after in sessions {
            let id = &after.id;
            let Some(plan) = self.plans.iter().find(|plan| plan.session(id).is_some()) else { continue };
            let Some(activity) = plan.activities.get(&id.activity) else { continue };
            let change = PlanChange::Session { activity: activity.clone(), session: after.clone() };
            changes.entry(plan.month).or_default().push(change);
            if let Some(known) = self.series(&id.activity, plan.month) {
                let (_, next) = series.entry(&id.activity).or_insert_with(|| (known, known.clone()));
                *next = next.with_alone(id);
            }
        }
        for (known, next) in series.into_values() {
            self.keep_series(known, &next, &mut changes);
        }
        changes
    }

    /// An activity shall come again as `pattern` is, by a wish. `kept` names what no rule takes out, `free` says in which
    /// months the activity's id is not taken by another.
    pub fn repeated(
        &self,
        activity: &Activity,
        pattern: &Session,
        wish: &Wish,
        kept: impl Fn(&SessionId) -> bool,
        free: impl Fn(Month) -> bool,
    ) -> ByMonth {
        let day = pattern.id.start.day();
        let month = self.month_of(&pattern.id).unwrap_or(pattern.start.month());
        let unrepeated = Series { activity: activity.id.clone(), parts: Vec::new(), alone: BTreeSet::new() };
        let known = self.series(&activity.id, month).unwrap_or(&unrepeated);
        let from = match wish.reach {
            Reach::All => known.parts.first().map_or(day, |part| part.from.min(day)),
            Reach::One | Reach::Following => day,
        };
        let mut next = known.ruled(Part { from, rule: wish.rule.clone(), on: wish.on }, wish.reach);
        // The one that all come from is no exception.
        next.alone.remove(&day);
        let sessions = self.sessions(&activity.id);
        // What the known rules gave later than the wish reaches goes as well.
        let last =
            sessions.iter().map(|session| session.id.start.day()).max().map_or(wish.last, |day| day.max(wish.last));
        let fitted = next.fit(known, &sessions, pattern, (from, last), self.year, kept);
        let mut changes = self.record(activity, fitted);
        changes.retain(|month, _| free(*month));
        changes.entry(month).or_default();
        self.keep_series(known, &next, &mut changes);
        changes
    }

    /// A session of a series is taken out: alone, or with those that follow, or with all.
    pub fn taken_out(&self, session: &Session, reach: Reach, kept: impl Fn(&SessionId) -> bool) -> ByMonth {
        let month = self.month_of(&session.id).unwrap_or(session.start.month());
        let Some(series) = self.series(&session.id.activity, month) else {
            return BTreeMap::from([(month, vec![PlanChange::Remove(session.id.clone())])]);
        };
        let mut changes: ByMonth = BTreeMap::new();
        let day = session.id.start.day();
        let gone = |other: &Session| match reach {
            Reach::One => other.id == session.id,
            // A day that was arranged by itself is taken out by itself.
            Reach::Following => other.id.start.day() >= day && !series.alone.contains(&other.id.start.day()),
            Reach::All => !series.alone.contains(&other.id.start.day()),
        };
        for other in self.sessions(&session.id.activity) {
            if other.id == session.id || (gone(&other) && !kept(&other.id)) {
                let month = self.month_of(&other.id).unwrap_or(other.start.month());
                changes.entry(month).or_default().push(PlanChange::Remove(other.id));
            }
        }
        let next = match reach {
            Reach::One => series.with_alone(&session.id),
            Reach::All => Series { parts: Vec::new(), ..series.clone() },
            Reach::Following => ended_before(series, day),
        };
        self.keep_series(series, &next, &mut changes);
        changes
    }

    fn month_of(&self, id: &SessionId) -> Option<Month> {
        self.plans.iter().find(|plan| plan.session(id).is_some()).map(|plan| plan.month)
    }

    fn sessions(&self, activity: &ActivityId) -> Vec<Session> {
        let all = self.plans.iter().flat_map(|plan| &plan.sessions);
        all.filter(|session| session.id.activity == *activity).cloned().collect()
    }

    fn record(&self, activity: &Activity, fitted: Vec<Fitted>) -> ByMonth {
        let mut changes: ByMonth = BTreeMap::new();
        for change in fitted {
            let (id, start) = match &change {
                Fitted::Put(session) => (&session.id, session.start),
                Fitted::Remove(id) => (id, id.start),
            };
            let month = self.month_of(id).unwrap_or(start.month());
            changes.entry(month).or_default().push(match change {
                Fitted::Put(session) => PlanChange::Session { activity: activity.clone(), session },
                Fitted::Remove(id) => PlanChange::Remove(id),
            });
        }
        changes
    }

    /// Every month that has the series, or gets it now, knows how it goes on.
    fn keep_series(&self, known: &Series, next: &Series, changes: &mut ByMonth) {
        let has = |plan: &&&Plan| plan.series.contains_key(&known.activity);
        let months: BTreeSet<Month> =
            self.plans.iter().filter(has).map(|plan| plan.month).chain(changes.keys().copied()).collect();
        for month in months {
            let kept =
                self.plans.iter().find(|plan| plan.month == month).and_then(|plan| plan.series.get(&known.activity));
            if kept != Some(next) {
                changes.entry(month).or_default().push(PlanChange::Series(next.clone()));
            }
        }
    }

    /// An activity's words are the same in every month that the series reaches into.
    fn keep_words(&self, activity: &Activity, changes: &mut ByMonth) {
        for plan in self.plans {
            let other = plan.activities.get(&activity.id).is_some_and(|known| known != activity);
            let told = changes
                .get(&plan.month)
                .is_some_and(|changes| changes.iter().any(|change| matches!(change, PlanChange::Session { .. })));
            let one = plan.sessions.iter().find(|session| session.id.activity == activity.id);
            if let Some(session) = one.filter(|_| other && !told && plan.series.contains_key(&activity.id)) {
                let change = PlanChange::Session { activity: activity.clone(), session: session.clone() };
                changes.entry(plan.month).or_default().push(change);
            }
        }
    }
}

/// The series without anything from a day on.
fn ended_before(series: &Series, day: NaiveDate) -> Series {
    let mut parts: Vec<Part> = series.parts.iter().filter(|part| part.from < day).cloned().collect();
    if let (Some(last), Some(before)) = (parts.last_mut(), day.pred_opt()) {
        last.rule = last.rule.clone().until(before);
    }
    Series { parts, ..series.clone() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::activity::Entry;
    use crate::domain::category::{Kind, Sort};
    use crate::domain::fixtures::{self};
    use crate::domain::holiday::Holidays;
    use crate::domain::recurrence::Frequency;
    use crate::domain::school::Vacations;
    use crate::domain::text::Text;
    use crate::domain::time::{Start, parse_day};

    fn activity() -> Activity {
        fixtures::activity("X-1", Sort::Other(Kind::Club), "合唱")
    }

    fn session(at: &str) -> Session {
        Session { entry: Entry::Places(20), ..fixtures::session("X-1", at) }
    }

    fn apply(plans: &mut BTreeMap<Month, Plan>, changes: ByMonth) {
        for (month, changes) in changes {
            let plan = plans.entry(month).or_insert_with(|| Plan::new(month));
            *plan = plan.with_all(&changes);
        }
    }

    fn ask(plans: &BTreeMap<Month, Plan>, ask: impl FnOnce(Months<'_>) -> ByMonth) -> ByMonth {
        let holidays = Holidays::read(Holidays::TABLE).unwrap();
        let plans: Vec<&Plan> = plans.values().collect();
        ask(Months { plans: &plans, year: SchoolYear { holidays: &holidays, vacations: Vacations::default() } })
    }

    fn starts(plans: &BTreeMap<Month, Plan>) -> Vec<String> {
        plans
            .values()
            .flat_map(|plan| &plan.sessions)
            .map(|session| session.start.to_string()[5..16].to_owned())
            .collect()
    }

    /// Wednesdays from 9 December to the middle of January.
    fn weekly() -> BTreeMap<Month, Plan> {
        let first = session("2026-12-09T14:00");
        let put = PlanChange::Session { activity: activity(), session: first.clone() };
        let mut plans = BTreeMap::new();
        apply(&mut plans, BTreeMap::from([(first.start.month(), vec![put])]));
        let last = parse_day("2027-01-14").unwrap();
        let rule = Recurrence::every(1, Frequency::Weekly).until(last);
        let wish = Wish { rule, on: On::Every, reach: Reach::All, last };
        let changes = ask(&plans, |months| months.repeated(&activity(), &first, &wish, |_| false, |_| true));
        apply(&mut plans, changes);
        plans
    }

    #[test]
    fn a_series_goes_on_into_the_next_year() {
        let plans = weekly();
        let days = ["12-09T14:00", "12-16T14:00", "12-23T14:00", "12-30T14:00", "01-06T14:00", "01-13T14:00"];
        assert_eq!(starts(&plans), days);
        assert!(plans.values().all(|plan| plan.series.contains_key(&activity().id)));
    }

    #[test]
    fn one_and_following_reaches_into_the_months_after() {
        let mut plans = weekly();
        let before = session("2026-12-23T14:00");
        let alone = Session { minutes: 30, ..session("2027-01-06T14:00") };
        let changes =
            ask(&plans, |months| months.changed(&activity(), &session("2027-01-06T14:00"), &alone, Reach::One));
        apply(&mut plans, changes);
        let after = Session { start: Start::parse("2026-12-23T15:30").unwrap(), ..before.clone() };
        let words = Activity { title: Text::new("合唱团"), ..activity() };
        let changes = ask(&plans, |months| months.changed(&words, &before, &after, Reach::Following));
        apply(&mut plans, changes);
        let days = ["12-09T14:00", "12-16T14:00", "12-23T15:30", "12-30T15:30", "01-06T14:00", "01-13T15:30"];
        assert_eq!(starts(&plans), days, "the one that was arranged by itself stays");
        assert!(plans.values().all(|plan| plan.activities[&activity().id].title.hans == "合唱团"));
    }

    #[test]
    fn several_changed_each_by_itself_stay_so() {
        let mut plans = weekly();
        let moved = |day: &str| Session { minutes: 30, ..session(day) };
        let both = [moved("2026-12-30T14:00"), moved("2027-01-06T14:00"), moved("2027-03-01T14:00")];
        let changes = ask(&plans, |months| months.each_alone(&both));
        assert_eq!(changes.len(), 2, "the third is not there");
        apply(&mut plans, changes);
        let after = Session { minutes: 90, ..session("2026-12-09T14:00") };
        let changes =
            ask(&plans, |months| months.changed(&activity(), &session("2026-12-09T14:00"), &after, Reach::All));
        apply(&mut plans, changes);
        let minutes: Vec<u16> = plans.values().flat_map(|plan| &plan.sessions).map(|session| session.minutes).collect();
        assert_eq!(minutes, [90, 90, 90, 30, 30, 90]);
    }

    #[test]
    fn what_follows_is_taken_out_and_does_not_come_back() {
        let mut plans = weekly();
        let changes = ask(&plans, |months| {
            let published = session("2026-12-30T14:00").id;
            months.taken_out(&session("2026-12-16T14:00"), Reach::Following, |id| *id == published)
        });
        apply(&mut plans, changes);
        assert_eq!(
            starts(&plans),
            ["12-09T14:00", "12-30T14:00"],
            "what residents have read is called off by a person"
        );
        let changes = ask(&plans, |months| months.taken_out(&session("2026-12-09T14:00"), Reach::All, |_| false));
        apply(&mut plans, changes);
        assert!(starts(&plans).is_empty() && plans.values().all(|plan| plan.series.is_empty()));
    }

    #[test]
    fn another_activitys_month_is_left_alone() {
        let mut plans = weekly();
        let wish = Wish {
            rule: Recurrence::every(1, Frequency::Daily),
            on: On::Every,
            reach: Reach::All,
            last: parse_day("2027-02-28").unwrap(),
        };
        let changes = ask(&plans, |months| {
            let free = |month: Month| month.number() != 2;
            months.repeated(&activity(), &session("2026-12-09T14:00"), &wish, |_| false, free)
        });
        apply(&mut plans, changes);
        assert_eq!(plans.len(), 2);
        assert_eq!(starts(&plans).len(), 23 + 31);
    }
}
