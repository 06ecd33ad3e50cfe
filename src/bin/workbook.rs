//! Reads spreadsheets, in a worker of the organizers' pages: the program with the reader is fetched when a spreadsheet is
//! first chosen, and a page never stands still while a large one is read.

#[cfg(target_arch = "wasm32")]
mod worker {
    // The function is called from the worker's script, which the macro declares.
    #![allow(unsafe_code)]

    use wasm_bindgen::prelude::wasm_bindgen;

    /// The sheets of a spreadsheet, or why there are none, as JSON.
    #[wasm_bindgen]
    pub fn read(bytes: &[u8]) -> String {
        linli::exchange::workbook::read_workbook_as_json(bytes)
    }
}

#[cfg(target_arch = "wasm32")]
fn main() {}

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    eprintln!("This program runs in a browser: `make serve` builds and serves it.");
}
