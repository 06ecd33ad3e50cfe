//! The program's own sentences. None stands in code: each language has a file of `key = sentence` lines under
//! `public/text/`, and only the chosen language's is fetched.
//!
//! A sentence may hold `{name}` for a value, `{n|place|places}` for a word that follows a number (one, several),
//! and `a|b|c` for a list of which [`say_nth`] takes one. Lines that begin with `#` are comments; `"` at both ends
//! keep the spaces between them.

use std::cell::{Cell, RefCell};

use crate::domain::text::{Language, Text};

/// One sentence under its key, as it stands in a file.
type Entry = (&'static str, &'static str);

thread_local! {
    static SENTENCES: RefCell<Vec<Entry>> = const { RefCell::new(Vec::new()) };
    static LANGUAGE: Cell<Language> = const { Cell::new(Language::Hans) };
    static BESIDE: RefCell<Option<(Language, Vec<Entry>)>> = const { RefCell::new(None) };
}

/// A line of a text file that says nothing: neither a comment nor `key = sentence`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OddLine {
    /// Counted from 1.
    pub line: usize,
}

/// Reads the lines of a text file, and names those that it cannot read.
pub fn parse(file: &str) -> (Vec<(&str, &str)>, Vec<OddLine>) {
    let mut entries = Vec::new();
    let mut odd = Vec::new();
    for (index, line) in file.lines().enumerate() {
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        match line.split_once('=') {
            Some((key, sentence)) if !key.trim().is_empty() => entries.push((key.trim(), unquoted(sentence.trim()))),
            _ => odd.push(OddLine { line: index + 1 }),
        }
    }
    (entries, odd)
}

fn unquoted(sentence: &str) -> &str {
    sentence.strip_prefix('"').and_then(|sentence| sentence.strip_suffix('"')).unwrap_or(sentence)
}

/// Takes a fetched file into use, beside those taken before; from now on the program speaks this language.
/// The text stays for as long as the page does.
pub fn speak(language: Language, file: String) {
    let file: &'static str = Box::leak(file.into_boxed_str());
    LANGUAGE.set(language);
    SENTENCES.with_borrow_mut(|sentences| {
        sentences.extend(parse(file).0);
        sentences.sort_unstable_by_key(|(key, _)| *key);
    });
}

/// Takes all files of another language into use instead of those that were spoken.
pub fn speak_only(language: Language, files: Vec<String>) {
    SENTENCES.with_borrow_mut(Vec::clear);
    files.into_iter().for_each(|file| speak(language, file));
}

/// Takes a fetched file of another language into use beside the one that is spoken, for [`speaking`].
pub fn keep_beside(language: Language, file: String) {
    let file: &'static str = Box::leak(file.into_boxed_str());
    let mut sentences = parse(file).0;
    sentences.sort_unstable_by_key(|(key, _)| *key);
    BESIDE.set(Some((language, sentences)));
}

/// What `said` makes in a language: the spoken one, or one that is kept beside it. None where its words are not there.
pub fn speaking<T>(language: Language, said: impl FnOnce() -> T) -> Option<T> {
    if LANGUAGE.get() == language && SENTENCES.with_borrow(|sentences| !sentences.is_empty()) {
        return Some(said());
    }
    let (_, sentences) = BESIDE.take().filter(|(kept, _)| *kept == language)?;
    let spoken = (LANGUAGE.replace(language), SENTENCES.replace(sentences));
    let made = said();
    LANGUAGE.set(spoken.0);
    BESIDE.set(Some((language, SENTENCES.replace(spoken.1))));
    Some(made)
}

/// The language that is spoken.
pub fn language() -> Language {
    LANGUAGE.get()
}

/// What a centre wrote, in the language that is spoken.
pub fn read(text: &Text) -> &str {
    text.in_language(language())
}

/// The sentence of a key; the key itself where a file lacks it, so that a gap shows and nothing breaks.
pub fn say(key: &'static str) -> &'static str {
    SENTENCES.with_borrow(|sentences| find(sentences, key)).unwrap_or(key)
}

/// The sentence of a key that is put together, such as `mark.` and a slug; nothing where no file has it.
pub fn say_of(area: &str, slug: &str) -> &'static str {
    let mut key = String::with_capacity(area.len() + slug.len() + 1);
    key.push_str(area);
    key.push('.');
    key.push_str(slug);
    SENTENCES.with_borrow(|sentences| find(sentences, &key)).unwrap_or_default()
}

/// The sentence of a key with its values put in.
pub fn say_with(key: &'static str, values: &[(&str, &str)]) -> String {
    fill(say(key), values)
}

/// The sentence of a key with a number put in as `{n}`.
pub fn say_count(key: &'static str, n: impl Into<i64>) -> String {
    say_with(key, &[("n", &number(n))])
}

/// The part with this index, counted from 0, of a sentence that is a list.
pub fn say_nth(key: &'static str, index: usize) -> &'static str {
    say(key).split('|').nth(index).unwrap_or_default()
}

/// A number in digits.
pub fn number(n: impl Into<i64>) -> String {
    let n = n.into();
    let mut digits = [0; 20];
    let mut left = n.unsigned_abs();
    let mut at = digits.len();
    loop {
        at -= 1;
        digits[at] = b'0' + (left % 10) as u8;
        left /= 10;
        if left == 0 {
            break;
        }
    }
    let mut text = String::with_capacity(digits.len() - at + 1);
    if n < 0 {
        text.push('-');
    }
    text.extend(digits[at..].iter().map(|digit| char::from(*digit)));
    text
}

fn find(sentences: &[Entry], key: &str) -> Option<&'static str> {
    let at = sentences.binary_search_by(|(other, _)| (*other).cmp(key)).ok()?;
    Some(sentences[at].1)
}

/// Puts values into a sentence. A placeholder without a value stays as it is.
pub fn fill(sentence: &str, values: &[(&str, &str)]) -> String {
    let mut text = String::with_capacity(sentence.len() + 16);
    let mut rest = sentence;
    while let Some((before, after)) = rest.split_once('{') {
        text.push_str(before);
        let Some((inside, after)) = after.split_once('}') else {
            text.push('{');
            rest = after;
            continue;
        };
        let mut parts = inside.split('|');
        let name = parts.next().unwrap_or_default();
        match (values.iter().find(|(other, _)| *other == name), parts.next(), parts.next()) {
            (Some((_, value)), Some(one), Some(several)) => text.push_str(if *value == "1" { one } else { several }),
            (Some((_, value)), None, None) => text.push_str(value),
            _ => {
                text.push('{');
                text.push_str(inside);
                text.push('}');
            }
        }
        rest = after;
    }
    text.push_str(rest);
    text
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};
    use std::fs;
    use std::path::{Path, PathBuf};

    use super::*;

    #[track_caller]
    fn filled(sentence: &str, values: &[(&str, &str)], expected: &str) {
        assert_eq!(fill(sentence, values), expected);
    }

    #[test]
    fn values_are_put_in() {
        filled("剩 {n} 位", &[("n", "3")], "剩 3 位");
        filled("{n} {n|place|places} left", &[("n", "1")], "1 place left");
        filled("{n} {n|place|places} left", &[("n", "12")], "12 places left");
        filled("{who}，{when}见", &[("who", "小禾"), ("when", "周六")], "小禾，周六见");
        filled("{who}", &[("who", "{n}"), ("n", "1")], "{n}");
        filled("{unknown} {", &[("n", "1")], "{unknown} {");
    }

    #[test]
    fn numbers_are_written_in_digits() {
        assert_eq!(number(0), "0");
        assert_eq!(number(2026), "2026");
        assert_eq!(number(-12), "-12");
        assert_eq!(number(i64::MIN), "-9223372036854775808");
    }

    #[test]
    fn a_file_is_read_line_by_line() {
        let (entries, odd) = parse("# comment\n\na.b = 1 = 2\nno sign\n = 3\nc.d =\ne.f = \" · \"\n");
        assert_eq!(entries, [("a.b", "1 = 2"), ("c.d", ""), ("e.f", " · ")]);
        assert_eq!(odd, [OddLine { line: 4 }, OddLine { line: 5 }]);
    }

    #[test]
    fn another_language_is_spoken_for_a_while() {
        speak(Language::English, "a = one\n".to_owned());
        assert_eq!(speaking(Language::Hans, || say("a")), None);
        keep_beside(Language::Hans, "a = 一\n".to_owned());
        for _ in 0..2 {
            assert_eq!(speaking(Language::Hans, || (say("a"), language())), Some(("一", Language::Hans)));
            assert_eq!((say("a"), language()), ("one", Language::English));
        }
    }

    #[test]
    fn files_taken_into_use_are_heard() {
        speak(Language::English, "b.two = {n} {n|day|days}\nb.list = x|y\n".to_owned());
        speak(Language::English, "a.one = One\n".to_owned());
        assert_eq!(say("a.one"), "One");
        assert_eq!(say_count("b.two", 2), "2 days");
        assert_eq!(say_nth("b.list", 1), "y");
        assert_eq!(say_of("a", "one"), "One");
        assert_eq!(say("a.none"), "a.none");
    }

    /// What the text files' names begin with.
    const PARTS: [&str; 3] = ["", "later.", "organize."];

    fn root() -> PathBuf {
        PathBuf::from(env!("CARGO_MANIFEST_DIR"))
    }

    fn texts(program: &str, language: Language) -> BTreeMap<String, String> {
        let name = format!("{program}{}.txt", language.tag());
        let file = fs::read_to_string(root().join("public/text").join(&name)).unwrap_or_default();
        let (entries, odd) = parse(&file);
        assert_eq!(odd, [], "lines of {name} that cannot be read");
        let count = entries.len();
        let texts: BTreeMap<_, _> = entries.into_iter().map(|(k, s)| (k.to_owned(), s.to_owned())).collect();
        assert_eq!(texts.len(), count, "a key stands twice in {name}");
        texts
    }

    /// The names of the values that a sentence takes, or the length of the list that it is.
    fn placeholders(sentence: &str) -> (BTreeSet<String>, usize) {
        let mut names = BTreeSet::new();
        let mut outside = String::new();
        let mut rest = sentence;
        while let Some((before, after)) = rest.split_once('{') {
            let (inside, after) = after.split_once('}').expect("a brace that is not closed");
            let parts: Vec<_> = inside.split('|').collect();
            assert!(matches!(parts.len(), 1 | 3), "{sentence}");
            names.insert(parts[0].to_owned());
            outside.push_str(before);
            rest = after;
        }
        outside.push_str(rest);
        (names, outside.split('|').count())
    }

    #[test]
    fn all_languages_say_the_same() {
        for program in PARTS {
            let first = texts(program, Language::Hans);
            for language in Language::ALL {
                let other = texts(program, language);
                let keys = |texts: &BTreeMap<String, String>| texts.keys().cloned().collect::<Vec<_>>();
                assert_eq!(keys(&first), keys(&other), "keys of {program}{}", language.tag());
                for (key, sentence) in &other {
                    assert_eq!(placeholders(&first[key]), placeholders(sentence), "{key} in {}", language.tag());
                    assert!(!sentence.is_empty(), "{key} in {} is empty", language.tag());
                }
            }
        }
    }

    fn sources(folder: &Path, found: &mut Vec<(PathBuf, String)>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                sources(&path, found);
            } else if path.extension().is_some_and(|end| end == "rs") && !path.ends_with("ui/words.rs") {
                let text = fs::read_to_string(&path).unwrap();
                // Comments may hold a lone quotation mark; code does not, but as a character.
                let code = text.lines().filter(|line| !line.trim_start().starts_with("//"));
                let code = code.collect::<Vec<_>>().join("\n").replace("'\"'", "");
                found.push((path, code));
            }
        }
    }

    fn is_key(text: &str) -> bool {
        text.split('.').count() > 1
            && text.split('.').all(|part| {
                !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
            })
    }

    #[test]
    fn every_key_in_use_is_written_and_none_is_idle() {
        let mut written = BTreeMap::new();
        for (key, sentence) in PARTS.iter().flat_map(|part| texts(part, Language::Hans)) {
            assert!(written.insert(key.clone(), sentence).is_none(), "{key} stands in two files");
        }
        let uses = uses(&written);
        for (path, key) in &uses {
            assert!(written.contains_key(key), "{key}, used in {}, is not written", path.display());
        }
        let used: BTreeSet<_> = uses.iter().map(|(_, key)| key).collect();
        let idle: Vec<_> = written.keys().filter(|key| !used.contains(key)).collect();
        assert!(idle.is_empty(), "written and never used: {idle:?}");
    }

    /// The first download holds the words of what it shows, and none besides.
    #[test]
    fn words_come_with_the_part_that_says_them() {
        let (first, later) = (texts("", Language::Hans), texts("later.", Language::Hans));
        let mut at_once = BTreeSet::new();
        for (path, key) in uses(&first.clone().into_iter().chain(later.clone()).collect()) {
            if !is_later(&path) {
                assert!(!later.contains_key(&key), "{key}, used in {}, comes too late", path.display());
                at_once.insert(key);
            }
        }
        let early: Vec<_> = first.keys().filter(|key| !at_once.contains(*key)).collect();
        assert!(early.is_empty(), "only later pages say {early:?}");
    }

    /// Of the pages' sources those that a first visit shows.
    const FIRST: [&str; 6] =
        ["mod.rs", "calendar.rs", "calendar/days.rs", "calendar/grid.rs", "calendar/month.rs", "site.rs"];

    /// What a first visit shows calls nothing that has no words yet.
    #[test]
    fn what_comes_first_uses_nothing_that_comes_later() {
        let mut files = Vec::new();
        sources(&root().join("src/ui"), &mut files);
        for (path, text) in files.iter().filter(|(path, _)| !is_later(path)) {
            // The two that draw pages do so when these have come.
            if path.ends_with("ui/residents.rs") || path.ends_with("ui/organizers.rs") {
                continue;
            }
            for used in text.split("ui::pages::").skip(1) {
                let name = used.split(|letter: char| !letter.is_ascii_lowercase() && letter != '_').next().unwrap();
                let file = format!("{name}.rs");
                assert!(
                    FIRST.contains(&file.as_str()),
                    "{} uses pages::{name}, whose words come later",
                    path.display()
                );
            }
        }
    }

    /// The same within the calendar's page, of which some parts come at once and some later: what comes at once does not even
    /// name the others. They are reached through `ui::residents`, which fetches their words with them.
    #[test]
    fn parts_that_come_first_name_no_part_that_comes_later() {
        let (mut files, ui) = (Vec::new(), root().join("src/ui"));
        sources(&ui, &mut files);
        let name = |path: &Path| path.file_stem().unwrap().to_str().unwrap().to_owned();
        let later: Vec<String> = files
            .iter()
            .filter(|(path, _)| is_later(path) && path.starts_with(ui.join("pages/calendar")))
            .map(|(path, _)| name(path))
            .chain(LATER.iter().map(|part| name(Path::new(part))))
            .collect();
        assert!(later.len() > LATER.len(), "{later:?}");
        let is_asked =
            |path: &Path| !is_later(path) && !path.ends_with("ui/residents.rs") && !name(path).ends_with("_tests");
        for (path, text) in files.iter().filter(|(path, _)| is_asked(path)) {
            for part in &later {
                assert!(!names(text, part), "{} names {part}, whose words come later", path.display());
            }
        }
        assert!(names("finder::finder(shown)", "finder") && names("use super::{a, finder::b};", "finder"));
        assert!(names("use super::finder;", "finder") && names("use super::{finder, grid};", "finder"));
        assert!(!names("mod finder;\nself.finder()", "finder") && !names("crate::domain::finder::Finder", "finder"));
    }

    /// Whether a source uses a module of the page or controls and parts of that name, but for saying that it is there.
    fn names(text: &str, module: &str) -> bool {
        let in_path = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == ':';
        text.match_indices(module).any(|(at, _)| {
            let (before, after) = (&text[..at], &text[at + module.len()..]);
            let path = &before[before.trim_end_matches(in_path).len()..];
            let whole = (path.is_empty() || path.ends_with("::"))
                && !after.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '_');
            let elsewhere = path.starts_with("crate::") && !path.starts_with("crate::ui::");
            let line = before.rsplit('\n').next().unwrap().trim_start();
            whole && !elsewhere && (after.starts_with("::") || line.starts_with("use super::"))
        })
    }

    /// Controls and parts that only later pages use.
    const LATER: [&str; 5] = [
        "controls/camera.rs",
        "parts/reason.rs",
        "parts/talent_fields.rs",
        "parts/telling.rs",
        "parts/telling_tests.rs",
    ];

    /// Whether a source belongs to what a first visit does not show: the organizers', and every page but the calendar's month.
    fn is_later(path: &Path) -> bool {
        let ui = root().join("src/ui");
        path.starts_with(ui.join("organizers"))
            || LATER.iter().any(|later| path == ui.join(later))
            || path.strip_prefix(ui.join("pages")).is_ok_and(|page| !FIRST.iter().any(|first| page == Path::new(first)))
    }

    /// Which source uses which key: literals in an area of `written`, and whatever a key that is put together may become.
    fn uses(written: &BTreeMap<String, String>) -> BTreeSet<(PathBuf, String)> {
        let areas: BTreeSet<_> = written.keys().filter_map(|key| key.split('.').next()).collect();
        let mut uses = BTreeSet::new();
        let mut files = Vec::new();
        sources(&root().join("src/ui"), &mut files);
        for (path, text) in &files {
            for (index, literal) in text.split('"').enumerate().filter(|(index, _)| index % 2 == 1) {
                if is_key(literal) && areas.contains(literal.split('.').next().unwrap()) {
                    uses.insert((path.clone(), literal.to_owned()));
                }
                let before = text.split('"').nth(index - 1).unwrap();
                if before.trim_end().ends_with("say_of(") {
                    let begun = |key: &&String| key.strip_prefix(literal).is_some_and(|rest| rest.starts_with('.'));
                    uses.extend(written.keys().filter(begun).map(|key| (path.clone(), key.clone())));
                }
            }
        }
        uses
    }

    #[test]
    fn every_slug_of_the_domain_has_its_words() {
        use crate::domain::category::{Category, Kind, Mark};
        let written = texts("", Language::Hans);
        let mut keys = Vec::new();
        keys.extend(Category::ALL.map(|category| format!("category.{}", category.slug())));
        keys.extend(Kind::ALL.map(|kind| format!("kind.{}", kind.slug())));
        keys.extend(Mark::ALL.map(|mark| format!("mark.{}", mark.slug())));
        for key in keys {
            assert!(written.contains_key(&key), "{key} is not written");
        }
    }
}
