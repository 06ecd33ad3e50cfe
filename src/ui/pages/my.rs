//! What is mine on this phone: slips and how they stand, the family, how the program looks, and the way to delete it all.

use leptos::prelude::*;

use crate::domain::household::{OwnSlip, Progress};
use crate::domain::standing::Standing;
use crate::domain::text::Language;
use crate::domain::time::{Month, Start};
use crate::state::clock;
use crate::state::family::{Family, FamilyError};
use crate::state::published::Published;
use crate::state::settings::{self, Theme};
use crate::ui::controls::button::{Look, button, icon_button};
use crate::ui::controls::dialog::Dialog;
use crate::ui::controls::field::SelectField;
use crate::ui::controls::icon::{Icon, icon};
use crate::ui::controls::notice::{Tone, empty, notice};
use crate::ui::controls::segmented::segmented;
use crate::ui::dates;
use crate::ui::failures;
use crate::ui::pages::member_form::MemberForm;
use crate::ui::pages::reminder::about;
use crate::ui::pages::session::call_line;
use crate::ui::pages::site::{notices, with_centre};
use crate::ui::pages::thing::Thing;
use crate::ui::parts::details::fact;
use crate::ui::parts::slip_row::SlipRow;
use crate::ui::route::Route;
use crate::ui::shell::{elder, page_head, set_elder};
use crate::ui::today::{now, today};
use crate::ui::words::{language, read, say, say_count, say_with};

/// The page.
pub fn my() -> AnyView {
    let offline_works = view! {
        <span class="meta works-offline">{icon(Icon::Offline)} {say("my.works-offline")}</span>
    };
    view! {
        {page_head(say("tab.my"), None, Some(offline_works.into_any()))}
        <div class="my">
            <div class="my-slips">{with_centre(|| {
                view! {
                    {notices()}
                    {slips()}
                }
                    .into_any()
            })}</div>
            <div class="my-rest">{household()} {settings_part()} {centre()} {call_line()} {data()} {organizers()}</div>
        </div>
    }
    .into_any()
}

/// A slip with what it is about, as the list shows it.
struct Listed {
    own: OwnSlip,
    /// Given back before it was handed in.
    dropped: bool,
    /// Given back, but for the withdrawal to arrive.
    leaving: bool,
    thing: Option<Thing>,
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
        !settled && !self.dropped && self.thing.as_ref().is_some_and(|thing| thing.span.end() > now())
    }

    /// Its owner's turn: to hand it in, or to say whether they come.
    fn is_to_do(&self) -> bool {
        let offered = matches!(&self.progress, Progress::Answered(answer) if answer.standing == Standing::Offered);
        offered || (self.progress == Progress::NotHandedIn && !self.leaving)
    }

    fn view(self) -> AnyView {
        let title = self.thing.as_ref().map_or(say("slip.no-title"), |thing| &thing.title).to_owned();
        let title =
            if self.own.withdraws.is_some() { say_with("slip.withdrawal-of", &[("title", &title)]) } else { title };
        let name = self.own.asks.person().map(|person| person.name.clone());
        let when = self.start().map(|start| dates::start(start, today()));
        let note = match (self.dropped, self.leaving) {
            (true, _) => Some(say("slip.dropped-short").to_owned()),
            (false, true) => Some(say("slip.leaving-short").to_owned()),
            (false, false) => None,
        };
        let parts: Vec<String> = [name, when, note].into_iter().flatten().collect();
        SlipRow {
            progress: self.progress,
            title,
            below: parts.join(say("day.dot")),
            href: Route::Slip { id: self.own.id }.href(),
        }
        .view()
    }
}

/// Slips by whose turn it is: what its owner has to do, then month by month what is coming, then what is settled.
fn slips() -> AnyView {
    let (published, family) = (Published::here(), Family::here());
    (move || {
        if let Some(error) = family.failure() {
            return notice(Tone::Grave, failures::family(&error), None);
        }
        let mut all: Vec<Listed> = family
            .slips()
            .into_iter()
            .map(|own| Listed {
                dropped: family.is_dropped(&own.withdraws.unwrap_or(own.id)),
                leaving: family.withdrawal_of(&own.id).is_some(),
                thing: about(family, &own).and_then(|id| Thing::find(published, &id)),
                progress: family.progress(&own.id),
                own,
            })
            .collect();
        if all.is_empty() {
            return empty(say("my.no-slips"), None);
        }
        all.sort_by_key(Listed::start);
        let (coming, past): (Vec<_>, Vec<_>) = all.into_iter().partition(Listed::is_coming);
        let (to_do, rest): (Vec<_>, Vec<_>) = coming.into_iter().partition(Listed::is_to_do);
        let mut months: Vec<(Month, Vec<Listed>)> = Vec::new();
        for listed in rest {
            let Some(month) = listed.start().map(Start::month) else { continue };
            match months.last_mut().filter(|(last, _)| *last == month) {
                Some((_, of_month)) => of_month.push(listed),
                None => months.push((month, vec![listed])),
            }
        }
        let months = months
            .into_iter()
            .map(|(month, of_month)| group(say_with("my.month", &[("month", dates::month_name(month))]), of_month));
        let past = (!past.is_empty()).then(|| {
            view! {
                <details class="past">
                    <summary>{say_count("my.past", past.len() as i64)}</summary>
                    {rows(past.into_iter().rev())}
                </details>
            }
        });
        view! {
            {(!to_do.is_empty()).then(|| group(say("my.to-do").to_owned(), to_do))}
            {months.collect_view()}
            {past}
        }
        .into_any()
    })
    .into_any()
}

fn group(heading: String, listed: Vec<Listed>) -> AnyView {
    view! {
        <section>
            <h2 class="list-heading">{heading}</h2>
            {rows(listed.into_iter())}
        </section>
    }
    .into_any()
}

fn rows(listed: impl Iterator<Item = Listed>) -> AnyView {
    view! { <ul class="slip-rows">{listed.map(Listed::view).collect_view()}</ul> }.into_any()
}

fn household() -> AnyView {
    let family = Family::here();
    let form = MemberForm::new(|_| ());
    let rows = move || {
        let row = |member: crate::domain::household::Member| {
            let age = member.age_on(today()).map(|age| say_count("age.years", age.0));
            let name = member.name.clone();
            let change = say_with("my.change-member", &[("name", &name)]);
            view! {
                <li class="member">
                    <span>
                        <strong>{name}</strong> " " <span class="meta">{age}</span>
                    </span>
                    <button
                        type="button"
                        class="button"
                        data-look="words"
                        aria-label=change
                        on:click=move |_| form.open_for(&member)
                    >
                        {say("my.change")}
                    </button>
                </li>
            }
        };
        family.members().into_iter().map(row).collect_view()
    };
    view! {
        <section class="part">
            <h2>{say("my.household")}</h2>
            <ul class="member-rows">{rows}</ul>
            {icon_button(Look::Plain, Icon::Plus, say("member.add"), move || form.open_new())}
        </section>
        {form.view()}
    }
    .into_any()
}

fn settings_part() -> AnyView {
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
                let _ = window().location().reload();
            }
        }),
        error: Signal::stored(None),
    };
    view! {
        <section class="part">
            <h2>{say("my.settings")}</h2>
            {size}
            {theme}
            {language.view()}
        </section>
    }
    .into_any()
}

fn centre() -> AnyView {
    let published = Published::here();
    (move || {
        let centre = published.centre()?;
        let (address, hours) = (read(&centre.address).to_owned(), read(&centre.hours).to_owned());
        let age = published.made_at().map(|made| dates::ago((clock::now().0 - made.0) / 60_000));
        Some(view! {
            <section class="part">
                <h2>{read(&centre.name).to_owned()}</h2>
                <dl class="facts">
                    {(!address.is_empty()).then(|| fact(say("my.address"), address))}
                    {(!hours.is_empty()).then(|| fact(say("my.hours"), hours))}
                    {age.map(|age| fact(say("my.published"), age))}
                </dl>
            </section>
        })
    })
    .into_any()
}

fn data() -> AnyView {
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
        view! {
            <p>{say("my.delete-words")}</p>
            {move || failure.get().map(|error| notice(Tone::Grave, failures::family(&error), None))}
            {button(Look::Grave, say("my.delete-yes"), delete)}
            {button(Look::Plain, say("my.delete-no"), move || dialog.close())}
        }
        .into_any()
    };
    view! {
        <section class="part">
            <h2>{say("my.data")}</h2>
            <p class="quiet">{say("my.data-words")}</p>
            {button(Look::Grave, say("my.delete"), move || dialog.open())}
        </section>
        {dialog.view(say("my.delete"), content)}
    }
    .into_any()
}

fn organizers() -> AnyView {
    view! {
        <p class="organizers">
            <a href=Route::Organize.href()>{say("my.organizers")}</a>
        </p>
    }
    .into_any()
}
