//! What looks like chance in the sample and is none: the same words always give the same numbers.

use linli::domain::id::SlipId;

/// A source of numbers that follow from its name.
pub struct Chance(String);

impl Chance {
    /// The source of that name.
    pub fn of(name: &str) -> Self {
        Self(name.to_owned())
    }

    /// A number for a question.
    pub fn number(&self, question: &str) -> u64 {
        let bytes = SlipId::derive("linli sample chance", format!("{}\n{question}", self.0).as_bytes()).0;
        bytes.iter().take(8).fold(0, |number, byte| number << 8 | u64::from(*byte))
    }

    /// A number from `from` to `to`, both included.
    pub fn between(&self, question: &str, from: u64, to: u64) -> u64 {
        from + self.number(question) % (to - from + 1)
    }

    /// True for one of so many.
    pub fn one_in(&self, question: &str, of: u64) -> bool {
        self.number(question).is_multiple_of(of)
    }
}
