//! A camera's page that was left keeps nothing: neither the light on, nor its elements.

use js_sys::{Array, Function, Promise};
use leptos::prelude::*;
use linli::domain::text::Language;
use linli::ui::controls::camera::{Next, camera};
use linli::ui::words;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::wasm_bindgen_test;

const TEXT: &str = include_str!("../../public/text/zh-Hans.txt");
const LATER: &str = include_str!("../../public/text/later.zh-Hans.txt");

/// A reader of codes that sees none, and a camera whose track says when it was stopped.
const PRETEND: &str = "
  globalThis.BarcodeDetector = class { async detect() { return []; } };
  globalThis.stopped = 0;
  const stream = { getTracks: () => [{ stop: () => { globalThis.stopped += 1; } }] };
  Object.defineProperty(navigator, 'mediaDevices', {
    configurable: true,
    value: { getUserMedia: async () => stream },
  });
";

fn run(script: &str, with: &JsValue) -> JsValue {
    Function::new_with_args("it", script).call1(&JsValue::NULL, with).unwrap()
}

async fn moment(milliseconds: i32) {
    let later = Function::new_with_args("done, time", "setTimeout(done, time)");
    let promise = Promise::new(&mut |done, _| {
        let _ = later.apply(&JsValue::NULL, &Array::of2(&done, &milliseconds.into()));
    });
    JsFuture::from(promise).await.unwrap();
}

#[wasm_bindgen_test]
async fn a_camera_whose_page_was_left_is_off_and_keeps_no_element() {
    words::speak(Language::Hans, TEXT.to_owned());
    words::speak(Language::Hans, LATER.to_owned());
    run(PRETEND, &JsValue::NULL);
    let owner = Owner::new();
    owner.with(|| {
        let drawn = camera("", |_| Next::GoOn);
        let element = drawn.element().clone();
        run("document.body.append(it); globalThis.left = new WeakRef(it);", &element);
        run("globalThis.page = it; it.querySelector('button').click();", &element);
        // As a page keeps what it shows.
        LEFT.with(|left| left.replace(Some(drawn)));
    });
    moment(100).await;
    assert_eq!(run("return it.document.querySelector('.camera-frame').hidden", &js_sys::global()), false, "it looks");
    run("it.page.remove(); delete it.page;", &js_sys::global());
    LEFT.with(|left| left.take());
    owner.cleanup();
    drop(owner);
    for _ in 0..60 {
        run("it.gc()", &js_sys::global());
        moment(20).await;
        let gone = run("return it.left.deref() === undefined", &js_sys::global());
        if gone.is_truthy() {
            let stopped = run("return it.stopped", &js_sys::global());
            assert_eq!(stopped.as_f64(), Some(1.0), "the camera is off");
            return;
        }
    }
    panic!("what the camera drew is still held");
}

thread_local! {
    static LEFT: std::cell::RefCell<Option<linli::ui::dom::El>> = const { std::cell::RefCell::new(None) };
}
