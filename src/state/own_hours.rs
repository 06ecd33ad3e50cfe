//! The hours that the centre confirmed of this phone's slips: opened, checked against its signature, and kept as the
//! family's own.

use leptos::prelude::*;
use std::collections::BTreeMap;

use crate::domain::household::OwnHours;
use crate::domain::id::ServiceId;
use crate::domain::time::Month;
use crate::exchange::hours::open_hours;
use crate::exchange::record::{Record, check};
use crate::state::family::Family;
use crate::state::published::Published;

/// Listens for published hours as long as the page is shown.
pub fn listen(published: Published, family: Family) {
    Effect::new(move |_| {
        if !family.is_read() {
            return;
        }
        let slips = family.slips().into_iter().filter(|own| own.asks.person().is_some());
        let sealed: Vec<_> = slips.filter_map(|own| Some((published.sealed_hours(&own.tag)?, own))).collect();
        let Some(head) = published.head().filter(|_| !sealed.is_empty()) else { return };
        leptos::task::spawn_local(async move {
            let mut fresh: BTreeMap<Month, Vec<OwnHours>> = BTreeMap::new();
            for ((month, sealed), own) in sealed {
                // What does not open or is not signed counts as not there: the next revision may be.
                let Ok(code) = open_hours(&own.key, &own.tag, month, &sealed).await else { continue };
                let Ok(Record::Service(service)) = check(&code, &head.centre.id, &head.keys.signers).await else {
                    continue;
                };
                let known = untrack(|| family.hours_of(&own.id));
                let newer = known.is_none_or(|known| known.signed_at < service.signed_at);
                if newer && service.service == ServiceId::of_slip(&own.id) {
                    fresh.entry(month).or_default().push(OwnHours {
                        slip: own.id,
                        signed_at: service.signed_at,
                        from: service.from,
                        minutes: service.minutes,
                        role: service.role,
                        name: service.name,
                        code,
                    });
                }
            }
            for (month, hours) in fresh {
                // Not kept now, it is read again the next time.
                let _ = family.keep_hours(month, hours).await;
            }
        });
    });
}
