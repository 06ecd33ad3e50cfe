//! The organizer is led through a draw: wait for closing, publish who takes part, enter the public number, look at what
//! follows, publish it.

use std::collections::BTreeMap;
use std::sync::Arc;

use leptos::prelude::*;

use crate::domain::activity::Session;
use crate::domain::draw::{DrawStage, PublicNumber};
use crate::domain::id::{SessionId, SlipId};
use crate::domain::placement::Placement;
use crate::domain::standing::Reason;
use crate::state::desk::{Desk, DeskError};
use crate::ui::controls::button::{Look, button, icon_button};
use crate::ui::controls::dialog::Dialog;
use crate::ui::controls::field::{TextField, Typing};
use crate::ui::controls::icon::{Icon, icon};
use crate::ui::controls::notice::{Tone, notice};
use crate::ui::dom::Piece;
use crate::ui::organizers::form::{Write, fine};
use crate::ui::organizers::publish::Publisher;
use crate::ui::organizers::roster::Rosters;
use crate::ui::organizers::roster::paper::decided_by;
use crate::ui::organizers::trouble;
use crate::ui::organizers::wording::{dotted, known_too_early, moment};
use crate::ui::words::{number, read, say, say_count, say_with};

/// What would follow from a number, or why it cannot be told.
type Preview = (SessionId, PublicNumber, Result<Arc<Placement>, DeskError>);

/// What is typed and under way; it outlives the sheet, which is drawn anew with everything that changes.
#[derive(Clone, Copy)]
pub struct Drawing {
    /// Numbers as they are typed, by session.
    typed: RwSignal<BTreeMap<SessionId, String>>,
    preview: RwSignal<Option<Preview>>,
    entrants: Write<SessionId>,
    outcomes: Write<(SessionId, PublicNumber)>,
    /// Which session the last step was about.
    about: RwSignal<Option<SessionId>>,
}

impl Drawing {
    /// Nothing typed yet. What is published is shown by `publisher`.
    pub fn new(desk: Desk, publisher: Publisher) -> Self {
        let entrants = Action::new_unsync(move |session: &SessionId| {
            let session = session.clone();
            async move {
                publisher.show(desk.publish_entrants(session.start.month(), &session).await?);
                Ok(())
            }
        });
        let outcomes = Action::new_unsync(move |(session, number): &(SessionId, PublicNumber)| {
            let (session, number) = (session.clone(), number.clone());
            async move {
                publisher.show(desk.publish_draw(session.start.month(), &session, number).await?);
                Ok(())
            }
        });
        let (typed, preview, about) = (RwSignal::default(), RwSignal::new(None), RwSignal::new(None));
        Self { typed, preview, entrants, outcomes, about }
    }

    fn number(self, session: &SessionId) -> Option<PublicNumber> {
        PublicNumber::parse(self.typed.read().get(session)?)
    }

    fn pending(self) -> bool {
        self.entrants.pending().get() || self.outcomes.pending().get()
    }

    /// What went wrong with the last step, if it was about this session.
    fn trouble(self, session: &SessionId) -> Option<AnyView> {
        if self.about.read().as_ref() != Some(session) {
            return None;
        }
        let entrants = self.entrants.value().get().and_then(Result::err);
        let error = entrants.or_else(|| self.outcomes.value().get().and_then(Result::err))?;
        Some(notice(Tone::Grave, trouble::words(&error), None).into_any())
    }
}

/// Draws the section of a session whose places are drawn.
pub fn draw(rosters: Rosters, id: &SessionId) -> Option<AnyView> {
    let book = rosters.book.get()?;
    let session = book.menu.as_ref()?.session(id)?.clone();
    let held = book.draws.get(id).cloned();
    let (known, kept) = (session.clone(), held.clone());
    // The clock turns the page, too.
    let stage = Memo::new(move |_| DrawStage::of(&known, kept.as_ref(), rosters.now.get()));
    stage.get_untracked()?;
    let content = move || match stage.get()? {
        DrawStage::Open => Some(open(&session)),
        DrawStage::ToPublish => Some(to_publish(rosters, &session.id)),
        DrawStage::AwaitsNumber => Some(awaits_number(rosters, &session)),
        DrawStage::Decided => held.as_ref().and_then(|held| decided_by(&session, held)).map(done),
    };
    Some(
        view! {
            <section class="draw card stack no-print" aria-labelledby="draw-heading">
                <h3 id="draw-heading">{say("drawing.heading")}</h3>
                {move || stage.get().map(steps)}
                {content}
            </section>
        }
        .into_any(),
    )
}

/// The four steps, with where one stands.
fn steps(stage: DrawStage) -> AnyView {
    let here = match stage {
        DrawStage::Open => 0,
        DrawStage::ToPublish => 1,
        DrawStage::AwaitsNumber => 2,
        DrawStage::Decided => 4,
    };
    let words = ["drawing.step-open", "drawing.step-entrants", "drawing.step-number", "drawing.step-decided"];
    let steps = words.into_iter().enumerate().map(|(index, key)| {
        let state = if index < here { "done" } else { "to-come" };
        let state = if index == here { "now" } else { state };
        view! {
            <li data-state=state aria-current=(index == here).then_some("step")>
                {(index < here).then(|| icon(Icon::Check))} {say(key)}
            </li>
        }
    });
    view! { <ol class="draw-steps">{steps.collect_view()}</ol> }.into_any()
}

fn open(session: &Session) -> AnyView {
    let number = session.draw.as_ref().map(|terms| read(&terms.number)).unwrap_or_default();
    let values = [("at", &*moment(session.closes_at())), ("number", number)];
    let early = session.draw.as_ref().and_then(|terms| known_too_early(&terms.number, session.closes_at().day()));
    view! {
        <p>{say_with("drawing.open", &values)}</p>
        {early.map(|words| notice(Tone::Warn, words, None))}
    }
    .into_any()
}

fn to_publish(rosters: Rosters, id: &SessionId) -> AnyView {
    let drawing = rosters.drawing;
    let (entering, doubts) = rosters.placement.with(|placement| {
        let Some(placement) = placement.as_ref() else { return (0, 0) };
        let awaits = |slip: &&SlipId| {
            let answer = placement.answers.get(*slip);
            answer.is_some_and(|answer| matches!(answer.reason, Reason::DrawAwaited { .. }))
        };
        let pending = placement.rosters.get(id).map(|roster| roster.pending.iter().filter(awaits).count());
        (pending.unwrap_or(0), placement.suspicions(id).count())
    });
    let (session, failed) = (id.clone(), id.clone());
    let sure = Dialog::new();
    let press = move |_| {
        if doubts == 0 && !drawing.pending() {
            sure.open();
        }
    };
    // From then on the list is the draw: asked once more.
    let content = move || {
        let session = session.clone();
        let publish = move || {
            sure.close();
            drawing.about.set(Some(session.clone()));
            drawing.entrants.dispatch(session.clone());
        };
        view! {
            <p>{say_count("drawing.sure", entering as i64)}</p>
            <div class="row">
                {button(Look::Main, say("drawing.sure-yes"), publish)}
                {button(Look::Plain, say("drawing.sure-no"), move || sure.close())}
            </div>
        }
        .into_any()
        .el()
    };
    view! {
        <p>{say_count("drawing.entering", entering as i64)}</p>
        {(doubts > 0).then(|| notice(Tone::Warn, say_count("drawing.doubts", doubts as i64), None))}
        <p class="quiet">{say("drawing.before-entrants")}</p>
        {move || drawing.trouble(&failed)}
        <p>
            <button
                type="button"
                class="button"
                data-look="main"
                aria-disabled=move || (doubts > 0 || drawing.pending()).then_some("true")
                on:click=press
            >
                {move || if drawing.pending() { say("organize.working") } else { say("drawing.publish-entrants") }}
            </button>
        </p>
        {sure.view(say("drawing.publish-entrants"), content)}
    }
    .into_any()
}

fn awaits_number(rosters: Rosters, session: &Session) -> AnyView {
    let drawing = rosters.drawing;
    let id = session.id.clone();
    let what = session.draw.as_ref().map(|terms| read(&terms.number).to_owned()).unwrap_or_default();
    let (shown, writes, parsed, looks, failed) = (id.clone(), id.clone(), id.clone(), id.clone(), id.clone());
    let field = TextField {
        id: "public-number",
        label: say("drawing.number"),
        hint: Some(say("drawing.number-hint")),
        typing: Typing::Digits,
        value: Signal::derive(move || drawing.typed.read().get(&shown).cloned().unwrap_or_default()),
        typed: SignalSetter::map(move |text| {
            drawing.typed.update(|typed| {
                typed.insert(writes.clone(), text);
            });
        }),
        error: fine(),
    };
    // Shown back as it is understood: a number is mistyped more easily than it is noticed.
    let understood = move || match drawing.number(&parsed) {
        Some(number) => {
            let count = crate::ui::words::number(number.digits().len() as i64);
            say_with("drawing.understood", &[("number", number.digits()), ("n", &count)])
        }
        None if drawing.typed.read().get(&parsed).is_none_or(|text| text.trim().is_empty()) => String::new(),
        None => say("drawing.not-a-number").to_owned(),
    };
    let look = move || {
        let Some(number) = untrack(|| drawing.number(&looks)) else { return };
        let id = looks.clone();
        leptos::task::spawn_local(async move {
            let seen = rosters.desk.preview_draw(id.start.month(), &id, number.clone()).await;
            drawing.preview.set(Some((id, number, seen)));
        });
    };
    let seen = move || {
        let (of, number, seen) = drawing.preview.get()?;
        // A preview of another number says nothing.
        if of != id || drawing.number(&id) != Some(number.clone()) {
            return None;
        }
        Some(match seen {
            Ok(placement) => preview(rosters, &id, number, &placement),
            Err(error) => notice(Tone::Grave, trouble::words(&error), None).into_any(),
        })
    };
    view! {
        <p>{say_with("drawing.awaits", &[("number", &what)])}</p>
        {field.view()}
        <p class="draw-understood" role="status">
            {understood}
        </p>
        <p>{button(Look::Plain, say("drawing.look"), look)}</p>
        {seen}
        {move || drawing.trouble(&failed)}
    }
    .into_any()
}

/// Who would be drawn, by name: the organizer looks, then publishes.
fn preview(rosters: Rosters, id: &SessionId, number_typed: PublicNumber, placement: &Placement) -> AnyView {
    let drawing = rosters.drawing;
    let roster = placement.rosters.get(id).cloned().unwrap_or_default();
    let month = rosters.month.get_untracked();
    let rows = roster.placed.iter().filter_map(|slip| {
        let arrival = untrack(|| rosters.desk.arrival(month, slip))?;
        let person = arrival.slip.content.asks.person()?;
        let nth = match placement.answers.get(slip)?.reason {
            Reason::Drawn { nth, .. } | Reason::DrawnNext { nth, .. } => number(nth),
            _ => String::new(),
        };
        let tail = person.contact().map(|phone| say_with("person.tail", &[("tail", phone.tail())]));
        let words = dotted(std::iter::once(person.name.clone()).chain(tail));
        Some(view! { <li><span class="list-nth">{nth}</span> {words}</li> })
    });
    let rows = rows.collect_view();
    let id = id.clone();
    let press = move || {
        if !untrack(|| drawing.pending()) {
            drawing.about.set(Some(id.clone()));
            drawing.outcomes.dispatch((id.clone(), number_typed.clone()));
        }
    };
    view! {
        <div class="draw-preview">
            <h4>{say_count("list.placed", roster.placed.len() as i64)}</h4>
            <ol class="list-lines">{rows}</ol>
            <p class="meta">{say_count("drawing.preview-waiting", roster.waiting.len() as i64)}</p>
            <p class="quiet">{say("drawing.binds")}</p>
            {icon_button(Look::Main, Icon::Check, say("drawing.publish-outcomes"), press)}
        </div>
    }
    .into_any()
}

fn done(lines: [String; 2]) -> AnyView {
    let lines = lines.map(|line| view! { <p>{line}</p> });
    view! { {lines} }.into_any()
}
