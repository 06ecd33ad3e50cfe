//! The rules that the centre chose: they stand in every month that is published from now on.

use leptos::prelude::*;

use crate::domain::centre::Rules;
use crate::state::desk::Desk;
use crate::ui::controls::segmented::segmented;
use crate::ui::controls::typed_field::{Typed, TypedField};
use crate::ui::organizers::drafts::{RulesDraft, RulesField};
use crate::ui::organizers::form::{Trial, Write, fine, form, submit, ticked, went};
use crate::ui::organizers::text_field::{TextIds, TextSignals, text_field};
use crate::ui::words::say;

#[derive(Clone, Copy)]
struct Fields {
    quota: RwSignal<String>,
    notice_hours: RwSignal<String>,
    courses: RwSignal<String>,
    answers_by: TextSignals,
    order: RwSignal<usize>,
    losers_first: RwSignal<bool>,
}

impl Fields {
    fn of(draft: RulesDraft) -> Self {
        Self {
            quota: RwSignal::new(draft.quota),
            notice_hours: RwSignal::new(draft.notice_hours),
            courses: RwSignal::new(draft.courses),
            answers_by: TextSignals::of(draft.answers_by),
            order: RwSignal::new(usize::from(draft.usually_drawn)),
            losers_first: RwSignal::new(draft.losers_first),
        }
    }

    fn draft(self) -> RulesDraft {
        RulesDraft {
            quota: self.quota.get(),
            notice_hours: self.notice_hours.get(),
            courses: self.courses.get(),
            answers_by: self.answers_by.draft(),
            usually_drawn: self.order.get() == 1,
            losers_first: self.losers_first.get(),
        }
    }
}

/// Draws the form.
pub fn rules(desk: Desk) -> AnyView {
    let fields = Fields::of(RulesDraft::of(&untrack(move || desk.rules())));
    let trial = Trial::new(move || fields.draft().read(&Rules::default()).err().unwrap_or_default());
    let write: Write<Rules> = Action::new_unsync(move |rules: &Rules| desk.choose_rules(rules.clone()));
    let send = move || {
        let rules = untrack(move || fields.draft().read(&desk.rules()));
        if let (true, Ok(rules)) = (trial.passes(), rules) {
            write.dispatch(rules);
        }
    };
    let number = move |id, label, hint, value, field| {
        TypedField { id, label, hint: Some(hint), typed: Typed::Number, value, error: trial.told(field) }.view()
    };
    let ids = TextIds { hans: "answers", hant: "answers-hant", en: "answers-en" };
    let hint = Some(say("rules.answers-by-hint"));
    let orders = vec![say("sign-up.first-come"), say("sign-up.draw")];
    let content = view! {
        {segmented("usual-order", say("rules.order"), orders, fields.order, |_| ())}
        <p class="meta">{say("rules.order-hint")}</p>
        {ticked(say("rules.losers-first"), fields.losers_first)}
        {number("courses", say("rules.courses"), say("rules.courses-hint"), fields.courses, RulesField::Courses)}
        {number("quota", say("rules.quota"), say("rules.quota-hint"), fields.quota, RulesField::Quota)}
        {number("notice", say("rules.notice"), say("rules.notice-hint"), fields.notice_hours, RulesField::NoticeHours)}
        {text_field(ids, say("rules.answers-by"), hint, 1, fields.answers_by, fine())}
        {went(write, Some(say("setup.kept")))}
        {submit(say("setup.keep-rules"), move || write.pending().get())}
    };
    form(send, content.into_any())
}
