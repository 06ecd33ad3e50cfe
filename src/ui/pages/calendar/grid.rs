//! The month's grid: one tab stop, arrows within, as WAI-ARIA's grid pattern has it.

use chrono::NaiveDate;
use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::{Shown, listed, notes};
use crate::domain::calendar::{Step, WeekRow, month_weeks};
use crate::domain::category::Mark;
use crate::domain::festival::DayLine;
use crate::domain::time::{Month, parse_day};
use crate::state::almanac::{holidays, lunar_day};
use crate::ui::almanac;
use crate::ui::dates;
use crate::ui::dom::{El, el, el_of};
use crate::ui::navigation;
use crate::ui::parts::day_cell::{DayCell, cell_id};
use crate::ui::today::today;

/// Draws it.
pub fn grid(shown: Shown) -> El {
    // The day that the tab key reaches: where the arrows went last, else the chosen one.
    let went = RwSignal::new(None::<NaiveDate>);
    let reached = Memo::new(move |_| {
        let month = shown.month.get();
        went.get().filter(|day| Month::of(*day) == month).unwrap_or_else(|| shown.chosen.get())
    });
    let heads = (0..7).map(|column| el("span").attr("role", "columnheader").text(dates::weekday_narrow(column)));
    let head = el_of("div", "week weekdays").attr("role", "row").add(heads.collect::<Vec<_>>());
    el_of("div", "grid")
        .attr("role", "grid")
        .attr("aria-labelledby", "month")
        .on("keydown", move |event| step(shown, went, event.unchecked_ref()))
        .add(head)
        .live(move || weeks(shown, reached))
}

fn weeks(shown: Shown, reached: Memo<NaiveDate>) -> Vec<El> {
    let month = shown.month.get();
    let marks = marks_by_day(shown);
    let day = |day: NaiveDate| {
        let marks = marks.iter().filter(|(on, _)| *on == day).map(|(_, mark)| *mark).collect();
        cell(shown, day, marks).view(move || shown.chosen.get() == day, move || reached.get() == day)
    };
    let row = |week: WeekRow| {
        let days = week.map(|of_week| of_week.map_or_else(|| el("div").attr("role", "gridcell"), day));
        el_of("div", "week").attr("role", "row").add(days.into_iter().collect::<Vec<_>>())
    };
    month_weeks(month).into_iter().map(row).collect()
}

/// A mark for each thing that is on; what was called off lights no window.
fn marks_by_day(shown: Shown) -> Vec<(NaiveDate, Mark)> {
    let Some(menu) = shown.menu() else { return Vec::new() };
    let filter = shown.filter.read();
    let on = listed(&menu, &filter).filter(|(session, _)| session.cancelled.is_none());
    on.map(|(session, activity)| (session.start.day(), activity.sort.mark())).collect()
}

fn cell(shown: Shown, day: NaiveDate, marks: Vec<Mark>) -> DayCell {
    let day_mark = holidays().mark(day);
    let mut heard = notes(day);
    heard.extend(day_mark.map(|mark| almanac::day_mark_meaning(mark).to_owned()));
    DayCell {
        day,
        today: today(),
        line: DayLine::of(day, lunar_day(day), day.succ_opt().and_then(lunar_day)),
        heard,
        day_mark,
        marks,
        href: shown.route(Month::of(day), Some(day)).href(),
    }
}

/// Arrows, Home, End and the page keys move within the grid and over its ends; Space presses like Enter.
fn step(shown: Shown, went: RwSignal<Option<NaiveDate>>, event: &KeyboardEvent) {
    let Some(link) = event.target().and_then(|target| target.dyn_into::<HtmlElement>().ok()) else { return };
    let Some(day) = link.id().strip_prefix("day-").and_then(|day| parse_day(day).ok()) else { return };
    if event.ctrl_key() || event.alt_key() || event.meta_key() {
        return;
    }
    if event.key() == " " {
        event.prevent_default();
        return link.click();
    }
    let Some(step) = Step::of_key(&event.key()) else { return };
    event.prevent_default();
    let to = step.from(day);
    went.set(Some(to));
    if Month::of(to) != Month::of(day) {
        navigation::replace(&untrack(|| shown.route(Month::of(to), None)));
    }
    // After the month is drawn.
    request_animation_frame(move || {
        if let Some(link) =
            document().get_element_by_id(&cell_id(to)).and_then(|link| link.dyn_into::<HtmlElement>().ok())
        {
            let _ = link.focus();
        }
    });
}
