//! Everything in one file, for a drawer or a second computer.

use leptos::prelude::*;

use crate::domain::time::write_day;
use crate::state::desk::Desk;
use crate::state::{clock, save, settings};
use crate::ui::controls::button::{Look, icon_button};
use crate::ui::controls::icon::Icon;
use crate::ui::controls::notice::{Tone, notice};
use crate::ui::dates;
use crate::ui::organizers::trouble;
use crate::ui::words::{say, say_with};

/// After so many days without a backup the desk reminds of one.
const REMIND_AFTER_DAYS: i64 = 7;

/// The button, and when the last backup was made here.
pub fn backup(desk: Desk, look: Look) -> AnyView {
    let last = RwSignal::new(settings::last_backup());
    let write: Action<(), Result<(), String>> = Action::new_unsync(move |_: &()| async move {
        let file = desk.backup().await.map_err(|error| trouble::words(&error))?;
        let name = ["linli-backup-", &write_day(desk.today()), ".linli"].concat();
        match save::download(&name, &file, "application/octet-stream") {
            Ok(()) => {
                settings::set_last_backup(clock::now());
                last.set(settings::last_backup());
                Ok(())
            }
            Err(error) => trouble::file(&error).map_or(Ok(()), Err),
        }
    });
    let press = move || {
        write.dispatch(());
    };
    view! {
        <div class="stack">
            <p class="quiet">{say("backup.words")}</p>
            {move || {
                let ago = last.get().map(|last| dates::ago((clock::now().0 - last.0) / 60_000));
                match ago {
                    None => notice(Tone::Warn, say("backup.never"), None),
                    Some(ago) => notice(tone(last), say_with("backup.last", &[("ago", &ago)]), None),
                }
            }}
            <div class="row">{icon_button(look, Icon::Download, say("backup.now"), press)}</div>
            {move || {
                write.value().get().and_then(Result::err).map(|words| notice(Tone::Grave, words, None))
            }}
        </div>
    }
    .into_any()
}

fn tone(last: RwSignal<Option<crate::domain::time::Stamp>>) -> Tone {
    let days = last.get().map_or(i64::MAX, |last| (clock::now().0 - last.0) / 86_400_000);
    if days > REMIND_AFTER_DAYS { Tone::Warn } else { Tone::Plain }
}
