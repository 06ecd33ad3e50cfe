//! A month on one sheet of paper: what comes again and again is said once, the rest day by day.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::domain::activity::{Activity, Session, Shift};
use crate::domain::id::ActivityId;
use crate::domain::menu::Menu;
use crate::domain::time::Month;

/// What stands on a poster.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Poster<'a> {
    /// Which month.
    pub month: Month,
    /// Activities that are held at least [`REGULAR`] times, always at one time of day and in one place; by first day.
    pub regular: Vec<Regular<'a>>,
    /// Every other session, by day and start. Days without any are left out.
    pub days: Vec<(NaiveDate, Vec<&'a Session>)>,
    /// 志愿岗位: each job with its days; by first day.
    pub jobs: Vec<Job<'a>>,
    /// How many sessions each day has, those of regular activities counted: the lit windows.
    pub lamps: BTreeMap<NaiveDate, usize>,
}

/// An activity that is said once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Regular<'a> {
    /// Which.
    pub activity: &'a Activity,
    /// Its first session: time, venue and entry are those of all.
    pub first: &'a Session,
    /// On which days.
    pub days: Vec<NaiveDate>,
}

/// A volunteer job that is said once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Job<'a> {
    /// Its first shift: role, time and venue are those of all.
    pub first: &'a Shift,
    /// On which days.
    pub days: Vec<NaiveDate>,
}

/// From so many sessions on an activity is regular.
pub const REGULAR: usize = 3;

impl<'a> Poster<'a> {
    /// Of a published month. What is called off is not put on paper.
    pub fn of(menu: &'a Menu) -> Self {
        let on = || menu.sessions.iter().filter(|session| session.cancelled.is_none());
        let mut by_activity: BTreeMap<&ActivityId, Vec<&Session>> = BTreeMap::new();
        for session in on() {
            by_activity.entry(&session.id.activity).or_default().push(session);
        }
        let alike = |sessions: &Vec<&Session>| {
            let what =
                |session: &Session| (session.start.time(), session.minutes, session.venue.clone(), session.entry);
            sessions.len() >= REGULAR && sessions.iter().all(|session| what(session) == what(sessions[0]))
        };
        let mut regular: Vec<Regular<'_>> = by_activity
            .values()
            .filter(|sessions| alike(sessions))
            .filter_map(|sessions| {
                let activity = menu.activity(&sessions[0].id.activity)?;
                let days = sessions.iter().map(|session| session.start.day()).collect();
                Some(Regular { activity, first: sessions[0], days })
            })
            .collect();
        regular.sort_by_key(|regular| (regular.first.start, &regular.activity.id));
        let mut days: BTreeMap<NaiveDate, Vec<&Session>> = BTreeMap::new();
        let mut lamps: BTreeMap<NaiveDate, usize> = BTreeMap::new();
        for session in on() {
            *lamps.entry(session.start.day()).or_default() += 1;
            if regular.iter().all(|regular| regular.activity.id != session.id.activity) {
                days.entry(session.start.day()).or_default().push(session);
            }
        }
        let mut jobs: Vec<Job<'_>> = Vec::new();
        for shift in menu.shifts.iter().filter(|shift| shift.cancelled.is_none()) {
            let what = |shift: &Shift| (shift.role.clone(), shift.start.time(), shift.minutes, shift.venue.clone());
            match jobs.iter_mut().find(|job| what(job.first) == what(shift)) {
                Some(job) => job.days.push(shift.start.day()),
                None => jobs.push(Job { first: shift, days: vec![shift.start.day()] }),
            }
        }
        Self { month: menu.month, regular, days: days.into_iter().collect(), jobs, lamps }
    }

    /// Lines of text that the whole takes, roughly: what a half of a poster is measured by.
    fn weight(sessions: &[&Session]) -> usize {
        1 + 2 * sessions.len()
    }

    /// Cut into two sheets of about the same length: regular activities and the first days, then the rest and the jobs.
    pub fn halves(&self) -> [Poster<'a>; 2] {
        let of_days: usize = self.days.iter().map(|(_, sessions)| Self::weight(sessions)).sum();
        // A heading, and two lines for each job.
        let of_jobs = if self.jobs.is_empty() { 0 } else { 1 + 2 * self.jobs.len() };
        let half = (of_days + of_jobs + 2 * self.regular.len()).div_ceil(2);
        let (mut so_far, mut cut) = (2 * self.regular.len(), 0);
        for (_, sessions) in &self.days {
            if so_far >= half {
                break;
            }
            so_far += Self::weight(sessions);
            cut += 1;
        }
        let (first, second) = self.days.split_at(cut);
        let half = |regular, days: &[(NaiveDate, Vec<&'a Session>)], jobs| Poster {
            month: self.month,
            regular,
            days: days.to_vec(),
            jobs,
            lamps: self.lamps.clone(),
        };
        [half(self.regular.clone(), first, Vec::new()), half(Vec::new(), second, self.jobs.clone())]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::category::{Kind, Sort};
    use crate::domain::fixtures::{self, activity, session};
    use crate::domain::text::Text;
    use std::collections::BTreeSet;

    fn menu(sessions: &[(&str, &str)]) -> Menu {
        let names: BTreeSet<&str> = sessions.iter().map(|(name, _)| *name).collect();
        Menu {
            activities: names.iter().map(|name| activity(name, Sort::Other(Kind::Club), name)).collect(),
            sessions: sessions.iter().map(|(name, at)| session(name, at)).collect(),
            ..fixtures::menu("2026-12")
        }
    }

    #[test]
    fn what_comes_every_week_is_said_once() {
        let weeks = ["2026-12-02T10:00", "2026-12-09T10:00", "2026-12-16T10:00"];
        let mut sessions: Vec<(&str, &str)> = weeks.iter().map(|start| ("choir", *start)).collect();
        sessions.push(("talk", "2026-12-09T14:00"));
        let all = menu(&sessions);
        let poster = Poster::of(&all);
        assert_eq!(poster.regular.len(), 1);
        assert_eq!(poster.regular[0].days.len(), 3);
        assert_eq!(poster.days.len(), 1);
        assert_eq!(poster.lamps.len(), 3);
        // One at another time: each is said by itself.
        sessions[2].1 = "2026-12-16T15:00";
        let all = menu(&sessions);
        let poster = Poster::of(&all);
        assert_eq!((poster.regular.len(), poster.days.len()), (0, 3));
        // What is called off is not printed.
        let mut all = menu(&sessions);
        all.sessions[3].cancelled = Some(Text::default());
        assert_eq!(Poster::of(&all).days.iter().map(|(_, sessions)| sessions.len()).sum::<usize>(), 3);
    }

    #[test]
    fn both_halves_hold_everything_once() {
        let days: Vec<String> = (1..=28).map(|day| format!("2026-12-{day:02}T10:00")).collect();
        let names: Vec<String> = (1..=28).map(|day| format!("a{day}")).collect();
        let sessions: Vec<(&str, &str)> =
            names.iter().map(String::as_str).zip(days.iter().map(String::as_str)).collect();
        let all = menu(&sessions);
        let poster = Poster::of(&all);
        let [first, second] = poster.halves();
        assert_eq!((first.days.len(), second.days.len()), (14, 14));
        assert_eq!([first.days, second.days].concat(), poster.days);
        let none = menu(&[]);
        let [first, second] = Poster::of(&none).halves();
        assert!(first.days.is_empty() && second.days.is_empty());
    }

    #[test]
    fn a_job_is_said_once_with_its_days() {
        let shift = |start: &str, role: &str| fixtures::shift(&format!("S-1@{start}"), role);
        let mut all = menu(&[("talk", "2026-12-09T14:00")]);
        all.shifts = vec![
            shift("2026-12-05T09:00", "便民服务台"),
            shift("2026-12-05T14:00", "探访"),
            shift("2026-12-12T09:00", "便民服务台"),
            Shift { cancelled: Some(Text::default()), ..shift("2026-12-19T09:00", "便民服务台") },
        ];
        let poster = Poster::of(&all);
        let told: Vec<(&str, usize)> =
            poster.jobs.iter().map(|job| (job.first.role.hans.as_str(), job.days.len())).collect();
        assert_eq!(told, [("便民服务台", 2), ("探访", 1)]);
        let [first, second] = poster.halves();
        assert_eq!((first.jobs.len(), second.jobs.len()), (0, 2));
    }
}
