//! Fetching files that lie beside the program, always relative to the site's root.

use js_sys::{ArrayBuffer, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{RequestCache, RequestInit, Response};

/// Why a file did not come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FetchError {
    /// No network, or no such host.
    Offline,
    /// The host has no such file.
    NotFound,
    /// The host answered with another error.
    Status(u16),
    /// Larger than anything a centre publishes.
    TooLarge,
}

/// The largest file that is taken from a host, in bytes.
const LARGEST: f64 = 8_000_000.0;

/// The site's root: every page's `<base>` points there.
pub fn base() -> String {
    let page = web_sys::window().and_then(|window| window.document());
    page.and_then(|page| page.base_uri().ok().flatten()).unwrap_or_default()
}

/// Fetches a file's bytes. `fresh` asks the host even where a cache holds a copy. The asking begins at once, so that
/// several files come side by side; awaiting only waits.
///
/// # Errors
/// When there is no network or the host does not have it.
pub fn fetch(path: &str, fresh: bool) -> impl Future<Output = Result<Vec<u8>, FetchError>> + use<> {
    let mut address = base();
    address.push_str(path);
    let options = RequestInit::new();
    options.set_cache(if fresh { RequestCache::NoCache } else { RequestCache::Default });
    let asked = web_sys::window().map(|window| window.fetch_with_str_and_init(&address, &options));
    async move { receive(JsFuture::from(asked.ok_or(FetchError::Offline)?).await).await }
}

async fn receive(answer: Result<JsValue, JsValue>) -> Result<Vec<u8>, FetchError> {
    let response: Response = answer.ok().and_then(|answer| answer.dyn_into().ok()).ok_or(FetchError::Offline)?;
    match response.status() {
        200 => {}
        404 | 410 => return Err(FetchError::NotFound),
        status => return Err(FetchError::Status(status)),
    }
    let announced = response.headers().get("content-length").ok().flatten();
    if announced.and_then(|length| length.parse::<f64>().ok()).is_some_and(|length| length > LARGEST) {
        return Err(FetchError::TooLarge);
    }
    let body = response.array_buffer().map_err(|_| FetchError::Offline)?;
    let body: ArrayBuffer =
        JsFuture::from(body).await.ok().and_then(|body| body.dyn_into().ok()).ok_or(FetchError::Offline)?;
    match f64::from(body.byte_length()) > LARGEST {
        true => Err(FetchError::TooLarge),
        false => Ok(Uint8Array::new(&body).to_vec()),
    }
}
