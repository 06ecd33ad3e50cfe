//! 志愿服务记录证明: made for a period, printed with the place for the seal and a code that anyone can check; it says that it is
//! the centre's own record.

use leptos::prelude::*;

use crate::domain::certificate::{Certificate, Issued, NothingToCertify};
use crate::domain::id::ServiceId;
use crate::domain::ledger::{Ledger, Page};
use crate::domain::time::{parse_day, write_day};
use crate::state::codes::Qr;
use crate::state::desk::DeskError;
use crate::ui::controls::button::{Look, icon_button};
use crate::ui::controls::dialog::Dialog;
use crate::ui::controls::icon::Icon;
use crate::ui::controls::notice::{Tone, notice};
use crate::ui::controls::typed_field::{Typed, TypedField};
use crate::ui::dates;
use crate::ui::organizers::form::{Write, fine, form, line, submit, went};
use crate::ui::organizers::volunteers::ledger::Books;
use crate::ui::organizers::wording::dotted;
use crate::ui::words::{number, read, say, say_with};

/// A certificate as it is printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paper {
    /// What it says, and who issued it.
    pub issued: Issued,
    /// What its code holds.
    pub address: String,
    /// What is certified, one line for each kind of service.
    pub kinds: Vec<(String, u32)>,
}

/// Asks for the period and who issues it. The dialog's content.
pub fn make(books: Books, id: ServiceId, dialog: Dialog) -> AnyView {
    let desk = books.page.desk;
    let (from, to) = (RwSignal::new(first_of(books.year.get_untracked())), RwSignal::new(write_day(desk.today())));
    let wrong: RwSignal<Option<&'static str>> = RwSignal::new(None);
    let write: Write<()> = Action::new_unsync(move |_: &()| async move {
        wrong.set(None);
        let ledger = books.ledger.get_untracked();
        let Some(page) = ledger.page_of(&id) else { return Ok(()) };
        let (Ok(first), Ok(last)) = (parse_day(&from.get_untracked()), parse_day(&to.get_untracked())) else {
            wrong.set(Some(say("certificate.period-wrong")));
            return Ok(());
        };
        let by = books.by.get_untracked().trim().to_owned();
        if by.is_empty() {
            wrong.set(Some(say("serving.by-missing")));
            return Ok(());
        }
        let number = desk.fresh_certificate_id()?;
        match Certificate::of(&ledger, page, (first, last), number, desk.today()) {
            Err(NothingToCertify::Period) => wrong.set(Some(say("certificate.period-wrong"))),
            Err(NothingToCertify::NoService) => wrong.set(Some(say("certificate.nothing"))),
            Ok(certificate) => {
                let issued = Issued { at: desk.stamp(), certificate, who: page.who.clone(), by };
                // Signed before it is noted: what cannot be signed was never issued.
                let paper = paper_of(books, &ledger, page, &issued).await?;
                desk.issue(issued).await?;
                dialog.close();
                print(books, paper);
            }
        }
        Ok(())
    });
    let day = |id, label, value| TypedField {
        id,
        label,
        hint: None,
        typed: Typed::Day(String::new(), write_day(desk.today())),
        value,
        error: fine(),
    };
    let fields = view! {
        <p class="quiet">{say("certificate.words")}</p>
        <div class="pair">
            {day("certificate-from", say("certificate.from"), from).view()}
            {day("certificate-to", say("certificate.to"), to).view()}
        </div>
        {line("certificate-by", say("certificate.by"), None, books.by, fine())}
        {move || wrong.get().map(|words| notice(Tone::Warn, words, None))}
        {went(write, None)}
        {submit(say("certificate.print"), move || write.pending().get())}
    };
    form(move || drop(write.dispatch(())), fields.into_any())
}

fn first_of(year: u16) -> String {
    let mut day = number(year);
    day.push_str("-01-01");
    day
}

/// What stands on the paper; the kinds of service are those of today's ledger in the certificate's period.
async fn paper_of(books: Books, ledger: &Ledger, page: &Page, issued: &Issued) -> Result<Paper, DeskError> {
    let certificate = &issued.certificate;
    let address = books.page.desk.certificate_address(certificate).await?;
    let mut kinds: Vec<(String, u32)> = Vec::new();
    for record in page.records.iter().map(|at| &ledger.records[*at]).filter(|record| !record.voided) {
        if !(certificate.from..=certificate.to).contains(&record.service.from.day()) {
            continue;
        }
        let role = &record.service.role;
        match kinds.iter_mut().find(|(known, _)| known == role) {
            Some((_, minutes)) => *minutes += record.minutes(),
            None => kinds.push((role.clone(), record.minutes())),
        }
    }
    Ok(Paper { issued: issued.clone(), address, kinds })
}

/// Prints it instead of the page. It stays on screen below until the next one, so that a browser without printing shows it.
fn print(books: Books, paper: Paper) {
    books.paper.set(Some(paper));
    // Two frames: by then it is drawn, and the dialog it was asked from is closed.
    request_animation_frame(move || request_animation_frame(|| drop(window().print())));
}

/// Certificates that were issued to the person of a page, each to be printed again.
pub fn issued(books: Books, ledger: &Ledger, page: &Page) -> Option<AnyView> {
    let joined = books.page.desk.joined();
    let all = books.page.desk.certificates();
    let of_page: Vec<Issued> =
        all.into_iter().filter(|issued| ledger.page(&issued.who, &joined) == Some(page)).collect();
    if of_page.is_empty() {
        return None;
    }
    let rows = of_page.into_iter().rev().map(|issued| {
        let certificate = &issued.certificate;
        let period = say_with(
            "certificate.period",
            &[("from", &write_day(certificate.from)), ("to", &write_day(certificate.to))],
        );
        let about = dotted([period, dates::duration(certificate.minutes), issued.by.clone()]);
        let number = certificate.number();
        let again = move || {
            let issued = issued.clone();
            leptos::task::spawn_local(async move {
                let ledger = books.ledger.get_untracked();
                let joined = untrack(|| books.page.desk.joined());
                let Some(page) = ledger.page(&issued.who, &joined) else { return };
                if let Ok(paper) = paper_of(books, &ledger, page, &issued).await {
                    print(books, paper);
                }
            });
        };
        view! {
            <li class="record">
                <strong class="record-what">{number}</strong>
                <span class="meta">{about}</span>
                <span class="no-print record-change">{icon_button(Look::Words, Icon::Print, say("certificate.again"), again)}</span>
            </li>
        }
    });
    Some(
        view! {
            <section class="stack">
                <h3>{say("certificate.issued")}</h3>
                <ul class="records">{rows.collect_view()}</ul>
            </section>
        }
        .into_any(),
    )
}

/// The paper: on screen a preview with its address to copy, on paper alone.
pub fn paper(books: Books) -> AnyView {
    let drawn = move || books.paper.get().map(|paper| sheet(books, &paper));
    drawn.into_any()
}

fn sheet(books: Books, paper: &Paper) -> AnyView {
    let Paper { issued, address, kinds } = paper;
    let certificate = &issued.certificate;
    let centre = books.page.desk.centre();
    let (name, phone) = centre.map(|centre| (read(&centre.name).to_owned(), centre.phone)).unwrap_or_default();
    let picture = Qr::of_link(address).map(|qr| qr.picture(4));
    let fact = |label: &'static str, value: String| view! { <dt>{label}</dt> <dd>{value}</dd> };
    let period =
        say_with("certificate.period", &[("from", &write_day(certificate.from)), ("to", &write_day(certificate.to))]);
    let service = say_with(
        "certificate.service",
        &[("n", &number(i64::from(certificate.services))), ("long", &dates::duration(certificate.minutes))],
    );
    let kinds = kinds
        .iter()
        .map(|(role, minutes)| view! { <li>{dotted([role.clone(), dates::duration(*minutes)])}</li> })
        .collect_view();
    let close = icon_button(Look::Plain, Icon::Cross, say("control.close"), move || books.paper.set(None));
    let again = icon_button(Look::Main, Icon::Print, say("certificate.again"), || drop(window().print()));
    let copy = crate::ui::controls::copy::copy_button(Look::Plain, say("certificate.copy"), address.clone());
    view! {
        <article class="certificate">
            <p class="row no-print">{again} {copy} {close}</p>
            <h2>{say("certificate.title")}</h2>
            <p class="certificate-number">{say_with("certificate.number", &[("number", &certificate.number())])}</p>
            <p>{say_with("certificate.sentence", &[("name", &certificate.name), ("period", &period), ("centre", &name)])}</p>
            <p class="certificate-hours">{service}</p>
            <ul class="certificate-kinds">{kinds}</ul>
            <dl class="certificate-facts">
                {fact(say("certificate.document"), String::new())}
                {fact(say("certificate.by"), issued.by.clone())}
                {fact(say("certificate.call"), phone)}
                {fact(say("certificate.on"), write_day(certificate.on))}
            </dl>
            <div class="certificate-foot">
                <div class="certificate-check">
                    {picture.map(|picture| view! { <img src=picture alt=say("certificate.code")/> })}
                    <p>{say("certificate.check")}</p>
                </div>
                <div class="certificate-seal">
                    <p>{name}</p>
                    <p>{say("certificate.seal")}</p>
                </div>
            </div>
            <p class="certificate-own">{say("certificate.own")}</p>
        </article>
    }
    .into_any()
}
