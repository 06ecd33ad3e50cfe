//! Finding by words: by the words themselves, by their sounds (zhenzhi), by first letters (zz), in either script.
//!
//! Which character sounds how, and which forms it has in the other script, is looked up when a month is published and
//! travels with it, for the characters that the month uses: a phone needs no dictionary.

use serde::{Deserialize, Serialize};

/// How the characters of a month's texts sound, and how they are written in the other script.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Readings {
    /// Groups with a space between: a sound without its tone, then the characters that have it (`zhen针珍 zhi织`).
    /// A character with several sounds stands in several groups.
    pub sounds: String,
    /// Groups with a space between: a character, then its forms in the other script (`针針鍼 织織`).
    pub forms: String,
}

impl Readings {
    /// Whether nothing is known.
    pub fn is_empty(&self) -> bool {
        self.sounds.is_empty() && self.forms.is_empty()
    }

    /// How Chinese words are typed by sound, and by first letters; none where a character is unknown or has several sounds.
    pub fn typed(&self, words: &str) -> Option<(String, String)> {
        let sounds = words.chars().map(|c| {
            let mut sounds = self.sounds_of(c);
            sounds.next().filter(|_| sounds.next().is_none())
        });
        let sounds: Vec<&str> = sounds.collect::<Option<_>>()?;
        Some((sounds.concat(), sounds.iter().filter_map(|sound| sound.chars().next()).collect()))
    }

    /// Words as they sound, letters as they are; none where no character is known to sound, or one is not known.
    pub fn spoken(&self, words: &[char]) -> Option<String> {
        let sound = |c: &char| match c.is_ascii() {
            true => Some(c.to_string()),
            false => self.sounds_of(*c).next().map(str::to_owned),
        };
        words.iter().map(sound).collect::<Option<String>>().filter(|_| words.iter().any(|c| !c.is_ascii()))
    }

    fn sounds_of(&self, c: char) -> impl Iterator<Item = &str> {
        let form_of = |group: &str| group.chars().next().filter(|plain| *plain != c && group.contains(c));
        let plain = self.forms.split(' ').find_map(form_of).unwrap_or(c);
        let is_letter = |c: char| c.is_ascii_lowercase();
        let of_group = move |group: &'_ str| {
            group.contains(plain).then(|| group.len() - group.trim_start_matches(is_letter).len())
        };
        self.sounds
            .split(' ')
            .filter_map(move |group| of_group(group).map(|letters| &group[..letters]))
            .filter(|s| !s.is_empty())
    }
}

/// Nobody looks for more words than this: further ones are not listened to.
const MOST: usize = 64;

/// What somebody looks for, made ready for many texts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Search<'a> {
    /// All of these must be found.
    terms: Vec<Vec<char>>,
    /// By character.
    sounds: Vec<(char, &'a str)>,
    /// By the other script's form.
    forms: Vec<(char, char)>,
}

impl<'a> Search<'a> {
    /// Words with spaces between, in any script, in letters or characters.
    pub fn new(words: &str, readings: &'a Readings) -> Self {
        let mut sounds = Vec::new();
        let mut forms = Vec::new();
        if !words.trim().is_empty() {
            for group in readings.sounds.split(' ') {
                let letters = group.len() - group.trim_start_matches(|c: char| c.is_ascii_lowercase()).len();
                if letters > 0 {
                    sounds.extend(group[letters..].chars().map(|c| (c, &group[..letters])));
                }
            }
            sounds.sort_unstable();
            for group in readings.forms.split(' ') {
                let mut chars = group.chars();
                let Some(plain) = chars.next() else { continue };
                forms.extend(chars.map(|form| (form, plain)));
            }
            forms.sort_unstable();
        }
        let mut search = Self { terms: Vec::new(), sounds, forms };
        search.terms = words.split_whitespace().take(MOST).map(|term| search.folded(term)).collect();
        search
    }

    /// Whether anything is looked for.
    pub fn is_open(&self) -> bool {
        self.terms.is_empty()
    }

    /// Which of the words are found in these texts: a bit for each, the same in all texts.
    pub fn heard(&self, texts: &[&str]) -> u64 {
        let texts: Vec<Vec<char>> = texts.iter().map(|text| self.folded(text)).collect();
        let is_found =
            |term: &[char]| texts.iter().any(|text| (0..text.len()).any(|at| self.begins(&text[at..], term)));
        self.terms.iter().enumerate().map(|(at, term)| u64::from(is_found(term)) << at).sum()
    }

    /// Whether this is all that is looked for.
    pub fn is_all(&self, heard: u64) -> bool {
        heard.count_ones() as usize == self.terms.len()
    }

    /// Whether all that is looked for is found in these texts, each in any of them.
    pub fn finds(&self, texts: &[&str]) -> bool {
        if self.is_open() {
            return true;
        }
        let texts: Vec<Vec<char>> = texts.iter().map(|text| self.folded(text)).collect();
        self.terms.iter().all(|term| texts.iter().any(|text| (0..text.len()).any(|at| self.begins(&text[at..], term))))
    }

    /// Small letters, half width, and the script that the texts are written in.
    fn folded(&self, text: &str) -> Vec<char> {
        let fold = |c: char| match c {
            '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c).to_ascii_lowercase(),
            c if c.is_ascii() => c.to_ascii_lowercase(),
            c => match self.forms.binary_search_by_key(&c, |(form, _)| *form) {
                Ok(at) => self.forms[at].1,
                Err(_) => c,
            },
        };
        text.chars().map(fold).collect()
    }

    fn sounds(&self, c: char) -> impl Iterator<Item = &'a str> {
        let from = self.sounds.partition_point(|(other, _)| *other < c);
        self.sounds[from..].iter().take_while(move |(other, _)| *other == c).map(|(_, sound)| *sound)
    }

    /// Whether a text begins with the term: each character by itself, its whole sound, its initial (`z` or `zh`), or
    /// for the last one the beginning of its sound.
    fn begins(&self, text: &[char], term: &[char]) -> bool {
        let Some(first) = term.first() else { return true };
        let Some(c) = text.first() else { return false };
        if c == first && self.begins(&text[1..], &term[1..]) {
            return true;
        }
        // A mark between two words is not spoken, and neither typed.
        if !c.is_alphanumeric() && self.begins(&text[1..], term) {
            return true;
        }
        self.sounds(*c).any(|sound| {
            let common = sound.chars().zip(term).take_while(|(a, b)| a == *b).count();
            let initial = if sound[1..].starts_with('h') { 2 } else { 1 };
            common == term.len()
                || (common == sound.len() && self.begins(&text[1..], &term[common..]))
                || (common >= 1 && self.begins(&text[1..], &term[1..]))
                || (common >= initial && initial == 2 && self.begins(&text[1..], &term[2..]))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn readings() -> Readings {
        Readings {
            sounds: "bian编 ke课 ma妈 xiu绣 ci刺 zhen针 zhi织 chang长 zhang长 zhe者 ban班 bao包 jiao饺 zi子".to_owned(),
            forms: "针針鍼 织織 绣繡 编編 课課 长長 饺餃 妈媽 发發髮".to_owned(),
        }
    }

    #[track_caller]
    fn finds(words: &str, text: &str, expected: bool) {
        let readings = readings();
        assert_eq!(Search::new(words, &readings).finds(&[text]), expected, "{words} in {text}");
    }

    #[test]
    fn words_are_found_by_themselves_by_sound_and_by_initials() {
        for words in
            ["针织", "zhenzhi", "zz", "zhzh", "zhenz", "zzhi", "ZHENZHI", "ｚｚ", "針織", "鍼織", "针zhi", "z", "zzcx"]
        {
            finds(words, "妈妈针织、刺绣班", true);
        }
        for words in ["织针", "zhizhen", "zb", "zzb", "zhenzhen", "x z"] {
            finds(words, "针织刺课", false);
        }
        finds("zc", "针织刺绣", true);
        finds("xz", "针织刺绣", false);
    }

    #[test]
    fn every_term_must_be_found_somewhere() {
        let readings = readings();
        let search = Search::new(" 针织  elder ", &readings);
        assert!(search.finds(&["针织", "For the Elderly"]));
        assert!(!search.finds(&["针织", "For all"]));
        // Looked for in parts, and put together.
        let heard = search.heard(&["针织"]) | search.heard(&["For the Elderly"]);
        assert!(search.is_all(heard) && !search.is_all(search.heard(&["针织", "For all"])));
        assert!(Search::new("a ".repeat(100).as_str(), &readings).finds(&["a"]));
        assert!(Search::new("  ", &readings).finds(&["x"]) && Search::new("", &readings).is_open());
    }

    #[test]
    fn a_character_may_have_several_sounds_and_forms() {
        finds("zhangzhe", "长者班", true);
        finds("changzhe", "長者班", true);
        finds("理髮", "理发", true);
        finds("理發", "理发", true);
        finds("bjz", "包饺子", true);
        finds("baojiaozi", "包餃子", true);
    }

    #[test]
    fn english_and_numbers_are_found_as_they_stand() {
        finds("119", "119 消防疏散演练", true);
        finds("DRILL", "Fire drill on 119 day", true);
        finds("firedrill", "Fire drill", true);
        finds("drills", "Fire drill", false);
    }

    #[test]
    fn words_are_typed_by_sound_where_each_character_has_one() {
        let readings = readings();
        let typed = |words: &str| readings.typed(words);
        assert_eq!(typed("针织"), Some(("zhenzhi".to_owned(), "zz".to_owned())));
        assert_eq!(typed("針織"), typed("针织"));
        for words in ["长者", "针茶", "zz"] {
            assert_eq!(typed(words), None, "{words}");
        }
        let spoken = |words: &str| readings.spoken(&words.chars().collect::<Vec<_>>());
        assert_eq!(spoken("针z"), Some("zhenz".to_owned()));
        assert_eq!(spoken("茶针"), None);
        assert_eq!(spoken("zz"), None);
    }

    #[test]
    fn without_readings_words_are_found_all_the_same() {
        let none = Readings::default();
        assert!(none.is_empty() && !readings().is_empty());
        assert!(Search::new("针织", &none).finds(&["针织班"]));
        assert!(!Search::new("zz", &none).finds(&["针织班"]));
    }
}
