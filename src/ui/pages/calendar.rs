//! The month as a block of windows, lit where something is on, and the agenda from the chosen day on.

mod grid;

use chrono::NaiveDate;
use leptos::prelude::*;
use std::sync::Arc;

use crate::domain::activity::{Activity, Session};
use crate::domain::category::{Kind, Mark, Sort};
use crate::domain::festival::Festival;
use crate::domain::menu::{Menu, Target};
use crate::domain::solar_term::SolarTerm;
use crate::domain::time::Month;
use crate::state::almanac::{holidays, lunar, lunar_day};
use crate::state::family::Family;
use crate::state::published::Published;
use crate::ui::almanac;
use crate::ui::controls::button::{Look, bare_link, link_button};
use crate::ui::controls::icon::Icon;
use crate::ui::controls::notice::empty;
use crate::ui::dates;
use crate::ui::dom::{El, Piece, all, el, el_of, live};
use crate::ui::navigation;
use crate::ui::pages::doors::doors;
use crate::ui::pages::site::{notices, with_centre};
use crate::ui::pages::thing::Thing;
use crate::ui::parts::agenda::{AgendaRow, DayHeading};
use crate::ui::parts::mark::mark;
use crate::ui::route::{Filter, Route};
use crate::ui::shell::elder;
use crate::ui::today::today;
use crate::ui::wording;
use crate::ui::words::{number, say, say_with};

/// What the page shows, as the address has it.
#[derive(Clone, Copy)]
struct Shown {
    published: Published,
    month: Memo<Month>,
    chosen: Memo<NaiveDate>,
    filter: Memo<Filter>,
}

/// The page; in large type its bare address shows the doors.
pub fn calendar() -> El {
    let at_doors = Memo::new(|_| elder() && navigation::route().as_ref() == Some(&Route::HOME));
    live(move || if at_doors.get() { doors() } else { month_page() })
}

fn month_page() -> El {
    let asked = Memo::new(|before: Option<&(Option<Month>, Option<NaiveDate>, Filter)>| match navigation::route() {
        Some(Route::Calendar { month, day, filter }) => (month, day, filter),
        // On the way to another page: nothing changes here any more.
        _ => before.cloned().unwrap_or_default(),
    });
    let month = Memo::new(move |_| {
        let asked = asked.read();
        asked.0.or(asked.1.map(Month::of)).unwrap_or_else(|| Month::of(today()))
    });
    let chosen = Memo::new(move |_| {
        let (asked, month) = (asked.read().1, month.get());
        let in_month = |day: &NaiveDate| Month::of(*day) == month;
        asked.filter(in_month).or(Some(today()).filter(in_month)).unwrap_or_else(|| month.first())
    });
    let filter = Memo::new(move |_| asked.read().2.clone());
    let shown = Shown { published: Published::here(), month, chosen, filter };
    Effect::new(move |_| navigation::title(&dates::month_and_year(month.get())));
    let agenda = with_centre(move || all([kinds(shown), live(move || agenda(shown))]));
    let agenda = el_of("section", "agenda").attr("aria-label", say("calendar.agenda")).add(agenda);
    // Days are known without any centre: the month stands there at once.
    let calendar = el_of("div", "calendar")
        .add(month_head(shown))
        .add(el_of("section", "month").add(grid::grid(shown)).add(legend(shown)))
        .add(agenda);
    all([notices(), calendar])
}

impl Shown {
    fn menu(self) -> Option<Arc<Menu>> {
        self.published.menu(self.month.get())
    }

    /// Where another filter of the same month and day leads.
    fn filtered(self, filter: Filter) -> String {
        Route::Calendar { month: Some(self.month.get()), day: Some(self.chosen.get()), filter }.href()
    }

    /// The same with another month, or day.
    fn route(self, month: Month, day: Option<NaiveDate>) -> Route {
        Route::Calendar { month: Some(month), day, filter: self.filter.get() }
    }
}

/// The sessions of a month that the filter shows, by start.
fn listed<'a>(menu: &'a Menu, filter: &'a Filter) -> impl Iterator<Item = (&'a Session, &'a Activity)> {
    menu.sessions.iter().filter_map(|session| {
        let activity = menu.activity(&session.id.activity)?;
        filter.shows(activity.sort).then_some((session, activity))
    })
}

/// Everything that a day is, in full: lunar date, festivals, solar term.
fn notes(day: NaiveDate) -> Vec<String> {
    let today = lunar_day(day);
    let tomorrow = day.succ_opt().and_then(lunar_day);
    let festivals = Festival::on(day, today, tomorrow).map(|festival| almanac::festival(festival).to_owned());
    let term = SolarTerm::on(day).map(|term| almanac::solar_term(term).to_owned());
    today.map(almanac::lunar_date).into_iter().chain(festivals).chain(term).collect()
}

fn month_head(shown: Shown) -> El {
    // Named after the lunar year in which most of the month lies.
    let lunar_year = move || {
        let lunar = shown.month.get().day(15).and_then(lunar)?;
        let mut words = say("day.dot").to_owned();
        words.push_str(&almanac::lunar_year(lunar.year));
        Some(el_of("span", "lunar-year").text(&words))
    };
    let step = move |months: i32, picture: Icon, key: &'static str| {
        live(move || {
            let month = shown.month.get().plus(months);
            let label = say_with(key, &[("month", dates::month_name(month))]);
            bare_link(picture, label, shown.route(month, None).href())
        })
    };
    let year = el_of("span", "meta").live_text(move || number(shown.month.get().year())).live(lunar_year);
    let steps = el_of("div", "month-steps").add(step(-1, Icon::Left, "calendar.previous")).add(step(
        1,
        Icon::Right,
        "calendar.next",
    ));
    el_of("div", "month-head")
        .live(move || elder().then(|| bare_link(Icon::Left, say("shell.back"), Route::HOME.href())))
        .add(
            el_of("h1", "month-name")
                .attr("id", "month")
                .live_text(move || dates::month_name(shown.month.get()).to_owned()),
        )
        .add(year)
        .add(steps)
}

/// The seven marks under the seven columns: what they mean, and a filter.
fn legend(shown: Shown) -> El {
    let all = move || {
        (!shown.filter.read().is_open()).then(|| {
            let (month, day) = (Some(shown.month.get()), Some(shown.chosen.get()));
            let all = Route::Calendar { month, day, filter: Filter::default() };
            let link = el_of("a", "filter-all").attr("href", &all.href()).attr("data-replace", "1");
            link.text(say("calendar.show-all"))
        })
    };
    let chip = move |of: Mark| {
        let link = el_of("a", "legend-mark")
            .attr("data-replace", "1")
            .live_attr("href", move || Some(shown.filtered(shown.filter.read().with_mark(of))))
            .live_flag("aria-current", "true", move || shown.filter.read().marks.contains(&of));
        el("li").add(link.add(mark(of)))
    };
    let marks: Vec<El> = Mark::ALL.into_iter().map(chip).collect();
    el_of("div", "legend")
        .live_flag("data-filtered", "1", move || !shown.filter.read().is_open())
        .add(el_of("ul", "legend-marks").attr("aria-label", say("calendar.filter")).add(marks))
        .live(all)
}

/// The kinds of activities that the month has, as a finer filter.
fn kinds(shown: Shown) -> El {
    let present = Memo::new(move |_| {
        let menu = shown.menu();
        let has = |kind: Kind| {
            menu.as_ref().is_some_and(|menu| menu.activities.iter().any(|activity| activity.sort == Sort::Other(kind)))
        };
        Kind::ALL.into_iter().filter(|kind| has(*kind) || shown.filter.read().kinds.contains(kind)).collect::<Vec<_>>()
    });
    let chip = move |kind: Kind| {
        el_of("a", "chip")
            .attr("data-solid", "1")
            .attr("data-replace", "1")
            .live_attr("href", move || Some(shown.filtered(shown.filter.read().with_kind(kind))))
            .live_flag("aria-current", "true", move || shown.filter.read().kinds.contains(&kind))
            .text(wording::kind(kind))
    };
    let open = !shown.filter.read_untracked().kinds.is_empty();
    el_of("details", "kinds")
        .maybe("open", open.then_some(""))
        .add(el("summary").text(say("calendar.by-kind")))
        .add(el_of("div", "chips").live(move || present.get().into_iter().map(chip).collect::<Vec<_>>()))
}

/// The chosen day, then the days after it that have something on.
fn agenda(shown: Shown) -> El {
    let family = Family::here();
    let Some(menu) = shown.menu() else { return unpublished(shown) };
    let (chosen, filter) = (shown.chosen.get(), shown.filter.read());
    let mut days: Vec<(NaiveDate, Vec<AgendaRow>)> = vec![(chosen, Vec::new())];
    for (session, activity) in listed(&menu, &filter) {
        let day = session.start.day();
        if day < chosen {
            continue;
        }
        if days.last().is_none_or(|(last, _)| *last != day) {
            days.push((day, Vec::new()));
        }
        let row = row(shown.published, family, &menu, session, activity);
        if let Some((_, rows)) = days.last_mut() {
            rows.push(row);
        }
    }
    days.into_iter().map(|(day, rows)| agenda_day(day, rows)).collect::<Vec<_>>().el()
}

fn agenda_day(day: NaiveDate, rows: Vec<AgendaRow>) -> El {
    let heading = DayHeading { day, today: today(), notes: notes(day), day_mark: holidays().mark(day) };
    let nothing = rows.is_empty().then(|| el_of("p", "agenda-nothing").text(say("calendar.nothing")));
    let rows: Vec<El> = rows.into_iter().map(AgendaRow::view).collect();
    el_of("section", "agenda-day").add(heading.view()).add(nothing).add(el("ul").add(rows))
}

fn row(published: Published, family: Family, menu: &Menu, session: &Session, activity: &Activity) -> AgendaRow {
    let thing = Thing::of(published, menu, Target::Session(session, activity));
    AgendaRow {
        start: session.start,
        mark: activity.sort.mark(),
        title: thing.title,
        place: thing.place,
        openness: thing.openness,
        joined: !family.slips_for(&session.id).is_empty(),
        href: Route::Session { id: session.id.clone(), member: None }.href(),
    }
}

/// A month that the centre has not published: where the nearest one is. One that is on its way: that it is.
fn unpublished(shown: Shown) -> El {
    let month = shown.month.get();
    let months = shown.published.months();
    if months.contains(&month) {
        return empty(say_with("calendar.coming", &[("month", dates::month_name(month))]), None);
    }
    let nearest = months.into_iter().min_by_key(|other| (other.first() - month.first()).num_days().abs());
    let to = nearest.map(|other| {
        let label = say_with("calendar.to-month", &[("month", dates::month_name(other))]);
        link_button(Look::Plain, None, label, shown.route(other, None).href())
    });
    empty(say_with("calendar.unpublished", &[("month", dates::month_name(month))]), to)
}
