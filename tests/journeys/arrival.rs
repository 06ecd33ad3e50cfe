//! Arriving: the program comes up at every address, stays without a network, and lives through updates and damage.

use crate::browser::{DESK, Driver, PHONE, Person};
use crate::calendar::sample;
use crate::site::{Site, next_build};
use serde_json::{Value, json};
use std::fs;
use std::path::Path;

/// What the browser says when the host is away: no complaint in a journey that takes it away.
const AWAY: &str = "net::ERR_";

#[test]
fn every_address_opens_cold_under_a_sub_path() {
    let site = Site::new("cold");
    let driver = Driver::start();
    let person = Person::new(&driver, "cold", PHONE);
    for (_, path) in paths() {
        person.visit(&site.url(&path));
        person.heads_its_page(&path);
        assert_eq!(person.address(), site.url(&path), "the address stays as it was opened");
        assert_eq!(person.run("return document.documentElement.lang"), json!("zh-Hans"));
        person.has_no_complaints();
    }
}

#[test]
fn residents_never_download_the_organizers_program() {
    let site = Site::new("split");
    let driver = Driver::start();
    let person = Person::new(&driver, "split", PHONE);
    person.visit(&site.url(""));
    person.kept_for_offline();
    let requests = site.requests();
    assert!(requests.iter().any(|request| request.contains("/linli-")), "the log is read: {requests:?}");
    assert!(!requests.iter().any(|request| request.contains("organize")), "{requests:?}");
}

/// Whether the part with the other pages is kept.
const KEEPS_LATER: &str = "const done = arguments[0]; (async () => {
    const kept = await Promise.all((await caches.keys()).map(async (name) => (await caches.open(name)).keys()));
    return kept.flat().some(({ url }) => url.includes('/linli-later-'));
})().then(done, String)";

#[test]
fn opens_without_a_network_after_the_first_visit() {
    let mut site = Site::new("offline");
    site.upload(&sample());
    let driver = Driver::start();
    let mut person = Person::new(&driver, "offline", PHONE);
    person.visit(&site.url(""));
    assert!(!site.requests().iter().any(|request| request.contains("linli-later")), "a first look is light");
    person.kept_for_offline();
    person.until("a while later the other pages are kept", || person.run_async(KEEPS_LATER) == json!(true));
    person.has_no_complaints();

    // Past months were not looked at: nobody says that nothing was on.
    site.down();
    person.reopen_browser();
    person.expect_complaint(AWAY);
    person.expect_complaint("Failed to fetch");
    person.visit(&site.url("?month=2026-10"));
    person.sees("十月的安排还不在这部手机上");
    person.find("button", "再试一次");
    let claims = "return document.body.textContent.includes('没有活动')";
    assert_eq!(person.run(claims), json!(false), "who does not know does not say so");
    person.picture("arrival-month-missing");

    for (group, path) in paths() {
        if group == "residents" {
            person.visit(&site.url(&path));
            person.heads_its_page(&path);
            assert_eq!(person.count("heading", "这一页没取到"), 0, "{path}");
        }
    }
    // A browser draws the icon whenever it likes.
    for name in ["manifest.webmanifest", "icon.svg", "icon-192.png"] {
        let asked = format!(
            "const done = arguments[0]; fetch('{}').then((answer) => done(answer.ok), () => done(false))",
            site.url(name)
        );
        assert_eq!(person.run_async(&asked), json!(true), "{name}");
    }
    // Typed without its last character.
    person.visit(&site.url("courses"));
    person.until("the address is whole", || person.address() == site.url("courses/"));
    person.has_no_complaints();
}

#[test]
fn a_page_once_looked_at_opens_without_a_network() {
    let mut site = Site::new("later");
    let driver = Driver::start();
    let mut person = Person::new(&driver, "later", PHONE);
    // The part with the page comes damaged at first: that is said, with a way on.
    let part = site.later_part();
    site.damage(&part);
    person.expect_complaint("integrity");
    person.expect_complaint("Failed to fetch");
    person.visit(&site.url("my/"));
    person.sees("这一页没取到");
    person.picture("arrival-later-missing");
    site.damage(&part); // and whole again
    person.press("再试一次");
    person.kept_for_offline();
    person.until("the part with that page is kept", || person.run_async(KEEPS_LATER) == json!(true));

    site.down();
    person.reopen_browser();
    person.expect_complaint(AWAY);
    person.visit(&site.url("my/"));
    // The page itself, not a notice.
    person.find("button", "添加自己或家人");
    person.has_no_complaints();
}

#[test]
fn organizers_pages_open_without_a_network_once_visited() {
    let mut site = Site::new("office");
    let driver = Driver::start();
    let mut person = Person::new(&driver, "office", DESK);
    person.visit(&site.url("organize/"));
    person.kept_for_offline();
    person.has_no_complaints();

    site.down();
    person.reopen_browser();
    person.expect_complaint(AWAY);
    person.visit(&site.url("organize/plan/"));
    person.visit(&site.url(""));
    person.has_no_complaints();
}

#[test]
fn a_new_build_waits_for_old_tabs_and_then_takes_over() {
    let site = Site::new("update");
    let driver = Driver::start();
    let mut person = Person::new(&driver, "update", PHONE);
    person.visit(&site.url(""));
    person.kept_for_offline();
    person.reload();
    let old = program(&person);

    site.replace(&next_build("update"));
    look_for_update(&person);
    // The tab that was open goes on with its build, and so does one opened beside it: none of its files is on the host.
    person.reload();
    assert_eq!(program(&person), old);
    person.open_tab();
    person.visit(&site.url("my/"));
    assert_eq!(program(&person), old);
    person.has_no_complaints();

    person.reopen_browser();
    person.visit(&site.url(""));
    assert_ne!(program(&person), old, "with all old tabs closed, the new build is here");
    person.until("the old build is let go of", || kept_builds(&person) == 1);
    person.has_no_complaints();
}

#[test]
fn a_page_can_ask_for_the_new_build_and_other_tabs_go_on() {
    let site = Site::new("ask");
    let driver = Driver::start();
    let person = Person::new(&driver, "ask", PHONE);
    person.visit(&site.url(""));
    person.kept_for_offline();
    person.reload();
    let old = program(&person);
    person.open_tab();
    person.visit(&site.url("courses/"));

    site.replace(&next_build("ask"));
    look_for_update(&person);
    person
        .run("navigator.serviceWorker.getRegistration().then(known => known.waiting.postMessage({ type: 'update' }))");
    person.until("the new worker is in charge", || waiting(&person) == json!(false));
    person.reload();
    assert_ne!(program(&person), old);

    person.look_at_tab(0);
    assert_eq!(program(&person), old);
    let fetched = format!("const done = arguments[0]; fetch('{old}').then(answer => done(answer.status), String)");
    assert_eq!(person.run_async(&fetched), json!(200), "the old tab still gets its own files");
    person.has_no_complaints();
}

#[test]
fn a_damaged_program_is_refused_and_a_kept_one_still_runs() {
    let site = Site::new("damage");
    let driver = Driver::start();
    let mut regular = Person::new(&driver, "damage-regular", PHONE);
    regular.visit(&site.url(""));
    regular.kept_for_offline();

    for end in [".wasm", ".js"] {
        let file = site.program(end);
        site.damage(&file);
        let newcomer = Person::new(&driver, &format!("damage{}", end.replace('.', "-")), PHONE);
        newcomer.go(&site.url(""));
        newcomer.sees("没有打开成功");
        newcomer.picture(&format!("arrival-damaged{}", end.replace('.', "-")));
        newcomer.until("the pin refuses it", || newcomer.complaints().iter().any(|text| text.contains("integrity")));

        regular.reopen_browser();
        regular.visit(&site.url(""));
        regular.has_no_complaints();
        site.damage(&file); // and whole again
    }
}

#[test]
fn a_damaged_upload_of_a_new_build_does_not_replace_the_old() {
    let mut site = Site::new("half");
    let driver = Driver::start();
    let mut person = Person::new(&driver, "half", PHONE);
    person.visit(&site.url(""));
    person.kept_for_offline();
    person.reload();
    let old = program(&person);

    let next = next_build("half");
    // Damaged before it lies there: a browser may look for a new build at any time.
    let wasm = Site::program_in(&next, ".wasm");
    site.damage(&wasm);
    site.replace(&next);
    // The worker cannot take this build in: it neither waits nor leaves half a cache.
    person.expect_complaint("integrity");
    person.run("navigator.serviceWorker.getRegistration().then(known => known.update())");
    let wasm = wasm.file_name().expect("a name").to_string_lossy().into_owned();
    person.until("the new worker has asked for its program", || {
        site.requests().iter().any(|request| request.contains(&wasm))
    });
    let installing = "const done = arguments[0];
        navigator.serviceWorker.getRegistration().then(known => done(!!known.installing), String)";
    person.until("the new worker has given up", || person.run_async(installing) == json!(false));
    assert_eq!(waiting(&person), json!(false));
    assert_eq!(kept_builds(&person), 1);

    site.down();
    person.reopen_browser();
    person.expect_complaint(AWAY);
    person.visit(&site.url("my/"));
    assert_eq!(program(&person), old);
    // With all its parts.
    person.find("button", "添加自己或家人");
    person.has_no_complaints();

    // Uploaded again, whole: now it comes.
    site.up();
    site.damage(&next.join(&wasm)); // and whole again
    site.replace(&next);
    person.visit(&site.url(""));
    look_for_update(&person);
    person.reopen_browser();
    person.visit(&site.url(""));
    assert_ne!(program(&person), old);
}

#[test]
fn text_never_becomes_code() {
    let site = Site::new("policy");
    let driver = Driver::start();
    let person = Person::new(&driver, "policy", PHONE);
    person.visit(&site.url(""));
    person.has_no_complaints();

    let refused = |attempt: &str| {
        let script = format!("try {{ {attempt}; return 'done' }} catch (error) {{ return error.name }}");
        assert_eq!(person.run(&script), json!("TypeError"), "{attempt}");
    };
    refused("document.body.innerHTML = '<img src=x onerror=alert(1)>'");
    refused("document.createElement('script').text = 'alert(1)'");
    refused("new Worker('sw.js')");
    refused("trustedTypes.createPolicy('another', {})");
    refused("trustedTypes.createPolicy('linli', {})");

    // Not even an element that is put into the page, with an address elsewhere or with text of its own, runs.
    person.run(
        "const made = document.createElement('script'); made.append('window.ran = true'); document.head.append(made);
         const image = new Image(); image.src = 'https://elsewhere.invalid/seen.png'",
    );
    assert_eq!(person.run("return window.ran === undefined"), json!(true));
    person.until("both are refused", || {
        let complaints = person.complaints();
        ["HTMLScriptElement was directly modified", "img-src"]
            .iter()
            .all(|part| complaints.iter().any(|text| text.contains(part)))
    });
}

#[test]
fn choices_hold_before_anything_is_painted() {
    let mut site = Site::new("choices");
    let driver = Driver::start();
    let mut person = Person::new(&driver, "choices", PHONE);
    person.visit(&site.url(""));
    person.run(
        "localStorage.setItem('linli.theme', 'dark'); localStorage.setItem('linli.elder', '1');
         localStorage.setItem('linli.lang', 'en')",
    );
    person.reload();
    let root = "const root = document.documentElement; return [root.dataset.theme, root.dataset.elder, root.lang]";
    assert_eq!(person.run(root), json!(["dark", "1", "en"]));
    person.kept_for_offline();
    person.has_no_complaints();

    site.down();
    person.reopen_browser();
    person.expect_complaint(AWAY);
    person.visit(&site.url(""));
    assert_eq!(person.run(root), json!(["dark", "1", "en"]), "the chosen language is there without a network");
}

#[test]
fn the_centres_files_pass_by_the_worker() {
    let site = Site::new("centre");
    let centre = site.folder().join("menus/2026-12.r1.json");
    fs::create_dir_all(centre.parent().expect("a folder")).expect("a folder for menus");
    fs::write(&centre, "1").expect("a file of the centre");
    let driver = Driver::start();
    let person = Person::new(&driver, "centre", PHONE);
    person.visit(&site.url(""));
    person.kept_for_offline();
    person.reload();

    let read = "const done = arguments[0];
        fetch('menus/2026-12.r1.json', { cache: 'no-store' }).then(answer => answer.text()).then(done, String)";
    assert_eq!(person.run_async(read), json!("1"));
    fs::write(&centre, "2").expect("a file of the centre");
    assert_eq!(person.run_async(read), json!("2"), "what the host has, not what was kept");
    let kept = "const done = arguments[0]; caches.match('menus/2026-12.r1.json').then(found => done(!!found))";
    assert_eq!(person.run_async(kept), json!(false));
}

/// The program's paths, without the leading slash, each with whose it is.
fn paths() -> Vec<(String, String)> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tools/paths.json");
    let text = fs::read_to_string(file).expect("tools/paths.json can be read");
    let programs: Value = serde_json::from_str(&text).expect("tools/paths.json is JSON");
    let groups = programs.as_object().expect("programs by name").iter();
    let all = groups.flat_map(|(group, program)| {
        let paths = program["paths"].as_array().expect("a list of paths");
        paths.iter().map(|path| {
            let path = path.as_str().expect("a path").trim_start_matches('/');
            (group.clone(), path.to_owned())
        })
    });
    all.collect()
}

/// Which build the page runs: its script's address.
#[track_caller]
fn program(person: &Person) -> String {
    let script = person.run("return document.querySelector('script[type=module]').getAttribute('src')");
    script.as_str().expect("a script").to_owned()
}

/// Asks the host for a new build and waits until it is taken in.
#[track_caller]
fn look_for_update(person: &Person) {
    person.run("navigator.serviceWorker.getRegistration().then(known => known.update())");
    person.until("a new build waits", || waiting(person) == json!(true));
}

/// Whether a new build waits for its turn.
fn waiting(person: &Person) -> Value {
    person.run_async(
        "const done = arguments[0];
         navigator.serviceWorker.getRegistration().then(known => done(!!known.waiting), String)",
    )
}

/// How many builds are kept on the device. The program keeps caches of its own beside them.
fn kept_builds(person: &Person) -> usize {
    let names = person.run_async("const done = arguments[0]; caches.keys().then(done, String)");
    let builds = names.as_array().map(|names| names.iter().filter_map(Value::as_str));
    builds.map_or(0, |names| names.filter(|name| name.starts_with("linli http")).count())
}
