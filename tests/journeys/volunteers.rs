//! Volunteers: an organizer makes shifts for every weekend of a month, one volunteer claims and cannot come, another stands
//! in from a browser of their own, and what is asked for in the group are exactly the gaps that are left.

use chrono::Weekday;
use linli::domain::holiday::Holidays;
use linli::domain::time::Month;

use crate::browser::{DESK, Driver, PHONE, Person};
use crate::round::{
    NextMonth, add_member, assert_no_names, found_centre, hand_in, publish, receive, set, turn_clock, unlock,
};
use crate::site::Site;

const ROLE: &str = "健康讲座助手";

/// One place on every weekend day and public holiday.
fn make_shifts(organizer: &Person, site: &Site, days: &NextMonth) {
    organizer.visit(&site.url(&format!("organize/volunteers/?month={}", days.month())));
    unlock(organizer);
    organizer.press("加志愿岗位");
    set(organizer, "combobox", "从哪里来", "service S05");
    set(organizer, "textbox", "开始时间", "09:00");
    set(organizer, "combobox", "集合地点", "V01");
    organizer.write("最少几人", "1");
    organizer.write("最多几人", "1");
    organizer.sees(&format!("共 {} 个岗位", service_days(days)));
    organizer.picture("volunteers-making");
    organizer.press("加上岗位");
    organizer.sees("岗位已安排，发布以后志愿者才看得到");
    organizer.press("发布");
    publish(organizer, site, "volunteers-first");
    organizer.sees(&format!("还缺 {0} 人，在 {0} 个岗位", service_days(days)));
}

fn service_days(days: &NextMonth) -> usize {
    let holidays = Holidays::read(Holidays::TABLE).expect("the holidays' table can be read");
    holidays.service_days(Month::parse(&days.month()).expect("a month")).count()
}

/// What the organizer would send into the group, line by line; without the first and the last.
fn called(organizer: &Person) -> Vec<String> {
    let text = organizer.run("return document.querySelector('.message')?.textContent ?? ''");
    let lines: Vec<String> = text.as_str().unwrap_or_default().lines().map(str::to_owned).collect();
    lines.get(1..lines.len().saturating_sub(1)).unwrap_or_default().to_vec()
}

#[test]
fn a_stand_in_takes_over_and_the_gaps_are_asked_for() {
    let site = Site::new("volunteers");
    let driver = Driver::start();
    let days = NextMonth::from_today();
    let saturday = days.nth(Weekday::Sat, 2);
    let on_saturday = format!("{}日 周六", saturday.format("%-m月%-d"));
    let on_sunday = format!("{}日 周日", saturday.succ_opt().expect("a Sunday").format("%-m月%-d"));

    let mut organizer = Person::new(&driver, "volunteers-organizer", DESK);
    found_centre(&organizer, &site);
    make_shifts(&organizer, &site, &days);
    organizer.has_no_complaints();

    // One claims the second weekend's Saturday on a phone.
    let first = Person::new(&driver, "volunteers-first", PHONE);
    first.visit(&site.url(&format!("volunteer/?day={saturday}")));
    add_member(&first, "示例甲", "1980");
    first.sees(ROLE);
    first.sees("再来 1 人才能开");
    first.picture("volunteers-open");
    first.press_first(".open-shifts .button");
    let claim = hand_in(&first);
    organizer.reopen_browser();
    receive(&organizer, &site, &claim, "新收 1 张");
    publish(&organizer, &site, "volunteers-second");
    first.visit(&site.url("volunteer/"));
    first.sees("我的岗位");
    first.sees("已确认");

    // Both files for the phone's calendar remind the day before.
    first.press("存进日历，带提醒");
    let entries = std::fs::read_to_string(first.newest_download(".ics")).expect("the file can be read");
    assert!(entries.contains("DTSTART") && entries.contains("TRIGGER:-P1D"), "{entries}");
    first.visit(&site.url("my/"));
    first.press("加到手机日历");
    first.sees("点开它就加进日历");
    first.visit(&site.url("volunteer/"));

    // They cannot come: another takes the place over, from a browser of their own.
    first.find_like("link", ROLE).click();
    first.press("找人替班");
    first.picture("volunteers-offer");
    let link = "return document.querySelector('.message')?.textContent.match(/http\\S+/)?.[0] ?? null";
    let link = first.settled("a link stands in the message", link).as_str().expect("a text").to_owned();
    assert!(link.contains("#offer="), "the offer is nothing for the host: {link}");
    let second = Person::new(&driver, "volunteers-second", PHONE);
    second.visit(&link);
    second.sees("有人请您替班");
    add_member(&second, "示例乙", "1990");
    second.picture("volunteers-stand-in");
    second.press("示例乙来替");
    second.sees(&format!("替班：{ROLE}"));
    let stand_in = hand_in(&second);
    receive(&organizer, &site, &stand_in, "新收 1 张");
    publish(&organizer, &site, "volunteers-third");
    second.visit(&site.url("my/"));
    second.sees("已确认");
    first.visit(&site.url("my/"));
    first.press("以前的 1 张");
    first.sees("已退出");

    // One place, one person: the shift is full, and exactly the others are asked for.
    organizer.visit(&site.url(&format!("organize/volunteers/?month={}", days.month())));
    unlock(&organizer);
    organizer.sees("需 1 · 认领 1 · 已确认 1");
    organizer.sees("示例乙");
    organizer.sees(&format!("还缺 {0} 人，在 {0} 个岗位", service_days(&days) - 1));
    assert_eq!(organizer.barriers(), serde_json::json!([]), "who is missing where");
    organizer.picture("volunteers-staffing");
    organizer.press("请大家来帮忙");
    organizer.until("the message stands there", || !called(&organizer).is_empty());
    let asked = called(&organizer);
    assert_eq!(asked.len(), service_days(&days) - 1, "{asked:?}");
    assert!(asked.iter().all(|line| line.contains(ROLE) && !line.contains(&on_saturday)), "{asked:?}");
    assert!(asked.iter().any(|line| line.contains(&on_sunday)), "{asked:?}");
    organizer.picture("volunteers-calling");
    organizer.press("复制这段话");
    organizer.sees("已复制");
    assert!(organizer.clipboard().contains("volunteer/"), "the message leads to the shifts");

    // They were there and forgot to check in. A word alone stands apart, and is not taken here; they read why.
    turn_clock(&second, saturday.succ_opt().expect("a Sunday"), (9, 0));
    second.visit(&site.url("my/"));
    second.press("以前的 1 张");
    second.find_like("link", ROLE).click();
    second.sees("去了但忘了签到？");
    let slip = second.address();
    second.press("补登服务时间");
    second.sees("算不算由中心核实后决定");
    assert_eq!(second.barriers(), serde_json::json!([]), "hours afterwards");
    second.picture("volunteers-past-hours");
    second.press("做补登单");
    second.sees(&format!("签到：{ROLE}"));
    let past = hand_in(&second);
    receive(&organizer, &site, &past, "新收 1 张");
    organizer.visit(&site.url(&format!("organize/volunteers/?part=ledger&month={}", days.month())));
    unlock(&organizer);
    organizer.sees("补登：只凭本人所说，请核实");
    organizer.press("不认这次补登");
    organizer.write("为什么不认", "签到表上没有");
    organizer.picture("volunteers-refusing");
    organizer.press("不认，告诉本人");
    organizer.sees_no("补登：只凭本人所说");
    organizer.visit(&site.url(&format!("organize/roster/?month={}", days.month())));
    unlock(&organizer);
    organizer.press("公布结果");
    publish(&organizer, &site, "volunteers-fourth");
    second.visit(&slip);
    second.sees("中心决定：签到表上没有");
    second.sees_no("去了但忘了签到？");

    assert_no_names(&site);
    for person in [&first, &second, &organizer] {
        person.has_no_complaints();
    }
}

#[test]
fn two_volunteers_swap_on_one_slip_and_both_phones_know() {
    let site = Site::new("volunteers-swap");
    let driver = Driver::start();
    let days = NextMonth::from_today();
    let saturday = days.nth(Weekday::Sat, 2);
    let sunday = saturday.succ_opt().expect("a Sunday");
    let named = |day: chrono::NaiveDate| day.format("%-m月%-d日").to_string();

    let mut organizer = Person::new(&driver, "swap-organizer", DESK);
    found_centre(&organizer, &site);
    make_shifts(&organizer, &site, &days);
    organizer.reopen_browser();

    // Two volunteers, each with a day of their own.
    let phones = [("示例甲", "1980", saturday), ("示例乙", "1990", sunday)].map(|(name, year, day)| {
        let phone = Person::new(&driver, &format!("swap-{name}"), PHONE);
        phone.visit(&site.url(&format!("volunteer/?day={day}")));
        add_member(&phone, name, year);
        // A weekend's days stand together, each under its name.
        let day = named(day);
        let press = format!(
            "const head = [...document.querySelectorAll('.shift-day')].find(head => head.textContent.includes('{day}'));
             const button = head?.parentElement.querySelector('.open-shifts .button');
             button?.click(); return !!button"
        );
        phone.until("the day's shift is open", || phone.run(&press) == true);
        let claim = hand_in(&phone);
        receive(&organizer, &site, &claim, "新收 1 张");
        phone
    });
    publish(&organizer, &site, "swap-claimed");
    let [first, second] = &phones;

    // One offers theirs in exchange; the other chooses what to give for it.
    first.visit(&site.url("volunteer/"));
    first.sees("已确认");
    first.find_like("link", ROLE).click();
    first.press("和别人换班");
    first.picture("swap-offer");
    let link = "return document.querySelector('.message')?.textContent.match(/http\\S+/)?.[0] ?? null";
    let link = first.settled("a link stands in the message", link).as_str().expect("a text").to_owned();
    second.visit(&link);
    second.sees("有人想跟您换班");
    second.sees(&named(saturday));
    assert_eq!(second.barriers(), serde_json::json!([]), "what to give in exchange");
    second.picture("swap-choose");
    second.press_first(".swaps .button");
    second.sees(&format!("换班：{ROLE}"));
    second.sees("拿出");
    let swap = hand_in(second);
    second.picture("swap-slip");
    organizer.visit(&site.url("organize/inbox/"));
    unlock(&organizer);
    organizer.write("把收到的报名码贴在这里", &swap);
    organizer.press("收下");
    organizer.sees("示例甲 ⇄ 示例乙");
    organizer.sees("已换好");
    organizer.picture("swap-received");
    organizer.find_like("link", "的结果").click();
    organizer.press("公布结果");
    publish(&organizer, &site, "swap-settled");

    // Both phones know where their owner is expected now.
    for (phone, day) in [(first, sunday), (second, saturday)] {
        phone.visit(&site.url("volunteer/"));
        phone.sees("我的岗位");
        let mine = "return document.querySelector('.my-shifts').textContent";
        phone.until("the other's day stands there", || {
            phone.run(mine).as_str().is_some_and(|text| text.contains(&named(day)))
        });
        phone.find_like("link", ROLE).click();
        phone.sees(&format!("换班：现在是 {}", named(day)));
        phone.picture("swap-swapped");
    }
    organizer.visit(&site.url(&format!("organize/volunteers/?month={}", days.month())));
    unlock(&organizer);
    organizer.sees(&format!("还缺 {0} 人，在 {0} 个岗位", service_days(&days) - 2));
    assert_no_names(&site);
    for person in [first, second, &organizer] {
        person.has_no_complaints();
    }
}
