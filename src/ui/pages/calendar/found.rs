//! What is found, counted over what the centre published.

use chrono::NaiveDate;
use leptos::prelude::*;
use std::sync::Arc;

use super::{Shown, timetable};
use crate::domain::finding::{Filter, Found, Tally};
use crate::domain::menu::Menu;
use crate::domain::time::Month;
use crate::ui::route::View;
use crate::ui::today::{now, today};

/// So many earlier months are looked through at most: each has to be fetched.
const EARLIER: usize = 12;

impl Shown {
    /// What is published of a day's month and later ones, as far as it is here. Tracked.
    pub fn coming(self, day: NaiveDate) -> Vec<Arc<Menu>> {
        let months = self.published.months().into_iter().filter(|month| *month >= Month::of(day));
        months.filter_map(|month| self.published.menu(month)).collect()
    }
}

/// What a filter finds in the present and later months. Tracked.
pub fn ahead(shown: Shown, filter: &Filter) -> Found {
    from(shown, filter, today())
}

fn from(shown: Shown, filter: &Filter, day: NaiveDate) -> Found {
    let mut found = Found::default();
    shown.coming(day).iter().for_each(|menu| count(shown, filter, menu, day, &mut found));
    found
}

/// The same, and what it finds in earlier months. Without a question there are none: nobody looks for what is over.
pub fn everywhere(shown: Shown, filter: &Filter) -> Found {
    let mut found = ahead(shown, filter);
    if !filter.is_open() {
        let present = Month::of(today());
        let earlier = shown.published.months().into_iter().rev().filter(|month| *month < present).take(EARLIER);
        let menus = earlier.filter_map(|month| shown.published.menu(month));
        menus.for_each(|menu| count(shown, filter, &menu, today(), &mut found));
    }
    found
}

/// What each choice would show of the days that are looked at.
pub fn in_view(shown: Shown, filter: &Filter) -> Tally {
    match shown.view.get() {
        View::Month => {
            let mut found = Found::default();
            let (month, today) = (shown.month.get(), today());
            if let Some(menu) = shown.published.menu(month) {
                let from = if month == Month::of(today) { today } else { month.first() };
                count(shown, filter, &menu, from, &mut found);
            }
            found.ahead
        }
        View::Agenda => from(shown, filter, shown.chosen.get()).ahead,
        _ => ahead(shown, filter).ahead,
    }
}

fn count(shown: Shown, filter: &Filter, menu: &Arc<Menu>, from: NaiveDate, found: &mut Found) {
    let now = now();
    let timetable = timetable(menu);
    found.count(filter, &menu.readings, timetable.all().map(|listed| shown.subject(listed, now)), from);
}
