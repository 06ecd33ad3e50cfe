//! The list below the month: a heading for each day, a row for each thing that is on.

use chrono::NaiveDate;
use leptos::prelude::*;

use crate::domain::category::Mark;
use crate::domain::holiday::DayMark;
use crate::domain::openness::Openness;
use crate::domain::time::Start;
use crate::ui::almanac;
use crate::ui::controls::icon::{Icon, icon};
use crate::ui::dates;
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
    pub fn view(self) -> AnyView {
        let near = match (self.day - self.today).num_days() {
            0 | 1 => dates::near_day(self.day, self.today),
            _ => None,
        };
        let mut meta = match near {
            Some(_) => dates::weekday(self.day).to_owned(),
            None => dates::day(self.day),
        };
        for note in &self.notes {
            meta.push_str(say("day.dot"));
            meta.push_str(note);
        }
        let mark = self.day_mark.map(|mark| {
            view! {
                {day_mark(mark)}
                <span class="unseen">{almanac::day_mark_meaning(mark)}</span>
            }
        });
        view! {
            <h2 class="day-heading">
                {near.unwrap_or(dates::weekday(self.day))} <span class="meta">{meta}</span> {mark}
            </h2>
        }
        .into_any()
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
    /// How it stands.
    pub openness: Openness,
    /// Somebody of the family asked for a place.
    pub joined: bool,
    /// Where a press leads.
    pub href: String,
}

impl AgendaRow {
    /// Draws it.
    pub fn view(self) -> AnyView {
        let mut below = self.place.unwrap_or_default();
        if !below.is_empty() {
            below.push_str(say("day.dot"));
        }
        view! {
            <li class="agenda-row" data-open=openness::slug(self.openness)>
                <a href=self.href>
                    <span class="agenda-when">
                        <strong>{dates::time(self.start.time())}</strong>
                        {mark_word(self.mark)}
                    </span>
                    <span class="agenda-what">
                        <strong>{self.title}</strong>
                        <span class="agenda-below">
                            {below}
                            <span class="agenda-seats">{openness::words(self.openness)}</span>
                            {self
                                .joined
                                .then(|| view! { <span class="agenda-joined">{icon(Icon::Check)} {say("day.joined")}</span> })}
                        </span>
                    </span>
                    {icon(Icon::Right)}
                </a>
            </li>
        }
        .into_any()
    }
}
