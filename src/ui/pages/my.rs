//! What is mine on this phone: slips and how they stand, the family, how the program looks, and the way to delete it all.

use leptos::prelude::*;
use wasm_bindgen::JsCast;

use crate::domain::household::{OwnSlip, Progress};
use crate::domain::id::SlipId;
use crate::domain::slip::Asks;
use crate::domain::standing::Standing;
use crate::domain::text::Language;
use crate::domain::time::{Month, Start};
use crate::state::clock;
use crate::state::family::{Family, FamilyError};
use crate::state::published::Published;
use crate::state::settings::{self, Theme};
use crate::ui::controls::button::{Look, button, icon_button};
use crate::ui::controls::copy::copy_button;
use crate::ui::controls::dialog::Dialog;
use crate::ui::controls::field::SelectField;
use crate::ui::controls::icon::{Icon, icon};
use crate::ui::controls::notice::{Tone, empty, notice};
use crate::ui::controls::segmented::segmented;
use crate::ui::dates;
use crate::ui::dom::{El, Piece, all, el, el_of, live};
use crate::ui::failures;
use crate::ui::pages::member_form::MemberForm;
use crate::ui::pages::members::add_words;
use crate::ui::pages::my_backup::my_backup;
use crate::ui::pages::my_month::my_month;
use crate::ui::pages::reminder::{about, changed};
use crate::ui::pages::session::call_line;
use crate::ui::pages::site::{notices, with_centre};
use crate::ui::pages::slip::sent;
use crate::ui::pages::thing::Thing;
use crate::ui::parts::details::fact;
use crate::ui::parts::slip_row::SlipRow;
use crate::ui::parts::standing::{dropped, standing};
use crate::ui::route::Route;
use crate::ui::shell::{elder, page_head, set_elder};
use crate::ui::today::{now, today};
use crate::ui::words::{language, read, say, say_count, say_with};

/// The page.
pub fn my() -> El {
    let works_offline = el_of("span", "meta works-offline").add(icon(Icon::Offline)).text(say("my.works-offline"));
    let of_slips = with_centre(|| all([notices(), slips()]));
    let rest = el_of("div", "my-rest")
        .add(household())
        .add(settings_part())
        .add(centre())
        .add(call_line())
        .add(data())
        .add(organizers());
    let my = el_of("div", "my").add(el_of("div", "my-slips").add(of_slips)).add(rest);
    all([page_head(say("tab.my"), None, Some(works_offline)), my])
}

/// A slip with what it is about, as the list shows it.
struct Listed {
    own: OwnSlip,
    /// Given back before it was handed in.
    dropped: bool,
    /// Given back, but for the withdrawal to arrive.
    leaving: bool,
    thing: Option<Thing>,
    /// Tells what somebody can do: it has no day, and waits until it is handed in.
    tells: bool,
    /// What changed since it was made.
    news: Vec<String>,
    progress: Progress,
}

impl Listed {
    fn start(&self) -> Option<Start> {
        self.thing.as_ref().map(|thing| thing.span.start)
    }

    /// Still to come, and not settled against it: what one has to think of.
    fn is_coming(&self) -> bool {
        let settled = matches!(&self.progress, Progress::Answered(answer) if matches!(
            answer.standing,
            Standing::NotPlaced | Standing::Withdrawn | Standing::Cancelled
        ));
        if self.tells {
            return self.progress == Progress::NotHandedIn;
        }
        !settled && !self.dropped && self.thing.as_ref().is_some_and(|thing| thing.span.end() > now())
    }

    /// Called off or moved since its owner signed up, and not over: read first of all.
    fn is_news(&self) -> bool {
        let ended = self.dropped
            || self.leaving
            || matches!(&self.progress, Progress::Answered(answer) if matches!(
                answer.standing,
                Standing::NotPlaced | Standing::Withdrawn
            ));
        !ended && !self.news.is_empty() && self.thing.as_ref().is_some_and(|thing| thing.span.end() > now())
    }

    /// Its owner's turn: to hand it in, or to say whether they come.
    fn is_to_do(&self) -> bool {
        let offered = matches!(&self.progress, Progress::Answered(answer) if answer.standing == Standing::Offered);
        offered || (self.progress == Progress::NotHandedIn && !self.leaving)
    }

    fn view(self) -> El {
        let title = match &self.own.asks {
            Asks::Talents { .. } => say("talent.heading"),
            _ => self.thing.as_ref().map_or(say("slip.no-title"), |thing| &thing.title),
        };
        let title = title.to_owned();
        let title = match (self.own.withdraws, &self.own.asks) {
            (Some(_), _) => say_with("slip.withdrawal-of", &[("title", &title)]),
            (None, Asks::CheckIn { .. }) => say_with("check-in.of", &[("title", &title)]),
            (None, Asks::Swap { .. }) => say_with("swap.of", &[("title", &title)]),
            (None, _) => title,
        };
        let name = self.own.asks.person().map(|person| person.name.clone());
        let when = self.start().map(|start| dates::start(start, today()));
        let note = (self.leaving && !self.dropped).then(|| say("slip.leaving-short").to_owned());
        let parts: Vec<String> = [name, when, note].into_iter().flatten().collect();
        SlipRow {
            standing: if self.dropped { dropped(say("slip.dropped-short")) } else { standing(&self.progress) },
            title,
            news: self.news,
            below: parts.join(say("day.dot")),
            href: Route::Slip { id: self.own.id }.href(),
        }
        .view()
    }
}

/// Slips by whose turn it is: what its owner has to do, then month by month what is coming, then what is settled.
fn slips() -> El {
    let (published, family) = (Published::here(), Family::here());
    live(move || {
        if let Some(error) = family.failure() {
            return notice(Tone::Grave, failures::family(&error), None);
        }
        let mut listed: Vec<Listed> = family
            .slips()
            .into_iter()
            // A later check-in says all that an earlier one said.
            .filter(|own| family.checked_in(own).is_none_or(|held| family.check_in_of(&held.id).as_ref() == Some(own)))
            // One slip was made and dropped: that is one, not two.
            .filter(|own| !family.is_moot(own))
            .map(|own| Listed {
                dropped: family.is_dropped(&own.withdraws.unwrap_or(own.id)),
                leaving: family.withdrawal_of(&own.id).is_some(),
                thing: about(family, &own).and_then(|id| Thing::find(published, &id)),
                tells: family.tells_talents(&own),
                news: changed(published, family, &own),
                progress: family.progress(&own.id),
                own,
            })
            .collect();
        if listed.is_empty() {
            return empty(say("my.no-slips"), None);
        }
        listed.sort_by_key(Listed::start);
        let (news, listed): (Vec<_>, Vec<_>) = listed.into_iter().partition(Listed::is_news);
        let (coming, past): (Vec<_>, Vec<_>) = listed.into_iter().partition(Listed::is_coming);
        let (to_do, rest): (Vec<_>, Vec<_>) = coming.into_iter().partition(Listed::is_to_do);
        let mut months: Vec<(Month, Vec<Listed>)> = Vec::new();
        for one in rest {
            let Some(month) = one.start().map(Start::month) else { continue };
            match months.last_mut().filter(|(last, _)| *last == month) {
                Some((_, of_month)) => of_month.push(one),
                None => months.push((month, vec![one])),
            }
        }
        // What is not handed in stands above, and is in its month's picture and file all the same.
        for month in to_do.iter().filter_map(Listed::start).map(Start::month) {
            if !months.iter().any(|(known, _)| *known == month) {
                months.push((month, Vec::new()));
            }
        }
        months.sort_by_key(|(month, _)| *month);
        let months = months.into_iter().map(|(month, of_month)| {
            let heading = say_with("my.month", &[("month", dates::month_name(month))]);
            group(&heading, of_month).add(my_month(month))
        });
        let past = (!past.is_empty()).then(|| {
            let summary = el("summary").text(&say_count("my.past", past.len() as i64));
            el_of("details", "past").add(summary).add(rows(past.into_iter().rev()))
        });
        let to_do = (!to_do.is_empty()).then(|| {
            let together = hand_in_together(family, &to_do);
            group(say("my.to-do"), to_do).add(together)
        });
        let news = (!news.is_empty()).then(|| group(say("my.news"), news));
        all([news.el(), to_do.el(), months.collect::<Vec<_>>().el(), past.el()])
    })
}

/// Several to hand in go into the chat as one text; said once for all of them.
fn hand_in_together(family: Family, to_do: &[Listed]) -> Option<El> {
    let unsent: Vec<&Listed> = to_do.iter().filter(|one| one.progress == Progress::NotHandedIn).collect();
    if unsent.len() < 2 {
        return None;
    }
    let n = unsent.len() as i64;
    let texts: Vec<String> = unsent.iter().map(|one| sent(&one.own, one.thing.as_ref())).collect();
    let ids: Vec<SlipId> = unsent.iter().map(|one| one.own.id).collect();
    let failure = RwSignal::new(None::<FamilyError>);
    let done = move || {
        let ids = ids.clone();
        leptos::task::spawn_local(async move {
            for id in ids {
                if let Err(error) = family.hand_in(id, true).await {
                    return drop(failure.try_set(Some(error)));
                }
            }
        });
    };
    let row = el_of("div", "hand-in-together")
        .add(copy_button(Look::Main, &say_count("my.copy-all", n), texts.join("\n\n")))
        .add(icon_button(Look::Plain, Icon::Check, say_count("my.all-handed-in", n), done))
        .add(live(move || failure.get().map(|error| notice(Tone::Grave, failures::family(&error), None))));
    Some(row)
}

fn group(heading: &str, listed: Vec<Listed>) -> El {
    el("section").add(el_of("h2", "list-heading").text(heading)).add(rows(listed.into_iter()))
}

fn rows(listed: impl Iterator<Item = Listed>) -> El {
    el_of("ul", "slip-rows").add(listed.map(Listed::view).collect::<Vec<_>>())
}

fn household() -> El {
    let family = Family::here();
    let form = MemberForm::new(|_| ());
    let rows = move || {
        let row = |member: crate::domain::household::Member| {
            let age = member.age_on(today()).map(|age| say_count("age.years", age.0));
            let change = say_with("my.change-member", &[("name", &member.name)]);
            let who = el("span").add(el("strong").text(&member.name)).text(" ");
            let change = el_of("button", "button")
                .attr("type", "button")
                .attr("data-look", "words")
                .attr("aria-label", &change)
                .text(say("my.change"))
                .on("click", move |_| form.open_for(&member));
            el_of("li", "member").add(who.add(age.map(|age| el_of("span", "meta").text(&age)))).add(change)
        };
        family.members().into_iter().map(row).collect::<Vec<_>>()
    };
    let is_first = Memo::new(move |_| family.members().is_empty());
    let add = live(move || icon_button(Look::Plain, Icon::Plus, add_words(is_first.get()), move || form.open_new()));
    let part = part(say("my.household")).add(el_of("ul", "member-rows").live(rows)).add(add);
    all([part, form.view()])
}

/// A part of the page under its heading.
fn part(heading: &str) -> El {
    el_of("section", "part").add(el("h2").text(heading))
}

fn settings_part() -> El {
    let themes = [Theme::System, Theme::Light, Theme::Dark];
    let chosen = themes.into_iter().position(|theme| theme == settings::theme()).unwrap_or(0);
    let theme = segmented(
        "theme",
        say("my.theme"),
        vec![say("my.theme-system"), say("my.theme-light"), say("my.theme-dark")],
        RwSignal::new(chosen),
        move |index| settings::set_theme(themes[index]),
    );
    let size = segmented(
        "size",
        say("my.size"),
        vec![say("my.size-usual"), say("my.size-large")],
        RwSignal::new(usize::from(untrack(elder))),
        |index| set_elder(index == 1),
    );
    let names = [say("my.language-hans"), say("my.language-hant"), say("my.language-en")];
    let choices = Language::ALL.into_iter().zip(names).map(|(choice, name)| (choice.tag().to_owned(), name.to_owned()));
    let language = SelectField {
        id: "language",
        label: say("shell.language"),
        choices: choices.collect(),
        value: Signal::stored(language().tag().to_owned()),
        choose: SignalSetter::map(|tag: String| {
            if let Some(language) = Language::of_tag(&tag) {
                settings::set_language(language);
                settings::leave_at("my");
                let _ = window().location().reload();
            }
        }),
        error: Signal::stored(None),
    };
    if settings::was_left_at("my") {
        request_animation_frame(|| {
            let field = document().get_element_by_id("language");
            if let Some(field) = field.and_then(|field| field.dyn_into::<web_sys::HtmlElement>().ok()) {
                let _ = field.focus();
            }
        });
    }
    part(say("my.settings")).add(size).add(theme).add(language.view())
}

fn centre() -> El {
    let published = Published::here();
    live(move || {
        let centre = published.centre()?;
        let (address, hours) = (read(&centre.address), read(&centre.hours));
        let age = published.made_at().map(|made| dates::ago((clock::now().0 - made.0) / 60_000));
        let facts = el_of("dl", "facts")
            .add((!address.is_empty()).then(|| fact(say("my.address"), address)))
            .add((!hours.is_empty()).then(|| fact(say("my.hours"), hours)))
            .add(age.map(|age| fact(say("my.published"), &age)));
        Some(part(read(&centre.name)).add(facts))
    })
}

fn data() -> El {
    let family = Family::here();
    let dialog = Dialog::new();
    let failure = RwSignal::new(None::<FamilyError>);
    let delete = move || {
        leptos::task::spawn_local(async move {
            match family.forget_everything().await {
                // The page is loaded anew: nothing of what was deleted stays in memory.
                Ok(()) => drop(window().location().set_href(&Route::HOME.href())),
                Err(error) => failure.set(Some(error)),
            }
        });
    };
    let content = move || {
        all([
            el("p").text(say("my.delete-words")),
            live(move || failure.get().map(|error| notice(Tone::Grave, failures::family(&error), None))),
            button(Look::Grave, say("my.delete-yes"), delete),
            button(Look::Plain, say("my.delete-no"), move || dialog.close()),
        ])
    };
    let part = part(say("my.data")).add(el_of("p", "quiet").text(say("my.data-words"))).add(my_backup()).add(button(
        Look::Grave,
        say("my.delete"),
        move || dialog.open(),
    ));
    all([part, dialog.view(say("my.delete"), content)])
}

fn organizers() -> El {
    let link = |route: Route, words: &'static str| el("a").attr("href", &route.href()).text(words);
    el_of("p", "organizers")
        .add(link(Route::Verify { session: None }, say("my.check")))
        .text(" ")
        .add(link(Route::Organize, say("my.organizers")))
}
