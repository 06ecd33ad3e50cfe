//! 台账: what awaits confirmation, what counts, whose it is; handed in as a table, shown by a certificate.

mod amend;
mod certificate;
mod confirm;
mod export;
mod page;

use leptos::prelude::*;
use std::cell::Cell;
use std::collections::BTreeMap;
use std::sync::Arc;

use crate::domain::catalogue::ServiceKind;
use crate::domain::id::ServiceId;
use crate::domain::ledger::{Ledger, Sum};
use crate::domain::serving::{Unconfirmed, unconfirmed};
use crate::domain::time::Month;
use crate::ui::controls::button::{Look, button, icon_button};
use crate::ui::controls::dialog::Dialog;
use crate::ui::controls::endless::{Part, endless};
use crate::ui::controls::icon::Icon;
use crate::ui::controls::notice::empty;
use crate::ui::dates;
use crate::ui::dom::{El, Piece, el, el_of};
use crate::ui::organizers::volunteers::Volunteers;
use crate::ui::wording;
use crate::ui::words::{number, say, say_count, say_with};

/// People are drawn so many at a time.
const PIECE: usize = 40;
/// How high one's row is, in pixels.
const ROW: f64 = 56.0;

thread_local! {
    /// What its list of people takes up of the view.
    static ROOM: Cell<f64> = const { Cell::new(0.0) };
}

/// So many pairs of services that overlap are shown: with those settled the next come up.
const OVERLAPS: usize = 20;

/// What the parts of the ledger share.
#[derive(Clone, Copy)]
pub struct Books {
    /// The page around.
    pub page: Volunteers,
    /// Of which year.
    pub year: Memo<u16>,
    /// Whether every month of it has been read.
    pub whole: Memo<bool>,
    /// What counts in the year.
    pub ledger: Memo<Arc<Ledger>>,
    /// What awaits confirmation, with its month.
    pub waiting: Memo<Vec<(Month, Unconfirmed)>>,
    /// Whose page is open, by one of their services: names are no part of an address.
    pub open: RwSignal<Option<ServiceId>>,
    /// The organizer's name, as it will stand in what is confirmed.
    pub by: RwSignal<String>,
    /// 导出.
    pub exporting: Dialog,
    /// 补录.
    pub writing: Dialog,
    /// What is printed instead of the page.
    pub paper: RwSignal<Option<certificate::Paper>>,
}

/// Draws the part.
pub fn ledger(page: Volunteers) -> AnyView {
    let desk = page.desk;
    let year = Memo::new(move |_| page.month.get().year());
    let read = Memo::new(move |_| desk.year(year.get()));
    let ledger = Memo::new(move |_| {
        let read = read.read();
        let entries = read.0.iter().flat_map(|book| &book.entries);
        Arc::new(Ledger::of(entries, &desk.joined()))
    });
    let waiting = Memo::new(move |_| {
        let read = read.read();
        let of_month = |book: &Arc<crate::domain::book::MonthBook>| {
            let month = book.month;
            unconfirmed(book).into_iter().map(move |one| (month, one))
        };
        read.0.iter().flat_map(of_month).collect()
    });
    // Whoever confirmed last is likely to confirm again.
    let last = move || {
        let ledger = ledger.read_untracked();
        let entries = ledger.records.iter().flat_map(|record| &record.entries);
        entries.max_by_key(|entry| entry.at).map(|entry| entry.by.clone()).unwrap_or_default()
    };
    let by = RwSignal::new(String::new());
    Effect::new(move |_| {
        ledger.track();
        if by.read_untracked().is_empty() {
            by.set(last());
        }
    });
    let books = Books {
        page,
        year,
        whole: Memo::new(move |_| read.read().1),
        ledger,
        waiting,
        open: RwSignal::new(None),
        by,
        exporting: Dialog::new(),
        writing: Dialog::new(),
        paper: RwSignal::new(None),
    };
    // From the middle of a long list one comes to the head of a page, and back.
    Effect::new(move |before: Option<Option<ServiceId>>| {
        let now = books.open.get();
        if before.is_some_and(|before| before != now) {
            window().scroll_to_with_x_and_y(0.0, 0.0);
        }
        now
    });
    let shown = move || match books.open.get() {
        Some(id) => page::page(books, id),
        None => overview(books),
    };
    view! {
        <div class="ledger" data-paper=move || books.paper.read().is_some().then_some("1")>
            {shown} {certificate::paper(books)}
        </div>
        {books.exporting.view(say("export.heading"), move || export::export(books).el())}
        {books.writing.view(say("serving.write"), move || amend::write(books).el())}
    }
    .into_any()
}

fn overview(books: Books) -> AnyView {
    let reading =
        move || (!books.whole.get()).then(|| view! { <p class="quiet" role="status">{say("organize.reading")}</p> });
    let nothing = move || {
        let none = books.whole.get() && books.ledger.read().records.is_empty() && books.waiting.read().is_empty();
        none.then(|| empty(say("volunteers.no-ledger"), None))
    };
    let tools = move || {
        let has = !books.ledger.read().records.is_empty();
        let print = || drop(window().print());
        let write = icon_button(Look::Plain, Icon::Plus, say("serving.write"), move || books.writing.open());
        let export = icon_button(Look::Plain, Icon::Download, say("export.open"), move || books.exporting.open());
        view! {
            <div class="row no-print">
                {write} {has.then_some(export)} {has.then(|| icon_button(Look::Plain, Icon::Print, say("roster.print"), print))}
            </div>
        }
    };
    view! {
        {reading} {nothing} {confirm::confirm(books)} {move || overlaps(books)} {move || sums(books)} {tools}
        {move || people(books)}
    }
    .into_any()
}

/// 3 小时 20 分, as it stands everywhere in the ledger.
pub fn duration(minutes: u32) -> String {
    dates::duration(minutes)
}

fn sums(books: Books) -> Option<AnyView> {
    let ledger = books.ledger.get();
    if ledger.records.is_empty() {
        return None;
    }
    let month = books.page.month.get();
    let of_month = ledger.sum_of(|service| service.from.month() == month);
    let year = say_with("ledger.year", &[("year", &number(i64::from(books.year.get())))]);
    let row = |name: String, sum: Sum| {
        view! {
            <tr>
                <th scope="row">{name}</th>
                <td>{number(i64::from(sum.services))}</td>
                <td>{duration(sum.minutes)}</td>
            </tr>
        }
    };
    let kinds: BTreeMap<ServiceKind, Sum> = ledger.by_kind();
    let kinds = kinds.into_iter().map(|(kind, sum)| row(wording::service(kind).to_owned(), sum)).collect_view();
    let months = ledger.by_month().into_iter().map(|(month, sum)| row(dates::month_name(month).to_owned(), sum));
    let head = || {
        view! {
            <thead>
                <tr>
                    <th scope="col" class="unseen">{say("ledger.what")}</th>
                    <th scope="col">{say("ledger.services")}</th>
                    <th scope="col">{say("ledger.duration")}</th>
                </tr>
            </thead>
        }
    };
    let table = |label: &'static str, rows: AnyView| {
        view! {
            <div class="ledger-table">
                <h3>{label}</h3>
                <table class="plain-table" aria-label=label>
                    {head()} <tbody>{rows}</tbody>
                </table>
            </div>
        }
    };
    Some(
        view! {
            <section class="stack">
                <dl class="ledger-sums">
                    <div>
                        <dt>{dates::month_name(month).to_owned()}</dt>
                        <dd>{duration(of_month.minutes)} <span class="meta">{say_count("ledger.times", i64::from(of_month.services))}</span></dd>
                    </div>
                    <div>
                        <dt>{year}</dt>
                        <dd>{duration(ledger.sum().minutes)} <span class="meta">{say_count("ledger.times", i64::from(ledger.sum().services))}</span></dd>
                    </div>
                    <div>
                        <dt>{say("ledger.people-count")}</dt>
                        <dd>{say_count("ledger.persons", ledger.pages.iter().filter(|page| page.services > 0).count() as i64)}</dd>
                    </div>
                </dl>
                <details class="no-print">
                    <summary>{say("ledger.by-kind-and-month")}</summary>
                    <div class="ledger-tables">
                        {table(say("ledger.by-kind"), kinds.into_any())}
                        {table(say("ledger.by-month"), months.collect_view().into_any())}
                    </div>
                </details>
            </section>
        }
        .into_any(),
    )
}

/// One person in two places at once: somebody should look.
fn overlaps(books: Books) -> Option<AnyView> {
    let ledger = books.ledger.get();
    let pairs = ledger.overlaps();
    let rows = pairs.iter().take(OVERLAPS).map(|(one, other)| {
        let (first, second) = (&ledger.records[*one], &ledger.records[*other]);
        let day = dates::day(first.service.from.day());
        let values = [
            ("name", first.service.who.name.as_str()),
            ("day", &day),
            ("first", &first.service.role),
            ("second", &second.service.role),
        ];
        let id = first.id;
        view! {
            <li>
                {say_with("ledger.overlap", &values)} " "
                {button(Look::Words, say("ledger.look"), move || books.open.set(Some(id)))}
            </li>
        }
    });
    let rows = rows.collect_view();
    (!pairs.is_empty()).then(|| {
        view! {
            <section class="card stack no-print">
                <h2>{say_count("ledger.overlaps", pairs.len() as i64)}</h2>
                <ul class="plain-list">{rows}</ul>
            </section>
        }
        .into_any()
    })
}

/// Everybody with a page, drawn in pieces.
fn people(books: Books) -> Option<El> {
    let ledger = books.ledger.get();
    if ledger.pages.is_empty() {
        return None;
    }
    let heading = say_count("ledger.people", ledger.pages.len() as i64);
    let mut at = 0;
    let all = ledger.clone();
    let next = move || -> Option<Part> {
        let (from, to) = (at, (at + PIECE).min(all.pages.len()));
        at = to;
        let ledger = all.clone();
        (from < to).then(|| {
            let draw = Box::new(move || {
                let rows: Vec<El> = (from..to).filter_map(|nth| person(books, &ledger, nth)).collect();
                el_of("ul", "ledger-people").add(rows)
            });
            Part { about: ROW * (to - from) as f64, draw }
        })
    };
    let list = el_of("section", "ledger-list").add(el("h2").text(&heading)).add(endless(&ROOM, next));
    Some(list)
}

fn person(books: Books, ledger: &Ledger, nth: usize) -> Option<El> {
    let page = ledger.pages.get(nth)?;
    let id = ledger.records.get(*page.records.first()?)?.id;
    let tail = page.who.phone.as_ref().map(|phone| say_with("person.tail", &[("tail", phone.tail())]));
    let row = el_of("button", "ledger-person")
        .attr("type", "button")
        .on("click", move |_| books.open.set(Some(id)))
        .add(el("strong").text(&page.who.name))
        .add(el_of("span", "meta").text(&tail.unwrap_or_default()))
        .add(el_of("span", "meta").text(&say_count("ledger.times", i64::from(page.services))))
        .add(el_of("span", "ledger-minutes").text(&duration(page.minutes)));
    Some(el("li").add(row))
}
