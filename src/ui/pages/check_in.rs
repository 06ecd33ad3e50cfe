//! 签到: whoever holds a place says when they came and when they left. The phone makes a slip of it, without a network too;
//! handed in, it waits for the centre to confirm.

use leptos::prelude::*;

use crate::domain::household::OwnSlip;
use crate::domain::id::{PosterMark, SessionId, SlipId};
use crate::domain::slip::Asks;
use crate::domain::standing::Standing;
use crate::domain::time::Start;
use crate::state::camera::can_read;
use crate::state::family::{Family, FamilyError};
use crate::state::published::Published;
use crate::ui::controls::button::{Look, button, link_button};
use crate::ui::controls::camera::{Next, camera};
use crate::ui::controls::notice::{Tone, empty, notice};
use crate::ui::dates;
use crate::ui::dom::{El, Piece, all, el, el_of, live};
use crate::ui::failures;
use crate::ui::navigation;
use crate::ui::pages::reminder::about;
use crate::ui::pages::session::call_line;
use crate::ui::pages::site::{opening, with_centre};
use crate::ui::pages::thing::Thing;
use crate::ui::route::Route;
use crate::ui::shell::page_head;
use crate::ui::today::{now, today};
use crate::ui::words::{say, say_with};

/// What the page works with.
#[derive(Clone, Copy)]
struct Page {
    published: Published,
    family: Family,
    poster: Memo<Option<PosterMark>>,
    failure: RwSignal<Option<FamilyError>>,
}

/// The page.
pub fn check_in() -> El {
    let asked = Memo::new(|_| match navigation::route() {
        Some(Route::CheckIn { target, poster }) => (target, poster),
        _ => (None, None),
    });
    let page = Page {
        published: Published::here(),
        family: Family::here(),
        poster: Memo::new(move |_| asked.read().1),
        failure: RwSignal::default(),
    };
    let content = move || {
        let target = asked.read().0.clone();
        match page.family.is_read() {
            true => page.draw(target.as_ref()),
            false => opening(),
        }
    };
    let back = Route::Volunteer { member: None, day: None, offer: None };
    all([page_head(say("check-in.page"), Some(back), None), with_centre(move || live(content)), call_line()])
}

/// When they came, and when they left, as a check-in says it.
fn times(own: &OwnSlip) -> Option<(Start, Option<Start>)> {
    match &own.asks {
        Asks::CheckIn { came, left, .. } => Some((*came, *left)),
        _ => None,
    }
}

/// The poster at the door, scanned from within the page: its code is the address that a phone's own camera opens.
fn scan() -> El {
    let odd = RwSignal::new(false);
    let read = move |text: String| {
        let route = text.split_once("check-in/").and_then(|(_, query)| Route::parse("check-in", query));
        odd.set(route.is_none());
        let Some(route) = route else { return Next::GoOn };
        navigation::replace(&route);
        Next::Stop
    };
    let told = move || odd.get().then(|| notice(Tone::Warn, say("check-in.not-a-poster"), None));
    el_of("section", "card check-in")
        .add(el("h2").text(say("check-in.scan")))
        .add(can_read().then(|| el_of("p", "quiet").text(say("check-in.scan-words"))))
        .add(live(told))
        .add(camera(say("check-in.scan-instead"), read))
}

impl Page {
    fn draw(self, target: Option<&SessionId>) -> El {
        let places: Vec<OwnSlip> = match target {
            Some(target) => self.family.slips_for(target),
            None => self.of_today(),
        };
        let places: Vec<El> =
            places.into_iter().filter(|own| self.holds(own)).filter_map(|own| self.place(&own)).collect();
        if places.is_empty() {
            return all([empty(say("check-in.none"), None), scan()]);
        }
        let failed = live(move || self.failure.get().map(|error| notice(Tone::Grave, failures::family(&error), None)));
        all([places.el(), failed, scan()])
    }

    fn of_today(self) -> Vec<OwnSlip> {
        let slips = self.family.slips().into_iter().filter(|own| own.asks.person().is_some());
        let is_today = |own: &OwnSlip| {
            let thing = about(self.family, own).and_then(|id| Thing::find(self.published, &id));
            thing.is_some_and(|thing| thing.span.start.day() == today())
        };
        slips.filter(|own| self.family.withdrawal_of(&own.id).is_none() && is_today(own)).collect()
    }

    /// Whether the place may be theirs: what the centre has refused or called off is not.
    fn holds(self, own: &OwnSlip) -> bool {
        let standing = crate::ui::parts::standing::of_progress(&self.family.progress(&own.id));
        !matches!(standing, Standing::NotPlaced | Standing::Withdrawn | Standing::Cancelled)
    }

    fn place(self, own: &OwnSlip) -> Option<El> {
        let thing = Thing::find(self.published, &about(self.family, own)?)?;
        let made = self.family.check_in_of(&own.id);
        let times = made.as_ref().and_then(times);
        let shift = !matches!(own.asks, Asks::SignUp { .. });
        let id = own.id;
        let when = dates::start(thing.span.start, today());
        let head = el_of("div", "check-in-head")
            .add(el_of("h2", "session-title").text(&thing.title))
            .add(el_of("p", "meta").text(&when).text(say("day.dot")).text(&own.asks.person()?.name));
        let far = thing.span.start.day() != today();
        let act = match times {
            None if far => notice(Tone::Plain, say_with("check-in.not-today", &[("when", &when)]), None),
            None => button(Look::Main, say("check-in.came"), move || self.check(id, now(), None)),
            Some((came, None)) if shift => {
                button(Look::Main, say("check-in.left"), move || self.check(id, came, Some(now().max(came))))
            }
            Some(_) => el("div"),
        };
        let so_far = times.map(|(came, left)| {
            let mut words = say_with("check-in.since", &[("time", &dates::time(came.time()))]);
            if let Some(left) = left {
                words.push('–');
                words.push_str(&dates::time(left.time()));
            }
            el_of("p", "check-in-times").text(&words)
        });
        let hand_in = made.map(|made| {
            let show = link_button(Look::Plain, None, say("check-in.show"), Route::Slip { id: made.id }.href());
            notice(Tone::Warn, say("check-in.hand-in"), Some(show))
        });
        Some(el_of("article", "card check-in").add(head).add(so_far).add(act).add(hand_in))
    }

    fn check(self, id: SlipId, came: Start, left: Option<Start>) {
        let poster = self.poster.get_untracked();
        leptos::task::spawn_local(async move {
            self.failure.set(self.family.check_in(&id, came, left, poster).await.err());
        });
    }
}
