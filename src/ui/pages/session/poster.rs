//! The picture of a session for a chat group, drawn as a small poster: what, when, where, how one gets in, and the way here.

use crate::state::calendar_file::Qr;
use crate::ui::parts::telling::Poster;
use crate::ui::picture::{INK, INK2, LAMP, LINE, MARGIN, PAPER, SEAL, Sheet};

/// How wide it is, in pixels; as high as it needs.
const WIDTH: u32 = 750;
/// What lines are called stands left of this, from the left edge.
const COLUMN: f64 = 176.0;
/// At most so large is the code, in pixels.
const CODE: f64 = 248.0;

/// The drawing as the address of a picture; none where the browser has no canvas. `centre` is its name.
pub fn picture(poster: &Poster, centre: &str, code: &Qr) -> Option<String> {
    // Drawn once to see how high it becomes.
    let tried = draw(&mut Sheet::new(WIDTH, 1)?, poster, centre, code, 0.0);
    let mut sheet = Sheet::new(WIDTH, tried.height.ceil() as u32)?;
    draw(&mut sheet, poster, centre, code, tried.band);
    sheet.address()
}

struct Drawn {
    /// Where the lit band ends.
    band: f64,
    /// Where everything ends.
    height: f64,
}

fn draw(sheet: &mut Sheet, poster: &Poster, centre: &str, code: &Qr, band: f64) -> Drawn {
    let width = f64::from(WIDTH);
    sheet.fill(LAMP, (0.0, 0.0, width, band));
    window(sheet, width - MARGIN - 40.0);
    sheet.down = 40.0;
    sheet.words_within(centre, (MARGIN, width - MARGIN - 64.0), 28, false, INK2, 1);
    sheet.down += 14.0;
    if let Some(stamp) = poster.stamp {
        let top = sheet.down;
        sheet.fill(SEAL, (MARGIN, top, 24.0 + 40.0 * stamp.chars().count().min(12) as f64, 66.0));
        sheet.down += 5.0;
        sheet.words_within(stamp, (MARGIN + 12.0, width), 40, true, PAPER, 1);
        sheet.down = top + 78.0;
    }
    sheet.titled = true;
    sheet.words(&poster.title, 58, true, INK, 3);
    sheet.titled = false;
    sheet.down += 28.0;
    let band = sheet.down;

    sheet.down += 20.0;
    sheet.words(&poster.day, 46, true, INK, 1);
    sheet.words(&poster.time, 46, true, INK, 1);
    sheet.down += 18.0;
    for (name, words) in &poster.lines {
        sheet.fill(LINE, (MARGIN, sheet.down, width - 2.0 * MARGIN, 1.5));
        sheet.down += 10.0;
        let top = sheet.down;
        // Smaller and beside the first line of what it names: on one height with it.
        sheet.down += 5.0;
        sheet.words_within(name, (MARGIN, COLUMN), 26, false, INK2, 2);
        let named = sheet.down;
        sheet.down = top;
        sheet.words_within(words, (COLUMN, width - MARGIN), 31, false, INK, 4);
        sheet.down = sheet.down.max(named) + 10.0;
    }

    let scale = (CODE / code.size as f64).floor().max(1.0);
    let side = scale * code.size as f64;
    sheet.fill(LINE, (MARGIN, sheet.down, width - 2.0 * MARGIN, 1.5));
    let top = sheet.down + 34.0;
    let left = width - MARGIN - side;
    sheet.modules(|x, y| code.is_dark(x, y), code.size, (left, top), scale);
    sheet.down = top;
    let beside = (MARGIN, left - 36.0);
    sheet.words_within(poster.caption, beside, 32, true, INK, 3);
    if let Some(call) = &poster.call {
        sheet.down += 10.0;
        sheet.words_within(call, beside, 28, false, INK2, 4);
    }
    Drawn { band, height: sheet.down.max(top + side) + 44.0 }
}

/// The logo, one pane lit.
fn window(sheet: &mut Sheet, left: f64) {
    let (top, side, line) = (36.0, 40.0, 3.5);
    sheet.fill(INK, (left, top, side, side));
    let pane = (side - 3.0 * line) / 2.0;
    for (column, row) in [(0.0, 0.0), (1.0, 0.0), (0.0, 1.0), (1.0, 1.0)] {
        let colour = if (column, row) == (1.0, 0.0) { "#ffde7b" } else { PAPER };
        let at = |step: f64| line + step * (pane + line);
        sheet.fill(colour, (left + at(column), top + at(row), pane, pane));
    }
}
