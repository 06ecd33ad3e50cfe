//! One day of the month's grid: a window, lit when something is on.

use crate::domain::category::Mark;
use crate::domain::festival::{DayLine, Festival};
use crate::domain::holiday::DayMark;
use crate::domain::time::write_day;
use crate::ui::almanac;
use crate::ui::dates;
use crate::ui::dom::{El, Piece, all, el, el_of};
use crate::ui::parts::mark::shape;
use crate::ui::words::{number, say, say_count};
use chrono::{Datelike, NaiveDate};

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
    /// One for each thing that is on, by start.
    pub marks: Vec<Mark>,
    /// What is on for several days on end, or nearly every day.
    pub bands: Vec<Band>,
    /// Where a press leads.
    pub href: String,
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
    /// Draws it. `chosen` and `reached` (by the tab key) are asked anew whenever they change.
    pub fn view(self, chosen: impl Fn() -> bool + Copy + 'static, reached: impl Fn() -> bool + 'static) -> El {
        let is_today = self.day == self.today;
        let label = self.label();
        let lamp = match self.marks.len() {
            0 => None,
            1 => Some("1"),
            2 => Some("2"),
            _ => Some("3"),
        };
        let line = match is_today {
            true => say("date.today").to_owned(),
            false => self.line.map(almanac::day_line).unwrap_or_default(),
        };
        let number = el_of("span", "day-number").text(&number(self.day.day()));
        let name = if is_today { "today" } else { line_name(self.line) };
        let line = el_of("span", "day-line").attr("data-line", name).text(&line);
        let link = el_of("a", "day")
            .attr("id", &cell_id(self.day))
            .attr("href", &self.href)
            .attr("data-replace", "1")
            .maybe("data-lamp", lamp)
            .flag("data-past", self.day < self.today)
            .flag("data-today", is_today)
            .maybe("aria-current", is_today.then_some("date"))
            .live_flag("data-chosen", "1", chosen)
            .live_attr("tabindex", move || Some(if reached() { "0" } else { "-1" }.to_owned()))
            .add(heard_instead(&label, all([number, line, self.day_mark.map(day_mark).el(), marks(&self.marks)])))
            .add(bands(&self.bands));
        let selected = move || Some(if chosen() { "true" } else { "false" }.to_owned());
        el("div").attr("role", "gridcell").live_attr("aria-selected", selected).add(link)
    }

    /// 9月19日 星期六，八月初九，休息日，3 场活动.
    pub fn label(&self) -> String {
        let mut label = dates::day_and_weekday(self.day);
        for heard in &self.heard {
            label.push_str(say("day.comma"));
            label.push_str(heard);
        }
        label.push_str(say("day.comma"));
        label.push_str(&match self.marks.len() + self.bands.len() {
            0 => say("day.nothing").to_owned(),
            count => say_count("day.activities", count as i64),
        });
        label
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
