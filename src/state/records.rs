//! Records of service that somebody shows: checked against the centre's keys as this phone knows them, without a network.

use leptos::prelude::*;

use crate::exchange::record::check;
use crate::state::published::Published;

pub use crate::exchange::record::{ConfirmedService, Record, RecordRefused};

/// Checks the record in a text. None as long as no centre is known.
pub async fn check_shown(published: Published, text: &str) -> Option<Result<Record, RecordRefused>> {
    let head = untrack(|| published.head())?;
    Some(check(text, &head.centre.id, &head.keys.signers).await)
}
