//! The course menu on its way in: an organizer with the district's Excel files, their newer edition and several bad ones; the
//! district, which signs its menu; somebody who signs another in its name.

use std::fs;
use std::path::PathBuf;

use crate::browser::{DESK, Driver, Person};
use crate::round::{found_centre, sample, set, unlock};
use crate::site::Site;

/// What the district's own people type.
const PASSPHRASE: &str = "枫树 水壶 信封 灯塔";

fn spreadsheet(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/spreadsheets").join(name)
}

/// Chooses a file of the course menu and says which column holds the places: its heading is none that is known.
fn attach_menu(organizer: &Person, name: &str) {
    organizer.take("选课菜单");
    organizer.attach("选文件", &[&spreadsheet(name)]);
    organizer.sees("还不知道哪一列是名额");
    set(organizer, "combobox", "名额（必须有）", "7");
}

fn open_setup(organizer: &Person, site: &Site) {
    organizer.visit(&site.url("organize/setup/"));
    unlock(organizer);
}

#[test]
fn an_excel_file_is_put_right_and_a_newer_one_says_what_changed() {
    let site = Site::new("excel");
    let driver = Driver::start();
    let organizer = Person::new(&driver, "excel-organizer", DESK);
    found_centre(&organizer, &site);

    attach_menu(&organizer, "course-menu.xlsx");
    organizer.sees("4 行可以导入");
    organizer.sees("第 1、2、11、12 行是标题");
    organizer.sees("和第 5 行的编号一样");
    organizer.picture("excel-wrong-rows");
    // The wrong cell is put right where it is told of.
    organizer.write("第 8 行的时长（分钟）改成", "90");
    organizer.find("textbox", "第 8 行的时长（分钟）改成").type_in("\n");
    organizer.sees("5 行可以导入");
    organizer.sees("改动 2");
    // The button says what is left behind, and so does what is said afterwards.
    organizer.find_like("button", "导入 5 行，跳过").click();
    organizer.sees("course-menu.xlsx：已导入 5 门课程。");
    organizer.sees("行没导入");

    attach_menu(&organizer, "course-menu-newer.xlsx");
    organizer.sees_no("已导入");
    organizer.sees("名额：12 → 14");
    organizer.sees("时长（分钟）：90 → 120");
    organizer.picture("excel-newer");
    organizer.press("导入");
    organizer.sees_no("行可以导入");

    organizer.take("场地");
    organizer.attach("选文件", &[&spreadsheet("empty-rows.xlsx")]);
    organizer.sees("1 行可以导入");
    organizer.attach("选文件", &[&spreadsheet("venues-gbk.csv")]);
    organizer.sees("不是整数");
    organizer.sees("1 行可以导入");
    for (file, words) in [
        ("old.xlsx", "这是旧版 Excel"),
        ("password.xlsx", "这个文件有打开密码"),
        ("cut.xlsx", "文件坏了，打不开"),
        ("words.csv", "还不知道哪一列是"),
    ] {
        organizer.attach("选文件", &[&spreadsheet(file)]);
        organizer.sees(words);
    }
    organizer.take("社会组织");
    organizer.attach("选文件", &[&spreadsheet("providers.xlsx")]);
    organizer.sees("这里是公式，还没有算出结果");
    organizer.sees("2 行可以导入");
    // What is put right in one row stands in no other row's box, and a comma too many is taken back with a press.
    organizer.attach("选文件", &[&spreadsheet("wrong-rows.csv")]);
    organizer.sees("4 行有问题");
    let stands = |values: &str| {
        let boxes = "return [...document.querySelectorAll('.wrong-rows input')].map(box => box.value).join('|')";
        organizer.until(&format!("the boxes hold {values}"), || organizer.run(boxes) == values);
    };
    stands("年底|2026年12月32日|P 33");
    organizer.write("第 2 行的协议结束改成", "2026-12-31");
    organizer.find("textbox", "第 2 行的协议结束改成").type_in("\n");
    organizer.sees("3 行有问题");
    stands("2026年12月32日|P 33");
    organizer.write("第 3 行的协议结束改成", "2026-12-31");
    organizer.find("textbox", "第 3 行的协议结束改成").type_in("\n");
    organizer.sees("2 行有问题");
    stands("P 33");
    organizer.picture("wrong-rows");
    organizer.press("合成一格：示例四社（甲,乙）");
    organizer.sees("3 行可以导入");
    // Another list than was chosen is known by its columns, and a text that is only called like a spreadsheet is said to be.
    organizer.attach("选文件", &[&sample("venues.csv")]);
    organizer.sees("按列名看，这份文件是场地");
    organizer.press("按场地导入");
    organizer.sees("行可以导入");
    // The columns that are asked for are those of venues.
    organizer.sees("容纳人数（必须有）");
    organizer.sees_no("协议开始（必须有）");
    organizer.attach("选文件", &[&spreadsheet("only-named.xlsx")]);
    organizer.sees("“only-named.xlsx”不是 Excel 文件");

    // One list on a page of its own: an entry is edited, everything is exported.
    organizer.visit(&site.url("organize/setup/?list=venues"));
    unlock(&organizer);
    organizer.find_like("link", "文化活动室").click();
    organizer.write("容纳人数", "0");
    organizer.press("保存");
    organizer.sees("要在 1 到");
    organizer.write("容纳人数", "45");
    organizer.press("星期一");
    organizer.press("添加不开放日期");
    organizer.sees("到（可以不填）");
    organizer.run(
        "document.querySelectorAll('.list-field input[type=date]').forEach((field, n) => { \
         field.value = ['2027-02-05', '2027-02-12'][n]; field.dispatchEvent(new Event('input', { bubbles: true })); })",
    );
    organizer.press("保存");
    organizer.sees("已保存到这台电脑");
    organizer.picture("entry");
    organizer.press("导出 CSV");
    let exported = fs::read(organizer.downloaded("linli-venues.csv")).expect("the export can be read");
    let exported = String::from_utf8(exported).expect("UTF-8");
    assert!(exported.starts_with("\u{FEFF}编号,名称,"), "{exported}");
    assert!(exported.contains("V02,文化活动室,45,90,09:00,21:00,周一,2027-02-05~2027-02-12,"), "{exported}");
    organizer.reload();
    unlock(&organizer);
    organizer.sees("容纳 45 人");
    // Another language leaves the desk open, and so does the logo.
    organizer.choose("语言", "EN");
    organizer.sees("Setup");
    assert_eq!(organizer.count("button", "Unlock"), 0);
    organizer.choose("Language", "简");
    organizer.sees("容纳 45 人");
    organizer.find_like("link", "回到工作台").click();
    organizer.until("the desk is there, and open", || organizer.address().contains("/organize"));
    assert_eq!(organizer.count("button", "解锁"), 0);
    organizer.run("history.back()");

    organizer.follow("添加场地");
    organizer.write("编号", "V02");
    organizer.press("保存");
    organizer.sees("这个编号已经有了");
}

/// A district with its menu signed: where the file lies.
fn sign_a_menu(district: &Person, site: &Site, name: &str) -> PathBuf {
    district.visit(&site.url("district/"));
    district.write("区里的名称", name);
    district.write("口令", PASSPHRASE);
    district.press("建立签名钥匙");
    district.press("保存恢复文件");
    district.find("checkbox", "恢复文件已经存到别处").click();
    district.press("继续");
    district.sees("先导入社会组织和选课菜单");
    for (subject, file) in [("社会组织", "providers.csv"), ("选课菜单", "course-menu.csv")] {
        district.take(subject);
        district.attach("选文件", &[&sample(file)]);
        district.sees("行可以导入");
        district.press("导入");
        district.sees_no("行可以导入");
    }
    district.press("签成新的一版");
    district.sees("第 1 版已签名，39 门课程");
    district.picture("district");
    district.press("保存菜单文件");
    district.downloaded("linli-course-menu-1.json")
}

#[test]
fn a_centre_sees_whose_course_menu_it_is() {
    let site = Site::new("district");
    let driver = Driver::start();
    let district = Person::new(&driver, "district", DESK);
    let menu = sign_a_menu(&district, &site, "示例区妇联");
    // Locked at the next visit; the draft and the key are still there.
    district.reload();
    district.write("口令", PASSPHRASE);
    district.press("解锁");
    district.sees("第 1 版已签名，39 门课程");

    let organizer = Person::new(&driver, "district-centre", DESK);
    found_centre(&organizer, &site);
    organizer.sees("选课菜单没有区里的签名");
    organizer.attach("选文件", &[&menu]);
    organizer.sees("第一次收到签过名的菜单");
    organizer.picture("district-first");
    organizer.press("采用这份菜单");
    organizer.sees("选课菜单来自示例区妇联，第 1 版");

    let somebody = Person::new(&driver, "district-other", DESK);
    let other = sign_a_menu(&somebody, &site, "示例区妇联");
    organizer.attach("选文件", &[&other]);
    organizer.sees("不是上次那把钥匙签的");
    assert_eq!(organizer.count("button", "采用这份菜单"), 0, "nothing is taken before a person has said so");
    organizer.picture("district-another-key");

    let changed = fs::read_to_string(&menu).expect("the menu can be read").replace("一条围巾", "两条围巾");
    let forged = menu.with_file_name("changed.json");
    fs::write(&forged, changed).expect("a changed menu");
    organizer.attach("选文件", &[&forged]);
    organizer.sees("签名不对");
    open_setup(&organizer, &site);
    organizer.sees("选课菜单来自示例区妇联，第 1 版");
}
