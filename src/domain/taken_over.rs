//! Going on with months that a centre had published, where its book is lost and its keys are not: what stands signed on the
//! site becomes the book's again.
//!
//! Sessions and shifts come back as they were read. Who had signed up does not: outcomes are sealed for those who asked, and
//! slips lie on their phones. So their places stay given, their outcomes are published on as they are, and whoever hands in a
//! slip again is known by the outcome that it opens.

use chrono::NaiveTime;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

use crate::domain::activity::{Entry, Session, Shift};
use crate::domain::book::{Fact, Fill, MonthBook};
use crate::domain::catalogue::Catalogue;
use crate::domain::catalogue_changes::CatalogueEdit;
use crate::domain::changed::Changed;
use crate::domain::draw::SessionDraw;
use crate::domain::id::{OutcomeTag, SessionId, SlipId, VenueCode};
use crate::domain::menu::Menu;
use crate::domain::plan::PlanChange;
use crate::domain::standing::{Answer, Reason, Standing};
use crate::domain::time::{Month, Stamp};
use crate::domain::venue::{Partner, Venue};

/// What was published goes before everything that any book of the centre holds: after a merge, each later change stands.
const BEFORE_ALL: Stamp = Stamp(0);

/// What was told about a month when it was published last, to people whom this book does not know.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TakenOver {
    /// Which month.
    pub month: Month,
    /// The revision of its outcomes; 0 where none were published.
    pub revision: u32,
    /// When it was published.
    pub at: Stamp,
    /// How full sessions and shifts were.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub counts: BTreeMap<SessionId, Fill>,
    /// Outcomes, each sealed for its slip's owner.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub sealed: BTreeMap<OutcomeTag, String>,
    /// Confirmed hours, sealed likewise.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub hours: BTreeMap<OutcomeTag, String>,
}

/// A month as it stands on the site, read and checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OnSite {
    /// As residents read it.
    pub menu: Menu,
    /// What people were told.
    pub told: TakenOver,
    /// Its draws and their revision, from the publication of entrants on.
    pub draws: Option<(u32, BTreeMap<SessionId, SessionDraw>)>,
}

/// The facts with which a book that knows nothing of a month goes on with it. Whoever takes over the same takes over alike.
pub fn go_on(on_site: &OnSite) -> Vec<Fact> {
    let OnSite { menu, told, draws } = on_site;
    let month = menu.month;
    let planned = |change| Fact::Planned { month, change, at: BEFORE_ALL };
    let sessions = menu.sessions.iter().filter_map(|session| {
        let activity = menu.activity(&session.id.activity)?.clone();
        Some(PlanChange::Session {
            activity,
            session: Session { changed: arranged(&session.changed), ..session.clone() },
        })
    });
    let shifts = menu.shifts.iter();
    let shifts = shifts.map(|shift| PlanChange::Shift(Shift { changed: arranged(&shift.changed), ..shift.clone() }));
    let mut facts: Vec<Fact> = sessions.chain(shifts).map(planned).collect();
    facts.push(Fact::MenuPublished { menu: menu.clone(), at: told.at });
    facts.push(Fact::TakenOver(told.clone()));
    let drawn = draws.iter().flat_map(|(revision, draws)| draws.iter().map(move |(id, draw)| (*revision, id, draw)));
    for (revision, id, draw) in drawn {
        let (session, commitment, entrants) = (id.clone(), draw.commitment, draw.entrants.clone());
        facts.push(Fact::EntrantsPublished { session, revision, commitment, entrants, at: draw.published_at });
        if let Some(result) = draw.result.clone() {
            let (session, at) = (id.clone(), result.at);
            facts.push(Fact::DrawDecided { session, revision, seed: result.seed, number: result.number, at });
        }
    }
    facts
}

/// The rooms of published months that the catalogue does not know, as far as the months tell of them: name, lender and notes, room for
/// as many as a session there had places, open all day. None where all are known.
pub fn rooms(menus: &[&Menu], catalogue: &Catalogue) -> Option<Fact> {
    let known: BTreeSet<&VenueCode> = catalogue.venues.iter().map(|venue| &venue.code).collect();
    let mut rooms: BTreeMap<&VenueCode, Venue> = BTreeMap::new();
    for place in menus.iter().flat_map(|menu| &menu.venues).filter(|place| !known.contains(&place.code)) {
        let sessions = menus.iter().flat_map(|menu| &menu.sessions);
        let there = sessions.filter(|session| session.venue.as_ref() == Some(&place.code));
        rooms.insert(
            &place.code,
            Venue {
                code: place.code.clone(),
                name: place.name.clone(),
                capacity: there.filter_map(Session::places).max().map_or(1, |most| most.max(1)),
                area: None,
                opens: NaiveTime::MIN,
                closes: NaiveTime::from_hms_opt(23, 59, 0).unwrap_or_default(),
                closed_weekdays: Default::default(),
                closed_days: Vec::new(),
                partner: (!place.lender.is_empty())
                    .then(|| Partner { lender: place.lender.clone(), windows: Vec::new() }),
                notes: place.notes.clone(),
            },
        );
    }
    let edits: Vec<_> = rooms.into_values().map(CatalogueEdit::PutVenue).collect();
    (!edits.is_empty()).then_some(Fact::CatalogueEdited { edits, source: None, at: BEFORE_ALL })
}

impl TakenOver {
    /// The places that were given, and the waiting, whose slips have not come here: a slip that was handed in again is known
    /// by what was told of it.
    pub fn unclaimed(&self, book: &MonthBook) -> BTreeMap<SessionId, Fill> {
        let mut left = self.counts.clone();
        // A backup that was merged may be older than that revision: what it told last is the nearest to it.
        let mut told: BTreeMap<&SlipId, (u32, &Answer)> = BTreeMap::new();
        for publication in book.publications.iter().filter(|publication| publication.revision <= self.revision) {
            for (slip, answer) in &publication.outcomes {
                let last = told.entry(slip).or_insert((publication.revision, answer));
                if last.0 < publication.revision {
                    *last = (publication.revision, answer);
                }
            }
        }
        for (slip, (_, answer)) in told {
            let arrival = book.arrivals.iter().find(|arrival| arrival.slip.id == *slip);
            let Some(target) = arrival.and_then(|arrival| arrival.slip.content.asks.target()) else { continue };
            let target = match &answer.reason {
                Reason::Moved { to, .. } => to,
                _ => target,
            };
            let Some(fill) = left.get_mut(target) else { continue };
            match answer.standing {
                Standing::Waitlisted(_) => fill.waiting = fill.waiting.saturating_sub(1),
                standing if holds(standing) => fill.placed = fill.placed.saturating_sub(1),
                _ => {}
            }
        }
        left.retain(|_, fill| *fill != Fill::default());
        left
    }
}

/// The month as its places are given: those that others hold are not there to be given.
pub fn without_given(menu: &Menu, given: &BTreeMap<SessionId, Fill>) -> Menu {
    let mut menu = menu.clone();
    let of = |id: &SessionId| given.get(id).map_or(0, |fill| fill.placed);
    for session in &mut menu.sessions {
        if let Entry::Places(places) = session.entry {
            session.entry = Entry::Places(places.saturating_sub(of(&session.id)));
        }
    }
    for shift in &mut menu.shifts {
        shift.needed_to = shift.needed_to.saturating_sub(of(&shift.id));
    }
    menu
}

/// Whether a place was held when it was told, whatever became of it on the day.
fn holds(standing: Standing) -> bool {
    standing.holds_a_place() || matches!(standing, Standing::Attended | Standing::Absent | Standing::NotRecorded)
}

/// As a plan has it: what was before is the menu's to say.
fn arranged(changed: &Changed) -> Changed {
    Changed { why: changed.why.clone(), before: Vec::new() }
}

#[cfg(test)]
#[path = "taken_over_tests.rs"]
mod tests;
