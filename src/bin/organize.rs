//! The organizers' program. What the door and the month at a glance need comes at once; the other pages are in a part of their
//! own, which is fetched when one of them is first looked at, and the tables of how characters sound and are written in
//! another, for whoever publishes a month.

#[cfg(target_arch = "wasm32")]
fn main() {
    use linli::ui::later::Later;
    use linli::ui::organizers::start;
    let later =
        Later { fetch: || Box::pin(async { later::fetch().await.is_ok() }), draw: |page| Box::pin(later::draw(page)) };
    start(later, |menu| Box::pin(async { later::readings(menu).await.ok() }));
}

/// The seams along which the program is cut: what is reached only through here is no part of the first download.
#[cfg(target_arch = "wasm32")]
mod later {
    // The seams are functions of other wasm modules, which the macro declares.
    #![allow(unsafe_code)]

    use linli::domain::menu::Menu;
    use linli::domain::search::Readings;
    use linli::exchange::readings::readings_of;
    use linli::ui::dom::El;
    use linli::ui::organizers::{Page, draw_later};
    use wasm_split_helpers::{SplitLoaderError, wasm_split};

    /// Draws a page; pending until its part has been fetched.
    #[wasm_split(pages, fallible, preload(fetch))]
    pub fn draw(page: Page) -> Result<El, SplitLoaderError> {
        Ok(draw_later(page))
    }

    /// The readings of a month's names; pending until their part has been fetched.
    #[wasm_split(readings, fallible)]
    pub fn readings(menu: Menu) -> Result<Readings, SplitLoaderError> {
        Ok(readings_of(&menu))
    }
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    eprintln!("This program runs in a browser: `make serve` builds and serves it.");
}
