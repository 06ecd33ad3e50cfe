//! A record of service that somebody shows: scanned, or pasted here. Checked on this phone, without a network.

use leptos::prelude::*;

use crate::domain::time::write_day;
use crate::state::published::Published;
use crate::state::records::{Record, RecordRefused, SignedWith, check_shown};
use crate::ui::controls::button::{Look, button};
use crate::ui::controls::notice::{Tone, notice};
use crate::ui::dates;
use crate::ui::dom::{El, el, el_of};
use crate::ui::pages::verify::step;
use crate::ui::parts::details::fact;
use crate::ui::today::today;
use crate::ui::words::{number, read, say, say_with};

/// The part of the page. What stands behind `#` in the address is looked at at once.
pub fn record() -> El {
    let published = Published::here();
    let (shown, found) = (RwSignal::new(String::new()), RwSignal::new(None));
    let empty = RwSignal::new(false);
    let look = move |text: String| {
        empty.set(text.trim().is_empty());
        if empty.get_untracked() {
            return found.set(None);
        }
        leptos::task::spawn_local(async move {
            found.set(check_shown(published, &text).await);
        });
    };
    let sent = window().location().hash().unwrap_or_default();
    Effect::new(move |_| {
        if published.head().is_some() && sent.len() > 1 {
            look(sent.clone());
        }
    });
    let area = el("textarea")
        .attr("id", "record-code")
        .attr("rows", "3")
        .attr("autocomplete", "off")
        .live_property("value", move || shown.get().into())
        .on("input", move |event| shown.set(event_target_value(&event)));
    let field = el_of("div", "field").add(el("label").attr("for", "record-code").text(say("record.paste"))).add(area);
    let result = move || match found.get() {
        Some(found) => Some(told(published, found)),
        None => empty.get().then(|| notice(Tone::Plain, say("record.empty"), None)),
    };
    el_of("section", "card verify")
        .add(el_of("h2", "session-title").text(say("record.page")))
        .add(el("p").text(say("record.words")))
        .add(el("div").attr("role", "status").live(result))
        .add(field)
        .add(button(Look::Plain, say("record.look"), move || look(shown.get_untracked())))
}

fn told(published: Published, found: Result<(Record, SignedWith), RecordRefused>) -> El {
    let centre = published.centre().map(|centre| read(&centre.name).to_owned()).unwrap_or_default();
    match found {
        Err(refused) => {
            let words = match refused {
                RecordRefused::Code(_) | RecordRefused::Malformed => say("record.unreadable"),
                RecordRefused::OtherCentre(_) => say("record.other-centre"),
                RecordRefused::UnknownSigner => say("record.unknown-signer"),
                RecordRefused::KeyTakenOut => say("record.key-taken-out"),
                RecordRefused::BadSignature => say("record.changed"),
                RecordRefused::Crypto(_) => say("failure.crypto"),
            };
            el_of("ol", "check-steps").add(step(false, say("record.fails"), words))
        }
        Ok((record, with)) => {
            let signed = say_with("record.signed", &[("centre", &centre)]);
            let facts = match &record {
                Record::Certificate(certificate) => {
                    let period = [&*write_day(certificate.from), " – ", &*write_day(certificate.to)].concat();
                    let hours = say_with(
                        "record.hours",
                        &[("n", &number(certificate.services)), ("long", &dates::duration(certificate.minutes))],
                    );
                    el_of("dl", "facts")
                        .add(fact(say("record.name"), &certificate.name))
                        .add(fact(say("record.period"), &period))
                        .add(fact(say("record.served"), &hours))
                        .add(fact(say("record.number"), &certificate.number()))
                        .add(fact(say("record.on"), &write_day(certificate.on)))
                }
                Record::Service(service) => el_of("dl", "facts")
                    .add(fact(say("record.name"), &service.name))
                    .add(fact(say("record.role"), &service.role))
                    .add(fact(say("slip.when"), &dates::start(service.from, today())))
                    .add(fact(say("record.served"), &dates::duration(service.minutes)))
                    .add(fact(say("record.on"), &write_day(service.signed_at.day()))),
            };
            let earlier = (with == SignedWith::Earlier).then(|| el_of("p", "meta").text(say("record.earlier-key")));
            let steps = el_of("ol", "check-steps").add(step(true, say("record.holds"), &signed));
            el("div").add(steps).add(earlier).add(facts)
        }
    }
}
