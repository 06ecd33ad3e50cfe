// Makes the site out of what trunk compiled: `node tools/finish.mjs --from <compiled programs> --to <dist>`.
//
//   --work <folder> for what is made on the way
//   --salt <text>   goes into every hash: the same program under new names, as a later build would have
//   --quick         for development: no minifying, no compressed twins
//
// trunk compiles; everything a page promises is made here: one page per path with its own <base>, names that carry
// their content's hash, pins, the Content-Security-Policy, the service worker's list, and compressed twins.

import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, extname, join, relative, resolve } from "node:path";
import { parseArgs } from "node:util";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

import { divide, link, whole } from "./divide.mjs";

const { values: options } = parseArgs({
  options: {
    from: { type: "string" },
    to: { type: "string" },
    work: { type: "string", default: "build/parts" },
    salt: { type: "string", default: "" },
    quick: { type: "boolean", default: false },
  },
});
if (!options.from || !options.to) throw new Error("usage: node tools/finish.mjs --from <folder> --to <folder>");
const root = resolve(import.meta.dirname ?? dirname(new URL(import.meta.url).pathname), "..");
const from = resolve(options.from);
// Made beside its place and moved there whole: a failure leaves the former site as it was.
const to = resolve(options.to) + ".unfinished";

// The oldest engines that chat apps still carry (design.md, "Time, text, browsers").
const oldest = "chrome107,safari16";
const programs = JSON.parse(read("tools/paths.json"));

rmSync(to, { recursive: true, force: true });
mkdirSync(to, { recursive: true });
cpSync(join(root, "public"), to, { recursive: true });

/** Texts: name as the program asks for it → name with its hash. */
const texts = {};
for (const name of filesIn(join(to, "text")).map((name) => "text/" + name)) {
  texts[name] = keep(name, readFileSync(join(to, name)));
  rmSync(join(to, name));
}

const boot = esbuild("tools/page/boot.js", "--target=es6");
const waiting = read("tools/page/waiting.html").replace(/>\s+</g, "><").trim();
const waitingStyle = esbuild("tools/page/waiting.css", `--target=${oldest}`);

const worker = { id: "", files: {}, pages: {}, groups: {} };
for (const [group, program] of Object.entries(programs)) makeProgram(group, program);
// A browser may ask for these whenever a page is opened, without a network too.
for (const name of ["manifest.webmanifest", "icon.svg", "icon-192.png"]) {
  pin(name);
  worker.groups.residents.push(name);
}
// Whoever keeps a program keeps its words in one language: "residents en". text/en.txt is every program's; text/later.en.txt
// comes with the residents' later part and is the organizers' at once; any other is the organizers'. What tells a group from
// others stands first.
for (const [name, hashed] of Object.entries(texts)) {
  const [, more, language] = name.match(/^text\/(?:(.*)[./])?([A-Za-z-]+)\.txt$/);
  const groups = { undefined: Object.keys(programs), later: ["residents later", "organizers"] }[more] ?? ["organizers"];
  for (const group of groups) {
    const files = (worker.groups[`${group} ${language}`] ??= []);
    if (more) files.unshift(hashed);
    else files.push(hashed);
  }
  pin(hashed);
}

// The worker's own text belongs to the build: a change in it alone is a new build, too.
const source = readFileSync(join(root, "public/sw.js"), "utf8");
worker.id = hash(source + JSON.stringify(worker));
const filled = source.replace(/\/\*build\*\/.*?\/\*end\*\//s, () => JSON.stringify(worker));
if (filled === source) throw new Error("public/sw.js has no place for the build's list");
writeFileSync(join(to, "sw.js"), filled);
if (!options.quick) writeFileSync(join(to, "sw.js"), esbuild(join(to, "sw.js"), `--target=${oldest}`));

if (!options.quick) for (const name of filesIn(to)) compress(join(to, name));

rmSync(resolve(options.to), { recursive: true, force: true });
renameSync(to, resolve(options.to));

/** Joins one program's script, wasm and style under hashed names and writes a page for each of its paths. */
function makeProgram(group, { page, program, worker: work, paths, laterStyle }) {
  const parts = divide({
    compiled: join(from, `${program}.wasm`),
    program,
    folder: resolve(options.work, program),
    optimize: !options.quick,
  });
  writeFileSync(parts.script, trusted(readFileSync(parts.script, "utf8")));
  const later = `${group} later`;
  const named = {};
  for (const [name, bytes] of Object.entries(parts.later)) {
    named[name] = keep(`${program}-${name.replace(/^split_/, "")}.wasm`, bytes);
    (worker.groups[later] ??= []).push(named[name]);
  }
  link(parts, (name) => [named[name], pin(named[name]), later].map((text) => JSON.stringify(text)).join(", "));
  // What later parts look like comes together with them.
  const style = laterStyle && keep(laterStyle, esbuild(laterStyle, "--bundle", `--target=${oldest}`));
  if (style) (worker.groups[later] ??= []).push(style);
  const styled = `--define:STYLE=${JSON.stringify(style ? { rel: "stylesheet", href: style, integrity: pin(style) } : null)}`;
  const script = keep(
    `${program}.js`,
    esbuild("tools/page/start.js", "--bundle", "--format=esm", `--target=${oldest}`, `--alias:program=${parts.script}`, styled),
  );
  const wasm = keep(`${program}.wasm`, parts.first);

  const worked = work ? ` data-worker="${makeWorker(later, work)}"` : "";

  let html = read(page);
  const kept = [script, wasm];
  // Trunk's own instruction has been followed; style sheets are joined here with everything they import.
  html = html.replace(/\s*<link data-trunk rel="rust"[^>]*>/, "");
  // Before anything is filled in: what the policy allows by its hash must stay as it is.
  html = html.replace(/\n\s*/g, "\n");
  html = html.replace(/<link rel="stylesheet" href="([^"]+)">/g, (_, path) => {
    const name = keep(path, esbuild(path, "--bundle", `--target=${oldest}`));
    kept.push(name);
    return `<link rel="stylesheet" href="${name}" integrity="${pin(name)}">`;
  });
  const files = `<script type="application/json" id="files" data-group="${group}" data-wasm="${wasm}" data-pin="${pin(wasm)}"${worked}>${JSON.stringify(texts)}</script>`;
  // Before the inline parts come in: the policy names them by their hash.
  html = html.replace(/\n\s*/g, "\n");
  html = fill(html, "boot", `<style>${waitingStyle}</style>${files}<script>${boot}</script><script type="module" src="${script}" integrity="${pin(script)}"></script>`);
  html = fill(html, "waiting", waiting);
  html = fill(html, "csp", `<meta http-equiv="Content-Security-Policy" content="${policy(group)}">`);

  for (const path of paths) {
    const folder = path.slice(1);
    const base = "../".repeat(path.split("/").length - 2) || "./";
    write(folder + "index.html", fill(html, /<base href="[^"]*">/, `<base href="${base}">`));
    worker.pages[folder] = paths[0].slice(1) + "index.html";
  }
  const first = paths[0].slice(1) + "index.html";
  pin(first);
  kept.forEach(pin);
  worker.groups[group] = [first, ...kept];
}

/** Makes a worker's script and program, which are kept together with the later parts of `group`; returns the script. */
function makeWorker(group, program) {
  const compiled = join(from, `${program}.wasm`);
  const made = whole({ compiled, program, folder: resolve(options.work, program), optimize: !options.quick });
  const wasm = keep(`${program}.wasm`, made.wasm);
  const text = (name, value) => `--define:${name}=${JSON.stringify(value)}`;
  const bundle = ["--bundle", "--format=esm", `--target=${oldest}`, `--alias:program=${made.script}`];
  const script = keep(`${program}.js`, esbuild("tools/page/worker.js", ...bundle, text("WASM", wasm), text("PIN", pin(wasm))));
  pin(script);
  (worker.groups[group] ??= []).push(script, wasm);
  return script;
}

/**
 * Leads the one place where the program makes elements from a string (Leptos does so with the unchanging parts of a
 * view) through the page's Trusted Types policy. Any other such place would fail in the browser, as it should.
 */
function trusted(glue) {
  return glue.replace(/\.innerHTML = (getStringFromWasm0\(\w+, \w+\));/, ".innerHTML = window.linli.markup($1);");
}

/**
 * What the page may do. Everything comes from the site itself; wasm may be compiled; inline parts are allowed by
 * hash, never in general. `require-trusted-types-for` makes every string that would become code an error.
 */
function policy(group) {
  // Organizers publish straight into a store, wherever theirs is: over https, or on this very machine for who tries it out.
  // Residents' pages reach nothing but their own site.
  const stores = group === "organizers" ? " https: http://127.0.0.1:* http://localhost:*" : "";
  return [
    "default-src 'none'",
    `script-src 'self' 'wasm-unsafe-eval' '${integrity(boot)}'`,
    `style-src 'self' '${integrity(waitingStyle)}'`,
    "img-src 'self' data: blob:",
    `connect-src 'self'${stores}`,
    "manifest-src 'self'",
    "worker-src 'self'",
    "base-uri 'self'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types linli",
  ].join("; ");
}

/** Puts `content` in the place of `<!-- name -->` (or of a pattern), which must be there. */
function fill(html, place, content) {
  const pattern = place instanceof RegExp ? place : new RegExp(`<!-- ${place} -->`);
  if (!pattern.test(html)) throw new Error(`the page has no place for ${place}`);
  return html.replace(pattern, () => content);
}

/** Writes a file under its name with its hash, and returns that name. */
function keep(name, content) {
  const extension = extname(name);
  const folder = extension === ".css" ? "" : dirname(name) + "/";
  const stem = name.slice(name.lastIndexOf("/") + 1, -extension.length);
  const hashed = `${folder === "./" ? "" : folder}${stem}-${hash(content)}${extension}`;
  write(hashed, content);
  return hashed;
}

/** Lists a written file, with its hash, for the service worker; returns the hash as pages write it. */
function pin(name) {
  return (worker.files[name] ??= integrity(readFileSync(join(to, name))));
}

function hash(content) {
  return createHash("sha256").update(content).update(options.salt).digest("hex").slice(0, 10);
}

function integrity(content) {
  return "sha256-" + createHash("sha256").update(content).digest("base64");
}

/** What esbuild makes of a file. */
function esbuild(path, ...flags) {
  const minify = options.quick ? [] : ["--minify"];
  const out = execFileSync("esbuild", [resolve(root, path), ...flags, ...minify, "--charset=utf8", "--legal-comments=none", "--log-level=warning"], {
    encoding: "utf8",
    maxBuffer: 1 << 26,
  });
  return out.trim();
}

/** Lays .br and .gz beside a file where they are smaller. Pictures are packed already. */
function compress(path) {
  if (extname(path) === ".png") return;
  const content = readFileSync(path);
  const twins = {
    ".br": brotliCompressSync(content, {
      params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: content.length },
    }),
    ".gz": gzipSync(content, { level: 9 }),
  };
  for (const [extension, twin] of Object.entries(twins)) {
    if (twin.length < content.length) writeFileSync(path + extension, twin);
  }
}

function read(path) {
  return readFileSync(join(root, path), "utf8");
}

function write(name, content) {
  mkdirSync(dirname(join(to, name)), { recursive: true });
  writeFileSync(join(to, name), content);
}

/** All files below a folder, relative to it, sorted; none where there is no such folder. */
function filesIn(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile())
    .map((path) => relative(folder, path).split("\\").join("/"))
    .sort();
}
