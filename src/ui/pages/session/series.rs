//! The other dates of what a session is of, and how sure the number of places is.

use crate::domain::activity::{Activity, Session};
use crate::domain::id::{MemberId, SessionId};
use crate::domain::menu::Menu;
use crate::domain::openness::Openness;
use crate::state::published::Published;
use crate::ui::dates;
use crate::ui::dom::{El, el, el_of};
use crate::ui::parts::openness;
use crate::ui::route::Route;
use crate::ui::today::{now, today};
use crate::ui::words::{read, say, say_with};

/// So many further dates are told.
const MOST: usize = 6;

/// Dates to come of the same activity, in this month and those published after it.
pub fn other_dates(
    published: Published,
    session: &Session,
    activity: &Activity,
    member: Option<&MemberId>,
) -> Option<El> {
    let row = |menu: &Menu| -> Vec<El> {
        let others = menu.sessions_like(activity);
        others
            .filter(|other| other.id != session.id && other.span().end() > now())
            .map(|other| date(published, other, member))
            .collect()
    };
    let rows: Vec<El> = published.coming().iter().flat_map(|menu| row(menu)).take(MOST).collect();
    dated(say("session.other-dates"), rows)
}

/// Of an address that names no session, of an activity that is published: the dates on which it is.
pub fn other_days(published: Published, id: &SessionId, member: Option<&MemberId>) -> Option<El> {
    let row = |menu: &Menu| -> Vec<El> {
        let Some(activity) = menu.activity(&id.activity) else { return Vec::new() };
        let sessions = menu.sessions_like(activity).filter(|session| session.span().end() > now());
        sessions.map(|session| date(published, session, member)).collect()
    };
    let coming = published.coming();
    let title = coming.iter().find_map(|menu| menu.activity(&id.activity)).map(|activity| read(&activity.title));
    let rows: Vec<El> = coming.iter().flat_map(|menu| row(menu)).take(MOST).collect();
    let dates = dated(say("session.other-days"), rows)?;
    Some(el_of("article", "card").add(el("h2").text(title?)).add(dates))
}

fn dated(heading: &str, rows: Vec<El>) -> Option<El> {
    let heading = el("h2").attr("id", "series").text(heading);
    let list = el_of("ul", "other-dates").attr("aria-labelledby", "series").add(rows);
    let shown = list.element().child_element_count() > 0;
    shown.then(|| el_of("section", "session-series").add(heading).add(list))
}

fn date(published: Published, other: &Session, member: Option<&MemberId>) -> El {
    let open = other.openness(published.fill(&other.id), now());
    let mut when = dates::day_short(other.start.day());
    when.push(' ');
    when.push_str(&dates::time(other.start.time()));
    let href = Route::Session { id: other.id.clone(), member: member.cloned() }.href();
    let link = el("a").attr("href", &href).add(el("strong").text(&when)).text(" ");
    el("li").attr("data-open", openness::slug(open)).add(link.add(el_of("span", "meta").text(&openness::words(open))))
}

/// 截至 12月3日 17:05: places are as of the centre's last count. Slips that are on their way are not in it.
pub fn counted(published: Published, session: &Session, open: Openness) -> Option<El> {
    if !open.takes_slips() {
        return None;
    }
    let words = match published.counted_at(session.id.start.month()) {
        Some(counted) => {
            let at = dates::start(counted.local(published.utc_offset()), today());
            say_with("session.counted", &[("when", &at)])
        }
        None => say("session.not-counted").to_owned(),
    };
    Some(el_of("p", "meta").text(&words))
}
