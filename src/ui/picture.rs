//! Pictures drawn here, for chats that take pictures and no files: words, lit windows and a QR code on paper.

use wasm_bindgen::JsCast;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement};

use leptos::prelude::document;

/// A sheet that is being drawn, so many pixels wide; coordinates are pixels from its upper left.
pub struct Sheet {
    canvas: HtmlCanvasElement,
    pen: CanvasRenderingContext2d,
    width: f64,
    /// Where the next line of words goes.
    pub down: f64,
    /// Whether words are drawn as titles are (宋体).
    pub titled: bool,
}

/// The colours of the light look: a picture lands in other people's chats.
pub const INK: &str = "#171c24";
/// Second to ink.
pub const INK2: &str = "#454b54";
/// Stamped: called off.
pub const SEAL: &str = "#b72121";
/// A hairline.
pub const LINE: &str = "#d9dde0";
/// A lit window.
pub const LAMP: &str = "#ffecab";
/// What is drawn on.
pub const PAPER: &str = "#ffffff";
/// From the edges.
pub const MARGIN: f64 = 48.0;

impl Sheet {
    /// An empty sheet; none where the browser has no canvas.
    pub fn new(width: u32, height: u32) -> Option<Self> {
        let canvas: HtmlCanvasElement = document().create_element("canvas").ok()?.dyn_into().ok()?;
        canvas.set_width(width);
        canvas.set_height(height);
        let pen: CanvasRenderingContext2d = canvas.get_context("2d").ok()??.dyn_into().ok()?;
        let mut sheet = Self { canvas, pen, width: f64::from(width), down: MARGIN, titled: false };
        sheet.fill(PAPER, (0.0, 0.0, f64::from(width), f64::from(height)));
        Some(sheet)
    }

    /// A filled rectangle: left, top, width, height.
    pub fn fill(&mut self, colour: &str, (x, y, width, height): (f64, f64, f64, f64)) {
        self.pen.set_fill_style_str(colour);
        self.pen.fill_rect(x, y, width, height);
    }

    /// Words from the left margin on, over as many lines as they need, at most `lines`; moves down.
    pub fn words(&mut self, words: &str, size: u32, bold: bool, colour: &str, lines: usize) {
        let right = self.width - MARGIN;
        self.words_within(words, (MARGIN, right), size, bold, colour, lines);
    }

    /// The same between two edges.
    pub fn words_within(
        &mut self,
        words: &str,
        (left, right): (f64, f64),
        size: u32,
        bold: bool,
        colour: &str,
        lines: usize,
    ) {
        let mut font = String::from(if bold { "700 " } else { "400 " });
        font.push_str(&crate::ui::words::number(size));
        font.push_str("px ");
        if self.titled {
            font.push_str("\"Songti SC\", \"Noto Serif CJK SC\", \"Noto Serif SC\", \"Source Han Serif SC\", SimSun, ");
        }
        font.push_str(
            "\"PingFang SC\", \"HarmonyOS Sans SC\", MiSans, \"Noto Sans CJK SC\", \"Microsoft YaHei\", sans-serif",
        );
        self.pen.set_font(&font);
        self.pen.set_fill_style_str(colour);
        let room = right - left;
        let mut line = String::new();
        let mut drawn = 0;
        let put = |sheet: &mut Self, line: &str| {
            sheet.down += f64::from(size) * 1.4;
            let _ = sheet.pen.fill_text(line, left, sheet.down - f64::from(size) * 0.3);
        };
        for c in words.chars() {
            line.push(c);
            let wide = self.pen.measure_text(&line).is_ok_and(|text| text.width() > room);
            if c == '\n' || wide {
                // A Latin word is not broken where it can go down whole.
                let at = match line.trim_end().rfind(' ').filter(|at| wide && c.is_ascii() && *at > line.len() / 2) {
                    Some(space) => space + 1,
                    None => line.len() - c.len_utf8(),
                };
                let rest = line.split_off(at);
                put(self, line.trim_end());
                drawn += 1;
                if drawn == lines {
                    return;
                }
                line = rest.trim_start().to_owned();
            }
        }
        if !line.is_empty() {
            put(self, &line);
        }
    }

    /// A square of dark modules at a place.
    pub fn modules(&mut self, dark: impl Fn(usize, usize) -> bool, size: usize, (x, y): (f64, f64), scale: f64) {
        self.pen.set_fill_style_str(INK);
        for row in 0..size {
            for column in (0..size).filter(|column| dark(*column, row)) {
                self.pen.fill_rect(x + column as f64 * scale, y + row as f64 * scale, scale, scale);
            }
        }
    }

    /// As the address of a picture.
    pub fn address(&self) -> Option<String> {
        self.canvas.to_data_url().ok()
    }
}
