#!/bin/sh
# Runs the calendar's journeys in Firefox and in WebKitGTK, on the program in dist/: `tools/engines.sh [in_firefox|in_webkit]`.
set -eu
cd "$(dirname "$0")/.."
. tools/env.sh
. tools/browser.sh
export GECKODRIVER="${GECKODRIVER:-$GECKODRIVER_HOME/bin/geckodriver}"
export FIREFOX="${FIREFOX:-$(command -v firefox-esr || command -v firefox)}"
export WEBKITDRIVER="${WEBKITDRIVER:-$(command -v WebKitWebDriver || true)}"
export MINIBROWSER="${MINIBROWSER:-$(ls /usr/lib/*/webkit2gtk-4.*/MiniBrowser /usr/libexec/webkit2gtk-4.*/MiniBrowser 2>/dev/null | head -n 1)}"
export LINLI_DIST="${LINLI_DIST:-dist}" LINLI_COMPILED="${LINLI_COMPILED:-target/wasm/wasm32-unknown-unknown/release}"
# WebKit's browser wants a screen; this one is nobody's.
if [ -z "${DISPLAY:-}" ]; then
    Xvfb :77 -screen 0 1280x1024x24 >/dev/null 2>&1 &
    screen=$!
    trap 'kill "$screen" 2>/dev/null || true' EXIT
    export DISPLAY=:77
fi
# One family after the other: two of them on two cores wait for each other.
cargo test --test engines -- --exact --test-threads=1 ${1:-in_firefox in_webkit}
