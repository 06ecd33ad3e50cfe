//! The list below the month: a heading for each day, a row for each thing that is on.

use chrono::NaiveDate;

use crate::domain::category::Mark;
use crate::domain::holiday::DayMark;
use crate::domain::openness::Openness;
use crate::domain::time::Start;
use crate::ui::almanac;
use crate::ui::controls::icon::{Icon, icon};
use crate::ui::dates;
use crate::ui::dom::{El, el, el_of};
use crate::ui::parts::day_cell::day_mark;
use crate::ui::parts::mark::mark as mark_word;
use crate::ui::parts::openness;
use crate::ui::words::say;

/// A day's heading.
pub struct DayHeading {
    /// Which day.
    pub day: NaiveDate,
    /// Today at the centre.
    pub today: NaiveDate,
    /// 八月初九, a festival.
    pub notes: Vec<String>,
    /// 休 or 班.
    pub day_mark: Option<DayMark>,
}

impl DayHeading {
    /// Draws it.
    pub fn view(self) -> El {
        let near = dates::near_day(self.day, self.today);
        let mut meta = match near {
            Some(_) => dates::weekday(self.day).to_owned(),
            None => dates::day(self.day),
        };
        for note in &self.notes {
            meta.push_str(say("day.dot"));
            meta.push_str(note);
        }
        let heard = |mark| el_of("span", "unseen").text(almanac::day_mark_meaning(mark));
        el_of("h2", "day-heading")
            .text(near.unwrap_or(dates::weekday(self.day)))
            .text(" ")
            .add(el_of("span", "meta").text(&meta))
            .add(self.day_mark.map(day_mark))
            .add(self.day_mark.map(heard))
    }
}

/// One thing that is on.
pub struct AgendaRow {
    /// When it begins.
    pub start: Start,
    /// Of which mark.
    pub mark: Mark,
    /// What it is called.
    pub title: String,
    /// Where it is.
    pub place: Option<String>,
    /// 每周三; 第 2 天，共 3 天: how its days hang together.
    pub rhythm: Option<String>,
    /// How it stands.
    pub openness: Openness,
    /// Somebody of the family asked for a place.
    pub joined: bool,
    /// Where a press leads.
    pub href: String,
}

impl AgendaRow {
    /// Draws it.
    pub fn view(self) -> El {
        let mut below = self.place.unwrap_or_default();
        if !below.is_empty() {
            below.push_str(say("day.dot"));
        }
        let when = el_of("span", "agenda-when")
            .add(el("strong").text(&dates::time(self.start.time())))
            .add(mark_word(self.mark));
        let joined = el_of("span", "agenda-joined").add(icon(Icon::Check)).text(say("day.joined"));
        let rhythm = self.rhythm.map(|words| el_of("span", "agenda-rhythm").text(&words));
        let below = el_of("span", "agenda-below")
            .add(rhythm)
            .text(&below)
            .add(el_of("span", "agenda-seats").text(&openness::words(self.openness)))
            .add(self.joined.then_some(joined));
        let what = el_of("span", "agenda-what").add(el("strong").text(&self.title)).add(below);
        let link = el("a").attr("href", &self.href).add(when).add(what).add(icon(Icon::Right));
        el_of("li", "agenda-row").attr("data-open", openness::slug(self.openness)).add(link)
    }
}
