//! Whom a change must reach: text and picture for the residents' group, a notice for the door, a list of whom to call.

use leptos::prelude::*;
use wasm_bindgen::JsCast;

use crate::domain::calling::{Call, calls};
use crate::domain::id::SessionId;
use crate::domain::time::Month;
use crate::state::codes::Qr;
use crate::state::desk::Desk;
use crate::state::net;
use crate::ui::controls::button::{Look, icon_button, link_button};
use crate::ui::controls::copy::copy_button;
use crate::ui::controls::icon::{Icon, icon};
use crate::ui::controls::notice::{Tone, notice};
use crate::ui::organizers::chat::{self, Told};
use crate::ui::organizers::trouble;
use crate::ui::picture::{INK, INK2, LAMP, MARGIN, Sheet};
use crate::ui::route::{Paper, Route};
use crate::ui::words::{read, say, say_count, say_with};

/// Draws all of it for the sessions and shifts of a publication that were moved or called off, and the month as text.
pub fn reach(desk: Desk, month: Month, moved: Vec<SessionId>) -> AnyView {
    let (Some(book), Some(centre)) = (desk.month(month), desk.centre()) else { return ().into_any() };
    let Some(menu) = book.menu.clone() else { return ().into_any() };
    let (name, address) = (read(&centre.short_name).to_owned(), net::base());
    let whole = view! {
        <details>
            <summary>{say("reach.month")}</summary>
            {text(chat::month(&name, &menu, &address), Look::Plain)}
        </details>
    };
    let paper = Route::OrganizePaper { month: Some(month), paper: Paper::PosterA3, session: None };
    let poster = link_button(Look::Plain, Some(Icon::Print), say("reach.poster"), paper.href());
    let told: Vec<Told> = moved.iter().filter_map(|id| Told::of(&menu, id)).collect();
    let changed = (!told.is_empty()).then(|| changed(desk, month, &moved, told, &name, &address));
    view! {
        <section class="reach stack" aria-labelledby="reach-heading">
            <h3 id="reach-heading">{say("reach.heading")}</h3>
            {changed}
            {whole}
            <div class="row">{poster}</div>
        </section>
    }
    .into_any()
}

/// The same for one session of a published month, for its roster; nothing where nobody has to hear of anything.
pub fn of_session(desk: Desk, month: Month, id: &SessionId) -> Option<AnyView> {
    let (book, centre) = (desk.month(month)?, desk.centre()?);
    let told = Told::of(book.menu.as_ref()?, id)?;
    let content = changed(desk, month, std::slice::from_ref(id), vec![told], read(&centre.short_name), &net::base());
    Some(
        view! {
            <section class="card reach stack no-print" aria-labelledby="reach-heading">
                <h3 id="reach-heading">{say("reach.heading")}</h3>
                {content}
            </section>
        }
        .into_any(),
    )
}

fn changed(desk: Desk, month: Month, moved: &[SessionId], told: Vec<Told>, centre: &str, address: &str) -> AnyView {
    let words = chat::changes(centre, &told, address);
    // A notice for each door.
    let session = if let [only] = moved { Some(only.clone()) } else { None };
    let door = Route::OrganizePaper { month: Some(month), paper: Paper::Door, session };
    let lists = moved.iter().map(|id| call_list(desk, month, id)).collect_view();
    view! {
        {text(words, Look::Main)}
        {picture(told, centre.to_owned(), address.to_owned())}
        <div class="row">{link_button(Look::Plain, Some(Icon::Print), say("reach.door"), door.href())}</div>
        {lists}
    }
    .into_any()
}

/// A text as it will be sent, and the button that copies it.
fn text(words: String, look: Look) -> AnyView {
    let copy = copy_button(look, say("reach.copy"), words.clone());
    view! {
        <p class="chat-text">{words}</p>
        <div class="row">{copy}</div>
    }
    .into_any()
}

fn call_list(desk: Desk, month: Month, id: &SessionId) -> AnyView {
    let (Some(book), Some(placement)) = (desk.month(month), desk.placement(month)) else { return ().into_any() };
    let Some(menu) = &book.menu else { return ().into_any() };
    let title = crate::ui::organizers::wording::published_title(menu, id);
    let calls = calls(&book, &placement, id);
    if calls.is_empty() {
        return view! { <p class="quiet">{say_with("reach.nobody", &[("title", &title)])}</p> }.into_any();
    }
    let count = say_count("reach.count", calls.len() as i64);
    let heading = say_with("reach.calls", &[("title", &title), ("count", &count)]);
    view! {
        <h4>{heading.clone()}</h4>
        <ul class="call-list" aria-label=heading>
            {calls.into_iter().map(|call| one(desk, month, id, call)).collect_view()}
        </ul>
    }
    .into_any()
}

/// One to call: the tick is kept with the book, and comes off again where it cannot be.
fn one(desk: Desk, month: Month, session: &SessionId, call: Call) -> AnyView {
    let done = RwSignal::new(call.called);
    let failed = RwSignal::new(None::<String>);
    let (session, slip) = (session.clone(), call.slip);
    let id = ["called-", &session.to_string(), "-", &slip.to_string()].concat();
    let tick_id = id.clone();
    let note = move |event: leptos::ev::Event| {
        let (ticked, session, id) = (event_target_checked(&event), session.clone(), tick_id.clone());
        done.set(ticked);
        failed.set(None);
        leptos::task::spawn_local(async move {
            if let Err(error) = desk.note_call(month, session, slip, ticked).await {
                done.try_set(!ticked);
                failed.try_set(Some(trouble::words(&error)));
            }
            keep_focus(id);
        });
    };
    let guardian = call.guardian.map(|guardian| say_with("person.guardian", &[("name", &guardian)]));
    let number = call.phone.map(|phone| phone.digits().to_owned());
    let phone = match number {
        Some(number) => {
            let href = ["tel:", &number].concat();
            view! { <a href=href>{icon(Icon::Phone)} {number}</a> }.into_any()
        }
        None => view! { <span class="meta">{say("reach.no-phone")}</span> }.into_any(),
    };
    let label = say_with("reach.called", &[("name", &call.name)]);
    view! {
        <li data-done=move || done.get().then_some("1")>
            <label class="call-tick">
                <input id=id type="checkbox" aria-label=label prop:checked=move || done.get() on:change=note/>
                <strong>{call.name}</strong>
            </label>
            <span class="meta">{guardian}</span>
            {phone}
            {move || failed.get().map(|words| notice(Tone::Grave, words, None))}
        </li>
    }
    .into_any()
}

/// A roster is drawn anew when something of its month is noted: who goes down the list by keyboard stays where they were.
fn keep_focus(id: String) {
    request_animation_frame(move || {
        let page = document();
        let lost = page.active_element().is_none_or(|element| element.tag_name() == "BODY");
        let tick = page.get_element_by_id(&id).and_then(|tick| tick.dyn_into::<web_sys::HtmlElement>().ok());
        if let Some(tick) = tick.filter(|_| lost) {
            let _ = tick.focus();
        }
    });
}

/// The picture, drawn when it is asked for.
fn picture(told: Vec<Told>, centre: String, address: String) -> AnyView {
    let shown = RwSignal::new(false);
    let drawn = move || {
        let address = shown.get().then(|| draw(&told, &centre, &address))??;
        let alt = chat::changes(&centre, &told, "");
        Some(view! {
            <p class="meta">{say("list.hint")}</p>
            <img class="share-picture" src=address.clone() alt=alt/>
            <div class="row">
                <a class="button" data-look="plain" href=address download="linli.png">
                    {icon(Icon::Download)} {say("list.save")}
                </a>
            </div>
        })
    };
    view! {
        {move || {
            (!shown.get())
                .then(|| {
                    let press = move || shown.set(true);
                    view! { <div class="row">{icon_button(Look::Plain, Icon::Share, say("reach.picture"), press)}</div> }
                })
        }}
        {drawn}
    }
    .into_any()
}

/// In pixels: wide enough for a phone's screen at its full sharpness.
const WIDTH: u32 = 1080;
/// A block of one change takes at most so much.
const BLOCK: u32 = 420;
const CODE: f64 = 6.0;

fn draw(told: &[Told], centre: &str, address: &str) -> Option<String> {
    let qr = Qr::of_link(address)?;
    let foot = (qr.size as f64 * CODE) as u32 + 2 * MARGIN as u32;
    let most = Sheet::new(WIDTH, 200 + BLOCK * told.len() as u32 + foot)?;
    // Once to see how tall it is, once as it is sent.
    let height = write(most, told, centre, address, &qr)?.down + f64::from(foot);
    let sheet = write(Sheet::new(WIDTH, height as u32)?, told, centre, address, &qr)?;
    sheet.address()
}

fn write(mut sheet: Sheet, told: &[Told], centre: &str, address: &str, qr: &Qr) -> Option<Sheet> {
    sheet.words(centre, 32, false, INK2, 1);
    sheet.words(say("reach.picture-heading"), 60, true, INK, 1);
    for told in told {
        sheet.down += 20.0;
        let top = sheet.down;
        sheet.down += 20.0;
        sheet.words(&told.title, 48, true, INK, 2);
        if told.off {
            sheet.words(say("plan.cancelled"), 44, true, SEAL, 1);
        }
        let lines = [
            (say("door.when"), Some(&told.when), told.when_before.as_ref()),
            (say("door.where"), Some(&told.place).filter(|place| !place.is_empty()), told.place_before.as_ref()),
        ];
        for (label, now, before) in lines {
            let Some(now) = now else { continue };
            sheet.words(&[label, now].concat(), 36, before.is_some(), INK, 2);
            if let Some(before) = before.filter(|before| !before.is_empty()) {
                sheet.words(&say_with("door.before", &[("before", before)]), 32, false, INK2, 2);
            }
        }
        sheet.words(&told.why, 36, false, INK, 4);
        let bottom = sheet.down + 12.0;
        sheet.fill(LAMP, (MARGIN - 28.0, top, 10.0, bottom - top));
    }
    let at = (sheet.down + 24.0).round();
    let side = qr.size as f64 * CODE;
    sheet.modules(|x, y| qr.is_dark(x, y), qr.size, (MARGIN, at), CODE);
    let beside = (MARGIN + side + 32.0, f64::from(WIDTH) - MARGIN);
    let down = sheet.down;
    sheet.down = at;
    sheet.words_within(say("reach.scan"), beside, 36, true, INK, 2);
    sheet.words_within(address, beside, 28, false, INK2, 3);
    sheet.down = down;
    Some(sheet)
}

/// The colour of what is stamped.
const SEAL: &str = "#b72121";
