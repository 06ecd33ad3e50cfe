//! 会做什么, 什么时候有空: the ticks by which somebody tells it, on their phone or at the desk.

use leptos::prelude::*;

use crate::domain::talent::{FreeDay, FreePart, Talent};
use crate::ui::controls::field::tick;
use crate::ui::dom::{El, el, el_of};
use crate::ui::wording;
use crate::ui::words::{say, say_nth};

/// What they can do.
pub fn can(
    has: impl Fn(Talent) -> bool + Copy + Send + Sync + 'static,
    set: impl Fn(Talent, bool) + Copy + Send + Sync + 'static,
) -> El {
    let ticks = Talent::ALL.into_iter().map(|talent| {
        let has = Signal::derive(move || has(talent));
        tick(wording::talent(talent), has, SignalSetter::map(move |on| set(talent, on)))
    });
    el_of("fieldset", "field")
        .add(el("legend").text(say("talent.can")))
        .add(el_of("div", "talent-list").add(ticks.collect::<Vec<_>>()))
}

/// When they have time.
pub fn free(
    has: impl Fn(FreeDay, FreePart) -> bool + Copy + Send + Sync + 'static,
    set: impl Fn(FreeDay, FreePart, bool) + Copy + Send + Sync + 'static,
) -> El {
    let days = FreeDay::ALL.into_iter().map(|day| {
        let parts = FreePart::ALL.map(|part| {
            let has = Signal::derive(move || has(day, part));
            tick(say_nth("talent.parts", part as usize), has, SignalSetter::map(move |on| set(day, part, on)))
        });
        let parts = el_of("div", "talent-parts").add(parts.into_iter().collect::<Vec<_>>());
        el_of("fieldset", "talent-day").add(el("legend").text(say_nth("talent.days", day as usize))).add(parts)
    });
    el_of("fieldset", "field").add(el("legend").text(say("talent.when"))).add(days.collect::<Vec<_>>())
}
