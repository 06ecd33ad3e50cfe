//! A name as it may hang on a wall (王*英): who is meant knows it, nobody else learns it.

/// What stands for everything that is hidden, however long it is.
const HIDDEN: char = '*';

/// Surnames of two characters: the whole surname stays, or the list would read like another family's.
const COMPOUND: [&str; 24] = [
    "欧阳", "歐陽", "司马", "司馬", "上官", "诸葛", "諸葛", "司徒", "东方", "東方", "皇甫", "尉迟", "尉遲", "公孙",
    "公孫", "慕容", "令狐", "夏侯", "长孙", "長孫", "宇文", "端木", "独孤", "獨孤",
];

/// The name with its middle hidden. Surname and last character stay in Chinese names of three characters or more, the
/// surname alone in shorter ones, the first letter of each part in names of letters; of a single character nothing.
pub fn public_name(name: &str) -> String {
    let is_han = |c: char| matches!(c, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{323af}');
    // 买买提·艾力: names of several parts are written with a middle dot.
    let is_dot = |c: char| matches!(c, '·' | '•' | '・' | '‧');
    if name.chars().any(is_dot) || !name.chars().any(is_han) {
        let parts = name.split(|c: char| c.is_whitespace() || is_dot(c)).filter(|part| !part.is_empty());
        let gap = if name.chars().any(is_dot) { "·" } else { " " };
        let hidden: Vec<String> = parts.map(initial).collect();
        return if hidden.is_empty() { HIDDEN.to_string() } else { hidden.join(gap) };
    }
    let characters: Vec<char> = name.chars().filter(|c| !c.is_whitespace()).collect();
    let plain: String = characters.iter().collect();
    let compound = characters.len() > 2 && COMPOUND.iter().any(|surname| plain.starts_with(surname));
    let kept = if compound { 2 } else { 1 };
    let mut hidden: String = match characters.len() {
        0 | 1 => String::new(),
        _ => characters[..kept].iter().collect(),
    };
    hidden.push(HIDDEN);
    if characters.len() > kept + 1 {
        hidden.extend(characters.last());
    }
    hidden
}

/// The first letter of one part; a part of one letter is hidden whole.
fn initial(part: &str) -> String {
    let mut letters = part.chars();
    let first = letters.next().filter(|_| letters.next().is_some());
    first.into_iter().chain([HIDDEN]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[track_caller]
    fn hides(name: &str, expected: &str) {
        assert_eq!(public_name(name), expected);
    }

    #[test]
    fn the_middle_of_a_name_is_hidden() {
        hides("王英", "王*");
        hides("王秀英", "王*英");
        hides("王 秀 英", "王*英");
        hides("示例之名", "示*名");
        hides("欧阳英", "欧阳*");
        hides("欧阳秀英", "欧阳*英");
        hides("歐陽秀英", "歐陽*英");
        hides("司马", "司*");
        hides("奶奶", "奶*");
        hides("阿依古丽", "阿*丽");
        hides("买买提·艾力", "买*·艾*");
        hides("Anna", "A*");
        hides("Anna Maria Example", "A* M* E*");
        hides("O'Example", "O*");
        hides("X", "*");
        hides("王", "*");
        hides("  ", "*");
        hides("", "*");
    }

    proptest! {
        #[test]
        fn no_name_is_shown_whole(name in "[王秀英欧阳司马A-Ca-c· ]{1,10}") {
            let plain = |name: &str| name.chars().filter(|c| !c.is_whitespace()).collect::<String>();
            let hidden = public_name(&name);
            prop_assert!(hidden.contains(HIDDEN));
            for part in name.split(|c: char| c.is_whitespace() || c == '·').filter(|part| !part.is_empty()) {
                let shown = hidden.split([' ', '·']).any(|shown| shown == part);
                prop_assert!(!shown, "{part} stands in {hidden}");
            }
            prop_assert_ne!(plain(&hidden), plain(&name));
        }
    }
}
