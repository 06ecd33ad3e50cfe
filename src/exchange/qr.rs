//! A slip's code as a QR code, version 10-M: a picture that most cameras read at once, even blurred.
//!
//! The picture is a PNG of one bit a pixel, written here: a long press can save it in in-app browsers that
//! have no downloads. It needs no canvas, and with one stored block instead of compression about 1 kB of program.

use qrcodegen::{Mask, QrCode, QrCodeEcc, QrSegment, Version};

use crate::exchange::crypto::to_base64;
use crate::exchange::zip::crc32;

/// The light margin that a reader needs, in modules.
pub const QUIET: usize = 4;

/// A QR code: a square of dark and light modules.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Qr {
    /// Modules on a side, without the margin: 57 for a slip.
    pub size: usize,
    /// Row by row; dark is true.
    pub modules: Vec<bool>,
}

impl Qr {
    /// The code of a text of at most 311 capital letters, digits, `:` and the like. None for any other text.
    pub fn of_code(code: &str) -> Option<Self> {
        let capitals = code.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'A'..=b'Z' | b':'));
        if !capitals {
            return None;
        }
        let segment = QrSegment::make_alphanumeric(code);
        let version = Version::new(10);
        // The mask is chosen by the standard's penalty rules; error correction stays at M.
        let qr = QrCode::encode_segments_advanced(&[segment], QrCodeEcc::Medium, version, version, None::<Mask>, false)
            .ok()?;
        Some(Self::of(&qr))
    }

    /// The code of a link, as small as it can be. None for one that is too long.
    pub fn of_link(link: &str) -> Option<Self> {
        QrCode::encode_text(link, QrCodeEcc::Medium).ok().map(|qr| Self::of(&qr))
    }

    fn of(qr: &QrCode) -> Self {
        let side = 0..qr.size();
        let modules = side.clone().flat_map(|y| side.clone().map(move |x| (x, y))).map(|(x, y)| qr.get_module(x, y));
        Self { size: qr.size() as usize, modules: modules.collect() }
    }

    /// Whether a module is dark; outside of the square all is light.
    pub fn is_dark(&self, x: usize, y: usize) -> bool {
        x < self.size && y < self.size && self.modules[y * self.size + x]
    }

    /// The dark modules as the `d` of an SVG path, in a view box of `size + 2 * QUIET` modules.
    pub fn path(&self) -> String {
        let mut path = String::new();
        for y in 0..self.size {
            let mut x = 0;
            while x < self.size {
                let run = (x..self.size).take_while(|x| self.is_dark(*x, y)).count();
                if run > 0 {
                    for (command, number) in [('M', x + QUIET), (' ', y + QUIET), ('h', run)] {
                        path.push(command);
                        path.push_str(&number.to_string());
                    }
                    path.push_str("v1h-");
                    path.push_str(&run.to_string());
                    path.push('z');
                }
                x += run.max(1);
            }
        }
        path
    }

    /// A PNG with its margin, so many pixels to a module.
    pub fn png(&self, scale: usize) -> Vec<u8> {
        let side = (self.size + 2 * QUIET) * scale;
        let row_bytes = side.div_ceil(8);
        let mut rows = Vec::with_capacity(side * (row_bytes + 1));
        for y in 0..side {
            rows.push(0);
            let start = rows.len();
            rows.resize(start + row_bytes, 0xff);
            for x in 0..side {
                // Left of and above the square the subtraction wraps far outside of it.
                if self.is_dark((x / scale).wrapping_sub(QUIET), (y / scale).wrapping_sub(QUIET)) {
                    rows[start + x / 8] &= !(0x80 >> (x % 8));
                }
            }
        }
        let mut header = Vec::new();
        header.extend((side as u32).to_be_bytes());
        header.extend((side as u32).to_be_bytes());
        // One bit of grey.
        header.extend([1, 0, 0, 0, 0]);
        let mut png = b"\x89PNG\r\n\x1a\n".to_vec();
        chunk(&mut png, b"IHDR", &header);
        chunk(&mut png, b"IDAT", &stored(&rows));
        chunk(&mut png, b"IEND", &[]);
        png
    }

    /// The picture as an address for an `img`.
    pub fn picture(&self, scale: usize) -> String {
        let mut address = String::from("data:image/png;base64,");
        address.push_str(&to_base64(&self.png(scale)));
        address
    }
}

fn chunk(png: &mut Vec<u8>, name: &[u8; 4], content: &[u8]) {
    png.extend((content.len() as u32).to_be_bytes());
    let start = png.len();
    png.extend(name);
    png.extend(content);
    let crc = crc32(&png[start..]);
    png.extend(crc.to_be_bytes());
}

/// Bytes as a zlib stream of stored blocks (RFC 1950, RFC 1951 §3.2.4).
fn stored(bytes: &[u8]) -> Vec<u8> {
    let mut stream = vec![0x78, 0x01];
    let blocks = bytes.chunks(0xffff);
    let last = blocks.len();
    for (n, block) in blocks.enumerate() {
        stream.push(u8::from(n + 1 == last));
        stream.extend((block.len() as u16).to_le_bytes());
        stream.extend((!(block.len() as u16)).to_le_bytes());
        stream.extend(block);
    }
    let (mut a, mut b) = (1u32, 0u32);
    for byte in bytes {
        a = (a + u32::from(*byte)) % 65_521;
        b = (b + a) % 65_521;
    }
    stream.extend((b << 16 | a).to_be_bytes());
    stream
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;
    use crate::exchange::slip::write_code;

    fn qr() -> Qr {
        Qr::of_code(&write_code(&[0x5a; 190])).unwrap()
    }

    #[test]
    fn a_slip_fits_version_ten_and_nothing_longer_does() {
        assert_eq!(qr().size, 57);
        assert_eq!(Qr::of_code(&"A".repeat(312)), None);
        assert_eq!(Qr::of_code("lower"), None);
    }

    #[test]
    fn the_path_paints_exactly_the_dark_modules() {
        let qr = qr();
        let mut painted = vec![false; qr.size * qr.size];
        for run in qr.path().split('z').filter(|run| !run.is_empty()) {
            let (at, rest) = run[1..].split_once('h').unwrap();
            let (x, y) = at.split_once(' ').unwrap();
            let (x, y): (usize, usize) = (x.parse().unwrap(), y.parse().unwrap());
            let (length, back) = rest.split_once("v1h-").unwrap();
            assert_eq!(length, back);
            for x in x..x + length.parse::<usize>().unwrap() {
                painted[(y - QUIET) * qr.size + x - QUIET] = true;
            }
        }
        assert_eq!(painted, qr.modules);
    }

    #[test]
    fn the_checksums_are_those_of_the_standards() {
        // Adler-32 of "Wikipedia" and the CRC of an empty IEND, both well known.
        assert_eq!(stored(b"Wikipedia")[16..], [0x11, 0xe6, 0x03, 0x98]);
        let mut end = Vec::new();
        chunk(&mut end, b"IEND", &[]);
        assert_eq!(end, [0, 0, 0, 0, b'I', b'E', b'N', b'D', 0xae, 0x42, 0x60, 0x82]);
    }

    #[test]
    fn the_picture_has_its_margin_and_its_modules() {
        let qr = qr();
        for scale in [1, 3, 8, 16] {
            let png = qr.png(scale);
            let side = (57 + 8) * scale;
            assert_eq!(png[16..20], (side as u32).to_be_bytes());
            // Signature 8, IHDR 25, length and name of IDAT 8; then a zlib header and stored blocks.
            let (mut at, mut rows) = (41 + 2, Vec::<u8>::new());
            loop {
                let length = usize::from(u16::from_le_bytes([png[at + 1], png[at + 2]]));
                rows.extend(&png[at + 5..at + 5 + length]);
                at += 5 + length;
                if png[at - length - 5] == 1 {
                    break;
                }
            }
            let row = side.div_ceil(8) + 1;
            assert_eq!(rows.len(), row * side);
            for y in 0..side {
                for x in 0..side {
                    let light = rows[y * row + 1 + x / 8] & (0x80 >> (x % 8)) != 0;
                    let dark =
                        x >= QUIET * scale && y >= QUIET * scale && qr.is_dark(x / scale - QUIET, y / scale - QUIET);
                    assert_eq!(light, !dark);
                }
            }
        }
    }
}
