//! 找谁来: who could be asked to come to a gap, who suits best first.

use leptos::prelude::*;

use crate::domain::id::SessionId;
use crate::domain::talent::Suits;
use crate::domain::volunteers::{Volunteer, to_ask};
use crate::ui::controls::dialog::Dialog;
use crate::ui::controls::notice::empty;
use crate::ui::dates;
use crate::ui::dom::Piece;
use crate::ui::organizers::volunteers::Volunteers;
use crate::ui::organizers::wording::{dotted, listed};
use crate::ui::wording;
use crate::ui::words::{read, say, say_count, say_with};

/// So many are shown: the best suited are called first.
const MOST: usize = 20;

/// The dialog, and about which shift.
#[derive(Clone, Copy)]
pub struct Matching {
    page: Volunteers,
    dialog: Dialog,
    shift: RwSignal<Option<SessionId>>,
}

impl Matching {
    /// Closed.
    pub fn new(page: Volunteers) -> Self {
        Self { page, dialog: Dialog::new(), shift: RwSignal::new(None) }
    }

    /// Opens it for a shift.
    pub fn open(self, shift: SessionId) {
        self.shift.set(Some(shift));
        self.dialog.open();
    }

    /// Draws it.
    pub fn view(self) -> AnyView {
        self.dialog.view(say("match.heading"), move || untrack(move || self.content()).el()).into_any()
    }

    fn content(self) -> AnyView {
        let book = self.page.book.get();
        let menu = book.as_ref().and_then(|book| book.menu.as_ref());
        let Some(shift) = self.shift.get().and_then(|id| menu?.shift(&id).cloned()) else { return ().into_any() };
        let volunteers = self.page.desk.volunteers(self.page.month.get());
        let found = to_ask(&shift, &volunteers, self.page.desk.holidays());
        let mut when = dates::day_short(shift.start.day());
        when.push(' ');
        when.push_str(&dates::span(shift.span()));
        let talent = shift.talent.map(|talent| say_with("match.talent", &[("talent", wording::talent(talent))]));
        let heading = dotted([Some(read(&shift.role).to_owned()), Some(when), talent].into_iter().flatten());
        let rows = found.iter().take(MOST).map(|(volunteer, suits)| row(volunteer, *suits)).collect_view();
        let list = match found.is_empty() {
            true => empty(say("match.nobody"), None).into_any(),
            false => view! { <ul class="match-list">{rows}</ul> }.into_any(),
        };
        view! {
            <p><strong>{heading}</strong></p>
            <p class="quiet">{say("match.words")}</p>
            {list}
        }
        .into_any()
    }
}

fn row(volunteer: &Volunteer, suits: Suits) -> AnyView {
    let phone = volunteer.person.contact().map(|phone| {
        let href = ["tel:", phone.digits()].concat();
        view! { <a href=href>{phone.digits().to_owned()}</a> }
    });
    let talents = (!volunteer.talents.is_empty()).then(|| listed(volunteer.talents.iter().map(wording::talent)));
    let time = (!volunteer.times.is_empty()).then(|| match suits.time {
        true => say("match.has-time").to_owned(),
        false => say("match.no-time").to_owned(),
    });
    let serves = (!volunteer.serves.is_empty()).then(|| say_count("match.serves", volunteer.serves.len() as i64));
    view! {
        <li>
            <strong>{volunteer.person.name.clone()}</strong>
            {phone}
            <span class="meta">{dotted([talents, time, serves].into_iter().flatten())}</span>
        </li>
    }
    .into_any()
}
