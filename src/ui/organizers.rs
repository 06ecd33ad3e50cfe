//! The organizers' program: the door of the workspace, and a page per route behind it.
//!
//! The pure halves (what is typed, how it is worded, the order of the course menu) build natively and are tested
//! there; views are for the browser.

pub mod calling;
pub mod change_words;
pub mod chat;
pub mod drafts;
pub mod passphrase;
pub mod picking;
pub mod planning_draft;
pub mod provision_draft;
pub mod rain_draft;
pub mod shift_draft;
pub mod wording;

#[cfg(target_arch = "wasm32")]
mod backup;
#[cfg(target_arch = "wasm32")]
mod clock;
#[cfg(target_arch = "wasm32")]
mod district;
#[cfg(target_arch = "wasm32")]
mod editing;
#[cfg(target_arch = "wasm32")]
mod entries;
#[cfg(target_arch = "wasm32")]
mod form;
#[cfg(target_arch = "wasm32")]
mod founding;
#[cfg(target_arch = "wasm32")]
mod gate;
#[cfg(target_arch = "wasm32")]
mod going_on;
#[cfg(target_arch = "wasm32")]
mod head;
#[cfg(target_arch = "wasm32")]
mod home;
#[cfg(target_arch = "wasm32")]
mod inbox;
#[cfg(target_arch = "wasm32")]
mod intake;
#[cfg(target_arch = "wasm32")]
mod meter;
#[cfg(target_arch = "wasm32")]
mod paper;
#[cfg(target_arch = "wasm32")]
mod plan;
#[cfg(target_arch = "wasm32")]
mod program;
#[cfg(target_arch = "wasm32")]
mod publish;
#[cfg(target_arch = "wasm32")]
mod received;
#[cfg(target_arch = "wasm32")]
mod restore;
#[cfg(target_arch = "wasm32")]
mod roster;
#[cfg(target_arch = "wasm32")]
mod setup;
#[cfg(target_arch = "wasm32")]
mod text_field;
#[cfg(target_arch = "wasm32")]
mod trouble;
#[cfg(target_arch = "wasm32")]
mod volunteers;

#[cfg(target_arch = "wasm32")]
pub use program::{Page, draw_later, start};
