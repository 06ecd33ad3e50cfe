//! Sealed and signed texts longer than a slip: a helper's code, a helper's list and report, a record of service. Written
//! `LINLI`, a letter that says of which kind, `1:` and base32; the first two bytes say how many follow, so that whatever
//! stands behind in a chat is no part of it.
//!
//! They are found again in whatever people paste, like slips.

use base32ct::{Base32UpperUnpadded, Encoding};

use crate::exchange::slip::{CodeProblem, MOST_TEXT, TextTooLong, plain_characters};

/// The longest letter, in bytes: a list of several hundred people.
pub const LONGEST: usize = 60_000;

/// Of which kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// `H`: with which key a helper's phone opens.
    Helper,
    /// `L`: a list, sealed to a helper's phone.
    List,
    /// `B`: what a helper brings back, sealed to the centre.
    Report,
    /// `Z`: a record of service, signed by the centre.
    Record,
}

impl Kind {
    fn letter(self) -> u8 {
        match self {
            Kind::Helper => b'H',
            Kind::List => b'L',
            Kind::Report => b'B',
            Kind::Record => b'Z',
        }
    }
}

/// Writes a letter. None when there are more than [`LONGEST`] bytes.
pub fn write(kind: Kind, bytes: &[u8]) -> Option<String> {
    let length = u16::try_from(bytes.len()).ok().filter(|length| usize::from(*length) <= LONGEST)?;
    let mut text = String::from("LINLI");
    text.push(char::from(kind.letter()));
    text.push_str("1:");
    text.push_str(&Base32UpperUnpadded::encode_string(&[&length.to_be_bytes(), bytes].concat()));
    Some(text)
}

/// Finds every letter of a kind in a text, good or damaged, in the order of the text.
///
/// # Errors
/// When the text is longer than what is searched at once.
pub fn find(kind: Kind, text: &str) -> Result<Vec<Result<Vec<u8>, CodeProblem>>, TextTooLong> {
    if text.len() > MOST_TEXT {
        return Err(TextTooLong { bytes: text.len() });
    }
    let seen = plain_characters(text);
    let prefix = [b'L', b'I', b'N', b'L', b'I', kind.letter()];
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(rest) = seen.get(at..).filter(|rest| rest.len() > prefix.len() + 2) {
        let version = rest[prefix.len()];
        if rest[..prefix.len()] != prefix || !version.is_ascii_digit() || rest[prefix.len() + 1] != b':' {
            at += 1;
            continue;
        }
        let body = &rest[prefix.len() + 2..];
        let run = body.iter().take_while(|byte| matches!(byte, b'A'..=b'Z' | b'2'..=b'7')).count();
        at += prefix.len() + 2;
        if version != b'1' {
            found.push(Err(CodeProblem::UnknownVersion(char::from(version))));
            continue;
        }
        let (letter, taken) = read(&body[..run], body.get(run).copied());
        found.push(letter);
        at += taken;
    }
    Ok(found)
}

/// The one letter of a kind in a text.
///
/// # Errors
/// What is wrong with it; [`CodeProblem::Truncated`] with nothing when there is none.
pub fn find_one(kind: Kind, text: &str) -> Result<Vec<u8>, CodeProblem> {
    match find(kind, text) {
        Ok(found) => found.into_iter().next().unwrap_or(Err(CodeProblem::Truncated { have: 0 })),
        Err(TextTooLong { bytes }) => Err(CodeProblem::Truncated { have: bytes }),
    }
}

/// The bytes at the beginning of a run of base32, and how many characters they took.
fn read(run: &[u8], stop: Option<u8>) -> (Result<Vec<u8>, CodeProblem>, usize) {
    let truncated = match stop {
        Some(stop) if stop.is_ascii_alphanumeric() => {
            CodeProblem::NotBase32 { character: char::from(stop), after: run.len() }
        }
        _ => CodeProblem::Truncated { have: run.len() },
    };
    let decode = |characters: &[u8]| Base32UpperUnpadded::decode_vec(std::str::from_utf8(characters).ok()?).ok();
    // Eight characters are five whole bytes; the shortest letter is longer.
    let Some([high, low, ..]) =
        run.get(..8).and_then(decode).as_deref().and_then(|head| head.first_chunk::<2>()).copied()
    else {
        return (Err(truncated), run.len());
    };
    let characters = ((2 + usize::from(u16::from_be_bytes([high, low]))) * 8).div_ceil(5);
    match run.get(..characters) {
        // Bits beyond the last byte say nothing, and must be none: else a letter could be changed without becoming another.
        Some(whole) => {
            match decode(whole).filter(|bytes| Base32UpperUnpadded::encode_string(bytes).as_bytes() == whole) {
                Some(bytes) => (Ok(bytes[2..].to_vec()), characters),
                None => (Err(CodeProblem::Truncated { have: run.len() }), characters),
            }
        }
        None => (Err(truncated), run.len()),
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn letters_are_found_between_other_words() {
        let bytes: Vec<u8> = (0..90).collect();
        let letter = write(Kind::List, &bytes).unwrap();
        let found = |text: &str| find(Kind::List, text).unwrap();
        assert_eq!(found(&letter), [Ok(bytes.clone())]);
        assert_eq!(found(&letter.to_lowercase()), [Ok(bytes.clone())]);
        assert_eq!(found(&format!("名单：{letter}thanks, 谢谢 {letter}")), [Ok(bytes.clone()), Ok(bytes.clone())]);
        let quoted: Vec<&str> =
            (0..letter.len()).step_by(20).map(|at| &letter[at..(at + 20).min(letter.len())]).collect();
        assert_eq!(found(&quoted.join("\n> ")), [Ok(bytes.clone())]);
        assert_eq!(find(Kind::Report, &letter).unwrap(), []);
        assert_eq!(found(&letter[..letter.len() - 1]), [Err(CodeProblem::Truncated { have: letter.len() - 9 })]);
        let later = letter.replacen("LINLIL1", "LINLIL2", 1);
        assert_eq!(found(&later), [Err(CodeProblem::UnknownVersion('2'))]);
        let misread = [&letter[..40], "0", &letter[41..]].concat();
        assert_eq!(found(&misread), [Err(CodeProblem::NotBase32 { character: '0', after: 32 })]);
        assert_eq!(find_one(Kind::List, "没有"), Err(CodeProblem::Truncated { have: 0 }));
        assert_eq!(write(Kind::List, &vec![0; LONGEST + 1]), None);
    }

    #[test]
    fn every_character_counts_the_last_one_too() {
        for length in 0..10 {
            let letter = write(Kind::List, &vec![0; length]).unwrap();
            let (all, last) = letter.split_at(letter.len() - 1);
            for other in "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".chars().filter(|other| !last.starts_with(*other)) {
                let changed = format!("{all}{other}");
                assert_ne!(find_one(Kind::List, &changed), Ok(vec![0; length]), "{changed}");
            }
        }
    }

    proptest! {
        #[test]
        fn every_length_goes_there_and_back(bytes in prop::collection::vec(any::<u8>(), 3..400), tail in "[a-zA-Z2-7。 ]{0,9}") {
            let text = write(Kind::Record, &bytes).unwrap() + &tail;
            prop_assert_eq!(find_one(Kind::Record, &text), Ok(bytes));
        }

        #[test]
        fn any_text_is_searched_without_a_panic(text in "[LINLZ1:A-Z2-7 ]{0,80}", more in any::<String>()) {
            let _ = find(Kind::Record, &(text + &more));
        }
    }
}
