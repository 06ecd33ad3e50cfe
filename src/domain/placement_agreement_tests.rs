//! A second program, written from docs/placement.md in another language, places the same random months.

use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use serde_json::{Value, json};
use std::io::{BufRead, BufReader, BufWriter, Write};
use std::process::{Command, Stdio};

use super::*;

/// How many months are compared: `MONTHS`, or else 2,000. `make agree N=100000` asks for more.
fn months() -> usize {
    std::env::var("MONTHS").ok().and_then(|text| text.parse().ok()).unwrap_or(2_000)
}

/// As docs/placement.md says what placement is given.
fn told(c: &Centre) -> Value {
    let elsewhere: Vec<Value> = c
        .elsewhere
        .iter()
        .map(|engagement| {
            json!({
                "household": engagement.household,
                "name": engagement.name,
                "session": engagement.session,
                "start": engagement.span.start,
                "minutes": engagement.span.minutes,
            })
        })
        .collect();
    json!({
        "menu": c.menu,
        "utcOffset": CHINA,
        "now": c.now,
        "arrivals": c.arrivals,
        "strays": [],
        "decisions": c.decisions,
        "publications": c.publications,
        "elsewhere": elsewhere,
        "joins": c.joins,
        "draws": c.draws,
        "trainings": c.trainings,
    })
}

#[test]
fn a_second_program_places_the_same_months_alike() {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/placement/place.mjs");
    let mut node = Command::new("node")
        .arg(script)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("Node 18 or later is needed on the PATH");
    let mut to = BufWriter::new(node.stdin.take().unwrap());
    let mut from = BufReader::new(node.stdout.take().unwrap()).lines();
    let mut runner = TestRunner::new(ProptestConfig { rng_seed: RngSeed::Fixed(20_261_202), ..histories() });
    let strategy = history_with_volunteers();
    let mut slips = 0;
    let total = months();
    // A few hundred at a time, so that neither waits for the other with full pipes.
    for batch in (0..total).step_by(100) {
        let mut expected = Vec::new();
        let mut lines = Vec::new();
        for _ in batch..total.min(batch + 100) {
            let events = strategy.new_tree(&mut runner).unwrap().current();
            let c = after(&events);
            let answers = serde_json::to_value(c.place().answers).unwrap();
            slips += answers.as_object().unwrap().len();
            lines.push(told(&c).to_string());
            expected.push((events, answers));
        }
        let writing = std::thread::spawn(move || {
            for line in &lines {
                to.write_all(line.as_bytes()).unwrap();
                to.write_all(b"\n").unwrap();
            }
            to.flush().unwrap();
            to
        });
        for (events, answers) in expected {
            let line = from.next().expect("an answer for every month").unwrap();
            let theirs: Value = serde_json::from_str(&line).unwrap();
            if theirs != answers {
                differ(&events, &answers, &theirs);
            }
        }
        to = writing.join().unwrap();
    }
    drop(to);
    assert!(node.wait().unwrap().success());
    println!("{total} months with {slips} slips: both programs agree");
}

/// Fails with the first answer that differs, and with the history.
#[track_caller]
fn differ(events: &[Event], ours: &Value, theirs: &Value) {
    let (ours, theirs) = (ours.as_object().unwrap(), theirs.as_object().unwrap());
    for (slip, answer) in ours {
        let other = theirs.get(slip);
        let number = (0..40).find(|n| slip_id(*n).to_string() == *slip);
        assert_eq!(Some(answer), other, "slip {number:?} after {events:#?}");
    }
    assert_eq!(ours.len(), theirs.len(), "answers to slips that nobody sent");
}
