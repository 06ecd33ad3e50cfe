//! An organizer decides about one slip, and says why.

use leptos::prelude::*;

use crate::domain::book::Verdict;
use crate::domain::id::{SessionId, SlipId};
use crate::domain::standing::Answer;
use crate::domain::time::Start;
use crate::ui::controls::notice::{Tone, notice};
use crate::ui::controls::text_area::TextArea;
use crate::ui::organizers::form::{Write, choice, form, submit, went};
use crate::ui::organizers::received::standing;
use crate::ui::organizers::roster::Rosters;
use crate::ui::organizers::roster::family::family;
use crate::ui::organizers::wording::{self, dotted, moment, published_title};
use crate::ui::words::say;

/// What is chosen and written.
#[derive(Clone, Copy)]
struct Fields {
    chosen: RwSignal<usize>,
    /// Where to, of a move.
    to: RwSignal<String>,
    why: RwSignal<String>,
    tried: RwSignal<bool>,
}

/// The dialog's content.
pub fn decide(rosters: Rosters) -> AnyView {
    let Some(slip) = rosters.chosen.get_untracked() else { return ().into_any() };
    let placement = rosters.placement.get_untracked();
    let Some(answer) = placement.and_then(|placement| placement.answers.get(&slip).cloned()) else {
        return ().into_any();
    };
    let month = rosters.month.get_untracked();
    let arrival = untrack(|| rosters.desk.arrival(month, &slip));
    let person = arrival.as_ref().and_then(|arrival| arrival.slip.content.asks.person());
    let name = person.map(|person| person.name.clone());
    view! {
        <p>
            <strong>{name}</strong>
        </p>
        <p class="meta">{standing(answer.clone())}</p>
        {choose(rosters, slip, &answer)}
        {arrival.map(|arrival| family(rosters, &arrival))}
    }
    .into_any()
}

fn choose(rosters: Rosters, slip: SlipId, answer: &Answer) -> AnyView {
    let open = Verdict::open_to(answer);
    let (targets, last) = (if Verdict::may_move(answer) { targets(rosters) } else { Vec::new() }, open.len());
    if open.is_empty() && targets.is_empty() {
        return ().into_any();
    }
    let may_move = !targets.is_empty();
    let verdicts = StoredValue::new(open);
    let fields = Fields {
        chosen: RwSignal::new(0),
        to: RwSignal::new(String::new()),
        why: RwSignal::new(String::new()),
        tried: RwSignal::new(false),
    };
    // The last choice is to move; it needs to know where to.
    let moves = Memo::new(move |_| may_move && fields.chosen.get() == last);
    let chosen = move || match moves.get() {
        true => SessionId::parse(&fields.to.read()).ok().map(|to| Verdict::Move { to }),
        false => verdicts.with_value(|verdicts| verdicts.get(fields.chosen.get()).cloned()),
    };
    let lacks_why = move || {
        let needs = moves.get() || chosen().is_some_and(|verdict| verdict.needs_a_reason());
        needs && fields.why.read().trim().is_empty()
    };
    let write: Write<(Verdict, String)> = Action::new_unsync(move |(verdict, why): &(Verdict, String)| {
        let (verdict, why) = (verdict.clone(), why.clone());
        async move {
            rosters.desk.decide(rosters.month.get_untracked(), slip, verdict, why).await?;
            rosters.dialog.close();
            Ok(())
        }
    });
    let send = move || {
        fields.tried.set(true);
        let (verdict, lacks) = (untrack(chosen), untrack(lacks_why));
        if let (Some(verdict), false) = (verdict, lacks) {
            write.dispatch((verdict, fields.why.with_untracked(|why| why.trim().to_owned())));
        }
    };
    let error =
        Signal::derive(move || (fields.tried.get() && lacks_why()).then(|| say("decide.why-missing").to_owned()));
    // A place that is given by hand is one that nobody can win.
    let of_a_draw = Memo::new(move |_| match chosen()? {
        Verdict::Place => is_drawn(rosters, rosters.session.get().as_ref()?).then_some(()),
        Verdict::Move { to } => is_drawn(rosters, &to).then_some(()),
        _ => None,
    });
    let drawn = move || of_a_draw.get().map(|()| notice(Tone::Warn, say("decide.in-a-draw"), None));
    let why = TextArea {
        id: "decide-why",
        label: say("decide.why"),
        hint: Some(say("decide.why-hint")),
        rows: 2,
        value: fields.why,
        error,
    };
    let no_target = Signal::derive(move || {
        (fields.tried.get() && moves.get() && fields.to.read().is_empty()).then(|| say("field.missing").to_owned())
    });
    let to = move || moves.get().then(|| choice("decide-to", say("decide.to"), targets.clone(), fields.to, no_target));
    let content = view! {
        {choices(verdicts.get_value(), may_move, fields.chosen)}
        {to}
        {drawn}
        {why.view()}
        {went(write, None)}
        {submit(say("decide.send"), move || write.pending().get())}
    };
    form(send, content.into_any())
}

fn is_drawn(rosters: Rosters, session: &SessionId) -> bool {
    let book = rosters.book.read();
    let menu = book.as_ref().and_then(|book| book.menu.as_ref());
    menu.and_then(|menu| menu.session(session)).is_some_and(|session| session.draw.is_some())
}

/// Sessions of the month that somebody can still be moved to.
fn targets(rosters: Rosters) -> Vec<(String, String)> {
    let (book, now) = (rosters.book.get_untracked(), rosters.now.get_untracked());
    let here = rosters.session.get_untracked();
    let Some(menu) = book.as_ref().and_then(|book| book.menu.as_ref()) else { return Vec::new() };
    let is_shift = here.as_ref().is_some_and(|here| menu.shift(here).is_some());
    let sessions = menu.sessions.iter().filter(|_| !is_shift).map(|session| &session.id);
    let shifts = menu.shifts.iter().filter(|_| is_shift).map(|shift| &shift.id);
    let mut open: Vec<(Start, &SessionId)> = sessions
        .chain(shifts)
        .filter(|id| here.as_ref() != Some(id))
        .filter_map(|id| menu.target(id).map(|target| (target, id)))
        .filter(|(target, _)| target.places().is_some() && !target.is_cancelled() && target.span().start > now)
        .map(|(target, id)| (target.span().start, id))
        .collect();
    open.sort();
    if open.is_empty() {
        return Vec::new();
    }
    let none = (String::new(), say("decide.to-none").to_owned());
    let named =
        open.into_iter().map(|(start, id)| (id.to_string(), dotted([published_title(menu, id), moment(start)])));
    std::iter::once(none).chain(named).collect()
}

fn choices(verdicts: Vec<Verdict>, may_move: bool, chosen: RwSignal<usize>) -> AnyView {
    let labels: Vec<&str> = verdicts.iter().map(wording::verdict).collect();
    let labels = labels.into_iter().chain(may_move.then(|| say("verdict.move")));
    let choices = labels.enumerate().map(|(index, label)| {
        view! {
            <label class="tick">
                <input
                    type="radio"
                    name="verdict"
                    prop:checked=move || chosen.get() == index
                    on:change=move |_| chosen.set(index)
                />
                <span>{label}</span>
            </label>
        }
    });
    view! {
        <fieldset>
            <legend class="field-label">{say("decide.what")}</legend>
            {choices.collect_view()}
        </fieldset>
    }
    .into_any()
}
