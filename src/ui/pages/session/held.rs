//! The family's slips for a session, each with how it stands: what the page tells nobody else.

use crate::domain::id::{MemberId, SessionId};
use crate::state::family::Family;
use crate::ui::dom::{El, el_of, live};
use crate::ui::parts::slip_row::SlipRow;
use crate::ui::parts::standing::standing;
use crate::ui::route::Route;
use crate::ui::words::say;

/// Draws them; without that of who is told of elsewhere on the page. Nothing where there are none.
pub fn held(id: SessionId, elsewhere: impl Fn() -> Option<MemberId> + 'static) -> El {
    let family = Family::here();
    live(move || {
        let told = elsewhere();
        let own = family.slips_for(&id).into_iter().filter(|own| told.is_none() || own.member != told);
        let row = |own: crate::domain::household::OwnSlip| {
            let name = own.asks.person().map(|person| person.name.clone()).unwrap_or_default();
            let (standing, href) = (standing(&family.progress(&own.id)), Route::Slip { id: own.id }.href());
            SlipRow { standing, title: name, below: String::new(), news: Vec::new(), href }.view()
        };
        let rows: Vec<El> = own.map(row).collect();
        (!rows.is_empty()).then(|| {
            let heading = el_of("h2", "small-heading").text(say("session.held"));
            el_of("div", "held").add(heading).add(el_of("ul", "slip-rows").add(rows))
        })
    })
}
