//! Carrying a course or a session to a day: dragged with mouse or finger, or picked up with a press of its grip and put down
//! on a day with another, which works for a finger, a keyboard and a screen reader alike. Nothing is recorded before it is
//! put down: a browser that is closed meanwhile loses nothing.

use std::time::Duration;

use chrono::NaiveDate;
use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, MouseEvent, PointerEvent};

use crate::domain::calendar::Step;
use crate::domain::id::{CourseCode, SessionId};
use crate::domain::time::{Month, parse_day, write_day};
use crate::ui::controls::button::{Look, button};
use crate::ui::organizers::plan::board::Board;
use crate::ui::organizers::plan::placing;
use crate::ui::organizers::wording;
use crate::ui::words::{say, say_with};

/// A press that moves so far, in pixels, is a drag.
const DRAG: i32 = 6;
/// So near to the window's edge, in pixels, it moves along under what is dragged.
const EDGE: i32 = 72;

/// What is carried.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Load {
    /// A course of the menu, which becomes a session.
    Course(CourseCode),
    /// A session or shift, which moves.
    Move(SessionId),
    /// A session or shift, of which another is made.
    Copy(SessionId),
}

/// What is being carried.
#[derive(Clone, Copy)]
pub struct Carry {
    load: RwSignal<Option<Load>>,
    dragged: RwSignal<bool>,
    over: RwSignal<Option<NaiveDate>>,
    at: RwSignal<(i32, i32)>,
    grasp: StoredValue<Option<Grasp>>,
    was_drag: StoredValue<bool>,
}

/// A pressed pointer that has not moved yet.
#[derive(Clone)]
struct Grasp {
    load: Load,
    at: (i32, i32),
    pointer: i32,
}

impl Carry {
    /// Nothing.
    pub fn new() -> Self {
        Self {
            load: RwSignal::new(None),
            dragged: RwSignal::new(false),
            over: RwSignal::new(None),
            at: RwSignal::new((0, 0)),
            grasp: StoredValue::new(None),
            was_drag: StoredValue::new(false),
        }
    }

    /// Whether something was picked up and waits for a day to be pressed.
    pub fn waits(self) -> bool {
        self.load.read().is_some() && !self.dragged.get()
    }

    /// Whether anything is carried.
    pub fn carries(self) -> bool {
        self.load.read().is_some()
    }

    /// What is carried.
    pub fn load(self) -> Option<Load> {
        self.load.get_untracked()
    }

    /// The next click is one.
    pub fn forget_drag(self) {
        self.was_drag.set_value(false);
    }

    /// Whether this is carried.
    pub fn holds(self, load: &Load) -> bool {
        self.load.read().as_ref() == Some(load)
    }

    /// Whether what is dragged is over this day.
    pub fn is_over(self, day: NaiveDate) -> bool {
        self.over.get() == Some(day)
    }

    /// Whether a click is one: not the end of a drag. A key's click has no count, and is never part of a drag.
    pub fn is_press(self, event: &MouseEvent) -> bool {
        event.detail() == 0 || !self.was_drag.get_value()
    }

    /// A pointer was pressed on something that can be dragged.
    pub fn grasp(self, load: Load, event: &PointerEvent) {
        self.was_drag.set_value(false);
        if event.button() == 0 {
            let at = (event.client_x(), event.client_y());
            self.grasp.set_value(Some(Grasp { load, at, pointer: event.pointer_id() }));
        }
    }

    /// Picks something up until a day is pressed; what is held already is put back.
    pub fn pick_up(self, load: Load) {
        let held = self.load.with_untracked(|held| held.as_ref() == Some(&load));
        self.dragged.set(false);
        self.load.set((!held).then_some(load));
    }

    /// Puts everything back where it was.
    pub fn put_back(self) {
        self.grasp.set_value(None);
        self.dragged.set(false);
        self.over.set(None);
        self.load.set(None);
    }

    fn moves(self, event: &PointerEvent) {
        let Some(grasp) = self.grasp.get_value().filter(|grasp| grasp.pointer == event.pointer_id()) else { return };
        let at = (event.client_x(), event.client_y());
        if !self.dragged.get_untracked() {
            if (at.0 - grasp.at.0).abs().max((at.1 - grasp.at.1).abs()) < DRAG {
                return;
            }
            self.was_drag.set_value(true);
            self.load.set(Some(grasp.load));
            self.dragged.set(true);
        }
        self.at.set(at);
        scroll_along(at.1);
        self.over.set(day_at(at));
    }

    /// The pointer was let go: on which day, with what.
    fn let_go(self, event: &PointerEvent) -> Option<(Load, NaiveDate)> {
        self.grasp.get_value().filter(|grasp| grasp.pointer == event.pointer_id())?;
        let dropped = match self.dragged.get_untracked() {
            true => self.load.get_untracked().zip(day_at((event.client_x(), event.client_y()))),
            false => None,
        };
        self.grasp.set_value(None);
        if self.dragged.get_untracked() {
            self.put_back();
            // The click that belongs to this drag comes at once; what comes later is another press.
            set_timeout(move || self.was_drag.set_value(false), Duration::from_millis(100));
        }
        dropped
    }
}

/// Follows the pointer while the board is shown.
pub fn follow(board: Board) {
    let carry = board.carry;
    let moved = window_event_listener(ev::pointermove, move |event| carry.moves(&event));
    let up = window_event_listener(ev::pointerup, move |event| {
        if let Some((load, day)) = carry.let_go(&event) {
            // With these keys everything else copies too.
            let copies = event.ctrl_key() || event.alt_key() || event.meta_key();
            let load = match load {
                Load::Move(id) if copies => Load::Copy(id),
                load => load,
            };
            placing::put_down(board, load, day);
        }
    });
    let lost = window_event_listener(ev::pointercancel, move |_| carry.put_back());
    let escaped = window_event_listener(ev::keydown, move |event| {
        if event.key() == "Escape" && carry.load.with_untracked(Option::is_some) {
            carry.put_back();
        }
    });
    on_cleanup(move || {
        moved.remove();
        up.remove();
        lost.remove();
        escaped.remove();
    });
}

/// What is dragged, under the pointer; what was picked up, in words above the month.
pub fn view(board: Board) -> AnyView {
    let carry = board.carry;
    let landing = Memo::new(move |_| {
        let (load, day) = carry.load.get().zip(carry.over.get())?;
        placing::landing(board, &load, day)
    });
    let ghost = move || {
        (carry.dragged.get()).then(|| {
            let px = |n: i32| [&n.to_string(), "px"].concat();
            view! {
                <div
                    class="plan-ghost"
                    style:left=move || px(carry.at.get().0)
                    style:top=move || px(carry.at.get().1)
                    aria-hidden="true"
                >
                    <span>{title(board)}</span>
                    {move || {
                        let (grave, words) = landing.get()?;
                        Some(view! { <span class="meta" data-grave=grave.then_some("1")>{words}</span> })
                    }}
                </div>
            }
        })
    };
    let banner = move || {
        carry.waits().then(|| {
            view! {
                <div class="plan-carrying">
                    <span>{say_with("carry.held", &[("title", &title(board))])}</span>
                    {button(Look::Words, say("carry.back"), move || carry.put_back())}
                </div>
            }
        })
    };
    view! {
        {ghost}
        <div role="status">{banner}</div>
    }
    .into_any()
}

fn title(board: Board) -> String {
    match board.carry.load.get() {
        Some(Load::Course(code)) => {
            let catalogue = board.catalogue.read();
            catalogue.course(&code).map(|course| course.title.clone()).unwrap_or_default()
        }
        Some(Load::Move(id) | Load::Copy(id)) => board.with_plan(|plan| wording::title(plan, &id)).unwrap_or_default(),
        None => String::new(),
    }
}

/// The grip that picks something up: dragged, or pressed.
pub fn grip(board: Board, load: Load, label: impl Fn() -> String + Send + Sync + 'static) -> AnyView {
    let carry = board.carry;
    let (grasped, pressed, held) = (load.clone(), load.clone(), load);
    view! {
        <button
            type="button"
            class="grip"
            aria-label=label
            aria-pressed=move || if carry.holds(&held) && carry.waits() { "true" } else { "false" }
            on:pointerdown=move |event| {
                event.stop_propagation();
                carry.grasp(grasped.clone(), &event);
            }
            on:click=move |event| {
                if carry.is_press(&event) {
                    board.drawer.set(None);
                    carry.pick_up(pressed.clone());
                    focus_first(board.month.get_untracked());
                }
            }
        ></button>
    }
    .into_any()
}

/// Leads the focus to the days, where what was picked up can be put down.
pub fn focus_first(month: Month) {
    request_animation_frame(move || {
        focus(&[".board-day-of-month .board-put[data-put^='", &month.to_string(), "']"].concat())
    });
}

/// The arrow keys lead from day to day while something waits to be put down.
pub fn step(board: Board, event: &ev::KeyboardEvent) {
    let day = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let day = day.and_then(|element| element.get_attribute("data-put")).and_then(|day| parse_day(&day).ok());
    let (Some(day), Some(step)) = (day, Step::of_key(&event.key())) else { return };
    event.prevent_default();
    let to = step.from(day);
    if Month::of(to) == board.month.get_untracked() {
        focus(&[".board-put[data-put='", &write_day(to), "']"].concat());
    }
}

/// Leads the focus to a session or shift on the board, once it is there.
pub fn focus_thing(id: &SessionId) {
    let thing = [".board-thing[data-thing='", &id.to_string(), "']"].concat();
    request_animation_frame(move || focus(&thing));
}

fn focus(selector: &str) {
    let found = document().query_selector(selector).ok().flatten();
    if let Some(element) = found.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        let _ = element.focus();
    }
}

/// The day of the board at a point of the window.
fn day_at((x, y): (i32, i32)) -> Option<NaiveDate> {
    let element = document().element_from_point(x as f32, y as f32)?;
    let cell = element.closest("[data-day]").ok().flatten()?;
    parse_day(&cell.get_attribute("data-day")?).ok()
}

fn scroll_along(y: i32) {
    let height = window().inner_height().ok().and_then(|height| height.as_f64()).unwrap_or(0.0) as i32;
    let by = match y {
        y if y < EDGE => -24.0,
        y if y > height - EDGE => 24.0,
        _ => return,
    };
    window().scroll_by_with_x_and_y(0.0, by);
}
