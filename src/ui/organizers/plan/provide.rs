//! 人手与经费: who teaches and runs a session, and what it costs. The centre's own business, never published.

use std::collections::BTreeSet;

use leptos::prelude::*;

use crate::domain::id::SessionId;
use crate::domain::plan::{Plan, PlanChange};
use crate::domain::provision::{Provision, TeamPart};
use crate::domain::repeating::ByMonth;
use crate::ui::controls::button::{Look, button};
use crate::ui::controls::notice::{Tone, notice};
use crate::ui::organizers::form::{Write, fine, form, line, submit, ticked, went};
use crate::ui::organizers::plan::board::Board;
use crate::ui::organizers::plan::course::catch_focus;
use crate::ui::organizers::provision_draft::{BadAmount, CostDraft, ProvisionDraft};
use crate::ui::organizers::wording;
use crate::ui::words::{number, say, say_of, say_with};

/// The fields as they are typed.
#[derive(Clone, Copy)]
struct Fields {
    teacher: RwSignal<String>,
    women_worker: RwSignal<String>,
    social_worker: RwSignal<String>,
    volunteers: RwSignal<String>,
    costs: RwSignal<Vec<RwSignal<CostDraft>>>,
    /// For every session of the activity in this month.
    all: RwSignal<bool>,
}

impl Fields {
    fn of(draft: ProvisionDraft) -> Self {
        Self {
            teacher: RwSignal::new(draft.teacher),
            women_worker: RwSignal::new(draft.women_worker),
            social_worker: RwSignal::new(draft.social_worker),
            volunteers: RwSignal::new(draft.volunteers),
            costs: RwSignal::new(draft.costs.into_iter().map(RwSignal::new).collect()),
            all: RwSignal::new(false),
        }
    }

    fn draft(self) -> ProvisionDraft {
        ProvisionDraft {
            teacher: self.teacher.get(),
            women_worker: self.women_worker.get(),
            social_worker: self.social_worker.get(),
            volunteers: self.volunteers.get(),
            costs: self.costs.get().into_iter().map(|line| line.get()).collect(),
        }
    }
}

/// The dialog's content.
pub fn provide(board: Board) -> AnyView {
    let Some(id) = board.editor.chosen.get_untracked() else { return ().into_any() };
    let known = untrack(|| {
        board.with_plan(|plan| {
            let others = plan.sessions.iter().filter(|session| session.id.activity == id.activity).count();
            let provision = plan.provisions.get(&id).cloned().unwrap_or_default();
            plan.session(&id).map(|_| (wording::title(plan, &id), provision, others))
        })
    });
    let Some((title, provision, sessions)) = known.flatten() else {
        return notice(Tone::Grave, say("plan.gone"), None).into_any();
    };
    let menu = untrack(|| from_menu(board, &id));
    let fields = Fields::of(ProvisionDraft::of(&provision));
    let tried = RwSignal::new(false);
    let wrong = move || tried.get().then(|| fields.draft().read().err()).flatten();
    let said = title.clone();
    let write: Write<Provision> = Action::new_unsync(move |provision: &Provision| {
        let (provision, id, title) = (provision.clone(), id.clone(), said.clone());
        async move {
            let changes = untrack(|| board.with_plan(|plan| changes(plan, &id, provision, fields.all.get())));
            board.desk.arrange_all(changes.unwrap_or_default(), None).await?;
            board.said.set(say_with("plan.kept", &[("title", &title)]));
            board.editor.provide.close();
            catch_focus();
            Ok(())
        }
    });
    let send = move || {
        tried.set(true);
        if let Ok(provision) = untrack(|| fields.draft().read()) {
            write.dispatch(provision);
        }
    };
    let person = |id, part: TeamPart, value| named(id, say_of("team", part.slug()), value);
    let known = untrack(|| people(board));
    let content = view! {
        <datalist id=PEOPLE>{known.into_iter().map(|name| view! { <option value=name></option> }).collect_view()}</datalist>
        {named("provide-teacher", say("provide.teacher"), fields.teacher)}
        {person("provide-women", TeamPart::WomenWorker, fields.women_worker)}
        {person("provide-social", TeamPart::SocialWorker, fields.social_worker)}
        {line("provide-volunteers", say("team.volunteers"), Some(say("provide.volunteers-hint")), fields.volunteers, fine())}
        {costs(fields)}
        {menu.map(|yuan| view! { <p class="meta">{say_with("provide.from-menu", &[("n", &yuan)])}</p> })}
        {(sessions > 1).then(|| ticked(say_with("provide.all", &[("n", &number(sessions as i64))]), fields.all))}
        {move || {
            wrong()
                .map(|BadAmount(line)| {
                    notice(Tone::Grave, say_with("provide.amount", &[("n", &number(line as i64 + 1))]), None)
                })
        }}
        {went(write, None)}
        {submit(say("plan.keep"), move || write.pending().get())}
    };
    view! {
        <p>
            <strong>{title}</strong>
        </p>
        <p class="quiet">{say("provide.words")}</p>
        {form(send, content.into_any())}
    }
    .into_any()
}

/// The list of names that fields offer.
const PEOPLE: &str = "provide-people";

/// A line for a name, which offers those that were typed before.
fn named(id: &'static str, label: &'static str, value: RwSignal<String>) -> AnyView {
    view! {
        <div class="field">
            <label for=id>{label}</label>
            <input
                id=id
                autocomplete="off"
                list=PEOPLE
                prop:value=move || value.get()
                on:input=move |event| value.set(event_target_value(&event))
            />
        </div>
    }
    .into_any()
}

/// Everybody who was named in any month of this year.
fn people(board: Board) -> BTreeSet<String> {
    let year = board.year.read();
    let provisions = year.iter().flat_map(|book| book.plan.provisions.values());
    provisions.flat_map(|provision| provision.people()).map(str::to_owned).collect()
}

/// What the course menu plans for it, in yuan.
fn from_menu(board: Board, id: &SessionId) -> Option<String> {
    let code = board.with_plan(|plan| plan.activities.get(&id.activity).and_then(|known| known.course.clone()))??;
    let yuan = board.catalogue.read().course(&code).map(|course| course.cost_yuan)?;
    (yuan > 0).then(|| number(yuan))
}

/// For all: the others get the same people and the same planned costs; what is paid is each session's own.
fn changes(plan: &Plan, id: &SessionId, provision: Provision, all: bool) -> ByMonth {
    let others = plan.sessions.iter().filter(|session| all && session.id.activity == id.activity && session.id != *id);
    let others = others.map(|session| {
        let mut same = provision.clone();
        let paid = plan.provisions.get(&session.id);
        for (index, line) in same.costs.iter_mut().enumerate() {
            line.paid = paid.and_then(|known| known.costs.get(index)).and_then(|known| known.paid);
        }
        PlanChange::Provide { session: session.id.clone(), provision: same }
    });
    let mut changes: Vec<PlanChange> = others.collect();
    changes.push(PlanChange::Provide { session: id.clone(), provision });
    ByMonth::from([(plan.month, changes)])
}

fn costs(fields: Fields) -> AnyView {
    let lines =
        move || fields.costs.get().into_iter().enumerate().map(|(index, line)| cost_line(index, line)).collect_view();
    view! {
        <fieldset class="field">
            <legend>{say("provide.costs")}</legend>
            <div class="cost-lines">
                <div class="cost-line cost-heads" aria-hidden="true">
                    <span>{say("provide.what")}</span>
                    <span>{say("provide.planned")}</span>
                    <span>{say("provide.paid")}</span>
                </div>
                {lines}
            </div>
            {button(
                Look::Words,
                say("provide.more"),
                move || fields.costs.update(|lines| lines.push(RwSignal::new(CostDraft::default()))),
            )}
        </fieldset>
    }
    .into_any()
}

fn cost_line(index: usize, line: RwSignal<CostDraft>) -> AnyView {
    let nth = number(index as i64 + 1);
    let label = |key| say_with("provide.nth", &[("what", say(key)), ("n", &nth)]);
    view! {
        <div class="cost-line">
            <input
                aria-label=label("provide.what")
                prop:value=move || line.read().what.clone()
                on:input=move |event| line.update(|line| line.what = event_target_value(&event))
            />
            <input
                inputmode="decimal"
                aria-label=label("provide.planned")
                prop:value=move || line.read().planned.clone()
                on:input=move |event| line.update(|line| line.planned = event_target_value(&event))
            />
            <input
                inputmode="decimal"
                aria-label=label("provide.paid")
                prop:value=move || line.read().paid.clone()
                on:input=move |event| line.update(|line| line.paid = event_target_value(&event))
            />
        </div>
    }
    .into_any()
}
