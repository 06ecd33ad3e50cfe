//! One day of the month's grid: a window, lit when something is on.

use crate::domain::festival::DayLine;
use crate::domain::holiday::DayMark;
use crate::domain::on_day::{Band, OnDay};
use crate::domain::time::write_day;
use crate::ui::almanac;
use crate::ui::dom::{El, Piece, all, el, el_of};
use crate::ui::parts::mark::shape;
use crate::ui::words::{number, say};
use chrono::{Datelike, NaiveDate};
use leptos::prelude::*;
use web_sys::{Element, Text};

/// What a day's cell shows.
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
    /// Where a press leads.
    pub href: String,
}

/// The id of a day's link, to bring the focus there.
pub fn cell_id(day: NaiveDate) -> String {
    let mut id = String::from("day-");
    id.push_str(&write_day(day));
    id
}

impl DayCell {
    /// Draws it, with nothing on; `is` is what the cell is when it is drawn, see [`turn`].
    pub fn view(self, is: Is) -> (El, Lamp) {
        let is_today = self.day == self.today;
        let line = match is_today {
            true => say("date.today").to_owned(),
            false => self.line.map(almanac::day_line).unwrap_or_default(),
        };
        let number = el_of("span", "day-number").text(&number(self.day.day()));
        let name = if is_today { "today" } else { almanac::line_name(self.line) };
        let line = el_of("span", "day-line").attr("data-line", name).text(&line);
        let day_mark = self.day_mark.map(day_mark).el();
        let marks = el_of("span", "day-marks");
        let lit = marks.element().clone();
        let spoken = document().create_text_node("");
        let heard = el_of("span", "unseen");
        let _ = heard.element().append_child(&spoken);
        let seen = el_of("span", "seen").attr("aria-hidden", "true").add(all([number, line, day_mark, marks]));
        let link = el_of("a", "day")
            .attr("id", &cell_id(self.day))
            .attr("href", &self.href)
            .attr("data-replace", "1")
            .attr("tabindex", if is.reached { "0" } else { "-1" })
            .flag("data-past", self.day < self.today)
            .flag("data-today", is_today)
            .flag("data-chosen", is.chosen)
            .maybe("aria-current", is_today.then_some("date"))
            .add(seen)
            .add(heard);
        let lamp = Lamp { day: self.day, heard: self.heard, link: link.element().clone(), marks: lit, spoken };
        lamp.show(&OnDay::default());
        let selected = if is.chosen { "true" } else { "false" };
        (el("div").attr("role", "gridcell").attr("aria-selected", selected).add(link), lamp)
    }
}

/// What of a drawn cell follows what is on. Not live by itself: a press of a filter changes every day of the month, and the grid
/// looks at all of them once.
pub struct Lamp {
    /// Which day.
    pub day: NaiveDate,
    heard: Vec<String>,
    link: Element,
    marks: Element,
    spoken: Text,
}

impl Lamp {
    /// Leads elsewhere from now on.
    pub fn lead(&self, href: &str) {
        let _ = self.link.set_attribute("href", href);
    }

    /// Lights it for what is on.
    pub fn show(&self, on: &OnDay) {
        self.spoken.set_data(&almanac::spoken_day(self.day, &self.heard, on));
        let _ = match on.lamp() {
            Some(lamp) => self.link.set_attribute("data-lamp", lamp),
            None => self.link.remove_attribute("data-lamp"),
        };
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
    let _ = link.set_attribute("tabindex", if is.reached { "0" } else { "-1" });
    let _ = link.toggle_attribute_with_force("data-chosen", is.chosen);
    if let Some(cell) = link.parent_element() {
        let _ = cell.set_attribute("aria-selected", if is.chosen { "true" } else { "false" });
    }
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
