//! How long placing a month takes, from 1,000 slips in 5 sessions to 100,000 in 500: `make bench`. A third of the sessions is
//! drawn, a tenth asks for an age; one slip in twenty gives an earlier one back, half of the month was published twice.
//! Says the time of all pieces, each at its best of some runs, what that is for each slip, and the longest piece: in a
//! browser the page can answer in between. `-- --pieces` lists them.

use std::time::{Duration, Instant};

#[path = "placement/month.rs"]
mod month;

use linli::domain::placement::{MonthFacts, Placing, Step};
use month::Book;

const SIZES: [usize; 5] = [1_000, 5_000, 10_000, 20_000, 100_000];

fn main() {
    println!("{:>8} {:>9} {:>10} {:>10} {:>14}", "slips", "sessions", "ms", "µs/slip", "longest piece");
    for slips in SIZES {
        let book = Book::of(slips);
        let pieces = pieces(&book.facts(), (400_000 / slips).clamp(5, 50));
        let all: Duration = pieces.iter().sum();
        let per_slip = all.as_secs_f64() * 1e6 / slips as f64;
        let milliseconds = |time: Duration| time.as_secs_f64() * 1e3;
        let longest = milliseconds(pieces.into_iter().max().unwrap_or_default());
        let sessions = book.menu.sessions.len();
        println!("{slips:>8} {sessions:>9} {:>10.1} {per_slip:>10.2} {longest:>11.1} ms", milliseconds(all));
    }
}

/// How long each piece takes at its best in several runs: the machine may be busy with others.
fn pieces(facts: &MonthFacts<'_>, runs: usize) -> Vec<Duration> {
    let mut best: Vec<Duration> = Vec::new();
    for _ in 0..runs {
        let (mut placing, mut piece) = (Placing::of(facts), 0);
        loop {
            let begin = Instant::now();
            let step = placing.step();
            let took = begin.elapsed();
            match best.get_mut(piece) {
                Some(best) => *best = took.min(*best),
                None => best.push(took),
            }
            piece += 1;
            match step {
                Step::More(rest) => placing = *rest,
                Step::Done(_) => break,
            }
        }
    }
    if std::env::args().any(|argument| argument == "--pieces") {
        println!("{best:?}");
    }
    best
}
