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

impl DayCell {
    fn kind_of_line(&self) -> &'static str {
        if self.day == self.today { "today" } else { almanac::line_name(self.line) }
    }
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
    /// The drawn shapes, and how many more there are: they stay while days come and go.
    shapes: Vec<Element>,
    more: Option<Element>,
    spoken: Text,
    day: Option<DayCell>,
    /// What the cell is by now, as it was written.
    is: Is,
    on: OnDay,
    /// Whether anybody knows what is on: a month may not be here, or not be published.
    is_known: bool,
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
            shapes: Vec::new(),
            more: None,
            spoken,
            day: None,
            is: Is::default(),
            on: OnDay::default(),
            is_known: false,
            is_new: false,
        };
        (cell, place)
    }

    /// Its day.
    pub fn day(&self) -> Option<NaiveDate> {
        self.day.as_ref().map(|cell| cell.day)
    }

    /// From now on another day stands there, and what its cell is by now; or none.
    pub fn take(&mut self, day: Option<(DayCell, Is)>) {
        match &day {
            Some((day, is)) => {
                self.show(day);
                self.be(*is);
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

    /// Writes what differs from the day before: on a slow phone a month is some hundred calls.
    fn show(&mut self, cell: &DayCell) {
        let is_today = cell.day == cell.today;
        let was = self.day.as_ref();
        let differs = |of: fn(&DayCell) -> bool| was.is_none_or(|was| of(was) != of(cell));
        self.number.set_data(&number(cell.day.day()));
        let line = match is_today {
            true => say("date.today").to_owned(),
            false => cell.line.map(almanac::day_line).unwrap_or_default(),
        };
        self.line_words.set_data(&line);
        if was.is_none_or(|was| was.kind_of_line() != cell.kind_of_line()) {
            let _ = self.line.set_attribute("data-line", cell.kind_of_line());
        }
        self.link.set_id(&cell_id(cell.day));
        if differs(|cell| cell.day < cell.today) {
            mark_if(&self.link, "data-past", cell.day < cell.today);
        }
        if differs(|cell| cell.day == cell.today) {
            mark_if(&self.link, "data-today", is_today);
            let _ = match is_today {
                true => self.link.set_attribute("aria-current", "date"),
                false => self.link.remove_attribute("aria-current"),
            };
        }
        if let Some(old) = self.day_mark.take() {
            old.remove();
        }
        if let Some(mark) = cell.day_mark {
            let mark = day_mark(mark);
            let _ = self.marks.before_with_node_1(mark.element());
            self.day_mark = Some(mark.element().clone());
        }
    }

    /// Makes of the cell what it is by now.
    pub fn be(&mut self, is: Is) {
        if self.day.is_none() || is != self.is {
            be(&self.link, &self.cell, is);
            self.is = is;
        }
    }

    /// Lights it for what is on, where that is known; pressed, it leads to `href`. Not live by itself: a press of a filter changes every day of the
    /// month, and the grid looks at all of them once.
    pub fn light(&mut self, href: &str, on: Option<OnDay>) {
        let Some(cell) = &self.day else { return };
        let _ = self.link.set_attribute("href", href);
        let is_known = on.is_some();
        if !self.is_new && is_known == self.is_known && on.as_ref().is_none_or(|on| *on == self.on) {
            return;
        }
        self.spoken.set_data(&almanac::spoken_day(cell.day, &cell.heard, on.as_ref()));
        let on = on.unwrap_or_default();
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
        self.is_known = is_known;
        self.is_new = false;
    }

    fn draw_marks(&mut self, on: &OnDay) {
        let (drawn, before) = (on.drawn(), self.on.drawn());
        for (index, mark) in drawn.shapes.iter().enumerate() {
            match self.shapes.get(index) {
                Some(_) if before.shapes.get(index) == Some(mark) => {}
                Some(shape) => drop(shape.set_attribute("data-mark", mark.slug())),
                None => {
                    let shape = shape(*mark).element().clone();
                    let _ = self.marks.insert_before(&shape, self.more.as_ref().map(AsRef::as_ref));
                    self.shapes.push(shape);
                }
            }
        }
        self.shapes.drain(drawn.shapes.len()..).for_each(|shape| shape.remove());
        if drawn.more == before.more {
            return;
        }
        let _ = match drawn.more {
            0 => self.marks.remove_attribute("data-crowded"),
            _ => self.marks.set_attribute("data-crowded", "1"),
        };
        if drawn.more == 0 {
            return self.more.take().into_iter().for_each(|more| more.remove());
        }
        let more = self.more.get_or_insert_with(|| {
            let more = el_of("span", "day-more").element().clone();
            let _ = self.marks.append_child(&more);
            more
        });
        let mut words = String::from("+");
        words.push_str(&number(drawn.more as i64));
        more.set_text_content(Some(&words));
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Is {
    /// The chosen day.
    pub chosen: bool,
    /// The one that the tab key reaches.
    pub reached: bool,
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
