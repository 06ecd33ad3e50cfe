//! The heads of the months, noted a second time in Cache Storage: a browser that loses the database silently seldom loses both.
//!
//! Best effort throughout: where there is no Cache Storage, or a note cannot be written, the chain inside the database is all there is.

use js_sys::{Array, ArrayBuffer, Promise, Reflect, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Cache, CacheQueryOptions, CacheStorage, Request, Response};

use super::chain::Head;
use super::schema::DbName;

/// Has this database been here before?
pub(super) async fn exists(name: &DbName) -> bool {
    let Some(caches) = caches() else { return false };
    settled(caches.has(&name.cache())).await.is_some_and(|found| found == JsValue::TRUE)
}

/// Notes that the database is here, even before it holds a fact.
pub(super) async fn begin(name: &DbName) {
    let _ = open(name).await;
}

/// The head that was noted last for a month.
pub(super) async fn head(name: &DbName, month: &str) -> Option<Head> {
    let options = CacheQueryOptions::new();
    options.set_cache_name(&name.cache());
    // Asked of all caches together: to open ours would create it, and with it the claim that the database was here.
    let found = settled(caches()?.match_with_str_and_options(&address(month), &options)).await?;
    let response: Response = found.dyn_into().ok()?;
    let buffer: ArrayBuffer = settled(response.array_buffer().ok()?).await?.dyn_into().ok()?;
    Head::from_bytes(&Uint8Array::new(&buffer).to_vec())
}

/// Notes a head; called after the transaction that made it has completed.
pub(super) async fn note(name: &DbName, month: &str, head: Head) {
    // A note that comes after the deletion of everything must not bring the claim back that there was something.
    if !exists(name).await {
        return;
    }
    let Some(cache) = open(name).await else { return };
    let body = Uint8Array::from(&head.to_bytes()[..]);
    if let Ok(response) = Response::new_with_opt_buffer_source(Some(&body)) {
        let _ = settled(cache.put_with_str(&address(month), &response)).await;
    }
}

/// All months of which a head was noted.
pub(super) async fn months(name: &DbName) -> Vec<String> {
    if !exists(name).await {
        return Vec::new();
    }
    let Some(cache) = open(name).await else { return Vec::new() };
    let Some(requests) = settled(cache.keys()).await else { return Vec::new() };
    let month = |request: JsValue| Some(request.dyn_into::<Request>().ok()?.url().rsplit('/').next()?.to_owned());
    Array::from(&requests).iter().filter_map(month).collect()
}

/// Forgets all heads.
pub(super) async fn forget(name: &DbName) {
    if let Some(caches) = caches() {
        let _ = settled(caches.delete(&name.cache())).await;
    }
}

async fn open(name: &DbName) -> Option<Cache> {
    Some(settled(caches()?.open(&name.cache())).await?.unchecked_into())
}

/// Never fetched: a cache's keys have to be addresses. From the root, so that it is the same from every page.
fn address(month: &str) -> String {
    format!("/linli-heads/{month}")
}

fn caches() -> Option<CacheStorage> {
    // Throws in some private modes, is absent outside secure contexts.
    let found = Reflect::get(&js_sys::global(), &"caches".into()).ok()?;
    found.is_object().then(|| found.unchecked_into())
}

async fn settled(promise: Promise) -> Option<JsValue> {
    JsFuture::from(promise).await.ok()
}
