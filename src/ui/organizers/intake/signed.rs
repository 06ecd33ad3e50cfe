//! A district's signed course menu: whose it is, whether its key is the one that was seen before, and what it changes.

use leptos::prelude::*;

use super::{Table, differences};
use crate::domain::catalogue_fields::Part;
use crate::state::intake::{SignedMenu, Taking, of_signed};
use crate::state::reasons::MenuStanding;
use crate::ui::controls::notice::{Tone, notice};
use crate::ui::dates;
use crate::ui::organizers::form::{form, submit, ticked};
use crate::ui::words::{number, say, say_with};

/// Minutes east of UTC by which a signature's day is told (China).
const UTC_OFFSET: i32 = 480;

/// Draws it. A menu by another key is taken only when a person says so.
pub fn signed(table: Table, menu: &SignedMenu) -> AnyView {
    let taken = table.intake.source.get();
    let standing = menu.standing(taken.as_ref());
    let (tone, words) = match standing {
        MenuStanding::First => (Tone::Plain, say("menu-file.first").to_owned()),
        MenuStanding::Newer => (Tone::Good, say("menu-file.newer").to_owned()),
        MenuStanding::Same => (Tone::Plain, say("menu-file.same").to_owned()),
        MenuStanding::Older => (Tone::Warn, say("menu-file.older").to_owned()),
        MenuStanding::AnotherKey => {
            let name = taken.map(|taken| taken.name).unwrap_or_default();
            (Tone::Grave, say_with("menu-file.another-key", &[("name", &name)]))
        }
    };
    let doubtful = matches!(standing, MenuStanding::AnotherKey | MenuStanding::Older);
    let (changes, edits) = table.intake.catalogue.with(|catalogue| of_signed(&menu.menu, catalogue));
    let taking = Taking { edits, source: Some(menu.source()) };
    let courses = menu.menu.courses.len();
    let send = move || {
        if !doubtful || table.anyway.get_untracked() {
            table.take(taking.clone(), Part::Courses, courses, None);
        }
    };
    let pending = move || table.intake.write.pending().get();
    let content = view! {
        <dl class="whose">
            <dt>{say("menu-file.whose")}</dt>
            <dd>
                <strong>{menu.menu.name.clone()}</strong>
            </dd>
            <dt>{say("menu-file.edition")}</dt>
            <dd>{edition(menu)}</dd>
            <dt>{say("menu-file.fingerprint")}</dt>
            <dd>
                <code class="fingerprint">{menu.fingerprint.to_string()}</code>
            </dd>
        </dl>
        {notice(tone, words, None)}
        {differences::differences(&changes)}
        {doubtful.then(|| ticked(say("menu-file.anyway"), table.anyway))}
        {move || (!doubtful || table.anyway.get()).then(|| submit(say("menu-file.take"), pending))}
    };
    form(send, content.into_any())
}

/// 第 3 版，2026年11月25日，39 门课程.
fn edition(menu: &SignedMenu) -> String {
    let day = dates::day(menu.menu.made_at.local(UTC_OFFSET).day());
    let values = [("n", number(menu.menu.edition)), ("day", day), ("courses", number(menu.menu.courses.len() as i64))];
    let values: Vec<(&str, &str)> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
    say_with("menu-file.edition-words", &values)
}
