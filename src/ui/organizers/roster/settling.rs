//! What the door leaves to be settled: who came instead of whom, and check-ins that show another poster's code. One press
//! each.

use leptos::prelude::*;
use std::collections::BTreeMap;

use crate::domain::attendance::{DoorNote, Says};
use crate::domain::book::MonthBook;
use crate::domain::check_in::DoubtfulCheckIn;
use crate::domain::id::{SessionId, SlipId};
use crate::domain::serving::is_counted;
use crate::domain::time::Month;
use crate::state::desk::Desk;
use crate::ui::controls::button::{Look, button};
use crate::ui::controls::notice::{Tone, notice};
use crate::ui::dates;
use crate::ui::dom::{El, el_of};
use crate::ui::organizers::form::{Write, went};
use crate::ui::organizers::roster::Rosters;
use crate::ui::words::{say, say_with};

/// What a press settles.
#[derive(Clone)]
enum Settles {
    CameInstead(DoorNote),
    TakenBack(SlipId),
}

/// Who came instead, as helpers noted it: of each place what was noted last.
pub fn came_instead(rosters: Rosters, target: SessionId) -> AnyView {
    let desk = rosters.desk;
    let write: Write<Settles> = Action::new_unsync(move |settles: &Settles| {
        let (settles, month) = (settles.clone(), rosters.month.get_untracked());
        async move {
            match settles {
                Settles::CameInstead(note) => {
                    let why = say_with("door.settle-why", &[("who", &note.who)]);
                    desk.settle_door(month, &note, why).await
                }
                Settles::TakenBack(claimed) => desk.take_settling_back(month, claimed).await,
            }
        }
    });
    let listed = move || {
        let book = rosters.book.get()?;
        let mut latest: BTreeMap<SlipId, &DoorNote> = BTreeMap::new();
        for note in &book.door_notes {
            let known = latest.entry(note.slip).or_insert(note);
            *known = (*known).max(note);
        }
        let about = |note: &&DoorNote| target_of(&book, &note.slip) == Some(&target);
        let rows = latest.into_values().filter(about).map(|note| noted(&book, note, write));
        Some(rows.collect_view())
    };
    view! { <div class="stack">{listed} {went(write, None)}</div> }.into_any()
}

fn noted(book: &MonthBook, note: &DoorNote, write: Write<Settles>) -> El {
    let name = name_of(book, &note.slip);
    let with = |key| say_with(key, &[("who", &note.who), ("name", &name)]);
    let came = book.settlements.instead_of(&note.slip).filter(|came| name_of(book, &came.slip) == note.who);
    let press = |look, label: &'static str, settles: Settles| {
        let named = [label, " ", &note.who].concat();
        button(look, label, move || drop(write.dispatch(settles.clone()))).attr("aria-label", &named)
    };
    match came {
        Some(came) => {
            let back = (!is_counted(book, &came.slip))
                .then(|| press(Look::Words, say("door.undo"), Settles::TakenBack(note.slip)));
            notice(Tone::Good, with("door.settled"), back)
        }
        None if is_counted(book, &note.slip) => notice(Tone::Warn, with("door.counted"), None),
        None => {
            let settle = press(Look::Main, say("door.settle"), Settles::CameInstead(note.clone()));
            notice(Tone::Warn, with("door.another"), Some(settle))
        }
    }
}

/// Check-ins of a month that show another poster's code, each with what may be done about it. `fits` chooses among them.
pub fn doubts(
    desk: Desk,
    month: Month,
    book: &MonthBook,
    write: Write<(Month, SlipId, Vec<Says>)>,
    fits: impl Fn(&DoubtfulCheckIn) -> bool,
) -> Vec<El> {
    let draw = |doubt: &DoubtfulCheckIn| {
        let name = name_of(book, &doubt.place);
        let mut time = dates::start(doubt.came, desk.today());
        if let Some(left) = doubt.left {
            time.push('–');
            time.push_str(&dates::time(left.time()));
        }
        let menu = book.menu.as_ref();
        let what = menu.map(|menu| crate::ui::organizers::wording::published_title(menu, &doubt.target));
        let what = what.unwrap_or_default();
        let words = say_with("door.doubt", &[("name", &name), ("time", &time), ("what", &what)]);
        let press = |look, label: &'static str, says: Vec<Says>| {
            let (named, place) = ([label, " ", &name].concat(), doubt.place);
            button(look, label, move || drop(write.dispatch((month, place, says.clone())))).attr("aria-label", &named)
        };
        let came = std::iter::once(Says::Came(doubt.came)).chain(doubt.left.map(Says::Left)).collect();
        let acts = el_of("div", "row").add(press(Look::Plain, say("door.doubt-take"), came)).add(press(
            Look::Words,
            say("door.doubt-refuse"),
            vec![Says::Absent],
        ));
        notice(Tone::Warn, words, Some(acts))
    };
    book.doubts.iter().filter(|doubt| fits(doubt)).map(draw).collect()
}

/// The write behind the presses of [`doubts`].
pub fn settle_doubts(desk: Desk) -> Write<(Month, SlipId, Vec<Says>)> {
    Action::new_unsync(move |(month, place, says): &(Month, SlipId, Vec<Says>)| {
        let (month, place, says) = (*month, *place, says.clone());
        async move { desk.mark_all(month, says.into_iter().map(|says| (place, says)).collect()).await }
    })
}

fn target_of<'a>(book: &'a MonthBook, slip: &SlipId) -> Option<&'a SessionId> {
    let arrival = book.arrivals.iter().find(|arrival| arrival.slip.id == *slip)?;
    arrival.slip.content.asks.target()
}

fn name_of(book: &MonthBook, slip: &SlipId) -> String {
    let arrival = book.arrivals.iter().find(|arrival| arrival.slip.id == *slip);
    let person = arrival.and_then(|arrival| arrival.slip.content.asks.person());
    person.map(|person| person.name.clone()).unwrap_or_default()
}
