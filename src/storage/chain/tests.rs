//! The chain's properties, and its bytes as they must stay.

use super::*;
use proptest::prelude::*;

const MONTH: &str = "2026-12";

fn records() -> impl Strategy<Value = Vec<Record>> {
    let record = (any::<Salt>(), prop::collection::vec(any::<u8>(), 0..40), prop::bool::weighted(0.2));
    let record = record.prop_map(|(salt, body, erased)| {
        let mut record = Record::new(salt, body);
        if erased {
            record.erase();
        }
        record
    });
    prop::collection::vec(record, 1..12)
}

fn head_of(records: &[Record]) -> Head {
    records.iter().fold(Head::origin(MONTH), Head::then)
}

fn unpacked(bytes: &[u8]) -> Option<Vec<Record>> {
    let mut records = Vec::new();
    unpack(bytes, &mut records).map(|()| records)
}

proptest! {
    #[test]
    fn packing_gives_the_same_back(records in records()) {
        prop_assert_eq!(unpacked(&pack(&records)), Some(records));
    }

    #[test]
    fn packed_parts_join(records in records(), at in any::<prop::sample::Index>()) {
        let (old, new) = records.split_at(at.index(records.len() + 1));
        let mut joined = Vec::new();
        prop_assert!(unpack(&pack(old), &mut joined).is_some());
        for record in new {
            prop_assert!(unpack(&pack(std::slice::from_ref(record)), &mut joined).is_some());
        }
        prop_assert_eq!(joined, records);
    }

    #[test]
    fn a_chain_holds_with_any_witness_that_is_not_ahead(records in records(), at in any::<prop::sample::Index>()) {
        let witness = head_of(&records[..at.index(records.len() + 1)]);
        prop_assert_eq!(verify(MONTH, &records, head_of(&records), Some(witness)), Ok(()));
        prop_assert_eq!(verify(MONTH, &records, head_of(&records), None), Ok(()));
    }

    #[test]
    fn erasing_keeps_the_chain_and_nothing_of_the_body(records in records(), at in any::<prop::sample::Index>()) {
        let head = head_of(&records);
        let at = at.index(records.len());
        let mut erased = records.clone();
        erased[at].erase();
        prop_assert_eq!(verify(MONTH, &erased, head, Some(head)), Ok(()));
        prop_assert_eq!(erased[at].body(), None);
        prop_assert_eq!(pack(&erased[at..=at]).len(), 1 + 1 + 32);
    }

    #[test]
    fn a_missing_record_is_a_loss(records in records(), at in any::<prop::sample::Index>()) {
        let head = head_of(&records);
        let mut fewer = records.clone();
        fewer.remove(at.index(records.len()));
        let loss = Broken::Lost { expected: head.count, found: head.count - 1 };
        prop_assert_eq!(verify(MONTH, &fewer, head, None), Err(loss));
        // The head went back with the records: only the witness knows.
        let earlier = head_of(&records[..records.len() - 1]);
        prop_assert_eq!(verify(MONTH, &records[..records.len() - 1], earlier, None), Ok(()));
        prop_assert_eq!(verify(MONTH, &records[..records.len() - 1], earlier, Some(head)), Err(loss));
    }

    #[test]
    fn another_order_is_a_loss(records in records(), a in any::<prop::sample::Index>(), b in any::<prop::sample::Index>()) {
        let (a, b) = (a.index(records.len()), b.index(records.len()));
        prop_assume!(records[a] != records[b]);
        let mut swapped = records.clone();
        swapped.swap(a, b);
        prop_assert!(verify(MONTH, &swapped, head_of(&records), None).is_err());
        // Consistent in itself, but not what was witnessed.
        let witness = head_of(&records);
        prop_assert!(verify(MONTH, &swapped, head_of(&swapped), Some(witness)).is_err());
    }

    #[test]
    fn no_changed_byte_goes_unnoticed(records in records(), at in any::<prop::sample::Index>(), by in 1..=255u8) {
        let head = head_of(&records);
        let mut bytes = pack(&records);
        let at = at.index(bytes.len());
        bytes[at] ^= by;
        let noticed = match unpacked(&bytes) {
            None => true,
            Some(changed) => verify(MONTH, &changed, head, None).is_err(),
        };
        prop_assert!(noticed);
    }

    #[test]
    fn a_truncated_value_goes_noticed(records in records(), at in any::<prop::sample::Index>()) {
        let bytes = pack(&records);
        let noticed = match unpacked(&bytes[..at.index(bytes.len())]) {
            None => true,
            Some(fewer) => verify(MONTH, &fewer, head_of(&records), None).is_err(),
        };
        prop_assert!(noticed);
    }

    #[test]
    fn garbage_is_refused_quietly(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        if let Some(records) = unpacked(&bytes) {
            prop_assert_eq!(pack(&records), bytes.clone());
        }
        if let Some(head) = Head::from_bytes(&bytes) {
            prop_assert_eq!(head.to_bytes(), bytes);
        }
    }

    #[test]
    fn heads_come_back(count in any::<u32>(), link in any::<Hash>()) {
        let head = Head { count, link };
        prop_assert_eq!(Head::from_bytes(&head.to_bytes()), Some(head));
    }
}

#[test]
fn one_month_cannot_stand_for_another() {
    let records = [Record::new([7; 16], b"fact".to_vec())];
    let head = head_of(&records);
    assert_eq!(verify("2026-11", &records, head, None), Err(Broken::Lost { expected: 1, found: 1 }));
}

#[test]
fn an_emptied_month_is_a_loss_when_witnessed() {
    let head = head_of(&[Record::new([7; 16], b"fact".to_vec())]);
    let origin = Head::origin(MONTH);
    assert_eq!(verify(MONTH, &[], origin, None), Ok(()));
    assert_eq!(verify(MONTH, &[], origin, Some(head)), Err(Broken::Lost { expected: 1, found: 0 }));
}

/// What version 1 wrote must be read for ever: these bytes were computed outside the program (`printf … | sha256sum`).
#[test]
fn the_bytes_of_version_1() {
    let record = Record::new([7; 16], b"fact".to_vec());
    let head = Head::origin(MONTH).then(&record);
    assert_eq!(hex(&Head::origin(MONTH).link), "638b19459585f85a7ba9bd0a7b5e4a9b4c98f1aea45eb5104167aa13bd0fb8d1");
    assert_eq!(hex(&record.digest), "db841aef91c8e1c6693c07e06dbb848e159a1f40a2af4f3de09546896e8a27b6");
    assert_eq!(hex(&head.link), "b889d309528d682f6ca0994a63a0d54a02d4dfd5fad6f2e5bf1f7670aea4658c");
    let packed =
        "0101db841aef91c8e1c6693c07e06dbb848e159a1f40a2af4f3de09546896e8a27b60707070707070707070707070707070704000000"
            .to_owned()
            + "66616374";
    assert_eq!(hex(&pack(&[record])), packed);
    assert_eq!(hex(&head.to_bytes()), "0101000000b889d309528d682f6ca0994a63a0d54a02d4dfd5fad6f2e5bf1f7670aea4658c");
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
