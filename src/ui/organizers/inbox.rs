//! The inbox: anything is pasted or dropped, every slip in it is found, and each says what became of it.

use leptos::ev::DragEvent;
use leptos::prelude::*;
use web_sys::File;

use crate::domain::slip::Way;
use crate::state::desk::{Desk, DeskError, Received, ReportRefused, ReportTaken, Taken};
use crate::state::save;
use crate::ui::controls::button::{Look, button};
use crate::ui::controls::file_field::{dropped_file, file_field};
use crate::ui::controls::notice::{Tone, notice};
use crate::ui::controls::text_area::TextArea;
use crate::ui::organizers::form::{fine, form, submit};
use crate::ui::organizers::{head, received, roster, trouble};
use crate::ui::words::{number, say, say_with};

/// What stands on the page: what is pasted, and what the last taking found.
#[derive(Clone, Copy)]
struct Inbox {
    desk: Desk,
    text: RwSignal<String>,
    found: RwSignal<Option<Vec<Received>>>,
    reports: RwSignal<Vec<Result<ReportTaken, ReportRefused>>>,
    unread: RwSignal<Option<String>>,
}

impl Inbox {
    fn read(self, file: File) {
        leptos::task::spawn_local(async move {
            match save::read_text(&file).await {
                Ok(text) => {
                    self.unread.set(None);
                    self.text.set(text);
                }
                Err(error) => self.unread.set(trouble::file(&error)),
            }
        });
    }

    /// Takes what was pasted. When every slip in it could be read the field is free for the next; else it stays.
    async fn take(self) -> Result<(), DeskError> {
        let text = self.text.get_untracked();
        let reports = self.desk.receive_reports(&text).await?;
        let received = self.desk.receive(text, Way::Pasted).await?;
        let any = !received.is_empty() || !reports.is_empty();
        if any && received.iter().all(|one| one.result.is_ok()) && reports.iter().all(Result::is_ok) {
            self.text.set(String::new());
        }
        self.reports.set(reports);
        self.found.set(Some(received));
        Ok(())
    }
}

/// Draws the page.
pub fn page(desk: Desk) -> AnyView {
    let inbox = Inbox {
        desk,
        text: RwSignal::new(String::new()),
        found: RwSignal::new(None),
        reports: RwSignal::default(),
        unread: RwSignal::new(None),
    };
    view! {
        {head::head(say("inbox.heading"), None)}
        <div class="inbox">
            {paste(inbox)}
            <section class="stack" aria-live="polite" aria-label=say("inbox.results")>
                {move || inbox.reports.get().iter().map(report).collect_view()}
                {move || {
                    let reports = !inbox.reports.read().is_empty();
                    let found = inbox.found.get().filter(|found| !(found.is_empty() && reports));
                    found.map(|found| results(desk, found))
                }}
            </section>
        </div>
    }
    .into_any()
}

fn paste(inbox: Inbox) -> AnyView {
    let write = Action::new_unsync(move |_: &()| inbox.take());
    let send = move || {
        write.dispatch(());
    };
    let dropped = move |event: DragEvent| {
        if let Some(file) = dropped_file(&event) {
            event.prevent_default();
            inbox.read(file);
        }
    };
    let area = TextArea {
        id: "inbox-text",
        label: say("inbox.paste"),
        hint: Some(say("inbox.paste-hint")),
        rows: 8,
        value: inbox.text,
        error: fine(),
    };
    let take_file = move |file| inbox.read(file);
    let fields = view! {
        <div on:drop=dropped>{area.view()}</div>
        {move || inbox.unread.get().map(|words| notice(Tone::Grave, words, None))}
        {move || {
            let failed = write.value().get().and_then(Result::err);
            failed.map(|error| notice(Tone::Grave, trouble::words(&error), None))
        }}
        <div class="row">
            {submit(say("inbox.take"), move || write.pending().get())}
            {button(Look::Words, say("inbox.clear"), move || inbox.text.set(String::new()))}
        </div>
        <details>
            <summary>{say("inbox.from-file")}</summary>
            {file_field("inbox-file", say("inbox.file"), None, ".txt,text/plain", take_file)}
        </details>
    };
    view! { <section class="card stack">{form(send, fields.into_any())}</section> }.into_any()
}

/// What became of a helper's report.
fn report(report: &Result<ReportTaken, ReportRefused>) -> AnyView {
    match report {
        Ok(ReportTaken { helper, noted, new }) => {
            let values = [("helper", helper.as_str()), ("n", &number(*noted as i64)), ("new", &number(*new as i64))];
            notice(Tone::Good, say_with("inbox.report", &values), None).into_any()
        }
        Err(ReportRefused::NoSuchList) => notice(Tone::Warn, say("inbox.report-unknown"), None).into_any(),
        Err(ReportRefused::Sealed(refused)) => notice(Tone::Warn, roster::refusal(refused), None).into_any(),
    }
}

fn results(desk: Desk, found: Vec<Received>) -> AnyView {
    if found.is_empty() {
        return notice(Tone::Warn, say("inbox.nothing-found"), None).into_any();
    }
    let count = |is: fn(&Received) -> bool| number(found.iter().filter(|one| is(one)).count() as i64);
    let new = count(|one| matches!(one.result, Ok(Taken::New(..))));
    let again = count(|one| matches!(one.result, Ok(Taken::Again(..))));
    let refused = count(|one| one.result.is_err());
    let words = say_with("inbox.summary", &[("n", &new), ("again", &again), ("refused", &refused)]);
    view! {
        <h2>{words}</h2>
        <ul class="received">
            {found.into_iter().map(|one| received::received(desk, one)).collect_view()}
        </ul>
        {received::then(desk)}
    }
    .into_any()
}
