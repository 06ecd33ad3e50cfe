// Draws the icons in public/: `node tools/icons.mjs`, only after the drawing below has changed.
// The logo is one window, two by two, one pane lit.
import { writeFileSync } from "node:fs";
import { crc32, deflateSync } from "node:zlib";

const paper = [0xf8, 0xf9, 0xfb];
const frame = [0x24, 0x42, 0x8a];
const lit = [0xff, 0xde, 0x7b];
const unlit = [0xe4, 0xe9, 0xf3];

// The window in a square of 64, inside the circle that launchers cut out of a "maskable" icon.
const window_ = { from: 14, to: 50, bar: 3.4, radius: 5 };

/** The colour at a point of the 64 × 64 square. */
function colour(x, y) {
  const { from, to, bar, radius } = window_;
  const dx = Math.max(from + radius - x, x - (to - radius), 0);
  const dy = Math.max(from + radius - y, y - (to - radius), 0);
  if (Math.hypot(dx, dy) > radius) return paper;
  const middle = (from + to) / 2;
  const onFrame = [x, y].some((v) => v < from + bar || v > to - bar || Math.abs(v - middle) < bar / 2);
  if (onFrame) return frame;
  return x > middle && y < middle ? lit : unlit;
}

/** A PNG of `size` pixels a side; every pixel is the mean of 16 points. */
function png(size) {
  const steps = 4;
  const rows = [];
  for (let y = 0; y < size; y++) {
    const row = Buffer.alloc(1 + size * 3); // the first byte says: not filtered
    for (let x = 0; x < size; x++) {
      const sum = [0, 0, 0];
      for (let i = 0; i < steps * steps; i++) {
        const at = (p, k) => ((p + (k + 0.5) / steps) * 64) / size;
        colour(at(x, i % steps), at(y, Math.floor(i / steps))).forEach((v, c) => (sum[c] += v));
      }
      sum.forEach((v, c) => (row[1 + x * 3 + c] = Math.round(v / (steps * steps))));
    }
    rows.push(row);
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(size, 0);
  header.writeUInt32BE(size, 4);
  header.set([8, 2, 0, 0, 0], 8); // 8 bits, RGB
  const chunk = (name, data) => {
    const body = Buffer.concat([Buffer.from(name, "latin1"), data]);
    const length = Buffer.alloc(4);
    length.writeUInt32BE(data.length);
    const sum = Buffer.alloc(4);
    sum.writeUInt32BE(crc32(body));
    return Buffer.concat([length, body, sum]);
  };
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk("IHDR", header),
    chunk("IDAT", deflateSync(Buffer.concat(rows), { level: 9 })),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

const hex = (rgb) => "#" + rgb.map((v) => v.toString(16).padStart(2, "0")).join("");
writeFileSync(
  "public/icon.svg",
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="8 8 48 48"><rect x="14" y="14" width="36" height="36" rx="5" fill="${hex(frame)}"/><path fill="${hex(unlit)}" d="M17.4 17.4h12.9v12.9H17.4zM17.4 33.7h12.9v12.9H17.4zM33.7 33.7h12.9v12.9H33.7z"/><path fill="${hex(lit)}" d="M33.7 17.4h12.9v12.9H33.7z"/></svg>\n`,
);
for (const size of [192, 512]) writeFileSync(`public/icon-${size}.png`, png(size));
