//! Spreadsheets read in a worker: the page goes on while a large one is looked through.

use js_sys::{Function, Promise, Reflect, Uint8Array};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{MessageEvent, Worker};

use crate::exchange::file_kind::{FileKind, WorkbookProblem};
use crate::exchange::sheet::Sheet;
use crate::json;

/// After so long, in milliseconds, a file is given up: it was made to take for ever.
const PATIENCE: i32 = 30_000;
/// What the worker answers when its program did not come.
const ABSENT: &str = "absent";

/// The sheets of a spreadsheet.
///
/// # Errors
/// When nothing can be read; also without a network, as long as the reader was never used here.
pub async fn read_workbook(bytes: &[u8]) -> Result<Vec<Sheet>, WorkbookProblem> {
    if let FileKind::Compound(problem) = FileKind::of(bytes) {
        return Err(problem);
    }
    let worker = worker().ok_or(WorkbookProblem::NoReader)?;
    let answer = ask(&worker, bytes).await;
    worker.terminate();
    let answer = answer.map_err(|_| WorkbookProblem::NoReader)?.as_string().ok_or(WorkbookProblem::Damaged)?;
    if answer == ABSENT {
        return Err(WorkbookProblem::NoReader);
    }
    json::read(answer.as_bytes()).unwrap_or(Err(WorkbookProblem::Damaged))
}

/// Begun by the page's own script, which alone may name scripts.
fn worker() -> Option<Worker> {
    let window = web_sys::window()?;
    let page = Reflect::get(&window, &"linli".into()).ok()?;
    let begin: Function = Reflect::get(&page, &"worker".into()).ok()?.dyn_into().ok()?;
    begin.call0(&page).ok()?.dyn_into().ok()
}

/// The worker's answer: null when it broke down or took too long, an error when its script did not come.
async fn ask(worker: &Worker, bytes: &[u8]) -> Result<JsValue, JsValue> {
    let answer = Promise::new(&mut |resolve: Function, reject: Function| {
        let answered = resolve.clone();
        let heard = Closure::once_into_js(move |event: MessageEvent| {
            let _ = answered.call1(&JsValue::NULL, &event.data());
        });
        worker.set_onmessage(Some(heard.unchecked_ref()));
        let failed = Closure::once_into_js(move |_: JsValue| {
            let _ = reject.call0(&JsValue::NULL);
        });
        worker.set_onerror(Some(failed.unchecked_ref()));
        if let Some(window) = web_sys::window() {
            let _ = window.set_timeout_with_callback_and_timeout_and_arguments_1(&resolve, PATIENCE, &JsValue::NULL);
        }
    });
    worker.post_message(&Uint8Array::from(bytes))?;
    JsFuture::from(answer).await
}
