//! A centre's folder in a bucket of an S3-compatible object store: signed addresses, and what is put there in which order.
//!
//! Nothing is sent here. Each request is an address that says for a quarter of an hour what may be done with it (AWS
//! Signature Version 4 in the query), so that a browser's `fetch` and the tests send the very same requests.

use std::fmt;
use std::time::Duration;

use rusty_s3::actions::{GetObject, PutObject, S3Action};
use rusty_s3::{Bucket, Credentials, UrlStyle};
use serde::{Deserialize, Serialize};
use url::{Host, Url};

use crate::domain::time::Stamp;
use crate::exchange::published::{CENTRE_PATH, FileMark, INDEX_PATH, Index, Series};
use crate::exchange::zip::FolderFile;

/// For so long an address may be used: long enough for a large file on a slow line.
const VALID: Duration = Duration::from_secs(15 * 60);
/// The longest part of a store's description, in bytes.
const LONGEST: usize = 500;

/// Where the centre's folder lies in a store, and the key to it. Kept like the centre's own keys.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Store {
    /// The store's address, without the bucket: `https://s3.cn-north-1.example.com`.
    pub endpoint: String,
    /// Its region, as requests are signed for it.
    pub region: String,
    /// The bucket.
    pub bucket: String,
    /// The folder within it, with `/` between its parts; nothing for the bucket itself.
    pub folder: String,
    /// The bucket's name stands in the path, not in the host's name.
    #[serde(default)]
    pub in_path: bool,
    /// The name of the key.
    pub key: String,
    /// The key. It is neither shown nor written anywhere in the clear.
    pub secret: String,
}

impl fmt::Debug for Store {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Store").field("endpoint", &self.endpoint).field("bucket", &self.bucket).finish_non_exhaustive()
    }
}

/// A field of a [`Store`] that cannot be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StoreField {
    /// No address, or not an `https` one (`http` is taken on this very machine only: a key would be read on its way).
    Endpoint,
    /// Missing or too long.
    Region,
    /// Missing, or nothing that a host's name can hold.
    Bucket,
    /// Parts that lead out of the folder, or are hidden.
    Folder,
    /// Missing or too long.
    Key,
    /// Missing or too long.
    Secret,
}

/// A request that puts a file into a bucket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Put {
    /// Signed; the method is `PUT`.
    pub address: String,
    /// To be sent exactly like this: they are signed as well.
    pub headers: [(&'static str, &'static str); 2],
}

impl Store {
    /// Takes a store as it was typed, without white space around, the folder without `/` at its ends.
    ///
    /// # Errors
    /// With every field that cannot be taken.
    pub fn read(typed: &Store) -> Result<Store, Vec<StoreField>> {
        let trim = |text: &str| text.trim().to_owned();
        let store = Store {
            endpoint: trim(&typed.endpoint).trim_end_matches('/').to_owned(),
            region: trim(&typed.region),
            bucket: trim(&typed.bucket),
            folder: trim(&typed.folder).trim_matches('/').to_owned(),
            in_path: typed.in_path,
            key: trim(&typed.key),
            secret: trim(&typed.secret),
        };
        let plain =
            |text: &str| !text.is_empty() && text.len() <= LONGEST && text.bytes().all(|b| b.is_ascii_graphic());
        let mut wrong = Vec::new();
        let mut check = |holds: bool, field| {
            if !holds {
                wrong.push(field);
            }
        };
        let endpoint = store.endpoint_address();
        check(endpoint.is_some(), StoreField::Endpoint);
        check(plain(&store.region), StoreField::Region);
        let in_bucket = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-' || b == b'.';
        let named = (3..=63).contains(&store.bucket.len()) && store.bucket.bytes().all(in_bucket);
        check(named && (endpoint.is_none() || store.opened().is_some()), StoreField::Bucket);
        let part = |part: &str| {
            !part.is_empty()
                && !part.starts_with('.')
                && part.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.'))
        };
        check(store.folder.is_empty() || store.folder.split('/').all(part), StoreField::Folder);
        check(plain(&store.key), StoreField::Key);
        check(plain(&store.secret), StoreField::Secret);
        if wrong.is_empty() { Ok(store) } else { Err(wrong) }
    }

    /// Where a file can be read with the key; none where the store's description makes no sense any more.
    pub fn get(&self, path: &str, now: Stamp) -> Option<String> {
        let (bucket, credentials, object) = (self.opened()?, self.credentials(), self.object(path));
        let get = GetObject::new(&bucket, Some(&credentials), &object);
        Some(get.sign_with_time(VALID, &timestamp(now)?).into())
    }

    /// How a file is put there.
    pub fn put(&self, path: &str, now: Stamp) -> Option<Put> {
        let (bucket, credentials, object) = (self.opened()?, self.credentials(), self.object(path));
        let headers = [("cache-control", keeping(path)), ("content-type", "application/json")];
        let mut put = PutObject::new(&bucket, Some(&credentials), &object);
        for (name, value) in headers {
            put.headers_mut().insert(name, value);
        }
        Some(Put { address: put.sign_with_time(VALID, &timestamp(now)?).into(), headers })
    }

    /// The bucket and the folder in it, for who looks at it.
    pub fn place(&self) -> String {
        let parts = [self.bucket.as_str(), self.folder.as_str()];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("/")
    }

    fn endpoint_address(&self) -> Option<Url> {
        let url = Url::parse(&self.endpoint).ok().filter(|_| self.endpoint.len() <= LONGEST)?;
        let safe = url.scheme() == "https" || (url.scheme() == "http" && is_here(&url));
        let bare = url.username().is_empty() && url.password().is_none() && url.query().is_none();
        (safe && bare && url.fragment().is_none()).then_some(url)
    }

    fn opened(&self) -> Option<Bucket> {
        let endpoint = self.endpoint_address()?;
        // A number has no names below it.
        let numbered = !matches!(endpoint.host(), Some(Host::Domain(_)));
        let style = if self.in_path || numbered { UrlStyle::Path } else { UrlStyle::VirtualHost };
        Bucket::new(endpoint, style, self.bucket.clone(), self.region.clone()).ok()
    }

    fn credentials(&self) -> Credentials {
        Credentials::new(self.key.clone(), self.secret.clone())
    }

    fn object(&self, path: &str) -> String {
        let parts = [self.folder.as_str(), path];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("/")
    }
}

/// Whether an address leads to this very machine.
fn is_here(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

fn timestamp(now: Stamp) -> Option<jiff::Timestamp> {
    jiff::Timestamp::from_millisecond(now.0).ok()
}

/// How long browsers may keep a file without asking: a revision for ever, since it is never changed.
fn keeping(path: &str) -> &'static str {
    match Series::month_of(path) {
        Some(_) => "public, max-age=31536000, immutable",
        None => "no-cache",
    }
}

/// A file of the folder that lies neither here nor on the host.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Missing {
    /// Its path.
    pub path: String,
}

/// The files in the order in which they are put on a host: revisions, which nobody reads before an index names them; then
/// what is written over, a month as drawn and `centre.json`; the index last. Who stops half-way leaves the former month whole.
pub fn in_order(files: &[FolderFile]) -> Vec<&FolderFile> {
    let rank = |file: &FolderFile| match file.path.as_str() {
        INDEX_PATH => 3,
        CENTRE_PATH => 2,
        path if Series::month_of(path).is_none() => 1,
        _ => 0,
    };
    let mut files: Vec<&FolderFile> = files.iter().collect();
    files.sort_by_key(|file| rank(file));
    files
}

/// What has to be put on a host so that it holds all that `index` names: what its own index does not vouch for already.
///
/// # Errors
/// With a file that is to be had nowhere.
pub fn uploads<'a>(
    files: &'a [FolderFile],
    index: &Index,
    there: Option<&Index>,
) -> Result<Vec<&'a FolderFile>, Missing> {
    let is_there = |path: &str, mark: &FileMark| there.is_some_and(|there| there.files.get(path) == Some(mark));
    for (path, mark) in &index.files {
        let here = || files.iter().any(|file| file.path == *path && FileMark::of(&file.bytes) == *mark);
        if !is_there(path, mark) && !here() {
            return Err(Missing { path: path.clone() });
        }
    }
    let wanted = |file: &&FolderFile| match index.files.get(&file.path) {
        Some(mark) => !is_there(&file.path, mark),
        None => file.path == INDEX_PATH,
    };
    Ok(in_order(files).into_iter().filter(wanted).collect())
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;
    use crate::domain::id::CentreId;

    fn store() -> Store {
        Store {
            endpoint: "https://s3.amazonaws.com".into(),
            region: "us-east-1".into(),
            bucket: "examplebucket".into(),
            folder: String::new(),
            in_path: false,
            key: "AKIAIOSFODNN7EXAMPLE".into(),
            secret: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY".into(),
        }
    }

    #[track_caller]
    fn refused(edit: impl FnOnce(&mut Store), expected: &[StoreField]) {
        let mut typed = store();
        edit(&mut typed);
        assert_eq!(Store::read(&typed).err().unwrap_or_default(), expected, "{typed:?}");
    }

    #[test]
    fn what_is_typed_is_read_or_told_field_by_field() {
        refused(|_| {}, &[]);
        refused(|store| store.endpoint = "http://s3.example.com".into(), &[StoreField::Endpoint]);
        refused(|store| store.endpoint = "http://127.0.0.1:9000".into(), &[]);
        refused(|store| store.endpoint = "http://127.0.0.1.example.com".into(), &[StoreField::Endpoint]);
        refused(|store| store.endpoint = "http://localhost:9000/".into(), &[]);
        refused(|store| store.endpoint = "s3.example.com".into(), &[StoreField::Endpoint]);
        refused(|store| store.endpoint = "https://key:secret@s3.example.com".into(), &[StoreField::Endpoint]);
        refused(|store| store.endpoint = "javascript:alert(1)".into(), &[StoreField::Endpoint]);
        refused(|store| store.bucket = "Big_Bucket".into(), &[StoreField::Bucket]);
        refused(|store| store.bucket = "evil.com/".into(), &[StoreField::Bucket]);
        refused(|store| store.folder = "/community/qinghe/".into(), &[]);
        for folder in ["../other", "a//b", ".hidden", "a/..", "中", "a b"] {
            refused(|store| store.folder = folder.into(), &[StoreField::Folder]);
        }
        refused(|store| store.key = " ".into(), &[StoreField::Key]);
        refused(|store| store.secret = String::new(), &[StoreField::Secret]);
        let typed = Store { folder: " /a/b/ ".into(), key: " k ".into(), ..store() };
        let read = Store::read(&typed).unwrap();
        assert_eq!((read.folder.as_str(), read.key.as_str(), read.place().as_str()), ("a/b", "k", "examplebucket/a/b"));
    }

    #[test]
    fn the_key_is_not_shown() {
        assert!(!format!("{:?}", store()).contains("wJalr"));
    }

    /// The published example of a signed address (Amazon S3 API Reference, "Authenticating Requests: Using Query
    /// Parameters"): the whole address, its signature included, for 2013-05-24T00:00:00Z and 86,400 seconds.
    #[test]
    fn the_published_example_of_a_signature_is_met() {
        let store = store();
        let (bucket, credentials) = (store.opened().unwrap(), store.credentials());
        let get = GetObject::new(&bucket, Some(&credentials), "test.txt");
        let at = timestamp(Stamp(1_369_353_600_000)).unwrap();
        let address = get.sign_with_time(Duration::from_secs(86_400), &at);
        assert_eq!(
            address.as_str(),
            "https://examplebucket.s3.amazonaws.com/test.txt\
             ?X-Amz-Algorithm=AWS4-HMAC-SHA256\
             &X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request\
             &X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host\
             &X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404"
        );
    }

    #[test]
    fn a_bucket_stands_in_the_host_or_in_the_path() {
        let of = |store: &Store| store.get("index.json", Stamp(0)).unwrap();
        let store = Store { folder: "qinghe".into(), ..store() };
        assert!(of(&store).starts_with("https://examplebucket.s3.amazonaws.com/qinghe/index.json?"));
        let in_path = Store { in_path: true, ..store.clone() };
        assert!(of(&in_path).starts_with("https://s3.amazonaws.com/examplebucket/qinghe/index.json?"));
        let here = Store { endpoint: "http://127.0.0.1:9000".into(), ..store };
        assert!(of(&here).starts_with("http://127.0.0.1:9000/examplebucket/qinghe/index.json?"));
        let put = here.put("menus/2026-12.r1.json", Stamp(0)).unwrap();
        assert!(put.address.contains("X-Amz-SignedHeaders=cache-control%3Bcontent-type%3Bhost"), "{}", put.address);
        assert_eq!(put.headers[0].1, "public, max-age=31536000, immutable");
        assert_eq!(here.put(INDEX_PATH, Stamp(0)).unwrap().headers[0].1, "no-cache");
    }

    fn file(path: &str, text: &str) -> FolderFile {
        FolderFile { path: path.into(), bytes: text.as_bytes().to_vec() }
    }

    fn index(files: &[FolderFile]) -> Index {
        Index {
            format: 1,
            centre: CentreId::new("AAAAAAAA").unwrap(),
            counter: 1,
            previous: None,
            made_at: Stamp(0),
            expires: Stamp(1),
            files: files.iter().map(|file| (file.path.clone(), FileMark::of(&file.bytes))).collect(),
        }
    }

    #[test]
    fn the_index_comes_last_and_centre_json_just_before() {
        let data = [file(CENTRE_PATH, "c"), file("menus/2026-12.r1.json", "m"), file("counts/2026-12.r1.json", "n")];
        let index = index(&data);
        let all: Vec<_> = data.iter().cloned().chain([file(INDEX_PATH, "i")]).collect();
        let paths = |there: Option<&Index>| -> Vec<String> {
            uploads(&all, &index, there).unwrap().into_iter().map(|file| file.path.clone()).collect()
        };
        assert_eq!(paths(None), ["menus/2026-12.r1.json", "counts/2026-12.r1.json", CENTRE_PATH, INDEX_PATH]);
        // What lies there already is not sent again; the index always is.
        let mut there = index.clone();
        there.files.remove("counts/2026-12.r1.json");
        assert_eq!(paths(Some(&there)), ["counts/2026-12.r1.json", INDEX_PATH]);
        there.files.insert(CENTRE_PATH.into(), FileMark::of(b"older"));
        assert_eq!(paths(Some(&there)), ["counts/2026-12.r1.json", CENTRE_PATH, INDEX_PATH]);
    }

    #[test]
    fn a_folder_that_would_have_a_hole_is_not_begun() {
        let data = [file(CENTRE_PATH, "c"), file("menus/2026-11.r1.json", "old")];
        let index = index(&data);
        let kept = [data[0].clone(), file(INDEX_PATH, "i")];
        let missing = Missing { path: "menus/2026-11.r1.json".into() };
        assert_eq!(uploads(&kept, &index, None), Err(missing));
        // The host has it: nothing is missing.
        assert!(uploads(&kept, &index, Some(&index)).is_ok());
    }
}
