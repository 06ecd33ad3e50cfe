//! How hard a passphrase is to guess, plainly: by its length, and by how much of it repeats.

use std::collections::BTreeSet;

/// In four steps.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Strength {
    /// Too short to be taken.
    Short,
    /// It stands on the page as an example: everybody knows it, so it is not taken.
    Shown,
    /// It is taken, but a machine guesses it within days.
    Weak,
    /// A machine has work with it.
    Fair,
    /// Better.
    Good,
}

impl Strength {
    /// Whether a workspace may be locked by it.
    pub fn is_taken(self) -> bool {
        !matches!(self, Strength::Short | Strength::Shown)
    }

    /// The name used in style and text keys.
    pub fn slug(self) -> &'static str {
        match self {
            Strength::Short => "short",
            Strength::Shown => "shown",
            Strength::Weak => "weak",
            Strength::Fair => "fair",
            Strength::Good => "good",
        }
    }
}

/// How hard it is to guess, where fewer than `shortest` characters are not taken, and nothing that stands in the `hint`
/// beside the field. A Chinese character counts as two of the keyboard's: there are more to choose from.
pub fn strength(passphrase: &str, shortest: usize, hint: &str) -> Strength {
    if passphrase.chars().count() < shortest {
        return Strength::Short;
    }
    let said = letters(passphrase);
    if !said.is_empty() && letters(hint).contains(&said) {
        return Strength::Shown;
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

/// Without spaces and punctuation, in small letters.
fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const HINT: &str = "几个词连起来，例如：桂花 雨伞 台灯 石桥";

    #[track_caller]
    fn case(passphrase: &str, expected: Strength) {
        assert_eq!(strength(passphrase, 6, HINT), expected, "{passphrase}");
    }

    #[test]
    fn length_and_variety_count() {
        case("", Strength::Short);
        case("桂花雨", Strength::Short);
        case("12345678", Strength::Weak);
        case("aaaaaaaaaaaaaaaa", Strength::Weak);
        case("linli2026x", Strength::Fair);
        case("枫树水壶信封", Strength::Fair);
        case("枫树 水壶 信封 灯塔", Strength::Good);
        case("correct horse battery", Strength::Good);
    }

    #[test]
    fn the_example_beside_the_field_is_not_taken() {
        for shown in ["桂花 雨伞 台灯 石桥", "桂花雨伞台灯石桥", "雨伞、台灯、石桥"] {
            case(shown, Strength::Shown);
            assert!(!strength(shown, 6, HINT).is_taken());
        }
        assert_eq!(strength("Maple  umbrella lamp", 6, "such as: maple umbrella lamp bridge"), Strength::Shown);
        case("桂花 雨伞 信封 石桥", Strength::Good);
        case("!?!?!?!?", Strength::Weak);
    }
}
