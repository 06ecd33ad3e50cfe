//! The calendar: what is on, looked at by month, by week, day after day, or over the year; and finding in it.

mod asked;
pub mod beyond;
mod choices;
mod days;
mod find;
mod found;
mod grid;
mod month;
mod none;
mod week;
mod year;

use chrono::{Datelike, NaiveDate};
use leptos::prelude::*;
use std::cell::RefCell;
use std::sync::Arc;

use crate::domain::calendar::{opening_month, week_of};
use crate::domain::finding::{Filter, Subject};
use crate::domain::lunar::Lunar;
use crate::domain::menu::Menu;
use crate::domain::search::Search;
use crate::domain::time::{Month, Start};
use crate::domain::timetable::{Listed, Selection, Timetable};
use crate::state::almanac::holidays;
use crate::state::published::Published;
use crate::ui::almanac;
use crate::ui::controls::button::{Look, bare_link, link_button};
use crate::ui::controls::icon::{Icon, icon};
use crate::ui::dates;
use crate::ui::dom::{El, all, el, el_of, live};
use crate::ui::later::LaterPart;
use crate::ui::navigation;
use crate::ui::pages::site::notices;
use crate::ui::residents::Page;
use crate::ui::route::{Route, View};
use crate::ui::shell::elder;
use crate::ui::today::{now, today};
use crate::ui::words::{number, say, say_of, say_with};

/// What the page shows, as the address has it.
#[derive(Clone, Copy)]
pub struct Shown {
    published: Published,
    view: Memo<View>,
    month: Memo<Month>,
    chosen: Memo<NaiveDate>,
    filter: Memo<Filter>,
}

/// The page; in large type its bare address shows the doors.
pub fn calendar() -> El {
    let at_doors = Memo::new(|_| elder() && navigation::route().as_ref() == Some(&Route::HOME));
    // Between the doors and the days nothing of what was looked at stays.
    Effect::new(move |before: Option<(bool, bool)>| {
        let now = (at_doors.get(), elder());
        // Who changes the type's size stays at the switch.
        if before.is_some_and(|before| before.0 != now.0 && before.1 == now.1) {
            navigation::attend_to_heading();
        }
        now
    });
    live(move || if at_doors.get() { expect_context::<LaterPart<Page>>().draw_within(Page::Doors) } else { page() })
}

/// What the address asks for.
type Asked = (View, Option<Month>, Option<NaiveDate>, Filter);

fn page() -> El {
    let asked = Memo::new(|before: Option<&Asked>| match navigation::route() {
        Some(Route::Calendar { view, month, day, filter }) => (view, month, day, filter),
        // On the way to another page: nothing changes here any more.
        _ => before.cloned().unwrap_or_default(),
    });
    let published = Published::here();
    let month = Memo::new(move |_| {
        let asked = asked.read();
        asked.1.or(asked.2.map(Month::of)).unwrap_or_else(|| opening_month(Month::of(today()), &published.months()))
    });
    let chosen = Memo::new(move |_| {
        let (asked, month) = (asked.read().2, month.get());
        let in_month = |day: &NaiveDate| Month::of(*day) == month;
        asked.filter(in_month).or(Some(today()).filter(in_month)).unwrap_or_else(|| month.first())
    });
    let view = Memo::new(move |_| asked.read().0);
    let filter = Memo::new(move |_| asked.read().3.clone());
    let shown = Shown { published, view, month, chosen, filter };
    Effect::new(move |_| navigation::title(&shown.name()));
    provide_context(shown);
    let content = move || match view.get() {
        View::Month => month::month(shown),
        // A first visit downloads the month alone.
        _ => later(Page::Views),
    };
    let calendar = el_of("div", "calendar").live_attr("data-view", move || Some(view.get().slug().to_owned()));
    let top = el_of("div", "calendar-top").add(head(shown)).add(question(shown));
    all([notices(), calendar.add(top).live(content)])
}

/// What is asked for, above days that do not show it: nothing is hidden by a filter that nobody sees. It comes later; its
/// place is kept, so that nothing moves.
fn question(shown: Shown) -> El {
    let is_asked = Memo::new(move |_| match shown.view.get() {
        View::Find => false,
        // The legend shows which marks are asked for.
        View::Month => shown.filter.read().asks_beyond_marks(),
        _ => !shown.filter.read().is_open(),
    });
    live(move || is_asked.get().then(|| el_of("div", "asked").add(later(Page::Asked))))
}

/// A part of this page that a first visit does not download; tracked.
fn later(page: Page) -> El {
    expect_context::<LaterPart<Page>>().draw_within(page)
}

thread_local! {
    /// Timetables of the months that were looked at: made once for a menu, not for a drawing.
    static TIMETABLES: RefCell<Vec<Arc<Timetable>>> = const { RefCell::new(Vec::new()) };
}

fn timetable(menu: &Arc<Menu>) -> Arc<Timetable> {
    TIMETABLES.with_borrow_mut(|known| {
        if let Some(found) = known.iter().find(|known| Arc::ptr_eq(known.menu(), menu)) {
            return found.clone();
        }
        known.retain(|known| known.menu().month != menu.month);
        let made = Arc::new(Timetable::of(menu.clone()));
        known.push(made.clone());
        made
    })
}

impl Shown {
    /// What the filter shows of a month; none where the month is not there. Tracked.
    fn selection(self, month: Month) -> Option<Selection> {
        let menu = self.published.menu(month)?;
        let filter = self.filter.read();
        let search = Search::new(&filter.words, &menu.readings);
        let open = filter.is_open();
        let now = now();
        Some(Selection::of(timetable(&menu), |listed| open || filter.shows(self.subject(listed, now), &search)))
    }

    /// A session as a filter looks at it.
    fn subject<'a>(self, listed: Listed<'a>, now: Start) -> Subject<'a> {
        Subject {
            activity: listed.activity,
            session: listed.session,
            venue: listed.venue,
            openness: listed.session.openness(self.published.fill(&listed.session.id), now),
            free_day: holidays().service_day(listed.session.start.day()).may_serve(),
        }
    }

    /// Where another filter of the same days leads.
    fn filtered(self, filter: Filter) -> Route {
        Route::Calendar { view: self.view.get(), month: Some(self.month.get()), day: Some(self.chosen.get()), filter }
    }

    /// The same with another month, or day.
    fn route(self, month: Month, day: Option<NaiveDate>) -> Route {
        Route::Calendar { view: self.view.get(), month: Some(month), day, filter: self.filter.get() }
    }

    /// The same days looked at otherwise.
    fn viewed(self, view: View) -> Route {
        // Today where it is shown, so that the week and the agenda begin with it.
        let at_home = self.month.get() == Month::of(today()) && self.chosen.get() == today();
        let (month, day) = if at_home { (None, None) } else { (Some(self.month.get()), Some(self.chosen.get())) };
        match view {
            View::Month if at_home && self.filter.read().is_open() => Route::HOME,
            _ => Route::Calendar { view, month, day, filter: self.filter.get() },
        }
    }

    /// What is shown before or after; none where that has no end.
    fn step(self, forward: bool) -> Option<Route> {
        let sign = if forward { 1 } else { -1 };
        match self.view.get() {
            View::Month => Some(self.route(self.month.get().plus(sign), None)),
            View::Week => {
                let day = self.chosen.get() + chrono::Duration::days(7 * i64::from(sign));
                Some(self.route(Month::of(day), Some(day)))
            }
            View::Agenda | View::Find => None,
            View::Year => Some(self.route(self.month.get().plus(12 * sign), None)),
        }
    }

    /// What the shown days are called.
    fn name(self) -> String {
        match self.view.get() {
            View::Month => dates::month_and_year(self.month.get()),
            View::Week => dates::week(week_of(self.chosen.get())),
            View::Agenda => say("calendar.agenda-from").to_owned(),
            View::Find => say("finder.open").to_owned(),
            View::Year => say_with("date.year", &[("year", &number(self.month.get().year()))]),
        }
    }
}

/// The name of the shown days with steps before and after; ways to look at them.
fn head(shown: Shown) -> El {
    // Named after the lunar year in which most of the month lies.
    let lunar_year = move || {
        let lunar = shown.month.get().day(15).and_then(Lunar::on).filter(|_| shown.view.get() == View::Month)?;
        let mut words = say("day.dot").to_owned();
        words.push_str(&almanac::lunar_year(lunar.year));
        Some(el_of("span", "lunar-year").text(&words))
    };
    // Where they lead changes with every filter; the links themselves stay.
    let step = move |forward: bool| {
        let label = move || {
            let (month, sign) = (shown.month.get(), if forward { 1 } else { -1 });
            match (shown.view.get(), forward) {
                (View::Month, false) => say_with("calendar.previous", &[("month", dates::month_name(month.plus(-1)))]),
                (View::Month, true) => say_with("calendar.next", &[("month", dates::month_name(month.plus(1)))]),
                (View::Year, _) => say_with("date.year", &[("year", &number(month.plus(12 * sign).year()))]),
                (_, false) => say("calendar.previous-week").to_owned(),
                (_, true) => say("calendar.next-week").to_owned(),
            }
        };
        let is_there = Memo::new(move |_| !matches!(shown.view.get(), View::Agenda | View::Find));
        live(move || {
            let link = || bare_link(if forward { Icon::Right } else { Icon::Left }, "", String::new());
            is_there.get().then(|| {
                link()
                    .live_attr("aria-label", move || Some(label()))
                    .live_attr("href", move || shown.step(forward).map(|route| route.href()))
            })
        })
    };
    let big = move || match shown.view.get() {
        View::Month => dates::month_name(shown.month.get()).to_owned(),
        _ => shown.name(),
    };
    let year = move || match shown.view.get() {
        View::Month => number(shown.month.get().year()),
        _ => String::new(),
    };
    let is_away = Memo::new(move |_| {
        let today = today();
        match shown.view.get() {
            View::Month => shown.month.get() != Month::of(today),
            View::Week => week_of(shown.chosen.get())[0] != week_of(today)[0],
            View::Agenda => shown.chosen.get() != today,
            View::Find => false,
            View::Year => i32::from(shown.month.get().year()) != today.year(),
        }
    });
    let to_today = move || {
        let href = move || Some(shown.route(Month::of(today()), Some(today())).href());
        is_away.get().then(|| el_of("a", "to-today").live_attr("href", href).text(say("date.today")))
    };
    let year = el_of("span", "meta").live_text(year).live(lunar_year);
    let steps = el_of("div", "month-steps").live(to_today).add(step(false)).add(step(true));
    let view = move |view: View| {
        // Each stays in the history: the way back leads to the days that were looked at before, not out of the site.
        el_of("a", "view")
            .live_attr("href", move || Some(shown.viewed(view).href()))
            .live_flag("aria-current", "true", move || shown.view.get() == view)
            .text(say_of("view", view.slug()))
    };
    let views: Vec<El> = View::ALL.into_iter().map(view).collect();
    let name = el_of("div", "month-head")
        .live(move || elder().then(|| link_button(Look::Plain, None, say("shell.back"), Route::HOME.href())))
        .add(
            el_of("h1", "month-name")
                .attr("id", "month")
                .live_attr("data-view", move || Some(shown.view.get().slug().to_owned()))
                .live_text(big),
        )
        .add(year)
        .add(steps);
    let find = el_of("a", "find-button")
        .live_attr("href", move || Some(shown.viewed(View::Find).href()))
        .live_flag("aria-current", "true", move || shown.view.get() == View::Find)
        .add(icon(Icon::Search))
        .text(say("finder.open"));
    all([name, el_of("nav", "views").attr("aria-label", say("calendar.views")).add(views), find])
}

/// What is swiped across shows the days before or after. A finger that goes up or down scrolls.
fn swiped(shown: Shown, on: El) -> El {
    let from = StoredValue::new(None::<(i32, i32)>);
    let at = |event: &web_sys::Event, changed: bool| {
        let event: &web_sys::TouchEvent = wasm_bindgen::JsCast::unchecked_ref(event);
        let touches = if changed { event.changed_touches() } else { event.touches() };
        // Two fingers enlarge.
        touches.get(0).filter(|_| touches.length() == 1).map(|touch| (touch.client_x(), touch.client_y()))
    };
    on.on("touchstart", move |event| {
        let _ = from.try_set_value(at(&event, false));
    })
    .on("touchend", move |event| {
        let (Some(from), Some(to)) = (from.try_get_value().flatten(), at(&event, true)) else { return };
        let (across, down) = (to.0 - from.0, to.1 - from.1);
        if across.abs() > 56
            && across.abs() > 2 * down.abs()
            && let Some(route) = untrack(|| shown.step(across < 0))
        {
            navigation::replace(&route);
        }
    })
}

/// A sentence in place of days.
fn told(words: &str) -> El {
    el("p").attr("class", "agenda-nothing").text(words)
}
