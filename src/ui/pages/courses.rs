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
pub fn courses() -> AnyView {
    let asked = Memo::new(|_| match navigation::route() {
        Some(Route::Courses { category, member }) => (category, member),
        _ => (None, None),
    });
    let choice = Choice {
        category: Memo::new(move |_| asked.read().0.unwrap_or_else(first_category)),
        member: chosen_member(Family::here(), |_| true, move || asked.get().1),
    };
    view! {
        {page_head(say("tab.courses"), None, None)}
        {with_centre(move || {
            let for_whom = member_chips(
                say("ask.for-whom"),
                choice.member,
                move |member| Route::Courses { category: Some(choice.category.get_untracked()), member: Some(member) },
            );
            view! {
                {notices()}
                {for_whom}
                {categories(choice)}
                {list(choice)}
                {call_line()}
            }
                .into_any()
        })}
    }
    .into_any()
}

/// Sessions of a category that are still to come, by start.
fn coming(category: Category) -> Vec<(SessionId, Arc<Menu>)> {
    let published = Published::here();
    let mut coming = Vec::new();
    for menu in published.months().into_iter().filter_map(|month| published.menu(month)) {
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

fn categories(choice: Choice) -> AnyView {
    let tab = move |category: Category| {
        let here = move || choice.category.get() == category;
        let href = move || Route::Courses { category: Some(category), member: choice.member.get() }.href();
        view! {
            <a class="category" href=href data-replace="1" aria-current=move || here().then_some("page")>
                {shape(Mark::Category(category))}
                <span>{say_of("category-tab", category.slug())}</span>
            </a>
        }
    };
    view! { <nav class="categories" aria-label=say("courses.categories")>{Category::ALL.map(tab)}</nav> }.into_any()
}

fn list(choice: Choice) -> AnyView {
    let form = MemberForm::new(|_| ());
    let cards = move || {
        let category = choice.category.get();
        let coming = coming(category);
        let count = say_count("courses.count", coming.len() as i64);
        let cards = match coming.is_empty() {
            true => empty(say("courses.none"), None),
            false => coming.into_iter().map(|(id, menu)| card(id, &menu, choice, form)).collect_view().into_any(),
        };
        view! {
            <h2 class="list-heading">
                {wording::category(category)} <span class="meta">{count}</span>
            </h2>
            <div class="cards">{cards}</div>
        }
    };
    view! {
        <section class="course-list">{cards}</section>
        {form.view()}
    }
    .into_any()
}

fn card(id: SessionId, menu: &Arc<Menu>, choice: Choice, form: MemberForm) -> AnyView {
    let (published, family) = (Published::here(), Family::here());
    let Some(Target::Session(session, activity)) = menu.target(&id) else { return ().into_any() };
    let openness = session.openness(published.fill(&id), now());
    let asking = Asking::new(form);
    let title = read(&activity.title).to_owned();
    let facts = facts(menu, session, activity);
    let seats = seats(session.places(), openness);
    let (of, menu) = (id.clone(), menu.clone());
    let href = move || Route::Session { id: of.clone(), member: choice.member.get() }.href();
    let panel = move || match (openness, choice.member.get().and_then(|member| family.member(&member))) {
        (Openness::Left(_) | Openness::Full { .. }, Some(member)) => Some(asking.view(&menu, &id, &member)),
        (Openness::Left(_) | Openness::Full { .. }, None) => Some(asking.first()),
        _ => None,
    };
    view! {
        <article class="card course-card">
            <h3>
                <a href=href>{title}</a>
            </h3>
            {facts}
            {seats}
            {panel}
        </article>
    }
    .into_any()
}
