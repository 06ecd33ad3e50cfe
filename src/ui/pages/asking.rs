//! Asking for a place: what can be told before anything is sent, and the button that makes the slip.

use leptos::prelude::*;

use crate::domain::age::{Age, Fit};
use crate::domain::household::{Foresight, Member};
use crate::domain::id::{MemberId, SessionId};
use crate::domain::menu::{Menu, Target};
use crate::domain::openness::Openness;
use crate::domain::standing::Reason;
use crate::state::family::{Family, FamilyError};
use crate::state::published::Published;
use crate::ui::controls::button::{Look, button, link_button};
use crate::ui::controls::icon::Icon;
use crate::ui::controls::notice::{Tone, notice};
use crate::ui::dates;
use crate::ui::dom::{El, Piece, all, el_of, nothing};
use crate::ui::failures;
use crate::ui::navigation;
use crate::ui::pages::member_form::MemberForm;
use crate::ui::pages::thing::Thing;
use crate::ui::parts::clash::Clash;
use crate::ui::parts::details::detail_toned;
use crate::ui::parts::reason::reason;
use crate::ui::route::Route;
use crate::ui::today::now;
use crate::ui::wording;
use crate::ui::words::{say, say_count, say_with};

/// One place to ask for: a session or shift, for somebody of the family.
#[derive(Clone, Copy)]
pub struct Asking {
    published: Published,
    family: Family,
    form: MemberForm,
    failure: RwSignal<Option<FamilyError>>,
    under_way: RwSignal<bool>,
}

impl Asking {
    /// Ready to ask; `form` is where a guardian's consent is given when it is missing.
    pub fn new(form: MemberForm) -> Self {
        Self {
            published: Published::here(),
            family: Family::here(),
            form,
            failure: RwSignal::default(),
            under_way: RwSignal::new(false),
        }
    }

    /// Draws what is foreseen for a member and the button; to be called where it is drawn anew when anything changes.
    pub fn view(self, menu: &Menu, id: &SessionId, member: &Member) -> El {
        let Some(target) = menu.target(id) else { return nothing() };
        let thing = Thing::of(self.published, menu, target);
        let foresight = self.family.foresee(member, target);
        if let Some(slip) = foresight.already {
            let words = say_with("ask.already", &[("name", &member.name)]);
            let show = link_button(Look::Plain, None, say("ask.show-slip"), Route::Slip { id: slip }.href());
            return notice(Tone::Good, words, Some(show));
        }
        let fits = foresight
            .age
            .filter(|_| matches!(target, Target::Session(..)))
            .map(|age| fit_line(member, age, &foresight));
        let quota = matches!(target, Target::Session(..)).then(|| self.family.quota_reached(menu)).flatten();
        let quota = quota.map(|quota| detail_toned(Icon::Warning, "warn", &reason(&Reason::QuotaReached { quota })));
        let few = match thing.openness {
            Openness::Left(left) if self.family.on_the_way(id) >= left => {
                Some(detail_toned(Icon::Warning, "warn", &say_count("ask.few", left)))
            }
            _ => None,
        };
        let consent = foresight.consent_missing.then(|| self.consent(member.clone()));
        let press = match (thing.openness.takes_slips() && !foresight.is_hopeless(), &foresight.clash) {
            (false, _) => nothing(),
            (true, Some((other, minutes))) => self.clash(menu, id, member, &thing, other, *minutes),
            (true, None) => self.button(Look::Main, ask_label(&thing, member), member.id.clone(), id.clone()),
        };
        el_of("div", "asking")
            .add(el_of("ul", "details").add(fits).add(few).add(quota))
            .add(consent)
            .add(press)
            .live(move || self.failure.get().map(|error| notice(Tone::Grave, failures::family(&error), None)))
    }

    /// Before anybody of the family is known: the same button leads to the form.
    pub fn first(self) -> El {
        el_of("div", "asking")
            .add(button(Look::Main, say("ask.first"), move || self.form.open_new()))
            .add(el_of("p", "meta").text(say("ask.add-first")))
    }

    /// The button alone: makes the slip and shows it.
    pub fn button(self, look: Look, label: String, member: MemberId, id: SessionId) -> El {
        button(look, label, move || {
            // A second press while the first is under way would only be told that the slip exists.
            if self.under_way.get_untracked() {
                return;
            }
            self.under_way.set(true);
            self.failure.set(None);
            let (member, id) = (member.clone(), id.clone());
            leptos::task::spawn_local(async move {
                let asked = self.family.ask(&member, &id).await;
                self.under_way.set(false);
                match asked {
                    Ok(slip) | Err(FamilyError::Already(slip)) => navigation::go(&Route::Slip { id: slip }),
                    Err(error) => self.failure.set(Some(error)),
                }
            });
        })
    }

    fn consent(self, member: Member) -> El {
        let words = say_with("ask.consent-missing", &[("name", &member.name)]);
        let open = button(Look::Plain, say("ask.give-consent"), move || self.form.open_for(&member));
        notice(Tone::Warn, words, Some(open))
    }

    fn clash(self, menu: &Menu, id: &SessionId, member: &Member, thing: &Thing, other: &SessionId, minutes: u16) -> El {
        let still = self.button(Look::Plain, say("clash.still").to_owned(), member.id.clone(), id.clone());
        let Some(known) = Thing::find(self.published, other) else { return still };
        let better = self.better(menu, id, member).map(|(id, day)| {
            let label = say_with("clash.better", &[("day", &day)]);
            link_button(Look::Main, None, label, Route::Session { id, member: Some(member.id.clone()) }.href())
        });
        let clash =
            Clash { name: member.name.clone(), other_title: known.title, other: known.span, this: thing.span, minutes };
        clash.view(all([better.el(), still]))
    }

    /// Another session of the same course or activity that has places and clashes with nothing.
    fn better(self, menu: &Menu, id: &SessionId, member: &Member) -> Option<(SessionId, String)> {
        let course = |activity: &crate::domain::id::ActivityId| menu.activity(activity).and_then(|a| a.course.clone());
        let this_course = course(&id.activity);
        let others = menu.sessions.iter().filter(|session| {
            let same = session.id.activity == id.activity
                || (this_course.is_some() && course(&session.id.activity) == this_course);
            same && session.id != *id
        });
        let fits = |session: &&crate::domain::activity::Session| {
            let open = session.openness(self.published.fill(&session.id), now());
            let foresight = menu.target(&session.id).map(|target| self.family.foresee(member, target));
            matches!(open, Openness::Left(_) | Openness::ToBeDrawn { .. })
                && foresight.is_some_and(|foresight| !foresight.is_hopeless() && foresight.clash.is_none())
        };
        others.filter(fits).map(|session| (session.id.clone(), dates::day(session.start.day()))).next()
    }
}

fn fit_line(member: &Member, age: Age, foresight: &Foresight) -> El {
    let (picture, tone) = match foresight.fit {
        Fit::Fits => (Icon::Check, "good"),
        Fit::TooYoung(_) | Fit::TooOld(_) => (Icon::Cross, "grave"),
    };
    detail_toned(picture, tone, &wording::fit(&member.name, age, foresight.fit))
}

/// 给小禾报名; 排候补 where it is full.
fn ask_label(thing: &Thing, member: &Member) -> String {
    let key = match thing.openness {
        Openness::Full { .. } => "ask.wait",
        _ => "ask.sign-up",
    };
    say_with(key, &[("name", &member.name)])
}
