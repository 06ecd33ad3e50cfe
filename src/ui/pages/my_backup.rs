//! 备份和恢复: the family's own things in one locked file, for another phone or for the day on which this browser is cleaned.

use leptos::prelude::*;
use web_sys::HtmlInputElement;

use crate::domain::time::write_day;
use crate::state::family::Family;
use crate::state::household_backup::{BackupError, BroughtBack};
use crate::state::save;
use crate::ui::controls::button::{Look, button};
use crate::ui::controls::copy::copy_button;
use crate::ui::controls::dialog::Dialog;
use crate::ui::controls::notice::{Tone, notice};
use crate::ui::dom::{El, all, el, el_of, live};
use crate::ui::failures;
use crate::ui::today::today;
use crate::ui::words::{number, say, say_with};

/// The two buttons, with what opens behind them.
pub fn my_backup() -> El {
    let (making, bringing) = (Dialog::new(), Dialog::new());
    let row = el_of("div", "row").add(button(Look::Plain, say("keep.make"), move || making.open())).add(button(
        Look::Plain,
        say("keep.bring"),
        move || bringing.open(),
    ));
    all([row, making.view(say("keep.make"), make), bringing.view(say("keep.bring"), bring)])
}

/// A press that takes a moment: nothing, at work, or what came of it.
#[derive(Clone)]
enum Went<T> {
    NotYet,
    AtWork,
    Done(Result<T, BackupError>),
}

fn make() -> El {
    let family = Family::here();
    let passphrase = RwSignal::new(String::new());
    let went: RwSignal<Went<String>> = RwSignal::new(Went::NotYet);
    let send = move || {
        went.set(Went::AtWork);
        leptos::task::spawn_local(async move {
            let made = family.backup(&passphrase.get_untracked()).await;
            let _ = went.try_set(Went::Done(made));
        });
    };
    let content = move || match went.get() {
        Went::Done(Ok(text)) => made(text),
        other => all([
            el("p").text(say("keep.words")),
            secret("keep-passphrase", say("keep.passphrase"), Some(say("keep.passphrase-hint")), passphrase),
            trouble(&other),
            press(say("keep.send"), matches!(other, Went::AtWork), send),
        ]),
    };
    live(content)
}

/// The text, and the ways in which it can leave the phone: in-app browsers have no downloads.
fn made(text: String) -> El {
    let file = text.clone();
    let name = ["linli-", &write_day(today()), ".linli"].concat();
    let refused = RwSignal::new(false);
    let download = move || refused.set(save::download(&name, file.as_bytes(), "application/octet-stream").is_err());
    let row = el_of("div", "row").add(button(Look::Main, say("keep.save"), download)).add(copy_button(
        Look::Plain,
        say("keep.copy"),
        text,
    ));
    let refused = move || refused.get().then(|| notice(Tone::Warn, say("keep.not-saved"), None));
    all([notice(Tone::Good, say("keep.made"), None), row, live(refused)])
}

fn bring() -> El {
    let family = Family::here();
    let (text, passphrase) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let went: RwSignal<Went<BroughtBack>> = RwSignal::new(Went::NotYet);
    let chosen = move |event: web_sys::Event| {
        let input = event_target::<HtmlInputElement>(&event);
        let Some(file) = input.files().and_then(|files| files.get(0)) else { return };
        input.set_value("");
        leptos::task::spawn_local(async move {
            match save::read_text(&file).await {
                Ok(read) => drop(text.try_set(read)),
                Err(_) => drop(went.try_set(Went::Done(Err(BackupError::NotOurs)))),
            }
        });
    };
    let file = el_of("label", "button keep-file")
        .add(el_of("input", "unseen").attr("type", "file").attr("accept", ".linli,.txt").on("change", chosen))
        .add(el("span").text(say("keep.file")));
    let area = el("textarea")
        .attr("id", "keep-text")
        .attr("rows", "3")
        .attr("autocomplete", "off")
        .attr("spellcheck", "false")
        .live_property("value", move || text.get().into())
        .on("input", move |event| text.set(event_target_value(&event)));
    let pasted = el_of("div", "field").add(el("label").attr("for", "keep-text").text(say("keep.text"))).add(area);
    let send = move || {
        went.set(Went::AtWork);
        leptos::task::spawn_local(async move {
            let brought = family.bring_back(text.get_untracked().trim(), &passphrase.get_untracked()).await;
            let _ = went.try_set(Went::Done(brought));
        });
    };
    let told = move || match went.get() {
        Went::Done(Ok(BroughtBack { new: 0, .. })) => notice(Tone::Plain, say("keep.nothing-new"), None),
        Went::Done(Ok(brought)) => {
            let values = [("members", number(brought.members as i64)), ("slips", number(brought.slips as i64))];
            let values = values.each_ref().map(|(name, value)| (*name, value.as_str()));
            notice(Tone::Good, say_with("keep.back", &values), None)
        }
        other => all([trouble(&other), press(say("keep.bring"), matches!(other, Went::AtWork), send)]),
    };
    all([
        el("p").text(say("keep.bring-words")),
        file,
        pasted,
        secret("keep-bring-passphrase", say("keep.passphrase"), None, passphrase),
        live(told),
    ])
}

/// A field for a passphrase, which is seen: nobody looks over a shoulder at home, and who mistypes it loses everything.
fn secret(id: &'static str, label: &'static str, hint: Option<&'static str>, value: RwSignal<String>) -> El {
    let told = [id, "-hint"].concat();
    let hint = hint.map(|hint| el_of("span", "field-hint").attr("id", &told).text(hint));
    let input = el("input")
        .attr("id", id)
        .attr("autocomplete", "off")
        .attr("autocapitalize", "none")
        .attr("spellcheck", "false")
        .maybe("aria-describedby", hint.as_ref().map(|_| told.as_str()))
        .live_property("value", move || value.get().into())
        .on("input", move |event| value.set(event_target_value(&event)));
    el_of("div", "field").add(el("label").attr("for", id).text(label)).add(hint).add(input)
}

fn press(label: &'static str, at_work: bool, send: impl Fn() + 'static) -> El {
    let label = if at_work { say("keep.at-work") } else { label };
    // A second press while it is at work is none.
    let send = move || {
        if !at_work {
            send();
        }
    };
    button(Look::Main, label, send).maybe("aria-disabled", at_work.then_some("true"))
}

fn trouble<T>(went: &Went<T>) -> El {
    let Went::Done(Err(error)) = went else { return crate::ui::dom::nothing() };
    let words = match error {
        BackupError::ShortPassphrase => say("keep.short"),
        BackupError::WrongPassphrase => say("keep.wrong"),
        BackupError::NotOurs => say("keep.not-ours"),
        BackupError::TooNew => say("keep.too-new"),
        BackupError::Damaged => say("keep.damaged"),
        BackupError::OtherCentre => say("keep.other-centre"),
        BackupError::Family(error) => failures::family(error),
    };
    notice(Tone::Grave, words, None)
}
