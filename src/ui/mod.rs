//! What people see. The pure halves (text, routes) build natively and are tested there; views are for the browser.

#[cfg(target_arch = "wasm32")]
pub mod organizers;
#[cfg(target_arch = "wasm32")]
pub mod residents;
