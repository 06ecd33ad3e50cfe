//! What is said above every page: this is a sample, there is no network, a newer program is ready.

use leptos::prelude::*;

use crate::ui::controls::button::{Look, button};
use crate::ui::controls::icon::{Icon, icon};
use crate::ui::shell::KnownCentre;
use crate::ui::shell::update::NewerProgram;
use crate::ui::words::say;

/// Draws those that apply.
pub fn strips(centre: KnownCentre) -> AnyView {
    let online = RwSignal::new(window().navigator().on_line());
    let _ = window_event_listener(leptos::ev::online, move |_| online.set(true));
    let _ = window_event_listener(leptos::ev::offline, move |_| online.set(false));
    let newer = NewerProgram::watch();
    view! {
        {move || {
            let sample = centre.read().as_ref().is_some_and(|centre| centre.sample);
            sample.then(|| strip("warn", None, "shell.sample", None))
        }}
        {move || (!online.get()).then(|| strip("plain", Some(Icon::Offline), "shell.offline", None))}
        {move || {
            newer
                .is_ready()
                .then(|| {
                    let take = button(Look::Words, say("shell.update"), move || newer.take());
                    strip("plain", None, "shell.newer", Some(take))
                })
        }}
    }
    .into_any()
}

fn strip(tone: &'static str, picture: Option<Icon>, key: &'static str, further: Option<AnyView>) -> AnyView {
    view! {
        <div class="strip" data-tone=tone role="status">
            {picture.map(icon)}
            <span>{say(key)}</span>
            {further}
        </div>
    }
    .into_any()
}
