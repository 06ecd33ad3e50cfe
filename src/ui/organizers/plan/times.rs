//! When, where and for how many: the fields that every session's dialog has, and what is found about them at once.

use leptos::prelude::*;

use crate::domain::catalogue::Catalogue;
use crate::domain::id::VenueCode;
use crate::domain::time::{Start, write_day, write_time};
use crate::ui::controls::notice::{Tone, notice};
use crate::ui::controls::typed_field::{Typed, TypedField};
use crate::ui::dates;
use crate::ui::dom::Piece;
use crate::ui::organizers::drafts::{TimesDraft, TimesField};
use crate::ui::organizers::form::{Trial, choice, ticked};
use crate::ui::organizers::plan::board::Board;
use crate::ui::organizers::plan::sign_up::Arranged;
use crate::ui::organizers::wording::dotted;
use crate::ui::words::{number, say, say_count};

/// The fields as they are typed.
#[derive(Clone, Copy)]
pub struct TimesForm {
    day: RwSignal<String>,
    time: RwSignal<String>,
    minutes: RwSignal<String>,
    venue: RwSignal<String>,
    places: RwSignal<String>,
    walk_in: RwSignal<bool>,
    /// So many places a new session begins with; none of one that stands already.
    usual: Option<u16>,
}

impl TimesForm {
    /// For a new session: its places follow the room until somebody types others.
    pub fn fresh(draft: TimesDraft) -> Self {
        let usual = draft.places.parse().ok();
        Self { usual, ..Self::of(draft) }
    }

    /// Begins with what stands there.
    pub fn of(draft: TimesDraft) -> Self {
        Self {
            day: RwSignal::new(draft.day),
            time: RwSignal::new(draft.time),
            minutes: RwSignal::new(draft.minutes),
            venue: RwSignal::new(draft.venue),
            places: RwSignal::new(draft.places),
            walk_in: RwSignal::new(draft.walk_in),
            usual: None,
        }
    }

    /// No more places than the chosen room holds, as long as nobody typed a number.
    fn follow_room(self, board: Board) {
        let Some(usual) = self.usual else { return };
        Effect::new(move |put: Option<u16>| {
            let venue = self.venue.get();
            let capacity = board.catalogue.with_untracked(|known| {
                known.venues.iter().find(|known| known.code.as_str() == venue).map(|known| known.capacity)
            });
            let fitting = capacity.map_or(usual, |capacity| usual.min(capacity));
            let untouched = *self.places.read_untracked() == number(put.unwrap_or(usual));
            if untouched && put.unwrap_or(usual) != fitting {
                self.places.set(number(fitting));
            }
            // What somebody typed is left alone from then on.
            if untouched { fitting } else { put.unwrap_or(usual) }
        });
    }

    /// Fills in a day, a time and a room.
    pub fn put(self, start: Start, venue: &VenueCode) {
        self.day.set(write_day(start.day()));
        self.time.set(write_time(start.time()));
        self.venue.set(venue.to_string());
    }

    /// The day as it is typed, tracked.
    pub fn day(self) -> String {
        self.day.get()
    }

    /// Whether this day, time and room stand in it; tracked.
    pub fn holds(self, start: Start, venue: &VenueCode) -> bool {
        *self.day.read() == write_day(start.day())
            && *self.time.read() == write_time(start.time())
            && *self.venue.read() == venue.as_str()
    }

    /// As they are typed now, tracked.
    pub fn draft(self) -> TimesDraft {
        TimesDraft {
            day: self.day.get(),
            time: self.time.get(),
            minutes: self.minutes.get(),
            venue: self.venue.get(),
            places: self.places.get(),
            walk_in: self.walk_in.get(),
        }
    }
}

/// Draws the fields.
pub fn fields(board: Board, form: TimesForm, trial: Trial<TimesField>) -> AnyView {
    let counted = move |id, label, value, field| {
        TypedField { id, label, hint: None, typed: Typed::Number, value, error: trial.told(field) }.view()
    };
    let venues = venues(&board.catalogue.read_untracked());
    form.follow_room(board);
    view! {
        <div class="pair">
            {day(board, "session-day", form.day, trial.told(TimesField::Day))}
            {time("session-time", form.time, trial.told(TimesField::Time))}
        </div>
        {choice("session-venue", say("times.venue"), venues, form.venue, trial.told(TimesField::Venue))}
        <div class="pair">
            {counted("session-minutes", say("times.minutes"), form.minutes, TimesField::Minutes)}
            {move || {
                (!form.walk_in.get())
                    .then(|| counted("session-places", say("times.places"), form.places, TimesField::Places))
            }}
        </div>
        {ticked(say("times.walk-in"), form.walk_in)}
    }
    .into_any()
}

/// A day of the board's month.
pub fn day(board: Board, id: &'static str, value: RwSignal<String>, error: Signal<Option<String>>) -> AnyView {
    other_day(board, id, say("times.day"), value, error)
}

/// The same under another name.
pub fn other_day(
    board: Board,
    id: &'static str,
    label: &'static str,
    value: RwSignal<String>,
    error: Signal<Option<String>>,
) -> AnyView {
    let month = board.month.get_untracked();
    let last = month.day(month.days()).unwrap_or_else(|| month.first());
    let typed = Typed::Day(write_day(month.first()), write_day(last));
    TypedField { id, label, hint: None, typed, value, error }.view()
}

/// A time of day.
pub fn time(id: &'static str, value: RwSignal<String>, error: Signal<Option<String>>) -> AnyView {
    other_time(id, say("times.time"), value, error)
}

/// The same under another name.
pub fn other_time(
    id: &'static str,
    label: &'static str,
    value: RwSignal<String>,
    error: Signal<Option<String>>,
) -> AnyView {
    TypedField { id, label, hint: None, typed: Typed::Time, value, error }.view()
}

/// The venues to choose from, with what decides the choice; the first means that none is chosen yet.
pub fn venues(catalogue: &Catalogue) -> Vec<(String, String)> {
    let none = (String::new(), say("times.no-venue").to_owned());
    let venues = catalogue.venues.iter().map(|venue| {
        let hours = [dates::time(venue.opens), dates::time(venue.closes)].join("–");
        let words = [venue.name.clone(), say_count("times.holds", venue.capacity), hours];
        (venue.code.to_string(), dotted(words))
    });
    std::iter::once(none).chain(venues).collect()
}

/// What is found about the session or shift as it is typed: a clash, a closed venue, told before anything is kept.
pub fn foreseen(board: Board, arranged: Memo<Option<Arranged>>) -> AnyView {
    let told = Memo::new(move |_| arranged.get().map(|arranged| board.foresee(&arranged.change)).unwrap_or_default());
    let notices = move || {
        let told = told.get().into_iter().map(|(blocks, told)| {
            let tone = if blocks { Tone::Grave } else { Tone::Warn };
            notice(tone, told.title, Some(view! { <p>{told.detail}</p> }.into_any().el()))
        });
        told.collect_view()
    };
    view! {
        <div class="stack" aria-live="polite">
            {notices}
        </div>
    }
    .into_any()
}
