//! Course selection: for whom, of which category, and each session with what is foreseen before anything is sent.

use leptos::prelude::*;
use std::sync::Arc;

use crate::domain::category::{Category, Mark};
use crate::domain::id::{MemberId, SessionId};
use crate::domain::menu::{Menu, Target};
use crate::domain::openness::Openness;
use crate::state::family::Family;
use crate::state::published::Published;
use crate::ui::controls::notice::empty;
use crate::ui::dom::{El, Piece, all, el, el_of, nothing};
use crate::ui::navigation;
use crate::ui::pages::asking::Asking;
use crate::ui::pages::member_form::MemberForm;
use crate::ui::pages::members::{chosen_member, member_chips};
use crate::ui::pages::session::{call_line, facts};
use crate::ui::pages::site::{notices, with_centre};
use crate::ui::parts::mark::shape;
use crate::ui::parts::seats::seats;
use crate::ui::route::Route;
use crate::ui::shell::page_head;
use crate::ui::today::now;
use crate::ui::wording;
use crate::ui::words::{read, say, say_count, say_of};

/// What the page shows, as the address has it.
#[derive(Clone, Copy)]
struct Choice {
    category: Memo<Category>,
    member: Memo<Option<MemberId>>,
}

/// The page.
pub fn courses() -> El {
    let asked = Memo::new(|_| match navigation::route() {
        Some(Route::Courses { category, member }) => (category, member),
        _ => (None, None),
    });
    let choice = Choice {
        category: Memo::new(move |_| asked.read().0.unwrap_or_else(first_category)),
        member: chosen_member(Family::here(), |_| true, move || asked.get().1),
    };
    let content = with_centre(move || {
        let to = move |member| Route::Courses { category: Some(choice.category.get_untracked()), member: Some(member) };
        let for_whom = member_chips(say("ask.for-whom"), choice.member, to);
        all([notices(), for_whom, categories(choice), list(choice), call_line()])
    });
    all([page_head(say("tab.courses"), None, None), content])
}

/// Sessions of a category that are still to come, by start.
fn coming(category: Category) -> Vec<(SessionId, Arc<Menu>)> {
    let published = Published::here();
    let mut coming = Vec::new();
    for menu in published.coming() {
        for session in &menu.sessions {
            let of_category =
                menu.activity(&session.id.activity).is_some_and(|activity| activity.sort.category() == Some(category));
            if of_category && session.span().end() > now() {
                coming.push((session.id.clone(), menu.clone()));
            }
        }
    }
    coming
}

/// The first category that has something to choose.
fn first_category() -> Category {
    Category::ALL.into_iter().find(|category| !coming(*category).is_empty()).unwrap_or(Category::Virtue)
}

fn categories(choice: Choice) -> El {
    let tab = move |category: Category| {
        let here = move || choice.category.get() == category;
        let href = move || Route::Courses { category: Some(category), member: choice.member.get() }.href();
        el_of("a", "category")
            .live_attr("href", move || Some(href()))
            .attr("data-replace", "1")
            .live_flag("aria-current", "page", here)
            .add(shape(Mark::Category(category)))
            .add(el("span").text(say_of("category-tab", category.slug())))
    };
    let tabs: Vec<El> = Category::ALL.into_iter().map(tab).collect();
    el_of("nav", "categories").attr("aria-label", say("courses.categories")).add(tabs)
}

fn list(choice: Choice) -> El {
    let form = MemberForm::new(|_| ());
    let cards = move || {
        let category = choice.category.get();
        let coming = coming(category);
        let count = say_count("courses.count", coming.len() as i64);
        let cards = match coming.is_empty() {
            true => empty(say("courses.none"), None),
            false => coming.into_iter().map(|(id, menu)| card(id, &menu, choice, form)).collect::<Vec<_>>().el(),
        };
        let heading = el_of("h2", "list-heading");
        let heading = heading.text(wording::category(category)).text(" ").add(el_of("span", "meta").text(&count));
        all([heading, el_of("div", "cards").add(cards)])
    };
    all([el_of("section", "course-list").live(cards), form.view()])
}

fn card(id: SessionId, menu: &Arc<Menu>, choice: Choice, form: MemberForm) -> El {
    let (published, family) = (Published::here(), Family::here());
    let Some(Target::Session(session, activity)) = menu.target(&id) else { return nothing() };
    let openness = session.openness(published.fill(&id), now());
    let asking = Asking::new(form);
    let title = read(&activity.title).to_owned();
    let facts = facts(menu, session, activity, openness);
    let seats = seats(session.places(), openness);
    let (of, menu) = (id.clone(), menu.clone());
    let href = move || Route::Session { id: of.clone(), member: choice.member.get() }.href();
    let panel = move || match (openness, choice.member.get().and_then(|member| family.member(&member))) {
        (Openness::Left(_) | Openness::Full { .. } | Openness::ToBeDrawn { .. }, Some(member)) => {
            Some(asking.view(&menu, &id, &member))
        }
        (Openness::Left(_) | Openness::Full { .. } | Openness::ToBeDrawn { .. }, None) => Some(asking.first()),
        _ => None,
    };
    let title = el("a").live_attr("href", move || Some(href())).text(&title);
    let card = el_of("article", "card course-card").add(el("h3").add(title));
    card.add(facts).add(seats).live(panel)
}
