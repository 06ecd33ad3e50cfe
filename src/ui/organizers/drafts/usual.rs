//! What a new session begins with, as typed.

use super::{MOST_PLACES, Problems, Reader, SignUpDraft};
use crate::domain::time::{Start, parse_time, write_day, write_time};
use crate::domain::usual::{Before, Usual};
use crate::ui::words::number;

/// So many days before a session sign-up may open or close.
const MOST_DAYS: u16 = 90;

/// What a new session begins with, as typed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct UsualDraft {
    /// Places of an activity of the centre's own.
    pub places: String,
    /// So many days before sign-up opens, or nothing.
    pub opens_days: String,
    /// `HH:MM`.
    pub opens_time: String,
    /// So many days before it closes, or nothing.
    pub closes_days: String,
    /// `HH:MM`.
    pub closes_time: String,
}

/// A field of [`UsualDraft`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UsualField {
    /// Places of an activity of the centre's own.
    Places,
    /// The days before sign-up opens.
    OpensDays,
    /// The time of that day.
    OpensTime,
    /// The days before it closes.
    ClosesDays,
    /// The time of that day.
    ClosesTime,
}

impl UsualDraft {
    /// As it holds.
    pub fn of(usual: &Usual) -> Self {
        let days = |before: Option<Before>| before.map(|before| number(before.days)).unwrap_or_default();
        let time = |before: Option<Before>| before.map(|before| write_time(before.time)).unwrap_or_default();
        Self {
            places: number(usual.places),
            opens_days: days(usual.opens),
            opens_time: time(usual.opens),
            closes_days: days(usual.closes),
            closes_time: time(usual.closes),
        }
    }

    /// What it means.
    ///
    /// # Errors
    /// With every field that cannot be taken.
    pub fn read(&self) -> Result<Usual, Problems<UsualField>> {
        use UsualField as F;
        let mut reader = Reader::new();
        let places = reader.number(F::Places, &self.places, (1, MOST_PLACES));
        let opens = before(&mut reader, (F::OpensDays, F::OpensTime), &self.opens_days, &self.opens_time);
        let closes = before(&mut reader, (F::ClosesDays, F::ClosesTime), &self.closes_days, &self.closes_time);
        if let (Some(Some(opens)), Some(Some(closes))) = (opens, closes)
            && (opens.days < closes.days || (opens.days == closes.days && opens.time >= closes.time))
        {
            reader.refuse::<()>(F::OpensDays, super::Problem::AfterItCloses);
        }
        let usual = || Some(Usual { places: places?, opens: opens?, closes: closes? });
        let usual = usual();
        reader.done(usual)
    }
}

/// None stands for no days; days want a time of day with them.
fn before(
    reader: &mut Reader<UsualField>,
    (days_field, time_field): (UsualField, UsualField),
    days: &str,
    time: &str,
) -> Option<Option<Before>> {
    let Some(days) = reader.number_if_any(days_field, days, (0, MOST_DAYS))? else { return Some(None) };
    let time = reader.words(time_field, time)?;
    let time = time.strip_suffix(":00").filter(|rest| rest.contains(':')).unwrap_or(&time);
    let time = parse_time(time).ok().or_else(|| reader.refuse(time_field, super::Problem::Time))?;
    Some(Some(Before { days, time }))
}

impl SignUpDraft {
    /// For a new session that begins then, as the centre usually has it.
    pub fn usual(usual: &Usual, start: Start) -> Self {
        let (opens, closes) = usual.sign_up(start);
        let day = |at: Option<Start>| at.map(|at| write_day(at.day())).unwrap_or_default();
        let time = |at: Option<Start>| at.map(|at| write_time(at.time())).unwrap_or_default();
        Self {
            opens_day: day(opens),
            opens_time: time(opens),
            closes_day: day(closes),
            closes_time: time(closes),
            ..Self::default()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::Problem;
    use super::*;

    fn draft() -> UsualDraft {
        UsualDraft {
            places: "24".into(),
            opens_days: "7".into(),
            opens_time: "09:00".into(),
            closes_days: "1".into(),
            closes_time: "18:00:00".into(),
        }
    }

    #[test]
    fn it_goes_there_and_back() {
        let usual = draft().read().unwrap();
        let again = UsualDraft { closes_time: "18:00".into(), ..draft() };
        assert_eq!(UsualDraft::of(&usual), again);
        let nothing = UsualDraft { places: "30".into(), ..UsualDraft::default() };
        assert_eq!(nothing.read().unwrap(), Usual::default());
        let start = Start::parse("2026-12-05T10:00").unwrap();
        let sign_up = SignUpDraft::usual(&usual, start);
        assert_eq!((sign_up.opens_day.as_str(), sign_up.closes_time.as_str()), ("2026-11-28", "18:00"));
    }

    #[test]
    fn each_wrong_field_is_named() {
        let wrong = |change: fn(&mut UsualDraft)| {
            let mut draft = draft();
            change(&mut draft);
            draft.read().unwrap_err()
        };
        assert_eq!(wrong(|draft| draft.opens_time.clear()), [(UsualField::OpensTime, Problem::Missing)]);
        assert_eq!(wrong(|draft| draft.places = "0".into()), [(UsualField::Places, Problem::Number(1, MOST_PLACES))]);
        assert_eq!(wrong(|draft| draft.closes_time = "25:00".into()), [(UsualField::ClosesTime, Problem::Time)]);
    }

    #[test]
    fn sign_up_cannot_open_when_it_has_closed() {
        let same_day = UsualDraft { opens_days: "1".into(), ..draft() };
        assert!(same_day.read().is_ok(), "opens at nine, closes at six");
        let later = UsualDraft { opens_days: "0".into(), ..draft() };
        assert_eq!(later.read().unwrap_err(), [(UsualField::OpensDays, Problem::AfterItCloses)]);
        let too_late = UsualDraft { opens_days: "1".into(), opens_time: "18:00".into(), ..draft() };
        assert_eq!(too_late.read().unwrap_err(), [(UsualField::OpensDays, Problem::AfterItCloses)]);
    }
}
