//! Type as large as the sheet allows: measured in the browser, because only the browser knows how long a line is.

use leptos::html::Div;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

/// The largest and the smallest type, in millimetres: a headline's text, and what is still read at arm's length.
const RANGE: (f64, f64) = (11.0, 1.9);
/// Halvings of the range: to a hundredth of a millimetre.
const STEPS: usize = 10;

/// Fits the type of all elements of this class within a page once it is drawn, the same on each: `--type` is set where
/// the smallest of them still fits.
pub fn fit(within: NodeRef<Div>) {
    Effect::new(move |_| {
        let Some(root) = within.get() else { return };
        // Two frames: fonts and pictures have their sizes by then.
        request_animation_frame(move || {
            request_animation_frame(move || {
                set(&root);
            });
        });
    });
}

fn set(root: &HtmlElement) {
    // Measured at its real size: small type breaks its lines elsewhere.
    let _ = root.style().set_property("zoom", "1");
    let (mut large, mut small) = RANGE;
    let fits = |size: f64| {
        let _ = root.style().set_property("--type", &[&format!("{size:.2}"), "mm"].concat());
        bodies(root)
            .iter()
            .all(|body| body.scroll_height() <= body.client_height() && body.scroll_width() <= body.client_width())
    };
    if !fits(large) {
        for _ in 0..STEPS {
            let middle = (large + small) / 2.0;
            if fits(middle) { small = middle } else { large = middle }
        }
        // A printer's line may be a hair longer than the screen's.
        fits(small * 0.985);
    }
    let _ = root.style().remove_property("zoom");
}

fn bodies(root: &HtmlElement) -> Vec<Element> {
    let Ok(found) = root.query_selector_all(".sheet-body") else { return Vec::new() };
    (0..found.length()).filter_map(|at| found.item(at)?.dyn_into().ok()).collect()
}
