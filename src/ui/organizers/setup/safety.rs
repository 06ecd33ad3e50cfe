//! The safety of the workspace: fingerprint, backup, the passphrase's lock, and leaving this browser.

use leptos::prelude::*;

use crate::state::desk::{Desk, DeskError};
use crate::ui::controls::button::{Look, button};
use crate::ui::controls::notice::{Tone, notice};
use crate::ui::organizers::form::{Write, ticked, went};
use crate::ui::organizers::{backup, restore};
use crate::ui::words::say;

/// Draws the section.
pub fn safety(desk: Desk) -> AnyView {
    view! {
        <div class="field">
            <span class="field-label">{say("safety.fingerprint")}</span>
            <code class="fingerprint">{move || desk.fingerprint()}</code>
            <span class="field-hint">{say("safety.fingerprint-hint")}</span>
        </div>
        {backup::backup(desk, Look::Plain)}
        <details>
            <summary>{say("safety.merge")}</summary>
            <p class="quiet">{say("safety.merge-words")}</p>
            {restore::restore(desk)}
        </details>
        <details>
            <summary>{say("safety.leave")}</summary>
            {leave(desk)}
        </details>
    }
    .into_any()
}

fn leave(desk: Desk) -> AnyView {
    let sure = RwSignal::new(false);
    let write: Write<()> =
        Action::new_unsync(move |_: &()| async move { desk.destroy().await as Result<(), DeskError> });
    let press = move || {
        if sure.get_untracked() {
            write.dispatch(());
        }
    };
    view! {
        <div class="stack">
            {notice(Tone::Warn, say("safety.leave-words"), None)}
            {ticked(say("safety.leave-sure"), sure)}
            {move || sure.get().then(|| button(Look::Grave, say("safety.leave-now"), press))}
            {went(write, None)}
        </div>
    }
    .into_any()
}
