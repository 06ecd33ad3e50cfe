//! A rain plan as it is typed, and what it means.

use crate::domain::changed::RainPlan;
use crate::domain::time::{write_day, write_time};
use crate::ui::organizers::drafts::{Problems, Reader};

/// Another venue, another time, or nothing.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RainDraft {
    /// A venue's code, or nothing.
    pub venue: String,
    /// `YYYY-MM-DD`, or nothing.
    pub day: String,
    /// `HH:MM`, or nothing.
    pub time: String,
}

/// A field of [`RainDraft`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RainField {
    /// Where.
    Venue,
    /// The day.
    Day,
    /// The time of the day.
    Time,
}

impl RainDraft {
    /// As a session has it.
    pub fn of(plan: Option<&RainPlan>) -> Self {
        let Some(plan) = plan else { return Self::default() };
        Self {
            venue: plan.venue.as_ref().map(ToString::to_string).unwrap_or_default(),
            day: plan.start.map(|start| write_day(start.day())).unwrap_or_default(),
            time: plan.start.map(|start| write_time(start.time())).unwrap_or_default(),
        }
    }

    /// What it means; no plan where all is empty.
    ///
    /// # Errors
    /// With every field that cannot be taken.
    pub fn read(&self) -> Result<Option<RainPlan>, Problems<RainField>> {
        let mut reader = Reader::new();
        let venue = reader.venue_if_any(RainField::Venue, &self.venue);
        let start = reader.start_if_any((RainField::Day, RainField::Time), &self.day, &self.time);
        let plan = || match (venue?, start?) {
            (None, None) => Some(None),
            (venue, start) => Some(Some(RainPlan { start, venue })),
        };
        let plan = plan();
        reader.done(plan)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::id::VenueCode;
    use crate::domain::time::Start;
    use crate::ui::organizers::drafts::Problem;

    fn draft(venue: &str, day: &str, time: &str) -> RainDraft {
        RainDraft { venue: venue.into(), day: day.into(), time: time.into() }
    }

    #[test]
    fn a_rain_plan_is_another_room_or_another_time() {
        assert_eq!(draft("", "", " ").read(), Ok(None));
        let room = RainPlan { start: None, venue: VenueCode::new("V02").ok() };
        assert_eq!(draft("V02", "", "").read(), Ok(Some(room.clone())));
        let day = RainPlan { start: Start::parse("2026-12-06T09:30").ok(), venue: None };
        assert_eq!(draft("", "2026-12-06", "09:30").read(), Ok(Some(day.clone())));
        for plan in [room, day] {
            assert_eq!(RainDraft::of(Some(&plan)).read(), Ok(Some(plan)));
        }
        assert_eq!(RainDraft::of(None).read(), Ok(None));
    }

    #[test]
    fn half_a_time_is_told() {
        assert_eq!(draft("V02", "2026-12-06", "").read(), Err(vec![(RainField::Time, Problem::Missing)]));
        assert_eq!(draft("", "", "9 Uhr").read().unwrap_err().len(), 2);
        assert_eq!(draft("no room!", "", "").read(), Err(vec![(RainField::Venue, Problem::Choice)]));
    }
}
