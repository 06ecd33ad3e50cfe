//! What people see. The pure halves (words, routes, dates) build natively and are tested there; views are for the browser.

pub mod almanac;
pub mod dates;
pub mod drawn;
pub mod markup;
pub mod route;
pub mod weekends;
pub mod wording;
pub mod words;

pub mod controls;
#[cfg(target_arch = "wasm32")]
pub mod dom;
#[cfg(target_arch = "wasm32")]
pub mod failures;
#[cfg(target_arch = "wasm32")]
pub mod later;
#[cfg(target_arch = "wasm32")]
pub mod navigation;
pub mod organizers;
#[cfg(target_arch = "wasm32")]
pub mod pages;
pub mod parts;
#[cfg(target_arch = "wasm32")]
pub mod picture;
#[cfg(target_arch = "wasm32")]
pub mod residents;
#[cfg(target_arch = "wasm32")]
pub mod sheets;
#[cfg(target_arch = "wasm32")]
pub mod shell;
#[cfg(target_arch = "wasm32")]
pub mod start;
#[cfg(target_arch = "wasm32")]
pub mod today;
