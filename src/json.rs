//! JSON (RFC 8259) as it is read: first the whole text, then values out of it.
//!
//! serde_json reads every type straight from the bytes, in two ways each (as an object and as an array), and writes a
//! sentence for every mistake: on a phone that is a fifth of the program (measured, brotli: 231 kB with it, 209 kB with this). Here the reader of the text knows no types, and
//! what serde derives only looks up what was read. Objects are objects: an array in the place of a struct is a mistake.
//! Numbers are whole, as ours all are; one with a fraction may stand where nobody looks.

use std::fmt;

use serde::de::value::StrDeserializer;
use serde::de::{self, DeserializeOwned, DeserializeSeed, EnumAccess, IntoDeserializer, MapAccess, SeqAccess};
use serde::de::{VariantAccess, Visitor};
use serde::forward_to_deserialize_any;

/// Why a text was not understood.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unread {
    /// It is not JSON: reading stopped there.
    NotJson {
        /// Counted from 1.
        line: usize,
        /// Counted from 1, in bytes.
        column: usize,
    },
    /// It is JSON, and not what was expected.
    Unexpected,
}

impl fmt::Display for Unread {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Unread::NotJson { line, column } => {
                f.write_str("not JSON: line ")?;
                fmt::Display::fmt(line, f)?;
                f.write_str(", column ")?;
                fmt::Display::fmt(column, f)
            }
            Unread::Unexpected => f.write_str("JSON, but not what was expected"),
        }
    }
}

impl std::error::Error for Unread {}

/// Each of serde's mistakes by name: their sentences are never made, so that nothing of them reaches a phone.
impl de::Error for Unread {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Unread::Unexpected
    }
    fn invalid_type(_: de::Unexpected<'_>, _: &dyn de::Expected) -> Self {
        Unread::Unexpected
    }
    fn invalid_value(_: de::Unexpected<'_>, _: &dyn de::Expected) -> Self {
        Unread::Unexpected
    }
    fn invalid_length(_: usize, _: &dyn de::Expected) -> Self {
        Unread::Unexpected
    }
    fn unknown_variant(_: &str, _: &'static [&'static str]) -> Self {
        Unread::Unexpected
    }
    fn unknown_field(_: &str, _: &'static [&'static str]) -> Self {
        Unread::Unexpected
    }
    fn missing_field(_: &'static str) -> Self {
        Unread::Unexpected
    }
    fn duplicate_field(_: &'static str) -> Self {
        Unread::Unexpected
    }
}

/// Reads a value from a JSON text in UTF-8.
///
/// # Errors
/// When it is not JSON, or not a `T`.
pub fn read<T: DeserializeOwned>(text: &[u8]) -> Result<T, Unread> {
    Json::parse(text)?.to()
}

/// What a text holds.
#[derive(Debug, Clone, PartialEq)]
pub enum Json {
    /// Nothing.
    Null,
    /// Yes or no.
    Bool(bool),
    /// A whole number.
    Whole(i64),
    /// With a fraction, or beyond 64 bits.
    OtherNumber,
    /// Words.
    Text(String),
    /// In order.
    List(Vec<Json>),
    /// By name, in the order of the text.
    Object(Vec<(String, Json)>),
}

/// A list within a list and so on: deeper ones are nobody's data, and reading them could exhaust the stack.
const DEPTH: u8 = 64;

impl Json {
    /// Reads a text in UTF-8.
    ///
    /// # Errors
    /// When it is not JSON.
    pub fn parse(text: &[u8]) -> Result<Self, Unread> {
        let mut parser = Parser { text, at: 0 };
        let read = parser.value(DEPTH).filter(|_| {
            parser.space();
            parser.at == text.len()
        });
        read.ok_or_else(|| {
            let before = &text[..parser.at.min(text.len())];
            let line_start = before.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
            let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
            Unread::NotJson { line, column: before.len() - line_start + 1 }
        })
    }

    /// As a value.
    ///
    /// # Errors
    /// When it is none of that type.
    pub fn to<T: DeserializeOwned>(&self) -> Result<T, Unread> {
        T::deserialize(self)
    }
}

/// Reads from left to right; `None` is a mistake at `at`.
struct Parser<'a> {
    text: &'a [u8],
    at: usize,
}

impl Parser<'_> {
    fn peek(&self) -> Option<u8> {
        self.text.get(self.at).copied()
    }

    fn space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\n' | b'\r' | b'\t')) {
            self.at += 1;
        }
    }

    fn is_next(&mut self, byte: u8) -> bool {
        let is_next = self.peek() == Some(byte);
        self.at += usize::from(is_next);
        is_next
    }

    fn expect(&mut self, byte: u8) -> Option<()> {
        self.is_next(byte).then_some(())
    }

    fn word(&mut self, word: &str, value: Json) -> Option<Json> {
        word.bytes().try_for_each(|byte| self.expect(byte))?;
        Some(value)
    }

    fn value(&mut self, depth: u8) -> Option<Json> {
        self.space();
        match self.peek()? {
            b'n' => self.word("null", Json::Null),
            b't' => self.word("true", Json::Bool(true)),
            b'f' => self.word("false", Json::Bool(false)),
            b'"' => self.string().map(Json::Text),
            b'[' => {
                let mut list = Vec::new();
                self.items(b']', |parser| {
                    list.push(parser.value(depth.checked_sub(1)?)?);
                    Some(())
                })?;
                Some(Json::List(list))
            }
            b'{' => {
                let mut object = Vec::new();
                self.items(b'}', |parser| {
                    let name = parser.string()?;
                    parser.space();
                    parser.expect(b':')?;
                    object.push((name, parser.value(depth.checked_sub(1)?)?));
                    Some(())
                })?;
                Some(Json::Object(object))
            }
            _ => self.number(),
        }
    }

    /// What stands between brackets, with commas.
    fn items(&mut self, close: u8, mut item: impl FnMut(&mut Self) -> Option<()>) -> Option<()> {
        self.at += 1;
        self.space();
        if self.is_next(close) {
            return Some(());
        }
        loop {
            self.space();
            item(self)?;
            self.space();
            if self.is_next(close) {
                return Some(());
            }
            self.expect(b',')?;
        }
    }

    fn digits(&mut self) -> Option<()> {
        let from = self.at;
        while matches!(self.peek(), Some(b'0'..=b'9')) {
            self.at += 1;
        }
        (self.at > from).then_some(())
    }

    fn number(&mut self) -> Option<Json> {
        let from = self.at;
        self.is_next(b'-');
        // No number begins with a needless 0.
        if !self.is_next(b'0') {
            self.digits()?;
        }
        let until = self.at;
        if self.is_next(b'.') {
            self.digits()?;
        }
        if self.is_next(b'e') || self.is_next(b'E') {
            let _ = self.is_next(b'+') || self.is_next(b'-');
            self.digits()?;
        }
        let whole = std::str::from_utf8(&self.text[from..until]).ok()?.parse().ok().filter(|_| self.at == until);
        Some(whole.map_or(Json::OtherNumber, Json::Whole))
    }

    fn string(&mut self) -> Option<String> {
        self.expect(b'"')?;
        let mut read = Vec::new();
        loop {
            let from = self.at;
            while !matches!(self.peek()?, b'"' | b'\\' | ..0x20) {
                self.at += 1;
            }
            read.extend_from_slice(&self.text[from..self.at]);
            match self.peek()? {
                b'"' => break,
                b'\\' => self.at += 1,
                _ => return None,
            }
            let escaped = match self.peek()? {
                b'b' => '\u{8}',
                b'f' => '\u{c}',
                b'n' => '\n',
                b'r' => '\r',
                b't' => '\t',
                b'u' => {
                    self.at += 1;
                    let c = self.code_point()?;
                    read.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
                    continue;
                }
                same @ (b'"' | b'\\' | b'/') => char::from(same),
                _ => return None,
            };
            self.at += 1;
            read.push(escaped as u8);
        }
        // A text that is no UTF-8 is no JSON; what stands between quotes is all that could tell.
        let read = String::from_utf8(read).ok()?;
        self.at += 1;
        Some(read)
    }

    /// After `\u`: four digits, or two times four (UTF-16).
    fn code_point(&mut self) -> Option<char> {
        let first = self.hexadecimal()?;
        if !(0xD800..0xDC00).contains(&first) {
            return char::from_u32(first);
        }
        self.expect(b'\\')?;
        self.expect(b'u')?;
        let second = self.hexadecimal()?.checked_sub(0xDC00).filter(|second| *second < 0x400)?;
        char::from_u32(0x10000 + ((first - 0xD800) << 10) + second)
    }

    fn hexadecimal(&mut self) -> Option<u32> {
        let mut number = 0;
        for _ in 0..4 {
            number = number << 4 | char::from(self.peek()?).to_digit(16)?;
            self.at += 1;
        }
        Some(number)
    }
}

impl<'de> de::Deserializer<'de> for &Json {
    type Error = Unread;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unread> {
        match self {
            Json::Null => visitor.visit_unit(),
            Json::Bool(value) => visitor.visit_bool(*value),
            Json::Whole(value) => visitor.visit_i64(*value),
            Json::OtherNumber => Err(Unread::Unexpected),
            Json::Text(text) => visitor.visit_str(text),
            Json::List(list) => visitor.visit_seq(Items(list.iter())),
            Json::Object(object) => visitor.visit_map(Entries { rest: object.iter(), value: &Json::Null }),
        }
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unread> {
        match self {
            Json::Bool(value) => visitor.visit_bool(*value),
            _ => Err(Unread::Unexpected),
        }
    }

    fn deserialize_i64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unread> {
        match self {
            Json::Whole(value) => visitor.visit_i64(*value),
            _ => Err(Unread::Unexpected),
        }
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unread> {
        match self {
            Json::Text(text) => visitor.visit_str(text),
            _ => Err(Unread::Unexpected),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unread> {
        match self {
            Json::Null => visitor.visit_none(),
            some => visitor.visit_some(some),
        }
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unread> {
        match self {
            Json::List(list) => visitor.visit_seq(Items(list.iter())),
            _ => Err(Unread::Unexpected),
        }
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unread> {
        match self {
            Json::Object(object) => visitor.visit_map(Entries { rest: object.iter(), value: &Json::Null }),
            _ => Err(Unread::Unexpected),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, Unread> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Unread> {
        self.deserialize_map(visitor)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Unread> {
        match self {
            Json::Text(name) => visitor.visit_enum(Variant { name, content: &Json::Null }),
            Json::Object(object) => match object.as_slice() {
                [(name, content)] => visitor.visit_enum(Variant { name, content }),
                _ => Err(Unread::Unexpected),
            },
            _ => Err(Unread::Unexpected),
        }
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, length: usize, visitor: V) -> Result<V::Value, Unread> {
        match self {
            Json::List(list) if list.len() == length => visitor.visit_seq(Items(list.iter())),
            _ => Err(Unread::Unexpected),
        }
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        length: usize,
        visitor: V,
    ) -> Result<V::Value, Unread> {
        self.deserialize_tuple(length, visitor)
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unread> {
        visitor.visit_unit()
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unread> {
        self.deserialize_str(visitor)
    }

    fn deserialize_identifier<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unread> {
        self.deserialize_str(visitor)
    }

    fn deserialize_i8<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unread> {
        self.deserialize_i64(visitor)
    }

    fn deserialize_i16<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unread> {
        self.deserialize_i64(visitor)
    }

    fn deserialize_i32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unread> {
        self.deserialize_i64(visitor)
    }

    fn deserialize_u8<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unread> {
        self.deserialize_i64(visitor)
    }

    fn deserialize_u16<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unread> {
        self.deserialize_i64(visitor)
    }

    fn deserialize_u32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unread> {
        self.deserialize_i64(visitor)
    }

    fn deserialize_u64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unread> {
        self.deserialize_i64(visitor)
    }

    forward_to_deserialize_any! { i128 u128 f32 f64 char bytes byte_buf unit unit_struct }
}

struct Items<'a>(std::slice::Iter<'a, Json>);

impl<'de> SeqAccess<'de> for Items<'_> {
    type Error = Unread;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Unread> {
        self.0.next().map(|item| seed.deserialize(item)).transpose()
    }
}

struct Entries<'a> {
    rest: std::slice::Iter<'a, (String, Json)>,
    value: &'a Json,
}

impl<'de> MapAccess<'de> for Entries<'_> {
    type Error = Unread;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Unread> {
        let Some((name, value)) = self.rest.next() else { return Ok(None) };
        self.value = value;
        seed.deserialize(Name(name)).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Unread> {
        seed.deserialize(self.value)
    }
}

/// The name of an entry: text, or what is written as text.
struct Name<'a>(&'a str);

impl<'de> de::Deserializer<'de> for Name<'_> {
    type Error = Unread;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unread> {
        visitor.visit_str(self.0)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, Unread> {
        visitor.visit_newtype_struct(self)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct
        seq tuple tuple_struct map struct enum identifier ignored_any
    }
}

struct Variant<'a> {
    name: &'a str,
    content: &'a Json,
}

impl<'de, 'a> EnumAccess<'de> for Variant<'a> {
    type Error = Unread;
    type Variant = &'a Json;

    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Result<(V::Value, &'a Json), Unread> {
        let name: StrDeserializer<'_, Unread> = self.name.into_deserializer();
        Ok((seed.deserialize(name)?, self.content))
    }
}

impl<'de> VariantAccess<'de> for &Json {
    type Error = Unread;

    fn unit_variant(self) -> Result<(), Unread> {
        match self {
            Json::Null => Ok(()),
            _ => Err(Unread::Unexpected),
        }
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, Unread> {
        seed.deserialize(self)
    }

    fn tuple_variant<V: Visitor<'de>>(self, length: usize, visitor: V) -> Result<V::Value, Unread> {
        de::Deserializer::deserialize_tuple(self, length, visitor)
    }

    fn struct_variant<V: Visitor<'de>>(self, _: &'static [&'static str], visitor: V) -> Result<V::Value, Unread> {
        de::Deserializer::deserialize_map(self, visitor)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde::{Deserialize, Serialize};
    use serde_json::Value;
    use std::collections::BTreeMap;

    #[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
    #[serde(rename_all = "kebab-case")]
    enum Kind {
        Plain,
        Counted(u16),
        Paired(u8, i64),
        Named { name: String },
    }

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Number(u32);

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Thing {
        kind: Kind,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        maybe: Option<Number>,
        #[serde(default)]
        by_name: BTreeMap<String, Vec<bool>>,
        pair: (String, i64),
    }

    fn thing() -> impl Strategy<Value = Thing> {
        let kind = prop_oneof![
            Just(Kind::Plain),
            any::<u16>().prop_map(Kind::Counted),
            any::<(u8, i64)>().prop_map(|(small, large)| Kind::Paired(small, large)),
            any::<String>().prop_map(|name| Kind::Named { name }),
        ];
        let maybe = proptest::option::of(any::<u32>().prop_map(Number));
        let by_name = proptest::collection::btree_map(any::<String>(), any::<Vec<bool>>(), 0..3);
        (kind, maybe, by_name, any::<(String, i64)>()).prop_map(|(kind, maybe, by_name, pair)| Thing {
            kind,
            maybe,
            by_name,
            pair,
        })
    }

    /// What serde_json makes of a text, in our form.
    fn plain(value: Value) -> Json {
        match value {
            Value::Null => Json::Null,
            Value::Bool(value) => Json::Bool(value),
            // -0 is a float there.
            Value::Number(number) if number.to_string() == "-0.0" => Json::Whole(0),
            Value::Number(number) => number.as_i64().map_or(Json::OtherNumber, Json::Whole),
            Value::String(text) => Json::Text(text),
            Value::Array(list) => Json::List(list.into_iter().map(plain).collect()),
            Value::Object(object) => {
                Json::Object(object.into_iter().map(|(name, value)| (name, plain(value))).collect())
            }
        }
    }

    /// Entries by name, the last of one name: as serde_json keeps them.
    fn sorted(json: Json) -> Json {
        match json {
            Json::List(list) => Json::List(list.into_iter().map(sorted).collect()),
            Json::Object(object) => {
                let by_name: BTreeMap<_, _> = object.into_iter().map(|(name, value)| (name, sorted(value))).collect();
                Json::Object(by_name.into_iter().collect())
            }
            other => other,
        }
    }

    /// A number beyond every float is none to serde_json; to us it is one that fits nowhere.
    #[track_caller]
    fn agrees(text: &[u8]) {
        let theirs = match serde_json::from_slice::<Value>(text) {
            Err(error) if error.to_string().starts_with("number out of range") => return,
            theirs => theirs.ok().map(plain),
        };
        assert_eq!(Json::parse(text).ok().map(sorted), theirs, "{}", String::from_utf8_lossy(text));
    }

    #[test]
    fn texts_are_read_as_serde_json_reads_them() {
        let texts = [
            "",
            " ",
            "null",
            "nul",
            "nulll",
            "true",
            "false",
            "0",
            "-0",
            "01",
            "-",
            "1.",
            "1.5",
            "1e3",
            "1E+3",
            "1e",
            "-17",
            "9223372036854775807",
            "9223372036854775808",
            "\"\"",
            "\"a",
            "\"\\u00e9\"",
            "\"\\ud83d\\ude00\"",
            "\"\\ud83d\"",
            "\"\\ude00\"",
            "\"\\ud83d\\u0041\"",
            "\"\\x\"",
            "\"\t\"",
            "\"\\/\\b\\f\\n\\r\\t\\\\\\\"\"",
            "[]",
            "[ ]",
            "[1,]",
            "[,1]",
            "[1 2]",
            "[1,2 ]",
            "{}",
            "{\"a\":1,}",
            "{\"a\" : [ {} ] }",
            "{a:1}",
            "{\"a\":1 \"b\":2}",
            "{\"a\":1,\"a\":2}",
            "[] []",
            "\u{feff}[]",
            "// no",
            "[1]\n",
            "邻里",
            "\"邻里\"",
        ];
        texts.iter().for_each(|text| agrees(text.as_bytes()));
        agrees(b"\"\xff\"");
        agrees(b"\"\xe9\x82\"");
    }

    proptest! {
        #[test]
        fn whatever_was_written_is_read(thing in thing()) {
            let text = serde_json::to_vec_pretty(&thing).unwrap();
            prop_assert_eq!(read::<Thing>(&text), Ok(thing));
        }

        #[test]
        fn changed_texts_are_read_as_serde_json_reads_them(thing in thing(), at in any::<usize>(), byte in any::<u8>()) {
            let mut text = serde_json::to_vec(&thing).unwrap();
            let at = at % text.len();
            text[at] = byte;
            agrees(&text);
            agrees(&text[..at]);
            // Numbers with a fraction and arrays for structs are the two things that only serde_json takes.
            if let Ok(read) = read::<Thing>(&text) {
                prop_assert_eq!(serde_json::from_slice::<Thing>(&text).unwrap(), read);
            }
        }
    }

    #[test]
    fn a_number_that_nothing_can_hold_fits_nowhere() {
        let text = br#"{"kind":"plain","by_name":{},"pair":["x",-67857992830e0433012]}"#;
        agrees(text);
        assert_eq!(read::<Thing>(text), Err(Unread::Unexpected));
    }

    #[test]
    fn a_pair_has_two() {
        for pair in ["[\"x\"]", "[\"x\",1,2]", "[]"] {
            let text = format!(r#"{{"kind":"plain","by_name":{{}},"pair":{pair}}}"#);
            assert_eq!(read::<Thing>(text.as_bytes()), Err(Unread::Unexpected), "{pair}");
        }
    }

    #[test]
    fn mistakes_are_found_where_they_are() {
        let at = |text: &str| read::<Thing>(text.as_bytes()).unwrap_err();
        assert_eq!(at("{\"format\":1,"), Unread::NotJson { line: 1, column: 13 });
        assert_eq!(at("{\n  \"a\": 1,\n  b }"), Unread::NotJson { line: 3, column: 3 });
        assert_eq!(at("{}"), Unread::Unexpected);
        assert_eq!(at("[]"), Unread::Unexpected);
    }

    #[test]
    fn what_is_not_expected_is_refused() {
        for text in
            [r#"{"counted":70000}"#, r#"{"counted":-1}"#, r#"{"plain":1}"#, r#""counted""#, r#"{"plain":null,"x":1}"#]
        {
            assert_eq!(read::<Kind>(text.as_bytes()), Err(Unread::Unexpected), "{text}");
        }
        assert_eq!(read::<u64>(b"-1"), Err(Unread::Unexpected));
        assert_eq!(read::<u64>(b"1.5"), Err(Unread::Unexpected));
        let future = r#"{"kind":"plain","pair":["",0],"new":{"share":0.5}}"#;
        assert!(read::<Thing>(future.as_bytes()).is_ok(), "what a later program adds is passed over");
    }

    #[test]
    fn no_depth_exhausts_the_stack() {
        for text in ["[".repeat(1_000_000), "{\"a\":".repeat(1_000_000)] {
            assert!(matches!(Json::parse(text.as_bytes()), Err(Unread::NotJson { .. })));
        }
        assert!(Json::parse(("[".repeat(60) + &"]".repeat(60)).as_bytes()).is_ok());
    }
}
