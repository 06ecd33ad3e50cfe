//! The sample centre's folder, as a host would serve it, and the file with which everybody plays its organizer.

use std::collections::BTreeMap;
use std::sync::Arc;

use linli::domain::book::Fact;
use linli::domain::holiday::Holidays;
use linli::domain::household::HouseholdFact;
use linli::domain::id::SlipId;
use linli::domain::slip::Arrival;
use linli::domain::time::{Month, Stamp, Start};
use linli::exchange::backup::{Backup, write_backup};
use linli::exchange::crypto::{Hash, ready};
use linli::exchange::hours::{Hours, seal_hours_with};
use linli::exchange::keys::{CentreKeys, RecoveryKey};
use linli::exchange::locked::Kind;
use linli::exchange::outcome::seal_outcome_with;
use linli::exchange::publish::{
    Dates, centre_file, counts_file, drawn_file, draws_file, hours_file, menu_file, outcomes_file, publish,
};
use linli::exchange::published::{CentreFile, Counts, Draws, FORMAT, Index, Outcomes};
use linli::exchange::record::{Record, sign};
use linli::exchange::zip::FolderFile;
use linli::storage::record;
use linli::ui::{drawn, words};

use crate::book::{Book, Published, centre, rules};
use crate::keys::{PASSPHRASE, nonce};
use crate::times::stamp;

/// Where the organizer's page looks for the sample's workspace.
pub const WORKSPACE_PATH: &str = "sample/workspace.json";
/// A family's backup, for whoever wants to look at a phone that has been used.
pub const FAMILY_PATH: &str = "sample/family.linli";
/// After so many days without a new sample, phones say that they have not heard from the centre for long.
const GOOD_FOR_DAYS: i64 = 45;

/// The folder's files, index last.
pub fn write(keys: &CentreKeys, recovery: &RecoveryKey, book: &Book, now: Start) -> Result<Vec<FolderFile>, String> {
    let founding = ready(keys.found(recovery)).map_err(|e| e.to_string())?;
    let mut files = vec![centre_file(&CentreFile {
        format: FORMAT,
        centre: centre(keys.centre.clone()),
        rules: rules(),
        keys: vec![founding],
        holidays: String::new(),
    })];
    let (introduced, holidays) =
        (centre(keys.centre.clone()), Holidays::read(Holidays::TABLE).map_err(|e| e.to_string())?);
    words::speak(drawn::LANGUAGE, include_str!("../../../public/text/zh-Hans.txt").to_owned());
    for month in book.months.keys() {
        let published = book.published(*month)?;
        files.push(menu_file(&published.menu));
        let drawn = drawn::month(&introduced, Arc::new(published.menu.clone()), &holidays);
        files.extend(drawn.map(|drawn| drawn_file(*month, drawn)));
        files.extend(counts(keys, &published).as_ref().map(counts_file));
        files.extend(draws(keys, &published).as_ref().map(draws_file));
        files.extend(outcomes(keys, &published)?.as_ref().map(outcomes_file));
        files.extend(hours(keys, &published)?.as_ref().map(hours_file));
    }
    let made_at = stamp(now);
    let dates = Dates { made_at, expires: Stamp(made_at.0 + GOOD_FOR_DAYS * 24 * 60 * 60_000) };
    // A browser that saw an earlier sample refuses a counter that goes back: this one counts minutes.
    let earlier = Index {
        format: FORMAT,
        centre: keys.centre.clone(),
        counter: now.to_minutes().max(0) as u64,
        previous: None,
        made_at,
        expires: made_at,
        files: BTreeMap::new(),
    };
    let kept = Some((&earlier, Hash::of(b"the sample before this one")));
    let published = ready(publish(&keys.signing, &keys.centre, None, kept, |_| true, files, dates));
    published.map(|published| published.files).map_err(|e| format!("not published: {e:?}"))
}

/// How full a month's sessions and shifts are, as a file says it.
fn counts(keys: &CentreKeys, published: &Published) -> Option<Counts> {
    let publication = published.publication.as_ref()?;
    Some(Counts {
        format: FORMAT,
        centre: keys.centre.clone(),
        month: publication.month,
        revision: publication.revision,
        made_at: publication.at,
        counts: published.placement.fill(),
    })
}

/// A month's draws as a file says them, once entrants are published.
fn draws(keys: &CentreKeys, published: &Published) -> Option<Draws> {
    let (revision, draws) = &published.draws;
    let newest = draws.values().map(|draw| draw.result.as_ref().map_or(draw.published_at, |result| result.at)).max()?;
    Some(Draws {
        format: FORMAT,
        centre: keys.centre.clone(),
        month: published.menu.month,
        revision: *revision,
        made_at: newest,
        draws: draws.clone(),
    })
}

/// A month's outcomes as a file holds them: each encrypted for its owner.
fn outcomes(keys: &CentreKeys, published: &Published) -> Result<Option<Outcomes>, String> {
    let Some(publication) = &published.publication else { return Ok(None) };
    let slips: BTreeMap<SlipId, &Arrival> =
        published.arrivals.iter().map(|arrival| (arrival.slip.id, arrival)).collect();
    let mut outcomes = BTreeMap::new();
    for (id, answer) in &publication.outcomes {
        let slip = &slips.get(id).ok_or("an outcome without its slip")?.slip;
        let nonce = nonce(&format!("{id} {}", publication.revision));
        let sealed = ready(seal_outcome_with(&nonce, &slip.key, &slip.tag, publication.month, answer));
        outcomes.insert(slip.tag, sealed.map_err(|e| e.to_string())?);
    }
    Ok(Some(Outcomes {
        format: FORMAT,
        centre: keys.centre.clone(),
        month: publication.month,
        revision: publication.revision,
        menu_revision: published.menu.revision,
        made_at: publication.at,
        counts: BTreeMap::new(),
        outcomes,
    }))
}

/// A month's confirmed services as a file holds them: each signed, and encrypted for who served.
fn hours(keys: &CentreKeys, published: &Published) -> Result<Option<Hours>, String> {
    let Some(publication) = published.publication.as_ref().filter(|_| !published.services.is_empty()) else {
        return Ok(None);
    };
    let mut hours = BTreeMap::new();
    for (slip, service) in &published.services {
        let text = ready(sign(&keys.signing, &keys.centre, &Record::Service(service.clone())));
        let text = text.map_err(|e| format!("{}: {e:?}", slip.id))?;
        let nonce = nonce(&format!("hours {} {}", slip.id, publication.revision));
        let sealed = ready(seal_hours_with(&nonce, &slip.key, &slip.tag, publication.month, &text));
        hours.insert(slip.tag, sealed.map_err(|e| e.to_string())?);
    }
    Ok(Some(Hours {
        format: FORMAT,
        centre: keys.centre.clone(),
        month: publication.month,
        revision: publication.revision,
        made_at: publication.at,
        hours,
    }))
}

/// What one family's phone keeps, locked under the same passphrase: whoever brings it back on theirs plays that family.
pub fn family(keys: &CentreKeys, family: &[(String, Vec<HouseholdFact>)], now: Start) -> Result<FolderFile, String> {
    let mut backup = Backup::default();
    for (month, facts) in family {
        let bodies = facts.iter().map(|fact| record::encode(fact).map_err(|e| format!("{e:?}")));
        backup.months.insert(month.clone(), bodies.collect::<Result<_, _>>()?);
    }
    let text = ready(write_backup(Kind::Household, &keys.centre, stamp(now), PASSPHRASE, &backup));
    let text = text.map_err(|e| e.to_string())?;
    Ok(FolderFile { path: FAMILY_PATH.to_owned(), bytes: text.into_bytes() })
}

/// The organizer's whole workspace, keys and book, locked under the passphrase that the README tells.
pub fn workspace(keys: &CentreKeys, recovery: &RecoveryKey, book: &Book, now: Start) -> Result<FolderFile, String> {
    let founding = ready(keys.found(recovery)).map_err(|e| e.to_string())?;
    let json = |value: Result<Vec<u8>, serde_json::Error>| value.map_err(|e| e.to_string());
    let mut backup = Backup::default();
    backup.meta.insert("keys".to_owned(), json(serde_json::to_vec(keys))?);
    backup.meta.insert("recovery".to_owned(), json(serde_json::to_vec(recovery))?);
    backup.meta.insert("statements".to_owned(), json(serde_json::to_vec(&[founding]))?);
    backup.months.insert("-".to_owned(), bodies(&book.office)?);
    for (month, facts) in &book.months {
        backup.months.insert(Month::to_string(month), bodies(facts)?);
    }
    let text = ready(write_backup(Kind::Book, &keys.centre, stamp(now), PASSPHRASE, &backup));
    let text = text.map_err(|e| e.to_string())?;
    Ok(FolderFile { path: WORKSPACE_PATH.to_owned(), bytes: text.into_bytes() })
}

/// Facts as a browser stores them.
fn bodies(facts: &[Fact]) -> Result<Vec<Vec<u8>>, String> {
    facts.iter().map(|fact| record::encode(fact).map_err(|e| format!("{e:?}"))).collect()
}
