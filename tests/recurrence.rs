//! Recurrence rules give the days that an independent implementation gives; `tests/recurrence/make.py` made the table.
#![cfg(not(target_arch = "wasm32"))]

use chrono::Days;
use linli::domain::recurrence::Recurrence;
use linli::domain::time::parse_day;

#[test]
fn two_thousand_rules_give_the_others_days() {
    let table = include_str!("recurrence/rules.tsv");
    let (mut rules, mut days) = (0, 0);
    for line in table.lines().skip(1) {
        let mut fields = line.split('\t');
        let mut next = || fields.next().unwrap_or_else(|| panic!("{line}"));
        let (first, text) = (parse_day(next()).unwrap(), next());
        let last = first + Days::new(next().parse().unwrap());
        let expected: Vec<i64> = next().split_whitespace().map(|day| day.parse().unwrap()).collect();
        let rule = Recurrence::parse(text).unwrap_or_else(|why| panic!("{text}: {why}"));
        let ours: Vec<i64> = rule.days(first, last).into_iter().map(|day| (day - first).num_days()).collect();
        assert_eq!(ours, expected, "{line}");
        assert_eq!(Recurrence::parse(&rule.to_string()), Ok(rule));
        rules += 1;
        days += expected.len();
    }
    assert!(rules >= 1000 && days >= 10_000, "{rules} rules with {days} days");
}
