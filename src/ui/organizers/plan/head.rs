//! Above and below the month: which month it is, the way to its neighbours, and the year's performances.

use leptos::prelude::*;

use crate::domain::lunar::Lunar;
use crate::domain::time::Month;
use crate::ui::almanac as wording;
use crate::ui::controls::button::{Look, bare_link, button, icon_button};
use crate::ui::controls::icon::Icon;
use crate::ui::dates;
use crate::ui::navigation;
use crate::ui::organizers::plan::board::{Board, Drawer};
use crate::ui::organizers::wording::dotted;
use crate::ui::parts::mark::shape;
use crate::ui::route::Route;
use crate::ui::words::{number, say, say_count, say_nth, say_with};

/// The month's name and its neighbours.
pub fn head(board: Board) -> AnyView {
    let to = move |months: i32| Route::OrganizePlan { month: Some(board.month.get().plus(months)) }.href();
    view! {
        <div class="plan-top">
        {move || {
            let month = board.month.get();
            navigation::title(&say_with("plan.title", &[("month", &dates::month_and_year(month))]));
            view! {
                <div class="month-head">
                    <h1>{dates::month_name(month)}</h1>
                    <span class="meta">{year(month)}</span>
                    {stage(board)}
                    <span class="month-steps">
                        {bare_link(Icon::Left, say("plan.earlier"), to(-1))}
                        {bare_link(Icon::Right, say("plan.later"), to(1))}
                    </span>
                </div>
            }
        }}
        <div class="row plan-actions">
            <span class="when-menu-hides">
                {button(Look::Plain, say("plan.course-menu"), move || board.draw_out(Drawer::Menu))}
            </span>
            <span class="when-checks-hide">
                {button(Look::Plain, say("checks.heading"), move || board.draw_out(Drawer::Checks))}
            </span>
            {icon_button(Look::Plain, Icon::Plus, say("plan.add-own"), move || board.editor.add_own(None))}
            {icon_button(Look::Plain, Icon::Plus, say("plan.add-shift"), move || board.editor.add_shift())}
        </div>
        </div>
    }
    .into_any()
}

/// 2026 · 丙午年.
fn year(month: Month) -> String {
    let lunar = Lunar::on(month.first()).map(|lunar| wording::lunar_year(lunar.year));
    dotted(std::iter::once(number(month.year())).chain(lunar))
}

/// Draft, published, or published with changes that nobody has seen yet.
fn stage(board: Board) -> AnyView {
    let words = move || {
        board.book.with(|book| {
            let book = book.as_ref()?;
            Some(match (&book.menu, book.has_unpublished_changes()) {
                (None, _) => say("plan.draft").to_owned(),
                (Some(menu), false) => say_count("plan.published", menu.revision),
                (Some(menu), true) => say_count("plan.changed", menu.revision),
            })
        })
    };
    view! { <span class="stage">{words}</span> }.into_any()
}

/// 月月有演出: the twelve months of the year, those with a performance lit.
pub fn stars(board: Board) -> AnyView {
    let months = move || {
        let here = board.month.get();
        let year = board.year.read();
        let held = |month: Month| {
            year.iter().find(|book| book.month == month).is_some_and(|book| book.plan.performances() > 0)
        };
        let stars = (1..=12).filter_map(|number| Month::new(here.year(), number)).map(|month| {
            let lit = held(month);
            let name = say_nth("date.months-short", usize::from(month.number()) - 1);
            let state = if lit { say("plan.star-lit") } else { say("plan.star-unlit") };
            view! {
                <li data-lit=lit.then_some("1") aria-current=(month == here).then_some("true")>
                    <span class="star">{lit.then(|| shape(crate::domain::category::Mark::Stage))}</span>
                    {name}
                    <span class="unseen">{state}</span>
                </li>
            }
        });
        stars.collect_view()
    };
    view! {
        <div class="stars">
            <strong>{say("plan.monthly-performance")}</strong>
            <ol>{months}</ol>
        </div>
    }
    .into_any()
}
