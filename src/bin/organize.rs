//! The organizers' program. What is only needed to publish, the tables of how characters sound and are written, is in a part
//! of its own, which is fetched when a month is first published.

#[cfg(target_arch = "wasm32")]
fn main() {
    linli::ui::organizers::start(|menu| Box::pin(async { later::readings(menu).await.ok() }));
}

/// The seam along which the program is cut: what is reached only through here is no part of the first download.
#[cfg(target_arch = "wasm32")]
mod later {
    // The seam is a function of another wasm module, which the macro declares.
    #![allow(unsafe_code)]

    use linli::domain::menu::Menu;
    use linli::domain::search::Readings;
    use linli::exchange::readings::readings_of;
    use wasm_split_helpers::{SplitLoaderError, wasm_split};

    /// The readings of a month's names; pending until the part has been fetched.
    #[wasm_split(readings, fallible)]
    pub fn readings(menu: Menu) -> Result<Readings, SplitLoaderError> {
        Ok(readings_of(&menu))
    }
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    eprintln!("This program runs in a browser: `make serve` builds and serves it.");
}
