//! Writing the centre's folder into a folder of the computer: here the browser's own file system, which has the same handles.

use js_sys::{JsString, Reflect};
use linli::exchange::zip::FolderFile;
use linli::state::save::{SaveError, read_in, write_in};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{FileSystemDirectoryHandle, FileSystemGetDirectoryOptions};

async fn folder(name: &str) -> FileSystemDirectoryHandle {
    let root = js_sys::eval("navigator.storage.getDirectory()").unwrap();
    let root: FileSystemDirectoryHandle =
        JsFuture::from(js_sys::Promise::from(root)).await.unwrap().dyn_into().unwrap();
    inside(&root, name).await
}

async fn inside(folder: &FileSystemDirectoryHandle, name: &str) -> FileSystemDirectoryHandle {
    let options = FileSystemGetDirectoryOptions::new();
    options.set_create(true);
    let inner = JsFuture::from(folder.get_directory_handle_with_options(name, &options)).await;
    inner.unwrap_or_else(|why| panic!("{}", message(&why))).dyn_into().unwrap()
}

fn message(error: &JsValue) -> String {
    Reflect::get(error, &"message".into())
        .ok()
        .and_then(|text| text.dyn_into::<JsString>().ok())
        .map_or_else(|| format!("{error:?}"), String::from)
}

fn file(path: &str, text: &str) -> FolderFile {
    FolderFile { path: path.to_owned(), bytes: text.as_bytes().to_vec() }
}

async fn text(folder: &FileSystemDirectoryHandle, path: &str) -> Option<String> {
    let bytes = match path.split_once('/') {
        Some((name, rest)) => read_in(&inside(folder, name).await, rest).await,
        None => read_in(folder, path).await,
    };
    bytes.map(|bytes| String::from_utf8(bytes).unwrap())
}

/// Without a revision, and not the index.
fn replaced(path: &str) -> bool {
    path != "index.json" && !path.starts_with("menus/")
}

#[wasm_bindgen_test]
async fn a_folder_is_written_in_its_order() {
    let folder = folder("written").await;
    let files = [file("menus/2026-12.r1.json", "m1"), file("drawn/2026-12.html", "d1"), file("index.json", "i1")];
    let files: Vec<&FolderFile> = files.iter().collect();
    assert_eq!(write_in(&folder, &files, replaced).await, Ok(3));
    assert_eq!(text(&folder, "menus/2026-12.r1.json").await.as_deref(), Some("m1"));
    assert_eq!(text(&folder, "index.json").await.as_deref(), Some("i1"));
}

#[wasm_bindgen_test]
async fn what_was_replaced_is_put_back_when_the_writing_stops() {
    let folder = folder("stopped").await;
    let before = [
        file("menus/2026-12.r1.json", "m1"),
        file("drawn/2026-12.html", "a longer month, drawn first"),
        file("centre.json", "c1"),
    ];
    let before: Vec<&FolderFile> = before.iter().collect();
    assert_eq!(write_in(&folder, &before, replaced).await, Ok(3));
    // Where the index should go stands a folder: the browser refuses to write a file there.
    inside(&folder, "index.json").await;
    let now = [
        file("menus/2026-12.r2.json", "m2"),
        file("drawn/2026-12.html", "d2"),
        file("drawn/2027-01.html", "new"),
        file("centre.json", "c2"),
        file("index.json", "i2"),
    ];
    let now: Vec<&FolderFile> = now.iter().collect();
    let refused = SaveError::Refused { path: "index.json".to_owned() };
    assert_eq!(write_in(&folder, &now, replaced).await, Err(refused));
    assert_eq!(text(&folder, "drawn/2026-12.html").await.as_deref(), Some("a longer month, drawn first"));
    assert_eq!(text(&folder, "centre.json").await.as_deref(), Some("c1"));
    assert_eq!(text(&folder, "menus/2026-12.r1.json").await.as_deref(), Some("m1"));
    // A revision beside the former one is read by nobody before an index names it.
    assert_eq!(text(&folder, "menus/2026-12.r2.json").await.as_deref(), Some("m2"));
}
