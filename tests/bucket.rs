//! A centre's folder goes into a real object store: the very requests that an organizer's browser sends, against a server that
//! checks their signatures.
#![cfg(not(target_arch = "wasm32"))]

#[path = "journeys/bucket.rs"]
mod store;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use http::{Method, Request, StatusCode};
use http_body_util::{BodyExt, Full};
use hyper::body::Bytes;
use hyper_util::client::legacy::{Client, connect::HttpConnector};
use hyper_util::rt::TokioExecutor;
use linli::domain::centre::{Centre, Rules};
use linli::domain::menu::Menu;
use linli::domain::text::Text;
use linli::domain::time::{Month, Stamp};
use linli::exchange::bucket::{Store, uploads};
use linli::exchange::crypto::ready;
use linli::exchange::keys::{CentreKeys, RecoveryKey, make};
use linli::exchange::publish::{Dates, centre_file, menu_file, publish};
use linli::exchange::published::{CENTRE_PATH, CentreFile, Head, INDEX_PATH, Index, Trust, check_head};
use linli::exchange::zip::FolderFile;
use store::{KEY, ObjectStore, REGION};

const BUCKET: &str = "community";
const FOLDER: &str = "qinghe";

/// A centre, and its store.
struct Story {
    root: PathBuf,
    server: ObjectStore,
    store: Store,
    keys: CentreKeys,
    recovery: RecoveryKey,
    name: String,
    kept: Vec<FolderFile>,
    index: Option<Index>,
    runtime: tokio::runtime::Runtime,
}

impl Story {
    fn new(test: &str) -> Self {
        let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("store-{test}"));
        let _ = std::fs::remove_dir_all(&root);
        std::fs::create_dir_all(root.join(BUCKET)).unwrap();
        let server = ObjectStore::over(&root);
        let store = Store {
            endpoint: server.address().to_owned(),
            region: REGION.into(),
            bucket: BUCKET.into(),
            folder: FOLDER.into(),
            in_path: true,
            key: KEY.0.into(),
            secret: KEY.1.into(),
        };
        let store = Store::read(&store).unwrap();
        let (keys, recovery) = ready(make()).unwrap();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let name = "示例社区家庭服务中心".to_owned();
        Self { root, server, store, keys, recovery, name, kept: Vec::new(), index: None, runtime }
    }

    /// Sends a request as a browser would.
    fn send(&self, method: Method, address: &str, headers: &[(&str, &str)], body: &[u8]) -> (StatusCode, Vec<u8>) {
        let mut request = Request::builder().method(method).uri(address);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let request = request.body(Full::new(Bytes::copy_from_slice(body))).unwrap();
        self.runtime.block_on(async {
            let client = Client::builder(TokioExecutor::new()).build::<_, Full<Bytes>>(HttpConnector::new());
            let response = client.request(request).await.unwrap();
            let status = response.status();
            (status, response.into_body().collect().await.unwrap().to_bytes().to_vec())
        })
    }

    fn get(&self, path: &str) -> Option<Vec<u8>> {
        match self.send(Method::GET, &self.store.get(path, now()).unwrap(), &[], &[]) {
            (StatusCode::OK, bytes) => Some(bytes),
            (StatusCode::NOT_FOUND, _) => None,
            (status, said) => panic!("{status}: {}", String::from_utf8_lossy(&said)),
        }
    }

    fn put(&self, store: &Store, file: &FolderFile) -> StatusCode {
        let put = store.put(&file.path, now()).unwrap();
        self.send(Method::PUT, &put.address, &put.headers, &file.bytes).0
    }

    fn menu(&self, revision: u32) -> FolderFile {
        menu_file(&Menu {
            format: 1,
            centre: self.keys.centre.clone(),
            month: Month::parse("2026-12").unwrap(),
            revision,
            rules: Rules::default(),
            activities: Vec::new(),
            venues: Vec::new(),
            sessions: Vec::new(),
            shifts: Vec::new(),
            readings: Default::default(),
        })
    }

    fn centre_file(&self) -> FolderFile {
        centre_file(&CentreFile {
            format: 1,
            centre: Centre {
                id: self.keys.centre.clone(),
                name: Text::new(self.name.as_str()),
                short_name: Text::new("示例"),
                address: Text::default(),
                phone: String::new(),
                hours: Text::default(),
                utc_offset: 480,
                sample: true,
            },
            rules: Rules::default(),
            keys: vec![ready(self.keys.found(&self.recovery)).unwrap()],
            holidays: String::new(),
        })
    }

    /// Signs a further publication, and puts it there until the store refuses a file. Returns the paths that it took.
    fn publish(&mut self, changed: Vec<FolderFile>) -> Result<Vec<String>, String> {
        let head = self.first_visit();
        let dates = Dates { made_at: now(), expires: Stamp(now().0 + 1_000_000) };
        let centre = self.keys.centre.clone();
        let kept = self.index.as_ref().map(|index| (index, linli::exchange::crypto::Hash::of(b"kept")));
        let signed =
            ready(publish(&self.keys.signing, &centre, head.as_ref(), kept, |_| true, changed, dates)).unwrap();
        let mut files: BTreeMap<String, FolderFile> =
            self.kept.drain(..).map(|file| (file.path.clone(), file)).collect();
        files.extend(signed.files.into_iter().map(|file| (file.path.clone(), file)));
        self.kept = files.into_values().collect();
        self.index = Some(signed.index.clone());
        let mut taken = Vec::new();
        for file in uploads(&self.kept, &signed.index, head.as_ref().map(|head| &head.index)).unwrap() {
            match self.put(&self.store, file) {
                StatusCode::OK => taken.push(file.path.clone()),
                _ => return Err(file.path.clone()),
            }
        }
        Ok(taken)
    }

    /// What somebody sees who has never been here.
    fn first_visit(&self) -> Option<Head> {
        let index = self.get(INDEX_PATH)?;
        let centre = self.get(CENTRE_PATH).unwrap();
        Some(ready(check_head(Trust::FirstVisit(None), &centre, &index)).unwrap())
    }
}

fn now() -> Stamp {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
    Stamp(i64::try_from(since.as_millis()).unwrap())
}

#[test]
fn a_folder_goes_into_a_bucket_and_is_read_back() {
    let mut story = Story::new("round");
    assert!(story.first_visit().is_none(), "nothing lies there yet");
    let first = vec![story.centre_file(), story.menu(1)];
    let taken = story.publish(first).unwrap();
    assert_eq!(taken, ["menus/2026-12.r1.json", CENTRE_PATH, INDEX_PATH]);
    assert_eq!(story.first_visit().unwrap().index.counter, 1);
    // It lies where a plain web server would serve it.
    assert!(story.root.join(BUCKET).join(FOLDER).join("menus/2026-12.r1.json").is_file());
    // Only what is new goes there the next time.
    let second = vec![story.centre_file(), story.menu(2)];
    assert_eq!(story.publish(second).unwrap(), ["menus/2026-12.r2.json", INDEX_PATH]);
    assert_eq!(story.first_visit().unwrap().index.counter, 2);
}

#[test]
fn a_host_that_refuses_a_file_leaves_the_former_month_whole() {
    let mut story = Story::new("refused");
    let first = vec![story.centre_file(), story.menu(1)];
    story.publish(first).unwrap();
    let (before, former) = (story.first_visit().unwrap(), story.get(CENTRE_PATH).unwrap());
    // The centre has a new name, and a new month: three files besides the index, refused one after another.
    for nth in 1..=3 {
        story.name.push('新');
        story.server.refuse_from(nth);
        let revision = 1 + u32::try_from(nth).unwrap();
        let changed = vec![story.centre_file(), story.menu(revision)];
        let stopped = story.publish(changed).unwrap_err();
        story.server.refuse_nothing();
        if stopped == INDEX_PATH {
            // As the desk does: the two would contradict each other.
            let former = FolderFile { path: CENTRE_PATH.into(), bytes: former.clone() };
            assert_eq!(story.put(&story.store, &former), StatusCode::OK);
        }
        assert_eq!(story.first_visit().unwrap(), before, "stopped at {stopped}");
    }
    let changed = vec![story.centre_file()];
    story.publish(changed).unwrap();
    assert!(story.first_visit().unwrap().index.counter > before.index.counter);
}

#[test]
fn a_store_takes_nothing_from_who_has_no_key() {
    let story = Story::new("key");
    let file = story.menu(1);
    let wrong = Store { secret: "another".into(), ..story.store.clone() };
    assert_eq!(story.put(&wrong, &file), StatusCode::FORBIDDEN);
    // A signed address is good for its own file and its own headers.
    let put = story.store.put(&file.path, now()).unwrap();
    let elsewhere = put.address.replacen("2026-12.r1", "2026-12.r9", 1);
    assert_eq!(story.send(Method::PUT, &elsewhere, &put.headers, &file.bytes).0, StatusCode::FORBIDDEN);
    let other = [("cache-control", "no-cache"), ("content-type", "text/html")];
    assert_eq!(story.send(Method::PUT, &put.address, &other, &file.bytes).0, StatusCode::FORBIDDEN);
    // And for a quarter of an hour.
    let late = story.store.put(&file.path, Stamp(now().0 - 16 * 60 * 1000)).unwrap();
    assert_ne!(story.send(Method::PUT, &late.address, &late.headers, &file.bytes).0, StatusCode::OK);
    assert!(story.get(&file.path).is_none());
    assert_eq!(story.put(&story.store, &file), StatusCode::OK);
}
