//! Volunteer shifts: what is open to somebody of the family, why the rest is not, standing in, and what is mine.

mod mine;
mod offer;
mod open;
mod swap;
mod talents;
mod together;

use chrono::NaiveDate;
use leptos::prelude::*;
use std::sync::Arc;

use crate::domain::activity::Shift;
use crate::domain::household::Member;
use crate::domain::id::MemberId;
use crate::domain::menu::Menu;
use crate::domain::slip::Asks;
use crate::domain::volunteering::StandInOffer;
use crate::state::family::Family;
use crate::state::published::Published;
use crate::ui::controls::button::{Look, link_button};
use crate::ui::controls::icon::Icon;
use crate::ui::controls::notice::{Tone, notice};
use crate::ui::dom::{El, all, live};
use crate::ui::navigation;
use crate::ui::pages::asking::Asking;
use crate::ui::pages::hours::hours;
use crate::ui::pages::member_form::MemberForm;
use crate::ui::pages::members::{chosen_member, member_chips};
use crate::ui::pages::reminder::about;
use crate::ui::pages::session::call_line;
use crate::ui::pages::site::{notices, with_centre};
use crate::ui::pages::thing::Thing;
use crate::ui::route::Route;
use crate::ui::shell::page_head;
use crate::ui::today::{now, today};
use crate::ui::words::say;

pub use offer::find_stand_in;

/// What the page shows.
#[derive(Clone, Copy)]
struct Shown {
    published: Published,
    family: Family,
    day: Memo<Option<NaiveDate>>,
    member: Memo<Option<MemberId>>,
    offer: Memo<Option<StandInOffer>>,
    asking: Asking,
    together: together::Together,
}

/// The page.
pub fn volunteer() -> El {
    let asked = Memo::new(|_| match navigation::route() {
        Some(Route::Volunteer { member, day, offer }) => (member, day, offer),
        _ => (None, None, None),
    });
    let family = Family::here();
    let form = MemberForm::new(|_| ());
    let shown = Shown {
        published: Published::here(),
        family,
        day: Memo::new(move |_| asked.read().1),
        // Children rarely serve: they can still be chosen.
        member: chosen_member(family, is_grown, move || asked.get().0),
        offer: Memo::new(move |_| asked.read().2.clone()),
        asking: Asking::new(form),
        together: together::Together::new(),
    };
    let content = with_centre(move || {
        let to = move |member| shown.route(Some(member), shown.day.get_untracked());
        let for_whom = member_chips(say("volunteer.who"), shown.member, to);
        let nobody = move || shown.member.read().is_none().then(|| notice(Tone::Plain, say("volunteer.first"), None));
        all([
            notices(),
            live(check_in),
            live(move || offer::offered(shown)),
            for_whom,
            live(nobody),
            mine::mine(shown),
            hours(),
            open::occasions(shown),
            talents::talents(shown),
            shown.together.view(shown),
            call_line(),
        ])
    });
    all([page_head(say("tab.volunteer"), None, None), content, form.view()])
}

fn is_grown(member: &Member) -> bool {
    member.age_on(untrack(today)).is_none_or(|age| !age.needs_guardian())
}

impl Shown {
    /// This page for somebody, on some days; what was offered stays.
    fn route(self, member: Option<MemberId>, day: Option<NaiveDate>) -> Route {
        Route::Volunteer { member, day, offer: self.offer.get_untracked() }
    }

    /// Who would serve; tracked.
    fn who(self) -> Option<Member> {
        self.member.get().and_then(|id| self.family.member(&id))
    }

    /// Shifts that are not over, in order.
    fn coming(self) -> Vec<(Arc<Menu>, Shift)> {
        let of_menu = |menu: Arc<Menu>| {
            let shifts: Vec<Shift> = menu.shifts.iter().filter(|shift| shift.span().end() > now()).cloned().collect();
            shifts.into_iter().map(move |shift| (menu.clone(), shift))
        };
        self.published.coming().into_iter().flat_map(of_menu).collect()
    }
}

/// The way to check in, on the day of a shift of the family's.
fn check_in() -> Option<El> {
    let (published, family) = (Published::here(), Family::here());
    let mine = family.slips().into_iter().filter(|own| matches!(own.asks, Asks::Claim { .. } | Asks::StandIn { .. }));
    let mut spans = mine.filter_map(|own| Some(Thing::find(published, &about(family, &own)?)?.span));
    spans.any(|span| span.start.day() == today()).then(|| {
        let route = Route::CheckIn { target: None, poster: None };
        link_button(Look::Main, Some(Icon::Check), say("check-in.page"), route.href())
    })
}
