//! What is shown, and that every number is what its choice shows.

use std::sync::Arc;

use chrono::NaiveDate;
use proptest::prelude::*;

use super::*;
use crate::domain::activity::Entry;
use crate::domain::age::AgeRange;
use crate::domain::category::Category;
use crate::domain::fixtures::{activity, menu, month, place, room, session, start};
use crate::domain::menu::Menu;
use crate::domain::search::Readings;
use crate::domain::text::{Language, Text};
use crate::domain::time::Month;
use crate::domain::timetable::{Listed, Timetable};

#[derive(Debug, Clone)]
struct Thing {
    activity: Activity,
    session: Session,
    place: Place,
    openness: Openness,
    free_day: bool,
}

impl Thing {
    fn new(title: &str, sort: Sort) -> Self {
        Self {
            activity: Activity {
                provider: "针线坊".to_owned(),
                audience: "亲子".to_owned(),
                ages: AgeRange { from: Some(Age(5)), to: Some(Age(12)) },
                ..activity("a1", sort, title)
            },
            session: Session { venue: room("V01"), entry: Entry::Places(10), ..session("a1", "2026-12-05T10:00") },
            place: place("V01", "多功能室"),
            openness: Openness::Left(3),
            free_day: true,
        }
    }

    fn subject(&self) -> Subject<'_> {
        Subject {
            activity: &self.activity,
            session: &self.session,
            venue: Some(&self.place),
            openness: self.openness,
            free_day: self.free_day,
        }
    }
}

#[track_caller]
fn shows(filter: Filter, thing: &Thing, expected: bool) {
    let readings = Readings { sounds: "zhen针 zhi织".to_owned(), forms: "针針 织織".to_owned() };
    let search = Search::new(&filter.words, &readings);
    assert_eq!(filter.shows(thing.subject(), &search), expected, "{filter:?}");
}

fn knitting() -> Thing {
    Thing::new("针织", Sort::Course(Category::Arts))
}

#[test]
fn a_filter_shows_what_was_asked_for() {
    let thing = knitting();
    shows(Filter::OPEN, &thing, true);
    for (age, expected) in [(4, false), (5, true), (6, true), (12, true), (13, false)] {
        shows(Filter { age: Some(Age(age)), ..Filter::OPEN }, &thing, expected);
    }
    let venue = |code| Filter { venue: Some(VenueCode::new(code).unwrap()), ..Filter::OPEN };
    shows(venue("V01"), &thing, true);
    shows(venue("V02"), &thing, false);
    let audience = |words: &str| Filter { audience: Some(words.to_owned()), ..Filter::OPEN };
    shows(audience("亲子"), &thing, true);
    shows(audience("长者"), &thing, false);
    let provider = |words: &str| Filter { provider: Some(words.to_owned()), ..Filter::OPEN };
    shows(provider("针线坊"), &thing, true);
    shows(provider("别处"), &thing, false);
    for words in ["针织", "zhenzhi", "zz", "針織", "多功能", "针线坊"] {
        shows(Filter { words: words.to_owned(), ..Filter::OPEN }, &thing, true);
    }
    shows(Filter { words: "茶道".to_owned(), ..Filter::OPEN }, &thing, false);
}

#[test]
fn places_charges_and_days_are_asked_as_they_stand() {
    let places = Filter { with_places: true, ..Filter::OPEN };
    for (openness, expected) in [
        (Openness::Left(1), true),
        (Openness::WalkIn, true),
        (Openness::Full { waiting: 0 }, false),
        (Openness::Closed, false),
        (Openness::Over, false),
        (Openness::Cancelled, false),
    ] {
        shows(places.clone(), &Thing { openness, ..knitting() }, expected);
    }
    let mut dear = knitting();
    dear.activity.fee = 20;
    shows(Filter { free: true, ..Filter::OPEN }, &knitting(), true);
    shows(Filter { free: true, ..Filter::OPEN }, &dear, false);
    shows(Filter { weekends: true, ..Filter::OPEN }, &knitting(), true);
    shows(Filter { weekends: true, ..Filter::OPEN }, &Thing { free_day: false, ..knitting() }, false);
}

#[test]
fn marks_and_kinds_are_asked_together() {
    let choir = Thing::new("合唱团", Sort::Other(Kind::Club));
    let arts = Filter::OPEN.with_mark(Mark::Category(Category::Arts));
    shows(arts.clone(), &knitting(), true);
    shows(arts.clone(), &choir, false);
    shows(arts.with_kind(Kind::Club), &choir, true);
    shows(Filter::OPEN.with_kind(Kind::Sport), &choir, false);
    assert_eq!(arts.with_mark(Mark::Category(Category::Arts)), Filter::OPEN);
    assert!(arts.with_kind(Kind::Club).asks_beyond_marks() && !arts.asks_beyond_marks());
}

/// Of two earlier months, of the present one before and after today, and of two to come.
const DAYS: [&str; 7] =
    ["2026-09-05", "2026-10-03", "2026-11-10", "2026-11-26", "2026-11-28", "2026-12-05", "2027-01-09"];

fn today() -> NaiveDate {
    start("2026-11-26T00:00").day()
}

fn things() -> impl Strategy<Value = Vec<Thing>> {
    let thing = (0usize..18, 0u8..4, 0u8..3, 0u16..2, any::<bool>(), 0u8..3, 0usize..DAYS.len()).prop_map(
        |(sort, from, words, fee, free_day, open, day)| {
            let sort = match sort.checked_sub(5) {
                None => Sort::Course(Category::ALL[sort]),
                Some(kind) => Sort::Other(Kind::ALL[kind]),
            };
            let mut thing = Thing::new(["针织", "合唱", "茶道"][usize::from(words)], sort);
            thing.activity.ages = AgeRange { from: Some(Age(from * 5)), to: None };
            thing.activity.audience = ["亲子", "长者", ""][usize::from(words)].to_owned();
            thing.activity.fee = fee;
            thing.openness = [Openness::Left(2), Openness::Full { waiting: 1 }, Openness::WalkIn][usize::from(open)];
            thing.session.start = start(&format!("{}T10:00", DAYS[day]));
            Thing { free_day, ..thing }
        },
    );
    prop::collection::vec(thing, 0..30)
}

fn filters() -> impl Strategy<Value = Filter> {
    (
        prop::collection::btree_set(0usize..7, 0..3),
        prop::option::of(0u8..20),
        prop::option::of(0usize..2),
        any::<bool>(),
        any::<bool>(),
        any::<bool>(),
        0usize..3,
    )
        .prop_map(|(marks, age, audience, with_places, free, weekends, words)| Filter {
            marks: marks.into_iter().map(|mark| Mark::ALL[mark]).collect(),
            age: age.map(Age),
            audience: audience.map(|at| ["亲子", "长者"][at].to_owned()),
            with_places,
            free,
            weekends,
            words: ["", "针", "合唱"][words].to_owned(),
            ..Filter::OPEN
        })
}

fn tallied(filter: &Filter, things: &[Thing]) -> Tally {
    let mut found = Found::default();
    let long_ago = start("2000-01-01T00:00").day();
    found.count(filter, &Readings::default(), things.iter().map(Thing::subject), long_ago);
    found.ahead
}

fn found(filter: &Filter, things: &[Thing]) -> Found {
    let mut found = Found::default();
    found.count(filter, &Readings::default(), things.iter().map(Thing::subject), today());
    found
}

fn shown(filter: &Filter, things: &[Thing]) -> usize {
    let readings = Readings::default();
    let search = Search::new(&filter.words, &readings);
    things.iter().filter(|thing| filter.shows(thing.subject(), &search)).count()
}

proptest! {
    /// A count beside a choice is how many would be shown if it were the only one of its facet.
    #[test]
    fn counts_say_what_a_choice_would_show(things in things(), filter in filters()) {
        let tally = tallied(&filter, &things);
        let shown = |filter: Filter| shown(&filter, &things);
        prop_assert_eq!(tally.shown, shown(filter.clone()));
        prop_assert_eq!(tally.with_places, shown(Filter { with_places: true, ..filter.clone() }));
        prop_assert_eq!(tally.free, shown(Filter { free: true, ..filter.clone() }));
        prop_assert_eq!(tally.weekends, shown(Filter { weekends: true, ..filter.clone() }));
        for (mark, count) in Mark::ALL.into_iter().zip(tally.marks) {
            prop_assert_eq!(count, shown(Filter { marks: vec![mark], kinds: Vec::new(), ..filter.clone() }));
        }
        for (kind, count) in Kind::ALL.into_iter().zip(tally.kinds) {
            prop_assert_eq!(count, shown(Filter { marks: Vec::new(), kinds: vec![kind], ..filter.clone() }));
        }
        for (age, count) in AGES.into_iter().zip(tally.ages) {
            prop_assert_eq!(count, shown(Filter { age: Some(age), ..filter.clone() }));
        }
        for (audience, count) in &tally.audiences {
            prop_assert_eq!(*count, shown(Filter { audience: Some(audience.clone()), ..filter.clone() }));
        }
        for (venue, (_, count)) in &tally.venues {
            prop_assert_eq!(*count, shown(Filter { venue: Some(venue.clone()), ..filter.clone() }));
        }
    }
    /// Whatever is taken away, no fewer are shown; and what stands in the way is what would show more, with how many.
    #[test]
    fn asking_less_never_shows_fewer(things in things(), filter in filters()) {
        let tally = tallied(&filter, &things);
        let hindrances = tally.hindrances(&filter);
        for facet in Facet::ALL {
            let without = filter.without(facet);
            let count = shown(&without, &things);
            prop_assert!(count >= tally.shown, "{facet:?}");
            prop_assert!(without.asks().iter().all(|ask| ask.facet() != facet));
            let stands = hindrances.iter().find(|(other, _)| *other == facet).map(|(_, count)| *count);
            prop_assert_eq!(stands, Some(count).filter(|count| *count > tally.shown));
        }
        prop_assert!(hindrances.is_sorted_by(|before, after| before.1 >= after.1));
    }

    /// Each thing that is asked can be taken away by itself; with none left everything is shown.
    #[test]
    fn what_is_asked_can_be_taken_away_singly(filter in filters()) {
        let mut less = filter.clone();
        for (taken, ask) in filter.asks().iter().enumerate() {
            prop_assert_eq!(less.asks().len(), filter.asks().len() - taken);
            less = less.less(ask);
            prop_assert!(!less.asks().contains(ask));
        }
        prop_assert!(less.is_open());
    }

    /// What is found over the months is what is shown in each; of the present one from today on.
    #[test]
    fn months_together_have_what_is_found(things in things(), filter in filters()) {
        let found = found(&filter, &things);
        let ahead: Vec<Thing> = Vec::from_iter(things.iter().filter(|thing| thing.session.start.day() >= today()).cloned());
        prop_assert_eq!(&found.ahead, &tallied(&filter, &ahead));
        let present = Month::of(today());
        let later: usize = found.after(present.plus(-1)).map(|(_, count)| count).sum();
        prop_assert_eq!(later, found.ahead.shown);
        for of in DAYS.map(|day| month(&day[..7])) {
            let of_month = things.iter().filter(|thing| thing.session.start.month() == of);
            let counts: Vec<Thing> =
                of_month.filter(|thing| of != present || thing.session.start.day() >= today()).cloned().collect();
            prop_assert_eq!(found.in_month(of), shown(&filter, &counts), "{}", of);
            if let Some((nearest, count)) = found.nearest(of) {
                prop_assert!(nearest != of && count > 0 && count == found.in_month(nearest));
            }
        }
    }
}

#[test]
fn the_nearest_month_is_the_next_or_else_the_last() {
    let on = |day: &str| {
        let mut thing = knitting();
        thing.session.start = start(&format!("{day}T10:00"));
        thing
    };
    #[track_caller]
    fn nearest(things: &[Thing], of: &str, expected: Option<(&str, usize)>) {
        let nearest = found(&Filter::OPEN, things).nearest(month(of));
        assert_eq!(nearest, expected.map(|(of, count)| (month(of), count)), "{of}");
    }
    let things = [on("2026-09-05"), on("2026-10-03"), on("2027-01-09"), on("2027-01-16")];
    nearest(&things, "2026-11", Some(("2027-01", 2)));
    nearest(&things, "2026-09", Some(("2026-10", 1)));
    nearest(&things, "2027-01", Some(("2026-10", 1)));
    nearest(&things[..1], "2026-11", Some(("2026-09", 1)));
    nearest(&[on("2026-11-10")], "2026-12", None);
    nearest(&[], "2026-11", None);
}

#[test]
fn that_which_hides_most_stands_in_the_way_first() {
    let full = Thing { openness: Openness::Full { waiting: 0 }, ..knitting() };
    let choir = Thing::new("合唱", Sort::Other(Kind::Club));
    let things = [full.clone(), full, choir];
    let filter = Filter { words: "针织".to_owned(), with_places: true, free: true, ..Filter::OPEN };
    let tally = tallied(&filter, &things);
    assert_eq!(tally.hindrances(&filter), [(Facet::Places, 2), (Facet::Words, 1)]);
    let both = Filter { age: Some(Age(40)), ..filter };
    assert_eq!(tallied(&both, &things).hindrances(&both), [], "one alone does not help");
}

fn december(titles: &[(&str, Sort)]) -> Menu {
    let activities = titles.iter().enumerate().map(|(at, (title, sort))| Activity {
        title: Text { en: Some(format!("No. {at}: {title}")), ..Text::new(*title) },
        ..activity(&format!("a{at}"), *sort, title)
    });
    let sessions = (0..titles.len()).map(|at| session(&format!("a{at}"), &format!("2026-12-05T{:02}:00", 8 + at)));
    Menu {
        activities: activities.collect(),
        sessions: sessions.collect(),
        readings: Readings {
            sounds: "zhen针 zhi织 ru入 men门 he合 ge合 chang唱 tuan团 shu书 fa法 she社".to_owned(),
            forms: "针針 织織 门門 团團 书書".to_owned(),
        },
        ..menu("2026-12")
    }
}

#[test]
fn examples_are_words_with_which_something_is_found() {
    const CLUB: Sort = Sort::Other(Kind::Club);
    const ARTS: Sort = Sort::Course(Category::Arts);
    let menu = Arc::new(december(&[
        ("老照片里的这条街和街上的人", CLUB),
        ("合唱团", CLUB),
        ("针织入门：一条围巾", ARTS),
        ("书法社", CLUB),
        ("书法社", CLUB),
    ]));
    let timetable = Timetable::of(menu.clone());
    let listed = || timetable.all().map(|listed: Listed<'_>| (listed, &menu.readings));
    let words = |language, up_to| -> Vec<String> {
        examples(listed(), language, up_to).into_iter().map(|example| example.words).collect()
    };
    assert_eq!(words(Language::Hans, 3), ["针织入门", "书法社", "合唱团"]);
    assert_eq!(words(Language::Hans, 1), ["针织入门"]);
    assert_eq!(words(Language::English, 9).len(), 5);
    let all = examples(listed(), Language::Hans, 9);
    assert_eq!(all[0].typed, Some(("zhenzhirumen".to_owned(), "zzrm".to_owned())));
    assert_eq!(all[2].typed, None, "合 has two sounds");
    for example in all {
        for typed in [Some(example.words), example.typed.map(|(sounds, _)| sounds)].into_iter().flatten() {
            let search = Search::new(&typed, &menu.readings);
            assert!(menu.activities.iter().any(|activity| finds(&search, activity, None)), "{typed}");
        }
    }
}

#[test]
fn mistyped_words_lead_to_what_was_meant() {
    let menu = december(&[
        ("针织入门：一条围巾", Sort::Course(Category::Arts)),
        ("合唱团", Sort::Other(Kind::Club)),
        ("书法社", Sort::Other(Kind::Club)),
    ]);
    #[track_caller]
    fn leads(menu: &Menu, words: &str, expected: &[&str]) {
        let near: Vec<&str> = near(words, &[menu]).into_iter().map(|title| title.hans.as_str()).collect();
        assert_eq!(near, expected, "{words}");
    }
    leads(&menu, "针织班", &["针织入门：一条围巾"]);
    leads(&menu, "合唱圑", &["合唱团"]);
    leads(&menu, "書法课", &["书法社"]);
    leads(&menu, "hechangtaun", &["合唱团"]);
    leads(&menu, "门针织", &["针织入门：一条围巾"]);
    leads(&menu, "社书", &[]);
    leads(&menu, "茶道", &[]);
    leads(&menu, "z", &[]);
    leads(&menu, "", &[]);
    // Another character that sounds the same.
    leads(&menu, "针织如门", &["针织入门：一条围巾"]);
    leads(&menu, "书发社", &[]);
    let same = Menu {
        readings: Readings { sounds: "zhen针 zhi织支 shu书 fa法发 she社".to_owned(), ..Readings::default() },
        ..menu
    };
    leads(&same, "针支", &["针织入门：一条围巾"]);
    leads(&same, "书发社", &["书法社"]);
    assert_eq!(near("书法课", &[&same, &same]).len(), 1);
}
