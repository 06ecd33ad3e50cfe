//! The month's grid: one tab stop, arrows within, as WAI-ARIA's grid pattern has it.

use std::cell::RefCell;
use std::rc::Rc;

use chrono::NaiveDate;
use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use super::{Shown, swiped};
use crate::domain::calendar::{Step, month_weeks, week_of};
use crate::domain::festival::DayLine;
use crate::domain::holiday::Holidays;
use crate::domain::lunar::lunar_day;
use crate::domain::on_day::OnDay;
use crate::domain::time::{Month, parse_day};
use crate::domain::timetable::Selection;
use crate::state::almanac::holidays_tracked;
use crate::ui::almanac;
use crate::ui::dates;
use crate::ui::dom::{El, el, el_of};
use crate::ui::navigation;
use crate::ui::parts::day_cell::{DayCell, Is, Place, cell_id};
use crate::ui::route::View;
use crate::ui::today::today;

/// Draws it.
pub fn grid(shown: Shown, selection: Memo<Option<Selection>>) -> El {
    let reached = Reached::new(shown);
    let heads = (0..7).map(|column| el("span").attr("role", "columnheader").text(dates::weekday_narrow(column)));
    let head = el_of("div", "week weekdays").attr("role", "row").add(heads.collect::<Vec<_>>());
    let grid = el_of("div", "grid")
        .attr("role", "grid")
        .attr("aria-labelledby", "month")
        .on("keydown", move |event| reached.step(event.unchecked_ref()))
        .add(head);
    let places = Places { grid: grid.element().clone(), rows: Vec::new(), stand: None };
    let places = Rc::new(RefCell::new(places));
    let turned = places.clone();
    let grid = grid
        .follows(move || {
            let mut places = places.borrow_mut();
            places.stand(shown, reached);
            selection.with(|selection| places.light(shown, selection.as_ref()));
        })
        .follows(move || turned.borrow_mut().be(reached));
    swiped(shown, grid)
}

/// The places of a month's days, drawn once: the days of another month come into them.
struct Places {
    grid: Element,
    rows: Vec<(El, [Place; 7])>,
    /// Of which month days stand there, which day was today, and which holidays were known.
    stand: Option<(Month, NaiveDate, *const Holidays)>,
}

impl Places {
    /// The days of the shown month come in.
    fn stand(&mut self, shown: Shown, reached: Reached) {
        let (month, today, holidays) = (shown.month.get(), today(), holidays_tracked());
        let now = Some((month, today, std::ptr::from_ref(holidays)));
        if std::mem::replace(&mut self.stand, now) == now {
            return;
        }
        let weeks = month_weeks(month);
        while self.rows.len() < weeks.len() {
            self.rows.push(row());
        }
        for (index, (row, places)) in self.rows.iter_mut().enumerate() {
            let week = weeks.get(index);
            for (place, day) in places.iter_mut().zip(week.copied().unwrap_or_default()) {
                let is = |day: NaiveDate| untrack(|| reached.is(day));
                place.take(day.map(|day| (cell(day, today, holidays), is(day))));
            }
            match week {
                None => row.element().remove(),
                Some(_) if row.element().parent_node().is_none() => drop(self.grid.append_child(row.element())),
                Some(_) => {}
            }
        }
    }

    /// They are what they are by now: another one is chosen, or reached.
    fn be(&mut self, reached: Reached) {
        let [chosen, reached] = [reached.shown.chosen.get(), reached.reached.get()];
        for place in self.rows.iter_mut().flat_map(|(_, places)| places) {
            if let Some(day) = place.day() {
                place.be(Is { chosen: day == chosen, reached: day == reached });
            }
        }
    }

    /// What is on lights them.
    fn light(&mut self, shown: Shown, selection: Option<&Selection>) {
        // A day that is pressed later keeps what is asked for by then.
        shown.filter.track();
        for place in self.rows.iter_mut().flat_map(|(_, places)| places) {
            let Some(day) = place.day() else { continue };
            let on = selection.map(|on| OnDay::of(on, day));
            place.light(&untrack(|| shown.route(Month::of(day), Some(day)).href()), on);
        }
    }
}

fn row() -> (El, [Place; 7]) {
    let row = el_of("div", "week").attr("role", "row");
    let places = std::array::from_fn(|_| {
        let (cell, place) = Place::new();
        let _ = row.element().append_child(cell.element());
        place
    });
    (row, places)
}

/// What a day's cell shows.
pub fn cell(day: NaiveDate, today: NaiveDate, holidays: &Holidays) -> DayCell {
    let day_mark = holidays.mark(day);
    let mut heard = almanac::notes(day);
    heard.extend(day_mark.map(|mark| almanac::day_mark_meaning(mark).to_owned()));
    DayCell { day, today, line: DayLine::of(day, lunar_day(day), day.succ_opt().and_then(lunar_day)), heard, day_mark }
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
