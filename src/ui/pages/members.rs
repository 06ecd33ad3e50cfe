//! For whom: the family side by side, one of them chosen in the address.

use leptos::prelude::*;

use crate::domain::household::Member;
use crate::domain::id::MemberId;
use crate::state::family::Family;
use crate::ui::controls::chips::{ChipLook, chip_add, chip_link};
use crate::ui::dom::{El, all, el_of, live};
use crate::ui::pages::member_form::MemberForm;
use crate::ui::route::Route;
use crate::ui::today::today;
use crate::ui::words::{say, say_count};

/// Whom the page is for: as the address says, or else the first of the family that is meant.
pub fn chosen_member(
    family: Family,
    meant: fn(&Member) -> bool,
    asked: impl Fn() -> Option<MemberId> + Send + Sync + 'static,
) -> Memo<Option<MemberId>> {
    Memo::new(move |_| {
        let members = family.members();
        let asked = asked().filter(|id| members.iter().any(|member| member.id == *id));
        let first = || members.iter().find(|member| meant(member)).or(members.first());
        asked.or_else(|| first().map(|member| member.id.clone()))
    })
}

/// Draws the choice. `to` is the page for somebody.
pub fn member_chips(
    heading: &'static str,
    chosen: Memo<Option<MemberId>>,
    to: impl Fn(MemberId) -> Route + Send + Sync + 'static,
) -> El {
    draw(heading, chosen, StoredValue::new(Box::new(to)))
}

/// 添加家人; of who comes first it may be oneself.
pub fn add_words(is_first: bool) -> &'static str {
    if is_first { say("member.add-first") } else { say("member.add") }
}

/// Not generic: a copy of this for each page would reach every phone.
fn draw(
    heading: &'static str,
    chosen: Memo<Option<MemberId>>,
    to: StoredValue<Box<dyn Fn(MemberId) -> Route + Send + Sync>>,
) -> El {
    let to = move |member| to.with_value(|to| to(member));
    let family = Family::here();
    let form = MemberForm::new(move |id| crate::ui::navigation::replace(&to(id)));
    let chips = move || {
        let chip = |member: Member| {
            let id = member.id.clone();
            let is_chosen = move || chosen.read().as_ref() == Some(&id);
            let age = member.age_on(today()).map(|age| say_count("age.years", age.0));
            chip_link(ChipLook::Ticked, to(member.id).href(), is_chosen, &member.name, age)
        };
        family.members().into_iter().map(chip).collect::<Vec<_>>()
    };
    let is_first = Memo::new(move |_| family.members().is_empty());
    let add = live(move || chip_add(add_words(is_first.get()), move || form.open_new()));
    let section = el_of("section", "for-whom")
        .attr("aria-label", heading)
        .add(el_of("h2", "small-heading").text(heading))
        .add(el_of("div", "chips").live(chips).add(add));
    all([section, form.view()])
}
