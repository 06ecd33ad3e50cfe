//! 一起来: several of the family (or of a team that shares a phone) on one shift, or every time of a regular one: a slip for
//! each, made at once.

use leptos::prelude::*;
use std::collections::BTreeSet;

use crate::domain::household::Member;
use crate::domain::id::{MemberId, SessionId};
use crate::domain::volunteering::NotOpen;
use crate::state::family::FamilyError;
use crate::ui::controls::button::{Look, button};
use crate::ui::controls::dialog::Dialog;
use crate::ui::controls::field::tick;
use crate::ui::controls::notice::{Tone, notice};
use crate::ui::dates;
use crate::ui::dom::{El, all, el, el_of, live, nothing};
use crate::ui::failures;
use crate::ui::navigation;
use crate::ui::pages::volunteer::{Shown, open};
use crate::ui::route::Route;
use crate::ui::words::{read, say, say_count};

/// The dialog, and what is ticked in it.
#[derive(Clone, Copy)]
pub struct Together {
    dialog: Dialog,
    shift: RwSignal<Option<SessionId>>,
    members: RwSignal<BTreeSet<MemberId>>,
    days: RwSignal<BTreeSet<SessionId>>,
    failure: RwSignal<Option<FamilyError>>,
    under_way: RwSignal<bool>,
}

impl Together {
    /// Closed.
    pub fn new() -> Self {
        Self {
            dialog: Dialog::new(),
            shift: RwSignal::new(None),
            members: RwSignal::default(),
            days: RwSignal::default(),
            failure: RwSignal::default(),
            under_way: RwSignal::new(false),
        }
    }

    /// Opens it for a shift.
    pub fn open(self, shift: SessionId) {
        self.shift.set(Some(shift));
        self.failure.set(None);
        self.dialog.open();
    }

    /// Draws it.
    pub fn view(self, shown: Shown) -> El {
        self.dialog.view(say("volunteer.together"), move || self.content(shown))
    }

    fn content(self, shown: Shown) -> El {
        let Some(id) = self.shift.get_untracked() else { return nothing() };
        let shifts = untrack(|| shown.coming());
        let Some(shift) = shifts.iter().map(|(_, shift)| shift).find(|shift| shift.id == id).cloned() else {
            return nothing();
        };
        // Every time of a regular one, that time alone of any other.
        let times: Vec<_> = shifts
            .into_iter()
            .map(|(_, shift)| shift)
            .filter(|other| other.id == id || (shift.regular && other.id.activity == id.activity))
            .collect();
        let can = move |member: &Member, shift: &crate::domain::activity::Shift| {
            let look = open::look(shown, member, shift);
            let consents = member.age_on(shift.start.day()).is_none_or(|age| !age.needs_guardian());
            look.is_ok() && (consents || member.guardian.is_some())
        };
        let members: Vec<Member> = untrack(|| shown.family.members());
        let whole = members.iter().filter(|member| untrack(|| can(member, &shift)));
        let chosen = shown.member.get_untracked();
        self.members.set(match shift.regular {
            true => chosen.into_iter().collect(),
            false => whole.map(|member| member.id.clone()).collect(),
        });
        self.days.set(times.iter().map(|shift| shift.id.clone()).collect());
        let (all_members, all_times) = (members.clone(), times.clone());
        let places = move || {
            let mut places = Vec::new();
            for shift in all_times.iter().filter(|shift| self.days.read().contains(&shift.id)) {
                for member in all_members.iter().filter(|member| self.members.read().contains(&member.id)) {
                    if can(member, shift) {
                        places.push((member.id.clone(), shift.id.clone()));
                    }
                }
            }
            places
        };
        let places = Memo::new(move |_| places());
        let who = members.into_iter().map(|member| {
            let why = untrack(|| open::look(shown, &member, &shift)).err();
            ticked(member.name.clone(), why.map(why_not), self.members, member.id)
        });
        let when = times.into_iter().map(|shift| {
            let mut words = dates::day_short(shift.start.day());
            words.push(' ');
            words.push_str(&dates::span(shift.span()));
            ticked(words, None, self.days, shift.id)
        });
        let (who, when): (Vec<El>, Vec<El>) = (who.collect(), when.collect());
        let several_times = when.len() > 1;
        let label = move || say_count("volunteer.claim-all", places.read().len() as i64);
        let press = move || self.send(shown, places.get_untracked());
        all([
            el("p").add(el("strong").text(read(&shift.role))),
            el_of("fieldset", "field").add(el("legend").text(say("volunteer.who"))).add(who),
            match several_times {
                true => el_of("fieldset", "field").add(el("legend").text(say("slip.when"))).add(when),
                false => nothing(),
            },
            live(move || self.failure.get().map(|error| notice(Tone::Grave, failures::family(&error), None))),
            live(move || match places.read().is_empty() {
                true => el_of("p", "quiet").text(say("volunteer.nobody-can")),
                false => button(Look::Main, label(), press),
            }),
        ])
    }

    fn send(self, shown: Shown, places: Vec<(MemberId, SessionId)>) {
        if self.under_way.get_untracked() {
            return;
        }
        self.under_way.set(true);
        leptos::task::spawn_local(async move {
            let made = shown.family.ask_all(places).await;
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

fn why_not(why: NotOpen) -> String {
    match why {
        NotOpen::Mine(_) => say("volunteer.has-it").to_owned(),
        NotOpen::TooYoung { from, .. } => say_count("volunteer.from-age", from),
        NotOpen::Training => say("volunteer.untrained").to_owned(),
        NotOpen::Clash { .. } => say("volunteer.clashes").to_owned(),
        NotOpen::Full | NotOpen::Closed(_) => say("volunteer.enough").to_owned(),
    }
}

fn ticked<T: Ord + Clone + Send + Sync + 'static>(
    words: String,
    note: Option<String>,
    chosen: RwSignal<BTreeSet<T>>,
    of: T,
) -> El {
    let words = match &note {
        Some(note) => [&words, say("day.dot"), note].concat(),
        None => words,
    };
    let (is, set) = (of.clone(), of);
    tick(
        words,
        Signal::derive(move || chosen.read().contains(&is)),
        SignalSetter::map(move |on| {
            chosen.update(|chosen| {
                if on {
                    chosen.insert(set.clone())
                } else {
                    chosen.remove(&set)
                };
            });
        }),
    )
}
