//! 放假安排: the notice of a year that the program does not know, pasted or out of a file. The board reckons with it at once,
//! residents' calendars show it from the next publication on.

use chrono::Datelike;
use leptos::prelude::*;
use web_sys::File;

use crate::domain::holiday_years::HolidayYear;
use crate::state::desk::Desk;
use crate::state::holidays::{TableProblem, YearProblem, read};
use crate::state::save::{self, SaveError};
use crate::ui::controls::button::{Look, button};
use crate::ui::controls::file_field::file_field;
use crate::ui::controls::notice::{Tone, notice};
use crate::ui::controls::text_area::TextArea;
use crate::ui::dates;
use crate::ui::organizers::form::{Write, fine, form, submit, went};
use crate::ui::organizers::trouble;
use crate::ui::words::{number, say, say_count, say_with};

/// More problems than this are not listed one by one.
const LISTED: usize = 8;

/// Draws the form, and the years that were written down.
pub fn holidays(desk: Desk) -> AnyView {
    let text = RwSignal::new(String::new());
    let file = RwSignal::new(None::<SaveError>);
    let seen = Memo::new(move |_| {
        let text = text.get();
        (!text.trim().is_empty()).then(|| read(&text, desk.stamp()))
    });
    let write: Write<Vec<HolidayYear>> = Action::new_unsync(move |years: &Vec<HolidayYear>| {
        let years = years.clone();
        async move {
            desk.write_holidays(years).await?;
            text.set(String::new());
            Ok(())
        }
    });
    let send = move || {
        if let Some(Ok(years)) = seen.get_untracked() {
            write.dispatch(years);
        }
    };
    let take = move |chosen: File| {
        leptos::task::spawn_local(async move {
            match save::read_text(&chosen).await {
                Ok(words) => {
                    file.set(None);
                    text.set(words);
                }
                Err(error) => file.set(Some(error)),
            }
        });
    };
    let paste = TextArea {
        id: "holidays",
        label: say("holidays.paste"),
        hint: Some(say("holidays.paste-hint")),
        rows: 6,
        value: text,
        error: fine(),
    };
    let is_good = move || seen.with(|seen| matches!(seen, Some(Ok(_))));
    let content = view! {
        {paste.view()}
        <div class="stack" aria-live="polite">{move || seen.get().map(found)}</div>
        {file_field("holidays-file", say("holidays.file"), Some(say("restore.file-hint")), ".csv,.txt", take)}
        {move || file.get().and_then(|error| trouble::file(&error)).map(|words| notice(Tone::Grave, words, None))}
        {went(write, Some(say("holidays.kept")))}
        {move || is_good().then(|| submit(say("holidays.keep"), move || write.pending().get()))}
    };
    let next = untrack(move || desk.today().year() + 1);
    view! {
        <section class="stack setup-holidays" aria-labelledby="setup-holidays">
            <h3 id="setup-holidays">{say("holidays.heading")}</h3>
            <p class="quiet">{say("holidays.words")}</p>
            {move || {
                let unknown = !desk.holidays().is_known(next);
                unknown.then(|| notice(Tone::Warn, say_with("holidays.unknown", &[("year", &year(next))]), None))
            }}
            {move || {
                let years = desk.holiday_years();
                let row = |known: &HolidayYear| {
                    let empty = HolidayYear { days: Vec::new(), at: desk.stamp(), ..known.clone() };
                    let back = move || {
                        write.dispatch(vec![HolidayYear { at: desk.stamp(), ..empty.clone() }]);
                    };
                    let label = say_with("holidays.drop", &[("year", &year(i32::from(known.year)))]);
                    view! { <li class="row">{told(known)} {button(Look::Plain, label, back)}</li> }
                };
                (!years.is_empty()).then(|| view! { <ul class="holiday-years">{years.iter().map(row).collect_view()}</ul> })
            }}
            {form(send, content.into_any())}
        </section>
    }
    .into_any()
}

/// 2027年：休 27 天，班 2 天.
fn told(known: &HolidayYear) -> String {
    let (off, worked) = known.counts();
    let values =
        [("year", &*year(i32::from(known.year))), ("off", &number(off as i64)), ("worked", &number(worked as i64))];
    say_with("holidays.counts", &values)
}

fn year(year: i32) -> String {
    year.to_string()
}

fn found(seen: Result<Vec<HolidayYear>, Vec<TableProblem>>) -> AnyView {
    match seen {
        Ok(years) => years.iter().map(|known| notice(Tone::Good, told(known), None)).collect_view().into_any(),
        Err(problems) => {
            let items = problems.iter().take(LISTED).map(|problem| view! { <li>{wrong(problem)}</li> }).collect_view();
            view! {
                {notice(Tone::Warn, say_count("holidays.wrong", problems.len() as i64), None)}
                <ul class="going-on">{items}</ul>
            }
            .into_any()
        }
    }
}

fn wrong(problem: &TableProblem) -> String {
    let on = |key, day| say_with(key, &[("day", &dates::day_and_weekday(day))]);
    match problem {
        TableProblem::Empty => say("holidays.empty").to_owned(),
        TableProblem::TooLong => say("holidays.too-long").to_owned(),
        TableProblem::Line(line) => say_count("holidays.line", *line as i64),
        TableProblem::Year(_, YearProblem::WorkOnWeekday(day)) => on("holidays.work-on-weekday", *day),
        TableProblem::Year(_, YearProblem::LawfulMissing(day)) => on("holidays.lawful-missing", *day),
        TableProblem::Year(_, YearProblem::Twice(day)) => on("holidays.twice", *day),
    }
}
