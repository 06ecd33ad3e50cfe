//! A draw from plan to outcome: an organizer, two residents with phones, one who comes to the desk; a family that came with
//! two phones. The organizer's and the residents' clocks are turned on instead of waiting for days.

use std::fs;

use chrono::{Days, NaiveDate, Weekday};

use crate::browser::{DESK, Driver, PHONE, Person};
use crate::round::{
    COURSE, NextMonth, assert_no_names, found_centre, lay_on_host, publish, set, sign_up, turn_clock, unlock,
};
use crate::site::Site;

/// A second course, for the quota that crosses sessions.
const OTHER: &str = "诗词里的四季";
const NOON: (u32, u32) = (12, 0);

/// Arranges a course on a Saturday of the month with one place, drawn after the closing.
fn plan_draw(organizer: &Person, site: &Site, days: &NextMonth, closes: NaiveDate) {
    organizer.visit(&site.url(&format!("organize/plan/?month={}", days.month())));
    unlock(organizer);
    organizer.press(&format!("安排：{COURSE}"));
    set(organizer, "textbox", "日期", &days.nth(Weekday::Sat, 2).to_string());
    set(organizer, "textbox", "开始时间", "10:00");
    set(organizer, "combobox", "场地", "V07");
    organizer.write("名额", "1");
    organizer.take("抽签");
    organizer.press("安排");
    // What decides has to be said beforehand, and when it closes.
    organizer.sees("这一项要填");
    set(organizer, "textbox", "报名截止日期", &closes.to_string());
    set(organizer, "textbox", "报名截止时间", "18:00");
    let before = closes.pred_opt().expect("a day before").format("%-m月%-d日");
    organizer.write("由哪个公开号码决定", &format!("{before}示例开奖号码"));
    organizer.sees("就开出来了");
    organizer.picture("draw-number-early");
    organizer.write("由哪个公开号码决定", "示例开奖号码");
    organizer.sees_no("就开出来了");
    organizer.press("安排");
    organizer.sees(&format!("已保存：{COURSE}"));
}

fn open_roster(organizer: &Person, site: &Site, days: &NextMonth) {
    organizer.visit(&site.url(&format!("organize/roster/?month={}", days.month())));
    unlock(organizer);
    organizer.find_like("link", COURSE).click();
}

/// Somebody without a phone comes to the desk.
fn type_in(organizer: &Person, name: &str, age: &str, phone: &str) {
    organizer.press("当面登记");
    organizer.write("姓名或称呼", name);
    organizer.write("年龄（活动当天）", age);
    organizer.write("电话", phone);
    organizer.press("登记");
    organizer.sees("打印回执");
}

/// The published file of the month's draws that is newest.
fn draws(site: &Site) -> serde_json::Value {
    let files = fs::read_dir(site.folder().join("draws")).expect("draws are published").flatten();
    let newest = files.map(|entry| entry.path()).max().expect("a file of draws");
    serde_json::from_slice(&fs::read(newest).expect("the file can be read")).expect("the file is JSON")
}

#[test]
fn a_draw_is_held_and_everybody_can_look() {
    let site = Site::new("draw");
    let driver = Driver::start();
    let days = NextMonth::from_today();
    let begins = days.nth(Weekday::Sat, 2);
    let closes = begins.checked_sub_days(Days::new(4)).expect("a day before");
    let after = begins.checked_sub_days(Days::new(2)).expect("a day before");

    let mut organizer = Person::new(&driver, "draw-organizer", DESK);
    found_centre(&organizer, &site);
    plan_draw(&organizer, &site, &days, closes);
    organizer.press("发布");
    publish(&organizer, &site, "draw-first");

    let anna = Person::new(&driver, "draw-anna", PHONE);
    let berta = Person::new(&driver, "draw-berta", PHONE);
    let from_anna = sign_up(&anna, &site, "示例甲");
    let from_berta = sign_up(&berta, &site, "示例乙");

    organizer.reopen_browser();
    organizer.visit(&site.url("organize/inbox/"));
    unlock(&organizer);
    organizer.write("把收到的报名码贴在这里", &format!("{from_anna}\n{from_berta}"));
    organizer.press("收下");
    organizer.sees("新收 2 张");

    // Before closing: nobody is placed, and somebody comes to the desk.
    open_roster(&organizer, &site, &days);
    organizer.sees("报名中");
    organizer.sees("待定 2 位");
    type_in(&organizer, "示例 丙", "71", "13900000000");
    organizer.sees("示例 丙");
    organizer.picture("draw-stub");
    organizer.press("关闭");
    organizer.sees("待定 3 位");
    organizer.sees("当面");
    organizer.press("处理：示例 丙");
    organizer.sees("这场的名额要抽签");
    organizer.picture("draw-by-hand");
    organizer.press("关闭");

    // The first resident is typed in once more, by mistake.
    type_in(&organizer, "示例甲", "46", "13800000000");
    organizer.press("关闭");
    organizer.sees("待定 4 位");
    organizer.sees("疑似重复");

    // What was committed to stays.
    organizer.visit(&site.url(&format!("organize/plan/?month={}", days.month())));
    unlock(&organizer);
    // Beside the course menu's own button, the board's begins with the time.
    organizer.find_like("button", "10:00").click();
    organizer.sees("已发布，不再改");
    organizer.press("关闭");

    // After closing: entrants, then the number, corrected once before it is published.
    turn_clock(&organizer, after, NOON);
    open_roster(&organizer, &site, &days);
    organizer.sees("参加抽签 3 位");
    organizer.sees("先定下面 1 处疑似重复");
    organizer.picture("draw-doubt");
    organizer.press("是同一个人，这张不算");
    organizer.sees_no("先定下面");
    organizer.press("公布参加名单");
    organizer.press("确定公布");
    lay_on_host(&organizer, &site, "draw-entrants");
    let published = draws(&site);
    let draw = published["draws"].as_object().expect("draws by session").values().next().expect("one draw").clone();
    assert_eq!(draw["entrants"]["others"].as_array().expect("entrants").len(), 3);
    assert!(draw.get("result").is_none(), "nobody knows the number yet");
    organizer.write("公开号码", "03 08 x");
    organizer.sees("只能有数字");
    organizer.write("公开号码", "03 08 15 + 10");
    organizer.press("看看结果");
    organizer.sees("有名额 1 位");
    organizer.write("公开号码", "03 08 15 + 09");
    organizer.sees("读作 03081509");
    organizer.sees_no("有名额 1 位");
    organizer.press("看看结果");
    organizer.picture("draw-preview");
    organizer.find_like("button", "公布抽签结果").click();
    lay_on_host(&organizer, &site, "draw-outcomes");
    let draw = draws(&site)["draws"].as_object().expect("draws").values().next().expect("one draw").clone();
    assert_eq!(draw["result"]["number"], "03081509");
    organizer.sees("号码 03081509");
    organizer.sees("已排上 1 位");
    organizer.sees("候补 2 位");

    // The public list shows no full name, neither drawn nor printed.
    organizer.press("公开名单");
    organizer.sees("存成图片");
    organizer.until("the list is drawn", || {
        organizer.run("return document.querySelector('.share-picture')?.src.slice(0, 22)") == "data:image/png;base64,"
    });
    organizer.run("window.print = () => { window.printed = document.querySelector('.paper').textContent }");
    organizer.press("打印");
    organizer.until("the list is printed", || organizer.run("return Boolean(window.printed)") == true);
    let printed = organizer.run("return window.printed").to_string();
    assert!(printed.contains("示*甲") && printed.contains("示*乙") && printed.contains("示*丙"), "{printed}");
    assert!(printed.contains("03081509") && printed.contains("verify/?session="), "{printed}");
    for name in ["示例甲", "示例乙", "示例丙", "示例 丙", "13800000000"] {
        assert!(!printed.contains(name), "the public list shows {name}: {printed}");
    }
    organizer.picture("draw-roster");

    // Both phones hear what was drawn: one place, three in the list.
    let told = [&anna, &berta].map(|person| {
        turn_clock(person, after, NOON);
        person.visit(&site.url("my/"));
        let mut text = String::new();
        person.until("the draw's answer has come", || {
            text = person.page_text();
            text.contains("已确认") || text.contains("候补第")
        });
        text.contains("已确认")
    });
    assert!(!(told[0] && told[1]), "one place was drawn twice");
    assert_no_names(&site);
    for person in [&organizer, &anna, &berta] {
        person.has_no_complaints();
    }
}

#[test]
fn one_family_with_two_phones_is_counted_once() {
    let site = Site::new("family");
    let driver = Driver::start();
    let days = NextMonth::from_today();
    let mut organizer = Person::new(&driver, "family-organizer", DESK);
    found_centre(&organizer, &site);
    organizer.find_like("link", "报名规则").click();
    organizer.write("每家每月最多几个名额", "1");
    organizer.press("保存规则");
    organizer.sees("已保存。下次发布时");
    organizer.visit(&site.url(&format!("organize/plan/?month={}", days.month())));
    unlock(&organizer);
    for (course, nth) in [(COURSE, 2), (OTHER, 3)] {
        organizer.press(&format!("安排：{course}"));
        set(&organizer, "textbox", "日期", &days.nth(Weekday::Sat, nth).to_string());
        set(&organizer, "textbox", "开始时间", "10:00");
        set(&organizer, "combobox", "场地", "V07");
        organizer.write("名额", "5");
        organizer.press("安排");
        organizer.sees(&format!("已保存：{course}"));
    }
    organizer.press("发布");
    publish(&organizer, &site, "family-first");
    organizer.reopen_browser();

    open_roster(&organizer, &site, &days);
    type_in(&organizer, "示例甲", "41", "13900000000");
    organizer.press("关闭");
    organizer.visit(&site.url(&format!("organize/roster/?month={}", days.month())));
    unlock(&organizer);
    organizer.find_like("link", OTHER).click();
    type_in(&organizer, "示例乙", "40", "13900000001");
    organizer.press("关闭");
    organizer.sees("已排上 1 位");

    // Two numbers, one family: the second place is beyond the quota.
    organizer.press("处理：示例乙");
    organizer.press("家庭");
    organizer.choose("和谁是一家", "示例甲・尾号 0000");
    organizer.write("怎么知道的", "本人当面说的");
    organizer.press("合为一家");
    organizer.sees("已合为一家：示例甲、示例乙（本人当面说的）");
    organizer.picture("family-joined");
    organizer.press("关闭");
    organizer.sees("未报上 1 位");

    // And apart again.
    organizer.press("处理：示例乙");
    organizer.press("家庭");
    organizer.press("分开");
    organizer.sees_no("已合为一家");
    organizer.press("关闭");
    organizer.sees("已排上 1 位");

    // Moved to the other session, with a reason that the person will read.
    organizer.press("处理：示例乙");
    organizer.take("调到另一场");
    organizer.press("确定");
    organizer.sees("要写一句理由");
    organizer.until("the other session is offered", || {
        organizer.run("return document.getElementById('decide-to')?.options.length > 1") == true
    });
    organizer.run(
        "const field = document.getElementById('decide-to'); field.selectedIndex = 1; \
         field.dispatchEvent(new Event('change', { bubbles: true }))",
    );
    organizer.write("理由", "老师请她换到这一场");
    organizer.press("确定");
    organizer.sees("还没有人报名");
    organizer.find_like("link", COURSE).click();
    organizer.sees("已排上 2 位");
    organizer.sees("老师请她换到这一场");
    organizer.picture("family-moved");
    organizer.has_no_complaints();
}
