//! Words with which something is found: for who does not know what to look for, and for who mistyped it.

use crate::domain::category::Mark;
use crate::domain::menu::Menu;
use crate::domain::search::{Readings, Search};
use crate::domain::text::{Language, Text};
use crate::domain::timetable::Listed;

/// Longer ones are sentences, not words: so many characters for a Chinese title, and for one in letters.
const LONGEST: (usize, usize) = (8, 24);
/// So many titles of a month are looked at: whoever has mistyped goes on typing meanwhile.
const LOOKED_AT: usize = 200;
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
    let mut chosen = Vec::new();
    while chosen.len() < up_to && of_marks.iter().any(|of_mark| !of_mark.is_empty()) {
        chosen.extend(of_marks.iter_mut().filter_map(take_quickest));
    }
    chosen.truncate(up_to);
    chosen
}

/// What is typed most quickly.
fn take_quickest(examples: &mut Vec<Example>) -> Option<Example> {
    let effort = |at: &usize| (examples[*at].typed.is_none(), examples[*at].words.chars().count());
    let quickest = (0..examples.len()).min_by_key(effort)?;
    Some(examples.remove(quickest))
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
    for part in spoken.chain(parts) {
        let mut near: Vec<&Text> = Vec::new();
        for menu in menus {
            let search = Search::new(&part, &menu.readings);
            for title in menu.activities.iter().take(LOOKED_AT).map(|activity| &activity.title) {
                let is_found = || search.finds(&[&title.hans, title.en.as_deref().unwrap_or_default()]);
                if !near.contains(&title) && is_found() {
                    near.push(title);
                }
            }
        }
        if !near.is_empty() {
            return near;
        }
    }
    Vec::new()
}
