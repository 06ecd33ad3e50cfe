//! Records of service that somebody shows: checked against the centre's keys as this phone knows them, without a network.

use leptos::prelude::*;

use crate::exchange::published::{CENTRE_PATH, CentreFile};
use crate::exchange::record::check_along;
use crate::json;
use crate::state::net;
use crate::state::published::Published;

pub use crate::exchange::record::{ConfirmedService, Record, RecordRefused, SignedWith};

/// Checks the record in a text. None as long as no centre is known.
pub async fn check_shown(published: Published, text: &str) -> Option<Result<(Record, SignedWith), RecordRefused>> {
    let head = untrack(|| published.head())?;
    // The statements of its keys lie in the centre's own file, which is kept. Whether they lead to the believed keys is checked
    // there, so that it does not matter from where they come.
    let kept = match published.db() {
        Some(db) => db.published(CENTRE_PATH).await.ok().flatten(),
        None => None,
    };
    let file = match kept {
        Some(kept) => Some(kept.bytes),
        None => net::fetch(CENTRE_PATH, false).await.ok(),
    };
    let chain = file.and_then(|file| json::read::<CentreFile>(&file).ok()).map(|file| file.keys).unwrap_or_default();
    Some(check_along(text, &head.centre.id, &head.keys, &chain).await)
}
