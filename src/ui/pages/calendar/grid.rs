//! The month's grid: one tab stop, arrows within, as WAI-ARIA's grid pattern has it.

use std::cell::RefCell;

use chrono::NaiveDate;
use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::{Shown, swiped};
use crate::domain::calendar::{Step, month_weeks, week_of};
use crate::domain::festival::DayLine;
use crate::domain::lunar::lunar_day;
use crate::domain::on_day::OnDay;
use crate::domain::time::{Month, parse_day};
use crate::domain::timetable::Selection;
use crate::state::almanac::holidays;
use crate::ui::almanac;
use crate::ui::dates;
use crate::ui::dom::{El, el, el_of};
use crate::ui::navigation;
use crate::ui::parts::day_cell::{DayCell, Is, cell_id, turn};
use crate::ui::route::View;
use crate::ui::today::today;

/// Draws it.
pub fn grid(shown: Shown, selection: Memo<Option<Selection>>) -> El {
    let reached = Reached::new(shown);
    let heads = (0..7).map(|column| el("span").attr("role", "columnheader").text(dates::weekday_narrow(column)));
    let head = el_of("div", "week weekdays").attr("role", "row").add(heads.collect::<Vec<_>>());
    // The days stand as long as the month does; what is on changes within them.
    let grid = el_of("div", "grid")
        .attr("role", "grid")
        .attr("aria-labelledby", "month")
        .on("keydown", move |event| reached.step(event.unchecked_ref()))
        .add(head)
        .live(move || weeks(shown, selection, reached));
    reached.follow();
    swiped(shown, grid)
}

fn weeks(shown: Shown, selection: Memo<Option<Selection>>, reached: Reached) -> Vec<El> {
    let month = shown.month.get();
    let (mut lamps, mut weeks) = (Vec::new(), Vec::new());
    for week in month_weeks(month) {
        let mut row = el_of("div", "week").attr("role", "row");
        for of_week in week {
            row = row.add(match of_week {
                Some(day) => {
                    let (cell, lamp) = cell(shown, day).view(untrack(|| reached.is(day)));
                    lamps.push((lamp, OnDay::default()));
                    cell
                }
                None => el("div").attr("role", "gridcell"),
            });
        }
        weeks.push(row);
    }
    let lamps = RefCell::new(lamps);
    let light = move || {
        // A day that is pressed later keeps what is asked for by then.
        shown.filter.track();
        selection.with(|selection| {
            // On the way to another month, whose days are drawn anew.
            if untrack(|| shown.month.get()) != month {
                return;
            }
            for (lamp, was) in lamps.borrow_mut().iter_mut() {
                lamp.lead(&untrack(|| shown.route(month, Some(lamp.day)).href()));
                let on = selection.as_ref().map(|on| OnDay::of(on, lamp.day)).unwrap_or_default();
                if on != *was {
                    lamp.show(&on);
                    *was = on;
                }
            }
        });
    };
    if let Some(last) = weeks.pop() {
        weeks.push(last.follows(light));
    }
    weeks
}

/// What a day's cell shows.
pub fn cell(shown: Shown, day: NaiveDate) -> DayCell {
    let day_mark = holidays().mark(day);
    let mut heard = almanac::notes(day);
    heard.extend(day_mark.map(|mark| almanac::day_mark_meaning(mark).to_owned()));
    DayCell {
        day,
        today: today(),
        line: DayLine::of(day, lunar_day(day), day.succ_opt().and_then(lunar_day)),
        heard,
        day_mark,
        href: untrack(|| shown.route(Month::of(day), Some(day)).href()),
    }
}

/// The day that the tab key reaches: where the arrows went last, else the chosen one.
#[derive(Clone, Copy)]
pub struct Reached {
    shown: Shown,
    went: RwSignal<Option<NaiveDate>>,
    reached: Memo<NaiveDate>,
}

impl Reached {
    /// Nobody went anywhere yet.
    pub fn new(shown: Shown) -> Self {
        let went = RwSignal::new(None::<NaiveDate>);
        let reached = Memo::new(move |_| {
            let chosen = shown.chosen.get();
            let view = shown.view.get();
            went.get().filter(|day| period(view, *day) == period(view, chosen)).unwrap_or(chosen)
        });
        Self { shown, went, reached }
    }

    /// What a day is; tracked.
    pub fn is(self, day: NaiveDate) -> Is {
        Is { chosen: self.shown.chosen.get() == day, reached: self.reached.get() == day }
    }

    /// From now on, cells that are drawn turn into what they are.
    fn follow(self) {
        Effect::new(move |before: Option<[NaiveDate; 2]>| {
            let now = [self.shown.chosen.get(), self.reached.get()];
            for day in before.into_iter().flatten().chain(now) {
                turn(day, self.is(day));
            }
            now
        });
    }

    /// Arrows, Home, End and the page keys move within the days and over their ends; Space presses like Enter.
    pub fn step(self, event: &KeyboardEvent) {
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
        self.went.set(Some(to));
        untrack(|| {
            let view = self.shown.view.get();
            if period(view, to) != period(view, day) {
                // A month is entered without choosing in it; a week is named by its day.
                let chosen = (view != View::Month).then_some(to);
                navigation::replace(&self.shown.route(Month::of(to), chosen));
            }
        });
        // After the days are drawn.
        request_animation_frame(move || {
            if let Some(link) =
                document().get_element_by_id(&cell_id(to)).and_then(|link| link.dyn_into::<HtmlElement>().ok())
            {
                let _ = link.focus();
            }
        });
    }
}

/// The first day of what is shown together with a day.
fn period(view: View, day: NaiveDate) -> NaiveDate {
    match view {
        View::Week => week_of(day)[0],
        _ => Month::of(day).first(),
    }
}
