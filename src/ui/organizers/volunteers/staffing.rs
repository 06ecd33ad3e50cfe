//! 缺人情况: who is missing where, a strip for each weekend and holiday.

use leptos::prelude::*;

use crate::domain::activity::Shift;
use crate::ui::controls::notice::empty;
use crate::ui::dates;
use crate::ui::organizers::volunteers::Volunteers;
use crate::ui::route::Route;
use crate::ui::weekends::{Together, together};
use crate::ui::words::{number, read, say, say_with};

/// Draws the part.
pub fn staffing(page: Volunteers) -> AnyView {
    (move || {
        let Some(book) = page.book.get() else {
            return view! { <p class="quiet" role="status">{say("organize.reading")}</p> }.into_any();
        };
        let Some(menu) = book.menu.as_ref().filter(|menu| !menu.shifts.is_empty()) else {
            return empty(say("volunteers.no-shifts"), None).into_any();
        };
        let occasions = together(menu.shifts.iter().map(|shift| shift.start.day()), page.desk.holidays());
        occasions.iter().map(|occasion| strip(page, occasion, &menu.shifts)).collect_view().into_any()
    })
    .into_any()
}

fn strip(page: Volunteers, occasion: &Together, shifts: &[Shift]) -> AnyView {
    let shifts = shifts.iter().filter(|shift| occasion.days.contains(&shift.start.day()));
    view! {
        <section class="staffing-strip">
            <h2>{occasion.name(page.desk.today())}</h2>
            <ul class="roster-list">{shifts.map(|shift| row(page, shift)).collect_view()}</ul>
        </section>
    }
    .into_any()
}

fn row(page: Volunteers, shift: &Shift) -> AnyView {
    let placement = page.placement.get();
    let fill = placement.as_ref().and_then(|placement| placement.rosters.get(&shift.id)).map(|roster| roster.fill());
    let placed = fill.unwrap_or_default().placed;
    let count = say_with("roster.count", &[("n", &number(placed)), ("places", &number(shift.needed_to))]);
    let href = Route::OrganizeRoster { month: Some(page.month.get()), session: Some(shift.id.clone()) }.href();
    view! {
        <li>
            <a class="roster-row" href=href>
                <span class="roster-when">
                    {dates::day_short(shift.start.day())} " " <strong>{dates::span(shift.span())}</strong>
                </span>
                <span class="roster-what">{read(&shift.role).to_owned()}</span>
                <span class="meta">{count}</span>
            </a>
        </li>
    }
    .into_any()
}
