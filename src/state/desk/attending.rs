//! On the day: who came, as the desk marks it, as a code shows it, and as helpers bring it back.

use leptos::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

use super::{Desk, DeskError};
use crate::domain::attendance::{DoorNote, Excuse, Hand, HeadCount, Mark, Refusal, Says, SealedList};
use crate::domain::book::{Fact, MonthBook};
use crate::domain::door::{CameInstead, KnownAs, Settlement, slip_of};
use crate::domain::id::{ListId, PosterMark, SessionId, SlipId, SlipSecret};
use crate::domain::menu::Target;
use crate::domain::slip::{Arrival, Asks, Way};
use crate::domain::time::{Month, Start};
use crate::exchange::crypto::random_array;
use crate::exchange::helper::{
    Duty, Expected, HelperRefused, List, Report, Saw, open_report, read_code, seal_list, short,
};
use crate::exchange::letter::{Kind, find};
use crate::exchange::slip::{find_codes, open_slip};
use crate::state::clock;

/// What became of a helper's report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportTaken {
    /// Who had helped.
    pub helper: String,
    /// How many things were noted.
    pub noted: usize,
    /// How many of them were not known yet.
    pub new: usize,
}

/// Why a helper's report was not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReportRefused {
    /// It does not open here.
    Sealed(HelperRefused),
    /// It shows no secret of a list that was sealed here.
    NoSuchList,
}

impl Desk {
    /// Marks that somebody came, left or did not come.
    ///
    /// # Errors
    /// When it cannot be kept.
    pub async fn mark(self, month: Month, slips: Vec<SlipId>, says: Says) -> Result<(), DeskError> {
        self.mark_all(month, slips.into_iter().map(|slip| (slip, says)).collect()).await
    }

    /// Marks several things at once, together.
    ///
    /// # Errors
    /// When they cannot be kept.
    pub async fn mark_all(self, month: Month, marks: Vec<(SlipId, Says)>) -> Result<(), DeskError> {
        let at = clock::now();
        let facts = marks.into_iter().map(|(slip, says)| Fact::Marked(Mark { at, slip, says, by: Hand::Desk }));
        self.append(&month.to_string(), facts.collect()).await
    }

    /// Writes down that somebody could not come and had said so.
    ///
    /// # Errors
    /// When it cannot be kept.
    pub async fn excuse(self, month: Month, slip: SlipId, why: String) -> Result<(), DeskError> {
        self.append(&month.to_string(), vec![Fact::Excused(Excuse { at: clock::now(), slip, why })]).await
    }

    /// Does not take what somebody says of their own attendance; they read why.
    ///
    /// # Errors
    /// When it cannot be kept.
    pub async fn refuse_hours(self, month: Month, slip: SlipId, why: String) -> Result<(), DeskError> {
        self.append(&month.to_string(), vec![Fact::HoursRefused(Refusal { at: clock::now(), slip, why })]).await
    }

    /// Writes down how many came to a session without a slip.
    ///
    /// # Errors
    /// When it cannot be kept.
    pub async fn count_heads(self, month: Month, session: SessionId, people: u16) -> Result<(), DeskError> {
        let count = HeadCount { at: clock::now(), session, people };
        self.append(&month.to_string(), vec![Fact::HeadsCounted(count)]).await
    }

    /// Settles that somebody came instead of who was expected, as a helper noted it: makes their slip, and passes the place
    /// on. Where exactly one volunteer of that name is known, it is them.
    ///
    /// # Errors
    /// When the place is not known here, or it cannot be kept.
    pub async fn settle_door(self, month: Month, note: &DoorNote, why: String) -> Result<(), DeskError> {
        let keys = self.open_vault()?.keys()?;
        let book = self.ensure(month).await?;
        let place = book.arrivals.iter().find(|arrival| arrival.slip.id == note.slip);
        let place = &place.ok_or(DeskError::NothingToPublish)?.slip;
        let known = self.known_as(month, &note.who);
        let slip = slip_of(note, place, &known, &keys.book.0).ok_or(DeskError::NothingToPublish)?;
        let (at, came_at) = (clock::now(), note.at.local(self.utc_offset()));
        let came = CameInstead { slip: slip.id, at: came_at, list: note.list };
        let settled = Settlement { at, claimed: note.slip, came: Some(came), why };
        let known = book.arrivals.iter().any(|arrival| arrival.slip.id == slip.id);
        let arrived = (!known).then_some(Fact::Arrived(Arrival { slip, at, way: Way::Typed }));
        self.append(&month.to_string(), arrived.into_iter().chain([Fact::DoorSettled(settled)]).collect()).await
    }

    /// Takes such a settling back: the place is again whose it was.
    ///
    /// # Errors
    /// When it cannot be kept.
    pub async fn take_settling_back(self, month: Month, claimed: SlipId) -> Result<(), DeskError> {
        let back = Settlement { at: clock::now(), claimed, came: None, why: String::new() };
        self.append(&month.to_string(), vec![Fact::DoorSettled(back)]).await
    }

    fn known_as(self, month: Month, name: &str) -> KnownAs {
        let plain: String = name.chars().filter(|c| !c.is_whitespace()).collect();
        let volunteers = untrack(|| self.volunteers(month));
        let mut of_name = volunteers.iter().filter(|volunteer| volunteer.person.plain_name() == plain);
        match (of_name.next(), of_name.next()) {
            (Some(one), None) => KnownAs { phone: one.person.contact().cloned(), household: Some(one.household) },
            _ => KnownAs::default(),
        }
    }

    /// Whose slips a text shows: codes, or the eight characters that people read aloud. `among` are those expected.
    pub fn shown(self, text: &str, among: &[SlipId]) -> Vec<SlipId> {
        let codes = find_codes(text).unwrap_or_default().into_iter().filter_map(|found| found.slip.ok());
        let by_code: BTreeSet<SlipId> = codes.map(|bytes| SlipId::of(&bytes)).collect();
        let spoken = |text: &str| -> String {
            text.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_uppercase()).collect()
        };
        let typed = spoken(text);
        let is_shown = |slip: &&SlipId| by_code.contains(slip) || spoken(&slip.handle()) == typed;
        among.iter().filter(is_shown).copied().collect()
    }

    /// Takes in the check-in slips of a session that a text shows, as the inbox would. Whose places they are of.
    ///
    /// # Errors
    /// When the text is too long or nothing can be kept.
    pub async fn take_check_ins(self, target: &SessionId, text: &str) -> Result<Vec<SlipId>, DeskError> {
        let vault = self.open_vault()?;
        let (centre, keys) = (vault.centre(), vault.opening_keys().await?);
        let book = self.ensure(target.start.month()).await?;
        let mut places = Vec::new();
        for bytes in find_codes(text)?.into_iter().filter_map(|found| found.slip.ok()) {
            let Ok(slip) = open_slip(&bytes, &centre, &keys).await else { continue };
            match &slip.content.asks {
                Asks::CheckIn { target: of, secret, .. } if of == target => {
                    places.extend(book.opened_by(secret).map(|arrival| arrival.slip.id));
                }
                _ => {}
            }
        }
        if !places.is_empty() {
            self.receive(text.to_owned(), Way::Shown).await?;
        }
        Ok(places)
    }

    /// What stands on a shift's poster: a phone that shows it again has seen the poster.
    pub fn poster_mark(self, target: &SessionId) -> Option<PosterMark> {
        let keys = self.open_vault().ok()?.keys().ok()?;
        let input = [&keys.book.0[..], target.to_string().as_bytes()].concat();
        Some(PosterMark::derive("linli poster", &input))
    }

    /// Seals a list of sessions and shifts to a helper's phone. Returns its text.
    ///
    /// # Errors
    /// `Ok(Err(…))` with what is wrong with the helper's code; else when it cannot be kept.
    pub async fn seal_list(
        self,
        month: Month,
        targets: &[SessionId],
        helper: String,
        code: &str,
    ) -> Result<Result<String, HelperRefused>, DeskError> {
        let keys = self.open_vault()?.keys()?;
        let to = match read_code(code, &keys.centre) {
            Ok(to) => to,
            Err(refused) => return Ok(Err(refused)),
        };
        let book = self.ensure(month).await?;
        let duties: Vec<Duty> = targets.iter().filter_map(|target| self.duty(&book, target)).collect();
        let Some(last) = duties.iter().map(|duty| duty.start).max() else { return Err(DeskError::NothingToPublish) };
        let until = Start::new(last.day() + chrono::Days::new(1), chrono::NaiveTime::MIN);
        let (id, secret) = (ListId(random_array()?), SlipSecret(random_array()?));
        let list = List { format: List::FORMAT, id, secret, helper: helper.clone(), until, duties };
        let sealed = match seal_list(&keys.signing, &keys.centre, &to, &list).await {
            Ok(sealed) => sealed,
            Err(refused) => return Ok(Err(refused)),
        };
        let fact = SealedList { at: clock::now(), id, secret_hash: secret.hash(), helper, until };
        self.append(&month.to_string(), vec![Fact::ListSealed(fact)]).await?;
        Ok(Ok(sealed))
    }

    /// A session or shift with who is expected: nothing of them but name and the tail of a number.
    fn duty(self, book: &MonthBook, target: &SessionId) -> Option<Duty> {
        let menu = book.menu.as_ref()?;
        let placement = self.pages.with_untracked(|pages| pages.get(&book.month)?.placement.clone())?;
        let (title, venue, shift) = match menu.target(target)? {
            Target::Session(session, activity) => (&activity.title, &session.venue, false),
            Target::Shift(shift) => (&shift.role, &shift.venue, true),
        };
        let span = menu.target(target)?.span();
        let people = placement.rosters.get(target)?.placed.iter().filter_map(|slip| {
            let arrival = book.arrivals.iter().find(|arrival| arrival.slip.id == *slip)?;
            let person = arrival.slip.content.asks.person()?;
            let tail = person.contact().map(|phone| phone.tail().to_owned()).unwrap_or_default();
            Some(Expected { slip: *slip, name: person.name.clone(), tail })
        });
        Some(Duty {
            target: target.clone(),
            title: title.hans.clone(),
            place: venue.as_ref().and_then(|code| menu.venue(code)).map(|venue| venue.name.clone()).unwrap_or_default(),
            start: span.start,
            minutes: span.minutes,
            shift,
            people: people.collect(),
        })
    }

    /// Takes every helper's report in a text. A report that comes again changes nothing.
    ///
    /// # Errors
    /// When the text is too long or nothing can be kept.
    pub async fn receive_reports(self, text: &str) -> Result<Vec<Result<ReportTaken, ReportRefused>>, DeskError> {
        let vault = self.open_vault()?;
        let (centre, keys) = (vault.centre(), vault.opening_keys().await?);
        let mut taken = Vec::new();
        for found in find(Kind::Report, text)? {
            let opened = match found {
                Ok(bytes) => open_report(&bytes, &centre, &keys).await,
                Err(problem) => Err(HelperRefused::Code(problem)),
            };
            taken.push(match opened {
                Ok(report) => self.take_report(report).await?,
                Err(refused) => Err(ReportRefused::Sealed(refused)),
            });
        }
        Ok(taken)
    }

    async fn take_report(self, report: Report) -> Result<Result<ReportTaken, ReportRefused>, DeskError> {
        // A list belongs to the month of what stands on it, which began at most a month ago.
        let present = Month::of(self.today());
        let hash = report.secret.hash();
        let mut found = None;
        for month in [present, present.plus(-1), present.plus(1)] {
            let book = self.ensure(month).await?;
            if let Some(list) = book.lists.iter().find(|list| list.id == report.list && list.secret_hash == hash) {
                found = Some((month, book.clone(), list.clone()));
                break;
            }
        }
        let Some((month, book, list)) = found else { return Ok(Err(ReportRefused::NoSuchList)) };
        let slips: BTreeMap<_, SlipId> =
            book.arrivals.iter().map(|arrival| (short(&arrival.slip.id), arrival.slip.id)).collect();
        let by = Hand::Helper(list.id);
        let mut facts = Vec::new();
        for noted in &report.noted {
            let Some(slip) = slips.get(&noted.slip).copied() else { continue };
            // The same report gives the same facts, whenever it comes.
            let at = noted.at.stamp(self.utc_offset());
            let mark = |says| Fact::Marked(Mark { at, slip, says, by });
            match &noted.saw {
                Saw::Came => facts.push(mark(Says::Came(noted.at))),
                Saw::Left => facts.push(mark(Says::Left(noted.at))),
                Saw::Absent => facts.push(mark(Says::Absent)),
                Saw::Nothing => facts.push(mark(Says::Nothing)),
                Saw::Another(who) => {
                    facts.push(Fact::DoorNoted(DoorNote { at, list: list.id, slip, who: who.clone() }));
                }
            }
        }
        let known: BTreeSet<Fact> = self.open_vault()?.read(&month.to_string()).await?.into_iter().collect();
        let noted = facts.len();
        facts.retain(|fact| !known.contains(fact));
        let new = facts.len();
        if new > 0 {
            self.append(&month.to_string(), facts).await?;
        }
        Ok(Ok(ReportTaken { helper: list.helper, noted, new }))
    }
}
