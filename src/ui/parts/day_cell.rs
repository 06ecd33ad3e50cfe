//! One day of the month's grid: a window, lit when something is on.

use crate::domain::category::Mark;
use crate::domain::festival::{DayLine, Festival};
use crate::domain::holiday::DayMark;
use crate::domain::time::write_day;
use crate::ui::almanac;
use crate::ui::dates;
use crate::ui::dom::{El, Piece, all, el, el_of, live};
use crate::ui::parts::mark::shape;
use crate::ui::words::{number, say, say_count};
use chrono::{Datelike, NaiveDate};
use leptos::prelude::*;

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

/// What is on, on a day.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct OnDay {
    /// One for each thing that is on, by start.
    pub marks: Vec<Mark>,
    /// What is on for several days on end, or nearly every day.
    pub bands: Vec<Band>,
}

/// A stroke along the bottom of days: something that lasts over them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Band {
    /// Of which mark.
    pub mark: Mark,
    /// Day after day without a break; else it comes again nearly every day.
    pub unbroken: bool,
    /// This is its first day.
    pub begins: bool,
    /// This is its last day.
    pub ends: bool,
}

/// The id of a day's link, to bring the focus there.
pub fn cell_id(day: NaiveDate) -> String {
    let mut id = String::from("day-");
    id.push_str(&write_day(day));
    id
}

impl DayCell {
    /// Draws it. `on` is asked anew whenever it changes; `is` is what the cell is when it is drawn, see [`turn`].
    pub fn view(self, on: Memo<OnDay>, is: Is) -> El {
        let is_today = self.day == self.today;
        let lamp = move || {
            let light = match on.read().marks.len() {
                0 => return None,
                1 => "1",
                2 => "2",
                _ => "3",
            };
            Some(light.to_owned())
        };
        let line = match is_today {
            true => say("date.today").to_owned(),
            false => self.line.map(almanac::day_line).unwrap_or_default(),
        };
        let number = el_of("span", "day-number").text(&number(self.day.day()));
        let name = if is_today { "today" } else { line_name(self.line) };
        let line = el_of("span", "day-line").attr("data-line", name).text(&line);
        let day_mark = self.day_mark.map(day_mark).el();
        let seen = all([number, line, day_mark, live(move || on.with(|on| marks(&on.marks)))]);
        let seen = el_of("span", "seen").attr("aria-hidden", "true").add(seen);
        let link = el_of("a", "day")
            .attr("id", &cell_id(self.day))
            .attr("href", &self.href)
            .attr("data-replace", "1")
            .attr("tabindex", if is.reached { "0" } else { "-1" })
            .live_attr("data-lamp", lamp)
            .flag("data-past", self.day < self.today)
            .flag("data-today", is_today)
            .flag("data-chosen", is.chosen)
            .maybe("aria-current", is_today.then_some("date"));
        let link = link
            .add(seen)
            .add(el_of("span", "unseen").live_text(move || on.with(|on| self.label(on))))
            .live(move || on.with(|on| bands(&on.bands)));
        let selected = if is.chosen { "true" } else { "false" };
        el("div").attr("role", "gridcell").attr("aria-selected", selected).add(link)
    }

    /// 9月19日 星期六，八月初九，休息日，3 场活动.
    pub fn label(&self, on: &OnDay) -> String {
        let mut label = dates::day_and_weekday(self.day);
        for heard in &self.heard {
            label.push_str(say("day.comma"));
            label.push_str(heard);
        }
        label.push_str(say("day.comma"));
        label.push_str(&match on.marks.len() + on.bands.len() {
            0 => say("day.nothing").to_owned(),
            count => say_count("day.activities", count as i64),
        });
        label
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

fn line_name(line: Option<DayLine>) -> &'static str {
    match line {
        // The great holidays in the colour of seals; other names in bold.
        Some(DayLine::Festival(
            Festival::NewYear
            | Festival::SpringFestival
            | Festival::NewYearsEve
            | Festival::Lantern
            | Festival::Labour
            | Festival::DragonBoat
            | Festival::MidAutumn
            | Festival::DoubleNinth
            | Festival::NationalDay,
        )) => "feast",
        Some(DayLine::Festival(_) | DayLine::Term(_)) => "name",
        Some(DayLine::LunarMonth { .. } | DayLine::LunarDay(_)) | None => "lunar",
    }
}

/// 休 or 班 in its frame.
pub fn day_mark(mark: DayMark) -> El {
    el_of("span", "day-mark").attr("data-day", mark.slug()).text(almanac::day_mark(mark))
}

/// Two at most: what is on is told in full by the list.
fn bands(bands: &[Band]) -> Option<El> {
    let stroke = |band: &Band| {
        el_of("span", "band")
            .attr("data-mark", band.mark.slug())
            .flag("data-unbroken", band.unbroken)
            .flag("data-begins", band.begins)
            .flag("data-ends", band.ends)
    };
    let strokes: Vec<El> = bands.iter().take(2).map(stroke).collect();
    (!strokes.is_empty()).then(|| el_of("span", "bands").add(strokes))
}

/// Up to three shapes; of more, two and how many more.
fn marks(marks: &[Mark]) -> El {
    let mut marks = marks.to_vec();
    let shown = if marks.len() > 3 { 2 } else { marks.len() };
    if marks.len() > shown {
        // The centre's everyday activities give way to courses and plays.
        marks.sort_unstable();
    }
    let more = (marks.len() > shown).then(|| {
        let mut more = String::from("+");
        more.push_str(&number((marks.len() - shown) as i64));
        el_of("span", "day-more").text(&more)
    });
    let shapes: Vec<_> = marks[..shown].iter().map(|mark| shape(*mark)).collect();
    el_of("span", "day-marks").flag("data-crowded", more.is_some()).add(shapes).add(more)
}
