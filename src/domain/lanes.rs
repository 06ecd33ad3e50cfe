//! A day's hours drawn down a column: things that are on at the same time stand side by side.

/// Where one of a day's things stands, across its column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lane {
    /// Which of the lanes, counted from 0.
    pub lane: usize,
    /// How many lanes the things have that overlap it, by itself or by way of others.
    pub of: usize,
}

/// More things at one time than a column has room for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Crowd {
    /// From when to when, as the spans have it.
    pub from: u16,
    /// Until then.
    pub to: u16,
    /// How many are not drawn.
    pub hidden: usize,
    /// Of how many lanes it takes the last.
    pub of: usize,
}

/// How a column is drawn.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Column {
    /// A lane for each span, in the spans' order; none for what is only counted in a crowd.
    pub lanes: Vec<Option<Lane>>,
    /// What is not drawn.
    pub crowds: Vec<Crowd>,
}

/// Gives each span `(from, to)`, in minutes of the day, a lane of its own among those that overlap it, with as few
/// lanes as there are at one time; with more than `most`, the last lane counts what has no room.
pub fn side_by_side(spans: &[(u16, u16)], most: usize) -> Column {
    let mut order: Vec<usize> = (0..spans.len()).collect();
    // The longer first: it stands on the left, and the shorter beside it.
    order.sort_by_key(|at| (spans[*at].0, std::cmp::Reverse(spans[*at].1), *at));
    let mut column = Column { lanes: vec![None; spans.len()], crowds: Vec::new() };
    let mut group: Vec<usize> = Vec::new();
    let mut until = 0;
    for at in order {
        if !group.is_empty() && spans[at].0 >= until {
            column.close(&group, spans, most);
            group.clear();
            until = 0;
        }
        until = until.max(end(spans[at]));
        group.push(at);
    }
    column.close(&group, spans, most);
    column
}

/// What lasts no time takes a minute.
fn end((from, to): (u16, u16)) -> u16 {
    to.max(from.saturating_add(1))
}

impl Column {
    /// Gives lanes to things that hang together by overlaps, in order of their start.
    fn close(&mut self, group: &[usize], spans: &[(u16, u16)], most: usize) {
        let mut free_from: Vec<u16> = Vec::new();
        let mut lanes = Vec::with_capacity(group.len());
        for at in group {
            let lane = free_from.iter().position(|free| *free <= spans[*at].0).unwrap_or(free_from.len());
            if lane == free_from.len() {
                free_from.push(0);
            }
            free_from[lane] = end(spans[*at]);
            lanes.push(lane);
        }
        let most = most.max(1);
        let of = free_from.len().min(most);
        let room = if free_from.len() > most { most - 1 } else { of };
        let mut crowd: Option<Crowd> = None;
        for (at, lane) in group.iter().zip(lanes) {
            if lane < room {
                self.lanes[*at] = Some(Lane { lane, of });
                continue;
            }
            let (from, to) = (spans[*at].0, end(spans[*at]));
            let crowd = crowd.get_or_insert(Crowd { from, to, hidden: 0, of });
            crowd.from = crowd.from.min(from);
            crowd.to = crowd.to.max(to);
            crowd.hidden += 1;
        }
        self.crowds.extend(crowd);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[track_caller]
    fn case(spans: &[(u16, u16)], expected: &[(usize, usize)]) {
        let lanes: Vec<_> =
            side_by_side(spans, 9).lanes.into_iter().map(|lane| lane.map(|lane| (lane.lane, lane.of))).collect();
        assert_eq!(lanes, expected.iter().map(|lane| Some(*lane)).collect::<Vec<_>>());
    }

    #[test]
    fn what_overlaps_stands_side_by_side() {
        case(&[], &[]);
        case(&[(540, 600), (600, 660)], &[(0, 1), (0, 1)]);
        case(&[(540, 600), (570, 630)], &[(0, 2), (1, 2)]);
        // The third is beside the second only, and shares the first's lane.
        case(&[(540, 600), (570, 660), (600, 630)], &[(0, 2), (1, 2), (0, 2)]);
        // Two that begin together: the longer first.
        case(&[(540, 570), (540, 660), (570, 600)], &[(1, 2), (0, 2), (1, 2)]);
        case(&[(540, 540), (540, 540)], &[(0, 2), (1, 2)]);
    }

    #[test]
    fn a_crowd_is_counted_in_the_last_lane() {
        let spans = [(540, 600), (540, 600), (550, 610), (555, 620), (700, 760)];
        let column = side_by_side(&spans, 3);
        let drawn: Vec<_> = column.lanes.iter().map(|lane| lane.map(|lane| lane.lane)).collect();
        assert_eq!(drawn, [Some(0), Some(1), None, None, Some(0)]);
        assert_eq!(column.crowds, [Crowd { from: 550, to: 620, hidden: 2, of: 3 }]);
        assert_eq!(column.lanes[4], Some(Lane { lane: 0, of: 1 }));
    }

    fn spans() -> impl Strategy<Value = Vec<(u16, u16)>> {
        prop::collection::vec((0u16..1400, 1u16..180).prop_map(|(from, minutes)| (from, from + minutes)), 0..40)
    }

    fn overlap(a: (u16, u16), b: (u16, u16)) -> bool {
        a.0 < b.1 && b.0 < a.1
    }

    proptest! {
        #[test]
        fn nothing_covers_anything_else(spans in spans(), most in 1usize..6) {
            let column = side_by_side(&spans, most);
            for (first, a) in spans.iter().enumerate() {
                for (second, b) in spans.iter().enumerate().skip(first + 1) {
                    if let (Some(one), Some(other)) = (column.lanes[first], column.lanes[second])
                        && overlap(*a, *b)
                    {
                        prop_assert_ne!(one.lane, other.lane);
                        // Those that stand beside each other are as wide as each other.
                        prop_assert_eq!(one.of, other.of);
                    }
                }
            }
        }

        #[test]
        fn no_lane_is_wasted(spans in spans()) {
            let column = side_by_side(&spans, usize::MAX);
            let at_once = |minute: u16| spans.iter().filter(|span| span.0 <= minute && minute < span.1).count();
            let most = (0..1600).map(at_once).max().unwrap_or(0);
            let widest = column.lanes.iter().flatten().map(|lane| lane.of).max().unwrap_or(0);
            prop_assert_eq!(widest, most);
            prop_assert!(column.crowds.is_empty());
        }

        #[test]
        fn everything_is_drawn_or_counted(spans in spans(), most in 1usize..6) {
            let column = side_by_side(&spans, most);
            let drawn = column.lanes.iter().flatten().count();
            let hidden: usize = column.crowds.iter().map(|crowd| crowd.hidden).sum();
            prop_assert_eq!(drawn + hidden, spans.len());
            prop_assert!(column.lanes.iter().flatten().all(|lane| lane.lane < lane.of && lane.of <= most));
            // A crowd's lane is its own.
            for crowd in &column.crowds {
                for (span, lane) in spans.iter().zip(&column.lanes) {
                    if let Some(lane) = lane && overlap(*span, (crowd.from, crowd.to)) {
                        prop_assert!(lane.lane < crowd.of - 1);
                    }
                }
            }
        }
    }
}
