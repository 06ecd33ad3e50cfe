//! People with real browsers: what they see, press and type, found by role and accessible name as a screen reader
//! finds it.
//!
//! Methods wait for what they look for and panic with a picture in `build/shots/` when it does not come. They block, so
//! that a journey reads from top to bottom and a failure names its line.

#![allow(dead_code, reason = "a vocabulary for every journey, more than one file of them needs")]

use crate::site::fresh_folder;
use fantoccini::actions::{
    InputSource, KeyAction, KeyActions, MOUSE_BUTTON_LEFT, MouseActions, PointerAction, TouchActions,
};
use fantoccini::elements::Element;
use fantoccini::error::{CmdError, ErrorStatus};
use fantoccini::wd::{Capabilities, WebDriverCompatibleCommand};
use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use std::cell::RefCell;
use std::fmt;
use std::fs;
use std::future::Future;
use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::rc::Rc;
use std::time::{Duration, Instant};

/// How long anything may take to appear. Generous: two cores run several browsers.
const PATIENCE: Duration = Duration::from_secs(20);
const PAUSE: Duration = Duration::from_millis(50);
/// How many looks in a row, a pause apart, must find the same before it counts as what stays.
const STILL: u8 = 4;

/// A phone as most residents have it.
pub const PHONE: (u32, u32) = (390, 844);
/// The centre's PC.
pub const DESK: (u32, u32) = (1440, 900);

/// Whose browser it is. People use all three families; what only Chromium's driver can do (the console, the network, files)
/// the journeys of the others do without.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    /// Chromium, by chromedriver.
    Chromium,
    /// Firefox, by geckodriver.
    Gecko,
    /// WebKitGTK's MiniBrowser, the nearest thing to Safari, by WebKitWebDriver.
    WebKit,
}

/// The driver of all browsers of one test. Ends with everything it started when dropped.
pub struct Driver {
    engine: Engine,
    process: Child,
    address: String,
    runtime: tokio::runtime::Runtime,
}

impl Driver {
    /// Starts the driver that `CHROMEDRIVER` names (default: the one on the PATH) on a free port.
    pub fn start() -> Rc<Self> {
        let program = std::env::var("CHROMEDRIVER").unwrap_or_else(|_| "chromedriver".into());
        let mut process = Command::new(&program)
            .arg("--port=0")
            // What people read and when "today" begins must not depend on where the tests run.
            .env("TZ", "Asia/Shanghai")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap_or_else(|error| panic!("{program} does not start ({error}): run this by `make journeys`"));
        let mut lines = BufReader::new(process.stdout.take().expect("the driver's output is piped")).lines();
        let port = lines.by_ref().map_while(Result::ok).find_map(|line| {
            // "ChromeDriver was started successfully on port 40123."
            let rest = line.split("successfully on port ").nth(1)?;
            rest.trim_end_matches('.').parse::<u16>().ok()
        });
        // Read on, or the driver blocks when the pipe is full.
        std::thread::spawn(move || lines.map_while(Result::ok).for_each(drop));
        let port = port.expect("the driver says on which port it listens");
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        let runtime = runtime.expect("a runtime for the driver's connections");
        Rc::new(Driver { engine: Engine::Chromium, process, address: format!("http://127.0.0.1:{port}"), runtime })
    }

    /// Starts another family's driver: the program that `variable` names.
    pub fn of(engine: Engine, variable: &str) -> Rc<Self> {
        let program = std::env::var(variable)
            .unwrap_or_else(|_| panic!("{variable} names no driver: run this by `make engines`"));
        // These drivers choose no port themselves.
        let port = TcpListener::bind("127.0.0.1:0").and_then(|free| free.local_addr()).expect("a free port").port();
        let process = Command::new(&program)
            .arg(format!("--port={port}"))
            .env("TZ", "Asia/Shanghai")
            .env("LANG", "zh_CN.UTF-8")
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap_or_else(|error| panic!("{program} does not start: {error}"));
        let begun = Instant::now();
        while std::net::TcpStream::connect(("127.0.0.1", port)).is_err() {
            assert!(begun.elapsed() < PATIENCE, "{program} does not listen");
            std::thread::sleep(PAUSE);
        }
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        let runtime = runtime.expect("a runtime for the driver's connections");
        Rc::new(Driver { engine, process, address: format!("http://127.0.0.1:{port}"), runtime })
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// One person: a browser with a profile of its own, which outlives closing the browser.
pub struct Person {
    name: String,
    driver: Rc<Driver>,
    profile: PathBuf,
    screen: (u32, u32),
    client: Option<Client>,
    /// Downloads that a journey has asked for: the next one it asks for is another.
    downloads: RefCell<Vec<PathBuf>>,
    expected: RefCell<Vec<String>>,
    complaints: RefCell<Vec<String>>,
}

impl Person {
    /// Someone who has never been here, with a screen of this size: nothing kept, nothing chosen. `name` also names
    /// the profile and the pictures; no two people of all tests share one.
    pub fn new(driver: &Rc<Driver>, name: &str, screen: (u32, u32)) -> Self {
        let profile = fresh_folder(&format!("profile-{name}"));
        fs::create_dir(profile.join("downloads")).expect("a folder for downloads can be made");
        let mut person = Person {
            name: name.into(),
            driver: driver.clone(),
            profile,
            screen,
            client: None,
            downloads: RefCell::default(),
            expected: RefCell::default(),
            complaints: RefCell::default(),
        };
        person.open_browser();
        person
    }

    /// Closes the browser and opens it again, as overnight: what was kept is still there.
    pub fn reopen_browser(&mut self) {
        self.close_browser();
        self.open_browser();
    }

    /// Goes to an address and waits until the program stands there.
    #[track_caller]
    pub fn visit(&self, address: &str) {
        self.go(address);
        self.ready();
    }

    /// Goes to an address, whatever becomes of it.
    #[track_caller]
    pub fn go(&self, address: &str) {
        self.listen();
        let client = self.client();
        self.done(client.goto(address), &format!("going to {address}"));
    }

    /// Loads the page again and waits until the program stands there.
    #[track_caller]
    pub fn reload(&self) {
        self.listen();
        self.done(self.client().refresh(), "reloading");
        self.ready();
    }

    /// Waits until the program has taken the place of the waiting page.
    #[track_caller]
    pub fn ready(&self) {
        self.until("the program stands on the page", || {
            self.run("return document.readyState === 'complete' && !document.getElementById('boot')") == json!(true)
        });
    }

    /// Waits until the page has a heading: a part that is still on its way has none.
    #[track_caller]
    pub fn heads_its_page(&self, page: &str) {
        self.until(&format!("{page} has a heading"), || self.count("heading", "") > 0);
    }

    /// The page's address.
    #[track_caller]
    pub fn address(&self) -> String {
        self.done(self.client().current_url(), "reading the address").to_string()
    }

    /// Waits until this text stands on the page, readable.
    #[track_caller]
    pub fn sees(&self, text: &str) {
        self.until(&format!("“{text}” stands on the page"), || self.page_text().contains(text));
    }

    /// Waits until this text is gone from the page.
    #[track_caller]
    pub fn sees_no(&self, text: &str) {
        self.until(&format!("“{text}” is gone from the page"), || !self.page_text().contains(text));
    }

    /// Everything that can be read on the page now.
    #[track_caller]
    pub fn page_text(&self) -> String {
        self.run("return document.body?.innerText ?? ''").as_str().unwrap_or_default().to_owned()
    }

    /// Waits for the one visible element of this role whose accessible name is `name`: `anna.find("button", "报名")`.
    #[track_caller]
    pub fn find(&self, role: &str, name: &str) -> Found<'_> {
        self.one(Wanted::Named { role: role.into(), name: name.into() })
    }

    /// As [`Person::find`], where the name only has to contain `part`.
    #[track_caller]
    pub fn find_like(&self, role: &str, part: &str) -> Found<'_> {
        self.one(Wanted::Like { role: role.into(), part: part.into() })
    }

    /// How many visible elements of this role have `part` in their name, now.
    #[track_caller]
    pub fn count(&self, role: &str, part: &str) -> usize {
        self.matching(role, |label| label.contains(part)).len()
    }

    /// Waits for a button and presses it.
    #[track_caller]
    pub fn press(&self, name: &str) {
        self.find("button", name).click();
    }

    /// Waits for a link and follows it.
    #[track_caller]
    pub fn follow(&self, name: &str) {
        self.find("link", name).click();
    }

    /// Waits for the field with this label and writes into it, in place of what was there.
    #[track_caller]
    pub fn write(&self, label: &str, text: &str) {
        self.find("textbox", label).act("typing", async |field| {
            field.clear().await?;
            field.send_keys(text).await
        });
    }

    /// What the rules for accessibility find wrong with the page as it stands, once nothing moves: nothing, or a list of what
    /// and where.
    #[track_caller]
    pub fn barriers(&self) -> Value {
        let axe = std::env::var("LINLI_AXE").expect("tools/journeys.sh says where axe-core is");
        let axe = fs::read_to_string(axe).expect("axe-core is there: run `tools/setup.sh test`");
        self.run_async(&format!(
            "const done = arguments[arguments.length - 1]; if (!window.axe) {{ {axe} }}; \
             const ends = document.getAnimations().filter(a => a.effect.getComputedTiming().endTime !== Infinity); \
             Promise.allSettled(ends.map(a => a.finished)).then(() => axe.run(document, {{ resultTypes: ['violations'] }})).then(r => done(r.violations.map(v => \
             v.id + ': ' + v.nodes[0].html.slice(0, 200))), e => done([String(e)]));"
        ))
    }

    /// Waits for the choice with this label and takes the option with this text.
    #[track_caller]
    pub fn choose(&self, label: &str, option: &str) {
        let choice = self.find("combobox", label);
        choice.act(&format!("choosing “{option}”"), async |choice| choice.select_by_label(option).await);
    }

    /// As [`Person::choose`], by the option's value: where its text holds a count.
    #[track_caller]
    pub fn choose_value(&self, label: &str, value: &str) {
        let choice = self.find("combobox", label);
        choice.act(&format!("choosing {value}"), async |choice| choice.select_by_value(value).await);
    }

    /// Presses the first that a selector finds, once it is there: one of several of the same name.
    #[track_caller]
    pub fn press_first(&self, selector: &str) {
        let press =
            format!("const e = document.querySelector({selector:?}); if (!e) return false; e.click(); return true");
        self.until(&format!("{selector} is there"), || self.run(&press) == json!(true));
    }

    /// Takes one of several exclusive choices by its label: what is pressed is the label, the radio button beneath it
    /// is not drawn.
    #[track_caller]
    pub fn take(&self, label: &str) {
        self.one(Wanted::Choice { label: label.into() }).click();
    }

    /// Hands files to the file field with this label, which may be hidden behind a button.
    #[track_caller]
    pub fn attach(&self, label: &str, files: &[&Path]) {
        let paths: Vec<_> = files.iter().map(|file| file.to_str().expect("a readable path")).collect();
        let paths = paths.join("\n");
        let field = self.one(Wanted::FileField { label: label.into() });
        field.act("attaching files", async |field| field.send_keys(&paths).await);
    }

    /// Waits for a download of this name to be complete.
    #[track_caller]
    pub fn downloaded(&self, name: &str) -> PathBuf {
        self.download(name, |file| file.ends_with(name))
    }

    /// Waits for a download whose name ends so to be complete: one that the journey has not had yet.
    #[track_caller]
    pub fn newest_download(&self, end: &str) -> PathBuf {
        self.download(&format!("a new file …{end}"), |file| {
            file.to_string_lossy().ends_with(end) && !self.downloads.borrow().contains(file)
        })
    }

    #[track_caller]
    fn download(&self, what: &str, fits: impl Fn(&PathBuf) -> bool) -> PathBuf {
        let folder = self.profile.join("downloads");
        let file = self.until_some(&format!("{what} is downloaded"), || {
            let files = fs::read_dir(&folder).ok()?.flatten();
            // A browser may take a name by an empty file, which it replaces.
            let whole = files.filter(|entry| entry.metadata().is_ok_and(|about| about.len() > 0));
            let fitting = whole.map(|entry| entry.path()).filter(&fits);
            fitting.max_by_key(|file| file.metadata().and_then(|about| about.modified()).ok())
        });
        self.downloads.borrow_mut().push(file.clone());
        file
    }

    /// What lies on the clipboard.
    #[track_caller]
    pub fn clipboard(&self) -> String {
        let allow = json!({ "permissions": ["clipboardReadWrite", "clipboardSanitizedWrite"] });
        self.devtools("Browser.grantPermissions", allow);
        let text = self
            .run_async("const done = arguments[0]; navigator.clipboard.readText().then(done, e => done(String(e)))");
        text.as_str().unwrap_or_default().to_owned()
    }

    /// Opens a further tab and looks at it; returns the number of all tabs.
    #[track_caller]
    pub fn open_tab(&self) -> usize {
        self.listen();
        let tab = self.done(self.client().new_window(true), "opening a tab");
        self.done(self.client().switch_to_window(tab.handle), "looking at a tab");
        self.done(self.client().windows(), "counting tabs").len()
    }

    /// Looks at a tab, in the order in which they were opened, from 0 on.
    #[track_caller]
    pub fn look_at_tab(&self, index: usize) {
        self.listen();
        let tabs = self.done(self.client().windows(), "counting tabs");
        let tab = tabs.into_iter().nth(index).unwrap_or_else(|| panic!("{} has no tab {index}", self.name));
        self.done(self.client().switch_to_window(tab), "looking at a tab");
    }

    /// Closes the tab that is looked at, and looks at the first one.
    #[track_caller]
    pub fn close_tab(&self) {
        self.listen();
        self.done(self.client().close_window(), "closing a tab");
        self.look_at_tab(0);
    }

    /// Cuts this page's connection (`false`) or joins it again. A worker's own requests go on: to cut everything
    /// off, take the host away with [`crate::site::Site::down`].
    #[track_caller]
    pub fn network(&self, on: bool) {
        let conditions = json!({ "offline": !on, "latency": 0, "throughput": -1 });
        self.request(Post("chromium/network_conditions", json!({ "network_conditions": conditions })));
    }

    /// Waits until the service worker has kept everything that this page needs without a network.
    #[track_caller]
    pub fn kept_for_offline(&self) {
        let complete = "const done = arguments[0]; (async () => {
            const registration = await navigator.serviceWorker.getRegistration();
            if (!registration?.active) return false;
            const used = JSON.parse(document.getElementById('files').textContent);
            const own = [document.getElementById('files').dataset.wasm, used[`text/${document.documentElement.lang}.txt`]];
            for (const name of own) if (name && !(await caches.match(name))) return false;
            // From the second visit on, the pages beyond the calendar, too.
            if (!navigator.serviceWorker.controller || !own[0].startsWith('linli-')) return true;
            const kept = await Promise.all((await caches.keys()).map(async (name) => (await caches.open(name)).keys()));
            return kept.flat().some(({ url }) => url.includes('/linli-later-'));
        })().then(done, e => done(String(e)))";
        self.until("the program is kept on the device", || self.run_async(complete) == json!(true));
    }

    /// A finger on the middle of the element that a script finds, once it stands clear of the bars at the screen's edges.
    /// (A mouse where the driver knows no fingers.)
    #[track_caller]
    pub fn tap(&self, element: &str) {
        let find = format!(
            "const e = {element}; if (!e) return null; e.scrollIntoView({{ block: 'center' }}); \
             const r = e.getBoundingClientRect(); return [r.x + r.width / 2, r.y + r.height / 2];"
        );
        let at = self.settled(&format!("{element} is there"), &find);
        let touch = |kind: &str, points: Value| {
            self.devtools("Input.dispatchTouchEvent", json!({ "type": kind, "touchPoints": points }));
        };
        let (x, y) = (at[0].as_f64().unwrap_or_default(), at[1].as_f64().unwrap_or_default());
        let to = PointerAction::MoveTo { duration: None, x, y };
        let (down, up) =
            (PointerAction::Down { button: MOUSE_BUTTON_LEFT }, PointerAction::Up { button: MOUSE_BUTTON_LEFT });
        match self.driver.engine {
            Engine::Chromium => {
                touch("touchStart", json!([{ "x": x, "y": y }]));
                touch("touchEnd", json!([]));
            }
            Engine::Gecko => {
                let finger = TouchActions::new("finger".into()).then(to).then(down).then(up);
                self.done(self.client().perform_actions(finger), "touching");
            }
            Engine::WebKit => {
                let mouse = MouseActions::new("mouse".into()).then(to).then(down).then(up);
                self.done(self.client().perform_actions(mouse), "pressing");
            }
        }
    }

    /// Presses a key and lets it go: `Tab`, `Enter`, `ArrowDown`, `ArrowRight`.
    #[track_caller]
    pub fn key(&self, key: &str) {
        let (code, sign) = match key {
            "Tab" => (9, '\u{E004}'),
            "Enter" => (13, '\u{E007}'),
            "ArrowRight" => (39, '\u{E014}'),
            "ArrowDown" => (40, '\u{E015}'),
            other => panic!("{other} is no key of these journeys"),
        };
        if self.driver.engine != Engine::Chromium {
            let keys = KeyActions::new("keys".into());
            let keys = keys.then(KeyAction::Down { value: sign }).then(KeyAction::Up { value: sign });
            return self.done(self.client().perform_actions(keys), "pressing a key");
        }
        let text = if key == "Enter" { "\r" } else { "" };
        for (kind, text) in [("keyDown", text), ("keyUp", "")] {
            let event = json!({ "type": kind, "key": key, "code": key, "text": text, "windowsVirtualKeyCode": code });
            self.devtools("Input.dispatchKeyEvent", event);
        }
    }

    /// Runs JavaScript in the page: for facts that cannot be read from the screen.
    #[track_caller]
    pub fn run(&self, script: &str) -> Value {
        self.done(self.client().execute(script, vec![]), &format!("running {script}"))
    }

    /// What a script says once it says so again and again: of a list that is being drawn, of an element that moves. Waits while
    /// it says null.
    #[track_caller]
    pub fn settled(&self, what: &str, script: &str) -> Value {
        let mut said = (Value::Null, 0_u8);
        self.until_some(&format!("{what}, and stays"), || {
            let now = self.run(script);
            said = if now == said.0 { (now, said.1.saturating_add(1)) } else { (now, 1) };
            (!said.0.is_null() && said.1 >= STILL).then(|| said.0.clone())
        })
    }

    /// As [`Person::run`], for a script that ends by calling its last argument.
    #[track_caller]
    pub fn run_async(&self, script: &str) -> Value {
        self.done(self.client().execute_async(script, vec![]), &format!("running {script}"))
    }

    /// Sends a command of the DevTools protocol.
    #[track_caller]
    pub fn devtools(&self, command: &str, parameters: Value) -> Value {
        self.request(Post("goog/cdp/execute", json!({ "cmd": command, "params": parameters })))
    }

    /// Puts a picture of the screen into `build/shots/`.
    #[track_caller]
    pub fn picture(&self, name: &str) {
        let png = self.done(self.client().screenshot(), "taking a picture");
        keep_picture(name, &png);
    }

    /// From now on, console messages that contain this are no complaint: a journey that damages something says so.
    pub fn expect_complaint(&self, part: &str) {
        self.expected.borrow_mut().push(part.into());
    }

    /// Everything the browser complained about so far: errors and warnings, violations of the policy among them.
    pub fn complaints(&self) -> Vec<String> {
        self.listen();
        let expected = self.expected.borrow();
        let all = self.complaints.borrow();
        all.iter().filter(|text| !expected.iter().any(|part| text.contains(part))).cloned().collect()
    }

    /// Asserts that the browser has not complained.
    #[track_caller]
    pub fn has_no_complaints(&self) {
        let complaints = self.complaints();
        assert!(complaints.is_empty(), "{}'s browser complains:\n{}", self.name, complaints.join("\n"));
    }

    /// Waits until `holds`, panics with `what` and a picture if it does not come true.
    #[track_caller]
    pub fn until(&self, what: &str, mut holds: impl FnMut() -> bool) {
        self.until_some(what, || holds().then_some(()));
    }

    #[track_caller]
    fn until_some<T>(&self, what: &str, mut look: impl FnMut() -> Option<T>) -> T {
        let start = Instant::now();
        loop {
            if let Some(found) = look() {
                return found;
            }
            if start.elapsed() > PATIENCE {
                panic!("{} waited in vain until {what}.\nOn the page:\n{}", self.name, self.page_text());
            }
            std::thread::sleep(PAUSE);
        }
    }

    #[track_caller]
    fn one(&self, wanted: Wanted) -> Found<'_> {
        let element = self.until_some(&format!("one {wanted} is there"), || self.look_for(&wanted));
        Found { person: self, wanted, element: RefCell::new(element) }
    }

    /// What is wanted, where there is exactly one of it now.
    fn look_for(&self, wanted: &Wanted) -> Option<Element> {
        let all = |selector| self.wait(self.client().find_all(Locator::Css(selector))).unwrap_or_default();
        let mut found = match wanted {
            Wanted::Named { role, name } => self.matching(role, |label| label == name),
            Wanted::Like { role, part } => self.matching(role, |label| label.contains(part)),
            Wanted::Choice { label } => all("label:has(input[type=radio])")
                .into_iter()
                .filter(|found| self.wait(found.text()).is_ok_and(|text| text.trim() == label))
                .collect(),
            Wanted::FileField { label } => all("input[type=file]")
                .into_iter()
                .filter(|field| self.label(field).as_deref() == Some(label))
                .collect(),
        };
        (found.len() == 1).then(|| found.remove(0))
    }

    /// The visible elements of a role whose accessible name, computed by the browser, fits. None while the page changes.
    fn matching(&self, role: &str, fits: impl Fn(&str) -> bool) -> Vec<Element> {
        let selector = selector(role);
        let candidates = self.wait(self.client().find_all(Locator::Css(&selector))).unwrap_or_default();
        let fitting = candidates.into_iter().filter(|element| {
            self.label(element).is_some_and(|label| fits(&label)) && self.wait(element.is_displayed()).unwrap_or(false)
        });
        fitting.collect()
    }

    fn label(&self, element: &Element) -> Option<String> {
        let path = format!("element/{}/computedlabel", element.element_id().as_ref());
        let label = self.wait(self.client().issue_cmd(Get(path))).ok()?;
        Some(label.as_str()?.split_whitespace().collect::<Vec<_>>().join(" "))
    }

    /// Takes what the console has said since the last time; the driver forgets it with the page it belongs to.
    fn listen(&self) {
        if self.driver.engine != Engine::Chromium {
            return;
        }
        let log = self.wait(self.client().issue_cmd(Post("se/log", json!({ "type": "browser" }))));
        let entries = log.ok().and_then(|log| log.as_array().cloned()).unwrap_or_default();
        let grave = entries.iter().filter(|entry| matches!(entry["level"].as_str(), Some("SEVERE" | "WARNING")));
        let texts = grave.map(|entry| entry["message"].as_str().unwrap_or_default().to_owned());
        // Only says that this machine is slow today.
        let texts = texts.filter(|text| !text.contains("preloaded using link preload but not used"));
        // A host on which no centre has been laid yet.
        let none_yet = |text: &str| {
            text.contains("404") && ["/centre.json", "/index.json", "/drawn/"].iter().any(|f| text.contains(f))
        };
        let texts = texts.filter(|text| !none_yet(text));
        self.complaints.borrow_mut().extend(texts);
    }

    fn open_browser(&mut self) {
        let (width, height) = self.screen;
        if self.driver.engine != Engine::Chromium {
            self.connect(elsewhere(self.driver.engine, self.screen));
            self.done(self.client().set_window_size(width, height), "sizing the window");
            return;
        }
        let mut options = json!({
            "args": [
                "--headless",
                // Root, and containers without user namespaces, cannot have the sandbox.
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--lang=zh-CN",
                format!("--window-size={width},{height}"),
                format!("--user-data-dir={}", self.profile.display()),
            ],
            "prefs": {
                "download.default_directory": self.profile.join("downloads"),
                "download.prompt_for_download": false,
                "profile.default_content_setting_values.automatic_downloads": 1,
            },
        });
        if self.screen.0 < 600 {
            // Browser windows cannot be as narrow as a phone.
            let metrics = json!({ "width": width, "height": height, "pixelRatio": 2.0, "touch": true });
            options["mobileEmulation"] = json!({ "deviceMetrics": metrics });
        }
        if let Ok(browser) = std::env::var("CHROME") {
            options["binary"] = json!(browser);
        }
        let mut wishes = Capabilities::new();
        wishes.insert("goog:chromeOptions".into(), options);
        wishes.insert("goog:loggingPrefs".into(), json!({ "browser": "ALL" }));
        self.connect(wishes);
    }

    fn connect(&mut self, mut wishes: Capabilities) {
        wishes.insert("timeouts".into(), json!({ "script": 20_000, "pageLoad": 30_000 }));
        let mut builder = ClientBuilder::new(HttpConnector::new());
        builder.capabilities(wishes);
        let client = self.driver.runtime.block_on(builder.connect(&self.driver.address));
        self.client = Some(client.unwrap_or_else(|error| panic!("no browser for {}: {error}", self.name)));
    }

    fn close_browser(&mut self) {
        if self.client.is_some() {
            self.listen();
        }
        if let Some(client) = self.client.take() {
            let _ = self.driver.runtime.block_on(client.close());
        }
    }

    fn client(&self) -> &Client {
        self.client.as_ref().expect("the browser is open")
    }

    fn wait<T>(&self, step: impl Future<Output = T>) -> T {
        self.driver.runtime.block_on(step)
    }

    #[track_caller]
    fn done<T>(&self, step: impl Future<Output = Result<T, CmdError>>, what: &str) -> T {
        self.wait(step).unwrap_or_else(|error| panic!("{}: {what}: {error}", self.name))
    }

    #[track_caller]
    fn request(&self, command: Post) -> Value {
        let what = command.0;
        self.done(self.client().issue_cmd(command), what)
    }
}

/// What another family's browser is asked to be.
fn elsewhere(engine: Engine, (width, height): (u32, u32)) -> Capabilities {
    let mut wishes = Capabilities::new();
    match engine {
        Engine::Chromium => {}
        Engine::Gecko => {
            let mut options = json!({
                "args": ["-headless", format!("--width={width}"), format!("--height={height}")],
                "prefs": { "intl.accept_languages": "zh-CN", "dom.w3c_touch_events.enabled": 1 },
            });
            if let Ok(browser) = std::env::var("FIREFOX") {
                options["binary"] = json!(browser);
            }
            wishes.insert("moz:firefoxOptions".into(), options);
        }
        Engine::WebKit => {
            let browser =
                std::env::var("MINIBROWSER").expect("MINIBROWSER names no browser: run this by `make engines`");
            wishes.insert("webkitgtk:browserOptions".into(), json!({ "binary": browser, "args": ["--automation"] }));
        }
    }
    wishes
}

impl Drop for Person {
    fn drop(&mut self) {
        if std::thread::panicking() && self.client.is_some() {
            if let Ok(png) = self.wait(self.client().screenshot()) {
                keep_picture(&format!("failed-{}", self.name), &png);
            }
            eprintln!("{}'s browser says:\n{}", self.name, self.complaints().join("\n"));
        }
        self.close_browser();
        if !std::thread::panicking() {
            let _ = fs::remove_dir_all(&self.profile);
        }
    }
}

/// What a person looks for on the page.
enum Wanted {
    /// Of a role, with this accessible name.
    Named { role: String, name: String },
    /// Of a role, with this in its accessible name.
    Like { role: String, part: String },
    /// The label of one of several exclusive choices.
    Choice { label: String },
    /// A field that takes files, which may be hidden behind a button.
    FileField { label: String },
}

impl fmt::Display for Wanted {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Named { role, name } => write!(to, "{role} named “{name}”"),
            Self::Like { role, part } => write!(to, "{role} with “{part}” in its name"),
            Self::Choice { label } => write!(to, "choice “{label}”"),
            Self::FileField { label } => write!(to, "file field “{label}”"),
        }
    }
}

/// Something a person has found on the page.
pub struct Found<'a> {
    person: &'a Person,
    wanted: Wanted,
    element: RefCell<Element>,
}

impl Found<'_> {
    /// Presses it, once it stands clear of the bars at the screen's edges.
    #[track_caller]
    pub fn click(&self) {
        let client = self.person.client();
        let scroll = "arguments[0].scrollIntoView({ block: 'center' })";
        self.act("pressing", async |element| {
            let named = serde_json::to_value(element).expect("an element has a name");
            client.execute(scroll, vec![named]).await?;
            element.click().await
        });
    }

    /// Types into it, after what is there.
    #[track_caller]
    pub fn type_in(&self, text: &str) {
        self.act("typing", async |element| element.send_keys(text).await);
    }

    /// What can be read in it.
    #[track_caller]
    pub fn text(&self) -> String {
        self.act("reading", async |element| element.text().await)
    }

    /// The value of an attribute.
    #[track_caller]
    pub fn attribute(&self, name: &str) -> Option<String> {
        self.act("reading an attribute", async |element| element.attr(name).await)
    }

    /// Does something with it. Where the page has drawn it anew in the meantime, or something still lies over it, nothing has
    /// happened: looks for it again and tries again.
    #[track_caller]
    fn act<T>(&self, what: &str, step: impl AsyncFn(&Element) -> Result<T, CmdError>) -> T {
        let Found { person, wanted, element } = self;
        person.until_some(&format!("{what} is possible ({wanted})"), || {
            let now = element.borrow().clone();
            match person.wait(step(&now)) {
                Ok(done) => Some(done),
                Err(error) if passes_by(&error) => {
                    if let Some(found) = person.look_for(wanted) {
                        element.replace(found);
                    }
                    None
                }
                Err(error) => panic!("{}: {what}, {wanted}: {error}", person.name),
            }
        })
    }
}

/// Whether a driver refused to do something that it may do a moment later.
fn passes_by(error: &CmdError) -> bool {
    error.is_stale_element_reference()
        || error.is_element_not_interactable()
        || error.is_no_such_element()
        || matches!(error, CmdError::Standard(said) if said.error == ErrorStatus::ElementClickIntercepted)
}

/// Which elements may have a role. The browser computes names, and this list only keeps the questions few.
fn selector(role: &str) -> String {
    let native = match role {
        "button" => "button, summary, input[type=submit], input[type=button]",
        "link" => "a[href]",
        "textbox" => {
            "textarea, input:not([type]), input:is([type=text], [type=search], [type=tel], [type=email], [type=url], \
             [type=number], [type=password], [type=date], [type=time], [type=month])"
        }
        "checkbox" => "input[type=checkbox]",
        "radio" => "input[type=radio]",
        "combobox" => "select",
        "option" => "option",
        "heading" => "h1, h2, h3, h4, h5, h6",
        "listitem" => "li",
        "row" => "tr",
        "cell" => "td",
        "dialog" => "dialog",
        "img" => "img, svg[role=img]",
        "navigation" => "nav",
        "region" => "section",
        "article" => "article",
        _ => "",
    };
    let explicit = format!("[role={role}]");
    if native.is_empty() {
        return explicit;
    }
    // A button with the role of a tab is a tab.
    let plain: Vec<_> = split_selector(native).into_iter().map(|part| format!("{part}:not([role])")).collect();
    format!("{}, {explicit}", plain.join(", "))
}

/// The parts of a selector list; commas within parentheses belong to a part.
fn split_selector(list: &str) -> Vec<&str> {
    let mut depth = 0;
    let parts = list.split(|c: char| {
        depth += i32::from(c == '(') - i32::from(c == ')');
        c == ',' && depth == 0
    });
    parts.map(str::trim).collect()
}

fn keep_picture(name: &str, png: &[u8]) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("build/shots");
    fs::create_dir_all(&folder).expect("a folder for pictures can be made");
    fs::write(folder.join(format!("{name}.png")), png).expect("a picture can be kept");
}

/// A question to the driver that fantoccini has no method for: a path below the session.
#[derive(Debug)]
struct Get(String);

/// A request to the driver that fantoccini has no method for: a path below the session, and what is said.
#[derive(Debug)]
struct Post(&'static str, Value);

impl WebDriverCompatibleCommand for Get {
    fn endpoint(&self, base: &url::Url, session: Option<&str>) -> Result<url::Url, url::ParseError> {
        base.join(&format!("session/{}/{}", session.unwrap_or_default(), self.0))
    }

    fn method_and_body(&self, _: &url::Url) -> (http::Method, Option<String>) {
        (http::Method::GET, None)
    }
}

impl WebDriverCompatibleCommand for Post {
    fn endpoint(&self, base: &url::Url, session: Option<&str>) -> Result<url::Url, url::ParseError> {
        base.join(&format!("session/{}/{}", session.unwrap_or_default(), self.0))
    }

    fn method_and_body(&self, _: &url::Url) -> (http::Method, Option<String>) {
        (http::Method::POST, Some(self.1.to_string()))
    }
}
