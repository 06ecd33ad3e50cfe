// What a resident's first visit downloads, brotli, against tools/size-budget.json: `node tools/size.mjs [dist] [site]`.
// Fails when a budget is exceeded. The sample centre's files are counted where they are laid over the program
// (build/site): menus and counts of every month from the present one on, which is what a phone fetches that has no slips.

import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";

const [dist = "dist", site = "build/site"] = process.argv.slice(2);
const budget = JSON.parse(readFileSync(new URL("size-budget.json", import.meta.url), "utf8"));

const html = readFileSync(join(dist, "index.html"), "utf8");
const texts = JSON.parse(html.match(/<script type="application\/json" id="files"[^>]*>(.*?)<\/script>/s)[1]);
const first = (pattern) => html.match(pattern)?.[1];

/** part → files, in the order in which they are asked for. */
const parts = {
  page: ["index.html"],
  style: [...html.matchAll(/<link rel="stylesheet" href="([^"]+)"/g)].map((match) => match[1]),
  script: [first(/<script type="module" src="([^"]+)"/)],
  program: [first(/data-wasm="([^"]+)"/)],
  text: [texts["text/zh-Hans.txt"]].filter(Boolean),
  // Icons: the tab's, and the one that the manifest's reader draws.
  "worker, manifest, icons": ["sw.js", "manifest.webmanifest", "icon.svg", "icon-192.png"],
};
const centre = ["centre.json", "index.json"].filter((name) => existsSync(join(site, name)));
const present = new Date().toISOString().slice(0, 7);
for (const folder of ["menus", "counts"]) {
  if (!existsSync(join(site, folder))) continue;
  const files = readdirSync(join(site, folder)).filter((name) => name.endsWith(".json"));
  centre.push(...files.filter((name) => name.slice(0, 7) >= present).map((name) => `${folder}/${name}`));
}
if (centre.length) parts["centre's data"] = centre;
// The month as it is drawn before the program has come.
if (existsSync(join(site, `drawn/${present}.html`))) parts["month, drawn"] = [`drawn/${present}.html`];

const packed = (path) =>
  path.endsWith(".png")
    ? readFileSync(path).length
    : brotliCompressSync(readFileSync(path), { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length;

let total = 0;
const rows = [];
for (const [part, names] of Object.entries(parts)) {
  const folder = ["centre's data", "month, drawn"].includes(part) ? site : dist;
  let bytes = 0;
  let unpacked = 0;
  for (const name of names) {
    bytes += packed(join(folder, name));
    unpacked += readFileSync(join(folder, name)).length;
  }
  total += bytes;
  rows.push([part, bytes, unpacked, budget.parts[part]]);
}
rows.push(["in all", total, undefined, budget.total]);

const kilo = (bytes) => (bytes === undefined ? "" : (bytes / 1000).toFixed(1));
const line = (cells) => console.log(cells[0].padEnd(26) + cells.slice(1).map((cell) => String(cell).padStart(10)).join(""));
line(["first visit, kB", "brotli", "unpacked", "budget"]);
const exceeded = [];
for (const [part, bytes, unpacked, limit] of rows) {
  line([part, kilo(bytes), kilo(unpacked), kilo(limit)]);
  if (limit !== undefined && bytes > limit) exceeded.push(part);
}
// Not in the sum: fetched when a page other than the calendar is first looked at, and kept a while after a first visit.
const later = readdirSync(dist).filter((name) => /^(linli-.+-[0-9a-f]{10}\.wasm|later-[0-9a-f]{10}\.css)$/.test(name));
if (texts["text/later.zh-Hans.txt"]) later.push(texts["text/later.zh-Hans.txt"]);
const laterBytes = later.reduce((sum, name) => sum + packed(join(dist, name)), 0);
line(["later: the other pages", kilo(laterBytes), "", kilo(budget.later)]);
if (laterBytes > budget.later) exceeded.push("later");
if (exceeded.length) {
  console.error(`Over budget: ${exceeded.join(", ")}. tools/size-budget.json says how much each may weigh.`);
  process.exit(1);
}
