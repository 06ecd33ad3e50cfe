//! What earlier versions stored can be read: each golden file of each version becomes the recorded one of today.
//!
//! `tests/golden/v1/name.json` is a body as version 1 stored it; `tests/golden/v2/name.json` what version 2 makes of it.

use std::collections::BTreeSet;
use std::path::PathBuf;

use linli::domain::book::Fact;
use linli::domain::household::HouseholdFact;
use linli::storage::migrations::CURRENT;
use linli::storage::record;
use serde_json::Value;

fn folder(version: u32) -> PathBuf {
    PathBuf::from(format!("{}/tests/golden/v{version}", env!("CARGO_MANIFEST_DIR")))
}

fn names(version: u32) -> BTreeSet<String> {
    let folder = folder(version);
    let files = folder.read_dir().unwrap_or_else(|why| panic!("{}: {why}", folder.display()));
    files.map(|file| file.unwrap().file_name().into_string().unwrap()).filter(|name| name.ends_with(".json")).collect()
}

fn value(bytes: &[u8]) -> Value {
    serde_json::from_slice(bytes).unwrap()
}

#[test]
fn no_version_lacks_its_golden_files() {
    assert!(!names(1).is_empty());
    let all: Vec<_> = (1..=CURRENT).map(names).collect();
    for (earlier, later) in all.iter().zip(&all[1..]) {
        let missing: Vec<_> = earlier.difference(later).collect();
        assert!(missing.is_empty(), "a later version lacks {missing:?}");
    }
    assert!(!folder(CURRENT + 1).exists(), "golden files of a version that is not there yet");
}

#[test]
fn every_golden_file_is_of_its_version() {
    for version in 1..=CURRENT {
        for name in names(version) {
            let stored = value(&std::fs::read(folder(version).join(&name)).unwrap());
            assert_eq!(stored["v"], version, "v{version}/{name}");
        }
    }
}

#[test]
fn every_golden_file_becomes_the_one_of_today() {
    for version in 1..=CURRENT {
        for name in names(version) {
            let stored = std::fs::read(folder(version).join(&name)).unwrap();
            let today = std::fs::read(folder(CURRENT).join(&name)).unwrap();
            let body: Value = record::decode(&stored).unwrap_or_else(|why| panic!("v{version}/{name}: {why:?}"));
            assert_eq!(value(&record::encode(&body).unwrap()), value(&today), "v{version}/{name}");
        }
    }
}

/// As today's program would store a golden body again, read as what it is and not as mere JSON.
fn stored_again(name: &str, stored: &[u8]) -> Vec<u8> {
    fn through<T: serde::de::DeserializeOwned + serde::Serialize>(name: &str, stored: &[u8]) -> Vec<u8> {
        let fact: T = record::decode(stored).unwrap_or_else(|why| panic!("{name}: {why:?}"));
        record::encode(&fact).unwrap()
    }
    match name.split('-').next() {
        Some("book") => through::<Fact>(name, stored),
        Some("household") => through::<HouseholdFact>(name, stored),
        _ => panic!("{name}: whose fact is it?"),
    }
}

#[test]
fn every_golden_fact_of_today_is_understood_and_stored_alike() {
    for name in names(CURRENT) {
        let stored = std::fs::read(folder(CURRENT).join(&name)).unwrap();
        assert_eq!(value(&stored_again(&name, &stored)), value(&stored), "{name}");
    }
}

#[test]
fn every_kind_of_fact_has_a_golden_file() {
    let kinds = |prefix: &str| -> BTreeSet<String> {
        let files = names(CURRENT);
        let of_kind = files.iter().filter(|name| name.starts_with(prefix));
        let kind = |name: &String| {
            let stored = value(&std::fs::read(folder(CURRENT).join(name)).unwrap());
            stored["body"].as_object().unwrap().keys().next().unwrap().clone()
        };
        of_kind.map(kind).collect()
    };
    assert_eq!(kinds("book").len(), 37, "{:?}", kinds("book"));
    assert_eq!(kinds("household").len(), 7, "{:?}", kinds("household"));
}
