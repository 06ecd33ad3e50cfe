//! A centre's month goes all the way round: an organizer, two residents and a volunteer, each with a browser of their
//! own, and nothing between them but static files and pasted codes.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use chrono::{Datelike, Days, NaiveDate, Weekday};
use serde_json::json;

use crate::browser::{DESK, Driver, PHONE, Person};
use crate::site::{Site, fresh_folder};

pub const PASSPHRASE: &str = "枫树 水壶 信封 灯塔";
pub const COURSE: &str = "茶道体验";
const ROLE: &str = "健康讲座助手";
/// A title that would run if it ever became markup.
const HOSTILE: &str = "<script>document.title='?'</script>合唱";

/// The month after this one, so that nothing has begun.
pub struct NextMonth {
    first: NaiveDate,
}

impl NextMonth {
    pub fn from_today() -> Self {
        let today = clock();
        let first = today.with_day(1).and_then(|first| first.checked_add_months(chrono::Months::new(1)));
        Self { first: first.expect("a next month") }
    }

    pub fn month(&self) -> String {
        self.first.format("%Y-%m").to_string()
    }

    pub fn year(&self) -> i32 {
        self.first.year()
    }

    /// The n-th day of this name, counted from 1.
    pub fn nth(&self, weekday: Weekday, n: u8) -> NaiveDate {
        NaiveDate::from_weekday_of_month_opt(self.first.year(), self.first.month(), weekday, n).expect("such a day")
    }
}

/// Today on a Chinese clock.
fn clock() -> NaiveDate {
    let seconds = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).expect("after 1970").as_secs();
    NaiveDate::default().checked_add_days(Days::new((seconds + 8 * 3600) / 86_400)).expect("a day")
}

pub fn sample(file: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src/bin/sample/data").join(file)
}

/// Sets a field that the browser would otherwise fill in by a picker: a day, a time, a choice.
pub fn set(person: &Person, role: &str, label: &str, value: &str) {
    let id = person.find(role, label).attribute("id").unwrap_or_else(|| panic!("{label} has no id"));
    person.run(&format!(
        "const field = document.getElementById({id:?}); field.value = {value:?}; \
         for (const kind of ['input', 'change']) field.dispatchEvent(new Event(kind, {{ bubbles: true }}))"
    ));
}

/// From the next page on this person's browser believes it to be this time at the centre.
pub fn turn_clock(person: &Person, day: NaiveDate, (hour, minute): (u32, u32)) {
    let local = day.and_hms_opt(hour, minute, 0).expect("a time");
    let at = local.and_utc().timestamp_millis() - 8 * 3_600_000;
    let source =
        format!("{{ const real = Date.now.bind(Date), shift = {at} - real(); Date.now = () => real() + shift; }}");
    person.devtools("Page.addScriptToEvaluateOnNewDocument", json!({ "source": source }));
}

/// Makes a workspace and brings the district's files into it.
pub fn found_centre(organizer: &Person, site: &Site) {
    organizer.visit(&site.url("organize/"));
    organizer.find_like("button", "建立工作区").click();
    organizer.write("中心名称", "示例社区家庭服务中心");
    organizer.write("简称", "示例社区");
    organizer.write("地址", "示例路 1 号");
    organizer.write("电话", "010-00000000");
    organizer.write("开放时间", "周二至周日 9:00–18:00");
    organizer.write("口令", PASSPHRASE);
    organizer.write("再输一次口令", PASSPHRASE);
    organizer.press("建立工作区");
    organizer.sees("先把恢复文件存好");
    organizer.press("保存恢复文件");
    organizer.downloaded("linli-recovery.linli");
    organizer.find("checkbox", "恢复文件已经存到别处").click();
    organizer.press("继续");

    organizer.follow("设置");
    for (subject, file) in [
        ("社会组织", "providers.csv"),
        ("选课菜单", "course-menu.csv"),
        ("场地", "venues.csv"),
        ("志愿服务", "volunteer-services.csv"),
    ] {
        import(organizer, subject, file);
    }
}

/// Brings one of the district's files in, on the page of settings.
pub fn import(organizer: &Person, subject: &str, file: &str) {
    organizer.take(subject);
    organizer.attach("选文件", &[&sample(file)]);
    organizer.sees("行可以导入");
    organizer.press("导入");
    organizer.sees_no("行可以导入");
    organizer.sees(&format!("{file}：已导入"));
}

/// A page that is loaded anew begins locked.
pub fn unlock(organizer: &Person) {
    organizer.until("the desk asks for its passphrase", || organizer.count("button", "解锁") == 1);
    organizer.write("口令", PASSPHRASE);
    organizer.press("解锁");
    organizer.until("the desk is open", || organizer.count("button", "解锁") == 0);
}

/// A course with one place, a special with a hostile title, a shift: what a month needs.
pub fn plan_month(organizer: &Person, site: &Site, days: &NextMonth) {
    organizer.visit(&site.url(&format!("organize/plan/?month={}", days.month())));
    unlock(organizer);
    organizer.press(&format!("安排：{COURSE}"));
    set(organizer, "textbox", "日期", &days.nth(Weekday::Sat, 2).to_string());
    set(organizer, "textbox", "开始时间", "10:00");
    set(organizer, "combobox", "场地", "V07");
    organizer.write("名额", "1");
    organizer.press("安排");
    organizer.sees(&format!("已保存：{COURSE}"));

    organizer.press("加志愿岗位");
    set(organizer, "combobox", "服务", "S05");
    set(organizer, "textbox", "日期", &days.nth(Weekday::Sat, 2).to_string());
    set(organizer, "textbox", "开始时间", "14:00");
    set(organizer, "combobox", "集合地点", "V01");
    organizer.press("加上");
    organizer.sees(&format!("已保存：{ROLE}"));

    let day = days.nth(Weekday::Sun, 2);
    organizer.press(&format!("在{}月{}日加活动", day.month(), day.day()));
    set(organizer, "combobox", "种类", "club");
    organizer.write("活动名称", HOSTILE);
    set(organizer, "textbox", "开始时间", "09:30");
    organizer.write("时长（分钟）", "90");
    set(organizer, "combobox", "场地", "V02");
    organizer.find("checkbox", "不用报名，来了就行").click();
    organizer.press("加上");
    organizer.sees(&format!("已保存：{HOSTILE}"));
    organizer.picture("round-plan");
}

/// Confirms what stands in the dialog, and lays the downloaded folder on the host.
pub fn publish(organizer: &Person, site: &Site, name: &str) -> PathBuf {
    organizer.press("确认发布");
    lay_on_host(organizer, site, name)
}

/// Downloads what was just published, and lays it on the host.
pub fn lay_on_host(organizer: &Person, site: &Site, name: &str) -> PathBuf {
    organizer.press("下载压缩包（.zip）");
    organizer.sees("已存好");
    let archive = organizer.newest_download(".zip");
    let folder = fresh_folder(&format!("folder-{name}"));
    let unpacked = Command::new("python3").args(["-m", "zipfile", "-e"]).arg(&archive).arg(&folder).status();
    assert!(unpacked.expect("python3 is installed").success(), "{} cannot be unpacked", archive.display());
    site.upload(&folder);
    organizer.press("关闭");
    folder
}

pub fn add_member(person: &Person, name: &str, year: &str) {
    person.find_like("button", "添加").click();
    person.write("姓名或称呼", name);
    person.write("出生年份", year);
    person.choose("月份", "5月");
    person.write("手机号", "13800000000");
    // A thumb in a hurry presses twice.
    person.run(
        "const keep = [...document.querySelectorAll('dialog[open] button')].find(b => b.textContent === '存好');
         keep.click(); keep.click()",
    );
    person.sees_no("存好");
}

/// Finds the course, among its kind.
fn open_course(person: &Person, site: &Site) {
    person.visit(&site.url(""));
    person.follow("选课");
    person.find_like("link", "生活艺术").click();
    person.find_like("link", COURSE).click();
}

/// Finds the course, signs somebody up, copies the code, hands it in.
pub fn sign_up(person: &Person, site: &Site, name: &str) -> String {
    open_course(person, site);
    add_member(person, name, "1980");
    assert_eq!(person.count("link", name), 1, "kept once");
    person.press(&format!("给{name}报名"));
    hand_in(person)
}

/// From the slip's page: the code as it lies on the clipboard.
pub fn hand_in(person: &Person) -> String {
    person.sees("还没交");
    person.find_like("button", "复制").click();
    person.sees("已复制");
    person.press("我已经交了");
    person.sees("已交，等中心登记");
    person.clipboard()
}

/// Pastes into the inbox, and publishes what follows from it.
pub fn receive(organizer: &Person, site: &Site, text: &str, summary: &str) {
    organizer.visit(&site.url("organize/inbox/"));
    unlock(organizer);
    organizer.write("把收到的报名码贴在这里", text);
    organizer.press("收下");
    organizer.sees(summary);
    organizer.find_like("link", "的结果").click();
    organizer.press("公布结果");
}

#[test]
fn a_month_goes_all_the_way_round() {
    let mut site = Site::new("round");
    let driver = Driver::start();
    let days = NextMonth::from_today();

    let mut organizer = Person::new(&driver, "organizer", DESK);
    found_centre(&organizer, &site);
    plan_month(&organizer, &site, &days);
    organizer.press("发布");
    let first = publish(&organizer, &site, "first");
    organizer.has_no_complaints();

    let mut anna = Person::new(&driver, "anna", PHONE);
    let mut berta = Person::new(&driver, "berta", PHONE);
    let volunteer = Person::new(&driver, "volunteer", PHONE);
    open_course(&anna, &site);
    anna.sees("剩 1 位");
    let from_anna = sign_up(&anna, &site, "示例甲");
    let from_berta = sign_up(&berta, &site, "示例乙");
    anna.picture("round-slip");
    volunteer.visit(&site.url("my/"));
    volunteer.follow("志愿");
    // The way back closes the form and loses neither the page nor what was typed.
    volunteer.find_like("button", "添加").click();
    volunteer.write("姓名或称呼", "示例丙");
    volunteer.run("history.back()");
    volunteer.sees_no("存好");
    assert!(volunteer.address().contains("volunteer/"), "{}", volunteer.address());
    volunteer.find_like("button", "添加").click();
    volunteer.until("what was typed is there", || {
        volunteer.run("return document.querySelector('#member-name')?.value") == "示例丙"
    });
    volunteer.press("关闭");
    add_member(&volunteer, "示例丙", "1990");
    volunteer.picture("round-volunteer");
    volunteer.press("我来");
    let from_volunteer = hand_in(&volunteer);

    // A title is text, wherever it came from.
    anna.visit(&site.url(&format!("?month={}&day={}", days.month(), days.nth(Weekday::Sun, 2))));
    anna.sees(HOSTILE);
    anna.until("nothing is wider than the phone", || {
        anna.run("return document.documentElement.scrollWidth <= innerWidth") == true
    });
    anna.picture("round-calendar");

    // One comes twice, one was damaged on its way, all between the lines of a chat.
    let damaged = damage(&from_berta);
    let chat = format!(
        "群接龙：{COURSE}\n1. 示例甲 {from_anna}\n2. 示例乙 {from_berta}\n好的\n{}\n{damaged}\n志愿 {from_volunteer}",
        from_anna.to_lowercase()
    );
    organizer.reopen_browser();
    receive(&organizer, &site, &chat, "新收 3 张，重复 1 张，没收下 1 张");
    publish(&organizer, &site, "second");
    organizer.picture("round-roster");
    organizer.has_no_complaints();
    assert_no_names(&site);

    anna.visit(&site.url("my/"));
    anna.sees("已确认");
    berta.visit(&site.url("my/"));
    berta.sees("候补第 1 位");
    berta.find_like("link", COURSE).click();
    berta.sees("报名顺序第 2，名额 1 个");
    volunteer.visit(&site.url("my/"));
    volunteer.sees("已确认");

    // Overnight, and without a network.
    for person in [&anna, &berta] {
        person.kept_for_offline();
        person.has_no_complaints();
    }
    site.down();
    anna.reopen_browser();
    anna.expect_complaint("net::ERR_");
    anna.visit(&site.url("my/"));
    anna.sees("已确认");
    berta.reopen_browser();
    berta.expect_complaint("net::ERR_");
    berta.visit(&site.url("my/"));
    berta.sees("候补第 1 位");
    site.up();

    // The first gives the place back: the next is confirmed.
    anna.find_like("link", COURSE).click();
    // Taken back before it is handed in, then made again.
    anna.press("不去了，退出");
    anna.press("做退出单");
    anna.sees(&format!("退出：{COURSE}"));
    anna.find("button", "还是去");
    anna.run("scrollTo(0, document.body.scrollHeight)");
    anna.picture("round-withdrawal");
    anna.press("还是去");
    anna.sees_no(&format!("退出：{COURSE}"));
    anna.sees_no("已做退出单");
    anna.press("不去了，退出");
    anna.press("做退出单");
    anna.sees(&format!("退出：{COURSE}"));
    let back = hand_in(&anna);
    receive(&organizer, &site, &back, "新收 1 张");
    publish(&organizer, &site, "third");
    berta.visit(&site.url("my/"));
    berta.sees("已确认");
    anna.visit(&site.url("my/"));
    anna.press("以前的 2 张");
    anna.sees("已退出");
    berta.picture("round-confirmed");

    // What is damaged or older on the host changes nothing.
    let outcomes = site.folder().join("outcomes");
    for file in fs::read_dir(&outcomes).expect("outcomes are published").flatten() {
        site.damage(&file.path());
    }
    fs::copy(first.join("index.json"), site.folder().join("index.json")).expect("an older index can be laid there");
    berta.reload();
    berta.sees("核对不上");
    berta.sees("已确认");
    berta.picture("round-refused");
    for person in [&anna, &berta, &volunteer, &organizer] {
        person.has_no_complaints();
    }
}

/// The same code with one character changed in its middle.
fn damage(code: &str) -> String {
    let middle = code.len() / 2;
    let other = if code.as_bytes()[middle] == b'A' { 'B' } else { 'A' };
    format!("{}{other}{}", &code[..middle], &code[middle + 1..])
}

/// Nothing on the host shows who signed up for anything.
pub fn assert_no_names(site: &Site) {
    let mut folders = vec![site.folder()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("the site can be read").flatten() {
            if entry.path().is_dir() {
                folders.push(entry.path());
                continue;
            }
            let content = fs::read(entry.path()).expect("a file can be read");
            for name in ["示例甲", "示例乙", "示例丙", "13800000000"] {
                let found = content.windows(name.len()).any(|part| part == name.as_bytes());
                assert!(!found, "{} shows {name}", entry.path().display());
            }
        }
    }
}
