//! Looks up how a month's characters sound and how the other script writes them, when the month is published.

use pinyin::ToPinyinMulti;
use std::collections::{BTreeMap, BTreeSet};

use crate::domain::menu::Menu;
use crate::domain::search::Readings;

/// The characters that Chinese is written with; rarer ones in later blocks have no forms in the other script.
const CHARACTERS: std::ops::RangeInclusive<char> = '\u{3400}'..='\u{9fff}';

/// The readings of what a month's activities, organisations and venues are called.
pub fn readings_of(menu: &Menu) -> Readings {
    // Not of the sentences about them: those are looked through as they stand, and would weigh more than all the rest.
    let activities =
        menu.activities.iter().flat_map(|activity| [&activity.title.hans, &activity.provider, &activity.audience]);
    let texts = activities.chain(menu.venues.iter().map(|venue| &venue.name));
    readings(texts.flat_map(|text| text.chars()))
}

fn readings(characters: impl Iterator<Item = char>) -> Readings {
    let used: BTreeSet<char> = characters.filter(|c| CHARACTERS.contains(c)).collect();
    let mut sounds: BTreeMap<&str, String> = BTreeMap::new();
    for c in &used {
        for sound in c.to_pinyin_multi().into_iter().flatten() {
            // ü is typed v or u on a keyboard: lǜ as lv.
            let group = sounds.entry(sound.plain()).or_default();
            if !group.ends_with(*c) {
                group.push(*c);
            }
        }
    }
    let sounds = sounds.into_iter().map(|(sound, group)| sound.replace('ü', "v") + &group);
    let mut forms: BTreeMap<char, String> = BTreeMap::new();
    for form in CHARACTERS {
        let plain = fast2s::convert(form.encode_utf8(&mut [0; 4]));
        if let Some(plain) = plain.chars().next().filter(|plain| *plain != form && used.contains(plain)) {
            forms.entry(plain).or_insert_with(|| plain.to_string()).push(form);
        }
    }
    Readings { sounds: sounds.collect::<Vec<_>>().join(" "), forms: forms.into_values().collect::<Vec<_>>().join(" ") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::search::Search;

    #[test]
    fn a_text_is_found_by_its_readings() {
        let title = "针织入门：长者理发与绿色生活";
        let readings = readings(title.chars());
        for words in
            ["zhenzhi", "zz", "zzrm", "針織", "zhangzhe", "changzhe", "理髮", "綠色", "lvse", "lse", "SHENGHUO"]
        {
            assert!(Search::new(words, &readings).finds(&[title]), "{words} with {readings:?}");
        }
        assert!(!Search::new("chadao", &readings).finds(&[title]));
        assert!(!readings.sounds.contains(|c: char| !CHARACTERS.contains(&c) && !c.is_ascii_lowercase() && c != ' '));
    }

    #[test]
    fn only_what_is_used_is_told() {
        assert_eq!(readings("Fire drill 119".chars()), Readings::default());
        let readings = readings("针".chars());
        assert_eq!(readings.sounds, "zhen针");
        assert!(readings.forms.starts_with('针') && readings.forms.contains('針'), "{}", readings.forms);
    }
}
