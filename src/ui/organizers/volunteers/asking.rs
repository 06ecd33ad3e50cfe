//! 请大家来帮忙: a text and a picture for the volunteers' group that list exactly the gaps, of the month or of one weekend.

use chrono::NaiveDate;
use leptos::prelude::*;

use crate::domain::staffing::{Staffed, gaps};
use crate::state::{calendar_file, net};
use crate::ui::controls::button::Look;
use crate::ui::controls::copy::copy_button;
use crate::ui::controls::dialog::Dialog;
use crate::ui::controls::icon::{Icon, icon};
use crate::ui::controls::notice::{Tone, empty, notice};
use crate::ui::dom::Piece;
use crate::ui::organizers::calling::{Called, called, message};
use crate::ui::organizers::form::{choice, fine};
use crate::ui::organizers::volunteers::Volunteers;
use crate::ui::picture::{INK, INK2, LAMP, MARGIN, Sheet};
use crate::ui::route::Route;
use crate::ui::weekends::{Together, together};
use crate::ui::words::{read, say, say_with};

/// In pixels: as wide as chats show it whole.
const WIDTH: u32 = 750;
/// A gap's height.
const ROW: u32 = 150;
/// What stands above and below the gaps.
const HEAD: u32 = 190;
const FOOT: u32 = 300;

/// The dialog, and of which days it asks.
#[derive(Clone, Copy)]
pub struct Calling {
    page: Volunteers,
    dialog: Dialog,
    /// The first day of the chosen weekend, as typed into the choice; empty for all.
    chosen: RwSignal<String>,
}

impl Calling {
    /// Closed.
    pub fn new(page: Volunteers) -> Self {
        Self { page, dialog: Dialog::new(), chosen: RwSignal::new(String::new()) }
    }

    /// Opens it, for one weekend or all.
    pub fn open(self, day: Option<NaiveDate>) {
        self.chosen.set(day.map(|day| day.to_string()).unwrap_or_default());
        self.dialog.open();
    }

    /// Draws it.
    pub fn view(self, staffed: Memo<Vec<Staffed>>) -> AnyView {
        self.dialog.view(say("calling.heading"), move || self.content(staffed).el()).into_any()
    }

    fn content(self, staffed: Memo<Vec<Staffed>>) -> AnyView {
        let now = self.page.desk.now();
        let today = self.page.desk.today();
        let occasions = Memo::new(move |_| {
            let staffed = staffed.read();
            let mut days: Vec<NaiveDate> = gaps(&staffed, now).iter().map(|one| one.shift.start.day()).collect();
            days.sort_unstable();
            together(days, self.page.desk.holidays())
        });
        let choices = untrack(move || {
            let all = (String::new(), say("calling.all").to_owned());
            let of = |occasion: &Together| Some((occasion.days.first()?.to_string(), occasion.name(today)));
            std::iter::once(all).chain(occasions.read().iter().filter_map(of)).collect::<Vec<_>>()
        });
        let asked = Memo::new(move |_| {
            let (staffed, chosen) = (staffed.read(), self.chosen.read());
            let occasions = occasions.read();
            let within = occasions.iter().find(|one| one.days.first().is_some_and(|day| day.to_string() == *chosen));
            let gaps = gaps(&staffed, now);
            let gaps: Vec<&Staffed> = gaps
                .into_iter()
                .filter(|one| within.is_none_or(|within| within.days.contains(&one.shift.start.day())))
                .collect();
            let book = self.page.book.get();
            book.as_ref().and_then(|book| book.menu.as_ref()).map(|menu| called(&gaps, menu)).unwrap_or_default()
        });
        let told = move || {
            let called = asked.get();
            if called.is_empty() {
                return empty(say("volunteers.all-staffed"), None).into_any();
            }
            let centre = self.page.desk.centre().map(|centre| read(&centre.name).to_owned()).unwrap_or_default();
            let link = link();
            let words = message(&called, &centre, &link);
            let shown = words.clone();
            let drawn = picture(&called, &centre, &link);
            let alt = say_with("calling.alt", &[("centre", &centre)]);
            let drawn = drawn.map_or_else(
                || notice(Tone::Grave, say("list.not-here"), None).into_any(),
                |picture| {
                    view! {
                        <a class="button" data-look="plain" href=picture.clone() download="linli-volunteers.png">
                            {icon(Icon::Download)} {say("list.save")}
                        </a>
                        <img class="share-picture" src=picture alt=alt/>
                    }
                    .into_any()
                },
            );
            view! {
                <p class="message">{shown}</p>
                <div class="row">{copy_button(Look::Main, say("calling.copy"), words)}</div>
                {drawn}
            }
            .into_any()
        };
        view! {
            <p class="quiet">{say("calling.words")}</p>
            {choice("calling-days", say("calling.days"), choices, self.chosen, fine())}
            {told}
        }
        .into_any()
    }
}

/// Where shifts are claimed.
fn link() -> String {
    let mut link = net::base();
    link.push_str(&Route::Volunteer { member: None, day: None, offer: None }.href());
    link
}

fn picture(called: &[Called], centre: &str, link: &str) -> Option<String> {
    let code = calendar_file::code(link)?;
    let height = HEAD + ROW * called.len() as u32 + FOOT;
    let mut sheet = Sheet::new(WIDTH, height)?;
    let right = f64::from(WIDTH);
    sheet.fill(LAMP, (0.0, 0.0, right, f64::from(HEAD) - 24.0));
    sheet.down = 32.0;
    sheet.words(centre, 28, false, INK2, 1);
    sheet.words(say("calling.picture"), 54, true, INK, 1);
    for (index, one) in called.iter().enumerate() {
        let top = f64::from(HEAD) + f64::from(ROW) * index as f64;
        sheet.down = top;
        sheet.words(&one.when, 32, true, INK, 1);
        sheet.words(&one.what, 30, false, INK, 1);
        sheet.words(&one.missing, 30, one.is_short, INK, 1);
        sheet.fill(INK2, (MARGIN, top + f64::from(ROW) - 14.0, right - 2.0 * MARGIN, 1.0));
    }
    let top = f64::from(height - FOOT) + 16.0;
    let scale = (230.0 / code.size as f64).floor();
    sheet.modules(|x, y| code.is_dark(x, y), code.size, (MARGIN, top), scale);
    sheet.down = top + 20.0;
    let beside = MARGIN + scale * code.size as f64 + 32.0;
    sheet.words_within(say("calling.scan"), (beside, right - MARGIN), 34, true, INK, 3);
    sheet.address()
}
