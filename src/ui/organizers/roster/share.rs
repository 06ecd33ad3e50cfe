//! The public list as a picture: what is sent into the residents' group. Drawn here, so that nothing but a long press is
//! needed to save it.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement};

use crate::domain::public_list::PublicLine;
use crate::state::codes::{QUIET, Qr};
use crate::ui::controls::button::{Look, icon_button};
use crate::ui::controls::icon::{Icon, icon};
use crate::ui::controls::notice::{Tone, notice};
use crate::ui::organizers::roster::Rosters;
use crate::ui::organizers::roster::paper::{Paper, Shown, shown, tail, verify_address};
use crate::ui::words::{number, say, say_count, say_with};

/// In pixels: wide enough for a phone's screen at its full sharpness.
const WIDTH: f64 = 1080.0;
const MARGIN: f64 = 64.0;
const LINE: f64 = 64.0;
/// The code's side.
const CODE: f64 = 300.0;
const INK: &str = "#171c24";
const PALE: &str = "#595e67";
const RULE: &str = "#d9dde0";
const FAMILY: &str = "\"PingFang SC\", \"HarmonyOS Sans SC\", MiSans, \"Noto Sans CJK SC\", sans-serif";

/// The dialog's content.
pub fn share(rosters: Rosters) -> AnyView {
    let Some(session) = rosters.session.get_untracked() else { return ().into_any() };
    let Some(shown) = untrack(move || shown(rosters)) else { return ().into_any() };
    let address = shown.decided.is_some().then(|| verify_address(&session));
    let alt = say_with("list.alt", &[("title", &shown.title)]);
    let name = ["linli-", session.activity.as_str(), "-", &session.start.day().to_string(), ".png"].concat();
    let print = move || {
        rosters.share.close();
        rosters.print(Paper::List);
    };
    let picture = draw(&shown, address.as_deref());
    let save = picture.clone().map(|picture| {
        view! {
            <a class="button" data-look="main" href=picture download=name>
                {icon(Icon::Download)} {say("list.save")}
            </a>
        }
    });
    let seen = match picture {
        Some(picture) => view! {
            <p class="meta">{say("list.hint")}</p>
            <img class="share-picture" src=picture alt=alt/>
        }
        .into_any(),
        None => notice(Tone::Grave, say("list.not-here"), None).into_any(),
    };
    view! {
        <p class="quiet">{say("list.words")}</p>
        <div class="row">{save} {icon_button(Look::Plain, Icon::Print, say("list.print"), print)}</div>
        {seen}
    }
    .into_any()
}

/// Draws the list as a PNG; none where the browser has no canvas.
fn draw(shown: &Shown, address: Option<&str>) -> Option<String> {
    let canvas: HtmlCanvasElement = document().create_element("canvas").ok()?.dyn_into().ok()?;
    let rows = |lines: &[PublicLine]| lines.len().div_ceil(2) as f64 * LINE + if lines.is_empty() { 0.0 } else { 96.0 };
    let head = 236.0 + if shown.decided.is_some() { 88.0 } else { 0.0 };
    let foot = if address.is_some() { CODE + 124.0 } else { 0.0 };
    let height = head + rows(&shown.list.placed) + rows(&shown.list.waiting) + foot + MARGIN;
    canvas.set_width(WIDTH as u32);
    canvas.set_height(height as u32);
    let pen: CanvasRenderingContext2d = canvas.get_context("2d").ok()??.dyn_into().ok()?;
    let sheet = Sheet { pen, at: MARGIN };
    sheet.paper(height);
    sheet.write(shown, address)?;
    canvas.to_data_url().ok()
}

/// The canvas, and how far down it is written on.
struct Sheet {
    pen: CanvasRenderingContext2d,
    at: f64,
}

impl Sheet {
    fn paper(&self, height: f64) {
        self.pen.set_fill_style_str("#ffffff");
        self.pen.fill_rect(0.0, 0.0, WIDTH, height);
    }

    fn words(&self, words: &str, x: f64, y: f64, (size, bold, colour): (u32, bool, &str), most: f64) {
        let weight = if bold { "bold " } else { "" };
        self.pen.set_font(&[weight, &number(size), "px ", FAMILY].concat());
        self.pen.set_fill_style_str(colour);
        let _ = self.pen.fill_text_with_max_width(words, x, y, most);
    }

    fn line(&mut self, words: &str, size: u32, bold: bool, colour: &str) {
        self.at += f64::from(size) * 1.35;
        self.words(words, MARGIN, self.at, (size, bold, colour), WIDTH - 2.0 * MARGIN);
    }

    fn rule(&mut self) {
        self.at += 28.0;
        self.pen.set_fill_style_str(RULE);
        self.pen.fill_rect(MARGIN, self.at, WIDTH - 2.0 * MARGIN, 2.0);
    }

    fn write(mut self, shown: &Shown, address: Option<&str>) -> Option<()> {
        self.line(&shown.centre, 32, false, PALE);
        self.line(&shown.title, 60, true, INK);
        self.line(&shown.when, 36, false, INK);
        for line in shown.decided.iter().flatten() {
            self.line(line, 32, false, PALE);
        }
        self.rule();
        self.group(say_count("list.placed", shown.list.placed.len() as i64), &shown.list.placed);
        self.group(say_count("list.waiting", shown.list.waiting.len() as i64), &shown.list.waiting);
        if let Some(address) = address {
            self.at += 12.0;
            self.line(say("list.gaps"), 28, false, PALE);
            self.rule();
            self.code(&Qr::of_link(address)?);
            let beside = MARGIN + CODE + 32.0;
            let most = WIDTH - MARGIN - beside;
            self.words(say("list.check"), beside, self.at + 100.0, (34, true, INK), most);
            self.words(say("list.scan"), beside, self.at + 152.0, (30, false, PALE), most);
        }
        Some(())
    }

    /// Two columns: the first half on the left, so that a column reads on.
    fn group(&mut self, heading: String, lines: &[PublicLine]) {
        if lines.is_empty() {
            return;
        }
        self.at += 24.0;
        self.line(&heading, 38, true, INK);
        let half = lines.len().div_ceil(2);
        let column = (WIDTH - 2.0 * MARGIN) / 2.0;
        for (index, line) in lines.iter().enumerate() {
            let x = MARGIN + if index < half { 0.0 } else { column };
            let y = self.at + ((index % half) + 1) as f64 * LINE - 12.0;
            self.words(&number(line.nth), x, y, (34, false, PALE), 70.0);
            self.words(&line.name, x + 84.0, y, (38, true, INK), 190.0);
            self.words(&tail(line), x + 290.0, y, (34, false, INK), column - 300.0);
        }
        self.at += half as f64 * LINE;
    }

    fn code(&mut self, qr: &Qr) {
        // On whole pixels: a reader wants sharp edges.
        self.at = (self.at + 24.0).round();
        self.pen.set_fill_style_str("#000000");
        let module = (CODE / (qr.size + 2 * QUIET) as f64).floor();
        for (y, x) in (0..qr.size).flat_map(|y| (0..qr.size).map(move |x| (y, x))) {
            if qr.is_dark(x, y) {
                let place = |n: usize| (n + QUIET) as f64 * module;
                self.pen.fill_rect(MARGIN + place(x), self.at + place(y), module, module);
            }
        }
    }
}
