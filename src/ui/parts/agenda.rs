//! The list below the month: a heading for each day, a row for each thing that is on.

use chrono::NaiveDate;

use crate::domain::category::Mark;
use crate::domain::holiday::DayMark;
use crate::domain::household::Progress;
use crate::domain::openness::Openness;
use crate::domain::standing::Standing;
use crate::domain::time::Start;
use crate::ui::almanac;
use crate::ui::controls::icon::{Icon, icon};
use crate::ui::dates;
use crate::ui::dom::{El, el, el_of};
use crate::ui::parts::day_cell::day_mark;
use crate::ui::parts::mark::mark as mark_word;
use crate::ui::parts::openness;
use crate::ui::wording;
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
    /// How the family's slip for it stands, where there is one.
    pub joined: Option<Progress>,
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
        let rhythm = self.rhythm.map(|words| el_of("span", "agenda-rhythm").text(&words));
        // Heard one after the other they would be one word.
        let apart = if rhythm.is_some() { " " } else { "" };
        let below = el_of("span", "agenda-below")
            .add(rhythm)
            .text(apart)
            .text(&below)
            .add(el_of("span", "agenda-seats").text(&openness::words(self.openness)))
            .add(self.joined.map(joined));
        let what = el_of("span", "agenda-what").add(el("strong").text(&self.title)).add(below);
        let link = el("a").attr("href", &self.href).add(when).add(what).add(icon(Icon::Right));
        el_of("li", "agenda-row").attr("data-open", openness::slug(self.openness)).add(link)
    }
}

/// 单子未交, 已交，等中心登记, 已确认, 候补第 2 位: what stands on this phone alone is no sign-up yet, and looks like none.
fn joined(progress: Progress) -> El {
    let (picture, tone, words) = match progress {
        Progress::NotHandedIn => (Icon::Warning, "warn", say("day.unsent").to_owned()),
        Progress::HandedIn { .. } => (Icon::Dashed, "plain", say("progress.handed-in").to_owned()),
        Progress::Answered(answer) => {
            let sure = matches!(answer.standing, Standing::Confirmed | Standing::Attended);
            let (picture, tone) = if sure { (Icon::Check, "good") } else { (Icon::Dashed, "plain") };
            (picture, tone, wording::standing(answer.standing))
        }
    };
    el_of("span", "agenda-joined").attr("data-tone", tone).add(icon(picture)).text(&words)
}
