//! 签到: who is there, one tap for each; a code that is scanned or typed; what helpers brought back. Who is not there yet
//! stands first.

use leptos::prelude::*;

use crate::domain::attendance::{Hand, Presence, Says};
use crate::domain::id::{SessionId, SlipId};
use crate::domain::menu::Target;
use crate::domain::time::{Span, Start};
use crate::ui::controls::button::{Look, button, icon_button, link_button};
use crate::ui::controls::camera::{Next, camera};
use crate::ui::controls::icon::Icon;
use crate::ui::controls::notice::{Tone, notice};
use crate::ui::dates;
use crate::ui::organizers::form::{Write, fine, form, line, submit, went};
use crate::ui::organizers::roster::Rosters;
use crate::ui::organizers::roster::paper::Paper;
use crate::ui::organizers::roster::settling;
use crate::ui::organizers::wording::dotted;
use crate::ui::route::{Route, VolunteersPart};
use crate::ui::words::{number, say, say_count, say_with};

/// What is marked: of whom, and what.
type Marking = Write<(Vec<SlipId>, Says)>;

/// The day's list as it is marked.
#[derive(Clone)]
struct Door {
    rosters: Rosters,
    id: SessionId,
    span: Span,
    shift: bool,
    write: Marking,
    /// Whose excuse is being written down, and its reason.
    excusing: RwSignal<Option<SlipId>>,
    why: RwSignal<String>,
}

/// How long before and after it a tap means now, in minutes; at any other time it means the beginning or the end.
const AROUND: i64 = 120;

impl Door {
    /// Now where it is on, else `otherwise`.
    fn moment(&self, otherwise: Start) -> Start {
        let now = self.rosters.desk.now();
        let near = now >= self.span.start.plus(-AROUND) && now <= self.span.end().plus(AROUND);
        if near { now } else { otherwise }
    }

    /// Whether anybody can be there yet: nobody is marked for a day to come.
    fn is_open(&self) -> bool {
        self.rosters.now.get() >= self.span.start.plus(-AROUND)
    }

    fn mark(&self, slip: SlipId, says: Says) {
        self.write.dispatch((vec![slip], says));
    }

    fn came(&self, slip: SlipId) {
        self.mark(slip, Says::Came(self.moment(self.span.start)));
    }

    fn presence(&self, slip: &SlipId) -> Option<Presence> {
        self.rosters.book.get()?.presences.get(slip).copied()
    }

    /// Who holds a place, in the roster's order.
    fn placed(&self) -> Vec<SlipId> {
        let placement = self.rosters.placement.get();
        let roster = placement.as_ref().and_then(|placement| placement.rosters.get(&self.id));
        roster.map(|roster| roster.placed.clone()).unwrap_or_default()
    }
}

/// Draws it for the chosen session.
pub fn door(rosters: Rosters, id: &SessionId) -> AnyView {
    let book = rosters.book.get_untracked();
    let target = book.as_ref().and_then(|book| book.menu.as_ref()).and_then(|menu| menu.target(id));
    let Some(target) = target else { return ().into_any() };
    let month = rosters.month.get_untracked();
    let write: Marking = Action::new_unsync(move |(slips, says): &(Vec<SlipId>, Says)| {
        let (slips, says) = (slips.clone(), *says);
        async move { rosters.desk.mark(month, slips, says).await }
    });
    let shift = matches!(target, Target::Shift(_));
    let (excusing, why) = (RwSignal::new(None), RwSignal::new(String::new()));
    let door = Door { rosters, id: id.clone(), span: target.span(), shift, write, excusing, why };
    let order = {
        let door = door.clone();
        Memo::new(move |_| {
            let mut placed = door.placed();
            placed.sort_by_key(|slip| door.presence(slip).map_or(0, |presence| 1 + u8::from(!presence.came())));
            placed
        })
    };
    let open = {
        let door = door.clone();
        Memo::new(move |_| door.is_open())
    };
    let (counting, rows, rest, for_scan) = (door.clone(), door.clone(), door.clone(), door.clone());
    view! {
        <section class="doorway">
            <p class="doorway-count" role="status">
                {move || counts(&counting)}
            </p>
            {move || match open.get() {
                true => scan(for_scan.clone(), order),
                false => notice(Tone::Plain, say_count("door.too-early", AROUND / 60), None).into_any(),
            }}
            {went(write, None)}
            <ul class="doorway-rows">
                <For each=move || order.get() key=|slip| *slip children=move |slip| row(rows.clone(), slip)/>
            </ul>
            {settling::came_instead(rosters, id.clone())} {doubts(rosters, id.clone())}
            {move || below(&rest, &order.get())}
        </section>
    }
    .into_any()
}

/// Check-ins of this one that show another poster's code.
fn doubts(rosters: Rosters, id: SessionId) -> AnyView {
    let write = settling::settle_doubts(rosters.desk);
    let listed = move || {
        let book = rosters.book.get()?;
        Some(settling::doubts(rosters.desk, book.month, &book, write, |doubt| doubt.target == id))
    };
    view! { <div class="stack">{listed} {went(write, None)}</div> }.into_any()
}

fn counts(door: &Door) -> String {
    let (mut came, mut absent, mut excused, mut unknown) = (0, 0, 0, 0);
    for slip in door.placed() {
        match door.presence(&slip) {
            Some(Presence::Came { .. }) => came += 1,
            Some(Presence::Absent { .. }) => absent += 1,
            Some(Presence::Excused { .. }) => excused += 1,
            None => unknown += 1,
        }
    }
    let values = [("came", number(came)), ("absent", number(absent)), ("n", number(unknown))];
    let counts = say_with("door.count", &values.each_ref().map(|(name, value)| (*name, value.as_str())));
    dotted(std::iter::once(counts).chain((excused > 0).then(|| say_count("door.excused-count", excused))))
}

/// A field that takes what a barcode gun types, a pasted code, or the eight characters that somebody reads aloud; and the
/// camera, where the browser can.
fn scan(door: Door, expected: Memo<Vec<SlipId>>) -> AnyView {
    let typed = RwSignal::new(String::new());
    let told: RwSignal<Option<(Tone, String)>> = RwSignal::new(None);
    let by_camera = door.clone();
    let take = move || {
        let text = typed.get_untracked();
        if !text.trim().is_empty() && read_code(&door, &text, &expected.get_untracked(), told) {
            typed.set(String::new());
        }
    };
    let fields = view! {
        <div class="doorway-scan">
            {line("door-code", say("door.code"), Some(say("door.code-hint")), typed, fine())}
            {submit(say("door.take"), || false)}
        </div>
    };
    let seen = move |text: String| {
        read_code(&by_camera, &text, &expected.get_untracked(), told);
        Next::GoOn
    };
    view! {
        {form(take, fields.into_any())} {camera(say("door.scan-instead"), seen)}
        <div aria-live="polite">{move || told.get().map(|(tone, words)| notice(tone, words, None))}</div>
    }
    .into_any()
}

/// Marks whose code it is, and tells it. False where it is not known at once.
fn read_code(door: &Door, text: &str, expected: &[SlipId], told: RwSignal<Option<(Tone, String)>>) -> bool {
    let found = door.rosters.desk.shown(text, expected);
    if found.is_empty() {
        check_in_slip(door, text.to_owned(), told);
        return false;
    }
    for slip in found {
        let name = name_of(door.rosters, &slip).unwrap_or_default();
        let there = untrack(|| door.presence(&slip));
        let (tone, key) = match there {
            Some(Presence::Came { to: None, .. }) if door.shift => {
                door.mark(slip, Says::Left(door.moment(door.span.end())));
                (Tone::Good, "door.left-now")
            }
            Some(Presence::Came { .. }) => (Tone::Plain, "door.there-already"),
            _ => {
                door.came(slip);
                (Tone::Good, "door.came-now")
            }
        };
        told.set(Some((tone, say_with(key, &[("name", &name)]))));
    }
    true
}

/// What is nobody's slip of the list may be a check-in slip of somebody on it.
fn check_in_slip(door: &Door, text: String, told: RwSignal<Option<(Tone, String)>>) {
    let (rosters, id) = (door.rosters, door.id.clone());
    leptos::task::spawn_local(async move {
        let taken = rosters.desk.take_check_ins(&id, &text).await.unwrap_or_default();
        let names = taken.iter().filter_map(|slip| name_of(rosters, slip)).collect::<Vec<_>>().join(say("day.comma"));
        let _ = told.try_set(Some(match names.is_empty() {
            true => (Tone::Warn, say("door.not-here").to_owned()),
            false => (Tone::Good, say_with("door.slip-taken", &[("name", &names)])),
        }));
    });
}

fn name_of(rosters: Rosters, slip: &SlipId) -> Option<String> {
    let month = rosters.month.get_untracked();
    let arrival = untrack(|| rosters.desk.arrival(month, slip))?;
    Some(arrival.slip.content.asks.person()?.name.clone())
}

fn row(door: Door, slip: SlipId) -> AnyView {
    let rosters = door.rosters;
    let arrival = untrack(|| rosters.desk.arrival(rosters.month.get(), &slip));
    let person = arrival.and_then(|arrival| arrival.slip.content.asks.person().cloned());
    let name = person.as_ref().map(|person| person.name.clone()).unwrap_or_default();
    let tail = person.and_then(|person| person.contact().map(|phone| phone.tail().to_owned()));
    let tail = tail.map(|tail| say_with("person.tail", &[("tail", &tail)]));
    let (state, words, acts) = (door.clone(), door.clone(), door.clone());
    let shown = name.clone();
    view! {
        <li class="doorway-row" data-presence=move || kind(state.presence(&slip))>
            <span class="doorway-who">
                <strong>{shown}</strong> <span class="meta">{tail}</span>
            </span>
            <span class="doorway-state">{move || describe(&words, &slip)}</span>
            <span class="doorway-acts no-print">{move || buttons(&acts, slip, &name)}</span>
            {excuse(door, slip)}
        </li>
    }
    .into_any()
}

fn kind(presence: Option<Presence>) -> &'static str {
    match presence {
        Some(Presence::Came { .. }) => "came",
        Some(Presence::Absent { .. }) => "absent",
        Some(Presence::Excused { .. }) => "excused",
        None => "unknown",
    }
}

/// 已到 14:03–15:30・门口志愿者记的.
fn describe(door: &Door, slip: &SlipId) -> String {
    let shift = door.shift;
    let (state, by) = match door.presence(slip) {
        None => return say("standing.not-recorded").to_owned(),
        // The reason begins with the word for it.
        Some(Presence::Excused { by }) => {
            let why = door.rosters.book.get().and_then(|book| book.excuses.get(slip).cloned());
            (why.unwrap_or_else(|| say("door.excused").to_owned()), by)
        }
        Some(Presence::Absent { by }) => (say("standing.absent").to_owned(), by),
        Some(Presence::Came { from, to, by }) => {
            let mut words = say("standing.attended").to_owned();
            words.push(' ');
            words.push_str(&dates::time(from.time()));
            match to {
                Some(to) => {
                    words.push('–');
                    words.push_str(&dates::time(to.time()));
                }
                None if shift => return dotted([words, say("door.not-left").to_owned()].into_iter().chain(whose(by))),
                None => {}
            }
            (words, by)
        }
    };
    dotted(std::iter::once(state).chain(whose(by)))
}

/// Who says so, where it was not the desk.
pub fn whose(by: Hand) -> Option<String> {
    match by {
        Hand::Desk => None,
        Hand::Helper(_) => Some(say("door.by-helper").to_owned()),
        Hand::Own => Some(say("door.by-own").to_owned()),
    }
}

fn buttons(door: &Door, slip: SlipId, name: &str) -> AnyView {
    if !door.is_open() {
        return ().into_any();
    }
    let press = |look, label: &'static str, named: &'static str, act: Box<dyn Fn(&Door)>| {
        let door = door.clone();
        let named = say_with(named, &[("name", name)]);
        button(look, label, move || act(&door)).attr("aria-label", &named)
    };
    let came = move |look| press(look, say("door.came"), "door.came-named", Box::new(move |door| door.came(slip)));
    let absent = || {
        press(Look::Plain, say("door.absent"), "door.absent-named", Box::new(move |door| door.mark(slip, Says::Absent)))
    };
    let undo = || {
        press(Look::Words, say("door.undo"), "door.undo-named", Box::new(move |door| door.mark(slip, Says::Nothing)))
    };
    let excused = || {
        let ask = move |door: &Door| {
            door.why.set(String::new());
            door.excusing.set(Some(slip));
        };
        press(Look::Words, say("door.excused"), "door.excused-named", Box::new(ask))
    };
    match door.presence(&slip) {
        None => view! { {came(Look::Main)} {absent()} {excused()} }.into_any(),
        // What another hand said the desk can only say otherwise.
        Some(Presence::Absent { by }) => {
            view! { {came(Look::Plain)} {excused()} {(by == Hand::Desk).then(undo)} }.into_any()
        }
        Some(Presence::Excused { .. }) => view! { {came(Look::Plain)} {undo()} }.into_any(),
        Some(Presence::Came { to, by, .. }) => {
            let leave = (door.shift && to.is_none()).then(|| {
                let left = move |door: &Door| door.mark(slip, Says::Left(door.moment(door.span.end())));
                press(Look::Plain, say("door.left"), "door.left-named", Box::new(left))
            });
            let back = if by == Hand::Desk { undo() } else { absent() };
            view! { {leave} {back} }.into_any()
        }
    }
}

/// Why somebody could not come: asked in their row.
fn excuse(door: Door, slip: SlipId) -> AnyView {
    let write: Write<String> = Action::new_unsync(move |why: &String| {
        let why = say_with("door.excused-why", &[("why", why)]);
        async move {
            door.rosters.desk.excuse(door.rosters.month.get_untracked(), slip, why).await?;
            door.excusing.set(None);
            Ok(())
        }
    });
    let (excusing, why) = (door.excusing, door.why);
    (move || {
        (excusing.get() == Some(slip)).then(|| {
            let send = move || {
                let why = why.get_untracked().trim().to_owned();
                if !why.is_empty() {
                    write.dispatch(why);
                }
            };
            let fields = view! {
                {line("door-excuse", say("door.excused-field"), Some(say("door.excused-hint")), why, fine())}
                {went(write, None)}
                <div class="row">
                    {submit(say("door.excused-keep"), move || write.pending().get())}
                    {button(Look::Words, say("door.excused-leave"), move || excusing.set(None))}
                </div>
            };
            view! { <div class="doorway-excuse no-print">{form(send, fields.into_any())}</div> }
        })
    })
    .into_any()
}

fn below(door: &Door, placed: &[SlipId]) -> AnyView {
    let rosters = door.rosters;
    let unknown: Vec<SlipId> = placed.iter().filter(|slip| door.presence(slip).is_none()).copied().collect();
    let begun = rosters.now.get() >= door.span.start;
    let all = (begun && unknown.len() > 1).then(|| {
        let (write, at) = (door.write, door.span.start);
        let label = say_count("door.all-came", unknown.len() as i64);
        button(Look::Plain, label, move || {
            write.dispatch((unknown.clone(), Says::Came(at)));
        })
    });
    let there = placed.iter().any(|slip| door.presence(slip).is_some_and(|presence| presence.came()));
    let ledger = (door.shift && there).then(|| {
        let route = Route::OrganizeVolunteers { part: VolunteersPart::Ledger, month: Some(rosters.month.get()) };
        link_button(Look::Plain, None, say("door.to-ledger"), route.href())
    });
    let poster = icon_button(Look::Plain, Icon::Print, say("door.poster"), move || rosters.print(Paper::Poster));
    let helper = icon_button(Look::Plain, Icon::Share, say("door.to-helper"), move || rosters.helper.open());
    view! { <div class="row no-print">{all} {ledger} {poster} {helper}</div> }.into_any()
}
