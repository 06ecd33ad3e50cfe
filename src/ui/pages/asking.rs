//! Asking for a place: what can be told before anything is sent, and the button that makes the slip.

use leptos::prelude::*;

use crate::domain::age::{Age, Fit};
use crate::domain::household::{Foresight, Member, Progress};
use crate::domain::id::{MemberId, SessionId, SlipId};
use crate::domain::menu::{Menu, Target};
use crate::domain::openness::Openness;
use crate::domain::standing::{Reason, Standing};
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
use crate::ui::pages::reminder::due;
use crate::ui::pages::thing::Thing;
use crate::ui::parts::clash::Clash;
use crate::ui::parts::details::detail_toned;
use crate::ui::parts::reason::reason;
use crate::ui::parts::standing;
use crate::ui::route::Route;
use crate::ui::today::{now, today};
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
            return asked(self.published, self.family, slip, &member.name);
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

/// Who has asked: how far the slip got, and what is to be done. What was not handed in asks for nothing yet.
pub fn asked(published: Published, family: Family, slip: SlipId, name: &str) -> El {
    let progress = family.progress(&slip);
    let tone = match &progress {
        Progress::NotHandedIn => Tone::Warn,
        Progress::HandedIn { .. } => Tone::Plain,
        Progress::Answered(answer) => match answer.standing {
            Standing::Confirmed | Standing::Attended => Tone::Good,
            Standing::Offered | Standing::Cancelled => Tone::Warn,
            _ => Tone::Plain,
        },
    };
    let until = family.slip(&slip).and_then(|own| due(published, family, &own));
    let words = match (&progress, until) {
        (Progress::NotHandedIn, Some(until)) => {
            say_with("ask.unsent", &[("name", name), ("until", &dates::start(until, today()))])
        }
        (Progress::NotHandedIn, None) => say_with("ask.unsent-late", &[("name", name)]),
        _ => say_with("ask.stands", &[("name", name), ("stands", &standing::words(&progress))]),
    };
    let (look, label) = match progress {
        Progress::NotHandedIn => (Look::Main, say("reminder.show")),
        _ => (Look::Plain, say("ask.show-slip")),
    };
    notice(tone, words, Some(link_button(look, None, label, Route::Slip { id: slip }.href())))
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
