//! A camera whose page was left does not go on looking.

use js_sys::{Array, Function, Promise};
use leptos::prelude::*;
use linli::domain::text::Language;
use linli::ui::controls::camera::{Next, camera};
use linli::ui::dom::{live, nothing};
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
  const canvas = document.createElement('canvas');
  canvas.getContext('2d').fillRect(0, 0, 9, 9);
  const stream = canvas.captureStream();
  const [track] = stream.getTracks();
  track.stop = () => {
    globalThis.stopped += 1;
    MediaStreamTrack.prototype.stop.call(track);
  };
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
async fn a_camera_whose_page_was_left_is_off() {
    words::speak(Language::Hans, TEXT.to_owned());
    words::speak(Language::Hans, LATER.to_owned());
    run(PRETEND, &JsValue::NULL);
    let place = document().create_element("div").unwrap();
    document().body().unwrap().append_child(&place).unwrap();
    let is_shown = RwSignal::new(true);
    // As the program shows a page and leaves it.
    let program = mount_to(place.clone().unchecked_into(), move || {
        live(move || if is_shown.get() { camera("", |_| Next::GoOn) } else { nothing() })
    });
    run("it.querySelector('button').click();", &place.query_selector(".camera").unwrap().unwrap());
    moment(100).await;
    assert_eq!(run("return it.document.querySelector('.camera-frame').hidden", &js_sys::global()), false, "it looks");
    is_shown.set(false);
    moment(0).await;
    assert!(place.query_selector(".camera").unwrap().is_none());
    for _ in 0..60 {
        if run("return it.stopped", &js_sys::global()).as_f64() == Some(1.0) {
            return drop(program);
        }
        moment(20).await;
    }
    panic!("the camera is still on");
}
