//! Places are given in pieces, with a breath in between: a large month must not hold up what a hand does.

use leptos::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::{Desk, Page};
use crate::domain::book::{Engagement, MonthBook, Office, Surroundings, losers};
use crate::domain::id::{ActivityId, HouseholdTag};
use crate::domain::placement::{Placement, Placing, Step};
use crate::domain::time::Month;
use crate::state::clock;

/// So long a piece may keep the browser, in milliseconds: well under what a hand notices.
const PIECE: i64 = 16;
/// Months before in which a family may have entered its last draw.
const DRAWS_BEFORE: i32 = 6;

impl Desk {
    /// Whether places are being given right now, and for so long that it is worth saying.
    pub fn is_placing(self) -> bool {
        self.placing.get()
    }

    /// How a month stands, computed in pieces.
    pub(super) async fn place(self, book: &MonthBook, around: &Surroundings<'_>) -> Option<Placement> {
        let facts = book.facts(around)?;
        let mut placing = Placing::of(&facts);
        let (mut since, mut breaths) = (clock::now().0, 0);
        let placement = loop {
            match placing.step() {
                Step::More(rest) => placing = *rest,
                Step::Done(placement) => break placement,
            }
            if clock::now().0 - since >= PIECE {
                breaths += 1;
                if breaths == 2 {
                    self.placing.set(true);
                }
                clock::breathe().await;
                since = clock::now().0;
            }
        };
        if breaths >= 2 {
            self.placing.set(false);
        }
        Some(placement)
    }

    /// Places a month and its neighbours, whose last and first nights it may touch.
    pub(super) async fn place_around(self, month: Month) {
        for month in [month, month.plus(-1), month.plus(1)] {
            let book = self.pages.with_untracked(|pages| pages.get(&month).map(|page| page.book.clone()));
            let Some(book) = book else { continue };
            let (office, elsewhere) = (self.office.get_untracked(), self.elsewhere(month));
            let around = self.surroundings(&office, &elsewhere, &[]);
            let placement = self.place(&book, &around).await.map(Arc::new);
            self.pages.update(|pages| {
                // Something may have come meanwhile: then it is placed by whoever read it.
                if let Some(page) = pages.get_mut(&month).filter(|page| Arc::ptr_eq(&page.book, &book)) {
                    page.placement = placement;
                }
            });
        }
    }

    /// Places every month that is open: which households are joined concerns all of them.
    pub(super) async fn place_all(self) {
        let months: Vec<Month> = self.pages.with_untracked(|pages| pages.keys().copied().collect());
        for month in months {
            self.place_around(month).await;
        }
    }

    /// What a month takes from outside, now.
    pub(super) fn surroundings<'a>(
        self,
        office: &'a Office,
        elsewhere: &'a [Engagement],
        lost: &'a [HouseholdTag],
    ) -> Surroundings<'a> {
        Surroundings { utc_offset: self.utc_offset(), now: clock::now(), office, elsewhere, lost }
    }

    /// The places that people hold in the months beside this one.
    pub(super) fn elsewhere(self, month: Month) -> Vec<Engagement> {
        self.pages.with_untracked(|pages| engagements_beside(pages, month))
    }

    /// Families that won nothing in the last draws before a month.
    pub(super) async fn losers_before(self, month: Month) -> Result<Vec<HouseholdTag>, super::DeskError> {
        let mut luck = Vec::new();
        for earlier in (1..=DRAWS_BEFORE).map(|months| month.plus(-months)) {
            let book = self.ensure(earlier).await?;
            let placement = self.pages.with_untracked(|pages| pages.get(&earlier)?.placement.clone());
            luck.extend(placement.map(|placement| book.luck(&placement)));
        }
        Ok(self.office.with_untracked(|office| losers(&luck, &office.joined())))
    }
}

fn engagements_beside(pages: &BTreeMap<Month, Page>, month: Month) -> Vec<Engagement> {
    let mut elsewhere: Vec<Engagement> = Vec::new();
    let menu = pages.get(&month).and_then(|page| page.book.menu.as_ref());
    let regular: BTreeSet<&ActivityId> = menu
        .into_iter()
        .flat_map(|menu| menu.shifts.iter().filter(|shift| shift.regular).map(|shift| &shift.id.activity))
        .collect();
    for other in [month.plus(-1), month.plus(1)] {
        if let Some(Page { book, placement: Some(placement) }) = pages.get(&other) {
            let held = book.engagements(placement);
            let last = |held: &Engagement| held.span.end().month() != held.span.start.month();
            // Of the month before: what runs into this one, and who served in its regular shifts.
            let regular = |held: &Engagement| regular.contains(&held.session.activity);
            elsewhere.extend(held.into_iter().filter(|held| other > month || last(held) || regular(held)));
        }
    }
    elsewhere
}
