//! What is said above every page: this is a sample, there is no network, a newer program is ready.

use leptos::prelude::*;

use crate::ui::controls::button::{Look, button};
use crate::ui::controls::icon::{Icon, icon};
use crate::ui::dom::{El, all, el, el_of, live};
use crate::ui::shell::KnownCentre;
use crate::ui::shell::update::NewerProgram;
use crate::ui::words::say;

/// Draws those that apply.
pub fn strips(centre: KnownCentre) -> El {
    let online = RwSignal::new(window().navigator().on_line());
    let _ = window_event_listener(leptos::ev::online, move |_| online.set(true));
    let _ = window_event_listener(leptos::ev::offline, move |_| online.set(false));
    let newer = NewerProgram::watch();
    all([
        live(move || {
            let sample = centre.read().as_ref().is_some_and(|centre| centre.sample);
            sample.then(|| strip("warn", None, "shell.sample", None))
        }),
        live(move || (!online.get()).then(|| strip("plain", Some(Icon::Offline), "shell.offline", None))),
        live(move || {
            newer.is_ready().then(|| {
                let take = button(Look::Words, say("shell.update"), move || newer.take());
                strip("plain", None, "shell.newer", Some(take))
            })
        }),
    ])
}

fn strip(tone: &str, picture: Option<Icon>, key: &'static str, further: Option<El>) -> El {
    let strip = el_of("div", "strip").attr("data-tone", tone).attr("role", "status");
    strip.add(picture.map(icon)).add(el("span").text(say(key))).add(further)
}
