//! The published test vectors (`tests/vectors/v1/`): what this program writes with fixed keys and fixed chances, so that a
//! second program can check itself, and so that no later version of this one stops reading what an earlier one wrote.
//!
//! `cargo test --lib vectors -- --ignored` writes them; the other test here reads them.

use serde_json::{Value, json};
use std::path::PathBuf;

use crate::domain::activity::{Entry, Session};
use crate::domain::age::Age;
use crate::domain::book::Fill;
use crate::domain::category::{Category, Sort};
use crate::domain::centre::{Centre, Rules};
use crate::domain::certificate::Certificate;
use crate::domain::draw::{DrawResult, DrawSeed, DrawTerms, Entrants, PublicNumber, Seen, SessionDraw};
use crate::domain::fixtures::{self, activity};
use crate::domain::id::{
    CertificateId, EntrantTag, HouseholdSecret, ListId, OutcomeKey, OutcomeTag, PosterMark, SecretHash, ServiceId,
    SessionId, SlipId, SlipSecret, hex, parse_hex,
};
use crate::domain::menu::Menu;
use crate::domain::slip::{Asks, Content, Guardian, Needs, Person, Phone, Stars};
use crate::domain::standing::{Answer, Reason, Standing};
use crate::domain::talent::{FreeTimes, Talents};
use crate::domain::text::Text;
use crate::domain::time::{Month, Stamp, Start, parse_day};
use crate::exchange::backup::{self, Backup, open_backup};
use crate::exchange::crypto::{KeyPair, OpeningKey, SealingKey, ready};
use crate::exchange::district_menu::{DistrictMenu, open_menu, sign_menu};
use crate::exchange::envelope::Envelope;
use crate::exchange::helper::{
    Duty, Expected, List, Noted, Report, Saw, open_list, open_report, read_code, seal_list_with, seal_report_with,
    short, write_code,
};
use crate::exchange::hours::{Hours, open_hours, seal_hours_with};
use crate::exchange::keys::{BookKey, CentreKeys, NumberedKey, RecoveryKey, open_recovery, sign_statement_by_recovery};
use crate::exchange::letter;
use crate::exchange::locked::{Chances, Kind, lock_with};
use crate::exchange::outcome::{open_outcome, seal_outcome_with};
use crate::exchange::publish::{Dates, centre_file, draws_file, menu_file, outcomes_file, publish};
use crate::exchange::published::{
    CENTRE_PATH, CentreFile, Draws, FORMAT, INDEX_PATH, Outcomes, Series, Trust, check_head,
};
use crate::exchange::record::{ConfirmedService, Record, check, sign};
use crate::exchange::slip::{decode, encode, find_codes, open_slip, seal_slip_with};
use crate::exchange::trust::{Fingerprint, accept_change, accept_founding};

const PASSPHRASE: &str = "示例口令 12345";
const MADE_AT: Stamp = Stamp(1_796_090_400_000);
const EXPIRES: Stamp = Stamp(1_798_682_400_000);

fn folder() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/vectors/v1"))
}

/// A key from a number: the scalar is the SHA-256 of a text with it.
fn pair(name: &str) -> KeyPair {
    let secret = crate::exchange::crypto::Hash::of(format!("linli test vector: {name}").as_bytes()).0;
    crate::exchange::crypto::pair_of_secret(&secret).unwrap()
}

fn keys() -> CentreKeys {
    let signing = pair("signing");
    CentreKeys {
        centre: Fingerprint::of(&signing.public).centre(),
        signing,
        opening: vec![NumberedKey { id: 1, pair: pair("opening") }],
        book: BookKey([0xb0; 32]),
    }
}

fn recovery() -> RecoveryKey {
    RecoveryKey(pair("recovery"))
}

fn december() -> Month {
    Month::parse("2026-12").unwrap()
}

fn session(text: &str) -> SessionId {
    SessionId::parse(text).unwrap()
}

/// One slip of every kind.
fn contents() -> Vec<(&'static str, Content)> {
    let keys = keys();
    let tag = HouseholdSecret([0x11; 16]).tag(&keys.centre);
    let secret = |n: u8| SlipSecret([n; 16]);
    let content = |n: u8, asks| Content { household: tag, secret_hash: secret(n).hash(), asks };
    let grown = Person {
        name: "甲示例".to_owned(),
        age: Some(Age(66)),
        phone: Phone::parse("13800000000"),
        guardian: None,
        photographs: false,
        needs: Needs { front_seat: true, speak_slowly: true, companion: false },
    };
    let child = Person {
        name: "乙示例".to_owned(),
        age: Some(Age(7)),
        phone: None,
        guardian: Some(Guardian { name: "丙示例".to_owned(), phone: Phone::parse("13800000001").unwrap() }),
        photographs: true,
        needs: Needs::default(),
    };
    let volunteer = Person { needs: Needs::default(), age: None, ..grown.clone() };
    let talented = Person { needs: Needs::default(), ..grown.clone() };
    vec![
        ("sign-up", content(1, Asks::SignUp { session: session("A01-1@2026-12-05T10:00"), person: grown })),
        ("sign-up-child", content(2, Asks::SignUp { session: session("D05-1@2026-12-06T14:30"), person: child })),
        ("claim", content(3, Asks::Claim { shift: session("S01-1@2026-12-12T09:00"), person: volunteer.clone() })),
        ("withdraw", content(4, Asks::Withdraw { secret: secret(1) })),
        (
            "stand-in",
            content(
                5,
                Asks::StandIn { shift: session("S01-1@2026-12-12T09:00"), secret: secret(3), person: volunteer },
            ),
        ),
        (
            "feedback",
            content(
                6,
                Asks::Feedback {
                    session: session("A01-1@2026-12-05T10:00"),
                    stars: Stars(5),
                    words: "老师讲得很清楚".to_owned(),
                },
            ),
        ),
        ("wish", content(7, Asks::Wish { category: Some(Category::Arts), words: "想学做灯笼".to_owned() })),
        (
            "talents",
            content(
                8,
                Asks::Talents {
                    person: talented,
                    talents: Talents(0b1000_0000_0000_0101),
                    times: FreeTimes(0b1_0000_0011),
                },
            ),
        ),
        (
            "check-in",
            content(
                9,
                Asks::CheckIn {
                    target: session("S01-1@2026-12-12T09:00"),
                    secret: secret(3),
                    came: Start::parse("2026-12-12T08:55").unwrap(),
                    left: Some(Start::parse("2026-12-12T11:05").unwrap()),
                    poster: Some(PosterMark([1, 2, 3, 4])),
                },
            ),
        ),
        (
            "swap",
            content(
                10,
                Asks::Swap {
                    shift: session("S01-1@2026-12-12T09:00"),
                    secret: secret(3),
                    for_shift: session("S02-1@2026-12-19T14:00"),
                    for_secret: secret(11),
                },
            ),
        ),
    ]
}

fn answers() -> Vec<(&'static str, Answer)> {
    vec![
        ("sign-up", Answer { standing: Standing::Confirmed, reason: Reason::Placed { order: 3, places: 20 } }),
        ("sign-up-child", Answer { standing: Standing::Waitlisted(2), reason: Reason::Full { order: 14, places: 12 } }),
        (
            "claim",
            Answer {
                standing: Standing::NotPlaced,
                reason: Reason::TrainingMissing { training: "未成年人保护".to_owned() },
            },
        ),
    ]
}

fn slips() -> Value {
    let keys = keys();
    let to = ready(SealingKey::import(&keys.opening[0].pair.public)).unwrap();
    let slips: Vec<Value> = contents()
        .into_iter()
        .map(|(name, content)| {
            let ephemeral = pair(&format!("ephemeral {name}"));
            let slip =
                ready(seal_slip_with(&ready(OpeningKey::import(&ephemeral)).unwrap(), &keys.centre, 1, &to, &content))
                    .unwrap();
            json!({
                "name": name,
                "ephemeral": ephemeral,
                "content": content,
                "plain": hex(&encode(&content).unwrap()),
                "bytes": hex(&slip.bytes),
                "code": slip.code,
                "id": slip.id,
                "handle": slip.id.handle(),
                "outcomeTag": slip.tag,
                "outcomeKey": slip.key,
            })
        })
        .collect();
    json!({ "centre": keys.centre, "opening": keys.opening, "slips": slips })
}

/// A folder as a centre publishes it, with the outcomes of three slips.
fn published(slips: &Value) -> Vec<(String, Vec<u8>)> {
    let (keys, recovery) = (keys(), recovery());
    let founding = ready(keys.found(&recovery)).unwrap();
    let centre = CentreFile {
        format: 1,
        centre: Centre {
            id: keys.centre.clone(),
            name: Text::new("示例社区家庭服务中心"),
            short_name: Text::new("示例社区"),
            address: Text::new("示例路 1 号"),
            phone: "010-00000000".to_owned(),
            hours: Text::new("周二至周日 9:00–18:00"),
            utc_offset: 480,
            sample: true,
        },
        rules: Rules::default(),
        keys: vec![founding],
        holidays: String::new(),
    };
    let menu = Menu { centre: keys.centre.clone(), ..fixtures::menu("2026-12") };
    let sealed = answers().into_iter().enumerate().map(|(n, (name, answer))| {
        let slip = slips["slips"].as_array().unwrap().iter().find(|slip| slip["name"] == name).unwrap();
        let tag: OutcomeTag = serde_json::from_value(slip["outcomeTag"].clone()).unwrap();
        let key: OutcomeKey = serde_json::from_value(slip["outcomeKey"].clone()).unwrap();
        (tag, ready(seal_outcome_with(&[n as u8; 12], &key, &tag, december(), &answer)).unwrap())
    });
    let outcomes = Outcomes {
        format: 1,
        centre: keys.centre.clone(),
        month: december(),
        revision: 1,
        menu_revision: 1,
        made_at: MADE_AT,
        counts: [(session("A01-1@2026-12-05T10:00"), Fill { placed: 3, waiting: 0 })].into(),
        outcomes: sealed.collect(),
    };
    let files = vec![centre_file(&centre), menu_file(&menu), outcomes_file(&outcomes)];
    let dates = Dates { made_at: MADE_AT, expires: EXPIRES };
    let published = ready(publish(&keys.signing, &keys.centre, None, None, |_| true, files, dates)).unwrap();
    published.files.into_iter().map(|file| (file.path, file.bytes)).collect()
}

fn key_changes() -> Value {
    let (keys, recovery) = (keys(), recovery());
    let next = CentreKeys { signing: pair("next signing"), ..keys.clone() };
    let second = next.statement(2, recovery.hash());
    json!({
        "centre": keys.centre,
        "founding": ready(keys.found(&recovery)).unwrap(),
        "bySigner": ready(keys.sign_statement(&second)).unwrap(),
        "byRecovery": ready(sign_statement_by_recovery(&recovery, &keys.centre, &second)).unwrap(),
        "refused": ready(next.sign_statement(&second)).unwrap(),
    })
}

/// A district's menu, signed with the same keys.
fn course_menu() -> String {
    let course = r#"{"code": "A01", "category": "virtue", "title": "家庭美德课堂", "provider": "P01", "minutes": 90, "places": 30}"#;
    let provider =
        r#"{"code": "P01", "name": "示例服务社", "agreementFrom": "2026-05-01", "agreementTo": "2026-12-31"}"#;
    let keys = keys();
    let menu = DistrictMenu {
        format: FORMAT,
        district: keys.centre.clone(),
        name: "示例区妇联".to_owned(),
        edition: 3,
        made_at: MADE_AT,
        courses: vec![serde_json::from_str(course).unwrap()],
        providers: vec![serde_json::from_str(provider).unwrap()],
    };
    let founding = ready(keys.found(&recovery())).unwrap();
    ready(sign_menu(&keys, &[founding], &menu)).unwrap()
}

fn backup() -> Backup {
    Backup {
        meta: [("settings".to_owned(), b"{\"large\":true}".to_vec())].into(),
        months: [
            ("-".to_owned(), vec![b"{\"v\":1,\"body\":1}".to_vec()]),
            ("2026-12".to_owned(), vec![b"{\"v\":1,\"body\":2}".to_vec(), b"{\"v\":1,\"body\":3}".to_vec()]),
        ]
        .into(),
    }
}

/// A drawn session, its draw as published, and what a reader finds who runs it again: eight slips, of which two go first.
fn draw() -> Vec<(String, Vec<u8>)> {
    let keys = keys();
    let id = session("D05-1@2026-12-06T14:30");
    let seed = DrawSeed(crate::exchange::crypto::Hash::of(b"linli test vector: draw seed").0);
    let terms = DrawTerms { commitment: seed.commitment(), number: Text::new("12月4日双色球开奖号码") };
    let at = |text: &str| Start::parse(text).unwrap();
    let menu = Menu {
        centre: keys.centre.clone(),
        rules: Rules { version: Rules::CURRENT, losers_first: true, ..Rules::default() },
        activities: vec![activity(id.activity.as_str(), Sort::Course(Category::Arts), "亲子折纸")],
        sessions: vec![Session {
            minutes: 90,
            entry: Entry::Places(3),
            closes: Some(at("2026-12-03T18:00")),
            opens: Some(at("2026-11-25T09:00")),
            draw: Some(Box::new(terms)),
            ..fixtures::session(id.activity.as_str(), &id.start.to_string())
        }],
        ..fixtures::menu("2026-12")
    };
    let entered: Vec<(OutcomeKey, bool)> = (1..=8u8).map(|n| (OutcomeKey([n; 16]), n % 4 == 0)).collect();
    let draw = SessionDraw {
        commitment: seed.commitment(),
        published_at: at("2026-12-03T18:30").stamp(480),
        entrants: Entrants::new(entered.iter().map(|(key, first)| (EntrantTag::of(key, &id), *first))),
        result: Some(DrawResult {
            seed,
            number: PublicNumber::parse("03 08 15 22 27 31 + 09").unwrap(),
            at: at("2026-12-04T21:40").stamp(480),
        }),
    };
    let draws = Draws {
        format: 1,
        centre: keys.centre,
        month: december(),
        revision: 2,
        made_at: MADE_AT,
        draws: [(id.clone(), draw)].into(),
    };
    let checked = draws.check(&menu, 480, &id, Seen::default()).unwrap();
    let (_, order) = checked.outcome.clone().unwrap();
    let expected = json!({
        "session": id,
        "entered": entered
            .iter()
            .map(|(key, first)| json!({ "key": key, "first": first, "tag": EntrantTag::of(key, &id) }))
            .collect::<Vec<_>>(),
        "order": order.iter().map(|drawn| json!({ "tag": drawn.tag, "value": hex(&drawn.value) })).collect::<Vec<_>>(),
        "winners": checked.winners().iter().map(|drawn| drawn.tag).collect::<Vec<_>>(),
    });
    let mut text = serde_json::to_vec_pretty(&expected).unwrap();
    text.push(b'\n');
    vec![
        ("draw/menu.json".to_owned(), menu_file(&menu).bytes),
        ("draw/draws.json".to_owned(), draws_file(&draws).bytes),
        ("draw/expected.json".to_owned(), text),
    ]
}

fn certificate() -> Certificate {
    let day = |text| parse_day(text).unwrap();
    Certificate {
        id: CertificateId([1, 2, 3]),
        name: "甲示例".to_owned(),
        from: day("2026-01-01"),
        to: day("2026-12-31"),
        minutes: 2_430,
        services: 21,
        on: day("2027-01-05"),
    }
}

fn service() -> ConfirmedService {
    ConfirmedService {
        service: ServiceId([7; 16]),
        name: "甲示例".to_owned(),
        role: "健康讲座助手".to_owned(),
        from: Start::parse("2026-12-12T09:00").unwrap(),
        minutes: 125,
        signed_at: Start::parse("2026-12-13T09:30").unwrap(),
    }
}

fn helper_list() -> List {
    List {
        format: 1,
        id: ListId([5; 8]),
        secret: SlipSecret([6; 16]),
        helper: "丁示例".to_owned(),
        until: Start::parse("2026-12-13T00:00").unwrap(),
        duties: vec![Duty {
            target: session("S01-1@2026-12-12T09:00"),
            title: "课业辅导".to_owned(),
            place: "图书室".to_owned(),
            start: Start::parse("2026-12-12T09:00").unwrap(),
            minutes: 120,
            shift: true,
            people: vec![Expected { slip: SlipId([9; 16]), name: "甲示例".to_owned(), tail: "0000".to_owned() }],
        }],
    }
}

fn helper_report() -> Report {
    let noted = |minute, saw| Noted {
        slip: short(&SlipId([9; 16])),
        at: Start::parse("2026-12-12T09:00").unwrap().plus(minute),
        saw,
    };
    let noted = vec![
        noted(3, Saw::Came),
        noted(124, Saw::Left),
        noted(125, Saw::Absent),
        noted(126, Saw::Nothing),
        noted(127, Saw::Another("戊示例".to_owned())),
    ];
    Report { list: ListId([5; 8]), secret: SlipSecret([6; 16]), noted }
}

/// Records of service, and what passes between the desk and a helper's phone.
fn letters() -> Value {
    let keys = keys();
    let record = |record| ready(sign(&keys.signing, &keys.centre, &record)).unwrap();
    let ephemeral = |name: &str| ready(OpeningKey::import(&pair(&format!("ephemeral {name}")))).unwrap();
    let phone = pair("helper");
    let list = ready(seal_list_with(&ephemeral("list"), &keys.signing, &keys.centre, &phone.public, &helper_list()));
    let sealer = &keys.opening[0];
    let to = &sealer.pair.public;
    let report = ready(seal_report_with(&ephemeral("report"), &keys.centre, sealer.id, to, &helper_report()));
    let (certificate, service) = (certificate(), service());
    json!({
        "certificate": {
            "text": record(Record::Certificate(certificate.clone())),
            "says": certificate,
            "number": certificate.number(),
        },
        "service": {
            "text": record(Record::Service(service.clone())),
            "says": {
                "service": service.service, "name": service.name, "role": service.role, "from": service.from,
                "minutes": service.minutes, "signedAt": service.signed_at,
            },
        },
        "helper": { "pair": phone, "text": write_code(&keys.centre, &phone.public).unwrap() },
        "list": { "text": list.unwrap(), "says": helper_list() },
        "report": { "text": report.unwrap(), "list": helper_report().list, "secret": helper_report().secret,
            "noted": helper_report().noted.iter().map(|noted| json!({
                "slip": hex(&noted.slip), "at": noted.at, "saw": noted.saw,
            })).collect::<Vec<_>>() },
    })
}

#[test]
fn the_letters_of_the_vectors_are_read() {
    let (file, keys) = (value("letters.json"), keys());
    let text = |name: &str| file[name]["text"].as_str().unwrap().to_owned();
    let checked = |name: &str| ready(check(&text(name), &keys.centre, &[keys.signing.public]));
    assert_eq!(checked("certificate"), Ok(Record::Certificate(certificate())));
    assert_eq!(checked("service"), Ok(Record::Service(service())));
    let phone: KeyPair = from(&file["helper"]["pair"]);
    assert_eq!(read_code(&text("helper"), &keys.centre), Ok(phone.public));
    let key = ready(OpeningKey::import(&phone)).unwrap();
    assert_eq!(ready(open_list(&text("list"), &keys.centre, &key, &[keys.signing.public])), Ok(helper_list()));
    let report = letter::find_one(letter::Kind::Report, &text("report")).unwrap();
    let opening = [(1, ready(OpeningKey::import(&keys.opening[0].pair)).unwrap())];
    assert_eq!(ready(open_report(&report, &keys.centre, &opening)), Ok(helper_report()));
}

/// A month's confirmed services, for the owner of the claim among the slips; with what opens there.
fn hours(slips: &Value) -> Value {
    let keys = keys();
    let claim = slips["slips"].as_array().unwrap().iter().find(|slip| slip["name"] == "claim").unwrap();
    let (tag, key): (OutcomeTag, OutcomeKey) = (from(&claim["outcomeTag"]), from(&claim["outcomeKey"]));
    let text = ready(sign(&keys.signing, &keys.centre, &Record::Service(service()))).unwrap();
    let sealed = ready(seal_hours_with(&[9; 12], &key, &tag, december(), &text)).unwrap();
    let file = Hours {
        format: FORMAT,
        centre: keys.centre,
        month: december(),
        revision: 1,
        made_at: MADE_AT,
        hours: [(tag, sealed)].into(),
    };
    json!({ "slip": "claim", "path": Series::Hours.path(december(), 1), "file": file, "text": text })
}

#[test]
fn the_hours_of_the_vectors_open_for_the_claims_owner() {
    let (vector, slips, keys) = (value("hours.json"), value("slips.json"), keys());
    let claim = slips["slips"].as_array().unwrap().iter().find(|slip| slip["name"] == vector["slip"]).unwrap();
    let (tag, key): (OutcomeTag, OutcomeKey) = (from(&claim["outcomeTag"]), from(&claim["outcomeKey"]));
    let file: Hours = from(&vector["file"]);
    let opened = ready(open_hours(&key, &tag, file.month, &file.hours[&tag])).unwrap();
    assert_eq!(opened, from::<String>(&vector["text"]));
    let checked = ready(check(&opened, &keys.centre, &[keys.signing.public]));
    assert_eq!(checked, Ok(Record::Service(service())));
}

/// All files of the vectors: path and bytes.
fn vectors() -> Vec<(String, Vec<u8>)> {
    let pretty = |value: &Value| {
        let mut text = serde_json::to_vec_pretty(value).unwrap();
        text.push(b'\n');
        text
    };
    let (keys, recovery, slips) = (keys(), recovery(), slips());
    let expected: Vec<Value> =
        answers().into_iter().map(|(slip, answer)| json!({ "slip": slip, "answer": answer })).collect();
    let key_file = json!({
        "centre": keys.centre,
        "fingerprint": Fingerprint::of(&keys.signing.public).0,
        "signing": keys.signing,
        "opening": keys.opening,
        "recovery": recovery,
        "passphrase": PASSPHRASE,
    });
    let chances = |n: u8| Chances { salt: [n; 16], nonce: [n; 12] };
    let lock = |n, kind, plain: &[u8]| {
        ready(lock_with(&chances(n), kind, &keys.centre, MADE_AT, PASSPHRASE, plain)).unwrap().into_bytes()
    };
    let bundle = serde_json::to_vec(&json!({ "keys": keys, "recovery": recovery })).unwrap();
    let mut files = vec![
        ("keys.json".to_owned(), pretty(&key_file)),
        ("slips.json".to_owned(), pretty(&slips)),
        ("answers.json".to_owned(), pretty(&Value::Array(expected))),
        ("key-changes.json".to_owned(), pretty(&key_changes())),
        ("letters.json".to_owned(), pretty(&letters())),
        ("hours.json".to_owned(), pretty(&hours(&slips))),
        ("course-menu.json".to_owned(), course_menu().into_bytes()),
        ("recovery.txt".to_owned(), lock(1, Kind::Recovery, &bundle)),
        ("backup.txt".to_owned(), lock(2, Kind::Household, &backup::encode(&backup()))),
    ];
    files.extend(draw());
    files.extend(published(&slips).into_iter().map(|(path, bytes)| (format!("folder/{path}"), bytes)));
    files
}

#[test]
#[ignore = "writes the files that the other test reads; a released version's vectors are never written again"]
fn write_vectors() {
    for (path, bytes) in vectors() {
        let path = folder().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }
}

fn bytes(path: &str) -> Vec<u8> {
    std::fs::read(folder().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn value(path: &str) -> Value {
    serde_json::from_slice(&bytes(path)).unwrap()
}

fn from<T: serde::de::DeserializeOwned>(value: &Value) -> T {
    serde_json::from_value(value.clone()).unwrap()
}

#[test]
fn what_is_written_today_is_what_the_vectors_hold() {
    for (path, expected) in vectors() {
        assert_eq!(String::from_utf8_lossy(&bytes(&path)), String::from_utf8_lossy(&expected), "{path}");
    }
}

#[test]
fn the_slips_of_the_vectors_open() {
    let file = value("slips.json");
    let centre = from(&file["centre"]);
    let opening: Vec<NumberedKey> = from(&file["opening"]);
    let keys: Vec<_> = opening.iter().map(|key| (key.id, ready(OpeningKey::import(&key.pair)).unwrap())).collect();
    let slips = file["slips"].as_array().unwrap();
    assert_eq!(slips.len(), contents().len());
    for slip in slips {
        let found = find_codes(slip["code"].as_str().unwrap()).unwrap();
        let sealed = found[0].slip.clone().unwrap();
        assert_eq!(hex(&sealed), slip["bytes"]);
        let opened = ready(open_slip(&sealed, &centre, &keys)).unwrap();
        assert_eq!(opened.content, from(&slip["content"]));
        assert_eq!(opened.id, from::<SlipId>(&slip["id"]));
        assert_eq!(opened.id.handle(), slip["handle"]);
        assert_eq!(opened.tag, from(&slip["outcomeTag"]));
        assert_eq!(opened.key, from(&slip["outcomeKey"]));
        let plain: [u8; 102] = parse_hex(slip["plain"].as_str().unwrap()).unwrap();
        assert_eq!(decode(&plain).unwrap(), opened.content);
    }
    let withdrawal = slips.iter().find(|slip| slip["name"] == "withdraw").unwrap();
    let Content { asks: Asks::Withdraw { secret }, .. } = from(&withdrawal["content"]) else { panic!() };
    assert_eq!(secret.hash(), from::<SecretHash>(&slips[0]["content"]["secret_hash"]));
}

#[test]
fn the_folder_of_the_vectors_is_believed() {
    let head = ready(check_head(
        Trust::FirstVisit(None),
        &bytes(&format!("folder/{CENTRE_PATH}")),
        &bytes(&format!("folder/{INDEX_PATH}")),
    ))
    .unwrap();
    let file = |series: Series| bytes(&format!("folder/{}", series.path(december(), 1)));
    head.menu(december(), 1, &file(Series::Menus)).unwrap();
    let outcomes = head.outcomes(december(), 1, &file(Series::Outcomes)).unwrap();
    let slips = value("slips.json");
    for expected in value("answers.json").as_array().unwrap() {
        let slip = slips["slips"].as_array().unwrap().iter().find(|slip| slip["name"] == expected["slip"]).unwrap();
        let (tag, key) = (from(&slip["outcomeTag"]), from(&slip["outcomeKey"]));
        let answer = ready(open_outcome(&key, &tag, december(), &outcomes.outcomes[&tag])).unwrap();
        assert_eq!(answer, from(&expected["answer"]));
    }
}

#[test]
fn the_draw_of_the_vectors_runs_again() {
    let (menu, draws): (Menu, Draws) = (from(&value("draw/menu.json")), from(&value("draw/draws.json")));
    let expected = value("draw/expected.json");
    let checked = draws.check(&menu, 480, &from(&expected["session"]), Seen::default()).unwrap();
    let winners: Vec<EntrantTag> = checked.winners().iter().map(|drawn| drawn.tag).collect();
    assert_eq!(winners, from::<Vec<EntrantTag>>(&expected["winners"]));
    assert!(checked.winners()[..2].iter().all(|drawn| drawn.first));
}

#[test]
fn the_key_changes_of_the_vectors_are_believed_and_refused() {
    let file = value("key-changes.json");
    let centre = from(&file["centre"]);
    let envelope = |name: &str| from::<Envelope>(&file[name]);
    let (first, _) = ready(accept_founding(&centre, &envelope("founding"))).unwrap();
    for name in ["bySigner", "byRecovery"] {
        assert_eq!(ready(accept_change(&centre, &first, &envelope(name))).unwrap().edition, 2);
    }
    assert!(ready(accept_change(&centre, &first, &envelope("refused"))).is_err());
}

#[test]
fn the_course_menu_of_the_vectors_is_believed() {
    let opened = ready(open_menu(&bytes("course-menu.json"))).unwrap();
    assert_eq!((opened.menu.edition, opened.menu.courses.len()), (3, 1));
    assert_eq!(opened.fingerprint, Fingerprint::of(&keys().signing.public));
}

#[test]
fn the_locked_files_of_the_vectors_open() {
    let text = |path: &str| String::from_utf8(bytes(path)).unwrap();
    let opened = ready(open_recovery(&text("recovery.txt"), PASSPHRASE)).unwrap();
    assert_eq!(opened, (keys(), recovery()));
    assert_eq!(ready(open_backup(Kind::Household, &text("backup.txt"), PASSPHRASE)), Ok(backup()));
    let key_file = value("keys.json");
    assert_eq!(from::<KeyPair>(&key_file["signing"]), keys().signing);
}
