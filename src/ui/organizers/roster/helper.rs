//! A list for a helper's phone: the phone shows its code, the desk seals the list to it.

use leptos::prelude::*;

use crate::domain::id::SessionId;
use crate::domain::menu::Menu;
use crate::state::desk::DeskError;
use crate::state::reasons::HelperRefused;
use crate::state::save;
use crate::ui::controls::button::{Look, button};
use crate::ui::controls::copy::copy_button;
use crate::ui::controls::notice::{Tone, notice};
use crate::ui::controls::text_area::TextArea;
use crate::ui::organizers::form::{Write, fine, form, line, submit, ticked, went};
use crate::ui::organizers::received;
use crate::ui::organizers::roster::Rosters;
use crate::ui::words::{say, say_with};

/// The dialog's content.
pub fn helper(rosters: Rosters) -> AnyView {
    let Some(session) = rosters.session.get_untracked() else { return ().into_any() };
    let (name, code) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let whole_day = RwSignal::new(true);
    let wrong: RwSignal<Option<String>> = RwSignal::new(None);
    let sealed: RwSignal<Option<String>> = RwSignal::new(None);
    let write: Write<()> = Action::new_unsync(move |_: &()| {
        let session = session.clone();
        async move {
            wrong.set(None);
            let month = rosters.month.get_untracked();
            let book = rosters.book.get_untracked().ok_or(DeskError::NothingToPublish)?;
            let menu = book.menu.as_ref().ok_or(DeskError::NothingToPublish)?;
            let targets = if whole_day.get_untracked() { of_day(menu, &session) } else { vec![session] };
            let name = name.get_untracked().trim().to_owned();
            match rosters.desk.seal_list(month, &targets, name, &code.get_untracked()).await? {
                Ok(text) => sealed.set(Some(text)),
                Err(refused) => wrong.set(Some(refusal(&refused))),
            }
            Ok(())
        }
    });
    let send = move || {
        if name.read_untracked().trim().is_empty() {
            wrong.set(Some(say("helping.name-missing").to_owned()));
        } else {
            write.dispatch(());
        }
    };
    let ask = move || {
        let area = TextArea {
            id: "helper-code",
            label: say("helping.code"),
            hint: Some(say("helping.code-hint")),
            rows: 4,
            value: code,
            error: fine(),
        };
        let fields = view! {
            <p class="quiet">{say("helping.words")}</p>
            {line("helper-name", say("helping.name"), None, name, fine())}
            {area.view()}
            {ticked(say("helping.whole-day"), whole_day)}
            {move || wrong.get().map(|words| notice(Tone::Warn, words, None))}
            {went(write, None)}
            {submit(say("helping.seal"), move || write.pending().get())}
        };
        form(send, fields.into_any())
    };
    (move || match sealed.get() {
        None => ask(),
        Some(text) => ready(text, name.get_untracked()),
    })
    .into_any()
}

/// The sealed list, and the ways in which it can reach the phone.
fn ready(text: String, name: String) -> AnyView {
    let address = [&crate::state::net::base(), "helper/#", &text].concat();
    let file = text.clone();
    let download = move || {
        let _ = save::download("linli-list.txt", file.as_bytes(), "text/plain");
    };
    view! {
        {notice(Tone::Good, say_with("helping.sealed", &[("name", &name)]), None)}
        <div class="row">
            {copy_button(Look::Main, say("helping.copy"), text)} {copy_button(Look::Plain, say("helping.copy-link"), address)}
            {button(Look::Plain, say("helping.download"), download)}
        </div>
        <p class="quiet">{say("helping.erases")}</p>
    }
    .into_any()
}

/// Everything that begins on the same day.
fn of_day(menu: &Menu, session: &SessionId) -> Vec<SessionId> {
    let Some(day) = menu.target(session).map(|target| target.span().start.day()) else { return Vec::new() };
    let sessions = menu.sessions.iter().filter(|session| session.cancelled.is_none() && session.start.day() == day);
    let shifts = menu.shifts.iter().filter(|shift| shift.cancelled.is_none() && shift.start.day() == day);
    let mut ids: Vec<_> = sessions
        .map(|session| (session.start, &session.id))
        .chain(shifts.map(|shift| (shift.start, &shift.id)))
        .collect();
    ids.sort();
    ids.into_iter().map(|(_, id)| id.clone()).collect()
}

/// What is wrong with a code or a report.
pub fn refusal(refused: &HelperRefused) -> String {
    match refused {
        HelperRefused::Code(problem) => received::code_problem(*problem),
        HelperRefused::TooNew => say("code.unknown-version").to_owned(),
        HelperRefused::OtherCentre(centre) => say_with("slip-refused.other-centre", &[("centre", centre.as_str())]),
        HelperRefused::TooLong => say("helping.too-long").to_owned(),
        HelperRefused::DoesNotOpen | HelperRefused::NotSigned => say("slip-refused.does-not-open").to_owned(),
        HelperRefused::Malformed => say("slip-refused.malformed").to_owned(),
        HelperRefused::Crypto(_) => say("slip-refused.crypto").to_owned(),
    }
}
