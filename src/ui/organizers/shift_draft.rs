//! Shifts as they are typed: one job, on one day, on many, or again and again.

use chrono::NaiveDate;

use crate::domain::activity::{Session, Shift};
use crate::domain::age::Age;
use crate::domain::catalogue::{Service, ServiceKind};
use crate::domain::changed::Changed;
use crate::domain::id::{ActivityId, SessionId, VenueCode};
use crate::domain::plan::{LONGEST_MINUTES, PlanChange};
use crate::domain::talent::Talent;
use crate::domain::text::Text;
use crate::domain::time::{Start, parse_time, write_time};
use crate::ui::organizers::drafts::{Problem, Problems};
use crate::ui::words::number;

/// The most people a shift may ask for.
const MOST_NEEDED: u16 = 200;
/// How many helpers a session usually needs.
const HELPERS: u16 = 2;

/// A job as typed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct JobDraft {
    /// What one does.
    pub role: String,
    /// The slug of its kind.
    pub kind: String,
    /// When it begins.
    pub time: String,
    /// How long it lasts.
    pub minutes: String,
    /// Where to meet.
    pub venue: String,
    /// With fewer people it does not work.
    pub from: String,
    /// More people are not needed.
    pub to: String,
    /// What one should be able to do.
    pub skills: String,
    /// Which training comes before.
    pub training: String,
    /// From which age on.
    pub min_age: String,
    /// The place of the talent that is looked for.
    pub talent: String,
    /// 定期探访.
    pub regular: bool,
}

/// A field of [`JobDraft`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum JobField {
    /// What one does.
    Role,
    /// Of which kind.
    Kind,
    /// When it begins.
    Time,
    /// How long it lasts.
    Minutes,
    /// Where to meet.
    Venue,
    /// With fewer people it does not work.
    From,
    /// More people are not needed.
    To,
    /// From which age on.
    MinAge,
    /// On which days.
    Days,
}

impl JobDraft {
    /// A service of the catalogue.
    pub fn of_service(service: &Service) -> Self {
        Self {
            role: service.role.clone(),
            kind: service.kind.slug().to_owned(),
            minutes: number(service.minutes),
            from: number(service.needed_from),
            to: number(service.needed_to),
            skills: service.skills.clone(),
            training: service.training.clone(),
            min_age: service.min_age.map(|age| number(age.0)).unwrap_or_default(),
            ..Self::default()
        }
    }

    /// Helpers of a session: at its time and place. `role` is what they are called.
    pub fn of_session(session: &Session, role: String) -> Self {
        Self {
            role,
            kind: ServiceKind::Culture.slug().to_owned(),
            time: write_time(session.start.time()),
            minutes: number(session.minutes),
            venue: session.venue.as_ref().map(ToString::to_string).unwrap_or_default(),
            from: number(1_u16),
            to: number(HELPERS),
            ..Self::default()
        }
    }

    /// A shift as it was, to be done again.
    pub fn of_shift(shift: &Shift) -> Self {
        Self {
            role: shift.role.hans.clone(),
            kind: shift.kind.slug().to_owned(),
            time: write_time(shift.start.time()),
            minutes: number(shift.minutes),
            venue: shift.venue.as_ref().map(ToString::to_string).unwrap_or_default(),
            from: number(shift.needed_from),
            to: number(shift.needed_to),
            skills: shift.skills.clone(),
            training: shift.training.clone(),
            min_age: shift.min_age.map(|age| number(age.0)).unwrap_or_default(),
            talent: shift.talent.map(|talent| number(talent.index() as i64)).unwrap_or_default(),
            regular: shift.regular,
        }
    }

    /// A shift arranged otherwise: its id stays, and with it everything that came for it.
    ///
    /// # Errors
    /// With every field that cannot be taken.
    pub fn change(&self, shift: &Shift, day: Option<NaiveDate>) -> Result<PlanChange, Problems<JobField>> {
        let days: Vec<NaiveDate> = day.into_iter().collect();
        let made = self.read(&shift.id.activity, &days)?;
        let Some(PlanChange::Shift(new)) = made.into_iter().next() else { return Err(Vec::new()) };
        // Other languages stay with the words that they translate.
        let role = if new.role.hans == shift.role.hans { shift.role.clone() } else { new.role };
        let (id, cancelled) = (shift.id.clone(), shift.cancelled.clone());
        Ok(PlanChange::Shift(Shift { id, role, cancelled, ..new }))
    }

    /// The shifts that it makes on these days, under one activity's id.
    ///
    /// # Errors
    /// With every field that cannot be taken.
    pub fn read(&self, id: &ActivityId, days: &[NaiveDate]) -> Result<Vec<PlanChange>, Problems<JobField>> {
        let mut problems: Problems<JobField> = Vec::new();
        let mut refuse = |field, problem| problems.push((field, problem));
        if self.role.trim().is_empty() {
            refuse(JobField::Role, Problem::Missing);
        }
        let kind = ServiceKind::ALL.into_iter().find(|kind| kind.slug() == self.kind);
        if kind.is_none() {
            refuse(JobField::Kind, Problem::Missing);
        }
        let time = self.time.trim();
        let short = time.strip_suffix(":00").filter(|rest| rest.contains(':')).unwrap_or(time);
        let time = parse_time(short).ok();
        if time.is_none() {
            refuse(JobField::Time, if short.is_empty() { Problem::Missing } else { Problem::Time });
        }
        let mut count = |field, text: &str, most| {
            let read = text.trim().parse().ok().filter(|n| (1..=most).contains(n));
            if read.is_none() {
                let missing = text.trim().is_empty();
                refuse(field, if missing { Problem::Missing } else { Problem::Number(1, most) });
            }
            read
        };
        let minutes = count(JobField::Minutes, &self.minutes, LONGEST_MINUTES);
        let from = count(JobField::From, &self.from, MOST_NEEDED);
        let to = count(JobField::To, &self.to, MOST_NEEDED);
        let min_age = match self.min_age.trim() {
            "" => None,
            age => count(JobField::MinAge, age, 99).and_then(|age| u8::try_from(age).ok()).map(Age),
        };
        if from.zip(to).is_some_and(|(from, to): (u16, u16)| from > to) {
            refuse(JobField::To, Problem::WrongWayRound);
        }
        let venue = match self.venue.trim() {
            "" => None,
            code => {
                let venue = VenueCode::new(code).ok();
                if venue.is_none() {
                    refuse(JobField::Venue, Problem::Choice);
                }
                venue
            }
        };
        if days.is_empty() {
            refuse(JobField::Days, Problem::Missing);
        }
        let talent = self.talent.parse().ok().and_then(Talent::of_index);
        let (Some(kind), Some(time), Some(minutes), Some(needed_from), Some(needed_to), true) =
            (kind, time, minutes, from, to, problems.is_empty())
        else {
            return Err(problems);
        };
        let on = |day: &NaiveDate| {
            let start = Start::new(*day, time);
            PlanChange::Shift(Shift {
                id: SessionId { activity: id.clone(), start },
                kind,
                role: Text::new(self.role.trim()),
                start,
                minutes,
                venue: venue.clone(),
                needed_from,
                needed_to,
                skills: self.skills.trim().to_owned(),
                training: self.training.trim().to_owned(),
                min_age,
                talent,
                regular: self.regular,
                cancelled: None,
                changed: Changed::default(),
            })
        };
        Ok(days.iter().map(on).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::time::parse_day;

    fn draft() -> JobDraft {
        JobDraft {
            role: " 课业辅导 ".into(),
            kind: "minors".into(),
            time: "14:00".into(),
            minutes: "90".into(),
            from: "1".into(),
            to: "3".into(),
            min_age: "16".into(),
            talent: "0".into(),
            ..JobDraft::default()
        }
    }

    fn id() -> ActivityId {
        ActivityId::new("S01-1").unwrap()
    }

    fn days() -> [NaiveDate; 2] {
        ["2026-12-05", "2026-12-12"].map(|day| parse_day(day).unwrap())
    }

    #[test]
    fn a_job_makes_a_shift_on_each_day() {
        let made = draft().read(&id(), &days()).unwrap();
        let ids: Vec<_> = made
            .iter()
            .map(|change| match change {
                PlanChange::Shift(shift) => {
                    assert_eq!(
                        (shift.role.hans.as_str(), shift.needed_to, shift.min_age),
                        ("课业辅导", 3, Some(Age(16)))
                    );
                    assert_eq!(shift.talent, Some(Talent::Tutoring));
                    shift.id.to_string()
                }
                _ => unreachable!(),
            })
            .collect();
        assert_eq!(ids, ["S01-1@2026-12-05T14:00", "S01-1@2026-12-12T14:00"]);
        let PlanChange::Shift(shift) = &made[0] else { unreachable!() };
        assert_eq!(JobDraft::of_shift(shift), JobDraft { role: "课业辅导".into(), ..draft() });
    }

    #[test]
    fn a_shift_that_is_changed_keeps_its_id_and_its_words() {
        let made = draft().read(&id(), &days()[..1]).unwrap();
        let PlanChange::Shift(mut shift) = made[0].clone() else { unreachable!() };
        shift.role.en = Some("Homework help".into());
        shift.cancelled = Some(Text::new("下雨"));
        let later = JobDraft { time: "15:30".into(), to: "5".into(), ..JobDraft::of_shift(&shift) };
        let PlanChange::Shift(changed) = later.change(&shift, Some(days()[1])).unwrap() else { unreachable!() };
        assert_eq!((&changed.id, &changed.role, &changed.cancelled), (&shift.id, &shift.role, &shift.cancelled));
        assert_eq!(changed.start, Start::parse("2026-12-12T15:30").unwrap());
        assert_eq!(changed.needed_to, 5);
        assert_eq!(later.change(&shift, None), Err(vec![(JobField::Days, Problem::Missing)]));
    }

    #[track_caller]
    fn refused(draft: JobDraft, days: &[NaiveDate], expected: &[(JobField, Problem)]) {
        assert_eq!(draft.read(&id(), days), Err(expected.to_vec()));
    }

    #[test]
    fn every_field_that_cannot_be_taken_is_named() {
        use JobField as F;
        refused(
            JobDraft::default(),
            &[],
            &[
                (F::Role, Problem::Missing),
                (F::Kind, Problem::Missing),
                (F::Time, Problem::Missing),
                (F::Minutes, Problem::Missing),
                (F::From, Problem::Missing),
                (F::To, Problem::Missing),
                (F::Days, Problem::Missing),
            ],
        );
        refused(JobDraft { time: "25:00".into(), ..draft() }, &days(), &[(F::Time, Problem::Time)]);
        refused(JobDraft { from: "4".into(), ..draft() }, &days(), &[(F::To, Problem::WrongWayRound)]);
        refused(JobDraft { min_age: "x".into(), ..draft() }, &days(), &[(F::MinAge, Problem::Number(1, 99))]);
        refused(JobDraft { to: "0".into(), ..draft() }, &days(), &[(F::To, Problem::Number(1, 200))]);
    }
}
