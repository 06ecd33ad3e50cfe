//! Checking: the centre's signature over all its files, and a draw run again, from the published files alone. In steps that
//! one can follow without knowing ciphers; the full numbers are there for who wants to calculate along.

mod record;

use std::sync::Arc;

use leptos::prelude::*;

use crate::domain::draw::{DrawChecked, DrawRefused, DrawStage, Drawn, Seen};
use crate::domain::id::{EntrantTag, SessionId, hex};
use crate::domain::menu::Target;
use crate::domain::time::Start;
use crate::state::family::Family;
use crate::state::published::{Inspection, Published};
use crate::state::{Head, Refused};
use crate::ui::controls::button::{Look, button};
use crate::ui::controls::icon::{Icon, icon};
use crate::ui::controls::notice::{Tone, empty, notice};
use crate::ui::dates;
use crate::ui::dom::{El, all, el, el_of, live};
use crate::ui::navigation;
use crate::ui::pages::site::{opening, with_centre};
use crate::ui::pages::thing::Thing;
use crate::ui::route::Route;
use crate::ui::shell::page_head;
use crate::ui::today::{now, today};
use crate::ui::words::{number, read, say, say_count, say_with};

/// The page: of the whole folder, or of one draw.
pub fn verify() -> El {
    let session = Memo::new(|_| match navigation::route() {
        Some(Route::Verify { session }) => session,
        _ => None,
    });
    let back = move || session.get().map_or(Route::My, |_| Route::Verify { session: None });
    let content = with_centre(move || match session.get() {
        Some(id) => draw(&id),
        None => all([record::record(), signature(), draws()]),
    });
    all([live(move || page_head(say("verify.page"), Some(back()), None)), content])
}

/// One step: what was looked at, and how it is.
fn step(holds: bool, heading: &str, words: &str) -> El {
    let (tone, picture, spoken) = match holds {
        true => ("good", Icon::Check, "verify.holds"),
        false => ("grave", Icon::Warning, "verify.fails"),
    };
    let heading = el_of("h3", "check-heading").add(el_of("span", "unseen").text(say(spoken))).text(heading);
    el_of("li", "check-step")
        .attr("data-tone", tone)
        .add(icon(picture))
        .add(el("div").add(heading).add((!words.is_empty()).then(|| el("p").text(words))))
}

/// A step that has not come yet.
fn awaited(heading: &str, words: &str) -> El {
    let heading = el_of("h3", "check-heading").text(heading);
    el_of("li", "check-step")
        .attr("data-tone", "open")
        .add(icon(Icon::Clock))
        .add(el("div").add(heading).add(el("p").text(words)))
}

fn signature() -> El {
    let published = Published::here();
    let inspection: RwSignal<Option<Arc<Inspection>>> = RwSignal::default();
    let busy = RwSignal::new(false);
    let look = move || {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        leptos::task::spawn_local(async move {
            inspection.set(Some(Arc::new(published.inspect().await)));
            busy.set(false);
        });
    };
    let fingerprint = move || published.head().map(|head| head.fingerprint.to_string()).unwrap_or_default();
    let result = move || match (busy.get(), inspection.get()) {
        (true, _) => el_of("p", "meta").text(say("verify.busy")),
        (false, None) => el("div"),
        (false, Some(inspection)) => inspected(&inspection),
    };
    el_of("section", "card verify")
        .add(el_of("h2", "session-title").text(say("verify.signature")))
        .add(el("p").text(say("verify.signature-words")))
        .add(el_of("p", "fingerprint").attr("aria-label", say("verify.fingerprint")).live_text(fingerprint))
        .add(el_of("p", "meta").text(say("verify.fingerprint-words")))
        .add(button(Look::Main, say("verify.look"), look))
        .add(el("div").attr("role", "status").live(result))
}

fn inspected(inspection: &Inspection) -> El {
    let mut steps = el_of("ol", "check-steps");
    match &inspection.head {
        Err(refused) => {
            steps = steps.add(match refused {
                // Nothing came, for want of a network or otherwise: that says nothing about the files.
                Refused::Missing(_) => awaited(say("verify.offline"), say("verify.offline-words")),
                _ => step(false, say("verify.step-signature-fails"), &refusal(refused)),
            });
        }
        Ok(head) => {
            let as_of = say_with("verify.as-of", &[("day", &as_of(head))]);
            steps = steps.add(step(true, say("verify.step-signature"), &as_of)).add(step(
                true,
                say("verify.step-order"),
                say("verify.counter"),
            ));
            let wrong = &inspection.wrong;
            let words = match wrong.first() {
                None => say_count("verify.files", count(inspection.files as u64)),
                Some((path, refused)) => say_with("verify.file-wrong", &[("file", path), ("why", &refusal(refused))]),
            };
            let heading = if wrong.is_empty() { "verify.step-files" } else { "verify.step-files-fail" };
            steps = steps.add(step(wrong.is_empty(), say(heading), &words));
        }
    }
    steps
}

fn as_of(head: &Head) -> String {
    dates::start(head.index.made_at.local(head.centre.utc_offset), today())
}

/// Why files are not believed.
fn refusal(refused: &Refused) -> String {
    match refused {
        Refused::Keys(_) => say("refused.keys").to_owned(),
        Refused::UnknownSigner | Refused::BadSignature => say("refused.signature").to_owned(),
        Refused::OtherCentre(_) => say("refused.other-centre").to_owned(),
        Refused::OlderIndex { kept, got } => {
            say_with("refused.older", &[("kept", &number(count(*kept))), ("got", &number(count(*got)))])
        }
        Refused::ForkedIndex { .. } => say("refused.forked").to_owned(),
        Refused::HashMismatch(_) => say("refused.changed").to_owned(),
        Refused::Missing(_) => say("refused.missing").to_owned(),
        Refused::TooNew { .. } => say("refused.too-new").to_owned(),
        Refused::Malformed { .. } => say("refused.malformed").to_owned(),
        Refused::DrawChanged(_) => say("refused.draw-changed").to_owned(),
        Refused::Crypto(_) => say("failure.crypto").to_owned(),
    }
}

/// The draws of the months that are here.
fn draws() -> El {
    let published = Published::here();
    let list = move || {
        published.months_with_draws().into_iter().for_each(|month| drop(published.menu(month)));
        let mut rows = Vec::new();
        for menu in published.menus_here() {
            for session in menu.sessions.iter().filter(|session| session.draw.is_some()) {
                let Some(target) = menu.target(&session.id) else { continue };
                let thing = Thing::of(published, &menu, target);
                let stage = DrawStage::of(session, published.session_draw(&session.id).as_ref(), now());
                let href = Route::Verify { session: Some(session.id.clone()) }.href();
                let title = el("a").attr("href", &href).text(&thing.title);
                let when = dates::start(session.start, today());
                let words = el_of("p", "meta").text(&when).text(say("day.dot")).text(stage.map_or("", stage_words));
                rows.push(el_of("li", "draw-row").add(title).add(words));
            }
        }
        match rows.is_empty() {
            true => el_of("p", "meta").text(say("verify.no-draws")),
            false => el_of("ul", "draw-rows").add(rows),
        }
    };
    el_of("section", "card verify")
        .add(el_of("h2", "session-title").text(say("verify.draws")))
        .add(el("p").text(say("verify.draws-words")))
        .live(list)
}

fn stage_words(stage: DrawStage) -> &'static str {
    match stage {
        DrawStage::Open => say("draw.stage-open"),
        DrawStage::ToPublish => say("draw.stage-closed"),
        DrawStage::AwaitsNumber => say("draw.stage-awaits"),
        DrawStage::Decided => say("draw.stage-decided"),
    }
}

/// One draw, step by step.
fn draw(id: &SessionId) -> El {
    let published = Published::here();
    let month = id.start.month();
    let Some(menu) = published.menu_of(id) else {
        return if published.is_on_its_way(month) { opening() } else { empty(say("verify.no-draw"), None) };
    };
    let Some(target @ Target::Session(session, _)) = menu.target(id) else {
        return empty(say("verify.no-draw"), None);
    };
    let Some(terms) = session.draw.as_deref() else { return empty(say("verify.no-draw"), None) };
    let thing = Thing::of(published, &menu, target);
    let closes = dates::start(session.closes_at(), today());
    let head = el_of("div", "verify-head").add(el_of("h2", "session-title").text(&thing.title)).add(
        el_of("p", "meta")
            .text(&dates::start(session.start, today()))
            .text(say("day.dot"))
            .text(&say_count("draw.places", session.places().unwrap_or(0))),
    );
    let which = read(&terms.number);
    let sealed = say_with("draw.sealed-words", &[("commitment", &short(&terms.commitment.0))]);
    let mut steps = el_of("ol", "check-steps").add(step(true, say("draw.sealed"), &sealed));
    let draws = published.draws(month);
    let held = draws.as_ref().is_some_and(|draws| draws.draws.contains_key(id));
    if !held {
        let open = now() <= session.closes_at();
        let words = if open { "draw.entrants-until" } else { "draw.entrants-soon" };
        steps = steps
            .add(awaited(say("draw.entrants"), &say_with(words, &[("until", &closes)])))
            .add(awaited(say("draw.number"), &say_with("draw.number-awaited", &[("which", which)])))
            .add(awaited(say("draw.order"), say("draw.order-awaited")));
        return el_of("article", "card verify").add(head).add(steps);
    }
    let checked = draws.map(|draws| draws.check(&menu, published.utc_offset(), id, Seen::default()));
    let checked = match checked {
        Some(Ok(checked)) => checked,
        Some(Err(refused)) => {
            steps = steps.add(step(false, say("draw.wrong"), &draw_refusal(&refused)));
            return el_of("article", "card verify").add(head).add(steps);
        }
        None => return opening(),
    };
    let at = |start: Start| dates::start(start, today());
    let published_at = at(checked.published_at.local(published.utc_offset()));
    let entrants = say_with(
        "draw.entrants-words",
        &[("day", &published_at), ("n", &number(count(checked.entrants.len() as u64)))],
    );
    steps = steps.add(step(true, say("draw.entrants"), &entrants));
    let mine = mine(id);
    let order = match &checked.outcome {
        None => {
            steps = steps
                .add(awaited(say("draw.number"), &say_with("draw.number-awaited", &[("which", which)])))
                .add(awaited(say("draw.order"), say("draw.order-awaited")));
            None
        }
        Some((result, _)) => {
            let drawn = say_with("draw.number-words", &[("which", which), ("number", result.number.digits())]);
            let seed = say_with("draw.opened-words", &[("seed", &short(&result.seed.0))]);
            steps = steps
                .add(step(true, say("draw.number"), &drawn))
                .add(step(true, say("draw.opened"), &seed))
                .add(step(true, say("draw.order"), say("draw.order-words")));
            Some(ordered(&checked, &mine))
        }
    };
    let in_list = |(name, tag): &(String, EntrantTag)| {
        let place = checked.entrants.find(tag);
        let words = match (place, checked.position(tag)) {
            (None, _) => say_with("draw.mine-missing", &[("name", name)]),
            (Some(_), None) => say_with("draw.mine", &[("name", name), ("tag", &short(&tag.0))]),
            (Some(_), Some(nth)) => say_with(
                "draw.mine-drawn",
                &[("name", name), ("tag", &short(&tag.0)), ("nth", &number(count(nth as u64)))],
            ),
        };
        notice(if place.is_some() { Tone::Good } else { Tone::Warn }, words, None)
    };
    let mine: Vec<El> = mine.iter().map(in_list).collect();
    el_of("article", "card verify").add(head).add(mine).add(steps).add(order).add(in_full(&checked))
}

/// The family's tags in this draw, with whose they are. Nobody else can make them.
fn mine(id: &SessionId) -> Vec<(String, EntrantTag)> {
    let family = Family::here();
    let slips = family.slips_for(id).into_iter();
    let named = slips.filter_map(|own| Some((own.asks.person()?.name.clone(), EntrantTag::of(&own.key, id))));
    named.collect()
}

/// The order, those who are drawn first.
fn ordered(checked: &DrawChecked, mine: &[(String, EntrantTag)]) -> Option<El> {
    let (_, order) = checked.outcome.as_ref()?;
    let places = usize::from(checked.places);
    let row = |(index, drawn): (usize, &Drawn)| {
        let whose = mine.iter().find(|(_, tag)| *tag == drawn.tag).map(|(name, _)| name.as_str());
        el("tr")
            .flag("data-drawn", index < places)
            .flag("data-mine", whose.is_some())
            .add(el("td").text(&number(count(index as u64 + 1))))
            .add(
                el("td")
                    .add(el("code").text(&short(&drawn.tag.0)))
                    .text(whose.map_or("", |_| " "))
                    .text(whose.unwrap_or("")),
            )
            .add(el("td").add(el("code").text(&short(&drawn.value))))
            .add(el("td").text(if index < places { say("draw.drawn") } else { say("draw.waits") }))
    };
    let head = ["draw.column-nth", "draw.column-tag", "draw.column-value", "draw.column-result"];
    let head: Vec<El> = head.into_iter().map(|name| el("th").attr("scope", "col").text(say(name))).collect();
    let rows: Vec<El> = order.iter().enumerate().map(row).collect();
    let table = el_of("table", "draw-order")
        .add(el_of("caption", "unseen").text(say("draw.order")))
        .add(el("thead").add(el("tr").add(head)))
        .add(el("tbody").add(rows));
    let note = el_of("p", "meta").text(say("draw.order-note"));
    Some(all([el_of("div", "draw-scroll").add(table), note]))
}

/// Every number in full, to calculate along.
fn in_full(checked: &DrawChecked) -> El {
    let line = |name: &'static str, value: &str| {
        el("p").add(el("strong").text(say(name))).text(" ").add(el("code").text(value))
    };
    let mut full = el_of("details", "in-full")
        .add(el("summary").text(say("draw.in-full")))
        .add(line("draw.full-commitment", &hex(&checked.terms.commitment.0)));
    if let Some((result, order)) = &checked.outcome {
        full = full
            .add(line("draw.full-seed", &hex(&result.seed.0)))
            .add(line("draw.full-number", result.number.digits()))
            .add(el("p").text(say("draw.formula")));
        let lines: Vec<El> = order
            .iter()
            .map(|drawn| {
                let value = [hex(&drawn.tag.0), hex(&drawn.value)].join(" → ");
                el("li").flag("data-first", drawn.first).add(el("code").text(&value))
            })
            .collect();
        full = full.add(el("ol").add(lines));
    } else {
        let tags = checked.entrants.first.iter().chain(&checked.entrants.others);
        let tags: Vec<El> = tags.map(|tag| el("li").add(el("code").text(&hex(&tag.0)))).collect();
        full = full.add(el("ol").add(tags));
    }
    full
}

/// As words take numbers.
fn count(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// As many digits as two people compare by eye.
pub fn short(bytes: &[u8]) -> String {
    let mut digits = hex(bytes);
    digits.truncate(8);
    digits
}

/// What is wrong with a draw.
fn draw_refusal(refused: &DrawRefused) -> String {
    let at = |start: &Start| dates::start(*start, today());
    match refused {
        DrawRefused::NoSuchSession | DrawRefused::NoTerms => say("verify.no-draw").to_owned(),
        DrawRefused::OtherCommitment { .. } | DrawRefused::CommitmentChanged { .. } => {
            say("draw.refused-commitment").to_owned()
        }
        DrawRefused::EntrantsChanged => say("refused.draw-changed").to_owned(),
        DrawRefused::PublishedBeforeClosing { closes, published } => {
            say_with("draw.refused-early", &[("closes", &at(closes)), ("day", &at(published))])
        }
        DrawRefused::EntrantsNotInOrder => say("draw.refused-list").to_owned(),
        DrawRefused::DecidedBeforePublished => say("draw.refused-decided").to_owned(),
        DrawRefused::SeedDoesNotMatch { .. } => say("draw.refused-seed").to_owned(),
    }
}
