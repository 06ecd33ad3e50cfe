//! The residents' and volunteers' program. What the calendar needs comes at once; every other page is in a part of its own,
//! which is fetched when one of them is first looked at.

#[cfg(target_arch = "wasm32")]
fn main() {
    use linli::ui::later::Later;
    use linli::ui::residents::start;
    start(Later {
        fetch: || Box::pin(async { later::fetch().await.is_ok() }),
        draw: |page| Box::pin(later::draw(page)),
    });
}

/// The seam along which the program is cut: what is reached only through here is no part of the first download.
#[cfg(target_arch = "wasm32")]
mod later {
    // The seam is a function of another wasm module, which the macro declares.
    #![allow(unsafe_code)]

    use linli::ui::dom::El;
    use linli::ui::residents::{Page, draw_later};
    use wasm_split_helpers::{SplitLoaderError, wasm_split};

    /// Draws a page; pending until the part has been fetched.
    #[wasm_split(later, fallible, preload(fetch))]
    pub fn draw(page: Page) -> Result<El, SplitLoaderError> {
        Ok(draw_later(page))
    }
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    eprintln!("This program runs in a browser: `make serve` builds and serves it.");
}
