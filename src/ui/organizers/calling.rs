//! 请大家来帮忙: what goes into the volunteers' group when people are missing. It lists exactly the gaps.

use crate::domain::menu::Menu;
use crate::domain::staffing::Staffed;
use crate::ui::dates;
use crate::ui::words::{number, read, say, say_count, say_with};

/// One gap in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Called {
    /// 12月5日 周六 9:00–11:00.
    pub when: String,
    /// 课业辅导・文化活动室.
    pub what: String,
    /// 还差 3 人，再来 1 人才能开.
    pub missing: String,
    /// It does not work yet.
    pub is_short: bool,
}

/// The gaps in words, in their order.
pub fn called(gaps: &[&Staffed], menu: &Menu) -> Vec<Called> {
    let words = |one: &&Staffed| {
        let shift = &one.shift;
        let mut when = dates::day_short(shift.start.day());
        when.push(' ');
        when.push_str(&dates::span(shift.span()));
        let place = shift.venue.as_ref().and_then(|code| menu.venue(code)).map(|place| place.name.as_str());
        let age = shift.min_age.map(|age| say_count("volunteer.from-age", age.0));
        let mut what = read(&shift.role).to_owned();
        for more in [place, age.as_deref()].into_iter().flatten() {
            what.push_str(say("day.dot"));
            what.push_str(more);
        }
        let mut missing = say_count("volunteer.still-missing", one.missing() - one.waiting);
        if one.short() > 0 {
            missing.push_str(say("day.comma"));
            missing.push_str(&say_count("volunteer.short", one.short()));
        }
        Called { when, what, missing, is_short: one.short() > 0 }
    };
    gaps.iter().map(words).collect()
}

/// The message: who asks, each gap on a line of its own, and where to claim.
pub fn message(called: &[Called], centre: &str, link: &str) -> String {
    let mut lines = vec![say_with("calling.head", &[("centre", centre), ("n", &number(called.len() as i64))])];
    for (index, one) in called.iter().enumerate() {
        let nth = number(index as i64 + 1);
        let values = [("nth", nth.as_str()), ("when", &one.when), ("what", &one.what), ("missing", &one.missing)];
        lines.push(say_with("calling.line", &values));
    }
    lines.push(say_with("calling.foot", &[("link", link)]));
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_gap_has_a_line() {
        let gap = |what: &str| Called {
            when: "12月5日".to_owned(),
            what: what.to_owned(),
            missing: "还差 1 人".to_owned(),
            is_short: false,
        };
        let text = message(&[gap("甲"), gap("乙")], "示例中心", "https://example.org/volunteer/");
        assert_eq!(text.lines().count(), 4, "{text}");
    }
}
