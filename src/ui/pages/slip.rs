//! One slip: how it stands and why, what it says, how it gets to the centre, and how to give it back.

use leptos::prelude::*;

use crate::domain::household::{OwnSlip, Progress};
use crate::domain::id::{EntrantTag, SlipId};
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
use crate::ui::dom::{El, Piece, all, el, el_of, live, nothing};
use crate::ui::failures;
use crate::ui::navigation;
use crate::ui::pages::past_hours::past_hours;
use crate::ui::pages::reminder::{about, changed, due};
use crate::ui::pages::session::call_line;
use crate::ui::pages::site::{opening, with_centre};
use crate::ui::pages::thing::Thing;
use crate::ui::pages::verify::short;
use crate::ui::pages::volunteer::find_stand_in;
use crate::ui::parts::details::fact;
use crate::ui::parts::reason::reason as why;
use crate::ui::parts::standing;
use crate::ui::route::Route;
use crate::ui::shell::page_head;
use crate::ui::today::{now, today};
use crate::ui::wording;
use crate::ui::words::{read, say, say_count, say_of, say_with};

/// What the page works with.
#[derive(Clone, Copy)]
struct Page {
    published: Published,
    family: Family,
    failure: RwSignal<Option<FamilyError>>,
    leaving: Dialog,
    /// Whether a slip is being made: a second press meanwhile is none.
    under_way: RwSignal<bool>,
}

/// The page.
pub fn slip() -> El {
    let id = Memo::new(|_| match navigation::route() {
        Some(Route::Slip { id }) => Some(id),
        _ => None,
    });
    let page = Page {
        published: Published::here(),
        family: Family::here(),
        failure: RwSignal::default(),
        leaving: Dialog::new(),
        under_way: RwSignal::new(false),
    };
    let own = Memo::new(move |_| id.get().and_then(|id| page.family.slip(&id)));
    let draw = move || match own.get() {
        Some(own) => page.draw(&own),
        None if !page.family.is_read() => opening(),
        None => {
            let mine = link_button(Look::Plain, None, say("slip.to-mine"), Route::My.href());
            empty(say("slip.unknown"), Some(mine))
        }
    };
    let head = move || page_head(own.read().as_ref().map_or(say("slip.page"), kind), Some(Route::My), None);
    all([live(head), with_centre(move || live(draw))])
}

impl Page {
    fn draw(self, own: &OwnSlip) -> El {
        let progress = self.family.progress(&own.id);
        let thing = about(self.family, own).and_then(|id| Thing::find(self.published, &id));
        let dropped = self.family.is_dropped(&own.id);
        let swaps = own.asks.in_exchange().is_some();
        // Once it was answered, it is the places' own slips that are shown at the door.
        let closed = is_settled(&progress) || dropped || (swaps && matches!(progress, Progress::Answered(_)));
        let unsent = !closed && progress == Progress::NotHandedIn;
        // What is to be done first stands below the tear line; the whole way is told once it is done.
        let is_way_hidden = dropped || unsent;
        let title = match &own.asks {
            Asks::Talents { .. } => say("talent.heading"),
            _ => thing.as_ref().map_or(say("slip.no-title"), |thing| &thing.title),
        };
        let checks_in = matches!(own.asks, Asks::CheckIn { .. });
        let title = match (own.withdraws, &own.asks) {
            (Some(_), _) => say_with("slip.withdrawal-of", &[("title", title)]),
            (None, Asks::CheckIn { .. }) => say_with("check-in.of", &[("title", title)]),
            (None, Asks::StandIn { .. }) => say_with("slip.stand-in-of", &[("title", title)]),
            (None, Asks::Swap { .. }) => say_with("swap.of", &[("title", title)]),
            (None, _) => title.to_owned(),
        };
        let stands = match dropped {
            true => standing::dropped(say("slip.dropped-short")),
            false => standing::standing(&progress),
        };
        let standing = el_of("p", "slip-standing").add(stands);
        let slug = if dropped { "withdrawn" } else { standing::slug(&progress) };
        let upper = el_of("div", "slip-upper")
            .add(standing)
            .add(self.seal(&progress))
            .add(el("h2").text(&title))
            .add(facts(own, thing.as_ref()))
            .add(reason(&progress))
            .add(self.draw_link(own))
            .add(
                (!is_way_hidden)
                    .then(|| steps(&progress, own.withdraws.is_some() || checks_in || swaps || is_talents(own))),
            );
        let slip = el_of("article", "slip").attr("data-standing", slug).add(upper);
        let withdrawn = matches!(&progress, Progress::Answered(answer) if matches!(
            answer.standing,
            Standing::NotPlaced | Standing::Withdrawn
        ));
        let news = if dropped || withdrawn { Vec::new() } else { changed(self.published, self.family, own) };
        // What is called off is said once.
        let said = matches!(&progress, Progress::Answered(answer) if answer.standing == Standing::Cancelled);
        let said = dropped || (said && !news.is_empty());
        let news = (!news.is_empty()).then(|| {
            let lines: Vec<El> = news[1..].iter().map(|line| el("p").text(line)).collect();
            notice(Tone::Warn, news[0].as_str(), Some(el("div").add(lines)))
        });
        all([
            news.el(),
            unsent.then(|| self.ask(own)).el(),
            slip.add((!closed).then(|| self.lower(own, &progress, thing.as_ref()))),
            (!said).then(|| self.next(own, &progress, thing.as_ref())).el(),
            live(move || self.failure.get().map(|error| notice(Tone::Grave, failures::family(&error), None))),
            past_hours(own, &progress, thing.as_ref()),
            find_stand_in(own, &progress, thing.as_ref()),
            self.give_back(own, &progress, thing.as_ref()),
            call_line(),
        ])
    }

    /// Where places are drawn: that one can look at it oneself.
    fn draw_link(self, own: &OwnSlip) -> Option<El> {
        let id = own.asks.target()?;
        let menu = self.published.menu_of(id)?;
        menu.session(id)?.draw.as_ref()?;
        let href = Route::Verify { session: Some(id.clone()) }.href();
        let link = el_of("a", "whole-line").attr("href", &href).text(say("placing.check"));
        // As the draw's lists have it: nothing else leads from them to this slip.
        let tag = short(&EntrantTag::of(&own.key, id).0);
        let sign = own.asks.person().map(|_| say_with("slip.sign", &[("tag", &tag)]));
        Some(el_of("p", "meta").add(sign.map(|sign| el("span").text(&sign))).text(" ").add(link))
    }

    /// The centre's stamp on what it confirmed. A picture: heard is the standing.
    fn seal(self, progress: &Progress) -> Option<El> {
        let confirmed = matches!(progress, Progress::Answered(answer) if answer.standing == Standing::Confirmed);
        let centre = self.published.centre().filter(|_| confirmed)?;
        let mut name: Vec<char> = centre.short_name.hans.chars().take(3).collect();
        name.extend(say("slip.seal").chars().skip(name.len().saturating_sub(2)));
        // Read in columns, the right one first.
        let order = [2, 0, 3, 1].into_iter().filter_map(|at| name.get(at));
        let characters: Vec<El> = order.map(|c| el("span").text(c.encode_utf8(&mut [0; 4]))).collect();
        Some(el_of("div", "seal").attr("aria-hidden", "true").add(characters))
    }

    /// What it is, and that it counts once the centre has it: read before anything else.
    fn ask(self, own: &OwnSlip) -> El {
        let kind = kind(own);
        let until = due(self.published, self.family, own).map(|until| dates::start(until, today()));
        let words = match until {
            Some(until) if own.withdraws.is_some() => say_with("slip.asked-back", &[("kind", kind), ("until", &until)]),
            Some(until) => say_with("slip.asked-by", &[("kind", kind), ("until", &until)]),
            None => say_with("slip.asked", &[("kind", kind)]),
        };
        notice(Tone::Warn, words, self.stay(own))
    }

    /// Below the tear line: how it gets to the centre, what is scanned, read aloud or copied.
    fn lower(self, own: &OwnSlip, progress: &Progress, thing: Option<&Thing>) -> El {
        let handle = own.id.handle();
        let unsent = *progress == Progress::NotHandedIn;
        let first = match progress {
            Progress::NotHandedIn => "slip.hand-in",
            Progress::Answered(answer) if answer.standing == Standing::Confirmed => "slip.at-the-door",
            _ => "slip.show-again",
        };
        let look = if unsent { Look::Main } else { Look::Plain };
        let copy = copy_button(look, &say_with("slip.copy", &[("kind", kind(own))]), sent(own, thing));
        let (send, copy) = match unsent {
            true => {
                let done = icon_button(Look::Plain, Icon::Check, say("slip.handed-in"), self.hand(own.id, true));
                let steps = el_of("ol", "slip-send")
                    .add(el("li").add(copy))
                    .add(el("li").text(say("slip.send")))
                    .add(el("li").add(done));
                (Some(steps), None)
            }
            false => (None, Some(copy)),
        };
        let picture = Family::picture(own).map(|picture| {
            let picture = el_of("img", "qr").attr("src", &picture).attr("alt", say("slip.qr"));
            picture.attr("width", "390").attr("height", "390")
        });
        let code = el_of("div", "slip-code")
            .add(el("p").text(say(first)))
            .add(el_of("p", "meta").text(say("slip.read-aloud")))
            .add(el_of("p", "handle").text(&handle))
            .add(copy)
            .add(el_of("p", "meta").text(say("slip.keep-picture")));
        el_of("div", "slip-lower").add(send).add(picture).add(code)
    }

    /// Notes that it was handed in, or not after all.
    fn hand(self, id: SlipId, handed_in: bool) -> impl Fn() + 'static {
        move || {
            leptos::task::spawn_local(async move {
                self.failure.set(self.family.hand_in(id, handed_in).await.err());
                // The pressed button is gone: the reader goes on from the page's heading.
                navigation::attend_to_heading();
            });
        }
    }

    /// What its owner does next.
    fn next(self, own: &OwnSlip, progress: &Progress, thing: Option<&Thing>) -> El {
        let start = thing.map(|thing| dates::start(thing.span.start, today())).unwrap_or_default();
        match progress {
            // Asked above.
            Progress::NotHandedIn => nothing(),
            Progress::HandedIn { .. } => {
                let undo = button(Look::Words, say("slip.not-yet"), self.hand(own.id, false));
                let words = if is_talents(own) { say("talent.told").to_owned() } else { self.answer_by(own) };
                notice(Tone::Plain, words, Some(undo))
            }
            Progress::Answered(answer) => {
                let words = match answer.standing {
                    Standing::Pending => self.answer_by(own),
                    // Nobody is expected at what is over.
                    Standing::Confirmed if thing.is_some_and(|thing| thing.span.end() <= now()) => return nothing(),
                    Standing::Confirmed => say_with("slip.see-you", &[("start", &start)]),
                    Standing::Waitlisted(n) => say_count("slip.waiting", n),
                    Standing::Offered => say("slip.offered").to_owned(),
                    Standing::NotPlaced if own.asks.in_exchange().is_some() => say("swap.not").to_owned(),
                    Standing::NotPlaced => say("slip.not-placed").to_owned(),
                    Standing::Cancelled => say("slip.cancelled").to_owned(),
                    _ => return nothing(),
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
    fn give_back(self, own: &OwnSlip, progress: &Progress, thing: Option<&Thing>) -> El {
        if let Some(made) = self.family.withdrawal_of(&own.id).filter(|_| !is_settled(progress)) {
            let dropped = self.family.is_dropped(&own.id);
            let words = if dropped { say("slip.dropped") } else { say("slip.withdrawal-made") };
            let show = link_button(Look::Plain, None, say("slip.show-withdrawal"), Route::Slip { id: made.id }.href());
            let row = el_of("div", "row").add(show).add(self.stay(&made));
            return notice(if dropped { Tone::Plain } else { Tone::Warn }, words, Some(row));
        }
        let over = thing.is_some_and(|thing| now() >= thing.span.start);
        if own.withdraws.is_some() || is_settled(progress) || over || own.asks.person().is_none() {
            return nothing();
        }
        let (id, dialog) = (own.id, self.leaving);
        let unsent = *progress == Progress::NotHandedIn;
        let title = thing.map(|thing| thing.title.clone()).unwrap_or_default();
        let deadline = self.deadline(own);
        let content = move || {
            let words = if unsent { "slip.leave-unsent" } else { "slip.leave-words" };
            let yes = if unsent { "slip.drop-yes" } else { "slip.leave-yes" };
            all([
                el("p").text(&say_with(words, &[("title", &title)])),
                el("div").add(deadline.as_ref().filter(|_| !unsent).map(|words| el("p").text(words))),
                button(Look::Grave, say(yes), move || self.leave(id)),
                button(Look::Plain, say("slip.leave-no"), move || dialog.close()),
            ])
        };
        let leave = icon_button(Look::Words, Icon::Undo, say("slip.leave"), move || dialog.open());
        all([el_of("p", "leave").add(leave), dialog.view(say("slip.leave"), content)])
    }

    /// The way back: a withdrawal that the centre does not have is taken back.
    fn stay(self, made: &OwnSlip) -> Option<El> {
        if self.family.progress(&made.id) != Progress::NotHandedIn {
            return None;
        }
        let (id, earlier) = (made.id, made.withdraws?);
        let stay = move || {
            leptos::task::spawn_local(async move {
                match self.family.take_back(id).await {
                    Ok(()) => {
                        navigation::replace(&Route::Slip { id: earlier });
                        navigation::attend_to_heading();
                    }
                    Err(error) => self.failure.set(Some(error)),
                }
            });
        };
        Some(button(Look::Plain, say("slip.leave-no"), stay))
    }

    /// Of a shift: until when it is no short notice to give it back.
    fn deadline(self, own: &OwnSlip) -> Option<String> {
        let id = about(self.family, own)?;
        let menu = self.published.menu_of(&id)?;
        let until = menu.shift(&id)?.start.plus(-60 * i64::from(menu.rules.notice_hours));
        let key = if now() <= until { "stand-in.leave-until" } else { "stand-in.leave-late" };
        Some(say_with(key, &[("until", &dates::start(until, today()))]))
    }

    fn leave(self, id: SlipId) {
        if self.under_way.get_untracked() {
            return;
        }
        self.under_way.set(true);
        leptos::task::spawn_local(async move {
            let made = self.family.withdraw(&id).await;
            self.under_way.set(false);
            match made {
                Ok(made) => {
                    self.leaving.close();
                    match untrack(|| self.family.is_dropped(&id)) {
                        // The pressed button is gone: the reader goes on from the page's heading.
                        true => navigation::attend_to_heading(),
                        false => navigation::go(&Route::Slip { id: made }),
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

/// 报名单, 退出单, …: what it is, and what its button copies.
fn kind(own: &OwnSlip) -> &'static str {
    let slug = match own.asks {
        Asks::Claim { .. } => "claim",
        Asks::Withdraw { .. } => "withdrawal",
        Asks::StandIn { .. } => "stand-in",
        Asks::Talents { .. } => "talents",
        Asks::CheckIn { .. } => "check-in",
        Asks::Swap { .. } => "swap",
        Asks::SignUp { .. } | Asks::Feedback { .. } | Asks::Wish { .. } => "sign-up",
    };
    say_of("slip-kind", slug)
}

/// What goes into the chat: a line that says what it is, without a name, and the code, which the centre finds in any text.
pub fn sent(own: &OwnSlip, thing: Option<&Thing>) -> String {
    let mut about = thing.map(|thing| thing.title.clone()).unwrap_or_default();
    if let Some(thing) = thing {
        about.push(' ');
        about.push_str(&dates::day(thing.span.start.day()));
        about.push(' ');
    }
    [&say_with("slip.sent", &[("about", &about), ("kind", kind(own))]), "\n", &own.code].concat()
}

fn facts(own: &OwnSlip, thing: Option<&Thing>) -> El {
    // A withdrawal says who gives the place back.
    let family = Family::here();
    let earlier = own.withdraws.and_then(|earlier| family.slip(&earlier)).or_else(|| family.checked_in(own));
    let asks = &earlier.as_ref().unwrap_or(own).asks;
    let when = thing.map(|thing| {
        let mut when = dates::day_and_weekday(thing.span.start.day());
        when.push(' ');
        when.push_str(&dates::span(thing.span));
        when
    });
    let place = thing.and_then(|thing| thing.place.clone());
    el_of("dl", "facts")
        .add(said_by(asks).map(|person| fact(who_label(asks), &who(person))))
        .add(talents(asks))
        .add(given_in_exchange(own))
        .add(when.map(|when| fact(say("slip.when"), &when)))
        .add(place.map(|place| fact(say("slip.where"), &place)))
}

/// Of a swap: the shift that is given for the one above.
fn given_in_exchange(own: &OwnSlip) -> Option<El> {
    let thing = Thing::find(Published::here(), own.asks.in_exchange()?)?;
    let mut given = thing.title.clone();
    given.push_str(say("day.dot"));
    given.push_str(&dates::start(thing.span.start, today()));
    Some(fact(say("swap.gives"), &given))
}

fn is_talents(own: &OwnSlip) -> bool {
    matches!(own.asks, Asks::Talents { .. })
}

/// Who comes, or who says what they can do.
fn said_by(asks: &Asks) -> Option<&Person> {
    match asks {
        Asks::Talents { person, .. } => Some(person),
        asks => asks.person(),
    }
}

fn talents(asks: &Asks) -> Option<El> {
    let Asks::Talents { talents, .. } = asks else { return None };
    let words: Vec<&str> = talents.iter().map(wording::talent).collect();
    (!words.is_empty()).then(|| fact(say("talent.can"), &words.join(say("day.comma"))))
}

fn who_label(asks: &Asks) -> &'static str {
    match asks {
        Asks::Claim { .. } | Asks::StandIn { .. } | Asks::Talents { .. } => say("slip.who-serves"),
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
fn reason(progress: &Progress) -> Option<El> {
    let Progress::Answered(answer) = progress else { return None };
    if answer.reason == Reason::Waiting {
        return None;
    }
    let words = why(&answer.reason);
    Some(el_of("p", "slip-reason meta").text(say("slip.reason")).text(&words))
}

/// Four steps, from the owner's hand to the door.
fn steps(progress: &Progress, withdrawal: bool) -> El {
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
        (2, Progress::Answered(answer)) if reached == 3 => wording::answer(answer),
        (2, _) if withdrawal => say("slip.step-done").to_owned(),
        (2, _) => say("slip.step-confirmed").to_owned(),
        _ => say("slip.step-there").to_owned(),
    };
    let items = (0..last).map(|index| {
        let done = index < reached;
        let current = (index + 1 == reached).then_some("step");
        el("li").flag("data-done", done).maybe("aria-current", current).add(el("span").text(&name(index)))
    });
    el_of("ol", "steps").add(items.collect::<Vec<_>>())
}
