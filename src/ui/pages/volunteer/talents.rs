//! 才艺和时间: what somebody can do and when, kept on the phone and told to the centre with a slip.

use leptos::prelude::*;

use crate::domain::household::Serving;
use crate::state::family::FamilyError;
use crate::ui::controls::button::{Look, button, icon_button};
use crate::ui::controls::dialog::Dialog;
use crate::ui::controls::icon::Icon;
use crate::ui::controls::notice::{Tone, notice};
use crate::ui::dom::{El, all, el, el_of, live, nothing};
use crate::ui::failures;
use crate::ui::navigation;
use crate::ui::pages::volunteer::Shown;
use crate::ui::parts::talent_fields;
use crate::ui::route::Route;
use crate::ui::today::today;
use crate::ui::wording;
use crate::ui::words::{say, say_with};

/// Draws what was said, and the way to say it anew.
pub fn talents(shown: Shown) -> El {
    let dialog = Dialog::new();
    let serving = RwSignal::new(Serving::default());
    let part = move || {
        let member = shown.who().filter(|member| member.age_on(today()).is_none_or(|age| !age.needs_guardian()))?;
        let said: Vec<&str> = member.serving.talents.iter().map(wording::talent).collect();
        let words = match said.is_empty() {
            true => say("talent.none").to_owned(),
            false => said.join(say("day.comma")),
        };
        let open = move || {
            serving.set(
                shown.member.get_untracked().and_then(|id| shown.family.member(&id)).unwrap_or(member.clone()).serving,
            );
            dialog.open();
        };
        Some(
            el_of("section", "card stack talents")
                .attr("aria-labelledby", "talents")
                .add(el("h2").attr("id", "talents").text(say("talent.heading")))
                .add(el("p").text(&words))
                .add(icon_button(Look::Plain, Icon::Person, say("talent.tell"), open)),
        )
    };
    all([live(part), dialog.view(say("talent.heading"), move || form(shown, dialog, serving))])
}

fn form(shown: Shown, dialog: Dialog, serving: RwSignal<Serving>) -> El {
    let Some(member) = untrack(|| shown.who()) else { return nothing() };
    let can = talent_fields::can(
        move |talent| serving.read().talents.has(talent),
        move |talent, on| serving.update(|serving| serving.talents.set(talent, on)),
    );
    let free = talent_fields::free(
        move |day, part| serving.read().times.has(day, part),
        move |day, part, on| serving.update(|serving| serving.times.set(day, part, on)),
    );
    let failure = RwSignal::new(None::<FamilyError>);
    let under_way = StoredValue::new(false);
    let tell = move || {
        if under_way.get_value() {
            return;
        }
        under_way.set_value(true);
        let (id, serving) = (member.id.clone(), serving.get_untracked());
        let day = untrack(today);
        leptos::task::spawn_local(async move {
            let told = shown.family.tell_talents(&id, serving, day).await;
            let _ = under_way.try_set_value(false);
            match told {
                Ok(slip) => {
                    dialog.close();
                    navigation::go(&Route::Slip { id: slip });
                }
                Err(error) => failure.set(Some(error)),
            }
        });
    };
    let name = untrack(|| shown.who()).map(|member| member.name).unwrap_or_default();
    all([
        el("p").text(&say_with("talent.words", &[("name", &name)])),
        can,
        free,
        live(move || failure.get().map(|error| notice(Tone::Grave, failures::family(&error), None))),
        button(Look::Main, say("talent.make"), tell),
    ])
}
