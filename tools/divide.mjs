// Makes of a compiled program what browsers load: the first part, the parts that come later, and the script for them.
//
// The program is cut where src/main.rs says (#[wasm_split]): code that is reached only through such a seam goes into a
// part of its own, which the first download does not hold. The cutting needs the linker's relocations, so it comes
// before wasm-bindgen; wasm-opt comes last, and never sees more than one part.

import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

// What every browser of our floor knows (design.md, "Time, text, browsers").
const features = [
  "bulk-memory",
  "mutable-globals",
  "sign-ext",
  "nontrapping-float-to-int",
  "reference-types",
  "multivalue",
].map((feature) => `--enable-${feature}`);

/**
 * Divides `compiled` (a .wasm with relocations) into `folder`. Returns the script's path, the first part's bytes, and the
 * later parts by name. `optimize` runs wasm-opt on each.
 */
export function divide({ compiled, program, folder, optimize }) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const cut = join(folder, "cut");
  run("wasm-split-cli", [compiled, cut, "--target", "web", "--out-name", program]);
  // The exports are what the parts share with each other.
  const first = join(cut, `${program}.wasm`);
  run("wasm-bindgen", [first, "--target", "web", "--no-typescript", "--keep-lld-exports", "--out-dir", folder, "--out-name", program]);
  const finished = (path) => {
    if (optimize) run("wasm-opt", ["-Oz", ...features, path, "-o", path]);
    return withoutLinking(readFileSync(path));
  };
  const later = {};
  for (const file of readdirSync(cut).filter((name) => name.endsWith(".wasm") && name !== `${program}.wasm`).sort()) {
    later[file.slice(0, -".wasm".length)] = finished(join(cut, file));
  }
  const linking = readFileSync(join(cut, "__wasm_split.js"), "utf8");
  return { folder, script: join(folder, `${program}.js`), first: finished(join(folder, `${program}_bg.wasm`)), later, linking };
}

/** Makes of a compiled program that is loaded as a whole: its script's path, and its bytes. */
export function whole({ compiled, program, folder, optimize }) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  run("wasm-bindgen", [compiled, "--target", "web", "--no-typescript", "--out-dir", folder, "--out-name", program]);
  const path = join(folder, `${program}_bg.wasm`);
  if (optimize) run("wasm-opt", ["-Oz", ...features, path, "-o", path]);
  return { script: join(folder, `${program}.js`), wasm: withoutLinking(readFileSync(path)) };
}

/**
 * Writes the script that fetches later parts, with their names and pins: `place(name)` gives both. The page fetches them
 * (window.linli.part): it checks the pin, and has them kept for offline use.
 */
export function link({ folder, script, linking }, place) {
  const written = linking
    .replace(/fetch\(new URL\("\.\/([\w-]+)\.wasm", import\.meta\.url\)\)/g, (_, name) => `window.linli.part(${place(name)})`)
    .replace(/WebAssembly\.instantiateStreaming\(src, imports\)/g, "WebAssembly.instantiate(await src, imports)");
  if (/import\.meta|instantiateStreaming/.test(written)) throw new Error("the linking script of later parts has changed its form");
  writeFileSync(join(folder, "__wasm_split.js"), written);
  // One module of imports for each seam, all the same and under one key, of which one is enough.
  let named = 0;
  const glue = readFileSync(script, "utf8").replace(/^\s*"\.\/__wasm_split\.js": import\d+,\n/gm, (line) => (named++ ? "" : line));
  writeFileSync(script, glue);
}

/** Without what only linkers and debuggers read. */
export function withoutLinking(wasm) {
  const kept = [wasm.subarray(0, 8)];
  let at = 8;
  const number = () => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = wasm[at++];
      value += (byte & 127) * 2 ** shift;
      if (byte < 128) return value;
    }
  };
  while (at < wasm.length) {
    const start = at;
    const kind = wasm[at++];
    const length = number();
    const end = at + length;
    // 0 is a custom section: names, relocations, producers.
    if (kind !== 0) kept.push(wasm.subarray(start, end));
    at = end;
  }
  return Buffer.concat(kept);
}

function run(command, args) {
  execFileSync(command, args, { stdio: ["ignore", "inherit", "pipe"] });
}
