//! A host: a folder, served by the plainest server there is, under a sub-path.

#![allow(dead_code, reason = "a vocabulary for every journey, more than one file of them needs")]

use std::fs::{self, File};
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

/// The site of one centre, in `/community/qinghe/` of its host. Stops serving and leaves no files when dropped.
pub struct Site {
    root: PathBuf,
    port: u16,
    server: Option<Child>,
}

/// Servers compare modification times by the second: an upload within the same second would look like no change.
const TICK: Duration = Duration::from_millis(1100);

/// Where the site lies on its host: programs must not assume to be at the top.
const SUB_PATH: &str = "community/qinghe";

impl Site {
    /// A host with the built program and nothing else; `test` names its folder. The program is taken from
    /// `LINLI_DIST` (default `dist`), so that all tests share one build.
    pub fn new(test: &str) -> Self {
        let root = fresh_folder(&format!("site-{test}"));
        let mut site = Site { root, port: 0, server: None };
        fs::create_dir_all(site.folder()).expect("the site's folder can be made");
        copy(&dist(), &site.folder());
        site.up();
        site
    }

    /// The host's folder, with all its sites in it.
    pub fn root(&self) -> PathBuf {
        self.root.clone()
    }

    /// The folder that residents see as the centre's site: files copied here are published.
    pub fn folder(&self) -> PathBuf {
        self.root.join(SUB_PATH)
    }

    /// The address of a path below the site: `site.url("courses/")`.
    pub fn url(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}/{SUB_PATH}/{path}", self.port)
    }

    /// Copies files over the site, as an upload does: what was there and is not in `from` stays.
    pub fn upload(&self, from: &Path) {
        std::thread::sleep(TICK);
        copy(from, &self.folder());
    }

    /// Replaces the whole site by `from`, as `rsync --delete` does.
    pub fn replace(&self, from: &Path) {
        std::thread::sleep(TICK);
        fs::remove_dir_all(self.folder()).expect("the site's folder can be emptied");
        copy(from, &self.folder());
    }

    /// The file of the residents' program that ends so, its first part: `site.program(".wasm")`.
    #[track_caller]
    pub fn program(&self, end: &str) -> PathBuf {
        Self::program_in(&self.folder(), end)
    }

    /// The same of a build that does not lie on the host yet.
    #[track_caller]
    pub fn program_in(folder: &Path, end: &str) -> PathBuf {
        let names = fs::read_dir(folder).expect("the site's folder can be read").flatten();
        let mut found = names.filter(|entry| {
            let name = entry.file_name().to_string_lossy().into_owned();
            let hash = name.strip_prefix("linli-").and_then(|rest| rest.strip_suffix(end));
            hash.is_some_and(|hash| hash.len() == 10 && hash.bytes().all(|byte| byte.is_ascii_hexdigit()))
        });
        let (Some(file), None) = (found.next(), found.next()) else {
            panic!("not exactly one file of the site is named linli-….{end}");
        };
        file.path()
    }

    /// The residents' later part.
    #[track_caller]
    pub fn later_part(&self) -> PathBuf {
        let names =
            fs::read_dir(self.folder()).expect("the site's folder can be read").flatten().map(|entry| entry.path());
        let is_part = |path: &PathBuf| {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            name.starts_with("linli-later-") && name.ends_with(".wasm")
        };
        names.into_iter().find(is_part).expect("the site has a later part")
    }

    /// Changes one byte of a file, as a damaged upload would.
    pub fn damage(&self, file: &Path) {
        std::thread::sleep(TICK);
        let mut content = fs::read(file).expect("the file can be read");
        let middle = content.len() / 2;
        content[middle] ^= 1;
        fs::write(file, content).expect("the file can be written");
    }

    /// What has been asked of the host so far: lines like `GET /community/qinghe/ 200`.
    pub fn requests(&self) -> Vec<String> {
        let log = fs::read_to_string(self.root.join("requests.log")).expect("the server's log can be read");
        // `127.0.0.1 - - [date] "GET /path HTTP/1.1" 200 -`
        log.lines()
            .filter_map(|line| {
                let mut parts = line.split('"').skip(1);
                let request = parts.next()?.trim_end_matches(" HTTP/1.1");
                let status = parts.next()?.split_whitespace().next()?;
                Some(format!("{request} {status}"))
            })
            .collect()
    }

    /// Starts serving, at the same address as before.
    pub fn up(&mut self) {
        assert!(self.server.is_none(), "the server runs already");
        let log = File::options().create(true).append(true).open(self.root.join("requests.log"));
        let mut server = Command::new("python3")
            .args(["-u", "-m", "http.server", &self.port.to_string(), "--bind", "127.0.0.1", "--directory"])
            .arg(&self.root)
            .stdout(Stdio::piped())
            .stderr(log.expect("the server's log can be written"))
            .spawn()
            .expect("python3 is installed");
        let mut first = String::new();
        let out = server.stdout.take().expect("the server's output is piped");
        BufReader::new(out).read_line(&mut first).expect("the server speaks");
        self.server = Some(server);
        // "Serving HTTP on 127.0.0.1 port 40123 (http://…"
        let port = first.split(" port ").nth(1).and_then(|rest| rest.split_whitespace().next());
        self.port = port.and_then(|port| port.parse().ok()).unwrap_or_else(|| panic!("no port in {first:?}"));
    }

    /// Stops serving: from now on nobody reaches the host, neither pages nor workers.
    pub fn down(&mut self) {
        if let Some(mut server) = self.server.take() {
            server.kill().expect("the server can be stopped");
            server.wait().expect("the server ends");
        }
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        self.down();
        // Kept when a test fails: what was published helps to see why.
        if !std::thread::panicking() {
            let _ = fs::remove_dir_all(&self.root);
        }
    }
}

/// The built program.
pub fn dist() -> PathBuf {
    let path = std::env::var("LINLI_DIST").unwrap_or_else(|_| "dist".into());
    let dist = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    assert!(dist.join("index.html").is_file(), "no program in {}: run `make dist` first", dist.display());
    dist
}

/// The same program as a later build would bring it: every name, every pin and the worker differ. `test` names its folder.
pub fn next_build(test: &str) -> PathBuf {
    let compiled =
        std::env::var("LINLI_COMPILED").unwrap_or_else(|_| "target/wasm/wasm32-unknown-unknown/release".into());
    let to = fresh_folder(&format!("next-{test}"));
    let status = Command::new("node")
        .args(["tools/finish.mjs", "--quick", "--salt", "the next build", "--from", &compiled, "--to"])
        .arg(&to)
        .arg("--work")
        .arg(to.with_extension("parts"))
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .status()
        .expect("node is installed");
    assert!(status.success(), "tools/finish.mjs failed: run this by `make journeys`");
    to
}

/// An empty folder of this name among the tests' files.
pub fn fresh_folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    if folder.exists() {
        fs::remove_dir_all(&folder).expect("an earlier run's files can be removed");
    }
    fs::create_dir_all(&folder).expect("a folder for the test's files can be made");
    folder
}

/// Copies a folder's content. Modification times are the copy's: servers compare them.
fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder can be made");
    for entry in fs::read_dir(from).expect("a folder can be read").flatten() {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).expect("a file can be copied");
        }
    }
}
