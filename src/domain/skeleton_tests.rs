//! Months made from others: weekdays, weeks, holidays, series.

use super::*;
use crate::domain::category::Category;
use crate::domain::fixtures::{self, activity, month, room};
use crate::domain::recurrence::Recurrence;
use crate::domain::repeat::On;
use crate::domain::school::{Vacation, Vacations};
use crate::domain::time::{parse_day, write_day};

fn session(id: &str, sort: Sort, at: &str) -> PlanChange {
    PlanChange::Session { activity: activity(id, sort, "合唱"), session: fixtures::session(id, at) }
}

fn copied(changes: &[PlanChange], from: &str, to: &str) -> (Plan, Vec<Copied>) {
    let source = Plan::of(month(from), changes);
    let holidays = Holidays::read(Holidays::TABLE).unwrap();
    let summer = Some(Vacation { from: parse_day("2026-07-11").unwrap(), to: parse_day("2026-08-31").unwrap() });
    let year = SchoolYear { holidays: &holidays, vacations: Vacations { winter: None, summer } };
    let copied = skeleton(&source, month(to), year);
    (source, copied)
}

const CLUB: Sort = Sort::Other(Kind::Club);

#[test]
fn a_year_without_a_notice_leaves_out_what_is_off_by_law_and_asks_about_what_usually_is() {
    let holidays = Holidays::read(Holidays::TABLE).unwrap().with_lawful([2027]);
    let year = SchoolYear { holidays: &holidays, vacations: Vacations::default() };
    let into = |from: &str, day: &str, to: &str| {
        let source = Plan::of(month(from), &[session("S-1", CLUB, day)]);
        let copied = skeleton(&source, month(to), year);
        (copied[0].start.map(|start| write_day(start.day())), copied[0].note, copied[0].usual)
    };
    let is = |day: &str, note, usual| (Some(day.to_owned()), note, usual);
    // The first Friday of January 2027 is the first.
    let new_year = into("2026-12", "2026-12-04T10:00", "2027-01");
    assert_eq!(new_year, is("2027-01-01", Some(CopyNote::Holiday), false));
    // The eve of the Spring Festival is off by law, the sixth day of the new year is so by custom.
    let eve = into("2026-12", "2026-12-04T10:00", "2027-02");
    assert_eq!(eve, is("2027-02-05", Some(CopyNote::Holiday), false));
    let custom = into("2026-12", "2026-12-10T10:00", "2027-02");
    assert_eq!(custom, is("2027-02-11", Some(CopyNote::MaybeHoliday), false));
    assert_eq!(into("2026-12", "2026-12-16T10:00", "2027-02"), is("2027-02-17", None, true));
    assert_eq!(into("2026-12", "2026-12-02T10:00", "2027-05"), is("2027-05-05", Some(CopyNote::MaybeHoliday), false));
}

#[track_caller]
fn lands(sort: Sort, start: &str, to: &str, expected: Option<&str>, note: Option<CopyNote>, usual: bool) {
    let (_, copied) = copied(&[session("X-1", sort, start)], &start[..7], to);
    let on = copied[0].start.map(|start| write_day(start.day()));
    assert_eq!((on.as_deref(), copied[0].note, copied[0].usual), (expected, note, usual), "{start} to {to}");
}

#[test]
fn everything_lands_on_its_weekday_unless_the_month_says_otherwise() {
    lands(CLUB, "2026-11-14T10:00", "2026-12", Some("2026-12-12"), None, true);
    lands(CLUB, "2026-11-30T10:00", "2026-12", None, Some(CopyNote::NoSuchWeek), false);
    // The first Thursday of October is a holiday, the second Saturday is worked in exchange.
    lands(CLUB, "2026-09-03T10:00", "2026-10", Some("2026-10-01"), Some(CopyNote::Holiday), false);
    lands(CLUB, "2026-09-12T10:00", "2026-10", Some("2026-10-10"), Some(CopyNote::SwappedWorkday), true);
    lands(
        Sort::Other(Kind::Festival),
        "2026-09-03T10:00",
        "2026-10",
        Some("2026-10-01"),
        Some(CopyNote::Festival),
        false,
    );
    lands(
        Sort::Course(Category::Arts),
        "2026-11-14T10:00",
        "2026-12",
        Some("2026-12-12"),
        Some(CopyNote::Picked),
        false,
    );
    lands(Sort::Other(Kind::Play), "2026-11-14T10:00", "2026-12", Some("2026-12-12"), Some(CopyNote::OnceAYear), false);
}

#[test]
fn a_series_goes_on_by_its_rule() {
    let part =
        |rule: &str, on| Part { from: parse_day("2026-09-01").unwrap(), rule: Recurrence::parse(rule).unwrap(), on };
    let series = |part| PlanChange::Series(Series::new(ActivityId::new("X-1").unwrap(), part));
    let first = session("X-1", CLUB, "2026-09-05T14:00");
    let every_second = series(part("FREQ=WEEKLY;INTERVAL=2;BYDAY=SA;UNTIL=20260930", On::Every));
    let (source, copied) = self::copied(&[first, every_second], "2026-09", "2026-10");
    let days: Vec<String> = copied.iter().filter_map(|copied| Some(write_day(copied.start?.day()))).collect();
    // From the week of 1 September, every second Saturday.
    assert_eq!(days, ["2026-10-03", "2026-10-17", "2026-10-31"]);
    let ticked: Vec<&Copied> = copied.iter().collect();
    let changes = take_over(&ticked, &source, month("2026-10"), |id| id.as_str() == "X-1");
    let next = Plan::of(month("2026-10"), &changes);
    let id = ActivityId::new("X-2").unwrap();
    assert_eq!(next.sessions.len(), 3);
    assert!(next.sessions.iter().all(|session| session.id.activity == id), "its old id was used in that month before");
    assert_eq!(next.series[&id].parts[0].from, parse_day("2026-10-03").unwrap());

    let care = session("X-1", Sort::Other(Kind::AfterSchool), "2026-09-01T16:00");
    let (_, copied) = self::copied(&[care, series(part("FREQ=DAILY", On::SchoolDays))], "2026-09", "2026-10");
    let days: Vec<String> = copied.iter().filter_map(|copied| Some(write_day(copied.start?.day()))).collect();
    assert_eq!(days.first().map(String::as_str), Some("2026-10-08"));
    assert!(days.contains(&"2026-10-10".to_owned()), "a Saturday that is worked");
    assert!(copied.iter().all(|copied| copied.usual));
    let care = session("X-1", Sort::Other(Kind::AfterSchool), "2026-06-30T16:00");
    let june = Part { from: parse_day("2026-06-01").unwrap(), ..part("FREQ=DAILY", On::SchoolDays) };
    let (_, copied) = self::copied(&[care, series(june)], "2026-06", "2026-07");
    let days: Vec<String> = copied.iter().filter_map(|copied| Some(write_day(copied.start?.day()))).collect();
    assert_eq!(days.last().map(String::as_str), Some("2026-07-10"), "then the summer vacation begins");
}

#[test]
fn a_helper_comes_along_only_with_what_is_helped_at() {
    let shift = |id: &str, start: &str, venue: &str| {
        PlanChange::Shift(Shift { venue: room(venue), ..fixtures::shift(&format!("{id}@{start}"), "场务") })
    };
    let within = |change: PlanChange| {
        let PlanChange::Session { activity, session } = change else { unreachable!() };
        PlanChange::Session { activity, session: Session { venue: room("V01"), ..session } }
    };
    let changes = [
        within(session("X-1", Sort::Other(Kind::Play), "2026-11-07T14:30")),
        within(session("X-2", CLUB, "2026-11-14T10:00")),
        shift("S1-1", "2026-11-07T13:30", "V01"),
        shift("S2-1", "2026-11-14T09:30", "V01"),
        shift("S3-1", "2026-11-07T09:00", "V01"),
        // Somewhere else at the same time.
        shift("S4-1", "2026-11-07T14:00", "V02"),
    ];
    let (_, copied) = copied(&changes, "2026-11", "2026-12");
    let of = |id: &str| {
        let known = copied.iter().find(|known| known.from.activity.as_str() == id).unwrap();
        (known.note, known.usual)
    };
    assert_eq!(of("X-1"), (Some(CopyNote::OnceAYear), false));
    assert_eq!(of("S1-1"), (Some(CopyNote::NoSession), false));
    assert_eq!([of("S2-1"), of("S3-1"), of("S4-1")], [(None, true); 3]);
}
