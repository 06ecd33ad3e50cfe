//! How hard a passphrase is to guess, plainly: by its length, and by how much of it repeats.

use std::collections::BTreeSet;

/// In four steps.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Strength {
    /// Too short to be taken.
    Short,
    /// It is taken, but a machine guesses it within days.
    Weak,
    /// A machine has work with it.
    Fair,
    /// Better.
    Good,
}

impl Strength {
    /// The name used in style and text keys.
    pub fn slug(self) -> &'static str {
        match self {
            Strength::Short => "short",
            Strength::Weak => "weak",
            Strength::Fair => "fair",
            Strength::Good => "good",
        }
    }
}

/// How hard it is to guess, where fewer than `shortest` characters are not taken. A Chinese character counts as two
/// of the keyboard's: there are more to choose from.
pub fn strength(passphrase: &str, shortest: usize) -> Strength {
    if passphrase.chars().count() < shortest {
        return Strength::Short;
    }
    let kinds: BTreeSet<char> = passphrase.chars().collect();
    let weight = |c: &char| if c.is_ascii() { 1 } else { 2 };
    let length: usize = passphrase.chars().map(|c| weight(&c)).sum();
    let variety: usize = kinds.iter().map(weight).sum();
    match (length, variety) {
        (16.., 8..) => Strength::Good,
        (10.., 5..) => Strength::Fair,
        _ => Strength::Weak,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn case(passphrase: &str, expected: Strength) {
        assert_eq!(strength(passphrase, 6), expected, "{passphrase}");
    }

    #[test]
    fn length_and_variety_count() {
        case("", Strength::Short);
        case("桂花雨", Strength::Short);
        case("12345678", Strength::Weak);
        case("aaaaaaaaaaaaaaaa", Strength::Weak);
        case("linli2026x", Strength::Fair);
        case("桂花雨伞台灯", Strength::Fair);
        case("桂花 雨伞 台灯 石桥", Strength::Good);
        case("correct horse battery", Strength::Good);
    }
}
