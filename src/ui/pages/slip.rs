//! One slip: how it stands and why, what it says, how it gets to the centre, and how to give it back.

use leptos::prelude::*;

use crate::domain::household::{OwnSlip, Progress};
use crate::domain::id::SlipId;
use crate::domain::slip::{Asks, Person};
use crate::domain::standing::{Reason, Standing};
use crate::state::family::{Family, FamilyError};
use crate::state::published::Published;
use crate::ui::controls::button::{Look, button, icon_button, link_button};
use crate::ui::controls::copy::copy_button;
use crate::ui::controls::dialog::Dialog;
use crate::ui::controls::icon::Icon;
use crate::ui::controls::notice::{Tone, empty, notice};
use crate::ui::dates;
use crate::ui::failures;
use crate::ui::navigation;
use crate::ui::pages::reminder::{about, due};
use crate::ui::pages::session::call_line;
use crate::ui::pages::site::with_centre;
use crate::ui::pages::thing::Thing;
use crate::ui::parts::details::fact;
use crate::ui::parts::standing;
use crate::ui::route::Route;
use crate::ui::shell::page_head;
use crate::ui::today::{now, today};
use crate::ui::wording;
use crate::ui::words::{number, read, say, say_count, say_with};

/// What the page works with.
#[derive(Clone, Copy)]
struct Page {
    published: Published,
    family: Family,
    failure: RwSignal<Option<FamilyError>>,
    leaving: Dialog,
}

/// The page.
pub fn slip() -> AnyView {
    let id = Memo::new(|_| match navigation::route() {
        Some(Route::Slip { id }) => Some(id),
        _ => None,
    });
    let page = Page {
        published: Published::here(),
        family: Family::here(),
        failure: RwSignal::default(),
        leaving: Dialog::new(),
    };
    let own = Memo::new(move |_| id.get().and_then(|id| page.family.slip(&id)));
    view! {
        {page_head(say("slip.page"), Some(Route::My), None)}
        {with_centre(move || {
            (move || match own.get() {
                Some(own) => page.draw(&own),
                None if !page.family.is_read() => view! { <p class="empty" role="status">{say("site.opening")}</p> }.into_any(),
                None => empty(say("slip.unknown"), Some(link_button(Look::Plain, None, say("slip.to-mine"), Route::My.href()))),
            })
                .into_any()
        })}
    }
    .into_any()
}

impl Page {
    fn draw(self, own: &OwnSlip) -> AnyView {
        let progress = self.family.progress(&own.id);
        let thing = about(self.family, own).and_then(|id| Thing::find(self.published, &id));
        let dropped = self.family.is_dropped(&own.id);
        let closed = is_settled(&progress) || dropped;
        let title = thing.as_ref().map_or(say("slip.no-title"), |thing| &thing.title).to_owned();
        let title = if own.withdraws.is_some() { say_with("slip.withdrawal-of", &[("title", &title)]) } else { title };
        view! {
            <article class="slip" data-standing=standing::slug(&progress)>
                <div class="slip-upper">
                    <p class="slip-standing">{standing::picture(&progress)} <strong>{standing::words(&progress)}</strong></p>
                    {self.seal(&progress)}
                    <h2>{title}</h2>
                    {facts(own, thing.as_ref())}
                    {reason(&progress)}
                    {steps(&progress, own.withdraws.is_some())}
                </div>
                {(!closed).then(|| self.lower(own, &progress))}
            </article>
            {(!dropped).then(|| self.next(own, &progress, thing.as_ref()))}
            {move || self.failure.get().map(|error| notice(Tone::Grave, failures::family(&error), None))}
            {self.give_back(own, &progress, thing.as_ref())}
            {call_line()}
        }
        .into_any()
    }

    /// The centre's stamp on what it confirmed. A picture: heard is the standing.
    fn seal(self, progress: &Progress) -> Option<AnyView> {
        let confirmed = matches!(progress, Progress::Answered(answer) if answer.standing == Standing::Confirmed);
        let centre = self.published.centre().filter(|_| confirmed)?;
        let mut name: Vec<char> = centre.short_name.hans.chars().take(3).collect();
        name.extend(say("slip.seal").chars().skip(name.len().saturating_sub(2)));
        // Read in columns, the right one first.
        let order = [2, 0, 3, 1].into_iter().filter_map(|at| name.get(at).copied());
        Some(view! { <div class="seal" aria-hidden="true">{order.map(|c| view! { <span>{c.to_string()}</span> }).collect_view()}</div> }.into_any())
    }

    /// Below the tear line: what is scanned, read aloud or copied.
    fn lower(self, own: &OwnSlip, progress: &Progress) -> AnyView {
        let handle = own.id.handle();
        let (first, copy) = match progress {
            Progress::NotHandedIn => ("slip.hand-in", Look::Main),
            Progress::Answered(answer) if answer.standing == Standing::Confirmed => ("slip.at-the-door", Look::Plain),
            _ => ("slip.show-again", Look::Plain),
        };
        let picture = Family::picture(own);
        view! {
            <div class="slip-lower">
                {picture
                    .map(|picture| {
                        view! { <img class="qr" src=picture alt=say("slip.qr") width={390} height={390} /> }
                    })}
                <div class="slip-code">
                    <p>{say(first)}</p>
                    <p class="meta">{say("slip.read-aloud")}</p>
                    <p class="handle">{handle}</p>
                    {copy_button(copy, say("slip.copy"), own.code.clone())}
                    <p class="meta">{say("slip.keep-picture")}</p>
                </div>
            </div>
        }
        .into_any()
    }

    /// What its owner does next.
    fn next(self, own: &OwnSlip, progress: &Progress, thing: Option<&Thing>) -> AnyView {
        let id = own.id;
        let hand = move |handed_in: bool| {
            move || {
                leptos::task::spawn_local(async move {
                    self.failure.set(self.family.hand_in(id, handed_in).await.err());
                });
            }
        };
        let start = thing.map(|thing| dates::start(thing.span.start, today())).unwrap_or_default();
        match progress {
            Progress::NotHandedIn => {
                let until = due(self.published, self.family, own).map(|until| dates::start(until, today()));
                let words = match until {
                    Some(until) if own.withdraws.is_some() => say_with("slip.asked-back", &[("until", &until)]),
                    Some(until) => say_with("slip.asked-by", &[("until", &until)]),
                    None => say("slip.asked").to_owned(),
                };
                let yes = icon_button(Look::Plain, Icon::Check, say("slip.handed-in"), hand(true));
                notice(Tone::Warn, words, Some(yes))
            }
            Progress::HandedIn { .. } => {
                let undo = button(Look::Words, say("slip.not-yet"), hand(false));
                notice(Tone::Plain, self.answer_by(own), Some(undo))
            }
            Progress::Answered(answer) => {
                let words = match answer.standing {
                    Standing::Pending => self.answer_by(own),
                    Standing::Confirmed => say_with("slip.see-you", &[("start", &start)]),
                    Standing::Waitlisted(n) => say_count("slip.waiting", n),
                    Standing::Offered => say("slip.offered").to_owned(),
                    Standing::NotPlaced => say("slip.not-placed").to_owned(),
                    Standing::Cancelled => say("slip.cancelled").to_owned(),
                    _ => return ().into_any(),
                };
                let tone = match answer.standing {
                    Standing::Confirmed => Tone::Good,
                    Standing::Offered | Standing::Cancelled => Tone::Warn,
                    _ => Tone::Plain,
                };
                notice(tone, words, None)
            }
        }
    }

    /// By when an answer comes, in the centre's words.
    fn answer_by(self, own: &OwnSlip) -> String {
        let menu = about(self.family, own).and_then(|id| self.published.menu_of(&id));
        let by = menu.map(|menu| read(&menu.rules.answers_by).to_owned()).unwrap_or_default();
        match by.is_empty() {
            true => say("slip.answer-comes").to_owned(),
            false => say_with("slip.answer-by", &[("by", &by)]),
        }
    }

    /// The way out: a slip that gives the place back, to be handed in like any other.
    fn give_back(self, own: &OwnSlip, progress: &Progress, thing: Option<&Thing>) -> AnyView {
        if let Some(made) = self.family.withdrawal_of(&own.id).filter(|_| !is_settled(progress)) {
            let dropped = self.family.is_dropped(&own.id);
            let words = if dropped { say("slip.dropped") } else { say("slip.withdrawal-made") };
            let show = link_button(Look::Plain, None, say("slip.show-withdrawal"), Route::Slip { id: made.id }.href());
            return notice(if dropped { Tone::Plain } else { Tone::Warn }, words, Some(show));
        }
        let over = thing.is_some_and(|thing| now() >= thing.span.start);
        if own.withdraws.is_some() || is_settled(progress) || over || own.asks.person().is_none() {
            return ().into_any();
        }
        let (id, dialog) = (own.id, self.leaving);
        let unsent = *progress == Progress::NotHandedIn;
        let title = thing.map(|thing| thing.title.clone()).unwrap_or_default();
        let content = move || {
            view! {
                <p>{say_with(if unsent { "slip.leave-unsent" } else { "slip.leave-words" }, &[("title", &title)])}</p>
                {button(Look::Grave, say(if unsent { "slip.drop-yes" } else { "slip.leave-yes" }), move || self.leave(id))}
                {button(Look::Plain, say("slip.leave-no"), move || dialog.close())}
            }
            .into_any()
        };
        view! {
            <p class="leave">{icon_button(Look::Words, Icon::Undo, say("slip.leave"), move || dialog.open())}</p>
            {dialog.view(say("slip.leave"), content)}
        }
        .into_any()
    }

    fn leave(self, id: SlipId) {
        leptos::task::spawn_local(async move {
            match self.family.withdraw(&id).await {
                Ok(made) => {
                    self.leaving.close();
                    if !untrack(|| self.family.is_dropped(&id)) {
                        navigation::go(&Route::Slip { id: made });
                    }
                }
                Err(error) => {
                    self.leaving.close();
                    self.failure.set(Some(error));
                }
            }
        });
    }
}

/// Whether nothing more is to come: there is nothing to show at a door either.
fn is_settled(progress: &Progress) -> bool {
    matches!(progress, Progress::Answered(answer) if matches!(
        answer.standing,
        Standing::NotPlaced | Standing::Withdrawn | Standing::Cancelled | Standing::Attended | Standing::Absent | Standing::NotRecorded
    ))
}

fn facts(own: &OwnSlip, thing: Option<&Thing>) -> AnyView {
    let when = thing.map(|thing| {
        let mut when = dates::day_and_weekday(thing.span.start.day());
        when.push(' ');
        when.push_str(&dates::span(thing.span));
        when
    });
    let place = thing.and_then(|thing| thing.place.clone());
    view! {
        <dl class="facts">
            {own.asks.person().map(|person| fact(who_label(&own.asks), who(person)))}
            {when.map(|when| fact(say("slip.when"), when))}
            {place.map(|place| fact(say("slip.where"), place))}
        </dl>
    }
    .into_any()
}

fn who_label(asks: &Asks) -> &'static str {
    match asks {
        Asks::Claim { .. } | Asks::StandIn { .. } => say("slip.who-serves"),
        _ => say("slip.who"),
    }
}

/// 小禾 5 岁，妈妈同意.
fn who(person: &Person) -> String {
    let mut who = person.name.clone();
    if let Some(age) = person.age {
        who.push(' ');
        who.push_str(&say_count("age.years", age.0));
    }
    if let Some(guardian) = &person.guardian {
        who.push_str(say("day.comma"));
        who.push_str(&say_with("slip.consent-by", &[("name", &guardian.name)]));
    }
    who
}

/// Why it stands as it does, where that says more than the standing.
fn reason(progress: &Progress) -> Option<AnyView> {
    let Progress::Answered(answer) = progress else { return None };
    if answer.reason == Reason::Waiting {
        return None;
    }
    let words = wording::reason(&answer.reason);
    Some(view! { <p class="slip-reason meta">{say("slip.reason")} {words}</p> }.into_any())
}

/// Four steps, from the owner's hand to the door.
fn steps(progress: &Progress, withdrawal: bool) -> AnyView {
    let reached = match progress {
        Progress::NotHandedIn => 0,
        Progress::HandedIn { .. } => 1,
        Progress::Answered(answer) => match answer.standing {
            Standing::NotHandedIn => 0,
            Standing::Pending => 2,
            Standing::Attended => 4,
            _ => 3,
        },
    };
    let last = if withdrawal { 3 } else { 4 };
    let name = move |index: usize| match (index, progress) {
        (0, _) => say("slip.step-handed-in").to_owned(),
        (1, _) => say("slip.step-received").to_owned(),
        (2, Progress::Answered(answer)) if reached == 3 => wording::standing(answer.standing),
        (2, _) if withdrawal => say("slip.step-done").to_owned(),
        (2, _) => say("slip.step-confirmed").to_owned(),
        _ => say("slip.step-there").to_owned(),
    };
    let items = (0..last).map(|index| {
        let done = index < reached;
        view! {
            <li data-done=done.then_some("1") aria-current=(index + 1 == reached).then_some("step")>
                <span>{name(index)}</span>
            </li>
        }
    });
    view! { <ol class="steps" data-count=number(last as i64)>{items.collect_view()}</ol> }.into_any()
}
