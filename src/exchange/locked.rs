//! A text locked under a passphrase: one line of JSON that says what it is, one line of base64 with the rest.
//!
//! Text, because in-app browsers have no downloads: what is small can also be copied. The key is stretched by PBKDF2;
//! a short check value tells a wrong passphrase from a damaged file.

use serde::{Deserialize, Serialize};

use crate::domain::id::CentreId;
use crate::domain::time::Stamp;
use crate::exchange::crypto::{
    AesKey, CryptoError, MOST_ROUNDS, NONCE_BYTES, ROUNDS, from_base64, hmac, open_with_nonce, random_array, stretch,
    to_base64,
};
use crate::json;

/// The version of this form.
const FORMAT: u16 = 1;

/// What is locked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// A centre's keys, as an organizer's browser keeps them.
    Workspace,
    /// A centre's keys with the recovery key, for a drawer.
    Recovery,
    /// An organizer's book.
    Book,
    /// A household with its slips.
    Household,
}

/// What is said before the passphrase is asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Header {
    /// Always `locked`: by this a file is recognised.
    pub linli: Locked,
    /// Of this form.
    pub format: u16,
    /// What is locked.
    pub kind: Kind,
    /// Of which centre.
    pub centre: CentreId,
    /// When it was made.
    pub made_at: Stamp,
    /// Rounds of PBKDF2-SHA-256.
    pub rounds: u32,
    /// 16 random bytes in base64.
    salt: String,
    /// 8 bytes derived from the stretched passphrase, in base64.
    check: String,
}

/// The mark of a locked text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Locked {
    /// The only one.
    Locked,
}

/// Why a locked text stays shut.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LockRefused {
    /// Another file altogether.
    NotOurs,
    /// Written by a later program.
    TooNew {
        /// Its form.
        format: u16,
    },
    /// Something else is locked here than was looked for.
    OtherKind(Kind),
    /// The passphrase is not the one it was locked under.
    WrongPassphrase,
    /// The passphrase is right, the content was changed or cut.
    Damaged,
    /// The ciphers failed.
    Crypto(CryptoError),
}

/// The random values of a lock.
pub(super) struct Chances {
    pub salt: [u8; 16],
    pub nonce: [u8; NONCE_BYTES],
}

/// Locks a text.
///
/// # Errors
/// Those of the ciphers.
pub async fn lock(
    kind: Kind,
    centre: &CentreId,
    made_at: Stamp,
    passphrase: &str,
    plain: &[u8],
) -> Result<String, CryptoError> {
    let chances = Chances { salt: random_array()?, nonce: random_array()? };
    lock_with(&chances, kind, centre, made_at, passphrase, plain).await
}

/// [`lock`] with given random values, for published test vectors.
pub(super) async fn lock_with(
    chances: &Chances,
    kind: Kind,
    centre: &CentreId,
    made_at: Stamp,
    passphrase: &str,
    plain: &[u8],
) -> Result<String, CryptoError> {
    let (key, check) = keys_of(passphrase, &chances.salt, ROUNDS).await?;
    let header = Header {
        linli: Locked::Locked,
        format: FORMAT,
        kind,
        centre: centre.clone(),
        made_at,
        rounds: ROUNDS,
        salt: to_base64(&chances.salt),
        check: to_base64(&check),
    };
    let Ok(mut text) = serde_json::to_string(&header) else { unreachable!() };
    let mut sealed = chances.nonce.to_vec();
    sealed.extend(key.seal(&chances.nonce, text.as_bytes(), plain).await?);
    text.push('\n');
    text.push_str(&to_base64(&sealed));
    text.push('\n');
    Ok(text)
}

/// The key and the check value of a passphrase. Spaces around it do not count: they come with pasting.
async fn keys_of(passphrase: &str, salt: &[u8], rounds: u32) -> Result<(AesKey, [u8; 8]), CryptoError> {
    let stretched = stretch(passphrase.trim(), salt, rounds).await?;
    let mut check = [0; 8];
    check.copy_from_slice(&hmac(&stretched, &[b"linli lock check"])[..8]);
    Ok((AesKey::import(&hmac(&stretched, &[b"linli lock key"])).await?, check))
}

/// The two lines of a locked text, with its header read.
fn parts(text: &str) -> Result<(Header, &str, &str), LockRefused> {
    #[derive(Deserialize)]
    struct Form {
        #[expect(dead_code, reason = "must be there")]
        linli: Locked,
        format: u16,
    }
    let (line, rest) = text.trim_start_matches('\u{FEFF}').trim().split_once('\n').ok_or(LockRefused::NotOurs)?;
    let line = line.trim_end();
    let form: Form = json::read(line.as_bytes()).map_err(|_| LockRefused::NotOurs)?;
    if form.format != FORMAT {
        return Err(LockRefused::TooNew { format: form.format });
    }
    let header = json::read(line.as_bytes()).map_err(|_| LockRefused::Damaged)?;
    Ok((header, line, rest))
}

/// What a locked text says of itself; nothing of it is proven before it is unlocked.
///
/// # Errors
/// When it is none, or a later one.
pub fn read_header(text: &str) -> Result<Header, LockRefused> {
    parts(text).map(|(header, _, _)| header)
}

/// Opens a locked text.
///
/// # Errors
/// With why it stays shut.
pub async fn unlock(kind: Kind, text: &str, passphrase: &str) -> Result<(Header, Vec<u8>), LockRefused> {
    let (header, line, rest) = parts(text)?;
    if header.kind != kind {
        return Err(LockRefused::OtherKind(header.kind));
    }
    if !(1..=MOST_ROUNDS).contains(&header.rounds) {
        return Err(LockRefused::Damaged);
    }
    let salt = from_base64(&header.salt).ok_or(LockRefused::Damaged)?;
    let (key, check) = keys_of(passphrase, &salt, header.rounds).await.map_err(LockRefused::Crypto)?;
    if from_base64(&header.check).ok_or(LockRefused::Damaged)? != check {
        return Err(LockRefused::WrongPassphrase);
    }
    let body: String = rest.split_ascii_whitespace().collect();
    let sealed = from_base64(&body).ok_or(LockRefused::Damaged)?;
    let plain = open_with_nonce(&key, line.as_bytes(), &sealed).await.map_err(|error| match error {
        CryptoError::DoesNotOpen => LockRefused::Damaged,
        other => LockRefused::Crypto(other),
    })?;
    Ok((header, plain))
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;
    use crate::exchange::crypto::ready;

    fn locked() -> String {
        let centre = CentreId::new("AAAAAAAA").unwrap();
        ready(lock(Kind::Book, &centre, Stamp(1), "示例 口令", "内容".as_bytes())).unwrap()
    }

    fn open(text: &str, passphrase: &str) -> Result<Vec<u8>, LockRefused> {
        ready(unlock(Kind::Book, text, passphrase)).map(|(_, plain)| plain)
    }

    #[test]
    fn only_the_passphrase_opens_and_each_failure_has_its_name() {
        let text = locked();
        assert_eq!(open(&text, "示例 口令"), Ok("内容".as_bytes().to_vec()));
        assert_eq!(open(&text, " 示例 口令\n"), Ok("内容".as_bytes().to_vec()));
        assert_eq!(open(&text, "示例口令"), Err(LockRefused::WrongPassphrase));
        assert_eq!(ready(unlock(Kind::Recovery, &text, "示例 口令")), Err(LockRefused::OtherKind(Kind::Book)));
        let later = text.replace("\"format\":1", "\"format\":2");
        assert_eq!(open(&later, "示例 口令"), Err(LockRefused::TooNew { format: 2 }));
        // Who changes what the header says is found out.
        let renamed = text.replace("\"madeAt\":1", "\"madeAt\":2");
        assert_eq!(open(&renamed, "示例 口令"), Err(LockRefused::Damaged));
        let cut = &text[..text.len() - 9];
        assert_eq!(open(cut, "示例 口令"), Err(LockRefused::Damaged));
        for other in ["", "{}", "{}\nAAAA", "中文\n中文", "{\"format\":1}\nAAAA"] {
            assert_eq!(open(other, "示例 口令"), Err(LockRefused::NotOurs), "{other}");
        }
    }

    #[test]
    fn a_file_cannot_keep_the_page_busy_for_ever() {
        let busy = locked().replace("\"rounds\":600000", "\"rounds\":4000000000");
        assert_eq!(open(&busy, "示例 口令"), Err(LockRefused::Damaged));
    }

    #[test]
    fn what_mail_and_editors_do_to_lines_does_no_harm() {
        let text = format!("\u{FEFF}{}", locked().replace('\n', "\r\n"));
        assert!(open(&text, "示例 口令").is_ok());
        let (line, body) = text.trim().split_once("\r\n").unwrap();
        let folded = format!("{line}\n{}\n  {}", &body[..20], &body[20..]);
        assert!(open(&folded, "示例 口令").is_ok());
    }

    #[test]
    fn the_header_shows_before_the_passphrase_is_asked_for() {
        let header = read_header(&locked()).unwrap();
        assert_eq!((header.kind, header.made_at, header.rounds), (Kind::Book, Stamp(1), ROUNDS));
        const { assert!(ROUNDS >= 600_000) };
    }
}
