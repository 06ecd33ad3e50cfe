//! Fetching files that lie beside the program, always relative to the site's root.

use js_sys::{ArrayBuffer, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Headers, RequestCache, RequestInit, Response};

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

/// What stands behind `#` in the page's address: on posters, the centre's fingerprint.
pub fn fragment() -> Option<String> {
    let hash = web_sys::window()?.location().hash().ok()?;
    Some(hash.trim_start_matches('#').to_owned())
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

/// Reads an object of a store by its signed address, which no cache may answer.
///
/// # Errors
/// When it is out of reach (browsers do not tell a store that forbids this page from one that is down), missing, or
/// refused.
pub async fn read_object(address: &str) -> Result<Vec<u8>, ObjectError> {
    let options = RequestInit::new();
    options.set_cache(RequestCache::NoStore);
    let response = ask(address, &options).await?;
    match response.status() {
        200 => receive(Ok(response.into())).await.map_err(|_| ObjectError::Unreachable),
        status => Err(refusal(status, &response).await),
    }
}

/// Puts an object into a store by its signed address.
///
/// # Errors
/// As [`read_object`].
pub async fn put_object(address: &str, headers: &[(&str, &str)], bytes: &[u8]) -> Result<(), ObjectError> {
    let options = RequestInit::new();
    options.set_method("PUT");
    let said = Headers::new().map_err(|_| ObjectError::Unreachable)?;
    for (name, value) in headers {
        said.set(name, value).map_err(|_| ObjectError::Unreachable)?;
    }
    options.set_headers(&said);
    options.set_body(&Uint8Array::from(bytes));
    let response = ask(address, &options).await?;
    match response.ok() {
        true => Ok(()),
        false => Err(refusal(response.status(), &response).await),
    }
}

/// Why an object was not read or put.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ObjectError {
    /// No network, no such host, or a store that does not let this page in.
    Unreachable,
    /// No such object.
    Missing,
    /// No such bucket.
    NoBucket,
    /// The key may not, or the clock of one of the two is wrong.
    Denied,
    /// Another refusal.
    Status(u16),
}

async fn ask(address: &str, options: &RequestInit) -> Result<Response, ObjectError> {
    let window = web_sys::window().ok_or(ObjectError::Unreachable)?;
    let answer = JsFuture::from(window.fetch_with_str_and_init(address, options)).await;
    answer.ok().and_then(|answer| answer.dyn_into().ok()).ok_or(ObjectError::Unreachable)
}

async fn refusal(status: u16, response: &Response) -> ObjectError {
    match status {
        404 => {
            // Stores say in XML which of the two is missing.
            let said = match response.text() {
                Ok(text) => JsFuture::from(text).await.ok().and_then(|text| text.as_string()).unwrap_or_default(),
                Err(_) => String::new(),
            };
            if said.contains("NoSuchBucket") { ObjectError::NoBucket } else { ObjectError::Missing }
        }
        401 | 403 => ObjectError::Denied,
        status => ObjectError::Status(status),
    }
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
