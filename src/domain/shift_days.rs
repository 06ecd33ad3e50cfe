//! A shift once more, on other days of its month: what is needed on one Saturday is mostly needed on the next.

use chrono::{Datelike, NaiveDate};

use crate::domain::activity::Shift;
use crate::domain::changed::Changed;
use crate::domain::holiday::Holidays;
use crate::domain::id::SessionId;
use crate::domain::plan::Plan;
use crate::domain::time::Start;

/// A day on which a shift may be held as well.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OtherDay {
    /// Which.
    pub day: NaiveDate,
    /// The same weekday, later in the month: taken unless somebody says otherwise.
    pub usual: bool,
}

/// The days of the plan's month on which volunteers serve and the shift is not held yet, and every day of its weekday.
pub fn other_days(shift: &Shift, plan: &Plan, holidays: &Holidays) -> Vec<OtherDay> {
    let month = plan.month;
    let held = |day: NaiveDate| {
        let mut same = plan.shifts.iter().filter(|other| other.id.activity == shift.id.activity);
        same.any(|other| other.start.day() == day || other.id.start == Start::new(day, shift.start.time()))
    };
    let all = (1..=month.days()).filter_map(|number| month.day(number)).filter(|day| !held(*day));
    let offered = all.filter_map(|day| {
        let same = day.weekday() == shift.start.day().weekday();
        let serves = holidays.service_day(day).may_serve();
        (same || serves).then_some(OtherDay { day, usual: same && serves && day > shift.start.day() })
    });
    offered.collect()
}

/// The shift on another day, at its time.
pub fn on_day(shift: &Shift, day: NaiveDate) -> Shift {
    let start = Start::new(day, shift.start.time());
    let id = SessionId { activity: shift.id.activity.clone(), start };
    // What was called off, and what was told of a change, is one day's.
    Shift { id, start, cancelled: None, changed: Changed::default(), ..shift.clone() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::fixtures::{self, month};
    use crate::domain::plan::PlanChange;
    use crate::domain::time::write_day;

    fn shift(at: &str) -> Shift {
        fixtures::shift(&format!("S05-1@{at}"), "课业辅导")
    }

    #[test]
    fn the_same_weekday_comes_again_where_volunteers_serve() {
        let holidays = Holidays::read(Holidays::TABLE).unwrap();
        let known = shift("2026-10-03T09:00");
        let also = on_day(&known, NaiveDate::from_ymd_opt(2026, 10, 17).unwrap());
        assert_eq!(also.id.to_string(), "S05-1@2026-10-17T09:00");
        let changes = [PlanChange::Shift(known.clone()), PlanChange::Shift(also)];
        let plan = Plan::of(month("2026-10"), &changes);
        let offered = other_days(&known, &plan, &holidays);
        let usual: Vec<String> = offered.iter().filter(|one| one.usual).map(|one| write_day(one.day)).collect();
        // The tenth is a Saturday that is worked; the seventeenth is held already.
        assert_eq!(usual, ["2026-10-24", "2026-10-31"]);
        let days: Vec<u32> = offered.iter().map(|one| one.day.day()).collect();
        assert_eq!(days, [1, 2, 4, 5, 6, 7, 10, 11, 18, 24, 25, 31]);
    }
}
