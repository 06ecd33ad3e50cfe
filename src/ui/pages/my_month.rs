//! 我家这个月: what the family has asked for, as a picture that a long press keeps, and as a file for the phone's calendar.

use leptos::prelude::*;

use crate::domain::household::OwnSlip;
use crate::domain::household::Progress;
use crate::domain::standing::Standing;
use crate::domain::time::{Month, Span};
use crate::state::calendar_file::{self, Entry};
use crate::state::family::Family;
use crate::state::published::Published;
use crate::ui::controls::button::{Look, icon_button};
use crate::ui::controls::dialog::Dialog;
use crate::ui::controls::icon::Icon;
use crate::ui::dates;
use crate::ui::dom::{El, all, el, el_of};
use crate::ui::pages::reminder::about;
use crate::ui::pages::session::take_along::{entry, kept_picture, told};
use crate::ui::pages::thing::Thing;
use crate::ui::parts::standing;
use crate::ui::picture::{INK, INK2, LAMP, MARGIN, Sheet};
use crate::ui::route::Route;
use crate::ui::today::now;
use crate::ui::words::{read, say, say_with};

/// Something of the family's month.
struct Going {
    span: Span,
    title: String,
    place: Option<String>,
    name: String,
    standing: String,
}

/// Draws the two buttons.
pub fn my_month(month: Month) -> El {
    let published = Published::here();
    let dialog = Dialog::new();
    let went = RwSignal::new(None);
    // Made now: a press happens outside of every component, where nothing can be asked of the clock or the family.
    let entries = entries(month);
    let title = say_with("my.month", &[("month", dates::month_name(month))]);
    let heading = title.clone();
    let keep = move || went.set(Some(calendar_file::offer(published, &entries, &title)));
    let content = move || {
        let picture = untrack(|| {
            let going = going(month);
            let lines = going.iter().map(Going::words);
            let heard: Vec<String> = std::iter::once(heading.clone()).chain(lines).collect();
            Some(kept_picture(&picture(&heading, &going)?, &heard.join("\n"), &heading))
        });
        el("div").add(picture)
    };
    let buttons = el_of("div", "take-along")
        .add(icon_button(Look::Plain, Icon::Download, say("my.month-picture"), move || dialog.open()))
        .add(icon_button(Look::Plain, Icon::Calendar, say("my.month-file"), keep));
    all([buttons, told(went), dialog.view(say("my.month-picture"), content)])
}

/// What the family still goes to, or may, in a month, by start; without what was given back or turned down.
fn asked(month: Month) -> Vec<(OwnSlip, Thing)> {
    let (published, family) = (Published::here(), Family::here());
    let goes = |own: &OwnSlip| {
        let settled = matches!(family.progress(&own.id), Progress::Answered(answer) if matches!(
            answer.standing,
            Standing::NotPlaced | Standing::Withdrawn | Standing::Cancelled
        ));
        !settled && own.withdraws.is_none() && !family.is_dropped(&own.id) && family.withdrawal_of(&own.id).is_none()
    };
    let slips = family.slips().into_iter().filter(goes);
    let mut asked: Vec<_> = slips
        .filter_map(|own| {
            let thing = Thing::find(published, &about(family, &own)?)?;
            (thing.span.start.month() == month && thing.span.end() > now()).then_some((own, thing))
        })
        .collect();
    asked.sort_by_key(|(_, thing)| thing.span.start);
    asked
}

fn entries(month: Month) -> Vec<Entry> {
    let published = Published::here();
    let kept = |own: &OwnSlip| {
        let id = own.asks.target()?;
        let href = Route::Session { id: id.clone(), member: None }.href();
        entry(published, id, &href, Some(&Family::here().progress(&own.id)))
    };
    let mut entries: Vec<_> = asked(month).iter().filter_map(|(own, _)| kept(own)).collect();
    // Two of the family at one thing are one entry.
    entries.dedup_by(|a, b| a.uid == b.uid);
    entries
}

impl Going {
    fn when(&self) -> String {
        [&*dates::day_short(self.span.start.day()), " ", &dates::span(self.span)].concat()
    }

    /// 示例甲・多功能室・已确认.
    fn below(&self) -> String {
        let parts = [self.name.as_str(), self.place.as_deref().unwrap_or_default(), self.standing.as_str()];
        parts.into_iter().filter(|words| !words.is_empty()).collect::<Vec<_>>().join(say("day.dot"))
    }

    /// All of it, for who does not see the picture.
    fn words(&self) -> String {
        [&*self.when(), " ", &self.title, say("day.dot"), &self.below()].concat()
    }
}

fn going(month: Month) -> Vec<Going> {
    let family = Family::here();
    asked(month)
        .into_iter()
        .map(|(own, thing)| Going {
            span: thing.span,
            title: thing.title,
            place: thing.place,
            name: own.asks.person().map(|person| person.name.clone()).unwrap_or_default(),
            standing: standing::words(&family.progress(&own.id)),
        })
        .collect()
}

fn picture(heading: &str, going: &[Going]) -> Option<String> {
    let row = 150;
    let mut sheet = Sheet::new(750, 260 + row * going.len().max(1) as u32)?;
    sheet.fill(LAMP, (0.0, 0.0, 750.0, 150.0));
    sheet.words(heading, 54, true, INK, 1);
    for (at, going) in going.iter().enumerate() {
        let top = 174.0 + f64::from(row) * at as f64;
        sheet.down = top;
        sheet.words(&going.when(), 30, true, INK, 1);
        sheet.words(&going.title, 34, true, INK, 1);
        sheet.words(&going.below(), 26, false, INK2, 1);
        sheet.fill(INK2, (MARGIN, top + f64::from(row) - 14.0, 750.0 - 2.0 * MARGIN, 1.0));
    }
    let centre = Published::here().centre()?;
    sheet.down = 174.0 + f64::from(row) * going.len().max(1) as f64;
    let mut foot = read(&centre.name).to_owned();
    foot.push_str(say("day.dot"));
    foot.push_str(&centre.phone);
    sheet.words(&foot, 26, false, INK2, 1);
    sheet.address()
}
