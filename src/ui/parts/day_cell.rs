//! One day of the month's grid: a window, lit when something is on.

use crate::domain::festival::DayLine;
use crate::domain::holiday::DayMark;
use crate::domain::on_day::{Band, OnDay};
use crate::domain::time::write_day;
use crate::ui::almanac;
use crate::ui::dom::{El, all, el, el_of};
use crate::ui::parts::mark::shape;
use crate::ui::words::{number, say};
use chrono::{Datelike, NaiveDate};
use leptos::prelude::*;
use web_sys::{Element, Text};

/// What a day's cell shows, whatever is on.
pub struct DayCell {
    /// Which day.
    pub day: NaiveDate,
    /// Today at the centre.
    pub today: NaiveDate,
    /// Lunar day, solar term or festival.
    pub line: Option<DayLine>,
    /// The lunar date and everything the day is, in full, for who hears it.
    pub heard: Vec<String>,
    /// 休 or 班.
    pub day_mark: Option<DayMark>,
}

/// The id of a day's link, to bring the focus there.
pub fn cell_id(day: NaiveDate) -> String {
    let mut id = String::from("day-");
    id.push_str(&write_day(day));
    id
}

/// A place of the grid, drawn once: days come and go within it. Turning a month writes other words into it, which asks less
/// of a slow phone than thirty windows drawn anew.
pub struct Place {
    cell: Element,
    link: Element,
    number: Text,
    line: Element,
    line_words: Text,
    day_mark: Option<Element>,
    marks: Element,
    spoken: Text,
    day: Option<DayCell>,
    on: OnDay,
    /// The day came after the light was last looked at.
    is_new: bool,
}

impl Place {
    /// Draws it, with no day in it.
    pub fn new() -> (El, Self) {
        let (number, number_words) = el_of("span", "day-number").words();
        let (line, line_words) = el_of("span", "day-line").words();
        let (heard, spoken) = el_of("span", "unseen").words();
        let marks = el_of("span", "day-marks");
        let at = |of: &El| of.element().clone();
        let (line_at, marks_at) = (at(&line), at(&marks));
        let seen = el_of("span", "seen").attr("aria-hidden", "true").add(all([number, line, marks]));
        let link = el_of("a", "day").attr("data-replace", "1").add(seen).add(heard);
        let cell = el("div").attr("role", "gridcell");
        let place = Self {
            cell: at(&cell),
            link: at(&link),
            number: number_words,
            line: line_at,
            line_words,
            day_mark: None,
            marks: marks_at,
            spoken,
            day: None,
            on: OnDay::default(),
            is_new: false,
        };
        (cell, place)
    }

    /// Its day.
    pub fn day(&self) -> Option<NaiveDate> {
        self.day.as_ref().map(|cell| cell.day)
    }

    /// From now on another day stands there, and what its cell is by now (see [`turn`]); or none.
    pub fn take(&mut self, day: Option<(DayCell, Is)>) {
        match &day {
            Some((day, is)) => {
                self.show(day, *is);
                if self.day.is_none() {
                    let _ = self.cell.append_child(&self.link);
                }
            }
            None if self.day.is_none() => return,
            None => {
                let _ = self.cell.remove_attribute("aria-selected");
                self.link.remove();
            }
        }
        self.day = day.map(|(day, _)| day);
        self.is_new = true;
    }

    fn show(&mut self, cell: &DayCell, is: Is) {
        let is_today = cell.day == cell.today;
        self.number.set_data(&number(cell.day.day()));
        let line = match is_today {
            true => say("date.today").to_owned(),
            false => cell.line.map(almanac::day_line).unwrap_or_default(),
        };
        self.line_words.set_data(&line);
        let _ = self.line.set_attribute("data-line", if is_today { "today" } else { almanac::line_name(cell.line) });
        self.link.set_id(&cell_id(cell.day));
        mark_if(&self.link, "data-past", cell.day < cell.today);
        mark_if(&self.link, "data-today", is_today);
        let _ = match is_today {
            true => self.link.set_attribute("aria-current", "date"),
            false => self.link.remove_attribute("aria-current"),
        };
        be(&self.link, &self.cell, is);
        if let Some(old) = self.day_mark.take() {
            old.remove();
        }
        if let Some(mark) = cell.day_mark {
            let mark = day_mark(mark);
            let _ = self.marks.before_with_node_1(mark.element());
            self.day_mark = Some(mark.element().clone());
        }
    }

    /// Lights it for what is on; pressed, it leads to `href`. Not live by itself: a press of a filter changes every day of the
    /// month, and the grid looks at all of them once.
    pub fn light(&mut self, href: &str, on: OnDay) {
        let Some(cell) = &self.day else { return };
        let _ = self.link.set_attribute("href", href);
        if on == self.on && !self.is_new {
            return;
        }
        self.spoken.set_data(&almanac::spoken_day(cell.day, &cell.heard, &on));
        if on.lamp() != self.on.lamp() {
            let _ = match on.lamp() {
                Some(lamp) => self.link.set_attribute("data-lamp", lamp),
                None => self.link.remove_attribute("data-lamp"),
            };
        }
        if on.marks != self.on.marks {
            self.draw_marks(&on);
        }
        if on.strokes() != self.on.strokes() {
            self.draw_strokes(&on);
        }
        self.on = on;
        self.is_new = false;
    }

    fn draw_marks(&self, on: &OnDay) {
        let drawn = on.drawn();
        let _ = match drawn.more {
            0 => self.marks.remove_attribute("data-crowded"),
            _ => self.marks.set_attribute("data-crowded", "1"),
        };
        self.marks.set_text_content(None);
        for mark in drawn.shapes {
            let _ = self.marks.append_child(shape(mark).element());
        }
        if drawn.more > 0 {
            let mut more = String::from("+");
            more.push_str(&number(drawn.more as i64));
            let _ = self.marks.append_child(el_of("span", "day-more").text(&more).element());
        }
    }

    fn draw_strokes(&self, on: &OnDay) {
        // Beside what is seen, which is first.
        while let Some(strokes) = self.link.last_element_child().filter(|last| last.class_name() == "bands") {
            strokes.remove();
        }
        if let Some(strokes) = bands(on) {
            let _ = self.link.append_child(strokes.element());
        }
    }
}

/// What a cell is beside what is on.
#[derive(Debug, Clone, Copy)]
pub struct Is {
    /// The chosen day.
    pub chosen: bool,
    /// The one that the tab key reaches.
    pub reached: bool,
}

/// Makes of a day's cell, where it is drawn, what it is now: two cells change at a step, and no other is asked.
pub fn turn(day: NaiveDate, is: Is) {
    let Some(link) = document().get_element_by_id(&cell_id(day)) else { return };
    if let Some(cell) = link.parent_element() {
        be(&link, &cell, is);
    }
}

fn be(link: &Element, cell: &Element, is: Is) {
    let _ = link.set_attribute("tabindex", if is.reached { "0" } else { "-1" });
    mark_if(link, "data-chosen", is.chosen);
    let _ = cell.set_attribute("aria-selected", if is.chosen { "true" } else { "false" });
}

fn mark_if(link: &Element, name: &str, holds: bool) {
    let _ = match holds {
        true => link.set_attribute(name, "1"),
        false => link.remove_attribute(name),
    };
}

/// What is seen, and what is heard in its place.
pub fn heard_instead(heard: &str, seen: El) -> El {
    let seen = el_of("span", "seen").attr("aria-hidden", "true").add(seen);
    all([seen, el_of("span", "unseen").text(heard)])
}

/// 休 or 班 in its frame.
pub fn day_mark(mark: DayMark) -> El {
    el_of("span", "day-mark").attr("data-day", mark.slug()).text(almanac::day_mark(mark))
}

fn bands(on: &OnDay) -> Option<El> {
    let stroke = |band: &Band| {
        el_of("span", "band")
            .attr("data-mark", band.mark.slug())
            .flag("data-unbroken", band.unbroken)
            .flag("data-begins", band.begins)
            .flag("data-ends", band.ends)
    };
    let strokes: Vec<El> = on.strokes().iter().map(stroke).collect();
    (!strokes.is_empty()).then(|| el_of("span", "bands").add(strokes))
}
