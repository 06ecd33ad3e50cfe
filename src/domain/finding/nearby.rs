//! Words with which something is found: for who does not know what to look for, and for who mistyped it.

use std::collections::BTreeSet;

use crate::domain::category::Mark;
use crate::domain::menu::Menu;
use crate::domain::search::{Readings, Search};
use crate::domain::text::{Language, Text};
use crate::domain::timetable::Listed;

/// Longer ones are sentences, not words: so many characters for a Chinese title, and for one in letters.
const LONGEST: (usize, usize) = (8, 24);
/// So many are looked at of a mark: the first of a month are as good as any.
const ENOUGH: usize = 12;

/// Words that something is called, and how they can be typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Example {
    /// The words.
    pub words: String,
    /// In Chinese also their sounds together, and their first letters; where each character has one sound only.
    pub typed: Option<(String, String)>,
}

/// Up to so many words with which something is found among these: short ones, of as many marks as there are.
pub fn examples<'a>(
    listed: impl Iterator<Item = (Listed<'a>, &'a Readings)>,
    language: Language,
    up_to: usize,
) -> Vec<Example> {
    let mut of_marks: [Vec<Example>; Mark::ALL.len()] = Default::default();
    for (listed, readings) in listed {
        let Some(words) = called(listed.activity.title.in_language(language)) else { continue };
        let of_mark = Mark::ALL.iter().position(|mark| *mark == listed.activity.sort.mark()).unwrap_or_default();
        let is_new = || of_marks.iter().flatten().all(|example| example.words != words);
        if of_marks[of_mark].len() < ENOUGH && is_new() {
            of_marks[of_mark].push(Example { typed: readings.typed(words), words: words.to_owned() });
        }
    }
    for of_mark in &mut of_marks {
        // Quickest to type first.
        of_mark.sort_by_key(|example| std::cmp::Reverse((example.typed.is_none(), example.words.chars().count())));
    }
    let mut chosen = Vec::new();
    while chosen.len() < up_to && of_marks.iter().any(|of_mark| !of_mark.is_empty()) {
        chosen.extend(of_marks.iter_mut().filter_map(Vec::pop));
    }
    chosen.truncate(up_to);
    chosen
}

/// What comes before a title's explanation (针织入门 of 针织入门：一条围巾); none where it is no short word.
fn called(title: &str) -> Option<&str> {
    let end = |c: char| matches!(c, ':' | '：' | '《' | '(' | '（' | ',' | '，');
    let words = title.split(end).next()?.trim();
    let longest = if words.is_ascii() { LONGEST.1 } else { LONGEST.0 };
    (2..=longest).contains(&words.chars().count()).then_some(words)
}

/// What is meant by words that are found nowhere: titles that sound like them, or that have most of them. Nearest first.
pub fn near<'a>(words: &str, menus: &[&'a Menu]) -> Vec<&'a Text> {
    /// Nobody types more by mistake.
    const LONGEST: usize = 24;
    let words: Vec<char> = words.trim().chars().take(LONGEST).collect();
    // One letter stands in many titles.
    let shortest = if words.iter().all(char::is_ascii) { 3 } else { 2 };
    let spoken = menus.iter().filter_map(|menu| menu.readings.spoken(&words));
    let parts =
        (shortest..words.len()).rev().flat_map(|length| words.windows(length).map(|part| part.iter().collect()));
    let titles: Vec<(&Readings, BTreeSet<&Text>)> = menus.iter().map(|menu| (&menu.readings, titles(menu))).collect();
    for part in spoken.chain(parts) {
        let found = titles.iter().flat_map(|(readings, titles)| {
            let search = Search::new(&part, readings);
            let finds = move |title: &&Text| search.finds(&[&title.hans, title.en.as_deref().unwrap_or_default()]);
            titles.iter().copied().filter(finds)
        });
        let near: BTreeSet<&Text> = found.collect();
        if !near.is_empty() {
            return near.into_iter().collect();
        }
    }
    Vec::new()
}

/// A month's titles.
fn titles(menu: &Menu) -> BTreeSet<&Text> {
    /// So many are looked at: whoever has mistyped goes on typing meanwhile.
    const MOST: usize = 200;
    menu.activities.iter().take(MOST).map(|activity| &activity.title).collect()
}
