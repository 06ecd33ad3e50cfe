//! One list of the shifts that are open to somebody, day by day, each day by the clock; the others, with why, on request.

use leptos::prelude::*;
use std::sync::Arc;

use crate::domain::activity::Shift;
use crate::domain::household::Member;
use crate::domain::menu::{Menu, Target};
use crate::domain::openness::Openness;
use crate::domain::volunteering::{Need, NotOpen, open_to};
use crate::state::almanac::holidays;
use crate::ui::controls::button::{Look, button};
use crate::ui::controls::chips::{ChipLook, chip_link};
use crate::ui::controls::notice::empty;
use crate::ui::dates;
use crate::ui::dom::{El, all, el, el_of, nothing};
use crate::ui::pages::thing::Thing;
use crate::ui::pages::volunteer::Shown;
use crate::ui::parts::openness;
use crate::ui::today::{now, today};
use crate::ui::weekends::{Together, together};
use crate::ui::wording;
use crate::ui::words::{number, read, say, say_count, say_with};

/// A shift as somebody sees it.
type Seen = (Arc<Menu>, Shift, Result<Need, NotOpen>);

/// Weekends and holidays side by side, and the list of the chosen one or of all.
pub fn occasions(shown: Shown) -> El {
    // Those with shifts to come. A name and who is missing may change; the days themselves seldom do.
    let groups = Memo::new(move |_| {
        let shifts = shown.coming();
        together(shifts.iter().map(|(_, shift)| shift.start.day()), holidays())
    });
    let chosen = Memo::new(move |_| {
        let (groups, day) = (groups.read(), shown.day.get());
        groups.iter().position(|group| day.is_some_and(|day| group.days.contains(&day)))
    });
    let chips = move || {
        let (shifts, groups) = (seen(shown), groups.read());
        if groups.is_empty() {
            return Vec::new();
        }
        let open = |group: Option<&Together>| {
            let within = |shift: &Shift| group.is_none_or(|group| group.days.contains(&shift.start.day()));
            shifts.iter().filter(|(_, shift, look)| look.is_ok() && within(shift)).count()
        };
        let chip = |index: Option<usize>, group: Option<&Together>| {
            let note = match open(group) {
                0 => say("volunteer.nothing-open").to_owned(),
                open => say_count("volunteer.open", open as i64),
            };
            let day = group.and_then(|group| group.days.first().copied());
            let route = shown.route(shown.member.get(), day);
            let name = group.map_or_else(|| say("volunteer.all").to_owned(), |group| group.name(today()));
            chip_link(ChipLook::Solid, route.href(), move || chosen.get() == index, &name, Some(note))
        };
        let all = chip(None, None);
        let of_group = groups.iter().enumerate().map(|(index, group)| chip(Some(index), Some(group)));
        std::iter::once(all).chain(of_group).collect::<Vec<_>>()
    };
    let list = move || {
        let groups = groups.read();
        if groups.is_empty() {
            return empty(say("volunteer.none"), None);
        }
        let within = |shift: &Shift| chosen.get().is_none_or(|at| groups[at].days.contains(&shift.start.day()));
        let shifts = seen(shown).into_iter().filter(|(_, shift, _)| within(shift)).collect();
        listed(shown, shifts)
    };
    let chips = el_of("nav", "chips occasions").attr("aria-label", say("volunteer.occasions")).live(chips);
    all([chips, el_of("div", "shifts").live(list)])
}

/// All shifts to come, each with whether it is open to who is chosen. For nobody yet, whatever has places is.
fn seen(shown: Shown) -> Vec<Seen> {
    let member = shown.who();
    let look = |(menu, shift): (Arc<Menu>, Shift)| {
        let look = match &member {
            Some(member) => look(shown, member, &shift),
            None => match shift.openness(shown.published.fill(&shift.id), now()) {
                Openness::Left(left) => {
                    let placed = shown.published.fill(&shift.id).unwrap_or_default().placed;
                    Ok(Need { left, short: shift.needed_from.saturating_sub(placed) })
                }
                Openness::Full { .. } => Err(NotOpen::Full),
                other => Err(NotOpen::Closed(other)),
            },
        };
        (menu, shift, look)
    };
    shown.coming().into_iter().map(look).collect()
}

/// Whether a shift is open to a member; tracked.
pub fn look(shown: Shown, member: &Member, shift: &Shift) -> Result<Need, NotOpen> {
    let foresight = shown.family.foresee(member, Target::Shift(shift));
    let trained = shown.family.has_training(member, &shift.training);
    open_to(shift, shown.published.fill(&shift.id), now(), &foresight, trained)
}

fn listed(shown: Shown, shifts: Vec<Seen>) -> El {
    let mut open = Vec::new();
    let mut others = Vec::new();
    for (menu, shift, look) in shifts {
        match look {
            Ok(need) => open.push((menu, shift, need)),
            // What is mine stands above.
            Err(NotOpen::Mine(_)) => {}
            Err(why) => others.push((menu, shift, why)),
        }
    }
    open.sort_by_key(|(_, shift, _)| shift.start);
    let nothing_open = open.is_empty().then(|| {
        let name = shown.who().map(|member| member.name).unwrap_or_default();
        el_of("p", "quiet").text(&say_with("volunteer.none-open", &[("name", &name)]))
    });
    let day = |of_day: &[(Arc<Menu>, Shift, Need)]| {
        let day = of_day[0].1.start.day();
        let near = dates::near_day(day, today()).map(|near| [near, say("day.dot")].concat()).unwrap_or_default();
        let heading = [near.as_str(), &dates::day_short(day)].concat();
        let rows: Vec<El> = of_day.iter().map(|(menu, shift, need)| open_row(shown, menu, shift, *need)).collect();
        el("section").add(el_of("h2", "shift-day").text(&heading)).add(el_of("ul", "open-shifts").add(rows))
    };
    let days: Vec<El> = open.chunk_by(|one, next| one.1.start.day() == next.1.start.day()).map(day).collect();
    let why = (!others.is_empty()).then(|| {
        let rows: Vec<El> = others.iter().map(|(menu, shift, why)| closed_row(shown, menu, shift, why)).collect();
        el_of("details", "why-not")
            .add(el("summary").text(&say_count("volunteer.why-not", others.len() as i64)))
            .add(el("ul").add(rows))
    });
    el("div").add(nothing_open).add(days).add(why)
}

fn open_row(shown: Shown, menu: &Menu, shift: &Shift, need: Need) -> El {
    let act = match shown.who() {
        Some(member) => el_of("span", "shift-act").add(act(shown, menu, shift, &member)),
        None => el_of("span", "shift-act"),
    };
    row(menu, shift, "left", None, Some(staffing(shown, shift, need))).add(act)
}

/// 我来; and together, where there is more than one to come or more than one time.
fn act(shown: Shown, menu: &Menu, shift: &Shift, member: &Member) -> El {
    let foresight = shown.family.foresee(member, Target::Shift(shift));
    if foresight.consent_missing {
        return shown.asking.view(menu, &shift.id, member);
    }
    let several = shift.regular || shown.family.members().len() > 1;
    let id = shift.id.clone();
    let label = if shift.regular { say("volunteer.every-time") } else { say("volunteer.together") };
    all([
        shown.asking.button(Look::Main, say("volunteer.me").to_owned(), member.id.clone(), shift.id.clone()),
        match several {
            true => button(Look::Words, label, move || shown.together.open(id.clone())),
            false => nothing(),
        },
    ])
}

fn closed_row(shown: Shown, menu: &Menu, shift: &Shift, why: &NotOpen) -> El {
    let state = match why {
        NotOpen::Closed(open) => openness::slug(*open),
        _ => "full",
    };
    let words = match why {
        NotOpen::Mine(_) | NotOpen::Full => say("volunteer.enough").to_owned(),
        NotOpen::Closed(open) => openness::words(*open),
        NotOpen::TooYoung { age, from } => {
            say_with("volunteer.too-young", &[("age", &number(*age)), ("n", &number(*from))])
        }
        NotOpen::Training => say_with("volunteer.training", &[("what", &shift.training)]),
        NotOpen::Clash { with, .. } => {
            let title = Thing::find(shown.published, with).map(|thing| thing.title).unwrap_or_default();
            say_with("volunteer.clash", &[("title", &title)])
        }
    };
    let why_words = el_of("span", "shift-why").text(&words);
    let act = match (why, shown.who()) {
        (NotOpen::Training, Some(member)) => el_of("span", "shift-act").add(trained(shown, member, &shift.training)),
        _ => el_of("span", "shift-act"),
    };
    let day = shift.start.day();
    let day = dates::near_day(day, today()).map_or_else(|| dates::day_short(day), str::to_owned);
    row(menu, shift, state, Some(day), Some(why_words)).add(act)
}

/// 我参加过: kept on the phone; whether it counts, the centre's records decide.
fn trained(shown: Shown, member: Member, training: &str) -> El {
    let training = training.to_owned();
    button(Look::Plain, say("volunteer.trained"), move || {
        let mut member = member.clone();
        member.serving.trainings.push(training.clone());
        leptos::task::spawn_local(async move {
            // If it cannot be kept the row stays as it is, and the button with it.
            let _ = shown.family.put_member(member).await;
        });
    })
}

/// A shift; with its day where no heading says it.
fn row(menu: &Menu, shift: &Shift, state: &str, day: Option<String>, below_all: Option<El>) -> El {
    let place = shift.venue.as_ref().and_then(|code| menu.venue(code));
    let mut below = wording::service(shift.kind).to_owned();
    if let Some(place) = place {
        below.push_str(say("day.dot"));
        below.push_str(&place.name);
    }
    let mut asks: Vec<String> = Vec::new();
    if let Some(age) = shift.min_age {
        asks.push(say_count("volunteer.from-age", age.0));
    }
    if !shift.training.is_empty() {
        asks.push(say_with("volunteer.training", &[("what", &shift.training)]));
    }
    asks.extend((!shift.skills.is_empty()).then(|| say_with("volunteer.skills", &[("what", &shift.skills)])));
    let asks = (!asks.is_empty()).then(|| el_of("span", "meta").text(&asks.join(say("day.dot"))));
    let when = el_of("span", "shift-when")
        .add(day.map(|day| el("span").text(&day)))
        .add(el("strong").text(&dates::span(shift.span())));
    let what = el_of("span", "shift-what")
        .add(when)
        .add(el("strong").text(read(&shift.role)))
        .add(shift.regular.then(|| el_of("span", "stage").text(say("volunteer.regular"))))
        .add(el_of("span", "meta").text(&below))
        .add(asks)
        .add(below_all);
    el_of("li", "shift").attr("data-open", state).add(what)
}

/// Dots: who is there, who is missing; and the number in words.
fn staffing(shown: Shown, shift: &Shift, need: Need) -> El {
    let placed = shown.published.fill(&shift.id).unwrap_or_default().placed.min(shift.needed_to);
    let dot = move |index: u16| el("i").maybe("data-dot", (index < placed).then_some("there"));
    let dots: Vec<El> = (0..shift.needed_to.min(12)).map(dot).collect();
    let dots = el_of("span", "dots").attr("aria-hidden", "true").add(dots);
    let words = say_count("volunteer.still-missing", need.left);
    let short =
        (need.short > 0).then(|| el_of("strong", "shift-short").text(&say_count("volunteer.short", need.short)));
    el_of("span", "staffing").add(dots).text(&words).add(short)
}
