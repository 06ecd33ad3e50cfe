//! A month's sessions as they are looked up: by day, each with its activity, its venue and its rhythm. Made once for a
//! menu, so that drawing a month costs the days that are drawn and not the sessions that there are.

use chrono::NaiveDate;
use std::collections::BTreeMap;
use std::sync::Arc;

use crate::domain::activity::{Activity, Session};
use crate::domain::id::{ActivityId, VenueCode};
use crate::domain::menu::{Menu, Place};
use crate::domain::series::Rhythm;

/// A menu with its sessions in order, and what they are of.
#[derive(Debug, PartialEq, Eq)]
pub struct Timetable {
    menu: Arc<Menu>,
    /// By start.
    rows: Vec<Row>,
    /// For each activity of the menu.
    rhythms: Vec<Rhythm>,
}

/// Where a session, its activity and its venue stand in the menu.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Row {
    session: usize,
    activity: usize,
    venue: Option<usize>,
}

/// A session with what is known of it.
#[derive(Debug, Clone, Copy)]
pub struct Listed<'a> {
    /// The session.
    pub session: &'a Session,
    /// What it is of.
    pub activity: &'a Activity,
    /// Where it is.
    pub venue: Option<&'a Place>,
    /// How the activity's days hang together.
    pub rhythm: Rhythm,
}

impl Timetable {
    /// Looks everything up once. A session of no known activity is left out.
    pub fn of(menu: Arc<Menu>) -> Self {
        let activities: BTreeMap<&ActivityId, usize> =
            menu.activities.iter().enumerate().map(|(at, activity)| (&activity.id, at)).collect();
        let venues: BTreeMap<&VenueCode, usize> =
            menu.venues.iter().enumerate().map(|(at, venue)| (&venue.code, at)).collect();
        let row = |(at, session): (usize, &Session)| {
            let activity = *activities.get(&session.id.activity)?;
            let venue = session.venue.as_ref().and_then(|code| venues.get(code).copied());
            Some(Row { session: at, activity, venue })
        };
        let mut rows: Vec<Row> = menu.sessions.iter().enumerate().filter_map(row).collect();
        rows.sort_by_key(|row| menu.sessions[row.session].start);
        let mut days: Vec<Vec<NaiveDate>> = vec![Vec::new(); menu.activities.len()];
        for row in &rows {
            days[row.activity].push(menu.sessions[row.session].start.day());
        }
        let rhythms =
            menu.activities.iter().zip(days).map(|(activity, days)| Rhythm::of(activity.sort, &days)).collect();
        Self { menu, rows, rhythms }
    }

    /// The menu.
    pub fn menu(&self) -> &Arc<Menu> {
        &self.menu
    }

    fn listed(&self, row: &Row) -> Listed<'_> {
        Listed {
            session: &self.menu.sessions[row.session],
            activity: &self.menu.activities[row.activity],
            venue: row.venue.map(|at| &self.menu.venues[at]),
            rhythm: self.rhythms[row.activity],
        }
    }

    /// All sessions, by start.
    pub fn all(&self) -> impl Iterator<Item = Listed<'_>> {
        self.rows.iter().map(|row| self.listed(row))
    }

    /// All dates of an activity, by start.
    pub fn dates_of(&self, activity: &ActivityId) -> impl Iterator<Item = &Session> {
        self.all().filter(move |listed| listed.activity.id == *activity).map(|listed| listed.session)
    }
}

/// Those sessions of a month that are shown, by start.
#[derive(Debug, Clone)]
pub struct Selection {
    timetable: Arc<Timetable>,
    rows: Arc<[usize]>,
}

impl PartialEq for Selection {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.timetable, &other.timetable) && self.rows == other.rows
    }
}

impl Selection {
    /// What `shows` holds for.
    pub fn of(timetable: Arc<Timetable>, mut shows: impl FnMut(Listed<'_>) -> bool) -> Self {
        let rows = (0..timetable.rows.len()).filter(|at| shows(timetable.listed(&timetable.rows[*at])));
        let rows = rows.collect();
        Self { timetable, rows }
    }

    /// The menu that it is of.
    pub fn menu(&self) -> &Arc<Menu> {
        &self.timetable.menu
    }

    /// All of it, by start.
    pub fn all(&self) -> impl Iterator<Item = Listed<'_>> {
        self.rows.iter().map(|at| self.timetable.listed(&self.timetable.rows[*at]))
    }

    /// What starts on a day.
    pub fn on(&self, day: NaiveDate) -> impl Iterator<Item = Listed<'_>> {
        self.from(day).take_while(move |listed| listed.session.start.day() == day)
    }

    /// What starts on a day or later.
    pub fn from(&self, day: NaiveDate) -> impl Iterator<Item = Listed<'_>> {
        let start = |at: &usize| self.timetable.listed(&self.timetable.rows[*at]).session.start.day();
        let first = self.rows.partition_point(|at| start(at) < day);
        self.rows[first..].iter().map(|at| self.timetable.listed(&self.timetable.rows[*at]))
    }

    /// The days on which something starts, from a day on.
    pub fn days_from(&self, day: NaiveDate) -> Vec<NaiveDate> {
        let mut days: Vec<NaiveDate> = self.from(day).map(|listed| listed.session.start.day()).collect();
        days.dedup();
        days
    }

    /// How many.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether nothing is shown.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::category::{Kind, Sort};
    use crate::domain::fixtures::{self, activity, place, room, session};
    use crate::domain::id::CourseCode;
    use crate::domain::time::parse_day;

    fn menu(sessions: &[(&str, &str)]) -> Arc<Menu> {
        let club = |id: &str| activity(id, Sort::Other(Kind::Club), id);
        let in_its_room = |(id, at): &(&str, &str)| Session { venue: room("V02"), ..session(id, at) };
        Arc::new(Menu {
            activities: vec![club("choir"), club("dance")],
            venues: vec![place("V01", "V01"), place("V02", "V02")],
            sessions: sessions.iter().map(in_its_room).collect(),
            ..fixtures::menu("2026-12")
        })
    }

    #[test]
    fn dates_of_one_course_stand_for_each_other() {
        let menu = menu(&[("choir", "2026-12-02T09:00"), ("dance", "2026-12-03T09:00"), ("choir", "2026-12-09T09:00")]);
        let dates = |menu: &Menu, at: usize| {
            let like = menu.sessions_like(&menu.activities[at]);
            like.map(|session| session.start.day().to_string()[8..].to_owned()).collect::<Vec<_>>()
        };
        // Neither gives a course: each has its own dates alone.
        assert_eq!(dates(&menu, 0), ["02", "09"]);
        assert_eq!(dates(&menu, 1), ["03"]);
        let mut menu = Menu::clone(&menu);
        for activity in &mut menu.activities {
            activity.course = Some(CourseCode::new("A-01").unwrap());
        }
        assert_eq!(dates(&menu, 1), ["02", "03", "09"]);
        menu.activities[0].course = Some(CourseCode::new("A-02").unwrap());
        assert_eq!(dates(&menu, 1), ["03"]);
    }

    #[test]
    fn sessions_are_found_by_day_with_what_they_are_of() {
        let timetable = Arc::new(Timetable::of(menu(&[
            ("dance", "2026-12-09T19:00"),
            ("choir", "2026-12-06T14:00"),
            ("dance", "2026-12-02T19:00"),
            ("gone", "2026-12-06T10:00"),
            ("dance", "2026-12-16T19:00"),
            ("dance", "2026-12-06T09:00"),
        ])));
        let day = |text| parse_day(text).unwrap();
        let all = Selection::of(timetable.clone(), |_| true);
        assert_eq!((all.len(), all.is_empty(), all.all().count()), (5, false, 5));
        let sixth: Vec<_> = all.on(day("2026-12-06")).map(|listed| listed.activity.id.to_string()).collect();
        assert_eq!(sixth, ["dance", "choir"]);
        assert!(all.on(day("2026-12-07")).next().is_none());
        assert!(all.all().all(|listed| listed.venue.is_some_and(|venue| venue.name == "V02")));
        assert_eq!(all.days_from(day("2026-12-03")), [day("2026-12-06"), day("2026-12-09"), day("2026-12-16")]);
        assert_eq!(timetable.dates_of(&ActivityId::new("dance").unwrap()).count(), 4);
        let choir = Selection::of(timetable, |listed| listed.activity.id.as_str() == "choir");
        assert_eq!(choir.all().map(|listed| listed.rhythm).collect::<Vec<_>>(), [Rhythm::Once]);
        assert_ne!(choir, all);
        assert_eq!(all, all.clone());
    }
}
