//! The ledger at the desk: a year's entries, confirming, correcting, voiding, and what stands beside them.

use leptos::prelude::*;
use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Desk, DeskError, Gate};
use crate::domain::book::{Fact, MonthBook};
use crate::domain::certificate::{Certificate, Issued};
use crate::domain::id::{CertificateId, HouseholdTag, MeritId, ServiceId};
use crate::domain::ledger::{Does, Entry, Service, Volunteer};
use crate::domain::ledger_form::Column;
use crate::domain::merit::{KnownMerit, Merit, MeritKind, MeritTakenBack};
use crate::domain::time::Month;
use crate::domain::training::Training;
use crate::exchange::crypto::random_array;
use crate::exchange::hours::{Hours, confirmed_services, seal_hours};
use crate::exchange::published::FORMAT;
use crate::exchange::record::{Record, RecordUnwritten, sign};
use crate::state::clock;
use crate::storage::NO_MONTH;

/// Months' books as the ledger reads them: without placing anybody, which a year of months would take long for.
#[derive(Clone, Copy)]
pub(super) struct LedgerBooks {
    books: RwSignal<BTreeMap<Month, Arc<MonthBook>>>,
    asked: StoredValue<std::collections::BTreeSet<Month>>,
}

impl LedgerBooks {
    pub fn new() -> Self {
        Self { books: RwSignal::default(), asked: StoredValue::default() }
    }

    /// Nothing readable stays.
    pub fn forget(self) {
        self.books.set(BTreeMap::new());
        self.asked.set_value(Default::default());
    }

    /// A month was read anew.
    pub fn renew(self, book: &Arc<MonthBook>) {
        if self.asked.with_value(|asked| asked.contains(&book.month)) {
            self.books.update(|books| drop(books.insert(book.month, book.clone())));
        }
    }
}

impl Desk {
    /// The books of a year's months that hold anything, and whether all of them have been read. They load themselves.
    pub fn year(self, year: u16) -> (Vec<Arc<MonthBook>>, bool) {
        let months: Vec<Month> = self.months().into_iter().filter(|month| month.year() == year).collect();
        let books = self.ledger_books.books.get();
        let missing: Vec<Month> = months.iter().filter(|month| !books.contains_key(*month)).copied().collect();
        let fresh: Vec<Month> = self
            .ledger_books
            .asked
            .try_update_value(|asked| missing.iter().filter(|month| asked.insert(**month)).copied().collect())
            .unwrap_or_default();
        if !fresh.is_empty() && self.open_vault().is_ok() {
            leptos::task::spawn_local(async move {
                for month in fresh {
                    if let Err(error) = self.read_for_ledger(month).await {
                        self.gate.set(Gate::Failed(error));
                        return;
                    }
                }
            });
        }
        (months.iter().filter_map(|month| books.get(month).cloned()).collect(), missing.is_empty())
    }

    async fn read_for_ledger(self, month: Month) -> Result<(), DeskError> {
        let here = self.pages.with_untracked(|pages| pages.get(&month).map(|page| page.book.clone()));
        let book = match here {
            Some(book) => book,
            None => {
                let facts = self.open_vault()?.read(&month.to_string()).await?;
                Arc::new(MonthBook::checked(month, &facts, |id| self.poster_mark(id)))
            }
        };
        self.ledger_books.books.update(|books| drop(books.insert(month, book)));
        Ok(())
    }

    /// Confirms services of a month as they are given.
    ///
    /// # Errors
    /// When it cannot be kept.
    pub async fn confirm_services(self, month: Month, services: Vec<Service>, by: String) -> Result<(), DeskError> {
        let at = clock::now();
        let entries = services.into_iter().map(|service| {
            let id = match &service.slip {
                Some(slip) => ServiceId::of_slip(slip),
                None => ServiceId(random_array()?),
            };
            Ok(Fact::Served(Entry { at, service: id, by: by.clone(), does: Does::Confirm(service) }))
        });
        let entries = entries.collect::<Result<Vec<Fact>, DeskError>>()?;
        self.append(&month.to_string(), entries).await
    }

    /// Corrects or voids a service of a month, with the reason.
    ///
    /// # Errors
    /// When it cannot be kept.
    pub async fn amend_service(
        self,
        month: Month,
        service: ServiceId,
        by: String,
        does: Does,
    ) -> Result<(), DeskError> {
        let entry = Entry { at: clock::now(), service, by, does };
        self.append(&month.to_string(), vec![Fact::Served(entry)]).await
    }

    /// Volunteers' awards and evaluations.
    pub fn merits(self) -> Vec<KnownMerit> {
        self.office.with(|office| office.merits.clone())
    }

    /// Training records of the people that fit, by household and plain name.
    pub fn trainings_of(self, fits: impl Fn(HouseholdTag, &str) -> bool) -> Vec<Training> {
        let fit = |training: &&Training| fits(training.household, &training.name);
        self.office.with(|office| office.trainings.iter().filter(fit).cloned().collect())
    }

    /// Certificates that were issued.
    pub fn certificates(self) -> Vec<Issued> {
        self.office.with(|office| office.certificates.clone())
    }

    /// Writes an award or an evaluation of today.
    ///
    /// # Errors
    /// When it cannot be kept.
    pub async fn write_merit(
        self,
        who: Volunteer,
        kind: MeritKind,
        words: String,
        by: String,
    ) -> Result<(), DeskError> {
        let id = MeritId(random_array()?);
        let merit = Merit { at: clock::now(), id, who, kind, on: self.today(), words, by };
        self.append(NO_MONTH, vec![Fact::MeritWritten(merit)]).await
    }

    /// Takes one back, with the reason.
    ///
    /// # Errors
    /// When it cannot be kept.
    pub async fn take_back_merit(self, id: MeritId, why: String) -> Result<(), DeskError> {
        let back = MeritTakenBack { at: clock::now(), id, why };
        self.append(NO_MONTH, vec![Fact::MeritTakenBack(back)]).await
    }

    /// The columns in which the ledger is handed in; none before they are arranged.
    pub fn ledger_columns(self) -> Vec<Column> {
        self.office.with(|office| office.ledger_columns.clone())
    }

    /// Arranges them.
    ///
    /// # Errors
    /// When it cannot be kept.
    pub async fn choose_ledger_columns(self, columns: Vec<Column>) -> Result<(), DeskError> {
        self.append(NO_MONTH, vec![Fact::ColumnsChosen { columns, at: clock::now() }]).await
    }

    /// Now, as facts are stamped.
    pub fn stamp(self) -> crate::domain::time::Stamp {
        clock::now()
    }

    /// A number for a further certificate.
    ///
    /// # Errors
    /// When the browser has no randomness.
    pub fn fresh_certificate_id(self) -> Result<CertificateId, DeskError> {
        Ok(CertificateId(random_array()?))
    }

    /// Notes that a certificate is issued.
    ///
    /// # Errors
    /// When it cannot be kept.
    pub async fn issue(self, issued: Issued) -> Result<(), DeskError> {
        self.append(NO_MONTH, vec![Fact::CertificateIssued(issued)]).await
    }

    /// The address that a certificate's QR code holds: the signed record stands behind `#`, which browsers send nowhere.
    ///
    /// # Errors
    /// When something on it does not fit, or the ciphers fail.
    pub async fn certificate_address(self, certificate: &Certificate) -> Result<String, DeskError> {
        let keys = self.open_vault()?.keys()?;
        let record = Record::Certificate(certificate.clone());
        let text = sign(&keys.signing, &keys.centre, &record).await.map_err(unwritten)?;
        Ok([&crate::state::net::base(), "verify/#", &text].concat())
    }

    /// Confirmed hours of a month, each signed and encrypted for the owner of its slip. None when there are none.
    pub(super) async fn sealed_hours(self, book: &MonthBook, revision: u32) -> Result<Option<Hours>, DeskError> {
        let keys = self.open_vault()?.keys()?;
        let joined = self.office.with_untracked(|office| office.joined());
        let mut hours = BTreeMap::new();
        for (slip, confirmed) in confirmed_services(book, &joined, self.utc_offset()) {
            let text = sign(&keys.signing, &keys.centre, &Record::Service(confirmed)).await.map_err(unwritten)?;
            hours.insert(slip.tag, seal_hours(&slip.key, &slip.tag, book.month, &text).await?);
        }
        let (centre, made_at) = (keys.centre, clock::now());
        Ok((!hours.is_empty()).then(|| Hours { format: FORMAT, centre, month: book.month, revision, made_at, hours }))
    }

    /// Whether publishing a month would bring volunteers hours that they have not been told.
    pub fn untold_hours(self, book: &MonthBook) -> bool {
        let told = book.publications.iter().map(|publication| publication.at).max();
        book.entries.iter().any(|entry| told.is_none_or(|told| entry.at > told))
    }
}

fn unwritten(error: RecordUnwritten) -> DeskError {
    match error {
        RecordUnwritten::Crypto(error) => DeskError::Crypto(error),
        RecordUnwritten::Content(problem) => DeskError::Slip(crate::exchange::slip::SealRefused::Content(problem)),
        RecordUnwritten::Day | RecordUnwritten::Centre => DeskError::Slip(crate::exchange::slip::SealRefused::Centre),
    }
}
