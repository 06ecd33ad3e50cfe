#!/bin/sh
# Runs the journeys in a real browser, on the program in dist/. `tools/journeys.sh <part of a name>` runs some of them.
set -eu
cd "$(dirname "$0")/.."
. tools/env.sh
. tools/browser.sh
export LINLI_AXE="${LINLI_AXE:-$AXE_HOME/node_modules/axe-core/axe.min.js}"
export LINLI_DIST="${LINLI_DIST:-dist}" LINLI_COMPILED="${LINLI_COMPILED:-target/wasm/wasm32-unknown-unknown/release}"
exec cargo test --test journeys -- "$@"
