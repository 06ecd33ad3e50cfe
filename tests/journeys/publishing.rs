//! A month is published straight into an object store, changed, and published again: the changes are told in words, reach
//! those they concern, and a store that stops half-way leaves what residents read as it was.

use std::fs;
use std::path::Path;

use chrono::{Datelike, NaiveDate, Weekday};
use linli::domain::holiday_years::lawful;
use serde_json::json;

use crate::browser::{DESK, Driver, PHONE, Person};
use crate::bucket::{KEY, ObjectStore, REGION};
use crate::round::{COURSE, NextMonth, PASSPHRASE, add_member, found_centre, hand_in, import, set, unlock};
use crate::site::Site;

const OUTDOORS: &str = "广场演出";
const CLUB: &str = "合唱排练";

/// Tells the desk where the site lies; the folder of the host is the bucket's.
fn set_up_store(organizer: &Person, store: &ObjectStore) {
    organizer.follow("设置");
    organizer.find_like("link", "网站存放").click();
    organizer.write("服务地址", store.address());
    organizer.write("地域", REGION);
    organizer.write("存储桶", "Community!");
    organizer.write("桶里的文件夹", "/qinghe/");
    organizer.write("AccessKey ID", KEY.0);
    organizer.write("AccessKey Secret", "wrong-secret");
    organizer.press("试一下，保存");
    organizer.sees("桶名是 3 到 63 个小写字母");
    organizer.write("存储桶", "community");
    organizer.expect_complaint("403 (Forbidden)");
    organizer.press("试一下，保存");
    organizer.sees("存储不认这把钥匙");
    organizer.write("AccessKey Secret", KEY.1);
    organizer.press("试一下，保存");
    organizer.sees("已设好：community/qinghe");
}

fn arrange(organizer: &Person, title: &str, day: NaiveDate, time: &str, venue: &str) {
    organizer.press(&format!("在{}月{}日加活动", day.month(), day.day()));
    set(organizer, "combobox", "种类", "club");
    organizer.write("活动名称", title);
    set(organizer, "textbox", "开始时间", time);
    organizer.write("时长（分钟）", "90");
    set(organizer, "combobox", "场地", venue);
    organizer.write("名额", "2");
    organizer.press("加上");
    organizer.sees(&format!("已保存：{title}"));
}

fn plan_month(organizer: &Person, site: &Site, days: &NextMonth) {
    organizer.visit(&site.url(&format!("organize/plan/?month={}", days.month())));
    unlock(organizer);
    organizer.press(&format!("安排：{COURSE}"));
    set(organizer, "textbox", "日期", &days.nth(Weekday::Sat, 2).to_string());
    set(organizer, "textbox", "开始时间", "10:00");
    set(organizer, "combobox", "场地", "V07");
    organizer.write("名额", "1");
    organizer.press("安排");
    organizer.sees(&format!("已保存：{COURSE}"));
    arrange(organizer, CLUB, days.nth(Weekday::Sun, 2), "15:30", "V02");
    arrange(organizer, OUTDOORS, days.nth(Weekday::Sat, 3), "18:30", "V13");
    // Where it goes when it rains.
    organizer.find_like("button", "18:30").click();
    organizer.press("雨天方案（室外活动）");
    set(organizer, "combobox", "改到哪里", "V01");
    organizer.press("保存");
    organizer.until("the dialog is closed", || organizer.count("dialog", "改安排") == 0);
}

/// Writes down which days of a year are off: half of them is not taken.
fn write_holidays(organizer: &Person, site: &Site, year: i32) {
    let lines: Vec<String> = lawful(year).map(|(day, name)| format!("{day},休,{name}")).collect();
    organizer.visit(&site.url("organize/setup/?section=planning"));
    unlock(organizer);
    organizer.write("把放假安排贴在这里", &lines[1..].join("\n"));
    organizer.sees("1月1日");
    organizer.sees("这天是法定节假日");
    organizer.picture("publishing-holidays-missing");
    organizer.write("把放假安排贴在这里", &lines.join("\n"));
    organizer.sees(&format!("{year} 年：休 {} 天，班 0 天", lines.len()));
    organizer.press("记下放假安排");
    organizer.sees("记下了");
    organizer.picture("publishing-holidays");
}

/// How many days of the month shown are marked as off.
fn days_off(person: &Person) -> u64 {
    let marked = person.run("return document.querySelectorAll('.day-mark[data-day=rest]').length");
    marked.as_u64().expect("a number")
}

/// Finds something in the calendar, signs somebody up for it, copies the code.
fn sign_up(person: &Person, site: &Site, days: &NextMonth, day: NaiveDate, title: &str, name: &str) -> String {
    person.visit(&site.url(&format!("?month={}&day={day}", days.month())));
    person.find_like("link", title).click();
    add_member(person, name, "1980");
    person.press(&format!("给{name}报名"));
    hand_in(person)
}

/// Publishes what is to be published, and waits until the store has it.
fn publish(organizer: &Person) {
    organizer.press("发布到网站");
    organizer.sees("居民现在就看得到");
}

/// Who is to be called, as the lists stand on the page: these.
#[track_caller]
fn are_to_be_called(organizer: &Person, names: &[&str]) {
    let all = "return [...document.querySelectorAll('.call-list strong')].map(name => name.textContent)";
    organizer.until(&format!("{names:?} are to be called"), || organizer.run(all) == json!(names));
}

fn change_month(organizer: &Person, site: &Site, days: &NextMonth) {
    organizer.visit(&site.url(&format!("organize/plan/?month={}", days.month())));
    unlock(organizer);
    organizer.find_like("button", "10:00").click();
    set(organizer, "combobox", "场地", "V01");
    organizer.write("改了时间、地点，对居民说明", "图书室在修灯");
    organizer.press("保存");
    organizer.sees(&format!("已保存：{COURSE}"));
    organizer.find_like("button", "15:30").click();
    organizer.press("取消这场");
    organizer.write("对居民说明", "老师生病，改到下个月");
    organizer.press("取消这场活动");
    organizer.sees(&format!("已保存：{CLUB}"));
}

#[test]
fn a_changed_month_reaches_those_it_concerns() {
    let site = Site::new("publishing");
    let store = ObjectStore::over(&site.root());
    let driver = Driver::start();
    let days = NextMonth::from_today();
    let (sat, sun, later) = (days.nth(Weekday::Sat, 2), days.nth(Weekday::Sun, 2), days.nth(Weekday::Sat, 3));

    let mut organizer = Person::new(&driver, "publisher", DESK);
    found_centre(&organizer, &site);
    let recovery = organizer.downloaded("linli-recovery.linli");
    set_up_store(&organizer, &store);
    organizer.picture("publishing-store");
    let year = days.year() + 1;
    write_holidays(&organizer, &site, year);
    plan_month(&organizer, &site, &days);
    organizer.press("发布");
    organizer.sees("第一次发布，共 3 场活动");
    organizer.press("先看居民会看到的样子");
    organizer.sees("图书室");
    organizer.picture("publishing-preview");
    publish(&organizer);
    organizer.picture("publishing-published");

    let anna = Person::new(&driver, "anna-published", PHONE);
    let berta = Person::new(&driver, "berta-published", PHONE);
    let carla = Person::new(&driver, "carla-published", PHONE);
    let from_anna = sign_up(&anna, &site, &days, sat, COURSE, "示例甲");
    let from_berta = sign_up(&berta, &site, &days, sat, COURSE, "示例乙");
    let from_carla = sign_up(&carla, &site, &days, sun, CLUB, "示例丙");
    let chat = format!("1. {from_anna}\n2. {from_berta}\n3. {from_carla}");
    organizer.visit(&site.url("organize/inbox/"));
    unlock(&organizer);
    organizer.write("把收到的报名码贴在这里", &chat);
    organizer.press("收下");
    organizer.sees("新收 3 张");
    organizer.find_like("link", "的结果").click();
    organizer.press("公布结果");
    organizer.sees("安排没有变化，只公布名单的结果");
    publish(&organizer);
    for person in [&anna, &carla] {
        person.visit(&site.url("my/"));
        person.sees("已确认");
    }

    // A room and a cancellation. The store stops at the third file: nobody sees anything half-done.
    organizer.reopen_browser();
    change_month(&organizer, &site, &days);
    organizer.press("发布");
    organizer.sees("安排有 2 处变化");
    organizer.sees("地点由图书室改到多功能会议室");
    organizer.sees(&format!("取消：{CLUB}"));
    organizer.picture("publishing-changes");
    let before = fs::read(site.folder().join("index.json")).expect("an index is published");
    store.refuse_from(3);
    organizer.expect_complaint("503 (Service Unavailable)");
    organizer.press("发布到网站");
    organizer.sees("居民看到的还是原来的，没有变");
    organizer.picture("publishing-stopped");
    assert_eq!(fs::read(site.folder().join("index.json")).expect("the index is there"), before);
    let newcomer = Person::new(&driver, "newcomer-published", PHONE);
    // Of the year that the centre wrote down days off are known, of the one after it they are not.
    newcomer.visit(&site.url(&format!("?month={year}-01")));
    newcomer.until("New Year is marked", || days_off(&newcomer) > 0);
    newcomer.sees_no("哪天放假、哪天调休还没有通知");
    newcomer.visit(&site.url(&format!("?month={}-01", year + 1)));
    newcomer.sees("哪天放假、哪天调休还没有通知");
    assert_eq!(days_off(&newcomer), 0);
    newcomer.visit(&site.url(&format!("?month={}&day={sat}", days.month())));
    newcomer.find_like("link", COURSE).click();
    newcomer.sees("图书室");
    newcomer.visit(&site.url(&format!("?month={}&day={sun}", days.month())));
    newcomer.sees(CLUB);
    newcomer.sees_no("活动取消");
    newcomer.has_no_complaints();
    anna.visit(&site.url("my/"));
    anna.sees("已确认");
    anna.sees_no("有变化");
    // It stops at the very last: the month drawn beforehand, which was overwritten by then, is put back.
    let drawn = site.folder().join(format!("drawn/{}.html", days.month()));
    let (former, refused) = (fs::read(&drawn).expect("the month is drawn"), store.refused());
    store.refuse_index();
    organizer.press("再传一次");
    organizer.until("the index is refused", || store.refused() > refused);
    organizer.until("the former month is back", || fs::read(&drawn).is_ok_and(|now| now == former));
    assert_eq!(fs::read(site.folder().join("index.json")).expect("the index is there"), before);
    organizer.sees("居民看到的还是原来的，没有变");
    store.refuse_nothing();
    organizer.press("再传一次");
    organizer.sees("居民现在就看得到");

    // What is sent into the group, and who is called: the one who waits is not.
    organizer.sees(&format!("{COURSE}，{}月{}日", sat.month(), sat.day()));
    organizer.sees("地点改到多功能会议室（原来图书室）。图书室在修灯。");
    organizer.sees("活动取消。老师生病，改到下个月。");
    are_to_be_called(&organizer, &["示例甲", "示例丙"]);
    organizer.press("做成图片");
    organizer.until("the picture is drawn", || organizer.count("img", "活动有变化") == 1);
    organizer.picture("publishing-reach");

    anna.visit(&site.url("my/"));
    anna.sees("有变化");
    anna.sees("地点改到多功能会议室，原来是图书室");
    anna.sees("中心说：图书室在修灯");
    anna.picture("publishing-changed");
    anna.find_like("link", COURSE).click();
    anna.sees("地点改到多功能会议室，原来是图书室");
    carla.visit(&site.url("my/"));
    carla.sees("有变化");
    carla.sees("中心说：老师生病，改到下个月");
    carla.picture("publishing-cancelled");

    // A door notice for each change, a page each.
    organizer.follow("打印门口告示");
    organizer.sees("换地点");
    prints(&organizer, 2);
    organizer.follow("海报 A3");
    organizer.sees("扫码报名");
    prints(&organizer, 1);
    organizer.follow("海报，两张 A4");
    organizer.sees("（下）");
    prints(&organizer, 2);

    // What was handed out then is at hand again, beside the month.
    organizer.follow("排活动");
    organizer.press("群文字、告示、电话");
    organizer.sees("打印门口告示");
    organizer.sees("图书室在修灯");
    organizer.press("关闭");

    // Who was called is kept: the list goes on after a break, at its roster.
    call_the_first(&organizer, &site, &days);

    // It rains: one press, then the same.
    organizer.follow("工作台");
    organizer.press(&format!("下雨了，改用雨天方案：{OUTDOORS}"));
    organizer.sees("地点由文化广场改到多功能会议室");
    publish(&organizer);
    organizer.sees("因为下雨");
    newcomer.visit(&site.url(&format!("?month={}&day={later}", days.month())));
    newcomer.find_like("link", OUTDOORS).click();
    newcomer.sees("地点改到多功能会议室，原来是文化广场");

    // A second computer, to which the recovery file alone came: it knows its centre from the site. It does not know what was
    // published, and publishes nothing until it does.
    let other = Person::new(&driver, "other-publisher", DESK);
    let before = fs::read(site.folder().join("index.json")).expect("an index is published");
    restore_keys(&other, &site, &recovery);
    set_up_store(&other, &store);
    other.follow("排活动");
    arrange(&other, CLUB, later, "09:30", "V02");
    other.press("发布");
    other.press("发布到网站");
    other.sees("另一台电脑发布过");
    other.picture("publishing-ahead");
    assert_eq!(fs::read(site.folder().join("index.json")).expect("the index is there"), before);
    merge(&organizer, &other, &site);
    other.follow("排活动");
    other.press("发布");
    other.sees(&format!("新增：{CLUB}"));
    publish(&other);
    newcomer.visit(&site.url(&format!("?month={}&day={later}", days.month())));
    newcomer.sees(CLUB);
    newcomer.sees(OUTDOORS);

    // A third one, and neither of the others is there any more: it goes on from what is on the site.
    let third = Person::new(&driver, "third-publisher", DESK);
    go_on(&third, &site, &store, &recovery, &days);
    anna.visit(&site.url("my/"));
    anna.sees("已确认");
    anna.sees("中心说：老师要赶火车");
    anna.sees("11:00");
    anna.picture("publishing-went-on");
    newcomer.visit(&site.url(&format!("?month={}&day={later}", days.month())));
    newcomer.sees(CLUB);
    hand_in_again(&third, &site, &days, &from_anna);
    for person in [&organizer, &other, &third, &anna, &berta, &carla, &newcomer] {
        person.has_no_complaints();
    }
}

/// From the recovery file to the next revision: the board stands as it was published, and is changed.
fn go_on(third: &Person, site: &Site, store: &ObjectStore, recovery: &Path, days: &NextMonth) {
    third.visit(&site.url("organize/"));
    third.find_like("button", "从文件恢复").click();
    third.attach("恢复文件或备份", &[recovery]);
    third.write("文件的口令", PASSPHRASE);
    third.press("恢复");
    third.sees("网站上已经发布了 1 个月的活动安排");
    third.picture("publishing-going-on");
    third.press("接着网站上的做");
    third.sees("接上了，共 1 个月");
    set_up_store(third, store);
    third.visit(&site.url(&format!("organize/plan/?month={}", days.month())));
    unlock(third);
    for title in [COURSE, CLUB, OUTDOORS] {
        third.sees(title);
    }
    third.picture("publishing-went-on-board");
    third.find_like("button", "10:00").click();
    set(third, "textbox", "开始时间", "11:00");
    third.write("改了时间、地点，对居民说明", "老师要赶火车");
    third.press("保存");
    third.sees(&format!("已保存：{COURSE}"));
    third.press("发布");
    third.sees("安排有 1 处变化");
    publish(third);
}

/// A slip that was answered before is known by its answer, and the places of the others stay theirs.
fn hand_in_again(third: &Person, site: &Site, days: &NextMonth, slip: &str) {
    let address = site.url(&format!("organize/roster/?month={}", days.month()));
    let roster = || {
        third.visit(&address);
        unlock(third);
        third.find_like("link", COURSE).click();
        third.sees("已排上 1 位，共 1 位");
    };
    roster();
    third.sees("其中 1 位在原来的电脑上排上");
    third.visit(&site.url("organize/inbox/"));
    unlock(third);
    third.write("把收到的报名码贴在这里", slip);
    third.press("收下");
    third.sees("新收 1 张");
    roster();
    third.sees("示例甲");
    third.sees_no("在原来的电脑上排上");
    third.picture("publishing-known-again");
}

/// What the desk says about whom to call.
fn still_to_call(organizer: &Person) -> String {
    let told = organizer.run(
        "const rows = [...document.querySelectorAll('[aria-labelledby=home-to-call] a')]; \
         const part = (row, name) => row.querySelector(name).innerText; \
         return rows.map(row => part(row, '.roster-what') + ' ' + part(row, '.meta')).join('; ')",
    );
    told.as_str().expect("a text").to_owned()
}

/// Ticks the first off the list, leaves, and finds it ticked.
fn call_the_first(organizer: &Person, site: &Site, days: &NextMonth) {
    let address = site.url(&format!("organize/roster/?month={}", days.month()));
    let to_roster = || {
        organizer.visit(&address);
        unlock(organizer);
        organizer.find_like("link", COURSE).click();
        organizer.find("checkbox", "已打给示例甲")
    };
    organizer.visit(&site.url("organize/"));
    unlock(organizer);
    let both = format!("{COURSE} 还有 1 人没打; {CLUB} 还有 1 人没打");
    organizer.until("both are to be called", || still_to_call(organizer) == both);
    to_roster().click();
    organizer.follow("工作台");
    let one = format!("{CLUB} 还有 1 人没打");
    organizer.until("one is to be called", || still_to_call(organizer) == one);
    organizer.picture("publishing-to-call");
    to_roster();
    organizer.until("it is ticked still", || {
        organizer.run("return document.querySelector('.call-list input')?.checked") == json!(true)
    });
}

/// The centre's keys on another computer; the rest of it comes from its site and the district's files.
fn restore_keys(other: &Person, site: &Site, recovery: &Path) {
    other.visit(&site.url("organize/"));
    other.find_like("button", "从文件恢复").click();
    other.attach("恢复文件或备份", &[recovery]);
    other.write("文件的口令", PASSPHRASE);
    other.press("恢复");
    other.sees("工作台");
    other.follow("设置");
    other.find_like("link", "中心资料").click();
    let name = other.find("textbox", "中心名称").attribute("id").expect("the field has an id");
    other.until("the centre is known from its site", || {
        other.run(&format!("return document.getElementById({name:?})?.value")) == "示例社区家庭服务中心"
    });
    other.find_like("link", "名录与导入").click();
    for (subject, file) in [("社会组织", "providers.csv"), ("场地", "venues.csv")] {
        import(other, subject, file);
    }
}

/// The other computer takes in what this one knows.
fn merge(organizer: &Person, other: &Person, site: &Site) {
    organizer.visit(&site.url("organize/"));
    unlock(organizer);
    organizer.press("备份");
    organizer.sees("上次备份");
    let backup = organizer.newest_download(".linli");
    other.visit(&site.url("organize/setup/?section=safety"));
    unlock(other);
    other.press("从文件恢复或合并");
    other.attach("恢复文件或备份", &[&backup]);
    other.write("文件的口令", PASSPHRASE);
    other.press("恢复");
    other.sees("恢复好了");
}

/// Waits until so many pages come out when what stands on the page is printed: it is fitted to its paper.
#[track_caller]
fn prints(person: &Person, count: usize) {
    person.until(&format!("{count} pages are printed"), || pages(person) == count);
}

fn pages(person: &Person) -> usize {
    let printed = person.devtools("Page.printToPDF", json!({ "preferCSSPageSize": true, "printBackground": true }));
    let data = printed["data"].as_str().expect("a printed file");
    let file = linli::exchange::crypto::from_base64(data).expect("base64");
    let text = String::from_utf8_lossy(&file);
    text.matches("/Type /Page").count() - text.matches("/Type /Pages").count()
}
