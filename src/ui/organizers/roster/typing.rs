//! 当面登记: a slip for someone at the desk, and the stub they take home.

use leptos::prelude::*;

use crate::domain::household::MemberProblem;
use crate::domain::id::{SessionId, SlipId};
use crate::domain::typed::TypedDraft;
use crate::ui::controls::button::{Look, button, icon_button};
use crate::ui::controls::field::{TextField, Typing, problem, tick};
use crate::ui::controls::icon::Icon;
use crate::ui::organizers::form::{Write, form, submit, went};
use crate::ui::organizers::roster::Rosters;
use crate::ui::organizers::roster::paper::{Paper, stub};
use crate::ui::words::say;

/// What is typed; it stays when the dialog is closed by mistake.
#[derive(Clone, Copy)]
pub struct TypedForm {
    draft: RwSignal<TypedDraft>,
    tried: RwSignal<bool>,
    /// The slip that was just made.
    made: RwSignal<Option<SlipId>>,
}

impl TypedForm {
    /// An empty one.
    pub fn new() -> Self {
        Self { draft: RwSignal::default(), tried: RwSignal::new(false), made: RwSignal::new(None) }
    }

    /// For the next person.
    pub fn next(self) {
        self.made.set(None);
        self.tried.set(false);
    }

    fn problems(self) -> Vec<MemberProblem> {
        match self.tried.get() {
            true => self.draft.read().check().err().unwrap_or_default(),
            false => Vec::new(),
        }
    }

    fn error(self, of: fn(MemberProblem) -> Option<&'static str>) -> Signal<Option<String>> {
        Signal::derive(move || self.problems().into_iter().find_map(of).map(str::to_owned))
    }

    fn text(
        self,
        (id, label, hint): (&'static str, &'static str, Option<&'static str>),
        typing: Typing,
        part: fn(&mut TypedDraft) -> &mut String,
        error: fn(MemberProblem) -> Option<&'static str>,
    ) -> AnyView {
        let draft = self.draft;
        let field = TextField {
            id,
            label,
            hint,
            typing,
            value: Signal::derive(move || part(&mut draft.get()).clone()),
            typed: SignalSetter::map(move |typed| draft.update(|draft| *part(draft) = typed)),
            error: self.error(error),
        };
        field.view().into_any()
    }

    fn ticked(self, label: &'static str, part: fn(&mut TypedDraft) -> &mut bool) -> AnyView {
        let draft = self.draft;
        let value = Signal::derive(move || *part(&mut draft.get()));
        tick(label, value, SignalSetter::map(move |on| draft.update(|draft| *part(draft) = on))).into_any()
    }
}

/// The dialog's content.
pub fn typing(rosters: Rosters) -> AnyView {
    let Some(session) = rosters.session.get_untracked() else { return ().into_any() };
    let fields = rosters.typed;
    let write: Write<SessionId> = Action::new_unsync(move |session: &SessionId| {
        let session = session.clone();
        async move {
            let Ok(person) = fields.draft.with_untracked(TypedDraft::check) else { return Ok(()) };
            let slip = rosters.desk.type_in(&session, person).await?;
            fields.draft.set(TypedDraft::default());
            fields.tried.set(false);
            fields.made.set(Some(slip));
            Ok(())
        }
    });
    (move || match fields.made.get() {
        Some(slip) => made(rosters, slip),
        None => ask(fields, session.clone(), write),
    })
    .into_any()
}

fn ask(fields: TypedForm, session: SessionId, write: Write<SessionId>) -> AnyView {
    let send = move || {
        fields.tried.set(true);
        if fields.draft.with_untracked(TypedDraft::check).is_ok() {
            write.dispatch(session.clone());
        }
    };
    let child = Memo::new(move |_| fields.draft.read().is_child());
    let name = fields.text(
        ("typed-name", say("member.name"), Some(say("member.name-hint"))),
        Typing::Words,
        |draft| &mut draft.name,
        |problem| match problem {
            MemberProblem::NameMissing => Some(say("problem.name-missing")),
            MemberProblem::NameTooLong => Some(say("problem.name-too-long")),
            MemberProblem::NameOdd => Some(say("problem.name-odd")),
            _ => None,
        },
    );
    let age = fields.text(
        ("typed-age", say("typed.age"), Some(say("typed.age-hint"))),
        Typing::Digits,
        |draft| &mut draft.age,
        |problem| (problem == MemberProblem::Age).then(|| say("typed.age-missing")),
    );
    let phone = fields.text(
        ("typed-phone", say("typed.phone"), Some(say("typed.phone-hint"))),
        Typing::Digits,
        |draft| &mut draft.phone,
        |problem| match problem {
            MemberProblem::PhoneMissing => Some(say("problem.phone-missing")),
            MemberProblem::Phone => Some(say("problem.phone")),
            _ => None,
        },
    );
    let content = view! {
        <p class="quiet">{say("typed.words")}</p>
        {name}
        <div class="pair">{age} {phone}</div>
        {move || child.get().then(|| guardian(fields))}
        {wishes(fields)}
        {went(write, None)}
        {submit(say("typed.send"), move || write.pending().get())}
    };
    form(send, content.into_any())
}

fn guardian(fields: TypedForm) -> AnyView {
    let name = fields.text(
        ("typed-guardian", say("member.guardian-name"), None),
        Typing::Words,
        |draft| &mut draft.guardian_name,
        |problem| match problem {
            MemberProblem::GuardianNameMissing => Some(say("problem.guardian-name-missing")),
            MemberProblem::GuardianNameTooLong => Some(say("problem.guardian-name-too-long")),
            _ => None,
        },
    );
    let phone = fields.text(
        ("typed-guardian-phone", say("member.guardian-phone"), None),
        Typing::Digits,
        |draft| &mut draft.guardian_phone,
        |problem| match problem {
            MemberProblem::GuardianPhoneMissing => Some(say("problem.guardian-phone")),
            MemberProblem::GuardianPhone => Some(say("problem.phone")),
            _ => None,
        },
    );
    let missing = fields.error(|problem| (problem == MemberProblem::ConsentMissing).then(|| say("problem.consent")));
    view! {
        <fieldset class="stack typed-guardian">
            <legend class="field-label">{say("member.guardian")}</legend>
            <div class="pair">{name} {phone}</div>
            {fields.ticked(say("member.consent"), |draft| &mut draft.consent)}
            {problem("typed-consent-told".to_owned(), missing)}
        </fieldset>
    }
    .into_any()
}

fn wishes(fields: TypedForm) -> AnyView {
    view! {
        <fieldset>
            <legend class="field-label">{say("member.wishes")}</legend>
            {fields.ticked(say("member.front-seat"), |draft| &mut draft.needs.front_seat)}
            {fields.ticked(say("member.speak-slowly"), |draft| &mut draft.needs.speak_slowly)}
            {fields.ticked(say("member.companion"), |draft| &mut draft.needs.companion)}
        </fieldset>
        <fieldset>
            <legend class="field-label">{say("member.photographs")}</legend>
            {fields.ticked(say("member.photographs-yes"), |draft| &mut draft.photographs)}
        </fieldset>
    }
    .into_any()
}

/// The stub, as it will be printed, and the way to the next person.
fn made(rosters: Rosters, slip: SlipId) -> AnyView {
    let print = move || {
        rosters.typing.close();
        rosters.print(Paper::Stubs(vec![slip]));
    };
    view! {
        {move || stub(rosters, &slip)}
        <div class="row">
            {icon_button(Look::Main, Icon::Print, say("typed.print"), print)}
            {button(Look::Plain, say("typed.next"), move || rosters.typed.next())}
        </div>
    }
    .into_any()
}
