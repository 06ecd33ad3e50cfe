//! The seven marks: a shape that can be said over the phone, and a character beside it. Colour only helps.

use crate::domain::category::{Category, Mark};

#[cfg(target_arch = "wasm32")]
mod drawn;

#[cfg(target_arch = "wasm32")]
pub use drawn::{mark, shape};

/// The outline of a shape, on a field of 12.
pub fn path(mark: Mark) -> &'static str {
    match mark {
        Mark::Category(Category::Virtue) => "M6 .8a5.2 5.2 0 1 0 0 10.4A5.2 5.2 0 0 0 6 .8Z",
        Mark::Category(Category::Parenting) => "M6 1l5.6 10H.4Z",
        Mark::Category(Category::Capability) => "M1.3 1.3h9.4v9.4H1.3Z",
        Mark::Category(Category::Arts) => "M6 0l6 6-6 6-6-6Z",
        Mark::Category(Category::Care) => {
            "M6 11.2C2.3 8.4.4 6.3.4 4A3 3 0 0 1 6 2.7 3 3 0 0 1 11.6 4c0 2.3-1.9 4.4-5.6 7.2Z"
        }
        Mark::Stage => "M6 .3l1.7 3.9 4.2.4-3.2 2.8.95 4.15L6 9.35l-3.65 2.2.95-4.15L.1 4.6l4.2-.4Z",
        Mark::Special => "M6 1.6a4.4 4.4 0 1 0 0 8.8 4.4 4.4 0 0 0 0-8.8Z",
    }
}
