//! The district's course menu: searched, filtered by category, each course with when it was last held.

use leptos::prelude::*;
use wasm_bindgen::JsCast;

use crate::domain::catalogue::Course;
use crate::domain::category::{Category, Mark};
use crate::domain::id::CourseCode;
use crate::ui::controls::button::{Look, link_button};
use crate::ui::controls::notice::empty;
use crate::ui::organizers::picking::{Search, Used, lacking, offered, satisfaction};
use crate::ui::organizers::plan::board::{Board, Drawer};
use crate::ui::organizers::plan::carry::{Load, grip};
use crate::ui::organizers::wording::{dotted, listed};
use crate::ui::parts::mark::mark;
use crate::ui::route::{Route, SetupSection};
use crate::ui::wording;
use crate::ui::words::{number, say, say_count, say_nth, say_with};

/// Draws the pane.
pub fn pane(board: Board) -> AnyView {
    let search = board.search;
    let found = Memo::new(move |_| {
        let catalogue = board.catalogue.get();
        let ask = |code: &CourseCode| board.used(code);
        let search = search.read();
        let found = board.book.with(|book| book.as_ref().map(|book| offered(&catalogue, &book.plan, &search, ask)));
        found.unwrap_or_default()
    });
    let never = Memo::new(move |_| {
        let courses = board.catalogue.get();
        courses.courses.iter().all(|course| board.used(&course.code) == Used::Never)
    });
    let has_courses = move || !board.catalogue.read().courses.is_empty();
    view! {
        <section class="course-menu" aria-labelledby="course-menu-heading">
            <div class="fold-head">
                <h2 id="course-menu-heading">{say("plan.course-menu")}</h2>
                {board.folder(Drawer::Menu, say("plan.course-menu"))}
            </div>
            {move || match has_courses() {
                true => view! { {tools(search)} {hint(board)} }.into_any(),
                false => nothing(),
            }}
            <ul class="courses">
                <For each=move || found.get() key=CourseCode::clone children=move |code| item(board, code, never) />
            </ul>
            {move || {
                (has_courses() && found.read().is_empty()).then(|| empty(say("plan.no-course-found"), None))
            }}
        </section>
    }
    .into_any()
}

fn nothing() -> AnyView {
    let link = link_button(
        Look::Main,
        None,
        say("plan.to-import"),
        Route::OrganizeSetup { section: SetupSection::Catalogue }.href(),
    );
    empty(say("plan.no-courses"), Some(link)).into_any()
}

fn tools(search: RwSignal<Search>) -> AnyView {
    let categories = Category::ALL.map(|category| {
        let chosen = move || search.read().category == Some(category);
        let press = move |_| {
            search.update(|search| search.category = (search.category != Some(category)).then_some(category));
        };
        view! {
            <button
                type="button"
                class="category"
                aria-pressed=move || if chosen() { "true" } else { "false" }
                on:click=press
            >
                {mark(Mark::Category(category))}
            </button>
        }
    });
    view! {
        <div class="field">
            <input
                id="course-search"
                type="search"
                aria-label=say("plan.search")
                placeholder=say("plan.search")
                prop:value=move || search.read().words.clone()
                on:input=move |event| search.update(|search| search.words = event_target_value(&event))
            />
        </div>
        <div class="categories" role="group" aria-label=say("plan.categories")>
            {categories.collect_view()}
        </div>
        <label class="tick">
            <input
                type="checkbox"
                prop:checked=move || search.read().not_held
                on:change=move |event| search.update(|search| search.not_held = event_target_checked(&event))
            />
            <span>{say("plan.only-not-held")}</span>
        </label>
        <label class="tick">
            <input
                type="checkbox"
                prop:checked=move || search.read().liked_first
                on:change=move |event| search.update(|search| search.liked_first = event_target_checked(&event))
            />
            <span>{say("plan.liked-first")}</span>
        </label>
    }
    .into_any()
}

/// Which categories the month lacks: they come first.
fn hint(board: Board) -> AnyView {
    let words = move || {
        let lacking = board.with_plan(|plan| lacking(&board.catalogue.read(), plan))?;
        let marks: Vec<&str> = lacking.iter().map(|category| wording::mark(Mark::Category(*category))).collect();
        let some = !marks.is_empty() && marks.len() < Category::ALL.len();
        some.then(|| say_with("plan.lacking", &[("marks", &listed(marks))]))
    };
    view! { <p class="meta">{words}</p> }.into_any()
}

fn item(board: Board, code: CourseCode, never: Memo<bool>) -> AnyView {
    let known = code.clone();
    let course = Memo::new(move |_| board.catalogue.read().course(&known).cloned());
    let (asked, arranged) = (code.clone(), code.clone());
    let (gripped, load) = (Load::Course(code.clone()), Load::Course(code));
    let grasp = move |event: web_sys::PointerEvent| {
        let on_button = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
        let on_button = on_button.and_then(|target| target.closest("button").ok().flatten()).is_some();
        // A finger scrolls the menu; it drags by the grip.
        if event.pointer_type() != "touch" && !on_button {
            board.carry.grasp(load.clone(), &event);
        }
    };
    let named =
        move || course.get().map(|course| say_with("carry.grip", &[("title", &course.title)])).unwrap_or_default();
    view! {
        <li class="course" on:pointerdown=grasp>
            {grip(board, gripped, named)}
            <div>
                {move || course.get().map(|course| facts(board, &course, never, board.used(&asked)))}
            </div>
            <button
                type="button"
                class="button"
                data-look="plain"
                aria-label=move || {
                    course.get().map(|course| say_with("plan.arrange-named", &[("title", &course.title)]))
                }
                on:click=move |_| board.editor.arrange(arranged.clone(), None)
            >
                {say("plan.arrange")}
            </button>
        </li>
    }
    .into_any()
}

/// Two lines: what it is, and for whom, how long, whose, when it was held last. `never`: no course was held this year, so
/// that it need not be said of each.
fn facts(board: Board, course: &Course, never: Memo<bool>, used: Used) -> AnyView {
    let audience = Some(course.audience.clone()).filter(|audience| !audience.is_empty());
    let ages = (audience.is_none() || !course.ages.is_open()).then(|| wording::ages(course.ages));
    let held = (used != Used::Never || !never.get()).then(|| last(used));
    let rest = [say_count("date.minutes", course.minutes), taught(board, course)].into_iter().chain(held);
    let facts = dotted(audience.into_iter().chain(ages).chain(rest).filter(|fact| !fact.is_empty()));
    view! {
        <strong class="course-title">{mark(Mark::Category(course.category))} " " {course.title.clone()}</strong>
        <span class="meta course-facts" title=facts.clone()>
            {facts.clone()}
        </span>
    }
    .into_any()
}

/// Who teaches it, and how satisfied participants last were with them.
fn taught(board: Board, course: &Course) -> String {
    let catalogue = board.catalogue.read();
    let name = catalogue.provider(&course.provider).map(|provider| provider.name.clone());
    let satisfied = satisfaction(&catalogue, course).map(|record| {
        say_with("entries.satisfied", &[("n", &number(record.percent)), ("year", &record.year.to_string())])
    });
    dotted(name.into_iter().chain(satisfied))
}

fn last(used: Used) -> String {
    match used {
        Used::Never => say("plan.not-this-year").to_owned(),
        Used::ThisMonth => say("plan.arranged-already").to_owned(),
        Used::In(month) => {
            let name = say_nth("date.months-short", usize::from(month.number()) - 1);
            say_with("plan.last-held", &[("month", name)])
        }
    }
}
