//! A newer build of the program waits in the service worker until all tabs of the old one are closed, or until the
//! reader asks for it.

use js_sys::{Object, Reflect};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{ServiceWorker, ServiceWorkerContainer, ServiceWorkerRegistration};

/// Whether a newer program is ready.
#[derive(Debug, Clone, Copy)]
pub struct NewerProgram(RwSignal<bool>);

impl NewerProgram {
    /// Begins to watch for one.
    pub fn watch() -> Self {
        let ready = RwSignal::new(false);
        spawn_local(async move {
            let Some(registration) = registration().await else { return };
            look(&registration, ready);
            let found = registration.clone();
            let heard = Closure::<dyn Fn()>::new(move || {
                let Some(coming) = found.installing() else { return };
                let registration = found.clone();
                let changed = Closure::<dyn Fn()>::new(move || look(&registration, ready));
                coming.set_onstatechange(Some(changed.as_ref().unchecked_ref()));
                changed.forget();
            });
            registration.set_onupdatefound(Some(heard.as_ref().unchecked_ref()));
            heard.forget();
        });
        Self(ready)
    }

    /// Whether it is, tracked.
    pub fn is_ready(self) -> bool {
        self.0.get()
    }

    /// Lets it take over, and loads the page with it.
    pub fn take(self) {
        spawn_local(async move {
            let Some(workers) = workers() else { return };
            let reload = Closure::<dyn Fn()>::new(|| {
                let _ = window().location().reload();
            });
            workers.set_oncontrollerchange(Some(reload.as_ref().unchecked_ref()));
            reload.forget();
            if let Some(waiting) = registration().await.and_then(|registration| registration.waiting()) {
                let message = Object::new();
                let _ = Reflect::set(&message, &"type".into(), &"update".into());
                let _ = ServiceWorker::post_message(&waiting, &message);
            }
        });
    }
}

/// A worker that waits while this page runs under another one is a newer program.
fn look(registration: &ServiceWorkerRegistration, ready: RwSignal<bool>) {
    let under_worker = workers().is_some_and(|workers| workers.controller().is_some());
    ready.set(under_worker && registration.waiting().is_some());
}

/// Where the browser has workers at all: not in every private mode, not without a secure context.
fn workers() -> Option<ServiceWorkerContainer> {
    let navigator = window().navigator();
    let workers = Reflect::get(&navigator, &"serviceWorker".into()).ok()?;
    workers.dyn_into().ok()
}

async fn registration() -> Option<ServiceWorkerRegistration> {
    JsFuture::from(workers()?.get_registration()).await.ok()?.dyn_into().ok()
}
