//! What needs a real browser: storage, keys. Runs in one, through wasm-bindgen's test runner.
#![cfg(target_arch = "wasm32")]

#[path = "web/camera.rs"]
mod camera;
#[path = "web/crypto.rs"]
mod crypto;
#[path = "web/drawn.rs"]
mod drawn;
#[path = "web/folder.rs"]
mod folder;
#[path = "web/storage.rs"]
mod storage;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);
