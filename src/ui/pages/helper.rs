//! A helper's day: this phone's code, the list that was sealed to it, a tap for each who comes, and the way back to the centre.

use leptos::prelude::*;

use crate::domain::id::SlipId;
use crate::state::helping::{Duty, Expected, Helping, HelpingError, Saw, Seen};
use crate::state::published::Published;
use crate::ui::controls::button::{Look, button};
use crate::ui::controls::camera::{Next, camera};
use crate::ui::controls::copy::copy_button;
use crate::ui::controls::notice::{Tone, notice};
use crate::ui::dates;
use crate::ui::dom::{El, Piece, all, el, el_of, live, nothing};
use crate::ui::failures;
use crate::ui::pages::session::call_line;
use crate::ui::pages::site::{opening, with_centre};
use crate::ui::shell::page_head;
use crate::ui::today::today;
use crate::ui::words::{number, say, say_with};

/// What the page works with.
#[derive(Clone, Copy)]
struct Page {
    helping: Helping,
    failure: RwSignal<Option<HelpingError>>,
    /// What is pasted: a list.
    pasted: RwSignal<String>,
    /// The report as text and picture.
    report: RwSignal<Option<(String, Option<String>)>>,
    /// Whose stand-in is being written down, and their name.
    writing: RwSignal<Option<SlipId>>,
    who: RwSignal<String>,
}

/// The page.
pub fn helper() -> El {
    let page = Page {
        helping: Helping::open(Published::here()),
        failure: RwSignal::default(),
        pasted: RwSignal::default(),
        report: RwSignal::default(),
        writing: RwSignal::default(),
        who: RwSignal::default(),
    };
    // A list may come in the address, behind `#`: browsers send that to no host.
    let sent = window().location().hash().unwrap_or_default();
    Effect::new(move |taken: Option<bool>| {
        let ready = page.helping.is_read() && Published::here().head().is_some();
        if ready && taken != Some(true) && sent.len() > 1 {
            page.take(sent.clone());
        }
        ready || taken == Some(true)
    });
    let draw = move || match (page.helping.is_read(), page.helping.list()) {
        (false, _) => opening(),
        (true, Some(list)) => page.list(&list.duties),
        (true, None) => page.beginning(),
    };
    // Apart from the list, which is drawn anew at every tap: a camera that looks goes on looking.
    let has_list = Memo::new(move |_| page.helping.is_read() && page.helping.list().is_some());
    let scan = move || has_list.get().then(|| page.scan());
    let failed = move || {
        let failure = page.failure.get().or_else(|| page.helping.failure());
        failure.map(|failure| notice(Tone::Grave, words(&failure), None))
    };
    let content = with_centre(move || all([live(failed), live(scan), live(draw), live(move || page.hand_back())]));
    all([page_head(say("helper.page"), None, None), content, call_line()])
}

fn words(failure: &HelpingError) -> &'static str {
    match failure {
        HelpingError::NoCentre => say("failure.no-centre"),
        HelpingError::Refused(_) => say("helper.refused"),
        HelpingError::Over => say("helper.over"),
        HelpingError::Owed => say("helper.owed"),
        HelpingError::Storage(error) => failures::storage(error),
    }
}

impl Page {
    fn run(self, work: impl Future<Output = Result<(), HelpingError>> + 'static) {
        leptos::task::spawn_local(async move { self.failure.set(work.await.err()) });
    }

    fn take(self, text: String) {
        self.run(async move {
            self.helping.take(&text).await?;
            self.pasted.set(String::new());
            Ok(())
        });
    }

    /// Before there is a list: the phone's code, and where the list goes.
    fn beginning(self) -> El {
        let code = self.helping.code().unwrap_or_default();
        let picture = Helping::picture(&code)
            .map(|picture| el_of("img", "qr").attr("src", &picture).attr("alt", say("helper.code")));
        let mine = el_of("section", "card helper-code")
            .add(el("h2").text(say("helper.code")))
            .add(el("p").text(say("helper.code-words")))
            .add(picture)
            .add(copy_button(Look::Main, say("helper.copy-code"), code));
        let typed = move |event| self.pasted.set(event_target_value(&event));
        let area = el("textarea")
            .attr("rows", "4")
            .attr("autocomplete", "off")
            .attr("aria-label", say("helper.paste"))
            .live_property("value", move || self.pasted.get().into())
            .on("input", typed);
        let list = el_of("section", "card")
            .add(el("h2").text(say("helper.paste")))
            .add(el_of("div", "field").add(area))
            .add(button(Look::Plain, say("helper.open"), move || self.take(self.pasted.get_untracked())));
        all([mine, list])
    }

    fn list(self, duties: &[Duty]) -> El {
        duties.iter().map(|duty| self.duty(duty)).collect::<Vec<_>>().el()
    }

    /// Codes that people hold up, one after another.
    fn scan(self) -> El {
        let told: RwSignal<Option<(Tone, String)>> = RwSignal::new(None);
        let read = move |text: String| {
            let Some((person, duty)) = self.helping.shown(&text) else {
                told.set(Some((Tone::Warn, say("helper.scanned-none").to_owned())));
                return Next::GoOn;
            };
            let seen = untrack(|| self.helping.seen(&person.slip));
            let (key, saw) = match seen {
                Seen { came: None, .. } => ("helper.scanned-came", Some(Saw::Came)),
                Seen { left: None, .. } if duty.shift => ("helper.scanned-left", Some(Saw::Left)),
                _ => ("helper.scanned-already", None),
            };
            told.set(Some((Tone::Good, say_with(key, &[("name", &person.name)]))));
            if let Some(saw) = saw {
                self.run(async move { self.helping.note(person.slip, saw).await });
            }
            Next::GoOn
        };
        let told = live(move || told.get().map(|(tone, words)| notice(tone, words, None)));
        el_of("section", "card helper-scan").add(camera(say("helper.scan-instead"), read)).add(told)
    }

    fn duty(self, duty: &Duty) -> El {
        let mut when = dates::start(duty.start, today());
        if !duty.place.is_empty() {
            when.push_str(say("day.dot"));
            when.push_str(&duty.place);
        }
        let counts = self.helping.counts(duty);
        let counts: Vec<(&str, String)> = counts.into_iter().map(|(name, n)| (name, number(n))).collect();
        let values: Vec<(&str, &str)> = counts.iter().map(|(name, n)| (*name, n.as_str())).collect();
        let mut people: Vec<(&Expected, Seen)> =
            duty.people.iter().map(|person| (person, self.helping.seen(&person.slip))).collect();
        // Who is not there yet stands first.
        people.sort_by_key(|(_, seen)| seen.came.is_some() || seen.absent);
        let rows: Vec<El> = people.into_iter().map(|(person, seen)| self.person(person, &seen, duty)).collect();
        el_of("section", "card helper-duty")
            .add(el("h2").text(&duty.title))
            .add(el_of("p", "meta").text(&when))
            .add(el("p").attr("role", "status").text(&say_with("helper.count", &values)))
            .add(el_of("ul", "helper-people").add(rows))
    }

    fn person(self, person: &Expected, seen: &Seen, duty: &Duty) -> El {
        let (shift, today) = (duty.shift, duty.start.day() <= today());
        let slip = person.slip;
        let name = person.name.clone();
        let act = |look, label: &'static str, saw: Saw| {
            let named = [label, " ", &name].concat();
            button(look, label, move || {
                let saw = saw.clone();
                self.run(async move { self.helping.note(slip, saw).await });
            })
            .attr("aria-label", &named)
        };
        let mut state = String::new();
        for at in [seen.came, seen.left].into_iter().flatten() {
            if !state.is_empty() {
                state.push('–');
            }
            state.push_str(&dates::time(at.time()));
        }
        if seen.absent {
            state.push_str(say("standing.absent"));
        }
        if let Some(who) = &seen.another {
            state.push_str(&say_with("helper.another-came", &[("who", who)]));
        }
        let mut acts = el_of("span", "helper-acts");
        acts = match seen {
            Seen { came: Some(_), left: None, .. } if shift => acts
                .add(act(Look::Main, say("helper.left"), Saw::Left))
                .add(act(Look::Words, say("helper.undo"), Saw::Nothing)),
            Seen { came: Some(_), .. } | Seen { absent: true, .. } => {
                acts.add(act(Look::Words, say("helper.undo"), Saw::Nothing))
            }
            _ => acts.add(act(Look::Main, say("helper.came"), Saw::Came)).add(act(
                Look::Plain,
                say("helper.absent"),
                Saw::Absent,
            )),
        };
        let another = button(Look::Words, say("helper.another"), move || {
            self.who.set(String::new());
            self.writing.set(Some(slip));
        });
        let who = el_of("span", "helper-who")
            .add(el("strong").text(&person.name))
            .add(el_of("span", "meta").text(&person.tail));
        let field = live(move || {
            if self.writing.get() != Some(slip) {
                return nothing();
            }
            let input = el("input")
                .attr("autocomplete", "off")
                .attr("maxlength", "10")
                .attr("aria-label", say("helper.another-who"))
                .live_property("value", move || self.who.get().into())
                .on("input", move |event| self.who.set(event_target_value(&event)));
            let keep = button(Look::Plain, say("helper.another-keep"), move || {
                let who = self.who.get_untracked().trim().to_owned();
                if !who.is_empty() {
                    self.writing.set(None);
                    self.run(async move { self.helping.note(slip, Saw::Another(who)).await });
                }
            });
            el_of("span", "helper-another field").add(input).add(keep)
        });
        let there = seen.came.is_some();
        el_of("li", "helper-person")
            .maybe("data-presence", there.then_some("came").or(seen.absent.then_some("absent")))
            .add(who)
            .add(el_of("span", "meta").text(&state))
            .add(today.then(|| acts.add((!there).then_some(another))))
            .add(field)
    }

    /// What was noted goes back to the centre, like a slip.
    fn hand_back(self) -> El {
        if !self.helping.owes() {
            return nothing();
        }
        let make = move || {
            self.run(async move {
                self.report.set(Some(self.helping.report().await?));
                Ok(())
            });
        };
        let done = move || {
            self.report.set(None);
            self.run(self.helping.done());
        };
        let made = live(move || {
            let Some((text, picture)) = self.report.get() else {
                return button(Look::Main, say("helper.report"), make);
            };
            let picture =
                picture.map(|picture| el_of("img", "qr").attr("src", &picture).attr("alt", say("helper.report")));
            el_of("div", "helper-report")
                .add(picture)
                .add(copy_button(Look::Main, say("helper.copy-report"), text))
                .add(button(Look::Plain, say("helper.report-again"), make))
                .add(button(Look::Plain, say("helper.done"), done))
        });
        el_of("section", "card helper-back")
            .add(el("h2").text(say("helper.back")))
            .add(el("p").text(say("helper.back-words")))
            .add(made)
    }
}
