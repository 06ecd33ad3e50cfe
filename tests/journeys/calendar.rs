//! Finding in the sample centre's calendar, by touch and by keyboard alone; and what a screen reader's rules say of it.

use std::path::{Path, PathBuf};

use crate::browser::{Driver, PHONE, Person};
use crate::site::Site;
use serde_json::{Value, json};

/// The sample centre as `make site` wrote it.
pub fn sample() -> PathBuf {
    let centre = Path::new(env!("CARGO_MANIFEST_DIR")).join("build/centre");
    assert!(centre.join("index.json").exists(), "no sample centre: run this by `make journeys`");
    centre
}

/// The link or button with these words.
fn with_words(words: &str) -> String {
    format!(
        "[...document.querySelectorAll('a, button')].find(e => e.checkVisibility() && e.textContent.includes('{words}'))"
    )
}

#[track_caller]
fn tab_to(person: &Person, words: &str) {
    for _ in 0..80 {
        let here = person.run(
            "const e = document.activeElement; return [e.id, e.tagName === 'BODY' ? '' : e.textContent.slice(0, 80)]",
        );
        let is = |at: usize| here[at].as_str().is_some_and(|text| text == words || (at == 1 && text.contains(words)));
        if is(0) || is(1) {
            return;
        }
        person.key("Tab");
    }
    panic!("eighty tabs lead to no {words}");
}

/// The first title of the list, which grows as it is looked at and changes as files come, and the address that shows it.
#[track_caller]
fn found(person: &Person) -> (Value, String) {
    let title = "return document.querySelector('.agenda-what > strong')?.textContent ?? null";
    (person.settled("something is found", title), person.address())
}

/// What was found first has places, is on a free day and fits a child of six: as its own page says it. The list beneath said
/// so, too: only its own page has a card.
#[track_caller]
fn first_suits_a_child_of_six(person: &Person) {
    let card = || person.run("return document.querySelector('.session-card')?.innerText ?? ''").to_string();
    person.until("its own page says that it is on a free day", || {
        let card = card();
        ["星期六", "星期日"].iter().any(|day| card.contains(day))
    });
    person.sees("剩 ");
    person.sees("报名");
}

#[test]
fn a_saturday_class_for_a_child_of_six_is_found_by_touch_and_its_link_opens_elsewhere() {
    let site = Site::new("find-touch");
    site.upload(&sample());
    let driver = Driver::start();
    let person = Person::new(&driver, "find-touch", PHONE);
    person.devtools("Emulation.setTouchEmulationEnabled", json!({ "enabled": true }));
    let found = find_by_touch(&site, &person);
    person.has_no_complaints();
    let other = Person::new(&driver, "find-link", PHONE);
    opens_as_found(&other, &found);
    other.has_no_complaints();
}

#[test]
fn another_day_and_another_month_keep_what_was_asked_for() {
    let site = Site::new("find-keeps");
    site.upload(&sample());
    let driver = Driver::start();
    let person = Person::new(&driver, "find-keeps", PHONE);
    person.visit(&site.url(""));
    found(&person);
    person.press_first(".legend-marks a:has([data-mark=arts])");
    person.until("the address says it", || person.address().contains("only=arts"));
    let marks = || {
        person.run(
            "return [...new Set([...document.querySelectorAll('.agenda-when [data-mark]')].map(e => e.dataset.mark))]",
        )
    };
    for press in [".week .day[data-lamp]", ".month-steps a:last-child"] {
        let before = person.address();
        person.press_first(press);
        person.until("it is somewhere else", || person.address() != before);
        assert!(person.address().contains("only=arts"), "{}", person.address());
        person.until("only such are shown", || marks() == json!(["arts"]));
    }
    // The way back leads from a view to what was looked at before it, not out of the site.
    let month = person.address();
    person.follow("全年");
    person.until("the year is shown", || person.address().contains("view=year"));
    person.run("history.back()");
    person.until("the month is shown again", || person.address() == month);
    person.until("and what was asked for", || marks() == json!(["arts"]));
    person.has_no_complaints();
}

#[test]
fn large_type_comes_and_goes_where_one_is() {
    let site = Site::new("large");
    site.upload(&sample());
    let driver = Driver::start();
    let person = Person::new(&driver, "large", PHONE);
    person.visit(&site.url(""));
    found(&person);
    person.press("大字");
    person.sees("看活动");
    person.press("普通版");
    found(&person);
    person.press("大字");
    person.find_like("link", "去报名").click();
    person.sees("添加");
    person.has_no_complaints();
}

/// Finds a Saturday class for a child of six with places left, by touch alone; returns what was found.
#[track_caller]
pub fn find_by_touch(site: &Site, person: &Person) -> (Value, String) {
    person.visit(&site.url(""));
    // A finger aims at what stands still: the centre's own line above comes with its files.
    person.until("the days are there", || person.run("return !!document.querySelector('.agenda-day')") == json!(true));
    let month = person.address();
    person.tap(&with_words("找活动"));
    // The way back leads to the month, and forward to finding.
    person.sees("从今天往后有");
    person.run("history.back()");
    person.until("the month is there", || person.address() == month);
    person.tap(&with_words("找活动"));
    person.tap(&with_words("筛选"));
    // What a finger opens here is the phone's own list.
    person.choose_value("几岁的人去", "6");
    // What is found lies beneath all that one can ask for: the way to it stays at the thumb.
    person.tap(&with_words("看这"));
    person.until("what is found is looked at", || {
        person
            .run("return document.activeElement.id === 'found' && !document.querySelector('.find-choices[data-open]')")
            == json!(true)
    });
    person.tap(&with_words("有名额"));
    person.tap(&with_words("周末和放假"));
    person.until("the address says it all", || {
        let address = person.address();
        ["view=find", "age=6", "places=1", "weekends=1"].iter().all(|part| address.contains(part))
    });
    let found = found(person);
    person.picture("calendar-found");
    person.tap("document.querySelector('.agenda-row > a')");
    first_suits_a_child_of_six(person);
    found
}

/// The link shows the same elsewhere.
#[track_caller]
pub fn opens_as_found(other: &Person, was: &(Value, String)) {
    // First its month, where what is asked is told above the days: in words, though these come later than the days.
    other.visit(&was.1.replace("view=find&", ""));
    let told = || other.run("return document.querySelector('.asked')?.innerText ?? ''").to_string();
    other.until("it is told what is asked", || {
        ["6 岁", "有名额", "周末和放假"].iter().all(|words| told().contains(words))
    });
    let keys = other.run("return document.body.innerText.match(/\\b(age|calendar|finder|date|day)\\.[a-z-]+/g) ?? []");
    assert_eq!(keys, json!([]), "keys in place of words");
    other.visit(&was.1);
    other.until("the same is found", || &found(other) == was);
}

#[test]
fn the_same_is_found_by_keyboard_alone() {
    let site = Site::new("find-keys");
    site.upload(&sample());
    let driver = Driver::start();
    let person = Person::new(&driver, "find-keys", PHONE);
    find_by_keyboard(&site, &person);
    person.has_no_complaints();
}

/// Finds the same by keyboard alone.
#[track_caller]
pub fn find_by_keyboard(site: &Site, person: &Person) {
    person.visit(&site.url("?view=agenda"));
    found(person);
    tab_to(person, "找活动");
    person.key("Enter");
    person.sees("从今天往后有");
    tab_to(person, "筛选");
    person.key("Enter");
    tab_to(person, "有名额");
    person.key("Enter");
    tab_to(person, "周末和放假");
    person.key("Enter");
    tab_to(person, "find-age");
    // No limit, then ages from 0 on.
    for _ in 0..7 {
        person.key("ArrowDown");
    }
    person.until("the address says it all", || {
        let address = person.address();
        ["age=6", "places=1", "weekends=1"].iter().all(|part| address.contains(part))
    });
    let (title, _) = found(person);
    let first = title.as_str().expect("a title").to_owned();
    tab_to(person, &first);
    person.key("Enter");
    first_suits_a_child_of_six(person);
}

#[test]
fn words_are_found_in_characters_in_pinyin_and_by_initials() {
    let site = Site::new("find-words");
    site.upload(&sample());
    let driver = Driver::start();
    let person = Person::new(&driver, "find-words", PHONE);
    let title = |words: &str| {
        person.visit(&site.url(&format!("?view=agenda&find={words}")));
        found(&person).0
    };
    let choir = title("合唱团");
    assert!(choir.as_str().is_some_and(|title| title.contains("合唱团")), "{choir}");
    for words in ["hechangtuan", "hct", "合唱團"] {
        assert_eq!(title(words), choir, "{words}");
    }
    // Words that nothing is called lead to what was meant.
    person.visit(&site.url("?view=find&find=合唱困"));
    person.sees("是不是找");
    person.find_like("link", "合唱团").click();
    person.until("it is found", || found(&person).0 == choir);
    // What only another month has is found from here, and there.
    let (month, only) = only_later();
    person.visit(&site.url(&format!("?find={only}")));
    person.sees("没有找到");
    person.press_first(".asked-months a");
    person.until("that month is shown", || person.address().contains(&format!("month={month}")));
    assert_eq!(found(&person).0, json!(only));
    person.follow("都列出来");
    person.until("all months are looked through", || person.address().contains("view=find"));
    person.reload();
    assert_eq!(found(&person).0, json!(only));
    // The words that are offered are found.
    person.visit(&site.url("?view=find"));
    person.press_first(".find-examples .chip");
    person.until("the address says it", || person.address().contains("find="));
    found(&person);
    // With something in the way: what stands there is told, and can be taken away.
    person.visit(&site.url(&format!("?view=find&find={only}&by=nobody")));
    person.find_like("link", "不管“nobody”").click();
    person.until("it is found again", || found(&person).0 == json!(only));
    person.has_no_complaints();
}

/// The month after this one, as addresses have it.
#[track_caller]
fn next_month(person: &Person) -> String {
    let next = person.run(
        "const d = new Date(); d.setDate(1); d.setMonth(d.getMonth() + 1); \
         return d.getFullYear() + '-' + String(d.getMonth() + 1).padStart(2, '0')",
    );
    next.as_str().expect("a month").to_owned()
}

#[test]
fn a_day_that_is_pressed_on_a_phone_shows_what_is_on() {
    let site = Site::new("day-shows");
    site.upload(&sample());
    let driver = Driver::start();
    for screen in [PHONE, (360, 640)] {
        let person = Person::new(&driver, "day-shows", screen);
        person.devtools("Emulation.setTouchEmulationEnabled", json!({ "enabled": true }));
        person.visit(&site.url(""));
        person.visit(&site.url(&format!("?month={}", next_month(&person))));
        found(&person);
        let day = format!("document.getElementById('day-{}-02')", next_month(&person));
        let in_view = |of: &str| {
            let end = "document.querySelector('.tabs').getBoundingClientRect().top";
            let script = format!(
                "const r = document.querySelector('{of}').getBoundingClientRect(); return r.top >= 0 && r.bottom <= {end}"
            );
            person.run(&script) == json!(true)
        };
        let first = ".agenda :is(.agenda-row, .agenda-nothing)";
        assert!(!in_view(first), "the list begins below what is seen: nothing is shown by this");
        person.tap(&day);
        person.until("the day is chosen", || person.address().contains("-02"));
        person.until("its heading and its first line are in view", || in_view(".day-heading") && in_view(first));
        person.picture("calendar-day-pressed");
        if screen == PHONE {
            assert!(in_view(".day[data-chosen]"), "and the day as well, where there is room for both");
            // Pressed again where it stands, it leads back up.
            person.run(&format!("{day}.click()"));
            person.until("the month is read from its beginning", || person.run("return scrollY") == json!(0));
            // By keys, whoever chose stays on the day.
            person.run(&format!("{day}.focus()"));
            person.key("ArrowRight");
            person.key("Enter");
            person.until("its heading and its first line are in view", || in_view(".day-heading") && in_view(first));
            let here = person.run("return document.activeElement.id");
            assert!(here.as_str().is_some_and(|id| id.ends_with("-03")), "the focus is at {here}");
        }
        person.has_no_complaints();
    }
}

/// The days whose columns stand wholly in view, with the titles of each that do not; and what lies beyond the page's edge.
const READ_WEEK: &str = "const within = (r) => r.left >= 0 && r.right <= innerWidth + 1; \
    const days = [...document.querySelectorAll('.day-column')].map((column) => { \
        const at = column.getBoundingClientRect(); \
        const titles = [...document.querySelectorAll('.block')].filter((block) => { \
            const r = block.getBoundingClientRect(); return r.left >= at.left - 1 && r.right <= at.right + 1; }); \
        return { at: column.dataset.at, inView: at.left >= 20 && within(at), blocks: titles.length, \
            cut: titles.filter((block) => { const of = block.querySelector('strong'); \
                return of && (of.scrollWidth > of.clientWidth + 1 || parseFloat(getComputedStyle(of).fontSize) < 13); }).length, \
            low: titles.filter((block) => block.offsetHeight < 44).length }; }); \
    const seen = days.filter((day) => day.inView); \
    return days.length < 7 ? null : { seen: seen.map((day) => +day.at), blocks: seen.reduce((n, day) => n + day.blocks, 0), \
        cut: days.reduce((n, day) => n + day.cut, 0), low: days.reduce((n, day) => n + day.low, 0), \
        over: document.documentElement.scrollWidth - innerWidth, \
        heads: [...document.querySelectorAll('.week-head')].flatMap((head, at) => head.dataset.seen ? [at] : []) }";

#[test]
fn a_week_is_read_on_a_phone_three_days_at_a_time() {
    let site = Site::new("week-phone");
    site.upload(&sample());
    let driver = Driver::start();
    let person = Person::new(&driver, "week-phone", PHONE);
    person.devtools("Emulation.setTouchEmulationEnabled", json!({ "enabled": true }));
    person.visit(&site.url(""));
    let month = next_month(&person);
    // A week that lies within the month: from the second Monday on.
    let monday = person.run(&format!(
        "const d = new Date('{month}-08T00:00Z'); d.setUTCDate(8 + (8 - d.getUTCDay()) % 7); return d.toISOString().slice(0, 10)"
    ));
    let monday = monday.as_str().expect("a day").to_owned();
    person.visit(&site.url(&format!("?view=week&month={month}&day={monday}")));
    let read = || person.settled("the week is there", READ_WEEK);
    let first = read();
    assert_eq!(first["seen"], json!([0, 1, 2]), "{first}");
    assert_eq!(first["heads"], first["seen"], "the heads tell which: {first}");
    assert!(first["blocks"].as_i64() > Some(0), "something is on: {first}");
    for (wrong, of) in
        [("cut", "titles are cut"), ("low", "bars are lower than a finger"), ("over", "pixels beyond the edge")]
    {
        assert_eq!(first[wrong], json!(0), "{of}: {first}");
    }
    person.picture("calendar-week-phone");
    // The hours go along under the heads: the last of them with the week's end.
    person.tap("document.querySelectorAll('.week-head')[5]");
    person.until("the hours have gone along", || {
        person.run(READ_WEEK)["heads"]
            .as_array()
            .is_some_and(|heads| heads.contains(&json!(5)) && heads.contains(&json!(6)))
    });
    assert_eq!(read()["over"], json!(0));
    // Across the heads, a finger goes on to the next week.
    let swipe = |kind: &str, x: Option<i32>| {
        let points: Vec<Value> = x.into_iter().map(|x| json!({ "x": x, "y": 190 })).collect();
        person.devtools("Input.dispatchTouchEvent", json!({ "type": kind, "touchPoints": points }));
    };
    let before = person.address();
    swipe("touchStart", Some(300));
    swipe("touchMove", Some(120));
    swipe("touchEnd", None);
    person.until("the next week is shown", || person.address() != before);
    person.has_no_complaints();
}

/// A title that a later month has and the present one has not, and that month.
fn only_later() -> (String, String) {
    let menu = |path: &Path| -> Value { serde_json::from_slice(&std::fs::read(path).expect("a menu")).expect("JSON") };
    let mut paths: Vec<PathBuf> = std::fs::read_dir(sample().join("menus"))
        .expect("the sample has menus")
        .map(|entry| entry.expect("a file").path())
        .collect();
    paths.sort();
    let titles = |menu: &Value| -> Vec<String> {
        let activities = menu["activities"].as_array().expect("activities");
        activities.iter().map(|activity| activity["title"]["zh-Hans"].as_str().expect("a title").to_owned()).collect()
    };
    let [.., before, last] = &paths[..] else { panic!("the sample has several months") };
    let (before, last) = (titles(&menu(before)), menu(last));
    let only = titles(&last).into_iter().find(|title| !before.contains(title)).expect("something new");
    (last["month"].as_str().expect("a month").to_owned(), only)
}

/// How many of the page's nodes are held, once what nobody holds is gone.
#[track_caller]
fn held(person: &Person) -> i64 {
    // What a first round frees may hold more.
    for _ in 0..3 {
        person.devtools("HeapProfiler.collectGarbage", json!({}));
    }
    person.devtools("Memory.getDOMCounters", json!({}))["nodes"].as_i64().expect("nodes are counted")
}

#[test]
fn what_was_shown_before_is_let_go_of() {
    let site = Site::new("lets-go");
    site.upload(&sample());
    let driver = Driver::start();
    let person = Person::new(&driver, "lets-go", PHONE);
    person.visit(&site.url(""));
    found(&person);
    let to_and_fro = || {
        for asked in [true, false] {
            person.press_first(".legend-marks a:has([data-mark=arts])");
            person.until("the address says it", || person.address().contains("only=arts") == asked);
            found(&person);
        }
    };
    // What is made once and kept: a cell's words, a filter's chip.
    to_and_fro();
    let before = held(&person);
    (0..5).for_each(|_| to_and_fro());
    let after = held(&person);
    // A list that stays is some hundred nodes for each press.
    assert!(after - before < 100, "{before} nodes, and {after} after five times to and fro");
    person.has_no_complaints();
}

/// Every view, and the page of what its first row leads to.
const VIEWS: [&str; 8] = [
    "",
    "?month=next&age=6",
    "?view=week&month=next",
    "?view=agenda",
    "?view=year",
    "?view=find",
    "?month=next&find=a",
    "verify/",
];

#[test]
fn a_first_visit_reads_the_month_before_the_program_comes() {
    let site = Site::new("drawn");
    site.upload(&sample());
    let driver = Driver::start();
    let program = site.program(".wasm");
    site.damage(&program);
    let early = Person::new(&driver, "drawn-early", PHONE);
    early.expect_complaint("integrity");
    early.expect_complaint("Failed to fetch");
    early.go(&site.url(""));
    early.sees("没有打开成功");
    early.until("the month is there, with today and what is on", || {
        early.run(
            "const d = new Date(), now = [d.getFullYear(), d.getMonth() + 1, d.getDate()].map((n) => String(n).padStart(2, '0')).join('-'); \
             const all = (of) => [...document.querySelectorAll('#drawn ' + of)]; \
             return all('.day').length >= 28 && all('.day[data-today]').map((day) => day.dataset.day).join() === now \
                 && all('.agenda-day').every((day) => day.hidden === (day.dataset.day < now))",
        ) == json!(true)
    });
    early.picture("calendar-drawn");
    early.has_no_complaints();
    early.tap("document.querySelector('#drawn .agenda-day:not([hidden]) .agenda-row a')");
    early.until("the session's page is asked for", || early.address().contains("session/?id="));

    site.damage(&program); // and whole again
    let later = Person::new(&driver, "drawn-later", PHONE);
    later.visit(&site.url(""));
    later.until("the program has taken the month's place", || {
        later.run(
            "return !document.querySelector('#drawn, [data-drawn]') && document.querySelectorAll('.grid').length === 1",
        ) == json!(true)
    });
    later.sees("今天");
    later.has_no_complaints();
}

/// Nothing of the page lies beyond its right edge.
#[track_caller]
fn fits(person: &Person, view: &str, language: &str, look: &str) {
    let over = person.run("return document.documentElement.scrollWidth - innerWidth");
    assert!(over.as_i64().is_some_and(|over| over <= 0), "{view} in {language}, {look} is wider than 360 px by {over}");
}

#[test]
fn accessibility_rules_find_nothing() {
    let site = Site::new("axe");
    site.upload(&sample());
    let driver = Driver::start();
    let person = Person::new(&driver, "axe", (360, 740));
    // Colours are judged as they are, not on their way.
    let still = json!({ "features": [{ "name": "prefers-reduced-motion", "value": "reduce" }] });
    person.devtools("Emulation.setEmulatedMedia", still);
    person.visit(&site.url(""));
    let next = next_month(&person);
    // Every view in plain looks; in each other language and look some of them, so that each is seen in several.
    let combinations = ["zh-Hans", "zh-Hant", "en"]
        .into_iter()
        .flat_map(|language| ["light", "dark", "elder"].into_iter().map(move |look| (language, look)));
    for (turn, (language, look)) in combinations.enumerate() {
        let theme = if look == "dark" { "dark" } else { "light" };
        let elder = if look == "elder" { "setItem('linli.elder', '1')" } else { "removeItem('linli.elder')" };
        person.run(&format!(
            "localStorage.setItem('linli.lang', '{language}'); localStorage.setItem('linli.theme', '{theme}'); \
                 localStorage.{elder}"
        ));
        let of_turn = |(at, _): &(usize, &&str)| turn == 0 || (at + turn) % 4 == 0;
        for (_, view) in VIEWS.iter().enumerate().filter(of_turn) {
            person.visit(&site.url(&view.replace("next", &next)));
            person.until("days or doors are there", || {
                    person.run("return !!document.querySelector('.agenda-day, .agenda-nothing, .year-month, .door, .week-head, .verify')")
                        == json!(true)
                });
            if view.contains("age=") {
                person.until("it is told what is asked", || {
                    person.run("return !!document.querySelector('.asked .chip')") == json!(true)
                });
            }
            if view.contains("find") {
                person.press_first(".find-button");
                person.press_first(".find-fold");
            }
            assert_eq!(person.barriers(), json!([]), "{view} in {language}, {look}");
            fits(&person, view, language, look);
        }
        // Here most stands side by side: a long name of a month, the way to today, steps.
        person.visit(&site.url(&format!("?month={next}")));
        found(&person);
        fits(&person, "another month", language, look);
    }
    person.has_no_complaints();
}
