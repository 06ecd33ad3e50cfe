//! 几位一起报: several of the family for one session at once. A slip is one person's: each gets one, made together and handed in
//! together.

use leptos::prelude::*;
use std::collections::BTreeSet;

use crate::domain::age::Fit;
use crate::domain::household::Member;
use crate::domain::id::{MemberId, SessionId};
use crate::domain::openness::Openness;
use crate::state::family::{Family, FamilyError};
use crate::state::published::Published;
use crate::ui::controls::button::{Look, button, icon_button};
use crate::ui::controls::dialog::Dialog;
use crate::ui::controls::field::tick;
use crate::ui::controls::icon::Icon;
use crate::ui::controls::notice::{Tone, notice};
use crate::ui::dom::{El, all, el, el_of, live};
use crate::ui::failures;
use crate::ui::navigation;
use crate::ui::parts::openness;
use crate::ui::parts::standing;
use crate::ui::route::Route;
use crate::ui::words::{number, say, say_count, say_with};

/// What is ticked, and how it went.
#[derive(Clone, Copy)]
struct Together {
    dialog: Dialog,
    chosen: RwSignal<BTreeSet<MemberId>>,
    failure: RwSignal<Option<FamilyError>>,
    under_way: RwSignal<bool>,
}

/// The button and its sheet; nothing where the family is one person.
pub fn together(id: SessionId, stands: Openness) -> El {
    let family = Family::here();
    let together = Together {
        dialog: Dialog::new(),
        chosen: RwSignal::default(),
        failure: RwSignal::default(),
        under_way: RwSignal::new(false),
    };
    let several = Memo::new(move |_| family.members().len() > 1);
    let open = move || {
        several
            .get()
            .then(|| icon_button(Look::Plain, Icon::People, say("ask.together"), move || together.dialog.open()))
    };
    all([live(open), together.dialog.view(say("ask.together"), move || together.content(&id, stands))])
}

impl Together {
    fn content(self, id: &SessionId, stands: Openness) -> El {
        let family = Family::here();
        let members = family.members();
        let seen: Vec<(Member, Option<String>)> =
            members.into_iter().map(|member| (member.clone(), why_not(family, &member, id))).collect();
        let can = seen.iter().filter(|(_, why)| why.is_none());
        self.failure.set(None);
        self.chosen.set(can.map(|(member, _)| member.id.clone()).collect());
        let rows: Vec<El> = seen.iter().map(|(member, why)| self.row(member, why.as_deref())).collect();
        let left = match stands {
            Openness::Left(left) => Some(left.saturating_sub(family.on_the_way(id))),
            _ => None,
        };
        let more = move || {
            if matches!(stands, Openness::Full { .. }) {
                return Some(notice(Tone::Warn, openness::words(stands), None));
            }
            let left = left.filter(|left| self.chosen.read().len() > usize::from(*left))?;
            Some(notice(Tone::Warn, say_count("ask.more-than-left", left), None))
        };
        let names: Vec<(MemberId, String)> = seen.into_iter().map(|(member, _)| (member.id, member.name)).collect();
        let id = id.clone();
        let press = move || {
            let chosen = self.chosen.read();
            let names: Vec<&str> =
                names.iter().filter(|(id, _)| chosen.contains(id)).map(|(_, name)| name.as_str()).collect();
            let label = match names.len() {
                0 => return el_of("p", "quiet").text(say("ask.nobody")),
                1 => say_with("ask.sign-up", &[("name", names[0])]),
                n => {
                    let names = names.join(say("series.and"));
                    say_with("ask.sign-up-all", &[("names", &names), ("n", &number(n as i64))])
                }
            };
            let id = id.clone();
            button(Look::Main, label, move || self.send(family, &id))
        };
        all([
            el("p").text(say("ask.each-a-slip")),
            el_of("fieldset", "field").add(el("legend").text(say("ask.for-whom"))).add(rows),
            live(more),
            live(move || self.failure.get().map(|error| notice(Tone::Grave, failures::family(&error), None))),
            live(press),
        ])
    }

    /// One of the family: to be ticked, or why not.
    fn row(self, member: &Member, why: Option<&str>) -> El {
        let Some(why) = why else {
            let (is, set) = (member.id.clone(), member.id.clone());
            let ticked = SignalSetter::map(move |on: bool| {
                self.chosen.update(|chosen| {
                    chosen.remove(&set);
                    chosen.extend(on.then(|| set.clone()));
                });
            });
            return tick(member.name.clone(), Signal::derive(move || self.chosen.read().contains(&is)), ticked);
        };
        el_of("p", "quiet").text(&member.name).text(say("day.dot")).text(why)
    }

    fn send(self, family: Family, id: &SessionId) {
        if self.under_way.get_untracked() {
            return;
        }
        self.under_way.set(true);
        let chosen = self.chosen.get_untracked();
        // In the family's order, in which the slips will be listed.
        let members = untrack(|| family.members()).into_iter().filter(|member| chosen.contains(&member.id));
        let places = members.map(|member| (member.id, id.clone())).collect();
        leptos::task::spawn_local(async move {
            let made = family.ask_all(places).await;
            self.under_way.set(false);
            match made {
                Ok(slips) => {
                    self.dialog.close();
                    match slips[..] {
                        [slip] => navigation::go(&Route::Slip { id: slip }),
                        _ => navigation::go(&Route::My),
                    }
                }
                Err(error) => self.failure.set(Some(error)),
            }
        });
    }
}

/// Why somebody cannot be signed up together with the others. A clash is weighed one by one.
fn why_not(family: Family, member: &Member, id: &SessionId) -> Option<String> {
    let menu = Published::here().menu_of(id)?;
    let foresight = family.foresee(member, menu.target(id)?);
    if let Some(slip) = foresight.already {
        return Some(standing::words(&family.progress(&slip)));
    }
    if foresight.consent_missing {
        return Some(say("member.guardian").to_owned());
    }
    match foresight.fit {
        Fit::TooYoung(from) => return Some(say_count("age.from", from.0)),
        Fit::TooOld(to) => return Some(say_count("age.to", to.0)),
        Fit::Fits => {}
    }
    foresight.clash.map(|_| say("volunteer.clashes").to_owned())
}
