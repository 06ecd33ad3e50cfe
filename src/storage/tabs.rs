//! Several tabs on one database: one writer at a time (Web Locks), the others hear of it (BroadcastChannel); and how firmly the
//! browser keeps what is stored.
//!
//! Where a browser lacks one of these, work goes on without it: transactions alone keep decisions right.

use std::cell::RefCell;
use std::future::Future;
use std::rc::Rc;

use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, future_to_promise};
use web_sys::{BroadcastChannel, MessageEvent, StorageEstimate, StorageManager};

use super::schema::DbName;

/// Runs a piece of work while no other tab runs one of the same purpose.
pub async fn with_lock<T: 'static>(name: &DbName, purpose: &str, work: impl Future<Output = T> + 'static) -> T {
    let Some(locks) = of_navigator("locks") else { return work.await };
    // The work waits in a cell: if the lock is refused, it is still here to be run without.
    let work: Rc<RefCell<Option<std::pin::Pin<Box<dyn Future<Output = T>>>>>> =
        Rc::new(RefCell::new(Some(Box::pin(work))));
    let result: Rc<RefCell<Option<T>>> = Rc::default();
    let granted = {
        let (work, result) = (work.clone(), result.clone());
        Closure::<dyn FnMut(JsValue) -> Promise>::new(move |_lock| {
            let (work, result) = (work.take(), result.clone());
            future_to_promise(async move {
                if let Some(work) = work {
                    *result.borrow_mut() = Some(work.await);
                }
                Ok(JsValue::UNDEFINED)
            })
        })
    };
    let held = locks.unchecked_ref::<Locks>().request(&name.lock(purpose), granted.as_ref().unchecked_ref());
    if let Ok(held) = held {
        // The result tells whether the work was done, not the promise.
        let _ = JsFuture::from(held).await;
    }
    let done = result.take();
    match done {
        Some(result) => result,
        None => match work.take() {
            Some(work) => work.await,
            // The lock was taken from us while the work was under way: it goes on, and its end is not ours to know.
            None => std::future::pending().await,
        },
    }
}

/// A place among the tabs of one database: tells the others that a month has changed, and hears it from them.
#[derive(Clone)]
pub struct Tabs(Rc<Inside>);

struct Inside {
    channel: Option<BroadcastChannel>,
    listener: RefCell<Option<Closure<dyn FnMut(MessageEvent)>>>,
}

impl Tabs {
    /// Joins the others.
    pub fn join(name: &DbName) -> Self {
        let there = Reflect::has(&js_sys::global(), &"BroadcastChannel".into()).unwrap_or(false);
        let channel = there.then(|| BroadcastChannel::new(&name.channel()).ok()).flatten();
        Self(Rc::new(Inside { channel, listener: RefCell::default() }))
    }

    /// Tells the other tabs that a month has changed. This one is not told.
    pub fn announce(&self, month: &str) {
        if let Some(channel) = &self.0.channel {
            // Fails only on a closed channel: then nobody listens here any more.
            let _ = channel.post_message(&month.into());
        }
    }

    /// Calls back with each month that another tab announces, in the place of an earlier callback, for as long as a handle lives.
    pub fn listen(&self, callback: impl Fn(String) + 'static) {
        let Some(channel) = &self.0.channel else { return };
        let listener = Closure::new(move |event: MessageEvent| {
            if let Some(month) = event.data().as_string() {
                callback(month);
            }
        });
        channel.set_onmessage(Some(listener.as_ref().unchecked_ref()));
        *self.0.listener.borrow_mut() = Some(listener);
    }
}

impl Drop for Inside {
    fn drop(&mut self) {
        if let Some(channel) = &self.channel {
            channel.set_onmessage(None);
            channel.close();
        }
    }
}

/// Asks the browser not to evict what is stored; `false` when it does not promise.
pub async fn persist() -> bool {
    let Some(storage) = storage() else { return false };
    let Ok(promise) = storage.persist() else { return false };
    JsFuture::from(promise).await.is_ok_and(|granted| granted == JsValue::TRUE)
}

/// How much this origin stores and may store, in bytes, as the browser estimates it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Usage {
    /// Stored now.
    pub used: f64,
    /// The most that may be.
    pub quota: f64,
}

/// `None` where the browser does not tell.
pub async fn usage() -> Option<Usage> {
    let estimate = JsFuture::from(storage()?.estimate().ok()?).await.ok()?;
    let estimate: StorageEstimate = estimate.unchecked_into();
    Some(Usage { used: estimate.get_usage()?, quota: estimate.get_quota()? })
}

fn storage() -> Option<StorageManager> {
    of_navigator("storage").map(JsCast::unchecked_into)
}

/// The navigator of the window or worker; absent parts are `None`.
fn of_navigator(part: &str) -> Option<JsValue> {
    let navigator = Reflect::get(&js_sys::global(), &"navigator".into()).ok()?;
    let part = Reflect::get(&navigator, &part.into()).ok()?;
    part.is_object().then_some(part)
}

#[wasm_bindgen]
extern "C" {
    /// `navigator.locks`, which the bindings call unstable.
    type Locks;

    #[wasm_bindgen(method, catch)]
    fn request(this: &Locks, name: &str, granted: &Function) -> Result<Promise, JsValue>;
}
