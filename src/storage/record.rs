//! The envelope of a stored body: JSON `{"v":1,"body":…}`, so that every body says by which version it was written.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::json::{self, Json, Unread};

use super::migrations::{CURRENT, MIGRATIONS, Migration};

/// Why a stored body could not be understood. It stays as it is, whatever the reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RecordError {
    /// A newer program wrote it: load that one.
    Newer {
        /// The body's version.
        found: u32,
        /// The highest that this program knows.
        known: u32,
    },
    /// Not an envelope, or not what was expected inside; the reason is for the report of a defect.
    Unreadable(String),
}

/// A body as it is stored. Only values that JSON cannot hold fail (a map whose keys are not text).
pub fn encode<T: Serialize + ?Sized>(body: &T) -> Result<Vec<u8>, RecordError> {
    serde_json::to_vec(&Envelope { v: CURRENT, body }).map_err(unwritten)
}

/// A stored body as a value of today's version, whichever version wrote it.
pub fn decode<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, RecordError> {
    let json = Json::parse(bytes).map_err(unreadable)?;
    let envelope: Envelope<T> = match migrate(&json, MIGRATIONS)? {
        None => json.to(),
        Some(migrated) => json::read(&migrated),
    }
    .map_err(unreadable)?;
    Ok(envelope.body)
}

/// The bytes of today's version, or `None` when they are already.
fn migrate(json: &Json, migrations: &[Migration]) -> Result<Option<Vec<u8>>, RecordError> {
    let known = migrations.len() as u32 + 1;
    let Stamp { v: found } = json.to().map_err(unreadable)?;
    match found {
        0 => Err(RecordError::Unreadable("version 0".into())),
        _ if found > known => Err(RecordError::Newer { found, known }),
        _ if found == known => Ok(None),
        _ => {
            let envelope: Envelope<Value> = json.to().map_err(unreadable)?;
            let steps = &migrations[found as usize - 1..];
            let body =
                steps.iter().try_fold(envelope.body, |body, step| step(body)).map_err(RecordError::Unreadable)?;
            serde_json::to_vec(&Envelope { v: known, body }).map(Some).map_err(unwritten)
        }
    }
}

#[derive(Deserialize, Serialize)]
struct Envelope<T> {
    v: u32,
    body: T,
}

/// The version alone: a body from the future may have any shape.
#[derive(Deserialize)]
struct Stamp {
    v: u32,
}

fn unreadable(unread: Unread) -> RecordError {
    RecordError::Unreadable(unread.to_string())
}

fn unwritten(error: serde_json::Error) -> RecordError {
    RecordError::Unreadable(error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    enum Fact {
        Arrived { slip: String, minutes: u32 },
        Closed,
    }

    #[test]
    fn bodies_come_back() {
        for fact in [Fact::Arrived { slip: "甲\u{0}\"".into(), minutes: 90 }, Fact::Closed] {
            let bytes = encode(&fact).unwrap();
            assert!(bytes.starts_with(br#"{"v":1,"body":"#));
            assert_eq!(decode::<Fact>(&bytes), Ok(fact));
        }
    }

    #[track_caller]
    fn refused(bytes: &str) -> RecordError {
        decode::<Fact>(bytes.as_bytes()).unwrap_err()
    }

    #[test]
    fn a_body_from_the_future_is_told_from_garbage() {
        assert_eq!(refused(r#"{"v":2,"body":"Closed"}"#), RecordError::Newer { found: 2, known: 1 });
        assert_eq!(refused(r#"{"v":900,"shape":["another"]}"#), RecordError::Newer { found: 900, known: 1 });
        for garbage in [
            "",
            "{",
            "null",
            "[]",
            "{}",
            "\u{0}",
            r#"{"v":0,"body":"Closed"}"#,
            r#"{"v":-1,"body":"Closed"}"#,
            r#"{"v":"1","body":"Closed"}"#,
            r#"{"v":1}"#,
            r#"{"v":1,"body":"Opened"}"#,
            r#"{"v":1,"body":"Closed"} "#.repeat(2).as_str(),
        ] {
            assert!(matches!(refused(garbage), RecordError::Unreadable(_)), "{garbage}");
        }
    }

    #[test]
    fn steps_run_in_order_from_the_bodys_version() {
        let steps: [Migration; 2] = [
            |mut body| {
                let name = body.get_mut("n").map(Value::take).ok_or("no n")?;
                Ok(json!({ "name": name }))
            },
            |mut body| {
                body["seen"] = json!(false);
                Ok(body)
            },
        ];
        let migrated = |bytes: &str| {
            migrate(&Json::parse(bytes.as_bytes()).unwrap(), &steps)
                .map(|bytes| bytes.map(|b| String::from_utf8(b).unwrap()))
        };
        let today = r#"{"v":3,"body":{"name":"王","seen":false}}"#;
        assert_eq!(migrated(r#"{"v":1,"body":{"n":"王"}}"#), Ok(Some(today.into())));
        assert_eq!(migrated(r#"{"v":2,"body":{"name":"王"}}"#), Ok(Some(today.into())));
        assert_eq!(migrated(today), Ok(None));
        assert_eq!(migrated(r#"{"v":1,"body":{}}"#), Err(RecordError::Unreadable("no n".into())));
        assert_eq!(migrated(r#"{"v":4}"#), Err(RecordError::Newer { found: 4, known: 3 }));
    }
}
