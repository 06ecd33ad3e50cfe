//! The residents' and volunteers' program.

#[cfg(target_arch = "wasm32")]
fn main() {
    linli::ui::residents::start();
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    eprintln!("This program runs in a browser: `make serve` builds and serves it.");
}
