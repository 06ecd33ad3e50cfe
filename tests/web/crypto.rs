//! The browser's ciphers against the published test vectors: what native programs and Node write, a phone reads, and
//! with the same chances it writes the very same bytes.

use linli::domain::id::{CentreId, OutcomeKey, OutcomeTag, SlipId, hex};
use linli::domain::slip::Content;
use linli::domain::standing::Answer;
use linli::domain::time::{Month, Stamp};
use linli::exchange::backup::open_backup;
use linli::exchange::crypto::{
    AesKey, CryptoError, KeyPair, OpeningKey, PublicKey, SealingKey, SigningKey, VerifyingKey, generate,
    open_with_nonce, random_array, seal_with_nonce, stretch,
};
use linli::exchange::envelope::Envelope;
use linli::exchange::keys::{CentreKeys, NumberedKey, make, open_recovery};
use linli::exchange::locked::{Kind, LockRefused};
use linli::exchange::outcome::{OutcomeRefused, open_outcome};
use linli::exchange::published::{Refused, Series, Trust, check_head};
use linli::exchange::slip::{SlipRefused, find_codes, open_slip, seal_slip, seal_slip_with};
use linli::exchange::trust::{KeysRefused, accept_change, accept_founding};
use serde_json::Value;
use wasm_bindgen_test::wasm_bindgen_test;

const SLIPS: &str = include_str!("../vectors/v1/slips.json");
const ANSWERS: &str = include_str!("../vectors/v1/answers.json");
const KEYS: &str = include_str!("../vectors/v1/keys.json");
const CHANGES: &str = include_str!("../vectors/v1/key-changes.json");
const RECOVERY: &str = include_str!("../vectors/v1/recovery.txt");
const BACKUP: &str = include_str!("../vectors/v1/backup.txt");
const CENTRE: &[u8] = include_bytes!("../vectors/v1/folder/centre.json");
const INDEX: &[u8] = include_bytes!("../vectors/v1/folder/index.json");
const OUTCOMES: &[u8] = include_bytes!("../vectors/v1/folder/outcomes/2026-12.r1.json");

fn value(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

fn from<T: serde::de::DeserializeOwned>(value: &Value) -> T {
    serde_json::from_value(value.clone()).unwrap()
}

fn december() -> Month {
    Month::parse("2026-12").unwrap()
}

#[wasm_bindgen_test]
async fn the_browser_opens_and_writes_the_slips_of_the_vectors() {
    let file = value(SLIPS);
    let centre: CentreId = from(&file["centre"]);
    let opening: Vec<NumberedKey> = from(&file["opening"]);
    let keys = [(opening[0].id, OpeningKey::import(&opening[0].pair).await.unwrap())];
    let to = SealingKey::import(&opening[0].pair.public).await.unwrap();
    for slip in file["slips"].as_array().unwrap() {
        let content: Content = from(&slip["content"]);
        let ephemeral = OpeningKey::import(&from::<KeyPair>(&slip["ephemeral"])).await.unwrap();
        let sealed = seal_slip_with(&ephemeral, &centre, 1, &to, &content).await.unwrap();
        assert_eq!(hex(&sealed.bytes), slip["bytes"].as_str().unwrap());
        assert_eq!(sealed.code, slip["code"].as_str().unwrap());
        assert_eq!(sealed.id, from::<SlipId>(&slip["id"]));
        let found = find_codes(&sealed.code).unwrap();
        let opened = open_slip(found[0].slip.as_ref().unwrap(), &centre, &keys).await.unwrap();
        assert_eq!(opened.content, content);
        assert_eq!(opened.tag, from::<OutcomeTag>(&slip["outcomeTag"]));
        assert_eq!(opened.key, from::<OutcomeKey>(&slip["outcomeKey"]));
    }
}

#[wasm_bindgen_test]
async fn a_changed_byte_is_refused_wherever_it_is() {
    let file = value(SLIPS);
    let centre: CentreId = from(&file["centre"]);
    let opening: Vec<NumberedKey> = from(&file["opening"]);
    let keys = [(1, OpeningKey::import(&opening[0].pair).await.unwrap())];
    let to = SealingKey::import(&opening[0].pair.public).await.unwrap();
    let content: Content = from(&file["slips"][0]["content"]);
    let slip = seal_slip(&centre, 1, &to, &content).await.unwrap();
    assert_eq!(open_slip(&slip.bytes, &centre, &keys).await.unwrap().tag, slip.tag);
    // The point's mark and coordinates, the text, the tag.
    for at in [7, 8, 71, 72, 120, 173, 174, 189] {
        let mut changed = slip.bytes.clone();
        changed[at] ^= 1;
        assert_eq!(open_slip(&changed, &centre, &keys).await, Err(SlipRefused::DoesNotOpen), "byte {at}");
    }
}

#[wasm_bindgen_test]
async fn the_folder_of_the_vectors_is_believed_and_its_outcomes_read() {
    let head = check_head(Trust::FirstVisit(None), CENTRE, INDEX).await.unwrap();
    let pin = head.pin();
    assert_eq!(check_head(Trust::Pinned(&pin), CENTRE, INDEX).await, Ok(head.clone()));
    assert_eq!(head.newest(Series::Outcomes), [(december(), 1)].into());
    let outcomes = head.outcomes(december(), 1, OUTCOMES).unwrap();
    let slips = value(SLIPS);
    for expected in value(ANSWERS).as_array().unwrap() {
        let slip = slips["slips"].as_array().unwrap().iter().find(|slip| slip["name"] == expected["slip"]).unwrap();
        let (tag, key): (OutcomeTag, OutcomeKey) = (from(&slip["outcomeTag"]), from(&slip["outcomeKey"]));
        let sealed = &outcomes.outcomes[&tag];
        assert_eq!(open_outcome(&key, &tag, december(), sealed).await, Ok(from::<Answer>(&expected["answer"])));
        let other = open_outcome(&key, &tag, december().plus(1), sealed).await;
        assert_eq!(other, Err(OutcomeRefused::DoesNotOpen));
    }
    let tampered = String::from_utf8(INDEX.to_vec()).unwrap().replace("\\\"counter\\\":1", "\\\"counter\\\":9");
    assert_ne!(tampered.as_bytes(), INDEX);
    let refused = check_head(Trust::FirstVisit(None), CENTRE, tampered.as_bytes()).await;
    assert_eq!(refused, Err(Refused::BadSignature));
}

#[wasm_bindgen_test]
async fn key_changes_are_believed_from_the_right_keys_only() {
    let file = value(CHANGES);
    let centre: CentreId = from(&file["centre"]);
    let envelope = |name: &str| from::<Envelope>(&file[name]);
    let (first, _) = accept_founding(&centre, &envelope("founding")).await.unwrap();
    assert_eq!(accept_change(&centre, &first, &envelope("bySigner")).await.unwrap().edition, 2);
    assert_eq!(accept_change(&centre, &first, &envelope("byRecovery")).await.unwrap().edition, 2);
    let refused = accept_change(&centre, &first, &envelope("refused")).await;
    assert_eq!(refused, Err(KeysRefused::UnknownSigner));
}

#[wasm_bindgen_test]
async fn recovery_file_and_backup_open_with_their_passphrase() {
    let passphrase: String = from(&value(KEYS)["passphrase"]);
    let (keys, _) = open_recovery(RECOVERY, &passphrase).await.unwrap();
    assert_eq!(keys.signing, from::<KeyPair>(&value(KEYS)["signing"]));
    assert_eq!(open_recovery(RECOVERY, "别的口令").await, Err(LockRefused::WrongPassphrase));
    let backup = open_backup(Kind::Household, BACKUP, &passphrase).await.unwrap();
    assert_eq!(backup.months.keys().map(String::as_str).collect::<Vec<_>>(), ["-", "2026-12"]);
}

#[wasm_bindgen_test]
async fn keys_made_in_the_browser_can_be_wrapped_and_used_again() {
    let (keys, recovery) = make().await.unwrap();
    let locked = keys.lock(Stamp(0), "示例口令").await.unwrap();
    let again = CentreKeys::unlock(&locked, "示例口令").await.unwrap();
    assert_eq!(again, keys);
    let founding = again.found(&recovery).await.unwrap();
    let (statement, fingerprint) = accept_founding(&keys.centre, &founding).await.unwrap();
    assert_eq!(fingerprint.centre(), keys.centre);
    assert_eq!(statement.sealers[0].key, keys.opening[0].pair.public);
}

#[wasm_bindgen_test]
async fn signatures_hold_for_their_bytes_only() {
    let pair = generate().await.unwrap();
    let signature = SigningKey::import(&pair).await.unwrap().sign(b"month").await.unwrap();
    assert_eq!(signature.len(), 64);
    let key = VerifyingKey::import(&pair.public).await.unwrap();
    assert_eq!(key.verify(b"month", &signature).await, Ok(true));
    assert_eq!(key.verify(b"mouth", &signature).await, Ok(false));
    assert_eq!(key.verify(b"month", &signature[1..]).await, Ok(false));
    assert_eq!(key.verify(b"month", b"").await, Ok(false));
}

#[wasm_bindgen_test]
async fn what_is_not_a_key_is_refused_by_the_browser_too() {
    assert!(matches!(SealingKey::import(&PublicKey([4; 65])).await, Err(CryptoError::BadKey)));
    assert!(matches!(VerifyingKey::import(&PublicKey([4; 65])).await, Err(CryptoError::BadKey)));
    let mixed = KeyPair { secret: generate().await.unwrap().secret, public: generate().await.unwrap().public };
    assert!(matches!(SigningKey::import(&mixed).await, Err(CryptoError::BadKey)));
    assert!(matches!(OpeningKey::import(&mixed).await, Err(CryptoError::BadKey)));
    for length in [0, 15, 24, 33] {
        assert!(matches!(AesKey::import(&vec![0; length]).await, Err(CryptoError::BadKey)), "{length}");
    }
}

#[wasm_bindgen_test]
async fn sealing_under_a_key_binds_what_it_is_about() {
    for length in [16, 32] {
        let key = AesKey::import(&vec![7; length]).await.unwrap();
        let sealed = seal_with_nonce(&key, b"about", b"text").await.unwrap();
        assert_eq!(open_with_nonce(&key, b"about", &sealed).await.unwrap(), b"text");
        assert_eq!(open_with_nonce(&key, b"other", &sealed).await, Err(CryptoError::DoesNotOpen));
        assert_eq!(open_with_nonce(&key, b"about", b"short").await, Err(CryptoError::DoesNotOpen));
    }
    assert_ne!(random_array::<16>().unwrap(), random_array::<16>().unwrap());
    // RFC 7914 §11.
    let stretched = stretch("passwd", b"salt", 1).await.unwrap();
    assert_eq!(hex(&stretched), "55ac046e56e3089fec1691c22544b605f94185216dde0465e68b9d57c20dacbc");
}
