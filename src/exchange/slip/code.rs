//! A slip as text: `LINLI1:` and 304 characters of base32, found again in whatever people paste.
//!
//! Chats break lines and quote, input methods widen letters and put spaces and apostrophes between them,
//! a 群接龙 puts numbers and names around: none of that harms a code.

use base32ct::{Base32UpperUnpadded, Encoding};

use crate::exchange::slip::SLIP_BYTES;

/// The characters of a code: exactly what a QR code of version 10-M holds.
pub const CODE_CHARS: usize = PREFIX.len() + BASE32_CHARS;
/// The most bytes of text that are searched at once.
pub const MOST_TEXT: usize = 2 * 1024 * 1024;

const PREFIX: &str = "LINLI1:";
const BASE32_CHARS: usize = SLIP_BYTES * 8 / 5;
/// Fewer characters after the prefix are a word in a sentence, not a damaged code.
const FEWEST: usize = 16;

/// Text beyond [`MOST_TEXT`] bytes: nobody pastes that on purpose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TextTooLong {
    /// So many bytes.
    pub bytes: usize,
}

/// A place in a text where a code begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Byte position in the text at which it begins.
    pub from: usize,
    /// Byte position behind its last character.
    pub to: usize,
    /// The slip's bytes, or why there are none.
    pub slip: Result<Vec<u8>, CodeProblem>,
}

/// Why a code gives no slip.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CodeProblem {
    /// It ends after so many of its 304 characters.
    Truncated {
        /// How many there are.
        have: usize,
    },
    /// A letter or digit that no code contains (0, 1, 8, 9): mistyped or misread.
    NotBase32 {
        /// Which.
        character: char,
        /// After so many good ones.
        after: usize,
    },
    /// A code of a later program (`LINLI2:`).
    UnknownVersion(char),
}

/// Writes the code of sealed bytes.
pub fn write_code(slip: &[u8]) -> String {
    let mut code = String::with_capacity(CODE_CHARS);
    code.push_str(PREFIX);
    code.push_str(&Base32UpperUnpadded::encode_string(slip));
    code
}

/// A character of the text as the search sees it.
#[derive(Clone, Copy)]
struct Seen {
    /// Upper-case ASCII, or 0 for whatever can be no part of a code.
    byte: u8,
    from: usize,
    to: usize,
}

/// Finds every code in a text, good or damaged, in the order of the text. Takes time proportional to its length.
///
/// # Errors
/// When the text is longer than [`MOST_TEXT`].
pub fn find_codes(text: &str) -> Result<Vec<Found>, TextTooLong> {
    if text.len() > MOST_TEXT {
        return Err(TextTooLong { bytes: text.len() });
    }
    let seen: Vec<Seen> = text
        .char_indices()
        .filter(|(_, c)| !is_between(*c))
        .map(|(from, c)| Seen { byte: plain(c), from, to: from + c.len_utf8() })
        .collect();
    let mut found = Vec::new();
    let mut at = 0;
    while at < seen.len() {
        let Some(version) = prefix_at(&seen, at) else {
            at += 1;
            continue;
        };
        let begin = at + PREFIX.len();
        let mut end = begin;
        while end < seen.len() && end - begin < BASE32_CHARS && is_base32(seen[end].byte) {
            end += 1;
        }
        // The next code may follow at once: its first letters look like a part of this one.
        if end - begin < BASE32_CHARS
            && let Some(next) = end.checked_sub(PREFIX.len() - 2).filter(|next| *next >= begin)
            && prefix_at(&seen, next).is_some()
        {
            end = next;
        }
        let have = end - begin;
        if have >= FEWEST {
            let stop = seen.get(end).map(|seen| seen.byte).filter(u8::is_ascii_alphanumeric);
            let slip = match (version, stop) {
                (version, _) if version != b'1' => Err(CodeProblem::UnknownVersion(version as char)),
                (_, Some(character)) if have < BASE32_CHARS && !is_base32(character) => {
                    Err(CodeProblem::NotBase32 { character: character as char, after: have })
                }
                _ => {
                    let code: String = seen[begin..end].iter().map(|seen| char::from(seen.byte)).collect();
                    match Base32UpperUnpadded::decode_vec(&code) {
                        Ok(bytes) if bytes.len() == SLIP_BYTES => Ok(bytes),
                        _ => Err(CodeProblem::Truncated { have }),
                    }
                }
            };
            found.push(Found { from: seen[at].from, to: seen[end - 1].to, slip });
        }
        at = end;
    }
    Ok(found)
}

/// A text as a search for codes sees it: capitals, without what chats and input methods put in between; 0 for what can be
/// no part of a code.
pub(in crate::exchange) fn plain_characters(text: &str) -> Vec<u8> {
    text.chars().filter(|c| !is_between(*c)).map(plain).collect()
}

/// The version's digit, when a code begins here.
fn prefix_at(seen: &[Seen], at: usize) -> Option<u8> {
    let seen = seen.get(at..at + PREFIX.len())?;
    let same = |n: usize| seen[n].byte == PREFIX.as_bytes()[n];
    ((0..5).all(same) && seen[5].byte.is_ascii_digit() && same(6)).then_some(seen[5].byte)
}

fn is_base32(byte: u8) -> bool {
    matches!(byte, b'A'..=b'Z' | b'2'..=b'7')
}

/// What chats, quotations and input methods put between the characters of a code.
fn is_between(c: char) -> bool {
    c.is_whitespace()
        || matches!(c,
            '\u{00AD}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}'
            | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '>' | '\'' | '\u{2018}' | '\u{2019}')
}

fn plain(c: char) -> u8 {
    match c {
        '\u{2236}' | '\u{FE55}' | '\u{FE13}' => b':',
        // Full-width forms stand in the order of ASCII.
        '\u{FF01}'..='\u{FF5E}' => ((c as u32 - 0xFF01) as u8 + b'!').to_ascii_uppercase(),
        _ if c.is_ascii() => (c as u8).to_ascii_uppercase(),
        _ => 0,
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn bytes(seed: u8) -> Vec<u8> {
        (0..SLIP_BYTES).map(|n| (n as u8).wrapping_mul(31).wrapping_add(seed)).collect()
    }

    #[track_caller]
    fn finds(text: &str, expected: &[Result<Vec<u8>, CodeProblem>]) {
        let found = find_codes(text).unwrap();
        let slips: Vec<_> = found.iter().map(|found| found.slip.clone()).collect();
        assert_eq!(slips, expected);
        for one in &found {
            assert!(text[one.from..one.to].starts_with(['L', 'l', 'Ｌ', 'ｌ']), "{one:?}");
        }
    }

    fn wide(text: &str) -> String {
        text.chars().map(|c| char::from_u32(c as u32 - 0x21 + 0xFF01).unwrap()).collect()
    }

    fn parted(code: &str, by: &str, every: usize) -> String {
        code.as_bytes().chunks(every).map(|part| std::str::from_utf8(part).unwrap()).collect::<Vec<_>>().join(by)
    }

    #[test]
    fn a_code_is_just_as_long_as_the_qr_code_holds() {
        assert_eq!(write_code(&bytes(0)).len(), CODE_CHARS);
        assert_eq!(CODE_CHARS, 311);
    }

    #[test]
    fn codes_survive_what_chats_and_input_methods_do_to_them() {
        let code = write_code(&bytes(5));
        let good = [Ok(bytes(5))];
        // As phones copy it, with a line that says what it is; a chat may take the line's end away.
        finds(&format!("书法基础 11月28日 报名单（整段发给中心）\n{code}"), &good);
        finds(&format!("AI 101 on 28 November, sign-up slip (send all of this to the centre) {code}"), &good);
        finds(&code, &good);
        finds(&code.to_lowercase(), &good);
        finds(&wide(&code), &good);
        finds(&wide(&code.to_lowercase()), &good);
        finds(&code.replace(':', "："), &good);
        for by in ["\n", "\r\n", " ", "\u{3000}", "\u{200B}", "\u{FEFF}", "\n> ", "'"] {
            finds(&parted(&code, by, 40), &good);
            finds(&parted(&code, by, 1), &good);
        }
        finds(&format!("王*英 10:05\n我的报名单：{code}。谢谢！"), &good);
    }

    #[test]
    fn a_chain_message_gives_every_slip_with_its_place() {
        let text = format!(
            "#接龙 12月活动报名\n1. 甲 {}\n2. 乙 晚点交\n3. 丙\n{}\n",
            write_code(&bytes(1)),
            write_code(&bytes(2))
        );
        finds(&text, &[Ok(bytes(1)), Ok(bytes(2))]);
        let found = find_codes(&text).unwrap();
        assert!(text[..found[0].from].ends_with("1. 甲 "));
        assert!(text[found[0].to..found[1].from].contains("2. 乙 晚点交"));
    }

    #[test]
    fn codes_may_run_together() {
        let code = |n| write_code(&bytes(n));
        finds(&[code(1), code(2), code(3)].concat(), &[Ok(bytes(1)), Ok(bytes(2)), Ok(bytes(3))]);
        let cut = &code(1)[..100];
        finds(&[cut, &code(2)].concat(), &[Err(CodeProblem::Truncated { have: 93 }), Ok(bytes(2))]);
    }

    #[test]
    fn a_damaged_code_says_what_is_wrong() {
        let code = write_code(&bytes(9));
        finds(&code[..310], &[Err(CodeProblem::Truncated { have: 303 })]);
        finds(&code[..60], &[Err(CodeProblem::Truncated { have: 53 })]);
        let mut mistyped = code.clone();
        mistyped.replace_range(50..51, "0");
        finds(&mistyped, &[Err(CodeProblem::NotBase32 { character: '0', after: 43 })]);
        let mut torn = code.clone();
        torn.replace_range(50..51, "。");
        finds(&torn, &[Err(CodeProblem::Truncated { have: 43 })]);
        finds(&code.replace("LINLI1", "LINLI2"), &[Err(CodeProblem::UnknownVersion('2'))]);
    }

    #[test]
    fn ordinary_words_are_no_codes() {
        finds("", &[]);
        finds("LINLI1:", &[]);
        finds("Lin Li 1: 你好", &[]);
        finds("邻里 linli 1:1", &[]);
        finds(&"LINLI1:".repeat(1000), &[]);
        finds(&write_code(&bytes(1))[7..], &[]);
    }

    #[test]
    fn the_longest_text_is_searched_at_once_and_a_longer_one_refused() {
        let code = write_code(&bytes(3));
        let many = code.repeat(MOST_TEXT / CODE_CHARS);
        assert_eq!(find_codes(&many).unwrap().len(), MOST_TEXT / CODE_CHARS);
        let hostile = "LINLI1:AAAAAAAAAAAAAAAA".repeat(MOST_TEXT / 23);
        assert_eq!(find_codes(&hostile).unwrap().len(), MOST_TEXT / 23);
        let long = " ".repeat(MOST_TEXT + 1);
        assert_eq!(find_codes(&long), Err(TextTooLong { bytes: MOST_TEXT + 1 }));
    }

    proptest! {
        #[test]
        fn any_text_is_searched_without_a_panic(text in any::<String>(), cut in 0..311usize, tail in "[lLiInN1:A-Z2-7。 ]{0,40}") {
            let code = write_code(&bytes(1));
            let text = format!("{text}{}{tail}{text}", &code[..cut]);
            for found in find_codes(&text).unwrap() {
                prop_assert!(text.get(found.from..found.to).is_some());
            }
        }
    }
}
