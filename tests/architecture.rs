//! The architecture as a test: layers import one way, and the habits of this repository hold in every file.
#![cfg(not(target_arch = "wasm32"))]

use std::fs;
use std::path::{Path, PathBuf};

/// Each layer, and what its code may name of this crate. See ARCHITECTURE.md.
const LAYERS: [(&str, &[&str]); 5] = [
    ("domain", &["domain"]),
    ("storage", &["storage", "domain", "json"]),
    ("exchange", &["exchange", "domain", "json"]),
    ("state", &["state", "storage", "exchange", "domain", "json"]),
    ("ui", &["ui", "state", "domain"]),
];

/// Crates that rules must not know: rules are pure.
const NOT_IN_DOMAIN: [&str; 9] =
    ["leptos", "web_sys", "js_sys", "wasm_bindgen", "gloo_history", "serde_json", "p256", "aes_gcm", "rand_core"];

/// Clocks. The browser's is `state::clock`; everybody else is told the time.
const CLOCKS: [&str; 5] = ["Local::now", "Utc::now", "SystemTime", "Instant", "Date::now"];

/// A source file, taken apart.
struct Source {
    /// From the repository's root, with `/`.
    path: String,
    text: String,
    /// Without comments, the insides of strings and the module of tests.
    code: String,
    /// The strings of the code, with their lines.
    strings: Vec<(usize, String)>,
}

impl Source {
    fn new(path: &str, text: String) -> Self {
        let (code, strings) = take_apart(without_tests(&text));
        Self { path: path.to_owned(), text, code, strings }
    }

    /// The layer it belongs to.
    fn layer(&self) -> Option<&'static (&'static str, &'static [&'static str])> {
        LAYERS.iter().find(|(layer, _)| self.path.starts_with(&format!("src/{layer}/")))
    }

    fn is_test(&self) -> bool {
        self.path.starts_with("tests/") || ["tests.rs", "properties.rs"].iter().any(|end| self.path.ends_with(end))
    }

    fn is_sample(&self) -> bool {
        self.path.starts_with("src/bin/sample/")
    }

    /// Whether a path or word stands in the code as a whole word.
    fn names(&self, word: &str) -> bool {
        let part = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
        self.code.match_indices(word).any(|(at, _)| {
            !part(self.code[..at].chars().next_back()) && !part(self.code[at + word.len()..].chars().next())
        })
    }
}

/// Everything before the module of tests, which stands last in a file.
fn without_tests(text: &str) -> &str {
    let marks = text.match_indices("#[cfg(").map(|(at, _)| at);
    let mut marks = marks.filter(|at| {
        let mut lines = text[*at..].lines();
        let (mark, below) = (lines.next().unwrap_or(""), lines.next().unwrap_or(""));
        mark.contains("test") && (below.starts_with("mod ") || below.starts_with("#["))
    });
    &text[..marks.next().unwrap_or(text.len())]
}

/// Splits a source into code and strings; comments fall away.
fn take_apart(text: &str) -> (String, Vec<(usize, String)>) {
    let (mut code, mut strings, mut line) = (String::new(), Vec::new(), 1);
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let taken = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if rest.starts_with("/*") {
            rest.find("*/").map_or(rest.len(), |end| end + 2)
        } else if let Some((open, hashes)) = raw_string(rest) {
            let close = format!("\"{}", "#".repeat(hashes));
            let length = rest[open..].find(&close).unwrap_or(rest.len() - open);
            strings.push((line, rest[open..open + length].to_owned()));
            code.push_str("\"\"");
            (open + length + close.len()).min(rest.len())
        } else if c == '"' {
            let mut escaped = false;
            let inside = rest[1..].find(|c| {
                let ends = c == '"' && !escaped;
                escaped = c == '\\' && !escaped;
                ends
            });
            let length = inside.unwrap_or(rest.len() - 1);
            strings.push((line, rest[1..1 + length].to_owned()));
            code.push_str("\"\"");
            (length + 2).min(rest.len())
        } else if let Some(length) = character(rest) {
            code.push_str("' '");
            length
        } else {
            code.push(c);
            c.len_utf8()
        };
        line += rest[..taken].matches('\n').count();
        rest = &rest[taken..];
    }
    (code, strings)
}

/// Where the inside of a raw string begins, and how many `#` close it.
fn raw_string(rest: &str) -> Option<(usize, usize)> {
    let after = rest.strip_prefix('r')?;
    let hashes = after.len() - after.trim_start_matches('#').len();
    after[hashes..].starts_with('"').then_some((hashes + 2, hashes))
}

/// The length of a character literal; None for a lifetime.
fn character(rest: &str) -> Option<usize> {
    let inside = rest.strip_prefix('\'')?;
    if inside.starts_with('\\') {
        return inside[2..].find('\'').map(|end| end + 4);
    }
    let c = inside.chars().next()?;
    inside[c.len_utf8()..].starts_with('\'').then_some(c.len_utf8() + 2)
}

/// The modules of this crate that a source names: `crate::a::…`, `crate::{a, b::…}`, and `super` out of its layer.
fn imports(source: &Source) -> Vec<String> {
    let mut named = Vec::new();
    for (at, found) in source.code.match_indices("crate::") {
        let rest = &source.code[at + found.len()..];
        if let Some(group) = rest.strip_prefix('{') {
            let mut depth = 0;
            let end = group.find(|c| {
                depth += i32::from(c == '{') - i32::from(c == '}');
                depth < 0
            });
            let mut depth = 0;
            let outside = group[..end.unwrap_or(group.len())].chars().filter(|c| {
                depth += i32::from(*c == '{') - i32::from(*c == '}');
                depth == 0
            });
            let outside: String = outside.collect();
            named.extend(outside.split(',').map(first_word).filter(|name| !name.is_empty()));
        } else {
            named.push(first_word(rest));
        }
    }
    // `src/ui/pages/mod.rs` and `src/ui/pages.rs` are both two modules deep.
    let deep = source.path.trim_end_matches(".rs").trim_end_matches("/mod").split('/').count() - 1;
    let mut rest = source.code.as_str();
    while let Some(at) = rest.find("super::") {
        rest = &rest[at..];
        let climbed = rest.len() - rest.trim_start_matches("super::").len();
        let after = &rest[climbed..];
        if climbed / "super::".len() >= deep {
            named.push(first_word(after));
        }
        rest = after;
    }
    named
}

fn first_word(text: &str) -> String {
    text.trim_start().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
}

fn sources() -> Vec<Source> {
    fn collect(root: &Path, folder: PathBuf, found: &mut Vec<Source>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                collect(root, path, found);
            } else if path.extension().is_some_and(|end| end == "rs") {
                let short = path.strip_prefix(root).unwrap().to_str().unwrap().replace('\\', "/");
                found.push(Source::new(&short, fs::read_to_string(&path).unwrap()));
            }
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    collect(root, root.join("src"), &mut found);
    collect(root, root.join("tests"), &mut found);
    found
}

/// Fails with every place where a habit is broken.
#[track_caller]
fn none(problems: impl Iterator<Item = String>) {
    let problems: Vec<_> = problems.collect();
    assert!(problems.is_empty(), "\n{}\n", problems.join("\n"));
}

/// What a source names that its layer may not.
fn forbidden_imports(source: &Source) -> Vec<String> {
    let Some((layer, allowed)) = source.layer() else { return Vec::new() };
    let above = imports(source).into_iter().filter(|name| LAYERS.iter().any(|(layer, _)| layer == name));
    let above = above.filter(|name| !allowed.contains(&name.as_str()));
    above.map(|name| format!("{}: {layer} must not know {name}", source.path)).collect()
}

#[test]
fn layers_import_one_way() {
    let sources = sources();
    for (layer, _) in LAYERS {
        assert!(sources.iter().any(|source| source.layer().is_some_and(|(of, _)| *of == layer)), "no file in {layer}");
    }
    none(sources.iter().flat_map(forbidden_imports));
}

#[test]
fn rules_are_pure() {
    let domain = sources().into_iter().filter(|source| source.path.starts_with("src/domain/") && !source.is_test());
    none(domain.flat_map(|source| {
        let named = NOT_IN_DOMAIN.into_iter().filter(|name| source.names(name)).map(str::to_owned).collect::<Vec<_>>();
        named.into_iter().map(move |name| format!("{}: rules do not know {name}", source.path))
    }));
}

#[test]
fn only_the_clock_knows_the_time() {
    let told = |source: &Source| {
        !(source.path.starts_with("src/state/") || source.path == "src/bin/sample/main.rs" || source.is_test())
    };
    none(sources().into_iter().filter(told).flat_map(|source| {
        let clocks = CLOCKS.into_iter().filter(|clock| source.names(clock)).collect::<Vec<_>>();
        clocks.into_iter().map(move |clock| format!("{}: {clock}; take the time as an argument", source.path))
    }));
    none(
        sources()
            .iter()
            .filter(|source| source.names("chrono::Local") || source.names("chrono::Utc"))
            .map(|source| format!("{}: chrono's clocks know another zone than the centre's", source.path)),
    );
}

#[test]
fn every_module_says_what_it_is() {
    none(
        sources()
            .iter()
            .filter(|source| !source.text.starts_with("//! "))
            .map(|source| format!("{} does not open with //!", source.path)),
    );
}

#[test]
fn nothing_is_left_to_do() {
    let left = ["todo!", "unimplemented!", "dbg!"];
    none(sources().iter().flat_map(|source| {
        let found = left.into_iter().filter(|name| source.names(&name[..name.len() - 1]) && source.code.contains(name));
        found.map(|name| format!("{}: {name}", source.path)).collect::<Vec<_>>()
    }));
}

#[test]
fn there_is_no_junk_drawer() {
    let drawers = ["utils", "util", "helpers", "helper_functions", "common", "types", "misc"];
    none(
        sources()
            .iter()
            .map(|source| &source.path)
            .filter(|path| path.trim_end_matches(".rs").split('/').any(|part| drawers.contains(&part)))
            .map(|path| format!("{path}: name it after what it holds")),
    );
    none(sources().iter().flat_map(|source| {
        let lines = source.code.lines().filter(|line| {
            let Some((_, name)) = line.split_once("struct ").or(line.split_once("trait ")) else { return false };
            ["Manager", "Helper", "Utils"].iter().any(|end| first_word(name).ends_with(end))
        });
        lines.map(|line| format!("{}: {}", source.path, line.trim())).collect::<Vec<_>>()
    }));
}

/// The program's own name, the same in every language.
const NAME: &str = "邻里";

/// Whether a string is a sentence that people would read: those stand in `public/text/`. In `domain` and `exchange`
/// the names that the district's files use may stand (家庭美德实践, 休): few characters, no punctuation.
fn is_sentence(source: &Source, string: &str) -> bool {
    if string == NAME {
        return false;
    }
    let han = |c: char| matches!(c, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}');
    let count = string.chars().filter(|c| han(*c)).count();
    match source.layer() {
        Some(("domain" | "exchange", _)) => {
            count > 10 || (count > 0 && string.contains(['，', '。', '！', '？', '：', '；']))
        }
        Some(("ui", _)) => {
            let words = string.split(' ').filter(|word| word.chars().all(char::is_alphabetic) && !word.is_empty());
            count > 0 || (string.starts_with(|c: char| c.is_ascii_uppercase()) && words.count() > 2)
        }
        _ => count > 0,
    }
}

#[test]
fn no_sentence_stands_in_code() {
    let read = sources().into_iter().filter(|source| !source.is_sample() && !source.is_test());
    none(read.flat_map(|source| {
        let found: Vec<_> = source
            .strings
            .iter()
            .filter(|(_, string)| is_sentence(&source, string))
            .map(|(line, string)| format!("{}:{line}: \"{string}\"; put it into public/text", source.path))
            .collect();
        found
    }));
}

#[track_caller]
fn imported(path: &str, text: &str, expected: &[&str]) {
    assert_eq!(imports(&Source::new(path, text.to_owned())), expected, "{text}");
}

#[test]
fn imports_are_found_however_they_are_written() {
    imported("src/domain/a.rs", "use crate::ui::shell;", &["ui"]);
    imported("src/domain/a.rs", "fn f() { crate::state::now() }", &["state"]);
    imported(
        "src/domain/a.rs",
        "use crate::{domain::{a, b}, storage::c, exchange};",
        &["domain", "storage", "exchange"],
    );
    imported("src/domain/a.rs", "use super::id; use super::super::ui;", &["ui"]);
    imported("src/ui/pages/a.rs", "use super::super::controls;", &[]);
    imported("src/domain/a.rs", "// crate::ui\n/* crate::ui */ let a = \"crate::ui\";", &[]);
    imported("src/domain/a.rs", "#[cfg(test)]\nmod tests {\n use crate::ui;\n}", &[]);
    let upward = Source::new("src/storage/a.rs", "use crate::exchange::slip;".to_owned());
    assert_eq!(forbidden_imports(&upward), ["src/storage/a.rs: storage must not know exchange"]);
    let downward = Source::new("src/state/a.rs", "use crate::exchange::slip;".to_owned());
    assert!(forbidden_imports(&downward).is_empty());
}

#[test]
fn code_is_told_from_strings_and_comments() {
    let (code, strings) =
        take_apart("let a = 'x'; // it's \"no\" string\nlet b: &'a str = \"b\\\"c\"; r#\"d\"e\"#; '\\n'");
    assert_eq!(strings, [(2, "b\\\"c".to_owned()), (2, "d\"e".to_owned())]);
    assert_eq!(code, "let a = ' '; \nlet b: &'a str = \"\"; \"\"; ' '");
    assert!(Source::new("src/domain/a.rs", "todo!()".to_owned()).names("todo"));
    assert!(!Source::new("src/domain/a.rs", "let todos = 1;".to_owned()).names("todo"));
}

#[test]
fn sentences_are_told_from_names() {
    let sentence = |path: &str, string: &str| is_sentence(&Source::new(path, String::new()), string);
    assert!(!sentence("src/domain/a.rs", "家庭美德实践"));
    assert!(sentence("src/domain/a.rs", "满了，可以排候补"));
    assert!(sentence("src/ui/a.rs", "已确认"));
    assert!(sentence("src/ui/a.rs", "Nothing is on today"));
    assert!(!sentence("src/ui/a.rs", "shift open mine"));
    assert!(sentence("src/state/a.rs", "示例"));
}
