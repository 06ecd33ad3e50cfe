//! 邻里 Linli: a community centre's month, published without a server and answered with sealed slips.
//!
//! The layers import one way: `ui → state → storage, exchange → domain`. See ARCHITECTURE.md.

pub mod domain;
pub mod exchange;
pub mod json;
#[cfg(target_arch = "wasm32")]
pub mod state;
pub mod storage;
pub mod ui;
