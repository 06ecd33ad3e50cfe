//! Volunteer shifts: for whom, on which weekend or holiday, where people are missing, and mine.

use chrono::NaiveDate;
use leptos::prelude::*;
use std::sync::Arc;

use crate::domain::activity::Shift;
use crate::domain::household::{Member, Progress};
use crate::domain::id::{MemberId, SlipId};
use crate::domain::lunar::lunar_day;
use crate::domain::menu::{Menu, Target};
use crate::domain::openness::Openness;
use crate::domain::slip::Asks;
use crate::domain::standing::Standing;
use crate::state::almanac::holidays;
use crate::state::family::Family;
use crate::state::published::Published;
use crate::ui::almanac;
use crate::ui::controls::button::{Look, link_button};
use crate::ui::controls::chips::{ChipLook, chip_link};
use crate::ui::controls::icon::{Icon, icon};
use crate::ui::controls::notice::{Tone, empty, notice};
use crate::ui::dates;
use crate::ui::dom::{El, Piece, all, el, el_of, live, nothing};
use crate::ui::navigation;
use crate::ui::pages::asking::Asking;
use crate::ui::pages::member_form::MemberForm;
use crate::ui::pages::members::{chosen_member, member_chips};
use crate::ui::pages::session::call_line;
use crate::ui::pages::site::{notices, with_centre};
use crate::ui::pages::thing::Thing;
use crate::ui::parts::agenda::DayHeading;
use crate::ui::parts::openness;
use crate::ui::parts::standing::standing;
use crate::ui::route::Route;
use crate::ui::shell::page_head;
use crate::ui::today::{now, today};
use crate::ui::weekends::{Together, together};
use crate::ui::wording;
use crate::ui::words::{read, say, say_count, say_with};

/// What the page shows.
#[derive(Clone, Copy)]
struct Shown {
    published: Published,
    family: Family,
    day: Memo<Option<NaiveDate>>,
    member: Memo<Option<MemberId>>,
    asking: Asking,
}

/// The page.
pub fn volunteer() -> El {
    let asked = Memo::new(|_| match navigation::route() {
        Some(Route::Volunteer { member, day }) => (member, day),
        _ => (None, None),
    });
    let family = Family::here();
    let form = MemberForm::new(|_| ());
    let shown = Shown {
        published: Published::here(),
        family,
        day: Memo::new(move |_| asked.read().1),
        // Children rarely serve: they can still be chosen.
        member: chosen_member(family, is_grown, move || asked.get().0),
        asking: Asking::new(form),
    };
    let content = with_centre(move || {
        let to = move |member| Route::Volunteer { member: Some(member), day: shown.day.get_untracked() };
        let for_whom = member_chips(say("volunteer.who"), shown.member, to);
        let nobody = move || shown.member.read().is_none().then(|| notice(Tone::Plain, say("ask.add-first"), None));
        all([notices(), live(move || next_service(shown)), for_whom, live(nobody), occasions(shown), call_line()])
    });
    all([page_head(say("tab.volunteer"), None, None), content, form.view()])
}

fn is_grown(member: &Member) -> bool {
    member.age_on(untrack(today)).is_none_or(|age| !age.needs_guardian())
}

impl Shown {
    /// Shifts that are not over, in order.
    fn coming(self) -> Vec<(Arc<Menu>, Shift)> {
        let of_menu = |menu: Arc<Menu>| {
            let shifts: Vec<Shift> = menu.shifts.iter().filter(|shift| shift.span().end() > now()).cloned().collect();
            shifts.into_iter().map(move |shift| (menu.clone(), shift))
        };
        self.published.coming().into_iter().flat_map(of_menu).collect()
    }

    /// How many people are still missing on these days.
    fn missing(self, shifts: &[(Arc<Menu>, Shift)], days: &[NaiveDate]) -> u16 {
        let open = shifts.iter().filter(|(_, shift)| days.contains(&shift.start.day()));
        let missing = open.map(|(_, shift)| match shift.openness(self.published.fill(&shift.id), now()) {
            Openness::Left(left) => left,
            _ => 0,
        });
        missing.sum()
    }
}

/// 下次服务: the family's next shift.
fn next_service(shown: Shown) -> Option<El> {
    let family = shown.family;
    let mine = family.slips().into_iter().filter(|own| matches!(own.asks, Asks::Claim { .. }));
    let mine = mine.filter(|own| family.withdrawal_of(&own.id).is_none());
    let coming = mine.filter_map(|own| Some((Thing::find(shown.published, own.asks.target()?)?, own)));
    let coming = coming.filter(|(thing, _)| thing.span.end() > now());
    let (thing, own) = coming.min_by_key(|(thing, _)| thing.span.start)?;
    let mut what = dates::start(thing.span.start, today());
    what.push(' ');
    what.push_str(&thing.title);
    let words = el("span").text(say("volunteer.next")).text(" ").add(el("strong").text(&what));
    let link = el_of("a", "next-service").attr("href", &Route::Slip { id: own.id }.href());
    Some(link.add(icon(Icon::Clock)).add(words).add(icon(Icon::Right)))
}

/// Weekends and holidays side by side, and the days of the chosen one.
fn occasions(shown: Shown) -> El {
    // Those with shifts to come. A name and who is missing may change; the days themselves seldom do.
    let groups = Memo::new(move |_| {
        let shifts = shown.coming();
        together(shifts.iter().map(|(_, shift)| shift.start.day()), holidays())
    });
    let chosen = Memo::new(move |_| {
        let (groups, day) = (groups.read(), shown.day.get());
        let asked = groups.iter().position(|group| day.is_some_and(|day| group.days.contains(&day)));
        asked.unwrap_or_default()
    });
    let chips = move || {
        let shifts = shown.coming();
        let chip = |(index, group): (usize, &Together)| {
            let note = match shown.missing(&shifts, &group.days) {
                0 => say("volunteer.enough").to_owned(),
                missing => say_count("volunteer.missing", missing),
            };
            let route = Route::Volunteer { member: shown.member.get(), day: group.days.first().copied() };
            let here = move || chosen.get() == index;
            chip_link(ChipLook::Solid, route.href(), here, &group.name(today()), Some(note))
        };
        groups.read().iter().enumerate().map(chip).collect::<Vec<_>>()
    };
    let days = move || {
        let shifts = shown.coming();
        let groups = groups.read();
        let Some(group) = groups.get(chosen.get()) else { return empty(say("volunteer.none"), None) };
        let days = group.days.iter().map(|day| {
            let of_day: Vec<_> = shifts.iter().filter(|(_, shift)| shift.start.day() == *day).collect();
            day_of_shifts(shown, *day, &of_day)
        });
        days.collect::<Vec<_>>().el()
    };
    let chips = el_of("nav", "chips occasions").attr("aria-label", say("volunteer.occasions")).live(chips);
    all([chips, el_of("div", "shifts").live(days)])
}

fn day_of_shifts(shown: Shown, day: NaiveDate, shifts: &[&(Arc<Menu>, Shift)]) -> El {
    let lunar = lunar_day(day).map(almanac::lunar_date);
    let heading =
        DayHeading { day, today: today(), notes: lunar.into_iter().collect(), day_mark: holidays().mark(day) };
    let rows: Vec<El> = shifts.iter().map(|(menu, shift)| row(shown, menu, shift)).collect();
    el_of("section", "agenda-day").add(heading.view()).add(el("ul").add(rows))
}

fn row(shown: Shown, menu: &Menu, shift: &Shift) -> El {
    let open = shift.openness(shown.published.fill(&shift.id), now());
    let member = shown.member.get().and_then(|id| shown.family.member(&id));
    let own = member.as_ref().and_then(|member| shown.family.asks_for(&member.id, &shift.id));
    let progress = own.as_ref().map(|own| shown.family.progress(own));
    let place = shift.venue.as_ref().and_then(|code| menu.venue(code));
    let mut below = wording::service(shift.kind).to_owned();
    if let Some(place) = place {
        below.push_str(say("day.dot"));
        below.push_str(&place.name);
    }
    let training = (!shift.training.is_empty()).then(|| {
        let words = say_with("volunteer.training", &[("what", &shift.training)]);
        el_of("span", "shift-training").text(&words)
    });
    let when = el_of("span", "shift-when")
        .add(el("strong").text(&dates::time(shift.start.time())))
        .add(el("span").text(&dates::time(shift.span().end().time())));
    let what = el_of("span", "shift-what")
        .add(el("strong").text(read(&shift.role)))
        .add(el_of("span", "meta").text(&below))
        .add(training)
        .add(staffing(shift, shown, open, progress.as_ref()))
        .add(progress.as_ref().map(standing));
    el_of("li", "shift")
        .attr("data-open", openness::slug(open))
        .flag("data-mine", own.is_some())
        .add(when)
        .add(what)
        .add(el_of("span", "shift-act").add(act(shown, menu, shift, open, member, own)))
}

/// Dots: who is there, mine lit, who is missing; and the number in words.
fn staffing(shift: &Shift, shown: Shown, open: Openness, progress: Option<&Progress>) -> El {
    let placed = shown.published.fill(&shift.id).unwrap_or_default().placed.min(shift.needed_to);
    let mine_counted = progress.is_some_and(
        |progress| matches!(progress, Progress::Answered(answer) if answer.standing == Standing::Confirmed),
    );
    let others = if mine_counted { placed.saturating_sub(1) } else { placed };
    let dot = move |index: u16| {
        let state = match index {
            _ if index < others => Some("there"),
            _ if index == others && progress.is_some() => Some("mine"),
            _ => None,
        };
        el("i").maybe("data-dot", state)
    };
    let words = match open {
        Openness::Left(left) => say_count("volunteer.still-missing", left),
        Openness::Full { .. } => say("volunteer.enough").to_owned(),
        other => openness::words(other),
    };
    let dots: Vec<El> = (0..shift.needed_to.min(12)).map(dot).collect();
    let dots = el_of("span", "dots").attr("aria-hidden", "true").add(dots);
    el_of("span", "staffing").add(dots).text(&words)
}

/// 我来, or the way to the slip, or why not.
fn act(shown: Shown, menu: &Menu, shift: &Shift, open: Openness, member: Option<Member>, own: Option<SlipId>) -> El {
    if let Some(id) = own {
        return link_button(Look::Words, None, say("volunteer.show"), Route::Slip { id }.href());
    }
    let Some(member) = member.filter(|_| matches!(open, Openness::Left(_))) else { return nothing() };
    let foresight = shown.family.foresee(&member, Target::Shift(shift));
    match foresight.clash {
        Some((other, _)) => {
            let title = Thing::find(shown.published, &other).map(|thing| thing.title).unwrap_or_default();
            el_of("span", "shift-clash").text(&say_with("volunteer.clash", &[("title", &title)]))
        }
        None if foresight.consent_missing => shown.asking.view(menu, &shift.id, &member),
        None => shown.asking.button(Look::Main, say("volunteer.me").to_owned(), member.id, shift.id.clone()),
    }
}
