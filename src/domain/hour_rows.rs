//! The hours of several days laid down as rows: a line at each hour and wherever something begins or ends, so that what is
//! on takes whole rows, and a row may be higher than its time where its words need it.

/// The rows between the first line and the last.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct HourRows {
    /// Minutes of the day, in order; none where there is nothing to draw.
    lines: Vec<u16>,
    /// For each row, whether something is on anywhere in it.
    busy: Vec<bool>,
}

/// A row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HourRow {
    /// How long it lasts, in minutes.
    pub minutes: u16,
    /// Something is on in it, on one of the days.
    pub is_busy: bool,
}

impl HourRows {
    /// Of everything that is on, as `(from, to)` in minutes of the day. What lies before the first hour with something on and
    /// after the last is left out, but for the hours of `always`, from the one up to the other.
    pub fn of(spans: &[(u16, u16)], always: Option<(u16, u16)>) -> Self {
        let first = spans.iter().map(|span| span.0 / 60).chain(always.map(|hours| hours.0)).min();
        let last = spans.iter().map(|span| end(*span).div_ceil(60)).chain(always.map(|hours| hours.1)).max();
        let (Some(first), Some(last)) = (first, last) else { return Self::default() };
        // Minute by minute: a thousand of them are looked at sooner than a phone has fetched what sorts.
        let is_line = |minute: &u16| {
            minute.is_multiple_of(60) || spans.iter().any(|span| span.0 == *minute || end(*span) == *minute)
        };
        let lines: Vec<u16> = (first * 60..=last * 60).filter(is_line).collect();
        let is_on = |row: &[u16]| spans.iter().any(|span| span.0 < row[1] && row[0] < end(*span));
        let busy = lines.windows(2).map(is_on).collect();
        Self { lines, busy }
    }

    /// From above.
    pub fn rows(&self) -> impl Iterator<Item = HourRow> + '_ {
        let rows = self.lines.windows(2).zip(&self.busy);
        rows.map(|(lines, is_busy)| HourRow { minutes: lines[1] - lines[0], is_busy: *is_busy })
    }

    /// Each hour that begins within, and the row that begins with it, counted from 0.
    pub fn hours(&self) -> impl Iterator<Item = (u16, usize)> + '_ {
        let starts = self.lines.iter().take(self.busy.len()).enumerate();
        starts.filter(|(_, line)| line.is_multiple_of(60)).map(|(row, line)| (line / 60, row))
    }

    /// The lines between which something stands that is one of the spans, or made of them.
    pub fn across(&self, span: (u16, u16)) -> (usize, usize) {
        let line = |minute: u16| self.lines.partition_point(|line| *line < minute);
        (line(span.0), line(end(span)))
    }

    /// In which row a minute lies, and how far down in it, in hundredths of the row.
    pub fn at(&self, minute: u16) -> Option<(usize, u16)> {
        let row = self.lines.partition_point(|line| *line <= minute).checked_sub(1)?;
        let (from, to) = (self.lines[row], *self.lines.get(row + 1)?);
        Some((row, (minute - from) * 100 / (to - from)))
    }
}

/// What lasts no time takes a minute.
fn end((from, to): (u16, u16)) -> u16 {
    to.max(from.saturating_add(1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn there_is_a_line_at_each_hour_and_wherever_something_begins_or_ends() {
        let rows = HourRows::of(&[(570, 690), (840, 870)], None);
        let drawn: Vec<_> = rows.rows().map(|row| (row.minutes, row.is_busy)).collect();
        // From 9:00: half an hour of nothing, 9:30 to 11:30, nothing until 14:00.
        let expected = [
            (30, false),
            (30, true),
            (60, true),
            (30, true),
            (30, false),
            (60, false),
            (60, false),
            (30, true),
            (30, false),
        ];
        assert_eq!(drawn, expected);
        assert_eq!(rows.hours().collect::<Vec<_>>(), [(9, 0), (10, 2), (11, 3), (12, 5), (13, 6), (14, 7)]);
        assert_eq!(rows.across((570, 690)), (1, 4));
    }

    #[test]
    fn empty_hours_at_both_ends_are_left_out_unless_they_are_always_there() {
        let ends = |rows: HourRows| {
            let hours: Vec<u16> = rows.hours().map(|(hour, _)| hour).collect();
            hours.first().copied().zip(hours.last().copied())
        };
        assert_eq!(ends(HourRows::of(&[(960, 1080)], None)), Some((16, 17)));
        assert_eq!(ends(HourRows::of(&[(960, 1080)], Some((8, 20)))), Some((8, 19)));
        assert_eq!(ends(HourRows::of(&[(420, 1290)], Some((8, 20)))), Some((7, 21)));
        assert_eq!(ends(HourRows::of(&[], None)), None);
    }

    #[test]
    fn a_minute_lies_in_a_row() {
        let rows = HourRows::of(&[(540, 570)], None);
        assert_eq!(rows.at(539), None);
        assert_eq!(rows.at(555), Some((0, 50)));
        assert_eq!(rows.at(570), Some((1, 0)));
        assert_eq!(rows.at(600), None);
    }

    proptest! {
        #[test]
        fn whatever_is_on_stands_between_its_own_lines(
            spans in prop::collection::vec((0u16..1400, 0u16..180).prop_map(|(from, long)| (from, from + long)), 1..30),
        ) {
            let rows = HourRows::of(&spans, None);
            let all: Vec<HourRow> = rows.rows().collect();
            let begins = rows.hours().next().map_or(0, |(hour, _)| hour * 60);
            for span in spans {
                let (from, to) = rows.across(span);
                let long: u16 = all[from..to].iter().map(|row| row.minutes).sum();
                let before: u16 = all[..from].iter().map(|row| row.minutes).sum();
                prop_assert_eq!((begins + before, long), (span.0, (span.1 - span.0).max(1)));
                prop_assert!(all[from..to].iter().all(|row| row.is_busy));
            }
        }
    }
}
