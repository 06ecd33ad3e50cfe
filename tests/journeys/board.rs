//! An organizer arranges a month on the board: courses come to their days by mouse, by touch and by keyboard, a club comes again
//! every week, all of it is taken back and made again, and nothing is lost when the browser closes in the middle of a drag.

use chrono::{Datelike, NaiveDate, Weekday};
use serde_json::{Value, json};

use crate::browser::{DESK, Driver, Person};
use crate::round::{NextMonth, found_centre, set, unlock};
use crate::site::Site;

const CLUB: &str = "示例合唱";

/// What stands on the board: ids, and what can be read of each.
fn things(person: &Person) -> Vec<String> {
    let all = person.run(
        "return [...document.querySelectorAll('.board-thing')].map(e => e.dataset.thing + ' ' + e.innerText.trim()).sort()",
    );
    all.as_array().expect("a list").iter().map(|thing| thing.as_str().unwrap_or_default().replace('\n', " ")).collect()
}

/// The times at which the club is on, by day.
fn club(person: &Person) -> Vec<String> {
    let of_club = things(person).into_iter().filter(|thing| thing.contains(CLUB));
    of_club.map(|thing| thing.split_whitespace().nth(1).unwrap_or_default().to_owned()).collect()
}

/// Where the middle of an element is on the screen, once it is there.
#[track_caller]
fn middle(person: &Person, selector: &str) -> (f64, f64) {
    let find = format!(
        "const e = document.querySelector({selector:?}); if (!e) return null; \
         const r = e.getBoundingClientRect(); return [r.x + r.width / 2, r.y + Math.min(r.height / 2, 40)]"
    );
    let mut at = Value::Null;
    person.until(&format!("{selector} is there"), || {
        at = person.run(&find);
        !at.is_null()
    });
    (at[0].as_f64().expect("a number"), at[1].as_f64().expect("a number"))
}

fn cell(day: NaiveDate) -> String {
    format!("td[data-day='{day}']")
}

fn mouse(person: &Person, kind: &str, (x, y): (f64, f64)) {
    let held = i32::from(kind != "mouseReleased");
    let event = json!({ "type": kind, "x": x, "y": y, "button": "left", "buttons": held, "clickCount": 1 });
    person.devtools("Input.dispatchMouseEvent", event);
}

/// Presses with the mouse and moves, without letting go.
fn drag(person: &Person, from: (f64, f64), to: (f64, f64)) {
    mouse(person, "mousePressed", from);
    for step in 1..=4 {
        let part = f64::from(step) / 4.0;
        mouse(person, "mouseMoved", (from.0 + (to.0 - from.0) * part, from.1 + (to.1 - from.1) * part));
    }
}

fn touch(person: &Person, kind: &str, points: Value) {
    person.devtools("Input.dispatchTouchEvent", json!({ "type": kind, "touchPoints": points }));
}

fn key(person: &Person, key: &str, code: i32) {
    let text = if key == "Enter" { "\r" } else { "" };
    for kind in ["keyDown", "keyUp"] {
        let text = if kind == "keyDown" { text } else { "" };
        let event = json!({ "type": kind, "key": key, "code": key, "text": text, "windowsVirtualKeyCode": code });
        person.devtools("Input.dispatchKeyEvent", event);
    }
}

/// Presses a step's button until there is no further step.
fn to_the_end(person: &Person, button: &str) -> usize {
    let mut pressed = 0;
    loop {
        let found = person.find("button", button);
        if found.attribute("aria-disabled").is_some() {
            return pressed;
        }
        let before = things(person);
        found.click();
        person.until("the step is taken", || {
            things(person) != before || person.find("button", button).attribute("aria-disabled").is_some()
        });
        pressed += usize::from(things(person) != before);
    }
}

/// Puts the n-th course of the menu on a day by mouse, by touch, by keyboard.
fn place_courses(organizer: &Person, days: &NextMonth) {
    let saturday = days.nth(Weekday::Sat, 2);
    drag(organizer, middle(organizer, ".course:nth-child(1) strong"), middle(organizer, &cell(saturday)));
    organizer.picture("board-drag");
    mouse(organizer, "mouseReleased", middle(organizer, &cell(saturday)));
    organizer.until("one course stands there", || things(organizer).len() == 1);

    let sunday = days.nth(Weekday::Sun, 2);
    let (from, to) = (middle(organizer, ".course:nth-child(1) .grip"), middle(organizer, &cell(sunday)));
    touch(organizer, "touchStart", json!([{ "x": from.0, "y": from.1 }]));
    for part in [0.3, 0.6, 1.0] {
        let (x, y) = (from.0 + (to.0 - from.0) * part, from.1 + (to.1 - from.1) * part);
        touch(organizer, "touchMove", json!([{ "x": x, "y": y }]));
    }
    touch(organizer, "touchEnd", json!([]));
    organizer.until("two courses stand there", || things(organizer).len() == 2);
    organizer.until("the new one has the focus", || {
        let focus = organizer.run("return document.activeElement.dataset.thing ?? ''");
        focus.as_str().is_some_and(|thing| thing.contains(&format!("@{sunday}")))
    });

    organizer.until("the next course has the focus", || {
        organizer.run(
            "const grip = document.querySelector('.course:nth-child(1) .grip'); grip?.focus(); \
             return !!grip && document.activeElement === grip",
        ) == json!(true)
    });
    key(organizer, "Enter", 13);
    let first = days.nth(Weekday::Sat, 1).with_day(1).expect("a first day");
    let held = |day: NaiveDate| {
        organizer.until(&format!("{day} waits for it"), || {
            organizer.run("return document.activeElement.dataset.put ?? ''") == json!(day.to_string())
        });
    };
    held(first);
    organizer.picture("board-carrying");
    key(organizer, "ArrowDown", 40);
    held(first + chrono::Days::new(7));
    key(organizer, "ArrowDown", 40);
    held(first + chrono::Days::new(14));
    key(organizer, "Enter", 13);
    organizer.until("three courses stand there", || things(organizer).len() == 3);
    organizer.sees("已安排：");
}

/// A club on the first Wednesday, then every Wednesday, from the second on at another time.
fn repeat_a_club(organizer: &Person, days: &NextMonth) {
    let day = days.nth(Weekday::Wed, 1);
    organizer.press(&format!("在{}月{}日加活动", day.month(), day.day()));
    set(organizer, "combobox", "种类", "club");
    organizer.write("活动名称", CLUB);
    set(organizer, "textbox", "开始时间", "09:30");
    set(organizer, "combobox", "场地", "V02");
    organizer.find("checkbox", "不用报名，来了就行").click();
    organizer.press("加上");
    organizer.sees(&format!("已保存：{CLUB}"));
    organizer.find_like("button", CLUB).click();
    organizer.press("重复…");
    organizer.sees("新增");
    organizer.picture("board-repeat");
    organizer.press("保存重复");
    organizer.sees("已保存重复");
    organizer.until("it is on three Wednesdays at least", || club(organizer).len() >= 3);
    let weeks = club(organizer).len();

    let second = days.nth(Weekday::Wed, 2);
    organizer.press_first(&format!(".board-thing[data-thing*='@{second}']"));
    organizer.take("这一场和以后");
    set(organizer, "textbox", "开始时间", "15:00");
    organizer.press("保存");
    organizer.until("the later ones are later", || {
        club(organizer).iter().filter(|time| *time == "15:00").count() == weeks - 1
    });
    assert_eq!(club(organizer).first().map(String::as_str), Some("9:30"), "the first stays as it was");
}

#[test]
fn a_month_is_arranged_on_the_board_and_nothing_is_lost() {
    let site = Site::new("board");
    let driver = Driver::start();
    let days = NextMonth::from_today();
    let mut organizer = Person::new(&driver, "planner", DESK);
    found_centre(&organizer, &site);
    let board = site.url(&format!("organize/plan/?month={}", days.month()));
    organizer.visit(&board);
    unlock(&organizer);
    organizer.find("heading", "发布前");

    place_courses(&organizer, &days);
    repeat_a_club(&organizer, &days);
    let arranged = things(&organizer);
    organizer.picture("board-month");

    let steps = to_the_end(&organizer, "撤销");
    assert_eq!((things(&organizer), steps), (Vec::new(), 6), "six steps led here from an empty month");
    assert_eq!(to_the_end(&organizer, "重做"), steps);
    assert_eq!(things(&organizer), arranged);
    organizer.reload();
    unlock(&organizer);
    organizer.until("everything is there again", || things(&organizer) == arranged);

    // The browser is closed while a session hangs under the pointer.
    let saturday = days.nth(Weekday::Sat, 2);
    let thing = format!("{} .board-thing", cell(saturday));
    drag(&organizer, middle(&organizer, &thing), middle(&organizer, &cell(days.nth(Weekday::Fri, 1))));
    organizer.until("it hangs under the pointer", || {
        organizer.run("return document.querySelectorAll('.plan-ghost').length") == json!(1)
    });
    organizer.has_no_complaints();
    organizer.reopen_browser();
    organizer.visit(&board);
    unlock(&organizer);
    organizer.until("everything stands where it stood", || things(&organizer) == arranged);
    // What was undone before the reload can be undone after it.
    organizer.press("撤销");
    organizer.until("the last step is taken back", || things(&organizer) != arranged);
    organizer.has_no_complaints();
}
