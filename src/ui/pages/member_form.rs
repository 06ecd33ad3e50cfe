//! The form for one of the family: added, or described anew. What is typed stays until it is kept.

use std::sync::Arc;

use leptos::prelude::*;
use wasm_bindgen::JsCast;

use crate::domain::household::{Member, MemberDraft, MemberProblem};
use crate::domain::id::MemberId;
use crate::state::family::{Family, FamilyError};
use crate::ui::controls::button::{Look, button};
use crate::ui::controls::dialog::Dialog;
use crate::ui::controls::field::{SelectField, TextField, Typing, tick};
use crate::ui::controls::notice::{Tone, notice};
use crate::ui::dom::{El, all, el, el_of};
use crate::ui::failures;
use crate::ui::today::today;
use crate::ui::words::{number, say, say_count, say_with};

/// The form, in a dialog of its own.
#[derive(Clone, Copy)]
pub struct MemberForm {
    family: Family,
    dialog: Dialog,
    draft: RwSignal<MemberDraft>,
    /// Whom it describes anew; nobody when it adds.
    whom: RwSignal<Option<MemberId>>,
    /// Whether it describes a child: the form asks for a guardian then.
    is_child: Memo<bool>,
    /// Whether keeping was tried: from then on every field says what is wrong with it.
    tried: RwSignal<bool>,
    /// Whether whoever is described is in the family already.
    twice: RwSignal<bool>,
    /// Whether it is being kept: a second press meanwhile is none.
    under_way: RwSignal<bool>,
    failure: RwSignal<Option<FamilyError>>,
    kept: StoredValue<Arc<dyn Fn(MemberId) + Send + Sync>>,
}

impl MemberForm {
    /// A closed form. `kept` hears of whoever was added or described.
    pub fn new(kept: impl Fn(MemberId) + Send + Sync + 'static) -> Self {
        let draft = RwSignal::<MemberDraft>::default();
        Self {
            family: Family::here(),
            dialog: Dialog::new(),
            draft,
            is_child: Memo::new(move |_| draft.read().is_child(today())),
            whom: RwSignal::default(),
            tried: RwSignal::new(false),
            twice: RwSignal::new(false),
            under_way: RwSignal::new(false),
            failure: RwSignal::default(),
            kept: StoredValue::new(Arc::new(kept)),
        }
    }

    /// Opens it for somebody new. What was typed before and not kept is still there.
    pub fn open_new(self) {
        if self.whom.get_untracked().is_some() {
            self.draft.set(MemberDraft::default());
            self.whom.set(None);
        }
        self.begin();
    }

    /// Opens it to describe a member anew.
    pub fn open_for(self, member: &Member) {
        self.draft.set(MemberDraft::of(member));
        self.whom.set(Some(member.id.clone()));
        self.begin();
    }

    fn begin(self) {
        self.tried.set(false);
        self.twice.set(false);
        self.failure.set(None);
        self.dialog.open();
    }

    /// Draws the closed dialog.
    pub fn view(self) -> El {
        self.dialog.view(say("member.heading"), move || self.fields())
    }

    fn fields(self) -> El {
        let submit = el_of("button", "button").attr("data-look", "main").attr("type", "submit");
        el_of("form", "stack")
            .attr("novalidate", "")
            .on("submit", move |event| {
                event.prevent_default();
                self.keep();
            })
            .add(self.name())
            .add(self.birth())
            .add(self.phone())
            .live(move || self.is_child.get().then(|| self.guardian()))
            .add(self.wishes())
            .live(move || self.failure.get().map(|error| notice(Tone::Grave, failures::family(&error), None)))
            .add(submit.text(say("member.keep")))
            .add(el_of("p", "meta").text(say("member.stays-here")))
            .live(move || self.whom.get().map(|id| self.take_out(id)))
    }

    fn name(self) -> El {
        self.text(
            "member-name",
            "member.name",
            Some("member.name-hint"),
            Typing::Name,
            |draft| &mut draft.name,
            |problem| match problem {
                MemberProblem::NameMissing => Some("problem.name-missing"),
                MemberProblem::NameTooLong => Some("problem.name-too-long"),
                MemberProblem::NameOdd => Some("problem.name-odd"),
                MemberProblem::Twice => Some("problem.twice"),
                _ => None,
            },
        )
    }

    fn birth(self) -> El {
        fn of_year(problem: &MemberProblem) -> Option<&'static str> {
            match problem {
                MemberProblem::YearMissing => Some("problem.year-missing"),
                MemberProblem::Year => Some("problem.year"),
                MemberProblem::Born => Some("problem.born"),
                _ => None,
            }
        }
        fn of_month(problem: &MemberProblem) -> Option<&'static str> {
            (*problem == MemberProblem::Month).then_some("problem.month")
        }
        let months = (1..=12u8).map(|month| (number(month), say_count("member.month-choice", month)));
        let none = (String::new(), say("member.month-none").to_owned());
        let (value, choose) = create_slice(self.draft, |draft| draft.month.clone(), |draft, month| draft.month = month);
        let month = SelectField {
            id: "member-month",
            label: say("member.month"),
            choices: std::iter::once(none).chain(months).collect(),
            value,
            choose,
            error: self.error(of_month),
        };
        let year = self.text("member-year", "member.year", None, Typing::Digits, |draft| &mut draft.year, of_year);
        let hint = el_of("p", "field-hint").text(say("member.birth-hint"));
        all([el_of("div", "two").add(year).add(month.view()), hint])
    }

    fn phone(self) -> El {
        self.text(
            "member-phone",
            "member.phone",
            Some("member.phone-hint"),
            Typing::Phone,
            |draft| &mut draft.phone,
            |problem| match problem {
                MemberProblem::PhoneMissing => Some("problem.phone-missing"),
                MemberProblem::Phone => Some("problem.phone"),
                _ => None,
            },
        )
    }

    fn guardian(self) -> El {
        let name = self.text(
            "guardian-name",
            "member.guardian-name",
            None,
            Typing::Name,
            |draft| &mut draft.guardian_name,
            |problem| match problem {
                MemberProblem::GuardianNameMissing => Some("problem.guardian-name-missing"),
                MemberProblem::GuardianNameTooLong => Some("problem.guardian-name-too-long"),
                _ => None,
            },
        );
        let phone = self.text(
            "guardian-phone",
            "member.guardian-phone",
            None,
            Typing::Phone,
            |draft| &mut draft.guardian_phone,
            |problem| match problem {
                MemberProblem::GuardianPhoneMissing => Some("problem.guardian-phone"),
                MemberProblem::GuardianPhone => Some("problem.phone"),
                _ => None,
            },
        );
        // Who is in the family with a number need not be typed again.
        let known =
            untrack(|| self.family.members()).into_iter().filter_map(|member| member.as_guardian(untrack(today)));
        let known: Vec<El> = known
            .map(|guardian| {
                let label = say_with("member.guardian-is", &[("name", &guardian.name)]);
                button(Look::Plain, label, move || {
                    self.draft.update(|draft| {
                        draft.guardian_name = guardian.name.clone();
                        draft.guardian_phone = guardian.phone.digits().to_owned();
                    });
                })
            })
            .collect();
        let known = (!known.is_empty()).then(|| el_of("div", "row").add(known));
        let consent = self.ticked("member.consent", |draft| &mut draft.consent);
        let missing = self.error(|problem| (*problem == MemberProblem::ConsentMissing).then_some("problem.consent"));
        el_of("fieldset", "field guardian")
            .add(el("legend").text(say("member.guardian")))
            .add(el_of("p", "field-hint").text(say("member.guardian-hint")))
            .add(known)
            .add(name)
            .add(phone)
            .add(consent)
            .add(crate::ui::controls::field::problem("consent-told".to_owned(), missing))
    }

    fn wishes(self) -> El {
        let needs = el_of("fieldset", "field")
            .add(el("legend").text(say("member.wishes")))
            .add(self.ticked("member.front-seat", |draft| &mut draft.needs.front_seat))
            .add(self.ticked("member.speak-slowly", |draft| &mut draft.needs.speak_slowly))
            .add(self.ticked("member.companion", |draft| &mut draft.needs.companion));
        let photographs = el_of("fieldset", "field")
            .add(el("legend").text(say("member.photographs")))
            .add(self.ticked("member.photographs-yes", |draft| &mut draft.photographs));
        all([needs, photographs])
    }

    fn take_out(self, id: MemberId) -> El {
        button(Look::Words, say("member.take-out"), move || {
            let id = id.clone();
            leptos::task::spawn_local(async move {
                match self.family.remove_member(id).await {
                    Ok(()) => self.dialog.close(),
                    Err(error) => self.failure.set(Some(error)),
                }
            });
        })
    }

    fn text(
        self,
        id: &'static str,
        label: &'static str,
        hint: Option<&'static str>,
        typing: Typing,
        part: fn(&mut MemberDraft) -> &mut String,
        error: fn(&MemberProblem) -> Option<&'static str>,
    ) -> El {
        let draft = self.draft;
        TextField {
            id,
            label: say(label),
            hint: hint.map(say),
            typing,
            value: Signal::derive(move || part(&mut draft.get()).clone()),
            typed: SignalSetter::map(move |typed| {
                self.twice.set(false);
                draft.update(|draft| *part(draft) = typed);
            }),
            error: self.error(error),
        }
        .view()
    }

    fn ticked(self, label: &'static str, part: fn(&mut MemberDraft) -> &mut bool) -> El {
        let draft = self.draft;
        tick(
            say(label),
            Signal::derive(move || *part(&mut draft.get())),
            SignalSetter::map(move |on| draft.update(|draft| *part(draft) = on)),
        )
    }

    fn error(self, of: fn(&MemberProblem) -> Option<&'static str>) -> Signal<Option<String>> {
        Signal::derive(move || self.problems().iter().find_map(of).map(|key| say(key).to_owned()))
    }

    fn problems(self) -> Vec<MemberProblem> {
        if self.twice.get() {
            return vec![MemberProblem::Twice];
        }
        if !self.tried.get() {
            return Vec::new();
        }
        // Who it is makes no difference to what is wrong.
        let anybody = MemberId::new("anybody");
        anybody.ok().and_then(|id| self.draft.read().check(id, today()).err()).unwrap_or_default()
    }

    fn keep(self) {
        if self.under_way.get_untracked() {
            return;
        }
        self.failure.set(None);
        self.twice.set(false);
        let id = match self.whom.get_untracked() {
            Some(id) => Ok(id),
            None => self.family.fresh_member_id(),
        };
        let id = match id {
            Ok(id) => id,
            Err(error) => return self.failure.set(Some(error)),
        };
        let day = untrack(today);
        match self.draft.with_untracked(|draft| draft.check(id.clone(), day)) {
            Err(_) => {
                self.tried.set(true);
                attend_to_problem();
            }
            Ok(member) if self.family.has_another(&member) => {
                self.twice.set(true);
                attend_to_problem();
            }
            Ok(member) => self.put(member, id),
        }
    }

    fn put(self, member: Member, id: MemberId) {
        self.under_way.set(true);
        leptos::task::spawn_local(async move {
            let put = self.family.put_member(member).await;
            self.under_way.set(false);
            match put {
                Ok(()) => {
                    self.dialog.close();
                    self.draft.set(MemberDraft::default());
                    self.whom.set(None);
                    let kept = self.kept.get_value();
                    kept(id);
                    go_on();
                }
                Err(error) => self.failure.set(Some(error)),
            }
        });
    }
}

/// What opened the form may be gone with the first of the family: then the reader goes on with what takes its place.
fn go_on() {
    request_animation_frame(|| {
        let page = document();
        let is_lost = page.active_element().is_none_or(|element| element.tag_name() == "BODY");
        let next = || {
            let places = ["main .asking .button", "main .chip[aria-current]", "main .member button", "main h1"];
            places.into_iter().find_map(|place| page.query_selector(place).ok().flatten())
        };
        if let Some(next) = is_lost.then(next).flatten() {
            let _ = next.unchecked_into::<web_sys::HtmlElement>().focus();
        }
    });
}

/// The first field that needs another look gets the focus.
fn attend_to_problem() {
    request_animation_frame(|| {
        let field = document().query_selector("dialog [aria-invalid=true]").ok().flatten();
        if let Some(field) = field.and_then(|field| field.dyn_into::<web_sys::HtmlElement>().ok()) {
            let _ = field.focus();
        }
    });
}
