//! What a session's page tells, and what leaves it: of the sample centre, for a family of one.

use std::fs;

use chrono::Weekday;
use serde_json::json;

use crate::browser::{Driver, PHONE, Person};
use crate::calendar::sample;
use crate::round::{NextMonth, add_member};
use crate::site::Site;

/// The site of a test, with the sample centre on it.
fn site(test: &str) -> Site {
    let site = Site::new(test);
    site.upload(&sample());
    site
}

/// The address of the first session in the list of that page which stands so.
#[track_caller]
fn first(person: &Person, site: &Site, page: &str, open: &str) -> String {
    person.visit(&site.url(page));
    let found = format!("return document.querySelector('.agenda-row:is({open}) > a')?.href ?? null");
    let found = person.settled("a session is found", &found);
    found.as_str().unwrap_or_else(|| panic!("no session of {page} is {open}")).to_owned()
}

/// The activity and the day of a session's address.
fn day_of(session: &str) -> (String, String) {
    let (activity, at) = session.rsplit("id=").next().and_then(|id| id.split_once('@')).expect("activity and time");
    (activity.to_owned(), at[..10].to_owned())
}

/// What has the focus: its words, or its name where it has none.
#[track_caller]
fn attends_to(person: &Person, what: &str) {
    person.until(&format!("{what} has the focus"), || {
        let at = "const e = document.activeElement; return [e.tagName, e.className, e.textContent].join(' ')";
        person.run(at).as_str().is_some_and(|at| at.contains(what))
    });
}

#[test]
fn a_slip_on_this_phone_alone_is_no_sign_up_yet() {
    let site = site("session-slip");
    let driver = Driver::start();
    let person = Person::new(&driver, "session-slip", (360, 740));
    let session = first(&person, &site, "?view=agenda&age=46&places=1", "[data-open=left], [data-open=few]");
    person.visit(&session);
    person.until("the page is called after the session", || {
        let title = person.run("return [document.title, document.querySelector('main h1')?.textContent]");
        let (title, heading) = (title[0].as_str().unwrap_or_default(), title[1].as_str().unwrap_or_default());
        !heading.is_empty() && title.starts_with(heading) && title.contains('月') && title.ends_with("・邻里")
    });
    assert_eq!(person.barriers(), json!([]), "a session's page");

    add_member(&person, "示例甲", "1980");
    attends_to(&person, "给示例甲报名");
    person.press("给示例甲报名");
    person.sees("还没交");
    person.visit(&session);
    person.sees("示例甲的单子还没交");
    assert_eq!(person.run("return document.querySelector('.deciding .notice')?.dataset.tone"), json!("warn"));
    person.picture("session-unsent");
    let in_list = || {
        let day = day_of(&session).1;
        person.visit(&site.url(&format!("?month={}&day={day}", &day[..7])));
        let row = format!(
            "const e = [...document.querySelectorAll('.agenda-row > a')].find(e => e.href === {session:?}); \
             const told = e?.querySelector('.agenda-joined'); return told && [told.dataset.tone, told.textContent]"
        );
        person.settled("the list tells of the slip", &row)
    };
    assert_eq!(in_list(), json!(["warn", "单子未交"]));
    person.visit(&session);
    person.follow("去交");
    person.press("我已经交了");
    person.sees("已交，等中心登记");
    assert_eq!(in_list(), json!(["plain", "已交，等中心登记"]));
    person.visit(&session);
    person.sees("示例甲：已交，等中心登记");

    // Dropped again: the heading is where one goes on from, and one slip was made, not two.
    person.follow("看报名单");
    person.press("其实还没交");
    person.press("不去了，退出");
    person.press("作废这张单子");
    person.sees("已作废");
    attends_to(&person, "H1");
    person.visit(&site.url("my/"));
    person.press("以前的 1 张");
    person.has_no_complaints();
}

#[test]
fn what_was_called_off_is_shared_and_read_as_called_off() {
    let site = site("session-off");
    let driver = Driver::start();
    let person = Person::new(&driver, "session-off", PHONE);
    // A phone that tells of its voice a moment later, and of what it was asked to read.
    let voice = "window.told = { said: [], stopped: 0, voices: [] }; \
         const voice = { getVoices: () => told.voices, cancel: () => { told.stopped += 1 }, \
             speak: (it) => told.said.push(it.text) }; \
         Object.defineProperty(window, 'speechSynthesis', { value: voice, configurable: true });";
    person.devtools("Page.addScriptToEvaluateOnNewDocument", json!({ "source": voice }));
    // The sample's second Saturday: its teacher is ill.
    let days = NextMonth::from_today();
    let page = format!("?month={}&day={}", days.month(), days.nth(Weekday::Sat, 2));
    let session = first(&person, &site, &page, "[data-open=cancelled]");
    person.visit(&session);
    person.sees("活动取消：");
    assert!(!person.page_text().contains("报名截止") && !person.page_text().contains("名额怎么给"));
    assert_eq!(person.count("button", "读给我听"), 0, "nobody would hear it");
    person.run("told.voices = [{ lang: 'zh-CN' }]; speechSynthesis.onvoiceschanged()");
    person.press("读给我听");
    person.until("it is read", || person.run("return told.said.length").as_i64() > Some(2));
    let said = person.run("return told.said");
    assert!(said[0].as_str().is_some_and(|first| first.starts_with("活动取消：")), "{said}");
    assert!(!said.to_string().contains("报名"), "{said}");
    person.press("停下");
    person.find("button", "读给我听");
    person.press("读给我听");
    let stopped = person.run("return told.stopped").as_i64();
    person.follow("返回");
    person.until("the voice ends with the page", || person.run("return told.stopped").as_i64() > stopped);

    person.visit(&session);
    person.press("做成图片分享");
    let heard = person.settled("there is a picture", "return document.querySelector('.kept-picture')?.alt ?? null");
    let heard = heard.as_str().expect("words").to_owned();
    assert!(heard.starts_with("活动取消") && !heard.contains("报名"), "{heard}");
    person.picture("session-called-off");
    let kept =
        "const e = [...document.querySelectorAll('dialog a[download]')].find(e => e.checkVisibility()); e.click();";
    person.run(kept);
    person.newest_download(".png");
    person.has_no_complaints();
}

#[test]
fn who_opens_a_link_can_have_large_type_and_another_language() {
    let site = site("session-tools");
    let driver = Driver::start();
    let person = Person::new(&driver, "session-tools", (360, 740));
    let session = first(&person, &site, "?view=agenda", "[data-open]");
    for page in ["courses/", "my/", "volunteer/", "verify/", &session] {
        person.visit(&if page.contains("://") { page.to_owned() } else { site.url(page) });
        let over = "const box = (e) => e.getBoundingClientRect(); \
             const tools = document.querySelector('.masthead-tools'), heading = document.querySelector('.page-head'); \
             if (!heading?.firstElementChild) return null; const inner = [...heading.children].map(box), at = box(tools); \
             return [document.documentElement.scrollWidth - innerWidth, at.height >= 44 && at.right <= innerWidth, \
                 inner.some((e) => e.width && e.right > at.left + 0.5 && e.top < at.bottom && e.bottom > at.top)]";
        let found = person.settled("the page has its heading", over);
        assert_eq!(found, json!([0, true, false]), "{page}: fits, tools are there, nothing lies under them");
    }
    // By keyboard, and the focus stays where it was.
    person.run("document.querySelector('.masthead-tools .button').focus()");
    person.key("Enter");
    person.until("it is large", || {
        person.run("return document.documentElement.hasAttribute('data-elder')") == json!(true)
    });
    attends_to(&person, "普通版");
    person.key("Enter");
    attends_to(&person, "大字");
    person.choose_value("语言", "en");
    person.until("it is English", || person.run("return document.documentElement.lang") == json!("en"));
    person.ready();
    attends_to(&person, "language");
    // A date of a real activity that is none: the page leads to those that are.
    let (activity, day) = day_of(&session);
    let wrong = site.url(&format!("session/?id={activity}@{day}T03:07"));
    person.visit(&wrong);
    person.sees("No such activity");
    person.until("its dates are there", || {
        person.run("return document.querySelectorAll('.other-dates a').length").as_i64() > Some(0)
    });

    // What a host shows for an address that is not there, however deep it lies, leads to the calendar.
    let deep = site.folder().join("no/where");
    fs::create_dir_all(&deep).expect("a folder can be made");
    fs::copy(site.folder().join("404.html"), deep.join("index.html")).expect("the program brings the page");
    person.expect_complaint("404");
    person.go(&site.url("no/where/"));
    person.until("the way to the calendar is known", || {
        person.run("return document.querySelector('a').href") == json!(site.url(""))
    });
    assert_eq!(person.barriers(), json!([]), "an address that is not there");
    person.has_no_complaints();
}
