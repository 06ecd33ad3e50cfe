#!/bin/sh
# Builds the month's page for measuring into build/bench: the calendar as residents have it, over data laid beside it as
# data/events-<n>.json. docs/calendar-bench.md says with what it is compared, and how. For every such file that is named
# (`tools/bench.sh …/events-100.json`) its September is drawn beforehand, too, and shown with `?drawn=1` until the program is here.
set -eu
cd "$(dirname "$0")/.."
. tools/env.sh
(
    wasm_environment release
    cargo build --release --bin bench --no-default-features --features bench
)
rm -rf build/bench && mkdir -p build/bench/text
wasm-bindgen target/wasm/wasm32-unknown-unknown/release/bench.wasm --target web --no-typescript --out-dir build/bench --out-name bench
node --input-type=module -e '
    import { readFileSync, writeFileSync } from "node:fs";
    import { withoutLinking } from "./tools/divide.mjs";
    writeFileSync("build/bench/bench_bg.wasm", withoutLinking(readFileSync("build/bench/bench_bg.wasm")));
'
wasm-opt -Oz --enable-bulk-memory --enable-mutable-globals --enable-sign-ext --enable-nontrapping-float-to-int \
    --enable-reference-types --enable-multivalue build/bench/bench_bg.wasm -o build/bench/bench.wasm
rm build/bench/bench_bg.wasm
esbuild build/bench/bench.js --minify --format=esm --allow-overwrite --outfile=build/bench/bench.js --log-level=error
esbuild style/main.css --bundle --minify --outfile=build/bench/bench.css --log-level=error
cp public/text/zh-Hans.txt build/bench/text/
cp tools/bench.html build/bench/index.html
for data in "$@"; do
    name=${data##*/events-}
    cargo run --quiet --features bench --bin bench -- "$data" > "build/bench/drawn-${name%.json}.html"
done
