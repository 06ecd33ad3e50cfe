//! What the device keeps: facts by month in a chain, published files, small settings. IndexedDB underneath.
//!
//! - [`chain`]: records, links and the head of a month; pure.
//! - [`record`], [`migrations`]: the envelope of a stored body and its way from older versions; pure.
//! - [`schema`]: every name that the browser sees; [`error`]: what can go wrong, as values.
//! - `idb`: the only file that holds IndexedDB's values; `witness`: the same for Cache Storage, `tabs` for locks and messages.
//! - `db`: the handle; `facts`, `published`: its reads and its transactions.

pub mod chain;
pub mod error;
pub mod migrations;
pub mod record;
pub mod schema;

#[cfg(target_arch = "wasm32")]
mod db;
#[cfg(target_arch = "wasm32")]
mod facts;
#[cfg(target_arch = "wasm32")]
mod idb;
#[cfg(target_arch = "wasm32")]
mod published;
#[cfg(target_arch = "wasm32")]
pub mod tabs;
#[cfg(target_arch = "wasm32")]
mod witness;

pub use chain::{Head, Month, Stored};
pub use error::{ChangeError, StorageError};
pub use schema::{DbName, NO_MONTH, Role};

#[cfg(target_arch = "wasm32")]
pub use db::Db;
#[cfg(target_arch = "wasm32")]
pub use published::{AdoptError, Published};
