//! 下雨了: one press moves a session of the next two days out of the rain, or all of them, and goes on to publish it.

use std::sync::Arc;

use leptos::prelude::*;

use crate::domain::activity::Session;
use crate::domain::book::MonthBook;
use crate::domain::id::SessionId;
use crate::domain::menu::Menu;
use crate::domain::raining::soon;
use crate::domain::repeating::ByMonth;
use crate::domain::time::{Month, Start};
use crate::state::desk::Desk;
use crate::ui::controls::button::{Look, icon_button};
use crate::ui::controls::icon::Icon;
use crate::ui::controls::notice::{Tone, notice};
use crate::ui::dates;
use crate::ui::dom::El;
use crate::ui::organizers::clock::minutes;
use crate::ui::organizers::form::Write;
use crate::ui::organizers::plan::switched;
use crate::ui::organizers::publish::Publisher;
use crate::ui::organizers::trouble;
use crate::ui::organizers::wording::{dotted, moment, published_title};
use crate::ui::words::{say, say_count, say_with};

/// The presses, and the dialog that publishes what they change.
#[derive(Clone, Copy)]
pub struct Rain {
    desk: Desk,
    write: Write<ByMonth>,
    publisher: Publisher,
    /// The centre's clock, by the minute: the two days go on while the page is open.
    now: RwSignal<Start>,
}

impl Rain {
    /// For this month and the next.
    pub fn new(desk: Desk, present: Month) -> Self {
        let month = RwSignal::new(present);
        let publisher = Publisher::new(desk, Memo::new(move |_| month.get()));
        let write = Action::new_unsync(move |changes: &ByMonth| {
            let changes = changes.clone();
            async move {
                let first = changes.keys().next().copied();
                desk.arrange_all(changes, None).await?;
                // At a month's end two are changed: the other says in its card that it is to be published.
                if let Some(first) = first {
                    month.set(first);
                    publisher.ask();
                }
                Ok(())
            }
        });
        Self { desk, write, publisher, now: minutes(desk) }
    }

    /// The dialog that publishes.
    pub fn dialog(self) -> AnyView {
        self.publisher.view()
    }

    /// The sessions of the next two days that have a rain plan, each with its press, and one for all; nothing without any.
    pub fn soon(self, present: Month) -> AnyView {
        let found = Memo::new(move |_| {
            let months = [present, present.plus(1)];
            let books = months.into_iter().filter_map(|month| self.desk.month(month));
            let of = |book: Arc<MonthBook>| {
                let near = soon(&book, self.now.get()).into_iter().cloned();
                near.map(|session| (book.month, session)).collect::<Vec<_>>()
            };
            books.flat_map(of).collect()
        });
        (move || {
            let found: Vec<(Month, Session)> = found.get();
            let all = (found.len() > 1).then(|| {
                let label = say_count("rain.switch-all", found.len() as i64);
                let all: Vec<Session> = found.iter().map(|(_, session)| session.clone()).collect();
                icon_button(Look::Main, Icon::Undo, label, move || self.press(&all))
            });
            (!found.is_empty()).then(|| {
                view! {
                    <section class="card stack" aria-labelledby="home-rain">
                        <h2 id="home-rain">{say("home.rain")}</h2>
                        <p class="quiet">{say("home.rain-words")}</p>
                        {self.failed()}
                        <ul class="roster-list">{found.into_iter().map(|(month, session)| self.row(month, session)).collect_view()}</ul>
                        <div class="row">{all}</div>
                    </section>
                }
            })
        })
        .into_any()
    }

    /// The press beside a session that comes later than that.
    pub fn later(self, book: &MonthBook, id: &SessionId) -> Option<El> {
        let session = book.plan.session(id)?;
        let near = soon(book, self.now.get()).iter().any(|near| near.id == *id);
        let menu = book.menu.as_ref().filter(|_| !near)?;
        switched(session)?;
        Some(self.switch(session.clone(), published_title(menu, id)))
    }

    fn row(self, month: Month, session: Session) -> Option<AnyView> {
        let book = self.desk.month(month)?;
        let menu = book.menu.as_ref()?;
        let title = published_title(menu, &session.id);
        let switch = self.switch(session.clone(), title.clone());
        Some(
            view! {
                <li>
                    <p class="roster-row">
                        <span class="roster-when">{dates::start(session.start, self.desk.today())}</span>
                        <span class="roster-what">{title}</span>
                        <span class="meta">{self.dry(menu, &session)}</span>
                    </p>
                    {switch}
                </li>
            }
            .into_any(),
        )
    }

    /// 改到：多功能会议室.
    fn dry(self, menu: &Menu, session: &Session) -> Option<String> {
        let plan = session.rain.as_deref()?;
        let venue = plan.venue.as_ref().and_then(|code| menu.venue(code)).map(|venue| venue.name.clone());
        let parts = plan.start.map(moment).into_iter().chain(venue);
        Some(say_with("rain.to", &[("where", &dotted(parts))]))
    }

    fn switch(self, session: Session, title: String) -> El {
        let heard = say_with("rain.switch-named", &[("title", &title)]);
        let press = move || self.press(std::slice::from_ref(&session));
        icon_button(Look::Plain, Icon::Undo, say("rain.switch"), press).attr("aria-label", &heard)
    }

    fn press(self, sessions: &[Session]) {
        let dry: Vec<Session> = sessions.iter().filter_map(switched).collect();
        self.write.dispatch(untrack(move || self.desk.with_months(|months| months.each_alone(&dry))));
    }

    fn failed(self) -> Option<El> {
        let error = self.write.value().get().and_then(Result::err)?;
        Some(notice(Tone::Grave, trouble::words(&error), None))
    }
}
