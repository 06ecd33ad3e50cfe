//! Files out of and into the browser: downloads, chosen folders, chosen files.

use js_sys::{Array, Function, Promise, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Blob, BlobPropertyBag, File, FileSystemDirectoryHandle, FileSystemFileHandle, FileSystemGetDirectoryOptions,
    FileSystemGetFileOptions, FileSystemWritableFileStream, HtmlAnchorElement, TextDecoder, TextDecoderOptions, Url,
};

use crate::exchange::zip::FolderFile;

/// Why a file was not written or read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SaveError {
    /// The browser cannot do it (in-app browsers have no downloads).
    NotHere,
    /// The person chose nothing: not a fault.
    Nothing,
    /// The browser refused this file.
    Refused {
        /// Which, by its path.
        path: String,
    },
    /// Larger than what is read here.
    TooLarge,
}

/// The largest file that is read, in bytes.
const LARGEST: f64 = 64_000_000.0;

/// Whether the page is shown by a chat app (微信, 企业微信, QQ, 钉钉, 支付宝, 微博): those say that they download, and do not.
pub fn in_chat_app() -> bool {
    let agent = web_sys::window().and_then(|window| window.navigator().user_agent().ok()).unwrap_or_default();
    ["MicroMessenger", "QQ/", "DingTalk", "AlipayClient", "Weibo"].iter().any(|name| agent.contains(name))
}

/// Offers bytes as a download.
///
/// # Errors
/// When the page cannot make one.
pub fn download(name: &str, bytes: &[u8], mime: &str) -> Result<(), SaveError> {
    offer(name, bytes, mime).ok_or(SaveError::NotHere)
}

fn offer(name: &str, bytes: &[u8], mime: &str) -> Option<()> {
    let page = web_sys::window()?.document()?;
    let options = BlobPropertyBag::new();
    options.set_type(mime);
    let parts = Array::of1(&Uint8Array::from(bytes));
    let blob = Blob::new_with_u8_array_sequence_and_options(&parts, &options).ok()?;
    let address = Url::create_object_url_with_blob(&blob).ok()?;
    let link: HtmlAnchorElement = page.create_element("a").ok()?.dyn_into().ok()?;
    link.set_href(&address);
    link.set_download(name);
    page.body()?.append_child(&link).ok()?;
    link.click();
    link.remove();
    // The browser has taken its own hold of the blob by the time the click returns to the event loop.
    let release = wasm_bindgen::closure::Closure::once_into_js(move || {
        let _ = Url::revoke_object_url(&address);
    });
    let window = web_sys::window()?;
    window.set_timeout_with_callback_and_timeout_and_arguments_0(release.unchecked_ref(), 60_000).ok()?;
    Some(())
}

fn picker() -> Option<Function> {
    Reflect::get(web_sys::window()?.as_ref(), &"showDirectoryPicker".into()).ok()?.dyn_into().ok()
}

/// Whether this browser can write straight into a chosen folder.
pub fn can_pick_folder() -> bool {
    picker().is_some()
}

/// Lets the person choose a folder to write into.
///
/// # Errors
/// When nothing was chosen, or the browser cannot.
pub async fn pick_folder() -> Result<FileSystemDirectoryHandle, SaveError> {
    let options = js_sys::Object::new();
    let _ = Reflect::set(&options, &"mode".into(), &"readwrite".into());
    let window = web_sys::window().ok_or(SaveError::NotHere)?;
    let chosen = picker().ok_or(SaveError::NotHere)?.call1(&window, &options).map_err(|_| SaveError::NotHere)?;
    let chosen = JsFuture::from(Promise::from(chosen)).await.map_err(|_| SaveError::Nothing)?;
    chosen.dyn_into().map_err(|_| SaveError::NotHere)
}

/// A file at the top of a chosen folder; none where there is no such file.
pub async fn read_in(root: &FileSystemDirectoryHandle, name: &str) -> Option<Vec<u8>> {
    let handle = JsFuture::from(root.get_file_handle(name)).await.ok()?;
    let handle: FileSystemFileHandle = handle.dyn_into().ok()?;
    let file: File = JsFuture::from(handle.get_file()).await.ok()?.dyn_into().ok()?;
    read_bytes(&file).await.ok()
}

/// Writes files into a chosen folder, in this order. Returns how many were written. Where one is refused, those before it
/// of which `replaced` says so are put back as they were.
///
/// # Errors
/// When the browser refuses a file.
pub async fn write_in(
    root: &FileSystemDirectoryHandle,
    files: &[&FolderFile],
    replaced: impl Fn(&str) -> bool,
) -> Result<usize, SaveError> {
    let mut overwritten: Vec<FolderFile> = Vec::new();
    for file in files {
        let former = if replaced(&file.path) { read_at(root, &file.path).await } else { None };
        if write_file(root, file).await.is_err() {
            for former in &overwritten {
                // If even this fails, the next attempt mends it: the index still names what was there.
                let _ = write_file(root, former).await;
            }
            return Err(SaveError::Refused { path: file.path.clone() });
        }
        overwritten.extend(former.map(|bytes| FolderFile { path: file.path.clone(), bytes }));
    }
    Ok(files.len())
}

/// A file anywhere in a chosen folder; none where there is no such file.
async fn read_at(root: &FileSystemDirectoryHandle, path: &str) -> Option<Vec<u8>> {
    let (mut folder, mut rest) = (root.clone(), path);
    while let Some((name, inner)) = rest.split_once('/') {
        folder = JsFuture::from(folder.get_directory_handle(name)).await.ok()?.dyn_into().ok()?;
        rest = inner;
    }
    read_in(&folder, rest).await
}

async fn write_file(root: &FileSystemDirectoryHandle, file: &FolderFile) -> Result<(), JsValue> {
    let mut folder = root.clone();
    let mut names = file.path.split('/').peekable();
    while let Some(name) = names.next() {
        if names.peek().is_some() {
            let options = FileSystemGetDirectoryOptions::new();
            options.set_create(true);
            let inner = folder.get_directory_handle_with_options(name, &options);
            folder = JsFuture::from(inner).await?.dyn_into()?;
            continue;
        }
        let options = FileSystemGetFileOptions::new();
        options.set_create(true);
        let handle = JsFuture::from(folder.get_file_handle_with_options(name, &options)).await?;
        let handle: FileSystemFileHandle = handle.dyn_into()?;
        let stream: FileSystemWritableFileStream = JsFuture::from(handle.create_writable()).await?.dyn_into()?;
        JsFuture::from(stream.write_with_u8_array(&file.bytes)?).await?;
        JsFuture::from(stream.close()).await?;
    }
    Ok(())
}

/// The bytes of a file that was chosen or dropped.
///
/// # Errors
/// When it is too large or cannot be read.
pub async fn read_bytes(file: &File) -> Result<Vec<u8>, SaveError> {
    if file.size() > LARGEST {
        return Err(SaveError::TooLarge);
    }
    let refused = || SaveError::Refused { path: file.name() };
    let buffer = JsFuture::from(file.array_buffer()).await.map_err(|_| refused())?;
    Ok(Uint8Array::new(&buffer).to_vec())
}

/// The text of a file that was chosen or dropped.
///
/// # Errors
/// When it is too large or cannot be read.
pub async fn read_text(file: &File) -> Result<String, SaveError> {
    let bytes = read_bytes(file).await?;
    decode(&bytes).ok_or(SaveError::Refused { path: file.name() })
}

/// Text in UTF-8, or else GB 18030 (GBK and more), as spreadsheets in China write it; UTF-16 where it says so, as their
/// "Unicode text" does.
pub fn decode(bytes: &[u8]) -> Option<String> {
    match bytes {
        [0xFF, 0xFE, ..] => decode_as("utf-16le", bytes),
        [0xFE, 0xFF, ..] => decode_as("utf-16be", bytes),
        _ => decode_as("utf-8", bytes).or_else(|| decode_as("gb18030", bytes)),
    }
}

fn decode_as(encoding: &str, bytes: &[u8]) -> Option<String> {
    let options = TextDecoderOptions::new();
    options.set_fatal(true);
    let decoder = TextDecoder::new_with_label_and_options(encoding, &options).ok()?;
    decoder.decode_with_u8_array(bytes).ok()
}

/// Puts text on the clipboard. In-app browsers may refuse: then the page shows the text to be copied by hand.
pub async fn copy(text: &str) -> bool {
    let Some(window) = web_sys::window() else { return false };
    let navigator = window.navigator();
    let has_clipboard = Reflect::get(&navigator, &"clipboard".into()).is_ok_and(|clipboard| !clipboard.is_undefined());
    has_clipboard && JsFuture::from(navigator.clipboard().write_text(text)).await.is_ok()
}
