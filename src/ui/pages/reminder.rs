//! Slips that are made and not handed in are shown again, before their deadline.

use crate::domain::household::{OwnSlip, Progress};
use crate::domain::id::SessionId;
use crate::domain::menu::Target;
use crate::domain::time::Start;
use crate::state::family::Family;
use crate::state::published::Published;
use crate::ui::controls::button::{Look, link_button};
use crate::ui::controls::notice::{Tone, notice};
use crate::ui::dates;
use crate::ui::dom::{El, live};
use crate::ui::pages::thing::Thing;
use crate::ui::parts::news::news;
use crate::ui::route::Route;
use crate::ui::today::{now, today};
use crate::ui::words::{say, say_with};

/// The session or shift that a slip is about, or where the centre moved it; of a withdrawal, that of the slip it gives back.
pub fn about(family: Family, own: &OwnSlip) -> Option<SessionId> {
    let earlier = own.withdraws.map(|earlier| family.slip(&earlier));
    let own = match &earlier {
        Some(earlier) => earlier.as_ref()?,
        None => own,
    };
    Some(family.progress(&own.id).leads_to(own.asks.target()?).clone())
}

/// What changed about it since the slip was made; nothing for a withdrawal.
pub fn changed(published: Published, family: Family, own: &OwnSlip) -> Vec<String> {
    let id = about(family, own).filter(|_| own.withdraws.is_none() && own.asks.person().is_some());
    let lines = id.and_then(|id| news(&*published.menu_of(&id)?, &id, own.made_at));
    lines.unwrap_or_default()
}

/// Until when a slip can be handed in; none when that is past or nothing is known of it.
pub fn due(published: Published, family: Family, own: &OwnSlip) -> Option<Start> {
    let id = about(family, own)?;
    let menu = published.menu_of(&id)?;
    let until = match menu.target(&id)? {
        // A place can be given back until it begins.
        target if own.withdraws.is_some() => target.span().start,
        target if target.is_cancelled() => return None,
        Target::Session(session, _) => session.closes_at(),
        Target::Shift(shift) => shift.start,
    };
    (now() <= until).then_some(until)
}

/// The slip that is due first among those not handed in.
fn first_due(published: Published, family: Family) -> Option<(OwnSlip, Start)> {
    let waiting = family.slips().into_iter().filter(|own| {
        family.progress(&own.id) == Progress::NotHandedIn
            && family.withdrawal_of(&own.id).is_none()
            // What was dropped before it was handed in needs no withdrawal.
            && !own.withdraws.is_some_and(|earlier| family.is_dropped(&earlier))
    });
    waiting.filter_map(|own| due(published, family, &own).map(|until| (own, until))).min_by_key(|(_, until)| *until)
}

/// Draws the reminder, when there is one.
pub fn reminder() -> El {
    let (published, family) = (Published::here(), Family::here());
    live(move || {
        let (own, until) = first_due(published, family)?;
        let until = dates::start(until, today());
        let title = about(family, &own).and_then(|id| Thing::find(published, &id)).map(|thing| thing.title);
        let key = if own.withdraws.is_some() { "reminder.withdrawal" } else { "reminder.words" };
        let words = say_with(key, &[("title", &title.unwrap_or_default()), ("until", &until)]);
        let show = link_button(Look::Plain, None, say("reminder.show"), Route::Slip { id: own.id }.href());
        Some(notice(Tone::Warn, words, Some(show)))
    })
}
