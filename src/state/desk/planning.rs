//! Planning months at the desk: what is found about them, steps back and forth, several changes at once, and plans put aside.

use leptos::prelude::*;
use std::collections::BTreeSet;
use std::sync::Arc;

use super::drawing::planned;
use super::{Desk, DeskError};
use crate::domain::book::{Fact, MonthBook};
use crate::domain::checks::{Around, Finding, Found};
use crate::domain::draft::Draft;
use crate::domain::id::{ActivityId, DraftId, SessionId};
use crate::domain::plan::{Plan, PlanChange};
use crate::domain::planning::Planning;
use crate::domain::repeating::{ByMonth, Months};
use crate::domain::school::SchoolYear;
use crate::domain::text::Text;
use crate::domain::time::{Month, Stamp};
use crate::exchange::crypto::random_array;
use crate::state::clock;
use crate::storage::NO_MONTH;

/// So many months back something that still goes on may have begun.
const REACH: i32 = 12;

impl Desk {
    /// What stands against publishing a month, and what should be seen.
    pub fn findings(self, month: Month) -> Vec<Found> {
        let Some(book) = self.month(month) else { return Vec::new() };
        self.around(month, |around| book.plan.findings(around))
    }

    /// Asks something about a month that its year has a say in; tracked.
    pub fn around<T>(self, month: Month, ask: impl FnOnce(&Around<'_>) -> T) -> T {
        let months = self.months.with(|known| of_year(month, known));
        let books: Vec<Arc<MonthBook>> = months.into_iter().filter_map(|other| self.month(other)).collect();
        self.ask_around(&books, ask)
    }

    fn ask_around<T>(self, books: &[Arc<MonthBook>], ask: impl FnOnce(&Around<'_>) -> T) -> T {
        let others: Vec<&Plan> = books.iter().map(|book| &book.plan).collect();
        self.office.with(|office| {
            ask(&Around {
                catalogue: &office.catalogue,
                rules: &office.rules,
                planning: &office.planning,
                holidays: self.holidays(),
                others: &others,
            })
        })
    }

    /// What stands against publishing this plan, with everything read that has a say.
    pub(super) async fn blocking(self, plan: &Plan) -> Result<Vec<Finding>, DeskError> {
        let mut books = Vec::new();
        for other in self.months.with_untracked(|known| of_year(plan.month, known)) {
            books.push(self.ensure(other).await?);
        }
        let found = untrack(|| self.ask_around(&books, |around| plan.findings(around)));
        Ok(found.into_iter().filter(|found| found.blocks).map(|found| found.finding).collect())
    }

    /// The customs by which months are planned.
    pub fn planning(self) -> Planning {
        self.office.with(|office| office.planning.clone())
    }

    /// Chooses them.
    ///
    /// # Errors
    /// When it cannot be kept.
    pub async fn choose_planning(self, planning: Planning) -> Result<(), DeskError> {
        self.append(NO_MONTH, vec![Fact::PlanningChosen { planning, at: clock::now() }]).await
    }

    /// Changes the plans of several months in one step. `number` says which public number decides the draw of one of their
    /// sessions; every other keeps what it was arranged with.
    ///
    /// # Errors
    /// When a month cannot be kept; those before it are, and the step can be taken back.
    pub async fn arrange_all(
        self,
        changes: ByMonth,
        number: Option<(SessionId, Option<Text>)>,
    ) -> Result<(), DeskError> {
        let mut at = clock::now();
        for month in changes.keys() {
            at = self.ensure(*month).await?.steps.next(at);
        }
        for (month, changes) in changes.into_iter().filter(|(_, changes)| !changes.is_empty()) {
            let mut facts = Vec::new();
            for change in changes {
                let decides = match (&change, &number) {
                    (PlanChange::Session { session, .. }, Some((id, number))) if session.id == *id => number.clone(),
                    (PlanChange::Session { session, .. }, _) => session.draw.as_ref().map(|terms| terms.number.clone()),
                    _ => None,
                };
                facts.extend(planned(month, change, decides, at)?);
            }
            self.append(&month.to_string(), facts).await?;
        }
        Ok(())
    }

    /// Asks about what comes again over the months that are known: the month, and whatever of its activity's months was
    /// read; tracked.
    pub fn with_months<T>(self, ask: impl FnOnce(Months<'_>) -> T) -> T {
        let books: Vec<Arc<MonthBook>> =
            self.months_of_planning().into_iter().filter_map(|month| self.month(month)).collect();
        let plans: Vec<&Plan> = books.iter().map(|book| &book.plan).collect();
        ask(Months { plans: &plans, year: self.school_year() })
    }

    /// Holidays and vacations; tracked.
    pub fn school_year(self) -> SchoolYear<'static> {
        SchoolYear { holidays: self.holidays(), vacations: self.office.with(|office| office.planning.vacations) }
    }

    /// The months that something planned now can reach into: years that are long over are not read for it.
    fn months_of_planning(self) -> Vec<Month> {
        let oldest = Month::of(self.today()).plus(-REACH);
        self.months.with(|known| known.range(oldest..).copied().collect())
    }

    /// Whether residents have read of a session or shift; tracked.
    pub fn is_published(self, id: &SessionId) -> bool {
        let told = |book: Arc<MonthBook>| book.menu.as_ref().is_some_and(|menu| menu.target(id).is_some());
        self.months_of_planning().into_iter().filter_map(|month| self.month(month)).any(told)
    }

    /// Whether an activity may stand in a month: its id is not another's there; tracked.
    pub fn may_repeat_in(self, month: Month, activity: &ActivityId) -> bool {
        if !self.months.with(|known| known.contains(&month)) {
            return true;
        }
        self.month(month).is_some_and(|book| {
            !book.used.contains(activity)
                || book.plan.series.contains_key(activity)
                || book.plan.activities.contains_key(activity)
        })
    }

    /// Whether a step of a month can be taken back, and whether one can be made again; tracked.
    pub fn can_step(self, month: Month) -> (bool, bool) {
        let steps = self.month(month).map(|book| (book.steps.undo().is_some(), book.steps.redo().is_some()));
        steps.unwrap_or((false, false))
    }

    /// Takes back a month's last step, in every month that it changed. Nothing happens where there is none.
    ///
    /// # Errors
    /// When it cannot be kept.
    pub async fn undo(self, month: Month) -> Result<(), DeskError> {
        let Some(step) = self.ensure(month).await?.steps.undo() else { return Ok(()) };
        self.step(step, |book| book.steps.undo(), |month, at| Fact::StepUndone { month, step, at }).await
    }

    /// Makes again what was taken back last.
    ///
    /// # Errors
    /// When it cannot be kept.
    pub async fn redo(self, month: Month) -> Result<(), DeskError> {
        let Some(step) = self.ensure(month).await?.steps.redo() else { return Ok(()) };
        self.step(step, |book| book.steps.redo(), |month, at| Fact::StepRedone { month, step, at }).await
    }

    /// A series reaches into several months: the step is taken in each of which it is the next.
    async fn step(
        self,
        step: Stamp,
        next: impl Fn(&MonthBook) -> Option<Stamp>,
        fact: impl Fn(Month, Stamp) -> Fact,
    ) -> Result<(), DeskError> {
        let at = clock::now();
        for month in untrack(|| self.months_of_planning()) {
            let book = self.ensure(month).await?;
            if next(&book) == Some(step) {
                // After everything that is known, whatever the device's clock says: undoing is about what stands there.
                self.append(&month.to_string(), vec![fact(month, book.steps.next(at))]).await?;
            }
        }
        Ok(())
    }

    /// Puts the month's plan aside as another draft of it.
    ///
    /// # Errors
    /// When it cannot be kept.
    pub async fn keep_draft(self, month: Month, name: String) -> Result<(), DeskError> {
        let draft = self.put_aside(month, name).await?;
        self.append(&month.to_string(), vec![Fact::DraftKept(draft)]).await
    }

    /// Keeps the month's plan as a template for others.
    ///
    /// # Errors
    /// When it cannot be kept.
    pub async fn keep_template(self, month: Month, name: String) -> Result<(), DeskError> {
        let draft = self.put_aside(month, name).await?;
        self.append(NO_MONTH, vec![Fact::DraftKept(draft)]).await
    }

    async fn put_aside(self, month: Month, name: String) -> Result<Draft, DeskError> {
        let book = self.ensure(month).await?;
        Ok(Draft::of(&book.plan, DraftId(random_array()?), name, clock::now()))
    }

    /// Drops a draft of a month; of no month: a template.
    ///
    /// # Errors
    /// When it cannot be kept.
    pub async fn drop_draft(self, month: Option<Month>, id: DraftId) -> Result<(), DeskError> {
        let place = month.map_or_else(|| NO_MONTH.to_owned(), |month| month.to_string());
        self.append(&place, vec![Fact::DraftDropped { id, at: clock::now() }]).await
    }

    /// Plans kept as templates.
    pub fn templates(self) -> Vec<Draft> {
        self.office.with(|office| office.templates.clone())
    }
}

/// The other months of a month's year, and its neighbours: what the checks look at.
fn of_year(month: Month, known: &BTreeSet<Month>) -> Vec<Month> {
    let near = [month.plus(-1), month.plus(1)];
    known
        .iter()
        .copied()
        .filter(|other| *other != month && (other.year() == month.year() || near.contains(other)))
        .collect()
}
