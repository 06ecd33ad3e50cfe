//! A volunteer's hours from the claim to the certificate: checked in at the door by a helper's camera and out by the volunteer's own
//! phone, both without a network; a wrong poster's code that counts for nothing, and somebody who came instead of another;
//! confirmed and corrected by an organizer; on the phone after publication, and on the next phone out of a backup;
//! certified, and the certificate checked in a browser that never met any of them.

use chrono::{Days, NaiveDate, Weekday};
use linli::domain::centre::{Centre, Rules};
use linli::domain::certificate::Certificate;
use linli::domain::id::CertificateId;
use linli::domain::text::Text;
use linli::domain::time::Stamp;
use linli::exchange::crypto::{Hash, generate, ready};
use linli::exchange::envelope::Envelope;
use linli::exchange::keys::{CentreKeys, make};
use linli::exchange::publish::{Dates, PublishedFiles, centre_file, publish as publish_folder};
use linli::exchange::published::{CentreFile, Index};
use linli::exchange::record::{Record, sign};
use serde_json::json;

use crate::browser::{DESK, Driver, PHONE, Person};
use crate::round::{
    NextMonth, add_member, assert_no_names, found_centre, hand_in, plan_month, publish, set, turn_clock, unlock,
};
use crate::site::{Site, fresh_folder};

/// From the next page on this person's browser reads codes and has a camera: `window.camera.held` is held up to it.
fn give_camera(person: &Person) {
    let source = "
        window.camera = { asked: 0, on: false, held: null };
        window.BarcodeDetector = class {
            async detect() {
                return window.camera.held ? [{ rawValue: window.camera.held }] : [];
            }
        };
        // An empty page is no place that a browser gives a camera to.
        if (navigator.mediaDevices) navigator.mediaDevices.getUserMedia = async () => {
            const picture = document.createElement('canvas');
            picture.getContext('2d').fillRect(0, 0, 300, 150);
            const stream = picture.captureStream();
            for (const track of stream.getTracks()) {
                const stop = track.stop.bind(track);
                track.stop = () => { window.camera.on = false; stop(); };
            }
            window.camera.asked += 1;
            window.camera.on = true;
            return stream;
        };";
    person.devtools("Page.addScriptToEvaluateOnNewDocument", json!({ "source": source }));
}

/// Turns the camera on, and holds something up to it.
fn hold_up(person: &Person, text: &str) {
    assert_eq!(person.run("return window.camera.asked"), json!(0), "nothing is asked before the press");
    person.press("用摄像头扫码");
    person.find("button", "关掉摄像头");
    person.run(&format!("window.camera.held = {}", json!(text)));
}

fn camera_is_off(person: &Person) {
    person.until("the camera is off", || person.run("return window.camera.on") == json!(false));
}

/// Opens a page of the desk, which asks for its passphrase after every loading.
fn desk(organizer: &Person, site: &Site, path: &str) {
    organizer.visit(&site.url(path));
    unlock(organizer);
}

fn paste(organizer: &Person, text: &str) {
    organizer.write("把收到的报名码贴在这里", text);
    organizer.press("收下");
}

/// The same address with another number of minutes in its record.
fn changed(address: &str) -> String {
    // Within the minutes: before them stand the length, seven bytes, the number and three days.
    let at = address.find("LINLIZ1:").expect("a record") + "LINLIZ1:".len() + 33;
    let other = if address.as_bytes()[at] == b'A' { 'B' } else { 'A' };
    format!("{}{other}{}", &address[..at], &address[at + 1..])
}

#[test]
fn hours_go_from_the_door_to_the_certificate() {
    let mut site = Site::new("ledger");
    let driver = Driver::start();
    let days = NextMonth::from_today();
    let day = days.nth(Weekday::Sat, 2);

    let organizer = Person::new(&driver, "ledger-organizer", DESK);
    found_centre(&organizer, &site);
    plan_month(&organizer, &site, &days);
    organizer.press("发布");
    publish(&organizer, &site, "ledger-first");

    let volunteer = Person::new(&driver, "ledger-volunteer", PHONE);
    volunteer.visit(&site.url(&format!("volunteer/?day={day}")));
    add_member(&volunteer, "示例丙", "1990");
    volunteer.sees("健康讲座助手");
    volunteer.press_first(".open-shifts .button");
    let claim = hand_in(&volunteer);
    desk(&organizer, &site, "organize/inbox/");
    paste(&organizer, &claim);
    organizer.sees("新收 1 张");
    organizer.find_like("link", "的结果").click();
    organizer.press("公布结果");
    publish(&organizer, &site, "ledger-second");

    // The helper's phone shows its code, the desk seals the day's list to it.
    let helper = Person::new(&driver, "ledger-helper", PHONE);
    helper.visit(&site.url("helper/"));
    helper.press("复制这个码");
    helper.sees("已复制");
    let code = helper.clipboard();
    turn_clock(&organizer, day, (9, 0));
    let shift = format!("organize/roster/?month={}&session=S05-1@{day}T14:00", days.month());
    desk(&organizer, &site, &shift);
    organizer.press("当面登记");
    organizer.write("姓名或称呼", "示例己");
    organizer.write("年龄（活动当天）", "40");
    organizer.write("电话", "13800000002");
    organizer.press("登记");
    organizer.sees("打印回执");
    organizer.press("关闭");
    organizer.find("button", "签到").click();
    organizer.sees("未统计 2 位");
    organizer.press("交给门口志愿者");
    organizer.write("志愿者姓名", "示例丁");
    organizer.write("那部手机的码", &code);
    organizer.press("加密名单");
    organizer.press("复制链接");
    organizer.sees("已复制");
    let list = organizer.clipboard();
    organizer.picture("ledger-sealed");
    turn_clock(&helper, day, (13, 50));
    give_camera(&helper);
    helper.go("about:blank");
    helper.visit(&list);
    helper.sees("示例丙");
    assert!(!list.contains("示例"), "a list shows nothing on its way");

    // Nobody has a network any more.
    for person in [&helper, &volunteer] {
        person.kept_for_offline();
        person.expect_complaint("net::ERR_");
        person.expect_complaint("Failed to fetch");
    }
    turn_clock(&volunteer, day, (14, 6));
    volunteer.visit(&site.url("check-in/"));
    volunteer.sees("这个浏览器不能自己扫码");
    site.down();
    turn_clock(&helper, day, (14, 3));
    helper.visit(&site.url("helper/"));
    hold_up(&helper, &claim);
    helper.sees("示例丙，到了");
    helper.sees("已到 1");
    assert_eq!(helper.barriers(), json!([]), "the helper's list");
    helper.picture("ledger-helper-camera");
    helper.press("关掉摄像头");
    camera_is_off(&helper);
    helper.find_like("button", "别人替").click();
    helper.write("谁来替", "示例戊");
    helper.press("记下");
    helper.sees("示例戊来替");
    helper.press("做一份记录");
    helper.press("复制给中心");
    helper.sees("已复制");
    let report = helper.clipboard();
    helper.picture("ledger-helper");
    // The poster that hung here the week before.
    give_camera(&volunteer);
    volunteer.reload();
    hold_up(&volunteer, &site.url(&format!("check-in/?id=S05-1@{day}T14:00&poster=01020304")));
    volunteer.until("the scanned address stands there", || volunteer.address().ends_with("poster=01020304"));
    camera_is_off(&volunteer);
    volunteer.press("我到了");
    volunteer.sees("到场 14:06");
    volunteer.follow("出示签到单");
    let of_another_poster = hand_in(&volunteer);
    turn_clock(&volunteer, day, (15, 40));
    volunteer.visit(&site.url("check-in/"));
    volunteer.press("我走了，签退");
    volunteer.sees("14:06–15:40");
    volunteer.picture("ledger-check-in");
    volunteer.follow("出示签到单");
    let check_in = hand_in(&volunteer);
    site.up();

    // What came waits; it counts when an organizer has confirmed it.
    turn_clock(&organizer, day, (17, 0));
    desk(&organizer, &site, &shift);
    organizer.find("button", "签到").click();
    // Held up at the desk, whose gun types it.
    organizer.write("扫码签到", &of_another_poster);
    organizer.press_first(".doorway-scan button");
    organizer.sees("收下了示例丙的签到单");
    organizer.sees("带的签到码不是这一场海报上的，没有算到场");
    organizer.sees("未统计 2 位");
    organizer.sees("这个浏览器不能用摄像头扫码");
    organizer.picture("ledger-doubt");
    desk(&organizer, &site, "organize/inbox/");
    paste(&organizer, &format!("门口 {report}\n本人 {check_in}"));
    organizer.sees("示例丁交回的签到记录：2 条，新的 2 条");
    organizer.sees("新收 1 张");
    paste(&organizer, &format!("{report} {check_in}"));
    organizer.sees("新的 0 条");
    organizer.sees("重复 1 张");
    desk(&organizer, &site, &shift);
    organizer.find("button", "签到").click();
    organizer.sees("门口记下：示例戊来替示例己。");
    organizer.sees_no("没有算到场");
    organizer.find_like("button", "按替班算").click();
    organizer.sees("示例戊替示例己到场，已按替班算");
    organizer.sees("已到 2 位，未到 0 位，未统计 0 位");
    assert_eq!(organizer.barriers(), json!([]), "check-in at the desk");
    organizer.picture("ledger-settled");
    let ledger = format!("organize/volunteers/?part=ledger&month={}", days.month());
    desk(&organizer, &site, &ledger);
    organizer.sees("待确认 2 人次");
    organizer.sees("示例戊");
    assert_eq!(organizer.barriers(), json!([]), "the ledger");
    organizer.sees_no("示例己");
    organizer.sees("14:03–15:40");
    organizer.write("确认人", "示例乙");
    organizer.picture("ledger-confirm");
    organizer.press("确认这 2 人次");
    organizer.sees("志愿者 2 人");
    organizer.sees_no("待确认 2 人次");
    organizer.find_like("button", "示例丙").click();
    organizer.sees("1 小时 37 分");
    organizer.find_like("button", "更正或作废").click();
    set(&organizer, "textbox", "分钟", "90");
    organizer.write("原因", "中途离开几分钟");
    organizer.press("记入台账");
    organizer.sees("示例乙更正为 1 小时 30 分：中途离开几分钟");
    organizer.sees("示例乙确认 1 小时 37 分");

    // The certificate, and a copy of it on which somebody changed something.
    organizer.run("window.print = () => {}");
    organizer.press("开记录证明");
    set(&organizer, "textbox", "从", &format!("{}-01", days.month()));
    organizer.press("出具并打印");
    organizer.sees("志愿服务 1 次，共 1 小时 30 分");
    organizer.sees("本中心自己的服务记录");
    organizer.press("复制核对链接");
    organizer.sees("已复制");
    let certificate = organizer.clipboard();
    organizer.picture("ledger-certificate");
    organizer.has_no_complaints();

    desk(&organizer, &site, &format!("organize/roster/?month={}", days.month()));
    organizer.press("公布结果");
    publish(&organizer, &site, "ledger-third");
    assert_no_names(&site);

    turn_clock(&volunteer, day + Days::new(1), (10, 0));
    volunteer.visit(&site.url("volunteer/"));
    volunteer.sees("服务时长");
    volunteer.sees("1 小时 30 分");
    volunteer.picture("ledger-hours");

    // To the next phone: everything goes along, locked under a passphrase.
    volunteer.visit(&site.url("my/"));
    volunteer.press("做一份备份");
    volunteer.write("备份口令", "短");
    volunteer.press("加密备份");
    volunteer.sees("口令至少要 6 个字");
    volunteer.write("备份口令", "示例口令 1");
    volunteer.press("加密备份");
    volunteer.sees("备份好了");
    assert_eq!(volunteer.barriers(), json!([]), "my page with the backup");
    volunteer.picture("ledger-backup");
    volunteer.press("存成文件");
    let backup = volunteer.newest_download(".linli");
    let locked = std::fs::read_to_string(&backup).expect("the backup can be read");
    assert!(!locked.contains("示例") && !locked.contains("LINLI"), "nothing of it can be read");
    let next_phone = Person::new(&driver, "ledger-next-phone", PHONE);
    turn_clock(&next_phone, day + Days::new(1), (11, 0));
    next_phone.visit(&site.url("my/"));
    next_phone.sees("还没有单子");
    next_phone.press("从备份恢复");
    next_phone.attach("选备份文件", &[&backup]);
    next_phone.write("备份口令", "示例口令 2");
    next_phone.find_like("dialog", "从备份恢复");
    next_phone.press_first("dialog[open] .button[data-look=main]");
    next_phone.sees("口令不对");
    next_phone.write("备份口令", "示例口令 1");
    next_phone.press_first("dialog[open] .button[data-look=main]");
    next_phone.sees("家人 1 位，单子 3 张");
    next_phone.press("关闭");
    next_phone.sees("以前的");
    next_phone.visit(&site.url("volunteer/"));
    next_phone.sees("1 小时 30 分");
    next_phone.press("每次服务");
    next_phone.find_like("button", "健康讲座助手").click();
    next_phone.sees("别人扫一下，就能核对这次服务");
    next_phone.picture("ledger-next-phone");
    next_phone.has_no_complaints();

    let stranger = Person::new(&driver, "ledger-stranger", PHONE);
    stranger.visit(&certificate);
    stranger.sees("记录属实，内容没有改过");
    stranger.sees("1 次，1 小时 30 分");
    stranger.sees("示例丙");
    stranger.picture("ledger-verified");
    stranger.go("about:blank");
    stranger.visit(&changed(&certificate));
    stranger.sees("这份记录不能采信");
    stranger.sees("内容被改过：签名对不上");
    stranger.sees_no("示例丙");
    for person in [&organizer, &volunteer, &helper, &stranger] {
        person.has_no_complaints();
    }
}

/// A centre's folder whose keys are those: `statements` from the founding one on, the last of which names `keys`.
fn folder_of(keys: &CentreKeys, statements: Vec<Envelope>, before: Option<&Index>) -> PublishedFiles {
    let centre = CentreFile {
        format: 1,
        centre: Centre {
            id: keys.centre.clone(),
            name: Text::new("示例社区家庭服务中心"),
            short_name: Text::new("示例社区"),
            address: Text::new("示例路 1 号"),
            phone: "010-00000000".to_owned(),
            hours: Text::new("周二至周日 9:00–18:00"),
            utc_offset: 480,
            sample: true,
        },
        rules: Rules::default(),
        holidays: String::new(),
        keys: statements,
    };
    let now =
        std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).map_or(0, |since| since.as_millis() as i64);
    let dates = Dates { made_at: Stamp(now), expires: Stamp(now + 86_400_000) };
    let kept = before.map(|index| (index, Hash::of(&serde_json::to_vec(index).expect("an index can be written"))));
    let published =
        publish_folder(&keys.signing, &keys.centre, None, kept, |_| true, vec![centre_file(&centre)], dates);
    ready(published).expect("the folder can be made")
}

fn lay(site: &Site, folder: &PublishedFiles) {
    let from = fresh_folder("keys-folder");
    for file in &folder.files {
        std::fs::write(from.join(&file.path), &file.bytes).expect("a file can be written");
    }
    site.upload(&from);
}

#[test]
fn what_an_earlier_key_signed_still_holds_and_a_changed_digit_does_not() {
    let site = Site::new("ledger-keys");
    let driver = Driver::start();
    let (keys, recovery) = ready(make()).expect("keys can be made");
    let founding = ready(keys.found(&recovery)).expect("the centre can be founded");
    let record = Record::Certificate(Certificate {
        id: CertificateId([1, 2, 3]),
        name: "示例甲".to_owned(),
        from: NaiveDate::from_ymd_opt(2026, 1, 1).expect("a day"),
        to: NaiveDate::from_ymd_opt(2026, 6, 30).expect("a day"),
        minutes: 2_430,
        services: 21,
        on: NaiveDate::from_ymd_opt(2026, 7, 1).expect("a day"),
    });
    let signed = ready(sign(&keys.signing, &keys.centre, &record)).expect("it can be signed");
    let first = folder_of(&keys, vec![founding.clone()], None);
    lay(&site, &first);

    // While the key is today's, nothing is said of keys.
    let reader = Person::new(&driver, "keys-reader", PHONE);
    reader.visit(&site.url(&format!("verify/#{signed}")));
    reader.sees("记录属实，内容没有改过");
    reader.sees_no("以前的钥匙");

    // The centre takes another key; the one before signs that.
    let next = CentreKeys { signing: ready(generate()).expect("a key can be made"), ..keys.clone() };
    let statement = ready(keys.sign_statement(&next.statement(2, recovery.hash()))).expect("it can be signed");
    lay(&site, &folder_of(&next, vec![founding, statement], Some(&first.index)));
    // Somebody who never met the centre, and who has its former keys.
    let stranger = Person::new(&driver, "keys-stranger", PHONE);
    for person in [&stranger, &reader] {
        person.go("about:blank");
        person.visit(&site.url(&format!("verify/#{signed}")));
        person.sees("记录属实，内容没有改过");
        person.sees("签名用的是中心以前的钥匙");
        person.sees("40 小时 30 分");
    }
    stranger.picture("ledger-earlier-key");
    stranger.go("about:blank");
    stranger.visit(&changed(&site.url(&format!("verify/#{signed}"))));
    stranger.sees("这份记录不能采信");
    stranger.sees("内容被改过：签名对不上");
    stranger.sees_no("示例甲");
    for person in [&reader, &stranger] {
        person.has_no_complaints();
    }
}
